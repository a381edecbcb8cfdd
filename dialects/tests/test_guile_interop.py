"""This project's Guile and the real one, each a program of its own, talking to each other.

Both sides do the same: `answer` is who listens, `speak` who begins. The Scheme program stands
above the Python one that does what it does; whichever is not the real one runs here.
"""

from __future__ import annotations

import contextlib
import select as stdlib_select
import shutil
import socket as stdlib
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemesockets.dialects.guile import (
    AF_INET,
    AF_INET6,
    AF_UNIX,
    IN6ADDR_LOOPBACK,
    INADDR_LOOPBACK,
    SO_RCVTIMEO,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
    SocketPort,
    accept,
    bind,
    close_port,
    connect,
    display,
    force_output,
    get_bytevector_n,
    getpeername,
    getsockname,
    is_eof_object,
    listen,
    newline,
    put_bytevector,
    read_line,
    recv_into,
    recvfrom_into,
    select,
    send,
    sendto,
    setsockopt,
    setvbuf,
    sockaddr_fam,
    sockaddr_port,
    socket,
)

LIMIT = 60
"""Seconds that anything may take; reached only when something is broken."""

SETUP = r"""
(use-modules (ice-9 binary-ports) (ice-9 rdelim) (rnrs bytevectors))

(define (tell value)
  (write value)
  (newline)
  (force-output))

(define (codes line)
  (map char->integer (string->list line)))

(define (made style)
  (let ((s (socket family style 0)))
    (set-port-encoding! s "UTF-8")
    s))

(define (taken buffer count)
  (list-head (bytevector->u8-list buffer) count))

; where a server can be found: (family address port) or (family path)
(define (place s)
  (if (= family AF_UNIX)
      (list family (sockaddr:path (getsockname s)))
      (let ((name (getsockname s)))
        (list family (sockaddr:addr name) (sockaddr:port name)))))

(define (serve answer)
  (let ((server (made SOCK_STREAM)))
    (apply bind server here)
    (listen server 1)
    (tell (place server))
    (let ((s (car (accept server))))
      (set-port-encoding! s "UTF-8")
      (answer s)
      (close-port s)
      (close-port server))))

(define (visit speak)
  (let ((s (made SOCK_STREAM)))
    (apply connect s there)
    (speak s)
    (close-port s)))
"""

# Through ports: characters, lines and bytes.

PORTS = r"""
(define (speak s)
  (display "gr\u00fc\u00dfe, \u03bb\n" s)
  (display 42 s)
  (newline s)
  (put-bytevector s #vu8(0 255 10 13))
  (force-output s)
  (shutdown s 1)
  (tell (codes (read-line s)))
  (tell (bytevector->u8-list (get-bytevector-n s 4)))
  (tell (eof-object? (read-line s))))

(define (answer s)
  (let* ((line (read-line s))
         (number (read-line s))
         (bytes (get-bytevector-n s 4)))
    (tell (codes line))
    (tell (codes number))
    (tell (bytevector->u8-list bytes))
    (tell (eof-object? (get-bytevector-n s 1)))
    (display line s)
    (newline s)
    (put-bytevector s bytes)))
"""
LINE = "grüße, λ"
BYTES = bytes((0, 255, 10, 13))


def ports_speak(s: SocketPort, buffered: bool) -> None:
    if buffered:
        setvbuf(s, "block", 100)
    display(f"{LINE}\n", s)
    display(42, s)
    newline(s)
    put_bytevector(s, BYTES)
    force_output(s)
    s.socket.shutdown(stdlib.SHUT_WR)
    assert read_line(s) == LINE
    assert get_bytevector_n(s, 4) == BYTES
    assert is_eof_object(read_line(s))


def ports_answer(s: SocketPort, buffered: bool) -> None:
    if buffered:
        setvbuf(s, "line")
    assert read_line(s) == LINE
    assert read_line(s) == "42"
    assert get_bytevector_n(s, 4) == BYTES
    assert is_eof_object(get_bytevector_n(s, 1))
    display(LINE, s)
    newline(s)
    put_bytevector(s, BYTES)


# Through the calls, without the ports' buffers.

CALLS = r"""
(define (speak s)
  (let ((buffer (make-bytevector 100 0)))
    (tell (send s #vu8(1 2 3)))
    (tell (taken buffer (recv! s buffer)))
    (tell (sockaddr:fam (getpeername s)))
    (tell (send s #vu8(9)))
    (let ((received (recvfrom! s buffer 0 10 14)))
      (tell (car received))
      (tell (bytevector-u8-ref buffer 10)))
    (tell (recv! s buffer))))

(define (answer s)
  (let* ((buffer (make-bytevector 100 0))
         (count (recv! s buffer)))
    (tell (taken buffer count))
    (tell (send s (u8-list->bytevector (reverse (taken buffer count)))))
    (let ((received (recvfrom! s buffer 0 10 14)))
      (tell (car received))
      (tell (bytevector-u8-ref buffer 10)))
    (tell (send s #vu8(8)))))
"""


def calls_speak(s: SocketPort, buffered: bool) -> None:
    buffer = bytearray(100)
    assert send(s, b"\1\2\3") == 3
    assert buffer[: recv_into(s, buffer)] == b"\3\2\1"
    peer = getpeername(s)
    assert peer is not None
    assert sockaddr_fam(peer) == s.socket.family
    assert send(s, b"\x09") == 1
    assert recvfrom_into(s, buffer, 0, 10, 14)[0] == 1
    assert buffer[10] == 8
    assert recv_into(s, buffer) == 0


def calls_answer(s: SocketPort, buffered: bool) -> None:
    buffer = bytearray(100)
    count = recv_into(s, buffer)
    assert buffer[:count] == b"\1\2\3"
    assert send(s, buffer[:count][::-1]) == 3
    assert recvfrom_into(s, buffer, 0, 10, 14)[0] == 1
    assert buffer[10] == 9
    assert send(s, b"\x08") == 1


CODES = "(103 114 252 223 101 44 32 955)"
STREAMS: dict[str, tuple[str, Callable[..., None], Callable[..., None], list[str], list[str]]] = {
    "ports": (
        PORTS,
        ports_speak,
        ports_answer,
        [CODES, "(0 255 10 13)", "#t"],
        [CODES, "(52 50)", "(0 255 10 13)", "#t"],
    ),
    "calls": (
        CALLS,
        calls_speak,
        calls_answer,
        ["3", "(3 2 1)", "FAMILY", "1", "1", "8", "0"],
        ["(1 2 3)", "3", "1", "9", "1"],
    ),
}
"""Scheme, Python that speaks, Python that answers, what the Scheme tells in either part."""

# Datagrams: the first names the place in parts, the reply is for the address it came from. The
# lines after that need a buffer: of a datagram that is read byte by byte the rest is lost.

DATAGRAMS = r"""
(define (bound address)
  (let ((s (made SOCK_DGRAM)))
    (apply bind s address)
    s))

(define (answer s)
  (tell (place s))
  (let* ((buffer (make-bytevector 100 0))
         (received (recvfrom! s buffer))
         (address (cdr received)))
    (tell (taken buffer (car received)))
    (tell (= family (sockaddr:fam address)))
    (tell (sendto s #vu8(4 5) address))
    (connect s address)
    (setvbuf s 'block 100)
    (tell (codes (read-line s)))
    (display "there\n" s)
    (force-output s)
    (tell (car (recvfrom! s buffer)))))

(define (speak s)
  (let ((buffer (make-bytevector 100 0)))
    (tell (apply sendto s #vu8(1 2 3) there))
    (tell (taken buffer (car (recvfrom! s buffer 0 5))))
    (tell (bytevector-u8-ref buffer 5))
    (apply connect s there)
    (setvbuf s 'block 100)
    (display "here\n" s)
    (force-output s)
    (tell (codes (read-line s)))
    (tell (send s #vu8()))))
"""


def datagram_answer(s: SocketPort) -> None:
    buffer = bytearray(100)
    count, address = recvfrom_into(s, buffer)
    assert buffer[:count] == b"\1\2\3"
    assert address is not None
    assert sockaddr_fam(address) == s.socket.family
    assert sendto(s, b"\4\5", address) == 2
    connect(s, address)
    setvbuf(s, "block", 100)
    assert read_line(s) == "here"
    display("there\n", s)
    force_output(s)
    assert recvfrom_into(s, buffer)[0] == 0


def datagram_speak(s: SocketPort, there: tuple[Any, ...]) -> None:
    buffer = bytearray(100)
    assert sendto(s, b"\1\2\3", *there) == 3
    assert recvfrom_into(s, buffer, 0, 5)[0] == 2
    assert buffer[5:7] == b"\4\5"
    connect(s, *there)
    setvbuf(s, "block", 100)
    display("here\n", s)
    force_output(s)
    assert read_line(s) == "there"
    assert send(s, b"") == 0


# The two programs


class Guile:
    """A real Guile that runs a program; what it tells is read as it comes."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._unread = b""

    def told(self) -> str:
        """The next line."""
        assert self.process.stdout is not None
        while b"\n" not in self._unread:
            ready, _, _ = stdlib_select.select([self.process.stdout], [], [], LIMIT)
            assert ready, f"no line within {LIMIT} s"
            chunk = self.process.stdout.read1(65536)  # type: ignore[attr-defined]
            assert chunk, f"it ended: {self.process.communicate(timeout=LIMIT)}"
            self._unread += chunk
        line, _, self._unread = self._unread.partition(b"\n")
        return line.decode()

    def place(self) -> tuple[Any, ...]:
        """Where it says that it can be found."""
        family, *rest = self.told().strip("()").split()
        if int(family) == AF_UNIX:
            return AF_UNIX, rest[0].strip('"')
        return int(family), *map(int, rest)

    def end(self) -> list[str]:
        """What else it tells until it ends."""
        output, complaints = self.process.communicate(timeout=LIMIT)
        assert (self.process.returncode, complaints) == (0, b"")
        return (self._unread + output).decode().splitlines()


@contextlib.contextmanager
def guile(family: int, *parts: str) -> Iterator[Guile]:
    program = "\n".join([f"(define family {family})", SETUP, *parts])
    with subprocess.Popen(
        ["guile", "--no-auto-compile", "-c", program],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield Guile(process)
        finally:
            process.kill()


@pytest.fixture(autouse=True)
def _installed() -> None:
    if shutil.which("guile") is None:
        pytest.skip("guile is not installed")


@pytest.fixture(params=["inet", "inet6", "unix"])
def places(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Callable[[str], tuple[tuple[Any, ...], str]]:
    """Makes a place to bind to, as arguments in Python and as a list in Scheme."""
    if request.param == "inet6":
        try:
            with stdlib.socket(stdlib.AF_INET6) as probe:
                probe.bind(("::1", 0))
        except OSError as error:
            pytest.skip(f"no IPv6 here: {error}")

    def make(name: str) -> tuple[tuple[Any, ...], str]:
        if request.param == "unix":
            path = str(tmp_path / name)
            return (AF_UNIX, path), scheme((AF_UNIX, path))
        if request.param == "inet6":
            return (AF_INET6, IN6ADDR_LOOPBACK, 0), scheme((AF_INET6, IN6ADDR_LOOPBACK, 0))
        return (AF_INET, INADDR_LOOPBACK, 0), scheme((AF_INET, INADDR_LOOPBACK, 0))

    return make


def scheme(place: tuple[Any, ...]) -> str:
    words = (f'"{each}"' if isinstance(each, str) else str(each) for each in place)
    return f"(list {' '.join(words)})"


def found(s: SocketPort) -> tuple[Any, ...]:
    """Where a socket of ours can be found."""
    name = getsockname(s)
    assert name is not None
    family, address, *port = name.vector[:3]
    return (family, address, *port)


@contextlib.contextmanager
def ours(family: int, style: int) -> Iterator[SocketPort]:
    s = socket(family, style, 0)
    try:
        yield bounded(s)
    finally:
        close_port(s)


def bounded(s: SocketPort) -> SocketPort:
    """So that a receive in vain is an error after a while."""
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (LIMIT, 0))
    return s


def accepted(server: SocketPort) -> SocketPort:
    assert select([server], [], [], LIMIT)[0] == [server]
    connection = accept(server)
    assert connection is not None
    return bounded(connection[0])


Places = Callable[[str], tuple[tuple[Any, ...], str]]


@pytest.mark.parametrize("buffered", [False, True], ids=["unbuffered", "buffered"])
@pytest.mark.parametrize("way", STREAMS)
def test_ours_speaks_to_a_stream_server_of_guile(places: Places, way: str, buffered: bool) -> None:
    program, speak, _, _, told = STREAMS[way]
    place, here = places("server")
    family = place[0]
    with guile(family, program, f"(define here {here})", "(serve answer)") as server:
        there = server.place()
        with ours(family, SOCK_STREAM) as s:
            assert connect(s, *there) is True
            speak(s, buffered)
        assert server.end() == told


@pytest.mark.parametrize("buffered", [False, True], ids=["unbuffered", "buffered"])
@pytest.mark.parametrize("way", STREAMS)
def test_ours_answers_a_stream_client_of_guile(places: Places, way: str, buffered: bool) -> None:
    program, _, answer, told, _ = STREAMS[way]
    place, _ = places("server")
    family = place[0]
    with ours(family, SOCK_STREAM) as listening:
        bind(listening, *place)
        listen(listening, 1)
        there = scheme(found(listening))
        with guile(family, program, f"(define there {there})", "(visit speak)") as client:
            s = accepted(listening)
            try:
                answer(s, buffered)
            finally:
                close_port(s)
            assert client.end() == [str(family) if line == "FAMILY" else line for line in told]


def test_ours_sends_datagrams_to_guile(places: Places) -> None:
    place, here = places("server")
    family = place[0]
    with guile(family, DATAGRAMS, f"(answer (bound {here}))") as server:
        there = server.place()
        with ours(family, SOCK_DGRAM) as s:
            bind(s, *places("client")[0])
            datagram_speak(s, there)
        assert server.end() == ["(1 2 3)", "#t", "2", "(104 101 114 101)", "0"]


def test_guile_sends_datagrams_to_ours(places: Places) -> None:
    place, _ = places("server")
    family = place[0]
    with ours(family, SOCK_DGRAM) as s:
        bind(s, *place)
        there, here = scheme(found(s)), places("client")[1]
        with guile(
            family, DATAGRAMS, f"(define there {there})", f"(speak (bound {here}))"
        ) as client:
            datagram_answer(s)
            assert client.end() == ["3", "(0 0)", "4", "(116 104 101 114 101)", "0"]


def test_a_port_is_where_the_other_says(places: Places) -> None:
    # Each side is told the other's name by its own system; they agree.
    place, here = places("server")
    family = place[0]
    name = """
        (define (answer s)
          (let ((peer (getpeername s)))
            (tell (if (= family AF_UNIX) (sockaddr:path peer) (sockaddr:port peer)))))
    """
    with guile(family, name, f"(define here {here})", "(serve answer)") as server:
        there = server.place()
        with ours(family, SOCK_STREAM) as s:
            bind(s, *places("client")[0])
            connect(s, *there)
            mine, theirs = getsockname(s), getpeername(s)
            assert mine is not None
            assert theirs is not None
            if family == AF_UNIX:
                assert theirs.vector[1] == there[1]
                assert server.end() == [f'"{mine.vector[1]}"']
            else:
                assert sockaddr_port(theirs) == there[2]
                assert server.end() == [str(sockaddr_port(mine))]
