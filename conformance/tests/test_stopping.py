"""A command that is stopped leaves nothing behind, says what it has found, and how it ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from processes import stopped

from schemesockets.conformance.reports.reading import read_report
from schemesockets.conformance.running.files import write_whole

STAND_IN = f"{sys.executable} {Path(__file__).with_name('stand_in.py')}"
PATIENCE = 60.0


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not path.exists() or not path.read_text():
        assert time.monotonic() < deadline, f"{path} does not come"
        threading.Event().wait(0.01)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
@pytest.mark.parametrize("command", ["report", "record", "explore"])
def test_a_signal_ends_all_and_the_report_has_what_was_found(
    command: str, number: int, status: int, tmp_path: Path
) -> None:
    (tmp_path / "tmp").mkdir()
    output = tmp_path / "out.json"
    words = {
        "report": [
            "report",
            "--dialect",
            "srfi-106",
            "--behaviour",
            "flags.*",
            "--format",
            "json",
        ],
        "record": ["record"],
        "explore": ["explore", "--dialect", "srfi-106", "--format", "json"],
    }[command]
    words += ["--real", f"srfi-106@stand-in={STAND_IN} dozing", "-o", str(output)]
    process = subprocess.Popen(
        [sys.executable, "-m", "schemesockets.conformance", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DOZING": str(tmp_path / "pid"), "TMPDIR": str(tmp_path / "tmp")},
    )
    with process:
        wait_for(tmp_path / "pid")
        below = psutil.Process(process.pid).children(recursive=True)
        assert below
        assert stopped(process, number) == status
        _, complaint = process.communicate(timeout=PATIENCE)
    assert complaint == f"stopped by {signal.Signals(number).name}\n"
    assert psutil.wait_procs(below, timeout=PATIENCE)[1] == []
    assert list((tmp_path / "tmp").iterdir()) == []
    assert output.exists() == (command != "record")
    if command == "explore":
        assert json.loads(output.read_text(encoding="utf-8"))["findings"] == []
    if command == "report":
        report = read_report(json.loads(output.read_text(encoding="utf-8")))
        found = {result["subject"] for result in report["results"]}
        assert found == {"srfi-106"}  # which was asked first


def test_what_the_command_started_ends_when_it_is_killed(tmp_path: Path) -> None:
    words = ["report", "--dialect", "srfi-106", "--behaviour", "flags.*"]
    words += ["--real", f"srfi-106@stand-in={STAND_IN} dozing"]
    process = subprocess.Popen(
        [sys.executable, "-m", "schemesockets.conformance", *words],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DOZING": str(tmp_path / "pid"), "TMPDIR": str(tmp_path)},
    )
    with process:
        wait_for(tmp_path / "pid")
        below = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    assert psutil.wait_procs(below, timeout=PATIENCE)[1] == []


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    path, link = tmp_path / "report", tmp_path / "link"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_whole(link, "new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o640)
    assert link.is_symlink()
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text() == "new"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["link", "report"]


def test_a_new_file_has_the_permissions_of_any(tmp_path: Path) -> None:
    write_whole(tmp_path / "one", "text")
    (tmp_path / "other").write_text("text")
    assert (tmp_path / "one").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = subprocess.Popen(["cat", str(path)], stdout=subprocess.PIPE, text=True)
    write_whole(path, "text")
    assert reader.communicate(timeout=PATIENCE)[0] == "text"
    assert path.is_fifo()
