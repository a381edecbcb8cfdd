"""Guile's (ice-9 vlist): lists and hash lists that share what they have in common.

Several lists share one `_Base`. Each has its first items, up to a number of its own, and the last
of them is the head. A new item is appended to the base if the list has all of it, else to a copy.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...data import Pair
from ...declaration import Table, refuse
from ...equality import is_eq, is_equal, is_eqv
from ...kinds import Index, Items, Proc, of_class
from ...printer import PRINTERS
from ..hashing import equal_key, eqv_key, key_function

__all__ = ["TABLE"]

TABLE: Final = Table()


class _Base:
    """The items that lists share, and the places of each key, by how keys are compared."""

    __slots__ = ("indices", "items")

    def __init__(self, items: list[Any]) -> None:
        self.items = items
        self.indices: dict[Any, tuple[dict[Any, list[int]], list[int]]] = {}

    def places(self, key: Callable[[Any], Any], name: Any) -> list[int]:
        """Return the places of the items that have a key, in order."""
        index, done = self.indices.setdefault(key, ({}, [0]))
        for place in range(done[0], len(self.items)):
            index.setdefault(key(self.items[place].car), []).append(place)
        done[0] = len(self.items)
        return index.get(key(name), [])


class VList:
    """A list: the first `length` items of a base, the last of them first."""

    __slots__ = ("base", "length")

    def __init__(self, base: _Base, length: int) -> None:
        self.base = base
        self.length = length

    def items(self) -> list[Any]:
        """Return the items in order."""
        return self.base.items[: self.length][::-1]

    def cons(self, item: Any) -> VList:
        """Return a list with one item more, of the same kind."""
        base = self.base
        if len(base.items) != self.length:
            base = _Base(base.items[: self.length])
        base.items.append(item)
        return type(self)(base, self.length + 1)


class VHash(VList):
    """A hash list: pairs of keys and values."""

    __slots__ = ()


def _of(items: Iterable[Any], kind: type[VList] = VList) -> VList:
    """Return a list of items in order."""
    made = list(items)[::-1]
    return kind(_Base(made), len(made))


NULL: Final = VList(_Base([]), 0)
TABLE.value("vlist-null", NULL)

VLIST: Final = of_class("a vlist", VList)
_List: TypeAlias = Annotated[VList, VLIST]

PRINTERS[VList] = lambda vlist, readable, profile: f"#<vlist {vlist.items()!r}>"
PRINTERS[VHash] = lambda vhash, readable, profile: f"#<vhash {id(vhash):x} {vhash.length} pairs>"


@TABLE.procedure("vlist?")
def is_vlist(value: Any) -> bool:
    """Return whether a value is a list of this kind. Guile manual, VLists."""
    return isinstance(value, VList)


@TABLE.procedure("vlist-null?")
def is_vlist_null(vlist: _List) -> bool:
    """Return whether a list is empty. Guile manual, VLists."""
    return not vlist.length


@TABLE.procedure("vlist-cons")
def vlist_cons(item: Any, vlist: _List) -> VList:
    """Return a list with one item more. Guile manual, VLists."""
    return vlist.cons(item)


def _full(procedure: str, vlist: VList) -> VList:
    if not vlist.length:
        refuse(procedure, 1, "a vlist that is not empty", vlist, False)
    return vlist


@TABLE.procedure("vlist-head")
def vlist_head(vlist: _List) -> Any:
    """Return the first item. Guile manual, VLists."""
    return _full("vlist-head", vlist).base.items[vlist.length - 1]


@TABLE.procedure("vlist-tail")
def vlist_tail(vlist: _List) -> VList:
    """Return a list without its first item. Guile manual, VLists."""
    return type(vlist)(vlist.base, _full("vlist-tail", vlist).length - 1)


@TABLE.procedure("vlist-ref")
def vlist_ref(vlist: _List, place: Index) -> Any:
    """Return the item at a place. Guile manual, VLists."""
    if place >= vlist.length:
        refuse("vlist-ref", 2, "a place that the vlist has", place, False)
    return vlist.base.items[vlist.length - 1 - place]


@TABLE.procedure("vlist-length")
def vlist_length(vlist: _List) -> int:
    """Return the number of items. Guile manual, VLists."""
    return vlist.length


@TABLE.procedure("vlist-reverse")
def vlist_reverse(vlist: _List) -> VList:
    """Return a list in the opposite order. Guile manual, VLists."""
    return _of(vlist.items()[::-1])


@TABLE.procedure("vlist-map")
def vlist_map(procedure: Proc, vlist: _List) -> VList:
    """Return a list of what a procedure gives for each item. Guile manual, VLists."""
    return _of([call(procedure, each) for each in vlist.items()])


@TABLE.procedure("vlist-for-each")
def vlist_for_each(procedure: Proc, vlist: _List) -> None:
    """Call a procedure with each item. Guile manual, VLists."""
    for each in vlist.items():
        call(procedure, each)


@TABLE.procedure("vlist-fold")
def vlist_fold(procedure: Proc, start: Any, vlist: _List) -> Any:
    """Return what a procedure of item and result makes of all items. Guile manual, VLists."""
    for each in vlist.items():
        start = call(procedure, each, start)
    return start


@TABLE.procedure("vlist-fold-right")
def vlist_fold_right(procedure: Proc, start: Any, vlist: _List) -> Any:
    """As `vlist-fold`, from the last item on. Guile manual, VLists."""
    for each in vlist.items()[::-1]:
        start = call(procedure, each, start)
    return start


@TABLE.procedure("vlist-drop")
def vlist_drop(vlist: _List, count: Index) -> VList:
    """Return a list without its first items. Guile manual, VLists."""
    if count > vlist.length:
        refuse("vlist-drop", 2, "a number of items that the vlist has", count, False)
    return type(vlist)(vlist.base, vlist.length - count)


@TABLE.procedure("vlist-take")
def vlist_take(vlist: _List, count: Index) -> VList:
    """Return the first items of a list. Guile manual, VLists."""
    if count > vlist.length:
        refuse("vlist-take", 2, "a number of items that the vlist has", count, False)
    return _of(vlist.items()[:count])


@TABLE.procedure("vlist-filter")
def vlist_filter(test: Proc, vlist: _List) -> VList:
    """Return a list of the items for which a test holds. Guile manual, VLists."""
    return _of([each for each in vlist.items() if call(test, each) is not False])


@TABLE.procedure("vlist-delete")
def vlist_delete(item: Any, vlist: _List, same: Proc = is_equal) -> VList:
    """Return a list without an item. Guile manual, VLists."""
    return _of([each for each in vlist.items() if call(same, item, each) is False])


@TABLE.procedure("vlist-unfold")
def vlist_unfold(stop: Proc, item: Proc, successor: Proc, seed: Any, tail: _List = NULL) -> VList:
    """Return a list that is built of a seed, as `unfold` of SRFI 1 does. Guile manual, VLists."""
    made = []
    while call(stop, seed) is False:
        made.append(call(item, seed))
        seed = call(successor, seed)
    return _of([*made, *tail.items()])


@TABLE.procedure("vlist-unfold-right")
def vlist_unfold_right(
    stop: Proc, item: Proc, successor: Proc, seed: Any, tail: _List = NULL
) -> VList:
    """Return a list that is built of a seed from its end. Guile manual, VLists."""
    while call(stop, seed) is False:
        tail = tail.cons(call(item, seed))
        seed = call(successor, seed)
    return tail


@TABLE.procedure("vlist-append")
def vlist_append(*vlists: _List) -> VList:
    """Return the items of lists in one. Guile manual, VLists."""
    return _of([each for vlist in vlists for each in vlist.items()])


@TABLE.procedure("list->vlist")
def list_to_vlist(items: Items) -> VList:
    """Return a list of this kind. Guile manual, VLists."""
    return _of(items)


@TABLE.procedure("vlist->list")
def vlist_to_list(vlist: _List) -> Items:
    """Return a list of pairs. Guile manual, VLists."""
    return vlist.items()


# Hash lists


@TABLE.procedure("vhash?")
def is_vhash(value: Any) -> bool:
    """Return whether a value is a hash list. Guile manual, VHashes."""
    return isinstance(value, VHash)


def _hashes(vhash: VList) -> VHash:
    return vhash if isinstance(vhash, VHash) else VHash(vhash.base, vhash.length)


@TABLE.procedure("vhash-cons")
def vhash_cons(key: Any, value: Any, vhash: _List, hashing: Proc | None = None) -> VList:
    """Return a hash list with one entry more. Guile manual, VHashes."""
    return _hashes(vhash).cons(Pair(key, value))


@TABLE.procedure("vhash-consq", "vhash-consv")
def vhash_cons_by_identity(key: Any, value: Any, vhash: _List) -> VList:
    """Return a hash list with one entry more. Guile manual, VHashes."""
    return _hashes(vhash).cons(Pair(key, value))


def _entry(vhash: VList, name: Any, key: Callable[[Any], Any]) -> Any:
    """Return the newest entry of a key, or #f."""
    places = vhash.base.places(key, name)
    last = bisect_left(places, vhash.length)
    return vhash.base.items[places[last - 1]] if last else False


_KEYS: Final = {is_eq: eqv_key, is_eqv: eqv_key, is_equal: equal_key}


@TABLE.procedure("vhash-assoc")
def vhash_assoc(key: Any, vhash: _List, same: Proc = is_equal, hashing: Proc | None = None) -> Any:
    """Return the newest entry of a key, or #f. Guile manual, VHashes."""
    known = _KEYS.get(same)
    return _entry(vhash, key, known if known is not None else key_function(same, hashing))


@TABLE.procedure("vhash-assq", "vhash-assv")
def vhash_assq(key: Any, vhash: _List) -> Any:
    """Return the newest entry of a key (`eqv?`), or #f. Guile manual, VHashes."""
    return _entry(vhash, key, eqv_key)


@TABLE.procedure("vhash-delete")
def vhash_delete(
    key: Any, vhash: _List, same: Proc = is_equal, hashing: Proc | None = None
) -> VList:
    """Return a hash list without the entries of a key. Guile manual, VHashes."""
    return _of([each for each in vhash.items() if call(same, key, each.car) is False], VHash)


@TABLE.procedure("vhash-delq", "vhash-delv")
def vhash_delq(key: Any, vhash: _List) -> VList:
    """Return a hash list without the entries of a key (`eqv?`). Guile manual, VHashes."""
    return _of([each for each in vhash.items() if not is_eqv(key, each.car)], VHash)


@TABLE.procedure("vhash-fold")
def vhash_fold(procedure: Proc, start: Any, vhash: _List) -> Any:
    """Return what a procedure of key, value and result makes of all entries.

    Guile manual, VHashes.
    """
    for each in vhash.items():
        start = call(procedure, each.car, each.cdr, start)
    return start


@TABLE.procedure("vhash-fold-right")
def vhash_fold_right(procedure: Proc, start: Any, vhash: _List) -> Any:
    """As `vhash-fold`, from the oldest entry on. Guile manual, VHashes."""
    for each in vhash.items()[::-1]:
        start = call(procedure, each.car, each.cdr, start)
    return start


@TABLE.procedure("vhash-fold*")
def vhash_fold_key(
    procedure: Proc,
    start: Any,
    key: Any,
    vhash: _List,
    same: Proc = is_equal,
    hashing: Proc | None = None,
) -> Any:
    """Return what a procedure of value and result makes of the entries of a key.

    Guile manual, VHashes.
    """
    for each in vhash.items():
        if call(same, key, each.car) is not False:
            start = call(procedure, each.cdr, start)
    return start


@TABLE.procedure("vhash-foldq*", "vhash-foldv*")
def vhash_fold_key_by_identity(procedure: Proc, start: Any, key: Any, vhash: _List) -> Any:
    """As `vhash-fold*`, keys compared by `eqv?`. Guile manual, VHashes."""
    return vhash_fold_key(procedure, start, key, vhash, is_eqv)


@TABLE.procedure("alist->vhash")
def alist_to_vhash(alist: Items, hashing: Proc | None = None) -> VList:
    """Return a hash list of an association list. Guile manual, VHashes."""
    for each in alist:
        if each.__class__ is not Pair:
            refuse("alist->vhash", 1, "an association list", each)
    return _of(alist, VHash)
