"""Guile's ports by their descriptors: modes set through a number, numbers closed under a port."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator

import pytest
from real_guile import ask
from watched_threads import Background

from schemesockets.core import NoDescriptors
from schemesockets.dialects import guile as g

Pair = tuple[g.SocketPort, g.SocketPort]


@pytest.fixture
def pair() -> Iterator[Pair]:
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
    yield first, second
    g.close_port(first)
    g.close_port(second)


@pytest.fixture
def server() -> Iterator[g.SocketPort]:
    port = g.socket(g.PF_INET, g.SOCK_STREAM, 0)
    g.bind(port, g.AF_INET, g.INADDR_LOOPBACK, 0)
    g.listen(port, 5)
    yield port
    g.close_port(port)


# Modes


def test_a_mode_set_through_the_number_is_the_ports(server: g.SocketPort) -> None:
    number = g.fileno(server)
    g.fcntl(number, g.F_SETFL, g.O_NONBLOCK | g.fcntl(number, g.F_GETFL))
    thread = Background(g.accept, server)
    assert thread.outcome() is None
    assert g.fcntl(server, g.F_GETFL) & g.O_NONBLOCK  # accept has left it alone
    g.fcntl(number, g.F_SETFL, 0)
    waiting = Background(g.accept, server)
    waiting.until_blocked()
    client = g.socket(g.PF_INET, g.SOCK_STREAM, 0)
    name = g.getsockname(server)
    assert name is not None
    g.connect(client, name)
    accepted = waiting.outcome()
    assert accepted is not None
    g.close_port(accepted[0])
    g.close_port(client)


def test_the_number_of_a_closed_port_is_nobodys() -> None:
    """Its next owner's mode is not the closed port's."""
    closed = g.socket(g.PF_INET, g.SOCK_STREAM, 0)
    number = g.fileno(closed)
    g.close_port(closed)
    reading, writing = os.pipe()
    try:
        assert number in (reading, writing)
        g.fcntl(number, g.F_SETFL, g.O_NONBLOCK)
        assert not os.get_blocking(number)
    finally:
        os.close(reading)
        assert g.close(writing) is True
    assert g.is_port_closed(closed)


# Closing a number


def test_a_port_moves_when_its_number_is_closed(pair: Pair) -> None:
    first, second = pair
    number = g.fileno(first)
    assert g.close(number) is True
    assert not g.is_port_closed(first)
    assert g.fileno(first) != number
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)
    assert g.send(first, b"on") == 2
    assert g.get_bytevector_some(second) == b"on"
    assert g.close(number) is False


def test_a_closed_number_is_free_for_the_next_socket(pair: Pair) -> None:
    first, second = pair
    number = g.fileno(first)
    g.close(number)
    other = g.socket(g.PF_UNIX, g.SOCK_DGRAM, 0)
    assert g.fileno(other) == number
    g.close_port(first)
    assert g.getsockopt(other, g.SOL_SOCKET, g.SO_STYLE) == g.SOCK_DGRAM  # still open
    assert g.is_port_closed(first)
    assert g.recv_into(second, bytearray(1)) == 0
    g.close_port(other)


def test_a_port_that_has_moved_is_found_by_its_new_number(pair: Pair) -> None:
    first, _ = pair
    g.close(g.fileno(first))
    moved = g.fileno(first)
    g.fcntl(moved, g.F_SETFL, g.O_NONBLOCK)
    assert not first.socket.blocking
    assert g.close(moved) is True
    assert g.fileno(first) not in (-1, moved)


def test_what_a_port_holds_back_moves_with_it(pair: Pair) -> None:
    first, second = pair
    g.setvbuf(first, "block", 10)
    g.put_bytevector(first, b"held")
    g.close(g.fileno(first))
    g.close_port(first)
    assert g.get_bytevector_n(second, 9) == b"held"


def test_a_port_that_cannot_move_stays(pair: Pair) -> None:
    first, _ = pair
    number = g.fileno(first)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1, limits[1]))
    try:
        with pytest.raises(NoDescriptors) as caught:
            g.close(number)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert isinstance(caught.value, g.GuileSystemError)
    assert caught.value.procedure == "close"
    assert g.fileno(first) == number


def test_guile_moves_its_ports_as_well() -> None:
    prelude = """
        (use-modules (rnrs bytevectors) (ice-9 binary-ports))
        (define pair (socketpair AF_UNIX SOCK_STREAM 0))
        (define first (car pair))
        (define number (fileno first))
    """
    assert ask(
        "(close number)",
        "(port-closed? first)",
        "(= (fileno first) number)",
        "(send first #vu8(111 110))",
        "(get-bytevector-n (cdr pair) 2)",
        "(close number)",
        prelude=prelude,
    ) == ["#t", "#f", "#f", "2", "#vu8(111 110)", "#f"]
