"""Data over several lines: CHICKEN's (chicken pretty-print)."""

from __future__ import annotations

from typing import Any, Final

from ...data import NIL, Pair
from ...declaration import Table
from ...dynamics import STATE, Parameter
from ...ports import CURRENT_OUTPUT, put
from ...printer import written

__all__ = ["TABLE"]

TABLE: Final = Table()

_WIDTH: Final = Parameter(79, settable=True)
TABLE.value("pretty-print-width", _WIDTH)

_BODIES: Final = {
    "lambda": 1,
    "let": 1,
    "let*": 1,
    "letrec": 1,
    "define": 1,
    "when": 1,
    "unless": 1,
    "do": 2,
}
"""How many arguments of a form stand on its first line; the others are indented by two."""


def _lines(value: Any, column: int, width: int) -> str:
    """Return a datum as text that begins in a column."""
    text = written(value, STATE.profile)
    if column + len(text) <= width or value.__class__ not in (Pair, list) or "#0=" in text:
        return text
    if value.__class__ is list:
        parts = [_lines(each, column + 2, width) for each in value]
        return "#(" + ("\n" + " " * (column + 2)).join(parts) + ")"
    return _list(value, column, width)


def _list(value: Any, column: int, width: int) -> str:
    items = []
    rest: Any = value
    while rest.__class__ is Pair:
        items.append(rest.car)
        rest = rest.cdr
    head = written(items[0], STATE.profile)
    kept = _BODIES.get(getattr(items[0], "name", ""))
    if kept is not None:
        return _form(items, rest, column, width, kept)
    inner = column + 1
    if items[0].__class__ not in (Pair, list) and len(items) > 1 and len(head) < 12:
        inner = column + len(head) + 2
        first, *others = items[1:]
        parts = [f"{head} {_lines(first, inner, width)}"]
    else:
        others = items[1:]
        parts = [_lines(items[0], inner, width)]
    parts += [_lines(each, inner, width) for each in others]
    if rest is not NIL:
        parts += [".", _lines(rest, inner, width)]
    return "(" + ("\n" + " " * inner).join(parts) + ")"


def _form(items: list[Any], rest: Any, column: int, width: int, kept: int) -> str:
    line = f"({written(items[0], STATE.profile)}"
    for each in items[1 : kept + 1]:
        line += " " + _lines(each, column + len(line) + 1, width)
    inner = column + 2
    parts = [line, *(_lines(each, inner, width) for each in items[kept + 1 :])]
    if rest is not NIL:
        parts += [".", _lines(rest, inner, width)]
    return ("\n" + " " * inner).join(parts) + ")"


@TABLE.procedure("pretty-print", "pp")
def pretty_print(value: Any, port: Any = None) -> None:
    """Write a datum, over several lines where one is too short for it.

    CHICKEN manual, Module (chicken pretty-print).
    """
    put(CURRENT_OUTPUT() if port is None else port, _lines(value, 0, int(_WIDTH())) + "\n")
