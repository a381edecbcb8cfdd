"""Keywords: CHICKEN's (chicken keyword)."""

from __future__ import annotations

from typing import Any, Final

from ...calls import call
from ...data import Keyword
from ...declaration import Table, refuse
from ...kinds import Items, Text

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("keyword?")
def is_keyword(value: Any) -> bool:
    """Return whether a value is a keyword. CHICKEN manual, Module (chicken keyword)."""
    return value.__class__ is Keyword


@TABLE.procedure("keyword->string")
def keyword_to_string(keyword: Any) -> Text:
    """Return a keyword's name. CHICKEN manual, Module (chicken keyword)."""
    if keyword.__class__ is not Keyword:
        refuse("keyword->string", 1, "a keyword", keyword)
    return str(keyword.name)


@TABLE.procedure("string->keyword")
def string_to_keyword(name: Text) -> Keyword:
    """Return the keyword that has a name. CHICKEN manual, Module (chicken keyword)."""
    return Keyword(name)


@TABLE.procedure("get-keyword")
def get_keyword(keyword: Any, arguments: Items, default: Any = None) -> Any:
    """Return what follows a keyword in a list; else what a thunk returns, or #f.

    CHICKEN manual, Module (chicken keyword).
    """
    if keyword.__class__ is not Keyword:
        refuse("get-keyword", 1, "a keyword", keyword)
    for place, each in enumerate(arguments[:-1]):
        if each is keyword:
            return arguments[place + 1]
    return False if default is None else call(default)
