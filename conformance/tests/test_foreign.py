"""Dialects of others in modules that go wrong: each is told, and the others go on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

import pytest
import surroundings

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
    "hangs": ("import threading; threading.Event().wait()", "not been imported within 30 s"),
    "closes-its-descriptors": (
        f"{dedent(GOOD)}\nimport os; os.closerange(3, 256)",
        "Bad file descriptor",
    ),
    "wants-all-memory": ("kept = bytearray(64 << 30)", "MemoryError"),
    "writes-without-end": (
        "import tempfile; tempfile.NamedTemporaryFile(delete=False).truncate((1 << 40) - 1)",
        "File too large",
    ),
    "complains-without-end": (
        "import os\nwhile True: os.write(2, b'x' * 65536)",
        "xxxxx",
    ),
    "describes-itself-wrongly": (
        """import os, sys; os.write(int(sys.argv[1]), b'{"name": 5}'); os._exit(0)""",
        "what it says of itself makes no sense",
    ),
    "describes-itself-in-part": (
        "import os, sys; os.write(int(sys.argv[1]), b'}'); os._exit(0)",
        "what it says of itself makes no sense",
    ),
    "describes-itself-without-end": (
        "import os, sys\nwhile True: os.write(int(sys.argv[1]), b'x' * 65536)",
        "without end",
    ),
    "complains-in-controls": ("raise SystemExit('\x1b[31mred\x9b')", "\\x1b;[31mred\\x9b;"),
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
    "starts-a-daemon": """
        import os, signal
        if os.fork() == 0:
            os.setsid()
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            if os.fork() == 0:
                while True:
                    signal.pause()
            os._exit(0)""",
    "leaves-files": """
        import os, tempfile
        folder = tempfile.mkdtemp()
        os.mkdir(os.path.join(folder, "below"))
        os.chmod(folder, 0)""",
    "waits-at-its-end": "import atexit, threading; atexit.register(threading.Event().wait)",
    "handles-every-signal": """
        import signal
        for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP, 32, 33}:
            signal.signal(number, lambda *_: None)""",
    "changes-its-terminal": "print('\\x1b]0;title\\x07')",
    "says-nothing-at-the-end": "import atexit, os; atexit.register(os._exit, 9)",
}


def command(*words: str, path: Path) -> surroundings.Done:
    return surroundings.run(words, path)


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


def module(how: str) -> str:
    return how.replace("-", "_")


def asked_of(names: Iterable[str]) -> list[str]:
    return [word for name in names for word in ("--dialect", name)]


def test_dialects_that_cannot_be_used_are_told_and_the_others_go_on(tmp_path: Path) -> None:
    broken = {module(how): text for how, (text, _) in BROKEN.items()}
    register(tmp_path, **broken, tiny=GOOD)
    done = command(*REPORT, *asked_of([*broken, "tiny"]), path=tmp_path)
    assert done.status == 2
    assert subjects(done.output) == {"tiny": "pass"}
    told = [line.partition(": ") for line in done.complaints.splitlines()]
    assert [name for name, _, _ in told] == list(broken)
    reasons = zip(BROKEN.values(), told, strict=True)
    assert [(why, told) for (_, why), (_, _, told) in reasons if why not in told] == []


def test_dialects_that_do_odd_things_harm_nobody(tmp_path: Path) -> None:
    own = "\nDIALECT = evolve(DIALECT, name=__name__)\n"
    odd = {module(how): f"{dedent(GOOD)}{own}{dedent(text)}\n" for how, text in ODD.items()}
    register(tmp_path, **odd)
    done = command(*REPORT, *asked_of([*odd, "foment"]), path=tmp_path)
    assert (done.status, done.complaints) == (0, "")
    assert subjects(done.output) == dict.fromkeys([*odd, "foment"], "pass")


def test_alone_it_leaves_nothing_to_ask(tmp_path: Path) -> None:
    register(tmp_path, broken="raise SystemExit(5)")
    done = command(*REPORT, "--dialect", "broken", path=tmp_path)
    assert (done.status, done.output) == (2, "")
    assert "nothing is left to ask" in done.complaints


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
    assert done.status == 2
    assert subjects(done.output) == {"foment": "pass"}
    assert "tiny cannot be started: never again" in done.complaints


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
    assert done.status == status
    assert "hello" not in done.output
    assert bool(done.output) == (status == 0)


def test_a_dialect_of_others_is_like_one_of_ours(tmp_path: Path) -> None:
    register(tmp_path, tiny=GOOD)
    named = command("names", "socket-recv", path=tmp_path)
    assert "socket-recv  procedure of tiny" in named.output
    assert "socket_recv(socket, size, flags=0), from tiny" in named.output
    shown = command(
        "show", "receive.end", "--dialect", "tiny", "--language", "python", path=tmp_path
    )
    assert "from tiny import" in shown.output
    listed = command("dialects", path=tmp_path)
    assert "tiny  SRFI 106" in listed.output
    compared = command(
        "compare", "receive.end", "--dialect", "tiny", "--dialect", "foment", path=tmp_path
    )
    assert "tiny, foment" in compared.output
