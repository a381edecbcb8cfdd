"""Open file descriptions that other processes share: their mode stays, and nobody sticks."""

from __future__ import annotations

import contextlib
import itertools
import os
import socket as stdlib
import sys
import warnings
from contextlib import ExitStack
from functools import partial

import pytest
from adapters import ENGINE, LOOPBACK
from breaking import breaks_off
from child_processes import PATIENCE, in_own_process
from sharing_checks import (
    a_connection_keeps_its_mode,
    a_listener_keeps_its_mode,
    hang_up,
    workers_share_a_listener,
)
from waits import Handled, full_listener, listening, raised_while_blocked

from schemesockets.core import (
    AlreadyConnected,
    InetAddress,
    Socket,
    TimedOut,
    UnixAddress,
)
from schemesockets.core.constants import AF_INET, AF_UNIX, SOCK_STREAM

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@in_own_process
def test_workers_accept_on_one_listener() -> None:
    with listening() as listener:

        def accept_once(answer: bytes) -> None:
            with contextlib.suppress(TimedOut):
                hang_up(ENGINE, listener.accept(timeout=0.002)[0], answer)

        workers_share_a_listener(ENGINE, listener, accept_once, lambda: None)


@in_own_process
def test_the_mode_of_a_listener() -> None:
    a_listener_keeps_its_mode(ENGINE)


@in_own_process
def test_the_mode_of_a_connection() -> None:
    a_connection_keeps_its_mode(ENGINE)


@in_own_process
def test_a_listener_that_a_signal_leaves_in_accept() -> None:
    with listening() as listener:
        error = Handled()
        for _ in range(20):
            assert raised_while_blocked(error, listener.accept, lambda: None) is error
        assert listener.blocking
        mode = os.get_blocking(listener.fileno())
        with pytest.raises(TimedOut):
            listener.accept(timeout=0.01)
        assert os.get_blocking(listener.fileno()) == mode


@in_own_process
def test_a_listener_after_ctrl_c_at_any_instruction_of_accept() -> None:
    warnings.simplefilter("ignore", ResourceWarning)  # of a connection that was not yet returned
    with listening() as listener, ExitStack() as stack:
        address = listener.sock.getsockname()
        stack.enter_context(stdlib.create_connection(address, PATIENCE))
        listener.accept()[0].close()
        mode = os.get_blocking(listener.fileno())
        for number in itertools.count():
            stack.enter_context(stdlib.create_connection(address, PATIENCE))
            broke_off = breaks_off(lambda: listener.accept(timeout=0)[0].close(), number)
            assert listener.blocking
            assert os.get_blocking(listener.fileno()) == mode, f"before instruction {number}"
            with contextlib.suppress(BlockingIOError, TimedOut):
                while True:  # what waits still, or nobody
                    listener.accept(timeout=0.0001)[0].close()
            assert os.get_blocking(listener.fileno()) == mode, f"before instruction {number}"
            if not broke_off:
                break
        assert number > 10


@in_own_process
def test_a_socket_after_ctrl_c_at_any_instruction_of_connect() -> None:
    with stdlib.create_server((LOOPBACK, 0), backlog=2000) as server:
        address = InetAddress(*server.getsockname())
        for number in itertools.count():
            with Socket.open(AF_INET, SOCK_STREAM) as socket:
                broke_off = breaks_off(partial(socket.connect, address), number)
                with contextlib.suppress(AlreadyConnected):
                    socket.connect(address, timeout=PATIENCE)
                assert socket.peer_address() == address
                assert socket.blocking
                assert os.get_blocking(socket.fileno()), f"before instruction {number}"
                server.accept()[0].close()
            if not broke_off:
                break
        assert number > 10


@pytest.mark.parametrize("family", [AF_UNIX, AF_INET])
@in_own_process
def test_a_socket_that_a_signal_leaves_in_connect(family: int) -> None:
    with ExitStack() as stack:
        listener, name = full_listener(stack, family)
        address = UnixAddress(name) if family == AF_UNIX else InetAddress(*name)
        socket = stack.enter_context(Socket.open(family, SOCK_STREAM))
        error = Handled()
        for _ in range(20):
            caught = raised_while_blocked(error, lambda: socket.connect(address), lambda: None)
            assert caught is error
            assert socket.blocking
        listener.accept()[0].close()
        socket.connect(address, timeout=PATIENCE)
        assert os.get_blocking(socket.fileno())
