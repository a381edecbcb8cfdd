"""CHICKEN: calls that are right, and wrong ones with what mypy and pyright say of each."""

from schemesockets.dialects.chicken import *

MSG = 0


def right(so: Socket, i: SocketInputPort, o: SocketOutputPort, some: object) -> None:
    with socket(AF_INET, SOCK_STREAM) as server:
        socket_bind(server, inet_address("127.0.0.1", 0))
        socket_listen(server, 5)
        set_so_reuse_address(server, True)
        peer = socket_accept(server)
    socket_connect(so, unix_address("/tmp/name"))
    infos = address_information("localhost", 80, family=AF_INET, flags=AI_NUMERICSERV)
    _client: Socket = socket_connect_ai(infos)
    for buffer in (b"bytes", bytearray(8), memoryview(b"8"), "text"):
        socket_send_all(so, buffer, 1, flags=MSG)
    _count: int = socket_receive_into(peer, bytearray(8), 0, 4)
    _data, _origin = socket_receive_from(so, 80)
    socket_receive_timeout(None)
    _limit: int | None = socket_receive_timeout()
    with parameterize((socket_receive_timeout, 50), (socket_receive_buffer_size, 4096)):
        print(socket_receive(so, 80).decode())
    in_, out = socket_io_ports(so)
    write_line("text", out)
    write_string(b"bytes", None, o)
    if not is_eof_object(line := read_line(in_, 80)):
        print(line.decode())
    _kind: str | None = integer_to_address_family(socket_family(so))
    _number: int = address_family_to_integer("af/inet")
    _delay: bool = tcp_no_delay(so)
    if is_socket(some):
        socket_close(some)
    try:
        socket_shutdown(so, SHUT_RDWR)
    except NetTimeoutError as condition:
        print(condition_kinds(condition), condition_property(condition, "exn", "message"))
    close_input_port(i)


def wrong(so: Socket, i: SocketInputPort, o: SocketOutputPort, sa: SockAddr) -> None:
    socket(AF_INET)  # wrong: call-arg, reportCallIssue
    socket(AF_INET, "stream")  # wrong: arg-type, reportArgumentType
    socket_connect(so, ("127.0.0.1", 80))  # wrong: arg-type, reportArgumentType
    socket_connect(so, "127.0.0.1:80")  # wrong: arg-type, reportArgumentType
    socket_connect_ai(sa)  # wrong: arg-type, reportArgumentType
    socket_bind(socket_fileno(so), sa)  # wrong: arg-type, reportArgumentType
    socket_listen(so)  # wrong: call-arg, reportCallIssue
    socket_accept(so, 5)  # wrong: call-arg, reportCallIssue
    socket_send(so, 98)  # wrong: arg-type, reportArgumentType
    socket_send(so, b"bytes", flag=MSG)  # wrong: call-arg, reportCallIssue
    socket_send(so, b"bytes", None)  # wrong: arg-type, reportArgumentType
    socket_send_to(so, b"bytes", 80)  # wrong: arg-type, reportArgumentType
    socket_receive(so, bytearray(8))  # wrong: arg-type, reportArgumentType
    socket_receive_into(so, b"bytes")  # wrong: arg-type, reportArgumentType
    socket_shutdown(so, "write")  # wrong: arg-type, reportArgumentType
    inet_address(b"127.0.0.1", 80)  # wrong: arg-type, reportArgumentType
    address_information("localhost", 80, AF_INET)  # wrong: call-arg, reportCallIssue
    address_information("localhost", b"80")  # wrong: arg-type, reportArgumentType
    address_family_to_integer("inet")  # wrong: arg-type, reportArgumentType
    socket_receive_timeout("50")  # wrong: call-overload, reportArgumentType
    socket_receive_buffer_size(None)  # wrong: call-overload, reportArgumentType
    parameterize((socket_receive_timeout, "50"))  # wrong: misc, reportArgumentType
    set_so_reuse_address(so, "yes")  # wrong: arg-type, reportArgumentType
    set_socket_option(so, SOL_SOCKET, SO_RCVBUF, 0.5)  # wrong: arg-type, reportArgumentType
    write_line("text", i)  # wrong: arg-type, reportArgumentType
    read_line(o)  # wrong: arg-type, reportArgumentType
    read_string(i, 80)  # wrong: arg-type, reportArgumentType
    socket_abandon_port(so)  # wrong: arg-type, reportArgumentType
    _sum = socket_accept(so) + 1  # wrong: operator, reportOperatorIssue
    _text: str = socket_receive(so, 80)  # wrong: assignment, reportAssignmentType
    _line: bytes = read_line(i)  # wrong: assignment, reportAssignmentType
    _size: int = socket_send_timeout()  # wrong: assignment, reportAssignmentType
    _port: int = sockaddr_port(socket_name(so))  # wrong: arg-type, reportArgumentType
    _input = socket_io_ports(so).read()  # wrong: attr-defined, reportAttributeAccessIssue
