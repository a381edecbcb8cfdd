"""Scheme values that Python has no word for.

Only the end-of-file object so far: Scheme programs compare against it, Python programs test it for
truth, and every dialect and port module must hand out the very same object.
"""

from __future__ import annotations

from typing import Final, Literal, final

from ._types import TypeIs

__all__ = ["EOF", "EofObject", "eof_object", "is_eof_object"]


@final
class EofObject:
    """The type of `EOF`; it has that one instance and is false in a condition."""

    __slots__ = ()

    def __new__(cls) -> EofObject:
        """Return the one instance."""
        return EOF

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "EOF"

    def __reduce__(self) -> str:
        return "EOF"  # pickles and copies as the one object


EOF: Final[EofObject] = object.__new__(EofObject)


def eof_object() -> EofObject:
    """`(eof-object)`: return the end-of-file object, `EOF` (R7RS 6.13.2, R6RS 8.1)."""
    return EOF


def is_eof_object(value: object) -> TypeIs[EofObject]:
    """`(eof-object? obj)`: return whether it is the end-of-file object (R7RS 6.13.2)."""
    return value is EOF
