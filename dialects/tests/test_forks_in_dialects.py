"""Forked children use, close and drop what they inherit, in every dialect."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import Any

import pytest
from adapters import Adapter
from child_processes import Child, in_own_process
from dialect_adapters import ADAPTERS, SAGITTARIUS
from fork_checks import (
    EXITS,
    HELD_USES,
    a_child_has_a_port_that_is_being_read,
    a_child_has_a_port_that_is_being_written,
    a_fork_in_a_handler,
    a_selector_survives,
    a_selector_survives_an_exit,
    drop,
    forks_beside_woken_threads,
    what_a_port_holds_goes_once,
    what_a_port_holds_goes_once_after_an_exit,
)

from schemesockets.dialects import sagittarius as s

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

dialects = pytest.mark.parametrize("adapter", ADAPTERS, ids=str)
with_buffers = pytest.mark.parametrize(
    "adapter", [each for each in ADAPTERS if each.buffered], ids=str
)


@dialects
@in_own_process
def test_a_selector_survives_a_child_that_closes_the_socket(adapter: Adapter[Any]) -> None:
    a_selector_survives(adapter, lambda _, socket: adapter.close(socket))


@dialects
def test_a_selector_survives_a_child_that_exits(adapter: Adapter[Any]) -> None:
    a_selector_survives_an_exit(adapter, "sys.exit")


USES = {
    "closes it": lambda box, socket: s.close_socket_selector(box[0]),
    "clears it": lambda box, socket: s.socket_selector_clear(box[0]),
    "waits": lambda box, socket: s.socket_selector_wait(box[0], 1000),
    "closes the socket": lambda box, socket: s.socket_close(socket),
    "drops it": lambda box, socket: drop(box),
}


@pytest.mark.parametrize("use", USES)
@in_own_process
def test_a_selector_of_sagittarius_survives_a_child(use: str) -> None:
    with ExitStack() as stack:
        socket, peer = SAGITTARIUS.ends(stack)
        stack.callback(s.socket_close, socket)
        box = [s.make_socket_selector()]
        s.socket_selector_add(box[0], socket)
        Child(USES[use], box, socket).join()
        peer.sendall(b"x")
        assert s.socket_selector_wait(box[0], (10, 0)) == ([(socket, None, None)], [])
        s.close_socket_selector(box[0])


@dialects
@in_own_process
def test_forks_beside_threads_that_are_woken(adapter: Adapter[Any]) -> None:
    forks_beside_woken_threads(adapter, 40)


@dialects
@in_own_process
def test_a_child_has_a_port_that_is_being_written(adapter: Adapter[Any]) -> None:
    a_child_has_a_port_that_is_being_written(adapter)


@dialects
@in_own_process
def test_a_child_has_a_port_that_is_being_read(adapter: Adapter[Any]) -> None:
    a_child_has_a_port_that_is_being_read(adapter)


@dialects
@in_own_process
def test_a_fork_in_a_signal_handler_in_a_wait(adapter: Adapter[Any]) -> None:
    a_fork_in_a_handler(adapter)


@with_buffers
@pytest.mark.parametrize("use", HELD_USES)
@in_own_process
def test_what_a_port_holds_goes_once(adapter: Adapter[Any], use: str) -> None:
    what_a_port_holds_goes_once(adapter, use)


@with_buffers
@pytest.mark.parametrize("exit", EXITS)
def test_what_a_port_holds_goes_once_after_an_exit(adapter: Adapter[Any], exit: str) -> None:
    what_a_port_holds_goes_once_after_an_exit(adapter, exit)
