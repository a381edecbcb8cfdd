"""Parts of buffers, and buffers that are blobs."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import PLENTY, connected, datagrams


@behaviour("part.send", "Does sending a part of a buffer send that part, and return its size?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("sent", say.send_range(c, b"abcdef", 1, 4))
    peer.observe("arrived", "arrived", connection, 6)
    subject.do(say.dispose(c))


@behaviour("part.send-from", "Does sending from an offset on send up to the end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("sent", say.send_from(c, b"abcdef", 4))
    peer.observe("arrived", "arrived", connection, 6)
    subject.do(say.dispose(c))


@behaviour("part.send-bad", "What does sending a part that is not in the buffer do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("beyond", say.send_range(c, b"abc", 0, 9))
    subject.observe("backwards", say.send_range(c, b"abc", 2, 1))
    subject.do(say.send(c, b"d"))
    peer.observe("arrived", "receive", connection, 1)
    subject.do(say.dispose(c))


@behaviour("part.send-buffer", "Can bytes be sent from a blob?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("sent", say.send_buffer(c, b"a\x00\xff"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("part.send-some", "Does a send return the size of the part that was sent?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("part", say.send_part(c, PLENTY))
    subject.do(say.dispose(c))


@behaviour("part.send-to", "Does sending a part of a buffer to an address send that part?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket()
    d = subject.let("d", say.unconnected_datagram())
    subject.observe("sent", say.send_to_range(d, b"abcdef", 1, 4, other.port))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("part.send-to-part-flags", "Can message flags be given after a part and an address?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket()
    d = subject.let("d", say.unconnected_datagram())
    urgent = say.send_to_range_with_flags(d, b"abcdef", 1, 4, other.port, constant("oob"))
    subject.observe("urgent", urgent)
    subject.do(say.dispose(d))


@behaviour("part.send-to-flags", "What does sending a datagram out-of-band do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket()
    d = subject.let("d", say.unconnected_datagram())
    subject.observe("sent", say.send_to_with_flags(d, b"abc", other.port, constant("oob")))
    subject.do(say.dispose(d))


@behaviour("part.receive-from-start", "Does receiving from an offset on fill up to the end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abcdef")
    subject.observe("received", say.receive_from_start(5, c, 2))
    subject.observe("rest", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("part.receive-buffer", "Can bytes be received into a blob?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"a\x00\xff")
    subject.observe("received", say.receive_into_buffer(5, c))
    subject.do(say.dispose(c))


@behaviour("part.datagram-cut", "Is the rest of a datagram that does not fit into the part lost?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    peer.send_datagram(other, b"abcdef")
    peer.send_datagram(other, b"gh")
    subject.observe("first", say.receive_from_into(6, d, 1, 4, other.port))
    subject.observe("second", say.receive_from_into(6, d, 1, 4, other.port))
    subject.do(say.dispose(d))


@behaviour(
    "part.receive-from", "Does receiving a datagram give its bytes, and where it came from?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    one = peer.datagram_socket()
    two = peer.datagram_socket()
    peer.send_datagram(one, b"abc")
    peer.send_datagram(two, b"defg")
    subject.observe("first", say.receive_from(d, 10, one.port))
    subject.observe("second", say.receive_from(d, 2, two.port))
    subject.do(say.dispose(d))


@behaviour("part.receive-from-peek", "Does peeking at a datagram and its source leave it there?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    peer.send_datagram(other, b"abc")
    subject.observe("peeked", say.receive_from_with_flags(d, 10, constant("peek")))
    subject.observe("received", say.receive_from(d, 10, other.port))
    subject.do(say.dispose(d))


@behaviour("part.receive-from-whole", "Does receiving into a whole buffer tell the source, too?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    other = peer.datagram_socket()
    peer.send_datagram(other, b"abc")
    received = say.receive_from_into(5, d, 0, constant("nothing"), other.port)
    subject.observe("received", received)
    subject.do(say.dispose(d))
