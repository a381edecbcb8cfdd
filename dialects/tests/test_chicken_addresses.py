"""CHICKEN's addresses, lookups, symbols and conditions."""

from __future__ import annotations

import copy
import errno
import pickle
import socket as stdlib
from collections.abc import Callable
from typing import Any

import pytest

from schemesockets.core.errors import from_os_error
from schemesockets.dialects.chicken import (
    AF_INET,
    AF_INET6,
    AF_UNIX,
    AF_UNSPEC,
    AI_CANONNAME,
    AI_NUMERICHOST,
    AI_PASSIVE,
    DIALECT,
    IPPROTO_TCP,
    IPPROTO_UDP,
    NI_NUMERICHOST,
    NI_NUMERICSERV,
    SOCK_DGRAM,
    SOCK_RAW,
    SOCK_STREAM,
    ChickenError,
    TransientError,
    address_family_to_integer,
    address_information,
    addrinfo_address,
    addrinfo_canonname,
    addrinfo_family,
    addrinfo_flags,
    addrinfo_protocol,
    addrinfo_socktype,
    condition_kinds,
    condition_property,
    constants,
    inet_address,
    integer_to_address_family,
    integer_to_protocol_type,
    integer_to_socket_type,
    is_addrinfo,
    is_condition,
    is_sockaddr,
    name_information,
    parse_inet_address,
    protocol_type_to_integer,
    sockaddr_address,
    sockaddr_family,
    sockaddr_path,
    sockaddr_port,
    sockaddr_to_string,
    socket,
    socket_connect,
    socket_fileno,
    socket_type_to_integer,
    unix_address,
)
from schemesockets.dialects.chicken._limits import CONNECTING
from schemesockets.dialects.dialect import Name

NET = ("exn", "i/o", "net")


def raised(call: Callable[[], object]) -> ChickenError:
    with pytest.raises(ChickenError) as caught:
        call()
    return caught.value


# --- addresses


@pytest.mark.parametrize(
    ("addr", "port", "text", "host", "number"),
    [
        ("127.0.0.1", 80, "127.0.0.1:80", "127.0.0.1", 80),
        ("127.0.0.1", "080", "127.0.0.1:80", "127.0.0.1", 80),
        ("127.0.0.1", 0, "127.0.0.1", "127.0.0.1", 0),
        ("127.0.0.1", None, "127.0.0.1", "127.0.0.1", 0),
        ("::1", 65535, "[::1]:65535", "::1", 65535),
        ("::1", None, "::1", "::1", 0),
        ("0:0:0:0:0:0:0:1", 1, "[::1]:1", "::1", 1),
        ("fe80::1%lo", 1, "[fe80::1%lo]:1", "fe80::1%lo", 1),
        ("fe80::1%1", None, "fe80::1%lo", "fe80::1%lo", 0),
    ],
)
def test_inet_address(addr: str, port: Any, text: str, host: str, number: int) -> None:
    if "%" in addr and stdlib.if_indextoname(1) != "lo":
        pytest.skip("loopback has another name here")
    address = inet_address(addr, port)
    assert sockaddr_to_string(address) == text
    assert repr(address) == f'#<sockaddr "{text}">'
    assert sockaddr_address(address) == host
    assert sockaddr_port(address) == number
    assert sockaddr_family(address) == (AF_INET6 if ":" in addr else AF_INET)
    assert address == inet_address(host, number)
    assert hash(address) == hash(inet_address(host, number))
    assert is_sockaddr(address)
    assert raised(lambda: sockaddr_path(address)).kinds == NET


def test_flags_that_the_platform_lacks_are_none_at_all() -> None:
    for name in ("AI_MASK", "AI_DEFAULT", "AI_ALL", "AI_V4MAPPED", "AI_ADDRCONFIG"):
        assert getattr(constants, name) == getattr(stdlib, name, 0)
    flags = constants.AI_MASK | constants.AI_DEFAULT | AI_NUMERICHOST
    assert len(address_information("127.0.0.1", 80, flags=flags)) == 1


def test_the_unspecified_address() -> None:
    address = inet_address(None, 80)
    assert sockaddr_address(address) in ("0.0.0.0", "::")
    assert sockaddr_port(address) == 80


@pytest.mark.parametrize(
    ("addr", "port"),
    [
        (None, None),
        ("localhost", 80),
        ("", 80),
        ("127.0.0", 80),
        ("127.0.0.1", 65536),
        ("127.0.0.1", -1),
        ("127.0.0.1", "http"),
        ("127.0.0.1", ""),
        ("127.0.0.1", " 80"),
        ("127.0.0.1", "+80"),
        ("127.0.0.1", "70000"),
        ("::1%", 80),
        ("::1%nosuchinterface", 80),
        ("1.2.3.4]:80", 80),
        ("::1\0", 80),
    ],
)
def test_what_is_no_address(addr: Any, port: Any) -> None:
    error = raised(lambda: inet_address(addr, port))
    assert condition_kinds(error) == NET
    assert isinstance(error, ValueError)
    assert error.arguments == (addr, None if port is None else str(port))
    assert condition_property(error, "net", "errno", "none") == "none"


def test_unix_addresses() -> None:
    address = unix_address("/tmp/a b")
    assert sockaddr_path(address) == sockaddr_address(address) == "/tmp/a b"
    assert sockaddr_to_string(address) == "/tmp/a b"
    assert repr(unix_address('/tmp/"')) == '#<sockaddr "/tmp/\\"">'
    assert sockaddr_family(address) == AF_UNIX
    assert sockaddr_path(unix_address("\0abstract")) == "\0abstract"
    error = raised(lambda: sockaddr_port(address))
    assert error.kinds == NET
    assert error.location == "sockaddr-port"
    for path in ("x" * 200, "a\0b"):
        assert raised(lambda path=path: unix_address(path)).kinds == NET  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("127.0.0.1:80", ("127.0.0.1", "80")),
        ("localhost:http", ("localhost", "http")),
        ("localhost", ("localhost", None)),
        ("localhost:", ("localhost", None)),
        (":80", (None, "80")),
        (":", (None, None)),
        ("[::1]:80", ("::1", "80")),
        ("[fe80::1%lo]:80", ("fe80::1%lo", "80")),
        ("[::1]", ("::1", None)),
        ("[]:80", (None, "80")),
        ("[::1]:", ("::1", None)),
        ("::1", ("::1", None)),
        ("", ("", None)),
        ("[::1", ("[::1", None)),
        ("[::1]80", ("[::1]80", None)),
    ],
)
def test_parse_inet_address(text: str, parts: tuple[str | None, str | None]) -> None:
    assert parse_inet_address(text) == parts


# --- lookups


def test_address_information() -> None:
    (info,) = address_information("127.0.0.1", 53, type=SOCK_DGRAM)
    assert repr(info) == '#<addrinfo "127.0.0.1:53" af/inet sock/dgram ipproto/udp>'
    assert is_addrinfo(info)
    assert addrinfo_address(info) == inet_address("127.0.0.1", 53)
    assert (addrinfo_family(info), addrinfo_socktype(info)) == (AF_INET, SOCK_DGRAM)
    assert (addrinfo_protocol(info), addrinfo_flags(info)) == (IPPROTO_UDP, 0)
    assert addrinfo_canonname(info) is None
    assert [str(each.address) for each in address_information("127.0.0.1", None)] == ["127.0.0.1"]
    assert address_information("127.0.0.1", "53", type=SOCK_DGRAM) == [info]


def test_address_information_is_limited_by_what_it_is_told() -> None:
    types = {info.socktype for info in address_information("127.0.0.1", 80, type=None)}
    assert types >= {SOCK_STREAM, SOCK_DGRAM}
    (info,) = address_information("127.0.0.1", 80, type=None, protocol=IPPROTO_UDP)
    assert info.socktype == SOCK_DGRAM
    assert all(
        info.family == AF_INET for info in address_information("localhost", 80, family=AF_INET)
    )
    (info,) = address_information("127.0.0.1", 80, flags=AI_CANONNAME | AI_NUMERICHOST)
    assert info.flags == AI_CANONNAME | AI_NUMERICHOST
    assert repr(info).endswith(' ipproto/tcp canonical: "127.0.0.1">')
    assert address_information("localhost", 80, flags=AI_NUMERICHOST) == []


@pytest.mark.parametrize("keyword", ["family", "type", "protocol", "flags"])
def test_address_information_looks_at_keywords(keyword: str) -> None:
    error = raised(lambda: address_information("::1", 80, **{keyword: "2"}))  # type: ignore[arg-type]
    assert (error.kinds, error.arguments) == (("exn", "type"), ("2",))
    error = raised(lambda: address_information("::1", 80, **{keyword: 2**31}))
    assert (error.kinds, error.arguments) == (("exn", "bounds"), (2**31,))


def test_address_information_without_a_node() -> None:
    loopback = {"127.0.0.1", "::1"}
    found = {sockaddr_address(info.address) for info in address_information(None, 80)}
    assert found
    assert found <= loopback
    infos = address_information(None, 80, flags=AI_PASSIVE)
    assert {sockaddr_address(info.address) for info in infos} <= {"0.0.0.0", "::"}
    assert address_information(None, None) == []


@pytest.mark.parametrize("service", ["nosuchservice", 70000, -1, "-1", "70000", ""])
def test_no_such_service(service: Any) -> None:
    error = raised(lambda: address_information("127.0.0.1", service))
    assert error.kinds == NET
    assert isinstance(error, stdlib.gaierror)
    assert error.arguments == ("127.0.0.1", service)


def test_name_information() -> None:
    numbers = NI_NUMERICHOST | NI_NUMERICSERV
    assert name_information(inet_address("127.0.0.1", 80), numbers) == ("127.0.0.1", 80)
    assert name_information("::1", numbers) == ("::1", 0)
    assert name_information(inet_address("127.0.0.1", 54321), NI_NUMERICHOST)[1] == 54321
    assert name_information("127.0.0.1")[1] == 0
    assert raised(lambda: name_information("localhost")).kinds == NET
    assert raised(lambda: name_information(unix_address("/tmp/a"))).kinds == NET


# --- symbols


@pytest.mark.parametrize(
    ("to_symbol", "to_integer", "table"),
    [
        (
            integer_to_address_family,
            address_family_to_integer,
            {"af/unspec": AF_UNSPEC, "af/inet": AF_INET, "af/inet6": AF_INET6, "af/unix": AF_UNIX},
        ),
        (
            integer_to_socket_type,
            socket_type_to_integer,
            {"sock/stream": SOCK_STREAM, "sock/dgram": SOCK_DGRAM, "sock/raw": SOCK_RAW},
        ),
        (
            integer_to_protocol_type,
            protocol_type_to_integer,
            {"ipproto/tcp": IPPROTO_TCP, "ipproto/udp": IPPROTO_UDP},
        ),
    ],
)
def test_symbols(to_symbol: Any, to_integer: Any, table: dict[str, int]) -> None:
    for symbol, number in table.items():
        assert to_symbol(number) == symbol
        assert to_integer(symbol) == number
    assert to_symbol(9999) is None
    assert raised(lambda: to_integer("af/none")).kinds == ("exn", "bounds")
    for value in (None, 1.5, "2", True):
        assert raised(lambda value=value: to_symbol(value)).kinds == ("exn", "type")  # type: ignore[misc]
    for bad in (None, 2):
        assert raised(lambda bad=bad: to_integer(bad)).kinds == ("exn", "type")  # type: ignore[misc]


# --- what is refused

ADDRESS = inet_address("127.0.0.1", 80)
(INFO,) = address_information("127.0.0.1", 80)
GOOD: dict[str, tuple[Any, ...]] = {
    **{
        f"sockaddr{rest}": (ADDRESS,)
        for rest in ("-family", "-address", "-port", "-path", "->string")
    },
    **{
        f"addrinfo-{rest}": (INFO,)
        for rest in ("family", "socktype", "protocol", "address", "canonname", "flags")
    },
    "inet-address": ("127.0.0.1", 80),
    "unix-address": ("/tmp/a",),
    "parse-inet-address": ("a:80",),
    "name-information": (ADDRESS, 0),
    "condition-kinds": (raised(lambda: inet_address("x", 1)),),
}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", [5.5, {1}, b"x", [1]], ids=repr)
def test_bad_types(name: str, value: object) -> None:
    entry: Name = DIALECT.lookup(name)
    function: Any = entry.value
    for position, argument in enumerate(entry.arguments):
        arguments = list(GOOD[name])
        arguments[position] = value
        error = raised(lambda arguments=arguments: function(*arguments))  # type: ignore[misc]
        assert isinstance(error, TypeError)
        assert error.kinds == ("exn", "type")
        assert (error.location, error.argument) == (name, argument)  # type: ignore[attr-defined]
        assert error.arguments == (value,)


@pytest.mark.parametrize("keyword", ["family", "type", "protocol", "flags"])
def test_bad_keywords(keyword: str) -> None:
    for value in ("x", 1.5, True):
        keywords: dict[str, Any] = {keyword: value}
        error = raised(lambda keywords=keywords: address_information("a", 1, **keywords))  # type: ignore[misc]
        assert (error.kinds, error.argument) == (("exn", "type"), keyword)  # type: ignore[attr-defined]
    keywords = {keyword: 2**40}
    assert raised(lambda: address_information("a", 1, **keywords)).kinds == ("exn", "bounds")
    for node, service in ((5, 80), ("a", 1.5), ("a", True)):
        with pytest.raises(TypeError):
            address_information(node, service)  # type: ignore[arg-type]


# --- conditions


def test_what_a_condition_says() -> None:
    error = raised(lambda: inet_address("x", 1))
    assert is_condition(error)
    assert not is_condition(ValueError())
    assert condition_property(error, "exn", "location") == error.location == "inet-address"
    assert condition_property(error, "exn", "message") == error.message
    assert condition_property(error, "exn", "arguments") == ("x", "1")
    assert condition_property(error, "type", "location") is None
    assert condition_property(error, "exn", "nothing", 5) == 5
    assert (error.procedure, error.irritants) == (error.location, error.arguments)
    assert raised(lambda: condition_property(error, 5, "x")).kinds == ("exn", "type")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "builtin", "transient"),
    [
        (errno.ECONNREFUSED, ConnectionRefusedError, True),
        (errno.ETIMEDOUT, TimeoutError, True),
        (errno.ENETUNREACH, OSError, True),
        (errno.EHOSTUNREACH, OSError, True),
        (errno.ENETDOWN, OSError, True),
        (errno.ECONNRESET, ConnectionResetError, False),
        (errno.EACCES, PermissionError, False),
        (errno.EADDRNOTAVAIL, OSError, False),
    ],
)
def test_which_failures_to_connect_may_pass(
    number: int, builtin: type[OSError], transient: bool
) -> None:
    with socket(AF_INET, SOCK_STREAM) as so:
        cause = from_os_error(OSError(number, "text"), "connect")
        error = CONNECTING.explain(cause, socket_connect, so, ADDRESS)
        assert isinstance(error, builtin)
        assert isinstance(error, ChickenError)
        assert isinstance(error, TransientError) is transient
        assert condition_kinds(error) == ((*NET, "transient") if transient else NET)
        assert error.message == "cannot initiate connection - text"
        assert str(error) == "(socket-connect) cannot initiate connection - text"
        again = copy.copy(error)
        assert (type(again), again.arguments) == (type(error), error.arguments)
        sent = pickle.loads(pickle.dumps(error))
        assert (type(sent), sent.kinds, sent.errno) == (type(error), error.kinds, number)
        assert sent.arguments == (repr(so), ADDRESS)


def test_conditions_travel() -> None:
    errors = [
        raised(lambda: inet_address("x", 1)),
        raised(lambda: socket_fileno(5)),  # type: ignore[arg-type]
        raised(lambda: address_family_to_integer("x")),  # type: ignore[arg-type]
        raised(lambda: socket(99, 1)),
    ]
    for error in errors:
        for same in (copy.copy(error), pickle.loads(pickle.dumps(error))):
            assert type(same) is type(error)
            assert str(same) == str(error)
            assert (same.kinds, same.arguments) == (error.kinds, error.arguments)
