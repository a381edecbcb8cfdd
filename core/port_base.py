"""What input and output ports have in common: a life over a socket, failures, being dropped.

`PortLife` keeps count of the open directions over one socket, which may belong to one port or to
two, and does what the policy says when one closes. `Port` is the base of all ports. Bytes are left
to `input_port` and `output_port`.
"""

from __future__ import annotations

import errno
import io
import warnings
from threading import Lock
from typing import TYPE_CHECKING, NoReturn, TypeVar

from attrs import evolve

from .errors import from_os_error
from .port_policy import PortClosed, PortPolicy

if TYPE_CHECKING:
    from .socket import Socket

__all__ = ["Port", "PortLife"]

P = TypeVar("P", bound="Port")


class PortLife:
    """The directions still open over `socket`; closing the last, or any, may close the socket."""

    __slots__ = ("_lock", "_open", "policy", "socket")

    def __init__(self, socket: Socket, policy: PortPolicy, directions: int) -> None:
        self.socket = socket
        self.policy = policy
        self._open = directions
        self._lock = Lock()

    def end(self, how: int, abandoned: bool) -> None:
        """A direction (SHUT_RD, SHUT_WR) has closed: shut it down, and close the socket if due."""
        with self._lock:
            self._open -= 1
            last = self._open == 0
        try:
            if self.policy.close_shuts_down and not abandoned and not self.socket.closed:
                self._shut_down(how)
        finally:
            if self.policy.closes_socket == "any" or (last and self.policy.owns_socket):
                self.socket.close()

    def _shut_down(self, how: int) -> None:
        try:
            self.socket.sock.shutdown(how)
        except OSError as error:
            # The peer has gone, or another thread closed the socket: nothing is left to shut down.
            if error.errno not in (errno.ENOTCONN, errno.EBADF, errno.EINVAL):
                raise


class Port(io.BufferedIOBase):
    """What every port has.

    Attributes:
        socket: the `Socket` below; it stays known when the port is closed.
        policy: the `PortPolicy` obeyed.
        input_open, output_open: whether that direction exists and has not been closed (bool).
    """

    # Python files have a dict; what each send and receive looks up is found faster in a slot.
    __slots__ = ("socket",)

    socket: Socket
    policy: PortPolicy
    input_open = False
    output_open = False
    _life: PortLife
    _abandoned = False

    def _begin(self, socket: Socket, policy: PortPolicy | None, life: PortLife | None) -> None:
        self.socket = socket
        self.policy = PortPolicy() if policy is None else policy
        directions = self.input_open + self.output_open
        self._life = PortLife(socket, self.policy, directions) if life is None else life
        self._obey()

    def _obey(self) -> None:
        """Work out from the policy what the fast paths may do."""

    @property
    def closed(self) -> bool:
        """Whether every direction is closed."""
        return not (self.input_open or self.output_open)

    @property
    def name(self) -> int:
        """The socket's descriptor, as Python's own files over sockets have it; -1 when closed."""
        return self.socket.fileno()

    def fileno(self) -> int:
        """The socket's descriptor; raises the port's failure when the socket is closed."""
        descriptor = self.socket.fileno()
        if descriptor < 0:
            self._fail_closed("read" if self.input_open else "write")
        return descriptor

    def abandon(self) -> None:
        """Let closing skip the shutdown, so that the connection stays up. It still flushes."""
        self._abandoned = True

    def close_input(self) -> None:
        """Close the input direction, if there is one and it is open."""

    def close_output(self) -> None:
        """Close the output direction, if there is one and it is open."""

    def close(self) -> None:
        """Flush, then close every direction; silent when done before.

        Should the flush fail, the port is closed all the same, what was unsent is given up, and
        the failure is raised.
        """
        try:
            self.close_output()
        finally:
            self.close_input()

    def set_buffering(
        self, input_buffer: int, output_buffer: int | None, *, newline_flushes: bool = False
    ) -> None:
        """Change the buffers (bytes; 0 is exact, `None` unbuffered) after a flush of what is held.

        What was received and not read stays to be read. Raises `ValueError` or `TypeError` for a
        bad size, and the failure of the flush; then nothing has changed.
        """
        policy = evolve(
            self.policy,
            input_buffer=input_buffer,
            output_buffer=output_buffer,
            newline_flushes=newline_flushes,
        )
        if self.output_open:
            self.flush()
        self.policy = policy
        self._obey()

    def hand_over(self: P) -> P:
        """A new port with all this one holds: socket, buffers, open directions. This one is
        closed.

        The socket notices nothing. For layers that take a port over for themselves.
        """
        heir = type(self).__new__(type(self))
        heir.__dict__.update(self.__dict__)
        heir.socket = self.socket
        self._let_go()
        return heir

    def _let_go(self) -> None:
        """Be closed, with nothing in the buffers, without doing anything to the socket."""
        self.input_open = self.output_open = False
        self._obey()

    def __repr__(self) -> str:
        state = "closed " if self.closed else ""
        return f"<{state}{type(self).__name__} over {self.socket!r}>"

    def __del__(self) -> None:
        """A dropped port flushes and lets go of its socket, but shuts nothing down."""
        if not hasattr(self, "_life") or self.closed:
            return
        self.abandon()
        policy = self.policy
        try:
            if policy.owns_socket and policy.dropping_closes and not self.socket.closed:
                warnings.warn(f"unclosed {self!r}", ResourceWarning, stacklevel=2, source=self)
        finally:
            self._close_dropped()

    def _close_dropped(self) -> None:
        try:
            if self.policy.dropping_closes:
                self.close()
            elif self.output_open:
                self.flush()
        except Exception as error:
            warnings.warn(f"lost on a dropped port: {error}", ResourceWarning, stacklevel=3)

    def _fail(self, error: OSError, operation: str, sent: int = 0) -> NoReturn:
        """Raise `error` by the name that the policy has for it."""
        named: BaseException
        if self.policy.failure is None:
            named = from_os_error(error, operation, self.socket)
        else:
            named = self.policy.failure(error, operation, self)
        if operation == "write":
            named.sent = sent  # type: ignore[attr-defined]
        raise named

    def _fail_closed(self, operation: str) -> NoReturn:
        self._fail(
            PortClosed(errno.EBADF, "the port is closed", operation, self.socket), operation
        )
