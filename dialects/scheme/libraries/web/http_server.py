"""How Guile's server of HTTP reads and writes: (web server http).

One thread serves all connections: those that wait for a request lie in `waiting`.
"""

from __future__ import annotations

from typing import Any, Final

from .... import guile
from ...arguments import UNSET, take_keywords
from ...conditions import error
from ...data import Keyword, Pair, String, Symbol, Values, from_list, to_list
from ...printer import PRINTERS
from ..guile.throw import Thrown
from .messages import header
from .ports import peek, put_bytes
from .request import read_request, read_request_body
from .response import Response, build_response, write_response

__all__ = ["IMPLEMENTATION", "keeps_alive", "listening"]


class _Server:
    """A socket that listens, and the connections that wait for a request."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.waiting: list[Any] = []


PRINTERS[_Server] = lambda value, readable, profile: "#<http-server>"


def listening(rest: tuple[Any, ...], backlog: int) -> Any:
    """Return the socket that keyword arguments describe, or name, once it listens."""
    names = ("host", "family", "addr", "port", "socket")
    host, family, address, port, socket = take_keywords(rest, tuple(map(Keyword, names)), False)
    if socket is UNSET:
        family = guile.AF_INET if family is UNSET else family
        if address is UNSET:
            named = host is not UNSET and host is not False
            address = guile.inet_pton(family, _name(host)) if named else guile.INADDR_LOOPBACK
        socket = guile.socket(family, guile.SOCK_STREAM, 0)
        guile.setsockopt(socket, guile.SOL_SOCKET, guile.SO_REUSEADDR, 1)
        guile.bind(socket, family, address, 8080 if port is UNSET else port)
    guile.listen(socket, backlog)
    return socket


def _open(*rest: Any) -> Any:
    return _Server(listening(rest, 128))


def _name(value: Any) -> str:
    if value.__class__ is not String:
        raise error("a host's address is a string, not", value)
    text: str = value.text
    return text


def _ready(server: _Server) -> list[Any]:
    """Wait until a connection has something to read, or there is a new one; return those."""
    held = [each for each in server.waiting if each.holds]
    if held:
        return held
    found, _, failed = guile.select([server.socket, *server.waiting], [], [server.socket])
    if failed:
        raise Thrown("interrupt", ())
    return list(found)


def _read(server: Any) -> Any:
    while True:
        for each in _ready(server):
            if each is server.socket:
                accepted = guile.accept(each)
                if accepted:
                    client = accepted[0]
                    client.buffer(4096, False)
                    server.waiting.append(client)
                continue
            server.waiting.remove(each)
            if not peek(each):
                each.close()
                continue
            return _request(each)


def _request(port: Any) -> Any:
    try:
        request = read_request(port)
        return Values((port, request, read_request_body(request)))
    except Exception:
        headers = to_list([Pair(Symbol("content-length"), 0)])
        version = (Keyword("version"), Pair(1, 0))
        try:
            write_response(
                build_response(*version, Keyword("code"), 400, Keyword("headers"), headers), port
            )
            port.close()
        except Exception:
            pass
        raise


def keeps_alive(response: Any) -> bool:
    """Return whether a connection is kept after a response."""
    parts = Response("http-write", response)
    if parts.code >= 400 and parts.code != 404:
        return False
    said = from_list(header(parts.headers, "connection", to_list([])))
    version = (parts.version.car, parts.version.cdr)
    if version == (1, 1):
        return Symbol("close") not in said
    return version == (1, 0) and Symbol("keep-alive") in said


def _write(server: Any, client: Any, response: Any, body: Any) -> Any:
    written = write_response(response, client)
    if body is not False:
        if body.__class__ is not bytearray:
            raise error("Expected a bytevector for body", body)
        put_bytes(client, body)
    if keeps_alive(written):
        client.flush()
        server.waiting.append(client)
    else:
        client.close()
    return Values(())


def _close(server: Any) -> None:
    for each in (*server.waiting, server.socket):
        each.close()
    server.waiting.clear()


IMPLEMENTATION: Final = (_open, _read, _write, _close)
"""What opens a server, reads a request, writes a response, and closes the server."""
