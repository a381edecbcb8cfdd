"""Sending a datagram to an address in each of its forms."""

from __future__ import annotations

from ...required.notation import Symbol
from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import datagrams


@behaviour("sendto.address", "Can a datagram be sent to an address made before?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket()
    d = subject.let("d", say.unconnected_datagram())
    target = subject.let("target", say.loopback_address(other.port))
    subject.observe("sent", say.send_to_address(d, b"abc", target))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("sendto.inet6", "Can a datagram be sent to an IPv6 address with all its parts?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket("::1")
    d = subject.let("d", say.open_socket(constant("pf-inet6"), constant("datagram"), 0))
    subject.observe("sent", say.send_to_inet6(d, b"abc", other.port, constant("dont-route")))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("sendto.unix", "Can a datagram be sent to a Unix path?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.unix_datagram_socket()
    d = subject.let("d", say.open_socket(constant("pf-unix"), constant("datagram"), 0))
    subject.observe("sent", say.send_to_unix(d, b"abc", other.path))
    peer.observe("arrived", "receive_datagram", other)
    subject.observe("made-before", say.send_to_address(d, b"de", say.unix_address(other.path)))
    peer.observe("arrived-too", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("sendto.flags", "Can message flags be given after an address?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket()
    d = subject.let("d", say.unconnected_datagram())
    target = subject.let("target", say.loopback_address(other.port))
    flags = say.merge_flags(constant("dont-route"), constant("dont-wait"))
    subject.observe("address", say.send_to_address_with_flags(d, b"abc", target, flags))
    subject.observe("parts", say.send_to_with_flags(d, b"de", other.port, flags))
    peer.observe("first", "receive_datagram", other)
    peer.observe("second", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("sendto.refused-flags", "Do the flags after an address reach the system?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.datagram_socket()
    there = peer.unix_datagram_socket()
    d = subject.let("d", say.unconnected_datagram())
    u = subject.let("u", say.open_socket(constant("pf-unix"), constant("datagram"), 0))
    target = subject.let("target", say.loopback_address(other.port))
    subject.observe("address", say.send_to_address_with_flags(d, b"!", target, constant("oob")))
    subject.observe("parts", say.send_to_with_flags(d, b"!", other.port, constant("oob")))
    subject.observe("unix", say.send_to_unix_with_flags(u, b"!", there.path, constant("oob")))
    subject.do(say.dispose(d))
    subject.do(say.dispose(u))


@behaviour("sendto.unix-flags", "Can message flags be given after a Unix path?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    other = peer.unix_datagram_socket()
    d = subject.let("d", say.open_socket(constant("pf-unix"), constant("datagram"), 0))
    flags = constant("dont-wait")
    subject.observe("sent", say.send_to_unix_with_flags(d, b"abc", other.path, flags))
    peer.observe("arrived", "receive_datagram", other)
    subject.do(say.dispose(d))


@behaviour("sendto.passes", "Does a datagram to an address overtake data in the port's buffer?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d, other = datagrams(subject, peer)
    subject.do(say.set_buffering(d, Symbol("block")))
    subject.do(say.write_bytes(d, b"port"))
    subject.do(say.send_to_address(d, b"sent", say.loopback_address(other.port)))
    subject.do(say.flush(d))
    peer.observe("first", "receive_datagram", other)
    peer.observe("second", "receive_datagram", other)
    subject.do(say.dispose(d))
