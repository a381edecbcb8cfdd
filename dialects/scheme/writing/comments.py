"""The comments of a program, and the lines they stand on."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

__all__ = ["Comment", "comments_of", "spans_of"]

_PART: Final = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*")
      | (?P<character>\#\\(?:[^\W_][^\s()\[\]";'`,|]*|.))
      | (?P<symbol>\|(?:[^|\\]|\\.)*\|)
      | (?P<line>;[^\n]*)
      | (?P<nested>\#\|)
      | (?P<script>\A\#!\s*/[^\n]*)""",
    re.X | re.S,
)
_EDGE: Final = re.compile(r"#\||\|#")


@frozen
class Comment:
    """A comment.

    Attributes:
        line: where it begins, from 1.
        lines: its text, without what marks it as a comment.
        trails: whether code stands before it on its line.
    """

    line: int
    lines: tuple[str, ...]
    trails: bool


def comments_of(text: str) -> list[Comment]:
    """Return the comments of a program's text, in order."""
    found: list[Comment] = []
    at, line, counted = 0, 1, 0
    while (part := _PART.search(text, at)) is not None:
        at = part.end()
        line += text.count("\n", counted, part.start())
        counted = part.start()
        if part["script"] is not None:
            block = re.search(r"^!#[^\S\n]*$", text, re.M)
            at = block.end() if block else at
            continue
        if part["line"] is None and part["nested"] is None:
            continue
        before = text[text.rfind("\n", 0, part.start()) + 1 : part.start()]
        if part["nested"] is not None:
            at = _end_of_nested(text, part.start())
            inside = text[part.start() + 2 : max(at - 2, part.start() + 2)]
            lines = [re.sub(r"^\s*\|? ?", "", each).rstrip() for each in inside.split("\n")]
            while lines and not lines[0]:
                lines.pop(0)
            while lines and not lines[-1]:
                lines.pop()
        else:
            lines = [re.sub(r"^;+[!]? ?", "", part["line"]).rstrip()]
        if (lines and any(lines)) or part["line"] is not None:
            found.append(Comment(line, tuple(map(_visible, lines)), bool(before.strip())))
    return found


def _visible(line: str) -> str:
    return "".join(each if each.isprintable() else " " for each in line)


def _end_of_nested(text: str, start: int) -> int:
    depth = 0
    for edge in _EDGE.finditer(text, start):
        depth += 1 if edge[0] == "#|" else -1
        if depth == 0:
            return edge.end()
    return len(text)


def spans_of(text: str) -> list[tuple[int, int]]:
    """Return the first and the last line of each form in brackets at the top."""
    found: list[tuple[int, int]] = []
    at, line, depth, begin = 0, 1, 0, 0
    tokens = re.compile(_PART.pattern + r"| (?P<open>[(\[]) | (?P<close>[)\]])", re.X | re.S)
    counted = 0
    while (part := tokens.search(text, at)) is not None:
        at = part.end()
        line += text.count("\n", counted, part.start())
        counted = part.start()
        if part["script"] is not None:
            block = re.search(r"^!#[^\S\n]*$", text, re.M)
            at = block.end() if block else at
        elif part["nested"] is not None:
            at = _end_of_nested(text, part.start())
        elif part["open"] is not None:
            if not depth:
                begin = line
            depth += 1
        elif part["close"] is not None:
            depth -= 1
            if depth <= 0:
                depth = 0
                found.append((begin, line))
    return found
