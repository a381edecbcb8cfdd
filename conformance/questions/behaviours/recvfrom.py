"""Receiving into a buffer of the caller, together with the origin."""

from __future__ import annotations

from ...required.notation import Symbol
from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected, datagrams


@behaviour("recvfrom.whole", "Is the whole buffer used where no part of it is named?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    other = peer.datagram_socket()
    peer.send_datagram(other, b"abc")
    subject.observe("received", say.receive_into_with_origin(5, d, constant("none")))
    subject.do(say.dispose(d))


@behaviour("recvfrom.start", "Does a part that has no end reach to the end of the buffer?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    other = peer.datagram_socket()
    peer.send_datagram(other, b"abcdef")
    subject.observe("received", say.receive_from_start(5, d, 2))
    subject.do(say.dispose(d))


@behaviour("recvfrom.truncated", "Is a datagram longer than the buffer cut, and its rest lost?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    other = peer.datagram_socket()
    peer.send_datagram(other, b"abcdef")
    peer.send_datagram(other, b"gh")
    subject.observe("first", say.receive_into_with_origin(4, d, constant("none")))
    subject.observe("second", say.receive_into_with_origin(4, d, constant("none")))
    subject.do(say.dispose(d))


@behaviour("recvfrom.flags", "Do message flags apply to receiving with the origin?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    other = peer.datagram_socket()
    peer.send_datagram(other, b"abc")
    flags = say.merge_flags(constant("peek"), constant("dont-wait"))
    subject.observe("peeked", say.receive_into_with_origin(3, d, flags))
    subject.observe("received", say.receive_into_with_origin(3, d, constant("dont-wait")))
    subject.do(say.dispose(d))


@behaviour("recvfrom.dont-wait", "Does a flag keep receiving with the origin from waiting?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    subject.observe("nothing", say.receive_into_with_origin(3, d, constant("dont-wait")))
    subject.do(say.dispose(d))


@behaviour("recvfrom.read-ahead", "Does receiving with the origin miss what the port holds?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("block")))
    peer.send(connection, b"hello\nworld")
    subject.observe("line", say.read_line(c))
    subject.observe("nothing", say.receive_into_with_origin(5, c, constant("dont-wait")))
    peer.send(connection, b"abc")
    subject.observe("socket", say.receive_into_with_origin(5, c, constant("none")))
    subject.do(say.dispose(c))


@behaviour(
    "recvfrom.sender", "Is a socket address filled with the sender's, datagram by datagram?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    one = peer.datagram_socket()
    two = peer.datagram_socket()
    address = subject.let("address", say.loopback_address("9"))
    peer.send_datagram(one, b"one")
    subject.observe("first", say.receive_with_address(d, 10, address))
    subject.do(say.send_to_address(d, b"to one", address))
    peer.observe("one", "receive_datagram", one)
    peer.send_datagram(two, b"two")
    subject.observe("second", say.receive_with_address(d, 10, address))
    subject.do(say.send_to_address(d, b"to two", address))
    peer.observe("two", "receive_datagram", two)
    subject.do(say.dispose(d))


@behaviour("recvfrom.stream", "What does receiving with the origin give on a stream, and its end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    address = subject.let("address", say.loopback_address("9"))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive_with_address(c, 10, address))
    peer.close(connection)
    subject.observe("end", say.receive_with_address(c, 10, address))
    subject.do(say.dispose(c))


@behaviour(
    "recvfrom.no-address", "What does receiving with an object that is no socket address do?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    peer.send_datagram(other, b"abc")
    subject.observe("string", say.receive_with_address(d, 10, "127.0.0.1"))
    subject.observe("data", say.receive(d, 10))
    subject.do(say.dispose(d))
