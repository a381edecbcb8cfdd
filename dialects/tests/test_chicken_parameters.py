"""Parameter objects: what they hold, and who sees it."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from typing import Any

import pytest

from schemesockets.dialects.chicken import (
    ChickenBoundsError,
    ChickenTypeError,
    condition_kinds,
    parameterize,
    socket_accept_timeout,
    socket_connect_timeout,
    socket_receive_buffer_size,
    socket_receive_timeout,
    socket_send_buffer_size,
    socket_send_size,
    socket_send_timeout,
)
from schemesockets.dialects.parameters import Parameter

pytestmark = pytest.mark.usefixtures("_no_leak")

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
    together = threading.Barrier(5, timeout=60)

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
        thread.join(60)
    assert seen == {n: n for n in (1, 2, 3, 4)}


def test_other_tasks_do_not_feel_it() -> None:
    async def bind(milliseconds: int) -> int | None:
        with parameterize((socket_receive_timeout, milliseconds)):
            await asyncio.sleep(0)
            return socket_receive_timeout()

    async def both() -> list[int | None]:
        return list(await asyncio.gather(bind(1), bind(2)))

    assert asyncio.run(both()) == [1, 2]
