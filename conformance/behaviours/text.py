"""Characters and lines over a socket."""

from __future__ import annotations

from ..script import Peer, Subject, behaviour, say
from ._settings import connected


@behaviour("text.line", "Does reading a line drop the newline, and keep a carriage return?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"one\ntwo\r\nthree")
    peer.shutdown(connection)
    subject.observe("first", say.read_line(c))
    subject.observe("second", say.read_line(c))
    subject.observe("last", say.read_line(c))
    subject.observe("end", say.read_line(c))
    subject.do(say.dispose(c))


@behaviour("text.line-whole", "Can a line be read with its newline?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"one\ntwo")
    peer.shutdown(connection)
    subject.observe("first", say.read_line_whole(c))
    subject.observe("last", say.read_line_whole(c))
    subject.do(say.dispose(c))


@behaviour("text.line-split", "Can a line be read together with what ended it?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"one\ntwo")
    peer.shutdown(connection)
    subject.observe("first", say.read_line_split(c))
    subject.observe("last", say.read_line_split(c))
    subject.observe("end", say.read_line_split(c))
    subject.do(say.dispose(c))


@behaviour("text.character", "Does reading a character take all the bytes of it, and no more?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, "λx".encode())
    subject.observe("first", say.read_character(c))
    subject.observe("rest", say.receive(c, 10))
    peer.shutdown(connection)
    subject.observe("end", say.read_character(c))
    subject.do(say.dispose(c))


@behaviour("text.peek", "Does peeking at a character leave it to be read?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, "λx".encode())
    subject.observe("peeked", say.peek_character(c))
    subject.observe("read", say.read_character(c))
    subject.observe("next", say.read_character(c))
    subject.do(say.dispose(c))


@behaviour("text.ready", "Is a character ready when it is there, and not before?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    subject.observe("before", say.character_ready(c))
    peer.send(connection, b"a")
    subject.observe("after", say.character_ready(c))
    subject.do(say.dispose(c))


@behaviour("text.broken", "What does reading bytes that are no character give?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, b"\xffab")
    subject.observe("broken", say.read_character(c))
    subject.observe("next", say.read_character(c))
    subject.do(say.dispose(c))


@behaviour("text.string", "Does reading so many characters give those, then the rest?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    peer.send(connection, "λxé.".encode())
    peer.shutdown(connection)
    subject.observe("two", say.read_string(c, 2))
    subject.observe("rest", say.read_all(c))
    subject.observe("end", say.read_all(c))
    subject.do(say.dispose(c))


@behaviour("text.write", "Do strings, characters, lines and newlines arrive as UTF-8?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.write_text(c, "λ"))
    subject.do(say.write_character(c, "x"))
    subject.do(say.write_newline(c))
    subject.do(say.write_line(c, "é"))
    subject.do(say.flush(c))
    peer.observe("arrived", "receive", connection, 7)
    subject.do(say.dispose(c))


@behaviour("text.encoding", "Can a port be told another encoding?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.set_encoding(c, "ISO-8859-1"))
    subject.do(say.write_text(c, "é"))
    subject.do(say.flush(c))
    peer.observe("arrived", "receive", connection, 1)
    peer.send(connection, b"\xe9\xff")
    subject.observe("first", say.read_character(c))
    subject.observe("second", say.read_character(c))
    subject.do(say.dispose(c))


@behaviour("text.closed", "What does reading and writing characters on a closed port do?")
def _(subject: Subject, peer: Peer) -> None:
    c, _connection = connected(subject, peer)
    subject.do(say.dispose(c))
    subject.observe("read", say.read_character(c))
    subject.observe("write", say.write_text(c, "abc"))


@behaviour("text.utf8", "Do strings pass through binary ports as UTF-8?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.write_utf8(say.output_port(c), "λx.é"))
    peer.observe("arrived", "receive", connection, 6)
    peer.send(connection, "λx.é".encode())
    subject.observe("text", say.read_utf8(say.input_port(c), 6))
    subject.do(say.dispose(c))


@behaviour("text.utf8-range", "Can a part of a string be sent as UTF-8, and a part be read back?")
def _(subject: Subject, peer: Peer) -> None:
    c, connection = connected(subject, peer)
    subject.do(say.send_text_range(c, "aλxé", 1, 3))
    peer.observe("arrived", "receive", connection, 3)
    peer.send(connection, "aλxé".encode())
    subject.observe("text", say.receive_text_range(c, 100, 1, 4))
    subject.do(say.dispose(c))
