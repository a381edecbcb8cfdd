"""(pp): data over several lines (Sagittarius, sitelib/pp.scm; not in the manual).

What stands in a string stands as it is, but for quotes and backslashes.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ...data import String
from ...declaration import Table
from ...dynamics import STATE
from ...ports import CURRENT_OUTPUT, put
from ...printer import show
from ..pretty_print import Layout

__all__ = ["TABLE"]

TABLE: Final = Table()

_WIDTH: Final = 79
_WIDEST: Final = 50
_CHARACTER_OR_STRING: Final = re.compile(r'#\\.|"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b"}


def _plain(found: re.Match[str]) -> str:
    if found[0][0] != '"':
        return found[0]
    return _ESCAPE.sub(lambda each: _ESCAPED.get(each[1], each[0]), found[0])


class _Page(Layout):
    """The layout of one datum, in Sagittarius's way."""

    def text(self, datum: Any) -> str:
        """Return a datum on one line."""
        return _CHARACTER_OR_STRING.sub(_plain, super().text(datum))


def _printed(datum: Any) -> str:
    page = _Page(_WIDTH, _WIDEST, True)
    page.put(datum, 0, 0, page.expression)
    return "".join(page.out) + "\n"


def _write(text: str, port: Any) -> None:
    put(CURRENT_OUTPUT() if port is None else port, text)


@TABLE.procedure("pretty-print", "pp")
def pretty_print(datum: Any, port: Any = None) -> None:
    """Write a datum over as many lines as it takes, and a newline."""
    _write(_printed(datum), port)


@TABLE.procedure("pretty-print-to-string")
def pretty_print_to_string(datum: Any) -> String:
    """Return as a string what `pretty-print` writes."""
    return String(_printed(datum))


@TABLE.procedure("pretty-print/ss", "pp/ss")
def pretty_print_shared(datum: Any, port: Any = None) -> None:
    """Write a datum as `pretty-print` does; one with shared parts on one line, with labels."""
    text = show(datum, True, STATE.profile, "shared")
    _write(f"{text}\n" if "#0=" in text or "#1=" in text else _printed(datum), port)
