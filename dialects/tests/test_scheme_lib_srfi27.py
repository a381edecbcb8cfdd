"""SRFI 27 and 111 as our tables have them, and as the real Guile has them."""

from __future__ import annotations

from scheme_cases import check, check_guile, names_of, untried

CASES = r"""
(let ((n (random-integer 10))) (list (integer? n) (<= 0 n 9))) => (#t #t)
(random-integer 1) => 0
(random-integer 0) => error
(< 0 (random-real) 1) => #t
(list (random-source? default-random-source) (random-source? 1)) => (#t #f)
(let* ((s (make-random-source)) (state (random-source-state-ref s))
  (f (random-source-make-integers s)) (a (f 1000000000))) (random-source-state-set! s state)
  (= a (f 1000000000))) => #t
(let* ((s (make-random-source)) (f (random-source-make-integers s)))
  (random-source-pseudo-randomize! s 1 2) (let ((a (f 1000000000)))
  (random-source-pseudo-randomize! s 1 2) (= a (f 1000000000)))) => #t
(let ((s (make-random-source))) (random-source-randomize! s)
  (< 0 ((random-source-make-reals s)) 1)) => #t
(let ((x ((random-source-make-reals (make-random-source) 1/10)))) (< 0 x 1)) => #t
(random-source-make-reals (make-random-source) 2) => error
"""

BOXES = """
(let ((b (box 1))) (set-box! b 2) (list (box? b) (box? 1) (unbox b))) => (#t #f 2)
(unbox 1) => error
"""


def test_ours() -> None:
    check(CASES, "srfi27")
    check(BOXES, "srfi111")


def test_guile_agrees() -> None:
    check_guile(CASES, "(srfi srfi-27)")
    check_guile(BOXES, "(srfi srfi-111)")


def test_every_name_is_tried() -> None:
    assert untried(CASES, "srfi27") == set()
    assert untried(BOXES, "srfi111") == set()


def test_two_new_sources_are_the_same() -> None:
    names = names_of("srfi27")
    make = names["random-source-make-integers"]
    one, other = make(names["make-random-source"]()), make(names["make-random-source"]())
    assert [one(1000) for _ in range(5)] == [other(1000) for _ in range(5)]


def test_multiples_of_a_unit() -> None:
    names = names_of("srfi27")
    real = names["random-source-make-reals"](names["make-random-source"](), 0.25)
    assert {real() for _ in range(100)} == {0.25, 0.5, 0.75}
