"""Waiting for one or many: what is ready, in which order, until when."""

from __future__ import annotations

import resource
import threading
from collections.abc import Iterator
from time import monotonic

import pytest
from watched_threads import Background

from schemesockets.core import (
    Closed,
    NoDescriptors,
    Socket,
    SocketError,
    select,
    wait_readable,
    wait_writable,
)
from schemesockets.core.constants import MSG_OOB, MSG_PEEK, SHUT_WR

Pair = tuple[Socket, Socket]


def test_readable_and_writable(pair: Pair) -> None:
    one, other = pair
    assert wait_readable(one, 0) is False
    assert wait_readable(one, 0.001) is False
    assert wait_writable(one) is True
    other.send(b"x")
    assert wait_readable(one) is True
    assert wait_readable(one.fileno()) is True
    assert wait_readable(one.sock, 0) is True


def test_the_end_of_the_stream_is_readable(pair: Pair) -> None:
    pair[1].shutdown(SHUT_WR)
    assert wait_readable(pair[0]) is True
    pair[1].close()
    assert wait_readable(pair[0]) is True
    assert wait_writable(pair[0]) is True  # to fail at once


@pytest.mark.parametrize("timeout", [-0.1, float("nan")])
def test_a_bad_timeout(pair: Pair, timeout: float) -> None:
    with pytest.raises(ValueError, match="timeout"):
        wait_readable(pair[0], timeout)
    with pytest.raises(ValueError, match="timeout"):
        select([pair[0]], [], [], timeout)


def test_it_does_not_return_too_early(pair: Pair) -> None:
    for timeout in (0.0011, 0.02):
        start = monotonic()
        assert wait_readable(pair[0], timeout) is False
        assert monotonic() - start >= timeout


def test_waking_when_it_becomes_ready(pair: Pair) -> None:
    thread = Background(wait_readable, pair[0], 1e300)  # more than the system can count
    thread.until_blocked()
    pair[1].send(b"x")
    assert thread.outcome() is True


def test_closed_sockets_and_bad_descriptors(pair: Pair) -> None:
    one, other = pair
    one.close()
    for item in (one, one.sock, -1):
        with pytest.raises(Closed):
            wait_readable(item, 0)
    number = other.fileno()
    other.close()
    with pytest.raises(Closed):
        wait_readable(number, 0)


def test_closing_while_another_waits(pair: Pair) -> None:
    for waiting in (
        lambda socket: wait_readable(socket),
        lambda socket: select([socket], [], []),
        lambda socket: select([], [], [socket]),
    ):
        one, other = Socket.pair()
        with other:
            thread = Background(waiting, one)
            thread.until_blocked()
            one.close()
            with pytest.raises(Closed):
                thread.outcome()
            assert one.watchers == []


def test_detaching_while_another_waits(pair: Pair) -> None:
    thread = Background(wait_readable, pair[0])
    thread.until_blocked()
    with Socket.from_descriptor(pair[0].detach()) as again:
        with pytest.raises(Closed):
            thread.outcome()
        pair[1].send(b"x")
        assert again.receive(1) == b"x"


def test_select_keeps_the_order_and_the_items(pair: Pair) -> None:
    one, other = pair
    third, fourth = Socket.pair()
    with third, fourth:
        other.send(b"x")
        fourth.send(b"x")
        assert select([third, other, one], [], []) == ([third, one], [], [])
        assert select([one], [one, third], [], 0) == ([one], [one, third], [])
        assert select([one, one], [], []) == ([one, one], [], [])
        assert select([other], [], [other], 0.001) == ([], [], [])
        assert select([], [], [], 0) == ([], [], [])
        assert select(iter([one.fileno()]), (), ()) == ([one.fileno()], [], [])


def test_select_sees_urgent_data(tcp: Pair) -> None:
    client, server = tcp
    client.send(b"!", MSG_OOB)
    assert select([], [], [server], 20) == ([], [], [server])
    assert server.receive(1, MSG_OOB | MSG_PEEK) == b"!"


def test_a_hang_up_nobody_asked_about_is_waited_out(pair: Pair) -> None:
    one, other = pair
    other.close()
    assert select([], [], [one], 0.01) == ([], [], [])


@pytest.fixture
def many() -> Iterator[list[Socket]]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 4096:
        pytest.skip("not enough file descriptors allowed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4096), hard))
    sockets = [socket for _ in range(700) for socket in Socket.pair()]
    yield sockets
    for socket in sockets:
        socket.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_select_beyond_1024_descriptors(many: list[Socket]) -> None:
    assert many[-1].fileno() > 1024
    many[-1].send(b"x")
    assert select(many, [], [], 20) == ([many[-2]], [], [])


def test_no_descriptor_left_for_the_wait(pair: Pair) -> None:
    def work() -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
        try:
            with pytest.raises(NoDescriptors):
                pair[0].receive(1)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        pair[1].send(b"x")
        assert wait_readable(pair[0], 1)  # and then it goes on

    Background(work).outcome()


def test_the_failure_is_a_socket_error_with_the_operation(pair: Pair) -> None:
    pair[0].close()
    with pytest.raises(SocketError, match="select") as caught:
        wait_readable(pair[0])
    assert caught.value.operation == "select"
    assert threading.active_count() >= 1
