"""The programs in docs/programs/, driven over the wire: the Python, the Scheme on our sockets, its
port, and the Scheme where there is a system that runs it. All have to do the same."""

from __future__ import annotations

import datetime
import functools
import os
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path

import psutil
import pytest
from attrs import frozen
from processes import LIMIT, Program, accepted, connected, listening, process, received, reset

from schemesockets.dialects.scheme.libraries.manifest import LIBRARIES
from schemesockets.dialects.scheme.writing.translation import write

PROGRAMS = Path(__file__).parents[2] / "docs" / "programs"
EPOCH = 2208988800
"""The seconds from 1900 to 1970."""
SPARE = 2
"""Descriptors beside those of connections: a thread may want one when it has to wait."""


# What runs them


@frozen
class System:
    """A Scheme, as it runs a program; `probe` is what it has to get through first."""

    command: tuple[str, ...]
    probe: tuple[str, ...] = ()
    sigpipe: bool = True


FOMENT = System(("foment",), sigpipe=False)
SYSTEMS = {
    "file_server": FOMENT,
    "forwarder": System(("foment", "--no-collector"), sigpipe=False),
    "time_server": System(("guile", "--no-auto-compile", "-s")),
    "time_client": System(("guile", "--no-auto-compile", "-s")),
    "job_queue": System(
        ("csi", "-s"),
        ("-e", "(import socket srfi-18) (unless (procedure? make-condition-variable) (exit 1))"),
    ),
    "chat": System(("sagittarius", "-d")),
}


OF_GUILE = {
    "time_server": ("current-time", "force-output"),
    "time_client": ("get-internal-real-time", "strftime", "gmtime"),
}
"""What the programs for Guile need of its core environment that is no R7RS."""


@functools.cache
def lacks(system: System) -> str | None:
    """Why a system cannot run its program."""
    name = system.command[0]
    if shutil.which(name) is None:
        return f"{name} is not installed"
    if system.probe:
        words = [name, *system.probe]
        try:
            answer = subprocess.run(words, capture_output=True, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            return f"{name} does not answer"
        if answer.returncode:
            return f"{name} has not got the libraries"
    return None


@functools.cache
def ported(program: str) -> str:
    """The file of a program's port."""
    file = PROGRAMS / f"{program}.scm"
    made = write(file.read_text(encoding="utf-8"), str(file))
    assert made.undecided == ()
    target = Path(tempfile.mkdtemp(prefix="port-")) / f"{made.name}.py"
    target.write_text(made.python, encoding="utf-8")
    return str(target)


@frozen
class Side:
    """One of the ways to write a program, and what runs it."""

    name: str

    def run(self, program: str, *arguments: str) -> AbstractContextManager[Program]:
        if self.name == "python":
            script = str(PROGRAMS / f"{program}.py")
            return process([sys.executable, "-W", "error", script, *arguments])
        if self.name == "run":
            core = LIBRARIES["(guile)"].exports()
            if missing := [each for each in OF_GUILE.get(program, ()) if each not in core]:
                pytest.skip(f"Guile's core environment has no {', '.join(missing)} yet")
            words = [sys.executable, "-m", "schemesockets.conformance", "run"]
            return process([*words, str(PROGRAMS / f"{program}.scm"), *arguments])
        if self.name == "port":
            return process([sys.executable, "-P", ported(program), *arguments])
        system = SYSTEMS[program]
        if (reason := lacks(system)) is not None:
            pytest.skip(reason)
        words = [*system.command, str(PROGRAMS / f"{program}.scm"), *arguments]
        return process(words, sigpipe=system.sigpipe)

    def interrupts(self, program: Program) -> None:
        """^C ends a program; what a Scheme gives as its status is its own affair."""
        status = program.interrupt()
        if self.name == "scheme":
            assert status != 0
        else:
            assert status in (130, 70)  # as CHICKEN has it


@pytest.fixture(params=["python", "run", "port", "scheme"])
def side(request: pytest.FixtureRequest) -> Side:
    return Side(request.param)


def port_of(server: Program) -> int:
    """The port that a server listens at; one that cannot tell says what it was told."""
    line = server.line()
    assert line.startswith("listening at ")
    _, colon, port = line.rpartition(":")
    if colon:
        return int(port)
    found: list[int] = []

    def look() -> bool:  # the system's list is read in pieces, which can miss an entry
        connections = psutil.Process(server.process.pid).net_connections("tcp")
        found.extend(each.laddr.port for each in connections if each.status == psutil.CONN_LISTEN)
        return bool(found)

    assert eventually(look)
    return found[0]


def descriptors(server: Program) -> int:
    return psutil.Process(server.process.pid).num_fds()


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether it comes true; for what the system has no event for."""
    deadline = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > deadline:
            return False
    return True


def ended(connection: socket.socket) -> bool:
    """Whether the other is gone, said or unsaid."""
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


def rest(connection: socket.socket) -> bytes:
    """All that comes before the end."""
    data = b""
    while piece := connection.recv(65536):
        data += piece
    return data


def ends(program: Program, status: int, complaint: str) -> None:
    """It has ended, and said in one line why."""
    ended, output, complaints = program.end()
    assert (ended, output) == (status, ""), complaints
    assert complaint in complaints
    assert complaints.count("\n") == 1


# The file server


@pytest.fixture
def files(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (root / "index.html").write_text("<p>here</p>\n")
    (root / "sub" / "index.html").write_text("<p>below</p>\n")
    (root / "a b.TXT").write_text("ἠχώ\n", encoding="utf-8")
    (root / "ä").write_bytes(b"")
    (root / "large.bin").write_bytes(bytes(range(256)) * 16384)
    (tmp_path / "secret").write_text("secret\n")
    with closing(socket.socket(socket.AF_UNIX)) as no_file:
        no_file.bind(str(root / "closed"))  # cannot be opened, not by root either
    return root


def asked(port: int, request: bytes) -> bytes:
    with connected(port) as client:
        client.sendall(request)
        return rest(client)


def answered(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    """The parts of an answer, which is well-formed."""
    head, _, contents = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("ascii").split("\r\n")
    version, status, _ = first.split(" ", 2)
    assert version == "HTTP/1.0"
    headers = dict(line.split(": ", 1) for line in lines)
    assert len(headers) == len(lines)
    return int(status), headers, contents


@pytest.mark.parametrize(
    ("target", "name", "kind"),
    [
        (b"/", "index.html", "text/html; charset=utf-8"),
        (b"/sub/", "sub/index.html", "text/html; charset=utf-8"),
        (b"/index.html?a=b", "index.html", "text/html; charset=utf-8"),
        (b"/a%20b.TXT", "a b.TXT", "text/plain; charset=utf-8"),
        (b"/%C3%a4", "ä", "application/octet-stream"),
        (b"/large.bin", "large.bin", "application/octet-stream"),
    ],
)
def test_the_file_server_sends_files(
    side: Side, files: Path, target: bytes, name: str, kind: str
) -> None:
    contents = (files / name).read_bytes()
    wanted = {"Content-Type": kind, "Content-Length": str(len(contents))}
    with side.run("file_server", "0", str(files)) as server:
        port = port_of(server)
        got = asked(port, b"GET %s HTTP/1.0\r\nHost: a\r\nX: y\r\n\r\n" % target)
        assert answered(got) == (200, wanted, contents)
        head = asked(port, b"HEAD %s HTTP/1.1\n\n" % target)
        assert answered(head) == (200, wanted, b"")


REFUSED = {
    b"GET /none HTTP/1.0": 404,
    b"GET /sub HTTP/1.0": 404,
    b"GET /index.html/ HTTP/1.0": 404,
    b"GET /" + b"x" * 300 + b" HTTP/1.0": 404,
    b"GET /../secret HTTP/1.0": 403,
    b"GET /sub/../../secret HTTP/1.0": 403,
    b"GET /%2e%2E%2fsecret HTTP/1.0": 403,
    b"GET /closed HTTP/1.0": 403,
    b"GET index.html HTTP/1.0": 400,
    b"GET /%zz HTTP/1.0": 400,
    b"GET /%2 HTTP/1.0": 400,
    b"GET /% HTTP/1.0": 400,
    b"GET /%ff HTTP/1.0": 400,
    b"GET /index.html%00 HTTP/1.0": 400,
    b"GET /\xc3\xa4 HTTP/1.0": 400,
    b"GET /": 400,
    b"GET  / HTTP/1.0": 400,
    b"GET / HTTP/1.0 more": 400,
    b"GET / HTTP/2.0": 400,
    b"": 400,
    b"\xff\xfe\0\x01": 400,
    b"GET /" + b"x" * 100_000: 400,
    b"GET / HTTP/1.0" + b"\r\nX: y" * 200: 400,
    b"GET / HTTP/1.0\r\nX: " + b"y" * 100_000: 400,
    b"POST / HTTP/1.0": 405,
    b"DELETE /none HTTP/1.0": 405,
    b"BREW /pot HTTP/1.0": 501,
    b"get / HTTP/1.0": 501,
}


def test_the_file_server_refuses(side: Side, files: Path) -> None:
    with side.run("file_server", "0", str(files)) as server:
        port = port_of(server)
        for request, wanted in REFUSED.items():
            status, headers, contents = answered(asked(port, request + b"\r\n\r\n"))
            assert status == wanted, request[:40]
            assert contents.startswith(b"%d " % status)
            assert headers.pop("Content-Type") == "text/plain; charset=utf-8"
            assert headers.pop("Content-Length") == str(len(contents))
            assert headers == ({"Allow": "GET, HEAD"} if status == 405 else {})


def test_the_file_server_takes_a_request_in_pieces(side: Side, files: Path) -> None:
    with side.run("file_server", "0", str(files)) as server:
        port = port_of(server)
        with connected(port) as client:
            for byte in b"GET /sub/ HTTP/1.0\r\n\r\n":
                client.send(bytes([byte]))
            client.shutdown(socket.SHUT_WR)
            assert answered(rest(client))[2] == b"<p>below</p>\n"
        with connected(port) as client:
            client.sendall(b"GET / HTTP/1.0\r\nX: y\r\n")
            client.shutdown(socket.SHUT_WR)  # and not the empty line
            assert answered(rest(client))[0] == 400


def test_the_file_server_serves_many_in_turn(side: Side, files: Path) -> None:
    with side.run("file_server", "0", str(files)) as server, ExitStack() as stack:
        port = port_of(server)
        clients = [stack.enter_context(connected(port)) for _ in range(20)]
        for client in clients:
            client.sendall(b"GET /sub/ HTTP/1.0\n\n")
        for client in clients:
            assert answered(rest(client))[2] == b"<p>below</p>\n"
            client.close()


def test_the_file_server_goes_on_when_clients_are_gone(side: Side, files: Path) -> None:
    def open_in_between() -> int:
        with connected(port) as client:
            client.sendall(b"GET / HTTP/1.0\n\n")
            assert answered(rest(client))[0] == 200
            return descriptors(server)  # it waits for this client to close

    with side.run("file_server", "0", str(files)) as server:
        port = port_of(server)
        before = open_in_between()
        for _ in range(10):
            reset(connected(port))
            connected(port).close()
            for request in (b"GET", b"GET / HTTP/1.0\n"):
                client = connected(port)
                client.sendall(request)
                reset(client)
            for name in (b"", b"large.bin", b"none"):
                client = connected(port)
                client.sendall(b"GET /%s HTTP/1.0\n\n" % name)
                assert received(client, 9) == b"HTTP/1.0 "
                reset(client)
        for _ in range(100):  # which comes between its writing and its shutting down
            client = connected(port)
            client.sendall(b"HEAD / HTTP/1.0\n\n")
            assert client.recv(1) == b"H"
            reset(client)
        assert open_in_between() <= before + SPARE
        side.interrupts(server)


def test_the_file_server_says_what_is_wrong(side: Side, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    with side.run("file_server", "0", missing) as program:
        ends(program, 2, f"error: {missing} is no directory")
    with side.run("file_server", "no-such-service", str(tmp_path)) as program:
        ends(program, 1, "")
    with listening() as (_, taken), side.run("file_server", taken, str(tmp_path)) as program:
        ends(program, 1, "")


def test_ports_that_there_are_not_are_refused(tmp_path: Path) -> None:
    """By the Python; Foment, and Guile, let the system wrap them round."""
    side = Side("python")
    for words in (
        ("file_server", "70000"),
        ("forwarder", "70000", "127.0.0.1", "80"),
        ("chat", "70000"),
        ("job_queue", str(tmp_path / ("x" * 200))),
    ):
        with side.run(*words) as program:
            ends(program, 1, "")
    with side.run("forwarder", "0", "127.0.0.1", "70000") as program:
        with connected(port_of(program)) as client:
            assert ended(client)
        side.interrupts(program)
        ends(program, 130, "connect-socket: ")


# The time service


@pytest.fixture
def plain() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(LIMIT)
        yield sock


def told(answer: bytes) -> int:
    """The time, in seconds since 1970, that a server has sent."""
    (seconds,) = struct.unpack("!I", answer)
    return int((seconds - EPOCH) % 2**32)


def written(line: str) -> int:
    """The time that a client has written."""
    moment = datetime.datetime.strptime(line, "%Y-%m-%d %H:%M:%S UTC")
    return int(moment.replace(tzinfo=datetime.UTC).timestamp())


def test_the_time_server_tells_the_time(side: Side, plain: socket.socket) -> None:
    with side.run("time_server", "0") as server, ExitStack() as stack:
        address = ("127.0.0.1", port_of(server))
        for question in (b"", b"what time is it?", b"x" * 60_000):
            before = int(time.time())
            plain.sendto(question, address)
            answer, origin = plain.recvfrom(100)
            assert before <= told(answer) <= time.time()
            assert origin == address
        others = [
            stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            for _ in range(20)
        ]
        for other in others:
            other.settimeout(LIMIT)
            other.sendto(b"", address)
        assert {len(other.recv(100)) for other in others} == {4}


def test_the_time_server_goes_on_when_a_client_is_gone(side: Side, plain: socket.socket) -> None:
    with side.run("time_server", "0") as server:
        address = ("127.0.0.1", port_of(server))
        for _ in range(10):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
                client.sendto(b"", address)  # whose answer finds nobody
        plain.sendto(b"", address)
        assert len(plain.recv(100)) == 4
        side.interrupts(server)
        assert server.end()[1:] == ("", "")


def test_the_time_client_hears_the_time_server(side: Side) -> None:
    before = int(time.time())
    with side.run("time_server", "0") as server:
        port = str(port_of(server))
        for host in ("127.0.0.1", "localhost"):
            with side.run("time_client", host, port, "10") as client:
                assert before <= written(client.line()) <= time.time()
                assert client.end() == (0, "", "")


@pytest.mark.parametrize(
    ("seconds", "line"),
    [
        (EPOCH, "1970-01-01 00:00:00 UTC"),
        (2**32 - 1, "2036-02-07 06:28:15 UTC"),
        (0, "2036-02-07 06:28:16 UTC"),
        (1, "2036-02-07 06:28:17 UTC"),
    ],
)
def test_the_time_client_writes_the_time(
    side: Side, plain: socket.socket, seconds: int, line: str
) -> None:
    port = str(plain.getsockname()[1])
    with side.run("time_client", "127.0.0.1", port, "10") as client:
        question, origin = plain.recvfrom(100)
        plain.sendto(struct.pack("!I", seconds), origin)
        assert question == b""
        assert client.end() == (0, f"{line}\n", "")


def test_the_time_client_asks_again(side: Side, plain: socket.socket) -> None:
    port = str(plain.getsockname()[1])
    with side.run("time_client", "127.0.0.1", port, "0.5") as client:
        plain.recvfrom(100)
        _, origin = plain.recvfrom(100)  # for nobody has answered
        plain.sendto(struct.pack("!I", EPOCH), origin)
        assert client.end() == (0, "1970-01-01 00:00:00 UTC\n", "")


def test_the_time_client_takes_no_other_answer(side: Side, plain: socket.socket) -> None:
    port = str(plain.getsockname()[1])
    with side.run("time_client", "127.0.0.1", port, "10") as client:
        _, origin = plain.recvfrom(100)
        for nonsense in (b"", b"abc", b"abcde", b"x" * 1000):
            plain.sendto(nonsense, origin)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.sendto(struct.pack("!I", EPOCH + 1), origin)
        plain.sendto(struct.pack("!I", EPOCH), origin)
        assert client.end() == (0, "1970-01-01 00:00:00 UTC\n", "")


def test_the_time_client_gives_up(side: Side, plain: socket.socket) -> None:
    port = str(plain.getsockname()[1])
    with side.run("time_client", "127.0.0.1", port, "0.05") as client:
        assert client.end() == (1, "", "no answer from 127.0.0.1\n")
    assert [plain.recv(100) for _ in range(3)] == [b""] * 3
    assert select.select([plain], [], [], 0) == ([], [], [])


def test_an_interrupt_ends_the_time_client(side: Side, plain: socket.socket) -> None:
    port = str(plain.getsockname()[1])
    with side.run("time_client", "127.0.0.1", port, str(LIMIT * 10)) as client:
        plain.recv(100)
        side.interrupts(client)


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        (("time_server", "time"), 2, "error: time is no port"),
        (("time_server", "70000"), 2, "error: 70000 is no port"),
        (("time_server", "-1"), 2, "error: -1 is no port"),
        (("time_client",), 2, "error: expected a host"),
        (("time_client", "127.0.0.1", "37", "soon"), 2, "error: soon is no time to wait"),
        (("time_client", "127.0.0.1", "37", "0"), 2, "error: 0 is no time to wait"),
        (("time_client", "127.0.0.1", "no-such-service"), 1, "getaddrinfo: "),
    ],
)
def test_the_time_programs_say_what_is_wrong(
    side: Side, words: tuple[str, ...], status: int, complaint: str
) -> None:
    with side.run(*words) as program:
        ends(program, status, complaint)


def test_the_time_server_wants_a_port_of_its_own(side: Side, plain: socket.socket) -> None:
    with side.run("time_server", str(plain.getsockname()[1])) as program:
        ends(program, 1, "bind: Address already in use")


# The forwarder


@frozen
class Forwarder:
    """A forwarder that runs, and the server behind it."""

    program: Program
    port: int
    target: socket.socket

    def connection(self) -> tuple[socket.socket, socket.socket]:
        """The client's end and the server's."""
        return connected(self.port), accepted(self.target)


@pytest.fixture
def forwarder(side: Side) -> Iterator[Forwarder]:
    with (
        listening() as (target, port),
        side.run("forwarder", "0", "127.0.0.1", port) as program,
    ):
        yield Forwarder(program, port_of(program), target)


def test_the_forwarder_passes_on_what_is_said(forwarder: Forwarder) -> None:
    client, server = forwarder.connection()
    with client, server:
        for sender, receiver in ((client, server), (server, client), (client, server)):
            sender.sendall(b"one\0two")
            assert received(receiver, 7) == b"one\0two"


def test_the_forwarder_passes_on_half_a_close(forwarder: Forwarder) -> None:
    for first in (0, 1):
        ends_ = forwarder.connection()
        early, late = ends_[first], ends_[1 - first]
        with early, late:
            early.sendall(b"question")
            early.shutdown(socket.SHUT_WR)
            assert rest(late) == b"question"
            late.sendall(b"answer")
            assert received(early, 6) == b"answer"
            late.shutdown(socket.SHUT_WR)
            assert rest(early) == b""


def test_the_forwarder_passes_on_much_both_ways_at_once(forwarder: Forwarder) -> None:
    size = 5_000_000
    client, server = forwarder.connection()
    with client, server:
        sent, got = {client: 0, server: 0}, {client: 0, server: 0}
        for end in (client, server):
            end.setblocking(False)
        while sum(got.values()) < 2 * size:
            open_ = [end for end in (client, server) if sent[end] < size]
            readable, writable, _ = select.select([client, server], open_, [], LIMIT)
            assert readable or writable
            for end in readable:
                got[end] += len(end.recv(65536))
            for end in writable:
                sent[end] += end.send(bytes(min(65536, size - sent[end])))
        assert got == sent == {client: size, server: size}


def test_the_forwarder_serves_many_at_once(forwarder: Forwarder) -> None:
    with ExitStack() as stack:
        pairs = [forwarder.connection() for _ in range(20)]
        for end in (end for pair in pairs for end in pair):
            stack.enter_context(end)
        for number, (client, server) in enumerate(pairs):
            client.sendall(b"%02d" % number)
            server.sendall(b"%02d" % (number + 50))
        for number, (client, server) in reversed([*enumerate(pairs)]):
            assert received(server, 2) == b"%02d" % number
            assert received(client, 2) == b"%02d" % (number + 50)


def test_the_forwarder_goes_on_when_one_is_gone(forwarder: Forwarder) -> None:
    before = descriptors(forwarder.program)
    for gone in (0, 1) * 10:
        pair = forwarder.connection()
        leaving, staying = pair[gone], pair[1 - gone]
        with staying:
            leaving.sendall(b"one")
            assert received(staying, 3) == b"one"
            reset(leaving)
            assert ended(staying)
    assert eventually(lambda: descriptors(forwarder.program) <= before + SPARE)
    client, server = forwarder.connection()
    with client, server:
        client.sendall(b"two")
        assert received(server, 3) == b"two"


def test_the_forwarder_tells_a_server_that_its_client_is_gone(forwarder: Forwarder) -> None:
    client, server = forwarder.connection()
    with server:
        reset(client)

        def refused() -> bool:
            try:
                server.sendall(bytes(1000))
            except ConnectionError:
                return True
            return False

        assert eventually(refused)


def test_the_forwarder_goes_on_when_nobody_is_behind_it(side: Side) -> None:
    with listening() as (target, port):
        target.close()
        with side.run("forwarder", "0", "127.0.0.1", port) as program:
            here = port_of(program)
            for _ in range(3):
                with connected(here) as client:
                    assert ended(client)
            side.interrupts(program)
            complaints = program.end()[2].splitlines()
            assert len(complaints) == 3
            assert all(line.startswith("connect-socket: ") for line in complaints)


def test_an_interrupt_ends_the_forwarder(side: Side, forwarder: Forwarder) -> None:
    client, server = forwarder.connection()
    with client, server:
        client.sendall(b"one")
        assert received(server, 3) == b"one"
        side.interrupts(forwarder.program)
        assert ended(client)
        assert ended(server)
    assert forwarder.program.end()[1:] == ("", "")


def test_the_forwarder_says_what_is_wrong(side: Side) -> None:
    for words in ((), ("0",), ("0", "127.0.0.1", "80", "more")):
        with side.run("forwarder", *words) as program:
            ends(program, 2, "error: expected SERVICE HOST HOST-SERVICE")
    with listening() as (_, taken), side.run("forwarder", taken, "127.0.0.1", "80") as program:
        ends(program, 1, "bind-socket: ")


# The queue of jobs


class Talker:
    """A client that says and hears lines."""

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self.file = sock.makefile("rb")

    def __enter__(self) -> Talker:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        self.file.close()
        self.socket.close()

    def reset(self) -> None:
        self.file.close()
        reset(self.socket)

    def say(self, line: str | bytes) -> None:
        self.socket.sendall((line.encode() if isinstance(line, str) else line) + b"\n")

    def hear(self) -> str:
        """The next line; nothing at the end."""
        return self.file.readline().rstrip(b"\r\n").decode()

    def ask(self, line: str | bytes) -> str:
        self.say(line)
        return self.hear()


@frozen
class Queue:
    """A queue that runs."""

    program: Program
    path: str

    def client(self) -> Talker:
        sock = socket.socket(socket.AF_UNIX)
        sock.connect(self.path)  # before there is a limit: then it would not wait for its turn
        sock.settimeout(LIMIT)
        return Talker(sock)


@pytest.fixture
def queue(side: Side, tmp_path: Path) -> Iterator[Queue]:
    path = os.path.relpath(tmp_path / "queue")  # absolute ones may be too long for a socket
    with side.run("job_queue", path) as program:
        assert program.line() == f"listening at {path}"
        yield Queue(program, path)


def test_jobs_are_taken_in_the_order_in_which_they_came(queue: Queue) -> None:
    with queue.client() as giver, queue.client() as one, queue.client() as two:
        assert giver.ask("count") == "0 waiting"
        assert giver.ask("put first  job") == "queued 1"
        assert giver.ask(b"put second\r") == "queued 2"
        assert one.ask("put ἠχώ") == "queued 3"
        assert giver.ask("count") == "3 waiting"
        assert one.ask("take") == "job 1 first  job"
        assert two.ask("take") == "job 2 second"
        assert one.ask("take") == "job 3 ἠχώ"
        assert one.ask("done 3") == "done 3"
        assert one.ask("done 1") == "done 1"
        assert giver.ask("count") == "0 waiting"


def test_a_job_is_its_takers_to_do(queue: Queue) -> None:
    with queue.client() as one, queue.client() as two:
        assert one.ask("put job") == "queued 1"
        assert one.ask("done 1") == "error: no job of yours"
        assert one.ask("take") == "job 1 job"
        assert two.ask("done 1") == "error: no job of yours"
        assert one.ask("done 1") == "done 1"
        assert one.ask("done 1") == "error: no job of yours"


def test_workers_wait_for_jobs(queue: Queue) -> None:
    with queue.client() as giver, ExitStack() as stack:
        workers = [stack.enter_context(queue.client()) for _ in range(5)]
        for worker in workers:
            worker.say("take")
        for number in range(1, 6):
            assert giver.ask(f"put job {number}") == f"queued {number}"
        jobs = sorted(worker.hear() for worker in workers)
        assert jobs == [f"job {number} job {number}" for number in range(1, 6)]


def test_the_jobs_of_a_worker_that_leaves_go_back(queue: Queue) -> None:
    with queue.client() as giver, queue.client() as stays:
        for number in (1, 2, 3, 4):
            assert giver.ask(f"put {number}") == f"queued {number}"
        with queue.client() as leaves:
            for number in (1, 2, 3):
                assert leaves.ask("take") == f"job {number} {number}"
            assert leaves.ask("done 2") == "done 2"
        assert eventually(lambda: giver.ask("count") == "3 waiting")
        assert [stays.ask("take") for _ in range(3)] == ["job 1 1", "job 3 3", "job 4 4"]


def test_a_job_is_not_lost_on_a_worker_that_is_gone(queue: Queue) -> None:
    before = descriptors(queue.program)
    with queue.client() as giver:
        for _ in range(20):
            with queue.client() as leaves:
                leaves.say("take")
        with queue.client() as half:
            half.say("take")
            half.socket.shutdown(socket.SHUT_WR)
            assert giver.ask("put job") == "queued 1"
            assert half.hear() == "job 1 job"
            assert half.hear() == ""
        assert eventually(lambda: giver.ask("count") == "1 waiting")
        with queue.client() as stays:
            assert stays.ask("take") == "job 1 job"
            # Who waits and is gone is found out by a job; two clients are left then, and the
            # threads that wait for them.
            for number in range(2, 22):
                assert giver.ask("put more") == f"queued {number}"
            assert eventually(lambda: descriptors(queue.program) <= before + 4 + SPARE)


def test_the_queue_goes_on_after_bad_requests(queue: Queue) -> None:
    with queue.client() as client:
        for nonsense in ("", "put", "put ", "puts 1", "Take", "take 1", "done", b"\0\xff"):
            assert client.ask(nonsense) == (
                "error: expected put TEXT, take, done NUMBER or count"
            ), nonsense
        for number in ("0", "1", "x", "1" * 500):
            assert client.ask(f"done {number}") == "error: no job of yours"
        for size in (996, 1000, 1_000_000):
            assert client.ask("put " + "x" * size) == "error: too long"
        assert client.ask("put " + "x" * 995) == "queued 1"
        assert client.ask("take") == "job 1 " + "x" * 995
        for byte in b"count\n":
            client.socket.send(bytes([byte]))
        assert client.hear() == "0 waiting"


def test_an_interrupt_ends_the_queue(side: Side, queue: Queue) -> None:
    with queue.client() as client, queue.client() as waits:
        assert client.ask("put job") == "queued 1"
        assert waits.ask("take") == "job 1 job"
        waits.say("take")
        side.interrupts(queue.program)
        assert ended(client.socket)
        assert ended(waits.socket)
    assert not os.path.exists(queue.path)
    assert queue.program.end()[1:] == ("", "")


def test_the_queue_wants_a_path_of_its_own(side: Side, queue: Queue) -> None:
    with side.run("job_queue", queue.path) as program:
        ends(program, 1, "Address already in use")
    with queue.client() as client:
        assert client.ask("count") == "0 waiting"


# The chat


@frozen
class Chat:
    """A chat that runs."""

    program: Program
    port: int

    def newcomer(self, size: int | None = None) -> Talker:
        """Somebody who has not said who it is; with so large a buffer."""
        sock = socket.socket()
        if size is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, size)
        sock.settimeout(LIMIT)
        sock.connect(("127.0.0.1", self.port))
        talker = Talker(sock)
        assert talker.hear() == "* your name?"
        return talker

    def guest(self, name: str, *others: Talker, size: int | None = None) -> Talker:
        """Somebody who has said it, and whom all the others have seen come."""
        talker = self.newcomer(size)
        assert talker.ask(name) == f"* welcome, {name}"
        for other in others:
            assert other.hear() == f"* {name} has come"
        return talker


@pytest.fixture
def chat(side: Side) -> Iterator[Chat]:
    with side.run("chat", "0") as program:
        yield Chat(program, port_of(program))


def test_a_line_goes_to_all_the_others(chat: Chat) -> None:
    with ExitStack() as stack:
        guests: list[Talker] = []
        for letter in "abcdefghijklmnopqrst":
            guests.append(stack.enter_context(chat.guest(letter, *guests)))
        guests[3].say("hello,  all ἠχώ")
        guests[4].say(b"hello, d\r")
        said = {3: "d: hello,  all ἠχώ", 4: "e: hello, d"}
        for number, guest in enumerate(guests):
            expected = {line for teller, line in said.items() if teller != number}
            assert {guest.hear() for _ in expected} == expected


def test_lines_come_in_pieces(chat: Chat) -> None:
    with chat.guest("ann") as ann, chat.guest("bob", ann) as bob:
        bob.socket.sendall(b"on")
        ann.say("I do not wait")
        assert bob.hear() == "ann: I do not wait"
        bob.socket.sendall(b"e\ntwo\n\nthr\xc3")  # and half a letter
        assert [ann.hear(), ann.hear()] == ["bob: one", "bob: two"]
        bob.say(b"\xa9e")
        assert ann.hear() == "bob: thrée"


def test_names_are_asked_for(chat: Chat) -> None:
    with chat.guest("ann") as ann, chat.newcomer() as other:
        for name in ("", "a b", "x" * 21, "/names"):
            assert other.ask(name) == "* a name has letters alone, 20 at most", name
        assert other.ask("a\x1b") == "* welcome, a"  # what cannot be printed does not count
        assert ann.hear() == "* a has come"
        with chat.newcomer() as third:
            assert third.ask("ann") == "* that name is taken"
            ann.say("who is there?")
            assert other.hear() == "ann: who is there?"
            assert third.ask("ἠχώ") == "* welcome, ἠχώ"  # and has heard nothing before
            assert ann.ask("/names") == "* ἠχώ has come"
            assert ann.hear() == "* a ann ἠχώ"
            assert ann.ask("/help") == "* there are /names and /quit"


def test_what_is_no_text_harms_nobody(chat: Chat) -> None:
    with chat.guest("ann") as ann, chat.guest("bob", ann) as bob:
        bob.say(b"\x1b[2J\0\x07hi\x7f")
        assert ann.hear() == "bob: [2Jhi"
        bob.say(b"a\xffb")
        assert ann.hear() == "bob: a\ufffdb"


def test_guests_leave_in_every_way(chat: Chat) -> None:
    with chat.guest("ann") as ann:
        ann.say("alone")
        before = descriptors(chat.program)
        for way in ("quit", "close", "half", "reset", "long", "unnamed") * 3:
            if way == "unnamed":
                chat.newcomer().reset()
                continue
            with chat.guest("bob", ann) as bob:
                match way:
                    case "quit":
                        bob.socket.sendall(b"bye\n/quit\nand more\n")
                        assert ann.hear() == "bob: bye"
                        assert [bob.hear(), bob.hear()] == ["* good-bye", ""]
                    case "half":
                        bob.socket.sendall(b"not a line")
                        bob.socket.shutdown(socket.SHUT_WR)
                        assert bob.hear() == ""
                    case "reset":
                        bob.reset()
                    case "long":
                        bob.socket.sendall(b"x" * 1001)
                        assert bob.hear() == "* that line is too long"
                    case "close":
                        bob.leave()
                assert ann.hear() == "* bob has left"
        with chat.guest("bob", ann) as bob:
            bob.say("x" * 1000)
            assert ann.hear() == "bob: " + "x" * 1000
            assert eventually(lambda: descriptors(chat.program) <= before + 1 + SPARE)


def test_who_does_not_read_has_to_leave(chat: Chat) -> None:
    with chat.guest("ann") as ann, chat.guest("slow", ann, size=4096) as slow:
        ann.socket.setblocking(False)
        line = b"x" * 900 + b"\n"
        lines, heard = line, b""
        while not heard.endswith(b"\n"):
            readable, writable, _ = select.select([ann.socket], [ann.socket], [], LIMIT)
            assert readable or writable
            if writable:
                lines = lines[ann.socket.send(lines) :] or line
            if readable:
                heard += ann.socket.recv(4096)
        assert heard == b"* slow has left\r\n"
        assert slow.hear() == "ann: " + "x" * 900


def test_an_interrupt_ends_the_chat(side: Side, chat: Chat) -> None:
    with chat.guest("ann") as ann, chat.guest("bob", ann) as bob, chat.newcomer() as other:
        side.interrupts(chat.program)
        assert all(ended(talker.socket) for talker in (ann, bob, other))
    assert chat.program.end()[1:] == ("", "")


def test_the_chat_wants_a_service(side: Side) -> None:
    with side.run("chat", "no-such-service") as program:
        ends(program, 1, "")
