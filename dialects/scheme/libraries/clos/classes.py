"""CLOS's classes: those of objects, and those whose instances are Sagittarius's other data."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, NoReturn

from attrs import frozen

from .... import r7rs_io
from ...calls import call
from ...complexes import ExactComplex
from ...conditions import NotProcedureError, error
from ...data import (
    NIL,
    EofObject,
    Keyword,
    Nil,
    Pair,
    Record,
    RecordType,
    String,
    Symbol,
    from_list,
    is_procedure,
    to_list,
)
from ...equality import is_eq, is_equal, is_eqv
from ...generics import Generic, Method, Next
from ...objects import Attribute, Class, Instance, Slot, System, path_of, sets

__all__ = [
    "CLASSES",
    "SYSTEM",
    "OneOf",
    "Same",
    "class_",
    "definition",
    "fail",
    "slot_of",
]


def fail(procedure: str, message: str, *irritants: Any) -> NoReturn:
    """Raise the condition of a call that CLOS refuses."""
    raise error(message, *irritants, procedure=procedure)


def class_(value: Any) -> Class:
    """Return a value that must be a class."""
    if not isinstance(value, Class):
        fail("", "a class is required, but got", value)
    return value


class Object(Instance):
    """An object of a program; called as a procedure it does what `object-apply` says."""

    __slots__ = ()
    apply: Any = None
    """The generic function `object-apply`."""
    apply_setter: Any = None
    """The one that `set!` of a call calls."""

    def __call__(self, *args: Any) -> Any:
        """Call `object-apply`."""
        if not Object.apply.chosen((self, *args)):
            raise NotProcedureError("invalid application:", (self, *args), "apply")
        return (Object.apply, self, *args)

    @property
    def scheme_setter(self) -> Any:
        """What `set!` of a call calls."""
        return lambda *args: (Object.apply_setter, self, *args)


# Specializers that are no classes


@frozen
class Same:
    """One value, by `eq?`, `eqv?` or `equal?`."""

    value: Any
    name: str
    rank = 0

    def admits(self, value: Any) -> bool:
        """Return whether a value is the one."""
        return _SAME[self.name](value, self.value)


_SAME: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "eq": is_eq,
    "eql": is_eqv,
    "equal": is_equal,
}


@frozen(eq=False)
class OneOf:
    """The values that a predicate holds for."""

    predicate: Any
    rank = 1

    def admits(self, value: Any) -> bool:
        """Return whether the predicate holds."""
        return call(self.predicate, value) is not False


# Slots, which programs see as lists


def definition(slot: Slot) -> Any:
    """Return a slot as a list of its name and options; always the same list."""
    found = slot.fields.get(_DEFINITION)
    if found is None:
        found = slot.fields[_DEFINITION] = to_list([slot.name, *slot.options])
    return found


_DEFINITION: Final = Symbol("definition")


def slot_of(datum: Any) -> Slot:
    """Return the slot that such a list describes; a name alone will do."""
    items = from_list(datum) if datum.__class__ is Pair else [datum]
    if not items or items[0].__class__ is not Symbol:
        fail("", "a slot definition must be a list that begins with its name, but got", datum)
    slot = Slot(CLASSES["<slot-accessor>"], items[0], items[1:])
    slot.fields[_DEFINITION] = datum if datum.__class__ is Pair else to_list([datum])
    return slot


# The class of a value


def _class_of_value(value: Any) -> Class:
    kind = value.__class__
    found = _BY_TYPE.get(kind)
    return found if found is not None else _by_module(kind) or _class_of_other(value)


def _class_of_other(value: Any) -> Class:
    if isinstance(value, Record):
        return _class_of_record(value.type)
    if isinstance(value, Next):
        return CLASSES["<next-method>"]
    if r7rs_io.is_port(value):
        return CLASSES["<port>"]
    return CLASSES["<procedure>" if is_procedure(value) else "<unknown>"]


def _class_of_record(kind: RecordType) -> Class:
    found = _OF_RECORDS.get(kind)
    if found is None:
        above = CLASSES["<top>"] if kind.parent is None else _class_of_record(kind.parent)
        found = _OF_RECORDS[kind] = SYSTEM.builtin(kind.name, above, shared=False)
    return found


_OF_RECORDS: Final[weakref.WeakKeyDictionary[RecordType, Class]] = weakref.WeakKeyDictionary()


def _by_module(kind: type) -> Class | None:
    """Return the class of a library's data, without importing the library."""
    for each in kind.__mro__:
        found = _BY_NAME.get(path_of(each))
        if found is not None:
            return _BY_TYPE.setdefault(kind, CLASSES[found])
    return None


SYSTEM: Final = System(_class_of_value)

# The classes


_SLOTS: Final[dict[str, list[Slot]]] = {
    "<class>": [
        Attribute("name", lambda cls: cls.name, sets("name")),
        Attribute(
            "direct-supers",
            lambda cls: to_list(cls.supers),
            sets("supers", from_list),
        ),
        Attribute(
            "direct-slots",
            lambda cls: to_list([definition(each) for each in cls.direct_slots]),
        ),
        Attribute("direct-subclasses", lambda cls: to_list(cls.subclasses[::-1])),
        Attribute("cpl", lambda cls: to_list(cls.precedence)),
        Attribute("slots", lambda cls: to_list([definition(each) for each in cls.slots])),
        Attribute("getters-n-setters", lambda cls: to_list(cls.slots)),
        Attribute("nfields", lambda cls: len(cls.slots)),
        Attribute("redefined", lambda cls: False if cls.redefined is None else cls.redefined),
        Attribute("initargs", lambda cls: NIL if cls.initargs is None else cls.initargs),
    ],
    "<generic>": [
        Attribute("name", lambda generic: generic.name, sets("name")),
        Attribute("methods", lambda generic: to_list(generic.methods)),
    ],
    "<method>": [
        Attribute("specializers", lambda method: to_list(method.specializers)),
        Attribute("required", lambda method: len(method.specializers)),
        Attribute("optional", lambda method: method.rest),
        Attribute("procedure", lambda method: method.procedure),
        Attribute("qualifier", lambda method: Keyword(method.qualifier)),
        Attribute("lambda-list", lambda method: method.formals),
        Attribute("method-leaf", lambda method: not method.takes_next),
        Attribute("generic", lambda method: False if method.generic is None else method.generic),
    ],
    "<next-method>": [
        Attribute("next-method?", lambda following: following.exists),
        Attribute("methods", lambda following: to_list(following.methods[following.at :])),
        Attribute("generic", lambda following: following.generic),
    ],
    "<slot-accessor>": [
        Attribute("name", lambda slot: slot.name),
        Attribute("definition", definition),
        Attribute("getter", lambda slot: slot.read),
        Attribute("setter", lambda slot: slot.write),
    ],
}

_TREE: Final = """
<top>
<object> <top>
<class> <object>
<generic> <object>
<method> <object>
<next-method> <top>
<slot-accessor> <top>
<boolean> <top>
<char> <top>
<eof-object> <top>
<undefined-object> <top>
<unknown> <top>
<collection> <top>
<sequence> <collection>
<dictionary> <collection>
<ordered-dictionary> <dictionary>
<list> <sequence>
<pair> <list>
<null> <list>
<string> <sequence>
<vector> <sequence>
<bytevector> <sequence>
<weak-vector> <sequence>
<hashtable> <dictionary>
<weak-hashtable> <dictionary>
<tree-map> <ordered-dictionary>
<number> <top>
<complex> <number>
<real> <complex>
<rational> <real>
<integer> <rational>
<symbol> <top>
<keyword> <top>
<gloc> <top>
<library> <top>
<port> <top>
<codec> <top>
<transcoder> <top>
<procedure> <top>
<identifier> <top>
<code-builder> <top>
<time> <top>
<char-set> <top>
<comparator> <top>
"""
"""Each class with its direct superclasses."""

_LAYOUTS: Final[dict[str, type[Instance]]] = {
    "<object>": Object,
    "<class>": Class,
    "<generic>": Generic,
    "<method>": Method,
    "<slot-accessor>": Slot,
}


def _classes() -> dict[str, Class]:
    made: dict[str, Class] = {}
    for line in _TREE.split("\n"):
        name, *above = line.split() or [""]
        if name:
            made[name] = SYSTEM.builtin(
                name,
                *(made[each] for each in above),
                slots=_SLOTS.get(name, ()),
                layout=_LAYOUTS.get(name),
            )
    for cls in made.values():
        cls.cls = made["<class>"]
        for slot in cls.direct_slots:
            slot.cls = made["<slot-accessor>"]
    SYSTEM.metaclass, SYSTEM.method_class = made["<class>"], made["<method>"]
    return made


CLASSES: Final = _classes()
"""Every class, by its name."""

_BY_TYPE: Final[dict[type, Class]] = {
    kind: CLASSES[name]
    for kind, name in (
        (bool, "<boolean>"),
        (int, "<integer>"),
        (Fraction, "<rational>"),
        (float, "<real>"),
        (complex, "<complex>"),
        (ExactComplex, "<complex>"),
        (str, "<char>"),
        (String, "<string>"),
        (Symbol, "<symbol>"),
        (Keyword, "<keyword>"),
        (Nil, "<null>"),
        (Pair, "<pair>"),
        (list, "<vector>"),
        (bytearray, "<bytevector>"),
        (type(None), "<undefined-object>"),
        (EofObject, "<eof-object>"),
    )
}

_BY_NAME: Final = {
    "libraries.charsets.CharSet": "<char-set>",
    "libraries.hashing.HashTable": "<hashtable>",
    "image.Module": "<library>",
    "libraries.srfi.srfi19.Time": "<time>",
    "syntax.Alias": "<identifier>",
}
