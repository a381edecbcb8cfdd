"""Expressions and what they give, one on a line: `(take '(a b c) 2) => (a b)`.

A line that begins with a space goes on with the one before. What is behind the arrow is as
`write` writes it, `error` for any condition. `check` asks our tables, `check_guile` and
`check_chicken` the real systems.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import Any

import pytest
from attrs import evolve
from real_guile import ask

from schemesockets.dialects.scheme.data import Symbol
from schemesockets.dialects.scheme.declaration import Table
from schemesockets.dialects.scheme.libraries import manifests
from schemesockets.dialects.scheme.printer import written
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.program import Program


def table(module: str) -> Table:
    """The table of a module of libraries."""
    path = manifests.module_of(module)
    assert path is not None
    return manifests.table(path)


def cases(text: str) -> list[tuple[str, str]]:
    """The expressions in a text, each with what it gives."""
    lines = re.sub(r"\n +", " ", text).strip().splitlines()
    pairs = [line.rsplit(" => ", 1) for line in lines if line and not line.startswith(";")]
    return [(pair[0].strip(), pair[1].strip()) for pair in pairs]


def check(text: str, *modules: str, profile: str = "guile") -> None:
    """Compare what our procedures give."""
    _compare(text, program_of(*modules, profile=profile))


def check_libraries(text: str, *libraries: str, profile: str = "guile", prelude: str = "") -> None:
    """Compare what a dialect's program gives that imports libraries."""
    check_program(text, f"(import {' '.join(libraries)}) {prelude}", profile)


def check_program(text: str, prelude: str, dialect: str = "guile") -> None:
    """Compare what programs of a dialect give that begin with `prelude`, with its imports."""
    program = Program(PROFILES[dialect])
    program.run_text(prelude, "<prelude>")
    _compare(text, program)


def _compare(text: str, program: Program) -> None:
    wrong = []
    for expression, expected in cases(text):
        got = outcome(expression, program)
        if got.split(":")[0] != expected if expected == "error" else got != expected:
            wrong.append(f"{expression} gives {got}, not {expected}")
    assert not wrong, "\n" + "\n".join(wrong)


def check_guile(text: str, *modules: str, prelude: str = "") -> None:
    """Compare what the real Guile gives."""
    pairs = cases(text)
    uses = " ".join(f"(use-modules {module})" for module in modules)
    got = ask(*(each[0] for each in pairs), prelude=f"{uses} {prelude}")
    wrong = [
        f"{expression} gives {result}, not {expected}"
        for (expression, expected), result in zip(pairs, got, strict=True)
        if ("error" if result.startswith("ERR") else result) != expected
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def check_chicken(text: str, *modules: str, prelude: str = "") -> None:
    """Compare what the real CHICKEN gives."""
    if shutil.which("csi") is None:
        pytest.skip("CHICKEN is not installed")
    pairs = cases(text)
    shows = "\n".join(
        f'(handle-exceptions e (display "error") (write {expression})) (newline)'
        for expression, _ in pairs
    )
    uses = f"(import {' '.join(('(chicken condition)', *modules))})"
    done = subprocess.run(
        ["csi", "-q", "-n", "-e", f"{uses} {prelude} {shows}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if "cannot import from undefined module" in done.stderr:
        pytest.skip("CHICKEN lacks the egg")
    lines = done.stdout.splitlines()
    assert len(lines) == len(pairs), done.stdout + done.stderr
    wrong = [
        f"{expression} gives {result}, not {expected}"
        for (expression, expected), result in zip(pairs, lines, strict=True)
        if result != expected
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def outcome(expression: str, program: Program) -> str:
    """What an expression gives, as `write` writes it."""
    try:
        with program.running():
            return written(program.run_text(expression, "<case>"), program.profile)
    except Exception as error:
        return f"error: {error!r}"


def program_of(*modules: str, profile: str = "guile") -> Program:
    """A program that has the names of R7RS, and of some tables of ours."""
    own = PROFILES[profile]
    libraries = (*PROFILES["srfi-106"].libraries, "(srfi 8)")
    made = Program(evolve(own, libraries=libraries, dialect_libraries=("none",)))
    made.begin(made.program)
    for module in modules:
        for name, entry in table(module).entries.items():
            made.program.bindings[Symbol(name)] = made.primitive(entry)
    return made


def names_of(*modules: str) -> dict[str, Any]:
    """What the names of some tables stand for."""
    return {name: table(each)[name].value for each in modules for name in table(each)}


def untried(text: str, *modules: str) -> set[str]:
    """The names of some tables that no case mentions."""
    tried = " ".join(expression for expression, _ in cases(text))
    words = set(re.split(r"[\s()']+", tried))
    return {name for module in modules for name in table(module) if name not in words}
