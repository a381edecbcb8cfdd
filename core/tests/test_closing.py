"""Closing a socket under a thread that is blocked inside the kernel, in each kind of call.

The functions below are what a user of the `sys_*` methods writes: their frame holds the socket, or
something that leads to it, while the system call lasts.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from watched_threads import Background

from schemesockets.core import Closed, InetAddress, Socket, UnixAddress, from_os_error
from schemesockets.core.constants import (
    AF_INET,
    AF_UNIX,
    MSG_WAITALL,
    SHUT_RDWR,
    SOCK_DGRAM,
    SOCK_STREAM,
)

Pair = tuple[Socket, Socket]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="how a shutdown wakes is Linux's")


def by_socket(socket: Socket) -> bytes:
    return socket.sys_recv(10)


def by_method(receive: Callable[[int], bytes]) -> bytes:
    return receive(10)


def by_stdlib_socket(sock: Any) -> bytes:
    data: bytes = sock.recv(10)
    return data


def by_wait_all(socket: Socket) -> bytes:
    return socket.sys_recv(10, MSG_WAITALL)


class Port(io.RawIOBase):
    """An io object that leads to its socket."""

    def __init__(self, socket: Socket) -> None:
        self.socket = socket

    def read(self, size: int = -1) -> bytes:
        return self.socket.sys_recv(size)


class InASlot:
    """Holds its socket where no local variable leads to it, but passes through one that does."""

    __slots__ = ("hidden",)

    def __init__(self, socket: Socket) -> None:
        self.hidden = socket

    def read(self) -> bytes:
        receive = self.hidden.sys_recv
        return receive(10)


RECEIVES: dict[str, Callable[[Socket], bytes]] = {
    "the socket": by_socket,
    "a method": lambda socket: by_method(socket.sys_recv),
    "the stdlib socket": lambda socket: by_stdlib_socket(socket.sock),
    "wait all": by_wait_all,
    "a port": lambda socket: Port(socket).read(10),
    "a slot": lambda socket: InASlot(socket).read(),
}


@pytest.mark.parametrize("how", RECEIVES)
def test_receiving_from_a_unix_socket(pair: Pair, how: str) -> None:
    thread = Background(RECEIVES[how], pair[0])
    thread.until_blocked()
    pair[0].close()
    assert thread.outcome() == b""
    assert pair[0].closed  # that is how it knows it was not the end of the stream


def test_receiving_over_tcp(tcp: Pair) -> None:
    thread = Background(by_socket, tcp[1])
    thread.until_blocked()
    tcp[1].close()
    assert thread.outcome() == b""


@pytest.fixture
def datagram() -> Iterator[Socket]:
    with Socket.open(AF_INET, SOCK_DGRAM) as socket:
        socket.bind(InetAddress("127.0.0.1", 0))
        yield socket


def test_receiving_datagrams(datagram: Socket) -> None:
    def receive_from(socket: Socket) -> bytes:
        return socket.sys_recvfrom(10)[0]

    thread = Background(receive_from, datagram)
    thread.until_blocked()
    datagram.close()
    assert thread.outcome() == b""


def send(socket: Socket) -> None:
    try:
        while True:
            socket.sys_sendall(bytes(1 << 20))
    except OSError as error:
        raise from_os_error(error, "send", socket) from None


def test_sending(pair: Pair, tcp: Pair) -> None:
    for socket in (pair[0], tcp[0]):
        thread = Background(send, socket)
        thread.until_blocked()
        socket.close()
        with pytest.raises(Closed) as caught:
            thread.outcome()
        assert caught.value.socket is socket


def test_accepting(listener: Socket) -> None:
    # Through the stdlib socket; the engine's own accept never blocks inside the kernel.
    def accept(socket: Socket) -> None:
        try:
            socket.sock.accept()
        except OSError as error:
            raise from_os_error(error, "accept", socket) from None

    thread = Background(accept, listener)
    thread.until_blocked()
    listener.close()
    with pytest.raises(Closed):
        thread.outcome()


def test_accepting_in_the_engine(listener: Socket) -> None:
    thread = Background(listener.accept)
    thread.until_blocked()
    listener.close()
    with pytest.raises(Closed):
        thread.outcome()


def test_several_threads_of_both_kinds(tcp: Pair) -> None:
    client, _ = tcp
    inside = [Background(by_socket, client) for _ in range(3)]
    waiting = [Background(client.receive, 10) for _ in range(3)]
    for thread in inside + waiting:
        thread.until_blocked()
    client.close()
    for thread in inside:
        assert thread.outcome() == b""
    for thread in waiting:
        with pytest.raises(Closed):
            thread.outcome()


def test_many_threads_close_at_once() -> None:
    for _ in range(50):
        one, other = Socket.pair()
        with other:
            gate = threading.Barrier(5)

            def close(socket: Socket = one, gate: threading.Barrier = gate) -> None:
                gate.wait()
                socket.close()

            receiver = Background(by_socket, one)
            receiver.until_blocked()
            closers = [Background(close) for _ in range(5)]
            for closer in closers:
                closer.outcome()
            assert receiver.outcome() == b""


# --- and no shutdown where none is needed


def shared(socket: Socket) -> Socket:
    """The same connection by another descriptor, as another process would have it."""
    return Socket.from_descriptor(os.dup(socket.fileno()))


def test_a_connection_that_is_shared_survives(tcp: Pair) -> None:
    client, server = tcp
    with shared(client) as other_owner:
        client.close()
        server.send(b"still")
        assert other_owner.receive(10) == b"still"
        other_owner.send(b"there")
        assert server.receive(10) == b"there"


def test_a_thread_that_waits_in_the_engine_is_no_reason_to_shut_down(tcp: Pair) -> None:
    client, server = tcp
    with shared(client) as other_owner:
        thread = Background(client.receive, 10)
        thread.until_blocked()
        client.close()
        with pytest.raises(Closed):
            thread.outcome()
        server.send(b"still")
        assert other_owner.receive(10) == b"still"


def test_nor_is_a_thread_inside_another_socket(tcp: Pair, pair: Pair) -> None:
    client, server = tcp
    thread = Background(by_socket, pair[0])
    thread.until_blocked()
    with shared(client) as other_owner:
        client.close()
        server.send(b"still")
        assert other_owner.receive(10) == b"still"
    pair[0].close()
    assert thread.outcome() == b""


def test_the_main_thread_at_module_level() -> None:
    # Its innermost frame is the module's, whose locals are the globals.
    program = """
        import threading, sys
        from schemesockets.core import Socket
        socket, other = Socket.pair()
        closer = threading.Timer(0.05, socket.close)
        closer.start()
        print(socket.sys_recv(10), socket.closed)
        closer.join()
        other.close()
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        check=False,
        text=True,
        timeout=30,
    )
    assert (done.stdout, done.returncode) == ("b'' True\n", 0), done.stderr


def test_a_blocked_send_of_a_unix_datagram(tmp_path: Any) -> None:
    # It waits for room at the receiver; a shutdown here does not reach it. Waiting in the engine
    # is the way out, and that close does reach.
    name = UnixAddress(str(tmp_path / "s"))
    with Socket.open(AF_UNIX, SOCK_DGRAM) as server, Socket.open(AF_UNIX, SOCK_DGRAM) as client:
        server.bind(name)
        client.connect(name)

        def send_many(socket: Socket) -> None:
            while True:
                socket.send(b"x")

        thread = Background(send_many, client)
        thread.until_blocked()
        client.close()
        with pytest.raises(Closed):
            thread.outcome()
        server.sock.shutdown(SHUT_RDWR)


def test_stream_pairs_of_every_kind_wake() -> None:
    for kind in (SOCK_STREAM, SOCK_DGRAM):
        one, other = Socket.pair(AF_UNIX, kind)
        with other:
            thread = Background(by_socket, one)
            thread.until_blocked()
            one.close()
            assert thread.outcome() == b""
