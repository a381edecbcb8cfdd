"""Characters, strings and lines through ports that are made from sockets."""

from __future__ import annotations

from ..script import PeerRecorder, SubjectRecorder, behaviour, say
from ._settings import connected


@behaviour("line.limit", "Does a limit cut a line, and can the rest be read?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"abcdef\ngh")
    peer.shutdown(connection)
    subject.observe("first", say.read_line_limited(p, 3))
    subject.observe("second", say.read_line_limited(p, 3))
    subject.observe("newline", say.read_line_limited(p, 3))
    subject.observe("last", say.read_line_limited(p, 3))
    subject.observe("end", say.read_line_limited(p, 3))
    subject.do(say.dispose(c))


@behaviour("line.return", "Does a carriage return alone end a line?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"one\rtwo\n")
    peer.shutdown(connection)
    subject.observe("first", say.read_line(p))
    subject.observe("second", say.read_line(p))
    subject.do(say.dispose(c))


@behaviour("line.apart", "Is a line ending that arrives in two pieces one line ending?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"one\r")
    peer.send_once_taken(connection, b"\ntwo\n")
    subject.observe("first", say.read_line(p))
    subject.observe("second", say.read_line(p))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("line.pieces", "Is a line that arrives in two pieces one line?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"on")
    peer.send_once_taken(connection, b"e\ntwo\n")
    subject.observe("first", say.read_line(p))
    subject.observe("second", say.read_line(p))
    peer.finish()
    subject.do(say.dispose(c))


@behaviour("line.empty", "Is an empty line the empty string, and not the end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"\n\r\nx\n")
    peer.shutdown(connection)
    subject.observe("first", say.read_line(p))
    subject.observe("second", say.read_line(p))
    subject.observe("third", say.read_line(p))
    subject.observe("end", say.read_line(p))
    subject.do(say.dispose(c))


@behaviour("line.all", "Are all lines up to the end read, without their endings?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"one\r\ntwo\n\nthree")
    peer.shutdown(connection)
    subject.observe("lines", say.read_lines(p))
    subject.observe("more", say.read_lines(p))
    subject.do(say.dispose(c))


@behaviour("line.some", "Is the given number of lines read?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"one\ntwo\nthree\n")
    peer.shutdown(connection)
    subject.observe("two", say.read_some_lines(p, 2))
    subject.observe("none", say.read_some_lines(p, 0))
    subject.observe("rest", say.read_some_lines(p, 5))
    subject.do(say.dispose(c))


@behaviour("line.end", "What do the reading procedures give at the end?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.shutdown(connection)
    subject.observe("ready", say.character_ready(p))
    subject.observe("peeked", say.peek_character(p))
    subject.observe("character", say.read_character(p))
    subject.observe("line", say.read_line(p))
    subject.observe("string", say.read_string(p, 3))
    subject.observe("nothing", say.read_string(p, 0))
    subject.observe("all", say.read_all(p))
    subject.do(say.dispose(c))


@behaviour("line.mixed", "Do the reading procedures go on where the last one left off?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    peer.send(connection, b"abcdef\r\nghi")
    peer.shutdown(connection)
    subject.observe("byte", say.read_u8(p))
    subject.observe("peeked", say.peek_character(p))
    subject.observe("character", say.read_character(p))
    subject.observe("bytes", say.read_bytes(p, 2))
    subject.observe("line", say.read_line(p))
    subject.observe("ready", say.character_ready(p))
    subject.observe("all", say.read_all(p))
    subject.do(say.dispose(c))


@behaviour("line.display", "Are a string, a number and a boolean written as people read them?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_output_port(c))
    subject.observe("written", say.display_value(p, 'a"b'))
    subject.do(say.display_value(p, -12))
    subject.do(say.display_value(p, True))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 8)
    subject.do(say.dispose(c))


@behaviour("line.write", "What do the writing procedures give, and what do they write?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_output_port(c))
    subject.observe("line", say.write_line(p, "ab"))
    subject.observe("character", say.write_character(p, "c"))
    subject.observe("newline", say.write_newline(p))
    subject.observe("string", say.write_text(p, ""))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 5)
    subject.do(say.dispose(c))


@behaviour("line.beginning", "Can only the beginning of a string be written?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_output_port(c))
    subject.do(say.write_beginning(p, b"abcdef", 2))
    subject.do(say.write_beginning(p, b"ghi", 3))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 5)
    subject.do(say.dispose(c))


@behaviour("line.close-twice", "Does closing a port twice do nothing the second time?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_input_port(c))
    q = subject.let("q", say.text_output_port(c))
    subject.observe("input", say.close_input_port(p))
    subject.observe("input-again", say.close_input_port(p))
    subject.do(say.display_value(q, 5))
    peer.observe("arrived", "receive", connection, 1)
    subject.observe("output", say.close_output_port(q))
    subject.observe("output-again", say.close_output_port(q))
    subject.do(say.dispose(c))


@behaviour(
    "line.wrong-type", "What do the writing procedures do with an argument that is no string?"
)
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_output_port(c))
    subject.observe("line", say.write_line(p, 5))
    subject.observe("beginning", say.write_beginning(p, 5, 1))
    subject.do(say.write_line(p, "ab"))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 3)
    subject.do(say.dispose(c))


@behaviour("line.display-false", "Is false written as people read it, and nothing after it?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    p = subject.let("p", say.text_output_port(c))
    subject.do(say.display_value(p, True))
    subject.do(say.display_value(p, False))
    subject.do(say.display_value(p, 7))
    subject.do(say.flush(p))
    peer.observe("arrived", "receive", connection, 5)
    subject.do(say.dispose(c))


@behaviour("line.display-list", "Is a list of strings written in parentheses, with spaces?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    i = subject.let("i", say.text_input_port(c))
    o = subject.let("o", say.text_output_port(c))
    peer.send(connection, b"ab\ncd\nef\n")
    subject.do(say.display_value(o, say.read_some_lines(i, 3)))
    subject.do(say.flush(o))
    peer.observe("arrived", "receive", connection, 10)
    subject.do(say.dispose(c))


@behaviour("line.all-large", "Are all characters read up to the end, more than a buffer holds?")
def _(subject: SubjectRecorder, peer: PeerRecorder) -> None:
    c, connection = connected(subject, peer)
    i = subject.let("i", say.text_input_port(c))
    o = subject.let("o", say.text_output_port(c))
    peer.send(connection, b"x" * 20000)
    peer.shutdown(connection)
    subject.do(say.write_text(o, say.read_all(i)))
    subject.do(say.flush(o))
    peer.observe("arrived", "receive_count", connection, 20000)
    subject.do(say.dispose(c))
