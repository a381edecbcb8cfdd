"""Names of hosts and services of this machine."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK


@behaviour("resolve.localhost", 'Does a client reach "localhost"?')
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect("localhost", server.port))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour(
    "resolve.other-loopback", "Does a client reach another address of the loopback network?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen("127.0.0.2")
    c = subject.let("c", say.connect("127.0.0.2", server.port))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("resolve.any-family", "Does a client of no particular family reach IPv4 and IPv6?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect_unspecified(LOOPBACK, server.port))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("inet", say.receive(c, 10))
    subject.do(say.dispose(c))
    server6 = peer.listen("::1")
    c6 = subject.let("c6", say.connect_unspecified("::1", server6.port))
    connection6 = peer.accept(server6)
    peer.send(connection6, b"def")
    subject.observe("inet6", say.receive(c6, 10))
    subject.do(say.dispose(c6))


@behaviour("resolve.service-name", "Does a client reach a service by its name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen_at_service()
    c = subject.let("c", say.connect(LOOPBACK, server.service))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("resolve.unknown-service", "What does connecting to an unknown service do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.connect(LOOPBACK, "no-such-service"))


@behaviour("resolve.numeric-name", "Does the numerichost flag refuse a name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    subject.observe(
        "socket", say.connect_with_info("localhost", server.port, constant("numerichost"))
    )


@behaviour("resolve.numeric-address", "Does the numerichost flag take an address?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect_with_info(LOOPBACK, server.port, constant("numerichost")))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("resolve.wrong-family", "What does connecting over IPv6 to an IPv4 address do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody = peer.refuse()
    subject.observe("socket", say.connect_inet6(LOOPBACK, nobody.port))


@behaviour("resolve.own-addresses", "Is loopback among the machine's own addresses?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("loopback", say.has_address(LOOPBACK, constant("inet")))
    subject.observe("nonsense", say.has_address("2.0.0.0", constant("inet")))


@behaviour(
    "resolve.own-addresses-inet6", "Can the machine's own addresses be read by their family?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet6", say.has_address("::1", constant("inet6")))
    subject.observe("other", say.has_address(LOOPBACK, constant("inet6")))
    subject.observe("any", say.has_address(LOOPBACK, constant("unspec")))
    subject.observe("any6", say.has_address("::1", constant("unspec")))


@behaviour("resolve.passive", "What does a client with the flag for servers do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    subject.observe("socket", say.connect_passively(LOOPBACK, server.port))
