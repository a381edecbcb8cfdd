"""The egg `tcp-server`: a thread for each connection to a listener."""

from __future__ import annotations

import contextlib
import sys
import threading
from functools import partial
from typing import Any, Final

from ...backtrace import told
from ...calls import call
from ...control import Exit, parameterized
from ...declaration import Table
from ...dynamics import STATE
from ...kinds import Index, Proc
from ...ports import CURRENT_INPUT, CURRENT_OUTPUT
from .. import io
from ..chicken.tcp import tcp_accept
from ..threads import Thread

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("make-tcp-server")
def make_tcp_server(listener: Any, thunk: Proc, limit: Index = 10_000) -> Any:
    """Return a procedure that serves connections, so many at a time, and never returns.

    Each is served by the thunk in a thread of its own, with the connection's ports as the current
    ones. The procedure takes an argument; unless that is #f, failures are told. Egg tcp-server.
    """

    def server(tells: Any = False) -> None:
        slots = threading.BoundedSemaphore(limit)
        while True:
            slots.acquire()
            reads, writes = tcp_accept(listener)
            Thread(partial(_serve, reads, writes, thunk, tells, slots)).start()

    return server


def _serve(reads: Any, writes: Any, thunk: Any, tells: Any, slots: Any) -> None:
    try:
        parameterized([(CURRENT_INPUT, reads), (CURRENT_OUTPUT, writes)], lambda: call(thunk))
    except Exit:
        raise
    except Exception as error:
        if tells is not False:
            print(told(error, STATE.image.globals, STATE.profile), file=sys.stderr)
    finally:
        slots.release()
        for close, port in ((io.close_input_port, reads), (io.close_output_port, writes)):
            with contextlib.suppress(Exception):  # the connection may have failed before
                close(port)
