"""What arguments of library procedures may be, and what their results mean.

A `Kind` is named twice, as in the dialects: in capitals as an object, and as a type to annotate a
parameter with. The checks are expressions, so that `declaration` can write them into the function
that it makes of a declared one: `{}` stands for the argument. A kind may also change the argument
on its way in (`take`), and a result on its way out (`give`).

| annotation | the argument must be | the function gets or returns |
| --- | --- | --- |
| `Text` | a string | `str`; as a result, a `str` that becomes a fresh string |
| `Str` | a string | the `String` |
| `MutableStr` | a string that is no literal | the `String` |
| `Char` | a character | `str` of length 1 |
| `Sym`, `Name` | a symbol | the `Symbol`; its name, and as a result a name |
| `Int`, `Index` | an exact integer; one from 0 on | `int` |
| `Byte` | an exact integer from 0 to 255 | `int` |
| `Real`, `Num` | a real number; any number | `int`, `Fraction`, `float`; `complex` as well |
| `Items` | a proper list | `list`; as a result, an iterable that becomes a list |
| `Vec`, `Bytes` | a vector; a bytevector | `list`; `bytearray` |
| `PairOf` | a pair | the `Pair` |
| `Proc` | a procedure | the procedure, to be called with `calls.call` |
| `Cond` | anything, `#f` being false | `bool` |
| anything else, `Any` | anything | the value |
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen

from .complexes import ExactComplex
from .data import (
    ImproperListError,
    Pair,
    String,
    Symbol,
    from_list,
    is_procedure,
    to_list,
)

__all__ = [
    "NAMES",
    "Byte",
    "Bytes",
    "Char",
    "Cond",
    "Index",
    "Int",
    "Items",
    "Kind",
    "MutableStr",
    "Name",
    "Num",
    "PairOf",
    "Proc",
    "Real",
    "Str",
    "Sym",
    "Text",
    "Vec",
]


@frozen
class Kind:
    """What an argument must be.

    Attributes:
        expected: the words for it.
        test: an expression that is true for it; "" where anything will do.
        take: an expression for what the function gets.
        give: an expression for what a result becomes.
        value_test: one that is true for it among what passes `test`; what does not is of the
            right type and out of range.
        refusal: the exception by which `take` says that the argument is of the wrong type.
    """

    expected: str
    test: str = ""
    take: str = "{}"
    give: str = "{}"
    value_test: str = ""
    refusal: str = ""


def of_class(expected: str, cls: type, names: dict[str, Any] | None = None) -> Kind:
    """Return the kind of a class of one's own, and its subclasses."""
    # Classes of several libraries may have one name.
    name = f"{cls.__module__}.{cls.__qualname__}".replace(".", "_")
    NAMES[name] = cls
    return Kind(expected, f"isinstance({{}}, {name})")


NAMES: Final[dict[str, Any]] = {
    "ExactComplex": ExactComplex,
    "Fraction": Fraction,
    "ImproperListError": ImproperListError,
    "Pair": Pair,
    "String": String,
    "Symbol": Symbol,
    "from_list": from_list,
    "is_procedure": is_procedure,
    "to_list": to_list,
}
"""What the expressions of kinds may speak of, besides Python's builtins."""

_INT: Final = "{0}.__class__ is int"
_REAL: Final = "{0}.__class__ in (int, float, Fraction)"

TEXT = Kind("a string", "{}.__class__ is String", "{}.text", "String({})")
STR = Kind("a string", "{}.__class__ is String")
MUTABLE_STR = Kind(
    "a string that can be changed", "{}.__class__ is String", value_test="{}.mutable"
)
CHAR = Kind("a character", "{}.__class__ is str")
SYM = Kind("a symbol", "{}.__class__ is Symbol")
NAME = Kind("a symbol", "{}.__class__ is Symbol", "{}.name", "Symbol({})")
INT = Kind("an exact integer", _INT)
INDEX = Kind("an exact non-negative integer", _INT, value_test="{} >= 0")
BYTE = Kind("a byte", _INT, value_test="0 <= {} <= 255")
REAL = Kind("a real number", _REAL)
NUM = Kind("a number", "{}.__class__ in (int, float, Fraction, complex, ExactComplex)")
ITEMS = Kind(
    "a proper list", take="from_list({})", give="to_list({})", refusal="ImproperListError"
)
VEC = Kind("a vector", "{}.__class__ is list")
BYTES = Kind("a bytevector", "{}.__class__ is bytearray")
PAIR = Kind("a pair", "{}.__class__ is Pair")
PROC = Kind("a procedure", "is_procedure({})")
COND = Kind("an object", take="({} is not False)")

Text: TypeAlias = Annotated[str, TEXT]
Str: TypeAlias = Annotated[String, STR]
MutableStr: TypeAlias = Annotated[String, MUTABLE_STR]
Char: TypeAlias = Annotated[str, CHAR]
Sym: TypeAlias = Annotated[Symbol, SYM]
Name: TypeAlias = Annotated[str, NAME]
Int: TypeAlias = Annotated[int, INT]
Index: TypeAlias = Annotated[int, INDEX]
Byte: TypeAlias = Annotated[int, BYTE]
Real: TypeAlias = Annotated[Any, REAL]
Num: TypeAlias = Annotated[Any, NUM]
Items: TypeAlias = Annotated[Any, ITEMS]
Vec: TypeAlias = Annotated[list[Any], VEC]
Bytes: TypeAlias = Annotated[bytearray, BYTES]
PairOf: TypeAlias = Annotated[Pair, PAIR]
Proc: TypeAlias = Annotated[Any, PROC]
Cond: TypeAlias = Annotated[bool, COND]
