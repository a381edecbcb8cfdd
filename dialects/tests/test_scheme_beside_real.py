"""Programs whose output is that of the real systems, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from schemesockets.dialects.scheme.command import run

REAL = {"guile": ["guile", "--no-auto-compile", "-s"], "chicken": ["csi", "-s"]}

PROGRAMS = {
    "numbers": """(define (show x) (write x) (display " "))
        (for-each show (list 1/2 (/ 6 4) (sqrt 16) (expt 2 70) (* 1.0 100) 0.5 -0.25 1e3 123.456))
        (show (quotient -7 2)) (show (modulo -7 2)) (show (remainder -7 2))
        (show (exact->inexact 1/3)) (show (max 1 2.0)) (show (number->string 255 16))
        (show (string->number "1e3")) (show (round 2.5)) (show (inexact->exact 2.5))""",
    "data": """(write (list 'a "b\\n" #\\c #\\space #t #f '() '(1 . 2) (vector 1 "x" #\\y)))
        (newline) (display (list 'a "b" #\\c 1.5)) (newline) (write ''a) (write '`(a ,b ,@c))""",
    "closures": """(define (counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
        (define c (counter)) (c) (c) (display (c))
        (define procs (map (lambda (i) (lambda () (* i i))) '(1 2 3)))
        (display (map (lambda (p) (p)) procs))""",
    "macros": """(define-syntax while
          (syntax-rules () ((_ c b ...) (let loop () (when c b ... (loop))))))
        (define i 0) (while (< i 3) (display i) (set! i (+ i 1)))
        (define-syntax my-or
          (syntax-rules () ((_) #f) ((_ e) e) ((_ e r ...) (let ((t e)) (if t t (my-or r ...))))))
        (define t 5) (display (my-or #f t))""",
    "control": """(define (show x) (lambda () (display x)))
        (display (call/cc (lambda (k) (for-each (lambda (x) (if (> x 2) (k x))) '(1 2 3)))))
        (dynamic-wind (show "[") (show "x") (show "]"))
        (call-with-values (lambda () (values 1 2)) (lambda (a b) (display (+ a b))))
        (display (apply + 1 2 '(3 4)))
        (display (let loop ((i 0) (s 0)) (if (= i 10) s (loop (+ i 1) (+ s i)))))""",
    "strings": """(display (string-append "a" "b")) (write (string->list "abc"))
        (write (substring "hello" 1 3)) (write (string-ref "abc" 1)) (write (string->symbol "x y"))
        (display (string<? "a" "b")) (write (string-length "abc")) (write (string #\\a #\\b))
        (define s (make-string 2 #\\x)) (string-set! s 0 #\\y) (write s)""",
    "quasiquote": """(define x 5) (define l '(1 2))
        (write `(x ,x ,@l (y ,(+ x 1)) #(v ,x))) (write `(1 . ,x))""",
    "lists": """(write (assq 'b '((a 1) (b 2)))) (write (member "b" '("a" "b")))
        (write (append '(1) '(2) '(3 . 4))) (write (list-tail '(1 2 3) 1)) (write (reverse '(1 2)))
        (define l (list 1 2 3)) (set-car! (cdr l) 'x) (write l) (write (length l))""",
    "case and do": """(define (kind x)
          (case x ((1 2) 'low) ((a b) 'letter) ((#\\z) 'z) (else 'other)))
        (write (map kind '(1 a #\\z "s")))
        (write (do ((i 0 (+ i 1)) (acc '() (cons i acc))) ((= i 4) acc)))""",
}


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("dialect", REAL)
def test_output_equals_the_real_systems(
    dialect: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which(REAL[dialect][0]) is None:
        pytest.skip(f"{REAL[dialect][0]} is not installed")
    program = tmp_path / "program.scm"
    program.write_text(PROGRAMS[name])
    real = subprocess.run(
        [*REAL[dialect], str(program)], capture_output=True, text=True, timeout=60, check=True
    )
    assert run(str(program), dialect=dialect) == 0
    assert capsys.readouterr().out == real.stdout
