"""Addrinfos, sockaddrs, and what get-addrinfo finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from schemesockets.core import Inet6Address, InetAddress, UnixAddress
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects.sagittarius import (
    AF_INET,
    AF_INET6,
    AF_UNSPEC,
    AI_ADDRCONFIG,
    AI_NUMERICHOST,
    AI_PASSIVE,
    IPPROTO_TCP,
    IPPROTO_UDP,
    SOCK_DGRAM,
    SOCK_STREAM,
    Addrinfo,
    Sockaddr,
    addrinfo_sockaddr,
    get_addrinfo,
    is_addrinfo,
    is_sockaddr,
    make_addrinfo,
    make_hint_addrinfo,
    next_addrinfo,
)

STREAM = make_hint_addrinfo(socktype=SOCK_STREAM)


def address(info: Addrinfo) -> object:
    sockaddr = addrinfo_sockaddr(info)
    assert is_sockaddr(sockaddr)
    return sockaddr.address


def test_an_empty_one() -> None:
    info = make_addrinfo()
    assert is_addrinfo(info)
    assert (info.family, info.socktype, info.flags, info.protocol) == (0, 0, 0, 0)
    assert addrinfo_sockaddr(info) is None
    assert next_addrinfo(info) is None
    assert repr(info) == "#<addrinfo #f>"
    assert make_addrinfo() is not info
    assert make_addrinfo() != info


def test_the_slots_can_be_set() -> None:
    info, other = make_addrinfo(), make_addrinfo()
    info.family, info.socktype, info.flags, info.protocol = AF_INET6, SOCK_DGRAM, 3, IPPROTO_UDP
    info.sockaddr = Sockaddr(InetAddress("127.0.0.1", 80))
    info.next = other
    assert (info.family, info.socktype, info.flags) == (AF_INET6, SOCK_DGRAM, 3)
    assert info.protocol == IPPROTO_UDP
    assert address(info) == InetAddress("127.0.0.1", 80)
    assert next_addrinfo(info) is other
    info.sockaddr = info.next = None
    assert next_addrinfo(info) is None


@pytest.mark.parametrize("slot", ["family", "socktype", "flags", "protocol"])
def test_numbers_of_slots(slot: str) -> None:
    info = make_addrinfo()
    for wrong in (None, "2", 2.0, True, b""):
        with pytest.raises(s.AssertionTypeError, match=f"slot-set!: {slot}: expected an exact"):
            setattr(info, slot, wrong)
    for wrong in (2**31, -(2**31) - 1, 2**64):
        with pytest.raises(s.AssertionValueError, match=f"slot-set!: {slot}: expected an exact"):
            setattr(info, slot, wrong)
    assert getattr(info, slot) == 0


def test_other_slots() -> None:
    info = make_addrinfo()
    wrong: Any
    for wrong in (5, "127.0.0.1", ("127.0.0.1", 80), InetAddress("127.0.0.1", 80), info):
        with pytest.raises(s.AssertionTypeError, match="sockaddr: expected a sockaddr or #f"):
            info.sockaddr = wrong
    for wrong in (5, "127.0.0.1", Sockaddr(InetAddress("127.0.0.1", 80))):
        with pytest.raises(s.AssertionTypeError, match="next: expected an addrinfo or #f"):
            info.next = wrong
    with pytest.raises(AttributeError):
        info.canonname = "x"  # type: ignore[attr-defined]
    for name in ("node", "service"):  # what it was found for, and no slots
        with pytest.raises(AttributeError):
            setattr(info, name, "x")


def test_a_hint() -> None:
    hint = make_hint_addrinfo(
        family=AF_INET, socktype=SOCK_DGRAM, flags=AI_PASSIVE, protocol=IPPROTO_UDP
    )
    assert (hint.family, hint.socktype, hint.flags, hint.protocol) == (
        AF_INET,
        SOCK_DGRAM,
        AI_PASSIVE,
        IPPROTO_UDP,
    )
    assert make_hint_addrinfo().family == AF_UNSPEC
    given = make_hint_addrinfo(AF_INET, SOCK_DGRAM, AI_PASSIVE, IPPROTO_UDP)
    assert (given.family, given.socktype) == (AF_INET, SOCK_DGRAM)
    assert (given.flags, given.protocol) == (AI_PASSIVE, IPPROTO_UDP)
    for name in ("family", "socktype", "flags", "protocol"):
        with pytest.raises(s.AssertionTypeError, match=f"make-hint-addrinfo: {name}: expected"):
            make_hint_addrinfo(**{name: "2"})  # type: ignore[arg-type]
        with pytest.raises(s.AssertionValueError, match=f"make-hint-addrinfo: {name}: expected"):
            make_hint_addrinfo(**{name: 2**31})


def test_what_is_found() -> None:
    info = get_addrinfo("127.0.0.1", "80", STREAM)
    assert (info.family, info.socktype, info.protocol) == (AF_INET, SOCK_STREAM, IPPROTO_TCP)
    assert address(info) == InetAddress("127.0.0.1", 80)
    assert (info.node, info.service) == ("127.0.0.1", "80")
    assert next_addrinfo(info) is None
    assert repr(info) == "#<addrinfo localhost(127.0.0.1):80>"


def test_a_chain() -> None:
    found = [get_addrinfo("127.0.0.1", "80", hint) for hint in (None, make_addrinfo())]
    found.append(get_addrinfo("127.0.0.1", "80"))
    assert len({tuple(each.socktype for each in first.chain()) for first in found}) == 1
    info: Addrinfo | None = found[0]
    types = []
    while info is not None:
        types.append(info.socktype)
        assert address(info) == InetAddress("127.0.0.1", 80)
        info = next_addrinfo(info)
    assert {SOCK_STREAM, SOCK_DGRAM} <= set(types)
    assert len(types) == len(set(types))


def test_a_hint_limits() -> None:
    hint = make_hint_addrinfo(family=AF_INET6, socktype=SOCK_DGRAM, flags=AI_NUMERICHOST)
    info = get_addrinfo("::1", "9", hint)
    assert (info.family, info.socktype, info.protocol) == (AF_INET6, SOCK_DGRAM, IPPROTO_UDP)
    assert address(info) == Inet6Address("::1", 9)
    assert info.flags == AI_NUMERICHOST
    with pytest.raises(s.HostNotFoundError):
        get_addrinfo("localhost", "9", hint)
    passive = make_hint_addrinfo(family=AF_INET, socktype=SOCK_STREAM, flags=AI_PASSIVE)
    assert address(get_addrinfo(None, "9", passive)) == InetAddress("0.0.0.0", 9)


def test_no_hint_no_node_or_no_service() -> None:
    assert is_addrinfo(get_addrinfo("127.0.0.1", "80", None))
    hint = make_hint_addrinfo(family=AF_INET, socktype=SOCK_STREAM)
    assert address(get_addrinfo(None, "80", hint)) == InetAddress("127.0.0.1", 80)
    assert address(get_addrinfo("127.0.0.1", None, hint)) == InetAddress("127.0.0.1", 0)


@pytest.mark.parametrize(
    ("node", "service"),
    [
        ("no-such-host.invalid", "80"),
        ("127.0.0.1", "no-such-service"),
        ("127.0.0.1", "70000"),
        ("127.0.0.1", "-1"),
        ("127.0.0.1", ""),
        ("127.0.0.1", "8\x000"),
        ("127.0.0.1\0", "80"),
        ("a" * 300, "80"),
        (None, None),
    ],
)
def test_nothing_found(node: str | None, service: str | None) -> None:
    flags = AI_NUMERICHOST if node == "no-such-host.invalid" else 0  # nobody is asked
    hint = make_hint_addrinfo(socktype=SOCK_STREAM, flags=flags)
    with pytest.raises(s.HostNotFoundError) as caught:
        get_addrinfo(node, service, hint)
    error = caught.value
    assert s.is_io_error(error)
    assert not s.is_socket_error(error)
    assert (error.node, error.service) == (node, service)
    assert s.condition_who(error) == "get-addrinfo"
    assert s.condition_message(error) == error.strerror
    assert error.errno
    assert error.errno < 0  # an EAI_ number


def test_a_hint_that_cannot_be() -> None:
    for hint in (make_hint_addrinfo(family=99), make_hint_addrinfo(flags=1 << 30)):
        with pytest.raises(s.HostNotFoundError):
            get_addrinfo("127.0.0.1", "80", hint)


def test_addrconfig_reaches_this_machine() -> None:
    hint = make_hint_addrinfo(family=AF_INET, flags=AI_ADDRCONFIG or 0, socktype=SOCK_STREAM)
    assert address(get_addrinfo("127.0.0.1", "80", hint)) == InetAddress("127.0.0.1", 80)


def test_bad_arguments() -> None:
    wrong: Any
    for wrong in (80, b"x", True, object()):
        with pytest.raises(s.AssertionTypeError, match="get-addrinfo: node: expected string or"):
            get_addrinfo(wrong, "80", None)
        with pytest.raises(s.AssertionTypeError, match="service: expected string or #f, got"):
            get_addrinfo("127.0.0.1", wrong, None)
        with pytest.raises(s.AssertionTypeError, match="hint: expected an addrinfo or #f, got"):
            get_addrinfo("127.0.0.1", "80", wrong)
    calls: list[Callable[[Any], object]] = [next_addrinfo, addrinfo_sockaddr]
    for call in calls:
        for wrong in (None, 5, Sockaddr(UnixAddress())):
            with pytest.raises(s.AssertionTypeError, match="addrinfo: expected an addrinfo, got"):
                call(wrong)


def test_predicates() -> None:
    info = get_addrinfo("127.0.0.1", "80", STREAM)
    sockaddr = addrinfo_sockaddr(info)
    thing: Any
    assert is_addrinfo(info)
    assert is_sockaddr(sockaddr)
    for thing in (None, 5, sockaddr, Addrinfo):
        assert not is_addrinfo(thing)
    for thing in (None, 5, info, InetAddress("127.0.0.1", 1), ("127.0.0.1", 1), Sockaddr):
        assert not is_sockaddr(thing)


def test_sockaddrs() -> None:
    assert repr(Sockaddr(InetAddress("127.0.0.1", 80))) == "#<sockaddr 16>"
    assert repr(Sockaddr(Inet6Address("::1", 80))) == "#<sockaddr 28>"
    assert repr(Sockaddr(UnixAddress("/x"))) == "#<sockaddr 110>"
    for each in (InetAddress("127.0.0.1", 80), Inet6Address("::1", 80, 1, 2), UnixAddress("/x")):
        assert Sockaddr(each).address == each
    info = get_addrinfo("127.0.0.1", "80", STREAM)
    assert addrinfo_sockaddr(info) is info.sockaddr


def test_a_ring_has_an_end() -> None:
    one, other = make_addrinfo(), make_addrinfo()
    one.next, other.next = other, one
    assert list(one.chain()) == [one, other]


def test_sockets_of_addrinfos() -> None:
    with pytest.raises(s.AssertionTypeError, match="create-socket: addrinfo: expected an addrinf"):
        s.create_socket(None)  # type: ignore[arg-type]
    made = s.create_socket(get_addrinfo("127.0.0.1", "80", STREAM))
    assert s.is_socket(made)
    with made:
        assert (made.family, made.type) == (AF_INET, SOCK_STREAM)
        for wrong in (make_addrinfo(), STREAM):
            for call in (s.socket_connect, s.socket_bind):
                with pytest.raises(s.AssertionValueError, match="an addrinfo with a sockaddr"):
                    call(made, wrong)
    assert s.create_socket(make_hint_addrinfo(family=99)) is None
