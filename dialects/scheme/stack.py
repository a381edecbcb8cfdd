"""How deep calls may nest.

A call from Python code to Python code takes no stack of C's, but one with a list of arguments
(`apply`) or through C (`sorted` with a key) does, so a deep recursion needs memory there as well.
On the main thread the system's limit is raised while a program runs; the threads of programs are
started with a large stack. Beyond `FRAMES` a recursion is an error and no crash.
"""

from __future__ import annotations

import contextlib
import itertools
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Final

__all__ = ["FRAMES", "deep", "start_thread"]

FRAMES: Final = 200_000
"""How many Python calls may nest."""
_BYTES: Final = 440  # of C's stack that a frame takes at most
_STACK: Final = FRAMES * _BYTES
_DEFAULT_STACK: Final = 8 * 1024 * 1024
_ROOMY: Final[set[int]] = set()  # the threads that were started here, by ident


def _frames_of_main() -> tuple[int, Callable[[], None]]:
    """Raise the limit of the main thread's stack; return its frames, and what undoes that."""
    try:
        import resource
    except ImportError:  # a system that has no such limit to raise
        return _DEFAULT_STACK // _BYTES, lambda: None
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    if soft == resource.RLIM_INFINITY:
        return FRAMES, lambda: None
    wanted = _STACK + _DEFAULT_STACK
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if wanted <= soft:
        return min(FRAMES, soft // _BYTES), lambda: None
    resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
    return (
        min(FRAMES, wanted // _BYTES),
        lambda: resource.setrlimit(resource.RLIMIT_STACK, (soft, hard)),
    )


@contextlib.contextmanager
def deep() -> Iterator[None]:
    """Let calls nest as deep as this thread's stack allows, for a while."""
    before = sys.getrecursionlimit()
    if before >= FRAMES:  # within another program
        yield
        return
    undo: Callable[[], None] = lambda: None  # noqa: E731
    if threading.current_thread() is threading.main_thread():
        frames, undo = _frames_of_main()
    elif threading.get_ident() in _ROOMY:
        frames = FRAMES
    else:
        frames = (threading.stack_size() or _DEFAULT_STACK) // _BYTES
    sys.setrecursionlimit(max(before, frames))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
        undo()


_starting: Final = threading.Lock()
_numbers: Final = itertools.count(1)


def start_thread(run: Callable[[], object], name: str | None = None) -> threading.Thread:
    """Start a thread of a program, a daemon with a large stack; return it."""

    def roomy() -> None:
        _ROOMY.add(threading.get_ident())
        try:
            run()
        finally:
            _ROOMY.discard(threading.get_ident())

    name = name or f"thread-{next(_numbers)}"
    thread = threading.Thread(target=roomy, name=name, daemon=True)
    with _starting:
        before = threading.stack_size(_STACK + _DEFAULT_STACK)
        try:
            thread.start()
        finally:
            threading.stack_size(before)
    return thread
