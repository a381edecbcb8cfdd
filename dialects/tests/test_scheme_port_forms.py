"""What a port proves of a program's values, and the Python that it writes of it."""

from __future__ import annotations

import contextlib
import io

import pytest
from scheme_ports import ported, python_outcome, same

GUILE = "(use-modules (ice-9 rdelim) (srfi srfi-1) (srfi srfi-13)) "


def seen(text: str, written: str, python: str, words: str = "") -> None:
    """Hold a program of Guile to what it writes and to a part of its port."""
    assert same(GUILE + text, "guile", words) == (0, written)
    made = ported(GUILE + text).python
    assert python in made, made


@pytest.mark.parametrize(
    ("text", "words", "written", "python"),
    [
        # A test tells what comes behind it.
        ("(let ((x (read-line))) (if (eof-object? x) 0 (display x)))", "a\n", "a", "print(x.text"),
        (
            "(let ((x (read-line))) (cond ((eof-object? x) 0) ((string=? x \"a\") (display 1))))",
            "a\n",
            "1",
            'x.text == "a"',
        ),
        (
            "(let ((x (read-line))) (and (string? x) (display (string-length x))))",
            "abc\n",
            "3",
            "len(x.text)",
        ),
        (
            "(let ((x (read-line))) (if (not (eof-object? x)) (display x)))",
            "a\n",
            "a",
            "print(x.text",
        ),
        (
            "(define (f x) (if (or (not (string? x)) (string-null? x)) 0 (string-length x)))"
            " (map f (list 1 \"\")) (display (f \"ab\"))",
            "",
            "2",
            "len(x.text)",
        ),
        (
            "(let ((x (read-line))) (if (eof-object? x) (exit 3)) (display x))",
            "a\n",
            "a",
            "print(x.text",
        ),
        # A call that returns has not refused its arguments.
        (
            "(define (f x) (let ((n (string-length x))) (string-append x \"!\")))"
            " (display (map f (list \"a\")))",
            "",
            "(a!)",
            'f"{x.text}!"',
        ),
        (
            "(define (f x) (if (string=? x \"/\") 1 (if (string=? x \"a\") 2 3)))"
            " (display (map f '(\"a\" \"b\")))",
            "",
            "(2 3)",
            'x.text == "a"',
        ),
        # One value under two names.
        (
            "(let* ((x (read-line)) (y x)) (if (eof-object? y) 0 (display x)))",
            "a\n",
            "a",
            "print(x.text",
        ),
        # Items of lists.
        ("(display (map (lambda (x) (* x x)) (list 1 2)))", "", "(1 4)", "[x * x for x in iter"),
        (
            "(define (twice x) (* 2 x)) (display (map twice (iota 3)))",
            "",
            "(0 2 4)",
            "[twice(each) for each in iterate(",
        ),
        (
            "(define (show x) (display x)) (for-each show (list 1 2))",
            "",
            "12",
            "show(each)",
        ),
        ("(display (string-append (car (list \"a\" \"b\")) \"c\"))", "", "ac", ".car.text, \"c\""),
        ("(define p (list 1 2)) (display (length p))", "", "2", "len(list(iterate(p)))"),
        (
            "(for-each (lambda (x) (display (string-append x \".\")))"
            " (string-split \"a,b\" #\\,))",
            "",
            "a.b.",
            'f"{x.text}."',
        ),
        # A variable that a closure keeps is another in each turn.
        (
            "(display (map (lambda (f) (f)) (map (lambda (x) (lambda () x)) (list 1 2))))",
            "",
            "(1 2)",
            "map(lambda x: lambda: x, ",
        ),
        # Texts and characters.
        ("(define s \"a,b\") (write (string-split s #\\,))", "", '("a" "b")', 's.text.split(",")'),
        ("(write (string-join (list \"a\" \"b\") \"-\"))", "", '"a-b"', '[each.text for each in'),
        ("(define s \"ab\") (write (string-prefix? \"a\" s))", "", "#t", 's.text.startswith("a")'),
        ("(define s \"ab\") (write (string<? s \"b\"))", "", "#t", 's.text < "b"'),
        ("(define s \"a\\n\") (write (string-trim-right s #\\newline))", "", '"a"', "rstrip("),
        ("(define s \"ab\") (write (string->symbol s))", "", "ab", "Symbol(s.text)"),
        ("(define s \"é\") (write (string->utf8 s))", "", "#vu8(195 169)", "s.text.encode("),
        ("(let ((c (read-char))) (write (eqv? c #\\a)))", "a", "#t", 'c == "a"'),
        ("(let ((c (read-char))) (write (eqv? c #\\a)))", "", "#f", 'c == "a"'),
        ("(let ((c (read-char))) (if (char? c) (display c)))", "a", "a", "print(c, end"),
    ],
)  # fmt: skip
def test_what_is_proved_is_plain(text: str, words: str, written: str, python: str) -> None:
    seen(text, written, python, words)


@pytest.mark.parametrize(
    ("text", "words", "written", "python"),
    [
        # A variable that is assigned may be anything again.
        (
            "(define (f x) (if (string? x) (begin (set! x 5) (write (equal? x 5)))))"
            ' (for-each f \'("a"))',
            "",
            "#t",
            "is_equal(x, 5)",
        ),
        # Pairs that may change say nothing of their parts.
        (
            '(define p (list "a" "b")) (set-car! p 1) (display (car p)) (display (length p))',
            "",
            "12",
            "lists.length(p)",
        ),
        # Neither does one that is made of what is not known.
        ("(define p (cons (read) (read))) (display (car p))", "1 2", "1", "io.display(p.car)"),
        # Numbers that Python takes for the same.
        (
            "(define (f x) (eqv? x 1)) (write (map f '(1 1.0 #t)))",
            "",
            "(#t #f #f)",
            "is_eqv(x, 1)",
        ),
        # What is written elsewhere.
        (
            "(write (with-output-to-string (lambda () (display 1))))",
            "",
            '"1"',
            "io.display(1)",
        ),
        (
            "(define (f) (display 1)) (parameterize ((current-error-port (current-output-port)))"
            " (f) (display 2 (current-error-port)))",
            "",
            "12",
            "io.display(2, ",
        ),
        # What is false of one branch alone.
        (
            '(define (f x) (if (and (string? x) (string=? x "a")) 1 (string-append x "b")))'
            ' (display (map f \'("a" "c")))',
            "",
            "(1 cb)",
            "strings.string_append(x",
        ),
        (
            "(define (f x) (if (or (string? x) (symbol? x)) (display x)) (string? x))"
            ' (write (map f (list "a" \'b 1)))',
            "",
            "ab(#t #f #f)",
            "io.display(x)",
        ),
        # A part of a URI that was made of anything.
        (
            '(use-modules (web uri)) (define u (build-uri \'http #:host "h" #:path 5'
            " #:validate? #f)) (write (equal? (uri-path u) 5))",
            "",
            "#t",
            "is_equal(",
        ),
    ],
)
def test_what_is_not_proved_is_faithful(text: str, words: str, written: str, python: str) -> None:
    seen(text, written, python, words)


def test_a_path_of_a_uri_is_a_string() -> None:
    text = (
        '(use-modules (web uri)) (define u (string->uri "http://h/a"))'
        ' (write (equal? (uri-path u) "/a"))'
    )
    seen(text, "#t", ".text ==")


def test_what_goes_to_the_standard_error() -> None:
    text = '(let () (display "a" (current-error-port)) (newline (current-error-port)))'
    made = ported(text + '(format (current-error-port) "~a-~s~%" "b" 1)').python
    assert 'print("a", file=sys.stderr)' in made
    out = io.StringIO()
    with contextlib.redirect_stderr(out):
        code = compile(made.partition("if __name__")[0] + "\nmain()\n", "port.py", "exec")
        exec(code, {"__name__": "port"})
    assert out.getvalue() == "a\nb-1\n"


def test_results_of_a_dialect_become_lists_and_pairs() -> None:
    text = (
        '(define found (getaddrinfo "127.0.0.1" "80" AI_NUMERICHOST 0 SOCK_STREAM))'
        " (write (sockaddr:port (addrinfo:addr (car found))))"
    )
    seen(text, "80", "addrinfo_addr(found.car)")


def test_a_byte_is_a_character() -> None:
    text = (
        "(import (scheme base) (scheme char) (scheme write))"
        " (define p (open-input-bytevector #u8(65)))"
        " (let ((c (read-u8 p))) (if (eof-object? c) 0 (display (integer->char c))))"
        ' (let ((s (string-copy "a"))) (display (string-upcase s)))'
    )
    made = ported(text, "foment").python
    assert python_outcome(made) == (0, "AA")
    assert "chr(c)" in made
    assert "s.text.upper()" in made
