"""SRFI 113: sets and bags, whose elements comparators compare.

A set is a bag whose elements are there once; what both have is declared for both at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call, values
from ...data import Pair
from ...declaration import Table, refuse
from ...kinds import Index, Items, Proc, of_class
from ...printer import PRINTERS
from ..comparators import Comparator, table_of

__all__ = ["TABLE"]

TABLE: Final = Table()


class Bag:
    """A bag: a table of its elements with how often each is there."""

    name = "bag"
    most: int | None = None
    """How often an element may be there."""

    def __init__(self, comparator: Comparator) -> None:
        self.comparator = comparator
        self.table = table_of(comparator)

    def count(self, element: Any) -> int:
        """Return how often an element is there."""
        return int(self.table.get(element, 0))

    def put(self, element: Any, count: int) -> None:
        """Let an element be there so often."""
        if self.most is not None:
            count = min(count, self.most)
        if count > 0:
            self.table.put(element, count)
        else:
            self.table.remove(element)

    def add(self, element: Any, count: int = 1) -> None:
        """Add an element."""
        self.put(element, self.count(element) + count)

    def counts(self) -> list[tuple[Any, int]]:
        """Return each element with how often it is there."""
        return self.table.items()

    def elements(self) -> Iterator[Any]:
        """Yield the elements, each as often as it is there."""
        for element, count in self.counts():
            yield from itertools.repeat(element, count)

    def size(self) -> int:
        """Return how many elements there are."""
        return sum(count for _, count in self.counts())

    def copy(self) -> Bag:
        """Return a new one with the same elements."""
        return self.like(self.counts())

    def like(self, counts: Iterable[tuple[Any, int]]) -> Bag:
        """Return a new one that compares elements in the same way."""
        made = type(self)(self.comparator)
        for element, count in counts:
            made.add(element, count)
        return made

    def replace(self, other: Bag) -> None:
        """Take the elements of another in place of the own."""
        self.table = other.table


class Set(Bag):
    """A set."""

    name = "set"
    most = 1


for _class in (Bag, Set):
    PRINTERS[_class] = lambda value, readable, profile: f"#<{value.name}>"

_COMPARATOR: Final = of_class("a comparator", Comparator)
_Comparator: TypeAlias = Annotated[Comparator, _COMPARATOR]
_Bag: TypeAlias = Annotated[Bag, of_class("a set or a bag", Bag)]

_Own: TypeAlias = Annotated[Any, None]
"""Stands for a set in the procedures of sets, for a bag in those of bags."""


def _same_comparator(procedure: str, bags: Iterable[Bag]) -> None:
    first, *others = bags
    for place, each in enumerate(others, 2):
        if each.comparator is not first.comparator:
            refuse(procedure, place, "elements that the same comparator compares", each, False)


def _holds(predicate: Any, *arguments: Any) -> bool:
    return call(predicate, *arguments) is not False


def _declare(cls: type[Bag]) -> None:
    """Declare what sets and bags have both."""
    kind = cls.name
    own = of_class(f"a {kind}", cls)
    section = "SRFI 113."

    def enter(name: str, words: str, function: Callable[..., Any]) -> None:
        function.__doc__ = f"{words} {section}"
        for argument, hint in list(function.__annotations__.items()):
            if hint == "_Own":
                function.__annotations__[argument] = Annotated[Any, own]
        TABLE.procedure(name)(function)

    # Constructors

    def make(comparator: _Comparator, *elements: Any) -> Any:
        made = cls(comparator)
        for each in elements:
            made.add(each)
        return made

    def unfold(
        comparator: _Comparator, stop: Proc, mapper: Proc, successor: Proc, seed: Any
    ) -> Any:
        made = cls(comparator)
        while not _holds(stop, seed):
            made.add(call(mapper, seed))
            seed = call(successor, seed)
        return made

    def of_list(comparator: _Comparator, elements: Items) -> Any:
        return make(comparator, *elements)

    def add_list(bag: _Own, elements: Items) -> Any:
        for each in elements:
            bag.add(each)
        return bag

    def copy(bag: _Own) -> Any:
        return bag.copy()

    enter(kind, f"Return a {kind} of the arguments.", make)
    enter(f"{kind}-unfold", f"Return a {kind} of what a procedure makes of seeds.", unfold)
    enter(f"list->{kind}", f"Return a {kind} of a list's elements.", of_list)
    enter(f"list->{kind}!", "Add a list's elements.", add_list)
    enter(f"{kind}-copy", f"Return a new {kind} of the same elements.", copy)

    # Predicates and accessors

    def is_one(value: Any) -> bool:
        return value.__class__ is cls

    def contains(bag: _Own, element: Any) -> bool:
        return element in bag.table

    def is_empty(bag: _Own) -> bool:
        return not len(bag.table)

    def are_disjoint(bag: _Own, other: _Own) -> bool:
        _same_comparator(f"{kind}-disjoint?", (bag, other))
        return not any(element in other.table for element, _ in bag.counts())

    def member(bag: _Own, element: Any, default: Any) -> Any:
        entry = bag.table.entries.get(bag.table.key(element))
        return default if entry is None else entry[0]

    def comparator_of(bag: _Own) -> Any:
        return bag.comparator

    enter(f"{kind}?", f"Return whether a value is a {kind}.", is_one)
    enter(f"{kind}-contains?", "Return whether an element is there.", contains)
    enter(f"{kind}-empty?", "Return whether there are no elements.", is_empty)
    enter(f"{kind}-disjoint?", "Return whether two have no element in common.", are_disjoint)
    enter(f"{kind}-member", "Return the element that is the same as one, or a default.", member)
    enter(f"{kind}-element-comparator", "Return the comparator of the elements.", comparator_of)

    # Updaters

    def adjoin_in_place(bag: _Own, *elements: Any) -> Any:
        for each in elements:
            bag.add(each)
        return bag

    def replace_in_place(bag: _Own, element: Any) -> Any:
        count = bag.count(element)
        if count:
            bag.table.remove(element)
            bag.put(element, count)
        return bag

    def delete_in_place(bag: _Own, *elements: Any) -> Any:
        for each in elements:
            bag.put(each, bag.count(each) - 1)
        return bag

    def delete_all_in_place(bag: _Own, elements: Items) -> Any:
        return delete_in_place(bag, *elements)

    for name, words, change in (
        ("adjoin", "with elements added", adjoin_in_place),
        ("replace", "with an element in place of the one that is the same", replace_in_place),
        ("delete", "without elements", delete_in_place),
        ("delete-all", "without a list's elements", delete_all_in_place),
    ):
        enter(f"{kind}-{name}!", f"Return the {kind} {words}.", change)
        enter(f"{kind}-{name}", f"Return a new {kind} {words}.", _fresh(change))

    def search(bag: _Own, element: Any, failure: Proc, success: Proc) -> Any:
        entry = bag.table.entries.get(bag.table.key(element))

        def insert(result: Any) -> Any:
            bag.add(element)
            return values(bag, result)

        def ignore(result: Any) -> Any:
            return values(bag, result)

        def update(new: Any, result: Any) -> Any:
            count = bag.count(element)
            bag.table.remove(element)
            bag.add(new, count)
            return values(bag, result)

        def remove(result: Any) -> Any:
            bag.put(element, bag.count(element) - 1)
            return values(bag, result)

        if entry is None:
            return call(failure, insert, ignore)
        return call(success, entry[0], update, remove)

    enter(f"{kind}-search!", "Look for an element; insert, update or remove it.", search)

    # The whole

    def size(bag: _Own) -> int:
        return int(bag.size())

    def find(predicate: Proc, bag: _Own, missing: Proc) -> Any:
        for each in bag.elements():
            if _holds(predicate, each):
                return each
        return call(missing)

    def count(predicate: Proc, bag: _Own) -> int:
        return sum(_holds(predicate, each) for each in bag.elements())

    def is_any(predicate: Proc, bag: _Own) -> bool:
        return any(_holds(predicate, each) for each in bag.elements())

    def is_every(predicate: Proc, bag: _Own) -> bool:
        return all(_holds(predicate, each) for each in bag.elements())

    enter(f"{kind}-size", "Return how many elements there are.", size)
    enter(f"{kind}-find", "Return an element that a predicate holds for.", find)
    enter(f"{kind}-count", "Return for how many elements a predicate holds.", count)
    enter(f"{kind}-any?", "Return whether a predicate holds for an element.", is_any)
    enter(f"{kind}-every?", "Return whether a predicate holds for all elements.", is_every)

    # Mapping

    def map_elements(comparator: _Comparator, procedure: Proc, bag: _Own) -> Any:
        return make(comparator, *(call(procedure, each) for each in bag.elements()))

    def for_each(procedure: Proc, bag: _Own) -> None:
        for each in bag.elements():
            call(procedure, each)

    def fold(procedure: Proc, start: Any, bag: _Own) -> Any:
        for each in bag.elements():
            start = call(procedure, each, start)
        return start

    def partition(predicate: Proc, bag: _Own) -> Any:
        chosen, others = bag.like(()), bag.like(())
        for element, times in bag.counts():
            (chosen if _holds(predicate, element) else others).add(element, times)
        return values(chosen, others)

    def keep(predicate: Proc, bag: _Own) -> Any:
        return partition(predicate, bag)[0]

    def drop(predicate: Proc, bag: _Own) -> Any:
        return partition(predicate, bag)[1]

    def listed(bag: _Own) -> Items:
        return list(bag.elements())

    enter(f"{kind}-map", f"Return a {kind} of what a procedure makes of elements.", map_elements)
    enter(f"{kind}-for-each", "Call a procedure with each element.", for_each)
    enter(f"{kind}-fold", "Combine the elements.", fold)
    enter(f"{kind}->list", "Return a list of the elements.", listed)
    for name, words, function in (
        ("filter", "of the elements that a predicate holds for", keep),
        ("remove", "of the elements that a predicate fails for", drop),
    ):
        enter(f"{kind}-{name}", f"Return a new {kind} {words}.", function)
        enter(f"{kind}-{name}!", f"Return a {kind} {words}.", _in_place(function))
    enter(f"{kind}-partition", "Return those a predicate holds for, and the others.", partition)

    def partition_in_place(predicate: Proc, bag: _Own) -> Any:
        return partition(predicate, bag)

    enter(
        f"{kind}-partition!",
        "Return those a predicate holds for, and the others.",
        partition_in_place,
    )

    # Comparison

    def compared(name: str, words: str, test: Callable[[Bag, Bag], bool]) -> None:
        def compare(bag: _Own, *others: _Own) -> bool:
            _same_comparator(name, (bag, *others))
            pairs = itertools.pairwise((bag, *others))
            return all(test(one, other) for one, other in pairs)

        enter(name, f"Return whether each is {words} the next.", compare)

    compared(f"{kind}=?", "the same as", lambda a, b: _within(a, b) and _within(b, a))
    compared(
        f"{kind}<?",
        "within, and not the same as,",
        lambda a, b: _within(a, b) and not _within(b, a),
    )
    compared(
        f"{kind}>?",
        "around, and not the same as,",
        lambda a, b: _within(b, a) and not _within(a, b),
    )
    compared(f"{kind}<=?", "within", _within)
    compared(f"{kind}>=?", "around", lambda a, b: _within(b, a))

    # Set theory

    def combined(name: str, words: str, combine: Callable[[int, int], int]) -> None:
        def change(bag: _Own, *others: _Own) -> Any:
            _same_comparator(f"{kind}-{name}", (bag, *others))
            for other in others:
                elements = [*bag.counts(), *other.counts()]
                made = bag.like(())
                for element, _ in elements:
                    if element not in made.table:
                        made.put(element, combine(bag.count(element), other.count(element)))
                bag.replace(made)
            return bag

        enter(f"{kind}-{name}!", f"Return the {kind} {words} others.", change)
        enter(f"{kind}-{name}", f"Return a new {kind} {words} others.", _fresh(change))

    combined("union", "of all elements of it and", max)
    combined("intersection", "of what it has in common with", min)
    combined("difference", "without the elements of", lambda a, b: a - b)
    combined("xor", "of what is in it or", lambda a, b: abs(a - b))
    if cls is Bag:
        combined("sum", "with the elements of", lambda a, b: a + b)
    TABLE.value(f"{kind}-comparator", _comparator(cls))


def _within(one: Bag, other: Bag) -> bool:
    return all(count <= other.count(element) for element, count in one.counts())


def _fresh(change: Callable[..., Any]) -> Callable[..., Any]:
    """Return what does to a copy what a procedure does to its first argument."""

    def changed(bag: _Own, *arguments: Any) -> Any:
        return change(bag.copy(), *arguments)

    if "elements" in change.__annotations__ and change.__name__.startswith("delete_all"):

        def changed_by_list(bag: _Own, elements: Items) -> Any:
            return change(bag.copy(), elements)

        return changed_by_list
    if change.__name__ == "change":

        def changed_by_others(bag: _Own, *others: _Own) -> Any:
            return change(bag.copy(), *others)

        return changed_by_others
    return changed


def _in_place(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return what changes its argument into what a procedure returns for it."""

    def changed(predicate: Proc, bag: _Own) -> Any:
        bag.replace(function(predicate, bag))
        return bag

    return changed


def _comparator(cls: type[Bag]) -> Comparator:
    def test(value: Any) -> bool:
        return value.__class__ is cls

    def same(one: Any, other: Any) -> bool:
        _same_comparator(f"{cls.name}-comparator", (one, other))
        return _within(one, other) and _within(other, one)

    def hashed(value: Any) -> int:
        hashing = value.comparator.hash
        total = sum(call(hashing, element) * count for element, count in value.counts())
        return int(total % 2**30)

    return Comparator(test, same, False, hashed)


_declare(Set)
_declare(Bag)


# Bags alone

_BagAlone: TypeAlias = Annotated[Bag, of_class("a bag", Bag)]
_SetAlone: TypeAlias = Annotated[Bag, of_class("a set", Set)]


def _multiplied(bag: Bag, count: int) -> list[tuple[Any, int]]:
    return [(element, times * count) for element, times in bag.counts()]


@TABLE.procedure("bag-product")
def bag_product(count: Index, bag: _BagAlone) -> Bag:
    """Return a new bag with each element so many times as often. SRFI 113."""
    return bag.like(_multiplied(bag, count))


@TABLE.procedure("bag-product!")
def bag_product_in_place(count: Index, bag: _BagAlone) -> Bag:
    """Let each element be there so many times as often. SRFI 113."""
    bag.replace(bag.like(_multiplied(bag, count)))
    return bag


@TABLE.procedure("bag-unique-size")
def bag_unique_size(bag: _BagAlone) -> int:
    """Return how many different elements there are. SRFI 113."""
    return len(bag.table)


@TABLE.procedure("bag-element-count")
def bag_element_count(bag: _BagAlone, element: Any) -> int:
    """Return how often an element is there. SRFI 113."""
    return bag.count(element)


@TABLE.procedure("bag-for-each-unique")
def bag_for_each_unique(procedure: Proc, bag: _BagAlone) -> None:
    """Call a procedure with each different element and how often it is there. SRFI 113."""
    for element, count in bag.counts():
        call(procedure, element, count)


@TABLE.procedure("bag-fold-unique")
def bag_fold_unique(procedure: Proc, start: Any, bag: _BagAlone) -> Any:
    """Combine the different elements and how often they are there. SRFI 113."""
    for element, count in bag.counts():
        start = call(procedure, element, count, start)
    return start


@TABLE.procedure("bag-increment!")
def bag_increment(bag: _BagAlone, element: Any, count: Index) -> Bag:
    """Add an element so many times. SRFI 113."""
    bag.add(element, count)
    return bag


@TABLE.procedure("bag-decrement!")
def bag_decrement(bag: _BagAlone, element: Any, count: Index) -> Bag:
    """Remove an element so many times, as far as it is there. SRFI 113."""
    bag.add(element, -count)
    return bag


@TABLE.procedure("bag->set")
def bag_to_set(bag: _BagAlone) -> Set:
    """Return a set of a bag's elements. SRFI 113."""
    made = Set(bag.comparator)
    for element, _ in bag.counts():
        made.add(element)
    return made


@TABLE.procedure("set->bag")
def set_to_bag(elements: _SetAlone) -> Bag:
    """Return a bag of a set's elements. SRFI 113."""
    return set_to_bag_in_place(Bag(elements.comparator), elements)


@TABLE.procedure("set->bag!")
def set_to_bag_in_place(bag: _BagAlone, elements: _SetAlone) -> Bag:
    """Add a set's elements to a bag. SRFI 113."""
    for element, _ in elements.counts():
        bag.add(element)
    return bag


@TABLE.procedure("bag->alist")
def bag_to_alist(bag: _BagAlone) -> Items:
    """Return a list of pairs of the elements and how often they are there. SRFI 113."""
    return [Pair(element, count) for element, count in bag.counts()]


@TABLE.procedure("alist->bag")
def alist_to_bag(comparator: _Comparator, alist: Items) -> Bag:
    """Return a bag of pairs of elements and how often they are there. SRFI 113."""
    made = Bag(comparator)
    for each in alist:
        if each.__class__ is not Pair or each.cdr.__class__ is not int or each.cdr < 0:
            refuse("alist->bag", 2, "pairs of elements and numbers", each)
        made.put(each.car, each.cdr)
    return made
