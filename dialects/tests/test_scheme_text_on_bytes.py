"""Characters on ports of bytes: through them in Guile and Chibi, as values in Sagittarius."""

from __future__ import annotations

from scheme_cases import check_program

CHIBI = """
(out (lambda (p) (display "aé" p))) => #u8(97 195 169)
(out (lambda (p) (write "ae" p))) => #u8(34 97 101 34)
(out (lambda (p) (write-string "ae" p))) => #u8(97 101)
(out (lambda (p) (write-char #\\a p) (newline p))) => #u8(97 10)
(read-line (in)) => "éb"
(read-char (in)) => #\\é
(peek-char (in)) => #\\é
(read-string 2 (in)) => "éb"
(read (in)) => éb
(let ((p (in))) (read-char p) (read-u8 p)) => 98
(let ((p (in))) (list (peek-char p) (read-char p) (read-line p))) => (#\\é #\\é "b")
(list (textual-port? (in)) (binary-port? (in))) => (#t #t)
(read-u8 (open-input-string "abc")) => error
"""

GUILE = """
(out (lambda (p) (display "aé" p))) => #vu8(97 233)
(out (lambda (p) (set-port-encoding! p "UTF-8") (display "aé" p))) => #vu8(97 195 169)
(out (lambda (p) (format p "~a" 3))) => #vu8(51)
(string-length (read-line (in))) => 3
(let ((p (in))) (read-char p) (get-u8 p)) => 169
(let ((p (in))) (set-port-encoding! p "UTF-8") (read-char p)) => #\\é
"""

SAGITTARIUS = """
(out (lambda (p) (display "aé" p))) => #vu8(97 195 169)
(out (lambda (p) (write "aé" p))) => #vu8(34 97 195 169 34)
(out (lambda (p) (format p "~a" 3))) => #vu8(51)
(out (lambda (p) (put-string p "a"))) => error
(out (lambda (p) (put-char p #\\a))) => error
(out (lambda (p) (newline p))) => error
(get-line (in)) => error
(textual-port? (in)) => #f
"""

FOMENT = """
(out (lambda (p) (display "a" p))) => error
(out (lambda (p) (newline p))) => error
(read-char (in)) => error
(textual-port? (in)) => #f
"""

R7RS = """
(define (out f) (let ((p (open-output-bytevector))) (f p) (get-output-bytevector p)))
(define (in) (open-input-bytevector (string->utf8 "éb\\ncd\\n")))
"""
R7RS_IMPORTS = "(import (scheme base) (scheme read) (scheme write))"


def test_chibi() -> None:
    """Text goes through a port of bytes in UTF-8."""
    check_program(CHIBI, R7RS_IMPORTS + R7RS, "srfi-106")


def test_guile() -> None:
    """Text goes through in ISO-8859-1, or as `set-port-encoding!` says."""
    prelude = """
        (use-modules (rnrs bytevectors) (ice-9 rdelim) (ice-9 binary-ports))
        (define (out f)
          (call-with-values open-bytevector-output-port (lambda (p get) (f p) (get))))
        (define (in) (open-bytevector-input-port (string->utf8 "éb\\ncd\\n")))
    """
    check_program(GUILE, prelude)


def test_sagittarius() -> None:
    """Values are written in UTF-8, all else is refused."""
    prelude = """
        (import (rnrs) (sagittarius))
        (define (out f) (call-with-bytevector-output-port f))
        (define (in) (open-bytevector-input-port (string->utf8 "éb")))
    """
    check_program(SAGITTARIUS, prelude, "sagittarius")


def test_foment() -> None:
    """A port of bytes takes no text."""
    check_program(FOMENT, R7RS_IMPORTS + R7RS, "foment")
