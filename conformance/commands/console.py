"""Words on a terminal, which may be narrow."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

__all__ = ["say"]


def say(console: Console, start: str, words: str, style: str = "") -> None:
    """Print words after the start of a line, wrapped to the width of a terminal, if it is one."""
    width = max(console.width - len(start), 20)
    lines = textwrap.wrap(words, width) if console.is_terminal else [words]
    for number, line in enumerate(lines):
        console.print(
            Text(" " * len(start) if number else start).append(line, style), soft_wrap=True
        )
