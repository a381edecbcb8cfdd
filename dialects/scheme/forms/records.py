"""`define-record-type`, of R7RS and SRFI 9 (and what SRFI 131 adds: parents, fields by name)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..data import Pair
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..nodes import Const, Node
from ..syntax import complain, is_identifier, strip
from ..tokens import Place

__all__ = ["TABLE", "define_record_type"]

TABLE: Final = Table()


def define_record_type(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-record-type name (constructor field ...) predicate field ...)`.

    A field is `(name [accessor [modifier]])`. The constructor may be a name
    alone, or #f; the name of the type may have its parent's behind it.
    """
    parts = x.parts(form.cdr, place, "define-record-type")
    if len(parts) < 3:
        complain("define-record-type takes a name, a constructor and a predicate", place)
    name, constructor, predicate = (part for part, _ in parts[:3])
    parent: Any = None
    if name.__class__ is Pair:
        parent = name.cdr.car if name.cdr.__class__ is Pair else None
        name = name.car
    if not is_identifier(name):
        complain("a record type without a name", place)
    fields = []
    for field, at in parts[3:]:
        words = x.parts(field, at, "field") if field.__class__ is Pair else [(field, at)]
        if not 1 <= len(words) <= 3 or not all(is_identifier(word) for word, _ in words):
            complain("a field is a name, an accessor and perhaps a modifier", at)
        fields.append((words, at))
    names = [strip(words[0][0]) for words, _ in fields]
    if len(set(names)) < len(names):
        complain("two fields of one name", place)

    def type_node() -> Node:
        above = Const(place, False) if parent is None else x.reference(parent, frame.scope, place)
        return x.call("%record-type", place, Const(place, strip(name)), Const(place, names), above)

    def made(procedure: str, *details: Any) -> Callable[[], Node]:
        def node() -> Node:
            type_ = x.reference(name, frame.scope, place)
            return x.call(procedure, place, type_, *(Const(place, each) for each in details))

        return node

    frame.define(name, type_node, place)
    if constructor.__class__ is Pair:
        wanted = [strip(each) for each, _ in x.parts(constructor.cdr, place, "constructor")]
        unknown = [each for each in wanted if each not in names]
        if unknown and parent is None:
            complain(f"the constructor has {unknown[0]!r}, which is no field", place)
        who = strip(constructor.car)
        frame.define(constructor.car, made("%record-constructor", who, wanted), place)
    elif is_identifier(constructor):
        frame.define(constructor, made("%record-constructor", strip(constructor), False), place)
    if is_identifier(predicate):
        frame.define(predicate, made("%record-predicate", strip(predicate)), place)
    for words, at in fields:
        own = strip(words[0][0])
        if len(words) > 1:
            accessor = words[1][0]
            frame.define(accessor, made("%record-accessor", strip(accessor), own), at)
        if len(words) > 2:
            modifier = words[2][0]
            frame.define(modifier, made("%record-modifier", strip(modifier), own), at)


TABLE.syntax("define-record-type")(Definition(define_record_type))
