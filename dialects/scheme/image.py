"""An image: the modules of one program, and the Python globals that its code runs in.

All code of an image shares one dictionary of globals, in which each variable of each module has a
name of its own. So a variable that is imported is the very variable that its module defines.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from . import bridge
from .data import Symbol
from .declaration import Entry, Table
from .libraries import manifest
from .macros import Rules
from .nodes import Global, Node, Primitive
from .profiles import DEFAULT_PROFILE, SRFI_106, Profile
from .syntax import Scope, Syntax, SyntaxFailure, complain, is_identifier, name_of
from .tokens import Place

__all__ = ["Image", "Module"]

FEATURES = ("r7rs", "exact-closed", "ieee-float", "full-unicode", "ratios", "posix", "unix")
BUILT_IN = Place("<built in>", 0, 0)


class Module(Scope):
    """A module: what its names mean, and which of them others may import.

    Attributes:
        name: as programs write it, "" for a program.
        exports: by the name that importers see, its own name; None while all are exported.
        loading: whether it is being loaded, so that a cycle of imports is noticed.
        early: whether others may import it while it is loaded, for its exports are known.
        awaited: what others use of it that it has yet to define, with the places.
    """

    __slots__ = ("awaited", "early", "exports", "image", "loading", "name", "reexports")

    def __init__(self, image: Image, name: str) -> None:
        super().__init__(None)
        self.image = image
        self.name = name
        self.exports: dict[Symbol, Any] | None = {}
        self.reexports: dict[Symbol, Any] = {}
        self.loading = False
        self.early = False
        self.awaited: dict[Global, Place] = {}

    def export(self, name: Any, place: Place, public: Any = None) -> None:
        """Export a name, under another where `public` is given."""
        for each in (name, public):
            if each is not None and not is_identifier(each):
                complain("what is to be exported is no name", place)
        if self.exports is not None:
            self.exports[Symbol(name_of(public or name))] = name

    def take(self, found: Mapping[Symbol, Any], keeps_own: bool = False) -> None:
        """Take names that are imported.

        One that code has mentioned, which had no meaning then, gets its value there as well.
        `keeps_own` says that what the module itself defines is kept.
        """
        kept: dict[Any, Any] = {}
        for name in self.bindings.keys() & found.keys():
            before, binding = self.bindings[name], found[name]
            if not isinstance(before, Global) or before.module != self.name:
                continue
            if not before.defined:
                self.image.give(before, binding)
            elif keeps_own:
                kept[name] = before
        self.bindings.update(found)
        self.bindings.update(kept)

    def check_exports(self, place: Place) -> None:
        """Refuse a library that exports what it does not define."""
        for name in (self.exports or {}).values():
            binding = self.bindings.get(name)
            if binding is None or (isinstance(binding, Global) and not binding.defined):
                raise SyntaxFailure(f"{self.name} exports {name!r}, which it lacks", place)

    def interface(self) -> dict[Symbol, Any]:
        """Return what importers get: bindings by name."""
        if self.exports is None:
            names = {name: name for name in self.bindings if isinstance(name, Symbol)}
        else:
            names = self.exports
        found = dict(self.reexports)
        for public, name in names.items():
            binding = self.bindings.get(name)
            found[public] = binding if binding is not None else self.declare(name, BUILT_IN)
        return found

    def declare(self, name: Any, place: Place) -> Global:
        """Return the variable of the module that has this name, made if there is none."""
        found = self.bindings.get(name)
        if isinstance(found, Global):
            return found
        if not is_identifier(name):
            complain("what stands where a name is wanted is none", place)
        text = name_of(name)
        made = Global(text, self.image.allocate(text, self.name), self.name, place)
        self.bindings[name] = made
        return made

    def define(self, name: Any, place: Place) -> Global:
        """Return the variable that a definition is about; what was imported is hidden by it."""
        before = self.bindings.get(name)
        if isinstance(before, Global) and before.module == self.name:
            made = before
        else:
            self.bindings.pop(name, None)
            made = self.declare(name, place)
            if isinstance(before, Primitive):
                self.image.globals[made.python] = before.entry.value
            elif isinstance(before, Global):
                self.image.run_pending()
                if before.python in self.image.globals:
                    self.image.globals[made.python] = self.image.globals[before.python]
        if not made.defined:
            made.place = place
        made.defined = True
        return made


class Image:
    """The modules of one program and the globals that its code runs in.

    Attributes:
        profile: of the program's dialect.
        directories: where its libraries are looked for.
        globals: of all its code.
        modules: by name, those that are not tables.
        features: for `cond-expand`.
        held: what libraries keep for this program alone, by keys of their own.
        end_process: what a thread calls to end the process, None where the process is another's.
    """

    def __init__(self, profile: Profile, directories: Iterable[Path] = ()) -> None:
        self.profile = profile
        self.directories = tuple(directories)
        self.globals: dict[str, Any] = {"__builtins__": {}}
        self.modules: dict[str, Module] = {}
        srfis = profile.srfis if profile.srfis is not None else manifest.SRFIS
        self.features = (*FEATURES, *profile.features, *(f"srfi-{each}" for each in srfis))
        self.held: dict[Any, Any] = {}
        self.end_process: Callable[[int], None] | None = None
        self._primitives: dict[Entry, Any] = {}
        self._scopes: dict[Table, Scope] = {}
        self._interfaces: dict[str, dict[Symbol, Any]] = {}
        self._numbers = itertools.count(1)
        self._free: set[str] = set()

    def allocate(self, name: str, module: str = "") -> str:
        """Return a name for a global that no other has; it begins with `name`."""
        made = name if not module else f"{name}\0{module}"
        if made in self._free or made.startswith("%"):
            made = f"{name}\0{next(self._numbers)}"
        self._free.add(made)
        return made

    def reserve(self, python: str) -> None:
        """Let no global be called so that is made from now on."""
        self._free.add(python)

    def constant(self, value: Any) -> str:
        """Return the name of a global that holds a constant."""
        name = f"%k{next(self._numbers)}"
        self.globals[name] = value
        return name

    def primitive(self, entry: Entry) -> Any:
        """Return what a name of a table means; always the same."""
        found = self._primitives.get(entry)
        if found is None:
            # What it is made of may be asked for it as well: the first one is kept.
            found = self._primitives.setdefault(entry, self._meaning(entry))
        return found

    def _meaning(self, entry: Entry) -> Any:
        match entry.kind:
            case "syntax":
                return Syntax(entry)
            case "macro":
                rules, table = entry.function
                return Rules.read(rules, self._scope(table), BUILT_IN)
            case _:
                return Primitive(entry)

    def _scope(self, table: Table) -> Scope:
        """Return the scope of the macros of a table: its names, those of R7RS around them."""
        found = self._scopes.get(table)
        if found is None:
            found = self._scopes[table] = Scope(self.core_scope)
            for name in table:
                found.bindings[Symbol(name)] = self.primitive(table[name])
        return found

    @functools.cached_property
    def core_scope(self) -> Scope:
        """The scope of the names of R7RS, for the aliases of built-in forms."""
        made = Scope(None)
        for each in manifest.BASE:
            for name, entry in manifest.table(each).entries.items():
                made.bindings[Symbol(name)] = self.primitive(entry)
        return made

    @functools.cached_property
    def dialect_entries(self) -> Mapping[str, Entry]:
        """The names of the dialect itself."""
        return bridge.entries(self.profile)

    def check(self, x: Any) -> None:
        """Refuse a program that mentions a name that nothing defines; `x` has expanded it."""
        raise NotImplementedError

    def interface(self, name: str, place: Place, x: Any) -> dict[Symbol, Any]:
        """Return what a library exports, which is loaded from its file if it must be."""
        raise NotImplementedError

    def has_library(self, name: str) -> bool:
        """Return whether a library can be imported."""
        raise NotImplementedError

    def read_file(self, path: Path, places: Any, place: Place) -> Iterator[Any]:
        """Return the forms of a file."""
        raise NotImplementedError

    def begin(self, module: Module, bare: bool = False) -> None:
        """Give a module the names that a program has from the beginning."""
        raise NotImplementedError

    def rename(self, module: Module, name: str) -> None:
        """Give the module of a file its name."""
        raise NotImplementedError

    def give(self, variable: Global, binding: Any) -> None:
        """Give a variable that nothing defines the value of what its name means now."""
        if isinstance(binding, Primitive):
            self.globals.setdefault(variable.python, binding.entry.value)
        elif isinstance(binding, Global) and binding is not variable:
            self.run_pending()
            if binding.python in self.globals:
                self.globals.setdefault(variable.python, self.globals[binding.python])

    def run_nodes(self, nodes: list[Node], file: str) -> Any:
        """Run nodes at the top, in order; return the last one's value."""
        raise NotImplementedError

    def run_later(self, nodes: list[Node], file: str, module: Module) -> None:
        """Run what a library consists of before what is run next."""
        raise NotImplementedError

    def run_pending(self) -> None:
        """Run what waits to be run."""
        raise NotImplementedError

    def dialect_library(self, name: str) -> Mapping[str, Entry] | None:
        """Return the names of a dialect's module, where the name is a library of it.

        SRFI 106 is its own dialect's, whose sockets a dialect may have under the same names.
        """
        if name not in (*self.profile.dialect_libraries, self.profile.core):
            return None
        # The port procedures of Scheme are these on the dialect's ports, and take others besides.
        left = {each for module in manifest.BASE for each in manifest.table(module)}
        for library in self.profile.leaves:
            left |= manifest.LIBRARIES[library].told()
        own = {each: entry for each, entry in self.dialect_entries.items() if each not in left}
        for replacement in self.profile.replaces:
            own.update(manifest.LIBRARIES[replacement].exports())
        if name not in SRFI_106 or self.profile is DEFAULT_PROFILE:
            return own
        found = bridge.entries(DEFAULT_PROFILE)
        if self.profile.has_srfi_106:
            found = {each: own.get(each, entry) for each, entry in found.items()}
        return found

    def library(self, name: str) -> dict[Symbol, Any] | None:
        """Return what a library exports that is a table or a module of a dialect, or None."""
        found = self._interfaces.get(name)
        if found is not None:
            return found
        library = manifest.LIBRARIES.get(name)
        entries = dict(self.dialect_library(name) or {})
        if library is not None:
            entries.update(library.exports())
        self._widen(entries)
        if entries:
            found = {Symbol(each): self.primitive(entry) for each, entry in entries.items()}
        if found is not None:
            self._interfaces[name] = found
        return found

    def _widen(self, entries: dict[str, Entry]) -> None:
        """Put the dialect's own procedures in the places of R7RS's that take fewer arguments."""
        for module in self.profile.wider:
            standard, own = manifest.table("libraries.io"), manifest.table(module)
            for name in own:
                if entries.get(name) is standard[name]:
                    entries[name] = own[name]

    def module(self, name: str, place: Place) -> Module:
        """Return a new module, to be entered under its name; an error where there is one."""
        if name in self.modules and name:
            raise SyntaxFailure(f"there are two modules {name}", place)
        made = self.modules[name] = Module(self, name)
        return made
