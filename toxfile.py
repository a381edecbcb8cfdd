"""Let tox see every interpreter that pyenv has installed.

pyenv's commands on PATH (`python3.12`, …) answer for the versions that are switched on only, so
the matrix would skip the others. Where pyenv rules and nobody chose versions, switch on all of
them for the tox process (`pass_env` in pyproject.toml lets tox's search see that); without pyenv
this does nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess

if "PYENV_VERSION" not in os.environ and (pyenv := shutil.which("pyenv")):
    installed = subprocess.run(
        [pyenv, "versions", "--bare", "--skip-aliases"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    if installed:
        os.environ["PYENV_VERSION"] = ":".join(reversed(installed))
