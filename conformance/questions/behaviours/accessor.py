"""The properties of a socket: family, type, protocol, descriptor and printed form."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK, served


@behaviour("accessor.stream", "Does a stream socket over IPv4 know its family and its type?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.make_socket_by_default(constant("inet"), constant("stream")))
    subject.observe("family", say.family_of(s))
    subject.observe("type", say.type_of(s))
    subject.do(say.dispose(s))


@behaviour("accessor.datagram", "Does a datagram socket over IPv6 know its family and its type?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.make_socket_by_default(constant("inet6"), constant("datagram")))
    subject.observe("family", say.family_of(s))
    subject.observe("type", say.type_of(s))
    subject.do(say.dispose(s))


@behaviour("accessor.protocol", "Does a socket know the protocol that it was made with?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.make_socket(constant("inet"), constant("stream"), constant("tcp")))
    subject.observe("protocol", say.protocol_of(s))
    subject.do(say.dispose(s))


@behaviour("accessor.no-protocol", "What is the protocol of a socket that was made without one?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.make_socket_by_default(constant("inet"), constant("stream")))
    subject.observe("protocol", say.protocol_of(s))
    subject.do(say.dispose(s))


@behaviour(
    "accessor.wrong-protocol", "What does making a stream socket of a datagram protocol do?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe(
        "socket", say.make_socket(constant("inet"), constant("stream"), constant("udp"))
    )


@behaviour("accessor.descriptor", "Is the descriptor of a socket the system's for that socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.make_socket_by_default(constant("inet"), constant("stream")))
    d = subject.let("d", say.make_socket_by_default(constant("inet"), constant("datagram")))
    subject.observe("stream", say.type_of_descriptor(s))
    subject.observe("datagram", say.type_of_descriptor(d))
    subject.do(say.dispose(s))
    subject.do(say.dispose(d))


@behaviour("accessor.client", "Do the sockets of a connection know their family and their type?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server, c, _connection = served(subject, peer)
    subject.observe("accepted-family", say.family_of(c))
    subject.observe("accepted-type", say.type_of(c))
    other = peer.listen()
    client = subject.let("client", say.connect(LOOPBACK, other.port))
    subject.observe("client-family", say.family_of(client))
    subject.observe("client-type", say.type_of(client))
    subject.do(say.dispose(client))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("accessor.printed", "Does the printed form of a socket name what it is?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.make_socket_by_default(constant("inet"), constant("stream")))
    d = subject.let("d", say.make_socket_by_default(constant("inet6"), constant("datagram")))
    subject.observe("stream", say.is_printed_with(s, "af/inet", "sock/stream"))
    subject.observe("datagram", say.is_printed_with(d, "af/inet6", "sock/dgram"))
    subject.do(say.dispose(s))
    subject.do(say.dispose(d))


@behaviour("accessor.none-blocks", "Is every socket non-blocking from the start?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    client = subject.let("client", say.connect_existing(LOOPBACK, server.port))
    listening, accepted, _connection = served(subject, peer)
    d = subject.let("d", say.bind_datagram())
    peer.observe("all", "none_blocks")
    subject.do(say.dispose(d))
    subject.do(say.dispose(accepted))
    subject.do(say.dispose(listening))
    subject.do(say.dispose(client))
