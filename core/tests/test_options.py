"""Options: each coding there and back, and through real sockets."""

from __future__ import annotations

import struct
import sys
from typing import Any

import pytest

from schemesockets.core import NoSuchOption, Socket, find_option, option_named, options
from schemesockets.core.constants import (
    AF_INET,
    AF_INET6,
    IP_ADD_MEMBERSHIP,
    IP_DROP_MEMBERSHIP,
    IP_MULTICAST_IF,
    IP_TTL,
    IPPROTO_IP,
    IPPROTO_IPV6,
    IPPROTO_TCP,
    IPV6_JOIN_GROUP,
    IPV6_V6ONLY,
    SO_ERROR,
    SO_LINGER,
    SO_RCVTIMEO,
    SO_REUSEADDR,
    SO_TYPE,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
    TCP_NODELAY,
)

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux has it")


@pytest.fixture
def stream() -> Any:
    with Socket.open(AF_INET, SOCK_STREAM) as socket:
        yield socket


@pytest.fixture
def datagram() -> Any:
    with Socket.open(AF_INET, SOCK_DGRAM) as socket:
        yield socket


def test_the_table_is_found_by_name_and_by_number() -> None:
    linger = option_named("SO_LINGER")
    assert linger is not None
    assert find_option(SOL_SOCKET, SO_LINGER) is linger
    assert linger.coding is options.LINGER
    assert option_named("SO_STYLE") is None
    assert find_option(SOL_SOCKET, 123456) is None
    assert len({(option.level, option.number) for option in options.OPTIONS}) == len(
        options.OPTIONS
    )


@pytest.mark.parametrize(
    ("level", "name", "value", "back"),
    [
        (SOL_SOCKET, SO_REUSEADDR, True, True),
        (SOL_SOCKET, SO_REUSEADDR, 0, False),
        (SOL_SOCKET, SO_LINGER, (True, 5), (True, 5)),
        (SOL_SOCKET, SO_LINGER, (0, 0), (False, 0)),
        (SOL_SOCKET, SO_RCVTIMEO, 2, 2.0),
        (SOL_SOCKET, SO_RCVTIMEO, None, None),
        (IPPROTO_TCP, TCP_NODELAY, True, True),
        (IPPROTO_IP, IP_TTL, 7, 7),
    ],
)
def test_set_and_get(stream: Socket, level: int, name: int, value: Any, back: Any) -> None:
    stream.set_option(level, name, value)
    found = stream.get_option(level, name)
    assert found == back
    assert type(found) is type(back)


def test_read_only_ones(stream: Socket) -> None:
    assert stream.get_option(SOL_SOCKET, SO_TYPE) == SOCK_STREAM
    assert stream.get_option(SOL_SOCKET, SO_ERROR) == 0


def test_ipv6_only() -> None:
    with Socket.open(AF_INET6, SOCK_STREAM) as socket:
        socket.set_option(IPPROTO_IPV6, IPV6_V6ONLY, True)
        assert socket.get_option(IPPROTO_IPV6, IPV6_V6ONLY) is True


def test_raw_bytes(stream: Socket) -> None:
    assert stream.get_option(SOL_SOCKET, SO_TYPE, options.raw(4)) == struct.pack("i", SOCK_STREAM)
    stream.set_option(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 9))
    assert stream.get_option(SOL_SOCKET, SO_LINGER) == (True, 9)
    assert stream.get_option(SOL_SOCKET, SO_LINGER, options.raw()) == struct.pack("ii", 1, 9)
    with pytest.raises(TypeError):
        stream.set_option(SOL_SOCKET, SO_LINGER, (1, 9), options.raw(8))


def test_a_coding_of_the_caller_s_own(stream: Socket) -> None:
    stream.set_option(SOL_SOCKET, SO_REUSEADDR, 1, options.INT)
    assert stream.get_option(SOL_SOCKET, SO_REUSEADDR, options.INT) == 1
    assert type(stream.get_option(SOL_SOCKET, SO_REUSEADDR, options.INT)) is int


def test_an_unknown_option(stream: Socket) -> None:
    with pytest.raises(NoSuchOption) as caught:
        stream.get_option(SOL_SOCKET, 12345)
    assert caught.value.operation == "get_option"
    assert caught.value.socket is stream
    with pytest.raises(NoSuchOption):
        stream.set_option(SOL_SOCKET, 12345, 1)


@pytest.mark.parametrize(
    ("level", "name", "value", "error"),
    [
        (SOL_SOCKET, SO_LINGER, 5, TypeError),
        (SOL_SOCKET, SO_LINGER, (1,), ValueError),
        (SOL_SOCKET, SO_LINGER, (1, 1 << 40), ValueError),
        (SOL_SOCKET, SO_LINGER, (1, "5"), TypeError),
        (SOL_SOCKET, SO_RCVTIMEO, -1, ValueError),
        (SOL_SOCKET, SO_RCVTIMEO, float("inf"), ValueError),
        (SOL_SOCKET, SO_RCVTIMEO, float("nan"), ValueError),
        (SOL_SOCKET, SO_RCVTIMEO, "1", TypeError),
        (IPPROTO_IP, IP_TTL, "7", TypeError),
        (IPPROTO_IP, IP_TTL, 1 << 40, ValueError),
        (IPPROTO_IP, IP_ADD_MEMBERSHIP, ("group", "0.0.0.0"), ValueError),
        (IPPROTO_IP, IP_ADD_MEMBERSHIP, "224.0.0.1", TypeError),
        (IPPROTO_IPV6, IPV6_JOIN_GROUP, ("127.0.0.1", 1), ValueError),
        (IPPROTO_IPV6, IPV6_JOIN_GROUP, ("ff02::1", "lo"), TypeError),
    ],
)
def test_values_that_cannot_be_written(
    stream: Socket, level: int, name: int, value: Any, error: type[Exception]
) -> None:
    with pytest.raises(error):
        stream.set_option(level, name, value)


def test_the_smallest_time_is_not_for_ever() -> None:
    assert options.TIME.decode(options.TIME.encode(1e-9)) == 1e-6
    assert options.TIME.decode(options.TIME.encode(0)) is None


def test_a_time_in_milliseconds_is_that_time() -> None:
    for milliseconds in range(1, 3000):
        encoded = options.TIME.encode(milliseconds / 1000)
        assert struct.unpack("@ll", encoded) == divmod(milliseconds * 1000, 1_000_000)


def test_multicast(datagram: Socket) -> None:
    datagram.set_option(IPPROTO_IP, IP_MULTICAST_IF, "127.0.0.1")
    assert datagram.get_option(IPPROTO_IP, IP_MULTICAST_IF) == "127.0.0.1"
    datagram.set_option(IPPROTO_IP, IP_ADD_MEMBERSHIP, ("224.0.0.251", "127.0.0.1"))
    datagram.set_option(IPPROTO_IP, IP_DROP_MEMBERSHIP, ("224.0.0.251", "127.0.0.1"))
    with pytest.raises(OSError, match="set_option"):  # it is no longer a member
        datagram.set_option(IPPROTO_IP, IP_DROP_MEMBERSHIP, ("224.0.0.251", "127.0.0.1"))


@linux
def test_multicast_by_the_index_of_an_interface(datagram: Socket) -> None:
    import socket as stdlib

    index = stdlib.if_nametoindex("lo")
    datagram.set_option(IPPROTO_IP, IP_MULTICAST_IF, index)
    datagram.set_option(IPPROTO_IP, IP_ADD_MEMBERSHIP, ("224.0.0.251", index))
    with Socket.open(AF_INET6, SOCK_DGRAM) as six:
        six.set_option(IPPROTO_IPV6, IPV6_JOIN_GROUP, ("ff02::fb", index))


def test_memberships_decode() -> None:
    for coding, value in (
        (options.MEMBERSHIP, ("224.0.0.1", "127.0.0.1")),
        (options.MEMBERSHIP6, ("ff02::1", 3)),
        (options.CREDENTIALS, (1, 2, 3)),
        (options.TEXT, "cubic"),
    ):
        assert coding.decode(coding.encode(value)) == value


@linux
def test_credentials_and_text(pair: tuple[Socket, Socket], stream: Socket) -> None:
    import os

    peer = option_named("SO_PEERCRED")
    if peer is not None:  # Python 3.11 and later have the name on Linux
        assert pair[0].get_option(peer.level, peer.number) == (
            os.getpid(),
            os.getuid(),
            os.getgid(),
        )
    congestion = option_named("TCP_CONGESTION")
    assert congestion is not None
    name = stream.get_option(congestion.level, congestion.number)
    assert name.isprintable()
    stream.set_option(congestion.level, congestion.number, name)
