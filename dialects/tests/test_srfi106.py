"""SRFI 106 over real sockets: what its document promises and what it leaves to the system."""

from __future__ import annotations

import errno
import gc
import os
import socket as stdlib
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from watched_threads import (
    Background,
    open_descriptors,
    until,
)

from schemesockets.core import Closed, InetAddress, NoDescriptors, Socket, wait_readable
from schemesockets.core.constants import SO_ACCEPTCONN, SOL_SOCKET
from schemesockets.dialects import srfi106 as s
from schemesockets.dialects.conditions import SocketFailure

Pair = tuple[Socket, Socket]


def port_of(socket: Socket) -> str:
    address = socket.local_address()
    assert address is not None
    return str(address.sockaddr[1])


@pytest.fixture
def server() -> Iterator[Socket]:
    with s.make_server_socket("0") as socket:
        yield socket


@pytest.fixture
def tcp(server: Socket) -> Iterator[Pair]:
    client = s.make_client_socket("127.0.0.1", port_of(server))
    with client, s.socket_accept(server) as accepted:
        yield client, accepted


@pytest.fixture
def pair() -> Iterator[Pair]:
    one, other = Socket.pair()
    with one, other:
        yield one, other


# Constructing


def test_the_documents_echo(tcp: Pair) -> None:
    client, accepted = tcp
    assert s.socket_send(client, b"hello") == 5
    assert s.socket_recv(accepted, 100) == b"hello"
    assert s.socket_send(accepted, bytearray(b"hello"), s.message_type("none")) == 5
    assert s.socket_recv(client, 3) == b"hel"
    assert s.socket_recv(client, 100, 0) == b"lo"
    s.socket_shutdown(accepted, s.shutdown_method("write"))
    assert s.socket_recv(client, 100) == b""
    assert s.socket_recv(client, 100) == b""


def test_port_0_is_one_of_the_systems_choice(server: Socket) -> None:
    with s.make_server_socket("0") as other:
        assert 0 != int(port_of(server)) != int(port_of(other)) != 0
    assert isinstance(server.local_address(), InetAddress)


def test_localhost_by_name_with_default_flags(server: Socket) -> None:
    client = s.make_client_socket("localhost", port_of(server))
    with client, s.socket_accept(server) as accepted:
        assert accepted.peer_address() == client.local_address()
        assert client.peer_address() == accepted.local_address()


def test_only_loopback_is_reachable_with_addrconfig(isolated: Callable[[str], Any]) -> None:
    """The default flags hold AI_ADDRCONFIG, with which the C library finds nothing there."""
    seen = isolated(
        """
        from schemesockets.dialects import srfi106 as s
        server = s.make_server_socket("0")
        port = str(server.local_address().port)
        out = {}
        for node in ("localhost", "127.0.0.1"):
            client = s.make_client_socket(node, port)
            accepted = s.socket_accept(server)
            s.socket_send(client, node.encode())
            out[node] = s.socket_recv(accepted, 99).decode()
            s.socket_close(client), s.socket_close(accepted)
        try:
            s.make_client_socket("192.0.2.1", port)
        except OSError as error:
            out["elsewhere"] = type(error).__name__
        s.socket_close(server)
        print(json.dumps(out))
        """
    )
    assert seen == {
        "localhost": "localhost",
        "127.0.0.1": "127.0.0.1",
        "elsewhere": "SocketFailure",
    }


def test_a_server_comes_back_right_after_it_stopped(server: Socket) -> None:
    port = port_of(server)
    client = s.make_client_socket("127.0.0.1", port)
    accepted = s.socket_accept(server)
    s.socket_close(accepted)  # the server's side goes first and lingers in TIME_WAIT
    assert s.socket_recv(client, 1) == b""
    s.socket_close(client)
    s.socket_close(server)
    with s.make_server_socket(port) as again:
        assert port_of(again) == port
        with s.make_client_socket("127.0.0.1", port), s.socket_accept(again):
            pass


def test_a_port_where_a_server_listens_is_taken(server: Socket) -> None:
    gc.collect()
    before = open_descriptors()
    with pytest.raises(SocketFailure, match="make-server-socket: bind failed") as caught:
        s.make_server_socket(port_of(server))
    assert caught.value.errno == errno.EADDRINUSE
    assert open_descriptors() == before


def test_datagrams() -> None:
    with s.make_server_socket("0", s.AF_INET, s.SOCK_DGRAM, s.IPPROTO_UDP) as server:
        assert server.get_option(SOL_SOCKET, SO_ACCEPTCONN) == 0
        with pytest.raises(SocketFailure) as caught:
            s.socket_accept(server)
        assert caught.value.errno in (errno.EOPNOTSUPP, errno.EINVAL)
        with s.make_client_socket("127.0.0.1", port_of(server), s.AF_INET, s.SOCK_DGRAM) as client:
            assert s.socket_send(client, b"abcdef") == 6
            assert s.socket_recv(server, 3, s.MSG_PEEK) == b"abc"
            assert s.socket_recv(server, 4) == b"abcd"  # and the rest is lost
            assert s.socket_send(client, b"") == 0
            assert s.socket_recv(server, 4) == b""
            with pytest.raises(SocketFailure) as caught:
                s.socket_send(client, bytes(70_000))
            assert caught.value.errno == errno.EMSGSIZE
    with s.make_server_socket("0") as other:  # what listens can be told from what is bound
        assert other.get_option(SOL_SOCKET, SO_ACCEPTCONN) == 1


def test_inet6() -> None:
    try:
        server = s.make_server_socket("0", s.address_family("inet6"))
    except OSError as error:
        if error.errno in (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL):
            pytest.skip("no IPv6 here")
        raise
    with server, s.make_client_socket("::1", port_of(server), s.AF_INET6) as client:
        with s.socket_accept(server) as accepted:
            s.socket_send(client, b"six")
            assert s.socket_recv(accepted, 9) == b"six"
        assert client.family == accepted.family == s.AF_INET6


def test_numeric_hosts_are_not_looked_up() -> None:
    with pytest.raises(stdlib.gaierror) as caught:
        s.make_client_socket("localhost", "80", s.AF_INET, s.SOCK_STREAM, s.AI_NUMERICHOST)
    assert isinstance(caught.value, SocketFailure)


def test_socket_predicate(server: Socket) -> None:
    assert s.is_socket(server)
    s.socket_close(server)
    assert s.is_socket(server)
    with stdlib.socket() as other:
        assert not any(map(s.is_socket, (other, 5, None, "socket", other.fileno())))


@pytest.mark.usefixtures("_no_leak")
def test_a_refused_connection() -> None:
    with stdlib.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        with pytest.raises(ConnectionRefusedError) as caught:
            s.make_client_socket("127.0.0.1", str(silent.getsockname()[1]))
        assert isinstance(caught.value, SocketFailure)
        assert caught.value.errno == errno.ECONNREFUSED


# Sending and receiving


def test_peek_and_wait_all(tcp: Pair) -> None:
    client, accepted = tcp
    s.socket_send(client, b"abc")
    assert s.socket_recv(accepted, 10, s.message_type("peek")) == b"abc"
    receiver = Background(s.socket_recv, accepted, 6, s.message_type("wait-all"))
    receiver.until_blocked()
    s.socket_send(client, b"defghi")
    assert receiver.outcome() == b"abcdef"
    assert s.socket_recv(accepted, 10) == b"ghi"
    s.socket_send(client, b"jk")
    s.socket_shutdown(client, s.SHUT_WR)
    assert s.socket_recv(accepted, 6, s.MSG_WAITALL) == b"jk"


def test_out_of_band(tcp: Pair) -> None:
    client, accepted = tcp
    s.socket_send(client, b"abc")
    assert s.socket_send(client, b"!", s.MSG_OOB) == 1
    s.socket_send(client, b"def")
    until(lambda: s.socket_recv(accepted, 9, s.MSG_PEEK) == b"abc", "what came before")
    assert s.socket_recv(accepted, 1, s.message_type("oob")) == b"!"
    assert s.socket_recv(accepted, 3) == b"abc"
    assert s.socket_recv(accepted, 3) == b"def"
    with pytest.raises(SocketFailure):
        s.socket_recv(accepted, 1, s.MSG_OOB)


def test_nothing_is_received_of_nothing(pair: Pair) -> None:
    s.socket_send(pair[0], b"abc")
    assert s.socket_recv(pair[1], 0) == b""
    assert s.socket_send(pair[0], b"") == 0
    assert s.socket_recv(pair[1], 9) == b"abc"


def test_a_peer_that_is_gone(tcp: Pair) -> None:
    client, accepted = tcp
    accepted.sock.setsockopt(stdlib.SOL_SOCKET, stdlib.SO_LINGER, struct.pack("ii", 1, 0))
    s.socket_close(accepted)  # resets the connection
    assert wait_readable(client, 10)
    with pytest.raises(ConnectionResetError, match="socket-recv: recv failed") as caught:
        s.socket_recv(client, 1)
    assert isinstance(caught.value, SocketFailure)
    with pytest.raises(BrokenPipeError, match="socket-send: send failed"):
        s.socket_send(client, b"x")


# Half closing and closing


@pytest.mark.parametrize("how", [s.SHUT_RD, s.SHUT_WR, s.SHUT_RDWR])
def test_shutdown(tcp: Pair, how: int) -> None:
    client, accepted = tcp
    s.socket_shutdown(client, how)
    if how != s.SHUT_RD:
        assert s.socket_recv(accepted, 1) == b""
        with pytest.raises(BrokenPipeError):
            s.socket_send(client, b"x")
    else:
        assert s.socket_send(client, b"x") == 1
    if how != s.SHUT_WR:
        assert s.socket_recv(client, 1) == b""
    else:
        s.socket_send(accepted, b"y")
        assert s.socket_recv(client, 1) == b"y"
    assert client.fileno() >= 0


def test_shutdown_unconnected(server: Socket) -> None:
    with s.make_server_socket("0", s.AF_INET, s.SOCK_DGRAM) as unconnected:
        with pytest.raises(SocketFailure, match="socket-shutdown: shutdown failed") as caught:
            s.socket_shutdown(unconnected, s.SHUT_RDWR)
        assert caught.value.errno == errno.ENOTCONN


@pytest.mark.parametrize("how", [-1, 3, 7, 2**70])
def test_an_unknown_how(tcp: Pair, how: int) -> None:
    with pytest.raises(ValueError, match=r"how: expected \*shut-rd\*, \*shut-wr\* or"):
        s.socket_shutdown(tcp[0], how)
    s.socket_send(tcp[0], b"still")
    assert s.socket_recv(tcp[1], 9) == b"still"


def test_close_does_not_shut_down(tcp: Pair) -> None:
    client, accepted = tcp
    with stdlib.socket(fileno=os.dup(client.fileno())) as shared:
        s.socket_close(client)
        shared.sendall(b"alive")
        assert s.socket_recv(accepted, 9) == b"alive"
        s.socket_send(accepted, b"and well")
        assert shared.recv(99) == b"and well"
    assert s.socket_recv(accepted, 9) == b""


def test_close_leaves_the_connection_to_a_child(tcp: Pair) -> None:
    client, accepted = tcp
    # Waits until this process has closed its end, answers over the connection, and goes.
    program = f"""if True:
        import socket
        with socket.socket(fileno={client.fileno()}) as shared:
            if shared.recv(9) == b"go":
                shared.sendall(b"from the child")
    """
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, pass_fds=(client.fileno(),)) as child:
        s.socket_close(client)
        s.socket_send(accepted, b"go")
        assert s.socket_recv(accepted, 14, s.MSG_WAITALL) == b"from the child"
        assert child.wait(60) == 0
    assert s.socket_recv(accepted, 9) == b""


def test_closing_again_is_silent(pair: Pair) -> None:
    s.socket_close(pair[0])
    s.socket_close(pair[0])
    assert pair[0].closed


@pytest.mark.parametrize(
    "use",
    [
        lambda socket: s.socket_send(socket, b"x"),
        lambda socket: s.socket_send(socket, b""),
        lambda socket: s.socket_recv(socket, 1),
        lambda socket: s.socket_recv(socket, 0),
        lambda socket: s.socket_accept(socket),
        lambda socket: s.socket_shutdown(socket, 2),
        lambda socket: s.socket_input_port(socket),
        lambda socket: s.socket_output_port(socket),
    ],
    ids=["send", "send-nothing", "recv", "recv-nothing", "accept", "shutdown", "in", "out"],
)
@pytest.mark.usefixtures("_no_leak")
def test_using_a_closed_socket(use: Callable[[Socket], object]) -> None:
    one, other = Socket.pair()
    with other:
        s.socket_close(one)
        with pytest.raises(SocketFailure, match=r"^socket-.*: socket: expected an open socket"):
            use(one)
        with pytest.raises(Closed):
            use(one)


def test_a_descriptor_that_is_used_again_is_not_touched(pair: Pair) -> None:
    """The closed socket does not act on what has its number now."""
    one, other = pair
    number = one.fileno()
    s.socket_close(one)
    stranger, unused = stdlib.socketpair()
    with stranger, unused:
        assert stranger.fileno() == number
        with pytest.raises(SocketFailure):
            s.socket_send(one, b"astray")
        s.socket_close(one)
        stranger.getsockname()
    assert s.socket_recv(other, 9) == b""


# A close by another thread


def test_close_while_another_thread_receives(tcp: Pair) -> None:
    receiver = Background(s.socket_recv, tcp[0], 10)
    receiver.until_blocked()
    s.socket_close(tcp[0])
    with pytest.raises(SocketFailure, match="socket-recv: socket: expected an open socket"):
        receiver.outcome()


def test_close_while_another_thread_accepts(server: Socket) -> None:
    acceptor = Background(s.socket_accept, server)
    acceptor.until_blocked()
    s.socket_close(server)
    with pytest.raises(SocketFailure, match="socket-accept: socket: expected an open socket"):
        acceptor.outcome()


def test_close_while_another_thread_sends(pair: Pair) -> None:
    def send() -> None:
        while True:
            s.socket_send(pair[0], bytes(1 << 20))

    sender = Background(send)
    sender.until_blocked()
    s.socket_close(pair[0])
    with pytest.raises(SocketFailure, match="socket-send: socket: expected an open socket"):
        sender.outcome()


def test_close_while_another_thread_reads_a_port(tcp: Pair) -> None:
    port = s.socket_input_port(tcp[0])
    reader = Background(port.read, 10)
    reader.until_blocked()
    s.socket_close(tcp[0])
    with pytest.raises(SocketFailure, match=r"read: .*: expected an open") as caught:
        reader.outcome()
    assert isinstance(caught.value, Closed)
    port.close()


# Ports


def test_ports_are_fresh_and_never_close_the_socket(pair: Pair) -> None:
    one, other = pair
    first, second = s.socket_input_port(one), s.socket_input_port(one)
    out = s.socket_output_port(one)
    assert first is not second
    s.socket_send(other, b"abcdef")
    assert first.read(2) == b"ab"
    first.close()
    assert second.read(2) == b"cd"
    out.write(b"xy")
    out.close()
    s.socket_send(one, b"z")
    assert s.socket_recv(other, 9, s.MSG_WAITALL | s.MSG_PEEK)[:2] == b"xy"
    assert not one.closed
    second.close()
    assert s.socket_recv(one, 9) == b"ef"


def test_ports_that_are_dropped_leave_the_socket_open(pair: Pair) -> None:
    for _ in range(3):
        s.socket_input_port(pair[0])
        s.socket_output_port(pair[0]).write(b"q")
        gc.collect()
    assert not pair[0].closed
    assert s.socket_recv(pair[1], 9) == b"qqq"


def test_what_is_written_leaves_at_once(pair: Pair) -> None:
    port = s.socket_output_port(pair[0])
    port.write(b"now")
    assert s.socket_recv(pair[1], 9) == b"now"
    port.close()


def test_the_end_of_the_stream_at_a_port(pair: Pair) -> None:
    port = s.socket_input_port(pair[1])
    s.socket_send(pair[0], b"abc")
    s.socket_shutdown(pair[0], s.SHUT_WR)
    assert port.read(10) == b"abc"
    assert port.read(10) == b""
    port.close()


# call-with-socket


@pytest.mark.parametrize("result", [None, 5, (1, 2, 3), (), [4]])
def test_call_with_socket_closes_when_it_returns(pair: Pair, result: object) -> None:
    seen: list[Socket] = []

    def proc(socket: Socket) -> object:
        seen.append(socket)
        assert not socket.closed
        return result

    assert s.call_with_socket(pair[0], proc) is result
    assert seen == [pair[0]]
    assert pair[0].closed


@pytest.mark.parametrize("error", [KeyError("x"), KeyboardInterrupt(), GeneratorExit()])
def test_call_with_socket_leaves_it_open_when_it_raises(pair: Pair, error: BaseException) -> None:
    def proc(socket: Socket) -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        s.call_with_socket(pair[0], proc)
    assert caught.value is error
    assert not pair[0].closed


def test_call_with_socket_and_a_generator(pair: Pair) -> None:
    """It has returned before its body begins, so the socket is closed by then."""

    def proc(socket: Socket) -> Iterator[bytes]:
        yield s.socket_recv(socket, 1)

    generator = s.call_with_socket(pair[0], proc)
    with pytest.raises(SocketFailure, match="expected an open socket"):
        next(generator)


def test_call_with_socket_when_proc_has_closed_it(pair: Pair) -> None:
    result: object = s.call_with_socket(pair[0], s.socket_close)
    assert result is None


# Descriptors


def test_no_descriptors_left_when_accepting(
    server: Socket, few_descriptors: Callable[[], None]
) -> None:
    with s.make_client_socket("127.0.0.1", port_of(server)) as client:
        spare, unused = Socket.pair()
        with spare, unused:
            few_descriptors()
            with pytest.raises(NoDescriptors) as caught:
                s.socket_accept(server)
            assert isinstance(caught.value, SocketFailure)
            assert caught.value.errno == errno.EMFILE
            s.socket_close(spare)
        with s.socket_accept(server) as accepted:
            s.socket_send(client, b"after all")
            assert s.socket_recv(accepted, 99) == b"after all"


def test_no_descriptors_left_when_connecting(
    server: Socket, few_descriptors: Callable[[], None]
) -> None:
    port = port_of(server)
    few_descriptors()
    with pytest.raises(OSError) as caught:
        s.make_client_socket("127.0.0.1", port)
    assert isinstance(caught.value, SocketFailure)


def test_a_dropped_socket_warns(server: Socket) -> None:
    port = port_of(server)
    gc.collect()
    before = open_descriptors()

    def drop(call: Callable[..., object], *args: object) -> None:
        call(*args)
        gc.collect()

    with pytest.warns(ResourceWarning, match="unclosed"):
        drop(s.make_client_socket, "127.0.0.1", port)
    with pytest.warns(ResourceWarning, match="unclosed"):
        drop(s.socket_accept, server)
    assert open_descriptors() == before


def test_what_is_refused_neither_blocks_nor_takes(tcp: Pair) -> None:
    client, accepted = tcp
    s.socket_send(client, b"abc")
    for wrong in (-1, 1.0, "3", None, 2**70):
        with pytest.raises((TypeError, ValueError), match="socket-recv: size: expected an exact"):
            s.socket_recv(accepted, wrong)  # type: ignore[arg-type]
    for flags in (True, False, 0.0, "peek", None, 2**40):
        with pytest.raises((TypeError, ValueError), match="socket-recv: flags: expected an exa"):
            s.socket_recv(accepted, 3, flags)  # type: ignore[arg-type]
        with pytest.raises((TypeError, ValueError), match="socket-send: flags: expected an exa"):
            s.socket_send(client, b"!", flags)  # type: ignore[arg-type]
    s.socket_shutdown(client, s.SHUT_WR)
    assert s.socket_recv(accepted, 9) == b"abc"
    assert s.socket_recv(accepted, 9) == b""
