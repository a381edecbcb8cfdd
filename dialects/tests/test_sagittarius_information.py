"""Who is at either end: socket-info and its kin, and IP addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest

from schemesockets.core import Inet6Address, InetAddress, Socket, UnixAddress
from schemesockets.core.waiting import own_waker
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects.sagittarius import (
    AF_INET,
    AF_INET6,
    SOCK_DGRAM,
    SOCK_STREAM,
    SocketInfo,
    ip_address_to_bytevector,
    ip_address_to_string,
    is_ip_address,
    is_ip_v6_address,
    is_socket_info,
    make_client_socket,
    make_server_socket,
    socket_accept,
    socket_info,
    socket_info_hostname,
    socket_info_ip_address,
    socket_info_port,
    socket_info_values,
    socket_name,
    socket_node,
    socket_peer,
    socket_service,
)

pytestmark = pytest.mark.usefixtures("_no_leak")


@pytest.fixture(autouse=True)
def _token() -> None:
    """What this thread waits with is made once, and is no leak."""
    own_waker()


@pytest.fixture
def server() -> Iterator[s.Socket]:
    with make_server_socket("0") as made:
        yield made


@pytest.fixture
def ends(server: s.Socket) -> Iterator[tuple[s.Socket, s.Socket]]:
    with make_client_socket("127.0.0.1", port_of(server)) as client:
        accepted = socket_accept(server)
        assert accepted is not None
        with accepted:
            yield client, accepted


def port_of(socket: s.Socket) -> str:
    info = socket_info(socket)
    assert info is not None
    return str(socket_info_port(info))


def test_a_server(server: s.Socket) -> None:
    port = port_of(server)
    assert socket_peer(server) is None
    assert socket_node(server) is None
    assert socket_service(server) == "0"
    assert socket_name(server) == f"0.0.0.0(0.0.0.0):{port}"
    assert repr(server) == f'#<socket server:{server.fileno()} "0.0.0.0(0.0.0.0):{port}">'
    info = socket_info(server)
    assert info is not None
    assert info.hostname == "0.0.0.0"
    assert ip_address_to_bytevector(info.ip_address) == bytes(4)
    assert socket_info_values(server) == (None, None, None)
    assert socket_info_values(server, type="info") == ("0.0.0.0", info.ip_address, int(port))


def test_both_ends(server: s.Socket, ends: tuple[s.Socket, s.Socket]) -> None:
    client, accepted = ends
    port = port_of(server)
    assert socket_node(client) == "127.0.0.1"
    assert socket_service(client) == port
    assert socket_name(client) == f"localhost(127.0.0.1):{port}"
    assert repr(client) == f'#<socket client:{client.fileno()} "localhost(127.0.0.1):{port}">'
    assert socket_node(accepted) is None
    assert socket_service(accepted) is None
    assert socket_name(accepted) == f"localhost(127.0.0.1):{port_of(client)}"
    assert socket_peer(client) == socket_info(accepted)
    assert socket_peer(accepted) == socket_info(client)
    assert socket_peer(client) != socket_info(client)


def test_a_socket_info(server: s.Socket, ends: tuple[s.Socket, s.Socket]) -> None:
    info = socket_peer(ends[0])
    assert is_socket_info(info)
    assert socket_info_hostname(info) == info.hostname == "localhost"
    ip = socket_info_ip_address(info)
    assert ip is info.ip_address
    assert is_ip_address(ip)
    assert not is_ip_v6_address(ip)
    assert ip_address_to_string(ip) == "127.0.0.1"
    assert ip_address_to_bytevector(ip) == b"\x7f\0\0\1"
    assert repr(ip) == "#<ip-address 127.0.0.1>"
    assert socket_info_port(info) == info.port == int(port_of(server))
    assert repr(info) == f"#<socket-info localhost(#<ip-address 127.0.0.1>:{info.port})>"
    for slot in ("hostname", "ip_address", "port"):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(info, slot, 1)


def test_values(ends: tuple[s.Socket, s.Socket]) -> None:
    client, _ = ends
    peer, own = socket_peer(client), socket_info(client)
    assert peer is not None
    assert own is not None
    assert socket_info_values(client) == (peer.hostname, peer.ip_address, peer.port)
    assert socket_info_values(client, type="peer") == socket_info_values(client)
    assert socket_info_values(client, type="info") == (own.hostname, own.ip_address, own.port)


def test_ipv6() -> None:
    with make_server_socket("0", AF_INET6) as server:
        assert socket_name(server) == f"::(::):{port_of(server)}"
        with make_client_socket("::1", port_of(server), AF_INET6) as client:
            _, ip, _ = socket_info_values(client)
            assert ip is not None
            assert is_ip_v6_address(ip)
            assert ip_address_to_string(ip) == "::1"
            assert ip_address_to_bytevector(ip) == bytes(15) + b"\1"
            assert repr(ip) == "#<ip-address ::1>"


def test_before_and_after() -> None:
    made = s.make_socket(AF_INET, SOCK_STREAM, 0)
    assert made is not None
    with made:
        assert socket_peer(made) is None
        assert socket_name(made) is None
        assert socket_node(made) is None
        assert socket_service(made) is None
        info = socket_info(made)
        assert info is not None
        assert (info.hostname, info.port) == ("0.0.0.0", 0)
        assert repr(made) == f"#<socket unknown:{made.fileno()} #f>"
    assert socket_peer(made) is None
    assert socket_info(made) is None
    assert socket_name(made) is None
    assert socket_info_values(made) == (None, None, None)
    assert repr(made) == "#<socket closed:-1 #f>"


def test_after_closing(server: s.Socket, ends: tuple[s.Socket, s.Socket]) -> None:
    client, _ = ends
    client.close()
    assert socket_peer(client) is None
    assert socket_name(client) is None
    assert socket_service(client) == port_of(server)
    assert repr(client) == "#<socket closed:-1 #f>"


def test_what_has_no_ip_address() -> None:
    one, other = s.Socket.pair()
    with one, other:
        assert socket_peer(one) is None
        assert socket_info(one) is None
        assert socket_info_values(one, type="info") == (None, None, None)


def test_names_of_other_families() -> None:
    with s.Socket.open(AF_INET, SOCK_DGRAM) as made:
        made.address = UnixAddress('/a "b"')
        assert repr(made) == f'#<socket unknown:{made.fileno()} "/a \\"b\\"">'
        made.address = Inet6Address("::1", 80)
        assert made.name is not None
        assert made.name.endswith("(::1):80")


def test_predicates() -> None:
    for thing in (None, "127.0.0.1", 5, SocketInfo, InetAddress("127.0.0.1", 1), b"\x7f\0\0\1"):
        assert not is_socket_info(thing)
        assert not is_ip_address(thing)
        assert not is_ip_v6_address(thing)


def test_bad_arguments(server: s.Socket) -> None:
    about_sockets: list[Callable[[Any], object]] = [
        socket_peer,
        socket_info,
        socket_name,
        socket_node,
        socket_service,
        socket_info_values,
    ]
    foreign, other = Socket.pair()
    with foreign, other:
        for call in about_sockets:
            for wrong in (None, 5, "socket", server.sock, foreign, s.Socket):
                with pytest.raises(s.AssertionTypeError, match="socket: expected a socket, got"):
                    call(wrong)
    about_infos: list[Callable[[Any], object]] = [
        socket_info_hostname,
        socket_info_ip_address,
        socket_info_port,
    ]
    for call in about_infos:
        with pytest.raises(s.ErrorTypeError, match="info: expected a socket-info, got"):
            call(server)
    about_ips: list[Callable[[Any], object]] = [ip_address_to_string, ip_address_to_bytevector]
    for call in about_ips:
        with pytest.raises(s.AssertionTypeError, match="ip: expected an ip-address, got"):
            call("127.0.0.1")
    with pytest.raises(s.AssertionValueError, match="type: expected peer or info, got 'own'"):
        socket_info_values(server, type="own")  # type: ignore[arg-type]
    with pytest.raises(s.AssertionTypeError, match="type: expected peer or info, got 5"):
        socket_info_values(server, type=5)  # type: ignore[arg-type]
