"""`schemesockets behaviours`."""

from __future__ import annotations

from itertools import groupby

import click
from rich.text import Text

from .asking import behaviours_named, complete_behaviours
from .console import SafeConsole, say

__all__ = ["command"]


@click.command("behaviours")
@click.argument("globs", metavar="[GLOB]...", nargs=-1, shell_complete=complete_behaviours)
def command(globs: tuple[str, ...]) -> None:
    """List the behaviours that match any GLOB, by default all, with their questions.

    \b
    Example: schemesockets behaviours 'timeout.*'
    """
    console = SafeConsole()
    found = behaviours_named(globs)
    width = max(len(behaviour.name) for behaviour in found)
    for number, (area, inside) in enumerate(groupby(found, key=lambda each: each.area)):
        if number:
            console.print()
        console.print(Text(area, style="bold"), soft_wrap=True)
        for behaviour in inside:
            say(console, f"  {behaviour.name:{width}}  ", behaviour.question)
