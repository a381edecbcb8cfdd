"""Responses of HTTP, as Guile has them: (web response)."""

from __future__ import annotations

from typing import Any, Final

from ...arguments import take_keywords
from ...data import (
    NIL,
    Keyword,
    Pair,
    RecordType,
    String,
    Symbol,
    from_list,
    iterate,
)
from ...declaration import Table, refuse
from ...kinds import Bytes, Sym
from ..guile.throw import throw
from ..internal import accessor
from .http import (
    read_headers,
    read_response_line,
    write_headers,
    write_response_line,
)
from .messages import (
    check_headers,
    check_version,
    declare_headers,
    given_or,
    header,
)
from .ports import ChunkedInput, Delimited, both, put_bytes, put_text, take_all
from .uri import compared
from .values import is_count

__all__ = ["TABLE", "Response", "body_of", "charset_of", "make_response"]

TABLE: Final = Table()

_FIELDS: Final = ("version", "code", "reason-phrase", "headers", "port")
RESPONSE: Final = compared(RecordType("<response>", _FIELDS))

for _place, _name in enumerate(_FIELDS):
    if _name != "reason-phrase":
        _procedure = accessor(RESPONSE, f"response-{_name}", f"f{_place}")
        TABLE.procedures(**{f"response-{_name}": _procedure})

declare_headers(
    TABLE,
    RESPONSE,
    "f3",
    "response",
    """cache-control* connection* date pragma* trailer* transfer-encoding* upgrade* via* warning*
    allow* content-encoding* content-language* content-length content-location content-md5
    content-range content-type expires last-modified
    accept-ranges age etag location proxy-authenticate retry-after server vary*
    www-authenticate""",
)

_REASONS: Final = {
    100: "Continue",
    101: "Switching Protocols",
    200: "OK",
    201: "Created",
    202: "Accepted",
    203: "Non-Authoritative Information",
    204: "No Content",
    205: "Reset Content",
    206: "Partial Content",
    300: "Multiple Choices",
    301: "Moved Permanently",
    302: "Found",
    303: "See Other",
    304: "Not Modified",
    305: "Use Proxy",
    307: "Temporary Redirect",
    400: "Bad Request",
    401: "Unauthorized",
    402: "Payment Required",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    407: "Proxy Authentication Required",
    408: "Request Timeout",
    409: "Conflict",
    410: "Gone",
    411: "Length Required",
    412: "Precondition Failed",
    413: "Request Entity Too Large",
    414: "Request-URI Too Long",
    415: "Unsupported Media Type",
    416: "Requested Range Not Satisfiable",
    417: "Expectation Failed",
    500: "Internal Server Error",
    501: "Not Implemented",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
}
"""The reasons of RFC 2616, which Guile writes; Python's are those of later documents."""


class Response:
    """The parts of a response, read from the record."""

    def __init__(self, procedure: str, record: Any) -> None:
        if record.__class__ is not RESPONSE.cls:
            refuse(procedure, 1, "a response", record)
        self.version, self.code, self.reason = record.f0, record.f1, record.f2
        self.headers, self.port = record.f3, record.f4


def make_response(version: Any, code: Any, reason: Any, headers: Any, port: Any) -> Any:
    """Return the record of a response."""
    return RESPONSE.make(version, code, reason, headers, port)


@TABLE.procedure("response?")
def is_response(value: Any) -> bool:
    """Return whether a value is a response. Guile manual, HTTP Responses."""
    return value.__class__ is RESPONSE.cls


@TABLE.procedure("response-reason-phrase")
def response_reason_phrase(response: Any) -> Any:
    """Return a response's reason, the usual one of its code where it says none.

    Guile manual, HTTP Responses.
    """
    parts = Response("response-reason-phrase", response)
    if parts.reason is not False:
        return parts.reason
    return String(_REASONS.get(parts.code, "(Unknown)"))


@TABLE.procedure("build-response")
def build_response(*rest: Any) -> Any:
    """Return a response, its headers checked unless `#:validate-headers?` is #f.

    Guile manual, HTTP Responses.
    """
    names = ("version", "code", "reason-phrase", "headers", "port", "validate-headers?")
    given = take_keywords(rest, tuple(map(Keyword, names)), False)
    defaults = (Pair(1, 1), 200, False, NIL, False, True)
    version, code, reason, headers, port, checked = given_or(given, defaults)
    check_version("bad-response", version)
    if not is_count(code) or code >= 600:
        throw("bad-response", "Bad code: ~a", code)
    if reason is not False and reason.__class__ is not String:
        throw("bad-response", "Bad reason phrase", reason)
    if checked is not False:
        check_headers("bad-response", headers)
    return make_response(version, code, reason, headers, port)


@TABLE.procedure("text-content-type?")
def is_text_content_type(kind: Sym) -> bool:
    """Return whether a media type is one of text. Guile manual, HTTP Responses."""
    return kind.name.startswith("text/") or kind.name.endswith(("/xml", "+xml"))


@TABLE.procedure("read-response")
def read_response(port: Any) -> Any:
    """Return the response that a port has, without its body. Guile manual, HTTP Responses."""
    version, code, reason = read_response_line(port)
    return make_response(version, code, reason, read_headers(port), port)


@TABLE.procedure("adapt-response-version")
def adapt_response_version(response: Any, version: Any) -> Any:
    """Return a response as one of another version. Guile manual, HTTP Responses."""
    parts = Response("adapt-response-version", response)
    values = (parts.code, version, parts.headers, parts.port)
    names = ("code", "version", "headers", "port")
    pairs = zip(names, values, strict=True)
    return build_response(*(each for name, value in pairs for each in (Keyword(name), value)))


@TABLE.procedure("write-response")
def write_response(response: Any, port: Any) -> Any:
    """Write a response without its body; return one whose body goes to that port.

    Guile manual, HTTP Responses.
    """
    parts = Response("write-response", response)
    reason = response_reason_phrase(response)
    write_response_line(parts.version, parts.code, reason.text, port)
    write_headers(parts.headers, port)
    put_text(port, "\r\n")
    if port is parts.port:
        return response
    return make_response(parts.version, parts.code, reason, parts.headers, port)


@TABLE.procedure("response-must-not-include-body?")
def must_not_include_body(response: Any) -> bool:
    """Return whether a response may have no body. Guile manual, HTTP Responses."""
    code = Response("response-must-not-include-body?", response).code
    return 100 <= code <= 199 or code in (204, 304)


def charset_of(kind: Any) -> Any:
    """Return the character set that a content type names, or #f."""
    return next((each.cdr for each in iterate(kind.cdr) if each.car is Symbol("charset")), False)


def body_of(response: Any, keeps: bool, encoding: str) -> Any:
    """Return a port of a response's body, None where there is none."""
    parts = Response("response-body-port", response)

    def short(count: int) -> None:
        message = "EOF while reading response body: ~a bytes of ~a"
        throw("bad-response", message, count, length)

    codings = header(parts.headers, "transfer-encoding", NIL)
    chunked = Symbol("chunked")
    if any(from_list(each) == [chunked] for each in iterate(codings)):
        return both(ChunkedInput(parts.port, keeps), encoding)
    length = header(parts.headers, "content-length")
    if length is not False:
        return both(Delimited(parts.port, length, keeps, short), encoding)
    return None if must_not_include_body(response) else parts.port


@TABLE.procedure("response-body-port")
def response_body_port(response: Any, *rest: Any) -> Any:
    """Return a port of a response's body, #f if there is none. Guile manual, HTTP Responses."""
    decode, keeps = take_keywords(rest, (Keyword("decode?"), Keyword("keep-alive?")), False)
    encoding = "ISO-8859-1"
    kind = header(Response("response-body-port", response).headers, "content-type")
    if decode is not False and kind is not False and is_text_content_type(kind.car):
        charset = charset_of(kind)
        encoding = charset.text if charset is not False else encoding
    found = body_of(response, keeps is not False, encoding)
    return False if found is None else found


@TABLE.procedure("read-response-body")
def read_response_body(response: Any) -> Any:
    """Return the body of a response, #f if there is none. Guile manual, HTTP Responses."""
    port = body_of(response, True, "latin-1")
    return False if port is None else bytearray(take_all(port))


@TABLE.procedure("write-response-body")
def write_response_body(response: Any, body: Bytes) -> None:
    """Write the body of a response. Guile manual, HTTP Responses."""
    put_bytes(Response("write-response-body", response).port, body)
