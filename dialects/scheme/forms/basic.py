"""The forms that everything is made of: quote, lambda, define, set!, if, begin."""

from __future__ import annotations

from typing import Any, Final

from ..data import NIL, Keyword, Pair, Special, Symbol
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..macros import VariableMacro
from ..nodes import Call, Const, If, Lambda, Let, LocalRef, Node, Variable
from ..syntax import Alias, Scope, complain, find, is_identifier, strip
from ..tokens import Place

__all__ = ["TABLE", "define", "exactly", "procedure"]

TABLE: Final = Table()


@TABLE.syntax("quote")
def expand_quote(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(quote datum)`."""
    ((datum, _),) = exactly(x, form, place, 1)
    return Const(place, strip(datum))


@TABLE.syntax("if")
def expand_if(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(if test consequent [alternate])`."""
    parts = x.parts(form.cdr, place, "if")
    if len(parts) not in (2, 3):
        complain("if takes a test and one or two expressions", place)
    nodes = x.each(parts, scope)
    return If(place, nodes[0], nodes[1], nodes[2] if len(nodes) == 3 else Const(place, None))


@TABLE.syntax("set!")
def expand_set(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(set! name value)`, and `(set! (procedure argument ...) value)` by the setter."""
    (target, target_place), (value, value_place) = exactly(x, form, place, 2)
    if target.__class__ is Pair:
        called = x.each(x.parts(target, target_place, "place"), scope)
        new = x.expand(value, scope, value_place)
        setter = x.call("setter", place, called[0])
        return Call(place, setter, [*called[1:], new])
    if not is_identifier(target):
        complain("set! of what is no name", target_place)
    meaning = find(target, scope)
    if isinstance(meaning, VariableMacro):
        return x.expand(meaning.expand(form, scope, place), scope, place)
    return x.assign(target, x.expand(value, scope, value_place), scope, place)


def exactly(x: Expander, form: Pair, place: Place, count: int) -> list[tuple[Any, Place]]:
    """Return a form's parts, each with its place, which must be so many."""
    parts = x.parts(form.cdr, place, "form")
    if len(parts) != count:
        complain(f"{strip(form.car)} takes {count}, {len(parts)} are given", place)
    return parts


def _begin(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    frame.splice(form.cdr, place)


def _begin_expression(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    return x.sequence(form.cdr, scope, place)


TABLE.syntax("begin")(Definition(_begin, _begin_expression))


# Procedures

_MARKS: Final = {"optional", "rest", "key", "allow-other-keys"}


def _mark_of(datum: Any) -> str:
    """Return what `#!optional`, `#:optional` and `:optional` say in a list of parameters."""
    if isinstance(datum, Special | Keyword) and datum.name in _MARKS:
        return datum.name
    return ""


def procedure(
    x: Expander, parameters: Any, body: Any, scope: Scope, place: Place, name: str = ""
) -> Lambda:
    """Return the node of a procedure with these parameters, also optional and keyword ones."""
    made = Lambda(place, name)
    inner = Scope(scope)
    others = _take_parameters(x, made, parameters, inner, place)
    made.keywords_end = x.image.profile.keywords_end_optionals
    made.body = x.body(body, inner, place)
    if others is not None:
        made.pairwise = True
        if made.rest is None:
            made.rest = Variable("others")
        known = Const(place, [keyword for _, keyword, _ in made.keys])
        left = x.call("%other-keywords", place, LocalRef(place, made.rest), known)
        made.body = Let(place, [others], [left], made.body)
    return made


def _take_parameters(
    x: Expander, made: Lambda, parameters: Any, scope: Scope, place: Place
) -> Variable | None:
    """Enter parameters; return the variable for keyword arguments that are not among them."""
    mode = ""
    others: Variable | None = None
    cell = parameters
    seen: set[Any] = set()
    while cell.__class__ is Pair:
        datum, at = cell.car, x.places.of(cell, place)
        mark = _mark_of(datum)
        if mark:
            mode = mark
            made.other_keys = made.other_keys or mark == "allow-other-keys"
        else:
            name = _name_of(mode, datum)
            if not is_identifier(name):
                complain("a parameter that is no name", at)
            if name in seen:
                complain(f"two parameters {name!r}", at)
            seen.add(name)
            if mode == "allow-other-keys":
                if others is not None:
                    complain("two parameters for other keywords", at)
                others = x.bind(name, scope, at)
            else:
                _take_parameter(x, made, mode, datum, scope, at)
        cell = cell.cdr
    if cell is not NIL:
        if not is_identifier(cell) or made.rest is not None or cell in seen:
            complain("a list of parameters that ends with no name", place)
        made.rest = x.bind(cell, scope, place)
    return others


def _name_of(mode: str, datum: Any) -> Any:
    """Return the name of a parameter; `((keyword name) default)` has it behind the keyword."""
    if mode not in ("optional", "key") or datum.__class__ is not Pair:
        return datum
    first = datum.car
    if mode == "key" and first.__class__ is Pair and first.cdr.__class__ is Pair:
        return first.cdr.car
    return first


def _take_parameter(
    x: Expander, made: Lambda, mode: str, datum: Any, scope: Scope, place: Place
) -> None:
    if mode == "rest":
        if made.rest is not None:
            complain("two parameters for the rest", place)
        made.rest = x.bind(datum, scope, place)
        return
    if not mode:
        made.required.append(x.bind(datum, scope, place))
        return
    parts = x.parts(datum, place, "parameter") if datum.__class__ is Pair else [(datum, place)]
    name, keyword = _name_of(mode, datum), None
    if mode == "key":
        keyword, parts = _keyword_of(name, parts)
    # A default sees the parameters before it.
    default: Node = Const(place, x.image.profile.missing)
    if len(parts) > 1:
        default = x.expand(parts[1][0], scope, parts[1][1])
    variable = x.bind(name, scope, place)
    if keyword is None:
        made.optional.append((variable, default))
    else:
        made.keys.append((variable, keyword, default))


def _keyword_of(
    name: Any, parts: list[tuple[Any, Place]]
) -> tuple[Keyword, list[tuple[Any, Place]]]:
    """Return the keyword of a parameter, and its parts without that.

    It is the name's own, or told: `(name default #:keyword)`, `(name :keyword default)`,
    `((:keyword name) default)`.
    """
    if len(parts) == 3:
        for place in (2, 1):
            if isinstance(parts[place][0], Keyword):
                return parts[place][0], [each for each in parts if each is not parts[place]]
    first = parts[0][0]
    if first.__class__ is Pair:
        told = strip(first.car)
        return told if isinstance(told, Keyword) else Keyword(told.name), parts
    return Keyword(strip(name).name), parts


@TABLE.syntax("lambda", "lambda*")
def expand_lambda(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(lambda parameters body ...)`."""
    if form.cdr.__class__ is not Pair:
        complain("lambda without parameters", place)
    return procedure(x, form.cdr.car, form.cdr.cdr, scope, place)


@TABLE.syntax("named-lambda")
def expand_named_lambda(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(named-lambda (name parameter ...) body ...)`."""
    if form.cdr.__class__ is not Pair or form.cdr.car.__class__ is not Pair:
        complain("named-lambda without name and parameters", place)
    target = form.cdr.car
    return procedure(x, target.cdr, form.cdr.cdr, scope, place, strip(target.car).name)


def define(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define name value)`, `(define (name parameter ...) body ...)`; the latter curried, too."""
    if form.cdr.__class__ is not Pair:
        complain("define without a name", place)
    target, rest = form.cdr.car, form.cdr.cdr
    at = x.places.of(form.cdr, place)
    curried = Alias(Symbol("lambda"), x.image.core_scope)
    if target.__class__ is Pair:
        while target.car.__class__ is Pair:
            rest = Pair(Pair(curried, Pair(target.cdr, rest)), NIL)
            target = target.car
        parameters, body, scope = target.cdr, rest, frame.scope
        frame.define(target.car, lambda: procedure(x, parameters, body, scope, place), place)
        return
    parts = x.parts(rest, place, "definition")
    if len(parts) > 1:
        complain("define takes a name and one value", place)
    if not is_identifier(target):
        complain("a definition of what is no name", at)
    if not parts:
        frame.define(target, lambda: Const(place, None), place)
        return
    value, value_place = parts[0]
    frame.define(target, lambda: x.expand(value, frame.scope, value_place), place)


TABLE.syntax("define", "define*")(Definition(define))
