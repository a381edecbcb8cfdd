"""Objects of the dialects as programs write them, and line ends as programs have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemesockets.dialects.scheme import evaluate
from schemesockets.dialects.scheme.command import run

OBJECTS = {
    ("chicken", '(inet-address "127.0.0.1" 80)'): '#<sockaddr "127.0.0.1:80">',
    ("chicken", '(list (inet-address "::1" 80))'): '(#<sockaddr "[::1]:80">)',
    ("chicken", '(unix-address "/tmp/x")'): '#<sockaddr "/tmp/x">',
    (
        "chicken",
        '(car (address-information "127.0.0.1" 80 type: sock/stream))',
    ): '#<addrinfo "127.0.0.1:80" af/inet sock/stream ipproto/tcp>',
    ("sagittarius", "(make-fdset)"): "#<fdset -1 ()>",
    ("sagittarius", "(make-socket-selector)"): "#<socket-selector 0:#f>",
    (
        "sagittarius",
        "(let ((s (make-socket AF_INET SOCK_STREAM))) (socket-close s) s)",
    ): "#<socket closed:-1 #f>",
    ("guile", "(make-socket-address AF_INET INADDR_LOOPBACK 80)"): "#(2 2130706433 80)",
}
LIBRARIES = {"sagittarius": "(import (rnrs) (sagittarius) (sagittarius socket))"}
TO_STRING = {
    "chicken": "(call-with-output-string (lambda (port) ({} {} port)))",
    "guile": "(call-with-output-string (lambda (port) ({} {} port)))",
    "sagittarius": "(call-with-string-output-port (lambda (port) ({} {} port)))",
}
IMPORTS = {"chicken": "(import (chicken port) socket)", **LIBRARIES}

LINE_ENDS = '(define text "a\r\nb\rc") (write text) ; a comment\r\n(write 1)\r\n'
WRITTEN = {
    "chicken": r'"a\r\nb\rc"1',
    "foment": r'"a\r\nb\rc"1',
    "guile": r'"a\r\nb\rc"1',
    "sagittarius": r'"a\nb\nc"1',
    "srfi-106": r'"a\r\nb\rc"1',
}


@pytest.mark.parametrize(("dialect", "expression"), OBJECTS)
@pytest.mark.parametrize("procedure", ["write", "display"])
def test_objects_are_written_as_the_real_system_writes_them(
    dialect: str, expression: str, procedure: str
) -> None:
    text = TO_STRING[dialect].format(procedure, expression)
    program = f"{IMPORTS.get(dialect, '')} {text}"
    assert evaluate(program, dialect=dialect) == OBJECTS[dialect, expression]


@pytest.mark.parametrize("dialect", WRITTEN)
def test_line_ends_in_strings(
    dialect: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "ends.scm"
    modules = (
        "" if dialect in ("chicken", "guile") else "(import (scheme base) (scheme write))\r\n"
    )
    program.write_bytes((modules + LINE_ENDS).encode())
    assert run(str(program), dialect=dialect) == 0
    assert capsys.readouterr().out == WRITTEN[dialect]


@pytest.mark.parametrize("dialect", ["chicken", "foment", "sagittarius"])
def test_a_string_that_goes_on_after_any_line_end(
    dialect: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "ends.scm"
    modules = "" if dialect == "chicken" else "(import (scheme base) (scheme write))\r\n"
    program.write_bytes((modules + '(write "c\\  \r\n  d")').encode())
    assert run(str(program), dialect=dialect) == 0
    assert capsys.readouterr().out == '"cd"'
