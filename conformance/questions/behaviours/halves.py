"""The two ports of a socket, and the effect of closing each."""

from __future__ import annotations

from ..script import (
    PeerRecorder,
    SubjectRecorder,
    Variable,
    behaviour,
    constant,
    say,
)
from ._settings import connected, datagrams


def both_ports(subject: SubjectRecorder, socket: Variable) -> tuple[Variable, Variable]:
    """Make the input and the output port of a socket together."""
    ports = subject.let("ports", say.both_ports(socket))
    incoming = subject.let("incoming", say.first_of(ports))
    return incoming, subject.let("outgoing", say.second_of(ports))


@behaviour("halves.both-ways", "Does one port read and the other write?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    incoming, outgoing = both_ports(subject, c)
    peer.send(connection, b"ping")
    subject.observe("data", say.read_bytes(incoming, 4))
    subject.do(say.write_and_flush(outgoing, b"pong"))
    peer.observe("arrived", "receive", connection, 4)
    subject.do(say.dispose(c))


@behaviour("halves.datagrams", "Do the two ports of a datagram socket read and send datagrams?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    incoming, outgoing = both_ports(subject, d)
    peer.send_datagram(other, b"ping")
    subject.observe("data", say.read_bytes(incoming, 4))
    subject.do(say.write_and_flush(outgoing, b"pong"))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("halves.sides", "Can the input port not write, and the output port not read?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    incoming, outgoing = both_ports(subject, c)
    subject.observe("write", say.write_bytes(incoming, b"abc"))
    subject.observe("read", say.read_bytes(outgoing, 3))
    subject.do(say.dispose(c))


@behaviour("halves.close-input", "Does closing the input port end receiving, and not sending?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    incoming, outgoing = both_ports(subject, c)
    subject.observe("closed", say.close_input_port(incoming))
    subject.observe("end", say.receive(c, 10))
    subject.do(say.write_and_flush(outgoing, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("halves.close-output", "Does closing the output port end sending, and not receiving?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    incoming, outgoing = both_ports(subject, c)
    subject.observe("closed", say.close_output_port(outgoing))
    peer.observe("ended", "has_ended", connection)
    subject.observe("sent", say.send(c, b"abc"))
    peer.send(connection, b"def")
    subject.observe("data", say.read_bytes(incoming, 3))
    subject.do(say.dispose(c))


@behaviour("halves.close-both", "Does closing both ports close the socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    incoming, outgoing = both_ports(subject, c)
    subject.observe("input", say.close_input_port(incoming))
    subject.observe("output", say.close_output_port(outgoing))
    peer.observe("arrived", "receive", connection, 1)
    subject.observe("again", say.close(c))


@behaviour("halves.close-twice", "Does closing a port twice leave the other alone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    incoming, outgoing = both_ports(subject, c)
    subject.observe("first", say.close_output_port(outgoing))
    subject.observe("second", say.close_output_port(outgoing))
    peer.send(connection, b"abc")
    subject.observe("data", say.read_bytes(incoming, 3))
    subject.do(say.dispose(c))


@behaviour("halves.abandon-input", "Does an abandoned input port leave receiving open?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    incoming, _outgoing = both_ports(subject, c)
    subject.do(say.abandon(incoming))
    subject.do(say.close_input_port(incoming))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("halves.abandon-output", "Does an abandoned output port leave sending open?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    _incoming, outgoing = both_ports(subject, c)
    subject.do(say.abandon(outgoing))
    subject.do(say.close_output_port(outgoing))
    peer.observe("ended", "has_ended", connection)
    subject.do(say.send(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("halves.abandon-one", "Does abandoning the output port not abandon the input port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    incoming, outgoing = both_ports(subject, c)
    subject.do(say.abandon(outgoing))
    subject.do(say.close_input_port(incoming))
    subject.observe("end", say.receive(c, 10))
    subject.do(say.write_and_flush(outgoing, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour(
    "halves.abandon-both", "Is the socket closed after both of its ports, abandoned or not?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    incoming, outgoing = both_ports(subject, c)
    subject.do(say.abandon(incoming))
    subject.do(say.abandon(outgoing))
    subject.do(say.close_output_port(outgoing))
    peer.observe("ended", "has_ended", connection)
    subject.do(say.close_input_port(incoming))
    peer.observe("arrived", "receive", connection, 1)
    subject.observe("again", say.close(c))


@behaviour("halves.held", "Is buffered data sent when the output port closes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port_with(c, 8, constant("unlimited")))
    subject.do(say.write_bytes(p, b"abc"))
    peer.observe("before", "arrived", connection, 3)
    subject.do(say.close_output_port(p))
    peer.observe("after", "receive", connection, 10)
    subject.do(say.dispose(c))


@behaviour("halves.socket", "Can the socket of both ports be read, also when they are closed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    incoming, outgoing = both_ports(subject, c)
    subject.observe("input", say.is_socket_of_port(incoming, c))
    subject.observe("output", say.is_socket_of_port(outgoing, c))
    subject.do(say.close_input_port(incoming))
    subject.observe("closed", say.is_socket_of_port(incoming, c))
    subject.do(say.dispose(c))


@behaviour("halves.descriptor", "Is the descriptor of a port the socket's?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    incoming, outgoing = both_ports(subject, c)
    subject.observe("input", say.descriptor_of_port_is(incoming, c))
    subject.observe("output", say.descriptor_of_port_is(outgoing, c))
    subject.do(say.dispose(c))


@behaviour("halves.not-a-port", "What does asking a string for its socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("socket", say.is_socket_of_port("port", c))
    subject.do(say.dispose(c))
