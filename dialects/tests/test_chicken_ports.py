"""CHICKEN's ports over real sockets: blocks, chunks, datagrams, timeouts, closing, characters.

Sends are counted on pairs that keep their boundaries: SOCK_SEQPACKET, and datagrams.
"""

from __future__ import annotations

import contextlib
import socket as stdlib
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watched_threads import Background

from schemesockets.core import BrokenPipe, Closed, InetAddress, wait_readable
from schemesockets.dialects import EOF
from schemesockets.dialects.chicken import Socket
from schemesockets.dialects.chicken.conditions import (
    ChickenBoundsError,
    ChickenTypeError,
    NetError,
    NetTimeoutError,
    condition_property,
)
from schemesockets.dialects.chicken.parameters import (
    parameterize,
    socket_receive_buffer_size,
    socket_receive_timeout,
    socket_send_buffer_size,
    socket_send_size,
    socket_send_timeout,
)
from schemesockets.dialects.chicken.ports import (
    close_input_port,
    close_output_port,
    display,
    flush_output,
    is_char_ready,
    newline,
    peek_char,
    read_byte,
    read_char,
    read_line,
    read_lines,
    read_string,
    write_byte,
    write_char,
    write_line,
    write_string,
)
from schemesockets.dialects.chicken.socket_ports import (
    PortClosedError,
    SocketInputPort,
    SocketOutputPort,
    port_to_fileno,
    socket_abandon_port,
    socket_io_port_to_socket,
    socket_io_ports,
)

Ports = tuple[SocketInputPort, SocketOutputPort]
Ends = tuple[Socket, stdlib.socket]
SHORT, LIMIT = 30, 30_000
"""Milliseconds: a timeout that is to pass, and one that only a broken test meets."""


def adopted(sock: stdlib.socket) -> Socket:
    sock.setblocking(False)
    return Socket.from_descriptor(sock.detach())


def pair(kind: int = stdlib.SOCK_STREAM) -> Ends:
    here, there = stdlib.socketpair(stdlib.AF_UNIX, kind)
    there.settimeout(LIMIT / 1000)
    return adopted(here), there


def udp_pair() -> Ends:
    here, there = (stdlib.socket(stdlib.AF_INET, stdlib.SOCK_DGRAM) for _ in range(2))
    for sock in (here, there):
        sock.bind(("127.0.0.1", 0))
    here.connect(there.getsockname())
    there.connect(here.getsockname())
    there.settimeout(LIMIT / 1000)
    return adopted(here), there


@pytest.fixture(params=["unix", "tcp"])
def ends(request: pytest.FixtureRequest) -> Iterator[Ends]:
    if request.param == "unix":
        here, there = pair()
    else:
        with stdlib.create_server(("127.0.0.1", 0)) as server:
            client = stdlib.create_connection(server.getsockname())
            there, _ = server.accept()
        there.settimeout(LIMIT / 1000)
        here = adopted(client)
    with here, there:
        yield here, there


@pytest.fixture
def unix() -> Iterator[Ends]:
    here, there = pair()
    with here, there:
        yield here, there


@pytest.fixture
def udp() -> Iterator[Ends]:
    here, there = udp_pair()
    with here, there:
        yield here, there


def ports(
    so: Socket, *, receive: int = 4096, block: int | None = None, chunk: int | None = 16384
) -> Ports:
    with parameterize(
        (socket_receive_buffer_size, receive),
        (socket_send_buffer_size, block),
        (socket_send_size, chunk),
    ):
        return socket_io_ports(so)


def arrived(there: stdlib.SocketType) -> list[bytes]:
    """The sends that have arrived, one by one, on a stream all as one; b"" for the end."""
    sends: list[bytes] = []
    waiting = there.gettimeout()
    there.settimeout(0)
    with contextlib.suppress(BlockingIOError):
        while not sends or sends[-1]:
            sends.append(there.recv(1 << 20))
    there.settimeout(waiting)
    return sends


def timeout(ms: int) -> Any:
    return parameterize((socket_receive_timeout, ms), (socket_send_timeout, ms))


# Blocks and chunks

sizes = st.none() | st.integers(1, 12) | st.integers(13, 60)
text = st.text("aä\n", max_size=40)
writes = st.one_of(
    st.tuples(st.just("string"), text, st.none() | st.integers(0, 50)),
    st.tuples(st.just("bytes"), st.binary(max_size=120)),
    st.tuples(st.just("line"), text),
    st.tuples(st.just("display"), text | st.integers()),
    st.tuples(st.just("char"), st.sampled_from("aä\n")),
    st.tuples(st.just("byte"), st.integers(0, 255)),
    st.tuples(st.just("newline")),
    st.tuples(st.just("flush")),
)


class Model:
    """What the manual says of output ports, over a list in place of a socket."""

    def __init__(self, block: int | None, chunk: int | None) -> None:
        self.block, self.chunk = block, chunk
        self.buffer = b""
        self.sends: list[bytes] = []

    def send_all(self, data: bytes) -> None:
        while data:
            step = len(data) if self.chunk is None else self.chunk
            self.sends.append(data[:step])
            data = data[step:]

    def write(self, data: bytes) -> None:
        if self.block is None:
            self.send_all(data)
            return
        self.buffer += data
        overage = len(self.buffer) % self.block
        whole = len(self.buffer) - overage
        self.send_all(self.buffer[:whole])
        self.buffer = self.buffer[whole:]

    def flush(self) -> None:
        self.send_all(self.buffer)
        self.buffer = b""


def perform(model: Model, port: SocketOutputPort, step: tuple[Any, ...]) -> None:
    """One step, on the port and on the model."""
    match step:
        case "string", string, count:
            write_string(string, count, port)
            model.write(string.encode()[:count])
        case "bytes", data:
            write_string(data, None, port)
            model.write(data)
        case "line", string:
            write_line(string, port)
            model.write(string.encode())
            model.write(b"\n")
        case "display", value:
            display(value, port)
            model.write(str(value).encode())
        case "char", char:
            write_char(char, port)
            model.write(char.encode())
        case "byte", byte:
            write_byte(byte, port)
            model.write(bytes([byte]))
        case ("newline",):
            newline(port)
            model.write(b"\n")
        case ("flush",):
            flush_output(port)
            model.flush()
        case _:
            raise AssertionError(step)


def seqpackets() -> Ends:
    return pair(stdlib.SOCK_SEQPACKET)


@pytest.mark.parametrize("open_ends", [seqpackets, udp_pair])
@given(block=sizes, chunk=sizes, steps=st.lists(writes, max_size=12))
def test_every_send_is_the_manuals(
    open_ends: Callable[[], Ends],
    block: int | None,
    chunk: int | None,
    steps: list[tuple[Any, ...]],
) -> None:
    here, there = open_ends()
    with here, there:
        source, sink = ports(here, block=block, chunk=chunk)
        model = Model(block, chunk)
        for step in steps:
            perform(model, sink, step)
            assert arrived(there) == model.sends, step
            model.sends.clear()
        close_output_port(sink)
        model.flush()
        end = [b""] if open_ends is seqpackets else []
        assert arrived(there) == model.sends + end
        close_input_port(source)


def test_the_manuals_example_of_blocks() -> None:
    here, there = pair(stdlib.SOCK_SEQPACKET)
    with here, there:
        _, sink = ports(here, block=512)
        write_string("a" * 500, None, sink)
        assert arrived(there) == []
        write_string("b" * 526, None, sink)
        assert arrived(there) == [b"a" * 500 + b"b" * 524]
        flush_output(sink)
        assert arrived(there) == [b"bb"]


def test_the_manuals_example_of_datagrams(udp: Ends) -> None:
    here, there = udp
    source, sink = ports(here, receive=4096, block=128, chunk=512)
    write_string("x" * 127, None, sink)
    assert arrived(there) == []
    write_string("x", None, sink)
    assert arrived(there) == [b"x" * 128]
    write_string("y" * (512 + 256 + 5), None, sink)
    assert [len(each) for each in arrived(there)] == [512, 256]
    close_output_port(sink)
    assert arrived(there) == [b"y" * 5]
    close_input_port(source)


def test_sizes_count_when_the_ports_are_made() -> None:
    here, there = pair(stdlib.SOCK_SEQPACKET)
    with here, there:
        with parameterize((socket_send_buffer_size, 4), (socket_send_size, 6)):
            _, sink = socket_io_ports(here)
        write_string("abcdefghij", None, sink)
        assert arrived(there) == [b"abcdef", b"gh"]
        with parameterize((socket_send_buffer_size, None), (socket_send_size, 1)):
            write_string("klm", None, sink)
        assert arrived(there) == [b"ijkl"]
        flush_output(sink)


def test_a_buffer_is_not_the_default(unix: Ends) -> None:
    here, there = unix
    _, sink = socket_io_ports(here)
    write_char("a", sink)
    assert there.recv(9) == b"a"


def test_a_large_write_arrives_whole(ends: Ends) -> None:
    here, there = ends
    source, sink = ports(here, block=1024, chunk=4096)
    data = bytes(range(256)) * 20_000
    got = bytearray()

    def collect() -> None:
        while more := there.recv(1 << 16):
            got.extend(more)

    reader = threading.Thread(target=collect)
    reader.start()
    write_string(data, None, sink)
    close_output_port(sink)
    reader.join(60)
    assert got == data
    close_input_port(source)


# Reading ahead


def test_one_receive_fills_an_empty_buffer(ends: Ends) -> None:
    here, there = ends
    source, _ = ports(here, receive=4)
    there.sendall(b"abcdefghijkl")
    assert read_char(source) == b"a"
    assert here.sock.recv(2) == b"ef"
    assert read_string(3, source) == b"bcd"
    assert read_string(5, source) == b"ghijk"  # two receives, of which the second takes "kl"
    assert arrived(here.sock) == []
    assert read_char(source) == b"l"


def test_a_datagram_is_used_up_before_the_next(udp: Ends) -> None:
    here, there = udp
    source, _ = ports(here, receive=8)
    there.send(b"abc")
    there.send(b"0123456789")
    there.send(b"xyz")
    assert read_char(source) == b"a"
    assert here.sock.recv(99) == b"0123456789"
    assert read_string(4, source) == b"bcxy"
    assert read_byte(source) == ord("z")


def test_of_a_longer_datagram_the_rest_is_lost(udp: Ends) -> None:
    here, there = udp
    source, _ = ports(here, receive=8)
    there.send(b"0123456789")
    there.send(b"xyz")
    assert read_string(11, source) == b"01234567xyz"


# Characters, lines, strings


def test_what_comes_is_bytes(ends: Ends) -> None:
    here, there = ends
    source, _ = ports(here)
    there.sendall("ä€".encode() + b"\xff!ab")
    assert peek_char(source) == b"\xc3"
    assert (read_char(source), read_byte(source)) == (b"\xc3", 0xA4)
    assert read_string(4, source) == b"\xe2\x82\xac\xff"
    assert read_char(source) == b"!"
    there.shutdown(stdlib.SHUT_WR)
    assert read_string(9, source) == b"ab"
    assert all(
        procedure(source) is EOF for procedure in (peek_char, read_char, read_byte, read_line)
    )
    assert read_line(source, 0) is EOF
    assert (read_string(3, source), read_string(None, source)) == (EOF, EOF)
    assert read_string(0, source) == b""
    assert read_lines(source) == []


def test_all_that_comes(ends: Ends) -> None:
    here, there = ends
    source, _ = ports(here, receive=3)
    there.sendall(b"abcdefgh\n")
    there.shutdown(stdlib.SHUT_WR)
    assert read_string(None, source) == b"abcdefgh\n"


def test_lines_end_in_three_ways(ends: Ends) -> None:
    here, there = ends
    source, _ = ports(here)
    there.sendall(b"one\ntwo\r\n\nthree\rfour\r\r\nfive\r")
    there.shutdown(stdlib.SHUT_WR)
    lines = [b"one", b"two", b"", b"three", b"four", b"", b"five\r"]
    assert [read_line(source) for _ in lines] == lines
    assert read_line(source) is EOF


def test_a_limit_leaves_the_rest(ends: Ends) -> None:
    here, there = ends
    source, _ = ports(here)
    there.sendall(b"abcdef\r\ngh")
    assert read_line(source, 0) == b""
    assert [read_line(source, 3) for _ in range(3)] == [b"abc", b"def", b""]
    assert read_line(source, 2) == b"gh"  # and does not wait for more


def test_so_many_lines(ends: Ends) -> None:
    here, there = ends
    source, _ = ports(here)
    there.sendall(b"a\nb\r\nc\nd")
    assert read_lines(source, 0) == []
    assert read_lines(source, 2) == [b"a", b"b"]
    there.shutdown(stdlib.SHUT_WR)
    assert read_lines(source) == [b"c", b"d"]


@given(
    data=st.text("ab\r\n", max_size=60).map(str.encode),
    size=st.integers(1, 9),
    limit=st.none() | st.integers(1, 9),
)
def test_lines_are_the_same_however_they_come(data: bytes, size: int, limit: int | None) -> None:
    here, there = pair()
    with here, there:
        source, sink = ports(here, receive=size)
        there.sendall(data)
        there.shutdown(stdlib.SHUT_WR)
        while data:
            expected = model_line(data, limit)
            assert read_line(source, limit) == expected[0]
            data = data[expected[1] :]
        assert read_line(source, limit) is EOF
        close_input_port(source)
        close_output_port(sink)


def model_line(data: bytes, limit: int | None) -> tuple[bytes, int]:
    """The line that `data` begins with, and how many bytes it takes up."""
    for at, byte in enumerate(data):
        if at == limit:
            return data[:at], at
        if byte == 0x0A or (byte == 0x0D and at + 1 < len(data)):
            return data[:at], at + (2 if data[at : at + 2] == b"\r\n" else 1)
    return data, len(data)


def test_char_ready(ends: Ends) -> None:
    here, there = ends
    source, _ = ports(here)
    assert not is_char_ready(source)
    there.sendall(b"ab")
    assert peek_char(source) == b"a"
    assert is_char_ready(source)
    assert (read_char(source), is_char_ready(source)) == (b"a", True)
    assert (read_char(source), is_char_ready(source)) == (b"b", False)
    there.shutdown(stdlib.SHUT_WR)
    assert wait_readable(here, 30)
    assert is_char_ready(source)


def test_what_is_written(ends: Ends) -> None:
    here, there = ends
    _, sink = ports(here, block=4096)
    write_char("ä", sink)
    write_char(b"\xff", sink)
    write_byte(0, sink)
    write_string("äb", 1, sink)
    write_string(b"abc", 2, sink)
    write_string(memoryview(b"xyz"), 9, sink)
    write_line("line", sink)
    newline(sink)
    for value in (b"\xfe", 15, 1.5, True, False, None, EOF, ["a", (2, b"c"), []]):
        display(value, sink)
    flush_output(sink)
    expected = b"\xc3\xa4\xff\0\xc3abxyzline\n\n\xfe151.5#t#f#f#!eof(a (2 c) ())"
    assert there.recv(999) == expected


def test_reading_and_writing_are_python_files_too(ends: Ends) -> None:
    here, there = ends
    source, sink = ports(here)
    there.sendall(b"one\ntwo\n")
    there.shutdown(stdlib.SHUT_WR)
    assert list(source) == [b"one\n", b"two\n"]
    assert sink.write(b"abc") == 3
    assert there.recv(9) == b"abc"


# Timeouts


def timed_out(condition: NetTimeoutError, ms: int, location: str, so: Socket) -> bool:
    return (
        issubclass(type(condition), TimeoutError)
        and condition.kinds == ("exn", "i/o", "net", "timeout")
        and condition_property(condition, "exn", "location") == location
        and condition_property(condition, "exn", "message") == "operation timed out"
        and condition_property(condition, "exn", "arguments") == (ms, so.fileno())
    )


READS: list[Callable[[SocketInputPort], object]] = [
    read_char,
    peek_char,
    read_byte,
    read_line,
    read_lines,
    lambda port: read_string(3, port),
    lambda port: read_string(None, port),
    lambda port: read_line(port, 0),
]


@pytest.mark.parametrize("read", READS)
def test_a_read_that_waits_too_long(ends: Ends, read: Callable[[SocketInputPort], object]) -> None:
    here, _ = ends
    source, _ = ports(here)
    with timeout(SHORT), pytest.raises(NetTimeoutError) as caught:
        read(source)
    assert timed_out(caught.value, SHORT, "socket-receive!", here)


def test_a_read_that_waits_too_long_loses_nothing(ends: Ends) -> None:
    here, there = ends
    source, _ = ports(here, receive=4)
    there.sendall(b"one\r\ntwo\r")
    for read in (read_lines, lambda port: read_string(99, port)):
        with timeout(SHORT), pytest.raises(NetTimeoutError):
            read(source)
    assert read_line(source) == b"one"
    for _ in range(2):  # it waits for what may follow the carriage return
        with timeout(SHORT), pytest.raises(NetTimeoutError):
            read_line(source)
    there.sendall(b"\nthree")
    there.shutdown(stdlib.SHUT_WR)
    assert read_lines(source) == [b"two", b"three"]


def test_a_zero_timeout_takes_what_is_there(ends: Ends) -> None:
    here, there = ends
    source, _ = ports(here)
    there.sendall(b"abc")
    assert peek_char(source) == b"a"
    with timeout(0):
        assert read_string(3, source) == b"abc"


def test_no_timeout_waits(ends: Ends) -> None:
    here, there = ends
    source, _ = ports(here)
    writer = threading.Timer(0.05, there.sendall, [b"abc\n"])
    writer.start()
    with parameterize((socket_receive_timeout, None)):
        assert read_line(source) == b"abc"
    writer.join()


def test_a_timeout_counts_when_a_port_waits(ends: Ends) -> None:
    here, _ = ends
    with timeout(LIMIT):
        source, _ = socket_io_ports(here)
    with timeout(SHORT), pytest.raises(NetTimeoutError):
        read_char(source)


def test_a_write_that_waits_too_long_says_how_much_left(ends: Ends) -> None:
    here, there = ends
    _, sink = ports(here)
    data = bytes(range(256)) * (1 << 16)
    with timeout(SHORT), pytest.raises(NetTimeoutError) as caught:
        write_string(data, None, sink)
    assert timed_out(caught.value, SHORT, "socket-send", here)
    assert 0 < caught.value.sent < len(data)

    def write_rest() -> None:
        write_string(data[caught.value.sent :], None, sink)
        close_output_port(sink)

    rest = threading.Thread(target=write_rest)
    rest.start()
    got = b"".join(iter(lambda: there.recv(1 << 16), b""))
    rest.join(60)
    assert got == data


def test_a_buffered_write_that_waits_too_long_loses_nothing(ends: Ends) -> None:
    here, there = ends
    _, sink = ports(here, block=1000, chunk=3000)
    data = bytes(range(256)) * (1 << 16)
    with timeout(SHORT):
        with pytest.raises(NetTimeoutError) as caught:
            write_string(data, None, sink)
        with pytest.raises(NetTimeoutError):
            flush_output(sink)
    assert sink.unsent <= len(data) - caught.value.sent
    rest = threading.Thread(target=close_output_port, args=[sink])
    rest.start()
    got = b"".join(iter(lambda: there.recv(1 << 16), b""))
    rest.join(60)
    assert got == data


# Closing


def test_closing_a_port_shuts_its_side_down(unix: Ends) -> None:
    here, there = unix
    source, sink = ports(here, block=64)
    write_string("abc", None, sink)
    close_output_port(sink)
    assert (there.recv(9), there.recv(9)) == (b"abc", b"")
    there.sendall(b"def")
    assert read_string(3, source) == b"def"
    assert here.fileno() >= 0
    close_input_port(source)
    assert here.closed
    assert (source.closed, sink.closed) == (True, True)


def test_closing_input_leaves_output(unix: Ends) -> None:
    here, there = unix
    source, sink = ports(here)
    close_input_port(source)
    with pytest.raises(BrokenPipeError):
        there.send(b"x")
    write_string("abc", None, sink)
    assert there.recv(9) == b"abc"
    close_output_port(sink)
    assert here.closed


def test_closing_again_or_the_other_way_does_nothing(ends: Ends) -> None:
    here, there = ends
    source, sink = ports(here)
    close_output_port(source)
    close_input_port(sink)
    assert source.input_open
    assert sink.output_open
    for _ in range(2):
        close_input_port(source)
    assert here.fileno() >= 0
    for _ in range(2):
        close_output_port(sink)
    assert here.closed
    assert there.recv(1) == b""


@pytest.mark.parametrize("gone_first", [False, True])
def test_closing_when_the_peer_is_gone(ends: Ends, gone_first: bool) -> None:
    here, there = ends
    if gone_first:
        there.close()
    source, sink = ports(here)
    there.close()
    close_output_port(sink)
    close_input_port(source)
    assert here.closed


def test_abandoned_ports_leave_the_connection_up(unix: Ends) -> None:
    here, there = unix
    source, sink = ports(here, block=64)
    socket_abandon_port(source)
    socket_abandon_port(sink)
    write_string("abc", None, sink)
    close_output_port(sink)
    assert there.recv(9) == b"abc"
    assert arrived(there) == []
    assert here.sock.send(b"d") == 1
    there.sendall(b"e")
    assert here.sock.recv(1) == b"e"
    close_input_port(source)
    assert here.closed
    assert (there.recv(9), there.recv(9)) == (b"d", b"")


def test_abandoning_one_port_is_not_abandoning_the_other(unix: Ends) -> None:
    here, there = unix
    source, sink = ports(here)
    socket_abandon_port(source)
    close_output_port(sink)
    assert there.recv(1) == b""
    close_input_port(source)
    assert here.closed


def test_dropped_ports_leave_the_socket_alone(ends: Ends) -> None:
    here, there = ends
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source, sink = ports(here, block=64)
        write_string("abc", None, sink)
        del source, sink
    assert there.recv(9) == b"abc"
    there.sendall(b"line\n")
    source, sink = ports(here)
    assert read_line(source) == b"line"
    close_input_port(source)
    close_output_port(sink)
    assert here.closed


def test_a_dropped_port_waits_until_its_peer_has_taken_all(ends: Ends) -> None:
    here, there = ends
    size = 1 << 22  # more than the system holds for a connection
    source, sink = ports(here, block=2 * size)
    write_string(b"x" * size, None, sink)
    reading = Background(received, there, size)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        del source, sink
    assert reading.outcome() == size


def received(there: stdlib.socket, size: int) -> int:
    there.settimeout(60)
    count = 0
    while count < size and (data := there.recv(1 << 16)):
        count += len(data)
    return count


# What a port knows


def test_a_port_knows_its_socket(ends: Ends) -> None:
    here, _ = ends
    for port in ports(here):
        assert socket_io_port_to_socket(port) is here
        assert port_to_fileno(port) == here.fileno()
    assert [repr(port) for port in ports(here)] == [
        '#<input port "(socket)">',
        '#<output port "(socket)">',
    ]


def test_a_closed_port_still_knows_its_socket(ends: Ends) -> None:
    here, _ = ends
    source, sink = ports(here)
    close_input_port(source)
    assert port_to_fileno(source) == here.fileno()
    close_output_port(sink)
    assert socket_io_port_to_socket(sink) is here
    with pytest.raises(NetError) as caught:
        port_to_fileno(source)
    assert isinstance(caught.value, Closed)


def test_ports_of_a_closed_socket_are_refused(ends: Ends) -> None:
    here, _ = ends
    here.close()
    with pytest.raises(NetError) as caught:
        socket_io_ports(here)
    assert caught.value.kinds == ("exn", "i/o", "net")


# What goes wrong


@pytest.mark.parametrize(
    ("call", "location"),
    [
        (lambda i, o: read_char(i), "read-char"),
        (lambda i, o: peek_char(i), "peek-char"),
        (lambda i, o: is_char_ready(i), "char-ready?"),
        (lambda i, o: read_byte(i), "read-byte"),
        (lambda i, o: read_line(i), "read-line"),
        (lambda i, o: read_lines(i), "read-lines"),
        (lambda i, o: read_string(3, i), "read-string"),
        (lambda i, o: write_char("x", o), "write-char"),
        (lambda i, o: write_byte(1, o), "write-byte"),
        (lambda i, o: write_string("x", None, o), "write-string"),
        (lambda i, o: write_line("x", o), "write-line"),
        (lambda i, o: display("x", o), "display"),
        (lambda i, o: newline(o), "newline"),
        (lambda i, o: flush_output(o), "flush-output"),
    ],
)
def test_a_closed_port_is_refused(
    ends: Ends, call: Callable[[SocketInputPort, SocketOutputPort], object], location: str
) -> None:
    here, _ = ends
    source, sink = ports(here)
    close_input_port(source)
    close_output_port(sink)
    with pytest.raises(PortClosedError) as caught:
        call(source, sink)
    condition = caught.value
    assert isinstance(condition, OSError)
    assert isinstance(condition, ValueError)
    assert condition.kinds == ("exn", "i/o", "file")
    assert (condition.location, condition.message) == (location, "port already closed")
    assert condition.arguments in ((source,), (sink,))
    assert str(condition) == f"({location}) port already closed"


def test_the_other_kind_of_port_is_refused(ends: Ends) -> None:
    here, _ = ends
    i, o = ports(here)
    wrong: list[Callable[[], object]] = [
        lambda: read_char(o),  # type: ignore[arg-type]
        lambda: read_line(o),  # type: ignore[arg-type]
        lambda: is_char_ready(5),  # type: ignore[arg-type]
        lambda: read_string(1, None),  # type: ignore[arg-type]
        lambda: write_char("x", i),  # type: ignore[arg-type]
        lambda: display("x", i),  # type: ignore[arg-type]
        lambda: flush_output(i),  # type: ignore[arg-type]
        lambda: close_input_port(5),  # type: ignore[arg-type]
        lambda: close_output_port(None),  # type: ignore[arg-type]
        lambda: socket_io_ports(i),  # type: ignore[arg-type]
        lambda: socket_io_port_to_socket(here),  # type: ignore[arg-type]
        lambda: socket_abandon_port(here),  # type: ignore[arg-type]
        lambda: port_to_fileno(here),  # type: ignore[arg-type]
    ]
    for call in wrong:
        with pytest.raises(ChickenTypeError) as caught:
            call()
        assert caught.value.kinds == ("exn", "type")


def test_a_wrong_argument_moves_nothing(unix: Ends) -> None:
    here, there = unix
    i, o = ports(here)
    there.sendall(b"abc")
    calls: list[tuple[Callable[[], object], type[Exception]]] = [
        (lambda: read_string("3", i), ChickenTypeError),  # type: ignore[arg-type]
        (lambda: read_string(2.5, i), ChickenTypeError),  # type: ignore[arg-type]
        (lambda: read_string(-1, i), ChickenBoundsError),
        (lambda: read_line(i, "a"), ChickenTypeError),  # type: ignore[arg-type]
        (lambda: read_line(i, -1), ChickenBoundsError),
        (lambda: read_lines(i, -1), ChickenBoundsError),
        (lambda: write_byte(256, o), ChickenBoundsError),
        (lambda: write_byte("a", o), ChickenTypeError),  # type: ignore[arg-type]
        (lambda: write_char("ab", o), ChickenTypeError),
        (lambda: write_char(97, o), ChickenTypeError),  # type: ignore[arg-type]
        (lambda: write_string(5, None, o), ChickenTypeError),  # type: ignore[arg-type]
        (lambda: write_string("abc", -1, o), ChickenBoundsError),
        (lambda: write_line(None, o), ChickenTypeError),  # type: ignore[arg-type]
        (lambda: write_string("a\ud800", None, o), ChickenBoundsError),
        (lambda: write_char("\udfff", o), ChickenBoundsError),
        (lambda: display("\ud800", o), ChickenBoundsError),
    ]
    for call, error in calls:
        with pytest.raises(error):
            call()
    assert arrived(there) == []
    assert read_string(3, i) == b"abc"


def test_a_broken_pipe(unix: Ends) -> None:
    here, there = unix
    _, sink = ports(here)
    there.close()
    with pytest.raises(NetError) as caught:
        write_string("abc", None, sink)
    condition = caught.value
    assert isinstance(condition, BrokenPipe)
    assert condition.kinds == ("exn", "i/o", "net")
    assert condition.location == "socket-send"
    assert condition.arguments == (here,)


def test_a_reset(ends: Ends) -> None:
    here, there = ends
    if there.family == stdlib.AF_UNIX:
        pytest.skip("a Unix stream resets only with bytes unread")
    source, _ = ports(here)
    there.setsockopt(stdlib.SOL_SOCKET, stdlib.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    there.close()
    with pytest.raises(ConnectionResetError) as caught:
        read_line(source)
    assert isinstance(caught.value, NetError)
    assert caught.value.location == "socket-receive!"


def test_the_socket_is_closed_below_a_port(ends: Ends) -> None:
    here, _ = ends
    i, o = ports(here)
    here.close()
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: read_char(i), "socket-receive!"),
        (lambda: is_char_ready(i), "socket-receive!"),
        (lambda: write_char("x", o), "socket-send"),
    ]
    for call, location in calls:
        with pytest.raises(NetError) as caught:
            call()
        assert isinstance(caught.value, Closed)
        assert caught.value.location == location
    close_input_port(i)
    close_output_port(o)


def test_a_datagram_that_nobody_takes() -> None:
    with stdlib.socket(stdlib.AF_INET, stdlib.SOCK_DGRAM) as gone:
        gone.bind(("127.0.0.1", 0))
        port = gone.getsockname()[1]
    with Socket.open(stdlib.AF_INET, stdlib.SOCK_DGRAM, blocking=False) as here:
        here.connect(InetAddress("127.0.0.1", port))
        source, sink = ports(here)
        write_string("abc", None, sink)
        with timeout(LIMIT), pytest.raises(ConnectionRefusedError) as caught:
            read_char(source)
        assert isinstance(caught.value, NetError)
