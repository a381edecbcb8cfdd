"""A program as the command runs it: output, errors, exit status."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from schemesockets.dialects.scheme.command import NoSourceError, run
from schemesockets.dialects.scheme.profiles import PROFILES

Capture = pytest.CaptureFixture[str]

LIMIT = 60
CODE = """
import sys
from schemesockets.dialects.scheme.command import run
sys.exit(run(sys.argv[2], sys.argv[3:], dialect=sys.argv[1]))
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return tmp_path / "program.scm"


def words(program: Path, text: str, dialect: str) -> list[str]:
    """The command of a process that runs a text."""
    program.write_text(text)
    return [sys.executable, "-c", CODE, dialect, str(program)]


def test_a_program_runs(program: Path, capsys: Capture) -> None:
    program.write_text(
        "(import (scheme base) (scheme write) (scheme process-context))\n"
        "(write (cdr (command-line)))(newline)"
    )
    assert run(str(program), ["one", "two"]) == 0
    assert capsys.readouterr().out == '("one" "two")\n'


CALLS = """(define (g x)
  (+ 1 (car x)))
(define (f x)
  (let ((y (g x)))
    (* 2 y)))
(display "begun")
(f 5)
"""


@pytest.mark.parametrize(
    ("dialect", "status", "lines"),
    [
        (
            "guile",
            1,
            [
                "ERROR: In procedure car:",
                "In procedure car: Wrong type argument in position 1 (expecting pair): 5",
            ],
        ),
        ("chicken", 70, ["Error: (car) bad argument type - not a pair: 5"]),
        ("srfi-106", 70, ["ERROR in car: expected a pair, got 5"]),
        ("foment", 1, ['#<exception: assertion-violation car "expected a pair" irritants: (5)>']),
        (
            "sagittarius",
            70,
            [
                "Unhandled exception",
                "  Condition components:",
                "  1. &assertion",
                "  2. &who car",
                "  3. &message expected a pair",
                "  4. &irritants (5)",
            ],
        ),
    ],
)
def test_an_error_is_told_with_the_calls_that_led_to_it(
    program: Path, capsys: Capture, dialect: str, status: int, lines: list[str]
) -> None:
    program.write_text(CALLS)
    assert run(str(program), dialect=dialect) == status
    out, err = capsys.readouterr()
    assert out == "begun"
    assert err.splitlines() == [
        *lines,
        f"  {program}:2:8 in g",
        f"  {program}:4:12 in f",
        f"  {program}:7:1",
    ]


def test_a_tail_call_at_the_top_has_the_place_of_its_form(program: Path, capsys: Capture) -> None:
    program.write_text("(define (f a b) a)\n (f 1 2 3)")
    assert run(str(program), dialect="chicken") == 70
    assert capsys.readouterr().err.splitlines() == [
        "Error: bad argument count - received 3 but expected 2",
        f"  {program}:2:2",
    ]


REPORTED = {
    # What csi and guile print of these has been seen; the tests below ask them again.
    "chicken": [
        ('(error "bad" 1 "x" (quote y))', 'Error: bad\n1\n"x"\ny'),
        ('(error "bad" "x")', 'Error: bad: "x"'),
        ('(error \'proc "bad ~A" 1)', "Error: (proc) bad ~A: 1"),
        ('(error "alone")', "Error: alone"),
        ("(symbol->string 5)", "Error: (symbol->string) bad argument type - not a symbol: 5"),
        ('(string-append "a" \'b)', "Error: (string-append) bad argument type - not a string: b"),
    ],
    "guile": [
        ('(error "bad:" 1 "x" (quote y))', 'In procedure error:\nbad: 1 "x" y'),
        ('(error "alone")', "In procedure error:\nalone"),
        (
            '(open-input-file "/no/such")',
            'In procedure open-file: No such file or directory: "/no/such"',
        ),
    ],
}


def reported() -> list[tuple[str, str, str]]:
    return [(dialect, *case) for dialect, cases in REPORTED.items() for case in cases]


@pytest.mark.parametrize(("dialect", "text", "message"), reported())
def test_an_error_is_reported_in_the_words_of_the_system(
    program: Path, capsys: Capture, dialect: str, text: str, message: str
) -> None:
    program.write_text(text)
    assert run(str(program), dialect=dialect) == PROFILES[dialect].failure_status
    told = capsys.readouterr().err.replace("open-input-file", "open-file")
    assert message in plain(told)


@pytest.mark.parametrize(("dialect", "text", "message"), reported())
def test_so_does_the_real_system(program: Path, dialect: str, text: str, message: str) -> None:
    real = real_command(dialect)
    program.write_text(text)
    done = subprocess.run(
        [*real, str(program)], capture_output=True, text=True, check=False, timeout=LIMIT
    )
    assert done.returncode == PROFILES[dialect].failure_status
    assert message in plain(done.stderr)


def plain(told: str) -> str:
    """What was told, with one way to go from a message to several arguments."""
    return told.replace(":\n1\n", "\n1\n")


def real_command(dialect: str) -> list[str]:
    command = {"guile": ["guile", "--no-auto-compile", "-s"], "chicken": ["csi", "-s"]}[dialect]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    return command


@pytest.mark.parametrize(
    ("dialect", "message"),
    [
        ("srfi-106", "ERROR: boom"),
        ("foment", "exception: boom"),
        ("guile", "ERROR: Throw to key `%exception' with args `(boom)'."),
        ("chicken", "Error: uncaught exception: boom"),
        ("sagittarius", "Unhandled exception\n  boom"),
    ],
)
def test_an_object_that_is_no_condition(
    program: Path, capsys: Capture, dialect: str, message: str
) -> None:
    program.write_text("(import (scheme base))\n(raise 'boom)")
    assert run(str(program), dialect=dialect) == PROFILES[dialect].failure_status
    assert capsys.readouterr().err == f"{message}\n  {program}:2:1\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(foo)", "unbound variable: foo"),
        ("(display 1", "the ( has no end"),
        ("(define-record-type p (make-p) p?) (raise (make-p))", "uncaught exception: #<p>"),
    ],
)
def test_how_a_program_ends_in_an_error(
    program: Path, capsys: Capture, text: str, message: str
) -> None:
    program.write_text(text)
    assert run(str(program), dialect="chicken") == 70
    assert message in capsys.readouterr().err


def test_an_errors_text_cannot_write_to_the_terminal(program: Path, capsys: Capture) -> None:
    program.write_text('(error "a\\x1b;[31m" "b\\x7;")')
    run(str(program), dialect="guile")
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert "\x07" not in err


# Exit statuses

EXITS = {
    "": {"guile": 0, "chicken": 0, "srfi-106": 0, "foment": 0, "sagittarius": 0},
    "3": {"guile": 3, "chicken": 3, "srfi-106": 3, "foment": 3, "sagittarius": 3},
    "#t": {"guile": 0, "chicken": 70, "srfi-106": 0, "foment": 0, "sagittarius": 0},
    "#f": {"guile": 1, "chicken": 70, "srfi-106": 1, "foment": 255, "sagittarius": 1},
    "256": {"guile": 0, "chicken": 0, "srfi-106": 0, "foment": 0, "sagittarius": 0},
    "300": {"guile": 44, "chicken": 44, "srfi-106": 44, "foment": 44, "sagittarius": 44},
    "-1": {"guile": 255, "chicken": 255, "srfi-106": 255, "foment": 255, "sagittarius": 255},
    "2.0": {"guile": 1, "chicken": 70, "srfi-106": 2, "foment": 255, "sagittarius": 1},
    "3.7": {"guile": 0, "chicken": 70, "srfi-106": 1, "foment": 255, "sagittarius": 1},
    "'a": {"guile": 0, "chicken": 70, "srfi-106": 1, "foment": 255, "sagittarius": 1},
    '"x"': {"guile": 0, "chicken": 70, "srfi-106": 1, "foment": 255, "sagittarius": 1},
    "'()": {"guile": 0, "chicken": 70, "srfi-106": 1, "foment": 255, "sagittarius": 1},
    "(if #f #f)": {"guile": 0, "chicken": 70, "srfi-106": 1, "foment": 255, "sagittarius": 1},
    "(expt 2 70)": {"guile": 1, "chicken": 70, "srfi-106": 0, "foment": 0, "sagittarius": 0},
    "1 2": {"guile": 1, "chicken": 1, "srfi-106": 1, "foment": 1, "sagittarius": 1},
}


@pytest.mark.parametrize("dialect", PROFILES)
@pytest.mark.parametrize("argument", EXITS)
def test_exit(program: Path, dialect: str, argument: str) -> None:
    uses = "(import (scheme base) (scheme process-context))" if PROFILES[dialect].strict else ""
    program.write_text(f"{uses} (exit {argument}) (car 5)")
    assert run(str(program), dialect=dialect) == EXITS[argument][dialect]


@pytest.mark.parametrize("dialect", ["guile", "chicken"])
@pytest.mark.parametrize("argument", EXITS)
def test_exit_of_the_real_system(program: Path, dialect: str, argument: str) -> None:
    real = real_command(dialect)
    program.write_text(f"(exit {argument})")
    done = subprocess.run([*real, str(program)], capture_output=True, check=False, timeout=LIMIT)
    assert done.returncode == EXITS[argument][dialect]


WINDS = {
    # the thunk and the after thunk of a dynamic-wind; then the status and the standard output
    ("(exit 3)", '(display "after")'): {"guile": (3, "after"), "chicken": (3, "")},
    ("(exit 3)", "(car 5)"): {"guile": (1, ""), "chicken": (3, "")},
    ("(car 5)", '(display "after")'): {"guile": (1, "after"), "chicken": (70, "")},
    ("(car 5)", "(exit 9)"): {"guile": (9, ""), "chicken": (70, "")},
    ("(display 1)", "(exit 9)"): {"guile": (9, "1"), "chicken": (9, "1")},
}


def wind(thunk: str, after: str) -> str:
    return f"(dynamic-wind (lambda () #f) (lambda () {thunk}) (lambda () {after}))"


@pytest.mark.parametrize("dialect", ["guile", "chicken"])
@pytest.mark.parametrize("thunks", WINDS)
def test_the_end_within_a_dynamic_wind(
    program: Path, capsys: Capture, dialect: str, thunks: tuple[str, str]
) -> None:
    program.write_text(wind(*thunks))
    status = run(str(program), dialect=dialect)
    out, err = capsys.readouterr()
    assert (status, out) == WINDS[thunks][dialect]
    assert ("car" in err) == (thunks[0] == "(car 5)" or status == 1)


@pytest.mark.parametrize("dialect", ["guile", "chicken"])
@pytest.mark.parametrize("thunks", WINDS)
def test_the_end_within_a_dynamic_wind_of_the_real_system(
    program: Path, dialect: str, thunks: tuple[str, str]
) -> None:
    real = real_command(dialect)
    program.write_text(wind(*thunks))
    done = subprocess.run(
        [*real, str(program)], capture_output=True, text=True, check=False, timeout=LIMIT
    )
    assert (done.returncode, done.stdout) == WINDS[thunks][dialect]


def test_an_error_that_is_handled_runs_the_after_thunks(program: Path, capsys: Capture) -> None:
    program.write_text(f"(guard (e (#t (display 2))) {wind('(car 5)', '(display 1)')})")
    assert run(str(program), dialect="chicken") == 0
    assert capsys.readouterr().out == "12"


def test_outside_the_command_an_error_runs_the_after_thunks(capsys: Capture) -> None:
    from schemesockets.dialects.scheme import evaluate

    with pytest.raises(Exception, match="car"):
        evaluate(wind("(car 5)", "(display 1)"), dialect="chicken")
    assert capsys.readouterr().out == "1"


# Threads

THREADS = {
    "guile": "(use-modules (ice-9 threads)) (join-thread (call-with-new-thread (lambda () {})))",
    "chicken": "(import (srfi 18)) (thread-start! (lambda () {})) (thread-sleep! 0.3)",
}


@pytest.mark.parametrize(
    ("dialect", "body", "status", "out", "err"),
    [
        ("guile", '(error "in thread" 1)', 0, "end", "In procedure error:\nin thread 1\n"),
        ("chicken", '(error "in thread" 1)', 0, "end", "Warning (#<thread: "),
        ("guile", "(exit 5)", 0, "end", ""),
        ("chicken", "(exit 5)", 5, "", ""),
    ],
)
def test_the_end_of_a_thread(
    program: Path, dialect: str, body: str, status: int, out: str, err: str
) -> None:
    text = THREADS[dialect].format(body) + ' (display "end")'
    done = subprocess.run(
        words(program, text, dialect), capture_output=True, text=True, check=False, timeout=LIMIT
    )
    assert (done.returncode, done.stdout) == (status, out)
    assert err in done.stderr
    assert "Traceback" not in done.stderr


# Signals


@pytest.mark.parametrize("dialect", ["guile", "chicken"])
def test_an_interrupt_ends_a_program(program: Path, dialect: str) -> None:
    text = '(display "on") (newline) (flush-output-port) (let loop () (loop))'
    with subprocess.Popen(
        words(program, text, dialect), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "on\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=LIMIT)
    assert process.returncode == PROFILES[dialect].interrupt_status
    assert err == ""


@pytest.mark.parametrize("dialect", ["guile", "chicken"])
def test_a_program_dies_of_a_broken_pipe(program: Path, dialect: str) -> None:
    text = '(let loop () (display "hello hello hello") (newline) (loop))'
    with subprocess.Popen(
        words(program, text, dialect), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        process.wait(timeout=LIMIT)
        assert process.stderr.read() == b""
    assert process.returncode == -signal.SIGPIPE


# Scripts

ECHO = "(define (main args) (write args) {})"


@pytest.mark.parametrize(
    ("head", "text", "status", "out"),
    [
        ("#!/usr/bin/guile -e main -s\n!#\n", ECHO.format("7"), 0, '({} "a")'),
        ("#!/usr/bin/guile \\\n-e main -s\n!#\n", ECHO.format("#f"), 0, '({} "a")'),
        ('#!/bin/sh\nexec guile -e main -s "$0"\n!#\n', ECHO.format("(exit 4)"), 4, '({} "a")'),
        ('#!/usr/bin/env -S guile -e "(lambda (x) (write x))" -s\n!#\n', "", 0, '({} "a")'),
        ("#!/usr/bin/guile -s\n!#\n", ECHO.format("1"), 0, ""),
        (
            "#!/usr/bin/guile \\\n-e (my) -s\n!#\n",
            "(define-module (my) #:export (main))" + ECHO.format("1"),
            0,
            '({} "a")',
        ),
        ("#!/usr/bin/csi -ss\n", ECHO.format("7"), 7, '("a")'),
        ("#!/usr/bin/csi -ss\n", ECHO.format("'x"), 0, '("a")'),
        ("#!/usr/bin/csi -s\n", ECHO.format("7"), 0, ""),
        ("#!/usr/bin/env sash\n", "(import (scheme base) (scheme write))" + ECHO.format("7"), 7,
         '({} "a")'),
        ("#!/usr/bin/env sash\n", "(import (scheme base) (scheme write))" + ECHO.format("'x"), 0,
         '({} "a")'),
        ("#!/usr/bin/sagittarius -n\n",
         "(import (scheme base) (scheme write))" + ECHO.format("7"), 0, ""),
        ("#!/usr/bin/foment\n", "(import (scheme base) (scheme write))" + ECHO.format("7"), 0, ""),
        ("#!/usr/bin/env -S chibi-scheme -r\n",
         "(import (scheme base) (scheme write))" + ECHO.format("7"), 7, '({} "a")'),
    ],
)  # fmt: skip
def test_main(program: Path, capsys: Capture, head: str, text: str, status: int, out: str) -> None:
    program.write_text(head + text)
    assert run(str(program), ["a"]) == status
    assert capsys.readouterr().out == out.format(f'"{program}"')


def test_a_main_that_is_missing_is_told(program: Path, capsys: Capture) -> None:
    program.write_text("#!/usr/bin/guile -e main -s\n!#\n")
    assert run(str(program)) == 1
    assert "unbound variable: main" in capsys.readouterr().err.lower()


def test_switches_of_a_script(program: Path, capsys: Capture) -> None:
    (program.parent / "lib").mkdir()
    (program.parent / "lib" / "mine.scm").write_text(
        "(define-module (mine) #:export (x)) (define x 5)"
    )
    (program.parent / "first.scm").write_text("(define y 6)")
    program.write_text(
        f"#!/usr/bin/guile \\\n--use-srfi=1 -L {program.parent}/lib -l {program.parent}/first.scm"
        " -s\n!#\n(use-modules (mine)) (display (fold + 0 (list x y)))"
    )
    assert run(str(program)) == 0
    assert capsys.readouterr().out == "11"


# Expressions, standard input


def test_expressions_and_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(None, expressions=["(display (+ 1 2))"]) == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"(display 'in)")))
    assert run("-") == 0
    assert capsys.readouterr().out == "3in"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for name in ("no-such.scm", str(tmp_path), "a\0b"):
        with pytest.raises(NoSourceError):
            run(name)
    with pytest.raises(LookupError):
        run(None, dialect="basic", expressions=["1"])


def test_a_fifo_is_read(tmp_path: Path, capsys: Capture) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen(["sh", "-c", f"printf '(display 5)' > {fifo}"]):
        assert run(str(fifo)) == 0
    assert capsys.readouterr().out == "5"


def test_strings_of_chicken_reach_the_output_as_they_are(program: Path) -> None:
    done = subprocess.run(
        words(program, '(display "é") (display (string-length "é"))', "chicken"),
        capture_output=True,
        check=True,
        timeout=LIMIT,
    )
    assert done.stdout == "é2".encode()
