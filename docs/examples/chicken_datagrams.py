"""The datagram ports of the CHICKEN socket egg's manual, with something to say.

    python docs/examples/chicken_datagrams.py [HOST [PORT]]

It sends what it reads, bytes of any kind, to PORT at HOST ("127.0.0.1" and "5000" unless said), in
datagrams of 128, 256, 384 or 512 bytes and a last one that may be shorter. It accepts datagrams of
up to 4096 bytes, and when all is sent prints the line that comes back.

Names, sizes and order are those of the Scheme program, so that the two can be read side by side.
Where the manual says that a useful example would be nice, this one sends and receives; it waits
ten seconds at most.
"""

from __future__ import annotations

import sys

from schemesockets.dialects.chicken import (
    SOCK_DGRAM,
    NetError,
    address_information,
    close_input_port,
    close_output_port,
    flush_output,
    parameterize,
    read_line,
    socket_connect_ai,
    socket_io_ports,
    socket_receive_buffer_size,
    socket_receive_timeout,
    socket_send_buffer_size,
    socket_send_size,
    write_string,
)


def talk(host: str, port: str) -> bytes:
    with parameterize(
        (socket_receive_buffer_size, 4096),
        (socket_send_buffer_size, 128),
        (socket_send_size, 512),
    ):
        so = socket_connect_ai(address_information(host, port, type=SOCK_DGRAM))
        i, o = socket_io_ports(so)
    try:
        write_string(sys.stdin.buffer.read(), None, o)
        flush_output(o)
        with parameterize((socket_receive_timeout, 10_000)):
            line = read_line(i)
        return line if isinstance(line, bytes) else b""  # an empty datagram reads as the end
    finally:
        close_output_port(o)
        close_input_port(i)


def main(host: str = "127.0.0.1", port: str = "5000") -> int:
    try:
        line = talk(host, port)
    except NetError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(str(line, "utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
