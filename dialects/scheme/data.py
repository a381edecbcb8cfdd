"""Scheme's data as Python's, one representation for each type.

| Scheme | Python |
| --- | --- |
| boolean | `True`, `False`; everything but `False` is true |
| exact integer, rational; inexact real, complex | `int`, `Fraction`; `float`, `complex` |
| character | `str` of length 1 |
| string | `String`, whose `text` is a `str` and is replaced when the string changes |
| symbol, keyword | `Symbol`, `Keyword`, interned: the same name is the same object |
| pair, empty list | `Pair`, `NIL` |
| vector, bytevector | `list`, `bytearray` |
| vector of numbers of one kind (SRFI 4) | `NumberVector`, of `number_vectors` |
| procedure | anything that `is_procedure` knows, most often a Python function |
| unspecified value | `None` |
| several values | `Values`, never of length 1 |
| end-of-file object | `EOF`, as in the dialects |
| record | an instance of the class in its `RecordType` |
| port | any port of `dialects._port_io`: Python's files, and the engine's ports |

A `tuple` is no Scheme value: a procedure that returns one asks its caller to make that tail call
(see `calls`). Strings of a Scheme whose strings are bytes hold characters below 256.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, ClassVar, Final, final

from ..data import EOF, EofObject
from ..parameters import Parameter as DialectParameter

__all__ = [
    "DEFAULT",
    "EOF",
    "NIL",
    "SPECIALS",
    "Applicable",
    "EofObject",
    "ImproperListError",
    "Keyword",
    "Nil",
    "Pair",
    "Promise",
    "Record",
    "RecordType",
    "Regexp",
    "Special",
    "String",
    "Symbol",
    "Values",
    "from_list",
    "is_procedure",
    "iterate",
    "plain",
    "to_list",
]


@final
class Symbol:
    """A symbol; `Symbol(name)` is the interned one, `Symbol.fresh(name)` one that no other is."""

    __slots__ = ("name",)
    name: str
    _interned: dict[str, Symbol] = {}  # noqa: RUF012 - slots leave no other place

    def __new__(cls, name: str) -> Symbol:
        """Return the symbol that has this name."""
        found = cls._interned.get(name)
        return found if found is not None else cls._interned.setdefault(name, cls.fresh(name))

    @classmethod
    def fresh(cls, name: str) -> Symbol:
        """Return a new symbol that is not interned."""
        made = object.__new__(cls)
        made.name = name
        return made

    @property
    def interned(self) -> bool:
        """Whether it is the symbol that reading its name gives."""
        return self._interned.get(self.name) is self

    def __repr__(self) -> str:
        return self.name

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return Symbol, (self.name,)


@final
class Keyword:
    """Guile's `#:name`, CHICKEN's `name:`, Sagittarius's `:name`; interned."""

    __slots__ = ("name",)
    name: str
    _interned: dict[str, Keyword] = {}  # noqa: RUF012 - slots leave no other place

    def __new__(cls, name: str) -> Keyword:
        """Return the keyword that has this name."""
        found = cls._interned.get(name)
        if found is None:
            made = object.__new__(cls)
            made.name = name
            found = cls._interned.setdefault(name, made)
        return found

    def __repr__(self) -> str:
        return f"#:{self.name}"

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return Keyword, (self.name,)


@final
class Nil:
    """The type of the empty list, `NIL`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "()"

    def __reduce__(self) -> str:
        return "NIL"


NIL: Final = Nil()


@final
class Pair:
    """A pair; both halves can be replaced."""

    __slots__ = ("car", "cdr")

    def __init__(self, car: Any, cdr: Any) -> None:
        self.car = car
        self.cdr = cdr

    def __repr__(self) -> str:
        # The beginning: it may be endless, and nested as deep as one likes.
        parts: list[str] = []
        rest: Any = self
        while rest.__class__ is Pair and len(parts) < 8:
            parts.append("(...)" if rest.car.__class__ is Pair else repr(rest.car))
            rest = rest.cdr
        if rest.__class__ is Pair:
            parts.append("...")
        elif rest is not NIL:
            parts += [".", repr(rest)]
        return f"({' '.join(parts)})"


@final
class String:
    """A string; `text` is replaced when it changes. A literal is not `mutable`."""

    __slots__ = ("mutable", "text")

    def __init__(self, text: str, mutable: bool = True) -> None:
        self.text = text
        self.mutable = mutable

    def __repr__(self) -> str:
        return '"' + self.text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def copied(value: Any) -> Any:
    """Return a copy of a string, a bytevector or a list, and of such parts of a list."""
    if value.__class__ is String:
        return String(value.text, value.mutable)
    if value.__class__ is Pair:
        return Pair(copied(value.car), copied(value.cdr))
    return bytearray(value) if value.__class__ is bytearray else value


class Values(tuple[Any, ...]):
    """Several values, or none at all."""

    __slots__ = ()


@final
class Special:
    """An object that is nothing but itself: `#!default`, `#!optional` and their like."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"#!{self.name}"


DEFAULT: Final = Special("default")
"""What stands for an argument that was left out."""
ELISP_NIL: Final = Special("nil")
"""What `#nil` is in a program's text: an expression for the empty list, which `()` is not."""
SPECIALS: Final = {
    "default": DEFAULT,
    "eof": EOF,
    "unspecific": None,
    "unspecified": None,
} | {name: Special(name) for name in ("optional", "rest", "key", "bwp", "unbound")}
"""What is written `#!name`."""


class Record:
    """An instance of a record type; its fields are the attributes in `RecordType.slots`."""

    __slots__ = ()
    type: RecordType


class RecordType:
    """A record type: its name, its fields with those of its parents first, and its class.

    Args:
        name: as the program writes it, without `<>` or with them.
        fields: its own fields' names.
        parent: the type that it extends, or None.
        opaque, sealed, uid: as R6RS means them.
        cls: the Python class of its instances, where another than a new one.
    """

    def __init__(
        self,
        name: str,
        fields: Iterable[str],
        parent: RecordType | None = None,
        *,
        opaque: bool = False,
        sealed: bool = False,
        uid: Symbol | None = None,
        mutable: Iterable[bool] | None = None,
    ) -> None:
        self.name = name
        self.own: tuple[str, ...] = tuple(fields)
        self.parent = parent
        self.opaque: bool = opaque or (parent is not None and parent.opaque)
        self.sealed = sealed
        self.uid = uid
        self.mutable = tuple(mutable) if mutable is not None else (True,) * len(self.own)
        before: tuple[str, ...] = parent.fields if parent is not None else ()
        self.fields: tuple[str, ...] = before + self.own
        self.slots = tuple(f"f{place}" for place in range(len(self.fields)))
        base = parent.cls if parent is not None else Record
        names = {"__slots__": self.slots[len(before) :], "type": self}
        self.cls: type[Any] = type(name, (base,), names)
        self.printer: Callable[[Any, Any], object] | None = None
        self.descriptor: Any = None  # how R6RS constructs its instances, where that is said

    def make(self, *values: object) -> Any:
        """Return an instance with these values for all of `fields`."""
        made = object.__new__(self.cls)
        for slot, value in zip(self.slots, values, strict=True):
            setattr(made, slot, value)
        return made

    def __repr__(self) -> str:
        return f"<record type {self.name}>"


class Promise:
    """A promise: a value, or the thunk that gives it; `shared` by the promises that are one."""

    __slots__ = ("shared",)

    def __init__(self, done: bool, value: Any) -> None:
        self.shared = [done, value]


_PROCEDURES: Final = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodWrapperType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    partial,
    DialectParameter,
)


class Applicable:
    """The base of objects that are procedures: parameters, continuations."""

    __slots__ = ()


@final
class Regexp(Applicable):
    """A regular expression that is written `#/text/flags`.

    It is a procedure, too: `search`, which the library of regular expressions sets, of a text.
    """

    __slots__ = ("flags", "text")
    search: ClassVar[Callable[[Any, Any], Any] | None] = None

    def __init__(self, text: str, flags: str) -> None:
        self.text = text
        self.flags = flags

    def __call__(self, text: Any) -> Any:
        """Return what `search` finds in a text."""
        if Regexp.search is None:
            raise TypeError("'Regexp' object is not callable")
        return Regexp.search(self, text)

    def __repr__(self) -> str:
        return f"#/{self.text}/{self.flags}"


def is_procedure(value: object) -> bool:
    """Return whether a value is a procedure to Scheme."""
    kind = type(value)
    return kind in _PROCEDURES or issubclass(kind, (*_PROCEDURES, Applicable))


def to_list(items: Iterable[Any], tail: Any = NIL) -> Any:
    """Return a Scheme list of `items`, which ends with `tail`."""
    for item in reversed(items if isinstance(items, (list, tuple)) else list(items)):
        tail = Pair(item, tail)
    return tail


def iterate(items: Any) -> Iterator[Any]:
    """Yield the items of a Scheme list; TypeError, with the list, for what is not a proper one."""
    rest = items
    while rest.__class__ is Pair:
        yield rest.car
        rest = rest.cdr
    if rest is not NIL:
        raise ImproperListError(items)


class ImproperListError(TypeError):
    """A value that is no list, where a list is wanted; it is `value`."""

    def __init__(self, value: object) -> None:
        super().__init__("not a proper list")
        self.value = value


def from_list(items: Any) -> list[Any]:
    """Return the items of a Scheme list; `ImproperListError` for another value.

    A circular list is refused as well.
    """
    found: list[Any] = []
    rest = slow = items
    while rest.__class__ is Pair:
        found.append(rest.car)
        rest = rest.cdr
        if not len(found) & 1:
            slow = slow.cdr
            if slow is rest:
                raise ImproperListError(items)
    if rest is not NIL:
        raise ImproperListError(items)
    return found


def plain(name: str) -> str:
    """Return a variable's Scheme name; its Python name may have a mark behind it."""
    return name.partition("\N{NULL}")[0] or name
