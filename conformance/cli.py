"""The command `schemesockets`: each subcommand is a module of `commands`.

A module is loaded when its command is called. Help and completion need only the table here, and
so are fast.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

__all__ = ["LazyGroup", "main"]


_NO_DATA = ("badge", "check", "diff", "merge", "new", "run")
"""The commands whose results do not depend on data."""


def _add_data(
    context: click.Context, parameter: click.Parameter, folders: tuple[Path, ...]
) -> None:
    from . import data  # help does without

    for folder in folders:
        data.add(folder)
        if (folder / "questions").is_dir():
            from .questions.behaviours import take

            take(folder)


def _data_option() -> click.Option:
    return click.Option(
        ["--data"],
        multiple=True,
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A folder with data of yours, laid out as conformance/data is; repeatable.",
        is_eager=True,
        expose_value=False,
        callback=_add_data,
    )


class LazyGroup(click.Group):
    """A click group that loads each command from a module of the same name when it is needed.

    Each command that depends on data has the option `--data`.
    """

    def __init__(self, *arguments: Any, helps: Mapping[str, str], package: str, **named: Any):
        """Make a group; `helps` maps the names of commands, and so of modules, to short help."""
        super().__init__(*arguments, **named)
        self.helps = helps
        self.package = package

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; make a usage error of data that cannot be used."""
        try:
            return super().invoke(ctx)
        except ValueError as error:
            from .data import DataError

            if not isinstance(error, DataError):
                raise
            raise click.UsageError(str(error)) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(self.helps)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of that name; return None if there is none."""
        if cmd_name not in self.helps:
            return None
        module = importlib.import_module(f"{self.package}.{cmd_name}")
        command: click.Command = module.command
        if cmd_name not in _NO_DATA and not any(each.name == "data" for each in command.params):
            command.params.append(_data_option())
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.helps[name]) for name in self.list_commands(ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command, or an option of the group itself."""
        return [
            *(
                CompletionItem(name, help=self.helps[name])
                for name in self.list_commands(ctx)
                if name.startswith(incomplete)
            ),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]


@click.group(
    cls=LazyGroup,
    package=f"{__package__}.commands",
    helps={
        "badge": "Draw a badge with a subject's share of expectations met.",
        "behaviours": "List the behaviours with their questions.",
        "check": "Say what is wrong in data.",
        "compare": "Compare expectations and results across dialects.",
        "dialects": "List the dialects.",
        "explore": "Look for differences with scripts that nobody wrote.",
        "diff": "Tell what has changed between two reports.",
        "merge": "Combine several reports into one.",
        "new": "Write a skeleton for a dialect or a real Scheme.",
        "names": "Describe a name, and list its counterparts.",
        "port": "Write a Scheme program as Python.",
        "record": "Record the results of a real Scheme.",
        "repl": "Evaluate Scheme forms as they are typed.",
        "report": "Run behaviours on dialects and real Schemes, and report.",
        "run": "Run a Scheme program.",
        "show": "Print the program that tests a behaviour.",
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
@click.version_option(package_name="schemesockets")
def main() -> None:
    """Test the socket dialects of Scheme: the requirements of their documents, and the
    behaviour of implementations.
    """
