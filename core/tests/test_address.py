"""Addresses: one form each, checked, readable, and the way to and from text and bytes."""

from __future__ import annotations

import socket as stdlib
import sys
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemesockets.core import Inet6Address, InetAddress, UnixAddress, from_sockaddr, parse
from schemesockets.core.address import Address
from schemesockets.core.constants import AF_INET, AF_INET6, AF_UNIX

PORTS = st.integers(0, 65535)


def test_ipv4() -> None:
    address = InetAddress("127.0.0.1", 80)
    assert (address.family, address.sockaddr) == (AF_INET, ("127.0.0.1", 80))
    assert address.packed == b"\x7f\0\0\1"
    assert str(address) == "127.0.0.1:80"
    assert address.is_loopback
    assert not InetAddress("128.0.0.1", 80).is_loopback
    assert address == InetAddress.from_packed(b"\x7f\0\0\1", 80)


def test_ipv6_has_one_form() -> None:
    address = Inet6Address("0:0:0:0:0:0:0:1", 80, 3, 0)
    assert address == Inet6Address("::1", 80, 3)
    assert hash(address) == hash(Inet6Address("::1", 80, 3))
    assert (address.family, address.sockaddr) == (AF_INET6, ("::1", 80, 3, 0))
    assert address.packed == bytes(15) + b"\1"
    assert str(address) == "[::1]:80"
    assert address.is_loopback
    assert Inet6Address("::ffff:127.0.0.1", 1).is_loopback
    assert not Inet6Address("fe80::1", 1).is_loopback
    assert address == Inet6Address.from_packed(bytes(15) + b"\1", 80, 3)


def test_a_scope_is_written_by_name() -> None:
    index, name = stdlib.if_nameindex()[0]
    address = Inet6Address("fe80::1", 80, 0, index)
    assert str(address) == f"[fe80::1%{name}]:80"
    assert parse(str(address)) == address
    assert parse(f"[fe80::1%{index}]:80") == address
    # An interface that is gone is written by its number.
    assert str(Inet6Address("fe80::1", 80, 0, 0xFFFFFFF0)) == f"[fe80::1%{0xFFFFFFF0}]:80"


def test_unix() -> None:
    assert UnixAddress("/run/a").sockaddr == "/run/a"
    assert UnixAddress(b"/run/a") == UnixAddress("/run/a")
    assert UnixAddress("\0name") == UnixAddress(b"\0name")
    assert UnixAddress("\0name").sockaddr == b"\0name"
    assert UnixAddress("\0name").is_abstract
    assert not UnixAddress("/run/a").is_abstract
    assert UnixAddress().is_unnamed
    assert not UnixAddress("\0").is_unnamed
    assert UnixAddress().family == AF_UNIX
    assert [str(UnixAddress(path)) for path in ("/run/a", "\0b", "")] == ["/run/a", "@b", ""]


@pytest.mark.skipif(sys.platform != "linux", reason="the size is Linux's")
def test_the_longest_unix_addresses() -> None:
    UnixAddress("x" * 107)
    UnixAddress("\0" + "x" * 107)
    for path in ("x" * 108, "\0" + "x" * 108, "é" * 54):
        with pytest.raises(ValueError, match="too long"):
            UnixAddress(path)


@pytest.mark.parametrize(
    ("cls", "arguments"),
    [
        (InetAddress, ("localhost", 80)),
        (InetAddress, ("", 80)),
        (InetAddress, ("127.1", 80)),
        (InetAddress, ("::1", 80)),
        (InetAddress, ("127.0.0.1\0", 80)),
        (InetAddress, ("127.0.0.1", 65536)),
        (InetAddress, ("127.0.0.1", -1)),
        (Inet6Address, ("127.0.0.1", 80)),
        (Inet6Address, ("fe80::1%lo", 80)),
        (Inet6Address, ("::1", 70000)),
        (Inet6Address, ("::1", 80, 1 << 20)),
        (Inet6Address, ("::1", 80, 0, 1 << 32)),
        (UnixAddress, ("a\0b",)),
    ],
)
def test_bad_values(cls: Any, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        cls(*arguments)


@pytest.mark.parametrize(
    ("cls", "arguments"),
    [
        (InetAddress, (b"127.0.0.1", 80)),
        (InetAddress, ("127.0.0.1", "80")),
        (Inet6Address, (1, 80)),
        (Inet6Address, ("::1", 80, "0")),
        (UnixAddress, (5,)),
    ],
)
def test_bad_types(cls: Any, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError):
        cls(*arguments)


def test_they_do_not_change() -> None:
    for address in (InetAddress("1.2.3.4", 5), Inet6Address("::", 5), UnixAddress("a")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            address.family = 7  # type: ignore[misc]


@given(st.binary(min_size=4, max_size=4), PORTS)
def test_ipv4_text_and_bytes_lead_back(packed: bytes, port: int) -> None:
    address = InetAddress.from_packed(packed, port)
    assert address.packed == packed
    assert parse(str(address)) == address
    assert from_sockaddr(AF_INET, address.sockaddr) == address


@given(st.binary(min_size=16, max_size=16), PORTS, st.integers(0, 0xFFFFF))
def test_ipv6_text_and_bytes_lead_back(packed: bytes, port: int, flow: int) -> None:
    address = Inet6Address.from_packed(packed, port, flow)
    assert address.packed == packed
    assert parse(str(address)) == attrs.evolve(address, flowinfo=0)
    assert from_sockaddr(AF_INET6, address.sockaddr) == address


@pytest.mark.parametrize("text", ["/run/a", "./a", "../a", "@abstract", ""])
def test_unix_text_leads_back(text: str) -> None:
    address = parse(text)
    assert isinstance(address, UnixAddress)
    assert str(address) == text


@pytest.mark.parametrize(
    "text",
    [
        "localhost:80",
        "127.0.0.1",
        "::1",
        "::1:80",
        "[::1]",
        "[::1]:",
        "127.0.0.1:x",
        "1.2.3.4:99999",
        "[fe80::1%nonesuch]:1",
        "127.0.0.1:\u0661",
        "name",
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(text)


@pytest.mark.parametrize(
    ("family", "sockaddr", "address"),
    [
        (AF_INET, None, None),
        (AF_INET6, ("fe80::1%lo", 80, 0, 1), Inet6Address("fe80::1", 80, 0, 1)),
        (AF_UNIX, "", UnixAddress()),
        (AF_UNIX, b"\0a", UnixAddress("\0a")),
        (-5, ("?",), None),
    ],
)
def test_from_sockaddr(family: int, sockaddr: Any, address: Address | None) -> None:
    assert from_sockaddr(family, sockaddr) == address


@pytest.mark.skipif(sys.platform != "linux", reason="the size of the field is Linux's")
def test_what_follows_a_path_that_fills_its_field_is_no_part_of_it() -> None:
    for path in ("x" * 108, "é" * 54, "\0" + "x" * 107):
        given = path + "-.xyz"
        assert UnixAddress.from_system(given).path == UnixAddress.from_system(path).path
    assert UnixAddress.from_system("x" * 108 + "y").path == "x" * 108
