"""A whole program as Python: read and expanded as `run` does, then written."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from ..analysis import analyse
from ..data import Symbol
from ..expander import Expander
from ..fragments import call, constant, name
from ..image import Module
from ..nodes import (
    Call,
    CaseLambda,
    Const,
    Define,
    Global,
    GlobalRef,
    Lambda,
    Node,
    PrimitiveRef,
    Variable,
)
from ..profiles import Profile
from ..profiles import profile as profile_of
from ..program import Program
from ..reader import Places, read
from ..recognition import dialect_of
from ..scripts import Script, script_of
from ..sources import source_text
from ..spelling import identifier
from ..tokens import Place
from .comments import Comment, comments_of, spans_of
from .literals import Unwritable
from .page import Origin, Page, lines_of, origins_of, written_from
from .sheet import PORTED, Form, Sheet, Undecided
from .tails import walk
from .tidy import tidy
from .writer import FunctionWriter

__all__ = ["Port", "module_name", "write"]

_STATIC: Final = frozenset(
    [
        "%record-type",
        "%record-constructor",
        "%record-predicate",
        "%record-accessor",
        "%record-modifier",
        "make-parameter",
        "make-hash-table",
        "make-equal-hashtable",
        "make-eq-hashtable",
        "make-eqv-hashtable",
        "list",
        "cons",
        "cons*",
        "vector",
        "make-mutex",
        "make-fluid",
        "make-recursive-mutex",
        "make-condition-variable",
        "string->symbol",
        "make-bytevector",
        "make-vector",
        "bytevector",
        "make-weak-key-hash-table",
        "make-equal-hash-table",
        "make-queue",
    ]
)
"""Procedures that do nothing but make something, so that they can be called at any time."""


@frozen
class Port:
    """A program as Python.

    Attributes:
        name: of the Python module.
        python: its text.
        dialect: of the program.
        forms: its forms, and how each is written.
        undecided: what could not be written.
        origins: the form at the top that each line comes from; None for lines of the port's own.
    """

    name: str
    python: str
    dialect: str
    forms: tuple[Form, ...]
    undecided: tuple[Undecided, ...]
    origins: tuple[Origin | None, ...]

    @property
    def plain(self) -> int:
        """How many forms are written as plain Python."""
        return sum(not each.reason for each in self.forms)


def module_name(file: str) -> str:
    """Return the name of the Python module for a program's file."""
    stem = Path(file).stem if file != "-" else "ported"
    made = identifier(re.sub(r"\W", "_", stem, flags=re.A) or "ported").lower()
    return f"{made}_port" if made in sys.stdlib_module_names or made == "schemesockets" else made


class Expansion(Program):
    """A program that is expanded and not run; what its libraries consist of is kept."""

    def __init__(
        self, profile: Profile, directories: Iterable[Path], file: str, own: Path
    ) -> None:
        super().__init__(profile, directories, (file,), own=own)
        self.units: list[tuple[list[Node], str]] = []
        self.dynamic = False
        self.missing: set[Global] = set()
        self.undecided: list[Undecided] = []

    def run_later(self, nodes: list[Node], file: str, module: Module) -> None:
        """Keep what a library consists of; it is run only where a macro needs it."""
        self.units.append((nodes, file))
        super().run_later(nodes, file, module)

    def check(self, x: Expander) -> None:
        """Note the names that nothing defines; the program is written all the same."""
        self.dynamic = self.dynamic or x.dynamic
        for variable, place in x.free.items():
            if variable.defined or x.dynamic or variable in self.missing:
                continue
            library = self.library_of(variable.name)
            hint = f"; {library} would have it" if library else ""
            self.missing.add(variable)
            self.undecided.append(Undecided(place, f"unbound variable: {variable.name}{hint}"))

    def interface(self, name: str, place: Place, x: Expander) -> dict[Symbol, Any]:
        """Return what a library exports; nothing for one that there is not, which is noted."""
        if name not in self.modules and not self._library_or_file(name, Path(place.file).parent):
            self.undecided.append(Undecided(place, f"there is no library {name}"))
            return {}
        return super().interface(name, place, x)

    def expand(self, text: str, file: str) -> list[Node]:
        """Expand a program's text in its module."""
        places = Places()
        forms = list(read(text, self.profile, file, places))
        if not self.program.bindings:
            first = getattr(getattr(forms[0].datum, "car", None), "name", "") if forms else ""
            self.begin(self.program, self.profile.strict and first in ("import", "define-library"))
        with self.running():
            x = Expander(self.program, places)
            nodes = x.program(forms)
            self.check(x)
            self.units.append((nodes, file))
        return nodes


def write(
    text: str, file: str, dialect: str | None = None, directories: Iterable[str | Path] = ()
) -> Port:
    """Return a program as Python.

    Args:
        text: of the program.
        file: its name; libraries are looked for beside it.
        dialect: whose program it is; by default, what the text tells.
        directories: where libraries are looked for besides.

    Raises `SyntaxFailure` and `ReadError` as running it does.
    """
    if dialect is None:
        dialect = dialect_of(text)
    script = script_of(text)
    if script.dialect != dialect:
        script = Script()
    found = profile_of(dialect)
    places = [Path(each) for each in (*directories, *script.directories)]
    program = Expansion(found, places, file, Path(file).parent)
    for library in script.imports:
        program.expand(f"(import {library})", "<switches>")
    for each in script.loads:
        path = Path(each)
        program.expand(source_text(path.read_bytes()), str(path))
    program.expand(text, file)
    with program.running():
        return _Writing(program, text, file, script).port()


def _forget(nodes: Iterable[Node]) -> None:
    """Take back what a compilation for macros has found out."""
    for node, _ in walk(nodes):
        if isinstance(node, Lambda):
            node.own = []
            node.escapes = True
            node.bound_to = None
            node.tail_calls = None
            keyed = (*node.optional, *node.keys)
            for each in (*node.required, *(parts[0] for parts in keyed), node.rest):
                _forget_variable(each)
        if hasattr(node, "loop"):
            node.loop = None
        variable = getattr(node, "variable", None)
        for each in (variable, *getattr(node, "variables", ())):
            _forget_variable(each)


def _forget_variable(variable: object) -> None:
    if isinstance(variable, Variable):
        variable.home = variable.value = None
        variable.escapes = variable.outlives = False
        variable.calls = 0
        variable.python = ""


class _Writing:
    """The writing of one program."""

    def __init__(self, program: Expansion, text: str, file: str, script: Script) -> None:
        self.program = program
        self.text = text
        self.file = file
        self.script = script
        nodes = [node for unit, _ in program.units for node in unit]
        _forget(nodes)
        self.definitions: dict[Global, int] = {}
        for node in nodes:
            if isinstance(node, Define):
                self.definitions[node.variable] = self.definitions.get(node.variable, 0) + 1
        self.units = [
            ([Lambda(node.place, "", body=node) for node in unit], unit_file)
            for unit, unit_file in program.units
        ]
        tops = [top for unit, _ in self.units for top in unit]
        for top in tops:
            analyse(top)
        self.sheet = Sheet(program, file, tops, program.dynamic)
        self.static: set[Global] = set()
        self.declared: list[str] = []
        self.used: set[str] = set()
        self.main: list[ast.stmt] = []
        self.main_comments: list[tuple[str, list[ast.stmt]]] = []

    def port(self) -> Port:
        """Return the port."""
        sheet = self.sheet
        taken = "main" in sheet.globals.values()
        entry = self._entry()
        main = sheet.reserve("start" if taken else "main")
        blocks: list[tuple[str, list[ast.stmt], bool]] = []
        self.declared += [sheet.name_of(each) for each in self.program.missing]
        for tops, file in self.units:
            sheet.file = file
            for top in tops:
                self._form(top, file, blocks)
        has_main = any(not at_top for _, _, at_top in blocks) or entry is not None
        lines = self._laid_out(blocks, main, has_main, entry)
        while not lines[-1]:
            lines.pop()
        return Port(
            module_name(self.file),
            "\n".join(lines) + "\n",
            self.program.profile.name,
            tuple(sheet.forms),
            (*self.program.undecided, *sheet.undecided),
            origins_of(lines),
        )

    def _entry(self) -> Global | None:
        """Return the procedure that is called when the program has been run."""
        wanted = self.script.entry or (
            "main" if self.program.profile.main and self.script.main else ""
        )
        for variable in self.sheet.globals:
            if variable.name == wanted and variable.module == "" and variable.defined:
                return variable
        return None

    # Forms at the top

    def _form(
        self, top: Lambda, file: str, blocks: list[tuple[str, list[ast.stmt], bool]]
    ) -> None:
        node = top.body
        assert node is not None
        out: list[ast.stmt] = []
        mark = self.sheet.mark()
        at_top = False
        try:
            if isinstance(node, Define):
                at_top = self._is_static(node)
                self._define(node, top, out, at_top)
                if at_top:
                    self.static.add(node.variable)
            else:
                self._effect(node, top, out)
        except Unwritable as failure:
            self.sheet.forget_since(mark)
            out.clear()
            self._leave_out(node.place, str(failure), out)
            at_top = False
        out = tidy(out, self.sheet)
        for statement in out:
            if not lines_of(statement):
                statement.lineno = node.place.line
        if out:
            blocks.append((file, out, at_top))

    def _leave_out(self, place: Place, why: str, out: list[ast.stmt]) -> None:
        self.sheet.undecided.append(Undecided(place, why))
        raised = ast.Call(name("NotImplementedError"), [constant(f"{place}: {why}")], [])
        out.append(ast.Raise(raised, None))

    def _effect(self, node: Node, top: Lambda, out: list[ast.stmt]) -> None:
        writer = FunctionWriter(self.sheet, top, None, self.used)
        writer.effect(node, out)
        self._globals_of(writer, out)

    def _globals_of(self, writer: FunctionWriter, out: list[ast.stmt]) -> None:
        for each in sorted(writer.globals):
            if each not in self.declared:
                self.declared.append(each)
        if writer.globals:
            out.insert(0, ast.Global(sorted(writer.globals)))

    def _is_static(self, node: Define) -> bool:
        if self.definitions[node.variable] > 1:
            return False
        return self._is_inert(node.value)

    def _is_inert(self, value: Node) -> bool:
        """Return whether the evaluation of a node does nothing but make something."""
        match value:
            case Const() | Lambda() | CaseLambda():
                return True
            case PrimitiveRef(primitive=primitive):
                return not primitive.assigned
            case GlobalRef(variable=variable):
                return variable in self.static and variable.definitions == 1
            case Call(function=PrimitiveRef(primitive=primitive), arguments=arguments):
                return (
                    primitive.entry.name in _STATIC
                    and not primitive.assigned
                    and not (primitive.entry.name == "make-parameter" and len(arguments) > 1)
                    and all(map(self._is_inert, arguments))
                )
        return False

    def _define(self, node: Define, top: Lambda, out: list[ast.stmt], at_top: bool) -> None:
        variable = node.variable
        python = self.sheet.name_of(variable)
        self.sheet.note(node, "")
        if at_top:
            writer = FunctionWriter(self.sheet, top, None, set())
            before: list[ast.stmt] = []
            if isinstance(node.value, Lambda | CaseLambda):
                writer._define(node.value, python, before)
            else:
                value = writer.value(node.value, before)
                if variable.definitions > 1:
                    before.append(ast.AnnAssign(name(python), name("Any"), value, 1))
                else:
                    before.append(ast.Assign([name(python)], value))
            for each in before:
                writer.mark(each, node)
            out += before
            return
        writer = FunctionWriter(self.sheet, top, None, self.used)
        writer.effect(node, out)
        self._globals_of(writer, out)

    # Layout

    def _laid_out(
        self,
        blocks: list[tuple[str, list[ast.stmt], bool]],
        main: str,
        has_main: bool,
        entry: Global | None,
    ) -> list[str]:
        pages: dict[str, list[Comment]] = {}
        spans: dict[str, list[tuple[int, int]]] = {}
        head, rest = _head_of(self.text)
        for _, file in self.units:
            if file not in pages:
                text = self.text if file == self.file else _text_of(file)
                pages[file] = rest if file == self.file else comments_of(text)
                spans[file] = spans_of(text)
        top = Page([])
        in_main = Page([])
        in_main_body: list[ast.stmt] = []
        last_end = 0
        last_file = ""
        for file, statements, at_top in blocks:
            first = min((lines_of(each) for each in statements if lines_of(each)), default=0)
            begin, end = _span(spans[file], first)
            comments = [each for each in pages[file] if each.line <= end]
            pages[file] = [each for each in pages[file] if each.line > end]
            if at_top:
                is_function = any(isinstance(each, ast.FunctionDef) for each in statements)
                start = min([begin, *(each.line for each in comments)])
                gap = file != last_file or start > last_end + 1
                origin = Origin(file, begin, end)
                self._top_block(top, statements, comments, is_function, gap, origin)
                last_end, last_file = end, file
            else:
                self._main_block(in_main, statements, comments, Origin(file, begin, end))
                in_main_body += statements
        for left in pages.values():
            page = in_main if has_main and in_main.lines else top
            for each in left:
                for text in each.lines:
                    page.lines.append(f"{'    ' if page is in_main else ''}# {text}".rstrip())
        page_values = self._module_values()
        lines = self._beginning(head)
        lines += _prefixed(top.lines)
        if has_main:
            lines += ["", "", f"def {main}():"]
            lines += _with_one_global(in_main.lines) or ["    pass"]
            lines += ["", "", 'if __name__ == "__main__":']
            page = Page([])
            page.statement(ast.Expr(self._run(main, entry)), 4)
            lines += page.lines
        imports = self._imports(_used_names(blocks, page_values) | {main})
        place = lines.index("\0imports")
        return lines[:place] + imports + page_values + lines[place + 1 :]

    def _top_block(
        self,
        page: Page,
        statements: list[ast.stmt],
        comments: list[Comment],
        is_function: bool,
        gap: bool,
        origin: Origin,
    ) -> None:
        if page.lines:
            page.blank(2 if is_function or page.ends_function else int(gap))
        inner = Page(comments)
        inner.body(statements, 0)
        inner.comments_before(1 << 60, 4 if is_function else 0)
        page.lines += written_from(origin, inner.lines)
        page.ends_function = is_function

    def _main_block(
        self,
        page: Page,
        statements: list[ast.stmt],
        comments: list[Comment],
        origin: Origin,
    ) -> None:
        inner = Page(comments)
        if any(isinstance(each, ast.FunctionDef) for each in statements) and page.lines:
            page.blank()
        inner.body(statements, 4)
        inner.comments_before(1 << 60, 4)
        page.lines += written_from(origin, inner.lines)

    def _beginning(self, head: list[str]) -> list[str]:
        page = Page([])
        shown = Path(self.file).name if self.file not in ("-", "") else "a program"
        page.docstring("\n".join(head) if head else f"Ported from {shown}.", 0)
        return [*page.lines, "", "\0imports"]

    def _run(self, main: str, entry: Global | None) -> ast.expr:
        sheet = self.sheet
        made = call(sheet.runtime("run"), name(main), constant(self.program.profile.name))
        if self.program.dynamic or sheet.names_modules:
            known: dict[str, dict[str, ast.expr]] = {"": {}}
            for each, python in sheet.globals.items():
                if "\0" not in each.name:
                    known.setdefault(each.module, {})[each.name] = constant(python)
            made.keywords.append(ast.keyword("names", _dict(known.pop(""))))
            if known:
                modules = _dict({module: _dict(names) for module, names in known.items()})
                made.keywords.append(ast.keyword("modules", modules))
        if entry is not None:
            nothing = ast.arguments([], [], None, [], [], None, [])
            procedure = ast.Lambda(nothing, name(sheet.name_of(entry)))
            made.keywords.append(ast.keyword("entry", procedure))
            if not self.script.with_name:
                made.keywords.append(ast.keyword("with_name", constant(False)))
        return made

    def _module_values(self) -> list[str]:
        """Return the lines for what the functions share and what main gives its value."""
        page = Page([])
        sheet = self.sheet
        for text, value in sheet.constants:
            page.statement(ast.Assign([name(text)], value), 0)
        for primitive, python in sheet.changed.items():
            page.statement(
                ast.AnnAssign(name(python), name("Any"), name(sheet.entry(primitive.entry)), 1), 0
            )
        known = set(sheet.changed.values())
        for python in self.declared:
            if python not in known and not self._has_value_at_top(python):
                page.statement(ast.AnnAssign(name(python), name("Any"), None, 1), 0)
        return ["", *page.lines] if page.lines else []

    def _has_value_at_top(self, python: str) -> bool:
        return any(self.sheet.globals.get(each) == python for each in self.static)

    def _imports(self, used: set[str]) -> list[str]:
        values = self._module_values()
        sheet = self.sheet
        text = "\n".join(values)
        if ": Any" in text or any(
            each.definitions > 1 and each in self.static for each in sheet.globals
        ):
            sheet.imports.setdefault("typing", {})["Any"] = "Any"
        used |= {"Any", *sheet.imports.get(PORTED, {}).get("run", "").split()}
        kept = {
            module: {key: name for key, name in names.items() if name in used}
            for module, names in sheet.imports.items()
        }
        return written_imports({module: names for module, names in kept.items() if names})


def _dict(items: Mapping[str, ast.expr]) -> ast.expr:
    return ast.Dict([constant(each) for each in items], list(items.values()))


def _used_names(blocks: list[tuple[str, list[ast.stmt], bool]], lines: list[str]) -> set[str]:
    """Return the names that the file mentions, of dotted ones the first part."""
    trees: list[ast.AST] = [each for _, statements, _ in blocks for each in statements]
    trees.append(ast.parse("\n".join(lines)))
    return {
        node.id.partition(".")[0]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
    }


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


def written_imports(imports: dict[str, dict[str, str]]) -> list[str]:
    """Return the lines of imports, sorted as formatters sort them."""

    def order(text: str) -> tuple[Any, ...]:
        kind = 0 if text.isupper() and len(text) > 1 else 1 if text[:1].isupper() else 2
        parts = re.split(r"(\d+)", text.lower())
        return kind, [(part.isdigit(), int(part) if part.isdigit() else part) for part in parts]

    sections: list[list[str]] = [[], []]
    for module in imports.get("", {}):
        sections[0].append(f"import {module}")
    for module in sorted(each for each in imports if each):
        section = sections[1] if module.startswith("schemesockets") else sections[0]
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


def _span(spans: list[tuple[int, int]], line: int) -> tuple[int, int]:
    """Return the lines of the form at the top in which a line is."""
    for begin, end in spans:
        if begin <= line <= end:
            return begin, end
    return line, line


def _text_of(file: str) -> str:
    try:
        return source_text(Path(file).read_bytes())
    except OSError:
        return ""


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
