"""The client's end of a TLS connection over a Sagittarius socket, by Python's ssl."""

from __future__ import annotations

import contextlib
import errno
import ssl
import threading
from collections.abc import Callable, Iterable
from typing import Any, Final, NoReturn, TypeVar, final

from ....core import errors
from ... import sagittarius
from ..printer import PRINTERS

__all__ = ["TlsSocket"]

_T = TypeVar("_T")

_RECORD: Final = 1 << 14  # bytes, the most that a record of TLS holds
_ENDS: Final = (ssl.SSLZeroReturnError, ssl.SSLEOFError)


@final
class TlsSocket:
    """A connection. The dialect's socket waits; one thread may send while another receives.

    Args:
        raw: the dialect's socket, connected.

    Attributes:
        raw: that.
        server_name: for the handshake (str), or None.
        protocols: for the handshake, of application layers (list of str).
    """

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.server_name: str | None = None
        self.protocols: list[str] = []
        self._engine: ssl.SSLObject | None = None
        self._arrived = ssl.MemoryBIO()
        self._leaving = ssl.MemoryBIO()
        self._engine_lock = threading.Lock()
        self._send_lock = threading.Lock()

    def handshake(self, procedure: str) -> None:
        """Greet the server, whose certificate nobody looks at.

        Raises `SocketError` where the server does not answer as one of TLS does.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        if self.protocols:
            context.set_alpn_protocols(self.protocols)
        self._engine = context.wrap_bio(
            self._arrived, self._leaving, server_hostname=self.server_name
        )
        try:
            self._go_on(procedure, self._engine.do_handshake)
        except _ENDS as failure:
            self._fail(procedure, failure)

    def send(self, procedure: str, data: memoryview | bytes) -> int:
        """Send bytes, all of them; return how many they are."""
        engine = self._greeted(procedure)
        view = memoryview(data)
        while view:
            view = view[self._go_on(procedure, engine.write, view[:_RECORD]) or 0 :]
        return len(data)

    def receive(self, procedure: str, size: int) -> bytes | None:
        """Return at most `size` bytes, none at the end; None where the socket does not wait."""
        engine = self._greeted(procedure)
        if not size:
            return b""
        try:
            return self._go_on(procedure, engine.read, size)
        except _ENDS:
            return b""

    def pending(self) -> bool:
        """Return whether bytes have come that nobody has received."""
        return self._engine is not None and self._engine.pending() > 0

    def protocol(self) -> str | None:
        """Return the protocol of the application layer that was agreed on, or None."""
        return None if self._engine is None else self._engine.selected_alpn_protocol()

    def shut_down(self, how: int) -> None:
        """Tell the peer that this is the end, as far as it can be told; shut the socket down."""
        if self._engine is not None and not self.raw.closed:
            # The peer's own end need not have come, and the peer may be gone.
            with contextlib.suppress(ssl.SSLError), self._engine_lock:
                self._engine.unwrap()
            with contextlib.suppress(sagittarius.SocketError):
                self._flush()
        sagittarius.socket_shutdown(self.raw, how)

    def _greeted(self, procedure: str) -> ssl.SSLObject:
        cause: errors.SocketError
        if self.raw.closed:
            cause = errors.Closed(errno.EBADF, None, procedure, self.raw)
            raise sagittarius.SocketClosedError(cause, procedure, "socket is closed", (self,))
        if self._engine is None:
            cause = errors.SocketError(errno.ENOTCONN, None, procedure, self.raw)
            raise sagittarius.SocketError(cause, procedure, "no handshake was made", (self,))
        return self._engine

    def _go_on(self, procedure: str, operation: Callable[..., _T], *args: Any) -> _T | None:
        """Do something, and move bytes over the socket for as long as it takes."""
        while True:
            try:
                with self._engine_lock:
                    done = operation(*args)
            except ssl.SSLWantReadError:
                self._flush()
                if not self._take():
                    return None
            except _ENDS:
                raise
            except ssl.SSLError as failure:
                self._fail(procedure, failure)
            else:
                self._flush()
                return done

    def _take(self) -> bool:
        """Wait for bytes of the socket; return false where it does not wait."""
        data = sagittarius.socket_recv(self.raw, _RECORD)
        if data is None:
            return False
        with self._engine_lock:
            if data:
                self._arrived.write(data)
            else:
                self._arrived.write_eof()
        return True

    def _flush(self) -> None:
        if self._leaving.pending:
            with self._send_lock:
                left = memoryview(self._leaving.read())
                while left:
                    left = left[max(0, sagittarius.socket_send(self.raw, left)) :]

    def _fail(self, procedure: str, failure: ssl.SSLError) -> NoReturn:
        reason = (failure.reason or "UNEXPECTED_EOF").lower().replace("_", " ")
        cause = errors.SocketError(errno.EPROTO, reason, procedure, self.raw)
        raise sagittarius.SocketError(cause, procedure, reason, (self,)) from None


PRINTERS[TlsSocket] = lambda value, readable, profile: f"#<tls-socket {value.raw!r}>"


def all_raw(sockets: Iterable[Any]) -> list[Any]:
    """Return the dialect's sockets of some, of which some may be of TLS."""
    return [each.raw if isinstance(each, TlsSocket) else each for each in sockets]
