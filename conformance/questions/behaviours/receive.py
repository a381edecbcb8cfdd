"""Receiving on a stream: waiting, the end, peeking, waiting for all, and resets."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected


@behaviour(
    "receive.available", "Does receive give what is there when that is less than asked for?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("receive.waits", "Does receive wait for data when none is there?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send_late(connection, b"abc")
    subject.observe("data", say.receive(c, 10))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("receive.part", "Does receive leave for the next receive what it was not asked for?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abcde")
    subject.observe("first", say.receive(c, 2))
    subject.observe("rest", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("receive.end", "What does receive give once the peer has closed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    peer.close(connection)
    subject.observe("data", say.receive(c, 10))
    subject.observe("end", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("receive.end-again", "Does the end of the stream stay the end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.close(connection)
    subject.observe("first", say.receive(c, 10))
    subject.observe("second", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("receive.zero", "What does receive give when asked for no bytes while some are there?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("nothing", say.receive(c, 0))
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("receive.every-byte", "Are all 256 byte values received unchanged?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, bytes(range(256)))
    subject.observe("data", say.receive_with_flags(c, 256, constant("wait-all")))
    subject.do(say.dispose(c))


@behaviour("receive.after-shutdown", "What does receive give after its side was shut down?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.shutdown(c, constant("read")))
    subject.observe("end", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("receive.unconnected", "What does receive do on a stream socket that is not connected?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.unconnected())
    subject.observe("data", say.receive(s, 10))
    subject.do(say.dispose(s))


@behaviour("receive.listening", "What does receive do on a listening socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    s = subject.let("s", say.listen())
    subject.observe("data", say.receive(s, 10))
    subject.do(say.dispose(s))


@behaviour("receive.peek", "Does receiving with peek leave the data to be received again?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("peeked", say.receive_with_flags(c, 10, constant("peek")))
    subject.observe("received", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("receive.peek-part", "Does peeking at a part leave all of the data?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("peeked", say.receive_with_flags(c, 2, constant("peek")))
    subject.observe("received", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("receive.peek-end", "What does peeking give at the end of the stream?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.close(connection)
    subject.observe("peeked", say.receive_with_flags(c, 10, constant("peek")))
    subject.do(say.dispose(c))


@behaviour(
    "receive.wait-all", "Does receiving with wait-all wait until all that was asked for is there?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    peer.send_once_taken(connection, b"def")
    subject.observe("data", say.receive_with_flags(c, 6, constant("wait-all")))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour(
    "receive.wait-all-end", "What does receiving with wait-all give when the stream ends early?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    peer.close(connection)
    subject.observe("data", say.receive_with_flags(c, 6, constant("wait-all")))
    subject.do(say.dispose(c))


@behaviour("receive.wait-all-large", "Does wait-all hold for a megabyte?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send_zeros(connection, 1048576)
    subject.observe("count", say.receive_count(c, 1048576, constant("wait-all")))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour(
    "receive.urgent", "Does receiving out-of-band give the urgent byte, and receiving skip it?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"ab")
    peer.send_urgent(connection, b"!")
    peer.send(connection, b"cd")
    subject.observe("before", say.receive(c, 2))
    subject.observe("urgent", say.receive_with_flags(c, 1, constant("oob")))
    subject.observe("after", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour(
    "receive.urgent-none", "What does receiving out-of-band do when there is nothing urgent?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("urgent", say.receive_with_flags(c, 1, constant("oob")))
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("receive.reset", "What does receive do after the peer has reset the connection?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.reset(connection)
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("receive.text", "Are characters outside ASCII received as UTF-8?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, "λx.é".encode())
    subject.observe("text", say.receive_text(c, 100))
    subject.do(say.dispose(c))


@behaviour("receive.two-flags", "Do two flags given at once both hold?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    flags = say.merge_flags(constant("peek"), constant("dont-wait"))
    subject.observe("nothing", say.receive_with_flags_or_nothing(c, 10, flags))
    peer.send(connection, b"abc")
    subject.observe("peeked", say.receive_with_flags_or_nothing(c, 10, flags))
    subject.observe("received", say.receive(c, 10))
    subject.do(say.dispose(c))
