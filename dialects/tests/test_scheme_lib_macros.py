"""SRFI 2 and SRFI 26, whose macros are Scheme text, as we have them and as the real Guile has."""

from __future__ import annotations

import pytest
from scheme_cases import check, check_guile

from schemesockets.dialects.scheme import evaluate
from schemesockets.dialects.scheme.libraries.manifest import LIBRARIES

AND_LET = r"""
(and-let* () 1) => 1
(and-let* ()) => #t
(and-let* ((x 1))) => 1
(and-let* ((x #f))) => #f
(let ((x 2)) (and-let* (x))) => 2
(let ((x #f)) (and-let* (x) (car 'none))) => #f
(and-let* ((x 1) ((> x 0)) (y (+ x 1))) (list x y)) => (1 2)
(and-let* ((x 1) ((< x 0)) (y (car 'none))) y) => #f
(let ((if list) (let vector)) (and-let* ((x 1) (y x)) y)) => 1
"""

CUT = r"""
((cut list)) => ()
((cut list <...>)) => ()
((cut list 1 <> 3 <>) 2 4) => (1 2 3 4)
((cut list 1 <> 3 <...>) 2 4 5) => (1 2 3 4 5)
((cut <> 1 2) list) => (1 2)
((cut <> 1 <...>) list 2 3) => (1 2 3)
((cut list <>)) => error
((cut list <>) 1 2) => error
(let ((n 0)) (let ((f (cut + (begin (set! n (+ n 1)) n) <>))) (list (f 10) (f 10)))) => (11 12)
(let ((n 0)) (let ((f (cute + (begin (set! n (+ n 1)) n) <>))) (list (f 10) (f 10)))) => (11 11)
((cute list 1 <> 3 <...>) 2 4 5) => (1 2 3 4 5)
((cute <> 1 2) list) => (1 2)
(let ((lambda list) (value 7)) ((cute + value <>) 1)) => 8
"""


# Guile takes no definitions there.
BODY = """
(and-let* ((x 1)) (define z 3) (list x z)) => (1 3)
"""


def test_and_let() -> None:
    check(AND_LET + BODY, "srfi2")


def test_and_let_of_guile() -> None:
    check_guile(AND_LET, "(srfi srfi-2)")


def test_cut() -> None:
    check(CUT, "srfi26")


def test_cut_of_guile() -> None:
    check_guile(CUT, "(srfi srfi-26)")


@pytest.mark.parametrize("name", ["(srfi 2)", "(srfi 26)"])
def test_helpers_of_macros_stay_inside(name: str) -> None:
    assert not [each for each in LIBRARIES[name].exports() if each.startswith("%")]


def test_macros_of_libraries_are_renamed_on_import() -> None:
    text = """(use-modules ((srfi srfi-26) #:select ((cut . partly))))
    (define list vector) ((partly list 1 <>) 2)"""
    assert evaluate(text, dialect="guile") == [1, 2]
