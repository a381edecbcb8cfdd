"""How a call that failed becomes an error in the words of a Scheme.

Strategy: a call's arguments are checked before it acts. Each procedure's declaration says what
each argument must be (a `Kind`); `Conditions.check` finds the first argument that is not, and
names procedure, argument and expectation. What fails afterwards is the system's doing: the
engine's exception for that errno joins the dialect's own class, so that
`except ConnectionRefusedError` and `except OSError` work on what a Scheme would call a condition.
Nobody looks at an argument again, which another thread may have closed meanwhile.

`Conditions.procedure` makes a function do both. A procedure that must be fast (`hot_procedure`)
looks at its arguments by itself, and calls `check` where they are unusual and `fail` in its
`except` blocks. What a signal handler raised there is no failure of the call, and goes on as it
is.

A dialect whose conditions look otherwise (keys and arguments, composite kinds) brings its own
classes and makes a `Conditions` of them. The classes here are R7RS error objects: message and
irritants.
"""

from __future__ import annotations

import errno
import functools
import inspect
import os
import sys
from collections.abc import Callable
from typing import Any, ClassVar, NoReturn, Protocol, TypeVar, cast

from attrs import frozen

from ..core import Closed, Port, PortClosed, Socket
from ..core.brief import brief, raised_by_handler
from ..core.errors import SocketError, arose_below, from_os_error
from ._types import TypeIs
from .declaration import Name, NameKind, declared, read_name
from .kinds import Kind, anything
from .parameters import Parameter

__all__ = [
    "R7RS",
    "ArgumentError",
    "ArgumentTypeError",
    "ArgumentValueError",
    "Condition",
    "Conditions",
    "SocketFailure",
    "error_object_irritants",
    "error_object_message",
    "from_below",
    "is_error_object",
    "joined",
    "socket_among",
]


E = TypeVar("E", bound=Exception)
F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T")


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
    """Return a condition as its builtin class makes it of `args`, without its state."""
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
    except Exception as error:
        if raised_by_handler(error):
            raise
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
        super().__init__(f"{procedure}: {argument}: expected {expected}, got {brief(value)}")
        self._word()

    def _word(self) -> None:
        """Set message and irritants, as the dialect has them."""
        self.message = f"{self.procedure}: expected {self.expected}"
        self.irritants = (self.value,)

    def __str__(self) -> str:
        text: str = self.args[0]
        return text


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
    """Return the class, always the same one, that is both `root` and `cause`."""
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

    # Declaring

    def procedure(self, function: F) -> F:
        """Declare a procedure: check its arguments before it runs, and name what fails."""
        return self._declare("procedure", function)

    def syntax(self, function: F) -> F:
        """Declare a syntax over literal names, which are strings in Python."""
        return self._declare("syntax", function)

    def hot_procedure(self, function: F) -> F:
        """Declare a procedure that does for itself what `procedure` would do; wrap nothing."""
        function.__scheme__ = read_name("procedure", function)  # type: ignore[attr-defined]
        return function

    def parameter(self, function: Callable[[T], T]) -> Parameter[T]:
        """Declare a parameter object.

        Its function takes a value that has been checked and returns the one to keep; the default
        of its argument is the parameter's.
        """
        (taken,) = inspect.signature(function).parameters.values()

        def guard(value: Any) -> T:
            self.check(made, value)
            return function(value)

        made = Parameter(function.__name__, taken.default, guard)
        made.__doc__ = function.__doc__
        made.__module__ = function.__module__
        made.__wrapped__ = function
        made.__signature__ = inspect.Signature([taken.replace(kind=taken.POSITIONAL_ONLY)])
        made.__scheme__ = read_name("parameter", made)
        return made

    def _declare(self, kind: NameKind, function: F) -> F:
        gathers = _gathers(function)

        @functools.wraps(function)
        def call(*args: object, **keywords: object) -> object:
            whole = _in_order(function, args, keywords) if keywords or gathers else args
            self.check(call, *whole)
            try:
                return function(*args, **keywords)
            except Exception as error:
                if isinstance(error, TypeError) and not _has_begun(error):
                    raise  # too few or too many arguments, as Python says it
                return self.settle(error, call, *_in_order(function, args, keywords))

        call.__scheme__ = read_name(kind, call)  # type: ignore[attr-defined]
        return cast(F, call)

    # What declared procedures do

    def check(self, function: Callable[..., object], *args: object) -> None:
        """Refuse `args`, if one is not what `function` (a declared procedure) expects."""
        blamed = self._blame(declared(function), args)
        if blamed is not None:
            try:
                raise blamed from None
            finally:
                blamed = None  # it refers to this frame

    def settle(self, error: Exception, function: Callable[..., object], *args: object) -> Any:
        """Do as `fail` does; a dialect's own may return what the procedure returns instead."""
        try:
            self.fail(error, function, *args)
        finally:
            del error  # it refers to this frame

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
        """Return the condition for `error`, which `function`, a declared procedure, met.

        An error that is a condition already, or that no system call explains, comes back as it is;
        only a system failure that a port met gets the procedure's name.
        """
        name = declared(function)
        if isinstance(error, Condition):
            if isinstance(error, self.system) and isinstance(error, SocketError):
                return self.name(error, name.scheme, args)
            return error
        if isinstance(error, OverflowError):
            return self._too_large(name, args) or error
        if isinstance(error, MemoryError):
            error = OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
        if isinstance(error, OSError):
            return self.name(error, name.scheme, args)
        return error

    def refuse(
        self, procedure: str, argument: str, kind: Kind, value: object, position: int = 0
    ) -> None:
        """Raise the condition for a value that is not of its kind."""
        make = self.refusal(kind, value)
        if make is not None:
            raise make(procedure, argument, kind.expected, value, position)

    def _blame(self, name: Name, args: tuple[object, ...]) -> Exception | None:
        checked = zip(name.checks(len(args)), args, strict=False)
        for place, ((kind, default), value) in enumerate(checked):
            if kind is None or value is default:
                continue
            make = self.refusal(kind, value)
            if make is not None:
                argument = name.parameter_at(place, len(args)).name
                return make(name.scheme, argument, kind.expected, value, place + 1)
        return None

    def refusal(self, kind: Kind, value: object) -> Refusal | None:
        """Return what makes the condition for a value that is not of its kind, None if it is."""
        if not kind.type_ok(value):
            return self.wrong_type
        if kind.value_ok is not anything and not kind.value_ok(value):
            return self.bad_value
        return None

    def _too_large(self, name: Name, args: tuple[object, ...]) -> Exception | None:
        """Blame the largest integer for what C could not hold."""
        checked = zip(name.checks(len(args)), args, strict=False)
        integers = [
            (place, kind, value)
            for place, ((kind, _), value) in enumerate(checked)
            if kind is not None and isinstance(value, int)
        ]
        if not integers:
            return None
        place, kind, value = max(integers, key=lambda each: abs(each[2]))
        expected = f"{kind.expected} that the system can hold"
        argument = name.parameter_at(place, len(args)).name
        return self.bad_value(name.scheme, argument, expected, value, place + 1)

    def name(self, error: OSError, procedure: str, args: tuple[object, ...] = ()) -> Exception:
        """Return the condition for a system failure met by `procedure` given `args`."""
        cause = from_os_error(error, procedure, socket_among(args))
        return self.system_class(type(cause))(cause, procedure, args)

    def closed(self, procedure: str, *args: object) -> Exception:
        """Return the condition for a socket that is closed, perhaps by another thread."""
        return self.name(OSError(errno.EBADF, os.strerror(errno.EBADF)), procedure, args)

    def system_class(self, cause: type[SocketError]) -> Callable[..., Exception]:
        """Return the class that is both the dialect's condition and the engine's error `cause`."""
        made: type[Exception] = joined(self.system, cause)
        return made


def from_below(*failures: type[E]) -> tuple[type[E], ...]:
    """Return what an `except` clause catches: `failures`, but none that a signal handler raised.

    To be called in the clause itself: `except from_below(OSError):`. See `arose_below`.
    """
    raised = sys.exception()
    return failures if raised is not None and arose_below(raised) else ()


def socket_among(args: tuple[object, ...]) -> Socket | None:
    """Return the socket that a call with these arguments is about, if there is one."""
    sockets = (arg.socket if isinstance(arg, Port) else arg for arg in args)
    return next((arg for arg in sockets if isinstance(arg, Socket)), None)


def _has_begun(error: Exception) -> bool:
    """Return whether the function that was called in a `try` got as far as its first line."""
    traceback = error.__traceback__
    return traceback is not None and traceback.tb_next is not None


def _gathers(function: Callable[..., object]) -> bool:
    """Return whether a function takes any number of arguments, and others by name."""
    code = inspect.unwrap(function).__code__
    return bool(code.co_flags & inspect.CO_VARARGS and code.co_kwonlyargcount)


def _in_order(
    function: Callable[..., object], args: tuple[object, ...], keywords: dict[str, object]
) -> tuple[object, ...]:
    """Return a call's arguments, defaults among them, in order; a wrong call's as they are."""
    try:
        bound = inspect.signature(function).bind(*args, **keywords)
    except TypeError:  # which the call itself is about to say
        return args
    bound.apply_defaults()
    return (*bound.args, *bound.kwargs.values())


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
