"""SRFI 1 as our table has it, and as the real Guile has it."""

from __future__ import annotations

from typing import Any

from scheme_cases import check, check_guile, names_of, outcome, program_of, table, untried

from schemesockets.dialects.scheme.data import from_list, iterate, to_list

CASES = """
(xcons 1 2) => (2 . 1)
(cons* 1 2 '(3 4)) => (1 2 3 4)
(cons* 1) => 1
(list-tabulate 4 (lambda (x) (* x x))) => (0 1 4 9)
(take (circular-list 1 2) 5) => (1 2 1 2 1)
(iota 5) => (0 1 2 3 4)
(iota 5 0 -1/2) => (0 -1/2 -1 -3/2 -2)
(iota 3 1.5) => (1.5 2.5 3.5)
(iota -1) => error
(proper-list? '(1 2)) => #t
(proper-list? '(1 . 2)) => #f
(proper-list? (circular-list 1)) => #f
(circular-list? (circular-list 1 2 3)) => #t
(circular-list? '()) => #f
(dotted-list? '(1 . 2)) => #t
(dotted-list? 1) => #t
(dotted-list? '()) => #f
(not-pair? '()) => #t
(null-list? '()) => #t
(null-list? '(1)) => #f
(list= eq? '(a b) '(a b) '(a b)) => #t
(list= eq? '(a b) '(a)) => #f
(list= eq?) => #t
(list (first '(1 2 3 4 5 6 7 8 9 10)) (fifth '(1 2 3 4 5)) (tenth '(1 2 3 4 5 6 7 8 9 10)))
  => (1 5 10)
(third '(1 2)) => error
(call-with-values (lambda () (car+cdr '(1 2))) list) => (1 (2))
(take '(a b c d e) 2) => (a b)
(take '(1 2 3 . d) 3) => (1 2 3)
(drop '(1 2 3 . d) 2) => (3 . d)
(drop '(1 2 3 . d) 3) => d
(take '(a) 2) => error
(drop '(a) 2) => error
(take-right '(a b c d e) 2) => (d e)
(take-right '(1 2 3 . d) 2) => (2 3 . d)
(take-right '(1 2 3 . d) 0) => d
(take-right '() 0) => ()
(take-right '(1) 2) => error
(drop-right '(a b c d e) 2) => (a b c)
(drop-right '(1 2 3 . d) 0) => (1 2 3)
(drop-right '(1) 2) => error
(let ((x (list 1 2 3))) (take! x 2)) => (1 2)
(let ((x (list 1 2 3))) (drop-right! x 2)) => (1)
(call-with-values (lambda () (split-at '(a b c d) 3)) list) => ((a b c) (d))
(call-with-values (lambda () (split-at! (list 1 2 3) 0)) list) => (() (1 2 3))
(call-with-values (lambda () (split-at! (list 1 2 3) 1)) list) => ((1) (2 3))
(last '(a b c)) => c
(last-pair '(a b . c)) => (b . c)
(length+ '(a b)) => 2
(length+ (circular-list 1)) => #f
(concatenate '((1) () (2 3))) => (1 2 3)
(concatenate! (list (list 1) '() (list 2 3))) => (1 2 3)
(let ((x (list 1))) (append! x (list 2)) x) => (1 2)
(append! '() (list 1) '() (list 2) 3) => (1 2 . 3)
(append!) => ()
(reverse! (list 1 2 3)) => (3 2 1)
(append-reverse '(3 2 1) '(4 5)) => (1 2 3 4 5)
(append-reverse! (list 3 2 1) 4) => (1 2 3 . 4)
(zip '(one two three) '(1 2 3) '(odd even odd even)) => ((one 1 odd) (two 2 even) (three 3 odd))
(zip '(1 2)) => ((1) (2))
(zip '(1 2) (circular-list #t #f)) => ((1 #t) (2 #f))
(unzip1 '((1 one) (2 two))) => (1 2)
(call-with-values (lambda () (unzip2 '((1 one) (2 two) (3 three)))) list)
  => ((1 2 3) (one two three))
(call-with-values (lambda () (unzip5 '((1 2 3 4 5)))) list) => ((1) (2) (3) (4) (5))
(count even? '(3 1 4 1 5 9 2 5 6)) => 3
(count < '(1 2 4 8) '(2 4 6 8 10 12 14 16)) => 3
(fold cons* '() '(a b c) '(1 2 3 4 5)) => (c 3 b 2 a 1)
(fold cons '() '(1 2 3)) => (3 2 1)
(fold + 0 5) => error
(fold-right cons '(4) '(1 2 3)) => (1 2 3 4)
(pair-fold (lambda (pair tail) (set-cdr! pair tail) pair) '() (list 1 2 3)) => (3 2 1)
(pair-fold-right cons '() '(a b c)) => ((a b c) (b c) (c))
(reduce max 0 '(3 1 4)) => 4
(reduce - 0 '(1 2 3 4)) => 2
(reduce + 0 '()) => 0
(reduce-right + 0 '(1 2 3)) => 6
(reduce-right append '() '((1) (2) (3))) => (1 2 3)
(unfold (lambda (x) (> x 10)) (lambda (x) (* x x)) (lambda (x) (+ x 1)) 1)
  => (1 4 9 16 25 36 49 64 81 100)
(unfold null? car cdr '(1 2) (lambda (x) '(3))) => (1 2 3)
(unfold-right zero? (lambda (x) (* x x)) (lambda (x) (- x 1)) 4) => (1 4 9 16)
(unfold-right null? car cdr '(1 2 3) '(4)) => (3 2 1 4)
(append-map (lambda (x) (list x (- x))) '(1 3 8)) => (1 -1 3 -3 8 -8)
(append-map! (lambda (x y) (list x y)) (list 1 2) '(a b c)) => (1 a 2 b)
(map! (lambda (x y) (+ x y)) (list 1 2 3) '(10 20 30)) => (11 22 33)
(map-in-order (lambda (x y) (- x y)) '(5 6) '(1 2 3)) => (4 4)
(let ((x '())) (pair-for-each (lambda (pair) (set-cdr! pair '())) (list 1 2 3)) x) => ()
(filter-map (lambda (x) (if (number? x) (* x x) #f)) '(a 1 b 3 c 7)) => (1 9 49)
(filter even? '(0 7 8 8 43 -4)) => (0 8 8 -4)
(filter! even? (list 0 7 8)) => (0 8)
(remove even? '(0 7 8 8 43 -4)) => (7 43)
(remove! even? (list 0 7 8)) => (7)
(call-with-values (lambda () (partition symbol? '(one 2 3 four five 6))) list)
  => ((one four five) (2 3 6))
(call-with-values (lambda () (partition! symbol? (list 'a 1 'b))) list) => ((a b) (1))
(find even? '(3 1 4 1 5 9)) => 4
(find even? '(1 3)) => #f
(find-tail even? '(3 1 37 -8 -5 0 0)) => (-8 -5 0 0)
(take-while even? '(2 18 3 10 22 9)) => (2 18)
(take-while! even? (list 2 18 3 10)) => (2 18)
(drop-while even? '(2 18 3 10 22 9)) => (3 10 22 9)
(call-with-values (lambda () (span even? '(2 18 3 10))) list) => ((2 18) (3 10))
(call-with-values (lambda () (break even? '(3 1 4 1 5))) list) => ((3 1) (4 1 5))
(call-with-values (lambda () (span! even? (list 2 3))) list) => ((2) (3))
(call-with-values (lambda () (break! even? (list 2 3))) list) => (() (2 3))
(any integer? '(a 3 b 2.7)) => #t
(any < '(3 1 4 1 5) '(2 7 1 8 2)) => #t
(any (lambda (x) #f) '()) => #f
(any (lambda (x) (if (even? x) x #f)) '(1 2 3)) => 2
(every even? '()) => #t
(every (lambda (x) x) '(1 2 3)) => 3
(every < '(1 2) '(2 3 4)) => #t
(every even? '(2 3)) => #f
(list-index even? '(3 1 4 1 5 9)) => 2
(list-index < '(3 1 4 1 5 9 2 5 6) '(2 7 1 8 2)) => 1
(list-index = '(3 1 4) '(2 7 1)) => #f
(delete 1 '(1 2 1 3)) => (2 3)
(delete "a" '("a" "b")) => ("b")
(delete 5 '(1 5 9) <) => (1 5)
(delete! 1 (list 1 2 1)) => (2)
(delete-duplicates '(a b a c a b c z)) => (a b c z)
(delete-duplicates '(1 1.0 1 #t "a" "a" (1 2) (1 2))) => (1 1.0 #t "a" (1 2))
(delete-duplicates '((a . 3) (b . 7) (c . 1) (a . 9) (b . 11)) (lambda (x y) (eq? (car x) (car
  y))))
  => ((a . 3) (b . 7) (c . 1))
(delete-duplicates! (list 1 2 1)) => (1 2)
(alist-cons 1 2 '((3 . 4))) => ((1 . 2) (3 . 4))
(alist-copy '((1 . 2) (3 . 4))) => ((1 . 2) (3 . 4))
(alist-delete 'a '((a . 1) (b . 2) (a . 3))) => ((b . 2))
(alist-delete 5 '((1 . 1) (9 . 2)) <) => ((1 . 1))
(alist-delete! "a" (list (cons "a" 1) (cons "b" 2))) => (("b" . 2))
(lset<= eq? '(a) '(a b a) '(a b c c)) => #t
(lset<= eq? '(a d) '(a b)) => #f
(lset<= eq?) => #t
(lset= eq? '(b e a) '(a e b) '(e e b a)) => #t
(lset= eq? '(a) '(a b)) => #f
(lset-adjoin eq? '(a b c d c e) 'd 'a 'i 'o 'u) => (u o i a b c d c e)
(lset-union eq? '(a b c d e) '(a e i o u)) => (u o i a b c d e)
(lset-union eq? '(a a c) '(x a x)) => (x a a c)
(lset-union eq?) => ()
(lset-intersection eq? '(a b c d e) '(a e i o u)) => (a e)
(lset-intersection eq? '(a x y a) '(x a x z)) => (a x a)
(lset-difference eq? '(a b c d e) '(a e i o u)) => (b c d)
(lset-xor eq?) => ()
"""

# Where Guile does what SRFI 1 does not say, or in another order.
NOT_GUILES = """
(fold-right cons* '() '(a b c) '(1 2 3 4 5)) => (a 1 b 2 c 3)
(lset-xor eq? '(a b c d e) '(a e i o u)) => (u o i b c d)
(call-with-values (lambda () (lset-diff+intersection eq? '(a b c d) '(b) '(d))) list)
  => ((a c) (b d))
"""


def test_ours() -> None:
    check(CASES + NOT_GUILES, "srfi1")


def test_guile_agrees() -> None:
    check_guile(CASES, "(srfi srfi-1)")


def test_every_name_is_tried() -> None:
    assert untried(CASES + NOT_GUILES, "srfi1") <= {
        *("second", "fourth", "sixth", "seventh", "eighth", "ninth"),
        *("unzip3", "unzip4"),
        *("lset-union!", "lset-intersection!", "lset-difference!", "lset-xor!"),
        "lset-diff+intersection!",
    }


def test_from_python() -> None:
    names = names_of("srfi1")
    assert from_list(names["iota"](3)) == [0, 1, 2]
    assert from_list(names["filter"](lambda each: each > 1, to_list([1, 2, 3]))) == [2, 3]


def test_the_last_call_of_any_and_every_is_a_tail_call() -> None:
    for name in ("any", "every"):
        procedure: Any = table("srfi1")[name].value
        made = procedure(lambda each: each, to_list([7]))
        assert made.__class__ is tuple
        assert made[1:] == (7,)


def test_a_filtered_list_shares_its_end() -> None:
    items = to_list(range(5))
    made = table("srfi1")["filter"].value(lambda each: each != 1, items)
    assert made.cdr is items.cdr.cdr


def test_what_is_no_list_is_refused() -> None:
    program = program_of("srfi1")
    for expression in (
        "(filter even? 5)",
        "(take '(1 2) -1)",
        "(reduce + 0 (circular-list 1))",
        "(drop-right (circular-list 1) 1)",
        "(fold 5 0 '(1))",
        "(length+ 5)",
        "(unzip2 '((1)))",
    ):
        assert outcome(expression, program).startswith("error: "), expression


def test_long_lists_take_no_stack() -> None:
    names = names_of("srfi1")
    long = to_list(range(100_000))
    kept = names["fold-right"](lambda each, rest: rest + 1, 0, long)
    assert kept == 100_000
    assert sum(1 for _ in iterate(names["delete-duplicates"](long))) == 100_000
