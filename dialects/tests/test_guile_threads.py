"""Guile's ports between threads, after a fork, and when the program ends: each byte goes once."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from watched_threads import Background

from schemesockets.dialects import guile as g

Pair = tuple[g.SocketPort, g.SocketPort]


@pytest.fixture
def pair() -> Iterator[Pair]:
    first, second = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
    yield first, second
    g.close_port(first)
    g.close_port(second)


@pytest.fixture
def _hasty() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


WRITES: dict[str, Callable[[str, g.SocketPort], None]] = {
    "display": lambda text, port: g.display(f"{text}\n", port),
    "write-line": g.write_line,
}


@pytest.mark.usefixtures("_hasty")
@pytest.mark.parametrize("mode", ["none", "line", "block"])
@pytest.mark.parametrize("how", WRITES)
def test_lines_of_many_writers_and_readers(pair: Pair, how: str, mode: Any) -> None:
    first, second = pair
    for port in pair:
        g.setvbuf(port, mode)
    count = 1000

    def write(writer: int) -> None:
        for number in range(count):
            WRITES[how](f"{writer}:{number}:{'é' * (number % 40)}", first)

    def read() -> list[str]:
        lines = []
        while isinstance(line := g.read_line(second), str):
            lines.append(line)
        return lines

    readers = [Background(read) for _ in range(3)]
    writers = [Background(write, writer) for writer in range(4)]
    for thread in writers:
        thread.outcome()
    g.force_output(first)
    g.shutdown(first, 1)
    lines = [line for thread in readers for line in thread.outcome()]
    expected = [f"{w}:{n}:{'é' * (n % 40)}" for w in range(4) for n in range(count)]
    assert Counter(lines) == Counter(expected)


@pytest.mark.usefixtures("_hasty")
def test_closing_while_others_write_loses_nothing_that_was_taken() -> None:
    """What a writer was not refused arrives, and only that."""
    for _ in range(30):
        first, second = g.socketpair(g.PF_UNIX, g.SOCK_STREAM, 0)
        g.setvbuf(first, "block", 100)

        def write(port: g.SocketPort = first) -> int:
            written = 0
            try:
                while written < 100_000:
                    g.display("123456789\n", port)
                    written += 1
            except (g.WrongTypeArgError, g.GuileSystemError):
                pass
            return written

        writers = [Background(write) for _ in range(3)]
        reader = Background(g.read_string, second)
        g.close_port(first)
        written = sum(thread.outcome() for thread in writers)
        assert reader.outcome() == "123456789\n" * written
        g.close_port(second)


def test_reading_takes_turns_with_a_line(pair: Pair) -> None:
    """A whole line that is held is not given to one thread out of what another is reading."""
    first, second = pair
    g.setvbuf(second, "block", 100)
    g.display("a\nb\nc\nd", first)
    assert g.read_line(second) == "a"
    waiting = Background(g.get_bytevector_n, second, 9)  # takes all that is held, and waits
    waiting.until_blocked()
    other = Background(g.read_line, second)
    g.display("e\nf\ng", first)
    assert waiting.outcome() == b"b\nc\nde\nf\n"
    g.display("\n", first)
    assert other.outcome() == "g"


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


_PRELUDE = """
        import os, sys
        from schemesockets.dialects.guile import *
        first, second = socketpair(PF_UNIX, SOCK_STREAM, 0)
        copy = os.dup(fileno(second))
        if os.fork() == 0:
            # The peer: what it prints is all that comes before the end.
            os.close(fileno(first))
            with os.fdopen(copy, "rb") as file:
                os.write(1, file.read())
            os._exit(0)
        os.close(copy)
        second.socket.close()
"""


@pytest.mark.parametrize(
    "end",
    ["pass", "cycle = [first]; cycle.append(cycle); del first, cycle", "raise SystemExit(0)"],
)
def test_what_is_held_when_the_program_ends_goes_out(end: str) -> None:
    assert (
        run(
            _PRELUDE
            + f"""
        setvbuf(first, "block")
        display("held", first)
        {end}
    """
        )
        == "held"
    )


@pytest.mark.parametrize("end", ["pass", "del first", "raise SystemExit(0)"])
def test_a_peer_that_reads_nothing_keeps_no_program_of_a_non_blocking_socket(end: str) -> None:
    printed = run(f"""
        from schemesockets.dialects.guile import *
        first, second = socketpair(PF_UNIX, SOCK_STREAM, 0)
        fcntl(first, F_SETFL, O_NONBLOCK)
        setvbuf(first, "block")
        try:
            while True:
                send(first, bytes(100_000))
        except GuileSystemError:
            display("held", first)
        print("full")
        {end}
    """)
    assert printed == "full\n"


def test_a_child_does_not_send_what_its_parent_holds() -> None:
    assert (
        run(
            _PRELUDE
            + """
        setvbuf(first, "block")
        display("parent ", first)
        child = os.fork()
        if child == 0:
            display("child ", first)
            sys.exit()
        os.waitpid(child, 0)
        display("again", first)
    """
        )
        == "child parent again"
    )


@pytest.mark.skipif(shutil.which("guile") is None, reason="guile is not installed")
def test_the_real_guile_sends_what_is_held_too() -> None:
    program = """
        (use-modules (ice-9 rdelim))
        (define pair (socketpair PF_UNIX SOCK_STREAM 0))
        (if (= (primitive-fork) 0)
            (begin
              (close-port (car pair))
              (display (read-string (cdr pair)))
              (force-output)
              (primitive-_exit 0))
            (begin
              (close-port (cdr pair))
              (setvbuf (car pair) 'block)
              (display "held" (car pair))))
    """
    command = ["guile", "--no-auto-compile", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "held"), done.stderr
