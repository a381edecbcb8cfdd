"""The declaration of a library procedure, and the function that programs call.

A module of `libraries` has a `Table`, and declares each procedure where it defines it:

    TABLE = Table()

    @TABLE.procedure("string-pad")
    def string_pad(string: Text, length: Index, char: Char = " ") -> Text:
        \"\"\"Return the string, cut or padded on the left to `length`. SRFI 13.\"\"\"

The annotations say what the arguments must be and what the result means (`kinds`); a default
stands for an argument that may be left out, and `*rest` takes those that are left. `Entry.value`
makes of this, when a program first uses it, one function that checks, converts and calls; it is
the function itself where there is nothing to check.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any, Final, Literal, TypeVar

from attrs import define, field

from .conditions import RangeError, WrongTypeError
from .data import Pair, String, copied
from .dynamics import held
from .kinds import NAMES, Kind
from .reader import read

__all__ = ["Entry", "EntryKind", "Table", "refuse"]

F = TypeVar("F", bound=Callable[..., Any])
S = TypeVar("S")

EntryKind = Literal["procedure", "syntax", "macro", "value"]

_EMPTY: Final = inspect.Parameter.empty


@define(eq=False)
class Entry:
    """A name of a table, and what it stands for.

    Attributes:
        name: its Scheme name.
        kind: "syntax" for a form that the expander knows, "macro" for one that Scheme text
            defines, "value" for what is no procedure.
        function: what was declared: a Python function, a syntax, the value; for a macro its
            `syntax-rules` form and the table whose names it uses.
        tail: whether it may return a tail call.
        may_give_values: whether a call of it may return several values.
        own: whether `function` returns the value, which each program has for itself.
    """

    name: str
    kind: EntryKind
    function: Any = field(repr=False)
    tail: bool = False
    own: bool = False
    may_give_values: bool = False
    _made: Any = field(default=None, repr=False, init=False)

    @property
    def value(self) -> Any:
        """The Scheme value: for a procedure, the function that checks its arguments."""
        if self.own:
            cells = held()
            return cells[self] if self in cells else cells.setdefault(self, self.function())
        if self.kind != "procedure":
            return self.function
        if self._made is None:
            self._made = _checked(self)
        return self._made

    def gives_values(self) -> bool:
        """Return whether a call of it may return several values."""
        return self.may_give_values


class Table:
    """The names that a module of libraries defines, each once."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def procedure(
        self, *names: str, tail: bool = False, may_give_values: bool = False
    ) -> Callable[[F], F]:
        """Declare a procedure under its Scheme name, and others where it has several."""

        def declare(function: F) -> F:
            entry = Entry(names[0], "procedure", function, tail, may_give_values=may_give_values)
            for name in names:
                self._add(name, entry)
            return function

        return declare

    def procedures(self, **functions: Callable[..., Any]) -> None:
        """Declare Python functions that need no wrapper, by their Scheme names in `**{...}`."""
        for name, function in functions.items():
            self._add(name, Entry(name, "procedure", function))

    def value(self, name: str, value: object, tail: bool = False) -> None:
        """Declare a value that is no procedure of this module: a parameter, a constant.

        `tail` says of one that can be called that it may return a tail call. Of a string and of
        a list each program has a copy, for a program may change it.
        """
        if isinstance(value, String | Pair):
            self.own_value(name, lambda: copied(value))
        else:
            self._add(name, Entry(name, "value", value, tail))

    def own_value(self, name: str, make: Callable[[], object]) -> None:
        """Declare a value that changes as a program uses it: each has one of its own.

        `make` returns one as it is at first.
        """
        self._add(name, Entry(name, "value", make, own=True))

    def syntax(self, *names: str) -> Callable[[S], S]:
        """Declare a form that the expander knows; see `expander`."""

        def declare(function: S) -> S:
            entry = Entry(names[0], "syntax", function)
            for name in names:
                self._add(name, entry)
            return function

        return declare

    def macros(self, text: str) -> None:
        """Declare macros, each by a form `(define-syntax name (syntax-rules ...))` in `text`.

        Their templates see the names of R7RS and of this table, hidden ones too.
        """
        for form in read(text):
            name, rules = form.datum.cdr.car.name, form.datum.cdr.cdr.car
            self._add(name, Entry(name, "macro", (rules, self)))

    def _add(self, name: str, entry: Entry) -> None:
        if name in self.entries:
            raise ValueError(f"{name} is declared twice")
        self.entries[name] = entry

    def __getitem__(self, name: str) -> Entry:
        return self.entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)


def refuse(
    procedure: str, place: int, expected: str, value: object, in_range: bool = True
) -> typing.NoReturn:
    """Raise the condition for an argument that is not what the procedure expects.

    `place` counts from 1. `in_range` is false for one of the right type outside what is allowed.
    """
    raise (WrongTypeError if in_range else RangeError)(procedure, place, expected, value)


def _checked(entry: Entry) -> Any:
    function = entry.function
    if not isinstance(function, types.FunctionType):
        return function  # of C, which checks for itself
    hints = typing.get_type_hints(function, include_extras=True)
    names = dict(NAMES) | {"function": function, "refuse": refuse, "name": entry.name}
    parameters: list[str] = []
    lines: list[str] = []
    arguments: list[str] = []
    for place, each in enumerate(inspect.signature(function).parameters.values(), 1):
        kind = _kind_of(hints.get(each.name))
        if each.kind is each.VAR_POSITIONAL:
            parameters.append("*rest")
            lines += _lines_of_rest(kind, place)
            arguments.append("*rest")
            continue
        argument = f"a{place}"
        if each.default is _EMPTY:
            parameters.append(argument)
            lines += _lines(kind, argument, str(place))
        else:
            names[f"d{place}"] = each.default
            parameters.append(f"{argument}=d{place}")
            made = _lines(kind, argument, str(place))
            if made:
                lines.append(f"if {argument} is not d{place}:")
                lines += [f"  {line}" for line in made]
        arguments.append(argument)
    give = _kind_of(hints.get("return"))
    if not lines and (give is None or give.give == "{}"):
        made_function = function
    else:
        result = f"function({', '.join(arguments)})"
        if give is not None:
            result = give.give.format(result)
        body = "\n".join(f"  {line}" for line in [*lines, f"return {result}"])
        exec(f"def made({', '.join(parameters)}):\n{body}", names)
        made_function = names["made"]
        made_function.__doc__ = function.__doc__
    made_function.__name__ = made_function.__qualname__ = entry.name
    return made_function


def _lines(kind: Kind | None, argument: str, place: str) -> list[str]:
    if kind is None:
        return []
    lines = []
    told = f"name, {place}, {kind.expected!r}, {argument}"
    if kind.test:
        lines.append(f"if not ({kind.test.format(argument)}): refuse({told})")
    if kind.value_test:
        lines.append(f"if not ({kind.value_test.format(argument)}): refuse({told}, False)")
    if kind.take != "{}":
        take = f"{argument} = {kind.take.format(argument)}"
        refusal = [f"except {kind.refusal}: refuse({told})"] if kind.refusal else []
        lines += [f"try: {take}", *refusal] if refusal else [take]
    return lines


def _lines_of_rest(kind: Kind | None, place: int) -> list[str]:
    made = _lines(kind, "each", "place")
    if not made or kind is None:
        return []
    checks = [line for line in made if line.startswith("if")]
    if kind.take == "{}":
        return [f"for place, each in enumerate(rest, {place}):", *(f"  {line}" for line in checks)]
    return [
        "taken = []",
        f"for place, each in enumerate(rest, {place}):",
        *(f"  {line}" for line in made),
        "  taken.append(each)",
        "rest = taken",
    ]


def _kind_of(hint: Any) -> Kind | None:
    """Return the kind that an annotation carries, perhaps in a union with None or False."""
    for each in getattr(hint, "__metadata__", ()):
        if isinstance(each, Kind):
            return each
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(filter(None, map(_kind_of, typing.get_args(hint))), None)
    return None
