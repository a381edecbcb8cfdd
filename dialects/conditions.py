"""How a call that failed becomes an error in the words of a Scheme.

Strategy: a call's arguments are checked before it acts. Each procedure's mark says what each
argument must be (a `Kind`); `Conditions.check` finds the first argument that is not, and names
procedure, argument and expectation. What fails afterwards is the system's doing: the engine's
exception for that errno joins the dialect's own class, so that `except ConnectionRefusedError` and
`except OSError` work on what a Scheme would call a condition. Nobody looks at an argument again,
which another thread may have closed meanwhile.

`Conditions.fail` does that in an `except` block. What a signal handler raised there is no failure
of the call, and goes on as it is.

A dialect whose conditions look otherwise (keys and arguments, composite kinds) brings its own
classes and makes a `Conditions` of them. The classes here are R7RS error objects: message and
irritants.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NoReturn, Protocol

from attrs import frozen

from ..core import Closed, Port, PortClosed, Socket
from ..core.brief import brief
from ..core.errors import SocketError, arose_below, from_os_error
from ._types import TypeIs

__all__ = [
    "R7RS",
    "ArgumentError",
    "ArgumentTypeError",
    "ArgumentValueError",
    "Condition",
    "Conditions",
    "Kind",
    "SocketFailure",
    "error_object_irritants",
    "error_object_message",
    "is_error_object",
    "joined",
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
    """What Scheme reads off a condition: the procedure it came from, a message, the irritants.

    It can be copied, and pickled as far as what it carries can: a socket or a port in it arrives
    as its printed form.
    """

    procedure: str
    message: str
    irritants: tuple[object, ...]
    _joins: ClassVar[tuple[type[Any], ...] | None] = None  # what a class made by `joined` is of

    def __copy__(self) -> Condition:
        made = _revive(*self._seed())
        made.__dict__.update(self.__dict__)
        return made

    def __reduce__(self) -> tuple[object, ...]:
        kinds, args = self._seed()
        state = {name: _portable(value) for name, value in self.__dict__.items()}
        if "socket" in state:
            state["socket"] = None  # as the engine's errors have it
        return _revive, (kinds, tuple(map(_portable, args))), state

    def _seed(self) -> tuple[tuple[type[Any], ...], tuple[object, ...]]:
        return self._joins or (type(self),), self.args


def _revive(kinds: tuple[type[Any], ...], args: tuple[object, ...]) -> Condition:
    """A condition as its builtin class makes it of `args`; what else it carries is its state."""
    cls = kinds[0] if len(kinds) == 1 else joined(*kinds)
    made: Any = cls.__new__(cls, *args)
    super(Condition, made).__init__(*args)
    revived: Condition = made
    return revived


def _portable(value: object) -> object:
    """`value`, if it can be pickled, else its printed form."""
    import pickle

    if type(value) is tuple:
        return tuple(map(_portable, value))
    try:
        pickle.dumps(value)
    except Exception:
        return brief(value)
    return value


class ArgumentError(Condition):
    """An argument is not what the procedure expects."""

    def __init__(
        self, procedure: str, argument: str, expected: str, value: object, position: int = 0
    ) -> None:
        self.procedure = procedure
        self.argument = argument
        self.expected = expected
        self.value = value
        self.position = position  # counted from 1; 0 where it is not known
        self.message = f"{procedure}: expected {expected}"
        self.irritants = (value,)
        super().__init__(f"{procedure}: {argument}: expected {expected}, got {brief(value)}")


class ArgumentTypeError(ArgumentError, TypeError):
    """An argument of the wrong type; carries procedure, argument, expected and value."""


class ArgumentValueError(ArgumentError, ValueError):
    """An argument of the right type outside what the procedure allows."""


class SocketFailure(Condition, SocketError):
    """The system refused; an `OSError` with its errno, and also the engine's class for that errno.

    One for what is closed says, as for any bad argument, which one it is and what was expected.
    """

    def __init__(self, cause: SocketError, procedure: str, args: tuple[object, ...]) -> None:
        number = cause.errno or errno.EIO  # an engine's error has one
        SocketError.__init__(self, number, cause.strerror, procedure, cause.socket)
        self.__dict__.update(cause.__dict__, operation=procedure)
        self.procedure = procedure
        # The engine has one name for what each dialect calls as it likes.
        operation = procedure if cause.operation == "receive" else cause.operation
        self.message = f"{procedure}: {_verb(operation)} failed"
        self.irritants = (*args, cause.strerror)
        if isinstance(cause, Closed):
            self.argument = "port" if isinstance(cause, PortClosed) else "socket"
            self.expected = f"an open {self.argument}"
            self.message = f"{procedure}: expected {self.expected}"

    def __str__(self) -> str:
        if isinstance(self, Closed):
            text = f"{self.procedure}: {self.argument}: expected {self.expected}"
            return f"{text}: {self.strerror}"
        return f"{self.message}: {self.strerror}"


_classes: dict[tuple[type[Any], type[Any]], type[Any]] = {}


def joined(root: type[Any], cause: type[Any]) -> type[Any]:
    """The class, always the same one, that is both `root` and `cause`."""
    for one, other in ((root, cause), (cause, root)):
        if issubclass(one, other):
            return one
    made = _classes.get((root, cause))
    if made is None:
        names = {"__module__": root.__module__, "__doc__": root.__doc__, "_joins": (root, cause)}
        # Of two threads that get here at once, both take the class of the first.
        made = _classes.setdefault((root, cause), type(root.__name__, (root, cause), names))
    return made


class Refusal(Protocol):
    """Makes the condition for an argument; `position` counts from 1, 0 where it is not known."""

    def __call__(
        self, procedure: str, argument: str, expected: str, value: object, position: int = 0, /
    ) -> Exception: ...


@frozen
class Conditions:
    """A dialect's way of naming failures."""

    wrong_type: Refusal
    bad_value: Refusal
    system: type[Exception]

    def check(self, function: Callable[..., object], *args: object) -> None:
        """Refuse `args`, of which one is not what `function` (a marked procedure) expects."""
        blamed = self._blame(function, args)
        if blamed is not None:
            try:
                raise blamed from None
            finally:
                blamed = None  # it refers to this frame

    def fail(self, error: Exception, function: Callable[..., object], *args: object) -> NoReturn:
        """Raise the condition for `error`, which `function` met when given `args`.

        To be called in the `except` block of the function that made the call; the arguments have
        been checked before. What a signal handler raised is raised again as it is.
        """
        try:
            if not arose_below(error, function):
                raise
            raise self.explain(error, function, *args) from None
        finally:
            del error  # it refers to this frame

    def heed(self, error: Exception, function: Callable[..., object], *args: object) -> None:
        """Do as `fail` does, unless `error` says that the call would have to wait."""
        try:
            if not arose_below(error, function):
                raise
            if not isinstance(error, BlockingIOError):
                raise self.explain(error, function, *args) from None
        finally:
            del error

    def explain(
        self, error: Exception, function: Callable[..., object], *args: object
    ) -> Exception:
        """Return the condition for `error`, which `function`, a marked procedure, met.

        An error that is a condition already, or that no system call explains, comes back as it is;
        only a system failure that a port met gets the procedure's name.
        """
        mark = function.__scheme__  # type: ignore[attr-defined]
        if isinstance(error, Condition):
            if isinstance(error, self.system) and isinstance(error, SocketError):
                return self.name(error, mark.scheme, args)
            return error
        if isinstance(error, OverflowError):
            return self._too_large(mark.scheme, mark.arguments, args) or error
        if isinstance(error, MemoryError):
            error = OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
        if isinstance(error, OSError):
            return self.name(error, mark.scheme, args)
        return error

    def _blame(
        self, function: Callable[..., object], args: tuple[object, ...]
    ) -> Exception | None:
        mark = function.__scheme__  # type: ignore[attr-defined]
        # What is right, as nearly all is, costs little: only then is the position counted.
        for (argument, kind), value in zip(mark.arguments.items(), args, strict=False):
            if not kind.type_ok(value):
                make, expected = self.wrong_type, kind.expected
            elif kind.value_ok is not _anything and not kind.value_ok(value):
                make, expected = self.bad_value, kind.expected
            else:
                continue
            position = list(mark.arguments).index(argument) + 1
            return make(mark.scheme, argument, expected, value, position)
        return None

    def _too_large(
        self, procedure: str, kinds: Mapping[str, Kind], args: tuple[object, ...]
    ) -> Exception | None:
        """Blame the largest integer for what C could not hold."""
        arguments = zip(kinds.items(), args, strict=False)
        integers = [
            (position, argument, kind, value)
            for position, ((argument, kind), value) in enumerate(arguments, 1)
            if isinstance(value, int)
        ]
        if not integers:
            return None
        position, argument, kind, value = max(integers, key=lambda each: abs(each[3]))
        expected = f"{kind.expected} that the system can hold"
        return self.bad_value(procedure, argument, expected, value, position)

    def name(self, error: OSError, procedure: str, args: tuple[object, ...] = ()) -> Exception:
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
        made: type[Exception] = joined(self.system, cause)
        return made


def _verb(procedure: str) -> str:
    """`connect-socket` and `socket-connect` both try to connect."""
    return procedure.removeprefix("socket-").removesuffix("-socket").replace("-", " ")


R7RS = Conditions(wrong_type=ArgumentTypeError, bad_value=ArgumentValueError, system=SocketFailure)
"""Failures as R7RS error objects; what SRFI 106, Foment and the port modules raise."""


def is_error_object(value: object) -> TypeIs[Condition]:
    """`(error-object? obj)` (R7RS 6.11)."""
    return isinstance(value, Condition)


def error_object_message(error: Condition) -> str:
    """`(error-object-message error-object)`: its message, a string (R7RS 6.11)."""
    return error.message


def error_object_irritants(error: Condition) -> tuple[object, ...]:
    """`(error-object-irritants error-object)`: what the message is about, a tuple (R7RS 6.11)."""
    return error.irritants
