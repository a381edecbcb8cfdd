"""The same things said in each dialect, so that a test is written once and runs for all of them.

An `Adapter` (see `core/tests/adapters.py`) has a dialect's own procedures for what all can do;
`waits` are those procedures of a dialect that wait (see `core/tests/waits.py`).
"""

from __future__ import annotations

import socket as stdlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any, Final

from adapters import LOOPBACK, Adapter
from child_processes import PATIENCE
from waits import (
    LARGE,
    Ends,
    Wait,
    accepting,
    adopted,
    connecting,
    full_queue,
    receiving,
    sending,
    unix_ends,
)

from schemesockets.core import Socket, TextPort, UnixAddress
from schemesockets.core.constants import AF_INET, AF_UNIX, SOCK_STREAM
from schemesockets.dialects import chicken as c
from schemesockets.dialects import foment as f
from schemesockets.dialects import guile as g
from schemesockets.dialects import r6rs_io, r7rs_io
from schemesockets.dialects import sagittarius as s
from schemesockets.dialects import srfi106 as srfi

Making = Callable[..., Wait]


def _same(socket: Socket) -> Socket:
    return socket


def _below(port: Any) -> Socket:
    socket: Socket = port.socket
    return socket


def _twice(port: Any) -> tuple[Any, Any]:
    return port, port


def _as_bytes(value: object) -> bytes:
    """What a read gave; the eof object is no bytes."""
    return value if isinstance(value, bytes) else b""


def _close_both(close: Callable[[Any], object]) -> Callable[[Any, Any], object]:
    def close_ports(first: Any, second: Any) -> None:
        close(second)
        if first is not second:
            close(first)

    return close_ports


def _filled(call: Callable[[bytearray], Any]) -> bytes:
    """What a call put into a buffer of four bytes."""
    buffer = bytearray(4)
    count = call(buffer)
    return bytes(buffer[: count[0] if isinstance(count, tuple) else count])


# --- the dialects

SRFI_106: Final = Adapter[Socket](
    name="srfi-106",
    ends=lambda stack: unix_ends(stack, adopted),
    engine=_same,
    listen=lambda: srfi.make_server_socket("0"),
    connect=lambda port: srfi.make_client_socket(LOOPBACK, str(port)),
    accept=srfi.socket_accept,
    receive=srfi.socket_recv,
    send=srfi.socket_send,
    close=srfi.socket_close,
    ports=lambda socket: (srfi.socket_input_port(socket), srfi.socket_output_port(socket)),
    buffered=None,
    exact=lambda socket: (srfi.socket_input_port(socket), srfi.socket_output_port(socket)),
    textual=TextPort,
    read=lambda port, count: _as_bytes(port.read1(count)),
    write=lambda port, data: r7rs_io.write_bytevector(data, port),
    read_line=lambda port: r7rs_io.read_line(port),
    write_line=lambda port, line: r7rs_io.write_string(line, port),
    flush=r7rs_io.flush_output_port,
    close_output=r7rs_io.close_port,
    let_go=r7rs_io.close_port,
    close_ports=_close_both(r7rs_io.close_port),
    failure=srfi.SocketFailure,
    refuse=lambda: srfi.socket_close(None),  # type: ignore[arg-type]
)


def _foment_socket(family: int = AF_INET) -> Any:
    return f.make_socket(family, SOCK_STREAM, 0)


def _foment_ends(stack: ExitStack) -> Ends:
    made = _foment_socket(AF_UNIX)
    with stdlib.socket(stdlib.AF_UNIX) as listener:
        listener.bind("")  # to a name of the system's choice
        listener.listen()
        made.socket.connect(UnixAddress(listener.getsockname()))
        peer, _ = listener.accept()
    peer.settimeout(PATIENCE)
    return made, stack.enter_context(peer)


def _foment_listen() -> Any:
    made = _foment_socket()
    f.bind_socket(made, LOOPBACK, "0", AF_INET, SOCK_STREAM, 0)
    f.listen_socket(made)
    return made


def _foment_connect(made: Any, port: int) -> Any:
    f.connect_socket(made, LOOPBACK, str(port), AF_INET, SOCK_STREAM, 0, 0)
    return made


FOMENT: Final = Adapter[Any](
    name="foment",
    ends=_foment_ends,
    engine=_below,
    listen=_foment_listen,
    connect=lambda port: _foment_connect(_foment_socket(), port),
    accept=f.accept_socket,
    receive=lambda socket, size: f.recv_socket(socket, size, 0),
    send=lambda socket, data: f.send_socket(socket, data, 0),
    close=r7rs_io.close_port,
    ports=_twice,
    buffered=None,
    exact=_twice,
    textual=TextPort,
    read=lambda port, count: _as_bytes(r7rs_io.read_bytevector(count, port)),
    write=lambda port, data: r7rs_io.write_bytevector(data, port),
    read_line=lambda port: r7rs_io.read_line(port),
    write_line=lambda port, line: r7rs_io.write_string(line, port),
    flush=r7rs_io.flush_output_port,
    close_output=r7rs_io.close_port,
    let_go=r7rs_io.close_port,
    close_ports=lambda first, second: r7rs_io.close_port(first),
    failure=f.SocketFailure,
    refuse=lambda: f.accept_socket(None),  # type: ignore[arg-type]
)


def _guile_socket() -> g.SocketPort:
    return g.socket(g.AF_INET, g.SOCK_STREAM, 0)


def _guile_listen() -> g.SocketPort:
    made = _guile_socket()
    g.bind(made, g.AF_INET, g.INADDR_LOOPBACK, 0)
    g.listen(made, 128)
    return made


def _guile_connect(made: g.SocketPort, port: int) -> g.SocketPort:
    assert g.connect(made, g.AF_INET, g.INADDR_LOOPBACK, port) is True
    return made


def _guile_accept(listener: g.SocketPort) -> g.SocketPort:
    accepted = g.accept(listener)
    assert accepted is not None
    return accepted[0]


def _guile_buffered(port: g.SocketPort, size: int) -> tuple[g.SocketPort, g.SocketPort]:
    g.setvbuf(port, "block", size)
    return port, port


def _guile_receive(port: g.SocketPort, size: int) -> bytes:
    buffer = bytearray(size)
    return bytes(buffer[: g.recv_into(port, buffer)])


GUILE: Final = Adapter[g.SocketPort](
    name="guile",
    ends=lambda stack: unix_ends(stack, lambda sock: g.SocketPort(adopted(sock))),
    engine=_below,
    listen=_guile_listen,
    connect=lambda port: _guile_connect(_guile_socket(), port),
    accept=_guile_accept,
    receive=_guile_receive,
    send=g.send,
    close=g.close_port,
    ports=_twice,
    buffered=_guile_buffered,
    exact=_twice,
    textual=lambda port: port,
    read=lambda port, count: _as_bytes(g.get_bytevector_n(port, count)),
    write=g.put_bytevector,
    read_line=lambda port: g.read_line(port),
    write_line=lambda port, line: g.display(line, port),
    flush=g.force_output,
    close_output=g.close_port,
    let_go=g.close_port,
    close_ports=lambda first, second: g.close_port(first),
    failure=g.GuileSystemError,
    refuse=lambda: g.accept(None),  # type: ignore[arg-type]
)


def _chicken_adopt(sock: stdlib.socket) -> c.Socket:
    sock.setblocking(False)
    return c.Socket.from_descriptor(sock.detach())


def _chicken_socket() -> c.Socket:
    return c.socket(c.AF_INET, c.SOCK_STREAM)


def _chicken_listen() -> c.Socket:
    made = _chicken_socket()
    c.socket_bind(made, c.inet_address(LOOPBACK, 0))
    c.socket_listen(made, 128)
    return made


def _chicken_connect(made: c.Socket, port: int) -> c.Socket:
    c.socket_connect(made, c.inet_address(LOOPBACK, port))
    return made


def _chicken_buffered(socket: c.Socket, size: int) -> tuple[Any, Any]:
    with c.parameterize((c.socket_send_buffer_size, size), (c.socket_receive_buffer_size, size)):
        return c.socket_io_ports(socket)


def _chicken_close_ports(first: Any, second: Any) -> None:
    c.close_output_port(second)
    c.close_input_port(first)


def _chicken_let_go(port: Any) -> None:
    c.socket_abandon_port(port)
    c.close_output_port(port)


CHICKEN: Final = Adapter[c.Socket](
    name="chicken",
    ends=lambda stack: unix_ends(stack, _chicken_adopt),
    engine=_same,
    listen=_chicken_listen,
    connect=lambda port: _chicken_connect(_chicken_socket(), port),
    accept=c.socket_accept,
    receive=c.socket_receive,
    send=c.socket_send,
    close=c.socket_close,
    ports=c.socket_io_ports,
    buffered=_chicken_buffered,
    exact=lambda socket: _chicken_buffered(socket, 1),
    textual=lambda port: port,
    read=lambda port, count: _as_bytes(port.read1(count)),
    write=lambda port, data: c.write_string(data, None, port),
    read_line=lambda port: c.read_line(port),
    write_line=lambda port, line: c.write_string(line, None, port),
    flush=c.flush_output,
    close_output=c.close_output_port,
    let_go=_chicken_let_go,
    close_ports=_chicken_close_ports,
    failure=c.NetError,
    refuse=lambda: c.socket_accept(None),  # type: ignore[arg-type]
)


def _sagittarius_accept(listener: s.Socket) -> s.Socket:
    accepted = s.socket_accept(listener)
    assert accepted is not None
    return accepted


def _sagittarius_receive(socket: s.Socket, size: int) -> bytes:
    data = s.socket_recv(socket, size)
    assert data is not None
    return data


SAGITTARIUS: Final = Adapter[s.Socket](
    name="sagittarius",
    ends=lambda stack: unix_ends(stack, lambda sock: s.Socket.from_descriptor(sock.detach())),
    engine=_same,
    listen=lambda: s.make_server_socket("0"),
    connect=lambda port: s.make_client_socket(LOOPBACK, str(port)),
    accept=_sagittarius_accept,
    receive=_sagittarius_receive,
    send=s.socket_send,
    close=s.socket_close,
    ports=lambda socket: _twice(s.socket_port(socket, False)),
    buffered=None,
    exact=lambda socket: _twice(s.socket_port(socket, False)),
    textual=lambda port: r6rs_io.transcoded_port(port, r6rs_io.make_transcoder("utf-8", "lf")),
    read=lambda port, count: _as_bytes(s.get_bytevector_n(port, count)),
    write=s.put_bytevector,
    read_line=lambda port: s.get_line(port),
    write_line=s.put_string,
    flush=s.flush_output_port,
    close_output=s.close_port,
    let_go=s.close_port,
    close_ports=lambda first, second: s.close_port(first),
    failure=s.InputOutputError,
    refuse=lambda: s.socket_accept(None),  # type: ignore[arg-type]
)

ADAPTERS: Final[list[Adapter[Any]]] = [SRFI_106, FOMENT, GUILE, CHICKEN, SAGITTARIUS]


# --- all that waits


def waits(adapter: Adapter[Any]) -> list[Wait]:
    """Every procedure of a dialect that waits, in a situation where it has to."""
    return list(_WAITS[adapter.name](adapter))


class _Making:
    """Makes a dialect's waits."""

    def __init__(self, adapter: Adapter[Any]) -> None:
        shut, engine = adapter.shut, adapter.engine
        self.adapter = adapter
        self.flushes = {"make": partial(_holding, adapter), "data": _X, "close": self.cut_off}
        self.receives: Making = partial(receiving, connect=adapter.ends, close=shut)
        self.sends: Making = partial(sending, connect=adapter.ends, engine=engine, close=shut)
        self.accepts: Making = partial(accepting, engine=engine, close=shut)
        self.connects: Making = partial(connecting, close=self.shut_if_made)
        self.queues: Making = partial(full_queue, engine=engine, close=shut)

    def shut_if_made(self, socket: Any) -> None:
        """Close what may not have been made yet."""
        if socket is not None:
            self.adapter.shut(socket)

    def cut_off(self, socket: Any) -> None:
        """Close the socket itself: closing a port may wait until all that it holds is sent."""
        self.adapter.engine(socket).close()

    def reads(self, calls: dict[str, Callable[[Any], object]], **how: Any) -> Iterator[Wait]:
        """Waits of an input port, which `make` may make."""
        make = how.pop("make", lambda socket: self.adapter.ports(socket)[0])
        for name, call in calls.items():
            yield self.receives(name, call=call, make=make, **how)

    def writes(self, calls: dict[str, Callable[[Any], object]], **how: Any) -> Iterator[Wait]:
        """Waits of an output port, which `make` may make."""
        make = how.pop("make", lambda socket: self.adapter.ports(socket)[1])
        for name, call in calls.items():
            yield self.sends(name, call=call, make=make, **how)


_X: Final = b"x" * LARGE


def _srfi_106(adapter: Adapter[Any]) -> Iterator[Wait]:
    making = _Making(adapter)
    yield making.accepts("socket-accept", adapter.listen, srfi.socket_accept)
    yield making.connects(
        "make-client-socket", AF_INET, lambda _, port: adapter.connect(port), closed=()
    )
    yield making.receives("socket-recv", call=lambda so: srfi.socket_recv(so, 4))
    yield making.receives(
        "socket-recv, peek", call=lambda so: srfi.socket_recv(so, 4, srfi.MSG_PEEK)
    )
    yield making.sends("socket-send", call=lambda so: srfi.socket_send(so, b"x"))
    yield making.sends("socket-send, flags", call=lambda so: srfi.socket_send(so, b"x", 1 << 14))
    yield from _r7rs(making, fills=True)


def _r7rs(making: _Making, fills: bool) -> Iterator[Wait]:
    """The port procedures of R7RS."""
    adapter = making.adapter
    some = {"first": b"ab", "rest": b"cd", "result": b"abcd"} if fills else {}
    yield from making.reads({"read-u8": r7rs_io.read_u8, "peek-u8": r7rs_io.peek_u8}, result=120)
    yield from making.reads(
        {
            "read-bytevector": lambda port: r7rs_io.read_bytevector(4, port),
            "read-bytevector!": lambda port: _filled(
                lambda buffer: r7rs_io.read_bytevector_into(buffer, port)
            ),
        },
        **some,
    )
    text = partial(_textual, adapter, 0)
    yield from making.reads(
        {"read-char": r7rs_io.read_char, "peek-char": r7rs_io.peek_char},
        make=text,
        first="\u20ac".encode()[:2],
        rest="\u20ac".encode()[2:],
        result="\u20ac",
    )
    yield from making.reads(
        {"read-line": r7rs_io.read_line}, make=text, first=b"ab", rest=b"c\n", result="abc"
    )
    yield from making.reads(
        {"read-string": lambda port: r7rs_io.read_string(4, port)},
        make=text,
        first=b"ab",
        rest=b"cd",
        result="abcd",
    )
    yield from making.writes(
        {
            "write-u8": lambda port: r7rs_io.write_u8(120, port),
            "write-bytevector": lambda port: r7rs_io.write_bytevector(b"x", port),
        }
    )
    yield from making.writes(
        {"write-bytevector, large": lambda port: r7rs_io.write_bytevector(_X, port)}, data=_X
    )
    output = partial(_textual, adapter, 1)
    yield from making.writes(
        {
            "write-char": lambda port: r7rs_io.write_char("x", port),
            "write-string": lambda port: r7rs_io.write_string("x", port),
        },
        make=output,
    )
    yield from making.writes({"newline": r7rs_io.newline}, make=output, data=b"\n")


def _textual(adapter: Adapter[Any], index: int, socket: Any) -> Any:
    return adapter.textual(adapter.ports(socket)[index])


def _foment(adapter: Adapter[Any]) -> Iterator[Wait]:
    making = _Making(adapter)
    yield making.accepts("accept-socket", adapter.listen, f.accept_socket)
    yield making.connects("connect-socket", AF_INET, _foment_connect, make=_foment_socket)
    yield making.receives("recv-socket", call=lambda so: f.recv_socket(so, 4, 0))
    yield making.receives("recv-socket, peek", call=lambda so: f.recv_socket(so, 4, f.MSG_PEEK))
    yield making.sends("send-socket", call=lambda so: f.send_socket(so, b"x", 0))
    yield making.sends("send-socket, large", call=lambda so: f.send_socket(so, _X, 0), data=_X)
    yield from _r7rs(making, fills=False)


def _guile(adapter: Adapter[Any]) -> Iterator[Wait]:
    making = _Making(adapter)
    yield making.accepts("accept", adapter.listen, _guile_accept)
    yield making.connects("connect, TCP", AF_INET, _guile_connect, make=_guile_socket)
    yield making.connects(
        "connect, Unix",
        AF_UNIX,
        lambda so, path: g.connect(so, g.AF_UNIX, path),
        make=lambda: g.socket(g.PF_UNIX, g.SOCK_STREAM, 0),
    )
    yield making.receives("recv!", call=lambda so: _filled(lambda buffer: g.recv_into(so, buffer)))
    yield making.receives(
        "recvfrom!", call=lambda so: _filled(lambda buffer: g.recvfrom_into(so, buffer))
    )
    yield making.receives(
        "select, reads", call=lambda so: g.select([so], [], []) == ([so], [], []), result=True
    )
    yield making.sends(
        "select, writes", call=lambda so: any(g.select([], [so], [])) and g.send(so, b"x")
    )
    yield making.sends("send", call=lambda so: g.send(so, b"x"))
    yield making.queues(
        "sendto",
        lambda: g.socket(g.PF_UNIX, g.SOCK_DGRAM, 0),
        lambda so, path: g.sendto(so, b"x", g.AF_UNIX, path),
    )
    for kind in ("", ", buffered"):

        def make(port: Any, size: int = 64 if kind else 0) -> Any:
            return _guile_buffered(port, size)[0]

        yield from making.reads(
            {f"get-u8{kind}": g.get_u8, f"lookahead-u8{kind}": g.lookahead_u8},
            result=120,
            make=make,
        )
        yield from making.reads({f"get-bytevector-some{kind}": g.get_bytevector_some}, make=make)
        yield from making.reads(
            {f"get-bytevector-n{kind}": lambda port: g.get_bytevector_n(port, 4)},
            first=b"ab",
            rest=b"cd",
            result=b"abcd",
            make=make,
        )
        yield from making.reads(
            {f"read-char{kind}": g.read_char, f"peek-char{kind}": g.peek_char},
            first="\u20ac".encode()[:2],
            rest="\u20ac".encode()[2:],
            result="\u20ac",
            make=make,
        )
        yield from making.reads(
            {f"read-line{kind}": g.read_line},
            first="ä\u20ac".encode()[:3],
            rest="\u20ac".encode()[1:] + b"\n",
            result="ä\u20ac",
            make=make,
        )
        yield from making.reads(
            {f"read-string{kind}": lambda port: g.read_string(port, 3)},
            first="ä\u20ac".encode()[:3],
            rest="\u20ac".encode()[1:] + b"b",
            result="ä\u20acb",
            make=make,
        )
    yield from making.reads(
        {"read-string, all": g.read_string}, first=b"ab", rest=b"cd", result="abcd", last=True
    )
    yield from making.writes(
        {
            "put-u8": lambda port: g.put_u8(port, 120),
            "put-bytevector": lambda port: g.put_bytevector(port, b"x"),
            "write-char": lambda port: g.write_char("x", port),
            "display": lambda port: g.display("x", port),
        }
    )
    yield from making.writes(
        {"put-bytevector, large": lambda port: g.put_bytevector(port, _X)}, data=_X
    )
    yield from making.writes({"write-line": lambda port: g.write_line("x", port)}, data=b"x\n")
    yield from making.writes({"newline": g.newline}, data=b"\n")
    yield from making.writes({"force-output": g.force_output}, **making.flushes)


def _holding(adapter: Adapter[Any], socket: Any) -> Any:
    """An output port with a large buffer, and much in it."""
    assert adapter.buffered is not None
    port = adapter.buffered(socket, 2 * LARGE)[1]
    adapter.write(port, _X)
    return port


def _chicken(adapter: Adapter[Any]) -> Iterator[Wait]:
    making = _Making(adapter)
    yield making.accepts("socket-accept", adapter.listen, c.socket_accept)
    yield making.connects("socket-connect, TCP", AF_INET, _chicken_connect, make=_chicken_socket)
    yield making.connects(
        "socket-connect, Unix",
        AF_UNIX,
        lambda so, path: c.socket_connect(so, c.unix_address(path)),
        make=lambda: c.socket(c.AF_UNIX, c.SOCK_STREAM),
    )
    yield making.connects(
        "socket-connect/ai",
        AF_INET,
        lambda _, port: c.socket_connect_ai(c.address_information(LOOPBACK, port)),
        closed=(),
    )
    yield making.receives("socket-receive", call=lambda so: c.socket_receive(so, 4))
    yield making.receives(
        "socket-receive!",
        call=lambda so: _filled(lambda buffer: c.socket_receive_into(so, buffer)),
    )
    yield making.receives("socket-receive-from", call=lambda so: c.socket_receive_from(so, 4)[0])
    yield making.receives(
        "socket-receive-from!",
        call=lambda so: _filled(lambda buffer: c.socket_receive_from_into(so, buffer)),
    )
    yield making.sends("socket-send", call=lambda so: c.socket_send(so, b"x"))
    yield making.sends("socket-send-all", call=lambda so: c.socket_send_all(so, _X), data=_X)
    yield making.queues(
        "socket-send-to",
        lambda: c.socket(c.AF_UNIX, c.SOCK_DGRAM),
        lambda so, path: c.socket_send_to(so, b"x", c.unix_address(path)),
    )
    yield from making.reads({"read-char": c.read_char, "peek-char": c.peek_char})
    yield from making.reads({"read-byte": c.read_byte}, result=120)
    yield from making.reads(
        {"read-string": lambda port: c.read_string(4, port)},
        first=b"ab",
        rest=b"cd",
        result=b"abcd",
    )
    yield from making.reads(
        {"read-string, all": lambda port: c.read_string(None, port)},
        first=b"ab",
        rest=b"cd",
        result=b"abcd",
        last=True,
    )
    yield from making.reads({"read-line": c.read_line}, first=b"ab", rest=b"c\n", result=b"abc")
    yield from making.reads(
        {"read-lines": c.read_lines},
        first=b"ab\nc",
        rest=b"d\n",
        result=[b"ab", b"cd"],
        last=True,
    )
    yield from making.writes(
        {
            "write-byte": lambda port: c.write_byte(120, port),
            "write-char": lambda port: c.write_char("x", port),
            "write-string": lambda port: c.write_string("x", None, port),
            "display": lambda port: c.display("x", port),
        }
    )
    yield from making.writes(
        {"write-string, large": lambda port: c.write_string(_X, None, port)}, data=_X
    )
    yield from making.writes({"write-line": lambda port: c.write_line("x", port)}, data=b"x\n")
    yield from making.writes({"newline": c.newline}, data=b"\n")
    yield from making.writes({"flush-output": c.flush_output}, **making.flushes)


def _sagittarius_socket() -> s.Socket:
    made = s.make_socket(s.AF_INET, s.SOCK_STREAM, 0)
    assert made is not None
    return made


def _sagittarius_info(port: int) -> s.Addrinfo:
    hint = s.make_hint_addrinfo(family=s.AF_INET, socktype=s.SOCK_STREAM)
    return s.get_addrinfo(LOOPBACK, str(port), hint)


def _sockaddr() -> s.Sockaddr:
    sockaddr = s.addrinfo_sockaddr(_sagittarius_info(1))
    assert sockaddr is not None
    return sockaddr


def _one_set(socket: s.Socket) -> s.FdSet:
    return s.sockets_to_fdset([socket])


def _selector(socket: s.Socket) -> s.SocketSelector:
    return s.socket_selector_add(s.make_socket_selector(), socket)


def _sagittarius(adapter: Adapter[Any]) -> Iterator[Wait]:
    making = _Making(adapter)
    yield making.accepts("socket-accept", adapter.listen, _sagittarius_accept)
    yield making.connects(
        "make-client-socket", AF_INET, lambda _, port: adapter.connect(port), closed=()
    )
    yield making.connects(
        "socket-connect!",
        AF_INET,
        lambda so, port: s.socket_connect(so, _sagittarius_info(port)),
        make=_sagittarius_socket,
    )
    yield making.receives("socket-recv", call=lambda so: s.socket_recv(so, 4))
    yield making.receives("socket-recv, peek", call=lambda so: s.socket_recv(so, 4, s.MSG_PEEK))
    yield making.receives(
        "socket-recv!",
        call=lambda so: _filled(lambda buffer: s.socket_recv_into(so, buffer, 0, 4)),
    )
    yield making.receives("socket-recvfrom", call=lambda so: s.socket_recvfrom(so, 4, _sockaddr()))
    yield making.receives(
        "socket-select",
        call=lambda so: s.socket_select(_one_set(so), None, None, None)[0],
        result=1,
    )
    yield making.receives(
        "socket-select!",
        call=lambda so: s.socket_select_in_place(_one_set(so), None, None, (100, 0))[0],
        result=1,
    )
    yield making.receives(
        "socket-read-select",
        call=lambda so: s.socket_read_select(None, so) == [so],
        result=True,
    )
    yield making.sends(
        "socket-write-select",
        call=lambda so: s.socket_write_select(None, so) and s.socket_send(so, b"x"),
    )
    yield making.receives(
        "socket-selector-wait!",
        call=lambda selector: len(s.socket_selector_wait(selector)[0]),
        make=_selector,
        result=1,
        closed=(),
    )
    yield making.sends("socket-send", call=lambda so: s.socket_send(so, b"x"))
    yield making.sends("socket-send/range", call=lambda so: s.socket_send_range(so, b"x", 0, 1))
    yield from making.reads(
        {"get-u8": s.get_u8, "lookahead-u8": s.lookahead_u8, "port-eof?": _not_at_end}, result=120
    )
    yield from making.reads(
        {
            "get-bytevector-n": lambda port: s.get_bytevector_n(port, 4),
            "get-bytevector-n!": lambda port: _filled(
                lambda buffer: s.get_bytevector_n_into(port, buffer, 0, 4)
            ),
            "get-bytevector-some": s.get_bytevector_some,
        }
    )
    yield from making.reads(
        {"get-bytevector-all": s.get_bytevector_all},
        first=b"ab",
        rest=b"cd",
        result=b"abcd",
        last=True,
    )
    text = partial(_textual, adapter, 0)
    yield from making.reads(
        {"get-char": s.get_char, "lookahead-char": s.lookahead_char},
        make=text,
        first="\u20ac".encode()[:2],
        rest="\u20ac".encode()[2:],
        result="\u20ac",
    )
    yield from making.reads(
        {"get-line": s.get_line}, make=text, first=b"ab", rest=b"c\n", result="abc"
    )
    yield from making.reads(
        {"get-string-n": lambda port: s.get_string_n(port, 4)},
        make=text,
        first=b"ab",
        rest=b"cd",
        result="abcd",
    )
    yield from making.writes(
        {
            "put-u8": lambda port: s.put_u8(port, 120),
            "put-bytevector": lambda port: s.put_bytevector(port, b"x"),
        }
    )
    yield from making.writes(
        {"put-bytevector, large": lambda port: s.put_bytevector(port, _X)}, data=_X
    )
    yield from making.writes(
        {
            "put-char": lambda port: s.put_char(port, "x"),
            "put-string": lambda port: s.put_string(port, "x"),
        },
        make=partial(_textual, adapter, 1),
    )


def _not_at_end(port: Any) -> object:
    assert s.is_port_eof(port) is False
    return s.get_u8(port)


_WAITS: Final[dict[str, Callable[[Adapter[Any]], Iterator[Wait]]]] = {
    "srfi-106": _srfi_106,
    "foment": _foment,
    "guile": _guile,
    "chicken": _chicken,
    "sagittarius": _sagittarius,
}
