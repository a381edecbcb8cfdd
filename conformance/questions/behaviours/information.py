"""Information objects: the name, address and port of both ends of a socket."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import LOOPBACK, connected, served


@behaviour("information.peer", "Is the peer of a client known by name, address and port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    end = subject.let("end", say.peer_info(c))
    subject.observe("kind", say.is_info(end))
    subject.observe("host", say.info_host(end))
    subject.observe("address", say.info_address(end))
    subject.observe("port", say.info_port_is(end, server.port))
    subject.do(say.dispose(c))


@behaviour("information.own", "Is a server's own end known by name, address and port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    port = peer.port_of_server()
    end = subject.let("end", say.own_info(server))
    subject.observe("kind", say.is_info(end))
    subject.observe("host", say.info_host(end))
    subject.observe("address", say.info_address(end))
    subject.observe("port", say.info_port_is(end, port.port))
    subject.do(say.dispose(server))


@behaviour("information.accepted", "Are both ends of an accepted connection known?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server, c, _connection = served(subject, peer)
    port = peer.port_of_server()
    subject.observe("own", say.info_address(say.own_info(c)))
    subject.observe("own-port", say.info_port_is(say.own_info(c), port.port))
    subject.observe("peer", say.info_address(say.peer_info(c)))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("information.inet6", "Is an IPv6 address known as one, and an IPv4 address as none?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen("::1")
    c = subject.let("c", say.connect_inet6("::1", server.port))
    end = subject.let("end", say.peer_info(c))
    subject.observe("address", say.info_address(end))
    subject.observe("bytes", say.info_address_bytes(end))
    subject.observe("inet6", say.info_address_is_inet6(end))
    four, _connection = connected(subject, peer)
    subject.observe("inet", say.info_address_is_inet6(say.peer_info(four)))
    subject.do(say.dispose(four))
    subject.do(say.dispose(c))


@behaviour("information.bytes", "Are the bytes of an IPv4 address in network byte order?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen("127.0.0.2")
    c = subject.let("c", say.connect("127.0.0.2", server.port))
    subject.observe("address", say.info_address(say.peer_info(c)))
    subject.observe("bytes", say.info_address_bytes(say.peer_info(c)))
    subject.do(say.dispose(c))


@behaviour("information.values", "Are host name, address and port there as three values, too?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    subject.observe("peer", say.peer_info_values(c, server.port))
    subject.do(say.dispose(c))
    own = subject.let("own", say.listen())
    port = peer.port_of_server()
    subject.observe("own", say.own_info_values(own, port.port))
    subject.do(say.dispose(own))


@behaviour("information.none", "What is known of the peer of a server, and of a closed socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.observe("no-peer", say.peer_info(server))
    subject.do(say.dispose(server))
    subject.observe("closed", say.peer_info(server))


@behaviour("information.unchanging", "Can what is known of an end be changed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    end = subject.let("end", say.peer_info(c))
    subject.observe("set", say.set_info_port(end, 1))
    subject.observe("port", say.info_port_is(end, server.port))
    subject.do(say.dispose(c))


@behaviour(
    "information.kinds", "Are the predicates for information and addresses true of those alone?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("socket", say.is_info(c))
    subject.observe("address", say.is_ip_address(say.info_ip(say.peer_info(c))))
    subject.observe("string", say.is_ip_address(LOOPBACK))
    subject.do(say.dispose(c))


@behaviour("information.name", "Is a socket named after its host, its address and its port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    port = peer.port_of_server()
    subject.observe("server", say.name_is(server, "0.0.0.0(0.0.0.0)", port.port))
    s = subject.let("s", say.unconnected())
    subject.observe("unconnected", say.name_of(s))
    subject.do(say.dispose(s))
    subject.do(say.dispose(server))
    subject.observe("closed", say.name_of(server))


@behaviour("information.asked-for", "Does a socket remember the node and service asked for?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    listener = peer.listen()
    c = subject.let("c", say.connect("localhost", listener.port))
    subject.observe("node", say.node_of(c))
    subject.observe("service", say.service_is(c, listener.port))
    server = subject.let("server", say.listen())
    subject.observe("server-node", say.node_of(server))
    subject.observe("server-service", say.service_is(server, "0"))
    subject.do(say.dispose(server))
    subject.do(say.dispose(c))
