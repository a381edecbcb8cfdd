"""`schemesockets dialects`."""

from __future__ import annotations

import click
from rich.text import Text

from ..running.foreign import usable
from ..running.subjects import dialect_subject
from .console import SafeConsole, say
from .streams import complain

__all__ = ["command"]


@click.command("dialects")
def command() -> None:
    """List the dialects: name, title, document, module, and the numbers of names and behaviours.

    \b
    Example: schemesockets dialects
    """
    console = SafeConsole()
    found, broken = usable()
    for number, (word, dialect) in enumerate(found.items()):
        if number:
            console.print()
        heading = Text(dialect.name, style="bold").append(f"  {dialect.title}", "not bold")
        console.print(heading, soft_wrap=True)
        say(console, "  document    ", dialect.document)
        say(console, "  module      ", dialect.module)
        say(console, "  names       ", str(len(dialect.names)))
        asked = [each for each in dialect_subject(word).expectations.values() if not each.unasked]
        say(console, "  behaviours  ", str(len(asked)))
    for word, why in broken.items():
        complain(f"{word}: {why}")
