"""The echo server of the Sagittarius manual's chapter on sockets.

    python docs/examples/sagittarius_echo_server.py [SERVICE]

It listens at SERVICE of all the machine's addresses ("5000", as in the manual, unless said; "0"
lets the system pick a port), says where, and serves one client after the other until Ctrl-C: each
line that comes is printed and goes back. Try it with `telnet 127.0.0.1 5000`.

Names and order are those of the Scheme program, so that the two can be read side by side. Beyond
the manual, it goes on when a client goes away, and prints what has been received at once.
"""

from __future__ import annotations

import sys

from schemesockets.core import TextPort
from schemesockets.dialects.sagittarius import (
    InputOutputError,
    Socket,
    call_with_port,
    call_with_socket,
    get_line,
    make_server_socket,
    native_transcoder,
    put_string,
    socket_accept,
    socket_close,
    socket_name,
    socket_port,
    transcoded_port,
)


def echo(p: TextPort) -> None:
    put_string(p, "please type something\n\r")
    put_string(p, "> ")
    # gets line from client
    while isinstance(r := get_line(p), str):  # and not the eof object
        print(f"received: {r}", flush=True)
        # just returns message from client
        put_string(p, r)
        put_string(p, "\r\n> ")


def serve(sock: Socket) -> None:
    # The native transcoder is UTF-8 and takes LF and CRLF alike for the end of a line.
    p = transcoded_port(socket_port(sock), native_transcoder())
    call_with_port(p, echo)


def server(service: str) -> None:
    echo_server_socket = make_server_socket(service)
    try:
        print(f"listening at {socket_name(echo_server_socket)}", flush=True)
        while addr := socket_accept(echo_server_socket):  # and not #f: nobody interrupts it
            try:
                try:
                    call_with_socket(addr, serve)
                finally:
                    socket_close(addr)  # call-with-socket does not when its procedure raises
            except ConnectionError as failure:
                print(f"the client went away: {failure}", file=sys.stderr)
    finally:
        socket_close(echo_server_socket)


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
