"""The binding of the CHICKEN socket egg's manual, with a server that tells who connects.

    python docs/examples/chicken_server.py [ADDRESS [PORT [only]]]

It listens at PORT, 8000 as in the manual unless said, of ADDRESS: "0.0.0.0" unless said, the
machine's every IPv4 address; "::" is every IPv6 address and, depending on the system, every IPv4
one as well, and with "only" it is those of IPv6 alone. With port "0" the system picks one, and the
server says which. It prints the name and the service of everyone who connects, and tells them,
until Ctrl-C.

Names and order are those of the Scheme programs, so that the two can be read side by side. Beyond
the manual, it takes its address again at once when it is started anew, and goes on when a client
is gone before it was told.
"""

from __future__ import annotations

import sys

from schemesockets.dialects.chicken import (
    AF_INET,
    AF_INET6,
    SOCK_STREAM,
    NetError,
    Socket,
    inet_address,
    name_information,
    set_ipv6_v6_only,
    set_so_reuse_address,
    sockaddr_to_string,
    socket,
    socket_accept,
    socket_bind,
    socket_close,
    socket_close_star,
    socket_listen,
    socket_name,
    socket_peer_name,
    socket_send_all,
)


def bound(address: str, port: str, only: bool) -> Socket:
    so = socket(AF_INET6 if ":" in address else AF_INET, SOCK_STREAM)
    try:
        set_so_reuse_address(so, True)
        if only:
            set_ipv6_v6_only(so, True)
        socket_bind(so, inet_address(address, port))
    except BaseException:
        socket_close_star(so)
        raise
    return so


def tell(s: Socket) -> None:
    """Tell the client of an accepted socket who it is."""
    try:
        peer = socket_peer_name(s)
        if peer is None:
            raise ConnectionResetError("reset before it was accepted")
        node, service = name_information(peer)
        print(f"{node}, {service}", flush=True)
        socket_send_all(s, f"You are {node}, {service}\n")
    except ConnectionError as failure:
        print(f"the client went away: {failure}", file=sys.stderr)
    finally:
        socket_close_star(s)


def main(address: str = "0.0.0.0", port: str = "8000", only: str = "") -> int:
    try:
        so = bound(address, port, only == "only")
        try:
            socket_listen(so, 5)
            here = socket_name(so)
            if here is not None:
                print(f"listening at {sockaddr_to_string(here)}", flush=True)
            while True:
                tell(socket_accept(so))
        finally:
            socket_close(so)
    except NetError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
