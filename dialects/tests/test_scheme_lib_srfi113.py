"""SRFI 113: cases of our own, for no system that is installed has it."""

from __future__ import annotations

import pytest
from scheme_cases import check_program, untried

PRELUDE = """
(import (scheme base) (srfi 113) (srfi 128) (srfi 132))
(define c (make-default-comparator))
(define (s . elements) (apply set c elements))
(define (b . elements) (apply bag c elements))
(define (sorted elements) (list-sort (lambda (x y) (<? c x y)) elements))
(define (S x) (sorted (set->list x)))
(define (B x) (sorted (bag->list x)))
"""

# Of sets and of bags: KIND, k for its constructor, L for the sorted list of its elements.
BOTH = r"""
(L (KIND c 3 1 2)) => (1 2 3)
(L (KIND-unfold c (lambda (n) (= n 3)) - (lambda (n) (+ n 1)) 0)) => (-2 -1 0)
(L (list->KIND c '(1 2))) => (1 2)
(L (list->KIND! (k 1) '(3 2))) => (1 2 3)
(let* ((x (k 1)) (y (KIND-copy x))) (KIND-adjoin! y 2) (list (L x) (L y))) => ((1) (1 2))
(list (KIND? (k)) (KIND? '())) => (#t #f)
(list (KIND-contains? (k 1 "a") "a") (KIND-contains? (k 1) 2)) => (#t #f)
(list (KIND-empty? (k)) (KIND-empty? (k 1))) => (#t #f)
(list (KIND-disjoint? (k 1) (k 2)) (KIND-disjoint? (k 1 2) (k 2))) => (#t #f)
(list (KIND-member (k 1.0) 1 'no) (KIND-member (k 1) 2 'no)) => (1.0 no)
(eq? c (KIND-element-comparator (k))) => #t
(let* ((x (k 1)) (y (KIND-adjoin x 2 3))) (list (L x) (L y))) => ((1) (1 2 3))
(let* ((x (k 1)) (y (KIND-replace x 1.0)) (z (KIND-replace x 5))) (list (L x) (L y) (L z)))
  => ((1) (1.0) (1))
(L (KIND-replace! (k 1) 1.0)) => (1.0)
(let* ((x (k 1 2)) (y (KIND-delete x 2 3))) (list (L x) (L y))) => ((1 2) (1))
(L (KIND-delete! (k 1 2) 2)) => (1)
(let* ((x (k 1 2)) (y (KIND-delete-all x '(2 3)))) (list (L x) (L y))) => ((1 2) (1))
(L (KIND-delete-all! (k 1 2) '(1 2))) => ()
(KIND-delete-all (k) 5) => error
(call-with-values (lambda () (KIND-search! (k 1) 2 (lambda (insert ignore) (insert 'in)) error))
  (lambda (x y) (list (L x) y))) => ((1 2) in)
(call-with-values (lambda () (KIND-search! (k 1) 2 (lambda (insert ignore) (ignore 'no)) error))
  (lambda (x y) (list (L x) y))) => ((1) no)
(call-with-values (lambda () (KIND-search! (k 1) 1 error (lambda (e update remove)
  (update 1.0 e)))) (lambda (x y) (list (L x) y))) => ((1.0) 1)
(call-with-values (lambda () (KIND-search! (k 1) 1 error (lambda (e update remove)
  (remove 'out)))) (lambda (x y) (list (L x) y))) => (() out)
(KIND-size (k 1 2)) => 2
(list (KIND-find even? (k 1 2) list) (KIND-find even? (k 1) list)) => (2 ())
(KIND-count odd? (k 1 2 3)) => 2
(list (KIND-any? even? (k 1 2)) (KIND-any? even? (k 1))) => (#t #f)
(list (KIND-every? odd? (k 1 3)) (KIND-every? odd? (k 1 2))) => (#t #f)
(L (KIND-map c - (k 1 2))) => (-2 -1)
(let ((n 0)) (KIND-for-each (lambda (x) (set! n (+ n x))) (k 1 2)) n) => 3
(KIND-fold + 0 (k 1 2)) => 3
(let* ((x (k 1 2 3)) (y (KIND-filter odd? x))) (list (L x) (L y))) => ((1 2 3) (1 3))
(let* ((x (k 1 2 3)) (y (KIND-filter! odd? x))) (list (L x) (L y))) => ((1 3) (1 3))
(L (KIND-remove odd? (k 1 2 3))) => (2)
(L (KIND-remove! odd? (k 1 2 3))) => (2)
(call-with-values (lambda () (KIND-partition odd? (k 1 2 3))) (lambda (x y) (list (L x) (L y))))
  => ((1 3) (2))
(call-with-values (lambda () (KIND-partition! odd? (k 1 2 3))) (lambda (x y) (list (L x) (L y))))
  => ((1 3) (2))
(list (KIND=? (k 1 2) (k 2 1)) (KIND=? (k 1) (k 1 2)) (KIND=? (k 1))) => (#t #f #t)
(list (KIND<? (k 1) (k 1 2) (k 1 2 3)) (KIND<? (k 1) (k 1))) => (#t #f)
(list (KIND>? (k 1 2) (k 1)) (KIND>? (k 1) (k 1))) => (#t #f)
(list (KIND<=? (k 1) (k 1) (k 1 2)) (KIND<=? (k 1) (k 2))) => (#t #f)
(list (KIND>=? (k 1 2) (k 1)) (KIND>=? (k 1) (k 2))) => (#t #f)
(KIND=? (k 1) (KIND (make-eqv-comparator) 1)) => error
(let* ((x (k 1)) (y (KIND-union x (k 2) (k 3)))) (list (L x) (L y))) => ((1) (1 2 3))
(let* ((x (k 1)) (y (KIND-union! x (k 2)))) (list (L x) (L y))) => ((1 2) (1 2))
(L (KIND-intersection (k 1 2 3) (k 2 3) (k 3 4))) => (3)
(L (KIND-intersection! (k 1 2) (k 2))) => (2)
(L (KIND-difference (k 1 2 3) (k 2) (k 3))) => (1)
(L (KIND-difference! (k 1 2) (k 2))) => (1)
(L (KIND-xor (k 1 2) (k 2 3))) => (1 3)
(L (KIND-xor! (k 1 2) (k 2 3))) => (1 3)
(KIND-union (k 1) 5) => error
(KIND-size 5) => error
(list (=? KIND-comparator (k 1) (k 1)) (comparator-test-type KIND-comparator 5)
  (= (comparator-hash KIND-comparator (k 1 2)) (comparator-hash KIND-comparator (k 2 1))))
  => (#t #f #t)
"""

SETS = r"""
(S (s 1 1 2)) => (1 2)
(set-size (s 1 1 1)) => 1
(S (set-adjoin (s 1) 1)) => (1)
(set-size (bag->set (b 1 1 2))) => 2
(set-size (b 1)) => error
"""

BAGS = r"""
(B (b 1 1 2)) => (1 1 2)
(B (bag-delete (b 1 1 2) 1)) => (1 2)
(B (bag-union (b 1 1 2) (b 1 3))) => (1 1 2 3)
(B (bag-intersection (b 1 1 2) (b 1 1 1))) => (1 1)
(B (bag-difference (b 1 1 2) (b 1))) => (1 2)
(B (bag-xor (b 1 1 2) (b 1))) => (1 2)
(B (bag-sum (b 1) (b 1 2))) => (1 1 2)
(let ((x (b 1))) (bag-sum! x (b 1)) (B x)) => (1 1)
(B (bag-product 2 (b 1 2))) => (1 1 2 2)
(let ((x (b 1))) (bag-product! 3 x) (B x)) => (1 1 1)
(bag-product -1 (b 1)) => error
(bag-unique-size (b 1 1 2)) => 2
(list (bag-element-count (b 1 1) 1) (bag-element-count (b) 1)) => (2 0)
(let ((l '())) (bag-for-each-unique (lambda (x n) (set! l (cons (list x n) l))) (b 1 1)) l)
  => ((1 2))
(bag-fold-unique (lambda (x n total) (+ total (* x n))) 0 (b 1 1 2)) => 4
(B (bag-increment! (b 1) 1 2)) => (1 1 1)
(B (bag-decrement! (b 1 1) 1 5)) => ()
(S (bag->set (b 1 1 2))) => (1 2)
(B (set->bag (s 1 2))) => (1 2)
(B (set->bag! (b 1) (s 1 2))) => (1 1 2)
(bag->alist (b 1 1)) => ((1 . 2))
(B (alist->bag c '((1 . 2) (2 . 1)))) => (1 1 2)
(alist->bag c '((1 . -1))) => error
(list (bag<? (b 1) (b 1 1)) (bag=? (b 1) (b 1 1))) => (#t #f)
"""


def both(kind: str) -> str:
    """The cases of both, about one of them."""
    short, listed = kind[0], kind[0].upper()
    return BOTH.replace("KIND", kind).replace("(k", f"({short}").replace("(L ", f"({listed} ")


@pytest.mark.parametrize("kind", ["set", "bag"])
def test_what_both_have(kind: str) -> None:
    check_program(both(kind), PRELUDE, "srfi-106")


def test_sets() -> None:
    check_program(SETS, PRELUDE, "srfi-106")


def test_bags() -> None:
    check_program(BAGS, PRELUDE, "srfi-106")


def test_every_name_is_tried() -> None:
    every = both("set") + both("bag") + SETS + BAGS
    assert untried(every, "srfi113") <= {"set->list", "bag->list"}
