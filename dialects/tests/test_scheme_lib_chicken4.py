"""Programs for CHICKEN 4: `use`, its units, and what only they had."""

from __future__ import annotations

from pathlib import Path

import pytest
from scheme_cases import check_program

from schemesockets.dialects.scheme import load
from schemesockets.dialects.scheme.conditions import ErrorObject
from schemesockets.dialects.scheme.data import String
from schemesockets.dialects.scheme.libraries.manifests import chicken4

PRELUDE = "(use tcp posix extras utils files srfi-1 srfi-13 srfi-18 numbers)"

UNITS = r"""
(binary-search '#(1 3 5 7) (lambda (x) (- 5 x))) => 2
(binary-search '(1 3 5 7) (lambda (x) (- 4 x))) => #f
(binary-search '() (lambda (x) 0)) => #f
(sort (shuffle '(3 1 2) random) <) => (1 2 3)
(any? #f) => #t
(begin (randomize 1) (< -1 (random 5) 5)) => #t
(random 0) => 0
(with-input-from-string "1 (2) x" read-file) => (1 (2) x)
(read-file (open-input-string "1 2 3") read 2) => (1 2)
(with-input-from-string "a\nb\n" read-all) => "a\nb\n"
(with-input-from-string "" read-all) => ""
(with-output-to-string (lambda () (for-each-line (lambda (each) (write each))
  (open-input-string "a\nb")))) => "\"a\"\"b\""
(let ((q (make-queue))) (queue-add! q 1) (queue-add! q 2) (queue->list q)) => (1 2)
(begin (setenv "A_NAME_OF_OURS" "x") (let ((it (get-environment-variable "A_NAME_OF_OURS")))
  (unsetenv "A_NAME_OF_OURS") (list it (get-environment-variable "A_NAME_OF_OURS")))) => ("x" #f)
(length (system-information)) => 5
(equal? (get-host-name) (cadr (system-information))) => #t
(pair? (assoc "PATH" (current-environment))) => #t
(conc "a" 1 (sprintf "~s" "b")) => "a1\"b\""
(hash-table-ref/default (alist->hash-table '((a . 1))) 'a #f) => 1
(exact->inexact 1/4) => 0.25
(file-read-access? "/") => #t
(condition-case (car 1) ((exn) 'caught)) => caught
"""

JSON = r"""
(define (read-text text) (with-input-from-string text json-read)) => #<unspecified>
(read-text "[1, 2.5, \"x\", true, false, []]") => (1 2.5 "x" #t #f ())
(read-text "{\"a\": {\"b\": [1]}, \"c\": \"d\"}") => #(("a" . #(("b" 1))) ("c" . "d"))
(equal? (read-text "null") (if #f #f)) => #t
(string-length (read-text "\"\\u20ac\"")) => 3
(string-length (read-text "\"é\"")) => 2
(read-text "") => error
(read-text "{") => error
(with-output-to-string (lambda () (json-write (vector '(a . 1) (cons "b" (list #t "x" (if #f
  #f))))))) => "{\"a\": 1, \"b\": [true, \"x\", null]}"
(with-output-to-string (lambda () (json-write 'null))) => "\"null\""
(json-write car) => error
"""


def test_units() -> None:
    check_program(UNITS, PRELUDE, "chicken")


def test_egg_json() -> None:
    definition, *rest = JSON.strip().splitlines()
    check_program("\n".join(rest), f"(use json ports) {definition.split(' => ')[0]}", "chicken")


@pytest.mark.parametrize("unit", chicken4.LIBRARIES)
def test_every_unit_is_imported(unit: str) -> None:
    check_program("(+ 1 1) => 2", f"(use {unit})", "chicken")


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one").write_text("a b\nc\n")
    check_program(
        """
(file-copy "one" "two") => 6
(file-copy "one" "two") => error
(file-move "two" "three") => 6
(list (file-exists? "two") (read-all "three") (read-file "three")) => (#f "a b\\nc\\n" (a b c))
(begin (change-file-mode "three" #o600) (file-permissions "three")) => 384
(begin (change-file-owner "three" (current-user-id) (current-group-id)) (file-owner "three"))
  => """
        + str((tmp_path / "one").stat().st_uid),
        "(use files utils posix)",
        "chicken",
    )


def test_lines_of_the_files_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("a\nb\n")
    program = tmp_path / "program.scm"
    program.write_text(
        f"""(use utils)
            (define lines '())
            (parameterize ((command-line-arguments (list "{tmp_path}/one")))
              (for-each-argv-line (lambda (line) (set! lines (cons line lines)))))
            (define result (string-append (cadr lines) "," (car lines)))"""
    )
    assert load(program, dialect="chicken").result in ("a,b", String("a,b"))


@pytest.mark.parametrize("form", ["(require-extension tcp)", "(use srfi-1)"])
def test_a_program_has_the_units_of_the_interpreter(form: str, tmp_path: Path) -> None:
    program = tmp_path / "program.scm"
    program.write_text(f'{form}\n(define result (pair? (string-split "a b")))')
    assert load(program, dialect="chicken").result is True


def test_a_program_of_today_has_what_it_imports(tmp_path: Path) -> None:
    program = tmp_path / "program.scm"
    program.write_text('(require-extension (chicken tcp))\n(string-split "a b")')
    with pytest.raises(ErrorObject, match="unbound variable: string-split"):
        load(program, dialect="chicken")


def test_modules_use_units(tmp_path: Path) -> None:
    program = tmp_path / "program.scm"
    program.write_text(
        """(module one * (import chicken scheme extras) (use data-structures)
             (define (f x) (sprintf "~a" (conc x 1))))
           (import one)
           (define result (string-length (f "ab")))"""
    )
    assert load(program, dialect="chicken").result == 3


@pytest.mark.parametrize("egg", ["socket", "tcp6"])
@pytest.mark.parametrize("module", ["", "(module one * (import chicken scheme)"])
def test_a_program_has_the_units_that_its_eggs_load(egg: str, module: str, tmp_path: Path) -> None:
    program = tmp_path / "program.scm"
    body = f"(use {egg}) (define (f x) (conc (string-trim-both x) 1)){')' if module else ''}"
    used = "(import one)" if module else ""
    program.write_text(f'{module} {body} {used} (define result (string-length (f " ab ")))')
    assert load(program, dialect="chicken").result == 3


def test_files_are_named_without_their_ending(tmp_path: Path) -> None:
    """`require`, `include` and `load` complete a name; `require` runs a file once."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "one.scm").write_text("(define found (cons 1 found))")
    program = tmp_path / "program.scm"
    file = tmp_path / "lib" / "one"
    program.write_text(
        f"""(use posix)
            (define found '())
            (require "{file}" '|{file}|)
            (require (string-append "{tmp_path}" "/lib/one"))
            (define required (length found))
            (include "lib/one")
            (load "{file}")
            (define result (list required (length found)))"""
    )
    assert load(program, dialect="chicken").result == [1, 3]
    program.write_text("(use posix) (require 5)")
    with pytest.raises(ErrorObject, match="a symbol or a string"):
        load(program, dialect="chicken")
