"""Names of hosts and services."""

from __future__ import annotations

from ..script import Peer, Subject, behaviour, constant, say
from ._settings import LOOPBACK


@behaviour("resolve.localhost", 'Does a client reach "localhost"?')
def _(subject: Subject, peer: Peer) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect("localhost", server.port))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour(
    "resolve.other-loopback", "Does a client reach another address of the loopback network?"
)
def _(subject: Subject, peer: Peer) -> None:
    server = peer.listen("127.0.0.2")
    c = subject.let("c", say.connect("127.0.0.2", server.port))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("resolve.unknown-service", "What does connecting to a service that is not known do?")
def _(subject: Subject, peer: Peer) -> None:
    subject.observe("socket", say.connect(LOOPBACK, "no-such-service"))


@behaviour("resolve.numeric-name", "Does the numerichost flag refuse a name?")
def _(subject: Subject, peer: Peer) -> None:
    server = peer.listen()
    subject.observe(
        "socket", say.connect_with_info("localhost", server.port, constant("numerichost"))
    )


@behaviour("resolve.numeric-address", "Does the numerichost flag take an address?")
def _(subject: Subject, peer: Peer) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect_with_info(LOOPBACK, server.port, constant("numerichost")))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("resolve.wrong-family", "What does connecting over IPv6 to an IPv4 address do?")
def _(subject: Subject, peer: Peer) -> None:
    nobody = peer.refuse()
    subject.observe("socket", say.connect_inet6(LOOPBACK, nobody.port))


@behaviour("resolve.own-addresses", "Is loopback among the machine's own addresses?")
def _(subject: Subject, peer: Peer) -> None:
    subject.observe("loopback", say.has_address(LOOPBACK, constant("inet")))
    subject.observe("nonsense", say.has_address("2.0.0.0", constant("inet")))
