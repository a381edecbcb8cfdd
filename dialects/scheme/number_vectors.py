"""Vectors of numbers of one kind (SRFI 4), over bytevectors. `u8` vectors are bytevectors."""

from __future__ import annotations

from array import array
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

__all__ = ["KINDS", "NumberKind", "NumberVector", "number_vector"]


@frozen
class NumberKind:
    """A kind of numbers: its name, Python's code for it, its size, and its range or None."""

    name: str
    code: str
    size: int
    span: range | None

    @property
    def type(self) -> str:
        """The name of its vectors."""
        return f"{self.name}vector"


def _kinds() -> list[NumberKind]:
    made = []
    for bits, unsigned, signed in ((8, "B", "b"), (16, "H", "h"), (32, "I", "i"), (64, "Q", "q")):
        made.append(NumberKind(f"u{bits}", unsigned, bits // 8, range(1 << bits)))
        half = 1 << (bits - 1)
        made.append(NumberKind(f"s{bits}", signed, bits // 8, range(-half, half)))
    return [*made, NumberKind("f32", "f", 4, None), NumberKind("f64", "d", 8, None)]


KINDS: Final = {kind.name: kind for kind in _kinds()}
"""Every kind, by its name."""


class NumberVector:
    """A vector of numbers over a bytevector, which it may share; `view` has the numbers."""

    __slots__ = ("data", "kind", "view")

    def __init__(self, kind: NumberKind, data: bytearray) -> None:
        self.kind = kind
        self.data = data
        self.view: Any = memoryview(data).cast(kind.code)  # type: ignore[call-overload]


def number_vector(name: str, items: list[Any]) -> bytearray | NumberVector:
    """Return a vector of numbers; TypeError or ValueError for what it cannot hold."""
    kind = KINDS[name]
    if kind.span is None:
        if not all(each.__class__ in (int, float, Fraction) for each in items):
            raise TypeError("a real number")
        items = [float(each) for each in items]
    elif not all(each.__class__ is int for each in items):
        raise TypeError("an exact integer")
    elif not all(each in kind.span for each in items):
        raise ValueError("a number within the range")
    data = bytearray(array(kind.code, items).tobytes())
    return data if name == "u8" else NumberVector(kind, data)
