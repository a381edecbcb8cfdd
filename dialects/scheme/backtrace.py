"""What is printed of a condition that no program has handled."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from types import CodeType, FrameType, TracebackType
from typing import Any

from .conditions import explain
from .data import plain
from .profiles import Profile
from .tokens import Place

__all__ = ["calls_of", "note_form", "running_file", "told"]

_MOST = 20


def calls_of(traceback: TracebackType | None, code: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Yield the place and the procedure of each call of a program's, the outermost first.

    `code` is the globals that the program's code runs in.
    """
    while traceback is not None:
        frame = traceback.tb_frame
        if frame.f_globals is code:
            positions = _positions(frame.f_code)
            line, _, column, _ = positions[traceback.tb_lasti // 2]
            name = plain(frame.f_code.co_name)
            top = name.startswith("%")
            place = Place(frame.f_code.co_filename, line or traceback.tb_lineno, (column or 0) + 1)
            yield place, "" if top else name
        traceback = traceback.tb_next


def running_file(code: dict[str, Any]) -> str:
    """Return the file of the program's code that calls, "" where none does.

    `code` is the globals that the program's code runs in.
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_globals is code:
            return frame.f_code.co_filename
        frame = frame.f_back
    return ""


def note_form(exception: BaseException, place: Place) -> None:
    """Note the form at the top that an exception has come from; the innermost counts.

    A tail call leaves no frame behind, so the place of the form may be all that is known.
    """
    exception.__dict__.setdefault("_scheme_form", place)


@functools.lru_cache(maxsize=256)
def _positions(code: CodeType) -> tuple[tuple[int | None, ...], ...]:
    return tuple(code.co_positions())


def told(
    exception: BaseException, code: dict[str, Any], profile: Profile, thread: str | None = None
) -> str:
    """Return the message for an exception, and the calls that led to it, the last one first.

    `thread` is the name of the thread that it has ended, where that is not the program's first.
    """
    from .uncaught import report  # for a program that fails alone

    lines = report(explain(exception), profile, thread).split("\n")
    calls = list(calls_of(exception.__traceback__, code))[::-1]
    form = exception.__dict__.get("_scheme_form")
    if form is not None and form.line and all(name for _, name in calls):
        calls.append((form, ""))
    shown = calls if len(calls) <= _MOST else calls[: _MOST // 2] + calls[-_MOST // 2 :]
    for count, (place, name) in enumerate(shown):
        if len(calls) > _MOST and count == _MOST // 2:
            lines.append(f"  ... {len(calls) - _MOST} more ...")
        lines.append(f"  {place}" + (f" in {name}" if name else ""))
    return "".join(each if each.isprintable() else _visible(each) for each in "\n".join(lines))


def _visible(char: str) -> str:
    return char if char == "\n" else f"\\x{ord(char):x};"
