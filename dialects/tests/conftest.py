"""What the tests of both dialects start from; all on loopback, with ports of the system's choice.

The helpers that watch threads and count descriptors are the engine's, in `core/tests`.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import textwrap
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemesockets import dialects
from schemesockets.core.waiting import own_waker

sys.path.append(str(Path(__file__).parents[2] / "core" / "tests"))

# So that what they assert is explained as in a test.
pytest.register_assert_rewrite(
    "failing_calls", "fork_checks", "port_checks", "sharing_checks", "timers", "waits"
)

_SIGNALS = ("HUP", "INT", "TERM", "USR1", "USR2", "ALRM", "CHLD", "PIPE", "WINCH")


@pytest.fixture(autouse=True)
def _what_scheme_programs_leave(request: pytest.FixtureRequest) -> Iterator[None]:
    """Undo what a Scheme program may leave behind: handlers of signals, and open sockets.

    A Scheme's collector closes the sockets that a program has dropped, and says nothing.
    """
    if not request.path.name.startswith("test_scheme"):
        yield
        return
    numbers = [getattr(signal, f"SIG{name}") for name in _SIGNALS]
    handlers = [signal.getsignal(number) for number in numbers]
    before = len(os.listdir("/dev/fd"))
    yield
    for number, handler in zip(numbers, handlers, strict=True):
        if signal.getsignal(number) is not handler:
            signal.signal(number, handler)
    if len(os.listdir("/dev/fd")) > before:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


# What runs in a network namespace of its own: lo is brought up, with 127.0.0.1 and, where the
# machine has IPv6, ::1.
_PRELUDE = """
    import fcntl, json, socket, struct

    def configure(request, *fields):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            fcntl.ioctl(probe, request, struct.pack(*fields))

    SIOCSIFFLAGS, IFF_UP = 0x8914, 1
    configure(SIOCSIFFLAGS, "16sh14x", b"lo", IFF_UP)
"""


@pytest.fixture(scope="session", autouse=True)
def _declarations_read() -> None:
    """Read what is read once, where no test breaks in.

    An exception that breaks into the stdlib's `except` blocks can stay behind, in CPython 3.11, as
    the context of all that is raised later.
    """
    for dialect in dialects.available():
        for name in dialects.load(dialect).names:
            mark = getattr(name.value, "__scheme__", name)
            mark.checks(0)


@pytest.fixture
def isolated() -> Callable[[str], Any]:
    """Runs a program where the only interface is loopback; what it prints is read as JSON."""
    if sys.platform != "linux":
        pytest.skip("network namespaces are Linux's")
    permitted = subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False)
    if permitted.returncode:
        pytest.skip("no network namespaces here: " + permitted.stderr.decode().strip())

    def run(program: str) -> Any:
        text = textwrap.dedent(_PRELUDE) + textwrap.dedent(program)
        command = ["unshare", "-n", sys.executable, "-c", text]
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return run


@pytest.fixture
def _no_leak() -> Iterator[None]:
    """Fails a test that ends with other descriptors than it began with."""
    from watched_threads import open_descriptors

    own_waker()  # what this thread waits with is made once, and is no leak
    gc.collect()
    gc.freeze()  # the next collections, of which there are hundreds, visit what is new alone
    before = open_descriptors()
    yield
    gc.collect()
    assert open_descriptors() == before


@pytest.fixture
def few_descriptors() -> Iterator[Callable[[], None]]:
    """A function that takes away all descriptors that are free, until the test ends."""
    from watched_threads import open_descriptors

    taken: list[int] = []
    old = resource.getrlimit(resource.RLIMIT_NOFILE)

    def take_all() -> None:
        while True:
            taken.append(os.open(os.devnull, os.O_RDONLY))

    def take() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (open_descriptors() + 20, old[1]))
        with pytest.raises(OSError):
            take_all()

    yield take
    for descriptor in taken:
        os.close(descriptor)
    resource.setrlimit(resource.RLIMIT_NOFILE, old)


@pytest.fixture
def silent() -> Iterator[int]:
    """A port of TCP that answers no attempt to connect: its listener's backlog is full."""
    if sys.platform != "linux":
        pytest.skip("how a full backlog behaves is Linux's")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = []
        try:
            for _ in range(100):
                client = socket.socket()
                waiting.append(client)
                client.settimeout(0.1)
                try:
                    client.connect(listener.getsockname())
                except TimeoutError:
                    break
            yield listener.getsockname()[1]
        finally:
            for client in waiting:
                client.close()
