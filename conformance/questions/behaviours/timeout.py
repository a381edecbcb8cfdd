"""Timeouts of operations, and the threads and ports to which they apply."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK, PLENTY, connected, datagrams

_SHORT = 50
"""Milliseconds, when nothing is to come."""
_LONG = 10000
"""Milliseconds, when something is."""


@behaviour("timeout.defaults", "What are the default timeouts?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in ("connect", "accept", "receive", "send"):
        subject.observe(name, say.setting(constant(f"{name}-limit")))


@behaviour("timeout.set", "Does a timeout that is set apply from then on?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.set_setting(constant("receive-limit"), _SHORT))
    subject.observe("limit", say.setting(constant("receive-limit")))
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("timeout.no-number", "What does setting a timeout to a string do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("set", say.set_setting(constant("receive-limit"), "soon"))
    subject.observe("limit", say.setting(constant("receive-limit")))


@behaviour("timeout.lifted", "Does receiving without a timeout wait longer than the timeout was?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_setting(constant("receive-limit"), _SHORT))
    peer.send_after_a_while(connection, b"abc")
    subject.observe("data", say.receive_without_limit(c, 10))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("timeout.elsewhere", "Does a timeout that one thread binds not apply to others?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send_after_a_while(connection, b"abc")
    subject.observe("data", say.receive_elsewhere(c, 10, _SHORT))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("timeout.receive", "Does receiving give up when nothing comes, and lose nothing?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("nothing", say.receive_within(c, 10, _SHORT))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive_within(c, 10, _LONG))
    subject.do(say.dispose(c))


@behaviour("timeout.receive-in-time", "Does data that comes in time end the wait?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send_after_a_while(connection, b"abc")
    subject.observe("data", say.receive_within(c, 10, _LONG))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("timeout.receive-bound", "Does a timeout apply only while it is bound?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("nothing", say.receive_within(c, 10, _SHORT))
    peer.send_after_a_while(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("timeout.receive-into", "Does receiving into a buffer give up when nothing comes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("nothing", say.receive_into_within(3, c, _SHORT))
    peer.send(connection, b"abc")
    subject.observe("received", say.receive_into_within(3, c, _LONG))
    subject.do(say.dispose(c))


@behaviour("timeout.receive-from", "Does receiving a datagram give up when none comes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.observe("nothing", say.receive_from_within(d, 10, _SHORT))
    peer.send_datagram(other, b"abc")
    subject.observe("data", say.receive_from_within(d, 10, _LONG))
    subject.do(say.dispose(d))


@behaviour(
    "timeout.receive-from-into", "Does receiving a datagram into a buffer give up when none comes?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, _other = datagrams(subject, peer)
    subject.observe("nothing", say.receive_from_into_within(10, d, _SHORT))
    subject.do(say.dispose(d))


@behaviour("timeout.accept", "Does accepting give up without a client, and accept a later one?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.observe("nobody", say.accept_within(server, _SHORT))
    peer.connect_many(1)
    c = subject.let("c", say.accept_within(server, _LONG))
    subject.observe("data", say.receive(c, 1))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("timeout.accept-in-time", "Does a client who comes in time end the wait?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    peer.connect_after_a_while()
    c = subject.let("c", say.accept_within(server, _LONG))
    peer.finish()
    subject.observe("accepted", say.is_socket(c))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour(
    "timeout.accept-lifted", "Does accepting without a timeout wait longer than the timeout was?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.do(say.set_setting(constant("accept-limit"), _SHORT))
    subject.do(say.set_setting(constant("accept-limit"), constant("unlimited")))
    peer.connect_after_a_while()
    c = subject.let("c", say.accept(server))
    peer.finish()
    subject.observe("accepted", say.is_socket(c))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("timeout.connect", "Does connecting give up when the server's backlog is full?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.full()
    subject.observe("socket", say.connect_within(LOOPBACK, server.port, _SHORT))


@behaviour("timeout.connect-in-time", "Does connecting in time succeed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect_within(LOOPBACK, server.port, _LONG))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("timeout.send", "Does sending give up when the peer receives nothing?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("sent", say.fill_within(c, _SHORT))
    subject.do(say.dispose(c))


@behaviour("timeout.send-in-time", "Does sending wait until there is space for some of it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("filled", say.fill_within(c, _SHORT))
    peer.receive_late(connection, PLENTY)
    subject.observe("sent", say.send(c, b"abc"))
    subject.do(say.dispose(c))
    peer.finish()


@behaviour("timeout.send-all", "Does sending all give up when the peer receives nothing?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("sent", say.fill_from_all_within(c, _SHORT))
    subject.do(say.dispose(c))


@behaviour("timeout.read", "Does reading from a port give up when nothing comes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("nothing", say.read_within(c, 3, _SHORT))
    subject.do(say.dispose(c))


@behaviour("timeout.read-made-before", "Does a port keep the timeout with which it was made?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port_within(c, _SHORT))
    peer.send_after_a_while(connection, b"abc")
    subject.observe("data", say.read_bytes(p, 3))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("timeout.write", "Does writing to a port give up when the peer receives nothing?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("written", say.fill_port_within(c, _SHORT))
    subject.do(say.dispose(c))


@behaviour("timeout.negative", "What does setting a timeout to a negative number do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("set", say.set_setting(constant("receive-limit"), -1))
    subject.observe("limit", say.setting(constant("receive-limit")))
