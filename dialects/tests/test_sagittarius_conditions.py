"""Sagittarius's conditions: the manual's hierarchy, as Python's exceptions."""

from __future__ import annotations

import copy
import errno
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from schemesockets.core import ConnectionReset, Interrupted, Socket, TwoWayPort, UnixAddress
from schemesockets.core.constants import AF_UNIX
from schemesockets.core.errors import (
    Closed,
    DeadlinePassed,
    LookupFailed,
    TimedOut,
    WouldBlock,
    error_class,
)
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects.conditions import Condition

pytestmark = pytest.mark.usefixtures("_no_leak")


def test_the_hierarchy() -> None:
    over: dict[type, type] = {
        s.HostNotFoundError: s.InputOutputError,
        s.SocketError: s.InputOutputError,
        s.SocketConnectionError: s.SocketError,
        s.SocketClosedError: s.SocketError,
        s.SocketReadTimeoutError: s.SocketError,
        s.SocketPortError: s.SocketError,
        s.IOReadError: s.InputOutputError,
        s.IOWriteError: s.InputOutputError,
        s.InputOutputError: OSError,
        s.AssertionTypeError: s.AssertionViolation,
        s.AssertionValueError: s.AssertionViolation,
        s.AssertionViolation: Condition,
    }
    for below, above in over.items():
        assert issubclass(below, above)
    siblings = list(over)[2:6]
    assert not any(issubclass(a, b) for a in siblings for b in siblings if a is not b)
    assert not issubclass(s.HostNotFoundError, s.SocketError)


def test_what_python_calls_them() -> None:
    assert issubclass(s.SocketReadTimeoutError, TimeoutError)
    assert issubclass(s.SocketClosedError, Closed)
    assert issubclass(s.AssertionTypeError, TypeError)
    assert issubclass(s.AssertionValueError, ValueError)


# --- constructors, predicates, accessors


@pytest.fixture
def socket() -> Any:
    with s.Socket.open(s.AF_INET, s.SOCK_STREAM) as made:
        yield made


MADE: dict[str, tuple[Callable[..., Any], Callable[[object], bool], type]] = {
    "socket": (s.make_socket_error, s.is_socket_error, s.SocketError),
    "connection": (
        s.make_socket_connection_error,
        s.is_socket_connection_error,
        s.SocketConnectionError,
    ),
    "closed": (s.make_socket_closed_error, s.is_socket_closed_error, s.SocketClosedError),
    "timeout": (
        lambda socket: s.make_socket_read_timeout_error(socket, 5),
        s.is_socket_read_timeout_error,
        s.SocketReadTimeoutError,
    ),
    "port": (
        lambda socket: s.make_socket_port_error(socket, "a port"),
        s.is_socket_port_error,
        s.SocketPortError,
    ),
}


@pytest.mark.parametrize("kind", MADE)
def test_a_condition_about_a_socket(socket: s.Socket, kind: str) -> None:
    make, is_one, cls = MADE[kind]
    for about in (socket, None):
        made = make(about)
        assert type(made) is cls
        assert is_one(made)
        assert s.socket_error_socket(made) is about  # type: ignore[arg-type]
        assert s.is_socket_error(made)
        assert s.is_io_error(made)
        assert s.condition_message(made) == ""
        assert s.condition_irritants(made) == ()
        assert str(made)
        for other, (_, is_other, _) in MADE.items():
            assert is_other(made) == (other in (kind, "socket"))
        assert not s.is_host_not_found_error(made)
    for wrong in (5, "socket", object(), socket.sock):
        with pytest.raises(TypeError, match=r"socket: expected a socket or #f, got"):
            make(wrong)


def test_what_a_program_makes_it_can_raise(socket: s.Socket) -> None:
    for make, cls in ((made[0], made[2]) for made in MADE.values()):
        with pytest.raises(OSError) as caught:
            raise make(socket)
        assert type(caught.value) is cls
    with pytest.raises(TimeoutError):
        raise s.make_socket_read_timeout_error(socket, 5)


def test_the_fields() -> None:
    assert s.make_socket_read_timeout_error(None, 5).timeout == 5
    port = object()
    made = s.make_socket_port_error(None, port)
    assert s.socket_error_port(made) is port
    not_found = s.make_host_not_found_error("node", None)
    assert s.is_host_not_found_error(not_found)
    assert s.is_io_error(not_found)
    assert not s.is_socket_error(not_found)
    assert s.host_not_found_error_node(not_found) == "node"
    assert s.host_not_found_error_service(not_found) is None
    with pytest.raises(OSError):
        raise not_found


def test_predicates_of_anything() -> None:
    predicates: list[Callable[[object], bool]] = [
        *(is_one for _, is_one, _ in MADE.values()),
        s.is_host_not_found_error,
        s.is_io_error,
        s.is_io_read_error,
        s.is_io_write_error,
        s.is_assertion_violation,
    ]
    for thing in (None, 5, OSError(), Closed(9), ValueError(), s.SocketError):
        assert not any(is_one(thing) for is_one in predicates)


def test_accessors_of_something_else() -> None:
    wrong = s.make_host_not_found_error("node", "service")
    calls: list[tuple[Callable[[Any], object], str]] = [
        (s.socket_error_socket, "socket_error: expected a condition of type &socket, got"),
        (s.socket_error_port, "socket_port_error: expected a condition of type &socket-port"),
    ]
    for call, text in calls:
        with pytest.raises(s.AssertionTypeError, match=text):
            call(wrong)
    other = s.make_socket_error(None)
    of_lookups: list[Callable[[Any], object]] = [
        s.host_not_found_error_node,
        s.host_not_found_error_service,
    ]
    for call in of_lookups:
        with pytest.raises(s.AssertionTypeError, match="of type &host-not-found, got"):
            call(other)
    of_all: list[Callable[[Any], object]] = [
        s.condition_who,
        s.condition_message,
        s.condition_irritants,
    ]
    for call in of_all:
        with pytest.raises(s.AssertionTypeError, match="expected a condition, got"):
            call(ValueError())
    with pytest.raises(s.AssertionTypeError, match="node: expected string or #f"):
        s.make_host_not_found_error(5, None)  # type: ignore[arg-type]
    with pytest.raises(s.AssertionTypeError, match="service: expected string or #f"):
        s.make_host_not_found_error(None, 80)  # type: ignore[arg-type]


# --- the table that names failures


def test_a_system_failure(socket: s.Socket) -> None:
    plain = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
    made = s.SAGITTARIUS.explain(plain, s.socket_recv, socket, 1, 0)
    assert isinstance(made, s.SocketError)
    assert isinstance(made, ConnectionReset)
    assert isinstance(made, ConnectionResetError)
    assert s.socket_error_socket(made) is socket
    assert s.condition_who(made) == "socket-recv"
    assert s.condition_message(made) == "Connection reset by peer"
    assert s.condition_irritants(made) == (errno.ECONNRESET,)
    assert made.errno == errno.ECONNRESET
    assert str(made) == "socket-recv: Connection reset by peer"
    assert s.socket_last_error(socket) == errno.ECONNRESET
    assert type(made) is type(s.SAGITTARIUS.name(plain, "socket-send", (socket,)))


def test_each_errno_has_its_class(socket: s.Socket) -> None:
    for number in errno.errorcode:
        made = s.SAGITTARIUS.name(OSError(number, "text"), "socket-send", (socket,))
        assert isinstance(made, s.SocketError)
        assert isinstance(made, error_class(number))
        assert made.errno == number


def test_a_closed_socket(socket: s.Socket) -> None:
    socket.close()
    made = s.SAGITTARIUS.closed("socket-send", socket)
    assert type(made) is s.SocketClosedError
    assert isinstance(made, Condition)
    assert s.condition_message(made) == "socket is closed"
    assert s.socket_error_socket(made) is socket
    closed = OSError(errno.EBADF, "")
    assert s.is_socket_closed_error(s.SAGITTARIUS.explain(closed, s.socket_recv, socket, 1, 0))


def test_a_failed_lookup() -> None:
    cause = LookupFailed(-2, "Name or service not known", node="n", service="s")
    made: Any = s.SAGITTARIUS.explain(cause, s.get_addrinfo, "n", "s", None)
    assert all(isinstance(made, cls) for cls in (s.HostNotFoundError, LookupFailed))
    assert (made.node, made.service) == ("n", "s")
    assert s.condition_irritants(made) == (-2, "n", "s")
    assert s.condition_message(made) == "Name or service not known"


def test_a_bad_argument(socket: s.Socket) -> None:
    with pytest.raises(s.AssertionTypeError) as caught:
        s.SAGITTARIUS.check(s.socket_recv, socket, "3", 0)
    made = caught.value
    assert s.is_assertion_violation(made)
    assert (made.procedure, made.argument, made.value, made.position) == (
        "socket-recv",
        "size",
        "3",
        2,
    )
    assert s.condition_message(made) == "an exact non-negative integer required"
    assert s.condition_irritants(made) == ("3",)
    assert str(made) == "socket-recv: size: expected an exact non-negative integer, got '3'"
    assert s.socket_last_error(socket) == 0


def test_a_bad_argument_of_a_port_procedure(socket: s.Socket) -> None:
    port = s.socket_output_port(socket)
    for call in (lambda: s.get_u8(port), lambda: s.put_u8(port, 256)):
        with pytest.raises((TypeError, ValueError)) as caught:
            call()
        assert s.is_assertion_violation(caught.value)
        assert not s.is_error(caught.value)
    assert not s.is_assertion_violation(ValueError())


def test_what_is_a_condition_stays_what_it_is(socket: s.Socket) -> None:
    first = s.SAGITTARIUS.read_timed_out("socket-recv", socket)
    assert s.SAGITTARIUS.explain(first, s.socket_recv, socket, 1, 0) is first
    error = ZeroDivisionError()
    assert s.SAGITTARIUS.explain(error, s.socket_recv, socket, 1, 0) is error


def test_an_interrupt() -> None:
    made = s.SAGITTARIUS.name(InterruptedError(errno.EINTR, ""), "socket-recv")
    assert isinstance(made, Interrupted)
    assert s.is_socket_error(made)
    assert s.socket_error_socket(made) is None


def test_a_port_s_failures() -> None:
    here, there = s.Socket.pair()
    with here, there, TwoWayPort(here) as port:
        broken = BrokenPipeError(errno.EPIPE, "Broken pipe")
        write = s.SAGITTARIUS.port_failure(broken, "write", port)
        assert isinstance(write, s.IOWriteError)
        assert isinstance(write, BrokenPipeError)
        assert s.is_io_write_error(write)
        assert not s.is_io_read_error(write)
        assert not s.is_socket_error(write)
        assert write.port is port
        late = DeadlinePassed(errno.ETIMEDOUT)
        read = s.SAGITTARIUS.port_failure(late, "read", port)
        assert isinstance(read, s.IOReadError)
        assert isinstance(read, DeadlinePassed)
        assert s.condition_message(read) == "read timeout"
        nothing = BlockingIOError(errno.EAGAIN, "nothing there")
        assert isinstance(s.SAGITTARIUS.port_failure(nothing, "read", port), WouldBlock)


def test_the_system_s_own_timeout_is_no_read_timeout(socket: s.Socket) -> None:
    given_up = TimeoutError(errno.ETIMEDOUT, "Connection timed out")
    made = s.SAGITTARIUS.explain(given_up, s.socket_recv, socket, 1, 0)
    assert isinstance(made, TimedOut)
    assert not isinstance(made, DeadlinePassed)
    assert not s.is_socket_read_timeout_error(made)
    port = s.socket_input_port(socket)
    read: Any = s.SAGITTARIUS.port_failure(given_up, "read", port)
    assert s.condition_message(read) == "Connection timed out"


def test_a_long_name_is_cut(socket: s.Socket) -> None:
    socket.node = "n" * 10**7
    made: Any = s.SAGITTARIUS.read_timed_out("socket-recv", socket)
    assert len(s.condition_message(made)) < 400


def test_conditions_travel(socket: s.Socket) -> None:
    reset = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
    cause = LookupFailed(-2, "Name or service not known", node="n", service="s")
    sockaddr = s.Sockaddr(UnixAddress("/nowhere/at/all"))
    nowhere = s.Addrinfo(AF_UNIX, s.SOCK_STREAM, sockaddr=sockaddr)
    with pytest.raises(s.HostNotFoundError) as unreachable:
        s.make_client_socket_resolver("n", "s", lambda *_: nowhere)
    made: list[Any] = [
        s.make_socket_error(socket),
        s.make_socket_port_error(None, "port"),
        s.make_host_not_found_error("n", "s"),
        s.SAGITTARIUS.name(reset, "socket-recv", (socket,)),
        s.SAGITTARIUS.name(cause, "get-addrinfo"),
        unreachable.value,
        s.SAGITTARIUS.read_timed_out("socket-recv", socket),
        s.SAGITTARIUS.connection_timed_out("socket-connect!", socket, (0, 5)),
        s.SAGITTARIUS.wrong_type("socket-recv", "size", "an integer", "3", 2),
    ]
    for error in made:
        for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):
            assert type(other) is type(error)
            assert str(other) == str(error)
            assert other.args == error.args
            assert other.message == error.message
        assert copy.copy(error).__dict__ == error.__dict__
        travelled = pickle.loads(pickle.dumps(error)).__dict__
        assert travelled.pop("socket", None) is None
        kept = {name: value for name, value in error.__dict__.items() if name != "socket"}
        assert travelled == kept


def test_a_socket_of_another_making() -> None:
    foreign, other = Socket.pair()
    with foreign, other, pytest.raises(s.AssertionTypeError):
        s.socket_send(foreign, b"")  # type: ignore[arg-type]
