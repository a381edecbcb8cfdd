"""Closing a socket under threads that wait for it, in each operation of the engine.

Whoever waits gets `Closed`, however it came by the socket, and nothing is shut down: an open file
description may be another process's as well.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from time import sleep

import pytest
from watched_threads import Background, until

from schemesockets.core import (
    Closed,
    InetAddress,
    InputPort,
    OutputPort,
    PortPolicy,
    Socket,
    TextPort,
    TwoWayPort,
    UnixAddress,
    WouldBlock,
    select,
    wait_readable,
    wait_writable,
)
from schemesockets.core.address import Address
from schemesockets.core.constants import (
    AF_INET,
    AF_UNIX,
    MSG_WAITALL,
    SHUT_WR,
    SOCK_DGRAM,
    SOCK_SEQPACKET,
    SOCK_STREAM,
)

Pair = tuple[Socket, Socket]
Call = Callable[[], object]


def address_of(socket: Socket) -> Address:
    address = socket.local_address()
    assert address is not None
    return address


def fill(send: Callable[[], object]) -> None:
    """Send, without waiting, until nothing more goes."""
    with contextlib.suppress(WouldBlock):
        while True:
            send()


def fill_connection(client: Socket) -> None:
    """Send until nothing more goes, not even once the peer's system has taken what was sent."""
    quiet = 0
    while quiet < 15:
        try:
            client.send(bytes(65536 if quiet == 0 else 1), timeout=0)
            quiet = 0
        except WouldBlock:
            quiet += 1
            sleep(0.02)


class Waits:
    """Sockets, each with a call that must wait for it; a method for each kind of socket.

    Called with a stack that closes what it opens, and a folder for Unix sockets.
    """

    def __init__(self, stack: contextlib.ExitStack, folder: Path) -> None:
        self.stack = stack
        self.path = UnixAddress(str(folder / "s"))

    def open(self, family: int, type: int) -> Socket:
        return self.stack.enter_context(Socket.open(family, type))

    def pair(self, type: int = SOCK_STREAM) -> Socket:
        one, other = Socket.pair(AF_UNIX, type)
        self.stack.enter_context(other)
        return self.stack.enter_context(one)

    def full(self) -> Socket:
        socket = self.pair()
        fill(lambda: socket.send(bytes(65536), timeout=0))
        return socket

    def listening(self) -> Socket:
        socket = self.open(AF_INET, SOCK_STREAM)
        socket.bind(InetAddress("127.0.0.1", 0))
        socket.listen(0)
        return socket

    def tcp(self) -> Socket:
        listening = self.listening()
        client = self.open(AF_INET, SOCK_STREAM)
        client.connect(address_of(listening))
        self.stack.enter_context(listening.accept(timeout=60)[0])
        return client

    def udp(self) -> Socket:
        socket = self.open(AF_INET, SOCK_DGRAM)
        socket.bind(InetAddress("127.0.0.1", 0))
        return socket

    def crowded(self) -> Socket:
        """A Unix datagram socket, and a receiver at `path` whose queue is full."""
        receiver, sender = self.open(AF_UNIX, SOCK_DGRAM), self.open(AF_UNIX, SOCK_DGRAM)
        receiver.bind(self.path)
        fill(lambda: sender.send_to(b"x", self.path, timeout=0))
        return sender

    def silent(self, family: int, name: Address) -> tuple[Socket, Address]:
        """A socket, and an address where a listener's backlog is full."""
        server = self.open(family, SOCK_STREAM)
        server.bind(name)
        server.listen(0)
        for _ in range(2 if family == AF_INET else 1):
            self.open(family, SOCK_STREAM).connect(address_of(server), waits=False)
        return self.open(family, SOCK_STREAM), address_of(server)


Made = tuple[Socket, Call]
OPERATIONS: dict[str, Callable[[Waits], Made]] = {}


def operation(name: str) -> Callable[[Callable[[Waits], Made]], Callable[[Waits], Made]]:
    def enter(make: Callable[[Waits], Made]) -> Callable[[Waits], Made]:
        OPERATIONS[name] = make
        return make

    return enter


RECEIVES: dict[str, Callable[[Socket], object]] = {
    "receive": lambda s: s.receive(10),
    "receive, all of it": lambda s: s.receive(10, MSG_WAITALL),
    "receive_into": lambda s: s.receive_into(bytearray(10)),
    "receive_from": lambda s: s.receive_from(10),
    "receive_from_into": lambda s: s.receive_from_into(bytearray(10)),
    "wait_readable": wait_readable,
    "select to read": lambda s: select([s], [], []),
    "select for urgent data": lambda s: select([], [], [s]),
    "read": lambda s: InputPort(s).read(10),
    "read into a buffer": lambda s: InputPort(s, PortPolicy(input_buffer=16)).read(10),
    "read1": lambda s: InputPort(s).read1(10),
    "readinto": lambda s: InputPort(s).readinto(bytearray(10)),
    "peek": lambda s: InputPort(s).peek(),
    "readline": lambda s: InputPort(s).readline(),
    "read of a two-way port": lambda s: TwoWayPort(s).read(10),
    "read of text": lambda s: TextPort(InputPort(s)).read(10),
}

SENDS: dict[str, Callable[[Socket], object]] = {
    "send": lambda s: s.send(b"x"),
    "send_all": lambda s: s.send_all(b"x"),
    "wait_writable": wait_writable,
    "select to write": lambda s: select([], [s], []),
    "write": lambda s: OutputPort(s).write(b"x"),
    "write in chunks": lambda s: OutputPort(s, PortPolicy(chunk=10)).write(bytes(100)),
    "write of text": lambda s: TextPort(OutputPort(s)).write("x"),
}


@operation("flush")
def flush(waits: Waits) -> Made:
    socket = waits.full()

    def write() -> None:
        with OutputPort(socket, PortPolicy(output_buffer=100)) as port:
            port.write(b"x")
            port.flush()

    return socket, write


@operation("close of a port")
def close_port(waits: Waits) -> Made:
    socket = waits.full()

    def write() -> None:
        port = OutputPort(socket, PortPolicy(output_buffer=100))
        port.write(b"x")
        port.close()

    return socket, write


@operation("send_to")
def send_to(waits: Waits) -> Made:
    socket = waits.crowded()
    return socket, partial(socket.send_to, b"x", waits.path)


@operation("send to a full queue")
def send_connected(waits: Waits) -> Made:
    socket = waits.crowded()
    socket.connect(waits.path)
    return socket, partial(socket.send, b"x")


@operation("accept")
def accept(waits: Waits) -> Made:
    socket = waits.listening()
    return socket, socket.accept


@operation("accept from a Unix socket")
def accept_unix(waits: Waits) -> Made:
    socket = waits.open(AF_UNIX, SOCK_STREAM)
    socket.bind(waits.path)
    socket.listen()
    return socket, socket.accept


@operation("connect")
def connect(waits: Waits) -> Made:
    socket, address = waits.silent(AF_INET, InetAddress("127.0.0.1", 0))
    return socket, partial(socket.connect, address)


@operation("connect to a full Unix backlog")
def connect_unix(waits: Waits) -> Made:
    socket, address = waits.silent(AF_UNIX, waits.path)
    return socket, partial(socket.connect, address)


def on(kind: Callable[[Waits], Socket], call: Callable[[Socket], object], waits: Waits) -> Made:
    socket = kind(waits)
    return socket, partial(call, socket)


for name, call in RECEIVES.items():
    OPERATIONS[name] = partial(on, Waits.pair, call)
for name, call in SENDS.items():
    OPERATIONS[name] = partial(on, Waits.full, call)
KINDS: dict[str, Callable[[Waits], Socket]] = {
    "TCP": Waits.tcp,
    "UDP": Waits.udp,
    "Unix datagrams": partial(Waits.pair, type=SOCK_DGRAM),
    "Unix packets": partial(Waits.pair, type=SOCK_SEQPACKET),
}
for kind, make in KINDS.items():
    OPERATIONS[f"receive from {kind}"] = partial(on, make, RECEIVES["receive"])


@pytest.mark.skipif(sys.platform != "linux", reason="how a full backlog behaves is Linux's")
@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation_that_waits(name: str, tmp_path: Path) -> None:
    with contextlib.ExitStack() as stack:
        socket, call = OPERATIONS[name](Waits(stack, tmp_path))
        thread = Background(call)
        thread.until_blocked()
        socket.close()
        with pytest.raises(Closed) as caught:
            thread.outcome()
        assert caught.value.socket is socket
        assert socket.waiters == []


def test_accepting_and_connecting_whatever_the_modes(tmp_path: Path) -> None:
    for blocking in (True, False):
        with contextlib.ExitStack() as stack:
            folder = tmp_path / str(blocking)
            folder.mkdir()
            waits = Waits(stack, folder)
            listening = waits.listening()
            connecting, address = waits.silent(AF_UNIX, waits.path)
            calls: list[tuple[Socket, Call]] = [
                (listening, partial(listening.accept, waits=True)),
                (connecting, partial(connecting.connect, address, waits=True)),
            ]
            for socket, call in calls:
                socket.set_blocking(blocking)
                thread = Background(call)
                thread.until_blocked()
                socket.close()
                with pytest.raises(Closed):
                    thread.outcome()


# --- however a thread comes by the socket


class InASlot:
    """Holds its socket where no local variable leads to it."""

    __slots__ = ("hidden",)

    def __init__(self, socket: Socket) -> None:
        self.hidden = socket

    def receive(self) -> bytes:
        return self.hidden.receive(10)


def by_local_variable(socket: Socket) -> bytes:
    return socket.receive(10)


def by_generator(socket: Socket) -> bytes:
    return next(socket.receive(size) for size in (10,))


def select_both(socket: Socket) -> object:
    items: list[Socket | int] = [socket.fileno(), socket]
    return select(items, [], [])


WAYS: dict[str, Callable[[Socket], Call]] = {
    "a local variable": lambda socket: partial(by_local_variable, socket),
    "a bound method": lambda socket: partial(socket.receive, 10),
    "a closure": lambda socket: lambda: socket.receive(10),
    "a generator": lambda socket: partial(by_generator, socket),
    "a slot": lambda socket: InASlot(socket).receive,
    "its descriptor and itself": lambda socket: partial(select_both, socket),
}


@pytest.mark.parametrize("way", WAYS)
def test_however_the_thread_comes_by_the_socket(pair: Pair, way: str) -> None:
    thread = Background(WAYS[way](pair[0]))
    thread.until_blocked()
    pair[0].close()
    with pytest.raises(Closed):
        thread.outcome()


def test_a_thread_of_a_pool(pair: Pair) -> None:
    with ThreadPoolExecutor(2) as pool:
        result = pool.submit(pair[0].receive, 10)
        until(lambda: bool(pair[0].waiters), "it waits")
        pair[0].close()
        with pytest.raises(Closed):
            result.result(20)


def test_the_main_thread_at_module_level() -> None:
    program = """
        import threading
        from schemesockets.core import Closed, Socket
        socket, other = Socket.pair()
        closer = threading.Timer(0.05, socket.close)
        closer.start()
        try:
            socket.receive(10)
        except Closed:
            print("closed")
        closer.join()
        other.close()
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert (done.stdout, done.returncode) == ("closed\n", 0), done.stderr


def test_several_threads_in_both_directions(tcp: Pair) -> None:
    client, _ = tcp
    fill_connection(client)
    calls: list[Call] = [partial(client.receive, 10), partial(client.send, b"x")]
    threads = [Background(call) for call in calls * 3]
    for thread in threads:
        thread.until_blocked()
    client.close()
    for thread in threads:
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

            receiver = Background(one.receive, 10)
            receiver.until_blocked()
            closers = [Background(close) for _ in range(5)]
            for closer in closers:
                closer.outcome()
            with pytest.raises(Closed):
                receiver.outcome()


def test_the_peer_of_one_that_waited_sees_the_end(pair: Pair) -> None:
    one, other = pair
    thread = Background(one.receive, 10, MSG_WAITALL)
    thread.until_blocked()
    one.close()
    assert other.receive(10, timeout=60) == b""
    with pytest.raises(Closed):
        thread.outcome()


# --- and nothing is shut down


def shared(socket: Socket) -> Socket:
    """The same open file description by another descriptor, as another process would have it."""
    return Socket.from_descriptor(os.dup(socket.fileno()))


def talk(one: Socket, other: Socket) -> None:
    other.send(b"still")
    assert one.receive(10, timeout=60) == b"still"
    one.send(b"there")
    assert other.receive(10, timeout=60) == b"there"


def test_a_connection_that_is_shared_survives(tcp: Pair) -> None:
    client, server = tcp
    with shared(client) as other_owner:
        client.close()
        talk(other_owner, server)


@pytest.mark.parametrize("name", RECEIVES)
def test_a_thread_that_waits_is_no_reason_to_shut_down(tcp: Pair, name: str) -> None:
    client, server = tcp
    with shared(client) as other_owner:
        thread = Background(RECEIVES[name], client)
        thread.until_blocked()
        client.close()
        with pytest.raises(Closed):
            thread.outcome()
        talk(other_owner, server)


def test_nor_is_one_that_waits_to_send(tcp: Pair) -> None:
    client, server = tcp
    fill_connection(client)
    with shared(client) as other_owner:
        thread = Background(client.send, b"x")
        thread.until_blocked()
        client.close()
        with pytest.raises(Closed):
            thread.outcome()
        other_owner.shutdown(SHUT_WR)
        while server.receive(1 << 20, timeout=60):
            pass
        server.send(b"still")
        assert other_owner.receive(10) == b"still"


def test_nor_is_one_that_accepts(listener: Socket) -> None:
    with shared(listener) as other_owner, Socket.open(AF_INET, SOCK_STREAM) as client:
        thread = Background(listener.accept)
        thread.until_blocked()
        address = address_of(listener)
        listener.close()
        with pytest.raises(Closed):
            thread.outcome()
        client.connect(address)
        other_owner.accept(timeout=60)[0].close()


def test_nor_is_one_that_waits_for_another_socket(tcp: Pair, pair: Pair) -> None:
    client, server = tcp
    thread = Background(lambda sockets: sockets[0].receive(10), (pair[0], client))
    thread.until_blocked()
    with shared(client) as other_owner:
        client.close()
        talk(other_owner, server)
    pair[1].send(b"x")
    assert thread.outcome() == b"x"


def test_nor_is_one_inside_the_kernel(tcp: Pair) -> None:
    # By the stdlib's method, which the engine does not call like this: it keeps its connection.
    client, server = tcp
    thread = Background(client.sock.recv, 10)
    thread.until_blocked()
    client.close()
    server.send(b"still")
    assert thread.outcome() == b"still"
