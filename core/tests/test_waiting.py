"""Waiting for one or many: what is ready, in which order, until when."""

from __future__ import annotations

import contextlib
import fcntl
import os
import resource
import signal
import threading
from collections.abc import Iterator
from functools import partial
from time import monotonic

import pytest
from watched_threads import Background, until

from schemesockets.core import (
    Closed,
    DeadlinePassed,
    Interrupted,
    Socket,
    SocketError,
    interrupt,
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
            assert one.waiters == []


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


@contextlib.contextmanager
def limit(descriptors: int) -> Iterator[None]:
    """Allow the process no descriptor from this number on; those that are open stay so."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# 0 and 1: the system's poll then refuses to look at two descriptors, or at any. 3: none is free.
@pytest.mark.parametrize("descriptors", [0, 1, 3])
@pytest.mark.parametrize("known", [False, True], ids=["first wait", "later wait"])
def test_waiting_without_a_free_descriptor(pair: Pair, descriptors: int, known: bool) -> None:
    one, other = pair
    third, fourth = Socket.pair()

    def work() -> None:
        if known:  # and then the thread has a descriptor of its own
            assert one.receive(1) == b"k"
        ready.set()
        assert one.receive(1) == b"a"
        assert one.receive(1) == b"b"
        assert select([one, third], [], []) == ([third], [], [])
        assert select([one, third], [third], [], 0) == ([third], [third], [])
        with pytest.raises(DeadlinePassed):
            one.receive(1, timeout=0.03)
        assert wait_readable(one, 0) is False
        told.release()
        with pytest.raises(Interrupted):
            one.receive(1)
        told.release()
        with pytest.raises(Closed):
            one.receive(1)

    with third, fourth:
        ready, told = threading.Event(), threading.Semaphore(0)
        if known:
            other.send(b"k")
        thread = Background(work)
        assert ready.wait(60)
        with limit(descriptors):
            for data, to in ((b"a", other), (b"b", other), (b"c", fourth)):
                until(lambda: bool(one.waiters), "it waits")  # without a look into /proc
                to.send(data)
            for wake in (partial(interrupt, thread), one.close):
                assert told.acquire(timeout=60)
                until(lambda: bool(one.waiters), "it waits")
                wake()
            thread.outcome()


def test_more_than_the_system_polls(pair: Pair) -> None:
    with limit(1200):
        number = fcntl.fcntl(pair[0].fileno(), fcntl.F_DUPFD_CLOEXEC, 1100)
    try:
        with limit(0), pytest.raises(SocketError) as caught:
            wait_readable(number, 1)
        assert caught.value.operation == "select"
    finally:
        os.close(number)


@pytest.mark.parametrize("before", [False, True], ids=["first wait", "later wait"])
def test_a_wait_inside_a_signal_handler_takes_no_wake_up_away(pair: Pair, before: bool) -> None:
    one, other = pair
    third, fourth = Socket.pair()
    spare: list[int] = []
    if before:
        other.send(b"x")
        assert wait_readable(one)
        one.receive(1)

    def handle(number: int, frame: object) -> None:
        assert third.receive(1, timeout=60) == b"x"

    def close() -> None:
        until(lambda: bool(one.waiters), "the outer wait")
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)
        until(lambda: bool(third.waiters), "the inner wait")
        number = one.fileno()
        one.close()  # which the inner wait notices
        os.dup2(fourth.fileno(), number)  # so the system has nothing to say about it
        fourth.send(b"x")
        spare.append(number)

    with third, fourth:
        known = signal.signal(signal.SIGUSR1, handle)
        try:
            closer = Background(close)
            start = monotonic()
            with pytest.raises(Closed):
                one.receive(1, timeout=600)
            assert monotonic() - start < 300  # not only when the time is over
            closer.outcome()
        finally:
            signal.signal(signal.SIGUSR1, known)
            for number in spare:
                os.close(number)


def test_what_a_thread_polled_last_is_not_kept_alive() -> None:
    one, other = Socket.pair()
    with other:
        sender = threading.Timer(0.02, other.send, (b"x",))
        sender.start()
        assert one.receive(1) == b"x"
        sender.join()
        number = one.fileno()
        with pytest.warns(ResourceWarning, match="unclosed"):
            del one
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(number)


def test_the_failure_is_a_socket_error_with_the_operation(pair: Pair) -> None:
    pair[0].close()
    with pytest.raises(SocketError, match="select") as caught:
        wait_readable(pair[0])
    assert caught.value.operation == "select"
