"""The echo server of SRFI 106's document.

    python docs/examples/srfi106_echo_server.py [SERVICE]

It listens at SERVICE ("5000", as in the document, unless said; "0" lets the system pick a port),
says where, and serves one client: each line that comes goes back. It ends when the client does.
`srfi106_echo_client.py` is the client.

Names and order are those of the Scheme program, so that the two can be read side by side. Beyond
the document, it ends well when the client closes, when the client goes away, and on Ctrl-C.
"""

from __future__ import annotations

import sys

from schemesockets.core import InputPort, Socket
from schemesockets.dialects import EOF
from schemesockets.dialects.r6rs_io import get_u8, put_bytevector, string_to_utf8, utf8_to_string
from schemesockets.dialects.srfi106 import (
    SocketFailure,
    call_with_socket,
    make_server_socket,
    socket_accept,
    socket_close,
    socket_input_port,
    socket_output_port,
)


def get_line_from_binary_port(binary_port: InputPort) -> str | None:
    line = bytearray()
    while (b := get_u8(binary_port)) is not EOF:
        match b:
            case 0x0A:  # newline
                return utf8_to_string(line)
            case 0x0D:  # carriage return
                continue
            case int():
                line.append(b)
    return None


def echo(sock: Socket) -> None:
    in_ = socket_input_port(sock)
    out = socket_output_port(sock)
    while (r := get_line_from_binary_port(in_)) is not None:
        put_bytevector(out, string_to_utf8(r + "\r\n"))


def server_run(echo_server_socket: Socket) -> None:
    sock = socket_accept(echo_server_socket)
    try:
        call_with_socket(sock, echo)
    except ConnectionError as failure:
        print(f"the client went away: {failure}", file=sys.stderr)
    finally:
        socket_close(sock)  # call-with-socket leaves it open when its procedure raises


def main(service: str = "5000") -> int:
    try:
        echo_server_socket = make_server_socket(service)
        try:
            print(f"listening at {echo_server_socket.local_address()}", flush=True)
            server_run(echo_server_socket)
        finally:
            socket_close(echo_server_socket)
    except SocketFailure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
