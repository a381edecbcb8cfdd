"""The time service of RFC 868 over UDP, with Guile's sockets.

    python docs/programs/time_server.py [PORT]

It listens at PORT (by default 37; "0" lets the system pick one) of all the machine's addresses,
prints the address, and answers every datagram with four bytes, the seconds since 1900, until
Ctrl-C. `time_client.py` is the client.

time_server.scm is the same program in Scheme, with the same names in the same order.
"""

from __future__ import annotations

import sys
import time

from schemesockets.dialects.guile import (
    AF_INET,
    INADDR_ANY,
    PF_INET,
    SOCK_DGRAM,
    GuileError,
    GuileSystemError,
    SocketPort,
    bind,
    close,
    getsockname,
    inet_ntop,
    recvfrom_into,
    sendto,
    sockaddr_addr,
    sockaddr_port,
    socket,
)

EPOCH = 2208988800
"""The seconds from 1900 to 1970."""


def time_of_day() -> bytes:
    return ((int(time.time()) + EPOCH) % 2**32).to_bytes(4, "big")


def serve(s: SocketPort) -> None:
    question = bytearray(1)
    while True:
        _, client = recvfrom_into(s, question)
        assert client is not None  # a datagram over the Internet has a sender
        try:
            sendto(s, time_of_day(), client)
        except GuileSystemError as failure:
            print(failure, file=sys.stderr)


def server(port: int) -> None:
    s = socket(PF_INET, SOCK_DGRAM, 0)
    try:
        bind(s, AF_INET, INADDR_ANY, port)
        if (here := getsockname(s)) is not None:
            address = inet_ntop(AF_INET, sockaddr_addr(here))
            print(f"listening at {address}:{sockaddr_port(here)}", flush=True)
        serve(s)
    finally:
        close(s)


def port_number(string: str) -> int | None:
    number = int(string) if string.isdecimal() else None
    return number if number is not None and 0 <= number <= 65535 else None


def main(port: str = "37") -> int:
    if (number := port_number(port)) is None:
        print(f"error: {port} is no port", file=sys.stderr)
        return 2
    try:
        server(number)
    except GuileError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
