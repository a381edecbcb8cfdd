"""Sockets with a resolver of the program, and servers at every address."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import LOOPBACK


@behaviour("resolver.client", "Does a client connect to the address from its resolver?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect_resolved("nowhere", server.port))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("resolver.limited", "Can each attempt of a client with a resolver have a timeout?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    limit = say.microseconds(9000000)
    c = subject.let("c", say.connect_resolved_within("nowhere", server.port, limit))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour(
    "resolver.refused", "What does a client do if its resolver's address refuses the connection?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody = peer.refuse()
    subject.observe("socket", say.connect_resolved("nowhere", nobody.port))


@behaviour("resolver.server", "Does a server listen at the address from its resolver?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_resolved("nothing"))
    peer.observe("loopback", "reaches", LOOPBACK)
    peer.observe("elsewhere", "reaches", "127.0.0.2")
    subject.do(say.dispose(server))


@behaviour("resolver.every-address", "Can servers be made for both families at once?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("families", say.listen_everywhere_briefly())


@behaviour(
    "resolver.every-address-resolved", "Is there a server for each address from the resolver?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("families", say.listen_resolved_everywhere_briefly())
