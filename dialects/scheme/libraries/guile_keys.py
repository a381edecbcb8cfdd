"""What Guile calls conditions: a key and arguments, as the handlers of `catch` get them."""

from __future__ import annotations

from typing import Any

from ..bridge import from_python
from ..condition_types import Compound
from ..conditions import (
    ArityError,
    DivisionError,
    ErrorObject,
    FileFailure,
    NotProcedureError,
    RangeError,
    ReadFailure,
    SystemFailure,
    UnboundVariableError,
    WrongTypeError,
)
from ..data import String, Symbol, to_list

__all__ = ["key_and_arguments"]


def _named(procedure: str) -> Any:
    return String(procedure) if procedure else False


def key_and_arguments(condition: Any) -> tuple[Any, ...]:
    """Return the key and the arguments of what was raised.

    An object that no Guile primitive raises has the key `%exception` and is the argument itself.
    """
    key: Any = getattr(condition, "key", None)
    if isinstance(condition, BaseException) and key is not None:
        arguments = condition.arguments  # type: ignore[attr-defined]
        return (Symbol(str(key)), *(from_python(each) for each in arguments))
    if not isinstance(condition, ErrorObject) or isinstance(condition, Compound):
        return (Symbol("%exception"), condition)
    where = _named(condition.procedure)
    irritants = to_list(condition.irritants)
    match condition:
        case RangeError():
            return (
                Symbol("out-of-range"),
                where,
                String("Value out of range: ~S"),
                irritants,
                irritants,
            )
        case WrongTypeError():
            told = to_list([String(condition.expected), condition.value])
            text = String("Wrong type (expecting ~A): ~S")
            return (Symbol("wrong-type-arg"), where, text, told, irritants)
        case NotProcedureError():
            text = String("Wrong type to apply: ~S")
            return (Symbol("wrong-type-arg"), where, text, irritants, irritants)
        case UnboundVariableError():
            name = to_list([Symbol(str(condition.name))])
            return (Symbol("unbound-variable"), where, String("Unbound variable: ~S"), name, False)
        case ArityError():
            text = String("Wrong number of arguments")
            return (Symbol("wrong-number-of-args"), where, text, irritants, False)
        case DivisionError():
            text = String("Numerical overflow")
            return (Symbol("numerical-overflow"), where, text, False, False)
        case FileFailure():
            told = to_list([String(condition.strerror or ""), String(condition.path)])
            number = to_list([condition.errno])
            return (Symbol("system-error"), where, String("~A: ~S"), told, number)
        case SystemFailure():
            told, number = to_list([String(condition.message)]), to_list([condition.errno])
            return (Symbol("system-error"), where, String("~A"), told, number)
    name = "read-error" if isinstance(condition, ReadFailure) else "misc-error"
    template = condition.message + " ~S" * len(condition.irritants)
    return (Symbol(name), where, String(template), irritants, False)
