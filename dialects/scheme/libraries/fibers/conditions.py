"""Conditions of Guile's Fibers: (fibers conditions). Once signalled, one stays so."""

from __future__ import annotations

import threading
from typing import Annotated, Any, Final, TypeAlias

from ...declaration import Table
from ...kinds import of_class
from ...printer import PRINTERS
from .operations import NOTHING, Base, Operation, Resume, State, perform

__all__ = ["TABLE"]

TABLE: Final = Table()


class Condition:
    """A condition, and the operations that wait for it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.signalled = False
        self.waiters: list[tuple[State, Resume]] = []

    def signal(self) -> bool:
        """Signal it; return whether this is the first time."""
        with self.lock:
            if self.signalled:
                return False
            self.signalled = True
            waiters, self.waiters = self.waiters, []
        for state, resume in waiters:
            if state.finish():
                resume(NOTHING)
        return True

    def tell(self, state: State, resume: Resume) -> None:
        """Resume an operation when it is signalled, or now if it has been."""
        with self.lock:
            if not self.signalled:
                self.waiters = [each for each in self.waiters if not each[0].done]
                self.waiters.append((state, resume))
                return
        if state.finish():
            resume(NOTHING)


PRINTERS[Condition] = lambda value, readable, profile: f"#<condition {id(value):x}>"
_Condition: TypeAlias = Annotated[Condition, of_class("a condition", Condition)]


def _wait(condition: Condition) -> Operation:
    return Operation((Base(lambda: NOTHING if condition.signalled else None, condition.tell),))


@TABLE.procedure("make-condition")
def make_condition() -> Condition:
    """Return a new condition. Fibers manual, Conditions."""
    return Condition()


@TABLE.procedure("condition?")
def is_condition(value: Any) -> bool:
    """Return whether a value is a condition. Fibers manual, Conditions."""
    return isinstance(value, Condition)


@TABLE.procedure("signal-condition!")
def signal_condition(condition: _Condition) -> bool:
    """Signal a condition; return #f if it had been before. Fibers manual, Conditions."""
    return condition.signal()


@TABLE.procedure("wait-operation")
def wait_operation(condition: _Condition) -> Operation:
    """Return the operation that waits for a condition. Fibers manual, Conditions."""
    return _wait(condition)


@TABLE.procedure("wait")
def wait(condition: _Condition) -> Any:
    """Wait for a condition. Fibers manual, Conditions."""
    return perform(_wait(condition))
