"""The life of Sagittarius's sockets, high level and low: real ones, on loopback."""

from __future__ import annotations

import errno
import os
import socket as stdlib
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from watched_threads import Background

from schemesockets.core import InetAddress, Socket, clear_interrupt, interrupt
from schemesockets.core.errors import (
    AddressInUse,
    ConnectionRefused,
    Interrupted,
    NoDescriptors,
    TimedOut,
    Unsupported,
    WouldBlock,
)
from schemesockets.core.waiting import own_waker
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects.sagittarius import (
    AF_INET,
    AF_INET6,
    AF_UNSPEC,
    AI_NUMERICHOST,
    AI_PASSIVE,
    SHUT_RD,
    SHUT_RDWR,
    SHUT_WR,
    SO_REUSEADDR,
    SO_REUSEPORT,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
    Addrinfo,
    Sockaddr,
    call_with_socket,
    get_addrinfo,
    is_socket,
    is_socket_closed,
    make_client_socket,
    make_client_socket_resolver,
    make_hint_addrinfo,
    make_server_socket,
    make_server_socket_resolver,
    make_server_socket_star,
    make_server_socket_star_resolver,
    make_socket,
    socket_accept,
    socket_bind,
    socket_close,
    socket_connect,
    socket_error_message,
    socket_fd,
    socket_getsockopt,
    socket_last_error,
    socket_listen,
    socket_nonblocking,
    socket_recv,
    socket_send,
    socket_set_read_timeout,
    socket_shutdown,
)

pytestmark = pytest.mark.usefixtures("_no_leak")

Pair = tuple[s.Socket, s.Socket]


@pytest.fixture(autouse=True)
def _token() -> None:
    """What this thread waits with is made once, and is no leak."""
    own_waker()


@pytest.fixture
def server() -> Iterator[s.Socket]:
    with make_server_socket("0") as made:
        yield made


@pytest.fixture
def pair(server: s.Socket) -> Iterator[Pair]:
    with make_client_socket("127.0.0.1", port_of(server)) as one, accepted(server) as other:
        yield one, other


def accepted(server: s.Socket) -> s.Socket:
    made = socket_accept(server)
    assert made is not None
    return made


def port_of(socket: s.Socket) -> str:
    return str(socket.sock.getsockname()[1])


def at(port: str | int, host: str = "127.0.0.1") -> Addrinfo:
    return get_addrinfo(host, str(port), make_hint_addrinfo(socktype=SOCK_STREAM))


def sender() -> s.Sockaddr:
    """An address to write that of a sender into."""
    made = at("9").sockaddr
    assert made is not None
    return made


def stream() -> s.Socket:
    made = make_socket(AF_INET, SOCK_STREAM, 0)
    assert made is not None
    return made


@pytest.fixture
def nobody() -> Iterator[str]:
    """A port where nobody listens, and nobody else can begin to."""
    with stdlib.socket() as keeper:
        keeper.bind(("127.0.0.1", 0))
        yield str(keeper.getsockname()[1])


@pytest.fixture
def silent() -> Iterator[str]:
    """A port that answers no attempt to connect: a listener whose backlog is full."""
    if sys.platform != "linux":
        pytest.skip("how a full backlog behaves is Linux's")
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
            yield str(listener.getsockname()[1])
        finally:
            for client in waiting:
                client.close()


# --- clients and servers


@pytest.mark.parametrize("node", ["127.0.0.1", "localhost", None])
def test_a_client_and_a_server(server: s.Socket, node: str | None) -> None:
    with make_client_socket(node, port_of(server)) as one, accepted(server) as other:
        assert is_socket(one)
        assert is_socket(other)
        assert socket_send(one, b"abc") == 3
        assert socket_recv(other, 9) == b"abc"
        assert one.sock.getpeername() == other.sock.getsockname()
        assert (one.role, other.role) == ("client", "server")


def test_one_client_after_the_other(server: s.Socket) -> None:
    for text in (b"one", b"other"):
        with make_client_socket("127.0.0.1", port_of(server)) as client:
            socket_send(client, text)
            assert call_with_socket(accepted(server), lambda sock: socket_recv(sock, 9)) == text


def test_ipv6() -> None:
    with make_server_socket("0", AF_INET6) as server:
        port = port_of(server)
        with make_client_socket("::1", port, AF_INET6) as client, accepted(server) as other:
            socket_send(other, b"x")
            assert socket_recv(client, 9) == b"x"
            assert client.family == AF_INET6


def test_a_datagram_server() -> None:
    with make_server_socket("0", AF_INET, SOCK_DGRAM) as server:
        with make_client_socket("127.0.0.1", port_of(server), AF_INET, SOCK_DGRAM) as client:
            socket_send(client, b"one")
            socket_send(client, b"other")
            assert socket_recv(server, 9) == b"one"
            assert socket_recv(server, 9) == b"other"
        with pytest.raises(s.SocketError):
            socket_accept(server)


def test_server_options(server: s.Socket) -> None:
    assert socket_getsockopt(server, SOL_SOCKET, SO_REUSEADDR, -1) == 1
    assert SO_REUSEPORT is not None
    assert socket_getsockopt(server, SOL_SOCKET, SO_REUSEPORT, -1) == 1
    with make_server_socket(port_of(server)) as second:
        assert port_of(second) == port_of(server)
        assert second.fileno() != server.fileno()


def test_a_port_that_is_taken(nobody: str) -> None:
    with pytest.raises(s.HostNotFoundError) as caught:
        make_server_socket(nobody)
    error: Any = caught.value
    assert (error.node, error.service) == (None, nobody)
    assert error.errno == errno.EADDRINUSE
    assert s.condition_message(error) == f"no next addrinfo: {error.strerror} ({error.errno})"
    assert s.condition_who(error) == "make-server-socket"
    assert isinstance(error, AddressInUse)


def test_nobody_is_there(nobody: str) -> None:
    with pytest.raises(s.HostNotFoundError) as caught:
        make_client_socket("127.0.0.1", nobody)
    error: Any = caught.value
    assert isinstance(error, ConnectionRefusedError)
    assert isinstance(error, ConnectionRefused)
    assert s.is_host_not_found_error(error)
    assert s.host_not_found_error_node(error) == "127.0.0.1"
    assert s.host_not_found_error_service(error) == nobody
    expected = "no next addrinfo: Connection refused (111)"
    assert s.condition_message(error) == expected
    assert s.condition_who(error) == "make-client-socket"
    assert s.condition_irritants(error) == ("127.0.0.1", nobody)


@pytest.mark.parametrize("service", ["70000", "no-such-service", "", "-1"])
def test_no_such_service(service: str) -> None:
    for call in (
        lambda: make_client_socket("127.0.0.1", service),
        lambda: make_server_socket(service),
        lambda: make_server_socket_star(service),
    ):
        with pytest.raises(s.HostNotFoundError) as caught:
            call()
        assert caught.value.service == service
        assert s.condition_who(caught.value) == "get-addrinfo"


def test_no_such_node() -> None:
    with pytest.raises(s.HostNotFoundError) as caught:
        make_client_socket("no such node", "9", AF_INET, SOCK_STREAM, AI_NUMERICHOST)
    assert caught.value.node == "no such node"
    with pytest.raises(s.HostNotFoundError):
        make_client_socket(None, None)
    with pytest.raises(s.HostNotFoundError):
        make_server_socket(None)
    with pytest.raises(s.HostNotFoundError):
        make_client_socket("127.0.0.1", "9", 99)


def test_no_descriptor_left(few_descriptors: Callable[[], None]) -> None:
    few_descriptors()
    calls: list[Callable[[], object]] = [
        lambda: make_client_socket("127.0.0.1", "9", AF_INET, SOCK_STREAM, AI_NUMERICHOST),
        lambda: make_server_socket("0"),
        lambda: make_server_socket_star("0"),
    ]
    for call in calls:
        with pytest.raises(
            s.SocketError, match="creating a socket failed: Too many open"
        ) as caught:
            call()
        assert isinstance(caught.value, NoDescriptors)
        assert s.socket_error_socket(caught.value) is None
    assert make_socket(AF_INET, SOCK_STREAM, 0) is None


def test_bad_arguments() -> None:
    wrong: Any
    for wrong in (80, b"80", True, object()):
        with pytest.raises(
            s.AssertionTypeError, match="make-client-socket: node: expected string"
        ):
            make_client_socket(wrong, "80")
        with pytest.raises(s.AssertionTypeError, match="service: expected string or #f, got") as c:
            make_client_socket("127.0.0.1", wrong)
        assert s.condition_message(c.value) == "string or #f required"
        for make in (make_server_socket, make_server_socket_star):
            with pytest.raises(s.AssertionTypeError, match="service: expected string or #f, got"):
                make(wrong)
    for wrong in (None, "2", 2.0, True):
        with pytest.raises(s.AssertionTypeError, match="ai_family: expected an exact integer"):
            make_client_socket("127.0.0.1", "80", wrong)
        with pytest.raises(s.AssertionTypeError, match="ai_flags: expected an exact integer"):
            make_client_socket("127.0.0.1", "80", AF_INET, SOCK_STREAM, wrong)
        with pytest.raises(s.AssertionTypeError, match="ai_protocol: expected an exact integer"):
            make_server_socket("0", AF_INET, SOCK_STREAM, wrong)
    with pytest.raises(s.AssertionValueError, match=r"ai_flags: expected .* without AI_PASSIVE"):
        make_client_socket("127.0.0.1", "80", AF_INET, SOCK_STREAM, AI_PASSIVE)
    with pytest.raises(s.AssertionValueError, match="ai_socktype: expected"):
        make_server_socket("0", AF_INET, 2**31)


def test_several_servers() -> None:
    made = make_server_socket_star("0")
    try:
        families = [each.family for each in made]
        assert families
        assert len(set(families)) == len(families)
        assert set(families) <= {AF_INET, AF_INET6}
        for each in made:
            node = "127.0.0.1" if each.family == AF_INET else "::1"
            with make_client_socket(node, port_of(each), each.family), accepted(each):
                pass
    finally:
        for each in made:
            each.close()
    (only,) = make_server_socket_star("0", AF_INET)
    with only:
        assert only.family == AF_INET
    with pytest.raises(s.HostNotFoundError):
        make_server_socket_star("0", 99)


# --- resolvers


def test_a_client_s_resolver(server: s.Socket, nobody: str) -> None:
    asked: list[tuple[str | None, str | None]] = []

    def resolver(node: str | None, service: str | None) -> Addrinfo:
        asked.append((node, service))
        info = at(nobody)
        info.next = at(port_of(server))
        return info

    with make_client_socket_resolver("somewhere", "something", resolver) as client:
        assert client.sock.getpeername()[1] == int(port_of(server))
        assert asked == [("somewhere", "something")]
        assert s.socket_service(client) == port_of(server)  # the addrinfo's
    with pytest.raises(s.HostNotFoundError) as caught:
        make_client_socket_resolver("somewhere", None, lambda node, service: at(nobody))
    assert (caught.value.node, caught.value.service) == ("somewhere", None)
    assert isinstance(caught.value, ConnectionRefusedError)
    assert s.condition_who(caught.value) == "make-client-socket/resolver"


def test_addresses_of_which_some_cannot_be(server: s.Socket) -> None:
    cannot = Addrinfo(99, SOCK_STREAM, sockaddr=Sockaddr(InetAddress("127.0.0.1", 9)))
    cannot.next = at(port_of(server))
    with make_client_socket_resolver(None, None, lambda node, service: cannot) as client:
        assert client.family == AF_INET
    cannot.next = None
    with pytest.raises(s.SocketError, match="creating a socket failed") as caught:
        make_client_socket_resolver(None, None, lambda node, service: cannot)
    assert isinstance(caught.value, Unsupported)
    for make in (make_server_socket_resolver, make_server_socket_star_resolver):
        with pytest.raises(s.SocketError, match="creating a socket failed"):
            make("0", lambda service: cannot)


def test_a_client_s_timeout(server: s.Socket, silent: str) -> None:
    def resolver(node: str | None, service: str | None) -> Addrinfo:
        return at(service or "")

    with make_client_socket_resolver(None, port_of(server), resolver, 10_000_000) as client:
        assert client.blocking
    for timeout in (10_000, (0, 10_000), [0, 10_000], timedelta(milliseconds=10), 10_000.0):
        with pytest.raises(s.SocketConnectionError) as caught:
            make_client_socket_resolver(None, silent, resolver, timeout)
        error = caught.value
        assert isinstance(error, TimeoutError)
        assert s.condition_message(error) == "Connection timeout"
        assert s.condition_irritants(error) == (timeout,)
        assert s.condition_who(error) == "make-client-socket/resolver"
        made = s.socket_error_socket(error)
        assert made is not None
        assert is_socket_closed(made)


def test_a_server_s_resolver(nobody: str) -> None:
    info = at(nobody)
    info.next = at("0")
    with make_server_socket_resolver("something", lambda service: info) as server:
        assert server.sock.getsockname()[0] == "127.0.0.1"
        with make_client_socket("127.0.0.1", port_of(server)), accepted(server):
            pass
    (only,) = make_server_socket_star_resolver("something", lambda service: info)
    only.close()
    for make in (make_server_socket_resolver, make_server_socket_star_resolver):
        with pytest.raises(s.HostNotFoundError) as caught:
            make("something", lambda service: at(nobody))
        assert isinstance(caught.value, AddressInUse)
        assert caught.value.service == "something"


def test_what_resolvers_raise_and_give() -> None:
    def raising(*args: object) -> Addrinfo:
        raise OSError(errno.EIO, "mine")

    calls: list[Callable[[Any], object]] = [
        lambda resolver: make_client_socket_resolver(None, None, resolver),
        lambda resolver: make_server_socket_resolver(None, resolver),
        lambda resolver: make_server_socket_star_resolver(None, resolver),
    ]
    for call in calls:
        with pytest.raises(OSError, match="mine") as caught:
            call(raising)
        assert not isinstance(caught.value, s.InputOutputError)
        wrong: Any
        for wrong in (None, [], at("9").sockaddr, make_hint_addrinfo()):
            with pytest.raises(s.AssertionValueError, match="resolver: expected a procedure that"):
                call(lambda *args, wrong=wrong: wrong)
        for wrong in (None, at("9"), "resolver"):
            with pytest.raises(s.AssertionTypeError, match="resolver: expected a procedure, got"):
                call(wrong)
    for timeout in ("5", True, (1, 2, 3)):
        with pytest.raises(s.AssertionTypeError, match="timeout: expected a time from 0 on"):
            make_client_socket_resolver(None, None, raising, timeout)  # type: ignore[arg-type]
    with pytest.raises(s.AssertionValueError, match="timeout: expected a time from 0 on"):
        make_client_socket_resolver(None, None, raising, -1)


def test_servers_are_closed_when_something_else_goes_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listens = 0

    def listen(self: Socket, backlog: int = 0) -> None:
        nonlocal listens
        listens += 1
        if listens == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Socket, "listen", listen)
    info = at("0")
    info.next = at("0")
    with pytest.raises(KeyboardInterrupt):
        make_server_socket_star_resolver("0", lambda service: info)


# --- low level


def test_low_level() -> None:
    with stream() as server, stream() as client:
        assert s.socket_setsockopt(server, SOL_SOCKET, SO_REUSEADDR, 1)
        assert socket_bind(server, at("0")) is server
        assert socket_listen(server, 5) is server
        assert (client.role, server.role) == ("unknown", "server")
        assert socket_connect(client, at(port_of(server))) is client
        assert (client.role, s.socket_node(client)) == ("client", "127.0.0.1")
        assert socket_last_error(client) == 0
        with accepted(server) as other:
            socket_send(client, b"x")
            assert socket_recv(other, 1) == b"x"


def test_sockets_that_cannot_be() -> None:
    for family, kind, protocol in ((99, SOCK_STREAM, 0), (AF_INET, 99, 0), (AF_UNSPEC, 1, 0)):
        assert make_socket(family, kind, protocol) is None
    usual = make_socket(AF_INET, SOCK_STREAM)
    assert usual is not None
    assert usual.sock.proto == 0
    socket_close(usual)
    for numbers in ((-1, SOCK_STREAM, 0), (AF_INET, -1, 0), (AF_INET, SOCK_STREAM, -1)):
        assert make_socket(*numbers) is None
    wrong: Any
    for wrong in (None, "2", 2.0, True):
        with pytest.raises(s.AssertionTypeError, match="make-socket: ai_family: expected an exa"):
            make_socket(wrong, SOCK_STREAM, 0)
        with pytest.raises(s.AssertionTypeError, match="make-socket: ai_protocol: expected an e"):
            make_socket(AF_INET, SOCK_STREAM, wrong)
    with pytest.raises(s.AssertionValueError, match="make-socket: ai_socktype: expected an exac"):
        make_socket(AF_INET, 2**40, 0)


def test_connections_refused(nobody: str) -> None:
    for timeout in (None, 10_000_000):
        with stream() as client:
            assert socket_connect(client, at(nobody), timeout) is None
            assert socket_last_error(client) == errno.ECONNREFUSED
            assert socket_error_message(client) == "Connection refused"
            assert s.socket_node(client) is None
            assert client.role == "unknown"
            assert client.blocking


def test_a_connection_refused_can_be_tried_elsewhere(server: s.Socket, nobody: str) -> None:
    with stream() as client:
        assert socket_connect(client, at(nobody)) is None
        assert socket_connect(client, at(port_of(server))) is client
        assert socket_connect(client, at(port_of(server))) is None
        assert socket_last_error(client) == errno.EISCONN


def test_connecting_a_nonblocking_socket_waits(server: s.Socket, nobody: str) -> None:
    with stream() as client:
        socket_nonblocking(client)
        assert socket_connect(client, at(port_of(server))) is client
        assert client.sock.getpeername()[1] == int(port_of(server))
        assert s.is_nonblocking_socket(client)
    with stream() as client:
        socket_nonblocking(client)
        assert socket_connect(client, at(nobody), 10_000_000) is None
        assert socket_last_error(client) == errno.ECONNREFUSED


def test_a_connection_times_out(silent: str) -> None:
    for blocking in (True, False):
        for timeout in (10_000, 0, (0, 10_000), timedelta(milliseconds=10)):
            with stream() as client:
                client.set_blocking(blocking)
                with pytest.raises(s.SocketConnectionError, match="Connection timeout") as caught:
                    socket_connect(client, at(silent), timeout)
                assert isinstance(caught.value, TimedOut)
                assert s.socket_error_socket(caught.value) is client
                assert s.condition_irritants(caught.value) == (timeout,)
                assert socket_last_error(client) == errno.ETIMEDOUT
                assert client.blocking is blocking


def test_a_connection_that_is_interrupted(silent: str) -> None:
    with stream() as client:
        thread = Background(socket_connect, client, at(silent))
        thread.until_blocked()
        assert interrupt(thread)
        with pytest.raises(s.SocketConnectionError) as caught:
            thread.outcome()
        assert isinstance(caught.value, Interrupted)
        assert s.socket_error_socket(caught.value) is client


def test_a_client_that_is_interrupted(silent: str) -> None:
    thread = Background(make_client_socket, "127.0.0.1", silent)
    thread.until_blocked()
    assert interrupt(thread)
    with pytest.raises(s.SocketConnectionError) as caught:
        thread.outcome()
    assert isinstance(caught.value, InterruptedError)


def test_bind_and_listen_refused(nobody: str, server: s.Socket) -> None:
    with stream() as socket:
        assert socket_bind(socket, at(nobody)) is None
        assert socket_last_error(socket) == errno.EADDRINUSE
        assert socket.role == "unknown"
        assert socket_bind(socket, at("0", "192.0.2.1")) is None
        assert socket_last_error(socket) == errno.EADDRNOTAVAIL
        assert socket_bind(socket, at("0", "::1")) is None
        assert socket_last_error(socket) == errno.EAFNOSUPPORT
        assert socket_connect(socket, at("9", "::1")) is None
        assert socket_last_error(socket) == errno.EAFNOSUPPORT
    datagrams = make_socket(AF_INET, SOCK_DGRAM, 0)
    assert datagrams is not None
    with datagrams:
        assert socket_listen(datagrams, 5) is None
        assert socket_last_error(datagrams) == errno.EOPNOTSUPP


def test_bad_low_level_arguments(server: s.Socket) -> None:
    wrong: Any
    with stream() as socket:
        for wrong in (None, 5, "127.0.0.1", at("9").sockaddr):
            for call in (socket_connect, socket_bind):
                with pytest.raises(
                    s.AssertionTypeError, match="addrinfo: expected an addrinfo wi"
                ):
                    call(socket, wrong)
        for wrong in (None, "5", 5.0, True):
            with pytest.raises(s.AssertionTypeError, match="socket-listen!: backlog: expected an"):
                socket_listen(socket, wrong)
        for wrong in ("5", True, (1,), (1.0, 2), object()):
            with pytest.raises(s.AssertionTypeError, match="socket-connect!: timeout: expected a"):
                socket_connect(socket, at(port_of(server)), wrong)
        for wrong in (-1, -0.5, float("nan"), float("inf"), (-1, 0), (0, -1), 10**400):
            with pytest.raises(s.AssertionValueError, match="timeout: expected a time from 0 on"):
                socket_connect(socket, at(port_of(server)), wrong)
        with pytest.raises(s.AssertionValueError, match="timeout: expected a time from 0 on"):
            socket_connect(socket, at(port_of(server)), timedelta(seconds=-1))
        assert s.socket_peer(socket) is None  # nothing happened


# --- accepting


def test_an_accepted_socket_blocks(pair: Pair) -> None:
    for each in pair:
        assert each.blocking
        assert os.get_blocking(each.fileno())


def test_accept_waits(server: s.Socket) -> None:
    thread = Background(socket_accept, server)
    thread.until_blocked()
    with make_client_socket("127.0.0.1", port_of(server)):
        made = thread.outcome()
        assert made is not None
        made.close()


def test_accept_is_interrupted(server: s.Socket) -> None:
    thread = Background(socket_accept, server)
    thread.until_blocked()
    assert interrupt(thread)
    assert thread.outcome() is None
    interrupt(threading.current_thread())
    assert socket_accept(server) is None
    assert not clear_interrupt()
    with make_client_socket("127.0.0.1", port_of(server)), accepted(server):
        pass


def test_accept_without_waiting(server: s.Socket) -> None:
    socket_nonblocking(server)
    with pytest.raises(s.SocketError) as caught:
        socket_accept(server)
    assert isinstance(caught.value, WouldBlock)
    assert s.condition_message(caught.value) == os.strerror(errno.EAGAIN)
    assert s.condition_irritants(caught.value) == (errno.EAGAIN,)
    assert s.condition_who(caught.value) == "socket-accept"
    assert socket_last_error(server) == errno.EAGAIN


def test_accept_past_the_read_timeout(server: s.Socket) -> None:
    socket_set_read_timeout(server, 20)
    with pytest.raises(s.SocketError) as caught:
        socket_accept(server)
    assert caught.value.errno == errno.EAGAIN
    with make_client_socket("127.0.0.1", port_of(server)), accepted(server) as made:
        assert s.socket_get_read_timeout(made) in (timedelta(), s.socket_get_read_timeout(server))


def test_accept_on_what_does_not_listen() -> None:
    with stream() as socket, pytest.raises(s.SocketError) as caught:
        socket_accept(socket)
    assert caught.value.errno == errno.EINVAL


def test_accept_with_no_descriptor_left(
    server: s.Socket, few_descriptors: Callable[[], None]
) -> None:
    with make_client_socket("127.0.0.1", port_of(server)):
        few_descriptors()
        with pytest.raises(s.SocketError) as caught:
            socket_accept(server)
        assert isinstance(caught.value, NoDescriptors)


# --- shutting down and closing


def test_shutdown(pair: Pair) -> None:
    one, other = pair
    assert socket_shutdown(one, SHUT_WR) is None
    assert socket_recv(other, 1) == b""
    with pytest.raises(s.SocketError) as caught:
        socket_send(one, b"x")
    assert isinstance(caught.value, BrokenPipeError)
    assert s.condition_message(caught.value) == "Broken pipe"
    assert s.condition_irritants(caught.value) == (errno.EPIPE,)
    socket_send(other, b"back")
    assert socket_recv(one, 9) == b"back"
    socket_shutdown(one, SHUT_RD)
    assert socket_recv(one, 9) == b""
    assert not is_socket_closed(one)


def test_shutdown_of_both(pair: Pair) -> None:
    one, other = pair
    socket_shutdown(one, SHUT_RDWR)
    assert socket_recv(one, 1) == b""
    assert socket_recv(other, 1) == b""
    with pytest.raises(BrokenPipeError):
        socket_send(one, b"x")


def test_shutdown_of_what_has_no_connection() -> None:
    with stream() as socket:
        assert socket_shutdown(socket, SHUT_WR) is None
        assert socket_last_error(socket) == 0
    assert socket_shutdown(socket, SHUT_RDWR) is None  # closed


def test_shutdown_after_the_peer_has_reset(pair: Pair) -> None:
    one, other = pair
    socket_send(one, b"unread")
    socket_close(other)
    with pytest.raises(s.SocketError):
        socket_recv(one, 1)
    assert socket_shutdown(one, SHUT_RDWR) is None


def test_shutdown_refused(pair: Pair) -> None:
    wrong: Any
    for wrong in (None, "1", 1.0, True):
        with pytest.raises(
            s.AssertionTypeError, match="socket-shutdown: how: expected SHUT_RD, S"
        ):
            socket_shutdown(pair[0], wrong)
    for wrong in (-1, 3, 2**70):
        with pytest.raises(s.AssertionValueError, match="socket-shutdown: how: expected SHUT_RD,"):
            socket_shutdown(pair[0], wrong)
    assert socket_send(pair[0], b"x") == 1


def test_closing(pair: Pair) -> None:
    one, other = pair
    assert not is_socket_closed(one)
    descriptor = socket_fd(one)
    assert os.fstat(descriptor)
    assert socket_close(one) is None
    assert is_socket_closed(one)
    assert is_socket(one)
    assert socket_fd(one) == -1
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(descriptor)
    assert socket_recv(other, 1) == b""
    assert socket_close(one) is None


def test_a_closed_socket(pair: Pair) -> None:
    one, _ = pair
    socket_close(one)
    sockaddr = at("9").sockaddr
    assert sockaddr is not None
    calls: list[Callable[[], object]] = [
        lambda: socket_accept(one),
        lambda: socket_bind(one, at("0")),
        lambda: socket_connect(one, at("9")),
        lambda: socket_connect(one, at("9"), 5),
        lambda: socket_listen(one, 5),
        lambda: socket_recv(one, 5),
        lambda: s.socket_recv_into(one, bytearray(5), 0, 5),
        lambda: s.socket_recvfrom(one, 5, sockaddr),
        lambda: socket_send(one, b"x"),
        lambda: s.socket_send_range(one, b"x"),
        lambda: s.socket_sendto(one, b"x", sockaddr),
        lambda: s.socket_sendto_range(one, b"x", sockaddr),
    ]
    for call in calls:
        with pytest.raises(s.SocketClosedError) as caught:
            call()
        error = caught.value
        assert s.is_socket_closed_error(error)
        assert s.condition_message(error) == "socket is closed"
        assert s.condition_irritants(error) == (one,)
        assert s.socket_error_socket(error) is one
        assert socket_last_error(one) == errno.EBADF


@pytest.mark.parametrize("timeout", [0, 60_000], ids=["for ever", "for a minute"])
@pytest.mark.parametrize("kind", [SOCK_STREAM, SOCK_DGRAM], ids=["stream", "datagram"])
@pytest.mark.parametrize(
    "receive",
    [
        lambda socket: socket_recv(socket, 1),
        lambda socket: socket_recv(socket, 0),
        lambda socket: socket_recv(socket, 1, s.MSG_TRUNC),
        lambda socket: s.socket_recv_into(socket, bytearray(1), 0, 1),
        lambda socket: s.socket_recvfrom(socket, 1, sender()),
    ],
    ids=["recv", "of nothing", "recv with MSG_TRUNC", "recv!", "recvfrom"],
)
def test_closing_under_a_thread_that_receives(
    receive: Callable[[s.Socket], object], kind: int, timeout: int
) -> None:
    one, other = s.Socket.pair(type=kind)
    with one, other:
        s.socket_set_read_timeout(one, timeout)
        thread = Background(receive, one)
        thread.until_blocked()
        socket_close(one)
        with pytest.raises(s.SocketClosedError):
            thread.outcome()


@pytest.mark.parametrize("timeout", [0, 60_000], ids=["for ever", "for a minute"])
def test_closing_under_a_thread_that_accepts(server: s.Socket, timeout: int) -> None:
    s.socket_set_read_timeout(server, timeout)
    thread = Background(socket_accept, server)
    thread.until_blocked()
    socket_close(server)
    with pytest.raises(s.SocketClosedError):
        thread.outcome()


def test_what_is_no_socket(pair: Pair) -> None:
    calls: list[Callable[[Any], object]] = [
        socket_accept,
        socket_close,
        is_socket_closed,
        socket_fd,
        socket_last_error,
        socket_error_message,
        lambda thing: socket_shutdown(thing, SHUT_WR),
        lambda thing: socket_listen(thing, 5),
        lambda thing: socket_bind(thing, at("0")),
        lambda thing: socket_connect(thing, at("9")),
        lambda thing: call_with_socket(thing, socket_fd),
    ]
    foreign, other = Socket.pair()
    with foreign, other:
        for call in calls:
            for wrong in (None, 5, "socket", pair[0].sock, foreign, s.Socket, object()):
                with pytest.raises(s.AssertionTypeError, match="socket: expected a socket, got"):
                    call(wrong)
        assert not is_socket(foreign)
    for thing in (pair[0].sock, None):
        assert not is_socket(thing)


def test_errors_of_sockets(pair: Pair) -> None:
    one, _ = pair
    assert socket_last_error(one) == 0
    assert socket_error_message(one) == os.strerror(0)
    socket_shutdown(one, SHUT_WR)
    with pytest.raises(BrokenPipeError):
        socket_send(one, b"x")
    assert socket_last_error(one) == s.EPIPE
    assert socket_error_message(one) == "Broken pipe"


# --- call-with-socket


def test_call_with_socket(pair: Pair) -> None:
    one, other = pair
    assert call_with_socket(one, lambda socket: (socket is one, socket.closed)) == (True, False)
    assert is_socket_closed(one)
    with pytest.raises(ZeroDivisionError):
        call_with_socket(other, lambda socket: 1 // 0)
    assert not is_socket_closed(other)
    for wrong in (None, 5, "proc"):
        with pytest.raises(s.AssertionTypeError, match="proc: expected a procedure, got"):
            call_with_socket(other, wrong)  # type: ignore[arg-type]
    assert not is_socket_closed(other)


def test_call_with_a_socket_closed_by_the_procedure(pair: Pair) -> None:
    assert call_with_socket(pair[0], socket_close) is None
    assert is_socket_closed(pair[0])


def test_dropping_one_warns() -> None:
    made: list[s.Socket] = [stream()]
    with pytest.warns(ResourceWarning):
        made.clear()
