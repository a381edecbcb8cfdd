"""Guile's modules that are tables: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from .manifests import Library, library

__all__ = ["LIBRARIES"]

LIBRARIES: Final[dict[str, Library]] = {
    "(ice-9 rdelim)": library(("libraries.rdelim", None)),
    "(ice-9 threads)": library(("libraries.guile_threads", None)),
}
"""Every module, by its name."""
