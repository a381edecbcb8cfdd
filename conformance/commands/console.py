"""Words on a terminal, which may be narrow, and gets no control character from outside."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from ..reports.escaping import terminal_text

__all__ = ["SafeConsole", "say"]

_WIDTH = 80
"""Columns, where the environment names none that make sense."""


class SafeConsole(Console):
    """A console that shows the control characters of what it prints, but for those of styles."""

    def __init__(self, **options: Any) -> None:
        super().__init__(highlight=False, **options)
        if self.width < 1:  # as COLUMNS=0 has it
            self.width = _WIDTH

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Yield the pieces of text in which something is shown; see `rich.console.Console`."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else terminal_text(text), style, control)

    def on_broken_pipe(self) -> None:
        """Leave it to the command that whoever read the output has gone."""
        self.quiet = True
        raise BrokenPipeError


def say(console: Console, start: str, words: str, style: str = "") -> None:
    """Print words after the start of a line, wrapped to the width of a terminal, if it is one."""
    width = max(console.width - len(start), 20)
    lines = textwrap.wrap(words, width) if console.is_terminal else [words]
    for number, line in enumerate(lines):
        console.print(
            Text(" " * len(start) if number else start).append(line, style), soft_wrap=True
        )
