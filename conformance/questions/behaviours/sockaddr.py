"""Socket addresses as objects."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK

NOTHING = constant("nothing")


@behaviour("sockaddr.inet", "What are the parts of an IPv4 address object?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address(LOOPBACK, 80))
    subject.observe("is-address", say.is_address(a))
    subject.observe("family", say.address_kind(a))
    subject.observe("node", say.address_node(a))
    subject.observe("port", say.address_port(a))
    subject.observe("shown", say.show_address(a))


@behaviour("sockaddr.inet6", "What are the parts of an IPv6 address object?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address("::1", 65535))
    subject.observe("family", say.address_kind(a))
    subject.observe("node", say.address_node(a))
    subject.observe("port", say.address_port(a))
    subject.observe("shown", say.show_address(a))


@behaviour("sockaddr.no-port", "Is an address with port 0 shown without the port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet", say.show_address(say.make_address(LOOPBACK, 0)))
    subject.observe("inet6", say.show_address(say.make_address("::1", 0)))


@behaviour("sockaddr.unix", "What are the parts of a Unix address object?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_unix_address("/run/a b"))
    subject.observe("is-address", say.is_address(a))
    subject.observe("family", say.address_kind(a))
    subject.observe("path", say.address_path(a))
    subject.observe("node", say.address_node(a))
    subject.observe("shown", say.show_address(a))


@behaviour("sockaddr.unix-port", "What does asking a Unix address for its port do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("port", say.address_port(say.make_unix_address("/run/a")))


@behaviour("sockaddr.inet-path", "What does asking an Internet address for its path do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet", say.address_path(say.make_address(LOOPBACK, 80)))
    subject.observe("inet6", say.address_path(say.make_address("::1", 80)))


@behaviour("sockaddr.other-things", "Are a string and a number no socket addresses?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("string", say.is_address("127.0.0.1"))
    subject.observe("number", say.is_address(80))
    subject.observe("family", say.address_kind("127.0.0.1"))
    subject.observe("port", say.address_port(80))


@behaviour("sockaddr.port-as-string", "Can the port of an address be a string of digits?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("port", say.address_port(say.make_address(LOOPBACK, "8080")))
    subject.observe("shown", say.show_address(say.make_address("::1", "8080")))


@behaviour("sockaddr.bad-node", "What does making an address of a node that is not numeric do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("name", say.make_address("localhost", 80))
    subject.observe("nonsense", say.make_address("300.1.2.3", 80))
    subject.observe("empty", say.make_address("", 80))


@behaviour("sockaddr.bad-port", "What does making an address with an invalid port do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("name", say.make_address(LOOPBACK, "http"))
    subject.observe("large", say.make_address(LOOPBACK, 65536))
    subject.observe("negative", say.make_address(LOOPBACK, -1))


@behaviour("sockaddr.unspecified-node", "Which address is made without a node?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address(NOTHING, 80))
    subject.observe("node", say.address_node(a))
    subject.observe("port", say.address_port(a))


@behaviour("sockaddr.unspecified-port", "Which address is made without a port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address(LOOPBACK, NOTHING))
    subject.observe("node", say.address_node(a))
    subject.observe("port", say.address_port(a))


@behaviour("sockaddr.unspecified-both", "What does making an address without node and port do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("address", say.make_address(NOTHING, NOTHING))


@behaviour("sockaddr.unspecified-named", "Which families have the unspecified addresses?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    inet = subject.let("inet", say.make_address("0.0.0.0", 80))
    inet6 = subject.let("inet6", say.make_address("::", 80))
    subject.observe("inet", say.address_kind(inet))
    subject.observe("inet6", say.address_kind(inet6))
    subject.observe("shown", say.show_address(inet))
    subject.observe("shown-inet6", say.show_address(inet6))


@behaviour("sockaddr.short-form", "Is an IPv6 address in its shortest form?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address("0:0:0:0:0:0:0:1", 80))
    subject.observe("node", say.address_node(a))


@behaviour("sockaddr.scope", "Does an IPv6 address keep the interface that it is in?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    a = subject.let("a", say.make_address("fe80::1%1", 80))
    subject.observe("node", say.address_node(a))
    subject.observe("shown", say.show_address(a))


@behaviour("sockaddr.long-path", "What does making an address of a path that is too long do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("address", say.make_unix_address("/tmp/" + 200 * "x"))


@behaviour(
    "sockaddr.wrong-types", "What does making an address of arguments of the wrong type do?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("node", say.make_address(2130706433, 80))
    subject.observe("path", say.make_unix_address(5))


@behaviour("sockaddr.own", "Is the name of a socket an address, and the peer's too?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    peer.accept(server)
    subject.observe("own", say.local_node(c))
    subject.observe("port", say.local_port_picked(c))
    subject.observe("peer", say.peer_node(c))
    subject.observe("peer-port", say.peer_port_is(c, server.port))
    subject.do(say.dispose(c))


@behaviour("sockaddr.datagram-peer", "Does a connected datagram socket know its peer?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket()
    d = subject.let("d", say.connect_datagram(LOOPBACK, other.port))
    subject.observe("node", say.peer_node(d))
    subject.observe("port", say.peer_port_is(d, other.port))
    subject.do(say.dispose(d))


@behaviour("sockaddr.unconnected-datagram", "What is the peer of an unconnected datagram socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    subject.observe("peer", say.peer_node(d))
    subject.observe("port", say.local_port_picked(d))
    subject.do(say.dispose(d))


@behaviour("sockaddr.server-peer", "What is the peer of a socket that listens?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.observe("peer", say.peer_node(server))
    subject.do(say.dispose(server))


@behaviour(
    "sockaddr.unix-names", "Do both ends of a Unix connection have the server's path as a name?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    path = peer.path()
    server = subject.let("server", say.listen_unix(path.path))
    c = subject.let("c", say.connect_unix(path.path))
    subject.observe("own", say.local_path_is(server, path.path))
    subject.observe("peer", say.peer_path_is(c, path.path))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("sockaddr.unix-unnamed", "What is the name of a Unix socket that has none?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected_unix())
    subject.observe("own", say.local_node(s))
    subject.observe("peer", say.peer_node(s))
    subject.do(say.dispose(s))


@behaviour("sockaddr.closed", "What does asking a closed socket for its names do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.do(say.close(s))
    subject.observe("own", say.local_node(s))
    subject.observe("peer", say.peer_node(s))
