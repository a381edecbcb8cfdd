"""(util concurrent actor) (Sagittarius manual, Actor)."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Final, TypeAlias

from ....sagittarius.threads import thread_interrupt
from ...arguments import UNSET
from ...calls import call
from ...conditions import error
from ...control import raise_
from ...data import Symbol
from ...declaration import Table
from ...kinds import Proc, of_class
from ...printer import PRINTERS
from ..sagittarius.threads import seconds_of
from ..threads import Thread
from .queues import PriorityQueue, SharedQueue

__all__ = ["TABLE"]

TABLE: Final = Table()


class Actor:
    """A thread that gets messages from one channel and puts messages into another."""

    def __init__(self, task: Any, inbox: Any, outbox: Any) -> None:
        self.state = "created"
        self.inbox = inbox
        self.outbox = outbox
        self.thread = Thread(partial(self._run, task), reports=False, exits=False)

    def _run(self, task: Any) -> None:
        receive = partial(_taken, self.inbox)
        send = partial(_given, self.outbox)
        try:
            call(task, receive, send)
        except Exception:
            self.state = "error"
            raise
        self.state = "finished"

    def start(self) -> None:
        """Start the thread."""
        if self.state == "created":
            self.state = "running"
            self.thread.start()


def _taken(channel: Any, timeout: Any = False, late: Any = False) -> Any:
    seconds = seconds_of("actor", 1, timeout)
    if isinstance(channel, PriorityQueue):
        return channel.take(late, seconds)
    return channel.take(late, True, seconds)


def _given(channel: Any, message: Any, timeout: Any = False, late: Any = False) -> Any:
    seconds = seconds_of("actor", 2, timeout)
    if isinstance(channel, PriorityQueue):
        return message if channel.put(message, seconds) else late
    return message if channel.put(message, False, seconds) else late


_Actor: TypeAlias = Annotated[Actor, of_class("an actor", Actor)]
TABLE.value("<actor>", Actor)
PRINTERS[Actor] = lambda value, readable, profile: "#<actor>"


def _actor(task: Any, make: Callable[[], Any], start: Any) -> Actor:
    made = Actor(task, make(), make())
    if start is not False:
        made.start()
    return made


@TABLE.procedure("make-shared-queue-channel-actor")
def make_queue_actor(task: Proc, start: Any = True) -> Actor:
    """Return an actor whose channels are shared queues. Actor."""
    return _actor(task, SharedQueue, start)


@TABLE.procedure("make-shared-priority-queue-channel-actor")
def make_priority_actor(task: Proc, compare: Proc, start: Any = True) -> Actor:
    """Return an actor whose channels are shared priority queues. Actor."""
    return _actor(task, lambda: PriorityQueue(compare, None), start)


@TABLE.procedure("actor?")
def is_actor(value: Any) -> bool:
    """Return whether a value is an actor. Actor."""
    return isinstance(value, Actor)


@TABLE.procedure("actor-send-message!")
def actor_send(actor: _Actor, message: Any, timeout: Any = False, late: Any = False) -> Any:
    """Send a message to an actor. Actor."""
    return _given(actor.inbox, message, timeout, late)


@TABLE.procedure("actor-receive-message!")
def actor_receive(actor: _Actor, timeout: Any = False, late: Any = False) -> Any:
    """Return the next message of an actor. Actor."""
    return _taken(actor.outbox, timeout, late)


@TABLE.procedure("actor-running?")
def is_actor_running(actor: _Actor) -> bool:
    """Return whether an actor runs. Actor."""
    return actor.state == "running"


@TABLE.procedure("actor-state")
def actor_state(actor: _Actor) -> Symbol:
    """Return an actor's state: created, running, finished, terminated or error."""
    return Symbol(actor.state)


@TABLE.procedure("actor-start!")
def actor_start(actor: _Actor) -> Actor:
    """Start an actor that does not run yet."""
    actor.start()
    return actor


@TABLE.procedure("actor-interrupt!")
def actor_interrupt(actor: _Actor) -> bool:
    """End an actor's wait for sockets; return whether it runs."""
    python = actor.thread.python()
    if actor.state != "running" or python is None:
        return False
    thread_interrupt(python)
    return True


@TABLE.procedure("actor-wait!")
def actor_wait(actor: _Actor, timeout: Any = False, late: Any = UNSET) -> Any:
    """Wait until an actor is finished. Actor."""
    seconds = seconds_of("actor-wait!", 2, timeout)
    if not actor.thread.join(None if seconds is None else time.monotonic() + seconds):
        if late is UNSET:
            raise error("actor-wait!: the actor has not ended in time:", actor)
        return late
    if actor.thread.state == "failed":
        raise_(actor.thread.result)
    return actor.thread.result


@TABLE.procedure("actor-terminate!")
def actor_terminate(actor: _Actor) -> None:
    """End an actor. Actor."""
    actor.thread.terminate()
    actor.state = "terminated"
