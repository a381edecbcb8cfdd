"""Guile's modules that are tables: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from .manifests import Library, Source, library

__all__ = ["CORE", "LIBRARIES"]

CORE: Final = (
    (
        "libraries.srfi1",
        "append! cons* delete delete! filter filter! iota last-pair map-in-order reverse!",
    ),
    ("libraries.srfi13", None),
    ("libraries.srfi14", None),
    ("libraries.homogeneous", None),
    (
        "libraries.bitwise",
        "ash integer-length logand logbit? logcount logior lognot logtest logxor",
    ),
    (
        "libraries.guile_regex",
        "make-regexp regexp-exec regexp/basic regexp/extended regexp/icase regexp/newline "
        "regexp/notbol regexp/noteol regexp?",
    ),
    ("libraries.guile_format", None),
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

LIBRARIES: Final[dict[str, Library]] = {
    "(ice-9 binary-ports)": library(
        ("libraries.binary_ports", None),
        ("libraries.io", "eof-object"),
    ),
    "(ice-9 exceptions)": Library(
        (
            Source("libraries.guile_exceptions"),
            Source("forms.control", "guard"),
            Source("forms.conditional", "=> else"),
            Source("libraries.control", "raise-continuable"),
            Source(
                "libraries.rnrs_conditions",
                "&implementation-restriction &irritants &lexical &message &non-continuable "
                "&quit-exception &syntax &warning make-quit-exception make-warning "
                "quit-exception? warning? " + " ".join(_EXCEPTIONS.values()),
            ),
        ),
        _EXCEPTIONS,
    ),
    "(ice-9 format)": library(("libraries.guile_format", "format")),
    "(ice-9 popen)": library(("libraries.popen", None)),
    "(ice-9 rdelim)": library(
        ("libraries.rdelim", None),
        ("libraries.rdelim", "%read-delimited! %read-line"),
    ),
    "(ice-9 regex)": library(("libraries.guile_regex", None)),
    "(ice-9 textual-ports)": library(
        ("libraries.textual_ports", None),
        ("libraries.binary_ports", "get-string-n!"),
    ),
    "(ice-9 threads)": library(("libraries.guile_threads", None)),
}
"""Every module, by its name."""
