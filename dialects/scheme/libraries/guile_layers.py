"""Guile's modules of objects, HTTP and fibers: what each exports, and where it is defined."""

from __future__ import annotations

from typing import Final

from .manifests import Library, library

__all__ = ["LIBRARIES"]

LIBRARIES: Final[dict[str, Library]] = {
    "(fibers channels)": library(("libraries.fibers_channels", None)),
    "(fibers conditions)": library(("libraries.fibers_conditions", None)),
    "(fibers operations)": library(("libraries.fibers_operations", None)),
    "(fibers scheduler)": library(
        (
            "libraries.fibers",
            "current-scheduler destroy-scheduler make-scheduler yield-current-task",
        ),
    ),
    "(fibers timers)": library(("libraries.fibers_timers", None)),
    "(fibers web server)": library(("libraries.fibers_web", None)),
    "(fibers)": library(
        ("libraries.fibers", "run-fibers spawn-fiber"),
        ("libraries.fibers_timers", "sleep"),
        ("libraries.control", "dynamic-wind"),
        **{"dynamic-wind*": "dynamic-wind"},
    ),
    "(oop goops)": library(
        ("libraries.goops", None),
        ("libraries.goops_generics", None),
        ("libraries.goops_generics", "%compute-applicable-methods"),
        ("libraries.goops_procedures", None),
        ("libraries.goops_protocol", None),
        ("libraries.goops_slots", None),
        ("forms.goops_forms", None),
    ),
    "(sxml simple)": library(("libraries.sxml_simple", None)),
    "(web client)": library(("libraries.web_client", None)),
    "(web http)": library(("libraries.web_http", None)),
    "(web request)": library(("libraries.web_request", None)),
    "(web response)": library(("libraries.web_response", None)),
    "(web server fibers)": library(("libraries.fibers_server", None)),
    "(web server http)": library(("libraries.web_server", "%http"), http="%http"),
    "(web server)": library(("libraries.web_server", None)),
    "(web uri)": library(("libraries.web_uri", None)),
}
"""Every module, by its name."""
