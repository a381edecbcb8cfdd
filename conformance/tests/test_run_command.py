"""`schemesockets run`: arguments, standard input, exit statuses and errors; and its page."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from schemesockets.conformance.commands.run import command
from schemesockets.dialects.scheme.libraries.manifest import LIBRARIES
from schemesockets.dialects.scheme.profiles import PROFILES

PAGE = Path(__file__).parents[2] / "docs" / "run.md"


def run(*words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "schemesockets.conformance", "run", *words]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


def test_a_file_with_arguments(tmp_path: Path) -> None:
    file = tmp_path / "p.scm"
    file.write_text(
        "(import (scheme base) (scheme write) (scheme process-context))\n"
        "(write (cdr (command-line))) (newline) (exit 3)\n"
    )
    done = run(str(file), "-e", "--dialect", "x")
    assert (done.stdout, done.stderr, done.returncode) == ('("-e" "--dialect" "x")\n', "", 3)


def test_standard_input() -> None:
    done = run("-", text="(import (scheme base) (scheme write)) (display (+ 1 2))")
    assert (done.stdout, done.stderr, done.returncode) == ("3", "", 0)


@pytest.mark.parametrize("dialect", ["guile", "chicken"])
def test_an_expression_alone(dialect: str) -> None:
    done = run("--dialect", dialect, "-e", '(display "hello")')
    assert (done.stdout, done.stderr, done.returncode) == ("hello", "", 0)


def test_an_error_is_told_with_its_place_and_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "p.scm"
    file.write_text("(import (scheme base))\n(define (f x) (car x))\n(+ 1 (f 5))\n")
    done = run(str(file))
    assert done.returncode != 0
    assert f"{file}:2:" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_missing_is_told_before_anything_runs(tmp_path: Path) -> None:
    file = tmp_path / "p.scm"
    file.write_text("(import (scheme base) (scheme write))\n(display 1)\n(no-such-thing)\n")
    done = run(str(file))
    assert (done.stdout, done.returncode) != ("1", 0)
    assert "no-such-thing" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "nothing to run"),
        (("--dialect", "basic", "-"), "no programs of 'basic' can be run; there are srfi-106,"),
        (("--dialect=basic", "-"), "no programs of 'basic' can be run"),
        (("--dialect",), "requires an argument"),
        (("no-such-file.scm",), "no-such-file.scm: No such file or directory"),
        (("/",), "/: Is a directory"),
        (("--what", "x"), "No such option"),
        (("--trace-format", "xml", "-"), "xml"),
        (("--trace-output", "/no/such/file", "-"), "/no/such/file: No such file or directory"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], message: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_options_may_be_glued_and_end_with_two_dashes(tmp_path: Path) -> None:
    (tmp_path / "mine.sld").write_text(
        "(define-library (mine) (import (scheme base)) (export x) (begin (define x 5)))"
    )
    file = tmp_path / "-p.scm"
    file.write_text("(import (mine)) (display x) (display (cdr (command-line)))")
    words = ["--dialect=chicken", f"-L{tmp_path}", "--", str(file), "--", "-x", "--help"]
    done = run(*words)
    assert (done.stdout, done.stderr, done.returncode) == ("5(-- -x --help)", "", 0)


def test_help_and_completion() -> None:
    done = run("--help")
    assert done.returncode == 0
    for option in ("--dialect", "-L", "-e", "--trace", "--trace-format", "--trace-output"):
        assert option in done.stdout
    words = {"COMP_WORDS": "schemesockets run --dialect gu", "COMP_CWORD": "3"}
    command = [sys.executable, "-P", "-c", "from schemesockets.conformance.__main__ import run"
               "; run()"]  # fmt: skip
    environ = os.environ | words | {"_SCHEMESOCKETS_COMPLETE": "bash_complete"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "plain,guile"


@pytest.mark.parametrize("dialect", PROFILES)
def test_a_trace_has_each_call_of_the_dialect(tmp_path: Path, dialect: str) -> None:
    """In lines for people and for programs; long data are cut."""
    text = TRACED[dialect]
    done = run("--dialect", dialect, "--trace", "-e", text)
    (first, *_, last) = lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    assert re.fullmatch(r"<-e>:2: \(\S+ .*\) => .*  \d+\.\d\d\d ms", first)
    assert re.fullmatch(r"<-e>:3: \(\S+ .*\) raises .*  \d+\.\d\d\d ms", last)
    assert all(len(line) < 400 for line in lines)
    output = tmp_path / "trace"
    done = run("--dialect", dialect, "--trace-format=jsonl", "--trace-output", str(output), "-e",
               text)  # fmt: skip
    assert (done.stdout, done.stderr, done.returncode) == ("end", "", 0)
    data = [json.loads(line) for line in output.read_text().splitlines()]
    keys = {"procedure", "arguments", "seconds", "thread", "place"}
    assert [set(each) - keys for each in data] == [{"result"}, {"condition"}]
    assert [each["place"] for each in data] == ["<-e>:2", "<-e>:3"]
    assert data[0]["seconds"] >= 0
    assert done.stdout == "end"


_R7RS = "(import (scheme base) (scheme write) {})\n"
_GUARDED = "\n(guard (e (#t (display 'end))) {})"
TRACED = {
    "srfi-106": _R7RS.format("(srfi 106)")
    + "(address-family inet)(socket? (make-string 100000 #\\a))"
    + _GUARDED.format("(socket-send 5 (make-bytevector 100000 1))"),
    "foment": _R7RS.format("(foment base)")
    + "(socket? (make-list 100000 #\\a))"
    + _GUARDED.format("(send-socket 5 (make-bytevector 100000 1) 0)"),
    "sagittarius": _R7RS.format("(sagittarius socket)")
    + "(socket? (make-vector 100000 'a))"
    + _GUARDED.format("(socket-send 5 (make-bytevector 100000 1))"),
    "guile": '\n(inet-pton AF_INET "127.0.0.1")'
    + _GUARDED.format("(inet-pton AF_INET (make-string 100000 #\\a))"),
    "chicken": "(import socket)\n(socket? (expt 10 100000))"
    + _GUARDED.format("(socket-send 5 (make-string 100000 #\\a))"),
}


def test_no_trace_costs_nothing() -> None:
    """The procedures of a program that is not traced are not wrapped."""
    from schemesockets.dialects.scheme.program import Program

    plain, other = (Program(PROFILES["guile"]) for _ in range(2))
    assert plain.dialect_entries["socket"] is other.dialect_entries["socket"]


def test_the_page_lists_the_libraries_that_there_are() -> None:
    def canonical(name: str) -> str:
        """One name for a SRFI, which has up to four, and for a module of CHICKEN."""
        if name.startswith(("chicken.", "(chicken ")):
            return f"({' '.join(re.split('[ .]', name.strip('()')))})"
        number = re.match(r"\(?srfi[ :-]*(?:srfi-)?(\d+)\b(?! gnu)", name)
        return f"(srfi {number[1]})" if number else name

    rows = re.findall(r"^\| .*$", PAGE.read_text(encoding="utf-8"), re.M)
    listed = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    there = {canonical(name) for name in LIBRARIES if not name.startswith("%")}
    assert listed == there


@pytest.mark.parametrize("columns", ["-1", "0", "1", "2", "80", "99999999999"])
def test_help_on_a_terminal_of_any_width(columns: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:  # and not while pytest fills a line of its own
        patch.setenv("COLUMNS", columns)
        assert command.main(["--help"]) == 0
    assert "--trace-output FILE" in capsys.readouterr().out


def test_an_expression_is_utf8_in_any_locale() -> None:
    other = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    expression = '(display (string-length "é"))'
    words = [sys.executable, "-P", "-m", "schemesockets.conformance", "run", "-e", expression]
    done = subprocess.run(words, env=os.environ | other, capture_output=True, check=False)
    assert done.stdout == b"1"
