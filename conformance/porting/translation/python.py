"""Python text of a tree: comments in their places, strings between double quotes."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Sequence

__all__ = ["comment", "expression_text", "is_comment", "negated", "text", "without_returns"]

_MARK = "__comment_"
_COMMENT = re.compile(rf"^( *){_MARK}(.*)$", re.MULTILINE)


def comment(line: str) -> ast.stmt:
    """A line of comment, where a statement may stand; what would end the line is a blank."""
    line = "".join(letter if letter.isprintable() else " " for letter in line)
    return ast.Expr(ast.Name(_MARK + line.encode().hex()))


def text(statements: Sequence[ast.stmt]) -> str:
    """The text of statements."""
    module = ast.fix_missing_locations(ast.Module(list(_filled(statements)), []))
    written = _COMMENT.sub(_commented, ast.unparse(module))
    return _spaced(_requoted(written))


def expression_text(expression: ast.expr) -> str:
    """The text of an expression, on one line."""
    return _requoted(ast.unparse(ast.fix_missing_locations(expression)))


def _spaced(source: str) -> str:
    """With empty lines around functions, two of them at the top, and none elsewhere."""
    lines: list[str] = []
    inside: list[int] = []  # the indents of the functions that a line is in
    for line in filter(None, source.splitlines()):
        indent = len(line) - len(line.lstrip())
        ended = [one for one in inside if indent <= one]
        inside = [one for one in inside if indent > one]
        begins = line.lstrip().startswith("def ")
        if lines and (ended or (begins and not lines[-1].endswith(":"))):
            lines += [""] * (1 if indent else 2)
        lines.append(line)
        if begins:
            inside.append(indent)
    return "".join(f"{line}\n" for line in lines)


def _commented(found: re.Match[str]) -> str:
    line = bytes.fromhex(found[2]).decode()
    return f"{found[1]}# {line}".rstrip()


def _filled(statements: Iterable[ast.stmt]) -> Iterable[ast.stmt]:
    """The same, where a body that has comments alone has a statement."""
    for statement in statements:
        for part in (statement, *getattr(statement, "handlers", ())):
            for name in ("body", "orelse", "finalbody"):
                body = getattr(part, name, None)
                if isinstance(body, list) and (body or name == "body"):
                    inner = list(_filled(body))
                    if all(map(is_comment, inner)):
                        inner.append(ast.Pass())
                    setattr(part, name, inner)
        yield statement


def is_comment(statement: ast.stmt) -> bool:
    """Whether it is a line of comment."""
    match statement:
        case ast.Expr(ast.Name(name)):
            return name.startswith(_MARK)
    return False


def _requoted(source: str) -> str:
    """The source with double quotes around strings, unless that needs more backslashes."""
    lines = source.splitlines(keepends=True)
    for token in reversed(list(tokenize.generate_tokens(io.StringIO(source).readline))):
        if token.type == tokenize.STRING and token.start[0] == token.end[0]:
            written = token.string
            prefix, quote, inner = re.fullmatch(r"(\w*)('|\")(.*)\2", written, re.S).groups()  # type: ignore[union-attr]
            if quote == "'" and '"' not in inner:
                better = inner.replace("\\'", "'")
                line = lines[token.start[0] - 1]
                lines[token.start[0] - 1] = (
                    f'{line[: token.start[1]]}{prefix}"{better}"{line[token.end[1] :]}'
                )
    return "".join(lines)


_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def negated(test: ast.expr) -> ast.expr:
    """The opposite of a condition."""
    match test:
        case ast.UnaryOp(ast.Not(), operand):
            return operand
        case ast.Constant(bool(value)):
            return ast.Constant(not value)
        case ast.Compare(left, [operator], [right]) if type(operator) in _OPPOSITE:
            return ast.Compare(left, [_OPPOSITE[type(operator)]()], [right])
    return ast.UnaryOp(ast.Not(), test)


def without_returns(body: list[ast.stmt]) -> list[ast.stmt]:
    """A function's body without the `return` of nothing at its ends."""
    if not body:
        return body
    match body[-1]:
        case ast.Return(None):
            return without_returns(body[:-1])
        case ast.If() as choice:
            choice.body = without_returns(choice.body) or [ast.Pass()]
            choice.orelse = without_returns(choice.orelse)
    return body
