"""Writing to a socket through a port."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected


@behaviour("port-out.bytes", "Do bytes that were written and flushed reach the peer?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.observe("written", say.write_bytes(p, b"abc"))
    subject.observe("flushed", say.flush(p))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("port-out.byte", "Does writing one byte send that byte?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.do(say.write_u8(p, 255))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 1)
    subject.do(say.dispose(c))


@behaviour("port-out.held-back", "Does written data reach the peer without a flush?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.do(say.write_bytes(p, b"abc"))
    peer.observe("arrived", "arrived", connection, 3)
    subject.do(say.dispose(c))


@behaviour("port-out.range", "Does writing a part of a bytevector send that part?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.do(say.write_bytes_range(p, b"abcdef", 1, 4))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("port-out.from", "Does writing from a start on send the bytes up to the end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.do(say.write_bytes_from(p, b"abcdef", 4))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 2)
    subject.do(say.dispose(c))


@behaviour(
    "port-out.mixed", "Do writes to the port and sends on the socket arrive in their order?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.do(say.write_bytes(p, b"ab"))
    subject.do(say.flush(p))
    subject.do(say.send(c, b"cd"))
    subject.do(say.write_bytes(p, b"ef"))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 6)
    subject.do(say.dispose(c))


@behaviour("port-out.close", "Does closing the output port leave the connection open?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.do(say.write_bytes(p, b"abc"))
    subject.observe("closed", say.close_output_port(p))
    peer.observe("arrived", "receive", connection, 3)
    peer.observe("ended", "has_ended", connection)
    peer.send(connection, b"def")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("port-out.close-both", "Does closing both ports close the connection?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    incoming = subject.let("incoming", say.input_port(c))
    outgoing = subject.let("outgoing", say.output_port(c))
    subject.observe("input", say.close_input_port(incoming))
    subject.observe("output", say.close_output_port(outgoing))
    peer.observe("ended", "has_ended", connection)
    subject.do(say.dispose(c))


@behaviour("port-out.fresh", "Can a socket be used through a fresh port after closing another?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.close_port(say.output_port(c)))
    subject.observe("written", say.write_bytes(say.output_port(c), b"abc"))
    peer.observe("arrived", "arrived", connection, 3)
    subject.do(say.dispose(c))


@behaviour("port-out.close-twice", "What does closing a port twice do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.observe("first", say.close_port(p))
    subject.observe("second", say.close_port(p))
    subject.do(say.dispose(c))


@behaviour("port-out.write-closed", "What does writing to a closed port do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.do(say.close_output_port(p))
    subject.observe("written", say.write_bytes(p, b"abc"))
    subject.do(say.dispose(c))


@behaviour("port-out.after-shutdown", "What does writing do after writing was shut down?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.do(say.shutdown(c, constant("write")))
    subject.observe("written", say.write_and_flush(p, b"abc"))
    subject.do(say.dispose(c))


@behaviour(
    "port-out.held-at-shutdown", "What becomes of held-back data when writing is shut down?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.do(say.write_bytes(p, b"abc"))
    subject.do(say.shutdown(c, constant("write")))
    peer.observe("arrived", "receive", connection, 3)
    subject.observe("flushed", say.flush(p))
    subject.do(say.dispose(c))


@behaviour("port-out.large", "Does one write of a megabyte send all of it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    peer.start_receiving(connection, 1048576)
    subject.do(say.write_zeros(p, 1048576))
    subject.do(say.flush(p))
    peer.observe("arrived", "finish")
    subject.do(say.dispose(c))


@behaviour("port-out.kinds", "Is the port for output, binary, not textual, and open?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.observe("output", say.is_output_port(p))
    subject.observe("input", say.is_input_port(p))
    subject.observe("binary", say.is_binary_port(p))
    subject.observe("textual", say.is_textual_port(p))
    subject.observe("open", say.is_output_port_open(p))
    subject.do(say.close_port(p))
    subject.observe("still-open", say.is_output_port_open(p))
    subject.do(say.dispose(c))
