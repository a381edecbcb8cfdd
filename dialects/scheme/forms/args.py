"""The form of CHICKEN's egg `args` that makes an option."""

from __future__ import annotations

from typing import Final

from ..data import Pair, Symbol
from ..declaration import Table
from ..expander import Expander
from ..libraries.egg import args as egg_args
from ..nodes import Call, Const, Lambda, LocalRef, Node, PrimitiveRef
from ..syntax import Scope, complain, is_identifier, strip
from ..tokens import Place

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.syntax("args:make-option")
def expand_option(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(args:make-option (name ...) argument description [body ...])`.

    The body sees `opt`, `name` and `arg`: the option, the name that was used, and its argument.
    """
    parts = x.parts(form.cdr, place, "args:make-option")
    if len(parts) < 3:
        complain("args:make-option takes names, an argument's kind and a description", place)
    names = [strip(each) for each, _ in x.parts(parts[0][0], place, "list of names")]
    if not names or not all(map(is_identifier, names)):
        complain("an option without a name", place)
    kind = Const(parts[1][1], strip(parts[1][0]))
    told = x.expand(parts[2][0], scope, parts[2][1])
    inner = Scope(scope)
    body = Lambda(place, "args:make-option")
    body.required = [x.bind(Symbol(each), inner, place) for each in ("opt", "name", "arg")]
    if len(parts) > 3:
        body.body = x.body(_rest(form, 4), inner, place)
    else:
        body.body = LocalRef(place, body.required[2])
    make = PrimitiveRef(place, x.image.primitive(egg_args.TABLE["%args-option"]))
    return Call(place, make, [Const(place, names), kind, told, body])


def _rest(form: Pair, count: int) -> Pair:
    """Return what stands behind so many parts of a form."""
    for _ in range(count):
        form = form.cdr
    return form
