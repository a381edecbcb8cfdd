"""Socket options as integers, booleans and bytes."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say

TCP, NO_DELAY = constant("tcp"), constant("no-delay")
LEVEL, KEEP_ALIVE = constant("socket-level"), constant("keep-alive")


@behaviour("option-raw.bytes", "Is an option read as the bytes that the system has for it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("off", say.get_option_bytes(s, TCP, NO_DELAY, 4))
    subject.do(say.set_option(s, TCP, NO_DELAY, 1))
    subject.observe("on", say.get_option_bytes(s, TCP, NO_DELAY, 4))
    subject.do(say.dispose(s))


@behaviour("option-raw.longer", "Are there no more bytes than the option has?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("bytes", say.get_option_bytes(s, TCP, NO_DELAY, 64))
    subject.do(say.dispose(s))


@behaviour("option-raw.set-bytes", "Is an option set to the bytes of a string or a buffer?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.do(say.set_option(s, TCP, NO_DELAY, 1))
    subject.do(say.set_option(s, TCP, NO_DELAY, bytes(4)))
    subject.observe("string", say.get_option(s, TCP, NO_DELAY))
    subject.do(say.set_option(s, TCP, NO_DELAY, 1))
    subject.do(say.set_option_bytes(s, TCP, NO_DELAY, bytes(4)))
    subject.observe("buffer", say.get_option(s, TCP, NO_DELAY))
    subject.do(say.set_option_bytes(s, TCP, NO_DELAY, b"\1\1\1\1"))
    subject.observe("on", say.get_option(s, TCP, NO_DELAY))
    subject.do(say.dispose(s))


@behaviour("option-raw.boolean", "Is an option set by true and false, and read as an integer?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("set", say.set_option(s, LEVEL, KEEP_ALIVE, True))
    subject.observe("on", say.get_option(s, LEVEL, KEEP_ALIVE))
    subject.observe("accessor", say.read_option(s, constant("keep-alive-accessor")))
    subject.do(say.set_option(s, LEVEL, KEEP_ALIVE, False))
    subject.observe("off", say.get_option(s, LEVEL, KEEP_ALIVE))
    subject.do(say.dispose(s))


@behaviour("option-raw.same-option", "Do an accessor and the plain procedures mean one option?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.do(say.set_option(s, TCP, NO_DELAY, 1))
    subject.observe("accessor", say.read_option(s, constant("no-delay-accessor")))
    subject.do(say.write_option(s, constant("keep-alive-accessor"), True))
    subject.observe("plain", say.get_option(s, LEVEL, KEEP_ALIVE))
    subject.do(say.dispose(s))


@behaviour("option-raw.every-level", "Are options of each level read?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    d = subject.let("d", say.unconnected_inet6())
    ip = constant("ip-level")
    subject.do(say.set_option(s, ip, constant("time-to-live"), 9))
    subject.observe("ip", say.get_option(s, ip, constant("time-to-live")))
    subject.do(say.set_option(d, constant("ipv6-level"), constant("v6-only"), 1))
    subject.observe("ipv6", say.get_option(d, constant("ipv6-level"), constant("v6-only")))
    subject.observe("ip-options", say.get_option_bytes(s, ip, constant("ip-options"), 40))
    subject.do(say.dispose(s))
    subject.do(say.dispose(d))


@behaviour(
    "option-raw.wrong-type", "What does setting an option to an object that is no value do?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("set", say.set_option(s, LEVEL, KEEP_ALIVE, s))
    subject.observe("level", say.set_option(s, "level", KEEP_ALIVE, 1))
    subject.observe("size", say.get_option_bytes(s, LEVEL, KEEP_ALIVE, "four"))
    subject.observe("value", say.get_option(s, LEVEL, KEEP_ALIVE))
    subject.do(say.dispose(s))


@behaviour("option-raw.unsupported", "What condition says that there is no such option or level?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    absent = constant("exclusive-address-use")
    for name, operation in (
        ("get", say.get_option(s, LEVEL, 9999)),
        ("get-bytes", say.get_option_bytes(s, LEVEL, 9999, 8)),
        ("set", say.set_option(s, LEVEL, 9999, 1)),
        ("level", say.get_option(s, 9999, 1)),
        ("set-level", say.set_option(s, 9999, 1, 1)),
        ("get-absent", say.get_option(s, LEVEL, absent)),
        ("set-absent", say.set_option(s, LEVEL, absent, 1)),
    ):
        subject.observe(name, say.condition_kinds(say.caught(operation)))
    subject.do(say.dispose(s))


@behaviour("option-raw.no-size", "What does reading an option in bytes of no size give?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    level, name = constant("socket-level"), constant("keep-alive")
    subject.observe("none", say.get_option_bytes(s, level, name, 0))
    subject.do(say.dispose(s))
