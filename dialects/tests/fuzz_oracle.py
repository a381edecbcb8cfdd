"""Making one call and saying what is wrong with what came of it.

A call may return, raise a condition of its dialect, or raise what a hostile argument raised; with
a wrong number of arguments Python's own TypeError. Everything else is a `Symptom`, and so is an
error that cannot be printed in a line, a refusal that has done something, a signal, a wait that
nothing calls for, and what is left for the garbage collector.
"""

from __future__ import annotations

import collections
import contextlib
import gc
import inspect
import os
import traceback
from collections.abc import Callable, Iterator
from time import perf_counter, thread_time
from typing import Any, Final

from attrs import frozen
from fuzz_calls import Call
from fuzz_hostile import Hostile
from fuzz_states import Pool, release, reset_parameters
from fuzz_values import Bench
from fuzz_watch import Overdue, Signalled, Watch

from schemesockets.core import Closed
from schemesockets.core.errors import SocketError
from schemesockets.dialects.chicken import RefusedError
from schemesockets.dialects.conditions import ArgumentError

__all__ = ["Examiner", "Symptom", "alone", "garbage"]

_LONGEST: Final = 1000  # characters of a message
_SLOWEST: Final = 0.15  # seconds of work for a refusal, with all its texts
_SHORT_WAIT: Final = 0.03  # where the time to wait is an argument
_SIZES: Final = frozenset({"size", "len", "count", "k", "num"})


@frozen
class Symptom:
    """What is wrong: the kind of thing, a word that tells apart, and what was seen."""

    kind: str
    detail: str
    said: str


def _shown(value: object) -> str:
    """A short text for a report, whatever `value` is."""
    try:
        text = repr(value)
    except BaseException as error:
        return f"<{type(value).__name__}; its repr raises {type(error).__name__}>"
    return text if len(text) <= 300 else f"{text[:297]}..."


def _standard_files() -> list[tuple[int, int] | None]:
    """Return which files the standard descriptors are of, None for one that is closed.

    A call may have closed one; what is opened next has its number, and may be waited for.
    """
    found: list[tuple[int, int] | None] = []
    for descriptor in range(3):
        with contextlib.suppress(OSError):
            status = os.fstat(descriptor)
            found.append((status.st_dev, status.st_ino))
            continue
        found.append(None)
    return found


class Examiner:
    """Makes calls."""

    def __init__(self, bench: Bench, watch: Watch) -> None:
        self.bench = bench
        self.watch = watch
        self.standard_files = _standard_files()
        self.clock = perf_counter  # quick, but it counts what others do as well

    def examine(self, call: Call, signal_after: float | None = None) -> list[Symptom]:
        """Make a call with states of the bench's pool; return what is wrong.

        `signal_after` so many seconds a signal's handler raises in the midst of it.
        """
        found: list[Symptom] = []
        pool = self.bench.pool
        self.watch.note(str(call))
        args = [self.bench.make(value) for value in call.args]
        keywords = {name: self.bench.make(value) for name, value in call.keywords.items()}
        gc.collect(0)
        refused = self._make(call, args, keywords, found, signal_after)
        left = gc.collect(0)
        if left and refused is not None:
            found.append(Symptom("cycle", "", f"{left} objects were left to the collector"))
        untouched = bool(refused)
        if refused:
            for state in pool.in_use:
                change = state.change()
                if change is not None:
                    untouched = False
                    found.append(Symptom("acted", "", f"refused, but {state.name} {change}"))
        elif signal_after is not None or call.target.name.startswith("chicken.socket_"):
            reset_parameters()
        del args, keywords
        pool.give_back(untouched)
        return found

    def _make(
        self,
        call: Call,
        args: list[Any],
        keywords: dict[str, Any],
        found: list[Symptom],
        signal_after: float | None,
    ) -> bool | None:
        """Make the call; None if it returned, True if an argument was refused."""
        watch = self.watch
        alarm: BaseException | None = None
        after = 0.0
        if signal_after is not None:
            alarm, after = Signalled("of a signal handler"), signal_after
            reset_parameters(50)
        elif call.target.waits:
            alarm, after = Overdue(), _SHORT_WAIT
        status: bool | None = False
        started = self.clock()
        try:
            watch.begin(alarm, after)
            result = call.target.function(*args, **keywords)
            watch.end()
        except Overdue:
            watch.end()
            idle = not call.target.waits and not _is_laborious(call)
            if idle and _standard_files() == self.standard_files:
                found.append(Symptom("hang", "", "waited, with nothing to wait for"))
        except BaseException as error:
            watch.end()
            status = self._judge(call, args, keywords, error, found)
            took = self.clock() - started
            if took > _SLOWEST and status:
                found.append(Symptom("slow", "", f"refused after {took:.2f} s"))
            del error
        else:
            status = None
            found.extend(_judge_result(call, args, result))
            release(result)
        if alarm is not None:
            alarm.__traceback__ = None  # in which this frame is, and so the alarm
        if watch.fired and isinstance(alarm, Signalled) and not alarm.arrived:
            said = "what a signal's handler raised did not arrive"
            found.append(Symptom("handler", "", said))
        if watch.pipe and not _takes_stdlib_file(call):
            found.append(Symptom("signal", "SIGPIPE", "SIGPIPE came, which ends a process"))
        found.extend(Symptom("complaint", each.split(":")[0], each) for each in watch.complaints)
        return status

    def _judge(
        self,
        call: Call,
        args: list[Any],
        keywords: dict[str, Any],
        error: BaseException,
        found: list[Symptom],
    ) -> bool:
        """Say what is wrong with an exception; return whether an argument was refused."""
        if isinstance(error, Signalled):
            error.arrived = True
            return False
        if isinstance(error, Hostile):
            return False
        if not isinstance(error, call.target.own):
            if not _is_arity(call, args, keywords, error):
                name = type(error).__name__
                found.append(Symptom("raw", name, f"{name}: {_shown(error)}"))
            return False
        found.extend(_texts(error))
        if error.__cause__ is not None or (
            error.__context__ is not None and not error.__suppress_context__
        ):
            other = error.__cause__ or error.__context__
            found.append(Symptom("chained", "", f"prints {type(other).__name__} before it"))
        refused = isinstance(error, (ArgumentError, RefusedError))
        if not refused and isinstance(error, SocketError) and not isinstance(error, Closed):
            for param, value in call.params():
                if param is not None and param.refuses(value):
                    said = f"the system was asked: {_shown(error)}"
                    found.append(Symptom("passed on", param.name, said))
        return refused


_LONG: Final = ("huge", "10**6")
"""What the text of a value has in it that is megabytes long, or is shown so."""


def _is_laborious(call: Call) -> bool:
    """Whether there are megabytes in it that are a right argument, to work on for long."""
    return any(
        any(word in value.text for word in _LONG) and (param is None or not param.refuses(value))
        for param, value in call.params()
    )


def _takes_stdlib_file(call: Call) -> bool:
    """Whether a stdlib file is among the arguments, whose own sends let SIGPIPE come."""
    return any("state('python." in value.text for _, value in call.params())


def _is_arity(call: Call, args: list[Any], keywords: dict[str, Any], error: BaseException) -> bool:
    """Whether it is Python that refused so many arguments, or these keywords."""
    function = call.target.function
    frames = list(traceback.walk_tb(error.__traceback__))
    if type(error) is not TypeError or len(frames) > (2 if _is_wrapped(function) else 1):
        return False
    try:
        inspect.signature(function).bind(*args, **keywords)
    except TypeError:
        return True
    return False


def _is_wrapped(function: Any) -> bool:
    return inspect.isfunction(function) and hasattr(function, "__wrapped__")


def _texts(error: Any) -> Iterator[Symptom]:
    """What is wrong with the texts of a condition."""
    for name, read in _READERS.items():
        try:
            text = read(error)
        except BaseException as failure:
            said = f"{name} raises {type(failure).__name__}: {_shown(failure)}"
            yield Symptom("text fails", name, said)
            continue
        if type(text) is not str:
            yield Symptom("text fails", name, f"{name} gives {_shown(text)}")
        elif len(text) > _LONGEST:
            yield Symptom("long text", name, f"{name} has {len(text)} characters")
        elif not text.isprintable():
            yield Symptom("unprintable", name, f"{name} is {text!a}")
    if type(getattr(error, "irritants", None)) is not tuple:
        yield Symptom("text fails", "irritants", f"irritants are {_shown(error.irritants)}")


_READERS: Final[dict[str, Callable[[Any], object]]] = {
    "str": str,
    "repr": repr,
    "message": lambda error: error.message,
}


def _judge_result(call: Call, args: list[Any], result: object) -> Iterator[Symptom]:
    for param, value in call.params():
        if param is not None and param.refuses(value):
            said = f"{param.name} is not {param.kind and param.kind.expected}, yet it returned"
            yield Symptom("accepted", param.name, f"{said} {_shown(result)}")
    if type(result) is bytes:
        for place, made in enumerate(args):
            param = call.target.param(place)
            if param is None or param.name not in _SIZES or type(made) is not int:
                continue
            if len(result) > made:
                said = f"asked for {made} bytes, got {len(result)}"
                yield Symptom("too much", "", said)


def garbage(examiner: Examiner, call: Call) -> str:
    """What a call leaves to the collector, counted by class."""
    gc.collect(0)
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        examiner.examine(call)
        counts = collections.Counter(type(each).__name__ for each in gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    return ", ".join(f"{count} {name}" for name, count in counts.most_common(6))


def alone(examiner: Examiner, call: Call, signal_after: float | None = None) -> list[Symptom]:
    """Make a call with states of its own, and count the processor's time alone."""
    bench = examiner.bench
    kept, bench.pool = bench.pool, Pool(bench.pool.ender, fresh=True)
    clock, examiner.clock = examiner.clock, thread_time
    try:
        return examiner.examine(call, signal_after)
    finally:
        bench.pool.close()
        bench.pool, examiner.clock = kept, clock
