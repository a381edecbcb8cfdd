"""What arguments may be: the `Kind`s that more than one dialect asks for.

A kind is named twice: in capitals as an object, to make others of, and as a type to annotate a
parameter with, which type checkers take for the Python type and declarations for both.

`bool` is an `int` to Python and no integer to Scheme, so it is refused wherever an integer is
wanted.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeAlias

from attrs import field, frozen

from ..core import Socket
from ..core.resolve import is_service
from ._types import Buffer as _Buffer
from ._types import WritableBuffer as _WritableBuffer
from .vector_records import VectorRecord

__all__ = [
    "ANYTHING",
    "BOOLEAN",
    "BYTEVECTOR",
    "C_INT",
    "INTEGER",
    "NON_NEGATIVE",
    "PROCEDURE",
    "SERVICE",
    "SOCKET",
    "STRING",
    "WRITABLE",
    "AnyProcedure",
    "AnySocket",
    "Boolean",
    "Bytevector",
    "CInt",
    "Integer",
    "Kind",
    "NonNegative",
    "Service",
    "String",
    "WritableBytevector",
    "anything",
    "below",
    "instance",
    "names_of",
    "one_of",
    "or_false",
]


def anything(value: object) -> bool:
    """Return True."""
    return True


@frozen
class Kind:
    """What an argument must be: the words for it, a test of its type and a test of its value.

    Attributes:
        record: the class of the records that it may be and that are vectors in Scheme; None for
            none.
    """

    expected: str
    type_ok: Callable[[Any], bool] = field(default=anything, repr=False)
    value_ok: Callable[[Any], bool] = field(default=anything, repr=False)
    record: type[VectorRecord] | None = field(default=None, repr=False, kw_only=True)


def _is_integer(value: object) -> bool:
    kind = type(value)  # which an object cannot lie about
    return issubclass(kind, int) and kind is not bool


def _is_string(value: object) -> bool:
    return issubclass(type(value), str)  # of which an object may not say that it is one


def _is_bytes_like(value: object) -> bool:
    try:
        view = memoryview(value)  # type: ignore[arg-type]
        view.cast("B")  # which there is not of an empty one in two dimensions
        return view.c_contiguous
    except (TypeError, ValueError):  # ValueError: a memoryview that has been released
        return False


def _is_writable(value: Any) -> bool:
    try:
        view = memoryview(value)
    except (TypeError, ValueError):  # ValueError: a memoryview that has been released
        return False
    return not view.readonly and view.itemsize == 1 and view.ndim == 1 and view.c_contiguous


ANYTHING = Kind("an object")
BOOLEAN = Kind("a boolean", lambda value: type(value) is bool)
BYTEVECTOR = Kind("a bytevector", _is_bytes_like)
INTEGER = Kind("an exact integer", _is_integer)
C_INT = Kind(
    "an exact integer that C's int holds", _is_integer, lambda value: -(2**31) <= value < 2**31
)
NON_NEGATIVE = Kind("an exact non-negative integer", _is_integer, lambda value: value >= 0)
PROCEDURE = Kind("a procedure", callable)
SOCKET = Kind("a socket", lambda value: issubclass(type(value), Socket))
WRITABLE = Kind("a writable bytevector", _is_writable)
STRING = Kind("a string", _is_string)
SERVICE = Kind(
    "a string, a service's name or a port from 0 to 65535",
    _is_string,
    lambda value: bool(value) and is_service(value),
)

AnyProcedure: TypeAlias = Annotated[Callable[..., Any], PROCEDURE]
AnySocket: TypeAlias = Annotated[Socket, SOCKET]
Boolean: TypeAlias = Annotated[bool, BOOLEAN]
Bytevector: TypeAlias = Annotated[_Buffer, BYTEVECTOR]
CInt: TypeAlias = Annotated[int, C_INT]
Integer: TypeAlias = Annotated[int, INTEGER]
NonNegative: TypeAlias = Annotated[int, NON_NEGATIVE]
Service: TypeAlias = Annotated[str, SERVICE]
String: TypeAlias = Annotated[str, STRING]
WritableBytevector: TypeAlias = Annotated[_WritableBuffer, WRITABLE]


def one_of(values: frozenset[int], expected: str) -> Kind:
    """Return the kind of an integer among `values`, described as `expected`."""
    return Kind(expected, _is_integer, values.__contains__)


def below(limit: int, expected: str) -> Kind:
    """Return the kind of the exact integers from 0 to `limit`, which is left out."""
    return Kind(expected, _is_integer, lambda value: 0 <= value < limit)


def instance(of: type | types.UnionType, expected: str) -> Kind:
    """Return the kind of the objects of a class, described as `expected`."""
    record = of if isinstance(of, type) and issubclass(of, VectorRecord) else None
    return Kind(expected, lambda value: isinstance(value, of), record=record)


def or_false(kind: Kind, expected: str = "") -> Kind:
    """Return a kind, described as `expected`, that allows `#f`, which is None, beside another."""
    return Kind(
        expected or f"{kind.expected} or #f",
        lambda value: value is None or kind.type_ok(value),
        lambda value: value is None or kind.value_ok(value),
        record=kind.record,
    )


def names_of(table: Mapping[Any, int]) -> Kind:
    """One of the literal names of a syntax."""
    return Kind(f"one of {', '.join(table)}", _is_string, table.__contains__)
