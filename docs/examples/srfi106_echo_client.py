"""The echo client of SRFI 106's document.

    python docs/examples/srfi106_echo_client.py [SERVICE [TEXT]]

It connects to the echo server at SERVICE on this machine, sends TEXT as a line, and prints the
line that comes back. Unless said, they are "5000" and "hello", as in the document.
`srfi106_echo_server.py` is the server.
"""

from __future__ import annotations

import sys

from schemesockets.core import Socket
from schemesockets.dialects.r6rs_io import string_to_utf8, utf8_to_string
from schemesockets.dialects.srfi106 import (
    SocketFailure,
    address_family,
    address_info,
    ip_protocol,
    make_client_socket,
    message_type,
    socket_close,
    socket_domain,
    socket_recv,
    socket_send,
)


def client_run(client_socket: Socket, text: str) -> str:
    line = string_to_utf8(text + "\r\n")
    socket_send(client_socket, line)
    # The document's receive may give the beginning of the line; wait-all gives all that comes.
    return utf8_to_string(socket_recv(client_socket, len(line), message_type("wait-all")))


def main(service: str = "5000", text: str = "hello") -> int:
    try:
        client_socket = make_client_socket(
            "localhost",
            service,
            address_family("inet"),
            socket_domain("stream"),
            address_info("v4mapped", "addrconfig"),
            ip_protocol("ip"),
        )
        try:
            reply = client_run(client_socket, text)
        finally:
            socket_close(client_socket)
    except SocketFailure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    if not reply.endswith("\r\n"):
        print(f"the server went away after {reply!r}", file=sys.stderr)
        return 1
    print(reply.removesuffix("\r\n"))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
