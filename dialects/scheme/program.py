"""Programs: libraries found and loaded, forms expanded, compiled and run."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .backtrace import note_form
from .bridge import enter_ports, own_parameters
from .calls import finish
from .compiler import RUNTIME, compile_forms
from .conditions import FileFailure, explain
from .data import Symbol
from .dynamics import STATE
from .expander import Expander
from .forms.modules import import_set
from .image import BUILT_IN, Image, Module
from .libraries import manifest
from .library_files import library_file, may_be_replaced
from .nodes import Node
from .profiles import Profile
from .reader import Form, Places, read
from .sources import source_text
from .stack import deep
from .syntax import SyntaxFailure, complain
from .tokens import Place

if TYPE_CHECKING:
    from .trace import Trace

__all__ = ["Program"]

_LOADING: Final = frozenset(
    {
        "load",
        "load-from-path",
        "load-noisily",
        "load-relative",
        "primitive-load",
        "primitive-load-path",
        "require",
    }
)
"""What runs a file at the top of a program, whose macros and imports what follows may need."""


class Program(Image):
    """An image with the module of a program in it.

    Args:
        profile: of the program's dialect.
        directories: where libraries are looked for before the built-in ones.
        command_line: the program's name and its arguments.
        trace: what hears of the calls of the dialect's procedures, if anything does.
        own: the program's own directory, where libraries are looked for last.
    """

    def __init__(
        self,
        profile: Profile,
        directories: Iterable[Path] = (),
        command_line: tuple[str, ...] = (),
        trace: Trace | None = None,
        own: Path | None = None,
    ) -> None:
        super().__init__(profile, directories)
        self._own = () if own is None else (own,)
        if trace is not None:
            self.dialect_entries = trace.entries(self.dialect_entries, profile)
        self.globals.update(RUNTIME)
        self._pending: list[tuple[list[Node], str, Module]] = []
        self.command_line = command_line
        self._dynamic: tuple[Any, Any, Any] = {}, None, None
        if profile.ports:
            enter_ports(profile)
        self.program = Module(self, "")
        self.program.exports = None

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Let this be the program that the thread runs.

        What it has set parameters to, and the handlers that it has put in force, are its own: they
        come and go with it.
        """
        try:
            with contextlib.ExitStack() as stack:
                if STATE.image is not self:
                    stack.enter_context(self._in_force())
                stack.enter_context(deep())
                yield
        except BrokenPipeError:
            raise  # a socket's is a condition already, the standard output's the command's affair
        except Exception as exception:
            condition = explain(exception)
            if condition is exception or not isinstance(condition, BaseException):
                raise
            condition.__dict__.update(exception.__dict__)
            raise condition from None

    @contextlib.contextmanager
    def _in_force(self) -> Iterator[None]:
        before = dict(STATE.__dict__)
        STATE.image, STATE.profile, STATE.command_line = self, self.profile, self.command_line
        STATE.parameters, STATE.handlers, STATE.winds = self._dynamic
        try:
            with own_parameters(self.profile, self.held):
                yield
        finally:
            self._dynamic = STATE.parameters, STATE.handlers, STATE.winds
            STATE.__dict__.update(before)

    # Modules

    def begin(self, module: Module, bare: bool = False) -> None:
        """Give a module the names that a program has from the beginning.

        Args:
            module: which.
            bare: whether it has those alone with which it imports others.
        """
        libraries = ("%modules",) if bare else ("%modules", *self.profile.libraries)
        if not bare and not self.profile.dialect_libraries:
            module.bindings.update(self._dialect())
        for name in libraries:
            module.bindings.update(self.library(name) or {})
        for form in self.profile.imports:
            module.bindings[Symbol(form)] = module.bindings[Symbol("import")]

    def _dialect(self) -> dict[Symbol, Any]:
        return {Symbol(name): self.primitive(each) for name, each in self.dialect_entries.items()}

    def rename(self, module: Module, name: str) -> None:
        """Give the module of a file its name."""
        module.name = name
        module.exports = {}
        self.modules[name] = module

    def has_library(self, name: str) -> bool:
        """Return whether a library can be imported."""
        return (
            name in self.modules
            or self.library(name) is not None
            or library_file(name, (*self.directories, *self._own), self.profile.name) is not None
        )

    def interface(self, name: str, place: Place, x: Expander) -> dict[Symbol, Any]:
        """Return what a library exports, which is loaded from its file if it must be."""
        module = self.modules.get(name)
        if module is None:
            found = self._library_or_file(name, Path(place.file).parent)
            if found is None:
                complain(f"there is no library {name}", place)
            if not isinstance(found, Path):
                return found
            module = self._load_library(name, found, place)
        if module.loading and not module.early:
            complain(f"the library {name} imports itself, directly or through others", place)
        return module.interface()

    def _library_or_file(self, name: str, beside: Path) -> dict[Symbol, Any] | Path | None:
        """Return what a built-in library exports, or the file of another.

        As in the real systems, a file below a directory of the load path comes first. One that
        only lies beside what imports it comes last.
        """
        built_in = self.library(name)
        if self.directories and (built_in is None or self._may_be_replaced(name)):
            given = library_file(name, self.directories, self.profile.name)
            if given is not None:
                return given
        return (
            library_file(name, (beside, *self._own), self.profile.name)
            if built_in is None
            else built_in
        )

    def _may_be_replaced(self, name: str) -> bool:
        return may_be_replaced(name) and name not in self.profile.dialect_libraries

    def _load_library(self, name: str, path: Path, place: Place) -> Module:
        places = Places()
        holder = Module(self, name)
        holder.loading = True
        self.modules[name] = holder
        forms = list(self.read_file(path, places, place))
        defines_itself = not forms or _head(forms[0]) in ("define-library", "library", "module")
        if defines_itself:
            del self.modules[name]
            holder = Module(self, "")
        self.begin(holder)
        try:
            self._run(holder, forms, places, str(path), later=True)
        finally:
            holder.loading = False
        found = self.modules.get(name)
        if found is None:
            complain(f"{path} does not define the library {name}", place)
        return found

    def environment(self, imports: Iterable[Any]) -> Module:
        """Return a module of imports, for `eval`."""
        made = Module(self, "")
        x = Expander(made, Places())
        for each in imports:
            made.bindings.update(import_set(x, each, BUILT_IN))
        return made

    def base_environment(self) -> Module:
        """Return a module with the names of R7RS."""
        made = Module(self, "")
        made.bindings.update(self.core_scope.bindings)
        return made

    # Files and forms

    def read_file(self, path: Path, places: Places, place: Place) -> Iterator[Form]:
        """Return the forms of a file."""
        try:
            data = path.read_bytes()
        except OSError as failure:
            text = failure.strerror or "cannot be read"
            if place is BUILT_IN:
                raise FileFailure("load", str(path), failure.errno or 0, text) from None
            raise SyntaxFailure(f"{path}: {text}", place) from None
        except ValueError:
            raise SyntaxFailure(f"{str(path)!r} is no name of a file", place) from None
        text = source_text(data)
        return read(text, self.profile, str(path), places)

    def run_file(self, path: Path) -> Any:
        """Run a program's file; return the value of its last form."""
        return self.run_text(source_text(path.read_bytes()), str(path))

    def run_text(self, text: str, file: str, line: int = 1) -> Any:
        """Run a program's text in its module; return the value of its last form."""
        places = Places()
        forms = list(read(text, self.profile, file, places, line))
        if not self.program.bindings:
            first = _head(forms[0]) if forms else ""
            bare = self.profile.strict and first in ("import", "define-library")
            self.begin(self.program, bare=bare)
        return self._run(self.program, forms, places, file)

    def run_forms(self, forms: list[Form], places: Places, file: str) -> Any:
        """Run forms that have been read in the program's module; return the last one's value.

        Definitions may mention names that only later ones define.
        """
        early = all(_head(form).startswith("define") for form in forms)
        return self._run(self.program, forms, places, file, early=early)

    def _run(
        self,
        module: Module,
        forms: list[Form],
        places: Places,
        file: str,
        later: bool = False,
        early: bool = False,
    ) -> Any:
        parts = [forms] if later else list(_between_loads(forms))
        result = None
        with self.running():
            for part in parts:
                x = Expander(module, places)
                x.dynamic = early or len(parts) > 1
                nodes = x.program(part)
                x.free.update(module.awaited)
                self.check(x)
                if not later:
                    result = self.run_nodes(nodes, file)
                    continue
                self.run_later(nodes, file, module)
                if x.reshapes or x.dynamic:
                    self.run_pending()
        return result

    def check(self, x: Expander) -> None:
        """Refuse a program that mentions a name that nothing defines.

        A module that is still being loaded may yet define it, and is asked at its end.
        """
        for variable, place in x.free.items():
            if variable.defined or variable.python in self.globals or x.dynamic:
                continue
            owner = self.modules.get(variable.module)
            if owner is not None and owner.loading and owner is not x.module:
                owner.awaited.setdefault(variable, place)
                continue
            library = self.library_of(variable.name)
            hint = f"; {library} would have it" if library else ""
            raise SyntaxFailure(f"unbound variable: {variable.name}{hint}", place)

    def library_of(self, name: str) -> str:
        """Return a library that has a name, the one that programs of the dialect import; or ""."""
        for library in self.profile.dialect_libraries[:1]:
            if Symbol(name) in (self.library(library) or {}):
                return library
        found = [each for each in manifest.where_is(name) if not each.startswith("%")]
        own = [each for each in found if self.profile.claim(each)]
        hinted = [each for each in found if self.profile.hints_at(each)]
        return next(iter((*own, *hinted, *found)), "")

    def run_later(self, nodes: list[Node], file: str, module: Module) -> None:
        """Run what a library consists of before what is run next.

        So nothing runs before the program that imports it is known to have all its names.
        """
        self._pending.append((nodes, file, module))

    def run_pending(self) -> None:
        """Run what waits to be run."""
        before = self.program
        try:
            while self._pending:
                nodes, file, self.program = self._pending.pop(0)
                self._run_now(nodes, file)
        finally:
            self.program = before

    def run_nodes(self, nodes: list[Node], file: str) -> Any:
        """Run nodes at the top, in order; return the last one's value."""
        self.run_pending()
        return self._run_now(nodes, file)

    def _run_now(self, nodes: list[Node], file: str) -> Any:
        unit = compile_forms(nodes, self, file)
        scope = self.globals
        exec(unit.code, scope)
        functions = [scope.pop(name) for name in unit.functions]
        result = None
        for function, node in zip(functions, nodes, strict=True):
            try:
                result = finish(function())
            except Exception as exception:
                note_form(exception, node.place)
                raise
        return result

    def evaluate(self, expression: Any, environment: Any = None) -> Any:
        """Return the value of a datum in a module, that of the program if none is given."""
        module = environment if isinstance(environment, Module) else self.program
        x = Expander(module, Places())
        return self.run_nodes(x.program([Form(expression, BUILT_IN)]), "<eval>")

    def load(self, path: str, environment: Any = None) -> Any:
        """Run a file's forms, each before the next is expanded."""
        module = environment if isinstance(environment, Module) else self.program
        places = Places()
        result = None
        completed = Path(f"{path}{self.profile.source_suffix}")
        file = completed if completed.is_file() and not Path(path).is_file() else Path(path)
        for form in self.read_file(file, places, BUILT_IN):
            x = Expander(module, places)
            result = self.run_nodes(x.program([form]), str(file))
        return result


def _between_loads(forms: list[Form]) -> Iterator[list[Form]]:
    """Yield the forms of a program in parts, each but the last up to a form that runs a file."""
    first = 0
    for place, form in enumerate(forms[:-1], 1):
        if _head(form) in _LOADING:
            yield forms[first:place]
            first = place
    yield forms[first:]


def _head(form: Form) -> str:
    """Return the name that a form begins with."""
    head = getattr(form.datum, "car", None)
    return head.name if isinstance(head, Symbol) else ""
