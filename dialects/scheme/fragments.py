"""Pieces of Python's `ast` that the compiler and the inlined procedures are made of."""

from __future__ import annotations

import ast
from typing import Any

__all__ = ["call", "class_of", "constant", "is_", "is_not", "name", "store"]


def name(identifier: str) -> ast.Name:
    """Return a use of a Python variable."""
    return ast.Name(identifier, ast.Load())


def store(identifier: str) -> ast.Name:
    """Return a Python variable that is assigned to."""
    return ast.Name(identifier, ast.Store())


def constant(value: Any) -> ast.Constant:
    """Return a constant that Python has."""
    return ast.Constant(value)


def call(function: str, *arguments: ast.expr) -> ast.Call:
    """Return a call of a global."""
    return ast.Call(name(function), list(arguments), [])


def is_(one: ast.expr, other: ast.expr) -> ast.Compare:
    """Return the test whether two expressions give the same object."""
    known = _are_same(one, other)
    if known is not None:
        return ast.Compare(constant(known), [ast.Is()], [constant(True)])
    return ast.Compare(one, [ast.Is()], [other])


def is_not(one: ast.expr, other: ast.expr) -> ast.Compare:
    """Return the test whether two expressions give different objects."""
    known = _are_same(one, other)
    if known is not None:
        return ast.Compare(constant(not known), [ast.Is()], [constant(True)])
    return ast.Compare(one, [ast.IsNot()], [other])


def _are_same(one: ast.expr, other: ast.expr) -> bool | None:
    """Return what is known of two expressions without their evaluation.

    Python warns of a number or a character beside `is`, which no unique object is.
    """
    if isinstance(one, ast.Constant) and isinstance(other, ast.Constant):
        return one.value is other.value
    return False if _is_literal(one) or _is_literal(other) else None


def _is_literal(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and type(value.value) not in (bool, type(None))


def class_of(value: ast.expr) -> ast.Attribute:
    """Return the expression for a value's class."""
    return ast.Attribute(value, "__class__", ast.Load())
