"""What a failed call becomes: whom it blames, what it is to Python, and that it can travel."""

from __future__ import annotations

import copy
import errno
import os
import pickle
import socket as stdlib
from collections.abc import Iterator

import pytest

from schemesockets.core import Closed, ConnectionRefused, LookupFailed, Socket, SocketError
from schemesockets.core.brief import brief
from schemesockets.core.constants import AF_INET, SOCK_DGRAM
from schemesockets.dialects import foment, srfi106
from schemesockets.dialects.conditions import (
    R7RS,
    ArgumentTypeError,
    ArgumentValueError,
    Condition,
    Conditions,
    SocketFailure,
    error_object_irritants,
    error_object_message,
    is_error_object,
)
from schemesockets.dialects.kinds import BYTEVECTOR, SERVICE, Bytevector, Integer
from schemesockets.dialects.r7rs_io import read_u8, utf8_to_string, write_u8
from schemesockets.dialects.results import Unspecified
from schemesockets.dialects.shared.port_conditions import DecodingError


@pytest.fixture
def free_port() -> Iterator[str]:
    """A port on which nobody listens, and nobody else will while the test goes on."""
    with stdlib.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield str(reserved.getsockname()[1])


@R7RS.procedure
def send_it(it: Bytevector, number: Integer) -> Unspecified:
    """`(send-it it number)`: do nothing. Nowhere, 1."""


@R7RS.procedure
def gather(*numbers: Integer, data: Bytevector = b"", limit: Integer = 0) -> int:
    """`(gather number ... :data :limit)`: count what it is given. Nowhere, 1."""
    return len(numbers)


@pytest.mark.parametrize(
    ("numbers", "named", "told"),
    [
        ((1, "two", 3), {}, "numbers: expected an exact integer, got 'two'"),
        ((1, 2, 3, 4), {"data": 5}, "data: expected a bytevector, got 5"),
        ((), {"limit": "x"}, "limit: expected an exact integer, got 'x'"),
        (("x",), {"limit": "y"}, "numbers: expected an exact integer, got 'x'"),
    ],
)
def test_arguments_by_name_after_any_number_of_others_are_told_apart(
    numbers: tuple[object, ...], named: dict[str, object], told: str
) -> None:
    with pytest.raises(ArgumentTypeError) as caught:
        gather(*numbers, **named)  # type: ignore[arg-type]
    assert str(caught.value) == f"gather: {told}"
    assert (gather(), gather(1, 2, 3, 4, 5), gather(1, data=b"x", limit=2)) == (0, 5, 1)


def test_the_first_bad_argument_is_blamed() -> None:
    with pytest.raises(ArgumentTypeError) as caught:
        R7RS.check(send_it, "abc", 1.5)
    error = caught.value
    assert type(error) is ArgumentTypeError
    assert str(error) == "send-it: it: expected a bytevector, got 'abc'"
    assert (error.procedure, error.argument) == ("send-it", "it")
    assert (error.expected, error.value) == ("a bytevector", "abc")
    assert error_object_message(error) == error.message == "send-it: expected a bytevector"
    assert error_object_irritants(error) == error.irritants == ("abc",)
    assert is_error_object(error)


def test_a_long_value_is_shortened() -> None:
    with pytest.raises(ArgumentTypeError) as caught:
        R7RS.check(send_it, "a" * 1000, 1)
    assert len(str(caught.value)) < 120
    assert str(caught.value).endswith("aaa...")


def test_good_arguments_and_no_system_failure() -> None:
    plain = ZeroDivisionError("elsewhere")
    assert R7RS.explain(plain, send_it, b"", 1) is plain
    R7RS.check(send_it, b"", 1)


def test_the_system_is_blamed_when_all_arguments_are_right() -> None:
    error = R7RS.explain(OSError(errno.EPIPE, "broken"), send_it, b"x", 1)
    assert isinstance(error, SocketFailure)
    assert isinstance(error, BrokenPipeError)
    assert isinstance(error, SocketError)
    assert error.irritants == (b"x", 1, "broken")
    assert (error.errno, error.strerror) == (errno.EPIPE, "broken")
    assert str(error) == "send-it: send it failed: broken"


def test_memory_that_is_not_there_is_a_failure_of_the_system() -> None:
    error = R7RS.explain(MemoryError(), send_it, b"x", 1)
    assert isinstance(error, SocketFailure)
    assert error.errno == errno.ENOMEM


def test_a_number_beyond_c() -> None:
    error = R7RS.explain(OverflowError(), send_it, b"x", 2**80)
    assert type(error) is ArgumentValueError
    assert "number: expected an exact integer that the system can hold, got 12089" in str(error)
    plain = OverflowError()
    none = R7RS.explain(plain, socketless, "x")
    assert none is plain


@R7RS.procedure
def socketless(x: object) -> Unspecified:
    """`(socketless x)`: do nothing. Nowhere, 1."""


def test_conditions_pass_through() -> None:
    made = ArgumentValueError("p", "a", "b", 1)
    assert R7RS.explain(made, send_it, "abc", 1) is made


def test_what_a_port_met_gets_the_name_of_the_procedure() -> None:
    here, there = Socket.pair()
    with here, there:
        port = srfi106.socket_output_port(here)
        there.close()
        with pytest.raises(BrokenPipeError) as raw:
            port.write(b"abc")
        with pytest.raises(BrokenPipeError) as caught:
            write_u8(1, port)
        assert isinstance(raw.value, SocketFailure)
        assert raw.value.procedure == "write"
        assert isinstance(caught.value, SocketFailure)
        assert caught.value.procedure == "write-u8"
        assert str(caught.value) == "write-u8: write failed: Broken pipe"
        assert caught.value.irritants == (1, port, "Broken pipe")
        assert caught.value.socket is here
        assert type(caught.value) is type(raw.value)
        port.close()


def test_a_closed_socket_says_what_was_expected() -> None:
    here, there = Socket.pair()
    with there:
        port = srfi106.socket_input_port(here)
        here.close()
        for call in (
            lambda: srfi106.socket_recv(here, 1),
            lambda: srfi106.socket_input_port(here),
        ):
            with pytest.raises(SocketFailure, match="socket: expected an open socket") as caught:
                call()
            assert isinstance(caught.value, Closed)
            assert caught.value.errno == errno.EBADF
            assert caught.value.socket is here
            assert caught.value.message.endswith(": expected an open socket")
        with pytest.raises(SocketFailure, match="read-u8: socket: expected an open socket"):
            read_u8(port)
        port.close()
        with pytest.raises(ValueError, match="expected an open"):
            read_u8(port)


def test_classes_by_errno_are_made_once() -> None:
    one, other = (R7RS.name(ConnectionRefusedError(111, "no"), name) for name in ("a", "b"))
    assert type(one) is type(other)
    assert type(one).__name__ == "SocketFailure"
    assert type(R7RS.name(OSError(errno.EIO, "?"), "a")) is SocketFailure


def test_another_dialects_classes() -> None:
    class Native(SocketFailure):
        """Its own."""

    conditions = Conditions(ArgumentTypeError, ArgumentValueError, Native)
    error = conditions.name(OSError(errno.ECONNREFUSED, "no"), "connect")
    assert isinstance(error, Native)
    assert isinstance(error, ConnectionRefused)
    other = conditions.explain(error, send_it, b"", 1)
    assert isinstance(other, Native)
    assert other.procedure == "send-it"


def refused(port: str) -> SocketFailure:
    with pytest.raises(ConnectionRefusedError) as caught:
        srfi106.make_client_socket("127.0.0.1", port)
    assert isinstance(caught.value, SocketFailure)
    return caught.value


def travellers(port: str, socket: Socket) -> Iterator[Condition]:
    yield refused(port)
    for call in (
        lambda: srfi106.make_client_socket("127.0.0.1", "no such service"),
        lambda: srfi106.socket_send(socket, "abc"),  # type: ignore[arg-type]
        lambda: srfi106.socket_recv(socket, -1),
        lambda: srfi106.socket_shutdown(socket, 2),
        lambda: srfi106.call_with_socket(socket, socket),  # type: ignore[arg-type]
        lambda: foment.recv_socket(lambda: 1, 1, 0),  # type: ignore[arg-type]
        lambda: utf8_to_string(b"\xff"),
    ):
        with pytest.raises(Condition) as caught:
            call()
        yield caught.value


def same(one: Condition, other: Condition) -> None:
    assert type(other) is type(one)
    assert (str(other), repr(other), other.args) == (str(one), repr(one), one.args)
    assert other.procedure == one.procedure
    assert other.message == one.message
    if isinstance(one, OSError):
        assert isinstance(other, OSError)
        assert (other.errno, other.strerror) == (one.errno, one.strerror)
    if isinstance(one, LookupFailed):
        assert isinstance(other, LookupFailed)
        assert (other.node, other.service) == (one.node, one.service)


def test_copies_and_pickles(free_port: str) -> None:
    with Socket.open(AF_INET, SOCK_DGRAM) as socket:
        seen = list(travellers(free_port, socket))
        assert len(seen) == 8
        for error in seen:
            error.add_note("seen twice")
            shallow = copy.copy(error)
            same(error, shallow)
            assert vars(shallow) == vars(error)
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                far = pickle.loads(pickle.dumps(error, protocol))
                same(error, far)
                assert far.__notes__ == ["seen twice"]
                assert getattr(far, "socket", None) is None
                for here, there in zip(error.irritants, far.irritants, strict=True):
                    assert there == (
                        here if isinstance(here, str | bytes | int | None) else brief(here)
                    )
            same(error, copy.deepcopy(error))


def test_a_traveller_is_still_what_it_was(free_port: str) -> None:
    far = pickle.loads(pickle.dumps(refused(free_port)))
    with pytest.raises(ConnectionRefusedError):
        raise far
    assert isinstance(far, SocketFailure)
    assert isinstance(far, ConnectionRefused)
    assert far.irritants[:2] == ("127.0.0.1", free_port)
    again = pickle.loads(pickle.dumps(far))
    same(far, again)
    decoding = pickle.loads(pickle.dumps(R7RS_decoding()))
    assert (decoding.start, decoding.object) == (1, b"a\xff")


def R7RS_decoding() -> DecodingError:  # noqa: N802
    with pytest.raises(DecodingError) as caught:
        utf8_to_string(b"a\xff")
    return caught.value


@pytest.mark.parametrize(
    ("service", "fine"),
    [
        *(("0", True), ("80", True), ("65535", True), ("00080", True), ("http", True)),
        *(("65536", False), ("70000", False), ("9" * 5000, False), ("", False), ("-1", False)),
        *(("+80", False), (" 80", False), ("\t80", False), ("0x50", True), ("80 ", True)),
    ],
)
def test_services_that_would_be_taken_for_another_port(service: str, fine: bool) -> None:
    """What is fine here may still be unknown, but is not silently another number."""
    assert SERVICE.value_ok(service) is fine
    if fine and not service.isdecimal() and service != "http":
        with pytest.raises(SocketFailure) as caught:
            srfi106.make_server_socket(service)
        assert isinstance(caught.value, stdlib.gaierror)


def test_bytevectors() -> None:
    released = memoryview(b"abc")
    released.release()
    for wrong in (released, memoryview(b"abcdef")[::2], "abc", 5, None, [1, 2]):
        assert not BYTEVECTOR.type_ok(wrong)
    for right in (b"", bytearray(2), memoryview(b"abcdef")[2:], memoryview(b"")):
        assert BYTEVECTOR.type_ok(right)


def test_without_an_errno() -> None:
    """Python raises some of its own OSErrors without a number."""
    error = R7RS.name(OSError("AF_UNIX path too long"), "bind-it")
    assert isinstance(error, SocketFailure)
    assert error.strerror == "AF_UNIX path too long"
    assert os.strerror(error.errno or 0)
