"""Accepting: waiting clients and servers, their order, and sockets that cannot accept."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import connected, served


@behaviour("accept.waiting", "Does accept give the connection of a client that waits?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server, c, connection = served(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.send(c, b"def"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("accept.waits", "Does accept wait for a client when none is there?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    peer.connect_late(b"abc")
    c = subject.let("c", say.accept(server))
    subject.observe("data", say.receive(c, 10))
    peer.finish()
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("accept.order", "Are clients accepted in the order in which they came?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    peer.connect_many(2)
    first = subject.let("first", say.accept(server))
    second = subject.let("second", say.accept(server))
    subject.observe("one", say.receive(first, 1))
    subject.observe("two", say.receive(second, 1))
    subject.do(say.dispose(first))
    subject.do(say.dispose(second))
    subject.do(say.dispose(server))


@behaviour(
    "accept.client-gone", "What does accept give when the client has sent data and closed already?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    connection = peer.connect()
    peer.send(connection, b"abc")
    peer.close(connection)
    c = subject.let("c", say.accept(server))
    subject.observe("data", say.receive(c, 10))
    subject.observe("end", say.receive(c, 10))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("accept.server-closed", "Does an accepted connection outlive its server?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server, c, connection = served(subject, peer)
    subject.do(say.dispose(server))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("accept.not-listening", "What does accept do on a connected socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("accepted", say.accept(c))
    subject.do(say.dispose(c))


@behaviour("accept.datagram", "What does accept do on a datagram socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    subject.observe("accepted", say.accept(d))
    subject.do(say.dispose(d))


@behaviour("accept.many", "Are 100 clients all accepted and served?", time_limit=20)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    peer.connect_many(100)
    subject.observe("sum", say.accept_often(server, 100))
    subject.do(say.dispose(server))


@behaviour("accept.peer-name", "Does an accepted socket know the client's port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    connection = peer.connect()
    here = peer.port_of(connection)
    c = subject.let("c", say.accept_within(server, 10000))
    subject.observe("port", say.peer_port_is(c, here.port))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))
