"""SRFI 69 as our table has it, and as the real Guile and CHICKEN have it."""

from __future__ import annotations

from scheme_cases import check, check_guile, outcome, program_of, untried

from schemesockets.dialects.scheme.data import Pair, String, to_list
from schemesockets.dialects.scheme.libraries.hashing import equal_key, eqv_key

CASES = r"""
(hash-table? (make-hash-table)) => #t
(hash-table? '()) => #f
(let ((t (make-hash-table))) (hash-table-set! t "a" 1) (hash-table-set! t (string #\a) 2)
  (list (hash-table-size t) (hash-table-ref t "a" (lambda () 0)))) => (1 2)
(let ((t (make-hash-table eq?))) (hash-table-set! t "a" 1)
  (hash-table-ref/default t (string #\a) 'no)) => no
(let ((t (make-hash-table eqv?))) (hash-table-set! t 1 'exact) (hash-table-set! t 1.0 'inexact)
  (hash-table-set! t #t 'true) (list (hash-table-ref t 1) (hash-table-ref t 1.0)
  (hash-table-ref t #t) (hash-table-size t))) => (exact inexact true 3)
(let ((t (make-hash-table string=? string-hash))) (hash-table-set! t "a" 1)
  (hash-table-ref/default t (string #\a) 'no)) => 1
(let ((t (make-hash-table string=?))) (hash-table-set! t "a" 1)
  (hash-table-ref/default t (string #\a) 'no)) => 1
(hash-table-ref (make-hash-table) 'a) => error
(hash-table-ref (make-hash-table) 'a (lambda () 'none)) => none
(let ((t (alist->hash-table '((a . 1) (b . 2) (a . 3)))))
  (list (hash-table-ref t 'a) (hash-table-ref t 'b) (hash-table-size t))) => (1 2 2)
(let ((t (alist->hash-table '(("a" . 1)) string-ci=? string-ci-hash))) (hash-table-ref t "A")) => 1
(let ((t (alist->hash-table '((a . 1))))) (hash-table-delete! t 'a) (hash-table-delete! t 'b)
  (hash-table-size t)) => 0
(let ((t (alist->hash-table '((a . #f))))) (list (hash-table-exists? t 'a)
  (hash-table-exists? t 'b))) => (#t #f)
(let ((t (alist->hash-table '((a . 1))))) (hash-table-update! t 'a (lambda (x) (+ x 1)))
  (hash-table-update! t 'b (lambda (x) (+ x 1)) (lambda () 10))
  (list (hash-table-ref t 'a) (hash-table-ref t 'b))) => (2 11)
(hash-table-update! (make-hash-table) 'a (lambda (x) x)) => error
(let ((t (make-hash-table))) (hash-table-update!/default t 'a (lambda (x) (cons 1 x)) '())
  (hash-table-update!/default t 'a (lambda (x) (cons 2 x)) '()) (hash-table-ref t 'a)) => (2 1)
(hash-table-keys (alist->hash-table '((a . 1)))) => (a)
(hash-table-values (alist->hash-table '((a . 1)))) => (1)
(hash-table->alist (alist->hash-table '((a . 1)))) => ((a . 1))
(let ((v (vector 0))) (hash-table-walk (alist->hash-table '((a . 1)))
  (lambda (k x) (vector-fill! v (list k x)))) (vector-ref v 0)) => (a 1)
(hash-table-fold (alist->hash-table '((a . 1) (b . 2))) (lambda (k v s) (+ v s)) 10) => 13
(let* ((t (alist->hash-table '((a . 1)))) (u (hash-table-copy t))) (hash-table-set! u 'b 2)
  (list (hash-table-size t) (hash-table-size u))) => (1 2)
(let ((t (alist->hash-table '((a . 1) (b . 1)))))
  (hash-table-merge! t (alist->hash-table '((b . 2) (c . 3))))
  (list (hash-table-size t) (hash-table-ref t 'b))) => (3 2)
(= (hash '(1 "a" #(2)) 1000) (hash (list 1 (string #\a) (vector 2)) 1000)) => #t
(< (hash 'a 10) 10) => #t
(= (string-hash "abc" 1000) (string-hash (string #\a #\b #\c) 1000)) => #t
(= (string-ci-hash "abc" 1000) (string-ci-hash "ABC" 1000)) => #t
(= (hash-by-identity 'a 1000) (hash-by-identity 'a 1000)) => #t
(eq? (hash-table-equivalence-function (make-hash-table eq?)) eq?) => #t
(procedure? (hash-table-hash-function (make-hash-table))) => #t
"""

# A fourth argument, which CHICKEN has and Guile not.
NOT_GUILES = """
(hash-table-ref (alist->hash-table '((a . 1))) 'a (lambda () 'none) list) => (1)
"""


def test_ours() -> None:
    check(CASES + NOT_GUILES, "srfi69")


def test_guile_agrees() -> None:
    check_guile(CASES, "(srfi srfi-69)")


def test_every_name_is_tried() -> None:
    assert untried(CASES, "srfi69") == set()


def test_a_table_may_be_changed_while_it_is_walked() -> None:
    program = program_of("srfi69")
    walk = """(let ((t (alist->hash-table '((a . 1) (b . 2)))))
        (hash-table-walk t (lambda (k v) (hash-table-delete! t k))) (hash-table-size t))"""
    assert outcome(walk, program) == "0"


def test_keys() -> None:
    circular = Pair(1, None)
    circular.cdr = circular
    other = Pair(1, None)
    other.cdr = other
    values = [1, 1.0, True, "1", -0.0, 0.0, String("1"), [1], to_list([1]), bytearray(b"1"), None]
    assert len({equal_key(value) for value in values}) == len(values)
    assert len({eqv_key(value) for value in values}) == len(values)
    assert equal_key(circular) == equal_key(other)
    assert equal_key(String("a")) == equal_key(String("a"))
    assert eqv_key(String("a")) != eqv_key(String("a"))
    assert eqv_key(float("nan")) == eqv_key(float("nan"))
