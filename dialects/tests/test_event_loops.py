"""Each dialect's sockets and ports beside asyncio and trio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import pytest
import trio
from adapters import Adapter
from dialect_adapters import ADAPTERS

from schemesockets.core import Socket
from schemesockets.dialects import chicken as c
from schemesockets.dialects import guile as g
from schemesockets.dialects import sagittarius as s

PATIENCE = 60.0

pytestmark = pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda adapter: adapter.name)


def through_asyncio(test: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(PATIENCE):
            await test()

    asyncio.run(bounded())


@asynccontextmanager
async def watched(socket: Socket) -> AsyncIterator[asyncio.Event]:
    """An event that is set once the socket can be read."""
    ready = asyncio.Event()
    descriptor = socket.fileno()
    loop = asyncio.get_running_loop()
    loop.add_reader(descriptor, ready.set)
    try:
        yield ready
    finally:
        loop.remove_reader(descriptor)


def test_a_thread_waits_while_the_loop_runs(adapter: Adapter[Any]) -> None:
    async def test() -> None:
        with ExitStack() as stack:
            socket, peer = adapter.ends(stack)
            stack.callback(adapter.close, socket)
            receiving = asyncio.create_task(asyncio.to_thread(adapter.receive, socket, 9))
            await asyncio.to_thread(peer.sendall, b"abc")
            assert await receiving == b"abc"

    through_asyncio(test)


def test_closing_ends_the_thread_of_a_cancelled_task(adapter: Adapter[Any]) -> None:
    ended: list[BaseException] = []

    def receive(socket: Any) -> None:
        try:
            adapter.receive(socket, 1)
        except BaseException as error:
            ended.append(error)

    async def test() -> None:
        with ExitStack() as stack:
            socket, _ = adapter.ends(stack)
            receiving = asyncio.create_task(asyncio.to_thread(receive, socket))
            await asyncio.sleep(0)
            receiving.cancel()
            with pytest.raises(asyncio.CancelledError):
                await receiving
            adapter.close(socket)

    through_asyncio(test)  # which waits for the thread at its end
    # Guile takes a port that was closed before the call for an argument of the wrong type.
    assert isinstance(ended[0], (OSError, TypeError))


def test_the_loop_sees_a_connection(adapter: Adapter[Any]) -> None:
    async def test() -> None:
        with ExitStack() as stack:
            server = adapter.listen()
            stack.callback(adapter.close, server)
            engine = adapter.engine(server)
            async with watched(engine) as ready:
                port = engine.local_address().port  # type: ignore[union-attr]
                client = await asyncio.to_thread(adapter.connect, port)
                stack.callback(adapter.close, client)
                await ready.wait()
            accepted = adapter.accept(server)
            stack.callback(adapter.close, accepted)
            async with watched(adapter.engine(client)) as ready:
                adapter.send(accepted, b"hello")
                await ready.wait()
            assert adapter.receive(client, 9) == b"hello"

    through_asyncio(test)


def receive_without_waiting(adapter: Adapter[Any], socket: Any) -> bytes | None:
    """What the page says of each dialect; None where nothing is there."""
    try:
        match adapter.name:
            case "sagittarius":
                return s.socket_recv(socket, 9)
            case "chicken":
                with c.parameterize((c.socket_receive_timeout, 0)):
                    return adapter.receive(socket, 9)
            case _:
                return adapter.receive(socket, 9)
    except (BlockingIOError, c.NetTimeoutError):
        return None


def test_a_socket_that_does_not_wait_says_so(adapter: Adapter[Any]) -> None:
    async def test() -> None:
        with ExitStack() as stack:
            socket, peer = adapter.ends(stack)
            stack.callback(adapter.close, socket)
            if isinstance(socket, g.SocketPort):
                g.fcntl(socket, g.F_SETFL, g.O_NONBLOCK)
            elif adapter.name != "chicken":
                adapter.engine(socket).set_blocking(False)
            assert receive_without_waiting(adapter, socket) is None
            async with watched(adapter.engine(socket)) as ready:
                peer.sendall(b"abc")
                await ready.wait()
            assert receive_without_waiting(adapter, socket) == b"abc"

    through_asyncio(test)


def test_lines_of_a_port_come_through_a_thread(adapter: Adapter[Any]) -> None:
    async def test() -> None:
        with ExitStack() as stack:
            socket, peer = adapter.ends(stack)
            stack.callback(adapter.close, socket)
            port = adapter.textual(adapter.ports(socket)[0])
            reading = asyncio.create_task(asyncio.to_thread(adapter.read_line, port))
            await asyncio.to_thread(peer.sendall, b"one\ntwo\n")
            lines = [await reading, await asyncio.to_thread(adapter.read_line, port)]
            assert lines in (["one", "two"], [b"one", b"two"])

    through_asyncio(test)


def test_trio(adapter: Adapter[Any]) -> None:
    async def test() -> None:
        with trio.fail_after(PATIENCE), ExitStack() as stack:
            socket, peer = adapter.ends(stack)
            stack.callback(adapter.close, socket)
            got: list[bytes] = []

            async def receive() -> None:
                got.append(await trio.to_thread.run_sync(adapter.receive, socket, 9))

            async with trio.open_nursery() as nursery:
                nursery.start_soon(receive)
                peer.sendall(b"abc")
            assert got == [b"abc"]
            async with trio.open_nursery() as nursery:
                nursery.start_soon(trio.lowlevel.wait_readable, adapter.engine(socket).fileno())
                peer.sendall(b"def")
            assert adapter.receive(socket, 9) == b"def"

    trio.run(test)
