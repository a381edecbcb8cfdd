"""Guile's sockets while signals arrive, and exceptions break in at any instruction."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket as stdlib
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import pytest
from alarms import alarm_once
from breaking import breaks_off

from schemesockets.dialects import guile as g

Pair = tuple[g.SocketPort, g.SocketPort]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """The first of them has nothing to read, and cannot send without waiting."""
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
    with contextlib.suppress(BlockingIOError):
        while True:
            first.socket.sock.send(bytes(65536), stdlib.MSG_DONTWAIT)
    yield first, second
    g.close_port(first)
    g.close_port(second)


@contextlib.contextmanager
def ticking() -> Iterator[None]:
    """Have a handler that returns run again and again."""
    before = signal.signal(signal.SIGALRM, lambda number, frame: None)
    signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# What a signal handler raises

OPERATIONS: dict[str, Callable[[Pair], object]] = {
    "recv!": lambda pair: g.recv_into(pair[0], bytearray(4)),
    "recv! with flags": lambda pair: g.recv_into(pair[0], bytearray(4), g.MSG_PEEK),
    "recv! of nothing": lambda pair: g.recv_into(pair[0], bytearray(0)),
    "recvfrom!": lambda pair: g.recvfrom_into(pair[0], bytearray(4)),
    "recvfrom! in a range": lambda pair: g.recvfrom_into(pair[0], bytearray(4), 0, 1, 3),
    "send": lambda pair: g.send(pair[0], b"x"),
    "get-u8": lambda pair: g.get_u8(pair[0]),
    "lookahead-u8": lambda pair: g.lookahead_u8(pair[0]),
    "get-bytevector-n": lambda pair: g.get_bytevector_n(pair[0], 4),
    "get-bytevector-some": lambda pair: g.get_bytevector_some(pair[0]),
    "read-char": lambda pair: g.read_char(pair[0]),
    "peek-char": lambda pair: g.peek_char(pair[0]),
    "read-line": lambda pair: g.read_line(pair[0]),
    "read-string": lambda pair: g.read_string(pair[0], 20),
    "put-bytevector": lambda pair: g.put_bytevector(pair[0], b"x"),
    "display": lambda pair: g.display("x", pair[0]),
    "write-line": lambda pair: g.write_line("x", pair[0]),
    "select": lambda pair: g.select([pair[0]], [], []),
    "catch of another key": lambda pair: g.catch(
        "system-error", lambda: g.get_u8(pair[0]), lambda *thrown: g.EOF
    ),
}


@pytest.mark.parametrize(
    "error",
    [TimeoutError("mine"), BlockingIOError(errno.EAGAIN, "mine"), ValueError("mine")],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_a_handler_raises_arrives_unchanged(
    pair: Pair, operation: str, error: Exception
) -> None:
    def handler() -> None:
        raise error

    error.__context__ = error.__cause__ = None
    with alarm_once(handler), pytest.raises(type(error)) as caught:
        OPERATIONS[operation](pair)
    assert caught.value is error
    assert error.__context__ is None
    assert error.__cause__ is None


def test_accept_and_connect_let_a_handlers_exception_pass(silent: int) -> None:
    error = TimeoutError("mine")

    def handler() -> None:
        raise error

    server, client = (g.socket(g.PF_INET, g.SOCK_STREAM, 0) for _ in range(2))
    g.bind(server, g.AF_INET, g.INADDR_LOOPBACK, 0)
    g.listen(server, 1)
    for port in (server, client):
        g.setsockopt(port, g.SOL_SOCKET, g.SO_RCVTIMEO, (20, 0))
        g.setsockopt(port, g.SOL_SOCKET, g.SO_SNDTIMEO, (20, 0))
    with alarm_once(handler), pytest.raises(TimeoutError) as caught:
        g.accept(server)
    assert caught.value is error
    with alarm_once(handler), pytest.raises(TimeoutError) as caught:
        g.connect(client, g.AF_INET, g.INADDR_LOOPBACK, silent)
    assert caught.value is error
    g.close_port(server)
    g.close_port(client)


def test_catch_leaves_no_context_behind() -> None:
    def fail(*thrown: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        g.catch(True, lambda: g.inet_pton(g.AF_INET, "x"), fail)
    assert caught.value.__context__ is None


# Time limits hold while signals arrive

LIMITED: dict[str, Callable[[Pair], object]] = {
    "recv!": OPERATIONS["recv!"],
    "recvfrom!": OPERATIONS["recvfrom!"],
    "send": OPERATIONS["send"],
    "read-line": OPERATIONS["read-line"],
    "display": OPERATIONS["display"],
}


@pytest.mark.parametrize("name", LIMITED)
def test_a_limit_does_not_begin_anew_with_each_signal(pair: Pair, name: str) -> None:
    g.setsockopt(pair[0], g.SOL_SOCKET, g.SO_RCVTIMEO, (0, 100_000))
    g.setsockopt(pair[0], g.SOL_SOCKET, g.SO_SNDTIMEO, (0, 100_000))
    before = monotonic()
    with ticking(), pytest.raises(BlockingIOError) as caught:
        LIMITED[name](pair)
    assert isinstance(caught.value, g.GuileSystemError)
    assert caught.value.errno == errno.EAGAIN
    assert monotonic() - before > 0.09


def test_accept_gives_up_while_signals_arrive() -> None:
    server = g.socket(g.PF_INET, g.SOCK_STREAM, 0)
    g.bind(server, g.AF_INET, g.INADDR_LOOPBACK, 0)
    g.listen(server, 1)
    g.setsockopt(server, g.SOL_SOCKET, g.SO_RCVTIMEO, (0, 100_000))
    with ticking():
        assert g.accept(server) is None
    assert g.getsockopt(server, g.SOL_SOCKET, g.SO_RCVTIMEO) == (0, 100_000)
    g.close_port(server)


# No signal


def test_a_peer_that_is_gone_is_no_signal() -> None:
    program = """
        import signal
        from schemesockets.dialects.guile import *

        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        for write in (
            lambda port: send(port, b"x"),
            lambda port: send(port, b"x", MSG_DONTWAIT),
            lambda port: send(port, bytearray(b"x")),
            lambda port: put_u8(port, 1),
            lambda port: display("x", port),
        ):
            first, second = socketpair(PF_UNIX, SOCK_STREAM, 0)
            close_port(second)
            try:
                write(first)
            except BrokenPipeError:
                print("refused")
            close_port(first)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "refused\n" * 5), done.stderr


# Ctrl-C before any instruction


def test_closing_that_is_broken_off_can_be_done_again() -> None:
    number = 0
    while True:
        port, other = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
        g.setvbuf(port, "block", 100)
        g.display("held", port)
        descriptor = g.fileno(port)
        if not breaks_off(lambda port=port: g.close_port(port), number):  # type: ignore[misc]
            break
        g.close_port(port)
        assert g.is_port_closed(port)
        assert g.close_port(port) is False
        with pytest.raises(OSError):
            os.fstat(descriptor)
        assert g.read_string(other) in ("held", "")
        g.close_port(other)
        number += 1
    assert g.read_string(other) == "held"
    g.close_port(other)
    assert number > 50


# Descriptors that nothing refers to yet when it breaks in are closed with a warning.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_port_that_is_moved_is_found_whatever_breaks_in() -> None:
    number = 0
    while True:
        port, other = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
        descriptor = g.fileno(port)
        ended = not breaks_off(lambda descriptor=descriptor: g.close(descriptor), number)  # type: ignore[misc]
        # Had it not been found, this would have closed the descriptor under it.
        assert g.close(g.fileno(port)) is True
        assert g.send(port, b"on") == 2
        assert g.get_bytevector_n(other, 2) == b"on"
        g.close_port(port)
        g.close_port(other)
        if ended:
            break
        number += 1
    assert number > 30


@pytest.mark.parametrize(
    "read", [g.read_char, g.peek_char, g.read_line, g.is_char_ready, g.drain_input]
)
@pytest.mark.parametrize("mode", ["none", "block"])
def test_reading_that_is_broken_off_leaves_a_port_that_reads(
    mode: Any, read: Callable[[g.SocketPort], object]
) -> None:
    number = 0
    while True:
        first, second = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
        g.setvbuf(second, mode)
        g.display("é€\nmore\n", first)
        ended = not breaks_off(lambda second=second: read(second), number)  # type: ignore[misc]
        g.display("\nend\n", first)
        g.shutdown(first, 1)
        assert g.read_string(second).endswith("\nend\n")
        g.close_port(first)
        g.close_port(second)
        if ended:
            break
        number += 1
    assert number > 5
