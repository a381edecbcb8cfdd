"""A chat server, with Guile's sockets and Python's own words for everything else.

    python docs/chat_server/chat_server_plainer.py [PORT]

It is the port in chat_server.py, made plainer: the procedures of the dialect are called directly,
strings are `str`, the list of members is a dictionary, and the mutex is a lock of `threading`.
"""

from __future__ import annotations

import contextlib
import sys
import threading

from schemesockets.dialects.guile import (
    AF_INET,
    INADDR_LOOPBACK,
    PF_INET,
    SO_REUSEADDR,
    SOCK_STREAM,
    SOL_SOCKET,
    GuileSystemError,
    SocketPort,
    accept,
    bind,
    close_port,
    display,
    getsockname,
    listen,
    read_line,
    setsockopt,
    sockaddr_port,
    socket,
)

NAME_LIMIT = 20

members: dict[str, SocketPort] = {}
members_lock = threading.Lock()

# Speaking and listening


def tell(client: SocketPort, text: str) -> None:
    with contextlib.suppress(GuileSystemError):  # it has gone, as its own thread will find out
        display(f"{text}\r\n", client)


def tell_others(name: str, text: str) -> None:
    for other, client in members.items():
        if other != name:
            tell(client, text)


def hear(client: SocketPort) -> str | None:
    """Return the next line without its end, or None at the end of the stream."""
    try:
        line = read_line(client)
    except GuileSystemError:
        return None  # the connection was reset
    return line.rstrip("\r") if isinstance(line, str) else None


# Coming and going


def is_name(text: str) -> bool:
    return text.isalpha() and len(text) <= NAME_LIMIT


def enter(client: SocketPort, name: str) -> bool:
    """Let a client in under a name, unless somebody has it."""
    with members_lock:
        if name in members:
            return False
        members[name] = client
        tell(client, f"* welcome, {name}")
        tell_others(name, f"* {name} has come")
        return True


def leave(name: str) -> None:
    with members_lock:
        del members[name]
        tell_others(name, f"* {name} has gone")


def introduce(client: SocketPort) -> str | None:
    """Ask for a name until there is a good one; None if the client goes away instead."""
    while True:
        tell(client, "* your name?")
        name = hear(client)
        if name is None:
            return None
        if not is_name(name):
            tell(client, f"* a name has letters alone, {NAME_LIMIT} at most")
        elif enter(client, name):
            return name
        else:
            tell(client, "* that name is taken")


# The conversation


def heed(client: SocketPort, name: str, line: str) -> None:
    if line == "/names":
        with members_lock:
            names = sorted(members)
        tell(client, f"* {' '.join(names)}")
    elif line.startswith("/"):
        tell(client, "* there are /names and /quit")
    elif line:
        with members_lock:
            tell_others(name, f"{name}: {line}")


def converse(client: SocketPort, name: str) -> None:
    while (line := hear(client)) is not None:
        if line == "/quit":
            tell(client, "* good-bye")
            return
        heed(client, name, line)


def serve(client: SocketPort) -> None:
    name = introduce(client)
    if name is not None:
        converse(client, name)
        leave(name)
    close_port(client)


# The server


def listen_at(port: int) -> SocketPort:
    server = socket(PF_INET, SOCK_STREAM, 0)
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, 1)
    bind(server, AF_INET, INADDR_LOOPBACK, port)
    listen(server, 128)
    return server


def main(port: str = "5000") -> None:
    server = listen_at(int(port))
    try:
        here = getsockname(server)
        assert here is not None  # an Internet socket has a name
        print(f"listening at 127.0.0.1:{sockaddr_port(here)}", flush=True)
        while connection := accept(server):
            client, _ = connection
            threading.Thread(target=serve, args=(client,), daemon=True).start()
    finally:
        close_port(server)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:2])
    except KeyboardInterrupt:
        sys.exit(130)
