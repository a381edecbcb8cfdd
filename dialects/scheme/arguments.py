"""What compiled code calls to take arguments and several values apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from .conditions import ArityError, KeywordError
from .data import Keyword, Special, Values, to_list

__all__ = ["UNSET", "before_keywords", "choose_clause", "take_keywords", "unpack", "unpack_rest"]

UNSET: Final = Special("unset")
"""What stands for an argument that was left out until its default does."""


def before_keywords(optional: tuple[Any, ...], rest: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the arguments for optional parameters up to the first keyword, and then the rest."""
    for place, each in enumerate(optional):
        if isinstance(each, Keyword):
            given = [value for value in optional[place:] if value is not UNSET]
            left = (UNSET,) * (len(optional) - place)
            return (*optional[:place], *left, (*given, *rest))
    return (*optional, rest)


def take_keywords(
    rest: tuple[Any, ...], keywords: tuple[Keyword, ...], lenient: bool, pairwise: bool = False
) -> tuple[Any, ...]:
    """Return the values of keyword arguments, `UNSET` for those that are left out.

    Args:
        rest: the arguments behind those that have a place of their own.
        keywords: what may be passed.
        lenient: whether others may be, too.
        pairwise: whether the arguments are taken two by two, and nothing in them is an error.
    """
    found: dict[Keyword, Any] = {}
    if pairwise:
        given = zip(rest[::2], rest[1::2], strict=False)
        found = {key: value for key, value in given if isinstance(key, Keyword)}
        return tuple(found.get(keyword, UNSET) for keyword in keywords)
    place = 0
    while place < len(rest):
        keyword = rest[place]
        if not isinstance(keyword, Keyword):
            if not lenient:
                raise KeywordError("an argument that is no keyword:", (keyword,))
            place += 1
            continue
        if place + 1 == len(rest):
            raise KeywordError("a keyword without an argument:", (keyword,))
        if keyword in keywords:
            found[keyword] = rest[place + 1]
        elif not lenient:
            raise KeywordError("unknown keyword:", (keyword,))
        place += 2
    return tuple(found.get(keyword, UNSET) for keyword in keywords)


def choose_clause(
    name: str, clauses: tuple[tuple[int, int | None, Callable[..., Any]], ...]
) -> Callable[..., Any]:
    """Return the procedure that calls the first clause that takes so many arguments.

    Args:
        name: the procedure's, for messages.
        clauses: the least and the greatest number of arguments (None for any), and what to call.
    """

    def case_lambda(*arguments: Any) -> Any:
        count = len(arguments)
        for least, most, function in clauses:
            if count >= least and (most is None or count <= most):
                return function(*arguments)
        raise ArityError(f"{count} arguments, for which no clause is", (), name)

    case_lambda.__name__ = case_lambda.__qualname__ = name or "case-lambda"
    return case_lambda


def unpack(value: Any, count: int) -> tuple[Any, ...]:
    """Return the values that a result consists of, which must be so many."""
    values = value if value.__class__ is Values else (value,)
    if len(values) != count:
        raise ArityError(f"{count} values are expected, {len(values)} were returned")
    return values


def unpack_rest(value: Any, count: int) -> tuple[Any, ...]:
    """Return the first values of a result, and the others in a list."""
    values = value if value.__class__ is Values else (value,)
    if len(values) < count:
        raise ArityError(f"{count} values are expected at least, {len(values)} were returned")
    return (*values[:count], to_list(values[count:]))
