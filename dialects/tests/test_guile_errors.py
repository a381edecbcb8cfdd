"""Guile's errors: keys and arguments, and the builtin exceptions that they are as well."""

from __future__ import annotations

import copy
import errno
import os
import pickle
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent))
from real_guile import ask  # type: ignore[import-not-found, unused-ignore]

from schemesockets.core.errors import ConnectionRefused, LookupFailed, SocketError
from schemesockets.dialects.guile import constants
from schemesockets.dialects.guile.errors import (
    GUILE,
    GetaddrinfoError,
    GuileError,
    GuileSystemError,
    HostError,
    MiscError,
    NoSuchEntryError,
    OutOfRangeError,
    WrongNumberOfArgsError,
    WrongTypeArgError,
    catch,
    gai_strerror,
    strerror,
    system_error_errno,
)
from schemesockets.dialects.kinds import Bytevector, Integer, NonNegative
from schemesockets.dialects.results import Unspecified


@GUILE.procedure
def send(sock: Integer, message: Bytevector, flags: NonNegative = 0) -> Unspecified:
    """`(send sock message [flags])`: do nothing. Nowhere, 1."""


def raised(call: Callable[[], object]) -> GuileError:
    with pytest.raises(GuileError) as caught:
        call()
    return caught.value


def throw(error: Exception) -> Callable[[], Any]:
    def thunk() -> None:
        raise error

    return thunk


REFUSED = GUILE.name(OSError(errno.ECONNREFUSED, "Connection refused"), "connect")
ERRORS = [
    REFUSED,
    WrongTypeArgError("send", "message", "a bytevector", "abc", 2),
    OutOfRangeError("shutdown", "how", "0, 1 or 2", 7, 2),
    WrongNumberOfArgsError("connect", "(connect sock sockaddr)"),
    MiscError("inet-pton", "Bad ~A: ~S", ("address", "x")),
    NoSuchEntryError("getnet", "network", "x"),
    GetaddrinfoError(LookupFailed(socket.EAI_NONAME, "no name", node="n", service="s")),
    HostError(1),
]


@pytest.mark.parametrize(
    ("error", "arguments", "builtin"),
    [
        (
            ERRORS[0],
            ("system-error", "connect", "~A", ("Connection refused",), (errno.ECONNREFUSED,)),
            ConnectionRefusedError,
        ),
        (
            ERRORS[1],
            (
                "wrong-type-arg",
                "send",
                "Wrong type argument in position ~A (expecting ~A): ~S",
                (2, "bytevector", "abc"),
                ("abc",),
            ),
            TypeError,
        ),
        (
            ERRORS[2],
            ("out-of-range", "shutdown", "Argument ~A out of range: ~S", (2, 7), (7,)),
            ValueError,
        ),
        (
            ERRORS[3],
            (
                "wrong-number-of-args",
                "connect",
                "Wrong number of arguments to ~A",
                ("connect",),
                None,
            ),
            TypeError,
        ),
        (
            ERRORS[4],
            ("misc-error", "inet-pton", "Bad ~A: ~S", ("address", "x"), None),
            ValueError,
        ),
        (ERRORS[5], ("system-error", "getnet", "no such network ~A", ("x",), (0,)), LookupError),
        (ERRORS[6], ("getaddrinfo-error", socket.EAI_NONAME), socket.gaierror),
        (ERRORS[7], ("host-not-found", "gethost", "Unknown host", None, ()), socket.herror),
    ],
)
def test_key_and_arguments(
    error: GuileError, arguments: tuple[object, ...], builtin: type[Exception]
) -> None:
    assert error.key_and_arguments == arguments
    assert (error.key, *error.arguments) == arguments
    assert isinstance(error, builtin)
    with pytest.raises(builtin):
        raise error


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.key)
def test_copies_and_pickles(error: GuileError) -> None:
    for made in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(made) is type(error)
        assert str(made) == str(error)
        assert made.key_and_arguments == error.key_and_arguments


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ERRORS[0], "connect: Connection refused"),
        (ERRORS[1], "send: message: expected a bytevector, got 'abc'"),
        (ERRORS[2], "shutdown: how: expected 0, 1 or 2, got 7"),
        (ERRORS[3], "connect: wrong number of arguments, expected (connect sock sockaddr)"),
        (ERRORS[4], "inet-pton: Bad address: 'x'"),
        (ERRORS[5], "getnet: no such network x"),
        (ERRORS[6], "getaddrinfo: no name"),
        (ERRORS[7], "gethost: Unknown host"),
    ],
)
def test_text(error: GuileError, text: str) -> None:
    assert str(error) == text


def test_a_system_error_is_the_engines_too() -> None:
    assert isinstance(REFUSED, GuileSystemError)
    assert isinstance(REFUSED, ConnectionRefused)
    assert REFUSED.errno == errno.ECONNREFUSED
    assert REFUSED.operation == "connect"
    assert GUILE.explain(REFUSED, send, 1, b"").key_and_arguments[1] == "send"  # type: ignore[attr-defined]


def test_a_lookup_that_failed_has_a_key_of_its_own() -> None:
    cause = LookupFailed(socket.EAI_SERVICE, "no service", node="n", service="s")
    error = GUILE.name(cause, "getaddrinfo")
    assert isinstance(error, GetaddrinfoError)
    assert (error.errno, error.node, error.service) == (socket.EAI_SERVICE, "n", "s")


def test_what_is_closed_is_said_to_be() -> None:
    error = GUILE.closed("send")
    assert isinstance(error, GuileSystemError)
    assert error.key_and_arguments[4] == (errno.EBADF,)
    assert "send: sock: expected an open file port" in str(error)


@pytest.mark.parametrize(
    ("args", "kind", "position", "argument"),
    [
        (("x", b""), WrongTypeArgError, 1, "sock"),
        ((1, "x"), WrongTypeArgError, 2, "message"),
        ((1, b"", True), WrongTypeArgError, 3, "flags"),
        ((1, b"", -1), OutOfRangeError, 3, "flags"),
    ],
)
def test_positions_count_from_one(
    args: tuple[Any, ...], kind: type[Any], position: int, argument: str
) -> None:
    error = raised(lambda: send(*args))
    assert type(error) is kind
    assert (error.position, error.argument) == (position, argument)  # type: ignore[attr-defined]
    assert error.arguments[2][0] == position  # type: ignore[index]
    assert f"send: {argument}: expected" in str(error)


def test_what_c_cannot_hold_is_out_of_range() -> None:
    error = GUILE.explain(OverflowError(), send, 1, b"", 2**70)
    assert isinstance(error, OutOfRangeError)
    assert (error.position, error.value) == (3, 2**70)


@pytest.mark.parametrize(
    ("number", "key"),
    [(1, "host-not-found"), (2, "try-again"), (3, "no-recovery"), (4, "no-data")],
)
def test_keys_of_the_host_database(number: int, key: str) -> None:
    assert HostError.of(socket.herror(number, "")).key == key


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (socket.EAI_NONAME, "host-not-found"),
        (socket.EAI_AGAIN, "try-again"),
        (socket.EAI_FAIL, "no-recovery"),
        (socket.EAI_MEMORY, "no-recovery"),
        (constants.EAI_NODATA, "no-data"),
    ],
)
def test_a_host_not_resolved(number: int, key: str) -> None:
    assert HostError.of(socket.gaierror(number, "")).key == key


# catch


def test_catch_gives_what_the_thunk_gives() -> None:
    assert catch("misc-error", lambda: 5, lambda *_: 6) == 5


@pytest.mark.parametrize("key", ["system-error", True])
def test_catch_calls_the_handler(key: Any) -> None:
    assert catch(key, throw(REFUSED), lambda *args: args) == REFUSED.key_and_arguments  # type: ignore[attr-defined]


def test_catch_lets_another_key_pass() -> None:
    with pytest.raises(ConnectionRefusedError) as caught:
        catch("misc-error", throw(REFUSED), lambda *_: None)
    assert caught.value is REFUSED


def test_catch_of_everything_catches_what_is_not_guiles() -> None:
    error = ZeroDivisionError()
    assert catch(True, throw(error), lambda *args: args) == ("%exception", error)
    assert catch("%exception", throw(error), lambda *args: args) == ("%exception", error)
    with pytest.raises(ZeroDivisionError):
        catch("system-error", throw(error), lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        catch(True, throw(KeyboardInterrupt()), lambda *_: None)  # type: ignore[arg-type]


def test_what_a_handler_raises_goes_on() -> None:
    with pytest.raises(ZeroDivisionError):
        catch(True, throw(REFUSED), lambda *_: 1 // 0)


@pytest.mark.parametrize(
    ("args", "position"),
    [
        ((5, print, print), 1),
        ((False, print, print), 1),
        (("k", 5, print), 2),
        ((True, print, 5), 3),
    ],
)
def test_catch_refuses(args: tuple[Any, ...], position: int) -> None:
    error = raised(lambda: catch(*args))
    assert isinstance(error, WrongTypeArgError)
    assert (error.procedure, error.position) == ("catch", position)


def test_catch_is_as_in_guile() -> None:
    answers = ask(
        "(catch 'misc-error (lambda () 5) list)",
        '(catch #t (lambda () (inet-pton AF_INET "x")) list)',
        "(catch #t (lambda () (raise-exception 42)) list)",
        '(catch \'other (lambda () (inet-pton AF_INET "x")) list)',
        "(catch #f list list)",
    )
    assert answers == [
        "5",
        '(misc-error "inet-pton" "Bad address" () #f)',
        "(%exception 42)",
        "ERR misc-error",
        "ERR wrong-type-arg",
    ]
    error = MiscError("inet-pton", "Bad address")
    assert catch(True, throw(error), lambda *args: args) == (
        *("misc-error", "inet-pton", "Bad address", (), None),
    )


# The texts and the errno


def test_the_errno_of_a_system_error() -> None:
    assert system_error_errno(REFUSED) == errno.ECONNREFUSED
    assert system_error_errno(REFUSED.key_and_arguments) == errno.ECONNREFUSED  # type: ignore[attr-defined]
    assert system_error_errno(MiscError("x", "y")) is None
    assert system_error_errno(("misc-error", "x", "y", (), (5,))) is None
    assert system_error_errno(ValueError()) is None


@pytest.mark.parametrize("args", [5, (), None, "system-error", ("system-error",)])
def test_no_errno_of_anything_else(args: Any) -> None:
    assert isinstance(raised(lambda: system_error_errno(args)), WrongTypeArgError)


def test_strerror_is_the_systems() -> None:
    for number in (0, 1, errno.ECONNREFUSED, -1, 99999):
        assert strerror(number) == os.strerror(number)


def test_gai_strerror_is_the_systems() -> None:
    with pytest.raises(socket.gaierror) as caught:
        socket.getaddrinfo("x", None, flags=socket.AI_NUMERICHOST)
    assert gai_strerror(caught.value.errno or 0) == caught.value.strerror


@pytest.mark.parametrize("function", [strerror, gai_strerror])
@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("x", WrongTypeArgError),
        (1.5, WrongTypeArgError),
        (None, WrongTypeArgError),
        (True, WrongTypeArgError),
        (2**31, OutOfRangeError),
        (-(2**40), OutOfRangeError),
    ],
)
def test_texts_refuse(function: Callable[[Any], str], value: Any, kind: type) -> None:
    assert type(raised(lambda: function(value))) is kind


def test_texts_are_as_in_guile() -> None:
    numbers = (0, 1, 11, 32, 88, 92, 104, 107, 111, -1, 99999)
    codes = (-1, -2, -3, -4, -6, -7, -8, -10, -11, 0, 99999)
    answers = ask(
        *(f"(strerror {each})" for each in numbers), *(f"(gai-strerror {each})" for each in codes)
    )
    assert answers == [
        *(f'"{strerror(each)}"' for each in numbers),
        *(f'"{gai_strerror(each)}"' for each in codes),
    ]


def test_refused_connections_are_as_in_guile() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))  # bound and not listening: refuses
        port = probe.getsockname()[1]
        (answer,) = ask(
            "(catch #t (lambda () (connect (socket AF_INET SOCK_STREAM 0)"
            f" AF_INET INADDR_LOOPBACK {port})) list)"
        )
        with socket.socket() as client, pytest.raises(OSError) as caught:
            client.connect(("127.0.0.1", port))
    key, subr, template, args, data = GUILE.name(caught.value, "connect").key_and_arguments  # type: ignore[attr-defined]
    assert answer == f'({key} "{subr}" "{template}" ("{args[0]}") ({data[0]}))'


def test_every_error_of_the_system_is_an_engines_error() -> None:
    assert isinstance(REFUSED, SocketError)
    assert isinstance(HostError(2), SocketError)


# Values that make trouble


class Hostile:
    def __repr__(self) -> str:
        raise RuntimeError("no text")


def nested() -> list[object]:
    loop: list[object] = []
    loop.append(loop)
    return loop


TROUBLE: list[object] = [Hostile(), b"x" * 10**7, "x" * 10**7, 2**200_000, nested(), (Hostile(),)]


@pytest.mark.parametrize("value", TROUBLE, ids=range(len(TROUBLE)))
def test_a_message_is_short_whatever_was_refused(value: object) -> None:
    made: list[GuileError] = [
        WrongTypeArgError("send", "message", "a bytevector", value, 2),
        OutOfRangeError("shutdown", "how", "0, 1 or 2", value, 2),
        MiscError("x", "~A and ~S", (value, value)),
        NoSuchEntryError("getnet", "network", value),
    ]
    for error in made:
        assert len(str(error)) < 700
        assert len(error.message) < 700
        assert error.irritants[-1] is value
