"""`schemesockets names`."""

from __future__ import annotations

import difflib

import click
from click.shell_completion import CompletionItem
from rich.text import Text

from ... import dialects
from ..catalogue.names import Entry, Group, counterparts_of, entries, named
from .console import SafeConsole, say

__all__ = ["command"]


def _complete(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete names in Scheme and in Python, with their meaning."""
    known = {word: entry for entry in entries() for word in _spellings(entry)}
    return [
        CompletionItem(word, help=entry.meaning)
        for word, entry in known.items()
        if word.startswith(incomplete)
    ]


def _spellings(entry: Entry) -> tuple[str, str]:
    return entry.name.scheme, entry.name.python


@click.command("names")
@click.argument("word", shell_complete=_complete)
def command(word: str) -> None:
    """Describe WORD, a Scheme or a Python name of any dialect, and list its counterparts.

    \b
    Example: schemesockets names socket-recv
    """
    found = named(word)
    if not found:
        known = dict.fromkeys(spelling for entry in entries() for spelling in _spellings(entry))
        like = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
        told = "`schemesockets dialects` lists the modules that have them"
        hint = f"the nearest are {', '.join(like)}" if like else told
        raise click.UsageError(f"no dialect has a name {word!r}; {hint}")
    console = SafeConsole()
    groups: list[Group] = []
    for number, entry in enumerate(found):
        if number:
            console.print()
        _print_entry(entry, console)
        groups += [group for group in counterparts_of(entry) if group not in groups]
    for group in groups:
        console.print()
        _print_group(group, console)
    if not groups:
        console.print()
        console.print(Text("No other dialect has a counterpart."), soft_wrap=True)


def _print_entry(entry: Entry, console: SafeConsole) -> None:
    name = entry.name
    heading = Text(name.scheme, style="bold")
    console.print(heading.append(f"  {name.kind} of {entry.owner}", "not bold"), soft_wrap=True)
    say(console, "  Scheme  ", name.form)
    say(console, "  Python  ", f"{entry.signature}, from {entry.module}")
    say(console, "  does    " if name.kind in _DOING else "  is      ", entry.meaning)
    say(console, "  see     ", entry.documented, style="dim")


_DOING = ("procedure", "syntax")


def _print_group(group: Group, console: SafeConsole) -> None:
    console.print(Text(f"{group.purpose}:", style="bold"), soft_wrap=True)
    width = max(map(len, dialects.available()))
    for dialect in dialects.available():
        ways = group.ways.get(dialect, ())
        told = (" + ".join(entry.name.scheme for entry in way) for way in ways)
        python = (" + ".join(entry.name.python for entry in way) for way in ways)
        line = f"{', '.join(told)}  ({', '.join(python)})" if ways else "-"
        say(console, f"  {dialect:{width}}  ", line, style="" if ways else "dim")
