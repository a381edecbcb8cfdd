"""Checks of what forked children do with what they inherit, over any `Adapter`."""

from __future__ import annotations

import gc
import os
import queue
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from adapters import Adapter
from child_processes import PATIENCE, Child, run_program
from waits import LARGE, alarm_once_blocked, received_until_end
from watched_threads import Background, sleep_seen, until

from schemesockets.core import Closed, Interrupted, Selector, Socket, interrupt, wait_readable


def drop(box: list[Any]) -> None:
    """Drop what is in a list that alone has it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        box.clear()
        gc.collect()


def use_selector(selector: Selector) -> None:
    """Watch a socket of one's own."""
    one, other = Socket.pair()
    selector.register(one)
    other.send(b"x")
    ready, _ = selector.wait(PATIENCE)
    assert [entry.socket for entry, _ in ready] == [one]
    one.close()
    other.close()


# What a child may do with a Selector that it inherited, in a list that alone has it, and with a
# Socket that is registered there.
SELECTOR_USES: Final[dict[str, Callable[[list[Selector], Socket], object]]] = {
    "closes it": lambda box, socket: box[0].close(),
    "clears it": lambda box, socket: box[0].clear(),
    "unregisters": lambda box, socket: box[0].unregister(socket),
    "closes the socket": lambda box, socket: socket.close(),
    "detaches the socket": lambda box, socket: os.close(socket.detach()),
    "moves the socket": lambda box, socket: socket.move(),
    "looks": lambda box, socket: box[0].wait(0),
    "waits": lambda box, socket: box[0].wait(0.01, take=True),
    "interrupts it": lambda box, socket: box[0].interrupt(),
    "watches another": lambda box, socket: use_selector(box[0]),
    "drops it": lambda box, socket: drop(box),
}


def a_selector_survives(adapter: Adapter[Any], act: Callable[[list[Selector], Any], Any]) -> None:
    """Have a child act on a Selector and a registered socket; its parent still gets its events."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        stack.callback(adapter.close, socket)
        engine = adapter.engine(socket)
        box = [Selector()]
        stack.callback(lambda: box.pop().close())
        entry = box[0].register(engine)
        assert box[0].wait(0) == ([], [])
        Child(act, box, socket).join()
        assert engine in box[0]
        peer.sendall(b"x")
        assert box[0].wait(PATIENCE) == ([(entry, 1)], [])
        assert adapter.receive(socket, 1) == b"x"
        assert box[0].unregister(engine) is entry
        use_selector(box[0])


def use_everything(adapter: Adapter[Any], inherited: list[Any]) -> None:
    """Wait, be interrupted and watch in a forked child, and close what it inherited."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        stack.callback(adapter.close, socket)
        peer.sendall(b"x")
        assert adapter.receive(socket, 1) == b"x"
        interrupt(threading.current_thread())
        with pytest.raises(Interrupted):
            wait_readable(adapter.engine(socket), PATIENCE)
    with Selector() as selector:
        use_selector(selector)
    for each in inherited:
        adapter.close(each)
    gc.collect()


class Woken:
    """Threads that wait and are woken all the time, by interrupts and by closes.

    Attributes:
        sockets: what some of them wait for (a list).
        interrupts, closes: how often they were woken so far (int).
    """

    def __init__(self, adapter: Adapter[Any], stack: ExitStack) -> None:
        self.adapter = adapter
        self.interrupts = self.closes = 0
        self.sockets = [adapter.ends(stack)[0] for _ in range(2)]
        self._ending = threading.Event()
        self._fresh: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._found_closed: queue.SimpleQueue[None] = queue.SimpleQueue()
        engine = adapter.engine(self.sockets[1])
        self._waiters = [
            Background(self._wait, lambda: adapter.receive(self.sockets[0], 1)),
            Background(self._wait, lambda: wait_readable(engine)),
        ]
        self._others = [
            Background(self._interrupt),
            Background(self._close),
            Background(self._wait_until_closed),
        ]

    def _wait(self, wait: Callable[[], object]) -> None:
        while True:
            try:
                wait()
            except Interrupted:
                self.interrupts += 1
            except Closed:
                return

    def _interrupt(self) -> None:
        while not self._ending.wait(0.001):
            for thread in self._waiters:
                interrupt(thread)

    def _close(self) -> None:
        while not self._ending.wait(0.001):
            with ExitStack() as stack:
                socket, _ = self.adapter.ends(stack)
                self._fresh.put(socket)
                self.adapter.close(socket)
                self._found_closed.get(timeout=PATIENCE)
                self.closes += 1
        self._fresh.put(None)

    def _wait_until_closed(self) -> None:
        while (socket := self._fresh.get()) is not None:
            # Guile has a port that was closed before the call for an argument of the wrong type.
            with pytest.raises((OSError, TypeError)):
                self.adapter.receive(socket, 1)
            self._found_closed.put(None)

    def end(self) -> None:
        """End them all; raises what went wrong in one of them."""
        self._ending.set()
        for socket in self.sockets:
            self.adapter.close(socket)
        for thread in self._waiters + self._others:
            thread.outcome()


@contextmanager
def woken_threads(adapter: Adapter[Any]) -> Iterator[Woken]:
    """Run `Woken` threads meanwhile; raises AssertionError when they did not go on."""
    with ExitStack() as stack:
        woken = Woken(adapter, stack)
        yield woken
        before = woken.interrupts, woken.closes
        until(lambda: woken.interrupts > before[0], "threads are interrupted")
        until(lambda: woken.closes > before[1], "sockets are closed")
        woken.end()


def forks_beside_woken_threads(adapter: Adapter[Any], count: int) -> None:
    """Fork children that use everything beside threads that are being woken."""
    with woken_threads(adapter) as woken:
        for _ in range(count):
            Child(use_everything, adapter, woken.sockets).join()


# Ports


def numbered(size: int) -> bytes:
    """Bytes in which no four are the same as others: the numbers from 0 on."""
    return b"".join(number.to_bytes(4, "big") for number in range(size // 4))


def a_child_has_a_port_that_is_being_written(adapter: Adapter[Any]) -> None:
    """Fork while a thread is blocked in a flush or a write; the child lets go, and one writes."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        data = numbered(LARGE)
        if adapter.buffered is None:
            ports = adapter.ports(socket)
            writer = Background(adapter.write, ports[1], data)
        else:
            ports = adapter.buffered(socket, 2 * LARGE)
            adapter.write(ports[1], data)
            writer = Background(adapter.flush, ports[1])
        writer.until_blocked()
        Child(adapter.let_go, ports[1]).join()
        reader = Background(received_until_end, peer)
        writer.outcome()

        def write() -> None:
            adapter.write(ports[1], b"child")
            adapter.flush(ports[1])

        Child(write).join()
        adapter.close_ports(*ports)
        adapter.shut(socket)
        came = reader.outcome()
        assert len(came) == LARGE + len(b"child")
        assert came == data + b"child"


def a_child_has_a_port_that_is_being_read(adapter: Adapter[Any]) -> None:
    """Fork while a thread is blocked in a read; the child reads, too."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        ports = adapter.exact(socket)
        reader = Background(adapter.read, ports[0], 1)
        reader.until_blocked()
        came, coming = os.pipe()

        def read() -> None:
            os.write(coming, adapter.read(ports[0], 1))
            adapter.let_go(ports[1])

        child = Child(read)
        until(sleep_seen(f"/proc/{child.pid}"), "the child waits")
        peer.sendall(b"ab")
        child.join()
        assert {reader.outcome(), os.read(came, 1)} == {b"a", b"b"}
        adapter.close_ports(*ports)
        adapter.shut(socket)


def a_fork_in_a_handler(adapter: Adapter[Any]) -> None:
    """Fork in a signal handler that comes while the main thread waits."""
    with ExitStack() as stack:
        socket, peer = adapter.ends(stack)
        stack.callback(adapter.close, socket)

        def handler(number: int, frame: object) -> None:
            Child(use_everything, adapter, [socket]).join()
            peer.sendall(b"x")

        signal.signal(signal.SIGALRM, handler)
        ended = threading.Event()
        task = f"/proc/self/task/{os.getpid()}"
        thread = Background(alarm_once_blocked, task, ended, ended.wait)
        assert adapter.receive(socket, 1) == b"x"
        ended.set()
        thread.outcome()


# What a child may do with what it inherited, in a list that alone has it: a socket, its input and
# its output port, which holds bytes; and what then comes from the child.
HELD_USES: Final[dict[str, tuple[Callable[[Adapter[Any], list[Any]], object], bytes]]] = {
    "closes": (lambda adapter, box: adapter.let_go(box[2]), b""),
    "flushes": (lambda adapter, box: adapter.flush(box[2]), b""),
    "drops": (lambda adapter, box: drop(box), b""),
    "does nothing": (lambda adapter, box: None, b""),
    "writes": (
        lambda adapter, box: (adapter.write(box[2], b"child"), adapter.flush(box[2])),
        b"child",
    ),
    "writes and closes": (
        lambda adapter, box: (adapter.write(box[2], b"child"), adapter.let_go(box[2])),
        b"child",
    ),
}


def what_a_port_holds_goes_once(adapter: Adapter[Any], use: str) -> None:
    """Fork while a port holds bytes; they are its parent's to send, whatever the child does."""
    act, of_the_child = HELD_USES[use]
    assert adapter.buffered is not None
    with ExitStack() as stack:
        box = list(adapter.ends(stack))
        peer = box.pop()
        box += adapter.buffered(box[0], 100)
        adapter.write(box[2], b"held")
        Child(act, adapter, box).join()
        adapter.flush(box[2])
        adapter.close_ports(*box[1:])
        adapter.shut(box[0])
        assert received_until_end(peer) == of_the_child + b"held"


EXITS: Final = {
    "sys.exit": "sys.exit()",
    "os._exit": "os._exit(0)",
    "an error": "sys.stderr = open(os.devnull, 'w'); 1 / 0",
}

_PROGRAM: Final = """
    import os, sys, warnings
    from contextlib import ExitStack
    module, name, exit, *sys.path[:0] = sys.argv[1:]
    warnings.simplefilter("ignore", ResourceWarning)  # of what is open when a child ends
    adapter = getattr(__import__(module), name)
    from schemesockets.core import Selector
    from waits import received_until_end
    socket, peer = adapter.ends(ExitStack())
"""
_SELECTOR_PROGRAM: Final = """
    selector = Selector()
    selector.register(adapter.engine(socket))
    pid = os.fork()
    if pid == 0:
        exec(exit)
    os.waitpid(pid, 0)
    peer.sendall(b"x")
    print(len(selector.wait(60)[0]))
    selector.close()
    adapter.close(socket)
"""
_PORT_PROGRAM: Final = """
    ports = adapter.buffered(socket, 100)
    adapter.write(ports[1], b"held")
    pid = os.fork()
    if pid == 0:
        exec(exit)
    os.waitpid(pid, 0)
    adapter.flush(ports[1])
    adapter.close_ports(*ports)
    adapter.shut(socket)
    print(received_until_end(peer))
"""


def _run(adapter: Adapter[Any], program: str, *arguments: str) -> str:
    """Run a program about `adapter`, a global of the caller's module by its name in capitals."""
    name = adapter.name.upper().replace("-", "_")
    module = "adapters" if name == "ENGINE" else "dialect_adapters"
    root = Path(__file__).parents[2]
    folders = str(root / "core" / "tests"), str(root / "dialects" / "tests")
    return run_program(_PROGRAM + program, module, name, *arguments, *folders)


def a_selector_survives_an_exit(adapter: Adapter[Any], exit: str) -> None:
    """Have a child with an inherited Selector exit; its parent still gets its events."""
    assert _run(adapter, _SELECTOR_PROGRAM, EXITS[exit]) == "1\n"


def what_a_port_holds_goes_once_after_an_exit(adapter: Adapter[Any], exit: str) -> None:
    """Have a child exit while a port holds bytes: they are its parent's to send."""
    assert _run(adapter, _PORT_PROGRAM, EXITS[exit]) == "b'held'\n"
