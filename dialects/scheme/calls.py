"""How procedures are called: tail calls, and calls from Python.

A procedure that ends in a call of another returns a plain tuple, the procedure and its arguments;
whoever called it makes that call. So tail calls take no stack. Compiled code does that at each
call; Python code that is handed a procedure calls it with `call`, or, if the call is its last act,
returns the tuple and is declared with `tail=True`.
"""

from __future__ import annotations

import functools
import types
from typing import Any

from .data import Values, is_procedure

__all__ = ["call", "called", "finish", "finishing", "first_value", "spread", "stepwise", "values"]


def call(procedure: Any, /, *args: Any) -> Any:
    """Return what a procedure returns for these arguments, its tail calls made."""
    result = procedure(*args)
    while result.__class__ is tuple:
        result = result[0](*result[1:])
    return result


def finish(result: Any) -> Any:
    """Make the tail calls that a procedure asked for, and return the last one's result."""
    while result.__class__ is tuple:
        result = result[0](*result[1:])
    return result


def called(value: Any) -> Any:
    """Wrap a procedure for Python code that makes no tail calls; return another value as it is."""
    if not is_procedure(value):
        return value

    def calling(*args: Any) -> Any:
        return call(value, *args)

    calling.__name__ = getattr(value, "__name__", "")
    return calling


def finishing(function: Any) -> Any:
    """Wrap a procedure so that it makes the tail calls that it would ask its caller to make."""
    if not isinstance(function, types.FunctionType | types.BuiltinFunctionType):
        return function

    @functools.wraps(function)
    def finished(*arguments: Any) -> Any:
        result = function(*arguments)
        while result.__class__ is tuple:
            result = stepwise(result[0])(*result[1:])
        return result

    finished.__dict__["stepwise"] = function
    return finished


def stepwise(procedure: Any) -> Any:
    """Return the procedure that `finishing` has wrapped; any other as it is."""
    if procedure.__class__ is types.FunctionType:
        return procedure.__dict__.get("stepwise", procedure)
    return procedure


def first_value(result: Any) -> Any:
    """Return the first of several values, the unspecified one where there is none."""
    if result.__class__ is not Values:
        return result
    return result[0] if result else None


def values(*items: Any) -> Any:
    """Return the multiple values of these items; of a single item, the item."""
    return items[0] if len(items) == 1 else Values(items)


def spread(result: Any) -> tuple[Any, ...]:
    """Return the values that a result consists of."""
    return tuple(result) if result.__class__ is Values else (result,)
