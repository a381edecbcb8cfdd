"""Guile's modules of objects, HTTP and fibers: what each exports, and where it is defined."""

from __future__ import annotations

from typing import Final

from . import Library, library

__all__ = ["LIBRARIES"]

LIBRARIES: Final[dict[str, Library]] = {
    "(fibers channels)": library(("libraries.fibers.channels", None)),
    "(fibers conditions)": library(("libraries.fibers.conditions", None)),
    "(fibers operations)": library(("libraries.fibers.operations", None)),
    "(fibers scheduler)": library(
        (
            "libraries.fibers.fibers",
            "current-scheduler destroy-scheduler make-scheduler yield-current-task",
        ),
    ),
    "(fibers timers)": library(("libraries.fibers.timers", None)),
    "(fibers web server)": library(("libraries.fibers.web", None)),
    "(fibers)": library(
        ("libraries.fibers.fibers", "run-fibers spawn-fiber"),
        ("libraries.fibers.timers", "sleep"),
        ("libraries.control", "dynamic-wind"),
        **{"dynamic-wind*": "dynamic-wind"},
    ),
    "(oop goops)": library(
        ("libraries.goops.goops", None),
        ("libraries.goops.generics", None),
        ("libraries.goops.generics", "%compute-applicable-methods"),
        ("libraries.goops.procedures", None),
        ("libraries.goops.protocol", None),
        ("libraries.goops.slots", None),
        ("forms.goops_forms", None),
    ),
    "(sxml simple)": library(("libraries.sxml_simple", None)),
    "(web client)": library(("libraries.web.client", None)),
    "(web http)": library(("libraries.web.http", None)),
    "(web request)": library(("libraries.web.request", None)),
    "(web response)": library(("libraries.web.response", None)),
    "(web server fibers)": library(("libraries.fibers.server", None)),
    "(web server http)": library(("libraries.web.server", "%http"), http="%http"),
    "(web server)": library(("libraries.web.server", None)),
    "(web uri)": library(("libraries.web.uri", None)),
}
"""Every module, by its name."""
