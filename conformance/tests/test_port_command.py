"""`schemesockets port`: its report, its files and its errors; and its page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from in_process import schemesockets

from schemesockets.conformance.porting.side_by_side import Comparison, Outcome
from schemesockets.dialects.scheme.writing.translation import write

PAGE = Path(__file__).parents[2] / "docs" / "port.md"
SEEDS = Path(__file__).with_name("seeds")
PROGRAM = """(import (scheme base) (scheme write) (srfi 106))
(define server (make-server-socket "0"))
(write (socket? server))
(socket-close server)
"""


def parts(page: str, opening: str) -> list[str]:
    return [each.split("```")[0] for each in page.split(f"```{opening}\n")[1:]]


def test_the_page_shows_what_the_command_writes(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    file = tmp_path / "echo.scm"
    file.write_text(parts(page, 'scheme title="echo.scm"')[0], encoding="utf-8")
    made = write(file.read_text(encoding="utf-8"), str(file))
    assert made.undecided == ()
    shown = parts(page, "python")[0]
    assert made.python.startswith(shown)
    told = schemesockets("port", str(file))
    heading = next(line for line in page.splitlines() if line.startswith("echo.scm: "))
    assert told.stdout.splitlines()[0] == heading


def test_a_program_is_written_to_a_file_that_runs(tmp_path: Path) -> None:
    file = tmp_path / "some-server.scm"
    file.write_text(PROGRAM, encoding="utf-8")
    folder = tmp_path / "made" / "here"
    told = schemesockets("port", str(file), "--out", str(folder))
    target = folder / "some_server.py"
    assert told.exit_code == 0
    assert told.stderr.startswith(f"{target}: ")
    done = subprocess.run([sys.executable, "-P", str(target)], capture_output=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (b"#t", b"", 0)
    target.write_text("mine", encoding="utf-8")
    again = schemesockets("port", str(file), "--out", str(folder))
    assert (again.exit_code, again.stdout) == (2, "")
    assert f"{target} exists already and is not overwritten" in again.stderr
    assert target.read_text(encoding="utf-8") == "mine"


def test_the_file_is_there_when_nobody_reads_the_report(tmp_path: Path) -> None:
    file = tmp_path / "server.scm"
    file.write_text(PROGRAM, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    try:
        words = ("-P", "-m", "schemesockets.conformance", "port", str(file), "--out", "made")
        subprocess.run([sys.executable, *words], cwd=tmp_path, stdout=writer, check=False)
    finally:
        os.close(writer)
    assert (tmp_path / "made" / "server.py").is_file()


def test_a_program_with_libraries_becomes_a_package(tmp_path: Path) -> None:
    there = tmp_path / "libraries" / "my"
    there.mkdir(parents=True)
    (there / "numbers.sld").write_text(
        "(define-library (my numbers) (import (scheme base)) (export twice)"
        " (begin ; a comment\n (define (twice x) (* 2 x))))",
        encoding="utf-8",
    )
    file = tmp_path / "p.scm"
    file.write_text(
        "(import (scheme base) (scheme write) (my numbers)) (write (twice 4))", encoding="utf-8"
    )
    folder = tmp_path / "made"
    library = str(tmp_path / "libraries")
    words = ("port", str(file), "--dialect", "srfi-106", "-L", library)
    told = schemesockets(*words, "--out", str(folder), "--check")
    assert told.exit_code == 0
    assert told.stderr.startswith(f"{folder / 'p'}: ")
    assert "write the same (1 bytes), exit status 0" in told.stderr
    done = subprocess.run(
        [sys.executable, "-m", "p"], capture_output=True, check=False, cwd=folder
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"8", b"", 0)
    written = {each.name: each.read_text(encoding="utf-8") for each in (folder / "p").glob("*.py")}
    assert set(written) == {"__init__.py", "__main__.py", "p.py", "my_numbers.py"}
    assert "my_numbers.twice(4)" in written["p.py"]
    data = json.loads(schemesockets(*words, "--format", "json").stdout)
    assert data["files"] == {f"p/{name}": text for name, text in written.items()}
    printed = schemesockets(*words, "--format", "python").stdout
    for name, text in written.items():
        assert f"# p/{name}\n\n{text}" in printed
    (folder / "p" / "p.py").unlink()
    again = schemesockets(*words, "--out", str(folder))
    assert (again.exit_code, again.stdout) == (2, "")
    assert f"{folder / 'p' / '__init__.py'} exists already and is not overwritten" in again.stderr
    assert not (folder / "p" / "p.py").exists()


def test_the_report_covers_the_files_of_libraries(tmp_path: Path) -> None:
    (tmp_path / "tools.sld").write_text(
        "(define-library (tools) (import (scheme base) (srfi 106)) (export end)\n"
        "(begin (define (end s)\n(socket-close s) (no-such-name))))",
        encoding="utf-8",
    )
    file = tmp_path / "p.scm"
    text = PROGRAM.replace("(srfi 106)", "(srfi 106) (tools)")
    file.write_text(text, encoding="utf-8")
    told = schemesockets("port", str(file))
    assert told.exit_code == 1
    assert f"{tmp_path / 'tools.sld'}:3:19: unbound variable: no-such-name" in told.stdout
    assert "socket-close  4, tools.sld:3" in told.stdout
    data = json.loads(schemesockets("port", str(file), "--format", "json").stdout)
    (closing,) = (each for each in data["names"] if each["name"] == "socket-close")
    assert (closing["lines"], closing["elsewhere"]) == ([4], {str(tmp_path / "tools.sld"): [3]})
    assert data["undecided"][0]["file"] == str(tmp_path / "tools.sld")


def test_the_report_as_data() -> None:
    told = schemesockets("port", "-", "--format", "json", input=PROGRAM)
    data = json.loads(told.stdout)
    assert data["format"] == "schemesockets-port"
    assert data["dialect"] == "srfi-106"
    assert data["forms"]["all"] == data["forms"]["plain"] + data["forms"]["faithful"]
    assert data["undecided"] == []
    (made,) = (each for each in data["names"] if each["name"] == "make-server-socket")
    assert (made["python"], made["lines"], made["direct"]) == ("make_server_socket", [2], [2])
    assert made["notes"]
    printed = schemesockets("port", "-", "--format", "python", input=PROGRAM).stdout
    assert printed == data["python"]


def test_what_is_missing_is_undecided() -> None:
    text = "(import (scheme base) (no such library) (srfi 106))\n(f (socket-close 1) (write 1))\n"
    told = schemesockets("port", "-", input=text)
    assert told.exit_code == 1
    assert "1:23: there is no library (no such library)" in told.stdout
    assert "2:2: unbound variable: f" in told.stdout
    assert "unbound variable: write; (scheme write) would have it" in told.stdout
    assert "3 undecided" in told.stdout
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("(import (srfi 106)", (), "-:1:1: the ( has no end"),
        ('(import (srfi 106))\n  (f "', (), "-:2:6: "),
        ("(import (scheme base)) (if)", (), "1:24: if takes"),
        ("(f)", ("--dialect", "guiel"), "no programs of 'guiel'"),
        ("(f)", ("--dialect", "guile", "--format", "png"), "'png' is not one of"),
    ],
)
def test_errors_name_the_problem(text: str, words: tuple[str, ...], said: str) -> None:
    result = schemesockets("port", "-", *words, input=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_an_error_of_a_macro_is_told() -> None:
    text = "(define-syntax m (er-macro-transformer (lambda (f r c) (car 5)))) (m)"
    result = schemesockets("port", "-", "--dialect", "chicken", input=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "-: a macro fails: " in result.stderr


def test_unreadable_files_are_usage_errors(tmp_path: Path) -> None:
    result = schemesockets("port", str(tmp_path / "none.scm"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such file" in result.stderr
    file = tmp_path / "p.scm"
    file.write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "file").touch()
    result = schemesockets("port", str(file), "--out", str(tmp_path / "file" / "under"))
    assert result.exit_code == 2
    assert "Not a directory" in result.stderr


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.scm")), ids=lambda path: path.stem)
def test_the_documents_own_examples(seed: Path) -> None:
    """What is undecided are the variables that an example leaves to its reader."""
    text = seed.read_text(encoding="utf-8").replace("...", "")
    dialect = "guile" if seed.stem.startswith("guile") else None
    made = write(text, str(seed), dialect)
    compile(made.python, seed.stem, "exec")
    left = {each.reason.partition("; ")[0] for each in made.undecided}
    names = ["s", "S", "sock", "print", "host", "port", "u32vector", "u32vector->blob/shared"]
    assert left <= {f"unbound variable: {name}" for name in names}


def checked(text: str, folder: Path, *words: str) -> tuple[int, str]:
    file = folder / "p.scm"
    file.write_text(text, encoding="utf-8")
    told = schemesockets("port", str(file), "--dialect", "guile", "--check", *words)
    return told.exit_code, told.stderr


def test_a_program_and_its_port_are_compared(tmp_path: Path) -> None:
    read = tmp_path / "words"
    read.write_text("hello\n", encoding="utf-8")
    text = (
        "(use-modules (ice-9 rdelim)) (display (read-line)) (write (cdr (command-line))) (exit 3)"
    )
    words = ("--input", str(read), "--", "a", "-b")
    told = "check: the program and its port write the same (15 bytes), exit status 3\n"
    assert checked(f"{text} (exit 3)", tmp_path, *words) == (0, told)


def test_a_check_says_where_they_part() -> None:
    one = Comparison(Outcome(0, b"a\nbc\n"), Outcome(0, b"a\nbd\n"))
    assert not one.same
    assert one.words == ("they part in line 2 of the output: run writes 'bc', the port 'bd'")
    other = Comparison(Outcome(0, b"a"), Outcome(None, b"a"))
    assert not other.same
    assert other.words == "they part: run: exit status 0; the port: not ended"
    alike = Outcome(0, b"a")
    peers = Comparison(alike, alike, (Outcome(0, b"b"), Outcome(1, b"c")))
    assert not peers.same
    assert peers.words == (
        "their peers part in line 1 of the output: the peer of run writes 'b', "
        "the peer of the port 'c'"
    )


SERVER = """(use-modules (ice-9 rdelim))
(let ((server (socket PF_UNIX SOCK_STREAM 0)))
  (if (file-exists? "PATH") (delete-file "PATH"))
  (bind server AF_UNIX "PATH")
  (listen server 5)
  (display "ready\\n")
  (force-output)
  (let ((client (car (accept server))))
    (display (read-line client) client)
    (close-port client)))
"""
CLIENT = """(use-modules (ice-9 rdelim))
(let ((s (socket PF_INET SOCK_STREAM 0)))
  (connect s AF_INET INADDR_LOOPBACK (string->number (cadr (command-line))))
  (display "hello\\n" s)
  (display (read-line s))
  (close-port s))
"""


def test_a_server_and_its_port_have_a_peer_each(tmp_path: Path) -> None:
    """The peer, in Python, waits for the line that the server writes."""
    peer = tmp_path / "client.py"
    peer.write_text(
        "import socket\n"
        "assert input() == 'ready'\n"
        "with socket.socket(socket.AF_UNIX) as client:\n"
        f"    client.connect({str(tmp_path / 's')!r})\n"
        "    client.sendall(b'hello\\n')\n"
        "    print(client.makefile().read())\n",
        encoding="utf-8",
    )
    told = checked(SERVER.replace("PATH", f"{tmp_path}/s"), tmp_path, "--peer", str(peer))
    same = "check: the program and its port write the same (6 bytes), exit status 0"
    assert told == (0, f"{same}, and so do their peers\n")


def test_a_client_and_its_port_are_told_where_their_peer_listens(tmp_path: Path) -> None:
    """The peer is in Scheme; the argument {} is the first line that it writes."""
    peer = tmp_path / "server.scm"
    peer.write_text(
        """(use-modules (ice-9 rdelim))
        (let ((server (socket PF_INET SOCK_STREAM 0)))
          (bind server AF_INET INADDR_LOOPBACK 0)
          (listen server 5)
          (display (sockaddr:port (getsockname server)))
          (newline)
          (force-output)
          (let ((client (car (accept server))))
            (display (read-line client))
            (display "got it\\n" client)
            (close-port client)))""",
        encoding="utf-8",
    )
    told = checked(CLIENT, tmp_path, "--peer", str(peer), "--", "{}")
    same = "check: the program and its port write the same (6 bytes), exit status 0"
    assert told == (0, f"{same}, and so do their peers\n")


def test_a_peer_that_sees_another_end_is_told_of(tmp_path: Path) -> None:
    peer = tmp_path / "peer.py"
    peer.write_text(
        f"import pathlib\nfile = pathlib.Path({str(tmp_path / 'seen')!r})\n"
        "print(file.exists(), end='')\nfile.touch()\n",
        encoding="utf-8",
    )
    status, told = checked('(display "x\\n")', tmp_path, "--peer", str(peer))
    assert status == 1
    assert told == (
        "check: their peers part in line 1 of the output: the peer of run writes 'False', "
        "the peer of the port 'True'\n"
    )


def test_a_peer_goes_with_a_check(tmp_path: Path) -> None:
    told = schemesockets("port", "-", "--peer", __file__, input="1")
    assert (told.exit_code, "say --check" in told.stderr) == (2, True)
    file = tmp_path / "p.scm"
    file.write_text("1", encoding="utf-8")
    told = schemesockets("port", str(file), "--check", "--peer", str(tmp_path / "none"))
    assert (told.exit_code, "there is no such file" in told.stderr) == (2, True)
    told = schemesockets("port", str(file), "--dialect", "guile", "--check", "--", "{}")
    assert (told.exit_code, "say --peer" in told.stderr) == (2, True)


def test_what_a_check_needs(tmp_path: Path) -> None:
    told = schemesockets("port", "-", "--check", input="1")
    assert (told.exit_code, "needs the file" in told.stderr) == (2, True)
    told = schemesockets("port", "-", "word", input="1")
    assert (told.exit_code, "say --check" in told.stderr) == (2, True)
