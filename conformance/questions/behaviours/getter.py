"""Socket options that have an accessor each."""

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
from ._settings import connected


def flag(subject: SubjectRecorder, s: Variable | Call, name: str) -> None:
    """Read a boolean option, turn it on and off, and read it each time."""
    accessor = constant(f"{name}-accessor")
    subject.observe(f"{name}", say.read_option(s, accessor))
    subject.do(say.write_option(s, accessor, True))
    subject.observe(f"{name}-on", say.read_option(s, accessor))
    subject.do(say.write_option(s, accessor, False))
    subject.observe(f"{name}-off", say.read_option(s, accessor))


@behaviour("getter.flags", "Are the boolean options of a socket read back as they were set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    for name in ("reuse-address", "keep-alive", "dont-route", "broadcast", "oob-inline"):
        flag(subject, s, name)
    subject.do(say.dispose(s))


@behaviour("getter.debug", "Is the option for debugging off for a new socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("debug", say.read_option(s, constant("debug-accessor")))
    subject.do(say.dispose(s))


@behaviour("getter.set-result", "What does setting an option return?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("flag", say.write_option(s, constant("keep-alive-accessor"), True))
    subject.observe("number", say.write_option(s, constant("time-to-live-accessor"), 9))
    subject.do(say.dispose(s))


@behaviour("getter.buffers", "Do the buffers of a socket become as large as they were set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    for name in ("send-buffer", "receive-buffer"):
        accessor = constant(f"{name}-accessor")
        subject.do(say.write_option(s, accessor, 30000))
        subject.observe(name, say.read_option(s, accessor))
    subject.do(say.dispose(s))


@behaviour("getter.low-water", "Are the low-water marks read, and that for receiving set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    receiving = constant("receive-low-water-accessor")
    subject.observe("send", say.read_option(s, constant("send-low-water-accessor")))
    subject.observe("receive", say.read_option(s, receiving))
    subject.do(say.write_option(s, receiving, 5))
    subject.observe("receive-set", say.read_option(s, receiving))
    subject.do(say.dispose(s))


@behaviour("getter.listens", "Can it be read whether a socket listens?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    accessor = constant("accepts-connections-accessor")
    s = subject.let("s", say.unconnected())
    subject.observe("before", say.read_option(s, accessor))
    subject.do(say.dispose(s))
    server = subject.let("server", say.listen())
    subject.observe("listening", say.read_option(server, accessor))
    subject.do(say.dispose(server))


@behaviour("getter.error", "Does reading a socket's pending error clear it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    accessor = constant("error-accessor")
    subject.observe("none", say.read_option(c, accessor))
    peer.reset(connection)
    subject.observe("reset", say.read_option(c, accessor))
    subject.observe("again", say.read_option(c, accessor))
    subject.do(say.dispose(c))


@behaviour("getter.type", "Is the type of a socket read as its constant?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    accessor = constant("type-accessor")
    s = subject.let("s", say.unconnected())
    d = subject.let("d", say.unconnected_datagram())
    subject.observe("stream", say.read_option(s, accessor))
    subject.observe("datagram", say.read_option(d, accessor))
    subject.do(say.dispose(s))
    subject.do(say.dispose(d))


@behaviour("getter.read-only", "What does setting a read-only option do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("listens", say.write_option(s, constant("accepts-connections-accessor"), True))
    subject.observe("error", say.write_option(s, constant("error-accessor"), 0))
    subject.observe("type", say.write_option(s, constant("type-accessor"), 1))
    subject.do(say.dispose(s))


@behaviour("getter.not-boolean", "What does setting a boolean option to something else do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    accessor = constant("keep-alive-accessor")
    subject.observe("one", say.write_option(s, accessor, 1))
    subject.observe("zero", say.write_option(s, accessor, 0))
    subject.observe("string", say.write_option(s, accessor, "yes"))
    subject.observe("value", say.read_option(s, accessor))
    subject.do(say.dispose(s))


@behaviour("getter.not-integer", "What does setting an integer option to something else do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    accessor = constant("time-to-live-accessor")
    subject.do(say.write_option(s, accessor, 9))
    subject.observe("boolean", say.write_option(s, accessor, True))
    subject.observe("string", say.write_option(s, accessor, "10"))
    subject.observe("value", say.read_option(s, accessor))
    subject.do(say.dispose(s))


@behaviour("getter.descriptor", "Can the socket be given by its descriptor?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    fd = subject.let("fd", say.descriptor(s))
    level, number = constant("socket-level"), constant("keep-alive")
    for name in ("keep-alive", "no-delay"):
        accessor = constant(f"{name}-accessor")
        subject.do(say.write_option(fd, accessor, True))
        subject.observe(name, say.read_option(fd, accessor))
        subject.observe(f"{name}-of-socket", say.read_option(s, accessor))
    subject.do(say.write_option(fd, constant("time-to-live-accessor"), 9))
    subject.observe("time-to-live", say.read_option(fd, constant("time-to-live-accessor")))
    subject.do(say.set_option(fd, level, number, 0))
    subject.observe("set", say.get_option(fd, level, number))
    subject.do(say.dispose(s))


@behaviour("getter.descriptor-inet6", "Can an IPv6 socket be given by its descriptor?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected_inet6())
    fd = subject.let("fd", say.descriptor(s))
    accessor = constant("v6-only-accessor")
    subject.do(say.write_option(fd, accessor, True))
    subject.observe("v6-only", say.read_option(s, accessor))
    subject.do(say.dispose(s))


@behaviour("getter.not-a-socket", "What does reading an option of an object that is no socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("string", say.read_option("socket", constant("type-accessor")))
    subject.observe("descriptor", say.read_option(-1, constant("type-accessor")))


@behaviour("getter.closed", "What does reading an option of a closed socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.do(say.close(s))
    subject.observe("read", say.read_option(s, constant("keep-alive-accessor")))
    subject.observe("write", say.write_option(s, constant("keep-alive-accessor"), True))


@behaviour("getter.tcp", "Are the options of TCP read back as they were set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    flag(subject, s, "no-delay")
    subject.do(say.dispose(s))


@behaviour("getter.segment-size", "Is the size of TCP's segments set before connecting?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    s = subject.let("s", say.unconnected())
    accessor = constant("segment-size-accessor")
    subject.observe("set", say.write_option(s, accessor, 1000))
    subject.do(say.reconnect(s, "127.0.0.1", server.port))
    peer.accept(server)
    size = say.read_option(s, accessor)
    subject.observe("small", say.is_between(size, 1, 1000))
    subject.do(say.dispose(s))


@behaviour("getter.absent", "What does reading an option that the platform lacks do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    for name, value in (("no-push", True), ("no-options", True), ("tcp-keep-alive", 5)):
        accessor = constant(f"{name}-accessor")
        subject.observe(f"{name}-read", say.read_option(s, accessor))
        subject.observe(f"{name}-write", say.write_option(s, accessor, value))
    subject.do(say.dispose(s))


@behaviour("getter.ip", "Are the options of IP read back as they were set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    for name, value in (("time-to-live", 9), ("type-of-service", 16)):
        accessor = constant(f"{name}-accessor")
        subject.do(say.write_option(s, accessor, value))
        subject.observe(name, say.read_option(s, accessor))
    subject.do(say.dispose(s))


@behaviour("getter.header", "Is the option for including the IP header off for a stream socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("header", say.read_option(s, constant("header-included-accessor")))
    subject.do(say.dispose(s))


@behaviour("getter.inet6", "Is the option of IPv6 read back as it was set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected_inet6())
    accessor = constant("v6-only-accessor")
    subject.do(say.write_option(s, accessor, True))
    subject.observe("on", say.read_option(s, accessor))
    subject.do(say.write_option(s, accessor, False))
    subject.observe("off", say.read_option(s, accessor))
    subject.do(say.dispose(s))


@behaviour("getter.other-protocol", "What does an option of another protocol do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    d = subject.let("d", say.unconnected_datagram())
    accessor = constant("v6-only-accessor")
    for name, operation in (
        ("inet6-read", say.read_option(s, accessor)),
        ("inet6-write", say.write_option(s, accessor, True)),
        ("tcp-read", say.read_option(d, constant("no-delay-accessor"))),
        ("tcp-write", say.write_option(d, constant("no-delay-accessor"), True)),
    ):
        subject.observe(name, say.condition_kinds(say.caught(operation)))
    subject.do(say.dispose(s))
    subject.do(say.dispose(d))


@behaviour("getter.named", "Do accessors set the options that the constants name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    level = constant("socket-level")
    for name in ("reuse-address", "keep-alive", "dont-route", "broadcast", "oob-inline"):
        subject.do(say.write_option(s, constant(f"{name}-accessor"), True))
        subject.observe(name, say.get_option(s, level, constant(name)))
    for name, value in (("send-buffer", 30000), ("receive-buffer", 40000)):
        subject.do(say.write_option(s, constant(f"{name}-accessor"), value))
        subject.observe(name, say.get_option(s, level, constant(name)))
    for name, value in (("time-to-live", 9), ("type-of-service", 16)):
        subject.do(say.write_option(s, constant(f"{name}-accessor"), value))
        subject.observe(name, say.get_option(s, constant("ip-level"), constant(name)))
    subject.do(say.dispose(s))


@behaviour("getter.named-inet6", "Does IPv6's accessor set the option that the constant names?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected_inet6())
    level, name = constant("ipv6-level"), constant("v6-only")
    for label, value in (("on", True), ("off", False)):
        subject.do(say.write_option(s, constant("v6-only-accessor"), value))
        subject.observe(label, say.get_option(s, level, name))
    subject.do(say.dispose(s))


@behaviour("getter.apart", "Do accessors leave the other options of their protocol alone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("set", say.write_option(s, constant("segment-size-accessor"), 1000))
    subject.observe("no-delay", say.read_option(s, constant("no-delay-accessor")))
    subject.do(say.set_option(s, constant("ip-level"), constant("receive-ttl"), 1))
    subject.observe("header", say.read_option(s, constant("header-included-accessor")))
    subject.do(say.dispose(s))
