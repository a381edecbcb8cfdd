"""CHICKEN's sockets: real ones, on loopback."""

from __future__ import annotations

import array
import errno
import os
import socket as stdlib
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from watched_threads import Background

from schemesockets.core import Interrupted, interrupt
from schemesockets.dialects import chicken
from schemesockets.dialects.chicken import (
    AF_INET,
    AF_INET6,
    AF_UNIX,
    IPPROTO_UDP,
    SHUT_RD,
    SHUT_RDWR,
    SHUT_WR,
    SOCK_DGRAM,
    SOCK_STREAM,
    AddrInfo,
    ChickenError,
    NetTimeoutError,
    SockAddr,
    Socket,
    TransientError,
    address_information,
    condition_kinds,
    condition_property,
    inet_address,
    is_socket,
    is_socket_accept_ready,
    is_socket_receive_ready,
    parameterize,
    sockaddr_family,
    sockaddr_path,
    sockaddr_port,
    socket,
    socket_accept,
    socket_bind,
    socket_close,
    socket_close_star,
    socket_connect,
    socket_connect_ai,
    socket_connect_timeout,
    socket_family,
    socket_fileno,
    socket_listen,
    socket_name,
    socket_peer_name,
    socket_protocol,
    socket_receive,
    socket_receive_from,
    socket_receive_from_into,
    socket_receive_into,
    socket_receive_timeout,
    socket_send,
    socket_send_all,
    socket_send_size,
    socket_send_timeout,
    socket_send_to,
    socket_shutdown,
    socket_type,
    unix_address,
)

pytestmark = pytest.mark.usefixtures("_no_leak")

MSG_PEEK = stdlib.MSG_PEEK


@pytest.fixture
def listener() -> Iterator[Socket]:
    with socket(AF_INET, SOCK_STREAM) as so:
        socket_bind(so, inet_address("127.0.0.1", 0))
        socket_listen(so, 10)
        yield so


@pytest.fixture
def pair(listener: Socket) -> Iterator[tuple[Socket, Socket]]:
    with socket(AF_INET, SOCK_STREAM) as one:
        socket_connect(one, _name(listener))
        with socket_accept(listener) as other:
            yield one, other


@pytest.fixture
def datagrams() -> Iterator[tuple[Socket, Socket]]:
    with socket(AF_INET, SOCK_DGRAM) as one, socket(AF_INET, SOCK_DGRAM) as other:
        for so in (one, other):
            socket_bind(so, inet_address("127.0.0.1", 0))
        yield one, other


def _name(so: Socket) -> SockAddr:
    name = socket_name(so)
    assert name is not None
    return name


def _nobody() -> SockAddr:
    """An address where nobody listens."""
    with socket(AF_INET, SOCK_STREAM) as so:
        socket_bind(so, inet_address("127.0.0.1", 0))
        return _name(so)


def raised(call: Callable[[], object]) -> ChickenError:
    with pytest.raises(ChickenError) as caught:
        call()
    return caught.value


# --- the record


def test_a_new_socket() -> None:
    with socket(AF_INET, SOCK_STREAM) as so:
        assert repr(so) == f"#<socket fd:{socket_fileno(so)} af/inet sock/stream>"
        assert (socket_family(so), socket_type(so)) == (AF_INET, SOCK_STREAM)
        assert socket_protocol(so) == 0
        assert os.get_blocking(so.fileno()) is False
        assert is_socket(so)
        assert socket_name(so) is None
        assert socket_peer_name(so) is None
    assert socket_fileno(so) == -1
    with socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP) as so:
        assert repr(so).endswith("af/inet6 sock/dgram>")
        assert socket_protocol(so) == IPPROTO_UDP
    assert not is_socket(stdlib.socket)
    assert not is_socket(5)


def test_a_socket_that_cannot_be() -> None:
    error = raised(lambda: socket(99, SOCK_STREAM))
    assert condition_kinds(error) == ("exn", "i/o", "net")
    assert isinstance(error, OSError)
    assert error.arguments == (99, SOCK_STREAM, 0)


# --- connecting and accepting


def test_connected(listener: Socket) -> None:
    assert is_socket_accept_ready(listener) is False
    with socket(AF_INET, SOCK_STREAM) as one:
        assert socket_connect(one, _name(listener)) is None
        assert is_socket_accept_ready(listener) is True
        with socket_accept(listener) as other:
            assert socket_peer_name(one) == _name(listener) == _name(other)
            assert socket_peer_name(other) == _name(one)
            assert os.get_blocking(other.fileno()) is False


def test_refused_is_transient_and_closes() -> None:
    address = _nobody()
    so = socket(AF_INET, SOCK_STREAM)
    with pytest.raises(ConnectionRefusedError) as caught:
        socket_connect(so, address)
    error = caught.value
    assert isinstance(error, TransientError)
    assert condition_kinds(error) == ("exn", "i/o", "net", "transient")
    assert error.location == "socket-connect"
    assert error.message == "cannot initiate connection - Connection refused"
    assert error.arguments == (so, address)
    assert condition_property(error, "net", "errno") == error.errno == errno.ECONNREFUSED
    assert so.closed
    assert raised(lambda: socket_receive(so, 1)).kinds == ("exn", "i/o", "net")


def test_connecting_nowhere_is_fatal_and_closes(tmp_path: Path) -> None:
    so = socket(AF_UNIX, SOCK_STREAM)
    with pytest.raises(FileNotFoundError) as caught:
        socket_connect(so, unix_address(str(tmp_path / "none")))
    assert condition_kinds(caught.value) == ("exn", "i/o", "net")  # type: ignore[arg-type]
    assert so.closed
    so = socket(AF_INET, SOCK_STREAM)
    error = raised(lambda: socket_connect(so, inet_address("::1", 9)))
    assert error.kinds == ("exn", "i/o", "net")
    assert so.closed


def test_connect_times_out_and_closes() -> None:
    with tempfile.TemporaryDirectory() as folder:
        address = unix_address(f"{folder}/s")
        with socket(AF_UNIX, SOCK_STREAM) as full:
            socket_bind(full, address)
            socket_listen(full, 0)
            waiting: list[Socket] = []
            error: Any = None
            with parameterize((socket_connect_timeout, 50)):
                while error is None and len(waiting) < 10:
                    waiting.append(socket(AF_UNIX, SOCK_STREAM))
                    try:
                        socket_connect(waiting[-1], address)
                    except NetTimeoutError as failure:
                        error = failure
            assert issubclass(type(error), TimeoutError)
            assert condition_kinds(error) == ("exn", "i/o", "net", "timeout")
            assert error.message == "operation timed out"
            assert error.arguments[0] == 50
            assert waiting[-1].closed
            assert condition_property(error, "net", "errno") is None
            for so in waiting:
                socket_close_star(so)


def _info(address: SockAddr, type: int = SOCK_STREAM) -> AddrInfo:
    return AddrInfo(0, sockaddr_family(address), type, 0, address, None)


def test_connect_ai_goes_on_after_what_may_pass(listener: Socket) -> None:
    with socket_connect_ai([_info(_nobody()), _info(_name(listener))]) as so:
        assert socket_peer_name(so) == _name(listener)
    infos = address_information("127.0.0.1", sockaddr_port(_name(listener)))
    with socket_connect_ai(infos) as so:
        assert repr(so).endswith("af/inet sock/stream>")


def test_connect_ai_stops_at_a_fatal_error(listener: Socket, tmp_path: Path) -> None:
    fatal = unix_address(str(tmp_path / "none"))
    error = raised(lambda: socket_connect_ai([_info(fatal), _info(_name(listener))]))
    assert isinstance(error, FileNotFoundError)
    assert not is_socket_accept_ready(listener)


def test_connect_ai_raises_the_last_error() -> None:
    last = _nobody()
    error = raised(lambda: socket_connect_ai([_info(_nobody()), _info(last)]))
    assert isinstance(error, TransientError)
    assert error.arguments[1] == last
    error = raised(lambda: socket_connect_ai([]))
    assert error.message == "no addresses to connect to"
    assert error.kinds == ("exn", "i/o", "net")
    assert isinstance(error, ValueError)


def test_close(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    assert socket_close(one) is None
    assert socket_receive(other, 1) == b""
    error = raised(lambda: socket_close(one))
    assert error.message == "cannot close socket - Bad file descriptor"
    assert condition_property(error, "net", "errno") == errno.EBADF
    assert socket_close_star(one) is None


def test_shutdown(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    socket_shutdown(one, SHUT_WR)
    assert socket_receive(other, 1) == b""
    with pytest.raises(BrokenPipeError) as caught:
        socket_send(one, b"x")
    assert caught.value.kinds == ("exn", "i/o", "net")  # type: ignore[attr-defined]
    socket_send_all(other, b"still")
    assert socket_receive(one, 10) == b"still"


def test_shutdown_that_the_system_refuses(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    error = raised(lambda: socket_shutdown(one, 7))
    assert error.kinds == ("exn", "i/o", "net")
    assert condition_property(error, "net", "errno") == errno.EINVAL
    socket_send_all(one, b"still")
    assert socket_receive(other, 10) == b"still"
    assert raised(lambda: socket_shutdown(one, 2**31)).kinds == ("exn", "bounds")
    socket_close(one)
    error = raised(lambda: socket_shutdown(one, SHUT_RD))
    assert condition_property(error, "net", "errno") == errno.EBADF


def test_shutdown_of_what_is_not_connected_says_nothing() -> None:
    with socket(AF_INET, SOCK_STREAM) as so:
        assert socket_shutdown(so, SHUT_RDWR) is None


def test_bind_in_use(listener: Socket) -> None:
    with socket(AF_INET, SOCK_STREAM) as so:
        error = raised(lambda: socket_bind(so, _name(listener)))
    assert error.kinds == ("exn", "i/o", "net")
    assert condition_property(error, "net", "errno") == errno.EADDRINUSE


def test_unix_names(tmp_path: Path) -> None:
    address = unix_address(str(tmp_path / "s"))
    with socket(AF_UNIX, SOCK_STREAM) as so:
        assert socket_name(so) is None
        socket_bind(so, address)
        socket_listen(so, 1)
        assert socket_name(so) == address
        with socket(AF_UNIX, SOCK_STREAM) as one:
            socket_connect(one, address)
            with socket_accept(so) as other:
                peer = socket_peer_name(other)
                assert peer is not None
                assert sockaddr_path(peer) == ""


# --- moving bytes


def test_receive_gives_what_has_come(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    assert is_socket_receive_ready(other) is False
    assert socket_send(one, b"hello") == 5
    assert is_socket_receive_ready(other) is True
    assert socket_receive(other, 3, MSG_PEEK) == b"hel"
    assert socket_receive(other, 3) == b"hel"
    assert socket_receive(other, 100) == b"lo"
    assert socket_receive(other, 0) == b""


@pytest.mark.parametrize("receive", [socket_receive_into, socket_receive_from_into])
def test_receive_into_a_window(pair: tuple[Socket, Socket], receive: Callable[..., Any]) -> None:
    one, other = pair
    buffer = bytearray(b"......")

    def count(*arguments: Any) -> int:
        got = receive(other, *arguments)
        result: int = got[0] if isinstance(got, tuple) else got
        return result

    socket_send_all(one, b"abcdefghij")
    assert count(buffer, 2, 4) == 2
    assert buffer == b"..ab.."
    assert count(buffer, 5) == 1
    assert buffer == b"..ab.c"
    assert count(memoryview(buffer)[:2]) == 2
    assert buffer == b"deab.c"
    assert count(buffer, 0, 1, MSG_PEEK) == 1
    assert count(buffer, 3, 3) == 0
    assert count(array.array("B", b"12345678")) == 5
    socket_close(one)
    assert count(buffer) == 0


def test_sending_pieces_and_strings(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    assert socket_send(one, "né", 1) == 2
    assert socket_send(one, "né", 1, 2) == 1
    assert socket_send(one, "né") == 3
    assert socket_send(one, memoryview(b"abc"), 1, 2) == 1
    assert socket_send(one, array.array("H", [0x4141]), 1) == 1
    assert socket_send(one, b"") == 0
    socket_send_all(one, b"12345", 1, 4)
    socket_send_all(one, "ü")
    socket_send_all(one, array.array("H", [0x4242]))
    sent = "é".encode() + "é".encode()[:1] + "né".encode() + b"bA234" + "ü".encode() + b"BB"
    assert socket_receive(other, 100) == sent


def test_send_all_sends_all(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    data = os.urandom(3_000_000)
    sender = Background(socket_send_all, one, data)
    got = bytearray()
    while len(got) < len(data):
        got += socket_receive(other, 100_000)
    sender.outcome()
    assert got == data


@pytest.mark.parametrize(
    ("size", "lengths"),
    [(3, [3, 3, 1]), (7, [7]), (100, [7]), (None, [7]), (1, [1] * 7)],
)
def test_send_all_divides_into_datagrams(
    datagrams: tuple[Socket, Socket], size: int | None, lengths: list[int]
) -> None:
    one, other = datagrams
    socket_connect(one, _name(other))
    with parameterize((socket_send_size, size)):
        socket_send_all(one, b"abcdefg")
    assert [len(socket_receive(other, 100)) for _ in lengths] == lengths
    assert not is_socket_receive_ready(other)


def test_datagrams_say_where_they_are_from(datagrams: tuple[Socket, Socket]) -> None:
    one, other = datagrams
    assert socket_send_to(one, b"hello", _name(other)) == 5
    assert socket_receive_from(other, 3) == (b"hel", _name(one))  # the rest is lost
    assert socket_send_to(one, "hello", _name(other), 1, 3) == 2
    buffer = bytearray(5)
    assert socket_receive_from_into(other, buffer, 1) == (2, _name(one))
    assert buffer == b"\0el\0\0"
    assert socket_send_to(one, b"", _name(other)) == 0
    assert socket_receive_from(other, 3) == (b"", _name(one))
    error = raised(lambda: socket_send_to(one, b"x", inet_address("::1", 9)))
    assert error.kinds == ("exn", "i/o", "net")


def test_unix_datagrams_from_nowhere(tmp_path: Path) -> None:
    address = unix_address(str(tmp_path / "s"))
    with socket(AF_UNIX, SOCK_DGRAM) as one, socket(AF_UNIX, SOCK_DGRAM) as other:
        socket_bind(other, address)
        socket_send_to(one, b"x", address)
        data, source = socket_receive_from(other, 1)
        assert data == b"x"
        assert source is not None
        assert sockaddr_path(source) == ""

        # A full queue is waited for, too, though poll calls it writable.
        def fill() -> None:
            while True:
                socket_send_to(one, b"x", address)

        with parameterize((socket_send_timeout, 50)), pytest.raises(NetTimeoutError):
            fill()


RECEIVERS: list[Callable[[Socket], object]] = [
    lambda so: socket_receive(so, 1),
    lambda so: socket_receive_into(so, bytearray(1)),
    lambda so: socket_receive_from(so, 1),
    lambda so: socket_receive_from_into(so, bytearray(1)),
]


@pytest.mark.parametrize("receive", RECEIVERS)
def test_receivers_wait_and_time_out(
    pair: tuple[Socket, Socket], receive: Callable[[Socket], object]
) -> None:
    one, other = pair
    with parameterize((socket_receive_timeout, 30)):
        error = raised(lambda: receive(one))
    assert condition_kinds(error) == ("exn", "i/o", "net", "timeout")
    assert error.location == "socket-receive!"
    assert error.message == "operation timed out"
    assert error.arguments == (30, one.fileno())
    waiter = Background(receive, one)
    waiter.until_blocked()
    socket_send(other, b"x")
    assert waiter.outcome() is not None


@pytest.mark.parametrize("receive", RECEIVERS)
def test_closing_ends_a_wait(
    pair: tuple[Socket, Socket], receive: Callable[[Socket], object]
) -> None:
    one, _ = pair
    waiter = Background(receive, one)
    waiter.until_blocked()
    socket_close(one)
    error = raised(waiter.outcome)
    assert error.kinds == ("exn", "i/o", "net")
    assert condition_property(error, "net", "errno") == errno.EBADF


def test_closing_ends_other_waits(listener: Socket, pair: tuple[Socket, Socket]) -> None:
    one, _ = pair
    for so, call in (
        (listener, lambda: socket_accept(listener)),
        (one, lambda: socket_send_all(one, bytes(50_000_000))),
    ):
        waiter: Background[object] = Background(call)
        waiter.until_blocked()
        socket_close(so)
        assert condition_property(raised(waiter.outcome), "net", "errno") == errno.EBADF


def test_interrupting_ends_a_wait(pair: tuple[Socket, Socket]) -> None:
    one, _ = pair
    waiter = Background(socket_receive, one, 1)
    waiter.until_blocked()
    interrupt(waiter)
    error = raised(waiter.outcome)
    assert isinstance(error, Interrupted)
    assert error.kinds == ("exn", "i/o", "net")
    assert not one.closed


def _c_calls(call: Callable[[], object]) -> list[str]:
    """The C functions that `call` calls, and the Python ones."""
    calls: list[str] = []

    def note(frame: Any, event: str, argument: Any) -> None:
        if event == "c_call":
            calls.append(argument.__name__)
        elif event == "call":
            calls.append(f"{frame.f_code.co_name}()")

    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(None)
    return [name for name in calls if name not in ("setprofile", "<lambda>()")]


def test_what_is_ready_costs_one_system_call(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    buffer = bytearray(2)
    socket_send_all(other, b"abcdefgh")
    one.sock.recv(1, MSG_PEEK)
    assert _c_calls(lambda: socket_receive(one, 2)) == ["socket_receive()", "recv"]
    assert _c_calls(lambda: socket_receive_into(one, buffer)) == [
        "socket_receive_into()",
        "recv_into",
    ]
    assert _c_calls(lambda: socket_send(one, b"x")) == ["socket_send()", "send"]
    for call, system in (
        (lambda: socket_receive_from(one, 2), "recvfrom"),
        (lambda: socket_receive_from_into(one, buffer), "recvfrom_into"),
        (lambda: socket_send_all(one, b"x"), "send"),
    ):
        calls = _c_calls(call)
        assert [name for name in calls if name.startswith(("recv", "send", "poll"))] == [system]


# --- what is refused

GOOD: dict[str, tuple[Any, ...]] = {
    "socket": (AF_INET, SOCK_STREAM, 0),
    "socket-fileno": ("so",),
    "socket-family": ("so",),
    "socket-type": ("so",),
    "socket-protocol": ("so",),
    "socket-connect": ("so", inet_address("127.0.0.1", 9)),
    "socket-connect/ai": ([],),
    "socket-bind": ("so", inet_address("127.0.0.1", 9)),
    "socket-listen": ("so", 5),
    "socket-accept": ("so",),
    "socket-accept-ready?": ("so",),
    "socket-shutdown": ("so", SHUT_RD),
    "socket-close": ("so",),
    "socket-close*": ("so",),
    "socket-name": ("so",),
    "socket-peer-name": ("so",),
    "socket-receive!": ("so", bytearray(3), 1, 2, 0),
    "socket-receive-ready?": ("so",),
    "socket-receive": ("so", 3, 0),
    "socket-receive-from!": ("so", bytearray(3), 1, 2, 0),
    "socket-receive-from": ("so", 3, 0),
    "socket-send": ("so", b"abc", 1, 2, 0),
    "socket-send-to": ("so", b"abc", inet_address("127.0.0.1", 9), 1, 2, 0),
    "socket-send-all": ("so", b"abc", 1, 2, 0),
}


def _bad() -> Iterator[tuple[str, int, object]]:
    for name, good in GOOD.items():
        arguments = list(chicken.DIALECT.lookup(name).arguments)
        for position, argument in enumerate(arguments[: len(good)]):
            values: list[object] = [object(), 1.5, {1}]
            if argument == "so":
                values += [None, 5, "so", stdlib.socket]
            for value in values:
                yield name, position, value


@pytest.mark.parametrize(("name", "position", "value"), list(_bad()))
def test_bad_types(pair: tuple[Socket, Socket], name: str, position: int, value: object) -> None:
    one, other = pair
    function: Any = chicken.DIALECT.lookup(name).value
    arguments = [one if each == "so" else each for each in GOOD[name]]
    arguments[position] = value
    socket_send(other, b"waits")
    error = raised(lambda: function(*arguments))
    assert isinstance(error, TypeError)
    blamed = list(chicken.DIALECT.lookup(name).arguments)[position]
    assert error.argument == blamed  # type: ignore[attr-defined]
    assert error.location == name
    buffer = blamed == "buf"
    assert condition_kinds(error) == (("exn", "i/o", "net") if buffer else ("exn", "type"))
    assert socket_receive(one, 10) == b"waits"
    assert not is_socket_receive_ready(other)


@pytest.mark.parametrize(
    ("start", "end"), [(-1, None), (4, None), (0, 4), (2, 1), (0, -1), (4, 4), (-2, -1)]
)
def test_windows_outside_the_buffer(
    pair: tuple[Socket, Socket], start: int, end: int | None
) -> None:
    one, other = pair
    socket_send(other, b"waits")
    address = _name(other)
    calls: list[Callable[[], object]] = [
        lambda: socket_receive_into(one, bytearray(3), start, end),
        lambda: socket_receive_from_into(one, bytearray(3), start, end),
        lambda: socket_send(one, b"abc", start, end),
        lambda: socket_send_to(one, b"abc", address, start, end),
        lambda: socket_send_all(one, "abc", start, end),
    ]
    for call in calls:
        error = raised(call)
        assert isinstance(error, ValueError)
        assert error.kinds == ("exn", "i/o", "net")
        assert error.message == "buffer offsets out of range"
    assert not is_socket_receive_ready(other)
    assert socket_receive(one, 10) == b"waits"


def test_other_values_that_are_refused(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    socket_send(other, b"waits")
    assert isinstance(raised(lambda: socket_receive(one, -1)), ValueError)
    assert isinstance(raised(lambda: socket_receive_from(one, -1)), ValueError)
    assert isinstance(raised(lambda: socket_receive_into(one, b"abc")), TypeError)  # type: ignore[arg-type]
    assert isinstance(raised(lambda: socket_send(one, "\ud800")), ValueError)
    assert isinstance(raised(lambda: socket_receive(one, 2**80)), ValueError)


def test_a_failed_send_all_says_how_much_went(pair: tuple[Socket, Socket]) -> None:
    one, _ = pair
    with parameterize((socket_send_timeout, 30)), pytest.raises(NetTimeoutError) as caught:
        socket_send_all(one, bytes(50_000_000))
    assert 0 < caught.value.sent < 50_000_000


def test_many_threads_receive_from_one_socket(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    waiters = [Background(socket_receive, one, 1) for _ in range(5)]
    for waiter in waiters:
        waiter.until_blocked()
    for _ in waiters:
        socket_send(other, b"x")
    assert [waiter.outcome() for waiter in waiters] == [b"x"] * 5
