"""Options of sockets, their modes, and how long a read may take."""

from __future__ import annotations

import errno
import os
import socket as stdlib
import struct
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from watched_threads import Background

from schemesockets.core.waiting import own_waker
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects.sagittarius import (
    SO_KEEPALIVE,
    SO_LINGER,
    SO_RCVBUF,
    SO_RCVTIMEO,
    SO_REUSEADDR,
    SO_TYPE,
    SOCK_STREAM,
    SOL_SOCKET,
    SOL_TCP,
    TCP_NODELAY,
    is_nonblocking_socket,
    socket_blocking,
    socket_get_read_timeout,
    socket_getsockopt,
    socket_last_error,
    socket_nonblocking,
    socket_recv,
    socket_send,
    socket_set_read_timeout,
    socket_setsockopt,
)

pytestmark = pytest.mark.usefixtures("_no_leak")


@pytest.fixture(autouse=True)
def _token() -> None:
    """What this thread waits with is made once, and is no leak."""
    own_waker()


@pytest.fixture
def socket() -> Iterator[s.Socket]:
    with s.Socket.open(s.AF_INET, SOCK_STREAM) as made:
        yield made


@pytest.fixture
def pair() -> Iterator[tuple[s.Socket, s.Socket]]:
    one, other = s.Socket.pair()
    with one, other:
        yield one, other


# --- options


def test_integers(socket: s.Socket) -> None:
    assert socket_setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, 1) is True
    for size in (0, -1, -99):
        value = socket_getsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, size)
        assert type(value) is int
        assert value == 1
    assert socket_getsockopt(socket, SOL_SOCKET, SO_TYPE, 0) == SOCK_STREAM
    assert SOL_TCP is not None
    assert socket_setsockopt(socket, SOL_TCP, TCP_NODELAY, 1)
    assert socket_getsockopt(socket, SOL_TCP, TCP_NODELAY, -1) == 1
    assert socket_last_error(socket) == 0


def test_bytes(socket: s.Socket) -> None:
    linger = struct.pack("ii", 1, 5)
    for data in (linger, bytearray(linger), memoryview(linger)):
        assert socket_setsockopt(socket, SOL_SOCKET, SO_LINGER, data) is True
    assert socket_getsockopt(socket, SOL_SOCKET, SO_LINGER, 8) == linger
    assert socket_getsockopt(socket, SOL_SOCKET, SO_TYPE, 4) == struct.pack("i", SOCK_STREAM)


def test_just_as_many_bytes(socket: s.Socket) -> None:
    one = struct.pack("i", SOCK_STREAM)
    for size in (1, 2, 3):
        assert socket_getsockopt(socket, SOL_SOCKET, SO_TYPE, size) == one[:size]
    for size in (5, 16, 1024, 1025, 5000):
        data = socket_getsockopt(socket, SOL_SOCKET, SO_TYPE, size)
        assert data == one + bytes(size - 4)


def test_the_system_refuses(socket: s.Socket) -> None:
    assert socket_setsockopt(socket, SOL_SOCKET, 12345, 1) is False
    assert socket_last_error(socket) == errno.ENOPROTOOPT
    assert s.socket_error_message(socket) == os.strerror(errno.ENOPROTOOPT)
    assert socket_setsockopt(socket, SOL_SOCKET, SO_LINGER, b"") is False
    assert socket_last_error(socket) == errno.EINVAL
    for size in (-1, 4):
        with pytest.raises(s.SocketError) as caught:
            socket_getsockopt(socket, SOL_SOCKET, 12345, size)
        assert s.condition_message(caught.value) == os.strerror(errno.ENOPROTOOPT)
        assert s.condition_who(caught.value) == "socket-getsockopt"
        assert caught.value.errno == errno.ENOPROTOOPT


def test_options_of_a_closed_socket(socket: s.Socket) -> None:
    socket.close()
    calls: list[Callable[[], object]] = [
        lambda: socket_setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, 1),
        lambda: socket_getsockopt(socket, SOL_SOCKET, SO_REUSEADDR, 4),
        lambda: socket_getsockopt(socket, SOL_SOCKET, SO_REUSEADDR, -1),
        lambda: socket_nonblocking(socket),
        lambda: socket_blocking(socket),
        lambda: socket_set_read_timeout(socket, 5),
        lambda: socket_get_read_timeout(socket),
    ]
    for call in calls:
        with pytest.raises(s.SocketClosedError, match="socket is closed"):
            call()


def test_bad_options(socket: s.Socket) -> None:
    wrong: Any
    for wrong in (None, "1", 1.0, True, [1]):
        with pytest.raises(s.AssertionTypeError, match="socket-setsockopt!: level: expected an e"):
            socket_setsockopt(socket, wrong, SO_REUSEADDR, 1)
        with pytest.raises(s.AssertionTypeError, match="socket-setsockopt!: name: expected an ex"):
            socket_setsockopt(socket, SOL_SOCKET, wrong, 1)
        with pytest.raises(s.AssertionTypeError, match="value: expected a bytevector or an exact"):
            socket_setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, wrong)
        with pytest.raises(s.AssertionTypeError, match="socket-getsockopt: size: expected an ex"):
            socket_getsockopt(socket, SOL_SOCKET, SO_REUSEADDR, wrong)
    for wrong in (2**31, -(2**31) - 1, 2**70):
        with pytest.raises(s.AssertionValueError, match="level: expected"):
            socket_setsockopt(socket, wrong, SO_REUSEADDR, 1)
        with pytest.raises(s.AssertionValueError, match="value: expected"):
            socket_setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, wrong)
        with pytest.raises(s.AssertionValueError, match="size: expected"):
            socket_getsockopt(socket, SOL_SOCKET, SO_REUSEADDR, wrong)
    for wrong in (None, 5, socket.sock):
        with pytest.raises(s.AssertionTypeError, match="socket: expected a socket, got"):
            socket_getsockopt(wrong, SOL_SOCKET, SO_REUSEADDR, 4)
    assert socket_getsockopt(socket, SOL_SOCKET, SO_REUSEADDR, -1) == 0


def test_a_buffer_s_size(socket: s.Socket) -> None:
    before = socket_getsockopt(socket, SOL_SOCKET, SO_RCVBUF, -1)
    assert socket_setsockopt(socket, SOL_SOCKET, SO_RCVBUF, 10_000)
    assert socket_getsockopt(socket, SOL_SOCKET, SO_RCVBUF, -1) != before


# --- modes


def test_modes(pair: tuple[s.Socket, s.Socket]) -> None:
    one, other = pair
    assert not is_nonblocking_socket(one)
    assert socket_nonblocking(one) is None
    assert is_nonblocking_socket(one)
    assert not os.get_blocking(one.fileno())
    assert socket_recv(one, 5) is None
    socket_blocking(one)
    assert not is_nonblocking_socket(one)
    assert os.get_blocking(one.fileno())
    waiting = Background(socket_recv, one, 5)
    waiting.until_blocked()
    socket_send(other, b"now")
    assert waiting.outcome() == b"now"


def test_the_mode_of_what_is_no_socket() -> None:
    calls: list[Callable[[Any], object]] = [
        socket_nonblocking,
        socket_blocking,
        is_nonblocking_socket,
        socket_get_read_timeout,
        lambda thing: socket_set_read_timeout(thing, 5),
    ]
    for call in calls:
        for wrong in (None, 5, stdlib.socket):
            with pytest.raises(s.AssertionTypeError, match="socket: expected a socket, got"):
                call(wrong)


# --- the read timeout


def test_no_timeout_at_first(socket: s.Socket) -> None:
    assert socket_get_read_timeout(socket) == timedelta()


@pytest.mark.parametrize(
    ("timeout", "set_to"),
    [
        (200, timedelta(milliseconds=200)),
        (0, timedelta()),
        (3000, timedelta(seconds=3)),
        (timedelta(seconds=2, milliseconds=100), timedelta(seconds=2, milliseconds=100)),
        (timedelta(), timedelta()),
        (86_400_000, timedelta(days=1)),
    ],
)
def test_setting_a_timeout(socket: s.Socket, timeout: int | timedelta, set_to: timedelta) -> None:
    socket_set_read_timeout(socket, 40)
    assert socket_set_read_timeout(socket, timeout) is None
    assert socket_get_read_timeout(socket) == set_to


def test_a_short_time_is_not_for_ever(socket: s.Socket) -> None:
    socket_set_read_timeout(socket, timedelta(microseconds=1))
    assert timedelta() < socket_get_read_timeout(socket) <= timedelta(milliseconds=20)


def test_it_is_the_system_s_option(socket: s.Socket) -> None:
    socket_set_read_timeout(socket, 3000)
    data = socket_getsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, struct.calcsize("@ll"))
    assert data == struct.pack("@ll", 3, 0)
    socket_setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, struct.pack("@ll", 4, 0))
    assert socket_get_read_timeout(socket) == timedelta(seconds=4)


def test_a_time_longer_than_a_time_object_can_be(socket: s.Socket) -> None:
    socket_set_read_timeout(socket, timedelta.max)  # which the system rounds up
    assert socket_get_read_timeout(socket) == timedelta.max
    socket_setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, struct.pack("@ll", 10**15, 0))
    assert socket_get_read_timeout(socket) == timedelta.max


def test_a_receive_past_it(pair: tuple[s.Socket, s.Socket]) -> None:
    one, other = pair
    socket_set_read_timeout(one, 40)
    buffer = bytearray(5)
    sockaddr = s.addrinfo_sockaddr(s.get_addrinfo("127.0.0.1", "1", None))
    assert sockaddr is not None
    calls: dict[str, Callable[[], object]] = {
        "socket-recv": lambda: socket_recv(one, 5),
        "socket-recv!": lambda: s.socket_recv_into(one, buffer, 0, 5),
        "socket-recvfrom": lambda: s.socket_recvfrom(one, 5, sockaddr),
    }
    for who, call in calls.items():
        started = monotonic()
        with pytest.raises(s.SocketReadTimeoutError) as caught:
            call()
        assert monotonic() - started >= 0.03
        error = caught.value
        assert isinstance(error, TimeoutError)
        assert s.condition_who(error) == who
        assert s.condition_message(error) == "Read timeout! node: #f, service: #f"
        assert s.socket_error_socket(error) is one
        assert error.timeout == socket_get_read_timeout(one)
        socket_send(other, b"late")  # nothing is lost
        assert socket_recv(one, 5) == b"late"


def test_the_message_says_where() -> None:
    with s.make_server_socket("0") as server:
        port = str(server.sock.getsockname()[1])
        with s.make_client_socket("localhost", port) as client:
            socket_set_read_timeout(client, 4)
            with pytest.raises(s.SocketReadTimeoutError) as caught:
                socket_recv(client, 1)
    expected = f"Read timeout! node: localhost, service: {port}"
    assert s.condition_message(caught.value) == expected


def test_a_timeout_of_0_waits(pair: tuple[s.Socket, s.Socket]) -> None:
    one, other = pair
    socket_set_read_timeout(one, 40)
    socket_set_read_timeout(one, 0)
    waiting = Background(socket_recv, one, 5)
    waiting.until_blocked()
    socket_send(other, b"x")
    assert waiting.outcome() == b"x"


def test_a_nonblocking_socket_has_no_use_for_it(pair: tuple[s.Socket, s.Socket]) -> None:
    one, _ = pair
    socket_set_read_timeout(one, 60_000)
    socket_nonblocking(one)
    assert socket_recv(one, 5) is None


def test_bad_timeouts(socket: s.Socket) -> None:
    wrong: Any
    for wrong in (None, "5", 5.0, True, (0, 5)):
        with pytest.raises(
            s.AssertionTypeError,
            match="socket-set-read-timeout!: timeout: expected a time from 0 on: milliseconds or",
        ):
            socket_set_read_timeout(socket, wrong)
    for wrong in (-1, timedelta(microseconds=-1), 2**70):
        with pytest.raises(s.AssertionValueError, match="timeout: expected a time from 0 on"):
            socket_set_read_timeout(socket, wrong)
    assert socket_get_read_timeout(socket) == timedelta()


# --- constants


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux has")
def test_what_linux_lacks_is_false() -> None:
    names = [name for name in vars(s.constants)["__all__"] if getattr(s, name) is None]
    assert names == ["MSG_EOF", "MSG_PROBE"]
    assert (s.MSG_FIN, s.MSG_SYN, s.MSG_RST) == (0x200, 0x400, 0x1000)
    assert s.EWOULDBLOCK == s.EAGAIN == errno.EAGAIN
