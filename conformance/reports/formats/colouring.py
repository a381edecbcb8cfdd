"""Syntax highlighting: a program as HTML in which keywords, strings and so on have classes.

The style sheet gives each class a colour for light and one for dark pages.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from markupsafe import escape
from pygments.lexer import Lexer
from pygments.lexers.lisp import SchemeLexer
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Literal, Name, Operator, Token, _TokenType

__all__ = ["coloured"]

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


def _class(kind: _TokenType) -> str | None:
    while kind is not Token and kind not in _CLASSES:
        assert kind.parent is not None
        kind = kind.parent
    return _CLASSES.get(kind)
