"""Sagittarius's ports over sockets: what they take, when they send, how they close and fail."""

from __future__ import annotations

import gc
import io
import random
import socket as stdlib
import struct
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from watched_threads import Background, open_descriptors

from schemesockets.core import EolStyle, InputPort, OutputPort, TwoWayPort
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects.r7rs_io import read_u8

Pair = tuple[s.Socket, s.Socket]

NO_SOCKET: list[Any] = [None, 1, "socket", b"", object()]
MAKERS: list[Callable[[s.Socket], Any]] = [
    s.socket_port,
    s.socket_input_port,
    s.socket_output_port,
]
READERS: list[Callable[[s.Socket], Any]] = [
    lambda socket: s.socket_port(socket, False),
    s.socket_input_port,
]
WRITERS: list[Callable[[s.Socket], Any]] = [
    lambda socket: s.socket_port(socket, False),
    s.socket_output_port,
]

reads = pytest.mark.parametrize("make", READERS, ids=["two ways", "input"])
writes = pytest.mark.parametrize("make", WRITERS, ids=["two ways", "output"])


@pytest.fixture
def pair() -> Iterator[Pair]:
    one, other = s.Socket.pair()
    with one, other:
        yield one, other


@pytest.fixture
def tcp() -> Iterator[Pair]:
    """Two connected TCP sockets."""
    with stdlib.create_server(("127.0.0.1", 0)) as listener:
        client = stdlib.create_connection(listener.getsockname(), 20)
        client.settimeout(None)
        server, _ = listener.accept()
    one, other = s.Socket(client, True), s.Socket(server, True)
    with one, other:
        yield one, other


def reset(socket: s.Socket) -> None:
    """Go away without a good-bye."""
    socket.sock.setsockopt(stdlib.SOL_SOCKET, stdlib.SO_LINGER, struct.pack("ii", 1, 0))
    socket.close()


# What they are, and what closing them closes


def test_their_directions(pair: Pair) -> None:
    both = s.socket_port(pair[0], False)
    reader, writer = s.socket_input_port(pair[0]), s.socket_output_port(pair[0])
    for port in (both, reader, writer):
        assert s.is_port(port)
        assert s.is_binary_port(port)
        assert not s.is_textual_port(port)
        assert port.socket is pair[0]
    assert isinstance(both, TwoWayPort)
    assert [s.is_input_port(port) for port in (both, reader, writer)] == [True, True, False]
    assert [s.is_output_port(port) for port in (both, reader, writer)] == [True, False, True]
    assert isinstance(reader, InputPort)
    assert isinstance(writer, OutputPort)


def test_a_port_closes_its_socket(pair: Pair) -> None:
    port = s.socket_port(pair[0])
    s.close_port(port)
    assert s.is_socket_closed(pair[0])
    s.close_port(port)
    assert s.socket_recv(pair[1], 1) == b""


def test_a_port_that_leaves_its_socket_open(pair: Pair) -> None:
    one, other = pair
    for port in (
        s.socket_port(one, False),
        s.socket_port(one, close=False),
        s.socket_input_port(one),
        s.socket_output_port(one),
    ):
        s.close_port(port)
        assert port.closed
        assert not s.is_socket_closed(one)
    assert s.socket_send(one, b"x") == 1
    assert s.socket_recv(other, 1) == b"x"


def test_call_with_port_closes_as_the_port_does(pair: Pair) -> None:
    one, other = pair
    assert s.call_with_port(s.socket_port(one, False), lambda port: 7) == 7
    assert not one.closed
    with pytest.raises(ZeroDivisionError):
        s.call_with_port(s.socket_port(other, False), lambda port: 1 // 0)
    s.call_with_port(s.socket_port(one), lambda port: None)
    assert one.closed


def test_a_port_that_is_dropped(pair: Pair) -> None:
    one, other = pair
    for make in (*READERS, *WRITERS):
        make(one)
    gc.collect()
    assert not one.closed
    with pytest.warns(ResourceWarning, match="unclosed"):
        drop_a_port_of(one)
    assert s.is_socket_closed(one)
    assert s.socket_recv(other, 1) == b""


def drop_a_port_of(socket: s.Socket) -> None:
    s.socket_port(socket)
    gc.collect()


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("socket", NO_SOCKET, ids=lambda value: type(value).__name__)
def test_what_is_no_socket(make: Callable[[Any], Any], socket: Any) -> None:
    with pytest.raises(s.AssertionTypeError) as caught:
        make(socket)
    assert (caught.value.argument, caught.value.value) == ("socket", socket)


@pytest.mark.parametrize("close", [None, 0, 1, "no"])
def test_what_is_no_boolean(pair: Pair, close: Any) -> None:
    with pytest.raises(s.AssertionTypeError):
        s.socket_port(pair[0], close)
    assert not pair[0].closed


@pytest.mark.parametrize("make", MAKERS)
def test_a_closed_socket_is_refused(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    pair[0].close()
    with pytest.raises(s.SocketClosedError):
        make(pair[0])


# Reading


@reads
def test_a_read_takes_what_it_returns(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    one, other = pair
    port = make(one)
    s.socket_send(other, b"abcdefgh")
    assert s.get_u8(port) == ord("a")
    assert s.socket_recv(one, 1) == b"b"
    assert s.lookahead_u8(port) == ord("c")
    assert s.socket_recv(one, 1) == b"c"
    assert s.get_bytevector_n(port, 2) == b"de"
    assert read_u8(port) == ord("f")
    assert s.socket_recv(one, 9) == b"gh"


@reads
def test_what_has_arrived(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    one, other = pair
    port = make(one)
    s.socket_send(other, b"abc")
    assert s.get_bytevector_n(port, 10) == b"abc"
    assert s.get_bytevector_n(port, 0) == b""
    thread = Background(s.get_bytevector_n, port, 10)
    thread.until_blocked()
    s.socket_send(other, b"d")
    assert thread.outcome() == b"d"
    buffer = bytearray(b".....")
    s.socket_send(other, b"ef")
    assert s.get_bytevector_n_into(port, buffer, 1, 4) == 2
    assert buffer == b".ef.."
    s.socket_send(other, b"gh")
    assert s.get_bytevector_some(port) == b"gh"
    other.close()
    assert s.is_eof_object(s.get_bytevector_n(port, 10))
    assert s.is_eof_object(s.get_bytevector_n_into(port, buffer, 0, 5))
    assert s.is_eof_object(s.get_u8(port))
    assert s.get_bytevector_n(port, 0) == b""


@reads
def test_all_there_is(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    one, other = pair
    port = make(one)
    assert s.is_port_ready(port) is False
    s.socket_send(other, b"abc")
    assert s.is_port_ready(port) is True
    thread = Background(s.get_bytevector_all, port)
    thread.until_blocked()
    s.socket_send(other, b"def")
    other.close()
    assert thread.outcome() == b"abcdef"
    assert s.is_port_ready(port) is True
    assert s.is_eof_object(s.get_bytevector_all(port))


@reads
def test_a_read_past_the_read_timeout(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    one, other = pair
    port = make(one)
    s.socket_set_read_timeout(one, 10)
    for read in (s.get_u8, s.lookahead_u8, s.get_bytevector_some, s.get_bytevector_all):
        with pytest.raises(s.IOReadError) as caught:
            read(port)
        assert s.is_io_read_error(caught.value)
        assert not s.is_socket_read_timeout_error(caught.value)
        assert isinstance(caught.value, TimeoutError)
        assert caught.value.port is port
    s.socket_send(other, b"ab")
    with pytest.raises(s.IOReadError):
        s.get_bytevector_all(port)
    assert s.get_bytevector_n(port, 9) == b"ab"  # what had come is still there
    s.socket_set_read_timeout(one, 0)
    thread = Background(s.get_u8, port)
    thread.until_blocked()
    s.socket_send(other, b"c")
    assert thread.outcome() == ord("c")


@reads
def test_a_read_that_does_not_wait(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    one, other = pair
    port = make(one)
    s.socket_nonblocking(one)
    with pytest.raises(s.IOReadError) as caught:
        s.get_u8(port)
    assert isinstance(caught.value, BlockingIOError)
    s.socket_send(other, b"a")
    assert s.get_u8(port) == ord("a")


@reads
def test_a_reset(tcp: Pair, make: Callable[[s.Socket], Any]) -> None:
    one, other = tcp
    port = make(one)
    reset(other)
    with pytest.raises(s.IOReadError) as caught:
        s.get_u8(port)
    assert isinstance(caught.value, ConnectionResetError)
    assert s.is_io_error(caught.value)
    assert not s.is_socket_error(caught.value)


@reads
def test_the_socket_is_closed_below(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    port = make(pair[0])
    thread = Background(s.get_u8, port)
    thread.until_blocked()
    s.socket_close(pair[0])
    with pytest.raises(s.IOReadError):
        thread.outcome()
    for read in (s.get_u8, s.get_bytevector_some):
        with pytest.raises(s.IOReadError):
            read(port)
    with pytest.raises(s.IOReadError):
        s.get_bytevector_n(port, 5)


@reads
def test_asking_whether_it_is_ready_fails(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    """The manual's notes on &socket-port."""
    port = make(pair[0])
    s.socket_close(pair[0])
    for ask in (s.is_port_ready, s.get_bytevector_all):
        with pytest.raises(s.SocketPortError) as caught:
            ask(port)
        assert s.is_socket_port_error(caught.value)
        assert s.socket_error_port(caught.value) is port
        assert s.socket_error_socket(caught.value) is pair[0]
        assert not s.is_io_read_error(caught.value)


@pytest.mark.parametrize("port", [None, 1, io.StringIO, object()])
def test_what_is_no_port_is_not_ready(port: Any) -> None:
    with pytest.raises(s.AssertionTypeError):
        s.is_port_ready(port)


@reads
def test_a_port_that_is_closed(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    port = make(pair[0])
    s.close_port(port)
    for read in (s.get_u8, s.get_bytevector_all, s.is_port_ready):
        with pytest.raises(ValueError, match="open"):
            read(port)
    with pytest.raises(s.AssertionValueError):
        s.is_port_ready(port)
    s.socket_send(pair[1], b"x")
    assert s.socket_recv(pair[0], 1) == b"x"


def test_an_output_port_does_not_read(pair: Pair) -> None:
    port = s.socket_output_port(pair[0])
    with pytest.raises(TypeError):
        s.get_u8(port)
    with pytest.raises(s.AssertionTypeError):
        s.is_port_ready(port)


# Writing


@writes
def test_output_is_not_held_back(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    one, other = pair
    port = make(one)
    s.put_u8(port, 97)
    assert s.socket_recv(other, 9) == b"a"
    s.put_bytevector(port, b"xbcdx", 1, 3)
    assert s.socket_recv(other, 9) == b"bcd"
    s.flush_output_port(port)
    s.close_port(port)
    s.socket_nonblocking(other)
    assert s.socket_recv(other, 9) is None


@writes
def test_a_write_sends_all(tcp: Pair, make: Callable[[s.Socket], Any]) -> None:
    one, other = tcp
    data = random.Random(1).randbytes(5_000_000)
    thread = Background(s.put_bytevector, make(one), data)
    thread.until_blocked()
    got = bytearray()
    while len(got) < len(data):
        got += s.socket_recv(other, 1 << 20) or b""
    thread.outcome()
    assert got == data


@writes
def test_a_write_that_fails(tcp: Pair, make: Callable[[s.Socket], Any]) -> None:
    one, other = tcp
    port = make(one)
    s.socket_shutdown(one, s.SHUT_WR)
    with pytest.raises(s.IOWriteError) as caught:
        s.put_bytevector(port, b"x")
    assert isinstance(caught.value, BrokenPipeError)
    assert s.is_io_write_error(caught.value)
    assert not s.is_socket_error(caught.value)
    assert caught.value.port is port
    port = make(other)
    reset(one)
    with pytest.raises(s.IOWriteError):
        s.put_u8(port, 1)
    s.socket_close(other)
    with pytest.raises(s.IOWriteError):
        s.put_u8(port, 1)


@writes
def test_a_write_that_does_not_wait(pair: Pair, make: Callable[[s.Socket], Any]) -> None:
    port = make(pair[0])
    s.socket_nonblocking(pair[0])
    with pytest.raises(s.IOWriteError) as caught:
        s.put_bytevector(port, bytes(10_000_000))
    assert isinstance(caught.value, BlockingIOError)
    assert 0 < caught.value.sent < 10_000_000


def test_a_port_that_is_closed_or_only_reads_is_not_written(pair: Pair) -> None:
    with pytest.raises(TypeError):
        s.put_u8(s.socket_input_port(pair[0]), 1)
    port = s.socket_port(pair[0], False)
    s.close_port(port)
    with pytest.raises(ValueError, match="open"):
        s.put_u8(port, 1)


def test_one_thread_reads_while_another_writes(tcp: Pair) -> None:
    one, other = tcp
    data = random.Random(2).randbytes(3_000_000)

    def read(port: s.SocketPort) -> bytes:
        got = bytearray()
        while isinstance(piece := s.get_bytevector_n(port, 65536), bytes):
            got += piece
        return bytes(got)

    def write(port: s.SocketPort) -> None:
        for start in range(0, len(data), 50_000):
            s.put_bytevector(port, data, start, 50_000)
        s.shutdown_output_port(port)

    ports = s.socket_port(one), s.socket_port(other)
    readers = [Background(read, port) for port in ports]
    writers = [Background(write, port) for port in ports]
    for writer in writers:
        writer.outcome()
    assert [reader.outcome() == data for reader in readers] == [True, True]
    for port in ports:
        s.close_port(port)


# Shutting down


def test_shutting_the_output_down(pair: Pair) -> None:
    one, other = pair
    port = s.socket_port(one, False)
    s.put_u8(port, 97)
    s.shutdown_output_port(port)
    assert (s.socket_recv(other, 9), s.socket_recv(other, 9)) == (b"a", b"")
    s.socket_send(other, b"b")  # the other direction goes on
    assert s.get_u8(port) == ord("b")
    with pytest.raises(s.IOWriteError):
        s.put_u8(port, 99)
    assert not port.closed


def test_shutting_the_input_down(pair: Pair) -> None:
    one, other = pair
    port = s.socket_port(one, False)
    thread = Background(s.get_u8, port)
    thread.until_blocked()
    s.shutdown_input_port(port)
    assert s.is_eof_object(thread.outcome())
    s.put_u8(port, 97)
    assert s.socket_recv(other, 9) == b"a"
    assert not port.closed


@pytest.mark.parametrize("how", [s.SHUT_RD, s.SHUT_WR, s.SHUT_RDWR])
@pytest.mark.parametrize("make", [*MAKERS[1:], READERS[0]], ids=["input", "output", "two ways"])
def test_shutting_down_as_asked(pair: Pair, make: Callable[[s.Socket], Any], how: int) -> None:
    one, other = pair
    s.shutdown_port(make(one), how)
    if how in (s.SHUT_WR, s.SHUT_RDWR):
        assert s.socket_recv(other, 1) == b""
    else:
        s.socket_send(one, b"x")
        assert s.socket_recv(other, 1) == b"x"
    if how in (s.SHUT_RD, s.SHUT_RDWR):
        assert s.socket_recv(one, 1) == b""
    else:
        s.socket_send(other, b"x")
        assert s.socket_recv(one, 1) == b"x"


def test_a_transcoded_port_is_shut_down_too(pair: Pair) -> None:
    one, other = pair
    port = s.transcoded_port(s.socket_port(one), s.native_transcoder())
    s.put_string(port, "a")
    s.shutdown_output_port(port)
    assert (s.socket_recv(other, 9), s.socket_recv(other, 9)) == (b"a", b"")
    s.shutdown_input_port(port)
    assert s.is_eof_object(s.get_line(port))
    s.shutdown_port(port, s.SHUT_RDWR)
    s.close_port(port)


SHUTDOWNS: list[Callable[[Any], object]] = [
    lambda port: s.shutdown_port(port, s.SHUT_RD),
    s.shutdown_input_port,
    s.shutdown_output_port,
]


@pytest.mark.parametrize("shut", SHUTDOWNS)
def test_only_a_socket_s_port_is_shut_down(
    pair: Pair, shut: Callable[[Any], object], tmp_path: Any
) -> None:
    with open(tmp_path / "file", "w") as file:
        for port in (None, 1, pair[0], io.BytesIO(), file, TwoWayPort(pair[0])):
            with pytest.raises(s.ErrorTypeError) as caught:
                shut(port)
            assert s.is_error(caught.value)
            assert not s.is_assertion_violation(caught.value)
            assert s.condition_message(caught.value) == "socket port required"
            assert s.condition_irritants(caught.value) == (port,)
    assert s.socket_send(pair[0], b"x") == 1


@pytest.mark.parametrize("how", [None, "RD", 1.0, True])
def test_what_is_no_way(pair: Pair, how: Any) -> None:
    with pytest.raises(s.AssertionTypeError) as caught:
        s.shutdown_port(s.socket_input_port(pair[0]), how)
    assert caught.value.argument == "how"
    for value in (-1, 3, 1 << 70):
        with pytest.raises(s.AssertionValueError):
            s.shutdown_port(s.socket_input_port(pair[0]), value)
    assert s.socket_send(pair[0], b"x") == 1


@pytest.mark.parametrize("shut", SHUTDOWNS)
def test_shutting_down_what_is_closed(pair: Pair, shut: Callable[[Any], object]) -> None:
    one, other = pair
    closed = s.socket_port(one, False)
    s.close_port(closed)
    shut(closed)
    assert s.socket_send(one, b"x") == 1  # nothing has happened
    assert s.socket_recv(other, 1) == b"x"
    port = s.socket_port(one, False)
    s.socket_close(one)
    shut(port)
    assert not port.closed


@pytest.mark.parametrize("shut", SHUTDOWNS)
def test_shutting_down_what_is_not_connected(shut: Callable[[Any], object]) -> None:
    with s.Socket.open(s.AF_INET, s.SOCK_STREAM) as socket:
        shut(s.socket_port(socket, False))
        assert not s.is_socket_closed(socket)


# Text


def transcoder(style: EolStyle) -> Any:
    return s.make_transcoder(s.utf_8_codec(), s.eol_style(style))


@pytest.mark.parametrize(
    ("style", "sent", "lines"),
    [
        ("none", b"\xc3\xa4\r\nb\rc\nd", ["ä\r", "b\rc", "d"]),
        ("lf", b"\xc3\xa4\r\nb\rc\nd", ["ä", "b", "c", "d"]),
        ("crlf", b"\xc3\xa4\r\nb\rc\nd", ["ä", "b", "c", "d"]),
    ],
)
def test_lines_in(pair: Pair, style: EolStyle, sent: bytes, lines: list[str]) -> None:
    one, other = pair
    port = s.transcoded_port(s.socket_port(one), transcoder(style))
    s.socket_send(other, sent)
    other.close()
    found = []
    while isinstance(line := s.get_line(port), str):
        found.append(line)
    assert found == lines
    s.close_port(port)
    assert one.closed


@pytest.mark.parametrize(
    ("style", "sent"),
    [("none", b"a\n\xc3\xa4\n"), ("lf", b"a\n\xc3\xa4\n"), ("crlf", b"a\r\n\xc3\xa4\r\n")],
)
def test_lines_out(pair: Pair, style: EolStyle, sent: bytes) -> None:
    one, other = pair
    port = s.transcoded_port(s.socket_port(one), transcoder(style))
    s.put_string(port, "a\nä\n")
    assert s.socket_recv(other, 99) == sent
    s.close_port(port)


def test_the_manual_s_dialogue(tcp: Pair) -> None:
    one, other = tcp
    port = s.transcoded_port(s.socket_port(one), s.native_transcoder())

    def serve(port: Any) -> list[str]:
        lines = []
        s.put_string(port, "> ")
        while isinstance(line := s.get_line(port), str):
            lines.append(line)
            s.put_string(port, line)
            s.put_string(port, "\r\n> ")
        return lines

    thread = Background(s.call_with_port, port, serve)
    assert s.socket_recv(other, 2, s.MSG_WAITALL) == b"> "
    for line in ("one", "", "zwölf"):
        s.socket_send(other, line.encode() + b"\n")
        answer = line.encode() + b"\r\n> "
        assert s.socket_recv(other, len(answer), s.MSG_WAITALL) == answer
    s.socket_shutdown(other, s.SHUT_WR)
    assert thread.outcome() == ["one", "", "zwölf"]
    assert one.closed
    assert s.socket_recv(other, 1) == b""


def test_text_leaves_the_rest_to_a_receive(pair: Pair) -> None:
    one, other = pair
    port = s.transcoded_port(s.socket_port(one, False), transcoder("lf"))
    s.socket_send(other, b"line\nrest")
    assert s.get_line(port) == "line"
    assert s.socket_recv(one, 99) == b"rest"
    assert s.is_port_ready(port) is False
    s.socket_set_read_timeout(one, 10)
    s.socket_send(other, b"half")
    with pytest.raises(s.IOReadError) as caught:
        s.get_line(port)
    assert isinstance(caught.value, TimeoutError)
    s.socket_send(other, b" whole\n")
    assert s.get_line(port) == "half whole"


def test_nothing_is_left_of_many_ports(pair: Pair) -> None:
    before = open_descriptors()
    for _ in range(300):
        for port in (s.socket_port(pair[0], False), s.socket_input_port(pair[0])):
            s.socket_send(pair[1], b"x")
            assert s.get_u8(port) == ord("x")
            s.close_port(port)
    assert open_descriptors() == before
