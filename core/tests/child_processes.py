"""Processes that tests run: forked ones, fresh interpreters, and a test in a process of its own.

A test of forks, signals or descriptors can hang, be killed or exhaust what its process has.
`in_own_process` runs it in a forked child, so that only the child suffers: one that does not end
in time is made to print the stacks of all its threads, and of those of its own children, and is
killed; the test then fails with these stacks.  What the child complains of after the test proper
(an exception in a thread or a finalizer, a warning) fails the test as well.
"""

from __future__ import annotations

import contextlib
import faulthandler
import functools
import gc
import os
import pickle
import re
import resource
import select
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import traceback
import warnings
from collections.abc import Callable
from time import monotonic
from typing import IO, Any, Final, NoReturn, ParamSpec, TypeVar

import pytest
from watched_threads import sleep_seen, until

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE: Final = 60.0  # for a child of a test; a test in a process of its own has more
TEST_PATIENCE: Final = 300.0

# Lines of faulthandler's that say nothing of the test.
_OF_PYTEST: Final = re.compile(
    r'  File "[^"]*(?:/_?pytest/|/pluggy/|/xdist/|/execnet/|runpy|<string>).*\n'
)


def fork() -> int:
    """Fork; a process that runs other threads may do so here, as that is what is tested."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _ended(pid: int, patience: float) -> bool:
    """Wait until a child has ended, without reaping it; false when it does not in time."""
    descriptor = os.pidfd_open(pid)
    try:
        poller = select.poll()
        poller.register(descriptor, select.POLLIN)
        limit = monotonic() + patience
        while (left := limit - monotonic()) > 0:
            if poller.poll(left * 1000):
                return True
        return False
    finally:
        os.close(descriptor)


def exit_status(pid: int, patience: float = PATIENCE, *, leads: bool = False) -> int | None:
    """Wait for a child and reap it.

    Returns its exit status, or minus the signal that ended it, as `subprocess` has it; None for
    one that did not end within `patience` seconds, which is then killed, with its process group if
    it `leads` one.
    """
    ended = _ended(pid, patience)
    if not ended:
        # Printed by faulthandler, where it is enabled: the stacks of all threads.
        (os.killpg if leads else os.kill)(pid, signal.SIGABRT)
        if not _ended(pid, 2):
            os.kill(pid, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return status if ended else None


class Child:
    """A forked process that runs a function.

    Its exit status is 0, or 1 when the function raises, and then it prints a traceback.
    """

    def __init__(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        self.pid = fork()
        if self.pid == 0:
            _run_and_exit(functools.partial(function, *args, **kwargs))

    def join(self, patience: float = PATIENCE) -> None:
        """Wait for the end; raises AssertionError when it failed, or has to be killed."""
        status = exit_status(self.pid, patience)
        assert status is not None, "the child hangs"
        assert status == 0, f"the child ended with {status}"

    def kill(self) -> None:
        """End it whatever it does."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def _run_and_exit(call: Callable[[], object]) -> NoReturn:
    status = 1
    try:
        call()
        status = 0
    except BaseException:
        _say(traceback.format_exc())
    finally:
        os._exit(status)


class Observer:
    """A process that looks at the threads of this one, which may have no descriptor free for it.

    A context manager.
    """

    def __init__(self) -> None:
        asked, self._ask = os.pipe()
        self._answered, answer = os.pipe()
        self._child = Child(self._observe, asked, answer)
        os.close(asked)
        os.close(answer)

    def until_asleep(self, thread: threading.Thread) -> None:
        """Return once a thread sleeps, in a system call or for a lock."""
        os.write(self._ask, f"{thread.native_id}\n".encode())
        assert os.read(self._answered, 1) == b".", "the observer has ended"

    def _observe(self, asked: int, answer: int) -> None:
        os.close(self._ask)
        parent = os.getppid()
        with open(asked) as threads:
            for line in threads:
                until(sleep_seen(f"/proc/{parent}/task/{line.strip()}"), "the thread sleeps")
                os.write(answer, b".")

    def __enter__(self) -> Observer:
        return self

    def __exit__(self, *exception: object) -> None:
        os.close(self._ask)
        os.close(self._answered)
        self._child.join()


def use_up_descriptors() -> list[int]:
    """Open files until no descriptor is free."""
    taken = []
    highest = max(map(int, os.listdir("/proc/self/fd")))
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 10, limit))
    try:
        while True:
            taken.append(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return taken


_report = 2  # the descriptor on which a process says what went wrong


def _say(text: str) -> None:
    os.write(_report, text.encode(errors="backslashreplace"))


def in_own_process(test: Callable[P, None]) -> Callable[P, None]:
    """Run a test in a forked process, for at most `TEST_PATIENCE` seconds.

    Its fixtures are made in pytest's process.
    """

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        failure = ""
        try:
            told_by(test, *args, **kwargs)
        except AssertionError as error:
            failure = str(error)
        if failure:
            pytest.fail(failure, pytrace=False)

    return run


def told_by(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a function in a process of its own; returns what it returned, pickled meanwhile.

    Raises AssertionError, with all that the process had to say, when it failed or hung.
    """
    with tempfile.TemporaryFile() as report, tempfile.TemporaryFile() as result:
        pid = fork()
        if pid == 0:
            _live(report, result, functools.partial(function, *args, **kwargs))
        try:
            status = exit_status(pid, TEST_PATIENCE, leads=True)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)  # what it left behind
        report.seek(0)
        said = _OF_PYTEST.sub("", report.read().decode(errors="replace"))
        if status is None:
            raise AssertionError(f"hangs; its threads, and those of its children:\n{said}")
        if status < 0:
            raise AssertionError(f"killed by {signal.Signals(-status).name}\n{said}")
        if status or said:
            raise AssertionError(said or f"exit status {status}")
        result.seek(0)
        returned: R = pickle.loads(result.read())
        return returned


def _live(report: IO[bytes], result: IO[bytes], call: Callable[[], object]) -> NoReturn:
    """Be the process of one test."""
    global _report
    try:
        os.setpgid(0, 0)
        gc.freeze()  # or each child of this test would copy the whole suite's memory to collect it
        _report = report.fileno()
        faulthandler.enable(report, all_threads=True)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.unraisablehook = _unraisable
        threading.excepthook = _thread_failed
        warnings.simplefilter("error")
        pickled = pickle.dumps(call())
        gc.collect()
        os.write(result.fileno(), pickled)
        os._exit(0)
    except BaseException:
        _say(traceback.format_exc())
    finally:
        os._exit(1)


def _unraisable(unraisable: Any) -> None:
    error = unraisable.exc_value
    if error is not None and "of a handler" in str(error):
        return  # a test's signal handler raised in a finalizer, where Python can only drop it
    lines = traceback.format_exception(error) if error is not None else ["?"]
    _say(f"in a finalizer or callback, {unraisable.object!r}:\n{''.join(lines)}")


def _thread_failed(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _say(f"in {args.thread!r}:\n{''.join(traceback.format_exception(args.exc_value))}")


def run_program(program: str, *arguments: str) -> str:
    """Run a program in an interpreter of its own; returns what it printed.

    Raises AssertionError, with its stderr, when it fails, says something there, or hangs.
    """
    command = [sys.executable, "-W", "error", "-X", "faulthandler", "-c", textwrap.dedent(program)]
    with subprocess.Popen(
        [*command, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGABRT)
            _, err = process.communicate(timeout=60)
            raise AssertionError(f"hangs:\n{err}") from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert (process.returncode, err) == (0, "")
    return out
