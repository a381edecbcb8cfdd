"""The egg `test`: expectations, told as they are met, with a summary for each group."""

from __future__ import annotations

import time
from typing import Any, Final

from ...calls import call
from ...control import guarded
from ...data import String, Values
from ...declaration import Table
from ...dynamics import STATE, Parameter, held
from ...equality import is_equal
from ...kinds import Text
from ...numbers import NUMBERS
from ...ports import CURRENT_OUTPUT, put
from ...printer import displayed, written
from .. import io
from ..chicken import base as chicken_base
from ..chicken.condition import message_of

__all__ = ["TABLE"]

TABLE: Final = Table()

_WIDTH: Final = 78
_INDENT: Final = 4


class _Group:
    """A group of tests, and what has come of them."""

    def __init__(self, name: str, outer: _Group | None) -> None:
        self.name = name
        self.outer = outer
        self.level: int = 0 if outer is None else outer.level + 1
        self.begun = time.monotonic()
        self.counts = {"PASS": 0, "FAIL": 0, "ERROR": 0}

    @property
    def indent(self) -> str:
        """The spaces before its lines."""
        return " " * (_INDENT * max(0, self.level - 1))

    def say(self, text: str) -> None:
        """Write a line of it."""
        put(CURRENT_OUTPUT(), f"{self.indent}{text}\n")

    def rule(self, words: str) -> None:
        """Write a line that dashes fill."""
        line = f"-- {words} {self.name} "
        self.say(line + "-" * (_WIDTH - len(self.indent) - len(line)))


class _Tests:
    """The group that is open, and the whole."""

    def __init__(self) -> None:
        self.whole = _Group("", None)
        self.group = self.whole


def _tests() -> _Tests:
    found: _Tests = held().setdefault(_Tests, _Tests())
    return found


EPSILON: Final = Parameter(1e-5, settable=True)
VERBOSITY: Final = Parameter(True, settable=True)
TABLE.value("current-test-epsilon", EPSILON)
TABLE.value("current-test-verbosity", VERBOSITY)


@TABLE.procedure("test-equal?")
def are_equal(expected: Any, result: Any) -> bool:
    """Return whether a result is what is expected; inexact numbers need only be near."""
    if expected.__class__ is float and result.__class__ in NUMBERS:
        return _are_near(expected, result)
    return is_equal(expected, result)


def _are_near(expected: float, result: Any) -> bool:
    if expected != expected:
        return bool(result != result)
    near = EPSILON() * max(abs(expected), abs(result))
    return bool(expected == result or abs(expected - result) <= near)


COMPARATOR: Final = Parameter(are_equal, settable=True)
TABLE.value("current-test-comparator", COMPARATOR)


# Groups


@TABLE.procedure("test-begin")
def begin(name: Any = None) -> None:
    """Open a group."""
    tests = _tests()
    text = "" if name is None else displayed(name, STATE.profile)
    tests.group = _Group(text, tests.group)
    if VERBOSITY() is not False:
        tests.group.rule("testing")


@TABLE.procedure("test-end")
def end(name: Any = None) -> None:
    """Close the group that is open, and tell what has come of it."""
    tests = _tests()
    group = tests.group
    if group.outer is None:
        return
    seconds = time.monotonic() - group.begun
    total = sum(group.counts.values())
    if VERBOSITY() is not False and total:
        group.say(f"{_several(total, 'test')} completed in {round(seconds, 3)} seconds.")
        for status, word in (("FAIL", "failure"), ("ERROR", "error")):
            if group.counts[status]:
                share = _share(group.counts[status], total)
                group.say(f"{_several(group.counts[status], word)} ({share}).")
        passed = group.counts["PASS"]
        word = "test" if total == 1 else "tests"
        group.say(f"{passed} out of {total} ({_share(passed, total)}) {word} passed.")
    if VERBOSITY() is not False:
        group.rule("done testing")
        put(CURRENT_OUTPUT(), "\n")
    tests.group = group.outer


def _several(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _share(count: int, total: int) -> str:
    percent = 100 * count / total
    return f"{int(percent)}%" if percent == int(percent) else f"{percent:.1f}%"


@TABLE.procedure("%test-group")
def group_of(name: Any, thunk: Any) -> Any:
    """Run the tests of a group."""
    begin(name)
    try:
        return call(thunk)
    finally:
        end(name)


@TABLE.procedure("test-exit")
def exit_(status: Any = None) -> Any:
    """End the program: with 0 if all has passed, else with 1 or the status given."""
    tests = _tests()
    while tests.group.outer is not None:
        end()
    failed = tests.whole.counts["FAIL"] + tests.whole.counts["ERROR"]
    return call(chicken_base.exit_, (1 if status is None else status) if failed else 0)


@TABLE.procedure("test-failure-count")
def failure_count() -> int:
    """Return how many tests have failed."""
    counts = _tests().whole.counts
    return counts["FAIL"] + counts["ERROR"]


@TABLE.procedure("test-total-count")
def total_count() -> int:
    """Return how many tests there were."""
    return sum(_tests().whole.counts.values())


# Tests


def _report(name: str, status: str, details: list[str]) -> None:
    group: _Group | None = _tests().group
    assert group is not None
    if VERBOSITY() is not False or status != "PASS":
        width = _WIDTH - len(group.indent) - 9
        shown = name if len(name) < width else name[: width - 1] + "…"
        mark = "[ERROR]" if status == "ERROR" else f"[ {status}]"
        group.say(f"{shown} {'.' * (width - len(shown))} {mark}")
        for each in details:
            group.say(" " * _INDENT + each)
    io.flush_output_port()
    while group is not None:
        group.counts[status] += 1
        group = group.outer


def _name(name: Any, source: Any) -> str:
    if name is False:
        return written(source, STATE.profile)
    return displayed(name, STATE.profile)


_FAILED: Final = object()


def _outcome(thunk: Any) -> tuple[Any, Any]:
    """Return what a thunk returns and None, or `_FAILED` and what it has raised."""
    raised: list[Any] = []

    def handler(condition: Any, again: Any) -> Any:
        raised.append(condition)
        return _FAILED

    result = guarded(thunk, handler)
    return result, raised[0] if raised else None


def _error(raised: Any) -> str:
    return message_of(raised, "Error", STATE.profile).strip().replace("\n", " ")


@TABLE.procedure("%test")
def test(name: Any, source: Any, expect: Any, thunk: Any) -> None:
    """Tell whether an expression gives what is expected."""
    profile = STATE.profile
    expected, wrong = _outcome(expect)
    result, raised = _outcome(thunk)
    label = _name(name, source)
    failure = wrong if expected is _FAILED else raised
    if expected is _FAILED or result is _FAILED:
        _report(label, "ERROR", [_error(failure), written(source, profile)])
    elif call(COMPARATOR(), expected, result) is not False:
        _report(label, "PASS", [])
    else:
        told = f"expected {written(expected, profile)} but got {written(result, profile)}"
        _report(label, "FAIL", [told, written(source, profile)])


@TABLE.procedure("%test-values")
def test_values(name: Any, source: Any, expect: Any, thunk: Any) -> None:
    """As `%test`, for several values."""
    test(name, source, lambda: _listed(call(expect)), lambda: _listed(call(thunk)))


def _listed(result: Any) -> Any:
    return list(result) if result.__class__ is Values else result


@TABLE.procedure("%test-assert")
def test_assert(name: Any, source: Any, thunk: Any) -> None:
    """Tell whether an expression is true."""
    result, raised = _outcome(thunk)
    label = _name(name, source)
    shown = written(source, STATE.profile)
    if result is _FAILED:
        _report(label, "ERROR", [_error(raised), shown])
    elif result is False:
        _report(label, "FAIL", ["assertion failed", shown])
    else:
        _report(label, "PASS", [])


@TABLE.procedure("%test-error")
def test_error(name: Any, source: Any, thunk: Any) -> None:
    """Tell whether an expression raises anything."""
    result, _ = _outcome(thunk)
    shown = written(source, STATE.profile)
    if result is _FAILED:
        _report(_name(name, source), "PASS", [])
    else:
        told = f"expected an error but got {written(result, STATE.profile)}"
        _report(_name(name, source), "FAIL", [told, shown])


@TABLE.procedure("test-syntax-error")
def test_syntax_error(message: Text, *others: Any) -> None:
    """Tell of a test that is not written as it has to be."""
    _report(message, "ERROR", [written(String(message), STATE.profile)])


TABLE.macros("""
(define-syntax test
  (syntax-rules (quote)
    ((_ expect expression)
     (%test #f 'expression (lambda () expect) (lambda () expression)))
    ((_ name expect expression)
     (%test name 'expression (lambda () expect) (lambda () expression)))))

(define-syntax test-values
  (syntax-rules ()
    ((_ expect expression)
     (%test-values #f 'expression (lambda () expect) (lambda () expression)))
    ((_ name expect expression)
     (%test-values name 'expression (lambda () expect) (lambda () expression)))))

(define-syntax test-assert
  (syntax-rules ()
    ((_ expression) (%test-assert #f 'expression (lambda () expression)))
    ((_ name expression) (%test-assert name 'expression (lambda () expression)))))

(define-syntax test-error
  (syntax-rules ()
    ((_ expression) (%test-error #f 'expression (lambda () expression)))
    ((_ name expression) (%test-error name 'expression (lambda () expression)))))

(define-syntax test-group
  (syntax-rules ()
    ((_ name body ...) (%test-group name (lambda () body ... #t)))))
""")
