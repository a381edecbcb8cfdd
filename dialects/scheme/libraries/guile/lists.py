"""Lists, association lists, sorting, and symbols' and procedures' helpers of Guile's core."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable
from typing import Any, Final

from ... import printer
from ...calls import call, spread, stepwise
from ...data import (
    NIL,
    Keyword,
    Pair,
    String,
    Symbol,
    from_list,
    is_procedure,
    to_list,
)
from ...declaration import Table, refuse
from ...dynamics import STATE, held
from ...equality import is_eq, is_equal, is_eqv
from ...kinds import Index, Items, Name, Proc, Sym, Text
from ...ports import StringOutput
from ...printer import written

__all__ = ["TABLE"]

TABLE: Final = Table()

_Same = Callable[[Any, Any], bool]


# Association lists


def _entry(items: Any, key: Any, same: _Same) -> Any:
    """Return the first pair in a list that has a key; what is no pair is passed over."""
    while items.__class__ is Pair:
        each = items.car
        if each.__class__ is Pair and same(key, each.car):
            return each
        items = items.cdr
    return False


def _declare_alist(letter: str, same: _Same) -> None:
    where = "Guile manual, Alists."

    def ref(alist: Any, key: Any) -> Any:
        found = _entry(alist, key, same)
        return False if found is False else found.cdr

    def set_(alist: Any, key: Any, value: Any) -> Any:
        found = _entry(alist, key, same)
        if found is False:
            return Pair(Pair(key, value), alist)
        found.cdr = value
        return alist

    def remove(alist: Any, key: Any) -> Any:
        found = _entry(alist, key, same)
        return alist if found is False else _without(alist, found)

    def sloppy(key: Any, alist: Any) -> Any:
        return _entry(alist, key, same)

    for name, function, text in (
        (f"ass{letter}-ref", ref, "Return the value of a key, or #f."),
        (f"ass{letter}-set!", set_, "Set the value of a key; return the list."),
        (f"ass{letter}-remove!", remove, "Remove a key; return the list."),
        (f"sloppy-ass{letter}", sloppy, "Return the pair of a key, or #f."),
    ):
        function.__doc__ = f"{text} {where}"
        TABLE.procedure(name)(function)


def _without(items: Any, found: Any) -> Any:
    """Return a list without its first item that is an object; it is changed."""
    if items.car is found:
        return items.cdr
    before = items
    while before.cdr.__class__ is Pair:
        if before.cdr.car is found:
            before.cdr = before.cdr.cdr
            break
        before = before.cdr
    return items


_declare_alist("q", is_eq)
_declare_alist("v", is_eqv)
_declare_alist("oc", is_equal)


@TABLE.procedure("acons")
def acons(key: Any, value: Any, alist: Any) -> Pair:
    """Return an association list with one entry more. Guile manual, Adding or Setting Alist."""
    return Pair(Pair(key, value), alist)


# Lists


def _declare_delete(letter: str, name: str, same: _Same) -> None:
    where = "Guile manual, List Modification."

    def delete(item: Any, items: Items) -> Items:
        return [each for each in items if not same(item, each)]

    def delete_one(item: Any, items: Any) -> Any:
        rest = items
        while rest.__class__ is Pair:
            if same(item, rest.car):
                return _without(items, rest.car)
            rest = rest.cdr
        return items

    delete.__doc__ = f"Return a list without an item. {where}"
    delete_one.__doc__ = f"Return a list without an item where it comes first. {where}"
    if letter:
        TABLE.procedure(name, f"{name}!")(delete)
    TABLE.procedure(f"{name}1!")(delete_one)


_declare_delete("q", "delq", is_eq)
_declare_delete("v", "delv", is_eqv)
_declare_delete("", "delete", is_equal)


@TABLE.procedure("list-index")
def list_index(items: Items, item: Any) -> Any:
    """Return the place of an item in a list (`eq?`), or #f. Guile's boot-9."""
    return next((place for place, each in enumerate(items) if is_eq(each, item)), False)


def _cell(procedure: str, items: Any, place: int) -> Pair:
    rest = items
    for _ in range(place):
        rest = rest.cdr if rest.__class__ is Pair else NIL
    if rest.__class__ is not Pair:
        refuse(procedure, 2, "a place that the list has", place, False)
    found: Pair = rest
    return found


@TABLE.procedure("list-cdr-ref")
def list_cdr_ref(items: Any, place: Index) -> Any:
    """Return a list from a place on. Guile manual, List Selection."""
    for _ in range(place):
        if items.__class__ is not Pair:
            refuse("list-cdr-ref", 2, "a place that the list has", place, False)
        items = items.cdr
    return items


@TABLE.procedure("list-cdr-set!")
def list_cdr_set(items: Any, place: Index, value: Any) -> Any:
    """Replace what is behind a place of a list. Guile manual, List Modification."""
    _cell("list-cdr-set!", items, place).cdr = value
    return value


@TABLE.procedure("and-map", tail=True)
def and_map(test: Proc, items: Items) -> Any:
    """Return whether a test holds for all items, the last one's result. Guile's boot-9."""
    result: Any = True
    for each in items:
        result = call(test, each)
        if result is False:
            return False
    return result


@TABLE.procedure("or-map", tail=True)
def or_map(test: Proc, items: Items) -> Any:
    """Return the first result of a test that is not #f. Guile's boot-9."""
    for each in items:
        result = call(test, each)
        if result is not False:
            return result
    return False


# Sorting


def _sorted(procedure: str, items: list[Any], less: Any) -> list[Any]:
    """Return items in order, those that are equal as they came."""

    def compare(one: Any, other: Any) -> int:
        if call(less, other, one) is not False:
            return 1
        return 0

    if len(items) < 2:
        return list(items)
    # Merging by hand: `sorted` would call back from C, and wants more than one comparison.
    runs = [[each] for each in items]
    while len(runs) > 1:
        runs = [
            _merged(runs[place], runs[place + 1], compare)
            if place + 1 < len(runs)
            else runs[place]
            for place in range(0, len(runs), 2)
        ]
    return runs[0]


def _merged(first: list[Any], second: list[Any], compare: Callable[[Any, Any], int]) -> list[Any]:
    made: list[Any] = []
    one = other = 0
    while one < len(first) and other < len(second):
        if compare(first[one], second[other]) > 0:
            made.append(second[other])
            other += 1
        else:
            made.append(first[one])
            one += 1
    return made + first[one:] + second[other:]


def _items(procedure: str, value: Any) -> list[Any]:
    if value.__class__ is list:
        found: list[Any] = value
        return found
    if value is not NIL and value.__class__ is not Pair:
        refuse(procedure, 1, "a list or a vector", value)
    return from_list(value)


@TABLE.procedure("sort", "stable-sort")
def sort(items: Any, less: Proc) -> Any:
    """Return a list or a vector of the items in order. Guile manual, Sorting."""
    made = _sorted("sort", _items("sort", items), less)
    return made if items.__class__ is list else to_list(made)


@TABLE.procedure("sort!", "stable-sort!")
def sort_in_place(items: Any, less: Proc) -> Any:
    """Bring a list or a vector into order, and return it. Guile manual, Sorting."""
    made = _sorted("sort!", _items("sort!", items), less)
    if items.__class__ is list:
        items[:] = made
        return items
    return _refilled(items, made)


def _refilled(items: Any, made: list[Any]) -> Any:
    rest = items
    for each in made:
        rest.car = each
        rest = rest.cdr
    return items


@TABLE.procedure("sort-list")
def sort_list(items: Items, less: Proc) -> Items:
    """Return a list in order. Guile manual, Sorting."""
    return _sorted("sort-list", items, less)


@TABLE.procedure("sort-list!")
def sort_list_in_place(items: Any, less: Proc) -> Any:
    """Bring a list into order, and return it. Guile manual, Sorting."""
    return _refilled(items, _sorted("sort-list!", from_list(items), less))


@TABLE.procedure("restricted-vector-sort!")
def restricted_vector_sort(vector: Any, less: Proc, start: Index, end: Index) -> None:
    """Bring a part of a vector into order. Guile manual, Sorting."""
    if vector.__class__ is not list:
        refuse("restricted-vector-sort!", 1, "a vector", vector)
    if not start <= end <= len(vector):
        refuse("restricted-vector-sort!", 4, "an end within the vector", end, False)
    vector[start:end] = _sorted("restricted-vector-sort!", vector[start:end], less)


@TABLE.procedure("sorted?")
def is_sorted(items: Any, less: Proc) -> bool:
    """Return whether a list or a vector is in order. Guile manual, Sorting."""
    found = _items("sorted?", items)
    return all(call(less, other, one) is False for one, other in itertools.pairwise(found))


@TABLE.procedure("merge", "merge!")
def merge(first: Items, second: Items, less: Proc) -> Items:
    """Return one list in order of two that are. Guile manual, Sorting."""
    return _merged(first, second, lambda one, other: int(call(less, other, one) is not False))


# Procedures


@TABLE.procedure("identity")
def identity(value: Any) -> Any:
    """Return the argument. Guile manual, Higher-Order Functions."""
    return value


@TABLE.procedure("const")
def const(value: Any) -> Any:
    """Return a procedure of any arguments that returns a value.

    Guile manual, Higher-Order Functions.
    """

    def constant(*arguments: Any) -> Any:
        return value

    return constant


@TABLE.procedure("negate")
def negate(test: Proc) -> Any:
    """Return a procedure that holds where a test does not.

    Guile manual, Higher-Order Functions.
    """

    def negated(*arguments: Any) -> bool:
        return call(test, *arguments) is False

    return negated


@TABLE.procedure("compose")
def compose(first: Proc, *others: Proc) -> Any:
    """Return a procedure that calls the last one, the one before it with the values, and so on.

    Guile manual, Higher-Order Functions.
    """
    procedures = (first, *others)

    def composed(*arguments: Any) -> Any:
        *outer, inner = procedures
        result = call(inner, *arguments)
        for each in reversed(outer):
            result = call(each, *spread(result))
        return result

    return first if not others else composed


@TABLE.procedure("and=>", tail=True)
def and_then(value: Any, procedure: Proc) -> Any:
    """Return what a procedure returns for a value, #f for #f.

    Guile manual, Higher-Order Functions.
    """
    return False if value is False else (procedure, value)


@TABLE.procedure("noop")
def noop(*arguments: Any) -> Any:
    """Return the first argument, #f without one. Guile's core."""
    return arguments[0] if arguments else False


@TABLE.procedure("->bool")
def to_boolean(value: Any) -> bool:
    """Return #f for #f, #t for another value. Guile's boot-9."""
    return value is not False


@TABLE.procedure("thunk?")
def is_thunk(value: Any) -> bool:
    """Return whether a value is a procedure that can be called without arguments.

    Guile manual, Procedure Properties.
    """
    return is_procedure(value) and _arity(value)[0] == 0


def _arity(procedure: Any) -> tuple[int, int, bool]:
    """Return the numbers of required and optional arguments, and whether there may be more."""
    procedure = stepwise(procedure)
    code = getattr(procedure, "__code__", None)
    if code is not None:  # whose parameters may have names that `signature` does not take
        optional = len(procedure.__defaults__ or ())
        return code.co_argcount - optional, optional, bool(code.co_flags & inspect.CO_VARARGS)
    required = optional = 0
    rest = False
    try:
        parameters = inspect.signature(procedure).parameters.values()
    except (TypeError, ValueError):
        return 0, 0, True
    for each in parameters:
        if each.kind is each.VAR_POSITIONAL:
            rest = True
        elif each.default is each.empty:
            required += 1
        else:
            optional += 1
    return required, optional, rest


@TABLE.procedure("procedure-minimum-arity")
def procedure_minimum_arity(procedure: Proc) -> Items:
    """Return a list of the numbers of required and optional arguments, and whether more go.

    Guile manual, Procedure Properties.
    """
    return _arity(procedure)


@TABLE.procedure("procedure-name")
def procedure_name(procedure: Proc) -> Any:
    """Return the name of a procedure, or #f. Guile manual, Procedure Properties."""
    name = printer.procedure_name(procedure)
    return Symbol(name) if name and name != "lambda" else False


def _properties() -> dict[int, tuple[Any, dict[Any, Any]]]:
    """Return the properties that the program has set, by the object's id, with the object."""
    found: dict[int, tuple[Any, dict[Any, Any]]] = held().setdefault("properties of objects", {})
    return found


def _properties_of(value: Any) -> dict[Any, Any]:
    return _properties().setdefault(id(value), (value, {}))[1]


def _all_properties(procedure: Any) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    name = procedure_name(procedure)
    if name is not False:
        found[Symbol("name")] = name
    documentation = getattr(procedure, "__doc__", None)
    if documentation:
        found[Symbol("documentation")] = String(documentation)
    return found | _properties_of(procedure)


@TABLE.procedure("procedure-documentation")
def procedure_documentation(procedure: Proc) -> Any:
    """Return the text about a procedure, or #f. Guile manual, Procedure Properties."""
    return _all_properties(procedure).get(Symbol("documentation"), False)


@TABLE.procedure("procedure-properties")
def procedure_properties(procedure: Proc) -> Items:
    """Return an association list of a procedure's properties.

    Guile manual, Procedure Properties.
    """
    return [Pair(key, value) for key, value in _all_properties(procedure).items()]


@TABLE.procedure("procedure-property")
def procedure_property(procedure: Proc, key: Any) -> Any:
    """Return a property of a procedure, or #f. Guile manual, Procedure Properties."""
    return _all_properties(procedure).get(key, False)


@TABLE.procedure("set-procedure-property!")
def set_procedure_property(procedure: Proc, key: Any, value: Any) -> None:
    """Set a property of a procedure. Guile manual, Procedure Properties."""
    _properties_of(procedure)[key] = value


@TABLE.procedure("set-procedure-properties!")
def set_procedure_properties(procedure: Proc, alist: Items) -> None:
    """Set all properties of a procedure. Guile manual, Procedure Properties."""
    found = _properties_of(procedure)
    found.clear()
    found.update((each.car, each.cdr) for each in alist if each.__class__ is Pair)


@TABLE.procedure("object-property")
def object_property(value: Any, key: Any) -> Any:
    """Return a property of an object, or #f. Guile manual, Object Properties."""
    return _properties_of(value).get(key, False)


@TABLE.procedure("set-object-property!")
def set_object_property(value: Any, key: Any, given: Any) -> Any:
    """Set a property of an object. Guile manual, Object Properties."""
    _properties_of(value)[key] = given
    return given


@TABLE.procedure("object-properties")
def object_properties(value: Any) -> Items:
    """Return an association list of an object's properties. Guile manual, Object Properties."""
    return [Pair(key, each) for key, each in _properties_of(value).items()]


@TABLE.procedure("set-object-properties!")
def set_object_properties(value: Any, alist: Items) -> None:
    """Set all properties of an object. Guile manual, Object Properties."""
    found = _properties_of(value)
    found.clear()
    found.update((each.car, each.cdr) for each in alist if each.__class__ is Pair)


@TABLE.procedure("symbol-property")
def symbol_property(symbol: Sym, key: Any) -> Any:
    """Return a property of a symbol, or #f. Guile manual, Symbol Props."""
    return _properties_of(symbol).get(key, False)


@TABLE.procedure("set-symbol-property!")
def set_symbol_property(symbol: Sym, key: Any, value: Any) -> None:
    """Set a property of a symbol. Guile manual, Symbol Props."""
    _properties_of(symbol)[key] = value


@TABLE.procedure("symbol-property-remove!")
def symbol_property_remove(symbol: Sym, key: Any) -> None:
    """Remove a property of a symbol. Guile manual, Symbol Props."""
    _properties_of(symbol).pop(key, None)


@TABLE.procedure("make-object-property")
def make_object_property() -> Any:
    """Return a procedure with setter for a property of objects.

    Guile manual, Object Properties.
    """
    held: dict[int, tuple[Any, Any]] = {}

    def get(value: Any) -> Any:
        return held.get(id(value), (None, False))[1]

    def put(value: Any, given: Any) -> None:
        held[id(value)] = (value, given)

    get.scheme_setter = put  # type: ignore[attr-defined]
    return get


@TABLE.procedure("make-procedure-with-setter")
def make_procedure_with_setter(procedure: Proc, setter: Proc) -> Any:
    """Return a procedure that `set!` takes as well. Guile manual, Procedures with Setters."""

    def get(*arguments: Any) -> Any:
        return (procedure, *arguments)

    get.scheme_setter = setter  # type: ignore[attr-defined]
    get.scheme_getter = procedure  # type: ignore[attr-defined]
    return get


@TABLE.procedure("procedure-with-setter?")
def is_procedure_with_setter(value: Any) -> bool:
    """Return whether a procedure has a setter. Guile manual, Procedures with Setters."""
    return is_procedure(value) and hasattr(value, "scheme_setter")


@TABLE.procedure("procedure")
def procedure_of(value: Proc) -> Any:
    """Return the getter of a procedure with setter. Guile manual, Procedures with Setters."""
    return getattr(value, "scheme_getter", value)


# Symbols and keywords


@TABLE.procedure("symbol-append")
def symbol_append(*symbols: Name) -> Name:
    """Return the symbol of the names in one. Guile manual, Symbol Primitives."""
    return "".join(symbols)


@TABLE.procedure("symbol")
def symbol_of(*chars: Any) -> Name:
    """Return the symbol of characters. Guile manual, Symbol Primitives."""
    return _joined("symbol", chars)


@TABLE.procedure("list->symbol")
def list_to_symbol(chars: Items) -> Name:
    """Return the symbol of a list of characters. Guile manual, Symbol Primitives."""
    return _joined("list->symbol", tuple(chars))


def _joined(procedure: str, chars: tuple[Any, ...]) -> str:
    for place, each in enumerate(chars, 1):
        if each.__class__ is not str:
            refuse(procedure, place, "a character", each)
    return "".join(chars)


@TABLE.procedure("string-ci->symbol")
def string_ci_to_symbol(string: Text) -> Name:
    """Return the symbol of a string, as Guile reads it. Guile manual, Symbol Primitives."""
    return string


@TABLE.procedure("symbol-interned?")
def is_symbol_interned(symbol: Sym) -> bool:
    """Return whether reading a symbol's name gives it. Guile manual, Symbol Uninterned."""
    return symbol.interned


@TABLE.procedure("symbol-prefix-proc")
def symbol_prefix_proc(prefix: Name) -> Any:
    """Return a procedure that puts a prefix before a symbol. Guile manual, Using Guile Modules."""

    def prefixed(symbol: Sym) -> Symbol:
        return Symbol(f"{prefix}{symbol.name}")

    return prefixed


@TABLE.procedure("keyword?")
def is_keyword(value: Any) -> bool:
    """Return whether a value is a keyword. Guile manual, Keyword Procedures."""
    return isinstance(value, Keyword)


@TABLE.procedure("keyword->symbol")
def keyword_to_symbol(keyword: Any) -> Symbol:
    """Return the symbol of a keyword. Guile manual, Keyword Procedures."""
    if not isinstance(keyword, Keyword):
        refuse("keyword->symbol", 1, "a keyword", keyword)
    return Symbol(keyword.name)


@TABLE.procedure("symbol->keyword")
def symbol_to_keyword(symbol: Name) -> Keyword:
    """Return the keyword of a symbol. Guile manual, Keyword Procedures."""
    return Keyword(symbol)


@TABLE.procedure("keyword-like-symbol->keyword")
def keyword_like_symbol_to_keyword(symbol: Name) -> Keyword:
    """Return the keyword of a symbol, a colon at its beginning or end left out."""
    return Keyword(symbol.strip(":"))


@TABLE.procedure("kw-arg-ref")
def kw_arg_ref(arguments: Items, keyword: Any) -> Any:
    """Return what follows a keyword in a list, or #f. Guile's boot-9."""
    for one, other in itertools.pairwise(arguments):
        if one is keyword:
            return other
    return False


# Values


@TABLE.procedure("unspecified?")
def is_unspecified(value: Any) -> bool:
    """Return whether a value is the unspecified one. Guile's core."""
    return value is None


@TABLE.procedure("nil?")
def is_nil(value: Any) -> bool:
    """Return whether a value is what Emacs Lisp calls nil. Guile manual, Nil."""
    return value is NIL or value is False


TABLE.value("*unspecified*", None)


@TABLE.procedure("object-address")
def object_address(value: Any) -> int:
    """Return a number that is an object's own. Guile's core."""
    return id(value)


@TABLE.procedure("object->string")
def object_to_string(value: Any, writer: Proc | None = None) -> Text:
    """Return a value as a printer writes it, `write` by itself. Guile manual, Writing Scheme."""
    if writer is None:
        return written(value, STATE.profile)
    port = StringOutput()
    call(writer, value, port)
    return port.getvalue()
