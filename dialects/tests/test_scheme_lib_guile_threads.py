"""(ice-9 threads) as our table has it, and as the real Guile has it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from scheme_cases import check, check_guile, names_of, untried

from schemesockets.dialects.scheme.conditions import (
    ArityError,
    DivisionError,
    FileFailure,
    NotProcedureError,
    RangeError,
    ReadFailure,
    UnboundVariableError,
    WrongTypeError,
    error,
)
from schemesockets.dialects.scheme.data import String, Symbol, to_list
from schemesockets.dialects.scheme.libraries import threads
from schemesockets.dialects.scheme.libraries.guile.keys import key_and_arguments
from schemesockets.dialects.scheme.printer import written

CASES = r"""
(let ((m (make-mutex))) (list (mutex? m) (mutex? 1) (lock-mutex m) (mutex-level m)
  (mutex-locked? m)
  (eq? (mutex-owner m) (current-thread)) (unlock-mutex m) (mutex-owner m) (mutex-level m)))
  => (#t #f #t 1 #t #t #t #f 0)
(let ((m (make-mutex))) (lock-mutex m) (lock-mutex m)) => error
(let ((m (make-mutex))) (lock-mutex m) (try-mutex m)) => error
(unlock-mutex (make-mutex)) => error
(let ((m (make-recursive-mutex))) (lock-mutex m) (lock-mutex m) (unlock-mutex m)
  (mutex-level m)) => 1
(mutex-locked? (make-mutex 'recursive)) => #f
(make-mutex 'other) => error
(let ((m (make-mutex 'allow-external-unlock))) (lock-mutex m)
  (list (join-thread (call-with-new-thread (lambda () (unlock-mutex m)))) (mutex-locked? m)))
  => (#t #f)
(let ((m (make-mutex))) (lock-mutex m) (join-thread (call-with-new-thread
  (lambda () (list (try-mutex m) (lock-mutex m 1)))))) => (#f #f)
(let ((m (make-mutex))) (lock-mutex m) (join-thread (call-with-new-thread
  (lambda () (unlock-mutex m)) (lambda args (car args))))) => misc-error
(join-thread (call-with-new-thread (lambda () (+ 1 2)))) => 3
(call-with-values (lambda () (join-thread (call-with-new-thread (lambda () (values 1 2))))) list)
  => (1 2)
(join-thread (call-with-new-thread (lambda () (car 5)) (lambda (key . args) key)))
  => wrong-type-arg
(join-thread (current-thread)) => error
(let ((m (make-mutex)) (c (make-condition-variable))) (lock-mutex m)
  (list (condition-variable? c) (condition-variable? 1) (wait-condition-variable c m 1)
  (wait-condition-variable c m '(1 . 5)) (mutex-level m))) => (#t #f #f #f 1)
(let ((m (make-mutex)) (c (make-condition-variable))) (lock-mutex m)
  (call-with-new-thread (lambda () (lock-mutex m) (signal-condition-variable c) (unlock-mutex m)))
  (wait-condition-variable c m)) => #t
(let ((m (make-mutex)) (c (make-condition-variable))) (lock-mutex m)
  (call-with-new-thread (lambda () (lock-mutex m) (broadcast-condition-variable c)
  (unlock-mutex m))) (wait-condition-variable c m)) => #t
(wait-condition-variable (make-condition-variable) (make-mutex)) => error
(lock-mutex 5) => error
(par-map + '(1 2 3) '(10 20 30)) => (11 22 33)
(n-par-map 2 - '(1 2 3)) => (-1 -2 -3)
(let ((v (make-vector 3 0))) (par-for-each (lambda (i) (vector-set! v i i)) '(0 1 2)) v)
  => #(0 1 2)
(let ((v (make-vector 3 0))) (n-par-for-each 2 (lambda (i) (vector-set! v i i)) '(0 1 2)) v)
  => #(0 1 2)
(let ((v (make-vector 1 '()))) (n-for-each-par-map 2
  (lambda (x) (vector-set! v 0 (cons x (vector-ref v 0)))) - '(1 2 3)) (vector-ref v 0))
  => (-3 -2 -1)
(par-map + '() '(1)) => ()
(list (thread? (current-thread)) (thread? 1)) => (#t #f)
(pair? (memq (current-thread) (all-threads))) => #t
(begin (yield) (list (< 0 (current-processor-count)) (< 0 (total-processor-count)))) => (#t #t)
(call-with-values (lambda () (parallel (+ 1 1) 'b)) list) => (2 b)
(letpar ((a 1) (b 2)) (+ a b)) => 3
(let ((m (make-mutex))) (list (with-mutex m (mutex-locked? m)) (mutex-locked? m))) => (#t #f)
(join-thread (begin-thread 1 2)) => 2
(join-thread (make-thread + 1 2)) => 3
(monitor 1 2) => 2
"""

# Where Guile leaves its own mutex of the thread locked at the timeout.
NOT_GUILES = """
(let ((m (make-mutex))) (lock-mutex m)
  (let* ((t (call-with-new-thread (lambda () (lock-mutex m) 5))) (a (join-thread t 1 'late)))
  (cancel-thread t 7) (list a (join-thread t) (thread-exited? t)))) => (late 7 #t)
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
    check(CASES + NOT_GUILES, "guile_threads")


def test_guile_agrees() -> None:
    check_guile(CASES, "(ice-9 threads)")


def test_every_name_is_tried() -> None:
    assert untried(CASES + NOT_GUILES, "guile_threads") == {"%monitor", "%parallel"}


def test_an_exception_in_parallel() -> None:
    def fail(value: int) -> int:
        if value == 2:
            raise error("boo", value)
        return value

    with pytest.raises(Exception, match="boo 2"):
        names_of("guile_threads")["par-map"](fail, to_list([1, 2, 3]))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (error(String("x"), 1), '(misc-error #f "~A ~S" ("x" 1) #f)'),
        (error("x", procedure="f"), '(misc-error "f" "x" () #f)'),
        (
            WrongTypeError("car", 1, "a pair", 5),
            '(wrong-type-arg "car" "Wrong type argument in position ~A (expecting ~A): ~S" '
            '(1 "pair" 5) (5))',
        ),
        (
            RangeError("f", 2, "an index", 5),
            '(out-of-range "f" "Argument ~A out of range: ~S" (2 5) (5))',
        ),
        (UnboundVariableError("x"), '(unbound-variable #f "Unbound variable: ~S" (x) #f)'),
        (ArityError("x"), '(wrong-number-of-args #f "x" () #f)'),
        (
            NotProcedureError("x", (5,)),
            '(wrong-type-arg #f "Wrong type to apply: ~S" (5) (5))',
        ),
        (DivisionError("x"), '(numerical-overflow "divide" "Numerical overflow" #f #f)'),
        (
            FileFailure("open-file", "/x", 2, "No such file or directory"),
            '(system-error "open-file" "~A: ~S" ("No such file or directory" "/x") (2))',
        ),
        (ReadFailure("x"), '(read-error #f "x" () #f)'),
        (Symbol("foo"), "(%exception foo)"),
    ],
)
def test_keys(condition: object, expected: str) -> None:
    assert written(to_list(key_and_arguments(condition))) == expected
