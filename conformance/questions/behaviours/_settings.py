"""The beginnings of most scripts."""

from __future__ import annotations

from ..script import PeerRecorder, PeerValue, SubjectRecorder, Variable, say

__all__ = ["HELD", "LOOPBACK", "PLENTY", "connected", "datagrams", "served"]

LOOPBACK = "127.0.0.1"

HELD = 400000
"""Bytes that the system holds for a connection, though not all of them at the peer's end."""

PLENTY = 33554432
"""More bytes than the system holds for a connection."""


def connected(subject: SubjectRecorder, peer: PeerRecorder) -> tuple[Variable, PeerValue]:
    """Connect the subject to the peer; return its socket `c` and the peer's end."""
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    return c, peer.accept(server)


def served(subject: SubjectRecorder, peer: PeerRecorder) -> tuple[Variable, Variable, PeerValue]:
    """Connect the peer to the subject; return the server, the subject's end and the peer's end."""
    server = subject.let("server", say.listen())
    connection = peer.connect()
    c = subject.let("c", say.accept(server))
    return server, c, connection


def datagrams(subject: SubjectRecorder, peer: PeerRecorder) -> tuple[Variable, PeerValue]:
    """Connect a datagram socket `d` of the subject's to one of the peer's; return both."""
    other = peer.datagram_socket()
    return subject.let("d", say.connect_datagram(LOOPBACK, other.port)), other
