"""Python for a phrase's template in Scheme, as far as the rules of names and a few forms tell it.

A call is a call, a name what the dialects make of it, and the few procedures of the reports that
phrases need are what Python has for them. All else is written by hand.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable
from typing import Final, Literal

from attrs import frozen

__all__ = ["derived"]


class _UnknownError(Exception):
    """No rule covers a template."""


@frozen
class _Atom:
    """A token of Scheme that is not a list."""

    text: str


_Datum = _Atom | list["_Datum"]

_TOKEN: Final = re.compile(
    r"""\s*(?: (?P<open>\() | (?P<close>\)) | (?P<quote>')
    | (?P<atom> "(?:[^"\\]|\\["\\])*" | \{[\w-]+\} | [^\s()"{};'`,|]+ ) | (?P<end>$) )""",
    re.VERBOSE,
)
_NUMBER: Final = re.compile(r"-?[1-9]\d*|0")
_CONSTANT: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|\*[a-z0-9-]+\*")
_SLASHED: Final = re.compile(r"(?:af|sock|ipproto|ai|ni|so|tcp|ip|ipv6|msg|shut)/[a-z0-9-]+")
"""What CHICKEN's constants look like, which are no procedures."""
_SYNTAX: Final = frozenset(
    ["begin", "case", "cond", "define", "do", "let", "let*", "set!", "values"]
)
"""Forms that Python has no call for."""
_WORDS: Final = {"#t": "True", "#f": "None"}


def derived(scheme: str) -> str:
    """Return the Python for a template of Scheme, "" where no rule covers it."""
    try:
        datum, rest = _read(_tokens(scheme))
        return _said(datum) if not rest else ""
    except _UnknownError:
        return ""


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    place = 0
    while True:
        token = _TOKEN.match(text, place)
        if token is None:
            raise _UnknownError
        if token["end"] is not None:
            return found[::-1]
        found.append(token[0].strip())
        place = token.end()


def _read(tokens: list[str]) -> tuple[_Datum, list[str]]:
    """Return the datum that tokens begin with, the first one last, and what is left of them."""
    if not tokens:
        raise _UnknownError
    token = tokens.pop()
    if token == "'":
        quoted, tokens = _read(tokens)
        return [_Atom("quote"), quoted], tokens
    if token == ")":
        raise _UnknownError
    if token != "(":
        return _Atom(token), tokens
    parts: list[_Datum] = []
    while tokens and tokens[-1] != ")":
        part, tokens = _read(tokens)
        parts.append(part)
    if not tokens:
        raise _UnknownError
    tokens.pop()
    return parts, tokens


def _said(datum: _Datum) -> str:
    if isinstance(datum, _Atom):
        return _word(datum.text)
    match datum:
        case [_Atom(name), *arguments] if name in _FORMS:
            return _FORMS[name](arguments)
        case [_Atom(name), *arguments] if not name.startswith(('"', "#")):
            function = name if name.startswith("{") else _name(name)
            return f"{function}({', '.join(map(_said, arguments))})"
    raise _UnknownError


def _python_name(scheme: str, kind: Literal["procedure", "constant"] = "procedure") -> str:
    """Return how the dialects spell a name in Python.

    They are imported when the first is asked for: to have the questions takes no dialect.
    """
    from ...dialects.dialect import python_name

    return python_name(scheme, kind)


def _word(text: str) -> str:
    if text in _WORDS:
        return _WORDS[text]
    if text.startswith(('"', "{")) or _NUMBER.fullmatch(text):
        return text
    if _CONSTANT.fullmatch(text) or _SLASHED.fullmatch(text):
        return _python_name(text, "constant")
    return _name(text)


def _name(text: str) -> str:
    made = _python_name(text)
    if text in _FORMS or text in _SYNTAX or not made.isidentifier() or keyword.iskeyword(made):
        raise _UnknownError
    return made


def _one(template: str) -> Callable[[list[_Datum]], str]:
    """Return the rule for a procedure of one argument that Python writes otherwise."""

    def said(arguments: list[_Datum]) -> str:
        (argument,) = _counted(arguments, 1)
        return template.format(_operand(argument))

    return said


def _between(operator: str) -> Callable[[list[_Datum]], str]:
    """Return the rule for a procedure of two arguments that is an operator in Python."""

    def said(arguments: list[_Datum]) -> str:
        one, other = _counted(arguments, 2)
        return f"{_operand(one)} {operator} {_operand(other)}"

    return said


def _counted(arguments: list[_Datum], count: int) -> list[_Datum]:
    if len(arguments) != count:
        raise _UnknownError
    return arguments


def _operand(datum: _Datum) -> str:
    """Return what needs no parentheses, whatever is around it."""
    said = _said(datum)
    if isinstance(datum, list) and isinstance(datum[0], _Atom) and datum[0].text in _LOOSE:
        raise _UnknownError
    return said


def _lambda(arguments: list[_Datum]) -> str:
    parameters, body = _counted(arguments, 2)
    if not isinstance(parameters, list):
        raise _UnknownError
    names = ", ".join(_name(each.text) for each in parameters if isinstance(each, _Atom))
    return f"lambda {names}: {_said(body)}" if names else f"lambda: {_said(body)}"


def _or_nothing(arguments: list[_Datum]) -> str:
    """Return the rule for `(or value 'nothing)`, as which Scheme tells #f."""
    value, otherwise = _counted(arguments, 2)
    if otherwise != [_Atom("quote"), _Atom("nothing")]:
        raise _UnknownError
    return _said(value)


def _quote(arguments: list[_Datum]) -> str:
    match arguments:
        case [[]]:
            return "[]"
        case [_Atom(name)] if re.fullmatch(r"[a-z][\w-]*", name):
            return f'"{name}"'
    raise _UnknownError


def _zeros(arguments: list[_Datum]) -> str:
    count, zero = _counted(arguments, 2)
    if zero != _Atom("0"):
        raise _UnknownError
    return f"bytes({_said(count)})"


def _items(arguments: list[_Datum]) -> str:
    return f"[{', '.join(map(_said, arguments))}]"


_FORMS: Final[dict[str, Callable[[list[_Datum]], str]]] = {
    "-": _between("-"),
    "<": _between("<"),
    "=": _between("=="),
    ">": _between(">"),
    "bitwise-ior": _between("|"),
    "bytevector-length": _one("len({})"),
    "car": _one("{}[0]"),
    "eq?": _between("is"),
    "equal?": _between("=="),
    "lambda": _lambda,
    "length": _one("len({})"),
    "list": _items,
    "logior": _between("|"),
    "make-bytevector": _zeros,
    "not": _one("not {}"),
    "or": _or_nothing,
    "quote": _quote,
    "string->number": _one("int({})"),
    "string=?": _between("=="),
}
_LOOSE: Final = frozenset(
    ["-", "<", "=", ">", "bitwise-ior", "eq?", "equal?", "lambda", "logior", "not", "string=?"]
)
"""Forms whose Python would need parentheses as an operand."""
