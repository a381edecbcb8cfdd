"""Constants: the platform's values, plain ints, and nothing the platform lacks."""

from __future__ import annotations

import socket as stdlib
import sys

import pytest

from schemesockets.core import constants

EVERYWHERE = (
    "AF_INET AF_INET6 AF_UNIX AF_UNSPEC SOCK_STREAM SOCK_DGRAM IPPROTO_TCP IPPROTO_UDP AI_PASSIVE"
    " AI_CANONNAME AI_NUMERICHOST AI_ADDRCONFIG AI_V4MAPPED AI_ALL NI_NUMERICHOST EAI_NONAME"
    " MSG_PEEK MSG_OOB MSG_WAITALL MSG_DONTWAIT MSG_TRUNC SHUT_RD SHUT_WR SHUT_RDWR SOL_SOCKET"
    " SO_LINGER TCP_NODELAY IP_TTL IPV6_V6ONLY SOMAXCONN"
)


@pytest.mark.parametrize("name", EVERYWHERE.split())
def test_it_is_the_stdlib_s_value_as_a_plain_int(name: str) -> None:
    value = getattr(constants, name)
    assert type(value) is int
    assert value == getattr(stdlib, name)
    assert constants.constant(name) == value
    assert name in constants.__all__


def test_what_the_platform_lacks_is_absent() -> None:
    assert constants.constant("SO_STYLE") is None
    assert not hasattr(constants, "SO_STYLE")
    with pytest.raises(AttributeError, match="no SO_STYLE"):
        constants.SO_STYLE  # noqa: B018


@pytest.mark.skipif(sys.platform != "linux", reason="numbers of Linux")
def test_what_python_leaves_out() -> None:
    with stdlib.socket(stdlib.AF_INET, stdlib.SOCK_DGRAM) as probe:
        for name in ("IP_MTU_DISCOVER", "IP_RECVTTL", "IP_RECVTOS", "IP_PKTINFO", "IP_RECVERR"):
            probe.getsockopt(constants.IPPROTO_IP, getattr(constants, name))  # the system knows it
        for name in ("SO_NO_CHECK", "SO_TIMESTAMP"):
            probe.getsockopt(constants.SOL_SOCKET, getattr(constants, name))
