r"""The lexer: the tokens of R7RS, and those that the five systems add.

The additions are R6RS's brackets, `#vu8(` and syntax quotes; Guile's `#:keyword`, `#{symbol}#` and
`#! … !#`; CHICKEN's here strings and `\u` escapes; the first line of a script. Comments and
directives yield no tokens; `#!fold-case` applies to the text after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from attrs import frozen

from .numeric import number

__all__ = ["Kind", "Place", "ReadError", "Token", "tokens"]


@frozen
class Place:
    """A position in a text: the line and the column, both from 1, and the offset from 0."""

    line: int
    column: int
    offset: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


class ReadError(ValueError):
    """A syntax error in a text, with its place."""

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(f"{place}: {message}")
        self.message = message
        self.place = place


# Structure first; then data, whose value is `text`.
Kind: TypeAlias = (
    Literal["open", "close", "dot", "prefix", "datum-comment", "label"]
    | Literal[
        "reference", "symbol", "keyword", "string", "character", "number", "boolean", "object"
    ]
)


@frozen
class Token:
    """A token: for an atom its value (a string's characters), otherwise its spelling.

    The text of a prefix is the symbol that it abbreviates (`quote`), that of a label or a
    reference is its number.
    """

    kind: Kind
    text: str
    place: Place
    end: int


_DELIMITERS = r"\s()\[\]\";'`,"
_BLANK = re.compile(r"(?:\s+|;[^\n]*)+")
_ATOM = re.compile(rf"(?:[^{_DELIMITERS}|]|\|(?:[^|\\]|\\.)*\|)+", re.S)
_PLAIN = re.compile(rf"[^{_DELIMITERS}|]+")
_OPEN = re.compile(r"[(\[]|#\(|#vu8\(|#u8\(", re.I)
_PREFIX = re.compile(r"#?(?:,@|[',`])")
_LABEL = re.compile(r"#(\d+)([=#])")
_DIRECTIVE = re.compile(r"#!([a-z][-a-z0-9]*)", re.I)
_HERE = re.compile(r"#<([<#])([^\n]*)\n")
_CHARACTER = re.compile(rf"#\\(?:[^\W_]+[^{_DELIMITERS}|]*|.)", re.S)

_PREFIXES = {
    "'": "quote",
    "`": "quasiquote",
    ",": "unquote",
    ",@": "unquote-splicing",
    "#'": "syntax",
    "#`": "quasisyntax",
    "#,": "unsyntax",
    "#,@": "unsyntax-splicing",
}
_BOOLEANS = {"#t": "#t", "#true": "#t", "#f": "#f", "#false": "#f"}
_OBJECTS = ("eof", "default", "unspecific", "optional", "key", "rest", "bwp")
_NAMES = {
    "alarm": 7,
    "altmode": 27,
    "backspace": 8,
    "delete": 127,
    "esc": 27,
    "escape": 27,
    "linefeed": 10,
    "newline": 10,
    "nul": 0,
    "null": 0,
    "page": 12,
    "return": 13,
    "rubout": 127,
    "space": 32,
    "tab": 9,
    "vtab": 11,
}


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens in `text`, in order. Raises `ReadError` where there is none."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._line_start = 0
        self._counted = 0
        self._folds = False

    def scan(self) -> Iterator[Token]:
        self._skip_script_line()
        while True:
            self._skip()
            if self._at >= len(self._text):
                return
            yield self._next()

    # Places

    def _place(self, offset: int) -> Place:
        """Return the place of an offset, which must not precede that of the last call."""
        newlines = self._text.count("\n", self._counted, offset)
        if newlines:
            self._line += newlines
            self._line_start = self._text.rindex("\n", self._counted, offset) + 1
        self._counted = offset
        return Place(self._line, offset - self._line_start + 1, offset)

    def _starts(self, words: str) -> bool:
        return self._text.startswith(words, self._at)

    # Whitespace, comments and directives

    def _skip_script_line(self) -> None:
        """Skip `#!/usr/bin/guile -s` up to a line `!#`, or the first line if there is none."""
        if re.match(r"#!\s*/", self._text):
            block = re.search(r"^!#[^\S\n]*$", self._text, re.M)
            line = self._text.find("\n")
            self._at = block.end() if block else line if line >= 0 else len(self._text)

    def _skip(self) -> None:
        while True:
            blank = _BLANK.match(self._text, self._at)
            if blank:
                self._at = blank.end()
            elif self._starts("#|"):
                self._skip_nested()
            elif self._starts("#!") and not self._is_object():
                self._skip_directive()
            else:
                return

    def _skip_nested(self) -> None:
        place, depth = self._place(self._at), 0
        for edge in re.compile(r"#\||\|#").finditer(self._text, self._at):
            depth += 1 if edge[0] == "#|" else -1
            if depth == 0:
                self._at = edge.end()
                return
        raise ReadError("the comment #| has no end |#", place)

    def _is_object(self) -> bool:
        word = _DIRECTIVE.match(self._text, self._at)
        return word is not None and word[1].lower() in _OBJECTS

    def _skip_directive(self) -> None:
        word = _DIRECTIVE.match(self._text, self._at)
        if word is None:
            end = self._text.find("!#", self._at + 2)  # Guile's block comment
            if end < 0:
                raise ReadError(
                    "#! begins neither a directive nor a comment that ends with !#",
                    self._place(self._at),
                )
            self._at = end + 2
            return
        if word[1].lower() in ("fold-case", "no-fold-case"):
            self._folds = word[1].lower() == "fold-case"
        self._at = word.end()

    # Tokens

    def _next(self) -> Token:
        text, place = self._text, self._place(self._at)
        if found := _OPEN.match(text, self._at):
            return self._token("open", found[0].lower(), place, found.end())
        if text[self._at] in ")]":
            return self._token("close", text[self._at], place, self._at + 1)
        if text[self._at] == '"':
            return self._string(place)
        if self._starts("#;"):
            return self._token("datum-comment", "#;", place, self._at + 2)
        if found := _PREFIX.match(text, self._at):
            return self._token("prefix", _PREFIXES[found[0]], place, found.end())
        if self._starts("#"):
            return self._hash(place)
        return self._atom(place)

    def _token(self, kind: Kind, text: str, place: Place, end: int) -> Token:
        self._at = end
        return Token(kind, text, place, end)

    def _hash(self, place: Place) -> Token:
        text = self._text
        if found := _LABEL.match(text, self._at):
            kind: Kind = "label" if found[2] == "=" else "reference"
            return self._token(kind, found[1], place, found.end())
        if found := _CHARACTER.match(text, self._at):
            return self._token("character", _character(found[0][2:], place), place, found.end())
        if found := _HERE.match(text, self._at):
            return self._here(found, place)
        if found := _DIRECTIVE.match(text, self._at):
            return self._token("object", found[1].lower(), place, found.end())
        if self._starts("#{"):
            end = text.find("}#", self._at)
            if end < 0:
                raise ReadError("the symbol #{ has no end }#", place)
            return self._token("symbol", text[self._at + 2 : end], place, end + 2)
        if self._starts("#:"):
            self._at += 2
            name = self._atom(place)
            return self._token("keyword", name.text, place, name.end)
        found = _PLAIN.match(text, self._at)
        written = found[0] if found else "#"
        if written.lower() in _BOOLEANS:
            end = self._at + len(written)
            return self._token("boolean", _BOOLEANS[written.lower()], place, end)
        if number(written) is not None:
            return self._token("number", written, place, self._at + len(written))
        raise ReadError(f"{written} is not Scheme syntax", place)

    def _here(self, found: re.Match[str], place: Place) -> Token:
        """Return the token of CHICKEN's `#<<TAG`: the lines up to one that is TAG."""
        if found[1] == "#":
            raise ReadError("#<#, a here string with code in it, is not supported", place)
        end = re.compile(rf"^{re.escape(found[2])}$", re.M).search(self._text, found.end())
        if end is None:
            raise ReadError(f"the string #<<{found[2]} has no line {found[2]} at its end", place)
        lines = self._text[found.end() : end.start()]
        return self._token("string", lines.removesuffix("\n"), place, end.end())

    def _atom(self, place: Place) -> Token:
        found = _ATOM.match(self._text, self._at)
        if found is None:
            if self._starts("|"):
                raise ReadError("the symbol | has no end |", place)
            raise ReadError("a name is missing here", place)
        written, end = found[0], found.end()
        if self._text.startswith("|", end):
            raise ReadError("the symbol | has no end |", self._place(end))
        if written == ".":
            return self._token("dot", ".", place, end)
        if number(written) is not None:
            return self._token("number", written, place, end)
        return self._token("symbol", self._symbol(written, place), place, end)

    def _symbol(self, written: str, place: Place) -> str:
        """Return the name of a symbol, parts of which may stand between vertical lines."""
        return "".join(
            _unescaped(quoted, place)
            if plain is None
            else plain.casefold()
            if self._folds
            else plain
            for quoted, plain in (piece.groups() for piece in _PIECE.finditer(written))
        )

    def _string(self, place: Place) -> Token:
        found = _STRING.match(self._text, self._at)
        if found is None:
            raise ReadError('the string has no end "', place)
        return self._token("string", _unescaped(found[1], place), place, found.end())


_STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"', re.S)
_PIECE = re.compile(r"\|((?:[^|\\]|\\.)*)\||([^|]+)", re.S)
_ESCAPE = re.compile(
    r"""\\(?: x(?P<r7rs>[0-9a-fA-F]+);
          | x(?P<two>[0-9a-fA-F]{2})
          | u(?P<four>[0-9a-fA-F]{4})
          | U(?P<eight>[0-9a-fA-F]{6,8})
          | (?P<line>[^\S\n]*\n[^\S\n]*)
          | (?P<letter>[abtnvfr0"\\|'?]) )""",
    re.X,
)
_LETTERS = {"a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "0": "\0"}


def _unescaped(text: str, place: Place) -> str:
    """Return the value of the inside of a string, or of a symbol between vertical lines."""
    parts, at = [], 0
    while (start := text.find("\\", at)) >= 0:
        found = _ESCAPE.match(text, start)
        if found is None:
            raise ReadError(f"unknown escape {text[start : start + 2]}", place)
        parts += [text[at:start], _meant(found, place)]
        at = found.end()
    return "".join([*parts, text[at:]])


def _meant(escape: re.Match[str], place: Place) -> str:
    if escape["line"] is not None:
        return ""
    if escape["letter"] is not None:
        return _LETTERS.get(escape["letter"], escape["letter"])
    digits = escape["r7rs"] or escape["two"] or escape["four"] or escape["eight"]
    return _scalar(int(digits, 16), escape[0], place)


def _scalar(number: int, written: str, place: Place) -> str:
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        raise ReadError(f"{written} is no character", place)
    return chr(number)


def _character(written: str, place: Place) -> str:
    if len(written) == 1:
        return written
    if written.lower() in _NAMES:
        return chr(_NAMES[written.lower()])
    hexadecimal = re.fullmatch(r"[xuU]\+?([0-9a-fA-F]+)", written)
    if hexadecimal:
        return _scalar(int(hexadecimal[1], 16), f"#\\{written}", place)
    raise ReadError(f"#\\{written} is no character", place)
