"""(rfc uuid): universally unique identifiers (Sagittarius manual, same section)."""

from __future__ import annotations

import itertools
import os
import random
import re
import time
import uuid
from typing import Annotated, Any, Final, TypeAlias, final

from ...calls import call
from ...data import DEFAULT, String, is_procedure
from ...declaration import Table, refuse
from ...dynamics import Parameter
from ...kinds import Bytes, Index, Text, of_class
from ...printer import PRINTERS

__all__ = ["TABLE"]

TABLE: Final = Table()


@final
class Uuid:
    """An identifier, by Python's."""

    __slots__ = ("value",)

    def __init__(self, value: uuid.UUID) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Uuid) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)

    @property
    def text(self) -> str:
        """How it is written."""
        return str(self.value).upper()


PRINTERS[Uuid] = lambda value, readable, profile: f"#<uuid {value.text}>"
_Uuid: TypeAlias = Annotated[Uuid, of_class("a UUID", Uuid)]
TABLE.value("<uuid>", Uuid)

for _name, _namespace in (
    ("dns", uuid.NAMESPACE_DNS),
    ("url", uuid.NAMESPACE_URL),
    ("oid", uuid.NAMESPACE_OID),
    ("x500", uuid.NAMESPACE_X500),
):
    TABLE.value(f"+namespace-{_name}+", Uuid(_namespace))

_RANDOM: Final = Parameter(random.SystemRandom(), settable=True)
_PER_TICK: Final = Parameter(1000, settable=True)
_NODE: Final = Parameter(bytearray(uuid.getnode().to_bytes(6, "big")), settable=True)
_SEQUENCE: Final = Parameter(int.from_bytes(os.urandom(2), "big") & 0x3FFF, settable=True)
TABLE.value("*uuid-random-state*", _RANDOM)
TABLE.value("*uuids-per-tick*", _PER_TICK)
TABLE.value("*uuid-node*", _NODE)
TABLE.value("*uuid-clock-seq*", _SEQUENCE)

_LAST: Final = [0, 0]


def _timestamp() -> int:
    """Return the time in 100 nanoseconds since 1582, no more often than a tick allows."""
    while True:
        now = time.time_ns() // 1000 * 10 + 0x01B21DD213814000
        if now != _LAST[0]:
            _LAST[:] = now, 0
            return now
        if _LAST[1] < _PER_TICK():
            _LAST[1] += 1
            return now + _LAST[1]


def _made(number: int, version: int) -> Uuid:
    return Uuid(uuid.UUID(int=number & ((1 << 128) - 1), version=version))


def _timed(parts: tuple[int, int, int], version: int) -> Uuid:
    low, middle, high = parts
    node = int.from_bytes(_NODE(), "big")
    number = low << 96 | middle << 80 | (version << 12 | high) << 64
    number |= (0x8000 | _SEQUENCE() & 0x3FFF) << 48 | node
    return Uuid(uuid.UUID(int=number))


def _bits(procedure: str, generator: Any, count: int) -> int:
    """Return random bits of a generator: Python's, or a procedure that takes a bound."""
    if isinstance(generator, random.Random):
        return generator.getrandbits(count)
    if not is_procedure(generator):
        refuse(procedure, 1, "a random generator", generator)
    result = call(generator, 1 << count)
    return int(result) & ((1 << count) - 1)


@TABLE.procedure("make-null-uuid", "make-nil-uuid")
def make_null() -> Uuid:
    """Return the identifier whose bits are all 0."""
    return Uuid(uuid.UUID(int=0))


@TABLE.procedure("make-max-uuid")
def make_max() -> Uuid:
    """Return the identifier whose bits are all 1."""
    return Uuid(uuid.UUID(int=(1 << 128) - 1))


@TABLE.procedure("make-v1-uuid")
def make_v1(timestamp: Index = -1) -> Uuid:
    """Return an identifier of the time and the machine."""
    stamp = _timestamp() if timestamp == -1 else timestamp
    return _timed((stamp & 0xFFFFFFFF, stamp >> 32 & 0xFFFF, stamp >> 48 & 0xFFF), 1)


@TABLE.procedure("make-v6-uuid")
def make_v6(timestamp: Index = -1) -> Uuid:
    """Return an identifier of the time and the machine that sorts by the time."""
    stamp = _timestamp() if timestamp == -1 else timestamp
    return _timed((stamp >> 28 & 0xFFFFFFFF, stamp >> 12 & 0xFFFF, stamp & 0xFFF), 6)


@TABLE.procedure("make-v3-uuid")
def make_v3(namespace: _Uuid, name: Text) -> Uuid:
    """Return the identifier of a name by MD5."""
    return Uuid(uuid.uuid3(namespace.value, name))


@TABLE.procedure("make-v5-uuid")
def make_v5(namespace: _Uuid, name: Text) -> Uuid:
    """Return the identifier of a name by SHA-1."""
    return Uuid(uuid.uuid5(namespace.value, name))


@TABLE.procedure("make-v4-uuid")
def make_v4(generator: Any = DEFAULT) -> Uuid:
    """Return a random identifier."""
    chosen = _RANDOM() if generator is DEFAULT else generator
    return _made(_bits("make-v4-uuid", chosen, 128), 4)


@TABLE.procedure("make-v7-uuid")
def make_v7(timestamp: Index = -1, generator: Any = DEFAULT) -> Uuid:
    """Return a random identifier that sorts by the time, in milliseconds since 1970."""
    stamp = time.time_ns() // 1_000_000 if timestamp == -1 else timestamp
    chosen = _RANDOM() if generator is DEFAULT else generator
    number = (stamp & (1 << 48) - 1) << 80 | _bits("make-v7-uuid", chosen, 74)
    number = number & ~(0xF << 76) | 7 << 76
    return Uuid(uuid.UUID(int=number & ~(3 << 62) | 2 << 62))


@TABLE.procedure("uuid?")
def is_uuid(value: Any) -> bool:
    """Return whether a value is an identifier."""
    return isinstance(value, Uuid)


@TABLE.procedure("null-uuid?", "nil-uuid?")
def is_null(value: Any) -> bool:
    """Return whether a value is the identifier whose bits are all 0."""
    return isinstance(value, Uuid) and value.value.int == 0


@TABLE.procedure("max-uuid?")
def is_max(value: Any) -> bool:
    """Return whether a value is the identifier whose bits are all 1."""
    return isinstance(value, Uuid) and value.value.int == (1 << 128) - 1


def _version(value: Uuid) -> int:
    return value.value.int >> 76 & 0xF


def _declare_version(version: int) -> None:
    @TABLE.procedure(f"v{version}-uuid?")
    def is_version(value: Any) -> bool:
        """Return whether a value is an identifier of this version."""
        return isinstance(value, Uuid) and _version(value) == version


for _number in (1, 3, 4, 5, 6, 7):
    _declare_version(_number)


@TABLE.procedure("uuid=?")
def are_equal(first: _Uuid, second: _Uuid, *others: _Uuid) -> bool:
    """Return whether identifiers are the same."""
    return all(one == other for one, other in itertools.pairwise((first, second, *others)))


@TABLE.procedure("uuid-orderable?")
def is_orderable(value: Any) -> bool:
    """Return whether a value is an identifier that sorts by the time."""
    return isinstance(value, Uuid) and _version(value) in (6, 7)


@TABLE.procedure("uuid-compare")
def compare_uuids(one: _Uuid, other: _Uuid) -> int:
    """Return -1, 0 or 1 for identifiers that are in order."""
    return (one.value.int > other.value.int) - (one.value.int < other.value.int)


def _declare_field(names: tuple[str, ...], shift: int, mask: int) -> None:
    @TABLE.procedure(*names)
    def field(value: _Uuid) -> int:
        """Return a part of an identifier."""
        return value.value.int >> shift & mask


_declare_field(("uuid-time-low",), 96, 0xFFFFFFFF)
_declare_field(("uuid-time-mid",), 80, 0xFFFF)
_declare_field(("uuid-ver", "uuid-version"), 76, 0xF)
_declare_field(("uuid-time-high",), 64, 0xFFF)
_declare_field(("uuid-var",), 62, 0x3)
_declare_field(("uuid-clock-seq-var",), 56, 0x3F)
_declare_field(("uuid-clock-seq-low",), 48, 0xFF)
_declare_field(("uuid-node",), 0, (1 << 48) - 1)
_declare_field(("v7-uuid-unix-ts-ms",), 80, (1 << 48) - 1)


@TABLE.procedure("uuid->bytevector")
def to_bytes(value: _Uuid) -> bytearray:
    """Return the 16 bytes of an identifier."""
    return bytearray(value.value.bytes)


@TABLE.procedure("bytevector->uuid")
def from_bytes(bytevector: Bytes) -> Uuid:
    """Return the identifier of the first 16 bytes."""
    if len(bytevector) < 16:
        refuse("bytevector->uuid", 1, "16 bytes", bytevector, False)
    return Uuid(uuid.UUID(bytes=bytes(bytevector[:16])))


@TABLE.procedure("uuid->string")
def to_text(value: _Uuid) -> Text:
    """Return how an identifier is written, in capitals."""
    return value.text


_FORM: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@TABLE.procedure("string->uuid")
def from_text(text: Text) -> Uuid:
    """Return the identifier that is written so."""
    if not _FORM.fullmatch(text):
        refuse("string->uuid", 1, "a UUID as text", String(text), False)
    return Uuid(uuid.UUID(text))


@TABLE.procedure("uuid->urn-format")
def to_urn(value: _Uuid) -> Text:
    """Return an identifier as a URN."""
    return f"urn:uuid:{value.text}"
