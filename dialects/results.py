"""What a procedure's return value means in Scheme, where Python's spelling hides it.

`None` is `#f` or the unspecified value; a tuple is a pair, several values or a vector; bytes are a
bytevector or, in a Scheme whose strings are bytes, a string.  The annotations here say which, and
type checkers see through them.  `result_of` reads an annotation.
"""

from __future__ import annotations

import collections.abc
import io
import types
import typing
from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar

from attrs import frozen

from ..core import Port, Socket, TextPort
from .data import EofObject
from .vector_records import VectorRecord

__all__ = [
    "ANY_OR_FALSE",
    "AnyOrFalse",
    "ByteString",
    "Character",
    "Dotted",
    "Falsity",
    "List",
    "OrFalse",
    "Pair",
    "Result",
    "ResultKind",
    "Symbol",
    "Unspecified",
    "Values",
    "Vector",
    "result_of",
]

ResultKind = Literal[
    "any",
    "boolean",
    "bytevector",
    "character",
    "condition",
    "either",
    "eof",
    "false",
    "integer",
    "list",
    "object",
    "pair",
    "port",
    "procedure",
    "real",
    "record",
    "socket",
    "string",
    "symbol",
    "unspecified",
    "values",
    "vector",
]


@frozen
class Result:
    """What a value means in Scheme.

    Attributes:
        kind: a word for it; "either" is one of `parts`.
        parts: the results that a pair, several values, a list or a vector consist of; one for a
            list or a vector of any length; of a pair the last is its cdr, and those before it,
            where they are several, are the elements before the dot.
    """

    kind: ResultKind
    parts: tuple[Result, ...] = ()


T = TypeVar("T")
U = TypeVar("U")
_Several = TypeVar("_Several", bound=tuple[Any, ...])

_FALSE: Final = Result("false")
ANY_OR_FALSE: Final = Result("either", (Result("any"), _FALSE))
_LIST: Final = Result("list")
_PAIR: Final = Result("pair")
_VALUES: Final = Result("values")
_VECTOR: Final = Result("vector")

Unspecified: TypeAlias = Annotated[None, Result("unspecified")]
"""None that is a value nobody looks at."""
Falsity: TypeAlias = Annotated[None, _FALSE]
"""None that is `#f`."""
OrFalse: TypeAlias = T | Falsity
"""A value, or None that is `#f`."""
AnyOrFalse: TypeAlias = Annotated[Any, ANY_OR_FALSE]
"""Any value, or None that is `#f`."""
Pair: TypeAlias = Annotated[tuple[T, U], _PAIR]
"""A tuple that is a pair, of a car and a cdr."""
Dotted: TypeAlias = Annotated[_Several, _PAIR]
"""`Dotted[tuple[A, B, C]]`: a tuple that is `(a b . c)`, its last element behind the dot."""
Values: TypeAlias = Annotated[_Several, _VALUES]
"""`Values[tuple[A, B]]`: a tuple that is several values."""
List: TypeAlias = Annotated[_Several, _LIST]
"""`List[tuple[A, ...]]`: a tuple that is a list."""
Vector: TypeAlias = Annotated[_Several, _VECTOR]
"""`Vector[tuple[A, ...]]`: a tuple that is a vector."""
ByteString: TypeAlias = Annotated[bytes, Result("string")]
"""Bytes that are a string."""
Character: TypeAlias = Annotated[str, Result("character")]
"""A string of length 1 that is a character."""
Symbol: TypeAlias = Annotated[str, Result("symbol")]
"""A string that is a symbol."""

# The first that a class is a subclass of; bool before int.
_CLASSES: Final[tuple[tuple[Any, ResultKind], ...]] = (
    (bool, "boolean"),
    (int, "integer"),
    (float, "real"),
    (str, "string"),
    ((bytes, bytearray), "bytevector"),
    (list, "list"),
    (EofObject, "eof"),
    ((Port, TextPort, io.IOBase, typing.IO), "port"),
    (Socket, "socket"),
    (VectorRecord, "vector"),
    (BaseException, "condition"),
    (collections.abc.Callable, "procedure"),
)


def result_of(hint: Any) -> Result:
    """Return what a return annotation, evaluated, says about the value.

    Raises TypeError for one that does not say what its value means in Scheme: a plain None or a
    plain tuple.
    """
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    for each in getattr(hint, "__metadata__", ()):
        if isinstance(each, Result):
            return _of_parts(each, arguments[0])
    if origin is Annotated:
        return result_of(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return _either(map(result_of, arguments))
    if hint is Any or isinstance(hint, TypeVar) or hint in (object, typing.NoReturn):
        return Result("any")
    if origin in (typing.TypeGuard, getattr(typing, "TypeIs", typing.TypeGuard)):
        return Result("boolean")
    if origin is Literal:
        return result_of(type(arguments[0]))
    if origin is collections.abc.Callable:
        return Result("procedure")
    if origin is list:
        return Result("list", (result_of(arguments[0]),))
    cls = origin or hint
    if cls in (None, type(None)) or (isinstance(cls, type) and issubclass(cls, tuple)):
        raise TypeError(f"an annotation that does not say what it is in Scheme: {hint}")
    return Result(_kind_of_class(cls))


def _either(results: Iterable[Result]) -> Result:
    parts = dict.fromkeys(part for each in results for part in _options(each))
    return next(iter(parts)) if len(parts) == 1 else Result("either", tuple(parts))


def _options(result: Result) -> tuple[Result, ...]:
    return result.parts if result.kind == "either" else (result,)


def _of_parts(result: Result, hint: Any) -> Result:
    """Return a pair, values, a list or a vector with its parts, anything else as it is."""
    if result not in (_LIST, _PAIR, _VALUES, _VECTOR):
        return result
    if typing.get_origin(hint) in (typing.Union, types.UnionType):  # of tuples of one length
        choices = (_of_parts(result, each).parts for each in typing.get_args(hint))
        return Result(result.kind, tuple(map(_either, zip(*choices, strict=True))))
    if typing.get_origin(hint) is not tuple:
        return result
    arguments = tuple(each for each in typing.get_args(hint) if each is not ...)
    return Result(result.kind, tuple(map(result_of, arguments)))


def _kind_of_class(cls: type) -> ResultKind:
    for classes, kind in _CLASSES:
        if issubclass(cls, classes):
            return kind
    mark = getattr(cls, "__scheme__", None)
    return "record" if getattr(mark, "kind", None) in ("record", "class") else "object"
