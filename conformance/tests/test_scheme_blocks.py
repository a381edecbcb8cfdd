"""The Scheme that the documentation shows runs under `run`, and gives what the pages say.

Blocks of a guide are one program, as its Python is one; their values stand here, in the order of
the page. Other pages have whole programs. `NO_PROGRAMS` says which blocks are none, and why.
"""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest
from processes import connected, process, received
from test_docs import CHECKOUT, PAGES, Block, blocks

from schemesockets.dialects.scheme.data import String, Symbol
from schemesockets.dialects.scheme.image import BUILT_IN
from schemesockets.dialects.scheme.libraries.manifest import LIBRARIES
from schemesockets.dialects.scheme.printer import written
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program
from schemesockets.dialects.scheme.reader import Places, read

NO_PROGRAMS = {
    "docs/catalogue": "procedures that the programs of the conformance suite define, which its own"
    " tests run in each dialect; they call what the suite defines around them",
    "docs/what-changes.md": "a loop over a socket that the page does not make",
}
"""Pages, and folders of pages, whose blocks are no programs."""

RUN = [sys.executable, "-P", "-m", "schemesockets.conformance", "run"]

PROGRAMS = {
    "README.md": "guile",
    "docs/index.md": "srfi-106",
    "docs/port.md": "srfi-106",
    "docs/run.md": "srfi-106",
}
"""Pages whose Scheme blocks are whole programs, each with its dialect."""

GUIDES: dict[str, tuple[str, tuple[str, ...], list[str]]] = {
    # the dialect, libraries that it needs, and the value of each block, "" for a definition's
    "docs/guides/srfi-106.md": (
        "srfi-106",
        (),
        ["", "", "", '"hello"', "#u8(1 2 3)", "(104 105)", "displays", ""],
    ),
    "docs/guides/foment.md": (
        "foment",
        (),
        ["", "", "", '"hello"', "#t", "displays", ""],
    ),
    "docs/guides/guile.md": (
        "guile",
        ("(rnrs bytevectors)", "(ice-9 exceptions)"),
        ["", "", '"127.0.0.1"', '"hello"', "0", '"Connection refused"', "(#t #t #t)"],
    ),
    "docs/guides/chicken.md": (
        "chicken",
        ("(chicken condition)",),
        ["", "", "", '"hello"', "", '"nothing came"', "displays", ""],
    ),
    "docs/guides/sagittarius.md": (
        "sagittarius",
        ("(rnrs)",),
        ["", "", "", '"hello"', "#vu8(97 32 108 105 110 101 13 10)", "", "nothing-came", ""],
    ),
}


IN_PYTHON_ALONE = {
    (
        "docs/guides/foment.md",
        3,
    ): "(define late (make-socket *af-inet* *sock-stream* *ipproto-tcp*))",
    ("docs/guides/sagittarius.md", 5): '(put-string p "more\\n")',
}
"""What a page does in its Python alone, before a block, counted from 0."""


def scheme(page: Path) -> list[Block]:
    found = blocks(page.read_text(encoding="utf-8"))
    return [block for block in found if block.language == "scheme"]


def name_of(page: Path) -> str:
    return page.relative_to(CHECKOUT).as_posix()


def test_every_block_is_spoken_for() -> None:
    pages = {name_of(page) for page in PAGES if scheme(page)}
    known = {*PROGRAMS, *GUIDES}
    excused = {page for page in pages - known for name in NO_PROGRAMS if page.startswith(name)}
    assert pages == known | excused
    for name in NO_PROGRAMS:
        assert any(page.startswith(name) for page in excused), name


def test_blocks_that_are_no_programs_can_be_read() -> None:
    """And need not be excused: what they call is nowhere on their page."""
    for page in PAGES:
        if any(name_of(page).startswith(name) for name in NO_PROGRAMS):
            for block in scheme(page):
                assert list(read(block.text))


# Guides


@pytest.fixture
def closed() -> Iterator[String]:
    """A port at which nobody listens, and which nobody gets."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        yield String(str(one.getsockname()[1]))


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_a_program(
    name: str, closed: String, capsys: pytest.CaptureFixture[str]
) -> None:
    dialect, needed, values = GUIDES[name]
    if lacking := [each for each in needed if each not in LIBRARIES]:
        pytest.skip(f"{', '.join(lacking)} are not there yet")
    page = CHECKOUT / name
    found = scheme(page)
    assert len(found) == len(values)
    program = Program(PROFILES[dialect])
    program.begin(program.program)
    given = {"closed-port": closed}
    for number, (block, value) in enumerate(zip(found, values, strict=True)):
        program.run_text(IN_PYTHON_ALONE.get((name, number), ""), name)
        places = Places()
        for form in list(read(block.text, program.profile, name, places, block.line)):
            define(program, given)
            result = program.run_forms([form], places, name)
            give(program, given)
        out = capsys.readouterr().out
        if value == "displays":
            assert out
        elif value:
            assert written(result, program.profile) == value
    for each in ("server", "s"):  # which a page may close in Python alone
        if (left := variable(program, each)) is not None:
            getattr(left, "socket", left).close()


def give(program: Program, given: dict[str, Any]) -> None:
    """Note the port of a server, which two dialects have no name for."""
    server = variable(program, "server") or variable(program, "s")
    if server is None or "port" in given:
        return
    plain = getattr(server, "socket", server)
    if port := plain.local_address().port:
        given["port"] = String(str(port))


def define(program: Program, given: dict[str, Any]) -> None:
    """Define what a page has not defined."""
    for name, value in given.items():
        if variable(program, name) is None:
            found = program.program.define(Symbol(name), BUILT_IN)
            program.globals[found.python] = value


def variable(program: Program, name: str) -> Any:
    binding = program.program.bindings.get(Symbol(name))
    return program.globals.get(getattr(binding, "python", ""))


# Whole programs


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_of_a_page(name: str, tmp_path: Path) -> None:
    block, *others = scheme(CHECKOUT / name)
    file = tmp_path / "program.scm"
    file.write_text(block.text, encoding="utf-8")
    words = [*RUN, str(file)]
    if printed := {"README.md": "hello, world\n", "docs/run.md": "#t\n"}.get(name):
        done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
        assert (done.stdout, done.stderr) == (printed, "")
        return
    assert not others
    with process([*words, "0"]) as server:
        if name == "docs/index.md":
            assert re.fullmatch("listening at port 0", server.line().strip())
        port = listening_port(server.process.pid)
        for message in (b"hello", b"again" if name == "docs/port.md" else b""):
            if not message:
                continue
            with connected(port) as client:
                client.sendall(message)
                assert received(client, len(message)) == message


def test_what_the_page_shows_of_run_is_what_it_does(tmp_path: Path) -> None:
    """The programs of docs/run.md, each behind the command that it shows."""
    page = (CHECKOUT / "docs" / "run.md").read_text(encoding="utf-8")
    for block in blocks(page):
        if block.title:
            (tmp_path / block.title).write_text(block.text, encoding="utf-8")
    shown = [block.text for block in blocks(page) if block.text.startswith("$ schemesockets run ")]
    assert len(shown) == 4
    for text in shown:
        line, _, rest = text.partition("\n")
        done = subprocess.run(
            [*RUN, *shlex.split(line)[3:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        told = [timeless(each) for each in (done.stderr + done.stdout).splitlines()]
        assert sorted(told) == sorted(timeless(each) for each in rest.splitlines())
        assert done.returncode == (70 if "wrong" in line else 0)


def timeless(line: str) -> str:
    """A line of a trace without its time."""
    return re.sub(r"  \d+\.\d+ ms$", "", line)


def listening_port(pid: int) -> int:
    """The port at which a process listens, as soon as it does."""
    for _ in range(600):
        for each in psutil.Process(pid).net_connections("tcp"):
            if each.status == psutil.CONN_LISTEN:
                return int(each.laddr.port)
        time.sleep(0.1)
    raise AssertionError("it does not listen")
