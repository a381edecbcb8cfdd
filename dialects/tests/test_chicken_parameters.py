"""Parameter objects: what they hold, who sees it, and that timeouts are kept."""

from __future__ import annotations

import asyncio
import contextvars
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from schemesockets.core.interrupt import own_token
from schemesockets.dialects.chicken import (
    AF_UNIX,
    SOCK_STREAM,
    ChickenBoundsError,
    ChickenTypeError,
    NetTimeoutError,
    Socket,
    condition_kinds,
    inet_address,
    parameterize,
    socket,
    socket_accept,
    socket_accept_timeout,
    socket_bind,
    socket_connect_timeout,
    socket_listen,
    socket_receive,
    socket_receive_buffer_size,
    socket_receive_timeout,
    socket_send_all,
    socket_send_buffer_size,
    socket_send_size,
    socket_send_timeout,
)
from schemesockets.dialects.parameters import Parameter

pytestmark = pytest.mark.usefixtures("_no_leak")


@pytest.fixture(autouse=True)
def _token() -> None:
    """What this thread waits with is made once, and is no leak."""
    own_token()


DEFAULTS: dict[Parameter[Any], int | None] = {
    socket_connect_timeout: None,
    socket_accept_timeout: None,
    socket_receive_timeout: 60_000,
    socket_send_timeout: 60_000,
    socket_send_buffer_size: None,
    socket_send_size: 16384,
    socket_receive_buffer_size: 4096,
}
TIMEOUTS = [each for each in DEFAULTS if "timeout" in each.__name__]


def alone(call: Callable[[], Any]) -> Any:
    """What `call` returns in a context of its own."""
    return contextvars.copy_context().run(call)


@pytest.fixture
def pair() -> Iterator[tuple[Socket, Socket]]:
    one, other = Socket.pair(blocking=False)
    with one, other:
        yield one, other


@pytest.mark.parametrize("parameter", DEFAULTS, ids=lambda each: each.__name__)
def test_reads_sets_and_binds(parameter: Parameter[Any]) -> None:
    def check() -> None:
        assert parameter() == parameter.get() == DEFAULTS[parameter]
        assert parameter(17) is None
        assert parameter() == 17
        with parameterize((parameter, 18)):
            assert parameter() == 18
            parameter(19)
            assert parameter() == 19
        assert parameter() == 17
        assert repr(parameter) == f"<parameter {parameter.__name__} 17>"

    alone(check)
    assert parameter() == DEFAULTS[parameter]


@pytest.mark.parametrize("parameter", DEFAULTS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("value", ["50", 1.5, True, False, b"5", [5], object()])
def test_wrong_types(parameter: Parameter[Any], value: object) -> None:
    with pytest.raises(ChickenTypeError) as caught:
        parameter(value)
    with pytest.raises(TypeError), parameterize((parameter, value)):
        pass
    assert condition_kinds(caught.value) == ("exn", "type")
    assert caught.value.location == parameter.__name__.replace("_", "-")
    assert parameter() == DEFAULTS[parameter]


@pytest.mark.parametrize("parameter", DEFAULTS, ids=lambda each: each.__name__)
def test_wrong_values(parameter: Parameter[Any]) -> None:
    bad = -1 if parameter in TIMEOUTS else 0
    with pytest.raises(ChickenBoundsError) as caught:
        parameter(bad)
    assert caught.value.arguments == (bad,)
    with pytest.raises(TypeError):
        parameter(1, 2)  # type: ignore[call-overload]


def test_false_where_it_has_a_meaning() -> None:
    for parameter in DEFAULTS:
        if parameter is socket_receive_buffer_size:
            with pytest.raises(ChickenTypeError), parameterize((parameter, None)):
                pass
        else:
            with parameterize((parameter, None)):
                assert parameter() is None


def test_binds_all_or_none() -> None:
    bindings: tuple[Any, ...] = ((socket_send_timeout, 5), (socket_receive_timeout, "x"))
    with pytest.raises(ChickenTypeError), parameterize(*bindings):
        pass
    assert socket_send_timeout() == 60_000
    with pytest.raises(KeyError), parameterize((socket_send_timeout, 5)):
        raise KeyError
    assert socket_send_timeout() == 60_000


def test_other_threads_do_not_feel_it() -> None:
    seen: dict[int, int | None] = {}
    together = threading.Barrier(5, timeout=20)

    def bind(milliseconds: int) -> None:
        with parameterize((socket_receive_timeout, milliseconds)):
            together.wait()
            seen[milliseconds] = socket_receive_timeout()
            together.wait()

    threads = [threading.Thread(target=bind, args=(n,)) for n in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    together.wait()
    assert socket_receive_timeout() == 60_000
    together.wait()
    for thread in threads:
        thread.join(20)
    assert seen == {n: n for n in (1, 2, 3, 4)}


def test_other_tasks_do_not_feel_it() -> None:
    async def bind(milliseconds: int) -> int | None:
        with parameterize((socket_receive_timeout, milliseconds)):
            await asyncio.sleep(0)
            return socket_receive_timeout()

    async def both() -> list[int | None]:
        return list(await asyncio.gather(bind(1), bind(2)))

    assert asyncio.run(both()) == [1, 2]


def _measured(milliseconds: int, call: Callable[[], object]) -> float:
    """How far off its time a call timed out, in milliseconds."""
    start = time.monotonic()
    with pytest.raises(NetTimeoutError) as caught:
        call()
    elapsed = (time.monotonic() - start) * 1000
    assert caught.value.arguments[0] == milliseconds
    assert elapsed >= milliseconds - 1
    return elapsed - milliseconds


def _within(milliseconds: int, call: Callable[[], object]) -> None:
    """A loaded machine gets more than one chance."""
    late = [_measured(milliseconds, call)]
    while late[-1] > 20 and len(late) < 10:
        late.append(_measured(milliseconds, call))
    assert min(late) <= 20


@pytest.mark.parametrize("milliseconds", [50, 200, 1000])
def test_timeouts_are_kept(pair: tuple[Socket, Socket], milliseconds: int) -> None:
    one, _ = pair
    with parameterize((socket_receive_timeout, milliseconds)):
        _within(milliseconds, lambda: socket_receive(one, 1))


@pytest.mark.parametrize("milliseconds", [50, 200])
def test_timeouts_of_sending_are_kept(pair: tuple[Socket, Socket], milliseconds: int) -> None:
    one, _ = pair
    with parameterize((socket_send_timeout, milliseconds), (socket_send_size, None)):
        with pytest.raises(NetTimeoutError) as caught:
            socket_send_all(one, bytes(10_000_000))
        assert caught.value.sent > 0
        _within(milliseconds, lambda: socket_send_all(one, b"x"))


@pytest.mark.parametrize("milliseconds", [50, 200])
def test_timeouts_of_accepting_are_kept(milliseconds: int) -> None:
    with socket(2, SOCK_STREAM) as listener:
        socket_bind(listener, inet_address("127.0.0.1", 0))
        socket_listen(listener, 5)
        with parameterize((socket_accept_timeout, milliseconds)):
            _within(milliseconds, lambda: socket_accept(listener))


def test_no_time_at_all(pair: tuple[Socket, Socket]) -> None:
    one, other = pair
    with parameterize((socket_receive_timeout, 0)):
        assert _measured(0, lambda: socket_receive(one, 1)) < 1000
        socket_send_all(other, b"x")
        assert socket_receive(one, 1) == b"x"


def test_two_hundred_waiting_threads_cost_nothing() -> None:
    pairs = [Socket.pair(AF_UNIX, SOCK_STREAM, blocking=False) for _ in range(200)]
    outcomes: list[str] = []
    spent: list[float] = []
    together = threading.Barrier(201, timeout=60)

    def wait(so: Socket) -> None:
        with parameterize((socket_receive_timeout, 1500)):
            together.wait()
            before = time.thread_time()
            try:
                socket_receive(so, 1)
            except NetTimeoutError:
                outcomes.append("timeout")
            spent.append(time.thread_time() - before)

    threads = [threading.Thread(target=wait, args=(one,)) for one, _ in pairs]
    for thread in threads:
        thread.start()
    together.wait()
    for thread in threads:
        thread.join(60)
    for one, other in pairs:
        one.close()
        other.close()
    assert outcomes == ["timeout"] * 200
    # One that spun would take a second and a half; all together a few hundredths are spent.
    assert max(spent) < 0.1
    assert sum(spent) < 1
