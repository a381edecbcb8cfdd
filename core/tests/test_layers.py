"""The engine's modules: which may import which, and whom none of them knows."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import schemesockets.core

ROOT = Path(schemesockets.core.__file__).parent
PACKAGE = schemesockets.core.__name__
MODULES = {
    found.name: Path(found.module_finder.path, found.name.rpartition(".")[2])  # type: ignore[union-attr]
    for found in pkgutil.walk_packages([str(ROOT)], f"{PACKAGE}.")
    if ".tests" not in found.name
}
# Below all that waits, as docs/architecture.md has it.
LOWEST = ("brief", "constants", "errors", "forks", "handle", "address", "options")


def source(name: str) -> Path:
    path = MODULES[name]
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def imported(name: str) -> set[str]:
    """The modules of the engine that a module imports: anywhere in it, and for types alone too."""
    here = name if source(name).name == "__init__.py" else name.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(source(name).read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = here.rsplit(".", node.level - 1)[0] if node.level else ""
            base = ".".join(part for part in (base, node.module or "") if part)
            # `from . import constants` names a module, `from .constants import X` a name in one.
            found |= {
                inner if (inner := f"{base}.{alias.name}") in MODULES else base
                for alias in node.names
            }
    return found


def graph() -> dict[str, set[str]]:
    return {name: imported(name) & MODULES.keys() for name in MODULES}


def test_it_sees_the_modules() -> None:
    assert {f"{PACKAGE}.{name}" for name in ("ports", "ports.base", *LOWEST)} <= MODULES.keys()
    assert f"{PACKAGE}.errors" in imported(f"{PACKAGE}.ports.input")
    assert f"{PACKAGE}.ports.policy" in imported(f"{PACKAGE}.ports.input")
    assert f"{PACKAGE}.constants" in imported(f"{PACKAGE}.socket")


def test_no_cycle_not_even_for_types() -> None:
    left = graph()
    # A package's own modules come before it.
    while left:
        free = [name for name, needs in left.items() if not needs & left.keys() - {name}]
        assert free, f"these import each other: {sorted(left)}"
        for name in free:
            del left[name]


def test_what_lies_below_all_that_waits() -> None:
    lowest = {f"{PACKAGE}.{name}" for name in LOWEST}
    for name in lowest:
        assert graph()[name] <= lowest, name


def test_nothing_above_is_imported() -> None:
    allowed = {PACKAGE, "attrs", "_typeshed"}
    for name in MODULES:
        for found in imported(name):
            top = found.partition(".")[0]
            assert (
                top in allowed or top in sys.stdlib_module_names or found.startswith(f"{PACKAGE}")
            ), (name, found)


DIALECTS = ("srfi", "foment", "guile", "chicken", "sagittarius", "schemesockets.dialects")


@pytest.mark.parametrize("name", MODULES)
def test_no_dialect_is_named(name: str) -> None:
    text = source(name).read_text().lower()
    assert not [dialect for dialect in DIALECTS if dialect in text]


@pytest.mark.parametrize("name", MODULES)
def test_each_can_be_imported_by_itself(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
