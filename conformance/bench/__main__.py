"""`python -m schemesockets.conformance.bench`; `command` has its command line."""

from __future__ import annotations

from ..commands.optional import extra

__all__ = ["run"]


def run() -> None:
    """Run the benchmark, or say which extra to install where a package of it is missing."""
    with extra("bench"):
        from .command import command

        command(prog_name="python -m schemesockets.conformance.bench")


if __name__ == "__main__":
    run()
