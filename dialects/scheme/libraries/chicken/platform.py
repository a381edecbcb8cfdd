"""The system and the program's features: CHICKEN's (chicken platform)."""

from __future__ import annotations

import platform
import sys
from typing import Any, Final

from ...data import Keyword, String, Symbol, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Items, Sym, Text
from .files import environment_path

__all__ = ["TABLE"]

TABLE: Final = Table()


_VERSION: Final = "5.3.0"


@TABLE.procedure("chicken-version")
def chicken_version(full: Any = False) -> Text:
    """Return the version of CHICKEN that is meant. CHICKEN manual, Module (chicken platform)."""
    if full is False:
        return _VERSION
    return f"CHICKEN\n(on schemesockets)\nVersion {_VERSION}\n"


@TABLE.procedure("build-platform")
def build_platform() -> Sym:
    """Return the compiler's system, a symbol. CHICKEN manual, Module (chicken platform)."""
    return Symbol("gnu")


@TABLE.procedure("machine-type")
def machine_type() -> Sym:
    """Return the processor's kind. CHICKEN manual, Module (chicken platform)."""
    return Symbol({"x86_64": "x86-64", "aarch64": "arm64"}.get(platform.machine(), "unknown"))


@TABLE.procedure("machine-byte-order")
def machine_byte_order() -> Sym:
    """Return the order of bytes in a word. CHICKEN manual, Module (chicken platform)."""
    return Symbol(f"{sys.byteorder}-endian")


@TABLE.procedure("software-type")
def software_type() -> Sym:
    """Return the kind of system. CHICKEN manual, Module (chicken platform)."""
    return Symbol("unix")


@TABLE.procedure("software-version")
def software_version() -> Sym:
    """Return the system's name. CHICKEN manual, Module (chicken platform)."""
    name = platform.system().lower()
    return Symbol({"darwin": "macosx"}.get(name, name))


@TABLE.procedure("features")
def features() -> Items:
    """Return the features that `cond-expand` knows, keywords.

    CHICKEN manual, Module (chicken platform).
    """
    return [Keyword(each) for each in STATE.image.features]


def _names(features: tuple[Any, ...]) -> list[str]:
    names = []
    for place, each in enumerate(features, 1):
        if each.__class__ not in (Symbol, Keyword, String):
            refuse("feature?", place, "a symbol, a keyword or a string", each)
        name = each.text if each.__class__ is String else each.name  # type: ignore[union-attr]
        names.append(name)
    return names


@TABLE.procedure("feature?")
def is_feature(*features: Any) -> bool:
    """Return whether all are features. CHICKEN manual, Module (chicken platform)."""
    return all(each in STATE.image.features for each in _names(features))


@TABLE.procedure("register-feature!")
def register_feature(*features: Any) -> None:
    """Add features for `cond-expand`. CHICKEN manual, Module (chicken platform)."""
    new = [each for each in _names(features) if each not in STATE.image.features]
    STATE.image.features = (*STATE.image.features, *new)


@TABLE.procedure("unregister-feature!")
def unregister_feature(*features: Any) -> None:
    """Remove features. CHICKEN manual, Module (chicken platform)."""
    gone = _names(features)
    STATE.image.features = tuple(each for each in STATE.image.features if each not in gone)


@TABLE.procedure("chicken-home")
def chicken_home() -> Any:
    """Return the folder that CHICKEN's shared files are in, of which there are none here: #f.

    CHICKEN manual, Module (chicken platform).
    """
    return False


def _directories() -> Any:
    return to_list([String(str(each)) for each in STATE.image.directories])


@TABLE.procedure("repository-path")
def repository_path() -> Any:
    """Return the folders in which libraries are looked for.

    CHICKEN manual, Module (chicken platform).
    """
    return _directories()


@TABLE.procedure("installation-repository")
def installation_repository() -> Any:
    """Return the folder to which eggs would be installed: #f, for there is none.

    CHICKEN manual, Module (chicken platform).
    """
    return False


@TABLE.procedure("system-cache-directory")
def system_cache_directory() -> Any:
    """Return the user's folder for caches. CHICKEN manual, Module (chicken platform)."""
    return environment_path("XDG_CACHE_HOME", ".cache")


@TABLE.procedure("system-config-directory")
def system_config_directory() -> Any:
    """Return the user's folder for settings. CHICKEN manual, Module (chicken platform)."""
    return environment_path("XDG_CONFIG_HOME", ".config")
