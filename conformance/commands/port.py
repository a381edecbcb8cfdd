"""`schemesockets port`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO

import click
from rich.text import Text

from ...dialects.scheme.conditions import ErrorObject
from ...dialects.scheme.sources import source_text
from ...dialects.scheme.syntax import SyntaxFailure
from ...dialects.scheme.tokens import ReadError
from ...dialects.scheme.writing.translation import Port, write
from ..porting.account import Account, account, as_data, places_of
from ..porting.side_by_side import FROM_PEER, compare
from ..running import languages
from ..running.files import write_whole
from .clicked import as_decorator
from .console import SafeConsole, say
from .optional import extra
from .run import DIALECT, DIRECTORIES
from .streams import complain, print_text

__all__ = ["command"]

SHOWN_REQUIREMENTS = 3
"""The largest number of requirements shown for a name; the data have all."""


@click.command("port")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True))
@as_decorator(DIALECT)
@as_decorator(DIRECTORIES)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "html", "json", "python"]),
    default="terminal",
    help="A page has the program beside its port, and explains each name of the dialect.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the Python to this folder, as a module or a package; existing files are not "
    "overwritten.",
)
@click.option(
    "--check",
    "checks",
    is_flag=True,
    help="Run the program and its port with the same arguments and input, and compare.",
)
@click.option(
    "--input",
    "words",
    type=click.File("rb"),
    metavar="FILE",
    help="What both read from standard input in a check; nothing by default.",
)
@click.option(
    "--peer",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The other end in a check, a program in Python (.py) or Scheme, which each of the two "
    "runs against. It reads what they write; an argument {} is the first line that it writes.",
)
@click.option(
    "--patience",
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long each may take in a check.",
)
@click.argument("arguments", metavar="[ARG]...", nargs=-1, type=click.UNPROCESSED)
def command(
    file: str,
    dialect: str | None,
    directories: tuple[str, ...],
    form: str,
    folder: Path | None,
    checks: bool,
    words: IO[bytes] | None,
    peer: Path | None,
    patience: float,
    arguments: tuple[str, ...],
) -> None:
    """Write the Scheme program FILE as Python that behaves the same; `-` reads standard input.

    What Python can say in its own words it says so; the rest calls the procedures that
    `schemesockets run` has. The report tells which, why, and what to know of each name of the
    dialect. A program of several files or libraries becomes a package, a module for each.
    `--check` runs both, one after the other, and says where they part. The exit status
    is 1 if something could not be written, or if they part.

    \b
    Example: schemesockets port server.scm --out ported
    Example: schemesockets port server.scm --dialect chicken --format python
    Example: schemesockets port client.scm --check -- 127.0.0.1 5000
    Example: schemesockets port client.scm --check --peer server.py -- 127.0.0.1 {}
    """
    if arguments and not checks:
        raise click.UsageError("arguments are the program's in a check: say --check")
    if peer is not None and not checks:
        raise click.UsageError("a peer is the other end in a check: say --check")
    if peer is not None and not peer.is_file():
        raise click.UsageError(f"{peer}: there is no such file")
    if FROM_PEER in arguments and peer is None:
        raise click.UsageError(f"{FROM_PEER} is what a peer writes first: say --peer")
    if checks and file == "-":
        raise click.UsageError("a check needs the file of the program")
    text = _text(file)
    port = _ported(file, text, dialect, directories)
    targets = _targets(folder, port) if folder is not None else {}
    told = account(port, file)
    if targets:
        _write(targets, told)  # before anybody may stop reading what is told
    if form == "json":
        print_text(f"{json.dumps(as_data(told), indent=1, ensure_ascii=True)}\n")
    elif form == "python":
        print_text(_joined(port))
    elif form == "html":
        print_text(_page(told, text))
    else:
        _print(told)
    good = not port.undecided
    if checks:
        read = words.read() if words is not None else b""
        compared = compare(port, Path(file), directories, arguments, read, patience, peer)
        complain(f"check: {compared.words}")
        good = good and compared.same
    if not good:
        sys.exit(1)


def _text(file: str) -> str:
    try:
        with click.open_file(file, "rb") as opened:
            data: bytes = opened.read()
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror}") from None
    except ValueError as error:  # a null character
        raise click.UsageError(f"{file!r}: {error}") from None
    return source_text(data)


def _ported(file: str, text: str, dialect: str | None, directories: tuple[str, ...]) -> Port:
    try:
        languages.enter()
        return write(text, file, dialect, (*directories, *languages.libraries()))
    except (ReadError, SyntaxFailure) as error:
        raise click.UsageError(str(error)) from None
    except ErrorObject as error:  # of a macro, which runs
        raise click.UsageError(f"{file}: a macro fails: {error}") from None


def _page(told: Account, text: str) -> str:
    with extra("report"):
        from ..porting.port_page import render_port

    return render_port(told, text)


def _joined(port: Port) -> str:
    """Return the text of all files, each of a package's below a comment that names it."""
    if not port.main:
        return port.python
    return "\n".join(f"# {name}\n\n{text}" for name, text in port.files.items())


def _targets(folder: Path, port: Port) -> dict[Path, str]:
    """Return the text of each file that is to be written."""
    targets = {folder / name: text for name, text in port.files.items()}
    for target in targets:
        if target.exists():
            raise click.UsageError(f"{target} exists already and is not overwritten")
    return targets


def _write(targets: dict[Path, str], told: Account) -> None:
    for target, text in targets.items():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, text)
        except OSError as error:
            raise click.UsageError(f"{target}: {error.strerror}") from None
    first = next(iter(targets))
    complain(f"{first.parent if told.port.main else first}: {told.summary}")


# --- the terminal


def _print(told: Account) -> None:
    console = SafeConsole()
    port = told.port
    say(console, f"{Path(told.file).name}: ", f"{port.dialect}; {told.summary}", style="bold")
    for each in port.undecided:
        say(console, f"  {each.place}: ", each.reason, style="yellow")
    for used in told.used:
        console.print()
        head = Text(f"{used.name}", style="bold")
        head.append(f"  {places_of(used.places)}", style="dim")
        if used.entry is not None:
            direct = " as it is" if used.direct == used.places else ""
            head.append(f"  {used.entry.name.python}{direct}")
        console.print(head, soft_wrap=True)
        required = [note for note in used.notes if note.kind == "requirement"]
        others = [note for note in used.notes if note.kind != "requirement"]
        for note in (*others, *required[:SHOWN_REQUIREMENTS]):
            shown = f"  [{', '.join(note.behaviours[:2])}]" if note.behaviours else ""
            style = "cyan" if note.kind == "differs" else ""
            say(console, "  - ", f"{note.words}{shown}", style=style)
        if required[SHOWN_REQUIREMENTS:] and used.entry is not None:
            more = len(required[SHOWN_REQUIREMENTS:])
            say(console, "  - ", f"and {more} more: {used.entry.documented}", style="dim")
    if told.faithful:
        console.print()
        console.print(Text("In the faithful form:", style="bold"), soft_wrap=True)
    for reason in told.faithful:
        say(console, "  ", reason.reason, style="yellow")
        for name, places in reason.names:
            say(console, f"    {name}  ", places_of(places), style="dim")
