"""Non-blocking sockets."""

from __future__ import annotations

from ...required.notation import Symbol
from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import PLENTY, connected


@behaviour("nonblocking.receive", "What does a non-blocking receive give without data?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_nonblocking(c))
    subject.observe("nothing", say.receive_or_nothing(c, 10))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive_or_nothing(c, 10))
    subject.do(say.dispose(c))


@behaviour(
    "nonblocking.flag",
    "What does receiving give when there is nothing and a flag says not to wait?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    dont_wait = constant("dont-wait")
    subject.observe("nothing", say.receive_with_flags_or_nothing(c, 10, dont_wait))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive_with_flags_or_nothing(c, 10, dont_wait))
    subject.do(say.dispose(c))


@behaviour("nonblocking.accept", "What does a non-blocking accept give without a client?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.do(say.set_nonblocking(server))
    subject.observe("accepted", say.accept_or_nothing(server))
    subject.do(say.dispose(server))


@behaviour("nonblocking.connect", "What does a non-blocking connect give?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    s = subject.let("s", say.unconnected())
    subject.do(say.set_nonblocking(s))
    subject.observe("connected", say.connect_or_nothing(s, server.port))
    connection = peer.accept(server)
    subject.observe("writable", say.select_writable(s))
    subject.observe("sent", say.send(s, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(s))


@behaviour(
    "nonblocking.connect-unanswered",
    "What does a non-blocking connect give that nobody answers?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.full()
    s = subject.let("s", say.unconnected())
    subject.do(say.set_nonblocking(s))
    address = say.loopback_address(server.port)
    subject.observe("connected", say.connect_address_or_nothing(s, address))
    subject.do(say.dispose(s))


@behaviour(
    "nonblocking.select", "Does select find a socket readable when there is something, not before?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("before", say.select_readable(c))
    peer.send(connection, b"abc")
    subject.observe("after", say.select_readable(c))
    subject.do(say.dispose(c))


@behaviour("nonblocking.select-within", "Does select wait for the microseconds that it is given?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("nothing", say.select_readable_within(c, 0, 20000))
    peer.send_late(connection, b"abc")
    subject.observe("readable", say.select_readable_within(c, 0, 60000000))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("nonblocking.select-held", "Does select find a port readable that has read ahead?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("block")))
    peer.send(connection, b"ab")
    subject.observe("first", say.read_u8(c))
    subject.observe("held", say.select_readable(c))
    subject.do(say.dispose(c))


@behaviour("nonblocking.undone", "Do operations wait on a socket that is blocking again?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("at-first", say.is_nonblocking(c))
    subject.do(say.set_nonblocking(c))
    subject.observe("told", say.is_nonblocking(c))
    subject.do(say.set_blocking(c))
    subject.observe("told-again", say.is_nonblocking(c))
    peer.send_late(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("nonblocking.accepted", "Does accept wait on a socket that is blocking again?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.do(say.set_nonblocking(server))
    subject.do(say.set_blocking(server))
    peer.connect_late(b"abc")
    c = subject.let("c", say.accept(server))
    subject.observe("data", say.receive(c, 10))
    peer.finish()
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("nonblocking.into", "What does a non-blocking receive into a buffer give without data?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_nonblocking(c))
    subject.observe("told", say.is_nonblocking(c))
    subject.observe("nothing", say.receive_into(3, c, constant("none")))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive_into(3, c, constant("none")))
    subject.do(say.dispose(c))


@behaviour("nonblocking.port", "Does writing to a port of a non-blocking socket wait?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.do(say.set_nonblocking(c))
    peer.start_receiving(connection, PLENTY)
    subject.observe("written", say.write_zeros(p, PLENTY))
    subject.do(say.close(c))
    peer.finish()
