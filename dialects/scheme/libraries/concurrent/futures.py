"""(util concurrent future): futures (Sagittarius manual, Future).

Not here: futures of a program's own record types.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Final, TypeAlias

from ...arguments import UNSET
from ...calls import call, values
from ...conditions import ErrorObject, explain
from ...control import raise_
from ...data import Symbol
from ...declaration import Table, refuse
from ...kinds import Proc, of_class
from ...printer import PRINTERS
from ..monitors import Monitor
from ..sagittarius.threads import seconds_of
from ..threads import Thread

__all__ = ["FUTURE", "TABLE", "ExecutorFuture", "Future", "SimpleFuture", "future_get"]

TABLE: Final = Table()


class FutureTerminatedError(ErrorObject):
    """A future that was cancelled, and is asked for its result."""


class Future(Monitor):
    """A task, and its result when it is there.

    Attributes:
        thunk: the task.
        state: a symbol's name.
        outcome: what came of it: whether it failed, and the result or the condition.
        source: what gives the result in place of the task, with a timeout and what stands for it.
        cancel: what else is done when it is cancelled.
    """

    def __init__(self, thunk: Any) -> None:
        super().__init__()
        self.thunk = thunk
        self.state = "created"
        self.outcome: tuple[bool, Any] | None = None
        self.source: Callable[[float | None, Any], Any] | None = None
        self.cancel: Callable[[], Any] | None = None

    def finish(self, failed: bool, result: Any) -> None:
        """Let it have its result."""
        with self.held():
            if self.outcome is None:
                self.outcome = (failed, result)
                if self.state != "terminated":
                    self.state = "finished"
                self.notify()

    def run(self) -> None:
        """Do the task, once."""
        with self.held():
            if self.state != "created":
                return
            self.state = "executing"
        try:
            result = call(self.thunk)
        except Exception as exception:
            self.finish(True, explain(exception))
        else:
            self.finish(False, result)

    def get(self, seconds: float | None, late: Any) -> Any:
        """Return the result when it is there, `late` where not in time; raise what it raised."""
        if self.state == "terminated":
            raise_(FutureTerminatedError("future is terminated:", (self,), "future-get"))
        if self.source is not None and self.outcome is None:
            return self.source(seconds, late)
        with self.held():
            if not self.wait(lambda: self.outcome is not None, seconds):
                return late
            assert self.outcome is not None
            failed, result = self.outcome
            self.state = "done"
        return raise_(result) if failed else result


class SimpleFuture(Future):
    """A future with a thread of its own."""

    def __init__(self, thunk: Any) -> None:
        super().__init__(thunk)
        Thread(self.run, reports=False, exits=False).start()


class ExecutorFuture(Future):
    """A future for executors."""


FUTURE: Final = of_class("a future", Future)
_Future: TypeAlias = Annotated[Future, FUTURE]
for _name, _class in (
    ("<future>", Future),
    ("<simple-future>", SimpleFuture),
    ("<executor-future>", ExecutorFuture),
):
    TABLE.value(_name, _class)
    PRINTERS[_class] = lambda value, readable, profile: "#<future>"
TABLE.value("&future-terminated", FutureTerminatedError)


@TABLE.procedure("%make-future")
def make_future(cls: Any, thunk: Any) -> Future:
    """Return a future of a class."""
    if not (isinstance(cls, type) and issubclass(cls, Future)):
        refuse("future", 1, "a type of futures", cls)
    return cls(thunk)


TABLE.macros("""
(define-syntax class (syntax-rules ()))
(define-syntax future
  (syntax-rules (class)
    ((_ (class type) expression ...) (%make-future type (lambda () expression ...)))
    ((_ expression ...) (make-simple-future (lambda () expression ...)))))
""")


@TABLE.procedure("future?")
def is_future(value: Any) -> bool:
    """Return whether a value is a future. Future."""
    return isinstance(value, Future)


@TABLE.procedure("simple-future?")
def is_simple_future(value: Any) -> bool:
    """Return whether a value is a future with a thread of its own. Simple future."""
    return isinstance(value, SimpleFuture)


@TABLE.procedure("make-simple-future")
def make_simple_future(thunk: Proc) -> Future:
    """Return a future whose thunk runs in a thread at once. Simple future."""
    return SimpleFuture(thunk)


@TABLE.procedure("executor-future?")
def is_executor_future(value: Any) -> bool:
    """Return whether a value is a future for executors. Executor future."""
    return isinstance(value, ExecutorFuture)


@TABLE.procedure("make-executor-future")
def make_executor_future(thunk: Proc) -> Future:
    """Return a future for an executor. Executor future."""
    return ExecutorFuture(thunk)


@TABLE.procedure("make-completed-future")
def make_completed_future(value: Any) -> Future:
    """Return a future that has its result."""
    made = Future(None)
    made.finish(False, value)
    return made


@TABLE.procedure("make-piped-future")
def make_piped_future() -> Any:
    """Return a future, a procedure that gives it its result, and one that gives a condition."""
    made = Future(None)

    def give(failed: bool, value: Any) -> Future:
        made.finish(failed, value)
        return made

    return values(made, partial(give, False), partial(give, True))


@TABLE.procedure("make-composable-future")
def make_composable_future() -> Any:
    """Return a future, and a procedure that lets it have another future's result."""
    made, held = Future(None), Future(None)

    def source(seconds: float | None, late: Any) -> Any:
        inner = held.get(seconds, UNSET)
        return late if inner is UNSET else inner.get(seconds, late)

    def give(future: Any) -> Future:
        if not isinstance(future, Future):
            refuse("make-composable-future", 1, "a future", future)
        held.finish(False, future)
        return made

    made.source = source
    return values(made, give)


@TABLE.procedure("future-get")
def future_get(future: _Future, timeout: Any = False, late: Any = False) -> Any:
    """Return a future's result when it is there; raise what its task raised. Future."""
    return future.get(seconds_of("future-get", 2, timeout), late)


@TABLE.procedure("future-cancel")
def future_cancel(future: _Future) -> None:
    """Give a future up; its task may go on. Future."""
    with future.held():
        if future.state != "done":
            future.state = "terminated"
    if future.cancel is not None:
        future.cancel()


@TABLE.procedure("future-done?")
def is_future_done(future: _Future) -> bool:
    """Return whether a future's task has ended. Future."""
    return future.state in ("done", "finished")


@TABLE.procedure("future-cancelled?")
def is_future_cancelled(future: _Future) -> bool:
    """Return whether a future was given up. Future."""
    return future.state == "terminated"


@TABLE.procedure("future-state")
def future_state(future: _Future) -> Symbol:
    """Return a future's state. Future."""
    return Symbol(future.state)


@TABLE.procedure("future-terminated?")
def is_future_terminated(value: Any) -> bool:
    """Return whether a value is the condition for a future that was given up. Future."""
    return isinstance(value, FutureTerminatedError)


@TABLE.procedure("terminated-future")
def terminated_future(
    condition: Annotated[Any, of_class("a &future-terminated condition", FutureTerminatedError)],
) -> Any:
    """Return the future that was given up. Future."""
    return condition.irritants[0]
