"""Forms of CHICKEN that define what their names are made of: records with setters."""

from __future__ import annotations

from typing import Any, Final

from ..data import NIL, Pair, Symbol, to_list
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..nodes import Node
from ..syntax import Alias, complain, is_identifier, strip
from ..tokens import Place
from . import records

__all__ = ["TABLE", "define_record", "define_record_type"]

TABLE: Final = Table()


def _setter_of(datum: Any) -> bool:
    """Return whether a datum is `(setter name)`."""
    return (
        datum.__class__ is Pair
        and is_identifier(datum.car)
        and strip(datum.car).name == "setter"
        and datum.cdr.__class__ is Pair
    )


def _with_setter(
    x: Expander, frame: Frame, name: Any, getter: Symbol, setter: Symbol, place: Place
) -> None:
    """Define a name as a getter that has a setter, both being defined already."""

    def value() -> Node:
        parts = (x.reference(each, frame.scope, place) for each in (getter, setter))
        return x.call("getter-with-setter", place, *parts)

    frame.define(name, value, place)


def define_record_type(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`define-record-type` whose fields may be `(name accessor (setter accessor))`."""
    cells = x.cells(form.cdr, place, "define-record-type")
    changed: list[Any] = [cell.car for cell in cells]
    settable: list[tuple[Any, Symbol, Symbol]] = []
    for number, field in enumerate(changed[3:], 3):
        words = (
            [each for each, _ in x.parts(field, place, "field")] if field.__class__ is Pair else []
        )
        if len(words) != 3 or not _setter_of(words[2]):
            continue
        accessor = words[1]
        getter, setter = Symbol.fresh(strip(accessor).name), Symbol.fresh(strip(accessor).name)
        settable.append((accessor, getter, setter))
        changed[number] = to_list([words[0], getter, setter])
    records.define_record_type(x, Pair(form.car, to_list(changed)), frame, place)
    for accessor, getter, setter in settable:
        _with_setter(x, frame, accessor, getter, setter, place)


TABLE.syntax("define-record-type")(Definition(define_record_type))


def define_record(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-record name field ...)`: `make-name`, `name?`, `name-field`, `name-field-set!`.

    A field `(setter field)` has a setter in place of the last.
    """
    words = [each for each, _ in x.parts(form.cdr, place, "define-record")]
    if not words or not is_identifier(words[0]):
        complain("define-record takes a name and fields", place)
    name = words[0]
    text = strip(name).name

    def made(text: str) -> Any:
        return Alias(Symbol(text), name.scope) if isinstance(name, Alias) else Symbol(text)

    fields: list[Any] = []
    names: list[Any] = []
    for word in words[1:]:
        field = word.cdr.car if _setter_of(word) else word
        if not is_identifier(field):
            complain("a field of a record that is no name", place)
        accessor = made(f"{text}-{strip(field).name}")
        modifier = (
            to_list([Symbol("setter"), accessor])
            if _setter_of(word)
            else made(f"{text}-{strip(field).name}-set!")
        )
        names.append(field)
        fields.append(to_list([field, accessor, modifier]))
    parts = [name, Pair(made(f"make-{text}"), to_list(names)), made(f"{text}?"), *fields]
    define_record_type(x, Pair(form.car, to_list(parts, NIL)), frame, place)


TABLE.syntax("define-record")(Definition(define_record))
