"""Dialects of others in modules that go wrong: each is told, and the others go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import psutil
import pytest

GOOD = """
    from attrs import evolve
    from schemesockets.dialects import srfi106
    from schemesockets.dialects.srfi106 import *
    DIALECT = evolve(srfi106.DIALECT, name="tiny", module=__name__, speaks="srfi-106")
    """

BROKEN = {
    "exits": ("raise SystemExit(5)", "status 5"),
    "exits-at-once": ("import os; os._exit(7)", "status 7"),
    "exits-with-words": ("raise SystemExit('I will not')", "I will not"),
    "raises": ("raise RuntimeError('boom')", "RuntimeError: boom"),
    "raises-oddly": ("raise BaseException", "BaseException"),
    "does-not-parse": ("def", "SyntaxError: invalid syntax"),
    "lacks-a-module": ("import no_such_module", "No module named 'no_such_module'"),
    "crashes": ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "status -11"),
    "kills-its-group": ("import os; os.killpg(0, 9)", "status -9"),
    "has-no-dialect": ("x = 1", "has no DIALECT that is a Dialect"),
    "has-another-dialect": ("DIALECT = 5", "has no DIALECT that is a Dialect"),
    "lacks-its-phrasebook": (
        GOOD
        + """
    from pathlib import Path
    DIALECT = evolve(DIALECT, phrasebook=Path("/no/such/file"))
    """,
        "/no/such/file: No such file",
    ),
    "has-a-phrasebook-that-strays": (
        GOOD
        + """
    from pathlib import Path
    path = Path(__file__).with_suffix(".toml")
    path.write_text("[phrases]\\nbrew = '(brew)'\\n")
    DIALECT = evolve(DIALECT, phrasebook=path)
    """,
        "brew is not in the vocabulary",
    ),
    "names-another-module": (
        GOOD + '\n    DIALECT = evolve(DIALECT, module="no_such_module")\n',
        "No module named 'no_such_module'",
    ),
    "declares-what-is-not-there": (
        GOOD + '\n    DIALECT = evolve(DIALECT, constants={"*no-such*": "1"})\n',
        "NO_SUCH",
    ),
    "reads-its-input": ("input()", "EOFError"),
    "recurs-for-ever": ("def f(): f()\nf()", "RecursionError"),
}

ODD = {
    "prints": "print('hello'); import sys; sys.stderr.write('hello')",
    "closes-its-streams": "import os; os.close(1); os.close(2)",
    "starts-a-thread": """
        import threading
        threading.Thread(target=threading.Event().wait, daemon=True).start()""",
    "starts-a-thread-that-stays": """
        import threading
        threading.Thread(target=threading.Event().wait).start()""",
    "starts-a-process": "import subprocess; subprocess.Popen(['sleep', '1000'])",
    "ignores-signals": """
        import signal
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)""",
    "changes-folder": "import os; os.chdir('/')",
    "says-nothing-at-the-end": "import atexit, os; atexit.register(os._exit, 9)",
}


def command(*words: str, path: Path) -> subprocess.CompletedProcess[str]:
    found = os.pathsep.join(filter(None, [str(path), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": found, "TMPDIR": str(path / "tmp")}
    (path / "tmp").mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "schemesockets.conformance", *words],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=600,
    )
    assert list((path / "tmp").iterdir()) == []
    assert [p for p in psutil.process_iter(["environ"]) if _is_left(p, path)] == []
    return done


def _is_left(process: psutil.Process, path: Path) -> bool:
    environ = process.info["environ"] or {}
    return environ.get("TMPDIR") == str(path / "tmp")


def register(path: Path, **modules: str) -> None:
    for name, text in modules.items():
        (path / f"{name}.py").write_text(dedent(text), encoding="utf-8")
    info = path / "foreign-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: foreign\nVersion: 1\n")
    lines = [f"{name} = {name}" for name in modules]
    (info / "entry_points.txt").write_text("\n".join(["[schemesockets.dialects]", *lines, ""]))


REPORT = ("report", "--behaviour", "flags.merge", "--format", "json")


def subjects(text: str) -> dict[str, str]:
    return {each["subject"]: each["outcome"] for each in json.loads(text)["results"]}


@pytest.mark.parametrize("how", BROKEN)
def test_a_dialect_that_cannot_be_used_is_told_and_the_others_go_on(
    how: str, tmp_path: Path
) -> None:
    text, why = BROKEN[how]
    register(tmp_path, broken=text, tiny=GOOD)
    done = command(*REPORT, "--dialect", "broken", "--dialect", "tiny", path=tmp_path)
    assert done.returncode == 2
    assert subjects(done.stdout) == {"tiny": "pass"}
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("broken: ")
    assert why in sentence


@pytest.mark.parametrize("how", ODD)
def test_a_dialect_that_does_odd_things_harms_nobody(how: str, tmp_path: Path) -> None:
    register(tmp_path, odd=f"{dedent(GOOD)}\n{dedent(ODD[how])}\n")
    done = command(*REPORT, "--dialect", "odd", "--dialect", "foment", path=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert subjects(done.stdout) == {"tiny": "pass", "foment": "pass"}


def test_alone_it_leaves_nothing_to_ask(tmp_path: Path) -> None:
    register(tmp_path, broken="raise SystemExit(5)")
    done = command(*REPORT, "--dialect", "broken", path=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing is left to ask" in done.stderr


def test_a_dialect_that_starts_once_only_is_told_as_well(tmp_path: Path) -> None:
    """It can be described, but not hosted."""
    once = """
        from pathlib import Path
        marker = Path(__file__).with_suffix(".seen")
        if marker.exists():
            raise SystemExit("never again")
        marker.touch()
        """
    register(tmp_path, once=f"{dedent(GOOD)}\n{dedent(once)}\n")
    done = command(*REPORT, "--dialect", "once", "--dialect", "foment", path=tmp_path)
    assert done.returncode == 2
    assert subjects(done.stdout) == {"foment": "pass"}
    assert "tiny cannot be started: never again" in done.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["names", "socket-recv"], 0),
        (["dialects"], 0),
        (["compare", "flags.merge", "--dialect", "foment"], 0),
        (["show", "flags.merge", "--dialect", "foment"], 0),
        ([*REPORT, "--dialect", "foment"], 0),
        (["behaviours"], 0),
        ([*REPORT, "--dialect", "broken"], 2),
    ],
)
def test_a_broken_package_disturbs_those_alone_who_ask_for_it(
    words: list[str], status: int, tmp_path: Path
) -> None:
    register(tmp_path, broken="import os; print('hello'); os._exit(3)")
    done = command(*words, path=tmp_path)
    assert done.returncode == status
    assert "hello" not in done.stdout
    assert bool(done.stdout) == (status == 0)


def test_a_dialect_of_others_is_like_one_of_ours(tmp_path: Path) -> None:
    register(tmp_path, tiny=GOOD)
    named = command("names", "socket-recv", path=tmp_path)
    assert "socket-recv  procedure of tiny" in named.stdout
    assert "socket_recv(socket, size, flags=0), from tiny" in named.stdout
    shown = command(
        "show", "receive.end", "--dialect", "tiny", "--language", "python", path=tmp_path
    )
    assert "from tiny import" in shown.stdout
    listed = command("dialects", path=tmp_path)
    assert "tiny  SRFI 106" in listed.stdout
    compared = command(
        "compare", "receive.end", "--dialect", "tiny", "--dialect", "foment", path=tmp_path
    )
    assert "tiny, foment" in compared.stdout
