"""A server of HTTP with a fiber for each connection: (fibers web server)."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from .... import guile
from ...backtrace import told
from ...calls import call, spread
from ...conditions import error
from ...data import NIL, Keyword, Pair, Symbol, Values, is_procedure, to_list
from ...declaration import Table
from ...dynamics import STATE
from ...kinds import Proc
from ..web.http_server import keeps_alive, listening
from ..web.messages import extended, header
from ..web.ports import ChunkedOutput, both, peek, put_bytes
from ..web.request import Request, read_request, read_request_body
from ..web.response import Response, build_response, make_response, write_response
from ..web.server import sanitize_response
from .fibers import Scheduler

__all__ = ["LOOK", "TABLE", "Answer", "accept_clients"]

TABLE: Final = Table()

_BUFFER: Final = 1024

LOOK: Final = 0.2
"""Seconds after which a thread looks for signals: one that came just before it began to wait for a
lock would not end the wait."""

Answer = Callable[[Any, Any], tuple[Any, Any]]
"""What gives the response to a request and its body, and the body of that."""


@TABLE.procedure("run-server")
def run_server(handler: Proc, *rest: Any) -> Any:
    """Serve requests until the program is interrupted, each connection in a fiber.

    Fibers manual, Concurrent Web Server.
    """
    socket = listening(rest, 1024)
    scheduler = Scheduler()
    answer = functools.partial(_answered, handler)
    try:
        scheduler.spawn(functools.partial(accept_clients, socket, answer, scheduler))
        while not scheduler.ended.wait(time.monotonic() + LOOK):
            pass
    except KeyboardInterrupt:
        pass
    finally:
        scheduler.destroy()
    return Values(())


def accept_clients(socket: Any, answer: Answer, scheduler: Scheduler) -> None:
    """Serve each connection that comes to a socket in a fiber."""
    while True:
        accepted = guile.accept(socket)
        if accepted:
            scheduler.spawn(functools.partial(_serve, accepted[0], answer))


def _serve(client: Any, answer: Answer) -> None:
    """Serve the requests of a connection."""
    try:
        client.buffer(_BUFFER, False)
        guile.setsockopt(client, guile.IPPROTO_TCP, guile.TCP_NODELAY, 1)
        while _has_more(client):
            request, sent = _request(client)
            response, body = _refusal() if request is False else answer(request, sent)
            write_response(response, client)
            _write_body(client, response, body)
            client.flush()
            if not keeps_alive(response):
                break
    finally:
        client.close()


def _has_more(client: Any) -> bool:
    try:
        return bool(peek(client))
    except guile.GuileSystemError:
        return False


def _report(failure: Exception, before: str = "") -> None:
    image = STATE.image
    print(before + told(failure, image.globals, image.profile), file=sys.stderr)


def _request(client: Any) -> tuple[Any, Any]:
    try:
        request = read_request(client)
        return request, read_request_body(request)
    except Exception as failure:
        _report(failure, "While reading request:\n")
        return False, False


def _refusal() -> tuple[Any, Any]:
    """Return the response to a request that cannot be read."""
    headers = to_list([Pair(Symbol("content-length"), 0)])
    version = (Keyword("version"), Pair(1, 0), Keyword("code"), 400)
    return build_response(*version, Keyword("headers"), headers), False


def _answered(handler: Any, request: Any, body: Any) -> tuple[Any, Any]:
    """Return the response to a request and its body, bytes or a procedure that writes them."""
    try:
        found = spread(call(handler, request, body))
        if len(found) != 2:
            raise error("the handler returns a response and a body, not", *found)
        response, made = found
        if not is_procedure(made):
            response, made = sanitize_response(request, response, made)
            return response, made
        response, _ = sanitize_response(request, response, False)
        parts = Response("run-server", response)
        if header(parts.headers, "content-length") is False:
            chunked = to_list([to_list([Symbol("chunked")])])
            headers = extended(parts.headers, "transfer-encoding", chunked)
            response = make_response(parts.version, parts.code, parts.reason, headers, False)
        head = Request("run-server", request).method is Symbol("HEAD")
        return response, False if head else made
    except Exception as failure:
        _report(failure)
        return build_response(Keyword("code"), 500), False


def _write_body(client: Any, response: Any, body: Any) -> None:
    if body is False:
        return
    if not is_procedure(body):
        put_bytes(client, body)
    elif header(Response("run-server", response).headers, "transfer-encoding", NIL) is NIL:
        call(body, client)
    else:
        with both(ChunkedOutput(client, True), "utf-8") as port:
            call(body, port)
        put_bytes(client, b"\r\n")  # Guile's port leaves out the end of the last chunk
