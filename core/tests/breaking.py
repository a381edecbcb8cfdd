"""Ctrl-C, before any chosen instruction.

CPython looks for signals between instructions, so that a handler's exception may be raised at many
places in the middle of a function.  A trace raises KeyboardInterrupt where it is wanted, where a
signal would come now and then.  There are two sets of places, neither of them in a finalizer
(`__del__`), whose exceptions Python reports and drops.

`ANYWHERE` is before each instruction, in every function that runs but those of the tests.  That is
more than CPython does.  It is right for the question whether an object can still be used or closed
afterwards: an answer that holds there holds in every version of CPython.  The call of `__exit__`
at the end of a with statement is left out, as nothing could be asked of a lock otherwise.

`CHECKED` is where CPython 3.11 to 3.13 look for signals: after a call of something that is no
Python function, after a jump backwards, and at the start of a Python function.  It looks neither
between other instructions nor after a Python function has returned to one that called it.  That
is the set for the question whether a lock is left held, or two attributes set one after the other
can fall apart: a statement between calls is not interrupted, and neither is the way from the last
call in a with statement to the call of its `__exit__`.

Where CPython would raise at a call that is the last one inside a try or with statement, the trace
has no way to raise there; these places are left out.  A Python function that C code calls (by
`map`, `functools.partial`) is taken for one that was called by another, a special method
(`__init__`, `__exit__`) for one that C code calls.
"""

from __future__ import annotations

import dis
import gc
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from itertools import count
from types import CodeType, FrameType
from typing import Any, Final, Literal

from watched_threads import open_descriptors

from schemesockets.core.waiting import own_waker

Where = Literal["anywhere", "checked"]

ANYWHERE: Final = "anywhere"
CHECKED: Final = "checked"

_CHECKING: Final = {"CALL", "CALL_FUNCTION_EX", "CALL_KW", "JUMP_BACKWARD"}


class _Places:
    """What there is to know of a code object's instructions, by their offsets.

    Attributes:
        names: of the instructions (dict of int to str).
        ends: offsets that belong to the call of `__exit__` at the end of a with statement (set).
        of_tests: whether the code is a test's (bool).
    """

    def __init__(self, code: CodeType) -> None:
        found = [each for each in dis.get_instructions(code) if each.opname != "CACHE"]
        self.names = {each.offset: each.opname for each in found}
        self.of_tests = "/tests/" in code.co_filename
        self.ends: set[int] = set()
        for first in range(len(found) - 3):
            nones = found[first : first + 3]
            if all(each.opname == "LOAD_CONST" and each.argval is None for each in nones):
                after = found[first + 3 : first + 5]
                call = next((each for each in after if each.opname == "CALL"), None)
                if call is not None:
                    begin = found[first - 1] if found[first - 1].opname == "SWAP" else nones[0]
                    self.ends.update(range(begin.offset, call.offset + 1))
        self._handlers = dis._parse_exception_table(code)  # type: ignore[attr-defined]

    def handler(self, offset: int) -> int | None:
        """Where an exception that is raised at an instruction goes on."""
        for entry in self._handlers:
            if entry.start <= offset < entry.end:
                target: int = entry.target
                return target
        return None


_places = cache(_Places)


class _Trace:
    """Counts the places where it might break, in all functions, and breaks at one of them."""

    def __init__(self, number: int, where: Where) -> None:
        self.left = number
        self.where = where

    def __call__(self, frame: FrameType, event: str, argument: Any) -> Any:
        return _FrameTrace(self, frame)

    def passes(self) -> None:
        """Pass one of these places, or break."""
        self.left -= 1
        if self.left < 0:
            sys.settrace(None)
            raise KeyboardInterrupt


class _FrameTrace:
    """Follows one function's instructions."""

    def __init__(self, trace: _Trace, frame: FrameType) -> None:
        frame.f_trace = self  # first, as Python 3.13 heeds the next line only then
        frame.f_trace_opcodes = True
        self.trace = trace
        self.places = _places(frame.f_code)
        self.last = -1  # the offset of the instruction before
        self.returned_to = False  # by a Python function that this one called
        self.above: _FrameTrace | None = None
        back = frame.f_back
        if back is not None and isinstance(back.f_trace, _FrameTrace):
            self.above = back.f_trace
        self.finalizes: bool = frame.f_code.co_name == "__del__" or (
            self.above is not None and self.above.finalizes
        )

    def __call__(self, frame: FrameType, event: str, argument: Any) -> _FrameTrace:
        if event == "opcode":
            offset, last = frame.f_lasti, self.last
            self.last = offset
            returned, self.returned_to = self.returned_to, False
            if self._is_a_place(offset, last, returned):
                self.trace.passes()
        elif event == "return" and self.above is not None:
            self.above.returned_to = not frame.f_code.co_name.startswith("__")
        return self

    def _is_a_place(self, offset: int, last: int, returned: bool) -> bool:
        places = self.places
        if places.of_tests or self.finalizes:
            return False
        if self.trace.where == ANYWHERE:
            return offset not in places.ends
        if last < 0 or places.names[last] == "RESUME":  # not every version traces the latter
            return places.names[offset] != "RESUME"
        return (
            places.names[last] in _CHECKING
            and not returned
            and places.handler(last) == places.handler(offset)
        )


def breaks_off(call: Callable[[], object], number: int, where: Where = ANYWHERE) -> bool:
    """Call it, with KeyboardInterrupt at one of the places, by its number (0 is the first).

    Returns whether there was such a place, and so the call did not end; or it did, when the place
    is in a finalizer, whose exceptions Python reports and drops.
    """
    before = sys.gettrace()
    trace = _Trace(number, where)
    sys._getframe().f_trace_opcodes = True  # Python 3.12 wants to know before it traces
    sys.settrace(trace)
    try:
        call()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return trace.left < 0


# Makes a call that is to be broken off, and a look at what it left behind, which is told whether
# it was broken off; the stack closes everything.
Begin = Callable[[ExitStack], tuple[Callable[[], object], Callable[[bool], object]]]


def break_everywhere(begin: Begin, where: Where) -> int:
    """Break a call off at each place, each time in a new situation; returns how many there are.

    Raises AssertionError when that leaves a descriptor open, and what the look raises, with a note
    that says at which place.
    """
    report = sys.unraisablehook

    def unraisable(unraisable: Any) -> None:
        if not isinstance(unraisable.exc_value, KeyboardInterrupt):  # in a finalizer
            report(unraisable)

    sys.unraisablehook = unraisable
    try:
        return _break_everywhere(begin, where)
    finally:
        sys.unraisablehook = report


def _break_everywhere(begin: Begin, where: Where) -> int:
    own_waker()  # what a thread opens once
    _break_once(begin, sys.maxsize, where)
    gc.collect()
    before = open_descriptors()
    for number in count():
        try:
            broke_off = _break_once(begin, number, where)
            if open_descriptors() != before:
                gc.collect()
                assert open_descriptors() == before, "a descriptor is left open"
        except BaseException as error:
            error.add_note(f"broken off at place {number}, {where}")
            raise
        if not broke_off:
            return number
    raise AssertionError("not reached")


def _break_once(begin: Begin, number: int, where: Where) -> bool:
    with ExitStack() as stack:
        call, look = begin(stack)
        broke_off = breaks_off(call, number, where)
        look(broke_off)
    return broke_off
