# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.

"""Socket options by name: a getter and a setter for each.

`s` is a socket or, as in the egg, a descriptor. A boolean option takes `True` and `False` alone,
an integer one integers alone. Both raise `UnsupportedError` where the platform lacks the option,
`NetError` where the system refuses, `ChickenTypeError` and `ChickenBoundsError` for a bad
argument. `get_socket_option` and `set_socket_option`, for any option, are in `any_option`.
"""

from schemesockets.dialects.chicken._records import Socket

def so_reuse_address(s: Socket | int) -> bool:
    """`(so-reuse-address? s)`: return whether the address of an ended connection is free. Socket
    egg manual, so-reuse-address?.
    """

def set_so_reuse_address(s: Socket | int, value: bool) -> None:
    """`(set! (so-reuse-address? s) value)`: set what `so_reuse_address` reads. Socket egg manual,
    so-reuse-address?.
    """

def so_debug(s: Socket | int) -> bool:
    """`(so-debug? s)`: return whether the system records debugging information (a privilege).
    Socket egg manual, so-reuse-address?.
    """

def set_so_debug(s: Socket | int, value: bool) -> None:
    """`(set! (so-debug? s) value)`: set what `so_debug` reads. Socket egg manual,
    so-reuse-address?.
    """

def so_keep_alive(s: Socket | int) -> bool:
    """`(so-keep-alive? s)`: return whether an idle connection is probed. Socket egg manual,
    so-reuse-address?.
    """

def set_so_keep_alive(s: Socket | int, value: bool) -> None:
    """`(set! (so-keep-alive? s) value)`: set what `so_keep_alive` reads. Socket egg manual,
    so-reuse-address?.
    """

def so_dont_route(s: Socket | int) -> bool:
    """`(so-dont-route? s)`: return whether messages bypass the routing tables. Socket egg manual,
    so-reuse-address?.
    """

def set_so_dont_route(s: Socket | int, value: bool) -> None:
    """`(set! (so-dont-route? s) value)`: set what `so_dont_route` reads. Socket egg manual,
    so-reuse-address?.
    """

def so_broadcast(s: Socket | int) -> bool:
    """`(so-broadcast? s)`: return whether datagrams may be sent to a broadcast address. Socket egg
    manual, so-reuse-address?.
    """

def set_so_broadcast(s: Socket | int, value: bool) -> None:
    """`(set! (so-broadcast? s) value)`: set what `so_broadcast` reads. Socket egg manual,
    so-reuse-address?.
    """

def so_oob_inline(s: Socket | int) -> bool:
    """`(so-oob-inline? s)`: return whether out-of-band data is received among the rest. Socket egg
    manual, so-reuse-address?.
    """

def set_so_oob_inline(s: Socket | int, value: bool) -> None:
    """`(set! (so-oob-inline? s) value)`: set what `so_oob_inline` reads. Socket egg manual,
    so-reuse-address?.
    """

def so_accept_connections(s: Socket | int) -> bool:
    """`(so-accept-connections? s)`: return whether the socket listens. Socket egg manual,
    so-reuse-address?.
    """

def set_so_accept_connections(s: Socket | int, value: bool) -> None:
    """`(set! (so-accept-connections? s) value)`: refused: the option is read-only. Socket egg
    manual, so-reuse-address?.
    """

def so_send_buffer(s: Socket | int) -> int:
    """`(so-send-buffer s)`: return the size of the system's send buffer in bytes. Socket egg
    manual, so-reuse-address?.
    """

def set_so_send_buffer(s: Socket | int, value: int) -> None:
    """`(set! (so-send-buffer s) value)`: set what `so_send_buffer` reads. Socket egg manual,
    so-reuse-address?.
    """

def so_receive_buffer(s: Socket | int) -> int:
    """`(so-receive-buffer s)`: return the size of the system's receive buffer in bytes. Socket egg
    manual, so-reuse-address?.
    """

def set_so_receive_buffer(s: Socket | int, value: int) -> None:
    """`(set! (so-receive-buffer s) value)`: set what `so_receive_buffer` reads. Socket egg manual,
    so-reuse-address?.
    """

def so_send_low_water(s: Socket | int) -> int:
    """`(so-send-low-water s)`: return how many free bytes make the socket count as writable.
    Socket egg manual, so-reuse-address?.
    """

def set_so_send_low_water(s: Socket | int, value: int) -> None:
    """`(set! (so-send-low-water s) value)`: set what `so_send_low_water` reads. Socket egg manual,
    so-reuse-address?.
    """

def so_receive_low_water(s: Socket | int) -> int:
    """`(so-receive-low-water s)`: return how many bytes make the socket count as readable. Socket
    egg manual, so-reuse-address?.
    """

def set_so_receive_low_water(s: Socket | int, value: int) -> None:
    """`(set! (so-receive-low-water s) value)`: set what `so_receive_low_water` reads. Socket egg
    manual, so-reuse-address?.
    """

def so_error(s: Socket | int) -> int:
    """`(so-error s)`: return the errno of a pending error, which is thereby taken; 0 for none.
    Socket egg manual, so-reuse-address?.
    """

def set_so_error(s: Socket | int, value: int) -> None:
    """`(set! (so-error s) value)`: refused: the option is read-only. Socket egg manual,
    so-reuse-address?.
    """

def so_type(s: Socket | int) -> int:
    """`(so-type s)`: return the type of the socket, a `SOCK_` integer. Socket egg manual,
    so-reuse-address?.
    """

def set_so_type(s: Socket | int, value: int) -> None:
    """`(set! (so-type s) value)`: refused: the option is read-only. Socket egg manual,
    so-reuse-address?.
    """

def tcp_no_delay(s: Socket | int) -> bool:
    """`(tcp-no-delay? s)`: return whether small segments leave at once. Socket egg manual,
    tcp-no-delay?.
    """

def set_tcp_no_delay(s: Socket | int, value: bool) -> None:
    """`(set! (tcp-no-delay? s) value)`: set what `tcp_no_delay` reads. Socket egg manual,
    tcp-no-delay?.
    """

def tcp_no_push(s: Socket | int) -> bool:
    """`(tcp-no-push? s)`: return whether a segment waits until it is full. Socket egg manual,
    tcp-no-delay?.
    """

def set_tcp_no_push(s: Socket | int, value: bool) -> None:
    """`(set! (tcp-no-push? s) value)`: set what `tcp_no_push` reads. Socket egg manual,
    tcp-no-delay?.
    """

def tcp_no_options(s: Socket | int) -> bool:
    """`(tcp-no-options? s)`: return whether TCP options are left out. Socket egg manual,
    tcp-no-delay?.
    """

def set_tcp_no_options(s: Socket | int, value: bool) -> None:
    """`(set! (tcp-no-options? s) value)`: set what `tcp_no_options` reads. Socket egg manual,
    tcp-no-delay?.
    """

def tcp_keep_alive(s: Socket | int) -> int:
    """`(tcp-keep-alive s)`: return the seconds of idleness before a connection is probed. Socket
    egg manual, tcp-no-delay?.
    """

def set_tcp_keep_alive(s: Socket | int, value: int) -> None:
    """`(set! (tcp-keep-alive s) value)`: set what `tcp_keep_alive` reads. Socket egg manual,
    tcp-no-delay?.
    """

def tcp_max_segment_size(s: Socket | int) -> int:
    """`(tcp-max-segment-size s)`: return the largest segment in bytes. Socket egg manual,
    tcp-no-delay?.
    """

def set_tcp_max_segment_size(s: Socket | int, value: int) -> None:
    """`(set! (tcp-max-segment-size s) value)`: set what `tcp_max_segment_size` reads. Socket egg
    manual, tcp-no-delay?.
    """

def ip_header_included(s: Socket | int) -> bool:
    """`(ip-header-included? s)`: return whether what is sent begins with an IP header. Socket egg
    manual, ip-header-included?.
    """

def set_ip_header_included(s: Socket | int, value: bool) -> None:
    """`(set! (ip-header-included? s) value)`: set what `ip_header_included` reads. Socket egg
    manual, ip-header-included?.
    """

def ip_type_of_service(s: Socket | int) -> int:
    """`(ip-type-of-service s)`: return the type-of-service byte of what is sent. Socket egg
    manual, ip-header-included?.
    """

def set_ip_type_of_service(s: Socket | int, value: int) -> None:
    """`(set! (ip-type-of-service s) value)`: set what `ip_type_of_service` reads. Socket egg
    manual, ip-header-included?.
    """

def ip_time_to_live(s: Socket | int) -> int:
    """`(ip-time-to-live s)`: return the time to live of what is sent. Socket egg manual,
    ip-header-included?.
    """

def set_ip_time_to_live(s: Socket | int, value: int) -> None:
    """`(set! (ip-time-to-live s) value)`: set what `ip_time_to_live` reads. Socket egg manual,
    ip-header-included?.
    """

def ipv6_v6_only(s: Socket | int) -> bool:
    """`(ipv6-v6-only? s)`: return whether an IPv6 socket takes IPv6 alone. Socket egg manual,
    ipv6-v6-only?.
    """

def set_ipv6_v6_only(s: Socket | int, value: bool) -> None:
    """`(set! (ipv6-v6-only? s) value)`: set what `ipv6_v6_only` reads. Socket egg manual,
    ipv6-v6-only?.
    """
