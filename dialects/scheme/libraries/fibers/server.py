"""The server of Fibers for (web server): (web server fibers).

Each connection has a fiber, which reads a request, gives it to the thread that calls the handler,
and waits for the response.
"""

from __future__ import annotations

import contextlib
import functools
import queue
from typing import Any, Final

from ...data import Symbol, Values
from ...declaration import Table
from ...printer import PRINTERS
from ..web.http_server import listening
from ..web.server import IMPLEMENTATION
from .fibers import Scheduler
from .web import LOOK, accept_clients

__all__ = ["TABLE"]

TABLE: Final = Table()


class _Client:
    """A connection whose request waits for a response."""

    def __init__(self) -> None:
        self.answer: queue.SimpleQueue[tuple[Any, Any]] = queue.SimpleQueue()


class _Server:
    """A socket that listens, its fibers, and the requests that they have read."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.requests: queue.SimpleQueue[tuple[_Client, Any, Any]] = queue.SimpleQueue()
        self.scheduler = Scheduler()
        self.scheduler.spawn(
            functools.partial(accept_clients, socket, self.ask, self.scheduler), reports=False
        )

    def ask(self, request: Any, body: Any) -> tuple[Any, Any]:
        """Return what the handler makes of a request."""
        client = _Client()
        self.requests.put((client, request, body))
        return client.answer.get()


PRINTERS[_Server] = lambda value, readable, profile: "#<fibers-server>"


def _open(*rest: Any) -> Any:
    return _Server(listening(rest, 1024))


def _read(server: Any) -> Any:
    while True:
        with contextlib.suppress(queue.Empty):
            return Values(server.requests.get(timeout=LOOK))


def _write(server: Any, client: Any, response: Any, body: Any) -> Any:
    client.answer.put((response, body))
    return Values(())


def _close(server: Any) -> None:
    server.scheduler.destroy()
    server.socket.close()


TABLE.value("fibers", IMPLEMENTATION.make(Symbol("fibers"), _open, _read, _write, _close))
