"""Guile's exceptions, which are R6RS's conditions under other names: (ice-9 exceptions)."""

from __future__ import annotations

from typing import Any, Final

from ...arguments import UNSET, take_keywords
from ...condition_types import TYPES, descends, fitting
from ...control import guarded, raise_, raise_continuable, with_handler
from ...data import Keyword, RecordType, Symbol, to_list
from ...declaration import Table, refuse
from ...kinds import Items, Proc
from ..condition_parts import parts
from ..rnrs.conditions import condition_type

__all__ = ["TABLE", "is_of_type"]

TABLE: Final = Table()

_CONTINUABLE: Final = (Keyword("continuable?"),)
_UNWINDING: Final = (Keyword("unwind?"), Keyword("unwind-for-type"))


@TABLE.procedure("raise-exception")
def raise_exception(value: Any, *options: Any) -> Any:
    """Raise an object; with `#:continuable? #t` return what the handler returns.

    Guile manual, Raising and Handling Exceptions.
    """
    (continuable,) = take_keywords(options, _CONTINUABLE, False)
    return raise_(value) if continuable in (UNSET, False) else raise_continuable(value)


@TABLE.procedure("with-exception-handler")
def with_exception_handler(handler: Proc, thunk: Proc, *options: Any) -> Any:
    """Call a thunk with a handler for what is raised.

    The handler is called where that is raised, or with `#:unwind? #t` in the place of this call,
    then only for what `#:unwind-for-type` says: a type, the key of a `throw`, or #t.
    Guile manual, Raising and Handling Exceptions.
    """
    unwinding, wanted = take_keywords(options, _UNWINDING, False)
    if unwinding in (UNSET, False):
        return with_handler(handler, thunk)

    def choose(condition: Any, again: Any) -> Any:
        if wanted in (UNSET, True) or _is_wanted(condition, wanted):
            return (handler, condition)
        return (again,)

    return guarded(thunk, choose)


def _is_wanted(condition: Any, wanted: Any) -> bool:
    if isinstance(wanted, Symbol):
        return exception_kind(condition) is wanted
    return is_of_type(condition, wanted)


def is_of_type(condition: Any, wanted: Any) -> bool:
    """Return whether what was raised is of a type of exceptions."""
    type_ = condition_type("with-exception-handler", wanted, 6)
    return fitting(parts(condition), type_) is not None


_KIND: Final = TYPES["exception-with-kind-and-args"]


@TABLE.procedure("exception-kind")
def exception_kind(exception: Any) -> Any:
    """Return the key of an exception, `%exception` where it is none of `throw`.

    Guile manual, Throw and Catch.
    """
    part = fitting(parts(exception), _KIND)
    return Symbol("%exception") if part is None else part.f0


@TABLE.procedure("exception-args")
def exception_args(exception: Any) -> Any:
    """Return the arguments that an exception has for a handler of `catch`.

    Guile manual, Throw and Catch.
    """
    part = fitting(parts(exception), _KIND)
    return to_list([exception]) if part is None else part.f1


@TABLE.procedure("exception-type?")
def is_exception_type(value: Any) -> bool:
    """Return whether a value is a type of exceptions. Guile manual, Exception Objects."""
    return descends(value, TYPES["condition"])


@TABLE.procedure("make-exception-type")
def make_exception_type(name: Symbol, parent: Any, fields: Items) -> RecordType:
    """Return a new type of exceptions. Guile manual, Exception Objects."""
    if not isinstance(name, Symbol):
        refuse("make-exception-type", 1, "a symbol", name)
    above = condition_type("make-exception-type", parent, 2)
    names = [field.name for field in fields if isinstance(field, Symbol)]
    if len(names) < len(fields):
        refuse("make-exception-type", 3, "a list of symbols", fields)
    return RecordType(name.name, names, above, mutable=(False,) * len(names))
