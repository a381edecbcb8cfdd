"""Guile's sockets as ports, and what the port procedures say to arguments they cannot take.

A pair of datagram sockets shows what leaves a port in one piece. Pieces that the real Guile was
asked for beside ours are compared with it where it is installed.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watched_threads import Background

from schemesockets.core import Closed
from schemesockets.dialects import guile as g
from schemesockets.dialects.guile import ports
from schemesockets.dialects.guile.errors import (
    GuileError,
    GuileSystemError,
    OutOfRangeError,
    WrongTypeArgError,
)

sys.path.append(str(Path(__file__).parent))
from real_guile import ask

Pair = tuple[g.SocketPort, g.SocketPort]


def raised(call: Callable[..., object], *args: object) -> GuileError:
    with pytest.raises(GuileError) as caught:
        call(*args)
    return caught.value


def refused(number: int, call: Callable[..., object], *args: object) -> None:
    error = raised(call, *args)
    assert isinstance(error, GuileSystemError)
    assert error.errno == number
    assert error.procedure == call.__scheme__.scheme  # type: ignore[attr-defined]


def pair_of(style: int) -> Iterator[Pair]:
    first, second = g.socketpair(g.PF_UNIX, style, 0)
    yield first, second
    g.close_port(first)
    g.close_port(second)


@pytest.fixture
def pair() -> Iterator[Pair]:
    yield from pair_of(g.SOCK_STREAM)


@pytest.fixture
def datagrams() -> Iterator[Pair]:
    yield from pair_of(g.SOCK_DGRAM)


@pytest.fixture
def port(pair: Pair) -> g.SocketPort:
    return pair[0]


def nonblocking(port: g.SocketPort) -> None:
    g.fcntl(port, g.F_SETFL, g.O_NONBLOCK | g.fcntl(port, g.F_GETFL))


def pieces(port: g.SocketPort) -> list[bytes]:
    """The datagrams that have come."""
    found = []
    buffer = bytearray(100_000)
    while g.select([port], [], [], 0)[0]:
        found.append(bytes(buffer[: g.recv_into(port, buffer)]))
    return found


def come(port: g.SocketPort) -> bytes:
    """The bytes that have come, on a stream."""
    return b"".join(pieces(port))


# Bad arguments

CALLS: dict[str, tuple[tuple[Any, ...], int]] = {
    "get_u8": ((), 1),
    "lookahead_u8": ((), 1),
    "get_bytevector_n": ((1,), 1),
    "get_bytevector_some": ((), 1),
    "put_u8": ((1,), 1),
    "put_bytevector": ((b"x",), 1),
    "read_char": ((), 1),
    "peek_char": ((), 1),
    "is_char_ready": ((), 1),
    "read_line": ((), 1),
    "read_string": ((1,), 1),
    "write_char": (("x",), 2),
    "display": ((1,), 2),
    "newline": ((), 1),
    "write_line": ((1,), 2),
    "set_port_encoding": (("utf-8",), 1),
    "port_encoding": ((), 1),
    "setvbuf": (("none",), 1),
    "force_output": ((), 1),
    "drain_input": ((), 1),
    "close_port": ((), 1),
    "close": ((), 1),
    "is_port_closed": ((), 1),
    "fileno": ((), 1),
    "fcntl": ((g.F_GETFL,), 1),
    "select": (([], [], 0), 1),
}
"""Each procedure, with good arguments beside the port, and the position of the port."""


def called(name: str, value: object) -> tuple[Callable[..., object], list[object]]:
    args, position = CALLS[name]
    if name == "select":
        value = [value]
    return getattr(g, name), [*args[: position - 1], value, *args[position - 1 :]]


def test_the_procedures_are_all_here() -> None:
    assert {*CALLS} == {*vars(ports)["__all__"]}


@pytest.mark.parametrize("value", [None, "s", b"s", True, 1.5], ids=repr)
@pytest.mark.parametrize("name", CALLS)
def test_what_is_no_port(name: str, value: object) -> None:
    call, args = called(name, value)
    error = raised(call, *args)
    assert isinstance(error, WrongTypeArgError)
    assert isinstance(error, TypeError)
    scheme = call.__scheme__.scheme  # type: ignore[attr-defined]
    assert (error.procedure, error.position) == (scheme, CALLS[name][1])
    assert error.value in (value, [value])
    assert str(error).startswith(f"{scheme}: {error.argument}: expected a")


@pytest.mark.parametrize("name", sorted(CALLS.keys() - {"close_port", "close", "is_port_closed"}))
def test_a_port_that_is_closed(name: str) -> None:
    port = g.socket(g.PF_INET, g.SOCK_STREAM, 0)
    g.close_port(port)
    call, args = called(name, port)
    error = raised(call, *args)
    assert isinstance(error, WrongTypeArgError)
    scheme = call.__scheme__.scheme  # type: ignore[attr-defined]
    assert (error.procedure, error.position) == (scheme, CALLS[name][1])


BIG = 2**70
WRONG: list[tuple[str, tuple[Any, ...], int]] = [
    ("get_bytevector_n", ("P", "1"), 2),
    ("get_bytevector_n", ("P", True), 2),
    ("get_bytevector_n", ("P", None), 2),
    ("put_u8", ("P", "a"), 2),
    ("put_u8", ("P", b"a"), 2),
    ("put_bytevector", ("P", "text"), 2),
    ("put_bytevector", ("P", [1]), 2),
    ("put_bytevector", ("P", b"x", None), 3),
    ("put_bytevector", ("P", b"x", 1.0), 3),
    ("put_bytevector", ("P", b"x", 0, "1"), 4),
    ("read_line", ("P", None), 2),
    ("read_string", ("P", 1.5), 2),
    ("write_char", (97, "P"), 1),
    ("write_char", (b"a", "P"), 1),
    ("set_port_encoding", ("P", None), 2),
    ("set_port_encoding", ("P", b"utf-8"), 2),
    ("setvbuf", ("P", None), 2),
    ("setvbuf", ("P", 1), 2),
    ("setvbuf", ("P", "block", "8"), 3),
    ("setvbuf", ("P", "block", True), 3),
    ("fcntl", ("P", "x"), 2),
    ("fcntl", ("P", g.F_SETFL, "x"), 3),
    ("fcntl", ("P", g.F_SETFL, None), 3),
    ("select", ("P", [], []), 1),
    ("select", ([], "ab", []), 2),
    ("select", ([], [], {1}), 3),
    ("select", ([], [], [None]), 3),
    ("select", ([], [], [], "1"), 4),
    ("select", ([], [], [], True), 4),
    ("select", ([], [], [], 1, 1.5), 5),
    ("select", ([], [], [], 1, None), 5),
]
OUT_OF_RANGE: list[tuple[str, tuple[Any, ...], int]] = [
    ("get_bytevector_n", ("P", -1), 2),
    ("put_u8", ("P", 256), 2),
    ("put_u8", ("P", -1), 2),
    ("put_bytevector", ("P", b"12", 3), 3),
    ("put_bytevector", ("P", b"12", -1), 3),
    ("put_bytevector", ("P", b"12", 1, 2), 4),
    ("put_bytevector", ("P", b"12", 0, -1), 4),
    ("put_bytevector", ("P", b"12", BIG), 3),
    ("read_line", ("P", "both"), 2),
    ("read_string", ("P", -1), 2),
    ("write_char", ("ab", "P"), 1),
    ("write_char", ("", "P"), 1),
    ("set_port_encoding", ("P", "nonsense"), 2),
    ("set_port_encoding", ("P", "hex"), 2),
    ("set_port_encoding", ("P", "a\0b"), 2),
    ("set_port_encoding", ("P", ""), 2),
    ("setvbuf", ("P", "all"), 2),
    ("setvbuf", ("P", "none", 5), 3),
    ("setvbuf", ("P", "none", 0), 3),
    ("setvbuf", ("P", "block", -1), 3),
    ("setvbuf", ("P", "line", 2**31), 3),
    ("close", (BIG,), 1),
    ("fcntl", (BIG, g.F_GETFL), 1),
    ("fcntl", ("P", BIG), 2),
    ("fcntl", ("P", g.F_SETFL, BIG), 3),
    ("select", ([BIG], [], [], 0), 1),
    ("select", ([], [], [], -1), 4),
    ("select", ([], [], [], -0.5), 4),
    ("select", ([], [], [], 10**400), 4),
    ("select", ([], [], [], 0, -1), 5),
]


@pytest.mark.parametrize(("name", "args", "position"), WRONG)
def test_arguments_of_the_wrong_type(
    port: g.SocketPort, name: str, args: tuple[Any, ...], position: int
) -> None:
    error = raised(getattr(g, name), *(port if arg == "P" else arg for arg in args))
    assert isinstance(error, WrongTypeArgError)
    assert error.position == position
    assert error.procedure == getattr(g, name).__scheme__.scheme


@pytest.mark.parametrize(("name", "args", "position"), OUT_OF_RANGE)
def test_arguments_out_of_range(
    port: g.SocketPort, name: str, args: tuple[Any, ...], position: int
) -> None:
    error = raised(getattr(g, name), *(port if arg == "P" else arg for arg in args))
    assert isinstance(error, OutOfRangeError)
    assert isinstance(error, ValueError)
    assert error.position == position
    assert error.procedure == getattr(g, name).__scheme__.scheme


def test_a_procedure_that_is_refused_has_done_nothing(pair: Pair) -> None:
    raised(g.put_bytevector, pair[0], b"abc", 0, 9)
    raised(g.write_char, "ab", pair[0])
    raised(g.setvbuf, pair[0], "block", -1)
    raised(g.set_port_encoding, pair[0], "nonsense")
    assert come(pair[1]) == b""
    assert g.port_encoding(pair[0]) == "UTF-8"
    g.display("x", pair[0])
    assert come(pair[1]) == b"x"


# Bytes


def test_bytes(pair: Pair) -> None:
    first, second = pair
    g.put_u8(first, 255)
    g.put_bytevector(first, b"abcdef")
    g.put_bytevector(first, b"abcdef", 4)
    g.put_bytevector(first, b"abcdef", 1, 2)
    g.put_bytevector(first, b"abcdef", 6)
    assert g.lookahead_u8(second) == 255
    assert g.get_u8(second) == 255
    assert g.get_bytevector_n(second, 6) == b"abcdef"
    assert g.get_bytevector_n(second, 0) == b""
    assert g.get_bytevector_some(second) == b"efbc"
    g.put_bytevector(first, b"xy")
    g.close_port(first)
    assert g.get_bytevector_n(second, 10) == b"xy"
    for read in (g.get_u8, g.lookahead_u8, g.get_bytevector_some, g.read_char, g.read_line):
        assert read(second) is g.EOF
    assert g.get_bytevector_n(second, 3) is g.EOF
    assert g.get_bytevector_n(second, 0) == b""
    assert g.read_string(second) == ""
    assert g.is_char_ready(second)


def test_looking_takes_a_byte_from_the_socket(pair: Pair) -> None:
    g.put_bytevector(pair[0], b"abc")
    assert g.lookahead_u8(pair[1]) == ord("a")
    buffer = bytearray(5)
    assert g.recv_into(pair[1], buffer) == 2
    assert buffer[:2] == b"bc"
    assert g.get_u8(pair[1]) == ord("a")


@pytest.mark.parametrize(
    "read", ["get_u8", "lookahead_u8", "read_char", "peek_char", "read_line", "read_string"]
)
def test_a_port_waits_where_its_socket_does_not(pair: Pair, read: str) -> None:
    """Guile 3.0.8 polls for its ports; `recv!` on the same socket raises EAGAIN."""
    first, second = pair
    nonblocking(second)
    assert not g.is_char_ready(second)
    refused(errno.EAGAIN, g.recv_into, second, bytearray(1))
    thread = Background(getattr(g, read), second)
    thread.until_blocked()
    g.put_bytevector(first, b"a\n")
    g.close_port(first)
    assert thread.outcome() in (97, "a", "a\n")


def test_what_came_before_a_read_waits_is_not_lost(pair: Pair) -> None:
    first, second = pair
    nonblocking(second)
    g.put_bytevector(first, b"ab\xe2\x82")
    thread = Background(g.read_line, second)
    thread.until_blocked()
    g.put_bytevector(first, b"\xac\n")
    assert thread.outcome() == "ab€"


def test_writing_waits_where_the_socket_does_not(pair: Pair) -> None:
    first, second = pair
    nonblocking(first)
    thread = Background(g.put_bytevector, first, bytes(1 << 20))
    assert g.get_bytevector_n(second, 1 << 20) == bytes(1 << 20)
    thread.outcome()


# Characters


def test_lines(pair: Pair) -> None:
    first, second = pair
    g.display("one\ntwo\r\n\nfour\nfive\nλ", first)
    g.close_port(first)
    assert g.read_line(second) == "one"
    assert g.read_line(second, "concat") == "two\r\n"
    assert g.read_line(second, "split") == ("", "\n")
    assert g.read_line(second, "peek") == "four"
    assert g.read_line(second, "peek") == ""
    assert g.read_char(second) == "\n"
    assert g.read_line(second, "trim") == "five"
    assert g.read_line(second, "split") == ("λ", g.EOF)
    assert g.read_line(second, "split") == (g.EOF, g.EOF)
    assert g.read_line(second, "peek") is g.EOF


def test_a_broken_sequence_costs_itself_alone(pair: Pair) -> None:
    first, second = pair
    g.put_bytevector(first, b"\xe2A\xe2\xe2B\xff\nC")
    assert g.peek_char(second) == "\ufffd"
    assert g.get_u8(second) == 0xE2
    assert g.read_char(second) == "A"
    assert g.read_char(second) == "\ufffd"
    assert g.is_char_ready(second)
    assert g.get_u8(second) == 0xE2
    assert g.read_line(second) == "B\ufffd"
    g.put_bytevector(first, b"\xe2\x82")
    g.close_port(first)
    assert g.read_string(second) == "C\ufffd"


def test_what_follows_a_broken_sequence_counts_as_there(pair: Pair) -> None:
    g.put_bytevector(pair[0], b"\xe2A")
    assert g.read_char(pair[1]) == "\ufffd"
    assert g.select([pair[1]], [], [], 0)[0] == [pair[1]]
    assert g.drain_input(pair[1]) == "A"


@pytest.mark.parametrize("size", [1, 2, 3, 9, 40])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16", "utf-16-be", "gb18030"])
def test_reading_by_pieces(pair: Pair, encoding: str, size: int) -> None:
    text = "abc\ndéf" * 5 if encoding == "latin-1" else "aé€\n𝄞bλ" * 5
    g.put_bytevector(pair[0], text.encode(encoding))
    g.shutdown(pair[0], 1)
    g.set_port_encoding(pair[1], encoding)
    read = ""
    while piece := g.read_string(pair[1], size):
        assert len(piece) == size or len(read + piece) == len(text)
        read += piece
    assert read == text


@given(data=st.binary(max_size=60), sizes=st.lists(st.integers(1, 20), min_size=1))
def test_any_bytes_read_as_python_replaces_them(data: bytes, sizes: list[int]) -> None:
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
    g.put_bytevector(first, data)
    g.close_port(first)
    read = ""
    turn = 0
    while piece := g.read_string(second, sizes[turn % len(sizes)]):
        read += piece
        turn += 1
        if turn % 3 == 0 and isinstance(char := g.peek_char(second), str):
            assert g.read_char(second) == char
            read += char
    g.close_port(second)
    assert read == data.decode(errors="replace")


def test_encodings(datagrams: Pair) -> None:
    first, second = datagrams
    assert g.port_encoding(first) == "UTF-8"
    g.display("é€", first)
    g.set_port_encoding(first, "latin1")
    assert g.port_encoding(first) == "LATIN1"
    g.display("aé€", first)
    g.set_port_encoding(first, "utf-16")
    g.display("a", first)
    g.display("b", first)
    assert pieces(second) == [
        "é€".encode(),
        b"a\xe9?",
        "a".encode("utf-16"),
        "b".encode("utf-16")[2:],
    ]


def test_a_byte_order_mark_is_read_once(pair: Pair) -> None:
    first, second = pair
    g.set_port_encoding(second, "utf-16")
    g.put_bytevector(first, "a\nbc\n".encode("utf-16"))
    assert g.peek_char(second) == "a"
    assert g.peek_char(second) == "a"
    assert g.read_line(second, "peek") == "a"
    assert g.read_line(second) == ""
    assert g.read_line(second) == "bc"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('a"b', 'a"b'),
        (42, "42"),
        (-1.5, "-1.5"),
        (True, "#t"),
        (False, "#f"),
        (None, "#f"),
        (b"\1\xff", "#vu8(1 255)"),
        (b"", "#vu8()"),
        (["a", 1, [True]], "(a 1 (#t))"),
        ((), "()"),
        (g.EOF, "#<eof>"),
    ],
)
def test_display(pair: Pair, value: object, text: str) -> None:
    g.display(value, pair[0])
    assert come(pair[1]) == text.encode()


def test_displaying_a_socket_and_an_address(pair: Pair) -> None:
    g.display(pair[0], pair[0])
    g.write_line(g.make_socket_address(g.AF_INET, g.INADDR_LOOPBACK, 80), pair[0])
    number = g.fileno(pair[0])
    assert come(pair[1]) == f"#<input-output: socket {number}>#(2 2130706433 80)\n".encode()


# Buffers: what leaves, in which pieces. "=" ends a step.

Step = Callable[[g.SocketPort], object]
STEPS: list[tuple[str, str, Step]] = [
    ("none", '(display "abc" s)', lambda s: g.display("abc", s)),
    ("none", '(write-line "ab" s)', lambda s: g.write_line("ab", s)),
    ("none", '(display "" s)', lambda s: g.display("", s)),
    ("block", "(setvbuf s 'block 8)", lambda s: g.setvbuf(s, "block", 8)),
    ("5", "(put-bytevector s (make-bytevector 5))", lambda s: g.put_bytevector(s, bytes(5))),
    ("5 + 5", "(put-bytevector s (make-bytevector 5))", lambda s: g.put_bytevector(s, bytes(5))),
    ("+ 3", "(put-bytevector s (make-bytevector 3))", lambda s: g.put_bytevector(s, bytes(3))),
    ("8", "(put-bytevector s (make-bytevector 8))", lambda s: g.put_bytevector(s, bytes(8))),
    ("20", "(put-bytevector s (make-bytevector 20))", lambda s: g.put_bytevector(s, bytes(20))),
    ("3", "(put-bytevector s (make-bytevector 3))", lambda s: g.put_bytevector(s, bytes(3))),
    (
        "3 + 20",
        "(put-bytevector s (make-bytevector 20))",
        lambda s: g.put_bytevector(s, bytes(20)),
    ),
    ("7", "(put-bytevector s (make-bytevector 7))", lambda s: g.put_bytevector(s, bytes(7))),
    ("7 + 1", "(put-u8 s 1)", lambda s: g.put_u8(s, 1)),
    ("text 12", '(display "abcdefghijkl" s)', lambda s: g.display("abcdefghijkl", s)),
    ("text 3", '(display "abc" s)', lambda s: g.display("abc", s)),
    ("text 6", '(display "defghi" s)', lambda s: g.display("defghi", s)),
    ("force", "(force-output s)", lambda s: g.force_output(s)),
    ("newline held", "(newline s)", lambda s: g.newline(s)),
    ("to line", "(setvbuf s 'line 4)", lambda s: g.setvbuf(s, "line", 4)),
    ("line 2", '(display "ab" s)', lambda s: g.display("ab", s)),
    ("line 4", '(display "cdef" s)', lambda s: g.display("cdef", s)),
    ("line end", r'(display "g\nh" s)', lambda s: g.display("g\nh", s)),
    (
        "bytes of a line",
        "(put-bytevector s #vu8(1 10 2))",
        lambda s: g.put_bytevector(s, b"\1\n\2"),
    ),
    ("newline", "(newline s)", lambda s: g.newline(s)),
    ("a newline", r"(write-char #\newline s)", lambda s: g.write_char("\n", s)),
    ("write-line", '(write-line "x" s)', lambda s: g.write_line("x", s)),
    ("held", '(display "x" s)', lambda s: g.display("x", s)),
    ("to none", "(setvbuf s 'none)", lambda s: g.setvbuf(s, "none")),
    ("to nothing", "(setvbuf s 'block 0)", lambda s: g.setvbuf(s, "block", 0)),
    ("0", '(display "ab" s)', lambda s: g.display("ab", s)),
    ("no line", "(setvbuf s 'line 0)", lambda s: g.setvbuf(s, "line", 0)),
    ("0 again", '(display "ab" s)', lambda s: g.display("ab", s)),
    ("default", "(setvbuf s 'block)", lambda s: g.setvbuf(s, "block")),
    (
        "4095",
        "(put-bytevector s (make-bytevector 4095))",
        lambda s: g.put_bytevector(s, bytes(4095)),
    ),
    ("4096", "(put-u8 s 1)", lambda s: g.put_u8(s, 1)),
]


def test_pieces_leave_as_they_leave_the_real_guile(datagrams: Pair) -> None:
    first, second = datagrams
    ours = []
    for _, _, step in STEPS:
        step(first)
        ours.append([len(piece) for piece in pieces(second)])
    real = ask(
        *(f"(begin {text} (pieces))" for _, text, _ in STEPS),
        prelude="""
            (use-modules (ice-9 binary-ports) (ice-9 rdelim) (rnrs bytevectors))
            (define pair (socketpair PF_UNIX SOCK_DGRAM 0))
            (define s (car pair))
            (define buffer (make-bytevector 100000 0))
            (define (pieces)
              (if (null? (car (select (list (cdr pair)) '() '() 0)))
                  '()
                  (let ((size (recv! (cdr pair) buffer)))
                    (cons size (pieces)))))
        """,
    )
    shown = [f"({' '.join(map(str, sizes))})" for sizes in ours]
    assert [*zip((name for name, _, _ in STEPS), shown, strict=True)] == [
        *zip((name for name, _, _ in STEPS), real, strict=True)
    ]


def test_a_block_holds_back(datagrams: Pair) -> None:
    # As the real Guile was seen to do it: what is held goes first, in a piece of its own.
    first, second = datagrams
    g.setvbuf(first, "block", 8)
    g.put_bytevector(first, b"abcde")
    assert pieces(second) == []
    g.put_bytevector(first, b"fghij")
    assert pieces(second) == [b"abcde"]
    g.put_bytevector(first, b"klm")
    assert pieces(second) == [b"fghijklm"]
    g.put_bytevector(first, b"no")
    g.put_bytevector(first, b"pqrstuvwxyz")
    assert pieces(second) == [b"no", b"pqrstuvwxyz"]
    g.put_bytevector(first, b"end")
    g.close_port(first)
    assert pieces(second)[0] == b"end"


def test_calls_pay_the_buffers_no_heed(pair: Pair) -> None:
    first, second = pair
    g.setvbuf(first, "block", 100)
    g.display("held", first)
    g.send(first, b"sent ")
    assert come(second) == b"sent "
    g.setvbuf(second, "block", 100)
    g.force_output(first)
    assert g.read_char(second) == "h"
    nonblocking(second)
    refused(errno.EAGAIN, g.recv_into, second, bytearray(9))
    assert g.drain_input(second) == "eld"
    assert g.drain_input(second) == ""


def test_what_was_read_ahead_survives_setvbuf(pair: Pair) -> None:
    first, second = pair
    g.setvbuf(second, "block", 10)
    g.display("abcdef", first)
    assert g.read_char(second) == "a"
    g.setvbuf(second, "none")
    assert g.read_string(second, 5) == "bcdef"


def test_buffers_that_cannot_leave(pair: Pair) -> None:
    first, second = pair
    g.setvbuf(first, "block", 10)
    g.display("x", first)
    g.close_port(second)
    refused(errno.EPIPE, g.setvbuf, first, "none")
    refused(errno.EPIPE, g.force_output, first)
    refused(errno.EPIPE, g.close_port, first)
    assert g.is_port_closed(first)
    assert g.close_port(first) is False


# Ports and descriptors


def test_closing(pair: Pair) -> None:
    number = g.fileno(pair[0])
    assert g.is_port_closed(pair[0]) is False
    assert g.close_port(pair[0]) is True
    assert g.close_port(pair[0]) is False
    assert g.close(pair[0]) is False
    assert g.is_port_closed(pair[0]) is True
    assert g.close(number) is False
    assert g.close(pair[1]) is True
    assert g.close(-1) is False


def test_closing_a_descriptor() -> None:
    number = os.open(os.devnull, os.O_RDONLY)
    assert g.close(number) is True
    assert g.close(number) is False


def test_fcntl(pair: Pair) -> None:
    port = pair[0]
    before = g.fcntl(port, g.F_GETFL)
    assert before == g.fcntl(g.fileno(port), g.F_GETFL)
    assert not before & g.O_NONBLOCK
    assert g.fcntl(port, g.F_SETFL, before | g.O_NONBLOCK) == 0
    assert g.fcntl(port, g.F_GETFL) == before | g.O_NONBLOCK
    refused(errno.EAGAIN, g.recv_into, port, bytearray(1))
    g.fcntl(port, g.F_SETFL, before)
    g.put_u8(pair[1], 7)
    assert g.get_u8(port) == 7
    assert (g.F_GETFL, g.F_SETFL) == (fcntl.F_GETFL, fcntl.F_SETFL)
    assert (g.O_NONBLOCK, g.O_CLOEXEC) == (os.O_NONBLOCK, os.O_CLOEXEC)
    refused(errno.EBADF, g.fcntl, -1, g.F_GETFL)
    refused(errno.EBADF, g.fcntl, 999_999, g.F_GETFL)
    refused(errno.EINVAL, g.fcntl, port, 12345)


def test_select_takes_lists_tuples_ports_and_descriptors(pair: Pair) -> None:
    first, second = pair
    number = g.fileno(second)
    assert g.select([second], [], [], 0) == ([], [], [])
    assert g.select((second,), (), (), 0) == ((), (), ())
    assert g.select([], [first, second], (), 0) == ([], [first, second], ())
    g.put_u8(first, 1)
    assert g.select([second, number, first], (number,), [], 0) == ([second, number], (number,), [])
    assert g.select([second, second], [], [], None) == ([second, second], [], [])
    g.get_u8(second)
    assert g.select([second], [], [], 0.001) == ([], [], [])
    assert g.select([second], [], [], 0, 1000) == ([], [], [])
    assert g.select([], [], [], 0) == ([], [], [])
    refused(errno.EBADF, g.select, [999_999], [], [], 0)
    refused(errno.EBADF, g.select, [], [-1], [], 0)


def test_a_port_that_has_read_ahead_is_ready(pair: Pair) -> None:
    first, second = pair
    g.setvbuf(second, "block", 10)
    g.display("ab", first)
    assert g.read_char(second) == "a"
    assert g.select([second], [], []) == ([second], [], [])
    assert g.select([second, first], [first], []) == ([second], [first], [])
    assert g.select([g.fileno(second)], [], [], 0) == ([], [], [])  # it knows of no port
    assert g.is_char_ready(second)
    assert g.read_char(second) == "b"
    assert g.select([second], [], [], 0) == ([], [], [])


@pytest.mark.parametrize(
    ("read", "args"),
    [("get_u8", ()), ("read_line", ()), ("get_bytevector_n", (5,)), ("read_string", (20,))],
)
@pytest.mark.parametrize("mode", ["none", "block"])
def test_close_while_a_read_waits(pair: Pair, mode: Any, read: str, args: tuple[Any, ...]) -> None:
    g.setvbuf(pair[0], mode)
    waiting = Background(getattr(g, read), pair[0], *args)
    waiting.until_blocked()
    g.close_port(pair[0])
    with pytest.raises(GuileSystemError) as caught:
        waiting.outcome()
    assert isinstance(caught.value, Closed)
    assert caught.value.procedure == getattr(g, read).__scheme__.scheme


def test_close_while_select_waits(pair: Pair) -> None:
    waiting = Background(g.select, [pair[0]], [], [])
    waiting.until_blocked()
    g.close_port(pair[0])
    with pytest.raises(GuileSystemError) as caught:
        waiting.outcome()
    assert caught.value.errno == errno.EBADF
    assert caught.value.procedure == "select"
