"""What requests and responses have in common: their headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...arguments import UNSET
from ...data import NIL, Pair, RecordType, Symbol, from_list, iterate, to_list
from ...declaration import Table, refuse
from ..guile.throw import throw
from .http import is_valid
from .values import is_count

__all__ = ["check_headers", "check_version", "declare_headers", "extended", "given_or", "header"]


def given_or(given: tuple[Any, ...], defaults: tuple[Any, ...]) -> list[Any]:
    """Return keyword arguments, the defaults for those that are left out."""
    pairs = zip(given, defaults, strict=True)
    return [default if value is UNSET else value for value, default in pairs]


def check_version(key: str, version: Any) -> None:
    """Throw a key for what is no version."""
    well = version.__class__ is Pair and is_count(version.car) and is_count(version.cdr)
    if not well:
        throw(key, "Bad version: ~a", version)


def check_headers(key: str, headers: Any) -> None:
    """Throw a key for what is no alist of headers with values of theirs."""
    rest = headers
    while rest.__class__ is Pair:
        each = rest.car
        if each.__class__ is not Pair:
            throw(key, "Header not a pair: ~a", each)
        if not isinstance(each.car, Symbol) or not is_valid(each.car, each.cdr):
            throw(key, "Bad value for header ~a: ~s", each.car, each.cdr)
        rest = rest.cdr
    if rest is not NIL:
        throw(key, "Headers not a list: ~a", headers)


def header(headers: Any, name: str, default: Any = False) -> Any:
    """Return the value of the first header of a name."""
    symbol = Symbol(name)
    for each in iterate(headers):
        if each.car is symbol:
            return each.cdr
    return default


def extended(headers: Any, name: str, value: Any) -> Any:
    """Return headers with one more, in the place of another of its name."""
    symbol = Symbol(name)
    kept = [each for each in from_list(headers) if each.car is not symbol]
    return to_list([Pair(symbol, value), *kept])


def declare_headers(table: Table, kind: RecordType, slot: str, prefix: str, names: str) -> None:
    """Declare the procedures that return headers; one whose name ends with `*` is a list."""
    for each in names.split():
        name = each.removesuffix("*")
        default = NIL if each.endswith("*") else False
        table.procedures(**{f"{prefix}-{name}": _reader(kind, slot, prefix, name, default)})


def _reader(
    kind: RecordType, slot: str, prefix: str, name: str, default: Any
) -> Callable[..., Any]:
    def read(message: Any, otherwise: Any = default) -> Any:
        if message.__class__ is not kind.cls:
            refuse(f"{prefix}-{name}", 1, f"a {prefix}", message)
        return header(getattr(message, slot), name, otherwise)

    read.__name__ = read.__qualname__ = f"{prefix}-{name}"
    return read
