"""`schemesockets repl`: in a pipe, and on a terminal, which is a pseudo-terminal here."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program
from schemesockets.dialects.scheme.repl import COMMANDS, Repl

LIMIT = 60
COMMAND = [sys.executable, "-P", "-m", "schemesockets.conformance", "repl"]


def piped(text: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], input=text, capture_output=True, text=True, check=False, timeout=LIMIT
    )


# A pipe


@pytest.mark.parametrize("dialect", PROFILES)
def test_values_are_written_in_a_pipe(dialect: str) -> None:
    text = '(+ 1 2)\n(define (f x)\n  (* x 2))\n(f\n 21) "two"\n(values 1 \'b)\n(if #f #f)\n'
    done = piped(text, "--dialect", dialect)
    assert (done.stdout, done.stderr, done.returncode) == ('3\n42\n"two"\n1\nb\n', "", 0)


def test_the_dialects_sockets_are_there() -> None:
    texts = {
        "srfi-106": "(procedure? make-client-socket)",
        "foment": "(procedure? make-socket)",
        "guile": "(procedure? socket)",
        "chicken": "(procedure? socket-accept)",
        "sagittarius": "(procedure? make-client-socket)",
    }
    for dialect, text in texts.items():
        assert piped(text, "--dialect", dialect).stdout == "#t\n", dialect


def test_an_error_does_not_end_the_conversation() -> None:
    done = piped("(car 5)\n(foo)\n)\n'ok\n", "--dialect", "chicken")
    assert (done.stdout, done.returncode) == ("ok\n", 0)
    assert done.stderr.splitlines() == [
        "Error: (car) bad argument type - not a pair: 5",
        "  <repl>:1:1",
        "Error: <repl>:2:2: unbound variable: foo",
        "Error: <repl>:3:1: ) closes nothing",
    ]


def test_a_definition_may_mention_what_comes_later() -> None:
    text = "(define (f n) (g n))\n(f 1)\n(define (g n) (* n 7))\n(f 6)\n"
    done = piped(text, "--dialect", "guile")
    assert done.stdout == "42\n"
    assert done.stderr.splitlines() == [
        "ERROR: Unbound variable: g",
        "  <repl>:1:16 in f",
        "  <repl>:2:1",
    ]


def test_the_places_of_forms_on_several_lines() -> None:
    done = piped("1\n(define (f)\n (+ 1 (car\n  5)))\n(+ (f) 1)", "--dialect", "guile")
    assert done.stderr.splitlines()[-2:] == ["  <repl>:3:7 in f", "  <repl>:5:4"]


def test_what_has_no_end_is_an_error_in_a_pipe() -> None:
    done = piped('1\n(display "a\nb', "--dialect", "guile")
    assert (done.stdout, done.returncode) == ("1\n", 1)
    assert done.stderr == 'ERROR: <repl>:2:10: the string has no end "\n'


@pytest.mark.parametrize(("text", "status"), [("(exit 3) 5", 3), (",quit\n5", 0), ("", 0)])
def test_the_end_in_a_pipe(text: str, status: int) -> None:
    done = piped(text, "--dialect", "guile")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", status)


def test_wrong_usage() -> None:
    assert piped("").returncode == 2
    assert piped("", "--dialect", "basic").returncode == 2


def test_libraries_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.scm").write_text("(define-module (mine) #:export (x)) (define x 5)")
    done = piped("(use-modules (mine)) x", "--dialect", "guile", "-L", str(tmp_path))
    assert (done.stdout, done.stderr) == ("5\n", "")


# Commands and completion


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        (",help", r",doc +\(,doc NAME\).*\n,help .*\n,quit .*\n"),
        (",h", r",doc .*\n,help .*\n,quit .*\n"),
        (",nonsense", "there is no command ,nonsense; ,help lists them\n"),
        (",doc", ",doc wants a name\n"),
        (",doc connect", r"\(connect sock sockaddr\)(.|\n)*Guile manual, .*\n"),
        (",doc AF_INET", r"AF_INET is a constant .*\n"),
        (",doc string-length", r"\(string-length .*\), of \(scheme base\)(.|\n)*\n"),
        (",doc let", r"let is syntax(.|\n)*"),
        (",doc iota-x", "there is no name iota-x\n"),
        (",doc fold-right", r"fold-right is not imported; .*\(srfi 1\).* would have it\n"),
        (",doc nix-da", "there is no name nix-da\n"),
        (
            '(define (f x) "Double x." (* 2 x))\n,doc f',
            r"f is a variable, defined at <repl>:1:1\n",
        ),
        ("(define-syntax m (syntax-rules () ((_) 1)))\n,doc m", "m is a macro of syntax-rules\n"),
    ],
)
def test_commands(text: str, pattern: str) -> None:
    done = piped(text, "--dialect", "guile")
    assert re.fullmatch(pattern, done.stdout), done.stdout
    assert (done.stderr, done.returncode) == ("", 0)


def test_completions() -> None:
    repl = Repl(Program(PROFILES["guile"]))
    repl.answer("(define my-own-name 1)")
    assert repl.completions("my-own") == ["my-own-name"]
    assert {"string-length", "string-append"} <= set(repl.completions("string-"))
    assert "socket" in repl.completions("sock")
    assert not [name for name in repl.completions("") if name.startswith("%")]
    assert repl.completions("", ",") == list(COMMANDS)
    assert repl.completions("d", " ,") == ["doc"]
    assert "connect" in repl.completions("conn", ",doc ")


# A terminal


class Terminal:
    """A process on a pseudo-terminal."""

    def __init__(self, tmp_path: Path, *words: str) -> None:
        environ = os.environ | {"TERM": "dumb", "XDG_STATE_HOME": str(tmp_path), "INPUTRC": "/"}
        self.pid, self.end = pty.fork()
        if not self.pid:
            os.execve(sys.executable, [*COMMAND, *words], environ)
        self.seen = ""

    def type(self, text: str) -> None:
        os.write(self.end, text.encode())

    def expect(self, text: str) -> str:
        """Wait for a text; return what came before it."""
        assert self.comes(text, LIMIT), f"{text!r} does not come, but {self.seen!r}"
        before, _, self.seen = self.seen.partition(text)
        return before

    def comes(self, text: str, seconds: float) -> bool:
        """Wait for a text, for some seconds at most; return whether it has come."""
        deadline = time.monotonic() + seconds
        while text not in self.seen:
            ready, _, _ = select.select([self.end], [], [], max(deadline - time.monotonic(), 0))
            if not ready:
                return False
            try:
                data = os.read(self.end, 4096)
            except OSError:  # what Linux gives at the end
                data = b""
            assert data, f"{text!r} has not come, but {self.seen!r}"
            self.seen += data.decode().replace("\r", "")
        return True

    def ends(self) -> int:
        """Wait for the end; return the exit status."""
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            ready, _, _ = select.select([self.end], [], [], 0.05)
            if ready:
                try:
                    self.seen += os.read(self.end, 4096).decode()
                except OSError:
                    time.sleep(0.02)
        raise AssertionError("it does not end")

    def close(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.end)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path, "--dialect", "guile")
    yield made
    made.close()


def test_a_conversation_on_a_terminal(terminal: Terminal) -> None:
    terminal.expect("guile> ")
    terminal.type("(+ 1\n")
    terminal.expect("... ")
    terminal.type("2)\n")
    terminal.expect("\n3\n")
    terminal.expect("guile> ")
    terminal.type("\x04")
    assert terminal.ends() == 0


def test_ctrl_c_gives_up_what_is_typed_and_what_is_evaluated(terminal: Terminal) -> None:
    terminal.expect("guile> ")
    terminal.type("(display (quote one)\n")
    terminal.expect("... ")
    terminal.type("half a li")
    terminal.expect("half a li")
    terminal.type("\x03")
    terminal.expect("guile> ")
    terminal.type("(begin (display 'begun) (newline) (let loop () (loop)))\n")
    terminal.expect("\nbegun\n")
    terminal.type("\x03")
    terminal.expect("interrupted")
    terminal.expect("guile> ")
    terminal.type("'two\n")
    assert "one" not in terminal.expect("\ntwo\n")
    terminal.type("(exit 7)\n")
    assert terminal.ends() == 7


def test_ctrl_c_is_heeded_whenever_it_comes(terminal: Terminal) -> None:
    """Before the prompt, between it and the wait for a key, in the wait, and once more then."""
    for pause in (0.0, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02):
        for _ in range(8):
            terminal.expect("guile> ")
            time.sleep(pause)
            terminal.type("\x03")
    for _ in range(8):
        terminal.expect("guile> ")
        terminal.type("\x03\x03\x03")
    # The terminal may drop what is typed before the last of them is handled.
    for _ in range(LIMIT):
        terminal.type("'answered\n")
        if terminal.comes("\nanswered\n", 1):
            break
    terminal.type("(exit 7)\n")
    assert terminal.ends() == 7


def test_signals_are_handled_while_a_line_is_read(terminal: Terminal) -> None:
    terminal.expect("guile> ")
    terminal.type("(sigaction SIGUSR1 (lambda (n) (display 'handled) (newline)))\n")
    for _ in range(50):
        terminal.expect("guile> ")
        os.kill(terminal.pid, signal.SIGUSR1)
        terminal.expect("handled\n")
        terminal.type("1\n")
    terminal.type("(exit 7)\n")
    assert terminal.ends() == 7


def test_tab_completes_names_and_lines_can_be_edited(terminal: Terminal) -> None:
    pytest.importorskip("readline")
    terminal.expect("guile> ")
    terminal.type('(string-upcas\t "abX\x7fc")\n')
    terminal.expect('"ABC"')
    terminal.type(",do\t car\n")
    terminal.expect("(car ")
    terminal.type("\x10\x10\n")  # the line before the last
    terminal.expect('"ABC"')


def test_the_history_is_remembered_unless_that_is_switched_off(tmp_path: Path) -> None:
    pytest.importorskip("readline")
    history = tmp_path / "schemesockets" / "repl-guile"
    for words in (["--no-history"], []):
        assert not history.exists()
        one = Terminal(tmp_path, "--dialect", "guile", *words)
        one.expect("guile> ")
        one.type("(* 6 7)\n")
        one.expect("\n42\n")
        one.type(",quit\n")
        assert one.ends() == 0
        one.close()
    assert history.read_text().splitlines() == ["(* 6 7)", ",quit"]
    again = Terminal(tmp_path, "--dialect", "guile")
    again.expect("guile> ")
    again.type("\x10\x10\n")
    again.expect("\n42\n")
    again.close()
