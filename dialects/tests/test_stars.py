"""What `from … import *` brings from a dialect is what mypy takes it to bring, by one name each.

A dialect's modules have no lists of what they offer, see `exports`.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from checkers import link_packages

MODULES = ("srfi106", "foment", "guile", "chicken", "sagittarius", "r6rs_io", "r7rs_io")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The names that mypy knows in a module that is nothing but the import."""
    build = pytest.importorskip("mypy.build", reason="the extra `lint` is not installed")
    folder: Path = tmp_path_factory.mktemp("stars")
    link_packages(folder)
    options = importlib.import_module("mypy.options").Options()
    options.mypy_path = [str(folder)]
    options.namespace_packages = options.ignore_errors = True
    options.implicit_reexport = options.incremental = False
    sources = [
        build.BuildSource(None, module, f"from schemesockets.dialects.{module} import *")
        for module in MODULES
    ]
    files = build.build(sources, options).files
    return {
        module: {name for name in files[module].names if not name.startswith("_")}
        for module in MODULES
    }


@pytest.mark.parametrize("module", MODULES)
def test_a_star(known: dict[str, set[str]], module: str) -> None:
    loaded = importlib.import_module(f"schemesockets.dialects.{module}")
    assert known[module] ^ set(loaded.__all__) == set()


@pytest.mark.parametrize("module", MODULES)
def test_no_module_has_another_thing_under_a_name(module: str) -> None:
    """It would hide what the dialect offers so called, from type checkers or at run time."""
    loaded = importlib.import_module(f"schemesockets.dialects.{module}")
    within = f"{loaded.__name__}."
    others = {
        f"{key}.{name}"
        for key, each in list(sys.modules.items())
        if key.startswith(within) and not key.startswith("_", len(within))
        for name in set(loaded.__all__) & set(vars(each))
        if getattr(each, name) is not getattr(loaded, name)
    }
    assert others == set()
