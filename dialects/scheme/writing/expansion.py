"""A program expanded to be written: its parts, file by file, and what cannot be written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from ..data import NIL, Pair, String, Symbol
from ..expander import Expander
from ..image import Module
from ..nodes import Global, Node, Primitive
from ..profiles import Profile
from ..program import Program
from ..reader import Form, Places, read
from ..tokens import Place
from .sheet import Undecided

__all__ = ["Expansion", "Part"]

_LOADING: Final = frozenset(
    {"load", "load-from-path", "load-relative", "primitive-load", "primitive-load-path"}
)
"""What runs a file where the program stands."""


@frozen(eq=False)
class Part:
    """Forms of one module that are run one after the other.

    Attributes:
        nodes: what they are.
        file: where they stand; some may be in files that it includes.
        module: which.
    """

    nodes: list[Node]
    file: str
    module: Module

    def file_of(self, node: Node) -> str:
        """Return the file that a form stands in."""
        return node.place.file if node.place.line > 0 else self.file


class Expansion(Program):
    """A program that is expanded and not run.

    Attributes:
        parts: of the program and its libraries, in the order in which they are run.
        dynamic: whether it evaluates or loads what is not known before it runs.
        missing: the names that nothing defines.
        undecided: what cannot be written, and why.
    """

    def __init__(
        self, profile: Profile, directories: Iterable[Path], file: str, own: Path
    ) -> None:
        super().__init__(profile, directories, (file,), own=own)
        self.parts: list[Part] = []
        self.dynamic = False
        self.missing: set[Global] = set()
        self.undecided: list[Undecided] = []
        self._expanders: list[Expander] = []
        self._files: list[Path] = []

    def run_later(self, nodes: list[Node], file: str, module: Module) -> None:
        """Keep what a library consists of; it is run only where a macro needs it."""
        self.parts.append(Part(nodes, file, module))
        super().run_later(nodes, file, module)

    def check(self, x: Expander) -> None:
        """Have the names that nothing defines noted when all is expanded."""
        self.dynamic = self.dynamic or x.dynamic
        self._expanders.append(x)

    def interface(self, name: str, place: Place, x: Expander) -> dict[Symbol, Any]:
        """Return what a library exports; nothing for one that there is not, which is noted."""
        if name not in self.modules and not self._library_or_file(name, Path(place.file).parent):
            self.undecided.append(Undecided(place, f"there is no library {name}"))
            return {}
        return super().interface(name, place, x)

    def expand(self, text: str, file: str) -> None:
        """Expand a program's text in its module."""
        places = Places()
        forms = list(read(text, self.profile, file, places))
        if not self.program.bindings:
            first = _head(forms[0].datum) if forms else ""
            self.begin(self.program, self.profile.strict and first in ("import", "define-library"))
        with self.running():
            self._expand(forms, places, file)

    def note_missing(self) -> None:
        """Note the names that nothing defines; the program is written all the same."""
        for x in self._expanders:
            for variable, place in x.free.items():
                if variable.defined or x.dynamic or variable in self.missing:
                    continue
                library = self.library_of(variable.name)
                hint = f"; {library} would have it" if library else ""
                self.missing.add(variable)
                self.undecided.append(Undecided(place, f"unbound variable: {variable.name}{hint}"))

    def _expand(self, forms: Iterable[Form], places: Places, file: str) -> None:
        """Expand forms of the program; a file that one of them loads stands in its place."""
        waiting: list[Form] = []
        for form in forms:
            if _head(form.datum) in _LOADING:
                self._expand_together(waiting, places, file)
                waiting = []
                path = self._loaded_by(form)
                if path is not None:
                    self._load(path, form.place)
                    continue
            waiting.append(form)
        self._expand_together(waiting, places, file)

    def _expand_together(self, forms: list[Form], places: Places, file: str) -> None:
        if forms:
            x = Expander(self.program, places)
            self.parts.append(Part(x.program(forms), file, self.program))
            self.check(x)

    def _load(self, path: Path, place: Place) -> None:
        places = Places()
        self._files.append(path)
        for form in self.read_file(path, places, place):
            self._expand([form], places, str(path))
        self._files.pop()

    def _loaded_by(self, form: Form) -> Path | None:
        """Return the file that a form loads, if that is known now.

        A file that loads itself, directly or through others, is left to be loaded.
        """
        datum = form.datum
        if not isinstance(self.program.bindings.get(datum.car), Primitive):
            return None
        named = datum.cdr
        if (
            named.__class__ is not Pair
            or named.cdr is not NIL
            or named.car.__class__ is not String
        ):
            return None
        text = named.car.text
        for folder in (Path(form.place.file).parent, Path(), *self.directories):
            for name in (text, f"{text}{self.profile.source_suffix}"):
                path = folder / name
                if path.is_file():
                    return None if path in self._files else path
        self.undecided.append(Undecided(form.place, f"there is no file {text}"))
        return None


def _head(datum: Any) -> str:
    """Return the name that a form begins with."""
    head = datum.car if datum.__class__ is Pair else None
    return head.name if isinstance(head, Symbol) else ""
