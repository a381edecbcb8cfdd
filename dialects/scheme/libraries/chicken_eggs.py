"""CHICKEN's eggs that are tables: what each exports, and which module defines it."""

from __future__ import annotations

from typing import Final

from .manifests import Library, Source, library
from .srfis import SRFIS

__all__ = ["LIBRARIES"]

_RECORDS: Final = library(("forms.chicken_records", "define-record define-record-type defstruct"))
_NUMBERS: Final = library(("libraries.srfi4", None))
_UDP: Final = (
    "udp-bind! udp-bound-port udp-bound? udp-close-socket udp-connect! udp-connected? "
    "udp-open-socket udp-open-socket* udp-recvfrom udp-send udp-sendto udp-socket?"
)
_TCP: Final = library(("libraries.chicken_tcp", None))

LIBRARIES: Final[dict[str, Library]] = {
    "args": library(("libraries.egg_args", None), ("forms.args", None)),
    "base64": library(("libraries.egg_base64", None)),
    "defstruct": library(("forms.chicken_records", "defstruct")),
    "format": library(("libraries.guile_format", "format")),
    "getopt-long": library(("libraries.egg_getopt_long", None)),
    "json": library(("libraries.egg_json", None)),
    "mailbox": library(("libraries.egg_mailbox", None)),
    "miscmacros": library(
        ("libraries.egg_macros", None),
        ("forms.miscmacros", None),
        ("forms.macro", "define-syntax-rule"),
    ),
    "queues": library(("libraries.egg_queues", None)),
    "record-variants": library(("forms.chicken_records", "define-record-variant")),
    "regex": library(("libraries.egg_regex", None)),
    "(srfi 4)": _NUMBERS,
    "srfi-4": _NUMBERS,
    "stack": library(("libraries.egg_stack", None)),
    "tcp-server": library(("libraries.egg_tcp_server", None)),
    "tcp6": _TCP,
    "test": library(("libraries.egg_checks", None)),
    "typed-records": _RECORDS,
    "udp": Library(
        (Source("libraries.egg_udp", f"{_UDP} udp-recv-counted"),),
        {"udp-recv": "udp-recv-counted"},
    ),
    "udp6": library(("libraries.egg_udp", f"{_UDP} udp-recv")),
    "uri-common": library(("libraries.egg_uri", None), ("libraries.egg_uri_common", None)),
    "uri-generic": library(("libraries.egg_uri", None), ("libraries.egg_uri_generic", None)),
    "vector-lib": SRFIS[43][1],
}
"""Every egg, by its name."""
