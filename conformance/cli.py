"""The command `schemesockets`; each of its commands has a module in `commands`."""

from __future__ import annotations

import click

from .commands.badge import badge
from .commands.behaviours import behaviours
from .commands.compare import compare_command
from .commands.dialects import dialects_command
from .commands.merge import merge_command
from .commands.names import names
from .commands.port import port_command
from .commands.record import record
from .commands.report import report
from .commands.show import show

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(package_name="schemesockets")
def main() -> None:
    """The socket dialects of Scheme: what their documents require, and what implementations do."""


_COMMANDS = (
    *(report, compare_command, show),
    *(behaviours, names, dialects_command),
    port_command,
    *(record, merge_command, badge),
)

for _command in _COMMANDS:
    main.add_command(_command)
