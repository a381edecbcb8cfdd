"""(picrin test): expectations, told as they are met, and their number at the end."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from attrs import define, field

from ..calls import call
from ..control import guarded
from ..data import Values, to_list
from ..declaration import Table
from ..dynamics import STATE
from ..ports import CURRENT_OUTPUT, put
from ..printer import written
from .program_state import OfProgram

__all__ = ["TABLE"]

TABLE: Final = Table()


@define
class _Tests:
    """The tests of a program: how many, in how many groups that are open, and what has failed."""

    groups: int = 0
    count: int = 0
    failures: list[str] = field(factory=list)


_TESTS: Final = OfProgram(_Tests)


@TABLE.procedure("test-begin")
def begin(*ignored: Any) -> None:
    """Open a group of tests."""
    _TESTS().groups += 1


@TABLE.procedure("test-end")
def end(*ignored: Any) -> None:
    """Close a group; with the outermost, tell how many tests have passed, and what has failed."""
    tests = _TESTS()
    tests.groups -= 1
    if tests.groups:
        return
    passed = tests.count - len(tests.failures)
    share = f" ({Fraction(100 * passed, tests.count)}%)" if tests.count else ""
    put(CURRENT_OUTPUT(), f"\nTest Result: {passed} / {tests.count}{share} [PASS/TOTAL]\n")
    put(CURRENT_OUTPUT(), "".join(tests.failures))


@TABLE.procedure("test-failure-count")
def failure_count() -> int:
    """Return how many tests have failed."""
    return len(_TESTS().failures)


@TABLE.procedure("%test")
def test(source: Any, expected: Any, thunk: Any, same: Any) -> None:
    """Tell whether an expression gives what is expected."""
    tests = _TESTS()
    shown = written(source, STATE.profile)
    wanted = written(expected, STATE.profile)
    raised: list[Any] = []
    result = guarded(thunk, lambda condition, again: raised.append(condition))
    text = f"PASS: {shown} equals {wanted}\n"
    if raised:
        told = written(raised[0], STATE.profile)
        text = f"ERROR: {shown}\n   expected {wanted} but got an error {told}\n"
    elif call(same, result, expected) is False:
        text = f"FAIL: {shown}\n   expected {wanted} but got {written(result, STATE.profile)}\n"
    if not text.startswith("PASS"):
        tests.failures.append(text)
    put(CURRENT_OUTPUT(), f"case {tests.count} {text}")
    tests.count += 1


@TABLE.procedure("%values")
def listed(thunk: Any) -> Any:
    """Return the list of the values that a thunk returns."""
    result = call(thunk)
    return to_list(result if result.__class__ is Values else [result])


TABLE.macros("""
(define-syntax test
  (syntax-rules ()
    ((_ expected expression) (test expected expression equal?))
    ((_ expected expression same)
     (%test 'expression expected (lambda () expression) same))))

(define-syntax test-values
  (syntax-rules ()
    ((_ expected expression)
     (test (%values (lambda () expected)) (%values (lambda () expression))))))

(define-syntax test-syntax-error
  (syntax-rules ()
    ((_) (syntax-error "no valid use of test-syntax-error"))))
""")
