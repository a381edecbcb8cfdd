"""Closing: its effect on the peer, closing twice, and using closed sockets."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK, connected


@behaviour("close.peer", "Does the peer see the end of the stream after we close?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send(c, b"abc"))
    subject.observe("closed", say.close(c))
    peer.observe("arrived", "receive", connection, 10)


@behaviour("close.twice", "What does closing twice do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("first", say.close(c))
    subject.observe("second", say.close(c))


@behaviour("close.unread", "Does the peer see a reset if we close before reading all data?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("peeked", say.receive_with_flags(c, 10, constant("peek")))
    subject.observe("closed", say.close(c))
    peer.observe("arrived", "receive", connection, 10)


@behaviour("close.send", "What does sending on a closed socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.dispose(c))
    subject.observe("sent", say.send(c, b"abc"))


@behaviour("close.receive", "What does receiving on a closed socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.dispose(c))
    subject.observe("data", say.receive(c, 10))


@behaviour("close.accept", "What does accepting on a closed socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.listen())
    subject.do(say.dispose(s))
    subject.observe("accepted", say.accept(s))


@behaviour("close.shutdown", "What does shutting down a closed socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.dispose(c))
    subject.observe("shutdown", say.shutdown(c, constant("write")))


@behaviour("close.port", "What does making a port of a closed socket, and reading it, do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.dispose(c))
    subject.observe("read", say.read_u8(say.input_port(c)))


@behaviour("close.server", "Is a client refused once the server has closed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    port = peer.port_of_server()
    subject.do(say.dispose(server))
    peer.observe("reached", "reaches_port", LOOPBACK, port)


@behaviour("close.value", "What does closing a port return, and is it closed then?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("before", say.is_closed(c))
    subject.observe("first", say.close_value(c))
    subject.observe("after", say.is_closed(c))
    subject.observe("second", say.close_value(c))


@behaviour(
    "close.regardless", "Does closing that ignores errors close, and not raise the second time?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send(c, b"abc"))
    subject.observe("first", say.close_regardless(c))
    peer.observe("arrived", "receive", connection, 10)
    subject.observe("second", say.close_regardless(c))
