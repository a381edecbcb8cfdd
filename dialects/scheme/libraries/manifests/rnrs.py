"""The libraries of R6RS: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from . import Library, library

__all__ = ["LIBRARIES"]

_PARTS: Final[dict[str, Library]] = {
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
            "nan? negative? number? numerator odd? positive? rational? rationalize real-part "
            "real? round sin sqrt string->number tan truncate zero?",
        ),
        ("libraries.rnrs.conditions", "assertion-violation error"),
        (
            "libraries.rnrs.numbers",
            "div div-and-mod div0 div0-and-mod0 integer-valued? mod mod0 number->string "
            "rational-valued? real-valued?",
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
    "(rnrs unicode)": library(
        (
            "libraries.rnrs.unicode",
            "char-general-category char-title-case? char-titlecase string-normalize-nfc "
            "string-normalize-nfd string-normalize-nfkc string-normalize-nfkd string-titlecase",
        ),
        (
            "libraries.strings",
            "char-alphabetic? char-ci<=? char-ci<? char-ci=? char-ci>=? char-ci>? char-downcase "
            "char-foldcase char-lower-case? char-numeric? char-upcase char-upper-case? "
            "char-whitespace? string-ci<=? string-ci<? string-ci=? string-ci>=? string-ci>? "
            "string-downcase string-foldcase string-upcase",
        ),
    ),
    "(rnrs bytevectors)": library(
        (
            "libraries.rnrs.bytevectors",
            "bytevector->sint-list bytevector->u8-list bytevector->uint-list bytevector-copy! "
            "bytevector-fill! bytevector-ieee-double-native-ref "
            "bytevector-ieee-double-native-set! bytevector-ieee-double-ref "
            "bytevector-ieee-double-set! bytevector-ieee-single-native-ref "
            "bytevector-ieee-single-native-set! bytevector-ieee-single-ref "
            "bytevector-ieee-single-set! bytevector-s16-native-ref bytevector-s16-native-set! "
            "bytevector-s16-ref bytevector-s16-set! bytevector-s32-native-ref "
            "bytevector-s32-native-set! bytevector-s32-ref bytevector-s32-set! "
            "bytevector-s64-native-ref bytevector-s64-native-set! bytevector-s64-ref "
            "bytevector-s64-set! bytevector-s8-ref bytevector-s8-set! bytevector-sint-ref "
            "bytevector-sint-set! bytevector-u16-native-ref bytevector-u16-native-set! "
            "bytevector-u16-ref bytevector-u16-set! bytevector-u32-native-ref "
            "bytevector-u32-native-set! bytevector-u32-ref bytevector-u32-set! "
            "bytevector-u64-native-ref bytevector-u64-native-set! bytevector-u64-ref "
            "bytevector-u64-set! bytevector-uint-ref bytevector-uint-set! bytevector=? "
            "endianness make-bytevector native-endianness sint-list->bytevector string->utf16 "
            "string->utf32 u8-list->bytevector uint-list->bytevector uniform-array->bytevector "
            "utf16->string utf32->string",
        ),
        (
            "libraries.vectors",
            "bytevector-copy bytevector-length bytevector-u8-ref bytevector-u8-set! bytevector? "
            "string->utf8 utf8->string",
        ),
    ),
    "(rnrs lists)": library(
        ("libraries.lists", "assoc assq assv cons* member memq memv"),
        (
            "libraries.rnrs.lists",
            "assp exists fold-left fold-right for-all memp remove remp remq remv",
        ),
        ("libraries.srfi.srfi1", "filter find partition"),
    ),
    "(rnrs sorting)": library(
        ("libraries.rnrs.lists", "list-sort vector-sort vector-sort!"),
    ),
    "(rnrs control)": library(
        ("forms.binding", "case-lambda do"),
        ("forms.conditional", "unless when"),
    ),
    "(rnrs records syntactic)": library(
        (
            "forms.rnrs_record_forms",
            "define-record-type record-constructor-descriptor record-type-descriptor",
        ),
    ),
    "(rnrs records procedural)": library(
        (
            "libraries.rnrs.records",
            "make-record-constructor-descriptor make-record-type-descriptor record-accessor "
            "record-constructor record-mutator record-predicate record-type-descriptor?",
        ),
    ),
    "(rnrs records inspection)": library(
        (
            "libraries.rnrs.records",
            "record-field-mutable? record-rtd record-type-field-names record-type-generative? "
            "record-type-name record-type-opaque? record-type-parent record-type-sealed? "
            "record-type-uid record?",
        ),
    ),
    "(rnrs exceptions)": library(
        ("forms.conditional", "=> else"),
        ("forms.control", "guard"),
        ("libraries.control", "raise raise-continuable with-exception-handler"),
    ),
    "(rnrs conditions)": library(
        (
            "libraries.rnrs.conditions",
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
    "(rnrs io ports)": library(
        (
            "libraries.ice9.binary_ports",
            "get-bytevector-all get-bytevector-n get-bytevector-n! get-bytevector-some "
            "get-string-n! get-u8 lookahead-u8 make-custom-binary-input-port "
            "make-custom-binary-input/output-port make-custom-binary-output-port "
            "open-bytevector-input-port open-bytevector-output-port put-bytevector put-u8",
        ),
        (
            "libraries.io",
            "binary-port? call-with-port close-port current-error-port current-input-port "
            "current-output-port eof-object eof-object? flush-output-port input-port? "
            "output-port? port? textual-port?",
        ),
        (
            "libraries.rnrs.conditions",
            "&i/o &i/o-decoding &i/o-encoding &i/o-file-already-exists &i/o-file-does-not-exist "
            "&i/o-file-is-read-only &i/o-file-protection &i/o-filename &i/o-invalid-position "
            "&i/o-port &i/o-read &i/o-write i/o-decoding-error? i/o-encoding-error-char "
            "i/o-encoding-error? i/o-error-filename i/o-error-port i/o-error-position "
            "i/o-error? i/o-file-already-exists-error? i/o-file-does-not-exist-error? "
            "i/o-file-is-read-only-error? i/o-file-protection-error? i/o-filename-error? "
            "i/o-invalid-position-error? i/o-port-error? i/o-read-error? i/o-write-error? "
            "make-i/o-decoding-error make-i/o-encoding-error make-i/o-error "
            "make-i/o-file-already-exists-error make-i/o-file-does-not-exist-error "
            "make-i/o-file-is-read-only-error make-i/o-file-protection-error "
            "make-i/o-filename-error make-i/o-invalid-position-error make-i/o-port-error "
            "make-i/o-read-error make-i/o-write-error",
        ),
        (
            "libraries.rnrs.io",
            "buffer-mode buffer-mode? call-with-bytevector-output-port "
            "call-with-string-output-port file-options get-datum make-custom-textual-input-port "
            "make-custom-textual-input/output-port make-custom-textual-output-port "
            "open-file-input-port open-file-input/output-port open-file-output-port "
            "open-string-input-port open-string-output-port output-port-buffer-mode port-eof? "
            "port-has-port-position? port-has-set-port-position!? port-position put-datum "
            "set-port-position! standard-error-port standard-input-port standard-output-port",
        ),
        (
            "libraries.ice9.textual_ports",
            "get-char get-line get-string-all get-string-n lookahead-char put-char put-string",
        ),
        (
            "libraries.transcoders",
            "bytevector->string eol-style error-handling-mode latin-1-codec make-transcoder "
            "native-eol-style native-transcoder port-transcoder string->bytevector "
            "transcoded-port transcoder-codec transcoder-eol-style "
            "transcoder-error-handling-mode utf-16-codec utf-8-codec",
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
            "libraries.rnrs.conditions",
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
            "libraries.rnrs.conditions",
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
    "(rnrs programs)": library(
        ("libraries.system", "command-line exit"),
    ),
    "(rnrs arithmetic fixnums)": library(
        (
            "libraries.rnrs.fixnums",
            "fixnum-width fixnum? fx* fx*/carry fx+ fx+/carry fx- fx-/carry fx<=? fx<? fx=? "
            "fx>=? fx>? fxand fxarithmetic-shift fxarithmetic-shift-left "
            "fxarithmetic-shift-right fxbit-count fxbit-field fxbit-set? fxcopy-bit "
            "fxcopy-bit-field fxdiv fxdiv-and-mod fxdiv0 fxdiv0-and-mod0 fxeven? "
            "fxfirst-bit-set fxif fxior fxlength fxmax fxmin fxmod fxmod0 fxnegative? fxnot "
            "fxodd? fxpositive? fxreverse-bit-field fxrotate-bit-field fxxor fxzero? "
            "greatest-fixnum least-fixnum",
        ),
    ),
    "(rnrs arithmetic flonums)": library(
        (
            "libraries.rnrs.conditions",
            "&no-infinities &no-nans make-no-infinities-violation make-no-nans-violation "
            "no-infinities-violation? no-nans-violation?",
        ),
        (
            "libraries.rnrs.flonums",
            "fixnum->flonum fl* fl+ fl- fl/ fl<=? fl<? fl=? fl>=? fl>? flabs flacos flasin "
            "flatan flceiling flcos fldenominator fldiv fldiv-and-mod fldiv0 fldiv0-and-mod0 "
            "fleven? flexp flexpt flfinite? flfloor flinfinite? flinteger? fllog flmax flmin "
            "flmod flmod0 flnan? flnegative? flnumerator flodd? flonum? flpositive? flround "
            "flsin flsqrt fltan fltruncate flzero? real->flonum",
        ),
    ),
    "(rnrs arithmetic bitwise)": library(
        ("libraries.bitwise", "bitwise-and bitwise-ior bitwise-not bitwise-xor"),
        (
            "libraries.rnrs.numbers",
            "bitwise-arithmetic-shift bitwise-arithmetic-shift-left "
            "bitwise-arithmetic-shift-right bitwise-bit-count bitwise-bit-field "
            "bitwise-bit-set? bitwise-copy-bit bitwise-copy-bit-field bitwise-first-bit-set "
            "bitwise-if bitwise-length bitwise-reverse-bit-field bitwise-rotate-bit-field",
        ),
    ),
    "(rnrs syntax-case)": library(
        ("forms.conditional", "... _"),
        ("forms.macro", "make-variable-transformer"),
        (
            "forms.syntax_case",
            "quasisyntax syntax syntax-case unsyntax unsyntax-splicing with-syntax",
        ),
        (
            "libraries.syntax",
            "bound-identifier=? datum->syntax free-identifier=? generate-temporaries "
            "identifier? syntax->datum syntax-violation",
        ),
    ),
    "(rnrs hashtables)": library(
        (
            "libraries.rnrs.hashtables",
            "equal-hash hashtable-clear! hashtable-contains? hashtable-copy hashtable-delete! "
            "hashtable-entries hashtable-equivalence-function hashtable-hash-function "
            "hashtable-keys hashtable-mutable? hashtable-ref hashtable-set! hashtable-size "
            "hashtable-update! hashtable? make-eq-hashtable make-eqv-hashtable make-hashtable "
            "string-ci-hash string-hash symbol-hash",
        ),
    ),
    "(rnrs enums)": library(
        ("forms.rnrs_enum_forms", "define-enumeration"),
        (
            "libraries.rnrs.enums",
            "enum-set->list enum-set-complement enum-set-constructor enum-set-difference "
            "enum-set-indexer enum-set-intersection enum-set-member? enum-set-projection "
            "enum-set-subset? enum-set-union enum-set-universe enum-set=? make-enumeration",
        ),
    ),
    "(rnrs eval)": library(
        ("libraries.system", "environment eval"),
    ),
    "(rnrs mutable-pairs)": library(
        ("libraries.lists", "set-car! set-cdr!"),
    ),
    "(rnrs mutable-strings)": library(
        ("libraries.strings", "string-fill! string-set!"),
    ),
    "(rnrs r5rs)": library(
        ("forms.control", "delay"),
        ("libraries.control", "force"),
        ("libraries.numeric", "exact->inexact inexact->exact modulo quotient remainder"),
        ("libraries.system", "null-environment scheme-report-environment"),
    ),
}
_ALONE: Final = (
    "(rnrs eval)",
    "(rnrs mutable-pairs)",
    "(rnrs mutable-strings)",
    "(rnrs r5rs)",
)
"""The libraries that are no part of `(rnrs)`."""

LIBRARIES: Final[dict[str, Library]] = {
    **_PARTS,
    "(rnrs)": Library(
        tuple(
            source
            for name, each in _PARTS.items()
            if name not in _ALONE
            for source in each.sources
        ),
        _PARTS["(rnrs base)"].renamed,
    ),
}
"""Each library by its name; its version (6) is no part of that."""
