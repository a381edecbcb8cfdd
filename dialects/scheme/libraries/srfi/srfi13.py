"""SRFI 13: strings. What R7RS has of it in the same form is declared in `strings`.

The optional library of SRFI 13 for those who write such procedures, `string-lib-internals`, is not
here. `folded` and `titled` are for other libraries.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, Final

from ...calls import call
from ...data import String
from ...declaration import Table, refuse
from ...kinds import Char, Index, Int, Items, MutableStr, Proc, Str, Sym, Text
from ..charsets import STANDARD, CharSetOf, Criterion, matcher
from ..strings import span

__all__ = ["TABLE", "folded", "titled"]

TABLE: Final = Table()

_WHITE: Final = STANDARD["char-set:whitespace"]
_GRAPHIC: Final = STANDARD["char-set:graphic"]


def _part(procedure: str, place: int, text: str, start: int, end: int | None) -> str:
    start, end = span(procedure, len(text), start, end, place)
    return text[start:end]


def _one_to_one(change: Callable[[str], str]) -> Callable[[str], str]:
    """Return a change of text that leaves characters whose change is longer as they are."""

    def changed(text: str) -> str:
        made = change(text)
        if len(made) == len(text):
            return made
        return "".join(
            new if len(new := change(each)) == 1 else each  # `ß` stays `ß`
            for each in text
        )

    return changed


folded: Final = _one_to_one(lambda text: text.upper().lower())
_upper: Final = _one_to_one(str.upper)
_lower: Final = _one_to_one(str.lower)
_title: Final = _one_to_one(str.title)


def titled(text: str) -> str:
    """Return a text with the first letter of each word in title case."""
    made = []
    inside = False
    for each in text:
        letter = each.isalpha()
        made.append(_title(each) if letter and not inside else _lower(each) if letter else each)
        inside = letter
    return "".join(made)


def _replace(string: String, start: int, new: str) -> None:
    string.text = string.text[:start] + new + string.text[start + len(new) :]


def _character(procedure: str, value: Any) -> str:
    if value.__class__ is not str:
        refuse(procedure, 1, "a procedure that returns a character", value)
    return str(value)


# Predicates


@TABLE.procedure("string-null?")
def is_string_null(string: Text) -> bool:
    """Return whether a string is empty. SRFI 13, Predicates."""
    return not string


@TABLE.procedure("string-every", tail=True)
def string_every(
    criterion: Criterion, string: Text, start: Index = 0, end: Index | None = None
) -> Any:
    """Return #f if a character does not fit, else a true value. SRFI 13, Predicates."""
    text = _part("string-every", 3, string, start, end)
    if criterion.__class__ is str or hasattr(criterion, "bits"):
        return all(map(matcher(criterion), text))
    for each in text[:-1]:
        if call(criterion, each) is False:
            return False
    return (criterion, text[-1]) if text else True


@TABLE.procedure("string-any", tail=True)
def string_any(
    criterion: Criterion, string: Text, start: Index = 0, end: Index | None = None
) -> Any:
    """Return the first true value for a character, or #f. SRFI 13, Predicates."""
    text = _part("string-any", 3, string, start, end)
    if criterion.__class__ is str or hasattr(criterion, "bits"):
        return any(map(matcher(criterion), text))
    for each in text[:-1]:
        found = call(criterion, each)
        if found is not False:
            return found
    return (criterion, text[-1]) if text else False


# Constructors


@TABLE.procedure("string-tabulate")
def string_tabulate(procedure: Proc, length: Index) -> Text:
    """Return a string of what a procedure gives for each index. SRFI 13, Constructors."""
    return "".join(
        _character("string-tabulate", call(procedure, place)) for place in range(length)
    )


# List & string conversion


@TABLE.procedure("reverse-list->string")
def reverse_list_to_string(characters: Items) -> Text:
    """Return a string of characters, the last first. SRFI 13, List & string conversion."""
    for each in characters:
        if each.__class__ is not str:
            refuse("reverse-list->string", 1, "a list of characters", each)
    return "".join(reversed(characters))


def _texts(procedure: str, strings: list[Any]) -> list[str]:
    for each in strings:
        if each.__class__ is not String:
            refuse(procedure, 1, "a list of strings", each)
    return [each.text for each in strings]


@TABLE.procedure("string-join")
def string_join(strings: Items, delimiter: Text = " ", grammar: Sym | None = None) -> Text:
    """Return the strings of a list with a delimiter between them, or behind or before each.

    `grammar` is `infix`, `strict-infix` (which refuses an empty list), `suffix` or `prefix`.
    SRFI 13, List & string conversion.
    """
    texts = _texts("string-join", strings)
    name = grammar.name if grammar is not None else "infix"
    if name == "strict-infix" and not texts:
        refuse("string-join", 1, "a list that is not empty", strings, False)
    if name in ("infix", "strict-infix"):
        return delimiter.join(texts)
    if name == "suffix":
        return "".join(each + delimiter for each in texts)
    if name == "prefix":
        return "".join(delimiter + each for each in texts)
    refuse("string-join", 3, "infix, strict-infix, suffix or prefix", grammar, False)


# Selection


@TABLE.procedure("substring/shared")
def substring_shared(string: Text, start: Index, end: Index | None = None) -> Text:
    """Return a part of a string. SRFI 13, Selection."""
    return _part("substring/shared", 2, string, start, end)


def _count(procedure: str, string: str, count: int) -> int:
    if count > len(string):
        refuse(procedure, 2, f"a count up to {len(string)}", count, False)
    return count


@TABLE.procedure("string-take")
def string_take(string: Text, count: Index) -> Text:
    """Return the first `count` characters. SRFI 13, Selection."""
    return string[: _count("string-take", string, count)]


@TABLE.procedure("string-drop")
def string_drop(string: Text, count: Index) -> Text:
    """Return all but the first `count` characters. SRFI 13, Selection."""
    return string[_count("string-drop", string, count) :]


@TABLE.procedure("string-take-right")
def string_take_right(string: Text, count: Index) -> Text:
    """Return the last `count` characters. SRFI 13, Selection."""
    return string[len(string) - _count("string-take-right", string, count) :]


@TABLE.procedure("string-drop-right")
def string_drop_right(string: Text, count: Index) -> Text:
    """Return all but the last `count` characters. SRFI 13, Selection."""
    return string[: len(string) - _count("string-drop-right", string, count)]


@TABLE.procedure("string-pad")
def string_pad(
    string: Text, length: Index, character: Char = " ", start: Index = 0, end: Index | None = None
) -> Text:
    """Return a part of a string, cut or filled on the left to a length. SRFI 13, Selection."""
    text = _part("string-pad", 4, string, start, end)
    return text[max(len(text) - length, 0) :].rjust(length, character)


@TABLE.procedure("string-pad-right")
def string_pad_right(
    string: Text, length: Index, character: Char = " ", start: Index = 0, end: Index | None = None
) -> Text:
    """Return a part of a string, cut or filled on the right to a length. SRFI 13, Selection."""
    return _part("string-pad-right", 4, string, start, end)[:length].ljust(length, character)


def _skipped(text: str, test: Callable[[str], bool]) -> int:
    return next((place for place, each in enumerate(text) if not test(each)), len(text))


@TABLE.procedure("string-trim")
def string_trim(
    string: Text, criterion: Criterion = _WHITE, start: Index = 0, end: Index | None = None
) -> Text:
    """Return a part of a string without what fits on its left. SRFI 13, Selection."""
    text = _part("string-trim", 3, string, start, end)
    return text[_skipped(text, matcher(criterion)) :]


@TABLE.procedure("string-trim-right")
def string_trim_right(
    string: Text, criterion: Criterion = _WHITE, start: Index = 0, end: Index | None = None
) -> Text:
    """Return a part of a string without what fits on its right. SRFI 13, Selection."""
    text = _part("string-trim-right", 3, string, start, end)
    return text[: len(text) - _skipped(text[::-1], matcher(criterion))]


@TABLE.procedure("string-trim-both")
def string_trim_both(
    string: Text, criterion: Criterion = _WHITE, start: Index = 0, end: Index | None = None
) -> Text:
    """Return a part of a string without what fits on both sides. SRFI 13, Selection."""
    text = _part("string-trim-both", 3, string, start, end)
    test = matcher(criterion)
    text = text[_skipped(text, test) :]
    return text[: len(text) - _skipped(text[::-1], test)]


# Comparison


def _two(
    procedure: str,
    place: int,
    one: str,
    other: str,
    bounds: tuple[int, int | None, int, int | None],
) -> tuple[str, str]:
    """Return the parts of two strings; `place` is the first bound's."""
    return (
        _part(procedure, place, one, *bounds[:2]),
        _part(procedure, place + 2, other, *bounds[2:]),
    )


def _mismatch(one: str, other: str) -> int:
    places = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in places if a != b), min(len(one), len(other)))


def _same(text: str) -> str:
    return text


def _string_compare(name: str, change: Callable[[str], str]) -> Callable[..., Any]:
    def compare(
        one: Text,
        other: Text,
        less: Proc,
        equal: Proc,
        greater: Proc,
        start1: Index = 0,
        end1: Index | None = None,
        start2: Index = 0,
        end2: Index | None = None,
    ) -> Any:
        left, right = map(change, _two(name, 6, one, other, (start1, end1, start2, end2)))
        chosen = less if left < right else equal if left == right else greater
        return (chosen, start1 + _mismatch(left, right))

    compare.__doc__ = (
        "Call one of three procedures, as one string is less than the other, equal or greater,\n"
        "with the index of the mismatch in the first. SRFI 13, Comparison."
    )
    return compare


for _name, _change in (("string-compare", _same), ("string-compare-ci", folded)):
    TABLE.procedure(_name, tail=True)(_string_compare(_name, _change))


def _comparison(
    name: str, change: Callable[[str], str], test: Callable[[str, str], bool]
) -> Callable[..., bool]:
    def compare(
        one: Text,
        other: Text,
        start1: Index = 0,
        end1: Index | None = None,
        start2: Index = 0,
        end2: Index | None = None,
    ) -> bool:
        left, right = _two(name, 3, one, other, (start1, end1, start2, end2))
        return test(change(left), change(right))

    compare.__doc__ = "Compare parts of two strings. SRFI 13, Comparison."
    return compare


_TESTS: Final[dict[str, Callable[[str, str], bool]]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}

for _sign, _test in _TESTS.items():
    for _name, _change in ((f"string{_sign}", _same), (f"string-ci{_sign}", folded)):
        TABLE.procedure(_name)(_comparison(_name, _change, _test))


@TABLE.procedure("string-hash")
def string_hash(string: Text, bound: Index = 0, start: Index = 0, end: Index | None = None) -> int:
    """Return a number below `bound` that equal strings share. SRFI 13, Comparison."""
    return _hash(_part("string-hash", 3, string, start, end), bound)


@TABLE.procedure("string-hash-ci")
def string_hash_ci(
    string: Text, bound: Index = 0, start: Index = 0, end: Index | None = None
) -> int:
    """As `string-hash`, whatever the case of letters. SRFI 13, Comparison."""
    return _hash(folded(_part("string-hash-ci", 3, string, start, end)), bound)


def _hash(text: str, bound: int) -> int:
    found = zlib.crc32(text.encode("utf-8", "surrogatepass"))
    return found % bound if bound else found


# Prefixes & suffixes


def _length(name: str, change: Callable[[str], str], turned: bool) -> Callable[..., int]:
    def length(
        one: Text,
        other: Text,
        start1: Index = 0,
        end1: Index | None = None,
        start2: Index = 0,
        end2: Index | None = None,
    ) -> int:
        left, right = map(change, _two(name, 3, one, other, (start1, end1, start2, end2)))
        return _mismatch(left[::-1], right[::-1]) if turned else _mismatch(left, right)

    side = "suffix" if turned else "prefix"
    length.__doc__ = f"Return the length of the common {side}. SRFI 13, Prefixes & suffixes."
    return length


def _begins(name: str, change: Callable[[str], str], turned: bool) -> Callable[..., bool]:
    def begins(
        one: Text,
        other: Text,
        start1: Index = 0,
        end1: Index | None = None,
        start2: Index = 0,
        end2: Index | None = None,
    ) -> bool:
        left, right = map(change, _two(name, 3, one, other, (start1, end1, start2, end2)))
        return right.endswith(left) if turned else right.startswith(left)

    side = "suffix" if turned else "prefix"
    begins.__doc__ = (
        f"Return whether the first string is a {side} of the other. SRFI 13, Prefixes & suffixes."
    )
    return begins


for _side in ("prefix", "suffix"):
    for _ending, _change in (("", _same), ("-ci", folded)):
        _name = f"string-{_side}-length{_ending}"
        TABLE.procedure(_name)(_length(_name, _change, _side == "suffix"))
        _name = f"string-{_side}{_ending}?"
        TABLE.procedure(_name)(_begins(_name, _change, _side == "suffix"))


# Searching


def _search(name: str, wanted: bool, backwards: bool) -> Callable[..., Any]:
    def search(
        string: Text, criterion: Criterion, start: Index = 0, end: Index | None = None
    ) -> int | bool:
        start, end = span(name, len(string), start, end, 3)
        test = matcher(criterion)
        places = range(end - 1, start - 1, -1) if backwards else range(start, end)
        for place in places:
            if test(string[place]) is wanted:
                return place
        return False

    which = "last" if backwards else "first"
    fits = "fits" if wanted else "does not fit"
    search.__doc__ = (
        f"Return the index of the {which} character that {fits}, or #f. SRFI 13, Searching."
    )
    return search


for _name, _wanted, _backwards in (
    ("string-index", True, False),
    ("string-index-right", True, True),
    ("string-skip", False, False),
    ("string-skip-right", False, True),
):
    TABLE.procedure(_name)(_search(_name, _wanted, _backwards))


@TABLE.procedure("string-count")
def string_count(
    string: Text, criterion: Criterion, start: Index = 0, end: Index | None = None
) -> int:
    """Return how many characters fit. SRFI 13, Searching."""
    return sum(map(matcher(criterion), _part("string-count", 3, string, start, end)))


def _contains(name: str, change: Callable[[str], str]) -> Callable[..., Any]:
    def contains(
        string: Text,
        pattern: Text,
        start1: Index = 0,
        end1: Index | None = None,
        start2: Index = 0,
        end2: Index | None = None,
    ) -> int | bool:
        text, wanted = map(change, _two(name, 3, string, pattern, (start1, end1, start2, end2)))
        place = text.find(wanted)
        return start1 + place if place >= 0 else False

    contains.__doc__ = (
        "Return the index at which a string has another in it, or #f. SRFI 13, Searching."
    )
    return contains


TABLE.procedure("string-contains")(_contains("string-contains", _same))
TABLE.procedure("string-contains-ci")(_contains("string-contains-ci", folded))


# Alphabetic case mapping


def _case(name: str, change: Callable[[str], str]) -> Callable[..., str]:
    def changed(string: Text, start: Index = 0, end: Index | None = None) -> Text:
        return change(_part(name, 2, string, start, end))

    changed.__doc__ = "Return a string in another case. SRFI 13, Alphabetic case mapping."
    return changed


def _case_in_place(name: str, change: Callable[[str], str]) -> Callable[..., Any]:
    def change_in_place(string: MutableStr, start: Index = 0, end: Index | None = None) -> Any:
        _replace(string, start, change(_part(name, 2, string.text, start, end)))
        return string  # as Guile does

    change_in_place.__doc__ = "Change the case of a string. SRFI 13, Alphabetic case mapping."
    return change_in_place


for _name, _change in (
    ("string-upcase", _upper),
    ("string-downcase", _lower),
    ("string-titlecase", titled),
):
    TABLE.procedure(_name)(_case(_name, _change))
    TABLE.procedure(f"{_name}!")(_case_in_place(f"{_name}!", _change))


# Reverse & append


@TABLE.procedure("string-reverse")
def string_reverse(string: Text, start: Index = 0, end: Index | None = None) -> Text:
    """Return the characters from the last to the first. SRFI 13, Reverse & append."""
    return _part("string-reverse", 2, string, start, end)[::-1]


@TABLE.procedure("string-reverse!")
def string_reverse_in_place(
    string: MutableStr, start: Index = 0, end: Index | None = None
) -> None:
    """Turn a string round. SRFI 13, Reverse & append."""
    _replace(string, start, _part("string-reverse!", 2, string.text, start, end)[::-1])


@TABLE.procedure("string-append/shared")
def string_append_shared(*strings: Text) -> Text:
    """Return the strings as one. SRFI 13, Reverse & append."""
    return "".join(strings)


@TABLE.procedure("string-concatenate", "string-concatenate/shared")
def string_concatenate(strings: Items) -> Text:
    """Return the strings of a list as one. SRFI 13, Reverse & append."""
    return "".join(_texts("string-concatenate", strings))


@TABLE.procedure("string-concatenate-reverse", "string-concatenate-reverse/shared")
def string_concatenate_reverse(strings: Items, final: Text = "", end: Index | None = None) -> Text:
    """Return the strings of a list, the last first, and `final` behind them up to `end`.

    SRFI 13, Reverse & append.
    """
    name = "string-concatenate-reverse"
    if end is not None and end > len(final):
        refuse(name, 3, f"an index up to {len(final)}", end, False)
    return "".join(reversed(_texts(name, strings))) + final[:end]


# Fold, unfold & map


@TABLE.procedure("string-map")
def string_map(procedure: Proc, string: Text, start: Index = 0, end: Index | None = None) -> Text:
    """Return a string of what a procedure gives. SRFI 13, Fold, unfold & map."""
    text = _part("string-map", 3, string, start, end)
    return "".join(_character("string-map", call(procedure, each)) for each in text)


@TABLE.procedure("string-map!")
def string_map_in_place(
    procedure: Proc, string: MutableStr, start: Index = 0, end: Index | None = None
) -> None:
    """Replace each character by what a procedure gives. SRFI 13, Fold, unfold & map."""
    text = _part("string-map!", 3, string.text, start, end)
    made = "".join(_character("string-map!", call(procedure, each)) for each in text)
    _replace(string, start, made)


@TABLE.procedure("string-fold")
def string_fold(
    procedure: Proc, seed: Any, string: Text, start: Index = 0, end: Index | None = None
) -> Any:
    """Combine the characters from left to right. SRFI 13, Fold, unfold & map."""
    for each in _part("string-fold", 4, string, start, end):
        seed = call(procedure, each, seed)
    return seed


@TABLE.procedure("string-fold-right")
def string_fold_right(
    procedure: Proc, seed: Any, string: Text, start: Index = 0, end: Index | None = None
) -> Any:
    """Combine the characters from right to left. SRFI 13, Fold, unfold & map."""
    for each in reversed(_part("string-fold-right", 4, string, start, end)):
        seed = call(procedure, each, seed)
    return seed


def _unfolded(
    name: str, stop: Any, item: Any, successor: Any, seed: Any, final: Any
) -> tuple[list[str], str]:
    found = []
    while call(stop, seed) is False:
        found.append(_character(name, call(item, seed)))
        seed = call(successor, seed)
    if final is None:
        return found, ""
    made = call(final, seed)
    if made.__class__ is not String:
        refuse(name, 6, "a procedure that returns a string", made)
    return found, made.text


@TABLE.procedure("string-unfold")
def string_unfold(
    stop: Proc, item: Proc, successor: Proc, seed: Any, base: Text = "", final: Proc | None = None
) -> Text:
    """Return the characters that seeds give, behind `base`. SRFI 13, Fold, unfold & map."""
    found, last = _unfolded("string-unfold", stop, item, successor, seed, final)
    return base + "".join(found) + last


@TABLE.procedure("string-unfold-right")
def string_unfold_right(
    stop: Proc, item: Proc, successor: Proc, seed: Any, base: Text = "", final: Proc | None = None
) -> Text:
    """Return what seeds give, the last first, before `base`. SRFI 13, Fold, unfold & map."""
    found, first = _unfolded("string-unfold-right", stop, item, successor, seed, final)
    return first + "".join(reversed(found)) + base


@TABLE.procedure("string-for-each")
def string_for_each(
    procedure: Proc, string: Text, start: Index = 0, end: Index | None = None
) -> None:
    """Call a procedure with each character. SRFI 13, Fold, unfold & map."""
    for each in _part("string-for-each", 3, string, start, end):
        call(procedure, each)


@TABLE.procedure("string-for-each-index")
def string_for_each_index(
    procedure: Proc, string: Str, start: Index = 0, end: Index | None = None
) -> None:
    """Call a procedure with each index. SRFI 13, Fold, unfold & map."""
    for place in range(*span("string-for-each-index", len(string.text), start, end, 3)):
        call(procedure, place)


# Replicate & rotate


def _rotated(name: str, place: int, text: str, first: int, last: int | None) -> str:
    """Return a part of a text that goes on for ever on both sides."""
    count = len(text) if last is None else last - first
    if count < 0:
        refuse(name, place, f"an index from {first} on", last, False)
    if not count:
        return ""
    if not text:
        refuse(name, place - 2, "a string that is not empty", String(text), False)
    begin = first % len(text)
    return (text * ((begin + count) // len(text) + 1))[begin : begin + count]


@TABLE.procedure("xsubstring")
def xsubstring(
    string: Text, first: Int, last: Int | None = None, start: Index = 0, end: Index | None = None
) -> Text:
    """Return a part of a string that repeats on both sides. SRFI 13, Replicate & rotate."""
    return _rotated("xsubstring", 3, _part("xsubstring", 4, string, start, end), first, last)


@TABLE.procedure("string-xcopy!")
def string_xcopy_in_place(
    target: MutableStr,
    place: Index,
    string: Text,
    first: Int,
    last: Int | None = None,
    start: Index = 0,
    end: Index | None = None,
) -> None:
    """Copy what `xsubstring` returns into a string. SRFI 13, Replicate & rotate."""
    name = "string-xcopy!"
    made = _rotated(name, 5, _part(name, 6, string, start, end), first, last)
    if place + len(made) > len(target.text):
        refuse(name, 2, "an index from which on there is space", place, False)
    _replace(target, place, made)


# Miscellaneous: insertion, parsing


@TABLE.procedure("string-replace")
def string_replace(
    one: Text,
    other: Text,
    start1: Index,
    end1: Index,
    start2: Index = 0,
    end2: Index | None = None,
) -> Text:
    """Return a string with a part replaced by another's. SRFI 13, Miscellaneous."""
    start1, end1 = span("string-replace", len(one), start1, end1, 3)
    return one[:start1] + _part("string-replace", 5, other, start2, end2) + one[end1:]


@TABLE.procedure("string-tokenize")
def string_tokenize(
    string: Text, tokens: CharSetOf = _GRAPHIC, start: Index = 0, end: Index | None = None
) -> Items:
    """Return the longest parts that consist of a set's characters. SRFI 13, Miscellaneous."""
    found = [""]
    for each in _part("string-tokenize", 3, string, start, end):
        if each in tokens:
            found[-1] += each
        elif found[-1]:
            found.append("")
    return [String(each) for each in found if each]


# Filtering & deleting


def _filtered(
    name: str, criterion: Any, string: str, start: int, end: int | None, wanted: bool
) -> str:
    test = matcher(criterion)
    text = _part(name, 3, string, start, end)
    return "".join(each for each in text if test(each) is wanted)


@TABLE.procedure("string-filter")
def string_filter(
    criterion: Criterion, string: Text, start: Index = 0, end: Index | None = None
) -> Text:
    """Return the characters that fit. SRFI 13, Filtering & deleting."""
    return _filtered("string-filter", criterion, string, start, end, True)


@TABLE.procedure("string-delete")
def string_delete(
    criterion: Criterion, string: Text, start: Index = 0, end: Index | None = None
) -> Text:
    """Return the characters that do not fit. SRFI 13, Filtering & deleting."""
    return _filtered("string-delete", criterion, string, start, end, False)
