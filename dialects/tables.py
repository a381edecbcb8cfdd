"""Tables of names, from which a module is made without a definition for each.

A module that holds a table has nothing else to offer.  Type checkers and editors cannot run it, so
that a stub lies beside it, which `stubs` writes from the table: each name's type, its Scheme form
and its place in the document.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Final

from attrs import frozen

from ..core.constants import constant
from .declaration import UNDOCUMENTED
from .dialect import python_name

__all__ = ["TABLE", "Constant", "define_constants", "sections_of"]

TABLE: Final = "__table__"
"""The name under which a module keeps its rows."""


@frozen
class Constant:
    """A constant of a dialect.

    Attributes:
        scheme, python: its spellings (str).
        document, section: where it is described (str); `UNDOCUMENTED` for no section.
        type: as an annotation (str).
    """

    scheme: str
    python: str
    document: str
    section: str
    type: str

    def stub(self) -> str:
        """Return what a type checker must know of it, as Python."""
        place = f"{self.document}, {self.section}"
        if self.section == UNDOCUMENTED:
            place = f"Not in the {self.document}"
        return f'{self.python}: Final[{self.type}]\n"""`{self.scheme}`. {place}."""\n'


def define_constants(
    module: str,
    document: str,
    sections: Mapping[str, str],
    *,
    values: Mapping[str, int | None] | None = None,
    keep: bool = True,
) -> None:
    """Define the constants of a module, plain ints, and its `__all__`.

    Args:
        module: its `__name__` (str).
        document: which describes them (str).
        sections: by section of the document, or `UNDOCUMENTED`, the Scheme names with spaces
            between them.  A `?` follows one that a platform may lack.
        values: by Python name, of those that are not the platform's so called.
        keep: whether a name that the platform lacks is there all the same, as None.
    """
    namespace = vars(sys.modules[module])
    given = values or {}
    rows = []
    for section, names in sections.items():
        for word in names.split():
            scheme = word.removesuffix("?")
            python = python_name(scheme, "constant")
            value = given[python] if python in given else constant(python)
            may_lack = keep and word.endswith("?")
            rows.append(
                Constant(scheme, python, document, section, "int | None" if may_lack else "int")
            )
            if keep or value is not None:
                namespace[python] = value
    namespace[TABLE] = tuple(rows)
    namespace["__all__"] = sorted(row.python for row in rows if row.python in namespace)


def sections_of(module: ModuleType) -> dict[str, str]:
    """Return the section of each constant that a module has from its table, by Scheme name."""
    namespace = vars(module)
    return {row.scheme: row.section for row in namespace[TABLE] if row.python in namespace}
