"""Threads of programs, as Foment has them."""

from __future__ import annotations

import pytest
from scheme_programs import value

from schemesockets.dialects.scheme.conditions import ErrorObject
from schemesockets.dialects.scheme.libraries import threads
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program


def foment(text: str) -> str:
    return value(text, "foment").strip()


def test_threads_and_exclusives() -> None:
    text = """
    (import (foment base))
    (define lock (make-exclusive))
    (define count 0)
    (define (work)
      (do ((i 0 (+ i 1))) ((= i 200) 'done)
        (with-exclusive lock (set! count (+ count 1)))))
    (define threads (list (run-thread work) (run-thread work) (run-thread work)))
    (list (map thread-join! threads) count (thread? (car threads)) (thread? (current-thread)))
    """
    assert foment(text) == "((done done done) 600 #t #t)"


def test_conditions() -> None:
    text = """
    (import (foment base))
    (define lock (make-exclusive))
    (define filled (make-condition))
    (define box '())
    (define consumer
      (run-thread (lambda ()
        (enter-exclusive lock)
        (let loop ()
          (if (null? box) (begin (condition-wait filled lock) (loop))))
        (leave-exclusive lock)
        (car box))))
    (enter-exclusive lock)
    (set! box (list 'thing))
    (condition-wake-all filled)
    (leave-exclusive lock)
    (list (thread-join! consumer) (try-exclusive lock) (exclusive? lock) (condition? filled))
    """
    assert foment(text) == "(thing #t #t #t)"


def test_a_thread_begins_with_its_starters_parameters() -> None:
    text = """
    (import (foment base))
    (define p (make-parameter 1))
    (parameterize ((p 2)) (thread-join! (run-thread (lambda () (p)))))
    """
    assert foment(text) == "2"


def test_an_error_ends_the_thread_alone(capsys: pytest.CaptureFixture[str]) -> None:
    text = "(import (foment base)) (thread-join! (run-thread (lambda () (car 5))))"
    with pytest.raises(ErrorObject, match="the thread ended with an exception"):
        foment(text)
    assert 'assertion-violation car "expected a pair" irritants: (5)' in capsys.readouterr().err


def test_a_deep_recursion_in_a_thread() -> None:
    text = """
    (import (foment base))
    (define (build n) (if (= n 0) 0 (+ 1 (apply build (list (- n 1))))))
    (thread-join! (run-thread (lambda () (build 30000))))
    """
    assert foment(text) == "30000"


def test_a_timeout() -> None:
    text = """
    (import (foment base))
    (define lock (make-exclusive))
    (enter-exclusive lock)
    (define waits (run-thread (lambda () (enter-exclusive lock) (leave-exclusive lock) 'through)))
    (define early (thread-join! waits 0.01 'not-yet))
    (leave-exclusive lock)
    (list early (thread-join! waits))
    """
    assert foment(text) == "(not-yet through)"


@pytest.mark.parametrize("how", ["fails", "returns"])
def test_a_thread_may_be_terminated_while_it_ends(how: str) -> None:
    image = Program(PROFILES["guile"])
    with image.running():
        for count in range(500):
            thread = threads.Thread({"fails": "not a procedure", "returns": list}[how])
            thread.reports = False
            thread.start()
            for _ in range(count % 100):  # so that it is met at one point and another
                pass
            thread.terminate()
            python = thread.python()
            assert python is not None
            python.join(60)
            assert not python.is_alive()
            assert thread.state in ("failed", "done", "terminated")
