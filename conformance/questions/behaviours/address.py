"""Addresses, and the names of both ends."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK


@behaviour("address.local", "Can the address and port of a server be read?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.observe("node", say.local_node(server))
    subject.observe("port", say.local_port_picked(server))
    subject.do(say.dispose(server))


@behaviour("address.unbound", "What is the address of a socket that is not bound?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("node", say.local_node(s))
    subject.observe("port", say.local_port_picked(s))
    subject.do(say.dispose(s))


@behaviour("address.peer", "Can the address and port of the peer be read?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    subject.observe("node", say.peer_node(c))
    subject.observe("port", say.peer_port_is(c, server.port))
    subject.do(say.dispose(c))


@behaviour("address.no-peer", "What does asking an unconnected socket for its peer do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("node", say.peer_node(s))
    subject.do(say.dispose(s))


@behaviour("address.accepted", "Does accept give the address of the client?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    peer.connect()
    subject.observe("origin", say.accept_origin(server))
    subject.do(say.dispose(server))


@behaviour("address.inet6", "Does accept give the address of a client over IPv6?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_inet6())
    peer.connect("::1")
    subject.observe("origin", say.accept_origin(server))
    subject.do(say.dispose(server))


@behaviour("address.parts", "Does a socket address keep what it was made of?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet", say.address_parts(constant("inet"), 2130706433, 80))
    subject.observe("inet6", say.address_parts(constant("inet6"), 1, 8080))


@behaviour(
    "address.bad-port", "What does making a socket address with a port that is out of range do?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("large", say.address_parts(constant("inet"), 1, 70000))


@behaviour("address.parse", "Are addresses parsed as integers in host byte order?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet", say.parse_address(constant("inet"), "127.0.0.1"))
    subject.observe("inet6", say.parse_address(constant("inet6"), "::1"))


@behaviour("address.parse-nonsense", "What does parsing a string that is no address do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("nonsense", say.parse_address(constant("inet"), "300.1.2.3"))
    subject.observe("name", say.parse_address(constant("inet"), "localhost"))


@behaviour("address.format", "Are integers formatted as addresses?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet", say.format_address(constant("inet"), 2130706433))
    subject.observe("inet6", say.format_address(constant("inet6"), 1))
    subject.observe("letters", say.format_address(constant("inet6"), 0xFE80 << 112 | 0xAB))


@behaviour("address.unix-server", "Can a server at a Unix path be reached?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    path = peer.path()
    server = subject.let("server", say.listen_unix(path.path))
    connection = peer.connect_unix(path)
    c = subject.let("c", say.accept(server))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("address.unix-client", "Can a client connect to a Unix path?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen_unix()
    c = subject.let("c", say.connect_unix(server.path))
    connection = peer.accept(server)
    subject.do(say.send(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("address.unix-nothing", "What does connecting to a Unix path that does not exist do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    path = peer.path()
    subject.observe("socket", say.connect_unix(path.path))


@behaviour("address.assigned", "Does a connecting socket get an address of the system's choice?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    subject.observe("node", say.local_node(c))
    subject.observe("port", say.local_port_picked(c))
    subject.do(say.dispose(c))


@behaviour("address.by-address", "Can a socket be connected to an address made before?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    s = subject.let("s", say.unconnected())
    subject.observe("connected", say.connect_address(s, say.loopback_address(server.port)))
    connection = peer.accept(server)
    subject.do(say.send(s, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(s))


@behaviour("address.by-inet6-parts", "Can a socket be connected to all parts of an IPv6 address?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen("::1")
    s = subject.let("s", say.open_socket(constant("pf-inet6"), constant("stream"), 0))
    subject.observe("connected", say.connect_inet6_parts(s, server.port))
    connection = peer.accept(server)
    subject.do(say.send(s, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(s))


@behaviour("address.inet6-parts", "Does an IPv6 socket address keep its flow info and scope?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("left-out", say.inet6_address_parts(1, 80))
    subject.observe("given", say.inet6_address_parts_all(1, 80, 5, 7))


@behaviour("address.unix-parts", "Does a Unix socket address keep its path?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("parts", say.unix_address_parts("/nowhere/socket"))


@behaviour("address.unix-peer", "Can the path to which a Unix socket is connected be read?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen_unix()
    c = subject.let("c", say.connect_unix(server.path))
    subject.observe("same", say.peer_path_is(c, server.path))
    subject.do(say.dispose(c))


@behaviour("address.classes", "Are addresses split and joined by the old network classes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for label, address, network in (
        ("", 0x7F000001, 0x7F),
        ("-b", 0x80010203, 0x8001),
        ("-c", 0xC0010203, 0xC00102),
    ):
        host = address & (0xFFFFFF if not label else 0xFFFF if label == "-b" else 0xFF)
        subject.observe(f"network{label}", say.network_part(address))
        subject.observe(f"host{label}", say.host_part(address))
        subject.observe(f"joined{label}", say.join_parts(network, host))
