"""Calls that fail, over any `Adapter`, and what they leave behind."""

from __future__ import annotations

import os
import socket as stdlib
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Final

from adapters import Adapter
from child_processes import use_up_descriptors
from garbage import garbage_of
from watched_threads import Background

Prepare = Callable[[Adapter[Any], ExitStack], Callable[[], object]]


def _closed_socket(adapter: Adapter[Any], stack: ExitStack) -> Any:
    socket, _ = adapter.ends(stack)
    adapter.close(socket)
    return socket


def _socket(adapter: Adapter[Any], stack: ExitStack) -> Any:
    socket, _ = adapter.ends(stack)
    stack.callback(adapter.close, socket)
    return socket


def _free_port() -> int:
    with stdlib.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _alone(adapter: Adapter[Any], stack: ExitStack) -> Any:
    """A socket whose peer has gone."""
    socket, peer = adapter.ends(stack)
    stack.callback(adapter.close, socket)
    peer.close()
    return socket


def _closed_ports(adapter: Adapter[Any], stack: ExitStack) -> tuple[Any, Any]:
    socket, _ = adapter.ends(stack)
    stack.callback(adapter.shut, socket)
    ports = adapter.ports(socket)
    adapter.close_ports(*ports)
    return ports


def _call(function: Callable[..., object], *args: object) -> Callable[[], object]:
    return lambda: function(*args)


FAILING: Final[dict[str, Prepare]] = {
    "refuse": lambda a, stack: a.refuse,
    "connect": lambda a, stack: _call(a.connect, _free_port()),
    "accept, closed": lambda a, stack: _call(a.accept, _closed_socket(a, stack)),
    "accept, connected": lambda a, stack: _call(a.accept, _socket(a, stack)),
    "receive, closed": lambda a, stack: _call(a.receive, _closed_socket(a, stack), 1),
    "receive, refused": lambda a, stack: _call(a.receive, _socket(a, stack), "one"),
    "send, closed": lambda a, stack: _call(a.send, _closed_socket(a, stack), b"x"),
    "send, gone": lambda a, stack: _call(a.send, _alone(a, stack), b"x"),
    "send, refused": lambda a, stack: _call(a.send, _socket(a, stack), 5),
    "read, closed": lambda a, stack: _call(a.read, _closed_ports(a, stack)[0], 1),
    "write, closed": lambda a, stack: _call(a.write, _closed_ports(a, stack)[1], b"x"),
    "write, gone": lambda a, stack: _call(a.write, a.ports(_alone(a, stack))[1], b"x"),
}


def garbage_of_failing(call: Callable[[], object]) -> int:
    """How many objects a failing call leaves in reference cycles."""
    return garbage_of(lambda: _fail(call))


def _fail(call: Callable[[], object]) -> None:
    try:
        call()
    except Exception:
        return
    raise AssertionError("the call did not fail")


# What an adapter does that takes a descriptor, where none is free.
TAKING: Final[dict[str, Prepare]] = {
    "listen": lambda a, stack: a.listen,
    "connect": lambda a, stack: _call(a.connect, _busy_port(stack)),
    "accept": lambda a, stack: _call(a.accept, _called(a, stack)),
}


def _busy_port(stack: ExitStack) -> int:
    listener = stack.enter_context(stdlib.create_server(("127.0.0.1", 0)))
    port: int = listener.getsockname()[1]
    return port


def _called(adapter: Adapter[Any], stack: ExitStack) -> Any:
    """A listener to which somebody has connected."""
    listener = adapter.listen()
    stack.callback(adapter.close, listener)
    stack.enter_context(stdlib.create_connection(("127.0.0.1", adapter.port(listener)), 10))
    return listener


def failure_without_descriptors(call: Callable[[], object]) -> Exception | None:
    """What a call raises in a thread of its own when no descriptor is free; None if it works."""
    taken = use_up_descriptors()
    try:
        Background(call).outcome()
    except Exception as error:
        return error
    finally:
        for descriptor in taken:
            os.close(descriptor)
    return None
