"""CHICKEN's socket options: getters, setters, and any option at all."""

from __future__ import annotations

import gc
import os
import pickle
import struct
from collections.abc import Callable, Iterator
from typing import Any, assert_type

import pytest

from schemesockets.dialects import chicken
from schemesockets.dialects.chicken import (
    AF_INET,
    AF_INET6,
    IPPROTO_TCP,
    SO_KEEPALIVE,
    SO_LINGER,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
    TCP_KEEPALIVE,
    TCP_NODELAY,
    TCP_NOOPT,
    TCP_NOPUSH,
    ChickenError,
    Socket,
    UnsupportedError,
    condition_kinds,
    get_socket_option,
    inet_address,
    ipv6_v6_only,
    set_ipv6_v6_only,
    set_so_receive_buffer,
    set_so_send_buffer,
    set_socket_option,
    so_accept_connections,
    so_error,
    so_receive_buffer,
    so_send_buffer,
    so_type,
    socket,
    socket_bind,
    socket_close,
    socket_listen,
    tcp_no_delay,
)

pytestmark = pytest.mark.usefixtures("_no_leak")

UNSUPPORTED = ("exn", "i/o", "net", "unsupported")


@pytest.fixture
def so() -> Iterator[Socket]:
    with socket(AF_INET, SOCK_STREAM) as so:
        yield so


def raised(call: Callable[[], object]) -> ChickenError:
    with pytest.raises(ChickenError) as caught:
        call()
    return caught.value


def accessors(name: str) -> tuple[Any, Any]:
    return getattr(chicken, name), getattr(chicken, f"set_{name}")


BOOLEANS = [
    *("so_reuse_address", "so_keep_alive", "so_dont_route", "so_broadcast", "so_oob_inline"),
    "tcp_no_delay",
]
INTEGERS = {
    "so_receive_low_water": 5,
    "tcp_max_segment_size": 1000,
    "ip_type_of_service": 16,
    "ip_time_to_live": 9,
}
READ_ONLY = ["so_accept_connections", "so_error", "so_type"]


@pytest.mark.parametrize("name", BOOLEANS)
@pytest.mark.parametrize("by_descriptor", [False, True])
def test_booleans(so: Socket, name: str, by_descriptor: bool) -> None:
    get, put = accessors(name)
    s = so.fileno() if by_descriptor else so
    for value in (True, False, True):
        assert put(s, value) is None
        assert get(s) is value
    for bad in (1, 0, "#t", None, 1.0):
        error = raised(lambda bad=bad: put(s, bad))  # type: ignore[misc]
        assert error.kinds == ("exn", "type")
        assert isinstance(error, TypeError)
    assert get(s) is True


@pytest.mark.parametrize("name", INTEGERS)
def test_integers(so: Socket, name: str) -> None:
    get, put = accessors(name)
    put(so, INTEGERS[name])
    got = get(so)
    assert got == INTEGERS[name] or name == "tcp_max_segment_size"
    assert type(got) is int
    for value in (True, "1", None, 1.0):
        error = raised(lambda value=value: put(so, value))  # type: ignore[misc]
        assert error.kinds == ("exn", "type")
    assert raised(lambda: put(so, 2**31)).kinds == ("exn", "bounds")
    assert get(so) == got


@pytest.mark.parametrize("name", [*BOOLEANS, *INTEGERS, *READ_ONLY])
def test_what_help_says(name: str) -> None:
    get, put = accessors(name)
    for function, python in ((get, name), (put, f"set_{name}")):
        assert (function.__name__, function.__module__) == (python, chicken.options.__name__)
        assert pickle.loads(pickle.dumps(function)) is function
    form = get.__scheme__.form
    assert get.__doc__.startswith(f"`{form}`: ")
    assert put.__doc__.startswith(f"`(set! {form} value)`: ")
    assert ("read-only" in put.__doc__) is (name in READ_ONLY)
    type = "bool" if get.__scheme__.scheme.endswith("?") else "int"
    assert get.__annotations__["return"] == put.__annotations__["value"] == type


def test_types_are_known_without_running(so: Socket) -> None:
    assert_type(tcp_no_delay(so), bool)
    assert_type(so_type(s=so.fileno()), int)
    with pytest.raises(TypeError):
        set_ipv6_v6_only(s=so, value=1.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        so_type("so")  # type: ignore[arg-type]


def test_buffers(so: Socket) -> None:
    set_so_send_buffer(so, 30_000)
    set_so_receive_buffer(so, 40_000)
    assert so_send_buffer(so) >= 30_000
    assert so_receive_buffer(so) >= 40_000


@pytest.mark.parametrize("name", READ_ONLY)
def test_read_only(so: Socket, name: str) -> None:
    get, put = accessors(name)
    before = get(so)
    error = raised(lambda: put(so, before))
    assert error.message == "socket option is read-only"
    assert error.kinds == ("exn", "i/o", "net")
    assert get(so) == before


def test_what_read_only_ones_say(so: Socket) -> None:
    assert so_accept_connections(so) is False
    socket_bind(so, inet_address("127.0.0.1", 0))
    socket_listen(so, 1)
    assert so_accept_connections(so) is True
    assert so_type(so) == SOCK_STREAM
    assert so_error(so) == 0


@pytest.mark.parametrize(
    ("name", "constant", "value"),
    [
        ("tcp_no_push", TCP_NOPUSH, True),
        ("tcp_no_options", TCP_NOOPT, True),
        ("tcp_keep_alive", TCP_KEEPALIVE, 5),
    ],
)
def test_what_the_platform_lacks(
    so: Socket, name: str, constant: int | None, value: object
) -> None:
    if constant is not None:
        pytest.skip("this platform has it")
    get, put = accessors(name)
    for call in (lambda: get(so), lambda: put(so, value)):
        error = raised(call)
        assert isinstance(error, UnsupportedError)
        assert condition_kinds(error) == UNSUPPORTED


def test_of_another_protocol(so: Socket) -> None:
    assert raised(lambda: ipv6_v6_only(so)).kinds == UNSUPPORTED
    assert raised(lambda: set_ipv6_v6_only(so, True)).kinds == UNSUPPORTED
    with socket(AF_INET6, SOCK_STREAM) as other:
        set_ipv6_v6_only(other, True)
        assert ipv6_v6_only(other) is True
    with socket(AF_INET, SOCK_DGRAM) as other:
        assert raised(lambda: tcp_no_delay(other)).kinds == UNSUPPORTED


def test_any_option(so: Socket) -> None:
    assert set_socket_option(so, IPPROTO_TCP, TCP_NODELAY, 1) is None
    assert get_socket_option(so, IPPROTO_TCP, TCP_NODELAY) != 0
    assert get_socket_option(so, IPPROTO_TCP, TCP_NODELAY, 4) == struct.pack("@i", 1)
    for length in (64, 1025, 2**40):
        assert get_socket_option(so, IPPROTO_TCP, TCP_NODELAY, length) == struct.pack("@i", 1)
    assert get_socket_option(so, IPPROTO_TCP, TCP_NODELAY, 0) == b""
    set_socket_option(so, IPPROTO_TCP, TCP_NODELAY, "\0\0\0\0")
    assert get_socket_option(so, IPPROTO_TCP, TCP_NODELAY) == 0
    set_socket_option(so, IPPROTO_TCP, TCP_NODELAY, True)
    assert get_socket_option(so.fileno(), IPPROTO_TCP, TCP_NODELAY) == 1
    set_socket_option(so.fileno(), IPPROTO_TCP, TCP_NODELAY, bytearray(4))
    assert get_socket_option(so, IPPROTO_TCP, TCP_NODELAY) == 0
    linger = struct.pack("@ii", 1, 5)
    set_socket_option(so, SOL_SOCKET, SO_LINGER, linger)
    assert get_socket_option(so, SOL_SOCKET, SO_LINGER, 8) == linger


@pytest.mark.parametrize(
    ("level", "name"), [(SOL_SOCKET, 9999), (9999, 1), (None, 1), (SOL_SOCKET, None)]
)
def test_unknown_options(so: Socket, level: int | None, name: int | None) -> None:
    calls: list[Callable[[], object]] = [
        lambda: get_socket_option(so, level, name),
        lambda: get_socket_option(so, level, name, 8),
        lambda: set_socket_option(so, level, name, 1),
        lambda: get_socket_option(so.fileno(), level, name),
    ]
    for call in calls:
        error = raised(call)
        assert condition_kinds(error) == UNSUPPORTED
        assert isinstance(error, OSError)


def test_bad_arguments(so: Socket) -> None:
    good: tuple[Any, ...] = (so, SOL_SOCKET, SO_KEEPALIVE, 1)
    for position in range(4):
        for value in (1.5, object(), [1]):
            arguments: list[Any] = list(good)
            arguments[position] = value
            calls: list[Callable[[], object]] = [
                lambda arguments=arguments: set_socket_option(*arguments),  # type: ignore[misc]
                lambda arguments=arguments: get_socket_option(*arguments),  # type: ignore[misc]
            ]
            for call in calls:
                assert raised(call).kinds == ("exn", "type")
    assert raised(lambda: set_socket_option(so, 1, 9, None)).kinds == ("exn", "type")  # type: ignore[arg-type]
    assert raised(lambda: get_socket_option(so, 1, 9, -1)).kinds == ("exn", "bounds")
    assert raised(lambda: set_socket_option(so, 1, 9, 2**40)).kinds == ("exn", "bounds")
    assert raised(lambda: get_socket_option(so, 2**40, 9)).kinds == ("exn", "bounds")
    for name in (*BOOLEANS, *INTEGERS, *READ_ONLY):
        get, put = accessors(name)
        assert raised(lambda get=get: get("x")).kinds == ("exn", "type")  # type: ignore[misc]
        assert raised(lambda put=put: put(None, True)).kinds == ("exn", "type")  # type: ignore[misc]


def test_descriptors_that_are_no_sockets(so: Socket) -> None:
    reading, writing = os.pipe()
    try:
        for descriptor in (reading, -1, 2**31, 2**70):
            error = raised(lambda n=descriptor: so_type(n))  # type: ignore[misc]
            assert error.kinds == ("exn", "i/o", "net")
        gc.collect()
        os.write(writing, b"x")  # and they stay open
        assert os.read(reading, 1) == b"x"
    finally:
        os.close(reading)
        os.close(writing)
    socket_close(so)
    assert raised(lambda: so_type(so)).kinds == ("exn", "i/o", "net")
