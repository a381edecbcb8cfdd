"""The contents of conditions: kinds, place, message, arguments and errno."""

from __future__ import annotations

from ..script import (
    Call,
    PeerRecorder,
    SubjectRecorder,
    Variable,
    behaviour,
    constant,
    say,
)
from ._settings import LOOPBACK


def condition(subject: SubjectRecorder, operation: Call) -> Variable:
    """Name the condition that `operation` raises `condition`, and return that variable."""
    return subject.let("condition", say.caught(operation))


@behaviour("condition.refused", "What does the condition of a refused connection say?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    nobody = peer.refuse()
    s = subject.let("s", say.unconnected())
    e = condition(subject, say.reconnect(s, LOOPBACK, nobody.port))
    subject.observe("is-condition", say.is_condition(e))
    subject.observe("kinds", say.condition_kinds(e))
    subject.observe("place", say.condition_place(e))
    subject.observe("message", say.condition_message(e))
    subject.observe("arguments", say.condition_arguments(e))
    subject.observe("errno", say.condition_errno(e))
    subject.do(say.dispose(s))


@behaviour("condition.bind", "What does the condition of an address in use say?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    taken = peer.listen()
    e = condition(subject, say.listen_on(taken.port))
    subject.observe("kinds", say.condition_kinds(e))
    subject.observe("place", say.condition_place(e))
    subject.observe("message", say.condition_message(e))
    subject.observe("arguments", say.condition_arguments(e))


@behaviour("condition.address", "What does the condition of an invalid address say?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    e = condition(subject, say.make_address("localhost", 80))
    subject.observe("kinds", say.condition_kinds(e))
    subject.observe("place", say.condition_place(e))
    subject.observe("message", say.condition_message(e))
    subject.observe("arguments", say.condition_arguments(e))
    subject.observe("errno", say.condition_errno(e))


@behaviour("condition.accessors", "What kind has the condition of an address of the wrong family?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    port = say.address_port(say.make_unix_address("/run/a"))
    path = say.address_path(say.make_address(LOOPBACK, 80))
    subject.observe("port", say.condition_kinds(say.caught(port)))
    subject.observe("port-place", say.condition_place(say.caught(port)))
    subject.observe("path", say.condition_kinds(say.caught(path)))
    subject.observe("path-place", say.condition_place(say.caught(path)))


@behaviour("condition.read-only", "What does the condition of a read-only option say?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    e = condition(subject, say.write_option(s, constant("type-accessor"), 1))
    subject.observe("kinds", say.condition_kinds(e))
    subject.observe("place", say.condition_place(e))
    subject.observe("message", say.condition_message(e))
    subject.do(say.dispose(s))


@behaviour("condition.wrong-type", "What kind has the condition of an argument of the wrong type?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    e = condition(subject, say.write_option(s, constant("keep-alive-accessor"), 1))
    subject.observe("kinds", say.condition_kinds(e))
    subject.observe("place", say.condition_place(e))
    subject.observe("arguments", say.condition_arguments(e))
    subject.do(say.dispose(s))


@behaviour("condition.absent", "What does the condition of an unsupported option say?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    e = condition(subject, say.read_option(s, constant("no-push-accessor")))
    subject.observe("kinds", say.condition_kinds(e))
    subject.observe("place", say.condition_place(e))
    subject.do(say.dispose(s))


@behaviour("condition.closed", "What kind has the condition of a closed socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.do(say.close(s))
    e = condition(subject, say.receive(s, 1))
    subject.observe("kinds", say.condition_kinds(e))


@behaviour("condition.closed-port", "What does the condition of a closed port say?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    c = subject.let("c", say.connect(LOOPBACK, server.port))
    peer.accept(server)
    p = subject.let("p", say.text_input_port(c))
    subject.do(say.close_input_port(p))
    e = condition(subject, say.read_character(p))
    subject.observe("kinds", say.condition_kinds(e))
    subject.observe("place", say.condition_place(e))
    subject.observe("arguments", say.condition_arguments(e))
    subject.do(say.dispose(c))


@behaviour("condition.names", "What does the condition of a failed lookup say?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    flags = say.merge_flags(constant("numeric-node"), constant("name-required"))
    e = condition(subject, say.names_of_by(say.make_address(LOOPBACK, 80), flags))
    subject.observe("kinds", say.condition_kinds(e))


@behaviour("condition.none", "Is the predicate for conditions false of other objects?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("number", say.is_condition(5))
    subject.observe("string", say.is_condition("error"))
    subject.observe("kinds", say.condition_kinds(5))


@behaviour("condition.default", "What does a property that a condition lacks read as?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    e = condition(subject, say.make_address("localhost", 80))
    subject.observe("errno", say.condition_errno_or(e, 7))
    closed = subject.let("closed", say.caught(say.condition_kinds(5)))
    subject.observe("other-kind", say.condition_errno_or(closed, 7))
