"""The web server of Fibers, asked by Python's client over loopback."""

from __future__ import annotations

import contextlib
import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVER = r"""
(use-modules (fibers web server) (fibers) (web request) (web response) (web uri))
(define (handler request body)
  (let ((path (uri-path (request-uri request))))
    (cond
      ((equal? path "/slow") (sleep 0.5) (values '() "slow"))
      ((equal? path "/chunks")
       (values '((content-type . (text/plain)))
               (lambda (port) (display "one" port) (force-output port) (display "two" port))))
      ((equal? path "/length")
       (values '((content-length . 3)) (lambda (port) (display "abc" port))))
      ((equal? path "/echo") (values (build-response #:code 201) body))
      ((equal? path "/fails") (car path))
      (else (values '((content-type . (text/plain))) "hello")))))
(define socket* (socket PF_INET SOCK_STREAM 0))
(bind socket* AF_INET INADDR_LOOPBACK 0)
(listen socket* 128)
(display (sockaddr:port (getsockname socket*)))
(newline)
(force-output)
(run-server handler #:socket socket*)
(display "stopped")
"""
FOR_WEB_SERVER = r"""
(use-modules (web server) (web request))
(define (handler request body count)
  (values '((content-type . (text/plain)))
          (if (eq? (request-method request) 'POST) body (number->string count))
          (+ 1 count)))
(define socket* (socket PF_INET SOCK_STREAM 0))
(bind socket* AF_INET INADDR_LOOPBACK 0)
(listen socket* 128)
(display (sockaddr:port (getsockname socket*)))
(newline)
(force-output)
(run-server handler 'fibers (list #:socket socket*) 0)
(display "stopped")
"""
COMMAND = [sys.executable, "-m", "schemesockets.conformance", "run", "--dialect", "guile"]


@contextlib.contextmanager
def serving(program: str, path: Path) -> Iterator[int]:
    """Run a server, which says its port, and which an interrupt stops in order."""
    path.write_text(program)
    server = subprocess.Popen(
        [*COMMAND, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        yield int(server.stdout.readline())
        server.send_signal(signal.SIGINT)
        rest, errors = server.communicate(timeout=60)
        assert (rest, server.returncode) == ("stopped", 0), errors
    finally:
        server.kill()
        server.communicate()


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with serving(SERVER, tmp_path / "server.scm") as port:
        yield port


def asked(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None = None
) -> tuple[int, bytes]:
    connection.request(method, path, body)
    response = connection.getresponse()
    return response.status, response.read()


def test_one_connection(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    assert asked(connection, "GET", "/") == (200, b"hello")
    assert asked(connection, "HEAD", "/") == (200, b"")
    assert asked(connection, "POST", "/echo", b"\0\xff") == (201, b"\0\xff")
    assert asked(connection, "GET", "/chunks") == (200, b"onetwo")
    assert asked(connection, "GET", "/length") == (200, b"abc")
    assert asked(connection, "GET", "/") == (200, b"hello")
    connection.close()


def test_errors(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    assert asked(connection, "GET", "/fails") == (500, b"")
    connection.close()
    assert asked(connection, "BREW", "/") == (400, b"")
    connection.close()


def test_connections_do_not_wait_for_each_other(port: int) -> None:
    slow = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    quick = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    slow.request("GET", "/slow")
    assert asked(quick, "GET", "/") == (200, b"hello")
    assert slow.getresponse().read() == b"slow"
    slow.close()
    quick.close()


def test_fibers_serve_for_the_web_server(tmp_path: Path) -> None:
    with serving(FOR_WEB_SERVER, tmp_path / "server.scm") as port:
        idle = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        idle.connect()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        assert asked(connection, "GET", "/") == (200, b"0")
        assert asked(connection, "POST", "/", b"\0\xff") == (200, b"\0\xff")
        assert asked(connection, "HEAD", "/") == (200, b"")
        assert asked(connection, "GET", "/") == (200, b"3")
        assert asked(idle, "GET", "/") == (200, b"4")
        connection.close()
        idle.close()
