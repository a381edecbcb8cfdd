"""R6RS's `define-enumeration`: (rnrs enums)."""

from __future__ import annotations

from typing import Any, Final

from ..data import Pair, Symbol
from ..declaration import Entry, Table
from ..expander import Definition, Expander, Frame
from ..libraries.rnrs import enums as rnrs_enums
from ..nodes import Call, Const, Node, PrimitiveRef
from ..syntax import Alias, Scope, Syntax, complain, is_identifier, name_of, strip
from ..tokens import Place

__all__ = ["TABLE"]

TABLE: Final = Table()


def _call(x: Expander, name: str, place: Place, *arguments: Node) -> Node:
    primitive = x.image.primitive(rnrs_enums.TABLE[name])
    return Call(place, PrimitiveRef(place, primitive), list(arguments))


def _define_enumeration(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-enumeration name (symbol ...) constructor)`."""
    parts = x.parts(form.cdr, place, "define-enumeration")
    if len(parts) != 3 or not is_identifier(parts[0][0]) or not is_identifier(parts[2][0]):
        complain("define-enumeration takes a name, symbols and the name of a constructor", place)
    symbols = _symbols(x, parts[1][0], parts[1][1])
    universe = Symbol.fresh("enumeration")
    home = Alias(universe, frame.scope)

    def made() -> Node:
        names = x.call("list", place, *(Const(place, each) for each in symbols))
        return _call(x, "make-enumeration", place, names)

    def chosen(x: Expander, form: Pair, place: Place) -> list[Symbol]:
        found = _symbols(x, form.cdr, place)
        for each in found:
            if each not in symbols:
                complain(f"{name_of(form.car)} has no {each.name}", place)
        return found

    def one(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
        found = chosen(x, form, place)
        if len(found) != 1:
            complain(f"{name_of(form.car)} takes one symbol", place)
        return Const(place, found[0])

    def several(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
        found = chosen(x, form, place)
        return _call(x, "%enum-set", place, x.reference(home, scope, place), Const(place, found))

    frame.define(universe, made, place)
    for (name, _), function in ((parts[0], one), (parts[2], several)):
        frame.bind(name, Syntax(Entry(name_of(name), "syntax", function)))


def _symbols(x: Expander, form: Any, place: Place) -> list[Symbol]:
    found = [strip(part) for part, _ in x.parts(form, place, "list of symbols")]
    if not all(isinstance(each, Symbol) for each in found):
        complain("an enumeration consists of symbols", place)
    return found


TABLE.syntax("define-enumeration")(Definition(_define_enumeration))
