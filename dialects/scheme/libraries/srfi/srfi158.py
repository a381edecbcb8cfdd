"""SRFI 158: generators and accumulators.

A generator is a procedure that returns the next value, and at last the end-of-file object. An
accumulator is one that takes values, and returns what they made for the end-of-file object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from ...calls import call
from ...conditions import error
from ...data import EOF, NIL, Pair, String, Values, is_procedure, to_list
from ...declaration import Table, refuse
from ...equality import is_equal
from ...kinds import Bytes, Index, Items, Num, Proc, Real, Text, Vec
from ...numbers import add, multiply
from ...reentry import call_with_reentry
from ..strings import span

__all__ = ["TABLE"]

TABLE: Final = Table()

_Generator = Callable[[], Any]


def _of(items: Iterator[Any]) -> _Generator:
    """Return the generator of what an iterator yields that calls no procedure of a program."""
    return lambda: next(items, EOF)


def _each(generator: Any) -> Iterator[Any]:
    """Yield what a generator returns."""
    while (value := call(generator)) is not EOF:
        yield value


def _generators(procedure: str, values: Iterable[Any]) -> list[Any]:
    found = list(values)
    for place, each in enumerate(found, 1):
        if not is_procedure(each):
            refuse(procedure, place, "a generator", each)
    return found


# Generators


@TABLE.procedure("generator")
def generator(*items: Any) -> _Generator:
    """Return a generator of the arguments. SRFI 158, Generator constructors."""
    return _of(iter(items))


@TABLE.procedure("circular-generator")
def circular_generator(first: Any, *others: Any) -> _Generator:
    """Return a generator that repeats the arguments. SRFI 158, Generator constructors."""

    def turn() -> Iterator[Any]:
        while True:
            yield from (first, *others)

    return _of(turn())


@TABLE.procedure("make-iota-generator")
def make_iota_generator(count: Index, start: Num = 0, step: Num = 1) -> _Generator:
    """Return a generator of so many numbers. SRFI 158, Generator constructors."""
    return _of(add(start, multiply(step, place)) for place in range(count))


@TABLE.procedure("make-range-generator")
def make_range_generator(start: Real, end: Real | None = None, step: Real = 1) -> _Generator:
    """Return a generator of numbers from `start` to before `end`. SRFI 158."""

    def numbers() -> Iterator[Any]:
        number = start
        while end is None or number < end:
            yield number
            number = add(number, step)

    return _of(numbers())


@TABLE.procedure("make-coroutine-generator")
def make_coroutine_generator(procedure: Proc) -> _Generator:
    """Return a generator of what a procedure yields, which is called with `yield`. SRFI 158."""
    taker: Any = None
    resume: Any = None
    state = "new"

    def yield_(value: Any) -> Any:
        def leave(continuation: Any) -> Any:
            nonlocal resume
            resume = continuation
            return taker(value)

        return call_with_reentry(leave)

    def enter(continuation: Any) -> Any:
        nonlocal taker, state
        taker = continuation
        if state == "new":
            state = "running"
            call(procedure, yield_)
            state = "done"
            return taker(EOF)
        return resume(None)

    def next_value() -> Any:
        return EOF if state == "done" else call_with_reentry(enter)

    return next_value


@TABLE.procedure("list->generator")
def list_to_generator(items: Items) -> _Generator:
    """Return a generator of a list's items. SRFI 158, Generator constructors."""
    return _of(iter(items))


@TABLE.procedure("vector->generator")
def vector_to_generator(vector: Vec, start: Any = None, end: Any = None) -> _Generator:
    """Return a generator of a vector's items. SRFI 158, Generator constructors."""
    first, last = span("vector->generator", len(vector), start, end)
    return _of(vector[place] for place in range(first, last))


@TABLE.procedure("reverse-vector->generator")
def reverse_vector_to_generator(vector: Vec, start: Any = None, end: Any = None) -> _Generator:
    """Return a generator of a vector's items from the last on. SRFI 158."""
    first, last = span("reverse-vector->generator", len(vector), start, end)
    return _of(vector[place] for place in reversed(range(first, last)))


@TABLE.procedure("string->generator")
def string_to_generator(string: Text, start: Any = None, end: Any = None) -> _Generator:
    """Return a generator of a string's characters. SRFI 158, Generator constructors."""
    first, last = span("string->generator", len(string), start, end)
    return _of(iter(string[first:last]))


@TABLE.procedure("bytevector->generator")
def bytevector_to_generator(bytevector: Bytes, start: Any = None, end: Any = None) -> _Generator:
    """Return a generator of a bytevector's bytes. SRFI 158, Generator constructors."""
    first, last = span("bytevector->generator", len(bytevector), start, end)
    return _of(bytevector[place] for place in range(first, last))


@TABLE.procedure("make-for-each-generator")
def make_for_each_generator(for_each: Proc, collection: Any) -> _Generator:
    """Return a generator of what a `for-each` goes through. SRFI 158, Generator constructors."""
    return make_coroutine_generator(lambda yield_: call(for_each, yield_, collection))


@TABLE.procedure("make-unfold-generator")
def make_unfold_generator(stop: Proc, mapper: Proc, successor: Proc, seed: Any) -> _Generator:
    """Return a generator of what a procedure makes of seeds. SRFI 158."""
    current = seed

    def next_value() -> Any:
        nonlocal current
        if call(stop, current) is not False:
            return EOF
        value = call(mapper, current)
        current = call(successor, current)
        return value

    return next_value


# Operations


@TABLE.procedure("gcons*")
def gcons(first: Any, *others: Any) -> _Generator:
    """Return a generator of items, then of what the last argument generates. SRFI 158."""
    *items, last = first, *others
    _generators("gcons*", [last])
    left = iter(items)
    return lambda: _next_or(left, last)


def _next_or(items: Iterator[Any], last: Any) -> Any:
    for item in items:
        return item
    return call(last)


@TABLE.procedure("gappend")
def gappend(*generators: Any) -> _Generator:
    """Return a generator of what generators give in turn. SRFI 158, Generator operations."""
    left = _generators("gappend", generators)

    def next_value() -> Any:
        while left:
            value = call(left[0])
            if value is not EOF:
                return value
            del left[0]
        return EOF

    return next_value


@TABLE.procedure("gflatten")
def gflatten(lists: Proc) -> _Generator:
    """Return a generator of the items of the lists that a generator gives. SRFI 158."""
    current: Any = NIL

    def next_value() -> Any:
        nonlocal current
        while current.__class__ is not Pair:
            if current is EOF:
                return EOF
            if current is not NIL:
                refuse("gflatten", 1, "a generator of lists", current)
            current = call(lists)
        value, current = current.car, current.cdr
        return value

    return next_value


@TABLE.procedure("ggroup")
def ggroup(source: Proc, count: Index, *padding: Any) -> _Generator:
    """Return a generator of lists of so many values; a last one is filled with a padding."""
    if not count:
        refuse("ggroup", 2, "a positive number", count, False)

    def next_value() -> Any:
        items: list[Any] = []
        while len(items) < count and (value := call(source)) is not EOF:
            items.append(value)
        if not items:
            return EOF
        if padding:
            items += [padding[0]] * (count - len(items))
        return to_list(items)

    return next_value


@TABLE.procedure("gmerge")
def gmerge(less: Proc, first: Proc, *others: Any) -> _Generator:
    """Return a generator of the values of sorted generators, in order. SRFI 158."""
    sources = [first, *_generators("gmerge", others)]
    heads: list[Any] = []

    def next_value() -> Any:
        if not heads:
            heads.extend(call(each) for each in sources)
        best = -1
        for place, value in enumerate(heads):
            if value is EOF:
                continue
            if best < 0 or call(less, value, heads[best]) is not False:
                best = place
        if best < 0:
            return EOF
        value = heads[best]
        heads[best] = call(sources[best])
        return value

    return next_value


def _row(generators: list[Any]) -> list[Any] | None:
    """Return the next value of each generator, None where one has no more."""
    row = []
    for each in generators:
        value = call(each)
        if value is EOF:
            return None
        row.append(value)
    return row


@TABLE.procedure("gmap")
def gmap(procedure: Proc, first: Proc, *others: Any) -> _Generator:
    """Return a generator of what a procedure makes of values. SRFI 158."""
    sources = [first, *_generators("gmap", others)]

    def next_value() -> Any:
        row = _row(sources)
        return EOF if row is None else call(procedure, *row)

    return next_value


@TABLE.procedure("gcombine")
def gcombine(procedure: Proc, seed: Any, first: Proc, *others: Any) -> _Generator:
    """Return a generator of the first values of a procedure of values and a seed. SRFI 158."""
    sources = [first, *_generators("gcombine", others)]
    state = seed

    def next_value() -> Any:
        nonlocal state
        row = _row(sources)
        if row is None:
            return EOF
        found = call(procedure, *row, state)
        if found.__class__ is not Values or len(found) != 2:
            refuse("gcombine", 1, "a procedure that returns two values", procedure)
        value, state = found
        return value

    return next_value


def _filtered(source: Any, keeps: Callable[[Any], bool]) -> _Generator:
    def next_value() -> Any:
        while (value := call(source)) is not EOF:
            if keeps(value):
                return value
        return EOF

    return next_value


@TABLE.procedure("gfilter")
def gfilter(predicate: Proc, source: Proc) -> _Generator:
    """Return a generator of the values that a predicate holds for. SRFI 158."""
    return _filtered(source, lambda value: call(predicate, value) is not False)


@TABLE.procedure("gremove")
def gremove(predicate: Proc, source: Proc) -> _Generator:
    """Return a generator of the values that a predicate fails for. SRFI 158."""
    return _filtered(source, lambda value: call(predicate, value) is False)


@TABLE.procedure("gstate-filter")
def gstate_filter(procedure: Proc, seed: Any, source: Proc) -> _Generator:
    """Return a generator of the values for which a procedure of value and state is true."""
    state = seed

    def keeps(value: Any) -> bool:
        nonlocal state
        found = call(procedure, value, state)
        if found.__class__ is not Values or len(found) != 2:
            refuse("gstate-filter", 1, "a procedure that returns two values", procedure)
        kept, state = found
        return kept is not False

    return _filtered(source, keeps)


@TABLE.procedure("gdelete")
def gdelete(item: Any, source: Proc, same: Proc = is_equal) -> _Generator:
    """Return a generator of the values that are not the same as an item. SRFI 158."""
    return _filtered(source, lambda value: call(same, item, value) is False)


@TABLE.procedure("gdelete-neighbor-dups")
def gdelete_neighbor_dups(source: Proc, same: Proc = is_equal) -> _Generator:
    """Return a generator without values that are the same as the one before. SRFI 158."""
    before: list[Any] = []

    def keeps(value: Any) -> bool:
        repeats = bool(before) and call(same, before[0], value) is not False
        before[:] = [value]
        return not repeats

    return _filtered(source, keeps)


@TABLE.procedure("gtake")
def gtake(source: Proc, count: Index, *padding: Any) -> _Generator:
    """Return a generator of the first values, filled with a padding if given. SRFI 158."""
    taken = 0

    def next_value() -> Any:
        nonlocal taken
        if taken >= count:
            return EOF
        taken += 1
        value = call(source)
        return padding[0] if value is EOF and padding else value

    return next_value


@TABLE.procedure("gdrop")
def gdrop(source: Proc, count: Index) -> _Generator:
    """Return a generator without the first values. SRFI 158, Generator operations."""
    left = count

    def next_value() -> Any:
        nonlocal left
        while left:
            left -= 1
            if call(source) is EOF:
                left = 0
                return EOF
        return call(source)

    return next_value


@TABLE.procedure("gtake-while")
def gtake_while(predicate: Proc, source: Proc) -> _Generator:
    """Return a generator of the values before the first that a predicate fails for. SRFI 158."""
    ended = False

    def next_value() -> Any:
        nonlocal ended
        value = EOF if ended else call(source)
        if value is EOF or call(predicate, value) is False:
            ended = True
            return EOF
        return value

    return next_value


@TABLE.procedure("gdrop-while")
def gdrop_while(predicate: Proc, source: Proc) -> _Generator:
    """Return a generator from the first value on that a predicate fails for. SRFI 158."""
    started = False

    def next_value() -> Any:
        nonlocal started
        while True:
            value = call(source)
            if started or value is EOF or call(predicate, value) is False:
                started = True
                return value

    return next_value


@TABLE.procedure("gindex")
def gindex(values: Proc, places: Proc) -> _Generator:
    """Return a generator of the values at rising places. SRFI 158, Generator operations."""
    passed = 0

    def next_value() -> Any:
        nonlocal passed
        place = call(places)
        if place is EOF:
            return EOF
        if place.__class__ is not int or place < passed:
            refuse("gindex", 2, "a generator of rising numbers", place)
        while passed <= place:
            value = call(values)
            passed += 1
            if value is EOF:
                return EOF
        return value

    return next_value


@TABLE.procedure("gselect")
def gselect(values: Proc, truths: Proc) -> _Generator:
    """Return a generator of the values where another gives true ones. SRFI 158."""

    def next_value() -> Any:
        while True:
            value, truth = call(values), call(truths)
            if value is EOF or truth is EOF:
                return EOF
            if truth is not False:
                return value

    return next_value


# Consumers


def _taken(source: Any, count: int | None) -> list[Any]:
    items: list[Any] = []
    while (count is None or len(items) < count) and (value := call(source)) is not EOF:
        items.append(value)
    return items


@TABLE.procedure("generator->list")
def generator_to_list(source: Proc, count: Index | None = None) -> Items:
    """Return a list of the values, or of the first. SRFI 158, Consuming generated values."""
    return _taken(source, count)


@TABLE.procedure("generator->reverse-list")
def generator_to_reverse_list(source: Proc, count: Index | None = None) -> Items:
    """Return a list of the values, the last one first. SRFI 158, Consuming."""
    return _taken(source, count)[::-1]


@TABLE.procedure("generator->vector")
def generator_to_vector(source: Proc, count: Index | None = None) -> list[Any]:
    """Return a vector of the values. SRFI 158, Consuming generated values."""
    return _taken(source, count)


@TABLE.procedure("generator->vector!")
def generator_to_vector_in_place(vector: Vec, at: Index, source: Proc) -> int:
    """Put values into a vector; return how many. SRFI 158, Consuming generated values."""
    if at > len(vector):
        refuse("generator->vector!", 2, "a place within the vector", at, False)
    items = _taken(source, len(vector) - at)
    vector[at : at + len(items)] = items
    return len(items)


@TABLE.procedure("generator->string")
def generator_to_string(source: Proc, count: Index | None = None) -> Text:
    """Return a string of the values, which are characters. SRFI 158, Consuming."""
    items = _taken(source, count)
    for each in items:
        if each.__class__ is not str:
            refuse("generator->string", 1, "a generator of characters", each)
    return "".join(items)


@TABLE.procedure("generator-fold")
def generator_fold(procedure: Proc, seed: Any, first: Proc, *others: Any) -> Any:
    """Combine the values. SRFI 158, Consuming generated values."""
    sources = [first, *_generators("generator-fold", others)]
    while (row := _row(sources)) is not None:
        seed = call(procedure, *row, seed)
    return seed


@TABLE.procedure("generator-map->list")
def generator_map_to_list(procedure: Proc, first: Proc, *others: Any) -> Items:
    """Return a list of what a procedure makes of the values. SRFI 158, Consuming."""
    return list(_each(gmap(procedure, first, *others)))


@TABLE.procedure("generator-for-each")
def generator_for_each(procedure: Proc, first: Proc, *others: Any) -> None:
    """Call a procedure with the values. SRFI 158, Consuming generated values."""
    sources = [first, *_generators("generator-for-each", others)]
    while (row := _row(sources)) is not None:
        call(procedure, *row)


@TABLE.procedure("generator-find")
def generator_find(predicate: Proc, source: Proc) -> Any:
    """Return the first value that a predicate holds for, or #f. SRFI 158, Consuming."""
    for value in _each(source):
        if call(predicate, value) is not False:
            return value
    return False


@TABLE.procedure("generator-count")
def generator_count(predicate: Proc, source: Proc) -> int:
    """Return for how many values a predicate holds. SRFI 158, Consuming."""
    return sum(call(predicate, value) is not False for value in _each(source))


@TABLE.procedure("generator-any")
def generator_any(predicate: Proc, source: Proc) -> Any:
    """Return the first true value of a predicate, or #f. SRFI 158, Consuming."""
    for value in _each(source):
        found = call(predicate, value)
        if found is not False:
            return found
    return False


@TABLE.procedure("generator-every")
def generator_every(predicate: Proc, source: Proc) -> Any:
    """Return the last value of a predicate, #f if one is #f. SRFI 158, Consuming."""
    found: Any = True
    for value in _each(source):
        found = call(predicate, value)
        if found is False:
            return False
    return found


@TABLE.procedure("generator-unfold")
def generator_unfold(source: Proc, unfold: Proc, *arguments: Any) -> Any:
    """Return what an unfolding procedure makes of the values. SRFI 158, Consuming."""
    return call(
        unfold,
        lambda value: value is EOF,
        lambda value: value,
        lambda value: call(source),
        call(source),
        *arguments,
    )


# Accumulators


@TABLE.procedure("make-accumulator")
def make_accumulator(procedure: Proc, seed: Any, finalizer: Proc) -> Callable[[Any], Any]:
    """Return an accumulator. SRFI 158, Accumulator constructors."""
    state = seed

    def accumulate(value: Any) -> Any:
        nonlocal state
        if value is EOF:
            return call(finalizer, state)
        state = call(procedure, value, state)
        return None

    return accumulate


def _accumulator(name: str, kind: str, test: Callable[[Any], bool], finish: Any) -> None:
    def make() -> Callable[[Any], Any]:
        items: list[Any] = []

        def accumulate(value: Any) -> Any:
            if value is EOF:
                return finish(items)
            if not test(value):
                refuse(name, 1, kind, value)
            items.append(value)
            return None

        return accumulate

    make.__doc__ = "Return an accumulator. SRFI 158, Accumulator constructors."
    TABLE.procedure(name)(make)


def _total(start: int, combine: Callable[[Any, Any], Any]) -> Callable[[list[Any]], Any]:
    def total(items: list[Any]) -> Any:
        found: Any = start
        for each in items:
            found = combine(found, each)
        return found

    return total


for _name, _kind, _test, _finish in (
    ("count-accumulator", "an object", lambda value: True, len),
    ("list-accumulator", "an object", lambda value: True, to_list),
    (
        "reverse-list-accumulator",
        "an object",
        lambda value: True,
        lambda items: to_list(items[::-1]),
    ),
    ("vector-accumulator", "an object", lambda value: True, list),
    ("reverse-vector-accumulator", "an object", lambda value: True, lambda items: items[::-1]),
    (
        "string-accumulator",
        "a character",
        lambda value: value.__class__ is str,
        lambda items: String("".join(items)),
    ),
    (
        "bytevector-accumulator",
        "a byte",
        lambda value: value.__class__ is int and 0 <= value <= 255,
        bytearray,
    ),
    ("sum-accumulator", "an object", lambda value: True, _total(0, add)),
    ("product-accumulator", "an object", lambda value: True, _total(1, multiply)),
):
    _accumulator(_name, _kind, _test, _finish)


def _filling(name: str, target: Any, at: int, kind: str, test: Callable[[Any], bool]) -> Any:
    if at > len(target):
        refuse(name, 2, "a place within it", at, False)
    place = at

    def accumulate(value: Any) -> Any:
        nonlocal place
        if value is EOF:
            return target
        if not test(value):
            refuse(name, 1, kind, value)
        if place >= len(target):
            raise error("all places are filled; nowhere to put:", value, procedure=name)
        target[place] = value
        place += 1
        return None

    return accumulate


@TABLE.procedure("vector-accumulator!")
def vector_accumulator_in_place(vector: Vec, at: Index) -> Any:
    """Return an accumulator that fills a vector. SRFI 158, Accumulator constructors."""
    return _filling("vector-accumulator!", vector, at, "an object", lambda value: True)


@TABLE.procedure("bytevector-accumulator!")
def bytevector_accumulator_in_place(bytevector: Bytes, at: Index) -> Any:
    """Return an accumulator that fills a bytevector. SRFI 158, Accumulator constructors."""
    return _filling(
        "bytevector-accumulator!",
        bytevector,
        at,
        "a byte",
        lambda value: value.__class__ is int and 0 <= value <= 255,
    )
