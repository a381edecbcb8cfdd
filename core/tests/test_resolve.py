"""Lookups, their failures, and the rule for AI_ADDRCONFIG on a machine with loopback only."""

from __future__ import annotations

import ipaddress
import json
import socket as stdlib
import subprocess
import sys
import textwrap
from collections.abc import Callable
from typing import Any

import attrs
import psutil
import pytest

from schemesockets.core import (
    Inet6Address,
    InetAddress,
    LookupFailed,
    SocketError,
    UnixAddress,
    getaddrinfo,
    getnameinfo,
    local_addresses,
)
from schemesockets.core.constants import (
    AF_INET,
    AF_INET6,
    AF_UNIX,
    AI_CANONNAME,
    AI_NUMERICHOST,
    AI_PASSIVE,
    IPPROTO_TCP,
    NI_NAMEREQD,
    NI_NUMERICHOST,
    NI_NUMERICSERV,
    SOCK_DGRAM,
    SOCK_STREAM,
)

BAD_NAMES = ["a\0b", "127.0.0.1\0", "x" * 64 + ".example", "a..b", "no.such.host.invalid"]


def test_a_numeric_address() -> None:
    (info,) = getaddrinfo("127.0.0.1", "80", AF_INET, SOCK_STREAM)
    assert (info.family, info.type, info.protocol) == (AF_INET, SOCK_STREAM, IPPROTO_TCP)
    assert info.canonical_name is None
    assert info.address == InetAddress("127.0.0.1", 80)
    (info,) = getaddrinfo("::1", 80, AF_INET6, SOCK_DGRAM)
    assert info.address == Inet6Address("::1", 80)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        info.family = 1  # type: ignore[misc]


def test_no_node_is_loopback_or_anything() -> None:
    (info,) = getaddrinfo(None, "0", AF_INET, SOCK_STREAM)
    assert info.address == InetAddress("127.0.0.1", 0)
    (info,) = getaddrinfo(None, "0", AF_INET, SOCK_STREAM, 0, AI_PASSIVE)
    assert info.address == InetAddress("0.0.0.0", 0)


def test_the_canonical_name() -> None:
    infos = getaddrinfo("127.0.0.1", None, AF_INET, SOCK_STREAM, 0, AI_CANONNAME)
    assert infos[0].canonical_name == "127.0.0.1"


@pytest.mark.parametrize("node", BAD_NAMES)
def test_no_such_name(node: str) -> None:
    flags = AI_NUMERICHOST if node.endswith("invalid") else 0  # ask no server
    with pytest.raises(LookupFailed) as caught:
        getaddrinfo(node, "80", AF_INET, SOCK_STREAM, 0, flags)
    assert (caught.value.node, caught.value.service) == (node, "80")
    assert isinstance(caught.value, stdlib.gaierror)


def test_no_such_service() -> None:
    with pytest.raises(LookupFailed) as caught:
        getaddrinfo("127.0.0.1", "no-such-service", AF_INET, SOCK_STREAM)
    assert caught.value.service == "no-such-service"
    assert caught.value.operation == "getaddrinfo"
    with pytest.raises(LookupFailed):
        getaddrinfo(None, None)


@pytest.mark.parametrize(
    "service",
    [
        *("65536", "99999", "4294967376", "0x50", "1" * 5000),  # the C library wraps them
        *("+80", "-1", " 80", "\t80", "80 ", " +80", "\u0668\u0660"),  # or reads on
        *(65536, -1, 1 << 70),
    ],
)
def test_a_service_that_is_no_port(service: str | int) -> None:
    with pytest.raises(LookupFailed) as caught:
        getaddrinfo("127.0.0.1", service, AF_INET, SOCK_STREAM)
    assert caught.value.service == service
    assert caught.value.errno in (stdlib.EAI_SERVICE, stdlib.EAI_NONAME)
    assert isinstance(caught.value, SocketError)


@pytest.mark.parametrize(
    ("service", "port"), [("0", 0), ("65535", 65535), (65535, 65535), (0, 0), ("00080", 80)]
)
def test_a_service_that_is_a_port(service: str | int, port: int) -> None:
    (info,) = getaddrinfo("127.0.0.1", service, AF_INET, SOCK_STREAM)
    assert info.address == InetAddress("127.0.0.1", port)


def test_the_system_cannot_look_up() -> None:
    # EAI_SYSTEM: the C library finds no descriptor free to look with.
    program = """
        import resource, socket
        from schemesockets.core import LookupFailed, SocketError, getaddrinfo
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        try:
            socket.getaddrinfo("no.such.host.invalid", None)
        except OSError:
            pass  # what the C library opens and keeps is open now
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
        try:
            getaddrinfo("no.such.host.invalid", "80")
        except SocketError as error:
            print(isinstance(error, LookupFailed), type(error).__module__, error.operation)
            print(error.__cause__, error.__suppress_context__)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    # Some C libraries say EAI_AGAIN instead, which is a failed lookup like others.
    assert done.stdout in (
        "False schemesockets.core.errors getaddrinfo\nNone True\n",
        "True schemesockets.core.errors getaddrinfo\nNone True\n",
    ), done.stderr


def test_names_of_an_address() -> None:
    flags = NI_NUMERICHOST | NI_NUMERICSERV
    assert getnameinfo(InetAddress("127.0.0.1", 80), flags) == ("127.0.0.1", "80")
    assert getnameinfo(Inet6Address("::1", 80), flags) == ("::1", "80")
    with pytest.raises(LookupFailed):
        getnameinfo(InetAddress("192.0.2.123", 80), NI_NAMEREQD | NI_NUMERICHOST)
    with pytest.raises(LookupFailed):
        getnameinfo(UnixAddress("/run/a"))


@pytest.mark.parametrize("family", [AF_INET, AF_INET6])
def test_local_addresses_are_those_of_the_interfaces(family: int) -> None:
    stats = psutil.net_if_stats()
    expected = {
        entry.address
        for name, entries in psutil.net_if_addrs().items()
        if name not in stats or stats[name].isup
        for entry in entries
        if entry.family == family
    }
    assert set(local_addresses(family)) == expected
    for text in local_addresses(family):
        assert ipaddress.ip_address(text).version == (4 if family == AF_INET else 6)


def test_local_addresses_of_another_family() -> None:
    with pytest.raises(ValueError, match="AF_INET"):
        local_addresses(AF_UNIX)


# What runs in a network namespace of its own: lo is brought up (which gives it 127.0.0.1 and ::1)
# and on request loses ::1.
PRELUDE = """
    import fcntl, json, socket, struct, sys

    def up(without_ipv6):
        if without_ipv6:
            with open("/proc/sys/net/ipv6/conf/all/disable_ipv6", "w") as switch:
                switch.write("1")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            SIOCSIFFLAGS, IFF_UP = 0x8914, 1
            fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))

    from schemesockets.core import LookupFailed, getaddrinfo, local_addresses
    from schemesockets.core.constants import AI_ADDRCONFIG, AI_V4MAPPED, SOCK_STREAM

    def look_up(node, family, flags=AI_ADDRCONFIG | AI_V4MAPPED):
        try:
            infos = getaddrinfo(node, "80", family, SOCK_STREAM, 0, flags)
        except LookupFailed as error:
            return error.strerror and "failed"
        return sorted({info.address.host for info in infos})

    def plainly(node):
        try:
            socket.getaddrinfo(node, "80", 2, 1, 0, AI_ADDRCONFIG)
        except socket.gaierror:
            return "failed"
        return "found"
"""

Isolated = Callable[[str], Any]


@pytest.fixture
def isolated() -> Isolated:
    def run(program: str) -> Any:
        permitted = subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False)
        if permitted.returncode:
            pytest.skip("no network namespaces here: " + permitted.stderr.decode().strip())
        done = subprocess.run(
            [
                "unshare",
                "-n",
                sys.executable,
                "-c",
                textwrap.dedent(PRELUDE) + textwrap.dedent(program),
            ],
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    # Without `unshare` there is nothing to skip for, but for the program.
    if sys.platform != "linux":
        pytest.skip("network namespaces are Linux's")
    return run


def test_loopback_only(isolated: Isolated) -> None:
    found = isolated("""
    up(without_ipv6=True)
    print(json.dumps({
        "addresses": [local_addresses(2), local_addresses(10)],
        "plainly": plainly("127.0.0.1"),
        "numeric": look_up("127.0.0.1", 2),
        "any family": look_up("127.0.0.1", 0),
        "by name": look_up("localhost", 2),
        "far": look_up("192.0.2.1", 2),
        "unknown": look_up("no.such.host.invalid", 2),
        "ipv6": look_up("::1", 10),
        "without the flag": look_up("192.0.2.1", 2, 0),
    }))
    """)
    assert found == {
        "addresses": [["127.0.0.1"], []],
        "plainly": "failed",  # else this shows nothing
        "numeric": ["127.0.0.1"],
        "any family": ["127.0.0.1"],
        "by name": ["127.0.0.1"],
        "far": "failed",
        "unknown": "failed",
        "ipv6": ["::1"],
        "without the flag": ["192.0.2.1"],
    }


def test_loopback_only_in_both_families(isolated: Isolated) -> None:
    found = isolated("""
    up(without_ipv6=False)
    print(json.dumps({
        "addresses": [local_addresses(2), local_addresses(10)],
        "numeric": look_up("127.0.0.1", 2),
        "ipv6": look_up("::1", 10),
        "any family": look_up("::1", 0),
    }))
    """)
    assert found == {
        "addresses": [["127.0.0.1"], ["::1"]],
        "numeric": ["127.0.0.1"],
        "ipv6": ["::1"],
        "any family": ["::1"],
    }


def test_no_interface_at_all(isolated: Isolated) -> None:
    assert isolated("print(json.dumps([local_addresses(2), local_addresses(10)]))") == [[], []]


@pytest.mark.parametrize("node", ["127.0.0.1", "::1", "localhost", "no.such.host.invalid"])
def test_a_name_in_ascii_needs_no_codec(node: str) -> None:
    """Its import takes a descriptor, and where none is left fails as no socket call does."""
    code = f"""
import sys
from schemesockets.core import SocketError, getaddrinfo
try:
    getaddrinfo({node!r}, "80")
except SocketError:
    pass
print("encodings.idna" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize("node", ["a..b", "a" * 64 + ".invalid", "a b", "", "."])
def test_what_is_no_name_is_not_known(node: str) -> None:
    with pytest.raises(LookupFailed):
        getaddrinfo(node, "80")
