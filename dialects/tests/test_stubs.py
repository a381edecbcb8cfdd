"""A module that holds a table has a stub beside it that says the same."""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType

import pytest

from schemesockets.dialects.stubs import stub_of, tabled_modules

MODULES = list(tabled_modules())


def test_the_modules() -> None:
    names = {module.__name__.partition("dialects.")[2] for module in MODULES}
    assert names >= {"guile.constants", "chicken.constants", "sagittarius.constants"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_stub(module: ModuleType) -> None:
    """If this fails, run `python -m schemesockets.dialects.stubs`."""
    stub = Path(str(module.__file__)).with_suffix(".pyi").read_text(encoding="utf-8")
    assert stub == stub_of(module)
    tree = ast.parse(stub)
    assert ast.get_docstring(tree, clean=False) == module.__doc__
    defined = {
        node.name if isinstance(node, ast.FunctionDef) else ast.unparse(node.target)
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AnnAssign)
    }
    assert set(module.__all__) <= defined
