"""Checks of ports that several threads use, and that signals interrupt, over any `Adapter`."""

from __future__ import annotations

import collections
import contextlib
import signal
import socket as stdlib
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from types import FrameType
from typing import Any, Final

from adapters import Adapter
from fork_checks import numbered
from waits import LARGE, received_until_end
from watched_threads import PATIENCE, Background

_OURS: Final = ("schemesockets.core", "schemesockets.dialects")


def _ports(adapter: Adapter[Any], socket: Any, size: int) -> tuple[Any, Any]:
    """An input and an output port, with buffers where there are any."""
    return adapter.buffered(socket, size) if adapter.buffered else adapter.ports(socket)


def _begin_to_write(adapter: Adapter[Any], socket: Any, data: bytes) -> tuple[Any, Any]:
    """A port, and a thread that is blocked as it sends data: in a flush, if there are buffers."""
    if adapter.buffered is None:
        ports = adapter.ports(socket)
        writer = Background(adapter.write, ports[1], data)
    else:
        ports = adapter.buffered(socket, 2 * LARGE)
        adapter.write(ports[1], data)
        writer = Background(adapter.flush, ports[1])
    writer.until_blocked()
    return ports, writer


def _outcome(thread: Background[Any], failure: type[Exception]) -> Exception | None:
    """The failure that a thread ended with; None when it ended well."""
    try:
        thread.outcome()
    except failure as error:
        return error
    return None


def closing_a_port_sends_the_rest_once(adapter: Adapter[Any]) -> None:
    """Close a port while another thread sends much through it to a slow reader."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        data = numbered(LARGE)
        ports, writer = _begin_to_write(adapter, socket, data)
        closer = Background(adapter.close_output, ports[1])
        closer.until_asleep()
        reader = Background(received_until_end, peer)
        closer.outcome()
        failed = _outcome(writer, adapter.failure)
        adapter.close_ports(*ports)
        adapter.shut(socket)
        came = reader.outcome()
        assert len(came) <= len(data), f"{len(came)} bytes of {len(data)}"
        assert data.startswith(came)
        if adapter.buffered is not None or failed is None:
            assert len(came) == len(data)


def closing_the_socket_cuts_off(adapter: Adapter[Any]) -> None:
    """Close the socket itself while a thread sends: what has come by then is all that comes."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        data = numbered(LARGE)
        ports, writer = _begin_to_write(adapter, socket, data)
        adapter.engine(socket).close()
        assert isinstance(_outcome(writer, adapter.failure), OSError)
        with contextlib.suppress(adapter.failure):
            adapter.close_ports(*ports)
        came = received_until_end(peer)
        assert 0 < len(came) < len(data)
        assert data.startswith(came)


def received_slowly(peer: stdlib.socket) -> bytes:
    """All that comes up to the end of the stream, a little at a time."""
    data = bytearray()
    while piece := peer.recv(4096):
        data += piece
    return bytes(data)


class Raising:
    """A SIGALRM handler that raises an exception inside our code, again and again.

    It returns when it comes elsewhere, or in a finalizer or hypothesis's callback for the garbage
    collector, whose exceptions Python drops.

    Attributes: count, how often it has raised; paused, whether it returns in any case.  Blocking
    the signal would not do: it would come in another thread, and its handler in this one.
    """

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self.count = 0
        self.paused = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        ours = finalizes = False
        while frame is not None:
            ours = ours or str(frame.f_globals.get("__name__")).startswith(_OURS)
            finalizes = finalizes or frame.f_code.co_name in ("__del__", "gc_callback")
            frame = frame.f_back
        if ours and not finalizes and not self.paused:
            self.count += 1
            raise self.error.with_traceback(None)  # or it would grow


@contextlib.contextmanager
def raising_all_the_time(error: BaseException, period: float) -> Iterator[Raising]:
    """Have a SIGALRM handler raise an exception inside our code every `period` seconds."""
    handler = Raising(error)
    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, period, period)
    try:
        yield handler
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def an_interrupted_flush_resumes(adapter: Adapter[Any], error: BaseException) -> None:
    """Interrupt a flush again and again, and flush again each time: each byte comes once."""
    assert adapter.buffered is not None
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        reader = Background(received_slowly, peer)
        ports = adapter.buffered(socket, 2 * LARGE)
        data = numbered(LARGE)
        with raising_all_the_time(error, 0.001) as raising:
            rounds = 0
            while raising.count < 100 and rounds < 10:
                rounds += 1
                raising.paused = True
                adapter.write(ports[1], data)
                raising.paused = False
                _again(error, lambda: adapter.flush(ports[1]))
        assert raising.count
        adapter.close_ports(*ports)
        adapter.shut(socket)
        came = reader.outcome()
        assert len(came) == rounds * len(data), f"after {raising.count} interruptions"
        assert came == rounds * data


def _again(error: BaseException, call: Callable[[], object]) -> None:
    """Make a call until it is not interrupted."""
    while True:
        try:
            call()
            return
        except type(error) as caught:
            if caught is not error:
                raise


LINES: Final = 20_000
_WRITERS: Final = 4


def writers_share_a_port(adapter: Adapter[Any], lines: int = LINES) -> None:
    """Write lines in four threads through one port: none is lost, doubled or torn."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        ports = _ports(adapter, socket, 1000)
        port = adapter.textual(ports[1])
        together = threading.Barrier(_WRITERS)
        reader = Background(received_until_end, peer)

        def write(writer: int) -> None:
            together.wait(PATIENCE)
            for number in range(lines // _WRITERS):
                adapter.write_line(port, f"{writer} {number} {'x' * (number % 90)}\n")

        for thread in [Background(write, writer) for writer in range(_WRITERS)]:
            thread.outcome()
        adapter.flush(port)
        adapter.close_ports(*ports)
        adapter.shut(socket)
        came = reader.outcome().decode().splitlines()
    _check_lines(came, lines)


def _check_lines(came: list[str], lines: int) -> None:
    torn = []
    numbers: dict[str, list[int]] = collections.defaultdict(list)
    for line in came:
        fields = line.split(" ")
        if len(fields) == 3 and fields[1].isdigit() and fields[2] == "x" * (int(fields[1]) % 90):
            numbers[fields[0]].append(int(fields[1]))
        else:
            torn.append(line)
    assert not torn, f"{len(torn)} lines are torn: {torn[:3]}"
    assert len(came) == lines
    for writer, found in numbers.items():
        assert found == list(range(lines // _WRITERS)), f"out of order, of writer {writer}"


_READERS: Final = 3


def readers_share_a_port(adapter: Adapter[Any], lines: int) -> None:
    """Read lines in several threads from one port: each comes once, and whole."""
    sent = [f"{number} {'x' * (number % 90)}" for number in range(lines)]
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        ports = _ports(adapter, socket, 500)
        port = adapter.textual(ports[0])
        together = threading.Barrier(_READERS + 1)

        def read() -> list[str]:
            together.wait(PATIENCE)
            found: list[str] = []
            while True:
                line = adapter.read_line(port)
                if isinstance(line, bytes):
                    line = line.decode()
                if not isinstance(line, str):
                    return found
                found.append(line)

        def send() -> None:
            together.wait(PATIENCE)
            peer.sendall("".join(f"{line}\n" for line in sent).encode())
            peer.shutdown(stdlib.SHUT_WR)

        readers = [Background(read) for _ in range(_READERS)]
        Background(send).outcome()
        came = [line for reader in readers for line in reader.outcome()]
        adapter.close_ports(*ports)
        adapter.shut(socket)
    wrong = collections.Counter(came)
    wrong.subtract(sent)
    assert not {line: count for line, count in wrong.items() if count}


def a_blocked_reader_lets_writers_pass(adapter: Adapter[Any]) -> None:
    """Write through ports while another thread is blocked reading from them, and the reverse."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        ports = _ports(adapter, socket, 500)
        reader = Background(adapter.read, ports[0], 1)
        reader.until_blocked()

        def write() -> None:
            adapter.write(ports[1], b"written")
            adapter.flush(ports[1])

        Background(write).outcome()
        assert peer.recv(10) == b"written"
        peer.sendall(b"a")
        assert reader.outcome() == b"a"
        adapter.close_ports(*ports)
        adapter.shut(socket)


def a_blocked_writer_lets_readers_pass(adapter: Adapter[Any]) -> None:
    """Read from ports while another thread is blocked sending through them."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        ports, writer = _begin_to_write(adapter, socket, bytes(LARGE))
        peer.sendall(b"a")
        assert Background(adapter.read, ports[0], 1).outcome() == b"a"
        reader = Background(received_until_end, peer)
        writer.outcome()
        adapter.close_ports(*ports)
        adapter.shut(socket)
        assert len(reader.outcome()) == LARGE


def threads_close_a_port_at_once(adapter: Adapter[Any]) -> None:
    """Close a port that holds bytes in many threads at once."""
    for _ in range(30):
        with ExitStack() as stack:
            socket, peer = adapter.ends(stack)
            ports = _ports(adapter, socket, 99)
            adapter.write(ports[1], b"held")
            together = threading.Barrier(4)

            def close(ports: Any = ports, together: threading.Barrier = together) -> None:
                together.wait(PATIENCE)
                adapter.close_output(ports[1])

            for thread in [Background(close) for _ in range(4)]:
                thread.outcome()
            adapter.close_ports(*ports)
            adapter.shut(socket)
            assert received_until_end(peer) == b"held"
