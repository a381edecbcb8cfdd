"""Faults: changes of the dialects' source, each of which breaks a requirement of a document.

A TOML file for each dialect, `data/sabotage/DIALECT.toml`; a table for each fault, by its name:

    [default-client-family]
    section = "make-client-socket"           # of the dialect's document
    breaks = "Without a family it is IPv4"   # the requirement, as the data of requirements has it
    module = "dialects.srfi106"
    function = "make_client_socket"
    old = "ai_family: Integer = AF_INET"
    new = "ai_family: Integer = AF_INET6"

`document` names another document than the dialect's own. `old` stands exactly once in the source
of `function` (`Class.method` for a method), or of the module where no function is named.
`unnoticed` is the reason why no behaviour can notice the fault.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from attrs import asdict, fields, frozen

from ..data import DataError, cached, file, names, table
from ..required.requirements import Requirement, documents

__all__ = ["Fault", "FaultError", "dialects_with_faults", "faults"]

_PACKAGE = __name__.partition(".")[0]


class FaultError(ValueError):
    """A fault cannot be put into the source; the message says why."""


@frozen
class Fault:
    """A change of the source, and the requirement that it breaks."""

    name: str
    document: str
    section: str
    breaks: str
    module: str
    old: str
    new: str
    function: str = ""
    unnoticed: str = ""

    @property
    def digest(self) -> str:
        """A short digest of the change; a result counts for the change that was tried."""
        text = "\0".join((self.module, self.function, self.old, self.new))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def place(self) -> str:
        """The module and the function that are changed."""
        return ".".join(filter(None, (self.module, self.function)))

    @property
    def path(self) -> Path:
        """The file of the module."""
        found = import_module(f"{_PACKAGE}.{self.module}").__file__
        if found is None:
            raise FaultError(f"{self.name}: {self.module} has no file")
        return Path(found)

    @property
    def requirement(self) -> Requirement:
        """The requirement that is broken.

        Raises `FaultError` if the document has none in these words.
        """
        document = documents().get(self.document)
        for requirement in document.sections.get(self.section, ()) if document else ():
            if requirement.words == self.breaks:
                return requirement
        raise FaultError(
            f"{self.name}: {self.document}, {self.section} does not require {self.breaks!r}"
        )

    def applied(self, source: str) -> str:
        """Return the source of the module with the change.

        Raises `FaultError` unless the old text stands there exactly once.
        """
        lines = source.splitlines(keepends=True)
        first, last = _lines(source, self.function) if self.function else (0, len(lines))
        part = "".join(lines[first:last])
        if part.count(self.old) != 1:
            raise FaultError(
                f"{self.name}: {self.old!r} stands {part.count(self.old)} times in {self.place}"
            )
        return "".join((*lines[:first], part.replace(self.old, self.new), *lines[last:]))


def _lines(source: str, function: str) -> tuple[int, int]:
    """Return the indices of a function's first line, with its decorators, and after its last."""
    found: list[ast.stmt] = ast.parse(source).body
    first = last = 0
    for word in function.split("."):
        named = [
            node
            for node in found
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == word
        ]
        if not named:
            raise FaultError(f"there is no {function}")
        node = named[-1]  # those before it are overloads
        found = node.body
        first = min([node.lineno, *(each.lineno for each in node.decorator_list)]) - 1
        last = node.end_lineno or node.lineno
    return first, last


def dialects_with_faults() -> tuple[str, ...]:
    """Return the names of the dialects that have a table of faults."""
    return names("sabotage")


@cached
def faults(dialect: str) -> Mapping[str, Fault]:
    """Return the faults of a dialect by their names, in the order of the table.

    Raises `DataError` for a table that is not as described above.
    """
    tables = table("sabotage", dialect)
    document = tables.pop("document", None)
    path = file("sabotage", f"{dialect}.toml")
    if not isinstance(document, str):
        raise DataError(f'{path}: it does not begin with document = "…"')
    try:
        return {name: _fault(name, document, stated) for name, stated in tables.items()}
    except (TypeError, ValueError) as error:
        raise DataError(f"{path}: {error}") from None


def _fault(name: str, document: str, stated: Mapping[str, Any]) -> Fault:
    if not isinstance(stated, dict):
        raise ValueError(f"{name} is no table")
    unknown = stated.keys() - {each.name for each in fields(Fault)}
    if unknown:
        raise ValueError(f"{name} has {', '.join(sorted(unknown))}, which means nothing")
    fault = Fault(**{"name": name, "document": document, **stated})
    for key, value in asdict(fault).items():
        if not isinstance(value, str):
            raise ValueError(f"{name}: {key} must be a text")
    return fault
