"""Python source from a tree, with comments, and with double quotes around strings."""

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
    """Return a line of comment as a statement; characters that do not print become spaces."""
    line = "".join(letter if letter.isprintable() else " " for letter in line)
    return ast.Expr(ast.Name(_MARK + line.encode().hex()))


def text(statements: Sequence[ast.stmt]) -> str:
    """Return the source of statements."""
    module = ast.fix_missing_locations(ast.Module(list(_without_empty_bodies(statements)), []))
    written = _COMMENT.sub(_comment_text, ast.unparse(module))
    return _add_blank_lines(_use_double_quotes(written))


def expression_text(expression: ast.expr) -> str:
    """Return the source of an expression, on one line."""
    return _use_double_quotes(ast.unparse(ast.fix_missing_locations(expression)))


def _add_blank_lines(source: str) -> str:
    """Put blank lines around functions, two at the top level and one below, and none elsewhere."""
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


def _comment_text(found: re.Match[str]) -> str:
    line = bytes.fromhex(found[2]).decode()
    return f"{found[1]}# {line}".rstrip()


def _without_empty_bodies(statements: Iterable[ast.stmt]) -> Iterable[ast.stmt]:
    """Add `pass` to the bodies that have only comments."""
    for statement in statements:
        for part in (statement, *getattr(statement, "handlers", ())):
            for name in ("body", "orelse", "finalbody"):
                body = getattr(part, name, None)
                if isinstance(body, list) and (body or name == "body"):
                    inner = list(_without_empty_bodies(body))
                    if all(map(is_comment, inner)):
                        inner.append(ast.Pass())
                    setattr(part, name, inner)
        yield statement


def is_comment(statement: ast.stmt) -> bool:
    """Return whether a statement is a line of comment."""
    match statement:
        case ast.Expr(ast.Name(name)):
            return name.startswith(_MARK)
    return False


def _use_double_quotes(source: str) -> str:
    """Put double quotes around strings, unless that needs more backslashes."""
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
    """Return the negation of a condition."""
    match test:
        case ast.UnaryOp(ast.Not(), operand):
            return operand
        case ast.Constant(bool(value)):
            return ast.Constant(not value)
        case ast.Compare(left, [operator], [right]) if type(operator) in _OPPOSITE:
            return ast.Compare(left, [_OPPOSITE[type(operator)]()], [right])
    return ast.UnaryOp(ast.Not(), test)


def without_returns(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return a function's body without the `return` statements that have no effect at its end."""
    if not body:
        return body
    match body[-1]:
        case ast.Return(None):
            return without_returns(body[:-1])
        case ast.If() as choice:
            choice.body = without_returns(choice.body) or [ast.Pass()]
            choice.orelse = without_returns(choice.orelse)
    return body
