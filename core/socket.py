"""A socket's life: opened, bound, listening, connecting, connected, half closed, closed.

Strategy: `Socket` composes a stdlib socket and adds what that lacks: addresses and options as
values, failures with names, waits that another thread can interrupt, and a close that never leaves
another thread hanging.  The stdlib socket never has a timeout of its own: waiting is ours.

Moving bytes is in the room `transfer`, waiting in `wait`, finding threads to wake in `closing`.
"""

from __future__ import annotations

import contextlib
import errno
import math
import os
import socket as _socket
import sys
import threading
from typing import TYPE_CHECKING, Any, Final

from .address import Address, from_sockaddr
from .closing import is_another_thread_inside, tell_watchers
from .constants import SOMAXCONN
from .errors import InProgress, TimedOut, WouldBlock, error_class, from_os_error
from .options import Coding, find_option, plain_coding
from .transfer import Transfer
from .wait import READABLE, WRITABLE, await_socket, deadline_after

if TYPE_CHECKING:
    from typing import Self

_ONE_MORE_CONNECT: Final = sys.platform.startswith("linux")

# Held while a listening descriptor is made non-blocking for one accept(2), which has no
# MSG_DONTWAIT; so that two threads do not undo each other's mode.  Never held while waiting, and
# re-entrant because a signal handler may fork while it is held.
_mode_lock = threading.RLock()
os.register_at_fork(
    before=_mode_lock.acquire,
    after_in_parent=_mode_lock.release,
    after_in_child=_mode_lock.release,
)


class Socket(Transfer):
    """A socket.  Make one with `open`, `pair`, `from_descriptor` or `accept`.

    Attributes (to be read only):
        family, type, protocol: the platform's numbers (int).
        sock: the stdlib socket.
        blocking: whether operations wait (bool).
        closed: whether it was closed, or its descriptor detached (bool).
        sys_send, sys_sendall, sys_sendto, sys_recv, sys_recv_into, sys_recvfrom,
            sys_recvfrom_into: the stdlib socket's methods: one system call (sys_sendall: as many
            as it takes), plain OSError, stdlib address tuples.

    A socket that is dropped without `close` warns (ResourceWarning).  As a context manager it
    closes at the end.
    """

    __slots__ = ()

    @classmethod
    def open(cls, family: int, type: int, protocol: int = 0, *, blocking: bool = True) -> Self:
        """A new socket, e.g. ``Socket.open(AF_INET, SOCK_STREAM)``.

        Args:
            family, type, protocol: the platform's numbers (int); protocol 0 is the usual one.
            blocking: whether its operations wait.

        Raises Unsupported, NoDescriptors, PermissionDenied, SocketError.
        """
        if -1 in (family, type, protocol):  # to Python a default, to the system an error
            number = errno.EINVAL if -1 in (type, protocol) else errno.EAFNOSUPPORT
            raise error_class(number)(number, None, "socket")
        try:
            return cls(_socket.socket(family, type, protocol), blocking)
        except OSError as error:
            raise from_os_error(error, "socket") from None

    @classmethod
    def pair(
        cls,
        family: int = _socket.AF_UNIX,
        type: int = _socket.SOCK_STREAM,
        protocol: int = 0,
        *,
        blocking: bool = True,
    ) -> tuple[Self, Self]:
        """Two sockets connected to each other; arguments and errors as for `open`."""
        try:
            one, other = _socket.socketpair(family, type, protocol)
        except OSError as error:
            raise from_os_error(error, "socketpair") from None
        return cls(one, blocking), cls(other, blocking)

    @classmethod
    def from_descriptor(cls, descriptor: int) -> Self:
        """Take over an open descriptor (int), in the mode, blocking or not, that it is in.

        Raises NotASocket or Closed, and then the descriptor stays the caller's.
        """
        try:
            blocking = os.get_blocking(descriptor)
            return cls(_socket.socket(fileno=descriptor), blocking)
        except OSError as error:
            raise from_os_error(error, "from_descriptor") from None

    def __init__(self, sock: _socket.socket, blocking: bool) -> None:
        """Take over a stdlib socket."""
        if sock.gettimeout() != (None if blocking else 0):
            sock.setblocking(blocking)
        super().__init__(sock, blocking)

    # --- names

    def bind(self, address: Address) -> None:
        """Give the socket a local address.

        Raises AddressInUse, AddressNotAvailable, PermissionDenied, SocketError.
        """
        self._check_family(address, "bind")
        try:
            self.sock.bind(address.sockaddr)
        except OSError as error:
            raise self._named(error, "bind") from None

    def local_address(self) -> Address | None:
        """The socket's own address; None for a family without addresses here."""
        try:
            return from_sockaddr(self.family, self.sock.getsockname())
        except OSError as error:
            raise self._named(error, "local_address") from None

    def peer_address(self) -> Address | None:
        """The peer's address; raises NotConnected."""
        try:
            return from_sockaddr(self.family, self.sock.getpeername())
        except OSError as error:
            raise self._named(error, "peer_address") from None

    # --- connections

    def listen(self, backlog: int = SOMAXCONN) -> None:
        """Let connections come, as many as `backlog` (int) waiting to be accepted."""
        try:
            self.sock.listen(backlog)
        except OSError as error:
            raise self._named(error, "listen") from None

    def accept(
        self, *, timeout: float | None = None, blocking: bool = True
    ) -> tuple[Self, Address | None]:
        """Wait for a connection; returns (socket, address of the peer).

        Args:
            timeout: seconds; None waits for ever, 0 does not wait.
            blocking: whether the new socket's operations wait.

        Raises TimedOut, WouldBlock, Interrupted, Closed as the operations of `Transfer` do;
        NoDescriptors, after which the connection still waits to be accepted; ConnectionAborted;
        SocketError.
        """
        deadline = deadline_after(timeout if self.blocking else 0)
        while True:
            # Trying first makes a socket that does not listen say so, instead of waiting for ever.
            try:
                sock, sockaddr = self._accept_now()
            except BlockingIOError:
                if deadline == -math.inf:
                    raise WouldBlock(errno.EAGAIN, None, "accept", self) from None
            except OSError as error:
                raise self._named(error, "accept") from None
            else:
                break
            if not await_socket(self, READABLE, deadline, "accept"):
                raise TimedOut(errno.ETIMEDOUT, None, "accept", self)
        return type(self)(sock, blocking), from_sockaddr(self.family, sockaddr)

    def _accept_now(self) -> tuple[_socket.socket, Any]:
        if not self.blocking:
            sock, sockaddr = self.sock.accept()
        else:
            with _mode_lock:
                self.sock.setblocking(False)
                try:
                    sock, sockaddr = self.sock.accept()
                finally:
                    self._restore_mode()
        if not os.get_blocking(sock.fileno()):  # inherited from the listening one on some systems
            sock.setblocking(True)
        return sock, sockaddr

    def connect(
        self, address: Address, *, timeout: float | None = None, waits: bool | None = None
    ) -> bool:
        """Connect to `address`; a datagram socket merely remembers it.

        Args:
            timeout: seconds; None waits as long as the system does, 0 does not wait.
            waits: whether to wait for the attempt to end (bool); None: if the socket is blocking.

        Returns True when connected; False when it does not wait and the attempt goes on
        (`wait_writable` tells when it is over, the option SO_ERROR with what result).

        Raises ConnectionRefused, TimedOut, Unreachable, InProgress (timeout 0, or called again
        without waiting), Interrupted, Closed, SocketError.  After TimedOut, InProgress and
        Interrupted the attempt goes on; calling again waits for the same one.
        """
        if waits is None:
            waits = self.blocking
        self._check_family(address, "connect")
        deadline = deadline_after(timeout)
        pause = 0.0
        while number := self._connect_now(address):
            if number == errno.EINPROGRESS or (number == errno.EALREADY and waits):
                return waits and self._await_connection(address, deadline)
            if number != errno.EAGAIN or not waits or deadline == -math.inf:
                raise error_class(number)(number, None, "connect", self)
            # The backlog of a Unix socket is full, and poll has nothing to say about that.
            pause = self._pause(pause, deadline, "connect")
        return True

    def _connect_now(self, address: Address) -> int:
        """connect(2) without waiting; returns its errno."""
        sock = self.sock
        # A datagram socket never waits here, and other threads may be using it.
        toggles = self.blocking and self.type != _socket.SOCK_DGRAM
        try:
            if toggles:
                sock.setblocking(False)
            try:
                return sock.connect_ex(address.sockaddr)
            finally:
                if toggles:
                    self._restore_mode()
        except OSError as error:
            raise self._named(error, "connect") from None

    def _await_connection(self, address: Address, deadline: float) -> bool:
        while True:
            if not await_socket(self, WRITABLE, deadline, "connect"):
                if deadline == -math.inf:
                    raise InProgress(errno.EINPROGRESS, None, "connect", self)
                raise TimedOut(errno.ETIMEDOUT, None, "connect", self)
            number = self._connection_result(address)
            if number == 0:
                return True
            if number != errno.EALREADY:
                raise error_class(number)(number, None, "connect", self)

    def _connection_result(self, address: Address) -> int:
        """The errno of the attempt that is over; 0 for success."""
        if _ONE_MORE_CONNECT:
            # There the attempt ends for good with one more connect(2), which gives its result.
            # With SO_ERROR the next attempt, to whatever address, would be told of this one's.
            return self._connect_now(address)
        try:
            return self.sock.getsockopt(_socket.SOL_SOCKET, _socket.SO_ERROR)
        except OSError as error:
            raise self._named(error, "connect") from None

    def _restore_mode(self) -> None:
        with contextlib.suppress(OSError):  # closed just now
            self.sock.setblocking(self.blocking)

    def shutdown(self, how: int) -> None:
        """End one direction of the connection, or both.

        Args:
            how: SHUT_RD, SHUT_WR or SHUT_RDWR (int).

        Raises NotConnected, SocketError.
        """
        try:
            self.sock.shutdown(how)
        except OSError as error:
            raise self._named(error, "shutdown") from None

    # --- options and modes

    def get_option(self, level: int, name: int, coding: Coding | None = None) -> Any:
        """The value of an option.

        Args:
            level, name: the platform's numbers, e.g. ``SOL_SOCKET, SO_LINGER`` (int).
            coding: how to read the value; by default what the table in `options` says, and an
                int for what is not in the table.  ``raw(size)`` gives the bytes.

        Raises NoSuchOption, Closed, SocketError.
        """
        if coding is None:
            option = find_option(level, name)
            coding = option.coding if option else plain_coding
        try:
            return coding.read(self.sock, level, name)
        except OSError as error:
            raise self._named(error, "get_option") from None

    def set_option(self, level: int, name: int, value: Any, coding: Coding | None = None) -> None:
        """Set an option.

        Args:
            level, name: the platform's numbers (int).
            value: what the coding takes; bytes-like always goes as it is.
            coding: as for `get_option`.

        Raises NoSuchOption, PermissionDenied, Closed, SocketError; TypeError and ValueError for
        a value that the coding cannot write.
        """
        if coding is None:
            option = find_option(level, name)
            coding = option.coding if option else plain_coding
        try:
            self.sock.setsockopt(level, name, coding.write(value))
        except OSError as error:
            raise self._named(error, "set_option") from None

    def set_blocking(self, blocking: bool) -> None:
        """Choose whether operations wait; changes the mode of the descriptor."""
        try:
            self.sock.setblocking(blocking)
        except OSError as error:
            raise self._named(error, "set_blocking") from None
        self.blocking = blocking

    # --- the end

    def fileno(self) -> int:
        """The file descriptor; -1 when closed."""
        return self.sock.fileno()

    def detach(self) -> int:
        """Give the open descriptor away; returns it (int).

        The socket is closed for all who use it, and those who wait for it get `Closed`.
        """
        self._refuse_closed("detach")
        self.closed = True
        tell_watchers(self)
        return self.sock.detach()

    def move(self) -> None:
        """Go on under another descriptor, and close the one used so far.

        For a program that closes descriptors by their numbers, which others then get.  `sock` and
        the `sys_*` methods are the same as before, and threads that wait for the socket go on
        waiting; a `Selector` has to be given it anew.

        Raises NoDescriptors, Closed, SocketError; nothing has changed then.
        """
        self._refuse_closed("move")
        try:
            other = os.dup(self.fileno())
        except OSError as error:
            raise self._named(error, "move") from None
        left = self.sock.detach()
        if left < 0:  # another thread closed it just now
            os.close(other)
            raise error_class(errno.EBADF)(errno.EBADF, None, "move", self)
        with _mode_lock:
            # The same object once more, for who has it or a method of it in hand.
            self.sock.__init__(self.family, self.type, self.protocol, other)  # type: ignore[misc]
            self.sock.setblocking(self.blocking)
        os.close(left)
        if self.closed:  # just now, by another thread that found nothing to close
            self.sock.close()

    def close(self) -> None:
        """Close the socket; a second time does nothing.

        A thread that waits for this socket in the engine gets `Closed`.  One that is blocked in a
        `sys_*` call is set free by shutting the connection down: it receives the end of the
        stream or fails to send, and `closed` tells it why; the room `closing` knows an exception.
        Nothing is shut down otherwise, so a process that shares the descriptor keeps its
        connection.

        Should an exception break in (Ctrl-C), a second close finishes what this one began.

        Raises SocketError if the system's close fails; the socket is closed nevertheless.
        """
        if self.closed and self.fileno() < 0:
            return
        self.closed = True
        told = tell_watchers(self)
        if is_another_thread_inside(self, told):
            with contextlib.suppress(OSError):  # not connected: wakes on Linux all the same
                self.sock.shutdown(_socket.SHUT_RDWR)
        try:
            self.sock.close()
        except OSError as error:
            number = error.errno or errno.EIO
            raise error_class(number)(number, error.strerror, "close", self) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        family = getattr(self.sock.family, "name", self.family)
        kind = getattr(self.sock.type, "name", self.type)
        state = "closed" if self.closed else f"fd={self.fileno()}"
        return f"<{type(self).__name__} {state} {family} {kind}>"
