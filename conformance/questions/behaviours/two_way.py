"""Ports for both directions, and shutting down one of them."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected


@behaviour("two-way.both", "Does one port read and write?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    subject.do(say.write_bytes(p, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    peer.send(connection, b"def")
    subject.observe("data", say.read_bytes(p, 3))
    subject.do(say.dispose(c))


@behaviour("two-way.kind", "Is it a port for input and output, binary, not textual?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    subject.observe("input", say.is_input_port(p))
    subject.observe("output", say.is_output_port(p))
    subject.observe("binary", say.is_binary_port(p))
    subject.observe("textual", say.is_textual_port(p))
    subject.do(say.dispose(c))


@behaviour("two-way.one-way-kinds", "Are the ports for one direction binary, and for that alone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    incoming = subject.let("incoming", say.input_port(c))
    outgoing = subject.let("outgoing", say.output_port(c))
    subject.observe("input-binary", say.is_binary_port(incoming))
    subject.observe("input-output", say.is_output_port(incoming))
    subject.observe("output-binary", say.is_binary_port(outgoing))
    subject.observe("output-input", say.is_input_port(outgoing))
    subject.do(say.close_port(say.two_way_port(c)))


@behaviour("two-way.close", "Does closing the port close its socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    subject.do(say.write_bytes(p, b"abc"))
    subject.observe("closed", say.close_port(p))
    peer.observe("arrived", "receive", connection, 3)
    peer.observe("ended", "has_ended", connection)
    subject.observe("socket", say.is_socket_closed(c))
    subject.do(say.dispose(c))


@behaviour("two-way.collected", "Is a socket closed whose port nobody holds any more?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.forget_port(c))
    subject.observe("closed", say.is_socket_closed(c))
    subject.do(say.dispose(c))


@behaviour("two-way.keep", "Can a port be made that leaves its socket open when it closes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port_only(c))
    subject.do(say.write_bytes(p, b"abc"))
    subject.observe("closed", say.close_port(p))
    peer.observe("arrived", "receive", connection, 3)
    peer.observe("ended", "has_ended", connection)
    subject.observe("socket", say.is_socket_closed(c))
    subject.observe("sent", say.send(c, b"def"))
    peer.observe("arrived-too", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("two-way.mixed", "Can bytes that a read of the port did not return be received?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    peer.send(connection, b"abc")
    subject.observe("port", say.read_u8(p))
    subject.observe("socket", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("two-way.shutdown-output", "Does shutting down the output leave the input open?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    subject.observe("shutdown", say.shutdown_output_port(p))
    peer.observe("ended", "has_ended", connection)
    peer.send(connection, b"abc")
    subject.observe("data", say.read_bytes(p, 3))
    subject.observe("written", say.write_and_flush(p, b"abc"))
    subject.do(say.dispose(c))


@behaviour("two-way.shutdown-input", "Does shutting down the input leave the output open?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    subject.observe("shutdown", say.shutdown_input_port(p))
    subject.observe("end", say.read_u8(p))
    subject.do(say.write_and_flush(p, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("two-way.shutdown", "Is a port's socket shut down by the given method?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    subject.observe("write", say.shutdown_port(p, constant("write")))
    peer.observe("ended", "has_ended", connection)
    peer.send(connection, b"abc")
    subject.observe("data", say.read_bytes(p, 3))
    subject.observe("read", say.shutdown_port(p, constant("read")))
    subject.observe("end", say.read_u8(p))
    subject.do(say.dispose(c))


@behaviour("two-way.shutdown-both", "Can both sides of a port be shut down at once?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    subject.observe("both", say.shutdown_port(p, constant("read-write")))
    peer.observe("ended", "has_ended", connection)
    subject.observe("end", say.read_u8(p))
    subject.observe("written", say.write_and_flush(p, b"abc"))
    subject.do(say.dispose(c))


@behaviour("two-way.shutdown-one-way", "Can the ports for one direction be shut down?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("output", say.shutdown_output_port(say.output_port(c)))
    peer.observe("ended", "has_ended", connection)
    subject.observe("input", say.shutdown_input_port(say.input_port(c)))
    subject.observe("end", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour(
    "two-way.shutdown-other", "What does shutting down an object that is no socket port do?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("socket", say.shutdown_port(c, constant("write")))
    subject.observe("other", say.shutdown_output_port(say.port_of_bytes(b"abc")))
    subject.observe("input", say.shutdown_input_port(5))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("two-way.unknown-how", "What does shutting down a port with an unknown method do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    subject.observe("shutdown", say.shutdown_port(p, 77))
    subject.do(say.write_and_flush(p, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("two-way.all", "Does reading all return all bytes up to the end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    peer.send(connection, b"abc")
    peer.shutdown(connection)
    subject.observe("data", say.read_all_bytes(p))
    subject.observe("end", say.read_all_bytes(p))
    subject.do(say.dispose(c))


@behaviour("two-way.some", "Does reading some return the bytes that have arrived?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    peer.send(connection, b"abc")
    subject.observe("data", say.read_some_bytes(p))
    peer.shutdown(connection)
    subject.observe("end", say.read_some_bytes(p))
    subject.do(say.dispose(c))


@behaviour("two-way.at-end", "Can the end be detected without reading?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port(c))
    peer.send(connection, b"a")
    subject.observe("before", say.is_at_end(p))
    subject.observe("byte", say.read_u8(p))
    peer.shutdown(connection)
    subject.observe("after", say.is_at_end(p))
    subject.do(say.dispose(c))


@behaviour("two-way.closed-below", "What does a port do after its socket was closed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.two_way_port_only(c))
    subject.do(say.dispose(c))
    subject.observe("read", say.read_u8(p))
    subject.observe("write", say.write_and_flush(p, b"abc"))
    subject.observe("ready", say.u8_ready(p))
    subject.observe("all", say.read_all_bytes(p))
