"""The line client and server of Foment's page on sockets.

    python docs/examples/foment_lines.py server [SERVICE]
    python docs/examples/foment_lines.py client [SERVICE]

The client reads lines of text and sends each as UTF-8 to the server at SERVICE on this machine;
the server writes what it receives. SERVICE is "12345", as on the page, unless said; with "0" the
system picks a port, and the server says which. Both end when the client has no more lines.

Names and order are those of the Scheme program, so that the two can be read side by side. As on
the page, the server writes a newline after each receive: lines sent in quick succession may come
out as one. Beyond the page, both end well at the end of input, when the other goes away, and on
Ctrl-C.
"""

from __future__ import annotations

import codecs
import sys

from schemesockets.core import TwoWayPort
from schemesockets.dialects.foment import (
    SocketFailure,
    accept_socket,
    address_family,
    bind_socket,
    connect_socket,
    ip_protocol,
    listen_socket,
    make_socket,
    socket_domain,
)
from schemesockets.dialects.r7rs_io import (
    close_port,
    flush_output_port,
    newline,
    read_bytevector,
    read_line,
    string_to_utf8,
    write_bytevector,
    write_string,
)


def server(service: str) -> None:
    def loop(s: TwoWayPort) -> None:
        # utf8->string, in pieces: 128 bytes may end inside a character.
        utf8_to_string = codecs.getincrementaldecoder("utf-8")("replace").decode
        while isinstance(bv := read_bytevector(128, s), bytes):  # and not the eof object
            write_string(utf8_to_string(bv))
            newline()
            flush_output_port()

    s = make_socket(address_family("inet"), socket_domain("stream"), ip_protocol("tcp"))
    try:
        bind_socket(
            s,
            "localhost",
            service,
            address_family("inet"),
            socket_domain("stream"),
            ip_protocol("tcp"),
        )
        listen_socket(s)
        if service == "0":
            print(f"listening at {s.socket.local_address()}", flush=True)
        peer = accept_socket(s)
        try:
            loop(peer)
        except ConnectionError as failure:
            print(f"the client went away: {failure}", file=sys.stderr)
        finally:
            close_port(peer)
    finally:
        close_port(s)


def client(service: str) -> None:
    def loop(s: TwoWayPort) -> None:
        while isinstance(line := read_line(), str):  # and not the eof object
            write_bytevector(string_to_utf8(line), s)

    s = make_socket(address_family("inet"), socket_domain("stream"), ip_protocol("tcp"))
    try:
        connect_socket(
            s,
            "localhost",
            service,
            address_family("inet"),
            socket_domain("stream"),
            0,
            ip_protocol("tcp"),
        )
        loop(s)
    finally:
        close_port(s)


def main(words: list[str]) -> int:
    try:
        match words:
            case ["client", *service]:
                client(*service[:1] or ["12345"])
            case ["server", *service]:
                server(*service[:1] or ["12345"])
            case _:
                print("error: expected client or server on the command line", file=sys.stderr)
                return 2
    except SocketFailure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
