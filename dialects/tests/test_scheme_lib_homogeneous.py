"""SRFI 4 as our table has it, and as the real Guile and CHICKEN have it."""

from __future__ import annotations

import pytest
from scheme_cases import check_chicken, check_guile, check_program

from schemesockets.dialects.scheme import evaluate
from schemesockets.dialects.scheme.libraries.manifest import table
from schemesockets.dialects.scheme.number_vectors import KINDS
from schemesockets.dialects.scheme.tokens import ReadError

CASES = r"""
(u8vector? (u8vector 1 2)) => #t
(s8vector -1 2) => #s8(-1 2)
(u16vector 1 65535) => #u16(1 65535)
(f32vector 1.5 2) => #f32(1.5 2.0)
(f64vector 0.1 -3) => #f64(0.1 -3.0)
(f32vector-ref (f32vector 0.1) 0) => 0.10000000149011612
(make-u16vector 2 5) => #u16(5 5)
(make-f64vector 1 2) => #f64(2.0)
(u16vector-ref (u16vector 1 2) 1) => 2
(u16vector-ref (u16vector 1 2) 2) => error
(u8vector-ref (u8vector 1) -1) => error
(let ((v (s32vector 1 2))) (s32vector-set! v 0 -5) v) => #s32(-5 2)
(u8vector-set! (u8vector 1) 0 256) => error
(u8vector-set! (u8vector 1) 0 'a) => error
(s16vector-set! (s16vector 1) 1 0) => error
(u8vector 1 256) => error
(f64vector 'a) => error
(u8vector->list (u8vector 1 2)) => (1 2)
(u8vector-length (u8vector 1 2 3)) => 3
(list->u32vector '(1 4294967295)) => #u32(1 4294967295)
(list->u8vector '(1 x)) => error
(list->u8vector 5) => error
(u8vector-length "a") => error
(map s16vector? (list (s16vector) (u16vector) 5 '#(1))) => (#t #f #f #f)
(equal? (u16vector 1 2) (u16vector 1 2)) => #t
(equal? (u16vector 1 2) (u16vector 1 3)) => #f
(equal? (u16vector 1) (s16vector 1)) => #f
(eq? (u16vector 1) (u16vector 1)) => #f
'#s16(1 -2) => #s16(1 -2)
(u16vector-ref '#u16(1 2) 1) => 2
(equal? '#f32(1.5) (f32vector 1.5)) => #t
"""


# The real systems look away: Guile takes vectors of another kind, CHICKEN wraps.
STRICT = r"""
(s8vector 128) => error
(u16vector-length (s16vector 1)) => error
"""


def test_ours() -> None:
    check_program(STRICT, "(import (srfi 4))", "sagittarius")
    check_program(CASES, "(use-modules (srfi srfi-4))")
    check_program(
        CASES.replace("0.10000000149011612", "0.100000001490116"), "(import srfi-4)", "chicken"
    )


def test_guile_agrees() -> None:
    check_guile(CASES, "(srfi srfi-4)")


def test_chicken_agrees() -> None:
    check_chicken(CASES.replace("0.10000000149011612", "0.100000001490116"), "srfi-4")


@pytest.mark.parametrize("tag", KINDS)
def test_every_kind_has_every_procedure(tag: str) -> None:
    bits = int(tag[1:])
    signed = tag[0] == "s"
    most = {"f": 1.0}.get(tag[0], 2 ** (bits - signed) - 1)
    text = f"""(use-modules (srfi srfi-4))
    (let ((v (make-{tag}vector 2 {most})))
      (and ({tag}vector? v)
           (= ({tag}vector-length v) 2)
           (begin ({tag}vector-set! v 1 1) (= ({tag}vector-ref v 1) 1))
           (equal? v ({tag}vector {most} 1))
           (equal? v (list->{tag}vector ({tag}vector->list v)))
           (equal? v '#{tag}({most} 1))))"""
    assert evaluate(text, dialect="guile") is True
    assert len([name for name in table("libraries.homogeneous") if f"{tag}vector" in name]) == 8


def test_keys_of_hash_tables() -> None:
    text = """(import (scheme base) (srfi 4) (srfi 69))
    (let ((t (make-hash-table))) (hash-table-set! t (u16vector 1) 'a)
      (list (hash-table-ref/default t (u16vector 1) #f)
            (hash-table-ref/default t (s16vector 1) #f)))"""
    found = evaluate(text, dialect="srfi-106")
    assert list(map(str, found)) == ["a", "False"]


@pytest.mark.parametrize("text", ["#s8(1 200)", "#u16(1 a)", "#f32(a)", "#u8(256)"])
def test_unreadable(text: str) -> None:
    with pytest.raises(ReadError, match="only"):
        evaluate(f"'{text}", dialect="guile")
