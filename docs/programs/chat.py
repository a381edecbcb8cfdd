"""A chat for many clients, with Sagittarius's sockets.

    python docs/programs/chat.py [SERVICE]

It listens at SERVICE of all the machine's addresses (by default "5000"; "0" lets the system pick a
port) and prints the address. Everyone who connects is asked for a name; then each line that one
of them types goes to all the others, until Ctrl-C. /names lists the users, /quit leaves. Try it
with `telnet 127.0.0.1 5000`.

One thread serves all clients: a selector reports the sockets that are readable, and no call waits
for a single client. A client is disconnected if a line is too long or if it does not read.

chat.scm is the same program in Scheme, with the same names in the same order.
"""

from __future__ import annotations

import contextlib
import sys

from attrs import define

from schemesockets.dialects.sagittarius import (
    SHUT_RDWR,
    InputOutputError,
    Socket,
    SocketError,
    SocketSelector,
    close_socket_selector,
    make_server_socket,
    make_socket_selector,
    socket_accept,
    socket_close,
    socket_name,
    socket_nonblocking,
    socket_recv,
    socket_selector_add,
    socket_selector_wait,
    socket_send,
    socket_shutdown,
)

LINE_LIMIT = 1000
NAME_LIMIT = 20


@define(eq=False)
class Client:
    """A client: its name (`None` until it has one), the start of its next line, and whether it may
    stay."""

    socket: Socket
    name: str | None = None
    partial: bytes = b""
    welcome: bool = True


clients: list[Client] = []


# Speaking


def drop(client: Client) -> None:
    client.welcome = False
    with contextlib.suppress(SocketError):  # it is gone already
        socket_shutdown(client.socket, SHUT_RDWR)


def tell(client: Client, *words: str) -> None:
    data = "".join((*words, "\r\n")).encode()
    try:
        if client.welcome and socket_send(client.socket, data) != len(data):
            drop(client)  # its buffer is full, for it does not read
    except SocketError:
        drop(client)


def tell_others(client: Client, *words: str) -> None:
    for other in clients:
        if other.name is not None and other is not client:
            tell(other, *words)


# Listening


def is_printable(char: str) -> bool:
    return char >= " " and char != "\x7f"


def line_to_string(data: bytes) -> str:
    return "".join(filter(is_printable, data.decode("utf-8", "replace")))


def names() -> list[str]:
    return [client.name for client in clients if client.name is not None]


def introduce(client: Client, name: str) -> None:
    if not (1 <= len(name) <= NAME_LIMIT and name.isalpha()):
        tell(client, "* a name has letters alone, ", str(NAME_LIMIT), " at most")
    elif name in names():
        tell(client, "* that name is taken")
    else:
        client.name = name
        tell(client, "* welcome, ", name)
        tell_others(client, "* ", name, " has come")


def hear_line(client: Client, line: str) -> None:
    if line == "/quit":
        tell(client, "* good-bye")
        drop(client)
    elif client.name is None:
        introduce(client, line)
    elif line == "/names":
        tell(client, "* ", " ".join(sorted(names())))
    elif line == "":
        return
    elif line.startswith("/"):
        tell(client, "* there are /names and /quit")
    else:
        tell_others(client, client.name, ": ", line)


def hear(client: Client, data: bytes) -> None:
    data = client.partial + data
    start = 0
    while client.welcome:
        end = data.find(b"\n", start)
        if (len(data) if end < 0 else end) - start > LINE_LIMIT:
            tell(client, "* that line is too long")
            drop(client)
        elif end < 0:
            client.partial = data[start:]
            return
        else:
            hear_line(client, line_to_string(data[start:end]))
            start = end + 1


# Coming and going


def welcome(socket: Socket) -> Client:
    client = Client(socket)
    socket_nonblocking(socket)
    clients.insert(0, client)
    tell(client, "* your name?")
    return client


def leave(client: Client) -> None:
    clients.remove(client)
    socket_close(client.socket)
    if client.name is not None:
        tell_others(client, "* ", client.name, " has left")


def receive(client: Client) -> bool:
    """Receive data; return whether there may be more to come."""
    try:
        data = socket_recv(client.socket, 4096)
    except SocketError:
        return False
    if data is None:
        return True  # there was nothing after all
    if not data:
        return False
    hear(client, data)
    return client.welcome


# The server


def watch(selector: SocketSelector, client: Client) -> None:
    socket_selector_add(selector, client.socket, None, client)


def serve(server_socket: Socket, selector: SocketSelector) -> None:
    while True:
        ready, _ = socket_selector_wait(selector)
        for socket, _, client in ready:
            if client is None:
                accepted = socket_accept(socket)
                if accepted is not None:
                    watch(selector, welcome(accepted))
                socket_selector_add(selector, socket)
            elif client.welcome and receive(client):
                watch(selector, client)
            else:
                leave(client)


def server(service: str) -> None:
    server_socket, selector = make_server_socket(service), make_socket_selector()
    try:
        print(f"listening at {socket_name(server_socket)}", flush=True)
        socket_selector_add(selector, server_socket)
        serve(server_socket, selector)
    finally:
        for socket in (server_socket, *(client.socket for client in clients)):
            socket_close(socket)
        close_socket_selector(selector)


def main(service: str = "5000") -> int:
    try:
        server(service)
    except InputOutputError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
