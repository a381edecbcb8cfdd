"""`syntax-case`, `syntax` and `with-syntax` (R6RS library chapter 12)."""

from __future__ import annotations

from typing import Any, Final

from ..data import NIL, Pair, Symbol, to_list
from ..declaration import Table
from ..expander import Expander
from ..libraries import syntax as procedures
from ..libraries.syntax import Clause, Filling
from ..macros import pattern_variables
from ..nodes import Const, Lambda, LocalRef, Node, Variable
from ..syntax import Alias, Scope, Syntax, complain, find, is_identifier, items, name_of
from ..tokens import Place
from .conditional import expand_mark

__all__ = ["TABLE"]

TABLE: Final = Table()
TABLE.syntax("unsyntax", "unsyntax-splicing")(expand_mark)


class PatternVariable:
    """What a name in a template stands for: what a pattern has matched."""

    __slots__ = ("variable",)

    def __init__(self, variable: Variable) -> None:
        self.variable = variable


@TABLE.syntax("syntax-case")
def expand_syntax_case(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(syntax-case expression (literal ...) (pattern [fender] output) ...)`."""
    parts = x.parts(form.cdr, place, "syntax-case")
    if len(parts) < 3:
        complain("syntax-case takes an expression, literals and clauses", place)
    value = x.expand(parts[0][0], scope, parts[0][1])
    literals = frozenset(name for name, _ in x.parts(parts[1][0], parts[1][1], "literals"))
    clauses: list[Clause] = []
    procedures: list[Node] = []
    for clause, at in parts[2:]:
        words = x.parts(clause, at, "clause")
        if len(words) not in (2, 3):
            complain("a clause of syntax-case is a pattern and an output", at)
        pattern = words[0][0]
        names = tuple(dict.fromkeys(pattern_variables(pattern, literals, scope)))
        clauses.append(Clause(pattern, names, literals, scope, place))
        fender, *output = words[1:] if len(words) == 3 else [None, words[1]]
        for body in (fender, output[0]):
            procedures.append(
                Const(at, False) if body is None else _procedure(x, names, body, scope)
            )
    return x.call("%syntax-case", place, value, Const(place, clauses), *procedures)


def _procedure(
    x: Expander, names: tuple[Any, ...], body: tuple[Any, Place], scope: Scope
) -> Lambda:
    """Return the procedure of what the pattern variables have matched."""
    inner = Scope(scope)
    made = Lambda(body[1], "syntax-case")
    for name in names:
        variable = Variable(name_of(name))
        inner.bindings[name] = PatternVariable(variable)
        made.required.append(variable)
    made.body = x.expand(body[0], inner, body[1])
    return made


@TABLE.syntax("syntax")
def expand_syntax(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(syntax template)`, written `#'template`."""
    parts = x.parts(form.cdr, place, "syntax")
    if len(parts) != 1:
        complain("syntax takes one template", place)
    return _filled(x, parts[0][0], scope, place)


def _filled(x: Expander, template: Any, scope: Scope, place: Place) -> Node:
    found: dict[Any, Variable] = {}
    stack = [template]
    while stack:
        each = stack.pop()
        if each.__class__ is Pair:
            stack += [each.cdr, each.car]
        elif each.__class__ is list:
            stack += each
        elif is_identifier(each):
            meaning = find(each, scope)
            if isinstance(meaning, PatternVariable):
                found[each] = meaning.variable
    filling = Filling(template, tuple(found), scope, place)
    values = [LocalRef(place, variable) for variable in found.values()]
    return x.call("%syntax", place, Const(place, filling), *values)


@TABLE.syntax("with-syntax")
def expand_with_syntax(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(with-syntax ((pattern expression) ...) body ...)`."""
    if form.cdr.__class__ is not Pair:
        complain("with-syntax without bindings", place)
    patterns: Any = NIL
    values: list[Node] = []
    for binding, at in reversed(x.parts(form.cdr.car, place, "list of bindings")):
        words = x.parts(binding, at, "binding")
        if len(words) != 2:
            complain("a binding of with-syntax is a pattern and an expression", at)
        patterns = Pair(words[0][0], patterns)
        values.insert(0, x.expand(words[1][0], scope, words[1][1]))
    body = Pair(Alias(Symbol("let"), x.image.core_scope), Pair(NIL, form.cdr.cdr))
    return _matched(x, patterns, values, (body, place), scope, place)


def _matched(
    x: Expander,
    pattern: Any,
    values: list[Node],
    body: tuple[Any, Place],
    scope: Scope,
    place: Place,
) -> Node:
    names = tuple(dict.fromkeys(pattern_variables(pattern, frozenset(), scope)))
    clause = Clause(pattern, names, frozenset(), scope, place)
    return x.call(
        "%syntax-case",
        place,
        x.call("list", place, *values),
        Const(place, [clause]),
        Const(place, False),
        _procedure(x, names, body, scope),
    )


@TABLE.syntax("quasisyntax")
def expand_quasisyntax(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(quasisyntax template)`, with `#,expression` and `#,@expression` in it."""
    parts = x.parts(form.cdr, place, "quasisyntax")
    if len(parts) != 1:
        complain("quasisyntax takes one template", place)
    patterns: list[Any] = []
    values: list[Node] = []

    def variable(cell: Pair, several: bool) -> Any:
        """Return the part of a template, before its rest, that an expression gives."""
        name = Symbol.fresh("unsyntax")
        patterns.append(Pair(name, Pair(Symbol("..."), NIL)) if several else name)
        values.append(x.expand(cell.car, scope, x.places.of(cell, place)))
        return [name, Symbol("...")] if several else [name]

    def changed(datum: Any, depth: int) -> Any:
        if datum.__class__ is list:
            return items(changed(to_list(datum), depth), place)
        if datum.__class__ is not Pair:
            return datum
        word = name_of(datum.car) if is_identifier(datum.car) else ""
        if word == "unsyntax" and depth == 1 and datum.cdr.__class__ is Pair:
            return variable(datum.cdr, False)[0]
        if word in ("unsyntax", "unsyntax-splicing"):
            return Pair(datum.car, changed(datum.cdr, depth - 1))
        if word == "quasisyntax":
            return Pair(datum.car, changed(datum.cdr, depth + 1))
        head = datum.car
        inner = name_of(head.car) if head.__class__ is Pair and is_identifier(head.car) else ""
        if depth == 1 and inner in ("unsyntax", "unsyntax-splicing"):
            made = []
            for cell in x.cells(head.cdr, place, inner):
                made += variable(cell, inner == "unsyntax-splicing")
            return to_list(made, changed(datum.cdr, depth))
        return Pair(changed(head, depth), changed(datum.cdr, depth))

    template = changed(parts[0][0], 1)
    pattern: Any = NIL
    for each in reversed(patterns):
        pattern = Pair(each, pattern)
    syntax = Pair(Alias(Symbol("syntax"), _home()), Pair(template, NIL))
    return _matched(x, pattern, values, (syntax, place), scope, place)


def _home() -> Scope:
    made = Scope(None)
    made.bindings[Symbol("syntax")] = Syntax(TABLE["syntax"])
    return made


TABLE.entries["%identifier?"] = procedures.TABLE["identifier?"]
TABLE.macros("""
(define-syntax identifier-syntax
  (syntax-rules (set!)
    ((_ template)
     (lambda (form)
       (syntax-case form ()
         (name (%identifier? (syntax name)) (syntax template))
         ((_ argument (... ...)) (syntax (template argument (... ...)))))))
    ((_ (name template) ((set! assigned value) assignment))
     (make-variable-transformer
       (lambda (form)
         (syntax-case form (set!)
           ((set! assigned value) (syntax assignment))
           ((_ argument (... ...)) (syntax (template argument (... ...))))
           (name (%identifier? (syntax name)) (syntax template))))))))
""")
