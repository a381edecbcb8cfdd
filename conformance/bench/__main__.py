"""The benchmark as a program; `command` has its command line."""

from __future__ import annotations

from ..commands.optional import extra

__all__ = ["run"]


def run() -> None:
    """Run the benchmark; if a package is missing, exit with a hint on the extra to install."""
    with extra("bench"):
        from .command import command

        command(prog_name="python -m schemesockets.conformance.bench")


if __name__ == "__main__":
    run()
