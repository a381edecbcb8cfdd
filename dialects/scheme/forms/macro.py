"""The forms that define macros."""

from __future__ import annotations

from typing import Any, Final

from ..calls import call
from ..data import Pair, String, Symbol
from ..declaration import Table
from ..dynamics import STATE
from ..expander import Definition, Expander, Frame
from ..kinds import Proc
from ..macros import IdentifierMacro, Procedural, Rules, VariableMacro
from ..nodes import Node
from ..printer import displayed, written
from ..syntax import (
    Alias,
    Identifier,
    Macro,
    Scope,
    Syntax,
    complain,
    find,
    is_identifier,
    name_of,
    same_binding,
    strip,
)
from ..tokens import Place

__all__ = ["TABLE", "transformer"]

TABLE: Final = Table()


@TABLE.syntax("syntax-rules")
def expand_syntax_rules(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """Refuse `syntax-rules` where no macro is defined."""
    complain("syntax-rules stands where no macro is defined", place)


@TABLE.syntax("er-macro-transformer", "rsc-macro-transformer", "sc-macro-transformer")
def expand_er(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """Refuse `er-macro-transformer` where no macro is defined."""
    complain("er-macro-transformer stands where no macro is defined", place)


@TABLE.syntax("ir-macro-transformer")
def expand_ir(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """Refuse `ir-macro-transformer` where no macro is defined."""
    complain("ir-macro-transformer stands where no macro is defined", place)


def transformer(x: Expander, form: Any, scope: Scope, place: Place) -> Any:
    """Return the macro, or the syntax, that the value of `define-syntax` describes."""
    form, place, meaning = x.head(form, scope, place)
    if is_identifier(form):
        found = find(form, scope)
        if not isinstance(found, Macro | Syntax):
            complain(f"{name_of(form)} is no macro", place)
        return found
    if isinstance(meaning, Syntax):
        entry = meaning.entry
        if entry is TABLE["syntax-rules"]:
            return Rules.read(form, scope, place)
        if entry is TABLE["er-macro-transformer"] or entry is TABLE["ir-macro-transformer"]:
            parts = x.parts(form.cdr, place, "transformer")
            if len(parts) != 1:
                complain("a transformer is one procedure", place)
            procedure = x.evaluate(parts[0][0], scope, parts[0][1])
            kind = _explicit if entry is TABLE["er-macro-transformer"] else _implicit
            return Procedural(kind(procedure, scope))
    value = x.evaluate(form, scope, place)
    if isinstance(value, Macro):
        return value
    if callable(value):
        return IdentifierMacro(_plain(value))
    complain("the value of define-syntax is no macro", place)


def _plain(procedure: Any) -> Any:
    """Return a procedure of the form alone, as `syntax-case` makes them."""

    def expand(form: Any, scope: Scope, place: Place) -> Any:
        before = STATE.expansion, STATE.expansion_place
        STATE.expansion, STATE.expansion_place = (scope, {}), place
        try:
            return call(procedure, form)
        finally:
            STATE.expansion, STATE.expansion_place = before

    return expand


@TABLE.procedure("make-variable-transformer")
def make_variable_transformer(procedure: Proc) -> VariableMacro:
    """Return a macro that is given assignments to its name as well. R6RS library, 12.3."""
    return VariableMacro(_plain(procedure))


def _explicit(procedure: Any, home: Scope) -> Any:
    """Explicit renaming: what the procedure does not rename means what it does at the use."""

    def expand(form: Any, scope: Scope, place: Place) -> Any:
        renamed: dict[Identifier, Alias] = {}

        def rename(name: Any) -> Alias:
            return renamed.setdefault(name, Alias(name, home))

        def compare(one: Any, other: Any) -> bool:
            if is_identifier(one) and is_identifier(other):
                return same_binding(one, scope, other, scope)
            return one is other

        return call(procedure, form, rename, compare)

    return expand


def _implicit(procedure: Any, home: Scope) -> Any:
    """Implicit renaming: what the procedure puts in is renamed, unless it injects it."""

    def expand(form: Any, scope: Scope, place: Place) -> Any:
        inside: dict[Identifier, Alias] = {}  # what came with the form, while it is worked on
        outside: dict[Alias, Identifier] = {}
        renamed: dict[Symbol, Alias] = {}

        def enter(datum: Any) -> Any:
            if is_identifier(datum):
                if datum not in inside:
                    inside[datum] = made = Alias(datum, scope)
                    outside[made] = datum
                return inside[datum]
            return _mapped(enter, datum)

        def leave(datum: Any) -> Any:
            if datum.__class__ is Symbol:
                return renamed.setdefault(datum, Alias(datum, home))
            if datum.__class__ is Alias:
                return outside.get(datum, datum)
            return _mapped(leave, datum)

        def inject(name: Any) -> Any:
            made = Alias(name, scope)
            outside[made] = name
            return made

        def compare(one: Any, other: Any) -> bool:
            if is_identifier(one) and is_identifier(other):
                scopes = (scope if each in outside else home for each in (one, other))
                return same_binding(one, next(scopes), other, next(scopes))
            return one is other

        # The head may be asked for, but not compared with names of the macro's own.
        return leave(call(procedure, enter(form), inject, compare))

    return expand


def _mapped(change: Any, datum: Any) -> Any:
    if datum.__class__ is Pair:
        return Pair(change(datum.car), change(datum.cdr))
    if datum.__class__ is list:
        return [change(each) for each in datum]
    return datum


def _define_syntax(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    parts = x.parts(form.cdr, place, "define-syntax")
    if parts and parts[0][0].__class__ is Pair:  # (define-syntax (name form) body ...)
        target = parts[0][0]
        procedure = Pair(
            Alias(Symbol("lambda"), x.image.core_scope), Pair(target.cdr, form.cdr.cdr)
        )
        frame.bind(target.car, transformer(x, procedure, frame.scope, place))
        return
    if len(parts) != 2 or not is_identifier(parts[0][0]):
        complain("define-syntax takes a name and a macro", place)
    frame.bind(parts[0][0], transformer(x, parts[1][0], frame.scope, parts[1][1]))


TABLE.syntax("define-syntax")(Definition(_define_syntax))


def _define_syntax_rule(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-syntax-rule (name . pattern) [docstring] template)`."""
    parts = x.parts(form.cdr, place, "define-syntax-rule")
    if len(parts) == 3 and parts[1][0].__class__ is String:
        del parts[1]
    if len(parts) != 2 or parts[0][0].__class__ is not Pair:
        complain("define-syntax-rule takes a pattern and a template", place)
    pattern = parts[0][0]
    rules = [(pattern.cdr, parts[1][0])]
    frame.bind(pattern.car, Rules(rules, frozenset(), Symbol("..."), frame.scope))


TABLE.syntax("define-syntax-rule")(Definition(_define_syntax_rule))


class _Spliced(Frame):
    """The body of a `let-syntax` whose definitions belong to what is around it."""

    def __init__(self, outer: Frame, scope: Scope) -> None:
        super().__init__(outer.expander, scope)
        self.outer = outer
        self.steps = outer.steps

    def declare(self, name: Identifier, place: Place) -> Any:
        """Return the variable that a definition of a name is about."""
        return self.outer.declare(name, place)

    def bind(self, name: Identifier, syntax: Any) -> None:
        """Let a name mean a syntax."""
        self.outer.bind(name, syntax)


def _let_syntax(recursive: bool, splices: bool) -> Any:
    def bindings(x: Expander, form: Pair, scope: Scope, place: Place) -> Scope:
        if form.cdr.__class__ is not Pair:
            complain("let-syntax without bindings", place)
        inner = Scope(scope)
        for binding, at in x.parts(form.cdr.car, place, "list of bindings"):
            parts = x.parts(binding, at, "binding")
            if len(parts) != 2 or not is_identifier(parts[0][0]):
                complain("a binding that is no name and macro", at)
            seen = inner if recursive else scope
            inner.bindings[parts[0][0]] = transformer(x, parts[1][0], seen, parts[1][1])
        return inner

    def expand(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
        return x.body(form.cdr.cdr, bindings(x, form, scope, place), place)

    def define(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
        if splices:
            inner = bindings(x, form, frame.scope, place)
            _Spliced(frame, inner).splice(form.cdr.cdr, place)
        else:
            frame.evaluate(lambda: expand(x, form, frame.scope, place), place)

    return Definition(define, expand)


TABLE.syntax("let-syntax")(_let_syntax(recursive=False, splices=False))
TABLE.syntax("letrec-syntax")(_let_syntax(recursive=True, splices=False))
# In R6RS the definitions in the body belong to what is around it.
TABLE.syntax("%let-syntax")(_let_syntax(recursive=False, splices=True))
TABLE.syntax("%letrec-syntax")(_let_syntax(recursive=True, splices=True))


@TABLE.syntax("syntax-error")
def expand_syntax_error(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(syntax-error message datum ...)`: refuse the program."""
    parts = [part for part, _ in x.parts(form.cdr, place, "syntax-error")]
    told = [displayed(parts[0])] if parts else ["syntax-error"]
    complain(" ".join(told + [written(strip(each)) for each in parts[1:]]), place)
