"""What CHICKEN makes of signals, of awkward arguments, and of what the system may answer."""

from __future__ import annotations

import array
import contextlib
import ctypes
import errno
import os
import signal
import socket as stdlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from failing_calls import garbage_of_failing

from schemesockets.core import NotConnected
from schemesockets.dialects.chicken import (
    AF_INET,
    AF_UNIX,
    IPPROTO_TCP,
    SO_RCVTIMEO,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
    TCP_NODELAY,
    AddrInfo,
    ChickenError,
    NetError,
    NetTimeoutError,
    Socket,
    SocketInputPort,
    TransientError,
    address_information,
    close_output_port,
    display,
    get_socket_option,
    inet_address,
    name_information,
    parameterize,
    read_line,
    read_lines,
    read_string,
    set_socket_option,
    set_tcp_no_delay,
    sockaddr_path,
    socket,
    socket_accept,
    socket_accept_timeout,
    socket_bind,
    socket_close,
    socket_connect,
    socket_connect_ai,
    socket_connect_timeout,
    socket_io_ports,
    socket_listen,
    socket_peer_name,
    socket_receive,
    socket_receive_buffer_size,
    socket_receive_from,
    socket_receive_from_into,
    socket_receive_into,
    socket_receive_timeout,
    socket_send,
    socket_send_all,
    socket_send_buffer_size,
    socket_send_timeout,
    socket_send_to,
    socket_shutdown,
    tcp_no_delay,
    unix_address,
    write_char,
    write_line,
    write_string,
)

pytestmark = pytest.mark.usefixtures("_no_leak")

MSG_PEEK = int(stdlib.MSG_PEEK)
MSG_TRUNC = int(stdlib.MSG_TRUNC)
MSG_DONTWAIT = int(stdlib.MSG_DONTWAIT)
Call = Callable[[], object]


@pytest.fixture
def pair() -> Iterator[tuple[Socket, Socket]]:
    one, other = Socket.pair(blocking=False)
    with one, other:
        yield one, other


@pytest.fixture
def datagrams() -> Iterator[tuple[Socket, Socket]]:
    one, other = Socket.pair(type=SOCK_DGRAM, blocking=False)
    with one, other:
        yield one, other


def raised(call: Call) -> ChickenError:
    with pytest.raises(ChickenError) as caught:
        call()
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


# --- signals


@pytest.fixture
def alarm() -> Iterator[Callable[..., None]]:
    """Set a timer whose handler does what it is given, after some seconds, once or at intervals.

    One signal may come just before a system call begins and then wait for its end, so it is sent
    again until it is handled.
    """

    def begin(do: Callable[..., object], after: float = 0.1, interval: float = 0.0) -> None:
        def handle(number: int, frame: object) -> None:
            if not interval:
                signal.setitimer(signal.ITIMER_REAL, 0)
            do()

        signal.signal(signal.SIGALRM, handle)
        signal.setitimer(signal.ITIMER_REAL, after, interval or 0.5)

    before = signal.getsignal(signal.SIGALRM)
    yield begin
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def raiser(error: BaseException) -> Call:
    def do() -> None:
        raise error

    return do


def _timed_out() -> NetTimeoutError:
    one, other = Socket.pair(blocking=False)
    with (
        one,
        other,
        parameterize((socket_receive_timeout, 1)),
        pytest.raises(NetTimeoutError) as caught,
    ):
        socket_receive(one, 1)
    return caught.value.with_traceback(None)


ERRORS: list[Callable[[], BaseException]] = [
    lambda: TimeoutError(errno.ETIMEDOUT, "of the handler's"),
    lambda: BlockingIOError(errno.EAGAIN, "of the handler's"),
    lambda: NotConnected(errno.ENOTCONN, "of the handler's"),
    lambda: KeyboardInterrupt("of the handler's"),
    _timed_out,
]


@pytest.mark.parametrize("make", ERRORS)
@pytest.mark.parametrize("what", ["connect", "connect/ai", "accept", "receive", "send", "port"])
def test_what_a_handler_raises_arrives_unchanged(
    alarm: Callable[..., None],
    silent: int,
    pair: tuple[Socket, Socket],
    make: Callable[[], BaseException],
    what: str,
) -> None:
    here, _ = pair
    address = inet_address("127.0.0.1", silent)
    error = make()
    before = error.__context__, error.__cause__
    with socket(AF_INET, SOCK_STREAM) as so:
        calls: dict[str, Call] = {
            "connect": lambda: socket_connect(so, address),
            "connect/ai": lambda: socket_connect_ai(
                [AddrInfo(0, AF_INET, SOCK_STREAM, 0, address, None)] * 2
            ),
            "accept": lambda: socket_accept(so),
            "receive": lambda: socket_receive(here, 1),
            "send": lambda: socket_send_all(here, bytes(10_000_000)),
            "port": lambda: read_line(socket_io_ports(here)[0]),
        }
        if what == "accept":
            socket_bind(so, inet_address("127.0.0.1", 0))
            socket_listen(so, 1)
        alarm(raiser(error))
        with pytest.raises(type(error)) as caught:
            calls[what]()
        assert caught.value is error
        assert (error.__context__, error.__cause__) == before
        assert not so.closed


def test_a_handlers_own_connection_error_is_not_the_shutdowns(
    monkeypatch: pytest.MonkeyPatch, pair: tuple[Socket, Socket]
) -> None:
    error = NotConnected(errno.ENOTCONN, "of the handler's")

    def broken_in(*arguments: object) -> None:
        raise error

    monkeypatch.setattr(Socket, "shutdown", broken_in)
    monkeypatch.setattr(Socket, "peer_address", broken_in)
    calls: list[Call] = [lambda: socket_shutdown(pair[0], 2), lambda: socket_peer_name(pair[0])]
    for call in calls:
        with pytest.raises(NotConnected) as caught:
            call()
        assert caught.value is error


@pytest.mark.parametrize("what", ["receive", "send", "accept", "port"])
def test_a_limit_holds_while_signals_arrive(
    alarm: Callable[..., None], pair: tuple[Socket, Socket], what: str
) -> None:
    here, _ = pair
    full = what == "send"
    with (
        socket(AF_INET, SOCK_STREAM) as so,
        parameterize(
            (socket_receive_timeout, 300),
            (socket_send_timeout, 300),
            (socket_accept_timeout, 300),
        ),
    ):
        socket_bind(so, inet_address("127.0.0.1", 0))
        socket_listen(so, 1)
        while full:
            try:
                here.sock.send(bytes(1000))
            except BlockingIOError:
                full = False
        alarm(lambda: None, 0.05, 0.05)
        start = time.monotonic()
        calls: dict[str, Call] = {
            "receive": lambda: socket_receive(here, 1),
            "send": lambda: socket_send(here, b"x"),
            "accept": lambda: socket_accept(so),
            "port": lambda: read_line(socket_io_ports(here)[0]),
        }
        assert isinstance(raised(calls[what]), NetTimeoutError)
        assert time.monotonic() - start >= 0.29


def test_a_peer_that_is_gone_is_never_a_signal() -> None:
    program = """if True:
        import signal
        from schemesockets.dialects.chicken import *
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        address = inet_address("127.0.0.1", 9)
        for send in (
            lambda so: socket_send(so, b"x"),
            lambda so: socket_send(so, "x"),
            lambda so: socket_send_all(so, b"x"),
            lambda so: socket_send_all(so, bytes(100_000)),
            lambda so: write_char("x", socket_io_ports(so)[1]),
        ):
            here, there = Socket.pair(blocking=False)
            there.close()
            try:
                send(here)
            except BrokenPipeError:
                print("told")
            here.close()
    """
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, ["told"] * 5), done.stderr


# --- what the system answers


def test_no_more_is_returned_than_was_received(datagrams: tuple[Socket, Socket]) -> None:
    here, there = datagrams
    for receive in (socket_receive, socket_receive_from):
        socket_send(there, bytes(range(200)) * 2)
        got: Any = receive(here, 4, MSG_TRUNC)
        data = got[0] if isinstance(got, tuple) else got
        assert data == b"\0\1\2\3"
    buffer = bytearray(b"....")
    for receive_into in (socket_receive_into, socket_receive_from_into):
        socket_send(there, bytes(range(200)) * 2)
        got = receive_into(here, buffer, 1, 3, MSG_TRUNC)
        assert (got[0] if isinstance(got, tuple) else got) == 400  # its true length
        assert buffer == b".\0\1."


@pytest.mark.skipif(sys.platform != "linux", reason="other systems want a NUL at the end")
def test_a_peer_whose_path_fills_all_its_bytes(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    path = f"/proc/self/fd/{folder}/"
    path += "p" * (108 - len(path))
    with socket(AF_UNIX, SOCK_STREAM) as listener, stdlib.socket(AF_UNIX) as peer:
        address = unix_address(str(tmp_path / "s"))
        socket_bind(listener, address)
        socket_listen(listener, 1)
        bind_exactly(peer, path)
        peer.connect(str(tmp_path / "s"))
        with socket_accept(listener) as so:
            name = socket_peer_name(so)
            assert name is not None
            assert sockaddr_path(name) == path
    os.close(folder)


def bind_exactly(sock: stdlib.socket, path: str) -> None:
    """Bind to a path of 108 bytes with no NUL at its end, which Python refuses to do."""
    libc = ctypes.CDLL(None, use_errno=True)
    name = AF_UNIX.to_bytes(2, sys.byteorder) + path.encode()
    assert len(name) == 110
    assert libc.bind(sock.fileno(), name, len(name)) == 0, os.strerror(ctypes.get_errno())


@pytest.mark.skipif(not hasattr(stdlib, "TCP_USER_TIMEOUT"), reason="the system has no such limit")
def test_the_systems_own_limit_may_pass(silent: int) -> None:
    so = socket(AF_INET, SOCK_STREAM)
    set_socket_option(so, IPPROTO_TCP, int(stdlib.TCP_USER_TIMEOUT), 200)
    error = raised(lambda: socket_connect(so, inet_address("127.0.0.1", silent)))
    assert isinstance(error, TransientError)
    assert isinstance(error, TimeoutError)
    assert error.kinds == ("exn", "i/o", "net", "transient")
    assert so.closed


def test_flags_do_not_keep_a_receive_from_waiting(pair: tuple[Socket, Socket]) -> None:
    # The egg's sockets never block, and its receives wait all the same.
    here, there = pair
    threading.Timer(0.05, there.sock.send, [b"x"]).start()
    assert socket_receive(here, 1, MSG_DONTWAIT) == b"x"


def test_a_receive_timeout_of_the_systems_reads_back_and_does_nothing(
    pair: tuple[Socket, Socket],
) -> None:
    here, there = pair
    set_socket_option(
        here, SOL_SOCKET, SO_RCVTIMEO, (0).to_bytes(8, sys.byteorder) + b"\x10'" + bytes(6)
    )
    assert get_socket_option(here, SOL_SOCKET, SO_RCVTIMEO, 16) != bytes(16)
    threading.Timer(0.1, there.sock.send, [b"x"]).start()
    assert socket_receive(here, 1) == b"x"


def test_an_option_of_a_descriptor_leaves_its_mode_alone() -> None:
    with stdlib.create_server(("127.0.0.1", 0)) as sock:
        stdlib.setdefaulttimeout(5)
        try:
            set_tcp_no_delay(sock.fileno(), True)
            assert tcp_no_delay(sock.fileno()) is True
        finally:
            stdlib.setdefaulttimeout(None)
        assert os.get_blocking(sock.fileno())
        assert sock.fileno() >= 0


# --- closing


def test_a_second_close_finishes_what_was_broken_off(pair: tuple[Socket, Socket]) -> None:
    here, there = pair
    here.closed = True  # as an exception leaves it that breaks in before the system is told
    assert socket_close(here) is None
    assert here.fileno() == -1
    assert socket_receive(there, 1) == b""
    assert raised(lambda: socket_close(here)).kinds == ("exn", "i/o", "net")


def test_failed_calls_leave_no_cycles(pair: tuple[Socket, Socket], silent: int) -> None:
    here, _ = pair
    there = inet_address("127.0.0.1", silent)
    infos = [AddrInfo(0, AF_INET, SOCK_STREAM, 0, there, None)] * 2
    source, sink = socket_io_ports(here)
    calls: list[Call] = [
        lambda: socket_receive(here, 1),
        lambda: socket_receive_into(here, bytearray(1)),
        lambda: socket_receive_from(here, 1),
        lambda: socket_receive(here, -1),
        lambda: socket_send(here, bytes(9), 10),
        lambda: socket_send_all(here, bytes(10_000_000)),
        lambda: socket_connect(socket(AF_INET, SOCK_STREAM), there),
        lambda: socket_connect_ai(infos),
        lambda: socket(99, 99),
        lambda: read_line(source),
        lambda: write_string(bytes(10_000_000), None, sink),
        lambda: display([[]] * 3 + ["\ud800"], sink),
        lambda: get_socket_option(here, IPPROTO_TCP, TCP_NODELAY),
        lambda: inet_address("no address", 1),
    ]
    timeouts = (socket_receive_timeout, 1), (socket_send_timeout, 1), (socket_connect_timeout, 1)
    with parameterize(*timeouts):
        for number, call in enumerate(calls):
            assert garbage_of_failing(call) == 0, number


# --- what is refused

ENDLESS = pytest.param(10**5000, id="endless")  # more digits than Python writes
HUGE = (2**31, 2**63, 2**64, -(2**70), 2**80, ENDLESS)


class Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError("not to be shown")


@pytest.mark.parametrize("flags", [True, False, 0.0, 1.5, "0", None, Unprintable(), *HUGE])
def test_flags_that_are_no_c_integers(pair: tuple[Socket, Socket], flags: Any) -> None:
    here, there = pair
    address = inet_address("127.0.0.1", 9)
    socket_send(there, b"waits")
    calls: list[Call] = [
        lambda: socket_receive(here, 1, flags),
        lambda: socket_receive_into(here, bytearray(1), 0, None, flags),
        lambda: socket_receive_from(here, 1, flags),
        lambda: socket_receive_from_into(here, bytearray(1), 0, None, flags),
        lambda: socket_send(here, b"x", 0, None, flags),
        lambda: socket_send_all(here, b"x", 0, None, flags),
        lambda: socket_send_to(here, b"x", address, 0, None, flags),
        lambda: socket_shutdown(here, flags),
        lambda: socket_listen(here, flags),
        lambda: socket(flags, SOCK_STREAM),
        lambda: name_information(address, flags),
        lambda: (
            address_information("127.0.0.1", None, flags=flags) if flags is not None else 1 / 0
        ),
    ]
    for call in calls[:-1] if flags is None else calls:
        assert raised(call).kinds in (("exn", "type"), ("exn", "bounds"))
    assert socket_receive(here, 9) == b"waits"
    assert socket_send(here, b"x") == 1
    assert socket_receive(there, 9) == b"x"


@pytest.mark.parametrize("size", [True, 4.0, "4", None, Unprintable(), -1, 2**63, 2**80, ENDLESS])
def test_sizes_that_are_none(pair: tuple[Socket, Socket], size: Any) -> None:
    here, there = pair
    socket_send(there, b"waits")
    source, _ = socket_io_ports(here)
    calls: list[Call] = [
        lambda: socket_receive(here, size),
        lambda: socket_receive(here, size, MSG_PEEK),
        lambda: socket_receive_from(here, size),
        lambda: socket_receive_into(here, bytearray(4), size),
    ]
    if size is not None:
        calls += [
            lambda: socket_receive_into(here, bytearray(4), 0, size),
            lambda: read_string(size, source),
            lambda: read_line(source, size),
            lambda: read_lines(source, size),
            lambda: write_string("x", size, socket_io_ports(there)[1]),
        ]
    for call in calls:
        raised(call)
    assert socket_receive(here, 9) == b"waits"


@pytest.mark.parametrize("value", [True, 1.0, Unprintable(), "\ud800", *HUGE])
def test_options_that_are_refused(value: Any) -> None:
    with socket(AF_INET, SOCK_STREAM) as so:
        calls: list[Call] = [
            lambda: get_socket_option(so, value, TCP_NODELAY),
            lambda: get_socket_option(so, IPPROTO_TCP, value),
            lambda: set_socket_option(so, value, TCP_NODELAY, 1),
            lambda: get_socket_option(value, IPPROTO_TCP, TCP_NODELAY),
        ]
        if value is not True:
            calls.append(lambda: set_socket_option(so, IPPROTO_TCP, TCP_NODELAY, value))
        for call in calls:
            raised(call)
        set_socket_option(so, IPPROTO_TCP, TCP_NODELAY, array.array("i", [1]))
        assert tcp_no_delay(so) is True


@pytest.mark.parametrize(
    ("addr", "port"),
    [
        ("/tmp/path", 80),
        ("@abstract", 80),
        ("", 80),
        ("\ud800", 80),
        ("127.0.0.1\0", 80),
        ("::1]:80[", 80),
        ("fe80::1%\0", 80),
        ("fe80::1%" + "9" * 5000, 80),
        pytest.param("127.0.0.1", 10**5000, id="endless"),
        ("127.0.0.1", -1),
        ("127.0.0.1", "+80"),
        ("127.0.0.1", " 80"),
        ("127.0.0.1", "\u0668\u0660"),
        ("127.0.0.1", "65536"),
        pytest.param(None, 10**5000, id="endless without an address"),
        (None, None),
    ],
)
def test_internet_addresses_that_are_none(addr: str | None, port: Any) -> None:
    error = raised(lambda: inet_address(addr, port))
    assert error.kinds == ("exn", "i/o", "net")
    assert error.message == "invalid internet address"
    assert len(str(error)) < 300


@pytest.mark.parametrize("service", ["\ud800", "a\0b", "", -1, 65536, ENDLESS])
def test_services_that_are_none(service: Any) -> None:
    with contextlib.suppress(NetError):
        assert address_information("127.0.0.1", service) == []


def test_limits_beyond_what_a_clock_counts(pair: tuple[Socket, Socket]) -> None:
    here, there = pair
    with parameterize((socket_receive_timeout, 10**400)):
        for _ in range(3):
            threading.Timer(0.02, there.sock.send, [b"x\n"]).start()
            assert socket_receive(here, 2) == b"x\n"
        source, _ = socket_io_ports(here)
        threading.Timer(0.02, there.sock.send, [b"x\n"]).start()
        assert read_line(source) == b"x"


def test_buffers_beyond_any_memory(pair: tuple[Socket, Socket]) -> None:
    here, there = pair
    with parameterize((socket_receive_buffer_size, 2**80), (socket_send_buffer_size, 2**80)):
        source, sink = socket_io_ports(here)
    there.sock.send(b"x\n")
    assert read_line(source) == b"x"
    write_char("y", sink)
    sink.flush()
    assert socket_receive(there, 9) == b"y"


def test_what_cannot_be_displayed(pair: tuple[Socket, Socket]) -> None:
    here, there = pair
    _, sink = socket_io_ports(here)
    endless: list[object] = []
    endless.append(endless)
    released = memoryview(b"abc")
    released.release()

    class Odd:
        def __str__(self) -> str:
            return "\ud800"

    for value in (endless, ["\ud800"], Odd(), 10**5000):
        assert raised(lambda value=value: display(value, sink)).kinds == ("exn", "bounds")  # type: ignore[misc]
    assert raised(lambda: display(released, sink)).kinds in (("exn", "type"), ("exn", "bounds"))

    class Broken:
        def __str__(self) -> str:
            raise ValueError("its own")

    with pytest.raises(ValueError, match="its own"):
        display(Broken(), sink)
    write_char("x", sink)
    assert socket_receive(there, 9) == b"x"


# --- ports and threads


def test_lines_of_several_threads_stay_whole(pair: tuple[Socket, Socket]) -> None:
    here, there = pair
    with parameterize((socket_send_buffer_size, 1000)):
        _, sink = socket_io_ports(here)
    source, _ = socket_io_ports(there)

    def write(letter: str) -> None:
        for number in range(2000):
            write_line(f"{letter * 40}{number:05}", sink)

    threads = [threading.Thread(target=write, args=(letter,)) for letter in "abcd"]
    lines: list[bytes] = []
    reader = threading.Thread(target=lambda: lines.extend(read_lines(source)))
    for thread in (*threads, reader):
        thread.start()
    for thread in threads:
        thread.join(60)
    close_output_port(sink)
    reader.join(60)
    expected = [
        f"{letter * 40}{number:05}".encode() for letter in "abcd" for number in range(2000)
    ]
    assert sorted(lines) == sorted(expected)


def test_readers_of_lines_share_them(pair: tuple[Socket, Socket]) -> None:
    here, there = pair
    with parameterize((socket_receive_buffer_size, 100)):
        source, _ = socket_io_ports(here)
    expected = [f"{number:05} {'x' * (number % 150)}".encode() for number in range(4000)]
    got: list[bytes] = []

    def read() -> None:
        while isinstance(line := read_line(source), bytes):
            got.append(line)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    end = b"\r\n"
    socket_send_all(there, end.join(expected) + end)
    there.close()
    for thread in threads:
        thread.join(60)
    assert sorted(got) == expected


@pytest.mark.parametrize(
    "read",
    [
        read_lines,
        read_line,
        lambda source: read_line(source, 99),
        lambda source: read_string(None, source),
        lambda source: read_string(99, source),
    ],
)
def test_an_exception_in_a_compound_read_loses_nothing(
    alarm: Callable[..., None],
    pair: tuple[Socket, Socket],
    read: Callable[[SocketInputPort], object],
) -> None:
    here, there = pair
    source, _ = socket_io_ports(here)
    data = b"a line\r\nhalf \r" if read is read_lines else b"half \r"
    there.sock.send(data)
    alarm(raiser(KeyError("broken off")))
    with pytest.raises(KeyError):
        read(source)
    there.close()
    assert read_string(None, source) == data


def test_where_a_receive_had_to_wait_the_next_polls_first(pair: tuple[Socket, Socket]) -> None:
    here, there = pair
    for number in range(3):
        threading.Timer(0.02, there.sock.send, [b"x"]).start()
        assert socket_receive(here, 1) == b"x"
        left = here.polls_first + number
        assert left > 3
    assert here.polls_first == left - 2
