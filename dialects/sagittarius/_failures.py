"""How calls that failed become Sagittarius's conditions.

`SAGITTARIUS` is the table for most procedures. Some answer a failure with a value, `#f` for one:
`SAGITTARIUS.answering` makes their tables.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any, Final, TypeVar

from attrs import evolve, frozen

from ...core import Port, errors
from ..conditions import Condition, Conditions, Refusal, joined, socket_among
from ._socket_type import Socket, duration
from .conditions import (
    AssertionTypeError,
    AssertionValueError,
    ErrorTypeError,
    HostNotFoundError,
    InputOutputError,
    IOReadError,
    IOWriteError,
    SocketClosedError,
    SocketConnectionError,
    SocketError,
    SocketPortError,
    SocketReadTimeoutError,
)

_C = TypeVar("_C", bound=InputOutputError)

_LONGEST_NAME: Final = 255  # of a host


def _nothing() -> None:
    return None


@frozen
class SagittariusConditions(Conditions):
    """Failures of procedures, of which some may be answered with a value instead.

    Attributes:
        answer: makes that value.
        answered, unless: the engine's errors that it is for, and those among them that it is not.
        noted: whether `socket-last-error` tells then what failed.
    """

    wrong_type: Refusal = AssertionTypeError
    bad_value: Refusal = AssertionValueError
    system: type[Exception] = SocketError
    answer: Callable[[], object] = _nothing
    answered: tuple[type[Exception], ...] = ()
    unless: tuple[type[Exception], ...] = ()
    noted: bool = False

    def answering(
        self,
        *errors: type[Exception],
        answer: Callable[[], object] = _nothing,
        unless: tuple[type[Exception], ...] = (),
        noted: bool = True,
    ) -> SagittariusConditions:
        """Return the table for procedures that answer these errors with a value."""
        return evolve(self, answer=answer, answered=errors, unless=unless, noted=noted)

    def settle(self, error: Exception, function: Callable[..., object], *args: object) -> Any:
        """Raise the condition for `error`, or return what the procedure returns instead."""
        try:
            raised = isinstance(error, (Condition, *self.unless))
            answered = isinstance(error, self.answered) and not raised
            if not answered or not errors.arose_below(error, function):
                self.fail(error, function, *args)
            if self.noted and isinstance(error, errors.SocketError):
                _note(error, args)
            elif self.noted:
                self.explain(error, function, *args)
            return self.answer()
        finally:
            del error  # it refers to this frame

    def explain(
        self, error: Exception, function: Callable[..., object], *args: object
    ) -> Exception:
        """Return what any dialect would; but a condition already says all that is to be said."""
        if isinstance(error, Condition):
            return error
        return Conditions.explain(self, error, function, *args)

    def name(self, error: OSError, procedure: str, args: tuple[object, ...] = ()) -> Exception:
        """Return the condition for a system failure met by `procedure` given `args`.

        The socket that it is about remembers its errno. Only a receive is left to meet its
        deadline: the others that wait say by themselves what that means.
        """
        cause = errors.from_os_error(error, procedure, socket_among(args))
        socket = _note(cause, args)
        if isinstance(socket, Socket) and isinstance(cause, errors.DeadlinePassed):
            return self.read_timed_out(procedure, socket)
        if isinstance(cause, errors.Closed):
            return SocketClosedError(cause, procedure, "socket is closed", (socket,))
        if isinstance(cause, errors.LookupFailed):
            node, service = cause.node, cause.service
            irritants = (cause.errno, node, service)
            return condition(HostNotFoundError, cause, procedure, cause.strerror, irritants)
        return condition(SocketError, cause, procedure)

    def not_connected(
        self, cause: errors.SocketError, procedure: str, socket: Socket
    ) -> Exception:
        """Return the condition for a connection attempt that was given up."""
        socket.last_error = cause.errno or 0
        return condition(SocketConnectionError, cause, procedure)

    def connection_timed_out(self, procedure: str, socket: Socket, timeout: object) -> Exception:
        """Return the condition for a connection that took longer than it may."""
        cause = errors.DeadlinePassed(errno.ETIMEDOUT, None, procedure, socket)
        socket.last_error = errno.ETIMEDOUT
        return condition(SocketConnectionError, cause, procedure, "Connection timeout", (timeout,))

    def read_timed_out(self, procedure: str, socket: Socket) -> Exception:
        """Return the condition for a receive that its socket's read timeout ended."""
        cause = errors.DeadlinePassed(errno.ETIMEDOUT, None, procedure, socket)
        node, service = (_shown(text) for text in (socket.node, socket.service))
        message = f"Read timeout! node: {node}, service: {service}"
        made = condition(SocketReadTimeoutError, cause, procedure, message, ())
        made.timeout = duration(socket.receive_timeout)
        return made

    def port_failure(self, error: OSError, operation: str, port: Port) -> Exception:
        """Return the condition for an OSError that a port met as it did "read" or "write"."""
        cause = errors.from_os_error(error, operation, port.socket)
        root: type[IOReadError | IOWriteError]
        root = IOWriteError if operation == "write" else IOReadError
        if isinstance(cause, errors.DeadlinePassed):
            text = f"{operation} timeout"
            cause = errors.DeadlinePassed(errno.ETIMEDOUT, text, "", port.socket)
        made = condition(root, cause, operation, cause.strerror, (port,))
        made.port = port
        return made

    def port_not_ready(self, error: OSError, port: Port) -> SocketPortError:
        """Return the condition for an OSError met by asking whether a port is ready."""
        cause = errors.from_os_error(error, "port-ready?", port.socket)
        made = condition(SocketPortError, cause, "port-ready?", cause.strerror, (port,))
        made.socket, made.port = port.socket, port
        return made


def _note(cause: errors.SocketError, args: tuple[object, ...]) -> object:
    """Leave an error's number with the socket that it is about; return that."""
    socket = socket_among(args) if cause.socket is None else cause.socket
    if isinstance(socket, Socket):
        late = isinstance(cause, errors.DeadlinePassed)
        socket.last_error = errno.EAGAIN if late else cause.errno or 0
    return socket


def condition(root: type[_C], cause: errors.SocketError, *args: Any) -> _C:
    """Make a condition that is `root` and the engine's error `cause` at once."""
    made: _C = joined(root, type(cause))(cause, *args)
    return made


def _shown(text: str | None) -> str:
    return "#f" if text is None else str.__getitem__(text, slice(_LONGEST_NAME))


def _refuse(procedure: str, argument: str, *rest: Any) -> Exception:
    cls = ErrorTypeError if argument in ("port", "info") else AssertionTypeError
    return cls(procedure, argument, *rest)


SAGITTARIUS: Final = SagittariusConditions()
"""Failures as Sagittarius raises them."""

ERROR: Final = SagittariusConditions(wrong_type=_refuse)
"""The same for procedures that refuse another port, or socket-info, with `&error`."""
