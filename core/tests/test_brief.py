"""Short texts of any object."""

from __future__ import annotations

import functools
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from schemesockets.core.brief import brief


class Alarm(Exception):
    """Raised by a signal handler."""


class Handlers:
    """Handlers of each sort that is written in Python."""

    def method(self, number: int, frame: object) -> None:
        raise Alarm

    def __call__(self, number: int, frame: object) -> None:
        raise Alarm


def function(number: int, frame: object) -> None:
    raise Alarm


def with_more(more: object, number: int, frame: object) -> None:
    raise Alarm


class Signalling:
    """An object whose text is being made when a signal comes."""

    def __repr__(self) -> str:
        signal.raise_signal(signal.SIGUSR1)
        return "never"


class Failing:
    """An object whose text cannot be made."""

    def __repr__(self) -> str:
        raise Alarm


@pytest.fixture
def handle() -> Iterator[Callable[[Any], None]]:
    before = signal.getsignal(signal.SIGUSR1)

    def install(handler: Any) -> None:
        signal.signal(signal.SIGUSR1, handler)

    yield install
    signal.signal(signal.SIGUSR1, before)


@pytest.mark.parametrize(
    "handler",
    [function, Handlers().method, functools.partial(with_more, 1), Handlers()],
    ids=["function", "method", "partial", "object"],
)
@pytest.mark.parametrize("value", [Signalling(), [1, (Signalling(),)]], ids=["alone", "within"])
def test_what_a_handler_raises_meanwhile_arrives(
    handle: Callable[[Any], None], handler: Any, value: object
) -> None:
    handle(handler)
    with pytest.raises(Alarm):
        brief(value)


def test_what_the_object_itself_raises_does_not(handle: Callable[[Any], None]) -> None:
    handle(function)
    assert brief(Failing()) == "<Failing object>"
    assert brief([Failing()]) == "<list object>"
