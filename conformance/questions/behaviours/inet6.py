"""IPv6: clients and servers, and IPv4 beside it."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK


@behaviour("inet6.client", "Can a client connect to ::1?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen("::1")
    c = subject.let("c", say.connect_inet6("::1", server.port))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("inet6.server", "Can an IPv6 server be reached at ::1?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_inet6())
    connection = peer.connect("::1")
    c = subject.let("c", say.accept(server))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("inet6.datagram-client", "Do datagrams pass over IPv6?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket("::1")
    d = subject.let("d", say.connect_datagram_inet6("::1", other.port))
    subject.do(say.send(d, b"abc"))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("inet6.datagram-server", "Does a bound IPv6 datagram socket receive?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram_inet6())
    other = peer.datagram_socket("::1")
    peer.send_datagram(other, b"abc")
    subject.observe("data", say.receive(d, 10))
    subject.do(say.dispose(d))


@behaviour("inet6.refused", "What does connecting over IPv6 do where nobody listens?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody = peer.refuse("::1")
    subject.observe("socket", say.connect_inet6("::1", nobody.port))


@behaviour("inet6.mapped", "Does the v4mapped flag let an IPv6 client reach an IPv4 address?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect_inet6_with_info(LOOPBACK, server.port, constant("v4mapped")))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("inet6.all", "Does the all flag find IPv4 addresses beside IPv6 ones?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    flags = say.merge_flags(constant("v4mapped"), constant("all"))
    c = subject.let("c", say.connect_inet6_with_info("localhost", server.port, flags))
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("inet6.wrong-family", "What does connecting over IPv4 to an IPv6 address do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.connect("::1", "9"))


@behaviour("inet6.only", "Can a server that is limited to IPv6 not be reached over IPv4?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_inet6_only(constant("on")))
    peer.observe("inet6", "reaches", "::1")
    peer.observe("inet", "reaches", "127.0.0.1")
    subject.do(say.dispose(server))


@behaviour(
    "inet6.both", "Can an IPv6 server be reached over IPv4, too, unless it is limited to IPv6?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen_inet6_only(constant("off")))
    peer.observe("inet6", "reaches", "::1")
    peer.observe("inet", "reaches", "127.0.0.1")
    subject.do(say.dispose(server))
