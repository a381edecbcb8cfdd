"""Python modules put together: their beginnings, what stands at the top, and their functions."""

from __future__ import annotations

import ast
import re
from typing import Any, Final

from attrs import define, field, frozen

from .comments import Comment, comments_of, spans_of
from .namespaces import Namespace
from .page import Origin, Page, written_from

__all__ = ["Block", "ModulePage", "SourceFile"]


@define
class SourceFile:
    """A file of the program: where its forms are, and the comments that are not written yet."""

    spans: list[tuple[int, int]]
    comments: list[Comment]
    head: list[str]

    @classmethod
    def of(cls, text: str, has_head: bool) -> SourceFile:
        """Return the file with a text; `has_head` says that its first comment is set apart."""
        head, comments = _head_of(text) if has_head else ([], comments_of(text))
        return cls(spans_of(text), comments, head)

    def span(self, line: int) -> tuple[int, int]:
        """Return the lines of the form at the top in which a line is."""
        for begin, end in self.spans:
            if begin <= line <= end:
                return begin, end
        return line, line

    def take(self, end: int) -> list[Comment]:
        """Return the comments up to a line that were not taken before."""
        taken = [each for each in self.comments if each.line <= end]
        self.comments = [each for each in self.comments if each.line > end]
        return taken


@frozen(eq=False)
class Block:
    """What a form at the top is written as.

    Attributes:
        statements: these.
        comments: that belong to it.
        origin: the form.
    """

    statements: list[ast.stmt]
    comments: list[Comment]
    origin: Origin


@define(eq=False)
class ModulePage:
    """The text of a Python module while it grows.

    Attributes:
        namespace: the module's.
        top: what stands at its top.
        functions: what does the rest, each by its name.
    """

    namespace: Namespace
    top: Page = field(init=False, factory=lambda: Page([]))
    functions: dict[str, Page] = field(init=False, factory=dict)
    used: set[str] = field(init=False, factory=set)
    _last: tuple[str, int] = field(init=False, default=("", 0))

    def begin(self, base: str) -> str:
        """Begin a function; return its name."""
        number = len(self.functions) + 1
        name = self.namespace.reserve(base if number == 1 else f"{base}_{number}")
        self.functions[name] = Page([])
        return name

    def at_top(self, block: Block) -> None:
        """Write a form at the top."""
        page, origin = self.top, block.origin
        self.use(block.statements)
        is_function = any(isinstance(each, ast.FunctionDef) for each in block.statements)
        start = min([origin.begin, *(each.line for each in block.comments)])
        file, end = self._last
        if page.lines:
            gap = file != origin.file or start > end + 1
            page.blank(2 if is_function or page.ends_function else int(gap))
        inner = Page(block.comments)
        inner.body(block.statements, 0)
        inner.comments_before(1 << 60, 4 if is_function else 0)
        page.lines += written_from(origin, inner.lines)
        page.ends_function = is_function
        self._last = origin.file, origin.end

    def within(self, function: str, block: Block) -> None:
        """Write a form in a function."""
        page = self.functions[function]
        self.use(block.statements)
        inner = Page(block.comments)
        if page.lines and any(isinstance(each, ast.FunctionDef) for each in block.statements):
            page.blank()
        inner.body(block.statements, 4)
        inner.comments_before(1 << 60, 4)
        page.lines += written_from(block.origin, inner.lines)

    def call(self, function: str, called: ast.Call) -> None:
        """Write a call that is no form's in a function."""
        statement = ast.Expr(called)
        self.use([statement])
        self.functions[function].statement(statement, 4)

    def left_over(self, comments: list[Comment]) -> None:
        """Write comments that stand behind all forms."""
        page = next((each for each in reversed(self.functions.values()) if each.lines), self.top)
        margin = "" if page is self.top else "    "
        for each in comments:
            page.lines += [f"{margin}# {text}".rstrip() for text in each.lines]

    def use(self, statements: list[ast.stmt]) -> None:
        """Note the names that statements mention, of dotted ones the first part."""
        self.used |= {
            node.id.partition(".")[0]
            for each in statements
            for node in ast.walk(each)
            if isinstance(node, ast.Name)
        }

    def lines(self, document: str, values: list[ast.stmt], ending: list[ast.stmt]) -> list[str]:
        """Return the module's lines.

        Args:
            document: what its docstring says.
            values: what the functions share.
            ending: what is done when the module is run.
        """
        self.use([*values, *ending])
        shared = Page([])
        for each in values:
            shared.statement(each, 0)
        beginning = Page([])
        beginning.docstring(document, 0)
        lines = [*beginning.lines, "", *_imports(self.namespace.imports, self.used)]
        if shared.lines:
            lines += ["", *shared.lines]
        lines += _prefixed(self.top.lines)
        for name, page in self.functions.items():
            lines += ["", "", f"def {name}():"]
            lines += _with_one_global(page.lines) or ["    pass"]
        if ending:
            guarded = Page([])
            for each in ending:
                guarded.statement(each, 4)
            blank = [""] if not self.functions and not self.top.lines else ["", ""]
            lines += [*blank, 'if __name__ == "__main__":', *guarded.lines]
        while not lines[-1]:
            lines.pop()
        return lines


def _prefixed(lines: list[str]) -> list[str]:
    if not lines:
        return []
    first = next((each for each in lines if not each.startswith("#")), "")
    blank = 2 if first.startswith(("def ", "@", "class ")) else 1
    return [""] * blank + lines


def _with_one_global(lines: list[str]) -> list[str]:
    """Return the lines of main with all its `global` statements as one, at the beginning."""
    names: list[str] = []
    kept: list[str] = []
    for each in lines:
        if each.startswith("    global "):
            names += each.removeprefix("    global ").split(", ")
        else:
            kept.append(each)
    kept = [
        each
        for place, each in enumerate(kept)
        if each or (place and kept[place - 1] and place + 1 < len(kept))
    ]
    if not names:
        return kept
    unique = sorted(set(names))
    made = f"    global {', '.join(unique)}"
    if len(made) <= 88:
        return [made, "", *kept]
    return [*(f"    global {each}" for each in unique), "", *kept]


def _imports(imports: dict[str, dict[str, str]], used: set[str]) -> list[str]:
    """Return the lines of imports of what is used, sorted as formatters sort them."""
    kept = {
        module: {key: name for key, name in names.items() if name in used}
        for module, names in imports.items()
    }
    return _written({module: names for module, names in kept.items() if names})


def _written(imports: dict[str, dict[str, str]]) -> list[str]:

    def order(text: str) -> tuple[Any, ...]:
        kind = 0 if text.isupper() and len(text) > 1 else 1 if text[:1].isupper() else 2
        parts = re.split(r"(\d+)", text.lower())
        return kind, [(part.isdigit(), int(part) if part.isdigit() else part) for part in parts]

    sections: list[list[str]] = [[], [], []]
    for module in imports.get("", {}):
        sections[0].append(f"import {module}")
    for module in sorted(each for each in imports if each):
        section = sections[2 if module == "." else module.startswith("schemesockets")]
        plain = sorted((k for k, alias in imports[module].items() if k == alias), key=order)
        if plain:
            line = f"from {module} import {', '.join(plain)}"
            if len(line) <= 88:
                section.append(line)
            else:
                section += [f"from {module} import (", *(f"    {each}," for each in plain), ")"]
        aliased = sorted((k for k, alias in imports[module].items() if k != alias), key=order)
        section += [f"from {module} import {k} as {imports[module][k]}" for k in aliased]
    sections[0].sort(key=lambda each: not each.startswith("import "))
    found: list[str] = []
    for section in sections:
        if section:
            found += ["", *section] if found else section
    return found


_MODELINE: Final = re.compile(r"-\*-.*-\*-")


def _head_of(text: str) -> tuple[list[str], list[Comment]]:
    """Return the comment that a program begins with, and the other comments."""
    comments = comments_of(text)
    spans = spans_of(text)
    first = spans[0][0] if spans else 1 << 60
    head: list[str] = []
    taken = 0
    line = None
    for each in comments:
        if each.line >= first or each.trails or (line is not None and each.line > line + 1):
            break
        head += each.lines
        line = each.line + len(each.lines) - 1
        taken += 1
    if taken == 1 and line is not None and first == line + 1:
        return [], comments  # about the first form alone
    head = [_MODELINE.sub("", each).rstrip() for each in head]
    while head and not head[0].strip(" -=;*"):
        head.pop(0)
    while head and not head[-1].strip(" -=;*"):
        head.pop()
    return head, comments[taken:]
