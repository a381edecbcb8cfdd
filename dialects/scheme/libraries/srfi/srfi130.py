"""SRFI 130: strings by cursors, which are indices here.

What SRFI 13 or SRFI 152 has of it in the same form is declared there.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

from ...calls import call
from ...declaration import Table, refuse
from ...kinds import Index, Items, Proc, Text
from ..strings import span

__all__ = ["TABLE"]

TABLE: Final = Table()


def _cursor(procedure: str, place: int, string: str, cursor: int) -> int:
    if not 0 <= cursor <= len(string):
        refuse(procedure, place, "a cursor into the string", cursor, False)
    return cursor


# Cursors


@TABLE.procedure("string-cursor?")
def is_cursor(value: Any) -> bool:
    """Return whether a value is a cursor. SRFI 130, Cursor operations."""
    return value.__class__ is int and value >= 0


@TABLE.procedure("string-cursor-start")
def start_of(string: Text) -> int:
    """Return the cursor before the first character. SRFI 130, Cursor operations."""
    return 0


@TABLE.procedure("string-cursor-end")
def end_of(string: Text) -> int:
    """Return the cursor behind the last character. SRFI 130, Cursor operations."""
    return len(string)


def _moved(name: str, words: str, direction: int) -> None:
    def step(string: Text, cursor: Index) -> int:
        return _cursor(f"string-cursor-{name}", 2, string, cursor + direction)

    step.__doc__ = f"Return the cursor {words} another. SRFI 130, Cursor operations."
    TABLE.procedure(f"string-cursor-{name}")(step)


_moved("next", "after", 1)
_moved("prev", "before", -1)


def _jumped(name: str, words: str, direction: int) -> None:
    def jump(string: Text, cursor: Index, count: Index) -> int:
        return _cursor(f"string-cursor-{name}", 3, string, cursor + direction * count)

    jump.__doc__ = f"Return the cursor so many characters {words}. SRFI 130, Cursor operations."
    TABLE.procedure(f"string-cursor-{name}")(jump)


_jumped("forward", "on", 1)
_jumped("back", "back", -1)


def _compared(sign: str, test: Callable[[int, int], bool]) -> None:
    def compare(one: Index, other: Index) -> bool:
        return test(one, other)

    compare.__doc__ = "Compare two cursors. SRFI 130, Cursor operations."
    TABLE.procedure(f"string-cursor{sign}?")(compare)


for _sign, _test in (
    ("=", operator.eq),
    ("<", operator.lt),
    (">", operator.gt),
    ("<=", operator.le),
    (">=", operator.ge),
):
    _compared(_sign, _test)


@TABLE.procedure("string-cursor-diff")
def difference(string: Text, start: Index, end: Index) -> int:
    """Return how many characters are between two cursors. SRFI 130, Cursor operations."""
    return end - start


@TABLE.procedure("string-cursor->index", "string-index->cursor")
def same_place(string: Text, cursor: Index) -> int:
    """Return the index of a cursor, or the cursor of an index. SRFI 130, Cursor operations."""
    return _cursor("string-cursor->index", 2, string, cursor)


# Parts


@TABLE.procedure("string-ref/cursor")
def ref(string: Text, cursor: Index) -> str:
    """Return the character at a cursor. SRFI 130, Selection."""
    if cursor >= len(string):
        refuse("string-ref/cursor", 2, "a cursor within the string", cursor, False)
    return string[cursor]


@TABLE.procedure("substring/cursors")
def substring(string: Text, start: Index, end: Index) -> Text:
    """Return the part between two cursors. SRFI 130, Selection."""
    first, last = span("substring/cursors", len(string), start, end)
    return string[first:last]


@TABLE.procedure("string-copy/cursors")
def copy(string: Text, start: Any = None, end: Any = None) -> Text:
    """Return a copy of a string, or of a part. SRFI 130, Selection."""
    first, last = span("string-copy/cursors", len(string), start, end)
    return string[first:last]


@TABLE.procedure("string->list/cursors")
def to_characters(string: Text, start: Any = None, end: Any = None) -> Items:
    """Return a list of characters. SRFI 130, Conversion."""
    first, last = span("string->list/cursors", len(string), start, end)
    return list(string[first:last])


@TABLE.procedure("string->vector/cursors")
def to_vector(string: Text, start: Any = None, end: Any = None) -> list[Any]:
    """Return a vector of characters. SRFI 130, Conversion."""
    first, last = span("string->vector/cursors", len(string), start, end)
    return list(string[first:last])


# Searching


def _searched(name: str, wanted: bool, backwards: bool) -> None:
    def search(string: Text, predicate: Proc, start: Any = None, end: Any = None) -> int:
        first, last = span(name, len(string), start, end, 3)
        places = range(first, last)
        for place in reversed(places) if backwards else places:
            if (call(predicate, string[place]) is not False) is wanted:
                return place + 1 if backwards else place
        return first if backwards else last

    which = "behind the last" if backwards else "of the first"
    value = "holds" if wanted else "fails"
    search.__doc__ = (
        f"Return the cursor {which} character that a predicate {value} for, else that at the "
        f"{'start' if backwards else 'end'}. SRFI 130, Searching."
    )
    TABLE.procedure(name)(search)


_searched("string-index", True, False)
_searched("string-index-right", True, True)
_searched("string-skip", False, False)
_searched("string-skip-right", False, True)


@TABLE.procedure("string-for-each-cursor")
def for_each_cursor(procedure: Proc, string: Text, start: Any = None, end: Any = None) -> None:
    """Call a procedure with the cursor of each character. SRFI 130, The whole string."""
    first, last = span("string-for-each-cursor", len(string), start, end, 3)
    for place in range(first, last):
        call(procedure, place)
