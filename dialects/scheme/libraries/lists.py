"""Pairs and lists (R7RS 6.4)."""

from __future__ import annotations

import itertools
from typing import Any, Final

from ..calls import call
from ..conditions import WrongTypeError
from ..data import NIL, ImproperListError, Pair, from_list, to_list
from ..declaration import Table, refuse
from ..equality import is_eq, is_equal, is_eqv
from ..kinds import Index, Items, PairOf, Proc

__all__ = ["TABLE", "is_list"]

TABLE: Final = Table()


def _path(word: str) -> Any:
    letters = word[-2:0:-1]

    def take(value: Any) -> Any:
        for letter in letters:
            if value.__class__ is not Pair:
                raise WrongTypeError(word, 1, "a pair", value)
            value = value.car if letter == "a" else value.cdr
        return value

    take.__name__ = take.__qualname__ = word
    return take


def _paths(length: int) -> list[str]:
    return [""] if not length else [one + rest for one in "ad" for rest in _paths(length - 1)]


TABLE.procedures(
    **{f"c{path}r": _path(f"c{path}r") for length in range(1, 5) for path in _paths(length)}
)


@TABLE.procedure("cons")
def cons(car: Any, cdr: Any) -> Pair:
    """Return a new pair. R7RS 6.4."""
    return Pair(car, cdr)


@TABLE.procedure("pair?")
def is_pair(value: Any) -> bool:
    """Return whether a value is a pair. R7RS 6.4."""
    return value.__class__ is Pair


@TABLE.procedure("null?")
def is_null(value: Any) -> bool:
    """Return whether a value is the empty list. R7RS 6.4."""
    return value is NIL


@TABLE.procedure("set-car!")
def set_car(pair: PairOf, value: Any) -> None:
    """Replace the car of a pair. R7RS 6.4."""
    pair.car = value


@TABLE.procedure("set-cdr!")
def set_cdr(pair: PairOf, value: Any) -> None:
    """Replace the cdr of a pair. R7RS 6.4."""
    pair.cdr = value


@TABLE.procedure("list?", "proper-list?")
def is_list(value: Any) -> bool:
    """Return whether a value is a proper list. R7RS 6.4."""
    slow = value
    while value.__class__ is Pair:
        value = value.cdr
        if value.__class__ is not Pair:
            break
        value, slow = value.cdr, slow.cdr
        if value is slow:
            return False
    return value is NIL


@TABLE.procedure("list")
def list_(*items: Any) -> Items:
    """Return a list of the arguments. R7RS 6.4."""
    return items


@TABLE.procedure("cons*", "list*")
def cons_star(first: Any, *others: Any) -> Any:
    """Return a list of the arguments but the last, which is its tail. SRFI 1."""
    *items, tail = first, *others
    return to_list(items, tail)


@TABLE.procedure("make-list")
def make_list(length: Index, fill: Any = None) -> Items:
    """Return a list of one value so many times. R7RS 6.4."""
    return [fill] * length


@TABLE.procedure("length")
def length(items: Items) -> int:
    """Return the length of a proper list. R7RS 6.4."""
    return len(items)


@TABLE.procedure("append")
def append(*lists: Any) -> Any:
    """Return the items of the lists in one; the last argument is its tail. R7RS 6.4."""
    if not lists:
        return NIL
    made = lists[-1]
    for place in range(len(lists) - 1, 0, -1):
        try:
            made = to_list(from_list(lists[place - 1]), made)
        except ImproperListError:
            refuse("append", place, "a proper list", lists[place - 1])
    return made


@TABLE.procedure("append!")
def append_in_place(*lists: Any) -> Any:
    """Do as `append`, changing the lists but the last. SRFI 1."""
    some = [each for each in lists[:-1] if each is not NIL] + list(lists[-1:])
    for one, other in itertools.pairwise(some):
        while one.cdr.__class__ is Pair:
            one = one.cdr
        one.cdr = other
    return some[0] if some else NIL


@TABLE.procedure("reverse")
def reverse(items: Items) -> Items:
    """Return a list in the opposite order. R7RS 6.4."""
    return items[::-1]


@TABLE.procedure("reverse!")
def reverse_in_place(items: Any) -> Any:
    """Do as `reverse`, changing the list. SRFI 1."""
    made: Any = NIL
    while items.__class__ is Pair:
        rest = items.cdr
        items.cdr = made
        made, items = items, rest
    return made


@TABLE.procedure("list-tail")
def list_tail(items: Any, count: Index) -> Any:
    """Return a list without its first items. R7RS 6.4."""
    rest = items
    for _ in range(count):
        if rest.__class__ is not Pair:
            refuse("list-tail", 2, "a number of items that the list has", count, False)
        rest = rest.cdr
    return rest


@TABLE.procedure("list-head")
def list_head(items: Any, count: Index) -> Items:
    """Return the first items of a list."""
    found = []
    for _ in range(count):
        if items.__class__ is not Pair:
            refuse("list-head", 2, "a number of items that the list has", count, False)
        found.append(items.car)
        items = items.cdr
    return found


@TABLE.procedure("list-ref")
def list_ref(items: Any, place: Index) -> Any:
    """Return the item at a place of a list, counted from 0. R7RS 6.4."""
    rest = list_tail(items, place)
    if rest.__class__ is not Pair:
        refuse("list-ref", 2, "a place that the list has", place, False)
    return rest.car


@TABLE.procedure("list-set!")
def list_set(items: Any, place: Index, value: Any) -> None:
    """Replace the item at a place of a list. R7RS 6.4."""
    rest = list_tail(items, place)
    if rest.__class__ is not Pair:
        refuse("list-set!", 2, "a place that the list has", place, False)
    rest.car = value


@TABLE.procedure("list-copy")
def list_copy(items: Any) -> Any:
    """Return a copy of a list's pairs; what is no pair as it is. R7RS 6.4."""
    found = []
    while items.__class__ is Pair:
        found.append(items.car)
        items = items.cdr
    return to_list(found, items)


@TABLE.procedure("last-pair")
def last_pair(items: PairOf) -> Any:
    """Return the last pair of a list. SRFI 1."""
    while items.cdr.__class__ is Pair:
        items = items.cdr
    return items


def _sublist(name: str, items: Any, found: Any) -> Any:
    rest = items
    while rest.__class__ is Pair:
        if found(rest.car):
            return rest
        rest = rest.cdr
    if rest is not NIL:
        refuse(name, 2, "a proper list", items)
    return False


@TABLE.procedure("memq")
def memq(value: Any, items: Any) -> Any:
    """Return the part of a list that begins with a value (`eq?`), or #f. R7RS 6.4."""
    return _sublist("memq", items, lambda each: is_eq(value, each))


@TABLE.procedure("memv")
def memv(value: Any, items: Any) -> Any:
    """Return the part of a list that begins with a value (`eqv?`), or #f. R7RS 6.4."""
    return _sublist("memv", items, lambda each: is_eqv(value, each))


@TABLE.procedure("member")
def member(value: Any, items: Any, same: Proc | None = None) -> Any:
    """Return the part of a list that begins with a value (`equal?`), or #f. R7RS 6.4."""
    if same is None:
        return _sublist("member", items, lambda each: is_equal(value, each))
    return _sublist("member", items, lambda each: call(same, value, each) is not False)


def _entry(name: str, items: Any, found: Any) -> Any:
    rest = items
    while rest.__class__ is Pair:
        entry = rest.car
        if entry.__class__ is not Pair:
            refuse(name, 2, "a list of pairs", items)
        if found(entry.car):
            return entry
        rest = rest.cdr
    if rest is not NIL:
        refuse(name, 2, "a proper list", items)
    return False


@TABLE.procedure("assq")
def assq(key: Any, items: Any) -> Any:
    """Return the pair in a list that has a key (`eq?`), or #f. R7RS 6.4."""
    return _entry("assq", items, lambda each: is_eq(key, each))


@TABLE.procedure("assv")
def assv(key: Any, items: Any) -> Any:
    """Return the pair in a list that has a key (`eqv?`), or #f. R7RS 6.4."""
    return _entry("assv", items, lambda each: is_eqv(key, each))


@TABLE.procedure("assoc")
def assoc(key: Any, items: Any, same: Proc | None = None) -> Any:
    """Return the pair in a list that has a key (`equal?`), or #f. R7RS 6.4."""
    if same is None:
        return _entry("assoc", items, lambda each: is_equal(key, each))
    return _entry("assoc", items, lambda each: call(same, key, each) is not False)


def _columns(name: str, lists: tuple[Any, ...]) -> Any:
    """Yield the first items of the lists, the second ones and so on, until one list ends."""
    rests = list(lists)
    for place, each in enumerate(rests, 2):
        if each.__class__ is not Pair and each is not NIL:
            refuse(name, place, "a list", each)
    while all(each.__class__ is Pair for each in rests):
        yield [each.car for each in rests]
        rests = [each.cdr for each in rests]


@TABLE.procedure("map")
def map_(procedure: Proc, first: Any, *others: Any) -> Items:
    """Return the values of a procedure for the items of lists. R7RS 6.10."""
    made: list[Any] = []
    if others:
        for items in _columns("map", (first, *others)):
            made.append(call(procedure, *items))
        return made
    rest = first
    while rest.__class__ is Pair:
        result = procedure(rest.car)
        while result.__class__ is tuple:
            result = result[0](*result[1:])
        made.append(result)
        rest = rest.cdr
    if rest is not NIL:
        refuse("map", 2, "a proper list", first)
    return made


@TABLE.procedure("for-each")
def for_each(procedure: Proc, first: Any, *others: Any) -> None:
    """Call a procedure for the items of lists, in order. R7RS 6.10."""
    if others:
        for items in _columns("for-each", (first, *others)):
            call(procedure, *items)
        return
    rest = first
    while rest.__class__ is Pair:
        result = procedure(rest.car)
        while result.__class__ is tuple:
            result = result[0](*result[1:])
        rest = rest.cdr
    if rest is not NIL:
        refuse("for-each", 2, "a proper list", first)
