"""What a program changes in its process or its libraries, and what the next one finds."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from child_processes import in_own_process

from schemesockets.dialects.scheme import signal_handlers
from schemesockets.dialects.scheme.command import run
from schemesockets.dialects.scheme.dynamics import Parameter
from schemesockets.dialects.scheme.equality import is_equal
from schemesockets.dialects.scheme.libraries.manifest import LIBRARIES
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
