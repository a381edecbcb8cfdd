"""(math hash) and (rfc hmac): digests over Python's hashlib (Sagittarius manual, same sections).

Not here: digests that hashlib lacks, and algorithms that a program defines.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated, Any, Final, TypeAlias, final

from ...conditions import error
from ...data import String
from ...declaration import Table, refuse
from ...kinds import Bytes, of_class
from ...printer import PRINTERS
from ..keyword_arguments import keyword_arguments
from ..strings import span

__all__ = ["TABLE", "Algorithm"]

TABLE: Final = Table()

_OID: Final = "2.16.840.1.101.3.4.2."
_ALGORITHMS: Final[dict[str, tuple[str, int, Any]]] = {
    "SHA-512": ("sha512", 0, _OID + "3"),
    "SHA-384": ("sha384", 0, _OID + "2"),
    "SHA-256": ("sha256", 0, _OID + "1"),
    "SHA-224": ("sha224", 0, _OID + "4"),
    "SHA-1": ("sha1", 0, "1.3.14.3.2.26"),
    "MD5": ("md5", 0, "1.2.840.113549.2.5"),
    "SHA-3-224": ("sha3_224", 0, _OID + "7"),
    "SHA-3-256": ("sha3_256", 0, _OID + "8"),
    "SHA-3-384": ("sha3_384", 0, _OID + "9"),
    "SHA-3-512": ("sha3_512", 0, _OID + "10"),
    **{f"BLAKE2s-{size}": ("blake2s", size // 8, False) for size in (128, 160, 224, 256)},
    **{f"BLAKE2b-{size}": ("blake2b", size // 8, False) for size in (160, 256, 384, 512)},
}
"""By Sagittarius's name: hashlib's, a size in bytes where it may be chosen, and the OID."""


def _new(name: str) -> Any:
    python, size, _ = _ALGORITHMS[name]
    if size:
        return getattr(hashlib, python)(digest_size=size)
    return hashlib.new(python)


@final
class Algorithm:
    """A digest on its way; with a key it is an HMAC."""

    def __init__(self, name: str, key: bytes | None = None) -> None:
        self.name = name
        self.key = key
        self.begin()

    def begin(self) -> None:
        """Begin anew."""
        if self.key is None:
            self.state = _new(self.name)
        else:
            self.state = hmac.new(self.key, None, lambda: _new(self.name))


PRINTERS[Algorithm] = lambda value, readable, profile: f"#<hash {value.name}>"
_Algorithm: TypeAlias = Annotated[Algorithm, of_class("a hash algorithm", Algorithm)]

for _name in _ALGORITHMS:
    TABLE.value(_name, String(_name, mutable=False))
TABLE.value("HMAC", String("HMAC", mutable=False))


def _algorithm(procedure: str, what: Any, options: tuple[Any, ...] = ()) -> Algorithm:
    if isinstance(what, Algorithm):
        return what
    name = what.text if what.__class__ is String else ""
    if name == "HMAC":
        return _hmac(procedure, options)
    if name not in _ALGORITHMS:
        refuse(procedure, 1, "a hash algorithm", what)
    keyword_arguments(options, {})
    return Algorithm(name)


def _hmac(procedure: str, options: tuple[Any, ...]) -> Algorithm:
    key, base = keyword_arguments(options, {"key": bytearray(), "hash": String("SHA-1")})
    if key.__class__ is not bytearray:
        refuse(procedure, 2, "a bytevector as :key", key)
    return Algorithm(_algorithm(procedure, base).name, bytes(key))


@TABLE.procedure("hash-algorithm")
def hash_algorithm(name: Any, *options: Any) -> Algorithm:
    """Return an algorithm, of HMAC with its `:key` and `:hash`."""
    made = _algorithm("hash-algorithm", name, options)
    return Algorithm(made.name, made.key)


@TABLE.procedure("hash-algorithm?")
def is_hash_algorithm(value: Any) -> bool:
    """Return whether a value is an algorithm."""
    return isinstance(value, Algorithm)


@TABLE.procedure("hash-oid")
def hash_oid(algorithm: _Algorithm) -> Any:
    """Return the OID of an algorithm, or #f."""
    oid = _ALGORITHMS[algorithm.name][2]
    return False if oid is False or algorithm.key is not None else String(oid)


@TABLE.procedure("hash")
def hash_(algorithm: Any, bytevector: Bytes, *options: Any) -> bytearray:
    """Return the digest of bytes."""
    chosen = _algorithm("hash", algorithm, options)
    chosen.begin()
    chosen.state.update(bytes(bytevector))
    return bytearray(chosen.state.digest())


@TABLE.procedure("hash-size")
def hash_size(algorithm: Any) -> int:
    """Return how many bytes a digest has."""
    return int(_algorithm("hash-size", algorithm).state.digest_size)


@TABLE.procedure("hash-block-size")
def hash_block_size(algorithm: Any) -> int:
    """Return how many bytes an algorithm takes at a time."""
    return int(_algorithm("hash-block-size", algorithm).state.block_size)


@TABLE.procedure("hash-init!")
def hash_init(algorithm: _Algorithm) -> None:
    """Begin a digest."""
    algorithm.begin()


@TABLE.procedure("hash-process!")
def hash_process(
    algorithm: _Algorithm, bytevector: Bytes, start: Any = None, end: Any = None
) -> None:
    """Add bytes to a digest."""
    first, last = span("hash-process!", len(bytevector), start, end, 3)
    algorithm.state.update(bytes(bytevector[first:last]))


@TABLE.procedure("hash-done!")
def hash_done(algorithm: _Algorithm, out: Bytes, start: Any = None, end: Any = None) -> bytearray:
    """Put a digest into a bytevector, and return that."""
    first, last = span("hash-done!", len(out), start, end, 3)
    digest = algorithm.state.digest()
    if last - first < len(digest):
        raise error("hash-done!: the bytevector is too short:", out)
    out[first : first + len(digest)] = digest
    return out


@TABLE.procedure("verify-mac")
def verify_mac(mac: _Algorithm, bytevector: Bytes, expected: Bytes) -> bool:
    """Return true if an HMAC of bytes is what is expected; an error where it is not."""
    if not hmac.compare_digest(hash_(mac, bytevector), bytes(expected)):
        raise error("verify-mac: the MAC is another")
    return True
