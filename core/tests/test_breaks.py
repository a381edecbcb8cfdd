"""Exceptions at any instruction of an operation: what it worked on is usable or closed.

Also afterwards: a second close closes the descriptor, no descriptor is left, and other threads can
use what is left.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket as stdlib
import sys
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from breaking import ANYWHERE, CHECKED, Begin, Where, break_everywhere
from child_processes import PATIENCE, in_own_process
from waits import fill, full_listener, listening, received_until_end
from watched_threads import Background

from schemesockets.core import (
    AlreadyConnected,
    Closed,
    InetAddress,
    InputPort,
    Interrupted,
    NotConnected,
    OutputPort,
    PortPolicy,
    Selector,
    Socket,
    TextPort,
    TimedOut,
    TwoWayPort,
    UnixAddress,
    open_ports,
)
from schemesockets.core.constants import (
    AF_INET,
    AF_UNIX,
    MSG_WAITALL,
    SHUT_RD,
    SO_KEEPALIVE,
    SOCK_STREAM,
    SOL_SOCKET,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="how a full backlog behaves")

Ends = tuple[Socket, stdlib.socket]


def ends(stack: ExitStack) -> Ends:
    here, there = stdlib.socketpair()
    socket = Socket.from_descriptor(here.detach())
    there.settimeout(PATIENCE)
    stack.callback(socket.close)
    return socket, stack.enter_context(there)


def by_another_thread(look: Callable[[], object]) -> None:
    """Do it in a thread that has to come back."""
    Background(look).outcome()


def is_closed(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError as error:
        return error.errno == errno.EBADF
    return False


def usable_or_closed(socket: Socket, peer: stdlib.socket) -> None:
    """Look at a connection on which something was broken off."""
    descriptor = socket.fileno()
    if not socket.closed:
        peer.setblocking(False)
        with contextlib.suppress(OSError):
            while peer.recv(1 << 16):
                pass
        peer.settimeout(PATIENCE)
        peer.sendall(b"x")
        by_another_thread(lambda: socket.send_all(b"y", timeout=PATIENCE))
        assert peer.recv(1) == b"y"
        assert socket.receive(1, timeout=PATIENCE)
        assert os.get_blocking(descriptor) == socket.blocking
    by_another_thread(socket.close)
    assert socket.closed
    assert descriptor < 0 or is_closed(descriptor)


def on_a_connection(
    act: Callable[[Socket], object],
    prepare: Callable[[Socket, stdlib.socket], object] = lambda socket, peer: None,
) -> Begin:
    """An operation on a connected socket."""

    def begin(stack: ExitStack) -> tuple[Callable[[], object], Callable[[bool], object]]:
        socket, peer = ends(stack)
        prepare(socket, peer)

        def call() -> None:
            with contextlib.suppress(TimedOut, BlockingIOError, Interrupted):
                act(socket)

        return call, lambda broke_off: usable_or_closed(socket, peer)

    return begin


def sent(socket: Socket, peer: stdlib.socket) -> None:
    peer.sendall(b"abcd\nefgh\n")


def filled(socket: Socket, peer: stdlib.socket) -> None:
    fill(socket)


SOON = 0.0003

CONNECTED: dict[str, Begin] = {
    "send": on_a_connection(lambda socket: socket.send(b"abc")),
    "send, full": on_a_connection(lambda socket: socket.send(b"abc", timeout=SOON), filled),
    "send_all": on_a_connection(lambda socket: socket.send_all(b"abc", chunk=2)),
    "send_all, full": on_a_connection(lambda socket: socket.send_all(b"a", timeout=SOON), filled),
    "receive": on_a_connection(lambda socket: socket.receive(3), sent),
    "receive, nothing": on_a_connection(lambda socket: socket.receive(3, timeout=SOON)),
    "receive, all": on_a_connection(lambda socket: socket.receive(6, MSG_WAITALL), sent),
    "receive_into": on_a_connection(lambda socket: socket.receive_into(bytearray(3)), sent),
    "receive_into, nothing": on_a_connection(
        lambda socket: socket.receive_into(bytearray(3), timeout=SOON)
    ),
    "receive_from": on_a_connection(lambda socket: socket.receive_from(3), sent),
    "receive_from_into": on_a_connection(
        lambda socket: socket.receive_from_into(bytearray(3)), sent
    ),
    "set_option": on_a_connection(
        lambda socket: socket.set_option(SOL_SOCKET, SO_KEEPALIVE, True)
    ),
    "set_blocking": on_a_connection(lambda socket: socket.set_blocking(True)),
    "move": on_a_connection(Socket.move),
    "close": on_a_connection(Socket.close),
}


def opening(make: Callable[[], Any]) -> Begin:
    """An operation that returns new sockets."""

    def begin(stack: ExitStack) -> tuple[Callable[[], object], Callable[[bool], object]]:
        made: list[Any] = []

        def look(broke_off: bool) -> None:
            for each in made:
                for socket in each if isinstance(each, tuple) else (each,):
                    if isinstance(socket, Socket):
                        # A stream socket is non-blocking as long as it is unconnected.
                        with contextlib.suppress(NotConnected):
                            socket.peer_address()
                            assert os.get_blocking(socket.fileno()) == socket.blocking
                        socket.close()

        return lambda: made.append(make()), look

    return begin


def set_blocking_to_and_fro(stack: ExitStack) -> Any:
    socket, peer = ends(stack)

    def look(broke_off: bool) -> None:
        socket.set_blocking(False)
        with pytest.raises(BlockingIOError):
            socket.receive(1)
        socket.set_blocking(True)
        usable_or_closed(socket, peer)

    return lambda: socket.set_blocking(False), look


def taking_over(stack: ExitStack) -> Any:
    descriptor = os.dup(0)
    here, there = stdlib.socketpair()
    os.dup2(here.fileno(), descriptor)
    here.close()
    stack.enter_context(there)
    made: list[Socket] = []

    def look(broke_off: bool) -> None:
        if made:
            made[0].close()
        elif not is_closed(descriptor):
            os.close(descriptor)

    return lambda: made.append(Socket.from_descriptor(descriptor)), look


def binding(stack: ExitStack) -> Any:
    socket = stack.enter_context(Socket.open(AF_INET, SOCK_STREAM))

    def look(broke_off: bool) -> None:
        local = socket.local_address()
        if isinstance(local, InetAddress) and not local.port:
            socket.bind(InetAddress("127.0.0.1", 0))
        socket.listen()
        socket.close()

    return lambda: socket.bind(InetAddress("127.0.0.1", 0)), look


def accepts(listener: Socket) -> None:
    """Look at a listener: one that connects now is accepted."""
    with contextlib.suppress(TimedOut, BlockingIOError):
        while True:
            listener.accept(timeout=0)[0].close()
    with stdlib.create_connection(listener.sock.getsockname(), PATIENCE) as client:
        accepted: list[Socket] = []
        by_another_thread(lambda: accepted.append(listener.accept(timeout=PATIENCE)[0]))
        with accepted[0]:
            accepted[0].send(b"x")
            assert client.recv(1) == b"x"
    assert listener.blocking


def listens(stack: ExitStack) -> Any:
    socket = stack.enter_context(Socket.open(AF_INET, SOCK_STREAM))
    socket.bind(InetAddress("127.0.0.1", 0))

    def look(broke_off: bool) -> None:
        socket.listen()
        accepts(socket)

    return socket.listen, look


def accepting(somebody: bool) -> Begin:
    def begin(stack: ExitStack) -> Any:
        listener = stack.enter_context(listening())
        if somebody:
            address = listener.sock.getsockname()
            stack.enter_context(stdlib.create_connection(address, PATIENCE))

        def call() -> None:
            with contextlib.suppress(TimedOut):
                listener.accept(timeout=SOON)[0].close()

        return call, lambda broke_off: accepts(listener)

    return begin


def connecting(stack: ExitStack) -> Any:
    server = stack.enter_context(stdlib.create_server(("127.0.0.1", 0)))
    address = InetAddress(*server.getsockname())
    socket = stack.enter_context(Socket.open(AF_INET, SOCK_STREAM))

    def look(broke_off: bool) -> None:
        with contextlib.suppress(AlreadyConnected):
            socket.connect(address, timeout=PATIENCE)
        with server.accept()[0] as peer:
            usable_or_closed(socket, peer)

    return lambda: socket.connect(address), look


def connecting_late(stack: ExitStack) -> Any:
    listener, name = full_listener(stack, AF_UNIX)
    socket = stack.enter_context(Socket.open(AF_UNIX, SOCK_STREAM))

    def call() -> None:
        with contextlib.suppress(TimedOut):
            socket.connect(UnixAddress(name), timeout=SOON)

    def look(broke_off: bool) -> None:
        listener.accept()[0].close()
        socket.connect(UnixAddress(name), timeout=PATIENCE)
        with listener.accept()[0] as peer:
            usable_or_closed(socket, peer)

    return call, look


def shutting_down(stack: ExitStack) -> Any:
    socket, peer = ends(stack)

    def look(broke_off: bool) -> None:
        socket.shutdown(SHUT_RD)
        socket.send(b"x")
        assert peer.recv(1) == b"x"

    return lambda: socket.shutdown(SHUT_RD), look


def detaching(stack: ExitStack) -> Any:
    socket, _ = ends(stack)
    descriptor = socket.fileno()

    def look(broke_off: bool) -> None:
        if broke_off and not socket.closed:
            assert socket.detach() == descriptor
        socket.close()
        assert socket.closed
        assert socket.fileno() < 0
        with contextlib.suppress(OSError):  # given away, or by the exception lost on the way
            os.close(descriptor)

    return socket.detach, look


def closing_the_waited_for(stack: ExitStack) -> Any:
    socket, _ = ends(stack)
    thread = Background(socket.receive, 1)
    thread.until_blocked()

    def look(broke_off: bool) -> None:
        socket.close()
        with pytest.raises(Closed):
            thread.outcome()

    return socket.close, look


OTHERS: dict[str, Begin] = {
    "open": opening(lambda: Socket.open(AF_INET, SOCK_STREAM)),
    "pair": opening(Socket.pair),
    "from_descriptor": taking_over,
    "set_blocking to and fro": set_blocking_to_and_fro,
    "bind": binding,
    "listen": listens,
    "accept": accepting(True),
    "accept, nobody": accepting(False),
    "connect": connecting,
    "connect, late": connecting_late,
    "shutdown": shutting_down,
    "detach": detaching,
    "close, waited for": closing_the_waited_for,
}

wheres = pytest.mark.parametrize("where", [ANYWHERE, CHECKED])


@wheres
@pytest.mark.parametrize("name", [*CONNECTED, *OTHERS])
@in_own_process
def test_an_operation_of_a_socket(name: str, where: Where) -> None:
    warnings.simplefilter("ignore", ResourceWarning)  # of what was not yet returned
    places = break_everywhere({**CONNECTED, **OTHERS}[name], where)
    assert places > 3 or where == CHECKED


# Selectors


def selecting(act: Callable[[Selector, Socket, Socket], object]) -> Begin:
    """An operation of a Selector in which one of two sockets is registered, and is readable."""

    def begin(stack: ExitStack) -> Any:
        (one, peer), (other, _), (third, beyond) = (ends(stack) for _ in range(3))
        selector = Selector()
        stack.callback(selector.close)
        selector.register(one)
        peer.sendall(b"x")

        def call() -> None:
            with contextlib.suppress(Interrupted, Closed):
                act(selector, one, other)

        def use() -> None:
            for socket in (one, other):
                if socket in selector and not socket.closed:
                    assert selector.unregister(socket) is not None
            # What came to these two before may be told of still.
            entry = selector.register(third)
            beyond.sendall(b"x")
            for _ in range(10):
                with contextlib.suppress(Interrupted):
                    ready, _ = selector.wait(PATIENCE)
                    if any(found is entry for found, _ in ready):
                        break
            else:
                raise AssertionError("an event is not told of")
            assert selector.unregister(third) is entry
            if not one.closed:
                entry = selector.register(one)
                assert selector.wait(PATIENCE) == ([(entry, 1)], [])

        def look(broke_off: bool) -> None:
            if not selector.closed:
                by_another_thread(use)
            by_another_thread(selector.close)
            by_another_thread(one.close)
            assert selector.closed

        return call, look

    return begin


def interrupt_and_wait(selector: Selector, one: Socket, other: Socket) -> None:
    selector.interrupt()
    selector.wait(PATIENCE)


SELECTORS: dict[str, Begin] = {
    "register": selecting(lambda selector, one, other: selector.register(other, timeout=9)),
    "unregister": selecting(lambda selector, one, other: selector.unregister(one)),
    "clear": selecting(lambda selector, one, other: selector.clear()),
    "wait": selecting(lambda selector, one, other: selector.wait(PATIENCE)),
    "wait, take": selecting(lambda selector, one, other: selector.wait(PATIENCE, take=True)),
    "wait, nothing": selecting(
        lambda selector, one, other: (selector.unregister(one), selector.wait(SOON))
    ),
    "interrupt": selecting(lambda selector, one, other: selector.interrupt()),
    "interrupted": selecting(interrupt_and_wait),
    "close": selecting(lambda selector, one, other: selector.close()),
    "closing a socket": selecting(lambda selector, one, other: one.close()),
    "opening": opening(Selector),
}


@pytest.mark.parametrize("name", SELECTORS)
@in_own_process
def test_an_operation_of_a_selector(name: str) -> None:
    warnings.simplefilter("ignore", ResourceWarning)
    break_everywhere(SELECTORS[name], CHECKED)


@in_own_process
def test_closing_a_selector_anywhere() -> None:
    assert break_everywhere(SELECTORS["close"], ANYWHERE) > 3


# Ports

BUFFERED = PortPolicy(input_buffer=4, output_buffer=8, closes_socket="both")
EXACT = PortPolicy(closes_socket="both")
STREAM = b"abcd\nefgh\n"


def reading(policy: PortPolicy, act: Callable[[Any], object], text: bool = False) -> Begin:
    """An operation of an input port."""

    def begin(stack: ExitStack) -> Any:
        socket, peer = ends(stack)
        descriptor = socket.fileno()
        port: Any = InputPort(socket, policy)
        if text:
            port = TextPort(port, "utf-8", "crlf")
        peer.sendall(STREAM)

        def look(broke_off: bool) -> None:
            if not port.closed:
                peer.sendall(b"probe\n")
                peer.shutdown(stdlib.SHUT_WR)
                rest: list[Any] = []
                by_another_thread(lambda: rest.append(port.read()))
                came = rest[0].encode() if text else rest[0]
                assert came.endswith(b"probe\n")
                assert (STREAM + b"probe\n").endswith(came), f"then it reads {came!r}"
            by_another_thread(port.close)
            assert socket.closed
            assert is_closed(descriptor)

        return lambda: act(port), look

    return begin


def writing(policy: PortPolicy, act: Callable[[Any], object], text: bool = False) -> Begin:
    """An operation of an output port that holds four bytes, if it can hold any.

    Those of `act` come once or, if it was broken off, perhaps not at all; "more" are what it
    writes.
    """

    def begin(stack: ExitStack) -> Any:
        socket, peer = ends(stack)
        descriptor = socket.fileno()
        below = OutputPort(socket, policy)
        port: Any = TextPort(below, "utf-8", "crlf") if text else below
        below.write(b"held")

        def look(broke_off: bool) -> None:
            closed = port.closed
            if not closed:
                by_another_thread(port.flush)
            by_another_thread(port.close)
            assert socket.closed
            assert is_closed(descriptor)
            came = received_until_end(peer)
            whole = b"heldmore" if b"more" in came or act in (_write, _write_much) else b"held"
            if act is _write_much:
                whole = b"held" + b"more" * 10
            if broke_off:
                assert came in (b"held", whole) or (closed and whole.startswith(came))
            else:
                assert came == whole

        return lambda: act(port), look

    return begin


def _write(port: Any) -> None:
    port.write("more" if isinstance(port, TextPort) else b"more")


def _write_much(port: Any) -> None:
    port.write("more" * 10 if isinstance(port, TextPort) else b"more" * 10)


def handing_over(stack: ExitStack) -> Any:
    socket, peer = ends(stack)
    descriptor = socket.fileno()
    port = TwoWayPort(socket, BUFFERED)
    port.write(b"held")
    peer.sendall(STREAM)
    assert port.peek(1)
    heirs: list[TwoWayPort] = []

    def look(broke_off: bool) -> None:
        users = [each for each in (port, *heirs) if not each.closed]
        assert len(users) <= 1
        for user in users:
            assert user.read(len(STREAM)) == STREAM
            by_another_thread(user.close)
            assert received_until_end(peer) == b"held"
        by_another_thread(port.close)
        by_another_thread(socket.close)
        assert is_closed(descriptor)

    return lambda: heirs.append(port.hand_over()), look


def closing_both(second_first: bool) -> Begin:
    """Closing the last of two ports that own a socket together."""

    def begin(stack: ExitStack) -> Any:
        socket, peer = ends(stack)
        descriptor = socket.fileno()
        ports: list[Any] = list(open_ports(socket, BUFFERED))
        ports[1].write(b"held")
        if second_first:
            ports.reverse()
        ports[0].close()

        def look(broke_off: bool) -> None:
            for port in ports:
                by_another_thread(port.close)
            assert socket.closed
            assert is_closed(descriptor)
            came = received_until_end(peer)
            assert came == b"held" or (broke_off and not second_first and not came)

        return ports[1].close, look

    return begin


def _closers(policy: PortPolicy) -> dict[str, Begin]:
    return {
        "close_output": writing(policy, lambda port: port.close_output()),
        "close": writing(policy, lambda port: port.close()),
        "close_input": reading(policy, lambda port: port.close_input()),
        "close, reading": reading(policy, lambda port: port.close()),
    }


def _ports(policy: PortPolicy) -> dict[str, Begin]:
    return {
        "read": reading(policy, lambda port: port.read(3)),
        "read, across": reading(policy, lambda port: port.read(7)),
        "read1": reading(policy, lambda port: port.read1(3)),
        "readinto": reading(policy, lambda port: port.readinto(bytearray(7))),
        "readline": reading(policy, lambda port: port.readline()),
        "peek": reading(policy, lambda port: port.peek(3)),
        "set_buffering, reading": reading(policy, lambda port: port.set_buffering(9, None)),
        "text read": reading(policy, lambda port: port.read(3), text=True),
        "text readline": reading(policy, lambda port: port.readline(), text=True),
        "write": writing(policy, _write),
        "write, much": writing(policy, _write_much),
        "flush": writing(policy, lambda port: port.flush()),
        "set_buffering": writing(policy, lambda port: port.set_buffering(0, 99)),
        "text write": writing(policy, _write, text=True),
        **_closers(policy),
    }


PORTS: dict[str, Begin] = {
    **{f"exact {name}": begin for name, begin in _ports(EXACT).items()},
    **{f"buffered {name}": begin for name, begin in _ports(BUFFERED).items()},
    "hand_over": handing_over,
    "close the output last": closing_both(False),
    "close the input last": closing_both(True),
}
CLOSERS: dict[str, Begin] = {
    **{f"exact {name}": begin for name, begin in _closers(EXACT).items()},
    **{f"buffered {name}": begin for name, begin in _closers(BUFFERED).items()},
    "close the output last": closing_both(False),
    "close the input last": closing_both(True),
}


@pytest.mark.parametrize("name", PORTS)
@in_own_process
def test_an_operation_of_a_port(name: str) -> None:
    warnings.simplefilter("ignore", ResourceWarning)
    break_everywhere(PORTS[name], CHECKED)


@pytest.mark.parametrize("name", CLOSERS)
@in_own_process
def test_closing_a_port_anywhere(name: str) -> None:
    warnings.simplefilter("ignore", ResourceWarning)
    assert break_everywhere(CLOSERS[name], ANYWHERE) > 3
