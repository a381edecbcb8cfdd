"""SRFI 27: sources of random bits. A source is a generator of Python's module `random`."""

from __future__ import annotations

import random
from typing import Annotated, Any, Final, TypeAlias

from ... import numbers
from ...declaration import Table, refuse
from ...kinds import Int, Real, of_class
from ...printer import PRINTERS

__all__ = ["TABLE", "default_source"]

TABLE: Final = Table()


class Source(random.Random):
    """A source of random numbers."""


class State:
    """What a source's state is to a program: something to keep and to give back."""

    __slots__ = ("state",)

    def __init__(self, state: Any) -> None:
        self.state = state


PRINTERS[Source] = lambda source, readable, profile: "#<random-source>"
PRINTERS[State] = lambda state, readable, profile: "#<random-state>"

TABLE.own_value("default-random-source", lambda: Source(0))


def default_source() -> Source:
    """Return the source of `random-integer` and `random-real`.

    It is the same at every start, as SRFI 27 has it.
    """
    found: Source = TABLE["default-random-source"].value
    return found


_Source: TypeAlias = Annotated[Source, of_class("a random source", Source)]
_State: TypeAlias = Annotated[State, of_class("a random source's state", State)]


def _integer(procedure: str, source: Source, bound: int) -> int:
    if bound < 1:
        refuse(procedure, 1, "a positive integer", bound, False)
    return source.randrange(bound)


def _real(source: Source) -> float:
    """Return a number between 0 and 1, neither included."""
    while True:
        found = source.random()
        if found:
            return found


@TABLE.procedure("random-integer")
def random_integer(bound: Int) -> int:
    """Return a random integer from 0 on, below `bound`. SRFI 27."""
    return _integer("random-integer", default_source(), bound)


@TABLE.procedure("random-real")
def random_real() -> float:
    """Return a random number between 0 and 1, neither included. SRFI 27."""
    return _real(default_source())


@TABLE.procedure("make-random-source")
def make_random_source() -> Source:
    """Return a source, the same as every new one. SRFI 27."""
    return Source(0)


@TABLE.procedure("random-source?")
def is_random_source(value: Any) -> bool:
    """Return whether a value is a random source. SRFI 27."""
    return value.__class__ is Source


@TABLE.procedure("random-source-state-ref")
def random_source_state_ref(source: _Source) -> State:
    """Return the state of a source. SRFI 27."""
    return State(source.getstate())


@TABLE.procedure("random-source-state-set!")
def random_source_state_set(source: _Source, state: _State) -> None:
    """Set the state of a source to one that `random-source-state-ref` returned. SRFI 27."""
    source.setstate(state.state)


@TABLE.procedure("random-source-randomize!")
def random_source_randomize(source: _Source) -> None:
    """Make the state of a source a truly random one. SRFI 27."""
    source.seed()


@TABLE.procedure("random-source-pseudo-randomize!")
def random_source_pseudo_randomize(source: _Source, first: Int, second: Int) -> None:
    """Make the state of a source the one that two integers stand for. SRFI 27."""
    for place, value in ((2, first), (3, second)):
        if value < 0:
            refuse("random-source-pseudo-randomize!", place, "a number from 0 on", value, False)
    source.seed(f"{first} {second}")


@TABLE.procedure("random-source-make-integers")
def random_source_make_integers(source: _Source) -> Any:
    """Return a procedure as `random-integer` is, of this source. SRFI 27."""

    def integers(bound: Int) -> int:
        if bound.__class__ is not int:
            refuse("random-source-make-integers", 1, "an exact integer", bound)
        return _integer("random-source-make-integers", source, bound)

    return integers


@TABLE.procedure("random-source-make-reals")
def random_source_make_reals(source: _Source, unit: Real | None = None) -> Any:
    """Return a procedure as `random-real` is, of this source.

    The numbers are multiples of `unit`, which is between 0 and 1; they are exact if it is.
    SRFI 27.
    """
    if unit is None:
        return lambda: _real(source)
    if not 0 < unit < 1:
        refuse("random-source-make-reals", 2, "a number between 0 and 1", unit, False)
    steps = int(numbers.divide(1, unit))
    return lambda: numbers.multiply(source.randrange(1, max(steps, 2)), unit)
