"""The egg `mailbox`: queues between threads."""

from __future__ import annotations

import collections
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...data import String, is_procedure
from ...declaration import Table, refuse
from ...kinds import of_class
from ...printer import PRINTERS
from ..chicken.condition import Composite
from ..monitors import Monitor

__all__ = ["TABLE"]

TABLE: Final = Table()


class Mailbox(Monitor):
    """A queue of messages that threads wait for."""

    def __init__(self, name: Any) -> None:
        super().__init__()
        self.name = name
        self.messages: collections.deque[Any] = collections.deque()
        self.waiting = 0


PRINTERS[Mailbox] = lambda value, readable, profile: "#<mailbox>"

_Mailbox: TypeAlias = Annotated[Mailbox, of_class("a mailbox", Mailbox)]


@TABLE.procedure("make-mailbox")
def make_mailbox(name: Any = False) -> Mailbox:
    """Return an empty mailbox. Egg mailbox."""
    return Mailbox(name)


@TABLE.procedure("mailbox?")
def is_mailbox(value: Any) -> bool:
    """Return whether a value is a mailbox. Egg mailbox."""
    return isinstance(value, Mailbox)


@TABLE.procedure("mailbox-name")
def mailbox_name(mailbox: _Mailbox) -> Any:
    """Return a mailbox's name. Egg mailbox."""
    return mailbox.name


@TABLE.procedure("mailbox-empty?")
def is_mailbox_empty(mailbox: _Mailbox) -> bool:
    """Return whether no message waits. Egg mailbox."""
    return not mailbox.messages


@TABLE.procedure("mailbox-count")
def mailbox_count(mailbox: _Mailbox) -> int:
    """Return how many messages wait. Egg mailbox."""
    return len(mailbox.messages)


@TABLE.procedure("mailbox-waiting?")
def is_mailbox_waiting(mailbox: _Mailbox) -> bool:
    """Return whether threads wait for a message. Egg mailbox."""
    return mailbox.waiting > 0


@TABLE.procedure("mailbox-waiters")
def mailbox_waiters(mailbox: _Mailbox) -> int:
    """Return how many threads wait for a message. Egg mailbox."""
    return mailbox.waiting


@TABLE.procedure("mailbox-send!")
def mailbox_send(mailbox: _Mailbox, message: Any) -> None:
    """Put a message in, behind the others. Egg mailbox."""
    with mailbox.held():
        mailbox.messages.append(message)
        mailbox.notify()


@TABLE.procedure("mailbox-push-back!")
def mailbox_push_back(mailbox: _Mailbox, message: Any) -> None:
    """Put a message in, before the others. Egg mailbox."""
    with mailbox.held():
        mailbox.messages.appendleft(message)
        mailbox.notify()


def _wait(procedure: str, mailbox: Mailbox, timeout: Any, default: Any, take: bool) -> Any:
    if timeout is not False and timeout.__class__ not in (int, float):
        refuse(procedure, 2, "a number of seconds, or #f", timeout)
    with mailbox.held():
        mailbox.waiting += 1
        try:
            mailbox.wait(lambda: mailbox.messages, None if timeout is False else timeout)
        finally:
            mailbox.waiting -= 1
        if mailbox.messages:
            return mailbox.messages.popleft() if take else mailbox.messages[0]
    if default is not _NONE:
        return call(default) if is_procedure(default) else default
    message = String("mailbox wait timeout occurred")
    own = {"message": message, "location": False, "box": mailbox, "timeout": timeout}
    raise Composite([("exn", own), ("mailbox", {}), ("timeout", {})])


_NONE: Final = object()


@TABLE.procedure("mailbox-receive!")
def mailbox_receive(mailbox: _Mailbox, timeout: Any = False, default: Any = _NONE) -> Any:
    """Wait for a message and take it; after some seconds, return the default. Egg mailbox."""
    return _wait("mailbox-receive!", mailbox, timeout, default, True)


@TABLE.procedure("mailbox-wait!")
def mailbox_wait(mailbox: _Mailbox, timeout: Any = False) -> Any:
    """Wait until there is a message. Egg mailbox."""
    _wait("mailbox-wait!", mailbox, timeout, _NONE, False)
