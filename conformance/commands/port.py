"""`schemesockets port`."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from ... import dialects
from ..porting.program import NoDialectError, Ported, port
from ..porting.reader import ReadError
from ..porting.serialization import as_data, as_markdown, notes_at, scheme_text, title
from ..running.foreign import known
from .asking import complete_dialects, found, say

__all__ = ["command"]


@click.command("port")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--dialect",
    "names",
    multiple=True,
    metavar="NAME",
    help="The dialect of the program; repeatable. By default, those that it imports.",
    shell_complete=complete_dialects,
)
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json", "markdown"]), default="terminal"
)
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a Python file to start from to this folder; existing files are not overwritten.",
)
def command(file: str, names: tuple[str, ...], form: str, folder: Path | None) -> None:
    """Translate the calls in the Scheme program FILE to Python.

    The first use of each name comes with notes on its differences in Python. `-` reads the
    standard input.

    \b
    Example: schemesockets port server.scm
    Example: schemesockets port server.scm --dialect chicken --out ported
    """
    for name in names:
        found(known, name)
    ported = _ported(file, _text(file), names)
    target = _target(folder, file) if folder is not None else None
    if form == "json":
        click.echo(json.dumps(as_data(ported), indent=1, ensure_ascii=False))
    elif form == "markdown":
        click.echo(as_markdown(ported), nl=False)
    else:
        _print(ported)
    if target is not None:
        _write(target, ported)


def _text(file: str) -> str:
    try:
        with click.open_file(file, "rb") as opened:
            data: bytes = opened.read()
        return data.decode()
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file}: byte {error.start} is not UTF-8") from None


def _ported(file: str, text: str, names: tuple[str, ...]) -> Ported:
    name = "standard input" if file == "-" else Path(file).name
    try:
        return port(text, name, tuple(dict.fromkeys(names)))
    except ReadError as error:
        raise click.UsageError(f"{file}:{error}") from None
    except NoDialectError as error:
        if error.likely:
            hint = f"its names are those of {', '.join(error.likely)}"
        else:
            hint = f"there are {', '.join(dialects.available())}"
        raise click.UsageError(f"{file}: {error}; say --dialect NAME ({hint})") from None


def _target(folder: Path, file: str) -> Path:
    stem = "ported" if file == "-" else Path(file).stem
    target = folder / f"{stem.replace('-', '_')}.py"
    if target.exists():
        raise click.UsageError(f"{target} exists already and is not overwritten")
    return target


def _write(target: Path, ported: Ported) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as opened:
            opened.write(ported.python)
    except OSError as error:
        raise click.UsageError(f"{target}: {error.strerror}") from None
    count = len(ported.decisions)
    left = f"{count} place{'s' if count != 1 else ''} to decide" if count else "nothing to decide"
    click.echo(f"{target}: {left}", err=True)


# --- the terminal


def _print(ported: Ported) -> None:
    console = Console(highlight=False)
    say(console, f"{ported.name}: ", title(ported), style="bold")
    for one in ported.imports:
        if one.kind in ("python", "unknown"):
            say(console, f"  {one.place} {one.library}: ", one.meaning or "not known here")
    for mention in ported.mentions:
        console.print()
        say(console, f"{mention.place!s:7} ", scheme_text(ported, mention), style="dim")
        console.print(Text(f"        {mention.python}", style="bold"), soft_wrap=True)
        told, more = notes_at(ported, mention)
        for why in mention.open:
            say(console, "        to decide: ", why, style="yellow")
        for note in told:
            shown = f"  [{', '.join(note.behaviours[:2])}]" if note.behaviours else ""
            style = "cyan" if note.kind == "differs" else ""
            say(console, "        - ", f"{note.words}{shown}", style=style)
        if more:
            say(console, "        - ", f"and {more} more: {mention.entry.documented}", style="dim")
    if ported.others:
        console.print()
        console.print(Text("Names that every Scheme has:", style="bold"))
        width = max(len(other.name) for other in ported.others)
        for other in ported.others:
            at = ", ".join(map(str, other.places[:4])) + (", …" if other.places[4:] else "")
            say(console, f"  {other.name:{width}}  {at}  ", other.python or other.differs)
    if ported.unknown:
        console.print()
        console.print(Text("Names that are not known:", style="bold"))
        for name, places in ported.unknown.items():
            say(console, f"  {name}  ", ", ".join(map(str, places)), style="yellow")
    if ported.decisions:
        console.print()
        console.print(Text("To decide:", style="bold"))
        for decision in ported.decisions:
            say(console, f"  {decision.place!s:7} ", decision.why, style="yellow")
