"""The translator of programs: statements and expressions, with the tables of forms."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import ClassVar

from ...catalogue.names import Entry
from ..reader import Datum, List
from . import bindings, calls, conditionals, definitions, handlers, loops, records, standard
from .destinations import Loop
from .findings import Typed
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
        "and": conditionals.and_or,
        "begin": begin,
        "call-with-values": bindings.call_with_values,
        "case": conditionals.case,
        "cond": conditionals.cond,
        "condition-case": handlers.condition_case,
        "define": definitions.define_,
        "define*": definitions.define_,
        "define-record-type": records.define_record_type,
        "define-values": bindings.define_values,
        "do": loops.do,
        "dynamic-wind": handlers.dynamic_wind,
        "for-each": loops.for_each,
        "guard": handlers.guard,
        "handle-exceptions": handlers.handle_exceptions,
        "if": conditionals.if_,
        "let": bindings.let,
        "let*": bindings.let,
        "let*-values": bindings.let_values,
        "let-values": bindings.let_values,
        "letrec": bindings.let,
        "letrec*": bindings.let,
        "or": conditionals.and_or,
        "parameterize": bindings.parameterize,
        "receive": bindings.receive,
        "set!": definitions.set_variable,
        "unless": conditionals.when,
        "when": conditionals.when,
        "while": loops.while_loop,
    }
    syntax = frozenset({*statement_forms, *_SYNTAX} - {*forms})

    def call(self, datum: List, entry: Entry, env: Environment) -> Typed:
        """Translate the call of a dialect procedure."""
        return calls.call(self, datum, entry, env)

    def procedure(self, datum: List, name: str, env: Environment) -> ast.expr:
        """Translate a `lambda` to one, or hoist a function and return its name."""
        return definitions.procedure(self, datum, name, env)

    def records(self, data: Sequence[Datum], env: Environment) -> Environment:
        """Return the environment with the procedures of the record types that the data define."""
        return records.with_record_procedures(data, env)

    def next_iteration(self, datum: List, env: Environment, loop: Loop) -> list[ast.stmt]:
        """Translate a self tail call to the next iteration of its loop."""
        return loops.next_iteration(self, datum, env, loop)
