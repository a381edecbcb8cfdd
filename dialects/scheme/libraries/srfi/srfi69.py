"""SRFI 69: basic hash tables."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...conditions import error
from ...data import Pair
from ...declaration import Table, refuse
from ...equality import is_eq, is_equal, is_eqv
from ...kinds import Index, Items, Proc, Text, of_class
from ..hashing import HashTable, hash_of, id_hash
from .srfi13 import folded

__all__ = ["TABLE"]

TABLE: Final = Table()

_TABLE: Final = of_class("a hash table", HashTable)
_HashTable: TypeAlias = Annotated[HashTable, _TABLE]

_BOUND: Final = 2**29


# Type constructors and predicate


@TABLE.procedure("make-hash-table")
def make_hash_table(same: Proc = is_equal, hashing: Proc | None = None, *more: Any) -> HashTable:
    """Return a new table that compares keys by an equality procedure.

    What an implementation takes after the two procedures is left to it by SRFI 69, and changes
    nothing here. SRFI 69, Type constructors and predicate.
    """
    return HashTable(same, hashing)


@TABLE.procedure("hash-table?")
def is_hash_table(value: Any) -> bool:
    """Return whether a value is a hash table. SRFI 69, Type constructors and predicate."""
    return value.__class__ is HashTable


@TABLE.procedure("alist->hash-table")
def alist_to_hash_table(
    alist: Items, same: Proc = is_equal, hashing: Proc | None = None, *more: Any
) -> HashTable:
    """Return a table of an association list's entries, the first of those that have one key.

    SRFI 69, Type constructors and predicate.
    """
    made = HashTable(same, hashing)
    for each in alist:
        if each.__class__ is not Pair:
            refuse("alist->hash-table", 1, "an association list", each)
        if each.car not in made:
            made.put(each.car, each.cdr)
    return made


# Reflective queries


@TABLE.procedure("hash-table-equivalence-function")
def hash_table_equivalence_function(table: _HashTable) -> Any:
    """Return the procedure that compares a table's keys. SRFI 69, Reflective queries."""
    return table.same


@TABLE.procedure("hash-table-hash-function")
def hash_table_hash_function(table: _HashTable) -> Any:
    """Return the hash procedure of a table. SRFI 69, Reflective queries."""
    if table.hashing is not None:
        return table.hashing
    return hash_by_identity if table.same in (is_eq, is_eqv) else hash_value


# Dealing with single elements


@TABLE.procedure("hash-table-ref", tail=True)
def hash_table_ref(
    table: _HashTable, key: Any, missing: Proc | None = None, found: Proc | None = None
) -> Any:
    """Return the value of a key, else what `missing` returns; without it, an error.

    A value that is there goes through `found`, where CHICKEN and SRFI 125 take one. SRFI 69,
    Dealing with single elements.
    """
    entry = table.entries.get(table.key(key))
    if entry is not None:
        return entry[1] if found is None else (found, entry[1])
    if missing is None:
        raise error("the table has no such key:", key, procedure="hash-table-ref")
    return (missing,)


@TABLE.procedure("hash-table-ref/default")
def hash_table_ref_default(table: _HashTable, key: Any, default: Any) -> Any:
    """Return the value of a key, else `default`. SRFI 69, Dealing with single elements."""
    return table.get(key, default)


@TABLE.procedure("hash-table-set!")
def hash_table_set(table: _HashTable, key: Any, value: Any) -> None:
    """Set the value of a key. SRFI 69, Dealing with single elements."""
    table.put(key, value)


@TABLE.procedure("hash-table-delete!")
def hash_table_delete(table: _HashTable, key: Any) -> None:
    """Remove a key, if it is there. SRFI 69, Dealing with single elements."""
    table.remove(key)


@TABLE.procedure("hash-table-exists?")
def hash_table_exists(table: _HashTable, key: Any) -> bool:
    """Return whether a table has a key. SRFI 69, Dealing with single elements."""
    return key in table


_MISSING: Final = object()


@TABLE.procedure("hash-table-update!")
def hash_table_update(
    table: _HashTable, key: Any, procedure: Proc, missing: Proc | None = None
) -> None:
    """Set the value of a key to what a procedure makes of it, or of what `missing` returns.

    SRFI 69, Dealing with single elements.
    """
    value = table.get(key, _MISSING)
    if value is _MISSING:
        if missing is None:
            raise error("the table has no such key:", key, procedure="hash-table-update!")
        value = call(missing)
    table.put(key, call(procedure, value))


@TABLE.procedure("hash-table-update!/default")
def hash_table_update_default(table: _HashTable, key: Any, procedure: Proc, default: Any) -> None:
    """Set the value of a key to what a procedure makes of it, or of `default`.

    SRFI 69, Dealing with single elements.
    """
    table.put(key, call(procedure, table.get(key, default)))


# Dealing with the whole contents


@TABLE.procedure("hash-table-size")
def hash_table_size(table: _HashTable) -> int:
    """Return how many keys a table has. SRFI 69, Dealing with the whole contents."""
    return len(table)


@TABLE.procedure("hash-table-keys")
def hash_table_keys(table: _HashTable) -> Items:
    """Return the keys. SRFI 69, Dealing with the whole contents."""
    return [key for key, _ in table.items()]


@TABLE.procedure("hash-table-values")
def hash_table_values(table: _HashTable) -> Items:
    """Return the values. SRFI 69, Dealing with the whole contents."""
    return [value for _, value in table.items()]


@TABLE.procedure("hash-table-walk")
def hash_table_walk(table: _HashTable, procedure: Proc) -> None:
    """Call a procedure with each key and value. SRFI 69, Dealing with the whole contents."""
    for key, value in table.items():
        call(procedure, key, value)


@TABLE.procedure("hash-table-fold")
def hash_table_fold(table: _HashTable, procedure: Proc, start: Any) -> Any:
    """Combine the keys and values. SRFI 69, Dealing with the whole contents."""
    for key, value in table.items():
        start = call(procedure, key, value, start)
    return start


@TABLE.procedure("hash-table->alist")
def hash_table_to_alist(table: _HashTable) -> Items:
    """Return an association list of the entries. SRFI 69, Dealing with the whole contents."""
    return [Pair(key, value) for key, value in table.items()]


@TABLE.procedure("hash-table-copy")
def hash_table_copy(table: _HashTable) -> HashTable:
    """Return a new table of the same entries. SRFI 69, Dealing with the whole contents."""
    return table.copy()


@TABLE.procedure("hash-table-merge!")
def hash_table_merge(table: _HashTable, other: _HashTable) -> HashTable:
    """Put the entries of another table in. SRFI 69, Dealing with the whole contents."""
    for key, value in other.items():
        table.put(key, value)
    return table


# Hashing


@TABLE.procedure("hash")
def hash_value(value: Any, bound: Index = _BOUND) -> int:
    """Return a number below `bound` that `equal?` values share. SRFI 69, Hashing."""
    return hash_of(value) % (bound or _BOUND)


@TABLE.procedure("string-hash")
def string_hash(string: Text, bound: Index = _BOUND) -> int:
    """Return a number below `bound` that equal strings share. SRFI 69, Hashing."""
    return hash(string) % (bound or _BOUND)


@TABLE.procedure("string-ci-hash")
def string_ci_hash(string: Text, bound: Index = _BOUND) -> int:
    """As `string-hash`, whatever the case of letters. SRFI 69, Hashing."""
    return hash(folded(string)) % (bound or _BOUND)


@TABLE.procedure("hash-by-identity")
def hash_by_identity(value: Any, bound: Index = _BOUND) -> int:
    """Return a number below `bound` that `eq?` values share. SRFI 69, Hashing."""
    return id_hash(value) % (bound or _BOUND)
