"""Pairs of connected sockets."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say


@behaviour("pair.stream", "Do bytes pass both ways between a pair of sockets?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    pair = subject.let("pair", say.stream_pair())
    one, two = say.first_of(pair), say.second_of(pair)
    subject.do(say.send(one, b"abc"))
    subject.observe("there", say.receive(two, 10))
    subject.do(say.send(two, b"def"))
    subject.observe("back", say.receive(one, 10))
    subject.do(say.dispose(one))
    subject.observe("end", say.receive(two, 10))
    subject.do(say.dispose(two))


@behaviour("pair.datagram", "Does a pair of datagram sockets keep the datagrams apart?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    pair = subject.let("pair", say.datagram_pair())
    one, two = say.first_of(pair), say.second_of(pair)
    subject.do(say.send(one, b"abc"))
    subject.do(say.send(one, b"de"))
    subject.observe("first", say.receive(two, 10))
    subject.observe("second", say.receive(two, 10))
    subject.do(say.dispose(one))
    subject.do(say.dispose(two))


@behaviour("pair.inet", "What does making a pair in the Internet family do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("pair", say.inet_pair())


@behaviour("pair.closed-writing", "What does sending to the closed other half of a pair do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    pair = subject.let("pair", say.stream_pair())
    one, two = say.first_of(pair), say.second_of(pair)
    subject.do(say.dispose(one))
    subject.observe("sent", say.send(two, b"abc"))
    subject.do(say.dispose(two))


@behaviour("pair.ports", "Is each of a pair a port, for reading and for writing?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    pair = subject.let("pair", say.stream_pair())
    one, two = say.first_of(pair), say.second_of(pair)
    subject.observe("input", say.is_input_port(one))
    subject.observe("output", say.is_output_port(two))
    subject.do(say.dispose(one))
    subject.do(say.dispose(two))


@behaviour("pair.unnamed", "Are the sockets of a pair unnamed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    pair = subject.let("pair", say.stream_pair())
    one, two = say.first_of(pair), say.second_of(pair)
    subject.observe("local", say.local_path(one))
    subject.observe("peer", say.peer_path(one))
    subject.do(say.dispose(one))
    subject.do(say.dispose(two))
