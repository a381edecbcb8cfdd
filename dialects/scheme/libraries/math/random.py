"""(math random): generators of random numbers over Python's (Sagittarius manual, same section).

A pseudo-random generator gives the same numbers whenever it is made with the same type and seed,
and others than the real system's. A secure one has the system's randomness, whatever its type.

Not here: generators that a program defines, and their classes.
"""

from __future__ import annotations

import random
import secrets
from typing import Annotated, Any, Final, TypeAlias, final

from ...conditions import error
from ...declaration import Table, refuse
from ...kinds import Bytes, Index, Int, of_class
from ...printer import PRINTERS
from ..keyword_arguments import keyword_arguments
from ..strings import span

__all__ = ["TABLE", "Generator"]

TABLE: Final = Table()


@final
class Type:
    """A type of generators."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


@final
class Generator:
    """A generator of random numbers.

    Attributes:
        source: of Python, where the numbers come from.
        secure: whether they are the system's.
    """

    __slots__ = ("secure", "source")

    def __init__(self, source: random.Random, secure: bool) -> None:
        self.source = source
        self.secure = secure


PRINTERS[Type] = lambda value, readable, profile: f"#<prng-descriptor {value.name}>"
PRINTERS[Generator] = lambda value, readable, profile: (
    f"#<builtin-{'secure-' if value.secure else ''}random-generator>"
)
for _name in ("Yarrow", "Fortuna", "RC4", "SOBER-128", "System", "ChaCha20"):
    TABLE.value(_name, Type(_name))

_Type: TypeAlias = Annotated[Type, of_class("a type of random generators", Type)]
_Generator: TypeAlias = Annotated[Generator, of_class("a random generator", Generator)]

_SECURE: Final = random.SystemRandom()


def _seed(procedure: str, place: int, seed: Any) -> bytes:
    if seed.__class__ is int:
        return str(seed).encode()
    if seed.__class__ is not bytearray:
        refuse(procedure, place, "an integer or a bytevector", seed)
    return bytes(seed)


@TABLE.procedure("pseudo-random")
def pseudo_random(kind: _Type, *options: Any) -> Generator:
    """Return a generator, begun with its `:seed`. Random number operations."""
    (seed,) = keyword_arguments(options, {"seed": False}, lenient=True)
    if kind.name == "System":
        return Generator(random.SystemRandom(), False)
    begun = b"" if seed is False else _seed("pseudo-random", 2, seed)
    return Generator(random.Random(kind.name.encode() + begun), False)


@TABLE.procedure("secure-random")
def secure_random(kind: _Type, *options: Any) -> Generator:
    """Return a generator of the system's randomness. Random number operations."""
    (bits,) = keyword_arguments(options, {"bits": 128}, lenient=True)
    if bits.__class__ is not int or bits < 8:
        raise error(":bits is an integer from 8 on:", bits, procedure="secure-random")
    return Generator(random.SystemRandom(), True)


@TABLE.procedure("prng?", "pseudo-random?")
def is_prng(value: Any) -> bool:
    """Return whether a value is a generator. Random number operations."""
    return isinstance(value, Generator)


@TABLE.procedure("secure-random?")
def is_secure_random(value: Any) -> bool:
    """Return whether a value is a secure generator. Random number operations."""
    return isinstance(value, Generator) and value.secure


@TABLE.procedure("prng-state")
def prng_state(generator: _Generator) -> bool:
    """Return #f: the generators that there are do not tell. Random number operations."""
    return False


@TABLE.procedure("random-seed-set!")
def random_seed_set(generator: _Generator, seed: Any) -> None:
    """Add to what a generator has begun with. Random number operations."""
    added = _seed("random-seed-set!", 2, seed)
    generator.source.seed(generator.source.randbytes(32) + added)


@TABLE.procedure("random")
def random_(generator: _Generator, size: Int, *options: Any) -> int:
    """Return a random integer from 0 on, below `size`. Random number operations."""
    keyword_arguments(options, {"read-size": False})
    if size < 1:
        refuse("random", 2, "a positive integer", size)
    return generator.source.randrange(size)


@TABLE.procedure("read-random-bytes")
def read_random_bytes(generator: _Generator, size: Index) -> bytearray:
    """Return random bytes. Random number operations."""
    return bytearray(generator.source.randbytes(size))


@TABLE.procedure("read-random-bytes!")
def read_random_bytes_into(generator: _Generator, bytevector: Bytes, size: Index) -> bytearray:
    """Put random bytes at the beginning of a bytevector; return it. Random number operations."""
    if size > len(bytevector):
        raise error("the bytevector is too short:", bytevector, procedure="read-random-bytes!")
    bytevector[:size] = generator.source.randbytes(size)
    return bytevector


@TABLE.procedure("read-sys-random")
def read_sys_random(bits: Index) -> bytearray:
    """Return as many random bytes of the system as bits take. Random number operations."""
    return bytearray(secrets.token_bytes((bits + 7) // 8))


@TABLE.procedure("read-sys-random!")
def read_sys_random_into(bytevector: Bytes, start: Any = None, length: Any = None) -> bytearray:
    """Put random bytes of the system into a bytevector; return it. Random number operations."""
    first, last = span("read-sys-random!", len(bytevector), start, None, 2)
    if length is not None:
        first, last = span("read-sys-random!", last, first, first + _length(length), 2)
    bytevector[first:last] = secrets.token_bytes(last - first)
    return bytevector


def _length(value: Any) -> int:
    if value.__class__ is not int or value < 0:
        refuse("read-sys-random!", 3, "an index", value)
    return int(value)


def secure_source() -> random.Random:
    """Return the source of whoever names none."""
    return _SECURE
