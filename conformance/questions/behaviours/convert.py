"""The numbers of families, types, protocols and options, and their names."""

from __future__ import annotations

from ...required.notation import Symbol
from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say

FAMILIES = ("inet", "inet6", "unix", "unspec")
TYPES = ("stream", "datagram", "raw")
PROTOCOLS = ("tcp", "udp")


@behaviour("convert.families", "Are the address families those of the system?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in FAMILIES:
        subject.observe(name, say.value(constant(name)))


@behaviour("convert.types", "Are the socket types those of the system?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in TYPES:
        subject.observe(name, say.value(constant(name)))


@behaviour("convert.protocols", "Are the protocols those of the system?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in (*PROTOCOLS, "icmp"):
        subject.observe(name, say.value(constant(name)))


@behaviour("convert.lookup-flags", "Are the flags of a lookup those of the system?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in ("numerichost", "passive", "canonname"):
        subject.observe(name, say.value(constant(name)))


@behaviour("convert.name-flags", "Are the flags of a lookup of names those of the system?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in (
        "numeric-node",
        "numeric-service",
        "datagram-name",
        "name-required",
        "local-name",
    ):
        subject.observe(name, say.value(constant(name)))


@behaviour("convert.family-name", "What are the names of the address families?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in FAMILIES:
        subject.observe(name, say.family_name(constant(name)))


@behaviour("convert.family-number", "Is an address family found by its name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in FAMILIES:
        subject.observe(name, say.family_number(Symbol(name)))


@behaviour("convert.type-name", "What are the names of the socket types?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in TYPES:
        subject.observe(name, say.type_name(constant(name)))


@behaviour("convert.type-number", "Is a socket type found by its name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in ("stream", "dgram", "raw"):
        subject.observe(name, say.type_number(Symbol(name)))


@behaviour("convert.protocol-name", "What are the names of the protocols?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in PROTOCOLS:
        subject.observe(name, say.protocol_name(constant(name)))


@behaviour("convert.protocol-number", "Is a protocol found by its name?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in PROTOCOLS:
        subject.observe(name, say.protocol_symbol_number(Symbol(name)))


@behaviour("convert.unknown-number", "What is the name of a number that has none?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("family", say.family_name(9999))
    subject.observe("type", say.type_name(9999))
    subject.observe("protocol", say.protocol_name(9999))


@behaviour("convert.unknown-name", "What does asking for the number of an unknown name do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("family", say.family_number(Symbol("none")))
    subject.observe("type", say.type_number(Symbol("none")))
    subject.observe("protocol", say.protocol_symbol_number(Symbol("none")))


@behaviour("convert.name-for-number", "What does making a socket of names instead of numbers do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("family", say.unknown_family(say.family_name(constant("inet"))))


@behaviour("convert.socket-options", "Are the options of sockets those of the system?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in (
        *("reuse-address", "debug", "accepts-connections", "keep-alive", "dont-route"),
        *("broadcast", "linger", "oob-inline", "send-buffer", "receive-buffer", "send-low-water"),
        *("receive-low-water", "send-timeout", "receive-timeout", "error", "socket-type"),
        *("reuse-port", "timestamp"),
    ):
        subject.observe(name, say.value(constant(name)))


@behaviour("convert.tcp-options", "Are the options of TCP those of the system?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in ("no-delay", "segment-size"):
        subject.observe(name, say.value(constant(name)))


@behaviour("convert.ip-options", "Are the options of IP those of the system?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in (
        *("ip-options", "header-included", "type-of-service", "time-to-live", "mtu"),
        *("mtu-discover", "packet-info", "receive-errors", "receive-tos", "receive-ttl"),
        *("router-alert", "receive-options", "return-options", "multicast-interface"),
        *("multicast-ttl", "multicast-loop", "add-membership", "drop-membership"),
    ):
        subject.observe(name, say.value(constant(name)))


@behaviour("convert.levels", "Are the levels of options those of the system?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in ("socket-level", "ip-level", "ipv6-level", "tcp", "icmp", "udp"):
        subject.observe(name, say.value(constant(name)))


@behaviour("convert.absent", "Does an option that the platform lacks have the value false?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    for name in ("exclusive-address-use", "use-loopback", "no-push", "no-options"):
        subject.observe(name, say.is_there(constant(name)))
