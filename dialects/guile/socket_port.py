"""What a Guile socket is: a two-way port for bytes and for characters.

Unbuffered, as the manual has it: what is written leaves at once. A read takes from the socket what
it returns and at most one byte more, the one looked at, which a `recv!` on the socket then misses.
"""

from __future__ import annotations

import weakref
from typing import Any, Final

from ...core import PortPolicy, TextPort, TwoWayPort

__all__ = ["POLICY", "SocketPort"]

POLICY: Final = PortPolicy(
    input_buffer=0,
    peek_takes=True,
    output_buffer=None,
    overflow="flush",
    closes_socket="both",
)


class SocketPort(TwoWayPort):
    """A socket port; prints as Guile's does.

    Attributes, beside those of the engine's `TwoWayPort`:
        encoding: the codec of its characters, "utf-8" until `set_port_encoding`.
        line_buffered: whether a newline that is written as text flushes.
    """

    encoding = "utf-8"
    line_buffered = False
    _characters: TextPort | None = None

    @property
    def text(self) -> TextPort:
        """The characters of the port; a sequence that is none reads as U+FFFD."""
        text = self._characters
        if text is None or text.encoding != self.encoding:
            # The text port must not keep its own port from being dropped, and warned about.
            below: Any = weakref.proxy(self)
            text = self._characters = TextPort(below, self.encoding, errors="replace")
        return text

    def __repr__(self) -> str:
        if self.closed or self.socket.closed:
            return f"#<closed: file {id(self):x}>"
        return f"#<input-output: socket {self.socket.fileno()}>"
