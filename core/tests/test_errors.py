"""Failures: the class for each errno, what it carries, what it is a kind of."""

from __future__ import annotations

import errno
import pickle
import socket as stdlib

import pytest

from schemesockets.core import Socket, errors
from schemesockets.core.errors import SocketError, error_class, from_os_error

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


def test_on_a_closed_socket_every_failure_is_closed() -> None:
    one, other = Socket.pair()
    other.close()
    one.close()
    error = from_os_error(OSError(errno.EPIPE, "Broken pipe"), "send", one)
    assert type(error) is errors.Closed
    assert error.errno == errno.EBADF


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
