"""Binding, listening and accepting, step by step."""

from __future__ import annotations

from ..script import (
    PeerRecorder,
    SubjectRecorder,
    Variable,
    behaviour,
    constant,
    say,
)


def bound(subject: SubjectRecorder) -> Variable:
    """Make a stream socket of the subject's that is bound to 127.0.0.1."""
    s = subject.let("s", say.open_socket(constant("pf-inet"), constant("stream"), 0))
    subject.do(say.bind_inet_parts(s))
    return s


def listening(subject: SubjectRecorder) -> Variable:
    """Make a stream socket of the subject's that listens at 127.0.0.1."""
    s = bound(subject)
    subject.do(say.start_listening(s, 5))
    return s


@behaviour("listening.steps", "Can a socket be bound and made to listen step by step?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.open_socket(constant("pf-inet"), constant("stream"), 0))
    subject.observe("bound", say.bind_inet_parts(s))
    subject.observe("listening", say.start_listening(s, 5))
    peer.observe("reached", "reaches", "127.0.0.1")
    subject.do(say.dispose(s))


@behaviour("listening.bind-address", "Can a socket be bound to an address made before?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.open_socket(constant("pf-inet"), constant("stream"), 0))
    subject.observe("bound", say.bind_address(s, say.loopback_address("0")))
    subject.observe("node", say.local_node(s))
    subject.observe("port", say.local_port_picked(s))
    subject.do(say.dispose(s))


@behaviour("listening.bind-inet6", "Can a socket be bound to an IPv6 address with all its parts?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.open_socket(constant("pf-inet6"), constant("stream"), 0))
    subject.observe("bound", say.bind_inet6_parts(s))
    subject.observe("node", say.local_node(s))
    subject.observe("port", say.local_port_picked(s))
    subject.do(say.dispose(s))


@behaviour("listening.bind-unix", "Can the path to which a Unix socket is bound be read?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    path = peer.path()
    s = subject.let("s", say.open_socket(constant("pf-unix"), constant("stream"), 0))
    subject.observe("before", say.local_path(s))
    subject.observe("bound", say.bind_unix_parts(s, path.path))
    subject.observe("same", say.local_path_is(s, path.path))
    subject.do(say.dispose(s))


@behaviour("listening.not-bound-twice", "What does binding a bound socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = bound(subject)
    subject.observe("again", say.bind_inet_parts(s))
    subject.do(say.dispose(s))


@behaviour("listening.origin", "Does accept give the address of the connection's peer?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = listening(subject)
    peer.connect()
    subject.observe("same", say.accept_from_peer(s))
    subject.do(say.dispose(s))


@behaviour("listening.nonblocking", "Can accept make the new socket non-blocking?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = listening(subject)
    connection = peer.connect()
    c = subject.let("c", say.accept_nonblocking(s))
    subject.observe("nothing", say.receive(c, 10))
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))
    subject.do(say.dispose(s))


@behaviour("listening.close-on-exec", "Can accept make the new socket close on exec?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = listening(subject)
    peer.connect()
    c = subject.let("c", say.accept_closing_on_exec(s))
    subject.observe("closes", say.closes_on_exec(c))
    subject.do(say.dispose(c))
    subject.do(say.dispose(s))
