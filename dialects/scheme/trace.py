"""A trace of what a program asks of its dialect: each call, its result or condition, its duration.

A program that is traced finds wrapped procedures among the names of its dialect; one that is not
finds the procedures themselves. A call is written when it ends, on one line, with values cut to a
readable length.
"""

from __future__ import annotations

import functools
import json
import sys
import threading
import time
import types
from collections.abc import Callable, Mapping
from typing import Any, Final, TextIO

from attrs import define

from ...core.brief import brief
from .conditions import explain
from .data import NIL, Pair, String, Symbol
from .declaration import Entry
from .printer import written
from .profiles import Profile

__all__ = ["Trace", "shown"]

_WIDTH: Final = 60
_ITEMS: Final = 6
_DEPTH: Final = 3
_SHORT: Final = (bool, float, Symbol, type(None))


class Trace:
    """Where the lines of a trace go.

    Args:
        output: a text file.
        form: "text" for lines that people read, "jsonl" for an object on each line: `procedure`,
            `arguments` (texts), `result` or `condition` (a text), `seconds`, `thread`, `place`.
    """

    def __init__(self, output: TextIO, form: str = "text") -> None:
        self._output = output
        self._form = form
        self._lock = threading.Lock()

    def entries(self, entries: Mapping[str, Entry], profile: Profile) -> dict[str, Entry]:
        """Return the names of a dialect with procedures that are traced."""
        return {
            name: entry
            if entry.kind == "syntax"
            else _Traced(name, entry.kind, entry, trace=self, profile=profile)
            for name, entry in entries.items()
        }

    def wrapped(self, name: str, function: Callable[..., Any], profile: Profile) -> Any:
        """Return a function that writes what it hears of a procedure's calls."""

        @functools.wraps(function)
        def traced(*arguments: Any) -> Any:
            # Before the call, which may change them.
            texts = [shown(each, profile) for each in arguments]
            begin = time.perf_counter()
            try:
                result = function(*arguments)
            except BaseException as error:
                seconds = time.perf_counter() - begin
                self._write(name, texts, "condition", _failure(error, profile), seconds)
                raise
            seconds = time.perf_counter() - begin
            self._write(name, texts, "result", shown(result, profile), seconds)
            return result

        return traced

    def _write(self, name: str, texts: list[str], what: str, told: str, seconds: float) -> None:
        place = _place()
        thread = threading.current_thread()
        if self._form == "jsonl":
            line = json.dumps(
                {
                    "procedure": name,
                    "arguments": texts,
                    what: told,
                    "seconds": round(seconds, 6),
                    "thread": thread.name,
                    "place": place,
                },
                ensure_ascii=False,
            )
        else:
            arrow = "=>" if what == "result" else "raises"
            where = "" if thread is threading.main_thread() else f" [{thread.name}]"
            call = " ".join([name, *texts])
            line = f"{place}:{where} ({call}) {arrow} {told}  {seconds * 1000:.3f} ms"
        with self._lock:
            try:
                self._output.write(f"{line}\n")
                self._output.flush()
            except (OSError, ValueError):  # nobody reads it any more; the program goes on
                return


@define(eq=False)
class _Traced(Entry):
    """A name of a dialect whose procedure is traced."""

    trace: Trace | None = None
    profile: Profile | None = None
    made: Any = None

    @property
    def value(self) -> Any:
        """The Scheme value; parameters and constants as they are."""
        if self.made is None:
            made = self.function.value
            if isinstance(made, types.FunctionType):
                assert self.trace is not None
                assert self.profile is not None
                made = self.trace.wrapped(self.name, made, self.profile)
            self.made = made
        return self.made


def _place() -> str:
    """Return the file and the line of the program from which the traced procedure is called."""
    frame: types.FrameType | None = sys._getframe(2)
    while frame is not None and "%finish" not in frame.f_globals:
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame is not None else "?"


def _failure(error: BaseException, profile: Profile) -> str:
    if not isinstance(error, Exception):
        return "an escape"
    condition = explain(error)
    if not isinstance(condition, BaseException):
        return shown(condition, profile)
    return _printable(_cut(str(condition) or type(condition).__name__, 2 * _WIDTH))


def shown(value: Any, profile: Profile, depth: int = _DEPTH) -> str:
    """Return a value as `write` writes it, cut to a readable length."""
    kind = value.__class__
    if kind is String:
        text = written(String(value.text[:_WIDTH]), profile)
        return _printable(f"{text[:-1]}..." + '"' if len(value.text) > _WIDTH else text)
    if kind is bytearray:
        text = written(value[: _WIDTH // 3], profile)
        return f"{text[:-1]} ...)" if len(value) > _WIDTH // 3 else text
    if kind is Pair:
        return f"({_items(value, profile, depth)})"
    if kind is list:
        made = [shown(each, profile, depth - 1) for each in value[:_ITEMS]] if depth else []
        return f"#({' '.join(made + ['...'] * (len(made) < len(value)))})"
    if kind in _SHORT or value is NIL:
        return _printable(_cut(written(value, profile) or "#<unspecified>", _WIDTH))
    if kind is int or kind in (tuple, dict, set, frozenset, bytes):
        return brief(value)
    return _printable(_cut(written(value, profile), _WIDTH))


def _items(pair: Any, profile: Profile, depth: int) -> str:
    if not depth:
        return "..."
    made: list[str] = []
    while pair.__class__ is Pair and len(made) < _ITEMS:
        made.append(shown(pair.car, profile, depth - 1))
        pair = pair.cdr
    if pair.__class__ is Pair:
        made.append("...")
    elif pair is not NIL:
        made += [".", shown(pair, profile, depth - 1)]
    return " ".join(made)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3]}..."


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
