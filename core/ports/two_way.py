"""Ports in both directions, and pairs of ports over one socket."""

from __future__ import annotations

from socket import SHUT_RD, SHUT_WR

from ..errors import arose_below
from ..socket import Socket
from .base import PortLife
from .input import InputPort
from .output import OutputPort
from .policy import PortPolicy

__all__ = ["TwoWayPort", "open_ports"]


class TwoWayPort(InputPort, OutputPort):
    """A port in both directions, each of which closes by itself."""

    def __init__(
        self, socket: Socket, policy: PortPolicy | None = None, *, life: PortLife | None = None
    ) -> None:
        """Make a port over `socket`. `life` is shared by ports that own the socket together."""
        self.input_open = True
        self.output_open = True
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
        except OSError as error:
            if arose_below(error) and self.policy.closes_socket == "any":
                super().close_input()
            raise
        if self.policy.closes_socket == "any":
            super().close_input()


def open_ports(socket: Socket, policy: PortPolicy | None = None) -> tuple[InputPort, OutputPort]:
    """Return an input and an output port over one socket, which own it together, if they do."""
    policy = PortPolicy() if policy is None else policy
    life = PortLife(socket, policy, (SHUT_RD, SHUT_WR))
    return InputPort(socket, policy, life=life), OutputPort(socket, policy, life=life)
