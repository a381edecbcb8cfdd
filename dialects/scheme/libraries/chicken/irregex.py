"""Regular expressions as CHICKEN has them: (chicken irregex).

Expressions are strings, in Perl's syntax, or data (SRE). Both are compiled by Python's `re`: of
several alternatives the first that fits is taken, where irregex takes the longest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from ...calls import call
from ...conditions import error
from ...data import Pair, String, Symbol, is_procedure, to_list
from ...declaration import Table, refuse
from ...kinds import Index, Items, Proc, Text
from ...printer import PRINTERS
from ..posix_regex import CLASSES
from ..sre import translated

__all__ = ["TABLE", "Irregex", "Match", "matcher", "of", "replaced"]

TABLE: Final = Table()


class Irregex:
    """A compiled expression.

    Attributes:
        source: what it was made of.
        pattern: Python's.
        names: the numbers of the groups that have each name.
    """

    __slots__ = ("names", "pattern", "source")

    def __init__(self, source: Any, pattern: re.Pattern[str], names: dict[str, list[int]]) -> None:
        self.source = source
        self.pattern = pattern
        self.names = names


class Match:
    """A match."""

    __slots__ = ("found", "irregex")

    def __init__(self, irregex: Irregex, found: re.Match[str]) -> None:
        self.irregex = irregex
        self.found = found

    def number(self, procedure: str, index: Any) -> int:
        """Return the number of a submatch, by number or name."""
        if index.__class__ is Symbol:
            numbers = self.irregex.names.get(index.name)
            if not numbers:
                raise error("unknown match name:", index, procedure=procedure)
            return next((each for each in numbers if self.found.start(each) >= 0), numbers[0])
        if index.__class__ is not int or not 0 <= index <= self.found.re.groups:
            refuse(procedure, 2, "a number or a name of a submatch", index)
        return int(index)


PRINTERS[Irregex] = lambda value, readable, profile: "#<regexp>"
PRINTERS[Match] = lambda value, readable, profile: (
    f"#<regexp-match ({value.found.re.groups} submatches)>"
)

_OPTIONS: Final = {
    "i": re.IGNORECASE,
    "case-insensitive": re.IGNORECASE,
    "m": re.MULTILINE,
    "multi-line": re.MULTILINE,
    "s": re.DOTALL,
    "single-line": re.DOTALL,
    "x": re.VERBOSE,
    "ignore-space": re.VERBOSE,
    "fast": 0,
    "small": 0,
    "backtrack": 0,
    "utf8": 0,
}


def _flags(procedure: str, options: tuple[Any, ...]) -> int:
    flags = 0
    for place, each in enumerate(options, 2):
        if each.__class__ is not Symbol or each.name not in _OPTIONS:
            refuse(procedure, place, "an option", each)
        flags |= _OPTIONS[each.name]
    return flags


_PARTS: Final = re.compile(
    r"(?P<escape>\\(?:k<(?P<back>[^>]*)>|.))|(?P<named>\(\?<(?P<name>[^>=!]+)>)"
    r"|(?P<posix>\[:(?P<not>\^?)(?P<class>[a-z]+):\])|(?P<end>\$)",
    re.DOTALL,
)
_ESCAPES: Final = {"z": r"\Z", "<": r"\b(?=\w)", ">": r"\b(?<=\w)", "h": r"[ \t]"}


def _python(text: str, multiline: bool) -> tuple[str, dict[str, list[int]]]:
    """Return a pattern of Perl's as Python's, and the names of its groups."""
    names: list[str] = []

    def part(found: re.Match[str]) -> str:
        if found["back"] is not None:
            return f"(?P={_group_name(found['back'], names)})"
        if found["escape"]:
            return _ESCAPES.get(found["escape"][1:], found["escape"])
        if found["named"]:
            return f"(?P<{_group_name(found['name'], names)}>"
        if found["posix"]:
            inside = CLASSES.get(found["class"])
            if inside is None or found["not"]:
                raise re.error(f"unknown class of characters {found['posix']}")
            return inside
        return r"\Z" if not multiline else "$"

    pattern = _PARTS.sub(part, text)
    return pattern, {name: [] for name in names}


def _group_name(name: str, names: list[str]) -> str:
    """Return Python's name for a group: one that is an identifier."""
    if name not in names:
        names.append(name)
    return f"n{names.index(name)}"


def of(value: Any, *options: Any) -> Irregex:
    """Return the compiled expression that a string, an SRE or a compiled one is."""
    if isinstance(value, Irregex):
        return value
    flags = _flags("irregex", options) | re.ASCII
    try:
        if value.__class__ is String:
            text, names = _python(value.text, bool(flags & re.MULTILINE))
            pattern = re.compile(text, flags)
            for number, name in enumerate(names):
                names[name] = [pattern.groupindex[f"n{number}"]]
        elif value.__class__ in (Pair, Symbol, str):
            text, names = translated(value)
            pattern = re.compile(text, flags & ~re.VERBOSE & ~re.ASCII)
        else:
            raise TypeError
    except re.error as failure:
        raise error(f"{failure.msg}:", value, procedure="irregex") from None
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise error("not a regular expression:", value, procedure="irregex") from None
    return Irregex(value, pattern, names)


def matcher(value: Any) -> Callable[[String], bool]:
    """Return a test of whole strings."""
    irregex = of(value)
    return lambda string: irregex.pattern.fullmatch(string.text) is not None


@TABLE.procedure("irregex", "string->irregex", "sre->irregex")
def irregex(expression: Any, *options: Any) -> Irregex:
    """Compile an expression; options are symbols, `i` for one without case.

    CHICKEN manual, Module (chicken irregex).
    """
    return of(expression, *options)


@TABLE.procedure("irregex?")
def is_irregex(value: Any) -> bool:
    """Return whether a value is a compiled expression.

    CHICKEN manual, Module (chicken irregex).
    """
    return isinstance(value, Irregex)


@TABLE.procedure("irregex-names")
def irregex_names(expression: Any) -> Any:
    """Return the names of submatches with their numbers.

    CHICKEN manual, Module (chicken irregex).
    """
    return _names(of(expression))


def _names(irregex: Irregex) -> Any:
    found = [Pair(Symbol(name), each) for name, its in irregex.names.items() for each in its]
    return to_list(found[::-1])


@TABLE.procedure("irregex-num-submatches")
def irregex_num_submatches(expression: Any) -> int:
    """Return how many submatches an expression has. CHICKEN manual, Module (chicken irregex)."""
    return of(expression).pattern.groups


# Matching


def _end(procedure: str, text: str, start: int, end: Any) -> int:
    last = len(text) if end is None or end is False else end
    if last.__class__ is not int:
        refuse(procedure, 4, "an index", end)
    if not start <= last <= len(text):
        refuse(procedure, 4, f"an index from {start} to {len(text)}", last, False)
    return int(last)


def _or_false(irregex: Irregex, found: re.Match[str] | None) -> Any:
    return False if found is None else Match(irregex, found)


@TABLE.procedure("irregex-search")
def irregex_search(expression: Any, string: Text, start: Index = 0, end: Any = None) -> Any:
    """Return the first match in a string, or #f. CHICKEN manual, Module (chicken irregex)."""
    own = of(expression)
    if start > len(string):
        return False
    last = _end("irregex-search", string, start, end)
    return _or_false(own, own.pattern.search(string, start, last))


@TABLE.procedure("irregex-match")
def irregex_match(expression: Any, string: Text, start: Index = 0, end: Any = None) -> Any:
    """Return the match of a whole string, or #f. CHICKEN manual, Module (chicken irregex)."""
    own = of(expression)
    last = _end("irregex-match", string, start, end)
    return _or_false(own, own.pattern.fullmatch(string, start, last))


@TABLE.procedure("irregex-match?")
def is_irregex_match(expression: Any, string: Text, start: Index = 0, end: Any = None) -> bool:
    """Return whether a whole string matches. CHICKEN manual, Module (chicken irregex)."""
    last = _end("irregex-match?", string, start, end)
    return of(expression).pattern.fullmatch(string, start, last) is not None


def _match(procedure: str, value: Any) -> Match:
    if not isinstance(value, Match):
        refuse(procedure, 1, "a match", value)
    return value


@TABLE.procedure("irregex-match-data?")
def is_match_data(value: Any) -> bool:
    """Return whether a value is a match. CHICKEN manual, Module (chicken irregex)."""
    return isinstance(value, Match)


@TABLE.procedure("irregex-match-num-submatches")
def match_num_submatches(match: Any) -> int:
    """Return how many submatches a match has. CHICKEN manual, Module (chicken irregex)."""
    return _match("irregex-match-num-submatches", match).found.re.groups


@TABLE.procedure("irregex-match-names")
def match_names(match: Any) -> Any:
    """Return the names of a match's submatches. CHICKEN manual, Module (chicken irregex)."""
    return _names(_match("irregex-match-names", match).irregex)


@TABLE.procedure("irregex-match-valid-index?")
def is_valid_index(match: Any, index: Any) -> bool:
    """Return whether a match has a submatch of this number or name.

    CHICKEN manual, Module (chicken irregex).
    """
    own = _match("irregex-match-valid-index?", match)
    if index.__class__ is Symbol:
        return index.name in own.irregex.names
    return index.__class__ is int and 0 <= index <= own.found.re.groups


@TABLE.procedure("irregex-match-substring")
def match_substring(match: Any, index: Any = 0) -> Any:
    """Return what a submatch has matched, or #f. CHICKEN manual, Module (chicken irregex)."""
    own = _match("irregex-match-substring", match)
    text = own.found[own.number("irregex-match-substring", index)]
    return False if text is None else String(text)


@TABLE.procedure("irregex-match-start-index")
def match_start_index(match: Any, index: Any = 0) -> Any:
    """Return where a submatch begins, or #f. CHICKEN manual, Module (chicken irregex)."""
    own = _match("irregex-match-start-index", match)
    place = own.found.start(own.number("irregex-match-start-index", index))
    return place if place >= 0 else False


@TABLE.procedure("irregex-match-end-index")
def match_end_index(match: Any, index: Any = 0) -> Any:
    """Return where a submatch ends, or #f. CHICKEN manual, Module (chicken irregex)."""
    own = _match("irregex-match-end-index", match)
    place = own.found.end(own.number("irregex-match-end-index", index))
    return place if place >= 0 else False


# Replacing and taking apart


def _matches(irregex: Irregex, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return irregex.pattern.finditer(text, start, end)


def _filled(match: Match, parts: tuple[Any, ...]) -> str:
    """Return what takes the place of a match."""
    out = []
    for each in parts:
        if each.__class__ is String:
            out.append(each.text)
        elif each.__class__ is str:
            out.append(each)
        elif each.__class__ is int or each.__class__ is Symbol:
            out.append(_part(match, each))
        elif is_procedure(each):
            made = call(each, match)
            if made.__class__ is not String:
                refuse("irregex-replace", 3, "a procedure that returns strings", made)
            out.append(made.text)
        else:
            refuse("irregex-replace", 3, "a string, a submatch or a procedure", each)
    return "".join(out)


def _part(match: Match, which: Any) -> str:
    if which is Symbol("pre"):
        return match.found.string[: match.found.start()]
    if which is Symbol("post"):
        return match.found.string[match.found.end() :]
    return match.found[match.number("irregex-replace", which)] or ""


def replaced(irregex: Irregex, text: str, parts: tuple[Any, ...], count: int) -> str:
    """Return a text with matches replaced, so many at most; 0 stands for all."""
    out = []
    place = 0
    for number, found in enumerate(_matches(irregex, text, 0, len(text)), 1):
        out += [text[place : found.start()], _filled(Match(irregex, found), parts)]
        place = found.end()
        if number == count:
            break
    return "".join([*out, text[place:]])


@TABLE.procedure("irregex-replace")
def irregex_replace(expression: Any, string: Text, *parts: Any) -> Text:
    """Return a string with the first match replaced by strings, submatches, results.

    CHICKEN manual, Module (chicken irregex).
    """
    return replaced(of(expression), string, parts, 1)


@TABLE.procedure("irregex-replace/all")
def irregex_replace_all(expression: Any, string: Text, *parts: Any) -> Text:
    """As `irregex-replace`, for all matches. CHICKEN manual, Module (chicken irregex)."""
    return replaced(of(expression), string, parts, 0)


@TABLE.procedure("irregex-split")
def irregex_split(expression: Any, string: Text, start: Index = 0, end: Any = None) -> Items:
    """Return the parts of a string between matches, but for empty ones.

    CHICKEN manual, Module (chicken irregex).
    """
    last = _end("irregex-split", string, start, end)
    parts = []
    place = start
    for found in _matches(of(expression), string, start, last):
        if found.start() == found.end() and found.start() == start:
            continue
        parts.append(string[place : found.start()])
        place = found.end()
    return [String(each) for each in [*parts, string[place:last]] if each]


@TABLE.procedure("irregex-extract")
def irregex_extract(expression: Any, string: Text, start: Index = 0, end: Any = None) -> Items:
    """Return what all matches in a string have matched.

    CHICKEN manual, Module (chicken irregex).
    """
    last = _end("irregex-extract", string, start, end)
    found = list(_matches(of(expression), string, start, last))
    # Behind the last character nothing is looked for.
    return [String(each[0]) for each in found if each[0] or each.start() < last]


@TABLE.procedure("irregex-fold")
def irregex_fold(
    expression: Any,
    combine: Proc,
    seed: Any,
    string: Text,
    finish: Any = None,
    start: Index = 0,
    end: Any = None,
) -> Any:
    """Combine the matches in a string: index, match and what came before go to a procedure.

    `finish` gets the last index and the result. CHICKEN manual, Module (chicken irregex).
    """
    own = of(expression)
    last = _end("irregex-fold", string, start, end)
    place = start
    for found in _matches(own, string, start, last):
        if found.start() == last and not found[0]:
            break
        seed = call(combine, place, Match(own, found), seed)
        place = found.end()
    if finish is None or finish is False:
        return seed
    return call(finish, place, seed)


# Making expressions


@TABLE.procedure("irregex-quote")
def irregex_quote(string: Text) -> Text:
    """Return an expression for a string alone. CHICKEN manual, Module (chicken irregex)."""
    return re.sub(r"[\\.?*+()\[\]{}|^$]", r"\\\g<0>", string)


@TABLE.procedure("irregex-opt")
def irregex_opt(strings: Items) -> Any:
    """Return an SRE that matches any of some strings. CHICKEN manual, Module (chicken irregex)."""
    for each in strings:
        if each.__class__ is not String:
            refuse("irregex-opt", 1, "a list of strings", each)
    longest = sorted(strings, key=lambda each: len(each.text), reverse=True)
    return Pair(Symbol("or"), to_list(longest)) if longest else to_list([Symbol("or")])


@TABLE.procedure("maybe-string->sre")
def maybe_string_to_sre(value: Any) -> Any:
    """Return the SRE of a string; what is none stays. CHICKEN manual, Module (chicken irregex)."""
    return string_to_sre(value) if value.__class__ is String else value


@TABLE.procedure("string->sre")
def string_to_sre(string: Any, *options: Any) -> Any:
    """Return an SRE for a string's expression. CHICKEN manual, Module (chicken irregex)."""
    if string.__class__ is not String:
        refuse("string->sre", 1, "a string", string)
    of(string, *options)
    from ..perl_sre import sre_of  # rarely asked for

    return sre_of(string.text, _flags("string->sre", options))


@TABLE.procedure("sre->string")
def sre_to_string(sre: Any) -> Text:
    """Return an SRE as a string in Perl's syntax. CHICKEN manual, Module (chicken irregex)."""
    return of(sre).pattern.pattern


@TABLE.procedure("glob->sre")
def glob_to_sre(pattern: Text) -> Any:
    """Return an SRE for a pattern of the shell: `*`, `?`, `[...]`, `{a,b}`.

    CHICKEN manual, Module (chicken irregex).
    """
    return to_list([Symbol(":"), *_globbed(pattern)])


_GLOB: Final = re.compile(
    r"(?P<set>\[(?P<not>[!^]?)(?P<of>\]?[^\]]*)\])|\{(?P<any>[^}]*)\}|(.)", re.S
)
_RANGE: Final = re.compile(r"(.)-(.)|(.)", re.DOTALL)


def _globbed(pattern: str) -> Iterator[Any]:
    other = to_list([Symbol("~"), String("/")])
    for found in _GLOB.finditer(pattern):
        if found["set"]:
            parts: list[Any] = []
            for low, high, single in _RANGE.findall(found["of"]):
                parts.append(single or to_list([Symbol("/"), low, high]))
            made: Any = to_list([Symbol("or"), *parts])
            yield to_list([Symbol("~"), made]) if found["not"] else made
        elif found["any"] is not None:
            choices = [to_list([Symbol(":"), *_globbed(each)]) for each in found["any"].split(",")]
            yield to_list([Symbol("or"), *choices])
        elif found[0] == "*":
            if found.start() == 0 or pattern[found.start() - 1] == "/":
                # No name with a dot in front, unless that is written.
                yield to_list([Symbol("neg-look-ahead"), String(".")])
            yield to_list([Symbol("*"), other])
        else:
            yield other if found[0] == "?" else found[0]
