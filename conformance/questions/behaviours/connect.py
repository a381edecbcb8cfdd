"""Connecting: refused connections, trying again, and unconnected sockets."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK, connected


@behaviour("connect.refused", "What does connecting do where nobody listens?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody = peer.refuse()
    subject.observe("socket", say.connect(LOOPBACK, nobody.port))


@behaviour("connect.twice", "What does connecting a connected socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    subject.observe("again", say.reconnect(c, LOOPBACK, server.port))
    subject.do(say.dispose(c))


@behaviour(
    "connect.after-refused", "Can a socket be connected after its first attempt was refused?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody = peer.refuse()
    server = peer.listen()
    s = subject.let("s", say.unconnected())
    subject.observe("refused", say.reconnect(s, LOOPBACK, nobody.port))
    subject.observe("connected", say.reconnect(s, LOOPBACK, server.port))
    subject.observe("sent", say.send(s, b"abc"))
    subject.do(say.dispose(s))


@behaviour("connect.closed", "What does connecting a closed socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    s = subject.let("s", say.unconnected())
    subject.do(say.dispose(s))
    subject.observe("connected", say.reconnect(s, LOOPBACK, server.port))


@behaviour("connect.both-directions", "Do bytes pass in both directions of one connection?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send(c, b"ping"))
    peer.observe("arrived", "receive", connection, 4)
    peer.send(connection, b"pong")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour(
    "connect.many", "Can 200 connections be made and closed one after the other?", time_limit=20
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    subject.observe("made", say.connect_often(LOOPBACK, server.port, 200))
    peer.observe("accepted", "accept_many", server, 200)


@behaviour("connect.existing", "Can a socket be made first and then connected?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect_existing(LOOPBACK, server.port))
    connection = peer.accept(server)
    subject.do(say.send(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour(
    "connect.existing-refused", "Does a refused connection raise, and is its socket closed?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody = peer.refuse()
    subject.observe("refused", say.connect_existing(LOOPBACK, nobody.port))


@behaviour("connect.system-limit", "What does connecting do when the system gives up?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.full()
    s = subject.let("s", say.unconnected())
    subject.do(say.set_option(s, constant("tcp"), constant("user-timeout"), 100))
    subject.observe("connected", say.reconnect(s, LOOPBACK, server.port))
    subject.do(say.dispose(s))
