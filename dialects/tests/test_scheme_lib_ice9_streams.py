"""Guile's (ice-9 streams) as our table has it, and as the real Guile has it."""

from __future__ import annotations

from scheme_cases import check_guile, check_program

PRELUDE = r"""
(define (from . items) (list->stream items))
(define (both thunk) (call-with-values thunk list))
"""
CASES = r"""
(stream->list (make-stream (lambda (n) (if (< n 3) (cons (* n n) (+ n 1)) 'end)) 0)) => (0 1 4)
(stream->list (from)) => ()
(stream->list (vector->stream #(1 2 3))) => (1 2 3)
(stream->list (port->stream (open-input-string "a (b) 1") read)) => (a (b) 1)
(list (stream-null? (from)) (stream-null? (from 1)) (stream-null? 1)) => (#t #f #f)
(list (stream-car (from 1 2)) (stream-car (stream-cdr (from 1 2)))) => (1 2)
(stream->reversed-list (from 1 2 3)) => (3 2 1)
(both (lambda () (stream->list&length (from 1 2 3)))) => ((1 2 3) 3)
(both (lambda () (stream->reversed-list&length (from 1 2 3)))) => ((3 2 1) 3)
(stream->vector (from 1 2 3)) => #(1 2 3)
(stream-fold cons 0 (from 1 2 3)) => (3 2 1 . 0)
(stream-fold list 0 (from 1 2 3) (from 4 5)) => (2 5 (1 4 0))
(let ((l '())) (stream-for-each (lambda (x y) (set! l (cons (list x y) l))) (from 1 2 3)
  (from 4 5)) l) => ((2 5) (1 4))
(stream->list (stream-map + (from 1 2 3) (from 4 5))) => (5 7)
(let* ((n 0) (s (make-stream (lambda (x) (set! n (+ n 1)) (cons x x)) 7))) (stream-car
  (stream-cdr s)) (stream-car (stream-cdr s)) n) => 2
(stream-car (from)) => error
(stream-car 1) => error
(stream->list 1) => error
(vector->stream '()) => error
(port->stream (open-input-string "a")) => error
(stream-fold + 0) => error
"""


def test_ours() -> None:
    check_program(CASES, f"(use-modules (ice-9 streams)) {PRELUDE}")


def test_guile_agrees() -> None:
    check_guile(CASES, "(ice-9 streams)", prelude=PRELUDE)
