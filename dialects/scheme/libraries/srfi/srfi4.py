"""SRFI 4 as CHICKEN has it: vectors of numbers of one kind. A `u8vector` is a bytevector."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

from ...data import EOF, from_list, to_list
from ...declaration import Table, refuse
from ...kinds import Index
from ...number_vectors import KINDS, NumberKind, NumberVector
from ...ports import CURRENT_INPUT, CURRENT_OUTPUT, put
from .. import io

__all__ = ["TABLE"]

TABLE: Final = Table()


def _is(kind: NumberKind, value: Any) -> bool:
    if kind.name == "u8":
        return value.__class__ is bytearray
    return value.__class__ is NumberVector and value.kind is kind


def _new(kind: NumberKind, data: bytearray) -> Any:
    return data if kind.name == "u8" else NumberVector(kind, data)


def _checked(kind: NumberKind, procedure: str, value: Any) -> Any:
    """Return a vector's numbers, to be read and written."""
    if not _is(kind, value):
        refuse(procedure, 1, f"a {kind.type}", value)
    return value if kind.name == "u8" else value.view


def _number(kind: NumberKind, procedure: str, place: int, value: Any) -> Any:
    if kind.span is None:
        if value.__class__ not in (int, float):
            refuse(procedure, place, "a number", value)
        return float(value)
    if value.__class__ is not int:
        refuse(procedure, place, "an exact integer", value)
    if value not in kind.span:
        refuse(procedure, place, f"a number of kind {kind.name}", value, False)
    return value


def _filled(kind: NumberKind, procedure: str, values: list[Any]) -> Any:
    numbers = [_number(kind, procedure, place, each) for place, each in enumerate(values, 1)]
    data = bytearray(len(numbers) * kind.size)
    view: Any = memoryview(data).cast(kind.code)  # type: ignore[call-overload]
    for place, each in enumerate(numbers):
        view[place] = each
    view.release()
    return _new(kind, data)


def _place(procedure: str, numbers: Any, index: Any) -> int:
    if index.__class__ is not int:
        refuse(procedure, 2, "an exact integer", index)
    if not 0 <= index < len(numbers):
        refuse(procedure, 2, f"an index below {len(numbers)}", index, False)
    return int(index)


def _declare(kind: NumberKind) -> None:
    """Declare the procedures of a kind."""
    name = kind.type

    def declare(text: str, told: str, function: Callable[..., Any]) -> None:
        function.__doc__ = f"{told} SRFI 4."
        TABLE.procedure(text)(function)

    def make(size: Index, fill: Any = 0) -> Any:
        return _filled(kind, f"make-{name}", [fill] * size)

    def vector(*values: Any) -> Any:
        return _filled(kind, name, list(values))

    def is_vector(value: Any) -> bool:
        return _is(kind, value)

    def length(vector: Any) -> int:
        return len(_checked(kind, f"{name}-length", vector))

    def ref(vector: Any, index: Any) -> Any:
        numbers = _checked(kind, f"{name}-ref", vector)
        return numbers[_place(f"{name}-ref", numbers, index)]

    def set_(vector: Any, index: Any, value: Any) -> None:
        numbers = _checked(kind, f"{name}-set!", vector)
        place = _place(f"{name}-set!", numbers, index)
        numbers[place] = _number(kind, f"{name}-set!", 3, value)

    def listed(vector: Any) -> Any:
        return to_list(list(_checked(kind, f"{name}->list", vector)))

    def of_list(items: Any) -> Any:
        return _filled(kind, f"list->{name}", from_list(items))

    def sub(vector: Any, start: Index, end: Index) -> Any:
        numbers = _checked(kind, f"sub{name}", vector)
        if not start <= end <= len(numbers):
            refuse(f"sub{name}", 3, f"an index from {start} to {len(numbers)}", end, False)
        return _new(kind, bytearray(bytes(numbers[start:end])))

    def to_blob(vector: Any) -> bytearray:
        return bytearray(bytes(_checked(kind, f"{name}->blob", vector)))

    def to_shared_blob(vector: Any) -> bytearray:
        _checked(kind, f"{name}->blob/shared", vector)
        return vector if kind.name == "u8" else vector.data  # type: ignore[no-any-return]

    def of_blob(blob: Any) -> Any:
        return _new(kind, bytearray(_blob(f"blob->{name}", blob)))

    def of_shared_blob(blob: Any) -> Any:
        return _new(kind, _blob(f"blob->{name}/shared", blob))

    def _blob(procedure: str, blob: Any) -> bytearray:
        if blob.__class__ is not bytearray:
            refuse(procedure, 1, "a blob", blob)
        if len(blob) % kind.size:
            refuse(procedure, 1, f"a blob whose size is a multiple of {kind.size}", blob, False)
        found: bytearray = blob
        return found

    declare(f"make-{name}", "Return a vector of a length.", make)
    declare(name, "Return a vector of numbers.", vector)
    declare(f"{name}?", "Return whether a value is such a vector.", is_vector)
    declare(f"{name}-length", "Return how many numbers a vector has.", length)
    declare(f"{name}-ref", "Return a number.", ref)
    declare(f"{name}-set!", "Replace a number.", set_)
    declare(f"{name}->list", "Return a list of the numbers.", listed)
    declare(f"list->{name}", "Return a vector of a list's numbers.", of_list)
    declare(f"sub{name}", "Return a part of a vector.", sub)
    declare(f"{name}->blob", "Return a blob of the numbers.", to_blob)
    declare(f"{name}->blob/shared", "Return the blob below a vector.", to_shared_blob)
    declare(f"blob->{name}", "Return a vector of a blob's bytes.", of_blob)
    declare(f"blob->{name}/shared", "Return a vector over a blob.", of_shared_blob)
    TABLE[f"{name}-ref"].value.scheme_setter = TABLE[f"{name}-set!"].value


for _kind in KINDS.values():
    _declare(_kind)


@TABLE.procedure("number-vector?")
def is_number_vector(value: Any) -> bool:
    """Return whether a value is a vector of numbers. CHICKEN manual, Module srfi-4."""
    return value.__class__ in (bytearray, NumberVector)


@TABLE.procedure("release-number-vector")
def release_number_vector(vector: Any) -> None:
    """Give up a vector, which the collector does by itself. CHICKEN manual, Module srfi-4."""
    if not is_number_vector(vector):
        refuse("release-number-vector", 1, "a vector of numbers", vector)


def _read(count: Any, port: Any) -> bytes:
    found: Any = EOF
    if count != 0:
        found = io.read_string(sys.maxsize if count is False else count, port)
    return b"" if found is EOF else found.text.encode("latin-1", "replace")


@TABLE.procedure("read-u8vector")
def read_u8vector(count: Any = False, port: Any = None) -> Any:
    """Return so many bytes of a port, or all; the end-of-file object at its end.

    CHICKEN manual, Module srfi-4.
    """
    data = _read(count, CURRENT_INPUT() if port is None else port)
    return bytearray(data) if data or count == 0 else EOF


@TABLE.procedure("read-u8vector!")
def read_u8vector_into(count: Any, vector: Any, port: Any = None, start: Index = 0) -> int:
    """Read bytes into a vector; return how many. CHICKEN manual, Module srfi-4."""
    if vector.__class__ is not bytearray:
        refuse("read-u8vector!", 2, "a u8vector", vector)
    free = max(0, len(vector) - start)
    wanted = free if count is False else min(free, count)
    data = _read(wanted, CURRENT_INPUT() if port is None else port)
    vector[start : start + len(data)] = data
    return len(data)


@TABLE.procedure("write-u8vector")
def write_u8vector(
    vector: Any, port: Any = None, start: Index = 0, end: Index | None = None
) -> None:
    """Write the bytes of a vector. CHICKEN manual, Module srfi-4."""
    if vector.__class__ is not bytearray:
        refuse("write-u8vector", 1, "a u8vector", vector)
    text = bytes(vector[start:end]).decode("latin-1")
    put(CURRENT_OUTPUT() if port is None else port, text)
