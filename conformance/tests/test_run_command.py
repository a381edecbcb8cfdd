"""`schemesockets run`: arguments, standard input, exit statuses and errors; and its page."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from schemesockets.dialects.scheme.libraries.manifest import LIBRARIES

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


@pytest.mark.parametrize("words", [(), ("--dialect", "basic", "-"), ("no-such-file.scm",)])
def test_wrong_usage(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_the_page_lists_the_libraries_that_there_are() -> None:
    def canonical(name: str) -> str:
        """One name for a SRFI, which has up to four, and for a module of CHICKEN."""
        if name.startswith(("chicken.", "(chicken ")):
            return f"({' '.join(re.split('[ .]', name.strip('()')))})"
        number = re.match(r"\(?srfi[ :-]*(?:srfi-)?(\d+)", name)
        return f"(srfi {number[1]})" if number else name

    rows = re.findall(r"^\| .*$", PAGE.read_text(encoding="utf-8"), re.M)
    listed = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    there = {canonical(name) for name in LIBRARIES if not name.startswith("%")}
    assert listed == there
