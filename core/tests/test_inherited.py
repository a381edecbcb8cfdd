"""What a forked child makes anew of the objects that it inherits, and what it lets go."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from collections.abc import Callable

import pytest
from watched_threads import Background, open_descriptors

from schemesockets.core import (
    READABLE,
    DeadlinePassed,
    InputPort,
    Interrupted,
    OutputPort,
    PortPolicy,
    Selector,
    Socket,
    clear_interrupt,
    interrupt,
    wait_readable,
)
from schemesockets.core.forks import inherited

Pair = tuple[Socket, Socket]

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of forks beside threads
]


def in_child(check: Callable[[], object]) -> None:
    """Run `check` in a forked child; fails when it raises there."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            check()
            status = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


class Item:
    def __init__(self) -> None:
        self.renewed: list[int] = []
        inherited(self)

    def renew_in_child(self) -> None:
        self.renewed.append(os.getpid())


def test_each_object_is_told_once_and_in_the_child_only() -> None:
    items = [Item() for _ in range(3)]

    def check() -> None:
        assert [item.renewed for item in items] == [[os.getpid()]] * 3
        in_child(lambda: [item.renewed[1:] == [os.getpid()] for item in items].index(True))

    in_child(check)
    assert [item.renewed for item in items] == [[]] * 3


def test_what_is_entered_is_not_kept_alive() -> None:
    item = Item()
    reference = weakref.ref(item)
    del item
    gc.collect()
    assert reference() is None
    in_child(lambda: None)


def test_objects_of_the_engine_are_told(pair: Pair) -> None:
    # A lock that a thread of the parent holds would be held in the child for ever.
    one, other = pair
    reader, writer = InputPort(one), OutputPort(other, PortPolicy(output_buffer=100))
    holds, done = threading.Event(), threading.Event()
    with Selector() as selector:
        selector.register(one)

        def hold() -> None:
            with reader._reading, writer._writing, selector._lock:
                holds.set()
                done.wait(60)

        writer.write(b"the parent's")
        thread = Background(hold)
        assert holds.wait(60)

        def check() -> None:
            writer.write(b"the child's")
            writer.flush()
            assert [entry.socket for entry, _ in selector.wait(60)[0]] == [one]
            assert reader.read(11) == b"the child's"
            assert selector.wait(0) == ([], [])
            assert selector.unregister(one) is not None
            assert selector.register(one) is not None
            selector.close()

        in_child(check)
        done.set()
        thread.outcome()
        assert selector.wait(0) == ([], [])
        writer.flush()
        assert [(entry.socket, came) for entry, came in selector.wait(60)[0]] == [(one, READABLE)]
        assert reader.read(12) == b"the parent's"


def test_a_wait_in_the_child_is_its_own(pair: Pair) -> None:
    one, other = pair

    def check() -> None:
        with pytest.raises(DeadlinePassed):
            one.receive(1, timeout=0.01)
        interrupt(threading.current_thread())
        with pytest.raises(Interrupted):
            one.receive(1, timeout=60)
        thread = Background(one.receive, 1)
        thread.until_blocked()
        interrupt(thread)
        with pytest.raises(Interrupted):
            thread.outcome()

    assert wait_readable(one, 0.001) is False  # the thread has a descriptor of its own
    in_child(check)
    other.send(b"x")
    assert one.receive(1) == b"x"


@pytest.mark.parametrize("waited", [True, False])
def test_an_interrupt_is_the_parent_s(pair: Pair, waited: bool) -> None:
    def work() -> None:
        if waited:
            assert wait_readable(pair[0], 0.001) is False
        interrupt(threading.current_thread())
        in_child(lambda: None if not clear_interrupt() else os._exit(2))
        with pytest.raises(Interrupted):
            pair[0].receive(1)

    Background(work).outcome()


def test_descriptors_of_waiting_threads_are_let_go(pair: Pair) -> None:
    before = open_descriptors()
    threads = [Background(pair[0].receive, 1) for _ in range(20)]
    for thread in threads:
        thread.until_blocked()
    assert open_descriptors() == before + 20

    def check() -> None:
        gc.collect()
        # This thread's own is let go as well, until it waits.
        assert open_descriptors() < before

    in_child(check)
    pair[0].close()
    for thread in threads:
        with pytest.raises(OSError, match="receive"):
            thread.outcome()
