"""CHICKEN's modules that are tables: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from .manifests import Library, library

__all__ = ["LIBRARIES"]

LIBRARIES: Final[dict[str, Library]] = {
    "(chicken format)": library(("libraries.chicken_format", None)),
    "(chicken io)": library(("libraries.chicken_io", None)),
    "(chicken process-context)": library(
        ("libraries.chicken_process_context", None),
        ("libraries.system", "get-environment-variable get-environment-variables"),
    ),
    "(chicken string)": library(("libraries.chicken_string", None)),
}
"""Every module, by its name."""
