"""The forms of control: guard, delay, assert."""

from __future__ import annotations

from typing import Final

from ..data import Pair, Symbol
from ..declaration import Table
from ..expander import Expander
from ..nodes import Call, Const, Lambda, LocalRef, Node, Or
from ..syntax import Scope, complain, strip
from ..tokens import Place
from .conditional import clauses

__all__ = ["TABLE"]

TABLE: Final = Table()


def _thunk(place: Place, body: Node, name: str) -> Lambda:
    made = Lambda(place, name)
    made.body = body
    return made


@TABLE.syntax("guard")
def expand_guard(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(guard (name clause ...) body ...)`."""
    parts = x.parts(form.cdr, place, "guard")
    if not parts or parts[0][0].__class__ is not Pair:
        complain("guard without a name and clauses", place)
    spec = parts[0][0]
    body = _thunk(place, x.body(form.cdr.cdr, scope, place), "guard")
    inner = Scope(scope)
    handler = Lambda(place, "guard")
    handler.required = [x.bind(spec.car, inner, place)]
    again = x.bind(Symbol.fresh("again"), inner, place)
    handler.required.append(again)
    # Where no clause is chosen, the object is raised on, as if there were no guard.
    otherwise = Call(place, LocalRef(place, again), [])
    handler.body = clauses(x, spec.cdr, inner, place, otherwise)
    return x.call("%guard", place, body, handler)


@TABLE.syntax("delay")
def expand_delay(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(delay expression)`."""
    return x.call("%delay", place, _thunk(place, x.body(form.cdr, scope, place), "delay"))


@TABLE.syntax("delay-force", "lazy")
def expand_delay_force(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(delay-force expression)`, whose value is a promise."""
    return x.call("%delay-force", place, _thunk(place, x.body(form.cdr, scope, place), "delay"))


@TABLE.syntax("assert")
def expand_assert(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(assert expression [message ...])`."""
    nodes = x.each(x.parts(form.cdr, place, "assert"), scope)
    if not nodes:
        complain("assert without an expression", place)
    failed = x.call("%assertion-failed", place, Const(place, strip(form.cdr.car)), *nodes[1:])
    return Or(place, [nodes[0], failed])


@TABLE.syntax("let/cc")
def expand_let_cc(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(let/cc name body ...)`."""
    if form.cdr.__class__ is not Pair:
        complain("let/cc without a name", place)
    inner = Scope(scope)
    receiver = Lambda(place, "let/cc")
    receiver.required = [x.bind(form.cdr.car, inner, place)]
    receiver.body = x.body(form.cdr.cdr, inner, place)
    return x.call("call-with-current-continuation", place, receiver)
