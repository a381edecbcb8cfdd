"""What `match` expands into: the parts of lists, repetition, paths in trees, fields of records."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from ..calls import call
from ..conditions import ErrorObject
from ..data import NIL, Pair, RecordType, String, to_list
from ..declaration import Table, refuse

__all__ = ["TABLE", "MatchFailure"]

TABLE: Final = Table()


class MatchFailure(ErrorObject):
    """A value that no pattern of a `match` matches.

    `key` and `arguments` are what Guile throws for it.
    """

    key = "match-error"

    def __init__(self, value: Any) -> None:
        super().__init__("no matching pattern", (value,), "match")
        self.value = value
        self.arguments = (String("match"), String("no matching pattern"), value)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.irritants[0],)


@TABLE.procedure("%match-failed")
def match_failed(value: Any) -> NoReturn:
    """Raise the condition for a value that no pattern matches."""
    raise MatchFailure(value)


@TABLE.procedure("%match-split")
def split(value: Any, after: int, least: int, most: Any, proper: bool) -> Any:
    """Return a list's items without the last `after`, as a vector, and what follows them.

    Return `#f` where there are not from `least` to `most` of them (`#f` for any number), and
    where the list is not `proper`, if it must be.
    """
    items: list[Any] = []
    rest = value
    while rest.__class__ is Pair:
        items.append(rest.car)
        rest = rest.cdr
    if proper and rest is not NIL:
        return False
    count = len(items) - after
    if count < least or (most is not False and count > most):
        return False
    tail = value
    for _ in range(count):
        tail = tail.cdr
    return [items[:count], tail]


@TABLE.procedure("%match-each")
def match_each(items: list[Any], variables: int, matcher: Any) -> Any:
    """Return a vector with a list for each variable, of what it is in each item; else `#f`.

    `matcher` returns the vector of the variables for an item, or `#f`.
    """
    found: list[list[Any]] = []
    for item in items:
        one = call(matcher, item)
        if one is False:
            return False
        found.append(one)
    if not found:
        return [NIL] * variables
    return [to_list(column) for column in zip(*found, strict=True)]


@TABLE.procedure("%match-path")
def match_path(value: Any, variables: int, step: Any, end: Any) -> Any:
    """Return what `step` gave on the way to a part of a tree, and what `end` gave for the part.

    The way to a part of `(head part ...)` leads over `head`. Parts are tried before their parts,
    from the left. `variables` is how many values `step` gives.
    """
    stack: list[tuple[Any, tuple[Any, ...]]] = [(value, ())]
    while stack:
        part, way = stack.pop()
        found = call(end, part)
        if found is not False:
            columns = zip(*way, strict=True) if way else [()] * variables
            return [*map(to_list, columns), *found]
        if part.__class__ is not Pair:
            continue
        taken = call(step, part.car)
        if taken is False:
            continue
        parts = []
        rest = part.cdr
        while rest.__class__ is Pair:
            parts.append((rest.car, (*way, taken)))
            rest = rest.cdr
        stack += reversed(parts)
    return False


# Records


def _type(value: Any) -> RecordType:
    if not isinstance(value, RecordType):
        refuse("match", 1, "a record type", value)
    return value


@TABLE.procedure("%match-record?")
def is_record(value: Any, type_: Any) -> bool:
    """Return whether a value is a record of a type."""
    return isinstance(value, _type(type_).cls)


@TABLE.procedure("%match-field")
def field(record: Any, type_: Any, place: int) -> Any:
    """Return a record's field, counted from 0."""
    return getattr(record, _slot(type_, place))


@TABLE.procedure("%match-set-field")
def set_field(record: Any, type_: Any, place: int, value: Any) -> None:
    """Set a record's field, counted from 0."""
    setattr(record, _slot(type_, place), value)


def _slot(type_: RecordType, place: int) -> str:
    if place >= len(type_.slots):
        refuse("match", 1, f"a record type of at least {place + 1} fields", type_)
    return type_.slots[place]


@TABLE.procedure("%match-place")
def place_of(type_: Any, name: Any) -> int:
    """Return which field of a record type has a name."""
    fields = _type(type_).fields
    if name.name not in fields:
        refuse("match", 1, f"a record type with the field {name.name}", type_)
    return len(fields) - 1 - fields[::-1].index(name.name)
