"""The life of a socket: opening, binding, listening, connecting, half-closing, closing.

Strategy: `Socket` wraps a stdlib socket and adds addresses and options as values, an exception
class for each kind of failure, waits that another thread can interrupt, and a close that wakes
waiting threads.  The stdlib socket never has a timeout of its own: the engine does all waiting.

The mode of the open file description is not switched for single operations.  A stream socket is
opened non-blocking, since connect(2) and accept(2) have no MSG_DONTWAIT; it stays so while it is
unconnected, for good when it listens, and gets the mode of `blocking` once it is connected.  Other
sockets have that mode from the start.

After an exception at any point (Ctrl-C, a signal handler) a socket is either usable or closed; a
second `close` then releases the descriptor.  A connection that was accepted and not yet returned
is closed when it is dropped, as in the stdlib.  The stdlib's class `socket` holds a bare number
between two calls, which an exception would lose; so `sock` is of its base class in C
(`SocketType`), and numbers are passed between calls in lists.

Moving bytes is left to the module `transfer`, waiting to `waiting`.
"""

from __future__ import annotations

import _socket as _c_socket
import errno
import os
import socket as _socket
import sys
from collections.abc import Callable
from itertools import islice
from socket import SocketType
from typing import TYPE_CHECKING, Any, Final

from .address import Address, from_sockaddr
from .constants import SO_ACCEPTCONN, SO_RCVTIMEO, SO_SNDTIMEO, SOL_SOCKET, SOMAXCONN
from .errors import (
    DeadlinePassed,
    InProgress,
    SocketError,
    arose_below,
    error_class,
    from_os_error,
)
from .options import TIME, Coding, find_option, plain_coding
from .transfer import OWN, Timeout, Transfer
from .waiting import READABLE, WRITABLE, await_ready

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Socket"]

_ONE_MORE_CONNECT: Final = sys.platform.startswith("linux")
_MODE_IS_INHERITED: Final = not sys.platform.startswith("linux")  # from the listening socket
# Connecting sockets of these types wait for a peer; others merely remember an address.
_CONNECTION_TYPES: Final = frozenset(
    {int(_socket.SOCK_STREAM), int(getattr(_socket, "SOCK_SEQPACKET", _socket.SOCK_STREAM))}
)
_NONBLOCK: Final = int(getattr(_socket, "SOCK_NONBLOCK", 0))
_UNDER_WAY: Final = (errno.EINPROGRESS, errno.EALREADY)


class Socket(Transfer):
    """A socket.  Make one with `open`, `pair`, `from_descriptor` or `accept`.

    Attributes (to be read only):
        family, type, protocol: the platform's numbers (int).
        sock: the stdlib socket.  Its methods wait inside the kernel unless they are given
            MSG_DONTWAIT, and closing the `Socket` does not wake a thread there.
        blocking: whether operations wait (bool).
        closed: whether it was closed, or its descriptor detached (bool).
        receive_timeout, send_timeout: seconds that operations wait by default (float), or None.

    A socket that is dropped without `close` warns (ResourceWarning).  As a context manager it
    closes at the end.
    """

    __slots__ = ()

    @classmethod
    def open(cls, family: int, type: int, protocol: int = 0, *, blocking: bool = True) -> Self:
        """Open a new socket, e.g. ``Socket.open(AF_INET, SOCK_STREAM)``.

        Args:
            family, type, protocol: the platform's numbers (int); protocol 0 is the usual one.
            blocking: whether its operations wait.

        Raises Unsupported, NoDescriptors, PermissionDenied, SocketError.
        """
        if -1 in (family, type, protocol):  # to Python a default, to the system an error
            number = errno.EINVAL if -1 in (type, protocol) else errno.EAFNOSUPPORT
            raise error_class(number)(number, None, "socket")
        unconnected = _NONBLOCK if type in _CONNECTION_TYPES else 0
        try:
            sock = SocketType(family, type | unconnected, protocol)
        except OSError as error:
            if not arose_below(error):
                raise
            raise from_os_error(error, "socket") from None
        if unconnected:
            return cls(sock, blocking, (family, type, protocol))
        made = cls(sock, blocking)
        made._settle()
        return made

    @classmethod
    def pair(
        cls,
        family: int = _socket.AF_UNIX,
        type: int = _socket.SOCK_STREAM,
        protocol: int = 0,
        *,
        blocking: bool = True,
    ) -> tuple[Self, Self]:
        """Return two sockets connected to each other; arguments and errors as for `open`."""
        try:
            one, other = _c_socket.socketpair(family, type, protocol)
        except OSError as error:
            if not arose_below(error):
                raise
            raise from_os_error(error, "socketpair") from None
        ends = cls(one, blocking), cls(other, blocking)
        for end in ends:
            end._settle()
        return ends

    @classmethod
    def from_descriptor(cls, descriptor: int) -> Self:
        """Take over an open descriptor (int), in the mode, blocking or not, that it is in.

        Raises NotASocket or Closed, and then the descriptor stays the caller's.
        """
        try:
            blocking = os.get_blocking(descriptor)
            sock = SocketType(fileno=descriptor)
        except OSError as error:
            if not arose_below(error):
                raise
            raise from_os_error(error, "from_descriptor") from None
        made = cls(sock, blocking)
        made._settle()
        made._learn_timeouts()
        return made

    def _call(self, operation: str, call: Callable[..., Any], *arguments: Any) -> Any:
        """Make a system call that does not wait; name its failure."""
        try:
            return call(*arguments)
        except OSError as error:
            if not arose_below(error):
                raise
            raise from_os_error(error, operation, self) from None

    # --- names

    def bind(self, address: Address) -> None:
        """Give the socket a local address.

        Raises AddressInUse, AddressNotAvailable, PermissionDenied, SocketError.
        """
        self._check_family(address, "bind")
        self._call("bind", self.sock.bind, address.sockaddr)

    def local_address(self) -> Address | None:
        """Return the socket's own address; None for a family without addresses here."""
        return from_sockaddr(self.family, self._call("local_address", self.sock.getsockname))

    def peer_address(self) -> Address | None:
        """Return the peer's address; raises NotConnected."""
        return from_sockaddr(self.family, self._call("peer_address", self.sock.getpeername))

    # --- connections

    def listen(self, backlog: int = SOMAXCONN) -> None:
        """Listen for connections, of which at most `backlog` (int) wait to be accepted."""
        self._call("listen", self.sock.listen, backlog)
        self._never_block()

    def _never_block(self) -> None:
        """Make the descriptor non-blocking, if it is not."""
        if self.sock.gettimeout() != 0:
            self._call("set_blocking", self.sock.setblocking, False)

    def _settle(self) -> None:
        """Set the mode of the descriptor to `blocking`, if it differs."""
        if self.sock.gettimeout() != (None if self.blocking else 0):
            self._call("set_blocking", self.sock.setblocking, self.blocking)

    @property
    def _is_unconnected(self) -> bool:
        """Return whether the descriptor has to stay non-blocking: it listens, or has no peer."""
        if self.type not in _CONNECTION_TYPES:
            return False
        if self._call("set_blocking", self.sock.getsockopt, SOL_SOCKET, SO_ACCEPTCONN):
            return True
        try:
            self.peer_address()
        except SocketError as error:
            if not arose_below(error):
                raise
            return error.errno == errno.ENOTCONN
        return False

    def accept(
        self,
        *,
        timeout: Timeout = OWN,
        blocking: bool = True,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> tuple[Self, Address | None]:
        """Wait for a connection; return (socket, address of the peer).

        Args:
            timeout, waits, interruptible: as for the operations of `Transfer`.
            blocking: whether the new socket's operations wait.

        Raises what those raise; NoDescriptors, after which the connection still waits to be
        accepted; ConnectionAborted; SocketError.
        """
        if self.sock.gettimeout() != 0 and self._is_unconnected:  # listens by another's doing
            self._never_block()
        deadline = self.deadline(self.receive_timeout, 0, timeout, waits)
        numbers = (self.family, self.type, self.protocol)
        # Trying first makes a socket that does not listen say so, instead of waiting for ever.
        sock, sockaddr = self.attempt(
            "accept", READABLE, deadline, _accept, numbers, interruptible=interruptible
        )
        made = type(self)(sock, blocking, numbers)
        if _MODE_IS_INHERITED:
            self._call("accept", sock.setblocking, blocking)
        made._settle()
        if self.receive_timeout is not None or self.send_timeout is not None:
            made._learn_timeouts()  # which connections inherit is for the protocol to say
        return made, from_sockaddr(self.family, sockaddr)

    def connect(
        self,
        address: Address,
        *,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> bool:
        """Connect to `address`; a datagram socket merely remembers it.

        Args:
            timeout, waits, interruptible: as for the operations of `Transfer`; without a timeout
                it waits as long as the system does.

        Returns True when connected; False when it does not wait and the attempt goes on
        (`wait_writable` tells when it is over, the option SO_ERROR with what result).

        Raises ConnectionRefused, TimedOut (by the system), DeadlinePassed, Unreachable, InProgress
        (timeout 0, or called again without waiting), Interrupted, Closed, SocketError.  After
        DeadlinePassed, InProgress and Interrupted the attempt goes on; calling again waits for the
        same one.
        """
        self._check_family(address, "connect")
        deadline = self.deadline(self.send_timeout, 0, timeout, True)
        waiting = self.waits if waits is None else waits
        if self.type in _CONNECTION_TYPES and self.sock.gettimeout() != 0:
            self._become_unconnected()
        seconds = 0.0
        begun = False
        while number := self._connect_now(address):
            if number == errno.EALREADY and not waiting:
                raise InProgress(number, None, "connect", self)
            if number in _UNDER_WAY:
                if not waiting:
                    return False
                if not begun and _ONE_MORE_CONNECT:
                    begun = True  # over loopback it has succeeded by now
                    continue
                begun = True
                if not await_ready(self, WRITABLE, deadline, "connect", interruptible):
                    if timeout == 0:
                        raise InProgress(errno.EINPROGRESS, None, "connect", self)
                    raise DeadlinePassed(errno.ETIMEDOUT, None, "connect", self)
                if not _ONE_MORE_CONNECT:
                    number = self.get_option(SOL_SOCKET, _socket.SO_ERROR)
                    if number == 0:
                        break
                    raise error_class(number)(number, None, "connect", self)
            elif number == errno.EAGAIN and waiting and timeout != 0:
                # The backlog of a Unix socket is full; poll does not report when it no longer is.
                seconds = self._pause(seconds, deadline, "connect", interruptible)
            elif number == errno.EISCONN and begun:
                break
            else:
                if number == errno.EISCONN:  # perhaps by an attempt that was interrupted
                    self._settle()
                raise error_class(number)(number, None, "connect", self)
        self._settle()
        return True

    def _become_unconnected(self) -> None:
        """Make the descriptor non-blocking for a connection, unless it has one."""
        if self._is_unconnected:
            self._never_block()

    def _connect_now(self, address: Address) -> int:
        """Call connect(2); return its errno.

        On Linux an attempt ends for good with one more connect(2), which gives its result; with
        SO_ERROR the next attempt, to any address, would get the result of this one.
        """
        try:
            return self.sock.connect_ex(address.sockaddr)
        except OSError as error:
            if not arose_below(error):
                raise
            raise from_os_error(error, "connect", self) from None

    def shutdown(self, how: int) -> None:
        """End one direction of the connection, or both.

        Args:
            how: SHUT_RD, SHUT_WR or SHUT_RDWR (int).

        Raises NotConnected, SocketError.
        """
        self._call("shutdown", self.sock.shutdown, how)

    # --- options and modes

    def get_option(self, level: int, name: int, coding: Coding | None = None) -> Any:
        """Return the value of an option.

        Args:
            level, name: the platform's numbers, e.g. ``SOL_SOCKET, SO_LINGER`` (int).
            coding: how to read the value; by default what the table in `options` says, and an
                int for what is not in the table.  ``raw(size)`` gives the bytes.

        Raises NoSuchOption, Closed, SocketError.
        """
        if coding is None:
            option = find_option(level, name)
            coding = option.coding if option else plain_coding
        return self._call("get_option", coding.read, self.sock, level, name)

    def set_option(self, level: int, name: int, value: Any, coding: Coding | None = None) -> None:
        """Set an option.

        Args:
            level, name: the platform's numbers (int).
            value: what the coding takes; bytes-like always goes as it is.
            coding: as for `get_option`.

        The engine keeps SO_RCVTIMEO and SO_SNDTIMEO as `receive_timeout` and `send_timeout`, for
        the system does not heed them where it does not wait.  Raises NoSuchOption,
        PermissionDenied, Closed, SocketError; TypeError and ValueError for a value that the coding
        cannot write.
        """
        if coding is None:
            option = find_option(level, name)
            coding = option.coding if option else plain_coding
        data = coding.write(value)
        self._call("set_option", self.sock.setsockopt, level, name, data)
        if level == SOL_SOCKET and name in (SO_RCVTIMEO, SO_SNDTIMEO) and len(data) >= TIME.size:
            self._keep_timeout(name, TIME.decode(data[: TIME.size]))

    def _learn_timeouts(self) -> None:
        """Take over the current values of SO_RCVTIMEO and SO_SNDTIMEO."""
        for name in (SO_RCVTIMEO, SO_SNDTIMEO):
            self._keep_timeout(name, self.get_option(SOL_SOCKET, name, TIME))

    def _keep_timeout(self, name: int, seconds: float | None) -> None:
        if seconds is not None and seconds < 0:
            seconds = 0.0  # to the system, not to wait at all
        if name == SO_RCVTIMEO:
            self.receive_timeout = seconds
        else:
            self.send_timeout = seconds

    def set_blocking(self, blocking: bool) -> None:
        """Choose whether operations wait.

        The mode of the open file description becomes the same, unless the socket listens or has
        still to be connected.
        """
        self.refuse_closed("set_blocking")
        self.blocking = blocking
        self.polls_first = 0
        if self.sock.gettimeout() != 0 or not self._is_unconnected:
            self._settle()

    # --- the end

    def detach(self) -> int:
        """Detach the open descriptor, and return it (int).

        The socket counts as closed, and threads that wait for it get `Closed`.  The descriptor has
        the mode of `blocking`, unless it listens.
        """
        self.refuse_closed("detach")
        if not self._call("detach", self.sock.getsockopt, SOL_SOCKET, SO_ACCEPTCONN):
            self._settle()
        self.closed = True
        self.notify_waiters()
        return self.sock.detach()

    def move(self) -> None:
        """Move the socket to another descriptor, and close the present one.

        For a program that closes descriptors by their numbers, which others then get.  Threads
        that wait for the socket go on waiting; a `Selector` has to be given it anew.

        Raises NoDescriptors, Closed, SocketError; nothing has changed then.
        """
        self.refuse_closed("move")
        left = self.sock
        # A new socket owns its descriptor at once; nothing would own that of `dup` for a while.
        other = self._call("move", SocketType, self.family, self.type, self.protocol)
        try:
            self._call("move", os.dup2, left.fileno(), other.fileno(), False)
            if other.gettimeout() != left.gettimeout():
                other.settimeout(left.gettimeout())  # the mode stays what it is
        except BaseException:
            other.close()
            raise
        self.sock = other
        self.notify_waiters()
        left.close()
        if self.closed:  # just now, by another thread, which closed the one used so far
            other.close()

    def close(self) -> None:
        """Close the socket; a second time does nothing.

        A thread that waits for this socket in the engine gets `Closed`.  Nothing is shut down, so
        a process that shares the open file description keeps its connection.

        If an exception interrupts it (Ctrl-C), a second close completes this one.

        Raises SocketError if the system's close fails; the socket is closed nevertheless.
        """
        if self.closed and self.fileno() < 0:
            return
        self.closed = True
        if self.waiters:
            self.notify_waiters()
        try:
            self.sock.close()
        except OSError as error:
            if not arose_below(error):
                raise
            raise from_os_error(error, "close", self) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "closed" if self.closed else f"fd={self.fileno()}"
        return (
            f"<{type(self).__name__} {state} {_name(_socket.AddressFamily, self.family)}"
            f" {_name(_socket.SocketKind, self.type)}>"
        )


def _accept(sock: SocketType, numbers: tuple[int, int, int]) -> tuple[SocketType, Any]:
    """Call accept(2), so that no exception loses a descriptor; return a socket and an address.

    Each of the two calls leaves what it made in a list before any other code may run.
    """
    accepted: list[tuple[int, Any]] = []
    made: list[SocketType] = []
    try:
        accepted.extend(islice(iter(sock._accept, None), 1))  # type: ignore[attr-defined]
        descriptor, address = accepted[0]
        made.extend(map(SocketType, *((number,) for number in (*numbers, descriptor))))
        return made[0], address
    except BaseException:
        if made:
            made[0].close()
        elif accepted:
            os.close(accepted[0][0])
        raise


def _name(numbers: Any, value: int) -> str:
    """Return the C name of a number, or the number where it has none."""
    try:
        return str(numbers(value).name)
    except ValueError:
        return str(value)
