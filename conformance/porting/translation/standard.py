"""Standard forms and procedures that need more than a template."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping

from ..reader import (
    Boolean,
    Datum,
    List,
    Number,
    String,
    Symbol,
)
from .expressions import Expressions
from .findings import Typed, Undecided
from .python import negated
from .scope import Environment

__all__ = ["FORMS"]


def quote(t: Expressions, datum: List, env: Environment) -> Typed:
    if len(datum.items) != 2:
        raise Undecided(datum, "quote takes one datum")
    return t.quoted(datum.items[1])


def if_(t: Expressions, datum: List, env: Environment) -> Typed:
    match datum.items[1:]:
        case [condition, one, other]:
            yes, no = t.conditional(one, env), t.conditional(other, env)
            if (_is_boolean(one, True), _is_boolean(other, False)) == (True, True):
                return Typed(t.test(condition, env), "bool")
            tree = ast.IfExp(t.test(condition, env), yes.tree, no.tree)
            return Typed(tree, yes.type if yes.type == no.type else "")
    raise Undecided(datum, "an if without an alternative has no value")


def and_or(t: Expressions, datum: List, env: Environment) -> Typed:
    """Translate `and` and `or`: all operands but the last have to be boolean."""
    assert isinstance(datum.items[0], Symbol)
    operator = ast.And() if datum.items[0].name == "and" else ast.Or()
    values = [t.conditional(item, env) for item in datum.items[1:]]
    if not values:
        return Typed(ast.Constant(isinstance(operator, ast.And)), "bool")
    if len(values) == 1:
        return values[0]
    if any(value.type != "bool" for value in values[:-1]):
        raise Undecided(datum, "only #f is false in Scheme, and an operand may not be boolean")
    trees = [value.tree for value in values]
    return Typed(ast.BoolOp(operator, trees), "bool" if values[-1].type == "bool" else "")


def not_(t: Expressions, datum: List, env: Environment) -> Typed:
    if len(datum.items) != 2:
        raise Undecided(datum, "not takes one argument")
    return Typed(negated(t.test(datum.items[1], env)), "bool")


def eq(t: Expressions, datum: List, env: Environment) -> Typed:
    """Translate `eq?` and `eqv?` to `==`, for types whose equal values are the same object."""
    match datum.items[1:]:
        case [one, other]:
            left, right = t.expression(one, env), t.expression(other, env)
            if {left.type, right.type} & {"symbol", "int", "str", "bool"}:
                t.note_standard(datum.items[0], str(getattr(datum.items[0], "name", "")))
                return Typed(ast.Compare(left.tree, [ast.Eq()], [right.tree]), "bool")
    raise t.no_counterpart(datum, str(getattr(datum.items[0], "name", "")))


def begin(t: Expressions, datum: List, env: Environment) -> Typed:
    if len(datum.items) != 2:
        raise Undecided(datum, "a begin with several expressions is used as an expression")
    return t.expression(datum.items[1], env)


def collection(t: Expressions, datum: List, env: Environment) -> Typed:
    assert isinstance(datum.items[0], Symbol)
    name = datum.items[0].name
    values = t.arguments(datum.items[1:], env)
    t.note_standard(datum.items[0], name)
    match name:
        case "bytevector" | "u8vector":
            return Typed(ast.Call(ast.Name("bytes"), [ast.List(values)], []), "bytes")
        case "u32vector":
            made = ast.Attribute(t.imported("array"), "array")
            return Typed(ast.Call(made, [ast.Constant("I"), ast.List(values)], []))
        case "string":
            joined = ast.Attribute(ast.Constant(""), "join")
            return Typed(ast.Call(joined, [ast.List(values)], []), "str")
        case "values":
            return Typed(ast.Tuple(values), "tuple")
    return Typed(ast.List(values), "list")


def lambda_(t: Expressions, datum: List, env: Environment) -> Typed:
    return Typed(t.procedure(datum, "procedure", env), "procedure")


def make_bytevector(t: Expressions, datum: List, env: Environment) -> Typed:
    match datum.items[1:]:
        case [count, Number(value=0)]:
            t.note_standard(datum.items[0], "make-bytevector")
            called = ast.Call(ast.Name("bytearray"), t.arguments([count], env), [])
            return Typed(called, "bytearray")
    return t.standard(datum, "make-bytevector", datum.items[1:], env)


def cons(t: Expressions, datum: List, env: Environment) -> Typed:
    match datum.items[1:]:
        case [first, rest]:
            tail = t.expression(rest, env)
            if tail.type == "list":
                t.note_standard(datum.items[0], "cons")
                items = [t.expression(first, env).tree, ast.Starred(tail.tree)]
                return Typed(ast.List(items), "list")
    raise t.no_counterpart(datum.items[0], "cons")


def cdr(t: Expressions, datum: List, env: Environment) -> Typed:
    match datum.items[1:]:
        case [pair]:
            value = t.expression(pair, env)
            if value.type == "list":
                t.note_standard(datum.items[0], "cdr")
                rest = ast.Subscript(value.tree, ast.Slice(ast.Constant(1)))
                return Typed(rest, "list")
            if value.type.startswith("tuple["):
                t.note_standard(datum.items[0], "cdr")
                return Typed(ast.Subscript(value.tree, ast.Constant(1)))
    raise t.no_counterpart(datum, "cdr")


def apply(t: Expressions, datum: List, env: Environment) -> Typed:
    """Translate `(apply f a … list)`."""
    match datum.items[1:]:
        case [Symbol(name=name) as function, *first, rest] if (
            env.get(name) is not None or t.resolver.entry(name) is not None
        ):
            called = t.expression(function, env).tree
            values = [*t.arguments(first, env)]
            values.append(ast.Starred(t.expression(rest, env).tree))
            t.note_standard(datum.items[0], "apply")
            return Typed(ast.Call(called, values, []))
    raise t.no_counterpart(datum.items[0], "apply")


def integer_of_bytes(t: Expressions, datum: List, env: Environment) -> Typed:
    """Translate R6RS's `bytevector-u16-ref` and its variants."""
    assert isinstance(datum.items[0], Symbol)
    sign, size = _integer(datum.items[0].name)
    match datum.items[1:]:
        case [data, Number(value=int(start)), order] if (name := _order(order)) is not None:
            part = ast.Slice(ast.Constant(start), ast.Constant(start + size))
            given = ast.Subscript(t.expression(data, env).tree, part)
            method = ast.Attribute(ast.Name("int"), "from_bytes")
            signed = [ast.keyword("signed", ast.Constant(True))] if sign == "s" else []
            t.note_standard(datum.items[0], datum.items[0].name)
            return Typed(ast.Call(method, [given, ast.Constant(name)], signed), "int")
    raise Undecided(datum, 'int.from_bytes(data[start:end], "big")')


def map_(t: Expressions, datum: List, env: Environment) -> Typed:
    match datum.items[1:]:
        case [procedure, values]:
            called = ast.Call(ast.Name("map"), t.arguments([procedure, values], env), [])
            t.note_standard(datum.items[0], "map")
            return Typed(ast.Call(ast.Name("list"), [called], []), "list")
    raise Undecided(datum, "map over several lists: list(map(…)), which ends with the shortest")


def print_(t: Expressions, datum: List, env: Environment) -> Typed:
    """Translate the `print` of CHICKEN and Sagittarius: all arguments, and a newline."""
    values = t.arguments(datum.items[1:], env)
    t.note_standard(datum.items[0], "print")
    separator = [ast.keyword("sep", ast.Constant(""))] if len(values) > 1 else []
    return Typed(ast.Call(ast.Name("print"), values, separator), "None")


def display(t: Expressions, datum: List, env: Environment) -> Typed:
    """Translate `display`, which shows strings and numbers as Python does."""
    match datum.items[1:]:
        case [value, *port]:
            shown = t.expression(value, env)
            if shown.type == "int":
                shown = Typed(ast.Call(ast.Name("str"), [shown.tree], []), "str")
            write = t.resolver.entry("write-string") or t.resolver.entry("put-string")
            if shown.type == "str" and write is not None and len(port) < 2:
                trees = [shown.tree, *t.arguments(port, env)]
                if write.name.scheme == "write-string":
                    t.note_standard(datum.items[0], "display")
                    return Typed(ast.Call(t.reference(write), trees, []), "None")
            if not port:
                t.note_standard(datum.items[0], "display")
                end = ast.keyword("end", ast.Constant(""))
                if shown.type != "str":
                    t.remark(datum, "print shows #t, lists and bytes in another way")
                return Typed(ast.Call(ast.Name("print"), [shown.tree], [end]), "None")
    t.note_standard(datum.items[0], "display")
    raise Undecided(datum, "the text of a value that is not known to be a string")


def format_(t: Expressions, datum: List, env: Environment) -> Typed:
    """Translate `(format port "~a" value …)` and its variants, for simple literal templates."""
    assert isinstance(datum.items[0], Symbol)
    name, rest = datum.items[0].name, list(datum.items[1:])
    where: Datum | None = None
    if name in ("format", "simple-format", "fprintf"):
        where = rest.pop(0) if rest and not isinstance(rest[0], String) else None
    match rest:
        case [String(text=text), *values] if (template := _template(text)) is not None:
            count, shown = template
        case _:
            raise Undecided(datum, "str.format, or print")
    if count != len(values):
        raise Undecided(datum, f"{count} directives, but {len(values)} values")
    made: ast.expr = ast.Constant(text)
    t.note_standard(datum.items[0], name)
    if values:
        typed = [t.expression(value, env) for value in values]
        if any(value.type not in ("str", "int") for value in typed):
            t.remark(datum, "Python shows #t, lists and bytes in another way")
        called = ast.Attribute(ast.Constant(shown), "format")
        made = ast.Call(called, [value.tree for value in typed], [])
    else:
        made = ast.Constant(shown.format())
    match where:
        case None if name in ("sprintf", "format", "simple-format"):
            return Typed(made, "str")
        case Boolean(value=False):
            return Typed(made, "str")
        case None | Boolean(value=True):
            keywords = []
        case _:
            keywords = [ast.keyword("file", t.expression(where, env).tree)]
    keywords.insert(0, ast.keyword("end", ast.Constant("")))
    return Typed(ast.Call(ast.Name("print"), [made], keywords), "None")


def _template(text: str) -> tuple[int, str] | None:
    """Return the number of values for a template, and the text for `str.format`.

    Return None if a directive is not supported.
    """
    parts = re.split(r"(~.)", text.replace("{", "{{").replace("}", "}}"), flags=re.DOTALL)
    written, count = "", 0
    for part in parts:
        match part[:1], part[1:].lower():
            case "~", "a" | "d":
                written, count = written + "{}", count + 1
            case "~", "%" | "n":
                written += "\n"
            case "~", "~":
                written += "~"
            case "~", _:
                return None
            case _:
                written += part
    return count, written


def _integer(name: str) -> tuple[str, int]:
    """Return the sign and the size in bytes of the integer that a procedure reads."""
    found = re.fullmatch(r"bytevector-([us])(\d+)-\w+!?", name)
    assert found is not None
    return found[1], int(found[2]) // 8


def _order(datum: Datum) -> str | None:
    """Return the byte order that `(endianness big)` or `'big` denotes, or None."""
    match datum:
        case List(
            items=(Symbol(name="endianness" | "quote"), Symbol(name="big" | "little" as order))
        ):
            return order
    return None


def _is_boolean(datum: Datum, value: bool) -> bool:
    return isinstance(datum, Boolean) and datum.value is value


FORMS: Mapping[str, Callable[[Expressions, List, Environment], Typed]] = {
    "quote": quote,
    "if": if_,
    "and": and_or,
    "or": and_or,
    "not": not_,
    "eq?": eq,
    "eqv?": eq,
    "apply": apply,
    "begin": begin,
    **{
        f"bytevector-{sign}{8 * size}-ref": integer_of_bytes for sign in "us" for size in (2, 4, 8)
    },
    "cdr": cdr,
    "cons": cons,
    "make-bytevector": make_bytevector,
    "bytevector": collection,
    "u8vector": collection,
    "list": collection,
    "string": collection,
    "u32vector": collection,
    "values": collection,
    "vector": collection,
    "lambda": lambda_,
    "map": map_,
    "print": print_,
    "display": display,
    **dict.fromkeys(("format", "fprintf", "printf", "simple-format", "sprintf"), format_),
}
