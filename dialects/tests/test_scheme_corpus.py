"""A corpus of whole programs: what they write here, and in the real systems.

A program is `scheme_corpus/DIALECT/NAME.scm`, what it writes `NAME.out` beside it: recorded from
the real Guile and CHICKEN, for the other dialects as their documents have it. Its second line
names the families of features that it is there for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).with_name("scheme_corpus")
PROGRAMS = sorted(CORPUS.glob("*/*.scm"))
REAL = {"guile": ("guile", "--no-auto-compile", "-s"), "chicken": ("csi", "-s")}
RUN = """import sys
from schemesockets.dialects.scheme.command import run
sys.exit(run(sys.argv[2], dialect=sys.argv[1]))"""
MISSING = "cannot import from undefined module"

NOT_YET = frozenset((CORPUS / "not-yet.txt").read_text(encoding="utf-8").split())
"""The programs that need libraries that are not there yet; who adds those strikes them out."""

FAMILIES = {
    "alists": "guile sagittarius srfi-106 chicken foment",
    "apply": "guile sagittarius srfi-106 chicken foment",
    "booleans": "guile sagittarius srfi-106 chicken foment",
    "bytevectors": "guile sagittarius srfi-106 chicken foment",
    "case-lambda": "guile sagittarius srfi-106 chicken foment",
    "cond-expand": "sagittarius srfi-106 chicken foment",
    "cond=>": "guile sagittarius srfi-106 chicken",
    "conditions": "guile sagittarius srfi-106 chicken foment",
    "continuations": "guile sagittarius srfi-106 chicken foment",
    "cut": "guile sagittarius chicken",
    "define-forms": "guile sagittarius srfi-106 chicken",
    "dynamic-wind": "guile sagittarius srfi-106 chicken foment",
    "eval": "guile sagittarius srfi-106 chicken foment",
    "file-ports": "guile sagittarius srfi-106 chicken foment",
    "format": "guile sagittarius srfi-106 chicken",
    "hash-tables": "guile sagittarius srfi-106 chicken",
    "keywords": "guile sagittarius chicken",
    "let1": "sagittarius",
    "lists": "guile sagittarius srfi-106 chicken foment",
    "loops": "guile sagittarius srfi-106 chicken foment",
    "macros": "guile sagittarius srfi-106 chicken foment",
    "match": "guile sagittarius chicken",
    "member": "guile sagittarius srfi-106 chicken foment",
    "middle": "guile",
    "numbers": "guile sagittarius srfi-106 chicken foment",
    "objects": "guile sagittarius",
    "optional": "guile sagittarius chicken",
    "pairs": "guile sagittarius srfi-106 chicken foment",
    "parameters": "guile sagittarius srfi-106 chicken foment",
    "processes": "guile sagittarius srfi-106 chicken foment",
    "quasiquote": "guile sagittarius srfi-106 chicken foment",
    "read-write": "guile sagittarius srfi-106 chicken foment",
    "reader": "guile sagittarius chicken",
    "records": "guile sagittarius srfi-106 chicken foment",
    "regex": "guile sagittarius srfi-106 chicken",
    "setters": "guile sagittarius srfi-106 chicken",
    "small": "guile sagittarius chicken",
    "sockets": "guile sagittarius srfi-106 chicken foment",
    "string-ports": "guile sagittarius srfi-106 chicken foment",
    "strings": "guile sagittarius srfi-106 chicken foment",
    "symbols": "guile sagittarius srfi-106 chicken foment",
    "tests": "guile sagittarius",
    "threads": "guile sagittarius srfi-106 chicken foment",
    "time": "guile sagittarius srfi-106 chicken",
    "vectors": "guile sagittarius srfi-106 chicken foment",
    "web": "guile",
}
"""The families of features that programs have, with the dialects whose programs have them."""


def name_of(program: Path) -> str:
    return f"{program.parent.name}/{program.stem}"


def written(command: tuple[str, ...], folder: Path) -> str:
    """What a program writes, which ends well."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=folder,
        check=False,
        timeout=600,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    errors = done.stderr.decode(errors="replace")
    if MISSING in errors:
        pytest.skip("CHICKEN lacks an egg")
    assert done.returncode == 0, errors
    return done.stdout.decode(errors="surrogateescape")


def expected(program: Path) -> str:
    return program.with_suffix(".out").read_bytes().decode(errors="surrogateescape")


@pytest.mark.parametrize(
    "program",
    [
        pytest.param(
            each,
            marks=pytest.mark.xfail(reason="needs libraries", strict=True)
            if name_of(each) in NOT_YET
            else (),
        )
        for each in PROGRAMS
    ],
    ids=name_of,
)
def test_a_program_writes_what_it_should(program: Path, tmp_path: Path) -> None:
    command = (sys.executable, "-c", RUN, program.parent.name, str(program))
    assert written(command, tmp_path) == expected(program)


@pytest.mark.parametrize("program", [p for p in PROGRAMS if p.parent.name in REAL], ids=name_of)
def test_it_writes_the_same_in_the_real_system(program: Path, tmp_path: Path) -> None:
    command = REAL[program.parent.name]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    assert written((*command, str(program)), tmp_path) == expected(program)


def test_every_family_has_a_program_in_every_dialect_that_has_it() -> None:
    there: dict[str, set[str]] = {}
    for program in PROGRAMS:
        found = re.search(r"^;; families: (.*)$", program.read_text(encoding="utf-8"), re.M)
        assert found, program
        for family in found[1].split(", "):
            there.setdefault(family, set()).add(program.parent.name)
    missing = {
        family: set(dialects.split()) - there.get(family, set())
        for family, dialects in FAMILIES.items()
    }
    assert not any(missing.values()), {family: each for family, each in missing.items() if each}
    assert set(there) <= set(FAMILIES)
