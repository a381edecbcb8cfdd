"""Generic functions and their methods, the same for GOOPS and CLOS.

Strategy: a call looks for the classes of its arguments in a cache, which has the methods that
apply, the most specific first. Each method may call the next one. All caches are dropped when a
method is added anywhere, which programs do at their beginning.

A generic function that belongs to a dialect is shared by all programs; the methods that a program
adds to it are the program's own.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any, Final

from .calls import call, finish
from .data import Applicable, Symbol
from .dynamics import STATE
from .objects import Class, Instance, System

__all__ = ["Generic", "Method", "Next"]

_CHANGES: Final = itertools.count(1)
_change = 0


def forget() -> None:
    """Drop what the caches say: classes or methods have changed."""
    global _change
    _change = next(_CHANGES)


class Method(Instance):
    """A method.

    Attributes:
        specializers: one for each argument that has a place: a class, or whatever `admits` values.
        rest: whether it takes more arguments.
        procedure: what it does; it gets a `Next` first if it `takes_next`.
        qualifier: "primary", "before", "after" or "around".
        generic: the generic function that it belongs to, or None.
        formals: its parameters as a datum, or None.
    """

    __slots__ = (
        "formals",
        "generic",
        "procedure",
        "qualifier",
        "rest",
        "specializers",
        "takes_next",
    )

    def __init__(
        self,
        specializers: Iterable[Any],
        rest: bool,
        procedure: Any,
        takes_next: bool = False,
        qualifier: str = "primary",
        formals: Any = None,
    ) -> None:
        self.specializers = tuple(specializers)
        self.rest = rest
        self.procedure = procedure
        self.takes_next = takes_next
        self.qualifier = qualifier
        self.formals = formals
        self.generic: Generic | None = None

    def applies(self, args: tuple[Any, ...]) -> bool:
        """Return whether it can be called with arguments."""
        wanted = self.specializers
        if len(args) < len(wanted) or (len(args) > len(wanted) and not self.rest):
            return False
        return all(each.admits(arg) for each, arg in zip(wanted, args, strict=False))

    def same_place(self, other: Method) -> bool:
        """Return whether it would take another's place in a generic function."""
        return (
            self.specializers == other.specializers
            and self.rest is other.rest
            and self.qualifier == other.qualifier
        )


class _Methods:
    """The methods of a generic function, and a cache of those that apply."""

    __slots__ = ("by_class", "cache", "change", "items", "most")

    def __init__(self, items: Iterable[Method]) -> None:
        self.items = list(items)
        self.change = -1
        self.cache: dict[tuple[Class, ...], list[Method]] = {}
        self.by_class = True
        self.most = 0


class Generic(Instance, Applicable):
    """A generic function.

    Attributes:
        name: a Scheme value, mostly a symbol.
        system: the dialect's classes.
        default: what is called where no method applies, or None.
        missing: called with itself and the arguments where there is no such procedure either.
        no_next: called so where a method calls the next one and there is none.
        custom: called so instead of all this, where the program says how methods are chosen.
        extends: other generic functions, whose methods it has as well.
    """

    __slots__ = (
        "_methods",
        "custom",
        "default",
        "extends",
        "missing",
        "name",
        "no_next",
        "scheme_setter",
        "shared",
        "system",
    )

    def __init__(
        self,
        system: System,
        name: Any,
        missing: Callable[[Any, tuple[Any, ...]], Any],
        no_next: Callable[[Any, tuple[Any, ...]], Any],
        shared: bool = False,
    ) -> None:
        self.system = system
        self.name = name
        self.default: Any = None
        self.missing = missing
        self.no_next = no_next
        self.custom: Callable[[Any, tuple[Any, ...]], Any] | None = None
        self.extends: list[Generic] = []
        self.scheme_setter: Any = None
        self.shared = shared
        self._methods = _Methods(())

    @property
    def __name__(self) -> str:
        """Its name, for messages."""
        return self.name.name if isinstance(self.name, Symbol) else ""

    @property
    def own(self) -> _Methods:
        """The methods that the program sees, and their cache."""
        image = STATE.image
        if not self.shared or image is None:
            return self._methods
        found: _Methods | None = image.held.get(self)
        if found is None:
            found = image.held[self] = _Methods(self._methods.items)
        return found

    @property
    def methods(self) -> list[Method]:
        """All methods."""
        if not self.extends:
            return self.own.items
        return [*self.own.items, *(each for other in self.extends for each in other.methods)]

    def add(self, method: Method) -> None:
        """Add a method, in the place of one for the same arguments."""
        items = self.own.items
        before = next((each for each in items if each.same_place(method)), None)
        if before is not None:
            self._take_away(before)
        items.append(method)
        method.generic = self
        for each in dict.fromkeys(method.specializers):
            if isinstance(each, Class):
                each.methods.append(method)
        forget()

    def remove(self, method: Method) -> None:
        """Remove a method, if it is there."""
        if method in self.own.items:
            self._take_away(method)
            forget()

    def _take_away(self, method: Method) -> None:
        self.own.items.remove(method)
        for each in dict.fromkeys(method.specializers):
            if isinstance(each, Class) and method in each.methods:
                each.methods.remove(method)

    def method(self, *specializers: Any, rest: bool = False) -> Callable[[Any], Any]:
        """Declare a Python function as a method for all programs.

        Its first argument is the `Next`.
        """

        def declare(function: Any) -> Any:
            made = Method(specializers, rest, function, takes_next=True)
            made.generic = self
            if self.system.method_class is not None:
                made.cls = self.system.method_class
            self._methods.items.append(made)
            forget()
            return function

        return declare

    # Calls

    def __call__(self, *args: Any) -> Any:
        """Call the most specific method."""
        if self.custom is not None:
            return self.custom(self, args)
        return self.run(self.chosen(args), 0, args)

    def chosen(self, args: tuple[Any, ...]) -> list[Method]:
        """Return the methods for arguments, the most specific first, in the order of calls."""
        own = self.own
        if own.change != _change:
            own.change = _change
            own.cache.clear()
            methods = self.methods
            own.by_class = all(
                isinstance(each, Class) for method in methods for each in method.specializers
            )
            own.most = max((len(method.specializers) for method in methods), default=0) + 1
        class_of = self.system.class_of
        # More arguments than any method has places for make no difference.
        key = tuple([class_of(arg) for arg in args[: own.most]])
        found = own.cache.get(key) if own.by_class else None
        if found is None:
            found = self.combined(self.applicable(args))
            if own.by_class:
                own.cache[key] = found
        return found

    def applicable(self, args: tuple[Any, ...]) -> list[Method]:
        """Return the methods that apply, the most specific first."""
        found: list[Method] = []
        for method in self.methods:
            if method.applies(args):
                place = 0
                while place < len(found) and not self.more_specific(method, found[place], args):
                    place += 1
                found.insert(place, method)
        return found

    def more_specific(self, one: Method, other: Method, args: tuple[Any, ...]) -> bool:
        """Return whether a method is more specific than another for arguments."""
        for first, second, arg in zip(one.specializers, other.specializers, args, strict=False):
            if first is second:
                continue
            if not isinstance(first, Class) or not isinstance(second, Class):
                ranks_of = _rank(first), _rank(second)
                if ranks_of[0] == ranks_of[1]:
                    continue
                return ranks_of[0] < ranks_of[1]
            ranks = self.system.class_of(arg).ranks
            return ranks[first] < ranks[second]
        if len(one.specializers) != len(other.specializers):
            return len(one.specializers) > len(other.specializers)
        return other.rest and not one.rest

    def combined(self, methods: list[Method]) -> list[Method]:
        """Return methods in the order of calls; those before and after join the primary."""
        if all(each.qualifier == "primary" for each in methods):
            return methods
        by: dict[str, list[Method]] = {}
        for each in methods:
            by.setdefault(each.qualifier, []).append(each)
        primary = by.get("primary", [])
        if not primary and self.default is None:
            return []
        before, after = by.get("before", []), by.get("after", [])
        if not before and not after:
            return [*by.get("around", []), *primary]

        def together(_: Any, *args: Any) -> Any:
            for each in before:
                finish(self.run([each], 0, args))
            result = finish(self.run(primary, 0, args))
            for each in reversed(after):
                finish(self.run([each], 0, args))
            return result

        return [*by.get("around", []), Method((), True, together, takes_next=True)]

    def run(self, methods: list[Method], at: int, args: tuple[Any, ...]) -> Any:
        """Call the method at a place, as a tail call."""
        if at < len(methods):
            method = methods[at]
            if method.takes_next:
                return (method.procedure, Next(self, methods, at + 1, args), *args)
            return (method.procedure, *args)
        if self.default is not None:
            return (self.default, *args)
        return (self.no_next if at else self.missing)(self, args)


def _rank(specializer: Any) -> int:
    """Return how specific a specializer is: 0 for one value, 1 for some, 2 for a class."""
    rank: int = 2 if isinstance(specializer, Class) else specializer.rank
    return rank


class Next(Applicable):
    """What a method calls for the next one, with its own arguments where none are given."""

    __slots__ = ("args", "at", "generic", "methods")

    def __init__(
        self, generic: Generic, methods: list[Method], at: int, args: tuple[Any, ...]
    ) -> None:
        self.generic = generic
        self.methods = methods
        self.at = at
        self.args = args

    def __call__(self, *args: Any) -> Any:
        """Call the next method."""
        return self.generic.run(self.methods, self.at, args or self.args)

    @property
    def exists(self) -> bool:
        """Whether there is a next method."""
        return self.at < len(self.methods) or self.generic.default is not None

    def called(self) -> Any:
        """Call the next method with the same arguments, from Python."""
        return call(self)
