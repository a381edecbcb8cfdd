"""Threads that go on while another waits.

Another thread sends a byte to the peer, who only then does what the first thread waits for.
"""

from __future__ import annotations

from ..script import (
    PeerRecorder,
    PeerValue,
    SubjectRecorder,
    Variable,
    behaviour,
    say,
)
from ._settings import LOOPBACK, PLENTY, connected


def teller(subject: SubjectRecorder, peer: PeerRecorder) -> tuple[Variable, PeerValue]:
    """Make a connection over which another thread tells the peer to go on."""
    server = peer.listen()
    t = subject.let("t", say.connect(LOOPBACK, server.port))
    return t, peer.accept(server)


@behaviour("thread.receive", "Does another thread go on while one waits for data?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    t, cue = teller(subject, peer)
    peer.send_on_cue(cue, connection, b"abc")
    subject.observe("data", say.beside(say.receive(c, 10), t, b"!"))
    peer.finish()
    subject.do(say.dispose(t))
    subject.do(say.dispose(c))


@behaviour("thread.accept", "Does another thread go on while one waits for a client?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    t, cue = teller(subject, peer)
    peer.connect_on_cue(cue)
    c = subject.let("c", say.beside(say.accept(server), t, b"!"))
    peer.finish()
    subject.observe("accepted", say.is_socket(c))
    subject.do(say.dispose(c))
    subject.do(say.dispose(t))
    subject.do(say.dispose(server))


@behaviour("thread.connect", "Does another thread go on while one waits for a connection?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = peer.full()
    t, cue = teller(subject, peer)
    peer.accept_on_cue(cue, server)
    c = subject.let("c", say.beside(say.connect(LOOPBACK, server.port), t, b"!"))
    peer.finish()
    connection = peer.accept(server)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))
    subject.do(say.dispose(t))


@behaviour("thread.send", "Does another thread go on while one waits to send?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    t, cue = teller(subject, peer)
    peer.receive_on_cue(cue, connection, PLENTY)
    subject.do(say.beside(say.send_all_zeros(c, PLENTY), t, b"!"))
    peer.observe("arrived", "finish")
    subject.do(say.dispose(t))
    subject.do(say.dispose(c))


@behaviour("thread.read", "Does another thread go on while one waits to read from a port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    t, cue = teller(subject, peer)
    peer.send_on_cue(cue, connection, b"abc")
    subject.observe("data", say.beside(say.read_bytes(p, 3), t, b"!"))
    peer.finish()
    subject.do(say.dispose(t))
    subject.do(say.dispose(c))
