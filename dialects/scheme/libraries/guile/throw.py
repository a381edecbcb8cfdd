"""What Guile's modules throw: a key and arguments."""

from __future__ import annotations

from typing import Any, NoReturn

from ...conditions import ErrorObject
from ...data import String, Symbol, to_list
from ...printer import displayed, written

__all__ = ["Thrown", "throw"]


class Thrown(ErrorObject):
    """A condition that `catch` knows by its key.

    Attributes:
        key: the name of the key.
        arguments: what its handlers get besides, Scheme values.
    """

    def __init__(self, key: str, arguments: tuple[Any, ...], message: str = "") -> None:
        super().__init__(
            message or f"throw to key `{key}' with args", () if message else arguments
        )
        self.key = key
        self.arguments = arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.key, (), self.message)


def throw(key: str, template: str, *values: Any) -> NoReturn:
    """Throw a key with a template, and what fills it in a list, as Guile's (web …) do."""
    raise Thrown(key, (String(template), to_list(values)), filled(template, values))


def filled(template: str, values: tuple[Any, ...]) -> str:
    """Return a template with values for its `~a` and `~s`."""
    rest = iter(values)
    out: list[str] = []
    place = 0
    while place < len(template):
        mark = template[place : place + 2].lower()
        if mark in ("~a", "~s"):
            value = next(rest, Symbol(mark))
            out.append((displayed if mark == "~a" else written)(value))
            place += 2
        else:
            out.append(template[place])
            place += 1
    return "".join(out)
