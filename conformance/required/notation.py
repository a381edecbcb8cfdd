"""The neutral notation: s-expressions for observations and expectations.

`read` returns a Python value: a `Symbol`, `str`, `int`, `bool` (`#t`, `#f`) or, for a list, a
`tuple`. `write` is its inverse. Bytes are the list `(bytes 97 98)` and are written as a literal:
`#u8"ab"` if they are printable text (SRFI 207), otherwise `#u8(0 255)`. `matches` compares an
observation with a pattern, in which `_` matches anything, `...` the rest of a list, and `(or a b)`
either of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

__all__ = ["UNKNOWN", "Datum", "NotationError", "Symbol", "matches", "read", "write"]


class Symbol(str):
    """A symbol; a plain `str` is a string."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Symbol({str(self)!r})"


Datum: TypeAlias = "Symbol | str | int | bool | tuple[Datum, ...]"

UNKNOWN = (Symbol("raised"), Symbol("unknown"))
"""The observation of an error of a real system whose text nobody has classified."""


class NotationError(ValueError):
    """The text is not exactly one s-expression."""


_TOKEN = re.compile(
    r"""\s*(?:(?P<paren>\#u8\(|[()])|(?P<string>(?:\#u8)?"(?:[^"\\]|\\.)*")|(?P<atom>[^\s()"]+))""",
    re.S,
)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]+;|.)", re.S)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "0": "\0"}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_BYTES = Symbol("bytes")
_DEEPEST = 100
"""The limit on nested lists; no real observation nests more than a few."""


def read(text: str) -> Datum:
    """Return the datum in `text`. Raises `NotationError` unless there is exactly one."""
    tokens = _tokens(text)
    datum = _datum(text, tokens, next(tokens, None), 0)
    if next(tokens, None) is not None:
        raise NotationError(f"more than one datum: {text!r}")
    return datum


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position, end = 0, len(text.rstrip())
    while position < end:
        token = _TOKEN.match(text, position)
        if token is None:
            raise NotationError(f"not an s-expression: {text!r}")
        position = token.end()
        yield token


def _datum(
    text: str, tokens: Iterator[re.Match[str]], token: re.Match[str] | None, depth: int
) -> Datum:
    if depth > _DEEPEST:
        raise NotationError(f"lists too deep: {text!r}")
    if token is None or token["paren"] == ")":
        raise NotationError(f"an unfinished or empty s-expression: {text!r}")
    if token["paren"] is None:
        return _atom(token["atom"]) if token["string"] is None else _literal(token["string"])
    is_bytes = token["paren"] != "("
    items: list[Datum] = []
    while (token := next(tokens, None)) is None or token["paren"] != ")":
        items.append(_datum(text, tokens, token, depth + 1))
    if not is_bytes:
        return tuple(items)
    if _as_bytes(items) is None:
        raise NotationError(f"not all are bytes: {text!r}")
    return (_BYTES, *items)


def _as_bytes(items: Sequence[Datum]) -> bytes | None:
    numbers = [item for item in items if type(item) is int and 0 <= item < 256]
    return bytes(numbers) if len(numbers) == len(items) else None


def _literal(token: str) -> Datum:
    if not token.startswith("#u8"):
        return _string(token)
    try:
        return (_BYTES, *_string(token.removeprefix("#u8")).encode("latin-1"))
    except UnicodeEncodeError:
        raise NotationError(f"not all are bytes: {token}") from None


def _string(token: str) -> str:
    def unescape(match: re.Match[str]) -> str:
        escape = match[1]
        if escape[0] == "x" and len(escape) > 1:
            return _character(int(escape[1:-1], 16))
        return _ESCAPES.get(escape, escape)

    return _ESCAPE.sub(unescape, token[1:-1])


def _character(number: int) -> str:
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise NotationError(f"no character has the number {number:#x}")
    return chr(number)


def _atom(token: str) -> Datum:
    if token in ("#t", "#true", "#f", "#false"):
        return token[1] == "t"
    if not _INTEGER.fullmatch(token):
        return Symbol(token)
    try:
        return int(token)
    except ValueError as error:  # Python limits the digits that it converts
        raise NotationError(str(error)) from None


def write(datum: Datum) -> str:
    """Write `datum` as text from which `read` returns it.

    A lone surrogate, which Scheme cannot express, becomes U+FFFD.
    """
    if isinstance(datum, tuple):
        if datum[:1] == (_BYTES,) and isinstance(datum[0], Symbol):
            data = _as_bytes(datum[1:])
            if data is not None:
                return _written_bytes(data)
        return f"({' '.join(map(write, datum))})"
    if isinstance(datum, bool):
        return "#t" if datum else "#f"
    if isinstance(datum, str) and not isinstance(datum, Symbol):
        return '"' + "".join(_escaped(character) for character in datum) + '"'
    return str(datum)


def _written_bytes(data: bytes) -> str:
    if all(byte == ord("\n") or ord(" ") <= byte <= ord("~") for byte in data):
        return f"#u8{write(data.decode())}"
    return f"#u8({' '.join(map(str, data))})"


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    if "\ud800" <= character <= "\udfff":
        character = "\ufffd"
    # Schemes read programs in different encodings, so all but ASCII is escaped.
    return character if " " <= character <= "~" else f"\\x{ord(character):x};"


_ANY, _REST, _OR = Symbol("_"), Symbol("..."), Symbol("or")


def matches(pattern: Datum, datum: Datum) -> bool:
    """Return whether `datum` matches `pattern`."""
    if isinstance(pattern, Symbol) and pattern == _ANY:
        return True
    if not isinstance(pattern, tuple):
        return type(pattern) is type(datum) and pattern == datum
    if pattern[:1] == (_OR,):
        return any(matches(choice, datum) for choice in pattern[1:])
    if not isinstance(datum, tuple):
        return False
    if pattern[-1:] == (_REST,):
        pattern, datum = pattern[:-1], datum[: len(pattern) - 1]
    return len(pattern) == len(datum) and all(map(matches, pattern, datum))
