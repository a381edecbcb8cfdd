"""Forked children use, close and drop what they inherit; their parent does not notice."""

from __future__ import annotations

import sys

import pytest
from adapters import ENGINE
from child_processes import in_own_process
from fork_checks import (
    EXITS,
    HELD_USES,
    SELECTOR_USES,
    a_child_has_a_port_that_is_being_read,
    a_child_has_a_port_that_is_being_written,
    a_fork_in_a_handler,
    a_selector_survives,
    a_selector_survives_an_exit,
    forks_beside_woken_threads,
    what_a_port_holds_goes_once,
    what_a_port_holds_goes_once_after_an_exit,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@pytest.mark.parametrize("use", SELECTOR_USES)
@in_own_process
def test_a_selector_survives_a_child(use: str) -> None:
    a_selector_survives(ENGINE, SELECTOR_USES[use])


@pytest.mark.parametrize("exit", EXITS)
def test_a_selector_survives_a_child_that_exits(exit: str) -> None:
    a_selector_survives_an_exit(ENGINE, exit)


@in_own_process
def test_200_forks_beside_threads_that_are_woken() -> None:
    forks_beside_woken_threads(ENGINE, 200)


@in_own_process
def test_a_child_has_a_port_that_is_being_written() -> None:
    a_child_has_a_port_that_is_being_written(ENGINE)


@in_own_process
def test_a_child_has_a_port_that_is_being_read() -> None:
    a_child_has_a_port_that_is_being_read(ENGINE)


@in_own_process
def test_a_fork_in_a_signal_handler_in_a_wait() -> None:
    a_fork_in_a_handler(ENGINE)


@pytest.mark.parametrize("use", HELD_USES)
@in_own_process
def test_what_a_port_holds_goes_once(use: str) -> None:
    what_a_port_holds_goes_once(ENGINE, use)


@pytest.mark.parametrize("exit", EXITS)
def test_what_a_port_holds_goes_once_after_an_exit(exit: str) -> None:
    what_a_port_holds_goes_once_after_an_exit(ENGINE, exit)
