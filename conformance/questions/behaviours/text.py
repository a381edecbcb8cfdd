"""Characters and lines over a socket."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, constant, say
from ._settings import connected


@behaviour("text.line", "Does reading a line drop the newline, and keep a carriage return?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"one\ntwo\r\nthree")
    peer.shutdown(connection)
    subject.observe("first", say.read_line(p))
    subject.observe("second", say.read_line(p))
    subject.observe("last", say.read_line(p))
    subject.observe("end", say.read_line(p))
    subject.do(say.dispose(c))


@behaviour("text.line-whole", "Can a line be read with its newline?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"one\ntwo")
    peer.shutdown(connection)
    subject.observe("first", say.read_line_whole(p))
    subject.observe("last", say.read_line_whole(p))
    subject.do(say.dispose(c))


@behaviour("text.line-split", "Can a line be read together with its ending?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"one\ntwo")
    peer.shutdown(connection)
    subject.observe("first", say.read_line_split(p))
    subject.observe("last", say.read_line_split(p))
    subject.observe("end", say.read_line_split(p))
    subject.do(say.dispose(c))


@behaviour("text.character", "Does reading a character take all the bytes of it, and no more?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, "λx".encode())
    peer.shutdown(connection)
    subject.observe("first", say.read_character(p))
    subject.observe("rest", say.receive(c, 10))
    subject.observe("end", say.read_character(p))
    subject.do(say.dispose(c))


@behaviour("text.peek", "Does peeking at a character leave it to be read?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, "λx".encode())
    subject.observe("peeked", say.peek_character(p))
    subject.observe("read", say.read_character(p))
    subject.observe("next", say.read_character(p))
    subject.do(say.dispose(c))


@behaviour("text.ready", "Is a character ready once it has arrived?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    subject.observe("before", say.character_ready(p))
    peer.send(connection, b"a")
    subject.observe("after", say.character_ready(p))
    subject.do(say.dispose(c))


@behaviour("text.broken", "What does reading bytes that are not valid UTF-8 give?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"\xffab")
    subject.observe("broken", say.read_character(p))
    subject.observe("next", say.read_character(p))
    subject.do(say.dispose(c))


@behaviour("text.string", "Does reading a number of characters give those, then the rest?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, "λxé.".encode())
    peer.shutdown(connection)
    subject.observe("two", say.read_string(p, 2))
    subject.observe("rest", say.read_all(p))
    subject.observe("end", say.read_all(p))
    subject.do(say.dispose(c))


@behaviour("text.write", "Do strings, characters, lines and newlines arrive as UTF-8?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    q = subject.let("q", say.text_output_port(c))
    subject.do(say.write_text(q, "λ"))
    subject.do(say.write_character(q, "x"))
    subject.do(say.write_newline(q))
    subject.do(say.write_line(q, "é"))
    subject.do(say.flush(q))
    peer.observe("arrived", "receive", connection, 7)
    subject.do(say.dispose(c))


@behaviour("text.strings", "Do strings arrive whole, one after the other?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    q = subject.let("q", say.text_output_port(c))
    subject.do(say.write_text(q, "abc"))
    subject.do(say.write_text(q, "λx"))
    subject.do(say.write_text(q, "de"))
    subject.do(say.flush(q))
    peer.observe("arrived", "receive", connection, 8)
    subject.do(say.dispose(c))


@behaviour("text.encoding", "Can the encoding of a port be changed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    q = subject.let("q", say.text_output_port(c))
    subject.do(say.set_encoding(p, "ISO-8859-1"))
    subject.do(say.set_encoding(q, "ISO-8859-1"))
    subject.do(say.write_text(q, "é"))
    subject.do(say.flush(q))
    peer.observe("arrived", "receive", connection, 1)
    peer.send(connection, b"\xe9\xff")
    subject.observe("first", say.read_character(p))
    subject.observe("second", say.read_character(p))
    subject.do(say.dispose(c))


@behaviour("text.closed", "What does reading and writing characters do once the socket is closed?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    q = subject.let("q", say.text_output_port(c))
    subject.do(say.dispose(c))
    subject.observe("read", say.read_character(p))
    subject.observe("write", say.write_text(q, "abc"))


@behaviour("text.utf8", "Do strings pass through binary ports as UTF-8?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.write_utf8(say.output_port(c), "λx.é"))
    peer.observe("arrived", "receive", connection, 6)
    peer.send(connection, "λx.é".encode())
    subject.observe("text", say.read_utf8(say.input_port(c), 6))
    subject.do(say.dispose(c))


@behaviour("text.utf8-range", "Can a part of a string be sent as UTF-8, and a part be read back?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send_text_range(c, "aλxé", 1, 3))
    subject.do(say.send(c, b"."))
    peer.observe("arrived", "receive", connection, 4)
    peer.send(connection, "aλxé".encode())
    subject.observe("text", say.receive_text_range(c, 100, 1, 4))
    subject.do(say.dispose(c))


@behaviour("text.both", "Does one textual port read and write lines?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    server = subject.let("server", say.listen())
    connection = peer.connect()
    c = subject.let("c", say.accept(server))
    p = subject.let("p", say.text_port(c))
    subject.do(say.write_text(p, "say something\n\r> "))
    peer.observe("asked", "receive", connection, 17)
    peer.send(connection, "λx\n".encode())
    subject.observe("line", say.read_line(p))
    subject.do(say.write_text(p, "λx\r\n"))
    peer.observe("answered", "receive", connection, 5)
    peer.shutdown(connection)
    subject.observe("end", say.read_line(p))
    subject.do(say.close_port(p))
    peer.observe("ended", "has_ended", connection)
    subject.do(say.dispose(c))
    subject.do(say.dispose(server))


@behaviour("text.codec", "Does a codec that is named turn characters into its bytes and back?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_port_with(c, constant("crlf")))
    subject.do(say.write_text(p, "é"))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 2)
    peer.send(connection, "λ\r\n".encode())
    subject.observe("line", say.read_line(p))
    subject.do(say.dispose(c))


@behaviour("text.line-ends", "Can the line ending of a textual port be chosen?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_port_with(c, constant("crlf")))
    subject.do(say.write_text(p, "a\nb\n"))
    peer.observe("arrived", "receive", connection, 6)
    peer.send(connection, b"one\r\ntwo\r\n")
    subject.observe("first", say.read_line(p))
    subject.observe("second", say.read_line(p))
    subject.do(say.dispose(c))


@behaviour(
    "text.kinds", "Is a textual port textual, and for the same directions as the port below it?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, _connection = connected(subject, peer)
    p = subject.let("p", say.text_port(c))
    subject.observe("textual", say.is_textual_port(p))
    subject.observe("binary", say.is_binary_port(p))
    subject.observe("input", say.is_input_port(p))
    subject.observe("output", say.is_output_port(p))
    subject.do(say.dispose(c))
