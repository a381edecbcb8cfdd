"""The dialect of a program: found in its first lines, its imports, or the names that it uses.

Strategy: the text is read as data, so that comments and strings do not mislead. What a program
imports at its top counts most; what it imports under `cond-expand` is looked at as each dialect
would see it. A text that cannot be read is searched for the same signs as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from attrs import evolve

from .bridge import entries
from .data import NIL, Pair, Symbol
from .image import FEATURES
from .libraries.manifest import BASE, LIBRARIES
from .libraries.manifests import table
from .printer import written
from .profiles import DEFAULT_PROFILE, PROFILES, Profile
from .reader import ReadError, read
from .scripts import script_of
from .syntax import parts

__all__ = ["dialect_of"]

_READING: Final = evolve(
    DEFAULT_PROFILE,
    extensions=frozenset().union(*(each.extensions for each in PROFILES.values())),
    keywords="hash",
)
"""A profile that reads what any dialect has."""

_CHANGES: Final = frozenset({"only", "except", "prefix", "rename", "drop", "for", "library"})
_IMPORTS: Final = frozenset(
    {"import", "import-for-syntax", "use", "use-modules", "require-extension", "require-library"}
)
_DEPTH: Final = 50
_SILENT: Final = re.compile(r'"(?:[^"\\]|\\.)*"|;[^\n]*|#\|.*?\|#', re.S)


class _Sign(NamedTuple):
    """What a program has in it: a library or the head of a form; whether always."""

    name: str
    is_form: bool
    always: bool


def dialect_of(text: str) -> str:
    """Return the name of the dialect that a program seems to be written in."""
    script = script_of(text)
    if script.dialect:
        return script.dialect
    data: list[Any] = []
    whole = True
    try:
        for form in read(text, _READING):
            data.append(form.datum)
    except ReadError:
        whole = False
    found = _by_imports(data)
    if not found and not whole:
        found = _by_text(text)
    return found or _by_names(data) or DEFAULT_PROFILE.name


# Imports


def _by_imports(data: list[Any]) -> str:
    always: Counter[str] = Counter()
    hints: Counter[str] = Counter()
    some: dict[str, int] = {}
    for profile in PROFILES.values():
        signs = list(_signs(data, profile, True, 0))
        owners = [(_owner(sign), sign) for sign in signs]
        theirs = {owner for owner, sign in owners if owner and owner != profile.name}
        for place, (owner, sign) in enumerate(owners):
            if owner == profile.name:
                if sign.always:
                    always[owner] += 1
                elif not theirs:
                    some.setdefault(owner, place)
            elif not sign.is_form and profile.hints_at(sign.name):
                hints[profile.name] += 1
    if always:
        return max(always, key=lambda name: always[name])
    if some:
        return min(some, key=lambda name: some[name])
    return max(hints, key=lambda name: hints[name]) if hints else ""


def _owner(sign: _Sign) -> str:
    if sign.is_form:
        owners = [each.name for each in PROFILES.values() if sign.name in each.forms]
        others = any(sign.name in each.imports for each in PROFILES.values())
        return owners[0] if owners and not others else ""
    return _claimant(sign.name)


def _claimant(library: str) -> str:
    """Return the dialect whose programs alone import a library, "" where it is nobody's."""
    closest = max(PROFILES.values(), key=lambda each: each.claim(library))
    return closest.name if closest.claim(library) else ""


def _signs(forms: Iterable[Any], profile: Profile, always: bool, depth: int) -> Iterator[_Sign]:
    """Yield what a program of a profile has at its top, in order."""
    for form in forms:
        if form.__class__ is not Pair or form.car.__class__ is not Symbol or depth > _DEPTH:
            continue
        head = form.car.name
        rest = [each.car for each in parts(form.cdr)]
        yield _Sign(head, True, always)
        if head in _IMPORTS:
            for each in rest:
                name = _library(each)
                if name:
                    yield _Sign(name, False, always)
        elif head == "cond-expand":
            for requirement, body in _clauses(form, profile):
                yield from _signs(body, profile, always and requirement == "else", depth + 1)
        elif head in ("begin", "define-library", "library", "module", "program"):
            yield from _signs(rest, profile, always, depth + 1)


def _clauses(form: Pair, profile: Profile) -> Iterator[tuple[str, list[Any]]]:
    """Yield the requirement and the forms of the clause that holds, if one does."""
    for cell in parts(form.cdr):
        clause = cell.car
        if clause.__class__ is Pair and _holds(clause.car, profile, 0):
            name = clause.car.name if clause.car.__class__ is Symbol else ""
            yield name, [each.car for each in parts(clause.cdr)]
            return


def _holds(requirement: Any, profile: Profile, depth: int) -> bool:
    if requirement.__class__ is Symbol:
        name = requirement.name
        return name == "else" or name in profile.features or name in FEATURES
    if requirement.__class__ is not Pair or depth > _DEPTH:
        return False
    head = requirement.car.name if requirement.car.__class__ is Symbol else ""
    rest = [each.car for each in parts(requirement.cdr)]
    match head:
        case "and":
            return all(_holds(each, profile, depth + 1) for each in rest)
        case "or":
            return any(_holds(each, profile, depth + 1) for each in rest)
        case "not":
            return not any(_holds(each, profile, depth + 1) for each in rest)
        case "library":
            name = _library(rest[0]) if rest else ""
            if claimant := _claimant(name):
                return profile.name == claimant
            return name in LIBRARIES or name in profile.dialect_libraries
    return False


def _library(datum: Any) -> str:
    """Return the name of the library that an import set is about, "" for what is none."""
    for _ in range(_DEPTH):
        if datum.__class__ is not Pair:
            break
        inner = datum.cdr.car if datum.cdr.__class__ is Pair else NIL
        if datum.car.__class__ is Pair:  # (use-modules ((name) #:select (...)))
            datum = datum.car
        elif (
            datum.car.__class__ is Symbol
            and datum.car.name in _CHANGES
            and (
                inner.__class__ is Pair or (inner.__class__ is Symbol and datum.cdr.cdr is not NIL)
            )
        ):
            datum = inner
        else:
            words = (each.car for each in parts(datum))
            return f"({' '.join(written(each) for each in words if each.__class__ is not Pair)})"
    return datum.name if datum.__class__ is Symbol else ""


# Names and texts


def _by_names(data: list[Any]) -> str:
    """Return the dialect whose sockets need no import and whose names the program uses."""
    if any(sign.name in _IMPORTS for sign in _signs(data, DEFAULT_PROFILE, True, 0)):
        return ""
    used = set(_symbols(data))
    if not used:
        return ""
    common = {name for module in BASE for name in table(module)}
    for profile in PROFILES.values():
        if not profile.dialect_libraries and (entries(profile).keys() - common) & used:
            return profile.name
    return ""


def _symbols(data: list[Any]) -> Iterator[str]:
    stack = list(data)
    seen: set[int] = set()
    while stack:
        datum = stack.pop()
        if datum.__class__ is Symbol:
            yield datum.name
        elif datum.__class__ is Pair and id(datum) not in seen:
            seen.add(id(datum))
            stack += (datum.car, datum.cdr)
        elif datum.__class__ is list and id(datum) not in seen:
            seen.add(id(datum))
            stack += datum


def _by_text(text: str) -> str:
    """Return the dialect whose signs an unreadable text has."""
    text = _SILENT.sub(" ", text)
    for profile in PROFILES.values():
        words = [re.escape(sign.removesuffix("*")) for sign in profile.signs if sign != "*"]
        words += [rf"\({re.escape(form)}" for form in profile.forms]
        if words and re.search(rf"(?:{'|'.join(words)})(?=[\s)\d])", text):
            return profile.name
    for profile in PROFILES.values():
        words = [re.escape(sign.removesuffix("*")) for sign in profile.hints]
        if words and re.search("|".join(words), text):
            return profile.name
    return ""
