"""Sets of sockets for select: adding, removing, and their members."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, Variable, behaviour, say
from ._settings import connected


def two(subject: SubjectRecorder) -> tuple[Variable, Variable]:
    """Make two sockets of the subject's, `one` and `other`."""
    return subject.let("one", say.unconnected()), subject.let("other", say.unconnected())


def dispose(subject: SubjectRecorder, *sockets: Variable) -> None:
    """Close the sockets."""
    for socket in sockets:
        subject.do(say.dispose(socket))


@behaviour("fdset.empty", "Is a new set of sockets empty?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    fds = subject.let("fds", say.socket_set())
    subject.observe("size", say.socket_set_size(fds))
    subject.observe("one", say.in_socket_set(fds, one))
    dispose(subject, one, other)


@behaviour("fdset.fresh", "Is a new set of sockets empty when another one is not?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    first = subject.let("first", say.socket_set())
    subject.do(say.put_in_socket_set(first, one))
    second = subject.let("second", say.socket_set())
    subject.observe("first", say.in_socket_set(first, one))
    subject.observe("second", say.in_socket_set(second, one))
    dispose(subject, one, other)


@behaviour("fdset.list", "Does a set made of a list of sockets contain those alone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    third = subject.let("third", say.unconnected())
    fds = subject.let("fds", say.socket_set_of(one, other))
    subject.observe("size", say.socket_set_size(fds))
    subject.observe("one", say.in_socket_set(fds, one))
    subject.observe("other", say.in_socket_set(fds, other))
    subject.observe("third", say.in_socket_set(fds, third))
    dispose(subject, one, other, third)


@behaviour("fdset.twice", "Is a socket that is in the list twice only once in the set?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    subject.observe("size", say.socket_set_size(say.socket_set_of(one, one)))
    dispose(subject, one, other)


@behaviour("fdset.change", "Do adding and removing a socket leave the others alone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    fds = subject.let("fds", say.socket_set_of(one, one))
    subject.do(say.put_in_socket_set(fds, other))
    subject.observe("put-in", say.in_socket_set(fds, other))
    subject.observe("size", say.socket_set_size(fds))
    subject.do(say.take_from_socket_set(fds, one))
    subject.observe("taken-out", say.in_socket_set(fds, one))
    subject.observe("left", say.in_socket_set(fds, other))
    subject.observe("size-then", say.socket_set_size(fds))
    dispose(subject, one, other)


@behaviour(
    "fdset.again", "Can a member be added again, and a socket that is no member be removed?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    fds = subject.let("fds", say.socket_set_of(one, one))
    subject.do(say.put_in_socket_set(fds, one))
    subject.do(say.take_from_socket_set(fds, other))
    subject.observe("size", say.socket_set_size(fds))
    dispose(subject, one, other)


@behaviour("fdset.clear", "Does clearing a set remove all sockets?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    fds = subject.let("fds", say.socket_set_of(one, other))
    subject.do(say.clear_socket_set(fds))
    subject.observe("size", say.socket_set_size(fds))
    dispose(subject, one, other)


@behaviour("fdset.collected", "Are the sockets collected from a set identical to those added?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    found = subject.let("found", say.first_in_socket_set(say.socket_set_of(c, c)))
    subject.do(say.send(found, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(found))
    peer.observe("ended", "has_ended", connection)


@behaviour("fdset.kind", "Is the predicate for sets of sockets true of such a set alone?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    subject.observe("empty", say.is_socket_set(say.socket_set()))
    subject.observe("list", say.is_socket_set(say.socket_set_of(one, other)))
    subject.observe("socket", say.is_socket_set(one))
    subject.observe("integer", say.is_socket_set(5))
    dispose(subject, one, other)


@behaviour("fdset.no-socket", "What does adding an object that is no socket to a set do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    fds = subject.let("fds", say.socket_set())
    subject.observe("put-in", say.put_in_socket_set(fds, 5))
    subject.observe("list", say.socket_set_of(5, "socket"))
    subject.observe("size", say.socket_set_size(fds))


@behaviour("fdset.closed", "What does adding a closed socket to a set do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    subject.do(say.dispose(one))
    fds = subject.let("fds", say.socket_set_of(other, other))
    subject.observe("put-in", say.put_in_socket_set(fds, one))
    subject.observe("size", say.socket_set_size(fds))
    subject.do(say.dispose(other))
