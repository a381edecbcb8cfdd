"""Socket options: setting, reading, and invalid ones."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected


@behaviour("option.flag", "Is an option that is set read back as set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    level, name = constant("socket-level"), constant("keep-alive")
    subject.observe("before", say.get_option(s, level, name))
    subject.observe("set", say.set_option(s, level, name, 1))
    subject.observe("after", say.get_option(s, level, name))
    subject.do(say.dispose(s))


@behaviour("option.linger", "Is lingering read and written as two values?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("before", say.get_linger(s))
    subject.observe("set", say.set_linger(s, 1, 5))
    subject.observe("after", say.get_linger(s))
    subject.do(say.dispose(s))


@behaviour("option.linger-integer", "What does setting lingering to one integer do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("set", say.set_option(s, constant("socket-level"), constant("linger"), 5))
    subject.observe("after", say.get_linger(s))
    subject.do(say.dispose(s))


@behaviour("option.type", "Does the type of a socket read as its constant?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("type", say.get_option(s, constant("socket-level"), constant("socket-type")))
    subject.observe("constant", say.value(constant("stream")))
    subject.do(say.dispose(s))


@behaviour("option.unknown", "What does reading an unknown option do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("value", say.get_option(s, constant("socket-level"), 9999))
    subject.do(say.dispose(s))


@behaviour("option.bad-value", "What does setting an option to a string do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    level, name = constant("socket-level"), constant("keep-alive")
    subject.observe("set", say.set_option(s, level, name, "yes"))
    subject.observe("value", say.get_option(s, level, name))
    subject.do(say.dispose(s))


@behaviour("option.switches", "Are the options that are switches read back as set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    level = constant("socket-level")
    for name in (
        *("reuse-address", "without-routing", "broadcast", "oob-inline", "no-check"),
        "reuse-port",
    ):
        subject.do(say.set_option(s, level, constant(name), 1))
        subject.observe(name, say.get_option(s, level, constant(name)))
    subject.do(say.dispose(s))


@behaviour("option.priority", "Is an option that is a number read back as set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    level, name = constant("socket-level"), constant("priority")
    subject.do(say.set_option(s, level, name, 5))
    subject.observe("after", say.get_option(s, level, name))
    subject.do(say.dispose(s))


@behaviour("option.buffers", "How large are the system's buffers after setting 16384?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    level = constant("socket-level")
    for name in ("send-buffer", "receive-buffer"):
        subject.do(say.set_option(s, level, constant(name), 16384))
        subject.observe(name, say.get_option(s, level, constant(name)))
    subject.do(say.dispose(s))


@behaviour("option.error", "Is the pending error of a connection that was reset read, once?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    level, name = constant("socket-level"), constant("socket-error")
    subject.observe("before", say.get_option(c, level, name))
    peer.reset(connection)
    subject.observe("first", say.get_option(c, level, name))
    subject.observe("second", say.get_option(c, level, name))
    subject.do(say.dispose(c))


@behaviour("option.tcp", "Are the options of TCP read back as set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    for name in ("no-delay", "cork"):
        subject.do(say.set_option(s, constant("tcp"), constant(name), 1))
        subject.observe(name, say.get_option(s, constant("tcp"), constant(name)))
    subject.do(say.dispose(s))


@behaviour("option.level-by-name", "May the level be the number of a protocol's name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    level = subject.let("level", say.protocol_number("tcp"))
    subject.do(say.set_option(s, level, constant("no-delay"), 1))
    subject.observe("after", say.get_option(s, constant("tcp"), constant("no-delay")))
    subject.do(say.dispose(s))
