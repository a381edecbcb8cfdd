"""Continuations as objects: CHICKEN's (chicken continuation).

A continuation is left at any time, and entered again once, as `call/cc` has it.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...calls import call, values
from ...declaration import Table
from ...kinds import Proc, of_class
from ...printer import PRINTERS
from ...reentry import call_with_reentry

__all__ = ["TABLE"]

TABLE: Final = Table()


class Captured:
    """A continuation, and how it is entered."""

    __slots__ = ("enter",)

    def __init__(self, enter: Any) -> None:
        self.enter = enter


PRINTERS[Captured] = lambda value, readable, profile: "#<continuation>"

_Captured: TypeAlias = Annotated[Captured, of_class("a continuation", Captured)]


class _Grafted:
    """A thunk that is called where a continuation goes on."""

    __slots__ = ("thunk",)

    def __init__(self, thunk: Any) -> None:
        self.thunk = thunk


@TABLE.procedure("continuation-capture", tail=True)
def continuation_capture(procedure: Proc) -> Any:
    """Call a procedure with the continuation of this call.

    CHICKEN manual, Module (chicken continuation).
    """
    result = call_with_reentry(lambda enter: call(procedure, Captured(enter)))
    return (result.thunk,) if result.__class__ is _Grafted else result


@TABLE.procedure("continuation?")
def is_continuation(value: Any) -> bool:
    """Return whether a value is such a continuation.

    CHICKEN manual, Module (chicken continuation).
    """
    return isinstance(value, Captured)


@TABLE.procedure("continuation-return")
def continuation_return(continuation: _Captured, *results: Any) -> Any:
    """Return values from the call of a continuation.

    CHICKEN manual, Module (chicken continuation).
    """
    return call(continuation.enter, values(*results))


@TABLE.procedure("continuation-graft")
def continuation_graft(continuation: _Captured, thunk: Proc) -> Any:
    """Call a thunk in place of the call of a continuation.

    CHICKEN manual, Module (chicken continuation).
    """
    return call(continuation.enter, _Grafted(thunk))
