"""Ports against models: which sends happen, and what any mix of reads gives.

The writing side goes over a pair that keeps the boundaries of sends, so that each can be compared.
"""

from __future__ import annotations

import socket as stdlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemesockets.core import InputPort, OutputPort, PortPolicy, Socket

END = b"the end of the sends"
sizes = st.integers(1, 12)
text = (st.text("ab\n", max_size=6) | st.text("ab\n", max_size=30)).map(str.encode)


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


def collect(there: stdlib.socket) -> list[bytes]:
    return list(iter(lambda: there.recv(4096), END))


def expected_sends(
    pieces: list[bytes], policy: PortPolicy, flushes: set[int]
) -> tuple[list[bytes], list[bytes]]:
    """The pieces that leave while writing, and those that leave when all is flushed at the end."""
    sends: list[bytes] = []
    held = b""

    def leave(data: bytes) -> None:
        step = policy.chunk or max(len(data), 1)
        sends.extend(data[at : at + step] for at in range(0, len(data), step))

    for index, piece in enumerate(pieces):
        block = policy.output_buffer
        if block is None:
            leave(piece)
        elif policy.newline_flushes and b"\n" in piece:
            if policy.overflow == "flush" and len(held + piece) > block:
                leave(held)
                held = b""
            leave(held + piece)
            held = b""
        elif policy.overflow == "blocks":
            held += piece
            blocks = len(held) // block
            leave(held[: blocks * block])
            held = held[blocks * block :]
        elif len(piece) >= block:
            leave(held)
            leave(piece)
            held = b""
        else:
            if len(held) + len(piece) > block:
                leave(held)
                held = b""
            held += piece
            if len(held) == block:
                leave(held)
                held = b""
        if index in flushes:
            leave(held)
            held = b""
    before = list(sends)
    leave(held)
    return before, sends


@given(
    pieces=st.lists(text, max_size=8),
    block=st.none() | sizes,
    chunk=st.none() | sizes,
    overflow=st.sampled_from(["blocks", "flush"]),
    newline_flushes=st.booleans(),
    flushes=st.sets(st.integers(0, 7)),
)
def test_every_send_is_as_the_policy_says(
    pool: ThreadPoolExecutor,
    pieces: list[bytes],
    block: int | None,
    chunk: int | None,
    overflow: str,
    newline_flushes: bool,
    flushes: set[int],
) -> None:
    policy = PortPolicy(
        output_buffer=block,
        chunk=chunk,
        overflow=overflow,  # type: ignore[arg-type]
        newline_flushes=newline_flushes,
    )
    before, sends = expected_sends(pieces, policy, flushes)
    left, there = stdlib.socketpair(stdlib.AF_UNIX, stdlib.SOCK_SEQPACKET)
    with Socket.from_descriptor(left.detach()) as here, there:
        port = OutputPort(here, policy)
        collected = pool.submit(collect, there)
        for index, piece in enumerate(pieces):
            assert port.write(piece) == len(piece)
            if index in flushes:
                port.flush()
        assert port.unsent == len(b"".join(sends)) - len(b"".join(before))
        here.sock.send(END)
        assert collected.result(30) == before
        collected = pool.submit(collect, there)
        port.close()
        here.sock.send(END)
        assert before + collected.result(30) == sends


operations = st.sampled_from(["read", "read1", "peek", "readline", "readinto", "readinto1"])


@given(
    data=st.text("abc\n", max_size=200).map(str.encode),
    cut=st.integers(0, 200),
    block=st.sampled_from([0, 1, 2, 7, 64, 4096]),
    fill=st.booleans(),
    steps=st.lists(st.tuples(operations, st.integers(0, 40)), max_size=30),
)
def test_any_mix_of_reads_gives_the_stream(
    data: bytes, cut: int, block: int, fill: bool, steps: list[tuple[str, int]]
) -> None:
    left, there = stdlib.socketpair()
    with Socket.from_descriptor(left.detach()) as here, there:
        port = InputPort(here, PortPolicy(input_buffer=block, fill=fill))
        there.sendall(data[:cut])
        there.sendall(data[cut:])
        there.shutdown(stdlib.SHUT_WR)
        at = 0
        for operation, size in steps:
            rest = data[at:]
            if operation == "peek":
                got = port.peek(size)
                assert rest.startswith(got)
                assert len(got) <= size or size == 0
                assert got or not rest
                continue
            if operation == "readline":
                got = port.readline(size)
                assert got == (rest[: rest.find(b"\n") + 1] or rest)[:size]
            elif operation in ("readinto", "readinto1"):
                buffer = bytearray(size)
                count = getattr(port, operation)(buffer)
                got = bytes(buffer[:count])
                assert not any(buffer[count:])
            else:
                got = getattr(port, operation)(size)
            assert rest.startswith(got)
            assert got or not rest or not size
            if fill and operation in ("read", "readinto"):
                assert len(got) == min(size, len(rest))
            at += len(got)
            if block == 0:
                # Exact: the socket has all the rest, whatever was read or looked at.
                assert here.sock.recv(4096, stdlib.MSG_PEEK) == data[at:]
        held = port.drain()
        assert len(held) <= block
        assert held + b"".join(iter(lambda: here.sock.recv(4096), b"")) == data[at:]
