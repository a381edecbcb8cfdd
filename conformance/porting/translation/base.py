"""What in Python stands in for the procedures that every Scheme has.

`base.toml` has templates: Python with a letter for each argument, `a` the first. Of several the
count of arguments chooses. `[values]` are expressions; `[tests]` are those that are true or false
in both languages, `[in-tests]` those that serve where only that matters; `[effects]` serve where
the value is not looked at. `[folds]` and `[chains]` take any number of arguments. `[results]` has
the types of results, `[names]` what is no procedure, `[forms]` what is translated by itself,
`[differs]` what has a counterpart that only a person can judge.
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
    "result_of",
    "shown",
    "template",
    "template_of",
]

Use: TypeAlias = Literal["values", "tests", "in-tests", "effects"]

_LETTERS = string.ascii_lowercase


@frozen
class Template:
    """Python with letters for arguments."""

    tree: ast.stmt

    @property
    def count(self) -> int:
        """How many arguments it takes."""
        names = {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)}
        return len(names & set(_LETTERS))

    def filled(self, arguments: Sequence[ast.expr]) -> ast.stmt:
        """The statement with the arguments in the places of the letters."""
        named = dict(zip(_LETTERS, arguments, strict=False))
        filled = _Filler(named).visit(copy.deepcopy(self.tree))
        assert isinstance(filled, ast.stmt)
        return filled

    def repeats(self, number: int) -> bool:
        """Whether the argument of that number, from 0, stands there more than once."""
        names = [node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)]
        return names.count(_LETTERS[number]) > 1


class _Filler(ast.NodeTransformer):
    def __init__(self, named: Mapping[str, ast.expr]) -> None:
        self._named = named

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._named.get(node.id, node)


def template(name: str, count: int, use: Use) -> Template | None:
    """The template for a procedure with so many arguments, if it has one for that use."""
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


def template_of(text: str) -> Template:
    """A template that is given as text."""
    return Template(_parsed(text)[0])


def constant(name: str) -> str | None:
    """What Python calls what is no procedure."""
    return _table("names").get(name)


def result_of(name: str) -> str:
    """The type of what it returns, as an annotation says it; "" where it is not known."""
    found: str = _table("results").get(name, "")
    return found


def differs(name: str) -> str | None:
    """What may stand in for it, where a person has to say whether it fits."""
    return _table("differs").get(name)


def shown(name: str) -> str:
    """What stands in for it, as people read it; "" where the tables have nothing exact."""
    for part in ("values", "tests", "in-tests", "effects", "folds", "chains", "names", "forms"):
        forms = _table(part).get(name)
        if forms:
            return forms if isinstance(forms, str) else next(filter(None, forms))
    return ""


def known(name: str) -> bool:
    """Whether it is a procedure or a syntax that the tables have."""
    return any(
        name in _table(part) for part in _tables() if part not in ("imports", "results", "forms")
    )


def module_of(name: str) -> str | None:
    """The module that a name in a template is from, "" for a module itself; None for others."""
    return _table("imports").get(name)


def imported_names() -> frozenset[str]:
    """The names that templates have from modules."""
    return frozenset(_table("imports"))


@functools.cache
def _parsed(text: str) -> tuple[ast.stmt, int]:
    """The template's statement, and how many arguments it takes."""
    (statement,) = ast.parse(text).body
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return statement, len(names & set(_LETTERS))


def _chained(text: str, count: int) -> ast.expr:
    """`a + b` for any count: from the left."""
    tree: ast.expr = ast.Name(_LETTERS[0])
    operator = ast.parse(text, mode="eval").body
    assert isinstance(operator, ast.BinOp)
    for letter in _LETTERS[1:count]:
        tree = ast.BinOp(tree, operator.op, ast.Name(letter))
    return ast.UnaryOp(ast.USub(), tree) if count == 1 and "-" in text else tree


def _compared(text: str, count: int) -> ast.expr:
    """`a < b` for any count: `a < b < c`."""
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
