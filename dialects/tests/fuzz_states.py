"""Sockets and ports of every dialect, in every condition in which a call may find them.

`state("guile", "gone")` is a Guile socket whose peer has closed; the first word is a *form* (whose
object it is), the second a *condition*. No condition makes a call wait that rightly reads, writes
or accepts once: a peer has sent what there is to read and then ended its side, a connection
already waits at a listening socket, or the socket does not wait.

A `Pool` keeps states between calls, since most calls are refused and leave theirs as they were;
that they do is looked at, without changing anything.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import select
import socket as stdlib
import struct
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from schemesockets.core import Socket, TextPort, TwoWayPort
from schemesockets.dialects import chicken, foment, guile, r6rs_io, r7rs_io, sagittarius, srfi106
from schemesockets.dialects.guile.socket_port import SocketPort

__all__ = [
    "FORMS",
    "IDLE",
    "Live",
    "Pool",
    "State",
    "conditions",
    "never_waits",
    "release",
    "reset_parameters",
]

DATA: Final = b"h\xc3\xa9ld\r\nback\xff\n\0"
_LINGER_0: Final = struct.pack("ii", 1, 0)
_PEEK: Final = stdlib.MSG_PEEK | stdlib.MSG_DONTWAIT


class Live:
    """Listeners on loopback and in this directory that take every connection, and drop it."""

    def __init__(self) -> None:
        self.tcp = stdlib.create_server(("127.0.0.1", 0), backlog=512)
        self.number: int = self.tcp.getsockname()[1]
        self.unix = stdlib.socket(stdlib.AF_UNIX)
        self.unix.bind("live.sock")
        self.unix.listen(512)
        self.tcp.setblocking(False)
        self.unix.setblocking(False)

    def drain(self) -> None:
        """Take and drop the connections that wait, so that the backlogs never fill."""
        for listener in (self.tcp, self.unix):
            with contextlib.suppress(BlockingIOError):
                while True:
                    listener.accept()[0].close()


# Conditions: our end as a stdlib socket, and what else has to be closed with it.
_Ends = tuple[stdlib.socket, list[stdlib.socket]]


def _until(socket: stdlib.socket, event: int) -> None:
    """Wait until what was sent over loopback has arrived."""
    poll = select.poll()
    poll.register(socket, event)
    if not poll.poll(10_000):
        raise TimeoutError("nothing arrived over loopback")


def _bind_long_path(socket: stdlib.socket) -> None:
    """Bind to a path of 108 bytes, which the standard library would not do."""
    path = b"p" * 108
    address = struct.pack("@H108s", stdlib.AF_UNIX, path)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.bind(socket.fileno(), address, len(address)):
        raise OSError(ctypes.get_errno(), "bind")
    os.unlink(path)


class _Ender:
    """Makes the stdlib sockets of each condition."""

    def __init__(self) -> None:
        self.listener = stdlib.create_server(("127.0.0.1", 0), backlog=8)

    def connected(self) -> _Ends:
        ours, peer = stdlib.socketpair()
        peer.send(DATA)
        peer.shutdown(stdlib.SHUT_WR)
        return ours, [peer]

    def tcp(self) -> _Ends:
        peer = stdlib.create_connection(self.listener.getsockname())
        ours = self.listener.accept()[0]
        peer.send(DATA)
        peer.shutdown(stdlib.SHUT_WR)
        _until(ours, select.POLLRDHUP)
        return ours, [peer]

    def half(self) -> _Ends:
        ours, others = self.connected()
        ours.shutdown(stdlib.SHUT_WR)
        return ours, others

    def shut(self) -> _Ends:
        ours, others = self.connected()
        ours.shutdown(stdlib.SHUT_RDWR)
        return ours, others

    def gone(self) -> _Ends:
        ours, others = self.connected()
        others.pop().close()
        return ours, []

    def reset(self) -> _Ends:
        ours, others = self.tcp()
        others[0].setsockopt(stdlib.SOL_SOCKET, stdlib.SO_LINGER, _LINGER_0)
        others.pop().close()
        _until(ours, select.POLLHUP)
        return ours, []

    def unconnected(self) -> _Ends:
        return stdlib.socket(stdlib.AF_INET), []

    def inet6(self) -> _Ends:
        try:
            return stdlib.socket(stdlib.AF_INET6), []
        except OSError:  # a machine without IPv6
            return self.unconnected()

    def unix(self) -> _Ends:
        return stdlib.socket(stdlib.AF_UNIX), []

    def listening(self) -> _Ends:
        ours = stdlib.create_server(("127.0.0.1", 0))
        peer = stdlib.create_connection(ours.getsockname())
        _until(ours, select.POLLIN)
        return ours, [peer]

    def deserted(self) -> _Ends:
        ours = stdlib.create_server(("127.0.0.1", 0))
        ours.setblocking(False)
        return ours, []

    def datagram(self) -> _Ends:
        ours, peer = stdlib.socketpair(stdlib.AF_UNIX, stdlib.SOCK_DGRAM)
        for data in (b"d" * 400, b"", b"", b""):  # an empty one reads as the end
            peer.send(data)
        return ours, [peer]

    def udp(self) -> _Ends:
        ours = stdlib.socket(stdlib.AF_INET, stdlib.SOCK_DGRAM)
        ours.bind(("127.0.0.1", 0))
        peer = stdlib.socket(stdlib.AF_INET, stdlib.SOCK_DGRAM)
        for data in (b"u" * 400, b"", b"", b""):
            peer.sendto(data, ours.getsockname())
        _until(ours, select.POLLIN)
        return ours, [peer]

    def long_path(self) -> _Ends:
        """A listener whose client has a path as long as there can be, without a NUL at its end."""
        ours, peer = stdlib.socket(stdlib.AF_UNIX), stdlib.socket(stdlib.AF_UNIX)
        ours.bind("")  # the system picks an abstract name
        ours.listen()
        _bind_long_path(peer)
        peer.connect(ours.getsockname())
        return ours, [peer]

    def long_sender(self) -> _Ends:
        """A datagram socket with data from such a path."""
        ours, peer = (stdlib.socket(stdlib.AF_UNIX, stdlib.SOCK_DGRAM) for _ in range(2))
        ours.bind("")
        _bind_long_path(peer)
        for data in (b"l" * 400, b"", b"", b""):
            peer.sendto(data, ours.getsockname())
        return ours, [peer]

    def nonblocking(self) -> _Ends:
        ours, peer = stdlib.socketpair()
        ours.setblocking(False)
        return ours, [peer]

    def full(self) -> _Ends:
        ours, others = self.nonblocking()
        ours.setsockopt(stdlib.SOL_SOCKET, stdlib.SO_SNDBUF, 1)
        with contextlib.suppress(BlockingIOError):
            while True:
                ours.send(b"f" * 4096)
        return ours, others

    def closed(self) -> _Ends:
        return self.connected()

    def idle(self) -> _Ends:
        ours, peer = stdlib.socketpair()
        return ours, [peer]


CONDITIONS: Final = (
    *("connected", "tcp", "half", "shut", "gone", "reset", "unconnected", "inet6", "unix"),
    *("listening", "deserted", "datagram", "udp", "nonblocking", "full", "closed"),
    *("long_path", "long_sender"),
    *("closed_below", "input_closed", "output_closed"),
)
"""What can be asked for of every form; the last three differ from "closed" for ports alone."""

IDLE: Final = "idle"
"""One more: a connection with nothing to read, in which a call waits as long as it may."""

_NEVER_WAITS: Final = ("gone", "closed", "nonblocking", "full", "unconnected")

_NONBLOCKING: Final = frozenset({"nonblocking", "full"})
"""Conditions in which Guile's ports wait all the same."""

# What a look would change: the error that a reset leaves can be received once.
_UNSEEN: Final = frozenset({"reset"})
_LISTENING: Final = frozenset({"listening", "deserted", "long_path"})


# Forms: the object that a dialect has for our end.


class _With(NamedTuple):
    """An object and another that has to live as long."""

    value: Any
    kept: object


def _engine(ours: stdlib.socket) -> Socket:
    return Socket.from_descriptor(ours.detach())


def _two_way(ours: stdlib.socket) -> TwoWayPort:
    return TwoWayPort(_engine(ours), foment._POLICY)


def _guile(ours: stdlib.socket) -> SocketPort:
    return SocketPort(_engine(ours))


def _guile_held(ours: stdlib.socket) -> SocketPort:
    port = _guile(ours)
    guile.setvbuf(port, "block", 64)
    with contextlib.suppress(OSError):
        guile.put_bytevector(port, b"held")
        if _is_readable(port.socket):
            guile.lookahead_u8(port)
    return port


def _is_readable(socket: Socket) -> bool:
    return bool(select.select([socket.sock], [], [], 0)[0])


def _guile_encoded(encoding: str) -> Callable[[stdlib.socket], SocketPort]:
    def make(ours: stdlib.socket) -> SocketPort:
        port = _guile(ours)
        guile.set_port_encoding(port, encoding)
        return port

    return make


def _chicken(ours: stdlib.socket) -> chicken.Socket:
    ours.setblocking(False)
    return chicken.Socket.from_descriptor(ours.detach())


def _chicken_ports(ours: stdlib.socket) -> tuple[Any, Any]:
    return chicken.socket_io_ports(_chicken(ours))


def _chicken_held(ours: stdlib.socket) -> tuple[Any, Any]:
    with chicken.parameterize((chicken.socket_send_buffer_size, 64)):
        ports = _chicken_ports(ours)
    with contextlib.suppress(OSError):
        chicken.write_string(b"held", None, ports[1])
        if _is_readable(ports[0].socket):
            chicken.peek_char(ports[0])
    return ports


def _sagittarius(ours: stdlib.socket) -> sagittarius.Socket:
    return sagittarius.Socket.from_descriptor(ours.detach())


def _guile_timed(ours: stdlib.socket) -> SocketPort:
    port = _guile(ours)
    guile.setsockopt(port, stdlib.SOL_SOCKET, stdlib.SO_RCVTIMEO, (0, 1000))
    return port


def _sagittarius_timed(ours: stdlib.socket) -> sagittarius.Socket:
    socket = _sagittarius(ours)
    sagittarius.socket_set_read_timeout(socket, 1)
    return socket


def _text(codec: str, style: Any, mode: Any) -> Callable[[stdlib.socket], TextPort]:
    return lambda ours: TextPort(_two_way(ours), codec, style, mode)


def _selector(ours: stdlib.socket) -> _With:
    made, socket = sagittarius.make_socket_selector(), _sagittarius(ours)
    sagittarius.socket_selector_add(made, socket, 1)
    return _With(made, socket)


def conditions(form: str) -> tuple[str, ...]:
    """Return the conditions that are of use for a form."""
    return (IDLE,) if form.endswith(".timed") else _but_for_guile(form, CONDITIONS)


def never_waits(form: str) -> tuple[str, ...]:
    """Return the conditions of a form in which not even a send of any size waits."""
    return _but_for_guile(form, _NEVER_WAITS)


def _but_for_guile(form: str, these: tuple[str, ...]) -> tuple[str, ...]:
    waits = form.partition(".")[0] == "guile"
    return tuple(each for each in these if not (waits and each in _NONBLOCKING))


FORMS: Final[dict[str, Callable[[stdlib.socket], Any]]] = {
    "srfi106": _engine,
    "srfi106.input": lambda ours: srfi106.socket_input_port(_engine(ours)),
    "srfi106.output": lambda ours: srfi106.socket_output_port(_engine(ours)),
    "foment": _two_way,
    "guile": _guile,
    "guile.held": _guile_held,
    "guile.utf-16": _guile_encoded("utf-16"),
    "guile.shift_jis": _guile_encoded("shift_jis"),
    "guile.timed": _guile_timed,
    "chicken": _chicken,
    "chicken.input": lambda ours: _With(*_chicken_ports(ours)),
    "chicken.output": lambda ours: _With(*reversed(_chicken_ports(ours))),
    "chicken.held-input": lambda ours: _With(*_chicken_held(ours)),
    "chicken.held-output": lambda ours: _With(*reversed(_chicken_held(ours))),
    "sagittarius": _sagittarius,
    "sagittarius.timed": _sagittarius_timed,
    "sagittarius.port": lambda ours: sagittarius.socket_port(_sagittarius(ours)),
    "sagittarius.input": lambda ours: sagittarius.socket_input_port(_sagittarius(ours)),
    "sagittarius.output": lambda ours: sagittarius.socket_output_port(_sagittarius(ours)),
    "sagittarius.selector": _selector,
    "text.utf-8": lambda ours: r6rs_io.transcoded_port(
        sagittarius.socket_port(_sagittarius(ours)), r6rs_io.native_transcoder()
    ),
    "text.utf-16": _text("utf-16", "crlf", "raise"),
    "text.ascii": _text("ascii", "nel", "replace"),
    "text.utf-7": _text("utf-7", "ls", "ignore"),
    "python.bytes": lambda ours: _file(ours, "rwb"),
    "python.raw": lambda ours: _file(ours, "rb", buffering=0),
    "python.text": lambda ours: _file(ours, "rw", encoding="utf-8", newline="\n"),
}
"""How each form is made of a stdlib socket, which it takes over."""


def _file(ours: stdlib.socket, mode: Any, **how: Any) -> Any:
    file = ours.makefile(mode, **how)
    ours.close()  # the descriptor goes with the file
    return file


def reset_parameters(milliseconds: int = 1) -> None:
    """Give CHICKEN's parameters values with which nothing waits longer than that."""
    for timeout in (
        chicken.socket_accept_timeout,
        chicken.socket_connect_timeout,
        chicken.socket_receive_timeout,
        chicken.socket_send_timeout,
    ):
        timeout(milliseconds)
    chicken.socket_receive_buffer_size(4096)
    chicken.socket_send_buffer_size(None)
    chicken.socket_send_size(16384)


def release(made: Any, depth: int = 3) -> None:
    """Close what a call has returned, whatever is in it and whatever closing says.

    `depth` is how many lists within lists are looked into.
    """
    cls = type(made)  # what hostile objects cannot lie about
    if cls in (tuple, list) and depth:
        for each in made[:4]:
            release(each, depth - 1)
    elif cls is sagittarius.SocketSelector:
        made.engine.close()
    elif issubclass(cls, (io.IOBase, Socket)):
        with contextlib.suppress(Exception):
            made.close()
        below = getattr(made, "port", made)
        with contextlib.suppress(Exception):
            getattr(below, "socket", below).close()


def _peek(end: stdlib.socket) -> object:
    try:
        return end.recv(1024, _PEEK)
    except OSError as error:
        return error.errno


class State:
    """One object in one condition.

    Attributes: name, form and condition; value, the object itself.
    """

    def __init__(self, form: str, condition: str, ender: _Ender) -> None:
        self.name = form, condition
        ends: Callable[[], _Ends] = getattr(ender, condition, ender.connected)
        ours, self.others = ends()
        self._listens = condition in _LISTENING
        made = FORMS[form](ours)
        self.value: Any = made.value if isinstance(made, _With) else made
        self._kept = made.kept if isinstance(made, _With) else None
        self._socket: Any = self._below()
        if condition == "closed":
            self.value.engine.close() if form == "sagittarius.selector" else self.value.close()
        elif condition == "closed_below" and self._socket is not None:
            self._socket.close()
        elif condition == "input_closed" and isinstance(self.value, (TwoWayPort, TextPort)):
            r7rs_io.close_input_port(self.value)
        elif condition == "output_closed" and isinstance(self.value, (TwoWayPort, TextPort)):
            r7rs_io.close_output_port(self.value)
        self._ours = None
        if self._socket is not None and condition not in _UNSEEN:
            self._ours = self._socket.sock
        self.look()  # takes from a peer the error that a closing of ours has left there
        self._before = self.look()

    def _below(self) -> Any:
        value = self.value.port if isinstance(self.value, TextPort) else self.value
        if isinstance(value, sagittarius.SocketSelector):
            return None
        return value if isinstance(value, Socket) else getattr(value, "socket", None)

    def look(self) -> tuple[object, ...]:
        """What can be seen of it from outside and without changing anything."""
        value, below = self.value, self._socket
        seen: list[object] = [getattr(value, "closed", None), getattr(value, "input_open", None)]
        seen += [getattr(value, "output_open", None), getattr(value, "unsent", None)]
        if below is not None:
            seen += [below.closed, below.blocking, below.fileno()]
        if self._ours is not None and not below.closed:
            if self._listens:
                ready, _, _ = select.select([self._ours], [], [], 0)
                seen.append(bool(ready))
            else:
                seen.append(_peek(self._ours))
        seen += map(_peek, self.others)
        return tuple(seen)

    def change(self) -> str | None:
        """Say what has changed since it was made; None for nothing."""
        now = self.look()
        return None if now == self._before else f"was {self._before}, is {now}"

    def close(self) -> None:
        """Close everything, whatever a call has done to it."""
        for other in self.others:  # first, so that nothing waits for them
            other.close()
        release(self.value)
        release(self._kept)
        if self._socket is not None:
            with contextlib.suppress(Exception):
                self._socket.close()


class Pool:
    """States to be used again while they are as they were made.

    Arguments: whether every one is to be made anew (`fresh`).
    """

    def __init__(self, ender: _Ender | None = None, fresh: bool = False) -> None:
        self.ender = ender or _Ender()
        self.fresh = fresh
        self.in_use: list[State] = []
        self._idle: dict[tuple[str, str], list[State]] = {}

    def take(self, form: str, condition: str) -> Any:
        """Return an object in that condition, to be given back with all others in use."""
        idle = self._idle.get((form, condition))
        state = idle.pop() if idle else State(form, condition, self.ender)
        self.in_use.append(state)
        return state.value

    def give_back(self, untouched: bool) -> None:
        """Keep those in use for other calls if they are `untouched`, or else close them."""
        for state in self.in_use:
            if untouched and not self.fresh:
                self._idle.setdefault(state.name, []).append(state)
            else:
                state.close()
        self.in_use.clear()

    def close(self) -> None:
        """Close every state."""
        self.give_back(untouched=False)
        for states in self._idle.values():
            for state in states:
                state.close()
        self._idle.clear()
