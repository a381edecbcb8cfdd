"""Making a socket by its family, style and protocol."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say


@behaviour("socket.family", "Is a socket of the family that it was asked for?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    style = constant("stream")
    local = subject.let("local", say.open_socket(constant("pf-unix"), style, 0))
    four = subject.let("four", say.open_socket(constant("pf-inet"), style, 0))
    six = subject.let("six", say.open_socket(constant("pf-inet6"), style, 0))
    subject.observe("unix", say.local_family(local))
    subject.observe("inet", say.local_family(four))
    subject.observe("inet6", say.local_family(six))
    subject.do(say.dispose(local))
    subject.do(say.dispose(four))
    subject.do(say.dispose(six))


@behaviour("socket.style", "Is a socket of the style that it was asked for?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    family = constant("pf-unix")
    level, name = constant("socket-level"), constant("socket-type")
    one = subject.let("one", say.open_socket(family, constant("stream"), 0))
    two = subject.let("two", say.open_socket(family, constant("datagram"), 0))
    three = subject.let("three", say.open_socket(family, constant("seqpacket"), 0))
    subject.observe("stream", say.get_option(one, level, name))
    subject.observe("datagram", say.get_option(two, level, name))
    subject.observe("seqpacket", say.get_option(three, level, name))
    subject.do(say.dispose(one))
    subject.do(say.dispose(two))
    subject.do(say.dispose(three))


@behaviour("socket.protocol", "Can the protocol be given by the number that its name has?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    number = say.protocol_number("tcp")
    s = subject.let("s", say.open_socket(constant("pf-inet"), constant("stream"), number))
    subject.do(say.connect_address(s, say.loopback_address(server.port)))
    connection = peer.accept(server)
    subject.do(say.send(s, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(s))


@behaviour("socket.wrong-protocol", "What does making a stream socket of a datagram protocol do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe(
        "socket", say.open_socket(constant("pf-inet"), constant("stream"), constant("udp"))
    )


@behaviour("socket.port", "Is a new socket a port, for reading and for writing?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.open_socket(constant("pf-inet"), constant("stream"), 0))
    subject.observe("input", say.is_input_port(s))
    subject.observe("output", say.is_output_port(s))
    subject.observe("closed", say.is_closed(s))
    subject.do(say.dispose(s))
