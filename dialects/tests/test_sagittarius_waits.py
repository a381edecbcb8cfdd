"""What Sagittarius's procedures do when signals, other threads and forks come in between."""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket as stdlib
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from alarms import alarm_once
from garbage import garbage_of
from watched_threads import Background

from schemesockets.core import (
    DeadlinePassed,
    InProgress,
    Interrupted,
    SocketError,
    UnixAddress,
    clear_interrupt,
)
from schemesockets.core import Socket as Engine
from schemesockets.dialects import sagittarius as s

pytestmark = pytest.mark.usefixtures("_no_leak")

Pair = tuple[s.Socket, s.Socket]
NOT_LONG = struct.pack("@ll", 0, 40_000)


@pytest.fixture
def pair() -> Iterator[Pair]:
    one, other = s.Socket.pair()
    with one, other:
        yield one, other


@pytest.fixture
def server() -> Iterator[s.Socket]:
    with s.make_server_socket("0") as made:
        yield made


@pytest.fixture
def ticking() -> Iterator[list[None]]:
    """A signal every 0.05 s, whose handler does nothing but count."""
    ticks: list[None] = []
    before = signal.signal(signal.SIGALRM, lambda *_: ticks.append(None))
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    yield ticks
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def at(socket: s.Socket) -> s.Addrinfo:
    """Where a server is."""
    port = str(socket.sock.getsockname()[1])
    return s.get_addrinfo("127.0.0.1", port, s.make_hint_addrinfo(family=s.AF_INET))


# --- limits


READS: dict[str, Callable[[s.Socket], object]] = {
    "socket-recv": lambda socket: s.socket_recv(socket, 1),
    "socket-recv with flags": lambda socket: s.socket_recv(socket, 1, s.MSG_PEEK),
    "socket-recv!": lambda socket: s.socket_recv_into(socket, bytearray(1), 0, 1),
    "socket-recvfrom": lambda socket: s.socket_recvfrom(
        socket, 1, s.Sockaddr(UnixAddress("/nowhere"))
    ),
    "a port's read": lambda socket: s.socket_input_port(socket).read(1),
    "a port's read of all": lambda socket: s.socket_input_port(socket).read(),
}


@pytest.mark.parametrize("read", READS)
def test_a_read_timeout_holds_while_signals_arrive(
    pair: Pair, ticking: list[None], read: str
) -> None:
    s.socket_set_read_timeout(pair[0], 180)
    started = monotonic()
    with pytest.raises(DeadlinePassed) as caught:
        READS[read](pair[0])
    assert monotonic() - started >= 0.17
    assert len(ticking) >= 2
    kind = s.SocketReadTimeoutError if read.startswith("socket") else s.IOReadError
    assert isinstance(caught.value, kind)


def test_accepting_past_the_read_timeout(server: s.Socket, ticking: list[None]) -> None:
    s.socket_set_read_timeout(server, 180)
    started = monotonic()
    with pytest.raises(s.SocketError) as caught:
        s.socket_accept(server)
    assert monotonic() - started >= 0.17
    assert caught.value.errno == s.socket_last_error(server) == errno.EAGAIN
    assert not s.is_socket_read_timeout_error(caught.value)


def test_a_send_past_the_system_s_limit(pair: Pair, ticking: list[None]) -> None:
    one, other = pair
    assert s.socket_setsockopt(one, s.SOL_SOCKET, s.SO_SNDTIMEO, NOT_LONG)
    assert s.socket_getsockopt(one, s.SOL_SOCKET, s.SO_SNDTIMEO, 16) == NOT_LONG
    block = bytes(1 << 20)
    sent = s.socket_send(one, block)
    assert 0 < sent < len(block)
    assert s.socket_send(one, block) == -1
    assert s.socket_last_error(one) == errno.EAGAIN
    assert s.socket_send_range(one, block, 0) == -1
    got = 0
    while got < sent:
        got += len(s.socket_recv(other, 1 << 20) or b"")
    assert got == sent


def test_a_connection_past_the_system_s_limit(silent: int) -> None:
    info = s.get_addrinfo("127.0.0.1", str(silent), s.make_hint_addrinfo(family=s.AF_INET))
    with s.Socket.open(s.AF_INET, s.SOCK_STREAM) as socket:
        s.socket_setsockopt(socket, s.SOL_SOCKET, s.SO_SNDTIMEO, NOT_LONG)
        assert s.socket_connect(socket, info) is None
        assert s.socket_last_error(socket) == errno.EINPROGRESS
        with pytest.raises(s.SocketConnectionError) as caught:  # a limit of the program's
            s.socket_connect(socket, info, 40_000)
        assert isinstance(caught.value, DeadlinePassed)
        assert not isinstance(caught.value, InProgress)


def test_a_limit_below_0_is_not_to_wait(pair: Pair) -> None:
    one, other = pair
    assert s.socket_setsockopt(one, s.SOL_SOCKET, s.SO_RCVTIMEO, struct.pack("@ll", -5, 0))
    assert s.socket_recv(one, 1) is None
    s.socket_send(other, b"x")
    assert s.socket_recv(one, 1) == b"x"


# --- interrupts


def test_a_send_goes_on(pair: Pair) -> None:
    one, other = pair
    block = bytes(1 << 22)

    def send() -> tuple[int, bool]:
        return s.socket_send(one, block), clear_interrupt()

    thread = Background(send)
    thread.until_blocked()
    s.thread_interrupt(thread)
    got = 0
    while got < len(block):
        got += len(s.socket_recv(other, 1 << 20) or b"")
    assert thread.outcome() == (len(block), True)


def test_asking_takes_no_interrupt(pair: Pair) -> None:
    one, other = pair
    port = s.socket_input_port(one)
    s.thread_interrupt(threading.current_thread())
    assert not s.is_port_ready(port)
    s.socket_send(other, b"x")
    assert s.is_port_ready(port)
    assert s.socket_read_select(0, one) == [one]
    assert clear_interrupt()
    assert s.get_u8(port) == 120


# --- what a signal handler raises


RAISED: tuple[Callable[[], Exception], ...] = (
    lambda: TimeoutError("handler's"),
    lambda: BlockingIOError(errno.EAGAIN, "handler's"),
    lambda: OSError(errno.EBADF, "handler's"),
    lambda: Interrupted(errno.EINTR),
    lambda: DeadlinePassed(errno.ETIMEDOUT),
    lambda: s.make_socket_error(None),
    lambda: s.make_socket_read_timeout_error(None, 5),
)


def _alone(read: Callable[[s.Socket], object]) -> Callable[[s.Socket, s.Socket], object]:
    return lambda one, _: read(one)


WAITS: dict[str, Callable[[s.Socket, s.Socket], object]] = {
    **{name: _alone(read) for name, read in READS.items()},
    "socket-send": lambda one, _: s.socket_send(one, bytes(1 << 22)),
    "socket-send/range": lambda one, _: s.socket_send_range(one, bytes(1 << 22), 0),
    "socket-accept": lambda _, server: s.socket_accept(server),
    "socket-select": lambda one, _: s.socket_select(s.sockets_to_fdset([one]), None, None, None),
    "socket-read-select": lambda one, _: s.socket_read_select(None, one),
    "socket-selector-wait!": lambda one, _: wait_in_selector(one),
}


def wait_in_selector(socket: s.Socket) -> object:
    selector = s.make_socket_selector()
    try:
        s.socket_selector_add(selector, socket)
        return s.socket_selector_wait(selector)
    finally:
        s.close_socket_selector(selector)


@pytest.mark.parametrize("wait", WAITS)
@pytest.mark.parametrize("number", range(len(RAISED)))
def test_what_a_handler_raises_in_a_wait(
    pair: Pair, server: s.Socket, wait: str, number: int
) -> None:
    raised = RAISED[number]()

    def handler() -> None:
        raise raised

    with alarm_once(handler), pytest.raises(type(raised)) as caught:
        WAITS[wait](pair[0], server)
    assert caught.value is raised
    assert raised.__cause__ is raised.__context__ is None
    assert pair[0].waiters == server.waiters == []


# System calls that do not wait give a signal no time: a function of this module stands for the
# handler, which a frame outside the engine is.
LOW: dict[str, tuple[str, Callable[[s.Socket, s.Addrinfo], object]]] = {
    "make-socket": ("open", lambda _, info: s.create_socket(info)),
    "socket-connect!": ("connect", s.socket_connect),
    "socket-bind!": ("bind", s.socket_bind),
    "socket-listen!": ("listen", lambda socket, _: s.socket_listen(socket, 5)),
    "socket-shutdown": ("shutdown", lambda socket, _: s.socket_shutdown(socket, s.SHUT_RD)),
    "socket-close": ("close", lambda socket, _: s.socket_close(socket)),
    "socket-peer": ("peer_address", lambda socket, _: s.socket_peer(socket)),
    "socket-info": ("local_address", lambda socket, _: s.socket_info(socket)),
    "socket-setsockopt!": (
        "set_option",
        lambda socket, _: s.socket_setsockopt(socket, s.SOL_SOCKET, s.SO_KEEPALIVE, 1),
    ),
    "socket-set-read-timeout!": (
        "set_option",
        lambda socket, _: s.socket_set_read_timeout(socket, 5),
    ),
    "socket-nonblocking!": ("set_blocking", lambda socket, _: s.socket_nonblocking(socket)),
    "make-server-socket": ("bind", lambda *_: s.make_server_socket("0")),
    "make-server-socket*": ("bind", lambda *_: s.make_server_socket_star("0")),
    "make-client-socket": (
        "connect",
        lambda _, info: s.make_client_socket_resolver("127.0.0.1", "1", lambda *_: info),
    ),
}


@pytest.mark.parametrize("call", LOW)
@pytest.mark.parametrize("number", range(len(RAISED)))
def test_what_a_handler_raises_in_a_low_level_call(
    monkeypatch: pytest.MonkeyPatch, server: s.Socket, call: str, number: int
) -> None:
    method, function = LOW[call]
    raised = RAISED[number]()

    def handler(*_: object, **__: object) -> None:
        raise raised

    with s.Socket.open(s.AF_INET, s.SOCK_STREAM) as socket:
        info = at(server)
        with monkeypatch.context() as patch:
            patch.setattr(Engine, method, handler)
            with pytest.raises(type(raised)) as caught:
                function(socket, info)
        assert caught.value is raised
        assert raised.__cause__ is raised.__context__ is None
        assert s.socket_last_error(socket) == 0


# --- failures


NOWHERE = s.Addrinfo(sockaddr=s.Sockaddr(UnixAddress("/nowhere/at/all")), family=stdlib.AF_UNIX)
# Of a socket with a read timeout, and of one that is closed.
FAILURES: dict[str, Callable[[s.Socket, s.Socket], object]] = {
    "bad argument": lambda one, _: s.socket_recv(one, -1),
    "closed": lambda _, closed: s.socket_recv(closed, 1),
    "closed, slowly": lambda _, closed: s.socket_send(closed, bytearray(1)),
    "read timeout": lambda one, _: s.socket_recv(one, 1),
    "port's read timeout": lambda one, _: s.socket_input_port(one).read(1),
    "option": lambda one, _: s.socket_getsockopt(one, s.SOL_SOCKET, 12345, 4),
    "low-level": lambda _, closed: s.socket_bind(closed, NOWHERE),
    "client": lambda *_: s.make_client_socket_resolver(None, None, lambda *_: NOWHERE),
    "server": lambda *_: s.make_server_socket_resolver(None, lambda *_: NOWHERE),
    "servers": lambda *_: s.make_server_socket_star_resolver(None, lambda *_: NOWHERE),
    "select": lambda _, closed: s.socket_read_select(0, closed),
    "selector": lambda _, closed: s.socket_selector_add(s.make_socket_selector(), closed),
    "thread": lambda *_: s.thread_interrupt(threading.Thread()),
    "lookup": lambda *_: s.get_addrinfo("127.0.0.1", "70000", None),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_one_error_and_leaves_no_cycle(pair: Pair, name: str) -> None:
    one, _ = pair
    closed = s.Socket.open(s.AF_INET, s.SOCK_STREAM)
    closed.close()
    s.socket_set_read_timeout(one, 4)

    def printed() -> str:
        try:
            FAILURES[name](one, closed)
        except Exception as error:
            return "".join(traceback.format_exception(error))
        return ""

    assert printed().count("Traceback") == 1
    assert garbage_of(printed) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="what a lookup needs is the C library's")
def test_a_lookup_without_descriptors(few_descriptors: Callable[[], None]) -> None:
    few_descriptors()
    for call in (
        lambda: s.get_addrinfo("no.such.host.invalid", "80", None),
        lambda: s.make_client_socket("no.such.host.invalid", "80"),
        lambda: s.make_server_socket("no-such-service"),
    ):
        with pytest.raises(OSError) as caught:
            call()
        assert s.is_io_error(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="a path that fills its field is Linux's")
def test_a_peer_with_the_longest_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = "p" * 108
    long = bytes([stdlib.AF_UNIX, 0]) + path.encode()
    with (
        stdlib.socket(stdlib.AF_UNIX) as listener,
        stdlib.socket(stdlib.AF_UNIX) as client,
        stdlib.socket(stdlib.AF_UNIX, stdlib.SOCK_DGRAM) as sender,
    ):
        bind_to(client, long)
        os.unlink(path)
        bind_to(sender, long)
        listener.bind("listener")
        listener.listen()
        client.connect("listener")
        with s.Socket(listener, True) as server:
            accepted = s.socket_accept(server)
            assert accepted is not None
            with accepted:
                assert s.socket_name(accepted) == path
                assert path in repr(accepted)
                assert s.socket_peer(accepted) is None
        with s.Socket.open(stdlib.AF_UNIX, s.SOCK_DGRAM) as receiver:
            receiver.bind(UnixAddress("receiver"))
            sender.sendto(b"x", "receiver")
            sockaddr = s.Sockaddr(UnixAddress("receiver"))
            assert s.socket_recvfrom(receiver, 9, sockaddr) == b"x"
            assert sockaddr.address == UnixAddress.from_system(path)
            with pytest.raises(s.SocketError):  # Python cannot send there
                s.socket_sendto(receiver, b"y", sockaddr)


def bind_to(sock: stdlib.socket, sockaddr: bytes) -> None:
    """Bind to an address that Python refuses, by the C library."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.bind(sock.fileno(), sockaddr, len(sockaddr)) == 0, ctypes.get_errno()


def test_no_thread_sees_half_of_an_address() -> None:
    inet = (s.AF_INET, ("127.0.0.1", 9))
    inet6 = (s.AF_INET6, ("::1", 9, 0, 0))
    sockaddr = s.Sockaddr(UnixAddress("/nowhere"))
    ended = threading.Event()

    def refill() -> None:
        while not ended.is_set():
            sockaddr.refill(*inet)
            sockaddr.refill(*inet6)

    with s.Socket.open(s.AF_INET, s.SOCK_DGRAM) as socket:
        thread = Background(refill)
        try:
            for _ in range(2000):
                try:
                    s.socket_sendto(socket, b"x", sockaddr)
                except SocketError as error:
                    if error.errno not in (errno.EAFNOSUPPORT, errno.ECONNREFUSED):
                        raise
        finally:
            ended.set()
        thread.outcome()


# --- forks


@pytest.mark.parametrize("deed", ["close", "wait", "add", "clear", "drop", "close the socket"])
def test_what_a_child_does_to_its_selector(pair: Pair, deed: str) -> None:
    one, other = pair
    selector = s.make_socket_selector()
    s.socket_selector_add(selector, one, None, "parent's")
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if deed == "close":
                s.close_socket_selector(selector)
            elif deed == "wait":
                assert s.socket_selector_wait(selector, 1000) == ([], [])
            elif deed == "add":
                s.socket_selector_add(selector, other)
                assert s.socket_selector_size(selector) == 2
                s.socket_selector_wait(selector, 1000)
            elif deed == "clear":
                assert s.socket_selector_clear(selector) == [(one, None, "parent's")]
            elif deed == "drop":
                del selector
                gc.collect()
            else:
                s.socket_close(one)
                assert s.socket_selector_wait(selector) == ([(one, None, "parent's")], [])
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    s.socket_send(other, b"x")
    assert s.socket_selector_wait(selector, 10_000_000) == ([(one, None, "parent's")], [])
    s.close_socket_selector(selector)
