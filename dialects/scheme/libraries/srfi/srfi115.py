"""SRFI 115: Scheme regular expressions, without the syntax `rx`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...conditions import ErrorObject, error
from ...data import Pair, String, Symbol, is_procedure, iterate, to_list
from ...declaration import Table, refuse
from ...kinds import Index, Items, Proc, Text, of_class
from ...printer import PRINTERS
from ..charsets import CharSetOf
from ..sre import compiled
from ..strings import span

__all__ = ["TABLE"]

TABLE: Final = Table()


class Regexp:
    """A compiled regular expression, the SRE that it was made of, and the groups of its names."""

    __slots__ = ("names", "pattern", "sre")

    def __init__(self, sre: Any) -> None:
        self.sre = sre
        self.pattern, self.names = compiled(sre)


class Match:
    """A match in a part of a text that begins at `start`."""

    __slots__ = ("found", "regexp", "start", "text")

    def __init__(self, regexp: Regexp, text: str, start: int, found: re.Match[str]) -> None:
        self.regexp = regexp
        self.text = text
        self.start = start
        self.found = found

    @property
    def whole(self) -> tuple[int, int]:
        """Where it begins and ends in the text."""
        first, last = self.found.span()
        return self.start + first, self.start + last

    def bounds(self, procedure: str, part: Any) -> tuple[int, int] | None:
        """Return where a submatch, by number or name, begins and ends; None if it is none."""
        number = part
        if part.__class__ is Symbol:
            numbers = self.regexp.names.get(part.name, [])
            if not numbers:
                raise error("the match has no such submatch:", part, procedure=procedure)
            matched = (each for each in numbers if self.found.start(each) >= 0)
            number = next(matched, numbers[0])
        if number.__class__ is not int:
            refuse(procedure, 2, "a number or a name of a submatch", part)
        if not 0 <= number <= self.found.re.groups:
            refuse(procedure, 2, f"a number up to {self.found.re.groups}", part, False)
        first, last = self.found.span(number)
        return (self.start + first, self.start + last) if first >= 0 else None


PRINTERS[Regexp] = lambda value, readable, profile: "#<regexp>"
PRINTERS[Match] = lambda value, readable, profile: f"#<regexp-match {value.whole}>"

_Match: TypeAlias = Annotated[Match, of_class("a match", Match)]


def _regexp(value: Any) -> Regexp:
    return value if value.__class__ is Regexp else Regexp(value)


@TABLE.procedure("regexp")
def regexp(sre: Any) -> Regexp:
    """Compile an SRE; a compiled one stays as it is. SRFI 115, Procedures."""
    return _regexp(sre)


@TABLE.procedure("regexp?")
def is_regexp(value: Any) -> bool:
    """Return whether a value is a compiled expression. SRFI 115, Procedures."""
    return value.__class__ is Regexp


@TABLE.procedure("valid-sre?")
def is_valid_sre(value: Any) -> bool:
    """Return whether `regexp` accepts a value. SRFI 115, Procedures."""
    try:
        _regexp(value)
    except ErrorObject:
        return False
    return True


@TABLE.procedure("regexp->sre")
def regexp_to_sre(value: Any) -> Any:
    """Return an SRE of a compiled expression. SRFI 115, Procedures."""
    return _regexp(value).sre


@TABLE.procedure("char-set->sre")
def char_set_to_sre(charset: CharSetOf) -> Any:
    """Return an SRE of a character set. SRFI 115, Procedures."""
    return to_list([String("".join(charset))])


def _part(procedure: str, text: str, start: int, end: Any, place: int = 3) -> tuple[str, int]:
    start, last = span(procedure, len(text), start, end, place)
    return text[start:last], start


@TABLE.procedure("regexp-matches")
def regexp_matches(sre: Any, string: Text, start: Index = 0, end: Index | None = None) -> Any:
    """Return the match of a whole string, or #f. SRFI 115, Procedures."""
    compiled_one = _regexp(sre)
    part, first = _part("regexp-matches", string, start, end)
    found = compiled_one.pattern.fullmatch(part)
    return False if found is None else Match(compiled_one, string, first, found)


@TABLE.procedure("regexp-matches?")
def does_match(sre: Any, string: Text, start: Index = 0, end: Index | None = None) -> bool:
    """Return whether a whole string matches. SRFI 115, Procedures."""
    part, _ = _part("regexp-matches?", string, start, end)
    return _regexp(sre).pattern.fullmatch(part) is not None


@TABLE.procedure("regexp-search")
def regexp_search(sre: Any, string: Text, start: Index = 0, end: Index | None = None) -> Any:
    """Return the first match in a string, or #f. SRFI 115, Procedures."""
    compiled_one = _regexp(sre)
    part, first = _part("regexp-search", string, start, end)
    found = compiled_one.pattern.search(part)
    return False if found is None else Match(compiled_one, string, first, found)


def _all(sre: Any, procedure: str, text: str, start: int, end: Any) -> Iterator[Match]:
    compiled_one = _regexp(sre)
    part, first = _part(procedure, text, start, end)
    for found in compiled_one.pattern.finditer(part):
        yield Match(compiled_one, text, first, found)


@TABLE.procedure("regexp-fold")
def regexp_fold(
    sre: Any,
    procedure: Proc,
    seed: Any,
    string: Text,
    finish: Any = None,
    start: Index = 0,
    end: Index | None = None,
) -> Any:
    """Combine the matches: call `procedure` with the last end, the match, the string, the value.

    `finish` is called at the end, with #f for the match. SRFI 115, Procedures.
    """
    name = "regexp-fold"
    whole = String(string)
    _, place = _part(name, string, start, end, 6)
    for match in _all(sre, name, string, start, end):
        seed = call(procedure, place, match, whole, seed)
        place = match.whole[1]
    if finish is None or finish is False:
        return seed
    return call(finish, place, False, whole, seed)


@TABLE.procedure("regexp-extract")
def regexp_extract(sre: Any, string: Text, start: Index = 0, end: Index | None = None) -> Items:
    """Return a list of the parts that match and are not empty. SRFI 115, Procedures."""
    matches = _all(sre, "regexp-extract", string, start, end)
    return [String(each.found[0]) for each in matches if each.found[0]]


def _pieces(
    procedure: str, sre: Any, text: str, start: int, end: int | None
) -> tuple[list[str], list[str]]:
    """Return what is between the matches, and the matches; empty ones do not count."""
    part, place = _part(procedure, text, start, end)
    last = place + len(part)
    between: list[str] = []
    matched: list[str] = []
    for match in _all(sre, procedure, text, start, end):
        first, behind = match.whole
        if first < behind:
            between.append(text[place:first])
            matched.append(text[first:behind])
            place = behind
    return [*between, text[place:last]], matched


@TABLE.procedure("regexp-split")
def regexp_split(sre: Any, string: Text, start: Index = 0, end: Index | None = None) -> Items:
    """Return a list of the parts between matches. SRFI 115, Procedures."""
    return [String(each) for each in _pieces("regexp-split", sre, string, start, end)[0]]


@TABLE.procedure("regexp-partition")
def regexp_partition(sre: Any, string: Text, start: Index = 0, end: Index | None = None) -> Items:
    """Return a list of parts that do not match and parts that do, in turn.

    SRFI 115, Procedures.
    """
    between, matched = _pieces("regexp-partition", sre, string, start, end)
    made = [between[0]]
    for one, other in zip(matched, between[1:], strict=True):
        made += (one, other)
    if len(made) > 1 and not made[-1]:
        made.pop()
    return [String(each) for each in made]


# Replacing

_PRE: Final = Symbol("pre")
_POST: Final = Symbol("post")


def _substituted(procedure: str, match: Match, item: Any) -> str:
    if item.__class__ is String:
        return str(item.text)
    if item is _PRE:
        return match.text[: match.whole[0]]
    if item is _POST:
        return match.text[match.whole[1] :]
    if item.__class__ is Pair:
        return "".join(_substituted(procedure, match, each) for each in iterate(item))
    if item.__class__ is int or item.__class__ is Symbol:
        found = match.bounds(procedure, item)
        return match.text[slice(*found)] if found is not None else ""
    if is_procedure(item):
        return _substituted(procedure, match, call(item, match))
    raise error("wrong substitution item:", item, procedure=procedure)


@TABLE.procedure("regexp-replace")
def regexp_replace(
    sre: Any,
    string: Text,
    item: Any,
    start: Index = 0,
    end: Any = None,
    count: Index = 0,
) -> Text:
    """Return a string with one match replaced, the first or that after `count` others.

    `item` is what replaces it: a string; a submatch, by number or name; `pre` or `post`, the text
    before or after the match; a procedure, which is given the match and returns an item; or a
    list of items. SRFI 115, Procedures.
    """
    name = "regexp-replace"
    for place, match in enumerate(_all(sre, name, string, start, end)):
        if place == count:
            first, last = match.whole
            return string[:first] + _substituted(name, match, item) + string[last:]
    return string


@TABLE.procedure("regexp-replace-all")
def regexp_replace_all(
    sre: Any, string: Text, item: Any, start: Index = 0, end: Any = None
) -> Text:
    """Return a string with all matches replaced, as by `regexp-replace`. SRFI 115, Procedures."""
    name = "regexp-replace-all"
    made: list[str] = []
    place = 0
    for match in _all(sre, name, string, start, end):
        first, last = match.whole
        made += (string[place:first], _substituted(name, match, item))
        place = last
    return "".join([*made, string[place:]])


# Matches


@TABLE.procedure("regexp-match?")
def is_match(value: Any) -> bool:
    """Return whether a value is a match. SRFI 115, Procedures."""
    return value.__class__ is Match


@TABLE.procedure("regexp-match-count")
def regexp_match_count(match: _Match) -> int:
    """Return how many submatches an expression has. SRFI 115, Procedures."""
    return match.found.re.groups


@TABLE.procedure("regexp-match-submatch")
def regexp_match_submatch(match: _Match, part: Any = 0) -> Any:
    """Return what a submatch matched, or #f. SRFI 115, Procedures."""
    found = match.bounds("regexp-match-submatch", part)
    return String(match.text[slice(*found)]) if found is not None else False


@TABLE.procedure("regexp-match-submatch-start")
def regexp_match_submatch_start(match: _Match, part: Any = 0) -> Any:
    """Return where a submatch begins, or #f. SRFI 115, Procedures."""
    found = match.bounds("regexp-match-submatch-start", part)
    return found[0] if found is not None else False


@TABLE.procedure("regexp-match-submatch-end")
def regexp_match_submatch_end(match: _Match, part: Any = 0) -> Any:
    """Return where a submatch ends, or #f. SRFI 115, Procedures."""
    found = match.bounds("regexp-match-submatch-end", part)
    return found[1] if found is not None else False


@TABLE.procedure("regexp-match->list")
def regexp_match_to_list(match: _Match) -> Items:
    """Return what the whole and each submatch matched. SRFI 115, Procedures."""
    return [regexp_match_submatch(match, each) for each in range(match.found.re.groups + 1)]
