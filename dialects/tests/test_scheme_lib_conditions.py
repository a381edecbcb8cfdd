"""R6RS's conditions, SRFI 34 and 35, and Guile's exceptions, ours and the real Guile's."""

from __future__ import annotations

import pickle

import pytest
from scheme_cases import check_guile, check_libraries
from scheme_programs import failure

from schemesockets.dialects.scheme.condition_types import compound
from schemesockets.dialects.scheme.data import String, Symbol

RNRS = r"""
(map condition? (list (make-error) (make-message-condition "m") 1 'x)) => (#t #t #f #f)
(let ((c (condition (make-error) (make-message-condition "m") (make-irritants-condition '(1)))))
  (list (error? c) (serious-condition? c) (violation? c) (message-condition? c)
  (condition-message c) (condition-irritants c) (who-condition? c))) => (#t #t #f #t "m" (1) #f)
(length (simple-conditions (condition (make-error) (condition (make-warning) (make-violation)))))
  => 3
(length (simple-conditions (make-warning))) => 1
(condition-message (make-error)) => error
(condition-message 1) => error
(condition 1) => error
(simple-conditions 1) => error
(condition? (condition)) => #t
(condition-who (make-who-condition 'car)) => car
(let ((c (make-syntax-violation '(a) 'b)))
  (list (syntax-violation-form c) (syntax-violation-subform c))) => ((a) b)
(map violation? (list (make-assertion-violation) (make-non-continuable-violation)
  (make-implementation-restriction-violation) (make-lexical-violation)
  (make-syntax-violation 1 2) (make-undefined-violation))) => (#t #t #t #t #t #t)
(map serious-condition? (list (make-serious-condition) (make-violation) (make-error)
  (make-warning))) => (#t #t #t #f)
(list (assertion-violation? (make-assertion-violation)) (warning? (make-warning))
  (undefined-violation? (make-undefined-violation)) (lexical-violation? (make-lexical-violation))
  (non-continuable-violation? (make-non-continuable-violation)) (irritants-condition? (make-error))
  (implementation-restriction-violation? (make-implementation-restriction-violation))
  (syntax-violation? (make-syntax-violation 1 2))) => (#t #t #t #t #t #f #t #t)
((condition-predicate &error) (condition (make-warning) (make-error))) => #t
((condition-predicate &error) (make-warning)) => #f
((condition-predicate &error) 'x) => #f
(condition-predicate 1) => error
(condition-accessor 1 car) => error
(let () (define-condition-type &c &error make-c c? (x c-x) (y c-y))
  (define-condition-type &d &c make-d d? (z d-z))
  (let ((d (condition (make-message-condition "m") (make-d 1 2 3))))
  (list (c? d) (d? d) (c-x d) (c-y d) (d-z d) (error? d) (d? (make-c 1 2)))))
  => (#t #t 1 2 3 #t #f)
(let () (define-condition-type &c &error make-c c?) (c? (condition (make-c) (make-error)))) => #t
(let () (define-condition-type &c &error make-c c? (x c-x)) (c-x (make-error))) => error
(guard (e ((error? e) (list (condition-who e) (condition-message e) (condition-irritants e))))
  (error 'me "bad" 1 2)) => (me "bad" (1 2))
(guard (e ((who-condition? e) 'who) ((error? e) (condition-message e))) (error #f "bad" 1))
  => "bad"
(guard (e ((assertion-violation? e) (list (error? e) (condition-who e) (condition-message e)
  (condition-irritants e)))) (assertion-violation 'me "bad" 'x)) => (#f me "bad" (x))
(guard (e ((assertion-violation? e) 'assertion)) (assert (= 1 2))) => assertion
(assert 3) => 3
(guard (e ((assertion-violation? e) (violation? e))) (car 1)) => #t
(guard (e ((error? e) 'error) ((assertion-violation? e) 'assertion)) (vector-ref (vector 1) 1))
  => assertion
(guard (e ((assertion-violation? e) 'assertion)) ((lambda (x) x))) => assertion
(guard (e ((assertion-violation? e) 'assertion)) (1 2)) => assertion
(guard (e ((implementation-restriction-violation? e) 'restriction)) (/ 1 0)) => restriction
(guard (e ((undefined-violation? e) 'undefined)) (eval 'no-such (interaction-environment)))
  => undefined
(guard (e ((who-condition? e) (condition-who e))) (string->symbol 3)) => "string->symbol"
(guard (e ((non-continuable-violation? e) 'non))
  (with-exception-handler (lambda (c) 1) (lambda () (raise 'x)))) => non
(with-exception-handler (lambda (c) 10) (lambda () (+ 1 (raise-continuable 'x)))) => 11
(guard (e ((symbol? e) (list 'sym e))) (raise 'boom)) => (sym boom)
(guard (e ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'a 42)))) => 42
(guard (e ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'b 23)))) => (b . 23)
(guard (e (else (list 'outer e))) (guard (e ((number? e) 'inner)) (raise 'x))) => (outer x)
(make-error) => #<&external-error>
(make-message-condition "m") => #<&message message: "m">
(make-who-condition 'a) => #<&origin origin: a>
(condition (make-violation) (make-irritants-condition '(1)))
  => #<&compound-exception components: (#<&programming-error> #<&irritants irritants: (1)>)>
"""

GUILE = r"""
(make-exception) => #<&compound-exception components: ()>
(make-exception (make-error)) => #<&error>
(make-exception 1) => error
(simple-exceptions (make-error)) => (#<&error>)
(exception-kind 1) => %exception
(exception-args 1) => (1)
(exception-kind (make-error)) => %exception
(exception-args (make-error)) => (#<&error>)
(list (exception-type? &error) (exception-type? 1)) => (#t #f)
(make-exception-type '&foo &error '(a b)) => #<record-type &foo>
(make-exception-type '&foo 1 '()) => error
(let () (define-exception-type &bar &error make-bar bar? (c bar-c) (d bar-d))
  (list (make-bar 1 2) (bar? (make-bar 1 2)) (bar-d (make-bar 1 2)) (bar? (make-error))))
  => (#<&bar c: 1 d: 2> #t 2 #f)
(raise-exception 1) => error
(with-exception-handler (lambda (e) 5) (lambda () (+ 1 (raise-exception 'a #:continuable? #t))))
  => 6
(with-exception-handler (lambda (e) 5) (lambda () (+ 1 (raise-exception 'a))) #:unwind? #t) => 5
(with-exception-handler (lambda (e) 5) (lambda () (+ 1 (car 2))) #:unwind? #t
  #:unwind-for-type 'wrong-type-arg) => 5
(with-exception-handler (lambda (e) 5) (lambda () (+ 1 (car 2))) #:unwind? #t
  #:unwind-for-type &error) => 5
(with-exception-handler (lambda (e) 5) (lambda () (+ 1 (car 2))) #:unwind? #t
  #:unwind-for-type &warning) => error
(exception-message (make-exception-with-message "x")) => "x"
(exception-message (make-error)) => error
(list (exception-origin (make-exception-with-origin 'x))
  (exception-irritants (make-exception-with-irritants '(1)))) => (x (1))
(quit-exception? (make-quit-exception 3)) => #t
(list (exception? 1) (exception? (make-warning)) (exception-with-message? 1)) => (#f #t #f)
(map error? (list (make-external-error) (make-programming-error) (make-assertion-failure)
  (make-error) (make-warning))) => (#t #t #t #t #f)
(map programming-error? (list (make-external-error) (make-assertion-failure)
  (make-non-continuable-error) (make-implementation-restriction-error) (make-lexical-error)
  (make-undefined-variable-error) (make-syntax-error 1 2))) => (#f #t #t #t #t #t #t)
(syntax-error-form (make-syntax-error 1 2)) => 1
(exception-kind (guard (e (#t e)) (car 1))) => wrong-type-arg
(guard (e ((assertion-failure? e) (list (external-error? e) (exception-with-origin? e)))) (car 1))
  => (#f #t)
(guard (e ((external-error? e) 'external) ((error? e) 'error)) (error "x" 1)) => error
(guard (e ((undefined-variable-error? e) 1)) (eval 'no-such (interaction-environment))) => 1
"""

SRFI35 = r"""
(define &c (make-condition-type '&c &condition '(x y)))
(define &d (make-condition-type '&d &c '(z)))
(define both (make-compound-condition (make-condition &c 'x 1 'y 2)
  (make-condition &d 'y 10 'x 20 'z 30)))
"""

SRFI35_CASES = r"""
(map condition-type? (list &c &error 1)) => (#t #t #f)
(make-condition &c 'y 1 'x 2) => #<&c x: 2 y: 1>
(make-condition &d 'y 1 'x 2 'z 3) => #<&d x: 2 y: 1 z: 3>
(make-condition &c 'y 1) => error
(make-condition &c 'y 1 'x 2 'q 3) => error
(make-condition &c 'y 1 'x) => error
(make-condition 1) => error
(condition-ref (make-condition &c 'y 1 'x 2) 'x) => 2
(condition-ref (make-condition &c 'y 1 'x 2) 'q) => error
(list (condition-ref both 'x) (condition-ref both 'z)) => (1 30)
(map (lambda (t) (condition-has-type? both t)) (list &c &d &condition &error)) => (#t #t #t #f)
(condition-has-type? 1 &c) => error
(condition-has-type? both 1) => error
(extract-condition both &d) => #<&d x: 20 y: 10 z: 30>
(extract-condition both &error) => #f
(make-compound-condition 1) => error
(condition (&c (x 1) (y 2))) => #<&c x: 1 y: 2>
(condition (&c (x 1))) => error
(condition (&c (q 1) (x 2) (y 3))) => error
(condition (&c (x 1) (x 2) (y 3))) => error
(condition-message (condition (&message (message "x")))) => "x"
(list (serious-condition? (condition (&error))) (error? (condition (&serious)))) => (#t #f)
(make-condition-type 1 &condition '()) => error
(make-condition-type 'a 1 '()) => error
(make-condition-type 'a &c '(x)) => error
(let () (define-condition-type &e &c e? (u e-u))
  (let ((c (condition (&e (u 1) (x 2) (y 3))))) (list (e? c) (e? 1) (e-u c)))) => (#t #f 1)
(let () (define-condition-type &e &c e? (u e-u)) (e-u 1)) => error
(guard (e (#t (condition? e))) (raise 1)) => #f
(guard (e ((message-condition? e) (string? (condition-message e)))) (car 1)) => #t
(guard (e ((condition? e) (condition-ref e 'z))) (raise both)) => 30
"""

# Guile's own `condition` of several types mentions a name that its users lack.
OURS = r"""
(let ((c (condition (&c (x 1) (y 2)) (&message (message "m")))))
  (list (condition-ref c 'y) (condition-message c) (error? c))) => (2 "m" #f)
(let ()
  (define-condition-type &d &c d? (u d-u))
  (define-condition-type &e &c e? (v e-v))
  (let ((k (condition (&d (x 1) (y 2) (u 3)) (&e (v 4) (y 5)))))
    (list (d? k) (e? k) (condition-ref k 'x) (condition-ref (extract-condition k &e) 'x)
          (condition-ref (extract-condition k &e) 'y) (e-v k)))) => (#t #t 1 1 5 4)
(let () (define-condition-type &e &c e? (v e-v))
  (condition (&e (v 1) (x 2)) (&message (message "m")))) => error
(condition) => #<&compound-exception components: ()>
"""

SAGITTARIUS = r"""
(guard (e ((error? e) (list (condition-who e) (condition-message e) (condition-irritants e))))
  (error 'me "bad" 1)) => (me "bad" (1))
(guard (e ((assertion-violation? e) (condition-who e))) (vector-ref (vector) 0)) => vector-ref
(guard (e ((undefined-violation? e) 'undefined)) (eval 'no-such (interaction-environment)))
  => undefined
(guard (e ((assertion-violation? e) (condition-irritants e))) (assert (= 1 2))) => ((= 1 2))
(guard (e ((i/o-file-does-not-exist-error? e) (list (i/o-error-filename e) (error? e))))
  (open-input-file "/no/such")) => ("/no/such" #t)
"""

SOCKETS = r"""
(guard (e ((i/o-error? e) (list (error? e) (condition-who e) (string? (condition-message e)))))
  (make-client-socket "127.0.0.1" "1")) => (#t make-client-socket #t)
(guard (e ((assertion-violation? e) (list (violation? e) (condition-who e)))) (socket-send 1 2))
  => (#t socket-send)
(guard (e ((error? e) (condition-message e))) (error 'me "bad")) => "bad"
(let ((s (make-server-socket "0"))) (socket-close s) (guard (e ((socket-closed-error? e)
  (list (socket-error? e) (i/o-error? e) (host-not-found-error? e)
  (eq? s (socket-error-socket e))))) (socket-accept s))) => (#t #t #f #t)
(guard (e ((host-not-found-error? e) (list (host-not-found-error-node e)
  (host-not-found-error-service e) (socket-error? e)))) (get-addrinfo "no.such.invalid" "x"))
  => ("no.such.invalid" "x" #f)
(let ((c (condition (make-socket-port-error 1 2) (make-message-condition "m"))))
  (list (socket-port-error? c) (socket-error-port c) (socket-error-socket c) (condition-message c)
  ((condition-predicate &socket) c) (error? c))) => (#t 2 1 "m" #t #t)
(map socket-error? (list (make-socket-error 1) (make-socket-connection-error 1)
  (make-socket-closed-error 1) (make-socket-read-timeout-error 1 2)
  (make-host-not-found-error 1 2))) => (#t #t #t #t #f)
(call-with-port (open-file-output-port "/dev/full" (file-options no-create) (buffer-mode none)
  (native-transcoder)) (lambda (p) (guard (e ((i/o-error? e) (condition-message e)))
  (put-string p "x")))) => "No space left on device"
"""


def test_rnrs() -> None:
    check_libraries(RNRS, "(rnrs base)", "(rnrs conditions)", "(rnrs exceptions)")


def test_guile_agrees_on_rnrs() -> None:
    check_guile(RNRS, "(rnrs base)", "(rnrs conditions)", "(rnrs exceptions)")


def test_exceptions_of_guile() -> None:
    check_libraries(GUILE, "(ice-9 exceptions)")


def test_guile_agrees_on_exceptions() -> None:
    check_guile(GUILE, "(ice-9 exceptions)")


def test_srfi_35() -> None:
    check_libraries(SRFI35_CASES + OURS, "(srfi srfi-34)", "(srfi srfi-35)", prelude=SRFI35)


def test_guile_agrees_on_srfi_35() -> None:
    check_guile(SRFI35_CASES, "(srfi srfi-34)", "(srfi srfi-35)", prelude=SRFI35)


def test_sagittarius() -> None:
    libraries = "(rnrs base) (rnrs conditions) (rnrs exceptions) (rnrs io simple) (scheme repl)"
    check_libraries(SAGITTARIUS, libraries, profile="sagittarius")


def test_sagittarius_and_its_sockets() -> None:
    check_libraries(SOCKETS, "(rnrs) (sagittarius socket)", profile="sagittarius")


def test_guile_and_its_sockets() -> None:
    cases = """
    (call-with-port (socket AF_INET SOCK_STREAM 0) (lambda (s)
      (guard (e ((error? e) (list (condition-who e) (condition-irritants e))))
      (connect s AF_INET INADDR_LOOPBACK 1))))
      => ("connect" ("Connection refused"))
    """
    check_libraries(cases, "(rnrs)")
    check_guile(cases, "(rnrs)")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("(make-error)", '(#t "" ())'),
        ("(make-message-condition 1)", "(#t 1 ())"),
        ("(make-irritants-condition '(1 2))", '(#t "" (1 2))'),
        ("(condition (make-error) (make-message-condition 'm))", "(#t m ())"),
        ("(record-type-descriptor kind)", '(#f "" ())'),
        ("(make-kind)", '(#f "" ())'),
    ],
)
def test_conditions_are_error_objects(expression: str, expected: str) -> None:
    prelude = "(define-record-type kind)"
    asked = "(list (error-object? e) (error-object-message e) (error-object-irritants e))"
    cases = f"(let ((e {expression})) {asked}) => {expected}"
    names = "error-object? error-object-message error-object-irritants"
    libraries = f"(rnrs) (only (scheme base) {names})"
    check_libraries(cases, libraries, prelude=prelude, profile="sagittarius")


def test_a_compound_condition_can_be_pickled() -> None:
    made = compound(("error", ()), ("message", (String("m"),)), ("who", (Symbol("w"),)))
    copy = pickle.loads(pickle.dumps(made))
    assert (str(copy), copy.procedure) == ("w: m", "w")


def test_an_uncaught_condition_is_told_with_its_place() -> None:
    text = failure('(import (rnrs))\n(define (f x) (error \'f "no good" x))\n(f 1)')
    assert text == "f: no good 1"
