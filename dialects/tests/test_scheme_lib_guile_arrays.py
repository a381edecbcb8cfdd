"""Guile's arrays, which public programs read bytevectors with; as real Guile has them."""

from __future__ import annotations

import shutil

import pytest
from scheme_cases import cases, check_guile, outcome, untried

from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program

ARRAYS = r"""
(let ((a (make-array 0 2 3))) (array-set! a 'x 1 2) (list a (array-ref a 1 2) (array-rank a)
  (array-dimensions a) (array-shape a) (array-length a) (array->list a)))
  => (#2((0 0 0) (0 0 x)) x 2 (2 3) ((0 1) (0 2)) 2 ((0 0 0) (0 0 x)))
(map array? (list #(1) "a" #vu8(1) 5 '() (make-array 0))) => (#t #t #t #f #f #t)
(list (array-ref #(1 2) 1) (array-ref #vu8(5 6) 0) (array-ref "abc" 1)) => (2 5 #\b)
(map array-type (list #(1) "x" #vu8(1) (make-array 0 1 1))) => (#t a vu8 #t)
(list (typed-array? #vu8(1) 'vu8) (typed-array? "a" 'a) (typed-array? #(1) 'a) (typed-array? 5 #t))
  => (#t #t #f #f)
(list (array-in-bounds? #(1 2) 1) (array-in-bounds? #(1 2) 2)) => (#t #f)
(array-ref #(1 2) 5) => error
(array-ref #(1 2) 0 0) => error
(array-ref 5 0) => error
(array-ref #(1 2) 'a) => error
(let ((v (vector 1 2)) (s (string #\a #\b)) (b (make-bytevector 2 0)))
  (array-set! v 9 0) (array-set! s #\z 1) (array-set! b 7 1) (list v s b)) => (#(9 2) "az" #vu8(0 7))
(array-set! (make-bytevector 1) 300 0) => error
(list (make-array 1 '(1 2) '(0 1)) (make-array 5) (array-ref (make-array 5)) (make-array 7 2))
  => (#2@1@0((1 1) (1 1)) #0(5) 5 #(7 7))
(array-dimensions (make-array 1 '(1 2) 3)) => ((1 2) 3)
(make-array 0 'x) => error
(list (make-typed-array 'vu8 7 2) (make-typed-array 'a #\b 3)) => (#vu8(7 7) "bbb")
(make-typed-array 'vu8 300 2) => error
(list (list->array 2 '((1 2) (3 4))) (list->array 1 '(1 2)) (list->array '(1 0) '((1) (2))))
  => (#2((1 2) (3 4)) #(1 2) #2@1@0((1) (2)))
(list->array 2 '((1 2) (3))) => error
(list->typed-array 'vu8 1 '(1 2)) => #vu8(1 2)
(list (array->list "ab") (array->list #vu8(1 2)) (array->list (make-array 5))) => ((#\a #\b) (1 2) 5)
(let ((b (make-array 0 2 2))) (array-index-map! b +) b) => #2((0 1) (1 2))
(let ((b (make-vector 3 0))) (array-map! b + #(1 2 3) #(4 5 6)) b) => #(5 7 9)
(let ((b (make-vector 2 0))) (array-map-in-order! b - #(1 2)) b) => #(-1 -2)
(let ((l '())) (array-for-each (lambda (x y) (set! l (cons (+ x y) l))) #(1 2) #(3 4)) l) => (6 4)
(let ((b (make-array 0 2 2))) (array-fill! b 9) (list b (array-equal? b b)
  (equal? b (list->array 2 '((9 9) (9 9)))) (equal? b (make-array 9 2 3)))) => (#2((9 9) (9 9)) #t #t #f)
(list (array-equal? #(1 2) #(1 2)) (array-equal? #(1) #(2)) (array-equal?)) => (#t #f #t)
(let ((b (make-vector 3 0))) (array-copy! #(7 8) b) (array-copy-in-order! #(1) b) b) => #(1 8 0)
(array-copy! #(1 2) (make-vector 1)) => error
(list (file-port? (current-input-port)) (file-port? (open-input-string "")) (file-port? 5))
  => (#t #f #f)
"""  # noqa: E501


@pytest.mark.skipif(shutil.which("guile") is None, reason="Guile is not installed")
def test_guile() -> None:
    check_guile(ARRAYS, "(rnrs bytevectors)")


def test_ours() -> None:
    program = Program(PROFILES["guile"])
    program.begin(program.program)
    with program.running():
        program.run_text("(use-modules (rnrs bytevectors))", "<case>")
    for expression, expected in cases(ARRAYS):
        if "current-input-port" in expression:
            continue  # that is pytest's
        got = outcome(expression, program)
        assert (got.split(":")[0] if expected == "error" else got) == expected, expression


def test_every_name_is_tried() -> None:
    assert not untried(ARRAYS, "guile_arrays")
