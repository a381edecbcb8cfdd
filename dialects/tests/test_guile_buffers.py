"""The caller's buffers that Guile's receives fill: which will do, and what is said of others."""

from __future__ import annotations

import array
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
