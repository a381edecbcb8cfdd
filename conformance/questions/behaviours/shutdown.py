"""Shutting down one side or both."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import HELD, connected


@behaviour(
    "shutdown.write", "After shutting down writing, does the peer see the end, and can we receive?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send(c, b"abc"))
    subject.observe("shutdown", say.shutdown(c, constant("write")))
    peer.observe("arrived", "receive", connection, 10)
    peer.send(connection, b"def")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("shutdown.read", "After shutting down reading, can we still send?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("shutdown", say.shutdown(c, constant("read")))
    subject.observe("end", say.receive(c, 10))
    subject.do(say.send(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour(
    "shutdown.both", "After shutting down both sides, does the peer see the end, and do we?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("shutdown", say.shutdown(c, constant("read-write")))
    peer.observe("arrived", "receive", connection, 10)
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("shutdown.twice", "What does shutting down the same side twice do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("first", say.shutdown(c, constant("write")))
    subject.observe("second", say.shutdown(c, constant("write")))
    subject.do(say.dispose(c))


@behaviour("shutdown.unconnected", "What does shutting down an unconnected socket do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    d = subject.let("d", say.bind_datagram())
    subject.observe("shutdown", say.shutdown(d, constant("write")))
    subject.do(say.dispose(d))


@behaviour("shutdown.not-closed", "Is a socket that was shut down not closed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.shutdown(c, constant("read-write")))
    subject.observe("closed", say.close(c))


@behaviour("shutdown.waiting", "Does data arrive that waits to be sent when writing is shut down?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("sent", say.send_zeros(c, HELD))
    subject.do(say.shutdown(c, constant("write")))
    peer.observe("arrived", "receive_count", connection, HELD)
    peer.observe("end", "has_ended", connection)
    subject.do(say.dispose(c))


@behaviour("shutdown.peer", "When the peer has shut down writing, can we still send to it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    peer.shutdown(connection)
    subject.observe("data", say.receive(c, 10))
    subject.observe("end", say.receive(c, 10))
    subject.do(say.send(c, b"def"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("shutdown.unknown-how", "What does shutting down with an unknown method do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("shutdown", say.shutdown(c, 77))
    subject.do(say.send(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))
