"""The libraries of R7RS small: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from . import Library, library

__all__ = ["LIBRARIES"]

LIBRARIES: Final[dict[str, Library]] = {
    "(scheme base)": library(
        (
            "forms.basic",
            "begin define if lambda quote set!",
        ),
        (
            "forms.binding",
            "define-values do let let* let*-values let-values letrec letrec* parameterize",
        ),
        (
            "forms.conditional",
            "... => _ and case cond else or unless unquote unquote-splicing when",
        ),
        (
            "forms.control",
            "guard",
        ),
        (
            "forms.macro",
            "define-syntax let-syntax letrec-syntax syntax-error syntax-rules",
        ),
        (
            "forms.modules",
            "cond-expand include include-ci",
        ),
        (
            "forms.quasi",
            "quasiquote",
        ),
        (
            "forms.records",
            "define-record-type",
        ),
        (
            "libraries.control",
            "apply call-with-current-continuation call-with-values call/cc dynamic-wind error "
            "error-object-irritants error-object-message error-object? file-error? "
            "make-parameter procedure? raise raise-continuable read-error? values "
            "with-exception-handler",
        ),
        (
            "libraries.equivalence",
            "boolean=? boolean? eq? equal? eqv? not string->symbol symbol->string symbol=? "
            "symbol?",
        ),
        (
            "libraries.io",
            "binary-port? call-with-port char-ready? close-input-port close-output-port "
            "close-port current-error-port current-input-port current-output-port eof-object "
            "eof-object? flush-output-port get-output-bytevector get-output-string "
            "input-port-open? input-port? newline open-input-bytevector open-input-string "
            "open-output-bytevector open-output-string output-port-open? output-port? "
            "peek-char peek-u8 port? read-bytevector read-bytevector! read-char read-line "
            "read-string read-u8 textual-port? u8-ready? write-bytevector write-char "
            "write-string write-u8",
        ),
        (
            "libraries.lists",
            "append assoc assq assv caar cadr car cdar cddr cdr cons for-each length list "
            "list-copy list-ref list-set! list-tail list? make-list map member memq memv "
            "null? pair? reverse set-car! set-cdr!",
        ),
        (
            "libraries.numeric",
            "* + - / < <= = > >= abs ceiling complex? denominator even? exact "
            "exact-integer-sqrt exact-integer? exact? expt floor floor-quotient "
            "floor-remainder floor/ gcd inexact inexact? integer? lcm max min modulo "
            "negative? number->string number? numerator odd? positive? quotient rational? "
            "rationalize real? remainder round square string->number truncate "
            "truncate-quotient truncate-remainder truncate/ zero?",
        ),
        (
            "libraries.strings",
            "char->integer char<=? char<? char=? char>=? char>? char? integer->char "
            "list->string make-string string string->list string->vector string-append "
            "string-copy string-copy! string-fill! string-for-each string-length string-map "
            "string-ref string-set! string<=? string<? string=? string>=? string>? string? "
            "substring vector->string",
        ),
        (
            "libraries.system",
            "features",
        ),
        (
            "libraries.vectors",
            "bytevector bytevector-append bytevector-copy bytevector-copy! bytevector-length "
            "bytevector-u8-ref bytevector-u8-set! bytevector? list->vector make-bytevector "
            "make-vector string->utf8 utf8->string vector vector->list vector-append "
            "vector-copy vector-copy! vector-fill! vector-for-each vector-length vector-map "
            "vector-ref vector-set! vector?",
        ),
    ),
    "(scheme case-lambda)": library(
        (
            "forms.binding",
            "case-lambda",
        ),
    ),
    "(scheme char)": library(
        (
            "libraries.strings",
            "char-alphabetic? char-ci<=? char-ci<? char-ci=? char-ci>=? char-ci>? "
            "char-downcase char-foldcase char-lower-case? char-numeric? char-upcase "
            "char-upper-case? char-whitespace? digit-value string-ci<=? string-ci<? "
            "string-ci=? string-ci>=? string-ci>? string-downcase string-foldcase "
            "string-upcase",
        ),
    ),
    "(scheme complex)": library(
        (
            "libraries.numeric",
            "angle imag-part magnitude make-polar make-rectangular real-part",
        ),
    ),
    "(scheme cxr)": library(
        (
            "libraries.lists",
            "caaaar caaadr caaar caadar caaddr caadr cadaar cadadr cadar caddar cadddr caddr "
            "cdaaar cdaadr cdaar cdadar cdaddr cdadr cddaar cddadr cddar cdddar cddddr cdddr",
        ),
    ),
    "(scheme eval)": library(
        (
            "libraries.system",
            "environment eval",
        ),
    ),
    "(scheme file)": library(
        (
            "libraries.io",
            "call-with-input-file call-with-output-file delete-file file-exists? "
            "open-binary-input-file open-binary-output-file open-input-file open-output-file "
            "with-input-from-file with-output-to-file",
        ),
    ),
    "(scheme inexact)": library(
        (
            "libraries.numeric",
            "acos asin atan cos exp finite? infinite? log nan? sin sqrt tan",
        ),
    ),
    "(scheme lazy)": library(
        (
            "forms.control",
            "delay delay-force",
        ),
        (
            "libraries.control",
            "force make-promise promise?",
        ),
    ),
    "(scheme load)": library(
        (
            "libraries.system",
            "load",
        ),
    ),
    "(scheme process-context)": library(
        (
            "libraries.system",
            "command-line emergency-exit exit get-environment-variable get-environment-variables",
        ),
    ),
    "(scheme read)": library(
        (
            "libraries.io",
            "read",
        ),
    ),
    "(scheme repl)": library(
        (
            "libraries.system",
            "interaction-environment",
        ),
    ),
    "(scheme time)": library(
        (
            "libraries.system",
            "current-jiffy current-second jiffies-per-second",
        ),
    ),
    "(scheme write)": library(
        (
            "libraries.io",
            "display write write-shared write-simple",
        ),
    ),
    "(scheme r5rs)": library(
        (
            "forms.basic",
            "begin define if lambda quote set!",
        ),
        (
            "forms.binding",
            "do let let* letrec",
        ),
        (
            "forms.conditional",
            "... => _ and case cond else or unquote unquote-splicing",
        ),
        (
            "forms.control",
            "delay",
        ),
        (
            "forms.macro",
            "define-syntax let-syntax letrec-syntax syntax-rules",
        ),
        (
            "forms.quasi",
            "quasiquote",
        ),
        (
            "libraries.control",
            "apply call-with-current-continuation call-with-values dynamic-wind force "
            "procedure? values",
        ),
        (
            "libraries.equivalence",
            "boolean? eq? equal? eqv? not string->symbol symbol->string symbol?",
        ),
        (
            "libraries.io",
            "call-with-input-file call-with-output-file char-ready? close-input-port "
            "close-output-port current-input-port current-output-port display eof-object? "
            "input-port? newline open-input-file open-output-file output-port? peek-char read "
            "read-char with-input-from-file with-output-to-file write write-char",
        ),
        (
            "libraries.lists",
            "append assoc assq assv caar cadr car cdddar cddddr cdr cons for-each length list "
            "list-ref list-tail list? map member memq memv null? pair? reverse set-car! "
            "set-cdr!",
        ),
        (
            "libraries.numeric",
            "* + - / < <= = > >= abs acos angle asin atan ceiling complex? cos denominator "
            "even? exact->inexact exact? exp expt floor gcd imag-part inexact->exact inexact? "
            "integer? lcm log magnitude make-polar make-rectangular max min modulo negative? "
            "number->string number? numerator odd? positive? quotient rational? rationalize "
            "real-part real? remainder round sin sqrt string->number tan truncate zero?",
        ),
        (
            "libraries.strings",
            "char->integer char-alphabetic? char-ci<=? char-ci<? char-ci=? char-ci>=? "
            "char-ci>? char-downcase char-lower-case? char-numeric? char-upcase "
            "char-upper-case? char-whitespace? char<=? char<? char=? char>=? char>? char? "
            "integer->char list->string make-string string string->list string-append "
            "string-ci<=? string-ci<? string-ci=? string-ci>=? string-ci>? string-copy "
            "string-fill! string-length string-ref string-set! string<=? string<? string=? "
            "string>=? string>? string? substring",
        ),
        (
            "libraries.system",
            "eval interaction-environment load null-environment scheme-report-environment",
        ),
        (
            "libraries.vectors",
            "list->vector make-vector vector vector->list vector-fill! vector-length "
            "vector-ref vector-set! vector?",
        ),
    ),
}
"""Each library by its name."""
