"""SRFI 64: test suites, with the simple runner's messages on the console and in a log file.

What SRFI 64 leaves open (whether there is a log file, whether the places of tests are told) is in
the `tests` of a profile. The forms are in `forms.testing`.
"""

from __future__ import annotations

import os.path
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias
from weakref import finalize

from attrs import define, field, frozen

from .... import r7rs_io
from ...calls import call, first_value
from ...conditions import ErrorObject, error
from ...control import guarded
from ...data import (
    NIL,
    Pair,
    RecordType,
    String,
    Symbol,
    from_list,
    is_procedure,
    iterate,
    to_list,
)
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...equality import is_equal
from ...kinds import Int, Name, Sym, Text, of_class
from ...ports import CURRENT_OUTPUT, open_file, put
from ...printer import PRINTERS, displayed, written
from ...reader import read
from ...tokens import Place
from ..guile.keys import key_and_arguments
from ..program_state import OfProgram

__all__ = ["TABLE", "Source"]

TABLE: Final = Table()

_NULL: Final[Callable[..., bool]] = lambda *_: False  # noqa: E731 - a procedure of any arguments


@define(eq=False)
class Runner:
    """A test runner: counts, the groups that are open, what to call when, and the last result.

    Attributes:
        skip, fail: the specifiers of tests that are skipped, or expected to fail.
        run: the specifiers of the tests that alone are run, or None for all.
        saved: for each open group, `skip` and `fail` before it.
        counts: for each open group, the tests before it and how many it is to have.
    """

    pass_count: Any = 0
    fail_count: Any = 0
    xpass_count: Any = 0
    xfail_count: Any = 0
    skip_count: Any = 0
    group_stack: Any = NIL
    on_test_begin: Any = _NULL
    on_test_end: Any = _NULL
    on_group_begin: Any = _NULL
    on_group_end: Any = _NULL
    on_final: Any = _NULL
    on_bad_count: Any = _NULL
    on_bad_end_name: Any = _NULL
    result_alist: Any = NIL
    aux_value: Any = False
    total: int = 0
    skip: list[Any] = field(factory=list)
    fail: list[Any] = field(factory=list)
    run: list[Any] | None = None
    saved: list[tuple[list[Any], list[Any]]] = field(factory=list)
    counts: list[tuple[int, Any]] = field(factory=list)


PRINTERS[Runner] = lambda runner, readable, profile: "#<test-runner>"

_Runner: TypeAlias = Annotated[Runner, of_class("a test runner", Runner)]


@frozen
class Source:
    """Where a test stands in the program, and the expression that is tested."""

    form: Any
    place: Place
    tested: Any


# The fields that programs see


def _accessors(scheme: str, attribute: str) -> None:
    def get(runner: _Runner) -> Any:
        return getattr(runner, attribute)

    def put_value(runner: _Runner, value: Any) -> None:
        setattr(runner, attribute, value)

    get.__doc__ = f"Return the runner's {scheme}. SRFI 64, Test-runner."
    put_value.__doc__ = f"Set the runner's {scheme}. SRFI 64, Test-runner."
    TABLE.procedure(scheme)(get)
    TABLE.procedure(f"{scheme}!")(put_value)


for _name in (
    "pass-count",
    "fail-count",
    "xpass-count",
    "xfail-count",
    "skip-count",
    "group-stack",
    "on-test-begin",
    "on-test-end",
    "on-group-begin",
    "on-group-end",
    "on-final",
    "on-bad-count",
    "on-bad-end-name",
    "aux-value",
):
    _accessors(f"test-runner-{_name}", _name.replace("-", "_"))
_accessors("test-result-alist", "result_alist")


@TABLE.procedure("test-runner?")
def is_test_runner(value: Any) -> bool:
    """Return whether a value is a test runner. SRFI 64, Test-runner."""
    return value.__class__ is Runner


@TABLE.procedure("test-runner-reset")
def runner_reset(runner: _Runner) -> None:
    """Set a runner's counts, groups and specifiers to what they are at first. SRFI 64."""
    fresh = Runner()
    for name in ("pass", "fail", "xpass", "xfail", "skip"):
        setattr(runner, f"{name}_count", 0)
    for name in ("group_stack", "result_alist", "total", "skip", "fail", "run", "saved", "counts"):
        setattr(runner, name, getattr(fresh, name))


@TABLE.procedure("test-runner-group-path")
def runner_group_path(runner: _Runner) -> Any:
    """Return the names of the open groups, the outermost first. SRFI 64, Test-runner."""
    return to_list(from_list(runner.group_stack)[::-1])


@TABLE.procedure("test-runner-test-name")
def runner_test_name(runner: _Runner) -> Any:
    """Return the name of the current test, `""` where it has none. SRFI 64, Test-runner."""
    return _result(runner, "test-name", String(""))


# Runners


@TABLE.procedure("test-runner-null")
def runner_null() -> Runner:
    """Return a runner that counts and tells nothing. SRFI 64, Creating test-runners."""
    return Runner()


@TABLE.procedure("test-runner-simple")
def runner_simple() -> Runner:
    """Return a runner that tells of failures and totals. SRFI 64, Creating test-runners."""
    return Runner(
        on_test_begin=_test_begin_simple,
        on_test_end=TABLE["test-on-test-end-simple"].value,
        on_group_begin=TABLE["test-on-group-begin-simple"].value,
        on_group_end=TABLE["test-on-group-end-simple"].value,
        on_final=TABLE["test-on-final-simple"].value,
        on_bad_count=TABLE["test-on-bad-count-simple"].value,
        on_bad_end_name=TABLE["test-on-bad-end-name-simple"].value,
    )


CURRENT: Final = OfProgram(lambda: False)
FACTORY: Final = OfProgram(lambda: TABLE["test-runner-simple"].value)
TABLE.value("test-runner-current", CURRENT)
TABLE.value("test-runner-factory", FACTORY)


@TABLE.procedure("test-runner-create")
def runner_create() -> Any:
    """Return a new runner, as the current factory makes them. SRFI 64, Creating test-runners."""
    return call(FACTORY())


@TABLE.procedure("test-runner-get")
def runner_get() -> Runner:
    """Return the current runner; an error where there is none. SRFI 64, Test-runner."""
    runner = CURRENT()
    if runner.__class__ is not Runner:
        raise error("test-runner not initialized - test-begin missing?")
    return runner


# Results

_RESULT: Final = Symbol("result-kind")


def _result(runner: Runner, name: str, default: Any = False) -> Any:
    symbol = Symbol(name)
    for pair in iterate(runner.result_alist):
        if pair.car is symbol:
            return pair.cdr
    return default


def _note(runner: Runner, name: Symbol, value: Any) -> None:
    for pair in iterate(runner.result_alist):
        if pair.car is name:
            pair.cdr = value
            return
    runner.result_alist = Pair(Pair(name, value), runner.result_alist)


@TABLE.procedure("test-result-ref")
def result_ref(runner: _Runner, name: Name, default: Any = False) -> Any:
    """Return a property of the current result. SRFI 64, Test results."""
    return _result(runner, name, default)


@TABLE.procedure("test-result-set!")
def result_set(runner: _Runner, name: Sym, value: Any) -> None:
    """Set a property of the current result. SRFI 64, Test results."""
    _note(runner, name, value)


@TABLE.procedure("test-result-remove")
def result_remove(runner: _Runner, name: Sym) -> None:
    """Remove a property of the current result. SRFI 64, Test results."""
    left = [pair for pair in iterate(runner.result_alist) if pair.car is not name]
    runner.result_alist = to_list(left)


@TABLE.procedure("test-result-clear")
def result_clear(runner: _Runner) -> None:
    """Remove all properties of the current result. SRFI 64, Test results."""
    runner.result_alist = NIL


@TABLE.procedure("test-result-kind")
def result_kind(runner: Any = None) -> Any:
    """Return pass, fail, xpass, xfail, skip, or #f. SRFI 64, Test results."""
    chosen = CURRENT() if runner is None else runner
    return _result(chosen, "result-kind") if chosen.__class__ is Runner else False


@TABLE.procedure("test-passed?")
def has_passed(runner: Any = None) -> bool:
    """Return whether the current result is pass or xpass. SRFI 64, Test results."""
    kind = result_kind(runner)
    return kind is not False and kind.name in ("pass", "xpass")


# Specifiers


def _specifier(value: Any) -> Any:
    if is_procedure(value):
        return value
    if value.__class__ is int:
        return match_nth(1, value)
    if value.__class__ is String:
        return match_name(value)
    raise error("not a valid test specifier:", value)


@TABLE.procedure("test-match-name")
def match_name(name: Any) -> Callable[[Any], bool]:
    """Return the specifier of tests of a name. SRFI 64, Test specifiers."""
    return lambda runner: is_equal(name, runner_test_name(runner))


@TABLE.procedure("test-match-nth")
def match_nth(first: Int, count: Int = 1) -> Callable[[Any], bool]:
    """Return the specifier of the tests from the `first` on, `count` of them. SRFI 64."""
    asked = 0

    def matches(runner: Any) -> bool:
        nonlocal asked
        asked += 1
        return first <= asked < first + count

    return matches


def _answers(specifiers: list[Any], runner: Any) -> list[bool]:
    """Return what every specifier says: one that counts is to be asked each time."""
    return [call(each, runner) is not False for each in specifiers]


@TABLE.procedure("test-match-all")
def match_all(*specifiers: Any) -> Callable[[Any], bool]:
    """Return the specifier of tests that all of these match. SRFI 64, Test specifiers."""
    found = [_specifier(each) for each in specifiers]
    return lambda runner: all(_answers(found, runner))


@TABLE.procedure("test-match-any")
def match_any(*specifiers: Any) -> Callable[[Any], bool]:
    """Return the specifier of tests that any of these matches. SRFI 64, Test specifiers."""
    found = [_specifier(each) for each in specifiers]
    return lambda runner: any(_answers(found, runner))


@TABLE.procedure("test-skip")
def skip_tests(*specifiers: Any) -> None:
    """Skip the tests that match, to the end of the group. SRFI 64, Skipping selected tests."""
    runner = runner_get()
    runner.skip = [match_all(*specifiers), *runner.skip]


@TABLE.procedure("test-expect-fail")
def expect_failures(*specifiers: Any) -> None:
    """Expect the tests that match to fail, to the end of the group. SRFI 64."""
    runner = runner_get()
    runner.fail = [match_all(*specifiers), *runner.fail]


def _chooses(runner: Runner) -> bool:
    """Return whether the current test is to run; note that it is skipped, or expected to fail."""
    if (runner.run is not None and not any(_answers(runner.run, runner))) or any(
        _answers(runner.skip, runner)
    ):
        _note(runner, _RESULT, Symbol("skip"))
        return False
    if any(_answers(runner.fail, runner)):
        _note(runner, _RESULT, Symbol("xfail"))
    return True


@TABLE.procedure("%test-chooses-group?")
def chooses_group(name: Any) -> bool:
    """Return whether a group is to run."""
    runner = CURRENT()
    if runner.__class__ is not Runner:
        return True
    runner.result_alist = to_list([Pair(Symbol("test-name"), name)])
    return _chooses(runner)


# Groups


@TABLE.procedure("test-begin")
def open_group(name: Any, count: Any = False) -> None:
    """Open a group, which is to have `count` tests, with a new runner where there is none.

    SRFI 64, Test groups and paths.
    """
    if CURRENT() is False:
        runner = runner_create()
        CURRENT(runner)
        if STATE.profile.tests.ends:
            before = runner.on_final

            def final(runner: Any) -> None:
                call(before, runner)
                CURRENT(False)

            runner.on_final = final
    runner = runner_get()
    call(runner.on_group_begin, runner, name, count)
    runner.saved.append((runner.skip, runner.fail))
    runner.counts.append((runner.total, count))
    runner.group_stack = Pair(name, runner.group_stack)


@TABLE.procedure("%test-end")
def close_group(name: Any, source: Source) -> None:
    """Close a group; `name` is its name, or #f. SRFI 64, Test groups and paths."""
    runner = runner_get()
    before = _position(runner)
    runner.result_alist = _alist(source)
    if runner.group_stack.__class__ is not Pair:
        raise error(f"{before}test-end not in a group")
    if name is not False and not is_equal(name, runner.group_stack.car):
        call(runner.on_bad_end_name, runner, name, runner.group_stack.car)
    start, expected = runner.counts[-1]
    if expected is not False and expected != runner.total - start:
        call(runner.on_bad_count, runner, runner.total - start, expected)
    call(runner.on_group_end, runner)
    runner.group_stack = runner.group_stack.cdr
    runner.skip, runner.fail = runner.saved.pop()
    runner.counts.pop()
    if runner.group_stack is NIL:
        call(runner.on_final, runner)


@TABLE.procedure("test-apply")
def apply_tests(first: Any, *others: Any) -> Any:
    """`(test-apply [runner] specifier ... procedure)`: run the tests that match alone. SRFI 64."""
    if first.__class__ is Runner:
        if not others:
            refuse("test-apply", 2, "a procedure", first)
        return _with_runner(first, others)
    runner = CURRENT()
    if runner.__class__ is Runner:
        return _apply(runner, (first, *others))
    runner = runner_create()
    result = _with_runner(runner, (first, *others))
    call(runner.on_final, runner)
    return result


def _with_runner(runner: Runner, arguments: tuple[Any, ...]) -> Any:
    before = CURRENT()
    CURRENT(runner)
    try:
        return _apply(runner, arguments)
    finally:
        CURRENT(before)


def _apply(runner: Runner, arguments: tuple[Any, ...]) -> Any:
    *specifiers, procedure = arguments
    if not is_procedure(procedure):
        refuse("test-apply", len(arguments), "a procedure", procedure)
    before = runner.run
    if specifiers:
        runner.run = [*(before or []), *map(_specifier, specifiers)]
    try:
        return call(procedure)
    finally:
        runner.run = before


# Tests


def _alist(source: Source, *names: Any) -> Any:
    """Return the properties with which a test begins."""
    habits = STATE.profile.tests
    found: list[tuple[str, Any]] = []
    if names:
        found.append(("test-name", names[0]))
    elif habits.named and source.tested is not None:
        found.append(("test-name", source.tested))
    if habits.placed:
        found.append(("source-form", source.form))
        if source.place.line:
            path = source.place.file
            found.append(("source-file", String(_absolute(path))))
            found.append(("source-line", source.place.line))
    return to_list([Pair(Symbol(name), value) for name, value in found])


def _absolute(path: str) -> str:
    return path if path.startswith("<") else os.path.abspath(path)


def _begin(source: Source, names: tuple[Any, ...]) -> tuple[Runner, bool]:
    """Begin a test; return the runner and whether the test is to run."""
    runner = runner_get()
    runner.result_alist = _alist(source, *names)
    _chooses(runner)
    call(runner.on_test_begin, runner)
    return runner, _result(runner, "result-kind") is not Symbol("skip")


def _end(runner: Runner, holds: bool) -> None:
    """Note a result."""
    expected = _result(runner, "result-kind") is not Symbol("xfail")
    kind = ("pass" if holds else "fail") if expected else ("xpass" if holds else "xfail")
    _note(runner, _RESULT, Symbol(kind))


def _report() -> None:
    """Count the result, and tell of it."""
    runner = runner_get()
    kind = _result(runner, "result-kind")
    name = kind.name if kind.__class__ is Symbol else ""
    count = f"{name if name in ('pass', 'fail', 'xpass', 'xfail') else 'skip'}_count"
    setattr(runner, count, getattr(runner, count) + 1)
    runner.total += 1
    call(runner.on_test_end, runner)


def _attempt(runner: Runner, thunk: Any) -> tuple[bool, Any]:
    """Return whether an expression has a value, and the value, or what was raised."""

    def failed(condition: Any, again: Any) -> Any:
        _note(runner, Symbol("actual-error"), _told(condition))
        return _Failure(condition)

    value = guarded(thunk, failed)
    if STATE.profile.first_value:
        value = first_value(value)
    return (False, value.condition) if value.__class__ is _Failure else (True, value)


class _Failure:
    def __init__(self, condition: Any) -> None:
        self.condition = condition


def _told(condition: Any) -> Any:
    return to_list(key_and_arguments(condition)) if STATE.profile.tests.keys else condition


@TABLE.procedure("%test-assert")
def check_assertion(source: Source, thunk: Any, *names: Any) -> None:
    """`(test-assert [name] expression)`. SRFI 64, Simple test-cases."""
    runner, runs = _begin(source, names)
    if runs:
        worked, value = _attempt(runner, thunk)
        holds = worked and value is not False
        _note(runner, Symbol("actual-value"), value if worked else False)
        _end(runner, holds)
    _report()


@TABLE.procedure("%test-compare")
def check_comparison(source: Source, same: Any, expected: Any, thunk: Any, *names: Any) -> None:
    """`(test-equal [name] expected expression)` and its kin. SRFI 64, Simple test-cases."""
    runner, runs = _begin(source, names)
    if runs:
        wanted = call(expected)
        _note(runner, Symbol("expected-value"), wanted)
        worked, value = _attempt(runner, thunk)
        actual = value if worked else False
        _note(runner, Symbol("actual-value"), actual)
        _end(runner, call(same, wanted, actual) is not False)
    _report()


@TABLE.procedure("%test-approximately")
def approximately(margin: Any) -> Callable[[Any, Any], bool]:
    """Return the comparison of numbers that are no farther apart than `margin`."""

    def near(expected: Any, actual: Any) -> bool:
        try:
            one, other = complex(expected), complex(actual)
        except TypeError:
            return False
        return bool(abs(one.real - other.real) <= margin and abs(one.imag - other.imag) <= margin)

    return near


@TABLE.procedure("%test-error")
def check_error(source: Source, kind: Any, thunk: Any, *names: Any) -> None:
    """`(test-error [[name] type] expression)`: it is to raise an error. SRFI 64.

    A type is #t for any error; a predicate, or a type of conditions, where the Scheme asks them.
    """
    runner, runs = _begin(source, names)
    if runs:
        wanted = call(kind)
        _note(runner, Symbol("expected-error"), wanted)
        worked, value = _attempt(runner, thunk)
        if worked:
            _note(runner, Symbol("actual-value"), value)
        _end(runner, not worked and _is_of_kind(value, wanted))
    _report()


def _is_of_kind(condition: Any, wanted: Any) -> bool:
    if STATE.profile.tests.keys:
        return True
    if is_procedure(wanted):
        return call(wanted, condition) is not False
    return isinstance(condition, wanted.cls) if isinstance(wanted, RecordType) else True


@TABLE.procedure("test-read-eval-string")
def read_eval_string(string: Text) -> Any:
    """Return the value of the one expression that a string holds. SRFI 64."""
    forms = list(read(string, STATE.profile, "<string>"))
    if len(forms) != 1 or string.rstrip(" ") != string:
        raise ErrorObject("(not at eof)")
    return STATE.image.evaluate(forms[0].datum)


# The simple runner


class _LogToFile(OfProgram):
    """Whether the simple runner keeps a log file, or the file's name."""

    __slots__ = ()

    def wanted(self) -> Any:
        """Return the value, also where a program has set the variable itself."""
        found: Any = self
        if STATE.image is not None:
            primitive = STATE.image.primitive(TABLE["test-log-to-file"])
            found = STATE.image.globals.get(primitive.python, self)
        value = found() if found is self else found
        return STATE.profile.tests.log if value is None else value


_LOG: Final = _LogToFile(lambda: None)
TABLE.value("test-log-to-file", _LOG)


def _log(runner: Runner) -> Any:
    """Return the port of the log file, or None."""
    port = runner.aux_value
    if r7rs_io.is_output_port(port) and r7rs_io.is_output_port_open(port):
        return port
    return None


def _tell(runner: Runner, text: str, console: bool = True) -> None:
    """Write text to the console and into the log."""
    if console:
        put(CURRENT_OUTPUT(), text)
    port = _log(runner)
    if port is not None:
        put(port, text)
        port.flush()  # it is to be whole where the suite breaks off


@TABLE.procedure("test-on-group-begin-simple")
def on_group_begin_simple(runner: _Runner, name: Any, count: Any) -> None:
    """Tell that a suite starts, and open its log. SRFI 64, Call-back functions."""
    shown = displayed(name, STATE.profile)
    if runner.group_stack is NIL:
        start = f"%%%% Starting test {shown}"
        put(CURRENT_OUTPUT(), start)
        wanted = _LOG.wanted()
        if wanted is not False:
            path = wanted.text if wanted.__class__ is String else f"{shown}.log"
            runner.aux_value = open_file("test-begin", path, "w")
            finalize(runner, runner.aux_value.close)
            put(runner.aux_value, f"{start}\n")
            put(CURRENT_OUTPUT(), f'  (Writing full log to "{path}")')
        put(CURRENT_OUTPUT(), "\n")
    _tell(runner, f"Group begin: {shown}\n", console=False)


@TABLE.procedure("test-on-group-end-simple")
def on_group_end_simple(runner: _Runner) -> None:
    """Log that a group ends. SRFI 64, Call-back functions."""
    if runner.group_stack is NIL:
        refuse("test-on-group-end-simple", 1, "a test runner in a group", runner, False)
    name = displayed(runner.group_stack.car, STATE.profile)
    _tell(runner, f"Group end: {name}\n", console=False)


@TABLE.procedure("test-on-bad-count-simple")
def on_bad_count_simple(runner: _Runner, count: Any, expected: Any) -> None:
    """Tell that a group has another number of tests than it says. SRFI 64."""
    _tell(
        runner,
        f"*** Total number of tests was {count} but should be {expected}. ***\n"
        "*** Discrepancy indicates testsuite error or exceptions. ***\n",
    )


@TABLE.procedure("test-on-bad-end-name-simple")
def on_bad_end_name_simple(runner: _Runner, ended: Any, begun: Any) -> None:
    """Raise an error: a group ends under another name. SRFI 64, Call-back functions."""
    one, other = (displayed(name, STATE.profile) for name in (ended, begun))
    raise error(f"{_position(runner)}test-end {one} does not match test-begin {other}")


_TOTALS: Final = (
    ("pass_count", "# of expected passes      "),
    ("xfail_count", "# of expected failures    "),
    ("xpass_count", "# of unexpected successes "),
    ("fail_count", "# of unexpected failures  "),
    ("skip_count", "# of skipped tests        "),
)


@TABLE.procedure("test-on-final-simple")
def on_final_simple(runner: _Runner) -> None:
    """Tell the totals, and close the log. SRFI 64, Call-back functions."""
    for name, label in _TOTALS:
        if getattr(runner, name) > 0:
            _tell(runner, f"{label}{getattr(runner, name)}\n")
    port = _log(runner)
    if port is not None:
        port.close()


_ABOUT: Final = ("test-name", "source-file", "source-line", "source-form")


def _property(name: str, value: Any) -> str:
    return f"  {name}: {written(value, STATE.profile)}\n"


def _position(runner: Runner) -> str:
    """Return the place of the current test and a colon, "" where it is not known."""
    file, line = (_result(runner, name) for name in ("source-file", "source-line"))
    return "" if line is False else f"{displayed(file) if file is not False else ''}:{line}: "


def _test_begin_simple(runner: Runner) -> None:
    """Log that a test begins."""
    lines = ["Test begin:\n"]
    for name in _ABOUT:
        value = _result(runner, name, None)
        if value is not None:
            lines.append(_property(name, value))
    _tell(runner, "".join(lines), console=False)


@TABLE.procedure("test-on-test-end-simple")
def on_test_end_simple(runner: _Runner) -> None:
    """Tell of a test that failed, or passed unexpectedly; log its result. SRFI 64."""
    kind = _result(runner, "result-kind")
    if kind is not False and kind.name in ("fail", "xpass"):
        name = _result(runner, "test-name", None)
        shown = "" if name is None else f" {displayed(name, STATE.profile)}"
        verdict = "XPASS" if kind.name == "xpass" else "FAIL"
        put(CURRENT_OUTPUT(), f"{_position(runner)}{verdict}{shown}\n")
    lines = ["Test end:\n"]
    for pair in iterate(runner.result_alist):
        if pair.car.name not in _ABOUT:
            lines.append(_property(pair.car.name, pair.cdr))
    _tell(runner, "".join(lines), console=False)


TABLE.macros("""
(define-syntax test-group
  (syntax-rules ()
    ((_ name form ...)
     (let ((group name))
       (if (%test-chooses-group? group)
           (dynamic-wind
             (lambda () (test-begin group))
             (lambda () form ...)
             (lambda () (test-end group))))))))

(define-syntax test-group-with-cleanup
  (syntax-rules ()
    ((_ name form ... cleanup)
     (test-group name
       (dynamic-wind
         (lambda () #f)
         (lambda () #f form ...)
         (lambda () cleanup))))))

(define-syntax test-with-runner
  (syntax-rules ()
    ((_ runner form ...)
     (let ((inside runner) (outside (test-runner-current)))
       (dynamic-wind
         (lambda () (test-runner-current inside))
         (lambda () form ...)
         (lambda () (test-runner-current outside)))))))
""")
