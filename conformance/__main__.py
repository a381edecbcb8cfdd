"""The command `schemesockets`, also as `python -m schemesockets.conformance`."""

from __future__ import annotations

from .commands.optional import extra

__all__ = ["run"]


def run() -> None:
    """Run the command; if a package is missing, exit with a hint on the extra to install."""
    with extra("conformance"):
        from .cli import main

        main(prog_name="schemesockets")


if __name__ == "__main__":
    run()
