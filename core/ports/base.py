"""The common part of input and output ports: lifetime, failures, finalization.

`PortLife` tracks the open directions over one socket, which may belong to one port or to two, and
applies the policy when one closes. `Port` is the base class of all ports. `input` and `output` do
the reading and writing.

An exception (Ctrl-C) may interrupt a close: closing again continues it. A port whose flush was
interrupted stays open, with the bytes that were not sent.
"""

from __future__ import annotations

import atexit
import errno
import io
import warnings
import weakref
from socket import SHUT_RD, SHUT_WR
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from attrs import evolve

from ..errors import SocketError, arose_below, from_os_error
from ..forks import inherited
from ..handle import Waitable
from ..socket import Socket
from ..transfer import OWN
from .policy import PortClosed, PortPolicy

__all__ = ["Port", "PortLife"]

P = TypeVar("P", bound="Port")

if TYPE_CHECKING:
    from typing import Self

    File = io.BufferedIOBase
else:
    # What the class in `io` adds to this one in C is that it is an abstract base class, of whose
    # subclasses isinstance() costs as much as a receive.
    File = io.BufferedIOBase.__bases__[0]

# What a shutdown says when the peer has gone, or another thread has closed the socket.
_NOTHING_LEFT: Final = (errno.ENOTCONN, errno.EBADF, errno.EINVAL)


class PortLife:
    """The directions still open over `socket`; closing the last, or any, may close the socket."""

    __slots__ = ("_open", "policy", "socket")

    def __init__(self, socket: Socket, policy: PortPolicy, directions: tuple[int, ...]) -> None:
        """Begin with these directions open: SHUT_RD, SHUT_WR, or both."""
        self.socket = socket
        self.policy = policy
        self._open = set(directions)

    def end(self, how: int, abandoned: bool) -> None:
        """Shut a direction that has closed down, and close the socket if that is due."""
        policy, socket = self.policy, self.socket
        try:
            if how in self._open and policy.close_shuts_down and not abandoned:
                self._shut_down(how)
        except SocketError as error:
            if arose_below(error):
                self._open.discard(how)
                if self._is_due:
                    socket.close()
            raise
        self._open.discard(how)
        if self._is_due:
            socket.close()

    @property
    def _is_due(self) -> bool:
        """True if the policy now requires the socket to be closed."""
        closes = self.policy.closes_socket
        return closes == "any" or (closes == "both" and not self._open)

    def _shut_down(self, how: int) -> None:
        if self.socket.closed:
            return
        try:
            self.socket.shutdown(how)
        except SocketError as error:
            if not arose_below(error) or error.errno not in _NOTHING_LEFT:
                raise


class Port(File):
    """The base class of ports.

    Attributes:
        socket: the `Socket` below; it stays known when the port is closed.
        policy: the `PortPolicy` obeyed.
        input_open, output_open: whether that direction exists and has not been closed (bool).
    """

    # Python files have a dict; what each read and write looks up is found faster in a slot. They
    # are all here since a port of both directions has two bases.
    __slots__ = (
        "_ahead",
        "_block",
        "_direct",
        "_exact",
        "_fill",
        "_held",
        "_lent",
        "_reading",
        "_singles",
        "_writing",
        "input_open",
        "output_open",
        "policy",
        "socket",
    )

    socket: Socket
    policy: PortPolicy
    input_open: bool
    output_open: bool
    _life: PortLife
    _abandoned = False

    def __new__(cls, *args: object, **keywords: object) -> Self:
        """Make a port with no direction open."""
        port = super().__new__(cls)
        port.input_open = port.output_open = False
        return port

    def _begin(self, socket: Socket, policy: PortPolicy | None, life: PortLife | None) -> None:
        self.socket = socket
        self.policy = PortPolicy() if policy is None else policy
        if life is None:
            directions = (SHUT_RD,) * self.input_open + (SHUT_WR,) * self.output_open
            life = PortLife(socket, self.policy, directions)
        self._life = life
        self._obey()
        self._register()

    def _register(self) -> None:
        inherited(self)
        if self.policy.flushes_at_exit:
            # The socket, too: in a cycle of garbage it might be closed before the port is flushed.
            # What takes it out again is no Python code, into which a signal handler might raise.
            _flushed_at_exit[weakref.ref(self, _flushed_at_exit.pop)] = self.socket

    def _obey(self) -> None:
        """Set up the fast paths that the policy allows."""

    def renew_in_child(self) -> None:
        """Replace, in a forked child, the locks that the parent's threads may hold."""

    @property
    def closed(self) -> bool:
        """True if every direction is closed."""
        return not (self.input_open or self.output_open)

    def _gate(self, direction: str) -> Waitable:
        """Return what ends a thread's wait for "input" or "output" when that direction closes.

        A close looks for the gate after it has marked the direction, so that it cannot be missed.
        """
        name = f"_{direction}_gate"
        gate: Waitable = self.__dict__.get(name) or self.__dict__.setdefault(name, Waitable())
        if not getattr(self, f"{direction}_open"):
            gate.closed = True
        return gate

    def _close_gate(self, direction: str) -> None:
        gate = self.__dict__.get(f"_{direction}_gate")
        if gate is not None:
            gate.closed = True
            gate.notify_waiters()

    @property
    def name(self) -> int:
        """The socket's descriptor, as Python's own files over sockets have it; -1 when closed."""
        return self.socket.fileno()

    def fileno(self) -> int:
        """Return the socket's descriptor; raises the port's failure when the socket is closed."""
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

        If the flush fails, the port is closed nevertheless, unsent bytes are dropped, and the
        failure is raised.
        """
        try:
            self.close_output()
        except OSError as error:
            if arose_below(error):
                self.close_input()
            raise
        self.close_input()

    def set_buffering(
        self, input_buffer: int, output_buffer: int | None, *, newline_flushes: bool = False
    ) -> None:
        """Change the sizes of the buffers (bytes; 0 is exact, `None` unbuffered) after a flush.

        Received bytes can still be read. Raises `ValueError` or `TypeError` for a bad size, and
        the failure of the flush; then nothing has changed.
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
        """Move the socket, buffers and open directions to a new port, and return it. This one is
        then closed.

        The socket is not affected. For layers that take over a port.
        """
        heir = type(self).__new__(type(self))
        slots = [(name, getattr(self, name)) for name in Port.__slots__ if hasattr(self, name)]
        others = dict(self.__dict__)
        try:
            heir._take_over(slots, others)
            for gate in ("_input_gate", "_output_gate"):
                heir.__dict__.pop(gate, None)
            self._let_go()
            heir._register()
            return heir
        except BaseException:
            heir.__dict__.clear()  # there is nothing then that it could close
            self._take_over(slots, others)
            raise

    def _take_over(self, slots: list[tuple[str, object]], others: dict[str, object]) -> None:
        for name, value in slots:
            setattr(self, name, value)
        self.__dict__.update(others)

    def _let_go(self) -> None:
        """Mark the port as closed, with empty buffers, without affecting the socket."""
        self.input_open = self.output_open = False
        self._life = PortLife(self.socket, PortPolicy(), ())
        self._obey()

    def __repr__(self) -> str:
        state = "closed " if self.closed else ""
        return f"<{state}{type(self).__name__} over {self.socket!r}>"

    def __del__(self) -> None:
        """Flush a dropped port and release its socket, without a shutdown."""
        if not hasattr(self, "_life") or self.closed:
            return
        self.abandon()
        policy = self.policy
        try:
            if policy.owns_socket and policy.dropping_closes and not self.socket.closed:
                warnings.warn(f"unclosed {self!r}", ResourceWarning, stacklevel=2, source=self)
        finally:
            self._close_dropped()

    def prepare_last_flush(self) -> None:
        """Have the port wait from now on as its policy has it for a flush that nobody calls."""
        waits = self.policy.last_flush_waits
        if self.policy.waits is not waits:
            self.policy = evolve(self.policy, waits=waits)

    def _close_dropped(self) -> None:
        self.prepare_last_flush()
        try:
            if self.policy.dropping_closes:
                self.close()
            elif self.output_open:
                self.flush()
        except Exception as error:
            warnings.warn(f"lost on a dropped port: {error}", ResourceWarning, stacklevel=3)

    def _fail(self, error: OSError, operation: str, sent: int = 0) -> NoReturn:
        """Raise the exception that the policy makes of `error`."""
        failure = self.policy.failure
        named: BaseException | None = None
        try:
            if failure is None:
                named = from_os_error(error, operation, self.socket)
            else:
                named = failure(error, operation, self)
            if operation == "write":
                named.sent = sent  # type: ignore[attr-defined]
            raise named from None
        finally:
            error = named = None  # type: ignore[assignment]  # they refer to this frame

    def _fail_closed(self, operation: str) -> NoReturn:
        self._fail(
            PortClosed(errno.EBADF, "the port is closed", operation, self.socket), operation
        )

    def _deadline(self, own: float | None, timeout: object) -> float:
        """Return the deadline of one receive or send that starts now."""
        seconds = timeout() if callable(timeout) else OWN
        return self.socket.deadline(own, 0, seconds, self.policy.waits)


io.BufferedIOBase.register(Port)

_flushed_at_exit: Final[dict[weakref.ref[Port], Socket]] = {}


def _flush_at_exit() -> None:
    for reference in tuple(_flushed_at_exit):
        port = reference()
        if port is not None and port.output_open:
            port.prepare_last_flush()
            try:
                port.flush()
            except OSError as error:
                warnings.warn(f"lost at exit: {error}", ResourceWarning, stacklevel=1)


atexit.register(_flush_at_exit)
