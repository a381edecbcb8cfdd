"""The socket options of the CHICKEN socket egg's manual, set and read on a connected socket.

    python docs/examples/chicken_options.py [HOST [PORT]]

It connects to PORT at HOST ("127.0.0.1" and "22" unless said), sets the manual's options in each
of its ways, and prints what they are then. What a system makes of a value is its own affair: an
option that is true may be any integer but 0, and a size another size.

Names and order are those of the Scheme program, so that the two can be read side by side.
"""

from __future__ import annotations

import sys

from schemesockets.dialects.chicken import (
    IPPROTO_TCP,
    SO_RCVLOWAT,
    SOL_SOCKET,
    TCP_NODELAY,
    NetError,
    Socket,
    address_information,
    get_socket_option,
    set_so_reuse_address,
    set_socket_option,
    so_receive_low_water,
    so_reuse_address,
    socket_close,
    socket_connect_ai,
    tcp_no_delay,
)


def options(s: Socket) -> None:
    # (set! (so-reuse-address? s) #t)
    set_so_reuse_address(s, True)
    print("so-reuse-address?", so_reuse_address(s))

    set_socket_option(s, IPPROTO_TCP, TCP_NODELAY, 1)
    print("tcp-no-delay?", tcp_no_delay(s))
    set_socket_option(s, IPPROTO_TCP, TCP_NODELAY, "\0" * 4)
    print("tcp-no-delay?", tcp_no_delay(s))
    set_socket_option(s, SOL_SOCKET, SO_RCVLOWAT, (0x01020304).to_bytes(4, sys.byteorder))
    print("so-receive-low-water", so_receive_low_water(s))

    set_socket_option(s, IPPROTO_TCP, TCP_NODELAY, True)
    print(get_socket_option(s, IPPROTO_TCP, TCP_NODELAY))
    print(get_socket_option(s, IPPROTO_TCP, TCP_NODELAY, 64))
    print(get_socket_option(s, IPPROTO_TCP, TCP_NODELAY, 4))


def main(host: str = "127.0.0.1", port: str = "22") -> int:
    try:
        s = socket_connect_ai(address_information(host, port))
        try:
            options(s)
        finally:
            socket_close(s)
    except NetError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
