"""Connecting to the first of several addresses that answers."""

from __future__ import annotations

from ..script import (
    Argument,
    Call,
    FromPeer,
    PeerRecorder,
    SubjectRecorder,
    behaviour,
    constant,
    say,
)
from ._settings import LOOPBACK

_SHORT = 100
"""Milliseconds, for an address that does not answer."""


def in_turn(first: FromPeer, second: FromPeer, limit: Argument) -> Call:
    """Connect a stream socket to one of two ports."""
    return say.connect_in_turn(constant("stream"), LOOPBACK, first, LOOPBACK, second, limit)


@behaviour("turn.first", "Is the first address taken when it answers?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    first, second = peer.listen(), peer.listen()
    c = subject.let("c", in_turn(first.port, second.port, constant("unlimited")))
    connection = peer.accept(first)
    subject.do(say.send(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("turn.refused", "Is the next address tried when the first refuses?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody, server = peer.refuse(), peer.listen()
    c = subject.let("c", in_turn(nobody.port, server.port, constant("unlimited")))
    connection = peer.accept(server)
    subject.do(say.send(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("turn.unanswered", "Is the next address tried when the first does not answer in time?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    full, server = peer.full(), peer.listen()
    c = subject.let("c", in_turn(full.port, server.port, _SHORT))
    connection = peer.accept(server)
    subject.do(say.send(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("turn.last-refused", "When all addresses fail, is the failure of the last one raised?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    full, nobody = peer.full(), peer.refuse()
    subject.observe("refused", in_turn(full.port, nobody.port, _SHORT))
    subject.observe("unanswered", in_turn(nobody.port, full.port, _SHORT))


@behaviour("turn.fatal", "Is no other address tried after a permanent failure?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    # Who has not asked for leave to broadcast may not connect to that address.
    other = peer.datagram_socket()
    subject.observe(
        "socket",
        say.connect_in_turn(
            constant("datagram"),
            *("127.255.255.255", other.port, LOOPBACK, other.port),
            constant("unlimited"),
        ),
    )


@behaviour(
    "turn.datagram", "Does the socket have the type of the address to which it is connected?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket()
    d = subject.let(
        "d",
        say.connect_in_turn(
            constant("datagram"),
            *(LOOPBACK, other.port, LOOPBACK, other.port),
            constant("unlimited"),
        ),
    )
    subject.observe("family", say.family_of(d))
    subject.observe("type", say.type_of(d))
    subject.do(say.send(d, b"abc"))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("turn.none", "What does connecting to the first of no addresses do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.connect_to_none())
