"""Headers and first lines of HTTP messages, as Guile has them: (web http)."""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable
from typing import Any, Final

from attrs import frozen

from ...arguments import UNSET, take_keywords
from ...calls import call
from ...conditions import error
from ...data import (
    EOF,
    Keyword,
    Pair,
    String,
    Symbol,
    Values,
    from_list,
    iterate,
    to_list,
)
from ...declaration import Table
from ...dynamics import STATE
from ...kinds import Index, Proc, Sym, Text
from ...ports import StringOutput
from ..guile.throw import throw
from . import values
from .ports import ChunkedInput, ChunkedOutput, both, line, peek, put_text
from .uri import Uri, is_default_port, make_uri, parse_reference

__all__ = [
    "TABLE",
    "header_text",
    "is_valid",
    "read_headers",
    "read_request_line",
    "read_response_line",
    "write_headers",
    "write_request_line",
    "write_response_line",
]

TABLE: Final = Table()


@frozen
class _Header:
    """A declared header: its name, and what is done with its values."""

    name: str
    parse: values.Parse
    check: values.Check
    write: values.Write
    multiple: bool = False


def _opaque(name: str) -> _Header:
    return _Header(name, String, values.is_string, lambda value: value.text)


def _date(name: str) -> _Header:
    return _Header(name, values.date, values.is_date, values.date_text)


def _joined(text_of: Callable[[Any], str]) -> values.Write:
    return lambda value: ", ".join(text_of(each) for each in from_list(value))


def _list(
    name: str,
    made_of: Callable[[str], Any],
    check: values.Check,
    text_of: Callable[[Any], str],
    multiple: bool = False,
) -> _Header:
    return _Header(
        name,
        lambda text: to_list([made_of(each) for each in values.words(text)]),
        values.is_list_of(check),
        _joined(text_of),
        multiple,
    )


def _strings(name: str, multiple: bool = False) -> _Header:
    return _list(name, String, values.is_string, lambda each: each.text, multiple)


def _symbols(name: str) -> _Header:
    return _list(name, Symbol, values.is_symbol, lambda each: each.name)


def _names(name: str, text_of: Callable[[Any], str] | None = None) -> _Header:
    shown = text_of or (lambda each: header_text(each))
    return _list(name, values.header_name, values.is_symbol, shown)


def _integer(name: str) -> _Header:
    return _Header(name, values.count, values.is_count, str)


def _uri(name: str) -> _Header:
    return _Header(name, values.uri_reference, values.is_uri_reference, values.uri_reference_text)


def _qualities(name: str) -> _Header:
    return _Header(name, values.qualities, values.is_qualities, values.qualities_text)


def _parameters(name: str) -> _Header:
    return _Header(name, values.parameters, values.is_parameters, values.parameters_text)


def _tags(name: str) -> _Header:
    return _Header(name, values.tags, values.is_tags, values.tags_text)


def _credentials(name: str) -> _Header:
    return _Header(name, values.credentials, values.is_credentials, values.credentials_text)


def _challenges(name: str) -> _Header:
    return _Header(name, values.challenges, values.is_challenges, values.challenges_text)


# Headers with values of their own

_SECONDS: Final = ("max-age", "min-fresh", "s-maxage")
_FIELDS: Final = ("private", "no-cache")
_ALONE: Final = (
    "no-store",
    "no-transform",
    "only-if-cache",
    "must-revalidate",
    "proxy-revalidate",
)


def _directive(key: str, text: str | None) -> Any:
    if key in _SECONDS:
        return values.count(text or "")
    if text is None:
        return False
    if key == "max-stale":
        return values.count(text)
    if key in _FIELDS:
        return to_list([values.header_name(each) for each in values.words(text)])
    return String(text)


def _is_directive(key: str, value: Any) -> bool:
    if key in _SECONDS:
        return values.is_count(value)
    if value is False:
        return True
    if key == "max-stale":
        return values.is_count(value)
    if key in _FIELDS:
        return values.is_list_of(values.is_symbol)(value)
    return key not in _ALONE and values.is_string(value)


def _directive_text(key: str, value: Any) -> str:
    if value.__class__ is String:
        return values.plain_value_text(key, value)
    if value.__class__ is int:
        return str(value)
    if value.__class__ is Pair:
        return f'"{_joined(header_text)(value)}"'
    values.bad("cache-control", value)


def _accepted(key: str, text: str | None) -> Any:
    return values.quality(text or "") if key == "q" else values.plain_value(key, text)


def _is_accepted(key: str, value: Any) -> bool:
    return values.is_quality(value) if key == "q" else values.is_plain_value(key, value)


def _accepted_text(key: str, value: Any) -> str:
    return values.quality_text(value) if key == "q" else values.plain_value_text(key, value)


def _date_or(
    name: str,
    other: Callable[[str], bool],
    parse: values.Parse,
    check: values.Check,
    write: values.Write,
) -> _Header:
    """Return a header whose value is a date or another."""
    return _Header(
        name,
        lambda text: parse(text) if other(text) else values.date(text),
        lambda value: values.is_date(value) or check(value),
        lambda value: values.date_text(value) if values.is_date(value) else write(value),
    )


_STAR: Final = Symbol("*")
_VARY: Final = _names("Vary")

_DECLARED: Final = {
    each.name.lower(): each
    for each in (
        _Header(
            "Cache-Control",
            lambda text: values.key_values(text, _directive),
            lambda value: values.is_key_values(value, _is_directive),
            lambda value: values.key_values_text(value, _directive_text),
        ),
        _names("Connection", lambda each: "close" if each.name == "close" else header_text(each)),
        _date("Date"),
        _Header("Pragma", values.key_values, values.is_key_values, values.key_values_text),
        _names("Trailer"),
        _parameters("Transfer-Encoding"),
        _strings("Upgrade"),
        _strings("Via", multiple=True),
        _Header("Warning", values.warnings, values.is_warnings, values.warnings_text, True),
        _symbols("Allow"),
        _Header(
            "Content-Disposition",
            values.disposition,
            values.is_content_type,
            values.disposition_text,
        ),
        _symbols("Content-Encoding"),
        _strings("Content-Language"),
        _integer("Content-Length"),
        _uri("Content-Location"),
        _opaque("Content-MD5"),
        _Header(
            "Content-Range",
            values.content_range,
            values.is_content_range,
            values.content_range_text,
        ),
        _Header(
            "Content-Type",
            values.content_type,
            values.is_content_type,
            values.content_type_text,
        ),
        _Header(
            "Expires",
            lambda text: values.date(
                "Thu, 01 Jan 1970 00:00:00 GMT" if text in ("0", "-1") else text
            ),
            values.is_date,
            values.date_text,
        ),
        _date("Last-Modified"),
        _Header(
            "Accept",
            lambda text: values.parameters(text, _accepted),
            lambda value: values.is_parameters(value, _is_accepted),
            lambda value: values.parameters_text(value, _accepted_text),
        ),
        _qualities("Accept-Charset"),
        _qualities("Accept-Encoding"),
        _qualities("Accept-Language"),
        _credentials("Authorization"),
        _parameters("Expect"),
        _opaque("From"),
        _Header("Host", values.host, values.is_host, values.host_text),
        _tags("If-Match"),
        _date("If-Modified-Since"),
        _tags("If-None-Match"),
        _date_or(
            "If-Range",
            lambda text: text.startswith(('"', "W/")),
            values.tag,
            values.is_tag,
            values.tag_text,
        ),
        _date("If-Unmodified-Since"),
        _integer("Max-Forwards"),
        _credentials("Proxy-Authorization"),
        _Header("Range", values.ranges, values.is_ranges, values.ranges_text),
        _uri("Referer"),
        _parameters("TE"),
        _opaque("User-Agent"),
        _symbols("Accept-Ranges"),
        _integer("Age"),
        _Header("ETag", values.tag, values.is_tag, values.tag_text),
        _uri("Location"),
        _challenges("Proxy-Authenticate"),
        _date_or(
            "Retry-After",
            lambda text: text[:1].isdigit(),
            values.count,
            values.is_count,
            str,
        ),
        _opaque("Server"),
        _Header(
            "Vary",
            lambda text: _STAR if text == "*" else _VARY.parse(text),
            lambda value: value is _STAR or _VARY.check(value),
            lambda value: "*" if value is _STAR else _VARY.write(value),
        ),
        _challenges("WWW-Authenticate"),
    )
}
"""Every header that is known to begin with, by its name in lower case."""


def _declared() -> dict[str, _Header]:
    """Return the headers that the program knows."""
    found: dict[str, _Header] = STATE.image.held.setdefault("headers of HTTP", dict(_DECLARED))
    return found


def header_text(name: Symbol) -> str:
    """Return a header's name as it is written."""
    found = _declared().get(name.name)
    # Letters that no letter is before are capital, as `string-titlecase` has it.
    return found.name if found is not None else name.name.title()


def _text_of(symbol: Symbol, value: Any) -> str:
    found = _declared().get(symbol.name)
    if found is not None:
        return found.write(value)
    if value.__class__ is not String:
        raise error("a header that is not known has a string, not", value)
    text: str = value.text
    return text


# Declaring


@TABLE.procedure("declare-header!")
def declare_header(name: Text, parse: Proc, check: Proc, write: Proc, *rest: Any) -> None:
    """Declare how the values of a header are handled. Guile manual, HTTP Headers."""
    (multiple,) = take_keywords(rest, (Keyword("multiple?"),), False)

    def text_of(value: Any) -> str:
        port = StringOutput()
        call(write, value, port)
        return port.getvalue()

    _declared()[name.lower()] = _Header(
        name,
        lambda text: call(parse, String(text)),
        lambda value: call(check, value) is not False,
        text_of,
        multiple is not UNSET and multiple is not False,
    )


@TABLE.procedure("declare-opaque-header!")
def declare_opaque_header(name: Text) -> None:
    """Declare a header whose values are strings. Guile manual, HTTP Headers."""
    _declared()[name.lower()] = _opaque(name)


@TABLE.procedure("header->string")
def header_to_string(name: Sym) -> Text:
    """Return a header's name as it is written. Guile manual, HTTP Headers."""
    return header_text(name)


@TABLE.procedure("string->header")
def string_to_header(name: Text) -> Symbol:
    """Return the symbol of a header. Guile manual, HTTP Headers."""
    return values.header_name(name)


@TABLE.procedure("known-header?")
def is_known_header(name: Sym) -> bool:
    """Return whether a header is declared. Guile manual, HTTP Headers."""
    return name.name in _declared()


@TABLE.procedure("header-parser")
def header_parser(name: Sym) -> Any:
    """Return the procedure that parses a header's values. Guile manual, HTTP Headers."""
    return lambda value: _parsed(name.name, value.text)


@TABLE.procedure("header-validator")
def header_validator(name: Sym) -> Any:
    """Return the predicate of a header's values. Guile manual, HTTP Headers."""
    return lambda value: is_valid(name, value)


@TABLE.procedure("header-writer")
def header_writer(name: Sym) -> Any:
    """Return the procedure that writes a header's values. Guile manual, HTTP Headers."""
    return lambda value, port: put_text(port, _text_of(name, value))


def _parsed(name: str, text: str) -> Any:
    found = _declared().get(name)
    return String(text) if found is None else found.parse(text)


@TABLE.procedure("parse-header")
def parse_header(name: Sym, value: Text) -> Any:
    """Return a header's value. Guile manual, HTTP Headers."""
    return _parsed(name.name, value)


def is_valid(name: Symbol, value: Any) -> bool:
    """Return whether a value is one of a header."""
    found = _declared().get(name.name)
    return values.is_string(value) if found is None else found.check(value)


@TABLE.procedure("valid-header?")
def is_valid_header(name: Any, value: Any) -> bool:
    """Return whether a value is one of a header. Guile manual, HTTP Headers."""
    if not isinstance(name, Symbol):
        raise error("header name not a symbol", name)
    return is_valid(name, value)


# Reading and writing headers


def _line(port: Any) -> str:
    found = line(port)
    if not found.endswith("\n"):
        values.bad_header("read-header-line", found if found else EOF)
    return found[:-1].removesuffix("\r")


def _read_header(port: Any) -> tuple[Symbol, Any] | None:
    text = _line(port)
    if not text.removesuffix("\r"):
        return None
    name, colon, rest = text.partition(":")
    if not colon:
        values.bad_header("%read", text)
    value = rest.strip()
    while peek(port) in (" ", "\t"):
        value += _line(port)
    symbol = values.header_name(name)
    return symbol, _parsed(symbol.name, value)


@TABLE.procedure("read-header")
def read_header(port: Any) -> Any:
    """Return a header's symbol and value, two end-of-file objects behind the last.

    Guile manual, HTTP Headers.
    """
    return Values(_read_header(port) or (EOF, EOF))


@TABLE.procedure("read-headers")
def read_headers(port: Any) -> Any:
    """Return the headers of a message as an alist. Guile manual, HTTP Headers."""
    made = []
    while (found := _read_header(port)) is not None:
        made.append(Pair(*found))
    return to_list(made)


@TABLE.procedure("write-header")
def write_header(name: Sym, value: Any, port: Any) -> None:
    """Write a header. Guile manual, HTTP Headers."""
    put_text(port, f"{header_text(name)}: {_text_of(name, value)}\r\n")


@TABLE.procedure("write-headers")
def write_headers(headers: Any, port: Any) -> None:
    """Write the headers of an alist. Guile manual, HTTP Headers."""
    for each in iterate(headers):
        write_header(each.car, each.cdr, port)


# First lines

_METHODS: Final = (
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PATCH",
)


def _part(text: str, start: int, end: int | None) -> str:
    return text[start : len(text) if end is None else end]


@TABLE.procedure("parse-http-method")
def parse_http_method(string: Text, start: Index = 0, end: Index | None = None) -> Symbol:
    """Return a method as a symbol. Guile manual, HTTP."""
    text = _part(string, start, end)
    if text not in _METHODS:
        throw("bad-request", "Invalid method: ~a", String(text))
    return Symbol(text)


@TABLE.procedure("parse-http-version")
def parse_http_version(string: Text, start: Index = 0, end: Index | None = None) -> Pair:
    """Return a version as a pair of two integers. Guile manual, HTTP."""
    text = _part(string, start, end)
    found = re.fullmatch(r"HTTP/([^.]*)\.([^.]*)", text)
    if found is None:
        values.bad("http-version", text)
    return Pair(values.count(found[1]), values.count(found[2]))


@TABLE.procedure("parse-request-uri")
def parse_request_uri(string: Text, start: Index = 0, end: Index | None = None) -> Any:
    """Return the URI of a request, #f for `*`. Guile manual, HTTP."""
    text = _part(string, start, end)
    if not text:
        throw("bad-request", "Missing Request-URI")
    if text == "*":
        return False
    if text.startswith("/"):
        rest, sharp, fragment = text.partition("#")
        path, mark, query = rest.partition("?")
        if path.startswith("//"):
            message = 'Expected path not starting with "//" (no host): ~a'
            throw("uri-error", message, String(path))
        return make_uri(
            None, None, None, None, path, query if mark else None, fragment if sharp else None
        )
    made = parse_reference(text)
    if made is False or made.f0 is False:
        throw("bad-request", "Invalid URI: ~a", String(text))
    return made


@TABLE.procedure("read-request-line")
def read_request_line(port: Any) -> Any:
    """Return a request's method, URI and version. Guile manual, HTTP."""
    text = _line(port)
    found = re.fullmatch(r"(\S*)\s(.*)\s(\S*)", text, re.DOTALL)
    if found is None:
        throw("bad-request", "Bad Request-Line: ~s", String(text))
    method, uri, version = found.groups()
    return Values(
        (parse_http_method(method), parse_request_uri(uri.lstrip()), parse_http_version(version))
    )


def _version_text(version: Any) -> str:
    return f"HTTP/{version.car}.{version.cdr}"


@TABLE.procedure("write-request-line")
def write_request_line(method: Sym, uri: Any, version: Any, port: Any) -> None:
    """Write the first line of a request. Guile manual, HTTP."""
    parts = Uri(uri)
    target = parts.path or "/"
    if parts.query is not None:
        target += f"?{parts.query}"
    if is_http_proxy_port(port) and parts.scheme is not None and parts.host is not None:
        host = f"[{parts.host}]" if ":" in parts.host else parts.host
        if not is_default_port(parts.scheme, parts.port):
            host += f":{parts.port}"
        target = f"{parts.scheme}://{host}{target}"
    put_text(port, f"{method.name} {target} {_version_text(version)}\r\n")


@TABLE.procedure("read-response-line")
def read_response_line(port: Any) -> Any:
    """Return a response's version, code and reason. Guile manual, HTTP."""
    text = _line(port)
    found = re.fullmatch(r"(\S*)\s+(\S*)(\s.*)", text, re.DOTALL)
    if found is None:
        throw("bad-response", "Bad Response-Line: ~s", String(text))
    version, code, reason = found.groups()
    return Values((parse_http_version(version), values.count(code), String(reason.strip())))


@TABLE.procedure("write-response-line")
def write_response_line(version: Any, code: Any, reason: Text, port: Any) -> None:
    """Write the first line of a response. Guile manual, HTTP."""
    put_text(port, f"{_version_text(version)} {code} {reason}\r\n")


# Chunks and proxies


def _keeps(rest: tuple[Any, ...]) -> bool:
    (keeps,) = take_keywords(rest, (Keyword("keep-alive?"),), False)
    return keeps is not UNSET and keeps is not False


@TABLE.procedure("make-chunked-input-port")
def make_chunked_input_port(port: Any, *rest: Any) -> Any:
    """Return a port that reads the chunked transfer coding. Guile manual, Transfer Codings."""
    return both(ChunkedInput(port, _keeps(rest)), "latin-1")


@TABLE.procedure("make-chunked-output-port")
def make_chunked_output_port(port: Any, *rest: Any) -> Any:
    """Return a port that writes the chunked transfer coding. Guile manual, Transfer Codings."""
    keywords = (Keyword("keep-alive?"), Keyword("buffering"))
    keeps, size = take_keywords(rest, keywords, False)
    count = 1200 if size is UNSET else size
    if count.__class__ is not int or count <= 0:
        raise error("a number of bytes is required for #:buffering, not", count)
    kept = keeps is not UNSET and keeps is not False
    return both(ChunkedOutput(port, kept), "utf-8", count)


_PROXIES: Final[weakref.WeakSet[Any]] = weakref.WeakSet()


@TABLE.procedure("http-proxy-port?")
def is_http_proxy_port(port: Any) -> bool:
    """Return whether a port leads to a proxy. Guile manual, HTTP."""
    return port in _PROXIES


@TABLE.procedure("set-http-proxy-port?!")
def set_http_proxy_port(port: Any, flag: Any) -> None:
    """Say whether a port leads to a proxy. Guile manual, HTTP."""
    if flag is False:
        _PROXIES.discard(port)
    else:
        _PROXIES.add(port)
