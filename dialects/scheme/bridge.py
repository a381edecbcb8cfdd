"""A dialect's own procedures for Scheme programs, made of the dialect's declarations.

Arguments become what the procedure's kinds accept (a `String` a `str`, or `bytes` where strings
are bytes; `#f` None; a list, a pair or a vector Python's; a procedure one that Python can call),
and results what the declared `Result` says they mean.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

from attrs import define

from .. import load as load_dialect
from ..data import EOF
from ..declaration import Declared, Name
from ..kinds import BYTEVECTOR, Kind
from ..parameters import Parameter as DialectParameter
from ..results import Result
from ..vector_records import MadeVector, VectorRecord
from .calls import call
from .conditions import ArityError, ErrorObject
from .data import NIL, Keyword, Pair, String, Symbol, Values, is_procedure, to_list
from .declaration import Entry, EntryKind
from .dynamics import Parameter
from .nodes import Const, Node
from .ports import FAMILIES, Family
from .printer import PRINTERS
from .profiles import Profile
from .syntax import Scope, complain, strip
from .tokens import Place

__all__ = ["COUNTERPARTS", "enter_ports", "entries", "from_python", "to_python"]

COUNTERPARTS: dict[type, Callable[[Any], Any]] = {}
"""What makes of objects of a class those of its counterpart, a library's or Python's.

A library with a type for which the dialects have one of Python's enters both classes.
"""


def text_in(text: str, byte_strings: bool) -> String:
    """Return the string that a Python text is."""
    if byte_strings and not text.isascii():
        text = text.encode("utf-8", "surrogateescape").decode("latin-1")
    return String(text)


def text_out(string: String, byte_strings: bool) -> str:
    """Return the Python text that a string is."""
    text: str = string.text
    if byte_strings and not text.isascii():
        return text.encode("latin-1", "replace").decode("utf-8", "surrogateescape")
    return text


def bytes_in(data: bytes | bytearray | memoryview, byte_strings: bool) -> Any:
    """Return the bytevector that bytes are, the string where strings are bytes."""
    return String(bytes(data).decode("latin-1")) if byte_strings else bytearray(data)


# Values whose meaning nothing declares


def from_python(value: Any, byte_strings: bool = False) -> Any:
    """Return the Scheme value that a Python value most likely means; None stays unspecified."""
    kind = value.__class__
    if kind is str:
        return text_in(value, byte_strings)
    if kind is bytes or kind is memoryview:
        return bytes_in(value, byte_strings)
    if kind is list or (kind is tuple):
        return to_list([from_python(each, byte_strings) for each in value])
    return _counterpart(value)


def _counterpart(value: Any) -> Any:
    make = COUNTERPARTS.get(value.__class__)
    if make is not None:
        return make(value)
    return _vector(value, False) if isinstance(value, VectorRecord) else value


def _vector(value: Any, byte_strings: bool) -> list[Any]:
    """Return the vector that a record or a tuple is."""
    parts = value.vector if isinstance(value, VectorRecord) else value
    return [False if each is None else from_python(each, byte_strings) for each in parts]


def to_python(value: Any, byte_strings: bool = False) -> Any:
    """Return the Python value that a Scheme value most likely means."""
    kind = value.__class__
    if kind is String:
        return text_out(value, byte_strings)
    if kind is Symbol:
        return value.name
    if value is NIL:
        return []
    if kind is Pair:
        items = []
        while value.__class__ is Pair:
            items.append(to_python(value.car, byte_strings))
            value = value.cdr
        return items if value is NIL else (*items, to_python(value, byte_strings))
    if kind is list or kind is Values:
        return [to_python(each, byte_strings) for each in value]
    if is_procedure(value):
        return python_function(value, byte_strings)
    return _counterpart(value)


def python_function(procedure: Any, byte_strings: bool) -> Callable[..., Any]:
    """Return a function for Python code that calls a Scheme procedure."""

    @functools.wraps(procedure, assigned=("__doc__",), updated=())
    def function(*arguments: Any) -> Any:
        made = [from_python(each, byte_strings) for each in arguments]
        return to_python(call(procedure, *made), byte_strings)

    return function


# Arguments


def _taker(declared: Declared, byte_strings: bool) -> Callable[[Any], Any]:
    """Return the conversion of one argument."""
    kind = declared.kind
    if kind is None:
        return lambda value: _plain_argument(value, declared, byte_strings)

    def take(value: Any) -> Any:
        cls = value.__class__
        if cls is int:
            return value
        if cls is bytearray:
            return bytes(value) if kind is BYTEVECTOR else value
        if value is False:
            return None if not kind.type_ok(False) and kind.type_ok(None) else False
        if cls is String:
            return _string_argument(value, kind, byte_strings)
        if cls is Symbol:
            # Where a record may stand for its parts, every object is accepted and judged later.
            is_name = kind.record is None and kind.type_ok(value.name)
            return value.name if is_name else value
        if value is NIL or cls is Pair:
            return _list_argument(value, kind, byte_strings)
        if cls is list:
            return _vector_argument(value, kind, byte_strings)
        if is_procedure(value):
            return python_function(value, byte_strings)
        if cls in COUNTERPARTS:
            return _counterpart(value)
        if cls is not bool:
            _SAME.add(cls)
        return value

    return take


_SAME: set[type] = {int, float}
"""Classes whose objects are passed as they are, sockets among them."""


def _plain_argument(value: Any, declared: Declared, byte_strings: bool) -> Any:
    if value is False and declared.default is None:
        return None
    if value.__class__ in (String, Pair, list) or value is NIL:
        return to_python(value, byte_strings)
    return python_function(value, byte_strings) if is_procedure(value) else _counterpart(value)


def _string_argument(value: String, kind: Kind, byte_strings: bool) -> Any:
    if byte_strings:
        data = value.text.encode("latin-1", "replace")
        if kind.type_ok(data):
            return data
    return text_out(value, byte_strings)


def _vector_argument(value: list[Any], kind: Kind, byte_strings: bool) -> Any:
    items = [to_python(each, byte_strings) for each in value]
    if kind.record is not None:
        with contextlib.suppress(ValueError):
            return kind.record.from_vector(items)
    for made in (items, tuple(items)):
        if kind.record is None and kind.type_ok(made):
            return made
    return MadeVector(tuple(items))


def _list_argument(value: Any, kind: Kind, byte_strings: bool) -> Any:
    made = to_python(value, byte_strings)
    return made if kind.type_ok(made) else tuple(made)


# Results


def _giver(result: Result, byte_strings: bool) -> Callable[[Any], Any] | None:
    """Return the conversion of a result; None where it stays as it is."""
    parts = [_giver(each, byte_strings) or _same for each in result.parts]
    match result.kind:
        case "bytevector":
            return functools.partial(bytes_in, byte_strings=byte_strings)
        case "character":
            return lambda value: (
                value if value.__class__ is str else bytes(value).decode("latin-1")
            )
        case "false":
            return lambda value: False
        case "string":
            return lambda value: (
                text_in(value, byte_strings)
                if isinstance(value, str)
                else String(bytes(value).decode("latin-1"))
            )
        case "symbol":
            return Symbol
        case "list":
            part = parts[0] if parts else _guessed(byte_strings)
            return lambda value: to_list([part(each) for each in value])
        case "pair":
            several = parts if len(parts) > 1 else [_guessed(byte_strings)] * 2
            return lambda value: _dotted(several, value)
        case "values":
            return lambda value: Values(_each(parts, value, byte_strings))
        case "vector":
            if not parts:
                return lambda value: _vector(value, byte_strings)
            return lambda value: _each(parts, value, byte_strings)
        case "either":
            return _chooser(result, parts, byte_strings)
        case "any":
            return _guessed(byte_strings)
        case "object":
            return _counterpart
    return None


def _dotted(parts: list[Callable[[Any], Any]], value: Any) -> Any:
    """Return the pair that a tuple is, a list with a dot where it has more than two parts."""
    made = parts[-1](value[len(parts) - 1])
    for part, each in zip(parts[-2::-1], value[len(parts) - 2 :: -1], strict=True):
        made = Pair(part(each), made)
    return made


def _same(value: Any) -> Any:
    return value


def _guessed(byte_strings: bool) -> Callable[[Any], Any]:
    return lambda value: from_python(value, byte_strings)


def _each(parts: list[Callable[[Any], Any]], value: Any, byte_strings: bool) -> list[Any]:
    if not parts:
        return [from_python(each, byte_strings) for each in value]
    several = parts if len(parts) == len(value) else parts[:1] * len(value)
    return [part(each) for part, each in zip(several, value, strict=True)]


_CLASSES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "real": (float,),
    "string": (str, bytes, bytearray),
    "character": (str, bytes),
    "symbol": (str,),
    "bytevector": (bytes, bytearray, memoryview),
    "list": (list,),
    "pair": (tuple,),
    "values": (tuple,),
    "vector": (tuple, list, VectorRecord),
}


def _chooser(
    result: Result, parts: list[Callable[[Any], Any]], byte_strings: bool
) -> Callable[[Any], Any]:
    kinds = [each.kind for each in result.parts]

    def choose(value: Any) -> Any:
        if value is None:
            return False if "false" in kinds else None
        if value is EOF:
            return EOF
        for kind, part in zip(kinds, parts, strict=True):
            if isinstance(value, _CLASSES.get(kind, ())):
                return part(value)
        return from_python(value, byte_strings)

    return choose


# Procedures and other names


@define(eq=False)
class Bridged(Entry):
    """A name of a dialect, whose value is made when a program first uses it."""

    declared: Name | None = None
    byte_strings: bool = False
    made: Any = None

    @property
    def value(self) -> Any:
        """The Scheme value."""
        if self.made is None:
            assert self.declared is not None
            self.made = _value(self.declared, self.byte_strings)
        return self.made

    def gives_values(self) -> bool:
        """Return whether a call of it may return several values."""
        assert self.declared is not None
        return self.kind == "procedure" and _result(self.declared).kind == "values"


def _value(name: Name, byte_strings: bool) -> Any:
    value = name.value
    if isinstance(value, DialectParameter):
        return Foreign(value, byte_strings)
    if name.kind == "procedure":
        return procedure(name, byte_strings)
    return from_python(value, byte_strings) if name.kind == "constant" else value


def procedure(name: Name, byte_strings: bool) -> Callable[..., Any]:
    """Return a dialect's procedure as Scheme programs call it."""
    function: Any = name.value
    positional = [each for each in name.parameters if not each.keyword]
    takers = [_taker(each, byte_strings) for each in positional if not each.variadic]
    rest = next((_taker(each, byte_strings) for each in positional if each.variadic), None)
    least = sum(each.default is _EMPTY and not each.variadic for each in positional)
    give = _giver(_result(name), byte_strings)
    most = len(takers)

    either = _KEY.search(name.form) is not None  # by position or by keyword
    keys = {
        _keyword(each, name.form): (each.name, _taker(each, byte_strings))
        for each in name.parameters
        if each.keyword or (either and each.default is not _EMPTY)
    }

    def others(*arguments: Any) -> Any:
        count = len(arguments)
        if count < least or (rest is None and not keys):
            raise ArityError(f"{count} arguments, expected {name.form}", (), name.scheme)
        by_place = most
        if either:
            by_place = next(
                (at for at, each in enumerate(arguments) if each.__class__ is Keyword), most
            )
        made = [take(each) for take, each in zip(takers, arguments[:by_place], strict=False)]
        more = arguments[by_place:]
        if rest is not None:
            end = len(more)
            if keys:
                end = next((at for at, each in enumerate(more) if each.__class__ is Keyword), end)
            made += [rest(each) for each in more[:end]]
            more = more[end:]
        named = _keywords(name, keys, more) if keys else {}
        result = function(*made, **named)
        return result if give is None else give(result)

    names = {"function": function, "give": give, "others": others, "same": _SAME}
    names |= {f"take{place}": take for place, take in enumerate(takers)}
    exec(_body(least, least if either else most, give is not None), names)
    bridged: Any = names["bridged"]
    bridged.__name__ = bridged.__qualname__ = name.scheme
    bridged.__doc__ = getattr(function, "__doc__", None)
    setter = sys.modules[function.__module__].__dict__.get(f"set_{name.python}")
    if setter is not None and not hasattr(setter, "__scheme__"):
        bridged.scheme_setter = _setter(setter, takers, byte_strings)
    made: Callable[..., Any] = bridged
    return made


_KEY: Final = re.compile(r"(:|#!|#:)key\b")
"""What stands in a form before the parameters that are passed by keyword."""


def _keyword(parameter: Declared, form: str) -> str:
    """Return the keyword of a parameter: as the form has it, or else as its name suggests."""
    usual = parameter.name.strip("_").replace("_", "-")
    found = re.search(rf":({re.escape(usual)}\?)(?![^\s()\]])", form)
    return found[1] if found else usual


def _keywords(
    name: Name, keys: dict[str, tuple[str, Callable[[Any], Any]]], arguments: tuple[Any, ...]
) -> dict[str, Any]:
    """Return what keywords and values among the arguments say, by Python's names."""
    if len(arguments) % 2:
        raise ArityError(f"a keyword without a value, expected {name.form}", (), name.scheme)
    found = {}
    for keyword, value in zip(arguments[::2], arguments[1::2], strict=True):
        if not isinstance(keyword, Keyword) or keyword.name not in keys:
            raise ErrorObject(f"no keyword of {name.form}:", (keyword,), name.scheme)
        python, take = keys[keyword.name]
        found[python] = take(value)
    return found


def _body(least: int, most: int, gives: bool) -> str:
    """Return the text of a procedure: a call for each number of arguments, without a loop."""
    lines = ["def bridged(*arguments):", "  count = len(arguments)"]
    for count in range(least, most + 1):
        words = ", ".join(
            f"a{place} if a{place}.__class__ in same else take{place}(a{place})"
            for place in range(count)
        )
        call = f"give(function({words}))" if gives else f"function({words})"
        unpacked = "".join(f"a{place}, " for place in range(count))
        lines.append(f"  if count == {count}:")
        if count:
            lines.append(f"    {unpacked} = arguments")
        lines.append(f"    return {call}")
    return "\n".join([*lines, "  return others(*arguments)"])


def _setter(
    function: Callable[..., Any], takers: list[Callable[[Any], Any]], byte_strings: bool
) -> Callable[..., Any]:
    """Return what sets what a procedure reads, given its arguments and the value."""

    def setting(*arguments: Any) -> Any:
        made = [take(each) for take, each in zip(takers, arguments[:-1], strict=False)]
        function(*made, to_python(arguments[-1], byte_strings))

    return setting


def _result(name: Name) -> Result:
    """Return what a procedure's results mean; a plain tuple says nothing of that."""
    try:
        return name.result
    except TypeError:
        return Result("any")


_EMPTY = Declared("", None).default


class Foreign(Parameter):
    """A dialect's parameter object as Scheme's."""

    __slots__ = ("byte_strings", "parameter")

    def __init__(self, parameter: DialectParameter[Any], byte_strings: bool) -> None:
        super().__init__(None, None, settable=True)
        self.parameter = parameter
        self.byte_strings = byte_strings

    def __call__(self, *values: Any) -> Any:
        """Return the value, or set it; None is #f."""
        found = self.parameter(*map(self.converted, values))
        return False if found is None and not values else found

    def converted(self, value: Any) -> Any:
        """Return what the parameter makes of a new value."""
        made = None if value is False else to_python(value, self.byte_strings)
        return self.parameter.guard(made)

    def enter(self, value: Any, stack: contextlib.ExitStack) -> None:
        """Let a value hold for a while."""
        token = self.parameter.value.set(value)
        stack.callback(self.parameter.value.reset, token)


@functools.cache
def _parameters(profile: Profile) -> tuple[DialectParameter[Any], ...]:
    """Return the parameters of a profile's dialect."""
    values = (name.value for name in load_dialect(profile.name).names)
    return tuple(each for each in values if isinstance(each, DialectParameter))


@contextlib.contextmanager
def own_parameters(profile: Profile, kept: dict[Any, Any]) -> Iterator[None]:
    """Let the dialect's parameters have the values that a program has given them, for a while.

    `kept` holds these in between.
    """
    parameters = _parameters(profile)
    before = [each.value.get() for each in parameters]
    for each in parameters:
        if each in kept:
            each.value.set(kept[each])
    try:
        yield
    finally:
        for each, value in zip(parameters, before, strict=True):
            kept[each] = each.value.get()
            each.value.set(value)


def _syntax(name: Name) -> Any:
    """Return the expansion of a dialect's syntax over literal names."""

    def expand(x: Any, form: Pair, scope: Scope, place: Place) -> Node:
        words = [strip(part) for part, _ in x.parts(form.cdr, place, name.scheme)]
        function: Any = name.value
        try:
            return Const(place, from_python(function(*(_word(each) for each in words))))
        except (ErrorObject, TypeError, ValueError) as error:
            complain(f"{name.scheme}: {error}", place)

    return expand


def _word(datum: Any) -> Any:
    return datum.name if datum.__class__ is Symbol else to_python(datum)


@functools.cache
def enter_ports(profile: Profile) -> None:
    """Enter the ports of a profile's dialect among the ports of programs."""
    dialect = load_dialect(profile.name)
    module = importlib.import_module(dialect.module)
    found = entries(profile)
    operations = {
        name: found[theirs].value for name, theirs in profile.port_operations if theirs in found
    }
    put = operations.get("display")

    def write(port: Any, text: str) -> None:
        assert put is not None
        put(String(text), port)

    for name in profile.ports:
        cls = getattr(module, name)
        FAMILIES.append(Family(cls, operations, write))
        PRINTERS[cls] = lambda port, readable, profile: repr(port)


@functools.cache
def entries(profile: Profile) -> dict[str, Entry]:
    """Return the names of a profile's dialect."""
    found: dict[str, Entry] = {}
    for name in load_dialect(profile.name).names:
        if name.scheme in found and name.kind == "record":
            continue
        if name.kind == "syntax":
            found[name.scheme] = Entry(name.scheme, "syntax", _syntax(name))
        else:
            kind: EntryKind = "procedure" if name.kind == "procedure" else "value"
            found[name.scheme] = Bridged(
                name.scheme, kind, name.value, declared=name, byte_strings=profile.byte_strings
            )
    return found
