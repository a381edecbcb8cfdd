"""Operations of Guile's Fibers over threads: (fibers operations).

An operation is tried; where it cannot be done at once, it is told to everything that could do it,
and the thread waits. The state of a wait says whether something has done it: of all that is told
only one may. That is the protocol of Parallel Concurrent ML (Reppy, Russo and Xiao, 2009), as
Fibers follows it.

A timer is an operation with a time at which the wait ends, and needs nobody to tell.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from attrs import evolve, field, frozen

from ...calls import call, spread
from ...conditions import error
from ...data import Symbol, Values, is_procedure
from ...declaration import Table, refuse
from ...kinds import Proc, of_class
from ...printer import PRINTERS
from .. import threads

__all__ = [
    "NOTHING",
    "OPERATION",
    "TABLE",
    "Base",
    "Operation",
    "State",
    "internal_time",
    "perform",
]

TABLE: Final = Table()

_STARTED: Final = time.monotonic_ns()
_SECOND: Final = 1_000_000_000

_WAITING: Final = Symbol("W")
_CLAIMED: Final = Symbol("C")
_DONE: Final = Symbol("S")
_LOCK: Final = threading.Lock()


def internal_time() -> int:
    """Return the time since the start, in Guile's internal units."""
    return time.monotonic_ns() - _STARTED


def NOTHING() -> Any:  # noqa: N802 - a constant that is called
    """Return no values: what an operation without a result gives."""
    return Values(())


class State:
    """The state of a wait: the symbol W while it waits, C while that is decided, S when done."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = _WAITING

    def swap(self, expected: Symbol, desired: Symbol) -> Symbol:
        """Set the state where it is the expected one; return the one before."""
        with _LOCK:
            before = self.value
            if before is expected:
                self.value = desired
        return before

    def finish(self) -> bool:
        """Return whether this is what the wait ends with; nothing else is then."""
        while (before := self.swap(_WAITING, _DONE)) is _CLAIMED:
            time.sleep(0)
        return before is _WAITING

    def finish_with(self, other: State) -> bool:
        """Return whether two waits end with each other."""
        while (before := self.swap(_WAITING, _CLAIMED)) is _CLAIMED:
            time.sleep(0)
        if before is _DONE:
            return False
        ended = other.finish()
        self.value = _DONE if ended else _WAITING
        return ended

    @property
    def done(self) -> bool:
        """Whether the wait has ended."""
        return self.value is _DONE


Resume = Callable[[Any], None]


@frozen(eq=False)
class Base:
    """An operation that is no choice.

    Attributes:
        attempt: returns a thunk for the result if it can be done at once, else None.
        tell: told of a wait, a state and what to call with such a thunk when it is done.
        expiry: when a timer's time is over, in internal units.
        wraps: what is called with the results, one after the other.
    """

    attempt: Callable[[], Any]
    tell: Callable[[State, Resume], None]
    expiry: int | None = None
    wraps: tuple[Any, ...] = ()

    def result(self, thunk: Any) -> Any:
        """Return the values of the operation that is done."""
        result = call(thunk)
        for each in self.wraps:
            result = call(each, *spread(result))
        return result


@frozen(eq=False)
class Operation:
    """An operation: one of its parts is done."""

    parts: tuple[Base, ...] = field()


PRINTERS[Operation] = lambda value, readable, profile: f"#<operation {id(value):x}>"
OPERATION: Final = of_class("an operation", Operation)
_Operation: TypeAlias = Annotated[Operation, OPERATION]


def perform(operation: Operation) -> Any:
    """Return the values of an operation, when it is done."""
    parts = operation.parts
    if not parts:
        raise error("a choice of no operations can never be done", procedure="perform-operation")
    first = random.randrange(len(parts))
    for base in (*parts[first:], *parts[:first]):
        thunk = base.attempt()
        if thunk is not None:
            return base.result(thunk)
    expiry = min((base.expiry for base in parts if base.expiry is not None), default=None)
    scheduler = getattr(threads.current(), "scheduler", None) if expiry is None else None
    state = State()
    event = threads.Event()
    outcome: list[tuple[Base, Any]] = []

    def resume_of(base: Base) -> Resume:
        def resume(thunk: Any) -> None:
            if scheduler is not None:
                scheduler.begin()
            outcome.append((base, thunk))
            event.set()

        return resume

    if scheduler is not None:
        scheduler.end()
    for base in parts:
        if not state.done:
            base.tell(state, resume_of(base))
    if expiry is not None and not event.wait((expiry + _STARTED) / _SECOND) and state.finish():
        base = next(base for base in parts if base.expiry == expiry)
        return base.result(NOTHING)
    event.wait()
    base, thunk = outcome[0]
    return base.result(thunk)


@TABLE.procedure("perform-operation")
def perform_operation(operation: _Operation) -> Any:
    """Return the values of an operation, when it is done. Fibers manual, Operations."""
    return perform(operation)


@TABLE.procedure("wrap-operation")
def wrap_operation(operation: _Operation, procedure: Proc) -> Operation:
    """Return an operation whose values go through a procedure. Fibers manual, Operations."""
    return Operation(
        tuple(evolve(base, wraps=(*base.wraps, procedure)) for base in operation.parts)
    )


@TABLE.procedure("choice-operation")
def choice_operation(*operations: _Operation) -> Operation:
    """Return an operation that does one of several. Fibers manual, Operations."""
    return Operation(tuple(base for each in operations for base in each.parts))


@TABLE.procedure("make-base-operation")
def make_base_operation(wrap: Any, attempt: Proc, block: Proc) -> Operation:
    """Return an operation of procedures: what wraps, tries and blocks.

    The last gets the state of the wait, the scheduler, and what to call when it is done.
    Fibers manual, Operations.
    """
    if wrap is not False and not is_procedure(wrap):
        refuse("make-base-operation", 1, "a procedure or #f", wrap)

    def attempted() -> Any:
        thunk = call(attempt)
        return None if thunk is False else thunk

    def tell(state: State, resume: Resume) -> None:
        scheduler = getattr(threads.current(), "scheduler", None)
        call(block, state, False if scheduler is None else scheduler, resume)

    return Operation((Base(attempted, tell, wraps=() if wrap is False else (wrap,)),))
