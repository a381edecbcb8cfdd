"""Ctrl-C, before any chosen instruction.

Python looks for signals between instructions, so KeyboardInterrupt may be raised at any. A trace
raises it where it is wanted, where a signal would come now and then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


class _Trace:
    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, frame: FrameType, event: str, argument: Any) -> _Trace:
        frame.f_trace_opcodes = True
        if event == "opcode":
            self.left -= 1
            if self.left < 0:
                sys.settrace(None)
                raise KeyboardInterrupt
        return self


def breaks_off(call: Callable[[], object], number: int) -> bool:
    """Call it, with KeyboardInterrupt before its instruction of a number (0 is the first).

    Returns whether there was such an instruction, and so the call did not end.
    """
    before = sys.gettrace()
    sys._getframe().f_trace_opcodes = True  # Python 3.12 wants to know before it traces
    sys.settrace(_Trace(number))
    try:
        call()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False
