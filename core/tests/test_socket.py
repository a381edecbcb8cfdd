"""A socket's life: opening, names, connections, modes, the end; and every way these can fail."""

from __future__ import annotations

import ctypes
import errno
import gc
import itertools
import os
import resource
import socket as stdlib
import struct
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from breaking import breaks_off
from watched_threads import Background, open_descriptors

from schemesockets.core import (
    AddressInUse,
    AddressNotAvailable,
    AlreadyConnected,
    Closed,
    ConnectionRefused,
    DeadlinePassed,
    FileNotFound,
    Inet6Address,
    InetAddress,
    InProgress,
    InputPort,
    NoDescriptors,
    NotASocket,
    NotConnected,
    Socket,
    SocketError,
    TimedOut,
    UnixAddress,
    Unsupported,
    WouldBlock,
    local_addresses,
    wait_readable,
    wait_writable,
)
from schemesockets.core.address import Address
from schemesockets.core.constants import (
    AF_INET,
    AF_INET6,
    AF_UNIX,
    IPPROTO_TCP,
    SHUT_RD,
    SHUT_RDWR,
    SHUT_WR,
    SO_ERROR,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
)

Pair = tuple[Socket, Socket]


def address_of(socket: Socket) -> Address:
    address = socket.local_address()
    assert address is not None
    return address


@pytest.fixture
def descriptors() -> Iterator[None]:
    """The test leaves as many descriptors open as it found."""
    gc.collect()  # what other tests have left may not go meanwhile
    before = open_descriptors()
    yield
    assert open_descriptors() == before


@pytest.fixture
def nobody() -> Iterator[Address]:
    """An address where nobody listens, nor can: a socket is bound to it that does not."""
    with stdlib.socket() as keeper:
        keeper.bind(("127.0.0.1", 0))
        yield InetAddress(*keeper.getsockname())


# --- opening


def test_what_it_is() -> None:
    with Socket.open(AF_INET, SOCK_STREAM, IPPROTO_TCP) as socket:
        assert (socket.family, socket.type, socket.protocol) == (AF_INET, SOCK_STREAM, IPPROTO_TCP)
        assert type(socket.family) is int
        assert socket.blocking
        assert not socket.closed
        assert socket.fileno() == socket.sock.fileno() >= 0
        assert repr(socket) == f"<Socket fd={socket.fileno()} AF_INET SOCK_STREAM>"
        assert os.get_inheritable(socket.fileno()) is False
        with pytest.raises(AttributeError):
            socket.anything = 1  # type: ignore[attr-defined]
    assert repr(socket) == "<Socket closed AF_INET SOCK_STREAM>"


def mode(socket: Socket) -> bool:
    """Whether the open file description is a blocking one."""
    return os.get_blocking(socket.fileno())


def test_non_blocking_from_the_start(listener: Socket) -> None:
    with Socket.open(AF_INET, SOCK_STREAM, blocking=False) as socket:
        assert (socket.blocking, mode(socket)) == (False, False)
        socket.set_blocking(True)
        assert (socket.blocking, mode(socket)) == (True, False)  # until it is connected
        assert socket.connect(address_of(listener))
        assert (socket.blocking, mode(socket)) == (True, True)
        socket.set_blocking(False)
        assert (socket.blocking, mode(socket)) == (False, False)
    one, other = Socket.pair(blocking=False)
    with one, other:
        assert not mode(one)
        with pytest.raises(BlockingIOError):
            other.sock.recv(1)


@pytest.mark.parametrize("blocking", [True, False])
def test_the_mode_of_each_kind_of_socket(listener: Socket, blocking: bool) -> None:
    with Socket.open(AF_INET, SOCK_STREAM, blocking=blocking) as unconnected:
        assert not mode(unconnected)  # for connect knows no MSG_DONTWAIT
        unconnected.connect(address_of(listener), waits=True)
        assert mode(unconnected) is blocking
    with Socket.open(AF_INET, SOCK_DGRAM, blocking=blocking) as datagram:
        assert mode(datagram) is blocking
        datagram.connect(address_of(listener))
        assert mode(datagram) is blocking
    for end in Socket.pair(blocking=blocking):
        with end:
            assert mode(end) is blocking
    with Socket.open(AF_INET, SOCK_STREAM, blocking=blocking) as listening:
        listening.bind(InetAddress("127.0.0.1", 0))
        listening.listen()
        for choice in (True, False, blocking):
            listening.set_blocking(choice)
            assert (listening.blocking, mode(listening)) == (choice, False)
        descriptor = listening.detach()
    assert not os.get_blocking(descriptor)
    os.close(descriptor)


@pytest.fixture
def modes_set(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each mode that is given to a descriptor, in order."""
    found: list[bool] = []

    class Watched(stdlib.SocketType):
        def setblocking(self, flag: bool) -> None:
            found.append(flag)
            super().setblocking(flag)

    monkeypatch.setattr("schemesockets.core.socket.SocketType", Watched)
    return found


def test_no_mode_flips(modes_set: list[bool]) -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as listening:
        listening.bind(InetAddress("127.0.0.1", 0))
        listening.listen()
        for _ in range(3):
            with pytest.raises(DeadlinePassed):
                listening.accept(timeout=0.001)
            with Socket.open(AF_INET, SOCK_STREAM) as client:
                client.connect(address_of(listening))
                with listening.accept(timeout=60)[0] as server:
                    assert server.send(b"x") == 1
                    assert client.receive(1) == b"x"
                    for blocking in (True, False):
                        with pytest.raises(OSError, match="receive"):
                            client.receive(1, timeout=0.001, waits=blocking)
        # Once each: what is connected has found its mode. What listens was made as it stays.
        assert modes_set == [True] * 3
    with stdlib.create_server(("127.0.0.1", 0)) as blocking_one:  # by somebody else's doing
        modes_set.clear()
        with Socket.from_descriptor(blocking_one.detach()) as listening:
            for _ in range(3):
                with pytest.raises(DeadlinePassed):
                    listening.accept(timeout=0.001)
        assert modes_set == [False]


def test_what_the_system_does_not_have(descriptors: None) -> None:
    with pytest.raises(Unsupported) as caught:
        Socket.open(AF_INET, SOCK_DGRAM, IPPROTO_TCP)
    assert caught.value.operation == "socket"
    with pytest.raises(Unsupported):
        Socket.pair(AF_INET)
    with pytest.raises(Unsupported):
        Socket.open(-1, SOCK_STREAM)
    for type, protocol in ((-1, 0), (SOCK_STREAM, -1)):
        with pytest.raises(SocketError, match="Invalid argument") as invalid:
            Socket.open(AF_INET, type, protocol)
        assert invalid.value.operation == "socket"


def test_a_descriptor_is_taken_over_in_its_mode() -> None:
    one, other = stdlib.socketpair()
    with other:
        one.setblocking(False)
        with Socket.from_descriptor(one.detach()) as socket:
            assert (socket.family, socket.type) == (AF_UNIX, SOCK_STREAM)
            assert not socket.blocking
            with pytest.raises(WouldBlock):
                socket.receive(1)
            number = socket.detach()
        assert socket.closed
        assert socket.fileno() == -1
        with pytest.raises(Closed):
            socket.detach()
        with Socket.from_descriptor(number) as again:
            other.send(b"x")
            assert again.receive(1) == b"x"


def test_a_descriptor_that_is_no_socket(tmp_path: Path) -> None:
    with open(tmp_path / "file", "w") as file:
        with pytest.raises(NotASocket):
            Socket.from_descriptor(file.fileno())
        file.write("still open")
    with pytest.raises(Closed):
        Socket.from_descriptor(file_number := 10**6)
    assert file_number


def test_no_descriptor_left() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        with pytest.raises(NoDescriptors):
            Socket.open(AF_INET, SOCK_STREAM)
        with pytest.raises(NoDescriptors):
            Socket.pair()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# --- names


def test_names_of_both_ends(tcp: Pair) -> None:
    client, server = tcp
    assert client.peer_address() == server.local_address()
    assert server.peer_address() == client.local_address()


def test_names_before_there_are_any() -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as socket:
        assert socket.local_address() == InetAddress("0.0.0.0", 0)
        with pytest.raises(NotConnected) as caught:
            socket.peer_address()
        assert caught.value.operation == "peer_address"
    one, other = Socket.pair()
    with one, other:
        assert one.local_address() == UnixAddress()
        assert one.peer_address() == UnixAddress()


def test_bind_in_use(listener: Socket, descriptors: None) -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as second:
        with pytest.raises(AddressInUse) as caught:
            second.bind(address_of(listener))
        assert caught.value.operation == "bind"
        with pytest.raises(AddressNotAvailable):
            second.bind(InetAddress("192.0.2.55", 0))
        with pytest.raises(Unsupported):
            second.bind(Inet6Address("::1", 0))
        second.bind(InetAddress("127.0.0.1", 0))  # and still usable


def test_unix_paths(tmp_path: Path, descriptors: None) -> None:
    name = UnixAddress(str(tmp_path / "s"))
    with Socket.open(AF_UNIX, SOCK_STREAM) as server, Socket.open(AF_UNIX, SOCK_STREAM) as client:
        with pytest.raises(FileNotFound):
            client.connect(name)
        server.bind(name)
        with pytest.raises(ConnectionRefused):
            client.connect(name)
        server.listen()
        assert client.connect(name) is True
        accepted, peer = server.accept()
        with accepted:
            assert peer == UnixAddress()
            assert accepted.local_address() == name
            assert client.peer_address() == name
    with Socket.open(AF_UNIX, SOCK_STREAM) as late, pytest.raises(AddressInUse):
        late.bind(name)  # the file is still there: it is the user's to remove


@pytest.mark.skipif(sys.platform != "linux", reason="abstract names are Linux's")
def test_abstract_names(tmp_path: Path) -> None:
    name = UnixAddress(f"\0{tmp_path}"[:100])
    with Socket.open(AF_UNIX, SOCK_STREAM) as server, Socket.open(AF_UNIX, SOCK_STREAM) as client:
        server.bind(name)
        server.listen()
        assert server.local_address() == name
        client.connect(name)
        accepted, _ = server.accept()
        with accepted:
            assert accepted.local_address() == name
    with Socket.open(AF_UNIX, SOCK_STREAM) as again:
        again.bind(name)  # gone with its socket


def full_path(folder: Path) -> bytes:
    """A path of as many bytes as `sun_path` has; no NUL ends it there."""
    start = os.fsencode(folder) + b"/"
    if len(start) >= 108:
        pytest.skip("the temporary folder's own path is too long")
    return start.ljust(108, b"x")


def bind_fully(socket: Socket, path: bytes) -> None:
    """Bind as C can and Python, which wants to see the NUL, cannot."""
    name = struct.pack("@H108s", AF_UNIX, path)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.bind(socket.fileno(), name, len(name)) != 0:
        pytest.skip(f"no path of 108 bytes: {os.strerror(ctypes.get_errno())}")


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
@pytest.mark.parametrize("type", [SOCK_STREAM, SOCK_DGRAM])
def test_a_path_that_fills_the_address(type: int) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        path = full_path(Path(folder))
        name = UnixAddress(f"{folder}/s")
        with pytest.raises(ValueError, match="too long"):
            UnixAddress(path)  # what a user may give has to have its NUL
        with Socket.open(AF_UNIX, type) as server, Socket.open(AF_UNIX, type) as client:
            bind_fully(client, path)
            server.bind(name)
            own = client.local_address()
            assert own == UnixAddress.from_system(path)
            assert own is not None
            assert str(own) == os.fsdecode(path)
            if type == SOCK_STREAM:
                server.listen()
                client.connect(name)
                accepted, peer = server.accept(timeout=60)
                with accepted:
                    assert peer == own
                    assert accepted.peer_address() == own
                    client.send(b"x")
                    assert accepted.receive(1) == b"x"
            else:
                client.send_to(b"x", name)
                assert server.receive_from(10) == (b"x", own)
                client.send_to(b"y", name)
                assert server.receive_from_into(bytearray(10)) == (1, own)


def test_ipv6() -> None:
    with (
        Socket.open(AF_INET6, SOCK_STREAM) as server,
        Socket.open(AF_INET6, SOCK_STREAM) as client,
    ):
        server.bind(Inet6Address("::1", 0))
        server.listen()
        client.connect(address_of(server))
        accepted, peer = server.accept()
        with accepted:
            assert isinstance(peer, Inet6Address)
            assert peer == client.local_address()
            assert (peer.host, peer.flowinfo, peer.scope_id) == ("::1", 0, 0)


def test_a_scope_is_part_of_a_link_local_address() -> None:
    found = [text for text in local_addresses(AF_INET6) if text.startswith("fe80")]
    if not found:
        pytest.skip("no link-local address here")
    host, _, interface = found[0].partition("%")
    address = Inet6Address(host, 0, 0, stdlib.if_nametoindex(interface))
    with (
        Socket.open(AF_INET6, SOCK_STREAM) as server,
        Socket.open(AF_INET6, SOCK_STREAM) as client,
    ):
        with pytest.raises(OSError, match="bind"):
            server.bind(Inet6Address(host, 0))  # on which link?
        server.bind(address)
        server.listen()
        target = address_of(server)
        assert isinstance(target, Inet6Address)
        assert target.scope_id == address.scope_id
        client.connect(target)


# --- accept


def test_accept_waits(listener: Socket) -> None:
    thread = Background(listener.accept, timeout=60)
    thread.until_blocked()
    with stdlib.create_connection(listener.sock.getsockname()) as client:
        accepted, peer = thread.outcome()
        with accepted:
            assert peer == InetAddress(*client.getsockname())
            assert accepted.blocking
            assert mode(accepted)
            client.send(b"x")
            assert accepted.receive(1) == b"x"
    assert not mode(listener)


def test_accept_and_time(listener: Socket, descriptors: None) -> None:
    with pytest.raises(DeadlinePassed):
        listener.accept(timeout=0.01)
    for waits in (None, True):
        with pytest.raises(WouldBlock):
            listener.accept(timeout=0, waits=waits)
    with pytest.raises(WouldBlock):
        listener.accept(waits=False)
    listener.set_blocking(False)
    for timeout in (None, 10):
        with pytest.raises(WouldBlock):
            listener.accept(timeout=timeout)
    with pytest.raises(DeadlinePassed):
        listener.accept(timeout=0.01, waits=True)
    listener.set_blocking(True)
    with pytest.raises(ValueError, match="timeout"):
        listener.accept(timeout=-1)


def test_accepted_non_blocking(listener: Socket) -> None:
    with stdlib.create_connection(listener.sock.getsockname()):
        accepted, _ = listener.accept(blocking=False)
        with accepted:
            assert not accepted.blocking
            with pytest.raises(WouldBlock):
                accepted.receive(1, timeout=60)
            assert not mode(accepted)


def test_accept_on_what_does_not_listen() -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as socket:
        with pytest.raises(SocketError) as caught:
            socket.accept(timeout=60)
        assert caught.value.operation == "accept"
    with pytest.raises(Closed):
        socket.accept()


def test_accept_without_descriptors_keeps_listening(listener: Socket) -> None:
    with stdlib.create_connection(listener.sock.getsockname()) as client:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
        try:
            for _ in range(2):
                with pytest.raises(NoDescriptors) as caught:
                    listener.accept()
                assert caught.value.socket is listener
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        accepted, peer = listener.accept(timeout=60)
        with accepted:
            assert peer == InetAddress(*client.getsockname())


def test_threads_that_accept_side_by_side(descriptors: None, listener: Socket) -> None:
    # Who is too late for a connection waits on, and never inside the kernel.
    count = 40

    def serve() -> int:
        served = 0
        while True:
            try:
                accepted, _ = listener.accept()
            except Closed:
                return served
            accepted.close()
            served += 1

    threads = [Background(serve) for _ in range(4)]
    for _ in range(count):
        with stdlib.create_connection(listener.sock.getsockname()) as client:
            assert client.recv(1) == b""
    for thread in threads:
        thread.until_blocked()
    listener.close()
    assert sum(thread.outcome() for thread in threads) == count


# --- connect


def test_connect(listener: Socket) -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as client:
        assert client.connect(address_of(listener), timeout=60) is True
        assert mode(client)
        with pytest.raises(AlreadyConnected):
            client.connect(address_of(listener))


def test_connect_refused(nobody: Address, descriptors: None) -> None:
    for timeout in (None, 10):
        with Socket.open(AF_INET, SOCK_STREAM) as client:
            with pytest.raises(ConnectionRefused) as caught:
                client.connect(nobody, timeout=timeout)
            assert caught.value.operation == "connect"
            assert caught.value.socket is client
            assert client.blocking
            assert not mode(client)  # it can try again


def test_connect_again(listener: Socket, nobody: Address) -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as client:
        for _ in range(2):
            with pytest.raises(ConnectionRefused):
                client.connect(nobody)
        address = listener.local_address()
        assert address is not None
        assert client.connect(address)
        with pytest.raises(AlreadyConnected):
            client.connect(address)


def test_connect_to_another_family() -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as client, pytest.raises(Unsupported):
        client.connect(UnixAddress("/x"))


def test_connect_without_waiting(listener: Socket, nobody: Address) -> None:
    with Socket.open(AF_INET, SOCK_STREAM, blocking=False) as client:
        if not client.connect(address_of(listener)):
            assert wait_writable(client, 10)
        assert client.get_option(SOL_SOCKET, SO_ERROR) == 0
        assert client.peer_address() == listener.local_address()
    with Socket.open(AF_INET, SOCK_STREAM, blocking=False) as client:
        try:
            assert client.connect(nobody) is False
        except ConnectionRefused:
            return  # refused at once
        assert wait_writable(client, 10)
        assert client.get_option(SOL_SOCKET, SO_ERROR) != 0


def test_waiting_to_connect_whatever_the_mode(listener: Socket, nobody: Address) -> None:
    with Socket.open(AF_INET, SOCK_STREAM, blocking=False) as client:
        assert client.connect(address_of(listener), waits=True) is True
        assert client.peer_address() == listener.local_address()
        assert not mode(client)
    with Socket.open(AF_INET, SOCK_STREAM, blocking=False) as client:
        with pytest.raises(ConnectionRefused):
            client.connect(nobody, timeout=60, waits=True)
        assert not client.blocking


@pytest.fixture
def silent() -> Iterator[Address]:
    """An address that answers no attempt to connect: a listener whose backlog is full."""
    with stdlib.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = []
        try:
            while True:
                client = stdlib.socket()
                waiting.append(client)
                client.settimeout(0.1)
                try:
                    client.connect(listener.getsockname())
                except TimeoutError:
                    break
                assert len(waiting) < 100
            yield InetAddress(*listener.getsockname())
        finally:
            for client in waiting:
                client.close()


@pytest.mark.skipif(sys.platform != "linux", reason="how a full backlog behaves is Linux's")
def test_connect_and_time(silent: Address) -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as client:
        with pytest.raises(DeadlinePassed):
            client.connect(silent, timeout=0.01)
        with pytest.raises(InProgress):
            client.connect(silent, timeout=0)
        with pytest.raises(DeadlinePassed):  # the same attempt, waited for again
            client.connect(silent, timeout=0.01)
        client.set_blocking(False)
        with pytest.raises(InProgress):
            client.connect(silent)
    with Socket.open(AF_INET, SOCK_STREAM, blocking=False) as client:
        assert client.connect(silent) is False
        with pytest.raises(DeadlinePassed):
            client.connect(silent, timeout=0.01, waits=True)
    with Socket.open(AF_INET, SOCK_STREAM) as client:
        assert client.connect(silent, waits=False) is False
        assert client.blocking
        assert not mode(client)


@pytest.mark.skipif(not hasattr(stdlib, "TCP_USER_TIMEOUT"), reason="needs TCP_USER_TIMEOUT")
def test_the_system_may_give_up_before_the_deadline(silent: Address) -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as client:
        client.set_option(IPPROTO_TCP, stdlib.TCP_USER_TIMEOUT, 100)
        with pytest.raises(TimedOut) as caught:
            client.connect(silent, timeout=60)
        assert not isinstance(caught.value, DeadlinePassed)
        assert (caught.value.errno, caught.value.operation) == (errno.ETIMEDOUT, "connect")


@pytest.mark.skipif(sys.platform != "linux", reason="how a full backlog behaves is Linux's")
def test_closing_while_another_thread_connects(silent: Address) -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as client:
        thread = Background(client.connect, silent)
        thread.until_blocked()
        client.close()
        with pytest.raises(Closed):
            thread.outcome()


@pytest.mark.skipif(sys.platform != "linux", reason="how a full backlog behaves is Linux's")
def test_connect_to_a_full_unix_backlog(tmp_path: Path, descriptors: None) -> None:
    name = UnixAddress(str(tmp_path / "s"))
    with Socket.open(AF_UNIX, SOCK_STREAM) as server, Socket.open(AF_UNIX, SOCK_STREAM) as first:
        server.bind(name)
        server.listen(0)
        first.connect(name)
        with Socket.open(AF_UNIX, SOCK_STREAM) as second:
            with pytest.raises(WouldBlock):
                second.connect(name, timeout=0)
            with pytest.raises(DeadlinePassed):
                second.connect(name, timeout=0.01)
            thread = Background(second.connect, name, timeout=60)
            thread.until_blocked()
            server.accept()[0].close()
            assert thread.outcome() is True


# --- another descriptor


def test_moving_frees_the_number(descriptors: None, pair: Pair) -> None:
    one, other = pair
    number = one.fileno()
    one.move()
    assert one.fileno() not in (-1, number)
    with Socket.open(AF_INET, SOCK_STREAM) as newcomer:
        assert newcomer.fileno() == number
        assert one.sock.send(b"ab") == 2
        assert other.sock.recv(8) == b"ab"
        other.send(b"c")
        assert one.sock.recv(8) == b"c"
        assert (one.family, one.type, one.closed) == (AF_UNIX, SOCK_STREAM, False)
        one.close()
        assert newcomer.fileno() == number
        newcomer.bind(InetAddress("127.0.0.1", 0))
    assert other.receive(1) == b""  # nothing of the one that moved is left open


@pytest.mark.parametrize("blocking", [True, False])
def test_moving_keeps_the_mode(blocking: bool) -> None:
    one, other = Socket.pair(blocking=blocking)
    with one, other:
        one.move()
        assert one.blocking == os.get_blocking(one.fileno()) == blocking
        assert one.sock.gettimeout() == (None if blocking else 0)


@pytest.mark.parametrize("wait", ["receive", "wait_readable", "a port's read"])
def test_a_thread_waits_on_while_the_socket_moves(pair: Pair, wait: str) -> None:
    one, other = pair

    def receive() -> bytes:
        if wait == "a port's read":
            with InputPort(one) as port:
                return port.read(4)
        if wait == "wait_readable":
            assert wait_readable(one)
        return one.receive(8)

    thread = Background(receive)
    thread.until_blocked()
    one.move()
    other.send(b"here")
    assert thread.outcome() == b"here"


def test_moving_without_a_free_descriptor(pair: Pair) -> None:
    one, other = pair
    number = one.fileno()
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1, limits[1]))
    try:
        with pytest.raises(NoDescriptors) as caught:
            one.move()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert (caught.value.operation, one.fileno()) == ("move", number)
    one.send(b"x")
    assert other.receive(1) == b"x"


# --- shutdown and close


def test_shutdown(pair: Pair) -> None:
    one, other = pair
    one.shutdown(SHUT_WR)
    assert other.receive(1) == b""
    other.send(b"x")
    one.shutdown(SHUT_RD)
    other.shutdown(SHUT_RDWR)
    with pytest.raises(SocketError):
        one.shutdown(7)
    with Socket.open(AF_INET, SOCK_STREAM) as socket, pytest.raises(NotConnected) as caught:
        socket.shutdown(SHUT_RDWR)
    assert caught.value.operation == "shutdown"


OPERATIONS: dict[str, Callable[[Socket], Any]] = {
    "bind": lambda s: s.bind(InetAddress("127.0.0.1", 0)),
    "listen": lambda s: s.listen(),
    "accept": lambda s: s.accept(),
    "connect": lambda s: s.connect(InetAddress("127.0.0.1", 1)),
    "shutdown": lambda s: s.shutdown(SHUT_RD),
    "local_address": lambda s: s.local_address(),
    "peer_address": lambda s: s.peer_address(),
    "get_option": lambda s: s.get_option(SOL_SOCKET, SO_ERROR),
    "set_option": lambda s: s.set_option(IPPROTO_TCP, 1, True),
    "set_blocking": lambda s: s.set_blocking(False),
    "detach": lambda s: s.detach(),
    "move": lambda s: s.move(),
    "send": lambda s: s.send(b"x"),
    "receive": lambda s: s.receive(1),
    "send_to": lambda s: s.send_to(b"x", InetAddress("127.0.0.1", 1)),
    "receive_from": lambda s: s.receive_from(1),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_on_a_closed_socket(operation: str) -> None:
    socket = Socket.open(AF_INET, SOCK_STREAM)
    socket.close()
    with pytest.raises(Closed) as caught:
        OPERATIONS[operation](socket)
    assert caught.value.operation == operation
    assert caught.value.socket is socket


def test_close_twice(pair: Pair) -> None:
    pair[0].close()
    pair[0].close()
    assert pair[0].closed
    assert pair[1].receive(1) == b""


def test_a_second_close_finishes_what_an_interrupt_broke_off(descriptors: None) -> None:
    broken = 0
    for number in itertools.count():
        one, other = Socket.pair()
        descriptor = one.fileno()
        broke_off = breaks_off(one.close, number)
        one.close()
        assert one.closed
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(descriptor)
        other.close()
        if not broke_off:
            break
        broken += 1
    assert broken > 10


def test_a_failing_close_closes(descriptors: None) -> None:
    one, other = Socket.pair()
    with other:
        os.close(one.fileno())  # behind its back
        with pytest.raises(Closed):
            one.close()
        assert one.closed
        one.close()


def test_a_dropped_socket_warns(descriptors: None) -> None:
    with pytest.warns(ResourceWarning, match="unclosed"):
        Socket.open(AF_INET, SOCK_STREAM)


def fail_and_drop() -> None:
    one, other = Socket.pair()
    with pytest.raises(WouldBlock):
        one.receive(1, timeout=0)
    with pytest.raises(DeadlinePassed):
        other.receive(1, timeout=0.001)


def test_a_failure_does_not_keep_its_socket_alive() -> None:
    gc.disable()
    try:
        before = open_descriptors()
        with pytest.warns(ResourceWarning):
            fail_and_drop()
        assert open_descriptors() == before
    finally:
        gc.enable()


def test_threads_and_modes_do_not_leak(descriptors: None) -> None:
    before = threading.active_count()
    for _ in range(50):
        with Socket.open(AF_INET, SOCK_STREAM) as server:
            server.bind(InetAddress("127.0.0.1", 0))
            server.listen()
            with Socket.open(AF_INET, SOCK_STREAM) as client:
                client.connect(address_of(server))
                server.accept()[0].close()
    assert threading.active_count() == before
