"""GOOPS's classes: those of objects, and those whose instances are Guile's other data."""

from __future__ import annotations

import io as python_io
import weakref
from fractions import Fraction
from typing import Any, Final, NoReturn

from .... import r7rs_io
from ...complexes import ExactComplex
from ...conditions import ErrorObject, WrongTypeError
from ...data import (
    NIL,
    Applicable,
    Keyword,
    Nil,
    Pair,
    Promise,
    Record,
    RecordType,
    String,
    Symbol,
    is_procedure,
    to_list,
)
from ...dynamics import Parameter
from ...generics import Generic, Method
from ...objects import (
    UNBOUND,
    Attribute,
    Class,
    Instance,
    Slot,
    System,
    options_of,
    path_of,
    sets,
)
from ...ports import BytesInput, BytesOutput, StringInput, StringOutput
from ...printer import displayed, written

__all__ = [
    "CLASSES",
    "SYSTEM",
    "Applied",
    "GoopsError",
    "class_",
    "fail",
    "fallback",
    "name_of",
    "option",
    "specialize",
    "specializers_of",
    "wrong",
]


class GoopsError(ErrorObject):
    """What GOOPS throws: the key `goops-error`, a template and what fills it."""

    def __init__(self, template: str, *args: Any) -> None:
        super().__init__(_filled(template, args))
        self.key = "goops-error"
        self.arguments = (False, String(template), to_list(args), NIL)

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message,)


def _filled(template: str, args: tuple[Any, ...]) -> str:
    parts = template.split("~S")
    texts = [written(each) for each in args]
    return "".join(
        part + text for part, text in zip(parts, [*texts, *[""] * len(parts)], strict=False)
    )


def fail(template: str, *args: Any) -> NoReturn:
    """Raise the condition of a call that GOOPS refuses."""
    raise GoopsError(template, *args)


def wrong(what: str, value: Any, procedure: str = "") -> NoReturn:
    """Raise the condition for an argument that is none of the kind that it has to be."""
    raise WrongTypeError(procedure, 1, what, value)


def class_(value: Any) -> Class:
    """Return a value that must be a class."""
    if not isinstance(value, Class):
        wrong("a class", value)
    return value


def option(initargs: Any, keyword: str, default: Any = UNBOUND) -> Any:
    """Return the value that a list of keywords and values has for one."""
    items = []
    while initargs.__class__ is Pair:
        items.append(initargs.car)
        initargs = initargs.cdr
    return options_of(items).get(keyword, default)


def name_of(cls: Class) -> str:
    """Return a class's name as `display` writes it."""
    return "" if cls.name is UNBOUND else displayed(cls.name)


class Applied(Instance, Applicable):
    """An object that is a procedure: it does what its slot `procedure` says."""

    __slots__ = ()

    def __call__(self, *args: Any) -> Any:
        """Call the procedure."""
        return (self.fields.get(_PROCEDURE), *args)

    @property
    def scheme_setter(self) -> Any:
        """What `set!` of a call calls."""
        return self.fields.get(_SETTER)


_PROCEDURE: Final = Symbol("procedure")
_SETTER: Final = Symbol("setter")

# The class of a value


def _class_of_value(value: Any) -> Class:
    kind = value.__class__
    found = _BY_TYPE.get(kind)
    if found is None:
        found = _by_module(kind) or _class_of_other(value)
    return found


def _class_of_other(value: Any) -> Class:
    if isinstance(value, Record):
        return _class_of_record(value.type)
    if r7rs_io.is_port(value):
        return _class_of_port(value)
    if isinstance(value, Parameter):
        return CLASSES["<<parameter>>"]
    return CLASSES["<procedure>" if is_procedure(value) else "<unknown>"]


def _by_module(kind: type) -> Class | None:
    """Return the class of the data of a library, which need not be imported for that."""
    for each in kind.__mro__:
        found = _BY_NAME.get(path_of(each))
        if found is not None:
            return _BY_TYPE.setdefault(kind, CLASSES[found])
    return None


def _class_of_port(port: Any) -> Class:
    for cls, name in _PORTS:
        if isinstance(port, cls):
            return CLASSES[name]
    reads, writes = r7rs_io.is_input_port(port), r7rs_io.is_output_port(port)
    return CLASSES[
        "<file-input-output-port>"
        if reads and writes
        else "<file-input-port>"
        if reads
        else "<file-output-port>"
    ]


_PORTS: Final = (
    (StringInput, "<string-input-port>"),
    (StringOutput, "<string-output-port>"),
    (BytesInput, "<r6rs-bytevector-input-port-input-port>"),
    (BytesOutput, "<r6rs-bytevector-output-port-output-port>"),
    (python_io.BytesIO, "<input-output-port>"),
)

_OF_RECORDS: Final[weakref.WeakKeyDictionary[RecordType, Class]] = weakref.WeakKeyDictionary()


def _class_of_record(kind: RecordType) -> Class:
    found = _OF_RECORDS.get(kind)
    if found is None:
        above = CLASSES["<top>"] if kind.parent is None else _class_of_record(kind.parent)
        found = _OF_RECORDS[kind] = SYSTEM.builtin(f"<{kind.name}>", above, shared=False)
    return found


SYSTEM: Final = System(_class_of_value)

# The classes


_OF_CLASSES: Final = [
    Attribute("name", lambda cls: cls.name, sets("name")),
    Attribute("direct-supers", lambda cls: to_list(cls.supers)),
    Attribute("direct-slots", lambda cls: to_list(cls.direct_slots)),
    Attribute("direct-subclasses", lambda cls: to_list(cls.subclasses)),
    Attribute("direct-methods", lambda cls: to_list(cls.methods)),
    Attribute("cpl", lambda cls: to_list(cls.precedence)),
    Attribute("slots", lambda cls: to_list(cls.slots)),
]
_OF_GENERICS: Final = [
    Attribute("methods", lambda generic: to_list(generic.own.items)),
]
_OF_SETTERS: Final = [
    Attribute("setter", lambda generic: generic.scheme_setter, sets("scheme_setter"))
]


def specializers_of(method: Method) -> Any:
    """Return a method's specializers as a list, an improper one if it takes more arguments."""
    return to_list(method.specializers, CLASSES["<top>"] if method.rest else NIL)


def fallback(procedure: Any) -> Method:
    """Return the method that applies to all arguments and calls a procedure."""
    made = Method((), True, procedure)
    made.cls = CLASSES["<method>"]
    return made


def specialize(method: Method, specializers: Any) -> None:
    """Give a method its specializers."""
    items = []
    while specializers.__class__ is Pair:
        items.append(specializers.car)
        specializers = specializers.cdr
    method.specializers = tuple(items)
    method.rest = specializers is not NIL


_OF_METHODS: Final = [
    Attribute(
        "generic-function",
        lambda method: method.generic if method.generic is not None else False,
        sets("generic", lambda value: value if isinstance(value, Generic) else None),
    ),
    Attribute("specializers", specializers_of, specialize),
    Attribute("procedure", lambda method: method.procedure, sets("procedure")),
    Attribute("formals", lambda method: NIL if method.formals is None else method.formals),
]


def _slot_option(name: str, default: Any = UNBOUND) -> Slot:
    return Attribute(name, lambda slot: slot.option(name, default))


_OF_SLOTS: Final = [
    Attribute("name", lambda slot: slot.name, sets("name")),
    _slot_option("allocation", Keyword("instance")),
    _slot_option("init-keyword", False),
    _slot_option("init-form"),
    _slot_option("init-value"),
    _slot_option("init-thunk", False),
    Attribute("options", lambda slot: to_list(slot.options)),
    _slot_option("getter", False),
    _slot_option("setter", False),
    _slot_option("accessor", False),
]

_TREE: Final = """
<top>
<object> <top>
<class> <object>
<redefinable-class> <class>
<procedure-class> <class>
<applicable-struct-class> <procedure-class>
<applicable-struct-with-setter-class> <applicable-struct-class>
<slot> <object>
<foreign-slot> <slot>
<protected-slot> <foreign-slot>
<hidden-slot> <foreign-slot>
<opaque-slot> <foreign-slot>
<read-only-slot> <foreign-slot>
<protected-opaque-slot> <protected-slot> <opaque-slot>
<protected-hidden-slot> <protected-slot> <hidden-slot>
<protected-read-only-slot> <protected-slot> <read-only-slot>
<scm-slot> <protected-slot>
<method> <object>
<accessor-method> <method>
<applicable> <top>
<procedure> <applicable>
<primitive-generic> <procedure>
<applicable-struct> <object> <applicable>
<applicable-struct-with-setter> <applicable-struct>
<<parameter>> <applicable-struct-with-setter>
<generic> <applicable-struct>
<extended-generic> <generic>
<generic-with-setter> <generic> <applicable-struct-with-setter>
<extended-generic-with-setter> <extended-generic> <generic-with-setter>
<accessor> <generic-with-setter>
<extended-accessor> <accessor> <extended-generic-with-setter>
<boolean> <top>
<char> <top>
<list> <top>
<pair> <list>
<null> <list>
<string> <top>
<symbol> <top>
<vector> <top>
<bytevector> <top>
<uvec> <bytevector>
<array> <top>
<bitvector> <top>
<foreign> <top>
<hashtable> <top>
<fluid> <top>
<dynamic-state> <top>
<frame> <top>
<vm> <top>
<vm-continuation> <top>
<atomic-box> <top>
<syntax> <top>
<macro> <top>
<number> <top>
<complex> <number>
<real> <complex>
<integer> <real>
<fraction> <real>
<keyword> <top>
<unknown> <top>
<promise> <top>
<thread> <top>
<mutex> <top>
<condition-variable> <top>
<regexp> <top>
<hook> <top>
<random-state> <top>
<directory> <top>
<guardian> <top>
<character-set> <top>
<dynamic-object> <top>
<module> <top>
<port> <top>
<input-port> <port>
<output-port> <port>
<input-output-port> <input-port> <output-port>
<file-port> <port>
<file-input-port> <file-port> <input-port>
<file-output-port> <file-port> <output-port>
<file-input-output-port> <file-port> <input-output-port>
<string-port> <port>
<string-input-port> <string-port> <input-port>
<string-output-port> <string-port> <output-port>
<r6rs-bytevector-input-port-input-port> <input-port>
<r6rs-bytevector-output-port-output-port> <output-port>
"""
"""Each class with its direct superclasses."""

_SLOTS: Final[dict[str, list[Slot]]] = {
    "<class>": [*_OF_CLASSES],
    "<slot>": [*_OF_SLOTS],
    "<method>": [*_OF_METHODS],
    "<applicable-struct>": [Slot(None, _PROCEDURE, (Keyword("name"), _PROCEDURE))],
    "<generic>": [*_OF_GENERICS],
    "<generic-with-setter>": [*_OF_SETTERS],
    "<accessor-method>": [
        Slot(
            None,
            Symbol(each),
            (Keyword("name"), Symbol(each), Keyword("init-keyword"), Keyword(each)),
        )
        for each in ("slot-definition",)
    ],
}
_LAYOUTS: Final = {
    "<class>": Class,
    "<slot>": Slot,
    "<method>": Method,
    "<applicable-struct>": Applied,
    "<generic>": Generic,
}
_METACLASSES: Final = (
    ("<<parameter>>", "<class>"),
    ("<procedure>", "<procedure-class>"),
    ("<applicable-struct-with-setter>", "<applicable-struct-with-setter-class>"),
    ("<applicable-struct>", "<applicable-struct-class>"),
)
"""Of which class a class is that has one of these among its superclasses, the first that does."""


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
        metaclass = next(
            (meta for base, meta in _METACLASSES if made[base] in cls.ranks), "<class>"
        )
        cls.cls = made[metaclass]
        for slot in cls.direct_slots:
            slot.cls = made["<slot>"]
    SYSTEM.metaclass, SYSTEM.method_class = made["<class>"], made["<method>"]
    return made


CLASSES: Final = _classes()
"""Every class, by its name."""

_BY_TYPE: Final[dict[type, Class]] = {
    kind: CLASSES[name]
    for kind, name in (
        (bool, "<boolean>"),
        (int, "<integer>"),
        (Fraction, "<fraction>"),
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
        (type(None), "<unknown>"),
        (Promise, "<promise>"),
    )
}

_BY_NAME: Final = {
    "libraries.charsets.CharSet": "<character-set>",
    "libraries.guile.file_system._Directory": "<directory>",
    "libraries.guile.fluids.DynamicState": "<dynamic-state>",
    "libraries.guile.fluids.Fluid": "<fluid>",
    "libraries.guile.fluids.Hook": "<hook>",
    "libraries.guile.hash.GuileTable": "<hashtable>",
    "libraries.guile.numbers.State": "<random-state>",
    "libraries.guile.regex.Regexp": "<regexp>",
    "libraries.hashing.HashTable": "<hashtable>",
    "libraries.ice9.lists._Box": "<atomic-box>",
    "image.Module": "<module>",
    "number_vectors.NumberVector": "<uvec>",
    "libraries.srfi.srfi27.Source": "<random-state>",
    "syntax.Alias": "<syntax>",
    "syntax.Macro": "<macro>",
    "libraries.threads.ConditionVariable": "<condition-variable>",
    "libraries.threads.Mutex": "<mutex>",
    "libraries.threads.Thread": "<thread>",
}
