"""What a program changes in its process or its libraries, and what the next one finds."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from child_processes import in_own_process

from schemesockets.dialects.scheme import signal_handlers
from schemesockets.dialects.scheme.calls import call
from schemesockets.dialects.scheme.command import run
from schemesockets.dialects.scheme.dynamics import STATE, Parameter
from schemesockets.dialects.scheme.equality import is_equal
from schemesockets.dialects.scheme.libraries.manifest import LIBRARIES
from schemesockets.dialects.scheme.printer import written
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program

Capture = pytest.CaptureFixture[str]
MARK = "set by a program"


def parameters() -> Iterator[tuple[str, Parameter]]:
    """The parameters of all libraries that can be set to anything."""
    seen = set()
    for library in LIBRARIES.values():
        for name, entry in library.exports().items():
            value = entry.value
            if isinstance(value, Parameter) and value.settable and value not in seen:
                seen.add(value)
                yield name, value


@in_own_process  # setting some has effects at the process's end
def test_what_a_program_sets_a_parameter_to_is_its_own() -> None:
    one, other = Program(PROFILES["guile"]), Program(PROFILES["chicken"])
    tried = 0
    for name, parameter in parameters():
        with other.running():
            before = parameter()
        with one.running():
            try:
                parameter(MARK)
            except Exception:
                continue  # it takes other values alone
            taken = parameter() == MARK
        with other.running():
            after = parameter()
        if taken:
            tried += 1
            assert is_equal(after, before), name
    assert tried > 20


def test_the_current_ports_are_the_next_programs_too(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "program.scm"
    for text in (
        "(import (scheme base)) (current-output-port (open-output-string))",
        "(import (scheme base) (scheme write)) (display 'seen)",
    ):
        file.write_text(text)
        assert run(str(file), dialect="srfi-106") == 0
    assert capsys.readouterr().out == "seen"


HANDLERS = {
    "guile": ("(sigaction SIGUSR1 (lambda (n) 1))", "(display (sigaction SIGUSR1))", "(0 . 0)"),
    "chicken": (
        "(import (chicken process signal)) (set-signal-handler! signal/usr1 (lambda (n) 1))",
        "(import (chicken process signal)) (display (signal-handler signal/usr1))",
        "#f",
    ),
}


@pytest.mark.parametrize("dialect", HANDLERS)
def test_handlers_of_signals_end_with_their_program(
    dialect: str, tmp_path: Path, capsys: Capture
) -> None:
    before = signal.getsignal(signal.SIGUSR1)
    file = tmp_path / "program.scm"
    changes, shows, shown = HANDLERS[dialect]
    for text in (changes, shows):
        file.write_text(text)
        assert run(str(file), dialect=dialect) == 0
        assert signal.getsignal(signal.SIGUSR1) is before
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize("dialect", HANDLERS)
def test_handlers_that_another_has_replaced_are_not_told(dialect: str) -> None:
    changes, _, _ = HANDLERS[dialect]
    program = Program(PROFILES[dialect])
    before = signal.getsignal(signal.SIGUSR1)
    try:
        program.run_text(changes, "changes.scm")
        with program.running():
            assert signal_handlers.handler_of(signal.SIGUSR1) is not None
        signal.signal(signal.SIGUSR1, signal.SIG_DFL)
        other = Program(PROFILES[dialect])
        for each in (program, other):
            with each.running():
                assert signal_handlers.handler_of(signal.SIGUSR1) is None
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_a_signal_is_handled_as_at_first_again() -> None:
    program = Program(PROFILES["guile"])
    before = signal.getsignal(signal.SIGUSR1)
    program.run_text("(sigaction SIGUSR1 SIG_IGN)(sigaction SIGUSR1 (lambda (n) 1) 7)", "a.scm")
    with program.running():
        assert signal_handlers.change_of(signal.SIGUSR1) is not None
    program.run_text("(restore-signals)", "b.scm")
    assert signal.getsignal(signal.SIGUSR1) is before


STATES = [
    # What a program does, and what another is asked, with the same answer before and afterwards.
    ("guile", "(random 1000000)", "(random 1000000)"),
    ("guile", "(set-object-property! car 'p 1)", "(object-property car 'p)"),
    ("guile", "(set-procedure-property! car 'name 'x)", "(procedure-property car 'name)"),
    (
        "guile",
        "(set-exception-printer! 'k (lambda (port . rest) (display 1 port)))",
        "(call-with-output-string (lambda (port) (print-exception port #f 'k '(1 2))))",
    ),
    (
        "guile",
        "(fluid-set! (parameter-fluid current-output-port) 5)",
        "(port? (current-output-port))",
    ),
    (
        "guile",
        "(fluid->parameter (parameter-fluid current-output-port) list)",
        "(let ((port (open-output-string)))"
        " (parameterize ((current-output-port port)) (eq? (current-output-port) port)))",
    ),
    ("guile", "(set-car! %load-extensions 5)", "%load-extensions"),
    ("chicken", "(import (chicken plist)) (put! 'a 'b 1)", "(import (chicken plist)) (get 'a 'b)"),
    ("chicken", "(char-name 'mine #\\a)", "(char-name #\\a)"),
    (
        "chicken",
        "(import (chicken load)) (provide 'mine)",
        "(import (chicken load)) (provided? 'mine)",
    ),
    (
        "chicken",
        "(import (chicken condition)) (current-exception-handler (lambda (e) 5))",
        "(call/cc (lambda (k) (with-exception-handler (lambda (e) (k 5)) (lambda () (car 1)))))",
    ),
    ("srfi-106", "(import (srfi 27)) (random-integer 99999)", "(import (srfi 27)) (random-real)"),
    (
        "srfi-106",
        "(import (srfi 27)) (random-source-randomize! default-random-source)",
        "(import (srfi 27)) (random-integer 1000000)",
    ),
    (
        "sagittarius",
        "(import (scheme base) (binary pack)) (define-u8-packer (#\\Z v) (+ v 1) (- v 1))",
        '(import (scheme base) (binary pack)) (guard (e (#t \'unknown)) (pack "Z" 5))',
    ),
    (
        "foment",
        "(import (foment base)) (set-procedure-property! car 'p 1)",
        "(import (foment base)) (procedure-property car 'p)",
    ),
]


def answer(text: str, dialect: str) -> str:
    program = Program(PROFILES[dialect])
    found = program.run_text(text, "program.scm")
    with program.running():
        return written(found, program.profile)


@pytest.mark.parametrize(("dialect", "change", "question"), STATES)
def test_what_a_program_changes_in_a_library_is_its_own(
    dialect: str, change: str, question: str
) -> None:
    before = answer(question, dialect)
    Program(PROFILES[dialect]).run_text(change, "program.scm")
    assert answer(question, dialect) == before


@pytest.mark.parametrize("dialect", ["chicken", "guile", "srfi-106"])
def test_a_program_keeps_what_it_has_set(dialect: str) -> None:
    program = Program(PROFILES[dialect])
    program.run_text("(import (scheme base)) (current-output-port (open-output-string))", "one")
    program.run_text('(write-string "kept")', "two")
    assert answer("(import (scheme base)) (port? (current-output-port))", dialect) == "#t"
    text = program.run_text("(get-output-string (current-output-port))", "three")
    assert text.text == "kept"


def test_a_dialects_own_parameter_is_kept_between_the_forms_of_a_program() -> None:
    program = Program(PROFILES["chicken"])
    program.run_text("(import socket) (socket-receive-timeout 5)", "one")
    assert answer("(import socket) (socket-receive-timeout)", "chicken") == "60000"
    assert program.run_text("(socket-receive-timeout)", "two") == 5


def test_a_program_that_is_broken_off_leaves_nothing_in_force() -> None:
    """Whatever it has bound, handles and is in, the thread has what it had before."""

    class BrokenOff(BaseException):
        pass

    def break_off() -> None:
        raise BrokenOff

    program = Program(PROFILES["guile"])
    program.begin(program.program)
    before = dict(STATE.__dict__)
    text = """(lambda (f) (with-exception-handler list (lambda () (dynamic-wind list
      (lambda () (parameterize ((current-output-port #f)) (f))) (lambda () (f))))))"""
    procedure = program.run_text(text, "program.scm")
    with pytest.raises(BrokenOff), program.running():
        call(procedure, break_off)
    assert STATE.__dict__ == before


def test_threads_of_a_program_share_what_it_has_set() -> None:
    text = """(import (scheme base) (srfi 18))
      (define p (open-output-string))
      (define t (make-thread (lambda () (current-error-port p))))
      (thread-start! t) (thread-join! t) (eq? p (current-error-port))"""
    assert answer(text, "srfi-106") == "#t"
