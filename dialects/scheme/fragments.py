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
    if isinstance(one, ast.Constant) and isinstance(other, ast.Constant):
        return ast.Compare(constant(one.value is other.value), [ast.Is()], [constant(True)])
    return ast.Compare(one, [ast.Is()], [other])


def is_not(one: ast.expr, other: ast.expr) -> ast.Compare:
    """Return the test whether two expressions give different objects."""
    if isinstance(one, ast.Constant) and isinstance(other, ast.Constant):
        return ast.Compare(constant(one.value is not other.value), [ast.Is()], [constant(True)])
    return ast.Compare(one, [ast.IsNot()], [other])


def class_of(value: ast.expr) -> ast.Attribute:
    """Return the expression for a value's class."""
    return ast.Attribute(value, "__class__", ast.Load())
