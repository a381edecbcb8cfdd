"""When Guile's sockets wait and when not: time limits, and what `select` says of buffers."""

from __future__ import annotations

import contextlib
import os
import socket as stdlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from real_guile import ask
from watched_threads import Background

from schemesockets.dialects import guile as g

Pair = tuple[g.SocketPort, g.SocketPort]

LIMIT = (0, 30_000)  # 30 ms


@pytest.fixture
def tcp() -> Iterator[g.SocketPort]:
    port = g.socket(g.PF_INET, g.SOCK_STREAM, 0)
    yield port
    g.close_port(port)


# Time limits of accept


def test_accept_gives_up_in_time(tcp: g.SocketPort) -> None:
    g.bind(tcp, g.AF_INET, g.INADDR_LOOPBACK, 0)
    g.listen(tcp, 5)
    g.setsockopt(tcp, g.SOL_SOCKET, g.SO_RCVTIMEO, LIMIT)
    assert Background(g.accept, tcp).outcome() is None
    assert not g.fcntl(tcp, g.F_GETFL) & g.O_NONBLOCK
    name = g.getsockname(tcp)
    assert name is not None
    with stdlib.create_connection(("127.0.0.1", g.sockaddr_port(name))):
        accepted = g.accept(tcp)
        assert accepted is not None
        g.close_port(accepted[0])


def test_accept_waits_for_ever_once_the_limit_is_gone(tcp: g.SocketPort) -> None:
    g.bind(tcp, g.AF_INET, g.INADDR_LOOPBACK, 0)
    g.listen(tcp, 5)
    g.setsockopt(tcp, g.SOL_SOCKET, g.SO_RCVTIMEO, LIMIT)
    g.setsockopt(tcp, g.SOL_SOCKET, g.SO_RCVTIMEO, (0, 0))
    thread = Background(g.accept, tcp)
    thread.join(0.1)  # longer than the limit
    thread.until_blocked()
    name = g.getsockname(tcp)
    assert name is not None
    with stdlib.create_connection(("127.0.0.1", g.sockaddr_port(name))):
        accepted = thread.outcome()
        assert accepted is not None
        g.close_port(accepted[0])


# Time limits of connect


def test_connect_gives_up_in_time(tcp: g.SocketPort, silent: int) -> None:
    g.setsockopt(tcp, g.SOL_SOCKET, g.SO_SNDTIMEO, LIMIT)
    thread = Background(g.connect, tcp, g.AF_INET, g.INADDR_LOOPBACK, silent)
    assert thread.outcome() is None
    assert not g.fcntl(tcp, g.F_GETFL) & g.O_NONBLOCK


@pytest.mark.skipif(sys.platform != "linux", reason="one more attempt's limit is Linux's")
def test_what_the_system_gives_up_is_an_error(tcp: g.SocketPort, silent: int) -> None:
    """ETIMEDOUT from the system is not the socket's own limit, which is further away."""
    g.setsockopt(tcp, g.SOL_SOCKET, g.SO_SNDTIMEO, (300, 0))
    tcp.socket.set_option(stdlib.IPPROTO_TCP, stdlib.TCP_USER_TIMEOUT, 100)
    thread = Background(g.connect, tcp, g.AF_INET, g.INADDR_LOOPBACK, silent)
    with pytest.raises(g.GuileSystemError) as caught:
        thread.outcome()
    assert isinstance(caught.value, TimeoutError)
    assert caught.value.procedure == "connect"


@pytest.mark.skipif(sys.platform != "linux", reason="how a full backlog behaves is Linux's")
def test_a_unix_socket_that_nobody_accepts_was_not_connected(tmp_path: Path) -> None:
    """Nothing goes on there after the limit, so it is EAGAIN, as on a non-blocking one."""
    ports = [g.socket(g.PF_UNIX, g.SOCK_STREAM, 0) for _ in range(3)]
    server, first, second = ports
    path = str(tmp_path / "s")
    g.bind(server, g.AF_UNIX, path)
    g.listen(server, 0)
    assert g.connect(first, g.AF_UNIX, path) is True
    g.setsockopt(second, g.SOL_SOCKET, g.SO_SNDTIMEO, LIMIT)
    with pytest.raises(g.GuileSystemError) as caught:
        Background(g.connect, second, g.AF_UNIX, path).outcome()
    assert isinstance(caught.value, BlockingIOError)
    for port in ports:
        g.close_port(port)


# select and the buffer of output


def until_it_would_wait(call: Callable[[], object]) -> None:
    with contextlib.suppress(BlockingIOError):
        while True:
            call()


@pytest.fixture
def full() -> Iterator[g.SocketPort]:
    """One of a pair that takes no more, and does not wait."""
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_STREAM | g.SOCK_NONBLOCK, 0)
    until_it_would_wait(lambda: g.send(first, bytes(65536)))
    yield first
    until_it_would_wait(lambda: g.recv_into(second, bytearray(65536)))
    g.close_port(first)
    g.close_port(second)


def is_writable(port: g.SocketPort) -> bool:
    return bool(g.select([], [port], [], 0)[1])


def test_a_full_socket_is_writable_while_its_buffer_has_room(full: g.SocketPort) -> None:
    """For more than one byte: the last one sends what is there."""
    assert not is_writable(full)
    for mode in ("block", "line"):
        g.setvbuf(full, mode, 10)
        assert is_writable(full)
    g.put_bytevector(full, bytes(8))
    assert is_writable(full)
    g.put_bytevector(full, bytes(1))
    assert not is_writable(full)


@pytest.mark.parametrize("setting", [("none",), ("block", 0), ("block", 1)])
def test_without_room_a_full_socket_is_not_writable(
    full: g.SocketPort, setting: tuple[object, ...]
) -> None:
    g.setvbuf(full, *setting)  # type: ignore[arg-type]
    assert not is_writable(full)


def test_room_in_a_buffer_is_the_ports_and_ends_the_wait(full: g.SocketPort) -> None:
    g.setvbuf(full, "block", 10)
    assert Background(g.select, [full], (full,), []).outcome() == ([], (full,), [])
    number = g.fileno(full)
    assert g.select([], [number, full], [], 0) == ([], [full], [])


def test_guile_looks_at_its_buffers_as_well() -> None:
    prelude = """
        (use-modules (rnrs bytevectors) (ice-9 binary-ports))
        (define pair (socketpair AF_UNIX SOCK_STREAM 0))
        (define full (car pair))
        (fcntl full F_SETFL O_NONBLOCK)
        (fcntl (cdr pair) F_SETFL O_NONBLOCK)
        (define (until-it-would-wait thunk)
          (catch 'system-error (lambda () (while #t (thunk))) (const #t)))
        (until-it-would-wait (lambda () (send full (make-bytevector 65536 0))))
        (define (writable?) (pair? (cadr (select '() (list full) '() 0))))
        (define (empty-the-queue) ; or it would wait at the end
          (until-it-would-wait (lambda () (recv! (cdr pair) (make-bytevector 65536)))))
    """
    assert ask(
        "(writable?)",
        "(begin (setvbuf full 'line 10) (writable?))",
        "(begin (setvbuf full 'block 10) (writable?))",
        "(begin (put-bytevector full (make-bytevector 8 0)) (writable?))",
        "(begin (put-bytevector full #vu8(0)) (writable?))",
        "(empty-the-queue)",
        prelude=prelude,
    ) == ["#f", "#t", "#t", "#t", "#f", "#t"]


# The mode that a program sees


def test_a_listening_descriptor_is_the_engines_and_its_mode_the_ports(tcp: g.SocketPort) -> None:
    """Whatever the port waits for, no accept may hang in the system."""
    number = g.fileno(tcp)
    assert not g.fcntl(tcp, g.F_GETFL) & g.O_NONBLOCK
    g.bind(tcp, g.AF_INET, g.INADDR_LOOPBACK, 0)
    g.listen(tcp, 5)
    for flags in (0, g.O_NONBLOCK, 0):
        assert g.fcntl(number, g.F_SETFL, flags) == 0
        for item in (tcp, number):
            assert g.fcntl(item, g.F_GETFL) & g.O_NONBLOCK == flags
        assert tcp.socket.blocking is not bool(flags)
        assert not os.get_blocking(number)


def test_a_connected_descriptor_has_the_mode_that_the_port_has() -> None:
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
    for flags in (g.O_NONBLOCK, 0):
        g.fcntl(first, g.F_SETFL, flags)
        assert os.get_blocking(g.fileno(first)) is not bool(flags)
    g.close_port(first)
    g.close_port(second)


# A query consumes nothing


def test_asking_whether_something_is_there_takes_nothing() -> None:
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_DGRAM, 0)
    g.send(first, b"ab")
    for _ in range(3):
        assert g.is_char_ready(second)
        assert g.select([second], [], [], 0)[0] == [second]
    buffer = bytearray(4)
    assert g.recv_into(second, buffer) == 2
    assert buffer == b"ab\0\0"
    assert not g.is_char_ready(second)
    g.close_port(first)
    g.close_port(second)


def test_select_finds_ten_ready_ones_among_hundreds_in_order() -> None:
    pairs = [g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0) for _ in range(200)]
    reads = [second for _, second in pairs]
    for first, _ in pairs[::20]:
        g.put_u8(first, 1)
    assert g.select(reads, [], [], 0) == (reads[::20], [], [])
    for pair in pairs:
        for port in pair:
            g.close_port(port)
