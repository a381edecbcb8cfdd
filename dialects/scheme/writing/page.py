"""Statements as text, with the program's comments where they belong."""

from __future__ import annotations

import ast
import inspect

from attrs import frozen

from .comments import Comment
from .layout import WIDTH, expression, parameters

__all__ = ["Line", "Origin", "Page", "lines_of", "origins_of", "written_from"]


@frozen
class Origin:
    """The lines of a program that a line of Python comes from: a form at the top.

    Attributes:
        file: the form's.
        begin, end: its first and its last line, from 1.
    """

    file: str
    begin: int
    end: int


class Line(str):
    """A line of Python that knows where it comes from."""

    __slots__ = ("origin",)
    origin: Origin


def written_from(origin: Origin, lines: list[str]) -> list[str]:
    """Return lines of Python that know the form they come from."""
    found: list[str] = []
    for each in lines:
        made = Line(each)
        made.origin = origin
        found.append(made)
    return found


def origins_of(lines: list[str]) -> tuple[Origin | None, ...]:
    """Return where each line comes from; None for those that no form has."""
    return tuple(each.origin if isinstance(each, Line) else None for each in lines)


def lines_of(node: ast.stmt) -> int:
    """Return the line of the Scheme form that a statement comes from, 0 if that is not known."""
    return getattr(node, "lineno", 0) or 0


class Page:
    """The text of a file, in lines.

    Args:
        comments: of the program, in order; each is written before the statement behind it.
    """

    def __init__(self, comments: list[Comment]) -> None:
        self.lines: list[str] = []
        self.ends_function = False
        self._comments = comments
        self._next = 0

    # Comments

    def comments_before(self, line: int, indent: int) -> bool:
        """Write the comments that stand before a line of the program; return whether any did."""
        found = False
        while self._next < len(self._comments) and self._comments[self._next].line < line:
            self._comment(self._comments[self._next], indent)
            self._next += 1
            found = True
        return found

    def skip_comments(self, line: int) -> None:
        """Leave out the comments before a line."""
        while self._next < len(self._comments) and self._comments[self._next].line < line:
            self._next += 1

    def peek(self, line: int) -> bool:
        """Return whether a comment stands before a line that is not written yet."""
        return self._next < len(self._comments) and self._comments[self._next].line < line

    def _comment(self, comment: Comment, indent: int) -> None:
        for text in comment.lines:
            self.lines.append(f"{' ' * indent}# {text}".rstrip())

    def trailing(self, line: int) -> None:
        """Write the comment behind the code of a line behind the statement written last."""
        if self._next >= len(self._comments):
            return
        comment = self._comments[self._next]
        if comment.line == line and comment.trails and len(comment.lines) == 1:
            last = f"{self.lines[-1]}  # {comment.lines[0]}".rstrip()
            if len(last) <= WIDTH and not self.lines[-1].lstrip().startswith("#"):
                self.lines[-1] = last
                self._next += 1

    # Statements

    def blank(self, count: int = 1) -> None:
        """Write blank lines, unless there are so many."""
        while self.lines and not self.lines[-1] and count:
            self.lines.pop()
        self.lines += [""] * count

    def body(self, statements: list[ast.stmt], indent: int) -> None:
        """Write statements."""
        first = True
        before: ast.stmt | None = None
        for each in statements or [ast.Pass()]:
            is_function = isinstance(each, ast.FunctionDef)
            if not first and (is_function or isinstance(before, ast.FunctionDef)):
                self.blank(1 if indent else 2)
            elif is_function and self.lines and not self.lines[-1].lstrip().startswith("def "):
                self.blank()
            self.statement(each, indent)
            before = each
            first = False

    def statement(self, node: ast.stmt, indent: int) -> None:
        """Write a statement."""
        line = lines_of(node)
        if line:
            self.comments_before(line, indent)
        margin = " " * indent
        match node:
            case ast.Assign(targets=[target], value=value):
                before = f"{_target(target)} = "
                if isinstance(value, ast.Tuple) and isinstance(target, ast.Tuple):
                    flat = ", ".join(_one(each) for each in value.elts)
                    if len(f"{margin}{before}{flat}") <= WIDTH:
                        self.lines.append(f"{margin}{before}{flat}")
                    else:
                        self.lines += expression(value, indent, before)
                else:
                    self.lines += expression(value, indent, before)
            case ast.AnnAssign(target=ast.Name(id=target_name), value=None):
                self.lines.append(f"{margin}{target_name}: Any")
            case ast.AnnAssign(target=ast.Name(id=target_name), value=ast.expr() as value):
                self.lines += expression(value, indent, f"{target_name}: Any = ")
            case ast.AugAssign(target=target, op=operator, value=value):
                sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}[type(operator)]
                self.lines += expression(value, indent, f"{_target(target)} {sign}= ")
            case ast.Expr(value=ast.Constant(value=str() as text)):
                self.docstring(text, indent)
            case ast.Expr(value=value):
                self.lines += expression(value, indent)
            case ast.Return(value=None):
                self.lines.append(f"{margin}return")
            case ast.Return(value=ast.expr() as value):
                self.lines += expression(value, indent, "return ")
            case ast.Raise(exc=ast.expr() as value):
                self.lines += expression(value, indent, "raise ")
            case ast.If():
                self._choice(node, indent)
                return
            case ast.While(test=test, body=body):
                self.lines += expression(test, indent, "while ", ":")
                self.trailing(line)
                self.body(body, indent + 4)
                return
            case ast.For(target=target, iter=items, body=body):
                self.lines += expression(items, indent, f"for {_target(target)} in ", ":")
                self.trailing(line)
                self.body(body, indent + 4)
                return
            case ast.With(items=[item], body=body):
                after = f" as {_target(item.optional_vars)}:" if item.optional_vars else ":"
                self.lines += expression(item.context_expr, indent, "with ", after)
                self.body(body, indent + 4)
                return
            case ast.FunctionDef():
                self._function(node, indent)
                return
            case ast.Continue():
                self.lines.append(f"{margin}continue")
            case ast.Break():
                self.lines.append(f"{margin}break")
            case ast.Pass():
                self.lines.append(f"{margin}pass")
            case ast.Global(names=names):
                self.lines.append(f"{margin}global {', '.join(names)}")
            case ast.Nonlocal(names=names):
                self.lines.append(f"{margin}nonlocal {', '.join(names)}")
            case _:
                raise AssertionError(ast.dump(node))
        if line:
            self.trailing(line)

    def _choice(self, node: ast.If, indent: int) -> None:
        word = "if"
        choice: ast.If | None = node
        while choice is not None:
            self.lines += expression(choice.test, indent, f"{word} ", ":")
            self.trailing(lines_of(choice))
            self.body(choice.body, indent + 4)
            rest = choice.orelse
            choice = None
            if len(rest) == 1 and isinstance(rest[0], ast.If):
                choice, word = rest[0], "elif"
            elif rest:
                self.lines.append(f"{' ' * indent}else:")
                self.body(rest, indent + 4)

    def _function(self, node: ast.FunctionDef, indent: int) -> None:
        margin = " " * indent
        for each in node.decorator_list:
            self.lines.append(f"{margin}@{_one(each)}")
        words = parameters(node.args)
        head = f"{margin}def {node.name}({', '.join(words)}):"
        if len(head) <= WIDTH:
            self.lines.append(head)
        else:
            inner = f"{margin}    {', '.join(words)}"
            self.lines.append(f"{margin}def {node.name}(")
            if len(inner) <= WIDTH:
                self.lines.append(inner)
            else:
                self.lines += [f"{margin}    {each}," for each in words]
            self.lines.append(f"{margin}):")
        self.trailing(lines_of(node))
        self.body(node.body, indent + 4)

    def docstring(self, text: str, indent: int) -> None:
        """Write a text in three quotes."""
        margin = " " * indent
        made = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').rstrip()
        made = "".join(each if each.isprintable() or each == "\n" else " " for each in made)
        lines = inspect.cleandoc(made).split("\n")
        if made.endswith('"'):
            lines[-1] = f'{lines[-1][:-1]}\\"'
        if len(lines) == 1:
            self.lines.append(f'{margin}"""{lines[0]}"""')
            return
        self.lines.append(f'{margin}"""{lines[0]}'.rstrip())
        self.lines += [f"{margin}{each}".rstrip() for each in lines[1:]]
        self.lines.append(f'{margin}"""')


def _one(node: ast.expr) -> str:
    lines = expression(node, 0)
    return lines[0] if len(lines) == 1 else " ".join(each.strip() for each in lines)


def _target(node: ast.expr) -> str:
    if isinstance(node, ast.Tuple):
        if len(node.elts) == 1:
            return f"({_target(node.elts[0])},)"
        return ", ".join(map(_target, node.elts))
    return _one(node)
