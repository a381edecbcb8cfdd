"""Sagittarius's (math …) and (pp). What is expected was seen of Sagittarius 0.9.15."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from scheme_cases import check, untried

from schemesockets.dialects.scheme import evaluate

RANDOM = """
(let ((p (pseudo-random RC4)))
  (list (prng? p) (pseudo-random? p) (secure-random? p) (prng? 1) (prng-state p)))
  => (#t #t #f #f #f)
(let ((s (secure-random Yarrow))) (list (prng? s) (pseudo-random? s) (secure-random? s)))
  => (#t #t #t)
(= (random (pseudo-random RC4) 1000) (random (pseudo-random RC4) 1000)) => #t
(let ((a (pseudo-random Fortuna :seed 5)) (b (pseudo-random Fortuna :seed 5)))
  (equal? (read-random-bytes a 20) (read-random-bytes b 20))) => #t
(let ((a (pseudo-random Fortuna)) (b (pseudo-random Fortuna)))
  (random-seed-set! a 5) (equal? (read-random-bytes a 20) (read-random-bytes b 20))) => #f
(let ((p (pseudo-random SOBER-128))) (random-seed-set! p #vu8(1 2)) (random p 1)) => 0
(random (pseudo-random ChaCha20) 1 :read-size 5) => 0
(bytevector-length (read-random-bytes (pseudo-random System) 5)) => 5
(let ((b (make-bytevector 4 0)))
  (list (eq? b (read-random-bytes! (pseudo-random RC4) b 2))
    (bytevector-u8-ref b 2) (bytevector-u8-ref b 3))) => (#t 0 0)
(let ((b (make-bytevector 4 0))) (read-sys-random! b 1 0) b) => #vu8(0 0 0 0)
(bytevector? (read-sys-random! (make-bytevector 2))) => #t
(map (lambda (bits) (bytevector-length (read-sys-random bits))) '(8 9)) => (1 2)
(random (pseudo-random RC4) 0) => error
(random (pseudo-random RC4) 1.5) => error
(random 1 1) => error
(pseudo-random "x") => error
(pseudo-random RC4 :seed 'a) => error
(secure-random RC4 :bits 3) => error
(read-random-bytes (pseudo-random RC4) -1) => error
(read-random-bytes! (pseudo-random RC4) (make-bytevector 4) 5) => error
(random-seed-set! (pseudo-random RC4) 'a) => error
(read-sys-random! (make-bytevector 2) 1 2) => error
(read-sys-random! (make-bytevector 2) 0 'a) => error
"""

PRIMES = """
(map prime? '(2 1 97 91 0 -7 3 4)) => (#t #f #t #f #f #t #t #f)
(list (is-prime? 97) (probable-prime? 97 10)) => (#t #t)
(prime? (- (expt 2 521) 1)) => #t
(prime? (* (- (expt 2 127) 1) (- (expt 2 89) 1))) => #f
(miller-rabin? 97 10 (secure-random RC4)) => #t
(miller-rabin? 3215031751 20 (pseudo-random RC4)) => #f
(map lucas-lehmer? '(3 15 323 59 35 57)) => (#t #f #t #t #f #f)
(lucas-lehmer? 49) => error
(prime? (random-prime 8)) => #t
(%bits-of (random-prime 64)) => 512
(%bits-of (random-prime 16 :prng (secure-random RC4))) => 128
(%bits-of (generate-random-prime 4)) => 32
(generate-random-prime 2 'a) => error
(random-prime 0) => error
(prime? 'a) => error
(list (align-size (bit 9)) (align-size 256) (align-size 255) (align-size 0) (align-size -256))
  => (2 2 1 0 1)
(list (mod-inverse 3 11) (mod-expt 2 10 1000)) => (4 24)
"""


def test_random() -> None:
    assert untried(RANDOM, "math_random") == set()
    check(RANDOM, "math_random", profile="sagittarius")


def test_primes() -> None:
    assert {each for each in untried(PRIMES, "math_prime") if each[0] != "%"} == set()
    check(PRIMES, "math_prime", "math_random", "sagittarius_core", profile="sagittarius")


def test_match() -> None:
    text = """(import (rnrs) (match))
      (match-let (((x . y) '(1 . 2)))
        (list x y (match '(let ((a 1) (b 2)) a) (('let ((n v) ...) . body) (list n v body)))
          (map (match-lambda ((? string? s) s) (#(a _) a) (_ 'other)) '("s" #(5 6) 7))))"""
    assert evaluate(text, dialect="sagittarius") == [
        *(1, 2),
        [["a", "b"], [1, 2], ["a"]],
        ["s", 5, "other"],
    ]


def test_math_has_what_its_parts_have() -> None:
    text = (
        "(import (rnrs) (math)) (list (prime? 7) (hash-size MD5) (random (pseudo-random RC4) 1))"
    )
    assert evaluate(text, dialect="sagittarius") == [True, 16, 0]


@pytest.mark.parametrize(
    ("datum", "expected"),
    [
        (
            "'(define (foo bar baz) (let loop ((i 0) (j 1)) (cond ((= i 10) => (lambda (x)"
            " (display x) (newline))) (else (loop (+ i 1) (* j 2)))) (if (and (> i 1)"
            ' (< j 100000)) \'yes "no thanks\\n")))',
            "(define (foo bar baz)\n"
            "  (let loop ((i 0) (j 1))\n"
            "    (cond ((= i 10) => (lambda (x) (display x) (newline)))\n"
            "          (else (loop (+ i 1) (* j 2))))\n"
            "    (if (and (> i 1) (< j 100000)) 'yes \"no thanks\n"
            '")))\n',
        ),
        (
            '\'(("content-type" "text/html; charset=utf-8") ("user-agent"'
            ' "Mozilla/5.0 (X11; Linux x86_64; rv:10) Gecko") ("host" "localhost:5000"))',
            '(("content-type" "text/html; charset=utf-8")\n'
            ' ("user-agent"\n'
            '  "Mozilla/5.0 (X11; Linux x86_64; rv:10) Gecko")\n'
            ' ("host" "localhost:5000"))\n',
        ),
        ("'`(a ,b ,@c)", "`(a ,b ,@c)\n"),
        ("(list #vu8(1 2) 1.5 #\\a #\\newline \"a\\\"\\\\n\")",
         '(#vu8(1 2) 1.5 #\\a #\\newline "a\\"\\\\n")\n'),
        ("(let ((l (list 1 2))) (list l l))", "((1 2) (1 2))\n"),
    ],
)  # fmt: skip
def test_data_over_several_lines(datum: str, expected: str) -> None:
    text = f"""(import (rnrs) (pp) (sagittarius io))
      (let ((x {datum}))
        (list (pretty-print-to-string x)
          (call-with-output-string (lambda (port) (pp x port)))
          (with-output-to-string (lambda () (pretty-print x)))))"""
    assert evaluate(text, dialect="sagittarius") == [expected] * 3


def test_data_with_shared_parts() -> None:
    text = """(import (rnrs) (pp) (sagittarius io))
      (let ((l (list 1 2)))
        (list (call-with-output-string (lambda (port) (pp/ss (list l l) port)))
          (with-output-to-string (lambda () (pretty-print/ss l)))))"""
    assert evaluate(text, dialect="sagittarius") == ["(#0=(1 2) #0#)\n", "(1 2)\n"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("append", "xyxy"),
        ("append no-truncate", "xyxy"),
        ("append no-fail no-truncate", "xyxy"),
        ("append no-fail", "xy"),
        ("append no-create", "xy"),
        ("no-truncate", "exists"),
    ],
)
def test_files_that_are_appended_to(options: str, expected: str, tmp_path: Path) -> None:
    file = os.fspath(tmp_path / "file")
    text = f"""(import (rnrs))
      (define (add . options)
        (call-with-port (apply open-file-output-port "{file}" options)
          (lambda (port) (put-bytevector port (string->utf8 "xy")))))
      (add)
      (guard (e ((i/o-file-already-exists-error? e) "exists"))
        (add (file-options {options}))
        (call-with-input-file "{file}" get-string-all))"""
    assert evaluate(text, dialect="sagittarius") == expected


def test_only_sagittarius_appends() -> None:
    with pytest.raises(Exception, match="file-options takes some of no-create, no-fail, no-trunc"):
        evaluate("(import (rnrs)) (file-options append)", dialect="guile")


def test_a_library_that_exports_all() -> None:
    text = """
      (library (inner) (export one two) (import (rnrs)) (define one 1) (define two 2))
      (library (outer) (export :all)
        (import (except (rnrs) list) (rename (inner) (two deux))) (define own 3))
      (define-library (other) (export :all) (import (outer)))
      (import (only (rnrs) vector) (other))
      (vector one deux own (car '(4)))"""
    assert evaluate(text, dialect="sagittarius") == [1, 2, 3, 4]
    with pytest.raises(Exception, match="unbound variable: two"):
        evaluate(text.replace("(vector one", "(vector two"), dialect="sagittarius")
