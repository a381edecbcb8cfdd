"""The declaration of a procedure: all that is stated of it, read where it is defined.

A procedure is declared by its own definition, and nothing is said twice:

    @GUILE.procedure
    def listen(sock: SocketPort, backlog: CInt) -> Unspecified:
        \"\"\"`(listen sock backlog)`: let connections come, `backlog` of them waiting.

        Guile manual, Network Sockets and Communication.
        \"\"\"

Its docstring begins with the Scheme form in backquotes (or several, with commas between them) and
ends with a sentence that cites the document: its title, a comma, the section ("See" before the
title where the section is but the nearest one, "Not in the Guile manual." where there is none).
A module whose procedures are mostly of one section says so once, by
`__cited__ = "document, section"`; a docstring in it cites that document only for another section.
Its parameters' annotations say what the arguments must be (a `Kind`), its return annotation what
the value means in Scheme (a `Result`).  The annotations are read when they are first asked for, so
that a declaration costs an import nothing.

`Name` is what has been read.  What is done with it, checking and naming failures, is left to
`conditions`, and the table of a dialect's names to `dialect`.
"""

from __future__ import annotations

import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Generic, Literal, TypeVar

from attrs import field, frozen

from .kinds import Kind
from .results import Result, result_of

__all__ = ["UNDOCUMENTED", "Declared", "Name", "NameKind", "declared", "read_name"]

NameKind = Literal[
    "procedure", "syntax", "constant", "parameter", "record", "class", "condition type"
]

T = TypeVar("T")

_FORMS: Final = re.compile(r"`[^`]+`(?:,? `\([^`]+`)*")
_PLACE: Final = re.compile(
    r"(?:.*\. )?(?:Not in the [^.]+|(?:See )?[A-Z].*?(?:, | (?=\d+\.))(?P<section>.+))\.$"
)

UNDOCUMENTED: Final = "exported, not documented"
"""The section of a name that the implementation exports and its document does not mention."""


class _Once(Generic[T]):
    """A property that is worked out once; without a lock, which a forked child might find held."""

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self.work_out = work_out
        self.__doc__ = work_out.__doc__

    def __get__(self, instance: object, owner: type) -> T:
        # Not a data descriptor: from the second time on, the instance's own is found.
        name = self.work_out.__name__
        found: T = instance.__dict__.setdefault(name, self.work_out(instance))
        return found


@frozen
class Declared:
    """One parameter of a procedure.

    Attributes:
        name: as Python spells it.
        kind: what an argument must be; None where everything will do.
        default: what stands for an argument that is left out (never checked).
        variadic: whether it takes all the arguments that are left.
        keyword: whether it is taken by name alone.
    """

    name: str
    kind: Kind | None
    default: object = inspect.Parameter.empty
    variadic: bool = False
    keyword: bool = False


@frozen(slots=False)
class Name:
    """One name of a dialect: its spelling in Scheme and in Python, its place in the document.

    Attributes:
        scheme, python: the two spellings (str).
        kind: what it names.
        form: how it is called in Scheme; the name itself for what is not called.
        section: of the dialect's document.
        value: the Python object.
    """

    scheme: str
    python: str
    kind: NameKind
    form: str
    section: str
    value: object = field(default=None, repr=False, eq=False)

    @_Once
    def parameters(self) -> tuple[Declared, ...]:
        """Return what is declared of each parameter, in order; () for what is not called."""
        if self.kind not in ("procedure", "syntax", "parameter"):
            return ()
        function = _function_of(self.value)
        hints = _hints_of(function)
        return tuple(
            Declared(
                each.name,
                _kind_of(hints.get(each.name)),
                each.default,
                each.kind is each.VAR_POSITIONAL,
                each.kind is each.KEYWORD_ONLY,
            )
            for each in inspect.signature(function).parameters.values()
            if each.name != "self"
        )

    @_Once
    def arguments(self) -> Mapping[str, Kind]:
        """Return the kind of each argument, by its parameter, where not everything will do."""
        return {each.name: each.kind for each in self.parameters if each.kind is not None}

    def checks(self, count: int) -> Iterable[tuple[Kind | None, object]]:
        """Return the kind and the default for each of `count` arguments, or for all it takes."""
        return self._checks if self._variadic is None else self._repeated(self._checks, count)

    @_Once
    def _checks(self) -> tuple[tuple[Kind | None, object], ...]:
        return tuple((each.kind, each.default) for each in self.parameters)

    def parameter_at(self, place: int, count: int) -> Declared:
        """Return the parameter that takes the argument at `place`, from 0, of `count`."""
        return self._repeated(self.parameters, count)[place]

    @_Once
    def _variadic(self) -> int | None:
        return next((at for at, each in enumerate(self.parameters) if each.variadic), None)

    def _repeated(self, row: tuple[T, ...], count: int) -> tuple[T, ...]:
        """Return what is known of each parameter, for a variadic one as often as it is needed.

        Those that are taken by name alone come after it, all of them.
        """
        at = self._variadic
        if at is None:
            return row
        return (*row[:at], *row[at : at + 1] * (count - len(row) + 1), *row[at + 1 :])

    @_Once
    def result(self) -> Result:
        """Return what a value that it returns means in Scheme."""
        hint = _hints_of(_function_of(self.value)).get("return", Any)
        return result_of(hint)


def declared(function: object) -> Name:
    """Return what is declared of a marked procedure, class or parameter object."""
    name: Name = function.__scheme__  # type: ignore[attr-defined]
    return name


def read_name(kind: NameKind, value: Any) -> Name:
    """Read the form and the section from a docstring.

    Raises ValueError where the docstring does not begin with the one or end with the other, and
    ImportError where Python has left docstrings out (-OO).
    """
    python = value.__name__
    text = value.__doc__
    if text is None and sys.flags.optimize > 1:
        raise ImportError(
            "schemesockets reads procedures' Scheme forms in their docstrings, "
            "which python -OO leaves out: use -O"
        )
    words = " ".join((text or "").split())
    forms, place = _FORMS.match(words), _PLACE.match(words)
    cited: str = getattr(sys.modules.get(value.__module__), "__cited__", "")
    document, _, section = cited.partition(", ")
    if place is not None and (not cited or f"{document}, " in words):
        section = place["section"] or UNDOCUMENTED
    if forms is None or not section:
        lacks = "begin with a Scheme form in backquotes" if forms is None else "cite its document"
        raise ValueError(f"the docstring of {python} does not {lacks}")
    form = " | ".join(re.findall("`([^`]+)`", forms[0]))
    scheme = form.strip("()").split()[0]
    return Name(scheme, python, kind, form, section, value)


def _function_of(value: Any) -> Any:
    """Return the function whose annotations count: that of a parameter object is its `set`."""
    function = inspect.unwrap(value)
    return function if inspect.isfunction(function) else type(function).__call__


def _hints_of(function: Any) -> dict[str, Any]:
    return typing.get_type_hints(function, include_extras=True)


def _kind_of(hint: Any) -> Kind | None:
    """Return the kind that an annotation carries, perhaps beside None or in a union."""
    for each in getattr(hint, "__metadata__", ()):
        if isinstance(each, Kind):
            return each
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(filter(None, map(_kind_of, typing.get_args(hint))), None)
    return None
