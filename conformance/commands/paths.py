"""Paths of files that a command reads."""

from __future__ import annotations

import os
from pathlib import Path

import click

__all__ = ["InputPath"]


class InputPath(click.Path):
    """The path of a file that is there; if it cannot be looked at, the complaint says why."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """Return the path; see `click.ParamType.convert`."""
        try:
            os.stat(value)
        except FileNotFoundError:
            pass
        except OSError as error:
            self.fail(f"{os.fspath(value)}: {error.strerror}", param, ctx)
        return super().convert(value, param, ctx)
