"""`match` as we have it, and as the real Guile and CHICKEN's `matchable` have it."""

from __future__ import annotations

import pytest
from scheme_cases import check_chicken, check_guile, check_program

from schemesockets.dialects.scheme import evaluate
from schemesockets.dialects.scheme.libraries.guile.keys import key_and_arguments
from schemesockets.dialects.scheme.libraries.matching import MatchFailure
from schemesockets.dialects.scheme.syntax import SyntaxFailure

CASES = r"""
(match 'a ('b 1) ('a 2)) => 2
(match 1 (2 3)) => error
(match "x" ("y" 1) ("x" 2)) => 2
(match 1.5 (1.5 'yes) (_ 'no)) => yes
(match #\a (#\a 'yes)) => yes
(match #f (#f 'yes) (_ 'no)) => yes
(match 0 (#f 'yes) (_ 'no)) => no
(match '() (() 'empty)) => empty
(match '(1) (() 'empty) (_ 'no)) => no
(match '(1 2 3) ((a b c) (list c b a))) => (3 2 1)
(match '(1 2 3) ((a b) 2) ((a b c d) 4) ((a . b) b)) => (2 3)
(match '(1 2 . 3) ((a b . c) c)) => 3
(match '(1 (2 3)) ((a (b c)) (list a b c))) => (1 2 3)
(match '((1 2) x) (((1 b) 'x) b)) => 2
(match '(1 2 1) ((a a b) 1) ((a b a) 2)) => 2
(match '((x) (x) y) ((a a b) b)) => y
(match '(1 2 3) ((_ _ c) c)) => 3
(match '(a b) (('a x) x)) => b
(match '(1 2 3) (`(1 ,b ,c) (list b c))) => (2 3)
(match '(a (b 3)) (`(a (b ,x)) x)) => 3
(match '(a b c) (`(a . ,rest) rest)) => (b c)
(match '#(a 1) (`#(a ,x) x)) => 1
(match '(1 2) ((1 2 3 ...) #t)) => #t
(match '(1 2 3 3) ((1 2 3 ...) #t)) => #t
(match '(1 2 3 4) ((1 2 3 ...) #t) (_ #f)) => #f
(match '(1 2 3 4 5) ((a b c ...) c)) => (3 4 5)
(match '(1 2) ((a b c ___) c)) => ()
(match '(1 2 3 4 5) ((a b c ... d e) (list c d e))) => ((3) 4 5)
(match '(1 2) ((a b c ... d) 1) (_ 2)) => 2
(match '(1 2 . 3) ((a ...) 1) (_ 2)) => 2
(match '(1 2) ((a b c ..1) c) (_ 'no)) => no
(match '(1 2 3 4) ((a b c ..1) c) (_ 'no)) => (3 4)
(match '((a 1) (b 2)) (((k v) ...) (list k v))) => ((a b) (1 2))
(match '((a 1 2) (b) (c 3)) (((k v ...) ...) (list k v))) => ((a b c) ((1 2) () (3)))
(match '((a . 1) (b . 2)) (((k . (? number? v)) ...) (list k v))) => ((a b) (1 2))
(match '((a . 1) (b . x)) (((k . (? number? v)) ...) (list k v)) (_ 'no)) => no
(match '() (((a b) ...) (list a b))) => (() ())
(match '(1 2 3) (((and x (? odd?)) _ ...) x)) => 1
(match '(1 2 3) ((_ ... x) x)) => 3
(match '#(1 2 3) (#(a b c) (list a b c))) => (1 2 3)
(match '#(1 2) (#(a b c) 3) (#(a b) 2)) => 2
(match '#(1 2 3 4) (#(a b ...) b)) => (2 3 4)
(match '#() (#() 'empty)) => empty
(match '#((a 1) (b 2)) (#((k v) ...) (list k v))) => ((a b) (1 2))
(match 1 ((and) #t)) => #t
(match 1 ((and x 1) x)) => 1
(match 1 ((or) #t) (_ #f)) => #f
(match 1 ((or x 2) x)) => 1
(match 2 ((or 1 2) 'low) (_ 'high)) => low
(match '(b 3) (((or 'a 'b) x) x)) => 3
(match '(1 x) ((or (a 'x) ('y a)) a)) => 1
(match '(y 2) ((or (a 'x) ('y a)) a)) => 2
(match '((n 1) (s "x")) (((or ('n v) ('s v)) ...) v)) => (1 "x")
(match 1 ((not 2) #t)) => #t
(match 2 ((not 2) 1) (_ 2)) => 2
(match '(1 2) (((not 2) y) y)) => 2
(match 1 ((? odd? x) x)) => 1
(match 2 ((? odd? x) x) (_ 'even)) => even
(match "abc" ((? string? (= string-length n)) n)) => 3
(match 4 ((= sqrt x) x)) => 2
(match '(1 . 2) ((= car x) x)) => 1
(match '(10 5) ((a (? (lambda (x) (< x a)) b)) (list a b))) => (10 5)
(let ((x (cons 1 2))) (match x ((1 . (set! s)) (s 3) x))) => (1 . 3)
(let ((x (list 1 2))) (match x (((set! s) b) (s 9) x))) => (9 2)
(let ((x (vector 1 2))) (match x (#(1 (set! s)) (s 3) x))) => #(1 3)
(match '(1 . 2) ((1 . (get! g)) (g))) => 2
(let ((x (list 1 2))) (match x (((get! g) b) (set-car! x 5) (g)))) => 5
(let ((x 1)) (match x ((set! s) (s 2) x))) => 2
(match '(a (a (a b))) ((x *** 'b) x)) => (a a a)
(match '(a (b) (c (d e) (f g))) ((x *** 'g) x)) => (a c f)
(match '(a (b) (c (d e) (f g))) ((x *** (and y 'd)) (list x y))) => error
(match '(a (b) (c (d e) (f 7))) ((_ *** (? number? n)) n)) => 7
(match '(1 2) ((a b) (=> next) (if (> a b) a (next))) ((a . b) (list 'second b))) => (second (2))
(match '(3 2) ((a b) (=> next) (if (> a b) a (next))) (_ 'second)) => 3
(match '(1) ((a) (=> next) (next))) => error
(match '(1 2) ((a b) (define c (+ a b)) (* c c))) => 9
((match-lambda ((a b) (+ a b)) (x x)) '(1 2)) => 3
((match-lambda ((a b) (+ a b)) (x x)) 7) => 7
((match-lambda* ((a b) (+ a b)) ((a) a) (() 0)) 1 2) => 3
((match-lambda* ((a b) (+ a b)) ((a) a) (() 0))) => 0
((match-lambda* ((a b) (+ a b))) 1 2 3) => error
(match-let (((a b) '(1 2)) (c 3)) (list a b c)) => (1 2 3)
(match-let (((a b) '(1)) (c 3)) (list a b c)) => error
(let ((x 1)) (match-let ((x 2) ((y) (list x))) y)) => 1
(match-let loop (((a . rest) '(1 2 3)) (sum 0)) (if (null? rest) (+ sum a)
  (loop rest (+ sum a)))) => 6
(match-let* (((a b) '(1 2)) ((c . d) (list a b))) (list c d)) => (1 (2))
(match-let* () 'none) => none
(match-letrec ((even (lambda (n) (or (= n 0) (odd (- n 1))))) (odd (lambda (n) (and (> n 0)
  (even (- n 1)))))) (even 10)) => #t
(let loop ((l '(1 2 3)) (sum 0)) (match l (() sum) ((x . rest) (loop rest (+ sum x))))) => 6
(let ((quote 1)) (match 1 (x x))) => 1
(let ((x 1)) (match 2 (x x))) => 2
(let ((else 1)) (match 2 (else else))) => 2
(map (lambda (f) (f)) (map (match-lambda ((k . v) (lambda () (list k v)))) '((a . 1) (b . 2))))
  => ((a 1) (b 2))
(match '(a . (b . (c))) ((x y z) z)) => c
(match '(+ 1 2) (('+ (? number? a) (? number? b)) (+ a b))) => 3
"""

RECORDS = r"""
(match (make-point 1 2) (($ <point> x y) (list x y))) => (1 2)
(match (make-point 1 2) (($ <point> x) x)) => 1
(match 5 (($ <point> x y) x) (_ 'no)) => no
(match (make-point 1 2) (($ <point> 2 y) y) (($ <point> 1 y) (list 'one y))) => (one 2)
(let ((p (make-point 1 2))) (match p (($ <point> (set! s) _) (s 7) (point-x p)))) => 7
(let ((p (make-point 1 2))) (match p (($ <point> (get! g) _) (g)))) => 1
"""
POINT = """(define-record-type <point> (make-point x y) point? (x point-x) (y point-y))"""

# What is newer than the matchers that are installed.
NEWER = r"""
(match '(1 1) ((a a ...) a) (_ 'no)) => no
(match '((1 2) (1 2)) (((x ...) (x ...)) x) (_ 'no)) => (1 2)
(match '((1 2) (1 3)) (((x ...) (x ...)) x) (_ 'no)) => no
(match '((1 2 3) (1 2 3)) (((x ... 3) (x ... 3)) x) (_ 'no)) => (1 2)
(match '((1 2) (1 3)) ((((? odd? x) _) ...) x) (_ 'no)) => (1 1)
(match '(1 2) ((a **1) a)) => (1 2)
(match '(1 2 3) ((a =.. 2 b) a) (_ 'no)) => (1 2)
(match '(a 1 2 3) (`(a ,x ...) x)) => (1 2 3)
(match '(a 1 2 z) (`(a ,x ... z) x)) => (1 2)
(match '(let ((x 1) (y 2)) (+ x y)) (`(let ((,v ,e) ...) ,body) (list v e body)))
  => ((x y) (1 2) (+ x y))
(match-letrec (((f g) (list (lambda (n) (if (= n 0) 'f (g (- n 1)))) (lambda (n) (if (= n 0) 'g
  (f (- n 1))))))) (f 3)) => g
(match '(1 2 3) ((a ..= 3) a)) => (1 2 3)
(match '(1 2) ((a ..= 3) a) (_ 'no)) => no
(match '(x 1 2) (((? symbol? s) (? number? n) *.. 1 3) n)) => (1 2)
(match '(x 1 2 3 4) (((? symbol? s) (? number? n) *.. 1 3) n) (_ 'no)) => no
(match (make-point 1 2) ((@ <point> (y b) (x a)) (list a b))) => (1 2)
(match (make-point 1 2) ((object <point> (y b)) b)) => 2
(match (make-point 1 2) ((@ <point> (z b)) b)) => error
(match (make-point 1 2) (($ <point> a b c) b)) => error
(match 1 (($ 5 a) a)) => error
(match '(1 2 . 3) ((a ... . b) (list a b))) => ((1 2) 3)
(match '(a 1 2 3 z) (`(a ,@x z) x)) => (1 2 3)
(match '(a) (`(a ,@x) x)) => ()
(match '(1 (2 (3 4))) ((_ *** (and y (3 _))) y)) => (3 4)
(let () (match-define (a (b ...)) '(1 (2 3))) (list a b)) => (1 (2 3))
(let () (match-define (a b) '(1)) a) => error
(let ((v (vector 1 2))) (match (vector-ref v 0) ((set! s) (s 5) v))) => #(5 2)
(let ((? (lambda (x) x)) (x 2)) (match '(1 2 3) ((? a b) (list ? a b)))) => (1 2 3)
"""


IMPORT = "(use-modules (ice-9 match))"


def test_ours() -> None:
    check_program(CASES, IMPORT)
    check_program(RECORDS, f"{IMPORT} {POINT}")
    check_program(CASES, "(import matchable)", "chicken")
    check_program(CASES, "(import (match))", "sagittarius")


def test_newer_patterns() -> None:
    check_program(NEWER, f"(import (srfi 9) (srfi 204)) {POINT}", "sagittarius")


def test_guile_agrees() -> None:
    check_guile(CASES, "(ice-9 match)")
    check_guile(RECORDS, "(ice-9 match)", "(srfi srfi-9)", prelude=POINT)


def test_chicken_agrees() -> None:
    check_chicken(CASES, "matchable")


@pytest.mark.parametrize(
    "text",
    [
        "(match)",
        "(match 1 ())",
        "(match 1 (x))",
        "(match 1 (... 2))",
        "(match 1 ((a ... b ...) a))",
        "(match 1 ((quote) 1))",
        "(match 1 ((?) 1))",
        "(match 1 ((= car) 1))",
        "(match 1 (($) 1))",
        "(match 1 ((@ x y) 1))",
        "(match 1 ((a ..= b) 1))",
        "(match 1 ((a ..=) 1))",
        "(match 1 ((get! 1) 1))",
        "(match '(1) (((set! 1)) 1))",
        "(match 1 ((a *** ) 1))",
        "(match 1 (`(a `b) 1))",
        "(match 1 (x (=> 1 2) 3))",
        "(match-let)",
        "(match-let ((a)) 1)",
        "(match-define a)",
        "(match-lambda ((set! s) 1))",
    ],
)
def test_wrong_syntax_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(SyntaxFailure) as failure:
        evaluate(f"(use-modules (ice-9 match))\n{text}", dialect="guile")
    assert failure.value.place.line == 2


def test_failure_has_guiles_key() -> None:
    text = "(use-modules (ice-9 match)) (match 5 (4 1))"
    with pytest.raises(MatchFailure) as failure:
        evaluate(text, dialect="guile")
    key, *arguments = key_and_arguments(failure.value)
    assert str(key) == "match-error"
    assert [str(each) for each in arguments] == ['"match"', '"no matching pattern"', "5"]


def test_match_in_a_loop_takes_no_stack() -> None:
    text = """(use-modules (ice-9 match))
    (define (count n state)
      (match (list n state) ((0 s) s) ((n s) (count (- n 1) (+ s 1)))))
    (count 100000 0)"""
    assert evaluate(text, dialect="guile") == 100000
