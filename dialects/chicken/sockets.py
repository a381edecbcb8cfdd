"""The socket egg's calls: from `socket` to `socket_send_all`.

Every socket is non-blocking. A call that moves bytes makes its system call at once, in the
function that was called; only when nothing can be moved yet does it wait, in the engine, for as
long as the parameter of its kind allows. Closing the socket or interrupting the thread ends the
wait.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from socket import SocketType
from typing import Annotated, Any, Final, TypeAlias

from ...core import UnixAddress, from_sockaddr, wait_readable
from ...core.address import Address
from ...core.errors import NotConnected, arose_below
from ...core.transfer import NOW, NOW_QUIETLY
from ...core.waiting import READABLE
from .._types import Buffer
from ..conditions import from_below
from ..dialect import scheme_name
from ..kinds import INTEGER, CInt, Kind, NonNegative, WritableBytevector, or_false
from ..results import ByteString, OrFalse, Unspecified, Values
from . import constants
from ._limits import ACCEPTING, CONNECTING, RECEIVING, SENDING, has_failed
from ._records import ADDRINFO, AddrInfo, AnySockAddr, AnySocket, SockAddr, Socket
from ._strings import BlobOrString, encoded
from .conditions import CHICKEN, NetTimeoutError, RefusedError, TransientError
from .parameters import socket_send_size

# The integer itself: neither false nor 0.0 is it.
_ZERO: Final = 0

_INFOS: Final = Kind(
    "a list of addrinfos",
    lambda value: isinstance(value, (list, tuple)) and all(map(ADDRINFO.type_ok, value)),
)
_END: Final = or_false(INTEGER, "an offset into the buffer, not before start, or #f")
_Infos: TypeAlias = Annotated[Sequence[AddrInfo], _INFOS]
_Start: TypeAlias = Annotated[int, Kind("an offset into the buffer", INTEGER.type_ok)]
_End: TypeAlias = Annotated[int | None, _END]


def _window(function: Callable[..., Any], buf: Buffer, start: int, end: int | None) -> memoryview:
    """Return the bytes of a buffer between two offsets; refuse those that are not inside it."""
    view = memoryview(buf).cast("B")
    size = len(view)
    if not 0 <= start <= size:
        raise CHICKEN.bad_value(
            scheme_name(function), "start", f"an offset from 0 to {size}", start
        )
    stop = size if end is None else end
    if not start <= stop <= size:
        raise CHICKEN.bad_value(
            scheme_name(function), "end", f"an offset from {start} to {size}", end
        )
    return view[start:stop]


# --- the life of a socket


@CHICKEN.procedure
def socket(family: CInt, type: CInt, protocol: CInt = 0) -> Socket:
    """`(socket family type #!optional (protocol 0))`: return a new socket.

    Raises `NetError` for a combination that the system does not have or where no descriptor is
    left. Socket egg manual, socket.
    """
    return Socket.open(family, type, protocol, blocking=False)


@CONNECTING.procedure
def socket_connect(so: AnySocket, saddr: AnySockAddr) -> Unspecified:
    """`(socket-connect so saddr)`: connect a socket to an address.

    Waits `socket_connect_timeout()` milliseconds, or as long as the system does. A socket whose
    connecting failed or timed out is closed. Raises `TransientError` where it may be tried again
    later (refused, unreachable, the network down, the system's own time over), `NetTimeoutError`
    past the timeout, else `NetError`. Socket egg manual, socket-connect.
    """
    try:
        so.connect(saddr.address, timeout=CONNECTING.seconds(), waits=True)
    except Exception as error:
        if not has_failed(error) or not arose_below(error):
            raise
        try:
            # Which names the descriptor, before that is gone.
            raise CONNECTING.explain(error, socket_connect, so, saddr) from None
        finally:
            _close_quietly(so)


def _close_quietly(so: Socket) -> None:
    try:
        so.close()
    except from_below(OSError):
        pass


@CHICKEN.procedure
def socket_connect_ai(ais: _Infos) -> Socket:
    """`(socket-connect/ai ais)`: return a new socket, connected to the first address that answers.

    After a transient error or a timeout, each attempt having `socket_connect_timeout()`
    milliseconds, the next address is tried; any other error stops. Raises what the last attempt
    did, as `socket_connect` does; `RefusedError` for the empty list.
    Socket egg manual, socket-connect.
    """
    infos = list(ais)
    if not infos:
        message = "no addresses to connect to"
        raise RefusedError("socket-connect/ai", message, (ais,), "ais", "an address", ais)
    for ai in infos[:-1]:
        try:
            return _connected(ai)
        except from_below(TransientError, NetTimeoutError):
            pass
    return _connected(infos[-1])


def _connected(ai: AddrInfo) -> Socket:
    so = socket(ai.family, ai.socktype, ai.protocol)
    try:
        socket_connect(so, ai.address)
        return so
    except BaseException:
        _close_quietly(so)
        raise


@CHICKEN.procedure
def socket_bind(so: AnySocket, saddr: AnySockAddr) -> Unspecified:
    """`(socket-bind so saddr)`: give a socket its local address.

    Raises `NetError` where the system refuses. Socket egg manual, socket-bind.
    """
    so.bind(saddr.address)


@CHICKEN.procedure
def socket_listen(so: AnySocket, backlog: CInt) -> Unspecified:
    """`(socket-listen so backlog)`: let connections come, `backlog` of them waiting.

    Raises `NetError` where the system refuses (a datagram socket).
    Socket egg manual, socket-listen.
    """
    so.listen(backlog)


@ACCEPTING.procedure
def socket_accept(so: AnySocket) -> Socket:
    """`(socket-accept so)`: return a new socket for the next connection to a listening one.

    Waits `socket_accept_timeout()` milliseconds at most. Raises `NetTimeoutError` past that,
    `NetError` where the system refuses or another thread closes the socket meanwhile.
    Socket egg manual, socket-accept.
    """
    return so.accept(timeout=ACCEPTING.seconds(), waits=True, blocking=False)[0]


@CHICKEN.procedure
def is_socket_accept_ready(so: AnySocket) -> bool:
    """`(socket-accept-ready? so)`: return whether a connection waits to be accepted.

    Raises `NetError` for a closed socket. Socket egg manual, socket-accept.
    """
    return wait_readable(so, 0)


@CHICKEN.procedure
def socket_shutdown(so: AnySocket, how: CInt) -> Unspecified:
    """`(socket-shutdown so how)`: end receiving (`SHUT_RD`), sending (`SHUT_WR`) or both.

    Both are `SHUT_RDWR`. A socket that is not connected, or no longer, is left as it is: the peer
    may have ended the connection before. Raises `NetError` where the system refuses (another
    `how`, a closed socket). Socket egg manual, socket-shutdown.
    """
    try:
        so.shutdown(how)
    except from_below(NotConnected):
        pass


@CHICKEN.procedure
def socket_close(so: AnySocket) -> Unspecified:
    """`(socket-close so)`: close a socket; a thread that waits for it gets a `NetError`.

    Raises `NetError` (EBADF) where it is closed already, or the system's close fails.
    Socket egg manual, socket-close.
    """
    if so.closed and so.fileno() < 0:  # else an exception broke in, and this one finishes
        raise CHICKEN.closed("socket-close", so)
    so.close()


@CHICKEN.procedure
def socket_close_star(so: AnySocket) -> Unspecified:
    """`(socket-close* so)`: close a socket, whatever the system says of it.

    Socket egg manual, socket-close*.
    """
    _close_quietly(so)


@CHICKEN.procedure
def socket_name(so: AnySocket) -> OrFalse[SockAddr]:
    """`(socket-name so)`: return the socket's own address; `None` when it has none yet.

    Raises `NetError` for a closed socket. Socket egg manual, socket-name.
    """
    address = so.local_address()
    if isinstance(address, UnixAddress):
        named = not address.is_unnamed
    else:
        # A bound socket has a port, but for a raw one, which has an address alone.
        named = address is not None and bool(address.port or any(address.packed))
    return _sockaddr(address) if named else None


def _sockaddr(address: Address | None) -> SockAddr | None:
    return None if address is None else SockAddr(address)


@CHICKEN.procedure
def socket_peer_name(so: AnySocket) -> OrFalse[SockAddr]:
    """`(socket-peer-name so)`: return the address at the other end; `None` without one.

    A Unix socket without a name is an address with the path "". Raises `NetError` for a closed
    socket. Socket egg manual, socket-peer-name.
    """
    try:
        return _sockaddr(so.peer_address())
    except from_below(NotConnected):
        return None


# --- receiving


@RECEIVING.hot_procedure
def socket_receive_into(
    so: AnySocket,
    buf: WritableBytevector,
    start: _Start = _ZERO,
    end: _End = None,
    flags: CInt = _ZERO,
) -> int:
    """`(socket-receive! so buf #!optional (start 0) (end #f) (flags 0))`: receive into a buffer.

    What comes is put between the offsets `start` and `end` (`None` is the end of the buffer).
    Returns how many bytes came, 0 at the end of the stream. Of a datagram that is longer the rest
    is lost. `flags` are `MSG_` integers or-ed.

    Waits `socket_receive_timeout()` milliseconds at most. Raises `NetTimeoutError` past that,
    `NetError` where the system refuses or another thread closes the socket meanwhile,
    `RefusedError` for what is no buffer or not inside it. Socket egg manual, socket-receive!.
    """
    waiting = False
    if (
        type(so) is not Socket
        or type(buf) is not bytearray
        or not buf
        or start is not _ZERO
        or end is not None
        or flags is not _ZERO
    ):
        RECEIVING.check(socket_receive_into, so, buf, start, end, flags)
    else:
        try:
            if so.polls_first:
                so.poll_first("receive", RECEIVING.seconds(), True)
            return so.sock.recv_into(buf, 0, NOW)
        except Exception as error:
            RECEIVING.heed(error, socket_receive_into, so, buf, start, end, flags)
        waiting = True
    timeout = RECEIVING.seconds()
    try:
        if waiting:
            return so.resume(
                "receive", READABLE, SocketType.recv_into, buf, 0, NOW, timeout=timeout, waits=True
            )
        view = _window(socket_receive_into, buf, start, end)
        return so.receive_into(view, 0, None, flags & ~NOW, timeout=timeout, waits=True)
    except Exception as error:
        RECEIVING.fail(error, socket_receive_into, so, buf, start, end, flags)


@CHICKEN.procedure
def is_socket_receive_ready(so: AnySocket) -> bool:
    """`(socket-receive-ready? so)`: return whether there is something to receive, or the end.

    Raises `NetError` for a closed socket. Socket egg manual, socket-receive!.
    """
    return wait_readable(so, 0)


@RECEIVING.hot_procedure
def socket_receive(so: AnySocket, len: NonNegative, flags: CInt = _ZERO) -> ByteString:
    """`(socket-receive so len #!optional (flags 0))`: receive at most `len` bytes.

    None at all at the end of the stream. Otherwise as `socket_receive_into`; a negative `len`
    raises `ChickenBoundsError`. Socket egg manual, socket-receive.
    """
    waiting = False
    if type(so) is not Socket or type(len) is not int or len <= 0 or flags is not _ZERO:
        RECEIVING.check(socket_receive, so, len, flags)
    else:
        try:
            if so.polls_first:
                so.poll_first("receive", RECEIVING.seconds(), True)
            return so.sock.recv(len, NOW)
        except Exception as error:
            RECEIVING.heed(error, socket_receive, so, len, flags)
        waiting = True
    timeout = RECEIVING.seconds()
    try:
        if waiting:
            return so.resume(
                "receive", READABLE, SocketType.recv, len, NOW, timeout=timeout, waits=True
            )
        return so.receive(len, flags & ~NOW, timeout=timeout, waits=True)
    except Exception as error:
        RECEIVING.fail(error, socket_receive, so, len, flags)


@RECEIVING.hot_procedure
def socket_receive_from_into(
    so: AnySocket,
    buf: WritableBytevector,
    start: _Start = _ZERO,
    end: _End = None,
    flags: CInt = _ZERO,
) -> Values[tuple[int, OrFalse[SockAddr]]]:
    """`(socket-receive-from! so buf #!optional (start 0) (end #f) (flags 0))`

    Receive a datagram into a buffer; return how many bytes came, and where from, which is `None`
    on a connected stream. Otherwise as `socket_receive_into`.
    Socket egg manual, socket-receive-from!.
    """
    if (
        type(so) is not Socket
        or type(buf) is not bytearray
        or start is not _ZERO
        or end is not None
        or flags is not _ZERO
    ):
        RECEIVING.check(socket_receive_from_into, so, buf, start, end, flags)
    else:
        try:
            count, sockaddr = so.sock.recvfrom_into(buf, 0, NOW)
            return count, _source(so, from_sockaddr(so.family, sockaddr))
        except Exception as error:
            RECEIVING.heed(error, socket_receive_from_into, so, buf, start, end, flags)
    try:
        view = _window(socket_receive_from_into, buf, start, end)
        count, address = so.receive_from_into(
            view, 0, None, flags & ~NOW, timeout=RECEIVING.seconds(), waits=True
        )
        return count, _source(so, address)
    except Exception as error:
        RECEIVING.fail(error, socket_receive_from_into, so, buf, start, end, flags)


@RECEIVING.hot_procedure
def socket_receive_from(
    so: AnySocket, len: NonNegative, flags: CInt = _ZERO
) -> Values[tuple[ByteString, OrFalse[SockAddr]]]:
    """`(socket-receive-from so len #!optional (flags 0))`: receive a datagram.

    Returns at most `len` bytes of it, and where it is from, which is `None` on a connected stream.
    Otherwise as `socket_receive`. Socket egg manual, socket-receive-from.
    """
    if type(so) is not Socket or type(len) is not int or len < 0 or flags is not _ZERO:
        RECEIVING.check(socket_receive_from, so, len, flags)
    else:
        try:
            data, sockaddr = so.sock.recvfrom(len, NOW)
            return data, _source(so, from_sockaddr(so.family, sockaddr))
        except Exception as error:
            RECEIVING.heed(error, socket_receive_from, so, len, flags)
    try:
        data, address = so.receive_from(len, flags & ~NOW, timeout=RECEIVING.seconds(), waits=True)
        return data, _source(so, address)
    except Exception as error:
        RECEIVING.fail(error, socket_receive_from, so, len, flags)


def _source(so: Socket, address: Address | None) -> SockAddr | None:
    """Return where a datagram came from; a Unix socket without a name is an address, too."""
    if address is None and so.family == constants.AF_UNIX and so.type == constants.SOCK_DGRAM:
        return SockAddr(UnixAddress())
    return _sockaddr(address)


# --- sending


def _piece(function: Callable[..., Any], buf: Buffer | str, start: int, end: int | None) -> Buffer:
    """Return what of `buf` is to be sent, bytes or a view of bytes."""
    return _window(function, encoded(buf) if isinstance(buf, str) else buf, start, end)


@SENDING.hot_procedure
def socket_send(
    so: AnySocket,
    buf: BlobOrString,
    start: _Start = _ZERO,
    end: _End = None,
    flags: CInt = _ZERO,
) -> int:
    """`(socket-send so buf #!optional (start 0) (end #f) (flags 0))`: send some of a buffer.

    A `str` is sent in UTF-8; `start` and `end` are offsets in bytes (`None` is the end). Returns
    how many bytes went. `flags` are `MSG_` integers or-ed.

    Waits `socket_send_timeout()` milliseconds at most. Raises `NetTimeoutError` past that,
    `NetError` where the system refuses or another thread closes the socket meanwhile,
    `RefusedError` for what is no buffer or not inside it. Socket egg manual, socket-send.
    """
    if (
        type(so) is not Socket
        or type(buf) is not bytes
        or start is not _ZERO
        or end is not None
        or flags is not _ZERO
    ):
        SENDING.check(socket_send, so, buf, start, end, flags)
    else:
        try:
            return so.sock.send(buf, NOW_QUIETLY)
        except Exception as error:
            SENDING.heed(error, socket_send, so, buf, start, end, flags)
    try:
        data = _piece(socket_send, buf, start, end)
        return so.send(data, flags & ~NOW, timeout=SENDING.seconds(), waits=True)
    except Exception as error:
        SENDING.fail(error, socket_send, so, buf, start, end, flags)


@SENDING.hot_procedure
def socket_send_to(
    so: AnySocket,
    buf: BlobOrString,
    saddr: AnySockAddr,
    start: _Start = _ZERO,
    end: _End = None,
    flags: CInt = _ZERO,
) -> int:
    """`(socket-send-to so buf saddr #!optional (start 0) (end #f) (flags 0))`: send a datagram.

    It goes to `saddr`. Returns how many bytes went. Otherwise as `socket_send`.
    Socket egg manual, socket-send-to.
    """
    if (
        type(so) is not Socket
        or type(buf) is not bytes
        or type(saddr) is not SockAddr
        or saddr.address.family != so.family
        or start is not _ZERO
        or end is not None
        or flags is not _ZERO
    ):
        SENDING.check(socket_send_to, so, buf, saddr, start, end, flags)
    else:
        try:
            return so.sock.sendto(buf, NOW_QUIETLY, saddr.address.sockaddr)
        except Exception as error:
            SENDING.heed(error, socket_send_to, so, buf, saddr, start, end, flags)
    try:
        data = _piece(socket_send_to, buf, start, end)
        return so.send_to(data, saddr.address, flags & ~NOW, timeout=SENDING.seconds(), waits=True)
    except Exception as error:
        SENDING.fail(error, socket_send_to, so, buf, saddr, start, end, flags)


@SENDING.hot_procedure
def socket_send_all(
    so: AnySocket,
    buf: BlobOrString,
    start: _Start = _ZERO,
    end: _End = None,
    flags: CInt = _ZERO,
) -> Unspecified:
    """`(socket-send-all so buf #!optional (start 0) (end #f) (flags 0))`: send all of a buffer.

    In pieces of `socket_send_size()` bytes, the last perhaps smaller; `None` tries to send all
    that is left each time. On a datagram socket each piece is a datagram. The timeout is for each
    send. On failure `.sent` of the error is how many bytes had gone. Arguments and errors as for
    `socket_send`. Socket egg manual, socket-send-all.
    """
    sent = 0
    chunk = socket_send_size.get()
    if (
        type(so) is not Socket
        or type(buf) is not bytes
        or start is not _ZERO
        or end is not None
        or flags is not _ZERO
    ):
        SENDING.check(socket_send_all, so, buf, start, end, flags)
    elif chunk is None or len(buf) <= chunk:
        try:
            sent = so.sock.send(buf, NOW_QUIETLY)
            if sent == len(buf):
                return
        except Exception as error:
            SENDING.heed(error, socket_send_all, so, buf, start, end, flags)
    try:
        data = _piece(socket_send_all, buf, start, end)
        so.send_all(
            data, flags & ~NOW, chunk=chunk, timeout=SENDING.seconds(), waits=True, sent=sent
        )
    except Exception as error:
        SENDING.fail(error, socket_send_all, so, buf, start, end, flags)
