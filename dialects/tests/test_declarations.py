"""A definition is the only place of a form and its kinds; all else is read from there."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from schemesockets import dialects
from schemesockets.dialects.declaration import Name, read_name
from schemesockets.dialects.stubs import tabled_modules

MODULES = ("srfi106", "foment", "guile", "chicken", "sagittarius", "r6rs_io", "r7rs_io")
_FOLDER = Path(dialects.__file__).parent
# The libraries of Scheme programs have tables of their own, in which procedures have no docstring.
SOURCES = [
    path
    for path in _FOLDER.rglob("*.py")
    if not {"tests", "scheme"} & set(path.relative_to(_FOLDER).parts)
]
DECLARING = {"procedure", "hot_procedure", "syntax", "parameter", "record", "class_"}


def names_in(module: str) -> list[Name]:
    """What is declared of the names that a module offers."""
    loaded = importlib.import_module(f"schemesockets.dialects.{module}")
    found = (getattr(getattr(loaded, name), "__scheme__", None) for name in loaded.__all__)
    return [name for name in found if isinstance(name, Name)]


ALL = [
    pytest.param(name, id=f"{module}:{name.scheme}")
    for module in MODULES
    for name in names_in(module)
]


@pytest.mark.parametrize("name", ALL)
def test_all_of_a_name_is_read_from_its_definition(name: Name) -> None:
    assert read_name(name.kind, name.value) == name
    assert name.value.__scheme__ is name  # type: ignore[attr-defined]
    if name.kind in ("procedure", "syntax", "parameter"):
        function = inspect.unwrap(name.value)
        signature = inspect.signature(function)
        assert [each.name for each in name.parameters] == [
            each for each in signature.parameters if each != "self"
        ]
        assert signature.return_annotation is not inspect.Signature.empty
        assert name.result.kind


def test_a_form_is_written_once() -> None:
    """No text begins with it but the docstring, or the row, of each procedure so called.

    In a table it may be made of parts, too.
    """
    procedures = {id(name.value): name for module in MODULES for name in names_in(module)}
    declared = Counter(
        form for name in procedures.values() for form in name.form.split(" | ") if "(" in form
    )
    written = Counter(
        form
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for form in forms_at_the_beginning(node.value)
    )
    tables = {module.__name__ for module in tabled_modules()}
    in_parts = Counter(
        form
        for name in procedures.values()
        if getattr(name.value, "__module__", "") in tables
        for form in name.form.split(" | ")
    )
    assert {
        form: written[form]
        for form, count in declared.items()
        if not count - in_parts[form] <= written[form] <= count
    } == {}


def forms_at_the_beginning(text: str) -> list[str]:
    words = " ".join(text.split())
    beginning = re.match(r"`\([^`]+`(,? `\([^`]+`)*", words)
    return re.findall("`([^`]+)`", beginning[0]) if beginning else [words]


def test_a_declaration_takes_nothing_but_the_definition() -> None:
    given = [
        f"{path.name}:{decorator.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and _last_name(decorator.func) in DECLARING
    ]
    assert given == []


def _last_name(expression: ast.expr) -> str:
    return ast.unparse(expression).rpartition(".")[2]


def test_a_module_may_cite_its_section_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def usual() -> None:
        """`(usual)`: do nothing, or not, or both."""

    def other() -> None:
        """`(other)`: do nothing.

        The manual, Elsewhere.
        """

    monkeypatch.setattr(sys.modules[__name__], "__cited__", "The manual, Here", raising=False)
    assert read_name("procedure", usual).section == "Here"
    assert read_name("procedure", other).section == "Elsewhere"
    monkeypatch.delattr(sys.modules[__name__], "__cited__")
    with pytest.raises(ValueError, match="cite its document"):
        read_name("procedure", usual)
