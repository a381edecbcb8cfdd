"""Python's `ast` as text, laid out as the usual formatters do."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable
from typing import Final

__all__ = ["WIDTH", "expression", "quoted"]

WIDTH: Final = 88
"""How long a line may be."""

_TUPLE, _YIELD, _TEST, _OR, _AND, _NOT, _COMPARE = range(7)
_BITOR, _BITXOR, _BITAND, _SHIFT, _SUM, _TERM, _FACTOR, _POWER, _ATOM = range(7, 16)
_BINARY: Final = {
    ast.Add: ("+", _SUM),
    ast.Sub: ("-", _SUM),
    ast.Mult: ("*", _TERM),
    ast.Div: ("/", _TERM),
    ast.FloorDiv: ("//", _TERM),
    ast.Mod: ("%", _TERM),
    ast.Pow: ("**", _POWER),
    ast.LShift: ("<<", _SHIFT),
    ast.RShift: (">>", _SHIFT),
    ast.BitOr: ("|", _BITOR),
    ast.BitXor: ("^", _BITXOR),
    ast.BitAnd: ("&", _BITAND),
}
_COMPARING: Final = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}


def quoted(text: str) -> str:
    """Return a string's literal, in double quotes unless these would have to be escaped."""
    plain = repr(text)
    if plain[0] == "'" and '"' not in text:
        return f'"{plain[1:-1]}"'
    if plain[0] == "'" and "'" in text:
        # Both kinds of quotes: the fewer escapes.
        inside = plain[1:-1].replace("\\'", "'").replace('"', '\\"')
        return f'"{inside}"' if text.count('"') <= text.count("'") else plain
    return plain


def _constant(value: object) -> str:
    if value is ...:
        return "..."
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bytes):
        plain = repr(value)[1:]
        return "b" + (f'"{plain[1:-1]}"' if plain[0] == "'" and b'"' not in value else plain)
    if isinstance(value, float) and (value in (float("inf"), float("-inf")) or value != value):
        return f'float("{value}")'
    return repr(value).replace("e+", "e")


def _text(node: ast.expr, around: int) -> str:
    """Return an expression on one line, in parentheses where what is around it needs them."""
    made, level = _flat(node)
    return f"({made})" if level < around else made


def _flat(node: ast.expr) -> tuple[str, int]:
    match node:
        case ast.Name(id=name):
            return name, _ATOM
        case ast.Constant(value=value):
            made = _constant(value)
            return made, _FACTOR if made.startswith("-") else _ATOM
        case ast.Attribute(value=value, attr=attr):
            made = _text(value, _ATOM)
            return f"({made}).{attr}" if made.isdigit() else f"{made}.{attr}", _ATOM
        case ast.Call(func=func, args=args, keywords=keywords):
            return f"{_text(func, _ATOM)}({', '.join(_arguments(args, keywords))})", _ATOM
        case ast.Subscript(value=value, slice=index):
            inside = _flat(index)[0].strip() if isinstance(index, ast.Tuple) else _text(index, 0)
            return f"{_text(value, _ATOM)}[{inside}]", _ATOM
        case ast.Slice(lower=lower, upper=upper):
            parts = [_text(each, _TEST) if each is not None else "" for each in (lower, upper)]
            return ":".join(parts), _TUPLE
        case ast.Starred(value=value):
            return f"*{_text(value, _BITOR)}", _ATOM
        case ast.Tuple(elts=items):
            inside = ", ".join(_text(each, _TEST) for each in items)
            if isinstance(node.ctx, ast.Store):
                return inside, _TUPLE
            return f"({inside},)" if len(items) == 1 else f"({inside})", _ATOM
        case ast.List(elts=items):
            return f"[{', '.join(_text(each, _TEST) for each in items)}]", _ATOM
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            inside = ", ".join(f"{_text(k, _TEST)}: {_text(v, _TEST)}" for k, v in pairs if k)
            return f"{{{inside}}}", _ATOM
        case ast.BinOp(left=left, op=operator, right=right):
            sign, level = _BINARY[type(operator)]
            one, other = (level + 1, level) if sign == "**" else (level, level + 1)
            if sign == "**" and _is_simple(left) and _is_simple(right):
                return f"{_text(left, one)}**{_text(right, other)}", level
            return f"{_text(left, one)} {sign} {_text(right, other)}", level
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return f"not {_text(operand, _NOT)}", _NOT
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"-{_text(operand, _FACTOR)}", _FACTOR
        case ast.UnaryOp(op=ast.Invert(), operand=operand):
            return f"~{_text(operand, _FACTOR)}", _FACTOR
        case ast.BoolOp(op=operator, values=values):
            level = _AND if isinstance(operator, ast.And) else _OR
            word = " and " if level == _AND else " or "
            return word.join(_text(each, level + 1) for each in values), level
        case ast.Compare(left=left, ops=operators, comparators=others):
            words = [_text(left, _COMPARE + 1)]
            for comparing, compared in zip(operators, others, strict=True):
                words += [_COMPARING[type(comparing)], _text(compared, _COMPARE + 1)]
            return " ".join(words), _COMPARE
        case ast.IfExp(test=test, body=body, orelse=otherwise):
            parts = [_text(body, _OR), "if", _text(test, _OR), "else", _text(otherwise, _TEST)]
            return " ".join(parts), _TEST
        case ast.Lambda(args=parameters, body=body):
            listed = ", ".join(_parameters(parameters))
            return f"lambda{' ' if listed else ''}{listed}: {_text(body, _TEST)}", _TEST
        case ast.NamedExpr(target=target, value=value):
            return f"{target.id} := {_text(value, _TEST)}", _TUPLE
        case ast.JoinedStr(values=values):
            return _format_string(values), _ATOM
        case ast.ListComp(elt=item, generators=[one]):
            return f"[{_text(item, _TEST)}{_comprehension(one)}]", _ATOM
        case ast.GeneratorExp(elt=item, generators=[one]):
            return f"({_text(item, _TEST)}{_comprehension(one)})", _ATOM
    raise AssertionError(ast.dump(node))


def _is_simple(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    if isinstance(node, ast.Attribute):
        return _is_simple(node.value)
    return isinstance(node, ast.Name) or (
        isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    )


def _comprehension(node: ast.comprehension) -> str:
    conditions = "".join(f" if {_text(each, _OR)}" for each in node.ifs)
    return f" for {_text(node.target, 0)} in {_text(node.iter, _OR)}{conditions}"


def _format_string(values: Iterable[ast.expr]) -> str:
    parts = []
    for each in values:
        if isinstance(each, ast.Constant):
            parts.append(json_like(str(each.value)).replace("{", "{{").replace("}", "}}"))
        elif isinstance(each, ast.FormattedValue):
            parts.append(f"{{{_text(each.value, _TEST)}}}")
    return f'f"{"".join(parts)}"'


def json_like(text: str) -> str:
    """Return a text as it stands between double quotes."""
    made = repr(text + "'")[1:-1]  # in double quotes, unless there are such in it
    made = made.removesuffix("'").removesuffix("\\")
    if '"' in text:
        made = json.dumps(text, ensure_ascii=False)[1:-1]
    return made


def _arguments(args: list[ast.expr], keywords: list[ast.keyword]) -> list[str]:
    if len(args) == 1 and not keywords and isinstance(args[0], ast.GeneratorExp):
        return [_flat(args[0])[0][1:-1]]
    found = [_text(each, _TUPLE if isinstance(each, ast.NamedExpr) else _TEST) for each in args]
    return found + [f"{each.arg}={_text(each.value, _TEST)}" for each in keywords]


def _parameters(arguments: ast.arguments) -> list[str]:
    plain = len(arguments.args) - len(arguments.defaults)
    found = [each.arg for each in arguments.args[:plain]]
    for each, default in zip(arguments.args[plain:], arguments.defaults, strict=True):
        found.append(f"{each.arg}={_text(default, _TEST)}")
    if arguments.vararg is not None:
        found.append(f"*{arguments.vararg.arg}")
    return found


def parameters(arguments: ast.arguments) -> list[str]:
    """Return a function's parameters, each as text."""
    return _parameters(arguments)


# Several lines


def expression(node: ast.expr, indent: int, before: str = "", after: str = "") -> list[str]:
    """Return the lines of an expression behind other text, the first one with its indentation.

    Args:
        node: the expression.
        indent: how many spaces its line begins with.
        before, after: what stands on its first line before it, and behind it on its last.
    """
    level = _TUPLE if isinstance(node, ast.Tuple) else _TEST
    return _lines(node, indent, before, after, level, free=True)


def _lines(
    node: ast.expr, indent: int, before: str, after: str, level: int, *, free: bool
) -> list[str]:
    margin = " " * indent
    one = f"{margin}{before}{_text(node, level)}{after}"
    if len(one) <= WIDTH:
        return [one]
    if isinstance(node, ast.Lambda):
        listed = ", ".join(_parameters(node.args))
        head = f"{before}lambda{' ' if listed else ''}{listed}: "
        if _bracketed(node.body) is not None:
            return _lines(node.body, indent, head, after, _TEST, free=False)
        flat = f"{margin}    {_text(node.body, _TEST)}"
        inner = [flat] if len(flat) <= WIDTH else _operands(node.body, indent + 4)
        return [f"{margin}{head}(", *inner, f"{margin}){after}"]
    split = _bracketed(node)
    if split is not None:
        head, tail, items = split
        head_line = f"{margin}{before}{head}"
        if items and len(head_line) <= WIDTH:
            return [head_line, *_items(items, indent + 4), f"{margin}{tail}{after}"]
    if _flat(node)[1] < level:
        return [f"{margin}{before}(", *_operands(node, indent + 4), f"{margin}){after}"]
    if not free:
        inner = _operands(node, indent)
        return (
            [f"{margin}{before}{inner[0].strip()}", *inner[1:-1], f"{inner[-1]}{after}"]
            if (len(inner) > 1)
            else [one]
        )
    inner = _operands(node, indent + 4)
    if len(inner) == 1 and len(inner[0]) > WIDTH and split is None:
        return [one]
    return [f"{margin}{before}(", *inner, f"{margin}){after}"]


_Item = tuple[str, ast.expr | None, str, int]
"""What stands before an item, the item, what stands behind it, and the level around it."""


def _bracketed(node: ast.expr) -> tuple[str, str, list[_Item]] | None:
    """Return how an expression with brackets at its end begins and ends, and what is in them."""
    match node:
        case ast.Call(func=func, args=args, keywords=keywords):
            items: list[_Item] = [("", each, "", _TEST) for each in args]
            items += [(f"{each.arg}=", each.value, "", _TEST) for each in keywords]
            return f"{_text(func, _ATOM)}(", ")", items
        case ast.List(elts=elements):
            return "[", "]", [("", each, "", _TEST) for each in elements]
        case ast.Tuple(elts=elements):
            return "(", ")", [("", each, "", _TEST) for each in elements]
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return "{", "}", [(f"{_text(k, _TEST)}: ", v, "", _TEST) for k, v in pairs if k]
        case ast.Attribute(value=value, attr=attr):
            inner = _bracketed(value)
            if inner is not None and isinstance(value, ast.Call):
                return inner[0], f"{inner[1]}.{attr}", inner[2]
    return None


def _items(items: list[_Item], indent: int) -> list[str]:
    margin = " " * indent
    texts = [f"{before}{_text(each, level)}" for before, each, _, level in items if each]
    whole = f"{margin}{', '.join(texts)}"
    starred = any(isinstance(each, ast.Starred | ast.GeneratorExp) for _, each, _, _ in items)
    if len(whole) <= WIDTH:
        return [whole]
    found: list[str] = []
    comma = "" if starred and len(items) == 1 else ","
    for before, each, _, level in items:
        assert each is not None
        found += _lines(each, indent, before, comma, level, free=False)
    return found


def _operands(node: ast.expr, indent: int) -> list[str]:
    """Return the lines of an expression that is split at its operators, in parentheses."""
    margin = " " * indent
    match node:
        case ast.BoolOp() | ast.IfExp() if len(flat := f"{margin}{_text(node, _TEST)}") <= WIDTH:
            return [flat]
        case ast.BoolOp(op=operator, values=values):
            word = "and " if isinstance(operator, ast.And) else "or "
            level = (_AND if isinstance(operator, ast.And) else _OR) + 1
            found = _lines(values[0], indent, "", "", level, free=False)
            for each in values[1:]:
                found += _lines(each, indent, word, "", level, free=False)
            return found
        case ast.IfExp(test=test, body=body, orelse=otherwise):
            return [
                *_lines(body, indent, "", "", _OR, free=False),
                *_lines(test, indent, "if ", "", _OR, free=False),
                *_alternative(otherwise, indent),
            ]
        case ast.BinOp(left=left, op=operator, right=right):
            sign, level = _BINARY[type(operator)]
            flat = f"{margin}{_text(node, _TEST)}"
            if len(flat) <= WIDTH:
                return [flat]
            return [
                *_lines(left, indent, "", "", level, free=False),
                *_lines(right, indent, f"{sign} ", "", level + 1, free=False),
            ]
        case ast.Compare(left=left, ops=[operator], comparators=[other]):
            flat = f"{margin}{_text(node, _TEST)}"
            if len(flat) <= WIDTH:
                return [flat]
            return [
                *_lines(left, indent, "", "", _COMPARE + 1, free=False),
                *_lines(
                    other, indent, f"{_COMPARING[type(operator)]} ", "", _COMPARE + 1, free=False
                ),
            ]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _lines(operand, indent, "not ", "", _NOT, free=False)
            return inner
    split = _bracketed(node)
    if split is not None and split[2] and len(f"{margin}{split[0]}") <= WIDTH:
        return _lines(node, indent, "", "", _TEST, free=False)
    return [f"{margin}{_text(node, _TEST)}"]


def _alternative(node: ast.expr, indent: int) -> list[str]:
    """Return the lines of what a conditional expression has behind `else`."""
    if not isinstance(node, ast.IfExp):
        return _lines(node, indent, "else ", "", _TEST, free=False)
    return [
        *_lines(node.body, indent, "else ", "", _OR, free=False),
        *_lines(node.test, indent, "if ", "", _OR, free=False),
        *_alternative(node.orelse, indent),
    ]
