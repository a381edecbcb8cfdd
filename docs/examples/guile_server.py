"""The Internet socket server of the Guile manual's "Internet Socket Examples".

    python docs/examples/guile_server.py [PORT]

It listens on PORT of all the machine's addresses, 2904 as in the manual unless said, and greets
everyone who connects, until Ctrl-C. With "0" the system picks a port, and the server says which.
To see a greeting: `python docs/examples/guile_client.py 127.0.0.1 2904`.

Names and order are those of the Scheme program, so that the two can be read side by side. Beyond
the manual, it goes on when a client has no name, or is gone before it was greeted, and it reads
what the client sends: closing a socket with unread input resets the connection, and the client may
lose the greeting.
"""

from __future__ import annotations

import os
import sys
import time

from schemesockets.dialects.guile import (
    AF_INET,
    INADDR_ANY,
    PF_INET,
    SO_REUSEADDR,
    SOCK_STREAM,
    SOL_SOCKET,
    GuileError,
    HostError,
    SocketAddress,
    SocketPort,
    accept,
    bind,
    close,
    display,
    gethostbyaddr,
    getsockname,
    listen,
    recv_into,
    select,
    setsockopt,
    shutdown,
    sockaddr_addr,
    sockaddr_port,
    socket,
)

PATIENCE = 1.0
"""How long a client that does not close its side may keep the others waiting, in seconds."""


def greet(client: SocketPort, client_details: SocketAddress) -> None:
    print(f"Got new client connection: {client_details}")
    try:
        name = str(gethostbyaddr(sockaddr_addr(client_details)))
    except HostError as failure:
        name = f"none ({failure.message})"
    print(f"Client address: {name}", flush=True)
    try:
        display("Good day, client!\r\n", client)
        shutdown(client, 1)  # no more is written
        read_to_the_end(client)
    except OSError as failure:
        print(f"the client went away: {failure}", file=sys.stderr)


def read_to_the_end(client: SocketPort) -> None:
    end = time.monotonic() + PATIENCE
    while (left := end - time.monotonic()) > 0 and select([client], [], [], left)[0]:
        if recv_into(client, bytearray(4096)) == 0:
            return


def server(port: int) -> None:
    s = socket(PF_INET, SOCK_STREAM, 0)
    try:
        setsockopt(s, SOL_SOCKET, SO_REUSEADDR, 1)
        # For one address alone: bind(s, AF_INET, inet_pton(AF_INET, "127.0.0.1"), port)
        bind(s, AF_INET, INADDR_ANY, port)
        listen(s, 5)

        if (here := getsockname(s)) is not None:
            port = sockaddr_port(here)
        print(f"Listening for clients on port {port} in pid: {os.getpid()}", flush=True)

        while client_connection := accept(s):
            client, client_details = client_connection
            try:
                if client_details is not None:
                    greet(client, client_details)
            finally:
                close(client)
    finally:
        close(s)


def main(port: str = "2904") -> int:
    if not port.isdecimal():
        print(f"error: {port!r} is no port", file=sys.stderr)
        return 2
    try:
        server(int(port))
    except GuileError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
