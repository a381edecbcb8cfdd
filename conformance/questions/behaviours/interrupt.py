"""Interrupting a thread that waits."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK, connected

NOTHING = constant("nothing")


@behaviour("interrupt.accept", "What does accept give when its thread is interrupted?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.observe("nobody", say.interrupted(say.accept_or_nothing(server)))
    connection = peer.connect()
    c = subject.let("c", say.accept(server))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("interrupt.select", "What does a select give when its thread is interrupted?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("read", say.interrupted(say.select_read(c, c, say.no_limit())))
    subject.observe("error", say.interrupted(say.select_exceptional(c, c, say.no_limit())))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("interrupt.select-sets", "What do the sets of an interrupted select contain?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    fds = subject.let("fds", say.socket_set_of(c, c))
    select = say.select_sets(fds, NOTHING, fds, say.no_limit())
    subject.observe("sets", say.interrupted(select))
    in_place = say.select_sets_in_place(fds, NOTHING, fds, say.no_limit())
    subject.observe("in-place", say.interrupted(in_place))
    subject.observe("size", say.socket_set_size(fds))
    subject.do(say.dispose(c))


@behaviour("interrupt.ended", "What does interrupting a thread that has ended do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("interrupted", say.interrupt_ended_thread())


@behaviour("interrupt.value", "What does interrupting a thread return?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    subject.observe("value", say.value_of_interrupt(say.accept_or_nothing(server)))
    subject.do(say.dispose(server))


@behaviour("interrupt.connect", "Which kinds has the condition of an interrupted connect?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.full()
    s = subject.let("s", say.unconnected())
    connect = say.reconnect(s, LOOPBACK, server.port)
    subject.observe("kinds", say.interrupted(say.condition_kinds_of(connect)))
    subject.do(say.dispose(s))
