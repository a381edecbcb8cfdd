"""Deadlines: those of SO_RCVTIMEO and SO_SNDTIMEO, and the engine's beside the system's."""

from __future__ import annotations

import errno
import os
import socket as stdlib
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from watched_threads import Background

from schemesockets.core import (
    OWN,
    DeadlinePassed,
    InetAddress,
    InputPort,
    OutputPort,
    Socket,
    TimedOut,
    UnixAddress,
    WouldBlock,
)
from schemesockets.core.address import Address
from schemesockets.core.constants import (
    AF_INET,
    AF_UNIX,
    IPPROTO_TCP,
    MSG_WAITALL,
    SO_RCVTIMEO,
    SO_SNDTIMEO,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
)

Pair = tuple[Socket, Socket]

SHORT = 0.03
LONG = 600.0


def limit(socket: Socket, receive: float | None, send: float | None = None) -> None:
    socket.set_option(SOL_SOCKET, SO_RCVTIMEO, receive)
    socket.set_option(SOL_SOCKET, SO_SNDTIMEO, send)


def has_limits(socket: Socket, receive: float | None, send: float | None) -> bool:
    """Whether both the system and the engine say so; the system counts in ticks of its clock."""
    expected = [
        None if value is None else pytest.approx(value, abs=0.011) for value in (receive, send)
    ]
    told = [socket.get_option(SOL_SOCKET, name) for name in (SO_RCVTIMEO, SO_SNDTIMEO)]
    return told == expected and [socket.receive_timeout, socket.send_timeout] == expected


def fill(socket: Socket) -> None:
    with pytest.raises(WouldBlock):  # noqa: PT012 - how often it succeeds is the system's
        while True:
            socket.send(bytes(65536), timeout=0)


def passes(call: Callable[[], object]) -> None:
    """The call's deadline passes after SHORT seconds, not earlier."""
    start = monotonic()
    with pytest.raises(DeadlinePassed) as caught:
        call()
    assert SHORT <= monotonic() - start < LONG / 2
    assert caught.value.errno == errno.ETIMEDOUT


def test_the_options_are_kept_and_read_back(pair: Pair) -> None:
    one, _ = pair
    assert has_limits(one, None, None)
    limit(one, 1.5, 2)
    assert has_limits(one, 1.5, 2.0)
    one.set_option(SOL_SOCKET, SO_RCVTIMEO, struct.pack("@ll", 3, 250_000))  # as C has it
    assert has_limits(one, 3.25, 2.0)
    limit(one, None, 0)  # no limit
    assert has_limits(one, None, None)
    for value in (-1, float("nan"), "1"):
        with pytest.raises((ValueError, TypeError)):
            one.set_option(SOL_SOCKET, SO_RCVTIMEO, value)
    with pytest.raises(OSError, match="set_option"):
        one.set_option(SOL_SOCKET, SO_RCVTIMEO, b"x")
    assert has_limits(one, None, None)


RECEIVES: dict[str, Callable[[Socket], object]] = {
    "receive": lambda s: s.receive(1),
    "receive, all of it": lambda s: s.receive(5, MSG_WAITALL),
    "receive_into": lambda s: s.receive_into(bytearray(1)),
    "receive_from": lambda s: s.receive_from(1),
    "receive_from_into": lambda s: s.receive_from_into(bytearray(1)),
    "a port": lambda s: InputPort(s).read(1),
}
SENDS: dict[str, Callable[[Socket], object]] = {
    "send": lambda s: s.send(b"x"),
    "send_all": lambda s: s.send_all(b"x"),
    "a port": lambda s: OutputPort(s).write(b"x"),
}


@pytest.mark.parametrize("name", RECEIVES)
def test_receiving(pair: Pair, name: str) -> None:
    limit(pair[0], SHORT, LONG)
    passes(lambda: RECEIVES[name](pair[0]))
    pair[1].send(b"x")
    assert pair[0].receive(1) == b"x"


@pytest.mark.parametrize("name", SENDS)
def test_sending(pair: Pair, name: str) -> None:
    fill(pair[0])
    limit(pair[0], LONG, SHORT)
    passes(lambda: SENDS[name](pair[0]))


def test_sending_to_a_full_queue(tmp_path: Path) -> None:
    name = UnixAddress(str(tmp_path / "s"))
    with Socket.open(AF_UNIX, SOCK_DGRAM) as server, Socket.open(AF_UNIX, SOCK_DGRAM) as client:
        server.bind(name)
        with pytest.raises(WouldBlock):  # noqa: PT012
            while True:
                client.send_to(b"x", name, timeout=0)
        limit(client, LONG, SHORT)
        passes(lambda: client.send_to(b"x", name))


def test_accepting(listener: Socket) -> None:
    limit(listener, SHORT, LONG)
    passes(listener.accept)


def test_connecting(tmp_path: Path) -> None:
    name = UnixAddress(str(tmp_path / "s"))
    with (
        Socket.open(AF_UNIX, SOCK_STREAM) as server,
        Socket.open(AF_UNIX, SOCK_STREAM) as first,
        Socket.open(AF_UNIX, SOCK_STREAM) as second,
    ):
        server.bind(name)
        server.listen(0)
        first.connect(name)
        limit(second, LONG, SHORT)
        passes(lambda: second.connect(name))
        with server.accept()[0]:
            assert second.connect(name)


def test_what_is_said_in_a_call_goes_before(pair: Pair) -> None:
    one, _ = pair
    limit(one, LONG, LONG)
    start = monotonic()
    with pytest.raises(DeadlinePassed):
        one.receive(1, timeout=SHORT)
    with pytest.raises(WouldBlock):
        one.receive(1, timeout=0)
    with pytest.raises(WouldBlock):
        one.receive(1, timeout=OWN, waits=False)
    one.set_blocking(False)
    with pytest.raises(WouldBlock):
        one.receive(1)
    assert monotonic() - start < LONG / 2
    limit(one, SHORT)
    passes(lambda: one.receive(1, waits=True))


def test_a_descriptor_is_taken_over_with_its_limits() -> None:
    one, other = stdlib.socketpair()
    with other:
        one.setsockopt(SOL_SOCKET, SO_RCVTIMEO, struct.pack("@ll", 0, 30_000))
        one.setsockopt(SOL_SOCKET, SO_SNDTIMEO, struct.pack("@ll", 5, 0))
        with Socket.from_descriptor(one.detach()) as socket:
            assert has_limits(socket, SHORT, 5.0)
            passes(lambda: socket.receive(1))
            with Socket.from_descriptor(os.dup(socket.fileno())) as another:
                assert has_limits(another, SHORT, 5.0)
            socket.move()
            assert has_limits(socket, SHORT, 5.0)


def address_of(socket: Socket) -> Address:
    address = socket.local_address()
    assert address is not None
    return address


@pytest.mark.parametrize("family", [AF_INET, AF_UNIX])
def test_accepted_sockets_inherit_what_the_system_lets_them(family: int, tmp_path: Path) -> None:
    with Socket.open(family, SOCK_STREAM) as server:
        server.bind(
            InetAddress("127.0.0.1", 0) if family == AF_INET else UnixAddress(f"{tmp_path}/s")
        )
        server.listen()
        limit(server, SHORT, 5)
        with Socket.open(family, SOCK_STREAM) as client:
            client.connect(address_of(server))
            assert has_limits(client, None, None)
            with server.accept()[0] as accepted:
                if family == AF_INET:
                    assert has_limits(accepted, SHORT, 5)
                    passes(lambda: accepted.receive(1))
                else:
                    assert has_limits(accepted, None, None)


# --- how much has gone, and what came


def test_a_blocking_send_sends_all(tcp: Pair) -> None:
    client, server = tcp
    data = bytes(range(256)) * 40_000  # more than both sides take
    received = bytearray()

    def drain() -> None:
        while len(received) < len(data):
            received.extend(server.receive(1 << 20, timeout=60))

    thread = Background(drain)
    assert client.send(data) == len(data)
    thread.outcome()
    assert received == data


@pytest.mark.parametrize("by", ["timeout", "option"])
def test_a_send_returns_the_part_that_went_before_its_deadline(pair: Pair, by: str) -> None:
    one, other = pair
    size = 10_000_000
    if by == "option":
        limit(one, None, SHORT)
    start = monotonic()
    sent = one.send(bytes(size), timeout=SHORT if by == "timeout" else OWN)
    assert monotonic() - start >= SHORT
    assert 0 < sent < size
    with pytest.raises(DeadlinePassed):  # and when nothing goes, it says so
        one.send(b"x", timeout=SHORT)
    one.close()
    received = 0
    while data := other.receive(1 << 20):
        received += len(data)
    assert received == sent


def test_a_send_that_does_not_wait_returns_what_fits(pair: Pair) -> None:
    one, other = pair
    size = 10_000_000
    for send in (partial(one.send, timeout=0), partial(one.send, waits=False)):
        sent = send(bytes(size))
        assert 0 < sent < size
        with pytest.raises(WouldBlock):
            send(b"x")
        assert len(other.receive(sent, MSG_WAITALL)) == sent
    one.set_blocking(False)
    assert 0 < one.send(bytes(size)) < size


def test_a_part_of_what_was_asked_for_is_returned_at_the_deadline(pair: Pair) -> None:
    one, other = pair
    limit(one, SHORT)
    other.send(b"abc")
    assert one.receive(5, MSG_WAITALL) == b"abc"
    passes(lambda: one.receive(5, MSG_WAITALL))


# --- the system's own


@pytest.mark.skipif(not hasattr(stdlib, "TCP_USER_TIMEOUT"), reason="needs TCP_USER_TIMEOUT")
def test_the_system_gives_a_connection_up(tcp: Pair) -> None:
    # The peer takes nothing for longer than the sender's TCP lets pass.
    client, _ = tcp
    client.set_option(IPPROTO_TCP, stdlib.TCP_USER_TIMEOUT, 100)
    fill(client)
    with pytest.raises(DeadlinePassed):
        client.send(b"x", timeout=0.01)
    with pytest.raises(TimedOut) as caught:  # noqa: PT012
        while True:  # what still fits meanwhile goes
            client.send(b"x", timeout=LONG)
    assert type(caught.value) is TimedOut
    assert caught.value.errno == errno.ETIMEDOUT
