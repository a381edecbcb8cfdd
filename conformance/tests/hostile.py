"""A command that claims to be a Scheme: `python hostile.py WHEN MODE PROGRAM`.

WHEN is `question`, `version`, `program` or `always`: what it is asked as MODE, the name of a
function, is done. Asked something else it behaves. `test_hostile` has a table of both.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import stand_in


def ignore_signals() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)


def wait_for_ever() -> None:
    ignore_signals()
    while True:
        signal.pause()


def silent() -> None:
    pass


def fails() -> None:
    print("I have had enough", file=sys.stderr)
    sys.exit(3)


def crashes() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def floods_both() -> None:
    while True:
        for stream in (1, 2):
            os.write(stream, b"x" * 4095 + b"\n")


def floods_complaints() -> None:
    while True:
        os.write(2, b"x" * 65535 + b"\n")


def floods_a_line() -> None:
    while True:
        os.write(1, b"x" * 65536)


def has_children() -> None:
    script = "import signal\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\nsignal.pause()"
    for _ in range(5):
        words = [sys.executable, "-I", "-S", "-c", script]
        subprocess.Popen(words, start_new_session=True, stdout=subprocess.DEVNULL)


def daemonises() -> None:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.close(1)
            wait_for_ever()
        os._exit(0)


def closes_streams() -> None:
    for stream in range(3):
        os.close(stream)
    wait_for_ever()


def writes_controls() -> None:
    print("\x1b[31mred\x07 \x9b2J \u202e", file=sys.stderr)


def writes_bytes() -> None:
    os.write(2, b"\xff\xfe\x00 no text")


def takes_memory() -> None:
    try:
        kept = bytearray(64 << 30)
        print(len(kept), file=sys.stderr)
    except MemoryError:
        print("out of memory", file=sys.stderr)


def fills_the_folder() -> None:
    path = Path(os.environ["TMPDIR"], "filled")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with path.open("wb") as file:
            file.truncate((1 << 40) - 1)
    except OSError as error:
        print(error.strerror, file=sys.stderr)


def removes_its_folder() -> None:
    for path in Path.cwd().iterdir():
        path.unlink()
    Path.cwd().rmdir()


def locks_its_folder() -> None:
    Path("below").mkdir()
    Path("below", "file").write_text("")
    Path("below").chmod(0)
    Path.cwd().chmod(0)


def kills_its_parent() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    wait_for_ever()


def kills_its_group() -> None:
    os.killpg(0, signal.SIGKILL)


def stops() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def lowers_its_limits() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    Path("more").open("w").close()


def answers_for_ever() -> None:
    stand_in.sync(0)
    while True:
        os.write(1, b'(observe "integer" (returned "%s"))\n' % (b"x" * 4000))


def answers_in_controls() -> None:
    stand_in.sync(0)
    os.write(1, b'(observe "integer" (returned "\x1b[2J"))\n\x1b]0;title\x07\n')


def has_no_version() -> None:
    print("()")


def has_a_blank_version() -> None:
    print("  \t ")


def main(when: str, mode: str, program: Path) -> None:
    text = program.read_text(encoding="utf-8")
    what = (
        "question"
        if '(observe "answer"' in text
        else "program"
        if "(sync 1)" in text
        else "version"
    )
    do: Callable[[], None] = globals()[mode]
    if when in ("always", what):
        do()
    elif what == "version":
        print("standin-1.0")
    else:
        stand_in.run(program)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
