"""The command `schemesockets`: each subcommand is a module of `commands`.

A module is loaded when its command is called. Help and completion need only the table here, and
so are fast.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator
from typing import Any

import click
from click.shell_completion import CompletionItem

from .commands.optional import COMMANDS
from .commands.stopping import signals_end
from .commands.streams import complete_streams, failures_told
from .reports.escaping import terminal_text

__all__ = ["LazyGroup", "main"]


_NO_DATA = ("badge", "check", "diff", "merge", "new", "run")
"""The commands whose results do not depend on data."""


@contextlib.contextmanager
def _complaints_escaped() -> Iterator[None]:
    """Make the control characters of a usage error's message visible, which may quote anything."""
    try:
        yield
    except click.UsageError as error:
        raise click.UsageError(terminal_text(error.format_message()), error.ctx) from None
    except click.ClickException as error:
        raise click.ClickException(terminal_text(error.format_message())) from None


class LazyGroup(click.Group):
    """A click group that loads each command from a module of the same name when it is needed.

    Each command that depends on data has the option `--data`. Signals end each in order, but for
    those that run programs of the user's.
    """

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the group as a program; see `click.Command.main`."""
        complete_streams()
        with signals_end(), failures_told():
            return super().main(*arguments, **options)

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Parse the options of the group; see `click.Command.make_context`."""
        with failures_told(), _complaints_escaped():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; make a usage error of data that cannot be used."""
        with failures_told(), _complaints_escaped():
            try:
                return super().invoke(ctx)
            except ValueError as error:
                from .data import DataError

                if not isinstance(error, DataError):
                    raise
                raise click.UsageError(str(error)) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of that name; return None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        from .commands.clicked import as_command, as_option
        from .commands.command_line import CommandLine
        from .commands.data_option import DATA

        module = importlib.import_module(f".commands.{cmd_name}", __package__)
        found: click.Command | CommandLine = module.command
        command = as_command(found) if isinstance(found, CommandLine) else found
        if cmd_name not in _NO_DATA and not any(each.name == "data" for each in command.params):
            command.params.append(as_option(DATA))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].help) for name in self.list_commands(ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command, or an option of the group itself."""
        return [
            *(
                CompletionItem(name, help=COMMANDS[name].help)
                for name in self.list_commands(ctx)
                if name.startswith(incomplete)
            ),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
@click.version_option(package_name="schemesockets")
def main() -> None:
    """Test the socket dialects of Scheme: the requirements of their documents, and the
    behaviour of implementations.
    """
