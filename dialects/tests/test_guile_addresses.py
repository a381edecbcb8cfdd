"""Guile's constants, its addresses as integers and its socket address objects."""

from __future__ import annotations

import pickle
import socket
import sys
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent))
from real_guile import ask  # type: ignore[import-not-found, unused-ignore]

from schemesockets.core.address import Inet6Address, InetAddress, UnixAddress
from schemesockets.dialects.guile import constants
from schemesockets.dialects.guile.addresses import (
    inet_lnaof,
    inet_makeaddr,
    inet_netof,
    inet_ntop,
    inet_pton,
    make_socket_address,
    sockaddr_addr,
    sockaddr_fam,
    sockaddr_flowinfo,
    sockaddr_path,
    sockaddr_port,
    sockaddr_scopeid,
)
from schemesockets.dialects.guile.constants import (
    AF_INET,
    AF_INET6,
    AF_UNIX,
    INADDR_ANY,
    INADDR_BROADCAST,
    INADDR_LOOPBACK,
)
from schemesockets.dialects.guile.errors import (
    GUILE,
    GuileError,
    MiscError,
    OutOfRangeError,
    WrongNumberOfArgsError,
    WrongTypeArgError,
)
from schemesockets.dialects.guile.socket_address import SocketAddress, destination
from schemesockets.dialects.kinds import Bytevector, Integer
from schemesockets.dialects.results import Unspecified

# In the manual, and bound nowhere in Guile 3.0.8 on Linux.
UNBOUND = {
    *("IN6ADDR_ANY", "IN6ADDR_LOOPBACK", "IPPROTO_IPV6", "IPV6_V6ONLY"),
    *("SO_RCVTIMEO", "SO_SNDTIMEO", "SO_STYLE"),
}


# Constants


NAMES: list[str] = vars(constants)["__all__"]


def test_constants_are_the_systems() -> None:
    for name in NAMES:
        value = getattr(constants, name)
        assert type(value) is int
        theirs = getattr(socket, name.replace("PF_", "AF_"), None)
        assert theirs is None or name == "SO_NO_CHECK" or value == theirs, name
    assert constants.SO_STYLE == socket.SO_TYPE
    assert (constants.IN6ADDR_ANY, constants.IN6ADDR_LOOPBACK) == (0, 1)


def test_constants_are_those_of_guile() -> None:
    answers = dict(zip(NAMES, ask(*NAMES), strict=True))
    unbound = {name for name, answer in answers.items() if answer == "ERR unbound-variable"}
    assert unbound <= UNBOUND
    for name in set(answers) - unbound:
        assert int(answers[name]) == getattr(constants, name), name


# Address conversion

NUMBERS = [0, 1, 127, 2130706433, 2**31 - 1, 2**31, 2**32 - 1, 3221225471, 3221225472, 3758096385]


@pytest.mark.parametrize(
    ("family", "text"),
    [
        (AF_INET, "127.0.0.1"),
        (AF_INET, "255.255.255.255"),
        (AF_INET6, "::"),
        (AF_INET6, "::1"),
        (AF_INET6, "fe80::1:2"),
        (AF_INET6, "2001:db8::5"),
    ],
)
def test_text_and_number(family: int, text: str) -> None:
    number = inet_pton(family, text)
    assert number == int(ip_address(text))
    assert inet_ntop(family, number) == text


def test_conversion_is_as_in_guile() -> None:
    texts4 = ["1.2.3.4", "0.0.0.0", "127.1", "1.2.3", "nonsense", "", "256.1.1.1", "01.2.3.4"]
    texts6 = ["::1", "::ffff:1.2.3.4", "1::2::3", "fe80::1%lo", "", "1:2:3:4:5:6:7:8"]
    numbers6 = [0, 1, 2**128 - 1, 0xFFFF01020304, 2**64]
    questions: list[tuple[str, Callable[..., object], tuple[Any, ...]]] = [
        *((f'(inet-pton AF_INET "{text}")', inet_pton, (AF_INET, text)) for text in texts4),
        *((f'(inet-pton AF_INET6 "{text}")', inet_pton, (AF_INET6, text)) for text in texts6),
        *((f"(inet-ntop AF_INET {each})", inet_ntop, (AF_INET, each)) for each in NUMBERS),
        *((f"(inet-ntop AF_INET6 {each})", inet_ntop, (AF_INET6, each)) for each in numbers6),
        *((f"(inet-netof {each})", inet_netof, (each,)) for each in NUMBERS),
        *((f"(inet-lnaof {each})", inet_lnaof, (each,)) for each in NUMBERS),
        *(
            (f"(inet-makeaddr {net} {lna})", inet_makeaddr, (net, lna))
            for net in (0, 10, 127, 128, 65535, 65536, 2**24 - 1, 2**24, 2**32 - 1)
            for lna in (0, 1, 300, 70000, 2**24 + 5, 2**32 - 1)
        ),
        ('(inet-pton 99 "1.2.3.4")', inet_pton, (99, "1.2.3.4")),
        ('(inet-pton AF_UNIX "1.2.3.4")', inet_pton, (AF_UNIX, "1.2.3.4")),
        ("(inet-pton AF_INET 5)", inet_pton, (AF_INET, 5)),
        ("(inet-ntop 99 1)", inet_ntop, (99, 1)),
        ('(inet-ntop AF_INET "x")', inet_ntop, (AF_INET, "x")),
        ("(inet-ntop AF_INET6 -1)", inet_ntop, (AF_INET6, -1)),
        (f"(inet-ntop AF_INET6 {2**128})", inet_ntop, (AF_INET6, 2**128)),
        ("(inet-netof 1.5)", inet_netof, (1.5,)),
        ("(inet-lnaof #f)", inet_lnaof, (None,)),
        ("(inet-makeaddr 1 'a)", inet_makeaddr, (1, "a")),
    ]
    answers = ask(*(scheme for scheme, _, _ in questions))
    for (scheme, function, args), answer in zip(questions, answers, strict=True):
        try:
            found = function(*args)
            ours = f'"{found}"' if isinstance(found, str) else str(found)
        except GuileError as error:
            ours = f"ERR {error.key}"
        assert (scheme, ours) == (scheme, answer)


def test_parts_make_the_address_again() -> None:
    for address in (0x0A010203, 0x7F000001, 0x80010203, 0xBFFFFFFF, 0xC0000201, 0xE1010203):
        assert inet_makeaddr(inet_netof(address), inet_lnaof(address)) == address


@pytest.mark.parametrize(
    "text", ["nonsense", "127.1", "", "1.2.3.4\0", "\ud800", "::1", "localhost", "1.2.3.4 "]
)
def test_bad_address(text: str) -> None:
    with pytest.raises(MiscError) as caught:
        inet_pton(AF_INET, text)
    assert caught.value.key_and_arguments == (
        *("misc-error", "inet-pton", "Bad address", (), None),
    )


WRONG: list[tuple[Callable[..., object], tuple[Any, ...], type[Any], int]] = [
    (inet_pton, (99, "1.2.3.4"), OutOfRangeError, 1),
    (inet_pton, ("x", "1.2.3.4"), WrongTypeArgError, 1),
    (inet_pton, (AF_INET, 5), WrongTypeArgError, 2),
    (inet_pton, (AF_INET, b"1.2.3.4"), WrongTypeArgError, 2),
    (inet_ntop, (AF_UNIX, 1), OutOfRangeError, 1),
    (inet_ntop, (None, 1), WrongTypeArgError, 1),
    (inet_ntop, (AF_INET, "1"), WrongTypeArgError, 2),
    (inet_ntop, (AF_INET, True), WrongTypeArgError, 2),
    (inet_ntop, (AF_INET, -1), OutOfRangeError, 2),
    (inet_ntop, (AF_INET, 2**32), OutOfRangeError, 2),
    (inet_ntop, (AF_INET6, -1), OutOfRangeError, 2),
    (inet_ntop, (AF_INET6, 2**128), OutOfRangeError, 2),
    (inet_netof, (-1,), OutOfRangeError, 1),
    (inet_netof, (2**32,), OutOfRangeError, 1),
    (inet_netof, (1.0,), WrongTypeArgError, 1),
    (inet_lnaof, (-1,), OutOfRangeError, 1),
    (inet_lnaof, ("1",), WrongTypeArgError, 1),
    (inet_makeaddr, (-1, 1), OutOfRangeError, 1),
    (inet_makeaddr, (1, 2**32), OutOfRangeError, 2),
    (inet_makeaddr, ("a", 1), WrongTypeArgError, 1),
    (inet_makeaddr, (1, None), WrongTypeArgError, 2),
    (make_socket_address, ("a", 1, 80), WrongTypeArgError, 1),
    (make_socket_address, ([], 1, 80), WrongTypeArgError, 1),
    (make_socket_address, (99, 1, 80), OutOfRangeError, 1),
    (make_socket_address, (AF_INET, "x", 80), WrongTypeArgError, 2),
    (make_socket_address, (AF_INET, [], 80), WrongTypeArgError, 2),
    (make_socket_address, (AF_INET, -1, 80), OutOfRangeError, 2),
    (make_socket_address, (AF_INET, 2**32, 80), OutOfRangeError, 2),
    (make_socket_address, (AF_INET, 1, "80"), WrongTypeArgError, 3),
    (make_socket_address, (AF_INET, 1, 80.0), WrongTypeArgError, 3),
    (make_socket_address, (AF_INET, 1, True), WrongTypeArgError, 3),
    (make_socket_address, (AF_INET, 1, -1), OutOfRangeError, 3),
    (make_socket_address, (AF_INET, 1, 65536), OutOfRangeError, 3),
    (make_socket_address, (AF_INET, 1, 70000), OutOfRangeError, 3),
    (make_socket_address, (AF_INET6, 2**128, 80), OutOfRangeError, 2),
    (make_socket_address, (AF_INET6, 1, 70000), OutOfRangeError, 3),
    (make_socket_address, (AF_INET6, 1, 80, 2**20), OutOfRangeError, 4),
    (make_socket_address, (AF_INET6, 1, 80, -1), OutOfRangeError, 4),
    (make_socket_address, (AF_INET6, 1, 80, "x"), WrongTypeArgError, 4),
    (make_socket_address, (AF_INET6, 1, 80, 0, 2**32), OutOfRangeError, 5),
    (make_socket_address, (AF_INET6, 1, 80, 0, None), WrongTypeArgError, 5),
    (make_socket_address, (AF_UNIX, 5), WrongTypeArgError, 2),
    (make_socket_address, (AF_UNIX, b"/tmp/x"), WrongTypeArgError, 2),
    (make_socket_address, (AF_UNIX, "a\0b"), OutOfRangeError, 2),
    (make_socket_address, (AF_UNIX, "a" * 200), OutOfRangeError, 2),
    (make_socket_address, (AF_UNIX, "\ud800"), OutOfRangeError, 2),
]


@pytest.mark.parametrize(("function", "args", "kind", "position"), WRONG)
def test_refuses(
    function: Callable[..., object], args: tuple[Any, ...], kind: type[Any], position: int
) -> None:
    with pytest.raises(GuileError) as caught:
        function(*args)
    error: Any = caught.value
    assert type(error) is kind
    assert (error.position, error.value) == (position, args[position - 1])
    assert error.procedure == function.__scheme__.scheme  # type: ignore[attr-defined]


# Socket address objects

INET = make_socket_address(AF_INET, INADDR_LOOPBACK, 80)
INET6 = make_socket_address(AF_INET6, 1, 80, 2, 3)
UNIX = make_socket_address(AF_UNIX, "/tmp/x")


def test_objects_stand_for_addresses_of_the_engine() -> None:
    assert INET.address == InetAddress("127.0.0.1", 80)
    assert INET6.address == Inet6Address("::1", 80, 2, 3)
    assert UNIX.address == UnixAddress("/tmp/x")
    assert make_socket_address(AF_INET, INADDR_ANY, 0).address == InetAddress("0.0.0.0", 0)
    broadcast = make_socket_address(AF_INET, INADDR_BROADCAST, 65535).address
    assert broadcast == InetAddress("255.255.255.255", 65535)
    assert make_socket_address(AF_INET6, 1, 80).address == Inet6Address("::1", 80)
    assert SocketAddress.of(None) is None
    assert SocketAddress.of(INET.address) == INET


@pytest.mark.parametrize("made", [INET, INET6, UNIX, make_socket_address(AF_UNIX, "")])
def test_objects_stand_for_vectors(made: SocketAddress) -> None:
    assert SocketAddress.from_vector(made.vector) == made
    given = [False if each is None else each for each in made.vector]
    assert SocketAddress.from_vector(given) == made


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (AF_INET,),
        (AF_INET, 1),
        (AF_INET, 1, 80, 0),
        (AF_INET, 2**32, 80),
        (AF_INET, 1, 65536),
        (AF_INET, 1, "80"),
        (AF_INET, None, 80),
        (AF_INET6, 1, 80),
        (AF_UNIX, 5),
        (AF_UNIX, "a\0b"),
        (77, 1, 80),
        ("2", 1, 80),
        (None, 1, 80),
        (True, "p"),
    ],
)
def test_vectors_that_are_no_addresses(parts: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError):
        SocketAddress.from_vector(parts)


def test_accessors() -> None:
    assert [sockaddr_fam(each) for each in (INET, INET6, UNIX)] == [AF_INET, AF_INET6, AF_UNIX]
    assert (sockaddr_addr(INET), sockaddr_port(INET)) == (INADDR_LOOPBACK, 80)
    assert (sockaddr_addr(INET6), sockaddr_port(INET6)) == (1, 80)
    assert (sockaddr_flowinfo(INET6), sockaddr_scopeid(INET6)) == (2, 3)
    assert sockaddr_path(UNIX) == "/tmp/x"


def test_no_path_where_there_is_no_name() -> None:
    unnamed = make_socket_address(AF_UNIX, "")
    assert sockaddr_path(unnamed) is None
    assert str(unnamed) == "#(1 #f)"


@pytest.mark.skipif(sys.platform != "linux", reason="abstract names are Linux's")
def test_an_abstract_name() -> None:
    abstract = make_socket_address(AF_UNIX, "\0name")
    assert sockaddr_path(abstract) == "\0name"
    assert abstract.address == UnixAddress("\0name")


@pytest.mark.parametrize(
    ("accessor", "wrong"),
    [
        (sockaddr_path, INET),
        (sockaddr_path, INET6),
        (sockaddr_addr, UNIX),
        (sockaddr_port, UNIX),
        (sockaddr_flowinfo, INET),
        (sockaddr_flowinfo, UNIX),
        (sockaddr_scopeid, INET),
        (sockaddr_scopeid, UNIX),
    ],
)
def test_an_accessor_of_another_family(
    accessor: Callable[[Any], object], wrong: SocketAddress
) -> None:
    with pytest.raises(OutOfRangeError):
        accessor(wrong)


@pytest.mark.parametrize(
    "accessor",
    [
        *(sockaddr_fam, sockaddr_path, sockaddr_addr),
        *(sockaddr_port, sockaddr_flowinfo, sockaddr_scopeid),
    ],
)
@pytest.mark.parametrize("wrong", [5, None, "x", (2, 1, 80), INET.address])
def test_an_accessor_of_no_address(accessor: Callable[[Any], object], wrong: object) -> None:
    with pytest.raises(WrongTypeArgError):
        accessor(wrong)


def test_objects_compare_and_do_not_change() -> None:
    assert make_socket_address(AF_INET, INADDR_LOOPBACK, 80) == INET
    assert make_socket_address(AF_INET, INADDR_LOOPBACK, 81) != INET
    assert len({INET, make_socket_address(AF_INET, INADDR_LOOPBACK, 80), INET6}) == 2
    assert pickle.loads(pickle.dumps(INET6)) == INET6
    with pytest.raises(AttributeError):
        INET.address = INET6.address  # type: ignore[misc]


@pytest.mark.parametrize(
    "args",
    [
        (AF_INET, 1),
        (AF_INET, 1, 2, 3),
        (AF_INET6, 1),
        (AF_INET6, 1, 2, 3, 4, 5),
        (AF_UNIX, "/tmp/x", 5),
    ],
)
def test_too_few_or_too_many(args: tuple[Any, ...]) -> None:
    with pytest.raises(WrongNumberOfArgsError):
        make_socket_address(*args)


def test_objects_are_as_in_guile() -> None:
    made = [
        ("AF_INET 2130706433 80", INET),
        ("AF_INET 0 65535", make_socket_address(AF_INET, 0, 65535)),
        ("AF_INET6 1 80", make_socket_address(AF_INET6, 1, 80)),
        (f"AF_INET6 {2**128 - 1} 80 7", make_socket_address(AF_INET6, 2**128 - 1, 80, 7)),
        ("AF_INET6 1 80 2 3", INET6),
        ('AF_UNIX "/tmp/x"', UNIX),
        ('AF_UNIX ""', make_socket_address(AF_UNIX, "")),
        (r'AF_UNIX "a\"\\b"', make_socket_address(AF_UNIX, 'a"\\b')),
    ]
    answers = ask(*(f"(make-socket-address {args})" for args, _ in made))
    assert answers == [str(ours) for _, ours in made]
    answers = ask(
        '(sockaddr:path (make-socket-address AF_UNIX ""))',
        '(sockaddr:port (make-socket-address AF_UNIX "x"))',
        "(sockaddr:scopeid (make-socket-address AF_INET6 1 80 2 3))",
        "(sockaddr:fam 5)",
        "(make-socket-address 99 1 2)",
    )
    assert answers == ["#f", "ERR out-of-range", "3", "ERR wrong-type-arg", "ERR out-of-range"]


def test_repr_says_what_it_is() -> None:
    assert repr(INET) == "<SocketAddress #(2 2130706433 80)>"


# Reading an address from the arguments of a procedure


@GUILE.hot_procedure
def aim(sock: Integer, message: Bytevector, *args: Any) -> Unspecified:
    """`(aim sock message sockaddr [flags])`: do nothing. Nowhere, 1."""


@pytest.mark.parametrize(
    ("args", "address", "flags"),
    [
        ((INET,), INET, 0),
        ((INET, 64), INET, 64),
        ((AF_INET, INADDR_LOOPBACK, 80), INET, 0),
        ((AF_INET, INADDR_LOOPBACK, 80, 64), INET, 64),
        ((AF_INET6, 1, 80, 2, 3), INET6, 0),
        ((AF_INET6, 1, 80, 2, 3, 64), INET6, 64),
        ((AF_INET6, 1, 80, 5), make_socket_address(AF_INET6, 1, 80, 5), 0),
        ((AF_UNIX, "/tmp/x"), UNIX, 0),
        ((AF_UNIX, "/tmp/x", 64), UNIX, 64),
    ],
)
def test_destination(args: tuple[Any, ...], address: SocketAddress, flags: int) -> None:
    for _ in range(2):  # the second time out of what is remembered
        assert destination(aim, args, 3, flags=True) == (address.address, flags)
    if flags:
        with pytest.raises(WrongNumberOfArgsError):
            destination(aim, args, 3)
    else:
        assert destination(aim, args, 3) == (address.address, 0)


@pytest.mark.parametrize(
    ("args", "kind", "position"),
    [
        ((5,), WrongTypeArgError, 3),
        ((None,), WrongTypeArgError, 3),
        ((("127.0.0.1", 80),), WrongTypeArgError, 3),
        ((INET.address,), WrongTypeArgError, 3),
        (("x", 1, 80), WrongTypeArgError, 3),
        ((99, 1, 80), OutOfRangeError, 3),
        ((AF_INET, "127.0.0.1", 80), WrongTypeArgError, 4),
        ((AF_INET, bytearray(4), 80), WrongTypeArgError, 4),
        ((AF_INET, 1, 70000), OutOfRangeError, 5),
        ((AF_INET, 1, 80, "x"), WrongTypeArgError, 6),
        ((AF_INET, 1, 80, 2**31), OutOfRangeError, 6),
        ((AF_INET6, 1, 80, 0, 0, 1.5), WrongTypeArgError, 8),
        ((INET, "x"), WrongTypeArgError, 4),
        ((INET, -(2**40)), OutOfRangeError, 4),
        ((AF_UNIX, "a" * 200), OutOfRangeError, 4),
        ((AF_UNIX, "x", "y"), WrongTypeArgError, 5),
    ],
)
def test_destination_refuses(args: tuple[Any, ...], kind: type[Any], position: int) -> None:
    with pytest.raises(GuileError) as caught:
        destination(aim, args, 3, flags=True)
    error: Any = caught.value
    assert type(error) is kind
    assert (error.procedure, error.position) == ("aim", position)


@pytest.mark.parametrize("args", [(), (AF_INET, 1), (INET, 1, 2), (AF_INET, 1, 2, 3, 4)])
def test_destination_counts(args: tuple[Any, ...]) -> None:
    with pytest.raises(WrongNumberOfArgsError):
        destination(aim, args, 3, flags=True)


def test_what_is_remembered_is_remembered_by_type() -> None:
    assert destination(aim, (AF_INET, 1, 80), 3)[0] == InetAddress("0.0.0.1", 80)
    for wrong in ((AF_INET, 1.0, 80), (AF_INET, True, 80), (AF_INET, 1, 80.0)):
        with pytest.raises(WrongTypeArgError):
            destination(aim, wrong, 3)
    assert destination(aim, (socket.AF_INET, 1, 80), 3)[0] == InetAddress("0.0.0.1", 80)
