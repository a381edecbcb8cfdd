"""What composes messages: (rfc mime)'s parameters and parts (sitelib/rfc/mime.scm)."""

from __future__ import annotations

import re
import secrets
from typing import Any, Final

from .... import r6rs_io, r7rs_io
from ...calls import values
from ...conditions import error
from ...data import Keyword, Pair, String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...kinds import Items
from ...ports import CURRENT_OUTPUT, StringOutput, open_file, put
from ...printer import displayed
from ..byte_codes import base64_encoded, quoted_encoded
from ..keyword_arguments import keyword_arguments
from .mime import TOKEN
from .mime_parts import is_part, items_of, make_part, part_get, part_set
from .rfc_5322 import header_ref, write_headers

__all__ = ["TABLE"]

TABLE: Final = Table()

# Parameters


def _parameters(pairs: list[Any], column: int) -> tuple[str, int]:
    """Return parameters as a header has them, and the column behind them."""
    made = []
    for pair in pairs:
        if pair.__class__ is not Pair:
            raise error("bad parameter-value entry", pair, procedure="mime-compose-parameters")
        name, value = displayed(pair.car), displayed(pair.cdr)
        if not TOKEN.fullmatch(name):
            raise error(
                "invalid parameter value for rfc2822 header",
                pair.car,
                procedure="mime-compose-parameters",
            )
        if not TOKEN.fullmatch(value):
            value = '"{}"'.format(re.sub(r'["\\]', r"\\\g<0>", value))
        piece = f"{name}={value}"
        if column + len(piece) > 78:
            made.append(f";\r\n {piece}")
            column = len(piece)
        else:
            made.append(f"; {piece}")
            column += len(piece) + 2
    return "".join(made), column


@TABLE.procedure("mime-compose-parameters")
def compose_parameters(pairs: Items, port: Any = True, *options: Any) -> Any:
    """Write parameters to a port, and return the column; a string where the port is #f."""
    (column,) = keyword_arguments(options, {"start-column": 0})
    text, column = _parameters(pairs, column)
    if port is False:
        return String(text)
    put(CURRENT_OUTPUT() if port is True else port, text)
    return column


# Parts


@TABLE.procedure("mime-make-boundary")
def make_boundary() -> String:
    """Return a boundary that no message has yet."""
    return String(f"boundary-{secrets.token_hex(12)}")


def _part(given: Any) -> Any:
    """Return the part that a list of its type, headers and body is."""
    if is_part(given):
        return given
    spec = _listed(given)
    kind = _listed(spec[0]) if len(spec) == 3 else []
    if len(kind) < 2:
        raise error("Invalid mime part spec", given, procedure="canonical-part")
    headers = [
        Pair(String(displayed(each.car)), each.cdr)
        for each in from_list(spec[1])
        if each.__class__ is Pair
    ]
    encoding = header_ref(headers, "content-transfer-encoding")
    return make_part(
        *(Keyword("type"), kind[0]),
        *(Keyword("subtype"), kind[1]),
        *(Keyword("parameters"), to_list(kind[2:])),
        *(Keyword("headers"), to_list(headers)),
        *(Keyword("transfer-encoding"), False if encoding is None else String(encoding)),
        *_body(spec[2]),
    )


def _listed(value: Any) -> list[Any]:
    """Return the items of a list; none of any other value."""
    try:
        return from_list(value)
    except TypeError:
        return []


def _body(given: Any) -> tuple[Any, Any]:
    """Return the keyword of a part's body with its value."""
    if given.__class__ is String:
        return Keyword("content"), given
    word, *rest = _listed(given) or (None,)
    if word is Symbol("file") and len(rest) == 1:
        return Keyword("source"), rest[0]
    if word is Symbol("subparts"):
        return Keyword("content"), to_list([_part(each) for each in rest])
    raise error("Invalid mime part body spec", given, procedure="canonical-part")


def _header(given: Any) -> tuple[str, str] | None:
    """Return a header of a part to be written; None where the part itself says it."""
    name, *rest = from_list(given)
    if displayed(name) in ("content-transfer-encoding", "content-type"):
        return None
    if len(rest) != 1:
        raise error("bad header", given, procedure="mime-compose-message")
    value = rest[0]
    if value.__class__ is not Pair:
        return displayed(name), displayed(value)
    text = displayed(value.car)
    parameters, _ = _parameters(from_list(value.cdr), len(displayed(name)) + len(text) + 2)
    return displayed(name), text + parameters


def _write_part(part: Any, port: Any) -> None:
    content = part_get(part, "content")
    nested = content.__class__ is Pair
    parameters = items_of(part, "parameters")
    boundary = next((each.cdr for each in parameters if displayed(each.car) == "boundary"), None)
    if nested and boundary is None:
        boundary = make_boundary()
        parameters.append(Pair(String("boundary"), boundary))
        part_set(part, "parameters", to_list(parameters))
    encoding = part_get(part, "transfer-encoding")
    kind = f"{displayed(part_get(part, 'type'))}/{displayed(part_get(part, 'subtype'))}"
    headers = [("Content-type", kind + _parameters(parameters, 0)[0])]
    if encoding is not False:
        headers.append(("Content-transfer-encoding", displayed(encoding)))
    further = (_header(each) for each in items_of(part, "headers"))
    write_headers(port, [*headers, *(each for each in further if each is not None)])
    put(port, "\r\n")
    if nested and part_get(part, "source") is False:
        _write_parts(from_list(content), port, displayed(boundary))
        return
    put(port, _encoded(_content(part), "" if encoding is False else displayed(encoding)))


def _content(part: Any) -> str | bytes:
    """Return the content of a part: a file's, a string's, a bytevector's or a port's."""
    source, content = part_get(part, "source"), part_get(part, "content")
    if source is not False:
        with open_file("mime-compose-message", displayed(source), "rb") as file:
            return bytes(file.read())
    if content.__class__ is String:
        return str(content.text)
    if content.__class__ is bytearray:
        return bytes(content)
    if not r7rs_io.is_port(content) or not r7rs_io.is_input_port(content):
        raise error("unsupported MIME part content", procedure="mime-generate-one-part")
    textual = r7rs_io.is_textual_port(content)
    found = (r6rs_io.get_string_all if textual else r6rs_io.get_bytevector_all)(content)
    return found if isinstance(found, str | bytes) else ""


def _encoded(content: str | bytes, encoding: str) -> str:
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    wanted = encoding.lower()
    if wanted == "base64":
        return base64_encoded(data).decode("ascii")
    if wanted == "quoted-printable":
        return quoted_encoded(data).decode("ascii")
    if wanted not in ("", "binary", "7bit"):
        raise error(
            "Unsupported transfer encoding encountered while composing mime message",
            String(encoding),
            procedure="mime-generate-part-body",
        )
    return content if isinstance(content, str) else content.decode("latin-1")


def _write_parts(parts: list[Any], port: Any, boundary: str) -> None:
    for each in parts:
        put(port, f"\r\n--{boundary}\r\n")
        _write_part(_part(each), port)
    put(port, f"\r\n--{boundary}--\r\n")


@TABLE.procedure("mime-compose-message")
def compose_message(parts: Items, port: Any = None, *options: Any) -> Any:
    """Write parts, each behind `:boundary`, to a port of characters; return the boundary.

    A part is an object, or a list of its type, its headers and its body, which is a string, a
    `(file name)` or `(subparts part …)`.
    """
    if isinstance(port, Keyword):
        refuse("mime-compose-message", 2, "a port", port)
    (given,) = keyword_arguments(options, {"boundary": None})
    boundary = make_boundary() if given is None else given
    _write_parts(parts, CURRENT_OUTPUT() if port is None else port, displayed(boundary))
    return boundary


@TABLE.procedure("mime-compose-message-string")
def compose_message_string(parts: Items, *options: Any) -> Any:
    """Return a message of parts as a string, and its boundary."""
    with StringOutput() as port:
        boundary = compose_message(parts, port, *options)
        return values(String(port.getvalue()), boundary)
