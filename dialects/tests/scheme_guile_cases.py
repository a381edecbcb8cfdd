"""Expressions of Guile's core environment and modules, and what they give.

As in `scheme_cases`, but a program has all that a program for Guile has, and what is behind the
arrow may be `ERR` and the key of what is thrown. `check` asks our tables, `check_guile` the real
Guile; an expression may use what `prelude` defines.
"""

from __future__ import annotations

import contextlib
import io

from real_guile import ask
from scheme_cases import cases

from schemesockets.dialects.scheme.conditions import explain
from schemesockets.dialects.scheme.control import Exit
from schemesockets.dialects.scheme.libraries.guile.keys import key_and_arguments
from schemesockets.dialects.scheme.printer import written
from schemesockets.dialects.scheme.profiles import profile
from schemesockets.dialects.scheme.program import Program

__all__ = ["check", "check_guile", "program_with"]


def program_with(*modules: str, prelude: str = "") -> Program:
    """A program for Guile that uses modules."""
    made = Program(profile("guile"), (), ("program",))
    made.begin(made.program)
    for module in modules:
        made.run_text(f"(use-modules {module})", "<prelude>")
    made.run_text(prelude, "<prelude>")
    return made


def outcome(expression: str, program: Program) -> str:
    """What an expression gives, as `write` writes it, or `ERR` and a key."""
    try:
        with program.running(), contextlib.redirect_stdout(io.StringIO()):
            return written(program.run_text(expression, "<case>"), program.profile)
    except (Exception, Exit) as error:
        return f"ERR {key_and_arguments(explain(error))[0]}"


def _lines(pairs: list[tuple[str, str]], got: list[str]) -> str:
    return "".join(
        f"\n{expression} gives {result}, not {expected}"
        for (expression, expected), result in zip(pairs, got, strict=True)
        if result != expected
    )


def check(text: str, *modules: str, prelude: str = "") -> None:
    """Compare what our procedures give."""
    program = program_with(*modules, prelude=prelude)
    pairs = cases(text)
    wrong = _lines(pairs, [outcome(expression, program) for expression, _ in pairs])
    assert not wrong, wrong


def check_guile(text: str, *modules: str, prelude: str = "") -> None:
    """Compare what the real Guile gives."""
    pairs = cases(text)
    uses = " ".join(f"(use-modules {module})" for module in modules)
    got = ask(*(expression for expression, _ in pairs), prelude=f"{uses} {prelude}")
    wrong = _lines(pairs, got)
    assert not wrong, wrong
