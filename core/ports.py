"""Ports: Python `io` objects over a socket, governed by a `PortPolicy`.

Strategy: reading and writing share nothing but the socket, so one thread may read a two-way port
while another writes it (two threads in the same direction are the caller's to keep apart). The
common cases, an exact read and an unbuffered write, are one function around one system call. Every
wait and every failure is the socket's; nothing that was received is lost by an error: it stays to
be read.

This room joins the directions; `input_port` and `output_port` are the two, `port_base` is what
they share, `port_policy` what they may differ in, `text` puts characters on top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .input_port import InputPort
from .output_port import OutputPort
from .port_base import Port, PortLife
from .port_policy import PortClosed, PortPolicy

if TYPE_CHECKING:
    from .socket import Socket

__all__ = [
    "InputPort",
    "OutputPort",
    "Port",
    "PortClosed",
    "PortPolicy",
    "TwoWayPort",
    "open_ports",
]


class TwoWayPort(InputPort, OutputPort):
    """Reads from and writes to a socket; each direction closes by itself."""

    def __init__(
        self, socket: Socket, policy: PortPolicy | None = None, *, life: PortLife | None = None
    ) -> None:
        """A port over `socket`. `life` is shared by ports that own the socket together."""
        self.input_open = True
        self.output_open = True
        self._held = bytearray()
        self._begin(socket, policy, life)

    def close_input(self) -> None:
        """Close the input direction; the whole port if its policy closes the socket with any."""
        if self.policy.closes_socket == "any":
            self.close_output()
        super().close_input()

    def close_output(self) -> None:
        """Flush and close the output direction; the whole port, as for `close_input`."""
        try:
            super().close_output()
        finally:
            if self.policy.closes_socket == "any":
                super().close_input()


def open_ports(socket: Socket, policy: PortPolicy | None = None) -> tuple[InputPort, OutputPort]:
    """An input and an output port over one socket; if the policy owns it, they own it together."""
    policy = PortPolicy() if policy is None else policy
    life = PortLife(socket, policy, 2)
    return InputPort(socket, policy, life=life), OutputPort(socket, policy, life=life)
