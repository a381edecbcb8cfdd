"""Datagrams: boundaries, truncation, empty and too large ones, and those of other senders."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import datagrams


@behaviour("datagram.boundaries", "Does each receive give one datagram?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    peer.send_datagram(other, b"abc")
    peer.send_datagram(other, b"de")
    subject.observe("first", say.receive(d, 10))
    subject.observe("second", say.receive(d, 10))
    subject.do(say.dispose(d))


@behaviour("datagram.truncated", "Is a datagram that is longer than the size truncated?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    peer.send_datagram(other, b"abcdef")
    peer.send_datagram(other, b"gh")
    subject.observe("first", say.receive(d, 4))
    subject.observe("second", say.receive(d, 10))
    subject.do(say.dispose(d))


@behaviour("datagram.empty", "Is an empty datagram received as no bytes, and not as an end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    peer.send_datagram(other, b"")
    peer.send_datagram(other, b"abc")
    subject.observe("empty", say.receive(d, 10))
    subject.observe("next", say.receive(d, 10))
    subject.do(say.dispose(d))


@behaviour("datagram.send", "Does one send make one datagram?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.observe("sent", say.send(d, b"abc"))
    subject.do(say.send(d, b"de"))
    peer.observe("first", "receive_datagram", other)
    peer.observe("second", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("datagram.send-empty", "Does sending no bytes send an empty datagram?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.observe("sent", say.send(d, b""))
    peer.observe("arrived", "arrived_datagram", other)
    subject.do(say.dispose(d))


@behaviour("datagram.large", "Does a datagram of 8 KiB arrive whole?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.do(say.send_zeros(d, 8192))
    peer.observe("size", "receive_datagram_size", other)
    subject.do(say.dispose(d))


@behaviour("datagram.too-large", "What does sending more than the largest datagram do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, _other = datagrams(subject, peer)
    subject.observe("sent", say.send_zeros(d, 70000))
    subject.do(say.dispose(d))


@behaviour("datagram.server", "Does a bound datagram socket receive from anyone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    one = peer.datagram_socket()
    two = peer.datagram_socket()
    peer.send_datagram(one, b"one")
    peer.send_datagram(two, b"two")
    subject.observe("first", say.receive(d, 10))
    subject.observe("second", say.receive(d, 10))
    subject.do(say.dispose(d))


@behaviour("datagram.stranger", "Does a connected datagram socket ignore all but its peer?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    stranger = peer.datagram_socket()
    peer.send_datagram(stranger, b"stranger")
    peer.send_datagram(other, b"peer")
    subject.observe("data", say.receive(d, 10))
    subject.do(say.dispose(d))


@behaviour("datagram.peek", "Can a datagram be received after peeking at it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    peer.send_datagram(other, b"abcdef")
    subject.observe("peeked", say.receive_with_flags(d, 3, constant("peek")))
    subject.observe("received", say.receive(d, 10))
    subject.do(say.dispose(d))


@behaviour(
    "datagram.refused",
    "Does a connected datagram socket report that its peer's port is unreachable?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    peer.refuse_datagrams(other)
    subject.do(say.send(d, b"abc"))
    subject.observe("data", say.receive(d, 10))
    subject.do(say.dispose(d))


@behaviour("datagram.no-destination", "What does sending on an unconnected datagram socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    subject.observe("sent", say.send(d, b"abc"))
    subject.do(say.dispose(d))


@behaviour("datagram.port-in", "Does reading a port over a datagram socket give the datagram?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.input_port(d))
    peer.send_datagram(other, b"abc")
    subject.observe("data", say.read_bytes(p, 3))
    subject.do(say.dispose(d))


@behaviour(
    "datagram.port-out", "Does one write to a port over a datagram socket make one datagram?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    p = subject.let("p", say.output_port(d))
    subject.do(say.write_bytes(p, b"abc"))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))
