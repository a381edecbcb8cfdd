"""Closing a socket, by a dialect's procedure, under threads that wait for it."""

from __future__ import annotations

import os
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from adapters import Adapter
from child_processes import Child, Observer, in_own_process, use_up_descriptors
from dialect_adapters import ADAPTERS, waits
from waits import Wait, ends_when_closed
from watched_threads import PATIENCE, Background, until

from schemesockets.core import Closed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

dialects = pytest.mark.parametrize("adapter", ADAPTERS, ids=str)

# An attempt to connect that makes its own socket leaves nothing that another thread could close.
_CASES = [
    pytest.param(adapter, wait, id=f"{adapter}: {wait}")
    for adapter in ADAPTERS
    for wait in waits(adapter)
    if wait.name not in ("make-client-socket", "socket-connect/ai")
]


@pytest.mark.parametrize(("adapter", "wait"), _CASES)
@in_own_process
def test_a_waiting_thread_learns_that_it_is_closed(adapter: Adapter[Any], wait: Wait) -> None:
    warnings.simplefilter("ignore", ResourceWarning)  # of a port that can send no more
    ends_when_closed(wait, adapter.failure)


class Holder:
    """Has a socket where no local variable is."""

    def __init__(self, adapter: Adapter[Any], socket: Any) -> None:
        self.adapter = adapter
        self.s = socket

    def receive(self) -> bytes:
        return self.adapter.receive(self.s, 10)


@dialects
@in_own_process
def test_through_an_attribute_and_in_a_pool(adapter: Adapter[Any]) -> None:
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        one, two = (adapter.ends(stack)[0] for _ in range(2))
        tasks = [
            pool.submit(Holder(adapter, one).receive),
            pool.submit(adapter.receive, two, 10),
        ]
        until(lambda: all(task.running() for task in tasks), "both run")
        adapter.close(one)
        adapter.close(two)
        for task in tasks:
            with pytest.raises(Closed) as caught:
                task.result(PATIENCE)
            assert isinstance(caught.value, adapter.failure)


@dialects
@in_own_process
def test_a_thread_that_waits_for_something_else_is_no_waiter(adapter: Adapter[Any]) -> None:
    # It has the socket in a local variable, while a child that inherited it serves the peer.
    def echo(socket: Any) -> None:
        assert adapter.receive(socket, 10) == b"ping"
        adapter.send(socket, b"pong")

    def serve(socket: Any) -> None:
        child = Child(echo, socket)
        pids.append(child.pid)
        assert os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1]) == 0
        assert adapter.engine(socket).closed

    pids: list[int] = []
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        thread = Background(serve, socket)
        until(lambda: bool(pids), "the child is there")
        thread.until_blocked()
        adapter.close(socket)
        peer.sendall(b"ping")
        assert peer.recv(10) == b"pong"
        thread.outcome()


@dialects
@in_own_process
def test_an_open_connection_is_read_when_no_descriptor_is_free(adapter: Adapter[Any]) -> None:
    with ExitStack() as stack, Observer() as observer:
        socket, peer = adapter.ends(stack)
        stack.callback(adapter.close, socket)
        go = threading.Event()

        def receive() -> tuple[bytes, bytes]:
            go.wait(PATIENCE)
            return adapter.receive(socket, 4), adapter.read(adapter.ports(socket)[0], 4)

        thread = Background(receive)  # has never waited before
        taken = use_up_descriptors()
        go.set()
        for data in (b"here", b"more"):
            observer.until_asleep(thread)
            peer.sendall(data)
        try:
            assert thread.outcome() == (b"here", b"more")
        finally:
            for descriptor in taken:
                os.close(descriptor)
