"""The programs that are timed, written once for every subject.

A program is Python text that defines `run(loops)`; what it asks of a socket stands in it as a
phrase of the subject's, `$send(left, MESSAGE)`, which `render` fills in. A program of two sides
runs in two processes: `here` is the one with the clock, `there` the other. Keeping the two in step
is the business of `worker` and `peer`.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from textwrap import dedent
from typing import Any

from attrs import frozen

from .subjects import Subject

__all__ = ["PROGRAMS", "Program", "compile_program", "render"]

# What stands for the parentheses' names in a phrase.
_OPERANDS = {
    "send": ("socket", "data"),
    "send_all": ("socket", "data"),
    "receive": ("socket", "size"),
    "receive_all": ("socket", "size"),
    "close": ("socket",),
    "plain": ("socket",),
}
_PHRASE = re.compile(r"\$(\w+)(?:\(([^()]*)\))?")


@frozen
class Program:
    """One program; `limit` is the most it may cost, as a multiple of the plain one's time.

    A comparison may have a limit of its own.
    """

    title: str
    limit: float | None
    here: str
    there: str | None = None


def render(text: str, subject: Subject) -> str:
    """The Python text of a program in the phrases of `subject`."""

    def phrase(match: re.Match[str]) -> str:
        spelled = str(getattr(subject, match[1]))
        operands = (word.strip() for word in (match[2] or "").split(",") if word)
        words = dict(zip(_OPERANDS.get(match[1], ()), operands, strict=True))
        return spelled.strip().format(**words)

    lines = []
    for line in text.splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        lines.append(_PHRASE.sub(phrase, line).replace("\n", "\n" + indent))
    return f"{subject.setup}\n" + "\n".join(lines) + "\n"


def compile_program(text: str, subject: Subject, **names: Any) -> Callable[[int], None]:
    """Run a program's text, with `names` defined; the function `run` that it leaves."""
    module: dict[str, Any] = {
        "MESSAGE": bytes(64),
        "BLOCK": bytes(65536),
        "DONE": b".",
        "no_delay": _no_delay,
        **names,
    }
    exec(render(text, subject), module)
    run: Callable[[int], None] = module["run"]
    return run


def _no_delay(plain: socket.socket) -> None:
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


# `there` of every program of two sides: one connection, the port told to the other side.
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

PROGRAMS = {
    "pair": Program(
        title="64 bytes sent and received over a socket pair",
        limit=1.25,
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
        limit=None,
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
        limit=None,
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
        title="64 bytes there and back over TCP, two processes",
        limit=1.05,
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
        limit=1.05,
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
        limit=None,
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
}
