"""`schemesockets run`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from ...dialects import is_built_in
from ..running import languages
from ..running.foreign import UnusableDialectError, known

__all__ = ["command", "complete_programs", "dialect_option", "directories_option"]

F = TypeVar("F", bound=Callable[..., Any])


def complete_programs(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the names of the dialects whose programs can be run."""
    return [CompletionItem(name) for name in languages.available() if name.startswith(incomplete)]


def _known(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    if value not in languages.available():
        there = ", ".join(languages.available())
        raise click.BadParameter(f"no programs of {value!r} can be run; there are {there}")
    if not is_built_in(value):
        # A module that cannot be imported is told of in a sentence, as everywhere.
        try:
            known(value)
        except UnusableDialectError as error:
            raise click.BadParameter(str(error)) from None
        except LookupError:
            raise click.BadParameter(
                f"{value} has a profile, and no module is registered for its sockets"
            ) from None
    return value


def dialect_option(help: str, **more: Any) -> Callable[[F], F]:
    """Return a decorator that adds the option `--dialect`."""
    return click.option(
        "--dialect",
        metavar="NAME",
        help=help,
        callback=_known,
        shell_complete=complete_programs,
        **more,
    )


directories_option = click.option(
    "-L",
    "directories",
    multiple=True,
    metavar="DIR",
    type=click.Path(),
    help="Look for libraries in this folder as well; repeatable.",
)


@click.command("run", context_settings={"allow_interspersed_args": False})
@dialect_option("The dialect of the program; by default, the text tells.")
@directories_option
@click.option(
    "-e",
    "expressions",
    multiple=True,
    metavar="EXPR",
    help="Evaluate this after the program, or alone; repeatable.",
)
@click.option(
    "--trace",
    "traced",
    is_flag=True,
    help="Write each call of a procedure of the dialect, with what it gave, to standard error.",
)
@click.option(
    "--trace-format",
    "trace_format",
    type=click.Choice(["text", "jsonl"]),
    help="Trace, in lines for people or in JSON, an object on each line.",
)
@click.option(
    "--trace-output",
    "trace_output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Trace, to this file.",
)
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@click.argument("arguments", metavar="[ARG]...", nargs=-1, type=click.UNPROCESSED)
def command(
    dialect: str | None,
    directories: tuple[str, ...],
    expressions: tuple[str, ...],
    traced: bool,
    trace_format: str | None,
    trace_output: Path | None,
    file: str | None,
    arguments: tuple[str, ...],
) -> None:
    """Run the Scheme program FILE on the sockets of its dialect; `-` reads the standard input.

    The words behind FILE are the program's. The exit status is the program's; an error that it
    does not handle is printed with its place.

    \b
    Example: schemesockets run --dialect guile -e '(display "hello")'
    """
    if file is None and not expressions:
        raise click.UsageError("there is nothing to run: neither FILE nor -e EXPR")
    from ...dialects.scheme.command import NoSourceError, run

    languages.enter()
    with _trace(traced or bool(trace_format), trace_format or "text", trace_output) as trace:
        try:
            status = run(
                file,
                arguments,
                dialect=dialect,
                directories=(*directories, *languages.libraries()),
                expressions=expressions,
                trace=trace,
            )
        except NoSourceError as error:
            raise click.UsageError(str(error)) from None
    sys.exit(status)


@contextlib.contextmanager
def _trace(wanted: bool, form: str, output: Path | None) -> Iterator[Any]:
    """Yield a trace to standard error or to a file; None where none is wanted."""
    if not wanted and output is None:
        yield None
        return
    from ...dialects.scheme.trace import Trace

    if output is None:
        yield Trace(sys.stderr, form)
        return
    try:
        opened = output.open("w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise click.UsageError(f"{output}: {error.strerror}") from None
    with opened:
        yield Trace(opened, form)
