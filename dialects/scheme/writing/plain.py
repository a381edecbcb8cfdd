"""Library procedures for which Python has words of its own.

Each function here is entered for the Scheme names of the procedures that it writes. It is given
the writer, the call, where statements go that come first, and whether anybody looks at the value;
it returns the expression, or None with nothing done where Python may do otherwise.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any, Final, Protocol

from ..data import NIL, Nil, Special, String, Symbol
from ..fragments import call, constant, is_, name
from ..nodes import Call, Const, Lambda, LocalRef, Node, PrimitiveRef
from .sheet import Sheet

__all__ = ["PLAIN", "Plain", "Writer", "joined", "plain", "text_of", "texts_of"]


class Writer(Protocol):
    """What the translation of a call needs of the function's writer."""

    sheet: Sheet
    used: set[str]

    def fresh(self, base: str) -> str:
        """Return a name that is not used here, and use it."""

    def runtime(self, key: str) -> str:
        """Return how the file calls a name of `ported`."""

    def value(self, node: Node, out: list[ast.stmt]) -> ast.expr:
        """Return an expression for a node's value."""

    def operands(self, nodes: list[Node], out: list[ast.stmt]) -> list[ast.expr]:
        """Return expressions for the values of nodes that are evaluated in order."""

    def spliced(self, made: Lambda, out: list[ast.stmt]) -> list[str]:
        """Write a procedure's body where it stands; return its parameters' names."""


Plain = Callable[[Any, Call, list[ast.stmt], bool], ast.expr | None]

PLAIN: Final[dict[str, Plain]] = {}


def plain(*names: str) -> Callable[[Plain], Plain]:
    """Enter how calls of library procedures are written."""

    def enter(made: Plain) -> Plain:
        for each in names:
            PLAIN[each] = made
        return made

    return enter


def _only(writer: Writer, node: Call, *words: str) -> bool:
    return all(writer.sheet.kinds.only(each, *words) for each in node.arguments)


def _method(value: ast.expr, attribute: str) -> ast.expr:
    return ast.Attribute(value, attribute, ast.Load())


# Texts


def text_of(writer: Writer, node: Node, out: list[ast.stmt]) -> ast.expr:
    """Return the `str` for a node that gives a string."""
    if isinstance(node, Const) and isinstance(node.value, String):
        return constant(node.value.text)
    made = writer.value(node, out)
    match made:
        case ast.Call(func=ast.Name(id=function), args=[text]) if (
            function == writer.sheet.known_runtime("String")
        ):
            return text
    return _method(made, "text")


def texts_of(writer: Writer, nodes: list[Node], out: list[ast.stmt]) -> list[ast.expr]:
    """Return the `str`s for several nodes that give strings."""
    made = writer.operands(nodes, out)
    found: list[ast.expr] = []
    for node, value in zip(nodes, made, strict=True):
        if isinstance(node, Const) and isinstance(node.value, String):
            found.append(constant(node.value.text))
            continue
        match value:
            case ast.Call(func=ast.Name(id=function), args=[text]) if (
                function == writer.sheet.known_runtime("String")
            ):
                found.append(text)
            case _:
                found.append(_method(value, "text"))
    return found


def joined(parts: list[ast.expr]) -> ast.expr:
    """Return texts one behind the other, as an f-string where one is no constant."""
    pieces: list[ast.expr] = []
    for each in parts:
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            last = pieces[-1] if pieces else None
            if isinstance(last, ast.Constant):
                pieces[-1] = constant(str(last.value) + each.value)
            else:
                pieces.append(each)
        elif isinstance(each, ast.JoinedStr):
            pieces += each.values
        elif (
            isinstance(each, ast.Call)
            and isinstance(each.func, ast.Name)
            and each.func.id == "str"
            and len(each.args) == 1
        ):
            pieces.append(ast.FormattedValue(each.args[0], -1, None))
        else:
            pieces.append(ast.FormattedValue(each, -1, None))
    if all(isinstance(each, ast.Constant) for each in pieces):
        return constant("".join(str(each.value) for each in pieces))  # type: ignore[attr-defined]
    if not all(_fits_in_format(each) for each in pieces):
        return ast.Call(_method(constant(""), "join"), [ast.List(list(parts), ast.Load())], [])
    return ast.JoinedStr(pieces)


def _fits_in_format(piece: ast.expr) -> bool:
    """Return whether a part of an f-string has no quotes, backslashes or braces in it."""
    if not isinstance(piece, ast.FormattedValue):
        return True
    return not any(
        (isinstance(each, ast.Constant) and isinstance(each.value, str | bytes))
        or isinstance(each, ast.JoinedStr | ast.Lambda | ast.NamedExpr | ast.Dict)
        for each in ast.walk(piece.value)
    )


@plain("string-append")
def _string_append(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if not node.arguments or not _only(writer, node, "string"):
        return None
    parts = texts_of(writer, node.arguments, out)
    return call(writer.runtime("String"), joined(parts))


@plain("string=?")
def _same_text(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 2 or not _only(writer, node, "string"):
        return None
    parts = texts_of(writer, node.arguments, out)
    return ast.Compare(parts[0], [ast.Eq()], [parts[1]])


@plain("string-length")
def _string_length(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 1 or not _only(writer, node, "string"):
        return None
    return call("len", text_of(writer, node.arguments[0], out))


@plain("string-null?")
def _is_empty(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 1 or not _only(writer, node, "string"):
        return None
    text = text_of(writer, node.arguments[0], out)
    return ast.Compare(text, [ast.Eq()], [constant("")])


@plain("number->string")
def _number_to_string(
    writer: Writer, node: Call, out: list[ast.stmt], used: bool
) -> ast.expr | None:
    if len(node.arguments) != 1 or not _only(writer, node, "int"):
        return None
    number = writer.value(node.arguments[0], out)
    return call(writer.runtime("String"), call("str", number))


@plain("symbol->string")
def _symbol_to_string(
    writer: Writer, node: Call, out: list[ast.stmt], used: bool
) -> ast.expr | None:
    if len(node.arguments) != 1 or not _only(writer, node, "symbol"):
        return None
    return call(writer.runtime("literal"), _method(writer.value(node.arguments[0], out), "name"))


# Pairs


def _path(word: str) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if len(node.arguments) != 1:
            return None
        value = writer.value(node.arguments[0], out)
        for letter in reversed(word):
            value = _method(value, "car" if letter == "a" else "cdr")
        return value

    return made


def _paths(length: int) -> list[str]:
    return [""] if not length else [a + b for a in "ad" for b in _paths(length - 1)]


for _length in range(1, 5):
    for _word in _paths(_length):
        PLAIN[f"c{_word}r"] = _path(_word)


@plain("cons")
def _cons(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 2:
        return None
    heads, rest = [node.arguments[0]], node.arguments[1]
    while isinstance(rest, Call) and len(rest.arguments) == 2 and _is_same_procedure(rest, node):
        writer.sheet.note(rest, "")
        heads.append(rest.arguments[0])
        rest = rest.arguments[1]
    if isinstance(rest, Const) and rest.value is NIL:
        items: list[ast.expr] = writer.operands(heads, out)
        return call(writer.runtime("to_list"), ast.List(items, ast.Load()))
    made = writer.operands([*heads, rest], out)
    return call(writer.runtime("Pair" if len(heads) == 1 else "cons_star"), *made)


def _is_same_procedure(one: Call, other: Call) -> bool:
    """Return whether two calls are of the same library procedure, which the program keeps."""
    match one.function, other.function:
        case PrimitiveRef(primitive=first), PrimitiveRef(primitive=second):
            return first.entry is second.entry and not first.assigned
    return False


@plain("list")
def _list(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if not node.arguments:
        return name(writer.runtime("NIL"))
    items = writer.operands(node.arguments, out)
    return call(writer.runtime("to_list"), ast.List(items, ast.Load()))


@plain("values")
def _values(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if not used:
        return None
    if len(node.arguments) == 1:
        return writer.value(node.arguments[0], out)
    items: list[ast.expr] = writer.operands(node.arguments, out)
    return call(writer.runtime("Values"), *([ast.Tuple(items, ast.Load())] if items else []))


# Predicates


def _is_object(runtime: str) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if len(node.arguments) != 1:
            return None
        return is_(writer.value(node.arguments[0], out), name(writer.runtime(runtime)))

    return made


def _is_instance(cls: str, ours: bool) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if len(node.arguments) != 1:
            return None
        value = writer.value(node.arguments[0], out)
        return call("isinstance", value, name(writer.runtime(cls) if ours else cls))

    return made


for _name, _runtime in (("null?", "NIL"), ("eof-object?", "EOF")):
    PLAIN[_name] = _is_object(_runtime)
for _name, _runtime, _ours in (
    ("pair?", "Pair", True),
    ("string?", "String", True),
    ("symbol?", "Symbol", True),
    ("boolean?", "bool", False),
    ("bytevector?", "bytearray", False),
):
    PLAIN[_name] = _is_instance(_runtime, _ours)


@plain("not")
def _not(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 1:
        return None
    value = writer.value(node.arguments[0], out)
    if writer.sheet.kinds.is_boolean(node.arguments[0]):
        return ast.UnaryOp(ast.Not(), value)
    return is_(value, constant(False))


_NO_NUMBERS: Final = ("char", "eof", "nil", "none", "pair", "string", "symbol")
_UNIQUE: Final = (Symbol, bool, type(None), Special, Nil)


@plain("eq?", "eqv?", "equal?")
def _same(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 2:
        return None
    kinds = writer.sheet.kinds
    if any(isinstance(each, Const) and isinstance(each.value, _UNIQUE) for each in node.arguments):
        return is_(*writer.operands(node.arguments, out))
    if _only(writer, node, "int") or any(_is_told_by_value(writer, node)):
        one, other = writer.operands(node.arguments, out)
        return ast.Compare(one, [ast.Eq()], [other])
    if any(kinds.only(each, "symbol", "nil", "eof") for each in node.arguments):
        return is_(*writer.operands(node.arguments, out))
    function = node.function
    assert isinstance(function, PrimitiveRef)
    if function.primitive.entry.name == "equal?":
        if _only(writer, node, "string"):
            return _same_text(writer, node, out, used)
        return _is_text(writer, *node.arguments) or _is_text(writer, *node.arguments[::-1])
    return None


def _is_told_by_value(writer: Writer, node: Call) -> Iterator[bool]:
    """Yield of each argument whether nothing else equals it that Python takes for the same."""
    kinds = writer.sheet.kinds
    for one, other in (node.arguments, node.arguments[::-1]):
        yield kinds.only(one, "char")
        yield kinds.only(one, "int") and kinds.only(other, *_NO_NUMBERS, "int")


def _is_text(writer: Writer, value: Node, text: Node) -> ast.expr | None:
    """Return whether a variable, which may hold anything, holds a string that is a constant."""
    if not isinstance(value, LocalRef) or not isinstance(text, Const):
        return None
    if not isinstance(text.value, String):
        return None
    variable = writer.value(value, [])
    is_string = call("isinstance", variable, name(writer.runtime("String")))
    same = ast.Compare(_method(variable, "text"), [ast.Eq()], [constant(text.value.text)])
    return ast.BoolOp(ast.And(), [is_string, same])


# Numbers


def _operator(operator: ast.operator) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if len(node.arguments) < 2 or not _only(writer, node, "int"):
            return None
        values = writer.operands(node.arguments, out)
        result = values[0]
        for each in values[1:]:
            result = ast.BinOp(result, operator, each)
        return result

    return made


for _name, _made in (
    ("+", ast.Add()),
    ("*", ast.Mult()),
    ("bitwise-and", ast.BitAnd()),
    ("bitwise-ior", ast.BitOr()),
    ("bitwise-xor", ast.BitXor()),
    ("logand", ast.BitAnd()),
    ("logior", ast.BitOr()),
    ("logxor", ast.BitXor()),
):
    PLAIN[_name] = _operator(_made)


@plain("-")
def _minus(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) == 1 and _only(writer, node, "int"):
        return ast.UnaryOp(ast.USub(), writer.value(node.arguments[0], out))
    return _operator(ast.Sub())(writer, node, out, used)


def _step(operator: ast.operator) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if len(node.arguments) != 1 or not _only(writer, node, "int"):
            return None
        return ast.BinOp(writer.value(node.arguments[0], out), operator, constant(1))

    return made


for _name in ("1+", "add1"):
    PLAIN[_name] = _step(ast.Add())
for _name in ("1-", "-1+", "sub1"):
    PLAIN[_name] = _step(ast.Sub())


def _comparing(operator: ast.cmpop) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if len(node.arguments) < 2 or not _only(writer, node, "int", "real"):
            return None
        if not all(isinstance(each, Const | LocalRef) for each in node.arguments[2:]):
            return None  # which Python may not evaluate
        values = writer.operands(node.arguments, out)
        return ast.Compare(values[0], [operator] * (len(values) - 1), values[1:])

    return made


for _name, _compare in (
    ("<", ast.Lt()),
    (">", ast.Gt()),
    ("<=", ast.LtE()),
    (">=", ast.GtE()),
    ("=", ast.Eq()),
):
    PLAIN[_name] = _comparing(_compare)


def _beside_zero(operator: ast.cmpop) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if len(node.arguments) != 1 or not _only(writer, node, "int", "real"):
            return None
        return ast.Compare(writer.value(node.arguments[0], out), [operator], [constant(0)])

    return made


for _name, _compare in (("zero?", ast.Eq()), ("positive?", ast.Gt()), ("negative?", ast.Lt())):
    PLAIN[_name] = _beside_zero(_compare)


def _remainder_is(number: int) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if len(node.arguments) != 1 or not _only(writer, node, "int"):
            return None
        rest = ast.BinOp(writer.value(node.arguments[0], out), ast.Mod(), constant(2))
        return ast.Compare(rest, [ast.Eq()], [constant(number)])

    return made


PLAIN["even?"] = _remainder_is(0)
PLAIN["odd?"] = _remainder_is(1)


@plain("modulo", "floor-remainder")
def _modulo(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 2 or not _only(writer, node, "int"):
        return None
    divisor = node.arguments[1]
    if not isinstance(divisor, Const) or not divisor.value:
        return None
    one, other = writer.operands(node.arguments, out)
    return ast.BinOp(one, ast.Mod(), other)


@plain("expt")
def _expt(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 2 or not _only(writer, node, "int"):
        return None
    power = node.arguments[1]
    if not isinstance(power, Const) or power.value < 0:
        return None
    one, other = writer.operands(node.arguments, out)
    return ast.BinOp(one, ast.Pow(), other)


@plain("abs", "max", "min")
def _builtin(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    function = node.function
    assert isinstance(function, PrimitiveRef)
    text = function.primitive.entry.name
    if not _only(writer, node, "int") or (len(node.arguments) < 2) != (text == "abs"):
        return None
    return call(text, *writer.operands(node.arguments, out))


# Vectors and bytevectors


@plain("vector-ref")
def _vector_item(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 2 or not isinstance(node.arguments[1], Const):
        return None
    place = node.arguments[1].value
    if type(place) is not int or not 0 <= place < writer.sheet.kinds.items(node.arguments[0]):
        return None
    vector, index = writer.operands(node.arguments, out)
    return ast.Subscript(vector, index, ast.Load())


@plain("vector-length")
def _vector_length(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 1 or not _only(writer, node, "vector"):
        return None
    return call("len", writer.value(node.arguments[0], out))


@plain("bytevector-length")
def _bytes_length(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 1 or not _only(writer, node, "bytes"):
        return None
    return call("len", writer.value(node.arguments[0], out))


@plain("vector")
def _vector(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    return ast.List(writer.operands(node.arguments, out), ast.Load())
