"""Keeping two processes on one core, for programs in which they take turns."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["on_one_core"]


@contextmanager
def on_one_core(wanted: bool) -> Iterator[None]:
    """Keep this process, and those that it starts meanwhile, on one core, if that is `wanted`.

    On some systems the scheduler cannot be told, and nothing happens.
    """
    if not wanted or not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
