"""Sagittarius's conditions as Python exceptions.

The manual's hierarchy is one of classes here: `InputOutputError` (`&i/o`) over `HostNotFoundError`
and `SocketError`, that over `SocketConnectionError`, `SocketClosedError`,
`SocketReadTimeoutError` and `SocketPortError`. Each is an `OSError`, and the engine's class for
its errno as well, so that `except ConnectionResetError` and `except TimeoutError` work. A bad
argument is an `AssertionViolation` (`&assertion`) and a `TypeError` or a `ValueError`; the few
procedures that raise `&error` instead raise an `ErrorCondition` that is one of these, too.
`_failures` makes them of calls that failed.
"""

from __future__ import annotations

from ...core import errors as _errors
from ..conditions import ArgumentError, ArgumentTypeError, ArgumentValueError, Condition


class _Refusal(ArgumentError):
    """A refused argument, in the library's words."""

    def _word(self) -> None:
        super()._word()
        self.message = f"{self.expected} required"


class AssertionViolation(_Refusal):
    """`&assertion`: an argument is not what the procedure expects.

    Carries procedure, argument, position (from 1), expected and value.
    """


class AssertionTypeError(AssertionViolation, ArgumentTypeError):
    """`&assertion`: an argument of the wrong type. A `TypeError`."""


class AssertionValueError(AssertionViolation, ArgumentValueError):
    """`&assertion`: an argument of the right type that the procedure cannot use.

    A `ValueError`.
    """


class ErrorCondition(_Refusal):
    """`&error`: the library refuses what is asked for.

    Carries procedure, argument, position (from 1), expected and value.
    """


class ErrorTypeError(ErrorCondition, ArgumentTypeError):
    """`&error`: an argument of the wrong type. A `TypeError`."""


class ErrorValueError(ErrorCondition, ArgumentValueError):
    """`&error`: an argument of the right type that cannot be used as it is. A `ValueError`."""


class InputOutputError(Condition, _errors.SocketError):
    """`&i/o`: input or output failed. An `OSError` with its errno (int).

    Arguments: the engine's error; `&who`, the procedure (str); `&message` (str), by default the
    system's text; `&irritants`, by default the errno alone.
    """

    def __init__(
        self,
        cause: _errors.SocketError,
        procedure: str = "",
        message: str | None = None,
        irritants: tuple[object, ...] | None = None,
    ) -> None:
        number = cause.errno or 0
        _errors.SocketError.__init__(self, number, cause.strerror, procedure, cause.socket)
        self.__dict__.update(cause.__dict__, operation=procedure)
        self.procedure = procedure
        self.message = str(cause.strerror) if message is None else message
        self.irritants = (number,) if irritants is None else irritants

    def __str__(self) -> str:
        text = self.message or str(self.strerror)
        return f"{self.procedure}: {text}" if self.procedure else text


class HostNotFoundError(InputOutputError):
    """`&host-not-found`: the node and service are not to be found, or nobody is there.

    Attributes: node, service (str or None). Sagittarius manual, &host-not-found.
    """

    node: str | None = None
    service: str | None = None


class SocketError(InputOutputError):
    """`&socket`: an operation on a socket failed.

    Attributes: socket, or None where there was none. Sagittarius manual, &socket.
    """


class SocketConnectionError(SocketError):
    """`&socket-connection`: a connection could not be made.

    Sagittarius manual, &socket-connection.
    """


class SocketClosedError(SocketError, _errors.Closed):
    """`&socket-closed`: the socket is closed, or was closed meanwhile.

    Sagittarius manual, &socket-closed.
    """


class SocketReadTimeoutError(SocketError, _errors.DeadlinePassed):
    """`&socket-read-timeout`: nothing came in the time that a read may take. A `TimeoutError`.

    Attributes: timeout, as it was set. Sagittarius manual, &socket-read-timeout.
    """

    timeout: object = None


class SocketPortError(SocketError):
    """`&socket-port`: an operation on a port of a socket failed.

    Attributes: port. Sagittarius manual, &socket-port.
    """

    port: object = None


class IOReadError(InputOutputError):
    """`&i/o-read`: a port could not be read. Attributes: port."""

    port: object = None


class IOWriteError(InputOutputError):
    """`&i/o-write`: a port could not be written. Attributes: port."""

    port: object = None
