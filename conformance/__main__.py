"""`python -m schemesockets.conformance` is the command `schemesockets`."""

from __future__ import annotations

from .commands.optional import extra

__all__ = ["run"]


def run() -> None:
    """Run the command, or say which extra to install where a package that it needs is missing."""
    with extra("conformance"):
        from .cli import main

        main(prog_name="schemesockets")


if __name__ == "__main__":
    run()
