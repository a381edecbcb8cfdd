"""Checks of sockets whose open file description other processes share, over any `Adapter`."""

from __future__ import annotations

import contextlib
import fcntl
import mmap
import os
import select
import socket as stdlib
import threading
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Final

from adapters import LOOPBACK, Adapter
from child_processes import PATIENCE, Child
from watched_threads import until

from schemesockets.core import Interrupted, interrupt

# Accepts one connection and answers it; comes back after a while even when there is none.
AcceptOnce = Callable[[bytes], None]


def answers(adapter: Adapter[Any], listener: Any) -> AcceptOnce:
    """Accept as a dialect without limits on waiting does, with another thread's interrupts."""

    def accept_once(answer: bytes) -> None:
        with contextlib.suppress(Interrupted):
            hang_up(adapter, adapter.accept(listener), answer)

    return accept_once


def hang_up(adapter: Adapter[Any], accepted: Any, answer: bytes) -> None:
    """Answer a client, and close."""
    adapter.send(accepted, answer)
    adapter.close(accepted)


def interrupt_again_and_again(pause: float = 0.002) -> None:
    """Interrupt the main thread every few milliseconds, from now on."""
    main = threading.main_thread()

    def work() -> None:
        waiting = threading.Event()
        while not waiting.wait(pause):
            interrupt(main)

    threading.Thread(target=work, daemon=True).start()


_WORKERS: Final = 4
_ROUNDS: Final = 20
_CONNECTIONS: Final = 48  # in each round
_AT_ONCE: Final = 4  # clients: then the workers race for the last one


def workers_share_a_listener(
    adapter: Adapter[Any], listener: Any, accept_once: AcceptOnce, prepare: Callable[[], object]
) -> None:
    """Fork workers that accept on one listener; each has to come back whenever nobody connects.

    `prepare` is called in each worker before it begins.
    """
    beats = memoryview(mmap.mmap(-1, 8 * _WORKERS)).cast("Q")

    def work(index: int) -> None:
        prepare()
        while True:
            accept_once(bytes([index]))
            beats[index] += 1

    workers = [Child(work, index) for index in range(_WORKERS)]
    served = [0] * _WORKERS
    try:
        for _ in range(_ROUNDS):
            for _ in range(_CONNECTIONS // _AT_ONCE):
                with ExitStack() as stack:
                    clients = [_client(stack, adapter.port(listener)) for _ in range(_AT_ONCE)]
                    for client in clients:
                        served[client.recv(1)[0]] += 1
            before = list(beats)
            until(
                lambda before=before: all(  # type: ignore[misc]
                    now > then + 2 for now, then in zip(beats, before, strict=True)
                ),
                f"all workers come back from accept, after {served} connections",
            )
    finally:
        for worker in workers:
            worker.kill()
    assert sum(served) == _ROUNDS * _CONNECTIONS


def _client(stack: ExitStack, port: int) -> stdlib.socket:
    return stack.enter_context(stdlib.create_connection((LOOPBACK, port), PATIENCE))


def modes_seen(descriptor: int, act: Callable[[], object]) -> set[bool]:
    """Whether a description is blocking, looked at all the time while a child process acts."""
    child = Child(act)
    seen = set()
    ended = os.pidfd_open(child.pid)
    poller = select.poll()
    poller.register(ended, select.POLLIN)
    while not poller.poll(0):
        for _ in range(500):
            seen.add(not fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_NONBLOCK)
    os.close(ended)
    child.join()
    return seen


def a_listener_keeps_its_mode(adapter: Adapter[Any]) -> None:
    """Look at a listening description while a child accepts 500 connections."""
    listener = adapter.listen()
    descriptor = adapter.engine(listener).fileno()
    # The first accept may still choose the mode, once and for all.
    with stdlib.create_connection((LOOPBACK, adapter.port(listener)), PATIENCE):
        adapter.close(adapter.accept(listener))

    def act() -> None:
        for _ in range(500):
            with stdlib.create_connection((LOOPBACK, adapter.port(listener)), PATIENCE):
                adapter.close(adapter.accept(listener))

    seen = modes_seen(descriptor, act)
    adapter.close(listener)
    assert len(seen) == 1, "the mode of a shared listener flips"


def a_connection_keeps_its_mode(adapter: Adapter[Any]) -> None:
    """Look at connected descriptions while a child uses them, and accepts and connects others."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        stack.callback(adapter.close, socket)
        descriptor = adapter.engine(socket).fileno()
        before = os.get_blocking(descriptor)
        assert before == adapter.engine(socket).blocking

        def act() -> None:
            warnings.simplefilter("ignore", ResourceWarning)  # of what is left when it ends
            listener = adapter.listen()
            reader, writer = adapter.ports(socket)
            for _ in range(100):
                client = adapter.connect(adapter.port(listener))
                adapter.close(adapter.accept(listener))
                adapter.close(client)
                peer.sendall(b"xy")
                assert adapter.receive(socket, 1) == b"x"
                assert adapter.read(reader, 1) == b"y"
                adapter.send(socket, b"z")
                adapter.write(writer, b"z")
                assert peer.recv(2, stdlib.MSG_WAITALL) == b"zz"

        assert modes_seen(descriptor, act) == {before}
        assert adapter.engine(socket).blocking == before
