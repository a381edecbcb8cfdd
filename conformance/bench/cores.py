"""Pinning two processes to one core, for programs in which they take turns."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["on_one_core"]


@contextmanager
def on_one_core(wanted: bool) -> Iterator[None]:
    """Pin this process, and its children started meanwhile, to one core, if that is `wanted`.

    On systems without CPU affinity this does nothing.
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
