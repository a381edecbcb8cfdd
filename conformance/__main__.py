"""The command `schemesockets`, also as `python -m schemesockets.conformance`."""

from __future__ import annotations

import sys

__all__ = ["run"]

_PLAIN = "run"
"""The extra whose commands need no click."""


def run() -> None:
    """Run the command; if a package is missing, exit with a hint on the extra to install."""
    try:
        _run()
    except KeyboardInterrupt:  # before the command could handle it, or after a program
        from .commands.streams import complain

        complain("stopped by SIGINT")
        sys.exit(130)


def _run() -> None:
    import importlib
    import importlib.util
    import os

    from .commands.optional import COMMANDS, extra

    word = next(iter(sys.argv[1:]), "")
    needed = COMMANDS[word].extra if word in COMMANDS else "report"
    if needed == _PLAIN:
        if "_SCHEMESOCKETS_COMPLETE" not in os.environ:
            module = importlib.import_module(f".commands.{word}", __package__)
            sys.exit(module.command.main(sys.argv[2:]))
        needed = "report"
    if word in ("", "-h", "--help") and importlib.util.find_spec("click") is None:
        _list()
        return
    with extra(needed):
        from .cli import main

        main(prog_name="schemesockets")


def _list() -> None:
    """Print the commands, each with the extra that it needs."""
    from .commands.optional import COMMANDS

    print("Usage: schemesockets COMMAND [ARGS]...\n\nCommands, with the extra that each needs:")
    for name, each in COMMANDS.items():
        print(f"  {name:<12}{each.extra:<8}{each.help}")


if __name__ == "__main__":
    run()
