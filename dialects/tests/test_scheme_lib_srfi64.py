"""SRFI 64: what suites tell, in their log and on the console, beside the real Guile."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from scheme_cases import check_program

from schemesockets.dialects.scheme import evaluate
from schemesockets.dialects.scheme.conditions import ErrorObject
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program
from schemesockets.dialects.scheme.syntax import SyntaxFailure

GUILE = "(use-modules (srfi srfi-64))\n"

SUITES = {
    "kinds": """
(test-begin "kinds" 9)
(test-assert "true" #t)
(test-assert (= 1 2))
(test-equal "different" 1 2)
(test-equal '(1 "x") (list 1 "x"))
(test-eqv "the same" 1 1)
(test-eq "a symbol" 'a 'a)
(test-approximate "near" 1.0 1.05 0.1)
(test-approximate "far" 1.0 2.0 0.1)
(test-error #t (error "on purpose"))
(test-error "no error" #t 5)
(test-equal "raises" 1 (error "boo" 1 2))
(test-end "kinds")
""",
    "skips": """
(test-begin "skips")
(test-skip "left out")
(test-assert "left out" #f)
(test-expect-fail "fails")
(test-assert "fails" #f)
(test-expect-fail 1)
(test-assert "passes" #t)
(test-skip 2)
(test-assert #f)
(test-assert #f)
(test-assert #t)
(test-group "inner"
  (test-skip (test-match-any "a" "b"))
  (test-assert "a" #f)
  (test-assert "b" #f)
  (test-assert "c" #t))
(test-skip "inner")
(test-group "inner" (test-assert "c" #f))
(test-expect-fail (test-match-nth 2))
(test-assert "first" #t)
(test-assert "second" #f)
(test-end)
""",
    "groups": """
(test-begin "groups" 4)
(test-begin "inside" 2)
(test-assert #t)
(test-end "inside")
(test-group-with-cleanup "cleaned" (display "one") (test-assert #t) (display "two\n"))
(display (test-runner-group-path (test-runner-current)))
(newline)
(test-end "groups")
(test-begin "again")
(test-end "again")
""",
    "names": """
(test-begin "names")
(test-assert "x" #t)
(test-begin "inner")
(test-end "other")
""",
    "runner": """
(define (note . things) (for-each display things) (newline))
(define (loud)
  (let ((r (test-runner-null)))
    (test-runner-on-test-begin! r (lambda (r) (note "begin " (test-runner-test-name r))))
    (test-runner-on-test-end! r
      (lambda (r) (note "end " (test-result-kind r) " " (test-result-ref r 'actual-value 'none)
                        " " (and (test-passed? r) #t))))
    (test-runner-on-group-begin! r (lambda (r name count) (note "group " name " " count)))
    (test-runner-on-group-end! r (lambda (r) (note "group end " (test-runner-group-path r))))
    (test-runner-on-bad-count! r (lambda (r count expected) (note count " not " expected)))
    (test-runner-on-bad-end-name! r (lambda (r one other) (note one " not " other)))
    (test-runner-on-final! r (lambda (r) (note "final " (test-runner-pass-count r)
      " " (test-runner-fail-count r) " " (test-runner-skip-count r)
      " " (test-runner-xpass-count r) " " (test-runner-xfail-count r))))
    r))
(test-runner-factory loud)
(test-begin "loud" 2)
(test-assert "a" 1)
(test-equal "b" 1 2)
(test-skip 1)
(test-eq 'c 'c)
(test-end "quiet")
(note (test-runner-current))
(define r (loud))
(test-with-runner r (test-begin "with") (test-assert #t) (test-end))
(note (test-runner-pass-count r))
(test-runner-reset r)
(note (test-runner-pass-count r) (test-runner-group-stack r))
(test-apply r (test-match-name "y") (lambda () (test-assert "x" #t) (test-assert "y" #t)))
(test-apply (test-match-name "z") (lambda () (test-assert "x" #t) (test-assert "z" #t)))
(note (test-runner? r) (test-runner? 1))
""",
}


def run(text: str, directory: Path) -> tuple[str, str]:
    """What we write to the console, and the logs."""
    file = directory / "suite.scm"
    file.write_text(text)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(ErrorObject):
        Program(PROFILES["guile"]).run_file(file)
    return out.getvalue(), logs(directory)


def logs(directory: Path) -> str:
    """The texts of the log files, without what errors are told as."""
    texts = []
    for each in sorted(directory.glob("*.log")):
        texts.append(each.read_text())
        each.unlink()
    return re.sub("actual-error: .*", "actual-error: ...", "\n".join(texts))


@pytest.mark.parametrize("name", SUITES)
def test_suite_beside_guile(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("guile") is None:
        pytest.skip("guile is not installed")
    monkeypatch.chdir(tmp_path)
    ours = run(GUILE + SUITES[name], tmp_path)
    done = subprocess.run(
        ["guile", "--no-auto-compile", "suite.scm"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ours == (done.stdout, logs(tmp_path))
    assert ours[0] or name == "names"


def test_log_file_is_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    suite = '(test-begin "s") (test-assert #t) (test-end)'
    evaluate(f"{GUILE} (set! test-log-to-file #f) {suite}", dialect="guile")
    evaluate(f"(import (srfi 64)) (test-log-to-file #f) {suite}", dialect="srfi-106")
    assert not list(tmp_path.iterdir())
    evaluate(f'{GUILE} (set! test-log-to-file "named.txt") {suite}', dialect="guile")
    assert [each.name for each in tmp_path.iterdir()] == ["named.txt"]
    assert 'Writing full log to "named.txt"' in capsys.readouterr().out


def test_sagittarius_tells_expressions_and_keeps_its_runner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = """(import (scheme base) (srfi :64))
    (test-begin "one") (test-equal 1 (+ 1 1)) (test-error (lambda (e) #f) (car 1)) (test-end)
    (test-begin "two") (test-assert "named" #f) (test-error symbol? (raise 'x)) (test-end)"""
    evaluate(text, dialect="sagittarius")
    assert not list(tmp_path.iterdir())
    assert capsys.readouterr().out.splitlines() == [
        "%%%% Starting test one",
        "FAIL (+ 1 1)",
        "FAIL (car 1)",
        "# of unexpected failures  2",
        "%%%% Starting test two",
        "FAIL named",
        "# of expected passes      1",
        "# of unexpected failures  3",
    ]


CASES = r"""
(test-read-eval-string "(+ 1 2)") => 3
(test-read-eval-string "(+ 1 2) ") => error
(test-read-eval-string "1 2") => error
(test-runner-get) => error
(test-end) => error
(test-runner-current) => #f
(test-runner-pass-count 1) => error
(test-skip 'x) => error
(test-on-group-end-simple (test-runner-null)) => error
(test-apply 1 2) => error
(test-apply (test-runner-null)) => error
(let ((r (test-runner-null))) (test-result-set! r 'a 1) (test-result-set! r 'b 2)
  (test-result-remove r 'a) (list (test-result-ref r 'a) (test-result-ref r 'a 'd)
  (test-result-ref r 'b) (test-result-alist r))) => (#f d 2 ((b . 2)))
(let ((r (test-runner-null))) (test-result-set! r 'a 1) (test-result-clear r)
  (test-result-alist r)) => ()
(let ((r (test-runner-null))) (test-runner-aux-value! r 5) (test-runner-aux-value r)) => 5
(let ((r (test-runner-create))) (test-runner? r)) => #t
"""


def test_procedures() -> None:
    check_program(CASES, "(use-modules (srfi srfi-64))")


@pytest.mark.parametrize(
    "text", ["(test-equal 1)", "(test-assert)", "(test-approximate 1 2)", "(test-end 1 2)"]
)
def test_wrong_syntax(text: str) -> None:
    with pytest.raises(SyntaxFailure):
        evaluate(GUILE + text, dialect="guile")
