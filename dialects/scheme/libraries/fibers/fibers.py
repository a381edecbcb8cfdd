"""Guile's Fibers over threads: (fibers) and (fibers scheduler).

Each fiber is a thread, so that fibers run in parallel and are interrupted as with the preemption
and parallelism that Fibers has by default; in which order they begin is not said. What says how
the schedulers of Fibers share processors (`#:hz`, `#:parallelism`, `#:cpus`) is checked, and the
system's scheduler decides. `exit` in a fiber ends the program.
"""

from __future__ import annotations

import sys
import time
from typing import Any, Final

from .....core.handle import waiting_anyway
from ...arguments import UNSET
from ...backtrace import told
from ...calls import call
from ...conditions import error
from ...data import Keyword, Values, is_procedure
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Proc
from ...printer import PRINTERS
from .. import threads

__all__ = ["TABLE", "Scheduler"]

TABLE: Final = Table()


class Scheduler:
    """The fibers that belong together.

    Attributes:
        active: how many of them run, or wait for a time.
        idle: set, and made anew, when none does.
        ended: set when the scheduler is destroyed.
    """

    def __init__(self) -> None:
        self.fibers: set[Fiber] = set()
        self.active = 0
        self.idle = threads.Event()
        self.ended = threads.Event()
        self._mutex = threads.Mutex(False)

    def begin(self) -> None:
        """Count one more fiber that runs."""
        with threads.holding(self._mutex):
            if not self.active:
                self.idle = threads.Event()
            self.active += 1

    def end(self) -> None:
        """Count one fewer."""
        with threads.holding(self._mutex):
            self.active -= 1
            if not self.active:
                self.idle.set()

    def spawn(self, thunk: Any, reports: bool = True) -> Fiber:
        """Start a fiber."""
        fiber = Fiber(thunk, self, reports)
        self.begin()
        self.fibers.add(fiber)
        fiber.start()
        return fiber

    def drain(self) -> None:
        """Wait until no fiber runs any more, or waits for a time."""
        while self.active:
            self.idle.wait()

    def destroy(self) -> None:
        """End all fibers; wait for those that have failed to tell of it."""
        self.ended.set()
        for fiber in list(self.fibers):
            fiber.terminate()
            if fiber.failing and fiber is not threads.current():
                fiber.join()


PRINTERS[Scheduler] = lambda value, readable, profile: f"#<scheduler {id(value):x}>"


class Fiber(threads.Thread):
    """A fiber."""

    def __init__(self, thunk: Any, scheduler: Scheduler, reports: bool) -> None:
        super().__init__(thunk, None, reports=False)
        self.scheduler = scheduler
        self._tells = reports
        self.failure: Exception | None = None

    def _work(self, thunk: Any) -> None:
        with waiting_anyway():
            super()._work(thunk)

    def run_here(self) -> Any:
        """Run it in the thread that asks for it; return its values, or raise what ends it.

        So the first fiber of a program may choose what is done at signals, which Python leaves
        to the main thread.
        """
        with self.taking_over(), waiting_anyway():
            try:
                return call(self.thunk)
            except threads.Terminated:
                return self.result

    def _tell(self, exception: Exception) -> None:
        self.failure = exception
        if self._tells:
            image = STATE.image
            text = told(exception, image.globals if image is not None else {}, STATE.profile)
            print(f"Uncaught exception in task:\n{text}", file=sys.stderr)

    def _end(self, state: threads.State, result: Any) -> None:
        super()._end(state, result)
        if self in self.scheduler.fibers:
            self.scheduler.fibers.discard(self)
            if state != "terminated":
                self.scheduler.end()


def _current() -> Scheduler | None:
    found: Scheduler | None = getattr(threads.current(), "scheduler", None)
    return found


def _scheduler(procedure: str, place: int, value: Any) -> Scheduler:
    if not isinstance(value, Scheduler):
        refuse(procedure, place, "a scheduler", value)
    return value


_OPTIONS: Final = {
    "hz": ("a number from 0 on", lambda value: value.__class__ in (int, float) and value >= 0),
    "scheduler": ("a scheduler or #f", lambda value: isinstance(value, Scheduler | bool)),
    "parallelism": ("a positive integer", lambda value: value.__class__ is int and value > 0),
    "cpus": ("a set of processors", lambda value: True),
    "install-suspendable-ports?": ("a boolean", lambda value: True),
    "drain?": ("a boolean", lambda value: True),
}
"""The keywords of `run-fibers`, with what they must be."""


def _options(procedure: str, rest: tuple[Any, ...], known: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for keyword, value in zip(rest[::2], (*rest[1::2], UNSET), strict=False):
        if not isinstance(keyword, Keyword) or keyword.name not in known:
            raise error("unknown keyword:", keyword, procedure=procedure)
        if value is UNSET:
            raise error("a keyword without an argument:", keyword, procedure=procedure)
        expected, holds = known[keyword.name]
        if not holds(value):
            refuse(procedure, 0, expected, value)
        found[keyword.name] = value
    return found


@TABLE.procedure("run-fibers")
def run_fibers(*arguments: Any) -> Any:
    """Run a thunk in a fiber of a new scheduler; return its values. Fibers manual, Using Fibers.

    With `#:drain?`, wait for the other fibers as well. With `#:scheduler`, run that one until it
    is destroyed.
    """
    thunk: Any = False
    if arguments and not isinstance(arguments[0], Keyword):
        thunk, *rest = arguments
        if thunk is not False and not is_procedure(thunk):
            refuse("run-fibers", 1, "a procedure or #f", thunk)
        arguments = tuple(rest)
    options = _options("run-fibers", arguments, _OPTIONS)
    given = options.get("scheduler", False)
    if isinstance(given, Scheduler):
        if thunk is not False:
            given.spawn(thunk)
        given.ended.wait()
        return Values(())
    if thunk is False:
        raise error("run-fibers requires initial fiber thunk when creating sched")
    scheduler = Scheduler()
    try:
        fiber = Fiber(thunk, scheduler, reports=False)
        scheduler.begin()
        scheduler.fibers.add(fiber)
        result = fiber.run_here()
        if options.get("drain?", False) is not False:
            scheduler.drain()
        return result
    finally:
        scheduler.destroy()


@TABLE.procedure("spawn-fiber")
def spawn_fiber(thunk: Proc, *rest: Any) -> None:
    """Start a fiber, in a scheduler or in that of this fiber. Fibers manual, Using Fibers."""
    scheduler = _current()
    if rest and not isinstance(rest[0], Keyword):
        if rest[0] is not False:
            scheduler = _scheduler("spawn-fiber", 2, rest[0])
        rest = rest[1:]
    _options("spawn-fiber", rest, {"parallel?": ("a boolean", lambda value: True)})
    if scheduler is None:
        raise error("No scheduler current; call within run-fibers instead")
    if scheduler.ended.happened:
        raise error("the scheduler is destroyed:", scheduler, procedure="spawn-fiber")
    scheduler.spawn(thunk)


# Schedulers


@TABLE.procedure("make-scheduler")
def make_scheduler(*rest: Any) -> Scheduler:
    """Return a new scheduler. Fibers manual, Schedulers and Tasks."""
    known = {"parallelism": _OPTIONS["parallelism"], "prompt-tag": ("a tag", lambda value: True)}
    _options("make-scheduler", rest, known)
    return Scheduler()


@TABLE.procedure("current-scheduler")
def current_scheduler() -> Any:
    """Return the scheduler of this fiber, or #f. Fibers manual, Schedulers and Tasks."""
    found = _current()
    return False if found is None else found


@TABLE.procedure("destroy-scheduler")
def destroy_scheduler(scheduler: Any) -> None:
    """End a scheduler and its fibers. Fibers manual, Schedulers and Tasks."""
    _scheduler("destroy-scheduler", 1, scheduler).destroy()


@TABLE.procedure("yield-current-task")
def yield_current_task() -> None:
    """Let other fibers run. Fibers manual, Schedulers and Tasks."""
    threads.current().check()
    time.sleep(0)
