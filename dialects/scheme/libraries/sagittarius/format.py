"""Sagittarius's `format` (Sagittarius manual, (sagittarius), I/O)."""

from __future__ import annotations

import re
from typing import Any, Final

from ...conditions import error
from ...data import String
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...numbers import number_to_text
from ...ports import CURRENT_OUTPUT, put
from ...printer import Labels, show

__all__ = ["TABLE", "formatted"]

TABLE: Final = Table()

_PARAMETER: Final = r"(?:[-+]?\d+|'.)?"
_DIRECTIVE: Final = re.compile(rf"~({_PARAMETER}(?:,{_PARAMETER})*)([@:]*)(.?)", re.S)


def _parameters(text: str) -> list[Any]:
    """Return numbers and characters, None for those that are left out."""
    found: list[Any] = []
    for part in re.findall(rf"({_PARAMETER})(?:,|$)", text, re.S) if text else []:
        found.append(part[1:] if part.startswith("'") else int(part) if part else None)
    return found


def _number(value: Any, default: int) -> int:
    return value if isinstance(value, int) else default


def _char(value: Any, default: str) -> str:
    return value if isinstance(value, str) else default


def _padded(text: str, given: list[Any], flags: str) -> str:
    """Return what `~a` and `~s` make of a written value."""
    columns, step, least, pad, most = (*given, *[None] * 5)[:5]
    if isinstance(most, int) and len(text) > most:
        text = f"{text[: most - 4]} ..." if ":" in flags and most >= 4 else text[:most]
    padding = _char(pad, " ") * max(_number(least, 0), 0)
    while len(text) + len(padding) < _number(columns, 0):
        padding += _char(pad, " ") * max(_number(step, 1), 1)
    return padding + text if "@" in flags else text + padding


def _integer(value: int, radix: int, given: list[Any], flags: str) -> str:
    columns, pad, comma, interval = (*given, *[None] * 4)[:4]
    digits = number_to_text(abs(value), radix)
    if ":" in flags:
        group = max(_number(interval, 3), 1)
        parts = [digits[max(end - group, 0) : end] for end in range(len(digits), 0, -group)]
        digits = _char(comma, ",").join(reversed(parts))
    sign = "-" if value < 0 else "+" if "@" in flags else ""
    return f"{sign}{digits}".rjust(_number(columns, 0), _char(pad, " "))


_RADICES: Final = {"d": 10, "b": 2, "o": 8, "x": 16, "X": 16, "D": 10, "B": 2, "O": 8}


def formatted(template: str, arguments: tuple[Any, ...], labels: Labels = "cycles") -> str:
    """Return a template with arguments in it."""
    left = list(reversed(arguments))
    made: list[str] = []
    at = 0
    for found in _DIRECTIVE.finditer(template):
        made.append(template[at : found.start()])
        at = found.end()
        parameters, flags, letter = found.groups()
        if letter in ("~", "%", "!"):
            made.append({"~": "~", "%": "\n", "!": ""}[letter])
            continue
        if not letter or letter not in "aAsSdDbBoOxX":
            raise error(f"unknown directive ~{letter} in", String(template), procedure="format")
        if not left:
            raise error("too few arguments for", String(template), procedure="format")
        value, given = left.pop(), _parameters(parameters)
        if letter in _RADICES and value.__class__ is int:
            text = _integer(value, _RADICES[letter], given, flags)
            made.append(text.upper() if letter == "X" else text)
        elif letter in _RADICES:
            made.append(show(value, False, STATE.profile, labels))
        else:
            text = show(value, letter in "sS", STATE.profile, labels)
            made.append(_padded(text, given, flags))
    if left:
        raise error("too many arguments for", String(template), procedure="format")
    return "".join([*made, template[at:]])


def _format(name: str, labels: Labels) -> Any:
    def format_(target: Any, *arguments: Any) -> Any:
        """Write a template with arguments in it to a port; return it without one."""
        if target.__class__ is String:
            template, target = target, False
        elif not arguments or arguments[0].__class__ is not String:
            refuse(name, 2, "a string", arguments[0] if arguments else None)
        else:
            template, *rest = arguments
            arguments = tuple(rest)
        text = formatted(template.text, arguments, labels)
        if target is False:
            return String(text)
        put(CURRENT_OUTPUT() if target is True else target, text, printed=True)
        return None

    return format_


TABLE.procedure("format")(_format("format", "cycles"))
TABLE.procedure("format/ss")(_format("format/ss", "shared"))
