"""The engine's modules: which may import which, and whom none of them knows."""

from __future__ import annotations

import subprocess
import sys

import pytest
from import_graph import ImportGraph

GRAPH = ImportGraph("schemesockets.core")
PACKAGE = GRAPH.package
# Below all that waits, as docs/architecture.md has it.
LOWEST = ("brief", "constants", "errors", "forks", "handle", "address", "options")


def test_it_sees_the_modules() -> None:
    assert {
        f"{PACKAGE}.{name}" for name in ("ports", "ports.base", *LOWEST)
    } <= GRAPH.sources.keys()
    assert f"{PACKAGE}.errors" in GRAPH.imported(f"{PACKAGE}.ports.input")
    assert f"{PACKAGE}.ports.policy" in GRAPH.imported(f"{PACKAGE}.ports.input")
    assert f"{PACKAGE}.constants" in GRAPH.imported(f"{PACKAGE}.socket")


def test_no_cycle_not_even_for_types() -> None:
    assert GRAPH.in_cycles() == set()


def test_what_lies_below_all_that_waits() -> None:
    lowest = {f"{PACKAGE}.{name}" for name in LOWEST}
    for name in lowest:
        assert GRAPH.edges()[name] <= lowest, name


def test_nothing_above_is_imported() -> None:
    allowed = {PACKAGE, "attrs", "_typeshed"}
    for name in GRAPH.sources:
        for found in GRAPH.imported(name):
            top = found.partition(".")[0]
            assert (
                top in allowed or top in sys.stdlib_module_names or found.startswith(f"{PACKAGE}")
            ), (name, found)


DIALECTS = ("srfi", "foment", "guile", "chicken", "sagittarius", "schemesockets.dialects")


@pytest.mark.parametrize("name", GRAPH.sources)
def test_no_dialect_is_named(name: str) -> None:
    text = GRAPH.sources[name].read_text().lower()
    assert not [dialect for dialect in DIALECTS if dialect in text]


@pytest.mark.parametrize("name", GRAPH.sources)
def test_each_can_be_imported_by_itself(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
