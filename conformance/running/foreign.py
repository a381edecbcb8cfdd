"""Dialects in Python by name or module; those of others are never imported here.

What is to be known of somebody else's dialect comes from a process of its own (`describe`), and
its programs run in a host. So one that exits, hangs, crashes or prints harms nothing.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from ... import dialects
from ...dialects import Dialect, Name
from ...dialects.dialect import NameKind
from .processes import kill_group

__all__ = ["Known", "UnusableDialectError", "known", "offered_by", "usable"]

_LIMIT = 30.0
"""Seconds that a module may take to import."""
_LONGEST = 8 << 20
"""Bytes of a description."""


class UnusableDialectError(LookupError):
    """A dialect of somebody else's cannot be used; the message says why."""


@frozen(eq=False)
class DescribedDialect(Dialect):
    """A dialect whose names have been described, and whose module is not imported."""

    described: Mapping[tuple[str, NameKind], Name] = {}

    @property
    def table(self) -> Mapping[tuple[str, NameKind], Name]:
        """Every name, by its spelling in Scheme and its kind."""
        return self.described


@frozen
class Known:
    """A dialect, and the Python names that its module offers to programs."""

    dialect: Dialect
    offered: frozenset[str]


def known(word: str) -> Known:
    """Return the dialect of that name, or in the module of that name.

    Raises `LookupError` if there is neither, and `UnusableDialectError` if it cannot be used.
    """
    if dialects.is_built_in(word):
        dialect = dialects.load(word)
        return Known(dialect, offered_by(dialect.module))
    try:
        return _described(dialects.module_of(word))
    except dialects.UnknownDialectError:
        if not _exists(word):
            raise
    return _described(word)


@functools.cache
def offered_by(module: str) -> frozenset[str]:
    """Return the names that a module of this package offers."""
    public = vars(importlib.import_module(module))
    return frozenset(public.get("__all__", public))


def usable() -> tuple[Mapping[str, Dialect], Mapping[str, str]]:
    """Return the dialects that are built in or registered, and why others cannot be used."""
    found: dict[str, Dialect] = {}
    broken: dict[str, str] = {}
    for name in dialects.available():
        try:
            found[name] = known(name).dialect
        except UnusableDialectError as error:
            broken[name] = str(error)
    return found, broken


def _exists(module: str) -> bool:
    # Whether a package has the rest of a dotted name, its import tells, in a process of its own.
    try:
        return importlib.util.find_spec(module.partition(".")[0]) is not None
    except (ImportError, ValueError):
        return False


@functools.cache
def _described(module: str) -> Known:
    found = json.loads(_description(module))
    names = {(each["scheme"], each["kind"]): _name(each) for each in found["names"]}
    files = {key: found[key] and Path(found[key]) for key in ("phrasebook", "expectations")}
    dialect = DescribedDialect(
        name=found["name"],
        title=found["title"],
        document=found["document"],
        module=found["module"],
        speaks=found["speaks"],
        phrasebook=files["phrasebook"],
        expectations=files["expectations"],
        described=names,
    )
    return Known(dialect, frozenset(found["offered"]))


def _name(found: Mapping[str, Any]) -> Name:
    value: object = None
    if found["parameters"] is not None:
        scope: dict[str, Any] = {}
        try:
            exec(f"def stand_in({found['parameters']}): ...", scope)
        except SyntaxError:  # of what no `def` can say, such as a parameter of C
            exec("def stand_in(*arguments): ...", scope)
        value = scope["stand_in"]
        value.__doc__ = found["doc"]
    return Name(
        found["scheme"], found["python"], found["kind"], found["form"], found["section"], value
    )


def _description(module: str) -> bytes:
    """Import a module in a process of its own; return what that writes of it."""
    ours, theirs = os.pipe()
    with open(ours, "rb", buffering=0) as answer, tempfile.TemporaryFile() as errors:
        with open(theirs, "wb", buffering=0):
            process = subprocess.Popen(
                [sys.executable, "-m", f"{__package__}.describe", str(theirs), module],
                pass_fds=[theirs],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        text = b""
        deadline = time.monotonic() + _LIMIT
        try:
            while len(text) < _LONGEST and (left := deadline - time.monotonic()) > 0:
                if select.select([answer], [], [], left)[0]:
                    chunk = answer.read(1 << 16)
                    text += chunk
                    if not chunk:
                        break
            late = time.monotonic() >= deadline
        finally:
            kill_group(process.pid)
            process.wait()
        if text.endswith(b"}"):
            return text
        errors.seek(max(0, errors.seek(0, os.SEEK_END) - 2000))
        lines = errors.read().decode(errors="replace").strip().splitlines()
    if late:
        why = f"it has not been imported within {_LIMIT:g} s"
    else:
        why = lines[-1] if lines else f"it ends the process, with status {process.returncode}"
    raise UnusableDialectError(f"the module {module} cannot be used: {why}")
