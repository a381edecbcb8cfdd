"""Procedures of control: apply, values, continuations, conditions, promises, parameters."""

from __future__ import annotations

import functools
import itertools
from typing import Any, Final

from ...conditions import Condition
from ..calls import call, values
from ..conditions import ErrorObject, FileFailure, ReadFailure, WrongTypeError
from ..control import (
    apply_values,
    call_with_continuation,
    dynamic_wind,
    raise_,
    raise_continuable,
    with_handler,
)
from ..data import Promise, Record, String, from_list, is_procedure
from ..declaration import Table
from ..dynamics import Parameter
from ..kinds import Items, Proc
from . import lists, strings, vectors

__all__ = ["TABLE"]

TABLE: Final = Table()

TABLE.procedures(
    **{
        "procedure?": is_procedure,
        "raise": raise_,
        "raise-continuable": raise_continuable,
    }
)

TABLE.procedure("values", may_give_values=True)(values)


@TABLE.procedure("apply", tail=True)
def apply(procedure: Proc, first: Any, *others: Any) -> Any:
    """Call a procedure with arguments, the last of which is a list of more. R7RS 6.10."""
    *arguments, last = first, *others
    return (procedure, *arguments, *from_list(last))


@TABLE.procedure("call-with-values", tail=True)
def call_with_values(producer: Proc, consumer: Proc) -> Any:
    """Call `consumer` with the values that `producer` returns. R7RS 6.10."""
    return apply_values(producer, consumer)


@TABLE.procedure("call-with-current-continuation", "call/cc")
def call_cc(procedure: Proc) -> Any:
    """Call a procedure with the continuation of this call. R7RS 6.10."""
    return call_with_continuation(procedure)


@TABLE.procedure("dynamic-wind")
def wind(before: Proc, thunk: Proc, after: Proc) -> Any:
    """Call `thunk`; call `before` first, and `after` however it ends. R7RS 6.10."""
    return dynamic_wind(before, thunk, after)


# Setters


@TABLE.procedure("setter")
def setter(procedure: Any) -> Any:
    """Return the procedure that `(set! (procedure argument ...) value)` calls. SRFI 17."""
    found = getattr(procedure, "scheme_setter", None)
    if found is None and is_procedure(procedure):
        found = _setters().get(procedure)
    if found is None:
        raise WrongTypeError("setter", 1, "a procedure that has a setter", procedure)
    return found


@functools.cache
def _setters() -> dict[Any, Any]:
    """Return the setters of the procedures of lists, vectors and strings."""
    parts = [
        "".join(each) for count in (2, 3, 4) for each in itertools.product("ad", repeat=count)
    ]
    return {lists.TABLE[f"c{each}r"].value: _setter_of_part(each) for each in parts} | {
        table[getter].value: table[name].value
        for table, getter, name in (
            (lists.TABLE, "car", "set-car!"),
            (lists.TABLE, "cdr", "set-cdr!"),
            (lists.TABLE, "list-ref", "list-set!"),
            (strings.TABLE, "string-ref", "string-set!"),
            (vectors.TABLE, "vector-ref", "vector-set!"),
            (vectors.TABLE, "bytevector-u8-ref", "bytevector-u8-set!"),
        )
    }


def _setter_of_part(path: str) -> Any:
    """Return what sets the part of a pair that `cadr` and its like return."""
    first, others = path[0], path[1:]

    def set_part(pair: Any, value: Any) -> Any:
        for each in reversed(others):
            pair = pair.car if each == "a" else pair.cdr
        return (lists.TABLE[f"set-c{first}r!"].value, pair, value)

    return set_part


@TABLE.procedure("getter-with-setter")
def getter_with_setter(getter: Proc, setter: Proc) -> Any:
    """Return a procedure that does what `getter` does and has a setter. SRFI 17."""

    def get(*arguments: Any) -> Any:
        return (getter, *arguments)

    get.__name__ = get.__qualname__ = getattr(getter, "__name__", "getter")
    get.scheme_setter = setter  # type: ignore[attr-defined]
    return get


# Conditions


@TABLE.procedure("with-exception-handler")
def with_exception_handler(handler: Proc, thunk: Proc) -> Any:
    """Call `thunk` with a handler for what is raised. R7RS 6.11."""
    return with_handler(handler, thunk)


@TABLE.procedure("error")
def error(message: Any, *irritants: Any) -> Any:
    """Raise an error object. R7RS 6.11."""
    return raise_(ErrorObject(message, irritants))


def _condition(value: Any) -> Any:
    """Return an error object for a simple condition of R6RS, any other value as it is."""
    if isinstance(value, Record):
        from ..condition_types import TYPES, Compound  # which few programs have

        if isinstance(value, TYPES["condition"].cls):
            return Compound((value,))
    return value


@TABLE.procedure("error-object?")
def is_error_object(value: Any) -> bool:
    """Return whether a value is an error object. R7RS 6.11."""
    return isinstance(_condition(value), Condition)


@TABLE.procedure("error-object-message")
def error_object_message(value: Any) -> Any:
    """Return the message of an error object. R7RS 6.11."""
    value = _condition(value)
    if isinstance(value, ErrorObject) and not isinstance(value.given, str):
        return value.given
    return String(str(value.message)) if isinstance(value, Condition) else String("")


@TABLE.procedure("error-object-irritants")
def error_object_irritants(value: Any) -> Items:
    """Return the irritants of an error object. R7RS 6.11."""
    value = _condition(value)
    if isinstance(value, ErrorObject):  # what a program gave, or our tables
        return value.irritants
    if not isinstance(value, Condition):
        return ()
    return [String(each) if type(each) is str else each for each in value.irritants]


@TABLE.procedure("read-error?")
def is_read_error(value: Any) -> bool:
    """Return whether a value is the condition for text that cannot be read. R7RS 6.11."""
    return isinstance(value, ReadFailure)


@TABLE.procedure("file-error?")
def is_file_error(value: Any) -> bool:
    """Return whether a value is the condition for a file that cannot be opened. R7RS 6.11."""
    return isinstance(value, FileFailure)


# Promises


@TABLE.procedure("force")
def force(promise: Any) -> Any:
    """Return the value of a promise, worked out the first time; another value as it is."""
    if not isinstance(promise, Promise):
        return promise
    while not promise.shared[0]:
        made = call(promise.shared[1])
        if promise.shared[0]:  # it was forced meanwhile
            break
        if not isinstance(made, Promise):
            promise.shared[:] = [True, made]
            break
        promise.shared[:] = made.shared
        made.shared = promise.shared
    return promise.shared[1]


@TABLE.procedure("make-promise")
def make_promise(value: Any) -> Promise:
    """Return a promise of a value; a promise as it is. R7RS 4.2.5."""
    return value if isinstance(value, Promise) else Promise(True, value)


@TABLE.procedure("promise?")
def is_promise(value: Any) -> bool:
    """Return whether a value is a promise. R7RS 4.2.5."""
    return isinstance(value, Promise)


# Parameters


@TABLE.procedure("make-parameter")
def make_parameter(value: Any, converter: Proc | None = None) -> Parameter:
    """Return a parameter object; a converter makes the value of what it is given. R7RS 4.2.6."""
    first = value if converter is None else call(converter, value)
    return Parameter(first, converter, settable=True, of_library=False)


@TABLE.procedure("make-unsettable-parameter")
def make_unsettable_parameter(value: Any, converter: Proc | None = None) -> Parameter:
    """Return a parameter object that no call sets."""
    first = value if converter is None else call(converter, value)
    return Parameter(first, converter, of_library=False)
