"""Ports that several threads use at once, and that signals interrupt, in every dialect."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from adapters import Adapter
from child_processes import in_own_process, run_program
from dialect_adapters import ADAPTERS
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

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

dialects = pytest.mark.parametrize("adapter", ADAPTERS, ids=str)
with_buffers = pytest.mark.parametrize(
    "adapter", [each for each in ADAPTERS if each.buffered], ids=str
)


@dialects
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
def test_at_once(adapter: Adapter[Any], check: Callable[[Adapter[Any]], None]) -> None:
    check(adapter)


@with_buffers
@pytest.mark.parametrize("error", [KeyboardInterrupt, TimeoutError, BlockingIOError])
@in_own_process
def test_an_interrupted_flush_resumes(adapter: Adapter[Any], error: type[BaseException]) -> None:
    an_interrupted_flush_resumes(adapter, error())


@dialects
@in_own_process
def test_four_writers(adapter: Adapter[Any]) -> None:
    writers_share_a_port(adapter)


@dialects
@in_own_process
def test_three_readers(adapter: Adapter[Any]) -> None:
    readers_share_a_port(adapter, 3_000)


# What a port of Guile's still holds when the program ends goes out.

_PROGRAM = """
    import os, socket, sys, warnings
    from schemesockets.core import Socket
    from schemesockets.dialects.guile import SocketPort, put_bytevector, put_u8, setvbuf
    warnings.simplefilter("ignore", ResourceWarning)
    here, there = socket.socketpair()
    if os.fork():  # the child is the program, its parent looks at what comes
        here.close()
        came = b""
        while piece := there.recv(100):
            came += piece
        print(came)
        there.close()
        os._exit(sys.stdout.flush() or 0)
    there.close()
    port = SocketPort(Socket.from_descriptor(here.detach()))
    setvbuf(port, "block", 100)
    put_bytevector(port, b"held")
    put_bytevector(port, b" back")
"""
_ENDS = {
    "at the end": "",
    "in a cycle": "port.cycle = [port]; del port",
    "in a cycle that is found": "port.cycle = [port]; del port; import gc; gc.collect()",
    "dropped": "del port",
    "by sys.exit": "sys.exit()",
    "by an error": "sys.stderr = open(os.devnull, 'w'); raise ValueError",
    "in a thread": "import threading; threading.Thread(target=lambda: put_u8(port, 33)).start()",
}


@pytest.mark.parametrize("end", _ENDS)
def test_what_a_port_of_guile_holds_at_the_end_goes_out(end: str) -> None:
    expected = b"held back!" if "thread" in end else b"held back"
    assert run_program(f"{_PROGRAM}    {_ENDS[end]}\n") == f"{expected!r}\n"
