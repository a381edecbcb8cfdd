"""Receives with MSG_WAITALL, which every dialect has: all bytes, or why there are no more."""

from __future__ import annotations

import socket as stdlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple

import pytest
from adapters import Adapter
from dialect_adapters import FOMENT, GUILE, SAGITTARIUS, SRFI_106
from watched_threads import Background

from schemesockets.dialects import foment as f
from schemesockets.dialects import guile as g
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects import srfi106 as srfi

ALL = stdlib.MSG_WAITALL
SIZE = 12


def filled(receive: Callable[[bytearray], Any]) -> bytes:
    buffer = bytearray(SIZE)
    return bytes(buffer[: receive(buffer)])


class Ends(NamedTuple):
    name: str
    receive: Callable[[int], bytes]
    """Receives with these flags."""
    socket: Any
    peer: stdlib.socket


RECEIVES: dict[str, tuple[Adapter[Any], Callable[[Any, int], bytes]]] = {
    "srfi-106": (SRFI_106, lambda so, flags: srfi.socket_recv(so, SIZE, flags)),
    "foment": (FOMENT, lambda so, flags: f.recv_socket(so, SIZE, flags)),
    "guile": (GUILE, lambda so, flags: filled(lambda buffer: g.recv_into(so, buffer, flags))),
    "sagittarius": (SAGITTARIUS, lambda so, flags: s.socket_recv(so, SIZE, flags) or b""),
    "sagittarius, into a buffer": (
        SAGITTARIUS,
        lambda so, flags: filled(lambda buf: s.socket_recv_into(so, buf, 0, SIZE, flags)),
    ),
}


@pytest.fixture(params=RECEIVES)
def ends(request: pytest.FixtureRequest) -> Iterator[Ends]:
    adapter, receive = RECEIVES[request.param]
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        stack.callback(adapter.close, socket)
        yield Ends(request.param, lambda flags: receive(socket, flags), socket, peer)


def test_what_comes_in_pieces_is_received_whole(ends: Ends) -> None:
    for _ in range(3):
        thread = Background(ends.receive, ALL)
        for piece in (b"abcd", b"e", b"fghijkl"):
            thread.until_blocked()
            ends.peer.sendall(piece)
        assert thread.outcome() == b"abcdefghijkl"


def test_what_is_there_already_is_received_at_once(ends: Ends) -> None:
    ends.peer.sendall(b"abcdefghijklm")
    assert ends.receive(ALL) == b"abcdefghijkl"
    assert ends.receive(0) == b"m"


def test_the_end_gives_what_came_before(ends: Ends) -> None:
    ends.peer.sendall(b"abc")
    thread = Background(ends.receive, ALL)
    thread.until_blocked()
    ends.peer.shutdown(stdlib.SHUT_WR)
    assert thread.outcome() == b"abc"
    assert ends.receive(ALL) == b""


def test_a_peek_waits_for_no_more(ends: Ends) -> None:
    ends.peer.sendall(b"abc")
    assert ends.receive(stdlib.MSG_PEEK) == b"abc"
    if ends.name != "foment":  # which takes one flag at a time
        assert ends.receive(stdlib.MSG_PEEK | ALL) == b"abc"
    assert ends.receive(0) == b"abc"


@pytest.mark.parametrize("flags", [True, 256.0, "256", None])
def test_flags_that_are_no_integer_are_refused_and_cost_nothing(ends: Ends, flags: Any) -> None:
    ends.peer.sendall(b"abc")
    with pytest.raises((TypeError, ValueError)):
        ends.receive(flags)
    assert ends.receive(0) == b"abc"
