"""Moving bytes: what each operation returns, waits for, and leaves behind when it fails."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket as stdlib
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import pytest
from alarms import alarm_once
from watched_threads import Background, open_descriptors, until

from schemesockets.core import (
    READABLE,
    BrokenPipe,
    Closed,
    ConnectionReset,
    DeadlinePassed,
    Inet6Address,
    InetAddress,
    Interrupted,
    MessageTooLong,
    NotConnected,
    Socket,
    SocketError,
    UnixAddress,
    Unsupported,
    WouldBlock,
    clear_interrupt,
    interrupt,
    wait_readable,
)
from schemesockets.core.constants import (
    AF_INET,
    AF_INET6,
    AF_UNIX,
    MSG_DONTWAIT,
    MSG_OOB,
    MSG_PEEK,
    MSG_TRUNC,
    MSG_WAITALL,
    SHUT_RD,
    SHUT_WR,
    SO_LINGER,
    SO_SNDBUF,
    SOCK_DGRAM,
    SOCK_SEQPACKET,
    SOCK_STREAM,
    SOL_SOCKET,
)
from schemesockets.core.handle import waiting_anyway
from schemesockets.core.transfer import NOW, NOW_QUIETLY

Pair = tuple[Socket, Socket]


@pytest.fixture
def udp() -> Iterator[Pair]:
    with Socket.open(AF_INET, SOCK_DGRAM) as one, Socket.open(AF_INET, SOCK_DGRAM) as other:
        one.bind(InetAddress("127.0.0.1", 0))
        other.bind(InetAddress("127.0.0.1", 0))
        yield one, other


def address_of(socket: Socket) -> InetAddress:
    address = socket.local_address()
    assert isinstance(address, InetAddress)
    return address


def fill(socket: Socket) -> int:
    """Send until nothing more goes; returns how much went."""
    sent = 0
    try:
        while True:
            sent += socket.send(bytes(65536), timeout=0)
    except WouldBlock:
        return sent


def reset(socket: Socket) -> None:
    """Break the connection off, so that the peer gets ECONNRESET."""
    socket.set_option(SOL_SOCKET, SO_LINGER, (True, 0))
    socket.close()


# --- streams


def test_send_and_receive(pair: Pair) -> None:
    one, other = pair
    assert one.send(b"hello") == 5
    assert other.receive(3) == b"hel"
    assert other.receive(10) == b"lo"


def test_bytes_like_of_any_kind(pair: Pair) -> None:
    one, other = pair
    for data in (b"abcd", bytearray(b"abcd"), memoryview(b"abcd"), memoryview(b"abcd").cast("H")):
        one.send_all(data)
        assert other.receive(10) == b"abcd"


def test_the_end_of_the_stream(pair: Pair) -> None:
    one, other = pair
    one.send(b"x")
    one.shutdown(SHUT_WR)
    assert other.receive(10) == b"x"
    assert other.receive(10) == b""
    assert other.receive(10, MSG_WAITALL) == b""
    assert other.receive_into(bytearray(3)) == 0
    assert other.receive_from(10) == (b"", None)


def test_the_first_try_may_be_the_caller_s_own(pair: Pair) -> None:
    # How a caller in a hurry does it: one system call, and the engine only where that must wait.
    one, other = pair
    one.sock.send(b"ab", NOW_QUIETLY)
    assert other.sock.recv(2, NOW) == b"ab"
    with pytest.raises(BlockingIOError) as plain:
        other.sock.recv(2, NOW)
    assert plain.type is BlockingIOError
    assert other.would_wait(plain.value, "mine")
    for waits, expected in ((False, WouldBlock), (None, DeadlinePassed), (True, DeadlinePassed)):
        with pytest.raises(expected) as caught:
            other.resume("mine", READABLE, stdlib.socket.recv, 2, NOW, timeout=0.001, waits=waits)
        assert (caught.value.operation, caught.value.socket) == ("mine", other)
    thread = Background(other.resume, "mine", READABLE, stdlib.socket.recv, 2, NOW)
    thread.until_blocked()
    one.send(b"c")
    assert thread.outcome() == b"c"
    # And where one had to wait, the next had better poll first.
    assert other.polls_first > 0
    with pytest.raises(DeadlinePassed) as caught:
        other.poll_first("mine", timeout=0.001)
    assert caught.value.operation == "mine"
    other.poll_first("mine", timeout=0)  # then the try says that it would have to wait
    for _ in range(2):  # the second finds what the first polled
        poller = Background(other.poll_first, "mine")
        poller.until_blocked()
        one.send(b"d")
        poller.outcome()
        assert other.receive(1) == b"d"
    while other.polls_first:
        one.send(b"e")
        other.poll_first("mine")
        assert other.receive(1) == b"e"
    other.set_blocking(False)
    assert not other.polls_first


def test_half_close_each_way(tcp: Pair) -> None:
    client, server = tcp
    client.shutdown(SHUT_WR)
    assert server.receive(1) == b""
    server.send(b"still")
    assert client.receive(10) == b"still"
    client.shutdown(SHUT_RD)
    assert client.receive(10) == b""


def test_receive_into_a_slice(pair: Pair) -> None:
    one, other = pair
    buffer = bytearray(b"..........")
    one.send(b"abcdef")
    assert other.receive_into(buffer, 2, 5) == 3
    assert buffer == b"..abc....."
    assert other.receive_into(buffer, 7) == 3
    assert buffer == b"..abc..def"
    buffer.append(0)  # nobody holds on to it
    shorts = memoryview(bytearray(4)).cast("H")
    one.send(b"xy")
    assert other.receive_into(shorts, 1, 3) == 2
    assert shorts.tobytes() == b"\0xy\0"


@pytest.mark.parametrize(("start", "end"), [(-1, None), (0, 4), (2, 1), (4, None)])
def test_a_slice_outside_the_buffer(pair: Pair, start: int, end: int | None) -> None:
    with pytest.raises(ValueError, match="buffer of 3"):
        pair[0].receive_into(bytearray(3), start, end)
    with pytest.raises(ValueError, match="buffer of 3"):
        pair[0].receive_from_into(bytearray(3), start, end)


def test_a_buffer_that_cannot_be_written(pair: Pair) -> None:
    pair[1].send(b"x")
    with pytest.raises(TypeError):
        pair[0].receive_into(b"abc")
    assert pair[0].receive(1) == b"x"


def test_peek(pair: Pair) -> None:
    one, other = pair
    one.send(b"abc")
    assert other.receive(2, MSG_PEEK) == b"ab"
    assert other.receive(9, MSG_PEEK | MSG_WAITALL) == b"abc"  # does not wait for all
    assert other.receive(9) == b"abc"


def test_out_of_band(tcp: Pair) -> None:
    client, server = tcp
    with pytest.raises(SocketError) as caught:
        server.receive(1, MSG_OOB)
    assert caught.value.errno == errno.EINVAL
    client.send(b"ab")
    client.send(b"!", MSG_OOB)
    until(lambda: bool(server.sock.recv(3, MSG_PEEK)), "the normal bytes are there")
    urgent = server.receive(1, MSG_OOB, timeout=60)
    assert urgent == b"!"
    assert server.receive(2, MSG_WAITALL) == b"ab"


# --- MSG_WAITALL


def test_wait_all_waits_for_all(pair: Pair) -> None:
    one, other = pair
    thread = Background(other.receive, 6, MSG_WAITALL, timeout=60)
    for piece in (b"ab", b"cd", b"ef"):
        thread.until_blocked()
        one.send(piece)
    assert thread.outcome() == b"abcdef"
    with_origin = Background(other.receive_from, 2, MSG_WAITALL)
    one.send(b"x")
    with_origin.until_blocked()
    one.send(b"y")
    assert with_origin.outcome() == (b"xy", None)


def test_wait_all_returns_what_came(tcp: Pair) -> None:
    client, server = tcp
    client.send(b"abc")
    assert server.receive(10, MSG_WAITALL, timeout=0.01) == b"abc"
    with pytest.raises(DeadlinePassed):
        server.receive(10, MSG_WAITALL, timeout=0.01)
    client.send(b"de")
    assert server.receive(10, MSG_WAITALL, timeout=0) == b"de"  # not to wait: what is there
    with pytest.raises(WouldBlock):
        server.receive(10, MSG_WAITALL, timeout=0)
    client.send(b"fg")
    client.shutdown(SHUT_WR)
    assert server.receive(10, MSG_WAITALL) == b"fg"


def test_wait_all_leaves_the_failure_to_the_next_call(tcp: Pair) -> None:
    client, server = tcp
    client.send(b"abc")
    thread = Background(server.receive, 10, MSG_WAITALL)
    thread.until_blocked()
    reset(client)
    assert thread.outcome() == b"abc"
    with pytest.raises(ConnectionReset):
        server.receive(10)


def test_wait_all_leaves_the_interrupt_to_the_next_wait(pair: Pair) -> None:
    one, other = pair
    one.send(b"abc")

    def work() -> bytes:
        came = other.receive(10, MSG_WAITALL)
        with pytest.raises(Interrupted):
            other.receive(10)
        return came

    thread = Background(work)
    thread.until_blocked()
    assert interrupt(thread)
    assert thread.outcome() == b"abc"


def test_wait_all_when_closed_keeps_what_came(pair: Pair) -> None:
    one, other = pair
    one.send(b"abc")
    thread = Background(other.receive, 10, MSG_WAITALL)
    thread.until_blocked()
    other.close()
    assert thread.outcome() == b"abc"


# --- datagrams


def test_datagrams_and_where_they_come_from(udp: Pair) -> None:
    one, other = udp
    assert one.send_to(b"hello", address_of(other)) == 5
    assert other.receive_from(100) == (b"hello", address_of(one))
    one.send_to(b"abc", address_of(other))
    buffer = bytearray(6)
    assert other.receive_from_into(buffer, 1, 5) == (3, address_of(one))
    assert buffer == b"\0abc\0\0"
    one.send_to(b"", address_of(other))
    assert other.receive_from(100) == (b"", address_of(one))


@pytest.fixture
def kinds(udp: Pair) -> Iterator[list[Pair]]:
    """Connected sockets that keep messages apart: UDP, Unix datagrams, Unix packets."""
    one, other = udp
    one.connect(address_of(other))
    other.connect(address_of(one))
    with contextlib.ExitStack() as stack:
        found = [udp]
        for type in (SOCK_DGRAM, SOCK_SEQPACKET):
            ends = Socket.pair(AF_UNIX, type)
            found.append((stack.enter_context(ends[0]), stack.enter_context(ends[1])))
        yield found


def test_of_a_message_that_is_cut_nothing_is_made_up(kinds: list[Pair]) -> None:
    data = bytes(range(1, 201)) * 2
    for one, other in kinds:
        for size in (0, 1, 4, 400, 500):
            expected = data[:size]
            for flags in (MSG_TRUNC, MSG_TRUNC | MSG_PEEK, MSG_TRUNC | MSG_WAITALL):
                one.send(data)
                if size:  # for nothing the stdlib does not ask the system
                    assert other.receive(size, flags) == expected
                if not size or flags & MSG_PEEK:
                    assert other.receive(500) == data
                one.send(data)
                assert other.receive_from(size, flags)[0] == expected
                if flags & MSG_PEEK:
                    assert other.receive(500) == data
            buffer = bytearray(b"." * 500)
            one.send(data)
            # The true length, and not a byte beyond the slice.
            assert other.receive_from_into(buffer, 0, size, MSG_TRUNC)[0] == 400
            assert buffer == expected.ljust(500, b".")


def test_what_a_stream_truncates_is_no_memory_of_ours(tcp: Pair) -> None:
    client, server = tcp
    client.send(b"abcdef")
    until(lambda: len(server.receive(9, MSG_PEEK)) == 6, "all of it is there")
    # TCP throws away what it counts, and writes nothing; nor is there more than that.
    assert server.receive(4, MSG_TRUNC) == bytes(4)
    assert server.receive(100, MSG_TRUNC) == bytes(2)


def test_a_datagram_is_cut(udp: Pair) -> None:
    one, other = udp
    other.connect(address_of(one))
    one.connect(address_of(other))
    for _ in range(6):
        one.send(b"abcdef")
    assert other.receive(3) == b"abc"
    assert other.receive(3, MSG_TRUNC) == b"abc"
    buffer = bytearray(3)
    assert other.receive_into(buffer, 0, None, MSG_TRUNC) == 6  # its true length
    assert buffer == b"abc"
    assert other.receive_from(2, MSG_TRUNC)[0] == b"ab"
    assert other.receive_from_into(buffer, 1, 2, MSG_TRUNC)[0] == 6
    assert other.receive(9, MSG_WAITALL) == b"abcdef"  # of no effect on datagrams


def test_unconnected_and_too_long(udp: Pair) -> None:
    one, other = udp
    with pytest.raises(NotConnected):
        one.send(b"x")
    with pytest.raises(MessageTooLong) as caught:
        one.send_to(bytes(70000), address_of(other))
    assert caught.value.operation == "send_to"
    with pytest.raises(Unsupported):
        one.send_to(b"x", Inet6Address("::1", 1))
    with pytest.raises(Unsupported):
        one.send_to(b"x", UnixAddress("/x"))


def test_ipv6_datagrams() -> None:
    with Socket.open(AF_INET6, SOCK_DGRAM) as one, Socket.open(AF_INET6, SOCK_DGRAM) as other:
        one.bind(Inet6Address("::1", 0))
        other.bind(Inet6Address("::1", 0))
        target = other.local_address()
        assert target is not None
        one.send_to(b"six", target)
        assert other.receive_from(10) == (b"six", one.local_address())


def test_unix_datagrams_from_a_path_an_abstract_name_and_nobody(tmp_path: Any) -> None:
    name = UnixAddress(str(tmp_path / "s"))
    with Socket.open(AF_UNIX, SOCK_DGRAM) as server, Socket.open(AF_UNIX, SOCK_DGRAM) as client:
        server.bind(name)
        client.send_to(b"x", name)
        data, address = server.receive_from(10)
        assert data == b"x"
        assert address is None or (isinstance(address, UnixAddress) and address.is_unnamed)
        abstract = UnixAddress(f"\0{tmp_path.name}-{id(tmp_path)}")
        client.bind(abstract)
        client.send_to(b"y", name)
        assert server.receive_from(10) == (b"y", abstract)


def test_chunks_are_datagrams(udp: Pair) -> None:
    one, other = udp
    one.connect(address_of(other))
    one.send_all(b"abcdefg", chunk=3)
    assert [other.receive(10) for _ in range(3)] == [b"abc", b"def", b"g"]
    one.send_all(b"")
    assert other.receive(10) == b""
    with pytest.raises(ValueError, match="chunk"):
        one.send_all(b"abc", chunk=0)


# --- waiting, and not waiting

Operation = Callable[[Socket, Any], object]
RECEIVES: dict[str, Operation] = {
    "receive": lambda s, t: s.receive(5, timeout=t),
    "receive_into": lambda s, t: s.receive_into(bytearray(5), timeout=t),
    "receive_from": lambda s, t: s.receive_from(5, timeout=t),
    "receive_from_into": lambda s, t: s.receive_from_into(bytearray(5), timeout=t),
}
SENDS: dict[str, Operation] = {
    "send": lambda s, t: s.send(bytes(65536), timeout=t),
    "send_all": lambda s, t: s.send_all(bytes(65536), timeout=t),
}
ALL = RECEIVES | SENDS


@pytest.fixture(params=ALL)
def stuck(request: pytest.FixtureRequest, pair: Pair) -> tuple[Socket, Operation, Socket]:
    """A socket, an operation that must wait on it, and the peer."""
    one, other = pair
    if request.param in SENDS:
        fill(one)
    return one, ALL[request.param], other


Stuck = tuple[Socket, Operation, Socket]


def test_a_deadline(stuck: Stuck) -> None:
    socket, operation, _ = stuck
    with pytest.raises(DeadlinePassed) as caught:
        operation(socket, 0.01)
    assert caught.value.socket is socket
    assert caught.value.errno == errno.ETIMEDOUT


def test_not_to_wait(stuck: Stuck) -> None:
    socket, operation, _ = stuck
    with pytest.raises(WouldBlock):
        operation(socket, 0)
    assert socket.blocking
    assert os.get_blocking(socket.fileno())


def test_a_non_blocking_socket_never_waits(stuck: Stuck) -> None:
    socket, operation, _ = stuck
    socket.set_blocking(False)
    for timeout in (None, 0, 100):
        with pytest.raises(WouldBlock):
            operation(socket, timeout)


@pytest.mark.parametrize("blocking", [True, False])
def test_waiting_whatever_the_mode(blocking: bool) -> None:
    one, other = Socket.pair(blocking=blocking)
    with one, other:
        with pytest.raises(WouldBlock):
            one.receive(1, timeout=100, waits=False)
        with pytest.raises(DeadlinePassed):
            one.receive(1, timeout=0.001, waits=True)
        fill(one)
        with pytest.raises(WouldBlock):
            one.send(b"x", timeout=100, waits=False)
        with pytest.raises(DeadlinePassed):
            one.send(b"x", timeout=0.001, waits=True)
        assert os.get_blocking(one.fileno()) is blocking


@pytest.mark.parametrize("timeout", [-1, float("nan")])
def test_a_bad_timeout(stuck: Stuck, timeout: float) -> None:
    socket, operation, _ = stuck
    with pytest.raises(ValueError, match="timeout"):
        operation(socket, timeout)


@pytest.mark.parametrize("timeout", [None, 20, float("inf")])
def test_waiting_until_it_can(stuck: Stuck, timeout: float | None) -> None:
    socket, operation, peer = stuck
    thread = Background(operation, socket, timeout)
    thread.until_blocked()
    peer.send(b"hello", timeout=1)
    reader = Background(drain, peer)
    thread.outcome()
    socket.shutdown(SHUT_WR)
    reader.outcome()


def drain(socket: Socket) -> int:
    count = 0
    while data := socket.receive(1 << 20):
        count += len(data)
    return count


def test_interrupted(stuck: Stuck) -> None:
    socket, operation, _ = stuck
    thread = Background(operation, socket, None)
    thread.until_blocked()
    assert interrupt(thread)
    with pytest.raises(Interrupted) as caught:
        thread.outcome()
    assert caught.value.socket is socket


def test_closed_meanwhile(stuck: Stuck) -> None:
    socket, operation, _ = stuck
    thread = Background(operation, socket, None)
    thread.until_blocked()
    socket.close()
    with pytest.raises(Closed) as caught:
        thread.outcome()
    assert caught.value.socket is socket


def test_closed_before(pair: Pair) -> None:
    pair[0].close()
    for name, operation in ALL.items():
        with pytest.raises(Closed) as caught:
            operation(pair[0], None)
        assert caught.value.errno == errno.EBADF
        assert caught.value.operation.startswith(name.removesuffix("_into").removesuffix("_all"))


def test_dontwait_among_the_flags(pair: Pair) -> None:
    with pytest.raises(WouldBlock):
        pair[0].receive(5, MSG_DONTWAIT)
    fill(pair[0])
    with pytest.raises(WouldBlock):
        pair[0].send(bytes(65536), MSG_DONTWAIT)


def test_a_signal_does_not_end_a_wait_nor_prolong_it(pair: Pair) -> None:
    one, other = pair
    ticks: list[int] = []

    def tick(number: int, frame: object) -> None:
        ticks.append(number)
        if len(ticks) == 3:
            other.send(b"now")

    before = signal.signal(signal.SIGALRM, tick)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.005, 0.005)
        assert one.receive(10) == b"now"
        assert len(ticks) >= 3
        start = monotonic()
        with pytest.raises(DeadlinePassed):
            one.receive(10, timeout=0.03)
        assert monotonic() - start >= 0.03
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_what_a_signal_handler_raises_ends_a_wait(pair: Pair) -> None:
    def give_up() -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"), alarm_once(give_up):
        pair[0].receive(1)
    assert pair[0].waiters == []


def test_a_signal_handler_may_interrupt(pair: Pair) -> None:
    me = threading.current_thread()
    with alarm_once(lambda: interrupt(me)), pytest.raises(Interrupted):
        pair[0].receive(1)


def test_nothing_is_lost_when_many_threads_receive(pair: Pair) -> None:
    one, other = pair
    count = 200

    def take() -> list[bytes]:
        taken = []
        while data := other.receive(1):
            taken.append(data)
        return taken

    threads = [Background(take) for _ in range(5)]
    for _ in range(count):
        one.send(b"x")
    one.shutdown(SHUT_WR)
    assert sum(len(thread.outcome()) for thread in threads) == count


def test_a_full_unix_datagram_queue_is_waited_for(tmp_path: Any) -> None:
    # poll says "writable" of an unconnected one, whatever its receiver's queue holds.
    name = UnixAddress(str(tmp_path / "s"))
    with Socket.open(AF_UNIX, SOCK_DGRAM) as server, Socket.open(AF_UNIX, SOCK_DGRAM) as client:
        server.bind(name)
        sent = 0
        with contextlib.suppress(WouldBlock):
            while True:
                client.send_to(b"x", name, timeout=0)
                sent += 1
        with pytest.raises(DeadlinePassed):
            client.send_to(b"x", name, timeout=0.02)
        thread = Background(client.send_to, b"last", name)
        thread.until_blocked()
        for _ in range(sent):
            assert server.receive(10) == b"x"
        assert thread.outcome() == 4
        assert server.receive(10) == b"last"


# --- send_all, partly


def test_send_all_of_much_against_a_slow_reader(tcp: Pair) -> None:
    client, server = tcp
    data = bytes(range(256)) * 32768  # 8 MiB
    thread = Background(client.send_all, data, chunk=100_000)
    thread.until_blocked()
    assert server.receive(len(data), MSG_WAITALL) == data
    thread.outcome()


@pytest.mark.parametrize("how", ["timeout", "interrupt", "close", "end", "would block"])
def test_send_all_says_how_much_has_gone(pair: Pair, how: str) -> None:
    one, other = pair
    one.set_option(SOL_SOCKET, SO_SNDBUF, 20000)
    size = 1 << 20
    expected: type[SocketError] | tuple[type[SocketError], ...]
    if how == "would block":
        one.set_blocking(False)
    thread = Background(one.send_all, bytes(size), timeout=0.05 if how == "timeout" else None)
    if how == "timeout":
        expected = DeadlinePassed
    elif how == "would block":
        expected = WouldBlock
    else:
        thread.until_blocked()
        if how == "interrupt":
            expected = Interrupted
            interrupt(thread)
        elif how == "close":
            expected = Closed
            one.close()
        else:
            expected = BrokenPipe, ConnectionReset  # the latter where it left something unread
            other.close()
    with pytest.raises(expected) as caught:
        thread.outcome()
    sent = caught.value.sent
    assert 0 < sent < size
    if not other.closed:
        one.close()
        assert drain(other) == sent


# --- connections that break


def test_reset_by_the_peer(tcp: Pair) -> None:
    client, server = tcp
    reset(client)
    assert wait_readable(server, 10)
    with pytest.raises(ConnectionReset) as caught:
        server.receive(1)
    assert caught.value.operation == "receive"
    with pytest.raises(BrokenPipe):
        server.send(b"x")


def test_reset_while_waiting(tcp: Pair) -> None:
    client, server = tcp
    thread = Background(server.receive, 1)
    thread.until_blocked()
    reset(client)
    with pytest.raises(ConnectionReset):
        thread.outcome()


def test_broken_pipe(pair: Pair) -> None:
    one, other = pair
    other.close()
    for operation in SENDS.values():
        with pytest.raises(BrokenPipe) as caught:
            operation(one, None)
        assert caught.value.sent == 0
    with pytest.raises(BrokenPipe):
        one.send(b"x", timeout=0)


def test_no_sigpipe_even_if_the_program_lets_it_through() -> None:
    program = """
        import signal
        from schemesockets.core import BrokenPipe, Socket
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        one, other = Socket.pair()
        other.close()
        for send in (one.send, one.send_all):
            try:
                send(b"x")
            except BrokenPipe:
                print("broken")
        one.close()
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "broken\nbroken\n"), done.stderr


def test_a_udp_peer_that_is_not_there(udp: Pair) -> None:
    one, other = udp
    one.connect(address_of(other))
    other.close()
    one.send(b"x")
    with pytest.raises(ConnectionRefusedError):
        one.receive(1, timeout=60)


def test_no_descriptor_and_no_watcher_is_left(pair: Pair) -> None:
    one, _ = pair
    before = open_descriptors()
    for _ in range(20):
        with pytest.raises(DeadlinePassed):
            one.receive(1, timeout=0.0001)
        with pytest.raises(WouldBlock):
            one.receive(1, timeout=0)
    assert open_descriptors() == before
    assert one.waiters == []
    assert not clear_interrupt()


def test_a_default_timeout_of_the_stdlib_changes_nothing(listener: Socket) -> None:
    stdlib.setdefaulttimeout(0.001)
    try:
        for type in (SOCK_STREAM, SOCK_DGRAM):
            with Socket.open(AF_INET, type) as opened:
                assert opened.sock.gettimeout() in (None, 0)  # nothing in between
        one, other = Socket.pair()
        with one, other:
            thread = Background(one.receive, 5)
            thread.until_blocked()
            other.send(b"x")
            assert thread.outcome() == b"x"
            assert one.sock.gettimeout() is None
        with listener, Socket.open(AF_INET, SOCK_STREAM) as client:
            client.connect(address_of(listener))
            assert client.sock.gettimeout() is None
            with listener.accept(timeout=60)[0] as accepted:
                assert accepted.sock.gettimeout() is None
                assert os.get_blocking(accepted.fileno())
    finally:
        stdlib.setdefaulttimeout(None)


def test_non_blocking_sockets_wait_in_a_thread_that_waits_anyway() -> None:
    one, other = Socket.pair(blocking=False)
    size = 1 << 22
    with one, other:

        def exchange() -> tuple[bytes, int]:
            with waiting_anyway():
                return other.receive(5), other.send(bytes(size))

        background = Background(exchange)
        until(lambda: bool(other.waiters), "the other thread waits")
        with pytest.raises(WouldBlock):
            one.receive(5)  # in this thread it does not wait
        one.send(b"hello")
        one.set_blocking(True)
        left = size
        while left:
            left -= len(one.receive(1 << 20))
        assert background.outcome() == (b"hello", size)
        one.set_blocking(False)
        with waiting_anyway():
            for refuses in ({"flags": MSG_DONTWAIT}, {"waits": False}):
                with pytest.raises(WouldBlock):
                    one.receive(5, **refuses)
        with pytest.raises(WouldBlock):
            one.receive(5)


def test_a_connection_is_awaited_in_a_thread_that_waits_anyway() -> None:
    with Socket.open(AF_INET, SOCK_STREAM, blocking=False) as listener:
        listener.bind(InetAddress("127.0.0.1", 0))
        listener.listen(1)
        address = listener.local_address()
        assert address is not None

        def accept() -> Socket:
            with waiting_anyway():
                return listener.accept(blocking=False)[0]

        background = Background(accept)
        until(lambda: bool(listener.waiters), "the other thread waits")
        with waiting_anyway(), Socket.open(AF_INET, SOCK_STREAM, blocking=False) as client:
            assert client.connect(address)
            background.outcome().close()
