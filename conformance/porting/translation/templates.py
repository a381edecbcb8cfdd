"""Python templates for the standard procedures, those that every Scheme has.

`base.toml` has the templates: Python with a letter for each argument, from `a`. If a procedure has
several, the number of arguments selects one. The tables are:

    values         expressions
    tests          expressions with a boolean value in both languages
    in-tests       expressions to be used only as a condition
    effects        statements, for calls whose value is not used
    folds, chains  operators that take any number of arguments
    results        the types of results
    names          names that are not procedures
    forms          forms that have a translation of their own in this package
    differs        procedures whose counterpart only a person can choose
"""

from __future__ import annotations

import ast
import copy
import functools
import string
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import frozen

from ...data import table

__all__ = [
    "Use",
    "constant",
    "differs",
    "known",
    "module_of",
    "parse_template",
    "result_type",
    "shown",
    "template",
]

Use: TypeAlias = Literal["values", "tests", "in-tests", "effects"]

_LETTERS = string.ascii_lowercase


@frozen
class Template:
    """A Python statement with letters for arguments."""

    tree: ast.stmt

    @property
    def count(self) -> int:
        """The number of its arguments."""
        names = {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)}
        return len(names & set(_LETTERS))

    def fill(self, arguments: Sequence[ast.expr]) -> ast.stmt:
        """Return the statement with arguments substituted for the letters."""
        named = dict(zip(_LETTERS, arguments, strict=False))
        filled = _Filler(named).visit(copy.deepcopy(self.tree))
        assert isinstance(filled, ast.stmt)
        return filled

    def repeats(self, number: int) -> bool:
        """Return whether the argument with this number, from 0, occurs more than once."""
        names = [node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)]
        return names.count(_LETTERS[number]) > 1


class _Filler(ast.NodeTransformer):
    def __init__(self, named: Mapping[str, ast.expr]) -> None:
        self._named = named

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._named.get(node.id, node)


def template(name: str, count: int, use: Use) -> Template | None:
    """Return the template for a call with `count` arguments, or None if that use has none."""
    if use == "values" and name in _table("folds") and count:
        tree = _chained(_table("folds")[name], count)
        return Template(ast.Expr(tree))
    if use == "tests" and name in _table("chains") and count > 1:
        return Template(ast.Expr(_compared(_table("chains")[name], count)))
    forms = _table(use).get(name)
    for text in [forms] if isinstance(forms, str) else forms or ():
        if text and (parsed := _parsed(text))[1] == count:
            return Template(parsed[0])
    return None


def parse_template(text: str) -> Template:
    """Parse a template."""
    return Template(_parsed(text)[0])


def constant(name: str) -> str | None:
    """Return the Python name for a standard name that is not a procedure, or None."""
    return _table("names").get(name)


def result_type(name: str) -> str:
    """Return the type of a procedure's result as an annotation; "" if it is not known."""
    found: str = _table("results").get(name, "")
    return found


def differs(name: str) -> str | None:
    """Return possible replacements that a person has to judge, or None."""
    return _table("differs").get(name)


def shown(name: str) -> str:
    """Return the replacement as text for people; "" if the tables have no exact one."""
    for part in ("values", "tests", "in-tests", "effects", "folds", "chains", "names", "forms"):
        forms = _table(part).get(name)
        if forms:
            return forms if isinstance(forms, str) else next(filter(None, forms))
    return ""


def known(name: str) -> bool:
    """Return whether the tables have a standard procedure or syntax of this name."""
    return any(
        name in _table(part) for part in _tables() if part not in ("imports", "results", "forms")
    )


def module_of(name: str) -> str | None:
    """Return the module of a name in a template, "" for a module itself, None for other names."""
    return _table("imports").get(name)


def imported_names() -> frozenset[str]:
    """Return the names that templates import from modules."""
    return frozenset(_table("imports"))


@functools.cache
def _parsed(text: str) -> tuple[ast.stmt, int]:
    """Return a template's statement, and the number of its arguments."""
    (statement,) = ast.parse(text).body
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return statement, len(names & set(_LETTERS))


def _chained(text: str, count: int) -> ast.expr:
    """Return `a + b` for `count` operands, associated to the left."""
    tree: ast.expr = ast.Name(_LETTERS[0])
    operator = ast.parse(text, mode="eval").body
    assert isinstance(operator, ast.BinOp)
    for letter in _LETTERS[1:count]:
        tree = ast.BinOp(tree, operator.op, ast.Name(letter))
    return ast.UnaryOp(ast.USub(), tree) if count == 1 and "-" in text else tree


def _compared(text: str, count: int) -> ast.expr:
    """Return `a < b` for `count` operands, as a chain: `a < b < c`."""
    operator = ast.parse(text, mode="eval").body
    assert isinstance(operator, ast.Compare)
    names: list[ast.expr] = [ast.Name(letter) for letter in _LETTERS[:count]]
    return ast.Compare(names[0], operator.ops * (count - 1), names[1:])


def _table(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _tables()[name]
    return found


@functools.cache
def _tables() -> Mapping[str, Any]:
    return table("porting", "base")
