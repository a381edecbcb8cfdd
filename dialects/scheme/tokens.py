r"""The tokens of a Scheme program, as R7RS has them and as the five systems write them besides.

That is, beyond R7RS: R6RS's brackets, `#vu8(` and syntax quotes; Guile's `#{symbol}#`, `#nil` and
`#! … !#`; CHICKEN's here strings, `##sys#name` and `\u` escapes; Sagittarius's `#/regexp/`,
`#*"bytes"` and `#< (library) >`; keywords where the profile has them; the first line of a
script. Comments and directives are no tokens; `#!fold-case` counts from where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from .conditions import ReadFailure
from .data import ELISP_NIL, SPECIALS, Keyword, Regexp, String, Symbol
from .numbers import text_to_number
from .profiles import Profile

__all__ = ["Place", "ReadError", "Token", "TokenKind", "tokens"]


class Place(NamedTuple):
    """Where something begins: the file, the line and the column, both from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class ReadError(ReadFailure):
    """Text that is no Scheme: what is wrong, and where.

    `incomplete` is true where more text could mend it.
    """

    def __init__(self, message: str, place: Place, incomplete: bool = False) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.reason = message
        self.incomplete = incomplete

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.reason, self.place, self.incomplete)


TokenKind: TypeAlias = Literal[
    "open", "close", "dot", "prefix", "datum-comment", "label", "reference", "datum"
]


class Token(NamedTuple):
    """A token: how it is written, and for a datum its value."""

    kind: TokenKind
    text: str
    value: Any
    place: Place


_DELIMITERS: Final = r"\s()\[\]\";'`,"
_BLANK: Final = re.compile(r"(?:\s+|;[^\n]*)+")
_ATOM: Final = re.compile(rf"(?:[^{_DELIMITERS}|]|\|(?:[^|\\]|\\.)*\|)+", re.S)
_PLAIN: Final = re.compile(rf"[^{_DELIMITERS}|]+")
_OPEN: Final = re.compile(r"[(\[]|#\(|#vu8\(|#[us](?:8|16|32|64)\(|#f(?:32|64)\(", re.I)
_PREFIX: Final = re.compile(r"#?(?:,@|[',`])")
_LABEL: Final = re.compile(r"#(\d+)([=#])")
_DIRECTIVE: Final = re.compile(r"#!([a-z][-a-z0-9]*)(?:=[^\s()]*)?", re.I)
_READER_MACRO: Final = re.compile(r"#<\s*\([^()]*\)\s*>")
_HERE: Final = re.compile(r"#<([<#])([^\n]*)\n")
_CHARACTER: Final = re.compile(rf"#\\(?:[^\W_][^{_DELIMITERS}|]*|.)", re.S)
_REGEXP: Final = re.compile(r"#/((?:[^/\\]|\\.)*)/([a-z]*)", re.S)
_STRING: Final = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"', re.S)
_PIECE: Final = re.compile(r"\|((?:[^|\\]|\\.)*)\||([^|]+)", re.S)
_ESCAPES: Final = r"""\\(?: x(?P<r7rs>[0-9a-fA-F]+);
          | x(?P<two>[0-9a-fA-F]{2})
          | u(?P<four>[0-9a-fA-F]{4})
          | U(?P<eight>[0-9a-fA-F]{6,8})
          | (?P<line>[^\S\n]*\n[^\S\n]*)
          | (?P<letter>[abtnvfr0"\\|'?/]) )"""
_ESCAPE: Final = re.compile(_ESCAPES, re.X)
_TWO_DIGITS: Final = re.compile(_ESCAPES.replace("+);", "{2})"), re.X)
_LETTERS: Final = {
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "0": "\0",
}
_PREFIXES: Final = {
    "'": "quote",
    "`": "quasiquote",
    ",": "unquote",
    ",@": "unquote-splicing",
    "#'": "syntax",
    "#`": "quasisyntax",
    "#,": "unsyntax",
    "#,@": "unsyntax-splicing",
}
_WORDS: Final = {"#t": True, "#true": True, "#f": False, "#false": False, "#nil": ELISP_NIL}
_CONTROLS: Final = (
    "nul soh stx etx eot enq ack bel bs ht lf vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can"
    " em sub esc fs gs rs us"
)
_NAMES: Final = {
    "alarm": 7,
    "altmode": 27,
    "backspace": 8,
    "delete": 127,
    "del": 127,
    "escape": 27,
    "linefeed": 10,
    "newline": 10,
    "nl": 10,
    "null": 0,
    "page": 12,
    "return": 13,
    "rubout": 127,
    "space": 32,
    "sp": 32,
    "tab": 9,
    "vtab": 11,
    "np": 12,
    **{name: code for code, name in enumerate(_CONTROLS.split())},
}


def tokens(text: str, profile: Profile, file: str, line: int = 1) -> Iterator[Token]:
    """Yield the tokens in `text`, in order. Raises `ReadError` at what is none."""
    return _Scanner(text, profile, file, line).scan()


class _Scanner:
    def __init__(self, text: str, profile: Profile, file: str, line: int) -> None:
        self._text = text
        self._profile = profile
        self._file = file
        self._at = 0
        self._line = line
        self._line_start = 0
        self._counted = 0
        self._folds = profile.folds
        self._keywords: str = profile.keywords
        self._escape = _TWO_DIGITS if "\\xHH" in profile.extensions else _ESCAPE

    def scan(self) -> Iterator[Token]:
        self._skip_script_line()
        while True:
            self._skip()
            if self._at >= len(self._text):
                return
            yield self._next()

    # Places

    def _place(self, offset: int) -> Place:
        """Return the place of an offset, not before the one that was asked for last."""
        newlines = self._text.count("\n", self._counted, offset)
        if newlines:
            self._line += newlines
            self._line_start = self._text.rindex("\n", self._counted, offset) + 1
        self._counted = offset
        return Place(self._file, self._line, offset - self._line_start + 1)

    def _starts(self, words: str) -> bool:
        return self._text.startswith(words, self._at)

    # What is no token

    def _skip_script_line(self) -> None:
        """`#!/usr/bin/guile -s` up to `!#`; where there is no such line, the first line alone."""
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
            elif self._starts("#!") and not self._is_special():
                self._skip_directive()
            elif self._starts("#<") and (macro := self._reader_macro()):
                self._at = macro.end()
            else:
                return

    def _skip_nested(self) -> None:
        place, depth = self._place(self._at), 0
        for edge in re.compile(r"#\||\|#").finditer(self._text, self._at):
            depth += 1 if edge[0] == "#|" else -1
            if depth == 0:
                self._at = edge.end()
                return
        raise ReadError("the comment #| has no end |#", place, incomplete=True)

    def _is_special(self) -> bool:
        word = _DIRECTIVE.match(self._text, self._at)
        return word is not None and word[1].lower() in SPECIALS

    def _reader_macro(self) -> re.Match[str] | None:
        """Sagittarius's `#< (library) >`, which lets a library's reader macros be used."""
        if "#<(" not in self._profile.extensions:
            return None
        return _READER_MACRO.match(self._text, self._at)

    def _skip_directive(self) -> None:
        word = _DIRECTIVE.match(self._text, self._at)
        if word is None:
            end = self._text.find("!#", self._at + 2)  # Guile's block comment
            if end < 0:
                raise ReadError(
                    "#! begins neither a directive nor a comment that ends with !#",
                    self._place(self._at),
                    incomplete=True,
                )
            self._at = end + 2
            return
        if word[1].lower() in ("fold-case", "no-fold-case"):
            self._folds = word[1].lower() == "fold-case"
        if word[1] == "r6rs":  # which has no keywords
            self._keywords = ""
        self._at = word.end()

    # What is one

    def _next(self) -> Token:
        text, place = self._text, self._place(self._at)
        first = text[self._at]
        if first == "(" or first == "[":
            return self._token("open", first, place, self._at + 1)
        if first == ")" or first == "]":
            return self._token("close", first, place, self._at + 1)
        if first == '"':
            return self._string(place)
        if first == "#":
            return self._hash(place)
        if found := _PREFIX.match(text, self._at):
            return self._token("prefix", _PREFIXES[found[0]], place, found.end())
        return self._atom(place)

    def _token(self, kind: TokenKind, text: str, place: Place, end: int) -> Token:
        self._at = end
        return Token(kind, text, None, place)

    def _datum(self, text: str, value: Any, place: Place, end: int) -> Token:
        self._at = end
        return Token("datum", text, value, place)

    def _hash(self, place: Place) -> Token:
        text = self._text
        if found := _OPEN.match(text, self._at):
            return self._token("open", found[0].lower(), place, found.end())
        if self._starts("#;"):
            return self._token("datum-comment", "#;", place, self._at + 2)
        if found := _PREFIX.match(text, self._at):
            return self._token("prefix", _PREFIXES[found[0]], place, found.end())
        if found := _LABEL.match(text, self._at):
            kind: TokenKind = "label" if found[2] == "=" else "reference"
            return self._token(kind, found[1], place, found.end())
        if found := _CHARACTER.match(text, self._at):
            return self._character(found, place)
        if found := _HERE.match(text, self._at):
            return self._here(found, place)
        if self._starts("#<eof>"):
            return self._datum("#<eof>", SPECIALS["eof"], place, self._at + 6)
        if found := _DIRECTIVE.match(text, self._at):
            return self._datum(found[0], SPECIALS[found[1].lower()], place, found.end())
        if self._starts("#{"):
            end = text.find("}#", self._at)
            if end < 0:
                raise ReadError("the symbol #{ has no end }#", place, incomplete=True)
            return self._datum("#{", Symbol(text[self._at + 2 : end]), place, end + 2)
        if self._starts("#:"):
            start = self._at
            self._at += 2
            name = self._atom(place, plain=True)
            return self._datum(text[start : self._at], Keyword(name.text), place, self._at)
        if self._starts('#*"') or self._starts('#u8"'):
            self._at = text.index('"', self._at)
            string = self._string(place, raw=True)
            return self._datum("#*", bytearray(string.text, "latin-1", "replace"), place, self._at)
        if "#/" in self._profile.extensions and (found := _REGEXP.match(text, self._at)):
            return self._datum(found[0], Regexp(found[1], found[2]), place, found.end())
        if self._starts("##") or self._starts("#%"):
            return self._atom(place, plain=True)
        return self._hash_word(place)

    def _hash_word(self, place: Place) -> Token:
        found = _PLAIN.match(self._text, self._at)
        written = found[0] if found else "#"
        end = self._at + len(written)
        if written.lower() in _WORDS:
            return self._datum(written, _WORDS[written.lower()], place, end)
        number = text_to_number(written)
        if number is not None:
            return self._datum(written, number, place, end)
        raise ReadError(f"{written} is nothing that Scheme can read", place)

    def _character(self, found: re.Match[str], place: Place) -> Token:
        written, end = found[0][2:], found.end()
        if len(written) > 1 and written.lower() not in _NAMES:
            hexadecimal = re.fullmatch(r"[xuU]\+?([0-9a-fA-F]+)", written)
            if hexadecimal:
                return self._datum(
                    written, _scalar(int(hexadecimal[1], 16), found[0], place), place, end
                )
            if re.fullmatch(r"[0-7]+", written):
                return self._datum(written, _scalar(int(written, 8), found[0], place), place, end)
            raise ReadError(f"#\\{written} is no character", place)
        character = written if len(written) == 1 else chr(_NAMES[written.lower()])
        return self._datum(written, character, place, end)

    def _here(self, found: re.Match[str], place: Place) -> Token:
        """CHICKEN's `#<<TAG`: the lines up to one that is TAG."""
        if found[1] == "#":
            raise ReadError("a string with code in it, #<#, cannot be read here", place)
        end = re.compile(rf"^{re.escape(found[2])}$", re.M).search(self._text, found.end())
        if end is None:
            raise ReadError(
                f"the string #<<{found[2]} has no line {found[2]} at its end", place, True
            )
        lines = self._text[found.end() : end.start()].removesuffix("\n")
        return self._datum("#<<", self._literal(lines), place, end.end())

    def _atom(self, place: Place, plain: bool = False) -> Token:
        found = _ATOM.match(self._text, self._at)
        if found is None:
            if self._starts("|"):
                raise ReadError("the symbol | has no end |", place, incomplete=True)
            raise ReadError("a name is missing here", place)
        written, end = found[0], found.end()
        if self._text.startswith("|", end):
            raise ReadError("the symbol | has no end |", self._place(end), incomplete=True)
        if not plain:
            if written == ".":
                return self._token("dot", ".", place, end)
            number = text_to_number(written)
            if number is not None:
                return self._datum(written, number, place, end)
        name = self._symbol(written, place) if "|" in written or self._folds else written
        value: Any = Symbol(name)
        if not plain and len(written) > 1:
            if self._keywords == "prefix" and written[0] == ":":
                value = Keyword(name[1:])
            elif self._keywords == "suffix" and written[-1] == ":":
                value = Keyword(name[:-1])
        return self._datum(name, value, place, end)

    def _symbol(self, written: str, place: Place) -> str:
        """Return the name of a symbol, parts of which may stand between vertical lines."""
        return "".join(
            _unescaped(quoted, place, self._escape)
            if plain is None
            else plain.casefold()
            if self._folds
            else plain
            for quoted, plain in (piece.groups() for piece in _PIECE.finditer(written))
        )

    def _string(self, place: Place, raw: bool = False) -> Token:
        found = _STRING.match(self._text, self._at)
        if found is None:
            raise ReadError('the string has no end "', place, incomplete=True)
        inside = found[1]
        if self._profile.unifies_line_ends:
            inside = re.sub(r"\r\n?", "\n", inside)
        text = _unescaped(inside, place, self._escape)
        return self._datum(text, None if raw else self._literal(text), place, found.end())

    def _literal(self, text: str) -> String:
        if not text.isascii():
            data = text.encode("utf-8", "surrogateescape")  # as the program's file has it
            coding = "latin-1" if self._profile.byte_strings else "utf-8"
            text = data.decode(coding, "replace")
        return String(text, mutable=False)


def _unescaped(text: str, place: Place, escape: re.Pattern[str]) -> str:
    """Return what the inside of a string, or of a symbol between vertical lines, means."""
    parts, at = [], 0
    while (start := text.find("\\", at)) >= 0:
        found = escape.match(text, start)
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
