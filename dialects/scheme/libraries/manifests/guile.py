"""Guile's modules that are tables: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from . import Library, Source, library

__all__ = ["CORE", "LIBRARIES"]

CORE: Final = (
    (
        "libraries.srfi.srfi1",
        "append! cons* delete delete! filter filter! iota last-pair map-in-order reverse!",
    ),
    ("libraries.srfi.srfi13", None),
    ("libraries.srfi.srfi14", None),
    ("libraries.homogeneous", None),
    (
        "libraries.bitwise",
        "ash integer-length logand logbit? logcount logior lognot logtest logxor",
    ),
    (
        "libraries.guile.regex",
        "make-regexp regexp-exec regexp/basic regexp/extended regexp/icase regexp/newline "
        "regexp/notbol regexp/noteol regexp?",
    ),
    ("libraries.guile.format", None),
    ("libraries.guile.arrays", None),
    ("libraries.guile.catch", None),
    ("libraries.guile.fluids", None),
    ("libraries.guile.hash", None),
    ("libraries.guile.lists", None),
    ("libraries.guile.numbers", None),
    ("libraries.guile.options", None),
    ("libraries.guile.ports", None),
    (
        "libraries.guile.ports",
        "%default-port-conversion-strategy %default-port-encoding %make-void-port",
    ),
    ("libraries.guile.constants", None),
    (
        "libraries.guile.control",
        "abort-to-prompt abort-to-prompt* call-with-prompt default-prompt-tag make-prompt-tag",
    ),
    ("libraries.guile.file_system", None),
    ("libraries.guile.records", None),
    ("libraries.guile.processes", None),
    ("libraries.guile.reflection", None),
    (
        "libraries.guile.reflection",
        "%host-type %load-extensions %load-hook %load-path %search-load-path",
    ),
    ("libraries.guile.text", None),
    ("libraries.guile.time", None),
    ("forms.guile", None),
)
"""What a program has without an import, beside R7RS; SRFI 13's procedures take R7RS's place."""

_EXCEPTIONS: Final = {
    "&external-error": "&error",
    "&error": "&serious",
    "&exception": "&condition",
    "&programming-error": "&violation",
    "&assertion-failure": "&assertion",
    "&origin": "&who",
    "&undefined-variable": "&undefined",
    "make-exception": "condition",
    "simple-exceptions": "simple-conditions",
    "exception?": "condition?",
    "exception-predicate": "condition-predicate",
    "exception-accessor": "condition-accessor",
    "define-exception-type": "define-condition-type",
    "make-exception-with-message": "make-message-condition",
    "exception-with-message?": "message-condition?",
    "exception-message": "condition-message",
    "make-exception-with-irritants": "make-irritants-condition",
    "exception-with-irritants?": "irritants-condition?",
    "exception-irritants": "condition-irritants",
    "make-exception-with-origin": "make-who-condition",
    "exception-with-origin?": "who-condition?",
    "exception-origin": "condition-who",
    "make-external-error": "make-error",
    "external-error?": "error?",
    "make-error": "make-serious-condition",
    "error?": "serious-condition?",
    "make-programming-error": "make-violation",
    "programming-error?": "violation?",
    "make-assertion-failure": "make-assertion-violation",
    "assertion-failure?": "assertion-violation?",
    "make-non-continuable-error": "make-non-continuable-violation",
    "non-continuable-error?": "non-continuable-violation?",
    "make-implementation-restriction-error": "make-implementation-restriction-violation",
    "implementation-restriction-error?": "implementation-restriction-violation?",
    "make-lexical-error": "make-lexical-violation",
    "lexical-error?": "lexical-violation?",
    "make-syntax-error": "make-syntax-violation",
    "syntax-error?": "syntax-violation?",
    "syntax-error-form": "syntax-violation-form",
    "syntax-error-subform": "syntax-violation-subform",
    "make-undefined-variable-error": "make-undefined-violation",
    "undefined-variable-error?": "undefined-violation?",
}
"""What Guile calls what R6RS has, in an order in which each can be renamed."""

_PORTS: Final = (
    "call-with-input-file call-with-output-file close close-port current-warning-port drain-input "
    "dup dup->fdes dup->inport dup->outport dup->port dup2 duplicate-port fdes->inport "
    "fdes->outport fdopen file-position fileno flush-all-ports ftell isatty? move->fdes open-file "
    "open-input-file open-output-file port->fdes port-closed? port-column "
    "port-conversion-strategy port-encoding port-filename port-for-each port-line port-mode "
    "port-revealed primitive-move->fdes redirect-port release-port-handle seek "
    "set-current-error-port set-current-input-port set-current-output-port set-port-column! "
    "set-port-conversion-strategy! set-port-encoding! set-port-filename! set-port-line! "
    "set-port-revealed! setvbuf truncate-file unread-char unread-string with-error-to-file "
    "with-error-to-port with-error-to-string with-input-from-file with-input-from-port "
    "with-output-to-file with-output-to-port SEEK_SET SEEK_CUR SEEK_END "
    "%default-port-conversion-strategy %default-port-encoding %make-void-port"
)
"""What (ice-9 ports) has of the core environment."""

LIBRARIES: Final[dict[str, Library]] = {
    "(ice-9 and-let-star)": library(("libraries.srfi.srfi2", None)),
    "(ice-9 atomic)": library(
        (
            "libraries.ice9.lists",
            "atomic-box-compare-and-swap! atomic-box-ref atomic-box-set! atomic-box-swap! "
            "atomic-box? make-atomic-box",
        ),
    ),
    "(ice-9 binary-ports)": library(
        ("libraries.ice9.binary_ports", None),
        ("libraries.guile.ports", "unget-bytevector"),
        ("libraries.io", "eof-object"),
    ),
    "(ice-9 control)": library(
        ("libraries.guile.control", None),
        ("libraries.guile.control", "%"),
    ),
    "(ice-9 curried-definitions)": library(
        ("forms.basic", "define define*"),
        ("forms.modules", "define-public"),
        ("forms.guile", "define*-public"),
    ),
    "(ice-9 eval-string)": library(("libraries.guile.reflection", "eval-string")),
    "(ice-9 exceptions)": Library(
        (
            Source("libraries.guile.exceptions"),
            Source("forms.control", "guard"),
            Source("forms.conditional", "=> else"),
            Source("libraries.control", "raise-continuable"),
            Source(
                "libraries.rnrs.conditions",
                "&implementation-restriction &irritants &lexical &message &non-continuable "
                "&quit-exception &syntax &warning make-quit-exception make-warning "
                "quit-exception? warning? " + " ".join(_EXCEPTIONS.values()),
            ),
        ),
        _EXCEPTIONS,
    ),
    "(ice-9 format)": library(("libraries.guile.format", "format")),
    "(ice-9 ftw)": library(
        ("libraries.ice9.system", "file-system-fold file-system-tree ftw nftw scandir"),
    ),
    "(ice-9 getopt-long)": library(("libraries.ice9.getopt_long", None)),
    "(ice-9 hash-table)": library(
        (
            "libraries.ice9.lists",
            "alist->hash-table alist->hashq-table alist->hashv-table alist->hashx-table",
        ),
    ),
    "(ice-9 iconv)": library(
        (
            "libraries.ice9.text",
            "bytevector->string call-with-encoded-output-string string->bytevector",
        ),
    ),
    "(ice-9 list)": library(("libraries.ice9.lists", "rassoc rassq rassv")),
    "(ice-9 optargs)": library(
        ("forms.optargs", None),
        ("forms.basic", "define* lambda*"),
        ("forms.guile", "define*-public"),
    ),
    "(ice-9 poll)": library(
        (
            "libraries.ice9.system",
            "POLLERR POLLHUP POLLIN POLLNVAL POLLOUT POLLPRI make-empty-poll-set poll "
            "poll-set-add! poll-set-events poll-set-find-port poll-set-nfds poll-set-port "
            "poll-set-remove! poll-set-revents poll-set? set-poll-set-events! "
            "set-poll-set-revents!",
        ),
    ),
    "(ice-9 popen)": library(("libraries.ice9.popen", None)),
    "(ice-9 ports)": library(
        ("libraries.guile.ports", _PORTS),
        (
            "libraries.io",
            "call-with-input-string call-with-output-string call-with-port char-ready? "
            "close-input-port close-output-port current-error-port current-input-port "
            "current-output-port eof-object? force-output input-port? output-port? peek-char "
            "port? read-char with-input-from-string with-output-to-string",
        ),
    ),
    "(ice-9 pretty-print)": library(("libraries.pretty_print", None)),
    "(ice-9 q)": library(
        (
            "libraries.ice9.lists",
            "deq! enq! make-q q-empty-check q-empty? q-front q-length q-pop! q-push! q-rear "
            "q-remove! q? sync-q!",
        ),
    ),
    "(ice-9 rdelim)": library(
        ("libraries.ice9.rdelim", None),
        ("libraries.ice9.rdelim", "%read-delimited! %read-line"),
    ),
    "(ice-9 receive)": library(("forms.binding", "receive")),
    "(ice-9 regex)": library(("libraries.guile.regex", None)),
    "(ice-9 rw)": library(("libraries.ice9.text", "read-string!/partial write-string/partial")),
    "(ice-9 streams)": library(
        (
            "libraries.srfi.srfi41",
            "list->stream stream->list stream-car stream-cdr stream-for-each stream-map "
            "stream-null?",
        ),
        ("libraries.ice9.streams", None),
    ),
    "(ice-9 string-fun)": library(
        (
            "libraries.ice9.text",
            "has-trailing-newline? sans-final-newline sans-leading-whitespace "
            "sans-surrounding-whitespace sans-trailing-whitespace separate-fields-after-char "
            "separate-fields-before-char separate-fields-discarding-char split-after-char "
            "split-after-char-last split-after-predicate split-before-char "
            "split-before-char-last split-before-predicate split-discarding-char "
            "split-discarding-char-last split-discarding-predicate string-prefix-predicate "
            "string-prefix=? string-replace-substring",
        ),
    ),
    "(ice-9 syncase)": library(
        ("forms.macro", "define-syntax let-syntax letrec-syntax syntax-rules")
    ),
    "(ice-9 textual-ports)": library(
        ("libraries.ice9.textual_ports", None),
        ("libraries.ice9.binary_ports", "get-string-n!"),
        ("libraries.guile.ports", "unget-char unget-string"),
    ),
    "(ice-9 threads)": library(("libraries.guile.threads", None)),
    "(ice-9 time)": library(("libraries.ice9.system", "time")),
    "(ice-9 vlist)": library(("libraries.ice9.vlist", None)),
    "(srfi srfi-9 gnu)": library(
        ("forms.immutable_records", None),
        ("libraries.functional_setters", "set-field set-fields"),
        ("libraries.guile.records", "set-record-type-printer!"),
    ),
    "(system base compile)": library(("libraries.guile.compile", None)),
}
"""Every module, by its name."""
