"""The values of constants, which are those of the platform."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say


def observe_all(subject: SubjectRecorder, *names: str) -> None:
    """Observe the value of each constant under its own name."""
    for name in names:
        subject.observe(name, say.value(constant(name)))


@behaviour("values.families", "Are the families of sockets those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "pf-unix", "pf-inet", "pf-inet6", "unix", "inet", "inet6")


@behaviour("values.styles", "Are the styles of sockets those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "stream", "datagram", "raw", "rdm", "seqpacket")


@behaviour("values.levels", "Are the levels of socket options those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "socket-level", "ip", "tcp", "udp")


@behaviour("values.socket-options", "Are the options of sockets those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(
        subject,
        *("debug", "reuse-address", "socket-type", "socket-error", "without-routing"),
        *("broadcast", "send-buffer", "receive-buffer", "keep-alive", "oob-inline", "no-check"),
        *("priority", "reuse-port", "linger"),
    )


@behaviour("values.style-option", "Is the option for the style the same as the one for the type?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "socket-style")


@behaviour("values.ip-options", "Are the options of IP those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(
        subject, "multicast-interface", "multicast-ttl", "add-membership", "drop-membership"
    )


@behaviour("values.tcp-options", "Are the options of TCP those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "no-delay", "cork")


@behaviour("values.message-flags", "Are the flags of messages those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "oob", "peek", "dont-route", "dont-wait")


@behaviour("values.addresses", "Are the special addresses integers in host byte order?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "any-address", "loopback-address", "broadcast-address")


@behaviour("values.inet6-addresses", "Are the special IPv6 addresses integers, too?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "any-inet6-address", "loopback-inet6-address")


@behaviour("values.lookup-flags", "Are the flags of lookups those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(
        subject,
        *("passive", "canonname", "numerichost", "numericserv", "addrconfig", "v4mapped", "all"),
    )


@behaviour("values.lookup-errors", "Are the errors of lookups those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(
        subject,
        *("lookup-again", "lookup-bad-flags", "lookup-fail", "lookup-family", "lookup-no-name"),
        *("lookup-service", "lookup-style", "lookup-system"),
    )


@behaviour("values.lookups", "Are the limits of lookups those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "unspec", "inet", "inet6", "stream", "datagram", "raw")
    observe_all(subject, "tcp", "udp", "raw-protocol")
    observe_all(subject, "passive", "canonname", "numerichost", "v4mapped", "all", "addrconfig")


@behaviour("values.protocols", "Are the numbers of protocols those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "ip", "ipv6", "icmp", "icmpv6")


@behaviour("values.levels-by-protocol", "Are the levels of the protocols those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "socket-level", "tcp-level", "ip-level")


@behaviour("values.all-socket-options", "Are all options of sockets those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(
        subject,
        *("accept-connections", "bind-to-device", "broadcast", "debug", "without-routing"),
        *("socket-error", "keep-alive", "linger", "oob-inline", "pass-credentials"),
        *("peer-credentials", "priority", "receive-buffer", "receive-low-water"),
        *("receive-time", "reuse-address", "reuse-port", "send-buffer", "send-low-water"),
        *("send-time", "timestamp", "socket-type"),
    )


@behaviour("values.all-tcp-options", "Are all options of TCP those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "no-delay", "segment-size", "cork")


@behaviour("values.all-ip-options", "Are all options of IP those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(
        subject,
        *("ip-options", "packet-info", "receive-tos", "receive-ttl", "receive-options", "tos"),
        *("ttl", "header-included", "receive-error", "mtu-discover", "mtu", "router-alert"),
        *("multicast-ttl", "multicast-loop", "add-membership", "drop-membership"),
        *("multicast-interface",),
    )


@behaviour("values.all-message-flags", "Are all flags of messages those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(
        subject,
        *("oob", "peek", "dont-route", "control-truncated", "truncated", "dont-wait"),
        *("end-of-record", "wait-all", "fin", "syn", "confirm", "rst", "error-queue"),
        *("no-signal", "more"),
    )


@behaviour(
    "values.missing-message-flags", "What is the value of message flags that the platform lacks?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("probe", say.value_or_nothing(constant("probe")))
    subject.observe("end-of-file", say.value_or_nothing(constant("end-of-file")))


@behaviour(
    "values.ways-and-queue",
    "Are the shutdown methods and the largest backlog those of the platform?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "read", "write", "read-write", "longest-queue")


@behaviour("values.errors", "Are the numbers of errors those of the platform?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    observe_all(subject, "error-again", "error-would-block", "error-pipe", "error-interrupted")
    observe_all(subject, "error-timed-out", "error-in-progress")
