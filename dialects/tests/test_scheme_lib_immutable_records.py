"""Guile's (srfi srfi-9 gnu): records that are copied, as ours and as the real Guile has them."""

from __future__ import annotations

from scheme_guile_cases import check, check_guile

PRELUDE = """
(use-modules (srfi srfi-9) (srfi srfi-9 gnu))
(define-immutable-record-type <point> (make-point x y) point? (x point-x set-point-x)
  (y point-y set-point-y))
(define-immutable-record-type <line> (make-line from to) line? (from line-from set-line-from)
  (to line-to) (name line-name set-line-name))
(define point (make-point 1 2))
(define line (make-line point (make-point 3 4)))
(define (coordinates p) (list (point-x p) (point-y p)))
(define (ends l) (append (coordinates (line-from l)) (coordinates (line-to l))))
"""

CASES = r"""
(coordinates (set-point-x point 5)) => (5 2)
(begin (set-point-x point 5) (coordinates point)) => (1 2)
(list (point? (set-point-y point 5)) (line? (set-point-y point 5))) => (#t #f)
(ends (set-line-from line (make-point 8 9))) => (8 9 3 4)
(line-name (set-line-name line 'l)) => l
(ends (set-field line (line-from point-x) 7)) => (7 2 3 4)
(ends (set-field line (line-to) point)) => (1 2 1 2)
(ends (set-fields line ((line-from point-x) 7) ((line-to point-y) 8) ((line-name) 'n)))
  => (7 2 3 8)
(begin (set-fields line ((line-from point-x) 7)) (ends line)) => (1 2 3 4)
(set-field point (line-from) 1) => ERR wrong-type-arg
(set-point-x line 1) => ERR wrong-type-arg
(begin (set-record-type-printer! <point> (lambda (p port) (display "<" port) (write (point-x p)
  port) (display ">" port))) (let ((text (with-output-to-string (lambda () (write (list point))))))
  (set-record-type-printer! <point> #f) text)) => "(<1>)"
"""


def test_copied_records() -> None:
    check(CASES, prelude=PRELUDE)


def test_copied_records_of_the_real_guile() -> None:
    check_guile(CASES, prelude=PRELUDE)
