"""Nothing that runs on behalf of a command outlives it, however it ends."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
import surroundings
from processes import stopped

DAEMON = """
import os, signal, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(number, signal.SIG_IGN)
        for descriptor in range(256):
            try:
                os.close(descriptor)
            except OSError:
                pass
        with open(os.environ["DAEMON"], "w") as file:
            file.write("here")
        while True:
            signal.pause()
    os._exit(0)
os.wait()
while not (os.path.exists(os.environ["DAEMON"]) and open(os.environ["DAEMON"]).read()):
    time.sleep(0.01)
"""
"""Start a process that leaves its group, session and parent, and ignores signals."""

WAIT = "\nwhile True:\n    signal.pause()\n"
FILES = """
import os, tempfile
path = os.path.join(tempfile.gettempdir(), "left")
os.makedirs(os.path.join(path, "below"))
os.chmod(path, 0)
"""


def words_of(what: str, folder: Path) -> list[str]:
    """Return a command that starts a daemon and waits; by a real Scheme or by a dialect."""
    text = f"{DAEMON}{FILES}{WAIT}"
    if what == "dialect":
        (folder / "daemonic.py").write_text(text, encoding="utf-8")
        return ["report", "--dialect", "daemonic", "--behaviour", "flags.merge"]
    (folder / "scheme.py").write_text(text, encoding="utf-8")
    command = f"srfi-106@stand-in={sys.executable} {folder / 'scheme.py'}"
    return ["report", "--dialect", "foment", "--real", command, "--behaviour", "flags.merge"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a daemon cannot be found")
@pytest.mark.parametrize("what", ["dialect", "real"])
@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=str
)
def test_a_daemon_ends_with_the_command(what: str, number: signal.Signals, tmp_path: Path) -> None:
    marker = tmp_path / "daemon"
    environment = {"DAEMON": str(marker)}
    with surroundings.started(words_of(what, tmp_path), tmp_path, environment) as command:
        surroundings.wait_until(lambda: marker.exists() and bool(marker.read_text()), "a daemon")
        assert len(command.marked()) > 2
        expected = -number if number == signal.SIGKILL else 128 + number
        assert stopped(command.process, number) == expected
        command.leaves_nothing()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a daemon cannot be found")
@pytest.mark.parametrize("killed", ["its parent", "its group"])
def test_a_program_that_kills_what_runs_it_leaves_no_daemon(killed: str, tmp_path: Path) -> None:
    marker = tmp_path / "daemon"
    end = {"its parent": "os.kill(os.getppid(), 9)", "its group": "os.killpg(0, 9)"}[killed]
    (tmp_path / "scheme.py").write_text(f"{DAEMON}{FILES}{end}{WAIT}", encoding="utf-8")
    command = f"srfi-106@stand-in={sys.executable} {tmp_path / 'scheme.py'}"
    done = surroundings.run(
        ["report", "--real", command, "--behaviour", "flags.merge"],
        tmp_path,
        {"DAEMON": str(marker)},
    )
    assert done.status == 2
    assert "cannot be asked" in done.complaints
    assert marker.exists()
