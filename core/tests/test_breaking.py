"""The breaker itself: where it breaks, and where not."""

from __future__ import annotations

import threading
from functools import partial
from itertools import count
from typing import Any

from breaking import ANYWHERE, CHECKED, Where, breaks_off

# Code of the tests is never broken off, so that this is compiled as if it were elsewhere.
_SOURCE = """
def locked(lock, steps):
    with lock:
        steps.append("inside")
    steps.append("behind")

def looped(steps):
    for number in range(3):
        steps[0] = number
"""


def _functions() -> dict[str, Any]:
    found: dict[str, Any] = {}
    exec(compile(_SOURCE, "elsewhere.py", "exec"), found)
    return found


def _seen(where: Where) -> tuple[int, set[tuple[str, ...]]]:
    """How many places there are in `locked`, and how far it got each time."""
    seen = set()
    for number in count():
        lock, steps = threading.Lock(), list[str]()
        broke_off = breaks_off(partial(_functions()["locked"], lock, steps), number, where)
        assert lock.acquire(blocking=False), f"left held, broken off at place {number}"
        seen.add(tuple(steps))
        if not broke_off:
            return number, seen
    raise AssertionError("not reached")


def test_a_with_statement_leaves_no_lock_held() -> None:
    everywhere, seen = _seen(ANYWHERE)
    assert seen == {(), ("inside",), ("inside", "behind")}
    checked, seen = _seen(CHECKED)
    assert seen == {(), ("inside",), ("inside", "behind")}
    assert 3 <= checked < everywhere


def test_a_loop_is_broken_off_at_each_turn() -> None:
    seen = set()
    for number in count():
        steps = [-1]
        if not breaks_off(partial(_functions()["looped"], steps), number, CHECKED):
            break
        seen.add(steps[0])
    assert seen == {-1, 0, 1, 2}
