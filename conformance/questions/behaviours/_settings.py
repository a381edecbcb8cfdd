"""How most scripts begin."""

from __future__ import annotations

from ..script import PeerRecorder, PeerValue, SubjectRecorder, Variable, say

__all__ = ["LOOPBACK", "connected", "datagrams", "served"]

LOOPBACK = "127.0.0.1"


def connected(subject: SubjectRecorder, peer: PeerRecorder) -> tuple[Variable, PeerValue]:
    """The subject is a client `c` of the peer's: its socket, and the peer's end."""
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    return c, peer.accept(server)


def served(subject: SubjectRecorder, peer: PeerRecorder) -> tuple[Variable, Variable, PeerValue]:
    """The peer is a client of the subject's: its server, its end of the connection, the peer's."""
    server = subject.let("server", say.listen())
    connection = peer.connect()
    c = subject.let("c", say.accept(server))
    return server, c, connection


def datagrams(subject: SubjectRecorder, peer: PeerRecorder) -> tuple[Variable, PeerValue]:
    """The subject has a datagram socket `d` connected to the peer's: both."""
    other = peer.datagram_socket()
    return subject.let("d", say.connect_datagram(LOOPBACK, other.port)), other
