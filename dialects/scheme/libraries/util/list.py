"""(util list): more procedures of lists (Sagittarius manual, same section)."""

from __future__ import annotations

import itertools
from typing import Any, Final

from ...arguments import unpack
from ...calls import call, values
from ...data import NIL, Pair, from_list, to_list
from ...declaration import Table, refuse
from ...kinds import Cond, Index, Items, Proc

__all__ = ["TABLE"]

TABLE: Final = Table()


def _rows(lists: tuple[Any, ...]) -> Any:
    return zip(*map(from_list, lists), strict=False)


@TABLE.procedure("for-each-with-index")
def for_each_with_index(procedure: Proc, *lists: Any) -> None:
    """Call a procedure with the place and the items at it."""
    for place, items in enumerate(_rows(lists)):
        call(procedure, place, *items)


@TABLE.procedure("map-with-index")
def map_with_index(procedure: Proc, *lists: Any) -> Items:
    """Return what a procedure returns for each place and the items at it."""
    return [call(procedure, place, *items) for place, items in enumerate(_rows(lists))]


@TABLE.procedure("intersperse")
def intersperse(item: Any, items: Items) -> Items:
    """Return a list with an item between its own."""
    return [each for pair in zip(itertools.repeat(item), items, strict=False) for each in pair][1:]


def _beginning(items: Any, count: int) -> tuple[list[Any], Any]:
    """Return at most so many items of a list, and what is behind them."""
    found: list[Any] = []
    while len(found) < count and items.__class__ is Pair:
        found.append(items.car)
        items = items.cdr
    return found, items if items.__class__ is Pair else NIL


def _filled(found: list[Any], count: int, fill: bool, padding: Any) -> list[Any]:
    return found + [padding] * (count - len(found)) if fill else found


@TABLE.procedure("take*")
def take(items: Any, count: Index, fill: Cond = False, padding: Any = False) -> Items:
    """Return the first items, fewer or filled where the list is shorter."""
    return _filled(_beginning(items, count)[0], count, fill, padding)


@TABLE.procedure("drop*")
def drop(items: Any, count: Index) -> Any:
    """Return what is behind the first items."""
    return _beginning(items, count)[1]


@TABLE.procedure("split-at*")
def split_at(items: Any, count: Index, fill: Cond = False, padding: Any = False) -> Any:
    """Return what `take*` and `drop*` return."""
    found, rest = _beginning(items, count)
    return values(to_list(_filled(found, count, fill, padding)), rest)


@TABLE.procedure("slices")
def slices(items: Items, count: Index, fill: Cond = False, padding: Any = False) -> Items:
    """Return a list in slices of so many items."""
    if count == 0:
        refuse("slices", 2, "a positive integer", count, False)
    return [
        to_list(_filled(items[at : at + count], count, fill, padding))
        for at in range(0, len(items), count)
    ]


def _fold(procedure: Any, seeds: tuple[Any, ...], lists: tuple[Any, ...]) -> Any:
    for items in _rows(lists):
        seeds = unpack(call(procedure, *items, *seeds), len(seeds))
    return values(*seeds)


@TABLE.procedure("fold2")
def fold2(procedure: Proc, first: Any, second: Any, items: Any, *lists: Any) -> Any:
    """Combine items and two results."""
    return _fold(procedure, (first, second), (items, *lists))


@TABLE.procedure("fold3")
def fold3(procedure: Proc, first: Any, second: Any, third: Any, items: Any, *lists: Any) -> Any:
    """Combine items and three results."""
    return _fold(procedure, (first, second, third), (items, *lists))


@TABLE.procedure("combine")
def combine(procedure: Proc, seed: Any, items: Any, *lists: Any) -> Any:
    """Return a list of a procedure's first values, and the last of its second."""
    made = []
    for each in _rows((items, *lists)):
        result, seed = unpack(call(procedure, *each, seed), 2)
        made.append(result)
    return values(to_list(made), seed)


TABLE.macros("""
(define-syntax @ (syntax-rules ()))
(define-syntax cond-list
  (syntax-rules (=> @)
    ((_) '())
    ((_ (test) . rest)
     (let* ((held test) (others (cond-list . rest))) (if held (cons held others) others)))
    ((_ (test => @ receiver) . rest)
     (let* ((held test) (others (cond-list . rest)))
       (if held (append (receiver held) others) others)))
    ((_ (test => receiver) . rest)
     (let* ((held test) (others (cond-list . rest)))
       (if held (cons (receiver held) others) others)))
    ((_ (test @ expression ...) . rest)
     (let* ((held test) (others (cond-list . rest)))
       (if held (append (begin expression ...) others) others)))
    ((_ (test expression ...) . rest)
     (let* ((held test) (others (cond-list . rest)))
       (if held (cons (begin expression ...) others) others)))))
""")
