"""(util concurrent executor) and completable-future (Sagittarius manual, Executor).

Not here: executors of a program's own record types.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...conditions import ErrorObject, explain
from ...control import raise_
from ...data import Symbol
from ...declaration import Table, refuse
from ...kinds import Index, Proc, of_class
from ...printer import PRINTERS
from ..monitors import Monitor
from ..program_state import OfProgram
from .futures import FUTURE, ExecutorFuture, Future, SimpleFuture, future_get
from .pools import ThreadPool, thread_pool_release, thread_pool_thread_terminate

__all__ = ["TABLE", "Executor"]

TABLE: Final = Table()


class RejectedExecutionError(ErrorObject):
    """A future that an executor does not take; its irritants are the future and the executor."""


class Executor(Monitor):
    """What futures are executed on."""

    def __init__(self, count: int, handler: Any) -> None:
        super().__init__()
        self.state = "running"
        self.handler = handler
        self.pool = ThreadPool(count, None)
        self.futures: dict[Future, int] = {}

    def available(self) -> bool:
        """Return whether a future would be executed at once."""
        return self.state == "running" and len(self.futures) < len(self.pool.workers)

    def execute(self, future: Future) -> None:
        """Execute a future, or let the handler decide where all threads have something to do."""
        with self.held():
            if not self.available():
                handled = self.state == "running"
            else:
                self.push(future)
                return
        if not handled:
            _reject(future, self)
        call(self.handler, future, self)

    def push(self, future: Future) -> None:
        """Execute a future, after others where all threads have something to do."""

        def task() -> None:
            try:
                future.run()
            finally:
                with self.held():
                    self.futures.pop(future, None)
                    self.notify()

        with self.held():
            self.futures[future] = self.pool.push(task)

    def shutdown(self) -> None:
        """Execute no more, and give up what has not ended."""
        with self.held():
            self.state = "shutdown"
            left, self.futures = list(self.futures), {}
        for future in left:
            if future.outcome is None:
                future.state = "terminated"
        thread_pool_release(self.pool, Symbol("terminate"))


class ThreadPoolExecutor(Executor):
    """An executor of so many threads."""


class ForkJoinExecutor(Executor):
    """An executor that takes any number of futures."""


def _reject(future: Any, executor: Any) -> Any:
    return raise_(
        RejectedExecutionError(
            "Failed to add task:", (future, executor), "thread-pool-executor-execute-future!"
        )
    )


_Future: TypeAlias = Annotated[Future, FUTURE]
_Executor: TypeAlias = Annotated[Executor, of_class("an executor", Executor)]
_PoolExecutor: TypeAlias = Annotated[
    ThreadPoolExecutor, of_class("a thread pool executor", ThreadPoolExecutor)
]
_ForkJoin: TypeAlias = Annotated[
    ForkJoinExecutor, of_class("a fork join executor", ForkJoinExecutor)
]
for _name, _kind in (
    ("<executor>", Executor),
    ("<thread-pool-executor>", ThreadPoolExecutor),
    ("<fork-join-executor>", ForkJoinExecutor),
):
    TABLE.value(_name, _kind)
    PRINTERS[_kind] = lambda value, readable, profile: "#<executor>"
TABLE.value("&rejected-execution-error", RejectedExecutionError)


@TABLE.procedure("abort-rejected-handler")
def abort_rejected(future: Any, executor: Any) -> Any:
    """Refuse a future. Thread pool executor."""
    return _reject(future, executor)


@TABLE.procedure("push-future-handler")
def push_future(future: _Future, executor: _Executor) -> None:
    """Let a future wait for a thread. Thread pool executor."""
    executor.push(future)


@TABLE.procedure("terminate-oldest-handler")
def terminate_oldest(future: _Future, executor: _Executor) -> None:
    """Give up the oldest future for another. Thread pool executor."""
    with executor.held():
        oldest, number = next(iter(executor.futures.items()))
        del executor.futures[oldest]
    oldest.state = "terminated"
    thread_pool_thread_terminate(executor.pool, number)
    executor.push(future)


@TABLE.procedure("wait-finishing-handler")
def wait_finishing(retries: Index) -> Any:
    """Return a handler that waits, half a second so many times at most. Thread pool executor."""

    def handle(future: Any, executor: Any) -> Any:
        with executor.held():
            if executor.wait(executor.available, retries * 0.5):
                executor.push(future)
                return None
        return _reject(future, executor)

    return handle


@TABLE.procedure("rejected-execution-error?")
def is_rejected(value: Any) -> bool:
    """Return whether a value is the condition for a future that was not taken."""
    return isinstance(value, RejectedExecutionError)


_Rejected: TypeAlias = Annotated[
    Any, of_class("a &rejected-execution-error condition", RejectedExecutionError)
]


@TABLE.procedure("rejected-future")
def rejected_future(condition: _Rejected) -> Any:
    """Return the future that was not taken. Thread pool executor."""
    return condition.irritants[0]


@TABLE.procedure("rejected-executor")
def rejected_executor(condition: _Rejected) -> Any:
    """Return the executor that did not take a future. Thread pool executor."""
    return condition.irritants[1]


@TABLE.procedure("make-thread-pool-executor")
def make_thread_pool_executor(count: Index, handler: Proc = abort_rejected) -> Executor:
    """Return an executor of so many threads. Thread pool executor."""
    if count == 0:
        refuse("make-thread-pool-executor", 1, "a positive integer", count, False)
    return ThreadPoolExecutor(count, handler)


@TABLE.procedure("make-fork-join-executor")
def make_fork_join_executor(parallelism: Index = 4) -> Executor:
    """Return an executor that takes any number of futures. Fork join executor."""
    if parallelism == 0:
        refuse("make-fork-join-executor", 1, "a positive integer", parallelism, False)
    return ForkJoinExecutor(parallelism, push_future)


def _declare_test(name: str, cls: type) -> None:
    @TABLE.procedure(name)
    def is_kind(value: Any) -> bool:
        """Return whether a value is an executor of this kind."""
        return isinstance(value, cls)


_declare_test("executor?", Executor)
_declare_test("thread-pool-executor?", ThreadPoolExecutor)
_declare_test("fork-join-executor?", ForkJoinExecutor)


@TABLE.procedure("executor-state")
def executor_state(executor: _Executor) -> Symbol:
    """Return an executor's state, running or shutdown. Generic Executor APIs."""
    return Symbol(executor.state)


@TABLE.procedure("executor-available?")
def is_available(executor: _Executor) -> bool:
    """Return whether an executor would execute a future. Generic Executor APIs."""
    if isinstance(executor, ForkJoinExecutor):
        return executor.state == "running"
    return executor.available()


@TABLE.procedure("thread-pool-executor-available?")
def is_pool_available(executor: _PoolExecutor) -> bool:
    """Return whether an executor has a thread with nothing to do. Thread pool executor."""
    return executor.available()


@TABLE.procedure("fork-join-executor-available?")
def is_fork_join_available(executor: _ForkJoin) -> bool:
    """Return whether an executor has not been shut down. Fork join executor."""
    return executor.state == "running"


@TABLE.procedure("execute-future!")
def execute_future(executor: _Executor, future: _Future) -> Future:
    """Execute a future on an executor. Generic Executor APIs."""
    executor.execute(future)
    return future


@TABLE.procedure("thread-pool-executor-execute-future!")
def pool_execute(executor: _PoolExecutor, future: _Future) -> Future:
    """Execute a future on an executor. Thread pool executor."""
    return execute_future(executor, future)


@TABLE.procedure("fork-join-executor-execute-future!")
def fork_join_execute(executor: _ForkJoin, future: _Future) -> Future:
    """Execute a future on an executor. Fork join executor."""
    return execute_future(executor, future)


@TABLE.procedure("executor-submit!")
def executor_submit(executor: _Executor, thunk: Proc) -> Future:
    """Execute a thunk on an executor; return its future. Generic Executor APIs."""
    return execute_future(executor, ExecutorFuture(thunk))


@TABLE.procedure("shutdown-executor!")
def shutdown_executor(executor: _Executor) -> None:
    """Let an executor execute no more. Generic Executor APIs."""
    executor.shutdown()


@TABLE.procedure("thread-pool-executor-shutdown!")
def pool_shutdown(executor: _PoolExecutor) -> None:
    """Let an executor execute no more. Thread pool executor."""
    executor.shutdown()


@TABLE.procedure("fork-join-executor-shutdown!")
def fork_join_shutdown(executor: _ForkJoin) -> None:
    """Let an executor execute no more. Fork join executor."""
    executor.shutdown()


@TABLE.procedure("thread-pool-executor-pool-size")
def executor_pool_size(executor: _PoolExecutor) -> int:
    """Return how many futures an executor has. Thread pool executor."""
    return len(executor.futures)


@TABLE.procedure("thread-pool-executor-max-pool-size")
def executor_max_pool_size(executor: _PoolExecutor) -> int:
    """Return how many threads an executor has. Thread pool executor."""
    return len(executor.pool.workers)


@TABLE.procedure("fork-join-executor-max-thread-count")
def fork_join_max(executor: _ForkJoin) -> int:
    """Return how many threads an executor has at most. Fork join executor."""
    return len(executor.pool.workers)


@TABLE.procedure("fork-join-executor-thread-count")
def fork_join_count(executor: _ForkJoin) -> int:
    """Return how many threads an executor has. Fork join executor."""
    return len(executor.pool.workers)


# Completable futures


_DEFAULT: Final = OfProgram(lambda: ForkJoinExecutor(4, push_future))
"""The executor of futures that are made without one, made when it is first asked for."""
TABLE.value("*completable-future:default-executor*", _DEFAULT)


def _submitted(executor: Any, thunk: Callable[[], Any]) -> Future:
    """Return a future that waits in a thread of its own, so that no executor is full of waits."""
    if not isinstance(executor, Executor):
        refuse("future-map", 1, "an executor", executor)
    return SimpleFuture(thunk)


@TABLE.procedure("thunk->future")
def thunk_to_future(thunk: Proc, executor: Any = None) -> Future:
    """Return a future of a thunk, executed on an executor."""
    chosen = _DEFAULT() if executor is None else executor
    if not isinstance(chosen, Executor):
        refuse("thunk->future", 2, "an executor", executor)
    return executor_submit(chosen, thunk)


def _results(futures: tuple[Any, ...]) -> list[Any]:
    for place, each in enumerate(futures, 2):
        if not isinstance(each, Future):
            refuse("future-map", place, "a future", each)
    return [each.get(None, None) for each in futures]


def _mapped(executor: Any, procedure: Any, futures: tuple[Any, ...]) -> Future:
    return _submitted(executor, lambda: call(procedure, *_results(futures)))


def _flatmapped(executor: Any, procedure: Any, futures: tuple[Any, ...]) -> Future:
    return _submitted(executor, lambda: future_get(call(procedure, *_results(futures))))


def _guarded(executor: Any, procedure: Any, future: Any) -> Future:
    def task() -> Any:
        try:
            return future_get(future)
        except Exception as exception:
            return call(procedure, explain(exception))

    return _submitted(executor, task)


@TABLE.procedure("future-map")
def future_map(procedure: Proc, future: Any, *futures: Any) -> Future:
    """Return a future of a procedure of the results of futures."""
    return _mapped(_DEFAULT(), procedure, (future, *futures))


@TABLE.procedure("future-map/executor")
def future_map_on(executor: Any, procedure: Proc, future: Any, *futures: Any) -> Future:
    """As `future-map`, on an executor."""
    return _mapped(executor, procedure, (future, *futures))


@TABLE.procedure("future-flatmap")
def future_flatmap(procedure: Proc, future: Any, *futures: Any) -> Future:
    """Return a future of the future that a procedure returns for the results of futures."""
    return _flatmapped(_DEFAULT(), procedure, (future, *futures))


@TABLE.procedure("future-flatmap/executor")
def future_flatmap_on(executor: Any, procedure: Proc, future: Any, *futures: Any) -> Future:
    """As `future-flatmap`, on an executor."""
    return _flatmapped(executor, procedure, (future, *futures))


@TABLE.procedure("future-guard")
def future_guard(procedure: Proc, future: _Future) -> Future:
    """Return a future of another's result, or of a procedure of what its task raised."""
    return _guarded(_DEFAULT(), procedure, future)


@TABLE.procedure("future-guard/executor")
def future_guard_on(executor: Any, procedure: Proc, future: _Future) -> Future:
    """As `future-guard`, on an executor."""
    return _guarded(executor, procedure, future)
