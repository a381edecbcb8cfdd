"""The translator of programs: statements and expressions with the forms that there are."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import ClassVar

from ...catalogue.names import Entry
from ..reader import Datum, List
from . import bindings, choices, definitions, failures, loops, ours, records, standard
from .destinations import Loop
from .found import Typed
from .scope import Environment
from .statements import Form, Statements, begin

__all__ = ["Translator"]

_SYNTAX = {
    *("else", "=>", "lambda", "lambda*", "case-lambda", "assert", "endianness"),
    *("quasiquote", "unquote", "unquote-splicing"),
    *("define-syntax", "let-syntax", "letrec-syntax"),
}


class Translator(Statements):
    """Translates a program."""

    forms = standard.FORMS
    statement_forms: ClassVar[Mapping[str, Form]] = {
        "and": choices.and_or,
        "begin": begin,
        "call-with-values": bindings.call_with_values,
        "case": choices.case,
        "cond": choices.cond,
        "condition-case": failures.condition_case,
        "define": definitions.define_,
        "define*": definitions.define_,
        "define-record-type": records.define_record_type,
        "define-values": bindings.define_values,
        "do": loops.do,
        "dynamic-wind": failures.dynamic_wind,
        "for-each": loops.for_each,
        "guard": failures.guard,
        "handle-exceptions": failures.handle_exceptions,
        "if": choices.if_,
        "let": bindings.let,
        "let*": bindings.let,
        "let*-values": bindings.let_values,
        "let-values": bindings.let_values,
        "letrec": bindings.let,
        "letrec*": bindings.let,
        "or": choices.and_or,
        "parameterize": bindings.parameterize,
        "receive": bindings.receive,
        "set!": definitions.set_variable,
        "unless": choices.when,
        "when": choices.when,
        "while": loops.while_loop,
    }
    syntax = frozenset({*statement_forms, *_SYNTAX} - {*forms})

    def call(self, datum: List, entry: Entry, env: Environment) -> Typed:
        """The call of a procedure of ours."""
        return ours.call(self, datum, entry, env)

    def procedure(self, datum: List, name: str, env: Environment) -> ast.expr:
        """A `lambda`: as such, or the name of a function that is put before the statement."""
        return definitions.procedure(self, datum, name, env)

    def records(self, data: Sequence[Datum], env: Environment) -> Environment:
        """With the procedures of the record types that the data define."""
        return records.bound(data, env)

    def again(self, datum: List, env: Environment, loop: Loop) -> list[ast.stmt]:
        """Another turn of a loop, which a call in the last place asks for."""
        return loops.again(self, datum, env, loop)
