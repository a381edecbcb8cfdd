"""Foment: calls that are right, and wrong ones with what mypy and pyright say of each."""

from schemesockets.core import TwoWayPort
from schemesockets.dialects.foment import *
from schemesockets.dialects.r7rs_io import (
    EOF,
    call_with_port,
    close_port,
    is_eof_object,
    read_bytevector,
    read_bytevector_into,
    write_bytevector,
    write_u8,
)


def right(socket: TwoWayPort, some: object) -> None:
    server = make_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)
    _flags: int = socket_domain("raw") | message_type("peek", "waitall")
    bind_socket(server, "localhost", "0", AF_INET, SOCK_STREAM, IPPROTO_TCP)
    listen_socket(server)
    listen_socket(server, backlog=5)
    peer = accept_socket(server)
    connect_socket(socket, "", "http", AF_INET6, SOCK_STREAM, AI_V4MAPPED, IPPROTO_TCP)
    for buffer in (b"bytes", bytearray(8), memoryview(b"8")):
        send_socket(socket, buffer, 0)
        write_bytevector(buffer, socket)
    _text: str = recv_socket(peer, 80, message_type("peek")).decode()
    if is_eof_object(data := read_bytevector(8, socket)):
        shutdown_socket(socket, shutdown_method("write"))
    else:
        print(data.decode())
    if (count := read_bytevector_into(bytearray(8), socket, 1)) is not EOF:
        print(count)
    _first: str = get_ip_addresses(AF_UNSPEC)[0].upper()
    _descriptor: int = call_with_port(socket, lambda port: port.socket.fileno())
    with socket, server:
        pass
    if is_socket(some):
        close_port(some)


def wrong(socket: TwoWayPort) -> None:
    make_socket(AF_INET, SOCK_STREAM)  # wrong: call-arg, reportCallIssue
    make_socket("inet", SOCK_STREAM, 0)  # wrong: arg-type, reportArgumentType
    make_socket(AF_INET, SOCK_STREAM, protocol=0)  # wrong: call-arg, reportCallIssue
    bind_socket(socket, "", 80, AF_INET, SOCK_STREAM, 0)  # wrong: arg-type, reportArgumentType
    bind_socket(socket, None, "0", AF_INET, 1, 0)  # wrong: arg-type, reportArgumentType
    bind_socket(socket.socket, "", "0", AF_INET, 1, 0)  # wrong: arg-type, reportArgumentType
    connect_socket(socket, "", "80", AF_INET, 1, 0)  # wrong: call-arg, reportCallIssue
    connect_socket(socket, b"", "80", 2, 1, 0, 6)  # wrong: arg-type, reportArgumentType
    listen_socket(socket, "5")  # wrong: arg-type, reportArgumentType
    accept_socket(socket.fileno())  # wrong: arg-type, reportArgumentType
    send_socket(socket, "text", 0)  # wrong: arg-type, reportArgumentType
    send_socket(socket, b"bytes")  # wrong: call-arg, reportCallIssue
    send_socket(socket, b"bytes", None)  # wrong: arg-type, reportArgumentType
    recv_socket(socket, 80)  # wrong: call-arg, reportCallIssue
    recv_socket(socket, 0, ("peek",))  # wrong: arg-type, reportArgumentType
    shutdown_socket(socket, "read")  # wrong: arg-type, reportArgumentType
    get_ip_addresses("inet")  # wrong: arg-type, reportArgumentType
    message_type("wait")  # wrong: arg-type, reportArgumentType
    _sum = accept_socket(socket) + 1  # wrong: operator, reportOperatorIssue
    _text: str = recv_socket(socket, 80, 0)  # wrong: assignment, reportAssignmentType
    _count = send_socket(socket, b"", 0) + 1  # wrong: operator, reportOperatorIssue
    _port: int = get_ip_addresses(AF_INET)[0]  # wrong: assignment, reportAssignmentType
    write_bytevector("text", socket)  # wrong: arg-type, reportArgumentType
    write_u8(b"8", socket)  # wrong: arg-type, reportArgumentType
    read_bytevector(socket, 8)  # wrong: arg-type, reportArgumentType
    read_bytevector_into(b"bytes", socket)  # wrong: arg-type, reportArgumentType
    read_bytevector(8, socket).decode()  # wrong: union-attr, reportAttributeAccessIssue
