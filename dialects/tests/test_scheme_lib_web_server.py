"""Guile's web server and client: ours and the real ones, each with each, over loopback."""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVER = r"""
(use-modules (web server) (web request) (web response) (web uri))
(define (handler request body count)
  (define (answer . values*) (apply values (append values* (list (+ 1 count)))))
  (let ((path (split-and-decode-uri-path (uri-path (request-uri request)))))
    (cond
      ((equal? path '("hello"))
       (answer '((content-type . (text/plain))) (string-append "Hello, w" (string #\xf6) "rld!")))
      ((equal? path '("echo"))
       (answer (build-response #:code 201
                               #:headers '((content-type . (application/octet-stream))))
               body))
      ((equal? path '("procedure"))
       (answer '((content-type . (text/html (charset . "iso-8859-1"))))
               (lambda (port) (display (string-append "<p>" (string #\xe9) "</p>") port))))
      ((equal? path '("nothing")) (answer (build-response #:code 204) #f))
      ((equal? path '("fails")) (car path path))
      ((equal? path '("count")) (answer '() (number->string count)))
      ((equal? path '("query")) (answer '() (uri-query (request-uri request))))
      ((equal? path '("agent"))
       (answer '() (list->string (reverse (string->list (request-user-agent request))))))
      (else (answer (build-response #:code 404 #:headers '((x-a . "b"))) "no")))))
(define socket* (socket PF_INET SOCK_STREAM 0))
(bind socket* AF_INET INADDR_LOOPBACK 0)
(listen socket* 128)
(display (sockaddr:port (getsockname socket*)))
(newline)
(force-output)
(run-server handler 'http (list #:socket socket*) 0)
(display "stopped")
(newline)
"""
CLIENT = r"""
(use-modules (web client) (web response) (web uri) (ice-9 rdelim))
(define (url path) (string-append "http://127.0.0.1:" (cadr (command-line)) path))
(define (show . values*)
  (for-each (lambda (each) (write each) (display " ")) values*)
  (newline))
(define (try thunk)
  (call-with-values thunk
    (lambda (response body)
      (show (response-code response) (response-reason-phrase response)
            (response-version response) (response-headers response) body))))
(try (lambda () (http-get (url "/hello"))))
(try (lambda () (http-get (string->uri (url "/hello")) #:decode-body? #f)))
(try (lambda () (http-head (url "/hello"))))
(try (lambda () (http-post (url "/echo") #:body (string-append "some " (string #\xe9)))))
(try (lambda () (http-post (url "/echo") #:body (lambda (port) (display "by a procedure" port)))))
(try (lambda ()
       (http-put (url "/echo") #:body #vu8(1 2 3) #:headers '((content-type . (image/png))))))
(try (lambda () (http-get (url "/procedure"))))
(try (lambda () (http-delete (url "/nothing"))))
(try (lambda () (http-get (url "/fails"))))
(try (lambda () (http-get (url "/query?a=b&c=%20"))))
(try (lambda () (http-get (url "/agent") #:headers '((user-agent . "me")))))
(try (lambda () (http-request (url "/x") #:method 'OPTIONS #:version '(1 . 0))))
(try (lambda () (http-get (url "/count"))))
(call-with-values (lambda () (http-get (url "/hello") #:streaming? #t))
  (lambda (response port)
    (show (response-code response) (read-line port) (eof-object? (read-line port)))))
(let ((port (open-socket-for-uri (url "/"))))
  (try (lambda () (http-get (url "/hello") #:port port #:keep-alive? #t)))
  (try (lambda () (http-get (url "/hello") #:port port))))
(let ((port (open-socket-for-uri (url "/"))))
  (display "GARBAGE\r\n\r\n" port)
  (force-output port)
  (let ((response (read-response port)))
    (show (response-code response) (response-version response) (response-headers response))))
"""
EXPECTED = """\
200 "OK" (1 . 1) ((content-length . 14) (content-type text/plain (charset . "utf-8"))) \
"Hello, w\N{LATIN SMALL LETTER O WITH DIAERESIS}rld!"\x20
200 "OK" (1 . 1) ((content-length . 14) (content-type text/plain (charset . "utf-8"))) \
#vu8(72 101 108 108 111 44 32 119 195 182 114 108 100 33)\x20
200 "OK" (1 . 1) ((content-length . 14) (content-type text/plain (charset . "utf-8"))) #f\x20
201 "Created" (1 . 1) ((content-length . 7) (content-type application/octet-stream)) \
#vu8(115 111 109 101 32 195 169)\x20
201 "Created" (1 . 1) ((content-length . 14) (content-type application/octet-stream)) \
#vu8(98 121 32 97 32 112 114 111 99 101 100 117 114 101)\x20
201 "Created" (1 . 1) ((content-length . 3) (content-type application/octet-stream)) \
#vu8(1 2 3)\x20
200 "OK" (1 . 1) ((content-length . 8) (content-type text/html (charset . "iso-8859-1"))) \
"<p>\N{LATIN SMALL LETTER E WITH ACUTE}</p>"\x20
204 "No Content" (1 . 1) () #f\x20
500 "Internal Server Error" (1 . 1) () #vu8()\x20
"""

OURS = [sys.executable, "-m", "schemesockets.conformance", "run", "--dialect", "guile"]
REAL = ["guile", "--no-auto-compile"]


def command(system: list[str]) -> list[str]:
    if shutil.which(system[0]) is None:
        pytest.skip("guile is not installed")
    return system


@contextlib.contextmanager
def serving(system: list[str], tmp_path: Path) -> Iterator[str]:
    path = tmp_path / "server.scm"
    path.write_text(SERVER)
    server = subprocess.Popen(
        [*command(system), str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
        if system is OURS:  # the real one sleeps on until somebody connects
            server.send_signal(signal.SIGINT)
            rest, _ = server.communicate(timeout=60)
            assert rest == "stopped\n"
            assert server.returncode == 0
    finally:
        server.kill()
        server.communicate()


def asked(system: list[str], port: str, tmp_path: Path) -> str:
    path = tmp_path / "client.scm"
    path.write_text(CLIENT)
    done = subprocess.run(
        [*command(system), str(path), port],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("server", [OURS, REAL], ids=["our server", "real server"])
@pytest.mark.parametrize("client", [OURS, REAL], ids=["our client", "real client"])
def test_each_with_each(server: list[str], client: list[str], tmp_path: Path) -> None:
    with serving(server, tmp_path) as port:
        lines = asked(client, port, tmp_path)
    assert lines.startswith(EXPECTED)
    assert lines[len(EXPECTED) :].splitlines() == [
        '200 "OK" (1 . 1) ((content-length . 9) (content-type text/plain (charset . "utf-8"))) '
        '"a=b&c=%20" ',
        '200 "OK" (1 . 1) ((content-length . 2) (content-type text/plain (charset . "utf-8"))) '
        '"em" ',
        '404 "Not Found" (1 . 0) ((content-length . 2) (content-type text/plain (charset . '
        '"utf-8")) (x-a . "b")) "no" ',
        '200 "OK" (1 . 1) ((content-length . 2) (content-type text/plain (charset . "utf-8"))) '
        '"11" ',
        '200 "Hello, w\N{LATIN SMALL LETTER O WITH DIAERESIS}rld!" #t ',
        *[
            '200 "OK" (1 . 1) ((content-length . 14) (content-type text/plain (charset . '
            '"utf-8"))) "Hello, w\N{LATIN SMALL LETTER O WITH DIAERESIS}rld!" '
        ]
        * 2,
        "400 (1 . 0) ((content-length . 0)) ",
    ]
