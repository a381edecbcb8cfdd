"""An example of a dialect outside the package: SRFI 106 with three faults.

`shutdown-method` takes its names for bits; `socket-recv` gives nothing at all at the end of the
stream; `call-with-socket` closes the socket although its procedure raises.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from attrs import evolve

from schemesockets.core import Socket
from schemesockets.dialects import srfi106
from schemesockets.dialects.exports import export
from schemesockets.dialects.srfi106 import *  # noqa: F403

T = TypeVar("T")

DIALECT = evolve(srfi106.DIALECT, name="faulty", module=__name__, speaks="srfi-106")  # type: ignore[misc]


def shutdown_method(*names: Literal["read", "write"]) -> int:  # type: ignore[no-redef]
    method = 0
    for name in names:
        method |= srfi106.shutdown_method(name)
    return method


def socket_recv(socket: Socket, size: int, flags: int = 0) -> bytes | None:  # type: ignore[no-redef]
    return srfi106.socket_recv(socket, size, flags) or None


def call_with_socket(socket: Socket, proc: Callable[[Socket], T]) -> T:  # type: ignore[no-redef]
    try:
        return srfi106.call_with_socket(socket, proc)
    finally:
        srfi106.socket_close(socket)


export(__name__, srfi106)
