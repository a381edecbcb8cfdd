"""Every name of every dialect: what it is, where it is documented, what others have in its place.

The port procedures of R6RS and R7RS serve dialects whose sockets are binary ports, and are listed
under their reports. What corresponds to what is `counterparts`' to say; constants that Python
spells alike are counterparts by themselves.
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
from . import counterparts

__all__ = ["REPORTS", "Entry", "Group", "by_scheme", "counterparts_of", "entries", "named"]

REPORTS: Mapping[str, tuple[str, str]] = {
    "r7rs": ("R7RS", "schemesockets.dialects.r7rs_io"),
    "r6rs": ("R6RS libraries", "schemesockets.dialects.r6rs_io"),
}
"""The reports whose port procedures dialects share: what they are called, and the module."""


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
        """What it does or is, in a line: how its docstring begins."""
        if self.name.kind == "constant":
            return f"the constant {self.name.python} of the platform"
        text = re.sub(r"\s+", " ", _doc(self.name))
        told = re.sub(r"^(`[^`]*`,? ?)+:? ?", "", text)
        first = _SENTENCE_END.split(told)[0].rstrip(".:…").rstrip()
        return first[0].lower() + first[1:] if first[1:2].islower() else first

    @property
    def signature(self) -> str:
        """The Python name, with its parameters where it is called with some."""
        if not callable(self.name.value) or isinstance(self.name.value, type):
            return self.name.python
        told = inspect.signature(self.name.value)
        parameters = map(_bare, told.parameters.values())
        bare = told.replace(parameters=list(parameters), return_annotation=told.empty)
        return f"{self.name.python}{bare}".replace("=Ellipsis", "=...")

    @property
    def documented(self) -> str:
        """Where it is documented, or that it is not."""
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
    """A parameter without its type; `...` is the default that stands for nothing given."""
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
    """Every name, dialect by dialect, then those of the reports."""
    found = []
    for owner in dialects.available():
        dialect = dialects.load(owner)
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
    """The entries that are called so in Scheme or in Python; in other capitals, if in no other."""
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
    """What serves one purpose: by dialect, the ways to it, each a name or several together."""

    purpose: str
    ways: Mapping[str, tuple[tuple[Entry, ...], ...]]


def counterparts_of(entry: Entry) -> tuple[Group, ...]:
    """The groups that a name is in; none where no other dialect has anything like it."""
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
    """What POSIX calls a constant; its families for sockets are those for addresses."""
    return re.sub("^PF_", "AF_", entry.name.python)


def entry_of(dialect: str, scheme: str) -> Entry:
    """A dialect's name, or that of a report that serves it; raises `LookupError` for neither."""
    for owner in (dialect, *REPORTS):
        entry = by_scheme().get((owner, scheme))
        if entry is not None:
            return entry
    raise LookupError(f"{dialect} has no name {scheme!r}, and no report has")


@functools.cache
def by_scheme() -> Mapping[tuple[str, str], Entry]:
    """The entries by whose they are and their Scheme name; a procedure before a record."""
    ordered = sorted(entries(), key=lambda entry: entry.name.kind != "record")
    return {(entry.owner, entry.name.scheme): entry for entry in ordered}
