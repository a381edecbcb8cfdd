"""Ports of bytes over sockets of TLS."""

from __future__ import annotations

import io as python_io
from typing import Any

from ... import sagittarius
from .tls_sockets import TlsSocket

__all__ = ["Input", "Output", "TwoWay"]


class Input(python_io.RawIOBase):
    """What a buffered port reads of a socket.

    Args:
        socket: where bytes come from.
        closes: whether the socket is closed with the port.
    """

    def __init__(self, socket: TlsSocket, closes: bool = False) -> None:
        self.socket = socket
        self._closes = closes

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Put what comes into a buffer; return how many bytes, None where nothing is there."""
        data = self.socket.receive("tls-socket-recv!", len(buffer))
        if data is None:
            return None
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the port, and the socket where it is to be closed with it."""
        if not self.closed:
            super().close()
            if self._closes and not self.socket.raw.closed:
                self.socket.shut_down(sagittarius.SHUT_RDWR)
                sagittarius.socket_close(self.socket.raw)


class Output(python_io.RawIOBase):
    """A port that sends what is written to it at once."""

    def __init__(self, socket: TlsSocket) -> None:
        self._socket = socket

    def writable(self) -> bool:
        """Return true."""
        return True

    def write(self, data: Any) -> int:
        """Send bytes, all of them; return how many they are."""
        return self._socket.send("tls-socket-send/range", bytes(data))


class TwoWay(python_io.BufferedReader):
    """A port in both directions, whose output leaves at once."""

    raw: Input

    def writable(self) -> bool:
        """Return true."""
        return True

    def write(self, data: Any) -> int:
        """Send bytes, all of them; return how many they are."""
        return self.raw.socket.send("tls-socket-send/range", bytes(data))
