"""Of several values where one is wanted, the first, as Guile, CHICKEN and Sagittarius have it."""

from __future__ import annotations

import pytest
from scheme_cases import check_program

CASES = """
(list (values 1 2) 3) => (1 3)
(let ((x (values 1 2))) x) => 1
(+ (values 1 2) 1) => 2
(let ((x 0)) (set! x (values 3 4)) x) => 3
(call-with-values (lambda () (values 1 2)) list) => (1 2)
(let-values (((a b) (values 1 2)) ((c) (values 3))) (list a b c)) => (1 2 3)
(let* ((x (if #t (values 1 2) 3)) (y (begin 5 (values 6 7)))) (list x y)) => (1 6)
"""

# A dialect's procedures say in their declarations that they return several.
SAGITTARIUS = """
(list (socket-selector-wait! selector 0)) => (())
(call-with-values (lambda () (socket-selector-wait! selector 0)) list) => (() ())
(let ((x (thread-join! (thread-start! (make-thread (lambda () (values 1 2))))))) x) => 1
(begin (close-socket-selector! selector) #t) => #t
"""


@pytest.mark.parametrize("dialect", ["guile", "chicken", "sagittarius"])
def test_the_first_is_taken(dialect: str) -> None:
    """An argument, a variable and an operand are one value each."""
    imports = {"guile": "(use-modules (srfi srfi-11))", "chicken": "(import (chicken base))"}
    check_program(CASES, imports.get(dialect, "(import (rnrs))"), dialect)


def test_procedures_of_a_dialect() -> None:
    """What a socket procedure or a thread returns is taken likewise."""
    prelude = """
        (import (rnrs) (sagittarius socket) (sagittarius threads))
        (define selector (make-socket-selector))
    """
    check_program(SAGITTARIUS, prelude, "sagittarius")
