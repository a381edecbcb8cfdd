"""Sagittarius's socket selector: what comes out of it, what stays in, and what a wait costs."""

from __future__ import annotations

import gc
import resource
import socket as stdlib
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic, perf_counter
from typing import Any

import pytest
from watched_threads import Background, open_descriptors

from schemesockets.dialects import sagittarius as s

Pair = tuple[s.Socket, s.Socket]

NO_SELECTOR: list[Any] = [None, 1, "selector", [], object()]


@pytest.fixture
def pair() -> Iterator[Pair]:
    one, other = s.Socket.pair()
    with one, other:
        yield one, other


@pytest.fixture
def selector() -> Iterator[s.SocketSelector]:
    selector = s.make_socket_selector()
    yield selector
    s.close_socket_selector(selector)


def test_what_it_is(selector: s.SocketSelector) -> None:
    assert s.is_socket_selector(selector)
    assert not any(map(s.is_socket_selector, NO_SELECTOR))
    assert isinstance(selector, s.SocketSelector)
    assert s.socket_selector_size(selector) == 0
    assert s.is_socket_selector_closed(selector) is False
    assert s.is_socket_selector_waiting(selector) is False
    assert repr(selector) == "#<socket-selector 0:#f>"


def test_what_is_returned_has_left(selector: s.SocketSelector, pair: Pair) -> None:
    one, other = pair
    data = object()
    assert s.socket_selector_add(selector, one, None, data) is selector
    assert s.socket_selector_add(selector, other) is selector
    assert s.socket_selector_size(selector) == 2
    other.send(b"x")
    assert s.socket_selector_wait(selector) == ([(one, None, data)], [])
    assert s.socket_selector_size(selector) == 1
    assert s.socket_selector_wait(selector, 0) == ([], [])
    assert one.receive(2) == b"x"
    one.send(b"y")
    assert s.socket_selector_wait(selector) == ([(other, None, None)], [])
    assert s.socket_selector_size(selector) == 0


def test_nothing_to_wait_for(selector: s.SocketSelector, pair: Pair) -> None:
    one, other = pair
    thread = Background(s.socket_selector_wait, selector)
    thread.until_blocked()
    s.socket_selector_add(selector, one, None, "later")
    other.send(b"x")
    assert thread.outcome() == ([(one, None, "later")], [])
    assert s.socket_selector_wait(selector, 2000) == ([], [])
    s.socket_selector_add(selector, other)
    assert s.socket_selector_wait(selector, 2000) == ([], [])
    assert s.socket_selector_size(selector) == 1


@pytest.mark.parametrize("timeout", [2000, 2000.0, (0, 2000), [0, 2000], timedelta(0, 0, 2000)])
def test_each_for_its_own_time(selector: s.SocketSelector, pair: Pair, timeout: Any) -> None:
    one, other = pair
    start = monotonic()
    s.socket_selector_add(selector, one, timeout, "late")
    s.socket_selector_add(selector, other, (3600, 0), "later")
    assert s.socket_selector_wait(selector) == ([], [(one, timeout, "late")])
    assert monotonic() - start >= 0.002
    assert s.socket_selector_size(selector) == 1
    start = monotonic()
    assert s.socket_selector_wait(selector, timeout) == ([], [])
    assert monotonic() - start >= 0.002
    assert s.socket_selector_size(selector) == 1


def test_ready_and_timed_out_at_once(selector: s.SocketSelector, pair: Pair) -> None:
    one, other = pair
    s.socket_selector_add(selector, one, 0)
    s.socket_selector_add(selector, other, 0)
    other.send(b"x")
    assert s.socket_selector_wait(selector) == ([(one, 0, None)], [(other, 0, None)])
    assert s.socket_selector_size(selector) == 0


def test_added_twice(selector: s.SocketSelector, pair: Pair) -> None:
    one, other = pair
    s.socket_selector_add(selector, one, None, "first")
    assert s.socket_selector_add(selector, one, 0, "second") is selector
    assert s.socket_selector_size(selector) == 1
    assert s.socket_selector_wait(selector, 1000) == ([], [])
    other.close()  # the end is something to read
    assert s.socket_selector_wait(selector) == ([(one, None, "first")], [])
    s.socket_selector_add(selector, one, 0, "second")
    assert s.socket_selector_wait(selector) == ([(one, 0, "second")], [])


def test_a_connection_to_accept(selector: s.SocketSelector) -> None:
    with (
        stdlib.create_server(("127.0.0.1", 0)) as listener,
        s.Socket(listener, True) as server,
    ):
        s.socket_selector_add(selector, server)
        thread = Background(s.socket_selector_wait, selector)
        thread.until_blocked()
        with stdlib.create_connection(listener.getsockname(), 20):
            assert thread.outcome() == ([(server, None, None)], [])


def test_added_while_it_waits(selector: s.SocketSelector, pair: Pair) -> None:
    one, other = pair
    s.socket_selector_add(selector, other)
    thread = Background(s.socket_selector_wait, selector)
    thread.until_blocked()
    assert s.is_socket_selector_waiting(selector) is True
    assert repr(selector) == "#<socket-selector 1:#t>"
    other.send(b"x")
    s.socket_selector_add(selector, one)
    assert thread.outcome() == ([(one, None, None)], [])
    thread = Background(s.socket_selector_wait, selector)
    thread.until_blocked()
    one.receive(1)
    s.socket_selector_add(selector, one, 1000)
    assert thread.outcome() == ([], [(one, 1000, None)])


def test_closed_while_it_is_in(selector: s.SocketSelector, pair: Pair) -> None:
    one, other = pair
    s.socket_selector_add(selector, one, (60, 0), "data")
    thread = Background(s.socket_selector_wait, selector)
    thread.until_blocked()
    s.socket_close(one)
    assert thread.outcome() == ([(one, (60, 0), "data")], [])
    with pytest.raises(s.SocketClosedError):
        s.socket_recv(one, 1)
    s.socket_selector_add(selector, other)
    s.socket_close(other)
    assert s.socket_selector_size(selector) == 0
    assert s.socket_selector_wait(selector) == ([(other, None, None)], [])
    assert s.socket_selector_wait(selector, 0) == ([], [])


def test_clearing(selector: s.SocketSelector, pair: Pair) -> None:
    one, other = pair
    s.socket_selector_add(selector, one, 0, "one")
    s.socket_selector_add(selector, other)
    other.send(b"x")
    assert s.socket_selector_clear(selector) == [(one, 0, "one"), (other, None, None)]
    assert s.socket_selector_size(selector) == 0
    assert s.socket_selector_clear(selector) == []
    assert not one.closed
    s.socket_selector_add(selector, one)
    assert s.socket_selector_wait(selector) == ([(one, None, None)], [])


def test_cleared_as_a_wait_begins(selector: s.SocketSelector, pair: Pair) -> None:
    s.socket_selector_add(selector, pair[0])
    thread = Background(s.socket_selector_wait, selector)
    thread.until_blocked()
    selector.engine.clear()  # the refusal of a clear while a thread waits came just too early
    s.socket_selector_add(selector, pair[0], 0, "again")
    assert thread.outcome() == ([], [(pair[0], 0, "again")])


def test_one_thread_at_a_time(selector: s.SocketSelector, pair: Pair) -> None:
    s.socket_selector_add(selector, pair[0])
    thread = Background(s.socket_selector_wait, selector)
    thread.until_blocked()
    for use in (s.socket_selector_wait, s.socket_selector_clear):
        with pytest.raises(s.ErrorValueError) as caught:
            use(selector)
        assert s.is_error(caught.value)
        assert not s.is_assertion_violation(caught.value)
        assert s.condition_message(caught.value) == "There's a thread already waiting"
    assert s.socket_selector_size(selector) == 1
    pair[1].send(b"x")
    assert thread.outcome() == ([(pair[0], None, None)], [])


def test_closing_it_while_a_thread_waits(pair: Pair) -> None:
    before = open_descriptors()
    selector = s.make_socket_selector()
    s.socket_selector_add(selector, pair[0])
    thread = Background(s.socket_selector_wait, selector)
    thread.until_blocked()
    s.close_socket_selector(selector)
    assert thread.outcome() == ([], [])
    assert s.is_socket_selector_closed(selector) is True
    assert not pair[0].closed
    assert open_descriptors() == before


def test_a_closed_selector(selector: s.SocketSelector, pair: Pair) -> None:
    s.socket_selector_add(selector, pair[0])
    s.close_socket_selector(selector)
    s.close_socket_selector(selector)
    assert repr(selector) == "#<socket-selector closed 0:#f>"
    uses: list[Callable[[], object]] = [
        lambda: s.socket_selector_add(selector, pair[0]),
        lambda: s.socket_selector_wait(selector, 0),
        lambda: s.socket_selector_interrupt(selector),
    ]
    for use in uses:
        with pytest.raises(s.ErrorValueError) as caught:
            use()
        assert s.condition_message(caught.value) == "Socket selector is closed"
        assert s.condition_irritants(caught.value) == (selector,)
    assert s.socket_selector_size(selector) == 0
    assert s.socket_selector_clear(selector) == []
    assert s.is_socket_selector_waiting(selector) is False


def test_a_dropped_selector_lets_go(pair: Pair) -> None:
    before = open_descriptors()
    s.socket_selector_add(s.make_socket_selector(), pair[0])
    gc.collect()
    assert open_descriptors() == before
    assert pair[0].waiters == []


def test_no_descriptor_left(few_descriptors: Callable[[], None]) -> None:
    few_descriptors()
    with pytest.raises(s.SocketError) as caught:
        s.make_socket_selector()
    assert s.condition_who(caught.value) == "make-socket-selector"


def test_a_closed_socket_is_refused(selector: s.SocketSelector, pair: Pair) -> None:
    pair[0].close()
    with pytest.raises(s.SocketClosedError) as caught:
        s.socket_selector_add(selector, pair[0])
    assert s.socket_error_socket(caught.value) is pair[0]
    assert s.socket_selector_size(selector) == 0


def test_bad_arguments(selector: s.SocketSelector, pair: Pair) -> None:
    no: Any
    for no in NO_SELECTOR:
        uses: list[Callable[[Any], object]] = [
            s.close_socket_selector,
            lambda no: s.socket_selector_add(no, pair[0]),
            s.socket_selector_clear,
            s.socket_selector_wait,
            s.is_socket_selector_waiting,
            s.is_socket_selector_closed,
            s.socket_selector_interrupt,
            s.socket_selector_size,
        ]
        for use in uses:
            with pytest.raises(s.AssertionTypeError) as caught:
                use(no)
            assert caught.value.argument == "selector"
    for no in (None, 1, "x", selector, stdlib.SOCK_STREAM):
        with pytest.raises(s.AssertionTypeError) as caught:
            s.socket_selector_add(selector, no)
        assert caught.value.argument == "socket"
    for no in (True, "1", (1,), (1, 0.5)):
        for wait in (
            lambda no: s.socket_selector_add(selector, pair[0], no),
            lambda no: s.socket_selector_wait(selector, no),
        ):
            with pytest.raises(s.AssertionTypeError) as caught:
                wait(no)
            assert caught.value.argument == "timeout"
    for no in (-1, (-1, 0), (0, -1), timedelta(-1), float("nan"), float("inf")):
        with pytest.raises(s.AssertionValueError):
            s.socket_selector_add(selector, pair[0], no)
        with pytest.raises(s.AssertionValueError):
            s.socket_selector_wait(selector, no)
    assert s.socket_selector_size(selector) == 0


def test_interrupting_the_selector(selector: s.SocketSelector, pair: Pair) -> None:
    one, other = pair
    s.socket_selector_add(selector, one, None, "still")
    thread = Background(s.socket_selector_wait, selector)
    thread.until_blocked()
    assert s.socket_selector_interrupt(selector) is selector
    assert thread.outcome() == ([], [])
    s.socket_selector_interrupt(selector)  # nobody waits, so the next wait ends
    s.socket_selector_interrupt(selector)
    other.send(b"x")
    assert s.socket_selector_wait(selector) == ([], [])
    assert s.socket_selector_wait(selector) == ([(one, None, "still")], [])


def test_interrupting_the_thread(selector: s.SocketSelector, pair: Pair) -> None:
    one, other = pair
    s.socket_selector_add(selector, one, 0, "still")
    s.thread_interrupt(threading.current_thread())
    other.send(b"x")
    assert s.socket_selector_wait(selector) == ([], [])
    assert s.socket_selector_size(selector) == 1
    assert s.socket_selector_wait(selector) == ([(one, 0, "still")], [])


def test_many_threads_add_while_one_waits(selector: s.SocketSelector) -> None:
    pairs = [s.Socket.pair() for _ in range(100)]
    idle, _ = pairs.pop()

    def add(part: list[Pair]) -> None:
        for one, other in part:
            other.send(b"x")
            s.socket_selector_add(selector, one)

    try:
        s.socket_selector_add(selector, idle)
        threads = [Background(add, pairs[start::4]) for start in range(4)]
        found: list[s.Socket] = []
        while len(found) < len(pairs):
            ready, timed_out = s.socket_selector_wait(selector, (20, 0))
            assert ready
            assert timed_out == []
            found += [socket for socket, _, _ in ready]
        for thread in threads:
            thread.outcome()
        assert len(set(found)) == len(found)
        assert set(found) == {one for one, _ in pairs}
        assert s.socket_selector_size(selector) == 1
    finally:
        for one, other in [*pairs, (idle, _)]:
            one.close()
            other.close()


# Many


@pytest.fixture
def many() -> Iterator[list[Pair]]:
    """5,010 pairs of sockets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 10_500
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"the system allows {hard} descriptors, {wanted} are needed")
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    pairs: list[Pair] = []
    try:
        pairs += (s.Socket.pair() for _ in range(5010))
        yield pairs
    finally:
        for one, other in pairs:
            one.close()
            other.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_5000_sockets_at_once(selector: s.SocketSelector, many: list[Pair]) -> None:
    for number, (one, _) in enumerate(many):
        s.socket_selector_add(selector, one, (3600, number), number)
    assert s.socket_selector_size(selector) == 5010
    thread = Background(s.socket_selector_wait, selector)
    thread.until_blocked()
    for _, other in many:
        other.send(b"x")
    ready, timed_out = thread.outcome()
    while ready and s.socket_selector_size(selector):
        ready += s.socket_selector_wait(selector)[0]
    assert timed_out == []
    assert sorted(data for _, _, data in ready) == list(range(5010))
    assert all(many[data] == (socket, many[data][1]) for socket, _, data in ready)
    assert all(timeout == (3600, data) for _, timeout, data in ready)
    for one, _ in many:
        s.socket_selector_add(selector, one, 0)
        one.receive(1)
    ready, timed_out = s.socket_selector_wait(selector)
    assert ready == []
    assert [socket for socket, _, _ in timed_out] == [one for one, _ in many]


def test_a_wait_costs_what_is_ready_not_what_is_registered(many: list[Pair]) -> None:
    """Over 5,000 idle sockets with 10 ready no more than twice as much as over 50."""
    for _, other in many[:10]:
        other.send(b"x")
    few = filled(many[10:60], many[:10])
    lot = filled(many[10:], many[:10])
    try:
        costs: list[tuple[float, float]] = []
        for _ in range(10):  # machines have other things to do, too
            costs.append((cost(few, 300), cost(lot, 300)))
            small, large = (min(column) for column in zip(*costs, strict=True))
            if large <= 2 * small:
                return
        pytest.fail(f"50 idle: {small * 1e6:.1f} us, 5,000 idle: {large * 1e6:.1f} us")
    finally:
        s.close_socket_selector(few)
        s.close_socket_selector(lot)


def filled(idle: list[Pair], ready: list[Pair]) -> s.SocketSelector:
    selector = s.make_socket_selector()
    for one, _ in [*idle, *ready]:
        s.socket_selector_add(selector, one, (3600, 0))
    return selector


def cost(selector: s.SocketSelector, rounds: int) -> float:
    """The fastest of some waits that find ten ready, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        start = perf_counter()
        ready, timed_out = s.socket_selector_wait(selector)
        best = min(best, perf_counter() - start)
        assert (len(ready), timed_out) == (10, [])
        for socket, timeout, data in ready:
            s.socket_selector_add(selector, socket, timeout, data)
    return best


def test_nothing_is_left_of_many_waits(selector: s.SocketSelector, pair: Pair) -> None:
    one, other = pair
    other.send(b"x")
    s.socket_selector_add(selector, one, (3600, 0))
    s.socket_selector_wait(selector)
    before = open_descriptors()
    for _ in range(1000):
        s.socket_selector_add(selector, one, (3600, 0))
        assert len(s.socket_selector_wait(selector)[0]) == 1
    assert open_descriptors() == before
    assert one.waiters == []
