"""Selectors, which watch sockets with a timeout for each."""

from __future__ import annotations

from ..script import (
    PeerRecorder,
    SubjectRecorder,
    Variable,
    behaviour,
    constant,
    say,
)
from ._settings import connected
from .select import two_connected

NOTHING = constant("nothing")
_SHORT = 20000
"""Microseconds, when nothing is to come."""


def watching(subject: SubjectRecorder, socket: Variable, data: int = 1) -> Variable:
    """Have the subject make a selector, `watcher`, that watches a socket without a timeout."""
    watcher = subject.let("watcher", say.selector())
    subject.do(say.watch(watcher, socket, say.no_limit(), data))
    return watcher


@behaviour(
    "selector.ready", "Does waiting give the sockets that are ready, and stop watching them?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, _first), (other, second) = two_connected(subject, peer)
    watcher = watching(subject, one)
    subject.do(say.watch(watcher, other, say.no_limit(), 2))
    subject.observe("size", say.selector_size(watcher))
    peer.send(second, b"abc")
    subject.observe("ready", say.wait_for_ready(watcher, say.no_limit()))
    subject.observe("size-then", say.selector_size(watcher))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("selector.socket", "Is the socket that is ready identical to the one added?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    watcher = watching(subject, c)
    peer.send(connection, b"abc")
    ready = subject.let("ready", say.first_ready(watcher))
    subject.observe("data", say.receive(ready, 10))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(ready))
    peer.observe("ended", "has_ended", connection)


@behaviour("selector.listening", "Is a server ready when a client connects?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    watcher = watching(subject, server)
    subject.observe("nobody", say.wait_for_ready(watcher, say.microseconds(_SHORT)))
    peer.connect()
    subject.observe("client", say.wait_for_ready(watcher, say.no_limit()))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(server))


@behaviour("selector.again", "Can a socket that was ready be watched again?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    watcher = watching(subject, c)
    peer.send(connection, b"abc")
    subject.observe("first", say.wait_for_ready(watcher, say.no_limit()))
    subject.do(say.receive(c, 10))
    subject.do(say.watch(watcher, c, say.no_limit(), 2))
    subject.observe("nothing", say.wait_for_ready(watcher, say.microseconds(_SHORT)))
    peer.send(connection, b"abc")
    subject.observe("second", say.wait_for_ready(watcher, say.no_limit()))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(c))


@behaviour("selector.nothing", "What does waiting for no sockets give?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    watcher = subject.let("watcher", say.selector())
    subject.observe("size", say.selector_size(watcher))
    subject.observe("nothing", say.wait_for_ready(watcher, say.no_limit()))
    subject.do(say.close_selector(watcher))


@behaviour("selector.limit", "Does waiting end at its timeout, and keep the sockets?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    watcher = watching(subject, c)
    subject.observe("number", say.wait_for_ready(watcher, say.microseconds(_SHORT)))
    pair = say.seconds_and_microseconds(0, _SHORT)
    subject.observe("pair", say.wait_for_ready(watcher, pair))
    subject.observe("time", say.wait_for_ready(watcher, say.time_span(_SHORT // 1000)))
    subject.observe("size", say.selector_size(watcher))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(c))


@behaviour("selector.time-over", "Does a socket come back when its own timeout is over?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, _first), (other, _second) = two_connected(subject, peer)
    watcher = watching(subject, one)
    subject.do(say.watch(watcher, other, say.microseconds(_SHORT), 2))
    subject.observe("over", say.wait_for_ready(watcher, say.no_limit()))
    subject.observe("size", say.selector_size(watcher))
    subject.do(say.watch(watcher, other, say.time_span(_SHORT // 1000), 3))
    subject.observe("over-again", say.wait_for_ready(watcher, say.no_limit()))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("selector.data", "Do the timeout and the data of a socket come back with it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    watcher = subject.let("watcher", say.selector())
    subject.do(say.watch_plainly(watcher, c))
    peer.send(connection, b"abc")
    subject.observe("ready", say.first_ready_parts(watcher))
    subject.do(say.watch(watcher, c, say.microseconds(5000000), 7))
    subject.observe("ready-again", say.first_ready_parts(watcher))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(c))


@behaviour("selector.add", "What does adding a socket return the first and the second time?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    watcher = subject.let("watcher", say.selector())
    subject.observe("first", say.is_selector(say.watch(watcher, c, say.no_limit(), 1)))
    subject.observe("second", say.is_selector(say.watch(watcher, c, say.no_limit(), 2)))
    subject.observe("size", say.selector_size(watcher))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(c))


@behaviour("selector.clear", "Does clearing a selector remove all sockets?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    watcher = watching(subject, c)
    subject.do(say.clear_selector(watcher))
    subject.observe("size", say.selector_size(watcher))
    subject.observe("nothing", say.wait_for_ready(watcher, say.no_limit()))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(c))


@behaviour("selector.waiting", "Can it be read that a thread waits, and can it be interrupted?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    watcher = watching(subject, c)
    subject.observe("before", say.is_selector_waiting(watcher))
    interrupt = say.interrupt_selector(watcher)
    subject.observe("waited", say.wait_meanwhile(watcher, interrupt))
    subject.observe("after", say.is_selector_waiting(watcher))
    subject.observe("size", say.selector_size(watcher))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(c))


@behaviour("selector.thread", "What does a wait give when its thread is interrupted?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    watcher = watching(subject, c)
    subject.observe("ready", say.interrupted(say.wait_for_ready(watcher, say.no_limit())))
    subject.observe("size", say.selector_size(watcher))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(c))


@behaviour("selector.added-meanwhile", "Is a socket that is added during a wait watched?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, _first), (other, second) = two_connected(subject, peer)
    watcher = watching(subject, one)
    peer.send(second, b"abc")
    add = say.watch(watcher, other, say.no_limit(), 2)
    subject.observe("ready", say.wait_meanwhile(watcher, add))
    subject.do(say.close_selector(watcher))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("selector.close", "Does closing a selector leave its sockets open?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    watcher = watching(subject, c)
    subject.observe("open", say.is_selector_closed(watcher))
    subject.do(say.close_selector(watcher))
    subject.observe("closed", say.is_selector_closed(watcher))
    subject.observe("wait", say.wait_for_ready(watcher, say.microseconds(0)))
    subject.observe("add", say.watch(watcher, c, say.no_limit(), 1))
    subject.do(say.close_selector(watcher))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("selector.close-meanwhile", "What does a wait give when its selector is closed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    watcher = watching(subject, c)
    close = say.close_selector(watcher)
    subject.observe("ready", say.wait_meanwhile(watcher, close))
    subject.observe("closed", say.is_selector_closed(watcher))
    subject.do(say.dispose(c))


@behaviour("selector.kind", "Is the predicate for selectors true of a selector alone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    watcher = subject.let("watcher", say.selector())
    subject.observe("selector", say.is_selector(watcher))
    subject.observe("integer", say.is_selector(5))
    subject.do(say.close_selector(watcher))
    subject.observe("closed", say.is_selector(watcher))
