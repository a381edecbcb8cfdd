"""SRFI 125: hash tables. What SRFI 69 has of it in the same form is declared there."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...calls import call, spread, values
from ...conditions import error
from ...data import Pair, is_procedure, to_list
from ...declaration import Table, refuse
from ...kinds import Items, Proc, of_class
from ..comparators import Comparator, table_of
from ..hashing import HashTable

__all__ = ["TABLE"]

TABLE: Final = Table()

_HashTable: TypeAlias = Annotated[HashTable, of_class("a hash table", HashTable)]

_MISSING: Final = object()


def _changing(procedure: str, table: HashTable) -> HashTable:
    if not table.mutable:
        refuse(procedure, 1, "a hash table that can be changed", table, False)
    return table


def _made(procedure: str, comparator: Any, arguments: tuple[Any, ...]) -> HashTable:
    """Return a new table for a comparator, or for an equality and perhaps a hash function."""
    if comparator.__class__ is Comparator:
        return table_of(comparator)
    if not is_procedure(comparator):
        refuse(procedure, 1, "a comparator", comparator)
    hashing = next((each for each in arguments if is_procedure(each)), None)
    return HashTable(comparator, hashing)


# Constructors


@TABLE.procedure("make-hash-table")
def make_hash_table(comparator: Any, *arguments: Any) -> HashTable:
    """Return a new table; other arguments are left to the system. SRFI 125, Constructors."""
    return _made("make-hash-table", comparator, arguments)


@TABLE.procedure("hash-table")
def hash_table(comparator: Any, *items: Any) -> HashTable:
    """Return a table of keys and values, which cannot be changed. SRFI 125, Constructors."""
    made = _made("hash-table", comparator, ())
    if len(items) % 2:
        refuse("hash-table", len(items) + 1, "a key and a value", items[-1])
    for key, value in zip(items[::2], items[1::2], strict=True):
        if key in made:
            raise error("two values of one key:", key, procedure="hash-table")
        made.put(key, value)
    made.mutable = False
    return made


@TABLE.procedure("hash-table-unfold")
def hash_table_unfold(
    stop: Proc, mapper: Proc, successor: Proc, seed: Any, comparator: Any, *arguments: Any
) -> HashTable:
    """Return a table of the keys and values that a procedure makes of seeds. SRFI 125."""
    made = _made("hash-table-unfold", comparator, arguments)
    while call(stop, seed) is False:
        found = spread(call(mapper, seed))
        if len(found) != 2:
            refuse("hash-table-unfold", 2, "a procedure that returns a key and a value", mapper)
        made.put(*found)
        seed = call(successor, seed)
    return made


@TABLE.procedure("alist->hash-table")
def alist_to_hash_table(alist: Items, comparator: Any, *arguments: Any) -> HashTable:
    """Return a table of an association list's entries, the first of each key. SRFI 125."""
    made = _made("alist->hash-table", comparator, arguments)
    for each in alist:
        if each.__class__ is not Pair:
            refuse("alist->hash-table", 1, "an association list", each)
        if each.car not in made:
            made.put(each.car, each.cdr)
    return made


# Predicates


@TABLE.procedure("hash-table-contains?", "hash-table-exists?")
def hash_table_contains(table: _HashTable, key: Any) -> bool:
    """Return whether a table has a key. SRFI 125, Predicates."""
    return key in table


@TABLE.procedure("hash-table-empty?")
def is_hash_table_empty(table: _HashTable) -> bool:
    """Return whether a table has no key. SRFI 125, Predicates."""
    return not len(table)


@TABLE.procedure("hash-table=?")
def are_hash_tables_same(comparator: Any, one: _HashTable, other: _HashTable) -> bool:
    """Return whether two tables have the same keys, with values that are the same. SRFI 125."""
    same = comparator.same if comparator.__class__ is Comparator else comparator
    if len(one) != len(other):
        return False
    for key, value in one.items():
        found = other.get(key, _MISSING)
        if found is _MISSING or call(same, value, found) is False:
            return False
    return True


@TABLE.procedure("hash-table-mutable?")
def is_hash_table_mutable(table: _HashTable) -> bool:
    """Return whether a table can be changed. SRFI 125, Predicates."""
    return table.mutable


# Accessors and mutators


@TABLE.procedure("hash-table-set!")
def hash_table_set(table: _HashTable, *items: Any) -> None:
    """Set the values of keys: a key, its value, and so on. SRFI 125, Mutators."""
    _changing("hash-table-set!", table)
    if len(items) % 2:
        refuse("hash-table-set!", len(items) + 1, "a key and a value", items[-1])
    for key, value in zip(items[::2], items[1::2], strict=True):
        table.put(key, value)


@TABLE.procedure("hash-table-delete!")
def hash_table_delete(table: _HashTable, *keys: Any) -> int:
    """Remove keys; return how many were there. SRFI 125, Mutators."""
    before = len(_changing("hash-table-delete!", table))
    for key in keys:
        table.remove(key)
    return before - len(table)


@TABLE.procedure("hash-table-intern!")
def hash_table_intern(table: _HashTable, key: Any, missing: Proc) -> Any:
    """Return the value of a key, which is set to what `missing` returns if it has none."""
    value = table.get(key, _MISSING)
    if value is _MISSING:
        value = call(missing)
        _changing("hash-table-intern!", table).put(key, value)
    return value


@TABLE.procedure("hash-table-update!")
def hash_table_update(
    table: _HashTable,
    key: Any,
    updater: Proc,
    missing: Proc | None = None,
    found: Proc | None = None,
) -> None:
    """Set the value of a key to what a procedure makes of it. SRFI 125, Mutators.

    Of a key that is not there it is what `missing` returns; a value that is there goes through
    `found` first.
    """
    _changing("hash-table-update!", table)
    value = table.get(key, _MISSING)
    if value is not _MISSING:
        value = value if found is None else call(found, value)
    elif missing is None:
        raise error("the table has no such key:", key, procedure="hash-table-update!")
    else:
        value = call(missing)
    table.put(key, call(updater, value))


@TABLE.procedure("hash-table-update!/default")
def hash_table_update_default(table: _HashTable, key: Any, updater: Proc, default: Any) -> None:
    """Set the value of a key to what a procedure makes of it, or of `default`. SRFI 125."""
    _changing("hash-table-update!/default", table)
    table.put(key, call(updater, table.get(key, default)))


@TABLE.procedure("hash-table-pop!")
def hash_table_pop(table: _HashTable) -> Any:
    """Remove a key; return it and its value. SRFI 125, Mutators."""
    _changing("hash-table-pop!", table)
    if not len(table):
        raise error("the table is empty:", table, procedure="hash-table-pop!")
    key, value = table.items()[-1]
    table.remove(key)
    return values(key, value)


@TABLE.procedure("hash-table-clear!")
def hash_table_clear(table: _HashTable) -> None:
    """Remove all keys. SRFI 125, Mutators."""
    _changing("hash-table-clear!", table).entries.clear()


# The whole


@TABLE.procedure("hash-table-entries")
def hash_table_entries(table: _HashTable) -> Any:
    """Return a list of the keys and one of the values. SRFI 125, The whole hash table."""
    entries = table.items()
    keys, contents = ([entry[half] for entry in entries] for half in (0, 1))
    return values(to_list(keys), to_list(contents))


@TABLE.procedure("hash-table-find")
def hash_table_find(procedure: Proc, table: _HashTable, missing: Proc) -> Any:
    """Return the first true value of a procedure for a key and value, else `missing`'s."""
    for key, value in table.items():
        found = call(procedure, key, value)
        if found is not False:
            return found
    return call(missing)


@TABLE.procedure("hash-table-count")
def hash_table_count(test: Proc, table: _HashTable) -> int:
    """Return for how many keys and values a test holds. SRFI 125, The whole hash table."""
    return sum(call(test, key, value) is not False for key, value in table.items())


# Mapping and folding


@TABLE.procedure("hash-table-map")
def hash_table_map(procedure: Proc, comparator: Any, table: _HashTable) -> HashTable:
    """Return a table of the keys with what a procedure makes of the values. SRFI 125."""
    made = _made("hash-table-map", comparator, ())
    for key, value in table.items():
        made.put(key, call(procedure, value))
    return made


def _ordered(procedure: str, one: Any, other: Any) -> tuple[HashTable, Any]:
    """Return the table and the procedure, which once stood in the other order."""
    table, function = (one, other) if one.__class__ is HashTable else (other, one)
    if table.__class__ is not HashTable:
        refuse(procedure, 2, "a hash table", table)
    if not is_procedure(function):
        refuse(procedure, 1, "a procedure", function)
    return table, function


@TABLE.procedure("hash-table-for-each")
def hash_table_for_each(procedure: Any, table: Any) -> None:
    """Call a procedure with each key and value. SRFI 125, Mapping and folding."""
    found, function = _ordered("hash-table-for-each", procedure, table)
    for key, value in found.items():
        call(function, key, value)


@TABLE.procedure("hash-table-map!")
def hash_table_map_in_place(procedure: Proc, table: _HashTable) -> None:
    """Set each value to what a procedure makes of the key and the value. SRFI 125."""
    _changing("hash-table-map!", table)
    for key, value in table.items():
        table.put(key, call(procedure, key, value))


@TABLE.procedure("hash-table-map->list")
def hash_table_map_to_list(procedure: Any, table: Any) -> Items:
    """Return a list of what a procedure makes of each key and value. SRFI 125."""
    found, function = _ordered("hash-table-map->list", procedure, table)
    return [call(function, key, value) for key, value in found.items()]


@TABLE.procedure("hash-table-fold")
def hash_table_fold(procedure: Any, state: Any, table: Any) -> Any:
    """Combine the keys and values; a table may stand first as well. SRFI 125."""
    if procedure.__class__ is HashTable:
        procedure, state, table = state, table, procedure
    found, function = _ordered("hash-table-fold", procedure, table)
    for key, value in found.items():
        state = call(function, key, value, state)
    return state


@TABLE.procedure("hash-table-prune!")
def hash_table_prune(test: Proc, table: _HashTable) -> None:
    """Remove the keys for which, with their values, a test holds. SRFI 125."""
    _changing("hash-table-prune!", table)
    for key, value in table.items():
        if call(test, key, value) is not False:
            table.remove(key)


# Copies and sets


@TABLE.procedure("hash-table-copy")
def hash_table_copy(table: _HashTable, mutable: Any = False) -> HashTable:
    """Return a new table of the same entries, which can be changed if one says so. SRFI 125."""
    made = table.copy()
    made.mutable = mutable is not False
    return made


@TABLE.procedure("hash-table-empty-copy")
def hash_table_empty_copy(table: _HashTable) -> HashTable:
    """Return a new empty table that compares keys in the same way. SRFI 125, Copying."""
    return HashTable(table.same, table.hashing, table.weak)


@TABLE.procedure("hash-table-union!", "hash-table-merge!")
def hash_table_union(table: _HashTable, other: _HashTable) -> HashTable:
    """Add the entries of another table whose keys are not there. SRFI 125, As sets."""
    _changing("hash-table-union!", table)
    for key, value in other.items():
        if key not in table:
            table.put(key, value)
    return table


@TABLE.procedure("hash-table-intersection!")
def hash_table_intersection(table: _HashTable, other: _HashTable) -> HashTable:
    """Remove the keys that another table lacks. SRFI 125, Hash tables as sets."""
    _changing("hash-table-intersection!", table)
    for key, _ in table.items():
        if key not in other:
            table.remove(key)
    return table


@TABLE.procedure("hash-table-difference!")
def hash_table_difference(table: _HashTable, other: _HashTable) -> HashTable:
    """Remove the keys that another table has. SRFI 125, Hash tables as sets."""
    _changing("hash-table-difference!", table)
    for key, _ in table.items():
        if key in other:
            table.remove(key)
    return table


@TABLE.procedure("hash-table-xor!")
def hash_table_xor(table: _HashTable, other: _HashTable) -> HashTable:
    """Remove the keys that both tables have, add those of the other alone. SRFI 125."""
    _changing("hash-table-xor!", table)
    for key, value in other.items():
        if key in table:
            table.remove(key)
        else:
            table.put(key, value)
    return table
