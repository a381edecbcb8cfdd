"""The calls that led to a place in the program, as CHICKEN's (chicken base) tells them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Final

from ...backtrace import calls_of
from ...data import Pair, String, Symbol, plain, to_list
from ...declaration import Table
from ...dynamics import STATE
from ...kinds import Index
from ...ports import CURRENT_OUTPUT, put
from ...printer import displayed

__all__ = ["TABLE", "call_chain"]

TABLE: Final = Table()


def call_chain(value: Any = None) -> Any:
    """Return the calls that led to a condition, or here: vectors of place, name and #f."""
    code = STATE.image.globals if STATE.image is not None else {}
    if value is None:
        found = list(_calls_here(code))
    else:
        trace = value.__traceback__
        found = [(str(place), name) for place, name in calls_of(trace, code)]
    return to_list([[String(place), Symbol(name or "top"), False] for place, name in found])


def _calls_here(code: dict[str, Any]) -> Iterator[tuple[str, str]]:
    frames: list[tuple[str, str]] = []
    frame: Any = sys._getframe(1)
    while frame is not None:
        if frame.f_globals is code:
            name = plain(frame.f_code.co_name)
            place = f"{frame.f_code.co_filename}:{frame.f_lineno}"
            frames.append((place, "" if name.startswith("%") else name))
        frame = frame.f_back
    yield from reversed(frames)


@TABLE.procedure("get-call-chain")
def get_call_chain(start: Index = 0, thread: Any = None) -> Any:
    """Return the calls that led here. CHICKEN manual, Module (chicken base)."""
    return to_list([each.car for each in _cells(call_chain())][start:])


@TABLE.procedure("print-call-chain")
def print_call_chain(
    port: Any = None, start: Index = 0, thread: Any = None, header: Any = None
) -> None:
    """Write the calls that led here. CHICKEN manual, Module (chicken base)."""
    head = "\n\tCall history:\n" if header is None else displayed(header, STATE.profile)
    lines = [
        f"\t{call_.car[0].text}\t  {call_.car[1].name}" for call_ in _cells(get_call_chain(start))
    ]
    put(CURRENT_OUTPUT() if port is None else port, "\n".join([head, *lines]) + "\n")


def _cells(items: Any) -> Iterator[Pair]:
    while items.__class__ is Pair:
        yield items
        items = items.cdr
