"""R6RS's numbers, lists, hash tables and Unicode, ours and the real Guile's."""

from __future__ import annotations

import pytest
from scheme_cases import check_guile, check_libraries, untried

NUMBERS = r"""
(call-with-values (lambda () (div-and-mod -7 2)) list) => (-4 1)
(map (lambda (a b) (list (div a b) (mod a b) (div0 a b) (mod0 a b))) '(123 123 -123 -123 5 7)
  '(10 -10 10 -10 -2 2)) => ((12 3 12 3) (-12 3 -12 3) (-13 7 -12 -3) (13 7 12 -3) (-2 1 -3 -1)
  (3 1 4 -1))
(div 5 2.0) => 2.0
(mod 5.5 2) => 1.5
(div 7/2 1) => 3
(mod 7/2 1) => 1/2
(div 1 'a) => error
(div 1 0) => error
(div 1.0 0.0) => error
(div0 5.0 0) => error
(map integer-valued? '(3 3.0 3+0.0i 3.5 a 1/2 +inf.0)) => (#t #t #t #f #f #f #f)
(map real-valued? '(3 +nan.0 1+0.0i 1+2i a)) => (#t #t #t #f #f)
(map rational-valued? '(3 +nan.0 1+0.0i 1/2 +inf.0)) => (#t #f #t #t #f)
(map bitwise-bit-count '(0 7 -1 -8)) => (0 3 -1 -4)
(map bitwise-first-bit-set '(0 1 -4)) => (-1 0 2)
(bitwise-if 12 10 5) => 9
(bitwise-copy-bit 0 3 1) => 8
(bitwise-copy-bit 15 1 0) => 13
(bitwise-bit-field 255 2 5) => 7
(bitwise-copy-bit-field 0 2 5 7) => 28
(bitwise-rotate-bit-field 6 0 4 1) => 12
(bitwise-reverse-bit-field 6 0 4) => 6
(bitwise-arithmetic-shift 5 -1) => 2
(bitwise-arithmetic-shift-right 5 1) => 2
(bitwise-length -8) => 3
(bitwise-bit-set? 5 2) => #t
(call-with-values (lambda () (div0-and-mod0 7 -2)) list) => (-4 -1)
(list (bitwise-and 12 10) (bitwise-ior 12 10) (bitwise-xor 12 10) (bitwise-not 5)
  (bitwise-arithmetic-shift-left 1 4)) => (8 14 6 -6 16)
"""

FIXNUMS = r"""
(least-fixnum) => -2305843009213693952
(greatest-fixnum) => 2305843009213693951
(map fixnum? (list 1 1.0 (+ 1 (greatest-fixnum)))) => (#t #f #f)
(fx+ 1 2) => 3
(fx+ 1 2 3) => error
(fx+ 1 1.0) => error
(fx- 5) => -5
(fx- (least-fixnum)) => error
(fx* 3 4) => 12
(fxdiv 7 2) => 3
(fxmod -7 2) => 1
(fxdiv0 7 2) => 4
(call-with-values (lambda () (fx+/carry (greatest-fixnum) 1 0)) list) => (-2305843009213693952 1)
(call-with-values (lambda () (fx*/carry 10 20 3)) list) => (203 0)
(call-with-values (lambda () (fx-/carry 1 2 3)) list) => (-4 0)
(fxnot 5) => -6
(fxand 12 10) => 8
(fxand) => -1
(fxif 12 10 5) => 9
(fxbit-count -1) => -1
(fxlength 8) => 4
(fxfirst-bit-set 0) => -1
(fxbit-set? 5 2) => #t
(fxcopy-bit 0 3 1) => 8
(fxbit-field 255 2 5) => 7
(fxcopy-bit-field 0 2 5 7) => 28
(fxarithmetic-shift 1 3) => 8
(fxarithmetic-shift-left 1 70) => error
(fxarithmetic-shift-right 8 1) => 4
(fxrotate-bit-field 6 0 4 1) => 12
(fxreverse-bit-field 6 0 4) => 6
(fx=? 1 1) => #t
(fx<? 1 2 3) => #t
(fx<? 1) => #t
(fxmax 1 2) => 2
(fxmin 1) => 1
(fxzero? 0) => #t
(fxodd? 1) => #t
(fxdiv 1 0) => error
(fxcopy-bit 0 3 2) => 0
(fxbit-set? 5 100) => #f
(fxand 'a 1) => error
(fx- 1 2 3) => error
(fx* 1 2 3) => error
(fxand 1 2 3) => 0
(fxior) => 0
(call-with-values (lambda () (fxdiv-and-mod 7 -2)) list) => (-3 1)
(call-with-values (lambda () (fxdiv0-and-mod0 7 -2)) list) => (-4 -1)
(list (fixnum-width) (fx>? 2 1) (fx<=? 1 1) (fx>=? 1 2) (fxpositive? 1) (fxnegative? 1) (fxeven?
  2) (fxxor 12 10) (fxmod0 7 2)) => (62 #t #t #f #t #f #t 6 -1)
"""

FLONUMS = r"""
(map (lambda (f) (f +inf.0)) (list sin cos tan flsin flcos))
  => (+nan.0 +nan.0 +nan.0 +nan.0 +nan.0)
(fl+ 1.0 2.0) => 3.0
(fl+) => 0.0
(fl+ 1 2.0) => error
(fl- 1.0) => -1.0
(fl/ 2.0) => 0.5
(fl/ 1.0 0.0) => +inf.0
(fldiv 7.0 2.0) => 3.0
(flmod -7.0 2.0) => 1.0
(fl=? 1.0 1.0) => #t
(flinteger? 1.0) => #t
(flsqrt 4.0) => 2.0
(flsqrt -4.0) => +nan.0
(fllog 8.0 2.0) => 3.0
(flexpt 2.0 3.0) => 8.0
(flatan 1.0 1.0) => 0.7853981633974483
(flmax 1.0 2.0) => 2.0
(flabs -1.0) => 1.0
(flnumerator 0.5) => 1.0
(fldenominator 0.5) => 2.0
(flfloor 1.5) => 1.0
(flround 2.5) => 2.0
(fixnum->flonum 3) => 3.0
(real->flonum 1/2) => 0.5
(fllog -1.0) => +nan.0
(flmax) => error
(flnan? +nan.0) => #t
(flasin 2.0) => +nan.0
(flodd? 1.5) => error
(flexpt -8.0 0.5) => +nan.0
(fllog 0.0) => -inf.0
(real->flonum 'a) => error
(fixnum->flonum 1.0) => error
(fldiv-and-mod 1.0 0.0) => error
(fleven? 2.0) => #t
(flmin 1.0 +nan.0) => +nan.0
(fldiv 7.0 0.0) => error
(flpositive? 1.0) => #t
(flmod0 7.0 2.0) => -1.0
(fldiv0 7.0 2.0) => 4.0
(fl* 2.0 3.0) => 6.0
(list (flfinite? 1.0) (flinfinite? +inf.0) (flnegative? -1.0) (flzero? -0.0) (flonum? 1) (fl<?
  1.0 2.0) (fl>? 1.0 2.0) (fl<=? 1.0 1.0 2.0) (fl>=? 2.0 1.0)) => (#t #t #t #t #f #t #f #t #t)
(call-with-values (lambda () (fldiv-and-mod 7.0 2.0)) list) => (3.0 1.0)
(call-with-values (lambda () (fldiv0-and-mod0 7.0 2.0)) list) => (4.0 -1.0)
"""

LISTS = r"""
(remove '(1) '(2 (1) 3)) => (2 3)
(remove 1 2) => error
(fold-left cons '() '(1 2 3)) => (((() . 1) . 2) . 3)
(fold-left + 0 '(1 2) '(3 4)) => 10
(fold-right cons '() '(1 2)) => (1 2)
(for-all even? '(2 4)) => #t
(for-all (lambda (x) (and (even? x) x)) '(2 4)) => 4
(exists (lambda (x) (and (even? x) x)) '(1 4)) => 4
(exists even? '()) => #f
(for-all even? '()) => #t
(for-all < '(1 2) '(3 4)) => #t
(for-all even? 3) => error
(memp even? '(1 2 3)) => (2 3)
(assp even? '((1 . a) (2 . b))) => (2 . b)
(remp even? '(1 2 3)) => (1 3)
(remq 'a '(a b a)) => (b)
(remv 1 '(1 2)) => (2)
(list-sort < '(3 1 2)) => (1 2 3)
(vector-sort < #(3 1 2)) => #(1 2 3)
(let ((v (vector 3 1 2))) (vector-sort! < v) v) => #(1 2 3)
(fold-left + 0 '(1 2) '(1)) => 2
(list-sort < 3) => error
(fold-left + 0 3) => error
(exists = '(1 2) '(1)) => #t
(map (lambda (f) (f 0.5)) (list flceiling fltruncate flexp flsin flcos fltan flacos flatan)) =>
  (1.0 0.0 1.6487212707001282 0.479425538604203 0.8775825618903728 0.5463024898437905
  1.0471975511965979 0.4636476090008061)
"""

HASHTABLES = r"""
(map hashtable? (list (make-eq-hashtable) 1)) => (#t #f)
(let ((h (make-eqv-hashtable))) (hashtable-set! h 1 2) (hashtable-delete! h 1) (hashtable-size h))
  => 0
(let ((h (make-eqv-hashtable))) (hashtable-set! h 1 2) (hashtable-clear! h 10) (hashtable-size h))
  => 0
(let ((h (make-eqv-hashtable))) (hashtable-set! h 1 'a) (hashtable-update! h 1 (lambda (x) (list
  x)) 'd) (hashtable-update! h 2 (lambda (x) (list x)) 'd) (list (hashtable-ref h 1 0)
  (hashtable-ref h 2 0) (hashtable-ref h 3 0) (hashtable-size h) (hashtable-contains? h 1))) =>
  ((a) (d) 0 2 #t)
(let ((h (make-hashtable string-hash string=?))) (hashtable-set! h "a" 1) (hashtable-ref h
  (string #\a) 0)) => 1
(let ((h (make-hashtable equal-hash equal?))) (hashtable-set! h '(1 2) 1) (call-with-values
  (lambda () (hashtable-entries h)) list)) => (#((1 2)) #(1))
(let ((h (make-eq-hashtable))) (list (eq? eq? (hashtable-equivalence-function h))
  (hashtable-hash-function h) (hashtable-mutable? h) (hashtable-mutable? (hashtable-copy h))
  (hashtable-mutable? (hashtable-copy h #t)))) => (#t #f #t #f #t)
(hashtable-set! (hashtable-copy (make-eq-hashtable)) 1 2) => error
(hashtable-hash-function (make-eqv-hashtable)) => #f
(make-eq-hashtable -1) => error
(make-eq-hashtable 'a) => error
(map procedure? (list (hashtable-equivalence-function (make-hashtable string-hash string=?))
  (hashtable-hash-function (make-hashtable string-hash string=?)))) => (#t #t)
(hashtable-keys (let ((h (make-eqv-hashtable 10))) (hashtable-set! h 1 2) h)) => #(1)
(integer? (equal-hash '(1))) => #t
(= (string-ci-hash "a") (string-ci-hash "A")) => #t
(integer? (symbol-hash 'a)) => #t
"""

UNICODE = r"""
(string-titlecase "hello wORLD") => "Hello World"
(map char-general-category '(#\a #\A #\1 #\space #\newline)) => (Ll Lu Nd Zs Cc)
(char-titlecase #\a) => #\A
(char-title-case? #\x01C5) => #t
(string-length (string-normalize-nfd "é")) => 2
(string-normalize-nfkc "ﬁ") => "fi"
(list (char-upcase #\a) (char-downcase #\A) (char-foldcase #\A) (char-alphabetic? #\a)
  (char-numeric? #\1) (char-whitespace? #\space) (char-upper-case? #\A) (char-lower-case? #\A)
  (char-ci=? #\a #\A) (string-upcase "a") (string-downcase "A") (string-foldcase "A")
  (string-ci=? "a" "A") (string-normalize-nfc "e") (string-normalize-nfkd "ﬁ")) => (#\A #\a #\a
  #t #t #t #t #f #t "A" "a" "a" #t "e" "fi")
"""

# What Guile lets pass that R6RS does not.
OURS = r"""
(hashtable-clear! (hashtable-copy (make-eq-hashtable))) => error
(hashtable-delete! (hashtable-copy (make-eq-hashtable)) 1) => error
(hashtable-update! (hashtable-copy (make-eq-hashtable)) 1 list 2) => error
(symbol-hash "a") => error
(call-with-values (lambda () (exact-integer-sqrt 17)) list) => (4 1)
(guard (e ((implementation-restriction-violation? e) 'restriction)) (fx* (greatest-fixnum) 2))
  => restriction
(guard (e ((implementation-restriction-violation? e) 'restriction)) (fx- (least-fixnum)))
  => restriction
"""

GROUPS = [NUMBERS, FIXNUMS, FLONUMS, LISTS, HASHTABLES, UNICODE]


# What Guile leaves out of R6RS.
STRICT = r"""
(map string-titlecase '("r6rs" "who's there?" "kNOCK KNoCK"))
  => ("R6rs" "Who's There?" "Knock Knock")
(number->string 10 16 5) => "a"
(number->string 1 0) => error
(string->number "1" 37) => error
(list (flsin +inf.0) (flsqrt -1.0) (flexp 1000.0) (flexpt 10.0 400.0))
  => (+nan.0 +nan.0 +inf.0 +inf.0)
(div +inf.0 1) => error
(guard (e ((assertion-violation? e) 'assertion)) (mod +nan.0 1)) => assertion
(guard (e ((assertion-violation? e) 'assertion)) (letrec ((x y) (y x)) 1)) => assertion
"""


def test_what_r6rs_says_alone() -> None:
    check_libraries(STRICT, "(rnrs)", profile="sagittarius")


@pytest.mark.parametrize("group", [*GROUPS, OURS])
def test_ours(group: str) -> None:
    check_libraries(group, "(rnrs)")


@pytest.mark.parametrize("group", GROUPS)
def test_guile_agrees(group: str) -> None:
    check_guile(group, "(rnrs)")


def test_every_name_is_tried() -> None:
    modules = ("numbers", "fixnums", "flonums", "lists", "hashtables", "unicode")
    every = "".join([*GROUPS, OURS, STRICT])
    assert untried(every, *(f"rnrs_{each}" for each in modules)) == set()
