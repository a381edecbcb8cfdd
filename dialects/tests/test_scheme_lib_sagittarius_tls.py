"""Sagittarius's (rfc tls) against a server of Python's ssl.

What is expected was seen of Sagittarius 0.9.15, but for the text of what is refused.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schemesockets.dialects import sagittarius
from schemesockets.dialects.scheme import evaluate

# Made for these tests alone: of localhost, signed by itself.
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUFu14Tz3in2di2LVzVIWCDTFw4WMwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyODE2MzMwMloYDzIxMjYxMTA0
MTYzMzAyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASSIq5zN/vUYpMQwjfpl5+sEIpUGqQmNMXtvPbN+jR0YBfAw60xs6B9
/fnOXnv/gxxE5e/a7JN3TxWo83IXH4MVo28wbTAdBgNVHQ4EFgQUiMs2VSnUrBTl
afOHjDSGxbAkn2QwHwYDVR0jBBgwFoAUiMs2VSnUrBTlafOHjDSGxbAkn2QwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhAKV70s3j97GlICbUAjSRZY/yxNikzQg0prDzW836e00uAiBL
YMn0iHbhhBTzYPEUm+ij1u6P2YYw7iNJwKP6tgy/QQ==
-----END CERTIFICATE-----
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvHlbjtyfIHcATL7b
lEE2hblM8RIXRWFMTs0keiJRCbShRANCAASSIq5zN/vUYpMQwjfpl5+sEIpUGqQm
NMXtvPbN+jR0YBfAw60xs6B9/fnOXnv/gxxE5e/a7JN3TxWo83IXH4MV
-----END PRIVATE KEY-----
"""

Session = Callable[[ssl.SSLSocket], None]


@contextmanager
def serving(directory: Path, session: Session, plain: bool = False) -> Iterator[str]:
    """A server's port; it has one session, which must end without an error.

    A client that closes before it has received anything may break the handshake's last message.
    """
    file = directory / "server.pem"
    file.write_text(CERTIFICATE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.set_alpn_protocols(["h2", "http/1.1"])
    failures: list[BaseException] = []

    def serve() -> None:
        try:
            connection = listening.accept()[0]
            connection.settimeout(60)
            with connection:
                if plain:
                    connection.recv(100)
                    connection.sendall(b"HTTP/1.0 400 Bad request\r\n\r\n")
                else:
                    with context.wrap_socket(connection, server_side=True) as wrapped:
                        session(wrapped)
        except BaseException as error:
            failures.append(error)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(60)
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield str(listening.getsockname()[1])
        finally:
            thread.join(60)
    assert not thread.is_alive()
    assert not failures


def run(port: str, text: str) -> object:
    """Evaluate a body in which `port` is the server's."""
    imports = "(import (rnrs) (srfi :13) (sagittarius socket) (rfc tls))"
    return evaluate(f'{imports} (let ((port "{port}")) {text})', dialect="sagittarius")


def echo(wrapped: ssl.SSLSocket) -> None:
    wrapped.sendall(b"got " + wrapped.recv(100))
    assert wrapped.recv(100) == b""


def test_a_client(tmp_path: Path) -> None:
    text = """
      (let ((s (make-client-tls-socket "localhost" port)))
        (let* ((kinds (list (tls-socket? s) (tls-socket? port) (tls-socket-closed? s)
                 (tls-socket-selected-alpn s) (tls-socket-pending? s)
                 (socket? (tls-socket-raw-socket s)) (tls-socket-node s)))
               (sent (tls-socket-send s (string->utf8 "hello")))
               (first (tls-socket-recv s 3))
               (left (tls-socket-pending? s))
               (second (tls-socket-recv s 100)))
          (tls-socket-shutdown s SHUT_RDWR)
          (tls-socket-close s)
          (tls-socket-close s)
          (append kinds (list sent (utf8->string first) left (utf8->string second)
            (tls-socket-closed? s)))))"""
    with serving(tmp_path, echo) as port:
        assert run(port, text) == [
            *(True, False, False, False, False, True, "localhost"),
            *(5, "got", True, " hello", True),
        ]


def test_extensions_of_the_greeting(tmp_path: Path) -> None:
    text = """
      (let ((s (make-client-tls-socket "localhost" port
                 :hello-extensions (list (make-server-name-indication '("localhost"))
                   (make-hello-extension 4660 #vu8(1)) (make-protocol-name-list '("h2"))))))
        (call-with-tls-socket s
          (lambda (s)
            (let* ((found (tls-socket-selected-alpn s)) (got (tls-socket-recv s 9)))
              (list found got (tls-socket-send s #vu8(2)))))))"""

    def session(wrapped: ssl.SSLSocket) -> None:
        wrapped.sendall(b"1")
        assert wrapped.recv(1) == b"\2"

    with serving(tmp_path, session) as port:
        assert run(port, text) == ["h2", b"1", 1]


def test_a_handshake_of_its_own(tmp_path: Path) -> None:
    text = """
      (let* ((raw (make-client-socket "localhost" port))
             (s (socket->tls-socket raw :handshake #f))
             (before (guard (e ((socket-error? e) 'early)) (tls-socket-send s #vu8(1))))
             (same (eq? s (tls-client-handshake s)))
             (bytes (make-bytevector 9 0)))
        (tls-socket-send/range s #vu8(9 65 66 9) 1 2)
        (let* ((first (tls-socket-recv! s bytes 2 4)) (second (tls-socket-recv s 10)))
          (tls-socket-shutdown s SHUT_WR)
          (socket-close raw)
          (list before same first bytes second (tls-socket-closed? s))))"""
    with serving(tmp_path, echo) as port:
        assert run(port, text) == ["early", True, 4, b"\0\0got \0\0\0", b"AB", True]


def test_the_dialects_own_names_take_both(tmp_path: Path) -> None:
    text = """
      (let* ((s (make-client-tls-socket "localhost" port)) (raw (tls-socket-raw-socket s)))
        (socket-set-read-timeout! s 60000)
        (socket-send s (string->utf8 "x"))
        (let* ((ready (socket-read-select #f s)) (got (utf8->string (socket-recv s 100)))
               (told (list (eq? s (car ready)) got (socket-node s) (socket-closed? s)
                 (socket-closed? raw) (nonblocking-socket? raw) (nonblocking-tls-socket? s)
                 (string? (socket-name s)) (string? (tls-socket-service s)))))
          (socket-nonblocking! s)
          (let ((nothing (list (nonblocking-tls-socket? s) (socket-recv s 1)
                   (socket-recv! s (make-bytevector 1) 0 1))))
            (socket-blocking! s)
            (socket-shutdown s SHUT_RDWR)
            (socket-close s)
            (append told nothing (list (socket-closed? s))))))"""
    with serving(tmp_path, echo) as port:
        assert run(port, text) == [
            *(True, "got x", "localhost", False, False, False, False, True, True),
            *(True, False, -1, True),
        ]


def test_ports(tmp_path: Path) -> None:
    def session(wrapped: ssl.SSLSocket) -> None:
        with wrapped.makefile("rwb") as file:
            for line in (b"one\n", b"two\n", b"three\n"):
                assert file.readline() == line
                file.write(line[::-1])
                file.flush()
            assert file.read() == b""

    text = """
      (let* ((s (make-client-tls-socket "localhost" port))
             (in (tls-socket-input-port s)) (out (socket-output-port s)))
        (define (said n) (utf8->string (get-bytevector-n in n)))
        (put-bytevector out (string->utf8 "one\n"))
        (let ((first (said 4)))
          (close-port out)
          (let ((both (socket-port s)))
            (put-bytevector both (string->utf8 "two\n"))
            (let ((second (utf8->string (get-bytevector-n both 4)))
                  (text (transcoded-port both (native-transcoder))))
              (put-string text "three\n")
              (flush-output-port text)
              (let ((third (get-string-n text 6)))
                (close-port text)
                (list first second third (tls-socket-closed? s)))))))"""
    with serving(tmp_path, session) as port:
        assert run(port, text) == ["\neno", "\nowt", "\neerht", True]


def test_much_in_both_directions(tmp_path: Path) -> None:
    def session(wrapped: ssl.SSLSocket) -> None:
        count = 0
        while count < 1_000_000:
            count += len(wrapped.recv(65536))
        wrapped.sendall(bytes(1_000_000))

    text = """
      (let* ((s (make-client-tls-socket "localhost" port))
             (sent (tls-socket-send s (make-bytevector 1000000 1)))
             (in (tls-socket-input-port s))
             (got (get-bytevector-all in)))
        (tls-socket-close s)
        (list sent (bytevector-length got)))"""
    with serving(tmp_path, session) as port:
        assert run(port, text) == [1_000_000, 1_000_000]


def test_what_is_no_server_of_tls(tmp_path: Path) -> None:
    text = """(guard (e ((socket-error? e) (condition-message e)))
                (make-client-tls-socket "localhost" port))"""
    with serving(tmp_path, echo, plain=True) as port:
        assert run(port, text) == "wrong version number"


def test_nobody_there() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = str(bound.getsockname()[1])
        with pytest.raises(sagittarius.HostNotFoundError):
            run(port, '(make-client-tls-socket "127.0.0.1" port)')


def test_closed_sockets(tmp_path: Path) -> None:
    text = """
      (let ((s (make-client-tls-socket "localhost" port)))
        (tls-socket-recv s 1)
        (tls-socket-close s)
        (map (lambda (use) (guard (e ((socket-closed-error? e) (condition-message e))) (use)))
          (list (lambda () (tls-socket-send s #vu8(1))) (lambda () (tls-socket-recv s 1)))))"""
    with serving(tmp_path, lambda wrapped: wrapped.sendall(b"1")) as port:
        assert run(port, text) == ["socket is closed"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "(tls-socket-send 1 #vu8(1))",
        '(socket->tls-socket "no socket")',
        "(tls-client-handshake (make-socket AF_INET SOCK_STREAM))",
        "(make-protocol-name-list '(1))",
        "(socket->tls-socket (make-socket AF_INET SOCK_STREAM) :client-socket #f)",
        "(socket->tls-socket (make-socket AF_INET SOCK_STREAM) :private-key 1)",
        "(socket->tls-socket (make-socket AF_INET SOCK_STREAM) :hello-extensions '(1))",
    ],
)
def test_what_is_refused(text: str) -> None:
    assert run("0", f"(guard (e (#t (string? (condition-message e)))) {text})") is True
