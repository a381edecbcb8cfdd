"""Guile's runtime options, its compiler, barriers and features, as the real Guile 3 has them."""

from __future__ import annotations

import pytest
from scheme_cases import check_program

OPTIONS = """
(begin (debug-set! depth 5) (debug-options))
  => (show-file-name #t stack 838860 backtrace depth 5 width 79)
(begin (debug-options '(backwards width 10)) (debug-options))
  => (show-file-name #t stack 838860 depth 5 width 10 backwards)
(begin (debug-disable 'backwards) (debug-enable 'backtrace) (debug-options))
  => (show-file-name #t stack 838860 backtrace depth 5 width 10)
(catch #t (lambda () (debug-enable 'colour)) list)
  => (misc-error "debug-options-interface" "Unknown option name: ~S" (colour) #f)
(begin (print-disable 'escape-newlines) (memq 'escape-newlines (print-options))) => #f
(begin (read-enable 'case-insensitive) (with-input-from-string "FOO" read)) => foo
(begin (read-disable 'case-insensitive) (eq? 'foo (with-input-from-string "FOO" read))) => #f
(begin (read-set! keywords 'prefix) (keyword? (with-input-from-string ":a" read))) => #t
(begin (read-set! keywords #f) (symbol? (with-input-from-string ":a" read))) => #t
(string-prefix? "backwards" (with-output-to-string (lambda () (debug-options 'help)))) => #t
"""

BARRIERS = """
(with-continuation-barrier (lambda () 3)) => 3
(call-with-values (lambda () (with-continuation-barrier (lambda () (values 1 2)))) list) => (1 2)
(with-error-to-string (lambda () (with-continuation-barrier (lambda () (error "no" 1)))))
  => "no 1\\n"
(with-error-to-port (open-output-string)
  (lambda () (catch #t (lambda () (with-continuation-barrier (lambda () (throw 'x)))) list))) => #f
(with-error-to-port (open-output-string)
  (lambda () (call/cc (lambda (k) (with-continuation-barrier (lambda () (k 3))))))) => #f
"""

COMPILER = """
(compile '(+ 1 2)) => 3
(compile '(* 2 3) #:to 'value #:env (current-module) #:optimization-level 2) => 6
(compile '(+ 1 2) #:to 'bytecode) => error
"""

FEATURES = """
(provided? 'fork) => #t
(provided? 'srfi-1) => #f
(and (memq 'socket *features*) #t) => #t
(string? %host-type) => #t
(let-syntax ((twice (syntax-rules () "Say it twice." ((_ x) (list x x))))) (twice 1)) => (1 1)
"""


@pytest.mark.parametrize("text", [OPTIONS, BARRIERS, FEATURES])
def test_guile_core(text: str) -> None:
    """Each expression gives what it gives in the real Guile."""
    check_program(text, "(use-modules (ice-9 ports))")


def test_compile() -> None:
    """What is compiled to a value is evaluated, and nothing else can be made of it."""
    check_program(COMPILER, "(use-modules (system base compile))")


def test_compile_and_load(tmp_path: object) -> None:
    """A file is run, its last value returned."""
    path = f"{tmp_path}/one.scm"
    with open(path, "w", encoding="utf-8") as file:
        file.write("(define one 1) (+ one 1)")
    check_program(f'(compile-and-load "{path}") => 2', "(use-modules (system base compile))")
