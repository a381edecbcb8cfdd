"""The libraries of R6RS: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from .manifests import Library, library

__all__ = ["LIBRARIES"]

LIBRARIES: Final[dict[str, Library]] = {
    "(rnrs base)": library(
        ("forms.basic", "begin define if lambda quote set!"),
        ("forms.binding", "let let* let*-values let-values letrec letrec*"),
        ("forms.conditional", "... => _ and case cond else or unquote unquote-splicing"),
        ("forms.control", "assert"),
        ("forms.macro", "%let-syntax %letrec-syntax define-syntax syntax-rules"),
        ("forms.quasi", "quasiquote"),
        ("forms.syntax_case", "identifier-syntax"),
        (
            "libraries.control",
            "apply call-with-current-continuation call-with-values call/cc dynamic-wind "
            "procedure? values",
        ),
        (
            "libraries.equivalence",
            "boolean=? boolean? eq? equal? eqv? not string->symbol symbol->string symbol=? "
            "symbol?",
        ),
        (
            "libraries.lists",
            "append caaaar caaadr caaar caadar caaddr caadr caar cadaar cadadr cadar caddar "
            "cadddr caddr cadr car cdaaar cdaadr cdaar cdadar cdaddr cdadr cdar cddaar cddadr "
            "cddar cdddar cddddr cdddr cddr cdr cons for-each length list list-ref list-tail "
            "list? map null? pair? reverse",
        ),
        (
            "libraries.numeric",
            "* + - / < <= = > >= abs acos angle asin atan ceiling complex? cos denominator "
            "even? exact exact-integer-sqrt exact? exp expt finite? floor gcd imag-part inexact "
            "inexact? infinite? integer? lcm log magnitude make-polar make-rectangular max min "
            "nan? negative? number->string number? numerator odd? positive? rational? "
            "rationalize real-part real? round sin sqrt string->number tan truncate zero?",
        ),
        ("libraries.rnrs_conditions", "assertion-violation error"),
        (
            "libraries.rnrs_numbers",
            "div div-and-mod div0 div0-and-mod0 integer-valued? mod mod0 rational-valued? "
            "real-valued?",
        ),
        (
            "libraries.strings",
            "char->integer char<=? char<? char=? char>=? char>? char? integer->char "
            "list->string make-string string string->list string-append string-copy "
            "string-for-each string-length string-ref string<=? string<? string=? string>=? "
            "string>? string? substring",
        ),
        (
            "libraries.vectors",
            "list->vector make-vector vector vector->list vector-fill! vector-for-each "
            "vector-length vector-map vector-ref vector-set! vector?",
        ),
        **{"let-syntax": "%let-syntax", "letrec-syntax": "%letrec-syntax"},
    ),
    "(rnrs exceptions)": library(
        ("forms.conditional", "=> else"),
        ("forms.control", "guard"),
        ("libraries.control", "raise raise-continuable with-exception-handler"),
    ),
    "(rnrs conditions)": library(
        (
            "libraries.rnrs_conditions",
            "&assertion &condition &error &implementation-restriction &irritants &lexical "
            "&message &non-continuable &serious &syntax &undefined &violation &warning &who "
            "assertion-violation? condition condition-accessor condition-irritants "
            "condition-message condition-predicate condition-who condition? "
            "define-condition-type error? implementation-restriction-violation? "
            "irritants-condition? lexical-violation? make-assertion-violation make-error "
            "make-implementation-restriction-violation make-irritants-condition "
            "make-lexical-violation make-message-condition make-non-continuable-violation "
            "make-serious-condition make-syntax-violation make-undefined-violation "
            "make-violation make-warning make-who-condition message-condition? "
            "non-continuable-violation? serious-condition? simple-conditions "
            "syntax-violation-form syntax-violation-subform syntax-violation? "
            "undefined-violation? violation? warning? who-condition?",
        ),
    ),
    "(rnrs io simple)": library(
        (
            "libraries.io",
            "call-with-input-file call-with-output-file close-input-port close-output-port "
            "current-error-port current-input-port current-output-port display eof-object "
            "eof-object? input-port? newline open-input-file open-output-file output-port? "
            "peek-char read read-char with-input-from-file with-output-to-file write write-char",
        ),
        (
            "libraries.rnrs_conditions",
            "&i/o &i/o-file-already-exists &i/o-file-does-not-exist &i/o-file-is-read-only "
            "&i/o-file-protection &i/o-filename &i/o-invalid-position &i/o-port &i/o-read "
            "&i/o-write i/o-error-filename i/o-error-port i/o-error-position i/o-error? "
            "i/o-file-already-exists-error? i/o-file-does-not-exist-error? "
            "i/o-file-is-read-only-error? i/o-file-protection-error? i/o-filename-error? "
            "i/o-invalid-position-error? i/o-port-error? i/o-read-error? i/o-write-error? "
            "make-i/o-error make-i/o-file-already-exists-error "
            "make-i/o-file-does-not-exist-error make-i/o-file-is-read-only-error "
            "make-i/o-file-protection-error make-i/o-filename-error "
            "make-i/o-invalid-position-error make-i/o-port-error make-i/o-read-error "
            "make-i/o-write-error",
        ),
    ),
    "(rnrs files)": library(
        ("libraries.io", "delete-file file-exists?"),
        (
            "libraries.rnrs_conditions",
            "&i/o &i/o-file-already-exists &i/o-file-does-not-exist &i/o-file-is-read-only "
            "&i/o-file-protection &i/o-filename &i/o-invalid-position &i/o-port &i/o-read "
            "&i/o-write i/o-error-filename i/o-error-port i/o-error-position i/o-error? "
            "i/o-file-already-exists-error? i/o-file-does-not-exist-error? "
            "i/o-file-is-read-only-error? i/o-file-protection-error? i/o-filename-error? "
            "i/o-invalid-position-error? i/o-port-error? i/o-read-error? i/o-write-error? "
            "make-i/o-error make-i/o-file-already-exists-error "
            "make-i/o-file-does-not-exist-error make-i/o-file-is-read-only-error "
            "make-i/o-file-protection-error make-i/o-filename-error "
            "make-i/o-invalid-position-error make-i/o-port-error make-i/o-read-error "
            "make-i/o-write-error",
        ),
    ),
}


"""Each library by its name; its version (6) is no part of that."""
