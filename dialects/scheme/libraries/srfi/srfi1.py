"""SRFI 1: lists. What R7RS has of it as well is declared in `lists`.

A procedure with `!` may change its list, as SRFI 1 allows, and changes it where the real systems
do and programs have come to rely on it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from ... import numbers
from ...calls import call
from ...data import (
    NIL,
    ImproperListError,
    Pair,
    Values,
    from_list,
    iterate,
    to_list,
)
from ...declaration import Table, refuse
from ...equality import is_eq, is_equal, is_eqv
from ...kinds import Index, Items, Num, PairOf, Proc
from ..hashing import KEYS

__all__ = ["TABLE"]

TABLE: Final = Table()


# Ways through lists


def _rows(lists: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the first items of lists, then the second ones, as far as all of them go."""
    while all(each.__class__ is Pair for each in lists):
        yield tuple(each.car for each in lists)
        lists = tuple(each.cdr for each in lists)
    _check_ends(lists)


def _check_ends(lists: tuple[Any, ...]) -> None:
    for each in lists:
        if each.__class__ is not Pair and each is not NIL:
            raise ImproperListError(each)


def _arguments(first: Any, others: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield what a procedure is called with for each place of the lists."""
    if others:
        return _rows((first, *others))
    return ((each,) for each in iterate(first))


def _pairs(items: Any) -> Iterator[Pair]:
    """Yield the pairs of a list; each may be changed before the next is asked for."""
    rest = items
    while rest.__class__ is Pair:
        after = rest.cdr
        yield rest
        rest = after


def _pair_rows(first: Any, others: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    lists = (first, *others)
    while all(each.__class__ is Pair for each in lists):
        after = tuple(each.cdr for each in lists)
        yield lists
        lists = after
    _check_ends(lists)


def _walk(procedure: str, items: Any, count: int) -> Any:
    """Return what is left of a list behind `count` items."""
    rest = items
    for _ in range(count):
        if rest.__class__ is not Pair:
            refuse(procedure, 2, "an index in the list", count, False)
        rest = rest.cdr
    return rest


def _taken(procedure: str, items: Any, count: int) -> tuple[list[Any], Any]:
    """Return the first `count` items of a list, and what is left."""
    found = []
    rest = items
    for _ in range(count):
        if rest.__class__ is not Pair:
            refuse(procedure, 2, "an index in the list", count, False)
        found.append(rest.car)
        rest = rest.cdr
    return found, rest


def _spine(items: Any) -> list[Pair]:
    """Return the pairs of a list that is proper or dotted, but ends."""
    found: list[Pair] = []
    rest = slow = items
    while rest.__class__ is Pair:
        found.append(rest)
        rest = rest.cdr
        if not len(found) & 1:
            slow = slow.cdr
            if slow is rest:
                raise ImproperListError(items)
    return found


def _link(pairs: list[Pair], tail: Any = NIL) -> Any:
    """Chain pairs to a list again."""
    for each in reversed(pairs):
        if each.cdr is not tail:
            each.cdr = tail
        tail = each
    return tail


def _kept(items: Any, keep: Callable[[Any], bool]) -> Any:
    """Return the items that are kept; the longest tail of which all are is shared."""
    pairs = [(pair, keep(pair.car)) for pair in _proper(items)]
    tail: Any = NIL
    shared = True
    for pair, kept in reversed(pairs):
        if not kept:
            shared = False
        else:
            tail = pair if shared else Pair(pair.car, tail)
    return tail


def _proper(items: Any) -> Iterator[Pair]:
    rest = items
    while rest.__class__ is Pair:
        yield rest
        rest = rest.cdr
    if rest is not NIL:
        raise ImproperListError(items)


def _true(procedure: Any) -> Callable[..., bool]:
    """Return a Python test that asks a procedure."""
    return lambda *args: call(procedure, *args) is not False


# Constructors


@TABLE.procedure("xcons")
def xcons(one: Any, other: Any) -> Pair:
    """Return a pair of `other` and `one`. SRFI 1, Constructors."""
    return Pair(other, one)


@TABLE.procedure("cons*")
def cons_all(first: Any, *rest: Any) -> Any:
    """Return a list of the arguments whose tail is the last one. SRFI 1, Constructors."""
    everything = (first, *rest)
    return to_list(everything[:-1], everything[-1])


@TABLE.procedure("list-tabulate")
def list_tabulate(count: Index, procedure: Proc) -> Items:
    """Return what the procedure gives for each index below `count`. SRFI 1, Constructors."""
    return [call(procedure, each) for each in range(count)]


@TABLE.procedure("circular-list")
def circular_list(first: Any, *rest: Any) -> Any:
    """Return a list of the arguments that goes round. SRFI 1, Constructors."""
    made = to_list((first, *rest))
    _spine(made)[-1].cdr = made
    return made


@TABLE.procedure("iota")
def iota(count: Index, start: Num = 0, step: Num = 1) -> Items:
    """Return `count` numbers from `start` on, `step` apart. SRFI 1, Constructors."""
    return [numbers.add(start, numbers.multiply(each, step)) for each in range(count)]


# Predicates


def _shape(value: Any) -> str:
    rest = slow = value
    even = True
    while rest.__class__ is Pair:
        rest = rest.cdr
        even = not even
        if even:
            slow = slow.cdr
            if slow is rest:
                return "circular"
    return "proper" if rest is NIL else "dotted"


@TABLE.procedure("proper-list?")
def is_proper_list(value: Any) -> bool:
    """Return whether a value is a list that ends in (). SRFI 1, Predicates."""
    return _shape(value) == "proper"


@TABLE.procedure("circular-list?")
def is_circular_list(value: Any) -> bool:
    """Return whether a value is a list without an end. SRFI 1, Predicates."""
    return value.__class__ is Pair and _shape(value) == "circular"


@TABLE.procedure("dotted-list?")
def is_dotted_list(value: Any) -> bool:
    """Return whether a value, perhaps an atom, ends in no (). SRFI 1, Predicates."""
    return _shape(value) == "dotted"


@TABLE.procedure("not-pair?")
def is_not_pair(value: Any) -> bool:
    """Return whether a value is no pair. SRFI 1, Predicates."""
    return value.__class__ is not Pair


@TABLE.procedure("null-list?")
def is_null_list(items: Any) -> bool:
    """Return whether a proper or circular list is empty. SRFI 1, Predicates."""
    if items is not NIL and items.__class__ is not Pair:
        refuse("null-list?", 1, "a list", items)
    return items is NIL


@TABLE.procedure("list=")
def list_equal(same: Proc, *lists: Any) -> bool:
    """Return whether lists have the same items, by the given equality. SRFI 1, Predicates."""
    for one, other in itertools.pairwise(lists):
        if one is other:
            continue
        first, second = from_list(one), from_list(other)
        if len(first) != len(second):
            return False
        for left, right in zip(first, second, strict=True):
            if call(same, left, right) is False:
                return False
    return True


# Selectors


def _selector(name: str, place: int) -> Callable[[Any], Any]:
    def select(items: Any) -> Any:
        rest = items
        for _ in range(place):
            if rest.__class__ is not Pair:
                break
            rest = rest.cdr
        if rest.__class__ is not Pair:
            refuse(name, 1, f"a list of {place + 1} items or more", items)
        return rest.car

    select.__doc__ = f"Return item {place + 1} of a list. SRFI 1, Selectors."
    return select


for _place, _name in enumerate(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
):
    TABLE.procedure(_name)(_selector(_name, _place))


@TABLE.procedure("car+cdr")
def car_and_cdr(pair: PairOf) -> Any:
    """Return a pair's halves as two values. SRFI 1, Selectors."""
    return Values((pair.car, pair.cdr))


@TABLE.procedure("take")
def take(items: Any, count: Index) -> Items:
    """Return the first `count` items. SRFI 1, Selectors."""
    return _taken("take", items, count)[0]


@TABLE.procedure("drop")
def drop(items: Any, count: Index) -> Any:
    """Return what is left behind the first `count` items. SRFI 1, Selectors."""
    return _walk("drop", items, count)


@TABLE.procedure("take-right")
def take_right(items: Any, count: Index) -> Any:
    """Return the last `count` items, with the list's end. SRFI 1, Selectors."""
    pairs = _spine(items)
    if count > len(pairs):
        refuse("take-right", 2, "an index in the list", count, False)
    if count == 0:
        return pairs[-1].cdr if pairs else items
    return pairs[-count]


@TABLE.procedure("drop-right")
def drop_right(items: Any, count: Index) -> Items:
    """Return all but the last `count` items. SRFI 1, Selectors."""
    pairs = _spine(items)
    if count > len(pairs):
        refuse("drop-right", 2, "an index in the list", count, False)
    return [each.car for each in pairs[: len(pairs) - count]]


@TABLE.procedure("take!")
def take_in_place(items: Any, count: Index) -> Any:
    """Cut a list behind its first `count` items and return it. SRFI 1, Selectors."""
    if count == 0:
        return NIL
    last = _walk("take!", items, count - 1)
    if last.__class__ is not Pair:
        refuse("take!", 2, "an index in the list", count, False)
    last.cdr = NIL
    return items


@TABLE.procedure("drop-right!")
def drop_right_in_place(items: Any, count: Index) -> Any:
    """Cut the last `count` items off a list and return it. SRFI 1, Selectors."""
    pairs = _spine(items)
    if count > len(pairs):
        refuse("drop-right!", 2, "an index in the list", count, False)
    return _link(pairs[: len(pairs) - count])


@TABLE.procedure("split-at")
def split_at(items: Any, count: Index) -> Any:
    """Return the first `count` items and what is left, as two values. SRFI 1, Selectors."""
    found, rest = _taken("split-at", items, count)
    return Values((to_list(found), rest))


@TABLE.procedure("split-at!")
def split_at_in_place(items: Any, count: Index) -> Any:
    """Cut a list in two and return both parts as two values. SRFI 1, Selectors."""
    if count == 0:
        return Values((NIL, items))
    last = _walk("split-at!", items, count - 1)
    if last.__class__ is not Pair:
        refuse("split-at!", 2, "an index in the list", count, False)
    rest, last.cdr = last.cdr, NIL
    return Values((items, rest))


@TABLE.procedure("last")
def last(items: PairOf) -> Any:
    """Return the last item. SRFI 1, Selectors."""
    return _spine(items)[-1].car


@TABLE.procedure("last-pair")
def last_pair(items: Any) -> Any:
    """Return the last pair of a list. SRFI 1, Selectors."""
    # Guile gives the empty list back; elsewhere that is an error.
    return _spine(items)[-1] if items is not NIL else NIL


# Miscellaneous


@TABLE.procedure("length+")
def length_or_false(items: Any) -> int | bool:
    """Return a list's length, #f for a circular one. SRFI 1, Miscellaneous."""
    shape = _shape(items)
    if shape == "circular":
        return False
    if shape == "dotted":
        refuse("length+", 1, "a proper or circular list", items)
    return len(_spine(items))


def _concatenated(lists: list[Any]) -> Any:
    tail: Any = lists[-1] if lists else NIL
    for each in reversed(lists[:-1]):
        tail = to_list(from_list(each), tail)
    return tail


def _concatenated_in_place(lists: Iterable[Any]) -> Any:
    made: Any = NIL
    end: Pair | None = None
    for each in lists:
        if each is NIL:
            continue
        if end is None:
            made = each
        else:
            end.cdr = each
        pairs = _spine(each)
        if pairs:
            end = pairs[-1]
    return made


@TABLE.procedure("append!")
def append_in_place(*lists: Any) -> Any:
    """Chain lists, each changed to go on with the next. SRFI 1, Miscellaneous."""
    return _concatenated_in_place(lists)


@TABLE.procedure("concatenate")
def concatenate(lists: Items) -> Any:
    """Return the items of the lists in a list. SRFI 1, Miscellaneous."""
    return _concatenated(lists)


@TABLE.procedure("concatenate!")
def concatenate_in_place(lists: Items) -> Any:
    """Chain the lists in a list, each changed to go on with the next. SRFI 1, Miscellaneous."""
    return _concatenated_in_place(lists)


@TABLE.procedure("reverse!")
def reverse_in_place(items: Any) -> Any:
    """Turn a list round and return its new beginning. SRFI 1, Miscellaneous."""
    return append_reverse_in_place(items, NIL)


@TABLE.procedure("append-reverse")
def append_reverse(items: Any, tail: Any) -> Any:
    """Return a list's items in reverse, followed by `tail`. SRFI 1, Miscellaneous."""
    for each in iterate(items):
        tail = Pair(each, tail)
    return tail


@TABLE.procedure("append-reverse!")
def append_reverse_in_place(items: Any, tail: Any) -> Any:
    """Turn a list round in front of `tail` and return the whole. SRFI 1, Miscellaneous."""
    from_list(items)
    for each in _pairs(items):
        each.cdr = tail
        tail = each
    return tail


@TABLE.procedure("zip")
def zip_lists(first: Any, *others: Any) -> Items:
    """Return a list of the first items, one of the second, … SRFI 1, Miscellaneous."""
    return [to_list(row) for row in _arguments(first, others)]


def _column(name: str, place: int) -> Callable[[Any], Any]:
    select = _selector(name, place)
    return lambda lists: to_list([select(each) for each in lists])


def _unzip(name: str, count: int) -> Callable[[Any], Any]:
    columns = [_column(name, place) for place in range(count)]

    def unzip(lists: Items) -> Any:
        made = [column(lists) for column in columns]
        return made[0] if count == 1 else Values(made)

    unzip.__doc__ = (
        f"Return the first {count} items of each list as {count} values. SRFI 1, Miscellaneous."
        if count > 1
        else "Return the first item of each list. SRFI 1, Miscellaneous."
    )
    return unzip


for _place in range(1, 6):
    TABLE.procedure(f"unzip{_place}")(_unzip(f"unzip{_place}", _place))


@TABLE.procedure("count")
def count_true(test: Proc, first: Any, *others: Any) -> int:
    """Return for how many places the test is true. SRFI 1, Miscellaneous."""
    return sum(call(test, *args) is not False for args in _arguments(first, others))


# Fold, unfold and map


@TABLE.procedure("fold")
def fold(procedure: Proc, start: Any, first: Any, *others: Any) -> Any:
    """Combine the items with what came of those before them. SRFI 1, Fold, unfold & map."""
    for args in _arguments(first, others):
        start = call(procedure, *args, start)
    return start


@TABLE.procedure("fold-right")
def fold_right(procedure: Proc, start: Any, first: Any, *others: Any) -> Any:
    """Combine the items with what comes of those behind them. SRFI 1, Fold, unfold & map."""
    for args in reversed(list(_arguments(first, others))):
        start = call(procedure, *args, start)
    return start


@TABLE.procedure("pair-fold")
def pair_fold(procedure: Proc, start: Any, first: Any, *others: Any) -> Any:
    """As `fold`, of the lists' pairs in place of their items. SRFI 1, Fold, unfold & map."""
    for args in _pair_rows(first, others):
        start = call(procedure, *args, start)
    return start


@TABLE.procedure("pair-fold-right")
def pair_fold_right(procedure: Proc, start: Any, first: Any, *others: Any) -> Any:
    """As `fold-right`, of the lists' pairs in place of their items. SRFI 1, Fold, unfold & map."""
    for args in reversed(list(_pair_rows(first, others))):
        start = call(procedure, *args, start)
    return start


@TABLE.procedure("reduce")
def reduce(procedure: Proc, empty: Any, items: Items) -> Any:
    """Combine the items from the first on; `empty` if none. SRFI 1, Fold, unfold & map."""
    if not items:
        return empty
    value = items[0]
    for each in items[1:]:
        value = call(procedure, each, value)
    return value


@TABLE.procedure("reduce-right")
def reduce_right(procedure: Proc, empty: Any, items: Items) -> Any:
    """Combine the items from the last on; `empty` if none. SRFI 1, Fold, unfold & map."""
    if not items:
        return empty
    value = items[-1]
    for each in reversed(items[:-1]):
        value = call(procedure, each, value)
    return value


@TABLE.procedure("unfold")
def unfold(stop: Proc, item: Proc, successor: Proc, seed: Any, tail: Proc | None = None) -> Any:
    """Return the items that seeds give, up to the one that stops. SRFI 1, Fold, unfold & map."""
    found = []
    while call(stop, seed) is False:
        found.append(call(item, seed))
        seed = call(successor, seed)
    return to_list(found, NIL if tail is None else call(tail, seed))


@TABLE.procedure("unfold-right")
def unfold_right(stop: Proc, item: Proc, successor: Proc, seed: Any, tail: Any = NIL) -> Any:
    """Return the items that seeds give, the last first. SRFI 1, Fold, unfold & map."""
    while call(stop, seed) is False:
        tail = Pair(call(item, seed), tail)
        seed = call(successor, seed)
    return tail


@TABLE.procedure("append-map", "append-map!")
def append_map(procedure: Proc, first: Any, *others: Any) -> Any:
    """Return the lists that the procedure gives, appended. SRFI 1, Fold, unfold & map."""
    return _concatenated([call(procedure, *args) for args in _arguments(first, others)])


@TABLE.procedure("map!")
def map_in_place(procedure: Proc, first: Any, *others: Any) -> Any:
    """Put what the procedure gives into the first list. SRFI 1, Fold, unfold & map."""
    last: Pair | None = None
    for args in _pair_rows(first, others):
        last = args[0]
        last.car = call(procedure, *(each.car for each in args))
    if last is None:
        return NIL
    last.cdr = NIL
    return first


@TABLE.procedure("map-in-order")
def map_in_order(procedure: Proc, first: Any, *others: Any) -> Items:
    """Return what the procedure gives, called from left to right. SRFI 1, Fold, unfold & map."""
    return [call(procedure, *args) for args in _arguments(first, others)]


@TABLE.procedure("pair-for-each")
def pair_for_each(procedure: Proc, first: Any, *others: Any) -> None:
    """Call the procedure with the lists' pairs in turn. SRFI 1, Fold, unfold & map."""
    for args in _pair_rows(first, others):
        call(procedure, *args)


@TABLE.procedure("filter-map")
def filter_map(procedure: Proc, first: Any, *others: Any) -> Items:
    """Return what the procedure gives, without #f. SRFI 1, Fold, unfold & map."""
    made = (call(procedure, *args) for args in _arguments(first, others))
    return [each for each in made if each is not False]


# Filtering and partitioning


def _parts(test: Any, items: Any) -> tuple[list[Pair], list[Pair]]:
    chosen: list[Pair] = []
    others: list[Pair] = []
    for pair in _proper(items):
        (others if call(test, pair.car) is False else chosen).append(pair)
    return chosen, others


@TABLE.procedure("filter")
def filter_list(test: Proc, items: Any) -> Any:
    """Return the items for which the test is true. SRFI 1, Filtering & partitioning."""
    return _kept(items, _true(test))


@TABLE.procedure("remove")
def remove(test: Proc, items: Any) -> Any:
    """Return the items for which the test is #f. SRFI 1, Filtering & partitioning."""
    return _kept(items, lambda each: call(test, each) is False)


@TABLE.procedure("partition")
def partition(test: Proc, items: Any) -> Any:
    """Return what `filter` and `remove` give, as two values. SRFI 1, Filtering & partitioning."""
    chosen, others = _parts(test, items)
    return Values((to_list([each.car for each in chosen]), to_list([each.car for each in others])))


@TABLE.procedure("filter!")
def filter_in_place(test: Proc, items: Any) -> Any:
    """As `filter`, of the list's own pairs. SRFI 1, Filtering & partitioning."""
    return _link(_parts(test, items)[0])


@TABLE.procedure("remove!")
def remove_in_place(test: Proc, items: Any) -> Any:
    """As `remove`, of the list's own pairs. SRFI 1, Filtering & partitioning."""
    return _link(_parts(test, items)[1])


@TABLE.procedure("partition!")
def partition_in_place(test: Proc, items: Any) -> Any:
    """As `partition`, of the list's own pairs. SRFI 1, Filtering & partitioning."""
    return Values(map(_link, _parts(test, items)))


# Searching


@TABLE.procedure("find")
def find(test: Proc, items: Any) -> Any:
    """Return the first item for which the test is true, or #f. SRFI 1, Searching."""
    for each in iterate(items):
        if call(test, each) is not False:
            return each
    return False


@TABLE.procedure("find-tail")
def find_tail(test: Proc, items: Any) -> Any:
    """Return the first pair whose item the test is true for, or #f. SRFI 1, Searching."""
    for pair in _proper(items):
        if call(test, pair.car) is not False:
            return pair
    return False


def _span(test: Callable[[Any], bool], items: Any) -> tuple[list[Pair], Any]:
    """Return the pairs as far as a test is true of their items, and what is left."""
    found: list[Pair] = []
    rest = items
    while rest.__class__ is Pair:
        if not test(rest.car):
            return found, rest
        found.append(rest)
        rest = rest.cdr
    if rest is not NIL:
        raise ImproperListError(items)
    return found, rest


def _cars(pairs: list[Pair]) -> Any:
    return to_list([each.car for each in pairs])


@TABLE.procedure("take-while")
def take_while(test: Proc, items: Any) -> Any:
    """Return the items before the first for which the test is #f. SRFI 1, Searching."""
    return _cars(_span(_true(test), items)[0])


@TABLE.procedure("take-while!")
def take_while_in_place(test: Proc, items: Any) -> Any:
    """As `take-while`, of the list's own pairs. SRFI 1, Searching."""
    return _link(_span(_true(test), items)[0])


@TABLE.procedure("drop-while")
def drop_while(test: Proc, items: Any) -> Any:
    """Return the list from the first item on for which the test is #f. SRFI 1, Searching."""
    return _span(_true(test), items)[1]


@TABLE.procedure("span")
def span(test: Proc, items: Any) -> Any:
    """Return what `take-while` and `drop-while` give, as two values. SRFI 1, Searching."""
    found, rest = _span(_true(test), items)
    return Values((_cars(found), rest))


@TABLE.procedure("span!")
def span_in_place(test: Proc, items: Any) -> Any:
    """As `span`, of the list's own pairs. SRFI 1, Searching."""
    found, rest = _span(_true(test), items)
    return Values((_link(found), rest))


@TABLE.procedure("break")
def break_list(test: Proc, items: Any) -> Any:
    """As `span`, up to the first item for which the test is true. SRFI 1, Searching."""
    found, rest = _span(lambda each: call(test, each) is False, items)
    return Values((_cars(found), rest))


@TABLE.procedure("break!")
def break_in_place(test: Proc, items: Any) -> Any:
    """As `break`, of the list's own pairs. SRFI 1, Searching."""
    found, rest = _span(lambda each: call(test, each) is False, items)
    return Values((_link(found), rest))


def _with_last(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """Yield each row, and whether it is the last."""
    before = next(rows, None)
    while before is not None:
        after = next(rows, None)
        yield before, after is None
        before = after


@TABLE.procedure("any", tail=True)
def any_item(test: Proc, first: Any, *others: Any) -> Any:
    """Return the first true value that the test gives, or #f. SRFI 1, Searching."""
    for args, is_last in _with_last(_arguments(first, others)):
        if is_last:
            return (test, *args)
        found = call(test, *args)
        if found is not False:
            return found
    return False


@TABLE.procedure("every", tail=True)
def every_item(test: Proc, first: Any, *others: Any) -> Any:
    """Return the last value that the test gives, #f if one is #f. SRFI 1, Searching."""
    for args, is_last in _with_last(_arguments(first, others)):
        if is_last:
            return (test, *args)
        if call(test, *args) is False:
            return False
    return True


@TABLE.procedure("list-index")
def list_index(test: Proc, first: Any, *others: Any) -> int | bool:
    """Return the first place for which the test is true, or #f. SRFI 1, Searching."""
    for place, args in enumerate(_arguments(first, others)):
        if call(test, *args) is not False:
            return place
    return False


# Deletion

_TESTS: Final[dict[Any, Callable[[Any, Any], bool]]] = {
    is_eq: is_eq,
    is_eqv: is_eqv,
    is_equal: is_equal,
}


def _tester(same: Any) -> Callable[[Any, Any], bool]:
    return _TESTS.get(same) or _true(same)


@TABLE.procedure("delete")
def delete(value: Any, items: Any, same: Proc = is_equal) -> Any:
    """Return the items that are not the same as `value`. SRFI 1, Deletion."""
    test = _tester(same)
    return _kept(items, lambda each: not test(value, each))


@TABLE.procedure("delete!")
def delete_in_place(value: Any, items: Any, same: Proc = is_equal) -> Any:
    """As `delete`, of the list's own pairs. SRFI 1, Deletion."""
    test = _tester(same)
    return _link([pair for pair in list(_proper(items)) if not test(value, pair.car)])


def _first_ones(items: Any, same: Any) -> list[Any]:
    """Return the items that are not the same as an earlier one."""
    key = KEYS.get(same)
    if key is not None:
        firsts: dict[Any, Any] = {}
        for each in iterate(items):
            firsts.setdefault(key(each), each)
        return list(firsts.values())
    found: list[Any] = []
    for each in iterate(items):
        if all(call(same, earlier, each) is False for earlier in found):
            found.append(each)
    return found


@TABLE.procedure("delete-duplicates", "delete-duplicates!")
def delete_duplicates(items: Any, same: Proc = is_equal) -> Items:
    """Return the items that are not the same as an earlier one. SRFI 1, Deletion."""
    return _first_ones(items, same)


# Association lists


@TABLE.procedure("alist-cons")
def alist_cons(key: Any, value: Any, alist: Any) -> Pair:
    """Return an association list with one entry more. SRFI 1, Association lists."""
    return Pair(Pair(key, value), alist)


@TABLE.procedure("alist-copy")
def alist_copy(alist: Items) -> Items:
    """Return a copy of an association list and its entries. SRFI 1, Association lists."""
    return [Pair(each.car, each.cdr) if each.__class__ is Pair else each for each in alist]


def _key_is(key: Any, same: Any) -> Callable[[Any], bool]:
    test = _tester(same)

    def is_it(entry: Any) -> bool:
        if entry.__class__ is not Pair:
            refuse("alist-delete", 2, "an association list", entry)
        return test(key, entry.car)

    return is_it


@TABLE.procedure("alist-delete")
def alist_delete(key: Any, alist: Any, same: Proc = is_equal) -> Any:
    """Return the entries that do not have this key. SRFI 1, Association lists."""
    test = _key_is(key, same)
    return _kept(alist, lambda each: not test(each))


@TABLE.procedure("alist-delete!")
def alist_delete_in_place(key: Any, alist: Any, same: Proc = is_equal) -> Any:
    """As `alist-delete`, of the list's own pairs. SRFI 1, Association lists."""
    test = _key_is(key, same)
    return _link([pair for pair in list(_proper(alist)) if not test(pair.car)])


# Lists as sets


def _has(items: list[Any], value: Any, same: Callable[[Any, Any], bool]) -> bool:
    return any(same(value, each) for each in items)


@TABLE.procedure("lset<=")
def lset_subset(same: Proc, *sets: Items) -> bool:
    """Return whether each set is a subset of the next. SRFI 1, Lists as sets."""
    test = _tester(same)
    return all(_has(other, each, test) for one, other in itertools.pairwise(sets) for each in one)


@TABLE.procedure("lset=")
def lset_equal(same: Proc, *sets: Items) -> bool:
    """Return whether all sets have the same members. SRFI 1, Lists as sets."""
    test = _tester(same)
    for one, other in itertools.pairwise(sets):
        if not all(_has(other, each, test) for each in one):
            return False
        if not all(any(test(each, member) for each in one) for member in other):
            return False
    return True


@TABLE.procedure("lset-adjoin")
def lset_adjoin(same: Proc, items: Any, *values: Any) -> Any:
    """Return a set with more members. SRFI 1, Lists as sets."""
    return _union(_tester(same), items, to_list(values))


def _union(test: Callable[[Any, Any], bool], made: Any, other: Any) -> Any:
    for each in iterate(other):
        if not any(test(member, each) for member in iterate(made)):
            made = Pair(each, made)
    return made


@TABLE.procedure("lset-union", "lset-union!")
def lset_union(same: Proc, *sets: Any) -> Any:
    """Return the members of any set. SRFI 1, Lists as sets."""
    test = _tester(same)
    made: Any = NIL
    for each in sets:
        if made is NIL:
            made = each
        elif each is not made:
            made = _union(test, made, each)
    return made


@TABLE.procedure("lset-intersection", "lset-intersection!")
def lset_intersection(same: Proc, first: Any, *others: Items) -> Any:
    """Return the first set's members that all others have. SRFI 1, Lists as sets."""
    test = _tester(same)
    return _kept(first, lambda each: all(_has(other, each, test) for other in others))


@TABLE.procedure("lset-difference", "lset-difference!")
def lset_difference(same: Proc, first: Any, *others: Items) -> Any:
    """Return the first set's members that no other has. SRFI 1, Lists as sets."""
    test = _tester(same)
    return _kept(first, lambda each: not any(_has(other, each, test) for other in others))


@TABLE.procedure("lset-xor", "lset-xor!")
def lset_xor(same: Proc, *sets: Items) -> Items:
    """Return the members of an odd number of sets. SRFI 1, Lists as sets."""
    test = _tester(same)
    made: list[Any] = sets[0] if sets else []
    for each in sets[1:]:
        ours = [value for value in made if not _has(each, value, test)]
        theirs = [value for value in each if not any(test(member, value) for member in made)]
        made = theirs[::-1] + ours
    return made


@TABLE.procedure("lset-diff+intersection", "lset-diff+intersection!")
def lset_diff_and_intersection(same: Proc, first: Any, *others: Items) -> Any:
    """Return the members that no other set has, and the rest. SRFI 1, Lists as sets."""
    test = _tester(same)

    def is_in_none(each: Any) -> bool:
        return not any(_has(other, each, test) for other in others)

    members = [(each, is_in_none(each)) for each in iterate(first)]
    return Values(
        (
            to_list([each for each, alone in members if alone]),
            to_list([each for each, alone in members if not alone]),
        )
    )
