"""Dialects in Python by name or module; those of others are never imported here.

What is to be known of somebody else's dialect comes from a process of its own (`describe`), and
its programs run in a host. So one that exits, hangs, crashes or prints harms nothing.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import importlib.util
import inspect
import json
import os
import select
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from io import FileIO
from pathlib import Path
from typing import Any, get_args

from attrs import frozen

from ... import dialects
from ...dialects import Dialect, Name
from ...dialects.dialect import NameKind
from .keeping import kept

__all__ = ["Known", "UnusableDialectError", "known", "offered_by", "usable"]

_LIMIT = 30.0
"""Seconds that a module may take to import."""
_LONGEST = 8 << 20
"""Bytes of a description."""
_LONGEST_REASON = 300
"""Characters of what a module says as it fails that are told."""


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
    try:
        return _read(json.loads(_description(module)))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, UnusableDialectError):
            raise
        raise UnusableDialectError(
            f"the module {module} cannot be used: what it says of itself makes no sense"
        ) from None


def _read(found: Any) -> Known:
    """Return the dialect of a description, which may say anything; nothing of it is executed."""
    names = {(each["scheme"], each["kind"]): _name(each) for each in found["names"]}
    dialect = DescribedDialect(
        name=_text(found["name"]),
        title=_text(found["title"]),
        document=_text(found["document"]),
        module=_text(found["module"]),
        speaks=None if found["speaks"] is None else _text(found["speaks"]),
        phrasebook=_path(found["phrasebook"]),
        expectations=_path(found["expectations"]),
        described=names,
    )
    return Known(dialect, frozenset(map(_text, found["offered"])))


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError
    return found


def _path(found: Any) -> Path | None:
    return None if found is None else Path(_text(found))


def _name(found: Mapping[str, Any]) -> Name:
    scheme, python, form, section = (
        _text(found[key]) for key in ("scheme", "python", "form", "section")
    )
    if found["kind"] not in get_args(NameKind):
        raise ValueError
    value = None
    if found["parameters"] is not None:
        value = _stand_in(_text(found["parameters"]))
        value.__doc__ = _text(found["doc"])
    return Name(scheme, python, found["kind"], form, section, value)


def _stand_in(parameters: str) -> Callable[..., None]:
    """Return a function that has these parameters, or any if no `def` can have them."""

    def stand_in(*arguments: object, **named: object) -> None: ...

    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        (statement,) = ast.parse(f"def stand_in({parameters}): ...").body
        if isinstance(statement, ast.FunctionDef):
            stand_in.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
                list(_parameters(statement.args))
            )
    return stand_in


def _parameters(told: ast.arguments) -> Iterator[inspect.Parameter]:
    positional = [
        *((each, inspect.Parameter.POSITIONAL_ONLY) for each in told.posonlyargs),
        *((each, inspect.Parameter.POSITIONAL_OR_KEYWORD) for each in told.args),
    ]
    without = [None] * (len(positional) - len(told.defaults))
    for (each, kind), default in zip(positional, [*without, *told.defaults], strict=True):
        yield _parameter(each, kind, default)
    if told.vararg is not None:
        yield _parameter(told.vararg, inspect.Parameter.VAR_POSITIONAL)
    for each, default in zip(told.kwonlyargs, told.kw_defaults, strict=True):
        yield _parameter(each, inspect.Parameter.KEYWORD_ONLY, default)
    if told.kwarg is not None:
        yield _parameter(told.kwarg, inspect.Parameter.VAR_KEYWORD)


def _parameter(
    told: ast.arg, kind: inspect._ParameterKind, default: ast.expr | None = None
) -> inspect.Parameter:
    value = inspect.Parameter.empty if default is None else ast.literal_eval(default)
    return inspect.Parameter(told.arg, kind, default=value)


def _description(module: str) -> bytes:
    """Import a module in a process of its own; return what that writes of it."""
    ours, theirs = os.pipe()
    deadline = time.monotonic() + _LIMIT
    with contextlib.ExitStack() as stack:
        answer = stack.enter_context(open(ours, "rb", buffering=0))
        errors = stack.enter_context(tempfile.TemporaryFile())
        with open(theirs, "wb", buffering=0):
            process = stack.enter_context(
                kept(
                    f"{__package__}.describe",
                    *(str(theirs), module),
                    errors=errors,
                    descriptors=[theirs],
                )
            )
        text = b""
        while len(text) < _LONGEST and _is_ready(answer, deadline):
            chunk = answer.read(1 << 16)
            text += chunk
            if not chunk:
                break
        if text.endswith(b"}"):
            return text
        status = process.status(deadline - time.monotonic())
        errors.seek(max(0, errors.seek(0, os.SEEK_END) - 2000))
        lines = errors.read().decode(errors="replace").strip().splitlines()
    if len(text) >= _LONGEST:
        why = "it describes itself without end"
    elif status is None:
        why = f"it has not been imported within {_LIMIT:g} s"
    else:
        why = lines[-1] if lines else f"it ends the process, with status {status}"
    raise UnusableDialectError(f"the module {module} cannot be used: {why[:_LONGEST_REASON]}")


def _is_ready(answer: FileIO, deadline: float) -> bool:
    return bool(select.select([answer], [], [], max(0.0, deadline - time.monotonic()))[0])
