"""What reads a part of a socket or of an address."""

from typing import Any

from schemesockets.dialects.results import OrFalse, Symbol
from schemesockets.dialects.tables import Table

from ._objects import AnyAddress, AnySocket, InternetAddress

__cited__ = "Gauche manual, Low-level socket interface"

_TABLE = Table(__name__)
_TABLE.readers(
    AnySocket,
    {
        ("fileno()", int): "`(socket-fd socket)`: return its descriptor.",
        ("status", Symbol): "`(socket-status socket)`: return none, bound, listening and so on.",
        ("address", OrFalse[Any]): """`(socket-address socket)`: return its address, or #f.

        Gauche manual, High-level network functions.
        """,
        ("local_address()", Any): "`(socket-getsockname socket)`: return the address it has.",
        ("peer_address()", Any): "`(socket-getpeername socket)`: return its peer's address.",
    },
)
for _kind, _row in (
    (AnyAddress, {("called", Symbol): "`(sockaddr-family addr)`: return inet, inet6 or unix."}),
    (AnyAddress, {("__str__()", str): '`(sockaddr-name addr)`: return "host:port", or a path.'}),
    (InternetAddress, {("port", int): "`(sockaddr-port addr)`: return the port number."}),
):
    _TABLE.readers(
        _kind, {key: f"{text}\n\nGauche manual, Socket address." for key, text in _row.items()}
    )
