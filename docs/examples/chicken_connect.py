"""The connecting of the CHICKEN socket egg's manual: to a service, at whatever address answers.

    python docs/examples/chicken_connect.py [NODE [SERVICE]]

It connects to SERVICE at NODE ("localhost" and "ssh", as in the manual, unless said), tries the
addresses of the node in order, says where it connected, and prints the first line that the server
sends.

Names and order are those of the Scheme program, so that the two can be read side by side. Beyond
the manual, it makes ports of the socket, waits ten seconds at most, and ends well when nobody
listens or nobody speaks.
"""

from __future__ import annotations

import sys

from schemesockets.dialects.chicken import (
    NetError,
    address_information,
    close_input_port,
    close_output_port,
    parameterize,
    read_line,
    sockaddr_to_string,
    socket_connect_ai,
    socket_connect_timeout,
    socket_io_ports,
    socket_peer_name,
    socket_receive_timeout,
)


def main(node: str = "localhost", service: str = "ssh") -> int:
    try:
        with parameterize((socket_connect_timeout, 10_000), (socket_receive_timeout, 10_000)):
            so = socket_connect_ai(address_information(node, service))
            peer = socket_peer_name(so)
            if peer is not None:
                print(f"connected to {sockaddr_to_string(peer)}", flush=True)
            i, o = socket_io_ports(so)
            try:
                line = read_line(i)
            finally:
                close_output_port(o)
                close_input_port(i)
    except NetError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(str(line, "utf-8", "replace") if isinstance(line, bytes) else "nothing came")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
