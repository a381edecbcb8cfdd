"""Calling a procedure with a socket or a port that is closed afterwards."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import connected


@behaviour("call.result", "Does call-with-socket return what its procedure returned?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("result", say.call_with_receiving(c, 10))
    subject.do(say.dispose(c))


@behaviour("call.closes", "Does call-with-socket close the socket when its procedure returns?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.do(say.call_with_receiving(c, 10))
    peer.observe("ended", "has_ended", connection)
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("call.values", "Does call-with-socket return several values, and close?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("result", say.call_with_values(c))
    peer.observe("ended", "has_ended", connection)
    subject.do(say.dispose(c))


@behaviour("call.raises", "Does call-with-socket leave the socket open when its procedure raises?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("result", say.call_with_raising(c))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour(
    "call.not-a-procedure", "What does call-with-socket do with an argument that is no procedure?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("result", say.call_with(c, 5))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour(
    "call.port", "Does call-with-port return what its procedure returned, and close the port?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"abc")
    subject.observe("result", say.call_with_port_reading(p, 3))
    subject.observe("open", say.is_input_port_open(p))
    subject.do(say.dispose(c))


@behaviour("call.port-values", "Does call-with-port return several values, and close the port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    subject.observe("result", say.call_with_port_values(p))
    subject.observe("open", say.is_input_port_open(p))
    subject.do(say.dispose(c))


@behaviour(
    "call.port-raises", "Does call-with-port leave the port open when its procedure raises?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    subject.observe("result", say.call_with_port_raising(p))
    subject.observe("open", say.is_input_port_open(p))
    peer.send(connection, b"abc")
    subject.observe("data", say.read_bytes(p, 3))
    subject.do(say.dispose(c))
