"""Guile: calls that are right, and wrong ones with what mypy and pyright say of each."""

from schemesockets.dialects.guile import *


def right(sock: SocketPort, sa: SocketAddress) -> None:
    server = socket(PF_INET, SOCK_STREAM, 0)
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, 1)
    setsockopt(server, SOL_SOCKET, SO_LINGER, (1, 5))
    bind(server, AF_INET, INADDR_LOOPBACK, 0)
    bind(server, AF_INET6, IN6ADDR_LOOPBACK, 0, 0, 0)
    bind(server, make_socket_address(AF_UNIX, "/tmp/name"))
    listen(server, 5)
    _done: bool | None = connect(sock, sa)
    if (accepted := accept(server)) is not None:
        peer, origin = accepted
        if origin is not None:
            print(inet_ntop(sockaddr_fam(origin), sockaddr_addr(origin)), close_port(peer))
    for buffer in (bytearray(8), memoryview(bytearray(8))):
        send(sock, buffer, MSG_OOB)
        sendto(sock, buffer, AF_INET, inet_pton(AF_INET, "127.0.0.1"), 80, MSG_DONTROUTE)
        _count, _from = recvfrom_into(sock, buffer, 0, 1, 8)
    sendto(sock, b"bytes", sa)
    display(["any", "object"], sock)
    if not is_eof_object(line := read_line(sock, "concat")):
        print(line.upper())
    _text, _newline = read_line(sock, "split")
    _ready, _, _ = select([sock], [], [server, 3], 0.5)
    _codes: list[int] = [info.socktype for info in getaddrinfo("localhost", None, AI_CANONNAME)]
    _number: int = catch(True, lambda: fileno(sock), lambda key, *args: -1)
    with socket(PF_INET6, SOCK_DGRAM, IPPROTO_UDP):
        pass
    try:
        shutdown(sock, 2)
    except GuileSystemError as error:
        print(system_error_errno(error), strerror(error.errno or 0))


def wrong(sock: SocketPort, sa: SocketAddress) -> None:
    socket(PF_INET, SOCK_STREAM)  # wrong: call-arg, reportCallIssue
    socket("PF_INET", SOCK_STREAM, 0)  # wrong: arg-type, reportArgumentType
    connect(sock, AF_INET, "127.0.0.1", 80)  # wrong: call-overload, reportArgumentType
    connect(sock, AF_INET)  # wrong: call-overload, reportArgumentType
    connect(sock, "localhost")  # wrong: call-overload, reportArgumentType
    connect(sock, getsockname(sock))  # wrong: arg-type, reportArgumentType
    bind(sock, ("127.0.0.1", 0))  # wrong: call-overload, reportArgumentType
    bind(3, sa)  # wrong: call-overload, reportArgumentType
    bind(sock, AF_INET, 1, 2, 3, 4, 5)  # wrong: call-overload, reportCallIssue
    make_socket_address(AF_INET, b"\x7f", 0)  # wrong: call-overload, reportArgumentType
    listen(sock)  # wrong: call-arg, reportCallIssue
    listen(sock, backlog="5")  # wrong: arg-type, reportArgumentType
    accept(sock.fileno())  # wrong: arg-type, reportArgumentType
    send(sock, "text")  # wrong: arg-type, reportArgumentType
    send(sock, b"bytes", "MSG_OOB")  # wrong: arg-type, reportArgumentType
    sendto(sock, "text", sa)  # wrong: call-overload, reportArgumentType
    recv_into(sock, b"bytes")  # wrong: arg-type, reportArgumentType
    recv_into(sock, 80)  # wrong: arg-type, reportArgumentType
    setsockopt(sock, SOL_SOCKET, SO_LINGER, (1, 2, 3))  # wrong: arg-type, reportArgumentType
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR)  # wrong: call-arg, reportCallIssue
    inet_ntop(AF_INET, "127.0.0.1")  # wrong: arg-type, reportArgumentType
    inet_pton(AF_INET, 0x7F000001)  # wrong: arg-type, reportArgumentType
    getaddrinfo("localhost", 80)  # wrong: arg-type, reportArgumentType
    gethostbyname(INADDR_LOOPBACK)  # wrong: arg-type, reportArgumentType
    select(sock, [], [])  # wrong: arg-type, reportArgumentType
    select([sock], [], [], "0.5")  # wrong: arg-type, reportArgumentType
    setvbuf(sock, "full")  # wrong: arg-type, reportArgumentType
    put_bytevector(sock, "text")  # wrong: arg-type, reportArgumentType
    write_char(sock, "c")  # wrong: arg-type, reportArgumentType
    catch("system-error", 1, lambda key, *args: 2)  # wrong: arg-type, reportArgumentType
    catch(True, lambda: 1, lambda: 2)  # wrong: arg-type, misc, reportArgumentType
    read_line(sock).upper()  # wrong: union-attr, reportAttributeAccessIssue
    get_bytevector_n(sock, 8).decode()  # wrong: union-attr, reportAttributeAccessIssue
    _text: str = read_line(sock, "split")  # wrong: assignment, reportAssignmentType
    _sum = recv_into(sock, bytearray(8)) + "1"  # wrong: operator, reportOperatorIssue
    sockaddr_port(getsockname(sock))  # wrong: arg-type, reportArgumentType
