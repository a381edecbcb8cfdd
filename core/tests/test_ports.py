"""Ports over real sockets: reading, writing, closing, failing, dropped, as Python files."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket as stdlib
import struct
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alarms import AlarmError, alarms, despite_alarms, until_hit
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from breaking import breaks_off
from watched_threads import Background

from schemesockets.core import (
    BrokenPipe,
    Closed,
    ConnectionReset,
    DeadlinePassed,
    InputPort,
    OutputPort,
    PortClosed,
    PortPolicy,
    Socket,
    TwoWayPort,
    WouldBlock,
    open_ports,
)

EXACT = PortPolicy()
BUFFERED = PortPolicy(input_buffer=16)
Ends = tuple[Socket, stdlib.socket]


def connect(type: int = stdlib.SOCK_STREAM) -> Ends:
    here, there = stdlib.socketpair(stdlib.AF_UNIX, type)
    return Socket.from_descriptor(here.detach()), there


@pytest.fixture
def ends() -> Iterator[Ends]:
    here, there = connect()
    there.settimeout(60)
    yield here, there
    here.close()
    there.close()


@pytest.fixture
def packets() -> Iterator[Ends]:
    here, there = connect(stdlib.SOCK_SEQPACKET)
    there.settimeout(60)
    yield here, there
    here.close()
    there.close()


@pytest.fixture
def reset() -> Iterator[tuple[Socket, Callable[[], None]]]:
    """A TCP connection and a way for the peer to reset it."""
    with stdlib.create_server(("127.0.0.1", 0)) as server:
        here = stdlib.create_connection(server.getsockname())
        there, _ = server.accept()
        sock = Socket.from_descriptor(here.detach())

        def break_off() -> None:
            there.setsockopt(stdlib.SOL_SOCKET, stdlib.SO_LINGER, struct.pack("ii", 1, 0))
            there.close()

        yield sock, break_off
        there.close()
        sock.close()


policies = pytest.mark.parametrize("policy", [EXACT, BUFFERED], ids=["exact", "buffered"])


class TestReading:
    @policies
    def test_read_waits_for_all_or_the_end(self, ends: Ends, policy: PortPolicy) -> None:
        here, there = ends
        port = InputPort(here, policy)
        with ThreadPoolExecutor(1) as pool:
            there.sendall(b"abc")
            got = pool.submit(port.read, 5)
            there.sendall(b"defg")
            assert got.result(30) == b"abcde"
            there.shutdown(stdlib.SHUT_WR)
        assert [port.read(9), port.read(9), port.read(), port.read1()] == [b"fg", b"", b"", b""]

    @policies
    def test_without_fill_read_gives_what_has_come(self, ends: Ends, policy: PortPolicy) -> None:
        here, there = ends
        port = InputPort(here, evolve(policy, fill=False))
        there.sendall(b"abc")
        assert port.read(100) == b"abc"
        there.sendall(b"defg")
        assert (port.read(2), port.read(100)) == (b"de", b"fg")
        there.close()
        assert port.read(100) == b""

    @policies
    def test_read_to_the_end(self, ends: Ends, policy: PortPolicy) -> None:
        here, there = ends
        data = bytes(range(256)) * 4096
        with ThreadPoolExecutor(1) as pool:
            sent = pool.submit(there.sendall, data)
            sent.add_done_callback(lambda _: there.close())
            assert InputPort(here, policy).read() == data
            sent.result(30)

    @policies
    @pytest.mark.parametrize("fill", [True, False])
    def test_readinto(self, ends: Ends, policy: PortPolicy, fill: bool) -> None:
        here, there = ends
        port = InputPort(here, evolve(policy, fill=fill))
        there.sendall(b"abcdef")
        buffer = bytearray(b"........")
        assert port.readinto(memoryview(buffer)[2:6]) == 4
        assert buffer == b"..abcd.."
        assert port.readinto1(buffer) == 2
        assert buffer == b"efabcd.."
        there.close()
        assert (port.readinto(buffer), port.readinto1(buffer), port.readinto(bytearray())) == (
            0,
            0,
            0,
        )

    def test_readinto_refuses_what_cannot_be_written(self, ends: Ends) -> None:
        here, there = ends
        there.sendall(b"abc")
        port = InputPort(here)
        with pytest.raises(TypeError, match="writable"):
            port.readinto(b"....")
        assert port.read(3) == b"abc"

    @policies
    def test_peek_and_lines(self, ends: Ends, policy: PortPolicy) -> None:
        here, there = ends
        port = InputPort(here, policy)
        there.sendall(b"one\n\na line longer than the buffer of sixteen\nrest")
        there.shutdown(stdlib.SHUT_WR)
        assert port.peek(2) == b"on"
        assert port.peek()[:4] == b"one\n"
        assert port.readline(2) == b"on"
        assert list(port) == [
            b"e\n",
            b"\n",
            b"a line longer than the buffer of sixteen\n",
            b"rest",
        ]
        assert port.peek(1) == b""

    def test_exact_input_leaves_the_rest_in_the_socket(self, ends: Ends) -> None:
        here, there = ends
        port = InputPort(here)
        there.sendall(b"line\nabcdefgh")
        assert port.readline() == b"line\n"
        assert (port.read(2), port.peek(3)) == (b"ab", b"cde")
        assert here.sock.recv(2) == b"cd"
        assert InputPort(here).read1(2) == b"ef"
        assert (here.sock.recv(9), port.drain()) == (b"gh", b"")

    def test_buffered_input_takes_a_block_and_drains(self, ends: Ends) -> None:
        here, there = ends
        port = InputPort(here, BUFFERED)
        there.sendall(bytes(range(20)))
        assert port.read(1) == b"\0"
        assert port.drain() == bytes(range(1, 16))
        assert here.sock.recv(99) == bytes(range(16, 20))
        port.unread(b"xy")
        there.sendall(b"z")
        assert port.read(3) == b"xyz"

    def test_datagrams_are_buffered_one_at_a_time_and_cut(self) -> None:
        here, there = connect(stdlib.SOCK_DGRAM)
        with here, there:
            port = InputPort(here, evolve(BUFFERED, fill=False))
            for datagram in (b"abc", bytes(20), b"def"):
                there.send(datagram)
            assert (port.read(2), port.read(99)) == (b"ab", b"c")
            assert (port.read(99), port.read(99)) == (bytes(16), b"def")

    @policies
    def test_ready(self, ends: Ends, policy: PortPolicy) -> None:
        here, there = ends
        port = InputPort(here, policy)
        assert not port.ready()
        there.sendall(b"ab")
        assert port.ready()
        assert port.read(1) == b"a"
        assert port.ready()
        assert port.read(1) == b"b"
        assert not port.ready()
        there.close()
        assert port.ready()

    def test_one_thread_reads_while_another_writes(self, ends: Ends) -> None:
        here, there = ends
        data = bytes(range(256)) * 8192
        port = TwoWayPort(here, PortPolicy(input_buffer=4096, output_buffer=4096))

        def echo() -> None:
            left = len(data)
            while left:
                piece = there.recv(65536)
                there.sendall(piece)
                left -= len(piece)

        with ThreadPoolExecutor(2) as pool:
            echoing = pool.submit(echo)
            reading = pool.submit(port.read, len(data))
            port.write(data)
            port.flush()
            assert reading.result(30) == data
            echoing.result(30)

    @policies
    @pytest.mark.parametrize(
        "read",
        [
            lambda port: port.read(9),
            lambda port: port.read(),
            lambda port: port.readline(),
            lambda port: port.readinto(bytearray(9)),
        ],
        ids=["read", "read-all", "readline", "readinto"],
    )
    def test_a_read_that_fails_loses_nothing(
        self, ends: Ends, policy: PortPolicy, read: Callable[[InputPort], object]
    ) -> None:
        here, there = ends
        here.set_blocking(False)
        port = InputPort(here, policy)
        there.sendall(b"abc")
        for _ in range(2):
            with pytest.raises(WouldBlock):
                read(port)
        there.sendall(b"def")
        assert port.read(6) == b"abcdef"

    def test_peer_reset(self, reset: tuple[Socket, Callable[[], None]]) -> None:
        here, break_off = reset
        port = TwoWayPort(here)
        break_off()
        with pytest.raises(ConnectionReset) as caught:
            port.read(9)
        assert (caught.value.operation, caught.value.socket) == ("read", here)

    def test_the_policy_limits_and_names(self, ends: Ends) -> None:
        class NamedError(Exception):
            pass

        here, there = ends
        port = InputPort(
            here,
            PortPolicy(
                read_timeout=lambda: 0.01,
                failure=lambda error, operation, port: NamedError(error, operation, port),
            ),
        )
        there.sendall(b"ab\nc")
        assert port.readline() == b"ab\n"
        with pytest.raises(NamedError) as caught:
            port.read(2)
        error, operation, named = caught.value.args
        assert isinstance(error, DeadlinePassed)
        assert (operation, named) == ("read", port)
        assert port.drain() == b"c"
        port.close()
        with pytest.raises(NamedError) as caught:
            port.read(2)
        assert isinstance(caught.value.args[0], PortClosed)


class TestWriting:
    def test_unbuffered_leaves_at_once(self, packets: Ends) -> None:
        here, there = packets
        port = OutputPort(here)
        for data in (b"abc", bytearray(b"d"), memoryview(b"xefx")[1:3], b""):
            assert port.write(data) == len(data)
        assert [there.recv(9) for _ in range(3)] == [b"abc", b"d", b"ef"]
        there.setblocking(False)
        with pytest.raises(BlockingIOError):
            there.recv(9)

    def test_length_is_in_bytes(self, packets: Ends) -> None:
        here, there = packets
        port = OutputPort(here)
        assert port.write(memoryview(b"abcdefgh").cast("I")) == 8
        assert port.write(memoryview(b"").cast("I")) == 0
        assert there.recv(9) == b"abcdefgh"

    def test_only_whole_blocks_leave(self, packets: Ends) -> None:
        here, there = packets
        port = OutputPort(here, PortPolicy(output_buffer=512))
        port.write(bytes(500))
        port.write(bytes(526))
        assert len(there.recv(4096)) == 1024
        assert port.unsent == 2
        port.flush()
        assert len(there.recv(4096)) == 2

    def test_flushing_what_is_held_first(self, packets: Ends) -> None:
        here, there = packets
        port = OutputPort(here, PortPolicy(output_buffer=16, overflow="flush"))
        held = []
        for size in (10, 10, 38, 10, 6, 1):
            port.write(bytes(size))
            held.append(port.unsent)
        assert held == [10, 10, 0, 10, 0, 1]
        assert [len(there.recv(99)) for _ in range(4)] == [10, 10, 38, 16]

    def test_chunks(self, packets: Ends) -> None:
        here, there = packets
        OutputPort(here, PortPolicy(chunk=4)).write(b"abcdefghij")
        assert [there.recv(9) for _ in range(3)] == [b"abcd", b"efgh", b"ij"]

    def test_newlines_flush(self, packets: Ends) -> None:
        here, there = packets
        port = OutputPort(here, PortPolicy(output_buffer=64, newline_flushes=True))
        port.write(b"ab")
        port.write(b"c\nd")
        port.write(b"e")
        assert (there.recv(99), port.unsent) == (b"abc\nd", 1)

    def test_big_writes_leave_whole(self, ends: Ends) -> None:
        here, there = ends
        data = bytes(range(256)) * 8192
        with ThreadPoolExecutor(1) as pool, there.makefile("rb") as peer:
            got = pool.submit(peer.read, len(data))
            assert OutputPort(here).write(data) == len(data)
            assert got.result(30) == data

    def test_closed_peer(self, ends: Ends) -> None:
        here, there = ends
        there.close()
        with pytest.raises(BrokenPipe) as caught:
            OutputPort(here).write(b"abc")
        assert (caught.value.operation, caught.value.sent) == ("write", 0)

    def test_no_signal_even_where_it_would_kill(self) -> None:
        program = (
            "import signal; from schemesockets.core import OutputPort, PortPolicy, Socket\n"
            "signal.signal(signal.SIGPIPE, signal.SIG_DFL)\n"
            "for policy in (PortPolicy(), PortPolicy(chunk=2)):\n"
            "    here, there = Socket.pair(); there.close()\n"
            "    try: OutputPort(here, policy).write(b'abc')\n"
            "    except BrokenPipeError: print('pipe')\n"
            "    here.close()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, "pipe\npipe\n"), done.stderr

    def test_what_a_failing_flush_did_not_send_is_kept(self, ends: Ends) -> None:
        here, there = ends
        here.set_blocking(False)
        port = OutputPort(here, PortPolicy(output_buffer=1 << 24, chunk=1 << 16))
        data = bytes(range(256)) * 16384
        port.write(data)
        with pytest.raises(WouldBlock) as caught:
            port.flush()
        assert 0 < caught.value.sent < len(data)
        assert caught.value.sent + port.unsent == len(data)
        here.set_blocking(True)
        with ThreadPoolExecutor(1) as pool, there.makefile("rb") as peer:
            got = pool.submit(peer.read, len(data))
            port.flush()
            assert got.result(30) == data

    def test_a_buffered_write_that_fails_has_taken_its_bytes(self, packets: Ends) -> None:
        here, there = packets
        queued = 0
        with contextlib.suppress(WouldBlock):
            while True:
                queued += bool(here.send(b"..", timeout=0))
        there.recv(9)  # now the queue takes one more
        policy = PortPolicy(output_buffer=2, chunk=2, write_timeout=lambda: 0.01)
        port = OutputPort(here, policy)
        with pytest.raises(DeadlinePassed) as caught:
            port.write(b"abcde")
        assert (caught.value.sent, port.unsent) == (2, 3)
        received = [there.recv(9) for _ in range(queued)]
        port.write(b"f")
        received += [there.recv(9) for _ in range(2)]
        assert received[-3:] == [b"ab", b"cd", b"ef"]

    def test_strings_are_refused(self, ends: Ends) -> None:
        with pytest.raises(TypeError):
            OutputPort(ends[0]).write("abc")

    def test_set_buffering(self, packets: Ends) -> None:
        here, there = packets
        port = TwoWayPort(here)
        port.set_buffering(8, 4)
        port.write(b"abc")
        there.send(b"12345678")
        assert port.read(1) == b"1"
        port.set_buffering(0, None)
        assert there.recv(9) == b"abc"
        port.write(b"d")
        assert there.recv(9) == b"d"
        there.send(b"9")
        assert port.read(8) == b"23456789"
        with pytest.raises(ValueError, match="input_buffer"):
            port.set_buffering(-1, None)


class TestClosing:
    def test_never(self, ends: Ends) -> None:
        here, there = ends
        port = TwoWayPort(here)
        port.close()
        port.close()
        assert port.closed
        there.sendall(b"a")
        assert here.sock.recv(1) == b"a"

    def test_both_of_a_pair(self, ends: Ends) -> None:
        here, there = ends
        source, sink = open_ports(
            here, PortPolicy(closes_socket="both", close_shuts_down=True, output_buffer=8)
        )
        sink.write(b"abc")
        sink.close()
        sink.close()
        assert (there.recv(9), there.recv(9)) == (b"abc", b"")
        there.sendall(b"x")
        assert source.read(1) == b"x"
        assert here.fileno() >= 0
        source.close()
        assert here.closed
        assert source.socket is here

    def test_any(self) -> None:
        here, there = connect()
        with there:
            port = TwoWayPort(here, PortPolicy(closes_socket="any", output_buffer=8))
            port.write(b"abc")
            port.close_input()
            assert port.closed
            assert here.closed
            assert (there.recv(9), there.recv(9)) == (b"abc", b"")

    def test_directions_of_a_two_way_port(self, ends: Ends) -> None:
        here, there = ends
        port = TwoWayPort(here, PortPolicy(close_shuts_down=True, closes_socket="both"))
        port.close_output()
        assert (port.input_open, port.output_open, port.closed) == (True, False, False)
        assert there.recv(1) == b""
        with pytest.raises(PortClosed):
            port.write(b"a")
        there.sendall(b"a")
        assert port.read(1) == b"a"
        port.close_input()
        assert here.closed

    def test_abandoned_ports_shut_nothing_down(self, ends: Ends) -> None:
        here, there = ends
        source, sink = open_ports(here, PortPolicy(close_shuts_down=True, closes_socket="both"))
        sink.abandon()
        sink.close()
        here.sock.send(b"still")
        assert there.recv(9) == b"still"
        source.close()
        assert here.closed

    @pytest.mark.parametrize(
        "use",
        [
            lambda port: port.read(1),
            lambda port: port.read(0),
            lambda port: port.read(),
            lambda port: port.read1(),
            lambda port: port.readinto(bytearray(1)),
            lambda port: port.readinto(bytearray()),
            lambda port: port.readline(),
            lambda port: port.peek(),
            lambda port: port.ready(),
            lambda port: port.write(b"a"),
            lambda port: port.write(b""),
            lambda port: port.flush(),
        ],
    )
    @policies
    def test_closed_ports_refuse(
        self, ends: Ends, policy: PortPolicy, use: Callable[[TwoWayPort], object]
    ) -> None:
        here, there = ends
        there.sendall(b"abc")
        port = TwoWayPort(here, evolve(policy, output_buffer=4))
        port.read(1)
        port.close()
        with pytest.raises(ValueError, match="closed"):
            use(port)

    def test_a_failing_flush_still_closes(self, ends: Ends) -> None:
        here, there = ends
        port = TwoWayPort(here, PortPolicy(output_buffer=8, closes_socket="both"))
        port.write(b"abc")
        there.close()
        with pytest.raises(BrokenPipe):
            port.close()
        assert port.closed
        assert here.closed
        port.close()

    def test_closing_after_the_socket_is_silent(self, ends: Ends) -> None:
        here, _ = ends
        port = TwoWayPort(here, PortPolicy(close_shuts_down=True, closes_socket="both"))
        here.close()
        with pytest.raises(Closed):
            port.read(1)
        with pytest.raises(Closed):
            port.write(b"a")
        with pytest.raises(Closed):
            port.fileno()
        port.close()

    @policies
    def test_closing_the_socket_under_a_reader(self, ends: Ends, policy: PortPolicy) -> None:
        here, _ = ends
        port = InputPort(here, policy)
        entered = threading.Event()

        def read() -> bytes:
            entered.set()
            return port.read(1)

        with ThreadPoolExecutor(1) as pool:
            got = pool.submit(read)
            entered.wait(60)
            here.close()
            with pytest.raises(Closed):
                got.result(30)

    def test_handing_over(self, ends: Ends) -> None:
        here, there = ends
        port = TwoWayPort(here, PortPolicy(8, output_buffer=8, closes_socket="both"))
        there.sendall(b"abcd")
        assert port.read(1) == b"a"
        port.write(b"12")
        heir = port.hand_over()
        assert port.closed
        with pytest.raises(PortClosed):
            port.read(1)
        with pytest.raises(PortClosed):
            port.write(b"a")
        port.close()
        assert not here.closed
        assert heir.read(3) == b"bcd"
        heir.write(b"3")
        heir.close()
        assert there.recv(9) == b"123"
        assert here.closed


class TestDropping:
    def test_an_owner_flushes_warns_and_closes(self, ends: Ends) -> None:
        here, there = ends
        port = TwoWayPort(here, PortPolicy(output_buffer=8, closes_socket="both"))
        port.write(b"abc")
        with pytest.warns(ResourceWarning, match="unclosed <TwoWayPort"):
            del port
        assert here.closed
        assert (there.recv(9), there.recv(9)) == (b"abc", b"")

    def test_half_of_a_pair_shuts_nothing_down(self, ends: Ends) -> None:
        here, there = ends
        policy = PortPolicy(output_buffer=8, closes_socket="both", close_shuts_down=True)
        source, sink = open_ports(here, policy)
        sink.write(b"abc")
        with pytest.warns(ResourceWarning, match="OutputPort"):
            del sink
        here.sock.send(b"d")
        assert there.recv(3, stdlib.MSG_WAITALL) + there.recv(1) == b"abcd"
        assert not here.closed
        source.close()
        assert here.closed

    def test_others_flush_quietly(self, ends: Ends) -> None:
        here, there = ends
        port = OutputPort(here, PortPolicy(output_buffer=8))
        port.write(b"abc")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            del port
        assert there.recv(9) == b"abc"
        assert not here.closed

    def test_an_owner_may_leave_the_socket_alone(self, ends: Ends) -> None:
        here, there = ends
        policy = PortPolicy(output_buffer=8, closes_socket="both", dropping_closes=False)
        source, sink = open_ports(here, policy)
        sink.write(b"abc")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            del sink
            source.close()
            del source
        assert there.recv(9) == b"abc"
        assert not here.closed

    def test_loss_is_told(self, ends: Ends) -> None:
        here, there = ends
        port = OutputPort(here, PortPolicy(output_buffer=8))
        port.write(b"abc")
        there.close()
        with pytest.warns(ResourceWarning, match="lost"):
            del port


class TestPythonFile:
    def test_text_io_wrapper(self, ends: Ends) -> None:
        here, there = ends
        there.sendall("héllo\nwörld\n".encode())
        there.shutdown(stdlib.SHUT_WR)
        with io.TextIOWrapper(TwoWayPort(here), encoding="utf-8", newline="\n") as text:
            assert list(text) == ["héllo\n", "wörld\n"]
            text.write("grüße\n")
        assert there.recv(99) == "grüße\n".encode()

    def test_copyfileobj(self, ends: Ends) -> None:
        here, there = ends
        data = bytes(range(256)) * 2048
        sink = OutputPort(here, PortPolicy(output_buffer=1000, close_shuts_down=True))
        there.setblocking(True)
        other = Socket.from_descriptor(there.detach())
        got = io.BytesIO()
        with other, InputPort(other) as source, ThreadPoolExecutor(1) as pool:
            copied = pool.submit(shutil.copyfileobj, source, got)
            shutil.copyfileobj(io.BytesIO(data), sink)
            sink.close()
            copied.result(30)
        assert got.getvalue() == data

    def test_buffered_reader_on_top(self, ends: Ends) -> None:
        here, there = ends
        there.sendall(b"abc\nd")
        there.close()
        with io.BufferedReader(InputPort(here)) as reader:
            assert (reader.readline(), reader.read()) == (b"abc\n", b"d")

    def test_what_a_port_says_of_itself(self, ends: Ends) -> None:
        here, _ = ends
        source, sink = InputPort(here), OutputPort(here)
        assert (source.readable(), source.writable(), source.seekable()) == (True, False, False)
        assert (sink.readable(), sink.writable(), sink.isatty()) == (False, True, False)
        assert source.fileno() == here.fileno()
        assert repr(source).startswith("<InputPort over <")
        with pytest.raises(io.UnsupportedOperation):
            source.write(b"a")
        with pytest.raises(io.UnsupportedOperation):
            sink.read(1)
        with source as entered:
            assert entered is source
        assert source.closed


@pytest.mark.parametrize(
    "wrong",
    [
        {"input_buffer": -1},
        {"input_buffer": "big"},
        {"output_buffer": 0},
        {"chunk": 0},
        {"overflow": "spill"},
        {"closes_socket": "always"},
    ],
)
def test_policies_refuse_nonsense(wrong: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError), match=next(iter(wrong))):
        PortPolicy(**wrong)  # type: ignore[arg-type]


def test_policies_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        PortPolicy().fill = False  # type: ignore[misc]


def test_peeking_that_takes() -> None:
    ours, theirs = Socket.pair()
    with theirs, InputPort(ours, PortPolicy(peek_takes=True, closes_socket="both")) as port:
        theirs.sock.send(b"one\ntwo")
        assert port.peek() == b"o"
        assert ours.sock.recv(3) == b"ne\n"
        assert port.drain() == b"o"
        theirs.sock.send(b"\nrest")
        assert port.readline() == b"two\n"
        assert ours.sock.recv(10) == b"rest"


class TestBytesOneByOne:
    @policies
    def test_up_to_the_end(self, ends: Ends, policy: PortPolicy) -> None:
        here, there = ends
        port = InputPort(here, policy)
        data = bytes(range(40))
        there.sendall(data)
        assert bytes(port.read_byte() for _ in range(20)) == data[:20]
        port.unread(b"ab")
        assert [port.read_byte(), *port.read(2)] == [97, 98, 20]
        assert port.peek(1) == data[21:22]
        assert bytes(port.read_byte() for _ in range(19)) == data[21:]
        there.shutdown(stdlib.SHUT_WR)
        assert [port.read_byte(), port.read_byte()] == [-1, -1]
        port.close()
        with pytest.raises(PortClosed):
            port.read_byte()

    @policies
    def test_waits_and_fails_as_read_does(self, ends: Ends, policy: PortPolicy) -> None:
        here, there = ends
        port = InputPort(here, policy)
        there.sendall(b"ab")
        assert [port.read_byte(), port.read_byte()] == [97, 98]
        reading = Background(port.read_byte)
        reading.until_blocked()
        there.sendall(b"c")
        assert reading.outcome() == 99
        here.set_blocking(False)
        with pytest.raises(WouldBlock):
            port.read_byte()
        here.close()
        with pytest.raises(Closed):
            port.read_byte()

    def test_goes_on_under_another_descriptor(self, ends: Ends) -> None:
        here, there = ends
        port = InputPort(here)
        there.sendall(b"abc")
        assert [port.read_byte(), port.read_byte()] == [97, 98]
        here.move()
        assert port.read_byte() == 99

    def test_a_longer_read_is_not_torn(self, ends: Ends) -> None:
        here, there = ends
        port = InputPort(here)
        there.sendall(b"ab")
        assert port.read_byte() == 97
        reading = Background(port.read, 3)
        reading.until_blocked()
        single = Background(port.read_byte)
        there.sendall(b"cd!")
        assert (reading.outcome(), single.outcome()) == (b"bcd", 33)

    def test_empty_datagrams_are_ends(self) -> None:
        here, there = connect(stdlib.SOCK_DGRAM)
        with here, there:
            port = InputPort(here)
            for datagram in (b"a", b"", b"b", b"", b"", b"c"):
                there.send(datagram)
            assert [port.read_byte() for _ in range(6)] == [97, -1, 98, -1, -1, 99]


class TestTogether:
    """Threads, signals and forks that meet at one port."""

    def test_four_writers(self, ends: Ends) -> None:
        here, there = ends
        port = OutputPort(here, PortPolicy(output_buffer=300))
        with ThreadPoolExecutor(5) as pool, there.makefile("rb") as peer:

            def write(name: bytes) -> None:
                for number in range(5_000):
                    port.write(b"%s%05d" % (name * (1 + number % 60), number) + b"\n")

            reading = pool.submit(peer.read)
            for writing in [pool.submit(write, name) for name in (b"a", b"b", b"c", b"d")]:
                writing.result(60)
            port.flush()
            here.shutdown(stdlib.SHUT_WR)
            lines = reading.result(60).splitlines()
        for name in (b"a", b"b", b"c", b"d"):
            expected = [b"%s%05d" % (name * (1 + n % 60), n) for n in range(5_000)]
            assert [line for line in lines if line.startswith(name)] == expected
        assert len(lines) == 20_000

    def test_closing_loses_nothing_that_was_written(self) -> None:
        for _ in range(30):
            here, there = connect()
            with here, there, ThreadPoolExecutor(3) as pool, there.makefile("rb") as peer:
                port = OutputPort(here, PortPolicy(output_buffer=64, close_shuts_down=True))

                def write(port: OutputPort = port) -> int:
                    count = 0
                    while True:
                        try:
                            count += port.write(b"12345")
                        except PortClosed:
                            return count

                reading = pool.submit(peer.read)
                writers = [pool.submit(write) for _ in range(2)]
                while port._held.size == 0:
                    pass
                port.close()
                written = sum(writer.result(60) for writer in writers)
                assert reading.result(60) == b"12345" * (written // 5)

    def test_changing_the_buffer_loses_nothing(self, ends: Ends) -> None:
        here, there = ends
        port = OutputPort(here, PortPolicy(output_buffer=64))
        with ThreadPoolExecutor(2) as pool, there.makefile("rb") as peer:
            reading = pool.submit(peer.read)
            writing = pool.submit(lambda: [port.write(b"12345") for _ in range(20_000)])
            while not writing.done():
                for size in (None, 7, 512):
                    port.set_buffering(0, size)
            writing.result(60)
            port.flush()
            here.shutdown(stdlib.SHUT_WR)
            assert reading.result(60) == b"12345" * 20_000

    @pytest.mark.parametrize("block", [0, 100])
    @pytest.mark.parametrize(
        "read",
        [
            lambda port: port.read(7),
            lambda port: port.read1(5),
            lambda port: port.readline(),
            lambda port: port.readline(9),
            lambda port: port.peek(3) and port.read1(3),
            lambda port: bytes([max(byte, 0)]) if (byte := port.read_byte()) >= 0 else b"",
        ],
        ids=["read", "read1", "readline", "readline-9", "peek", "byte"],
    )
    def test_signals_cost_no_byte(self, block: int, read: Callable[[InputPort], bytes]) -> None:
        data = b"".join(b"%d %s\n" % (number, b"x" * (number % 50)) for number in range(2_000))

        def scenario() -> int:
            here, there = connect()
            got: list[bytes] = []
            with here, there, ThreadPoolExecutor(1) as pool:
                port = InputPort(here, PortPolicy(input_buffer=block))

                def send() -> None:
                    for start in range(0, len(data), 333):
                        there.sendall(data[start : start + 333])
                    there.shutdown(stdlib.SHUT_WR)

                def collect() -> None:
                    while piece := read(port):
                        got.append(piece)

                sending = pool.submit(send)
                with alarms() as hits:
                    despite_alarms(collect)
                sending.result(60)
            assert b"".join(got) == data
            return hits[0]

        until_hit(scenario)

    def test_signals_double_no_byte(self, ends: Ends) -> None:
        here, there = ends
        port = OutputPort(here, PortPolicy(output_buffer=100))
        count = [0]

        def write() -> None:
            while count[0] < 5_000:
                # The number is that of the next write before the bytes are held.
                number, count[0] = count[0], count[0] + 1
                port.write(b"%04d %s\n" % (number, b"x" * (number % 70)))
            port.flush()

        with ThreadPoolExecutor(1) as pool, there.makefile("rb") as peer:
            reading = pool.submit(peer.read)
            with alarms() as hits:
                despite_alarms(write)
            port.flush()
            here.shutdown(stdlib.SHUT_WR)
            lines = reading.result(60).splitlines()
        numbers = [int(line[:4]) for line in lines]
        assert numbers == sorted(set(numbers))
        assert 0 <= 5_000 - len(numbers) <= hits[0]
        for line in lines:
            assert line[5:] == b"x" * (int(line[:4]) % 70)

    @pytest.mark.parametrize("newline_flushes", [False, True])
    def test_a_signal_handler_that_writes_too(self, newline_flushes: bool) -> None:
        expected = [b"%04d %s" % (number, b"x" * (number % 70)) for number in range(3_000)]
        policy = PortPolicy(output_buffer=100, newline_flushes=newline_flushes, chunk=37)

        def scenario() -> int:
            here, there = connect()
            port = OutputPort(here, policy)
            with here, there, ThreadPoolExecutor(1) as pool, there.makefile("rb") as peer:
                reading = pool.submit(peer.read)
                with alarms(lambda: port.write(b"alarm\n")) as hits:
                    for number, line in enumerate(expected):
                        port.write(line + b"\n")
                        if number % 50 == 0:
                            port.flush()
                port.flush()
                here.shutdown(stdlib.SHUT_WR)
                lines = reading.result(60).splitlines()
            assert lines.count(b"alarm") == hits[0]
            assert [line for line in lines if line != b"alarm"] == expected
            return hits[0]

        until_hit(scenario)

    def test_what_a_handler_raises_arrives_as_it_is(self, ends: Ends) -> None:
        here, there = ends
        port = TwoWayPort(here)

        def read() -> None:
            while True:
                there.sendall(b"a")
                port.read_byte()

        with alarms(), pytest.raises(AlarmError) as caught:
            read()
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None

    def test_a_child_reads_what_its_parent_was_reading(self, ends: Ends) -> None:
        here, there = ends
        port = TwoWayPort(here, PortPolicy(input_buffer=64, output_buffer=64))
        reading = Background(port.read, 5)
        reading.until_blocked()
        port.write(b"the parent's")
        child = os.fork()
        if not child:
            status = 1
            try:
                port.write(b"the child's")
                port.close()
                status = port.unsent
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert there.recv(99) == b"the child's"
        there.sendall(b"abcde")
        assert reading.outcome() == b"abcde"
        port.flush()
        assert there.recv(99) == b"the parent's"

    def test_handing_over_leaves_one_of_the_two(self) -> None:
        number = 0
        while self._hands_over_until(number):
            number += 1

    def _hands_over_until(self, number: int) -> bool:
        """Break the handing over off before its instruction of a number; false if it has none."""
        here, there = connect()
        with here, there:
            port = TwoWayPort(here, PortPolicy(8, output_buffer=8, closes_socket="both"))
            there.sendall(b"abcd\n")
            assert port.read(1) == b"a"
            port.write(b"12")
            heirs: list[TwoWayPort] = []
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)
                broken = breaks_off(lambda: heirs.append(port.hand_over()), number)
            if heirs or not port.closed:
                left = heirs[0] if heirs else port
                assert left.read(3) == b"bcd", number
                left.write(b"3")
                left.close()
            else:  # the new one was dropped on its way
                assert here.closed, number
            assert there.recv(9)[:2] == b"12", number
        return broken


def test_a_failing_send_of_a_two_way_port_is_a_write(ends: Ends) -> None:
    here, there = ends
    there.close()
    with pytest.raises(BrokenPipe) as caught:
        TwoWayPort(here).write(b"abc")
    assert (caught.value.operation, caught.value.sent) == ("write", 0)


def test_a_port_closed_under_a_reader_forgets_what_that_had(ends: Ends) -> None:
    here, there = ends
    port = InputPort(here, BUFFERED)
    there.sendall(b"abc")
    reading = Background(port.read, 9)
    reading.until_blocked()
    port.close()
    with pytest.raises(PortClosed):
        reading.outcome()
    assert not port.holds
    with pytest.raises(PortClosed):
        port.read(1)


def test_ports_are_binary_files_to_isinstance(ends: Ends) -> None:
    port = TwoWayPort(ends[0])
    assert isinstance(port, io.BufferedIOBase)
    assert isinstance(port, io.IOBase)
    assert not isinstance(port, io.RawIOBase | io.TextIOBase)
