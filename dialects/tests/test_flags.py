"""The flag vocabulary, in both dialects."""

from __future__ import annotations

import socket as stdlib
from functools import reduce
from operator import or_
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemesockets.dialects import foment, srfi106
from schemesockets.dialects.conditions import ArgumentTypeError, ArgumentValueError


@pytest.fixture(params=[srfi106, foment], ids=["srfi-106", "foment"])
def d(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_constants_are_the_platforms(d: Any) -> None:
    constants = [name.python for name in d.DIALECT.names if name.kind == "constant"]
    assert len(constants) == 19 + (d is foment)
    for name in constants:
        assert getattr(d, name) == int(getattr(stdlib, name))


def test_single_names(d: Any) -> None:
    assert [d.address_family(name) for name in ("inet", "inet6", "unspec")] == [
        *(stdlib.AF_INET, stdlib.AF_INET6, stdlib.AF_UNSPEC)
    ]
    assert [d.socket_domain(name) for name in ("stream", "datagram")] == [
        *(stdlib.SOCK_STREAM, stdlib.SOCK_DGRAM)
    ]
    assert [d.ip_protocol(name) for name in ("ip", "tcp", "udp")] == [0, 6, 17]


def test_address_info_merges(d: Any) -> None:
    assert d.address_info() == 0
    assert d.address_info("v4mapped", "addrconfig") == d.AI_V4MAPPED | d.AI_ADDRCONFIG
    assert d.address_info("all", "all", "numerichost") == d.AI_ALL | d.AI_NUMERICHOST


def test_canonical_name_in_both_spellings(d: Any) -> None:
    assert d.address_info("canoname") == d.address_info("canonname") == d.AI_CANONNAME != 0


def test_message_type_merges(d: Any) -> None:
    assert d.message_type() == d.message_type("none") == 0
    assert d.message_type("peek", "none", "wait-all") == d.MSG_PEEK | d.MSG_WAITALL
    assert d.message_type("oob") == d.MSG_OOB


def test_names_that_foment_has_beside_the_srfi() -> None:
    assert foment.socket_domain("raw") == foment.SOCK_RAW == stdlib.SOCK_RAW
    assert foment.message_type("waitall", "peek") == foment.MSG_WAITALL | foment.MSG_PEEK
    with pytest.raises(ArgumentValueError):
        srfi106.socket_domain("raw")  # type: ignore[arg-type]
    with pytest.raises(ArgumentValueError):
        srfi106.message_type("waitall")  # type: ignore[arg-type]


def test_shutdown_method_of_both_is_not_their_or(d: Any) -> None:
    assert d.shutdown_method("read") == d.SHUT_RD == 0
    assert d.shutdown_method("write", "write") == d.SHUT_WR == 1
    for names in (("read", "write"), ("write", "read"), ("read", "write", "read")):
        assert d.shutdown_method(*names) == d.SHUT_RDWR == 2


def test_shutdown_method_of_nothing(d: Any) -> None:
    with pytest.raises(ArgumentValueError, match="shutdown-method: names: expected read, write"):
        d.shutdown_method()


SYNTAXES = {
    "address_family": "inet",
    "address_info": "all",
    "socket_domain": "stream",
    "ip_protocol": "tcp",
    "message_type": "peek",
    "shutdown_method": "write",
}


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("wrong", ["inet7", "", "INET", "Stream", "canonname "])
def test_an_unknown_name(d: Any, syntax: str, wrong: str) -> None:
    with pytest.raises(ArgumentValueError) as caught:
        getattr(d, syntax)(wrong)
    scheme = syntax.replace("_", "-")
    assert str(caught.value).startswith(f"{scheme}: name")
    assert f"got {wrong!r}" in str(caught.value)
    assert SYNTAXES[syntax] in caught.value.expected


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("wrong", [2, None, b"inet", ["inet"], {}, True, 1.5])
def test_a_name_that_is_no_string(d: Any, syntax: str, wrong: object) -> None:
    with pytest.raises(ArgumentTypeError, match="expected one of") as caught:
        getattr(d, syntax)(wrong)
    assert caught.value.irritants == (wrong,)


@pytest.mark.parametrize("syntax", ["address_info", "message_type", "shutdown_method"])
def test_the_name_at_fault_is_named(d: Any, syntax: str) -> None:
    right = SYNTAXES[syntax]
    with pytest.raises(ArgumentValueError, match="'neither'"):
        getattr(d, syntax)(right, "neither", right)
    with pytest.raises(ArgumentTypeError, match="got 5"):
        getattr(d, syntax)(right, right, 5)


@pytest.mark.parametrize("syntax", ["address_family", "socket_domain", "ip_protocol"])
def test_exactly_one_name(d: Any, syntax: str) -> None:
    for names in ((), (SYNTAXES[syntax],) * 2):
        with pytest.raises(TypeError) as caught:
            getattr(d, syntax)(*names)
        assert not isinstance(caught.value, ArgumentTypeError)


flags = st.integers(-(2**70), 2**70)


@given(st.lists(flags))
def test_merging(numbers: list[int]) -> None:
    assert srfi106.socket_merge_flags(*numbers) == reduce(or_, numbers, 0)


@given(flags, st.lists(flags))
def test_purging_only_clears(base: int, numbers: list[int]) -> None:
    kept = srfi106.socket_purge_flags(base, *numbers)
    assert kept & ~base == 0
    assert kept | (base & reduce(or_, numbers, 0)) == base
    assert all(kept & number == 0 for number in numbers)


def test_purging_what_is_not_there(d: Any) -> None:
    assert d.socket_purge_flags(d.AI_ALL, d.AI_CANONNAME) == d.AI_ALL
    both = d.socket_merge_flags(d.AI_ALL, d.AI_CANONNAME)
    assert d.socket_purge_flags(both, d.AI_ALL, d.AI_ALL) == d.AI_CANONNAME
    assert d.socket_purge_flags(both) == both


@pytest.mark.parametrize("wrong", ["1", None, 1.0, True, False, b"1", [1]])
def test_flags_that_are_no_integers(d: Any, wrong: object) -> None:
    for function, args in (
        (d.socket_merge_flags, (wrong,)),
        (d.socket_merge_flags, (1, wrong)),
        (d.socket_purge_flags, (1, 2, wrong)),
    ):
        with pytest.raises(ArgumentTypeError, match="flags: expected an exact integer, got"):
            function(*args)
    with pytest.raises(ArgumentTypeError, match="socket-purge-flags: base_flag: expected an exa"):
        d.socket_purge_flags(wrong, 1)
    with pytest.raises(TypeError):
        d.socket_purge_flags()
