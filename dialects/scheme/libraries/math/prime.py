"""(math prime) and (math helper): prime numbers, and sizes (Sagittarius manual, Mathematics)."""

from __future__ import annotations

import math
import random
from typing import Annotated, Any, Final, TypeAlias

from ...conditions import error
from ...declaration import Table
from ...kinds import Index, Int, of_class
from ..keyword_arguments import keyword_arguments
from .random import Generator, secure_source

__all__ = ["TABLE"]

TABLE: Final = Table()

_Generator: TypeAlias = Annotated[Generator, of_class("a random generator", Generator)]

_SMALL: Final = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)


def _may_be_prime(number: int, rounds: int, source: random.Random) -> bool:
    """Ask Miller and Rabin's test, with random bases."""
    number = abs(number)
    if number < 2:
        return False
    for small in _SMALL:
        if number % small == 0:
            return number == small
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(rounds):
        power = pow(source.randrange(2, number - 1), odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = pow(power, 2, number)
            if power == number - 1:
                break
        else:
            return False
    return True


@TABLE.procedure("miller-rabin?")
def is_miller_rabin(number: Int, rounds: Index, generator: _Generator) -> bool:
    """Return whether a number passes Miller and Rabin's test. Prime number operations."""
    return _may_be_prime(number, rounds, generator.source)


@TABLE.procedure("lucas-lehmer?")
def is_lucas_lehmer(number: Int) -> bool:
    """Return whether an odd number passes Lucas's test. Prime number operations."""
    if number < 3 or number % 2 == 0:
        raise error("a positive odd number is wanted:", number, procedure="lucas-lehmer?")
    if math.isqrt(number) ** 2 == number:
        raise error("the number is a square:", number, procedure="lucas-lehmer?")
    parameter = 5
    while _jacobi(parameter, number) != -1:
        if _jacobi(parameter, number) == 0 and abs(parameter) != number:
            return False
        parameter = -(parameter + 2) if parameter > 0 else 2 - parameter
    u, v = 1, 1
    for bit in bin(number + 1)[3:]:
        u, v = u * v % number, _half(v * v + parameter * u * u, number)
        if bit == "1":
            u, v = _half(u + v, number), _half(v + parameter * u, number)
    return u % number == 0


def _half(number: int, modulus: int) -> int:
    number %= modulus
    return (number + modulus if number % 2 else number) // 2


def _jacobi(top: int, bottom: int) -> int:
    top %= bottom
    sign = 1
    while top:
        while top % 2 == 0:
            top //= 2
            if bottom % 8 in (3, 5):
                sign = -sign
        top, bottom = bottom, top
        if top % 4 == 3 and bottom % 4 == 3:
            sign = -sign
        top %= bottom
    return sign if bottom == 1 else 0


@TABLE.procedure("probable-prime?", "prime?", "is-prime?")
def is_probable_prime(number: Int, rounds: Index = 50, generator: Any = None) -> bool:
    """Return whether a number, or its negative, is very likely prime. Prime number operations."""
    return _may_be_prime(number, rounds, _source("probable-prime?", generator))


def _source(procedure: str, generator: Any) -> random.Random:
    if generator is None:
        return secure_source()
    if not isinstance(generator, Generator):
        raise error("a random generator is wanted:", generator, procedure=procedure)
    return generator.source


def _prime(procedure: str, size: int, generator: Any) -> int:
    if size < 1:
        raise error("a positive number of bytes is wanted:", size, procedure=procedure)
    source = _source(procedure, generator)
    highest = 0xC0 << 8 * (size - 1)  # the two highest bits
    while True:
        found = source.getrandbits(8 * size) | highest | 1
        if _may_be_prime(found, 50, source):
            return found


@TABLE.procedure("generate-random-prime")
def generate_random_prime(size: Index, generator: Any = None) -> int:
    """Return a random prime of so many bytes. Prime number operations."""
    return _prime("generate-random-prime", size, generator)


@TABLE.procedure("random-prime")
def random_prime(size: Index, *options: Any) -> int:
    """Return a random prime of so many bytes; `:prng` is a generator. Prime number operations."""
    (generator,) = keyword_arguments(options, {"prng": None})
    return _prime("random-prime", size, generator)


TABLE.macros("""
(define-syntax align-size
  (syntax-rules (bit)
    ((_ (bit n)) (floor-quotient (+ n 7) 8))
    ((_ n) (floor-quotient (+ (%bits-of n) 7) 8))))
""")


@TABLE.procedure("%bits-of")
def bits_of(number: Int) -> int:
    """Return how many bits an integer takes."""
    return (number if number >= 0 else ~number).bit_length()
