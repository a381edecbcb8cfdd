"""Foment's sockets, which are ports, over real sockets."""

from __future__ import annotations

import errno
import gc
import os
import socket as stdlib
import struct
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from watched_threads import (
    Background,
    open_descriptors,
    until,
)

from schemesockets.core import Closed, Interrupted, NoDescriptors, TwoWayPort, wait_readable
from schemesockets.core import interrupt as interrupt_thread
from schemesockets.core.constants import SO_ACCEPTCONN, SOL_SOCKET
from schemesockets.dialects import foment as f
from schemesockets.dialects.conditions import SocketFailure
from schemesockets.dialects.data import EOF
from schemesockets.dialects.r7rs_io import (
    close_input_port,
    close_output_port,
    close_port,
    is_binary_port,
    is_input_port,
    is_input_port_open,
    is_output_port,
    is_port,
    is_textual_port,
    is_u8_ready,
    peek_u8,
    read_bytevector,
    read_u8,
    write_bytevector,
)

Pair = tuple[TwoWayPort, TwoWayPort]
TCP = (f.AF_INET, f.SOCK_STREAM, f.IPPROTO_TCP)
UDP = (f.AF_INET, f.SOCK_DGRAM, f.IPPROTO_UDP)


def port_of(socket: TwoWayPort) -> str:
    address = socket.socket.local_address()
    assert address is not None
    return str(address.sockaddr[1])


def host_of(socket: TwoWayPort) -> str:
    address = socket.socket.local_address()
    assert address is not None
    return str(address.sockaddr[0])


def serve(node: str = "localhost", service: str = "0") -> TwoWayPort:
    socket = f.make_socket(*TCP)
    try:
        f.bind_socket(socket, node, service, *TCP)
        f.listen_socket(socket)
    except BaseException:
        close_port(socket)
        raise
    return socket


def dial(service: str, node: str = "localhost") -> TwoWayPort:
    socket = f.make_socket(*TCP)
    try:
        f.connect_socket(socket, node, service, f.AF_INET, f.SOCK_STREAM, 0, f.IPPROTO_TCP)
    except BaseException:
        close_port(socket)
        raise
    return socket


@pytest.fixture
def server() -> Iterator[TwoWayPort]:
    with serve() as socket:
        yield socket


@pytest.fixture
def tcp(server: TwoWayPort) -> Iterator[Pair]:
    with dial(port_of(server)) as client, f.accept_socket(server) as accepted:
        yield client, accepted


# Making, binding, connecting


def test_a_socket_is_a_binary_two_way_port(server: TwoWayPort) -> None:
    for question in (f.is_socket, is_port, is_input_port, is_output_port, is_binary_port):
        assert question(server)
    assert not is_textual_port(server)
    close_port(server)
    assert f.is_socket(server)
    for thing in (server.socket, 5):
        assert not f.is_socket(thing)


def test_the_pages_example(tcp: Pair) -> None:
    """The client writes lines without a flush; the server reads as much as has come."""
    client, accepted = tcp
    write_bytevector("grüße".encode(), client)
    assert read_bytevector(128, accepted) == "grüße".encode()
    write_bytevector(b"more", client)
    assert f.recv_socket(accepted, 128, 0) == b"more"
    close_port(client)
    assert read_bytevector(128, accepted) is EOF
    assert f.recv_socket(accepted, 128, 0) == b""


def test_procedures_that_return_no_value(server: TwoWayPort, tcp: Pair) -> None:
    results: list[object] = []
    for call, args in (
        (f.send_socket, (tcp[0], b"x", 0)),
        (f.listen_socket, (server, 5)),
        (f.shutdown_socket, (tcp[0], f.SHUT_RDWR)),
    ):
        function: Callable[..., object] = call
        results.append(function(*args))
    assert results == [None, None, None]


def test_the_empty_node_is_every_address() -> None:
    with serve("") as server:
        assert host_of(server) == "0.0.0.0"
        for host in f.get_ip_addresses(f.AF_INET):
            with dial(port_of(server), host) as client, f.accept_socket(server) as accepted:
                f.send_socket(client, b"x", 0)
                assert f.recv_socket(accepted, 1, 0) == b"x"


def test_localhost_is_loopback(server: TwoWayPort) -> None:
    assert host_of(server) == "127.0.0.1"
    others = [host for host in f.get_ip_addresses(f.AF_INET) if not host.startswith("127.")]
    for host in others:
        with pytest.raises(ConnectionRefusedError):
            dial(port_of(server), host)


def test_inet6() -> None:
    family = f.address_family("inet6")
    try:
        server = f.make_socket(family, f.SOCK_STREAM, f.IPPROTO_TCP)
    except OSError:
        pytest.skip("no IPv6 here")
    with server, f.make_socket(family, f.SOCK_STREAM, f.IPPROTO_TCP) as client:
        try:
            f.bind_socket(server, "::1", "0", family, f.SOCK_STREAM, f.IPPROTO_TCP)
        except OSError:
            pytest.skip("no IPv6 loopback here")
        f.listen_socket(server)
        f.connect_socket(client, "::1", port_of(server), family, f.SOCK_STREAM, 0, f.IPPROTO_TCP)
        with f.accept_socket(server) as accepted:
            f.send_socket(accepted, b"six", 0)
            assert f.recv_socket(client, 9, 0) == b"six"


def test_only_addresses_of_the_sockets_family_are_tried(server: TwoWayPort) -> None:
    """With unspec, "localhost" is an address in each family; the socket has one."""
    with f.make_socket(*TCP) as client:
        f.connect_socket(
            client, "localhost", port_of(server), f.AF_UNSPEC, f.SOCK_STREAM, 0, f.IPPROTO_TCP
        )
    with stdlib.socket() as silent, f.make_socket(*TCP) as client:
        silent.bind(("127.0.0.1", 0))
        service = str(silent.getsockname()[1])
        with pytest.raises(ConnectionRefusedError):
            f.connect_socket(
                client, "localhost", service, f.AF_UNSPEC, f.SOCK_STREAM, 0, f.IPPROTO_TCP
            )


def test_an_address_of_another_family() -> None:
    with f.make_socket(*TCP) as socket:
        with pytest.raises(SocketFailure) as caught:
            f.bind_socket(socket, "::1", "0", f.AF_INET6, f.SOCK_STREAM, f.IPPROTO_TCP)
        assert caught.value.errno in (errno.EAFNOSUPPORT, stdlib.EAI_NONAME)


def test_a_server_comes_back_right_after_it_stopped() -> None:
    server = serve()
    service = port_of(server)
    client, accepted = dial(service), f.accept_socket(server)
    close_port(accepted)  # the server's side goes first and lingers in TIME_WAIT
    assert f.recv_socket(client, 1, 0) == b""
    close_port(client)
    close_port(server)
    with serve("localhost", service) as again:
        assert port_of(again) == service


def test_a_port_where_a_server_listens_is_taken(server: TwoWayPort) -> None:
    with f.make_socket(*TCP) as other:
        with pytest.raises(SocketFailure, match="bind-socket: bind failed") as caught:
            f.bind_socket(other, "localhost", port_of(server), *TCP)
        assert caught.value.errno == errno.EADDRINUSE


def test_datagrams() -> None:
    with f.make_socket(*UDP) as server, f.make_socket(*UDP) as client:
        f.bind_socket(server, "localhost", "0", *UDP)
        assert server.socket.get_option(SOL_SOCKET, SO_ACCEPTCONN) == 0
        f.connect_socket(
            client, "127.0.0.1", port_of(server), f.AF_INET, f.SOCK_DGRAM, 0, f.IPPROTO_UDP
        )
        f.send_socket(client, b"abcdef", 0)
        f.send_socket(client, b"", 0)
        f.send_socket(client, b"ghi", 0)
        assert f.recv_socket(server, 3, f.MSG_PEEK) == b"abc"
        assert f.recv_socket(server, 4, 0) == b"abcd"
        assert f.recv_socket(server, 4, 0) == b""
        assert f.recv_socket(server, 4, 0) == b"ghi"
        with pytest.raises(SocketFailure) as caught:
            f.listen_socket(server)
        assert caught.value.errno == errno.EOPNOTSUPP


def test_a_combination_the_system_does_not_have() -> None:
    with pytest.raises(SocketFailure, match="make-socket: ") as caught:
        f.make_socket(f.AF_INET, f.SOCK_STREAM, f.IPPROTO_UDP)
    assert caught.value.errno == errno.EPROTONOSUPPORT
    with pytest.raises(SocketFailure):
        f.make_socket(f.AF_UNSPEC, f.SOCK_STREAM, 0)


def test_accepting_where_nobody_listens() -> None:
    with f.make_socket(*TCP) as socket:
        f.bind_socket(socket, "localhost", "0", *TCP)
        with pytest.raises(SocketFailure, match="accept-socket: accept failed") as caught:
            f.accept_socket(socket)
        assert caught.value.errno == errno.EINVAL


def test_a_refused_connection_leaves_the_socket_open() -> None:
    with stdlib.socket() as silent, f.make_socket(*TCP) as client:
        silent.bind(("127.0.0.1", 0))
        service = str(silent.getsockname()[1])
        with pytest.raises(ConnectionRefusedError) as caught:
            f.connect_socket(client, "127.0.0.1", service, f.AF_INET, f.SOCK_STREAM, 0, 0)
        assert isinstance(caught.value, SocketFailure)
        assert caught.value.message == "connect-socket: connect failed"
        assert caught.value.irritants[1:] == (
            *("127.0.0.1", service, f.AF_INET, f.SOCK_STREAM, 0, 0, "Connection refused"),
        )
        assert caught.value.irritants[0] is client
        assert is_input_port_open(client)


# Sending and receiving


def test_send_socket_sends_everything(tcp: Pair) -> None:
    """8 MiB, more than any buffer between the two holds, to a reader that begins late."""
    data = os.urandom(1 << 20) * 8
    client, accepted = tcp
    sender = Background(f.send_socket, client, data, 0)
    sender.until_blocked()
    got = bytearray()
    while len(got) < len(data):
        piece = f.recv_socket(accepted, 100_003, 0)
        assert piece
        got += piece
    assert sender.outcome() is None
    assert got == data


def test_send_socket_raises_when_not_everything_leaves(tcp: Pair) -> None:
    client, accepted = tcp
    sender = Background(f.send_socket, client, bytes(8 << 20), 0)
    sender.until_blocked()
    accepted.socket.sock.setsockopt(stdlib.SOL_SOCKET, stdlib.SO_LINGER, struct.pack("ii", 1, 0))
    close_port(accepted)
    with pytest.raises(SocketFailure, match="send-socket: send failed") as caught:
        sender.outcome()
    assert caught.value.errno in (errno.ECONNRESET, errno.EPIPE)


def test_flags_of_receiving(tcp: Pair) -> None:
    client, accepted = tcp
    f.send_socket(client, memoryview(b"abc"), 0)
    assert f.recv_socket(accepted, 9, f.MSG_PEEK) == b"abc"
    receiver = Background(f.recv_socket, accepted, 5, f.MSG_WAITALL)
    receiver.until_blocked()
    f.send_socket(client, b"defg", 0)
    assert receiver.outcome() == b"abcde"
    f.send_socket(client, b"!", f.MSG_OOB)
    f.send_socket(client, b"h", 0)
    until(lambda: f.recv_socket(accepted, 9, f.MSG_PEEK) == b"fg", "what came before")
    assert f.recv_socket(accepted, 1, f.MSG_OOB) == b"!"
    assert f.recv_socket(accepted, 9, 0) == b"fg"
    assert f.recv_socket(accepted, 9, 0) == b"h"
    assert f.recv_socket(accepted, 0, 0) == b""


@pytest.mark.parametrize("flags", [f.MSG_PEEK, f.MSG_WAITALL, f.MSG_OOB | f.MSG_PEEK, -1, 2**70])
def test_flags_that_sending_refuses(tcp: Pair, flags: int) -> None:
    with pytest.raises(ValueError, match=r"send-socket: flags: expected 0 or \*msg-oob\*, got"):
        f.send_socket(tcp[0], b"abc", flags)
    f.send_socket(tcp[0], b"def", 0)
    assert f.recv_socket(tcp[1], 9, 0) == b"def"


@pytest.mark.parametrize(
    "flags", [f.MSG_PEEK | f.MSG_WAITALL, int(stdlib.MSG_DONTWAIT), -1, 2**70]
)
def test_flags_that_receiving_refuses(tcp: Pair, flags: int) -> None:
    f.send_socket(tcp[0], b"abc", 0)
    with pytest.raises(ValueError, match=r"recv-socket: flags: expected 0, \*msg-peek\*, \*msg"):
        f.recv_socket(tcp[1], 9, flags)
    assert f.recv_socket(tcp[1], 9, 0) == b"abc"


def test_a_peer_that_is_gone(tcp: Pair) -> None:
    client, accepted = tcp
    accepted.socket.sock.setsockopt(stdlib.SOL_SOCKET, stdlib.SO_LINGER, struct.pack("ii", 1, 0))
    close_port(accepted)
    assert wait_readable(client, 10)
    with pytest.raises(ConnectionResetError, match="read-u8: read failed"):
        read_u8(client)
    with pytest.raises(BrokenPipeError, match="send-socket: send failed"):
        f.send_socket(client, b"x", 0)
    with pytest.raises(BrokenPipeError, match="write-bytevector: write failed"):
        write_bytevector(b"x", client)


# The port side


STEP = st.one_of(
    st.tuples(st.just("send"), st.integers(1, 40)),
    st.tuples(st.sampled_from(["recv", "peek", "read", "recv-peek", "u8", "peek-u8"]),
              st.integers(1, 30)),
    st.tuples(st.sampled_from(["readinto", "read1", "waitall", "line"]), st.integers(1, 30)),
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(STEP, max_size=40), st.integers(0, 255))
def test_port_reads_and_receives_see_one_stream(steps: list[tuple[str, int]], first: int) -> None:
    """However they are mixed, each takes just what it returns; nothing is lost or seen twice."""
    here, there = stdlib.socketpair()
    with there, TwoWayPort(_adopt(here), f._POLICY) as socket:
        waiting, at = b"", first
        for what, size in steps:
            if what == "send":
                data = bytes((at + n) % 256 for n in range(size))
                at += size
                there.sendall(data)
                waiting += data
                continue
            size = min(size, len(waiting))
            if not size:
                assert not is_u8_ready(socket)
                continue
            taken = 0
            match what:
                case "recv":
                    taken = len(got := f.recv_socket(socket, size, 0))
                case "waitall":
                    taken = len(got := f.recv_socket(socket, size, f.MSG_WAITALL))
                    assert taken == size
                case "recv-peek":
                    got = f.recv_socket(socket, size, f.MSG_PEEK)
                case "peek":
                    got = socket.peek(size)
                case "read":
                    answer = read_bytevector(size, socket)
                    assert isinstance(answer, bytes)
                    taken = len(got := answer)
                case "read1":
                    taken = len(got := socket.read1(size))
                case "readinto":
                    buffer = bytearray(size)
                    taken = socket.readinto(buffer)
                    got = bytes(buffer[:taken])
                case "line":
                    taken = len(got := socket.readline(size))
                case "u8":
                    got, taken = bytes([int(read_u8(socket))]), 1  # type: ignore[arg-type]
                case _:
                    got = bytes([int(peek_u8(socket))])  # type: ignore[arg-type]
            assert got
            assert got == waiting[: len(got)]
            waiting = waiting[taken:]
        there.shutdown(stdlib.SHUT_WR)
        rest = b""
        while piece := f.recv_socket(socket, 7, 0):
            rest += piece
        assert rest == waiting


def _adopt(sock: stdlib.socket) -> Any:
    from schemesockets.core import Socket

    return Socket.from_descriptor(sock.detach())


def test_one_direction_may_be_closed_before_the_other(tcp: Pair) -> None:
    client, accepted = tcp
    close_input_port(client)
    f.send_socket(client, b"still", 0)
    assert f.recv_socket(accepted, 9, 0) == b"still"
    assert client.socket.fileno() >= 0
    close_output_port(client)
    assert client.socket.closed
    assert f.recv_socket(accepted, 9, 0) == b""
    close_port(client)


def test_closing_does_not_shut_down(tcp: Pair) -> None:
    client, accepted = tcp
    with stdlib.socket(fileno=os.dup(client.fileno())) as shared:
        close_port(client)
        close_port(client)
        shared.sendall(b"alive")
        assert f.recv_socket(accepted, 9, 0) == b"alive"
    assert f.recv_socket(accepted, 9, 0) == b""


@pytest.mark.parametrize("how", [f.SHUT_RD, f.SHUT_WR, f.SHUT_RDWR])
def test_shutdown(tcp: Pair, how: int) -> None:
    client, accepted = tcp
    f.shutdown_socket(client, how)
    if how != f.SHUT_RD:
        assert f.recv_socket(accepted, 1, 0) == b""
        with pytest.raises(BrokenPipeError):
            f.send_socket(client, b"x", 0)
    if how != f.SHUT_WR:
        assert read_u8(client) is EOF
    else:
        f.send_socket(accepted, b"y", 0)
        assert f.recv_socket(client, 1, 0) == b"y"
    assert not client.closed


@pytest.mark.parametrize(
    "use",
    [
        lambda socket: f.send_socket(socket, b"x", 0),
        lambda socket: f.recv_socket(socket, 1, 0),
        lambda socket: f.recv_socket(socket, 0, 0),
        lambda socket: f.accept_socket(socket),
        lambda socket: f.shutdown_socket(socket, 2),
        lambda socket: f.listen_socket(socket),
        lambda socket: f.bind_socket(socket, "localhost", "0", *TCP),
        lambda socket: f.connect_socket(socket, "localhost", "9", 2, 1, 0, 0),
    ],
    ids=["send", "recv", "recv-nothing", "accept", "shutdown", "listen", "bind", "connect"],
)
@pytest.mark.usefixtures("_no_leak")
def test_using_a_closed_socket(use: Callable[[TwoWayPort], object]) -> None:
    socket = f.make_socket(*TCP)
    close_port(socket)
    with pytest.raises(SocketFailure, match=r"^\w+-socket: socket: expected an open socket"):
        use(socket)
    with pytest.raises(Closed):
        use(socket)


# Other threads


@pytest.mark.parametrize("flags", [0, f.MSG_PEEK, f.MSG_WAITALL])
def test_close_while_another_thread_receives(tcp: Pair, flags: int) -> None:
    receiver = Background(f.recv_socket, tcp[0], 10, flags)
    receiver.until_blocked()
    close_port(tcp[0])
    with pytest.raises(SocketFailure, match="recv-socket: socket: expected an open socket"):
        receiver.outcome()


def test_close_while_another_thread_reads(tcp: Pair) -> None:
    reader = Background(read_bytevector, 10, tcp[0])
    reader.until_blocked()
    close_port(tcp[0])
    with pytest.raises((SocketFailure, ValueError), match=r"read-bytevector: .*expected an open"):
        reader.outcome()


def test_close_while_another_thread_sends(tcp: Pair) -> None:
    sender = Background(f.send_socket, tcp[0], bytes(8 << 20), 0)
    sender.until_blocked()
    close_port(tcp[0])
    with pytest.raises(SocketFailure, match="send-socket: socket: expected an open socket"):
        sender.outcome()


def test_close_while_another_thread_accepts(server: TwoWayPort) -> None:
    acceptor = Background(f.accept_socket, server)
    acceptor.until_blocked()
    close_port(server)
    with pytest.raises(SocketFailure, match="accept-socket: socket: expected an open socket"):
        acceptor.outcome()


def test_interrupting_an_accept(server: TwoWayPort) -> None:
    acceptor = Background(f.accept_socket, server)
    acceptor.until_blocked()
    interrupt_thread(acceptor)
    with pytest.raises(Interrupted) as caught:
        acceptor.outcome()
    assert isinstance(caught.value, SocketFailure)
    with dial(port_of(server)), f.accept_socket(server):
        pass


# Descriptors


def test_no_descriptors_left_when_accepting(
    server: TwoWayPort, few_descriptors: Callable[[], None]
) -> None:
    with dial(port_of(server)) as client:
        spare, unused = stdlib.socketpair()
        with spare, unused:
            few_descriptors()
            with pytest.raises(NoDescriptors) as caught:
                f.accept_socket(server)
            assert isinstance(caught.value, SocketFailure)
            with pytest.raises(NoDescriptors):
                f.make_socket(*TCP)
        with f.accept_socket(server) as accepted:
            f.send_socket(client, b"after all", 0)
            assert f.recv_socket(accepted, 99, 0) == b"after all"


def test_a_dropped_socket_warns() -> None:
    gc.collect()
    before = open_descriptors()

    def drop() -> None:
        f.make_socket(*TCP)
        gc.collect()

    with pytest.warns(ResourceWarning, match="unclosed <TwoWayPort over"):
        drop()
    assert open_descriptors() == before


# The machine's addresses


def test_addresses_are_the_kernels() -> None:
    """The kernel's own list of local addresses names the same."""
    trie = Path("/proc/net/fib_trie")
    if not trie.exists():
        pytest.skip("no /proc/net/fib_trie here")
    lines = trie.read_text().splitlines()
    local = {
        address.split()[-1]
        for address, what in pairwise(lines)
        if "host LOCAL" in what and "/32" in what
    }
    assert set(f.get_ip_addresses(f.AF_INET)) == local
    assert "127.0.0.1" in f.get_ip_addresses(f.AF_INET)


def test_the_address_that_packets_leave_from() -> None:
    with stdlib.socket(stdlib.AF_INET, stdlib.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.77", 9))  # sends nothing
        except OSError:
            pytest.skip("no route off this machine")
        assert probe.getsockname()[0] in f.get_ip_addresses(f.AF_INET)


def test_addresses_of_both_families() -> None:
    four, six = f.get_ip_addresses(f.AF_INET), f.get_ip_addresses(f.AF_INET6)
    assert f.get_ip_addresses(f.AF_UNSPEC) == four + six
    assert all(":" in text for text in six)
    assert type(four) is list


def test_an_address_that_is_added(isolated: Callable[[str], Any]) -> None:
    seen = isolated(
        """
        from schemesockets.dialects import foment as f
        before = f.get_ip_addresses(f.AF_INET)
        SIOCSIFADDR = 0x8916
        address = socket.inet_aton("198.51.100.7")
        configure(SIOCSIFADDR, "16sH2x4s8x", b"lo:1", socket.AF_INET, address)
        after = f.get_ip_addresses(f.AF_INET)
        print(json.dumps([before, after, f.get_ip_addresses(f.AF_INET6)]))
        """
    )
    assert seen[0] == ["127.0.0.1"]
    assert sorted(seen[1]) == ["127.0.0.1", "198.51.100.7"]
    assert seen[2] in (["::1"], [])


def test_only_loopback_is_reachable_with_addrconfig(isolated: Callable[[str], Any]) -> None:
    seen = isolated(
        """
        from schemesockets.dialects import foment as f
        tcp = (f.AF_INET, f.SOCK_STREAM, f.IPPROTO_TCP)
        out = []
        with f.make_socket(*tcp) as server, f.make_socket(*tcp) as client:
            f.bind_socket(server, "localhost", "0", *tcp)
            f.listen_socket(server)
            info = f.address_info("v4mapped", "addrconfig")
            port = str(server.socket.local_address().port)
            f.connect_socket(client, "localhost", port, *tcp[:2], info, tcp[2])
            with f.accept_socket(server) as accepted:
                f.send_socket(accepted, b"hello", 0)
                print(json.dumps(f.recv_socket(client, 9, 0).decode()))
        """
    )
    assert seen == "hello"
