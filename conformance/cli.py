"""The command `schemesockets`: each of its commands is a module of `commands`.

A module is loaded when its command is called, so that the help and the completion of commands,
which need no more than the table here, come at once.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click
from click.shell_completion import CompletionItem

__all__ = ["LazyGroup", "main"]


class LazyGroup(click.Group):
    """A group that loads the module of a command, in which it is `command`, when it is needed."""

    def __init__(self, *arguments: Any, helps: Mapping[str, str], package: str, **named: Any):
        """`helps` has what each command does in a few words, by its name and its module's."""
        super().__init__(*arguments, **named)
        self.helps = helps
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(self.helps)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of that name; None where there is none."""
        if cmd_name not in self.helps:
            return None
        module = importlib.import_module(f"{self.package}.{cmd_name}")
        command: click.Command = module.command
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
        "compare": "Tell what is expected of each dialect, and what each did.",
        "dialects": "List the dialects and what each has.",
        "merge": "Combine several reports into one.",
        "names": "Tell what a name means, and its counterparts.",
        "port": "Tell what a Scheme program becomes in Python.",
        "record": "Record what a real Scheme does, for later reports.",
        "report": "Ask dialects and real Schemes about behaviours.",
        "show": "Print the program that asks about a behaviour.",
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
@click.version_option(package_name="schemesockets")
def main() -> None:
    """The socket dialects of Scheme: what their documents require, and what
    implementations do.
    """
