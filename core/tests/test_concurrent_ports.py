"""Ports that several threads use at once, and that signals interrupt."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from adapters import ENGINE, Adapter
from attrs import evolve
from child_processes import in_own_process
from port_checks import (
    a_blocked_reader_lets_writers_pass,
    a_blocked_writer_lets_readers_pass,
    an_interrupted_flush_resumes,
    closing_a_port_sends_the_rest_once,
    closing_the_socket_cuts_off,
    readers_share_a_port,
    threads_close_a_port_at_once,
    writers_share_a_port,
)

from schemesockets.core import TextPort

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

# The ports of the engine with buffers, without, and with characters on top.
EXACT = evolve(ENGINE, name="exact", buffered=None)
TEXT = evolve(ENGINE, name="text", textual=TextPort)
KINDS: list[Adapter[Any]] = [ENGINE, EXACT, TEXT, evolve(TEXT, name="exact text", buffered=None)]

kinds = pytest.mark.parametrize("kind", KINDS, ids=str)
binary = pytest.mark.parametrize("kind", KINDS[:2], ids=str)


@binary
@pytest.mark.parametrize(
    "check",
    [
        closing_a_port_sends_the_rest_once,
        closing_the_socket_cuts_off,
        a_blocked_reader_lets_writers_pass,
        a_blocked_writer_lets_readers_pass,
        threads_close_a_port_at_once,
    ],
)
@in_own_process
def test_at_once(kind: Adapter[Any], check: Callable[[Adapter[Any]], None]) -> None:
    check(kind)


@pytest.mark.parametrize("error", [KeyboardInterrupt, TimeoutError, BlockingIOError])
@in_own_process
def test_an_interrupted_flush_resumes(error: type[BaseException]) -> None:
    an_interrupted_flush_resumes(ENGINE, error())


@kinds
@in_own_process
def test_four_writers(kind: Adapter[Any]) -> None:
    writers_share_a_port(kind)


@kinds
@in_own_process
def test_three_readers(kind: Adapter[Any]) -> None:
    readers_share_a_port(kind, 5_000)
