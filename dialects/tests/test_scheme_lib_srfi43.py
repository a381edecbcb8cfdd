"""SRFI 43 as our table has it, and as the real Guile has it."""

from __future__ import annotations

from scheme_cases import check, check_guile, untried

CASES = r"""
(vector-unfold (lambda (i x) (values x (- x 1))) 5 0) => #(0 -1 -2 -3 -4)
(vector-unfold values 3) => #(0 1 2)
(vector-unfold (lambda (i x y) (values (+ x y) y (+ x y))) 5 0 1) => #(1 2 3 5 8)
(vector-unfold-right (lambda (i x) (values (cons i x) (+ x 1))) 3 0) => #((0 . 2) (1 . 1) (2 . 0))
(vector-copy #(a b c d) 1 3) => #(b c)
(vector-copy #(a b) 1 4 'x) => #(b x x)
(vector-copy #(a b) 3) => error
(vector-reverse-copy #(5 4 3 2 1 0) 1 5) => #(1 2 3 4)
(vector-concatenate '(#(a) #() #(b c))) => #(a b c)
(vector-concatenate '((a))) => error
(vector-empty? #()) => #t
(vector-empty? #(a)) => #f
(vector= eq? #(a b) #(a b) #(a b)) => #t
(vector= eq? #(a b) #(a c)) => #f
(vector= eq? #(a b) #(a)) => #f
(vector= eq?) => #t
(vector-fold (lambda (i sum x) (+ sum (* i x))) 0 #(1 2 3)) => 8
(vector-fold (lambda (i s x y) (cons (list i x y) s)) '() #(1 2 3) #(a b))
  => ((1 2 b) (0 1 a))
(vector-fold-right (lambda (i s x) (cons (list i x) s)) '() #(a b)) => ((0 a) (1 b))
(vector-map (lambda (i x) (* x x)) #(0 1 2 3)) => #(0 1 4 9)
(vector-map (lambda (i x y) (+ i x y)) #(1 2) #(10 20 30)) => #(11 23)
(let ((v (vector 1 2 3))) (vector-map! (lambda (i x) (* i x)) v) v) => #(0 2 6)
(let ((v (vector 0))) (vector-for-each (lambda (i x) (vector-fill! v (list i x))) #(a b))
  (vector-ref v 0)) => (1 b)
(vector-count (lambda (i x) (even? x)) #(3 1 4 1 5 9 2 5 6)) => 3
(vector-count (lambda (i x y) (< x y)) #(1 3 6 9) #(2 4 6 8 10 12)) => 2
(vector-index even? #(3 1 4 1 5 9)) => 2
(vector-index < #(3 1 4 1 5 9 2 5 6) #(2 7 1 8 2)) => 1
(vector-index = #(3 1 4 1 5 9 2 5 6) #(2 7 1 8 2)) => #f
(vector-index-right even? #(3 1 4 1 6 9)) => 4
(vector-skip number? #(1 2 a b 3 4 c d)) => 2
(vector-skip-right number? #(1 2 a b 3 4)) => 3
(vector-skip number? #(1 2)) => #f
(vector-binary-search #(1 3 5 7 9) 7 -) => 3
(vector-binary-search #(1 3 5 7 9) 4 -) => #f
(vector-any (lambda (x) (if (even? x) (* 2 x) #f)) #(1 2 3)) => 4
(vector-any even? #()) => #f
(vector-any < #(1 2) #(0 3 5)) => #t
(vector-every (lambda (x) x) #(1 2 3)) => 3
(vector-every even? #(1 2 3)) => #f
(vector-every even? #()) => #t
(let ((v (vector 1 2 3))) (vector-swap! v 0 2) v) => #(3 2 1)
(vector-swap! (vector 1 2 3) 0 3) => error
(let ((v (vector 1 2 3 4))) (vector-reverse! v 1) v) => #(1 4 3 2)
(let ((v (vector 1 2 3 4 5))) (vector-reverse-copy! v 1 #(a b c d) 1 3) v) => #(1 c b 4 5)
(vector-reverse-copy! (vector 1) 1 #(a)) => error
(reverse-vector->list #(1 2 3)) => (3 2 1)
(reverse-vector->list #(1 2 3) 1) => (3 2)
(reverse-list->vector '(1 2 3)) => #(3 2 1)
"""


def test_ours() -> None:
    check(CASES, "srfi43")


def test_guile_agrees() -> None:
    check_guile(CASES, "(srfi srfi-43)")


def test_every_name_is_tried() -> None:
    assert untried(CASES, "srfi43") == set()
