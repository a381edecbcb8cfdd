"""Channels of Guile's Fibers: (fibers channels). A message goes from one thread to another."""

from __future__ import annotations

import threading
from collections import deque
from typing import Annotated, Any, Final, TypeAlias

from ...declaration import Table
from ...kinds import of_class
from ...printer import PRINTERS
from .operations import NOTHING, Base, Operation, Resume, State, perform

__all__ = ["TABLE"]

TABLE: Final = Table()


class Channel:
    """A channel: those who wait to get a message, and those who wait to put one."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.getters: deque[tuple[State, Resume]] = deque()
        self.putters: deque[tuple[State, Resume, Any]] = deque()


PRINTERS[Channel] = lambda value, readable, profile: f"#<channel {id(value):x}>"
_Channel: TypeAlias = Annotated[Channel, of_class("a channel", Channel)]


def _partner(waiting: deque[Any], state: State | None) -> Any:
    """Return somebody who waits, with whom a wait ends, or None; the channel is locked.

    `state` is None for a try, which ends with the other's wait alone.
    """
    kept: list[Any] = []
    found = None
    while waiting and found is None and not (state is not None and state.done):
        each = waiting.popleft()
        if each[0].done:
            continue
        if each[0] is state:  # of the same choice
            kept.append(each)
        elif each[0].finish() if state is None else state.finish_with(each[0]):
            found = each
    waiting.extendleft(reversed(kept))
    return found


def _get(channel: Channel) -> Base:
    def attempt() -> Any:
        with channel.lock:
            found = _partner(channel.putters, None)
        if found is None:
            return None
        found[1](NOTHING)
        return lambda: found[2]

    def tell(state: State, resume: Resume) -> None:
        with channel.lock:
            found = _partner(channel.putters, state)
            if found is None:
                if not state.done:
                    _add(channel.getters, (state, resume))
                return
        found[1](NOTHING)
        resume(lambda: found[2])

    return Base(attempt, tell)


def _put(channel: Channel, message: Any) -> Base:
    def attempt() -> Any:
        with channel.lock:
            found = _partner(channel.getters, None)
        if found is None:
            return None
        found[1](lambda: message)
        return NOTHING

    def tell(state: State, resume: Resume) -> None:
        with channel.lock:
            found = _partner(channel.getters, state)
            if found is None:
                if not state.done:
                    _add(channel.putters, (state, resume, message))
                return
        found[1](lambda: message)
        resume(NOTHING)

    return Base(attempt, tell)


def _add(waiting: deque[Any], entry: Any) -> None:
    """Let somebody wait; those whose wait has ended otherwise are forgotten now and then."""
    waiting.append(entry)
    if len(waiting) % 64 == 0:
        alive = [each for each in waiting if not each[0].done]
        waiting.clear()
        waiting.extend(alive)


@TABLE.procedure("make-channel")
def make_channel() -> Channel:
    """Return a new channel. Fibers manual, Channels."""
    return Channel()


@TABLE.procedure("channel?")
def is_channel(value: Any) -> bool:
    """Return whether a value is a channel. Fibers manual, Channels."""
    return isinstance(value, Channel)


@TABLE.procedure("put-operation")
def put_operation(channel: _Channel, message: Any) -> Operation:
    """Return the operation that puts a message. Fibers manual, Channels."""
    return Operation((_put(channel, message),))


@TABLE.procedure("get-operation")
def get_operation(channel: _Channel) -> Operation:
    """Return the operation that gets a message. Fibers manual, Channels."""
    return Operation((_get(channel),))


@TABLE.procedure("put-message")
def put_message(channel: _Channel, message: Any) -> Any:
    """Put a message, when somebody gets it. Fibers manual, Channels."""
    return perform(Operation((_put(channel, message),)))


@TABLE.procedure("get-message")
def get_message(channel: _Channel) -> Any:
    """Return a message, when somebody puts it. Fibers manual, Channels."""
    return perform(Operation((_get(channel),)))
