"""Constants, by the values that the platform has for them."""

from __future__ import annotations

from ..script import Peer, Subject, behaviour, constant, say


def observe_all(subject: Subject, *names: str) -> None:
    """Observe the value of each constant under its own name."""
    for name in names:
        subject.observe(name, say.value(constant(name)))


@behaviour("values.families", "Are the families of sockets those of the platform?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(subject, "pf-unix", "pf-inet", "pf-inet6", "unix", "inet", "inet6")


@behaviour("values.styles", "Are the styles of sockets those of the platform?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(subject, "stream", "datagram", "raw", "rdm", "seqpacket")


@behaviour("values.levels", "Are the levels of socket options those of the platform?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(subject, "socket-level", "ip", "tcp", "udp")


@behaviour("values.socket-options", "Are the options of sockets those of the platform?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(
        subject,
        *("debug", "reuse-address", "socket-type", "socket-error", "without-routing"),
        *("broadcast", "send-buffer", "receive-buffer", "keep-alive", "oob-inline", "no-check"),
        *("priority", "reuse-port", "linger"),
    )


@behaviour("values.style-option", "Is the option for the style the same as the one for the type?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(subject, "socket-style")


@behaviour("values.ip-options", "Are the options of IP those of the platform?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(
        subject, "multicast-interface", "multicast-ttl", "add-membership", "drop-membership"
    )


@behaviour("values.tcp-options", "Are the options of TCP those of the platform?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(subject, "no-delay", "cork")


@behaviour("values.message-flags", "Are the flags of messages those of the platform?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(subject, "oob", "peek", "dont-route", "dont-wait")


@behaviour("values.addresses", "Are the special addresses integers in the order of the host?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(subject, "any-address", "loopback-address", "broadcast-address")


@behaviour("values.inet6-addresses", "Are the special IPv6 addresses integers, too?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(subject, "any-inet6-address", "loopback-inet6-address")


@behaviour("values.lookup-flags", "Are the flags of lookups those of the platform?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(
        subject,
        *("passive", "canonname", "numerichost", "numericserv", "addrconfig", "v4mapped", "all"),
    )


@behaviour("values.lookup-errors", "Are the errors of lookups those of the platform?")
def _(subject: Subject, peer: Peer) -> None:
    observe_all(
        subject,
        *("lookup-again", "lookup-bad-flags", "lookup-fail", "lookup-family", "lookup-no-name"),
        *("lookup-service", "lookup-style", "lookup-system"),
    )
