"""Guile's errors, a key and arguments, as Python exceptions; and `catch`, which reads them so.

Each class is the builtin that a Python program would look for, too: a `GuileSystemError` is an
`OSError` and the engine's class for its errno, a `WrongTypeArgError` a `TypeError`, an
`OutOfRangeError` a `ValueError`. `GUILE` is the table that makes them of a call that failed.

The arguments are those of Guile's handlers, (subr, message, args, data), with the message a
template. Where Guile leaves the procedure or the position out, they are filled in here; data that
it does not give (`#f`) is `None`.
"""

from __future__ import annotations

import errno as _errno
import functools
import os
import re
import socket as _socket
from collections.abc import Callable
from typing import Annotated, Any, Concatenate, Final, Literal, TypeAlias, TypeVar

from attrs import frozen

from ...core.brief import brief
from ...core.errors import Closed, DeadlinePassed, LookupFailed, SocketError, WouldBlock
from ..conditions import ArgumentTypeError, ArgumentValueError, Condition, Conditions
from ..exports import export
from ..kinds import PROCEDURE, STRING, CInt, Kind
from ..results import OrFalse

_T = TypeVar("_T")

_WRONG_TYPE: Final = "Wrong type argument in position ~A (expecting ~A): ~S"
_OUT_OF_RANGE: Final = "Argument ~A out of range: ~S"
_LONGEST: Final = 200  # characters of a text in a message


class GuileError(Condition):
    """What Guile throws: a key and arguments.

    Attributes:
        key: the symbol that names the kind of error (str).
        arguments: mostly (subr, message, args, data); for `getaddrinfo-error` (errcode,).
        procedure, message, irritants: the same to those who ask as for any dialect's condition;
            the message has its arguments filled in.
    """

    key: str
    arguments: tuple[object, ...]

    @property
    def key_and_arguments(self) -> tuple[object, ...]:
        """What a handler of `catch` is called with."""
        return (self.key, *self.arguments)

    def __str__(self) -> str:
        return f"{self.procedure}: {self.message}"

    def _tell(self, procedure: str, template: str, args: tuple[object, ...], data: object) -> None:
        self.procedure = procedure
        self.message = _filled(template, args)
        self.irritants = args
        self.arguments = (procedure, template, args, data)


def _filled(template: str, args: tuple[object, ...]) -> str:
    """Return a message with ~A (as displayed) and ~S (as written) replaced, one argument each."""
    rest = iter(args)

    def text(match: re.Match[str]) -> str:
        value = next(rest, match[0])
        return brief(value) if match[1] in "sS" else _displayed(value)

    return re.sub("~([AaSs])", text, template)


def _displayed(value: Any) -> str:
    if not issubclass(type(value), str) or not str.isprintable(value):
        return brief(value, _LONGEST)
    start: str = str.__getitem__(value, slice(_LONGEST))
    return start if str.__len__(value) <= _LONGEST else f"{start}..."


class WrongTypeArgError(ArgumentTypeError, GuileError):
    """An argument of the wrong type (wrong-type-arg).

    Carries procedure, argument, position (from 1), expected and value.
    """

    key = "wrong-type-arg"

    def _word(self) -> None:
        kind = re.sub("^an? ", "", self.expected)
        args = (self.position, kind, self.value)
        self._tell(self.procedure, _WRONG_TYPE, args, (self.value,))


class OutOfRangeError(ArgumentValueError, GuileError):
    """An argument of the right type outside what the procedure allows (out-of-range).

    Carries procedure, argument, position (from 1), expected and value.
    """

    key = "out-of-range"

    def _word(self) -> None:
        self._tell(self.procedure, _OUT_OF_RANGE, (self.position, self.value), (self.value,))


class WrongNumberOfArgsError(GuileError, TypeError):
    """Too few or too many arguments in one form of a procedure (wrong-number-of-args).

    Arguments: procedure and form, the procedure's name and the form that is to be kept (str).
    """

    key = "wrong-number-of-args"

    def __init__(self, procedure: str, form: str) -> None:
        super().__init__(f"{procedure}: wrong number of arguments, expected {form}")
        self._tell(procedure, "Wrong number of arguments to ~A", (procedure,), None)
        self.form = form

    def __str__(self) -> str:
        text: str = self.args[0]
        return text


class MiscError(GuileError, ValueError):
    """An error without a key of its own (misc-error).

    Arguments: procedure (str), message (a str in which ~A and ~S stand for args), args (a tuple).
    """

    key = "misc-error"

    def __init__(self, procedure: str, message: str, args: tuple[object, ...] = ()) -> None:
        super().__init__(f"{procedure}: {_filled(message, args)}")
        self._tell(procedure, message, args, None)


class GuileSystemError(GuileError, SocketError):
    """The system refused (system-error); an `OSError`, and the engine's class for its errno."""

    key = "system-error"

    def __init__(self, cause: SocketError, procedure: str, args: tuple[object, ...]) -> None:
        number = cause.errno or _errno.EIO  # an engine's error has one
        SocketError.__init__(self, number, cause.strerror, procedure, cause.socket)
        self.__dict__.update(cause.__dict__, operation=procedure)
        self._tell(procedure, "~A", (cause.strerror,), (number,))
        if isinstance(cause, Closed):
            self.argument, self.expected = "sock", "an open file port"

    def __str__(self) -> str:
        if isinstance(self, Closed):
            return f"{self.procedure}: {self.argument}: expected {self.expected}: {self.message}"
        return super().__str__()


class NoSuchEntryError(GuileSystemError, LookupError):
    """A database has no such entry (system-error, with 0 for the errno).

    Arguments: procedure (str), what was looked for ("network", "protocol" or "service"), and its
    name or number as it was given.
    """

    def __init__(self, procedure: str, what: str, name: object) -> None:
        template = f"no such {what} ~A"
        SocketError.__init__(self, 0, _filled(template, (name,)), procedure)
        self._tell(procedure, template, (name,), (0,))


class GetaddrinfoError(GuileError, LookupFailed):
    """A name or service could not be resolved (getaddrinfo-error).

    `.errno` is one of the `EAI_` integers; carries node and service.
    """

    key = "getaddrinfo-error"

    def __init__(
        self, cause: SocketError, procedure: str = "getaddrinfo", args: tuple[object, ...] = ()
    ) -> None:
        node, service = getattr(cause, "node", None), getattr(cause, "service", None)
        LookupFailed.__init__(self, cause.errno or 0, cause.strerror, procedure, node, service)
        self.procedure = procedure
        self.message = str(self.strerror)
        self.irritants = (*args, self.strerror)
        self.arguments = (self.errno,)


_HOST_KEYS: Final = {1: "host-not-found", 2: "try-again", 3: "no-recovery", 4: "no-data"}
_HOST_ERRORS: Final = {
    _socket.EAI_NONAME: 1,
    getattr(_socket, "EAI_ADDRFAMILY", -9): 1,  # it has no address of IPv4
    _socket.EAI_AGAIN: 2,
    _socket.EAI_FAIL: 3,
    getattr(_socket, "EAI_NODATA", -5): 4,
}


class HostError(GuileError, SocketError, _socket.herror):
    """The host database has no such host, or could not be asked.

    The key is host-not-found, try-again, no-recovery or no-data; `.errno` is the number that C
    calls h_errno, 1 to 4 in that order.
    """

    def __init__(self, number: int, procedure: str = "gethost") -> None:
        strerror = _c_text("hstrerror", number)
        SocketError.__init__(self, number, strerror, procedure)
        self._tell(procedure, strerror, (), ())
        self.arguments = (procedure, strerror, None, ())  # as Guile has it, args false
        self.key = _HOST_KEYS.get(number, "no-recovery")

    @classmethod
    def of(cls, error: OSError) -> GuileError:
        """Return the error for what the stdlib raised, of the system where that is to blame."""
        number = error.errno or 0
        if isinstance(error, _socket.herror):
            return cls(number)
        if isinstance(error, _socket.gaierror):
            return cls(_HOST_ERRORS.get(number, 3))
        made = GUILE.name(error, "gethost")  # EAI_SYSTEM
        assert isinstance(made, GuileError)
        return made


@frozen
class _GuileConditions(Conditions):
    """Errors of the engine as Guile has them, and what it throws without the engine's help."""

    def name(self, error: OSError, procedure: str, args: tuple[object, ...] = ()) -> Exception:
        if isinstance(error, NoSuchEntryError):
            return error
        if isinstance(error, DeadlinePassed):  # SO_RCVTIMEO or SO_SNDTIMEO, as the system has it
            error = WouldBlock(_errno.EAGAIN, None, error.operation, error.socket)
        return super().name(error, procedure, args)

    def system_class(self, cause: type[SocketError]) -> Callable[..., Exception]:
        if issubclass(cause, LookupFailed):
            return GetaddrinfoError
        return super().system_class(cause)


GUILE: Final[Conditions] = _GuileConditions(
    wrong_type=WrongTypeArgError, bad_value=OutOfRangeError, system=GuileSystemError
)
"""Failures as Guile throws them."""


_KEY: Final = Kind("a symbol or #t", lambda value: value is True or STRING.type_ok(value))
_Key: TypeAlias = Annotated[str | Literal[True], _KEY]
_Thunk: TypeAlias = Annotated[Callable[[], _T], PROCEDURE]
_Handler: TypeAlias = Annotated[Callable[Concatenate[str, ...], _T], PROCEDURE]
_THROWN: Final = Kind(
    "a key and arguments",
    lambda value: isinstance(value, BaseException) or (isinstance(value, tuple) and bool(value)),
)
_Thrown: TypeAlias = Annotated[tuple[Any, ...] | BaseException, _THROWN]


# Not wrapped: what the thunk or the handler raises arrives as it is, be it a procedure of ours.
@GUILE.hot_procedure
def catch(key: _Key, thunk: _Thunk[_T], handler: _Handler[_T]) -> _T:
    """`(catch key thunk handler)`: return what `thunk` returns, or `handler` makes of its error.

    `key` is a string, or `True` for all errors; `handler` is called with the error's key and its
    arguments. A Python exception that is no `GuileError` is caught by `True` alone and comes with
    the key "%exception" and itself, as an object does that Guile's `raise-exception` was given.
    An error with another key goes on. Raises `WrongTypeArgError` for a bad argument, before the
    thunk is called. Guile manual, Throw and Catch.
    """
    GUILE.check(catch, key, thunk, handler)
    try:
        return thunk()
    except Exception as error:
        if key is not True and key != _thrown(error)[0]:
            raise
        thrown = _thrown(error)
    try:
        return handler(*thrown)
    finally:
        del thrown  # the error in it refers to this frame


def _thrown(error: BaseException) -> tuple[Any, ...]:
    return error.key_and_arguments if isinstance(error, GuileError) else ("%exception", error)


@GUILE.procedure
def system_error_errno(args: _Thrown) -> OrFalse[int]:
    """`(system-error-errno args)`: return the errno of a system-error; `None` for others.

    `args` is what a handler of `catch` gets, a tuple of key and arguments, or the exception.
    Guile manual, POSIX Interface Conventions.
    """
    thrown = _thrown(args) if isinstance(args, BaseException) else args
    if not isinstance(thrown[0], str) or thrown[0] != "system-error":
        return None
    data = thrown[4] if len(thrown) > 4 else None
    if not isinstance(data, tuple | list) or not data:
        expected = "(key subr message args data)"
        raise GUILE.wrong_type("system-error-errno", "args", expected, args, 1)
    number: int = data[0]
    return number


@GUILE.procedure
def strerror(err: CInt) -> str:
    """`(strerror err)`: return an errno's text. Guile manual, Procedures for Signaling Errors."""
    return os.strerror(err)


@GUILE.procedure
def gai_strerror(error: CInt) -> str:
    """`(gai-strerror error)`: return the system's text for one of the `EAI_` integers.
    Guile manual, Network Databases.
    """
    return _c_text("gai_strerror", error)


def _c_text(function: str, number: int) -> str:
    """Return what a C function that turns a number into a constant text says."""
    text: bytes = _c_function(function)(number)
    return text.decode(errors="replace")


@functools.cache
def _c_function(name: str) -> Callable[[int], Any]:
    import ctypes  # which is seldom needed, and slow to import

    call = getattr(ctypes.CDLL(None), name)
    call.argtypes = [ctypes.c_int]
    call.restype = ctypes.c_char_p
    made: Callable[[int], Any] = call
    return made


export(__name__)
