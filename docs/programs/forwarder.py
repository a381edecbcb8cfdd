"""A TCP port forwarder, with Foment's sockets.

    python docs/programs/forwarder.py SERVICE HOST HOST-SERVICE

It listens at SERVICE of this machine's loopback address ("0" lets the system pick a port), prints
the address, and forwards each connection to HOST-SERVICE of HOST, until Ctrl-C. Each connection
has two threads, one for each direction. When one side has sent everything, or is gone, the other
one sees the end of the data, and may go on sending.

forwarder.scm is the same program in Scheme, with the same names in the same order.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from threading import Thread

from schemesockets.core import TwoWayPort
from schemesockets.dialects.foment import (
    AF_INET,
    IPPROTO_TCP,
    SHUT_WR,
    SOCK_STREAM,
    ArgumentValueError,
    SocketFailure,
    accept_socket,
    bind_socket,
    connect_socket,
    listen_socket,
    make_socket,
    shutdown_socket,
)
from schemesockets.dialects.r7rs_io import close_port, read_bytevector_into, write_bytevector


def open_socket() -> TwoWayPort:
    return make_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)


def run_thread(procedure: Callable[..., None], *args: object) -> Thread:
    """Start a thread; as a daemon it does not keep the process, and its sockets, alive."""
    thread = Thread(target=procedure, args=args, daemon=True)
    thread.start()
    return thread


def complain(failure: Exception) -> None:
    print(failure, file=sys.stderr)


def end(s: TwoWayPort) -> None:
    """Half-close a socket: send the end of the data."""
    with contextlib.suppress(SocketFailure):  # it is gone
        shutdown_socket(s, SHUT_WR)


def forward(client: TwoWayPort, peer: TwoWayPort, host: str, host_service: str) -> None:
    def copy(from_: TwoWayPort, to: TwoWayPort) -> None:
        """Copy all data from one socket to the other, and then half-close that."""
        buffer = bytearray(65536)
        while isinstance(count := read_bytevector_into(buffer, from_), int):  # not the eof object
            write_bytevector(buffer, to, 0, count)
        shutdown_socket(to, SHUT_WR)

    def pass_(from_: TwoWayPort, to: TwoWayPort) -> None:
        try:
            copy(from_, to)
        except SocketFailure:
            end(to)

    try:
        connect_socket(peer, host, host_service, AF_INET, SOCK_STREAM, 0, IPPROTO_TCP)
        thread = run_thread(pass_, peer, client)
        pass_(client, peer)
        thread.join()
    except (SocketFailure, ArgumentValueError) as failure:  # a service of 70000 is the latter
        complain(failure)
    close_port(peer)
    close_port(client)


def serve(s: TwoWayPort, host: str, host_service: str) -> None:
    while True:
        client, peer = accept_socket(s), open_socket()
        run_thread(forward, client, peer, host, host_service)


def server(service: str, host: str, host_service: str) -> None:
    s = open_socket()
    try:
        bind_socket(s, "localhost", service, AF_INET, SOCK_STREAM, IPPROTO_TCP)
        listen_socket(s)
        print(f"listening at {s.socket.local_address()}", flush=True)
        serve(s, host, host_service)
    finally:
        close_port(s)


def main(words: list[str]) -> int:
    if len(words) != 3:
        print("error: expected SERVICE HOST HOST-SERVICE", file=sys.stderr)
        return 2
    try:
        server(*words)
    except (SocketFailure, ArgumentValueError) as failure:
        complain(failure)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
