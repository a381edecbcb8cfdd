"""Syntax highlighting: a program as HTML in which keywords, strings and so on have classes.

The style sheet gives each class a colour for light and one for dark pages.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from attrs import frozen
from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers.lisp import SchemeLexer
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Literal, Name, Operator, Token, _TokenType

from ..escaping import terminal_text

__all__ = ["Mark", "coloured", "coloured_lines"]

_LEXERS: Mapping[str, Lexer] = {
    "scheme": SchemeLexer(stripnl=False, ensurenl=False),
    "python": PythonLexer(stripnl=False, ensurenl=False),
}
_CLASSES: Mapping[_TokenType, str] = {
    Keyword: "k",
    Operator.Word: "k",
    Name.Builtin: "b",
    Name.Function: "f",
    Literal.String: "s",
    Literal.Number: "n",
    Comment: "c",
}


def coloured(text: str, language: str) -> str:
    """Return `text`, a program in `language` ("scheme" or "python"), as HTML."""
    words = ((_class(kind), word) for kind, word in _LEXERS[language].get_tokens(text))
    pieces = []
    for name, run in itertools.groupby(words, lambda pair: pair[0]):
        piece = escape("".join(word for _, word in run))
        pieces.append(f'<span class="{name}">{piece}</span>' if name else str(piece))
    return "".join(pieces)


@frozen
class Mark:
    """An element around a part of a program, within a line.

    Attributes:
        start, end: of the part, in characters from the beginning.
        opening, closing: the element's tags.
    """

    start: int
    end: int
    opening: Markup
    closing: Markup


def coloured_lines(text: str, language: str, marks: Sequence[Mark] = ()) -> list[Markup]:
    """Return the lines of a program as HTML; the marks are in order and do not overlap."""
    edges = {each.start: each.opening for each in marks} | {each.end: Markup() for each in marks}
    closing = {each.end: each.closing for each in marks}
    lines = [Markup()]
    at = 0
    for kind, word in _LEXERS[language].get_tokens(text):
        name = _class(kind)
        end = at + len(word)
        while at < end:
            lines[-1] += closing.get(at, "") + edges.get(at, "")
            until = min((each for each in range(at + 1, end) if each in edges), default=end)
            for number, piece in enumerate(text[at:until].split("\n")):
                if number:
                    lines.append(Markup())
                if piece:
                    lines[-1] += _element(name, piece)
            at = until
    lines[-1] += closing.get(at, "")
    return lines


def _element(name: str | None, text: str) -> Markup:
    shown = escape(terminal_text(text))
    return Markup('<span class="{}">{}</span>').format(name, shown) if name else shown


def _class(kind: _TokenType) -> str | None:
    while kind is not Token and kind not in _CLASSES:
        assert kind.parent is not None
        kind = kind.parent
    return _CLASSES.get(kind)
