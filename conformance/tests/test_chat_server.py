"""The chat server in docs: four programs and the real Guile have one conversation."""

from __future__ import annotations

import re
import select
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from processes import LIMIT, Program, connected, process, reset

from schemesockets.dialects.scheme.writing.translation import write

FOLDER = Path(__file__).parents[2] / "docs" / "chat_server"
SCHEME = str(FOLDER / "chat_server.scm")
RUNNERS = {
    "guile": ["guile", "--no-auto-compile", "-s", SCHEME],
    "run": [sys.executable, "-P", "-m", "schemesockets.conformance", "run", SCHEME],
    "port": [sys.executable, "-P", str(FOLDER / "chat_server.py")],
    **{
        step: [sys.executable, "-W", "error", str(FOLDER / f"chat_server_{step}.py")]
        for step in ("plainer", "asyncio")
    },
}
TURN = re.compile(r"(\w+) +(connects|<|>|disconnects|is disconnected) ?(.*)")
NEVER_WAITS = "asyncio"
"""The program that a client which does not read cannot hold up."""


class Guest:
    """A client that says and hears lines."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self._lines = connection.makefile("rb")

    def say(self, line: bytes) -> None:
        self.socket.sendall(line + b"\r\n")

    def hear(self) -> bytes:
        """Return the next line, and nothing at the end of the stream."""
        return self._lines.readline().removesuffix(b"\r\n")

    def enter(self, name: bytes) -> None:
        assert self.hear() == b"* your name?"
        self.say(name)
        assert self.hear() == b"* welcome, " + name

    def leave(self) -> None:
        self._lines.close()
        self.socket.close()

    def reset(self) -> None:
        self._lines.close()
        reset(self.socket)


@pytest.fixture(params=RUNNERS)
def step(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server(step: str) -> Iterator[Program]:
    if shutil.which(RUNNERS[step][0]) is None:
        pytest.skip("Guile is not installed")
    with process([*RUNNERS[step], "0"]) as program:
        yield program


@pytest.fixture
def newcomer(server: Program) -> Iterator[Callable[[], Guest]]:
    """Whatever is called connects a guest."""
    port = server.port()
    with ExitStack() as stack:

        def come() -> Guest:
            guest = Guest(connected(port))
            stack.callback(guest.leave)
            return guest

        yield come


def test_the_port_is_what_the_command_writes() -> None:
    made = write(Path(SCHEME).read_text(encoding="utf-8"), SCHEME)
    assert made.python == (FOLDER / "chat_server.py").read_text(encoding="utf-8")


def test_the_conversation_is_the_one_in_the_transcript(newcomer: Callable[[], Guest]) -> None:
    guests: dict[str, Guest] = {}
    for line in (FOLDER / "transcript.txt").read_text(encoding="utf-8").splitlines():
        found = TURN.fullmatch(line)
        assert found, line
        name, does, text = found.groups()
        match does:
            case "connects":
                guests[name] = newcomer()
            case ">":
                guests[name].say(text.encode())
            case "<":
                assert guests[name].hear().decode() == text, line
            case "disconnects":
                guests.pop(name).leave()
            case "is disconnected":
                assert guests.pop(name).hear() == b"", line
    assert not guests


def test_guests_leave_in_every_way(server: Program, newcomer: Callable[[], Guest]) -> None:
    ann = newcomer()
    ann.enter(b"ann")
    for way in (Guest.leave, Guest.reset, half_close) * 2:
        bob, unnamed = newcomer(), newcomer()
        bob.enter(b"bob")
        assert ann.hear() == b"* bob has come"
        unnamed.reset()
        way(bob)
        if way is half_close:
            assert ann.hear() == b"bob: the end"
        assert ann.hear() == b"* bob has gone"
    ann.say(b"/names")
    assert ann.hear() == b"* ann"


def half_close(guest: Guest) -> None:
    guest.socket.sendall(b"the end")  # and no newline
    guest.socket.shutdown(socket.SHUT_WR)
    assert guest.hear() == b""


def test_bytes_that_are_no_text_are_replaced(newcomer: Callable[[], Guest]) -> None:
    ann, bob = newcomer(), newcomer()
    ann.enter(b"ann")
    bob.enter(b"bob")
    assert ann.hear() == b"* bob has come"
    bob.say(b"a\xffb")
    assert ann.hear().decode() == "bob: a\ufffdb"


def test_an_interrupt_ends_the_room(
    step: str, server: Program, newcomer: Callable[[], Guest]
) -> None:
    ann = newcomer()
    ann.enter(b"ann")
    status = server.interrupt()
    assert status == (-signal.SIGINT if step == "guile" else 130)
    assert ann.hear() == b""
    assert server.end()[1:] == ("", "")


@pytest.mark.parametrize("step", [NEVER_WAITS], indirect=True)
def test_a_guest_that_does_not_read_is_disconnected(newcomer: Callable[[], Guest]) -> None:
    ann, slow = newcomer(), newcomer()
    ann.enter(b"ann")
    slow.enter(b"slow")
    assert ann.hear() == b"* slow has come"
    ann.socket.setblocking(False)
    heard = b""
    while not heard.endswith(b"\r\n"):
        readable, writable, _ = select.select([ann.socket], [ann.socket], [], LIMIT)
        if writable:
            ann.socket.send((b"x" * 999 + b"\n") * 100)
        if readable:
            heard += ann.socket.recv(100)
    assert heard == b"* slow has gone\r\n"
