"""Guile's hash tables: keys compared by `eq?`, `eqv?`, `equal?`, or by procedures of a call.

The way of comparing is the call's and not the table's: a table that is asked in one way after
another is ordered anew. What the calls with procedures have put in, they alone find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...data import Pair, to_list
from ...declaration import Table
from ...kinds import Index, Int, Items, Proc, of_class
from ...printer import PRINTERS
from ..hashing import equal_key, eqv_key, hash_of, id_hash

__all__ = ["TABLE", "GuileTable"]

TABLE: Final = Table()


class GuileTable:
    """A hash table: handles, pairs of a key and its value, in order.

    Attributes:
        entries: the handles by key, for the way of comparing that was used last.
        key: that way, a function that gives the dictionary's key of a value; None at first.
        buckets: the handles by hash, of the calls with procedures.
        weak: which of key and value the program called weak; "" for none.
    """

    __slots__ = ("buckets", "entries", "key", "weak")

    def __init__(self, weak: str = "") -> None:
        self.entries: dict[Any, Pair] = {}
        self.key: Callable[[Any], Any] | None = None
        self.weak = weak
        self.buckets: dict[Any, list[Pair]] = {}

    def __len__(self) -> int:
        return len(self.handles())

    def clear(self) -> None:
        """Remove all entries."""
        self.entries.clear()
        self.buckets.clear()

    def handles(self) -> list[Pair]:
        """Return the handles as they are now."""
        found = list(self.entries.values())
        for handles in self.buckets.values():
            found += handles
        return found

    def by(self, key: Callable[[Any], Any]) -> dict[Any, Pair]:
        """Return the handles by key, for a way of comparing."""
        if self.key is not key:
            self.entries = {key(handle.car): handle for handle in self.entries.values()}
            self.key = key
        return self.entries


TABLE_KIND: Final = of_class("a hash table", GuileTable)
_HashTable: TypeAlias = Annotated[GuileTable, TABLE_KIND]

PRINTERS[GuileTable] = lambda table, readable, profile: (
    f"#<weak-table {len(table)}/31>"
    if table.weak
    else f"#<hash-table {id(table):x} {len(table)}/31>"
)


# Making them


@TABLE.procedure("make-hash-table")
def make_hash_table(size: Int = 0) -> GuileTable:
    """Return a new table; it grows as it must. Guile manual, Hash Table Reference."""
    return GuileTable()


@TABLE.procedure("make-weak-key-hash-table")
def make_weak_key_hash_table(size: Int = 0) -> GuileTable:
    """Return a table of the kind whose keys are weak. Guile manual, Hash Table Reference."""
    return GuileTable("key")


@TABLE.procedure("make-weak-value-hash-table")
def make_weak_value_hash_table(size: Int = 0) -> GuileTable:
    """Return a table of the kind whose values are weak. Guile manual, Hash Table Reference."""
    return GuileTable("value")


@TABLE.procedure("make-doubly-weak-hash-table")
def make_doubly_weak_hash_table(size: Int = 0) -> GuileTable:
    """Return a table of the kind whose keys and values are weak.

    Guile manual, Hash Table Reference.
    """
    return GuileTable("both")


@TABLE.procedure("hash-table?")
def is_hash_table(value: Any) -> bool:
    """Return whether a value is a table. Guile manual, Hash Table Reference."""
    return value.__class__ is GuileTable


@TABLE.procedure("weak-key-hash-table?")
def is_weak_key_hash_table(value: Any) -> bool:
    """Return whether a table's keys are weak. Guile manual, Hash Table Reference."""
    return value.__class__ is GuileTable and value.weak == "key"


@TABLE.procedure("weak-value-hash-table?")
def is_weak_value_hash_table(value: Any) -> bool:
    """Return whether a table's values are weak. Guile manual, Hash Table Reference."""
    return value.__class__ is GuileTable and value.weak == "value"


@TABLE.procedure("doubly-weak-hash-table?")
def is_doubly_weak_hash_table(value: Any) -> bool:
    """Return whether keys and values are weak. Guile manual, Hash Table Reference."""
    return value.__class__ is GuileTable and value.weak == "both"


@TABLE.procedure("hash-clear!")
def hash_clear(table: _HashTable) -> None:
    """Remove all entries. Guile manual, Hash Table Reference."""
    table.clear()


# Looking up and changing, by each way of comparing


def _declare(prefix: str, key: Callable[[Any], Any], same: str) -> None:
    """Declare the procedures for a way of comparing."""
    where = f"({same}). Guile manual, Hash Table Reference."

    def ref(table: _HashTable, name: Any, default: Any = False) -> Any:
        entries = table.entries if table.key is key else table.by(key)
        found = entries.get(key(name))
        return default if found is None else found.cdr

    def set_(table: _HashTable, name: Any, value: Any) -> Any:
        entries = table.entries if table.key is key else table.by(key)
        made = key(name)
        found = entries.get(made)
        if found is None:
            entries[made] = Pair(name, value)
        else:
            found.cdr = value
        return value

    def remove(table: _HashTable, name: Any) -> Any:
        return table.by(key).pop(key(name), False)

    def get_handle(table: _HashTable, name: Any) -> Any:
        return table.by(key).get(key(name), False)

    def create_handle(table: _HashTable, name: Any, first: Any) -> Any:
        return table.by(key).setdefault(key(name), Pair(name, first))

    for name, function, text in (
        ("ref", ref, "Return the value of a key, else a default"),
        ("set!", set_, "Set the value of a key, and return it"),
        ("remove!", remove, "Remove a key; return the handle that it had, or #f"),
        ("get-handle", get_handle, "Return the pair of a key and its value, or #f"),
        ("create-handle!", create_handle, "Return the pair of a key, made if there is none"),
    ):
        function.__doc__ = f"{text} {where}"
        TABLE.procedure(f"{prefix}-{name}")(function)


_declare("hash", equal_key, "equal?")
_declare("hashq", eqv_key, "eq?")
_declare("hashv", eqv_key, "eqv?")


# By procedures: one gives a number for a key and a size, one finds the key in a list of handles.

_SIZE: Final = 2**31


def _bucket(table: GuileTable, hashing: Any, key: Any) -> list[Pair]:
    """Return the handles of a key's hash, to be changed."""
    return table.buckets.setdefault(call(hashing, key, _SIZE), [])


@TABLE.procedure("hashx-get-handle")
def hashx_get_handle(hashing: Proc, assoc: Proc, table: _HashTable, key: Any) -> Any:
    """Return the pair of a key, found by procedures, or #f.

    Guile manual, Hash Table Reference.
    """
    return call(assoc, key, to_list(_bucket(table, hashing, key)))


@TABLE.procedure("hashx-ref")
def hashx_ref(
    hashing: Proc, assoc: Proc, table: _HashTable, key: Any, default: Any = False
) -> Any:
    """Return the value of a key, found by procedures, else a default.

    Guile manual, Hash Table Reference.
    """
    found = hashx_get_handle(hashing, assoc, table, key)
    return default if found is False else found.cdr


@TABLE.procedure("hashx-create-handle!")
def hashx_create_handle(
    hashing: Proc, assoc: Proc, table: _HashTable, key: Any, first: Any
) -> Any:
    """Return the pair of a key, found by procedures, made if there is none.

    Guile manual, Hash Table Reference.
    """
    handles = _bucket(table, hashing, key)
    found = call(assoc, key, to_list(handles))
    if found is False:
        found = Pair(key, first)
        handles.append(found)
    return found


@TABLE.procedure("hashx-set!")
def hashx_set(hashing: Proc, assoc: Proc, table: _HashTable, key: Any, value: Any) -> Any:
    """Set the value of a key, found by procedures, and return it.

    Guile manual, Hash Table Reference.
    """
    hashx_create_handle(hashing, assoc, table, key, value).cdr = value
    return value


@TABLE.procedure("hashx-remove!")
def hashx_remove(hashing: Proc, assoc: Proc, table: _HashTable, key: Any) -> Any:
    """Remove a key, found by procedures; return the pair that it had, or #f.

    Guile manual, Hash Table Reference.
    """
    handles = _bucket(table, hashing, key)
    found = call(assoc, key, to_list(handles))
    handles[:] = [each for each in handles if each is not found]
    return found


# All entries


def _pairs(table: GuileTable) -> Iterator[tuple[Any, Any]]:
    for handle in table.handles():
        yield handle.car, handle.cdr


@TABLE.procedure("hash-fold")
def hash_fold(procedure: Proc, start: Any, table: _HashTable) -> Any:
    """Return what a procedure of key, value and result makes of all entries.

    Guile manual, Hash Table Reference.
    """
    for key, value in _pairs(table):
        start = call(procedure, key, value, start)
    return start


@TABLE.procedure("hash-for-each")
def hash_for_each(procedure: Proc, table: _HashTable) -> None:
    """Call a procedure with each key and value. Guile manual, Hash Table Reference."""
    for key, value in _pairs(table):
        call(procedure, key, value)


@TABLE.procedure("hash-for-each-handle")
def hash_for_each_handle(procedure: Proc, table: _HashTable) -> None:
    """Call a procedure with the pair of each key and value.

    Guile manual, Hash Table Reference.
    """
    for handle in table.handles():
        call(procedure, handle)


@TABLE.procedure("hash-map->list")
def hash_map_to_list(procedure: Proc, table: _HashTable) -> Items:
    """Return a list of what a procedure gives for each key and value.

    Guile manual, Hash Table Reference.
    """
    return [call(procedure, key, value) for key, value in _pairs(table)]


@TABLE.procedure("hash-count")
def hash_count(test: Proc, table: _HashTable) -> int:
    """Return the number of keys and values for which a test holds.

    Guile manual, Hash Table Reference.
    """
    return sum(call(test, key, value) is not False for key, value in _pairs(table))


# Hashes of values


@TABLE.procedure("hash")
def hash_(value: Any, size: Index) -> int:
    """Return a number below a size, the same for `equal?` values.

    Guile manual, Hash Table Reference.
    """
    return hash_of(value) % (size or 1)


@TABLE.procedure("hashq", "hashv")
def hash_by_identity(value: Any, size: Index) -> int:
    """Return a number below a size, the same for `eqv?` values.

    Guile manual, Hash Table Reference.
    """
    return id_hash(value) % (size or 1)


@TABLE.procedure("symbol-hash")
def symbol_hash(symbol: Any) -> int:
    """Return a number for a symbol. Guile manual, Symbol Data."""
    return id_hash(symbol) % _SIZE
