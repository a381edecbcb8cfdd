"""Open file descriptions that other processes share, in every dialect."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

import pytest
from adapters import Adapter
from child_processes import in_own_process
from dialect_adapters import ADAPTERS, CHICKEN, FOMENT, GUILE, SAGITTARIUS, SRFI_106
from sharing_checks import (
    a_connection_keeps_its_mode,
    a_listener_keeps_its_mode,
    answers,
    hang_up,
    interrupt_again_and_again,
    workers_share_a_listener,
)

from schemesockets.core import WouldBlock
from schemesockets.dialects import chicken as c
from schemesockets.dialects import guile as g
from schemesockets.dialects import sagittarius as s

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

dialects = pytest.mark.parametrize("adapter", ADAPTERS, ids=str)


@dialects
@in_own_process
def test_the_mode_of_a_listener(adapter: Adapter[Any]) -> None:
    a_listener_keeps_its_mode(adapter)


@dialects
@in_own_process
def test_the_mode_of_a_connection(adapter: Adapter[Any]) -> None:
    a_connection_keeps_its_mode(adapter)


@pytest.mark.parametrize("adapter", [SRFI_106, FOMENT], ids=str)
@in_own_process
def test_workers_without_limits(adapter: Adapter[Any]) -> None:
    listener = adapter.listen()
    workers_share_a_listener(
        adapter, listener, answers(adapter, listener), interrupt_again_and_again
    )
    adapter.close(listener)


@in_own_process
def test_workers_in_chicken() -> None:
    listener = CHICKEN.listen()

    def accept_once(answer: bytes) -> None:
        with (
            c.parameterize((c.socket_accept_timeout, 2)),
            contextlib.suppress(c.NetTimeoutError),
        ):
            hang_up(CHICKEN, c.socket_accept(listener), answer)

    workers_share_a_listener(CHICKEN, listener, accept_once, lambda: None)
    c.socket_close(listener)


@in_own_process
def test_workers_in_guile() -> None:
    listener = GUILE.listen()
    g.setsockopt(listener, g.SOL_SOCKET, g.SO_RCVTIMEO, (0, 2000))

    def accept_once(answer: bytes) -> None:
        accepted = g.accept(listener)
        if accepted is not None:
            hang_up(GUILE, accepted[0], answer)

    workers_share_a_listener(GUILE, listener, accept_once, lambda: None)
    g.close_port(listener)


@in_own_process
def test_workers_in_sagittarius() -> None:
    listener = SAGITTARIUS.listen()
    s.socket_set_read_timeout(listener, 2)

    def accept_once(answer: bytes) -> None:
        with contextlib.suppress(WouldBlock):
            accepted = s.socket_accept(listener)
            assert accepted is not None
            hang_up(SAGITTARIUS, accepted, answer)

    workers_share_a_listener(SAGITTARIUS, listener, accept_once, lambda: None)
    s.socket_close(listener)
