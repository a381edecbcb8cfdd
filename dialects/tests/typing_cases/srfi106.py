"""SRFI 106: calls that are right, and wrong ones with what mypy and pyright say of each."""

from array import array

from schemesockets.core import Socket
from schemesockets.dialects.r7rs_io import EOF, read_line, read_u8, write_bytevector, write_string
from schemesockets.dialects.srfi106 import *


def right(socket: Socket, some: object) -> None:
    with make_server_socket("0", AF_INET6, ai_socktype=SOCK_STREAM) as server:
        socket_close(socket_accept(server))
    flags = socket_merge_flags(address_info("v4mapped", "addrconfig"), AI_CANONNAME)
    with make_client_socket("localhost", "http", AF_UNSPEC, ai_flags=flags) as client:
        _sent: int = socket_send(client, b"bytes")
    for buffer in (bytearray(8), memoryview(b"8"), array("B", [8])):
        socket_send(socket, buffer, MSG_OOB)
    _text: str = socket_recv(socket, 80, flags=message_type("peek", "wait-all")).decode()
    socket_shutdown(socket, shutdown_method("read", "write"))
    _descriptor: int = call_with_socket(socket, lambda each: each.fileno())
    write_bytevector(memoryview(b"bytes"), socket_output_port(socket), 1)
    if (byte := read_u8(socket_input_port(socket))) is not EOF:
        print(byte)
    if is_socket(some):
        socket_close(some)
    try:
        socket_close(socket)
    except SocketFailure as failure:
        print(failure.errno, failure.message.upper(), *failure.irritants)


def wrong(socket: Socket) -> None:
    socket_send(socket, "text")  # wrong: arg-type, reportArgumentType
    socket_send(1, b"bytes")  # wrong: arg-type, reportArgumentType
    socket_send(socket, [98, 121])  # wrong: arg-type, reportArgumentType
    socket_send(socket, b"bytes", "oob")  # wrong: arg-type, reportArgumentType
    socket_send(socket, b"bytes", flag=MSG_OOB)  # wrong: call-arg, reportCallIssue
    socket_recv(socket)  # wrong: call-arg, reportCallIssue
    socket_recv(socket, "80")  # wrong: arg-type, reportArgumentType
    socket_recv(socket, 80.0)  # wrong: arg-type, reportArgumentType
    make_server_socket(8080)  # wrong: arg-type, reportArgumentType
    make_client_socket("localhost", b"80")  # wrong: arg-type, reportArgumentType
    make_client_socket("localhost", 80)  # wrong: arg-type, reportArgumentType
    make_client_socket(b"localhost", "80")  # wrong: arg-type, reportArgumentType
    make_client_socket("localhost", "80", "inet")  # wrong: arg-type, reportArgumentType
    socket_close(socket_input_port(socket))  # wrong: arg-type, reportArgumentType
    socket_shutdown(socket, "write")  # wrong: arg-type, reportArgumentType
    shutdown_method("both")  # wrong: arg-type, reportArgumentType
    address_info("v6mapped")  # wrong: arg-type, reportArgumentType
    address_family(AF_INET)  # wrong: arg-type, reportArgumentType
    socket_merge_flags("peek")  # wrong: arg-type, reportArgumentType
    call_with_socket(socket, socket)  # wrong: arg-type, reportArgumentType
    call_with_socket(socket, lambda: None)  # wrong: arg-type, misc, reportArgumentType
    _sum = socket_accept(socket) + 1  # wrong: operator, reportOperatorIssue
    _text: str = socket_recv(socket, 80)  # wrong: assignment, reportAssignmentType
    socket_recv(socket, 80).split("\n")  # wrong: arg-type, reportArgumentType
    socket_accept(socket)[0]  # wrong: index, reportIndexIssue
    write_string("text", socket)  # wrong: arg-type, reportArgumentType
    read_line(socket_input_port(socket))  # wrong: arg-type, reportArgumentType
    _next: int = read_u8(socket_input_port(socket))  # wrong: assignment, reportAssignmentType
