"""Which library exports what, told without importing the modules that define it.

A library is written here as a list of sources: the module that defines the names (below
`dialects.scheme`), and the names, or `None` for all that its table has. A library's name is what
programs write, read as text with one space between its parts.
"""

from __future__ import annotations

from typing import Final

from .manifests import (
    Library,
    chicken,
    chicken4,
    clos,
    common,
    eggs,
    foment,
    guile,
    guile_layers,
    library,
    r7rs,
    rnrs,
    sagittarius,
    srfis,
    table,
)
from .manifests.srfis import SRFIS

__all__ = ["BASE", "FORMS", "LIBRARIES", "SRFIS", "SYNTAX_CASE", "table", "where_is"]


FORMS: Final = (
    "forms.basic",
    "forms.binding",
    "forms.conditional",
    "forms.control",
    "forms.macro",
    "forms.quasi",
    "forms.records",
)
"""The modules of the forms that all Schemes have."""
SYNTAX_CASE: Final = ("forms.syntax_case", "libraries.syntax")
"""The modules of `syntax-case`."""
BASE: Final = (
    *FORMS,
    "forms.modules",
    "libraries.control",
    "libraries.equivalence",
    "libraries.io",
    "libraries.lists",
    "libraries.numeric",
    "libraries.strings",
    "libraries.system",
    "libraries.vectors",
)
"""The modules in which R7RS small is defined, with what its neighbours need."""


def _everything(*more: tuple[str, str | None]) -> Library:
    return library(*((module, None) for module in (*BASE, *SYNTAX_CASE)), *more)


LIBRARIES: dict[str, Library] = {
    **r7rs.LIBRARIES,
    **rnrs.LIBRARIES,
    "scheme": r7rs.LIBRARIES["(scheme r5rs)"],
    "(guile)": _everything(*guile.CORE),
    "(chicken)": _everything(*chicken.BASE, ("forms.chicken4", None)),
    "%sagittarius": _everything(*sagittarius.BASE),
    "%chicken-ports": library(("libraries.io", "flush-output")),
    # What a program has that has imported nothing yet.
    "%modules": library(
        ("forms.modules", None), ("forms.macro", "er-macro-transformer ir-macro-transformer")
    ),
    "%sagittarius-conditions": library(
        (
            "libraries.rnrs.conditions",
            "&host-not-found &socket &socket-closed &socket-connection &socket-port "
            "&socket-read-timeout host-not-found-error-node host-not-found-error-service "
            "host-not-found-error? make-host-not-found-error make-socket-closed-error "
            "make-socket-connection-error make-socket-error make-socket-port-error "
            "make-socket-read-timeout-error socket-closed-error? socket-connection-error? "
            "socket-error-port socket-error-socket socket-error? socket-port-error? "
            "socket-read-timeout-error?",
        )
    ),
    **srfis.LIBRARIES,
    **common.LIBRARIES,
    **guile.LIBRARIES,
    **guile_layers.LIBRARIES,
    **chicken.LIBRARIES,
    **eggs.LIBRARIES,
    **chicken4.LIBRARIES,
    **clos.LIBRARIES,
    **foment.LIBRARIES,
    **sagittarius.LIBRARIES,
}
"""Every library that is a table, by its name."""


def where_is(name: str) -> tuple[str, ...]:
    """Return the libraries that export a name, for the message that it is missing."""
    return tuple(each for each, library in LIBRARIES.items() if name in library.exports())
