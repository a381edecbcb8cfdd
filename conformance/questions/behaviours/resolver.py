"""Sockets by a resolver of the program's own, and servers at every address."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import LOOPBACK


@behaviour("resolver.client", "Does a client connect to where its resolver says?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect_resolved("nowhere", server.port))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("resolver.limited", "May each attempt of a client with a resolver be limited?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    limit = say.microseconds(9000000)
    c = subject.let("c", say.connect_resolved_within("nowhere", server.port, limit))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("resolver.refused", "What does a client do whose resolver says where nobody is?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody = peer.refuse()
    subject.observe("socket", say.connect_resolved("nowhere", nobody.port))


@behaviour("resolver.server", "Does a server listen where its resolver says?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_resolved("nothing"))
    peer.observe("loopback", "reaches", LOOPBACK)
    peer.observe("elsewhere", "reaches", "127.0.0.2")
    subject.do(say.dispose(server))


@behaviour("resolver.every-address", "Can servers be made for both families at once?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("families", say.listen_everywhere_briefly())


@behaviour("resolver.every-address-resolved", "Are there as many servers as a resolver says?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("families", say.listen_resolved_everywhere_briefly())
