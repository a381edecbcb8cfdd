"""Guile's socket calls over real sockets, and what they say to arguments they cannot take."""

from __future__ import annotations

import array
import contextlib
import errno
import gc
import os
import socket as stdlib
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from watched_threads import Background

from schemesockets.core import Closed, NoDescriptors
from schemesockets.dialects import guile as g
from schemesockets.dialects.guile import sockets
from schemesockets.dialects.guile.errors import (
    GuileError,
    GuileSystemError,
    OutOfRangeError,
    WrongNumberOfArgsError,
    WrongTypeArgError,
)

Pair = tuple[g.SocketPort, g.SocketPort]


def raised(call: Callable[..., object], *args: object) -> GuileError:
    with pytest.raises(GuileError) as caught:
        call(*args)
    return caught.value


def refused(number: int, call: Callable[..., object], *args: object) -> None:
    """The system says no, and the error says so to Guile and to Python."""
    error = raised(call, *args)
    assert isinstance(error, GuileSystemError)
    assert error.errno == number
    name = call.__scheme__.scheme  # type: ignore[attr-defined]
    assert error.key_and_arguments == (
        "system-error",
        name,
        "~A",
        (os.strerror(number),),
        (number,),
    )


@pytest.fixture
def pair() -> Iterator[Pair]:
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
    yield first, second
    g.close_port(first)
    g.close_port(second)


@pytest.fixture
def datagrams() -> Iterator[Pair]:
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_DGRAM, 0)
    yield first, second
    g.close_port(first)
    g.close_port(second)


@contextlib.contextmanager
def opened(family: int = g.PF_INET, style: int = g.SOCK_STREAM) -> Iterator[g.SocketPort]:
    port = g.socket(family, style, 0)
    try:
        yield port
    finally:
        g.close_port(port)


@pytest.fixture
def udp() -> Iterator[g.SocketPort]:
    with opened(style=g.SOCK_DGRAM) as port:
        yield port


@pytest.fixture
def server() -> Iterator[g.SocketPort]:
    with opened() as port:
        g.bind(port, g.AF_INET, g.INADDR_LOOPBACK, 0)
        g.listen(port, 5)
        yield port


def number_of(port: g.SocketPort) -> int:
    name = g.getsockname(port)
    assert name is not None
    return g.sockaddr_port(name)


def accepted(server: g.SocketPort, flags: int = 0) -> tuple[g.SocketPort, Any]:
    made = g.accept(server, flags)
    assert made is not None
    return made


def nonblocking(port: g.SocketPort) -> g.SocketPort:
    g.fcntl(port, g.F_SETFL, g.O_NONBLOCK | g.fcntl(port, g.F_GETFL))
    return port


def has_flag(port: g.SocketPort) -> bool:
    return bool(g.fcntl(port, g.F_GETFL) & g.O_NONBLOCK)


# Bad arguments. In a call, "S" stands for a socket of UDP.

NOT_A_SOCKET: list[Any] = [5, None, "s", b"s", True, [1]]
CALLS: dict[str, tuple[Any, ...]] = {
    "getsockopt": (g.SOL_SOCKET, g.SO_TYPE),
    "setsockopt": (g.SOL_SOCKET, g.SO_KEEPALIVE, 1),
    "shutdown": (1,),
    "connect": (g.AF_INET, g.INADDR_LOOPBACK, 9),
    "bind": (g.AF_INET, g.INADDR_LOOPBACK, 0),
    "listen": (1,),
    "accept": (),
    "getsockname": (),
    "getpeername": (),
    "recv_into": (bytearray(1),),
    "recvfrom_into": (bytearray(1),),
    "send": (b"x",),
    "sendto": (b"x", g.AF_INET, g.INADDR_LOOPBACK, 9),
}
"""Each call that takes a socket, with good arguments after it."""


def test_the_calls_are_all_here() -> None:
    assert {*CALLS, "socket", "socketpair"} == {*vars(sockets)["__all__"]}


@pytest.mark.parametrize("value", NOT_A_SOCKET, ids=repr)
@pytest.mark.parametrize("name", CALLS)
def test_what_is_no_socket(name: str, value: object) -> None:
    call = getattr(g, name)
    error = raised(call, value, *CALLS[name])
    assert isinstance(error, WrongTypeArgError)
    assert isinstance(error, TypeError)
    scheme = call.__scheme__.scheme
    assert (error.procedure, error.argument, error.position) == (scheme, "sock", 1)
    assert error.value is value
    assert str(error).startswith(f"{scheme}: sock: expected an open file port, got ")
    assert error.key_and_arguments[3:] == ((1, "open file port", value), (value,))


@pytest.mark.parametrize("name", CALLS)
def test_a_socket_that_is_closed(name: str) -> None:
    port = g.socket(g.PF_INET, g.SOCK_DGRAM, 0)
    g.close_port(port)
    error = raised(getattr(g, name), port, *CALLS[name])
    assert isinstance(error, WrongTypeArgError)
    assert (error.argument, error.position) == ("sock", 1)
    assert str(error).partition(" got ")[2].startswith("#<closed: file ")


FLOAT, BIG = 1.5, 2**70
WRONG: list[tuple[str, tuple[Any, ...], str, int]] = [
    ("socket", ("a", 1, 0), "family", 1),
    ("socket", (True, 1, 0), "family", 1),
    ("socket", (g.PF_INET, None, 0), "style", 2),
    ("socket", (g.PF_INET, g.SOCK_STREAM, FLOAT), "proto", 3),
    ("socketpair", (FLOAT, 1, 0), "family", 1),
    ("socketpair", (g.PF_UNIX, "a", 0), "style", 2),
    ("socketpair", (g.PF_UNIX, g.SOCK_STREAM, "tcp"), "proto", 3),
    ("getsockopt", ("S", "x", 1), "level", 2),
    ("getsockopt", ("S", g.SOL_SOCKET, None), "optname", 3),
    ("setsockopt", ("S", FLOAT, 1, 1), "level", 2),
    ("setsockopt", ("S", g.SOL_SOCKET, "x", 1), "optname", 3),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_KEEPALIVE, True), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_KEEPALIVE, FLOAT), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_KEEPALIVE, b"abcd"), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_KEEPALIVE, (1, 2)), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_LINGER, 5), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_LINGER, [1, 5]), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_LINGER, (1, "a")), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_LINGER, (1, 2, 3)), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_RCVTIMEO, 5), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_SNDTIMEO, (FLOAT, 0)), "value", 4),
    ("setsockopt", ("S", g.IPPROTO_IP, g.IP_ADD_MEMBERSHIP, 5), "value", 4),
    ("setsockopt", ("S", g.IPPROTO_IP, g.IP_MULTICAST_IF, (1, 2)), "value", 4),
    ("setsockopt", ("S", g.IPPROTO_IP, g.IP_DROP_MEMBERSHIP, ("a", 0)), "value", 4),
    ("shutdown", ("S", "x"), "how", 2),
    ("shutdown", ("S", True), "how", 2),
    ("connect", ("S", "a"), "sockaddr", 2),
    ("connect", ("S", g.AF_INET), "sockaddr", 2),
    ("connect", ("S", "inet", 1, 1), "family", 2),
    ("connect", ("S", g.AF_INET, "127.0.0.1", 1), "ipv4addr", 3),
    ("connect", ("S", g.AF_INET, 1, "http"), "port", 4),
    ("connect", ("S", g.AF_INET6, 1, 1, "f"), "flowinfo", 5),
    ("connect", ("S", g.AF_INET6, 1, 1, 0, "s"), "scopeid", 6),
    ("bind", ("S", None), "sockaddr", 2),
    ("bind", ("S", [], 1, 1), "family", 2),
    ("bind", ("S", g.AF_UNIX, 5), "path", 3),
    ("bind", ("S", g.AF_UNIX, b"/x"), "path", 3),
    ("listen", ("S", "5"), "backlog", 2),
    ("accept", ("S", "x"), "flags", 2),
    ("recv_into", ("S", b"abc"), "buf", 2),
    ("recv_into", ("S", "abc"), "buf", 2),
    ("recv_into", ("S", None), "buf", 2),
    ("recv_into", ("S", bytearray(1), "x"), "flags", 3),
    ("recv_into", ("S", bytearray(1), None), "flags", 3),
    ("send", ("S", "abc"), "message", 2),
    ("send", ("S", [1]), "message", 2),
    ("send", ("S", b"x", FLOAT), "flags", 3),
    ("recvfrom_into", ("S", b"abc"), "buf", 2),
    ("recvfrom_into", ("S", "abc", 0, 9), "buf", 2),
    ("recvfrom_into", ("S", bytearray(3), "x"), "flags", 3),
    ("recvfrom_into", ("S", bytearray(3), 0, "x"), "start", 4),
    ("recvfrom_into", ("S", bytearray(3), 0, FLOAT), "start", 4),
    ("recvfrom_into", ("S", bytearray(3), 0, 0, "x"), "end", 5),
    ("sendto", ("S", "abc", g.AF_INET, g.INADDR_LOOPBACK, 9), "message", 2),
    ("sendto", ("S", b"x", "a"), "sockaddr", 3),
    ("sendto", ("S", b"x", None, 1, 1), "family", 3),
    ("sendto", ("S", b"x", g.AF_INET, None, 1), "ipv4addr", 4),
    ("sendto", ("S", b"x", g.AF_INET, 1, None), "port", 5),
    ("sendto", ("S", b"x", g.AF_INET, 1, 1, "f"), "flags", 6),
]
OUT_OF_RANGE: list[tuple[str, tuple[Any, ...], str, int]] = [
    ("socket", (BIG, 1, 0), "family", 1),
    ("socketpair", (g.PF_UNIX, g.SOCK_STREAM, BIG), "proto", 3),
    ("getsockopt", ("S", g.SOL_SOCKET, BIG), "optname", 3),
    ("setsockopt", ("S", BIG, 1, 1), "level", 2),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_KEEPALIVE, 2**31), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_KEEPALIVE, BIG), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_LINGER, (1, 2**40)), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_RCVTIMEO, (-1, 0)), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_RCVTIMEO, (BIG, 0)), "value", 4),
    ("setsockopt", ("S", g.SOL_SOCKET, g.SO_SNDTIMEO, (10**400, 0)), "value", 4),
    ("setsockopt", ("S", g.IPPROTO_IP, g.IP_ADD_MEMBERSHIP, (-1, 0)), "value", 4),
    ("setsockopt", ("S", g.IPPROTO_IP, g.IP_MULTICAST_IF, -1), "value", 4),
    ("setsockopt", ("S", g.IPPROTO_IP, g.IP_ADD_MEMBERSHIP, (0, 2**32)), "value", 4),
    ("shutdown", ("S", 3), "how", 2),
    ("shutdown", ("S", -1), "how", 2),
    ("connect", ("S", 999, 1, 1), "family", 2),
    ("connect", ("S", g.AF_INET, -1, 1), "ipv4addr", 3),
    ("connect", ("S", g.AF_INET, 1, 70000), "port", 4),
    ("bind", ("S", g.AF_INET, 2**32, 1), "ipv4addr", 3),
    ("bind", ("S", g.AF_UNIX, "x" * 200), "path", 3),
    ("listen", ("S", 2**40), "backlog", 2),
    ("recv_into", ("S", bytearray(1), BIG), "flags", 3),
    ("send", ("S", b"x", BIG), "flags", 3),
    ("recvfrom_into", ("S", bytearray(3), BIG), "flags", 3),
    ("recvfrom_into", ("S", bytearray(3), 0, 4), "start", 4),
    ("recvfrom_into", ("S", bytearray(3), 0, -1), "start", 4),
    ("recvfrom_into", ("S", bytearray(3), 0, BIG), "start", 4),
    ("recvfrom_into", ("S", bytearray(3), 0, 9, 2), "start", 4),
    ("recvfrom_into", ("S", bytearray(3), 0, 0, 4), "end", 5),
    ("recvfrom_into", ("S", bytearray(3), 0, 2, 1), "end", 5),
    ("recvfrom_into", ("S", bytearray(3), 0, 0, -1), "end", 5),
    ("sendto", ("S", b"x", g.AF_INET, 2**32, 1), "ipv4addr", 4),
    ("sendto", ("S", b"x", g.AF_INET, 1, -1), "port", 5),
    ("sendto", ("S", b"x", g.AF_INET, 1, 1, BIG), "flags", 6),
]


def blamed(
    udp: g.SocketPort, name: str, args: tuple[Any, ...], argument: str, position: int, key: str
) -> GuileError:
    call = getattr(g, name)
    error: Any = raised(call, *(udp if arg == "S" else arg for arg in args))
    assert error.key == key
    assert (error.procedure, error.argument) == (call.__scheme__.scheme, argument)
    assert error.position == position
    assert error.value == args[position - 1]
    assert error.arguments[0] == call.__scheme__.scheme
    assert error.arguments[2][0] == position
    found: GuileError = error
    return found


@pytest.mark.parametrize(("name", "args", "argument", "position"), WRONG)
def test_arguments_of_the_wrong_type(
    udp: g.SocketPort, name: str, args: tuple[Any, ...], argument: str, position: int
) -> None:
    nonblocking(udp)  # for a receive that would wait were its arguments not looked at
    error = blamed(udp, name, args, argument, position, "wrong-type-arg")
    assert isinstance(error, WrongTypeArgError)
    assert isinstance(error, TypeError)


@pytest.mark.parametrize(("name", "args", "argument", "position"), OUT_OF_RANGE)
def test_arguments_out_of_range(
    udp: g.SocketPort, name: str, args: tuple[Any, ...], argument: str, position: int
) -> None:
    nonblocking(udp)
    error = blamed(udp, name, args, argument, position, "out-of-range")
    assert isinstance(error, OutOfRangeError)
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("connect", ()),
        ("bind", ()),
        ("bind", (g.AF_INET, 0)),
        ("bind", (g.AF_INET, 0, 0, 0)),
        ("connect", (g.AF_UNIX, "x", 0)),
        ("connect", (g.AF_INET6, 1, 1, 1, 1, 1)),
        ("sendto", (b"x",)),
        ("sendto", (b"x", g.AF_INET, 1)),
        ("sendto", (b"x", g.AF_INET, 1, 1, 0, 0)),
    ],
)
def test_too_few_and_too_many(udp: g.SocketPort, name: str, args: tuple[Any, ...]) -> None:
    error = raised(getattr(g, name), udp, *args)
    assert isinstance(error, WrongNumberOfArgsError)
    assert error.procedure == name


@pytest.mark.parametrize("name", ["bind", "connect", "sendto"])
@pytest.mark.parametrize("place", [(g.AF_INET6, 1, 9), (g.AF_UNIX, "/x")], ids=["inet6", "unix"])
def test_an_address_of_another_family(
    udp: g.SocketPort, name: str, place: tuple[Any, ...]
) -> None:
    message = (b"x",) if name == "sendto" else ()
    refused(errno.EAFNOSUPPORT, getattr(g, name), udp, *message, *place)
    refused(errno.EAFNOSUPPORT, getattr(g, name), udp, *message, g.make_socket_address(*place))


def test_what_the_system_refuses(udp: g.SocketPort) -> None:
    refused(errno.EAFNOSUPPORT, g.socket, 999, g.SOCK_STREAM, 0)
    refused(errno.EOPNOTSUPP, g.socketpair, g.PF_INET, g.SOCK_STREAM, 0)
    refused(errno.ENOPROTOOPT, g.getsockopt, udp, g.SOL_SOCKET, 9999)
    refused(errno.ENOPROTOOPT, g.setsockopt, udp, g.SOL_SOCKET, 9999, 1)
    refused(errno.ENOTCONN, g.shutdown, udp, 1)
    refused(errno.EOPNOTSUPP, g.listen, udp, 5)
    refused(errno.EOPNOTSUPP, g.accept, udp)
    refused(errno.ENOTCONN, g.getpeername, udp)
    refused(errno.EDESTADDRREQ, g.send, udp, b"x")
    refused(errno.EAGAIN, g.recv_into, nonblocking(udp), bytearray(1))
    refused(errno.EAGAIN, g.recvfrom_into, udp, bytearray(1))
    refused(errno.EMSGSIZE, g.sendto, udp, bytes(100_000), g.AF_INET, g.INADDR_LOOPBACK, 9)


def test_a_refused_connection_and_a_port_that_is_taken(server: g.SocketPort) -> None:
    with opened() as other:
        refused(errno.EADDRINUSE, g.bind, other, g.AF_INET, g.INADDR_LOOPBACK, number_of(server))
        with opened() as bound:
            g.bind(bound, g.AF_INET, g.INADDR_LOOPBACK, 0)
            with pytest.raises(ConnectionRefusedError):
                g.connect(other, g.AF_INET, g.INADDR_LOOPBACK, number_of(bound))


def test_a_peer_that_is_gone(pair: Pair) -> None:
    g.close_port(pair[1])
    with pytest.raises(BrokenPipeError):
        g.send(pair[0], b"x")
    assert g.recv_into(pair[0], bytearray(1)) == 0


# Sockets


@pytest.mark.parametrize("style", [g.SOCK_STREAM, g.SOCK_DGRAM])
def test_a_socket_that_does_not_wait_from_the_start(style: int) -> None:
    with opened(style=style | g.SOCK_NONBLOCK) as port:
        assert has_flag(port)
        assert not port.socket.blocking
        assert g.getsockopt(port, g.SOL_SOCKET, g.SO_STYLE) == style
    pair = g.socketpair(g.PF_UNIX, style | g.SOCK_NONBLOCK, 0)
    for port in pair:
        assert has_flag(port)
        refused(errno.EAGAIN, g.recv_into, port, bytearray(1))
    for port in pair:
        g.close_port(port)


def test_a_socket_prints_as_in_guile() -> None:
    with opened() as port:
        assert repr(port) == f"#<input-output: socket {g.fileno(port)}>"
    assert repr(port).startswith("#<closed: file ")


def test_a_dropped_socket_warns_and_is_closed() -> None:
    port: Any = g.socket(g.PF_INET, g.SOCK_STREAM, 0)
    g.set_port_encoding(port, "utf-8")
    descriptor = g.fileno(port)
    kept = [port]
    del port
    with pytest.warns(ResourceWarning, match="unclosed #<input-output: socket"):
        kept.clear()
    gc.collect()
    with pytest.raises(OSError):
        os.fstat(descriptor)


def test_no_descriptors_left(server: g.SocketPort, few_descriptors: Callable[[], None]) -> None:
    with opened() as client:
        g.connect(client, g.AF_INET, g.INADDR_LOOPBACK, number_of(server))
        few_descriptors()
        refused(errno.EMFILE, g.socket, g.PF_INET, g.SOCK_STREAM, 0)
        refused(errno.EMFILE, g.socketpair, g.PF_UNIX, g.SOCK_STREAM, 0)
        refused(errno.EMFILE, g.accept, server)
        with pytest.raises(NoDescriptors):
            g.accept(server)


# Connections


def test_a_connection(server: g.SocketPort) -> None:
    with opened() as client:
        assert g.connect(client, g.AF_INET, g.INADDR_LOOPBACK, number_of(server)) is True
        port, origin = accepted(server)
        assert origin == g.getsockname(client)
        assert g.getpeername(client) == g.getsockname(port)
        assert not has_flag(port)
        assert g.send(client, b"abc") == 3
        buffer = bytearray(10)
        assert g.recv_into(port, buffer) == 3
        assert buffer == b"abc" + bytes(7)
        g.shutdown(client, 1)
        assert g.recv_into(port, buffer) == 0
        g.close_port(port)


def test_a_connection_by_a_socket_address(server: g.SocketPort) -> None:
    name = g.getsockname(server)
    assert name is not None
    with opened() as client:
        assert g.connect(client, name) is True
        g.close_port(accepted(server)[0])


def test_accepting_with_flags(server: g.SocketPort) -> None:
    for flags, waits in ((0, True), (g.SOCK_CLOEXEC, True), (g.SOCK_NONBLOCK, False)):
        with opened() as client:
            g.connect(client, g.AF_INET, g.INADDR_LOOPBACK, number_of(server))
            port, _ = accepted(server, flags)
            assert has_flag(port) is not waits
            assert not os.get_inheritable(g.fileno(port))
            g.close_port(port)


@pytest.mark.parametrize("flags", [12345, -1, 2**70, g.MSG_PEEK])
def test_accepting_with_flags_that_mean_nothing(server: g.SocketPort, flags: int) -> None:
    with opened() as client:
        g.connect(client, g.AF_INET, g.INADDR_LOOPBACK, number_of(server))
        refused(errno.EINVAL, g.accept, server, flags)
        g.close_port(accepted(server)[0])  # it still waits


def test_without_waiting(server: g.SocketPort) -> None:
    assert g.accept(nonblocking(server)) is None
    with opened() as client:
        nonblocking(client)
        assert g.connect(client, g.AF_INET, g.INADDR_LOOPBACK, number_of(server)) in (True, None)
        assert g.select([], [client], [], 20)[1] == [client]
        assert g.getsockopt(client, g.SOL_SOCKET, g.SO_ERROR) == 0
        assert g.select([server], [], [], 20)[0] == [server]
        g.close_port(accepted(server)[0])


def test_a_full_socket_that_does_not_wait(pair: Pair) -> None:
    nonblocking(pair[0])
    sizes = []

    def fill() -> None:
        while True:
            sizes.append(g.send(pair[0], bytes(65536)))

    with pytest.raises(BlockingIOError):
        fill()
    assert sum(sizes) > 0
    refused(errno.EAGAIN, g.send, pair[0], bytes(65536))


def test_a_unix_server(tmp_path: Path) -> None:
    path = str(tmp_path / "socket")
    with opened(g.PF_UNIX) as server, opened(g.PF_UNIX) as client:
        g.bind(server, g.AF_UNIX, path)
        g.listen(server, 1)
        assert g.connect(client, g.AF_UNIX, path) is True
        port, origin = accepted(server)
        assert g.sockaddr_path(origin) is None
        peer = g.getpeername(client)
        assert peer is not None
        assert g.sockaddr_path(peer) == path
        g.close_port(port)


# Closed by another thread


def test_close_while_accept_waits(server: g.SocketPort) -> None:
    waiting = Background(g.accept, server)
    waiting.until_blocked()
    g.close_port(server)
    with pytest.raises(GuileSystemError) as caught:
        waiting.outcome()
    assert isinstance(caught.value, Closed)
    assert caught.value.errno == errno.EBADF
    assert caught.value.procedure == "accept"


@pytest.mark.parametrize("name", ["recv_into", "recvfrom_into"])
@pytest.mark.parametrize("style", [g.SOCK_STREAM, g.SOCK_DGRAM])
def test_close_while_a_receive_waits(name: str, style: int) -> None:
    pair = g.socketpair(g.PF_UNIX, style, 0)
    waiting = Background(getattr(g, name), pair[0], bytearray(10))
    waiting.until_blocked()
    g.close_port(pair[0])
    with pytest.raises(GuileError) as caught:
        waiting.outcome()
    assert caught.value.procedure == getattr(g, name).__scheme__.scheme
    g.close_port(pair[1])


def test_close_while_a_send_waits(pair: Pair) -> None:
    def fill() -> None:
        while True:
            g.send(pair[0], bytes(65536))

    waiting = Background(fill)
    waiting.until_blocked()
    g.close_port(pair[0])
    with pytest.raises(GuileError) as caught:
        waiting.outcome()
    assert caught.value.procedure == "send"


# Receiving into a part of a buffer, datagrams


def test_receiving_between_start_and_end(datagrams: Pair) -> None:
    first, second = datagrams
    for args, expected in (
        ((), b"abcde---"),
        ((0, 2), b"--abcde-"),
        ((0, 2, 4), b"--ab----"),
        ((0, 0, 8), b"abcde---"),
        ((0, 7, 8), b"-------a"),
    ):
        g.send(first, b"abcde")
        buffer = bytearray(b"-" * 8)
        count, origin = g.recvfrom_into(second, buffer, *args)
        assert buffer == expected
        assert count == 8 - expected.count(b"-")
        assert origin is None


@pytest.mark.parametrize("name", ["recv_into", "recvfrom_into"])
def test_receiving_nothing_takes_a_datagram(datagrams: Pair, name: str) -> None:
    first, second = datagrams
    receive = getattr(g, name)
    for message in (b"one", b"two", b"three"):
        g.send(first, message)
    assert receive(second, bytearray(0)) in (0, (0, None))
    if name == "recvfrom_into":
        assert receive(second, bytearray(3), 0, 3, 3) == (0, None)
    else:
        assert receive(second, bytearray(0)) == 0
    buffer = bytearray(10)
    assert g.recv_into(second, buffer) == 5
    assert buffer[:5] == b"three"
    nonblocking(second)
    refused(errno.EAGAIN, receive, second, bytearray(0))


def test_an_empty_datagram(datagrams: Pair) -> None:
    assert g.send(datagrams[0], b"") == 0
    assert g.recv_into(datagrams[1], bytearray(5)) == 0
    assert g.send(datagrams[0], b"") == 0
    assert g.recvfrom_into(datagrams[1], bytearray(5)) == (0, None)


def test_flags(datagrams: Pair) -> None:
    first, second = datagrams
    g.send(first, b"abc", 0)
    buffer = bytearray(3)
    assert g.recv_into(second, buffer, g.MSG_PEEK) == 3
    assert g.recvfrom_into(second, buffer, g.MSG_PEEK) == (3, None)
    assert g.recv_into(second, buffer, g.MSG_DONTWAIT) == 3
    refused(errno.EAGAIN, g.recv_into, second, buffer, g.MSG_DONTWAIT)


def test_other_buffers(pair: Pair) -> None:
    first, second = pair
    words = array.array("H", [0, 0])
    g.send(first, array.array("H", [258, 3]))
    assert g.recv_into(second, words) == 4
    assert words == array.array("H", [258, 3])
    g.send(first, memoryview(b"abcdef")[2:4])
    buffer = bytearray(6)
    assert g.recvfrom_into(second, memoryview(buffer)[1:], 0, 1)[0] == 2
    assert buffer == b"\0\0cd\0\0"


def test_sendto_and_the_origin(udp: g.SocketPort) -> None:
    with opened(style=g.SOCK_DGRAM) as other:
        g.bind(other, g.AF_INET, g.INADDR_LOOPBACK, 0)
        name = g.getsockname(other)
        g.bind(udp, g.AF_INET, g.INADDR_LOOPBACK, 0)
        buffer = bytearray(10)
        place = (g.AF_INET, g.INADDR_LOOPBACK, number_of(other))
        for address in (place, (*place, 0), (name,), (name, 0)):
            assert g.sendto(udp, b"abc", *address) == 3
            assert g.recvfrom_into(other, buffer) == (3, g.getsockname(udp))


def test_a_message_that_is_sent_to_a_closed_socket_of_another_family() -> None:
    port = g.socket(g.PF_INET, g.SOCK_DGRAM, 0)
    g.close_port(port)
    assert isinstance(raised(g.sendto, port, b"x", g.AF_UNIX, "/x"), WrongTypeArgError)


# Options


def test_integers_as_options(udp: g.SocketPort) -> None:
    assert g.getsockopt(udp, g.SOL_SOCKET, g.SO_TYPE) == g.SOCK_DGRAM
    assert g.getsockopt(udp, g.SOL_SOCKET, g.SO_BROADCAST) == 0
    g.setsockopt(udp, g.SOL_SOCKET, g.SO_BROADCAST, 1)
    assert g.getsockopt(udp, g.SOL_SOCKET, g.SO_BROADCAST) == 1
    g.setsockopt(udp, g.IPPROTO_IP, g.IP_MULTICAST_TTL, 3)
    assert g.getsockopt(udp, g.IPPROTO_IP, g.IP_MULTICAST_TTL) == 3


def test_lingering_is_a_pair() -> None:
    with opened() as port:
        assert g.getsockopt(port, g.SOL_SOCKET, g.SO_LINGER) == (0, 0)
        g.setsockopt(port, g.SOL_SOCKET, g.SO_LINGER, (1, 5))
        assert g.getsockopt(port, g.SOL_SOCKET, g.SO_LINGER) == (1, 5)
        raw = port.socket.sock.getsockopt(stdlib.SOL_SOCKET, stdlib.SO_LINGER, 8)
        assert struct.unpack("ii", raw) == (1, 5)


@pytest.mark.parametrize("name", [g.SO_RCVTIMEO, g.SO_SNDTIMEO])
def test_times_are_pairs(udp: g.SocketPort, name: int) -> None:
    assert g.getsockopt(udp, g.SOL_SOCKET, name) == (0, 0)
    g.setsockopt(udp, g.SOL_SOCKET, name, (1, 500_000))
    assert g.getsockopt(udp, g.SOL_SOCKET, name) == (1, 500_000)
    g.setsockopt(udp, g.SOL_SOCKET, name, (0, 2_000_000))
    assert g.getsockopt(udp, g.SOL_SOCKET, name) == (2, 0)
    g.setsockopt(udp, g.SOL_SOCKET, name, (0, 0))
    assert g.getsockopt(udp, g.SOL_SOCKET, name) == (0, 0)


def test_a_receive_that_has_waited_long_enough(pair: Pair) -> None:
    g.setsockopt(pair[0], g.SOL_SOCKET, g.SO_RCVTIMEO, (0, 20_000))
    refused(errno.EAGAIN, g.recv_into, pair[0], bytearray(1))
    refused(errno.EAGAIN, g.get_u8, pair[0])


def test_multicast_requests_are_pairs(udp: g.SocketPort) -> None:
    group = g.inet_pton(g.AF_INET, "224.0.0.251")
    g.setsockopt(udp, g.IPPROTO_IP, g.IP_ADD_MEMBERSHIP, (group, g.INADDR_LOOPBACK))
    refused(
        errno.EADDRINUSE,
        g.setsockopt,
        udp,
        g.IPPROTO_IP,
        g.IP_ADD_MEMBERSHIP,
        (group, g.INADDR_LOOPBACK),
    )
    g.setsockopt(udp, g.IPPROTO_IP, g.IP_DROP_MEMBERSHIP, (group, g.INADDR_LOOPBACK))
    one = (1, g.INADDR_LOOPBACK)  # 0.0.0.1, no group
    refused(errno.EINVAL, g.setsockopt, udp, g.IPPROTO_IP, g.IP_ADD_MEMBERSHIP, one)


def test_the_interface_for_multicast_is_an_address_in_host_byte_order(udp: g.SocketPort) -> None:
    assert g.getsockopt(udp, g.IPPROTO_IP, g.IP_MULTICAST_IF) == g.INADDR_ANY
    g.setsockopt(udp, g.IPPROTO_IP, g.IP_MULTICAST_IF, g.INADDR_LOOPBACK)
    assert g.getsockopt(udp, g.IPPROTO_IP, g.IP_MULTICAST_IF) == g.INADDR_LOOPBACK
    raw = udp.socket.sock.getsockopt(stdlib.IPPROTO_IP, stdlib.IP_MULTICAST_IF, 4)
    assert raw == stdlib.inet_aton("127.0.0.1")


# Errors as Guile's handlers see them


def test_catch(udp: g.SocketPort) -> None:
    def thrown(key: Any, call: Callable[..., Any], *args: Any) -> Any:
        return g.catch(key, lambda: call(*args), lambda *thrown: thrown)

    key, *rest = thrown("system-error", g.getpeername, udp)
    assert key == "system-error"
    assert g.system_error_errno((key, *rest)) == errno.ENOTCONN
    assert thrown("out-of-range", g.shutdown, udp, 3)[:2] == ("out-of-range", "shutdown")
    assert thrown(True, g.send, udp, "x")[0] == "wrong-type-arg"
    with pytest.raises(OutOfRangeError):
        thrown("system-error", g.shutdown, udp, 3)
