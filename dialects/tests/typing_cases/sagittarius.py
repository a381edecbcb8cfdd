"""Sagittarius: calls that are right, and wrong ones with what mypy and pyright say of each."""

from datetime import timedelta
from threading import Thread

from schemesockets.dialects.sagittarius import *


def right(socket: Socket, buffer: bytearray, some: object) -> None:
    with make_server_socket("0", AF_INET) as server:
        if (peer := socket_accept(server)) is not None:
            socket_close(peer)
    if (made := make_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)) is not None:
        hint = make_hint_addrinfo(AF_INET, socktype=SOCK_STREAM)
        socket_connect(made, get_addrinfo("localhost", "80", hint), (1, 500_000))
    for data in (b"bytes", bytearray(8), memoryview(b"8")):
        socket_send(socket, data, MSG_OOB)
    if (received := socket_recv(socket, 80)) is not None:
        print(received.decode())
    _count: int = socket_recv_into(socket, buffer, 0, 8)
    for timeout in (None, 0, 0.5, (1, 0), [1, 0], timedelta(seconds=1)):
        _ready: list[Socket] = socket_read_select(timeout, socket, server)
    selector = socket_selector_add(make_socket_selector(), socket, 5, {"any": "data"})
    _woken, _late = socket_selector_wait(selector, timedelta(seconds=1))
    _sockets: list[Socket] = collect_sockets(sockets_to_fdset([socket]))
    port = transcoded_port(
        socket_port(socket, close=False), make_transcoder(utf_8_codec(), "crlf")
    )
    put_string(port, "text")
    if not is_eof_object(line := get_line(port)):
        print(line.upper())
    shutdown_output_port(port)
    _host, _address, _port = socket_info_values(socket, type="info")
    _descriptor: int = call_with_socket(socket, socket_fd)
    socket_setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, 1)
    if is_socket(some):
        socket_close(some)
    try:
        socket_shutdown(socket, SHUT_WR)
    except SocketClosedError as condition:
        print(condition_message(condition), socket_error_socket(condition))
    thread_interrupt(Thread())


def wrong(socket: Socket, info: Addrinfo, port: SocketPort) -> None:
    make_client_socket("localhost", 80)  # wrong: arg-type, reportArgumentType
    make_client_socket(b"localhost", "80")  # wrong: arg-type, reportArgumentType
    make_client_socket("localhost")  # wrong: call-arg, reportCallIssue
    make_server_socket("0", family=AF_INET)  # wrong: call-arg, reportCallIssue
    make_hint_addrinfo(AF_INET, SOCK_STREAM, 0, 0, 0)  # wrong: call-arg, reportCallIssue
    make_hint_addrinfo(socktype="stream")  # wrong: arg-type, reportArgumentType
    get_addrinfo("localhost")  # wrong: call-arg, reportCallIssue
    socket_connect(socket, "localhost")  # wrong: arg-type, reportArgumentType
    socket_connect(socket, info, "5")  # wrong: arg-type, reportArgumentType
    socket_connect(socket, info, (1, 0.5))  # wrong: arg-type, reportArgumentType
    socket_send(socket, "text")  # wrong: arg-type, reportArgumentType
    socket_send(port, b"bytes")  # wrong: arg-type, reportArgumentType
    socket_send(socket, b"bytes", MSG_MORE)  # wrong: arg-type, reportArgumentType
    socket_recv(socket, 80, "peek")  # wrong: arg-type, reportArgumentType
    socket_recv_into(socket, b"bytes", 0, 5)  # wrong: arg-type, reportArgumentType
    socket_recvfrom(socket, 80, info)  # wrong: arg-type, reportArgumentType
    socket_shutdown(socket, "write")  # wrong: arg-type, reportArgumentType
    socket_read_select("5", socket)  # wrong: arg-type, reportArgumentType
    socket_read_select(5, [socket])  # wrong: arg-type, reportArgumentType
    socket_select(None, None, None)  # wrong: call-arg, reportCallIssue
    socket_set_read_timeout(socket, 0.5)  # wrong: arg-type, reportArgumentType
    socket_selector_wait(socket)  # wrong: arg-type, reportArgumentType
    call_with_socket(socket, 5)  # wrong: arg-type, reportArgumentType
    call_with_socket(socket, socket_recv)  # wrong: arg-type, reportArgumentType
    thread_interrupt("thread")  # wrong: arg-type, reportArgumentType
    socket_info_values(socket, type="mine")  # wrong: arg-type, reportArgumentType
    make_transcoder(utf_8_codec(), "dos")  # wrong: arg-type, reportArgumentType
    put_string(port, "text")  # wrong: arg-type, reportArgumentType
    put_bytevector(port, "text")  # wrong: arg-type, reportArgumentType
    shutdown_port(socket, SHUT_RD)  # wrong: arg-type, reportArgumentType
    socket_recv(socket, 80).decode()  # wrong: union-attr, reportOptionalMemberAccess
    get_bytevector_n(port, 80).decode()  # wrong: union-attr, reportAttributeAccessIssue
    socket_send(socket_accept(socket), b"")  # wrong: arg-type, reportArgumentType
    _sum = socket_accept(socket) + 1  # wrong: operator, reportOperatorIssue
    _port: int = socket_info(socket).port  # wrong: union-attr, reportOptionalMemberAccess
