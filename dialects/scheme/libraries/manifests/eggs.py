"""CHICKEN's eggs that are tables: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from . import Library, Source, library
from .srfis import SRFIS

__all__ = ["LIBRARIES"]

_RECORDS: Final = library(("forms.chicken_records", "define-record define-record-type defstruct"))
_NUMBERS: Final = library(("libraries.srfi.srfi4", None))
_UDP: Final = (
    "udp-bind! udp-bound-port udp-bound? udp-close-socket udp-connect! udp-connected? "
    "udp-open-socket udp-open-socket* udp-recvfrom udp-send udp-sendto udp-socket?"
)
_TCP: Final = library(("libraries.chicken.tcp", None))

LIBRARIES: Final[dict[str, Library]] = {
    "args": library(("libraries.egg.args", None), ("forms.args", None)),
    "base64": library(("libraries.egg.base64", None)),
    "defstruct": library(("forms.chicken_records", "defstruct")),
    "format": library(("libraries.guile.format", "format")),
    "getopt-long": library(("libraries.egg.getopt_long", None)),
    "json": library(("libraries.egg.json", None)),
    "mailbox": library(("libraries.egg.mailbox", None)),
    "miscmacros": library(
        ("libraries.egg.macros", None),
        ("forms.miscmacros", None),
        ("forms.macro", "define-syntax-rule"),
    ),
    "queues": library(("libraries.egg.queues", None)),
    "record-variants": library(("forms.chicken_records", "define-record-variant")),
    "regex": library(("libraries.egg.regex", None)),
    "(srfi 4)": _NUMBERS,
    "srfi-4": _NUMBERS,
    "stack": library(("libraries.egg.stack", None)),
    "tcp-server": library(("libraries.egg.tcp_server", None)),
    "tcp6": _TCP,
    "test": library(("libraries.egg.checks", None)),
    "typed-records": _RECORDS,
    "udp": Library(
        (Source("libraries.egg.udp", f"{_UDP} udp-recv-counted"),),
        {"udp-recv": "udp-recv-counted"},
    ),
    "udp6": library(("libraries.egg.udp", f"{_UDP} udp-recv")),
    "uri-common": library(("libraries.egg.uri", None), ("libraries.egg.uri_common", None)),
    "uri-generic": library(("libraries.egg.uri", None), ("libraries.egg.uri_generic", None)),
    "vector-lib": SRFIS[43][1],
}
"""Every egg, by its name."""
