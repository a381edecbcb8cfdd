"""Moving bytes with Sagittarius's sockets."""

from __future__ import annotations

import array
import ctypes
import errno
import os
import signal
import socket as stdlib
import struct
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from watched_threads import Background

from schemesockets.core import InetAddress, select
from schemesockets.core.waiting import own_waker
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects.sagittarius import (
    AF_INET,
    AF_INET6,
    MSG_DONTWAIT,
    MSG_OOB,
    MSG_PEEK,
    MSG_TRUNC,
    MSG_WAITALL,
    SOCK_DGRAM,
    Sockaddr,
    addrinfo_sockaddr,
    get_addrinfo,
    make_hint_addrinfo,
    make_server_socket,
    socket_last_error,
    socket_nonblocking,
    socket_recv,
    socket_recv_into,
    socket_recvfrom,
    socket_send,
    socket_send_range,
    socket_sendto,
    socket_sendto_range,
    socket_shutdown,
)

pytestmark = pytest.mark.usefixtures("_no_leak")

Pair = tuple[s.Socket, s.Socket]


@pytest.fixture(autouse=True)
def _token() -> None:
    """What this thread waits with is made once, and is no leak."""
    own_waker()


@pytest.fixture
def pair() -> Iterator[Pair]:
    with make_server_socket("0") as server:
        port = str(server.sock.getsockname()[1])
        with s.make_client_socket("127.0.0.1", port) as one:
            other = s.socket_accept(server)
            assert other is not None
            with other:
                yield one, other


@pytest.fixture
def datagrams() -> Iterator[Pair]:
    with (
        make_server_socket("0", AF_INET, SOCK_DGRAM) as one,
        make_server_socket("0", AF_INET, SOCK_DGRAM) as other,
    ):
        yield one, other


def of(socket: s.Socket) -> Sockaddr:
    """Where to send to a datagram server."""
    return Sockaddr(InetAddress("127.0.0.1", socket.sock.getsockname()[1]))


# --- streams


def test_there_and_back(pair: Pair) -> None:
    one, other = pair
    assert socket_send(one, b"abc") == 3
    assert socket_recv(other, 2) == b"ab"
    assert socket_recv(other, 99) == b"c"
    assert socket_send(other, b"") == 0
    assert socket_last_error(one) == socket_last_error(other) == 0


@pytest.mark.parametrize(
    "data",
    [b"abcd", bytearray(b"abcd"), memoryview(b"abcd"), array.array("b", b"abcd")],
)
def test_what_can_be_sent(pair: Pair, data: Any) -> None:
    one, other = pair
    assert socket_send(one, data) == 4
    assert socket_recv(other, 9) == b"abcd"
    assert socket_send_range(one, data, 1, 2) == 2
    assert socket_recv(other, 9) == b"bc"


def test_items_are_bytes(pair: Pair) -> None:
    one, other = pair
    assert socket_send(one, array.array("H", [1, 2])) == 4
    assert socket_send_range(one, array.array("H", [1, 2]), 2, 2) == 2
    assert socket_recv(other, 6, MSG_WAITALL) == struct.pack("HHH", 1, 2, 2)
    # As many bytes from the start-th byte on as there are from the start-th item, or row.
    table = memoryview(bytes(range(16))).cast("B", (4, 4))
    for data in (table, table.cast("B").cast("I"), array.array("I", table.tobytes())):
        assert socket_send_range(one, data, 3, 4) == 4
        assert socket_recv(other, 9) == bytes([3, 4, 5, 6])
    number: Any = ctypes.c_uint16(7)  # an array of no dimension
    assert socket_send_range(one, number) == 2
    assert socket_recv(other, 9) == struct.pack("H", 7)


def test_the_end(pair: Pair) -> None:
    one, other = pair
    socket_send(one, b"abc")
    s.socket_close(one)
    assert socket_recv(other, 9) == b"abc"
    for _ in range(2):
        assert socket_recv(other, 9) == b""
        assert socket_recv_into(other, bytearray(3), 0, 3) == 0


def test_flags(pair: Pair) -> None:
    one, other = pair
    socket_send(one, b"abc")
    assert socket_recv(other, 2, MSG_PEEK) == b"ab"
    assert socket_recv(other, 9, 0) == b"abc"
    thread = Background(socket_recv, other, 4, MSG_WAITALL)
    thread.until_blocked()
    socket_send(one, b"de")
    socket_send(one, b"fg")
    assert thread.outcome() == b"defg"
    assert socket_send(one, b"!", MSG_OOB) == 1
    assert select((), (), (other,), 20) == ([], [], [other])
    assert socket_recv(other, 1, MSG_OOB) == b"!"


def test_a_receive_waits(pair: Pair) -> None:
    one, other = pair
    thread = Background(socket_recv, other, 9)
    thread.until_blocked()
    socket_send(one, b"x")
    assert thread.outcome() == b"x"


def test_nothing_there(pair: Pair) -> None:
    one, other = pair
    assert socket_recv(other, 9, MSG_DONTWAIT) is None
    assert socket_last_error(other) == errno.EAGAIN
    buffer = bytearray(b"abc")
    assert socket_recv_into(other, buffer, 0, 3, MSG_DONTWAIT) == -1
    socket_nonblocking(other)
    assert socket_recv(other, 9) is None
    assert socket_recv(other, 9, MSG_PEEK) is None
    assert socket_recv(other, 0) is None
    assert socket_recv_into(other, buffer, 0, 3) == -1
    assert socket_recv_into(other, buffer, 0, 0) == -1
    assert socket_recvfrom(other, 9, of(one)) is None
    assert buffer == b"abc"
    socket_send(one, b"x")
    assert socket_recv(other, 9) == b"x"


def test_a_size_of_0_waits_too(pair: Pair) -> None:
    one, other = pair
    calls: list[Callable[[], object]] = [
        lambda: socket_recv(other, 0),
        lambda: socket_recv_into(other, bytearray(3), 1, 0),
        lambda: socket_recvfrom(other, 0, of(one)),
    ]
    for call, empty in zip(calls, (b"", 0, b""), strict=True):
        thread = Background(call)
        thread.until_blocked()
        socket_send(one, b"x")
        assert thread.outcome() == empty
        assert socket_recv(other, 9) == b"x"


def test_no_room(pair: Pair) -> None:
    one, other = pair
    socket_nonblocking(one)
    block = bytes(1 << 20)
    sent = 0
    while (count := socket_send(one, block)) >= 0:
        sent += count
    assert count == -1
    assert socket_last_error(one) == errno.EAGAIN
    assert socket_send_range(one, block) == -1
    assert socket_send(one, block, MSG_DONTWAIT) == -1
    got = 0
    while got < sent:
        got += len(socket_recv(other, 1 << 20) or b"")
    assert got == sent
    socket_send(one, b"again")


def test_a_blocking_send_sends_all(pair: Pair) -> None:
    one, other = pair
    block = os.urandom(1 << 22)
    thread = Background(socket_send, one, block)
    got = bytearray()
    while len(got) < len(block):
        got += socket_recv(other, 1 << 20) or b""
    assert thread.outcome() == len(block)
    assert got == block


def test_the_peer_resets(pair: Pair) -> None:
    one, other = pair
    s.socket_setsockopt(other, s.SOL_SOCKET, s.SO_LINGER, struct.pack("ii", 1, 0))
    s.socket_close(other)
    with pytest.raises(s.SocketError) as caught:
        socket_recv(one, 9)
    assert isinstance(caught.value, ConnectionResetError)
    assert s.condition_message(caught.value) == "Connection reset by peer"
    assert s.condition_irritants(caught.value) == (errno.ECONNRESET,)
    assert s.condition_who(caught.value) == "socket-recv"
    with pytest.raises(s.SocketError) as caught:
        socket_send(one, b"x")
    assert isinstance(caught.value, BrokenPipeError)
    assert s.condition_who(caught.value) == "socket-send"


@pytest.mark.skipif(not hasattr(stdlib, "MSG_NOSIGNAL"), reason="the flag is not everyone's")
def test_no_signal_where_the_program_lets_it_through() -> None:
    program = """
        import signal
        from schemesockets.dialects.sagittarius import *
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        one, other = Socket.pair()
        other.close()
        sends = [
            lambda: socket_send(one, b"x"),
            lambda: socket_send(one, b"x", MSG_DONTWAIT),
            lambda: socket_send_range(one, b"x"),
        ]
        for send in sends:
            try:
                send()
            except BrokenPipeError:
                pass
            else:
                raise SystemExit("sent")
        one.close()
    """
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(program)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode != -signal.SIGPIPE
    assert (done.returncode, done.stderr) == (0, b"")


# --- into the caller's bytevector


def test_receiving_into(pair: Pair) -> None:
    one, other = pair
    socket_send(one, b"abcdef")
    buffer = bytearray(b"......")
    assert socket_recv_into(other, buffer, 1, 2) == 2
    assert buffer == b".ab..."
    assert socket_recv_into(other, buffer, 3, 3, MSG_PEEK) == 3
    assert socket_recv_into(other, memoryview(buffer)[3:], 0, 1) == 1
    assert buffer == b".abcde"
    assert socket_recv_into(other, buffer, 0, 6) == 3
    assert buffer == b"defcde"
    buffer += b"grows"  # nobody holds on to it


def test_not_inside_the_bytevector(pair: Pair) -> None:
    one, other = pair
    socket_send(one, b"abc")
    buffer = bytearray(3)
    for start, length, argument in (
        (-1, 1, "start: expected an exact non-negative"),
        (4, 0, "start: expected an index from 0 to 3"),
        (0, -1, "len: expected an exact non-negative"),
        (0, 4, "len: expected a length from 0 to 3"),
        (2, 2, "len: expected a length from 0 to 1"),
        (0, 2**70, "len: expected a length"),
        (2**70, 0, "start: expected an index"),
    ):
        with pytest.raises(s.AssertionValueError, match=f"socket-recv!: {argument}"):
            socket_recv_into(other, buffer, start, length)
    assert buffer == bytes(3)
    assert socket_recv_into(other, buffer, 3, 0) == 0
    assert socket_recv_into(other, buffer, 0, 3) == 3


def test_part_of_a_bytevector(pair: Pair) -> None:
    one, other = pair
    data = bytes([1, 2, 3, 4, 5])
    assert socket_send_range(one, data, 1, 3) == 3
    assert socket_recv(other, 9) == bytes([2, 3, 4])
    assert socket_send_range(one, data) == 5
    assert socket_recv(other, 9) == data
    assert socket_send_range(one, data, 0, -2) == 5
    assert socket_recv(other, 9) == data
    assert socket_send_range(one, data, 0, 1, 0) == 1
    assert socket_send_range(one, data, 5, 0) == 0
    assert socket_send_range(one, b"") == 0
    assert socket_recv(other, 9) == bytes([1])
    for start, length, argument in (
        (-1, 1, "start: expected an exact non-negative"),
        (6, 0, "start: expected an index from 0 to 5"),
        (3, -1, "len: expected a length from 0 to 2, got -1"),
        (5, -2, "len: expected a length from 0 to 0, got -2"),
        (0, 6, "len: expected a length from 0 to 5"),
        (4, 2, "len: expected a length from 0 to 1"),
    ):
        with pytest.raises(s.AssertionValueError, match=f"socket-send/range: {argument}"):
            socket_send_range(one, data, start, length)
        with pytest.raises(s.AssertionValueError, match=f"socket-sendto/range: {argument}"):
            socket_sendto_range(one, data, of(other), start, length)
    assert socket_recv(other, 9, MSG_DONTWAIT) is None


# --- datagrams


def test_datagrams_and_where_from(datagrams: Pair) -> None:
    one, other = datagrams
    info = get_addrinfo(
        "127.0.0.1",
        str(other.sock.getsockname()[1]),
        make_hint_addrinfo(socktype=SOCK_DGRAM),
    )
    target = addrinfo_sockaddr(info)
    assert target is not None
    assert socket_sendto(one, b"question", target) == 8
    sender = Sockaddr(InetAddress("127.0.0.1", 1))
    assert socket_recvfrom(other, 99, sender) == b"question"
    assert sender.address == of(one).address
    assert socket_sendto(other, b"answer", sender) == 6
    assert socket_recvfrom(one, 3, target) == b"ans"  # the rest is lost
    assert target.address == of(other).address
    assert socket_recv(one, 9, MSG_DONTWAIT) is None


def test_parts_and_flags_of_datagrams(datagrams: Pair) -> None:
    one, other = datagrams
    assert socket_sendto_range(one, b"abcdef", of(other), 1, 3) == 3
    assert socket_sendto_range(one, b"abcdef", of(other)) == 6
    assert socket_sendto(one, b"", of(other), MSG_DONTWAIT) == 0
    sender = of(one)
    assert socket_recvfrom(other, 99, sender, MSG_PEEK) == b"bcd"
    assert socket_recvfrom(other, 99, sender) == b"bcd"
    assert socket_recvfrom(other, 99, sender) == b"abcdef"
    assert socket_recvfrom(other, 99, sender) == b""
    assert socket_recvfrom(other, 99, sender, MSG_DONTWAIT) is None


def test_datagrams_of_ipv6() -> None:
    with (
        make_server_socket("0", AF_INET6, SOCK_DGRAM) as one,
        make_server_socket("0", AF_INET6, SOCK_DGRAM) as other,
    ):
        hint = make_hint_addrinfo(socktype=SOCK_DGRAM)
        there = get_addrinfo("::1", str(other.sock.getsockname()[1]), hint).sockaddr
        sender = Sockaddr(InetAddress("127.0.0.1", 1))
        assert there is not None
        socket_sendto(one, b"x", there)
        assert socket_recvfrom(other, 9, sender) == b"x"
        assert sender.family == AF_INET6
        assert sender.held[1][:2] == ("::1", one.sock.getsockname()[1])
        socket_sendto(other, b"y", sender)
        assert socket_recv(one, 9) == b"y"


def test_an_address_of_another_family(datagrams: Pair) -> None:
    one, _ = datagrams
    ipv6 = get_addrinfo("::1", "9", make_hint_addrinfo(socktype=SOCK_DGRAM)).sockaddr
    assert ipv6 is not None
    calls: list[Callable[[s.Socket, Sockaddr], object]] = [
        lambda socket, sockaddr: socket_sendto(socket, b"x", sockaddr),
        lambda socket, sockaddr: socket_sendto_range(socket, b"x", sockaddr),
    ]
    with make_server_socket("0", AF_INET6, SOCK_DGRAM) as six:
        for call in calls:
            for socket, sockaddr in ((one, ipv6), (six, of(one))):
                with pytest.raises(s.SocketError) as caught:
                    call(socket, sockaddr)
                assert caught.value.errno == errno.EAFNOSUPPORT
                assert s.socket_error_socket(caught.value) is socket


def test_a_connected_stream_names_nobody(pair: Pair) -> None:
    one, other = pair
    socket_send(one, b"x")
    sockaddr = Sockaddr(InetAddress("127.0.0.1", 1))
    assert socket_recvfrom(other, 9, sockaddr) == b"x"
    assert sockaddr.address == InetAddress("127.0.0.1", 1)
    socket_shutdown(one, s.SHUT_WR)
    assert socket_recvfrom(other, 9, sockaddr) == b""


def test_unix_datagrams() -> None:
    one, other = s.Socket.pair(type=SOCK_DGRAM)
    with one, other:
        sockaddr = Sockaddr(InetAddress("127.0.0.1", 1))
        socket_send(one, b"x")
        assert socket_recvfrom(other, 9, sockaddr) == b"x"
        assert sockaddr.address == InetAddress("127.0.0.1", 1)


def test_the_true_length_makes_no_bytes_up(datagrams: Pair, pair: Pair) -> None:
    one, other = datagrams
    sockaddr = of(other)
    for size in (4, 0):
        socket_sendto(one, b"abcdef", of(other))
        assert socket_recv(other, size, MSG_TRUNC | MSG_PEEK) == b"abcd"[:size]
        assert socket_recv(other, size, MSG_TRUNC) == b"abcd"[:size]
        socket_sendto(one, b"abcdef", of(other))
        assert socket_recvfrom(other, size, sockaddr, MSG_TRUNC) == b"abcd"[:size]
        assert sockaddr.address.port == of(one).address.port  # type: ignore[union-attr]
        assert socket_recv(other, 9, MSG_TRUNC | MSG_DONTWAIT) is None
    socket_sendto(one, b"abcdef", of(other))
    assert socket_recv_into(other, bytearray(4), 0, 4, MSG_TRUNC) == 6
    socket_send(pair[0], b"abcd")
    assert socket_recv(pair[1], 3, MSG_TRUNC) == bytes(3)  # a stream's bytes are thrown away
    assert socket_recv(pair[1], 3) == b"d"


def test_too_long_a_datagram(datagrams: Pair) -> None:
    one, other = datagrams
    with pytest.raises(s.SocketError) as caught:
        socket_sendto(one, bytes(70_000), of(other))
    assert caught.value.errno == errno.EMSGSIZE
    assert s.condition_who(caught.value) == "socket-sendto"


# --- bad arguments


WRONG_BYTES: tuple[Any, ...] = (None, "abc", 5, [97], object(), memoryview(b"abcdef")[::2])
WRONG_INTEGERS: tuple[Any, ...] = (None, "1", 1.0, b"1", [1], object())
SOCKADDR = Sockaddr(InetAddress("127.0.0.1", 1))
CALLS: dict[str, Callable[..., object]] = {
    "socket-send": lambda socket, data=b"x", *rest: socket_send(socket, data, *rest),
    "socket-send/range": lambda socket, data=b"x", *rest: socket_send_range(
        socket, data, 0, -1, *rest
    ),
    "socket-sendto": lambda socket, data=b"x", *rest: socket_sendto(socket, data, SOCKADDR, *rest),
    "socket-sendto/range": lambda socket, data=b"x", *rest: socket_sendto_range(
        socket, data, SOCKADDR, 0, -1, *rest
    ),
    "socket-recv": lambda socket, size=1, *rest: socket_recv(socket, size, *rest),
    "socket-recv!": lambda socket, size=1, *rest: socket_recv_into(
        socket, bytearray(3), 0, size, *rest
    ),
    "socket-recvfrom": lambda socket, size=1, *rest: socket_recvfrom(
        socket, size, SOCKADDR, *rest
    ),
}


@pytest.fixture
def untouched(datagrams: Pair) -> Iterator[s.Socket]:
    """A socket of which nothing is taken, and from which nothing is sent."""
    one, other = datagrams
    socket_sendto(other, b"waits", of(one))
    yield one
    assert socket_recv(one, 99, MSG_DONTWAIT) == b"waits"
    assert socket_recv(other, 99, MSG_DONTWAIT) is None


@pytest.mark.parametrize("name", CALLS)
def test_what_is_no_socket(name: str) -> None:
    for wrong in (None, 5, "socket", s.Socket, stdlib.socket, object()):
        with pytest.raises(s.AssertionTypeError, match=f"{name}: socket: expected a socket, got"):
            CALLS[name](wrong)


@pytest.mark.parametrize("name", [name for name in CALLS if "send" in name])
def test_what_is_no_bytevector(untouched: s.Socket, name: str) -> None:
    for wrong in WRONG_BYTES:
        with pytest.raises(s.AssertionTypeError, match=f"{name}: bytevector: expected a bytevec"):
            CALLS[name](untouched, wrong)


@pytest.mark.parametrize("name", [name for name in CALLS if "recv" in name])
def test_what_is_no_size(untouched: s.Socket, name: str) -> None:
    argument = "len" if name.endswith("!") else "size"
    for wrong in WRONG_INTEGERS:
        with pytest.raises(
            s.AssertionTypeError, match=f"{name}: {argument}: expected an exact no"
        ):
            CALLS[name](untouched, wrong)
    for wrong in (-1, -(2**70), 2**70):
        with pytest.raises(s.AssertionValueError, match=f"{name}: {argument}: expected a"):
            CALLS[name](untouched, wrong)


@pytest.mark.parametrize("name", CALLS)
def test_what_are_no_flags(untouched: s.Socket, name: str) -> None:
    good = b"x" if "send" in name else 1
    for wrong in (*WRONG_INTEGERS, True, False):
        with pytest.raises(s.AssertionTypeError, match=f"{name}: flags: expected an exact integ"):
            CALLS[name](untouched, good, wrong)
    for wrong in (2**31, -(2**31) - 1, 2**70):
        with pytest.raises(s.AssertionValueError, match=f"{name}: flags: expected an exact inte"):
            CALLS[name](untouched, good, wrong)


def test_what_is_no_sockaddr(untouched: s.Socket) -> None:
    wrong: Any
    for wrong in (None, 5, ("127.0.0.1", 1), InetAddress("127.0.0.1", 1), Sockaddr):
        calls: list[Callable[[Any], object]] = [
            lambda wrong: socket_sendto(untouched, b"x", wrong),
            lambda wrong: socket_sendto_range(untouched, b"x", wrong),
            lambda wrong: socket_recvfrom(untouched, 9, wrong),
        ]
        for call in calls:
            with pytest.raises(s.AssertionTypeError, match="sockaddr: expected a sockaddr, got"):
                call(wrong)


def test_what_cannot_be_received_into(untouched: s.Socket) -> None:
    wrong: Any
    for wrong in (None, b"abc", "abc", 5, memoryview(b"abc"), array.array("H", [1, 2]), [1]):
        with pytest.raises(s.AssertionTypeError, match="bytevector: expected a writable bytevect"):
            socket_recv_into(untouched, wrong, 0, 1)
    wide = memoryview(bytearray(16))
    for wrong in (wide.cast("I"), wide.cast("B", (4, 4)), ctypes.c_uint32(0)):
        for start in (0, 3):
            with pytest.raises(s.AssertionTypeError, match="expected a writable bytevector"):
                socket_recv_into(untouched, wrong, start, 4)
    for wrong in WRONG_INTEGERS:
        with pytest.raises(s.AssertionTypeError, match="start: expected an exact non-negative"):
            socket_recv_into(untouched, bytearray(3), wrong, 1)


def test_more_memory_than_there_is(untouched: s.Socket) -> None:
    with pytest.raises(s.SocketError, match="Cannot allocate memory"):
        socket_recv(untouched, 2**62)


def test_a_stream_to_an_address_sends_all(pair: Pair) -> None:
    one, other = pair
    block = bytearray(1 << 22)
    nobody = Sockaddr(InetAddress("127.0.0.1", 1))  # which TCP does not look at
    for data in (bytes(block), block):
        thread = Background(socket_sendto, one, data, nobody)
        got = 0
        while got < len(block):
            got += len(socket_recv(other, 1 << 20) or b"")
        assert thread.outcome() == len(block)
