"""Phrasebooks: the code for each phrase of the vocabulary in one dialect, in Scheme and Python.

A phrasebook is a TOML file of templates, which is checked against the vocabulary. It has:

    based-on          other phrasebooks, whose rows count where this one has none
    without           phrases of those that this dialect lacks
    returns-nothing   phrases whose value is unspecified
    derive-python     whether a row that is Scheme alone has the Python that follows from it
    [phrases]         phrase -> [Scheme, Python], with the vocabulary's parameters in braces
    [constants]       constant -> [Scheme, Python]
    [helpers]         procedure -> [Scheme, Python]; a program contains those that it uses

A row that is a string alone is Scheme: a real Scheme needs no dialect in Python. With
`derive-python = true` its Python is what `derivation` makes of it. In a pair, "" stands for what a
language lacks.

Among the data, helpers are in files of Scheme and Python beside the TOML file, each after a
comment with its name.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any, Literal

from attrs import evolve, frozen

from ..data import DataError, cached, file, read_text, text
from ..required.notation import Symbol, write
from .derivation import derived
from .script import Argument, Call, Constant, FromPeer, Variable
from .vocabulary import PHRASES

__all__ = ["CannotSayError", "Language", "Phrasebook", "PhrasebookError", "load", "read"]

Language = Literal["scheme", "python"]
LANGUAGES: tuple[Language, ...] = ("scheme", "python")
_NO_WORDS = ("", "")


class PhrasebookError(DataError):
    """A phrasebook does not follow the vocabulary."""


class CannotSayError(Exception):
    """The phrasebook lacks a phrase or a constant, whose name is the argument."""


@frozen
class Phrasebook:
    """The contents of a phrasebook; each pair is (Scheme, Python), "" for what is missing."""

    phrases: Mapping[str, tuple[str, str]]
    constants: Mapping[str, tuple[str, str]]
    helpers: Mapping[str, tuple[str, str]]
    returns_nothing: frozenset[str]

    def with_phrases(self, phrases: Mapping[str, tuple[str, str]]) -> Phrasebook:
        """Return the same phrasebook with other code for some phrases."""
        return evolve(self, phrases={**self.phrases, **phrases})

    def say(self, call: Call, language: Language, names: Mapping[FromPeer, str]) -> str:
        """Return the code of `call`; `names` are the variables with the strings from the peer.

        Raises `CannotSayError` if the phrasebook lacks the phrase or a constant in it.
        """
        template = self.phrases.get(call.phrase, _NO_WORDS)[LANGUAGES.index(language)]
        if not template:
            raise CannotSayError(call.phrase)
        parameters = PHRASES[call.phrase].parameters
        arguments = (self._argument(argument, language, names) for argument in call.arguments)
        return template.format_map(dict(zip(parameters, arguments, strict=True)))

    def _argument(
        self, argument: Argument, language: Language, names: Mapping[FromPeer, str]
    ) -> str:
        match argument:
            case Variable(name):
                return identifier(name, language)
            case FromPeer():
                return identifier(names[argument], language)
            case Call():
                return self.say(argument, language, names)
            case Constant(name):
                words = self.constants.get(name, _NO_WORDS)[LANGUAGES.index(language)]
                if not words:
                    raise CannotSayError(name)
                return words
        return literal(argument, language)


def identifier(name: str, language: Language) -> str:
    """Return a variable's name as `language` spells it."""
    return name.replace("-", "_") if language == "python" else name


def literal(value: object, language: Language) -> str:
    """Return a symbol, string, integer or bytes as a literal of `language`."""
    if language == "python":
        return f'"{value}"' if isinstance(value, Symbol) else _double_quoted(value)
    if isinstance(value, bytes):
        return f"({' '.join(['bytevector', *map(str, value)])})"
    assert isinstance(value, int | str)
    return write(value)


def _double_quoted(value: object) -> str:
    text = repr(value)
    return text.replace("'", '"') if isinstance(value, str | bytes) and '"' not in text else text


def read(source: str, scheme: str = "", python: str = "") -> Phrasebook:
    """Return the phrasebook in `source`, with the helpers in the texts `scheme` and `python`.

    Raises `PhrasebookError` if it does not follow the vocabulary.
    """
    return _read(source, scheme, python, ())


def _read(source: str, scheme: str, python: str, above: tuple[str, ...]) -> Phrasebook:
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise PhrasebookError(f"not TOML: {error}") from None
    if unknown := data.keys() - _TABLES:
        raise PhrasebookError(f"a phrasebook has no table {', '.join(sorted(unknown))}")
    bases = _words(data, "based-on")
    without, nothing = _words(data, "without"), _words(data, "returns-nothing")
    derives = data.get("derive-python", False)
    if not isinstance(derives, bool):
        raise PhrasebookError("derive-python must be true or false")
    phrases, constants = (_pairs(data, key, derives) for key in ("phrases", "constants"))
    helpers = {**_pairs(data, "helpers"), **_helpers(scheme, python)}
    for name, templates in phrases.items():
        check_phrase(name, templates)
    for base in reversed(bases):
        found = _named(base, above)
        phrases = {**found.phrases, **phrases}
        constants = {**found.constants, **constants}
        helpers = {**helpers, **{n: h for n, h in found.helpers.items() if n not in helpers}}
        nothing = (*nothing, *found.returns_nothing)
    for name in without:
        if phrases.pop(name, None) is None:
            raise PhrasebookError(f"without names {name}, which no base says")
    for name in _words(data, "returns-nothing"):
        if name not in phrases:
            raise PhrasebookError(
                f"returns-nothing names {name}, which the phrasebook does not say"
            )
    return Phrasebook(phrases, constants, helpers, frozenset(nothing) & phrases.keys())


def _words(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    words = data.get(key, [])
    if isinstance(words, str) and key == "based-on":
        words = [words]
    if not isinstance(words, list) or not all(isinstance(name, str) for name in words):
        what = "phrasebooks" if key == "based-on" else "phrases"
        raise PhrasebookError(f"{key} must be a list of {what}")
    return tuple(words)


_TABLES = {
    *("based-on", "without", "returns-nothing", "derive-python"),
    *("phrases", "constants", "helpers"),
}


def _pairs(data: Mapping[str, Any], key: str, derives: bool = False) -> dict[str, tuple[str, str]]:
    """Return a table of pairs; `derives` says that Scheme alone has the Python that follows."""
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise PhrasebookError(f"{key} must be a table")
    pairs = {}
    for name, row in table.items():
        python = derived(row) if derives and isinstance(row, str) else ""
        if derives and isinstance(row, str) and row and not python:
            raise PhrasebookError(f'{name}: no Python follows from the Scheme; write it, or ""')
        pairs[name] = [row, python] if isinstance(row, str) else row
    for name, pair in pairs.items():
        if not isinstance(pair, list) or [type(text) for text in pair] != [str, str]:
            raise PhrasebookError(f"{name} must be Scheme, or a pair of Scheme and Python")
        if not any(pair):
            raise PhrasebookError(f"{name} has no words; leave it out")
    return {name: (scheme.strip(), python.strip()) for name, (scheme, python) in pairs.items()}


def _helpers(scheme: str, python: str) -> dict[str, tuple[str, str]]:
    """Return the helpers by name, in the order of both texts; "" if a language has none."""
    in_scheme, in_python = _named_parts(scheme, ";;"), _named_parts(python, "#")
    names, place = list(in_scheme), 0
    for name in in_python:
        if name not in in_scheme:
            names.insert(place, name)
        place = names.index(name) + 1
    return {name: (in_scheme.get(name, ""), in_python.get(name, "")) for name in names}


def _named_parts(source: str, mark: str) -> dict[str, str]:
    _, *parts = re.split(rf"^{mark} (\S+)\n", source, flags=re.M)
    return dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=True))


def check_phrase(name: str, templates: tuple[str, str]) -> None:
    """Raise `PhrasebookError` unless the phrase and the parameters are in the vocabulary."""
    if name not in PHRASES:
        raise PhrasebookError(f"{name} is not in the vocabulary")
    for template in templates:
        try:
            fields = [part[1:] for part in string.Formatter().parse(template)]
        except ValueError as error:
            raise PhrasebookError(f"{name}: {template!r}: {error}") from None
        for used, how, conversion in fields:
            if used is None:
                continue
            if used not in PHRASES[name].parameters or how or conversion:
                raise PhrasebookError(f"{name} has no parameter {used or '{}'}: {template!r}")


@cached
def load(dialect: str | Traversable) -> Phrasebook:
    """Return the phrasebook of a dialect among the data, or the one in a file.

    It is empty if a dialect has none. Raises `PhrasebookError` if it does not follow the
    vocabulary.
    """
    if not isinstance(dialect, str):
        try:
            return read(read_text(dialect))
        except PhrasebookError as error:
            raise PhrasebookError(f"{dialect}: {error}") from None
    return _named(dialect, ())


def _named(name: str, above: tuple[str, ...]) -> Phrasebook:
    path = file("phrasebooks", f"{name}.toml")
    if name in above:
        raise PhrasebookError(f"{path}: it is based on itself")
    if not path.is_file() and above:
        raise PhrasebookError(f"there is no phrasebook {name!r}")
    source, scheme, python = (
        text("phrasebooks", f"{name}.{end}") for end in ("toml", "scm", "py")
    )
    try:
        return _read(source, scheme, python, (*above, name))
    except PhrasebookError as error:
        raise error if above else PhrasebookError(f"{path}: {error}") from None
