"""The caller's buffers that Guile's receives fill: which will do, and what is said of others."""

from __future__ import annotations

import array
import ctypes
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from schemesockets.dialects import guile as g
from schemesockets.dialects.kinds import WRITABLE

Pair = tuple[g.SocketPort, g.SocketPort]


@pytest.fixture
def pair() -> Iterator[Pair]:
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
    g.send(second, b"abcd")
    yield first, second
    g.close_port(first)
    g.close_port(second)


def released() -> memoryview:
    view = memoryview(bytearray(4))
    view.release()
    return view


UNFIT: dict[str, Callable[[], Any]] = {
    "every other byte": lambda: memoryview(bytearray(8))[::2],
    "backwards": lambda: memoryview(bytearray(8))[::-1],
    "released": released,
    "read-only": lambda: memoryview(b"1234"),
    "no buffer": lambda: "1234",
}


@pytest.mark.parametrize("what", UNFIT)
@pytest.mark.parametrize("receive", [g.recv_into, g.recvfrom_into])
def test_a_buffer_that_cannot_be_filled(
    pair: Pair, receive: Callable[..., object], what: str
) -> None:
    first, _ = pair
    buffer = UNFIT[what]()
    with pytest.raises(g.WrongTypeArgError) as caught:
        receive(first, buffer)
    error = caught.value
    assert (error.argument, error.position, error.value) == ("buf", 2, buffer)
    assert error.expected == "a writable bytevector"
    whole = bytearray(8)
    assert g.recv_into(first, whole) == 4  # nothing was taken


@pytest.mark.parametrize("range_", [(5,), (3, 2), (0, 5), (-1,)])
def test_a_range_beyond_a_part_of_a_buffer(pair: Pair, range_: tuple[int, ...]) -> None:
    first, _ = pair
    with pytest.raises(g.OutOfRangeError):
        g.recvfrom_into(first, memoryview(bytearray(8))[2:6], 0, *range_)


def test_a_part_of_a_buffer_is_filled(pair: Pair) -> None:
    first, _ = pair
    buffer = bytearray(8)
    assert g.recvfrom_into(first, memoryview(buffer)[2:6], 0, 1, 3) == (2, None)
    assert buffer == b"\0\0\0ab\0\0\0"


def test_what_is_writable() -> None:
    assert WRITABLE.type_ok(bytearray(1))
    assert WRITABLE.type_ok(memoryview(bytearray(4))[1:3])
    assert not WRITABLE.type_ok(array.array("i", [1]))
    assert not any(WRITABLE.type_ok(make()) for make in UNFIT.values())


def test_no_more_comes_back_than_was_received() -> None:
    """With MSG_TRUNC the count is the datagram's, as the system has it, and the buffer is kept."""
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_DGRAM, 0)
    receives: tuple[Callable[[bytearray], int], ...] = (
        lambda buffer: g.recv_into(second, buffer, socket.MSG_TRUNC),
        lambda buffer: g.recvfrom_into(second, buffer, socket.MSG_TRUNC)[0],
        lambda buffer: g.recvfrom_into(second, buffer, socket.MSG_TRUNC, 0, 4)[0],
    )
    for receive in receives:
        g.send(first, bytes(range(100)))
        buffer = bytearray(4)
        assert receive(buffer) == 100
        assert buffer == bytes(range(4))
    g.close_port(first)
    g.close_port(second)


def test_a_buffer_without_bytes_in_two_dimensions_is_refused(pair: Pair) -> None:
    """Python has no view of one as bytes."""
    first, _ = pair
    none: Any = ctypes.c_int * 0
    numbers: Any = (none * 3)()
    calls: list[Callable[..., object]] = [g.recv_into, g.recvfrom_into, g.send, g.put_bytevector]
    for call in calls:
        with pytest.raises(g.WrongTypeArgError):
            call(first, numbers)


@pytest.mark.parametrize("flags", [True, False, 1.0, 0.0, "0"])
def test_what_only_equals_an_integer_is_none(pair: Pair, flags: Any) -> None:
    """Not even one that equals the flags by default."""
    first, second = pair
    name = g.make_socket_address(g.AF_UNIX, "")
    calls: list[tuple[Callable[..., object], tuple[Any, ...]]] = [
        (g.send, (second, b"x", flags)),
        (g.sendto, (second, b"x", name, flags)),
        (g.recv_into, (first, bytearray(4), flags)),
        (g.recvfrom_into, (first, bytearray(4), flags)),
        (g.recvfrom_into, (first, bytearray(4), 0, flags)),
        (g.recvfrom_into, (first, bytearray(4), 0, 0, flags)),
        (g.accept, (first, flags)),
        (g.put_bytevector, (second, b"x", flags)),
        (g.put_u8, (second, flags)),
        (g.listen, (first, flags)),
        (g.shutdown, (first, flags)),
        (g.socket, (g.PF_UNIX, g.SOCK_STREAM, flags)),
    ]
    for call, args in calls:
        with pytest.raises(g.WrongTypeArgError):
            call(*args)
    assert g.recv_into(first, bytearray(8)) == 4  # nothing was taken
