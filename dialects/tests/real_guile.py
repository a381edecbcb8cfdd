"""Asks the real Guile, where it is installed, what it makes of expressions."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

# Results, one line each, are flushed so that what came before a crash is seen.
_PRELUDE = """
(define (show-error key . args)
  (display "ERR ") (write key))
(define-syntax-rule (show expression)
  (begin (catch #t (lambda () (write expression)) show-error) (newline) (force-output)))
"""


def ask(*expressions: str, files: dict[str, Path] | None = None, prelude: str = "") -> list[str]:
    """What Guile writes for each expression, or "ERR key" for an error; skips where it is missing.

    `files` are what it is to see in place of the system's, by their paths.
    """
    if shutil.which("guile") is None:
        pytest.skip("guile is not installed")
    program = "\n".join([_PRELUDE, prelude, *(f"(show {each})" for each in expressions)])
    command = ["guile", "--no-auto-compile", "-c", program]
    if files:
        mounts = "".join(f"mount --bind '{ours}' '{path}' && " for path, ours in files.items())
        command = ["unshare", "-m", "sh", "-c", f'{mounts}exec "$@"', "sh", *command]
        probe = [*command[:4], f"{mounts}true"]
        tried = subprocess.run(probe, capture_output=True, text=True, check=False, timeout=60)
        if tried.returncode:
            pytest.skip(f"no files can be put over the system's here: {tried.stderr.strip()}")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == len(expressions), done.stdout
    return lines
