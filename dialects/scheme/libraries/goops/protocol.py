"""GOOPS's own generic functions, to which programs add methods, and the protocol of calls.

What a program may specialize (`make`, `initialize`, `compute-slots`…) is a generic function here;
their methods are where the subject is.
"""

from __future__ import annotations

from typing import Any, Final

from ...calls import call
from ...data import NIL, Pair, Symbol, from_list, to_list
from ...declaration import Table
from ...generics import Generic, Method, Next
from .classes import CLASSES, SYSTEM, class_, fail, wrong

__all__ = [
    "ADD_METHOD",
    "ALLOCATE",
    "APPLY_GENERIC",
    "APPLY_METHOD",
    "APPLY_METHODS",
    "CHANGE_CLASS",
    "COMPUTE_APPLICABLE",
    "COMPUTE_CPL",
    "COMPUTE_GETTER",
    "COMPUTE_GET_N_SET",
    "COMPUTE_SETTER",
    "COMPUTE_SLOTS",
    "DEEP_CLONE",
    "INITIALIZE",
    "MAKE",
    "MORE_SPECIFIC",
    "NO_APPLICABLE_METHOD",
    "NO_METHOD",
    "NO_NEXT_METHOD",
    "REDEFINITION",
    "SHALLOW_CLONE",
    "SLOT_MISSING",
    "SLOT_UNBOUND",
    "SORT_APPLICABLE",
    "TABLE",
    "UPDATE_INSTANCE",
    "missing",
    "no_next",
]

TABLE: Final = Table()

_TOP: Final = CLASSES["<top>"]
_GENERIC: Final = CLASSES["<generic>"]
_METHOD: Final = CLASSES["<method>"]

# Generic functions of GOOPS's own


def missing(generic: Generic, args: tuple[Any, ...]) -> Any:
    """Say that no method applies."""
    if not generic.methods:
        return (NO_METHOD, generic, to_list(args))
    return (NO_APPLICABLE_METHOD, generic, to_list(args))


def no_next(generic: Generic, args: tuple[Any, ...]) -> Any:
    """Say that there is no next method."""
    return (NO_NEXT_METHOD, generic, to_list(args))


def _generic(name: str) -> Generic:
    """Return a generic function that programs may add methods to, and export it."""
    made = Generic(SYSTEM, Symbol(name), missing, no_next, shared=True)
    made.cls = _GENERIC
    TABLE.value(name, made, tail=True)
    return made


NO_METHOD: Final = _generic("no-method")
NO_APPLICABLE_METHOD: Final = _generic("no-applicable-method")
NO_NEXT_METHOD: Final = _generic("no-next-method")
APPLY_GENERIC: Final = _generic("apply-generic")
COMPUTE_APPLICABLE: Final = _generic("compute-applicable-methods")
SORT_APPLICABLE: Final = _generic("sort-applicable-methods")
MORE_SPECIFIC: Final = _generic("method-more-specific?")
APPLY_METHODS: Final = _generic("apply-methods")
APPLY_METHOD: Final = _generic("apply-method")
SLOT_UNBOUND: Final = _generic("slot-unbound")
SLOT_MISSING: Final = _generic("slot-missing")
ALLOCATE: Final = _generic("allocate-instance")
INITIALIZE: Final = _generic("initialize")
MAKE: Final = _generic("make-instance")
TABLE.value("make", MAKE, tail=True)
COMPUTE_CPL: Final = _generic("compute-cpl")
COMPUTE_SLOTS: Final = _generic("compute-slots")
COMPUTE_GET_N_SET: Final = _generic("compute-get-n-set")
COMPUTE_GETTER: Final = _generic("compute-getter-method")
COMPUTE_SETTER: Final = _generic("compute-setter-method")
ADD_METHOD: Final = _generic("add-method!")
SHALLOW_CLONE: Final = _generic("shallow-clone")
DEEP_CLONE: Final = _generic("deep-clone")
CHANGE_CLASS: Final = _generic("change-class")
UPDATE_INSTANCE: Final = _generic("update-instance-for-different-class")
REDEFINITION: Final = _generic("class-redefinition")


@NO_METHOD.method(_GENERIC, _TOP)
def _(_: Next, generic: Generic, args: Any) -> Any:
    fail("No method defined for ~S", generic)


@NO_APPLICABLE_METHOD.method(_GENERIC, _TOP)
def _(_: Next, generic: Generic, args: Any) -> Any:
    fail("No applicable method for ~S in call ~S", generic, Pair(generic.name, args))


@NO_NEXT_METHOD.method(_GENERIC, _TOP)
def _(_: Next, generic: Generic, args: Any) -> Any:
    fail("No next method when calling ~S\nwith arguments ~S", generic, args)


# The protocol of calls, which a program may follow; a call of a generic function does not


@APPLY_GENERIC.method(_GENERIC, _TOP)
def _(_: Next, generic: Generic, args: Any) -> Any:
    if not generic.methods and generic.default is None:
        call(NO_METHOD, generic, args)
    methods = call(COMPUTE_APPLICABLE, generic, args)
    if methods is False:
        if generic.default is not None:
            return (generic.default, *from_list(args))
        return (NO_APPLICABLE_METHOD, generic, args)
    return (APPLY_METHODS, generic, call(SORT_APPLICABLE, generic, methods, args), args)


@COMPUTE_APPLICABLE.method(_GENERIC, _TOP)
def _(_: Next, generic: Generic, args: Any) -> Any:
    found = generic.applicable(tuple(from_list(args)))
    return to_list(found) if found else False


@SORT_APPLICABLE.method(_GENERIC, _TOP, _TOP)
def _(_: Next, generic: Generic, methods: Any, args: Any) -> Any:
    given = tuple(from_list(args))
    found: list[Any] = []
    for method in from_list(methods):
        place = 0
        while place < len(found) and not generic.more_specific(method, found[place], given):
            place += 1
        found.insert(place, method)
    return to_list(found)


@MORE_SPECIFIC.method(_METHOD, _METHOD, _TOP)
def _(_: Next, one: Method, other: Method, args: Any) -> Any:
    types = from_list(args)
    if len(types) < min(len(one.specializers), len(other.specializers)):
        wrong("a list of a class for each argument", args, "method-more-specific?")
    for first, second, cls in zip(one.specializers, other.specializers, types, strict=False):
        if first is not second:
            for each in class_(cls).precedence:
                if each is first or each is second:
                    return each is first
            wrong("a list of classes that one of the methods applies to", args)
    if len(one.specializers) <= len(other.specializers) and not one.rest:
        return True
    return len(one.specializers) > len(other.specializers) and other.rest


@APPLY_METHODS.method(_GENERIC, CLASSES["<list>"], _TOP)
def _(_: Next, generic: Generic, methods: Any, args: Any) -> Any:
    given = tuple(from_list(args))

    def next_of(rest: Any, first: Any) -> Any:
        def following(*again: Any) -> Any:
            args = to_list(again) if again else first
            if rest is NIL:
                if generic.default is not None:
                    return (generic.default, *from_list(args))
                return (NO_NEXT_METHOD, generic, args)
            return (APPLY_METHOD, generic, rest, next_of, args)

        return following

    return (APPLY_METHOD, generic, methods, next_of, to_list(given))


@APPLY_METHOD.method(_GENERIC, CLASSES["<list>"], _TOP, _TOP)
def _(_: Next, generic: Generic, methods: Any, build_next: Any, args: Any) -> Any:
    method = methods.car
    given = from_list(args)
    if method.takes_next:
        return (method.procedure, call(build_next, methods.cdr, args), *given)
    return (method.procedure, *given)
