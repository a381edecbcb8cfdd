"""The command `schemesockets` in this process; the example dialects beside this file are found."""

from __future__ import annotations

import os
from pathlib import Path

from click.testing import CliRunner, Result

from schemesockets.conformance.cli import main

__all__ = ["schemesockets", "succeeds"]

HERE = Path(__file__).parent


def schemesockets(*words: str, input: str | None = None, **environment: str) -> Result:
    """What the command says to these words, and to this on its standard input."""
    path = os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")]))
    result = CliRunner().invoke(main, words, input, env={"PYTHONPATH": path, **environment})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def succeeds(*words: str, **environment: str) -> str:
    """What the command prints, when all is well."""
    result = schemesockets(*words, **environment)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout
