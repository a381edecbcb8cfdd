"""Waiting until one of several sockets is ready."""

from __future__ import annotations

from ..script import (
    Call,
    PeerRecorder,
    PeerValue,
    SubjectRecorder,
    Variable,
    behaviour,
    constant,
    say,
)
from ._settings import LOOPBACK, connected

NOTHING = constant("nothing")
_SHORT = 20000
"""Microseconds, when nothing is to come."""


def now() -> Call:
    """Return a timeout of zero."""
    return say.microseconds(0)


def two_connected(
    subject: SubjectRecorder, peer: PeerRecorder
) -> tuple[tuple[Variable, PeerValue], tuple[Variable, PeerValue]]:
    """Connect the subject's `one` and `other` to the peer; return each with the peer's end."""
    server = peer.listen()
    one = subject.let("one", say.connect(LOOPBACK, server.port))
    first = peer.accept(server)
    other = subject.let("other", say.connect(LOOPBACK, server.port))
    return (one, first), (other, peer.accept(server))


@behaviour("select.readable", "Are sockets with data to read found readable?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, _first), (other, second) = two_connected(subject, peer)
    subject.observe("none", say.select_read(one, other, now()))
    peer.send(second, b"abc")
    subject.observe("other", say.select_read(one, other, say.no_limit()))
    subject.observe("data", say.receive(other, 10))
    subject.observe("taken", say.select_read(one, other, now()))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.end", "Is a socket at the end of its stream readable?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, first), (other, _second) = two_connected(subject, peer)
    peer.close(first)
    subject.observe("one", say.select_read(one, other, say.no_limit()))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.listening", "Is a server readable to which somebody connects?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    server = subject.let("server", say.listen())
    subject.observe("nobody", say.select_read(server, c, now()))
    peer.connect()
    subject.observe("client", say.select_read(server, c, say.no_limit()))
    subject.do(say.dispose(server))
    subject.do(say.dispose(c))


@behaviour("select.writable", "Are sockets found writable whose buffer is not full?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, _first), (other, _second) = two_connected(subject, peer)
    subject.observe("both", say.select_write(one, other, say.no_limit()))
    subject.do(say.set_nonblocking(one))
    subject.do(say.fill(one))
    subject.observe("other", say.select_write(one, other, say.no_limit()))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.exceptional", "Are sockets with urgent data found exceptional?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, _first), (other, second) = two_connected(subject, peer)
    peer.send(second, b"ab")
    subject.observe("none", say.select_exceptional(one, other, now()))
    peer.send_urgent(second, b"!")
    subject.observe("other", say.select_exceptional(one, other, say.no_limit()))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.waits", "Does waiting without a limit end when something comes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, first), (other, _second) = two_connected(subject, peer)
    peer.send_late(first, b"abc")
    subject.observe("one", say.select_read(one, other, say.no_limit()))
    peer.finish()
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.time-over", "Do a number, a pair and a time object limit the wait?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, _first), (other, _second) = two_connected(subject, peer)
    subject.observe("number", say.select_read(one, other, say.microseconds(_SHORT)))
    subject.observe("pair", say.select_read(one, other, say.seconds_and_microseconds(0, _SHORT)))
    subject.observe("time", say.select_read(one, other, say.time_span(_SHORT // 1000)))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.in-time", "Does data that comes in time end a wait with any kind of timeout?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, first), (other, second) = two_connected(subject, peer)
    peer.send_late(first, b"abc")
    subject.observe("pair", say.select_read(one, other, say.seconds_and_microseconds(9, 0)))
    subject.do(say.receive(one, 10))
    peer.finish()
    peer.send_late(second, b"abc")
    subject.observe("time", say.select_read(one, other, say.time_span(9000)))
    peer.finish()
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.bad-limit", "What does waiting for a negative time, or for a string, do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("negative", say.select_read(c, c, say.microseconds(-1)))
    subject.observe("string", say.select_read(c, c, "soon"))
    subject.do(say.dispose(c))


@behaviour(
    "select.sets", "Does selecting in three sets give the number of ready sockets, and which?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, first), (other, second) = two_connected(subject, peer)
    peer.send(first, b"abc")
    peer.send_urgent(second, b"!")
    fds = subject.let("fds", say.socket_set_of(one, other))
    subject.observe("all", say.select_sets(fds, fds, fds, say.no_limit()))
    subject.observe("two", say.select_sets(fds, NOTHING, fds, say.no_limit()))
    subject.observe("write", say.select_sets(NOTHING, fds, NOTHING, say.no_limit()))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.sets-empty", "What does selecting give at its timeout?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, _first), (other, _second) = two_connected(subject, peer)
    fds = subject.let("fds", say.socket_set_of(one, other))
    subject.observe("none", say.select_sets(fds, NOTHING, fds, now()))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.fresh", "Does selecting leave its arguments unchanged?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, first), (other, _second) = two_connected(subject, peer)
    peer.send(first, b"abc")
    fds = subject.let("fds", say.socket_set_of(one, other))
    subject.observe("ready", say.select_sets(fds, NOTHING, NOTHING, say.no_limit()))
    subject.observe("size", say.socket_set_size(fds))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.in-place", "Does selecting in place remove the sockets that are not ready?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    (one, first), (other, _second) = two_connected(subject, peer)
    peer.send(first, b"abc")
    fds = subject.let("fds", say.socket_set_of(one, other))
    ready = say.select_sets_in_place(fds, NOTHING, NOTHING, say.no_limit())
    subject.observe("ready", ready)
    subject.observe("size", say.socket_set_size(fds))
    subject.observe("one", say.in_socket_set(fds, one))
    subject.observe("same", say.select_gives_same(fds, say.no_limit()))
    subject.do(say.dispose(one))
    subject.do(say.dispose(other))


@behaviour("select.closed", "What does selecting a closed socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    fds = subject.let("fds", say.socket_set_of(c, c))
    subject.do(say.dispose(c))
    subject.observe("read", say.select_read(c, c, now()))
    subject.observe("sets", say.select_sets(fds, NOTHING, NOTHING, now()))


@behaviour(
    "select.no-socket",
    "What does selecting an object that is no socket, or no set of sockets, do?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("read", say.select_read(5, "socket", now()))
    subject.observe("sets", say.select_sets(5, NOTHING, NOTHING, now()))
