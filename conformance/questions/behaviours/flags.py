"""Constants, and merging and purging flags."""

from __future__ import annotations

from ...required.notation import Symbol
from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected


@behaviour("flags.families", "Are the address families named and constant alike, and POSIX's?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("inet", say.address_family(Symbol("inet")))
    subject.observe("inet-constant", say.value(constant("inet")))
    subject.observe("inet6", say.address_family(Symbol("inet6")))
    subject.observe("inet6-constant", say.value(constant("inet6")))
    subject.observe("unspec", say.address_family(Symbol("unspec")))
    subject.observe("unspec-constant", say.value(constant("unspec")))


@behaviour("flags.domains", "Are the socket domains named and constant alike, and POSIX's?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("stream", say.socket_domain(Symbol("stream")))
    subject.observe("stream-constant", say.value(constant("stream")))
    subject.observe("datagram", say.socket_domain(Symbol("datagram")))
    subject.observe("datagram-constant", say.value(constant("datagram")))


@behaviour("flags.protocols", "Are the protocols named and constant alike, and POSIX's?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("ip", say.ip_protocol(Symbol("ip")))
    subject.observe("ip-constant", say.value(constant("ip")))
    subject.observe("tcp", say.ip_protocol(Symbol("tcp")))
    subject.observe("tcp-constant", say.value(constant("tcp")))
    subject.observe("udp", say.ip_protocol(Symbol("udp")))
    subject.observe("udp-constant", say.value(constant("udp")))


@behaviour("flags.address-info", "Does address-info merge its names?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    merged = say.merge_flags(constant("v4mapped"), constant("addrconfig"))
    subject.observe("named", say.address_info(Symbol("v4mapped"), Symbol("addrconfig")))
    subject.observe("merged", merged)
    subject.observe("all-numerichost", say.address_info(Symbol("all"), Symbol("numerichost")))


@behaviour("flags.info-names", "Are the address info flags named and constant alike, and POSIX's?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("numerichost", say.address_info(Symbol("numerichost"), Symbol("numerichost")))
    subject.observe("numerichost-constant", say.value(constant("numerichost")))
    subject.observe("v4mapped", say.address_info(Symbol("v4mapped"), Symbol("v4mapped")))
    subject.observe("v4mapped-constant", say.value(constant("v4mapped")))
    subject.observe("all", say.address_info(Symbol("all"), Symbol("all")))
    subject.observe("all-constant", say.value(constant("all")))
    subject.observe("addrconfig", say.address_info(Symbol("addrconfig"), Symbol("addrconfig")))
    subject.observe("addrconfig-constant", say.value(constant("addrconfig")))


@behaviour("flags.address-info-none", "Is address-info of no names no flag?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("none", say.address_info_none())


@behaviour(
    "flags.canoname", "Does the document's spelling, canoname, name the canonical name flag?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("named", say.address_info(Symbol("canoname"), Symbol("canoname")))
    subject.observe("constant", say.value(constant("canonname")))


@behaviour("flags.message-type", "Does message-type merge its names, and is none no flag?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("none", say.message_type_none())
    subject.observe("peek-oob", say.message_type(Symbol("peek"), Symbol("oob")))
    subject.observe("wait-all-none", say.message_type(Symbol("wait-all"), Symbol("none")))


@behaviour("flags.message-names", "Are the message flags named and constant alike, and POSIX's?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("peek", say.message_type(Symbol("peek"), Symbol("peek")))
    subject.observe("peek-constant", say.value(constant("peek")))
    subject.observe("oob", say.message_type(Symbol("oob"), Symbol("oob")))
    subject.observe("oob-constant", say.value(constant("oob")))
    subject.observe("wait-all-constant", say.value(constant("wait-all")))


@behaviour("flags.none", "Do send and receive with no message flag do as without flags?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send_with_flags(c, b"abc", constant("none")))
    peer.observe("arrived", "receive", connection, 3)
    peer.send(connection, b"def")
    subject.observe("data", say.receive_with_flags(c, 10, constant("none")))
    subject.do(say.dispose(c))


@behaviour("flags.shutdown-method", "Is a single shutdown method its constant?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("read", say.shutdown_method(Symbol("read")))
    subject.observe("read-constant", say.value(constant("read")))


@behaviour("flags.shutdown-write", "Is the shutdown method for writing its constant?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("write", say.shutdown_method(Symbol("write")))
    subject.observe("write-constant", say.value(constant("write")))


@behaviour("flags.shutdown-both", "Are both shutdown methods together the constant for both?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("both", say.shutdown_method_both())
    subject.observe("constant", say.value(constant("read-write")))


@behaviour("flags.merge", "Does merging flags join them, three, one twice and none included?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    flags = (constant("peek"), constant("oob"), constant("wait-all"))
    subject.observe("three", say.merge_three_flags(*flags))
    subject.observe("two", say.merge_flags(constant("peek"), constant("oob")))
    subject.observe("same", say.merge_flags(constant("peek"), constant("peek")))
    subject.observe("none", say.merge_no_flags())


@behaviour("flags.purge", "Does purging a flag clear it and leave the others?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    base = say.merge_flags(constant("peek"), constant("oob"))
    subject.observe("one", say.purge_flags(base, constant("peek")))
    subject.observe("both", say.purge_two_flags(base, constant("peek"), constant("oob")))


@behaviour("flags.purge-absent", "Does purging a flag that is not set change nothing?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("absent", say.purge_flags(constant("oob"), constant("peek")))
    subject.observe("from-none", say.purge_flags(constant("none"), constant("peek")))


@behaviour("flags.unknown-names", "What do the flag operations do with unknown names?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("family", say.unknown_address_family())
    subject.observe("info", say.unknown_address_info())
    subject.observe("message", say.unknown_message_type())
    subject.observe("shutdown", say.unknown_shutdown_method())


@behaviour("flags.not-integers", "What does merging or purging an argument that is no integer do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("merge", say.merge_flags(1, "two"))
    subject.observe("purge", say.purge_flags("one", 2))
