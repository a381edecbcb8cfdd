"""Wrong programs under the command: nothing runs, and one message has file, line and column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemesockets.dialects.scheme.command import run

Capture = pytest.CaptureFixture[str]

R7RS = "(import (scheme base) (scheme write) (mine))\n"
MINE = "(define-library (mine) (import (scheme base) (scheme write)) (export {}) (begin {}))"


def outcome(
    folder: Path, capsys: Capture, files: dict[str, str], dialect: str = "srfi-106"
) -> tuple[int, str, str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    status = run(str(folder / "p.scm"), dialect=dialect)
    out, err = capsys.readouterr()
    return status, out, err.replace(f"{folder}/", "")


# Names that are missing


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"p.scm": "(import (scheme base))\n(display 1)"},
         "p.scm:2:2: unbound variable: display; (scheme write) would have it"),
        ({"p.scm": "(import (scheme base) (scheme write))\n(display 1) (socket-close 1)"},
         "p.scm:2:14: unbound variable: socket-close; (srfi 106) would have it"),
        # in a library, which has not run then
        ({"p.scm": R7RS + "(display 1)",
          "mine.sld": MINE.format("a", '(display "library") (define (a)\n (nowhere))')},
         "mine.sld:2:3: unbound variable: nowhere"),
        # in the program, and the library has not run either
        ({"p.scm": R7RS + "(display (a)) (nowhere)",
          "mine.sld": MINE.format("a", '(display "library") (define (a) 1)')},
         "p.scm:2:16: unbound variable: nowhere"),
        # in what a macro puts in, its own library's or the program's
        ({"p.scm": R7RS + "(display 1)\n  (m 2)",
          "mine.sld": MINE.format("m", "(define-syntax m (syntax-rules () ((_ x) (nowhere x))))")},
         "p.scm:3:3: unbound variable: nowhere"),
        ({"p.scm": R7RS + "(display 1)\n(m nowhere)",
          "mine.sld": MINE.format("m", "(define-syntax m (syntax-rules () ((_ x) (car x))))")},
         "p.scm:3:1: unbound variable: nowhere"),
        # what a library exports
        ({"p.scm": R7RS + "(display 1)",
          "mine.sld": MINE.format("a b", '(display "library") (define a 1)')},
         "mine.sld:1:1: (mine) exports b, which it lacks"),
        ({"p.scm": "(import (scheme base) (scheme write) (only (mine) c))",
          "mine.sld": MINE.format("a", '(display "library") (define a 1)')},
         "p.scm:1:38: c is not exported by what is imported"),
        ({"p.scm": "(import (scheme base) (no such))"},
         "p.scm:1:23: there is no library (no such)"),
    ],
)  # fmt: skip
def test_a_missing_name_is_told_before_anything_runs(
    tmp_path: Path, capsys: Capture, files: dict[str, str], message: str
) -> None:
    assert outcome(tmp_path, capsys, files) == (70, "", f"ERROR: {message}\n")


@pytest.mark.parametrize(
    ("dialect", "text", "library"),
    [
        ("guile", "(fold + 0 '())", "(srfi srfi-1)"),
        ("guile", '(string-match "a" "b")', "(ice-9 regex)"),
        ("chicken", "(fold + 0 '())", "srfi-1"),
        ("chicken", "(read-lines)", "(chicken io)"),
        ("chicken", "(socket-close 1)", "socket"),
        ("foment", "(import (scheme base)) (connect-socket 1)", "(foment base)"),
        ("sagittarius", "(make-client-socket 1 2)", "(sagittarius socket)"),
    ],
)
def test_a_missing_name_is_told_with_the_library_as_the_dialect_names_it(
    tmp_path: Path, capsys: Capture, dialect: str, text: str, library: str
) -> None:
    status, out, err = outcome(tmp_path, capsys, {"p.scm": text}, dialect)
    assert status != 0
    assert out == ""
    assert re.search(rf"p.scm:1:\d+: unbound variable: \S+; {re.escape(library)} would", err), err


def test_what_libraries_do_is_done_in_order(tmp_path: Path, capsys: Capture) -> None:
    files = {
        "p.scm": "(import (scheme base) (scheme write) (one) (two)) (display 'program)",
        "one.sld": "(define-library (one) (import (scheme base) (scheme write) (two)) (export)"
        " (begin (display 'one)))",
        "two.sld": "(define-library (two) (import (scheme base) (scheme write)) (export)"
        " (begin (display 'two)))",
    }
    assert outcome(tmp_path, capsys, files) == (0, "twooneprogram", "")


def test_a_macro_of_a_library_may_need_what_the_library_does(
    tmp_path: Path, capsys: Capture
) -> None:
    files = {
        "p.scm": "(import mine) (display (twice 4))",
        "mine.scm": "(module mine (twice) (import scheme)"
        " (define (doubled x) (list '+ x x)) (define-syntax twice"
        " (er-macro-transformer (lambda (f r c) (doubled (cadr f))))))",
    }
    assert outcome(tmp_path, capsys, files, "chicken") == (0, "8", "")


# Wrong programs of other kinds

WRONG = {
    "wrong syntax": ("\n (if)", r"p.scm:2:2: if takes"),
    "an end that is missing": ("(display 1", r"p.scm:1:1: the \( has no end"),
    "an end too many": ("(display 1))", r"p.scm:1:12: \) closes nothing"),
    "a string without end": ('\n"abc', r"p.scm:2:1: the string has no end"),
    "unreadable text": ("(display #<what>)", r"p.scm:1:10: .*"),
    "a macro without end": (
        "(define-syntax m (syntax-rules () ((_ x) (m (x)))))\n (m 1)",
        r"p.scm:2:2: .*",
    ),
    "macros that call each other": (
        "(define-syntax a (syntax-rules () ((_) (b))))"
        "(define-syntax b (syntax-rules () ((_) (a))))\n(a)",
        r"p.scm:2:1: a macro whose expansion has no end",
    ),
    "a macro without end within its expansion": (
        "(define-syntax m (syntax-rules () ((_ x) (let ((t x)) (if t t (m x))))))\n(m 1)",
        r"p.scm:2:1: a macro whose expansion has no end",
    ),
    "a macro that grows": (
        "(define-syntax m (syntax-rules () ((_ x ...) (m x ... x ...))))\n(m 1)",
        r"p.scm:2:1: .*",
    ),
    "deep quotes": ("'" * 20_000 + "a", r""),
    "deep data": ("(define x '" + "(" * 20_000 + ")" * 20_000 + ")", r""),
    "a file that includes itself": ('(include "p.scm")', r"p.scm:1:10: .*p.scm includes itself"),
    "a file that is missing": ('\n(include "q.scm")', r"p.scm:2:10: q.scm: No such file"),
    "a folder as a file": ('(include ".")', r"p.scm:1:10: .*: Is a directory"),
    "a null in a name": ('(include "a\\x0;b")', r"p.scm:1:10: .*"),
}


@pytest.mark.parametrize("dialect", ["srfi-106", "guile", "chicken"])
@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_program_ends_in_one_message(
    tmp_path: Path, capsys: Capture, kind: str, dialect: str
) -> None:
    text, pattern = WRONG[kind]
    status, out, err = outcome(tmp_path, capsys, {"p.scm": text}, dialect)
    assert out == ""
    assert "Traceback" not in err
    if not pattern:
        assert (status, err) == (0, "")
        return
    assert status != 0
    assert re.fullmatch(rf"(?i)error: {pattern}.*\n", err), err


def test_nesting_that_is_too_deep_is_told(tmp_path: Path, capsys: Capture) -> None:
    text = "(display " * 100_000 + "1" + ")" * 100_000
    status, out, err = outcome(tmp_path, capsys, {"p.scm": text})
    assert (status, out) == (70, "")
    assert re.fullmatch(r"ERROR: p.scm:1:\d+: .*too deep.*\n", err), err[:300]


def test_bytes_that_are_no_utf_8_are_data(tmp_path: Path, capsys: Capture) -> None:
    text = b'(display "begun") ; \xff\n(car "\xfe")'.decode("utf-8", "surrogateescape")
    status, out, err = outcome(tmp_path, capsys, {"p.scm": text}, "guile")
    assert (status, out) == (1, "begun")
    assert "p.scm:2:1" in err


@pytest.mark.parametrize(
    "files",
    [
        {"p.scm": "(import (scheme base) (a))",
         "a.sld": "(define-library (a) (import (scheme base) (b)) (export))",
         "b.sld": "(define-library (b) (import (scheme base) (a)) (export))"},
        {"p.scm": "(import (a))", "a.sld": "(define-library (a) (import (a)) (export))"},
        {"p.scm": '(include "a.scm")', "a.scm": '(include "b.scm")', "b.scm": '(include "a.scm")'},
    ],
)  # fmt: skip
def test_cycles_are_told(tmp_path: Path, capsys: Capture, files: dict[str, str]) -> None:
    status, out, err = outcome(tmp_path, capsys, files)
    assert (status, out) == (70, "")
    assert re.fullmatch(r"ERROR: [ab]\.s..:1:\d+: .* itself, directly or through others\n", err)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"p.scm": "(import (a))", "a.sld": ""}, "a.sld does not define the library (a)"),
        ({"p.scm": "(import (a))", "a.sld": "(define-library (b) (export))"},
         "a.sld does not define the library (a)"),
        ({"p.scm": "(import (a))", "a.sld": "(define-library (a) (export)"}, "has no end"),
        ({"p.scm": "(import (a))", "a.sld": "(define-library)"}, "define-library without a name"),
        ({"p.scm": "(define-library (a) (export . b))"}, "no proper list"),
        ({"p.scm": "(library (a) (export) 5)"}, "library"),
        ({"p.scm": "(library (a) 5 6)"}, "library"),
        ({"p.scm": "(define-library (a) (export)) (define-library (a) (export))"},
         "two modules (a)"),
        ({"p.scm": "(import)  (import 5)"}, "a library's name is"),
    ],
)  # fmt: skip
def test_wrong_libraries_are_told(
    tmp_path: Path, capsys: Capture, files: dict[str, str], message: str
) -> None:
    status, out, err = outcome(tmp_path, capsys, files)
    assert (status, out) == (70, "")
    assert message in err
    assert re.match(r"ERROR: [ap]\.s..:1:\d+: ", err), err
    assert err.count("\n") == 1
