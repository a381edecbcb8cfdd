"""Guile's modules that are tables: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from .manifests import Library, library

__all__ = ["CORE", "LIBRARIES"]

CORE: Final = (
    (
        "libraries.srfi1",
        "append! cons* delete delete! filter filter! iota last-pair map-in-order reverse!",
    ),
    ("libraries.srfi13", None),
    ("libraries.srfi14", None),
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

LIBRARIES: Final[dict[str, Library]] = {
    "(ice-9 binary-ports)": library(
        ("libraries.binary_ports", None),
        ("libraries.io", "eof-object"),
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
