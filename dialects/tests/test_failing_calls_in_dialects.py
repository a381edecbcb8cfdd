"""What failing calls of the dialects leave behind, and that what they raise is a condition."""

from __future__ import annotations

import socket as stdlib
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from adapters import LOOPBACK, Adapter
from child_processes import in_own_process
from dialect_adapters import ADAPTERS, CHICKEN, GUILE, SAGITTARIUS, SRFI_106
from failing_calls import FAILING, TAKING, failure_without_descriptors, garbage_of_failing

from schemesockets.dialects import chicken as c
from schemesockets.dialects import guile as g
from schemesockets.dialects import r7rs_io
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects.conditions import Condition

dialects = pytest.mark.parametrize("adapter", ADAPTERS, ids=str)

# Beside what all can do: limits that pass, characters that are none, and what has a way of its
# own to say no.
FAIL: dict[str, tuple[Adapter[Any], Callable[[Any], object]]] = {
    "srfi-106 read-line": (SRFI_106, lambda so: r7rs_io.read_line(SRFI_106.ports(so)[0])),
    "srfi-106 read-u8": (SRFI_106, lambda so: r7rs_io.read_u8(None)),
    "guile recv!": (GUILE, lambda so: _now(so, lambda: g.recv_into(so, bytearray(1)))),
    "guile recvfrom!": (GUILE, lambda so: g.recvfrom_into(so, bytearray(1), 0, 5)),
    "guile read-char": (GUILE, lambda so: _soon(so, lambda: g.read_char(so))),
    "guile read-line": (GUILE, lambda so: _soon(so, lambda: g.read_line(so))),
    "guile setvbuf": (GUILE, lambda so: g.setvbuf(so, "none", 5)),
    "guile connect": (GUILE, lambda so: g.connect(so, g.AF_UNIX, "/nowhere/at/all")),
    "guile select": (GUILE, lambda so: g.select([so], [], [], -1)),
    "guile getaddrinfo": (GUILE, lambda so: g.getaddrinfo("no.such.host.invalid", "80")),
    "chicken socket-receive": (CHICKEN, lambda so: _in_time(lambda: c.socket_receive(so, 1))),
    "chicken socket-receive!": (
        CHICKEN,
        lambda so: _in_time(lambda: c.socket_receive_into(so, bytearray(1))),
    ),
    "chicken read-line": (CHICKEN, lambda so: _in_time(lambda: c.read_line(CHICKEN.ports(so)[0]))),
    "chicken socket-accept": (CHICKEN, lambda so: c.socket_accept(so)),
    "chicken parameter": (CHICKEN, lambda so: c.socket_accept_timeout(-1)),
    "sagittarius socket-recv": (SAGITTARIUS, lambda so: _limited(so, s.socket_recv, so, 1)),
    "sagittarius get-u8": (
        SAGITTARIUS,
        lambda so: _limited(so, s.get_u8, SAGITTARIUS.ports(so)[0]),
    ),
    "sagittarius socket-send/range": (SAGITTARIUS, lambda so: s.socket_send_range(so, b"x", 5)),
    "sagittarius get-addrinfo": (
        SAGITTARIUS,
        lambda so: s.get_addrinfo("no.such.host.invalid", "80", None),
    ),
    "sagittarius make-client-socket": (
        SAGITTARIUS,
        lambda so: s.make_client_socket(LOOPBACK, "1"),
    ),
}


def _now(port: g.SocketPort, call: Callable[[], object]) -> object:
    g.fcntl(port, g.F_SETFL, g.O_NONBLOCK)
    return call()


def _soon(port: g.SocketPort, call: Callable[[], object]) -> object:
    g.setsockopt(port, g.SOL_SOCKET, stdlib.SO_RCVTIMEO, (0, 1000))
    return call()


def _in_time(call: Callable[[], object]) -> object:
    with c.parameterize((c.socket_receive_timeout, 0)):
        return call()


def _limited(socket: s.Socket, call: Callable[..., object], *args: object) -> object:
    s.socket_set_read_timeout(socket, 1)
    return call(*args)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("name", FAIL)
def test_a_failing_call_leaves_no_reference_cycle(name: str) -> None:
    adapter, call = FAIL[name]
    with ExitStack() as stack:
        socket, _ = adapter.ends(stack)
        stack.callback(adapter.shut, socket)
        assert garbage_of_failing(lambda: call(socket)) == 0


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@dialects
@pytest.mark.parametrize("name", FAILING)
def test_nor_does_what_all_can_do(adapter: Adapter[Any], name: str) -> None:
    with ExitStack() as stack:
        assert garbage_of_failing(FAILING[name](adapter, stack)) == 0


@dialects
@pytest.mark.parametrize("name", TAKING)
@in_own_process
def test_without_descriptors(adapter: Adapter[Any], name: str) -> None:
    with ExitStack() as stack:
        failure = failure_without_descriptors(TAKING[name](adapter, stack))
        assert isinstance(failure, adapter.failure)


_SAGITTARIUS: dict[str, Callable[[s.Socket], object]] = {
    "make-socket-selector": lambda so: s.make_socket_selector(),
    "get-addrinfo": lambda so: s.get_addrinfo("no.such.host.invalid", "80", None),
    "make-client-socket": lambda so: s.make_client_socket("no.such.host.invalid", "80"),
    "make-server-socket*": lambda so: s.make_server_socket_star("0"),
    "socket-read-select": lambda so: s.socket_read_select(1000, so),
    "socket-select": lambda so: s.socket_select(s.sockets_to_fdset([so]), None, None, 1000),
    "port-ready?": lambda so: s.is_port_ready(s.socket_input_port(so)),
    "socket-info": s.socket_info,
    "socket-peer": s.socket_peer,
    "socket-name": s.socket_name,
}


@pytest.mark.parametrize("name", _SAGITTARIUS)
@in_own_process
def test_sagittarius_without_descriptors(name: str) -> None:
    with ExitStack() as stack:
        socket, _ = SAGITTARIUS.ends(stack)
        stack.callback(s.socket_close, socket)
        failure = failure_without_descriptors(lambda: _SAGITTARIUS[name](socket))
        assert failure is None or isinstance(failure, Condition)


@in_own_process
def test_a_selector_of_sagittarius_without_descriptors() -> None:
    with ExitStack() as stack:
        socket, _ = SAGITTARIUS.ends(stack)
        stack.callback(s.socket_close, socket)
        selector = s.socket_selector_add(s.make_socket_selector(), socket)
        failure = failure_without_descriptors(lambda: s.socket_selector_wait(selector, 1000))
        assert failure is None
        s.close_socket_selector(selector)
