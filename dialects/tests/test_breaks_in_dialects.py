"""Exceptions at any instruction of the dialects' procedures that close.

A second call closes what the first one left; what a port held has gone once, or not at all.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
from adapters import Adapter
from breaking import ANYWHERE, CHECKED, Begin, Where, break_everywhere
from child_processes import in_own_process
from dialect_adapters import ADAPTERS, CHICKEN, FOMENT, GUILE, SAGITTARIUS, SRFI_106
from test_breaks import by_another_thread, is_closed
from waits import received_until_end
from watched_threads import Background

from schemesockets.dialects import chicken as c
from schemesockets.dialects import guile as g
from schemesockets.dialects import r6rs_io, r7rs_io
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects import srfi106 as srfi

wheres = pytest.mark.parametrize("where", [ANYWHERE, CHECKED])


def closing(adapter: Adapter[Any], close: Callable[[Any], object]) -> Begin:
    """A procedure that closes a socket, or a port that is one."""

    def begin(stack: ExitStack) -> Any:
        socket, peer = adapter.ends(stack)
        stack.callback(adapter.shut, socket)
        descriptor = adapter.engine(socket).fileno()

        def again() -> None:
            # What is closed already, some dialects refuse.
            with contextlib.suppress(adapter.failure):
                close(socket)

        def look(broke_off: bool) -> None:
            by_another_thread(again)
            by_another_thread(again)
            assert adapter.engine(socket).closed
            assert is_closed(descriptor)
            assert received_until_end(peer) == b""

        return partial(close, socket), look

    return begin


def closing_ports(
    adapter: Adapter[Any],
    close: Callable[[Any, Any], object],
    *,
    make: Callable[[Any], tuple[Any, Any]] | None = None,
    with_socket: bool = True,
) -> Begin:
    """A procedure that closes an input and an output port, and with them the socket."""

    def begin(stack: ExitStack) -> Any:
        socket, peer = adapter.ends(stack)
        stack.callback(adapter.shut, socket)
        descriptor = adapter.engine(socket).fileno()
        if make is not None:
            ports = make(socket)
        elif adapter.buffered is not None:
            ports = adapter.buffered(socket, 99)
        else:
            ports = adapter.ports(socket)
        adapter.write(ports[1], b"held")

        def look(broke_off: bool) -> None:
            by_another_thread(lambda: close(*ports))
            by_another_thread(lambda: close(*ports))
            assert ports[0].closed
            assert ports[1].closed
            if not with_socket:
                adapter.close(socket)
            assert adapter.engine(socket).closed
            assert is_closed(descriptor)
            came = received_until_end(peer)
            assert came == b"held" or (broke_off and not came), f"then comes {came!r}"

        return partial(close, *ports), look

    return begin


def calling_with_a_socket(adapter: Adapter[Any], call_with: Callable[..., object]) -> Begin:
    def begin(stack: ExitStack) -> Any:
        socket, _ = adapter.ends(stack)
        descriptor = adapter.engine(socket).fileno()

        def look(broke_off: bool) -> None:
            adapter.close(socket)
            assert is_closed(descriptor)

        return partial(call_with, socket, bool), look

    return begin


def moving(stack: ExitStack) -> Any:
    """Closing a descriptor by its number: the port moves to another one."""
    port, peer = GUILE.ends(stack)
    descriptor = g.fileno(port)
    stack.callback(g.close_port, port)

    def look(broke_off: bool) -> None:
        if not broke_off:
            assert is_closed(descriptor)
        if not g.is_port_closed(port):
            g.send(port, b"x")
            assert peer.recv(1) == b"x"
            moved = g.fileno(port)
            by_another_thread(lambda: g.close_port(port))
            assert is_closed(moved)

    return partial(g.close, descriptor), look


def _chicken_ports(first: Any, second: Any) -> None:
    c.close_output_port(second)
    c.close_input_port(first)


def _chicken_ports_input_first(first: Any, second: Any) -> None:
    c.close_input_port(first)
    c.close_output_port(second)


def _both(close: Callable[[Any], object], first: Any, second: Any) -> None:
    close(first)
    close(second)


CLOSES: dict[str, Begin] = {
    "srfi-106 socket-close": closing(SRFI_106, srfi.socket_close),
    "srfi-106 call-with-socket": calling_with_a_socket(SRFI_106, srfi.call_with_socket),
    "srfi-106 close-port": closing_ports(
        SRFI_106, partial(_both, r7rs_io.close_port), with_socket=False
    ),
    "foment close-port": closing(FOMENT, r7rs_io.close_port),
    "foment close-port, written": closing_ports(FOMENT, lambda port, _: r7rs_io.close_port(port)),
    "foment close-input-port and close-output-port": closing_ports(
        FOMENT,
        lambda port, _: (r7rs_io.close_input_port(port), r7rs_io.close_output_port(port)),
    ),
    "guile close-port": closing(GUILE, g.close_port),
    "guile close-port, buffered": closing_ports(GUILE, lambda port, _: g.close_port(port)),
    "guile close": closing(GUILE, g.close),
    "chicken socket-close": closing(CHICKEN, c.socket_close),
    "chicken socket-close*": closing(CHICKEN, c.socket_close_star),
    "chicken close-output-port, close-input-port": closing_ports(CHICKEN, _chicken_ports),
    "chicken close-input-port, close-output-port": closing_ports(
        CHICKEN, _chicken_ports_input_first
    ),
    "sagittarius socket-close": closing(SAGITTARIUS, s.socket_close),
    "sagittarius call-with-socket": calling_with_a_socket(SAGITTARIUS, s.call_with_socket),
    "sagittarius close-port": closing_ports(
        SAGITTARIUS,
        lambda port, _: r6rs_io.close_port(port),
        make=lambda socket: (s.socket_port(socket),) * 2,
    ),
    "sagittarius call-with-port": closing_ports(
        SAGITTARIUS,
        # A port that is closed is refused; closing it again finishes what was broken off.
        lambda port, _: (
            r6rs_io.close_port(port) if port.closed else r6rs_io.call_with_port(port, bool)
        ),
        make=lambda socket: (s.socket_port(socket),) * 2,
    ),
}


@wheres
@pytest.mark.parametrize("name", CLOSES)
@in_own_process
def test_closing(name: str, where: Where) -> None:
    warnings.simplefilter("ignore", ResourceWarning)
    break_everywhere(CLOSES[name], where)


@in_own_process
def test_closing_a_descriptor_of_guile() -> None:
    warnings.simplefilter("ignore", ResourceWarning)
    break_everywhere(moving, CHECKED)


@wheres
@in_own_process
def test_closing_a_selector_of_sagittarius(where: Where) -> None:
    def begin(stack: ExitStack) -> Any:
        socket, _ = SAGITTARIUS.ends(stack)
        stack.callback(s.socket_close, socket)
        selector = s.socket_selector_add(s.make_socket_selector(), socket)

        def look(broke_off: bool) -> None:
            by_another_thread(lambda: s.close_socket_selector(selector))
            assert s.is_socket_selector_closed(selector)
            by_another_thread(lambda: s.socket_close(socket))

        return partial(s.close_socket_selector, selector), look

    break_everywhere(begin, where)


@pytest.mark.parametrize("adapter", ADAPTERS, ids=str)
@in_own_process
def test_a_thread_that_waits_for_what_is_closed(adapter: Adapter[Any]) -> None:
    warnings.simplefilter("ignore", ResourceWarning)

    def begin(stack: ExitStack) -> Any:
        socket, _ = adapter.ends(stack)
        thread = Background(adapter.receive, socket, 1)
        thread.until_blocked()

        def look(broke_off: bool) -> None:
            adapter.shut(socket)
            with pytest.raises(OSError):
                thread.outcome()

        return partial(adapter.close, socket), look

    break_everywhere(begin, CHECKED)
