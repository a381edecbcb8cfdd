"""Sets of sockets to select from: adding, taking out, and what may be in them."""

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


@behaviour("fdset.list", "Does a set made of a list of sockets hold those and no other?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    third = subject.let("third", say.unconnected())
    fds = subject.let("fds", say.socket_set_of(one, other))
    subject.observe("size", say.socket_set_size(fds))
    subject.observe("one", say.in_socket_set(fds, one))
    subject.observe("other", say.in_socket_set(fds, other))
    subject.observe("third", say.in_socket_set(fds, third))
    dispose(subject, one, other, third)


@behaviour("fdset.twice", "Is a socket that is twice in a list once in the set of it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    subject.observe("size", say.socket_set_size(say.socket_set_of(one, one)))
    dispose(subject, one, other)


@behaviour("fdset.change", "Does putting a socket in and taking it out change that one alone?")
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


@behaviour("fdset.again", "May a socket be put in that is there, and taken out that is not?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    fds = subject.let("fds", say.socket_set_of(one, one))
    subject.do(say.put_in_socket_set(fds, one))
    subject.do(say.take_from_socket_set(fds, other))
    subject.observe("size", say.socket_set_size(fds))
    dispose(subject, one, other)


@behaviour("fdset.clear", "Does clearing a set take all sockets out of it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    fds = subject.let("fds", say.socket_set_of(one, other))
    subject.do(say.clear_socket_set(fds))
    subject.observe("size", say.socket_set_size(fds))
    dispose(subject, one, other)


@behaviour("fdset.collected", "Are the sockets collected from a set the very ones put into it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    found = subject.let("found", say.first_in_socket_set(say.socket_set_of(c, c)))
    subject.do(say.send(found, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(found))
    peer.observe("ended", "has_ended", connection)


@behaviour("fdset.kind", "Is a set of sockets known as one, and nothing else?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    subject.observe("empty", say.is_socket_set(say.socket_set()))
    subject.observe("list", say.is_socket_set(say.socket_set_of(one, other)))
    subject.observe("socket", say.is_socket_set(one))
    subject.observe("integer", say.is_socket_set(5))
    dispose(subject, one, other)


@behaviour("fdset.no-socket", "What does putting into a set do that is no socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    fds = subject.let("fds", say.socket_set())
    subject.observe("put-in", say.put_in_socket_set(fds, 5))
    subject.observe("list", say.socket_set_of(5, "socket"))
    subject.observe("size", say.socket_set_size(fds))


@behaviour("fdset.closed", "What does putting a closed socket into a set do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    one, other = two(subject)
    subject.do(say.dispose(one))
    fds = subject.let("fds", say.socket_set_of(other, other))
    subject.observe("put-in", say.put_in_socket_set(fds, one))
    subject.observe("size", say.socket_set_size(fds))
    subject.do(say.dispose(other))
