"""Make all interpreters that pyenv has installed visible to tox.

pyenv's commands on PATH (`python3.12`, …) work only for the active versions, so the matrix would
skip the others. If pyenv is in use and no versions are chosen, activate all of them for the tox
process (`pass_env` in pyproject.toml passes that on to the search); without pyenv, do nothing.
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
