"""The forms of Guile's (ice-9 optargs): optional and keyword arguments of a list."""

from __future__ import annotations

from typing import Final

from ..data import Keyword, Pair, Symbol
from ..declaration import Table
from ..expander import Expander
from ..nodes import Const, Lambda, Node
from ..syntax import Scope, complain, is_identifier, name_of, strip
from ..tokens import Place

__all__ = ["TABLE"]

TABLE: Final = Table()


def _applied(
    x: Expander, form: Pair, scope: Scope, place: Place, sequential: bool, keys: bool
) -> Node:
    """Return the body of a form applied to a list, as a procedure with such parameters is."""
    parts = x.parts(form.cdr, place, name_of(form.car))
    first = 3 if keys else 2
    if len(parts) <= first:
        complain(f"{name_of(form.car)} takes a list, bindings and a body", place)
    items = x.expand(parts[0][0], scope, parts[0][1])
    made = Lambda(place, name_of(form.car))
    inner = Scope(scope)
    for binding, at in x.parts(parts[first - 1][0], place, "list of bindings"):
        words = x.parts(binding, at, "binding") if binding.__class__ is Pair else [(binding, at)]
        if not is_identifier(words[0][0]) or len(words) > 2:
            complain("a binding is a name, and perhaps a default", at)
        default: Node = Const(at, False)
        if len(words) == 2:
            default = x.expand(words[1][0], inner if sequential else scope, words[1][1])
        if sequential:
            inner = Scope(inner)
        variable = x.bind(words[0][0], inner, at)
        if keys:
            made.keys.append((variable, Keyword(strip(words[0][0]).name), default))
        else:
            made.optional.append((variable, default))
    if keys:
        made.other_keys = parts[1][0] is not False
    body = form.cdr.cdr
    for _ in range(first - 1):
        body = body.cdr
    made.body = x.body(body, inner, place)
    if not keys:
        made.rest = x.bind(Symbol.fresh("rest"), Scope(scope), place)
    return x.call("apply", place, made, items)


@TABLE.syntax("let-optional")
def expand_let_optional(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(let-optional list ((name default) ...) body ...)`."""
    return _applied(x, form, scope, place, sequential=False, keys=False)


@TABLE.syntax("let-optional*")
def expand_let_optional_star(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(let-optional* list ((name default) ...) body ...)`: defaults see the names before."""
    return _applied(x, form, scope, place, sequential=True, keys=False)


@TABLE.syntax("let-keywords")
def expand_let_keywords(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(let-keywords list others? ((name default) ...) body ...)`."""
    return _applied(x, form, scope, place, sequential=False, keys=True)


@TABLE.syntax("let-keywords*")
def expand_let_keywords_star(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(let-keywords* list others? ((name default) ...) body ...)`: defaults see those before."""
    return _applied(x, form, scope, place, sequential=True, keys=True)
