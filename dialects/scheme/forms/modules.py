"""Programs in parts: import, libraries and modules of each Scheme, cond-expand, include."""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from ..data import NIL, Keyword, Pair, String, Symbol
from ..declaration import Table
from ..expander import Definition, Expander, Frame, TopFrame
from ..image import Module
from ..nodes import Const, Node
from ..printer import written
from ..syntax import Scope, complain, is_identifier, strip
from ..tokens import Place
from .basic import define

__all__ = ["TABLE", "holds", "import_set", "library_name"]

TABLE: Final = Table()

_Interface = dict[Symbol, Any]


def library_name(datum: Any, place: Place) -> str:
    """Return a library's name as text; the version that R6RS has in it is left out."""
    datum = strip(datum)
    if datum.__class__ is Pair:
        kept = []
        while datum.__class__ is Pair:
            if datum.car.__class__ is not Pair and datum.car is not NIL:
                kept.append(datum.car)
            datum = datum.cdr
        return f"({' '.join(map(_part_of_name, kept))})"
    if datum.__class__ is Symbol:
        return str(datum.name)
    if datum.__class__ is String:
        return str(datum.text)
    complain("a library's name is a list of symbols and numbers", place)


def _part_of_name(part: Any) -> str:
    # Where `:1` is a keyword, it is so in `(srfi :1)` as well.
    return f":{part.name}" if part.__class__ is Keyword else written(part)


def _own_module(frame: Frame, place: Place, what: str) -> Module:
    module = frame.scope
    if not isinstance(module, Module):
        complain(f"{what} stands inside a body", place)
    return module


# Imports


def import_set(x: Expander, datum: Any, place: Place) -> _Interface:
    """Return what an import set brings: bindings by the names that the importer sees."""
    datum = strip(datum)
    if datum.__class__ is Pair and datum.car.__class__ is Symbol:
        how, rest = datum.car.name, datum.cdr
        nested = rest.__class__ is Pair and (
            rest.car.__class__ is Pair or (how in _CHANGES and rest.cdr is not NIL)
        )
        if how in _CHANGES and nested:
            found = import_set(x, rest.car, place)
            words = [_word(x, each) for each, _ in x.parts(rest.cdr, place, how)]
            return _changed(how, found, words, place)
        if how in ("for", "library") and nested and rest.car.__class__ is Pair:
            return import_set(x, rest.car, place)
    return x.image.interface(library_name(datum, place), place, x)


def _word(x: Expander, datum: Any) -> Any:
    """Return the symbol for a keyword, as which a prefix such as `p:` may be read."""
    if datum.__class__ is not Keyword:
        return datum
    suffix = x.image.profile.keywords == "suffix"
    return Symbol(f"{datum.name}:" if suffix else f":{datum.name}")


_CHANGES: Final = ("only", "except", "prefix", "rename", "drop")


def _changed(how: str, found: _Interface, names: list[Any], place: Place) -> _Interface:
    def wanted(name: Any) -> Symbol:
        if name not in found:
            complain(f"{written(name)} is not exported by what is imported", place)
        symbol: Symbol = name
        return symbol

    match how:
        case "only":
            # A pair renames what it takes, which Guile and CHICKEN have.
            return {_new(name): found[wanted(_old(name))] for name in names}
        case "except" | "drop":
            hidden = set(map(wanted, names))
            return {name: each for name, each in found.items() if name not in hidden}
        case "prefix":
            prefix = names[0].name if names and isinstance(names[0], Symbol) else ""
            return {Symbol(f"{prefix}{name.name}"): each for name, each in found.items()}
    changes = {wanted(_old(pair)): _new(pair) for pair in names}
    return {changes.get(name, name): each for name, each in found.items()}


def _old(pair: Any) -> Any:
    return pair.car if pair.__class__ is Pair else pair


def _new(pair: Any) -> Any:
    if pair.__class__ is not Pair:
        return pair
    return pair.cdr.car if pair.cdr.__class__ is Pair else pair.cdr


def _import(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(import import-set ...)`."""
    for datum, at in x.parts(form.cdr, place, "import"):
        found = import_set(x, datum, at)
        if isinstance(frame.scope, Module):
            frame.scope.take(found)
        else:
            frame.scope.bindings.update(found)


TABLE.syntax("import", "import-for-syntax")(Definition(_import))


def _use_modules(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """Guile's `(use-modules specification ...)`."""
    for datum, at in x.parts(form.cdr, place, "use-modules"):
        found = _used(x, datum, at)
        if isinstance(frame.scope, Module):
            frame.scope.take(found, keeps_own=True)
        else:
            frame.scope.bindings.update(found)


def _keyword(datum: Any) -> str:
    """Return the name of a keyword, which Guile's modules take as a symbol `:name` too."""
    if isinstance(datum, Keyword):
        return datum.name
    return datum.name[1:] if isinstance(datum, Symbol) and datum.name[:1] == ":" else ""


def _used(x: Expander, datum: Any, place: Place) -> _Interface:
    """Return what Guile's specification brings: `(name)`, `((name) #:select (…) #:prefix p)`."""
    datum = strip(datum)
    if datum.__class__ is not Pair or datum.car.__class__ is not Pair:
        return x.image.interface(library_name(datum, place), place, x)
    found = x.image.interface(library_name(datum.car, place), place, x)
    rest = datum.cdr
    while rest.__class__ is Pair and rest.cdr.__class__ is Pair:
        value = rest.cdr.car
        match _keyword(rest.car):
            case "select":
                chosen = [each for each, _ in x.parts(value, place, "selection")]
                found = _changed("only", found, chosen, place)
            case "hide":
                hidden = [each for each, _ in x.parts(value, place, "selection")]
                found = _changed("except", found, hidden, place)
            case "prefix":
                found = _changed("prefix", found, [value], place)
            case "renamer":
                prefix = value.cdr.car if value.__class__ is Pair else value
                if prefix.__class__ is Pair:
                    prefix = prefix.cdr.car  # (symbol-prefix-proc 'prefix)
                found = _changed("prefix", found, [prefix], place)
            case "version":
                pass
            case _:
                complain("a specification of use-modules that is not known", place)
        rest = rest.cdr.cdr
    return found


TABLE.syntax("use-modules")(Definition(_use_modules))


# Libraries of R7RS


def _define_library(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-library name declaration ...)`."""
    if form.cdr.__class__ is not Pair:
        complain("define-library without a name", place)
    module = x.image.module(library_name(form.cdr.car, place), place)
    inner = Expander(module, x.places)
    body = TopFrame(inner, module)
    module.loading = True
    _declarations(inner, form.cdr.cdr, body, module, place)
    _finish(inner, body, module, place)


def _finish(x: Expander, body: TopFrame, module: Module, place: Place) -> None:
    """Have what a library consists of run, when it is known that nothing is missing."""
    nodes = body.nodes()
    x.image.check(x)
    x.image.run_later(nodes, place.file, module)
    module.loading = False
    if not x.image.profile.loose_exports:
        module.check_exports(place)


def _declarations(x: Expander, forms: Any, body: TopFrame, module: Module, place: Place) -> None:
    for declaration, at in x.parts(forms, place, "library"):
        if declaration.__class__ is not Pair or not is_identifier(declaration.car):
            complain("a declaration of a library begins with its name", at)
        rest = declaration.cdr
        match strip(declaration.car).name:
            case "export":
                _export(x, rest, module, at)
            case "import":
                for datum, where in x.parts(rest, at, "import"):
                    module.bindings.update(import_set(x, datum, where))
            case "begin":
                body.splice(rest, at)
            case "include" | "include-ci":
                for form in _included(x, rest, at):
                    body.add(form.datum, form.place)
            case "include-library-declarations":
                for form in _included(x, rest, at):
                    _declarations(x, Pair(form.datum, NIL), body, module, form.place)
            case "cond-expand":
                _declarations(x, chosen(x, rest, at), body, module, at)
            case _ if x.image.profile.loose_libraries:
                body.add(declaration, at)
            case other:
                complain(f"{other} is no declaration of a library", at)


def _export(x: Expander, specs: Any, module: Module, place: Place) -> None:
    for spec, at in x.parts(specs, place, "export"):
        spec = strip(spec)
        if _is_all(spec):
            module.exports = None
        elif spec.__class__ is Pair:
            parts = [each for each, _ in x.parts(spec, at, "export")]
            if len(parts) != 3:
                complain("an export is a name, or (rename old new)", at)
            module.export(parts[1], at, parts[2])
        else:
            module.export(spec, at)


def _is_all(spec: Any) -> bool:
    """Return whether an export is Sagittarius's `:all`: what is imported and what is defined."""
    return isinstance(spec, Keyword) and spec.name == "all"


TABLE.syntax("define-library")(Definition(_define_library))


def _library(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """R6RS's `(library name (export ...) (import ...) body ...)`."""
    parts = x.cells(form.cdr, place, "library")
    heads = [_head(part.car) for part in parts[1:3]]
    if heads != ["export", "import"]:
        complain("library takes a name, (export ...) and (import ...)", place)
    module = x.image.module(library_name(parts[0].car, place), place)
    inner = Expander(module, x.places)
    body = TopFrame(inner, module)
    module.loading = True
    for spec, at in x.parts(strip(parts[1].car.cdr), place, "export"):
        if _is_all(spec):
            module.exports = None
        elif spec.__class__ is Pair:
            for pair, _ in x.parts(spec.cdr, at, "export"):
                module.export(_old(pair), at, _new(pair))
        else:
            module.export(spec, at)
    for datum, at in x.parts(parts[2].car.cdr, place, "import"):
        module.bindings.update(import_set(inner, datum, at))
    body.splice(parts[2].cdr, place)
    _finish(inner, body, module, place)


def _head(datum: Any) -> str:
    head = strip(datum.car) if datum.__class__ is Pair else None
    return head.name if isinstance(head, Symbol) else ""


TABLE.syntax("library")(Definition(_library))


# Modules of Guile and CHICKEN


def _define_module(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """Guile's `(define-module name option ...)`: what follows in the file belongs to it."""
    if form.cdr.__class__ is not Pair:
        complain("define-module without a name", place)
    module = _own_module(frame, place, "define-module")
    name = library_name(form.cdr.car, place)
    x.image.rename(module, name)
    options = list(_options_of_module(x, strip(form.cdr.cdr), place))
    for option, value in options:
        if option in _EXPORTS:
            for spec, _ in x.parts(value, place, "export"):
                module.export(_old(spec), place, _new(spec))
    module.early = True  # now modules that this one uses may use it
    for option, value in options:
        if option in ("use-module", "autoload"):
            module.bindings.update(_used(x, value, place))


TABLE.syntax("define-module")(Definition(_define_module))

_EXPORTS: Final = ("export", "re-export", "export!", "replace", "export-syntax")
_IGNORED: Final = ("version", "duplicates", "declarative?", "filename", "no-backtrace")


def _options_of_module(x: Expander, rest: Any, place: Place) -> Iterator[tuple[str, Any]]:
    """Yield the options of `define-module`, each with its value."""
    while rest.__class__ is Pair:
        option = _keyword(rest.car)
        rest = rest.cdr
        if option == "pure":
            continue
        if rest.__class__ is not Pair:
            complain("an option of define-module without a value", place)
        if option not in ("use-module", "autoload", *_EXPORTS, *_IGNORED):
            complain(f"#:{option} is no option of define-module", place)
        yield option, rest.car
        rest = rest.cdr
        if option == "autoload" and rest.__class__ is Pair:
            rest = rest.cdr  # the names at which it is loaded


def _export_form(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """Guile's and CHICKEN's `(export name ...)`."""
    module = _own_module(frame, place, "export")
    for spec, _ in x.parts(strip(form.cdr), place, "export"):
        module.export(_old(spec), place, _new(spec))


TABLE.syntax("export", "re-export", "export-syntax", "export!")(Definition(_export_form))


def _reexport(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """CHICKEN's `(reexport import-set ...)`: import and export the same names."""
    module = _own_module(frame, place, "reexport")
    for datum, at in x.parts(form.cdr, place, "reexport"):
        found = import_set(x, datum, at)
        module.bindings.update(found)
        module.reexports.update(found)


TABLE.syntax("reexport")(Definition(_reexport))


def _define_public(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """Guile's `define-public`."""
    module = _own_module(frame, place, "define-public")
    define(x, form, frame, place)
    target = form.cdr.car
    while target.__class__ is Pair:
        target = target.car
    module.export(target, place)


TABLE.syntax("define-public")(Definition(_define_public))


def _module(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """CHICKEN's `(module name (export ...) body ...)`; `*` exports all."""
    parts = x.cells(form.cdr, place, "module")
    if len(parts) < 2:
        complain("module takes a name and exports", place)
    module = x.image.module(library_name(parts[0].car, place), place)
    exports = strip(parts[1].car)
    if exports.__class__ is Symbol and exports.name == "*":
        module.exports = None
    else:
        for spec, _ in x.parts(exports, place, "export"):
            module.export(_old(spec), place)
    x.image.begin(module, bare=True)
    inner = Expander(module, x.places)
    body = TopFrame(inner, module)
    module.loading = True
    body.splice(parts[1].cdr, place)
    _finish(inner, body, module, place)


TABLE.syntax("module")(Definition(_module))


# cond-expand and include


def holds(x: Expander, requirement: Any, place: Place) -> bool:
    """Return whether a requirement of `cond-expand` holds."""
    requirement = strip(requirement)
    if requirement.__class__ is Symbol:
        return requirement.name == "else" or requirement.name in x.image.features
    if requirement.__class__ is not Pair or requirement.car.__class__ is not Symbol:
        complain("a requirement of cond-expand that is no feature", place)
    parts = [each for each, _ in x.parts(requirement.cdr, place, "requirement")]
    match requirement.car.name:
        case "and":
            return all(holds(x, each, place) for each in parts)
        case "or":
            return any(holds(x, each, place) for each in parts)
        case "not" if len(parts) == 1:
            return not holds(x, parts[0], place)
        case "library" if len(parts) == 1:
            return x.image.has_library(library_name(parts[0], place))
        case "version" if len(parts) == 1 and x.image.profile.version:
            return _version_holds(x, parts[0], place)
    complain("a requirement of cond-expand that is not known", place)


_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}


def _version_holds(x: Expander, requirement: Any, place: Place) -> bool:
    """Return whether Sagittarius's `(compare "version")` holds for the system's version."""
    parts = [each for each, _ in x.parts(requirement, place, "version")]
    compare = _COMPARISONS.get(getattr(parts[0], "name", "")) if len(parts) == 2 else None
    if compare is None or parts[1].__class__ is not String:
        complain('a version is compared as in (>= "0.9")', place)
    versions = (x.image.profile.version, parts[1].text)
    return compare(*([int(part) for part in re.findall(r"\d+", each)] for each in versions))


def chosen(x: Expander, clauses: Any, place: Place) -> Any:
    """Return the forms of the first clause whose requirement holds."""
    for clause, at in x.parts(clauses, place, "cond-expand"):
        if clause.__class__ is not Pair:
            complain("a clause of cond-expand that is no list", at)
        if holds(x, clause.car, at):
            return clause.cdr
    return NIL


def _cond_expand(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    frame.splice(chosen(x, form.cdr, place), place)


def _cond_expand_expression(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    forms = chosen(x, form.cdr, place)
    return Const(place, None) if forms is NIL else x.sequence(forms, scope, place)


TABLE.syntax("cond-expand")(Definition(_cond_expand, _cond_expand_expression))


def _included(x: Expander, names: Any, place: Place) -> Any:
    for name, at in x.parts(names, place, "include"):
        if name.__class__ is not String:
            complain("include takes names of files", at)
        path = _beside(x, name.text, at)
        if path in x.including:
            complain(f"{path} includes itself, directly or through others", at)
        x.including.append(path)
        try:
            yield from x.image.read_file(path, x.places, at)
        finally:
            x.including.remove(path)


def _beside(x: Expander, name: str, place: Place) -> Path:
    """Return where a file is: beside the one that mentions it, or below a directory of -L."""
    folders = (Path(place.file).parent, *x.image.directories)
    for folder, suffix in itertools.product(folders, ("", x.image.profile.source_suffix)):
        if (folder / f"{name}{suffix}").is_file():
            return folder / f"{name}{suffix}"
    return folders[0] / name


def _include(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(include file ...)`."""
    for each in _included(x, form.cdr, place):
        frame.add(each.datum, each.place)


def _include_expression(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    forms: Any = NIL
    for each in reversed(list(_included(x, form.cdr, place))):
        forms = Pair(each.datum, forms)
    return x.sequence(forms, scope, place)


TABLE.syntax("include", "include-ci", "include-from-path")(
    Definition(_include, _include_expression)
)


def _at_expansion(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(begin-for-syntax form ...)`: forms that macros need while the program is expanded."""
    forms = form.cdr
    if strip(form.car).name == "eval-when":
        forms = form.cdr.cdr if form.cdr.__class__ is Pair else NIL
    before = len(frame.steps)
    frame.splice(forms, place)
    if isinstance(frame, TopFrame):
        steps = frame.steps[before:]
        del frame.steps[before:]
        early = TopFrame(x, frame.scope)
        early.steps = steps
        x.image.run_nodes(early.nodes(), place.file)


TABLE.syntax("begin-for-syntax", "eval-when")(Definition(_at_expansion))
