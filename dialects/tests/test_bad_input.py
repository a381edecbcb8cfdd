"""Every procedure of both dialects, each argument in turn wrong: refused, and nothing happens.

Each entry is a procedure and good arguments for it. What is wrong in place of each is told by what
the mark says that argument must be.
"""

from __future__ import annotations

import gc
import inspect
import select
import socket as stdlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from watched_threads import open_descriptors

from schemesockets.core import InputPort, Socket, TwoWayPort
from schemesockets.dialects import foment, srfi106
from schemesockets.dialects.conditions import (
    ArgumentTypeError,
    ArgumentValueError,
    Condition,
    error_object_message,
)
from schemesockets.dialects.dialect import Dialect, Name

SOCKET = object()  # stands for a socket of the dialect

GOOD: dict[Dialect, dict[str, tuple[Any, ...]]] = {
    srfi106.DIALECT: {
        "make-client-socket": ("127.0.0.1", "9", 2, 1, 0, 0),
        "make-server-socket": ("0", 2, 1, 0),
        "socket-accept": (SOCKET,),
        "socket-send": (SOCKET, b"abc", 0),
        "socket-recv": (SOCKET, 3, 0),
        "socket-shutdown": (SOCKET, 2),
        "socket-close": (SOCKET,),
        "socket-input-port": (SOCKET,),
        "socket-output-port": (SOCKET,),
        "call-with-socket": (SOCKET, len),
    },
    foment.DIALECT: {
        "make-socket": (2, 1, 6),
        "bind-socket": (SOCKET, "localhost", "0", 2, 1, 6),
        "listen-socket": (SOCKET, 5),
        "accept-socket": (SOCKET,),
        "connect-socket": (SOCKET, "127.0.0.1", "9", 2, 1, 0, 6),
        "shutdown-socket": (SOCKET, 2),
        "send-socket": (SOCKET, b"abc", 0),
        "recv-socket": (SOCKET, 3, 0),
        "get-ip-addresses": (2,),
    },
}

INTEGERS = (None, "1", b"1", 1.0, True, False, [1], object(), 1j)
WRONG_TYPE: dict[str, tuple[object, ...]] = {
    "a socket": (None, 5, "socket", b"", object(), stdlib.socket, Socket),
    "a socket port": (None, 5, "socket", b"", object(), TwoWayPort),
    "a string": (None, 80, b"80", 80.0, True, ["80"], object()),
    "a string, a service's name or a port from 0 to 65535": (None, 80, b"80", 0, True, ("80",)),
    "a bytevector": (None, "abc", 5, [97, 98], object(), memoryview(b"abcdef")[::2], True),
    "a procedure": (None, 5, "len", object()),
    "an exact integer": INTEGERS,
    "an exact integer that C's int holds": INTEGERS,
    "an exact non-negative integer": INTEGERS,
    "*shut-rd*, *shut-wr* or *shut-rdwr*": INTEGERS,
    "0 or *msg-oob*": INTEGERS,
    "0, *msg-peek*, *msg-oob* or *msg-waitall*": INTEGERS,
    "*af-inet*, *af-inet6* or *af-unspec*": INTEGERS,
}
WRONG_VALUE: dict[str, tuple[object, ...]] = {
    "a string, a service's name or a port from 0 to 65535": ("", "65536", "-1", "+80", " 80"),
    "an exact integer": (2**31, -(2**31) - 1, 2**64, -(2**70)),
    "an exact integer that C's int holds": (2**31, -(2**31) - 1, 2**64, -(2**70)),
    "an exact non-negative integer": (-1, -(2**70), 2**70),
    "*shut-rd*, *shut-wr* or *shut-rdwr*": (-1, 3, 2**70),
    "0 or *msg-oob*": (2, 3, -1, 2**70),
    "0, *msg-peek*, *msg-oob* or *msg-waitall*": (3, 4, -1, 2**70),
    "*af-inet*, *af-inet6* or *af-unspec*": (1, 3, -1, 2**70),
}

CASES = [
    pytest.param(dialect, name, index, id=f"{name}-{list(dialect.lookup(name).arguments)[index]}")
    for dialect, table in GOOD.items()
    for name, args in table.items()
    for index in range(len(args))
]


def test_every_procedure_is_here() -> None:
    for dialect, table in GOOD.items():
        procedures = {name.scheme for name in dialect.names if name.kind == "procedure"}
        flags = {"socket?", "socket-merge-flags", "socket-purge-flags"}
        assert set(table) == procedures - flags


class Bench:
    """A connected socket of a dialect whose peer has sent "xyz"."""

    def __init__(self, dialect: Dialect) -> None:
        self.here, self.peer = Socket.pair()
        self.port = TwoWayPort(self.here, foment._POLICY) if dialect is foment.DIALECT else None
        self.peer.sock.send(b"xyz")

    def good(self, args: tuple[Any, ...]) -> list[Any]:
        return [(self.port or self.here) if arg is SOCKET else arg for arg in args]

    def check_untouched(self) -> None:
        """Nothing was sent, received, shut down or closed."""
        assert not self.here.closed
        assert self.here.sock.recv(99, int(stdlib.MSG_DONTWAIT)) == b"xyz"
        assert select.select([self.peer], [], [], 0) == ([], [], [])

    def close(self) -> None:
        if self.port is not None:
            self.port.close()
        self.here.close()
        self.peer.close()


@pytest.fixture
def bench() -> Iterator[Callable[[Dialect], Bench]]:
    made: list[Bench] = []

    def make(dialect: Dialect) -> Bench:
        made.append(Bench(dialect))
        return made[-1]

    yield make
    for each in made:
        each.close()


def refuse(
    name: Name, args: list[Any], index: int, value: object, expected: type[Condition]
) -> Condition:
    args = [*args[:index], value, *args[index + 1 :]]
    assert callable(name.value)
    with pytest.raises(expected) as caught:
        name.value(*args)
    argument, kind = list(name.arguments.items())[index]
    text = str(caught.value)
    assert text.startswith(f"{name.scheme}: {argument}: expected {kind.expected}"), text
    assert ", got " in text
    assert caught.value.irritants == (value,)
    assert error_object_message(caught.value).startswith(
        f"{name.scheme}: expected {kind.expected}"
    )
    return caught.value


@pytest.mark.parametrize(("dialect", "scheme", "index"), CASES)
def test_an_argument_of_the_wrong_type(
    bench: Callable[[Dialect], Bench], dialect: Dialect, scheme: str, index: int
) -> None:
    name = dialect.lookup(scheme)
    kind = list(name.arguments.values())[index]
    table = bench(dialect)
    args = table.good(GOOD[dialect][scheme])
    gc.collect()
    before = open_descriptors()
    for value in WRONG_TYPE[kind.expected]:
        assert isinstance(refuse(name, args, index, value, ArgumentTypeError), TypeError)
    gc.collect()
    assert open_descriptors() == before
    table.check_untouched()


@pytest.mark.parametrize(("dialect", "scheme", "index"), CASES)
def test_an_argument_of_the_wrong_value(
    bench: Callable[[Dialect], Bench], dialect: Dialect, scheme: str, index: int
) -> None:
    name = dialect.lookup(scheme)
    kind = list(name.arguments.values())[index]
    table = bench(dialect)
    args = table.good(GOOD[dialect][scheme])
    gc.collect()
    before = open_descriptors()
    for value in WRONG_VALUE.get(kind.expected, ()):
        assert isinstance(refuse(name, args, index, value, ArgumentValueError), ValueError)
    gc.collect()
    assert open_descriptors() == before
    table.check_untouched()


@pytest.mark.parametrize(
    ("dialect", "scheme"), [(dialect, name) for dialect in GOOD for name in GOOD[dialect]]
)
def test_too_many_or_too_few(
    bench: Callable[[Dialect], Bench], dialect: Dialect, scheme: str
) -> None:
    name = dialect.lookup(scheme)
    function: Any = name.value
    table = bench(dialect)
    args = table.good(GOOD[dialect][scheme])
    parameters = inspect.signature(function).parameters.values()
    required = sum(each.default is each.empty for each in parameters)
    for wrong in ((*args, 0), args[: required - 1], ()):
        with pytest.raises(TypeError, match=r"positional argument") as caught:
            function(*wrong)
        assert not isinstance(caught.value, Condition)
    table.check_untouched()


def test_other_things_with_a_socket_in_them(bench: Callable[[Dialect], Bench]) -> None:
    """A socket of one dialect is none of the other's, nor is a port or a Python socket."""
    table = bench(foment.DIALECT)
    assert table.port is not None
    one_way = InputPort(table.here)
    ours: list[Callable[..., object]]
    theirs: list[Callable[..., object]]
    for wrong in (table.here, one_way, table.here.sock):
        ours = [
            foment.accept_socket,
            foment.listen_socket,
            lambda thing: foment.recv_socket(thing, 1, 0),
            lambda thing: foment.send_socket(thing, b"abc", 0),
        ]
        for call in ours:
            with pytest.raises(ArgumentTypeError, match="socket: expected a socket port, got"):
                call(wrong)
    for other in (table.port, one_way, table.here.sock):
        theirs = [
            lambda thing: srfi106.socket_recv(thing, 1),
            lambda thing: srfi106.socket_send(thing, b"abc"),
            srfi106.socket_accept,
            srfi106.socket_close,
            srfi106.socket_input_port,
        ]
        for call in theirs:
            with pytest.raises(ArgumentTypeError, match="socket: expected a socket, got"):
                call(other)
    one_way.close()
    table.check_untouched()


def test_more_memory_than_there_is(bench: Callable[[Dialect], Bench]) -> None:
    table = bench(foment.DIALECT)
    assert table.port is not None
    calls: list[Callable[[], bytes]] = [
        lambda: srfi106.socket_recv(table.here, 2**62),
        lambda: foment.recv_socket(table.port, 2**62, 0),  # type: ignore[arg-type]
    ]
    for call in calls:
        with pytest.raises(OSError, match="recv failed: Cannot allocate memory") as caught:
            call()
        assert isinstance(caught.value, Condition)
    table.check_untouched()


@pytest.mark.parametrize(
    ("node", "service"),
    [
        *(("", "9"), ("a\0b", "9"), ("\udc80", "9"), ("a" * 300, "9"), (".", "9"), ("a..b", "9")),
        *(("127.0.0.1", "9\0"), ("127.0.0.1", "\udc80"), ("127.0.0.1", "no such service")),
        *(("127.0.0.1", "9 "), ("127.0.0.1", "0x9"), ("127.0.0.1", "٩"), ("999.1.1.1", "9")),
    ],
)
@pytest.mark.usefixtures("_no_leak")
def test_names_that_cannot_be_looked_up(node: str, service: str) -> None:
    with pytest.raises(stdlib.gaierror) as caught:
        srfi106.make_client_socket(node, service)
    assert isinstance(caught.value, srfi106.SocketFailure)
    assert caught.value.message == "make-client-socket: getaddrinfo failed"
    assert caught.value.irritants[:2] == (node, service)


@pytest.mark.parametrize(
    "numbers",
    [(99, 1, 0, 0), (2, 99, 0, 0), (2, 1, -1, 0), (2, 1, 0, 300), (-1, 1, 0, 0), (1, 1, 0, 0)],
)
@pytest.mark.usefixtures("_no_leak")
def test_numbers_that_mean_nothing(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(srfi106.SocketFailure, match="make-client-socket: getaddrinfo failed"):
        srfi106.make_client_socket("127.0.0.1", "9", *numbers)
    family, kind, _, protocol = numbers
    if numbers != (2, 1, -1, 0):
        with pytest.raises(srfi106.SocketFailure):
            srfi106.make_server_socket("0", family, kind, protocol)
