"""Encoded words in headers: (rfc mime)'s part of RFC 2047 (Sagittarius, sitelib/rfc/mime.scm)."""

from __future__ import annotations

import re
from typing import Any, Final

from ....r6rs_io import Transcoder
from ...conditions import error
from ...data import String, Symbol
from ...declaration import Table, refuse
from ...kinds import Text
from ...printer import displayed
from ..byte_codes import (
    base64_decoded,
    base64_encoded,
    quoted_decoded,
    quoted_encoded,
)
from ..keyword_arguments import keyword_arguments
from ..transcoding import decoded, encoded

__all__ = ["TABLE"]

TABLE: Final = Table()

_WORD: Final = re.compile(r"=\?([-!#-'*+\w^~]+)\?([-!#-'*+\w^~]+)\?([!->@-~]+)\?=", re.A)


def _decoded_word(found: re.Match[str]) -> str:
    """Return the text of an encoded word; the word itself by an encoding that is unknown."""
    charset, encoding, body = found.groups()
    decoders = {"q": quoted_decoded, "b": base64_decoded}
    decode = decoders.get(encoding.lower())
    if decode is None:
        return found[0]
    transcoder = _transcoder("mime-decode-word", charset, "lf")
    return decoded(decode(body.encode("utf-8")), transcoder)


_CODECS: Final = {
    **dict.fromkeys(("iso-8859-1", "us-ascii", "latin-1"), "latin-1"),
    **dict.fromkeys(("sjis", "shift_jis"), "shift_jis"),
    "euc-jp": "euc_jp",
    "utf-8": "utf-8",
    "utf-16": "utf-16",
}
"""By character set, its codec."""


def _transcoder(procedure: str, charset: str, eol: Any) -> Transcoder:
    codec = _CODECS.get(charset.lower())
    if codec is None:
        raise error(f"{procedure}: Given charset is not supported", String(charset))
    return Transcoder(codec, eol, "replace")


@TABLE.procedure("mime-decode-word")
def decode_word(word: Text) -> Text:
    """Return the text that an encoded word is; any other word as it is."""
    found = _WORD.fullmatch(word)
    return word if found is None else _decoded_word(found)


@TABLE.procedure("mime-decode-text")
def decode_text(body: Text) -> Text:
    """Return a header's body, its encoded words decoded, up to a `=?` that begins none."""
    made = []
    rest = body
    while (start := rest.find("=?")) >= 0:
        found = _WORD.match(rest, start)
        if found is None:
            break
        made += [rest[:start], _decoded_word(found)]
        rest = rest[found.end() :]
    return "".join([*made, rest])


# Encoding


_BASE64: Final = frozenset(("B", "b", "base64"))
_QUOTED: Final = frozenset(("Q", "q", "quoted-printable"))


class _Encoder:
    """Encodes words in one character set by one encoding."""

    def __init__(self, procedure: str, charset: Any, encoding: Any) -> None:
        name = getattr(encoding, "name", None)
        if name not in _BASE64 and name not in _QUOTED:
            raise error(f"{procedure}: unsupported MIME header encoding specifier", encoding)
        self.base64 = name in _BASE64
        self.charset = displayed(charset)
        self.transcoder = _transcoder(procedure, self.charset, "crlf")

    def word(self, text: str) -> str:
        """Return an encoded word."""
        data = encoded(text, self.transcoder)
        body = (base64_encoded if self.base64 else quoted_encoded)(data)
        return f"=?{self.charset}?{'B' if self.base64 else 'Q'}?{body.decode('ascii')}?="

    def width(self, text: str, end: int) -> int:
        """Return about how wide the first `end` characters of a text become."""
        plain = sum(char.isascii() for char in text[:end])
        overhead = 6 + len(self.charset)
        if self.base64:
            return overhead - (-4 * (plain + 3 * (end - plain)) // 3)
        kept = sum("!" <= char <= "~" and char not in "<=~" for char in text[:end])
        return overhead + plain - kept + 3 * (kept + 3 * (end - plain))

    def lines(self, text: str, width: int, further: int, adjusted: float) -> list[str]:
        """Return encoded words of which each is a line, the first of another width."""
        made: list[str] = []
        while True:
            last = self._last(text, width, adjusted)
            if last.__class__ is str:
                return [*made, str(last)]
            adjusted = float(last)
            word, count = self._first(text, width, adjusted)
            made.append(word)
            text, width = text[count:], further

    def _last(self, text: str, width: int, adjusted: float) -> str | float:
        """Return a text in one word, or how much wider than the estimate it is."""
        estimate = self.width(text, len(text))
        while adjusted * estimate < width:
            word = self.word(text)
            if len(word) <= width:
                return word
            adjusted *= len(word) / width
        return adjusted

    def _first(self, text: str, width: int, adjusted: float) -> tuple[str, int]:
        """Return a word with as many characters as a line holds, one at least; how many."""
        count = min(len(text), width // 2)
        while True:
            estimate = adjusted * self.width(text, count)
            if estimate <= width or count <= 1:
                word = self.word(text[:count])
                if len(word) <= width or count <= 1:
                    return word, count
                count = count * width // len(word)
            else:
                count = int(count * (width / estimate))
            count = max(count, 1)


@TABLE.procedure("mime-encode-word")
def encode_word(word: Text, *options: Any) -> Text:
    """Return an encoded word, by `:charset` and `:transfer-encoding`."""
    charset, encoding = keyword_arguments(options, _WORD_OPTIONS)
    return _Encoder("mime-encode-word", charset, encoding).word(word)


_WORD_OPTIONS: Final = {"charset": Symbol("utf-8"), "transfer-encoding": Symbol("base64")}


def _filled(text: str, width: int, further: int) -> list[str]:
    """Return a text in lines, broken at spaces where that is possible."""
    made = []
    while len(text) > width:
        at = text.rfind(" ", 0, width)
        made.append(text[: at if at >= 0 else width])
        text = text[at + 1 if at >= 0 else width :]
        width = further
    return [*made, text]


@TABLE.procedure("mime-encode-text")
def encode_text(body: Text, *options: Any) -> Text:
    """Return a header's body in encoded words, in lines of `:line-width`.

    Text in ASCII stays as it is unless `:force` is true. The first line begins at
    `:start-column`; `:charset` and `:transfer-encoding` say how words are encoded.
    """
    charset, encoding, limit, column, force = keyword_arguments(
        options, {**_WORD_OPTIONS, "line-width": 76, "start-column": 0, "force": False}
    )
    if not isinstance(charset, Symbol):
        refuse("mime-encode-text", 0, "a symbol, :charset", charset)
    encoder = _Encoder("mime-encode-text", charset, encoding)
    passes = force is False and body.isascii()
    if limit is False or limit == 0:
        return body if passes else encoder.word(body)
    if limit < 30:
        raise error(
            f"mime-encode-text: line width ({limit}) is too short to encode header field body:",
            String(body),
        )
    further = limit - 1
    begins = limit - column < 30
    width = further if begins else limit - column
    lines = _filled(body, width, further) if passes else encoder.lines(body, width, further, 1.0)
    return ("\r\n " if begins else "") + "\r\n ".join(lines)
