"""Random numbers: CHICKEN's (chicken random)."""

from __future__ import annotations

import random
import secrets
from typing import Any, Final

from ...data import String
from ...declaration import Table, refuse
from ...dynamics import held
from ...kinds import Index

__all__ = ["TABLE"]

TABLE: Final = Table()


def _generator() -> random.Random:
    """Return the program's generator of pseudo-random numbers."""
    found: random.Random = held().setdefault("pseudo-random numbers", random.Random())
    return found


@TABLE.procedure("pseudo-random-integer")
def pseudo_random_integer(limit: Index) -> int:
    """Return an integer from 0 on, below a limit. CHICKEN manual, Module (chicken random)."""
    return _generator().randrange(limit) if limit else 0


@TABLE.procedure("pseudo-random-real")
def pseudo_random_real() -> float:
    """Return a number between 0 and 1. CHICKEN manual, Module (chicken random)."""
    return _generator().random()


@TABLE.procedure("set-pseudo-random-seed!")
def set_pseudo_random_seed(seed: Any, size: Index | None = None) -> None:
    """Set where the pseudo-random numbers begin. CHICKEN manual, Module (chicken random)."""
    data = _bytes("set-pseudo-random-seed!", seed)
    _generator().seed(bytes(data if size is None else data[:size]))


def _bytes(procedure: str, value: Any) -> bytes:
    if value.__class__ is bytearray:
        return bytes(value)
    if value.__class__ is not String:
        refuse(procedure, 1, "a blob or a string", value)
    return str(value.text).encode("latin-1", "replace")


@TABLE.procedure("random-bytes")
def random_bytes(buffer: Any = None, size: Index | None = None) -> Any:
    """Return a blob of random bytes, or fill one, or a string.

    CHICKEN manual, Module (chicken random).
    """
    if buffer is None or buffer is False:
        return bytearray(secrets.token_bytes(128 if size is None else size))
    count = len(_bytes("random-bytes", buffer)) if size is None else size
    made = secrets.token_bytes(count)
    if buffer.__class__ is bytearray:
        buffer[:count] = made
    else:
        buffer.text = made.decode("latin-1") + buffer.text[count:]
    return buffer
