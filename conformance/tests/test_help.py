"""What the command says of itself: help with examples that work, completion, width and colour."""

from __future__ import annotations

import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import termios
from fcntl import ioctl

import click
import pytest
from click.shell_completion import ShellComplete
from in_process import succeeds

from schemesockets import dialects
from schemesockets.conformance.cli import main
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.running import suite

CONTEXT = click.Context(main)
COMMANDS = {
    name: command
    for name in main.list_commands(CONTEXT)
    if (command := main.get_command(CONTEXT, name)) is not None
}
EXAMPLES = [
    (name, words)
    for name in COMMANDS
    for words in re.findall(r"^ *Example: schemesockets (.*)$", succeeds(name, "--help"), re.M)
]


# --- help


def test_the_help_lists_every_command_with_what_it_does() -> None:
    shown = succeeds("--help")
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\w+", shown, re.M)


LATER = ("rich", "jinja2", "jsonschema", "attr", "attrs", "psutil", "pygments", "pytest")


@pytest.mark.parametrize(
    "environment",
    [{}, {"COMP_WORDS": "schemesockets com", "COMP_CWORD": "1"}],
    ids=["help", "completion"],
)
def test_only_what_is_called_is_loaded(environment: dict[str, str]) -> None:
    """The help, and the completion of a command, wait for no package that neither needs."""
    if environment:
        environment = {"_SCHEMESOCKETS_COMPLETE": "bash_complete", **environment}
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('loaded:', *sys.modules))\n"
        "from schemesockets.conformance.__main__ import run\n"
        "sys.argv = ['schemesockets', '--help']\n"
        "run()\n"
    )
    shown = python(code, environment)
    assert "compare" in shown.stdout
    loaded = shown.stdout.rpartition("loaded:")[2].split()
    assert "schemesockets.conformance.cli" in loaded
    assert not {name for name in loaded if name.partition(".")[0] in LATER}
    ours = [name for name in loaded if name.startswith("schemesockets.")]
    assert not [name for name in ours if not name.startswith("schemesockets.conformance")]


@pytest.mark.parametrize(
    ("command", "missing", "extra"),
    [("dialects", "click", "report"), ("dialects", "rich", "report"), ("port", "rich", "port")],
)
def test_without_the_extra_it_says_what_to_install(command: str, missing: str, extra: str) -> None:
    code = (
        "import sys\n"
        f"sys.modules[{missing!r}] = None\n"
        "from schemesockets.conformance.__main__ import run\n"
        f"sys.argv = ['schemesockets', {command!r}]\n"
        "run()\n"
    )
    done = python(code, {})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"This needs {missing}, which is not installed: "
        f"python -m pip install 'schemesockets[{extra}]'\n"
    )


def test_every_command_has_an_example() -> None:
    assert {name for name, _ in EXAMPLES} == set(COMMANDS)


@pytest.mark.parametrize(("name", "words"), EXAMPLES)
def test_an_example_is_of_its_command_and_makes_sense(
    name: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """Its words are taken for what they are meant; the files that it names are there."""
    monkeypatch.chdir(str(tmp_path))
    first, *others = shlex.split(words)
    assert first == name
    for word in others:
        if word.endswith(".json"):
            open(word, "w").close()
    with COMMANDS[name].make_context(name, others) as context:
        globs = [context.params[key] for key in ("globs", "behaviour") if key in context.params]
        chosen = [glob for each in globs for glob in ([each] if isinstance(each, str) else each)]
        for glob in chosen:
            assert suite.select([glob]), glob


# --- completion


def completed(*words: str) -> list[str]:
    """What a shell is offered for the last of the words."""
    completion = ShellComplete(main, {}, "schemesockets", "_SCHEMESOCKETS_COMPLETE")
    return [item.value for item in completion.get_completions(list(words[:-1]), words[-1])]


def test_commands_are_completed() -> None:
    assert completed("com") == ["compare"]


@pytest.mark.parametrize("before", [["report", "--behaviour"], ["compare"], ["behaviours"]])
def test_behaviours_are_completed_as_areas_and_by_their_names(before: list[str]) -> None:
    offered = completed(*before, "halves.")
    assert offered == ["halves.*", *(name for name in ALL if name.startswith("halves."))]


def test_dialects_and_real_systems_are_completed() -> None:
    assert completed("report", "--dialect", "") == list(dialects.available())
    assert completed("report", "--real", "gu") == ["guile"]
    assert "srfi-106@foment" in completed("show", "--real", "srfi")


def test_names_are_completed_in_both_spellings() -> None:
    assert {"socket-recv", "socket-recv!"} <= set(completed("names", "socket-rec"))
    assert "socket_recv" in completed("names", "socket_re")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_be_told(shell: str) -> None:
    told = asked({"_SCHEMESOCKETS_COMPLETE": f"{shell}_source"})
    assert told.returncode == 0
    assert "schemesockets" in told.stdout


def test_a_shell_that_asks_is_answered() -> None:
    told = asked(
        {
            "_SCHEMESOCKETS_COMPLETE": "bash_complete",
            "COMP_WORDS": "schemesockets show receive.end",
            "COMP_CWORD": "2",
        }
    )
    assert told.stdout.splitlines() == [
        f"plain,{name}" for name in ALL if name.startswith("receive.end")
    ]


def asked(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return python("from schemesockets.conformance.__main__ import run; run()", environment)


def python(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


# --- the terminal


def on_a_terminal(columns: int, *words: str, **environment: str) -> str:
    """What a terminal of that width is shown."""
    ours, its = pty.openpty()
    ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    # What the one who runs the tests has set is not for this terminal.
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "schemesockets.conformance", *words],
        env={**kept, "TERM": "xterm-256color", **environment},
        stdin=subprocess.DEVNULL,
        stdout=its,
        stderr=subprocess.DEVNULL,
    )
    os.close(its)
    shown = b""
    try:
        while data := os.read(ours, 65536):
            shown += data
    except OSError:  # EIO: the other side is closed
        pass
    finally:
        os.close(ours)
    assert process.wait(60) == 0
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [50, 100])
@pytest.mark.parametrize("words", [["compare", "receive.end"], ["names", "socket-recv"]])
def test_lines_are_as_wide_as_the_terminal(words: list[str], columns: int) -> None:
    shown = on_a_terminal(columns, *words, NO_COLOR="1")
    assert max(len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in shown.splitlines()) <= columns
    if columns > 50:
        narrow = on_a_terminal(50, *words, NO_COLOR="1")
        assert narrow.count("\n") > shown.count("\n")


def test_colour_is_for_terminals_that_want_it() -> None:
    """A weight is no colour: `NO_COLOR` leaves what is bold or dim."""
    words = ["report", "--dialect", "guile", "--behaviour", "receive.end"]
    colour = re.compile(r"\x1b\[(?:\d+;)*(?:3\d|38;)")
    assert colour.search(on_a_terminal(100, *words))
    assert not colour.search(on_a_terminal(100, *words, NO_COLOR="1"))
    assert "\x1b" not in succeeds(*words)
