"""The procedures to be called, found by their marks, and what is right and wrong for each.

What is right for an argument is what its mark's `Kind` takes, tried out on every value of the
catalogue. A few arguments name descriptors or commands of the process; those get safe ones.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, Final

from attrs import define, field
from fuzz_values import Bench, Value, accepts, catalogue

from schemesockets.dialects import chicken, foment, guile, r6rs_io, r7rs_io, sagittarius, srfi106
from schemesockets.dialects.conditions import (
    ArgumentTypeError,
    ArgumentValueError,
    Condition,
    SocketFailure,
)
from schemesockets.dialects.dialect import Name
from schemesockets.dialects.kinds import Kind
from schemesockets.dialects.sagittarius.conditions import (
    AssertionViolation,
    ErrorCondition,
    InputOutputError,
)

__all__ = ["MODULES", "Param", "Target", "find_targets"]

_R7RS: Final = (ArgumentTypeError, ArgumentValueError, SocketFailure)

MODULES: Final[dict[str, tuple[ModuleType, tuple[type[BaseException], ...]]]] = {
    # A port raises the conditions of its own dialect, whoever reads it.
    "r6rs_io": (r6rs_io, (Condition,)),
    "r7rs_io": (r7rs_io, (Condition,)),
    "srfi106": (srfi106, _R7RS),
    "foment": (foment, _R7RS),
    "guile": (guile, (guile.GuileError,)),
    "chicken": (chicken, (chicken.ChickenError,)),
    "sagittarius": (sagittarius, (AssertionViolation, ErrorCondition, InputOutputError)),
}
"""Each module, by the name that texts have for it, and the conditions that it raises."""

_ANY_PORT: Final = frozenset({"sagittarius.is_port_ready"})
_MAY_WAIT: Final = frozenset(
    {
        "guile.select",
        "sagittarius.socket_error_select",
        "sagittarius.socket_read_select",
        "sagittarius.socket_select",
        "sagittarius.socket_select_in_place",
        "sagittarius.socket_selector_wait",
        "sagittarius.socket_write_select",
    }
)
"""Whose time to wait is an argument; a wait that is cut short is no finding."""

_NEAR: Final = frozenset(
    {
        *("True", "False", "0.0", "1.0", "1.5", "None", "Color.RED", "''", "'a'", "b'a'"),
        *("bytearray(b'abc')", "memoryview(b'abcdef')[::2]", "memoryview(bytearray(6))[::-1]"),
        *("released()", "array('H', [1, 2, 3])", "array('d', [1.5])", "Fraction(1, 2)"),
        *("returning(object, '__index__', 0)()", "returning(object, '__int__', 3)()", "-1"),
        *("state('srfi106', 'connected')", "state('foment', 'connected')"),
        *("state('guile', 'connected')", "state('chicken', 'connected')"),
        *("state('sagittarius', 'connected')", "state('sagittarius.port', 'connected')"),
    }
)
_FLAGS: Final = frozenset({"0", "1", "2", "32", "64", "256"})  # out-of-band, peek, truncate, …
_INDICES: Final = frozenset({"count", "end", "start"})
_SMALL: Final = frozenset({"0", "1", "2", "3", "4", "5", "10", "None"})

ADDRESSES: Final[tuple[tuple[str, ...], ...]] = (
    ("guile.make_socket_address(2, 2130706433, live.number)",),
    ("guile.make_socket_address(1, 'nowhere')",),
    ("2", "2130706433", "live.number"),
    ("2", "2130706433", "1"),
    ("2", "0", "0"),
    ("2", "2130706433", "70000"),
    ("10", "1", "live.number"),
    ("10", "1", "0", "0", "0"),
    ("10", "2**127", "9", "2**32", "2**32"),
    ("1", "'live.sock'"),
    ("1", "'\\0abstract'"),
    ("1", "'x' * 300"),
    (),
)
"""What comes last in a call of Guile's procedures that take an address in pieces."""


@define(eq=False)
class Param:
    """A parameter of a procedure.

    Attributes: kind, what its mark asks for, or None; right, the values that it takes; plain,
    hostile and foreign (another dialect's objects), those that it does not; near, those of them
    that C would take; texts, whether it takes what a text makes.
    """

    name: str
    kind: Kind | None
    optional: bool
    variadic: bool
    keyword: bool
    default: str
    right: list[Value] = field(factory=list)
    plain: list[Value] = field(factory=list)
    hostile: list[Value] = field(factory=list)
    foreign: list[Value] = field(factory=list)
    near: list[Value] = field(factory=list)
    texts: dict[str, bool] = field(factory=dict)

    def refuses(self, value: Value) -> bool:
        """Whether the mark says that `value`, one of the catalogue's, is wrong here."""
        if self.kind is None or value.text == self.default:
            return False
        return not self.texts.get(value.text, True)


@define(eq=False)
class Target:
    """A procedure to call.

    Attributes: name, the text that calls it; scheme, its Scheme name; own, the conditions that it
    may raise; waits, whether a call may rightly wait.
    """

    name: str
    scheme: str
    function: Callable[..., object]
    params: list[Param]
    own: tuple[type[BaseException], ...]
    waits: bool
    addressed: bool

    def param(self, place: int) -> Param | None:
        """The parameter that takes the argument at `place`, counted from 0."""
        positional = [each for each in self.params if not each.keyword]
        if place < len(positional):
            return positional[place]
        return positional[-1] if positional and positional[-1].variadic else None


def find_targets(bench: Bench, modules: dict[str, Any] | None = None) -> list[Target]:
    """Every procedure of the modules, with the values that are right and wrong for it."""
    found = list(_targets(modules or MODULES))
    values = list(catalogue())
    kinds = {id(p.kind): p.kind for target in found for p in target.params if p.kind is not None}
    values += _names(kinds.values(), {value.text for value in values})
    taken = _taken(bench, kinds, values)
    for target in found:
        for param in target.params:
            _fill(target, param, values, taken.get(id(param.kind)))
    return found


def _targets(modules: dict[str, Any]) -> Iterator[Target]:
    seen: set[int] = set()
    for short, (module, own) in modules.items():
        public = getattr(module, "__all__", None) or [
            name for name in vars(module) if hasattr(vars(module)[name], "__scheme__")
        ]
        for python in public:
            function = getattr(module, python)
            mark = getattr(function, "__scheme__", None)
            if id(function) in seen or isinstance(function, type) or not callable(function):
                continue
            if not isinstance(mark, Name) and not (
                inspect.isfunction(function) and python.startswith("set_")
            ):
                continue
            seen.add(id(function))
            name = f"{short}.{python}"
            yield Target(
                name,
                mark.scheme if mark else python,
                function,
                list(_params(function, mark)),
                (Condition,) if name in _ANY_PORT else own,
                name in _MAY_WAIT,
                bool(re.search(r"AF_INET6 ipv6addr", mark.form)) if mark else False,
            )


def _params(function: Callable[..., object], mark: Name | None) -> Iterator[Param]:
    kinds = dict(mark.arguments) if mark else {}
    parameters = list(inspect.signature(function).parameters.values())
    if len(kinds) == len(parameters) == 1:  # a parameter object calls its own `value`
        kinds = {parameters[0].name: next(iter(kinds.values()))}
    for each in parameters:
        yield Param(
            each.name,
            kinds.get(each.name),
            each.default is not each.empty,
            each.kind is each.VAR_POSITIONAL,
            each.kind is each.KEYWORD_ONLY,
            repr(each.default),
        )


def _names(kinds: Any, known: set[str]) -> Iterator[Value]:
    """The literal names that kinds list in the words for what they expect."""
    for kind in kinds:
        for word in re.findall(r"[\w/-]+", kind.expected):
            text = ascii(word)
            if text not in known and kind.type_ok(word) and kind.value_ok(word):
                known.add(text)
                yield Value(text, constant=True)


def _taken(bench: Bench, kinds: dict[int, Kind], values: list[Value]) -> dict[int, list[bool]]:
    """For each kind, by the key that it has in `kinds`, whether it takes each of the values."""
    taken: dict[int, list[bool]] = {number: [] for number in kinds}
    for value in values:
        made = bench.make(value)
        for number, kind in kinds.items():
            taken[number].append(_takes(kind, made))
        bench.pool.give_back(untouched=True)
    return taken


def _takes(kind: Kind, made: Any) -> bool:
    try:
        return bool(kind.type_ok(made) and kind.value_ok(made))
    except Exception:
        return False


def _fill(target: Target, param: Param, values: list[Value], taken: list[bool] | None) -> None:
    calls = param.kind is not None and param.kind.type_ok(accepts) and not param.kind.type_ok(0)
    for number, value in enumerate(values):
        if not _is_safe(target.name, param.name, value):
            continue
        if taken is not None:
            right = taken[number]
        elif param.name in _INDICES:
            right = value.text in _SMALL
        elif param.name == "s":
            right = value.form == "chicken"
        else:
            right = True
        if calls and right and value.kind != "procedure":
            continue  # it would be called, and say so by itself
        if taken is not None:
            param.texts[value.text] = right
        if right:
            weight = 12 if "flags" in param.name and value.text in _FLAGS else 1
            param.right += [value] * weight
        elif value.kind in ("plain", "procedure"):
            param.plain.append(value)
        elif value.kind == "state":
            param.foreign.append(value)
        else:
            param.hostile.append(value)
        if not right and value.text in _NEAR:
            param.near.append(value)


_DESCRIPTORS: Final = frozenset({("guile.close", "fd_or_port"), ("guile.fcntl", "port_or_fd")})
_COMMANDS: Final = frozenset({"1", "2", "3", "4"})  # F_GETFD, F_SETFD, F_GETFL, F_SETFL
_DUPLICATES: Final = "raising(int, '__bool__')(0)"  # as a command it is F_DUPFD
_NUMBER: Final = re.compile(r"\d+|0x[0-9a-fA-F]+")
_OTHER_NUMBERS: Final = (
    "Color.RED",
    "socket.",
    "live.number",
    "returning(object, '__index__', 0)",
)


def _is_safe(target: str, param: str, value: Value) -> bool:
    """Whether the fuzzer outlives the use of `value` there."""
    command = (target, param) == ("guile.fcntl", "cmd")
    descriptor = (target, param) in _DESCRIPTORS or (
        target.startswith("chicken.") and param == "s"
    )
    if not command and not descriptor:
        return True
    number = bool(_NUMBER.fullmatch(value.text)) or value.text.startswith(_OTHER_NUMBERS)
    if command:
        return value.text != _DUPLICATES and (not number or value.text in _COMMANDS)
    return not number
