"""The buffers of ports: buffering modes, flushing and reading ahead."""

from __future__ import annotations

from ...required.notation import Symbol
from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected


@behaviour("buffering.block", "Does a block-buffered port hold data until a flush?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("block")))
    subject.do(say.write_bytes(c, b"abc"))
    peer.observe("before", "arrived", connection, 3)
    subject.do(say.flush(c))
    peer.observe("after", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("buffering.close", "Is buffered data sent when the port closes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("block")))
    subject.do(say.write_bytes(c, b"abc"))
    subject.do(say.close_port(c))
    peer.observe("arrived", "receive", connection, 10)


@behaviour("buffering.full", "What is sent when the buffer of a block-buffered port is full?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering_size(c, Symbol("block"), 8))
    subject.do(say.write_bytes(c, b"abcdef"))
    peer.observe("held", "arrived", connection, 20)
    subject.do(say.write_bytes(c, b"ghijkl"))
    peer.observe("sent", "receive", connection, 6)
    subject.do(say.flush(c))
    peer.observe("rest", "receive", connection, 6)
    subject.do(say.dispose(c))


@behaviour("buffering.line", "Does a newline that is written as text flush a line-buffered port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("line")))
    subject.do(say.write_text(c, "ab"))
    peer.observe("before", "arrived", connection, 2)
    subject.do(say.write_text(c, "c\nd"))
    peer.observe("after", "receive", connection, 5)
    subject.do(say.dispose(c))


@behaviour("buffering.line-bytes", "Does a newline among bytes flush a line-buffered port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("line")))
    subject.do(say.write_bytes(c, b"abc\n"))
    peer.observe("before", "arrived", connection, 4)
    subject.do(say.flush(c))
    peer.observe("after", "receive", connection, 4)
    subject.do(say.dispose(c))


@behaviour("buffering.change", "Does changing the buffering mode send buffered data?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("block")))
    subject.do(say.write_bytes(c, b"abc"))
    subject.do(say.set_buffering(c, Symbol("none")))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour(
    "buffering.send-passes", "Does a send on the socket overtake data in the port's buffer?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("block")))
    subject.do(say.write_bytes(c, b"port"))
    subject.do(say.send(c, b"sent"))
    subject.do(say.flush(c))
    peer.observe("arrived", "receive", connection, 8)
    subject.do(say.dispose(c))


@behaviour("buffering.none", "Does a port that is unbuffered again hold nothing, either way?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("block")))
    subject.do(say.set_buffering(c, Symbol("none")))
    subject.do(say.write_u8(c, 97))
    peer.observe("arrived", "arrived", connection, 1)
    peer.send(connection, b"ab")
    subject.observe("first", say.read_u8(c))
    subject.observe("rest", say.receive(c, 10))
    subject.do(say.close_port(c))


@behaviour("buffering.shutdown", "What becomes of buffered data when writing is shut down?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("block")))
    subject.do(say.write_bytes(c, b"abc"))
    subject.do(say.shutdown(c, constant("write")))
    peer.observe("arrived", "receive", connection, 3)
    subject.observe("flushed", say.flush(c))
    subject.observe("closed", say.close_port(c))


@behaviour("buffering.unknown", "What does setting an unknown buffering mode do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("mode", say.set_buffering(c, Symbol("sometimes")))
    subject.observe("size", say.set_buffering_size(c, Symbol("block"), -1))
    subject.do(say.write_bytes(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour(
    "buffering.read-ahead", "Does a receive on the socket miss data that the port has read ahead?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("block")))
    peer.send(connection, b"hello\nworld")
    subject.observe("line", say.read_line(c))
    subject.observe("socket", say.receive_with_flags(c, 10, constant("dont-wait")))
    subject.observe("drained", say.drain(c))
    subject.do(say.dispose(c))


@behaviour(
    "buffering.unbuffered-line", "Does reading a line unbuffered leave the rest to receive?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"hello\nworld")
    subject.observe("line", say.read_line(c))
    subject.observe("socket", say.receive(c, 10))
    subject.observe("drained", say.drain(c))
    subject.do(say.dispose(c))


@behaviour("buffering.drain-twice", "Is the port's buffer empty once it was drained?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_buffering(c, Symbol("block")))
    peer.send(connection, b"abc")
    subject.observe("first", say.read_u8(c))
    subject.observe("drained", say.drain(c))
    subject.observe("again", say.drain(c))
    subject.do(say.dispose(c))


@behaviour("buffering.drain-peeked", "Does draining give the character that was peeked at?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("peeked", say.peek_character(c))
    subject.observe("drained", say.drain(c))
    subject.observe("socket", say.receive(c, 10))
    subject.do(say.dispose(c))
