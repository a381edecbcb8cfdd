"""SRFIs of a few names each, beside the real systems where they have them."""

from __future__ import annotations

import pytest
from scheme_cases import check_guile, check_program, untried

from schemesockets.dialects.scheme import evaluate

REC = r"""
((rec (f n) (if (= n 0) 1 (* n (f (- n 1))))) 5) => 120
(let ((s (rec s (cons 1 (lambda () s))))) (eq? s ((cdr s)))) => #t
"""

SHARED = r"""
(let ((x (list 1 2)) (p (open-output-string))) (write-with-shared-structure (list x x) p)
  (get-output-string p)) => "(#1=(1 2) #1#)"
(let ((x (read-with-shared-structure (open-input-string "(#0=(1) #0#)")))) (eq? (car x) (cadr x)))
  => #t
(let ((x (read-with-shared-structure (open-input-string "(#0=#(1 #0#) #0#)"))))
  (eq? (cadr x) (vector-ref (car x) 1))) => #t
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


QUEUES = r"""
(define-values (q) list-queue) => #<unspecified>
(define-values (l) list-queue-list) => #<unspecified>
(l (make-list-queue '(1 2))) => (1 2)
(let* ((x (list 1 2)) (a (make-list-queue x (cdr x)))) (list-queue-add-back! a 3) (l a)) => (1 2 3)
(make-list-queue 5) => error
(let* ((a (q 1)) (b (list-queue-copy a))) (list-queue-add-back! b 2) (list (l a) (l b)))
  => ((1) (1 2))
(l (list-queue-unfold (lambda (n) (= n 3)) - (lambda (n) (+ n 1)) 0)) => (0 -1 -2)
(l (list-queue-unfold (lambda (n) (= n 3)) - (lambda (n) (+ n 1)) 0 (q 9))) => (0 -1 -2 9)
(l (list-queue-unfold-right (lambda (n) (= n 3)) - (lambda (n) (+ n 1)) 0 (q 9))) => (9 -2 -1 0)
(map list-queue? (list (q) '())) => (#t #f)
(map list-queue-empty? (list (q) (q 1))) => (#t #f)
(list (list-queue-front (q 1 2)) (list-queue-back (q 1 2))) => (1 2)
(list-queue-front (q)) => error
(list-queue-back (q)) => error
(call-with-values (lambda () (list-queue-first-last (q 1 2))) list) => ((1 2) (2))
(let ((a (q 1))) (list-queue-set-list! a (list 4 5)) (list-queue-add-back! a 6) (l a)) => (4 5 6)
(list-queue-set-list! (q) 5) => error
(let ((a (q))) (list-queue-add-front! a 2) (list-queue-add-front! a 1) (list-queue-add-back! a 3)
  (l a)) => (1 2 3)
(let* ((a (q 1 2)) (x (list-queue-remove-front! a)) (y (list-queue-remove-front! a)))
  (list-queue-add-back! a 3) (list x y (l a))) => (1 2 (3))
(list-queue-remove-front! (q)) => error
(let* ((a (q 1 2)) (x (list-queue-remove-back! a)) (y (list-queue-remove-back! a)))
  (list-queue-add-back! a 3) (list x y (l a))) => (2 1 (3))
(list-queue-remove-back! (q)) => error
(let* ((a (q 1 2)) (x (list-queue-remove-all! a))) (list x (l a))) => ((1 2) ())
(l (list-queue-append (q 1) (q) (q 2 3))) => (1 2 3)
(l (list-queue-append! (q 1) (q 2))) => (1 2)
(l (list-queue-concatenate (list (q 1) (q 2)))) => (1 2)
(list-queue-concatenate '(1)) => error
(l (list-queue-map - (q 1 2))) => (-1 -2)
(let ((a (q 1 2))) (list-queue-map! - a) (l a)) => (-1 -2)
(let ((n 0)) (list-queue-for-each (lambda (x) (set! n (+ n x))) (q 1 2)) n) => 3
(list-queue-list 5) => error
"""

DIVISION = r"""
(define-values (both) (lambda (f a b) (call-with-values (lambda () (f a b)) list)))
  => #<unspecified>
(map (lambda (a b) (both ceiling/ a b)) '(5 -5 5 -5) '(2 2 -2 -2))
  => ((3 -1) (-2 -1) (-2 1) (3 1))
(map (lambda (a b) (both round/ a b)) '(5 -5 7 6) '(2 2 2 4)) => ((2 1) (-2 -1) (4 -1) (2 -2))
(map (lambda (a b) (both euclidean/ a b)) '(5 -5 5 -5) '(2 2 -2 -2))
  => ((2 1) (-3 1) (-2 1) (3 1))
(map (lambda (a b) (both balanced/ a b)) '(5 -5 7 -7 6) '(3 3 -4 4 4))
  => ((2 -1) (-2 1) (-2 -1) (-2 1) (2 -2))
(list (ceiling-quotient 5 2) (ceiling-remainder 5 2) (round-quotient 7 2) (round-remainder 7 2))
  => (3 -1 4 -1)
(list (euclidean-quotient -5 2) (euclidean-remainder -5 2) (balanced-quotient 5 3)
  (balanced-remainder 5 3)) => (-3 1 2 -1)
(both ceiling/ 5.0 2) => (3.0 -1.0)
(ceiling/ 1 0) => error
(round-quotient 1.5 2) => error
(both floor/ -5 2) => (-3 1)
(both truncate/ -5 2) => (-2 -1)
"""

ASSUMPTIONS = r"""
(assume (assv 1 '((1 . 2))) "why") => (1 . 2)
(assume #f) => error
(assume (= 1 2) "why" 5) => error
"""

SETTERS = r"""
(let ((x (list 1 2))) (set! (car x) 5) x) => (5 2)
(let ((x (vector 1 2))) ((setter vector-ref) x 0 7) x) => #(7 2)
(let* ((v 1) (f (getter-with-setter (lambda () v) (lambda (x) (set! v x))))) (set! (f) 3) (f)) => 3
"""


def test_queues() -> None:
    check_program(QUEUES, "(import (scheme base) (srfi 117))", "srfi-106")
    assert untried(QUEUES, "srfi117") == set()


def test_division() -> None:
    check_program(DIVISION, "(import (scheme base) (srfi 141))", "srfi-106")
    assert untried(DIVISION, "srfi141") == set()


def test_assumptions() -> None:
    check_program(ASSUMPTIONS, "(import (scheme base) (srfi 145))", "srfi-106")


def test_setters() -> None:
    check_program(SETTERS, "(use-modules (srfi srfi-17))")
    check_guile(SETTERS, "(srfi srfi-17)")
