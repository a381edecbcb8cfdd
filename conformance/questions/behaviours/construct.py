"""Making sockets, and the predicate for them."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK, connected, served


@behaviour("construct.client", "Is a client socket a socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("client", say.is_socket(c))
    subject.do(say.dispose(c))


@behaviour("construct.server", "Is a server socket a socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.listen())
    subject.observe("server", say.is_socket(s))
    subject.do(say.dispose(s))


@behaviour("construct.accepted", "Is an accepted socket a socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server, c, _connection = served(subject, peer)
    subject.observe("accepted", say.is_socket(c))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("construct.closed", "Is a closed socket still a socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.listen())
    subject.do(say.dispose(s))
    subject.observe("closed", say.is_socket(s))


@behaviour("construct.other-things", "Are an integer, a string and a bytevector no sockets?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("integer", say.is_socket(5))
    subject.observe("string", say.is_socket("socket"))
    subject.observe("bytevector", say.is_socket(b"socket"))


@behaviour("construct.port-is-socket", "Is a port of a socket itself a socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    subject.observe("port", say.is_socket(p))
    subject.do(say.dispose(c))


@behaviour("construct.protocol", "Can the protocol be named, TCP for streams, UDP for datagrams?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let(
        "c", say.connect_as(constant("stream"), constant("tcp"), LOOPBACK, server.port)
    )
    connection = peer.accept(server)
    subject.do(say.send(c, b"abc"))
    peer.observe("stream", "receive", connection, 3)
    subject.do(say.dispose(c))
    other = peer.datagram_socket()
    d = subject.let(
        "d", say.connect_as(constant("datagram"), constant("udp"), LOOPBACK, other.port)
    )
    subject.do(say.send(d, b"de"))
    peer.observe("datagram", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("construct.wrong-protocol", "What does making a socket of UDP streams do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.connect_as(constant("stream"), constant("udp"), LOOPBACK, "9"))


@behaviour(
    "construct.unknown-family", "What does making a socket of a family that does not exist do?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.unknown_family(12345))
