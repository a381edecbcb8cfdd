"""Tables of names, from which a module is made without a definition for each.

A module that holds a table has nothing else to offer.  Type checkers and editors cannot run it, so
that a stub lies beside it, which `stubs` writes from the table: each name's type, its Scheme form
and its place in the document.  A row of a table is the declaration of its name.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, Final

from attrs import field, frozen

from ..core.constants import constant
from ._types import TypeIs
from .conditions import R7RS, Conditions
from .dialect import python_name

__all__ = ["ROWS", "Constant", "Procedure", "Table", "sections_of"]

ROWS: Final = "__rows__"
"""The name under which a module keeps the rows of its table."""


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


@frozen
class Procedure:
    """A procedure of a dialect.

    Attributes:
        python: its name (str).
        value: the declared function.
        narrows: whether its result tells a type checker the type of its argument.
    """

    python: str
    value: Callable[..., object]
    narrows: bool = False


@frozen
class Table:
    """The table of a module; `conditions` declares its procedures."""

    module: str
    conditions: Conditions = R7RS
    rows: list[Constant | Procedure] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self._namespace.update({ROWS: self.rows, "__all__": []})

    @property
    def _namespace(self) -> dict[str, Any]:
        return vars(sys.modules[self.module])

    def constants(
        self,
        document: str,
        sections: Mapping[str, str],
        *,
        values: Mapping[str, int | None] | None = None,
        keep: bool = True,
    ) -> None:
        """Define constants, plain ints.

        Args:
            document: which describes them (str).
            sections: by section of the document, or `UNDOCUMENTED`, the Scheme names with spaces
                between them.  A `?` follows one that a platform may lack.
            values: by Python name, of those that are not the platform's so called.
            keep: whether a name that the platform lacks is there all the same, as None.
        """
        given = values or {}
        for section, names in sections.items():
            for word in names.split():
                scheme = word.removesuffix("?")
                python = python_name(scheme, "constant")
                value = given[python] if python in given else constant(python)
                type = "int | None" if keep and word.endswith("?") else "int"
                if keep or value is not None:
                    self.offer(Constant(scheme, python, document, section, type), value)
                else:
                    self.rows.append(Constant(scheme, python, document, section, type))

    def readers(
        self,
        taken: Any,
        rows: Mapping[tuple[str, Any], str],
        declare: Callable[[Any], Any] | None = None,
    ) -> None:
        """Define procedures that return a part of their one argument.

        Args:
            taken: the annotation of the argument.
            rows: the docstring, by the attribute or "method()" to read (dots lead to one of a
                part) and the annotation of what is returned.
            declare: what declares them, if not `procedure` of the conditions.
        """
        for (part, result), text in rows.items():
            self._one_argument(_reading(part), taken, result, text, declare)

    def predicates(self, rows: Mapping[type, str]) -> None:
        """Define procedures that test for a class, by the class their docstrings."""
        for cls, text in rows.items():
            self._one_argument(_testing(cls), object, TypeIs[cls], text, narrows=True)

    def _one_argument(
        self, function: Any, taken: Any, result: Any, text: str, *rest: Any, **more: Any
    ) -> None:
        """Define a procedure of a function, whose one parameter is called as in the form."""
        _, parameter = _form_of(text).split()
        parameter = parameter.replace("-", "_")
        function.__code__ = function.__code__.replace(co_varnames=(parameter,))
        function.__annotations__ = {parameter: taken, "return": result}
        self.procedure(function, text, *rest, **more)

    def procedure(
        self,
        function: Any,
        text: str,
        declare: Callable[[Any], Any] | None = None,
        *,
        name: str = "",
        narrows: bool = False,
    ) -> None:
        """Define a procedure.

        Args:
            function: what it does; its parameters and annotations are the procedure's.
            text: its docstring (str), see `declaration`.
            declare: what declares it, if not `procedure` of the conditions.
            name: in Python (str), unless it follows from Scheme's.
            narrows: see `Procedure`.
        """
        python = name or python_name(_form_of(text).split()[0])
        function.__name__ = function.__qualname__ = python
        function.__module__ = self.module
        function.__doc__ = text
        declared = (declare or self.conditions.procedure)(function)
        self.offer(Procedure(python, declared, narrows), declared)

    def offer(self, row: Constant | Procedure, value: object) -> None:
        """Add a row, and to the module its name, with a value."""
        self.rows.append(row)
        self._namespace[row.python] = value
        self._namespace["__all__"].append(row.python)


def sections_of(module: ModuleType) -> dict[str, str]:
    """Return the section of each constant that a module has from its table, by Scheme name."""
    namespace = vars(module)
    return {row.scheme: row.section for row in namespace[ROWS] if row.python in namespace}


def _reading(part: str) -> Any:
    """Return a function that reads an attribute, or calls the "method()", of its argument."""
    path = part.removesuffix("()")
    read = operator.attrgetter(path)
    if path == part:
        return lambda record: read(record)
    return lambda record: read(record)()


def _testing(cls: type) -> Any:
    return lambda obj: isinstance(obj, cls)


def _form_of(text: str) -> str:
    """Return the first Scheme form of a docstring, without its parentheses."""
    return text.split("`", 2)[1].strip("()")
