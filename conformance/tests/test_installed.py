"""The source distribution holds the checkout; the wheel does what each of its extras promises.

Python warns of all that it can here (`-X dev`, `-bb`), and a warning is an error.
"""

from __future__ import annotations

import os
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from wheels import NAME, Environment, built, environment

LIMIT = 600.0
"""Seconds that a command may take; reached only when something is broken."""
MISSING = "This needs {}, which is not installed: python -m pip install 'schemesockets[{}]'\n"

HELLO = """\
(use-modules (ice-9 rdelim))
(define server (socket PF_INET SOCK_STREAM 0))
(bind server AF_INET INADDR_LOOPBACK 0)
(listen server 5)
(define client (socket PF_INET SOCK_STREAM 0))
(connect client (getsockname server))
(display "hello, world\\n" client)
(display (read-line (car (accept server))))
(newline)
"""
"""A program that leaves its sockets open, which a Scheme does not mind."""
CLOSES = """\
(define server (socket PF_INET SOCK_STREAM 0))
(bind server AF_INET INADDR_LOOPBACK 0)
(listen server 5)
(close-port server)
(display "closed")
(newline)
"""
AGAIN = """\
(import (scheme base) (scheme write))
(define resume #f)
(define leave #f)
(define (numbers)
  (for-each
   (lambda (n) (call/cc (lambda (here) (set! resume here) (leave n))))
   '(1 2))
  (leave 'end))
(define (next)
  (call/cc (lambda (k) (set! leave k) (if resume (resume #f) (numbers)))))
(for-each (lambda (turn) (display (next)) (newline)) '(1 2 3))
"""
"""A generator, whose continuation is entered again."""
ENTERED = """\
ERROR: a continuation was entered again, which needs the package greenlet: \
python -m pip install 'schemesockets[run]'
  again.scm:10:3 in next
  again.scm:11:35 in lambda
  again.scm:11:1
"""
DIALECTS = "chicken, foment, guile, sagittarius, srfi106"


class Installed:
    """The wheel in an environment of its own, in a folder where commands are called."""

    def __init__(self, home: Environment, folder: Path) -> None:
        self.home = home
        self.folder = folder

    def python(self, *words: str, status: int = 0, complaints: str = "", text: str = "") -> str:
        """Call Python, which has to exit and to complain so; return what it prints."""
        outside = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV"))}
        done = subprocess.run(
            [str(self.home.python), "-X", "dev", "-bb", *words],
            cwd=self.folder,
            env={**outside, "PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1", "COLUMNS": "100"},
            input=text,
            capture_output=True,
            encoding="utf-8",
            timeout=LIMIT,
        )
        assert (done.returncode, done.stderr) == (status, complaints), done.stdout
        return done.stdout

    def command(self, *words: str, **expected: object) -> str:
        """Call the command; return what it prints."""
        return self.python("-m", "schemesockets.conformance", *words, **expected)  # type: ignore[arg-type]

    def lacks(self, package: str, extra: str, *words: str) -> None:
        """Call a command whose extra is not there."""
        self.command(*words, status=2, complaints=MISSING.format(package, extra))


@pytest.fixture
def installed(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> Callable[[str], Installed]:
    wheel = built(tmp_path_factory).wheel

    def of(extra: str) -> Installed:
        folder = tmp_path / "work"
        folder.mkdir()
        (folder / "hello.scm").write_text(HELLO, encoding="utf-8")
        (folder / "again.scm").write_text(AGAIN, encoding="utf-8")
        (folder / "closes.scm").write_text(CLOSES, encoding="utf-8")
        return Installed(environment(wheel, extra, tmp_path / "home"), folder)

    return of


def test_the_source_distribution_holds_the_checkout(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    distributions = built(tmp_path_factory)
    with tarfile.open(distributions.source) as archive:
        files = {member.name.partition("/")[2] for member in archive if member.isfile()}
    there = {
        path.relative_to(distributions.tree).as_posix()
        for path in distributions.tree.rglob("*")
        if path.is_file() and ".egg-info" not in str(path)
    }
    made = {name for name in files if name.startswith(f"{NAME}.egg-info/")}
    assert files - made - {"PKG-INFO", "setup.cfg"} == there


def test_alone_it_has_the_dialects_and_runs_programs(
    installed: Callable[[str], Installed],
) -> None:
    alone = installed("")
    alone.python("-c", f"import schemesockets.core; from schemesockets.dialects import {DIALECTS}")
    assert alone.command("run", "hello.scm") == "hello, world\n"
    assert alone.command("repl", "--dialect", "guile", text="(+ 1 2)\n") == "3\n"
    assert alone.command("run", "again.scm", status=70, complaints=ENTERED) == "1\n"
    listed = alone.command("--help")
    assert "run         run     Run a Scheme program." in listed
    assert alone.command() == listed
    assert "schemesockets run [OPTIONS] [FILE]" in alone.command("run", "--help")
    alone.lacks("click", "port", "port", "hello.scm")
    alone.lacks("click", "report", "report")
    alone.python(
        "-m",
        "schemesockets.conformance.bench",
        status=2,
        complaints=MISSING.format("click", "bench"),
    )


def test_run_runs_every_program(installed: Callable[[str], Installed]) -> None:
    run = installed("run")
    assert run.command("run", "hello.scm") == "hello, world\n"
    assert run.command("run", "again.scm") == "1\n2\nend\n"


def test_port_writes_programs_that_run(installed: Callable[[str], Installed]) -> None:
    port = installed("port")
    port.command("port", "hello.scm", "--format", "json")
    assert "socket-recv" in port.command("names", "socket-recv")
    python = port.command("port", "closes.scm", "--format", "python")
    (port.folder / "closes.py").write_text(python, encoding="utf-8")
    assert port.python("closes.py") == "closed\n"
    assert port.command("run", "again.scm") == "1\n2\nend\n"
    port.lacks("psutil", "report", "behaviours")


def test_report_asks_dialects_and_makes_every_report(
    installed: Callable[[str], Installed],
) -> None:
    report = installed("report")
    asked = ("report", "--dialect", "guile", "--dialect", "foment", "--behaviour", "receive.end")
    for form in ("terminal", "json", "html", "markdown", "junit"):
        report.command(*asked, "--format", form, "-o", f"out.{form}")
    for words in (
        ("behaviours",),
        ("dialects",),
        ("names", "socket-recv"),
        ("compare", "receive.end"),
        ("show", "receive.end", "--dialect", "guile"),
        ("merge", "out.json"),
        ("diff", "out.json", "out.json"),
        ("badge", "out.json", "guile"),
        ("new", "dialect", "tiny"),
        ("port", "hello.scm"),
        ("run", "hello.scm"),
        ("explore", "--dialect", "guile", "--against", "guile", "--seconds", "1"),
    ):
        assert report.command(*words) != ""
    report.python(
        *("-m", "pytest", "-q", "-p", "no:cacheprovider", "--pyargs", "schemesockets.conformance"),
        *("--schemesockets-dialect", "guile", "-k", "guile-receive.end"),
    )


def test_bench_compares_with_plain_programs(installed: Callable[[str], Installed]) -> None:
    bench = installed("bench")
    effort = ("--processes", "1", "--rounds", "1", "--seconds", "0.001")
    bench.python(
        *("-m", "schemesockets.conformance.bench", "--program", "pair", "--dialect", "guile"),
        *(*effort, "-o", "bench.json"),
    )
    assert (bench.folder / "bench.json").exists()
