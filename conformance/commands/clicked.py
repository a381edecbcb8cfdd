"""Commands and options for click, made of a `CommandLine` and its `Option`s."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from .command_line import CommandLine, Option, UnusableError
from .stopping import leaves_signals

__all__ = ["as_command", "as_decorator", "as_option"]

F = TypeVar("F", bound=Callable[..., Any])


def as_command(line: CommandLine) -> click.Command:
    """Return the command for click."""

    @leaves_signals
    def callback(**parameters: Any) -> None:
        try:
            status = line.execute(**parameters)
        except UnusableError as error:
            raise click.UsageError(str(error)) from None
        sys.exit(status)

    parameters: list[click.Parameter] = [as_option(option) for option in line.options]
    if line.file:
        parameters += [
            click.Argument(["file"], required=False, type=click.Path(allow_dash=True)),
            click.Argument(["arguments"], metavar="[ARG]...", nargs=-1, type=click.UNPROCESSED),
        ]
    return click.Command(
        line.name,
        params=parameters,
        callback=callback,
        help=line.execute.__doc__,
        context_settings={"allow_interspersed_args": not line.file},
    )


def as_decorator(option: Option, **changed: Any) -> Callable[[F], F]:
    """Return a decorator that adds the option to a command of click."""
    return click.option(*option.names, option.key, **{**_attributes(option), **changed})


def as_option(option: Option) -> click.Option:
    """Return the option for click."""
    return click.Option([*option.names, option.key], **_attributes(option))


def _attributes(option: Option) -> dict[str, Any]:
    if not option.value:
        return {"is_flag": True, "help": option.help}

    def taken(context: click.Context, parameter: click.Parameter, given: Any) -> Any:
        try:
            if option.repeatable:
                return tuple(option.of(word) for word in given)
            return None if given is None else option.of(given)
        except UnusableError as error:
            raise click.UsageError(str(error)) from None

    def completed(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(word) for word in option.completed() if word.startswith(incomplete)]

    return {
        "metavar": option.value,
        "multiple": option.repeatable,
        "required": option.required,
        "is_eager": option.first,
        "expose_value": option.exposed,
        "callback": taken,
        "shell_complete": completed,
        "help": option.help,
    }
