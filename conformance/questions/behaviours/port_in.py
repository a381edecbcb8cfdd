"""Reading from a socket through a port."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import connected


@behaviour(
    "port-in.byte", "Does reading a byte give one byte after the other, then the eof object?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"\x01\xff")
    peer.shutdown(connection)
    subject.observe("first", say.read_u8(p))
    subject.observe("second", say.read_u8(p))
    subject.observe("end", say.read_u8(p))
    subject.observe("end-again", say.read_u8(p))
    subject.do(say.dispose(c))


@behaviour("port-in.peek", "Does peeking at a byte leave it to be read?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"ab")
    peer.shutdown(connection)
    subject.observe("peeked", say.peek_u8(p))
    subject.observe("peeked-again", say.peek_u8(p))
    subject.observe("read", say.read_u8(p))
    subject.observe("rest", say.read_u8(p))
    subject.observe("end", say.peek_u8(p))
    subject.do(say.dispose(c))


@behaviour("port-in.ready", "Is a byte that is there ready, and the end of the stream too?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"a")
    subject.observe("byte", say.u8_ready(p))
    subject.do(say.read_u8(p))
    peer.shutdown(connection)
    subject.observe("end", say.u8_ready(p))
    subject.do(say.dispose(c))


@behaviour("port-in.not-ready", "Does asking whether a byte is ready answer at once when none is?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    subject.observe("ready", say.u8_ready(p))
    subject.do(say.dispose(c))


@behaviour("port-in.bytes", "Does reading a number of bytes give those, and then the rest?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"abcde")
    peer.shutdown(connection)
    subject.observe("first", say.read_bytes(p, 3))
    subject.observe("second", say.read_bytes(p, 10))
    subject.observe("end", say.read_bytes(p, 10))
    subject.do(say.dispose(c))


@behaviour("port-in.waits", "Does reading a number of bytes wait for all of them?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"abc")
    peer.send_once_taken(connection, b"def")
    subject.observe("first", say.read_bytes(p, 6))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("port-in.no-bytes", "What does reading no bytes give?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"abc")
    subject.observe("none", say.read_bytes(p, 0))
    subject.observe("data", say.read_bytes(p, 3))
    subject.do(say.dispose(c))


@behaviour("port-in.into", "Does reading into a buffer write between start and end, and count?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"abcdef")
    subject.observe("read", say.read_bytes_into(6, p, 1, 4))
    subject.observe("rest", say.read_bytes(p, 3))
    subject.do(say.dispose(c))


@behaviour("port-in.into-whole", "Does reading into a buffer fill all of it, or up to the end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"abcde")
    peer.shutdown(connection)
    subject.observe("read", say.read_bytes_into_whole(3, p))
    subject.observe("rest", say.read_bytes_into_whole(3, p))
    subject.do(say.dispose(c))


@behaviour("port-in.into-end", "What does reading into a buffer give at the end of the stream?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.close(connection)
    subject.observe("read", say.read_bytes_into(2, p, 0, 2))
    subject.do(say.dispose(c))


@behaviour(
    "port-in.then-receive",
    "Can bytes that a port read did not return be received from the socket?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"abcdef")
    peer.shutdown(connection)
    subject.observe("port", say.read_bytes(p, 2))
    subject.observe("socket", say.receive(c, 2))
    subject.observe("port-again", say.read_bytes(p, 2))
    subject.do(say.dispose(c))


@behaviour(
    "port-in.peek-then-receive",
    "Can a byte be received from the socket after peeking at it through the port?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"abc")
    subject.observe("peeked", say.peek_u8(p))
    subject.observe("received", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour(
    "port-in.two-ports", "Do two input ports of one socket share its bytes without losing any?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    first = subject.let("first", say.input_port(c))
    second = subject.let("second", say.input_port(c))
    peer.send(connection, b"abcd")
    peer.shutdown(connection)
    subject.observe("one", say.read_bytes(first, 2))
    subject.observe("two", say.read_bytes(second, 2))
    subject.do(say.dispose(c))


@behaviour("port-in.fresh", "Can a socket be read through a fresh port after closing another?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.do(say.close_port(say.input_port(c)))
    subject.observe("data", say.read_bytes(say.input_port(c), 3))
    subject.do(say.dispose(c))


@behaviour("port-in.close", "Can we still send after closing the input port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    subject.observe("closed", say.close_input_port(p))
    subject.do(say.send(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("port-in.read-closed", "What does reading from a closed port do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"abc")
    subject.do(say.close_input_port(p))
    subject.observe("read", say.read_u8(p))
    subject.do(say.dispose(c))


@behaviour("port-in.kinds", "Is the port for input, binary, not textual, and open?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    subject.observe("input", say.is_input_port(p))
    subject.observe("output", say.is_output_port(p))
    subject.observe("binary", say.is_binary_port(p))
    subject.observe("textual", say.is_textual_port(p))
    subject.observe("open", say.is_input_port_open(p))
    subject.do(say.close_port(p))
    subject.observe("still-open", say.is_input_port_open(p))
    subject.do(say.dispose(c))


@behaviour("port-in.reset", "What does reading do after the peer has reset the connection?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.reset(connection)
    subject.observe("read", say.read_u8(p))
    subject.do(say.dispose(c))
