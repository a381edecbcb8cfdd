"""Readiness: whether an operation would wait."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import connected, datagrams


@behaviour("readiness.accept", "Is a server ready to accept when a client waits, not before?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.observe("before", say.accept_ready(server))
    connection = peer.connect()
    peer.send(connection, b"abc")
    subject.observe("ready", say.accept_ready(server))
    c = subject.let("c", say.accept(server))
    subject.observe("after", say.accept_ready(server))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour(
    "readiness.gone",
    "What does receive give from a client that has reset its connection before accept?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    connection = peer.connect()
    peer.send(connection, b"abc")
    subject.observe("ready", say.accept_ready(server))
    peer.reset(connection)
    c = subject.let("c", say.accept(server))
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("readiness.end", "Is a socket ready to receive at the end of the stream?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.close(connection)
    subject.observe("ready", say.select_readable(c))
    subject.observe("end", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("readiness.datagram", "Is a socket ready to receive when a datagram has come?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.observe("before", say.select_readable(d))
    peer.send_datagram(other, b"abc")
    subject.observe("ready", say.select_readable(d))
    subject.observe("data", say.receive(d, 10))
    subject.observe("after", say.select_readable(d))
    subject.do(say.dispose(d))
