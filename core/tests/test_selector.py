"""The selector: readiness, deadlines, closing and interrupting, at the cost of what is ready."""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import pytest
from watched_threads import Background, open_descriptors

from schemesockets.core import READABLE, WRITABLE, Closed, Interrupted, Selector, Socket, interrupt
from schemesockets.core.constants import AF_INET, SOCK_DGRAM
from schemesockets.core.selector import Entry

Pair = tuple[Socket, Socket]


@pytest.fixture
def selector() -> Iterator[Selector]:
    with Selector() as selector:
        yield selector


def test_what_is_ready_with_its_data(selector: Selector, pair: Pair) -> None:
    one, other = pair
    entry = selector.register(one, data="first")
    selector.register(other, READABLE | WRITABLE)
    assert (entry.socket, entry.events, entry.data) == (one, READABLE, "first")
    other.send(b"x")
    ready, timed_out = selector.wait()
    assert {found.socket: events for found, events in ready} == {one: READABLE, other: WRITABLE}
    assert timed_out == []
    assert len(selector) == 2  # they stay
    assert one in selector
    one.receive(1)
    assert selector.unregister(other) is not None
    assert selector.wait(0.001) == ([], [])


def test_nothing_left_to_wait_for(selector: Selector, pair: Pair) -> None:
    one, other = pair
    assert selector.wait(until_empty=True) == ([], [])
    selector.register(one)
    thread = Background(selector.wait, until_empty=True)
    thread.until_blocked()
    selector.clear()
    assert thread.outcome() == ([], [])
    entry = selector.register(other)
    other.close()
    assert selector.wait(until_empty=True) == ([(entry, READABLE)], [])


def test_each_its_own_deadline(selector: Selector, pair: Pair) -> None:
    one, other = pair
    late = selector.register(one, timeout=0.02)
    early = selector.register(other, timeout=0.01)
    over: list[Entry] = []
    while len(over) < 2:  # both at once where the machine is busy
        ready, more = selector.wait()
        assert not ready
        over += more
    assert over == [early, late]
    assert len(selector) == 0
    late = selector.register(one, timeout=1000)
    early = selector.register(other, timeout=0.01)
    assert selector.wait() == ([], [early])
    assert other not in selector
    assert selector.unregister(one) is late
    again = selector.register(one, timeout=0)
    assert selector.wait() == ([], [again])


def test_ready_comes_before_the_deadline(selector: Selector, pair: Pair) -> None:
    one, other = pair
    entry = selector.register(one, timeout=0)
    other.send(b"x")
    assert selector.wait() == ([(entry, READABLE)], [])
    one.receive(1)
    assert selector.wait() == ([], [entry])


def test_a_deadline_that_was_taken_back(selector: Selector, pair: Pair) -> None:
    one, _ = pair
    for _ in range(500):
        selector.register(one, timeout=0.001)
        selector.unregister(one)
    entry = selector.register(one, timeout=1000)
    assert selector.wait(0.01) == ([], [])
    assert selector.unregister(one) is entry
    assert selector.unregister(one) is None


def test_deadlines_that_were_taken_back_do_not_pile_up(selector: Selector, pair: Pair) -> None:
    for _ in range(5000):
        selector.register(pair[0], timeout=1000)
        selector.unregister(pair[0])
    assert len(selector._deadlines) < 200


def test_bad_arguments(selector: Selector, pair: Pair) -> None:
    one, other = pair
    selector.register(one)
    with pytest.raises(ValueError, match="already"):
        selector.register(one)
    for events in (0, 2, 64):
        with pytest.raises(ValueError, match="READABLE"):
            selector.register(other, events)
    with pytest.raises(ValueError, match="timeout"):
        selector.register(other, timeout=-1)
    with pytest.raises(ValueError, match="timeout"):
        selector.wait(-1)
    other.close()
    with pytest.raises(Closed):
        selector.register(other)
    assert len(selector) == 1
    assert other.waiters == []


def test_a_socket_that_is_closed_is_reported_once(selector: Selector, pair: Pair) -> None:
    one, other = pair
    entry = selector.register(one)
    number = one.fileno()
    one.close()
    assert one not in selector
    with Socket.from_descriptor(os.dup(other.fileno())) as successor:
        assert successor.fileno() == number  # the lowest that is free
        selector.register(successor)
        ready, _ = selector.wait()
        assert (entry, READABLE) in ready
        assert (entry, READABLE) not in selector.wait(0)[0]


def test_closing_while_it_waits(selector: Selector, pair: Pair) -> None:
    entry = selector.register(pair[0])
    thread = Background(selector.wait)
    thread.until_blocked()
    pair[0].close()
    assert thread.outcome() == ([(entry, READABLE)], [])


def test_registering_while_it_waits(selector: Selector, pair: Pair) -> None:
    thread = Background(selector.wait)
    thread.until_blocked()
    entry = selector.register(pair[0], timeout=0.001)
    assert thread.outcome() == ([], [entry])
    thread = Background(selector.wait)
    thread.until_blocked()
    entry = selector.register(pair[0], WRITABLE)
    assert thread.outcome() == ([(entry, WRITABLE)], [])


def test_one_thread_at_a_time(selector: Selector) -> None:
    thread = Background(selector.wait)
    thread.until_blocked()
    with pytest.raises(RuntimeError, match="another thread"):
        selector.wait(0)
    interrupt(thread)
    with pytest.raises(Interrupted):
        thread.outcome()
    assert selector.wait(0) == ([], [])


def test_taking_what_is_ready(selector: Selector, pair: Pair) -> None:
    one, other = pair
    entry = selector.register(one, timeout=0)
    idle = selector.register(other)
    other.send(b"x")
    assert selector.wait(take=True) == ([(entry, READABLE)], [])
    assert (one in selector, other in selector, len(selector)) == (False, True, 1)
    assert selector.wait(0, take=True) == ([], [])
    other.close()
    assert selector.wait(take=True) == ([(idle, READABLE)], [])
    assert one.receive(1) == b"x"
    assert selector.register(one, timeout=0) is not entry
    assert one.waiters == [selector]


def test_what_came_to_the_socket_that_had_the_number_before(
    selector: Selector, pair: Pair
) -> None:
    one, other = pair
    entry = selector.register(one)
    fresh: list[Socket] = []

    class Overtaken:
        """Between the system's answer and a look at it, another thread has its way."""

        def __init__(self, poller: Any) -> None:
            self.poller = poller
            self.register, self.unregister = poller.register, poller.unregister
            self.close = getattr(poller, "close", lambda: None)

        def poll(self, timeout: float | None = None) -> object:
            events = self.poller.poll(timeout)
            if not fresh:
                number = one.fileno()
                one.close()
                fresh.append(Socket.open(AF_INET, SOCK_DGRAM))
                assert fresh[0].fileno() == number  # the lowest that is free
                selector.register(fresh[0])
            return events

    selector._poller = Overtaken(selector._poller)
    other.send(b"x")
    assert selector.wait() == ([(entry, READABLE)], [])
    assert selector.wait(0.001) == ([], [])
    fresh[0].close()


def test_interrupting_whoever_waits(selector: Selector, pair: Pair) -> None:
    one, other = pair
    selector.register(one)
    states = [selector.waiting]
    thread = Background(selector.wait)
    thread.until_blocked()
    states.append(selector.waiting)
    selector.interrupt()
    with pytest.raises(Interrupted):
        thread.outcome()
    assert [*states, selector.waiting] == [False, True, False]
    assert len(selector) == 1
    for _ in range(3):
        selector.interrupt()
    other.send(b"x")
    assert len(selector.wait(0)[0]) == 1  # only looks
    with pytest.raises(Interrupted):
        selector.wait(take=True)
    assert one in selector
    assert len(selector.wait()[0]) == 1


def test_an_interrupted_wait_loses_nothing(selector: Selector, pair: Pair) -> None:
    one, other = pair
    with Socket.open(AF_INET, SOCK_DGRAM) as idle:
        ready = selector.register(one)
        late = selector.register(idle, timeout=0)
        gone = selector.register(other)
        other.close()  # the end, for one
        interrupt(threading.current_thread())
        selector.interrupt()
        for _ in range(2):  # each is delivered
            with pytest.raises(Interrupted):
                selector.wait(take=True)
        found, timed_out = selector.wait(take=True)
        assert {entry for entry, _ in found} == {ready, gone}
        assert timed_out == [late]


def test_clearing(selector: Selector, pair: Pair) -> None:
    one, other = pair
    entries = {selector.register(one, timeout=0), selector.register(other)}
    other.close()
    assert set(selector.clear()) == entries
    assert (len(selector), one.waiters, selector.clear()) == (0, [], [])
    assert selector.wait(0.001) == ([], [])


def test_closing_the_selector_while_it_waits(pair: Pair) -> None:
    before = open_descriptors()
    selector = Selector()
    selector.register(pair[0])
    thread = Background(selector.wait)
    thread.until_blocked()
    selector.close()
    with pytest.raises(Closed):
        thread.outcome()
    assert pair[0].waiters == []
    assert open_descriptors() == before


def test_a_closed_selector(pair: Pair) -> None:
    selector = Selector()
    selector.close()
    selector.close()
    assert selector.closed
    for use in (
        lambda: selector.register(pair[0]),
        lambda: selector.wait(0),
        lambda: selector.interrupt(),
    ):
        with pytest.raises(Closed):
            use()
    assert pair[0].waiters == []
    assert selector.unregister(pair[0]) is None
    assert len(selector) == 0


def test_closing_it_leaves_the_sockets_open(pair: Pair) -> None:
    before = open_descriptors()
    with Selector() as selector:
        selector.register(pair[0])
        assert pair[0].waiters == [selector]
    assert pair[0].waiters == []
    assert not pair[0].closed
    assert open_descriptors() == before


@pytest.fixture
def sockets() -> Iterator[list[Pair]]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 12000
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip("not enough file descriptors allowed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    pairs = [Socket.pair() for _ in range(5000)]
    yield pairs
    for one, other in pairs:
        one.close()
        other.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_wait_costs_what_is_ready_not_what_is_registered(sockets: list[Pair]) -> None:
    for _, other in sockets[:10]:
        other.send(b"x")

    def cost(count: int) -> float:
        with Selector() as selector:
            for one, _ in sockets[:count]:
                selector.register(one, timeout=1000, data=count)
            best = float("inf")
            for _ in range(200):
                start = perf_counter()
                ready, _ = selector.wait(60)
                best = min(best, perf_counter() - start)
                assert len(ready) == 10
            return best

    few, many = cost(50), cost(5000)
    assert many < 3 * few, (few, many)
