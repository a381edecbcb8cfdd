"""Socket options."""

from __future__ import annotations

from ..script import Peer, Subject, behaviour, constant, say


@behaviour("option.flag", "Is an option that is set read back as set?")
def _(subject: Subject, peer: Peer) -> None:
    s = subject.let("s", say.unconnected())
    level, name = constant("socket-level"), constant("keep-alive")
    subject.observe("before", say.get_option(s, level, name))
    subject.observe("set", say.set_option(s, level, name, 1))
    subject.observe("after", say.get_option(s, level, name))
    subject.do(say.dispose(s))


@behaviour("option.linger", "Is lingering read and written as two values?")
def _(subject: Subject, peer: Peer) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("before", say.get_linger(s))
    subject.observe("set", say.set_linger(s, 1, 5))
    subject.observe("after", say.get_linger(s))
    subject.do(say.dispose(s))


@behaviour("option.type", "Does the type of a socket read as its constant?")
def _(subject: Subject, peer: Peer) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("type", say.get_option(s, constant("socket-level"), constant("socket-type")))
    subject.observe("constant", say.value(constant("stream")))
    subject.do(say.dispose(s))


@behaviour("option.unknown", "What does asking for an option that does not exist do?")
def _(subject: Subject, peer: Peer) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("value", say.get_option(s, constant("socket-level"), 9999))
    subject.do(say.dispose(s))


@behaviour("option.bad-value", "What does setting an option to a string do?")
def _(subject: Subject, peer: Peer) -> None:
    s = subject.let("s", say.unconnected())
    level, name = constant("socket-level"), constant("keep-alive")
    subject.observe("set", say.set_option(s, level, name, "yes"))
    subject.observe("value", say.get_option(s, level, name))
    subject.do(say.dispose(s))
