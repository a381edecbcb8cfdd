"""The libraries that are tables: their names, and that programs of each dialect find them."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from schemesockets.dialects.scheme import evaluate, forms, libraries
from schemesockets.dialects.scheme.libraries import manifests
from schemesockets.dialects.scheme.libraries.manifest import LIBRARIES
from schemesockets.dialects.scheme.libraries.manifests import (
    chicken,
    common,
    eggs,
    foment,
    guile,
    sagittarius,
    srfis,
)
from schemesockets.dialects.scheme.spelling import valued

MODULES = (
    *common.LIBRARIES,
    *guile.LIBRARIES,
    *chicken.LIBRARIES,
    *eggs.LIBRARIES,
    *foment.LIBRARIES,
    *sagittarius.LIBRARIES,
)


@pytest.mark.parametrize("name", [*(f"(srfi {number})" for number in srfis.SRFIS), *MODULES])
def test_what_a_library_exports_is_defined(name: str) -> None:
    exports = LIBRARIES[name].exports()
    assert exports
    for entry in exports.values():
        assert entry.kind != "procedure" or callable(entry.value)


def test_each_table_has_a_short_name_of_its_own() -> None:
    above = "schemesockets.dialects.scheme."
    tables = []
    for package in (forms, libraries):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            table = getattr(importlib.import_module(found.name), "TABLE", None)
            # Ports call procedures; a table of syntax alone needs no name.
            if table is not None and valued(table.entries):
                tables.append(found.name.removeprefix(above))
    assert len(tables) > 200
    assert [manifests.module_of(manifests.short_name(each)) for each in tables] == tables


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("srfi-106", "(import (scheme base) (srfi 1)) (fold + 0 (iota 5))"),
        ("guile", "(use-modules (srfi srfi-1)) (fold + 0 (iota 5))"),
        ("guile", '(string->number (format #f "~a" (string-index "0123456789a" #\\a)))'),
        ("chicken", "(import srfi-1) (fold + 0 (iota 5))"),
        ("sagittarius", "(import (srfi :1 lists)) (fold + 0 (iota 5))"),
    ],
)
def test_programs_find_them(dialect: str, text: str) -> None:
    assert evaluate(text, dialect=dialect) == 10


@pytest.mark.parametrize(
    ("dialect", "feature", "expected"),
    [
        ("srfi-106", "srfi-1", "yes"),
        ("srfi-106", "srfi-9999", "no"),
        ("sagittarius", "srfi-158", "yes"),
        ("guile", "srfi-13", "yes"),
        ("guile", "srfi-1", "no"),  # it is where its module was used
        ("chicken", "srfi-39", "yes"),
        ("chicken", "srfi-1", "no"),
    ],
)
def test_srfis_are_features(dialect: str, feature: str, expected: str) -> None:
    text = f"(cond-expand ({feature} 'yes) (else 'no))"
    imports = "(import (scheme base)) " if dialect in ("srfi-106", "sagittarius") else ""
    assert str(evaluate(imports + text, dialect=dialect)) == expected
