"""A client of the time service of RFC 868 over UDP, with Guile's sockets.

    python docs/programs/time_client.py HOST [PORT [SECONDS]]

It asks the server at PORT (by default 37) of HOST for the time, and prints the answer. Datagrams
may be lost: without an answer within SECONDS (by default 1) it asks again and waits twice as long,
three times in all. Datagrams from other addresses, and invalid answers, are ignored.

time_client.scm is the same program in Scheme, with the same names in the same order.
"""

from __future__ import annotations

import math
import sys
import time

from schemesockets.dialects.guile import (
    AF_INET,
    PF_INET,
    SOCK_DGRAM,
    GuileError,
    SocketAddress,
    SocketPort,
    addrinfo_addr,
    close,
    getaddrinfo,
    recvfrom_into,
    select,
    sendto,
    socket,
)

EPOCH = 2208988800
"""The seconds from 1900 to 1970."""
TRIES = 3


def since_1970(answer: bytes) -> int:
    """Convert a time since 1900; as 32 bits wrap in 2036, times before 1970 are taken as later."""
    return (int.from_bytes(answer, "big") - EPOCH) % 2**32


def await_(s: SocketPort, server: SocketAddress, seconds: float) -> int | None:
    """Return the server's answer, or `None` if there is none within the given seconds."""
    deadline, answer = time.monotonic() + seconds, bytearray(5)
    while (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select([s], [], [], left)
        if ready:
            count, origin = recvfrom_into(s, answer)
            if count == 4 and origin == server:
                return since_1970(bytes(answer[:count]))
    return None


def ask(s: SocketPort, server: SocketAddress, seconds: float) -> int | None:
    for _ in range(TRIES):
        sendto(s, b"", server)
        if (answer := await_(s, server, seconds)) is not None:
            return answer
        seconds *= 2
    return None


def complain(*words: object) -> None:
    print(*words, sep="", file=sys.stderr)


def client(host: str, port: str, seconds: float) -> int:
    server = addrinfo_addr(getaddrinfo(host, port, 0, AF_INET, SOCK_DGRAM)[0])
    s = socket(PF_INET, SOCK_DGRAM, 0)
    try:
        answer = ask(s, server, seconds)
    finally:
        close(s)
    if answer is None:
        complain("no answer from ", host)
        return 1
    print(time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(answer)))
    return 0


def time_to_wait(string: str) -> float | None:
    try:
        seconds = float(string)
    except ValueError:
        return None
    return seconds if 0 < seconds < math.inf else None


def main(host: str | None = None, port: str = "37", seconds: str = "1") -> int:
    if host is None:
        complain("error: expected a host")
        return 2
    if (limit := time_to_wait(seconds)) is None:
        complain("error: ", seconds, " is no time to wait")
        return 2
    try:
        return client(host, port, limit)
    except GuileError as failure:
        complain(failure)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
