"""thread-interrupt!: waits that come back with nothing, and lose nothing, whenever it comes."""

from __future__ import annotations

import random
import socket as stdlib
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

import pytest
from watched_threads import PATIENCE, Background

from schemesockets.core import clear_interrupt
from schemesockets.dialects import sagittarius as s

Pair = tuple[s.Socket, s.Socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    one, other = s.Socket.pair()
    with one, other:
        yield one, other


@pytest.fixture
def server() -> Iterator[s.Socket]:
    """A server on 127.0.0.1."""
    with s.Socket(stdlib.create_server(("127.0.0.1", 0)), True) as socket:
        yield socket


@pytest.fixture(autouse=True)
def _none_left() -> Iterator[None]:
    """No test leaves the next one an interrupt."""
    yield
    clear_interrupt()


def wait_in_selector(socket: s.Socket) -> object:
    selector = s.make_socket_selector()
    try:
        s.socket_selector_add(selector, socket)
        return s.socket_selector_wait(selector)
    finally:
        s.close_socket_selector(selector)


def one_set(socket: s.Socket) -> s.FdSet:
    return s.sockets_to_fdset([socket])


NOTHING = (None, None, None, None)
WAITS: dict[str, tuple[Callable[[s.Socket], object], object]] = {
    "accept": (s.socket_accept, None),
    "select": (lambda socket: s.socket_select(one_set(socket), None, None, None), NOTHING),
    "select!": (
        lambda socket: s.socket_select_in_place(None, None, one_set(socket), (60, 0)),
        NOTHING,
    ),
    "read": (lambda socket: s.socket_read_select(None, socket), []),
    "error": (lambda socket: s.socket_error_select(None, socket), []),
    "write": (lambda socket: s.socket_write_select(None), []),
    "selector": (wait_in_selector, ([], [])),
}


@pytest.mark.parametrize("wait", WAITS)
def test_the_present_wait(server: s.Socket, wait: str) -> None:
    function, nothing = WAITS[wait]
    thread = Background(function, server)
    thread.until_blocked()
    assert s.thread_interrupt(thread) is True
    assert thread.outcome() == nothing
    assert server.waiters == []


@pytest.mark.parametrize("wait", WAITS)
def test_the_next_wait_if_there_is_none(server: s.Socket, wait: str) -> None:
    function, nothing = WAITS[wait]
    for _ in range(3):  # count as one
        assert s.thread_interrupt(threading.current_thread()) is True
    assert function(server) == nothing
    assert not clear_interrupt()


def test_the_sets_stay_as_they_were(pair: Pair) -> None:
    one, other = pair
    fdset = s.sockets_to_fdset([one, other])
    other.send(b"x")
    s.thread_interrupt(threading.current_thread())
    assert s.socket_select_in_place(fdset, None, fdset, None) == NOTHING
    assert s.collect_sockets(fdset) == [one, other]
    assert s.collect_sockets(s.socket_select_in_place(fdset, None, None, None)[1]) == [one]


def test_an_interrupted_accept_leaves_the_connection(server: s.Socket) -> None:
    thread = Background(s.socket_accept, server)
    thread.until_blocked()
    s.thread_interrupt(thread)
    assert thread.outcome() is None
    with stdlib.create_connection(server.sock.getsockname(), 20) as client:
        accepted = s.socket_accept(server)
        assert accepted is not None
        with accepted:
            client.sendall(b"x")
            assert s.socket_recv(accepted, 1) == b"x"


@pytest.mark.parametrize("ended", [False, True])
def test_a_thread_that_does_not_run(ended: bool) -> None:
    thread = threading.Thread()
    if ended:
        thread.start()
        thread.join(PATIENCE)
    with pytest.raises(s.AssertionViolation) as caught:
        s.thread_interrupt(thread)
    assert s.is_assertion_violation(caught.value)
    assert s.condition_message(caught.value) == "thread is not running"
    assert s.condition_who(caught.value) == "thread-interrupt!"
    assert s.condition_irritants(caught.value) == (thread,)


@pytest.mark.parametrize("thread", [None, 1, "main", object()])
def test_what_is_no_thread(thread: Any) -> None:
    with pytest.raises(s.AssertionTypeError) as caught:
        s.thread_interrupt(thread)
    assert (caught.value.argument, caught.value.expected) == ("thread", "a thread")


# What has no word for it does not notice, and leaves it to the next wait.

RECEIVES: dict[str, Callable[[s.Socket], object]] = {
    "socket-recv": lambda socket: s.socket_recv(socket, 1),
    "get-u8": lambda socket: s.get_u8(s.socket_input_port(socket)),
    "get-bytevector-n": lambda socket: s.get_bytevector_n(s.socket_input_port(socket), 1),
}


@pytest.mark.parametrize("receive", RECEIVES)
def test_a_receive_goes_on(pair: Pair, receive: str) -> None:
    one, other = pair

    def both() -> tuple[object, list[s.Socket]]:
        return RECEIVES[receive](one), s.socket_read_select(None, one)

    thread = Background(both)
    thread.until_blocked()
    s.thread_interrupt(thread)
    thread.until_blocked()
    other.send(b"x")
    assert thread.outcome() == (120 if receive == "get-u8" else b"x", [])


@pytest.mark.parametrize("receive", RECEIVES)
def test_a_read_timeout_passes_all_the_same(pair: Pair, receive: str) -> None:
    one, other = pair
    s.socket_set_read_timeout(one, 20)
    s.thread_interrupt(threading.current_thread())
    kind = s.SocketReadTimeoutError if receive == "socket-recv" else s.IOReadError
    with pytest.raises(kind) as caught:
        RECEIVES[receive](one)
    assert isinstance(caught.value, TimeoutError)
    assert s.socket_read_select(None, one) == []  # still there to be noticed
    other.send(b"x")
    assert s.socket_read_select(None, one) == [one]
    assert s.socket_recv(one, 1) == b"x"


def test_what_does_not_wait_does_not_notice(pair: Pair, server: s.Socket) -> None:
    one, other = pair
    selector = s.make_socket_selector()
    s.socket_selector_add(selector, one)
    s.socket_nonblocking(one)
    s.socket_nonblocking(server)
    s.thread_interrupt(threading.current_thread())
    assert s.socket_recv(one, 1) is None
    assert s.socket_read_select(0, one) == []
    assert s.socket_select(one_set(one), None, None, 0)[0] == 0
    assert s.socket_selector_wait(selector, 0) == ([], [])
    with pytest.raises(s.SocketError):
        s.socket_accept(server)
    with stdlib.create_connection(server.sock.getsockname(), 20):
        s.socket_blocking(server)
        accepted = s.socket_accept(server) or s.socket_accept(server)
        assert accepted is not None
        accepted.close()
    other.send(b"x")
    clear_interrupt()
    assert s.socket_selector_wait(selector)[0] == [(one, None, None)]
    s.close_socket_selector(selector)


# 1,000 at random moments

INTERRUPTS = 1000
ARRIVALS = 300
SOCKETS = 8


class Storm:
    """Interrupts and arrivals in a random order; a waiting thread that counts what it gets.

    `noticed` counts the waits that came back with nothing. Where they are awaited one by one, each
    interrupt must be noticed, and once.
    """

    def __init__(self, seed: int, one_by_one: bool) -> None:
        self.random = random.Random(seed)
        self.one_by_one = one_by_one
        self.noticed = 0
        self._answered = threading.Semaphore(0)

    def notice(self) -> None:
        self.noticed += 1
        self._answered.release()

    def blow(self, interrupt: Callable[[], object], arrive: Callable[[int], object]) -> None:
        deeds = ["interrupt"] * INTERRUPTS + ["arrive"] * ARRIVALS
        self.random.shuffle(deeds)
        arrivals = count()
        for deed in deeds:
            for _ in range(self.random.randrange(300)):
                pass  # a moment that nobody chose
            if deed == "arrive":
                arrive(next(arrivals))
            else:
                interrupt()
                if self.one_by_one:
                    assert self._answered.acquire(timeout=PATIENCE), "an interrupt was lost"
        assert next(arrivals) == ARRIVALS

    def settle(self, thread: Background[Any]) -> Any:
        outcome = thread.outcome()
        if self.one_by_one:
            assert self.noticed == INTERRUPTS
        else:
            assert 1 <= self.noticed <= INTERRUPTS
        return outcome


@pytest.fixture(params=[True, False], ids=["one by one", "in bursts"])
def storm(request: pytest.FixtureRequest) -> Storm:
    return Storm(20240229, request.param)


def test_accept_loses_no_connection(server: s.Socket, storm: Storm) -> None:
    def accept() -> list[int]:
        numbers: list[int] = []
        while len(numbers) < ARRIVALS:
            client = s.socket_accept(server)
            if client is None:
                storm.notice()
                continue
            with client:
                data = s.socket_recv(client, 4, s.MSG_WAITALL)
                assert data
                numbers.append(int(data))
        return numbers

    thread = Background(accept)
    with ExitStack() as clients:

        def connect(number: int) -> None:
            client = stdlib.create_connection(server.sock.getsockname(), PATIENCE)
            clients.enter_context(client)
            client.sendall(b"%04d" % number)

        # An interrupt that is awaited needs a thread that has not got all it waits for.
        last = ARRIVALS - 1
        thread.until_blocked()
        storm.blow(
            lambda: s.thread_interrupt(thread),
            lambda number: connect(number) if number < last else None,
        )
        connect(last)
        assert sorted(storm.settle(thread)) == list(range(ARRIVALS))


def streams() -> tuple[ExitStack, list[Pair]]:
    stack = ExitStack()
    pairs = [s.Socket.pair() for _ in range(SOCKETS)]
    for one, other in pairs:
        stack.enter_context(one)
        stack.enter_context(other)
    return stack, pairs


def expected(seeded: list[tuple[int, int]]) -> list[bytes]:
    """What each socket must have got, of (socket, byte) pairs."""
    return [
        bytes(byte for socket, byte in seeded if socket == number) for number in range(SOCKETS)
    ]


def select_fresh(sockets: list[s.Socket]) -> list[s.Socket]:
    return s.collect_sockets(s.socket_select(s.sockets_to_fdset(sockets), None, None, None)[1])


def select_in_place(sockets: list[s.Socket]) -> list[s.Socket]:
    fdset = s.sockets_to_fdset(sockets)
    found = s.socket_select_in_place(fdset, None, None, (60, 0))[1]
    assert s.collect_sockets(fdset) == (s.collect_sockets(found) or sockets)
    return s.collect_sockets(found)


SELECTS: dict[str, Callable[[list[s.Socket]], list[s.Socket]]] = {
    "socket-read-select": lambda sockets: s.socket_read_select(None, *sockets),
    "socket-select": select_fresh,
    "socket-select!": select_in_place,
}


@pytest.mark.parametrize("select", SELECTS)
def test_select_loses_no_data(storm: Storm, select: str) -> None:
    stack, pairs = streams()
    sockets = [one for one, _ in pairs]

    def receive() -> list[bytes]:
        got = dict.fromkeys(sockets, b"")
        while sum(map(len, got.values())) < ARRIVALS:
            found = SELECTS[select](sockets)
            if not found:
                storm.notice()
            for socket in found:
                data = s.socket_recv(socket, 3)
                assert data
                got[socket] += data
        return list(got.values())

    sent: list[tuple[int, int]] = []

    def send(number: int) -> None:
        to = storm.random.randrange(SOCKETS)
        sent.append((to, number % 256))
        pairs[to][1].send(bytes([number % 256]))

    with stack:
        thread = Background(receive)
        thread.until_blocked()
        storm.blow(
            lambda: s.thread_interrupt(thread),
            lambda number: send(number) if number < ARRIVALS - 1 else None,
        )
        send(ARRIVALS - 1)
        assert storm.settle(thread) == expected(sent)


@pytest.mark.parametrize("of", ["the thread", "the selector"])
@pytest.mark.parametrize("timeout", [None, 300], ids=["for ever", "0.3 ms"])
def test_the_selector_loses_no_socket_and_no_data(
    storm: Storm, of: str, timeout: int | None
) -> None:
    stack, pairs = streams()
    selector = s.make_socket_selector()
    stack.callback(s.close_socket_selector, selector)
    for number, (one, _) in enumerate(pairs):
        s.socket_selector_add(selector, one, timeout, number)
    sent: list[tuple[int, int]] = []

    def receive() -> list[bytes]:
        got = [b""] * SOCKETS
        while sum(map(len, got)) < ARRIVALS:
            ready, timed_out = s.socket_selector_wait(selector)
            if not ready and not timed_out:
                storm.notice()
            assert s.socket_selector_size(selector) == SOCKETS - len(ready) - len(timed_out)
            assert timeout or not timed_out
            for socket, _, number in ready:
                data = s.socket_recv(socket, 3)
                assert data
                got[number] += data
            for socket, patience, number in [*ready, *timed_out]:
                assert patience == timeout
                s.socket_selector_add(selector, socket, patience, number)
        return got

    def send(number: int) -> None:
        to = storm.random.randrange(SOCKETS)
        sent.append((to, number % 256))
        pairs[to][1].send(bytes([number % 256]))

    with stack:
        thread = Background(receive)
        interrupts: dict[str, Callable[[], object]] = {
            "the thread": lambda: s.thread_interrupt(thread),
            "the selector": lambda: s.socket_selector_interrupt(selector),
        }
        thread.until_blocked()
        storm.blow(interrupts[of], lambda number: send(number) if number < ARRIVALS - 1 else None)
        send(ARRIVALS - 1)
        assert storm.settle(thread) == expected(sent)
        assert s.socket_selector_size(selector) == SOCKETS
