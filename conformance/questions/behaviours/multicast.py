"""Multicast groups, over the loopback interface."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say


@behaviour("multicast.join", "Does a socket receive what is sent to a group while it is in it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    group = peer.group()
    d = subject.let("d", say.bind_datagram())
    peer.send_to_group(group, b"before")
    subject.observe("before", say.receive_with_flags(d, 10, constant("dont-wait")))
    subject.observe("joined", say.join_group(d, group.group))
    peer.send_to_group(group, b"abc")
    subject.observe("data", say.receive(d, 10))
    subject.observe("left", say.leave_group(d, group.group))
    peer.send_to_group(group, b"after")
    subject.observe("after", say.receive_with_flags(d, 10, constant("dont-wait")))
    subject.do(say.dispose(d))


@behaviour("multicast.read-membership", "What does reading the option that joins a group do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.unconnected_datagram())
    subject.observe("join", say.get_option(d, constant("ip"), constant("add-membership")))
    subject.observe("leave", say.get_option(d, constant("ip"), constant("drop-membership")))
    subject.do(say.dispose(d))


@behaviour("multicast.interface", "Can the interface for sending to a group be chosen?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    group = peer.group()
    other = peer.join(group)
    d = subject.let("d", say.unconnected_datagram())
    subject.observe("sent", say.send_to_group(d, b"abc", group.group, other.port))
    peer.observe("arrived", "arrived_datagram", other)
    subject.do(say.dispose(d))


@behaviour(
    "multicast.read-interface", "Is the interface for sending to groups read as it was set?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.unconnected_datagram())
    level, name = constant("ip"), constant("multicast-interface")
    subject.observe("before", say.get_option(d, level, name))
    subject.observe("set", say.set_option(d, level, name, constant("loopback-address")))
    subject.observe("after", say.get_option(d, level, name))
    subject.do(say.dispose(d))


@behaviour("multicast.ttl", "Is the time to live of datagrams to groups 1 by default?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.unconnected_datagram())
    level, name = constant("ip"), constant("multicast-ttl")
    subject.observe("before", say.get_option(d, level, name))
    subject.observe("set", say.set_option(d, level, name, 3))
    subject.observe("after", say.get_option(d, level, name))
    subject.do(say.dispose(d))
