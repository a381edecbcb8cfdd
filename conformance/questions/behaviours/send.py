"""Sending on a stream: return values, order, and sending after the peer has gone."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected


@behaviour("send.result", "What does send return, and does the peer get the bytes?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("sent", say.send(c, b"abc"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("send.order", "Do two sends arrive in order, as one stream?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send(c, b"abc"))
    subject.do(say.send(c, b"def"))
    peer.observe("arrived", "receive", connection, 6)
    subject.do(say.dispose(c))


@behaviour("send.empty", "What does sending no bytes do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("sent", say.send(c, b""))
    subject.do(say.send(c, b"x"))
    peer.observe("arrived", "receive", connection, 1)
    subject.do(say.dispose(c))


@behaviour("send.every-byte", "Do all 256 byte values arrive unchanged?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send(c, bytes(range(256))))
    peer.observe("arrived", "receive", connection, 256)
    subject.do(say.dispose(c))


@behaviour("send.large", "Does one send of a megabyte send all of it to a peer that reads?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.start_receiving(connection, 1048576)
    subject.observe("sent", say.send_zeros(c, 1048576))
    peer.observe("arrived", "finish")
    subject.do(say.dispose(c))


@behaviour("send.urgent", "Does sending out-of-band reach the peer as urgent data?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send(c, b"ab"))
    subject.observe("sent", say.send_with_flags(c, b"!", constant("oob")))
    peer.observe("urgent", "receive_urgent", connection)
    peer.observe("arrived", "receive", connection, 2)
    subject.do(say.dispose(c))


@behaviour("send.after-shutdown", "What does send do after its side was shut down?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.shutdown(c, constant("write")))
    subject.observe("sent", say.send(c, b"abc"))
    subject.do(say.dispose(c))


@behaviour("send.reset", "What does send do after the peer has reset the connection?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.reset(connection)
    subject.observe("first", say.send(c, b"abc"))
    subject.observe("second", say.send(c, b"abc"))
    subject.do(say.dispose(c))


@behaviour(
    "send.peer-closed",
    "Does a send fail, at the latest the second one, after the peer has closed?",
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.close(connection)
    subject.observe("first", say.send(c, b"abc"))
    peer.refuse_more(connection)
    subject.observe("second", say.send(c, b"abc"))
    subject.do(say.dispose(c))


@behaviour("send.unconnected", "What does send do on a stream socket that is not connected?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("sent", say.send(s, b"abc"))
    subject.do(say.dispose(s))


@behaviour("send.text", "Are characters outside ASCII sent as UTF-8?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send_text(c, "λx.é"))
    peer.observe("arrived", "receive", connection, len("λx.é".encode()))
    subject.do(say.dispose(c))


@behaviour(
    "send.part", "Does a non-blocking send send a part if the system's buffer is nearly full?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.set_nonblocking(c))
    subject.observe("less", say.sends_less(c, 67108864))
    subject.do(say.dispose(c))


@behaviour("send.dont-route", "Does sending without routing reach a peer on this machine?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    flags = say.merge_flags(constant("dont-route"), constant("dont-wait"))
    subject.observe("sent", say.send_with_flags(c, b"abc", flags))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))
