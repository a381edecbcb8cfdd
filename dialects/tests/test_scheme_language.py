"""The language: forms, procedures, macros, control; as R7RS or the real systems have them."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from scheme_programs import run, value


def values(name: str) -> list[tuple[str, str]]:
    """The programs in a file, and their values."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    blocks = [block.rpartition("\n=> ") for block in text.split("\n\n")[1:]]
    return [(program, expected.strip()) for program, _, expected in blocks]


@pytest.mark.parametrize(("text", "expected"), values("scheme_values_r7rs.scm"))
def test_value(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(("text", "expected"), values("scheme_values_more.scm"))
def test_value_beyond_r7rs(text: str, expected: str) -> None:
    assert value(text, "sagittarius") == expected


def test_optional_and_keyword_arguments() -> None:
    guile = "(define* (f a #:optional (b (* a 2)) #:key (c 3) d) (list a b c d))"
    assert value(f"{guile} (list (f 1) (f 1 5 #:c 9) (f 1 5 #:d 0))", "guile") == (
        "((1 2 3 #f) (1 5 9 #f) (1 5 3 0))"
    )
    chicken = "(define (f #!optional (a 1) #!rest r #!key (b 2)) (list a b r))"
    assert value(f"{chicken} (list (f) (f 5) (f 5 b: 7))", "chicken") == (
        "((1 2 ()) (5 2 ()) (5 7 (#:b 7)))"
    )
    sagittarius = "(define (f a :key (b 2)) (list a b))"
    assert value(f"{sagittarius} (list (f 1) (f 1 :b 3))", "sagittarius") == "((1 2) (1 3))"


def test_mutual_tail_calls_take_no_stack() -> None:
    text = """(define (even-so? n) (if (= n 0) #t (odd-so? (- n 1))))
              (define (odd-so? n) (if (= n 0) #f (even-so? (- n 1))))
              (even-so? 300000)"""
    assert run(text) is True


def test_tail_calls_through_apply_and_values() -> None:
    text = """(define (f n) (if (= n 0) 'done (apply g (list n))))
              (define (g n) (call-with-values (lambda () (values n 1)) (lambda (a b) (f (- a b)))))
              (f 100000)"""
    assert value(text) == "done"


def test_a_deep_recursion() -> None:
    assert (
        run("(define (build n) (if (= n 0) '() (cons n (build (- n 1))))) (length (build 100000))")
        == 100_000
    )
    assert run("(define (f n) (if (= n 0) 0 (+ 1 (apply f (list (- n 1)))))) (f 50000)") == 50_000


def test_long_chains_of_forms() -> None:
    clauses = " ".join(f"((= x {n}) {n})" for n in range(500))
    assert run(f"(define x 499) (cond {clauses})") == 499
    nested = "(+ 1 " * 1000 + "0" + ")" * 1000
    assert run(nested) == 1000
    ors = "(or #f " * 300 + "5" + ")" * 300
    assert run(ors) == 5


def test_a_program_may_define_what_it_has_imported() -> None:
    assert value("(define (first-of x) (car x)) (define (car x) 'mine) (first-of '(1))") == "mine"
    assert value("(define old car) (set! car cdr) (list (car '(1 2)) (old '(1 2)))") == "((2) 1)"


GENERATOR = """
(define (make-generator proc)
  (define return #f)
  (define resume #f)
  (define (yield v) (call/cc (lambda (k) (set! resume k) (return v))))
  (lambda ()
    (call/cc (lambda (r)
      (set! return r)
      (if resume (resume #f) (begin (proc yield) (return 'done)))))))
"""


def test_generators() -> None:
    text = """(define g (make-generator (lambda (yield) (for-each yield '(1 2 3)))))
              (list (g) (g) (g) (g))"""
    assert value(GENERATOR + text) == "(1 2 3 done)"


def test_coroutines() -> None:
    text = """
    (define queue '())
    (define log '())
    (define (put! k) (set! queue (append queue (list k))))
    (define (take!) (let ((k (car queue))) (set! queue (cdr queue)) k))
    (define (go-on) (if (null? queue) (finished #f) ((take!) #f)))
    (define (pause) (call/cc (lambda (k) (put! k) (go-on))))
    (define finished #f)
    (define (worker name n)
      (put! (lambda (x)
        (do ((i 0 (+ i 1))) ((= i n)) (set! log (cons (list name i) log)) (pause))
        (go-on))))
    (worker 'a 3)
    (worker 'b 2)
    (call/cc (lambda (k) (set! finished k) (go-on)))
    (reverse log)
    """
    assert value(text) == "((a 0) (b 0) (a 1) (b 1) (a 2))"


def test_a_generator_leaves_and_enters_dynamic_winds() -> None:
    text = """
    (define log '())
    (define (note x) (set! log (cons x log)))
    (define g (make-generator (lambda (yield)
      (dynamic-wind
        (lambda () (note 'in))
        (lambda () (yield 1) (yield 2))
        (lambda () (note 'out))))))
    (g) (note 'between) (g) (g)
    (reverse log)
    """
    assert value(GENERATOR + text) == "(in out between in out in out)"


def test_handlers_and_parameters_of_a_generator() -> None:
    text = """
    (define p (make-parameter 'outer))
    (define g (make-generator (lambda (yield)
      (parameterize ((p 'inner))
        (yield (p))
        (guard (e (#t (yield (list 'caught e (p))))) (raise 'boom))))))
    (list (g) (p) (g) (p) (guard (e (#t e)) (raise 'mine)) (g))
    """
    assert value(GENERATOR + text) == "(inner outer (caught boom inner) outer mine done)"


def test_a_finished_generator_is_freed() -> None:
    text = """
    (do ((i 0 (+ i 1))) ((= i 300))
      (let ((g (make-generator (lambda (yield) (yield i) (yield i))))) (g) (g) (g)))
    """
    run(GENERATOR + text, "sagittarius")
    greenlet = pytest.importorskip("greenlet")
    gc.collect()
    assert sum(isinstance(each, greenlet.greenlet) for each in gc.get_objects()) < 20


def test_literals_that_contain_themselves() -> None:
    text = """
    (import (scheme base))
    (define pairs '#0=(a #0# . #0#))
    (define vec '#1=#(#1# (x . #1#)))
    (list (eq? (cadr pairs) pairs) (eq? (cddr pairs) pairs) (eq? (vector-ref vec 0) vec)
          (eq? (cdr (vector-ref vec 1)) vec) (vector-length #2=#(1 (b #2#) c)))
    """
    assert value(text, "srfi-106").strip() == "(#t #t #t #t 3)"
