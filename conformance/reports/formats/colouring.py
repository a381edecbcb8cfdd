"""Programs in colour: text to HTML in which the words that matter have classes.

A handful of classes is enough to read by; the style sheet gives each a colour for light and dark.
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
    """`text` as HTML, in the colours of its language."""
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
