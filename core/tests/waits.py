"""Operations that wait, each in a situation in which it has to, for tests of what ends a wait.

A `Wait` begins a situation: a call that waits on a real socket, a way to let it go on, a way to
close what it waits for, and a look at what it then did.  The engine's own operations are at the
end; the dialects' are in `dialects/tests`.  The peers are the stdlib's.

`raised_while_blocked` has a signal handler raise an exception inside such a call.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket as stdlib
import tempfile
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from typing import Any, Final, TypeVar

import pytest
from attrs import frozen
from watched_threads import PATIENCE, Background, is_blocked

from schemesockets.core import (
    Closed,
    InetAddress,
    InputPort,
    OutputPort,
    PortPolicy,
    Selector,
    Socket,
    TextPort,
    TwoWayPort,
    UnixAddress,
    select,
    wait_readable,
    wait_writable,
)
from schemesockets.core.constants import AF_INET, AF_UNIX, SOCK_DGRAM, SOCK_STREAM

T = TypeVar("T")
Ends = tuple[Any, stdlib.socket]  # of a connection: what a dialect calls a socket, and its peer
Connect = Callable[[ExitStack], Ends]

LARGE: Final = 3 << 20  # bytes: more than any socket holds


@frozen
class Begun:
    """A call that has to wait.

    Attributes:
        call: does it; may be called again after it was interrupted.
        release: lets the wait end.
        check: is given what the call, after the release, returned; raises AssertionError.
        close: closes what is waited for.
        leave: lets the peer of a connection go; None where there is none to be sent to.
    """

    call: Callable[[], object]
    release: Callable[[], object]
    check: Callable[[Any], object]
    close: Callable[[], object]
    leave: Callable[[], object] | None = None


@frozen
class Wait:
    """An operation that waits.

    Attributes:
        name: what pytest shows.
        begin: makes a `Begun`; what has to be cleaned up afterwards is left to the stack.
        closed: what the call may raise when another thread closes what it waits for; empty when
            it returns instead.
        repeats: whether the call may be made again after an exception has left it, or a new
            situation is needed.
        sends: whether it sends to the peer of a connection.
    """

    name: str
    begin: Callable[[ExitStack], Begun]
    closed: tuple[type[BaseException], ...] = (Closed,)
    repeats: bool = True
    sends: bool = False

    def __str__(self) -> str:
        return self.name


# Signals


class Handled(Exception):
    """For tests that need an exception of nobody else's."""


def raised_while_blocked(
    error: BaseException, call: Callable[[], object], release: Callable[[], object]
) -> BaseException | None:
    """Make a call in the main thread; once it is blocked, a SIGALRM handler raises `error`.

    Returns the exception that came out of the call, None when it returned; it is given a second
    to end, then a `release`.
    """

    def handler(number: int, frame: object) -> None:
        raise error

    before = signal.signal(signal.SIGALRM, handler)
    ended = threading.Event()
    thread = Background(alarm_once_blocked, f"/proc/self/task/{os.getpid()}", ended, release)
    try:
        call()
    except BaseException as caught:
        return caught
    else:
        return None
    finally:
        ended.set()
        thread.outcome()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def alarm_once_blocked(task: str, ended: threading.Event, release: Callable[[], object]) -> None:
    while not ended.wait(0.0005):
        if is_blocked(task):
            signal.setitimer(signal.ITIMER_REAL, 0.0001)
            break
    if not ended.wait(1):
        release()


@frozen
class Marked:
    """An exception with everything set that a careless `raise … from` would replace."""

    error: BaseException
    cause: BaseException
    context: BaseException
    state: dict[str, object]

    @classmethod
    def of(cls, error: BaseException) -> Marked:
        """Mark it."""
        made = cls(error, Handled("cause"), Handled("context"), dict(vars(error)))
        error.__cause__, error.__context__ = made.cause, made.context
        return made

    def changes(self, caught: BaseException | None) -> str:
        """What is not as the handler raised it, in words; "" when the very same arrived."""
        if caught is not self.error:
            return f"comes out as {caught!r}"
        if caught.__cause__ is not self.cause:
            return f"has the cause {caught.__cause__!r}"
        if caught.__context__ is not self.context:
            return f"has the context {caught.__context__!r}"
        if vars(caught) != self.state:
            return f"has become {vars(caught)!r}"
        return ""


def raised_by_handlers(own: Callable[[], BaseException]) -> list[BaseException]:
    """Exceptions that an engine or a dialect might take for the system's answer, or its own.

    `own` makes one of the engine's or the dialect's.
    """
    return [
        TimeoutError("of a handler"),
        BlockingIOError(11, "of a handler"),
        ConnectionResetError(104, "of a handler"),
        OSError(4, "of a handler"),  # EINTR
        OSError(9, "of a handler"),  # EBADF
        ValueError("of a handler"),
        KeyboardInterrupt(),
        own(),
    ]


def arrive_unchanged(wait: Wait, own: Callable[[], BaseException]) -> list[str]:
    """Raise exceptions in signal handlers inside a wait; returns what goes wrong.

    After each, the same call must work as if nothing had been.
    """
    wrong: list[str] = []
    with ExitStack() as stack:
        begun = wait.begin(stack)
        for error in raised_by_handlers(own):
            marked = Marked.of(error)
            changes = marked.changes(raised_while_blocked(error, begun.call, begun.release))
            if changes:
                wrong.append(f"{error!r} {changes}")
                with contextlib.suppress(BaseException):
                    stack.close()
            if changes or not wait.repeats:
                begun = wait.begin(stack)
        try:
            begun.release()
            begun.check(begun.call())
        except BaseException as failure:
            wrong.append(f"and then the call gives {failure!r}")
    return wrong


# Closing


def ends_when_closed(wait: Wait, failure: type[BaseException] = Exception) -> None:
    """Close what a thread waits for, from another; the thread comes back, and says why.

    Raises AssertionError when it does not, or says something else.
    """
    with ExitStack() as stack:
        begun = wait.begin(stack)
        thread = Background(begun.call)
        thread.until_blocked()
        begun.close()
        if not wait.closed:
            thread.outcome()
            return
        with pytest.raises(wait.closed) as caught:
            thread.outcome()
        assert isinstance(caught.value, failure)
        assert getattr(caught.value, "errno", None) == errno.EBADF


# Peers that are gone


def fails_when_the_peer_is_gone(wait: Wait, failure: type[BaseException] = Exception) -> None:
    """Send to a peer that has gone; raises AssertionError when that is not a plain failure."""
    with ExitStack() as stack:
        begun = wait.begin(stack)
        assert begun.leave is not None
        begun.leave()
        with pytest.raises((BrokenPipeError, ConnectionResetError)) as caught:
            begun.call()
        assert isinstance(caught.value, failure)


# Situations


def unix_ends(stack: ExitStack, adopt: Callable[[stdlib.socket], Any]) -> Ends:
    """A connection of a subject, made of a stdlib socket by `adopt`, with a peer."""
    here, there = stdlib.socketpair()
    there.settimeout(PATIENCE)
    stack.enter_context(there)
    return adopt(here), there


def receiving(
    name: str,
    connect: Connect,
    call: Callable[[Any], object],
    *,
    close: Callable[[Any], object],
    closed: tuple[type[BaseException], ...] = (Closed,),
    first: bytes = b"",
    rest: bytes = b"x",
    result: object = b"x",
    last: bool = False,
    make: Callable[[Any], Any] = lambda socket: socket,
) -> Wait:
    """Waits for bytes: `first` has come, `rest` ends the wait, `result` is returned.

    `call` is given what `make` makes of the socket, a port for one.  With `last`, the stream ends
    behind `rest`.
    """

    def begin(stack: ExitStack) -> Begun:
        socket, peer = connect(stack)
        stack.callback(close, socket)
        subject = make(socket)
        if first:
            peer.sendall(first)

        def release() -> None:
            peer.sendall(rest)
            if last:
                peer.shutdown(stdlib.SHUT_WR)

        def check(returned: object) -> None:
            assert returned == result, f"{returned!r}, not {result!r}"

        return Begun(partial(call, subject), release, check, partial(close, socket))

    return Wait(name, begin, closed)


def fill(socket: Socket) -> int:
    """Send until nothing more goes without waiting; returns how many bytes went."""
    sent = 0
    for size in (65536, 1):
        with contextlib.suppress(BlockingIOError):
            while True:
                sent += socket.sock.send(b"." * size, stdlib.MSG_DONTWAIT)
    return sent


def _break_off(peer: stdlib.socket) -> None:
    with contextlib.suppress(OSError):
        peer.shutdown(stdlib.SHUT_RDWR)


def received_until_end(peer: stdlib.socket) -> bytes:
    """All that comes up to the end of the stream."""
    data = bytearray()
    while piece := peer.recv(1 << 18):
        data += piece
    return bytes(data)


def sending(
    name: str,
    connect: Connect,
    call: Callable[[Any], object],
    *,
    engine: Callable[[Any], Socket],
    close: Callable[[Any], object],
    closed: tuple[type[BaseException], ...] = (Closed,),
    data: bytes = b"x",
    make: Callable[[Any], Any] = lambda socket: socket,
) -> Wait:
    """Waits until its peer, whose socket is full, reads; `data` is then the last that comes."""

    def begin(stack: ExitStack) -> Begun:
        socket, peer = connect(stack)
        stack.callback(close, socket)
        stack.callback(_break_off, peer)  # or closing might wait until all is sent
        subject = make(socket)
        fill(engine(socket))
        reader: list[Background[bytes]] = []

        def release() -> None:
            reader.append(Background(received_until_end, peer))
            stack.callback(reader[0].join, PATIENCE)
            stack.callback(_break_off, peer)

        def check(returned: object) -> None:
            engine(socket).sock.shutdown(stdlib.SHUT_WR)
            came = reader[0].outcome()
            assert came.endswith(data), f"the peer received {came[-len(data) :][:50]!r}"

        return Begun(partial(call, subject), release, check, partial(close, socket), peer.close)

    return Wait(name, begin, closed, sends=True)


def accepting(
    name: str,
    listen: Callable[[], Any],
    call: Callable[[Any], Any],
    *,
    engine: Callable[[Any], Socket],
    close: Callable[[Any], object],
    closed: tuple[type[BaseException], ...] = (Closed,),
) -> Wait:
    """Waits for a connection; `call` returns the socket that it accepted."""

    def begin(stack: ExitStack) -> Begun:
        listener = listen()
        stack.callback(close, listener)
        port = engine(listener).sock.getsockname()[1]

        def release() -> None:
            stack.enter_context(stdlib.create_connection(("127.0.0.1", port), PATIENCE))

        def check(accepted: Any) -> None:
            engine(accepted)
            close(accepted)

        return Begun(partial(call, listener), release, check, partial(close, listener))

    return Wait(name, begin, closed)


def full_listener(stack: ExitStack, family: int) -> tuple[stdlib.socket, Any]:
    """A listener whose backlog is full, and its address."""
    listener = stack.enter_context(stdlib.socket(family))
    if family == AF_UNIX:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        listener.bind(f"{folder}/full")
    else:
        listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    first = stack.enter_context(stdlib.socket(family))
    first.connect(listener.getsockname())
    listener.settimeout(PATIENCE)
    return listener, listener.getsockname()


def connecting(
    name: str,
    family: int,
    call: Callable[[Any, Any], Any],
    *,
    make: Callable[[], Any] = lambda: None,
    close: Callable[[Any], object],
    closed: tuple[type[BaseException], ...] = (Closed,),
    repeats: bool = True,
) -> Wait:
    """Waits for a place in a full backlog.

    `call` is given a socket that `make` made, and the address (a port for AF_INET, a path for
    AF_UNIX); where it returns a socket of its own, that is closed.
    """

    def begin(stack: ExitStack) -> Begun:
        listener, address = full_listener(stack, family)
        socket = make()
        stack.callback(close, socket)

        def release() -> None:
            stack.enter_context(listener.accept()[0])

        def check(connected: Any) -> None:
            if socket is None:
                stack.callback(close, connected)
            stack.enter_context(listener.accept()[0])

        where = address if family == AF_UNIX else address[1]
        return Begun(partial(call, socket, where), release, check, partial(close, socket))

    return Wait(name, begin, closed, repeats)


def full_queue(
    name: str,
    make: Callable[[], Any],
    call: Callable[[Any, str], object],
    *,
    engine: Callable[[Any], Socket],
    close: Callable[[Any], object],
    closed: tuple[type[BaseException], ...] = (Closed,),
) -> Wait:
    """Waits until the receiver of Unix datagrams takes one, which poll cannot tell."""

    def begin(stack: ExitStack) -> Begun:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        receiver = stack.enter_context(stdlib.socket(stdlib.AF_UNIX, stdlib.SOCK_DGRAM))
        receiver.bind(f"{folder}/full")
        receiver.settimeout(PATIENCE)
        socket = make()
        stack.callback(close, socket)
        sent = 0
        with contextlib.suppress(BlockingIOError):
            while True:
                engine(socket).sock.sendto(b".", stdlib.MSG_DONTWAIT, receiver.getsockname())
                sent += 1

        def check(returned: object) -> None:
            for _ in range(sent - 1):
                receiver.recv(10)
            assert receiver.recv(10) == b"x"

        path = receiver.getsockname()
        return Begun(
            partial(call, socket, path), partial(receiver.recv, 10), check, partial(close, socket)
        )

    return Wait(name, begin, closed)


# The engine's


def adopted(sock: stdlib.socket) -> Socket:
    """A stdlib socket as the engine's."""
    return Socket.from_descriptor(sock.detach())


def _ends(stack: ExitStack) -> Ends:
    return unix_ends(stack, adopted)


def _same(socket: Socket) -> Socket:
    return socket


def listening() -> Socket:
    """A TCP socket that listens on 127.0.0.1."""
    socket = Socket.open(AF_INET, SOCK_STREAM)
    socket.bind(InetAddress("127.0.0.1", 0))
    socket.listen()
    return socket


def _filled(call: Callable[[bytearray], Any]) -> bytes:
    """What a call put into a buffer of four bytes."""
    buffer = bytearray(4)
    count = call(buffer)
    return bytes(buffer[: count[0] if isinstance(count, tuple) else count])


def _selector_wait(socket: Socket) -> object:
    with Selector() as selector:
        selector.register(socket)
        return _wait_in(selector)


def _watching(socket: Socket) -> Selector:
    """A Selector that is waited for again and again."""
    selector = Selector()
    selector.register(socket)
    return selector


def _wait_in(selector: Selector) -> object:
    ((entry, _),) = selector.wait()[0]
    return isinstance(entry.socket, Socket)


BUFFERED: Final = PortPolicy(input_buffer=16, output_buffer=1 << 24)
_TEXT: Final = partial(TextPort, codec="utf-8", eol="crlf")

_RECEIVES: Final[dict[str, Callable[[Socket], object]]] = {
    "receive": lambda socket: socket.receive(4),
    "receive_into": lambda socket: _filled(socket.receive_into),
    "receive_from": lambda socket: socket.receive_from(4)[0],
    "receive_from_into": lambda socket: _filled(socket.receive_from_into),
}
_READINESS: Final[dict[str, Callable[[Socket], object]]] = {
    "wait_readable": wait_readable,
    "select": lambda socket: select([socket], [], []) == ([socket], [], []),
    "Selector.wait": _selector_wait,
}
_READS: Final[dict[str, Callable[[Any], object]]] = {
    "read": lambda port: port.read(4),
    "readinto": lambda port: _filled(port.readinto),
    "readline": lambda port: port.readline(),
}
_FIRST_READS: Final[dict[str, Callable[[Any], object]]] = {
    "read1": lambda port: port.read1(4),
    "peek": lambda port: port.peek(4),
}


def _engine_waits() -> Iterable[Wait]:
    receives = partial(receiving, connect=_ends, close=Socket.close)
    sends = partial(sending, connect=_ends, engine=_same, close=Socket.close)
    for name, call in _RECEIVES.items():
        yield receives(name, call=call)
    for name, call in _READINESS.items():
        # A Selector reports a socket that is closed as ready.
        yield receives(
            name, call=call, result=True, closed=() if call is _selector_wait else (Closed,)
        )
    yield receives("Selector.wait, kept", call=_wait_in, make=_watching, result=True, closed=())
    for policy, kind in ((PortPolicy(), "exact"), (BUFFERED, "buffered")):
        make = partial(InputPort, policy=policy)
        for name, call in _READS.items():
            yield receives(
                f"{kind} {name}", call=call, make=make, first=b"ab", rest=b"c\n", result=b"abc\n"
            )
        for name, call in _FIRST_READS.items():
            yield receives(f"{kind} {name}", call=call, make=make)

        def text(socket: Socket, policy: PortPolicy = policy) -> TextPort:
            return _TEXT(TwoWayPort(socket, policy))

        yield receives(
            f"{kind} text read",
            call=lambda port: port.read(3),
            make=text,
            first="ä".encode(),
            rest=b"bc",
            result="äbc",
        )
        yield receives(
            f"{kind} text readline",
            call=lambda port: port.readline(),
            make=text,
            first="ä\u20ac".encode()[:3],
            rest="\u20ac".encode()[1:] + b"\r\n",
            result="ä\u20ac\n",
        )
    yield accepting(
        "accept", listening, lambda socket: socket.accept()[0], engine=_same, close=Socket.close
    )
    yield connecting(
        "connect, Unix",
        AF_UNIX,
        lambda socket, path: socket.connect(UnixAddress(path)),
        make=lambda: Socket.open(AF_UNIX, SOCK_STREAM),
        close=Socket.close,
    )
    yield connecting(
        "connect, TCP",
        AF_INET,
        lambda socket, port: socket.connect(InetAddress("127.0.0.1", port)),
        make=lambda: Socket.open(AF_INET, SOCK_STREAM),
        close=Socket.close,
    )
    yield sends("send", call=lambda socket: socket.send(b"x"))
    yield sends("send_all", call=lambda socket: socket.send_all(b"x" * LARGE), data=b"x" * LARGE)
    yield sends("wait_writable", call=lambda socket: wait_writable(socket) and socket.send(b"x"))
    yield sends(
        "exact write",
        call=lambda port: port.write(b"x" * LARGE),
        make=OutputPort,
        data=b"x" * LARGE,
    )
    yield sends(
        "text write",
        call=lambda port: port.write("ä\n"),
        make=lambda socket: _TEXT(OutputPort(socket)),
        data="ä\r\n".encode(),
    )
    yield full_queue(
        "send_to",
        lambda: Socket.open(AF_UNIX, SOCK_DGRAM),
        lambda socket, path: socket.send_to(b"x", UnixAddress(path)),
        engine=_same,
        close=Socket.close,
    )


ENGINE_WAITS: Final = list(_engine_waits())
