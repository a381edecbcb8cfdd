"""What picrin's own programs need: its library of tests, and libraries without `begin`."""

from __future__ import annotations

from pathlib import Path

from schemesockets.dialects.scheme import evaluate
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program

IMPORTS = "(import (scheme base) (scheme write) (picrin test))"


def _told(tests: str) -> str:
    text = f"""
        {IMPORTS}
        (define port (open-output-string))
        (parameterize ((current-output-port port)) (test-begin) {tests} (test-end))
        (get-output-string port)
    """
    told = evaluate(text, dialect="srfi-106")
    assert isinstance(told, str)
    return told


def test_expectations() -> None:
    """Each test is told, and how many have passed."""
    told = _told("(test 3 (+ 1 2)) (test-values (values 1 2) (values 1 2)) (test 2 3 <)")
    assert "case 0 PASS: (+ 1 2) equals 3\n" in told
    assert "Test Result: 2 / 3 (200/3%) [PASS/TOTAL]\n" in told
    assert told.count("FAIL: 3\n   expected 2 but got 3") == 2  # at once and in the end


def test_errors() -> None:
    """What raises has failed, and the next test is made."""
    told = _told("(test 3 (raise 'no)) (test 1 1)")
    assert "ERROR: (raise (quote no))\n   expected 3 but got an error no\n" in told.replace(
        "'no", "(quote no)"
    )
    assert "Test Result: 1 / 2 (50%)" in told


def test_a_library_without_begin(tmp_path: Path) -> None:
    """The forms of a library stand in it as they are, the exports last."""
    (tmp_path / "one.sld").write_text(
        "(define-library (one) (import (scheme base)) (define (two) (* 2 one)) (define one 1)"
        " (export two))",
        encoding="utf-8",
    )
    program = Program(PROFILES["srfi-106"], [tmp_path])
    assert program.run_text("(import (scheme base) (one)) (two)", "<test>") == 2
