"""(util timer): thunks that run at a time (Sagittarius manual, same section)."""

from __future__ import annotations

import time
from typing import Annotated, Any, Final, TypeAlias, final

from ...calls import call
from ...conditions import error, explain
from ...control import raise_
from ...data import Symbol, is_procedure
from ...declaration import Table, refuse
from ...kinds import Proc, of_class
from ...printer import PRINTERS
from ..keyword_arguments import keyword_arguments
from ..monitors import Monitor
from ..threads import Thread

__all__ = ["TABLE"]

TABLE: Final = Table()


class _Task:
    """A thunk, when it runs next, in seconds since 1970, and after how many it runs again."""

    def __init__(self, thunk: Any, moment: float, period: float) -> None:
        self.thunk = thunk
        self.moment = moment
        self.period = period


@final
class Timer(Monitor):
    """A thread that runs tasks at their times; `state` is a symbol's name."""

    def __init__(self, handler: Any) -> None:
        super().__init__()
        self.handler = handler
        self.state = "created"
        self.tasks: dict[int, _Task] = {}
        self.last = 0
        self.failure: Any = None
        self.thread = Thread(self._run, reports=False, exits=False)

    def _run(self) -> None:
        while True:
            with self.held():
                number = self._next()
                if number is None:
                    return
                task = self.tasks[number]
            try:
                call(task.thunk)
            except Exception as exception:
                if self.handler is False:
                    self.failure = explain(exception)
                    with self.held():
                        self.state = "stopped"
                    return
                call(self.handler, explain(exception))
            with self.held():
                if self.tasks.get(number) is not task:
                    continue
                if task.period > 0:
                    task.moment += task.period
                else:
                    del self.tasks[number]

    def _next(self) -> int | None:
        """Return the number of the task that is due, when one is; None when cancelled."""
        while self.state != "cancelled":
            if self.state == "running" and self.tasks:
                number = min(self.tasks, key=lambda each: self.tasks[each].moment)
                left = self.tasks[number].moment - time.time()
                if left <= 0:
                    return number
            else:
                left = 60.0
            self.mutex.wait(self.changed, time.monotonic() + left)
        return None


_Timer: TypeAlias = Annotated[Timer, of_class("a timer", Timer)]
PRINTERS[Timer] = lambda value, readable, profile: f"#<timer {value.state}>"


@TABLE.procedure("make-timer")
def make_timer(*options: Any) -> Timer:
    """Return a timer; `:error-handler` is called with what a task raises."""
    (handler,) = keyword_arguments(options, {"error-handler": False})
    if handler is not False and not is_procedure(handler):
        refuse("make-timer", 2, "a procedure as :error-handler", handler)
    return Timer(handler)


@TABLE.procedure("timer?")
def is_timer(value: Any) -> bool:
    """Return whether a value is a timer."""
    return isinstance(value, Timer)


@TABLE.procedure("timer-state")
def timer_state(timer: _Timer) -> Symbol:
    """Return `created`, `running`, `stopped` or `cancelled`."""
    return Symbol(timer.state)


@TABLE.procedure("timer-start!")
def timer_start(timer: _Timer) -> Timer:
    """Start a timer, or let it go on."""
    with timer.held():
        if timer.state not in ("created", "stopped") or timer.failure is not None:
            raise error("timer-start!: already running or ended:", timer)
        if timer.state == "created":
            timer.thread.start()
        timer.state = "running"
        timer.notify()
    return timer


@TABLE.procedure("timer-stop!")
def timer_stop(timer: _Timer) -> Timer:
    """Stop a timer for a while."""
    with timer.held():
        if timer.state != "running":
            raise error("timer-stop!: the timer does not run:", timer)
        timer.state = "stopped"
        timer.notify()
    return timer


@TABLE.procedure("timer-cancel!")
def timer_cancel(timer: _Timer) -> None:
    """End a timer; raise what ended it before."""
    with timer.held():
        begun = timer.state != "created"
        timer.state = "cancelled"
        timer.notify()
    if begun:
        timer.thread.join()
    if timer.failure is not None:
        failure, timer.failure = timer.failure, None
        raise_(failure)


def _moment(procedure: str, place: int, first: Any) -> float:
    """Return when a task runs first: at a time, or after milliseconds."""
    total = getattr(first, "total", None)  # of a time of SRFI 19
    if isinstance(total, int):
        return total / 1_000_000_000
    return time.time() + _period(procedure, place, first)


def _period(procedure: str, place: int, period: Any) -> float:
    total = getattr(period, "total", None)
    if isinstance(total, int):
        return total / 1_000_000_000
    if period.__class__ is not int or period < 0:
        refuse(procedure, place, "milliseconds or a time", period)
    return float(period / 1000)


@TABLE.procedure("timer-schedule!")
def timer_schedule(timer: _Timer, thunk: Proc, first: Any, period: Any = 0) -> int:
    """Let a thunk run at a time, and again after each period; return the task's number."""
    task = _Task(
        thunk, _moment("timer-schedule!", 3, first), _period("timer-schedule!", 4, period)
    )
    with timer.held():
        timer.last += 1
        timer.tasks[timer.last] = task
        timer.notify()
        return timer.last


@TABLE.procedure("timer-reschedule!")
def timer_reschedule(timer: _Timer, number: Any, first: Any, period: Any = 0) -> Any:
    """Let a task run at another time, and with another period; return its number."""
    moment = _moment("timer-reschedule!", 3, first)
    seconds = _period("timer-reschedule!", 4, period)
    with timer.held():
        before = timer.tasks.get(number)
        if before is not None:
            timer.tasks[number] = _Task(before.thunk, moment, seconds)
            timer.notify()
    return number


@TABLE.procedure("timer-remove!")
def timer_remove(timer: _Timer, number: Any) -> bool:
    """Remove a task; return whether it was there."""
    with timer.held():
        return timer.tasks.pop(number, None) is not None


@TABLE.procedure("timer-exists?")
def does_timer_have(timer: _Timer, number: Any) -> bool:
    """Return whether a task is still to run."""
    return number in timer.tasks
