"""R6RS's sets of symbols: (rnrs enums)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final, TypeAlias, final

from ...data import Symbol
from ...declaration import Table, refuse
from ...kinds import Items, Sym, of_class
from ...printer import PRINTERS

__all__ = ["TABLE", "EnumSet", "enumeration"]

TABLE: Final = Table()


@final
class EnumSet:
    """A set of symbols of a universe.

    Attributes:
        universe: what it may contain, in order; the very object of all sets of one enumeration.
        members: what it contains.
    """

    __slots__ = ("members", "universe")

    def __init__(self, universe: dict[Symbol, int], members: Iterable[Symbol]) -> None:
        self.universe = universe
        self.members = frozenset(members)

    def of(self, members: Iterable[Symbol]) -> EnumSet:
        """Return a set of the same enumeration."""
        return EnumSet(self.universe, members)

    def ordered(self) -> list[Symbol]:
        """Return what it contains, in the order of the universe."""
        return [each for each in self.universe if each in self.members]


PRINTERS[EnumSet] = lambda found, readable, profile: (
    f"#<enum-set ({' '.join(each.name for each in found.ordered())})>"
)

_SET: Final = of_class("an enumeration set", EnumSet)
_Set: TypeAlias = Annotated[EnumSet, _SET]


def enumeration(names: Iterable[Symbol]) -> EnumSet:
    """Return the set of all symbols of a new enumeration."""
    unique = dict.fromkeys(names)
    universe = {symbol: place for place, symbol in enumerate(unique)}
    return EnumSet(universe, universe)


@TABLE.procedure("make-enumeration")
def make_enumeration(symbols: Items) -> EnumSet:
    """Return the set of all symbols of a new enumeration. R6RS library, 14."""
    for each in symbols:
        if each.__class__ is not Symbol:
            refuse("make-enumeration", 1, "a list of symbols", each)
    return enumeration(symbols)


@TABLE.procedure("enum-set-universe")
def enum_set_universe(enum_set: _Set) -> EnumSet:
    """Return the set of all symbols of a set's enumeration. R6RS library, 14."""
    return enum_set.of(enum_set.universe)


@TABLE.procedure("enum-set-indexer")
def enum_set_indexer(enum_set: _Set) -> Any:
    """Return a procedure that gives a symbol's place in the universe, or #f. R6RS library, 14."""

    def index(symbol: Any) -> Any:
        return enum_set.universe.get(symbol, False) if symbol.__class__ is Symbol else False

    return index


@TABLE.procedure("enum-set-constructor")
def enum_set_constructor(enum_set: _Set) -> Any:
    """Return a procedure that makes sets of lists of symbols. R6RS library, 14."""

    def construct(symbols: Items) -> EnumSet:
        for each in symbols:
            if each not in enum_set.universe:
                refuse("enum-set-constructor", 1, "a list of symbols of the universe", each)
        return enum_set.of(symbols)

    made = Table()
    made.procedure("enum-set-constructor")(construct)
    return made["enum-set-constructor"].value


@TABLE.procedure("enum-set->list")
def enum_set_to_list(enum_set: _Set) -> Items:
    """Return a set's symbols in the order of the universe. R6RS library, 14."""
    return enum_set.ordered()


@TABLE.procedure("enum-set-member?")
def is_enum_set_member(symbol: Sym, enum_set: _Set) -> bool:
    """Return whether a set contains a symbol. R6RS library, 14."""
    return symbol in enum_set.members


@TABLE.procedure("enum-set-subset?")
def is_enum_set_subset(one: _Set, other: _Set) -> bool:
    """Return whether the second set has all of the first, and its universe, too.

    R6RS library, 14.
    """
    return one.members <= other.members and one.universe.keys() <= other.universe.keys()


@TABLE.procedure("enum-set=?")
def are_enum_sets_equal(one: _Set, other: _Set) -> bool:
    """Return whether two sets contain each other. R6RS library, 14."""
    return is_enum_set_subset(one, other) and is_enum_set_subset(other, one)


def _akin(procedure: str, one: EnumSet, other: EnumSet) -> None:
    if one.universe is not other.universe:
        refuse(procedure, 2, "a set of the same enumeration", other, False)


@TABLE.procedure("enum-set-union")
def enum_set_union(one: _Set, other: _Set) -> EnumSet:
    """Return the set of what either contains. R6RS library, 14."""
    _akin("enum-set-union", one, other)
    return one.of(one.members | other.members)


@TABLE.procedure("enum-set-intersection")
def enum_set_intersection(one: _Set, other: _Set) -> EnumSet:
    """Return the set of what both contain. R6RS library, 14."""
    _akin("enum-set-intersection", one, other)
    return one.of(one.members & other.members)


@TABLE.procedure("enum-set-difference")
def enum_set_difference(one: _Set, other: _Set) -> EnumSet:
    """Return the set of what the first contains alone. R6RS library, 14."""
    _akin("enum-set-difference", one, other)
    return one.of(one.members - other.members)


@TABLE.procedure("enum-set-complement")
def enum_set_complement(enum_set: _Set) -> EnumSet:
    """Return the set of what a set does not contain. R6RS library, 14."""
    return enum_set.of(enum_set.universe.keys() - enum_set.members)


@TABLE.procedure("enum-set-projection")
def enum_set_projection(one: _Set, other: _Set) -> EnumSet:
    """Return the set of the second's enumeration of what the first contains. R6RS library, 14."""
    return other.of(one.members & other.universe.keys())


@TABLE.procedure("%enum-set")
def enum_set_of(universe: EnumSet, symbols: list[Symbol]) -> EnumSet:
    """Return a set of symbols that the universe has."""
    return universe.of(symbols)
