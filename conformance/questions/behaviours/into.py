"""Receiving into a buffer of the caller, and the origin of the data."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected


@behaviour("into.buffer", "Does receiving into a buffer fill its beginning and leave the rest?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("received", say.receive_into(5, c, constant("none")))
    subject.do(say.dispose(c))


@behaviour("into.end", "What does receiving into a buffer give at the end of the stream?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.close(connection)
    subject.observe("received", say.receive_into(3, c, constant("none")))
    subject.do(say.dispose(c))


@behaviour("into.peek", "Does peeking into a buffer leave the data to be received?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("peeked", say.receive_into(3, c, constant("peek")))
    subject.observe("received", say.receive_into(3, c, constant("none")))
    subject.do(say.dispose(c))


@behaviour("into.range", "Does receiving into a part of a buffer leave the rest of it alone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abcdef")
    subject.observe("received", say.receive_from_range(6, c, 1, 4))
    subject.observe("rest", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("into.used", "Does a receive leave the rest of the buffer as it was?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("received", say.receive_into_used(5, c))
    subject.do(say.dispose(c))


@behaviour("into.bad-range", "What does receiving into a part that is not in the buffer do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("beyond", say.receive_from_range(4, c, 0, 9))
    subject.observe("backwards", say.receive_from_range(4, c, 3, 1))
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("into.stream-origin", "Is the origin of data on a connected stream known?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("origin", say.receive_origin(c, 10))
    subject.do(say.dispose(c))


@behaviour("into.datagram-origin", "Is the origin of a datagram known?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    other = peer.datagram_socket()
    peer.send_datagram(other, b"abc")
    subject.observe("origin", say.receive_origin(d, 10))
    subject.do(say.dispose(d))


@behaviour("into.pair-origin", "Is the origin of a datagram from an unnamed Unix socket known?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    pair = subject.let("pair", say.datagram_pair())
    one, two = say.first_of(pair), say.second_of(pair)
    subject.do(say.send(one, b"abc"))
    subject.observe("origin", say.receive_origin(two, 10))
    subject.do(say.dispose(one))
    subject.do(say.dispose(two))


@behaviour("into.reply", "Can a datagram be answered to where it came from?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    other = peer.datagram_socket()
    peer.send_datagram(other, b"abc")
    subject.observe("sent", say.echo_datagram(d, 10))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("into.send-to", "Does sending to an address need no connection?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket()
    d = subject.let("d", say.unconnected_datagram())
    subject.observe("sent", say.send_to(d, b"abc", other.port))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))
