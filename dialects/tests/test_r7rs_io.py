"""The R7RS port procedures on the engine's ports, on text over them, and on Python's own files."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import select
import socket as stdlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alarms import AlarmError, alarms
from watched_threads import Background

from schemesockets.core import Closed, OutputPort, PortPolicy, Socket, TextPort, TwoWayPort
from schemesockets.dialects import r7rs_io as r
from schemesockets.dialects.conditions import (
    ArgumentTypeError,
    ArgumentValueError,
    Condition,
    SocketFailure,
)
from schemesockets.dialects.dialect import Name, python_name
from schemesockets.dialects.shared.port_conditions import DecodingError, EncodingError

Ends = tuple[TwoWayPort, stdlib.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    here, there = stdlib.socketpair()
    with Socket.from_descriptor(here.detach()) as sock, there:
        yield TwoWayPort(sock), there


@pytest.fixture(params=["engine", "bytesio", "file", "raw"])
def binary(request: pytest.FixtureRequest, ends: Ends, tmp_path: Path) -> Iterator[Any]:
    """Ports of every kind from which the lines "abc" and "def" can be read."""
    data = b"abc\ndef"
    if request.param == "engine":
        ends[1].sendall(data)
        ends[1].shutdown(stdlib.SHUT_WR)
        yield ends[0]
    elif request.param == "bytesio":
        yield io.BytesIO(data)
    else:
        path = tmp_path / "data"
        path.write_bytes(data)
        with open(path, "rb", buffering=0 if request.param == "raw" else -1) as file:
            yield file


@pytest.fixture(params=["engine", "stringio", "file", "pipe"])
def text(request: pytest.FixtureRequest, ends: Ends, tmp_path: Path) -> Iterator[Any]:
    """Ports of every kind from which the lines "äbc" and "def" can be read."""
    data = "äbc\ndef"
    if request.param == "engine":
        ends[1].sendall(data.encode())
        ends[1].shutdown(stdlib.SHUT_WR)
        yield TextPort(ends[0])
    elif request.param == "stringio":
        yield io.StringIO(data)
    elif request.param == "file":
        path = tmp_path / "data"
        path.write_text(data, "utf-8")
        with open(path, encoding="utf-8") as file:
            yield file
    else:
        source, sink = os.pipe()
        os.write(sink, data.encode())
        os.close(sink)
        with open(source, encoding="utf-8") as file:
            yield file


class TestBytes:
    def test_one_by_one(self, binary: Any) -> None:
        assert (r.peek_u8(binary), r.read_u8(binary), r.read_u8(binary)) == (97, 97, 98)
        assert r.read_bytevector(99, binary) == b"c\ndef"
        assert [r.peek_u8(binary), r.read_u8(binary)] == [r.EOF, r.EOF]

    def test_many(self, binary: Any) -> None:
        assert r.read_bytevector(0, binary) == b""
        assert r.read_bytevector(5, binary) == b"abc\nd"
        assert r.read_bytevector(5, binary) == b"ef"
        assert r.read_bytevector(5, binary) is r.EOF
        assert r.read_bytevector(0, binary) == b""

    def test_into(self, binary: Any) -> None:
        buffer = bytearray(b"........")
        assert r.read_bytevector_into(buffer, binary, 2, 5) == 3
        assert r.read_bytevector_into(buffer, binary, 8) == 0
        assert r.read_bytevector_into(memoryview(buffer), binary, 5) == 3
        assert buffer == b"..abc\nde"
        assert r.read_bytevector_into(bytearray(4), binary) == 1
        assert r.read_bytevector_into(buffer, binary) is r.EOF
        assert r.read_bytevector_into(bytearray(), binary) == 0

    def test_ready(self, ends: Ends) -> None:
        port, there = ends
        assert not r.is_u8_ready(port)
        there.sendall(b"a")
        assert r.is_u8_ready(port)
        assert r.is_u8_ready(io.BytesIO())

    def test_ready_pipe(self) -> None:
        source, sink = os.pipe()
        with open(source, "rb") as file:
            assert not r.is_u8_ready(file)
            os.write(sink, b"a")
            os.close(sink)
            assert r.is_u8_ready(file)

    def test_not_filling_gives_what_came(self, ends: Ends) -> None:
        port, there = ends
        there.sendall(b"abc")
        assert r.read_bytevector(128, TwoWayPort(port.socket, PortPolicy(fill=False))) == b"abc"

    def test_raw_python_files_are_filled_from(self, ends: Ends) -> None:
        here, there = stdlib.socketpair()
        with here, there, here.makefile("rb", buffering=0) as raw, ThreadPoolExecutor(1) as pool:
            for read in (
                lambda: r.read_bytevector(4, raw),
                lambda: r.read_bytevector_into(bytearray(4), raw),
            ):
                there.sendall(b"ab")
                got = pool.submit(read)
                while select.select([here], [], [], 0)[0]:
                    pass
                there.sendall(b"cd")
                assert got.result(30) in (b"abcd", 4)

    def test_filling_waits(self, ends: Ends) -> None:
        port, there = ends
        with ThreadPoolExecutor(1) as pool:
            there.sendall(b"ab")
            got = pool.submit(r.read_bytevector, 4, port)
            there.sendall(b"cd")
            assert got.result(30) == b"abcd"

    def test_written(self, ends: Ends) -> None:
        port, there = ends
        r.write_u8(255, port)
        r.write_bytevector(b"abc", port)
        r.write_bytevector(bytearray(b"defgh"), port, 1)
        r.write_bytevector(memoryview(b"ijklm"), port, 1, 3)
        assert there.recv(99) == b"\xffabcefghjk"

    def test_flush(self, ends: Ends) -> None:
        port, there = ends
        held = OutputPort(port.socket, PortPolicy(output_buffer=64))
        r.write_bytevector(b"abc", held)
        r.flush_output_port(held)
        assert there.recv(9) == b"abc"


class TestText:
    def test_characters(self, text: Any) -> None:
        assert (r.peek_char(text), r.peek_char(text), r.read_char(text)) == ("ä", "ä", "ä")
        assert (r.peek_char(text), r.read_string(2, text)) == ("b", "bc")
        assert r.read_line(text) == ""
        assert (r.read_string(0, text), r.read_string(9, text)) == ("", "def")
        assert [r.read_char(text), r.peek_char(text), r.read_string(1, text)] == [r.EOF] * 3

    def test_lines(self, text: Any) -> None:
        r.peek_char(text)
        assert (r.read_line(text), r.read_line(text), r.read_line(text)) == ("äbc", "def", r.EOF)

    def test_a_newline_looked_at_is_a_line(self) -> None:
        source, sink = os.pipe()
        os.write(sink, b"\nab\n")
        os.close(sink)
        with open(source, encoding="utf-8") as file:
            assert r.peek_char(file) == "\n"
            assert r.is_char_ready(file)
            assert (r.read_line(file), r.read_line(file)) == ("", "ab")

    def test_ready(self, ends: Ends) -> None:
        port, there = ends
        text = TextPort(port, eol="crlf")
        there.sendall(b"\xc3")
        assert not r.is_char_ready(text)
        there.sendall(b"\xa4")
        assert r.is_char_ready(text)
        assert r.read_char(text) == "ä"

    def test_written(self, ends: Ends) -> None:
        port, there = ends
        text = TextPort(port, eol="crlf")
        r.write_char("ä", text)
        r.newline(text)
        r.write_string("abcdef", text, 1, 4)
        r.write_string("xyz", text, 2)
        assert there.recv(99) == "ä\r\nbcdz".encode()
        out = io.StringIO()
        r.write_string("abc", out)
        assert out.getvalue() == "abc"

    def test_broken_text(self) -> None:
        port = TextPort(io.BytesIO(b"a\xffb"))
        with pytest.raises(DecodingError, match="invalid start byte") as caught:
            r.read_line(port)
        assert caught.value.procedure == "read-line"
        assert isinstance(caught.value, UnicodeDecodeError)
        assert r.read_line(port) == "ab"
        with pytest.raises(EncodingError):
            r.write_string("€", TextPort(io.BytesIO(), "latin-1"))

    def test_utf8(self) -> None:
        assert r.utf8_to_string("aäb".encode(), 1, 3) == "ä"
        assert r.string_to_utf8("aäb", 1) == "äb".encode()
        with pytest.raises(DecodingError):
            r.utf8_to_string(b"\xff")
        with pytest.raises(EncodingError):
            r.string_to_utf8("\ud800")


class TestPorts:
    def test_closing_sides(self, ends: Ends) -> None:
        port, _ = ends
        text = TextPort(port)
        r.close_input_port(text)
        assert (r.is_input_port_open(port), r.is_output_port_open(text)) == (False, True)
        r.close_output_port(port)
        r.close_port(port)
        assert port.closed
        assert (r.is_input_port(port), r.is_output_port(port)) == (True, True)

    def test_closing_python_files(self, tmp_path: Path) -> None:
        with open(tmp_path / "a", "w", encoding="utf-8") as file:
            with pytest.raises(
                ArgumentTypeError, match="close-input-port: port: expected an input"
            ):
                r.close_input_port(file)
            r.close_output_port(file)
            assert file.closed
            assert (r.is_input_port(file), r.is_output_port(file)) == (False, True)

    def test_call_with_port(self) -> None:
        port = io.BytesIO(b"ab")
        assert r.call_with_port(port, lambda p: (r.read_u8(p), 2)) == (97, 2)
        assert port.closed
        other = io.BytesIO()
        with pytest.raises(ZeroDivisionError):
            r.call_with_port(other, lambda p: 1 // 0)
        assert not other.closed

    def test_predicates(self, ends: Ends) -> None:
        port, _ = ends
        text = TextPort(io.BytesIO())
        assert [r.is_port(x) for x in (port, text, io.StringIO(), 5, "a")] == [True] * 3 + [
            False
        ] * 2
        assert (r.is_binary_port(port), r.is_textual_port(port)) == (True, False)
        assert (r.is_binary_port(text), r.is_textual_port(text)) == (False, True)
        sink = OutputPort(port.socket)
        assert (r.is_input_port(sink), r.is_output_port(sink)) == (False, True)
        assert (r.is_input_port(5), r.is_output_port(None)) == (False, False)
        assert (r.is_eof_object(r.eof_object()), r.is_eof_object(b"")) == (True, False)

    def test_standard_streams(self) -> None:
        program = (
            "from schemesockets.dialects.r7rs_io import *\n"
            "assert peek_char() == 'a' and read_char() == 'a' and read_line() == 'b'\n"
            "assert read_line() is EOF\n"
            "write_string('x'); newline(); flush_output_port(); write_u8(121)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            input=b"ab\n",
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, b"x\ny"), done.stderr


WRONG_ON_BINARY: dict[str, Callable[[Any], object]] = {
    "k: expected an exact non-negative integer": lambda p: r.read_bytevector(-1, p),
    "got 2.5": lambda p: r.read_bytevector(2.5, p),  # type: ignore[arg-type]
    "got True": lambda p: r.read_bytevector(True, p),
    "bytevector: expected a writable": lambda p: r.read_bytevector_into(b"abc", p),  # type: ignore[arg-type]
    "start: expected an index from 0 to 3, got 4": lambda p: r.read_bytevector_into(
        bytearray(3), p, 4
    ),
    "end: expected an index from 2 to 3, got 1": lambda p: r.read_bytevector_into(
        bytearray(3), p, 2, 1
    ),
    "start: expected an exact non-negative": lambda p: r.read_bytevector_into(
        bytearray(3),
        p,
        "a",  # type: ignore[arg-type]
    ),
    "read-char: port: expected an open textual input port": r.read_char,
    "peek-char": r.peek_char,
    "char-ready\\?": r.is_char_ready,
    "read-line": r.read_line,
    "read-string": lambda p: r.read_string(3, p),
    "write-char": lambda p: r.write_char("a", p),
    "write-string": lambda p: r.write_string("a", p),
    "newline": r.newline,
    "byte: expected a byte": lambda p: r.write_u8(256, p),
    "write-u8: byte": lambda p: r.write_u8("a", p),  # type: ignore[arg-type]
    "bytevector: expected a bytevector": lambda p: r.write_bytevector("abc", p),  # type: ignore[arg-type]
    "write-bytevector: end": lambda p: r.write_bytevector(b"abc", p, 0, 4),
    "proc: expected a procedure": lambda p: r.call_with_port(p, 5),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("words", WRONG_ON_BINARY)
def test_what_is_refused_consumes_nothing(ends: Ends, words: str) -> None:
    port, there = ends
    there.sendall(b"abc")
    with pytest.raises((ArgumentTypeError, ArgumentValueError), match=words):
        WRONG_ON_BINARY[words](port)
    assert r.read_bytevector(3, port) == b"abc"


@pytest.mark.parametrize(
    "wrong",
    [
        r.read_u8,
        r.peek_u8,
        r.is_u8_ready,
        lambda p: r.read_bytevector(2, p),
        lambda p: r.read_bytevector_into(bytearray(2), p),
        lambda p: r.write_u8(1, p),
        lambda p: r.write_bytevector(b"a", p),
        lambda p: r.read_string(-1, p),
        lambda p: r.write_char("ab", p),
        lambda p: r.write_string(b"a", p),  # type: ignore[arg-type]
        lambda p: r.write_string("abc", p, 4),
    ],
)
@pytest.mark.parametrize("make", [io.StringIO, lambda text: TextPort(io.BytesIO(text.encode()))])
def test_what_is_refused_on_text(
    wrong: Callable[[Any], object], make: Callable[[str], Any]
) -> None:
    port = make("abc")
    with pytest.raises((ArgumentTypeError, ArgumentValueError)):
        wrong(port)
    assert r.read_string(9, port) == "abc"


def test_closed_ports_are_bad_values(ends: Ends) -> None:
    port, _ = ends
    r.close_port(port)
    file = io.BytesIO(b"abc")
    file.close()
    for closed in (port, file):
        with pytest.raises(
            ArgumentValueError, match="read-u8: port: expected an open binary input"
        ):
            r.read_u8(closed)
        with pytest.raises(
            ArgumentValueError, match="write-u8: port: expected an open binary out"
        ):
            r.write_u8(1, closed)
        r.close_port(closed)
    with pytest.raises(ArgumentTypeError, match="close-port: port: expected a port, got 5"):
        r.close_port(5)  # type: ignore[arg-type]


def test_system_failures(ends: Ends) -> None:
    port, there = ends
    there.close()
    with pytest.raises(SocketFailure, match="write-bytevector") as caught:
        r.write_bytevector(b"abc", port)
    assert isinstance(caught.value, BrokenPipeError)
    assert caught.value.procedure == "write-bytevector"
    nonblocking, _there = stdlib.socketpair()
    with nonblocking, _there:
        nonblocking.setblocking(False)
        with (
            nonblocking.makefile("rb", buffering=0) as raw,
            pytest.raises(BlockingIOError) as told,
        ):
            r.read_u8(raw)
        assert isinstance(told.value, Condition)


def test_names_follow_the_rule() -> None:
    marked = {
        name: value.__scheme__ for name, value in vars(r).items() if hasattr(value, "__scheme__")
    }
    assert len(marked) == 29
    for name, mark in marked.items():
        assert isinstance(mark, Name)
        expected = python_name(mark.scheme)
        assert name == (f"{expected}_into" if mark.scheme.endswith("!") else expected)
        assert (getattr(r, name).__doc__ or "").startswith(f"`{mark.form}`"), name
    assert set(marked) <= set(vars(r)["__all__"])


READS: dict[str, Callable[[Any], object]] = {
    "read-u8": r.read_u8,
    "peek-u8": r.peek_u8,
    "read-bytevector": lambda p: r.read_bytevector(3, p),
    "read-bytevector!": lambda p: r.read_bytevector_into(bytearray(3), p),
    "read-char": lambda p: r.read_char(TextPort(p)),
    "peek-char": lambda p: r.peek_char(TextPort(p)),
    "read-line": lambda p: r.read_line(TextPort(p)),
    "read-string": lambda p: r.read_string(3, TextPort(p)),
}


@pytest.mark.parametrize("policy", [PortPolicy(), PortPolicy(input_buffer=64)])
@pytest.mark.parametrize("name", READS)
def test_a_port_that_another_thread_closes_is_no_bad_argument(
    ends: Ends, name: str, policy: PortPolicy
) -> None:
    port = TwoWayPort(ends[0].socket, policy)
    reading = Background(READS[name], port)
    reading.until_blocked()
    port.close()
    with pytest.raises(SocketFailure, match=f"{name}: port: expected an open port") as caught:
        reading.outcome()
    assert isinstance(caught.value, Closed)
    assert caught.value.errno == errno.EBADF
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    with pytest.raises(ArgumentValueError, match=f"{name}: port: expected an open .* port"):
        READS[name](port)


class Foreign(io.RawIOBase):
    """A file of somebody's own, whose methods do `act`."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self.act = act

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def read(self, size: int = -1) -> Any:
        return self.act()

    readinto = write = readline = read  # type: ignore[assignment]


class ForeignText(io.TextIOBase):
    """The same of text."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self.act = act

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> Any:
        return self.act()

    readline = write = read  # type: ignore[assignment]


FOREIGN: list[Callable[[Callable[[], Any]], object]] = [
    lambda act: r.read_u8(Foreign(act)),
    lambda act: r.read_bytevector(3, Foreign(act)),
    lambda act: r.read_bytevector_into(bytearray(3), Foreign(act)),
    lambda act: r.write_u8(3, Foreign(act)),
    lambda act: r.write_bytevector(b"abc", Foreign(act)),
    lambda act: r.read_char(ForeignText(act)),
    lambda act: r.read_line(ForeignText(act)),
    lambda act: r.read_string(3, ForeignText(act)),
    lambda act: r.write_string("abc", ForeignText(act)),
    lambda act: r.newline(ForeignText(act)),
    lambda act: r.read_line(TextPort(Foreign(act))),
    lambda act: r.write_string("abc", TextPort(Foreign(act))),
]


@pytest.mark.parametrize("call", FOREIGN)
@pytest.mark.parametrize("kind", [OSError, ValueError, TimeoutError, UnicodeDecodeError, KeyError])
def test_what_a_foreign_file_raises_arrives_unchanged(
    call: Callable[[Callable[[], Any]], object], kind: type[Exception]
) -> None:
    made = kind("utf-8", b"a", 0, 1, "no") if kind is UnicodeDecodeError else kind("its own")

    def act() -> Any:
        raise made

    with pytest.raises(kind) as caught:
        call(act)
    assert caught.value is made
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("call", FOREIGN[:8] + FOREIGN[10:])
@pytest.mark.parametrize("answer", [object(), -1, 2**70, 1.5, {}, "a\udc80" * 9, [1]])
def test_what_a_foreign_file_answers_is_no_raw_exception(
    call: Callable[[Callable[[], Any]], object], answer: object
) -> None:
    with contextlib.suppress(SocketFailure):
        call(lambda: answer)


def test_files_of_pythons_that_cannot(tmp_path: Path) -> None:
    """What C says of a file becomes a condition."""
    detached = io.TextIOWrapper(io.BytesIO(b"abc"))
    below = detached.detach()
    never_opened = io.TextIOWrapper.__new__(io.TextIOWrapper)
    reader = io.BufferedReader(io.FileIO(tmp_path / "a", "w+"))
    reader.raw.close()
    for use in (r.read_line, r.read_char, r.newline, lambda p: r.write_string("a", p)):
        for file in (detached, never_opened):
            with pytest.raises((ArgumentTypeError, ArgumentValueError), match="expected an open"):
                use(file)
    with pytest.raises((ArgumentTypeError, ArgumentValueError), match="expected an open"):
        r.read_u8(reader)
    for port in (detached, never_opened):
        with pytest.raises(SocketFailure) as caught:
            r.close_port(port)
        assert caught.value.errno == errno.EBADF
    assert r.read_u8(below) == 97


def test_a_standard_stream_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    for call in (r.read_u8, r.read_line, lambda: r.write_u8(1)):
        with pytest.raises(ArgumentTypeError, match="expected an open"):
            call()
    r.write_string("abc")
    assert sys.stdout.getvalue() == "abc"  # type: ignore[union-attr]


def test_a_character_looked_at_is_not_lost_by_a_failure() -> None:
    answers: list[Any] = ["a"]

    def act() -> Any:
        if not answers:
            raise TimeoutError("not yet")
        return answers.pop()

    class WithoutHash(ForeignText):
        __hash__ = None  # type: ignore[assignment]

    port = WithoutHash(act)
    assert r.peek_char(port) == "a"
    for call in (r.read_line, lambda p: r.read_string(3, p)):
        with pytest.raises(TimeoutError):
            call(port)
    assert r.peek_char(port) == "a"
    answers.append("bc\n")
    assert r.read_line(port) == "abc"


def test_what_a_signal_handler_raises_arrives_unchanged(ends: Ends) -> None:
    port, there = ends
    text = TextPort(port)

    def read() -> None:
        while True:
            there.sendall(b"abc\n")
            r.read_line(text)
            there.sendall(b"a")
            r.read_u8(port)

    for _ in range(20):
        with alarms(), pytest.raises(AlarmError) as caught:
            read()
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None
        while r.is_u8_ready(port):
            port.read1()


def test_an_error_shows_the_beginning_of_the_data_alone() -> None:
    with pytest.raises(DecodingError) as decoding:
        r.utf8_to_string(bytearray(b"\xff" * 100_000))
    with pytest.raises(EncodingError) as encoding:
        r.string_to_utf8("\ud800" * 100_000)
    for caught in (decoding, encoding):
        assert len(repr(caught.value)) < 300
        assert repr(caught.value).startswith(f"{type(caught.value).__name__}('utf-8', ")
