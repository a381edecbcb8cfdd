"""(rfc tls): clients of TLS (Sagittarius manual, same section).

As in the real system, a server's certificate is accepted unseen unless somebody looks at it. Not
here, for nothing makes certificates: servers, a client's own certificate, and looking at others'.
"""

from __future__ import annotations

import io as python_io
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen

from .... import sagittarius
from ...calls import call
from ...conditions import error
from ...data import NIL, String, from_list, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Bytes, Index, Int, Proc, of_class
from ..keyword_arguments import keyword_arguments
from ..strings import span
from ..tls_ports import Input, Output, TwoWay
from ..tls_sockets import TlsSocket, all_raw

__all__ = ["TABLE"]

TABLE: Final = Table()

_Tls: TypeAlias = Annotated[TlsSocket, of_class("a socket of TLS", TlsSocket)]

for _minor, _number in (("0", 0x0301), ("1", 0x0302), ("2", 0x0303)):
    TABLE.value(f"*tls-version-1.{_minor}*", _number)


# What a client says besides


@frozen
class Extension:
    """An extension of a client's greeting: a kind and names, or somebody else's kind and data."""

    kind: Any
    content: Any


def _names(procedure: str, names: Any) -> list[str]:
    found = []
    for each in from_list(names):
        if each.__class__ is not String:
            refuse(procedure, 1, "a list of strings", names)
        found.append(each.text)
    return found


@TABLE.procedure("make-server-name-indication")
def make_server_name_indication(names: Any) -> Extension:
    """Return the extension that names the server; of the names the first counts."""
    return Extension("server-name", _names("make-server-name-indication", names))


@TABLE.procedure("make-protocol-name-list")
def make_protocol_name_list(names: Any) -> Extension:
    """Return the extension that offers protocols of the application layer."""
    return Extension("protocols", _names("make-protocol-name-list", names))


@TABLE.procedure("make-hello-extension")
def make_hello_extension(kind: Int, data: Bytes) -> Extension:
    """Return an extension of another kind, to which the handshake pays no heed."""
    return Extension(kind, bytes(data))


def _greet(procedure: str, socket: TlsSocket, extensions: Any) -> TlsSocket:
    for each in from_list(extensions):
        if not isinstance(each, Extension):
            refuse(procedure, 1, "a list of extensions", extensions)
        if each.kind == "server-name":
            socket.server_name = next(iter(each.content), None)
        elif each.kind == "protocols":
            socket.protocols = each.content
    socket.handshake(procedure)
    return socket


# Making


_OPTIONS: Final[dict[str, Any]] = {
    "client-socket": True,
    "handshake": True,
    "hello-extensions": NIL,
    "certificates": NIL,
    "private-key": False,
    "authorities": NIL,
    "peer-certificate-required?": True,
    "certificate-verifier": False,
}
_ABSENT: Final = ("certificates", "private-key", "authorities", "certificate-verifier")


def _made(procedure: str, socket: Any, options: tuple[Any, ...]) -> TlsSocket:
    given = dict(zip(_OPTIONS, keyword_arguments(options, _OPTIONS, lenient=True), strict=True))
    for name in _ABSENT:
        if given[name] is not False and given[name] is not NIL:
            raise error(f":{name} needs certificates, which are not here", procedure=procedure)
    if given["client-socket"] is False:
        raise error("a server needs a certificate, and there are none", procedure=procedure)
    made = TlsSocket(socket)
    if given["handshake"] is not False:
        _greet(procedure, made, given["hello-extensions"])
    return made


@TABLE.procedure("socket->tls-socket")
def socket_to_tls_socket(socket: Any, *options: Any) -> TlsSocket:
    """Return a client of TLS over a connected socket, which greets unless `:handshake` is #f."""
    if not sagittarius.is_socket(socket):
        refuse("socket->tls-socket", 1, "a socket", socket)
    return _made("socket->tls-socket", socket, options)


@TABLE.procedure("make-client-tls-socket")
def make_client_tls_socket(node: Any, service: Any, *options: Any) -> TlsSocket:
    """Connect to a server of TLS."""
    socket = _dialect("make-client-socket", node, service)
    try:
        return _made("make-client-tls-socket", socket, options)
    except BaseException:
        sagittarius.socket_close(socket)
        raise


@TABLE.procedure("tls-client-handshake")
def tls_client_handshake(socket: _Tls, *options: Any) -> TlsSocket:
    """Do the handshake that was left out; return the socket."""
    (extensions,) = keyword_arguments(options, {"hello-extensions": NIL})
    return _greet("tls-client-handshake", socket, extensions)


# Using


@TABLE.procedure("tls-socket?")
def is_tls_socket(value: Any) -> bool:
    """Return whether a value is a socket of TLS."""
    return isinstance(value, TlsSocket)


@TABLE.procedure("tls-socket-raw-socket")
def tls_socket_raw_socket(socket: _Tls) -> Any:
    """Return the socket below."""
    return socket.raw


@TABLE.procedure("tls-socket-send")
def tls_socket_send(socket: _Tls, bytevector: Bytes, flags: Int = 0) -> int:
    """Send bytes; return how many. The flags say nothing here, as in the real system."""
    return socket.send("tls-socket-send", bytes(bytevector))


@TABLE.procedure("tls-socket-send/range")
def tls_socket_send_range(
    socket: _Tls, bytevector: Bytes, start: Index = 0, length: Index | None = None, flags: Int = 0
) -> int:
    """Send `length` bytes from `start` on; return how many."""
    last = len(bytevector) if length is None else start + length
    first, last = span("tls-socket-send/range", len(bytevector), start, last, 3)
    return socket.send("tls-socket-send/range", bytes(bytevector[first:last]))


@TABLE.procedure("tls-socket-recv")
def tls_socket_recv(socket: _Tls, size: Index, flags: Int = 0) -> Any:
    """Return at most `size` bytes, none at the end, #f where the socket does not wait."""
    data = socket.receive("tls-socket-recv", size)
    return False if data is None else bytearray(data)


@TABLE.procedure("tls-socket-recv!")
def tls_socket_recv_into(
    socket: _Tls, bytevector: Bytes, start: Index, length: Index, flags: Int = 0
) -> int:
    """Put what comes into a bytevector; return how many bytes, -1 where it would have to wait."""
    first, last = span("tls-socket-recv!", len(bytevector), start, start + length, 3)
    data = socket.receive("tls-socket-recv!", last - first)
    if data is None:
        return -1
    bytevector[first : first + len(data)] = data
    return len(data)


@TABLE.procedure("tls-socket-pending?")
def is_tls_socket_pending(socket: _Tls) -> bool:
    """Return whether bytes have come that nobody has received."""
    return socket.pending()


@TABLE.procedure("tls-socket-selected-alpn")
def tls_socket_selected_alpn(socket: _Tls) -> Any:
    """Return the protocol of the application layer that was agreed on, or #f."""
    found = socket.protocol()
    return False if found is None else String(found)


@TABLE.procedure("tls-socket-shutdown")
def tls_socket_shutdown(socket: _Tls, how: Int) -> None:
    """Tell the peer that this is the end; shut the socket below down."""
    socket.shut_down(how)


@TABLE.procedure("tls-socket-close")
def tls_socket_close(socket: _Tls) -> None:
    """Close the socket below."""
    sagittarius.socket_close(socket.raw)


@TABLE.procedure("tls-socket-closed?")
def is_tls_socket_closed(socket: _Tls) -> bool:
    """Return whether the socket below is closed."""
    return sagittarius.is_socket_closed(socket.raw)


@TABLE.procedure("call-with-tls-socket")
def call_with_tls_socket(socket: _Tls, procedure: Proc) -> Any:
    """Call a procedure with a socket, then close that; return what the procedure does."""
    result = call(procedure, socket)
    sagittarius.socket_close(socket.raw)
    return result


# Ports


@TABLE.procedure("tls-socket-input-port")
def tls_socket_input_port(socket: _Tls) -> Any:
    """Return a port of bytes that reads; it leaves the socket open."""
    return python_io.BufferedReader(Input(socket))


@TABLE.procedure("tls-socket-output-port")
def tls_socket_output_port(socket: _Tls) -> Any:
    """Return a port of bytes that writes at once; it leaves the socket open."""
    return Output(socket)


@TABLE.procedure("tls-socket-port")
def tls_socket_port(socket: _Tls, close: Any = True) -> Any:
    """Return a port of bytes in both directions, which closes the socket unless `close` is #f."""
    return TwoWay(Input(socket, close is not False))


# The dialect's procedures, for sockets of both kinds


def _dialect(name: str, *arguments: Any) -> Any:
    return call(STATE.image.dialect_entries[name].value, *arguments)


def _both(name: str, of_tls: Callable[..., Any]) -> None:
    """Declare a procedure of the dialect that takes sockets of TLS besides."""

    def either(socket: Any, *arguments: Any) -> Any:
        if isinstance(socket, TlsSocket):
            return of_tls(socket, *arguments)
        return _dialect(name, socket, *arguments)

    either.__name__ = name
    either.__doc__ = f"Do as `{name}` of the dialect, of a socket of TLS too."
    TABLE.procedure(name)(either)


def _below(name: str, of_tls: str, both: bool = True) -> None:
    """Declare a procedure for the socket below one of TLS."""

    def below(socket: _Tls, *arguments: Any) -> Any:
        return _dialect(name, socket.raw, *arguments)

    below.__doc__ = f"Do as `{name}` of the dialect, of the socket below."
    TABLE.procedure(of_tls)(below)
    if both:
        _both(name, TABLE[of_tls].value)


for _name in ("send", "send/range", "recv", "recv!", "shutdown", "close", "closed?"):
    _both(f"socket-{_name}", TABLE[f"tls-socket-{_name}"].value)
for _name in ("port", "input-port", "output-port"):
    _both(f"socket-{_name}", TABLE[f"tls-socket-{_name}"].value)
_both("call-with-socket", TABLE["call-with-tls-socket"].value)
for _name in ("peer", "name", "node", "service", "info", "info-values", "nonblocking!"):
    _below(f"socket-{_name}", f"tls-socket-{_name}")
_below("socket-blocking!", "tls-socket-blocking!")
_below("socket-set-read-timeout!", "tls-socket-set-read-timeout!")
_below("socket-get-read-timeout", "tls-socket-get-read-timeout", both=False)
_below("nonblocking-socket?", "nonblocking-tls-socket?")


def _select(name: str) -> None:
    def select(timeout: Any, *sockets: Any) -> Any:
        raw = all_raw(sockets)
        found = from_list(_dialect(name, timeout, *raw))
        return to_list([sockets[raw.index(each)] for each in found])

    select.__doc__ = f"Do as `{name}` of the dialect, of sockets of TLS too."
    TABLE.procedure(name)(select)


for _name in ("read", "write", "error"):
    _select(f"socket-{_name}-select")
