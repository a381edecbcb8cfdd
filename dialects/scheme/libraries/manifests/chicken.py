"""CHICKEN's modules that are tables: what each exports, and which module defines it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from . import Library, library

__all__ = ["BASE", "LIBRARIES"]

BASE: Final = (
    ("libraries.chicken.base", None),
    ("libraries.chicken.calls", None),
    ("forms.chicken4", "require-extension"),
    ("forms.chicken", None),
    ("libraries.srfi.srfi2", "and-let*"),
    ("libraries.srfi.srfi26", None),
    (
        "forms.binding",
        "case-lambda define-values fluid-let let*-values let-values letrec* parameterize rec "
        "receive",
    ),
    ("forms.conditional", "unless when"),
    ("forms.control", "delay-force"),
    ("forms.modules", "include"),
    (
        "libraries.control",
        "call/cc getter-with-setter make-parameter make-promise promise? setter",
    ),
    ("libraries.equivalence", "string->uninterned-symbol"),
    (
        "libraries.io",
        "current-error-port flush-output get-output-string input-port-open? open-input-string "
        "open-output-string output-port-open? port?",
    ),
    (
        "libraries.numeric",
        "add1 exact-integer-sqrt exact-integer? finite? infinite? nan? sub1",
    ),
    ("libraries.system", "emergency-exit"),
)
"""What (chicken base) consists of."""

_MODULES: Final[dict[str, Library]] = {
    "base": library(*BASE),
    "bitwise": library(
        ("libraries.chicken.bitwise", None),
        (
            "libraries.bitwise",
            "arithmetic-shift bitwise-and bitwise-ior bitwise-not bitwise-xor integer-length",
        ),
    ),
    "blob": library(("libraries.chicken.blob", None)),
    "condition": library(("libraries.chicken.condition", None)),
    "continuation": library(("libraries.chicken.continuation", None)),
    "csi": library(("libraries.chicken.repl", "editor-command set-describer! toplevel-command")),
    "errno": library(("libraries.chicken.errno", None)),
    "eval": library(("libraries.chicken.eval", None)),
    "file": library(("libraries.chicken.file", None)),
    "file posix": library(("libraries.chicken.file_posix", None)),
    "fixnum": library(("libraries.chicken.fixnum", None)),
    "flonum": library(("libraries.chicken.flonum", None)),
    "foreign": library(("forms.chicken_foreign", None)),
    "format": library(("libraries.chicken.format", None)),
    "gc": library(("libraries.chicken.gc", None)),
    "io": library(("libraries.chicken.io", None)),
    "irregex": library(("libraries.chicken.irregex", None)),
    "keyword": library(("libraries.chicken.keyword", None)),
    "load": library(("libraries.chicken.load", None)),
    "locative": library(("libraries.chicken.locative", None)),
    "memory representation": library(("libraries.chicken.representation", None)),
    "module": library(
        ("libraries.chicken.syntax", "import-syntax import-syntax-for-syntax"),
        ("forms.modules", "cond-expand export import import-for-syntax module reexport"),
    ),
    "pathname": library(("libraries.chicken.pathname", None)),
    "platform": library(("libraries.chicken.platform", None)),
    "plist": library(("libraries.chicken.plist", None)),
    "port": library(
        ("libraries.chicken.port", None),
        (
            "libraries.io",
            "call-with-input-string call-with-output-string with-input-from-string "
            "with-output-to-string",
        ),
    ),
    "pretty-print": library(("libraries.chicken.pretty_print", None)),
    "process": library(("libraries.chicken.process", None)),
    "process signal": library(("libraries.chicken.signals", None)),
    "process-context": library(
        ("libraries.chicken.process_context", None),
        ("libraries.system", "get-environment-variable get-environment-variables"),
    ),
    "process-context posix": library(("libraries.chicken.identity", None)),
    "random": library(("libraries.chicken.random", None)),
    "repl": library(("libraries.chicken.repl", "quit repl repl-prompt reset reset-handler")),
    "sort": library(("libraries.chicken.sort", None)),
    "string": library(("libraries.chicken.string", None)),
    "syntax": library(
        (
            "libraries.chicken.syntax",
            "define-compiler-syntax define-for-syntax expand get-line-number let-compiler-syntax "
            "strip-syntax syntax-error",
        ),
        ("forms.macro", "er-macro-transformer ir-macro-transformer"),
        ("forms.modules", "begin-for-syntax"),
        ("forms.syntax_case", "syntax"),
    ),
    "tcp": library(("libraries.chicken.tcp", None)),
    "time": library(("libraries.chicken.time", None)),
    "time posix": library(("libraries.chicken.time_posix", None)),
    "type": library(("libraries.chicken.type", None)),
}


def _names(module: str) -> Iterator[str]:
    yield f"(chicken {module})"
    yield f"chicken.{module.replace(' ', '.')}"
    if " " in module:
        yield f"(chicken {module.replace(' ', '.')})"


LIBRARIES: Final[dict[str, Library]] = {
    name: found for module, found in _MODULES.items() for name in _names(module)
}
"""Every module, by its names."""
