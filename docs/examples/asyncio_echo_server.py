"""SRFI 106's echo server for any number of clients at once, on asyncio.

    python docs/examples/asyncio_echo_server.py [SERVICE]

It listens at SERVICE ("5000" unless said; "0" lets the system pick a port), says where, and sends
every client's bytes back, until Ctrl-C. `srfi106_echo_client.py` is a client.

The sockets are SRFI 106's. They do not wait; where one would have to, the event loop waits.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from functools import partial
from typing import Literal, TypeVar

from schemesockets.core import Socket
from schemesockets.dialects.srfi106 import (
    SocketFailure,
    make_server_socket,
    socket_accept,
    socket_close,
    socket_recv,
    socket_send,
)

T = TypeVar("T")


async def attempt(socket: Socket, what: Literal["reader", "writer"], call: Callable[[], T]) -> T:
    """Return what `call` returns, once the socket is ready for it."""
    loop = asyncio.get_running_loop()
    descriptor = socket.fileno()
    while True:
        try:
            return call()
        except BlockingIOError:
            ready = asyncio.Event()
        getattr(loop, f"add_{what}")(descriptor, ready.set)
        try:
            await ready.wait()
        finally:
            getattr(loop, f"remove_{what}")(descriptor)


async def accept(server: Socket) -> Socket:
    client = await attempt(server, "reader", partial(socket_accept, server))
    client.set_blocking(False)
    return client


async def receive(socket: Socket, size: int) -> bytes:
    return await attempt(socket, "reader", partial(socket_recv, socket, size))


async def send_all(socket: Socket, data: bytes) -> None:
    while data:
        sent = await attempt(socket, "writer", partial(socket_send, socket, data))
        data = data[sent:]


async def echo(socket: Socket) -> None:
    try:
        while data := await receive(socket, 4096):
            await send_all(socket, data)
    except ConnectionError as failure:
        print(f"a client went away: {failure}", file=sys.stderr)
    finally:
        socket_close(socket)


async def serve(service: str) -> None:
    server = make_server_socket(service)
    server.set_blocking(False)
    print(f"listening at {server.local_address()}", flush=True)
    try:
        async with asyncio.TaskGroup() as clients:
            while True:
                clients.create_task(echo(await accept(server)))
    finally:
        socket_close(server)


def main(service: str = "5000") -> int:
    try:
        asyncio.run(serve(service))
    except SocketFailure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 130


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
