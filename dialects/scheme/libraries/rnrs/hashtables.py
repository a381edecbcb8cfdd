"""R6RS's hash tables: (rnrs hashtables)."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...calls import call, values
from ...declaration import Table, refuse
from ...equality import is_eq, is_eqv
from ...kinds import Cond, Index, Proc, Sym, Text, of_class
from ..hashing import HashTable, hash_of

__all__ = ["TABLE"]

TABLE: Final = Table()

_TABLE: Final = of_class("a hash table", HashTable)
_Table: TypeAlias = Annotated[HashTable, _TABLE]


@TABLE.procedure("make-eq-hashtable")
def make_eq_hashtable(size: Index = 0) -> HashTable:
    """Return a new table whose keys are compared by `eq?`. R6RS library, 13.1."""
    return HashTable(is_eq)


@TABLE.procedure("make-eqv-hashtable")
def make_eqv_hashtable(size: Index = 0) -> HashTable:
    """Return a new table whose keys are compared by `eqv?`. R6RS library, 13.1."""
    return HashTable(is_eqv)


@TABLE.procedure("make-hashtable")
def make_hashtable(hashing: Proc, same: Proc, size: Index = 0) -> HashTable:
    """Return a new table with a hash function and an equality. R6RS library, 13.1."""
    return HashTable(same, hashing)


@TABLE.procedure("hashtable?")
def is_hashtable(value: Any) -> bool:
    """Return whether a value is a hash table. R6RS library, 13.2."""
    return value.__class__ is HashTable


@TABLE.procedure("hashtable-size")
def hashtable_size(table: _Table) -> int:
    """Return how many keys a table has. R6RS library, 13.2."""
    return len(table)


@TABLE.procedure("hashtable-ref")
def hashtable_ref(table: _Table, key: Any, default: Any) -> Any:
    """Return the value of a key, or a default. R6RS library, 13.2."""
    return table.get(key, default)


def _changed(procedure: str, table: HashTable) -> HashTable:
    if not table.mutable:
        refuse(procedure, 1, "a hash table that can be changed", table, False)
    return table


@TABLE.procedure("hashtable-set!")
def hashtable_set(table: _Table, key: Any, value: Any) -> None:
    """Set the value of a key. R6RS library, 13.2."""
    _changed("hashtable-set!", table).put(key, value)


@TABLE.procedure("hashtable-delete!")
def hashtable_delete(table: _Table, key: Any) -> None:
    """Remove a key and its value. R6RS library, 13.2."""
    _changed("hashtable-delete!", table).remove(key)


@TABLE.procedure("hashtable-contains?")
def hashtable_contains(table: _Table, key: Any) -> bool:
    """Return whether a table has a key. R6RS library, 13.2."""
    return key in table


@TABLE.procedure("hashtable-update!")
def hashtable_update(table: _Table, key: Any, procedure: Proc, default: Any) -> None:
    """Set the value of a key to what a procedure makes of it, or of a default.

    R6RS library, 13.2.
    """
    _changed("hashtable-update!", table)
    table.put(key, call(procedure, table.get(key, default)))


@TABLE.procedure("hashtable-copy")
def hashtable_copy(table: _Table, mutable: Cond = False) -> HashTable:
    """Return a copy of a table, which cannot be changed unless asked for. R6RS library, 13.2."""
    made = table.copy()
    made.mutable = mutable
    return made


@TABLE.procedure("hashtable-clear!")
def hashtable_clear(table: _Table, size: Index = 0) -> None:
    """Remove all keys. R6RS library, 13.2."""
    _changed("hashtable-clear!", table).entries.clear()


@TABLE.procedure("hashtable-keys")
def hashtable_keys(table: _Table) -> list[Any]:
    """Return a vector of the keys. R6RS library, 13.2."""
    return [key for key, _ in table.items()]


@TABLE.procedure("hashtable-entries")
def hashtable_entries(table: _Table) -> Any:
    """Return a vector of the keys and one of their values. R6RS library, 13.2."""
    found = table.items()
    return values([key for key, _ in found], [value for _, value in found])


@TABLE.procedure("hashtable-equivalence-function")
def hashtable_equivalence_function(table: _Table) -> Any:
    """Return the equality of the keys. R6RS library, 13.3."""
    return table.same


@TABLE.procedure("hashtable-hash-function")
def hashtable_hash_function(table: _Table) -> Any:
    """Return the hash function, #f for a table of `eq?` or `eqv?`. R6RS library, 13.3."""
    return False if table.hashing is None else table.hashing


@TABLE.procedure("hashtable-mutable?")
def is_hashtable_mutable(table: _Table) -> bool:
    """Return whether a table can be changed. R6RS library, 13.3."""
    return bool(table.mutable)


def _positive(hashed: int) -> int:
    return hashed & 2**60 - 1


@TABLE.procedure("equal-hash")
def equal_hash(value: Any) -> int:
    """Return a number that `equal?` values share. R6RS library, 13.4."""
    return _positive(hash_of(value))


@TABLE.procedure("string-hash")
def string_hash(string: Text) -> int:
    """Return a number that equal strings share. R6RS library, 13.4."""
    return _positive(hash(string))


@TABLE.procedure("string-ci-hash")
def string_ci_hash(string: Text) -> int:
    """Return a number that strings share that differ in case alone. R6RS library, 13.4."""
    return _positive(hash(string.casefold()))


@TABLE.procedure("symbol-hash")
def symbol_hash(symbol: Sym) -> int:
    """Return a number of a symbol. R6RS library, 13.4."""
    return _positive(hash(symbol))
