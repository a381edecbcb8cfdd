"""The programs that are timed, written once for all phrasings.

A program is Python text that defines `run(loops)`. Its socket operations are phrases, such as
`$send(left, MESSAGE)`, which `render` fills in. A program of two processes has a text for each:
`here` is the one with the clock, `there` the other. `worker` and `other_end` synchronize the two.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Mapping
from textwrap import dedent
from typing import Any

from attrs import field, frozen

from .limits import Limit
from .phrasings import Phrasing

__all__ = ["PROGRAMS", "Program", "can_render", "compile_program", "render"]

# The names of the operands of phrases.
_OPERANDS = {
    "send": ("socket", "data"),
    "send_all": ("socket", "data"),
    "receive": ("socket", "size"),
    "receive_all": ("socket", "size"),
    "close": ("socket",),
    "plain": ("socket",),
    "write_line": ("port",),
    "flush": ("port",),
    "read_line": ("port",),
    "read_byte": ("port",),
    "adopt": ("descriptor",),
    "watch": ("socket",),
}
_PHRASE = re.compile(r"\$(\w+)(?:\(([^()]*)\))?")


@frozen
class Program:
    """A program, and the limits on its cost.

    Attributes:
        title: a description of one loop.
        here: the text of the process with the clock.
        there: the text of the other process, if there is one.
        limits: the limit of each comparison, by the other side: "plain" or "timed", a field of
            `Comparison`; a key of `variants`; "real", the dialect's own real Scheme; "real guile"
            and the like, a particular one for all dialects.
        real: the real Schemes, keys of `real.REAL`, that have the program.
        names: additional names that the text uses, with their values.
        variants: other values of these names, to compare the dialect with itself.
        idle: the number of open descriptors in the list `IDLE`, of sockets that receive nothing.
        one_core: whether the two processes share a core. If processes that take turns do not, the
            time of a round has two typical values, depending on the scheduler.
        rounds: the largest number of rounds in a worker, for a long loop.
        per_second: whether the result is shown as loops per second.
    """

    title: str
    here: str
    there: str | None = None
    limits: Mapping[str, Limit] = field(factory=dict)
    real: tuple[str, ...] = ()
    names: Mapping[str, object] = field(factory=dict)
    variants: Mapping[str, Mapping[str, object]] = field(factory=dict)
    idle: int = 0
    one_core: bool = False
    rounds: int | None = None
    per_second: bool = False

    @property
    def texts(self) -> dict[str, str]:
        """The texts, by "here" and "there"."""
        texts = {"here": self.here, "there": self.there}
        return {process: text for process, text in texts.items() if text is not None}


def can_render(program: Program, phrasing: Phrasing) -> bool:
    """Return whether `phrasing` has all the phrases of a program."""
    phrases = {match[1] for text in program.texts.values() for match in _PHRASE.finditer(text)}
    return all(getattr(phrasing, phrase) is not None for phrase in phrases)


def render(text: str, phrasing: Phrasing) -> str:
    """Return the Python text of a program in the phrases of `phrasing`.

    Raises AttributeError for an unknown phrase, ValueError for one that `phrasing` lacks.
    """

    def phrase(match: re.Match[str]) -> str:
        spelled: str | None = getattr(phrasing, match[1])
        if spelled is None:
            raise ValueError(f"the phrasing has no phrase for ${match[1]}")
        operands = (word.strip() for word in (match[2] or "").split(",") if word)
        words = dict(zip(_OPERANDS.get(match[1], ()), operands, strict=True))
        return spelled.strip().format(**words)

    lines = []
    for line in text.splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        lines.append(_PHRASE.sub(phrase, line).replace("\n", "\n" + indent))
    return f"{phrasing.setup}\n" + "\n".join(lines) + "\n"


def compile_program(text: str, phrasing: Phrasing, **names: Any) -> Callable[[int], None]:
    """Execute a program's text, with `names` defined, and return the function `run` from it."""
    module: dict[str, Any] = {
        "MESSAGE": bytes(64),
        "BLOCK": bytes(65536),
        "DONE": b".",
        "TEXT": _TEXT,
        "LINE": _TEXT + "\n",
        "no_delay": _no_delay,
        **names,
    }
    exec(render(text, phrasing), module)
    run: Callable[[int], None] = module["run"]
    return run


def _no_delay(plain: socket.socket) -> None:
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


_TEXT = "x" * 59

# `there` of every program of two processes: one connection, the port told to the other side.
_ACCEPT = """\
$listen
announce($plain(server).getsockname()[1])
peer = $accept
no_delay($plain(peer))
"""
_CONNECT = """\
$connect
no_delay($plain(client))
"""

# A program fails whose memory grows; 8 MiB are noise of the allocator's.
_STEADY = """\
import contextlib
import resource

@contextlib.contextmanager
def steady():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    if grown > 8192:
        raise MemoryError(f"{grown} KiB more are in use than before")
"""

_BOTH = ("guile", "chicken")

PROGRAMS = {
    "pair": Program(
        title="64 bytes sent and received over a socket pair",
        limits={"plain": Limit(1.2)},
        real=_BOTH,
        here=dedent("""\
            $pair

            def run(loops, left=left, right=right):
                for _ in range(loops):
                    $send(left, MESSAGE)
                    $receive(right, 64)
            """),
    ),
    "send": Program(
        title="64 bytes sent over a socket pair, 64 times in a row",
        here=dedent("""\
            $pair
            drain = $plain(right).recv

            def run(loops, left=left, drain=drain):
                for _ in range(loops):
                    for _ in range(64):
                        $send(left, MESSAGE)
                    drain(4096)
            """),
    ),
    "receive": Program(
        title="64 bytes received from a socket pair, 64 times in a row",
        here=dedent("""\
            $pair
            fill = $plain(left).send
            DATA = bytes(4096)

            def run(loops, fill=fill, right=right):
                for _ in range(loops):
                    fill(DATA)
                    for _ in range(64):
                        $receive(right, 64)
            """),
    ),
    "ping-pong": Program(
        title="64 bytes there and back over TCP, two processes on one core",
        one_core=True,
        # A try that fails and a poll come before each receive here. On an idle machine both cost
        # 1.22 to 1.29 in a loop of bare stdlib calls, and a stdlib timeout 1.23. Beside the latter
        # the dialects were at 1.08 to 1.10.
        limits={"plain": Limit(1.4), "timed": Limit(1.15)},
        real=_BOTH,
        here=_CONNECT
        + dedent("""
            def run(loops, client=client):
                for _ in range(loops):
                    $send(client, MESSAGE)
                    $receive(client, 64)
            """),
        there=_ACCEPT
        + dedent("""
            def run(loops, peer=peer):
                for _ in range(loops):
                    $receive(peer, 64)
                    $send(peer, MESSAGE)
            """),
    ),
    "blocks": Program(
        title="64 KiB messages over TCP, two processes",
        limits={"plain": Limit(1.05), "timed": Limit(1.05)},
        real=_BOTH,
        here=_CONNECT
        + dedent("""
            def run(loops, client=client):
                for _ in range(loops):
                    $send_all(client, BLOCK)
                $receive(client, 1)
            """),
        there=_ACCEPT
        + dedent("""
            def run(loops, peer=peer):
                for _ in range(loops):
                    $receive_all(peer, 65536)
                $send(peer, DONE)
            """),
    ),
    "connections": Program(
        title="TCP connections made, accepted and closed",
        # The plain program does not keep up with the real Schemes either, it takes 1.07 to 1.1.
        limits={"plain": Limit(1.6), "real": Limit(1.7)},
        real=_BOTH,
        per_second=True,
        here=dedent("""\
            $listen
            host = "127.0.0.1"
            service = str($plain(server).getsockname()[1])

            def run(loops, server=server, host=host, service=service):
                for _ in range(loops):
                    $connect
                    peer = $accept
                    $close(client)
                    $close(peer)
            """),
    ),
    "lines": Program(
        title="200 lines of 59 characters through buffered text ports",
        limits={"plain": Limit(3.0), "real": Limit(1.0)},
        real=_BOTH,
        here=dedent("""\
            $pair
            $text_ports

            def run(loops, writer=writer, reader=reader):
                for _ in range(loops):
                    for _ in range(200):
                        $write_line(writer)
                    $flush(writer)
                    for _ in range(200):
                        $read_line(reader)
            """),
    ),
    "lines-exact": Program(
        title="200 lines of 59 characters read through an unbuffered text port",
        limits={"real guile": Limit(1 / 3)},
        real=("guile",),
        here=dedent("""\
            $pair
            $exact_text_port
            fill = $plain(left).send
            LINES = 200 * LINE.encode()

            def run(loops, fill=fill, reader=reader):
                for _ in range(loops):
                    fill(LINES)
                    for _ in range(200):
                        $read_line(reader)
            """),
    ),
    "bytes": Program(
        title="256 bytes read through a port, one at a time",
        # Python takes as long for the bare system calls alone as Guile for the whole program; ours
        # were measured at 1.30 to 1.41 of it.
        limits={"plain": Limit(1.4), "real guile": Limit(1.5)},
        real=_BOTH,
        here=dedent("""\
            $pair
            $byte_port
            fill = $plain(left).send
            DATA = bytes(256)

            def run(loops, fill=fill, reader=reader):
                for _ in range(loops):
                    fill(DATA)
                    for _ in range(256):
                        $read_byte(reader)
            """),
    ),
    "many": Program(
        title="10 ready sockets found among 10,000 (few: among 50)",
        limits={"few": Limit(2.0)},
        names={"FIRST": 0, "LAST": 9_990},
        variants={"few": {"FIRST": 9_990, "LAST": 10_030}},
        idle=10_030,
        here=dedent("""\
            $selector
            kept = []
            for _ in range(10):
                $pair
                $plain(left).send(DONE)
                $watch(right)
                kept.append((left, right))
            for descriptor in IDLE[FIRST:LAST]:
                idle = $adopt(descriptor)
                $watch(idle)
                kept.append(idle)

            def run(loops, selector=selector):
                for _ in range(loops):
                    $select
            """),
    ),
    "scheme-fib": Program(
        title="(fib 25) in Scheme",
        limits={"plain": Limit(6.0)},
        rounds=10,
        here=dedent("""\
            $compute

            def run(loops, fib=fib):
                for _ in range(loops):
                    fib(25)
            """),
    ),
    "scheme-loop": Program(
        title="a loop of a million turns in Scheme",
        limits={"plain": Limit(6.0)},
        rounds=10,
        here=dedent("""\
            $compute

            def run(loops, sum_=sum_):
                for _ in range(loops):
                    sum_(1_000_000)
            """),
    ),
    "scheme-tail-calls": Program(
        title="10^7 mutual tail calls (tenth: 10^6)",
        limits={"tenth": Limit(14.0)},
        names={"TURNS": 10_000_000},
        variants={"tenth": {"TURNS": 1_000_000}},
        rounds=2,
        here=_STEADY
        + dedent("""\
            $tail_calls

            def run(loops, is_even=is_even):
                for _ in range(loops):
                    with steady():
                        is_even(TURNS)
            """),
    ),
    "scheme-echo": Program(
        title="ping-pong with a server in Scheme",
        one_core=True,
        limits={"python": Limit(1.25)},
        names={"SCHEME": True},
        variants={"python": {"SCHEME": False}},
        here=_CONNECT
        + dedent("""
            def run(loops, client=client):
                for _ in range(loops):
                    $send(client, MESSAGE)
                    $receive(client, 64)
            """),
        there=_STEADY
        + _ACCEPT
        + dedent("""
            $echo_in_scheme
            def run(loops, peer=peer, echo=echo):
                if SCHEME:
                    with steady():
                        echo(peer, loops)
                    return
                for _ in range(loops):
                    $receive(peer, 64)
                    $send(peer, MESSAGE)
            """),
    ),
    "scheme-run": Program(
        title="`run` of an empty program, or of Python's",
        limits={"plain": Limit(0.300, "difference")},
        rounds=8,
        here=dedent("""\
            import os
            import subprocess
            import sys
            import tempfile

            EMPTY = tempfile.NamedTemporaryFile(suffix=".scm")
            COMMAND = [sys.executable, *$run_empty, EMPTY.name]
            # A start that compiles every module is not what is asked about.
            ENVIRON = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

            def run(loops):
                for _ in range(loops):
                    subprocess.run(COMMAND, check=True, env=ENVIRON)
            """),
    ),
    "import": Program(
        title="a process that imports the dialect, or socket, and ends",
        limits={"plain": Limit(0.090, "difference")},
        rounds=15,
        here=dedent("""\
            import os
            import subprocess
            import sys

            COMMAND = [sys.executable, "-c", "$imports"]
            # An import that compiles every time is not what is asked about.
            ENVIRON = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

            def run(loops):
                for _ in range(loops):
                    subprocess.run(COMMAND, check=True, env=ENVIRON)
            """),
    ),
}
