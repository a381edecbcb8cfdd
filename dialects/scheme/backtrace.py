"""What is printed of a condition that no program has handled."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any

from .conditions import ErrorObject, explain
from .data import plain
from .printer import displayed, written
from .profiles import Profile
from .syntax import SyntaxFailure
from .tokens import Place, ReadError

__all__ = ["calls_of", "told"]

_MOST = 20


def calls_of(traceback: TracebackType | None, code: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Yield the place and the procedure of each call of a program's, the outermost first.

    `code` is the globals that the program's code runs in.
    """
    while traceback is not None:
        frame = traceback.tb_frame
        if frame.f_globals is code:
            positions = list(frame.f_code.co_positions())
            line, _, column, _ = positions[traceback.tb_lasti // 2]
            name = plain(frame.f_code.co_name)
            top = name.startswith("%")
            place = Place(frame.f_code.co_filename, line or traceback.tb_lineno, (column or 0) + 1)
            yield place, "" if top else name
        traceback = traceback.tb_next


def told(exception: BaseException, code: dict[str, Any], profile: Profile) -> str:
    """Return the message for an exception, and the calls that led to it, the last one first."""
    condition = explain(exception)
    lines = [f"Error: {_message(condition, profile)}"]
    calls = list(calls_of(exception.__traceback__, code))[::-1]
    shown = calls if len(calls) <= _MOST else calls[: _MOST // 2] + calls[-_MOST // 2 :]
    for count, (place, name) in enumerate(shown):
        if len(calls) > _MOST and count == _MOST // 2:
            lines.append(f"  ... {len(calls) - _MOST} more ...")
        lines.append(f"  {place}" + (f" in {name}" if name else ""))
    return "".join(each if each.isprintable() else _visible(each) for each in "\n".join(lines))


def _visible(char: str) -> str:
    return char if char == "\n" else f"\\x{ord(char):x};"


def _message(condition: Any, profile: Profile) -> str:
    if isinstance(condition, SyntaxFailure | ReadError):
        return str(condition)
    if isinstance(condition, ErrorObject):
        where = f"{condition.procedure}: " if condition.procedure else ""
        given = condition.given
        message = given if isinstance(given, str) else displayed(given, profile)
        irritants = [written(each, profile) for each in condition.irritants]
        return " ".join([f"{where}{message}", *irritants])
    if isinstance(condition, BaseException):
        return str(condition) or type(condition).__name__
    return f"uncaught object: {written(condition, profile)}"
