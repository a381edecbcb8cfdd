"""Exit statuses: what each system makes of an argument of `exit`, and of what `main` returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from .conditions import RangeError, WrongTypeError
from .profiles import Profile

__all__ = ["MAIN_STATUSES", "STATUSES", "exit_status", "main_status"]

_C_INT: Final = range(-(2**31), 2**31)
_CHICKEN_FIXNUM: Final = range(-(2**62), 2**62)


def exit_status(values: tuple[Any, ...], profile: Profile) -> int:
    """Return the status that the arguments of `exit` stand for: all count that there are."""
    return STATUSES[profile.exits](values[0]) & 255 if values else 0


def main_status(value: Any, profile: Profile) -> int:
    """Return the status of a program whose `main` has returned a value."""
    return MAIN_STATUSES[profile.exits](value) & 255


def _is_integer(value: Any) -> bool:
    kind = value.__class__
    return kind is int or (kind is float and value.is_integer())


def _r7rs(value: Any) -> int:
    if _is_integer(value):
        return int(value)
    return 0 if value is True else 1


def _foment(value: Any) -> int:
    if value.__class__ is int:
        return int(value)
    return 0 if value is True else 255


def _guile(value: Any) -> int:
    if value.__class__ is int and value not in _C_INT:
        raise RangeError("exit", 1, "an integer of 32 bits", value)
    if value.__class__ is float and value.is_integer():
        raise WrongTypeError("exit", 1, "an exact integer", value)
    if value.__class__ is int:
        return int(value)
    return 1 if value is False else 0


def _chicken(value: Any) -> int:
    if value.__class__ is not int or value not in _CHICKEN_FIXNUM:
        raise WrongTypeError("", 1, "a fixnum", value)
    return int(value)


def _sagittarius(value: Any) -> int:
    if value.__class__ is int:
        return int(value)
    return 0 if value is True else 1


STATUSES: Final[Mapping[str, Callable[[Any], int]]] = {
    "r7rs": _r7rs,
    "foment": _foment,
    "guile": _guile,
    "chicken": _chicken,
    "sagittarius": _sagittarius,
}
"""By the name that a profile has for it, the status for an argument of `exit`.

Guile's `quit`, CHICKEN 5's `exit`, Chibi's `(chibi process)`, Foment's `%exit` in syncthrd.cpp and
Sagittarius's `exit` in lib_core.stub do so.
"""


def _integer_or(other: int) -> Callable[[Any], int]:
    return lambda value: int(value) if value.__class__ is int else other


MAIN_STATUSES: Final[Mapping[str, Callable[[Any], int]]] = {
    "r7rs": lambda value: 1 if value is False else _integer_or(0)(value),
    "foment": lambda value: 0,
    "guile": lambda value: 0,
    "chicken": _integer_or(0),
    "sagittarius": _integer_or(0),
}
"""The same for what `main` returns: of `chibi-scheme -r`, `guile -e main`, `csi -ss`, `sash`."""
