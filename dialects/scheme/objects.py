"""Objects of programs: instances, classes and their slots, the same for GOOPS and CLOS.

Strategy: a class is an instance, too, of its metaclass. What a slot's value is, its definition
knows: most live in the instance, in `fields`, others belong to a class or are computed. A `System`
is a dialect's tree of classes; its classes of built-in types say which values are their instances.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from .conditions import error
from .data import Keyword, Special, Symbol
from .dynamics import STATE
from .equality import EQUALITIES
from .printer import PRINTERS
from .profiles import Profile

__all__ = [
    "UNBOUND",
    "Attribute",
    "Class",
    "Instance",
    "PrecedenceError",
    "Slot",
    "System",
    "linearize",
    "merge",
    "options_of",
    "path_of",
    "sets",
]

UNBOUND: Final = Special("unbound")
"""The value of a slot that has none."""


def path_of(kind: type) -> str:
    """Return where a class is, below `dialects.scheme`: `libraries.guile.hash.GuileTable`."""
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix(f"{__package__}.")


class Instance:
    """An object: its class, and the values of the slots that live in it."""

    __slots__ = ("__weakref__", "cls", "fields")
    cls: Class
    fields: dict[Symbol, Any]

    def __new__(cls, *_: Any, **__: Any) -> Instance:
        """Return an object without slots and class."""
        made = object.__new__(cls)
        made.fields = {}
        return made

    def __init_subclass__(cls) -> None:
        """Let `write` and `equal?` ask the class of an object."""
        PRINTERS[cls] = _show
        EQUALITIES[cls] = _equal


def _show(value: Any, readable: bool, profile: Profile) -> str:
    return value.cls.system.show(value, readable)  # type: ignore[no-any-return]


def _equal(one: Any, other: Any) -> bool:
    return one.cls is other.cls and one.cls.system.equal(one, other)


PRINTERS[Instance] = _show
EQUALITIES[Instance] = _equal


class Slot(Instance):
    """The definition of a slot.

    Attributes:
        name: its name.
        options: keywords and values, as `define-class` has them, in order.
        read, write: get its value from an object, and set it there; `UNBOUND` is no value.
    """

    __slots__ = ("name", "options", "read", "write")

    def __init__(self, cls: Class | None, name: Symbol, options: Iterable[Any] = ()) -> None:
        if cls is not None:
            self.cls = cls
        self.name = name
        self.options = list(options)
        self.read: Callable[[Any], Any] = self._read
        self.write: Callable[[Any, Any], Any] = self._write

    def _read(self, instance: Any) -> Any:
        return instance.fields.get(self.name, UNBOUND)

    def _write(self, instance: Any, value: Any) -> None:
        instance.fields[self.name] = value

    def option(self, keyword: str, default: Any = UNBOUND) -> Any:
        """Return the value of an option."""
        return options_of(self.options).get(keyword, default)

    def __repr__(self) -> str:
        return f"<slot {self.name}>"


class Attribute(Slot):
    """A slot that is an attribute of the Python object."""

    __slots__ = ()

    def __init__(
        self,
        name: str,
        read: Callable[[Any], Any],
        write: Callable[[Any, Any], Any] | None = None,
    ) -> None:
        super().__init__(None, Symbol(name), (Keyword("name"), Symbol(name)))
        self.read = read
        if write is not None:
            self.write = write


def sets(name: str, made_of: Callable[[Any], Any] = lambda value: value) -> Any:
    """Return a function that sets an attribute of a Python object to what it makes of a value.

    What belongs to a dialect stays as it is, for it is shared by all programs.
    """

    def write(instance: Any, value: Any) -> None:
        if getattr(instance, "shared", False):
            raise error("what is built in cannot be changed:", instance)
        setattr(instance, name, made_of(value))

    return write


class Class(Instance):
    """A class.

    Attributes:
        name: a Scheme value, mostly a symbol.
        supers, precedence: its direct superclasses; itself and all superclasses in order.
        direct_slots, slots: its own slots; all slots of its instances.
        table: the latter by name.
        layout: the Python class of its instances.
        redefined: the class that has taken its place, or None.
        shared: whether it belongs to a dialect, not to a program.
    """

    __slots__ = (
        "_methods",
        "_subclasses",
        "direct_slots",
        "initargs",
        "layout",
        "name",
        "precedence",
        "ranks",
        "redefined",
        "shared",
        "slots",
        "supers",
        "system",
        "table",
    )

    def __init__(self, system: System, metaclass: Class | None = None) -> None:
        if metaclass is not None:
            self.cls = metaclass
        self.system = system
        self.name: Any = False
        self.supers: list[Class] = []
        self.precedence: list[Class] = [self]
        self.ranks: dict[Any, int] = {self: 0}
        self.direct_slots: list[Slot] = []
        self.slots: list[Slot] = []
        self.table: dict[Symbol, Slot] = {}
        self.layout: type[Instance] = Instance
        self.redefined: Class | None = None
        self.initargs: Any = None
        self.shared = False
        self._subclasses: list[Class] = []
        self._methods: list[Any] = []

    def inherit(self, supers: Iterable[Class], precedence: Iterable[Class]) -> None:
        """Take its place below other classes."""
        self.supers = list(supers)
        self.precedence = list(precedence)
        self.ranks = {each: rank for rank, each in enumerate(self.precedence)}
        for each in self.supers:
            known = each._subclasses if self.shared else each.subclasses
            if self not in known:
                known.append(self)
            if issubclass(each.layout, self.layout):
                self.layout = each.layout

    def has_slots(self, slots: Iterable[Slot]) -> None:
        """Say which slots its instances have; of one name the last counts."""
        self.slots = list(slots)
        self.table = {each.name: each for each in self.slots}

    @property
    def subclasses(self) -> list[Class]:
        """Its direct subclasses; of a dialect's class those of the program as well."""
        return self._kept("subclasses", self._subclasses)

    @property
    def methods(self) -> list[Any]:
        """The methods that are specialized on it."""
        return self._kept("methods", self._methods)

    def _kept(self, what: str, common: list[Any]) -> list[Any]:
        image = STATE.image
        if not self.shared or image is None:
            return common
        found: list[Any] | None = image.held.get((self, what))
        if found is None:
            found = image.held[self, what] = list(common)
        return found

    def admits(self, value: Any) -> bool:
        """Return whether a value is an instance of it, as a specializer."""
        return self in self.system.class_of(value).ranks

    def is_below(self, other: Class) -> bool:
        """Return whether it is a class or a subclass of it."""
        return other in self.ranks

    def __repr__(self) -> str:
        return f"<class {self.name}>"


class System:
    """The classes of a dialect.

    Args:
        class_of_value: tells the class of a value that is no `Instance`.

    Attributes:
        metaclass, method_class: the classes of classes and of methods, once they are there.
        updates: brings an instance to the class that has taken its class's place.
        held: the ids of instances that are brought to it just now.
        show: writes an instance, as `write` does or as `display` does.
        equal: says whether two instances are `equal?`.
    """

    def __init__(self, class_of_value: Callable[[Any], Class]) -> None:
        self.class_of_value = class_of_value
        self.metaclass: Class | None = None
        self.method_class: Class | None = None
        self.updates: Callable[[Any], None] = _follow
        self.held: set[int] = set()
        self.show: Callable[[Any, bool], str] = lambda value, _: repr(value)
        self.equal: Callable[[Any, Any], bool] = lambda one, other: one is other

    def class_of(self, value: Any) -> Class:
        """Return the class of a value."""
        if not isinstance(value, Instance):
            return self.class_of_value(value)
        if value.cls.redefined is not None and id(value) not in self.held:
            self.updates(value)
        return value.cls

    def builtin(
        self,
        name: str,
        *supers: Class,
        slots: Iterable[Slot] = (),
        metaclass: Class | None = None,
        layout: type[Instance] | None = None,
        shared: bool = True,
    ) -> Class:
        """Return a new class of the dialect's own, or of the program's where it is not shared."""
        made = Class(self, metaclass or self.metaclass)
        made.name = Symbol(name)
        made.shared = shared
        made.inherit(supers, linearize(made, supers))
        made.direct_slots = list(slots)
        made.has_slots([*made.direct_slots, *(each for s in supers for each in s.slots)])
        if layout is not None:
            made.layout = layout
        return made


def _follow(instance: Any) -> None:
    while instance.cls.redefined is not None:
        instance.cls = instance.cls.redefined


def options_of(items: Iterable[Any]) -> dict[str, Any]:
    """Return keywords and values by the keywords' names; of one name the first counts."""
    found: dict[str, Any] = {}
    rest = iter(items)
    for keyword, value in zip(rest, rest, strict=False):
        if isinstance(keyword, Keyword):
            found.setdefault(keyword.name, value)
    return found


# The order of classes


class PrecedenceError(Exception):
    """Superclasses whose orders contradict each other."""


def linearize(cls: Class, supers: Iterable[Class]) -> list[Class]:
    """Return a class and all its superclasses in the order that Dylan and CLOS's heirs use."""
    given = list(supers)
    return merge([[cls], *(each.precedence for each in given), given])


def merge(orders: Iterable[Iterable[Any]]) -> list[Any]:
    """Return one order that keeps to all of these (C3); `PrecedenceError` where there is none."""
    rows = [list(row) for row in orders]
    made: list[Any] = []
    while rows := [row for row in rows if row]:
        found = next(_candidates(rows), None)
        if found is None:
            raise PrecedenceError
        made.append(found)
        rows = [row[1:] if row[0] is found else row for row in rows]
    return made


def _candidates(rows: list[list[Any]]) -> Iterator[Any]:
    for row in rows:
        if not any(row[0] in other[1:] for other in rows):
            yield row[0]
