"""SRFI 4: vectors of numbers of one kind. `u8` vectors are bytevectors."""

from __future__ import annotations

from typing import Annotated, Any, Final

from ..data import to_list
from ..declaration import Table, refuse
from ..kinds import NAMES, Index, Items, Kind
from ..number_vectors import KINDS, NumberVector, number_vector

__all__ = ["TABLE", "kind_of"]

TABLE: Final = Table()

NAMES["NumberVector"] = NumberVector


def kind_of(tag: str) -> Kind:
    """Return the kind of arguments that are vectors of a tag."""
    if tag == "u8":
        return Kind("a u8vector", "{}.__class__ is bytearray")
    test = f"{{0}}.__class__ is NumberVector and {{0}}.kind.name == {tag!r}"
    return Kind(f"a {tag}vector", test, "{}.view")


def _range(tag: str) -> str:
    span = KINDS[tag].span
    return "a real number" if span is None else f"an exact integer from {span[0]} to {span[-1]}"


def _made(procedure: str, tag: str, items: list[Any], place: int = 0) -> Any:
    """Return a vector; refuse the first item that it cannot hold, or the argument at a place."""
    try:
        return number_vector(tag, items)
    except (TypeError, ValueError):
        pass
    for count, each in enumerate(items, 1):
        try:
            number_vector(tag, [each])
        except (TypeError, ValueError) as failure:
            in_range = isinstance(failure, TypeError)
            refuse(procedure, place or count, _range(tag), each, in_range)
    raise AssertionError(items)


def _declare(tag: str) -> None:
    """Declare the procedures of the vectors of a tag."""
    name = f"{tag}vector"
    kind = kind_of(tag)
    document = "SRFI 4, Procedures."

    def make(length: Index, fill: Any = 0) -> Any:
        one = _made(f"make-{name}", tag, [fill], 2)
        return one * length if tag == "u8" else NumberVector(one.kind, one.data * length)

    def of_items(*items: Any) -> Any:
        return _made(name, tag, list(items))

    def is_vector(value: Any) -> bool:
        if tag == "u8":
            return value.__class__ is bytearray
        return value.__class__ is NumberVector and value.kind.name == tag

    def length_of(vector: Any) -> int:
        return len(vector)

    def ref(vector: Any, place: Index) -> Any:
        if place >= len(vector):
            refuse(f"{name}-ref", 2, "a place within the vector", place, False)
        return vector[place]

    def put(vector: Any, place: Index, value: Any) -> None:
        if place >= len(vector):
            refuse(f"{name}-set!", 2, "a place within the vector", place, False)
        made = _made(f"{name}-set!", tag, [value], 3)
        vector[place] = made[0] if tag == "u8" else made.view[0]

    def listed(vector: Any) -> Any:
        return to_list(list(vector))

    def of_list(items: Items) -> Any:
        return _made(f"list->{name}", tag, items, 1)

    for scheme, function, words in (
        (f"make-{name}", make, f"Return a {name} of one value so many times."),
        (name, of_items, f"Return a {name} of the arguments."),
        (f"{name}?", is_vector, f"Return whether a value is a {name}."),
        (f"{name}-length", length_of, f"Return the length of a {name}."),
        (f"{name}-ref", ref, f"Return the number at a place of a {name}."),
        (f"{name}-set!", put, f"Set the number at a place of a {name}."),
        (f"{name}->list", listed, f"Return a list of a {name}'s numbers."),
        (f"list->{name}", of_list, f"Return a {name} of a list's numbers."),
    ):
        function.__doc__ = f"{words} {document}"
        if "vector" in function.__annotations__:
            function.__annotations__["vector"] = Annotated[Any, kind]
        TABLE.procedure(scheme)(function)


for _tag in KINDS:
    _declare(_tag)
