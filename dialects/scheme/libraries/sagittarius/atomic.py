"""(sagittarius atomic): values that threads read and change in one step (manual, same section).

Every operation is sequentially consistent, whatever memory order it is given.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from ...data import Pair
from ...declaration import Table, refuse
from ...equality import is_eq
from ...kinds import Int, of_class
from ...printer import PRINTERS

__all__ = ["TABLE"]

TABLE: Final = Table()

_ORDERS: Final = ("relaxed", "consume", "acquire", "release", "acq-rel", "seq-cst")
for _number, _order in enumerate(_ORDERS):
    TABLE.value(f"*memory-order:{_order}*", _number)


class Atomic:
    """A value that changes in one step.

    Attributes:
        holds: the class of its values.
        expected: what they are, for the message that a value is none.
    """

    __slots__ = ("lock", "value")
    holds: type = object
    expected = "a value"

    def __init__(self, value: Any) -> None:
        self.value = value
        self.lock = threading.Lock()

    def change(self, make: Callable[[Any], Any]) -> Any:
        """Replace the value by what is made of it; return the one before."""
        with self.lock:
            before, self.value = self.value, make(self.value)
        return before

    def is_value(self, value: Any) -> bool:
        """Return whether the value is the same as another."""
        return is_eq(self.value, value)


class AtomicFixnum(Atomic):
    """An atomic value that is an exact integer."""

    __slots__ = ()
    holds = int
    expected = "an exact integer"


class AtomicPair(Atomic):
    """An atomic value that is a pair, whose halves change together."""

    __slots__ = ()
    holds = Pair
    expected = "a pair"

    def is_value(self, value: Any) -> bool:
        """Return whether the value is a pair of the same halves as another."""
        pair = self.value
        return (
            value.__class__ is Pair and is_eq(pair.car, value.car) and is_eq(pair.cdr, value.cdr)
        )


class AtomicFlag(Atomic):
    """An atomic value that is set or clear."""

    __slots__ = ()
    holds = bool
    expected = "a boolean"


_TYPES: Final[dict[str, type[Atomic]]] = {
    "atomic": Atomic,
    "atomic-fixnum": AtomicFixnum,
    "atomic-pair": AtomicPair,
    "atomic-flag": AtomicFlag,
}


def _declare_type(name: str, cls: type[Atomic]) -> None:
    @TABLE.procedure(f"{name}?")
    def is_one(value: Any) -> bool:
        """Return whether a value is such an atomic object."""
        return isinstance(value, cls)

    PRINTERS[cls] = lambda value, readable, profile: f"#<{name}>"


for _name, _class in _TYPES.items():
    _declare_type(_name, _class)

_Atomic: TypeAlias = Annotated[Atomic, of_class("an atomic object", Atomic)]
_Fixnum: TypeAlias = Annotated[AtomicFixnum, of_class("an atomic fixnum", AtomicFixnum)]
_Flag: TypeAlias = Annotated[AtomicFlag, of_class("an atomic flag", AtomicFlag)]


@TABLE.procedure("memory-order?")
def is_memory_order(value: Any) -> bool:
    """Return whether a value is a memory order."""
    return value.__class__ is int and 0 <= value < len(_ORDERS)


def _check(procedure: str, place: int, order: Any) -> None:
    if order is not None and not is_memory_order(order):
        refuse(procedure, place, "a memory order", order)


def _check_value(procedure: str, place: int, atomic: Atomic, value: Any) -> None:
    if atomic.holds is not object and value.__class__ is not atomic.holds:
        refuse(procedure, place, atomic.expected, value)


@TABLE.procedure("make-atomic")
def make_atomic(value: Any) -> Atomic:
    """Return an atomic object."""
    return Atomic(value)


@TABLE.procedure("make-atomic-fixnum")
def make_atomic_fixnum(value: Int) -> Atomic:
    """Return an atomic exact integer."""
    return AtomicFixnum(value)


@TABLE.procedure("make-atomic-pair")
def make_atomic_pair(head: Any, tail: Any) -> Atomic:
    """Return an atomic pair."""
    return AtomicPair(Pair(head, tail))


@TABLE.procedure("make-atomic-flag")
def make_atomic_flag() -> Atomic:
    """Return an atomic flag that is clear."""
    return AtomicFlag(False)


@TABLE.procedure("atomic-load")
def atomic_load(atomic: _Atomic, order: Any = None) -> Any:
    """Return the value."""
    _check("atomic-load", 2, order)
    return atomic.value


@TABLE.procedure("atomic-store!")
def atomic_store(atomic: _Atomic, value: Any, order: Any = None) -> None:
    """Replace the value."""
    _check_value("atomic-store!", 2, atomic, value)
    _check("atomic-store!", 3, order)
    atomic.change(lambda before: value)


@TABLE.procedure("atomic-exchange!")
def atomic_exchange(atomic: _Atomic, value: Any, order: Any = None) -> Any:
    """Replace the value; return the one before."""
    _check_value("atomic-exchange!", 2, atomic, value)
    _check("atomic-exchange!", 3, order)
    return atomic.change(lambda before: value)


@TABLE.procedure("atomic-fixnum-load")
def atomic_fixnum_load(atomic: _Fixnum, order: Any = None) -> int:
    """Return the value."""
    _check("atomic-fixnum-load", 2, order)
    value: int = atomic.value
    return value


@TABLE.procedure("atomic-fixnum-store!")
def atomic_fixnum_store(atomic: _Fixnum, value: Int, order: Any = None) -> None:
    """Replace the value."""
    _check("atomic-fixnum-store!", 3, order)
    atomic.change(lambda before: value)


def _declare_change(name: str, make: Callable[[int, int], int]) -> None:
    @TABLE.procedure(f"atomic-fixnum-{name}!")
    def change(atomic: _Fixnum, value: Int, order: Any = None) -> Any:
        """Change the value by another; return the one before."""
        _check(f"atomic-fixnum-{name}!", 3, order)
        return atomic.change(lambda before: make(before, value))


for _name, _make in {
    "add": int.__add__,
    "sub": int.__sub__,
    "ior": int.__or__,
    "xor": int.__xor__,
    "and": int.__and__,
    "exchange": lambda before, value: value,
}.items():
    _declare_change(_name, _make)


@TABLE.procedure("atomic-fixnum-inc!")
def atomic_fixnum_inc(atomic: _Fixnum, order: Any = None) -> Any:
    """Add 1 to the value; return the one before."""
    _check("atomic-fixnum-inc!", 2, order)
    return atomic.change(lambda before: before + 1)


@TABLE.procedure("atomic-fixnum-dec!")
def atomic_fixnum_dec(atomic: _Fixnum, order: Any = None) -> Any:
    """Take 1 from the value; return the one before."""
    _check("atomic-fixnum-dec!", 2, order)
    return atomic.change(lambda before: before - 1)


def _swap(atomic: Atomic, expected: Any, value: Any) -> tuple[bool, Any]:
    """Replace the value where it is the expected one; return whether, and the one before."""
    with atomic.lock:
        before = atomic.value
        swaps = atomic.is_value(expected)
        if swaps:
            atomic.value = value
    return swaps, before


@TABLE.procedure("atomic-compare-and-swap!")
def compare_and_swap(atomic: _Atomic, expected: Any, value: Any, order: Any = None) -> bool:
    """Replace the value where it is the expected one; return whether it was."""
    _check_value("atomic-compare-and-swap!", 3, atomic, value)
    _check("atomic-compare-and-swap!", 4, order)
    return _swap(atomic, expected, value)[0]


@TABLE.procedure("atomic-fetch-compare-and-swap!")
def fetch_compare_and_swap(atomic: _Atomic, expected: Any, value: Any, order: Any = None) -> Any:
    """Replace the value where it is the expected one; return the one before."""
    _check_value("atomic-fetch-compare-and-swap!", 3, atomic, value)
    _check("atomic-fetch-compare-and-swap!", 4, order)
    return _swap(atomic, expected, value)[1]


@TABLE.procedure("atomic-flag-test-and-set!")
def flag_test_and_set(flag: _Flag, order: Any = None) -> Any:
    """Set a flag; return whether it was set."""
    _check("atomic-flag-test-and-set!", 2, order)
    return flag.change(lambda before: True)


@TABLE.procedure("atomic-flag-clear!")
def flag_clear(flag: _Flag, order: Any = None) -> None:
    """Clear a flag."""
    _check("atomic-flag-clear!", 2, order)
    flag.change(lambda before: False)


@TABLE.procedure("atomic-thread-fence")
def thread_fence(order: Any) -> None:
    """Order what threads see, which is in order already."""
    _check("atomic-thread-fence", 1, order)
