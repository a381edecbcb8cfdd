"""(util treemap) and (util heap): entries in order (Sagittarius manual, same sections)."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from functools import cmp_to_key
from typing import Annotated, Any, Final, TypeAlias, final

from ...arguments import UNSET
from ...calls import call, values
from ...conditions import error
from ...data import Pair, is_procedure, to_list
from ...declaration import Table, refuse
from ...kinds import Items, Proc, of_class
from ...printer import PRINTERS

__all__ = ["TABLE"]

TABLE: Final = Table()


class Entry:
    """A key and its value."""

    __slots__ = ("key", "value")

    def __init__(self, key: Any, value: Any) -> None:
        self.key = key
        self.value = value


class Ordered:
    """Entries in the order of a comparison of their keys."""

    def __init__(self, compare: Any, entries: list[Entry] | None = None) -> None:
        self.compare = compare
        self.entries: list[Entry] = entries or []
        key = cmp_to_key(lambda one, other: _number(call(compare, one, other)))
        self.order: Callable[[Entry], Any] = lambda entry: key(entry.key)
        self.key = key

    def left(self, key: Any) -> int:
        """Return the place of the first entry that is not before a key."""
        return bisect.bisect_left(self.entries, self.key(key), key=self.order)

    def right(self, key: Any) -> int:
        """Return the place of the first entry that is behind a key."""
        return bisect.bisect_right(self.entries, self.key(key), key=self.order)

    def find(self, key: Any) -> Entry | None:
        """Return the entry of a key."""
        place = self.left(key)
        if place < len(self.entries):
            entry = self.entries[place]
            if _number(call(self.compare, entry.key, key)) == 0:
                return entry
        return None

    def add(self, key: Any, value: Any) -> Entry:
        """Add an entry, behind those of the same key."""
        entry = Entry(key, value)
        self.entries.insert(self.right(key), entry)
        return entry


def _number(value: Any) -> int:
    if value.__class__ is not int:
        raise error("a comparison that returns no integer:", value)
    return int(value)


# Treemaps


@final
class Treemap(Ordered):
    """Entries whose keys differ."""

    def put(self, key: Any, value: Any) -> None:
        """Set the value of a key."""
        found = self.find(key)
        if found is None:
            self.add(key, value)
        else:
            found.value = value


_Map: TypeAlias = Annotated[Treemap, of_class("a treemap", Treemap)]
PRINTERS[Treemap] = lambda value, readable, profile: "#<treemap>"


@TABLE.procedure("make-rb-treemap")
def make_treemap(compare: Proc) -> Treemap:
    """Return an empty treemap."""
    return Treemap(compare)


@TABLE.procedure("treemap?")
def is_treemap(value: Any) -> bool:
    """Return whether a value is a treemap."""
    return isinstance(value, Treemap)


@TABLE.procedure("treemap-ref")
def treemap_ref(treemap: _Map, key: Any, fallback: Any = False) -> Any:
    """Return the value of a key, else `fallback`."""
    found = treemap.find(key)
    return fallback if found is None else found.value


@TABLE.procedure("treemap-contains?")
def treemap_contains(treemap: _Map, key: Any) -> bool:
    """Return whether a treemap has a key."""
    return treemap.find(key) is not None


@TABLE.procedure("treemap-set!")
def treemap_set(treemap: _Map, key: Any, value: Any) -> None:
    """Set the value of a key."""
    treemap.put(key, value)


@TABLE.procedure("treemap-adjoin!")
def treemap_adjoin(treemap: _Map, key: Any, value: Any) -> None:
    """Set the value of a key that a treemap lacks."""
    if treemap.find(key) is None:
        treemap.add(key, value)


@TABLE.procedure("treemap-replace!")
def treemap_replace(treemap: _Map, key: Any, value: Any) -> None:
    """Set the value of a key that a treemap has."""
    found = treemap.find(key)
    if found is not None:
        found.value = value


@TABLE.procedure("treemap-update!")
def treemap_update(treemap: _Map, key: Any, procedure: Proc, default: Any) -> None:
    """Set the value of a key to what a procedure makes of it, or of `default`."""
    treemap.put(key, call(procedure, treemap_ref(treemap, key, default)))


@TABLE.procedure("treemap-delete!")
def treemap_delete(treemap: _Map, key: Any) -> None:
    """Remove a key."""
    found = treemap.find(key)
    if found is not None:
        treemap.entries.remove(found)


@TABLE.procedure("treemap-clear!")
def treemap_clear(treemap: _Map) -> None:
    """Remove all keys."""
    treemap.entries.clear()


@TABLE.procedure("treemap-copy")
def treemap_copy(treemap: _Map) -> Treemap:
    """Return a copy."""
    return Treemap(treemap.compare, [Entry(each.key, each.value) for each in treemap.entries])


@TABLE.procedure("treemap-size")
def treemap_size(treemap: _Map) -> int:
    """Return how many keys there are."""
    return len(treemap.entries)


@TABLE.procedure("treemap->alist")
def treemap_to_alist(treemap: _Map) -> Items:
    """Return the entries as an association list."""
    return [Pair(each.key, each.value) for each in treemap.entries]


@TABLE.procedure("alist->treemap")
def alist_to_treemap(alist: Items, compare: Proc) -> Treemap:
    """Return a treemap of an association list's entries."""
    made = Treemap(compare)
    for each in alist:
        if each.__class__ is not Pair:
            refuse("alist->treemap", 1, "an association list", each)
        made.put(each.car, each.cdr)
    return made


@TABLE.procedure("treemap-keys")
def treemap_keys(treemap: _Map) -> list[Any]:
    """Return a vector of the keys."""
    return [each.key for each in treemap.entries]


@TABLE.procedure("treemap-keys-list")
def treemap_keys_list(treemap: _Map) -> Items:
    """Return a list of the keys."""
    return treemap_keys(treemap)


@TABLE.procedure("treemap-values")
def treemap_values(treemap: _Map) -> list[Any]:
    """Return a vector of the values."""
    return [each.value for each in treemap.entries]


@TABLE.procedure("treemap-values-list")
def treemap_values_list(treemap: _Map) -> Items:
    """Return a list of the values."""
    return treemap_values(treemap)


@TABLE.procedure("treemap-entries")
def treemap_entries(treemap: _Map) -> Any:
    """Return a vector of the keys and one of the values."""
    return values(treemap_keys(treemap), treemap_values(treemap))


@TABLE.procedure("treemap-entries-list")
def treemap_entries_list(treemap: _Map) -> Any:
    """Return a list of the keys and one of the values."""
    return values(to_list(treemap_keys(treemap)), to_list(treemap_values(treemap)))


def _declare_iterations(suffix: str, infix: str, backwards: bool) -> None:
    def entries(treemap: Treemap) -> list[Entry]:
        return treemap.entries[::-1] if backwards else list(treemap.entries)

    @TABLE.procedure(f"treemap-fold{suffix}")
    def fold(procedure: Proc, treemap: _Map, seed: Any) -> Any:
        """Combine keys, values and a result."""
        for each in entries(treemap):
            seed = call(procedure, each.key, each.value, seed)
        return seed

    @TABLE.procedure(f"treemap-map{suffix}")
    def map_(procedure: Proc, treemap: _Map) -> Items:
        """Return what a procedure returns for keys and values."""
        return [call(procedure, each.key, each.value) for each in entries(treemap)]

    @TABLE.procedure(f"treemap-for-each{suffix}")
    def for_each(procedure: Proc, treemap: _Map) -> None:
        """Call a procedure with keys and values."""
        for each in entries(treemap):
            call(procedure, each.key, each.value)

    @TABLE.procedure(f"treemap-{infix}find")
    def find(predicate: Proc, treemap: _Map) -> Any:
        """Return the value of the first key that a predicate holds for, or #f."""
        for each in entries(treemap):
            if call(predicate, each.key) is not False:
                return each.value
        return False

    @TABLE.procedure(f"treemap-{infix}find/index")
    def find_by_index(predicate: Proc, treemap: _Map) -> Any:
        """Return the value of the first place and key that a predicate holds for, or #f."""
        for place, each in enumerate(entries(treemap), 1):
            if call(predicate, place, each.key) is not False:
                return each.value
        return False


_declare_iterations("", "", False)
_declare_iterations("-reverse", "reverse-", True)


@TABLE.procedure("treemap-seek", tail=True)
def treemap_seek(treemap: _Map, predicate: Proc, success: Proc, failure: Proc) -> Any:
    """Call `success` with what a predicate returns for an entry, its key and its value.

    Where it returns #f for all, call `failure`.
    """
    for each in treemap.entries:
        result = call(predicate, each.key, each.value)
        if result is not False:
            return (success, result, each.key, each.value)
    return (failure,)


def _entry(treemap: Treemap, place: int, failure: Any) -> Any:
    if 0 <= place < len(treemap.entries):
        entry = treemap.entries[place]
        return values(entry.key, entry.value)
    return values(False, False) if failure is UNSET else (failure,)


@TABLE.procedure("treemap-higher-entry", tail=True)
def treemap_higher(treemap: _Map, key: Any, failure: Any = UNSET) -> Any:
    """Return key and value of the first entry behind a key, else call `failure`."""
    return _entry(treemap, treemap.right(key), failure)


@TABLE.procedure("treemap-lower-entry", tail=True)
def treemap_lower(treemap: _Map, key: Any, failure: Any = UNSET) -> Any:
    """Return key and value of the last entry before a key, else call `failure`."""
    return _entry(treemap, treemap.left(key) - 1, failure)


@TABLE.procedure("treemap-first-entry", tail=True)
def treemap_first(treemap: _Map, failure: Any = UNSET) -> Any:
    """Return key and value of the first entry, else call `failure`."""
    return _entry(treemap, 0, failure)


@TABLE.procedure("treemap-last-entry", tail=True)
def treemap_last(treemap: _Map, failure: Any = UNSET) -> Any:
    """Return key and value of the last entry, else call `failure`."""
    return _entry(treemap, len(treemap.entries) - 1, failure)


@TABLE.procedure("treemap-pop-first-entry!")
def treemap_pop_first(treemap: _Map) -> Any:
    """Remove the first entry and return it as a pair, or #f."""
    return _popped(treemap, 0)


@TABLE.procedure("treemap-pop-last-entry!")
def treemap_pop_last(treemap: _Map) -> Any:
    """Remove the last entry and return it as a pair, or #f."""
    return _popped(treemap, -1)


def _popped(treemap: Treemap, place: int) -> Any:
    if not treemap.entries:
        return False
    entry = treemap.entries.pop(place)
    return Pair(entry.key, entry.value)


# Heaps


@final
class Heap(Ordered):
    """Entries of which the least is taken first; several may have one key."""


_Heap: TypeAlias = Annotated[Heap, of_class("a heap", Heap)]
_Entry: TypeAlias = Annotated[Entry, of_class("a heap's entry", Entry)]
PRINTERS[Heap] = lambda value, readable, profile: "#<heap>"
PRINTERS[Entry] = lambda value, readable, profile: "#<entry>"


@TABLE.procedure("make-heap")
def make_heap(compare: Proc) -> Heap:
    """Return an empty heap."""
    return Heap(compare)


@TABLE.procedure("alist->heap")
def alist_to_heap(compare: Proc, alist: Items) -> Heap:
    """Return a heap of an association list's entries."""
    made = Heap(compare)
    for each in alist:
        if each.__class__ is not Pair:
            refuse("alist->heap", 2, "an association list", each)
        made.add(each.car, each.cdr)
    return made


@TABLE.procedure("heap?")
def is_heap(value: Any) -> bool:
    """Return whether a value is a heap."""
    return isinstance(value, Heap)


@TABLE.procedure("copy-heap")
def copy_heap(heap: _Heap) -> Heap:
    """Return a copy."""
    return Heap(heap.compare, [Entry(each.key, each.value) for each in heap.entries])


@TABLE.procedure("heap-empty?")
def is_heap_empty(heap: _Heap) -> bool:
    """Return whether there is nothing in a heap."""
    return not heap.entries


@TABLE.procedure("heap-size")
def heap_size(heap: _Heap) -> int:
    """Return how many entries a heap has."""
    return len(heap.entries)


@TABLE.procedure("heap-compare")
def heap_compare(heap: _Heap) -> Any:
    """Return the comparison of a heap."""
    return heap.compare


@TABLE.procedure("heap-entry?")
def is_heap_entry(value: Any) -> bool:
    """Return whether a value is an entry of a heap."""
    return isinstance(value, Entry)


@TABLE.procedure("heap-entry-key")
def heap_entry_key(entry: _Entry) -> Any:
    """Return the key of an entry."""
    return entry.key


@TABLE.procedure("heap-entry-value")
def heap_entry_value(entry: _Entry) -> Any:
    """Return the value of an entry."""
    return entry.value


@TABLE.procedure("heap-entry-value-set!")
def heap_entry_value_set(entry: _Entry, value: Any) -> None:
    """Set the value of an entry."""
    entry.value = value


@TABLE.procedure("heap-min")
def heap_min(heap: _Heap) -> Any:
    """Return the least entry, or #f."""
    return heap.entries[0] if heap.entries else False


@TABLE.procedure("heap-set!")
def heap_set(heap: _Heap, key: Any, value: Any) -> Entry:
    """Add an entry, and return it."""
    return heap.add(key, value)


@TABLE.procedure("heap-extract-min!")
def heap_extract_min(heap: _Heap) -> Entry:
    """Remove the least entry, and return it."""
    if not heap.entries:
        raise error("heap-extract-min!: Heap is empty:", heap)
    return heap.entries.pop(0)


def _entry_of(procedure: str, heap: Heap, what: Any) -> Entry:
    """Return an entry of a heap, given or by its key."""
    found = what if isinstance(what, Entry) else heap.find(what)
    if found is None or not any(each is found for each in heap.entries):
        raise error(f"{procedure}: the heap does not contain:", what)
    return found


def _without(heap: Heap, entry: Entry) -> None:
    heap.entries = [each for each in heap.entries if each is not entry]


@TABLE.procedure("heap-delete!")
def heap_delete(heap: _Heap, what: Any) -> Entry:
    """Remove an entry, given or by its key, and return it."""
    entry = _entry_of("heap-delete!", heap, what)
    _without(heap, entry)
    return entry


@TABLE.procedure("heap-decrease-key!")
def heap_decrease_key(heap: _Heap, what: Any, key: Any) -> Entry:
    """Give an entry a key that is less than its own."""
    entry = _entry_of("heap-decrease-key!", heap, what)
    if _number(call(heap.compare, key, entry.key)) > 0:
        raise error("heap-decrease-key!: New key exceeds old:", entry.key, key)
    _without(heap, entry)
    entry.key = key
    heap.entries.insert(heap.right(key), entry)
    return entry


@TABLE.procedure("heap-clear!")
def heap_clear(heap: _Heap) -> Heap:
    """Remove all entries, and return the heap."""
    heap.entries.clear()
    return heap


@TABLE.procedure("heap-merge!")
def heap_merge(heap: _Heap, other: _Heap) -> Heap:
    """Put the entries of another heap into a heap, and leave that empty."""
    for each in other.entries:
        heap.entries.insert(heap.right(each.key), each)
    other.entries = []
    return heap


@TABLE.procedure("merge-heaps!")
def merge_heaps_into(heap: _Heap, other: _Heap, *others: _Heap) -> Heap:
    """Put copies of the entries of other heaps into a heap."""
    for each in (other, *others):
        heap_merge(heap, copy_heap(each))
    return heap


@TABLE.procedure("merge-heaps")
def merge_heaps(heap: _Heap, other: _Heap, *others: _Heap) -> Heap:
    """Return a heap of the entries of several."""
    return merge_heaps_into(copy_heap(heap), other, *others)


@TABLE.procedure("heap-search", tail=True)
def heap_search(heap: _Heap, key: Any, finish: Any = None) -> Any:
    """Return the entry of a key, or #f; or what `finish` returns for it."""
    found: Any = heap.find(key) or False
    if finish is None:
        return found
    if not is_procedure(finish):
        refuse("heap-search", 3, "a procedure", finish)
    return (finish, found)


@TABLE.procedure("heap-ref")
def heap_ref(heap: _Heap, key: Any, fallback: Any = False) -> Any:
    """Return the value of a key, else `fallback`."""
    found = heap.find(key)
    return fallback if found is None else found.value


@TABLE.procedure("heap-update!")
def heap_update(heap: _Heap, key: Any, procedure: Proc, default: Any) -> Any:
    """Set the value of a key to what a procedure makes of it, or of `default`; return that."""
    entry = heap.find(key) or heap.add(key, default)
    entry.value = call(procedure, entry.value)
    return entry.value
