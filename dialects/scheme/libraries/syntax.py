"""Syntax objects for `syntax-case` (R6RS library chapter 12), while a macro is expanded.

A name is its symbol or an alias, and other syntax is the datum itself.
"""

from __future__ import annotations

import itertools
from typing import Any, Final

from attrs import frozen

from ..calls import call
from ..data import Pair, Symbol
from ..declaration import Table, refuse
from ..dynamics import STATE
from ..kinds import Items
from ..macros import Template, match
from ..printer import displayed
from ..syntax import (
    Alias,
    Identifier,
    Scope,
    SyntaxFailure,
    beside,
    complain,
    is_identifier,
    same_binding,
    strip,
)
from ..tokens import Place

__all__ = ["TABLE", "Clause", "Filling"]

TABLE: Final = Table()

_NUMBERS: Final = itertools.count(1)


@frozen
class Clause:
    """A clause of `syntax-case`: its pattern, the names that it binds, the scope it stands in."""

    pattern: Any
    names: tuple[Identifier, ...]
    literals: frozenset[Identifier]
    scope: Scope
    place: Place


@frozen
class Filling:
    """A template, and the pattern variables in it, whose values come with the call."""

    template: Any
    names: tuple[Identifier, ...]
    scope: Scope
    place: Place


def _use(scope: Scope) -> tuple[Scope, dict[Identifier, Alias]]:
    """Return the scope of the macro's use, and the aliases of this expansion."""
    current = STATE.expansion
    return current if current is not None else (scope, {})


@TABLE.procedure("%syntax-case", tail=True)
def syntax_case(datum: Any, clauses: list[Clause], *procedures: Any) -> Any:
    """Call the first clause's procedure whose pattern matches and whose fender holds."""
    for clause, fender, body in zip(clauses, procedures[::2], procedures[1::2], strict=True):
        use, _ = _use(clause.scope)
        found = match(clause.pattern, datum, clause.literals, clause.scope, use)
        if found is None:
            continue
        values = [found[name] for name in clause.names]
        if fender is False or call(fender, *values) is not False:
            return (body, *values)
    complain("no clause of syntax-case is for this use", clauses[0].place)


@TABLE.procedure("%syntax")
def fill(filling: Filling, *values: Any) -> Any:
    """Return a template with the values of its pattern variables."""
    _, renamed = _use(filling.scope)
    template = Template(Symbol("..."), filling.scope, renamed)
    found = dict(zip(filling.names, values, strict=True))
    return template.fill(filling.template, found, filling.place)


@TABLE.procedure("syntax->datum")
def syntax_to_datum(syntax: Any) -> Any:
    """Return what syntax is as a datum."""
    return strip(syntax)


@TABLE.procedure("datum->syntax")
def datum_to_syntax(like: Any, datum: Any) -> Any:
    """Return a datum as syntax that stands where a name does, or the first name of a form."""
    while like.__class__ is Pair:
        like = like.car
    if not is_identifier(like):
        refuse("datum->syntax", 1, "a name", like)
    return datum if like.__class__ is Symbol else _placed(datum, like)


def _placed(datum: Any, like: Identifier) -> Any:
    if datum.__class__ is Symbol:
        return beside(like, datum)
    if datum.__class__ is Pair:
        return Pair(_placed(datum.car, like), _placed(datum.cdr, like))
    return [_placed(each, like) for each in datum] if datum.__class__ is list else datum


@TABLE.procedure("identifier?")
def is_identifier_syntax(value: Any) -> bool:
    """Return whether syntax is a name."""
    return is_identifier(value)


@TABLE.procedure("bound-identifier=?")
def bound_identifiers_equal(one: Any, other: Any) -> bool:
    """Return whether a binding of the one name would bind the other."""
    return one is other


@TABLE.procedure("free-identifier=?")
def free_identifiers_equal(one: Any, other: Any) -> bool:
    """Return whether two names mean the same."""
    for place, each in ((1, one), (2, other)):
        if not is_identifier(each):
            refuse("free-identifier=?", place, "a name", each)
    if STATE.expansion is None:
        return strip(one) is strip(other)
    use, _ = STATE.expansion
    return same_binding(one, use, other, use)


@TABLE.procedure("generate-temporaries")
def generate_temporaries(items: Items) -> Items:
    """Return a new name for each item of a list."""
    return [Symbol.fresh(f"t{next(_NUMBERS)}") for _ in items]


@TABLE.procedure("syntax-violation")
def syntax_violation(who: Any, message: Any, form: Any, subform: Any = False) -> Any:
    """Refuse a form; `who` is a name, or #f where the form begins with it. R6RS library, 12.9."""
    place = STATE.expansion_place or Place("<syntax>", 0, 0)
    failure = SyntaxFailure(message, place, (strip(form),))
    failure.form, failure.subform = strip(form), strip(subform)
    head = form.car if form.__class__ is Pair else form
    failure.who = strip(head) if who is False and is_identifier(head) else who
    if failure.who is not False:
        failure.procedure = displayed(failure.who)
    raise failure
