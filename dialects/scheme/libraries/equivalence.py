"""Equivalence, booleans and symbols (R7RS 6.1, 6.3, 6.5)."""

from __future__ import annotations

import itertools
from typing import Any, Final

from ..data import Special, Symbol
from ..declaration import Table, refuse
from ..equality import is_eq, is_equal, is_eqv
from ..kinds import Name, Sym, Text

__all__ = ["TABLE"]

TABLE: Final = Table()

TABLE.procedures(**{"eq?": is_eq, "eqv?": is_eqv, "equal?": is_equal})

_NUMBERS: Final = itertools.count(1)


@TABLE.procedure("not")
def is_false(value: Any) -> bool:
    """Return whether a value is #f. R7RS 6.3."""
    return value is False


@TABLE.procedure("boolean?")
def is_boolean(value: Any) -> bool:
    """Return whether a value is a boolean. R7RS 6.3."""
    return value.__class__ is bool


@TABLE.procedure("boolean=?")
def booleans_equal(first: Any, *others: Any) -> bool:
    """Return whether all booleans are the same. R7RS 6.3."""
    for place, each in enumerate((first, *others), 1):
        if each.__class__ is not bool:
            refuse("boolean=?", place, "a boolean", each)
    return all(each is first for each in others)


@TABLE.procedure("symbol?")
def is_symbol(value: Any) -> bool:
    """Return whether a value is a symbol. R7RS 6.5."""
    return value.__class__ is Symbol


@TABLE.procedure("symbol=?")
def symbols_equal(first: Sym, *others: Sym) -> bool:
    """Return whether all symbols are the same. R7RS 6.5."""
    return all(each is first for each in others)


@TABLE.procedure("symbol->string")
def symbol_to_string(symbol: Name) -> Text:
    """Return a symbol's name. R7RS 6.5."""
    return symbol


@TABLE.procedure("string->symbol", "intern")
def string_to_symbol(string: Text) -> Name:
    """Return the symbol that has a name. R7RS 6.5."""
    return string


@TABLE.procedure("string->uninterned-symbol", "make-symbol")
def string_to_uninterned_symbol(string: Text) -> Symbol:
    """Return a new symbol that no other is, under a name."""
    return Symbol.fresh(string)


@TABLE.procedure("gensym", "generate-uninterned-symbol")
def gensym(prefix: Any = None) -> Symbol:
    """Return a new symbol."""
    name = getattr(prefix, "text", None) or getattr(prefix, "name", None) or "g"
    return Symbol.fresh(f"{name}{next(_NUMBERS)}")


@TABLE.procedure("default-object?")
def is_default_object(value: Any) -> bool:
    """Return whether a value stands for an argument that was left out."""
    return isinstance(value, Special) and value.name == "default"
