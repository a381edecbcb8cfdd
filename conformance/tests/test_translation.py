"""Translated programs run, and do the same as the Scheme.

Each program prints; Python prints the same, and so does a real Guile where there is one.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import textwrap

import pytest

from schemesockets.conformance.porting.program import port

PROGRAMS = {
    "arithmetic": ("(say (+ 1 (* 2 3) (- 4) (modulo -7 3)))", "5"),
    "text": ('(say (string-append "a" "b" (number->string 12)))', "ab12"),
    "a procedure": (
        "(define (f n) (if (= n 0) 1 (* n (f (- n 1))))) (say (f 20))",
        "2432902008176640000",
    ),
    "a loop with a value": (
        """
        (define (sum n)
          (let loop ((i 0) (sum 0))
            (if (> i n) sum (loop (+ i 1) (+ sum i)))))
        (say (sum 100000))
        """,
        "5000050000",
    ),
    "a self tail call of a procedure": (
        """
        (define (down n)
          (cond ((= n 0) (say "done"))
                ((= n 1) (say "one") (down 0))
                (else (down (- n 1)))))
        (down 50000)
        """,
        "one done",
    ),
    "a named let with a call in no tail position": (
        """
        (define (digits n)
          (let loop ((n n))
            (if (< n 10) 1 (+ 1 (loop (modulo n 10))))))
        (say (digits 12345))
        """,
        "2",
    ),
    "nested loops": (
        """
        (define (walk n)
          (let outer ((i 0) (acc 0))
            (when (< i n)
              (let inner ((j 0))
                (when (< j i) (say (+ (* 10 i) j)) (inner (+ j 1))))
              (outer (+ i 1) acc))))
        (walk 4)
        """,
        "10 20 21 30 31 32",
    ),
    "a variable hides another": (
        """
        (define x 5)
        (define (f) (let ((x (+ x 1))) (let ((x (* x 2))) (say x)) (say x)))
        (f)
        (say x)
        """,
        "12 6 5",
    ),
    "a global variable is assigned": (
        "(define x 5) (define (f) (set! x (+ x 1)) x) (say (f)) (say x)",
        "6 6",
    ),
    "closures over different variables": (
        """
        (define (counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
        (define one (counter))
        (define other (counter))
        (one)
        (one)
        (say (one))
        (say (other))
        """,
        "3 1",
    ),
    "a closure over a loop variable": (
        """
        (define thunks '())
        (let loop ((i 0))
          (when (< i 3)
            (let ((square (* i i)))
              (set! thunks (append thunks (list (lambda () (+ 100 square))))))
            (loop (+ i 1))))
        (for-each (lambda (thunk) (say (thunk))) thunks)
        """,
        "100 101 104",
    ),
    "multiple values": (
        """
        (let-values (((a b) (values 1 2)) ((c) (values 3))) (say (+ a b c)))
        (receive (a . rest) (values 1 2 3) (say a) (say (length rest)))
        (call-with-values (lambda () (values 4 5)) (lambda (a b) (say (* a b))))
        (define-values (p q) (values 6 7))
        (say (- p q))
        """,
        "6 1 2 20 -1",
    ),
    "do": (
        "(do ((i 0 (+ i 1)) (j 10 (- j 1))) ((= i 3) (say j)) (say i))",
        "0 1 2 7",
    ),
    "case": (
        """
        (define (f n) (case n ((1 2 3) "few") ((10) "ten") (else "some")))
        (say (f 2))
        (say (f 10))
        (say (f 99))
        (say (case 'b ((a) "a") ((b c) "b or c") (else "neither")))
        """,
        "few ten some b or c",
    ),
    "what is false": (
        """
        (define v 0)
        (define w #f)
        (define (f x) (if x "true" "false"))
        (say (if v "true" "false"))
        (say (if w "true" "false"))
        (say (if "" "true" "false"))
        (say (f '()))
        (say (f #f))
        (say (f 0))
        """,
        "true false true true false true",
    ),
    "and, or, not": (
        """
        (define (f a b) (and (> a 1) (not (= b 1)) (or (= a 2) (= b 2))))
        (say (if (f 2 3) "yes" "no"))
        (say (if (f 3 3) "yes" "no"))
        (and (= 1 1) (say "and"))
        (or (= 1 1) (say "or"))
        (or (= 1 2) (say "or else"))
        """,
        "yes no and or else",
    ),
    "unless, when, begin": (
        '(unless #f (say "a") (say "b")) (when (= 1 1) (begin (say "c") (say "d")))',
        "a b c d",
    ),
    "letrec": (
        """
        (define (f n)
          (letrec ((ev? (lambda (n) (if (= n 0) #t (od? (- n 1)))))
                   (od? (lambda (n) (if (= n 0) #f (ev? (- n 1))))))
            (if (ev? n) "even" "odd")))
        (say (f 10))
        (say (f 7))
        """,
        "even odd",
    ),
    "let of procedures": (
        """
        (define (twice x) (* 2 x))
        (let ((twice (lambda (x) (+ 1 (twice x)))) (two 2)) (say (twice two)))
        (let* ((one (lambda () 1)) (two (lambda () (+ 1 (one))))) (say (two)))
        """,
        "5 2",
    ),
    "a procedure that returns a procedure": (
        "(define add (lambda (a) (lambda (b) (+ a b)))) (say ((add 3) 4))",
        "7",
    ),
    "dynamic-wind": (
        "(dynamic-wind (lambda () (say 1)) (lambda () (say 2)) (lambda () (say 3)))",
        "1 2 3",
    ),
    "bytevectors": (
        """
        (define bytes (make-bytevector 4 0))
        (bytevector-u8-set! bytes 1 255)
        (say (bytevector-u8-ref bytes 1))
        (say (bytevector-length bytes))
        (bytevector-copy! bytes 2 bytes 0 2)
        (say (bytevector-u8-ref bytes 3))
        """,
        "255 4 255",
    ),
    "rest arguments": (
        "(define (f a . rest) (say a) (say (length rest))) (f 1 2 3) (f 1)",
        "1 2 1 0",
    ),
    "names that Python has": (
        """
        (define list-of 1)
        (define in 2)
        (define class 3)
        (define print 4)
        (define (len str) (string-length str))
        (say (+ list-of in class print (len "four")))
        """,
        "14",
    ),
    "names that the module has": (
        "(define (f socket bind) (+ socket bind)) (say (f 1 2)) (let ((accept 5)) (say accept))",
        "3 5",
    ),
    "statement forms as arguments": (
        """
        (say (let* ((a 1) (b (+ a 1))) (* a b 10)))
        (say (+ 1 (let loop ((i 0)) (if (< i 5) (loop (+ i 1)) i)) (case 3 ((3) 30) (else 0))))
        (define (f x) (string-append "<" (cond ((= x 1) "one") (else "more")) ">"))
        (say (f 1))
        (say (f 2))
        (let outer ((i 0) (acc 0))
          (if (= i 4)
              (say acc)
              (outer (+ i 1) (let inner ((j 0) (t acc)) (if (= j i) t (inner (+ j 1) (+ t 1)))))))
        """,
        "20 36 <one> <more> 6",
    ),
    "records": (
        """
        (define-record-type <point> (make-point x y) point? (x point-x set-point-x!) (y point-y))
        (define p (make-point 1 2))
        (set-point-x! p 10)
        (say (+ (point-x p) (point-y p)))
        (say (if (point? p) "a point" "none"))
        (say (if (point? 1) "a point" "none"))
        (say (length (map point-x (list p p))))
        """,
        "12 a point none 2",
    ),
    "optional and keyword arguments": (
        """
        (define* (f a #:optional (b 2) #:key (c 3)) (+ a b c))
        (say (f 1))
        (say (f 1 10))
        (say (f 1 10 #:c 100))
        """,
        "6 14 111",
    ),
    "apply": (
        """
        (define (f a b c) (+ a (* 10 b) (* 100 c)))
        (say (apply f 1 (list 2 3)))
        """,
        "321",
    ),
    "integers of bytes": (
        "(say (bytevector-u16-ref #vu8(1 2 3) 1 (endianness big)))",
        "515",
    ),
    "a closure over a parameter of a self tail call": (
        """
        (define thunks '())
        (define (collect n)
          (let ((square (* n n)))
            (set! thunks (append thunks (list (lambda () (+ n square)))))
            (when (< n 2) (collect (+ n 1)))))
        (collect 0)
        (for-each (lambda (thunk) (say (thunk))) thunks)
        """,
        "0 2 6",
    ),
    "mutually recursive procedures in a loop": (
        """
        (define kept '())
        (let loop ((i 0))
          (when (< i 3)
            (letrec ((ev? (lambda (n) (if (= n 0) #t (od? (- n 1)))))
                     (od? (lambda (n) (if (= n 0) #f (ev? (- n 1))))))
              (define (down n) (if (< n 2) n (+ 0 (down (- n 2)))))
              (say (if (ev? i) (down i) (+ 10 (down i))))
              (loop (+ i 1)))))
        """,
        "0 11 0",
    ),
    "names of modules": (
        "(define sys 1) (define os 2) (define (is-true x) x) (say (+ sys os (is-true 3)))",
        "6",
    ),
    "a list that grows": (
        """
        (define all '())
        (define (add! x) (set! all (cons x all)))
        (add! 1)
        (add! 2)
        (say (car all))
        (say (length (cdr all)))
        """,
        "2 1",
    ),
    "format": (
        """
        (simple-format #t "~A and ~A~%" 1 "two")
        (say (simple-format #f "{~A}~~" 3))
        (simple-format (current-output-port) "four\\n")
        """,
        "1 and two {3}~ four",
    ),
    "while": (
        "(define i 0) (while (< i 3) (say i) (set! i (+ i 1)))",
        "0 1 2",
    ),
    "a default that is a constant": (
        "(define* (f #:optional (a INADDR_ANY)) a) (say (f)) (say (f 1))",
        "0 1",
    ),
    "arguments are evaluated once": (
        """
        (define count 0)
        (define (next!) (set! count (+ count 1)) count)
        (define bytes (make-bytevector 5 0))
        (bytevector-copy! bytes (next!) #vu8(7 8))
        (say (+ count (bytevector-u8-ref bytes 1)))
        """,
        "8",
    ),
    "a condition": (
        """
        (define (f x)
          (guard (e ((error-object? e) "an error"))
            (if (= x 0) (getsockname x) "fine")))
        (say (f 1))
        """,
        "fine",
    ),
}

BEFORE = """
(use-modules (ice-9 receive) (srfi srfi-9) (srfi srfi-11) (rnrs bytevectors))
(define (say x) (display x) (newline))
(close-port (socket PF_INET SOCK_STREAM 0))
"""
ONLY_R7RS = {
    "a condition",
    "bytevectors",
    "arguments are evaluated once",
}  # Guile has guard's error-object? as an R7RS name


def program(name: str) -> tuple[str, list[str]]:
    text, printed = PROGRAMS[name]
    return BEFORE + textwrap.dedent(text), printed.split()


@pytest.mark.parametrize("name", PROGRAMS)
def test_python_prints_what_it_should(name: str) -> None:
    text, expected = program(name)
    ported = port(text, "program.scm")
    assert ported.decisions == ()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ported.python, name, "exec"), {"__name__": "__main__"})
    assert printed.getvalue().split() == expected


@pytest.mark.skipif(shutil.which("guile") is None, reason="there is no guile on this machine")
@pytest.mark.parametrize("name", sorted(PROGRAMS.keys() - ONLY_R7RS))
def test_guile_prints_the_same(name: str) -> None:
    text, expected = program(name)
    ran = subprocess.run(
        ["guile", "--no-auto-compile", "/dev/stdin"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout.split() == expected


# Undecided forms


UNDECIDED = {
    "(f (call/cc (lambda (k) (k 1))))": "an exception, return or break",
    '(f (string->number "12"))': "raise where Scheme gives #f",
    "(define (g #!optional (x (f 1))) x)": "evaluates the default value at each call",
    "(let loop ((i 0)) (loop))": "the number of arguments is not that of the loop's variables",
    "(define-syntax twice (syntax-rules () ((_ x) (begin x x))))": "what the macro expands to",
    "(define pair (cons 1 2))": "[a, *b]",
    '(cond ((getenv "HOME") => f))': "=> passes the value of the test on",
    "(send s)": "missing a required argument: 'message'",
    "(no-such-procedure s)": "no-such-procedure is not known here",
    "(set! (getsockname s) 1)": "has no setter",
    "(f '(1 . 2))": "a pair is a tuple or a list",
    "(f 1/3)": "it has no counterpart in Python",
    '(f (or (getenv "A") "B"))': "only #f is false",
    "(f (if (f 1) (let ((x 1)) x) 2))": "is evaluated conditionally",
    "(f `(1 ,s))": "a list that is written out",
}


@pytest.mark.parametrize("text", UNDECIDED)
def test_an_undecided_form_raises_and_gives_its_reason(text: str) -> None:
    ported = port(
        f"(define s (socket PF_INET SOCK_STREAM 0))\n(define (f x) x)\n{text}", "program.scm"
    )
    (decision,) = ported.decisions
    assert UNDECIDED[text] in decision.why
    assert decision.place.line == 3
    place = f"3:{decision.place.column}"
    assert f"# {place}: {decision.why}\n" in ported.python
    namespace: dict[str, object] = {"__name__": "__main__"}
    with pytest.raises(NotImplementedError, match=f"^program.scm:{place}$"):
        exec(compile(ported.python, "program.py", "exec"), namespace)
    namespace["s"].close()  # type: ignore[attr-defined]


def test_a_remark_stands_before_its_statement() -> None:
    ported = port("(define (f x) (display x)) (socket PF_INET SOCK_STREAM 0)", "program.scm")
    assert ported.decisions == ()
    comment, statement = ported.python.split("def f(x):\n")[1].splitlines()[:2]
    assert comment.strip() == "# 1:15: print shows #t, lists and bytes in another way"
    assert statement.strip() == 'print(x, end="")'


def test_cycles_of_tail_calls_are_commented_on() -> None:
    text = """
        (define s (socket PF_INET SOCK_STREAM 0))
        (define (wait) (accept s) (serve))
        (define (serve) (send s #vu8(1)) (if #t (wait) (other)))
        (define (other) (wait-no-more))
        (define (wait-no-more) 1)
        (define (optional #!optional (x 1)) (optional x))
    """
    lines = port(text, "program.scm").python.splitlines()
    said = "tail calls form a cycle here: Python needs a loop"
    assert [line.strip() for line in lines if "cycle" in line] == [
        f"# 3:35: {said}",
        f"# 4:49: {said}",
        f"# 7:45: {said}",
    ]
