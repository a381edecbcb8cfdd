"""SRFI 78: lightweight testing."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from attrs import define, field

from ...calls import call
from ...data import from_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Int, Sym
from ...ports import CURRENT_OUTPUT, put
from ...printer import written
from ..program_state import OfProgram

__all__ = ["TABLE", "check_cases", "is_on"]

TABLE: Final = Table()

_MODES: Final = {"off": 0, "summary": 1, "report-failed": 10, "report": 100}


class _Failure(NamedTuple):
    expression: Any
    actual: Any
    expected: Any


@define
class _Checks:
    """What has been checked so far."""

    mode: int = _MODES["report"]
    correct: int = 0
    failed: list[_Failure] = field(factory=list)


_STATE: Final = OfProgram(_Checks)


def _tell(text: str) -> None:
    put(CURRENT_OUTPUT(), text)


def _shown(value: Any) -> str:
    return written(value, STATE.profile)


def _tell_expression(expression: Any) -> None:
    _tell(f"\n{_shown(expression)} => ")


def _tell_failure(failure: _Failure) -> None:
    _tell(f"{_shown(failure.actual)} ; *** failed ***\n")
    _tell(f" ; expected result: {_shown(failure.expected)}\n")


@TABLE.procedure("%check-on?")
def is_on() -> bool:
    """Return whether checks are made."""
    return bool(_STATE().mode)


@TABLE.procedure("%check")
def check(expression: Any, thunk: Any, same: Any, expected: Any) -> None:
    """Check that what a thunk returns is the same as what is expected."""
    checks = _STATE()
    if checks.mode >= _MODES["report"]:
        _tell_expression(expression)
    actual = call(thunk)
    _enter(expression, actual, expected, call(same, actual, expected) is not False)


def _enter(expression: Any, actual: Any, expected: Any, correct: bool, cases: int = 1) -> None:
    """Count a check, and tell of it."""
    checks = _STATE()
    if correct:
        checks.correct += 1
        if checks.mode >= _MODES["report"]:
            more = "" if cases == 1 else f" ({cases} cases checked)"
            _tell(f"{_shown(actual)} ; correct{more}\n")
        return
    failure = _Failure(expression, actual, expected)
    checks.failed.append(failure)
    if checks.mode == _MODES["report-failed"]:
        _tell_expression(expression)
    if checks.mode >= _MODES["report-failed"]:
        _tell_failure(failure)


def check_cases(expression: Any, failure: Any, cases: Any) -> None:
    """Enter the checks of `check-ec`: the first that failed, and a thunk for how many there were.

    `failure` is a list of the expression, its value and the value that was expected, or #f.
    """
    if failure is not False:
        expression, actual, expected = from_list(failure)
        if _STATE().mode >= _MODES["report"]:
            _tell_expression(expression)
        _enter(expression, actual, expected, False)
        return
    if _STATE().mode >= _MODES["report"]:
        _tell_expression(expression)
    _enter(expression, None, None, True, call(cases))


@TABLE.procedure("check-report")
def check_report() -> None:
    """Tell how many checks were correct and failed, and the first that failed. SRFI 78."""
    checks = _STATE()
    if not checks.mode:
        return
    _tell(f"\n; *** checks *** : {checks.correct} correct, {len(checks.failed)} failed.")
    if not checks.failed or checks.mode <= _MODES["summary"]:
        _tell("\n")
        return
    _tell(" First failed example:\n")
    _tell_expression(checks.failed[0].expression)
    _tell_failure(checks.failed[0])


@TABLE.procedure("check-set-mode!")
def check_set_mode(mode: Sym) -> None:
    """Set how much is told: off, summary, report-failed or report. SRFI 78."""
    if mode.name not in _MODES:
        refuse("check-set-mode!", 1, f"one of {', '.join(_MODES)}", mode)
    _STATE().mode = _MODES[mode.name]


@TABLE.procedure("check-reset!")
def check_reset() -> None:
    """Forget all checks. SRFI 78."""
    checks = _STATE()
    checks.correct = 0
    checks.failed = []


@TABLE.procedure("check-passed?")
def check_passed(count: Int) -> bool:
    """Return whether there were so many checks, and all were correct. SRFI 78."""
    checks = _STATE()
    return not checks.failed and checks.correct == count


TABLE.macros("""
(define-syntax check
  (syntax-rules (=>)
    ((_ expression => expected)
     (check expression (=> equal?) expected))
    ((_ expression (=> same) expected)
     (if (%check-on?) (%check 'expression (lambda () expression) same expected)))))
""")
