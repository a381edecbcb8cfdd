"""Regular expressions as Guile has them: (ice-9 regex)."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen

from ...calls import call
from ...conditions import error
from ...data import Pair, String, Symbol, is_procedure
from ...declaration import Table, refuse
from ...kinds import NAMES, Index, Int, Items, Kind, Proc, Text, of_class
from ...ports import put
from ...printer import PRINTERS
from .. import io
from ..posix_regex import translated
from ..strings import span

__all__ = ["TABLE"]

TABLE: Final = Table()

BASIC, EXTENDED, ICASE, NEWLINE, NOTBOL, NOTEOL = 0, 1, 2, 4, 1, 2

for _name, _flag in (
    ("regexp/basic", BASIC),
    ("regexp/extended", EXTENDED),
    ("regexp/icase", ICASE),
    ("regexp/newline", NEWLINE),
    ("regexp/notbol", NOTBOL),
    ("regexp/noteol", NOTEOL),
):
    TABLE.value(_name, _flag)


class Regexp:
    """A compiled regular expression, and what it was made of."""

    __slots__ = ("pattern", "source")

    def __init__(self, source: str, flags: int) -> None:
        self.source = source
        text = translated(source, not flags & EXTENDED, bool(flags & NEWLINE))
        try:
            self.pattern = re.compile(text, re.IGNORECASE if flags & ICASE else 0)
        except (re.error, OverflowError, RecursionError) as failure:
            raise error(f"{failure}:", String(source), procedure="make-regexp") from None

    def search(self, text: str, start: int, flags: int) -> Match | None:
        """Return the first match from `start` on, which is where the text begins for `^`."""
        part = text[start:]
        first = 0
        while True:
            found = self.pattern.search(part, first)
            if found is None:
                return None
            # A border that is none: look behind the one character that `^` or `$` took for it.
            if flags & NOTBOL and found.start() == 0 and self._needs(part, found, "x", ""):
                first = 1
            elif flags & NOTEOL and found.end() == len(part) and self._needs(part, found, "", "x"):
                first = found.start() + 1
            else:
                spans = (found.span(group) for group in range(found.re.groups + 1))
                bounds = [(a + start, b + start) if a >= 0 else (-1, -1) for a, b in spans]
                return Match(text, bounds)
            if first > len(part):
                return None

    def _needs(self, part: str, found: re.Match[str], before: str, after: str) -> bool:
        """Return whether a match is none where other characters surround the text."""
        place = found.start() + len(before)
        again = self.pattern.match(before + part + after, place)
        return again is None or again.end() != found.end() + len(before)


@frozen
class Match:
    """A match: the whole text, and the bounds of its parts in it, (-1, -1) for no part.

    Programs have it as Guile does, a vector of the text and a pair for each part.
    """

    text: str
    bounds: list[tuple[int, int]]

    @classmethod
    def of_vector(cls, vector: list[Any]) -> Match:
        """Return the match that a vector is."""
        return cls(vector[0].text, [(each.car, each.cdr) for each in vector[1:]])

    def vector(self) -> list[Any]:
        """Return it as programs have it."""
        return [String(self.text), *(Pair(start, end) for start, end in self.bounds)]


PRINTERS[Regexp] = lambda value, readable, profile: f"#<regexp {value.source}>"

_Regexp: TypeAlias = Annotated[Regexp, of_class("a regular expression", Regexp)]


@TABLE.procedure("make-regexp")
def make_regexp(pattern: Text, *flags: Int) -> Regexp:
    """Compile a regular expression. Guile manual, Regexp Functions."""
    both = 0 if BASIC in flags else EXTENDED
    for each in flags:
        both |= each
    return Regexp(pattern, both)


@TABLE.procedure("regexp?")
def is_regexp(value: Any) -> bool:
    """Return whether a value is a compiled expression. Guile manual, Regexp Functions."""
    return value.__class__ is Regexp


def _or_false(found: Match | None) -> Any:
    return False if found is None else found.vector()


@TABLE.procedure("regexp-exec")
def regexp_exec(regexp: _Regexp, string: Text, start: Index = 0, flags: Int = 0) -> Any:
    """Return the first match in a string from `start` on, or #f.

    Guile manual, Regexp Functions.
    """
    start, _ = span("regexp-exec", len(string), start, None, 3)
    return _or_false(regexp.search(string, start, flags))


@TABLE.procedure("string-match")
def string_match(pattern: Text, string: Text, start: Index = 0) -> Any:
    """Return the first match of a pattern in a string, or #f. Guile manual, Regexp Functions."""
    start, _ = span("string-match", len(string), start, None, 3)
    return _or_false(Regexp(pattern, EXTENDED).search(string, start, 0))


@TABLE.procedure("regexp-quote")
def regexp_quote(string: Text) -> Text:
    """Return a pattern that matches a string alone. Guile manual, Regexp Functions."""
    return re.sub(r"[.*+?^$\\|()\[{}]", _quoted, string)


def _quoted(found: re.Match[str]) -> str:
    # The backslash of extended expressions is an operator before these in basic ones.
    return f"[{found[0]}]" if found[0] in "()|+?{}" else f"\\{found[0]}"


# Matches


@TABLE.procedure("regexp-match?")
def is_match(value: Any) -> bool:
    """Return whether a value is a match. Guile manual, Match Structures."""
    if value.__class__ is not list or not value or value[0].__class__ is not String:
        return False
    return all(each.__class__ is Pair for each in value[1:])


NAMES["is_match"] = is_match
NAMES["Match"] = Match
_MATCH: Final = Kind("a match", "is_match({})", "Match.of_vector({})")
_Match: TypeAlias = Annotated[Match, _MATCH]


def _bounds(procedure: str, match: Match, number: int) -> tuple[int, int]:
    if number >= len(match.bounds):
        refuse(procedure, 2, f"a number below {len(match.bounds)}", number, False)
    return match.bounds[number]


@TABLE.procedure("match:substring")
def match_substring(match: _Match, number: Index = 0) -> Any:
    """Return what a part matched, or #f; part 0 is the whole. Guile manual, Match Structures."""
    start, end = _bounds("match:substring", match, number)
    return String(match.text[start:end]) if start >= 0 else False


@TABLE.procedure("match:start")
def match_start(match: _Match, number: Index = 0) -> Any:
    """Return where a part begins, #f if it matched nothing. Guile manual, Match Structures."""
    start = _bounds("match:start", match, number)[0]
    return start if start >= 0 else False


@TABLE.procedure("match:end")
def match_end(match: _Match, number: Index = 0) -> Any:
    """Return where a part ends, #f if it matched nothing. Guile manual, Match Structures."""
    end = _bounds("match:end", match, number)[1]
    return end if end >= 0 else False


@TABLE.procedure("match:prefix")
def match_prefix(match: _Match) -> Text:
    """Return what is before a match. Guile manual, Match Structures."""
    return match.text[: match.bounds[0][0]]


@TABLE.procedure("match:suffix")
def match_suffix(match: _Match) -> Text:
    """Return what is behind a match. Guile manual, Match Structures."""
    return match.text[match.bounds[0][1] :]


@TABLE.procedure("match:count")
def match_count(match: _Match) -> int:
    """Return how many parts a match has, the whole included. Guile manual, Match Structures."""
    return len(match.bounds)


@TABLE.procedure("match:string")
def match_string(match: _Match) -> Text:
    """Return the string that was searched. Guile manual, Match Structures."""
    return match.text


# All matches


def _compiled(procedure: str, regexp: Any) -> Regexp:
    if regexp.__class__ is Regexp:
        return regexp
    if regexp.__class__ is String:
        return Regexp(regexp.text, EXTENDED)
    refuse(procedure, 1, "a regular expression, or a string", regexp)


def _all(regexp: Regexp, text: str, flags: int) -> list[Match]:
    """Return the matches that do not overlap, of which no two are empty at one place."""
    found: list[Match] = []
    place = 0
    last_end = -1
    while place <= len(text):
        match = regexp.search(text, place, flags | (NOTBOL if place else 0))
        if match is None:
            break
        start, end = match.bounds[0]
        if start == end == last_end:
            place = end + 1
            continue
        found.append(match)
        last_end = end
        place = end if end > start else end + 1
    return found


@TABLE.procedure("list-matches")
def list_matches(regexp: Any, string: Text, flags: Int = 0) -> Items:
    """Return a list of the matches in a string. Guile manual, Regexp Functions."""
    found = _all(_compiled("list-matches", regexp), string, flags)
    return [each.vector() for each in found]


@TABLE.procedure("fold-matches")
def fold_matches(regexp: Any, string: Text, start: Any, procedure: Proc, flags: Int = 0) -> Any:
    """Combine the matches in a string. Guile manual, Regexp Functions."""
    for each in _all(_compiled("fold-matches", regexp), string, flags):
        start = call(procedure, each.vector(), start)
    return start


_PRE: Final = Symbol("pre")
_POST: Final = Symbol("post")


def _item(procedure: str, match: Match, item: Any) -> str:
    if item.__class__ is String:
        return str(item.text)
    if item.__class__ is int and item >= 0:
        start, end = _bounds(procedure, match, item)
        return match.text[start:end] if start >= 0 else ""
    if is_procedure(item):
        made = call(item, match.vector())
        if made.__class__ is String:
            return str(made.text)
    raise error("wrong substitution item:", item, procedure=procedure)


def _written(procedure: str, port: Any, text: str) -> Any:
    if port is False:
        return String(text)
    if not io.is_output_port(port):
        refuse(procedure, 1, "a port that writes, or #f", port)
    put(port, text)
    return None


@TABLE.procedure("regexp-substitute")
def regexp_substitute(port: Any, match: _Match, *items: Any) -> Any:
    """Write strings, parts of a match by number, and what is before (`pre`) and behind (`post`).

    With #f for the port, return the string. Guile manual, Regexp Functions.
    """
    name = "regexp-substitute"
    parts = []
    for item in items:
        if item is _PRE:
            parts.append(match.text[: match.bounds[0][0]])
        elif item is _POST:
            parts.append(match.text[match.bounds[0][1] :])
        else:
            parts.append(_item(name, match, item))
    return _written(name, port, "".join(parts))


@TABLE.procedure("regexp-substitute/global")
def regexp_substitute_global(port: Any, regexp: Any, string: Text, *items: Any) -> Any:
    """As `regexp-substitute`, for the first match, and again for the rest where `post` is.

    An item may also be a procedure, called with the match. Guile manual, Regexp Functions.
    """
    name = "regexp-substitute/global"
    matches = _all(_compiled(name, regexp), string, 0)
    if _POST not in items:
        matches = matches[:1]

    # From the last match to the first: what comes of a match's rest stands in its `post`.
    bounds = [0, *(match.bounds[0][1] for match in matches)]
    rest = string[bounds[-1] :]
    for match, before in zip(reversed(matches), reversed(bounds[:-1]), strict=True):
        parts = []
        for item in items:
            if item is _PRE:
                parts.append(string[before : match.bounds[0][0]])
            elif item is _POST:
                parts.append(rest)
            else:
                parts.append(_item(name, match, item))
        rest = "".join(parts)
    made = rest if matches else string
    return _written(name, port, made)
