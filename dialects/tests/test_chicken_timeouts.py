"""That CHICKEN's timeouts are kept, whatever waits, and that waiting costs nothing."""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from watched_threads import Background

from schemesockets.dialects.chicken import (
    AF_INET,
    AF_UNIX,
    SOCK_DGRAM,
    SOCK_STREAM,
    NetError,
    NetTimeoutError,
    SockAddr,
    Socket,
    address_information,
    close_output_port,
    flush_output,
    inet_address,
    parameterize,
    peek_char,
    read_line,
    read_lines,
    read_string,
    socket,
    socket_accept,
    socket_accept_timeout,
    socket_bind,
    socket_close,
    socket_connect,
    socket_connect_ai,
    socket_connect_timeout,
    socket_io_ports,
    socket_listen,
    socket_receive,
    socket_receive_from,
    socket_receive_from_into,
    socket_receive_into,
    socket_receive_timeout,
    socket_send,
    socket_send_all,
    socket_send_buffer_size,
    socket_send_size,
    socket_send_timeout,
    socket_send_to,
    unix_address,
    write_byte,
    write_string,
)
from schemesockets.dialects.parameters import Parameter

pytestmark = pytest.mark.usefixtures("_no_leak")

Call: TypeAlias = Callable[[], object]


@pytest.fixture
def pair() -> Iterator[tuple[Socket, Socket]]:
    one, other = Socket.pair(blocking=False)
    with one, other:
        yield one, other


@pytest.fixture
def full(pair: tuple[Socket, Socket]) -> Socket:
    """One that takes no other byte."""
    fill(pair[0])
    return pair[0]


@pytest.fixture
def listener() -> Iterator[Socket]:
    """One that nobody connects to."""
    with socket(AF_INET, SOCK_STREAM) as so:
        socket_bind(so, inet_address("127.0.0.1", 0))
        socket_listen(so, 5)
        yield so


@pytest.fixture
def deaf() -> Iterator[Callable[[int], SockAddr]]:
    """Makes a Unix socket of a type, from which nobody takes what comes; its address."""
    with contextlib.ExitStack() as stack:
        path = f"{stack.enter_context(tempfile.TemporaryDirectory())}/deaf"

        def make(type: int) -> SockAddr:
            so = stack.enter_context(socket(AF_UNIX, type))
            socket_bind(so, unix_address(path))
            if type == SOCK_STREAM:
                socket_listen(so, 0)
            return unix_address(path)

        yield make


def fill(so: Socket) -> None:
    for size in (65536, 1):
        with contextlib.suppress(BlockingIOError):
            while True:
                so.sock.send(bytes(size))


def measured(milliseconds: int, call: Call) -> float:
    """How far off its time a call timed out, in milliseconds."""
    start = time.monotonic()
    with pytest.raises(NetTimeoutError) as caught:
        call()
    elapsed = (time.monotonic() - start) * 1000
    assert caught.value.arguments[0] == milliseconds
    assert elapsed >= milliseconds - 1
    return elapsed - milliseconds


def kept(parameter: Parameter[int | None], milliseconds: int, call: Call) -> None:
    """A call times out within 20 ms of its time; a loaded machine has a minute to show it."""
    end = time.monotonic() + 60
    with parameterize((parameter, milliseconds)):
        while (late := measured(milliseconds, call)) > 20:
            assert time.monotonic() < end, f"{late} ms late"


TIMES = pytest.mark.parametrize("milliseconds", [50, 200, 1000])


@TIMES
def test_connecting(silent: int, milliseconds: int) -> None:
    address = inet_address("127.0.0.1", silent)
    kept(
        socket_connect_timeout,
        milliseconds,
        lambda: socket_connect(socket(AF_INET, SOCK_STREAM), address),
    )


@TIMES
def test_connecting_to_the_addresses_of_a_name(silent: int, milliseconds: int) -> None:
    infos = address_information("127.0.0.1", silent)
    kept(socket_connect_timeout, milliseconds, lambda: socket_connect_ai(infos))


@TIMES
def test_accepting(listener: Socket, milliseconds: int) -> None:
    kept(socket_accept_timeout, milliseconds, lambda: socket_accept(listener))


def test_a_socket_that_is_given_by_name(listener: Socket, pair: tuple[Socket, Socket]) -> None:
    for so, parameter, call in (
        (listener, socket_accept_timeout, lambda: socket_accept(so=listener)),
        (pair[0], socket_receive_timeout, lambda: socket_receive(len=1, so=pair[0])),
    ):
        with parameterize((parameter, 0)), pytest.raises(NetTimeoutError) as caught:
            call()
        assert caught.value.arguments == (0, so.fileno())


@TIMES
def test_receiving(pair: tuple[Socket, Socket], milliseconds: int) -> None:
    kept(socket_receive_timeout, milliseconds, lambda: socket_receive(pair[0], 1))


@TIMES
def test_sending(full: Socket, milliseconds: int) -> None:
    kept(socket_send_timeout, milliseconds, lambda: socket_send(full, b"x"))


@TIMES
def test_reading_a_port(pair: tuple[Socket, Socket], milliseconds: int) -> None:
    i, _ = socket_io_ports(pair[0])
    socket_send(pair[1], b"no end")
    kept(socket_receive_timeout, milliseconds, lambda: read_line(i))


@TIMES
def test_writing_a_port(full: Socket, milliseconds: int) -> None:
    _, o = socket_io_ports(full)
    kept(socket_send_timeout, milliseconds, lambda: write_string("x", None, o))


@pytest.mark.parametrize(
    "call",
    [
        lambda so: socket_receive_into(so, bytearray(1)),
        lambda so: socket_receive_from(so, 1),
        lambda so: socket_receive_from_into(so, bytearray(1)),
        lambda so: read_string(1, socket_io_ports(so)[0]),
        lambda so: read_lines(socket_io_ports(so)[0]),
        lambda so: peek_char(socket_io_ports(so)[0]),
    ],
)
def test_others_that_receive(pair: tuple[Socket, Socket], call: Callable[[Socket], Any]) -> None:
    kept(socket_receive_timeout, 50, lambda: call(pair[0]))


def _flushed(so: Socket) -> None:
    with parameterize((socket_send_buffer_size, 100)):
        _, o = socket_io_ports(so)
    write_string("held back", None, o)
    try:
        flush_output(o)
    finally:
        o.abandon()
        with contextlib.suppress(NetTimeoutError), parameterize((socket_send_timeout, 0)):
            close_output_port(o)


@pytest.mark.parametrize(
    "call",
    [
        lambda so: socket_send_all(so, b"x"),
        lambda so: write_byte(1, socket_io_ports(so)[1]),
        _flushed,
    ],
)
def test_others_that_send(full: Socket, call: Callable[[Socket], Any]) -> None:
    kept(socket_send_timeout, 50, lambda: call(full))


def test_sending_all_has_that_time_for_each_send(pair: tuple[Socket, Socket]) -> None:
    one, _ = pair
    with parameterize((socket_send_timeout, 50), (socket_send_size, None)):
        with pytest.raises(NetTimeoutError) as caught:
            socket_send_all(one, bytes(10_000_000))
        assert 0 < caught.value.sent < 10_000_000


def test_datagrams_that_nobody_takes(deaf: Callable[[int], SockAddr]) -> None:
    address = deaf(SOCK_DGRAM)
    with socket(AF_UNIX, SOCK_DGRAM) as so:
        with contextlib.suppress(BlockingIOError):
            while True:
                so.sock.sendto(b"x", address.address.sockaddr)
        kept(socket_send_timeout, 50, lambda: socket_send_to(so, b"x", address))


def test_a_unix_socket_that_accepts_nobody(deaf: Callable[[int], SockAddr]) -> None:
    address = deaf(SOCK_STREAM)
    with contextlib.ExitStack() as waiting:

        def connect() -> None:
            socket_connect(waiting.enter_context(socket(AF_UNIX, SOCK_STREAM)), address)

        with contextlib.suppress(NetTimeoutError), parameterize((socket_connect_timeout, 0)):
            while True:
                connect()
        kept(socket_connect_timeout, 50, connect)


def test_no_time_at_all(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    with parameterize((socket_receive_timeout, 0)):
        assert measured(0, lambda: socket_receive(one, 1)) < 30_000
        socket_send_all(other, b"x")
        assert socket_receive(one, 1) == b"x"


def test_two_hundred_waiting_threads_cost_no_busy_time(listener: Socket) -> None:
    """Those that receive, send and accept with the default timeouts, and a minute to accept."""
    with contextlib.ExitStack() as stack:

        def ends() -> tuple[Socket, Socket]:
            one, other = Socket.pair(AF_UNIX, SOCK_STREAM, blocking=False)
            return stack.enter_context(one), stack.enter_context(other)

        def accept() -> object:
            with parameterize((socket_accept_timeout, 60_000)):
                return socket_accept(listener)

        empty = [ends()[0] for _ in range(100)]
        full = [ends()[0] for _ in range(50)]
        for so in full:
            fill(so)
        threads: list[Background[Any]] = [
            *(Background(socket_receive, so, 1) for so in empty),
            *(Background(socket_send, so, b"x") for so in full),
            *(Background(accept) for _ in range(50)),
        ]
        for thread in threads:
            thread.until_blocked()
        wall, spent = time.monotonic(), time.process_time()
        with parameterize((socket_accept_timeout, 1000)), pytest.raises(NetTimeoutError):
            socket_accept(listener)  # this thread waits as well, and sees the second pass
        wall, spent = time.monotonic() - wall, time.process_time() - spent
        assert wall >= 0.999
        # One thread that spun would have spent all of it; what is spent ends this one wait.
        assert spent < wall / 20
        for so in (*empty, *full, listener):
            socket_close(so)
        for thread in threads:
            with pytest.raises(NetError, match="Bad file descriptor"):
                thread.outcome()


def test_two_hundred_timeouts_at_once_cost_little() -> None:
    pairs = [Socket.pair(AF_UNIX, SOCK_STREAM, blocking=False) for _ in range(200)]
    outcomes: list[str] = []
    together = threading.Barrier(201, timeout=60)

    def wait(so: Socket) -> None:
        with parameterize((socket_receive_timeout, 1500)):
            together.wait()
            try:
                socket_receive(so, 1)
            except NetTimeoutError:
                outcomes.append("timeout")

    threads = [threading.Thread(target=wait, args=(one,)) for one, _ in pairs]
    for thread in threads:
        thread.start()
    together.wait()
    spent = time.process_time()
    for thread in threads:
        thread.join(60)
    spent = time.process_time() - spent
    for one, other in pairs:
        one.close()
        other.close()
    assert outcomes == ["timeout"] * 200
    assert spent < 0.75  # half the time; threads that spun would have shared out all of it
