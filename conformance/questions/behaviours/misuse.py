"""Invalid arguments, and the data that must survive them."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import LOOPBACK, connected


@behaviour("misuse.integer-service", "What does connecting to a service given as an integer do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.connect(LOOPBACK, 9))


@behaviour("misuse.integer-node", "What does connecting to a node given as an integer do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.connect(2130706433, "9"))


@behaviour(
    "misuse.integer-server-service", "What does a server on a service given as an integer do?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.listen_briefly(0))


@behaviour("misuse.integer-server-node", "What does a server at a node given as an integer do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("socket", say.listen_at(2130706433))


@behaviour("misuse.send-string", "What does sending a string instead of bytes do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("sent", say.send(c, "abc"))
    subject.do(say.send(c, b"def"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("misuse.send-integer", "What does sending an integer do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    subject.observe("sent", say.send(c, 5))
    subject.do(say.dispose(c))


@behaviour(
    "misuse.receive-size", "What does receiving with a size that is negative, or no number, do?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    subject.observe("negative", say.receive(c, -1))
    subject.observe("string", say.receive(c, "ten"))
    subject.observe("data", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("misuse.not-a-socket", "What do the operations do with an argument that is no socket?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("receive", say.receive(5, 10))
    subject.observe("send", say.send(5, b"abc"))
    subject.observe("accept", say.accept("socket"))
    subject.observe("shutdown", say.shutdown(5, constant("read")))


@behaviour("misuse.not-a-port", "What do the port procedures do with an argument that is no port?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    subject.observe("read", say.read_u8(5))
    subject.observe("write", say.write_bytes(5, b"abc"))


@behaviour("misuse.send-flags", "What does sending with the flag for peeking do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.observe("sent", say.send_with_flags(c, b"abc", constant("peek")))
    subject.do(say.send(c, b"def"))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("misuse.receive-flags", "What does receiving with two flags at once do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"abc")
    flags = say.merge_flags(constant("peek"), constant("wait-all"))
    subject.observe("data", say.receive_with_flags(c, 3, flags))
    subject.observe("left", say.receive(c, 10))
    subject.do(say.dispose(c))


@behaviour("misuse.write-string", "What does writing a string to a binary port do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.output_port(c))
    subject.observe("written", say.write_bytes(p, "abc"))
    subject.observe("too-large", say.write_u8(p, 256))
    subject.do(say.write_bytes(p, b"def"))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("misuse.read-range", "What does reading into a buffer beyond its end do?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.input_port(c))
    peer.send(connection, b"abc")
    subject.observe("beyond", say.read_bytes_into(2, p, 0, 5))
    subject.observe("backwards", say.read_bytes_into(2, p, 2, 1))
    subject.observe("data", say.read_bytes(p, 3))
    subject.do(say.dispose(c))
