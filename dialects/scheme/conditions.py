"""Conditions: what is raised, and what the failures of Python and the dialects are to Scheme.

`raise` may raise any object: what is no Python exception travels in a `Raised`. Error objects are
exceptions themselves, with the attributes of the dialects' conditions. `explain` turns any
exception into what a handler is given. What a Scheme calls each class (Guile's keys, CHICKEN's
kinds) is for its own library to say.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from ...core.brief import brief
from ..conditions import Condition
from ..shared.port_conditions import coding_error
from .data import ImproperListError, String, plain

__all__ = [
    "ArityError",
    "AssertionFailure",
    "DivisionError",
    "ErrorObject",
    "FileFailure",
    "KeywordError",
    "NonContinuableError",
    "NotProcedureError",
    "Raised",
    "RangeError",
    "ReadFailure",
    "SystemFailure",
    "UnboundVariableError",
    "WrongTypeError",
    "error",
    "explain",
    "fail",
    "raised",
]


class Raised(Exception):
    """An object that a program has raised and that is no Python exception."""

    def __init__(self, payload: Any) -> None:
        super().__init__(payload)
        self.payload = payload


class ErrorObject(Condition):
    """What `error` makes: a message, which may be any object, and irritants.

    Attributes:
        given: the message as the program gave it.
        message: the same as a `str`.
        irritants: Scheme values.
        procedure: where it happened, "" where that is not known.
    """

    def __init__(self, message: Any, irritants: tuple[Any, ...] = (), procedure: str = "") -> None:
        self.given = message
        if isinstance(message, str):
            self.message = message
        else:
            self.message = message.text if message.__class__ is String else brief(message)
        self.irritants = irritants
        self.procedure = procedure
        super().__init__(message, irritants, procedure)

    def __str__(self) -> str:
        where = f"{self.procedure}: " if self.procedure else ""
        return " ".join([f"{where}{self.message}", *map(brief, self.irritants)])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, tuple(map(brief, self.irritants)), self.procedure)


class WrongTypeError(ErrorObject, TypeError):
    """An argument of the wrong type; `place` counts from 1, 0 where it is not known."""

    def __init__(self, procedure: str, place: int, expected: str, value: Any) -> None:
        super().__init__(f"expected {expected}, got", (value,), procedure)
        self.place = place
        self.expected = expected
        self.value = value

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.procedure, self.place, self.expected, brief(self.value))


class RangeError(WrongTypeError, ValueError):
    """An argument of the right type that is out of range."""


class ArityError(ErrorObject, TypeError):
    """A call with too few or too many arguments; `called` is the procedure's name, if known."""

    called = ""


class NotProcedureError(ErrorObject, TypeError):
    """A call of what is no procedure."""


class AssertionFailure(ErrorObject):
    """An assertion that does not hold."""


class NonContinuableError(ErrorObject):
    """A handler has returned from what cannot be continued."""


class UnboundVariableError(ErrorObject, NameError):
    """A variable that has no value; `name` is how the program writes it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unbound variable: {name}")
        self.name = name

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name,)


class DivisionError(ErrorObject, ArithmeticError):
    """A division by exact zero."""


class SystemFailure(ErrorObject, OSError):
    """What the system has refused: its `errno` and the text for it."""

    def __init__(
        self, procedure: str, errno: int, text: str, irritants: tuple[Any, ...] = ()
    ) -> None:
        message = f"{text}:" if irritants else text
        ErrorObject.__init__(self, message, irritants, procedure)
        self.errno = errno
        self.strerror = text

    def __reduce__(self) -> tuple[Any, ...]:
        irritants = tuple(map(brief, self.irritants))
        return type(self), (self.procedure, self.errno, self.strerror, irritants)


class FileFailure(SystemFailure):
    """A file that cannot be opened, or moved or deleted; `path`, and the `errno` of the system."""

    def __init__(self, procedure: str, path: str, errno: int, text: str) -> None:
        super().__init__(procedure, errno, text, (String(path),))
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.procedure, self.path, self.errno, self.strerror)


class KeywordError(ErrorObject, TypeError):
    """Keyword arguments that are not as a procedure takes them; the irritant is the wrong one."""


class ReadFailure(ErrorObject, ValueError):
    """Text that `read` cannot read."""


def error(message: Any, *irritants: Any, procedure: str = "") -> ErrorObject:
    """Return an error object for `raise`; a `str` is as good a message as a string."""
    return ErrorObject(message, irritants, procedure)


def raised(value: Any) -> BaseException:
    """Return the exception that carries a value to a handler."""
    return value if isinstance(value, BaseException) else Raised(value)


_CALLABLE = re.compile(r"'(.*)' object is not callable")
_TAKES = re.compile(
    r"(.*)\(\) (?:takes (?P<takes>.*) positional arguments? but (?P<got>\d+) (?:was|were) given"
    r"|missing (?P<missing>\d+) required positional)"
)


def explain(exception: BaseException) -> Any:
    """Return what a handler is given for an exception: the condition, or the object raised."""
    kind = type(exception)
    if kind is Raised:
        return exception.payload  # type: ignore[attr-defined]
    if isinstance(exception, Condition):
        return exception
    made = _meant(exception)
    return made.with_traceback(exception.__traceback__) if made is not None else exception


def _meant(exception: BaseException) -> Condition | None:
    text = str(exception)
    match exception:
        case ImproperListError():
            return WrongTypeError("", 0, "a proper list", exception.value)
        case AttributeError(name="car" | "cdr"):
            return WrongTypeError(exception.name or "", 1, "a pair", exception.obj)
        case UnboundLocalError():
            found = re.search(r"'(.*)'", text)
            return _early(found[1] if found else "")
        case NameError():
            name = exception.name or ""
            return _early(name) if "free variable" in text else UnboundVariableError(plain(name))
        case TypeError() if found := _CALLABLE.search(text):
            return NotProcedureError(f"not a procedure: a value of type {found[1]}")
        case TypeError() if found := _TAKES.match(text):
            name = plain(found[1].rpartition(".")[2])
            made = ArityError(f"wrong number of arguments to {name}: {_counted(found)}")
            made.called = name
            return made
        case ZeroDivisionError():
            return DivisionError("division by zero")
        case RecursionError():
            return ErrorObject("the recursion is too deep")
        case MemoryError():
            return ErrorObject("out of memory")
        case UnicodeError():
            return coding_error(exception, "", ())
        case OverflowError() | ValueError() | TypeError() | ArithmeticError():
            return ErrorObject(text)
        case OSError():
            return SystemFailure("", exception.errno or 0, exception.strerror or text)
    return None


def _early(name: str) -> ErrorObject:
    return AssertionFailure(f"{plain(name)} is used before it is defined")


def _counted(found: re.Match[str]) -> str:
    if found["missing"]:
        return f"{found['missing']} missing"
    return f"{found['got']} given, {found['takes'].removeprefix('from ')} expected"


def fail(message: str, *irritants: Any) -> NoReturn:
    """Raise an error object."""
    raise ErrorObject(message, irritants)
