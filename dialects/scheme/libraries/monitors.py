"""Monitors: a lock, and a condition that those who hold it wait for."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from .threads import ConditionVariable, Mutex, current

__all__ = ["Channel", "Monitor"]


class Monitor:
    """A lock that its holder may take again, and a condition."""

    def __init__(self) -> None:
        self.mutex = Mutex(recursive=True)
        self.changed = ConditionVariable()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for a `with` block."""
        self.mutex.lock(None, current())
        try:
            yield
        finally:
            self.mutex.unlock()

    def wait(self, ready: Callable[[], Any], seconds: float | None = None) -> bool:
        """Wait while holding the lock until something is so; return false where not in time."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not ready():
            if not self.mutex.wait(self.changed, deadline):
                return bool(ready())
        return True

    def notify(self) -> None:
        """Let those who wait look again."""
        self.changed.broadcast()


class Channel(Monitor):
    """Items that threads put at either end and take from either.

    Attributes:
        items: what is in it.
        limit: how many there may be, None for any number; with 0 an item goes from hand to hand.
    """

    def __init__(self, items: Iterable[Any] = (), limit: int | None = None) -> None:
        super().__init__()
        self.items = deque(items)
        self.limit = limit
        self.takers = 0

    def free(self) -> float:
        """Return how many items may be put now."""
        if self.limit is None:
            return float("inf")
        return max((self.limit or self.takers) - len(self.items), 0)

    def put(self, item: Any, left: bool = False, seconds: float | None = None) -> bool:
        """Put an item as soon as the channel is not full; return false if it was too late."""
        with self.held():
            if not self.wait(lambda: self.free() >= 1, seconds):
                return False
            (self.items.appendleft if left else self.items.append)(item)
            self.notify()
            return True

    def take(self, default: Any, left: bool = True, seconds: float | None = None) -> Any:
        """Take an item when there is one; return `default` where there was none in time."""
        with self.held():
            self.takers += 1
            self.notify()
            try:
                if not self.wait(lambda: self.items, seconds):
                    return default
            finally:
                self.takers -= 1
            item = self.items.popleft() if left else self.items.pop()
            self.notify()
            return item
