"""How a call that failed becomes an error in the words of a Scheme.

Strategy: a call is tried first, and only when it has failed does anyone look at its arguments. Each
procedure's mark says what each argument must be (a `Kind`); `Conditions.explain` finds the first
argument that is not, and names procedure, argument and expectation; if every argument is right the
failure is the system's, and the engine's exception for that errno joins the dialect's own class, so
that `except ConnectionRefusedError` and `except OSError` work on what a Scheme would call a condition.

A dialect whose conditions look otherwise (keys and arguments, composite kinds) brings its own classes
and makes a `Conditions` of them. The classes here are R7RS error objects: message and irritants.
"""

from __future__ import annotations

import errno
import functools
import os
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

from attrs import frozen

from ..core import Port, Socket
from ..core.errors import SocketError, from_os_error

__all__ = [
    "R7RS",
    "ArgumentTypeError",
    "ArgumentValueError",
    "Condition",
    "Conditions",
    "Kind",
    "SocketFailure",
    "error_object_irritants",
    "error_object_message",
    "is_error_object",
]


def _anything(value: object) -> bool:
    return True


@frozen
class Kind:
    """What an argument must be: the words for it, a test of its type and a test of its value."""

    expected: str
    type_ok: Callable[[Any], bool] = _anything
    value_ok: Callable[[Any], bool] = _anything


class Condition(Exception):
    """What Scheme reads off a condition: the procedure it came from, a message, the irritants."""

    procedure: str
    message: str
    irritants: tuple[object, ...]


class ArgumentError(Condition):
    """An argument is not what the procedure expects."""

    def __init__(self, procedure: str, argument: str, expected: str, value: object) -> None:
        self.procedure = procedure
        self.argument = argument
        self.expected = expected
        self.value = value
        self.message = f"{procedure}: expected {expected}"
        self.irritants = (value,)
        super().__init__(f"{procedure}: {argument}: expected {expected}, got {_brief(value)}")

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self.procedure, self.argument, self.expected, self.value)


class ArgumentTypeError(ArgumentError, TypeError):
    """An argument of the wrong type; carries procedure, argument, expected and value."""


class ArgumentValueError(ArgumentError, ValueError):
    """An argument of the right type outside what the procedure allows."""


class SocketFailure(Condition, SocketError):
    """The system refused; an `OSError` with its errno, and also the engine's class for that errno."""

    def __init__(self, cause: SocketError, procedure: str, args: tuple[object, ...]) -> None:
        SocketError.__init__(self, cause.errno, cause.strerror, procedure, cause.socket)
        self.__dict__.update(cause.__dict__, operation=procedure)
        self.procedure = procedure
        self.message = f"{procedure}: {_verb(procedure)} failed"
        self.irritants = (*args, cause.strerror)

    def __str__(self) -> str:
        return f"{self.message}: {self.strerror}"


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


@functools.cache
def _joined(root: type[Exception], cause: type[SocketError]) -> Callable[..., Exception]:
    if issubclass(root, cause):
        return root
    return type(root.__name__, (root, cause), {"__module__": root.__module__, "__doc__": root.__doc__})


@frozen
class Conditions:
    """A dialect's way of naming failures."""

    wrong_type: Callable[[str, str, str, object], Exception]
    bad_value: Callable[[str, str, str, object], Exception]
    system: type[Exception]

    def explain(self, error: Exception, function: Callable[..., object], *args: object) -> Exception:
        """The condition for `error`, which `function` (a marked procedure) met when given `args`.

        An error that is already a condition, or that no argument and no system call explains,
        comes back as it is.
        """
        if isinstance(error, Condition):
            return error
        blamed = self._blame(function, args)
        if blamed is not None:
            return blamed
        if isinstance(error, OSError):
            return self.name(error, function.__scheme__.scheme, args)  # type: ignore[attr-defined]
        return error

    def check(self, function: Callable[..., object], *args: object) -> None:
        """Refuse `args` before `function` does anything, where trying first would do too much."""
        blamed = self._blame(function, args)
        if blamed is not None:
            raise blamed

    def _blame(self, function: Callable[..., object], args: tuple[object, ...]) -> Exception | None:
        mark = function.__scheme__  # type: ignore[attr-defined]
        kinds: Mapping[str, Kind] = mark.arguments
        for (argument, kind), value in zip(kinds.items(), args, strict=False):
            if not kind.type_ok(value):
                return self.wrong_type(mark.scheme, argument, kind.expected, value)
            if not kind.value_ok(value):
                return self.bad_value(mark.scheme, argument, kind.expected, value)
        return None

    def name(
        self, error: OSError, procedure: str, args: tuple[object, ...] = ()
    ) -> Exception:
        """The condition for a system failure met by `procedure` given `args`."""
        sockets = (arg.socket if isinstance(arg, Port) else arg for arg in args)
        socket = next((arg for arg in sockets if isinstance(arg, Socket)), None)
        cause = from_os_error(error, procedure, socket)
        return self.system_class(type(cause))(cause, procedure, args)

    def closed(self, procedure: str, *args: object) -> Exception:
        """The condition for a closed socket, or one that another thread closed meanwhile."""
        return self.name(OSError(errno.EBADF, os.strerror(errno.EBADF)), procedure, args)

    def system_class(self, cause: type[SocketError]) -> Callable[..., Exception]:
        """The class that is both the dialect's condition and the engine's error `cause`."""
        return _joined(self.system, cause)


def _verb(procedure: str) -> str:
    """`connect-socket` and `socket-connect` both try to connect."""
    return procedure.removeprefix("socket-").removesuffix("-socket").replace("-", " ")


R7RS = Conditions(wrong_type=ArgumentTypeError, bad_value=ArgumentValueError, system=SocketFailure)
"""Failures as R7RS error objects; what SRFI 106, Foment and the port rooms raise."""


def is_error_object(value: object) -> TypeGuard[Condition]:
    """`(error-object? obj)` (R7RS 6.11)."""
    return isinstance(value, Condition)


def error_object_message(error: Condition) -> str:
    """`(error-object-message error-object)`: its message, a string (R7RS 6.11)."""
    return error.message


def error_object_irritants(error: Condition) -> tuple[object, ...]:
    """`(error-object-irritants error-object)`: what the message is about, a tuple (R7RS 6.11)."""
    return error.irritants
