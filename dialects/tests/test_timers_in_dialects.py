"""The dialects' limits on waits, in a program whose timer sends signals all the time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from adapters import LOOPBACK
from child_processes import in_own_process
from dialect_adapters import CHICKEN, GUILE, SAGITTARIUS
from timers import LIMIT, ends_in_time
from waits import fill, full_listener

from schemesockets.core.constants import AF_INET
from schemesockets.dialects import chicken as c
from schemesockets.dialects import guile as g
from schemesockets.dialects import sagittarius as s

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="full backlogs are Linux's")

MILLISECONDS = round(LIMIT * 1000)
Calls = dict[str, Callable[[Any], object]]


# CHICKEN: parameters

CHICKEN_RECEIVES: Calls = {
    "socket-receive": lambda so: c.socket_receive(so, 4),
    "socket-receive!": lambda so: c.socket_receive_into(so, bytearray(4)),
    "socket-receive-from": lambda so: c.socket_receive_from(so, 4),
    "socket-receive-from!": lambda so: c.socket_receive_from_into(so, bytearray(4)),
    "read-char": lambda so: c.read_char(c.socket_io_ports(so)[0]),
    "read-string": lambda so: c.read_string(4, c.socket_io_ports(so)[0]),
    "read-line": lambda so: c.read_line(c.socket_io_ports(so)[0]),
}
CHICKEN_SENDS: Calls = {
    "socket-send": lambda so: c.socket_send(so, b"x"),
    "socket-send-all": lambda so: c.socket_send_all(so, b"x"),
    "write-string": lambda so: c.write_string("x", None, c.socket_io_ports(so)[1]),
}


@pytest.mark.parametrize("receive", CHICKEN_RECEIVES)
@in_own_process
def test_chicken_receives(receive: str) -> None:
    with ExitStack() as stack:
        so, _ = CHICKEN.ends(stack)
        stack.callback(c.socket_close, so)
        with c.parameterize((c.socket_receive_timeout, MILLISECONDS)):
            outcome = ends_in_time(lambda: CHICKEN_RECEIVES[receive](so))
        assert isinstance(outcome, c.NetTimeoutError)


@pytest.mark.parametrize("send", CHICKEN_SENDS)
@in_own_process
def test_chicken_sends(send: str) -> None:
    with ExitStack() as stack:
        so, _ = CHICKEN.ends(stack)
        stack.callback(c.socket_close, so)
        fill(so)
        with c.parameterize((c.socket_send_timeout, MILLISECONDS)):
            outcome = ends_in_time(lambda: CHICKEN_SENDS[send](so))
        assert isinstance(outcome, c.NetTimeoutError)


@in_own_process
def test_chicken_accepts_and_connects() -> None:
    with ExitStack() as stack:
        listener = CHICKEN.listen()
        stack.callback(c.socket_close, listener)
        with c.parameterize((c.socket_accept_timeout, MILLISECONDS)):
            outcome = ends_in_time(lambda: c.socket_accept(listener))
        assert isinstance(outcome, c.NetTimeoutError)
        port = full_listener(stack, AF_INET)[1][1]
        with c.parameterize((c.socket_connect_timeout, MILLISECONDS)):
            outcome = ends_in_time(lambda: CHICKEN.connect(port))
        assert isinstance(outcome, c.NetTimeoutError)


# Guile: the socket's own limits

GUILE_RECEIVES: Calls = {
    "recv!": lambda so: g.recv_into(so, bytearray(4)),
    "recvfrom!": lambda so: g.recvfrom_into(so, bytearray(4)),
    "get-u8": g.get_u8,
    "get-bytevector-n": lambda so: g.get_bytevector_n(so, 4),
    "read-char": g.read_char,
    "read-line": g.read_line,
}
GUILE_SENDS: Calls = {
    "send": lambda so: g.send(so, b"x"),
    "put-bytevector": lambda so: g.put_bytevector(so, b"x"),
    "display": lambda so: g.display("x", so),
}


def limit(so: g.SocketPort, option: int) -> None:
    g.setsockopt(so, g.SOL_SOCKET, option, (0, MILLISECONDS * 1000))


@pytest.mark.parametrize("buffered", [False, True])
@pytest.mark.parametrize("receive", GUILE_RECEIVES)
@in_own_process
def test_guile_receives(receive: str, buffered: bool) -> None:
    with ExitStack() as stack:
        so, _ = GUILE.ends(stack)
        stack.callback(g.close_port, so)
        if buffered:
            g.setvbuf(so, "block", 64)
        limit(so, g.SO_RCVTIMEO)
        outcome = ends_in_time(lambda: GUILE_RECEIVES[receive](so))
        assert isinstance(outcome, g.GuileSystemError)
        assert isinstance(outcome, BlockingIOError)


@pytest.mark.parametrize("send", GUILE_SENDS)
@in_own_process
def test_guile_sends(send: str) -> None:
    with ExitStack() as stack:
        so, _ = GUILE.ends(stack)
        stack.callback(g.close_port, so)
        fill(so.socket)
        limit(so, g.SO_SNDTIMEO)
        outcome = ends_in_time(lambda: GUILE_SENDS[send](so))
        assert isinstance(outcome, g.GuileSystemError)
        assert isinstance(outcome, BlockingIOError)


@in_own_process
def test_guile_accepts_and_connects() -> None:
    with ExitStack() as stack:
        listener = GUILE.listen()
        stack.callback(g.close_port, listener)
        limit(listener, g.SO_RCVTIMEO)
        assert ends_in_time(lambda: g.accept(listener)) is None
        port = full_listener(stack, AF_INET)[1][1]
        so = g.socket(g.AF_INET, g.SOCK_STREAM, 0)
        stack.callback(g.close_port, so)
        limit(so, g.SO_SNDTIMEO)
        call = lambda: g.connect(so, g.AF_INET, g.INADDR_LOOPBACK, port)  # noqa: E731
        assert ends_in_time(call) is None


# Sagittarius: read timeouts

SAGITTARIUS_RECEIVES: Calls = {
    "socket-recv": lambda so: s.socket_recv(so, 4),
    "socket-recv!": lambda so: s.socket_recv_into(so, bytearray(4), 0, 4),
    "get-u8": lambda so: s.get_u8(s.socket_input_port(so)),
    "get-bytevector-n": lambda so: s.get_bytevector_n(s.socket_input_port(so), 4),
    "get-line": lambda so: s.get_line(SAGITTARIUS.textual(s.socket_input_port(so))),
}


@pytest.mark.parametrize("receive", SAGITTARIUS_RECEIVES)
@in_own_process
def test_sagittarius_receives(receive: str) -> None:
    with ExitStack() as stack:
        so, _ = SAGITTARIUS.ends(stack)
        stack.callback(s.socket_close, so)
        s.socket_set_read_timeout(so, timedelta(seconds=LIMIT))
        outcome = ends_in_time(lambda: SAGITTARIUS_RECEIVES[receive](so))
        assert isinstance(outcome, TimeoutError)
        assert isinstance(outcome, s.InputOutputError)


@in_own_process
def test_sagittarius_accepts_connects_and_selects() -> None:
    with ExitStack() as stack:
        listener = SAGITTARIUS.listen()
        stack.callback(s.socket_close, listener)
        s.socket_set_read_timeout(listener, MILLISECONDS)
        outcome = ends_in_time(lambda: s.socket_accept(listener))
        assert isinstance(outcome, s.SocketError)
        microseconds = MILLISECONDS * 1000
        assert ends_in_time(lambda: s.socket_read_select(microseconds, listener)) == []
        selector = s.socket_selector_add(s.make_socket_selector(), listener)
        stack.callback(s.close_socket_selector, selector)
        assert ends_in_time(lambda: s.socket_selector_wait(selector, microseconds)) == ([], [])
        port = full_listener(stack, AF_INET)[1][1]
        so = s.make_socket(s.AF_INET, s.SOCK_STREAM, 0)
        assert so is not None
        stack.callback(s.socket_close, so)
        hint = s.make_hint_addrinfo(family=s.AF_INET, socktype=s.SOCK_STREAM)
        info = s.get_addrinfo(LOOPBACK, str(port), hint)
        outcome = ends_in_time(lambda: s.socket_connect(so, info, microseconds))
        assert isinstance(outcome, s.SocketConnectionError)
