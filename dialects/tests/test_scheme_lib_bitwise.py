"""SRFI 60 and 151 as our table has them, and as the real Guile has the first."""

from __future__ import annotations

import random

from scheme_cases import check, check_chicken, check_guile, names_of, untried

SRFI_60 = r"""
(list (logand) (logior) (logxor)) => (-1 0 0)
(bitwise-and 12 10) => 8
(bitwise-ior 12 10) => 14
(bitwise-xor 12 10) => 6
(logand 7 -2 14) => 6
(logior 1 2 4) => 7
(logxor 1 3 7) => 5
(list (bitwise-not 10) (lognot -37)) => (-11 36)
(bitwise-and 1.0 2) => error
(bitwise-if 3 1 8) => 9
(bitwise-merge 3 1 8) => 9
(list (logtest 4 11) (any-bits-set? 4 7)) => (#f #t)
(list (logcount 170) (bit-count 0) (bit-count -2)) => (4 0 1)
(list (integer-length 170) (integer-length 0) (integer-length -7) (integer-length -8)) => (8 0 3 3)
(list (first-set-bit 40) (first-set-bit -28) (log2-binary-factors 1)) => (3 2 0)
(list (logbit? 0 13) (bit-set? 1 13) (bit-set? 100 -1)) => (#t #f #t)
(list (copy-bit 0 0 #t) (copy-bit 2 0 #t) (copy-bit 2 15 #f)) => (1 4 11)
(list (bit-field 858 0 4) (bit-field 858 4 8)) => (10 5)
(bit-field 858 4 2) => error
(copy-bit-field 0 13 0 4) => 13
(copy-bit-field 255 0 2 6) => 195
(list (ash 8 3) (ash 10 -1) (arithmetic-shift -1 -100) (arithmetic-shift -5 -1)) => (64 5 -1 -3)
(list (rotate-bit-field 4 3 0 4) (rotate-bit-field 4 -1 0 4) (rotate-bit-field 208 1 4 8))
  => (2 2 176)
(reverse-bit-field 167 0 8) => 229
(list (integer->list 5) (integer->list 5 2) (integer->list 5 5))
  => ((#t #f #t) (#f #t) (#f #f #t #f #t))
(list (list->integer '(#t #f #t)) (booleans->integer #t #f #t #f)) => (5 10)
"""

SRFI_151 = r"""
(list (first-set-bit 0) (first-set-bit -1)) => (-1 0)
(bitwise-eqv 12 10) => -7
(list (bitwise-eqv) (bitwise-nand 12 10) (bitwise-nor 12 10)) => (-1 -9 -15)
(list (bitwise-andc1 12 10) (bitwise-andc2 12 10)) => (2 4)
(list (bitwise-orc1 12 10) (bitwise-orc2 12 10)) => (-5 -3)
(list (bit-swap 0 2 4) (bit-swap 3 0 5) (bit-swap 1 1 2)) => (1 12 2)
(list (any-bit-set? 3 6) (any-bit-set? 3 12) (every-bit-set? 4 6) (every-bit-set? 7 6))
  => (#t #f #t #f)
(list (bit-field-any? 22 1 4) (bit-field-any? 16 0 4)) => (#t #f)
(list (bit-field-every? 30 1 5) (bit-field-every? 22 1 5)) => (#t #f)
(list (bit-field-clear 42 1 4) (bit-field-set 42 1 4)) => (32 46)
(list (bit-field-replace 42 5 1 4) (bit-field-replace-same 15 0 1 3)) => (42 9)
(list (bit-field-rotate 6 1 0 4) (bit-field-rotate 6 10 0 2) (bit-field-rotate 6 1 2 2))
  => (12 6 6)
(list (bit-field-reverse 6 0 3) (bit-field-reverse 6 1 1)) => (3 6)
(list (bits->list 22) (bits->list 6 4)) => ((#f #t #t #f #t) (#f #t #t #f))
(list (list->bits '(#t #f #t)) (bits #t #f #t #f #f) (bits)) => (5 5 0)
(list (bits->vector 6) (vector->bits #(#f #t))) => (#(#f #t #t) 2)
(bitwise-fold cons '() 10) => (#t #f #t #f)
(let ((v (vector 0))) (bitwise-for-each (lambda (b) (vector-fill! v b)) 4) (vector-ref v 0)) => #t
(bitwise-unfold (lambda (i) (= i 5)) even? (lambda (i) (+ i 1)) 0) => 21
(let ((g (make-bitwise-generator 2))) (let* ((a (g)) (b (g)) (c (g))) (list a b c))) => (#f #t #f)
"""

CHICKEN = r"""
(bitwise-and 12 10 -1) => 8
(list (bitwise-ior) (bitwise-xor 1 3) (bitwise-not 5)) => (0 2 -6)
(list (arithmetic-shift 1 70) (arithmetic-shift -5 -1)) => (1180591620717411303424 -3)
(list (integer-length 170) (integer-length -8)) => (8 3)
"""


def test_ours() -> None:
    check(SRFI_60 + SRFI_151 + CHICKEN, "bitwise")


def test_guile_agrees() -> None:
    check_guile(SRFI_60, "(srfi srfi-60)")


def test_chicken_agrees() -> None:
    check_chicken(CHICKEN, "(chicken bitwise)")


def test_every_name_is_tried() -> None:
    assert untried(SRFI_60 + SRFI_151, "bitwise") == set()


def test_what_belongs_together() -> None:
    names = names_of("bitwise")
    chance = random.Random(3)
    for _ in range(300):
        integer, start, end = chance.randrange(1 << 20), *sorted(chance.choices(range(20), k=2))
        turned = names["bit-field-reverse"](integer, start, end)
        assert names["bit-field-reverse"](turned, start, end) == integer
        rotated = names["bit-field-rotate"](integer, 7, start, end)
        assert names["bit-field-rotate"](rotated, -7, start, end) == integer
        assert names["list->bits"](names["bits->list"](integer)) == integer
        assert names["list->integer"](names["integer->list"](integer)) == integer
