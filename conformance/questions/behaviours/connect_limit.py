"""Connecting an existing socket with a timeout of any kind."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import LOOPBACK

_SHORT = 20000
"""Microseconds, when nothing is to come."""


@behaviour(
    "connect-limit.in-time", "Can the timeout of connecting be a number, a pair or a time object?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    number = subject.let("number", say.unconnected())
    pair = subject.let("pair", say.unconnected())
    time = subject.let("time", say.unconnected())
    node, service = LOOPBACK, server.port
    limit = say.microseconds(9000000)
    subject.observe("number", say.connect_limited(number, node, service, limit))
    limit = say.seconds_and_microseconds(9, 0)
    subject.observe("pair", say.connect_limited(pair, node, service, limit))
    limit = say.time_span(9000)
    subject.observe("time", say.connect_limited(time, node, service, limit))
    peer.accept(server)
    subject.do(say.dispose(number))
    subject.do(say.dispose(pair))
    subject.do(say.dispose(time))


@behaviour(
    "connect-limit.over",
    "What does connecting with a timeout do if the server's backlog stays full?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.full()
    s = subject.let("s", say.unconnected())
    pair = say.seconds_and_microseconds(0, _SHORT)
    subject.observe("socket", say.connect_limited(s, LOOPBACK, server.port, pair))
    subject.do(say.dispose(s))


@behaviour("connect-limit.kinds", "Which kinds has the condition of a connection that timed out?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.full()
    s = subject.let("s", say.unconnected())
    limit = say.microseconds(_SHORT)
    condition = subject.let(
        "condition", say.caught(say.connect_limited(s, LOOPBACK, server.port, limit))
    )
    subject.observe("kinds", say.condition_kinds(condition))
    subject.observe("socket", say.condition_socket_is(condition, s))
    subject.do(say.dispose(s))


@behaviour("connect-limit.none", "Does connecting with no timeout succeed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.listen()
    s = subject.let("s", say.unconnected())
    subject.observe("socket", say.connect_limited(s, LOOPBACK, server.port, say.no_limit()))
    connection = peer.accept(server)
    subject.do(say.send(s, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(s))
