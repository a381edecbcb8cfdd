"""All names of all dialects, with their meaning, documentation and counterparts.

The port procedures of R6RS and R7RS, which dialects with binary ports share, are listed under
their reports. The counterparts come from `counterparts`; constants with the same Python name are
counterparts without an entry there.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import re
from collections.abc import Mapping

from attrs import frozen

from ... import dialects
from ...dialects import Name
from ...dialects.dialect import UNDOCUMENTED
from ..required.requirements import documents
from ..running.foreign import usable
from . import counterparts

__all__ = ["REPORTS", "Entry", "Group", "by_scheme", "counterparts_of", "entries", "named"]

REPORTS: Mapping[str, tuple[str, str]] = {
    "r7rs": ("R7RS", "schemesockets.dialects.r7rs_io"),
    "r6rs": ("R6RS libraries", "schemesockets.dialects.r6rs_io"),
}
"""The title and the module of each report whose port procedures dialects share."""


@frozen
class Entry:
    """A name of a dialect or of a report."""

    owner: str
    """The dialect's name, or the report's (`r7rs`)."""
    document: str
    module: str
    name: Name

    @property
    def meaning(self) -> str:
        """The first sentence of its docstring, in one line."""
        if self.name.kind == "constant":
            return f"the constant {self.name.python} of the platform"
        text = re.sub(r"\s+", " ", _doc(self.name))
        told = re.sub(r"^(`[^`]*`,? ?)+:? ?", "", text)
        first = _SENTENCE_END.split(told)[0].rstrip(".:…").rstrip()
        return first[0].lower() + first[1:] if first[1:2].islower() else first

    @property
    def signature(self) -> str:
        """The Python name, with the parameters of a procedure."""
        if not callable(self.name.value) or isinstance(self.name.value, type):
            return self.name.python
        told = inspect.signature(self.name.value)
        parameters = map(_bare, told.parameters.values())
        bare = told.replace(parameters=list(parameters), return_annotation=told.empty)
        return f"{self.name.python}{bare}".replace("=Ellipsis", "=...")

    @property
    def documented(self) -> str:
        """The section that documents it, or a statement that none does."""
        section = self.name.section
        place = f"{self.document}, {section}"
        if section == UNDOCUMENTED:
            place = f"{section} in the {self.document}"
        if self.name.kind == "constant":
            return place
        sentences = _SENTENCE_END.split(re.sub(r"\s+", " ", _doc(self.name)))
        cited = [sentence for sentence in sentences if _documents().search(sentence)]
        return cited[-1].rstrip(".") if cited else place


def _bare(parameter: inspect.Parameter) -> inspect.Parameter:
    """Return a parameter without its type, with `...` for a default that marks its absence."""
    default = ... if type(parameter.default) is object else parameter.default
    return parameter.replace(annotation=parameter.empty, default=default)


_SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!e\.g\.)(?<!i\.e\.)\s+(?=[A-Z`\"])")


def _doc(name: Name) -> str:
    return inspect.getdoc(name.value) or ""


@functools.cache
def _documents() -> re.Pattern[str]:
    known = {document.partition(":")[0] for document in documents()}
    return re.compile("|".join(map(re.escape, sorted({*known, "R6RS librar", "R7RS"}))))


@functools.cache
def entries() -> tuple[Entry, ...]:
    """Return every name, dialect by dialect, then those of the reports."""
    found = []
    for owner, dialect in usable()[0].items():
        found += [Entry(owner, dialect.document, dialect.module, name) for name in dialect.names]
    for owner, (document, module) in REPORTS.items():
        loaded = importlib.import_module(module)
        marks = (
            getattr(value, "__scheme__", None)
            for value in (vars(loaded)[python] for python in loaded.__all__)
        )
        found += [Entry(owner, document, module, mark) for mark in marks if isinstance(mark, Name)]
    return tuple(found)


def named(word: str) -> tuple[Entry, ...]:
    """Return the entries with this name in Scheme or Python; without any, ignore case."""
    for alike in (str, str.lower):
        wanted = alike(word)
        found = tuple(
            entry
            for entry in entries()
            if wanted in (alike(entry.name.scheme), alike(entry.name.python))
        )
        if found:
            return found
    return ()


@frozen
class Group:
    """The names that serve one purpose: each dialect's alternatives, as sequences of steps."""

    purpose: str
    ways: Mapping[str, tuple[tuple[Entry, ...], ...]]


def counterparts_of(entry: Entry) -> tuple[Group, ...]:
    """Return the groups that contain a name; none if no other dialect has a counterpart."""
    if entry.name.kind == "constant":
        same: dict[str, tuple[tuple[Entry, ...], ...]] = {}
        for other in entries():
            if other.name.kind == "constant" and _platform(other) == _platform(entry):
                same[other.owner] = (*same.get(other.owner, ()), (other,))
        alike = (Group(f"the constant {_platform(entry)}", same),) if len(same) > 1 else ()
    else:
        alike = ()
    return alike + tuple(
        Group(
            purpose,
            {
                dialect: tuple(
                    tuple(entry_of(dialect, name) for name in way.split(" + ")) for way in ways
                )
                for dialect, ways in table.items()
                if dialect in dialects.available()
            },
        )
        for purpose, table in counterparts.groups().items()
        if any(
            entry.name.scheme in ways and entry_of(dialect, entry.name.scheme) == entry
            for dialect, ways in table.items()
        )
    )


def _platform(entry: Entry) -> str:
    """Return the POSIX name of a constant; protocol families are named as address families."""
    return re.sub("^PF_", "AF_", entry.name.python)


def entry_of(dialect: str, scheme: str) -> Entry:
    """Return the entry of a dialect's name, or of a report's; raise `LookupError` for neither."""
    for owner in (dialect, *REPORTS):
        entry = by_scheme().get((owner, scheme))
        if entry is not None:
            return entry
    raise LookupError(f"{dialect} has no name {scheme!r}, and no report has")


@functools.cache
def by_scheme() -> Mapping[tuple[str, str], Entry]:
    """Return the entries by owner and Scheme name; procedures take precedence over records."""
    ordered = sorted(entries(), key=lambda entry: entry.name.kind != "record")
    return {(entry.owner, entry.name.scheme): entry for entry in ordered}
