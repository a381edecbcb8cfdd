"""Programs run as processes, and the plain sockets that talk to them."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import struct
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

LIMIT = 60.0
"""Seconds that anything may take; reached only when something is broken."""


class Program:
    """A program that runs; its output is read as it comes, and it never outlives the test."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._unread = b""

    def line(self) -> str:
        """The next line of output."""
        assert self.process.stdout is not None
        while b"\n" not in self._unread:
            ready, _, _ = select.select([self.process.stdout], [], [], LIMIT)
            assert ready, f"no line within {LIMIT} s"
            chunk = self.process.stdout.read1(65536)  # type: ignore[attr-defined]
            assert chunk, f"it ended: {self.process.communicate(timeout=LIMIT)}"
            self._unread += chunk
        line, _, self._unread = self._unread.partition(b"\n")
        return str(line, "utf-8")

    def port(self) -> int:
        """The port that a server says it listens at."""
        words, _, port = self.line().rpartition(":")
        assert words.startswith("listening at ")
        return int(port)

    def type(self, text: str) -> None:
        """Give it input."""
        assert self.process.stdin is not None
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def interrupt(self) -> int:
        """Press ^C; its exit status."""
        return stopped(self.process, signal.SIGINT)

    def end(self) -> tuple[int, str, str]:
        """Close its input and wait: its exit status, the rest of its output, its complaints."""
        output, complaints = self.process.communicate(timeout=LIMIT)
        return self.process.returncode, str(self._unread + output, "utf-8"), complaints.decode()


def stopped(process: subprocess.Popen[Any], number: int) -> int:
    """Send a process a signal that ends it; its exit status.

    Python looks at signals between its instructions and then calls the system: one that comes
    in between waits for the call's end, and whoever sits at the keyboard presses ^C again.
    """
    for _ in range(5):
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(LIMIT / 5)
    raise AssertionError(f"not ended by signal {number} within {LIMIT} s")


@contextlib.contextmanager
def process(command: Sequence[str], *, sigpipe: bool = True) -> Iterator[Program]:
    """A program for the time of a block; `sigpipe` says whether SIGPIPE would end it."""
    # A runner in the background may ignore SIGINT, and programs inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            restore_signals=sigpipe,  # Python ignores SIGPIPE, and its children would as well
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        try:
            yield Program(process)
        finally:
            process.kill()


@contextlib.contextmanager
def listening() -> Iterator[tuple[socket.socket, str]]:
    """A plain server and its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(LIMIT)
        yield server, str(server.getsockname()[1])


def accepted(server: socket.socket) -> socket.socket:
    connection, _ = server.accept()
    connection.settimeout(LIMIT)
    return connection


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), LIMIT)


def received(connection: socket.socket, size: int) -> bytes:
    """So many bytes, fewer before the end."""
    data = b""
    while len(data) < size and (piece := connection.recv(size - len(data))):
        data += piece
    return data


def reset(connection: socket.socket) -> None:
    """Go away without a good-bye."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
