"""Low-level socket interface."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from schemesockets.core.options import raw
from schemesockets.dialects.conditions import R7RS
from schemesockets.dialects.exports import export
from schemesockets.dialects.kinds import CInt, NonNegative, WritableBytevector, one_of
from schemesockets.dialects.results import OrFalse, Unspecified, Values

from ._objects import AnyAddress, AnySocket, Message, Socket, instance, own
from .constants import SHUT_RDWR

__cited__ = "Gauche manual, Low-level socket interface"

_How: TypeAlias = Annotated[int, one_of(frozenset({0, 1, 2}), "SHUT_RD, SHUT_WR or SHUT_RDWR")]
_Value: TypeAlias = Annotated[int | bytes, instance("an integer or a string", int, bytes)]


@R7RS.procedure
def make_socket(domain: CInt, type: CInt, protocol: CInt = 0) -> Socket:
    """`(make-socket domain type [protocol])`: return a socket."""
    return Socket.open(domain, type, protocol)


@R7RS.procedure
def socket_bind(socket: AnySocket, address: AnyAddress) -> Socket:
    """`(socket-bind socket address)`: bind it; its address is the one that the system gave it."""
    socket.bind(address)
    socket.status, socket.address = "bound", socket.local_address()
    return socket


@R7RS.procedure
def socket_listen(socket: AnySocket, backlog: CInt) -> Socket:
    """`(socket-listen socket backlog)`: let connections come, `backlog` of them waiting."""
    socket.listen(backlog)
    socket.status = "listening"
    return socket


@R7RS.procedure
def socket_accept(socket: AnySocket) -> Socket:
    """`(socket-accept socket)`: wait for a connection."""
    made, address = socket.accept()
    made.status, made.address = "connected", own(address)
    return made


@R7RS.procedure
def socket_connect(socket: AnySocket, address: AnyAddress) -> Socket:
    """`(socket-connect socket address)`: connect it."""
    socket.connect(address)
    socket.status, socket.address = "connected", address
    return socket


@R7RS.procedure
def socket_shutdown(socket: AnySocket, how: _How = SHUT_RDWR) -> Socket:
    """`(socket-shutdown socket how)`: end receiving (0), sending (1) or both (2)."""
    socket.shutdown(how)
    socket.status = "shutdown"
    return socket


@R7RS.procedure
def socket_send(socket: AnySocket, msg: Message, flags: CInt = 0) -> int:
    """`(socket-send socket msg [flags])`: send; return how many octets were sent."""
    return socket.send(msg.encode() if isinstance(msg, str) else msg, flags)


@R7RS.procedure
def socket_sendto(socket: AnySocket, msg: Message, to_address: AnyAddress, flags: CInt = 0) -> int:
    """`(socket-sendto socket msg to-address [flags])`: send to an address."""
    return socket.send_to(msg.encode() if isinstance(msg, str) else msg, to_address, flags)


@R7RS.procedure
def socket_recv_into(socket: AnySocket, buf: WritableBytevector, flags: CInt = 0) -> int:
    """`(socket-recv! socket buf [flags])`: receive into a vector; return how many bytes."""
    return socket.receive_into(buf, flags=flags)


@R7RS.procedure
def socket_recvfrom_into(
    socket: AnySocket, buf: WritableBytevector, addrs: Any, flags: CInt = 0
) -> Values[tuple[int, OrFalse[Any]]]:
    """`(socket-recvfrom! socket buf addrs [flags])`: the same, and the sender.

    That is `None` where `addrs`, a list, has no address of its family; `True` takes any.
    """
    count, address = socket.receive_from_into(buf, flags=flags)
    wanted = addrs is True or any(address and each.family == address.family for each in addrs)
    return count, own(address) if wanted else None


@R7RS.procedure
def socket_setsockopt(socket: AnySocket, level: CInt, option: CInt, value: _Value) -> Unspecified:
    """`(socket-setsockopt socket level option value)`: set an option to a C int, or to bytes."""
    socket.set_option(level, option, value)


@R7RS.procedure
def socket_getsockopt(
    socket: AnySocket, level: CInt, option: CInt, rsize: NonNegative
) -> int | bytes:
    """`(socket-getsockopt socket level option rsize)`: return an integer, or `rsize` bytes."""
    if rsize:
        return bytes(socket.get_option(level, option, raw(rsize)))
    return int(socket.get_option(level, option))


export(__name__)
