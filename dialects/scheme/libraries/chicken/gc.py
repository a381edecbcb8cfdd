"""Memory and its collection: CHICKEN's (chicken gc)."""

from __future__ import annotations

import contextlib
import gc
import resource
import weakref
from typing import Any, Final

from ...calls import call
from ...declaration import Table
from ...dynamics import Parameter
from ...kinds import Proc
from ...ports import CURRENT_ERROR, put

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("gc")
def collect(full: Any = True) -> int:
    """Collect garbage; return how many bytes are free, as far as the system tells.

    CHICKEN manual, Module (chicken gc).
    """
    gc.collect() if full is not False else gc.collect(0)
    return int(memory()[0])


def memory() -> list[int]:
    """Return the sizes of the heap: what is used, half of all, and the nursery."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return [used, used, 0]


@TABLE.procedure("memory-statistics")
def memory_statistics() -> Any:
    """Return a vector of the sizes of the heap. CHICKEN manual, Module (chicken gc)."""
    return memory()


@TABLE.procedure("current-gc-milliseconds")
def current_gc_milliseconds() -> int:
    """Return the time that collecting has taken, of which Python keeps no count: 0.

    CHICKEN manual, Module (chicken gc).
    """
    return 0


_FINALIZERS: Final[list[weakref.finalize[Any, Any]]] = []


@TABLE.procedure("set-finalizer!")
def set_finalizer(value: Any, procedure: Proc) -> Any:
    """Have a procedure called when nothing refers to a value any longer; return the value.

    It is called with #t in the value's place, for the value is gone by then. The end of pairs,
    strings, vectors and numbers is not noticed. CHICKEN manual, Module (chicken gc).
    """
    with contextlib.suppress(TypeError):
        _FINALIZERS.append(weakref.finalize(value, call, procedure, True))
    return value


_REPORTED: Final = Parameter(False, settable=True)


@TABLE.procedure("set-gc-report!")
def set_gc_report(mode: Any) -> None:
    """Report collections on the error port, or no longer. CHICKEN manual, Module (chicken gc)."""
    _REPORTED(mode)
    if mode is not False and _tell not in gc.callbacks:
        gc.callbacks.append(_tell)


def _tell(phase: str, info: dict[str, int]) -> None:
    if phase == "stop" and _REPORTED() is not False:
        put(CURRENT_ERROR(), f"[GC] level  {info['generation']}\n")


TABLE.value("force-finalizers", Parameter(True, settable=True))
