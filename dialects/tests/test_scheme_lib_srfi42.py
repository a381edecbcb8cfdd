"""SRFI 42 as our table has it, and as the real Guile has it; `check-ec` of SRFI 78."""

from __future__ import annotations

import pytest
from scheme_cases import check_guile, check_program

from schemesockets.dialects.scheme import evaluate
from schemesockets.dialects.scheme.syntax import SyntaxFailure

PRELUDE = r"""
(define-syntax :twice
  (syntax-rules ()
    ((_ cc var expression) (:list cc var (append expression expression)))))
"""

CASES = r"""
(list-ec 1) => (1)
(list-ec (: i 5) i) => (0 1 2 3 4)
(list-ec (: i 2 5) (* i i)) => (4 9 16)
(list-ec (: i 5 0 -2) i) => (5 3 1)
(list-ec (: c "ab" "c") c) => (#\a #\b #\c)
(list-ec (: x '(1 2) '(3)) x) => (1 2 3)
(list-ec (: x #(1) #(2)) x) => (1 2)
(list-ec (: c #\a #\c) c) => (#\a #\b #\c)
(list-ec (: x (open-input-string "1 (2)")) x) => (1 (2))
(list-ec (: x (open-input-string "ab") read-char) x) => (#\a #\b)
(list-ec (: x 'a) x) => error
(list-ec (: i 3) (: j i) (list i j)) => ((1 0) (2 0) (2 1))
(list-ec (: i 5) (if (odd? i)) i) => (1 3)
(list-ec (: i 5) (not (odd? i)) i) => (0 2 4)
(list-ec (: i 5) (and (odd? i) (> i 1)) i) => (3)
(list-ec (: i 5) (or (= i 1) (> i 3)) i) => (1 4)
(let ((n 0)) (list-ec (: i 3) (begin (set! n (+ n i))) n)) => (0 1 3)
(list-ec (nested (: i 2) (: j 2)) (+ i j)) => (0 1 1 2)
(list-ec (:list x (index i) '(a b)) (list i x)) => ((0 a) (1 b))
(list-ec (:string c (index i) "ab" "c") (cons c i)) => ((#\a . 0) (#\b . 1) (#\c . 2))
(list-ec (:vector x #(1 2) #()) x) => (1 2)
(list-ec (:range i 3) i) => (0 1 2)
(list-ec (:range i 0 -3 -1) i) => (0 -1 -2)
(list-ec (:range i 0 1 0) i) => error
(list-ec (:real-range x 0 1 0.25) x) => (0.0 0.25 0.5 0.75)
(list-ec (:char-range c #\a #\c) c) => (#\a #\b #\c)
(list-ec (:port x (open-input-string "1 2")) x) => (1 2)
(list-ec (:port x (open-input-string "ab") read-char) x) => (#\a #\b)
(list-ec (:parallel (:integers i) (:list x '(a b))) (list i x)) => ((0 a) (1 b))
(list-ec (:while (:integers i) (< i 3)) i) => (0 1 2)
(list-ec (:until (:integers i) (= i 3)) i) => (0 1 2 3)
(list-ec (:until (:list x '(1 2 3 4)) (> x 2)) x) => (1 2 3)
(list-ec (:while (:list x '(1 2 3 1)) (< x 3)) x) => (1 2)
(list-ec (:let x 5) (:let y (* x x)) (+ x y)) => (30)
(list-ec (:do ((i 0) (j 5)) (< i j) ((+ i 1) (- j 1))) (list i j)) => ((0 5) (1 4) (2 3))
(list-ec (:do (let ((n 3)) #f) ((i 0)) (< i n) (let ((s (* i i))) #f) (< s 1) ((+ i 1))) s)
  => (0 1)
(list-ec (:twice x '(1 2)) x) => (1 2 1 2)
(list-ec (:dispatched x (lambda (l) (and (pair? l) (let ((n (car l)))
  (lambda (empty) (if (= n 0) empty (begin (set! n (- n 1)) n)))))) 3) x) => (2 1 0)
(list-ec (:dispatched x 5 3) x) => error
(let ((g (:generator-proc (:list '(1 2))))) (let* ((a (g 'no)) (b (g 'no)) (c (g 'no)) (d (g 'no)))
  (list a b c d))) => (1 2 no no)
(let ((g (:generator-proc (:range 2)))) (let* ((a (g #f)) (b (g #f)) (c (g #f))) (list a b c)))
  => (0 1 #f)
(append-ec (: i 3) (list i i)) => (0 0 1 1 2 2)
(string-ec (: c "abc") (char-upcase c)) => "ABC"
(string-append-ec (: i 3) (number->string i)) => "012"
(vector-ec (: i 3) i) => #(0 1 2)
(vector-of-length-ec 3 (: i 3) i) => #(0 1 2)
(vector-of-length-ec 4 (: i 3) i) => error
(vector-of-length-ec 2 (: i 3) i) => error
(sum-ec (: i 5) i) => 10
(product-ec (: i 1 5) i) => 24
(min-ec (: x '(3 1 2)) x) => 1
(max-ec (: x '(3 1 2)) x) => 3
(max-ec (: x '()) x) => error
(first-ec 'none (: i 1 10) (if (even? i)) i) => 2
(first-ec 'none (: i 0) i) => none
(let ((n 0)) (first-ec #f (: i 10) (: j 10) (begin (set! n (+ n 1))) (if (= j 2)) i) n) => 3
(last-ec 'none (: i 5) i) => 4
(last-ec 'none (: i 0) i) => none
(any?-ec (: i 5) (= i 3)) => #t
(any?-ec (: i 3) (= i 3)) => #f
(every?-ec (: i 3) (< i 3)) => #t
(every?-ec (: i 4) (< i 3)) => #f
(fold-ec '() (: i 3) i cons) => (2 1 0)
(fold3-ec 'none (: i 3) i list cons) => (2 1 0)
(fold3-ec 'none (: i 0) i list cons) => none
(let ((l '())) (do-ec (: i 3) (set! l (cons i l))) l) => (2 1 0)
(map (lambda (f) (f)) (list-ec (: i 3) (lambda () i))) => (0 1 2)
(sum-ec (: i 100000) 1) => 100000
(let ((if list) (reverse vector)) (list-ec (:range i 2) i)) => (0 1)
(begin (:-dispatch-set! (dispatch-union (:-dispatch-ref) (lambda (l) (and (pair? l)
  (symbol? (car l)) (let ((n 2)) (lambda (empty) (if (= n 0) empty (begin (set! n (- n 1))
  (car l)))))))) ) (list-ec (: x 'a) x)) => (a a)
(begin (:-dispatch-set! (make-initial-:-dispatch)) (list-ec (: x 'a) x)) => error
"""


def test_ours() -> None:
    check_program(CASES, f"(use-modules (srfi srfi-42)) {PRELUDE}")


def test_guile_agrees() -> None:
    check_guile(CASES, "(srfi srfi-42)", prelude=PRELUDE)


@pytest.mark.parametrize(
    "text",
    [
        "(list-ec)",
        "(list-ec 5 1)",
        "(list-ec (car 1) 1)",
        "(list-ec (:list) 1)",
        "(list-ec (:list 5 '()) 1)",
        "(list-ec (:integers i 5) 1)",
        "(list-ec (:do 1 2 3 4) 1)",
        "(list-ec (:do ((i)) #t ()) 1)",
        "(list-ec (:do (lt () #f) () #t (let () #f) #t ()) 1)",
        "(list-ec (:list x (index) '()) 1)",
        "(:list x '(1))",
        "(:generator-proc 5)",
        "(list-ec (if) 1)",
    ],
)
def test_wrong_syntax(text: str) -> None:
    with pytest.raises(SyntaxFailure):
        evaluate(f"(use-modules (srfi srfi-42)) {text}", dialect="guile")


def test_check_ec(capsys: pytest.CaptureFixture[str]) -> None:
    text = """(import (scheme base) (srfi 42) (srfi 78))
    (check-ec (: i 10) (* i 1) => i)
    (check-ec (: i 10) (: j 10) (* i 2) (=> =) (* i j) (i j))
    (check-ec (+ 1 1) => 2)
    (check-set-mode! 'summary)
    (check-ec (: i 2) i (=> =) 0)
    (check-report)"""
    evaluate(text, dialect="sagittarius")
    told = capsys.readouterr().out
    assert "; correct (10 cases checked)" in told
    assert "\n(let ((i 1) (j 0)) (* i 2)) => 2 ; *** failed ***\n ; expected result: 0\n" in told
    assert "; correct\n" in told
    assert "2 correct, 2 failed." in told
