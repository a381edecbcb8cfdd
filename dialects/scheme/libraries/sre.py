"""Regular expressions as data (SRE, SRFI 115), compiled by Python's `re`.

Of several alternatives the first that fits is taken. A look-behind has to have one length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from ..conditions import error
from ..data import Pair, String, Symbol, from_list, to_list
from .charsets import FULL, STANDARD, CharSet, of_characters, of_range

__all__ = ["compiled", "translated"]


class SreError(ValueError):
    """What is no SRE; `datum` is."""

    def __init__(self, datum: Any) -> None:
        super().__init__("not a regular expression")
        self.datum = datum


def _standard(name: str) -> Callable[[], int]:
    return lambda: STANDARD[f"char-set:{name}"].bits


_SETS: Final[dict[str, Callable[[], int]]] = {
    name: make
    for names, make in {
        "any": lambda: FULL.bits,
        "nonl": lambda: FULL.bits & ~of_characters("\r\n"),
        "ascii": _standard("ascii"),
        "lower-case lower": _standard("lower-case"),
        "upper-case upper": _standard("upper-case"),
        "title-case title": _standard("title-case"),
        "alphabetic alpha": _standard("letter"),
        "numeric num digit": _standard("digit"),
        "alphanumeric alphanum alnum": _standard("letter+digit"),
        "punctuation punct": _standard("punctuation"),
        "symbol": _standard("symbol"),
        "graphic graph": _standard("graphic"),
        "blank": _standard("blank"),
        "whitespace white space": _standard("whitespace"),
        "printing print": _standard("printing"),
        "control cntrl": _standard("iso-control"),
        "hex-digit xdigit": _standard("hex-digit"),
    }.items()
    for name in names.split()
}
_MARK: Final = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u200d]"
_GRAPHEME: Final = rf"(?:\r\n|[\s\S]{_MARK}*)"
_ATOMS: Final = {
    "newline": r"(?:\r\n|[\r\n])",
    "bos": r"\A",
    "eos": r"\Z",
    "bol": "(?m:^)",
    "eol": "(?m:$)",
    "bow": r"\b(?=\w)",
    "eow": r"\b(?<=\w)",
    "nwb": r"\B",
    "word": r"\b\w+\b",
    "bog": rf"(?!{_MARK})",
    "eog": rf"(?!{_MARK})",
    "grapheme": _GRAPHEME,
}
_REPEATS: Final = {
    "*": "*",
    "zero-or-more": "*",
    "+": "+",
    "one-or-more": "+",
    "?": "?",
    "optional": "?",
    "*?": "*?",
    "non-greedy-zero-or-more": "*?",
    "??": "??",
    "non-greedy-optional": "??",
}
_LOOKS: Final = {
    "look-ahead": "(?=",
    "neg-look-ahead": "(?!",
    "look-behind": "(?<=",
    "neg-look-behind": "(?<!",
}


def _class_of(bits: int) -> str:
    """Return the set of Python's for a set of characters."""
    if bits == FULL.bits:
        return r"[\s\S]"
    if not bits:
        return "(?!)"
    parts = []
    code = 0
    rest = bits
    while rest:
        skip = (rest & -rest).bit_length() - 1
        rest >>= skip
        code += skip
        run = (~rest & (rest + 1)).bit_length() - 1
        parts.append(_range(code, code + run - 1))
        rest >>= run
        code += run
    return f"[{''.join(parts)}]"


def _range(low: int, high: int) -> str:
    first, last = re.escape(chr(low)), re.escape(chr(high))
    return first if low == high else f"{first}-{last}"


def translated(sre: Any) -> tuple[str, dict[str, list[int]]]:
    """Return an SRE as a pattern of Python's, and the groups of each name in it."""
    made = _Translation()
    return made.pattern(sre, _Mode()), made.names


class _Mode:
    """What is in force: without case, ASCII alone, without submatches."""

    def __init__(self, fold: bool = False, ascii: bool = False, capture: bool = True) -> None:
        self.fold = fold
        self.ascii = ascii
        self.capture = capture

    def changed(self, name: str) -> _Mode:
        return _Mode(
            {"w/nocase": True, "w/case": False}.get(name, self.fold),
            {"w/ascii": True, "w/unicode": False}.get(name, self.ascii),
            self.capture and name != "w/nocapture",
        )


_MODES: Final = frozenset({"w/nocase", "w/case", "w/ascii", "w/unicode", "w/nocapture"})


class _Translation:
    def __init__(self) -> None:
        self.groups = 0
        self.names: dict[str, list[int]] = {}

    # Sets of characters

    def set_of(self, sre: Any, mode: _Mode) -> int | None:
        """Return the characters of an SRE that is a set of them, None for another."""
        if sre.__class__ is str:
            return self.closed(of_characters(sre), mode)
        if sre.__class__ is CharSet:
            return self.closed(sre.bits, mode)
        if sre.__class__ is String:
            return self.closed(of_characters(sre.text), mode) if len(sre.text) == 1 else None
        if sre.__class__ is Symbol:
            make = _SETS.get(sre.name)
            if make is None:
                return None
            bits = make()
            if mode.fold and sre.name in ("lower", "lower-case", "upper", "upper-case"):
                bits = STANDARD["char-set:lower-case"].bits | STANDARD["char-set:upper-case"].bits
            return bits & of_range(0, 0x80) if mode.ascii and sre.name != "any" else bits
        if sre.__class__ is not Pair:
            return None
        return self.compound_set(from_list(sre), mode)

    def compound_set(self, parts: list[Any], mode: _Mode) -> int | None:
        head, *rest = parts
        if head.__class__ is String:
            return None if rest else self.closed(of_characters(head.text), mode)
        name = head.name if head.__class__ is Symbol else ""
        if name == "char-set":
            if len(rest) != 1 or rest[0].__class__ is not String:
                raise SreError(head)
            return self.closed(of_characters(rest[0].text), mode)
        if name in ("/", "char-range"):
            return self.closed(self.ranges(rest), mode)
        if name not in ("or", "~", "complement", "-", "difference", "&", "and", *_MODES):
            return None
        inner = mode.changed(name) if name in _MODES else mode
        sets: list[int] = []
        for each in rest:
            found = self.set_of(each, inner)
            if found is None:
                return None
            sets.append(found)
        if not sets:
            return 0 if name == "or" else None
        bits = sets[0]
        for each in sets[1:]:
            if name in ("&", "and"):
                bits &= each
            elif name in ("-", "difference"):
                bits &= ~each
            elif name in _MODES:
                return None
            else:
                bits |= each
        return FULL.bits & ~bits if name in ("~", "complement") else bits

    def ranges(self, parts: list[Any]) -> int:
        text = ""
        for each in parts:
            if each.__class__ is str:
                text += each
            elif each.__class__ is String:
                text += each.text
            else:
                raise SreError(each)
        if len(text) % 2:
            raise SreError(String(text))
        bits = 0
        for low, high in zip(text[::2], text[1::2], strict=True):
            bits |= of_range(ord(low), ord(high) + 1)
        return bits

    def closed(self, bits: int, mode: _Mode) -> int:
        """Return a set with the other case of its letters, where case does not count."""
        if not mode.fold:
            return bits
        for each in CharSet(bits):
            for other in (each.lower(), each.upper()):
                if len(other) == 1:
                    bits |= 1 << ord(other)
        return bits

    # Expressions

    def sequence(self, parts: list[Any], mode: _Mode) -> str:
        return "".join(self.pattern(each, mode) for each in parts)

    def pattern(self, sre: Any, mode: _Mode) -> str:
        """Return the pattern of one SRE, which may be repeated."""
        if sre.__class__ is String and len(sre.text) != 1:
            return f"(?:{''.join(self.pattern(each, mode) for each in sre.text)})"
        bits = self.set_of(sre, mode)
        if bits is not None:
            return (
                re.escape(chr(bits.bit_length() - 1)) if bits.bit_count() == 1 else _class_of(bits)
            )
        if sre.__class__ is Symbol:
            if sre.name not in _ATOMS:
                raise SreError(sre)
            return f"(?:{_ATOMS[sre.name]})"
        if sre.__class__ is not Pair:
            raise SreError(sre)
        head, *rest = from_list(sre)
        if head.__class__ is not Symbol:
            raise SreError(sre)
        return self.compound(sre, head.name, rest, mode)

    def compound(self, sre: Any, name: str, rest: list[Any], mode: _Mode) -> str:
        if name in _REPEATS:
            return self.repeated(rest, _REPEATS[name], mode)
        if name in _MODES:
            return f"(?:{self.sequence(rest, mode.changed(name))})"
        if name in _LOOKS:
            return f"{_LOOKS[name]}{self.sequence(rest, mode)})"
        match name:
            case ":" | "seq":
                return f"(?:{self.sequence(rest, mode)})"
            case "or" | "|":
                return (
                    f"(?:{'|'.join(self.pattern(each, mode) for each in rest)})"
                    if rest
                    else "(?!)"
                )
            case "$" | "submatch":
                return self.group(rest, mode, None)
            case "->" | "=>" | "submatch-named":
                if not rest or rest[0].__class__ is not Symbol:
                    raise SreError(sre)
                return self.group(rest[1:], mode, rest[0].name)
            case "=" | "exactly":
                return self.repeated(rest[1:], f"{{{self.count(sre, rest, 0)}}}", mode)
            case ">=" | "at-least":
                return self.repeated(rest[1:], f"{{{self.count(sre, rest, 0)},}}", mode)
            case "**" | "repeated" | "**?" | "non-greedy-repeated":
                low, high = self.count(sre, rest, 0), self.count(sre, rest, 1)
                if low > high:
                    raise SreError(sre)
                lazy = "?" if name in ("**?", "non-greedy-repeated") else ""
                return self.repeated(rest[2:], f"{{{low},{high}}}{lazy}", mode)
            case "word":
                return rf"(?:\b(?=\w){self.sequence(rest, mode)}\b(?<=\w))"
            case "word+":
                return rf"(?:\b(?:(?=\w){self.pattern(self.either(rest), mode)})+\b)"
            case "backref" if len(rest) == 1:
                return self.reference(sre, rest[0], mode)
        raise SreError(sre)

    def either(self, parts: list[Any]) -> Any:
        return parts[0] if len(parts) == 1 else Pair(Symbol("or"), to_list(parts))

    def count(self, sre: Any, rest: list[Any], place: int) -> int:
        if place >= len(rest) or rest[place].__class__ is not int or rest[place] < 0:
            raise SreError(sre)
        return int(rest[place])

    def repeated(self, parts: list[Any], operator: str, mode: _Mode) -> str:
        return f"(?:(?:{self.sequence(parts, mode)}){operator})"

    def group(self, parts: list[Any], mode: _Mode, name: str | None) -> str:
        if not mode.capture:
            return f"(?:{self.sequence(parts, mode)})"
        self.groups += 1
        if name is not None:
            self.names.setdefault(name, []).append(self.groups)
        return f"({self.sequence(parts, mode)})"

    def reference(self, sre: Any, which: Any, mode: _Mode) -> str:
        if which.__class__ is Symbol and which.name in self.names:
            which = self.names[which.name][-1]
        if which.__class__ is not int or not 1 <= which <= self.groups:
            raise SreError(sre)
        return f"(?i:\\{which})" if mode.fold else f"(?:\\{which})"


def compiled(sre: Any) -> tuple[re.Pattern[str], dict[str, list[int]]]:
    """Return a compiled SRE; an error object is raised for what is none."""
    try:
        pattern, names = translated(sre)
        return re.compile(pattern), names
    except (SreError, TypeError) as failure:
        raise error("not a regular expression:", getattr(failure, "datum", sre)) from None
    except (re.error, OverflowError, RecursionError) as failure:
        raise error(f"{failure}:", sre) from None
