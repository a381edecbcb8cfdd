"""A whole program as Python: read and expanded as `run` does, then written."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from ..analysis import analyse
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
from ..profiles import profile as profile_of
from ..recognition import dialect_of
from ..scripts import Script, script_of
from ..sources import source_text
from ..spelling import identifier
from ..tokens import Place
from .assembly import Block, ModulePage, SourceFile
from .expansion import Expansion, Part
from .literals import Unwritable
from .namespaces import Namespace
from .page import Origin, lines_of, origins_of
from .sheet import Form, Sheet, Undecided
from .tails import walk
from .tidy import tidy
from .writer import FunctionWriter

__all__ = ["Port", "PortedModule", "module_name", "write"]

_NAMING: Final = frozenset({"resolve-interface", "resolve-module"})
"""Procedures that are given a module's name when the program runs."""
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
class PortedModule:
    """A Python module of a port.

    Attributes:
        name: of the module.
        file: the program's file that it comes from.
        python: its text.
        origins: the form at the top that each line comes from; None for lines of the port's own.
    """

    name: str
    file: str
    python: str
    origins: tuple[Origin | None, ...]


@frozen
class Port:
    """A program as Python.

    Attributes:
        name: of the Python module, or of the package.
        dialect: of the program.
        modules: these, the program's own first; a package has one for each file or library.
        main: what runs a package; "" where the program is one module, which runs itself.
        forms: its forms, and how each is written.
        undecided: what could not be written.
    """

    name: str
    dialect: str
    modules: tuple[PortedModule, ...]
    main: str
    forms: tuple[Form, ...]
    undecided: tuple[Undecided, ...]

    @property
    def python(self) -> str:
        """The text of the program's own module."""
        return self.modules[0].python

    @property
    def files(self) -> dict[str, str]:
        """The text of each file, by its path below the folder that the port is written to."""
        if not self.main:
            return {f"{self.name}.py": self.python}
        document = self.main.partition("\n")[0]
        texts = {"__init__": f"{document}\n", "__main__": self.main}
        texts |= {each.name: each.python for each in self.modules}
        return {f"{self.name}/{each}.py": text for each, text in texts.items()}

    @property
    def plain(self) -> int:
        """How many forms are written as plain Python."""
        return sum(not each.reason for each in self.forms)


def _plain_name(text: str) -> str:
    return identifier(re.sub(r"\W", "_", text, flags=re.A) or "ported").lower()


def module_name(file: str) -> str:
    """Return the name of the Python module for a program's file."""
    made = _plain_name(Path(file).stem if file != "-" else "ported")
    return f"{made}_port" if made in sys.stdlib_module_names or made == "schemesockets" else made


def write(
    text: str, file: str, dialect: str | None = None, directories: Iterable[str | Path] = ()
) -> Port:
    """Return a program as Python.

    A program of several files or libraries becomes a package, unless it evaluates or loads what
    is known only when it runs: that sees the variables of all of them in one module.

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
    program.note_missing()
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
        self.file = file
        self.script = script
        nodes = [node for part in program.parts for node in part.nodes]
        _forget(nodes)
        self.definitions: dict[Global, int] = {}
        for node in nodes:
            if isinstance(node, Define):
                self.definitions[node.variable] = self.definitions.get(node.variable, 0) + 1
        self.sees_all = program.dynamic or any(map(_names_modules, nodes))
        self.own = Namespace(module_name(file), program.program, file)
        self.namespaces: dict[tuple[Module, str], Namespace] = {(program.program, file): self.own}
        self.owners: dict[Module, Namespace] = {program.program: self.own}
        self.parts = [
            (
                part,
                [(part.file_of(node), Lambda(node.place, "", body=node)) for node in part.nodes],
            )
            for part in program.parts
        ]
        units = [
            (self._namespace(part.module, each), top)
            for part, tops in self.parts
            for each, top in tops
        ]
        for _, top in units:
            analyse(top)
        self.sheet = Sheet(program, self.own, units, program.dynamic)
        self.static: set[Global] = set()
        self.used: dict[Namespace, set[str]] = {}
        self.texts = {file: text}
        self.sources: dict[str, SourceFile] = {}
        self.pages = {each: ModulePage(each) for each in self.namespaces.values()}
        taken = "main" in self._names_at_top()
        self.main = self.pages[self.own].begin("start" if taken else "main")
        self.begun: dict[Part, str] = {}
        self.inside: tuple[Part, Namespace, str] | None = None

    def _names_at_top(self) -> set[str]:
        """Return the names of the variables of the program's own module."""
        sheet = self.sheet
        return {
            each for variable, each in sheet.globals.items() if sheet.homes[variable] is self.own
        }

    def _namespace(self, module: Module, file: str) -> Namespace:
        """Return the Python module for what a file has of a module."""
        if self.sees_all:
            return self.own
        found = self.namespaces.get((module, file))
        if found is None:
            text = module.name if module not in self.owners else Path(file).stem
            base = made = _plain_name(text)
            taken = {each.name for each in self.namespaces.values()}
            number = 2
            while made in taken:
                made, number = f"{base}_{number}", number + 1
            found = self.namespaces[module, file] = Namespace(made, module, file)
            self.owners.setdefault(module, found)
        return found

    @property
    def is_package(self) -> bool:
        """Whether there are several Python modules."""
        return len(self.namespaces) > 1

    def port(self) -> Port:
        """Return the port."""
        sheet = self.sheet
        for variable in self.program.missing:
            sheet.name_of(variable)
            sheet.homes[variable].declared.append(sheet.globals[variable])
        for part, tops in self.parts:
            for file, top in tops:
                namespace = self._namespace(part.module, file)
                sheet.enter(namespace, file)
                self._form(top, part, namespace)
        self._write_comments_left()
        entry = self._entry()
        modules = [self._module(each, entry) for each in self.namespaces.values()]
        return Port(
            module_name(self.file),
            self.program.profile.name,
            tuple(modules),
            self._main_file(entry) if self.is_package else "",
            tuple(sheet.forms),
            (*self.program.undecided, *sheet.undecided),
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

    def _form(self, top: Lambda, part: Part, namespace: Namespace) -> None:
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
            self._place(out, at_top, part, namespace)

    def _leave_out(self, place: Place, why: str, out: list[ast.stmt]) -> None:
        self.sheet.undecided.append(Undecided(place, why))
        raised = ast.Call(name("NotImplementedError"), [constant(f"{place}: {why}")], [])
        out.append(ast.Raise(raised, None))

    def _effect(self, node: Node, top: Lambda, out: list[ast.stmt]) -> None:
        used = self.used.setdefault(self.sheet.namespace, set())
        writer = FunctionWriter(self.sheet, top, None, used)
        writer.effect(node, out)
        declared = self.sheet.namespace.declared
        declared += sorted(writer.globals - set(declared))
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
                # Another module's may have no value yet where modules import each other.
                here = self.sheet.homes.get(variable) is self.sheet.namespace
                return here and variable in self.static and variable.definitions == 1
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
        if not at_top:
            self._effect(node, top, out)
            return
        writer = FunctionWriter(self.sheet, top, None, set())
        if isinstance(node.value, Lambda | CaseLambda):
            writer._define(node.value, python, out)
        else:
            value = writer.value(node.value, out)
            if variable.definitions > 1:
                out.append(ast.AnnAssign(name(python), name("Any"), value, 1))
            else:
                out.append(ast.Assign([name(python)], value))
        for each in out:
            writer.mark(each, node)

    # Where they go

    def _source(self, file: str) -> SourceFile:
        found = self.sources.get(file)
        if found is None:
            text = self.texts.get(file)
            text = _text_of(file) if text is None else text
            has_head = any(each.file == file for each in self.namespaces.values())
            found = self.sources[file] = SourceFile.of(text, has_head)
        return found

    def _place(
        self, statements: list[ast.stmt], at_top: bool, part: Part, namespace: Namespace
    ) -> None:
        file = self.sheet.file
        source = self._source(file)
        first = min((lines_of(each) for each in statements if lines_of(each)), default=0)
        begin, end = source.span(first)
        block = Block(statements, source.take(end), Origin(file, begin, end))
        if at_top:
            self.pages[namespace].at_top(block)
        else:
            self.pages[namespace].within(self._function(part, namespace), block)

    def _function(self, part: Part, namespace: Namespace) -> str:
        """Return the function that a form of a part goes to, which is begun if it must be.

        What a library does is done by a function of its own that `main` calls, and what a file
        that a module includes does by one that the module's function calls.
        """
        owner = self.own if self.sees_all else self.owners[part.module]
        function = self.main if owner is self.own else self.begun.get(part, "")
        if not function:
            function = self.begun[part] = self._begun(owner, self.own, self.main)
        if namespace is owner:
            self.inside = None
            return function
        if self.inside is None or self.inside[:2] != (part, namespace):
            self.inside = part, namespace, self._begun(namespace, owner, function)
        return self.inside[2]

    def _begun(self, namespace: Namespace, caller: Namespace, function: str) -> str:
        """Begin a function of a module that one of another module calls; return its name."""
        made = self.pages[namespace].begin("initialize")
        self.pages[caller].call(function, call(f"{caller.siblings[namespace]}.{made}"))
        return made

    def _write_comments_left(self) -> None:
        for file, source in self.sources.items():
            homes = [each for each in self.namespaces.values() if each.file == file]
            self.pages[homes[-1] if homes else self.own].left_over(source.take(1 << 60))

    # Modules

    def _module(self, namespace: Namespace, entry: Global | None) -> PortedModule:
        page = self.pages[namespace]
        self.sheet.enter(namespace, namespace.file)
        ending: list[ast.stmt] = []
        if namespace is self.own:
            if not page.functions[self.main].lines and entry is None and not self.is_package:
                del page.functions[self.main]
            elif not self.is_package:
                ending.append(ast.Expr(self._run(self.main, entry)))
        lines = page.lines(self._document(namespace), self._values(namespace), ending)
        return PortedModule(
            namespace.name, namespace.file, "\n".join(lines) + "\n", origins_of(lines)
        )

    def _document(self, namespace: Namespace) -> str:
        """Return the docstring of a Python module: the comment that its file begins with."""
        first = next(each for each in self.namespaces.values() if each.file == namespace.file)
        head = self._source(namespace.file).head if first is namespace else []
        if not head and self.owners[namespace.module] is namespace:
            head = self._head_of_library(namespace.module)
        if head:
            return "\n".join(head)
        shown = Path(namespace.file).name if namespace.file not in ("-", "") else "a program"
        library = namespace.module.name if first is not namespace else ""
        return (
            f"The library {library}, ported from {shown}." if library else f"Ported from {shown}."
        )

    def _head_of_library(self, module: Module) -> list[str]:
        """Return the comment that the file of a library begins with which includes its forms."""
        file = next((part.file for part in self.program.parts if part.module is module), self.file)
        if file in (each.file for each in self.namespaces.values()):
            return []
        return SourceFile.of(_text_of(file), has_head=True).head

    def _main_file(self, entry: Global | None) -> str:
        """Return the text of the file that runs the package."""
        namespace = Namespace("__main__", self.program.program, self.file)
        namespace.meet([self.own])
        self.sheet.enter(namespace, self.file)
        page = ModulePage(namespace)
        made = ast.Expr(self._run(f"{namespace.siblings[self.own]}.{self.main}", entry))
        shown = Path(self.file).name if self.file not in ("-", "") else "a program"
        document = f"Ported from {shown}; run it with `python -m {module_name(self.file)}`."
        return "\n".join(page.lines(document, [], [made])) + "\n"

    def _run(self, main: str, entry: Global | None) -> ast.expr:
        sheet = self.sheet
        made = call(sheet.runtime("run"), name(main), constant(self.program.profile.name))
        if self.sees_all:
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

    def _values(self, namespace: Namespace) -> list[ast.stmt]:
        """Return what the functions of a Python module share and what they give its value."""
        sheet = self.sheet
        made: list[ast.stmt] = [
            ast.Assign([name(key)], value) for key, value in namespace.constants
        ]
        known: set[str] = {
            sheet.globals[each] for each in self.static if sheet.homes[each] is namespace
        }
        if namespace is self.own:
            for primitive, python in sheet.changed.items():
                value = name(sheet.entry(primitive.entry))
                made.append(ast.AnnAssign(name(python), name("Any"), value, 1))
                known.add(python)
        for python in namespace.declared:
            if python not in known:
                made.append(ast.AnnAssign(name(python), name("Any"), None, 1))
        changing = (
            each for each in self.static if each.definitions > 1 and sheet.homes[each] is namespace
        )
        if any(isinstance(each, ast.AnnAssign) for each in made) or any(changing):
            sheet.imported("typing", "Any")
            self.pages[namespace].used.add("Any")
        return made


def _names_modules(node: Node) -> bool:
    """Return whether a form at the top names modules while the program runs."""
    return any(
        isinstance(each, PrimitiveRef) and each.primitive.entry.name in _NAMING
        for each, _ in walk([node])
    )


def _dict(items: Mapping[str, ast.expr]) -> ast.expr:
    return ast.Dict([constant(each) for each in items], list(items.values()))


def _text_of(file: str) -> str:
    try:
        return source_text(Path(file).read_bytes())
    except OSError:
        return ""
