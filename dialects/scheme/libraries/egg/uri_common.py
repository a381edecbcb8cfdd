"""The egg `uri-common`: references whose parts are decoded, and forms."""

from __future__ import annotations

from typing import Any, Final

from ...data import NIL, String
from ...declaration import Table, refuse
from .uri import (
    DEFAULT_PORTS,
    SEPARATOR,
    UriOf,
    declare,
    form_decoded,
    form_encoded,
)

__all__ = ["TABLE"]

TABLE: Final = Table()
declare(TABLE, True)


@TABLE.procedure("form-urlencode")
def form_urlencode(fields: Any, *options: Any) -> Any:
    """Return a string of a form's fields; `separator:` may be given. Egg uri-common."""
    return String(form_encoded(fields, _separators("form-urlencode", options)[0]))


@TABLE.procedure("form-urldecode")
def form_urldecode(text: Any, *options: Any) -> Any:
    """Return the fields of a form as pairs of symbols and strings. Egg uri-common."""
    if text is False:
        return NIL
    if text.__class__ is not String:
        refuse("form-urldecode", 1, "a string, or #f", text)
    return form_decoded(text.text, _separators("form-urldecode", options))


def _separators(procedure: str, options: tuple[Any, ...]) -> str:
    if not options:
        return str(SEPARATOR().text)
    if len(options) != 2 or getattr(options[0], "name", "") != "separator":
        refuse(procedure, 2, "#:separator and its value", options[0])
    value = options[1]
    if value.__class__ is str:
        return str(value)
    if value.__class__ is not String or not value.text:
        refuse(procedure, 3, "a character or a string", value)
    return str(value.text)


TABLE.value("form-urlencoded-separator", SEPARATOR)


@TABLE.procedure("uri-default-port?")
def is_default_port(uri: UriOf) -> bool:
    """Return whether the port is the scheme's own. Egg uri-common."""
    return uri.port is None or uri.port == DEFAULT_PORTS.get(uri.scheme or "")
