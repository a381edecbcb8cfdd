"""The sockets of the CHICKEN socket egg's manual, and three of its ways to connect them.

    python docs/examples/chicken_sockets.py [PORT]

It makes a socket of each kind, and then connects to PORT of this machine, 22 as in the manual
unless said: over IPv4, over IPv6, and over IPv4 to whatever address "localhost" has. Of each it
prints the socket and where it is connected, or why it is not. `chicken_connect.py` connects to a
service at any address.

Names and order are those of the Scheme programs, so that the two can be read side by side.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from schemesockets.dialects.chicken import (
    AF_INET,
    AF_INET6,
    SOCK_DGRAM,
    SOCK_STREAM,
    NetError,
    Socket,
    address_information,
    inet_address,
    sockaddr_to_string,
    socket,
    socket_close,
    socket_connect,
    socket_connect_ai,
    socket_peer_name,
)


def over_ipv4(port: str) -> Socket:
    so = socket(AF_INET, SOCK_STREAM)
    socket_connect(so, inet_address("127.0.0.1", port))
    return so


def over_ipv6(port: str) -> Socket:
    so = socket(AF_INET6, SOCK_STREAM)
    socket_connect(so, inet_address("::1", port))
    return so


def by_name(port: str) -> Socket:
    return socket_connect_ai(address_information("localhost", port, family=AF_INET))


def show(make: Callable[[], Socket]) -> bool:
    """Print what comes of making a socket; whether it came to be."""
    try:
        so = make()
    except NetError as failure:
        print(failure, file=sys.stderr)
        return False
    peer = socket_peer_name(so)
    print(so if peer is None else f"{so} to {sockaddr_to_string(peer)}", flush=True)
    socket_close(so)
    return True


def main(port: str = "22") -> int:
    try:
        shown = [
            show(make)
            for make in (
                lambda: socket(AF_INET, SOCK_STREAM),
                lambda: socket(AF_INET6, SOCK_DGRAM),
                lambda: over_ipv4(port),
                lambda: over_ipv6(port),
                lambda: by_name(port),
            )
        ]
    except KeyboardInterrupt:
        return 130
    return 0 if all(shown) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
