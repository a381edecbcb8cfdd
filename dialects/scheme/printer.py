"""The printer: data as text, as each profile writes them.

`display`, `write`, `write-shared` and `write-simple` differ in two things: whether strings and
characters are written so that they can be read again, and which parts get labels: those that a
datum contains itself through (`write`, `display`), all that occur twice (`write-shared`), none.
Nothing recurs, so data may be nested as deep as they like.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, Literal

from ..data import EofObject
from .data import (
    NIL,
    Keyword,
    Nil,
    Pair,
    Promise,
    Record,
    RecordType,
    Special,
    String,
    Symbol,
    Values,
    is_procedure,
    plain,
)
from .number_vectors import NumberVector
from .numbers import NUMBERS, number_to_text
from .profiles import DEFAULT_PROFILE, Profile
from .spellings import SPELLINGS

__all__ = ["PRINTERS", "Labels", "displayed", "show", "written"]

Labels = Literal["cycles", "shared", "none"]

_ABBREVIATIONS: Final = {
    "quote": "'",
    "quasiquote": "`",
    "unquote": ",",
    "unquote-splicing": ",@",
}

PRINTERS: Final[dict[type, Callable[[Any, bool, Profile], str]]] = {}
"""How objects of other classes are written; a library that has some enters them here."""
_CONDITIONS: Final = {"guile": "condition_parts"}
"""By the style of a profile's conditions, the library whose `shown` writes a failure.

It is imported when the first is written, for few programs write any.
"""


def written(value: Any, profile: Profile = DEFAULT_PROFILE) -> str:
    """Return a value as `write` writes it."""
    return show(value, True, profile)


def displayed(value: Any, profile: Profile = DEFAULT_PROFILE) -> str:
    """Return a value as `display` writes it."""
    if value.__class__ is String:
        text: str = value.text
        return text
    return show(value, False, profile)


def show(
    value: Any, readable: bool, profile: Profile = DEFAULT_PROFILE, labels: Labels = "cycles"
) -> str:
    """Return a value as text.

    Args:
        value: any Scheme value.
        readable: whether strings and characters are written as programs write them.
        profile: the dialect's.
        labels: what gets `#0=`.
    """
    if value.__class__ not in (Pair, list):
        return _atom(value, readable, profile)
    labelled = {} if labels == "none" else _labelled(value, labels)
    return _compound(value, readable, profile, labelled)


def _labelled(value: Any, labels: Labels) -> dict[int, int | None]:
    """Return the ids of what gets a label; its number is given when it is written."""
    seen: dict[int, Any] = {}
    twice: dict[int, int | None] = {}
    stack = [value]
    while stack:
        each = stack.pop()
        if not isinstance(each, (Pair, list)):
            continue
        if id(each) in seen:
            twice[id(each)] = None
            continue
        seen[id(each)] = each
        if isinstance(each, Pair):
            stack += [each.cdr, each.car]
        else:
            stack += reversed(each)
    if not twice or labels == "shared":
        return twice
    return {each: None for each in _on_cycles(value) if each in twice}


def _on_cycles(value: Any) -> set[int]:
    """Return the ids of what is met again below itself."""
    above: set[int] = set()
    done: set[int] = set()
    found: set[int] = set()
    stack: list[tuple[Any, bool]] = [(value, True)]
    while stack:
        each, entering = stack.pop()
        if not entering:
            above.discard(id(each))
            done.add(id(each))
            continue
        if not isinstance(each, (Pair, list)):
            continue
        if id(each) in above:
            found.add(id(each))
            continue
        if id(each) in done:
            continue
        above.add(id(each))
        stack.append((each, False))
        parts = [each.cdr, each.car] if isinstance(each, Pair) else each[::-1]
        stack += [(part, True) for part in parts]
    return found


class _Literal(str):
    """Text on the stack of what is still to be written."""


class _Rest:
    """The rest of a list on that stack."""

    def __init__(self, rest: Any) -> None:
        self.rest = rest


def _compound(value: Any, readable: bool, profile: Profile, labels: dict[int, int | None]) -> str:
    out: list[str] = []
    stack: list[Any] = [value]
    count = profile.first_label
    while stack:
        each = stack.pop()
        kind = each.__class__
        if kind is _Literal:
            out.append(each)
            continue
        if kind is _Rest:
            rest = each.rest
            if rest is NIL:
                out.append(")")
            elif rest.__class__ is Pair and id(rest) not in labels:
                out.append(" ")
                stack += [_Rest(rest.cdr), rest.car]
            else:
                out.append(" . ")
                stack += [_Literal(")"), rest]
            continue
        if kind is not Pair and kind is not list:
            out.append(_atom(each, readable, profile))
            continue
        if id(each) in labels:
            label = labels[id(each)]
            if label is not None:
                out.append(f"#{label}#")
                continue
            labels[id(each)] = count
            out.append(f"#{count}=")
            count += 1
        if kind is Pair:
            mark = _abbreviation(each, profile, labels)
            if mark:
                out.append(mark)
                stack.append(each.cdr.car)
            else:
                out.append("(")
                stack += [_Rest(each.cdr), each.car]
            continue
        out.append("#(")
        stack.append(_Literal(")"))
        for place in range(len(each) - 1, -1, -1):
            stack.append(each[place])
            if place:
                stack.append(_Literal(" "))
    return "".join(out)


def _abbreviation(pair: Pair, profile: Profile, labels: dict[int, int | None]) -> str:
    if not profile.quotes or pair.car.__class__ is not Symbol:
        return ""
    rest = pair.cdr
    if rest.__class__ is not Pair or rest.cdr is not NIL or id(rest) in labels:
        return ""
    return _ABBREVIATIONS.get(pair.car.name, "")


def _atom(value: Any, readable: bool, profile: Profile) -> str:
    kind = value.__class__
    if kind in NUMBERS:
        return number_to_text(value, 10, profile.floats)
    if kind is Symbol:
        quoted = readable or SPELLINGS[profile.spelling].displays_quoted
        return symbol_text(value.name, profile) if quoted else value.name
    if kind is String:
        return string_text(value.text, profile) if readable else value.text
    if kind is str:
        return character_text(value, profile) if readable else value
    if kind in _SIMPLE:
        return _SIMPLE[kind](value, profile)
    if kind in PRINTERS:
        return PRINTERS[kind](value, readable, profile)
    if isinstance(value, Record):
        return _record_text(value, readable, profile)
    if isinstance(value, BaseException):
        return _failure_text(value, profile)
    if is_procedure(value):
        return f"#<procedure {procedure_name(value)}>".replace(" >", ">")
    text = repr(value)  # of a dialect's object, what its real system prints
    return text if text.startswith("#<") else f"#<{type(value).__name__}>"


def _failure_text(value: BaseException, profile: Profile) -> str:
    library = _CONDITIONS.get(profile.condition_style)
    if library is None:
        return f"#<condition {type(value).__name__}>"
    text: str = import_module(f"{__package__}.libraries.{library}").shown(value, profile)
    return text


_SIMPLE: Final[dict[type, Callable[[Any, Profile], str]]] = {
    bool: lambda value, profile: "#t" if value else "#f",
    type(None): lambda value, profile: profile.unspecified,
    Nil: lambda value, profile: "()",
    bytearray: lambda value, profile: f"{profile.bytevector}{' '.join(map(str, value))})",
    NumberVector: lambda value, profile: (
        f"#{value.kind.name}"
        f"({' '.join(number_to_text(each, 10, profile.floats) for each in value.view)})"
    ),
    EofObject: lambda value, profile: profile.eof,
    Keyword: lambda value, profile: keyword_text(value.name, profile),
    Special: lambda value, profile: f"#!{value.name}",
    Promise: lambda value, profile: "#<promise>",
    RecordType: lambda value, profile: f"#<record-type {value.name}>",
    Values: lambda value, profile: " ".join(written(each, profile) for each in value),
}


def keyword_text(name: str, profile: Profile) -> str:
    """Return a keyword as a program writes it."""
    return f":{name}" if profile.keywords == "prefix" else f"#:{name}"


def symbol_text(name: str, profile: Profile) -> str:
    """Return a symbol so that it can be read again."""
    spelling = SPELLINGS[profile.spelling]
    if spelling.is_plain(name) and (not profile.folds or name == name.casefold()):
        return name
    return spelling.symbol(name)


def string_text(text: str, profile: Profile) -> str:
    """Return a string as a program writes it."""
    return f'"{SPELLINGS[profile.spelling].string(text)}"'


def character_text(character: str, profile: Profile) -> str:
    """Return a character as a program writes it."""
    code = ord(character)
    for name, number in profile.characters:
        if number == code:
            return f"#\\{name}"
    return f"#\\{SPELLINGS[profile.spelling].character(character)}"


def _record_text(value: Any, readable: bool, profile: Profile) -> str:
    kind: RecordType = value.type
    if kind.printer is not None:
        return str(kind.printer(value, profile))
    if not profile.record_fields:
        return f"#<{kind.name}>"
    fields = (
        f" {name}: {show(getattr(value, slot, None), True, profile)}"
        for name, slot in zip(kind.fields, kind.slots, strict=True)
    )
    return f"#<{kind.name}{''.join(fields)}>"


def procedure_name(value: Any) -> str:
    """Return a procedure's Scheme name, "" for one that has none."""
    return plain(getattr(value, "__name__", ""))
