"""The objects that a forked child has to renew.

A child starts with copies of its parent's objects: locks that a thread of the parent held, epoll
sets and descriptors of waiting threads that the two processes share, bytes that the parent is
about to send.  An object with such state registers itself with `inherited`, by a weak reference,
and is renewed in the child before any other Python code runs there.  Nothing is done in the
parent.
"""

from __future__ import annotations

import os
import weakref
from typing import Final, Protocol

__all__ = ["Inherited", "inherited"]


class Inherited(Protocol):
    """An object whose state may not be shared with the process that was forked."""

    def renew_in_child(self) -> None:
        """Let go of what belongs to the parent; called in the child, which has one thread."""


_registered: Final[set[weakref.ref[Inherited]]] = set()


def inherited(item: Inherited) -> None:
    """Have `item.renew_in_child()` called in every forked child, as long as `item` lives."""
    _registered.add(weakref.ref(item, _registered.discard))


def _after_fork_in_child() -> None:
    for reference in tuple(_registered):
        item = reference()
        if item is not None:
            item.renew_in_child()


os.register_at_fork(after_in_child=_after_fork_in_child)
