"""SRFI 18 as our table has it, and as the real CHICKEN has it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from scheme_cases import check, check_chicken, names_of, untried

from schemesockets.dialects.scheme.conditions import error
from schemesockets.dialects.scheme.libraries import threads

CASES = r"""
(thread? (current-thread)) => #t
(thread? 'a) => #f
(let ((t (make-thread (lambda () 1) 'worker))) (thread-specific-set! t 5)
  (list (thread-name t) (thread-specific t))) => (worker 5)
(thread-join! (thread-start! (make-thread (lambda () (+ 1 2))))) => 3
(thread-join! (thread-start! (lambda () 4))) => 4
(eq? (let ((t (make-thread (lambda () (current-thread))))) (thread-start! t)
  (thread-join! t)) (current-thread)) => #f
(thread-start! (thread-start! (make-thread (lambda () 1)))) => error
(thread-join! (thread-start! (make-thread (lambda () (thread-sleep! 5)))) 0.01 'late) => late
(thread-join! (thread-start! (make-thread (lambda () (thread-sleep! 5)))) 0.01) => error
(let ((t (make-thread (lambda () (thread-sleep! 5))))) (thread-start! t) (thread-terminate! t)
  (thread-join! t 1 'late)) => error
(let ((t (make-thread (lambda () 1)))) (thread-terminate! t) (thread-join! t 1 'late)) => error
(begin (thread-yield!) 1) => 1
(let ((m (make-mutex 'lock))) (mutex-specific-set! m 7)
  (list (mutex? m) (mutex? 1) (mutex-name m) (mutex-specific m) (mutex-state m)))
  => (#t #f lock 7 not-abandoned)
(let ((m (make-mutex))) (mutex-lock! m) (eq? (mutex-state m) (current-thread))) => #t
(let ((m (make-mutex))) (mutex-lock! m #f #f) (list (mutex-state m) (mutex-lock! m 0.01)
  (mutex-unlock! m) (mutex-state m))) => (not-owned #f #t not-abandoned)
(let* ((m (make-mutex)) (t (thread-start! (make-thread (lambda () (mutex-lock! m))))))
  (thread-join! t) (mutex-state m)) => abandoned
(let* ((m (make-mutex)) (t (thread-start! (make-thread (lambda () (mutex-lock! m))))))
  (thread-join! t) (mutex-lock! m)) => error
(let ((c (make-condition-variable 'cv))) (condition-variable-specific-set! c 3)
  (list (condition-variable? c) (condition-variable? 1) (condition-variable-name c)
  (condition-variable-specific c))) => (#t #f cv 3)
(let ((m (make-mutex)) (c (make-condition-variable))) (mutex-lock! m) (mutex-unlock! m c 0.01))
  => #f
(let* ((m (make-mutex)) (c (make-condition-variable)))
  (mutex-lock! m)
  (thread-start! (make-thread (lambda () (mutex-lock! m) (condition-variable-signal! c)
  (mutex-unlock! m))))
  (mutex-unlock! m c 5)) => #t
(let* ((m (make-mutex)) (c (make-condition-variable)))
  (mutex-lock! m)
  (thread-start! (make-thread (lambda () (mutex-lock! m) (condition-variable-broadcast! c)
  (mutex-unlock! m))))
  (mutex-unlock! m c 5)) => #t
(time? (current-time)) => #t
(time->seconds (seconds->time 12.5)) => 12.5
(< (time->seconds (current-time)) (time->seconds (seconds->time 99999999999))) => #t
(thread-sleep! 'a) => error
(procedure? (current-exception-handler)) => #t
(list (join-timeout-exception? 1) (abandoned-mutex-exception? 1) (terminated-thread-exception? 1)
  (uncaught-exception? 1)) => (#f #f #f #f)
(uncaught-exception-reason 1) => error
"""


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    for each in threads.all_threads():
        if each.thunk is not None:
            each.terminate()
    for thread in set(threading.enumerate()) - before:
        thread.join(60)
        assert not thread.is_alive()


def test_ours() -> None:
    check(CASES, "srfi18")


def test_chicken_agrees() -> None:
    check_chicken(CASES, "srfi-18")


def test_every_name_is_tried() -> None:
    assert untried(CASES, "srfi18") == set()


def started(thunk: Any) -> Any:
    made = threads.Thread(thunk)
    made.start()
    return made


def test_what_ends_a_thread_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise error("boo", 1)

    names = names_of("srfi18")
    thread = started(fail)
    with pytest.raises(threads.UncaughtExceptionError) as caught:
        names["thread-join!"](thread)
    assert names["uncaught-exception-reason"](caught.value).message == "boo"
    assert "boo: 1" in capsys.readouterr().err


def test_which_exception_it_is() -> None:
    names = names_of("srfi18")
    sleeper = started(lambda: threads.sleep(9))
    with pytest.raises(threads.JoinTimeoutError) as late:
        names["thread-join!"](sleeper, 0.01)
    assert names["join-timeout-exception?"](late.value)
    sleeper.terminate()
    with pytest.raises(threads.TerminatedThreadError) as ended:
        names["thread-join!"](sleeper)
    assert names["terminated-thread-exception?"](ended.value)
    mutex = threads.Mutex()
    started(lambda: mutex.lock(None, threads.current())).join()
    with pytest.raises(threads.AbandonedMutexError) as abandoned:
        names["mutex-lock!"](mutex)
    assert names["abandoned-mutex-exception?"](abandoned.value)
    assert mutex.owner is threads.current()
    mutex.unlock()


def test_a_thread_that_computes_is_terminated() -> None:
    def run() -> None:
        while True:
            pass

    thread = started(run)
    time.sleep(0.05)
    thread.terminate()
    assert thread.join(time.monotonic() + 60)
    thread._python.join(60)
    assert not thread._python.is_alive()


def test_a_terminated_waiter_passes_the_mutex_on() -> None:
    mutex = threads.Mutex()
    mutex.lock(None, threads.current())
    got: list[int] = []

    def wait(number: int) -> Any:
        def run() -> None:
            with threads.holding(mutex):
                got.append(number)

        return run

    first, second = started(wait(1)), started(wait(2))
    while len(mutex._waiters) < 2:
        time.sleep(0.001)
    first.terminate()
    mutex.unlock()
    second.join(time.monotonic() + 60)
    assert got == [2]


def test_a_mutex_keeps_others_out() -> None:
    mutex = threads.Mutex()
    count = 0

    def add() -> None:
        nonlocal count
        for _ in range(200):
            with threads.holding(mutex):
                seen = count
                time.sleep(0)
                count = seen + 1

    running = [started(add) for _ in range(4)]
    for each in running:
        assert each.join(time.monotonic() + 60)
    assert count == 800


def test_threads_inherit_parameters() -> None:
    from schemesockets.dialects.scheme.control import parameterized
    from schemesockets.dialects.scheme.dynamics import Parameter

    parameter = Parameter(1)
    thread = parameterized([(parameter, 2)], lambda: started(lambda: parameter()))
    thread.join()
    assert thread.result == 2
