"""Signals: CHICKEN's (chicken process signal)."""

from __future__ import annotations

import signal
import threading
from typing import Any, Final

from ...data import from_list, to_list
from ...declaration import Table, refuse
from ...kinds import Index, Int, Items
from ...signal_handlers import change_of, handle, handler_of

__all__ = ["TABLE"]

TABLE: Final = Table()

_NAMES: Final = [
    "abrt",
    "alrm",
    "bus",
    "chld",
    "cont",
    "fpe",
    "hup",
    "ill",
    "int",
    "io",
    "kill",
    "pipe",
    "prof",
    "quit",
    "segv",
    "stop",
    "term",
    "trap",
    "tstp",
    "urg",
    "usr1",
    "usr2",
    "vtalrm",
    "winch",
    "xcpu",
    "xfsz",
]
_NUMBERS: Final = {
    name: int(getattr(signal, f"SIG{name.upper()}"))
    for name in _NAMES
    if hasattr(signal, f"SIG{name.upper()}")
}
for _name, _number in _NUMBERS.items():
    TABLE.value(f"signal/{_name}", _number)
TABLE.value("signal/break", 0)
TABLE.value("signals-list", to_list(list(_NUMBERS.values())))

_CONSTANTS: Final = {False: signal.SIG_IGN, True: signal.SIG_DFL}


def _known(procedure: str, number: int) -> int:
    if number not in signal.valid_signals():
        refuse(procedure, 1, "a signal", number, False)
    return number


@TABLE.procedure("set-signal-handler!")
def set_signal_handler(number: Int, handler: Any) -> None:
    """Have a procedure called with a signal's number; #f ignores it, #t has its first effect.

    CHICKEN manual, Module (chicken process signal).
    """
    name = "set-signal-handler!"
    _known(name, number)
    if threading.current_thread() is not threading.main_thread():
        refuse(name, 1, "a call in the program's first thread", number, False)
    action = _CONSTANTS[handler] if handler.__class__ is bool else handler
    try:
        handle(number, action)
    except (OSError, ValueError):
        refuse(name, 1, "a signal that can be handled", number, False)


@TABLE.procedure("signal-handler")
def signal_handler(number: Int) -> Any:
    """Return the procedure that a signal calls, or #f.

    CHICKEN manual, Module (chicken process signal).
    """
    known = _known("signal-handler", number)
    if signal.getsignal(known) is signal.SIG_DFL and change_of(known) is not None:
        return True
    found = handler_of(known)
    return False if found is None else found


TABLE["signal-handler"].value.scheme_setter = set_signal_handler


@TABLE.procedure("set-alarm!")
def set_alarm(seconds: Index) -> int:
    """Have the alarm signal sent in some seconds; return what was left of the last time.

    CHICKEN manual, Module (chicken process signal).
    """
    return signal.alarm(seconds)


def _mask(how: Any, numbers: list[int]) -> set[int]:
    return {int(each) for each in signal.pthread_sigmask(how, numbers)}


@TABLE.procedure("signal-mask")
def signal_mask() -> Items:
    """Return a list of the signals that are held back.

    CHICKEN manual, Module (chicken process signal).
    """
    return sorted(_mask(signal.SIG_BLOCK, []))


@TABLE.procedure("set-signal-mask!")
def set_signal_mask(numbers: Any) -> None:
    """Set which signals are held back. CHICKEN manual, Module (chicken process signal)."""
    found = from_list(numbers)
    for each in found:
        if each.__class__ is not int or each not in signal.valid_signals():
            refuse("set-signal-mask!", 1, "a list of signals", numbers)
    _mask(signal.SIG_SETMASK, found)


TABLE["signal-mask"].value.scheme_setter = set_signal_mask


@TABLE.procedure("signal-masked?")
def is_signal_masked(number: Int) -> bool:
    """Return whether a signal is held back. CHICKEN manual, Module (chicken process signal)."""
    return _known("signal-masked?", number) in _mask(signal.SIG_BLOCK, [])


@TABLE.procedure("signal-mask!")
def mask_signal(number: Int) -> None:
    """Hold a signal back. CHICKEN manual, Module (chicken process signal)."""
    _mask(signal.SIG_BLOCK, [_known("signal-mask!", number)])


@TABLE.procedure("signal-unmask!")
def unmask_signal(number: Int) -> None:
    """Hold a signal back no longer. CHICKEN manual, Module (chicken process signal)."""
    _mask(signal.SIG_UNBLOCK, [_known("signal-unmask!", number)])
