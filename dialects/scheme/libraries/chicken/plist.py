"""Properties of symbols: CHICKEN's (chicken plist)."""

from __future__ import annotations

from typing import Any, Final

from ...data import Pair, Symbol, Values, from_list, to_list
from ...declaration import Table, refuse
from ...dynamics import held
from ...kinds import Items, Sym

__all__ = ["TABLE"]

TABLE: Final = Table()


def _plists() -> dict[Symbol, dict[Any, Any]]:
    """Return the properties of the program's symbols."""
    found: dict[Symbol, dict[Any, Any]] = held().setdefault("properties of symbols", {})
    return found


@TABLE.procedure("get")
def get(symbol: Sym, name: Any, default: Any = False) -> Any:
    """Return a property of a symbol. CHICKEN manual, Module (chicken plist)."""
    return _plists().get(symbol, {}).get(name, default)


@TABLE.procedure("put!")
def put_property(symbol: Sym, name: Any, value: Any) -> Any:
    """Set a property of a symbol; return the value. CHICKEN manual, Module (chicken plist)."""
    own = _plists().get(symbol, {})
    _plists()[symbol] = own | {name: value} if name in own else {name: value} | own
    return value


TABLE["get"].value.scheme_setter = put_property


@TABLE.procedure("remprop!")
def remove_property(symbol: Sym, name: Any) -> None:
    """Remove a property of a symbol. CHICKEN manual, Module (chicken plist)."""
    _plists().get(symbol, {}).pop(name, None)


def _plist(symbol: Sym) -> Items:
    """Return a list of a symbol's properties, each behind its name.

    CHICKEN manual, Module (chicken plist).
    """
    return [part for pair in _plists().get(symbol, {}).items() for part in pair]


def _set_plist(symbol: Sym, plist: Any) -> None:
    parts = from_list(plist)
    if len(parts) % 2:
        refuse("symbol-plist", 2, "a list of names and values", plist)
    _plists()[symbol] = dict(zip(parts[::2], parts[1::2], strict=True))


TABLE.procedure("symbol-plist")(_plist)
TABLE["symbol-plist"].value.scheme_setter = _set_plist


@TABLE.procedure("get-properties")
def get_properties(symbol: Sym, names: Any) -> Any:
    """Return the first property whose name is in a list: name, value, and the plist behind it.

    CHICKEN manual, Module (chicken plist).
    """
    wanted = from_list(names) if names.__class__ is Pair else [names]
    parts = list(_plists().get(symbol, {}).items())
    for place, (name, value) in enumerate(parts):
        if name in wanted:
            rest = [part for pair in parts[place + 1 :] for part in pair]
            return Values((name, value, to_list(rest)))
    return Values((False, False, False))
