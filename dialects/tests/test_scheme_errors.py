"""What a wrong program ends in: one condition with its place."""

from __future__ import annotations

import pytest
from scheme_programs import failure, run, value

from schemesockets.dialects.scheme.conditions import (
    ArityError,
    DivisionError,
    NotProcedureError,
    RangeError,
    UnboundVariableError,
    WrongTypeError,
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(foo 1)", "program.scm:1:2: unbound variable: foo"),
        ("(define (f)\n  (g))\n(f)", "program.scm:2:4: unbound variable: g"),
        ("(if)", "program.scm:1:1: if takes a test and one or two expressions"),
        ("(let ((x 1) (x 2)) x)", "program.scm:1:14: x is bound twice"),
        ("(lambda (x x) x)", "program.scm:1:12: two parameters x"),
        ("(lambda (x))", "program.scm:1:1: a body without an expression"),
        ("(let ((x)) x y)", "program.scm:1:14: unbound variable: y"),
        ("()", "program.scm:1:1: an empty list is no expression; '() is"),
        ("(quote 1 2)", "program.scm:1:1: quote takes 1, 2 are given"),
        (
            "(+ 1 (define x 2))",
            "program.scm:1:6: a definition where an expression is wanted (define)",
        ),
        ("(define 5 2)", "program.scm:1:9: a definition of what is no name"),
        ("(else 1)", "program.scm:1:1: else stands where no form can have it"),
        ("if", "program.scm:1:1: if is syntax and no variable"),
        ("(cond (else 1) (2 3))", "program.scm:1:7: else is not the last clause"),
        ("(f . 1)", "program.scm:1:1: a call that is no proper list"),
        ("(import (no such))", "program.scm:1:9: there is no library (no such)"),
        (
            '(include "no-such-file.scm")',
            "program.scm:1:10: no-such-file.scm: No such file or directory",
        ),
        (
            "(define-syntax m (syntax-rules () ((_ a) a)))\n(m)",
            "program.scm:2:1: no rule of m is for this use",
        ),
        (
            "(define-syntax m (syntax-rules () ((_ x) (m x))))\n(m 1)",
            "program.scm:2:1: a macro whose expansion has no end",
        ),
        (
            "(define-syntax m (syntax-rules () ((_ x) (x ...))))\n(m 1)",
            "program.scm:2:1: an ellipsis behind what has no variable with one",
        ),
        ('(syntax-error "no good" (a b))', "program.scm:1:1: no good (a b)"),
    ],
)
def test_a_wrong_program_is_refused_before_it_runs(text: str, message: str) -> None:
    assert failure(f"{text}") == message


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("(car 5)", WrongTypeError, "car: expected a pair, got 5"),
        ("(cadr '(1))", WrongTypeError, "car: expected a pair, got ()"),
        ("(+ 'a 1)", WrongTypeError, "+: expected a number, got a"),
        ('(< 1 "x")', WrongTypeError, '<: expected a real number, got "x"'),
        ("(+ #t 1)", WrongTypeError, "+: expected a number, got True"),
        (
            "(vector-ref (vector 1) 1)",
            RangeError,
            "vector-ref: expected a place within the vector, got 1",
        ),
        ('(string-append "a" \'b)', WrongTypeError, "string-append: expected a string, got b"),
        ("(length '(1 . 2))", WrongTypeError, "length: expected a proper list, got (1 . 2)"),
        (
            '(string-set! "literal" 0 #\\x)',
            RangeError,
            'string-set!: expected a string that can be changed, got "literal"',
        ),
        ("(/ 1 0)", DivisionError, "/: division by zero"),
        ("(5 5)", NotProcedureError, "not a procedure: a value of type int"),
        ("((lambda (x) x))", ArityError, "wrong number of arguments to lambda: 1 missing"),
        (
            "(define (f a b) a) (f 1 2 3)",
            ArityError,
            "wrong number of arguments to f: 3 given, 2 expected",
        ),
        ("(car)", ArityError, "wrong number of arguments to car: 1 missing"),
        ("(letrec ((a b) (b 1)) a)", Exception, "b is used before it is defined"),
        (
            "(eval 'nowhere (interaction-environment))",
            UnboundVariableError,
            "unbound variable: nowhere",
        ),
        ("(define (f n) (+ 1 (f n))) (f 1)", Exception, "the recursion is too deep"),
        (
            "(let-values (((a b) (values 1))) a)",
            ArityError,
            "2 values are expected, 1 were returned",
        ),
        ('(error "message" 1 \'two)', Exception, "message 1 two"),
        (
            "(define k #f) (+ 1 (call/cc (lambda (c) (set! k c) 1))) (k 2)",
            Exception,
            "a continuation was entered again, which can be done once",
        ),
    ],
)
def test_an_error_of_a_running_program(text: str, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        run(text)
    assert str(caught.value) == message


def test_a_missing_name_is_told_with_the_library_that_has_it() -> None:
    assert failure("(import (scheme base)) (display 1)", "srfi-106") == (
        "program.scm:1:25: unbound variable: display; (scheme write) would have it"
    )


@pytest.mark.parametrize(
    "body",
    [
        "(parameterize ((p 'in)) (car 1))",
        '(parameterize ((p \'in)) (parameterize ((q 1)) (string-ref "" 1)))',
        "(parameterize ((p 'in)) (+ 1 (vector-ref (vector) 0)))",
        "(parameterize ((p 'in)) (raise 'a))",
    ],
)
def test_what_a_primitive_raises_meets_handlers_before_parameters_are_left(body: str) -> None:
    text = f"""
    (import (scheme base))
    (define p (make-parameter 'out))
    (define q (make-parameter 0))
    (define seen
      (call/cc (lambda (k) (with-exception-handler (lambda (e) (k (p))) (lambda () {body})))))
    (list seen (p))
    """
    for dialect in ("srfi-106", "guile"):
        assert value(text, dialect).strip() == "(in out)"


def test_what_a_handler_writes_goes_where_the_error_was() -> None:
    text = """
    (import (scheme base) (scheme write))
    (define port (open-output-string))
    (guard (e (#t 'caught))
      (with-exception-handler
        (lambda (e) (display "seen") (raise e))
        (lambda () (parameterize ((current-output-port port)) (car '())))))
    (get-output-string port)
    """
    assert value(text, "srfi-106").strip() == '"seen"'
