"""What failing calls of the engine leave behind, and that what they raise has a name."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from adapters import ENGINE
from child_processes import in_own_process
from failing_calls import FAILING, TAKING, failure_without_descriptors, garbage_of_failing

from schemesockets.core import (
    Inet6Address,
    InetAddress,
    InputPort,
    OutputPort,
    PortPolicy,
    Selector,
    Socket,
    SocketError,
    TextPort,
    TwoWayPort,
    UnixAddress,
    clear_interrupt,
    getaddrinfo,
    getnameinfo,
    interrupt,
    select,
    wait_readable,
    wait_writable,
)
from schemesockets.core.constants import AF_INET, SHUT_WR, SOCK_STREAM

FAIL: dict[str, Callable[[Socket], object]] = {
    "open": lambda socket: Socket.open(AF_INET, 12345),
    "pair": lambda socket: Socket.pair(AF_INET, SOCK_STREAM),
    "from_descriptor": lambda socket: Socket.from_descriptor(-1),
    "bind": lambda socket: socket.bind(UnixAddress("/nowhere/at/all")),
    "bind, family": lambda socket: socket.bind(InetAddress("127.0.0.1", 0)),
    "listen": lambda socket: socket.listen(),
    "accept": lambda socket: socket.accept(),
    "connect": lambda socket: socket.connect(UnixAddress("/nowhere/at/all")),
    "connect, family": lambda socket: socket.connect(Inet6Address("::1", 1)),
    "receive in time": lambda socket: socket.receive(1, timeout=0.0001),
    "receive now": lambda socket: socket.receive(1, timeout=0),
    "receive_into in time": lambda socket: socket.receive_into(bytearray(1), timeout=0.0001),
    "receive_from now": lambda socket: socket.receive_from(1, timeout=0),
    "receive_from_into": lambda socket: socket.receive_from_into(bytearray(1), timeout=0.0001),
    "receive into nothing": lambda socket: socket.receive_into(bytearray(1), 2),
    "send_all": lambda socket: socket.send_all(bytes(1 << 20), timeout=0.0001),
    "send_to": lambda socket: socket.send_to(b"x", InetAddress("127.0.0.1", 1)),
    "shutdown": lambda socket: socket.shutdown(55),
    "get_option": lambda socket: socket.get_option(55, 55),
    "set_option": lambda socket: socket.set_option(55, 55, 55),
    "select, closed": lambda socket: select([_closed()], [], []),
    "wait_readable, closed": lambda socket: wait_readable(_closed()),
    "wait_writable, closed": lambda socket: wait_writable(_closed()),
    "interrupted": lambda socket: _interrupted(lambda: socket.receive(1)),
    "interrupted wait": lambda socket: _interrupted(lambda: wait_readable(socket)),
    "getaddrinfo": lambda socket: getaddrinfo("no.such.host.invalid", 80, flags=4),
    "getnameinfo": lambda socket: getnameinfo(InetAddress("192.0.2.1", 1), 8 | 1),
    "closed": lambda socket: _closed().receive(1),
    "detach": lambda socket: _closed().detach(),
    "move": lambda socket: _closed().move(),
    "set_blocking": lambda socket: _closed().set_blocking(True),
    "peer_address": lambda socket: _closed().peer_address(),
    "selector, closed": lambda socket: _with_selector(lambda one: one.register(_closed())),
    "selector, twice": lambda socket: _with_selector(
        lambda one: [one.register(socket), one.register(socket)]
    ),
    "selector, interrupted": lambda socket: _with_selector(_interrupted_selector),
    "port, closed socket": lambda socket: InputPort(_closed()).read(1),
    "port write, closed socket": lambda socket: OutputPort(_closed()).write(b"x"),
    "port, closed": lambda socket: _closed_port(socket).read(1),
    "port write, closed": lambda socket: _closed_port(socket).write(b"x"),
    "port, read in time": lambda socket: _bounded(socket).read(1),
    "port, readline in time": lambda socket: _bounded(socket).readline(),
    "port, set_buffering": lambda socket: InputPort(socket).set_buffering(-1, None),
    "text, decode": lambda socket: _text(socket, b"\xff\n").readline(),
    "text, encode": lambda socket: TextPort(OutputPort(socket), "ascii").write("ä"),
    "text, closed": lambda socket: TextPort(_closed_port(socket)).readline(),
}


def _closed() -> Socket:
    one, other = Socket.pair()
    one.close()
    other.close()
    return one


def _interrupted_selector(selector: Selector) -> object:
    selector.interrupt()
    return selector.wait()


def _interrupted(wait: Callable[[], object]) -> object:
    interrupt(threading.current_thread())
    return wait()


def _with_selector(act: Callable[[Selector], object]) -> object:
    with Selector() as selector:
        return act(selector)


def _closed_port(socket: Socket) -> TwoWayPort:
    port = TwoWayPort(socket)
    port.close()
    return port


def _bounded(socket: Socket) -> InputPort:
    return InputPort(socket, PortPolicy(input_buffer=16, read_timeout=lambda: 0.0001))


def _text(socket: Socket, data: bytes) -> TextPort:
    one, other = Socket.pair()
    other.send(data)
    other.close()
    return TextPort(InputPort(one, PortPolicy(closes_socket="any")))


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("name", FAIL)
def test_a_failing_call_leaves_no_reference_cycle(name: str) -> None:
    one, other = Socket.pair()
    with one, other:
        assert garbage_of_failing(lambda: FAIL[name](one)) == 0
    clear_interrupt()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("name", FAILING)
def test_nor_does_what_all_dialects_can_do(name: str) -> None:
    with ExitStack() as stack:
        assert garbage_of_failing(FAILING[name](ENGINE, stack)) == 0


@pytest.mark.parametrize("name", TAKING)
@in_own_process
def test_without_descriptors(name: str) -> None:
    with ExitStack() as stack:
        failure = failure_without_descriptors(TAKING[name](ENGINE, stack))
        assert isinstance(failure, SocketError)


@in_own_process
def test_a_selector_without_descriptors() -> None:
    failure = failure_without_descriptors(Selector)
    assert failure is None or isinstance(failure, SocketError)


@in_own_process
def test_waiting_in_a_selector_without_descriptors() -> None:
    with Selector() as selector:
        failure = failure_without_descriptors(lambda: selector.wait(0.01))
    assert failure is None


@in_own_process
def test_a_look_up_without_descriptors() -> None:
    with pytest.raises(SocketError):  # loads what the C library looks things up with
        getaddrinfo("no.such.host.invalid", 80)
    failure = failure_without_descriptors(lambda: getaddrinfo("no.such.host.invalid", 80))
    assert isinstance(failure, SocketError)


def _behind_its_back(act: Callable[[Socket], object]) -> Exception | None:
    """What an act on a socket raises when its descriptor was closed behind its back."""
    one, other = Socket.pair()
    os.close(one.fileno())
    try:
        act(one)
    except Exception as error:
        return error
    finally:
        other.close()
        one.sock.detach()
        one.close()
    return None


ACTS: dict[str, Callable[[Socket], Any]] = {
    "move": Socket.move,
    "register": lambda socket: _with_selector(lambda selector: selector.register(socket)),
    "set_blocking": lambda socket: socket.set_blocking(False),
    "wait_readable": lambda socket: wait_readable(socket, 0),
    "receive": lambda socket: socket.receive(1),
    "send": lambda socket: socket.send(b"x"),
    "accept": lambda socket: socket.accept(timeout=0),
    "shutdown": lambda socket: socket.shutdown(SHUT_WR),
}


@pytest.mark.parametrize("name", ACTS)
@in_own_process
def test_a_descriptor_that_was_closed_behind_the_socket_s_back(name: str) -> None:
    assert isinstance(_behind_its_back(ACTS[name]), SocketError)


@in_own_process
def test_a_selector_gives_up_what_was_closed_behind_its_back() -> None:
    one, other = Socket.pair()
    third, fourth = Socket.pair()
    with other, third, fourth, Selector() as selector:
        entry = selector.register(one)
        os.close(one.fileno())
        assert selector.unregister(one) is entry
        assert len(selector) == 0
        selector.register(third)
        fourth.send(b"x")
        ((found, _),), _ = selector.wait(60)
        assert found.socket is third
    one.sock.detach()
    one.close()
