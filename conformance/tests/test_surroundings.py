"""Every command where the surroundings are not as usual: a sentence and a status, no traceback."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import pytest
import surroundings
from attrs import frozen
from processes import stopped

from schemesockets.conformance.reports.formats import FORMATS
from schemesockets.conformance.reports.report import make_report
from schemesockets.conformance.running import suite
from schemesockets.conformance.running.subjects import dialect_subject

PATIENCE = 600.0
COMMANDS = {
    "badge": ("badge", "report.json", "foment"),
    "behaviours": ("behaviours", "flags.*"),
    "check": ("check", "data"),
    "compare": ("compare", "flags.merge", "--dialect", "foment"),
    "dialects": ("dialects",),
    "diff": ("diff", "report.json", "report.json"),
    "help": ("--help",),
    "merge": ("merge", "report.json"),
    "names": ("names", "socket-recv"),
    "new": ("new", "dialect", "tiny", "--out", "{new}"),
    "port": ("port", "program.scm"),
    "repl": ("repl", "--dialect", "guile", "--no-history"),
    "report": ("report", "--dialect", "foment", "--behaviour", "flags.merge"),
    "run": ("run", "--dialect", "guile", "-e", '(display "hello")'),
    "show": ("show", "flags.merge", "--dialect", "foment"),
}
SILENT = ("check", "repl")
"""Commands that have nothing to say here."""


def nothing() -> None:
    pass


def closed(*descriptors: int) -> Callable[[], None]:
    def close() -> None:
        for descriptor in descriptors:
            os.close(descriptor)

    return close


def limited(limit: int, most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(limit, (most, most))


def without_privileges() -> None:
    """Have what is executed next heed the permissions of files, even if root executes it."""
    if sys.platform == "linux" and os.geteuid() == 0:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@frozen
class Surroundings:
    """What is unusual; the exit status, and the complaint, that it leads to."""

    status: int = 0
    complaint: str = ""
    prepare: Callable[[], None] = nothing
    environment: Mapping[str, str] = {}
    output: str = ""
    """A path, or "gone" for a pipe that nobody reads."""


NO_LOCALE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
BARE = {"HOME": "/no/such/home", "PYTHONIOENCODING": "ascii", "TMPDIR": "/no/such/folder"}
SURROUNDINGS = {
    "a bare environment": Surroundings(environment={"COLUMNS": "0", **NO_LOCALE, **BARE}),
    "no input": Surroundings(environment={"COLUMNS": "24", **NO_LOCALE}, prepare=closed(0, 2)),
    "few descriptors": Surroundings(
        2, "Too many open files", prepare=limited(resource.RLIMIT_NOFILE, 8)
    ),
    "a full disk": Surroundings(2, "No space left on device", output="/dev/full"),
    "no output": Surroundings(2, "Bad file descriptor", prepare=closed(1)),
    "no streams": Surroundings(2, prepare=closed(0, 1, 2)),
    "a reader that has gone": Surroundings(128 + signal.SIGPIPE, output="gone"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files that commands read."""
    made = tmp_path_factory.mktemp("surroundings")
    subject = dialect_subject("foment")
    behaviours = suite.select(["flags.merge"])
    report = make_report([subject], behaviours, suite.examine([subject], behaviours), 0.0)
    (made / "report.json").write_text(FORMATS["json"](report.as_dict()), encoding="utf-8")
    (made / "program.scm").write_text(
        "(import (scheme base) (srfi 106))\n(socket-close 5)\n", encoding="utf-8"
    )
    (made / "data" / "systems").mkdir(parents=True)
    return made


@contextlib.contextmanager
def output_to(path: str) -> Iterator[int | IO[Any]]:
    if not path:
        yield subprocess.PIPE
    elif path == "gone":
        reading, writing = os.pipe()
        os.close(reading)
        with open(writing, "wb") as file:
            yield file
    else:
        with open(path, "w") as file:
            yield file


def run(words: Sequence[str], place: Surroundings, folder: Path) -> tuple[int, str, str]:
    with output_to(place.output) as output:
        done = subprocess.run(
            [sys.executable, "-m", "schemesockets.conformance", *words],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, **place.environment},
            preexec_fn=place.prepare,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )
    assert "Traceback" not in (done.stdout or "") + done.stderr
    assert "Exception ignored" not in done.stderr
    return done.returncode, done.stdout or "", done.stderr


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("place", SURROUNDINGS)
def test_a_command_ends_in_order(name: str, place: str, folder: Path, tmp_path: Path) -> None:
    stated = SURROUNDINGS[place]
    if stated.output.startswith("/") and not os.path.exists(stated.output):
        pytest.skip("this system has no full device")
    words = [word.format(new=tmp_path / "new") for word in COMMANDS[name]]
    status, output, complaints = run(words, stated, folder)
    if status == 0:
        # A command that needs few descriptors, or writes nothing, is not disturbed.
        assert stated.status == 0 or name in SILENT or place == "few descriptors"
        assert bool(output) != (name in SILENT)
        assert complaints == ""
        return
    if name == "repl":  # which says of its input what the systems say
        assert status == 1
        assert complaints in ("", "ERROR: Bad file descriptor\n")
    elif name == "run":  # whose program is the first to notice
        assert status in (1, 2, -signal.SIGPIPE)
        assert bool(complaints) == bool(stated.complaint)
    else:
        assert status == stated.status
        assert stated.complaint in complaints
        assert bool(complaints) == bool(stated.complaint)


def test_a_conversation_ends_where_its_values_cannot_be_written(folder: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no full device")
    with output_to("/dev/full") as output:
        done = subprocess.run(
            [sys.executable, "-m", "schemesockets.conformance", "repl", "--dialect", "guile"],
            input="(car 1)\n(+ 1 1)\n(car 2)\n",
            stdout=output,
            stderr=subprocess.PIPE,
            cwd=folder,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )
    assert done.returncode == 1
    assert done.stderr.count("ERROR") == 2
    assert done.stderr.endswith("ERROR: No space left on device\n")


def test_data_are_utf_8_in_any_locale(folder: Path) -> None:
    words = ("merge", "report.json", "--format", "html")
    _, usual, _ = run(words, Surroundings(environment={"PYTHONUTF8": "1"}), folder)
    _, output, _ = run(words, SURROUNDINGS["a bare environment"], folder)
    assert not usual.isascii()
    assert output == usual


WRITING = {
    "badge": ("badge", "report.json", "foment", "-o", "{out}"),
    "merge": ("merge", "report.json", "--format", "json", "-o", "{out}"),
    "port": ("port", "program.scm", "--out", "{folder}"),
    "new": ("new", "dialect", "tiny", "--out", "{folder}"),
    "report": (*COMMANDS["report"], "--format", "json", "-o", "{out}"),
}
UNWRITABLE = {
    "a full disk": ("File too large", limited(resource.RLIMIT_FSIZE, 16)),
    "a folder that may not be searched": ("Permission denied", without_privileges),
}


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("why", UNWRITABLE)
def test_a_file_that_cannot_be_written_is_told(
    name: str, why: str, folder: Path, tmp_path: Path
) -> None:
    complaint, prepare = UNWRITABLE[why]
    within = tmp_path / "within"
    within.mkdir()
    output = within / "out"
    output.write_text("old", encoding="utf-8")
    within.chmod(0o600 if prepare is without_privileges else 0o700)
    words = [word.format(out=output, folder=within / "new") for word in WRITING[name]]
    status, printed, complaints = run(words, Surroundings(prepare=prepare), folder)
    within.chmod(0o700)
    assert status == 2
    assert printed == "" or name == "port"  # which prints its account first
    assert complaint in complaints
    assert output.read_text(encoding="utf-8") == "old"
    assert [path for path in within.rglob("*") if path.is_file()] == [output]


READING = {
    "badge": ("badge", "{file}", "foment"),
    "check": ("check", "{folder}"),
    "data": ("behaviours", "--data", "{folder}"),
    "diff": ("diff", "report.json", "{file}"),
    "merge": ("merge", "{file}"),
    "port": ("port", "{file}"),
    "run": ("run", "{file}"),
}


@pytest.mark.parametrize("name", READING)
def test_a_file_that_may_not_be_read_is_told(name: str, folder: Path, tmp_path: Path) -> None:
    within = tmp_path / "within"
    (within / "questions").mkdir(parents=True)
    (within / "file.scm").write_text("5", encoding="utf-8")
    within.chmod(0)
    words = [word.format(file=within / "file.scm", folder=within) for word in READING[name]]
    status, printed, complaints = run(words, Surroundings(prepare=without_privileges), folder)
    within.chmod(0o700)
    assert (status, printed) == (2, "")
    assert "ermission denied" in complaints or "is not readable" in complaints


@pytest.mark.parametrize("name", READING)
def test_ctrl_c_ends_each_command(name: str, folder: Path, tmp_path: Path) -> None:
    """It waits for whoever writes what it reads: a pipe that is opened, and written by nobody."""
    place = tmp_path / "within" / "questions"
    place.mkdir(parents=True)
    pipe = place / "file.toml"
    os.mkfifo(pipe)
    words = [word.format(file=pipe, folder=place.parent) for word in READING[name]]
    process = subprocess.Popen(
        [sys.executable, "-m", "schemesockets.conformance", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        encoding="utf-8",
    )
    writing: list[int] = []

    def is_read() -> bool:
        assert process.poll() is None
        with contextlib.suppress(OSError):  # until somebody reads the pipe
            writing.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        return bool(writing)

    with process:
        surroundings.wait_until(is_read, "that the pipe is read")
        assert stopped(process, signal.SIGINT) == 130
        output, complaints = process.communicate(timeout=PATIENCE)
    os.close(*writing)
    assert output == ""
    assert complaints == "stopped by SIGINT\n"


def without_network() -> None:
    """Leave the network: what is executed next has a loopback interface that is down."""
    if ctypes.CDLL(None, use_errno=True).unshare(0x50000000) != 0:  # CLONE_NEWUSER | CLONE_NEWNET
        os._exit(77)


def test_without_a_loopback_nothing_passes_that_was_not_run(folder: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("the loopback interface cannot be left")
    words = ("report", "--dialect", "foment", "--behaviour", "receive.end")
    status, output, complaints = run(words, Surroundings(prepare=without_network), folder)
    if status == 77:
        pytest.skip("this user may not leave the network")
    assert status == 2
    assert output == ""
    assert "loopback" in complaints
