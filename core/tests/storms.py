"""Long runs of everything at once: forks, signals, threads; nothing may be lost.

    python core/tests/storms.py fork|signal|thread [--seconds 60]

prints what was counted, and ends with a status other than 0 when anything was lost, doubled or
left over, or hangs.  `dialects/tests/dialect_storms.py` does the same in a dialect.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import faulthandler
import gc
import os
import socket as stdlib
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from time import monotonic
from typing import Any, Final

from adapters import ENGINE, LOOPBACK, Adapter
from child_processes import PATIENCE, Child, exit_status, fork
from fork_checks import use_everything, woken_threads
from port_checks import Raising, raising_all_the_time
from watched_threads import Background, open_descriptors, until

from schemesockets.core import Interrupted, Selector, Socket, interrupt, wait_readable

WORD: Final = 4  # bytes, in streams of numbers
FORKS: Final = 2000  # at least, in a storm of a minute or more


class Counts(collections.Counter[str]):
    """What has happened how often; any thread may count."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def count(self, what: str, number: int = 1) -> None:
        """Add to one of the counts."""
        with self._lock:
            self[what] += number


class Stream:
    """A connection on which a thread counts numbers that have to come in order, each once.

    Attributes:
        numbers: how many have been sent (int).
    """

    def __init__(self, adapter: Adapter[Any], stack: ExitStack, counts: Counts) -> None:
        self.adapter = adapter
        self.counts = counts
        self.numbers = 0
        self.socket, self._peer = adapter.ends(stack)
        if adapter.buffered is None:
            self.ports = adapter.ports(self.socket)
        else:
            self.ports = adapter.buffered(self.socket, 1 << 16)
        self._reader = Background(self._count)

    def take(self, count: int) -> bytes:
        """The next numbers, to be sent."""
        words = range(self.numbers, self.numbers + count)
        self.numbers += count
        self.counts.count("bytes sent", count * WORD)
        return b"".join(number.to_bytes(WORD, "big") for number in words)

    def _count(self) -> int:
        expected = 0
        rest = b""
        while data := self._peer.recv(1 << 16):
            self.counts.count("bytes received", len(data))
            rest += data
            whole = len(rest) - len(rest) % WORD
            for start in range(0, whole, WORD):
                number = int.from_bytes(rest[start : start + WORD], "big")
                assert number == expected, f"{number} comes where {expected} should"
                expected += 1
            rest = rest[whole:]
        assert not rest
        return expected

    def end(self) -> None:
        """Close; raises AssertionError when what has come is not what was sent."""
        self.adapter.close_ports(*self.ports)
        self.adapter.shut(self.socket)
        came = self._reader.outcome()
        assert came == self.numbers, f"{came} numbers of {self.numbers} came"


def _answered(counts: Counts, port: int) -> None:
    """Be a client: connect, and receive an answer, or its end from a server that was killed."""
    with stdlib.create_connection((LOOPBACK, port), PATIENCE) as client:
        answer = client.recv(2)
    assert answer in (b"ok", b"")
    counts.count("connections" if answer else "connections cut off")


# Forks


def fork_storm(adapter: Adapter[Any], seconds: float, counts: Counts) -> None:
    """Fork beside threads that are woken, and while a port holds bytes; children serve, too."""
    end = monotonic() + seconds
    with ExitStack() as stack, woken_threads(adapter) as woken:
        listener = adapter.listen()
        stack.callback(adapter.close, listener)
        stream = Stream(adapter, stack, counts)
        servers = [Child(_serve, adapter, listener) for _ in range(2)]
        stack.callback(_kill, servers)
        ending = threading.Event()
        stack.callback(ending.set)
        port = adapter.port(listener)
        client = Background(_until_set, ending, lambda: _answered(counts, port))
        turn = 0
        while monotonic() < end or (seconds >= 60 and counts["forks"] < FORKS):
            turn += 1
            counts.count("forks")
            adapter.write(stream.ports[1], stream.take(100))  # held, where there are buffers
            inherited = [*woken.sockets, stream.socket] if turn % 3 == 0 else woken.sockets
            child = fork()
            if child == 0:
                _be_a_child(adapter, inherited, stream, turn)
            status = exit_status(child)
            assert status == 0, "a child hangs" if status is None else f"a child ends: {status}"
            if turn % 2:
                adapter.flush(stream.ports[1])
            if turn % 100 == 0:  # the children that serve are replaced by others
                servers.pop(0).kill()
                counts.count("servers killed")
                servers.append(Child(_serve, adapter, listener))
                counts.count("forks")
        ending.set()
        client.outcome()
        _kill(servers)
        servers.clear()
        adapter.flush(stream.ports[1])
        stream.end()
        counts.count("interrupts", woken.interrupts)
        counts.count("closes under a waiting thread", woken.closes)


def _kill(children: list[Child]) -> None:
    for child in children:
        child.kill()


def _until_set(ending: threading.Event, act: Callable[[], object]) -> None:
    while not ending.wait(0.001):
        act()


def _serve(adapter: Adapter[Any], listener: Any) -> None:
    while True:
        accepted = adapter.accept(listener)
        adapter.send(accepted, b"ok")
        adapter.close(accepted)


def _be_a_child(adapter: Adapter[Any], inherited: list[Any], stream: Stream, turn: int) -> None:
    status = 1
    try:
        warnings.simplefilter("ignore", ResourceWarning)
        if turn % 4 == 0:
            adapter.let_go(stream.ports[1])
        elif turn % 4 == 1 and adapter.buffered is not None:
            adapter.flush(stream.ports[1])
        use_everything(adapter, [])
        for each in inherited:
            adapter.shut(each)
        gc.collect()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


# Signals


def signal_storm(adapter: Adapter[Any], seconds: float, counts: Counts) -> None:
    """Have signal handlers raise in the middle of everything, and do it again each time."""
    errors = [
        KeyboardInterrupt(),
        TimeoutError("of a handler"),
        BlockingIOError(11, "of a handler"),
    ]
    end = monotonic() + seconds
    with ExitStack() as stack:
        stream = Stream(adapter, stack, counts)
        listener = adapter.listen()
        stack.callback(adapter.close, listener)
        ending = threading.Event()
        port = adapter.port(listener)
        client = Background(_until_set, ending, lambda: _answered_or_dropped(counts, port))
        selector = Selector()
        stack.callback(selector.close)
        here, peer = adapter.ends(stack)
        stack.callback(adapter.close, here)
        one = adapter.engine(here)
        selector.register(one)
        turn = 0
        while monotonic() < end:
            error = errors[turn % len(errors)]
            turn += 1
            again = _Again(error)
            adapter.write(stream.ports[1], stream.take(10_000))  # and where it can, holds it
            closed, beyond = Socket.pair()
            beyond.close()
            with raising_all_the_time(error, 0.0007) as raising:
                if adapter.buffered is not None:
                    again(lambda: adapter.flush(stream.ports[1]))
                for _ in range(5):
                    if not again(lambda: wait_readable(adapter.engine(listener), PATIENCE)):
                        client.outcome()  # why there is no client any longer
                    again(lambda: _serve_one(adapter, listener, raising))
                peer.sendall(b"x")
                ready = again(lambda: selector.wait(PATIENCE)[0])
                assert [entry.socket for entry, _ in ready or ()] == [one]
                again(lambda: one.receive(1, timeout=0))
                again(closed.close)
            assert closed.fileno() < 0
            counts.count("signals delivered", raising.count)
        assert counts["signals delivered"]
        ending.set()
        # Whoever waits to be answered is.
        while client.is_alive():
            with contextlib.suppress(Exception):
                _wait_and_serve(adapter, listener)
        client.outcome()
        stream.end()


class _Again:
    """Makes calls until they are not interrupted by an exception."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __call__(self, call: Callable[[], Any]) -> Any:
        while True:
            try:
                return call()
            except BlockingIOError as caught:
                if caught is not self.error:
                    return None  # what was to be received was, and then got lost
            except BaseException as caught:
                if caught is not self.error:
                    raise


def _answered_or_dropped(counts: Counts, port: int) -> None:
    """Be a client of a server whose handlers may raise before it has answered."""
    try:
        with stdlib.create_connection((LOOPBACK, port), PATIENCE) as client:
            answered = client.recv(2) == b"ok"
    except ConnectionResetError:
        answered = False
    counts.count("connections" if answered else "connections that an exception ended")


def _serve_one(adapter: Adapter[Any], listener: Any, raising: Raising | None = None) -> None:
    accepted = adapter.accept(listener)
    try:
        adapter.send(accepted, b"ok")
    finally:
        if raising is not None:
            raising.paused = True
        adapter.shut(accepted)
        if raising is not None:
            raising.paused = False


def _wait_and_serve(adapter: Adapter[Any], listener: Any) -> None:
    with Selector() as selector:
        selector.register(adapter.engine(listener))
        if selector.wait(0.1)[0]:
            _serve_one(adapter, listener)


# Threads


def thread_storm(adapter: Adapter[Any], seconds: float, counts: Counts) -> None:
    """Have threads write, read, connect, accept, close, interrupt and select at once."""
    ending = threading.Event()
    with woken_threads(adapter) as woken:
        listener = adapter.listen()
        port = adapter.port(listener)
        servers = [Background(_serve_until_closed, adapter, listener) for _ in range(2)]
        clients = [
            Background(_until_set, ending, lambda: _answered(counts, port)) for _ in range(2)
        ]
        others = [
            Background(_until_set, ending, lambda: _lines_through_ports(adapter, counts)),
            Background(_events_of_a_selector, ending, counts),
        ]
        threading.Event().wait(seconds)
        ending.set()
        for thread in [*clients, *others]:
            thread.outcome()
        adapter.close(listener)
        for server in servers:
            server.outcome()
        counts.count("interrupts", woken.interrupts)
        counts.count("closes under a waiting thread", woken.closes)


def _serve_until_closed(adapter: Adapter[Any], listener: Any) -> None:
    while True:
        try:
            accepted = adapter.accept(listener)
        except OSError:  # it was closed
            assert adapter.engine(listener).closed
            return
        adapter.send(accepted, b"ok")
        adapter.close(accepted)


_WRITERS: Final = 3
_LINES: Final = 300  # of each


def _lines_through_ports(adapter: Adapter[Any], counts: Counts) -> None:
    """Write lines in threads, and read them in others, through the ports of a connection."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        back = adapter.ports(socket) if adapter.buffered is None else adapter.buffered(socket, 700)
        output = adapter.textual(back[1])
        input = output if back[0] is back[1] else adapter.textual(back[0])
        echo = Background(_echo, peer)

        def write(writer: int) -> None:
            for number in range(_LINES):
                line = f"{writer} {number} {'x' * (number % 70)}\n"
                adapter.write_line(output, line)
                counts.count("bytes sent", len(line))

        def read() -> list[str]:
            found: list[str] = []
            while True:
                line = adapter.read_line(input)
                line = line.decode() if isinstance(line, bytes) else line
                if not isinstance(line, str):
                    return found
                found.append(line)
                counts.count("bytes received", len(line) + 1)

        readers = [Background(read) for _ in range(2)]
        writers = [Background(write, writer) for writer in range(_WRITERS)]
        for thread in writers:
            thread.outcome()
        adapter.flush(output)
        adapter.engine(socket).sock.shutdown(stdlib.SHUT_WR)
        came = collections.Counter(line for reader in readers for line in reader.outcome())
        sent = collections.Counter(
            f"{writer} {number} {'x' * (number % 70)}"
            for writer in range(_WRITERS)
            for number in range(_LINES)
        )
        assert came == sent, (
            f"lost {list(sent - came)[:3]}, came too often {list(came - sent)[:3]}"
        )
        echo.outcome()
        adapter.close_ports(*back)
        adapter.shut(socket)


def _echo(peer: stdlib.socket) -> None:
    while data := peer.recv(1 << 14):
        peer.sendall(data)
    peer.shutdown(stdlib.SHUT_WR)


def _events_of_a_selector(ending: threading.Event, counts: Counts) -> None:
    """Register, send and close in one thread what another waits for."""
    with Selector() as selector:
        received = [0]
        all_sent = threading.Event()

        def wait() -> None:
            while not (all_sent.is_set() and received[0] == sent[0]):
                try:
                    ready, _ = selector.wait(0.1, take=True)
                except Interrupted:
                    continue
                for entry, _ in ready:
                    assert entry.socket.receive(1, timeout=0) == b"x"
                    entry.socket.close()
                    received[0] += 1
                    counts.count("events")

        sent = [0]
        waiter = Background(wait)
        while not ending.is_set():
            one, other = Socket.pair()
            selector.register(one)
            if sent[0] % 2:
                interrupt(waiter)
            other.send(b"x")
            sent[0] += 1
            other.close()
            if sent[0] % 50 == 0:
                until(lambda: received[0] == sent[0], "all events have been told of")
        all_sent.set()
        waiter.outcome()
        assert received == sent


STORMS: Final[dict[str, Callable[[Adapter[Any], float, Counts], None]]] = {
    "fork": fork_storm,
    "signal": signal_storm,
    "thread": thread_storm,
}


def run(name: str, adapter: Adapter[Any], seconds: float) -> Counts:
    """Run a storm; returns what was counted.  Raises AssertionError when anything was lost."""
    counts = Counts()
    _start_once(adapter)
    before = open_descriptors(), threading.active_count()
    STORMS[name](adapter, seconds, counts)
    assert counts["connections cut off"] <= counts["servers killed"], dict(counts)
    gc.collect()
    counts["descriptors before"], counts["threads before"] = before
    counts["descriptors after"] = open_descriptors()
    counts["threads after"] = threading.active_count()
    assert (open_descriptors(), threading.active_count()) == before, dict(counts)
    return counts


def _start_once(adapter: Adapter[Any]) -> None:
    """Let what a process or a thread opens once be there before anything is counted."""
    use_everything(adapter, [])
    gc.collect()


@contextlib.contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """End the process, with the stacks of all threads, when it takes much longer."""
    faulthandler.dump_traceback_later(2 * seconds + 60, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def main(adapters: Sequence[Adapter[Any]] = (ENGINE,)) -> int:
    """Run what the command line says; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("storm", choices=STORMS)
    parser.add_argument("--seconds", type=float, default=60.0, help="for how long (default: 60)")
    names = [each.name for each in adapters]
    parser.add_argument("--dialect", choices=names, default=names[0])
    options = parser.parse_args()
    adapter = next(each for each in adapters if each.name == options.dialect)
    warnings.simplefilter("ignore", ResourceWarning)
    failed: list[BaseException] = []
    sys.unraisablehook = lambda each: failed.append(each.exc_value or AssertionError(each.object))
    with _watched(options.seconds):
        try:
            counts = run(options.storm, adapter, options.seconds)
        except BaseException:
            traceback.print_exc()
            print(f"{options.storm}, {adapter}, {options.seconds:g} s: FAILED", flush=True)
            os._exit(1)  # whatever still hangs
    for what, number in sorted(counts.items()):
        print(f"{number:>12} {what}")
    for error in failed:
        traceback.print_exception(error)
    lost = bool(failed) or counts["bytes sent"] != counts["bytes received"]
    print(f"{options.storm}, {adapter}, {options.seconds:g} s: {'LOSSES' if lost else 'no loss'}")
    return int(lost)


if __name__ == "__main__":
    sys.exit(main())
