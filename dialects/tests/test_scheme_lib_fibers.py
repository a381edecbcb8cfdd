"""Guile's Fibers over threads, as the manual and the sources of Fibers have them."""

from __future__ import annotations

import io
import threading
import time

import pytest
from scheme_cases import cases, outcome

from schemesockets.dialects.scheme.libraries.fibers.fibers import Scheduler
from schemesockets.dialects.scheme.libraries.threads import Thread
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program

LIMIT = 60

PRELUDE = r"""
(use-modules (fibers) (fibers channels) (fibers conditions) (fibers operations) (fibers timers)
             (fibers scheduler) (srfi srfi-1))
(define (run thunk . options) (apply run-fibers thunk options))
(define (numbers channel n)
  (if (= n 0) '() (let ((m (get-message channel))) (cons m (numbers channel (- n 1))))))
(define parameter (make-parameter 1))
"""

CASES = r"""
(run (lambda () 1)) => 1
(call-with-values (lambda () (run (lambda () (values 1 2)))) list) => (1 2)
(call-with-values (lambda () (run values)) list) => ()
(run-fibers) => error
(run (lambda () (car 1))) => error
(run 5) => error
(run (lambda () 1) #:hz 0 #:parallelism 1 #:install-suspendable-ports? #f #:drain? #f) => 1
(run (lambda () 1) #:parallelism 0) => error
(run (lambda () 1) #:hertz 0) => error
(spawn-fiber (lambda () 1)) => error
(let ((c (make-channel))) (run (lambda () (spawn-fiber (lambda () (put-message c 'hello)))
  (get-message c)))) => hello
(let ((c (make-channel))) (run (lambda () (spawn-fiber (lambda () (let loop ((n 0)) (if (< n
  100) (begin (put-message c n) (loop (+ n 1))))))) (numbers c 100))))
  => (0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
  33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63
  64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94
  95 96 97 98 99)
(let ((c (make-channel))) (run (lambda () (let loop ((n 0)) (if (< n 20) (begin (spawn-fiber
  (lambda () (put-message c n))) (loop (+ n 1))))) (apply + (numbers c 20))))) => 190
(call-with-values (lambda () (let ((c (make-channel))) (run (lambda () (spawn-fiber (lambda ()
  (get-message c))) (put-message c 1))))) list) => ()
(run (lambda () (perform-operation (choice-operation (wrap-operation (get-operation
  (make-channel)) list) (wrap-operation (sleep-operation 0.01) (lambda () 'late)))))) => late
(let ((c (make-channel))) (run (lambda () (spawn-fiber (lambda () (sleep 0.01) (put-message c
  'm))) (perform-operation (choice-operation (wrap-operation (get-operation c) (lambda (m)
  (list 'got m))) (wrap-operation (sleep-operation 20) (lambda () 'late))))))) => (got m)
(let ((c (make-channel))) (run (lambda () (perform-operation (choice-operation (get-operation
  c) (put-operation c 1) (wrap-operation (sleep-operation 0.02) (lambda ()
  'not-with-itself))))))) => not-with-itself
(let ((a (make-channel)) (b (make-channel))) (run (lambda () (spawn-fiber (lambda ()
  (perform-operation (choice-operation (put-operation a 1) (put-operation b 2)))))
  (perform-operation (wrap-operation (wrap-operation (choice-operation (get-operation b)
  (get-operation a)) (lambda (m) (values m (* m 10)))) (lambda (m n) (<= 11 (+ m n) 22)))))))
  => #t
(perform-operation (choice-operation)) => error
(let ((c (make-condition))) (run (lambda () (spawn-fiber (lambda () (sleep 0.01)
  (signal-condition! c))) (wait c) (list (signal-condition! c) (condition? c))))) => (#f #t)
(let ((c (make-condition)) (m (make-channel))) (run (lambda () (let loop ((n 0)) (if (< n 5)
  (begin (spawn-fiber (lambda () (wait c) (put-message m n))) (loop (+ n 1))))) (sleep 0.01)
  (list (signal-condition! c) (apply + (numbers m 5)))))) => (#t 10)
(let ((c (make-condition))) (signal-condition! c) (perform-operation (choice-operation
  (wrap-operation (wait-operation c) (lambda () 'signalled))))) => signalled
(map (lambda (p) (p (make-channel))) (list channel? condition?)) => (#t #f)
(let ((done '())) (run (lambda () (spawn-fiber (lambda () (sleep 0.03) (set! done 'yes))))
  #:drain? #t) done) => yes
(let ((done 'no) (c (make-channel))) (run (lambda () (spawn-fiber (lambda () (get-message c)
  (set! done 'yes)))) #:drain? #t) done) => no
(let ((done 'no)) (run (lambda () (spawn-fiber (lambda () (sleep 0.2) (set! done 'yes)))
  (sleep 0.01))) (sleep 0.3) done) => no
(run (lambda () (parameterize ((parameter 2)) (let ((c (make-channel))) (spawn-fiber (lambda
  () (let ((before (parameter))) (parameter 3) (put-message c before)))) (list (get-message c)
  (parameter)))))) => (2 2)
(run (lambda () (let ((c (make-channel))) (spawn-fiber (lambda () (car 5))) (spawn-fiber
  (lambda () (put-message c 'others-go-on)) #:parallel? #t) (get-message c)))) => others-go-on
(run (lambda () (spawn-fiber (lambda () 1) #:other 2))) => error
(run (lambda () (let ((c (make-channel))) (spawn-fiber (lambda () (put-message c (eq?
  (current-scheduler) #f))) (current-scheduler)) (list (get-message c) (eq?
  (current-scheduler) #f))))) => (#f #f)
(current-scheduler) => #f
(run (lambda () (yield-current-task) 1)) => 1
(let ((s (make-scheduler)) (c (make-channel))) (spawn-fiber (lambda () (put-message c
  'from-outside)) s) (let ((m (get-message c))) (destroy-scheduler s) m)) => from-outside
(let ((s (make-scheduler)) (c (make-channel))) (call-with-values (lambda () (run-fibers
  (lambda () (destroy-scheduler s)) #:scheduler s)) list)) => ()
(let ((s (make-scheduler))) (destroy-scheduler s) (spawn-fiber (lambda () 1) s)) => error
(perform-operation (make-base-operation (lambda (m) (list 'wrapped m)) (lambda () (lambda ()
  5)) (lambda (state scheduler resume) 1))) => (wrapped 5)
(perform-operation (make-base-operation #f (lambda () #f) (lambda (state scheduler resume)
  (resume (lambda () (list scheduler)))))) => (#f)
(perform-operation 5) => error
(wrap-operation (sleep-operation 1) 5) => error
(put-message 5 1) => error
(sleep 'a) => error
(sleep +nan.0) => error
(call-with-values (lambda () (sleep 0)) list) => ()
(call-with-values (lambda () (perform-operation (timer-operation 0))) list) => ()
(run (lambda () (run (lambda () (let ((c (make-channel))) (spawn-fiber (lambda () (put-message
  c 'inner))) (get-message c)))))) => inner
(run (lambda () (let ((log '())) (dynamic-wind* (lambda () (set! log (cons 1 log))) (lambda ()
  (set! log (cons 2 log))) (lambda () (set! log (cons 3 log)))) log))) => (3 2 1)
"""


@pytest.fixture
def program() -> Program:
    made = Program(PROFILES["guile"])
    made.run_text(PRELUDE, "<prelude>")
    return made


def test_ours(program: Program) -> None:
    wrong = []
    for expression, expected in cases(CASES):
        got = outcome(expression, program)
        if got.split(":")[0] != expected if expected == "error" else got != expected:
            wrong.append(f"{expression} gives {got}, not {expected}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_an_uncaught_exception_is_told(
    program: Program, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "(run-fibers (lambda () (spawn-fiber (lambda () (car 5)))) #:drain? #t)"
    outcome(text, program)
    assert capfd.readouterr().err.startswith("Uncaught exception in task:\nERROR: ")


class Slow(io.StringIO):
    """What is written; each part begins, and is there when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.let = threading.Event(), threading.Event()

    def write(self, text: str) -> int:
        self.begun.set()
        assert self.let.wait(LIMIT)
        return super().write(text)


@pytest.mark.parametrize("kind", ["a fiber", "a thread"])
def test_a_failure_is_told_once_whoever_ends_what_has_failed(
    program: Program, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr", errors := Slow())
    scheduler = Scheduler()
    thunk = program.run_text("(lambda () (car 5))", "program.scm")
    with program.running():
        if kind == "a fiber":
            failing: Thread = scheduler.spawn(thunk)
            end = scheduler.destroy
        else:
            failing = Thread(thunk)
            failing.start()
            end = failing.terminate
        assert errors.begun.wait(LIMIT)
        ending = threading.Thread(target=end)
        ending.start()
        if kind == "a thread":
            ending.join()
        errors.let.set()
        ending.join()
        assert failing.join()
    assert failing.state == "failed"
    told = errors.getvalue()
    assert told.count("ERROR") == 1
    assert told.endswith(" in lambda\n")


def test_sleep_takes_its_time(program: Program) -> None:
    begun = time.monotonic()
    outcome("(run-fibers (lambda () (sleep 0.1)))", program)
    assert time.monotonic() - begun >= 0.1


def test_fibers_that_wait_end_with_their_scheduler(program: Program) -> None:
    before = threading.active_count()
    text = """
    (run-fibers
     (lambda ()
       (let loop ((n 0))
         (if (< n 20)
             (begin
               (spawn-fiber (lambda () (get-message (make-channel))))
               (spawn-fiber (lambda () (wait (make-condition))))
               (spawn-fiber (lambda () (sleep 1000)))
               (loop (+ n 1)))))
       (sleep 0.1)))
    """
    outcome(text, program)
    deadline = time.monotonic() + LIMIT
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before


def test_many_meet(program: Program) -> None:
    # Whoever puts and gets by choices on two channels loses and doubles nothing.
    text = """
    (let ((a (make-channel)) (b (make-channel)) (results (make-channel)))
      (run-fibers
       (lambda ()
         (let loop ((n 0))
           (if (< n 8)
               (begin
                 (spawn-fiber
                  (lambda ()
                    (let again ((m 0))
                      (if (< m 25)
                          (begin
                            (perform-operation
                             (choice-operation (put-operation a 1) (put-operation b 1)))
                            (again (+ m 1)))))))
                 (spawn-fiber
                  (lambda ()
                    (let again ((m 0) (sum 0))
                      (if (< m 25)
                          (again (+ m 1)
                                 (+ sum (perform-operation
                                         (choice-operation (get-operation a)
                                                           (get-operation b)))))
                          (put-message results sum)))))
                 (loop (+ n 1)))))
         (apply + (numbers results 8)))))
    """
    assert outcome(text, program) == "200"


def test_non_blocking_sockets_wait_in_fibers(program: Program) -> None:
    text = """
    (let ((listener (socket PF_INET SOCK_STREAM 0)) (answers (make-channel)) (answer #f))
      (fcntl listener F_SETFL (logior O_NONBLOCK (fcntl listener F_GETFL)))
      (bind listener AF_INET INADDR_LOOPBACK 0)
      (listen listener 1)
      (run-fibers
       (lambda ()
         (spawn-fiber
          (lambda ()
            (let* ((client (car (accept listener SOCK_NONBLOCK))) (line (read-line client)))
              (display (string-append line "!") client)
              (close-port client))))
         (spawn-fiber
          (lambda ()
            (let ((s (socket PF_INET (logior SOCK_STREAM SOCK_NONBLOCK) 0)))
              (connect s (getsockname listener))
              (sleep 0.01)
              (display "hello\n" s)
              (put-message answers (read-line s))
              (close-port s))))
         (set! answer (get-message answers)))
       #:drain? #t)
      (close-port listener)
      answer)
    """
    program.run_text("(use-modules (ice-9 rdelim))", "<prelude>")
    assert outcome(text, program) == '"hello!"'


def test_the_first_fiber_runs_in_the_thread_of_the_program(program: Program) -> None:
    text = """
    (let ((before (current-thread)) (handled #f))
      (run-fibers
       (lambda ()
         (sigaction SIGUSR1 (lambda (number) (set! handled number)))
         (raise SIGUSR1)
         (let wait () (if (not handled) (begin (sleep 0.001) (wait))))
         (sigaction SIGUSR1 SIG_DFL)))
      (list (eq? before (current-thread)) (= handled SIGUSR1)))
    """
    program.run_text("(use-modules (ice-9 threads))", "<prelude>")
    assert outcome(text, program) == "(#t #t)"
