"""The command that runs a program: output, errors, exit status."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from schemesockets.dialects.scheme.command import dialect_of, main


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return tmp_path / "program.scm"


def test_a_program_runs(program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program.write_text(
        "(import (scheme base) (scheme write) (scheme process-context))\n"
        "(write (cdr (command-line)))(newline)"
    )
    assert main([str(program), "one", "two"]) == 0
    assert capsys.readouterr().out == '("one" "two")\n'


def test_an_error_is_told_with_the_calls_that_led_to_it(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program.write_text("""(define (g x)
  (+ 1 (car x)))
(define (f x)
  (let ((y (g x)))
    (* 2 y)))
(display "begun")
(f 5)
""")
    assert main(["--dialect", "guile", str(program)]) == 1
    out, err = capsys.readouterr()
    assert out == "begun"
    assert err.splitlines() == [
        "Error: car: expected a pair, got 5",
        f"  {program}:2:8 in g",
        f"  {program}:4:12 in f",
        f"  {program}:7:1",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(raise 'boom)", "Error: uncaught object: boom"),
        ('(error "bad:" 1 "x")', 'Error: bad: 1 "x"'),
        ("(foo)", "unbound variable: foo"),
        ("(display 1", "the ( has no end"),
        ("(define-record-type p (make-p) p?) (raise (make-p))", "Error: uncaught object: #<p>"),
    ],
)
def test_how_a_program_ends_in_an_error(
    program: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    program.write_text(text)
    assert main(["--dialect", "chicken", str(program)]) == 70
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(("argument", "status"), [("", 0), ("3", 3), ("#t", 0), ("#f", 1)])
def test_exit(program: Path, argument: str, status: int) -> None:
    program.write_text(
        f"(dynamic-wind (lambda () #f) (lambda () (exit {argument})) (lambda () #f))"
    )
    assert main(["--dialect", "guile", str(program)]) == status


def test_expressions_and_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-e", "(display (+ 1 2))"]) == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"(display 'in)")))
    assert main(["-"]) == 0
    assert capsys.readouterr().out == "3in"


@pytest.mark.parametrize(
    "argv", [[], ["--dialect"], ["--dialect", "nope", "x.scm"], ["--what", "x"], ["no-such.scm"]]
)
def test_wrong_arguments(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("#!/usr/bin/guile -s\n!#", "guile"),
        ("(use-modules (ice-9 rdelim))", "guile"),
        ("(import (chicken io) socket)", "chicken"),
        ("(import (rnrs) (sagittarius socket))", "sagittarius"),
        ("(import (foment base))", "foment"),
        ("(import (scheme base) (srfi 106))", "srfi-106"),
    ],
)
def test_the_dialect_of_a_program(text: str, dialect: str) -> None:
    assert dialect_of(text) == dialect


def test_strings_of_chicken_reach_the_output_as_they_are() -> None:
    code = (
        "import sys; from schemesockets.dialects.scheme import command; command.main(sys.argv[1:])"
    )
    text = '(display "é") (display (string-length "é"))'
    done = subprocess.run(
        [sys.executable, "-c", code, "--dialect", "chicken", "-e", text],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "é2".encode()
