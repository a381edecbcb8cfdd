"""Conditions as CHICKEN has them: (chicken condition).

A condition is of several kinds, and each kind has properties. Those that programs make are
`Composite`; `parts_of` says of which kinds the runtime's own failures and the sockets' are.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn, TypeAlias

from ....chicken.conditions import ChickenError, NetTimeoutError, RefusedError
from ....conditions import Condition
from ...bridge import from_python
from ...conditions import (
    ArityError,
    DivisionError,
    ErrorObject,
    FileFailure,
    NotProcedureError,
    RangeError,
    ReadFailure,
    UnboundVariableError,
    WrongTypeError,
)
from ...control import raise_, raise_continuable, with_handler
from ...data import NIL, Pair, String, Symbol, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter
from ...kinds import Items, Name, Proc
from ...ports import CURRENT_OUTPUT, put
from ...printer import PRINTERS, displayed, written
from ...profiles import Profile
from ...syntax import SyntaxFailure
from ...tokens import ReadError
from .. import io
from ..threads import (
    AbandonedMutexError,
    JoinTimeoutError,
    TerminatedThreadError,
    ThreadError,
    UncaughtExceptionError,
)
from .calls import call_chain

__all__ = ["TABLE", "Composite", "parts_of", "signalled"]

TABLE: Final = Table()

Parts: TypeAlias = "list[tuple[str, dict[str, Any]]]"


class Composite(ErrorObject):
    """A condition that is made of its kinds, each with its properties."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        own = dict(parts).get("exn", {})
        names = " ".join(kind for kind, _ in parts)
        irritants = own.get("arguments", NIL)
        location = own.get("location", False)
        super().__init__(
            own.get("message", f"condition of kind ({names})"),
            tuple(_items(irritants)),
            written(location) if location is not False else "",
        )

    def __reduce__(self) -> tuple[Any, ...]:
        _, arguments = super().__reduce__()
        return ErrorObject, arguments


def _items(value: Any) -> Iterator[Any]:
    while value.__class__ is Pair:
        yield value.car
        value = value.cdr


def signalled(kinds: str, location: str, message: str, *arguments: Any) -> Composite:
    """Return a condition `(exn ...)` of the runtime; `kinds` are those beside `exn`."""
    own = _exn(message, arguments, location)
    return Composite([("exn", own), *((kind, {}) for kind in kinds.split())])


# The kinds of failures

_THREADS: Final = {
    AbandonedMutexError: "abandoned-mutex-exception",
    JoinTimeoutError: "join-timeout-exception",
    TerminatedThreadError: "terminated-thread-exception",
}
_VERBS: Final = {"change-directory": "change current directory", "delete-file": "delete file"}
_LOCATIONS: Final = {
    "call-with-input-file": "open-input-file",
    "call-with-output-file": "open-output-file",
    "with-input-from-file": "open-input-file",
    "with-output-to-file": "open-output-file",
    "exact": "inexact->exact",
    "inexact": "exact->inexact",
}
"""Where CHICKEN has failures of some procedures come from."""
_COUNTS: Final = re.compile(r"(\d+) given, (.*) expected")


def parts_of(condition: Any) -> Parts | None:
    """Return the kinds of a condition, each with its properties; None for another object."""
    if not isinstance(condition, Condition):
        return [("exn", _exn(str(condition)))] if isinstance(condition, Exception) else None
    match condition:
        case Composite():
            return condition.parts
        case ChickenError():
            return _net(condition)
        case UncaughtExceptionError():
            return [("uncaught-exception", {"reason": condition.reason})]
        case ThreadError():
            return [(_THREADS[type(condition)], {})]
    kinds, message, arguments = _told(condition)
    location = getattr(condition, "procedure", "") or ""
    own = _exn(message, arguments, _LOCATIONS.get(location, location))
    if isinstance(condition, ErrorObject) and condition.given.__class__ not in (str, String):
        own["message"] = condition.given
    return [("exn", own), *((kind, {}) for kind in kinds.split())]


def _exn(message: str, arguments: tuple[Any, ...] = (), location: str = "") -> dict[str, Any]:
    return {
        "message": String(message),
        "arguments": to_list(arguments),
        "location": Symbol(location) if location else False,
    }


def _net(condition: ChickenError) -> Parts:
    arguments = tuple(from_python(each, True) for each in condition.arguments)
    parts = [(kind, dict[str, Any]()) for kind in condition.kinds]
    parts[0][1].update(_exn(condition.message, arguments, condition.location))
    net = dict(parts).get("net")
    if net is not None and not isinstance(condition, (NetTimeoutError, RefusedError)):
        net["errno"] = getattr(condition, "errno", 0)
    return parts


def _told(condition: Condition) -> tuple[str, str, tuple[Any, ...]]:
    """Return kinds, message and arguments of a failure of the runtime."""
    irritants = tuple(condition.irritants)
    message = condition.message
    match condition:
        case RangeError():
            return "bounds", "out of range", irritants
        case WrongTypeError():
            return "type", _type_message(condition.expected), irritants
        case NotProcedureError():
            return "type", "call of non-procedure", irritants
        case UnboundVariableError():
            return "runtime", "unbound variable", (Symbol(str(condition.name)),)
        case ArityError():
            found = _COUNTS.search(message)
            told = f"received {found[1]} but expected {found[2]}" if found else message
            return "arity", f"bad argument count - {told}", irritants
        case DivisionError():
            return "arithmetic", "division by zero", irritants
        case FileFailure():
            if not message.startswith("cannot "):
                verb = _VERBS.get(condition.procedure, "open file")
                message = f"cannot {verb} - {condition.strerror}"
            return "i/o file", message, irritants
        case ReadFailure() | SyntaxFailure():
            return "syntax", message, irritants
        case ReadError():
            return "syntax", str(condition), irritants
    return "", message, irritants


_EXPECTED: Final = {
    "a real number": "a number",
    "an exact integer": "an integer",
    "an exact non-negative integer": "an integer",
    "a port that reads": "a port",
    "a port that writes": "a port",
}
_UNTOLD: Final = frozenset({"a pair", "a vector", "a procedure"})


def _type_message(expected: str) -> str:
    if expected in _UNTOLD:
        return "bad argument type"
    return f"bad argument type - not {_EXPECTED.get(expected, expected)}"


def _is_condition(value: Any) -> bool:
    return parts_of(value) is not None


def _shown(value: Any, readable: bool, profile: Profile) -> str:
    return f"#<condition: ({' '.join(kind for kind, _ in parts_of(value) or ())})>"


PRINTERS[Composite] = _shown


# Making them


def _properties(procedure: str, items: list[Any]) -> dict[str, Any]:
    if len(items) % 2:
        raise signalled("type", procedure, "argument is not an even property list", to_list(items))
    found = {}
    for name, value in zip(items[::2], items[1::2], strict=True):
        if name.__class__ is not Symbol:
            refuse(procedure, 2, "a symbol", name)
        found[name.name] = value
    return found


@TABLE.procedure("make-property-condition")
def make_property_condition(kind: Name, *properties: Any) -> Composite:
    """Return a condition of one kind. CHICKEN manual, Module (chicken condition)."""
    return Composite([(kind, _properties("make-property-condition", list(properties)))])


@TABLE.procedure("make-composite-condition")
def make_composite_condition(first: Any, *others: Any) -> Composite:
    """Return a condition of all the kinds of others.

    CHICKEN manual, Module (chicken condition).
    """
    parts: Parts = []
    for place, each in enumerate((first, *others), 1):
        own = parts_of(each)
        if own is None:
            refuse("make-composite-condition", place, "a condition", each)
        parts += own
    return Composite(parts)


@TABLE.procedure("condition")
def condition(first: Items, *others: Items) -> Composite:
    """Return a condition of kinds, each a list of its name and its properties.

    CHICKEN manual, Module (chicken condition).
    """
    parts: Parts = []
    for place, each in enumerate((first, *others), 1):
        if not each or each[0].__class__ is not Symbol:
            refuse("condition", place, "a list that begins with a symbol", to_list(each))
        parts.append((each[0].name, _properties("condition", each[1:])))
    return Composite(parts)


# Taking them apart


@TABLE.procedure("condition?")
def is_condition(value: Any) -> bool:
    """Return whether a value is a condition. CHICKEN manual, Module (chicken condition)."""
    return _is_condition(value)


@TABLE.procedure("condition-predicate")
def condition_predicate(kind: Name) -> Any:
    """Return a procedure that tells conditions of a kind.

    CHICKEN manual, Module (chicken condition).
    """

    def is_of_kind(value: Any) -> bool:
        return any(kind == each for each, _ in parts_of(value) or ())

    return is_of_kind


def _found(value: Any, kind: str, name: str) -> tuple[bool, Any]:
    """Return whether the kind is one of the condition's, and what its property is."""
    of_kind = False
    for each, properties in parts_of(value) or ():
        if each == kind:
            of_kind = True
            if name in properties:
                return True, properties[name]
            if name == "call-chain" and kind == "exn":
                return True, call_chain(value)
    return of_kind, _ABSENT


_ABSENT: Final = object()


@TABLE.procedure("condition-property-accessor")
def condition_property_accessor(kind: Name, name: Name, default: Any = _ABSENT) -> Any:
    """Return a procedure that returns a property of conditions of a kind, #f of others.

    CHICKEN manual, Module (chicken condition).
    """

    def read(value: Any) -> Any:
        if parts_of(value) is None:
            refuse("condition-property-accessor", 1, "a condition", value)
        of_kind, found = _found(value, kind, name)
        if not of_kind:
            return False
        if found is not _ABSENT:
            return found
        if default is not _ABSENT:
            return default
        procedure = "condition-property-accessor"
        raise signalled("type", procedure, "condition has no such property", Symbol(name))

    return read


@TABLE.procedure("get-condition-property")
def get_condition_property(value: Any, kind: Name, name: Name, default: Any = False) -> Any:
    """Return a property of a condition, the default without it; #f if it is of another kind.

    CHICKEN manual, Module (chicken condition).
    """
    if parts_of(value) is None:
        refuse("get-condition-property", 1, "a condition", value)
    of_kind, found = _found(value, kind, name)
    if not of_kind:
        return False
    return default if found is _ABSENT else found


@TABLE.procedure("condition->list")
def condition_to_list(value: Any) -> Items:
    """Return a list of a condition's kinds, each with its properties behind its name.

    CHICKEN manual, Module (chicken condition).
    """
    parts = parts_of(value)
    if parts is None:
        refuse("condition->list", 1, "a condition", value)
    return [
        to_list([Symbol(kind), *(each for pair in own.items() for each in _property(*pair))])
        for kind, own in parts
    ]


def _property(name: str, value: Any) -> tuple[Symbol, Any]:
    return Symbol(name), value


# Raising

TABLE.procedures(abort=raise_, signal=raise_continuable)


@TABLE.procedure("with-exception-handler")
def with_exception_handler(handler: Proc, thunk: Proc) -> Any:
    """Call `thunk` with a handler for what is raised.

    While the handler runs, the one around it is in force. CHICKEN manual, Module (chicken
    condition).
    """
    return with_handler(handler, thunk)


class _CurrentHandler(Parameter):
    """The parameter whose value is the handler in force."""

    __slots__ = ()

    def __call__(self, *values: Any) -> Any:
        """Return the handler, or put another in its place."""
        if values:
            outer = STATE.handlers[1] if STATE.handlers is not None else None
            STATE.handlers = (values[0], outer)
            return None
        handler = STATE.handlers[0] if STATE.handlers is not None else None
        return handler if callable(handler) else raise_

    def enter(self, value: Any, stack: contextlib.ExitStack) -> None:
        """Let a handler be in force for a while."""
        outer = STATE.handlers
        STATE.handlers = (value, outer)

        def leave(kind: Any, exception: BaseException | None, traceback: Any) -> None:
            STATE.handlers = outer
            if isinstance(exception, Exception):
                # What no handler has seen yet, an error of a primitive, meets this one.
                with_handler(value, lambda: _again(exception))

        stack.push(leave)


def _again(exception: Exception) -> NoReturn:
    raise exception


TABLE.value("current-exception-handler", _CurrentHandler(None, None, settable=True))


@TABLE.procedure("%has-kinds?")
def has_kinds(value: Any, kinds: Items) -> bool:
    """Return whether an object is of all these kinds; any is where there are none."""
    if not kinds:
        return True
    own = {kind for kind, _ in parts_of(value) or ()}
    return all(kind.name in own for kind in kinds)


TABLE.macros("""
(define-syntax handle-exceptions
  (syntax-rules ()
    ((_ name handler body ...) (guard (name (#t handler)) body ...))))

(define-syntax condition-case
  (syntax-rules ()
    ((_ expression clause ...)
     (%condition-case expression it () clause ...))))

(define-syntax %condition-case
  (syntax-rules ()
    ((_ expression it (done ...)) (guard (it done ...) expression))
    ((_ expression it (done ...) ((kind ...) body ...) more ...)
     (%condition-case expression it
       (done ... ((%has-kinds? it '(kind ...)) (let () body ...)))
       more ...))
    ((_ expression it (done ...) (name (kind ...) body ...) more ...)
     (%condition-case expression it
       (done ... ((%has-kinds? it '(kind ...)) (let ((name it)) body ...)))
       more ...))))
""")


# Telling of them


@TABLE.procedure("print-error-message")
def print_error_message(value: Any, port: Any = None, header: Any = None) -> None:
    """Write what went wrong: `Error: (location) message: argument`, further ones on lines.

    CHICKEN manual, Module (chicken condition).
    """
    target = CURRENT_OUTPUT() if port is None else port
    if not io.is_output_port(target):
        refuse("print-error-message", 2, "a port that writes", port)
    head = "Error" if header is None else displayed(header, STATE.profile)
    put(target, f"\n{message_of(value, head, STATE.profile)}")


def message_of(value: Any, head: str, profile: Profile) -> str:
    """Return the lines that tell of an object that was raised."""
    parts = parts_of(value)
    if parts is None:
        if value.__class__ is String:
            return f"{head}: {value.text}\n"
        return f"{head}: uncaught exception: {written(value, profile)}\n"
    own = dict(parts)
    if "user-interrupt" in own:
        return f"{head}: *** user interrupt ***"
    exn = own.get("exn", {})
    if "message" not in exn:
        return f"{head}: <condition> ({' '.join(kind for kind, _ in parts)})"
    location = exn.get("location", False)
    where = f"({written(location, profile)}) " if location is not False else ""
    text = f"{head}: {where}{displayed(exn['message'], profile)}"
    if "arguments" not in exn:
        return text
    arguments = [written(each, profile) for each in _items(exn["arguments"])]
    if len(arguments) == 1:
        return f"{text}: {arguments[0]}\n"
    return "\n".join([text, *arguments]) + "\n"
