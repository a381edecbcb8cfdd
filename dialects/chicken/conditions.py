"""CHICKEN's conditions, of several kinds at once, as Python exceptions.

A condition of the socket egg is composite: `(exn i/o net timeout)`. Its kinds are in `.kinds`, and
what belongs to each (location, message and arguments to `exn`, errno to `net`) is read with
`condition_property`. For Python each class is the builtin as well that a program would look for:
a `NetError` is an `OSError` and the engine's class for its errno, so that `except TimeoutError`
and `except ConnectionRefusedError` work; a `ChickenTypeError` is a `TypeError`, a
`ChickenBoundsError` a `ValueError`. `CHICKEN` is the table that makes them of a call that failed.
"""

from __future__ import annotations

import errno as _errno
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen

from ...core.errors import SocketError, TimedOut
from ..conditions import ArgumentTypeError, ArgumentValueError, Condition, Conditions
from ..kinds import instance


class ChickenError(Condition):
    """What CHICKEN signals: a condition of several kinds.

    Attributes:
        kinds: the symbols that name its kinds, ("exn", "i/o", "net", …) (tuple of str).
        location: the procedure that it came from (str).
        message: what went wrong (str).
        arguments: what the message is about (tuple).
        procedure, irritants: location and arguments, to those who ask as for any dialect's.
    """

    kinds: tuple[str, ...] = ("exn",)
    location: str
    arguments: tuple[object, ...]

    def _tell(self, location: str, message: str, arguments: tuple[object, ...]) -> None:
        self.procedure = self.location = location
        self.message = message
        self.irritants = self.arguments = arguments

    def __str__(self) -> str:
        return f"({self.location}) {self.message}"


class ChickenTypeError(ArgumentTypeError, ChickenError):
    """An argument of the wrong type: `(exn type)`.

    Carries procedure, argument, position (from 1), expected and value.
    """

    kinds = ("exn", "type")

    def _word(self) -> None:
        self._tell(self.procedure, f"bad argument type - not {self.expected}", (self.value,))


class ChickenBoundsError(ArgumentValueError, ChickenError):
    """An argument of the right type outside what the procedure allows: `(exn bounds)`.

    Carries procedure, argument, position (from 1), expected and value.
    """

    kinds = ("exn", "bounds")

    def _word(self) -> None:
        self._tell(self.procedure, f"out of range - not {self.expected}", (self.value,))


class NetError(ChickenError, SocketError):
    """A network operation failed: `(exn i/o net)`. An `OSError` with its errno (int).

    Arguments: the engine's error; the location; what the message is about; the message, to which
    the system's text is added, or None for a plain one.
    """

    kinds: tuple[str, ...] = ("exn", "i/o", "net")

    def __init__(
        self,
        cause: SocketError,
        location: str,
        arguments: tuple[object, ...] = (),
        message: str | None = None,
    ) -> None:
        SocketError.__init__(self, cause.errno or 0, cause.strerror, location, cause.socket)
        self.__dict__.update(cause.__dict__, operation=location)
        what = message or f"cannot {_VERBS.get(location) or _other_verb(location)}"
        self._tell(location, f"{what} - {cause.strerror}", arguments)


class TransientError(NetError):
    """A connection failed in a way that may pass: `(exn i/o net transient)`.

    Refused, unreachable, the network down, or the system's own time over.
    """

    kinds = ("exn", "i/o", "net", "transient")


class NetTimeoutError(NetError, TimedOut):
    """The time that a parameter allows is over: `(exn i/o net timeout)`. A `TimeoutError`.

    Its arguments are the milliseconds allowed and the descriptor (ints).
    """

    kinds = ("exn", "i/o", "net", "timeout")

    def __init__(
        self,
        cause: SocketError,
        location: str,
        arguments: tuple[object, ...] = (),
        message: str = "operation timed out",
    ) -> None:
        NetError.__init__(self, cause, location, arguments)
        self._tell(location, message, arguments)


class UnsupportedError(NetError):
    """The platform lacks the option or its level: `(exn i/o net unsupported)`."""

    kinds = ("exn", "i/o", "net", "unsupported")


class RefusedError(NetError, ValueError):
    """What the egg refuses, not the system: `(exn i/o net)`. A `ValueError`, too.

    Arguments: the location, the message (str), what it is about, and where one argument is to
    blame, its name, what was expected and what it was.
    """

    def __init__(
        self,
        location: str,
        message: str,
        arguments: tuple[object, ...] = (),
        argument: str = "",
        expected: str = "",
        value: object = None,
    ) -> None:
        NetError.__init__(self, SocketError(_errno.EINVAL, message, location), location, arguments)
        self._tell(location, message, arguments)
        self.argument = argument
        self.expected = expected
        self.value = value

    def __str__(self) -> str:
        text = f"({self.location}) {self.message}"
        return f"{text}: {self.argument}: expected {self.expected}" if self.argument else text


class RefusedTypeError(RefusedError, TypeError):
    """What is no buffer, where one is wanted: `(exn i/o net)`. A `TypeError`."""


_VERBS: Final = {
    "socket": "create socket",
    "socket-connect": "initiate connection",
    "socket-connect/ai": "initiate connection",
    "socket-bind": "bind to socket",
    "socket-listen": "listen on socket",
    "socket-accept": "accept from listener",
    "socket-accept-ready?": "check socket for input",
    "socket-receive-ready?": "check socket for input",
    "socket-shutdown": "shutdown socket",
    "socket-close": "close socket",
    "socket-name": "get socket name",
    "socket-peer-name": "get peer socket name",
    "socket-receive": "read from socket",
    "socket-receive!": "read from socket",
    "socket-receive-from": "read from socket",
    "socket-receive-from!": "read from socket",
    "socket-send": "send to socket",
    "socket-send-all": "send to socket",
    "socket-send-to": "send to socket",
    "set-socket-option": "set socket option",
    "get-socket-option": "get socket option",
    "address-information": "look up address",
    "name-information": "look up name",
    "socket-i/o-ports": "create socket ports",
    "read": "read from socket",
    "write": "write to socket",
}


def _other_verb(location: str) -> str:
    if location.startswith(("so-", "tcp-", "ip-", "ipv6-")):
        return "use socket option"
    return location.removeprefix("socket-").replace("-", " ")


# What the egg, where it looks at arguments by itself, has its own words for.
_REFUSED: Final = {
    "buf": "buffer must be a blob or a string",
    "start": "buffer offsets out of range",
    "end": "buffer offsets out of range",
}


def _wrong_type(
    procedure: str, argument: str, expected: str, value: object, position: int = 0
) -> Exception:
    if argument == "buf":
        return RefusedTypeError(procedure, _REFUSED[argument], (value,), argument, expected, value)
    return ChickenTypeError(procedure, argument, expected, value, position)


def _bad_value(
    procedure: str, argument: str, expected: str, value: object, position: int = 0
) -> Exception:
    message = _REFUSED.get(argument)
    if message is not None:
        return RefusedError(procedure, message, (value,), argument, expected, value)
    return ChickenBoundsError(procedure, argument, expected, value, position)


@frozen
class _ChickenConditions(Conditions):
    def explain(
        self, error: Exception, function: Callable[..., object], *args: object
    ) -> Exception:
        """As for any dialect; but a condition says where it comes from, as the egg has it."""
        if isinstance(error, ChickenError):
            return error
        return Conditions.explain(self, error, function, *args)


CHICKEN: Final = _ChickenConditions(wrong_type=_wrong_type, bad_value=_bad_value, system=NetError)
"""Failures as CHICKEN signals them."""


_Condition: TypeAlias = Annotated[ChickenError, instance(ChickenError, "a condition")]
_Symbol: TypeAlias = Annotated[str, instance(str, "a symbol")]


_PROPERTIES: Final[dict[tuple[str, str], Callable[[Any], object]]] = {
    ("exn", "location"): lambda condition: condition.location,
    ("exn", "message"): lambda condition: condition.message,
    ("exn", "arguments"): lambda condition: condition.arguments,
    ("net", "errno"): lambda condition: condition.errno,
}


@CHICKEN.procedure
def condition_property(
    condition: _Condition, kind: _Symbol, property: _Symbol, default: object = None
) -> Any:
    """`(condition-property condition kind property [default])`: return a condition's property.

    "exn" has "location" (str), "message" (str) and "arguments" (tuple), "net" has "errno" (int).
    Gives `default` where the condition is not of that kind or the kind has no such property.
    `condition-property-accessor` with a condition, in one call.
    CHICKEN manual, Module (chicken condition).
    """
    read = _PROPERTIES.get((kind, property))
    if read is None or kind not in condition.kinds:
        return default
    if kind == "net" and isinstance(condition, (NetTimeoutError, RefusedError)):
        return default  # it is not the system that failed
    return read(condition)
