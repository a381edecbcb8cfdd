"""Phrasebooks: the code for each phrase of the vocabulary in one dialect, in Scheme and Python.

A phrasebook is a TOML file of templates, which is checked against the vocabulary. It has:

    returns-nothing   phrases whose value is unspecified
    [phrases]         phrase -> [Scheme, Python], with the vocabulary's parameters in braces
    [constants]       constant -> [Scheme, Python]
    [helpers]         procedure -> [Scheme, Python]; a program contains those that it uses

The helpers of a built-in dialect are in files of Scheme and Python beside the TOML file, each
after a comment with its name.
"""

from __future__ import annotations

import functools
import re
import string
import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any, Literal

from attrs import evolve, frozen

from ..data import text
from ..required.notation import Symbol, write
from .script import Argument, Call, Constant, FromPeer, Variable
from .vocabulary import PHRASES

__all__ = ["CannotSayError", "Language", "Phrasebook", "PhrasebookError", "load", "read"]

Language = Literal["scheme", "python"]
LANGUAGES: tuple[Language, ...] = ("scheme", "python")


class PhrasebookError(ValueError):
    """A phrasebook does not follow the vocabulary."""


class CannotSayError(Exception):
    """The phrasebook lacks a phrase or a constant, whose name is the argument."""


@frozen
class Phrasebook:
    """The contents of a phrasebook; each pair is (Scheme, Python)."""

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
        if call.phrase not in self.phrases:
            raise CannotSayError(call.phrase)
        template = self.phrases[call.phrase][LANGUAGES.index(language)]
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
                if name not in self.constants:
                    raise CannotSayError(name)
                return self.constants[name][LANGUAGES.index(language)]
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


def read(text: str, scheme: str = "", python: str = "") -> Phrasebook:
    """Return the phrasebook in `text`, with the helpers in the texts `scheme` and `python`.

    Raises `PhrasebookError` if it does not follow the vocabulary.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PhrasebookError(f"not TOML: {error}") from None
    if unknown := data.keys() - _TABLES:
        raise PhrasebookError(f"a phrasebook has no table {', '.join(sorted(unknown))}")
    nothing = data.get("returns-nothing", [])
    if not isinstance(nothing, list) or not all(isinstance(name, str) for name in nothing):
        raise PhrasebookError("returns-nothing must be a list of phrases")
    book = Phrasebook(
        phrases=_pairs(data, "phrases"),
        constants=_pairs(data, "constants"),
        helpers={**_pairs(data, "helpers"), **_helpers(scheme, python)},
        returns_nothing=frozenset(nothing),
    )
    for name, templates in book.phrases.items():
        check_phrase(name, templates)
    for name in book.returns_nothing - book.phrases.keys():
        raise PhrasebookError(f"returns-nothing names {name}, which the phrasebook does not say")
    return book


_TABLES = {"returns-nothing", "phrases", "constants", "helpers"}


def _pairs(data: Mapping[str, Any], key: str) -> dict[str, tuple[str, str]]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise PhrasebookError(f"{key} must be a table")
    for name, pair in table.items():
        if not isinstance(pair, list) or [type(text) for text in pair] != [str, str]:
            raise PhrasebookError(f"{name} must be a pair of Scheme and Python")
    return {name: (scheme.strip(), python.strip()) for name, (scheme, python) in table.items()}


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


@functools.cache
def load(dialect: str | Traversable) -> Phrasebook:
    """Return the phrasebook of a built-in dialect, or the one in a file."""
    if not isinstance(dialect, str):
        return read(dialect.read_text(encoding="utf-8"))
    return read(*(text("phrasebooks", f"{dialect}.{suffix}") for suffix in ("toml", "scm", "py")))
