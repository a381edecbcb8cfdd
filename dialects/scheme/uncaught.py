"""An error that nothing handles, in the words of each system.

`REPORTS` has, by the name that a profile has for it, the function that makes the text, without
the calls that led to the error; `backtrace` adds these. A place in the program that an error has
of its own (of its syntax, of a name that is missing) comes first in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from ..conditions import ArgumentError, Condition
from .bridge import from_python
from .conditions import (
    ArityError,
    DivisionError,
    ErrorObject,
    FileFailure,
    NotProcedureError,
    RangeError,
    WrongTypeError,
)
from .data import String, Symbol, from_list
from .libraries.guile.keys import key_and_arguments
from .printer import displayed, written
from .profiles import Profile
from .syntax import SyntaxFailure
from .tokens import ReadError

__all__ = ["REPORTS", "report"]


def report(condition: Any, profile: Profile, thread: str | None = None) -> str:
    """Return what is printed of a condition, or of another object that was raised.

    `thread` is the name of the thread that it has ended, where that is not the program's first.
    """
    if isinstance(condition, SyntaxFailure | ReadError):
        text = _HEADS[profile.report] + str(condition)
    else:
        text = REPORTS[profile.report](condition, profile)
    if thread is None:
        return text
    if profile.report == "chicken":
        return text.replace("Error:", f"Warning (#<thread: {thread}>): in thread:", 1)
    return f"In thread {thread}:\n{text}"


def _parts(condition: BaseException, profile: Profile) -> tuple[str, str, list[str]]:
    """Return the procedure, the message, and the irritants as `write` writes them."""
    if not isinstance(condition, Condition):
        return "", str(condition) or type(condition).__name__, []
    procedure = str(getattr(condition, "procedure", "") or "")
    if isinstance(condition, ErrorObject) and not isinstance(condition.given, str):
        message = displayed(condition.given, profile)
    else:
        message = str(getattr(condition, "message", "") or condition)
    if isinstance(condition, WrongTypeError | FileFailure):
        message = message.removesuffix(", got").removesuffix(":")
    given = getattr(condition, "irritants", ())
    irritants = [written(from_python(each, profile.byte_strings), profile) for each in given]
    return procedure, message.removeprefix(f"{procedure}: "), irritants


def _chibi(condition: Any, profile: Profile) -> str:
    if not isinstance(condition, BaseException):
        show = displayed if _text(condition) else written
        return f"ERROR: {show(condition, profile)}"
    procedure, message, irritants = _parts(condition, profile)
    head = f"ERROR in {procedure}: {message}" if procedure else f"ERROR: {message}"
    if isinstance(condition, WrongTypeError | ArgumentError):
        return f"{head}, got {irritants[0]}"
    if len(irritants) < 2:
        return ": ".join([head, *irritants])
    return "\n".join([head, *(f"    {each}" for each in irritants)])


def _text(value: Any) -> bool:
    return value.__class__ is String


def _foment(condition: Any, profile: Profile) -> str:
    if not isinstance(condition, BaseException):
        return f"exception: {written(condition, profile)}"
    procedure, message, irritants = _parts(condition, profile)
    kind = "error" if type(condition) is ErrorObject else "assertion-violation"
    words = [kind, *([procedure] if procedure else []), written(String(message), profile)]
    return f"#<exception: {' '.join(words)} irritants: ({' '.join(irritants)})>"


def _sagittarius(condition: Any, profile: Profile) -> str:
    if not isinstance(condition, BaseException):
        return f"Unhandled exception\n  {displayed(condition, profile)}"
    procedure, message, irritants = _parts(condition, profile)
    kind = "&error" if type(condition) is ErrorObject else "&assertion"
    components = [kind]
    if procedure:
        components.append(f"&who {procedure}")
    components.append(f"&message {message}")
    if irritants:
        components.append(f"&irritants ({' '.join(irritants)})")
    listed = "\n".join(f"  {count}. {each}" for count, each in enumerate(components, 1))
    return f"Unhandled exception\n  Condition components:\n{listed}"


_CHICKEN_WORDS: Final[tuple[tuple[type, Callable[[Any, str], str]], ...]] = (
    (RangeError, lambda condition, message: f"out of range - not {condition.expected}"),
    (WrongTypeError, lambda condition, message: f"bad argument type - not {condition.expected}"),
    (NotProcedureError, lambda condition, message: f"call of non-procedure - {message}"),
    (ArityError, lambda condition, message: f"bad argument count - {_counted(message)}"),
    (DivisionError, lambda condition, message: "division by zero"),
)


def _counted(message: str) -> str:
    found = re.search(r"(\d+) given, (.+) expected$", message)
    return f"received {found[1]} but expected {found[2]}" if found else message


def _chicken(condition: Any, profile: Profile) -> str:
    if not isinstance(condition, BaseException):
        return f"Error: uncaught exception: {written(condition, profile)}"
    procedure, message, irritants = _parts(condition, profile)
    if isinstance(condition, ErrorObject) and condition.given.__class__ is Symbol and irritants:
        # The first argument of `error` may be where it happened.
        procedure, message = message, displayed(condition.irritants[0], profile)
        irritants = irritants[1:]
    for cls, words in _CHICKEN_WORDS:
        if isinstance(condition, cls):
            message = words(condition, message)
            break
    where = f"({procedure}) " if procedure else ""
    if len(irritants) < 2:
        return ": ".join([f"Error: {where}{message}", *irritants])
    return "\n".join([f"Error: {where}{message}", *irritants])


_SIMPLE_KEYS: Final = frozenset(
    {
        "misc-error",
        "numerical-overflow",
        "out-of-range",
        "read-error",
        "system-error",
        "unbound-variable",
        "wrong-number-of-args",
        "wrong-type-arg",
    }
)


def _guile(condition: Any, profile: Profile) -> str:
    key, *arguments = key_and_arguments(condition)
    if key.name in _SIMPLE_KEYS and len(arguments) >= 3 and _text(arguments[1]):
        subr, template, filling = arguments[:3]
        where = displayed(subr, profile) if subr is not False else ""
        text = _filled(template.text, filling, profile)
        if "~S" in text:  # nothing is known of what it is about
            text = _parts(condition, profile)[1]
        if not where:
            head = "ERROR: In procedure error:\n" if key.name == "misc-error" else "ERROR: "
            return head + text
        return f"ERROR: In procedure {where}:\nIn procedure {where}: {text}"
    thrown = " ".join(written(each, profile) for each in arguments)
    if key.name == "%exception" and isinstance(arguments[0], BaseException):
        thrown = str(arguments[0]) or type(arguments[0]).__name__
    return f"ERROR: Throw to key `{key.name}' with args `({thrown})'."


def _filled(template: str, filling: Any, profile: Profile) -> str:
    """Return a template with its arguments in the places of `~A` and `~S`."""
    try:
        values = iter([] if filling is False else from_list(filling))
    except Exception:
        values = iter(())

    def text(found: re.Match[str]) -> str:
        letter = found[1].lower()
        if letter == "~":
            return "~"
        try:
            value = next(values)
        except StopIteration:
            return found[0]
        return displayed(value, profile) if letter == "a" else written(value, profile)

    return re.sub(r"~([aAsS~])", text, template)


REPORTS: Final[Mapping[str, Callable[[Any, Profile], str]]] = {
    "chibi": _chibi,
    "foment": _foment,
    "guile": _guile,
    "chicken": _chicken,
    "sagittarius": _sagittarius,
}
"""Chibi's `sexp_print_exception` (sexp.c), Foment's `WriteException` (foment.cpp), Guile and `csi`
as they were seen, Sagittarius's `report_error` (vm.c) and `Sg_DescribeCondition` (exceptions.c).
"""

_HEADS: Final[Mapping[str, str]] = {
    "chibi": "ERROR: ",
    "foment": "error: ",
    "guile": "ERROR: ",
    "chicken": "Error: ",
    "sagittarius": "Compilation error: ",
}
