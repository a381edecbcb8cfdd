"""Guile's `define-immutable-record-type`: records whose setters return changed copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..data import Pair, to_list
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..libraries import functional_setters
from ..nodes import Call, Const, Node, PrimitiveRef
from ..syntax import strip
from ..tokens import Place
from . import records

__all__ = ["TABLE"]

TABLE: Final = Table()

_SETTER: Final = functional_setters.TABLE["%functional-setter"]


def _define_immutable_record_type(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`define-record-type` whose modifiers return a copy of the record with another value."""
    cells = x.cells(form.cdr, place, "define-immutable-record-type")
    parts: list[Any] = [cell.car for cell in cells]
    setters: list[tuple[Any, Any]] = []
    for number, field in enumerate(parts[3:], 3):
        words = x.parts(field, place, "field") if field.__class__ is Pair else []
        if len(words) == 3:
            setters.append((words[1][0], words[2][0]))
            parts[number] = to_list([words[0][0], words[1][0]])
    records.define_record_type(x, Pair(form.car, to_list(parts)), frame, place)

    def made(accessor: Any, setter: Any) -> Callable[[], Node]:
        def node() -> Node:
            getter = x.reference(accessor, frame.scope, place)
            name = Const(place, strip(setter))
            return Call(place, PrimitiveRef(place, x.image.primitive(_SETTER)), [getter, name])

        return node

    for accessor, setter in setters:
        frame.define(setter, made(accessor, setter), place)


TABLE.syntax("define-immutable-record-type")(Definition(_define_immutable_record_type))
