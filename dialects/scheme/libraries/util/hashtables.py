"""(util hashtables): more procedures of hash tables (Sagittarius manual, same section)."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...data import Pair
from ...declaration import Table, refuse
from ...equality import is_eq
from ...kinds import Items, Proc
from ..hashing import HashTable
from ..keyword_arguments import keyword_arguments
from ..sagittarius.core import HASH_TABLE

__all__ = ["TABLE"]

TABLE: Final = Table()

_Table: TypeAlias = Annotated[HashTable, HASH_TABLE]


@TABLE.procedure("hashtable-for-each")
def hashtable_for_each(procedure: Proc, table: _Table) -> None:
    """Call a procedure with each key and value."""
    for key, value in table.items():
        call(procedure, key, value)


@TABLE.procedure("hashtable-map")
def hashtable_map(procedure: Proc, table: _Table) -> Items:
    """Return what a procedure returns for each key and value."""
    return [call(procedure, key, value) for key, value in table.items()]


@TABLE.procedure("hashtable-fold")
def hashtable_fold(procedure: Proc, table: _Table, seed: Any) -> Any:
    """Combine keys, values and a result."""
    for key, value in table.items():
        seed = call(procedure, key, value, seed)
    return seed


@TABLE.procedure("hashtable->alist")
def hashtable_to_alist(table: _Table) -> Items:
    """Return the entries as an association list."""
    return [Pair(key, value) for key, value in table.items()]


@TABLE.procedure("alist->hashtable")
def alist_to_hashtable(alist: Items, *options: Any) -> HashTable:
    """Return a table of an association list's entries, compared by `:compare`."""
    compare, hasher = keyword_arguments(options, {"compare": is_eq, "hasher": None})
    made = HashTable(compare, hasher)
    for each in alist:
        if each.__class__ is not Pair:
            refuse("alist->hashtable", 1, "an association list", each)
        made.put(each.car, each.cdr)
    return made


@TABLE.procedure("hashtable-seek", tail=True)
def hashtable_seek(table: _Table, predicate: Proc, success: Proc, failure: Proc) -> Any:
    """Call `success` with what a predicate returns for an entry, its key and its value.

    Where it returns #f for all, call `failure`.
    """
    for key, value in table.items():
        result = call(predicate, key, value)
        if result is not False:
            return (success, result, key, value)
    return (failure,)


@TABLE.procedure("hashtable-adjoin!")
def hashtable_adjoin(table: _Table, key: Any, value: Any) -> None:
    """Set the value of a key that a table lacks."""
    if key not in table:
        table.put(key, value)


@TABLE.procedure("hashtable-replace!")
def hashtable_replace(table: _Table, key: Any, value: Any) -> None:
    """Set the value of a key that a table has."""
    if key in table:
        table.put(key, value)
