"""SRFI 162: usual comparators, and the least and the greatest of several values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...conditions import error
from ...declaration import Table
from ...kinds import Items, of_class
from .. import comparators, numeric, strings
from ..comparators import Comparator
from . import srfi69, srfi128

__all__ = ["TABLE"]

TABLE: Final = Table()

_Comparator: TypeAlias = Annotated[Comparator, of_class("a comparator", Comparator)]


def _of(table: Table, test: str, same: str, less: str, hashing: Any) -> Comparator:
    return Comparator(table[test].value, table[same].value, table[less].value, hashing)


_HASHES: Final = srfi128.TABLE
_CHARACTERS: Final = strings.TABLE

for _name, _comparator in {
    "default": comparators.DEFAULT,
    "eq": comparators.EQ,
    "eqv": comparators.EQV,
    "equal": comparators.EQUAL,
    "boolean": Comparator(
        lambda value: value.__class__ is bool,
        lambda one, other: one is other,
        lambda one, other: one is False and other is True,
        _HASHES["boolean-hash"].value,
    ),
    "real": _of(numeric.TABLE, "real?", "=", "<", _HASHES["number-hash"].value),
    "char": _of(_CHARACTERS, "char?", "char=?", "char<?", _HASHES["char-hash"].value),
    "char-ci": _of(_CHARACTERS, "char?", "char-ci=?", "char-ci<?", _HASHES["char-ci-hash"].value),
    "string": _of(
        _CHARACTERS, "string?", "string=?", "string<?", srfi69.TABLE["string-hash"].value
    ),
    "string-ci": _of(
        _CHARACTERS, "string?", "string-ci=?", "string-ci<?", srfi69.TABLE["string-ci-hash"].value
    ),
    "pair": srfi128.make_pair_comparator(comparators.DEFAULT, comparators.DEFAULT),
    "list": srfi128.make_list_comparator(comparators.DEFAULT),
    "vector": srfi128.make_vector_comparator(comparators.DEFAULT),
}.items():
    TABLE.value(f"{_name}-comparator", _comparator)


def _chosen(procedure: str, comparator: Comparator, items: list[Any], greatest: bool) -> Any:
    if comparator.less is False:
        raise error("a comparator without an order:", comparator, procedure=procedure)
    if not items:
        raise error("no values to choose from", procedure=procedure)
    found = items[0]
    for each in items[1:]:
        one, other = (found, each) if greatest else (each, found)
        if call(comparator.less, one, other) is not False:
            found = each
    return found


def _declare(which: str, greatest: bool) -> None:
    def choose(comparator: _Comparator, *items: Any) -> Any:
        return _chosen(f"comparator-{which}", comparator, list(items), greatest)

    def choose_of_list(comparator: _Comparator, items: Items) -> Any:
        return _chosen(f"comparator-{which}-in-list", comparator, items, greatest)

    functions: tuple[tuple[str, Callable[..., Any]], ...] = (
        (f"comparator-{which}", choose),
        (f"comparator-{which}-in-list", choose_of_list),
    )
    for name, function in functions:
        function.__doc__ = f"Return the {which}imum of some values, the first of them. SRFI 162."
        TABLE.procedure(name)(function)


_declare("max", True)
_declare("min", False)
