"""A client of HTTP, as Guile has it: (web client)."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Callable
from typing import Any, Final

from attrs import evolve, frozen

from .... import guile
from ...arguments import UNSET, take_keywords
from ...conditions import error
from ...data import NIL, Keyword, Pair, String, Symbol, Values, from_list, to_list
from ...declaration import Table
from ...dynamics import Parameter
from ..guile.throw import Thrown
from .bodies import told_charset
from .http import set_http_proxy_port
from .messages import header
from .ports import put_text
from .request import (
    Request,
    build_request,
    make_request,
    write_request,
    write_request_body,
)
from .response import (
    Response,
    charset_of,
    is_text_content_type,
    read_response,
    read_response_body,
    response_body_port,
)
from .uri import Uri, is_reference, parse_reference

__all__ = ["TABLE"]

TABLE: Final = Table()

_BUFFER: Final = 65536


def _of_environment(*names: str, default: Any = False) -> Any:
    found = next((os.environ[name] for name in names if os.environ.get(name)), None)
    return default if found is None else String(found)


CURRENT_PROXY: Final = Parameter(_of_environment("http_proxy"), settable=True)
CURRENT_HTTPS_PROXY: Final = Parameter(_of_environment("https_proxy"), settable=True)
CERTIFICATES: Final = Parameter(
    _of_environment(
        "GUILE_TLS_CERTIFICATE_DIRECTORY", "SSL_CERT_DIR", default=String("/etc/ssl/certs")
    ),
    settable=True,
)
TABLE.value("current-http-proxy", CURRENT_PROXY)
TABLE.value("current-https-proxy", CURRENT_HTTPS_PROXY)
TABLE.value("x509-certificate-directory", CERTIFICATES)


def _reference(value: Any) -> Any:
    if is_reference(value):
        return value
    found = parse_reference(value.text) if value.__class__ is String else False
    if found is False:
        raise error("Invalid URI-reference", value)
    return found


# Connections


@TABLE.procedure("open-socket-for-uri")
def open_socket_for_uri(uri: Any, *rest: Any) -> Any:
    """Return a port that is connected to the host of a URI. Guile manual, Web Client."""
    (verify,) = take_keywords(rest, (Keyword("verify-certificate?"),), False)
    return _open(uri, verify is not False)


def _open(uri: Any, verify: bool) -> Any:
    target = Uri(_reference(uri))
    secure = target.scheme == "https"
    proxy = CURRENT_HTTPS_PROXY() if secure else CURRENT_PROXY()
    port = _connected(Uri(_reference(proxy)) if proxy is not False else target)
    if proxy is not False:
        set_http_proxy_port(port, not secure)
        if secure:
            _tunnel(port, target)
    return _secured(port, target.host or "", verify) if secure else port


def _connected(uri: Uri) -> Any:
    if uri.port is None and uri.scheme is None:
        raise error("Not an absolute URI")
    service = str(uri.port) if uri.port is not None else uri.scheme
    flags = guile.AI_NUMERICSERV if uri.port is not None else 0
    found = guile.getaddrinfo(uri.host, service, flags, 0, guile.SOCK_STREAM)
    for place, each in enumerate(found):
        made = guile.socket(each.fam, guile.SOCK_STREAM, 0)
        try:
            guile.connect(made, each.addr)
        except guile.GuileSystemError:
            made.close()
            if place == len(found) - 1:
                raise
            continue
        made.buffer(_BUFFER, False)
        return made
    raise error("no address of the host", String(uri.host or ""))


def _tunnel(port: Any, target: Uri) -> None:
    name = f"{target.host}:{target.port or 443}"
    put_text(port, f"CONNECT {name} HTTP/1.1\r\nHost: {name}\r\n\r\n")
    port.flush()
    read_response(port)


def _secured(port: Any, host: str, verify: bool) -> Any:
    """Return a port over a connection with TLS."""
    context = ssl.create_default_context()
    directory = CERTIFICATES()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif directory.__class__ is String and os.path.isdir(directory.text):
        context.load_verify_locations(capath=directory.text)
    below = socket.socket(fileno=os.dup(port.fileno()))
    below.setblocking(True)
    port.close()
    try:
        with context.wrap_socket(below, server_hostname=host) as secured:
            return secured.makefile("rwb")
    except ssl.SSLCertVerificationError as refusal:
        below.close()
        arguments = (Symbol("invalid-certificate"), False, String(host))
        message = f"X.509 certificate of '{host}' could not be verified: {refusal.verify_message}"
        raise Thrown("tls-certificate-error", arguments, message) from None
    except ssl.SSLError as failure:
        below.close()
        told = f"TLS: {failure.reason}"
        raise Thrown("gnutls-error", (failure.errno or 0, Symbol("handshake")), told) from None


# Requests


def _with_header(request: Any, name: str, value: Any) -> Any:
    """Return a request with a header, where another of its name was or before all."""
    parts = Request("http-request", request)
    symbol = Symbol(name)
    items = from_list(parts.headers)
    if any(each.car is symbol for each in items):
        items = [Pair(symbol, value) if each.car is symbol else each for each in items]
    else:
        items = [Pair(symbol, value), *items]
    return make_request(
        parts.method, parts.uri, parts.version, to_list(items), parts.meta, parts.port
    )


def _complete(request: Any, body: Any) -> tuple[Any, bytearray]:
    """Return a request with the headers that its body needs, and the body as bytes."""
    headers = Request("http-request", request).headers
    length = header(headers, "content-length")
    if body is False:
        if length is not False:
            if length:
                raise error("content-length, but no body")
        elif header(headers, "transfer-encoding") is not False:
            raise error("transfer-encoding not allowed with no body")
        return request, bytearray()
    kind, data = told_charset(headers, body)
    if kind is not None:
        request = _with_header(request, "content-type", kind)
    if length is False:
        return _with_header(request, "content-length", len(data)), data
    if length != len(data):
        raise error("bad content-length", length, len(data))
    return request, data


@frozen
class _Options:
    """The keyword arguments of `http-request`, those that are left out as None."""

    body: Any
    verify: Any
    port: Any
    method: Any
    version: Any
    keep_alive: Any
    headers: Any
    decode: Any
    streaming: Any
    request: Any


_NAMES: Final = (
    "body",
    "verify-certificate?",
    "port",
    "method",
    "version",
    "keep-alive?",
    "headers",
    "decode-body?",
    "streaming?",
    "request",
)
_DEFAULTS: Final[tuple[Any, ...]] = (
    False,
    True,
    None,
    Symbol("GET"),
    Pair(1, 1),
    False,
    NIL,
    True,
    False,
    None,
)


def _options(rest: tuple[Any, ...], names: tuple[str, ...]) -> _Options:
    given = take_keywords(rest, tuple(map(Keyword, names)), False)
    found = dict(zip(_NAMES, _DEFAULTS, strict=True))
    found.update(
        (name, value) for name, value in zip(names, given, strict=True) if value is not UNSET
    )
    return _Options(*found.values())


def _request(uri: Any, options: _Options, port: Any) -> Any:
    headers = options.headers
    if options.keep_alive is False:
        headers = Pair(to_list([Symbol("connection"), Symbol("close")]), headers)
    given = {
        "method": options.method,
        "version": options.version,
        "headers": headers,
        "port": port,
    }
    pairs = (each for name, value in given.items() for each in (Keyword(name), value))
    return build_request(_reference(uri), *pairs)


def _perform(uri: Any, options: _Options) -> Any:
    port = options.port
    if port is None:
        port = _open(uri, options.verify is not False)
    request = options.request
    if request is None:
        request = _request(uri, options, port)
    request, body = _complete(request, options.body)
    keeps = options.keep_alive is not False
    written = write_request(request, port)
    write_request_body(written, body)
    port.flush()
    response = read_response(port)
    if options.streaming is not False and options.method is not Symbol("HEAD"):
        names = (Keyword("keep-alive?"), keeps, Keyword("decode?"), options.decode)
        return Values((response, response_body_port(response, *names)))
    head = Request("http-request", written).method is Symbol("HEAD")
    data = False if head else read_response_body(response)
    if not keeps:
        port.close()
    if options.decode is not False:
        data = _decoded(response, data)
    return Values((response, data))


def _decoded(response: Any, body: Any) -> Any:
    """Return the body of a response as a string, if it is text."""
    if body is False:
        return False
    headers = Response("http-request", response).headers
    length = header(headers, "content-length")
    if length is not False and length != len(body):
        raise error("bad content-length", length, len(body))
    kind = header(headers, "content-type")
    if kind is False or not is_text_content_type(kind.car):
        return body
    charset = charset_of(kind)
    name = "iso-8859-1" if charset is False else charset.text
    try:
        return String(body.decode(name))
    except (LookupError, UnicodeDecodeError):
        raise error("a body that is no text in", String(name)) from None


@TABLE.procedure("http-request")
def http_request(uri: Any, *rest: Any) -> Any:
    """Return the response to a request, and its body. Guile manual, Web Client."""
    return _perform(uri, _options(rest, _NAMES))


def _verb(method: str) -> Callable[..., Any]:
    names = tuple(name for name in _NAMES if name not in ("method", "request"))

    def request(uri: Any, *rest: Any) -> Any:
        return _perform(uri, evolve(_options(rest, names), method=Symbol(method)))

    request.__doc__ = f"Return the response to a {method} request. Guile manual, Web Client."
    return request


for _method in ("GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS"):
    TABLE.procedure(f"http-{_method.lower()}")(_verb(_method))
