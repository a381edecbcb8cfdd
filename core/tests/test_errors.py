"""Failures: the class for each errno, what it carries, what it is a kind of."""

from __future__ import annotations

import errno
import pickle
import socket as stdlib
import struct
from collections.abc import Callable

import pytest

from schemesockets.core import (
    Coding,
    Inet6Address,
    InetAddress,
    Socket,
    errors,
    getaddrinfo,
    parse,
)
from schemesockets.core.constants import AF_INET, AI_ADDRCONFIG, SOCK_STREAM
from schemesockets.core.errors import SocketError, error_class, from_os_error
from schemesockets.core.options import MEMBERSHIP6

CLASSES = {
    "ECONNREFUSED": (errors.ConnectionRefused, ConnectionRefusedError),
    "ECONNRESET": (errors.ConnectionReset, ConnectionResetError),
    "ECONNABORTED": (errors.ConnectionAborted, ConnectionAbortedError),
    "EPIPE": (errors.BrokenPipe, BrokenPipeError),
    "ESHUTDOWN": (errors.BrokenPipe, BrokenPipeError),
    "EAGAIN": (errors.WouldBlock, BlockingIOError),
    "EINPROGRESS": (errors.InProgress, BlockingIOError),
    "EALREADY": (errors.InProgress, BlockingIOError),
    "EINTR": (errors.Interrupted, InterruptedError),
    "ETIMEDOUT": (errors.TimedOut, TimeoutError),
    "EACCES": (errors.PermissionDenied, PermissionError),
    "EPERM": (errors.PermissionDenied, PermissionError),
    "ENOENT": (errors.FileNotFound, FileNotFoundError),
    "EADDRINUSE": (errors.AddressInUse, OSError),
    "EADDRNOTAVAIL": (errors.AddressNotAvailable, OSError),
    "ENETUNREACH": (errors.Unreachable, OSError),
    "EHOSTUNREACH": (errors.Unreachable, OSError),
    "ENOTCONN": (errors.NotConnected, OSError),
    "EISCONN": (errors.AlreadyConnected, OSError),
    "EMSGSIZE": (errors.MessageTooLong, OSError),
    "EMFILE": (errors.NoDescriptors, OSError),
    "ENFILE": (errors.NoDescriptors, OSError),
    "ENOPROTOOPT": (errors.NoSuchOption, OSError),
    "EAFNOSUPPORT": (errors.Unsupported, OSError),
    "EOPNOTSUPP": (errors.Unsupported, OSError),
    "ENOTSOCK": (errors.NotASocket, OSError),
    "EBADF": (errors.Closed, OSError),
    "EINVAL": (SocketError, OSError),
}


@pytest.mark.parametrize("name", CLASSES)
def test_each_errno_has_its_class_and_the_builtin(name: str) -> None:
    number = getattr(errno, name)
    cls, builtin = CLASSES[name]
    assert error_class(number) is cls
    error = from_os_error(OSError(number, "as the system says"), "send")
    assert type(error) is cls
    assert isinstance(error, builtin)
    assert (error.errno, error.strerror, error.operation) == (number, "as the system says", "send")
    # Whatever Python itself raises for this errno catches ours too.
    assert isinstance(error, type(OSError(number, "")))


def test_it_carries_the_socket_and_says_what_was_attempted(pair: tuple[Socket, Socket]) -> None:
    error = from_os_error(OSError(errno.EPIPE, "Broken pipe"), "send", pair[0])
    assert error.socket is pair[0]
    assert error.sent == 0
    assert str(error) == f"send: [Errno {errno.EPIPE}] Broken pipe"


def test_a_socket_error_passes_through() -> None:
    error = errors.TimedOut(errno.ETIMEDOUT, None, "receive")
    assert from_os_error(error, "read") is error
    assert error.operation == "receive"


def test_a_failure_is_named_by_what_the_system_said_whatever_became_of_the_socket() -> None:
    one, other = Socket.pair()
    other.close()
    one.close()
    error = from_os_error(OSError(errno.EPIPE, "Broken pipe"), "send", one)
    assert type(error) is errors.BrokenPipe
    assert error.errno == errno.EPIPE


def test_our_deadline_is_told_from_the_system_s() -> None:
    assert issubclass(errors.DeadlinePassed, errors.TimedOut)
    error = from_os_error(OSError(errno.ETIMEDOUT, "Connection timed out"), "send")
    assert type(error) is errors.TimedOut


# --- what a signal handler raises


def refuse(socket: Socket) -> None:
    raise TimeoutError(errno.ETIMEDOUT, "of its own")


def use_the_engine(socket: Socket) -> None:
    socket.receive(1, timeout=0)


@pytest.mark.parametrize("call", [refuse, use_the_engine])
@pytest.mark.parametrize("through", [True, False])
def test_whose_exception_it_is(
    pair: tuple[Socket, Socket], call: Callable[..., object], through: bool
) -> None:
    # In the engine each stands in the function that asks; so it does here.
    known = []
    for attempt in ("own", "engine", "callback"):
        try:
            if attempt == "own":
                pair[0].sock.recv(1, stdlib.MSG_DONTWAIT)
            elif attempt == "engine":
                pair[0].receive(1, timeout=0)
            else:
                call(pair[0])
        except OSError as error:
            known.append(errors.arose_below(error, call if through else None))
    assert known == [True, True, through]


def test_what_did_not_come_from_a_call() -> None:
    assert not errors.arose_below(TimeoutError(errno.ETIMEDOUT, "never raised"))
    known = []
    try:
        raise KeyboardInterrupt  # without arguments, as another thread makes one come
    except KeyboardInterrupt as error:
        known.append(errors.arose_below(error))
    try:
        stdlib.getaddrinfo("x" * 64 + ".example", None)  # which cannot be encoded
    except UnicodeError as error:
        known.append(errors.arose_below(error))
    assert known == [False, True]


def open_stream() -> None:
    with Socket.open(AF_INET, SOCK_STREAM) as socket:
        socket.set_blocking(False)
        socket.sock.setblocking(True)
        socket.connect(InetAddress("127.0.0.1", 1), timeout=0)


# What is called, and which function of the standard library a signal handler breaks into there.
BROKEN_INTO: dict[str, tuple[Callable[[], object], object, str, Exception]] = {
    "an address": (
        lambda: InetAddress("127.0.0.1", 1),
        stdlib,
        "inet_pton",
        ValueError("of the handler's own"),
    ),
    "an option": (
        lambda: MEMBERSHIP6.write(("ff02::1", 1)),
        stdlib,
        "inet_pton",
        OSError(errno.EINVAL, "of the handler's own"),
    ),
    "an interface": (
        lambda: parse("[fe80::1%eth0]:80"),
        stdlib,
        "if_nametoindex",
        OSError(errno.ENODEV, "of the handler's own"),
    ),
    "an interface's name": (
        lambda: str(Inet6Address("fe80::1", 80, 0, 1)),
        stdlib,
        "if_indextoname",
        OSError(errno.ENXIO, "of the handler's own"),
    ),
    "a lookup": (
        lambda: getaddrinfo("127.0.0.1", 80, 0, 0, 0, AI_ADDRCONFIG),
        stdlib,
        "getaddrinfo",
        errors.LookupFailed(stdlib.EAI_NONAME, "of the handler's own"),
    ),
    "a name that is encoded": (
        lambda: getaddrinfo("127.0.0.1", 80),
        stdlib,
        "getaddrinfo",
        UnicodeError("of the handler's own"),
    ),
    "a stream's mode": (
        open_stream,
        Socket,
        "peer_address",
        errors.NotConnected(errno.ENOTCONN, "of the handler's own"),
    ),
}


@pytest.mark.parametrize("name", BROKEN_INTO)
def test_what_a_signal_handler_raises_is_not_taken_for_the_answer(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, module, function, raised = BROKEN_INTO[name]

    def handle(*arguments: object) -> None:
        raise raised

    monkeypatch.setattr(module, function, handle)
    with pytest.raises(type(raised)) as caught:
        call()
    assert caught.value is raised
    assert raised.__context__ is None
    assert raised.__cause__ is None


def test_what_a_coding_of_somebody_s_raises_is_a_bad_value() -> None:
    coding = Coding("custom", 4, lambda value: struct.pack("i", value), bytes)
    for value in ("x", 1 << 40):
        with pytest.raises(ValueError, match="custom"):
            coding.write(value)


def test_an_oserror_without_a_number_keeps_its_text() -> None:
    error = from_os_error(OSError("AF_UNIX path too long"), "bind")
    assert error.errno == errno.EINVAL
    assert error.strerror == "AF_UNIX path too long"


def test_a_failed_lookup_is_a_gaierror() -> None:
    plain = stdlib.gaierror(stdlib.EAI_NONAME, "Name or service not known")
    error = from_os_error(plain, "connect")
    assert type(error) is errors.LookupFailed
    assert isinstance(error, stdlib.gaierror)
    assert (error.node, error.service, error.operation) == (None, None, "connect")


def test_the_text_of_the_errno_is_the_default() -> None:
    assert errors.ConnectionReset(errno.ECONNRESET).strerror == "Connection reset by peer"


def test_it_pickles_without_its_socket(pair: tuple[Socket, Socket]) -> None:
    error = errors.BrokenPipe(errno.EPIPE, None, "send_all", pair[0])
    error.sent = 12
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is errors.BrokenPipe
    assert (again.errno, again.operation, again.sent) == (errno.EPIPE, "send_all", 12)
    assert again.socket is None
    lookup = errors.LookupFailed(stdlib.EAI_NONAME, "no", node="n", service=80)
    again = pickle.loads(pickle.dumps(lookup))
    assert (again.errno, again.strerror, again.node, again.service) == (
        stdlib.EAI_NONAME,
        "no",
        "n",
        80,
    )
