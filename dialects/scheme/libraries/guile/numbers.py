"""Numbers, and random ones, of Guile's core that other Schemes lack."""

from __future__ import annotations

import cmath
import functools
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any, Final, TypeAlias

from ... import numbers
from ...conditions import DivisionError
from ...data import String, Values
from ...declaration import Table, refuse
from ...kinds import Index, Int, Num, Real, Vec, of_class
from ...printer import PRINTERS, written

__all__ = ["TABLE"]

TABLE: Final = Table()

TABLE.value("most-positive-fixnum", 2**61 - 1)
TABLE.value("most-negative-fixnum", -(2**61))


# Division


def _rounded(name: str, choose: Callable[[Any, Any], Any], signed: bool = True) -> None:
    """Declare the division whose quotient a function of both numbers chooses.

    Args:
        name: of the division.
        choose: the function.
        signed: whether an inexact quotient 0 has a sign.
    """

    def quotient(one: Real, other: Real) -> Any:
        if other == 0:
            raise DivisionError("division by zero", (), f"{name}-quotient")
        if one.__class__ is not float and other.__class__ is not float:
            return choose(one, other)
        if not (math.isfinite(one) and math.isfinite(other)):
            return float(one) / float(other)
        chosen = choose(one, other)
        return numbers.signed_zero(one, other) if signed and not chosen else float(chosen)

    def remainder(one: Real, other: Real) -> Any:
        return numbers.subtract(one, numbers.multiply(quotient(one, other), other))

    def both(one: Real, other: Real) -> Any:
        return Values((quotient(one, other), remainder(one, other)))

    for suffix, function, text in (
        ("-quotient", quotient, "Return the quotient"),
        ("-remainder", remainder, "Return the remainder"),
        ("/", both, "Return the quotient and the remainder"),
    ):
        function.__doc__ = f"{text} of a {name} division. Guile manual, Arithmetic."
        TABLE.procedure(f"{name}{suffix}")(function)


def _exactly(one: Any, other: Any) -> Fraction:
    return Fraction(one) / Fraction(other)


_rounded("floor", lambda one, other: math.floor(_exactly(one, other)))
_rounded("truncate", lambda one, other: math.trunc(_exactly(one, other)))
_rounded("ceiling", lambda one, other: math.ceil(_exactly(one, other)))
_rounded("round", lambda one, other: round(_exactly(one, other)), signed=False)
_rounded(
    "euclidean",
    lambda one, other: (math.floor if other > 0 else math.ceil)(_exactly(one, other)),
)
_rounded(
    "centered",
    lambda one, other: (
        math.floor(_exactly(one, other) + Fraction(1, 2))
        if other > 0
        else math.ceil(_exactly(one, other) - Fraction(1, 2))
    ),
    signed=False,
)


# Functions


def _function(name: str, real: Callable[[float], float], other: Callable[..., complex]) -> None:
    def function(number: Num) -> Any:
        if number.__class__ is complex:
            return other(number)
        try:
            return real(float(number))
        except ValueError:
            return other(complex(number))
        except OverflowError:
            return math.inf if number > 0 else -math.inf

    function.__doc__ = f"Return the {name} of a number. Guile manual, Scientific."
    TABLE.procedure(name)(function)


for _name in ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh"):
    _function(_name, getattr(math, _name), getattr(cmath, _name))
_function("log10", lambda number: -math.inf if number == 0 else math.log10(number), cmath.log10)


@TABLE.procedure("inf")
def infinite() -> float:
    """Return infinity. Guile manual, Reals and Rationals."""
    return math.inf


@TABLE.procedure("nan")
def not_a_number() -> float:
    """Return what is no number. Guile manual, Reals and Rationals."""
    return math.nan


@TABLE.procedure("inf?")
def is_infinite(number: Real) -> bool:
    """Return whether a number is infinite. Guile manual, Reals and Rationals."""
    return number.__class__ is float and math.isinf(number)


@TABLE.procedure("integer-expt")
def integer_expt(base: Num, exponent: Int) -> Any:
    """Return a power. Guile manual, Integer Operations."""
    if exponent < 0:
        if base == 0:
            raise DivisionError("division by zero", (), "integer-expt")
        return numbers.divide(1, integer_expt(base, -exponent))
    return base**exponent


@TABLE.procedure("modulo-expt")
def modulo_expt(base: Int, exponent: Int, modulus: Int) -> int:
    """Return a power, modulo a number. Guile manual, Integer Operations."""
    if modulus == 0:
        raise DivisionError("division by zero", (), "modulo-expt")
    try:
        return pow(base, exponent, modulus)
    except ValueError:
        raise DivisionError("no inverse", (), "modulo-expt") from None


@TABLE.procedure("round-ash")
def round_ash(number: Int, count: Int) -> int:
    """Shift bits to the left, or to the right and round. Guile manual, Bitwise Operations."""
    return number << count if count >= 0 else round(Fraction(number, 1 << -count))


@TABLE.procedure("bit-extract")
def bit_extract(number: Int, start: Index, end: Index) -> int:
    """Return the bits from one place up to another. Guile manual, Bitwise Operations."""
    if end < start:
        refuse("bit-extract", 3, "an end behind the start", end, False)
    return number >> start & (1 << end - start) - 1


# Random numbers


class State:
    """A random state; its generator is made when it is first used."""

    def __init__(self, seed: Any = None) -> None:
        self.seed = seed

    @functools.cached_property
    def generator(self) -> Any:
        """Python's generator of random numbers."""
        import random  # which is slow to import, and seldom needed

        return random.Random(self.seed)


_STATE: Final = of_class("a random state", State)
_State: TypeAlias = Annotated[State, _STATE]

PRINTERS[State] = lambda state, readable, profile: f"#<random-state {id(state):x}>"

TABLE.own_value("*random-state*", lambda: State(0))


def _generator(state: State | None) -> Any:
    """Return a state's generator, by default that of `*random-state*`: the same at every start."""
    return (state or TABLE["*random-state*"].value).generator


@TABLE.procedure("random")
def random_number(limit: Real, state: _State | None = None) -> Any:
    """Return a number from 0 up to a limit, exact where that is. Guile manual, Random."""
    if limit.__class__ is float:
        return _generator(state).random() * limit
    if limit.__class__ is not int:
        refuse("random", 1, "an exact integer or an inexact number", limit)
    if limit <= 0:
        refuse("random", 1, "a number above 0", limit, False)
    return _generator(state).randrange(limit)


@TABLE.procedure("random:uniform")
def random_uniform(state: _State | None = None) -> float:
    """Return a number from 0 up to 1. Guile manual, Random."""
    return float(_generator(state).random())


@TABLE.procedure("random:normal")
def random_normal(state: _State | None = None) -> float:
    """Return a number of the standard normal distribution. Guile manual, Random."""
    return float(_generator(state).gauss(0, 1))


@TABLE.procedure("random:exp")
def random_exponential(state: _State | None = None) -> float:
    """Return a number of the exponential distribution with mean 1. Guile manual, Random."""
    return float(_generator(state).expovariate(1))


def _filled(vector: Vec, state: State | None) -> float:
    vector[:] = [_generator(state).gauss(0, 1) for _ in vector]
    return math.sqrt(sum(each * each for each in vector)) or 1.0


@TABLE.procedure("random:normal-vector!")
def random_normal_vector(vector: Vec, state: _State | None = None) -> None:
    """Fill a vector with numbers of the normal distribution. Guile manual, Random."""
    _filled(vector, state)


@TABLE.procedure("random:hollow-sphere!")
def random_hollow_sphere(vector: Vec, state: _State | None = None) -> None:
    """Fill a vector with a point of the unit sphere. Guile manual, Random."""
    length = _filled(vector, state)
    vector[:] = [each / length for each in vector]


@TABLE.procedure("random:solid-sphere!")
def random_solid_sphere(vector: Vec, state: _State | None = None) -> None:
    """Fill a vector with a point within the unit sphere. Guile manual, Random."""
    length = _filled(vector, state)
    radius = _generator(state).random() ** (1 / max(len(vector), 1))
    vector[:] = [each / length * radius for each in vector]


@TABLE.procedure("seed->random-state")
def seed_to_random_state(seed: Any) -> State:
    """Return a state that a seed determines, a number or a string. Guile manual, Random."""
    return State(seed.text if seed.__class__ is String else written(seed))


@TABLE.procedure("copy-random-state")
def copy_random_state(state: _State | None = None) -> State:
    """Return a state that gives what another will give. Guile manual, Random."""
    made = State()
    made.generator.setstate(_generator(state).getstate())
    return made


@TABLE.procedure("random-state-from-platform")
def random_state_from_platform() -> State:
    """Return a state that nobody can foretell. Guile manual, Random."""
    return State()


@TABLE.procedure("random-state->datum")
def random_state_to_datum(state: _State | None = None) -> Any:
    """Return a state as data that can be written. Guile manual, Random."""
    version, numbers_, last = _generator(state).getstate()
    return [version, list(numbers_), False if last is None else last]


@TABLE.procedure("datum->random-state")
def datum_to_random_state(datum: Vec) -> State:
    """Return the state of which data were made. Guile manual, Random."""
    made = State()
    try:
        version, numbers_, last = datum
        made.generator.setstate((version, tuple(numbers_), None if last is False else last))
    except (TypeError, ValueError):
        refuse("datum->random-state", 1, "what random-state->datum returned", datum)
    return made
