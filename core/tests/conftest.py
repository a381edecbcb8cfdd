"""Sockets that the engine's tests start from; all on loopback or in temporary directories."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemesockets.core import InetAddress, Socket, wait_readable
from schemesockets.core.constants import AF_INET, SOCK_STREAM

# So that what they assert is explained as in a test.
pytest.register_assert_rewrite(
    "failing_calls", "fork_checks", "port_checks", "sharing_checks", "timers", "waits"
)


@pytest.fixture
def pair() -> Iterator[tuple[Socket, Socket]]:
    """Two connected Unix stream sockets."""
    one, other = Socket.pair()
    with one, other:
        yield one, other


@pytest.fixture
def listener() -> Iterator[Socket]:
    """A TCP socket that listens on 127.0.0.1."""
    with Socket.open(AF_INET, SOCK_STREAM) as socket:
        socket.bind(InetAddress("127.0.0.1", 0))
        socket.listen()
        yield socket


@pytest.fixture
def tcp(listener: Socket) -> Iterator[tuple[Socket, Socket]]:
    """Two connected TCP sockets: the one that connected, the one that was accepted."""
    address = listener.local_address()
    assert address is not None
    with Socket.open(AF_INET, SOCK_STREAM) as client:
        client.connect(address)
        server, _ = listener.accept(timeout=60)
        with server:
            yield client, server


@pytest.fixture(autouse=True)
def _own_waker() -> None:
    """Let the thread's own descriptor, which its first wait opens, be there before counting."""
    one, other = Socket.pair()
    with one, other:
        other.send(b"x")
        wait_readable(one, 1)
