"""Whatever text comes from outside, a terminal gets none of its control characters."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table
from rich.text import Text

from schemesockets.conformance.commands.console import SafeConsole, say
from schemesockets.conformance.reports.escaping import terminal_text

HARMFUL = "\x1b[2J\x1b]0;title\x07\r\x9b31m\x7f\u202egnp\u2066\ufeff"
TEXTS = st.text(
    st.one_of(
        st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]),
        st.sampled_from("\x1b[]0;m2J\\ \t\nab"),
        st.characters(),
    )
)


def harmful(text: str) -> set[str]:
    """Return the characters that a terminal might obey, but for tab and newline."""
    categories = {"Cc", "Cs", "Zl", "Zp"}
    directions = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return {
        each
        for each in set(text) - set("\t\n")
        if unicodedata.category(each) in categories or each in directions
    }


@given(TEXTS)
def test_no_control_character_stays(text: str) -> None:
    shown = terminal_text(text)
    assert harmful(shown) == set()
    assert terminal_text(shown) == shown


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_what_prints_stays_as_it_is(text: str) -> None:
    assert terminal_text(text) == text


@given(TEXTS, st.sampled_from(["text", "table", "say", "plain"]))
def test_a_console_shows_no_control_character(text: str, how: str) -> None:
    file = io.StringIO()
    console = SafeConsole(file=file, width=40, color_system=None)
    if how == "text":
        console.print(Text(text), soft_wrap=True)
    elif how == "table":
        table = Table(title=Text(text))
        table.add_column(Text(text))
        table.add_row(Text(text))
        console.print(table)
    elif how == "say":
        say(console, Text(text).plain, text)
    else:
        console.print(text, markup=False)
    assert harmful(file.getvalue()) == set()


def test_a_console_with_no_columns_has_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "0")
    assert SafeConsole(file=io.StringIO()).width > 0


def on_a_terminal(words: list[str], folder: Path) -> str:
    """Return all that a command writes to a terminal, without what colours and clears lines."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "200"}
    process = subprocess.Popen(
        [sys.executable, "-m", "schemesockets.conformance", *words],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=environment,
    )
    os.close(theirs)
    written = b""
    with process:
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # the end, of Linux
                break
            if not chunk:
                break
            written += chunk
    os.close(ours)
    return written.replace(b"\r\n", b"\n").decode(errors="surrogateescape")


def report(folder: Path) -> None:
    """Write a report whose texts are harmful."""
    words = ["report", "--dialect", "foment", "--behaviour", "flags.merge", "--format", "json"]
    subprocess.run(
        [sys.executable, "-m", "schemesockets.conformance", *words, "-o", "report.json"],
        cwd=folder,
        check=True,
        timeout=120,
    )
    path = folder / "report.json"
    made = json.loads(path.read_text(encoding="utf-8"))
    made["subjects"][0]["version"] = HARMFUL
    made["results"][0]["outcome"] = "fail"
    made["results"][0]["reason"] = HARMFUL
    (folder / "harmful.json").write_text(json.dumps(made), encoding="utf-8")


def test_commands_write_no_control_character_to_a_terminal(tmp_path: Path) -> None:
    report(tmp_path)
    name = HARMFUL.replace("/", "")
    (tmp_path / name).write_text("{", encoding="utf-8")
    (tmp_path / f"{name}.scm").write_text(f"({HARMFUL})", encoding="utf-8")
    for words in (
        ["diff", "report.json", "harmful.json"],
        ["diff", "report.json", "harmful.json", "--format", "json"],
        ["merge", "harmful.json"],
        ["merge", "harmful.json", "--format", "markdown"],
        ["merge", name],
        ["badge", "report.json", name],
        ["badge", "no-such\x1b[2J", "foment"],
        ["check", name],
        ["check", f"no-such{name}"],
        ["new", "dialect", name],
        ["names", name],
        ["show", name, "--dialect", "foment"],
        ["show", "flags.merge", "--dialect", name],
        ["report", "--dialect", name],
        ["report", "--real", name],
        ["report", "--behaviour", name],
        ["report", "--real", f"srfi-106={name}"],
        ["report", f"--{name}"],
        ["port", f"{name}.scm"],
        ["run", f"no-such{name}"],
        ["run", "--dialect", "guile", f"{name}.scm"],
        ["run", "--dialect", "guile", "-e", f'(error "{HARMFUL}")'],
        [f"no-such{name}"],
        [f"--{name}"],
    ):
        shown = on_a_terminal(words, tmp_path)
        assert shown, words
        assert harmful(shown) == set(), words
