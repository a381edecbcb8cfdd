"""From addresses to sockets: the first that works, the last failure, nothing left open."""

from __future__ import annotations

import gc
import socket as stdlib
import threading
from collections.abc import Iterator

import pytest
from watched_threads import open_descriptors

from schemesockets.core import (
    AddressInfo,
    AddressInUse,
    ConnectionRefused,
    InetAddress,
    Interrupted,
    Socket,
    SocketError,
    Unsupported,
    clear_interrupt,
    getaddrinfo,
    interrupt,
    open_connected,
    open_first,
    open_listening,
)
from schemesockets.core.constants import (
    AF_INET,
    AF_INET6,
    AI_PASSIVE,
    IPPROTO_TCP,
    SO_KEEPALIVE,
    SO_LINGER,
    SO_REUSEADDR,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
)


@pytest.fixture(autouse=True)
def descriptors() -> Iterator[None]:
    """Each test leaves as many descriptors open as it found."""
    gc.collect()  # what other tests have left may not go meanwhile
    before = open_descriptors()
    yield
    assert open_descriptors() == before


def info(address: InetAddress, type: int = SOCK_STREAM, protocol: int = 0) -> AddressInfo:
    return AddressInfo(AF_INET, type, protocol, None, address)


@pytest.fixture
def refused() -> Iterator[AddressInfo]:
    with stdlib.socket() as keeper:  # bound, and does not listen
        keeper.bind(("127.0.0.1", 0))
        yield info(InetAddress(*keeper.getsockname()))


NO_SUCH = info(InetAddress("127.0.0.1", 1), SOCK_DGRAM, IPPROTO_TCP)


def test_the_first_that_works(refused: AddressInfo) -> None:
    with open_listening(getaddrinfo(None, "0", AF_INET, SOCK_STREAM)) as server:
        address = server.local_address()
        assert isinstance(address, InetAddress)
        with open_connected([refused, NO_SUCH, info(address)], timeout=60) as client:
            assert client.peer_address() == address
            assert client.blocking
        with open_connected([info(address)], blocking=False) as client:
            assert not client.blocking
            assert client.peer_address() == address


def test_the_last_failure(refused: AddressInfo) -> None:
    with pytest.raises(ConnectionRefused):
        open_connected([NO_SUCH, refused])
    with pytest.raises(Unsupported):
        open_connected(iter([refused, NO_SUCH]))
    for opener in (open_connected, open_listening):
        with pytest.raises(ValueError, match="no address"):
            opener([])


class Marked(Socket):
    __slots__ = ("mark",)
    mark: AddressInfo


def test_a_socket_of_the_caller_s_own_making(refused: AddressInfo) -> None:
    def prepare(socket: Marked, info: AddressInfo) -> None:
        socket.mark = info
        if info is refused:
            socket.connect(info.address)
        socket.bind(InetAddress("127.0.0.1", 0))

    free = info(InetAddress("127.0.0.1", 0))
    with open_first(Marked, [NO_SUCH, refused, free], prepare) as socket:
        assert type(socket) is Marked
        assert socket.mark is free
    with pytest.raises(ConnectionRefused):
        open_first(Marked, [NO_SUCH, refused], prepare)
    with pytest.raises(Unsupported):
        open_first(Marked, [NO_SUCH, free], prepare, lambda error: False)


def test_the_caller_says_which_failures_are_final(refused: AddressInfo) -> None:
    seen: list[SocketError] = []

    def stop(error: SocketError) -> bool:
        seen.append(error)
        return False

    with pytest.raises(ConnectionRefused):
        open_connected([refused, NO_SUCH], may_try_next=stop)
    assert [type(error) for error in seen] == [ConnectionRefused]


def test_an_interrupt_is_final() -> None:
    with stdlib.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen()
        interrupt(threading.current_thread())
        try:
            # Whether this one waits, and so notices, is the system's affair.
            open_connected([info(InetAddress(*full.getsockname()))]).close()
        except Interrupted:
            return
        assert clear_interrupt()


def test_listening(refused: AddressInfo) -> None:
    with open_listening([NO_SUCH, info(InetAddress("127.0.0.1", 0))], backlog=5) as server:
        assert server.get_option(SOL_SOCKET, SO_REUSEADDR) is True
        port = server.sock.getsockname()[1]
        with pytest.raises(AddressInUse):
            open_listening([info(InetAddress("127.0.0.1", port))])
        client = stdlib.create_connection(("127.0.0.1", port))
        accepted, _ = server.accept()
        accepted.close()  # the server's side ends first, and lingers in TIME_WAIT
        client.close()
    with open_listening([info(InetAddress("127.0.0.1", port))]) as again:
        assert again.sock.getsockname()[1] == port


def test_options_before_it_is_bound() -> None:
    options = [(SOL_SOCKET, SO_KEEPALIVE, True)]
    infos = getaddrinfo(None, "0", AF_INET, SOCK_STREAM, 0, AI_PASSIVE)
    with open_listening(infos, reuse_address=False, options=options) as server:
        assert server.get_option(SOL_SOCKET, SO_KEEPALIVE) is True
        assert server.get_option(SOL_SOCKET, SO_REUSEADDR) is False


def test_a_bad_option_leaves_nothing_open() -> None:
    with pytest.raises(TypeError):
        open_listening(
            [info(InetAddress("127.0.0.1", 0))], options=[(SOL_SOCKET, SO_LINGER, "not a pair")]
        )


def test_a_datagram_server_is_bound_only() -> None:
    with open_listening(getaddrinfo("127.0.0.1", "0", AF_INET, SOCK_DGRAM)) as server:
        address = server.local_address()
        assert isinstance(address, InetAddress)
        assert address.port
        with pytest.raises(AddressInUse):  # nobody else gets its port
            open_listening([info(address, SOCK_DGRAM)])
        with Socket.open(AF_INET, SOCK_DGRAM) as client:
            client.send_to(b"x", address)
        assert server.receive(1) == b"x"


def test_ipv6() -> None:
    with (
        open_listening(getaddrinfo("::1", "0", AF_INET6, SOCK_STREAM)) as server,
        open_connected(
            getaddrinfo("::1", server.sock.getsockname()[1], AF_INET6, SOCK_STREAM)
        ) as client,
    ):
        assert client.peer_address() == server.local_address()
