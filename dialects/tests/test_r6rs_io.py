"""The R6RS port procedures: what they share with R7RS's is tested there, the rest here."""

from __future__ import annotations

import io
import socket as stdlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from schemesockets.core import (
    EolStyle,
    ErrorMode,
    OutputPort,
    PortPolicy,
    Socket,
    TextPort,
    TwoWayPort,
)
from schemesockets.dialects import r6rs_io as r
from schemesockets.dialects.conditions import ArgumentTypeError, ArgumentValueError, SocketFailure
from schemesockets.dialects.dialect import Name, python_name
from schemesockets.dialects.shared.port_conditions import DecodingError, EncodingError

Ends = tuple[TwoWayPort, stdlib.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    here, there = stdlib.socketpair()
    with Socket.from_descriptor(here.detach()) as sock, there:
        yield TwoWayPort(sock, PortPolicy(closes_socket="both")), there


class TestBytes:
    def test_one_by_one(self, ends: Ends) -> None:
        port, there = ends
        there.sendall(b"ab")
        there.shutdown(stdlib.SHUT_WR)
        assert (r.lookahead_u8(port), r.get_u8(port), r.get_u8(port)) == (97, 97, 98)
        assert [r.lookahead_u8(port), r.get_u8(port)] == [r.EOF, r.EOF]
        assert r.is_port_eof(port)

    def test_many(self, ends: Ends) -> None:
        port, there = ends
        with ThreadPoolExecutor(1) as pool:
            there.sendall(b"abc")
            got = pool.submit(r.get_bytevector_n, port, 5)
            there.sendall(b"defgh")
            assert got.result(30) == b"abcde"
        assert not r.is_port_eof(port)
        there.shutdown(stdlib.SHUT_WR)
        assert [r.get_bytevector_n(port, n) for n in (0, 9, 9, 0)] == [b"", b"fgh", r.EOF, b""]

    def test_not_filling_gives_what_came(self, ends: Ends) -> None:
        port, there = ends
        there.sendall(b"abc")
        assert r.get_bytevector_n(TwoWayPort(port.socket, PortPolicy(fill=False)), 99) == b"abc"

    def test_into(self, ends: Ends) -> None:
        port, there = ends
        there.sendall(b"abcde")
        there.shutdown(stdlib.SHUT_WR)
        buffer = bytearray(b"......")
        assert r.get_bytevector_n_into(port, buffer, 1, 3) == 3
        assert r.get_bytevector_n_into(port, buffer, 6, 0) == 0
        assert r.get_bytevector_n_into(port, memoryview(buffer), 3, 3) == 2
        assert buffer == b".abde."
        assert r.get_bytevector_n_into(port, buffer, 0, 6) is r.EOF

    def test_some_waits_for_something(self, ends: Ends) -> None:
        port, there = ends
        with ThreadPoolExecutor(1) as pool:
            got = pool.submit(r.get_bytevector_some, port)
            there.sendall(b"abc")
            assert got.result(30) == b"abc"
        there.close()
        assert r.get_bytevector_some(port) is r.EOF
        assert r.get_bytevector_some(io.BytesIO(b"xy")) == b"xy"

    @pytest.mark.parametrize("fill", [True, False])
    def test_all(self, ends: Ends, fill: bool) -> None:
        port, there = ends
        source = TwoWayPort(port.socket, PortPolicy(fill=fill))
        with ThreadPoolExecutor(1) as pool:
            there.sendall(b"abc")
            got = pool.submit(r.get_bytevector_all, source)
            there.sendall(b"def")
            there.shutdown(stdlib.SHUT_WR)
            assert got.result(30) == b"abcdef"
        assert r.get_bytevector_all(source) is r.EOF

    def test_put(self, ends: Ends) -> None:
        port, there = ends
        r.put_u8(port, 255)
        r.put_bytevector(port, b"abcdef")
        r.put_bytevector(port, bytearray(b"abcdef"), 4)
        r.put_bytevector(port, memoryview(b"abcdef"), 1, 2)
        assert there.recv(99) == b"\xffabcdefefbc"

    def test_flush(self, ends: Ends) -> None:
        port, there = ends
        held = OutputPort(port.socket, PortPolicy(output_buffer=64))
        r.put_u8(held, 97)
        r.flush_output_port(held)
        assert there.recv(9) == b"a"


class TestTranscoders:
    def test_both_directions_move(self, ends: Ends) -> None:
        port, there = ends
        there.sendall("ä\r\nb".encode())
        text = r.transcoded_port(port, r.make_transcoder(r.utf_8_codec(), r.eol_style("crlf")))
        assert (r.get_line(text), r.get_char(text)) == ("ä", "b")
        r.put_string(text, "é\n")
        assert there.recv(99) == "é\r\n".encode()
        assert (r.is_input_port(text), r.is_output_port(text)) == (True, True)
        assert (r.is_textual_port(text), r.is_binary_port(text)) == (True, False)
        r.close_port(text)

    def test_the_binary_port_is_closed(self, ends: Ends) -> None:
        port, there = ends
        there.sendall(b"ab")
        assert r.get_u8(port) == 97
        text = r.transcoded_port(port, r.native_transcoder())
        for use in (r.get_u8, lambda p: r.put_u8(p, 1), r.flush_output_port):
            with pytest.raises(ArgumentValueError, match="open"):
                use(port)
        with pytest.raises(ArgumentValueError, match="open binary port"):
            r.transcoded_port(port, r.native_transcoder())
        r.close_port(port)
        assert r.get_char(text) == "b"
        assert not port.socket.closed
        r.close_port(text)
        assert port.socket.closed

    def test_what_was_buffered_moves_too(self, ends: Ends) -> None:
        port, there = ends
        source = TwoWayPort(port.socket, PortPolicy(input_buffer=64, output_buffer=64))
        there.sendall(b"abc")
        r.get_u8(source)
        r.put_u8(source, 49)
        text = r.transcoded_port(source, r.native_transcoder())
        r.put_string(text, "2")
        r.flush_output_port(text)
        assert (r.get_string_n(text, 2), there.recv(9)) == ("bc", b"12")

    @pytest.mark.parametrize(
        ("style", "end"),
        [
            ("lf", "\n"),
            ("cr", "\r"),
            ("crlf", "\r\n"),
            ("nel", "\x85"),
            ("crnel", "\r\x85"),
            ("ls", "\u2028"),
            ("none", "\n"),
        ],
    )
    def test_styles(self, style: EolStyle, end: str) -> None:
        out = io.BytesIO()
        transcoder = r.make_transcoder("utf-8", r.eol_style(style))
        r.put_string(r.transcoded_port(out, transcoder), "a\n")
        assert out.getvalue() == f"a{end}".encode()
        source = r.transcoded_port(io.BytesIO(b"a\r\nb\rc\xc2\x85d\ne"), transcoder)
        expected = "a\r\nb\rc\x85d\ne" if style == "none" else "a\nb\nc\nd\ne"
        assert r.get_string_all(source) == expected

    def test_modes(self) -> None:
        def port(mode: ErrorMode) -> TextPort:
            handling = r.error_handling_mode(mode)
            return r.transcoded_port(
                io.BytesIO(b"a\xffb"), r.make_transcoder("utf-8", "none", handling)
            )

        assert r.get_string_all(port("replace")) == "a\ufffdb"
        assert r.get_string_all(port("ignore")) == "ab"
        raising = port("raise")
        assert r.get_char(raising) == "a"
        with pytest.raises(DecodingError):
            r.get_char(raising)
        assert r.get_char(raising) == "b"

    def test_latin_1(self) -> None:
        out = io.BytesIO()
        port = r.transcoded_port(out, r.make_transcoder(r.latin_1_codec(), "lf", "raise"))
        r.put_char(port, "é")
        with pytest.raises(EncodingError):
            r.put_char(port, "€")
        assert out.getvalue() == b"\xe9"

    def test_native(self) -> None:
        native = r.native_transcoder()
        assert (native.codec, native.error_handling_mode) == ("utf-8", "replace")
        assert native == r.make_transcoder("utf-8")

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            (lambda: r.eol_style("LF"), ArgumentValueError),  # type: ignore[arg-type]
            (lambda: r.eol_style(5), ArgumentTypeError),  # type: ignore[arg-type]
            (lambda: r.error_handling_mode("strict"), ArgumentValueError),  # type: ignore[arg-type]
            (lambda: r.make_transcoder("utf-9"), ArgumentValueError),
            (lambda: r.make_transcoder(8), ArgumentTypeError),  # type: ignore[arg-type]
            (lambda: r.make_transcoder("utf-8", "unix"), ArgumentValueError),  # type: ignore[arg-type]
            (lambda: r.make_transcoder("utf-8", "lf", "never"), ArgumentValueError),  # type: ignore[arg-type]
            (lambda: r.transcoded_port(io.BytesIO(), "utf-8"), ArgumentTypeError),  # type: ignore[arg-type]
            (lambda: r.transcoded_port(io.StringIO(), r.native_transcoder()), ArgumentTypeError),  # type: ignore[arg-type]
        ],
    )
    def test_refusals(self, wrong: Callable[[], object], error: type[Exception]) -> None:
        with pytest.raises(error, match="expected"):
            wrong()


class TestText:
    def test_in(self) -> None:
        port = TextPort(io.BytesIO("äbc\n\ndef".encode()))
        assert (r.lookahead_char(port), r.get_char(port)) == ("ä", "ä")
        assert (r.get_line(port), r.get_line(port)) == ("bc", "")
        assert (r.get_string_n(port, 0), r.get_string_n(port, 2)) == ("", "de")
        assert not r.is_port_eof(port)
        assert r.get_string_all(port) == "f"
        assert r.is_port_eof(port)
        ends = [r.get_char, r.lookahead_char, r.get_line, r.get_string_all]
        assert [get(port) for get in ends] == [r.EOF] * 4

    def test_out(self) -> None:
        out = io.StringIO()
        r.put_char(out, "a")
        r.put_string(out, "bcdef", 1)
        r.put_string(out, "ghijk", 1, 2)
        assert out.getvalue() == "acdefhi"

    def test_utf8(self) -> None:
        assert r.utf8_to_string(b"\xc3\xa4\xff") == "ä\ufffd"
        assert r.string_to_utf8("ä") == b"\xc3\xa4"
        with pytest.raises(EncodingError):
            r.string_to_utf8("\ud800")


WRONG: dict[str, Callable[[Any], object]] = {
    "count: expected an exact non-negative": lambda p: r.get_bytevector_n(p, -1),
    "got '5'": lambda p: r.get_bytevector_n(p, "5"),  # type: ignore[arg-type]
    "bytevector: expected a writable": lambda p: r.get_bytevector_n_into(p, b"abc", 0, 1),  # type: ignore[arg-type]
    "start: expected an index from 0 to 3, got -1": lambda p: r.get_bytevector_n_into(
        p, bytearray(3), -1, 2
    ),
    "count: expected a count from 0 to 1, got 2": lambda p: r.get_bytevector_n_into(
        p, bytearray(3), 2, 2
    ),
    "get-char: textual_input_port: expected an open textual input port": r.get_char,
    "lookahead-char": r.lookahead_char,
    "get-line": r.get_line,
    "get-string-n": lambda p: r.get_string_n(p, 1),
    "get-string-all": r.get_string_all,
    "put-char": lambda p: r.put_char(p, "a"),
    "put-string": lambda p: r.put_string(p, "a"),
    "octet: expected an octet": lambda p: r.put_u8(p, -1),
    "put-bytevector: count: expected a count from 0 to 2, got 3": lambda p: r.put_bytevector(
        p, b"abc", 1, 3
    ),
    "put-bytevector: bytevector": lambda p: r.put_bytevector(p, "abc"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("words", WRONG)
def test_what_is_refused_consumes_nothing(ends: Ends, words: str) -> None:
    port, there = ends
    there.sendall(b"abc")
    with pytest.raises((ArgumentTypeError, ArgumentValueError), match=words):
        WRONG[words](port)
    assert r.get_bytevector_n(port, 3) == b"abc"


def test_closing(ends: Ends) -> None:
    port, there = ends
    assert r.call_with_port(port, lambda p: r.put_u8(p, 97)) is None
    assert there.recv(9) == b"a"
    with pytest.raises(ArgumentValueError, match="get-u8"):
        r.get_u8(port)
    r.close_port(port)
    with pytest.raises(ZeroDivisionError):
        r.call_with_port(io.BytesIO(), lambda p: 1 // 0)
    with pytest.raises(ArgumentTypeError, match="binary-port\\?"):
        r.is_binary_port(5)  # type: ignore[arg-type]


def test_system_failures(ends: Ends) -> None:
    port, there = ends
    there.close()
    with pytest.raises(SocketFailure, match="put-u8") as caught:
        r.put_u8(port, 1)
    assert isinstance(caught.value, BrokenPipeError)


def test_names_follow_the_rule() -> None:
    marked = {
        name: value.__scheme__ for name, value in vars(r).items() if hasattr(value, "__scheme__")
    }
    assert len(marked) == 34
    for name, mark in marked.items():
        assert isinstance(mark, Name)
        expected = python_name(mark.scheme)
        assert name == (f"{expected}_into" if mark.scheme.endswith("!") else expected)
        assert (getattr(r, name).__doc__ or "").startswith(f"`{mark.form}`"), name
    assert set(marked) <= set(vars(r)["__all__"])
