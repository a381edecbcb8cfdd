"""An echo server in each dialect, driven over loopback."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest

from schemesockets.dialects.scheme.conditions import ErrorObject
from schemesockets.dialects.scheme.data import String, Symbol
from schemesockets.dialects.scheme.image import BUILT_IN
from schemesockets.dialects.scheme.printer import written
from schemesockets.dialects.scheme.profiles import profile
from schemesockets.dialects.scheme.program import Program

SERVERS = Path(__file__).with_name("scheme_servers")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.mark.parametrize("dialect", ["srfi-106", "foment", "guile", "chicken", "sagittarius"])
def test_an_echo_server(dialect: str) -> None:
    port = free_port()
    program = Program(profile(dialect))
    program.begin(program.program)
    variable = program.program.define(Symbol("port"), BUILT_IN)
    program.globals[variable.python] = String(str(port))
    failures: list[BaseException] = []

    def serve() -> None:
        try:
            program.run_file(SERVERS / f"{dialect}.scm")
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with connected(port, thread) as client, client.makefile("rb") as received:
            client.settimeout(60)
            for message in (b"hello\n", b"again\n"):
                client.sendall(message)
                assert received.readline() == message
            client.shutdown(socket.SHUT_WR)
            assert received.readline() == b""
    finally:
        thread.join(60)
    assert not failures


def connected(port: int, server: threading.Thread) -> socket.socket:
    """A connection to a server that may have to come up first."""
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 60)
        except ConnectionRefusedError:
            if not server.is_alive():
                raise
            time.sleep(0.02)


def test_ports_of_chickens_sockets_and_others_have_the_same_procedures() -> None:
    """A name of (chicken io) or of R7RS is no name of the egg."""
    text = """(import (chicken io) socket)
        (define-values (one other) (let ((s (socket af/inet sock/stream)))
          (socket-bind s (inet-address "127.0.0.1" 0))
          (socket-listen s 1)
          (let* ((client (socket af/inet sock/stream))
                 (name (socket-name s)))
            (socket-connect client name)
            (let ((server (socket-accept s)))
              (socket-close s)
              (values client server)))))
        (define-values (in out) (socket-i/o-ports one))
        (define-values (from to) (socket-i/o-ports other))
        (write-line "line" out) (write 'x out) (newline out) (write-char #\\y out)
        (write-string "string" #f out) (display "\\n1\\n2\\n" out) (close-output-port out)
        (define got (list (read-line from) (peek-char from) (read-char from) (read-char from)
                          (read-string 3 from) (read-byte from) (read-lines from)))
        (close-input-port from) (close-output-port to) (close-input-port in)
        (define string (open-output-string)) (write-line "s" string) (newline string)
        (list got (get-output-string string) (read-lines (open-input-string "a\\nb")))"""
    program = Program(profile("chicken"))
    assert written(program.run_text(text, "<text>"), program.profile) == (
        '(("line" #\\x #\\x #\\newline "yst" 114 ("ing" "1" "2")) "s\\n\\n" ("a" "b"))'
    )


@pytest.mark.parametrize(
    ("dialect", "text", "result"),
    [
        (
            "chicken",
            "(map addrinfo-socktype (address-information "
            '"127.0.0.1" 80 family: af/inet type: sock/stream))',
            "(1)",
        ),
        ("chicken", '(length (address-information "127.0.0.1" 80 \'x af/inet))', "error"),
        ("chicken", '(length (address-information "127.0.0.1" 80 nix: af/inet))', "error"),
        ("chicken", '(length (address-information "127.0.0.1" 80 family:))', "error"),
    ],
)
def test_keyword_arguments_of_a_dialects_procedures(dialect: str, text: str, result: str) -> None:
    program = Program(profile(dialect))
    text = f"(import socket) {text}"
    if result == "error":
        with pytest.raises(ErrorObject, match="address-information"):
            program.run_text(text, "<text>")
    else:
        assert written(program.run_text(text, "<text>"), program.profile) == result


def test_a_pair_of_three_is_a_list_with_a_dot() -> None:
    """What Sagittarius's selector gives: the socket, its timeout and what it was added with."""
    text = """(import (scheme base) (sagittarius socket))
        (define server (make-server-socket "0"))
        (define port (number->string (socket-info-port (socket-info server))))
        (define client (make-client-socket "127.0.0.1" port))
        (define selector (make-socket-selector))
        (socket-selector-add! selector server #f 'mine)
        (define found (let-values (((ready late) (socket-selector-wait! selector))) ready))
        (socket-close client) (socket-close server)
        (list (eq? (car (car found)) server) (cadr (car found)) (cddr (car found)))"""
    program = Program(profile("sagittarius"))
    assert written(program.run_text(text, "<text>"), program.profile) == "(#t #f mine)"


@pytest.mark.parametrize(
    ("dialect", "make"),
    [
        ("guile", '(make-socket-address AF_INET (inet-pton AF_INET "127.0.0.1") {})'),
        ("chicken", '(inet-address "127.0.0.1" {})'),
    ],
)
def test_addresses_are_equal_by_their_parts(dialect: str, make: str) -> None:
    program = Program(profile(dialect))
    imports = "(import socket)" if dialect == "chicken" else ""
    one, other = make.format(80), make.format(81)
    text = f"{imports} (list (equal? {one} {one}) (equal? {one} {other}) (eqv? {one} {one}))"
    assert written(program.run_text(text, "<text>"), program.profile) == "(#t #f #f)"
