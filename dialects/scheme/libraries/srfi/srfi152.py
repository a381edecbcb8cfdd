"""SRFI 152: strings. What R7RS or SRFI 13 has of it in the same form is declared there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from ...calls import call, values
from ...data import String, Symbol
from ...declaration import Table, refuse
from ...kinds import Index, Items, Proc, Sym, Text
from ..strings import span

__all__ = ["TABLE"]

TABLE: Final = Table()


def _part(procedure: str, string: str, start: Any, end: Any, place: int = 3) -> str:
    first, last = span(procedure, len(string), start, end, place)
    return string[first:last]


def _holds(predicate: Any) -> Callable[..., bool]:
    return lambda *characters: call(predicate, *characters) is not False


# Predicates


def _rows(procedure: str, string: str, others: tuple[Any, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the characters at each place that all strings have."""
    for place, each in enumerate(others, 3):
        if each.__class__ is not String:
            refuse(procedure, place, "a string", each)
    return zip(string, *(each.text for each in others), strict=False)


@TABLE.procedure("string-any")
def string_any(predicate: Proc, string: Text, *others: Any) -> Any:
    """Return the first true value of a predicate for characters, or #f. SRFI 152, Predicates."""
    for row in _rows("string-any", string, others):
        found = call(predicate, *row)
        if found is not False:
            return found
    return False


@TABLE.procedure("string-every")
def string_every(predicate: Proc, string: Text, *others: Any) -> Any:
    """Return the last value of a predicate for characters, #f if one is #f. SRFI 152."""
    found: Any = True
    for row in _rows("string-every", string, others):
        found = call(predicate, *row)
        if found is False:
            return False
    return found


# Searching


@TABLE.procedure("string-contains-right")
def string_contains_right(
    string: Text,
    pattern: Text,
    start: Any = None,
    end: Any = None,
    pattern_start: Any = None,
    pattern_end: Any = None,
) -> int | bool:
    """Return the last place where a string is in another, or #f. SRFI 152, Searching."""
    first, last = span("string-contains-right", len(string), start, end, 3)
    wanted = _part("string-contains-right", pattern, pattern_start, pattern_end, 5)
    found = string.rfind(wanted, first, last)
    return False if found < 0 else found


def _length(text: str, holds: Callable[[str], bool]) -> int:
    """Return how many characters a predicate holds for, from the first on."""
    for place, each in enumerate(text):
        if not holds(each):
            return place
    return len(text)


def _length_right(text: str, holds: Callable[[str], bool]) -> int:
    """Return where the characters begin that a predicate holds for, up to the last."""
    return len(text) - _length(text[::-1], holds)


def _declare_searches() -> None:
    """Declare the procedures that cut a string where a predicate begins or ends to hold."""
    cuts: dict[str, Callable[[str, Callable[[str], bool]], Any]] = {
        "string-take-while": lambda text, holds: text[: _length(text, holds)],
        "string-drop-while": lambda text, holds: text[_length(text, holds) :],
        "string-take-while-right": lambda text, holds: text[_length_right(text, holds) :],
        "string-drop-while-right": lambda text, holds: text[: _length_right(text, holds)],
    }
    words = {
        "take-while": "Return the first characters that a predicate holds for",
        "drop-while": "Return a string without those",
        "take-while-right": "Return the last characters that a predicate holds for",
        "drop-while-right": "Return a string without those",
    }
    for name, cut in cuts.items():
        TABLE.procedure(name)(_cut(name, cut, words[name.removeprefix("string-")]))
    for name, place, wanted in (
        ("string-span", _length, True),
        ("string-break", _length, False),
        ("string-span-right", _length_right, True),
        ("string-break-right", _length_right, False),
    ):
        TABLE.procedure(name)(_halves(name, place, wanted))


def _cut(name: str, cut: Callable[[str, Callable[[str], bool]], str], words: str) -> Any:
    def part(string: Text, predicate: Proc, start: Any = None, end: Any = None) -> Text:
        return cut(_part(name, string, start, end), _holds(predicate))

    part.__doc__ = f"{words}. SRFI 152, Searching."
    return part


def _halves(name: str, place: Callable[[str, Callable[[str], bool]], int], wanted: bool) -> Any:
    def halves(string: Text, predicate: Proc, start: Any = None, end: Any = None) -> Any:
        text = _part(name, string, start, end)
        holds = _holds(predicate)
        at = place(text, lambda char: holds(char) is wanted)
        return values(String(text[:at]), String(text[at:]))

    halves.__doc__ = "Return the two parts of a string where a predicate changes. SRFI 152."
    return halves


_declare_searches()


# Splitting


@TABLE.procedure("string-segment")
def string_segment(string: Text, length: Index) -> Items:
    """Return a list of the parts of a string, each so long but the last. SRFI 152."""
    if not length:
        refuse("string-segment", 2, "a positive length", length, False)
    return [String(string[at : at + length]) for at in range(0, len(string), length)]


@TABLE.procedure("string-split")
def string_split(
    string: Text,
    delimiter: Text,
    grammar: Sym | None = None,
    limit: Any = False,
    start: Any = None,
    end: Any = None,
) -> Items:
    """Return a list of what is between delimiters, at most `limit` of which count. SRFI 152.

    The grammar is infix, strict-infix, prefix or suffix: whether a delimiter may stand first or
    last.
    """
    text = _part("string-split", string, start, end, 5)
    kind = "infix" if grammar is None else grammar.name
    if kind not in ("infix", "strict-infix", "prefix", "suffix"):
        refuse("string-split", 3, "infix, strict-infix, prefix or suffix", Symbol(kind), False)
    if limit is not False and (limit.__class__ is not int or limit < 0):
        refuse("string-split", 4, "an exact non-negative integer or #f", limit)
    if not text:
        if kind == "strict-infix":
            refuse("string-split", 1, "a string that is not empty", String(text), False)
        return []
    count = -1 if limit is False else limit
    if not delimiter:
        parts = list(text) if count < 0 else [*text[:count], *filter(None, [text[count:]])]
    else:
        parts = text.split(delimiter, count)
    if kind == "prefix" and not parts[0]:
        del parts[0]
    if kind == "suffix" and not parts[-1]:
        parts.pop()
    return [String(part) for part in parts]
