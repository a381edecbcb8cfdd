"""Ports: Python `io` objects over a socket, governed by a `PortPolicy`.

Strategy: reading and writing share only the socket.  Each direction of a port has a lock of its
own, so that any number of threads may read and write; the bytes of one call are not interleaved
with another's.  The common cases are one function around one system call, or around one call of
the standard library on buffered bytes.  Waiting and failing are those of the socket.  An error
loses no received bytes: they can still be read.

`input` and `output` are the two directions, `two_way` combines them, `base` is their common part,
`policy` has the settings; `text` adds characters.
"""

from .base import Port, PortLife
from .input import InputPort
from .output import OutputPort
from .policy import PortClosed, PortPolicy
from .text import EolStyle, ErrorMode, TextPort, write_all
from .two_way import TwoWayPort, open_ports

__all__ = [
    "EolStyle",
    "ErrorMode",
    "InputPort",
    "OutputPort",
    "Port",
    "PortClosed",
    "PortLife",
    "PortPolicy",
    "TextPort",
    "TwoWayPort",
    "open_ports",
    "write_all",
]
