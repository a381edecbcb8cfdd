"""A chat server, as one would write it in Python.

    python docs/chat_server/chat_server_asyncio.py [PORT]

One thread serves all clients, so that nothing needs a lock: a task gives way to others only where
it says `await`. Nobody waits for a client that does not read; it is disconnected instead.
"""

from __future__ import annotations

import asyncio
import sys

NAME_LIMIT = 20
UNREAD_LIMIT = 1_000_000
"""Bytes that may wait for a client to read them."""

members: dict[str, Client] = {}


class Client:
    """A connection, and lines of text over it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    def tell(self, text: str) -> None:
        """Send a line, unless the client has gone or reads none."""
        transport = self._writer.transport
        if transport.get_write_buffer_size() > UNREAD_LIMIT:
            transport.abort()
        elif not transport.is_closing():
            self._writer.write(f"{text}\r\n".encode())

    async def hear(self) -> str | None:
        """Return the next line without its end, or None at the end of the stream."""
        try:
            line = await self._reader.readline()
        except (OSError, ValueError):  # it was reset; the line is longer than 64 KiB
            return None
        return line.decode(errors="replace").rstrip("\r\n") if line else None


def tell_others(name: str, text: str) -> None:
    for other, client in members.items():
        if other != name:
            client.tell(text)


async def introduce(client: Client) -> str | None:
    """Ask for a name until there is a good one; None if the client goes away instead."""
    while True:
        client.tell("* your name?")
        name = await client.hear()
        if name is None:
            return None
        if not name.isalpha() or len(name) > NAME_LIMIT:
            client.tell(f"* a name has letters alone, {NAME_LIMIT} at most")
        elif name in members:
            client.tell("* that name is taken")
        else:
            return name


async def converse(client: Client, name: str) -> None:
    while (line := await client.hear()) is not None:
        if line == "/quit":
            client.tell("* good-bye")
            return
        if line == "/names":
            client.tell(f"* {' '.join(sorted(members))}")
        elif line.startswith("/"):
            client.tell("* there are /names and /quit")
        elif line:
            tell_others(name, f"{name}: {line}")


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    client = Client(reader, writer)
    try:
        if (name := await introduce(client)) is not None:
            members[name] = client
            client.tell(f"* welcome, {name}")
            tell_others(name, f"* {name} has come")
            try:
                await converse(client, name)
            finally:
                del members[name]
                tell_others(name, f"* {name} has gone")
    finally:
        writer.close()


async def main(port: str = "5000") -> None:
    async with asyncio.TaskGroup() as guests:
        server = await asyncio.start_server(
            lambda reader, writer: guests.create_task(serve(reader, writer)),
            "127.0.0.1",
            int(port),
        )
        host, port, *_ = server.sockets[0].getsockname()
        print(f"listening at {host}:{port}", flush=True)
        async with server:
            await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(main(*sys.argv[1:2]))
    except KeyboardInterrupt:
        sys.exit(130)
