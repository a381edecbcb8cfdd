"""CHICKEN 4's units, made of the modules of CHICKEN 5 into which they were split."""

from __future__ import annotations

from typing import Final

from . import Library, Source, chicken
from .eggs import LIBRARIES as EGGS

__all__ = ["INTERPRETER", "LIBRARIES", "LOADED"]

_OWN: Final = "libraries.chicken.version4"


def _unit(modules: str, *sources: tuple[str, str]) -> Library:
    """Return a unit: all of some modules, and names of others."""
    found = [
        source
        for module in modules.split()
        for source in chicken.LIBRARIES[f"chicken.{module}"].sources
    ]
    return Library((*found, *(Source(*each) for each in sources)))


_FILE: Final = "libraries.chicken.file"

LIBRARIES: Final[dict[str, Library]] = {
    "chicken": _unit(
        "base bitwise blob condition continuation errno eval fixnum flonum gc keyword load module "
        "platform plist process-context repl syntax time type",
        ("forms.chicken4", "require-extension use"),
        (_FILE, "delete-file directory-exists? file-exists? rename-file"),
        ("libraries.chicken.port", "port-name port-position set-port-name!"),
        ("libraries.chicken.process", "system"),
        ("libraries.chicken.string", "reverse-list->string"),
        (_OWN, "require"),
    ),
    "data-structures": Library(
        (
            *_unit("string sort").sources,
            *EGGS["queues"].sources,
            Source(
                "libraries.chicken.base",
                "alist-ref alist-update alist-update! atom? butlast chop complement compose "
                "compress conjoin constantly disjoin each flatten flip identity intersperse join "
                "list-of? o rassoc tail?",
            ),
            Source(_OWN, "any? binary-search shuffle"),
        )
    ),
    "extras": _unit("format io pretty-print", (_OWN, "random randomize read-file")),
    "files": Library(
        (
            *_unit("pathname").sources,
            Source(
                _FILE,
                "copy-file create-temporary-directory create-temporary-file delete-file* "
                "move-file",
            ),
        ),
        {"file-copy": "copy-file", "file-move": "move-file"},
    ),
    "foreign": _unit("foreign"),
    "irregex": _unit("irregex"),
    "numbers": Library((Source("libraries.numeric"),)),
    "ports": _unit("port"),
    "posix": Library(
        (
            *_unit(
                "errno file.posix process process.signal process-context.posix time.posix"
            ).sources,
            Source("libraries.chicken.base", "sleep"),
            Source(
                _FILE,
                "create-directory delete-directory directory file-executable? file-readable? "
                "file-writable? find-files glob",
            ),
            Source(
                "libraries.chicken.port",
                "set-buffering-mode! terminal-name terminal-port? terminal-size",
            ),
            Source(
                "libraries.chicken.process_context",
                "change-directory current-directory set-environment-variable! "
                "unset-environment-variable!",
            ),
            Source("libraries.system", "emergency-exit get-environment-variables"),
            Source(_OWN, "change-file-owner get-host-name system-information"),
        ),
        {
            "_exit": "emergency-exit",
            "change-file-mode": "set-file-permissions!",
            "current-environment": "get-environment-variables",
            "file-execute-access?": "file-executable?",
            "file-read-access?": "file-readable?",
            "file-write-access?": "file-writable?",
            "setenv": "set-environment-variable!",
            "unsetenv": "unset-environment-variable!",
        },
    ),
    "srfi-12": _unit("condition"),
    "tcp": _unit("tcp"),
    "utils": _unit(
        "",
        ("libraries.chicken.process", "qs system*"),
        (_OWN, "for-each-argv-line for-each-line read-all"),
    ),
}
"""Every unit, by its name; and the egg `numbers`, whose procedures all Schemes have now."""

INTERPRETER: Final = ("chicken", "data-structures", "extras", "ports", "srfi-69")
"""The units whose names a program had that `csi` ran, once it used any."""

LOADED: Final = {"socket": ("srfi-13", "srfi-18"), "tcp6": ("srfi-1", "srfi-13", "srfi-18")}
"""The units that an egg loads, by the egg's name."""
