"""How much garbage an action makes, in a process where others may make some, too."""

from __future__ import annotations

import gc
from collections.abc import Callable


def garbage_of(action: Callable[[], object]) -> int:
    """How many objects an action leaves in reference cycles.

    It leaves them every time. A thread that another test has left may leave some meanwhile, so the
    least of several times counts.
    """
    for _ in range(2):  # what is made once, at the first time, is none
        action()
    enabled = gc.isenabled()
    gc.disable()
    try:
        least = _once(action)
        for _ in range(20):
            if least:
                least = min(least, _once(action))
        return least
    finally:
        if enabled:
            gc.enable()


def _once(action: Callable[[], object]) -> int:
    gc.collect()
    action()
    return gc.collect()
