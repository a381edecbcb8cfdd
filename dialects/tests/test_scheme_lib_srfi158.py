"""SRFI 158: cases of our own, for no system that is installed has it."""

from __future__ import annotations

import pytest
from scheme_cases import check_program, untried

PRELUDE = """
(import (scheme base) (scheme char) (srfi 158))
(define all generator->list)
(define (g . items) (list->generator items))
(define (fed accumulator . values)
  (for-each accumulator values)
  (accumulator (eof-object)))
"""

CASES = r"""
(all (generator 1 2)) => (1 2)
((generator)) => #<eof>
(all (circular-generator 1 2) 5) => (1 2 1 2 1)
(all (make-iota-generator 3)) => (0 1 2)
(all (make-iota-generator 3 1 2)) => (1 3 5)
(all (make-range-generator 1 4)) => (1 2 3)
(all (make-range-generator 1) 2) => (1 2)
(all (make-range-generator 1 6 2)) => (1 3 5)
(all (list->generator '(1 2))) => (1 2)
(all (vector->generator #(1 2 3) 1)) => (2 3)
(all (reverse-vector->generator #(1 2 3) 0 2)) => (2 1)
(all (string->generator "abc" 1)) => (#\b #\c)
(all (bytevector->generator #u8(1 2 3) 1 2)) => (2)
(list->generator 5) => error
(all (make-unfold-generator (lambda (n) (= n 3)) - (lambda (n) (+ n 1)) 0)) => (0 -1 -2)
(all (gcons* 1 2 (g 3))) => (1 2 3)
(gcons* 1 2) => error
(all (gappend (g 1) (g) (g 2 3))) => (1 2 3)
(gappend 5) => error
(all (gflatten (g '(1 2) '() '(3)))) => (1 2 3)
(all (gflatten (g 5))) => error
(all (ggroup (g 1 2 3) 2)) => ((1 2) (3))
(all (ggroup (g 1 2 3) 2 'x)) => ((1 2) (3 x))
(ggroup (g) 0) => error
(all (gmerge < (g 1 4) (g 2 3 5))) => (1 2 3 4 5)
(all (gmerge (lambda (a b) (< (car a) (car b))) (g '(1 a)) (g '(1 b)))) => ((1 a) (1 b))
(all (gmap + (g 1 2 3) (g 10 20))) => (11 22)
(all (gcombine (lambda (x s) (values (+ x s) (+ s 1))) 10 (g 1 2))) => (11 13)
(all (gcombine (lambda (x s) x) 10 (g 1 2))) => error
(all (gfilter odd? (g 1 2 3))) => (1 3)
(all (gremove odd? (g 1 2 3))) => (2)
(all (gstate-filter (lambda (x n) (values (< n 2) (+ n 1))) 0 (g 'a 'b 'c))) => (a b)
(all (gtake (g 1 2 3) 2)) => (1 2)
(all (gtake (g 1) 3 'x)) => (1 x x)
(all (gdrop (g 1 2 3) 2)) => (3)
(all (gdrop (g 1) 2)) => ()
(all (gtake-while odd? (g 1 3 2 5))) => (1 3)
(all (gdrop-while odd? (g 1 3 2 5))) => (2 5)
(all (gdelete 1 (g 1 2 1.0 1))) => (2 1.0)
(all (gdelete 1 (g 1 2 1.0) =)) => (2)
(all (gdelete-neighbor-dups (g 1 1 2 1))) => (1 2 1)
(all (gdelete-neighbor-dups (g #\a #\A #\b) char-ci=?)) => (#\a #\b)
(all (gindex (g 'a 'b 'c 'd) (g 0 2))) => (a c)
(all (gindex (g 'a 'b) (g 1 0))) => error
(all (gselect (g 'a 'b 'c) (g #t #f 1))) => (a c)
(generator->reverse-list (g 1 2 3)) => (3 2 1)
(generator->vector (g 1 2 3) 2) => #(1 2)
(let ((v (vector 0 0 0))) (list (generator->vector! v 1 (g 1 2 3)) v)) => (2 #(0 1 2))
(generator->vector! (vector) 1 (g)) => error
(generator->string (g #\a #\b)) => "ab"
(generator->string (g 1)) => error
(generator-fold cons '() (g 1 2)) => (2 1)
(generator-fold (lambda (a b s) (+ s (* a b))) 0 (g 1 2) (g 3 4)) => 11
(generator-map->list + (g 1 2) (g 10 20 30)) => (11 22)
(let ((n 0)) (generator-for-each (lambda (x) (set! n (+ n x))) (g 1 2)) n) => 3
(generator-find even? (g 1 2 3)) => 2
(generator-find even? (g 1)) => #f
(generator-count odd? (g 1 2 3)) => 2
(generator-any (lambda (x) (and (even? x) (* x x))) (g 1 2)) => 4
(generator-any even? (g 1)) => #f
(generator-every odd? (g 1 3)) => #t
(generator-every (lambda (x) (and (odd? x) x)) (g 1 3)) => 3
(generator-every odd? (g 1 2)) => #f
(generator-unfold (g 1 2) (lambda (stop mapper next seed) (let loop ((s seed))
  (if (stop s) '() (cons (mapper s) (loop (next s))))))) => (1 2)
(fed (make-accumulator * 1 -) 1 2 3) => -6
(fed (count-accumulator) 'a 'b) => 2
(fed (list-accumulator) 1 2) => (1 2)
(fed (reverse-list-accumulator) 1 2) => (2 1)
(fed (vector-accumulator) 1 2) => #(1 2)
(fed (reverse-vector-accumulator) 1 2) => #(2 1)
(fed (vector-accumulator! (vector 0 0 0) 1) 1 2) => #(0 1 2)
(fed (vector-accumulator! (vector 0) 1) 1) => error
(fed (string-accumulator) #\a #\b) => "ab"
(fed (string-accumulator) 1) => error
(fed (bytevector-accumulator) 1 255) => #u8(1 255)
(fed (bytevector-accumulator) 256) => error
(fed (bytevector-accumulator! (bytevector 0 0) 1) 7) => #u8(0 7)
(bytevector-accumulator! (bytevector) 1) => error
(fed (sum-accumulator) 1 2.5) => 3.5
(fed (product-accumulator) 2 3) => 6
"""

COROUTINES = r"""
(all (make-coroutine-generator (lambda (yield) (yield 1) (for-each yield '(2 3))))) => (1 2 3)
(all (make-for-each-generator vector-for-each #(1 2 3))) => (1 2 3)
(let ((g (make-for-each-generator for-each '(1)))) (let* ((a (g)) (b (g)) (c (g))) (list a b c)))
  => (1 #<eof> #<eof>)
"""


def test_cases() -> None:
    check_program(CASES, PRELUDE, "srfi-106")
    assert untried(CASES + COROUTINES, "srfi158") <= {"generator->list"}


def test_coroutines() -> None:
    pytest.importorskip("greenlet")
    check_program(COROUTINES, PRELUDE, "srfi-106")
