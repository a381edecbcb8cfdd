"""Requests of HTTP, as Guile has them: (web request)."""

from __future__ import annotations

from typing import Any, Final

from ...arguments import take_keywords
from ...data import NIL, Keyword, Pair, RecordType, Symbol
from ...declaration import Table, refuse
from ...kinds import Bytes
from ..guile.throw import throw
from ..internal import accessor
from .http import (
    read_headers,
    read_request_line,
    write_headers,
    write_request_line,
)
from .messages import (
    check_headers,
    check_version,
    declare_headers,
    given_or,
    header,
)
from .ports import put_bytes, put_text, take
from .uri import build_uri, compared, is_reference
from .values import items_of

__all__ = ["TABLE", "Request", "make_request"]

TABLE: Final = Table()

_FIELDS: Final = ("method", "uri", "version", "headers", "meta", "port")
REQUEST: Final = compared(RecordType("<request>", _FIELDS))

for _place, _name in enumerate(_FIELDS):
    TABLE.procedures(**{f"request-{_name}": accessor(REQUEST, f"request-{_name}", f"f{_place}")})

declare_headers(
    TABLE,
    REQUEST,
    "f3",
    "request",
    """cache-control* connection* date pragma* trailer* transfer-encoding* upgrade* via* warning*
    allow* content-encoding* content-language* content-length content-location content-md5
    content-range content-type expires last-modified
    accept* accept-charset* accept-encoding* accept-language* authorization expect* from host
    if-match if-modified-since if-none-match if-range if-unmodified-since max-forwards
    proxy-authorization range referer te* user-agent""",
)


class Request:
    """The parts of a request, read from the record."""

    def __init__(self, procedure: str, record: Any) -> None:
        if record.__class__ is not REQUEST.cls:
            refuse(procedure, 1, "a request", record)
        self.method, self.uri, self.version = record.f0, record.f1, record.f2
        self.headers, self.meta, self.port = record.f3, record.f4, record.f5


def make_request(method: Any, uri: Any, version: Any, headers: Any, meta: Any, port: Any) -> Any:
    """Return the record of a request."""
    return REQUEST.make(method, uri, version, headers, meta, port)


@TABLE.procedure("request?")
def is_request(value: Any) -> bool:
    """Return whether a value is a request. Guile manual, HTTP Requests."""
    return value.__class__ is REQUEST.cls


@TABLE.procedure("build-request")
def build_request(uri: Any, *rest: Any) -> Any:
    """Return a request, its headers checked unless `#:validate-headers?` is #f.

    Guile manual, HTTP Requests.
    """
    names = ("method", "version", "headers", "port", "meta", "validate-headers?")
    given = take_keywords(rest, tuple(map(Keyword, names)), False)
    defaults = (Symbol("GET"), Pair(1, 1), NIL, False, NIL, True)
    method, version, headers, port, meta, checked = given_or(given, defaults)
    check_version("bad-request", version)
    if not is_reference(uri):
        throw("bad-request", "Bad uri: ~a", uri)
    if port is False and method in (Symbol("POST"), Symbol("PUT")):
        throw("bad-request", "Missing port for message ~a", method)
    if items_of(meta) is None:
        throw("bad-request", "Bad metadata alist", meta)
    is_one_one = (version.car, version.cdr) == (1, 1)
    needs_host = is_one_one and header(_alist(headers), "host") is False
    if needs_host and uri.f2 is False:
        message = "HTTP/1.1 request without Host header and no host in URI: ~a"
        throw("bad-request", message, uri)
    if checked is not False:
        check_headers("bad-request", headers)
    if needs_host:
        headers = Pair(Pair(Symbol("host"), Pair(uri.f2, uri.f3)), headers)
    return make_request(method, uri, version, headers, meta, port)


def _alist(headers: Any) -> Any:
    """Return headers where they can be looked through, none where they cannot."""
    items = items_of(headers)
    well = items is not None and all(each.__class__ is Pair for each in items)
    return headers if well else NIL


@TABLE.procedure("read-request")
def read_request(port: Any, meta: Any = NIL) -> Any:
    """Return the request that a port has, without its body. Guile manual, HTTP Requests."""
    method, uri, version = read_request_line(port)
    return make_request(method, uri, version, read_headers(port), meta, port)


@TABLE.procedure("write-request")
def write_request(request: Any, port: Any) -> Any:
    """Write a request without its body; return one whose body goes to that port.

    Guile manual, HTTP Requests.
    """
    parts = Request("write-request", request)
    write_request_line(parts.method, parts.uri, parts.version, port)
    write_headers(parts.headers, port)
    put_text(port, "\r\n")
    if port is parts.port:
        return request
    return make_request(parts.method, parts.uri, parts.version, parts.headers, parts.meta, port)


@TABLE.procedure("read-request-body")
def read_request_body(request: Any) -> Any:
    """Return the body of a request, #f if there is none. Guile manual, HTTP Requests."""
    parts = Request("read-request-body", request)
    length = header(parts.headers, "content-length")
    if length is False:
        return False
    found = bytearray(take(parts.port, length))
    if len(found) != length:
        message = "EOF while reading request body: ~a bytes of ~a"
        throw("bad-request", message, len(found), length)
    return found


@TABLE.procedure("write-request-body")
def write_request_body(request: Any, body: Bytes) -> None:
    """Write the body of a request. Guile manual, HTTP Requests."""
    put_bytes(Request("write-request-body", request).port, body)


@TABLE.procedure("request-absolute-uri")
def request_absolute_uri(
    request: Any, host: Any = False, port: Any = False, scheme: Any = False
) -> Any:
    """Return the URI of a request with its host. Guile manual, HTTP Requests."""
    parts = Request("request-absolute-uri", request)
    uri = parts.uri
    if uri is False:
        refuse("request-absolute-uri", 1, "a request for a URI", request)
    if uri.f2 is not False:
        return uri
    target = header(parts.headers, "host")
    if target is False:
        if host is False:
            message = "URI not absolute, no Host header, and no default: ~s"
            throw("bad-request", message, uri)
        target = Pair(host, port)
    found = uri.f0 if uri.f0 is not False else scheme
    if found is False:
        throw("bad-request", "URI not absolute and no default-port", uri)
    names = ("host", "port", "path", "query", "fragment")
    values = (target.car, target.cdr, uri.f4, uri.f5, uri.f6)
    pairs = zip(names, values, strict=True)
    return build_uri(found, *(each for name, value in pairs for each in (Keyword(name), value)))
