"""Random programs beside the real systems: what they write there, and what they write here.

Many programs run in one process, each form of each one guarded. `python scheme_beside.py guile 1
100` compares the programs of the seeds from 1 to 100 and shows those that differ; with `port`
behind it, their ports with what they do here.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from attrs import frozen
from scheme_ports import ported, python_outcome
from scheme_random import program

from schemesockets.dialects.scheme.profiles import profile
from schemesockets.dialects.scheme.program import Program

__all__ = ["SYSTEMS", "System", "asked", "differences", "ours", "port_differences", "real"]

_BATCH: Final = 100
_PATIENCE: Final = 120  # seconds, for a batch
_PROCEDURE: Final = re.compile(r"#<procedure[^()<>]*(?:\([^()]*\))?>")
_ZERO: Final = re.compile(r"-0\.0(?![0-9e])")
_PLAIN: Final = """(define (plain value)
  (if (or (number? value) (symbol? value) (string? value) (pair? value) (null? value)
          (vector? value) (char? value) (boolean? value)) value 'other))"""
"""What a program says of what it caught: conditions are each Scheme's own."""


@frozen
class System:
    """A real system.

    Attributes:
        dialect: whose programs it runs.
        command: that runs a file.
        groups: of productions that its programs are made of.
        prelude: imports of its programs.
        guarded: what evaluates a form and writes ERROR if it raises anything.
        flush: what sends the output off.
    """

    dialect: str
    command: tuple[str, ...]
    groups: frozenset[str]
    prelude: str
    guarded: str
    flush: str

    @property
    def installed(self) -> bool:
        """Whether it can be run here."""
        return shutil.which(self.command[0]) is not None


SYSTEMS: Final = {
    each.dialect: each
    for each in (
        System(
            "guile",
            ("guile", "--no-auto-compile", "-s"),
            frozenset({"all", "r7rs"}),
            "(import (scheme base) (scheme char) (scheme cxr) (scheme eval) (scheme file)"
            " (scheme inexact) (scheme lazy) (scheme read) (scheme write)"
            " (scheme case-lambda) (srfi 8))",
            '(guard (e (#t (display "ERROR"))) (eval form (interaction-environment)))',
            "(flush-output-port)",
        ),
        System(
            "chicken",
            ("csi", "-s"),
            frozenset({"all"}),
            "(import (chicken base) (chicken condition) (chicken port))",
            '(handle-exceptions e (display "ERROR") (eval form))',
            "(flush-output)",
        ),
    )
}
"""The real systems, by the dialect."""


def _beginning(system: System) -> list[str]:
    return [
        system.prelude,
        _PLAIN,
        f"(define (try-form form) {system.guarded} (newline))",
    ]


def text(system: System, seeds: Iterable[int]) -> str:
    """Return a program that runs those of some seeds, one after the other."""
    lines = [
        *_beginning(system),
        f'(define (begin-program seed) (display "== ") (display seed) (newline) {system.flush})',
    ]
    for seed in seeds:
        lines.append(f"(begin-program {seed})")
        lines += (f"(try-form '{form})" for form in program(seed, system.groups))
    return "\n".join(lines) + "\n"


def _by_seed(output: str) -> dict[int, str]:
    found = {}
    for part in f"\n{output}".split("\n== ")[1:]:
        seed, _, rest = part.partition("\n")
        rest = _PROCEDURE.sub("#<procedure>", rest.rstrip("\n"))
        found[int(seed)] = _ZERO.sub("0.0", rest)
    return found


def asked(system: System, expressions: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return what expressions write and give, one line each, in the real system and here."""
    lines = _beginning(system)
    lines += (f"(try-form '(write {each}))" for each in expressions)
    whole = "\n".join(lines)
    return _run(system, whole).splitlines(), _run_here(system, whole).splitlines()


def real(system: System, seeds: range) -> dict[int, str]:
    """Return what the real system writes for each seed's program.

    A program in which it crashes, or that does not end there, is missing.
    """
    found: dict[int, str] = {}
    while seeds:
        some = _by_seed(_run(system, text(system, seeds)))
        last = max(some, default=seeds.start)
        if last != seeds[-1]:
            some.pop(last, None)
        found |= some
        seeds = range(last + 1, seeds.stop)
    return found


def _run(system: System, programs: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "programs.scm"
        file.write_text(programs, encoding="utf-8")
        process = subprocess.Popen(
            [*system.command, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        try:
            output, _ = process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
    return output.decode("utf-8", "backslashreplace")


def ours(system: System, seeds: Iterable[int]) -> dict[int, str]:
    """Return what our runtime writes for each seed's program."""
    return _by_seed(_run_here(system, text(system, seeds)))


def _run_here(system: System, programs: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        Program(profile(system.dialect)).run_text(programs, "programs.scm")
    return out.getvalue()


# Ports

_CAUGHT: Final = {
    "guile": "(define-syntax caught (syntax-rules ()"
    ' ((_ form) (begin (guard (e (#t (display "ERROR"))) form) (newline)))))',
    "chicken": "(define-syntax caught (syntax-rules ()"
    ' ((_ form) (begin (handle-exceptions e (display "ERROR") form) (newline)))))',
}


def plain_text(system: System, seeds: Iterable[int]) -> str:
    """Return a program that runs those of some seeds without `eval`, for the port to write.

    A definition whose value raises anything leaves the variable with a value.
    """
    lines = [system.prelude, _PLAIN, _CAUGHT[system.dialect]]
    for seed in seeds:
        lines.append(f'(display "== {seed}") (newline)')
        for form in program(seed, system.groups):
            if form.startswith("(define (") or not form.startswith("(define "):
                lines.append(form if form.startswith("(define (") else f"(caught {form})")
                continue
            name, _, value = form.removeprefix("(define ").removesuffix(")").partition(" ")
            lines.append(f"(define {name} 'unbound) (caught (set! {name} {value}))")
    return "\n".join(lines) + "\n"


def port_differences(system: System, seeds: range) -> dict[int, tuple[str, str]]:
    """Return what the programs write that write something else as ports than under `run`."""
    found = {}
    for first in range(seeds.start, seeds.stop, _BATCH):
        whole = plain_text(system, range(first, min(first + _BATCH, seeds.stop)))
        status, output = python_outcome(ported(whole, system.dialect).python)
        own, written = _by_seed(_run_here(system, whole)), _by_seed(output)
        for seed in range(first, min(first + _BATCH, seeds.stop)):
            if own.get(seed) != written.get(seed) or status:
                found[seed] = own.get(seed, "(lost)"), written.get(seed, "(lost)")
    return found


def differences(system: System, seeds: range) -> dict[int, tuple[str, str]]:
    """Return what the programs write that write something else in the real system."""
    found = {}
    for first in range(seeds.start, seeds.stop, _BATCH):
        some = range(first, min(first + _BATCH, seeds.stop))
        theirs, own = real(system, some), ours(system, some)
        for seed in some:
            pair = own.get(seed, "(lost)"), theirs.get(seed, "(lost)")
            if pair[0] != pair[1]:
                found[seed] = pair
    return found


def _show(system: System, seed: int, own: str, theirs: str) -> None:
    print(f"== {seed}")
    forms = program(seed, system.groups)
    if own.count("\n") == theirs.count("\n") == len(forms) - 1:
        for form, one, other in zip(forms, own.split("\n"), theirs.split("\n"), strict=True):
            if one != other:
                print(f"{form}\n  ours  {one}\n  real  {other}")
    else:
        print("\n".join(forms), "-- ours", own, "-- real", theirs, sep="\n")


if __name__ == "__main__":
    chosen = SYSTEMS[sys.argv[1]]
    compare = port_differences if sys.argv[4:] == ["port"] else differences
    for each, outputs in compare(chosen, range(int(sys.argv[2]), int(sys.argv[3]))).items():
        _show(chosen, each, *outputs)
