"""A server of HTTP, as Guile has it: (web server)."""

from __future__ import annotations

import sys
from typing import Any, Final

from ...backtrace import told
from ...calls import call, spread
from ...conditions import error
from ...data import (
    NIL,
    Keyword,
    Pair,
    RecordType,
    Symbol,
    Values,
    from_list,
    iterate,
    to_list,
)
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Proc, Sym
from ..guile.reflection import module_ref, resolve_module
from ..guile.throw import Thrown
from ..internal import accessor
from .bodies import told_charset
from .http_server import IMPLEMENTATION as HTTP
from .messages import extended, header
from .request import Request
from .response import (
    Response,
    adapt_response_version,
    build_response,
    is_response,
    make_response,
    must_not_include_body,
)

__all__ = ["TABLE"]

TABLE: Final = Table()

_FIELDS: Final = ("name", "open", "read", "write", "close")
IMPLEMENTATION: Final = RecordType("server-impl", _FIELDS)

for _place, _name in enumerate(_FIELDS):
    _procedure = accessor(IMPLEMENTATION, f"server-impl-{_name}", f"f{_place}")
    TABLE.procedures(**{f"server-impl-{_name}": _procedure})

HTTP_IMPLEMENTATION: Final = IMPLEMENTATION.make(Symbol("http"), *HTTP)
TABLE.value("%http", HTTP_IMPLEMENTATION)

TABLE.macros("""
(define-syntax define-server-impl
  (syntax-rules ()
    ((_ name open read write close)
     (define name (make-server-impl 'name open read write close)))))
""")


@TABLE.procedure("make-server-impl")
def make_server_impl(name: Sym, open_: Proc, read: Proc, write: Proc, close: Proc) -> Any:
    """Return an implementation of a server. Guile manual, Web Server."""
    return IMPLEMENTATION.make(name, open_, read, write, close)


@TABLE.procedure("server-impl?")
def is_server_impl(value: Any) -> bool:
    """Return whether a value is an implementation of a server. Guile manual, Web Server."""
    return value.__class__ is IMPLEMENTATION.cls


@TABLE.procedure("lookup-server-impl")
def lookup_server_impl(name: Any) -> Any:
    """Return an implementation of a server by its name. Guile manual, Web Server."""
    if is_server_impl(name):
        return name
    if name is Symbol("http"):
        return HTTP_IMPLEMENTATION
    if isinstance(name, Symbol):
        names = to_list([Symbol("web"), Symbol("server"), name])
        module = resolve_module(names, Keyword("ensure"), False)
        found = False if module is False else module_ref(module, name, False)
        if is_server_impl(found):
            return found
    raise error("expected a server-impl in module", name)


def _implementation(procedure: str, value: Any) -> Any:
    if not is_server_impl(value):
        refuse(procedure, 1, "an implementation of a server", value)
    return value


def _report(failure: Exception) -> None:
    """Tell an error on the standard error output; a server goes on after it."""
    if isinstance(failure, Thrown) and failure.key in ("quit", "interrupt"):
        raise failure
    image = STATE.image
    print(told(failure, image.globals, image.profile), file=sys.stderr)


@TABLE.procedure("open-server")
def open_server(implementation: Any, parameters: Any) -> Any:
    """Return a server that listens. Guile manual, Web Server."""
    return call(_implementation("open-server", implementation).f1, *from_list(parameters))


@TABLE.procedure("read-client")
def read_client(implementation: Any, server: Any) -> Any:
    """Return a client, its request and body; #f three times after an error.

    Guile manual, Web Server.
    """
    try:
        return call(_implementation("read-client", implementation).f2, server)
    except Exception as failure:
        _report(failure)
        return Values((False, False, False))


@TABLE.procedure("write-client")
def write_client(implementation: Any, server: Any, client: Any, response: Any, body: Any) -> Any:
    """Write a response to a client. Guile manual, Web Server."""
    try:
        call(_implementation("write-client", implementation).f3, server, client, response, body)
    except Exception as failure:
        _report(failure)
    return Values(())


@TABLE.procedure("close-server")
def close_server(implementation: Any, server: Any) -> Any:
    """Close a server. Guile manual, Web Server."""
    return call(_implementation("close-server", implementation).f4, server)


# Responses


def _with_header(response: Any, name: str, value: Any) -> Any:
    parts = Response("sanitize-response", response)
    headers = extended(parts.headers, name, value)
    return make_response(parts.version, parts.code, parts.reason, headers, parts.port)


@TABLE.procedure("sanitize-response")
def sanitize_response(request: Any, response: Any, body: Any) -> Any:
    """Return a response with the headers that its body needs, and the body as bytes.

    Guile manual, Web Server.
    """
    asked = Request("sanitize-response", request)
    if not is_response(response):
        if response.__class__ is not Pair and response is not NIL:
            refuse("sanitize-response", 2, "a response or a list of headers", response)
        response = build_response(Keyword("version"), asked.version, Keyword("headers"), response)
    parts = Response("sanitize-response", response)
    if (parts.version.car, parts.version.cdr) != (asked.version.car, asked.version.cdr):
        response = adapt_response_version(response, asked.version)
    if body is False:
        return Values((response, bytearray()))
    kind, data = told_charset(parts.headers, body)
    if kind is not None:
        response = _with_header(response, "content-type", kind)
    if data and must_not_include_body(response):
        raise error("response with this status code must not include body", response)
    length = header(parts.headers, "content-length")
    if length is False:
        response = _with_header(response, "content-length", len(data))
    elif length != len(data):
        raise error("bad content-length", length, len(data))
    return Values((response, False if asked.method is Symbol("HEAD") else data))


@TABLE.procedure("handle-request")
def handle_request(handler: Proc, request: Any, body: Any, state: Any) -> Any:
    """Return what a handler makes of a request: response, body, and its new state in a list.

    Guile manual, Web Server.
    """
    try:
        found = spread(call(handler, request, body, *iterate(state)))
        if len(found) < 2:
            raise error("the handler returns a response and a body, not", *found)
        response, made = sanitize_response(request, *found[:2])
        return Values((response, made, to_list(found[2:])))
    except Exception as failure:
        _report(failure)
        return Values((build_response(Keyword("code"), 500), False, state))


@TABLE.procedure("serve-one-client")
def serve_one_client(handler: Proc, implementation: Any, server: Any, state: Any) -> Any:
    """Serve a request; return the new state. Guile manual, Web Server."""
    client, request, body = spread(read_client(implementation, server))
    if client is False:
        return state
    response, made, state = handle_request(handler, request, body, state)
    write_client(implementation, server, client, response, made)
    return state


@TABLE.procedure("run-server")
def run_server(
    handler: Proc, implementation: Any = HTTP_IMPLEMENTATION, parameters: Any = NIL, *state: Any
) -> Any:
    """Serve requests until the program is interrupted. Guile manual, Web Server."""
    used = lookup_server_impl(implementation)
    server = open_server(used, parameters)
    states = to_list(state)
    try:
        while True:
            states = serve_one_client(handler, used, server, states)
    except KeyboardInterrupt:
        pass
    except Thrown as failure:
        if failure.key != "interrupt":
            raise
    close_server(used, server)
    return Values(())
