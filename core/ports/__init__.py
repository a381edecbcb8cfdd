"""Ports: Python `io` objects over a socket, governed by a `PortPolicy`.

Strategy: reading and writing share nothing but the socket.  Each direction of a port has a lock of
its own, so any number of threads may read and write it; what one call reads or writes is not torn
by another's.  The common cases are one function around one system call, or around one call of the
standard library's on bytes that are held.  Every wait and every failure is the socket's; nothing
that was received is lost by an error: it stays to be read.

`input` and `output` are the two directions, `two_way` joins them, `base` is what they share,
`policy` what they may differ in; `text` puts characters on top.
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
