"""Sagittarius's atomic values, times and durations, and what its programs have without an import.

What is expected is what Sagittarius 0.9.15 gives, or its manual says (the same sections).
"""

from __future__ import annotations

from scheme_cases import check_program

ATOMIC = """
(let ((a (make-atomic 'x))) (list (atomic-exchange! a 'y) (atomic-load a))) => (x y)
(atomic-load (make-atomic 1) *memory-order:acquire*) => 1
(atomic-load (make-atomic 1) 99) => error
(let ((a (make-atomic-fixnum 6)))
  (list (atomic-fixnum-add! a 4) (atomic-fixnum-sub! a 3) (atomic-fixnum-ior! a 8)
        (atomic-fixnum-xor! a 1) (atomic-fixnum-and! a 12) (atomic-fixnum-load a)))
  => (6 10 7 15 14 12)
(let ((a (make-atomic-fixnum 1)))
  (list (atomic-fixnum-inc! a) (atomic-fixnum-dec! a) (atomic-fixnum-exchange! a 5)
        (atomic-load a)))
  => (1 2 1 5)
(atomic-store! (make-atomic-fixnum 1) 'x) => error
(let ((a (make-atomic 'x)))
  (list (atomic-compare-and-swap! a 'y 'z) (atomic-compare-and-swap! a 'x 'z) (atomic-load a)))
  => (#f #t z)
(let ((a (make-atomic 'x))) (atomic-fetch-compare-and-swap! a 'y 'z)) => x
(let ((a (make-atomic-pair 1 2)))
  (list (atomic-compare-and-swap! a (cons 1 2) '(3 . 4)) (atomic-load a))) => (#t (3 . 4))
(atomic-compare-and-swap! (make-atomic-pair 1 2) (cons 1 2) '()) => error
(let ((f (make-atomic-flag)))
  (list (atomic-flag-test-and-set! f) (atomic-flag-test-and-set! f)
        (begin (atomic-flag-clear! f) (atomic-flag-test-and-set! f)))) => (#f #t #f)
(list (atomic? (make-atomic-flag)) (atomic-fixnum? (make-atomic 1)) (memory-order? 0))
  => (#t #f #t)
(let* ((a (make-atomic-fixnum 0))
       (work (lambda () (do ((i 0 (+ i 1))) ((= i 100)) (atomic-fixnum-inc! a))))
       (threads (list (make-thread work) (make-thread work))))
  (for-each thread-start! threads) (for-each thread-join! threads) (atomic-load a)) => 200
"""

TIME = """
(time->seconds (make-time time-utc 500000000 3)) => 3.5
(time->seconds (make-time time-utc 0 3)) => 3
(time-second (seconds->time 7/2)) => 3
(make-time time-duration 500 3) => #<time-duration 3.000000500>
(call-with-values get-time-of-day (lambda (s us) (and (< 1500000000 s) (< -1 us 1000000)))) => #t
(map time-second (list (duration:of-seconds 3) (duration:of-minutes 2) (duration:of-hours 1)
  (duration:of-days 1) (duration:of-millis 2500))) => (3 120 3600 86400 2)
(map time-nanosecond (list (duration:of-millis 2500) (duration:of-micros 3) (duration:of-nanos 7)))
  => (500000000 3000 7)
"""

# A timeout is a `datetime.timedelta` for Python, a time of SRFI 19 for a program.
TIMEOUTS = """
(let ((t (socket-get-read-timeout client))) (list (time? t) (time-type t) (time-second t)))
  => (#t time-duration 0)
(begin (socket-set-read-timeout! client (duration:of-millis 1500))
  (let ((t (socket-get-read-timeout client))) (list (time-second t) (time-nanosecond t))))
  => (1 500000000)
(addrinfo? (get-addrinfo "127.0.0.1" "80"
  (make-hint-addrinfo :socktype SOCK_STREAM :family AF_INET))) => #t
(get-addrinfo "127.0.0.1" "80" (make-hint-addrinfo :family AF_INET6)) => error
(get-addrinfo "127.0.0.1" "80" (make-hint-addrinfo AF_INET6)) => error
(make-hint-addrinfo :colour 1) => error
(begin (socket-close client) (socket-close server) #t) => #t
"""


def test_atomic() -> None:
    """Each change is one step, and gives what was there before."""
    imports = "(import (rnrs) (sagittarius atomic) (sagittarius threads))"
    check_program(ATOMIC, imports, "sagittarius")


def test_time() -> None:
    """Seconds become times, numbers of units durations."""
    imports = "(import (rnrs) (sagittarius time) (util duration))"
    check_program(TIME, imports, "sagittarius")


def test_timeouts_of_sockets() -> None:
    """What the dialect says with types of Python is what the libraries have for it."""
    prelude = """
        (import (rnrs) (sagittarius socket) (sagittarius time) (util duration))
        (define server (make-server-socket "0"))
        (define client
          (make-client-socket "localhost"
            (number->string (socket-info-port (socket-info server)))))
    """
    check_program(TIMEOUTS, prelude, "sagittarius")


def test_names_from_the_beginning() -> None:
    """A program has R6RS's procedures, lists and `print`, whatever it imports."""
    text = """
(filter odd? '(1 2 3)) => (1 3)
(take '(1 2 3) 2) => (1 2)
(bytevector-u8-ref #vu8(1 2) 1) => 2
(call-with-output-string (lambda (p) (with-output-to-port p (lambda () (print 1 "a" 'b)))))
  => "1ab\\n"
"""
    imports = "(import (sagittarius) (sagittarius io))"
    check_program(text, imports, "sagittarius")
