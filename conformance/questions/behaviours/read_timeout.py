"""The read timeout of a socket."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected, datagrams

_SHORT = 50
"""Milliseconds, when nothing is to come."""


@behaviour("read-timeout.receive", "Does a receive past its socket's limit fail, losing nothing?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_read_timeout(c, _SHORT))
    subject.observe("nothing", say.receive(c, 10))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("read-timeout.time", "Can the timeout be a time object?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_read_timeout(c, say.time_span(_SHORT)))
    subject.observe("nothing", say.receive(c, 10))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("read-timeout.in-time", "Does data that comes in time end the wait?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_read_timeout(c, 9000))
    peer.send_late(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("read-timeout.lifted", "Does a receive wait for ever once the limit is 0 again?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_read_timeout(c, _SHORT))
    subject.observe("nothing", say.receive(c, 10))
    subject.do(say.set_read_timeout(c, 0))
    peer.send_late(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("read-timeout.into", "Does the limit hold for receiving into a buffer?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_read_timeout(c, _SHORT))
    subject.observe("nothing", say.receive_into(5, c, constant("none")))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive_into(5, c, constant("none")))
    subject.do(say.dispose(c))


@behaviour("read-timeout.datagram", "Does the limit hold for datagrams?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.do(say.set_read_timeout(d, _SHORT))
    subject.observe("nothing", say.receive(d, 10))
    peer.send_datagram(other, b"abc")
    subject.observe("data", say.receive(d, 10))
    subject.do(say.dispose(d))


@behaviour("read-timeout.port", "Does a read of a port past its socket's limit fail?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    subject.do(say.set_read_timeout(c, _SHORT))
    subject.observe("nothing", say.read_u8(p))
    peer.send(connection, b"a")
    subject.observe("byte", say.read_u8(p))
    subject.do(say.dispose(c))


@behaviour("read-timeout.told", "Can the timeout be read, and is there none by default?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("before", say.read_timeout(c))
    subject.do(say.set_read_timeout(c, 2000))
    subject.observe("milliseconds", say.read_timeout(c))
    subject.do(say.set_read_timeout(c, say.time_span(4000)))
    subject.observe("time", say.read_timeout(c))
    subject.do(say.dispose(c))


@behaviour(
    "read-timeout.bad", "What does setting the timeout to a string, or to a negative number, do?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("string", say.set_read_timeout(c, "soon"))
    subject.observe("negative", say.set_read_timeout(c, -1))
    subject.observe("limit", say.read_timeout(c))
    subject.do(say.dispose(c))


@behaviour("read-timeout.nonblocking", "Does a non-blocking socket ignore the timeout?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.set_read_timeout(c, _SHORT))
    subject.do(say.set_nonblocking(c))
    subject.observe("nothing", say.receive_or_nothing(c, 10))
    subject.do(say.dispose(c))
