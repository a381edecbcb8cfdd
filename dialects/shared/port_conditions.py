"""How port procedures refuse arguments and name what fails."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any, Final, NoReturn

from attrs import frozen

from ...core import PortClosed
from ...core.brief import brief
from ..conditions import (
    ArgumentTypeError,
    ArgumentValueError,
    Condition,
    Conditions,
    SocketFailure,
)
from ..declaration import Declared, declared
from .port_kinds import PortKind

_NOT_OPEN: Final = ("closed file", "detached", "uninitialized")  # as Python's files say it


class _CodingError(Condition):
    """What the two have in common: a text that shows the beginning of the data alone."""

    args: tuple[Any, ...]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(brief, self.args))})"


class DecodingError(_CodingError, UnicodeDecodeError):
    """Bytes that are no characters in the port's codec (R6RS `&i/o-decoding`)."""


class EncodingError(_CodingError, UnicodeEncodeError):
    """A character that the port's codec does not have (R6RS `&i/o-encoding`)."""


@frozen
class PortConditions(Conditions):
    """R7RS error objects for what port procedures, also those on Python's own files, meet.

    Methods that take the port apart from the other arguments take these in the procedure's order.
    """

    def explain(
        self, error: Exception, function: Callable[..., object], *args: object
    ) -> Exception:
        """Return the condition for `error`.

        A ValueError or TypeError by which Python's own files say that they are closed, or that a
        file below them returned something wrong, becomes a failure of the system.
        """
        if isinstance(error, UnicodeError) and not isinstance(error, Condition):
            return coding_error(error, declared(function).scheme, args)
        named = super().explain(error, function, *args)
        plain = isinstance(named, ValueError | TypeError | OverflowError)
        if not plain or isinstance(named, Condition):
            return named
        text = str(error)
        is_closed = any(words in text for words in _NOT_OPEN)
        failure = PortClosed(errno.EBADF, text) if is_closed else OSError(errno.EIO, text)
        return super().explain(failure, function, *args)

    def admit(self, function: Callable[..., object], port: Any, *others: object) -> Any:
        """Check all the arguments; return `port`, or the standard port in place of None."""
        self.check(function, *_arguments(function, port, others))
        return self.or_standard(function, port)

    def or_standard(self, function: Callable[..., object], port: Any) -> Any:
        """Return `port`, or in place of None the standard port, if it is what `function` takes."""
        if port is not None:
            return port
        _, parameter = _port_parameter(function)
        kind: Any = parameter.kind
        port = kind.standard()
        self.refuse(declared(function).scheme, parameter.name, kind, port)
        return port

    def fail_with(
        self, error: Exception, function: Callable[..., object], port: object, *others: object
    ) -> NoReturn:
        """Do what `fail` does."""
        try:
            self.fail(error, function, *_arguments(function, port, others))
        finally:
            del error  # it refers to this frame


PORTS: Final = PortConditions(ArgumentTypeError, ArgumentValueError, SocketFailure)


def _port_parameter(function: Callable[..., object]) -> tuple[int, Declared]:
    parameters = enumerate(declared(function).parameters)
    return next(each for each in parameters if isinstance(each[1].kind, PortKind))


def _arguments(
    function: Callable[..., object], port: object, others: tuple[object, ...]
) -> tuple[object, ...]:
    place, _ = _port_parameter(function)
    return (*others[:place], port, *others[place:])


def coding_error(error: UnicodeError, procedure: str, args: tuple[object, ...]) -> Condition:
    """Return the condition for what a codec cannot turn into characters, or into bytes."""
    made: Any
    if isinstance(error, UnicodeDecodeError):
        made = DecodingError(*error.args)
    elif isinstance(error, UnicodeEncodeError):
        made = EncodingError(*error.args)
    else:  # of a stream without its byte order mark; Python's error has no details
        made = DecodingError("text", b"", 0, 0, str(error))
    made.procedure = procedure
    made.message = f"{procedure}: {made.reason}" if procedure else made.reason
    made.irritants = args
    failure: Condition = made
    return failure
