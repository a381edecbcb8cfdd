"""GOOPS's generic functions, accessors and methods."""

from __future__ import annotations

from typing import Any, Final

from ...calls import call
from ...conditions import WrongTypeError
from ...data import NIL, Keyword, Pair, Symbol, from_list, is_procedure, to_list
from ...declaration import Table
from ...generics import Generic, Method, Next
from ...kinds import Items
from ...objects import Class
from ...printer import displayed
from .classes import (
    CLASSES,
    SYSTEM,
    fail,
    fallback,
    option,
    specialize,
    specializers_of,
    wrong,
)
from .protocol import ADD_METHOD, MAKE, missing, no_next

__all__ = ["TABLE", "new_generic"]

TABLE: Final = Table()

_TOP: Final = CLASSES["<top>"]
_GENERIC: Final = CLASSES["<generic>"]
_METHOD: Final = CLASSES["<method>"]

# Generic functions and methods


def _procedure(value: Any) -> Any:
    return value if value is not False and is_procedure(value) else None


def new_generic(name: Any, kind: str = "<generic>", default: Any = None) -> Generic:
    """Return a new generic function; a default is called where no method applies."""
    made: Generic = call(
        MAKE,
        CLASSES[kind],
        Keyword("name"),
        name,
        Keyword("default"),
        False if default is None else default,
    )
    return made


@TABLE.procedure("make-generic")
def make_generic(name: Any = False) -> Generic:
    """Return a new generic function. Guile manual, Generic Function Internals."""
    return new_generic(name)


@TABLE.procedure("ensure-generic")
def ensure_generic(old: Any, name: Any = False) -> Generic:
    """Return a generic function; it does what a procedure does where no method applies.

    Guile manual, Generic Function Internals.
    """
    if isinstance(old, Generic):
        return old
    if _procedure(old) is None:
        return new_generic(name)
    setter = getattr(old, "scheme_setter", None)
    if setter is None:
        return new_generic(name, default=old)
    made = new_generic(name, "<generic-with-setter>", old)
    made.scheme_setter = setter
    return made


def _setter_name(name: Any) -> Any:
    return Symbol(f"setter:{name.name}") if isinstance(name, Symbol) else False


@TABLE.procedure("make-accessor")
def make_accessor(name: Any = False) -> Generic:
    """Return a new generic function that has a setter. Guile manual, Accessors."""
    made = new_generic(name, "<accessor>")
    made.scheme_setter = new_generic(_setter_name(name))
    return made


@TABLE.procedure("ensure-accessor")
def ensure_accessor(old: Any, name: Any = False) -> Generic:
    """Return an accessor; it does what a procedure does where no method applies.

    Guile manual, Accessors.
    """
    if isinstance(old, Generic) and isinstance(old.scheme_setter, Generic):
        return old
    made = make_accessor(name)
    if isinstance(old, Generic):
        for each in old.own.items:
            made.add(each)
        made.default = old.default  # of a procedure that methods were added to
    elif _procedure(old) is not None:
        made.add(fallback(old))
        setter = getattr(old, "scheme_setter", None)
        if setter is not None:
            made.scheme_setter = ensure_generic(setter, name)
    return made


@TABLE.procedure("%again-generic")
def again_generic(old: Any, name: Any) -> Generic:
    """Return what `define-generic` defines: a new generic function, also in an old one's place."""
    return new_generic(name) if isinstance(old, Generic) else ensure_generic(old, name)


@TABLE.procedure("%again-accessor")
def again_accessor(old: Any, name: Any) -> Generic:
    """Return what `define-accessor` defines: a new accessor, also in an old one's place."""
    is_accessor = isinstance(old, Generic) and CLASSES["<accessor>"] in old.cls.ranks
    return make_accessor(name) if is_accessor else ensure_accessor(old, name)


@TABLE.procedure("make-extended-generic")
def make_extended_generic(generics: Any, name: Any = False) -> Generic:
    """Return a generic function that has others' methods. Guile manual, Extending Generics."""
    given = from_list(generics) if generics.__class__ is Pair else [generics]
    for each in given:
        _generic_function("make-extended-generic", each)
    setters = [each.scheme_setter for each in given if isinstance(each.scheme_setter, Generic)]
    made = new_generic(name, "<extended-generic-with-setter>" if setters else "<extended-generic>")
    made.extends = given
    if setters:
        made.scheme_setter = make_extended_generic(to_list(setters), _setter_name(name))
    return made


def _generic_function(procedure: str, value: Any) -> Generic:
    if not isinstance(value, Generic):
        raise WrongTypeError(procedure, 1, "a generic function", value)
    return value


@TABLE.procedure("generic-function-name")
def generic_function_name(generic: Any) -> Any:
    """Return a generic function's name. Guile manual, Introspection of Generic Functions."""
    return _generic_function("generic-function-name", generic).name


@TABLE.procedure("generic-function-methods")
def generic_function_methods(generic: Any) -> Items:
    """Return a generic function's methods. Guile manual, Introspection of Generic Functions."""
    return _generic_function("generic-function-methods", generic).methods[::-1]


@TABLE.procedure("%method")
def make_method(specializers: Any, procedure: Any, takes_next: Any, formals: Any) -> Method:
    """Return a method as the form `method` describes it."""
    made = Method((), False, procedure, takes_next is not False, formals=formals)
    made.cls = _METHOD
    rest = specializers
    while rest.__class__ is Pair:
        if not isinstance(rest.car, Class):
            wrong("a class", rest.car, "method")
        rest = rest.cdr
    specialize(made, specializers)
    return made


@ADD_METHOD.method(_GENERIC, _METHOD)
def _(_: Next, generic: Generic, method: Method) -> Any:
    generic.add(method)
    return None


@ADD_METHOD.method(_TOP, _METHOD)
def _(_: Next, value: Any, method: Method) -> Any:
    fail("~S is not a valid generic function", value)


def _method(value: Any) -> Method:
    if not isinstance(value, Method):
        wrong("a method", value)
    return value


@TABLE.procedure("method-generic-function")
def method_generic_function(method: Any) -> Any:
    """Return a method's generic function, or #f. Guile manual, Introspection of Methods."""
    generic = _method(method).generic
    return False if generic is None else generic


@TABLE.procedure("method-specializers")
def method_specializers(method: Any) -> Any:
    """Return a method's specializers. Guile manual, Introspection of Methods."""
    return specializers_of(_method(method))


@TABLE.procedure("method-procedure")
def method_procedure(method: Any) -> Any:
    """Return a method's procedure. Guile manual, Introspection of Methods.

    One that mentions `next-method` finds none when it is called so.
    """
    found = _method(method)
    if not found.takes_next:
        return found.procedure
    alone = Generic(SYSTEM, False, missing, no_next)
    alone.cls = _GENERIC

    def procedure(*args: Any) -> Any:
        return (found.procedure, Next(found.generic or alone, [], 1, args), *args)

    return procedure


@TABLE.procedure("method-formals")
def method_formals(method: Any) -> Any:
    """Return a method's parameters as a datum. Guile manual, Introspection of Methods."""
    formals = _method(method).formals
    return NIL if formals is None else formals


@TABLE.procedure("method-source")
def method_source(method: Any) -> bool:
    """Return #f: methods are compiled. Guile manual, Introspection of Methods."""
    _method(method)
    return False


@TABLE.procedure("accessor-method-slot-definition")
def accessor_method_slot_definition(method: Any) -> Any:
    """Return the definition of the slot that an accessor's method is about."""
    found = _method(method).fields.get(Symbol("slot-definition"))
    if found is None:
        wrong("an accessor method", method, "accessor-method-slot-definition")
    return found


@TABLE.procedure("find-method")
def find_method(generic: Any, specializers: Any = NIL) -> Any:
    """Return the first method that applies to instances of classes, or #f."""
    found = _generic_function("find-method", generic)
    classes = from_list(specializers)
    for each in found.methods:
        long_enough = len(classes) == len(each.specializers) or (
            each.rest and len(classes) > len(each.specializers)
        )
        if long_enough and all(
            isinstance(have, Class) and want in have.ranks
            for want, have in zip(each.specializers, classes, strict=False)
        ):
            return each
    return False


@TABLE.procedure("%compute-applicable-methods")
def compute_applicable(generic: Any, args: Items) -> Any:
    """Return the methods that apply to arguments, or #f."""
    found = _generic_function("%compute-applicable-methods", generic).applicable(tuple(args))
    return to_list(found) if found else False


@TABLE.procedure("goops-error")
def goops_error(template: Any, *args: Any) -> Any:
    """Raise GOOPS's error. Guile manual, Handling Invocation Errors."""
    fail(displayed(template), *args)


@TABLE.procedure("get-keyword")
def get_keyword(keyword: Any, items: Any, default: Any = False) -> Any:
    """Return what follows a keyword in a list. Guile manual, Class Definition Internals."""
    if not isinstance(keyword, Keyword):
        wrong("a keyword", keyword, "get-keyword")
    return option(items, keyword.name, default)


TABLE.value("max-fixnum", 2**61 - 1)
TABLE.value("min-fixnum", -(2**61))
