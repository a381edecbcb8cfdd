"""The Internet socket client of the Guile manual's "Internet Socket Examples".

    python docs/examples/guile_client.py [HOST [PORT]]

It connects to the web server at HOST, asks for its first page, and prints every line that comes.
Unless said, HOST is "127.0.0.1" and PORT "80", as in the manual; HOST may also be a name.

Names and order are those of the Scheme program, so that the two can be read side by side. As
there, the carriage return that ends a web server's lines is a character like any other and is
printed. `guile_server.py` is a server that has a greeting for it.
"""

from __future__ import annotations

import sys

from schemesockets.dialects.guile import (
    AF_INET,
    PF_INET,
    SOCK_STREAM,
    GuileError,
    close_port,
    connect,
    display,
    gethostbyname,
    hostent_addr_list,
    read_line,
    socket,
)


def client(host: str, port: int) -> None:
    s = socket(PF_INET, SOCK_STREAM, 0)
    try:
        # The manual has the address of its host at hand: (inet-pton AF_INET "127.0.0.1").
        found = gethostbyname(host)
        connect(s, AF_INET, hostent_addr_list(found)[0], port)
        display("GET / HTTP/1.0\r\n\r\n", s)

        while isinstance(line := read_line(s), str):  # and not the eof object
            print(line, flush=True)
    finally:
        close_port(s)


def main(host: str = "127.0.0.1", port: str = "80") -> int:
    if not port.isdecimal():
        print(f"error: {port!r} is no port", file=sys.stderr)
        return 2
    try:
        client(host, int(port))
    except GuileError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
