"""The egg `regex`: regular expressions by strings."""

from __future__ import annotations

import re
from typing import Any, Final

from ...calls import call
from ...data import String, Symbol, to_list
from ...declaration import Table, refuse
from ...kinds import Index, Items, Proc, Text
from ..chicken.irregex import Irregex, of

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("regexp")
def regexp(
    pattern: Any, ignore_case: Any = False, ignore_space: Any = False, utf8: Any = False
) -> Irregex:
    """Compile an expression. Egg regex."""
    options = [
        Symbol(name)
        for name, given in (("i", ignore_case), ("x", ignore_space))
        if given is not False
    ]
    return of(pattern, *options)


@TABLE.procedure("regexp?")
def is_regexp(value: Any) -> bool:
    """Return whether a value is a compiled expression. Egg regex."""
    return isinstance(value, Irregex)


def _string(text: str | None) -> Any:
    return False if text is None else String(text)


def _parts(found: re.Match[str] | None) -> Any:
    """Return a list of what the whole and the groups have matched, #f for no match."""
    if found is None:
        return False
    return to_list([String(found[0]), *map(_string, found.groups())])


def _spans(found: re.Match[str] | None) -> Any:
    if found is None:
        return False
    spans = [found.span(number) for number in range((found.re.groups or 0) + 1)]
    return to_list([to_list(span) if span[0] >= 0 else False for span in spans])


def _limits(procedure: str, text: str, start: int, length: Any) -> tuple[int, int]:
    if start > len(text):
        refuse(procedure, 3, f"an index up to {len(text)}", start, False)
    if length is None or length is False:
        return start, len(text)
    if length.__class__ is not int or length < 0:
        refuse(procedure, 4, "a length", length)
    return start, min(len(text), start + int(length))


@TABLE.procedure("string-match")
def string_match(pattern: Any, string: Text, start: Index = 0) -> Any:
    """Return what a whole string and its groups have matched, or #f. Egg regex."""
    first, last = _limits("string-match", string, start, None)
    return _parts(of(pattern).pattern.fullmatch(string, first, last))


@TABLE.procedure("string-match-positions")
def string_match_positions(pattern: Any, string: Text, start: Index = 0) -> Any:
    """As `string-match`, with pairs of places. Egg regex."""
    first, last = _limits("string-match-positions", string, start, None)
    return _spans(of(pattern).pattern.fullmatch(string, first, last))


@TABLE.procedure("string-search")
def string_search(pattern: Any, string: Text, start: Index = 0, length: Any = None) -> Any:
    """Return what the first match and its groups have matched, or #f. Egg regex."""
    first, last = _limits("string-search", string, start, length)
    return _parts(of(pattern).pattern.search(string, first, last))


@TABLE.procedure("string-search-positions")
def string_search_positions(
    pattern: Any, string: Text, start: Index = 0, length: Any = None
) -> Any:
    """As `string-search`, with lists of places. Egg regex."""
    first, last = _limits("string-search-positions", string, start, length)
    return _spans(of(pattern).pattern.search(string, first, last))


@TABLE.procedure("string-split-fields")
def string_split_fields(pattern: Any, string: Text, mode: Any = True, start: Index = 0) -> Any:
    """Return what is matched (#t), what ends in a match (#:suffix), what is between (#:infix).

    Egg regex.
    """
    own = of(pattern).pattern
    found = list(own.finditer(string, start))
    if mode is True:
        return to_list([String(each[0]) for each in found])
    name = getattr(mode, "name", "")
    if name not in ("suffix", "infix"):
        refuse("string-split-fields", 3, "#t, #:suffix or #:infix", mode)
    fields = []
    place = start
    for each in found:
        fields.append(string[place : each.start()])
        place = each.end()
    if name == "infix" or place < len(string):
        fields.append(string[place:])
    return to_list([String(each) for each in fields])


_REFERENCE: Final = re.compile(r"\\(\d|\\)")


def _substituted(template: str) -> Any:
    def replace(found: re.Match[str]) -> str:
        def part(reference: re.Match[str]) -> str:
            return "\\" if reference[1] == "\\" else found[int(reference[1])] or ""

        return _REFERENCE.sub(part, template)

    return replace


@TABLE.procedure("string-substitute")
def string_substitute(pattern: Any, template: Text, string: Text, mode: Any = False) -> Text:
    r"""Return a string with a match replaced: the first, the nth, or all for #t.

    `\1` in the template is the first group's. Egg regex.
    """
    own = of(pattern).pattern
    replace = _substituted(template)
    if mode is True:
        return str(own.sub(replace, string))
    wanted = mode if mode.__class__ is int else 1
    for number, found in enumerate(own.finditer(string), 1):
        if number == wanted:
            return f"{string[: found.start()]}{replace(found)}{string[found.end() :]}"
    return string


@TABLE.procedure("string-substitute*")
def string_substitute_all(string: Text, changes: Items, mode: Any = True) -> Text:
    """Return a string changed by each pair of an expression and a template. Egg regex."""
    for each in changes:
        template: Any = getattr(each, "cdr", None)
        if template.__class__ is not String:
            refuse("string-substitute*", 2, "a list of pairs", each)
        string = str(string_substitute(each.car, template.text, string, mode))
    return string


@TABLE.procedure("regexp-escape")
def regexp_escape(string: Text) -> Text:
    """Return an expression that matches a string alone. Egg regex."""
    return re.sub(r"[\\.?*+()\[\]{}|^$]", r"\\\g<0>", string)


@TABLE.procedure("glob->regexp")
def glob_to_regexp(pattern: Text, sre: Any = False) -> Any:
    """Return an expression for a pattern of the shell. Egg regex."""
    made = []
    for found in re.finditer(r"\[([!^]?)([^\]]*)\]|([*?])|(.)", pattern, re.DOTALL):
        if found[3]:
            made.append(".*" if found[3] == "*" else ".")
        elif found[4]:
            made.append(regexp_escape(found[4]))
        else:
            made.append(f"[{'^' if found[1] else ''}{found[2]}]")
    return String("".join(made))


@TABLE.procedure("make-anchored-pattern")
def make_anchored_pattern(pattern: Any, no_start: Any = False, no_end: Any = False) -> Any:
    """Return an expression that matches at the start and the end alone. Egg regex."""
    if pattern.__class__ is not String:
        refuse("make-anchored-pattern", 1, "a string", pattern)
    start = "" if no_start is not False else "^"
    end = "" if no_end is not False else "$"
    return String(f"{start}{pattern.text}{end}")


@TABLE.procedure("grep")
def grep(pattern: Any, items: Items, access: Proc | None = None) -> Items:
    """Return the strings of a list that have a match. Egg regex."""
    own = of(pattern).pattern
    found = []
    for each in items:
        text = each if access is None else call(access, each)
        if text.__class__ is not String:
            refuse("grep", 2, "a list of strings", each)
        if own.search(text.text):
            found.append(each)
    return found
