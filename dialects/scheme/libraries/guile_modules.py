"""Guile's modules that are tables: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from .manifests import Library, library

__all__ = ["LIBRARIES"]

LIBRARIES: Final[dict[str, Library]] = {
    "(ice-9 binary-ports)": library(
        ("libraries.binary_ports", None),
        ("libraries.io", "eof-object"),
    ),
    "(ice-9 format)": library(("libraries.guile_format", "format")),
    "(ice-9 popen)": library(("libraries.popen", None)),
    "(ice-9 rdelim)": library(("libraries.rdelim", None)),
    "(ice-9 regex)": library(("libraries.guile_regex", None)),
    "(ice-9 textual-ports)": library(
        ("libraries.textual_ports", None),
        ("libraries.binary_ports", "get-string-n!"),
    ),
    "(ice-9 threads)": library(("libraries.guile_threads", None)),
}
"""Every module, by its name."""
