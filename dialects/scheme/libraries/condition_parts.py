"""What conditions consist of, as R6RS sees them, also the failures of procedures and sockets.

A condition made by a program has its own parts. For a failure that is a Python exception the parts
are worked out here, in the style of the dialect's profile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from ...conditions import Condition
from ..bridge import from_python
from ..condition_types import TYPES, Compound, part
from ..conditions import AssertionFailure, FileFailure, NonContinuableError
from ..data import Record, String, Symbol, to_list
from ..dynamics import STATE
from ..printer import written
from ..profiles import Profile
from ..syntax import SyntaxFailure
from .guile.keys import key_and_arguments

__all__ = ["STYLES", "is_condition", "parts", "parts_of_key", "shown"]

_Parts = Iterator[Record]


def is_condition(value: object) -> bool:
    """Return whether a value is a condition."""
    return isinstance(value, TYPES["condition"].cls | BaseException)


def parts(value: Any) -> tuple[Record, ...]:
    """Return the simple conditions that a value consists of; none for what is no condition."""
    if isinstance(value, TYPES["condition"].cls):
        return (value,)
    if isinstance(value, Compound):
        return value.components
    if not isinstance(value, BaseException):
        return ()
    return tuple(STYLES[STATE.profile.condition_style](value))


# As R6RS and the manual of Sagittarius have them


def _described(condition: Condition) -> _Parts:
    """Yield who, message and irritants."""
    if condition.procedure:
        yield part("who", getattr(condition, "who", None) or Symbol(condition.procedure))
    given = getattr(condition, "given", condition.message)
    yield part("message", String(given) if isinstance(given, str) else given)
    yield part("irritants", to_list([from_python(each) for each in condition.irritants]))


def _kind(exception: BaseException) -> _Parts:
    from .failure_kinds import kind_of  # brings Sagittarius's sockets, which few need

    yield kind_of(exception)


def _r6rs_parts(exception: BaseException) -> _Parts:
    yield from _kind(exception)
    if isinstance(exception, Condition):
        yield from _described(exception)
    else:
        yield part("message", String(str(exception) or type(exception).__name__))


# As Guile has them: by the key


def _guile_parts(exception: BaseException) -> _Parts:
    if isinstance(exception, NonContinuableError):
        yield part("non-continuable")
    elif isinstance(exception, AssertionFailure):
        yield part("assertion")
        yield from _described(exception)
    elif isinstance(exception, SyntaxFailure):
        yield from _kind(exception)
        yield from _described(exception)
    else:
        if isinstance(exception, FileFailure):  # which R6RS's procedures raise in Guile, too
            yield from _kind(exception)
        key, *arguments = key_and_arguments(exception)
        if arguments == [exception]:  # what Guile has no key for
            yield from _r6rs_parts(exception)
        else:
            yield from parts_of_key(key, arguments)


def parts_of_key(key: Any, arguments: list[Any]) -> _Parts:
    """Yield what an exception of Guile's `throw` consists of.

    Its arguments are those of an error (who, message, irritants, data) only where the message is a
    string; all of them are irritants otherwise.
    """
    kind = _KEYS.get(key.name, "serious")
    yield part(kind, *(False for _ in TYPES[kind].fields))
    if len(arguments) >= 3 and arguments[1].__class__ is String:
        yield part("who", arguments[0])
        yield part("message", arguments[1])
        yield part("irritants", arguments[2])
    else:
        yield part("irritants", to_list(arguments))
    yield part("exception-with-kind-and-args", key, to_list(arguments))


_KEYS: Final = {
    "getaddrinfo-error": "error",
    "goops-error": "assertion",
    "host-not-found": "error",
    "keyword-argument-error": "assertion",
    "no-data": "error",
    "no-recovery": "error",
    "null-pointer-error": "assertion",
    "numerical-overflow": "implementation-restriction",
    "out-of-range": "assertion",
    "program-error": "assertion",
    "quit": "quit-exception",
    "read-error": "lexical",
    "regular-expression-syntax": "assertion",
    "stack-overflow": "implementation-restriction",
    "system-error": "error",
    "try-again": "error",
    "unbound-variable": "undefined",
    "wrong-number-of-args": "assertion",
    "wrong-type-arg": "assertion",
}
"""The type for each key; others have `&serious`, which Guile calls `&error`."""

STYLES: Final[dict[str, Callable[[BaseException], _Parts]]] = {
    "guile": _guile_parts,
    "r6rs": _r6rs_parts,
}
"""How the failures of procedures are seen, by the profile's `condition_style`."""


def shown(exception: BaseException, profile: Profile) -> str:
    """Return a failure as Guile writes the exception object that it is."""
    return written(Compound(_guile_parts(exception)), profile)
