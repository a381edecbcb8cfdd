"""TCP by listeners and ports: CHICKEN's (chicken tcp), over the engine that the socket egg has."""

from __future__ import annotations

import errno
import os
import re
import socket as _socket
from collections.abc import Callable
from typing import Any, Final

from .....core import PortClosed, PortPolicy, getaddrinfo, wait_readable
from .....core.errors import DeadlinePassed, SocketError
from .....core.ports.base import PortLife
from ....chicken._records import Socket
from ....chicken.socket_ports import SocketInputPort, SocketOutputPort
from ...data import String, Values
from ...declaration import Table, refuse
from ...dynamics import Parameter
from ...kinds import Str
from ...printer import PRINTERS
from ..io import is_port
from .condition import Composite, signalled
from .files import python, scheme

__all__ = ["TABLE"]

TABLE: Final = Table()


class _Setting(Parameter):
    """A parameter that is an integer or #f."""

    __slots__ = ("name",)

    def __init__(self, name: str, value: Any) -> None:
        super().__init__(value, None, settable=True)
        self.name = name

    def converted(self, value: Any) -> Any:
        """Return a new value, which has to be an integer or #f."""
        if value is not False and value.__class__ is not int:
            refuse(self.name, 1, "a fixnum, or #f", value)
        return value

    def seconds(self) -> float | None:
        """Return the milliseconds that it is as seconds, None for no limit."""
        value = self()
        return None if value is False else max(0, value) / 1000


_BUFFER: Final = _Setting("tcp-buffer-size", False)
_READ: Final = _Setting("tcp-read-timeout", 60_000)
_WRITE: Final = _Setting("tcp-write-timeout", 60_000)
_CONNECT: Final = _Setting("tcp-connect-timeout", False)
_ACCEPT: Final = _Setting("tcp-accept-timeout", False)
for _each in (_BUFFER, _READ, _WRITE, _CONNECT, _ACCEPT):
    TABLE.value(_each.name, _each)

_BLOCK: Final = 1024


class TcpInputPort(SocketInputPort):
    """A port that reads from a connection."""

    def __repr__(self) -> str:
        return '#<input port "(tcp)">'


class TcpOutputPort(SocketOutputPort):
    """A port that writes to a connection."""

    def __repr__(self) -> str:
        return '#<output port "(tcp)">'


class Listener:
    """What accepts connections."""

    def __init__(self, socket: Socket) -> None:
        self.socket = socket


PRINTERS[Listener] = lambda value, readable, profile: "#<tcp-listener>"
PRINTERS[TcpInputPort] = lambda value, readable, profile: repr(value)
PRINTERS[TcpOutputPort] = lambda value, readable, profile: repr(value)


def _net(location: str, message: str, error: Exception | None, *about: Any) -> Composite:
    text = getattr(error, "strerror", None) or str(error)
    return signalled(
        "i/o net", location, message if error is None else f"{message} - {text}", *about
    )


def _late(location: str, what: str, setting: _Setting, socket: Socket) -> Composite:
    message = f"{what} operation timed out"
    return signalled("i/o net timeout", location, message, setting(), socket.fileno())


def _failure(error: OSError, operation: str, port: Any) -> BaseException:
    if isinstance(error, PortClosed):
        return signalled("i/o file", operation, "port already closed", port)
    if isinstance(error, DeadlinePassed):
        return _late("", operation, _READ if operation == "read" else _WRITE, port.socket)
    what = "cannot read from socket" if operation == "read" else "cannot write to socket"
    return _net("", what, error)


def _ports(socket: Socket) -> Values:
    size = _BUFFER()
    policy = PortPolicy(
        input_buffer=_BLOCK,
        output_buffer=size if size is not False and size > 0 else None,
        overflow="blocks",
        close_shuts_down=True,
        closes_socket="both",
        dropping_closes=False,
        waits=True,
        read_timeout=_READ.seconds,
        write_timeout=_WRITE.seconds,
        failure=_failure,
    )
    life = PortLife(socket, policy, (int(_socket.SHUT_RD), int(_socket.SHUT_WR)))
    return Values(
        (TcpInputPort(socket, policy, life=life), TcpOutputPort(socket, policy, life=life))
    )


def _addresses(location: str, host: str | None, port: int) -> Any:
    flags = 0 if host is not None else int(_socket.AI_PASSIVE)
    kind, family = int(_socket.SOCK_STREAM), int(_socket.AF_INET)
    try:
        return getaddrinfo(host, port, family, kind, 0, flags)
    except SocketError:
        raise _net(location, "cannot find host address", None, String(host or "")) from None


def _port_number(procedure: str, place: int, port: Any) -> int:
    if port.__class__ is not int:
        refuse(procedure, place, "a fixnum", port)
    if not 0 <= port <= 65535:
        raise signalled("domain", procedure, "invalid port number", port)
    return int(port)


@TABLE.procedure("tcp-listen")
def tcp_listen(port: Any, backlog: Any = 100, host: Any = False) -> Listener:
    """Return a listener on a port, 0 being any free one, at the address of a host if there is one.

    CHICKEN manual, Module (chicken tcp).
    """
    name = "tcp-listen"
    number = _port_number(name, 1, port)
    if backlog.__class__ is not int:
        refuse(name, 2, "a fixnum", backlog)
    if host is not False and host.__class__ is not String:
        refuse(name, 3, "a string, or #f", host)
    found = _addresses(name, None if host is False else python(host), number)[0]
    socket = Socket.open(found.family, found.type, found.protocol, blocking=False)
    try:
        socket.set_option(int(_socket.SOL_SOCKET), int(_socket.SO_REUSEADDR), 1)
        socket.bind(found.address)
    except SocketError as error:
        about = (socket.fileno(), host, number)
        socket.close()
        raise _net(name, "cannot bind to socket", error, *about) from None
    try:
        socket.listen(backlog)
    except SocketError as error:
        socket.close()
        raise _net(name, "cannot listen on socket", error, number) from None
    return Listener(socket)


@TABLE.procedure("tcp-listener?")
def is_tcp_listener(value: Any) -> bool:
    """Return whether a value is a listener. CHICKEN manual, Module (chicken tcp)."""
    return isinstance(value, Listener)


def _listener(procedure: str, value: Any) -> Listener:
    if not isinstance(value, Listener):
        refuse(procedure, 1, "a tcp-listener", value)
    return value


def _closed() -> OSError:
    return OSError(errno.EBADF, os.strerror(errno.EBADF))


@TABLE.procedure("tcp-close")
def tcp_close(listener: Any) -> None:
    """Close a listener. CHICKEN manual, Module (chicken tcp)."""
    socket = _listener("tcp-close", listener).socket
    if socket.closed:
        raise _net("tcp-close", "cannot close TCP socket", _closed(), listener)
    socket.close()


@TABLE.procedure("tcp-accept")
def tcp_accept(listener: Any) -> Any:
    """Wait for a connection; return an input and an output port.

    CHICKEN manual, Module (chicken tcp).
    """
    name = "tcp-accept"
    socket = _listener(name, listener).socket
    try:
        made = socket.accept(timeout=_ACCEPT.seconds(), waits=True, blocking=False)[0]
    except (DeadlinePassed, BlockingIOError):
        raise _late(name, "accept", _ACCEPT, socket) from None
    except SocketError as error:
        raise _net(name, "could not accept from listener", error, listener) from None
    return _ports(made)


@TABLE.procedure("tcp-accept-ready?")
def is_tcp_accept_ready(listener: Any) -> bool:
    """Return whether a connection waits. CHICKEN manual, Module (chicken tcp)."""
    try:
        return wait_readable(_listener("tcp-accept-ready?", listener).socket, 0)
    except SocketError as error:
        raise _net("tcp-accept-ready?", "cannot check socket for input", error, listener) from None


@TABLE.procedure("tcp-listener-port")
def tcp_listener_port(listener: Any) -> int:
    """Return the port of a listener. CHICKEN manual, Module (chicken tcp)."""
    socket = _listener("tcp-listener-port", listener).socket
    try:
        return int(socket.local_address().port)  # type: ignore[union-attr]
    except SocketError as error:
        name = "tcp-listener-port"
        raise _net(name, "cannot obtain listener port", error, listener, -1) from None


@TABLE.procedure("tcp-listener-fileno")
def tcp_listener_fileno(listener: Any) -> int:
    """Return the descriptor of a listener. CHICKEN manual, Module (chicken tcp)."""
    return _listener("tcp-listener-fileno", listener).socket.fileno()


_HOST_AND_SERVICE: Final = re.compile(r"(.*):([^:]*)", re.DOTALL)


def _service(host: Str, service: Any) -> tuple[str, int]:
    """Return the host and the port to connect to: `host:port` may be one string."""
    name = "tcp-connect"
    text = python(host)
    if service is False or service is None:
        found = _HOST_AND_SERVICE.fullmatch(text)
        if found is None:
            raise signalled("domain", name, "no port specified", host)
        text, service = found[1], scheme(found[2])
    if service.__class__ is String:
        word = python(service)
        if word.isdecimal():
            return text, _port_number(name, 2, int(word))
        try:
            return text, _socket.getservbyname(word, "tcp")
        except OSError as error:
            raise _net(name, "cannot compute port from service", error, service) from None
    return text, _port_number(name, 2, service)


@TABLE.procedure("tcp-connect")
def tcp_connect(host: Str, service: Any = False) -> Any:
    """Connect to a port, or a service, of a host; return an input and an output port.

    CHICKEN manual, Module (chicken tcp).
    """
    name = "tcp-connect"
    text, number = _service(host, service)
    failure: Exception | None = None
    for found in _addresses(name, text, number):
        socket = Socket.open(found.family, found.type, found.protocol, blocking=False)
        try:
            socket.connect(found.address, timeout=_CONNECT.seconds(), waits=True)
        except (DeadlinePassed, BlockingIOError):
            failure = _late(name, "connect", _CONNECT, socket)
            socket.close()
        except SocketError as error:
            socket.close()
            failure = _net(name, "cannot create socket", error)
        except BaseException:
            socket.close()
            raise
        else:
            return _ports(socket)
    assert failure is not None
    raise failure


def _socket_of(procedure: str, port: Any) -> Socket:
    if not is_port(port):
        refuse(procedure, 1, "a port", port)
    if not isinstance(port, TcpInputPort | TcpOutputPort):
        raise signalled("", procedure, "argument does not appear to be a TCP port", port)
    socket: Any = port.socket
    return socket  # type: ignore[no-any-return]


def _ends(procedure: str, port: Any, of: Callable[[Any], Any]) -> Any:
    """Return what a procedure makes of the addresses of both ends."""
    socket = _socket_of(procedure, port)
    try:
        return Values((of(socket.local_address()), of(socket.peer_address())))
    except SocketError as error:
        raise _net(procedure, "cannot compute remote address", error, port) from None


@TABLE.procedure("tcp-addresses")
def tcp_addresses(port: Any) -> Any:
    """Return the addresses of a connection's two ends. CHICKEN manual, Module (chicken tcp)."""
    return _ends("tcp-addresses", port, lambda each: String(each.host))


@TABLE.procedure("tcp-port-numbers")
def tcp_port_numbers(port: Any) -> Any:
    """Return the ports of a connection's two ends. CHICKEN manual, Module (chicken tcp)."""
    return _ends("tcp-port-numbers", port, lambda each: each.port)


@TABLE.procedure("tcp-abandon-port")
def tcp_abandon_port(port: Any) -> None:
    """Let closing a port leave its side open. CHICKEN manual, Module (chicken tcp)."""
    _socket_of("tcp-abandon-port", port)
    port.abandon()
