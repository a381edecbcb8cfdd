"""(util concurrent thread-pool) and fork-join-pool (Sagittarius manual, Thread pool)."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final, TypeAlias

from ...arguments import UNSET
from ...calls import call
from ...conditions import error, explain
from ...data import String, Symbol, is_procedure
from ...declaration import Table, refuse
from ...dynamics import Parameter
from ...kinds import Index, Proc, of_class
from ...printer import PRINTERS
from ..monitors import Monitor
from ..sagittarius.threads import seconds_of
from ..threads import Thread, current
from .queues import SharedQueue

__all__ = ["TABLE", "ThreadPool", "thread_pool_release", "thread_pool_thread_terminate"]

TABLE: Final = Table()


_PREFIX: Final = Parameter(String("thread-pool-"), settable=True)
TABLE.value("*thread-pool-thread-name-prefix*", _PREFIX)


class _Worker:
    """A thread of a pool, and its tasks."""

    def __init__(self, pool: ThreadPool, number: int) -> None:
        self.tasks = SharedQueue()
        self.running = False
        self.number = number
        self.thread = Thread(partial(self._run, pool), reports=False, exits=False)
        self.thread.specific = (pool, number)
        self.thread.start()

    @property
    def load(self) -> int:
        return len(self.tasks.items) + self.running

    def _run(self, pool: ThreadPool) -> None:
        while True:
            task = self.tasks.take(UNSET)
            if task is UNSET:
                return
            self.running = True
            try:
                call(task)
            except Exception as exception:
                if pool.handler is not None:
                    call(pool.handler, explain(exception))
            finally:
                with pool.held():
                    self.running = False
                    pool.notify()


class ThreadPool(Monitor):
    """Threads that do the tasks that are pushed; `handler` is called with what one raises."""

    def __init__(self, count: int, handler: Any) -> None:
        super().__init__()
        self.handler = handler
        self.workers = [_Worker(self, number) for number in range(count)]

    def push(self, task: Any) -> int:
        """Give a task to the thread that has the least to do; return the thread's number."""
        with self.held():
            worker = min(self.workers, key=lambda each: each.load)
            worker.tasks.put(task)
            return worker.number

    def idle(self) -> bool:
        """Return whether there is nothing to do."""
        return not any(each.load for each in self.workers)


_Pool: TypeAlias = Annotated[ThreadPool, of_class("a thread pool", ThreadPool)]
TABLE.value("<thread-pool>", ThreadPool)
PRINTERS[ThreadPool] = lambda value, readable, profile: "#<thread-pool>"


@TABLE.procedure("thread-pool?")
def is_thread_pool(value: Any) -> bool:
    """Return whether a value is a thread pool. Thread pool."""
    return isinstance(value, ThreadPool)


@TABLE.procedure("make-thread-pool")
def make_thread_pool(count: Index, handler: Any = None) -> ThreadPool:
    """Return a pool of threads; `handler` is called with what a task raises. Thread pool."""
    if handler is not None and not is_procedure(handler):
        refuse("make-thread-pool", 2, "a procedure", handler)
    if count == 0:
        refuse("make-thread-pool", 1, "a positive integer", count, False)
    return ThreadPool(count, handler)


@TABLE.procedure("thread-pool-size")
def thread_pool_size(pool: _Pool) -> int:
    """Return how many threads a pool has. Thread pool."""
    return len(pool.workers)


@TABLE.procedure("thread-pool-idling-count")
def thread_pool_idling_count(pool: _Pool) -> int:
    """Return how many threads of a pool have nothing to do."""
    return sum(not each.load for each in pool.workers)


@TABLE.procedure("thread-pool-idling?")
def is_thread_pool_idling(pool: _Pool) -> bool:
    """Return whether a thread of a pool has nothing to do."""
    return thread_pool_idling_count(pool) > 0


@TABLE.procedure("thread-pool-push-task!")
def thread_pool_push_task(pool: _Pool, thunk: Proc) -> int:
    """Let a thread of a pool do a task; return the thread's number. Thread pool."""
    return pool.push(thunk)


@TABLE.procedure("thread-pool-wait-all!")
def thread_pool_wait_all(pool: _Pool) -> None:
    """Wait until all tasks of a pool are done. Thread pool."""
    with pool.held():
        while not pool.wait(pool.idle, 0.05):
            pass


@TABLE.procedure("thread-pool-release!")
def thread_pool_release(pool: _Pool, how: Any = None) -> None:
    """Let a pool's threads end, at once with `terminate`. Thread pool."""
    for worker in pool.workers:
        if isinstance(how, Symbol) and how.name == "terminate":
            worker.thread.terminate()
        else:
            worker.tasks.put(UNSET)
    for worker in pool.workers:
        worker.thread.join()


def _worker(procedure: str, pool: ThreadPool, number: int) -> _Worker:
    if number >= len(pool.workers):
        refuse(procedure, 2, "the number of a thread of the pool", number, False)
    return pool.workers[number]


@TABLE.procedure("thread-pool-thread")
def thread_pool_thread(pool: _Pool, number: Index) -> Thread:
    """Return a thread of a pool. Thread pool."""
    return _worker("thread-pool-thread", pool, number).thread


@TABLE.procedure("thread-pool-thread-id")
def thread_pool_thread_id(pool: _Pool, thread: Any) -> int:
    """Return the number of a pool's thread. Thread pool."""
    for worker in pool.workers:
        if worker.thread is thread and not worker.thread.ended:
            return worker.number
    refuse("thread-pool-thread-id", 2, "a thread of the pool", thread, False)


@TABLE.procedure("thread-pool-current-thread-id")
def thread_pool_current_thread_id() -> Any:
    """Return the number that the calling thread has in its pool, or #f. Thread pool."""
    specific = current().specific
    return specific[1] if isinstance(specific, tuple) else False


@TABLE.procedure("thread-pool-thread-terminate!")
def thread_pool_thread_terminate(pool: _Pool, number: Index) -> None:
    """End a thread of a pool, and start another in its place. Thread pool."""
    worker = _worker("thread-pool-thread-terminate!", pool, number)
    worker.thread.terminate()
    with pool.held():
        pool.workers[number] = _Worker(pool, number)
        pool.notify()


@TABLE.procedure("thread-pool-thread-task-running?")
def is_task_running(pool: _Pool, number: Index) -> bool:
    """Return whether a thread of a pool does a task. Thread pool."""
    return _worker("thread-pool-thread-task-running?", pool, number).running


# Pools that steal work


class ForkJoinPool(ThreadPool):
    """A pool whose threads take the tasks of one queue."""

    def __init__(self, count: int) -> None:
        super().__init__(count, None)
        self.open = True


_JoinPool: TypeAlias = Annotated[ForkJoinPool, of_class("a fork join pool", ForkJoinPool)]
TABLE.value("<fork-join-pool>", ForkJoinPool)
PRINTERS[ForkJoinPool] = lambda value, readable, profile: "#<fork-join-pool>"


@TABLE.procedure("fork-join-pool?")
def is_fork_join_pool(value: Any) -> bool:
    """Return whether a value is a fork join pool."""
    return isinstance(value, ForkJoinPool)


@TABLE.procedure("make-fork-join-pool")
def make_fork_join_pool(count: Index) -> ForkJoinPool:
    """Return a pool of so many threads."""
    if count == 0:
        refuse("make-fork-join-pool", 1, "a positive integer", count, False)
    return ForkJoinPool(count)


@TABLE.procedure("fork-join-pool-thread-count", "fork-join-pool-max-threads")
def fork_join_pool_threads(pool: _JoinPool) -> int:
    """Return how many threads a pool has."""
    return len(pool.workers)


@TABLE.procedure("fork-join-pool-push-task!")
def fork_join_pool_push(pool: _JoinPool, thunk: Proc) -> None:
    """Let a pool do a task."""
    if not pool.open:
        raise error("fork-join-pool-push-task!: the pool was shut down:", pool)
    pool.push(thunk)


@TABLE.procedure("fork-join-pool-wait-all!")
def fork_join_pool_wait(pool: _JoinPool, timeout: Any = False) -> bool:
    """Wait until all tasks are done, some milliseconds at most; return whether they are."""
    seconds = seconds_of("fork-join-pool-wait-all!", 2, timeout)
    if timeout.__class__ is int and seconds is not None:
        seconds /= 1000
    with pool.held():
        return pool.wait(pool.idle, seconds)


@TABLE.procedure("fork-join-pool-shutdown!")
def fork_join_pool_shutdown(pool: _JoinPool) -> None:
    """Let a pool do no more."""
    pool.open = False
    thread_pool_release(pool, Symbol("terminate"))


@TABLE.procedure("fork-join-pool-available?")
def is_fork_join_pool_available(pool: _JoinPool) -> bool:
    """Return whether a pool has not been shut down."""
    return pool.open
