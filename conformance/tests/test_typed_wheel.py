"""The types of an installed wheel are seen by mypy, which needs the extra `lint`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from wheels import built, environment

pytest.importorskip("mypy", reason="the extra `lint` is not installed")

PROGRAM = """\
from schemesockets.core import Socket
from schemesockets.dialects import chicken, foment, guile, sagittarius, srfi106
from schemesockets.dialects.scheme import evaluate

made: Socket = srfi106.make_client_socket("localhost", "5000")
data: bytes = srfi106.socket_recv(made, 80)
srfi106.socket_recv("made", 80)  # type: ignore[arg-type]
foment.accept_socket(8)  # type: ignore[arg-type]
guile.listen(made, "5")  # type: ignore[arg-type]
chicken.socket_close("made")  # type: ignore[arg-type]
sagittarius.socket_close("made")  # type: ignore[arg-type]
evaluate(1)  # type: ignore[arg-type]
"""
"""Strict mypy complains of a comment that ignores nothing, as it would if there were no types."""


def test_mypy_sees_the_types_of_an_installed_wheel(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    home = environment(built(tmp_path_factory).wheel, "", tmp_path / "home")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--config-file="),
            *("--python-executable", str(home.python), str(program)),
        ],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
