"""`quasiquote`."""

from __future__ import annotations

from typing import Any, Final

from ..data import NIL, Pair, from_list
from ..declaration import Table
from ..expander import Expander
from ..nodes import Const, Node
from ..syntax import Scope, complain, is_identifier, strip
from ..tokens import Place

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.syntax("quasiquote")
def expand_quasiquote(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`` `template ``, with `,expression` and `,@expression` in it, also nested and in vectors."""
    parts = x.parts(form.cdr, place, "quasiquote")
    if len(parts) != 1:
        complain("quasiquote takes one template", place)
    return _Template(x, scope, place).node(parts[0][0], 1)


_MARKS: Final = ("unquote", "unquote-splicing")


def _word(datum: Any) -> str:
    """Return `unquote` for `(unquote x)`, and so on."""
    if datum.__class__ is Pair and is_identifier(datum.car):
        name = strip(datum.car).name
        if name in ("unquote", "unquote-splicing", "quasiquote"):
            return str(name)
    return ""


def _is_single(datum: Pair) -> bool:
    return datum.cdr.__class__ is Pair and datum.cdr.cdr is NIL


class _Template:
    def __init__(self, x: Expander, scope: Scope, place: Place) -> None:
        self.x = x
        self.scope = scope
        self.place = place

    def node(self, datum: Any, depth: int) -> Node:
        kind = datum.__class__
        if kind is list:
            return self._vector(datum, depth)
        if kind is not Pair:
            return Const(self.place, strip(datum))
        word = _word(datum)
        if word == "unquote" and _is_single(datum):
            if depth == 1:
                return self._expression(datum.cdr)
            return self._wrapped(datum, depth - 1)
        if word in _MARKS and depth > 1:
            return self._wrapped(datum, depth - 1)
        if word == "quasiquote" and _is_single(datum):
            return self._wrapped(datum, depth + 1)
        return self._list(datum, depth)

    def _expression(self, cell: Pair) -> Node:
        return self.x.expand(cell.car, self.scope, self.x.places.of(cell, self.place))

    def _wrapped(self, datum: Pair, depth: int) -> Node:
        """Return the node of a nested form, whose depth counts for all in it."""
        inside = self.node(datum.cdr, depth)
        if isinstance(inside, Const):
            return Const(self.place, Pair(strip(datum.car), inside.value))
        return self.x.call("cons", self.place, Const(self.place, strip(datum.car)), inside)

    def _several(self, form: Pair, made: Node) -> Node:
        """Return what R6RS makes of `(unquote a b)` and `(unquote-splicing a b)` in a list."""
        spliced = _word(form) == "unquote-splicing"
        for cell in reversed(self.x.cells(form.cdr, self.place, "unquote")):
            value = self._expression(cell)
            made = self.x.call("append" if spliced else "cons", self.place, value, made)
        return made

    def _list(self, datum: Pair, depth: int) -> Node:
        """Return a list's node, built from its end; runs of constants stay as they are."""
        cells: list[Pair] = []
        rest: Any = datum
        while rest.__class__ is Pair:
            if cells and _word(rest) in ("unquote", "quasiquote") and _is_single(rest):
                break  # `(a . ,b)`
            cells.append(rest)
            rest = rest.cdr
        made = self.node(rest, depth)
        for cell in reversed(cells):
            item = cell.car
            if _word(item) == "unquote-splicing" and _is_single(item):
                if depth == 1:
                    spliced = self._expression(item.cdr)
                    if isinstance(made, Const) and made.value is NIL:
                        made = spliced
                    else:
                        made = self.x.call("append", self.place, spliced, made)
                    continue
                node = self._wrapped(item, depth - 1)
            elif depth == 1 and _word(item) in _MARKS and not _is_single(item):
                made = self._several(item, made)
                continue
            else:
                node = self.node(item, depth)
            if isinstance(node, Const) and isinstance(made, Const):
                made = Const(self.place, Pair(node.value, made.value))
            else:
                made = self.x.call("cons", self.place, node, made)
        return made

    def _vector(self, datum: list[Any], depth: int) -> Node:
        as_list: Any = NIL
        for each in reversed(datum):
            as_list = Pair(each, as_list)
        made = self.node(as_list, depth)
        if isinstance(made, Const):
            return Const(self.place, from_list(made.value))
        return self.x.call("list->vector", self.place, made)
