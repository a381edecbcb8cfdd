"""SRFIs of a few names each, beside the real systems where they have them."""

from __future__ import annotations

import pytest
from scheme_cases import check_guile, check_program

from schemesockets.dialects.scheme import evaluate

REC = r"""
((rec (f n) (if (= n 0) 1 (* n (f (- n 1))))) 5) => 120
(let ((s (rec s (cons 1 (lambda () s))))) (eq? s ((cdr s)))) => #t
"""

SHARED = r"""
(let ((x (list 1 2)) (p (open-output-string))) (write-with-shared-structure (list x x) p)
  (get-output-string p)) => "(#0=(1 2) #0#)"
(let ((x (read-with-shared-structure (open-input-string "(#0=(1) #0#)")))) (eq? (car x) (cadr x)))
  => #t
"""

LAZY = r"""
(force (delay (+ 1 2))) => 3
(force (lazy (delay 5))) => 5
(force (eager 5)) => 5
(promise? (eager 5)) => #t
(promise? 5) => #f
(let* ((n 0) (p (delay (begin (set! n (+ n 1)) n)))) (list (force p) (force p))) => (1 1)
(letrec ((loop (lambda (n) (if (= n 0) (delay 'done) (lazy (loop (- n 1)))))))
  (force (loop 20000))) => done
"""

COND = r"""
(cond ((values 1 2) (lambda (a b) (< a b)) => (lambda (a b) (+ a b))) (else 'no)) => 3
(cond ((values 2 1) (lambda (a b) (< a b)) => (lambda (a b) (+ a b))) (else 'no)) => no
(cond ((assv 2 '((1 . 2))) pair? => cdr) ((assv 1 '((1 . 2))) pair? => cdr)) => 2
(case 3 ((1 2 3) => (lambda (x) (* x x))) (else => list)) => 9
(case 4 ((1 2 3) => (lambda (x) (* x x))) (else => list)) => (4)
"""


def test_rec() -> None:
    check_program(REC, "(use-modules (srfi srfi-31))")
    check_guile(REC, "(srfi srfi-31)")


def test_shared_structure() -> None:
    check_program(SHARED, "(use-modules (srfi srfi-38))")
    check_guile(SHARED.replace("#0=", "#1=").replace("#0#", "#1#"), "(srfi srfi-38)")


def test_lazy() -> None:
    check_program(LAZY, "(use-modules (srfi srfi-45))")
    check_guile(LAZY, "(srfi srfi-45)")


def test_cond_and_case() -> None:
    check_program(COND, "(import (scheme base))")
    check_guile(COND)
    check_program(COND, "(import (scheme base) (srfi 61) (srfi 87))", "srfi-106")


CHECKS = """
(check (+ 1 1) => 2)
(check (* 1 1) => 2)
(check "a" (=> string=?) "a")
(check-report)
(display (list (check-passed? 2) (check-passed? 3)))
(check-set-mode! 'report-failed)
(check 1 => 1)
(check 1 => 3)
(check-reset!)
(check-set-mode! 'summary)
(check 1 => 1)
(check 1 => 4)
(check-report)
(check-set-mode! 'off)
(check (car 1) => 1)
(check-report)
(check-set-mode! 'report-failed)
(check-reset!)
(check 1 => 1)
(check-report)
(display (check-passed? 1))
"""

# The words are those of the document's implementation.
TOLD = """
(+ 1 1) => 2 ; correct

(* 1 1) => 1 ; *** failed ***
 ; expected result: 2

"a" => "a" ; correct

; *** checks *** : 2 correct, 1 failed. First failed example:

(* 1 1) => 1 ; *** failed ***
 ; expected result: 2
(#f #f)
1 => 1 ; *** failed ***
 ; expected result: 3

; *** checks *** : 1 correct, 1 failed.

; *** checks *** : 1 correct, 0 failed.
#t"""


def test_checks(capsys: pytest.CaptureFixture[str]) -> None:
    evaluate(f"(import (srfi 78)) {CHECKS}", dialect="sagittarius")
    assert capsys.readouterr().out == TOLD


def test_unknown_mode_of_checks() -> None:
    check_program("(check-set-mode! 'loud) => error", "(import (srfi 78))", "sagittarius")
