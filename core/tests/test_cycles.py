"""A call that fails leaves nothing for the collector of cycles: what it used goes at once."""

from __future__ import annotations

import contextlib
import threading
import traceback
from collections.abc import Callable

import pytest
from garbage import garbage_of

from schemesockets.core import (
    AddressInfo,
    Inet6Address,
    InetAddress,
    InputPort,
    OutputPort,
    PortPolicy,
    Selector,
    Socket,
    SocketError,
    TextPort,
    UnixAddress,
    getaddrinfo,
    getnameinfo,
    interrupt,
    open_connected,
    open_first,
    parse,
    select,
    wait_readable,
)
from schemesockets.core.constants import (
    AF_INET,
    AI_ADDRCONFIG,
    AI_NUMERICHOST,
    IPPROTO_TCP,
    MSG_OOB,
    MSG_WAITALL,
    NI_NAMEREQD,
    NI_NUMERICHOST,
    SHUT_RDWR,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
)

Pair = tuple[Socket, Socket]

LOCAL = InetAddress("127.0.0.1", 1)  # where nobody listens
REFUSED = AddressInfo(AF_INET, SOCK_STREAM, 0, None, LOCAL)


class RefusedError(Exception):
    pass


def renamed(error: OSError, operation: str, port: object) -> Exception:
    return RefusedError(error, operation)


def interrupted(socket: Socket) -> None:
    interrupt(threading.current_thread())
    socket.receive(1)


def on_closed(call: Callable[[Socket], object]) -> Callable[[Socket], object]:
    def closed(socket: Socket) -> None:
        socket.close()
        call(socket)

    return closed


def full(socket: Socket) -> Socket:
    with contextlib.suppress(BlockingIOError):
        while True:
            socket.send(bytes(65536), timeout=0)
    return socket


def stream(call: Callable[[Socket], object]) -> Callable[[Socket], object]:
    def on_stream(socket: Socket) -> None:
        with Socket.open(AF_INET, SOCK_STREAM) as another:
            call(another)

    return on_stream


def in_selector(call: Callable[[Selector, Socket], object]) -> Callable[[Socket], object]:
    def on_selector(socket: Socket) -> None:
        with Selector() as selector:
            call(selector, socket)

    return on_selector


def closed_selector(socket: Socket) -> None:
    selector = Selector()
    selector.close()
    selector.register(socket)


def flush_late(socket: Socket) -> None:
    with OutputPort(full(socket), PortPolicy(output_buffer=10, write_timeout=lambda: 0)) as port:
        port.write(b"x")
        port.flush()


FAILURES: dict[str, Callable[[Socket], object]] = {
    "open": lambda s: Socket.open(AF_INET, SOCK_DGRAM, IPPROTO_TCP),
    "pair": lambda s: Socket.pair(AF_INET),
    "from_descriptor": lambda s: Socket.from_descriptor(10**6),
    "bind": stream(lambda s: s.bind(InetAddress("192.0.2.55", 0))),
    "bind to another family": stream(lambda s: s.bind(UnixAddress("/x"))),
    "listen": on_closed(lambda s: s.listen()),
    "accept": stream(lambda s: s.accept()),
    "connect": stream(lambda s: s.connect(LOCAL)),
    "connect to nothing": lambda s: s.connect(UnixAddress("/nowhere")),
    "peer_address": stream(lambda s: s.peer_address()),
    "shutdown": stream(lambda s: s.shutdown(SHUT_RDWR)),
    "get_option": lambda s: s.get_option(IPPROTO_TCP, 9999),
    "set_option": lambda s: s.set_option(SOL_SOCKET, 9999, 1),
    "set_option with a bad value": lambda s: s.set_option(SOL_SOCKET, 9999, 1 << 40),
    "set_blocking": on_closed(lambda s: s.set_blocking(False)),
    "detach": on_closed(lambda s: s.detach()),
    "move": on_closed(lambda s: s.move()),
    "receive": lambda s: s.receive(1, timeout=0),
    "receive until a deadline": lambda s: s.receive(1, timeout=0.001),
    "receive when interrupted": interrupted,
    "receive when closed": on_closed(lambda s: s.receive(1)),
    "receive out of band": lambda s: s.receive(1, MSG_OOB),
    "receive all": lambda s: s.receive(5, MSG_WAITALL, timeout=0.001),
    "receive_into": lambda s: s.receive_into(bytearray(5), 4, 9),
    "receive_from": lambda s: s.receive_from(1, timeout=0.001),
    "send": lambda s: full(s).send(b"x", timeout=0.001),
    "send_all": lambda s: full(s).send_all(b"x", timeout=0.001),
    "send_to": lambda s: s.send_to(b"x", LOCAL),
    "wait_readable": on_closed(wait_readable),
    "select": lambda s: select([10**6], [], []),
    "selector": on_closed(in_selector(lambda selector, s: selector.register(s))),
    "selector with a bad timeout": in_selector(lambda selector, s: selector.wait(-1)),
    "closed selector": closed_selector,
    "getaddrinfo": lambda s: getaddrinfo("no-address", "80", 0, 0, 0, AI_NUMERICHOST),
    "getaddrinfo with a bad service": lambda s: getaddrinfo("127.0.0.1", "+80"),
    "getaddrinfo that tries again": lambda s: getaddrinfo(
        "no-address", "80", 0, 0, 0, AI_NUMERICHOST | AI_ADDRCONFIG
    ),
    "getaddrinfo of a long name": lambda s: getaddrinfo("x" * 64 + ".example", "80"),
    "getnameinfo": lambda s: getnameinfo(
        InetAddress("192.0.2.123", 80), NI_NAMEREQD | NI_NUMERICHOST
    ),
    "open_connected": lambda s: open_connected([REFUSED, REFUSED]),
    "open_first of nothing": lambda s: open_first(Socket, [], lambda socket, place: None),
    "parse": lambda s: parse("no address"),
    "an address": lambda s: InetAddress("x", 1),
    "an address with a bad port": lambda s: Inet6Address("::1", 1 << 20),
    "read": lambda s: InputPort(s, PortPolicy(read_timeout=lambda: 0.001)).read(1),
    "read a closed port": on_closed(lambda s: InputPort(s).readline()),
    "read by another name": lambda s: InputPort(s, PortPolicy(waits=False, failure=renamed)).read(
        1
    ),
    "read text": lambda s: TextPort(InputPort(s, PortPolicy(waits=False))).readline(),
    "write": lambda s: OutputPort(full(s), PortPolicy(waits=False)).write(b"x"),
    "write in chunks": lambda s: OutputPort(full(s), PortPolicy(waits=False, chunk=2)).write(
        b"xyz"
    ),
    "flush": flush_late,
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failed_call_leaves_no_cycle(name: str) -> None:
    def fail() -> None:
        one, other = Socket.pair()
        with contextlib.suppress(OSError), other, one:
            try:
                FAILURES[name](one)
            except (OSError, ValueError, RefusedError):
                failed.append(name)

    failed: list[str] = []
    assert garbage_of(fail) == 0
    assert len(failed) >= 3


def test_nor_does_a_call_that_succeeds_at_the_second_address(listener: Socket) -> None:
    address = listener.local_address()
    assert address is not None
    infos = [REFUSED, AddressInfo(AF_INET, SOCK_STREAM, 0, None, address)]
    assert garbage_of(lambda: open_connected(infos).close()) == 0


def test_nor_does_one_that_may_not_try_the_next() -> None:
    def once() -> None:
        tries = iter([True, False])
        with contextlib.suppress(SocketError):
            open_connected([REFUSED, REFUSED], may_try_next=lambda error: next(tries))

    assert garbage_of(once) == 0


def test_a_cycle_is_found() -> None:
    def cycle() -> None:
        left: list[object] = []
        left.append(left)

    assert garbage_of(cycle) == 1


@pytest.mark.parametrize("name", FAILURES)
def test_every_failure_prints_as_one_error(name: str) -> None:
    one, other = Socket.pair()
    with contextlib.suppress(OSError), other, one:
        with pytest.raises((OSError, ValueError, RefusedError)) as caught:
            FAILURES[name](one)
        printed = "".join(traceback.format_exception(caught.value))
        assert printed.count("Traceback") == 1
