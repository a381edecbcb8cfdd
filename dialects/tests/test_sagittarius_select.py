"""Sagittarius's fdsets and selects: what is ready, in which sets, and for how long they wait."""

from __future__ import annotations

import contextlib
import resource
import socket as stdlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from time import monotonic
from typing import Any

import pytest
from watched_threads import Background, until

from schemesockets.dialects import sagittarius as s
from schemesockets.dialects.sagittarius._timeouts import seconds

Pair = tuple[s.Socket, s.Socket]

# Each in the four ways of saying how long to wait that end.
NO_TIME = [0, 0.0, (0, 0), [0, 0], timedelta()]
SHORT = [2000, 2000.5, Fraction(4001, 2), (0, 2000), [0, 2000], timedelta(milliseconds=2)]
NO_TIMEOUT: list[Any] = [True, "1", "", b"1", 1j, Decimal(1), (1,), (1, 2, 3), (1, 0.5), {1: 2}]
BAD_TIMEOUT: list[Any] = [-1, -0.5, (-1, 0), (0, -1), timedelta(-1), float("nan"), float("inf")]

NO_SOCKET: list[Any] = [None, 1, "socket", b"", [], object(), stdlib.SOCK_STREAM]


@pytest.fixture
def pair() -> Iterator[Pair]:
    one, other = s.Socket.pair()
    with one, other:
        yield one, other


@pytest.fixture
def tcp() -> Iterator[Pair]:
    """Two connected TCP sockets, which have urgent data."""
    with stdlib.create_server(("127.0.0.1", 0)) as listener:
        client = stdlib.create_connection(listener.getsockname(), 20)
        client.settimeout(None)
        server, _ = listener.accept()
    one, other = s.Socket(client, True), s.Socket(server, True)
    with one, other:
        yield one, other


# fdsets


def test_a_set_of_nothing() -> None:
    fdset = s.make_fdset()
    assert s.is_fdset(fdset)
    assert s.collect_sockets(fdset) == s.fdset_sockets(fdset) == []
    assert s.collect_sockets(None) == []
    assert s.make_fdset() is not fdset
    assert repr(fdset) == "#<fdset -1 ()>"


@pytest.mark.parametrize("value", [None, 1, [], set(), object()])
def test_what_is_no_fdset(value: object) -> None:
    assert s.is_fdset(value) is False


def test_setting_and_unsetting(pair: Pair) -> None:
    one, other = pair
    fdset = s.make_fdset()
    s.fdset_set(fdset, one, True)
    assert (s.fdset_ref(fdset, one), s.fdset_ref(fdset, other)) == (True, False)
    s.fdset_set(fdset, one, True)
    s.fdset_set(fdset, other, True)
    assert s.collect_sockets(fdset) == s.fdset_sockets(fdset) == [one, other]
    assert repr(fdset) == f"#<fdset {max(one.fileno(), other.fileno())} ({one!r} {other!r})>"
    s.fdset_set(fdset, one, False)
    s.fdset_set(fdset, one, False)
    assert s.collect_sockets(fdset) == [other]
    s.fdset_set(fdset, one, True)
    s.fdset_clear(fdset)
    assert s.collect_sockets(fdset) == []
    assert not s.fdset_ref(fdset, one)


@pytest.mark.parametrize("kind", [list, tuple])
def test_from_a_list(pair: Pair, kind: Callable[[Any], Any]) -> None:
    one, other = pair
    given = kind([other, one, other])
    fdset = s.sockets_to_fdset(given)
    s.fdset_set(fdset, other, False)
    assert s.collect_sockets(fdset) == [one]
    assert given == kind([other, one, other])


def test_what_is_collected_is_the_caller_s(pair: Pair) -> None:
    fdset = s.sockets_to_fdset(list(pair))
    s.collect_sockets(fdset).clear()
    s.fdset_sockets(fdset).clear()
    assert s.collect_sockets(fdset) == list(pair)


def test_a_closed_socket_can_be_taken_out_and_not_put_in(pair: Pair) -> None:
    one, other = pair
    fdset = s.sockets_to_fdset([one])
    one.close()
    for put in (
        lambda: s.fdset_set(fdset, one, True),
        lambda: s.sockets_to_fdset([other, one]),
    ):
        with pytest.raises(s.SocketClosedError) as caught:
            put()
        assert caught.value.irritants == (one,)
    s.fdset_set(fdset, one, False)
    assert s.collect_sockets(fdset) == []


def test_fdsets_refuse_what_is_no_fdset_or_socket(pair: Pair) -> None:
    fdset, socket = s.make_fdset(), pair[0]
    no: Any
    for no in (None, 1, [socket], socket):
        uses: list[Callable[[Any], object]] = [
            s.fdset_sockets,
            s.fdset_clear,
            lambda no: s.fdset_ref(no, socket),
            lambda no: s.fdset_set(no, socket, True),
        ]
        for use in uses:
            with pytest.raises(s.AssertionTypeError) as caught:
                use(no)
            assert (caught.value.argument, caught.value.value) == ("fdset", no)
        if no is not None:
            with pytest.raises(s.AssertionTypeError):
                s.collect_sockets(no)
    for no in NO_SOCKET:
        refused: list[Callable[[Any], object]] = [
            lambda no: s.fdset_ref(fdset, no),
            lambda no: s.fdset_set(fdset, no, True),
            lambda no: s.sockets_to_fdset([socket, no]),
        ]
        for use in refused:
            with pytest.raises(s.AssertionTypeError):
                use(no)
    for no in (None, 1, 0, "t"):
        with pytest.raises(s.AssertionTypeError) as caught:
            s.fdset_set(fdset, socket, no)
        assert caught.value.argument == "flag"
    for no in (None, socket, iter([socket]), {socket}, 1):
        with pytest.raises(s.AssertionTypeError):
            s.sockets_to_fdset(no)
    assert s.collect_sockets(fdset) == []


# select


def test_fresh_sets_of_what_is_ready(pair: Pair) -> None:
    one, other = pair
    other.send(b"x")
    rfds, wfds, efds = (s.sockets_to_fdset([other, one]) for _ in range(3))
    count, r, w, e = s.socket_select(rfds, wfds, efds, None)
    assert count == 3
    assert [s.collect_sockets(each) for each in (r, w, e)] == [[one], [other, one], []]
    assert all(s.is_fdset(each) for each in (r, w, e))
    assert not {id(each) for each in (r, w, e)} & {id(each) for each in (rfds, wfds, efds)}
    assert [s.collect_sockets(each) for each in (rfds, wfds, efds)] == [[other, one]] * 3


def test_the_sets_themselves_changed(pair: Pair) -> None:
    one, other = pair
    other.send(b"x")
    rfds, wfds, efds = (s.sockets_to_fdset([other, one]) for _ in range(3))
    values = s.socket_select_in_place(rfds, wfds, efds, None)
    assert values[0] == 3
    assert values[1] is rfds
    assert values[2] is wfds
    assert values[3] is efds
    assert [s.collect_sockets(each) for each in values[1:]] == [[one], [other, one], []]
    s.fdset_set(rfds, other, True)  # and can be filled anew
    assert s.collect_sockets(rfds) == [one, other]


@pytest.mark.parametrize("select", [s.socket_select, s.socket_select_in_place])
def test_none_for_no_set(pair: Pair, select: Callable[..., Any]) -> None:
    one, other = pair
    other.send(b"x")
    count, r, w, e = select(s.sockets_to_fdset([one]), None, None, None)
    assert (count, s.collect_sockets(r), w, e) == (1, [one], None, None)
    count, r, w, e = select(None, s.sockets_to_fdset([one]), None, None)
    assert (count, r, s.collect_sockets(w), e) == (1, None, [one], None)
    assert select(None, None, None, 0) == (0, None, None, None)


@pytest.mark.parametrize("select", [s.socket_select, s.socket_select_in_place])
@pytest.mark.parametrize("timeout", [*NO_TIME, *SHORT], ids=repr)
def test_the_time_is_over(pair: Pair, select: Callable[..., Any], timeout: Any) -> None:
    given = s.sockets_to_fdset([pair[0]])
    start = monotonic()
    count, r, w, e = select(given, None, None, timeout)
    assert monotonic() - start >= (0.002 if timeout in SHORT else 0)
    assert (count, s.collect_sockets(r), w, e) == (0, [], None, None)
    assert (r is given) == (select is s.socket_select_in_place)


def test_what_a_timeout_means() -> None:
    assert seconds(None) is None
    assert seconds(1_500_000) == seconds(1_500_000.0) == seconds((1, 500_000)) == 1.5
    assert seconds([0, 1_500_000]) == seconds(timedelta(seconds=1.5)) == 1.5


def test_as_long_as_it_takes(pair: Pair) -> None:
    one, other = pair
    for timeout in (None, 10**18, (2**62, 0), timedelta.max):
        thread = Background(s.socket_select, s.sockets_to_fdset([one]), None, None, timeout)
        thread.until_blocked()
        other.send(b"x")
        assert s.collect_sockets(thread.outcome()[1]) == [one]
        assert one.receive(1) == b"x"


def test_the_convenient_ones(pair: Pair) -> None:
    one, other = pair
    assert s.socket_read_select(0, one, other) == []
    other.send(b"x")
    assert s.socket_read_select(None, other, one) == [one]
    assert s.socket_read_select((1, 0), one, one) == [one]
    assert s.socket_write_select(None, other, one) == [other, one]
    assert s.socket_error_select(0, one, other) == []
    for select in (s.socket_read_select, s.socket_write_select, s.socket_error_select):
        assert select(0) == select(timedelta(milliseconds=1)) == []


def test_the_end_is_readable_and_a_full_socket_not_writable(pair: Pair) -> None:
    one, other = pair
    with contextlib.suppress(BlockingIOError):
        while True:
            one.send(bytes(65536), timeout=0)
    assert s.socket_write_select(0, one, other) == [other]
    with contextlib.suppress(BlockingIOError):
        while True:
            other.receive(1 << 20, timeout=0)
    assert s.socket_write_select(None, one) == [one]
    one.shutdown(stdlib.SHUT_WR)
    assert s.socket_read_select(None, one, other) == [other]


def test_a_connection_to_accept_is_readable() -> None:
    with (
        stdlib.create_server(("127.0.0.1", 0)) as listener,
        s.Socket(listener, True) as server,
    ):
        thread = Background(s.socket_read_select, None, server)
        thread.until_blocked()
        with stdlib.create_connection(listener.getsockname(), 20):
            assert thread.outcome() == [server]


def test_urgent_data_is_exceptional(tcp: Pair) -> None:
    one, other = tcp
    thread = Background(s.socket_error_select, None, other, one)
    thread.until_blocked()
    other.send(b"!", stdlib.MSG_OOB)
    assert thread.outcome() == [one]
    found = s.socket_select(None, None, s.sockets_to_fdset([one, other]), None)
    assert (found[0], s.collect_sockets(found[3])) == (1, [one])
    assert s.socket_read_select(0, one) == []
    assert one.receive(1, stdlib.MSG_OOB) == b"!"


@pytest.mark.parametrize("select", [s.socket_select, s.socket_select_in_place])
def test_a_closed_socket_is_refused(pair: Pair, select: Callable[..., Any]) -> None:
    one, other = pair
    rfds, wfds = s.sockets_to_fdset([one]), s.sockets_to_fdset([other])
    thread = Background(select, rfds, None, wfds, None)
    thread.until_blocked()
    other.close()
    with pytest.raises(s.SocketClosedError) as caught:
        thread.outcome()
    assert caught.value.irritants == (other,)
    for timeout in (None, 0):
        with pytest.raises(s.SocketClosedError) as caught:
            select(rfds, wfds, None, timeout)
        assert caught.value.socket is other
        assert s.condition_who(caught.value).startswith("socket-select")
    assert [s.collect_sockets(each) for each in (rfds, wfds)] == [[one], [other]]
    for name in (s.socket_read_select, s.socket_write_select, s.socket_error_select):
        with pytest.raises(s.SocketClosedError):
            name(None, one, other)


@pytest.mark.parametrize("timeout", NO_TIMEOUT, ids=repr)
def test_what_is_no_timeout(pair: Pair, timeout: Any) -> None:
    for use in uses(pair, timeout):
        with pytest.raises(s.AssertionTypeError) as caught:
            use()
        assert (caught.value.argument, caught.value.value) == ("timeout", timeout)


@pytest.mark.parametrize("timeout", BAD_TIMEOUT, ids=repr)
def test_what_no_one_can_wait(pair: Pair, timeout: Any) -> None:
    for use in uses(pair, timeout):
        with pytest.raises(s.AssertionValueError) as caught:
            use()
        assert caught.value.argument == "timeout"


def uses(pair: Pair, timeout: Any) -> list[Callable[[], Any]]:
    fdset = s.sockets_to_fdset(list(pair))
    return [
        lambda: s.socket_select(None, fdset, None, timeout),
        lambda: s.socket_select_in_place(None, fdset, None, timeout),
        lambda: s.socket_read_select(timeout, *pair),
        lambda: s.socket_write_select(timeout, *pair),
        lambda: s.socket_error_select(timeout, *pair),
    ]


def test_what_is_no_set_and_no_socket(pair: Pair) -> None:
    fdset = s.sockets_to_fdset(list(pair))
    no: Any
    for no in (False, 0, [], list(pair), pair[0], {pair[0]}):
        for select in (s.socket_select, s.socket_select_in_place):
            for position, argument in enumerate(("rfds", "wfds", "efds")):
                given: list[Any] = [fdset, fdset, fdset, 0]
                given[position] = no
                with pytest.raises(s.AssertionTypeError) as caught:
                    select(*given)
                assert (caught.value.argument, caught.value.position) == (argument, position + 1)
    for no in (*NO_SOCKET, list(pair), fdset):
        for name in (s.socket_read_select, s.socket_write_select, s.socket_error_select):
            with pytest.raises(s.AssertionTypeError) as caught:
                name(0, *pair, no)
            assert caught.value.value is no


# Many


@pytest.fixture
def many() -> Iterator[list[s.Socket]]:
    """5,000 UDP sockets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 5500
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"the system allows {hard} descriptors, {wanted} are needed")
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    sockets: list[s.Socket] = []
    try:
        for _ in range(5000):
            sockets.append(s.Socket.open(s.AF_INET, s.SOCK_DGRAM))
        for socket in sockets:
            socket.sock.bind(("127.0.0.1", 0))
        yield sockets
    finally:
        for socket in sockets:
            socket.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_5000_sockets_at_once(many: list[s.Socket]) -> None:
    wanted = [many[0], many[2500], many[4999]]
    assert max(socket.fileno() for socket in many) > 1024
    given = s.sockets_to_fdset(many)
    thread = Background(s.socket_select, given, None, None, None)
    thread.until_blocked()
    with stdlib.socket(stdlib.AF_INET, stdlib.SOCK_DGRAM) as sender:
        for socket in wanted:
            sender.sendto(b"x", socket.sock.getsockname())
    count, r, _, _ = thread.outcome()
    assert count == len(s.collect_sockets(r)) >= 1
    assert set(s.collect_sockets(r)) <= set(wanted)
    until(lambda: len(s.socket_read_select(0, *many)) == 3, "all have arrived")
    assert s.socket_read_select(None, *many) == wanted
    assert s.socket_write_select(None, *many) == many
    assert s.socket_error_select(0, *many) == []
    writing, urgent = s.sockets_to_fdset(many), s.sockets_to_fdset(many)
    assert s.socket_select_in_place(given, writing, urgent, (1, 0))[0] == 5003
    assert s.collect_sockets(given) == wanted
    assert s.collect_sockets(writing) == many
    assert s.collect_sockets(urgent) == []
