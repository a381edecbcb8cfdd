"""Modules and variables as values, evaluation, loading, and the version: Guile's core."""

from __future__ import annotations

import errno as python_errno
import gc as python_gc
import platform
import sys
import sysconfig
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias

from ...backtrace import running_file
from ...calls import call, finish
from ...conditions import FileFailure, error
from ...data import NIL, Keyword, Pair, Special, String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...image import BUILT_IN, Module
from ...kinds import Items, Proc, Sym, Text, of_class
from ...nodes import Global, Primitive
from ...printer import PRINTERS, written
from ...reader import read, read_one
from ...syntax import Macro, Syntax
from ..keywords import keyword_arguments

__all__ = ["TABLE", "module_of"]

TABLE: Final = Table()

_UNDEFINED: Final = Special("undefined")

MODULE: Final = of_class("a module", Module)
_Module: TypeAlias = Annotated[Module, MODULE]

_USER: Final = "(guile-user)"

PRINTERS[Module] = lambda module, readable, profile: (
    f"#<directory {module.name or _USER} {id(module):x}>"
)


# Variables


class Variable:
    """A variable as a value."""

    def get(self) -> Any:
        """Return its value, `_UNDEFINED` for none."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Set its value."""
        raise NotImplementedError


class _Own(Variable):
    """A variable that belongs to no module."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def get(self) -> Any:
        return self.value

    def put(self, value: Any) -> None:
        self.value = value


class _OfModule(Variable):
    """A variable of a module, or a name of a library."""

    def __init__(self, binding: Global | Primitive) -> None:
        self.binding = binding

    def get(self) -> Any:
        return _value_of(self.binding)

    def put(self, value: Any) -> None:
        image, binding = STATE.image, self.binding
        if isinstance(binding, Primitive):
            binding.assigned = True
            if not binding.python:
                binding.python = image.allocate(binding.entry.name)
        else:
            binding.defined = True
        image.globals[binding.python] = value


VARIABLE: Final = of_class("a variable", Variable)
_Variable: TypeAlias = Annotated[Variable, VARIABLE]


def _shown(variable: Variable) -> str:
    value = variable.get()
    shown = "#<undefined>" if value is _UNDEFINED else written(value, STATE.profile)
    return f"#<variable {id(variable):x} value: {shown}>"


for _class in (_Own, _OfModule):
    PRINTERS[_class] = lambda variable, readable, profile: _shown(variable)


@TABLE.procedure("make-variable")
def make_variable(value: Any) -> Variable:
    """Return a variable with a value. Guile manual, Variables."""
    return _Own(value)


@TABLE.procedure("make-undefined-variable")
def make_undefined_variable() -> Variable:
    """Return a variable without a value. Guile manual, Variables."""
    return _Own(_UNDEFINED)


@TABLE.procedure("variable?")
def is_variable(value: Any) -> bool:
    """Return whether a value is a variable. Guile manual, Variables."""
    return isinstance(value, Variable)


@TABLE.procedure("variable-bound?")
def is_variable_bound(variable: _Variable) -> bool:
    """Return whether a variable has a value. Guile manual, Variables."""
    return variable.get() is not _UNDEFINED


@TABLE.procedure("variable-ref")
def variable_ref(variable: _Variable) -> Any:
    """Return a variable's value. Guile manual, Variables."""
    value = variable.get()
    if value is _UNDEFINED:
        raise error("Unbound variable:", variable, procedure="variable-ref")
    return value


@TABLE.procedure("variable-set!")
def variable_set(variable: _Variable, value: Any) -> None:
    """Set a variable. Guile manual, Variables."""
    variable.put(value)


@TABLE.procedure("variable-unset!")
def variable_unset(variable: _Variable) -> None:
    """Take a variable's value away. Guile manual, Variables."""
    if isinstance(variable, _OfModule):
        STATE.image.globals.pop(variable.binding.python, None)
    else:
        variable.put(_UNDEFINED)


# What names mean in modules


def _value_of(binding: Any) -> Any:
    """Return the value of what a name means, `_UNDEFINED` for none."""
    scope = STATE.image.globals
    if isinstance(binding, Primitive):
        return scope[binding.python] if binding.python else binding.entry.value
    if isinstance(binding, Global):
        return scope.get(binding.python, _UNDEFINED)
    return binding if isinstance(binding, Macro | Syntax) else _UNDEFINED


def _variable(module: Module, name: Symbol) -> Variable | None:
    binding = module.bindings.get(name)
    if not isinstance(binding, Global | Primitive):
        return None
    if isinstance(binding, Global) and binding.python not in STATE.image.globals:
        return None
    return _OfModule(binding)


def _name(names: Any) -> str:
    if names is not NIL and names.__class__ is not Pair:
        refuse("resolve-module", 1, "a list of symbols", names)
    return f"({' '.join(written(each, STATE.profile) for each in from_list(names))})"


def _resolved(name: str) -> Module | None:
    """Return a module by its name; one of a library has the library's names."""
    image = STATE.image
    if name in (_USER, image.program.name):
        found: Module = image.program
        return found
    module = image.modules.get(name)
    if module is None:
        if not image.has_library(name):
            return None
        names = image.environment([read_one(name, image.profile)]).bindings
        module = image.modules.get(name)  # where it was loaded from a file
        if module is None:
            module = _held().setdefault(name, Module(image, name))
            module.bindings.update(names)
            module.exports = None
    found_module: Module = module
    return found_module


def _held() -> dict[str, Module]:
    """Return the modules that stand for libraries that are tables, by name."""
    held: dict[str, Module] = STATE.image.__dict__.setdefault("library_modules", {})
    return held


_ENSURE: Final = {"ensure": True}


@TABLE.procedure("resolve-module")
def resolve_module(names: Any, *options: Any) -> Any:
    """Return the module that a list of symbols names; a new one, or #f with `#:ensure #f`.

    Guile manual, Module System Reflection.
    """
    rest = options
    while rest and not isinstance(rest[0], Keyword):  # autoload and version
        rest = rest[1:]
    (ensure,) = keyword_arguments("resolve-module", rest, _ENSURE)
    name = _name(names)
    found = _resolved(name)
    if found is not None or ensure is False:
        return False if found is None else found
    return STATE.image.module(name, BUILT_IN)


_SELECTION: Final = {
    "select": False,
    "hide": False,
    "prefix": False,
    "renamer": False,
    "version": False,
}


@TABLE.procedure("resolve-interface")
def resolve_interface(names: Any, *options: Any) -> Any:
    """Return a module with what another exports, perhaps chosen and renamed.

    Guile manual, Module System Reflection.
    """
    select, hide, prefix, renamer, _ = keyword_arguments("resolve-interface", options, _SELECTION)
    name = _name(names)
    found = _resolved(name)
    if found is None:
        raise error("no code for module", names)
    made = Module(STATE.image, name)
    made.exports = None
    chosen = dict(found.interface() if found.exports is not None else found.bindings)
    if select is not False:
        pairs = [
            (each.car, each.cdr) if each.__class__ is Pair else (each, each)
            for each in from_list(select)
        ]
        for old, _ in pairs:
            if old not in chosen:
                raise error("no binding to select in module", old, names)
        chosen = {new: chosen[old] for old, new in pairs}
    for each in from_list(hide) if hide is not False else ():
        chosen.pop(each, None)
    for each, binding in chosen.items():
        if prefix is not False:
            each = Symbol(f"{prefix.name}{each.name}")
        made.bindings[call(renamer, each) if renamer is not False else each] = binding
    return made


class _Interface(Module):
    """What a module exports, as a module: what is added to this one the other exports."""

    __slots__ = ("owner",)

    def __init__(self, owner: Module) -> None:
        super().__init__(owner.image, owner.name)
        self.owner = owner
        self.exports = None
        self.bindings.update(owner.interface())


@TABLE.procedure("module-public-interface")
def module_public_interface(module: _Module) -> Module:
    """Return a module with what another exports. Guile manual, Module System Reflection."""
    return module if isinstance(module, _Interface) else _Interface(module)


@TABLE.procedure("current-module")
def current_module() -> Any:
    """Return the module of the program. Guile manual, Module System Reflection."""
    return STATE.image.program


@TABLE.procedure("set-current-module")
def set_current_module(module: _Module) -> Any:
    """Make a module the one in which things are evaluated; return the one before.

    Guile manual, Module System Reflection.
    """
    before, STATE.image.program = STATE.image.program, module
    return before


@TABLE.procedure("save-module-excursion")
def save_module_excursion(thunk: Proc) -> Any:
    """Call a thunk, the current module being the same afterwards.

    Guile manual, Module System Reflection.
    """
    before = STATE.image.program
    try:
        return call(thunk)
    finally:
        STATE.image.program = before


@TABLE.procedure("module?")
def is_module(value: Any) -> bool:
    """Return whether a value is a module. Guile manual, Module System Reflection."""
    return isinstance(value, Module)


@TABLE.procedure("make-module", "make-fresh-user-module")
def make_module(*ignored: Any) -> Module:
    """Return a module with the names of Guile's core. Guile manual, Module System Reflection."""
    image = STATE.image
    made = Module(image, "")
    made.exports = None
    image.begin(made)
    return made


@TABLE.procedure("beautify-user-module!")
def beautify_user_module(module: _Module) -> None:
    """Give a module the names of Guile's core. Guile's boot-9."""
    own = dict(module.bindings)
    module.image.begin(module)
    module.bindings.update(own)


@TABLE.procedure("module-name")
def module_name(module: _Module) -> Any:
    """Return the list of symbols that names a module. Guile manual, Module System Reflection."""
    return read_one(module.name or _USER, module.image.profile)


@TABLE.procedure("module-filename")
def module_filename(module: _Module) -> Any:
    """Return the name of a module's file, or #f. Guile's boot-9."""
    for binding in module.bindings.values():
        if isinstance(binding, Global) and binding.defined and binding.module == module.name:
            return String(binding.place.file)
    return False


@TABLE.procedure("module-variable", "module-local-variable")
def module_variable(module: _Module, name: Sym) -> Any:
    """Return the variable that a name means in a module, or #f.

    Guile manual, Module System Reflection.
    """
    return _variable(module, name) or False


_NONE: Final = Special("none")


@TABLE.procedure("module-ref", "local-ref-module")
def module_ref(module: _Module, name: Sym, default: Any = _NONE) -> Any:
    """Return what a name means in a module, else a default.

    Guile manual, Module System Reflection.
    """
    found = _variable(module, name)
    if found is not None:
        return found.get()
    if default is _NONE:
        raise error("No variable named", name, Symbol("in"), module)
    return default


@TABLE.procedure("module-set!")
def module_set(module: _Module, name: Sym, value: Any) -> None:
    """Set a variable of a module. Guile manual, Module System Reflection."""
    found = _variable(module, name)
    if found is None:
        raise error("No variable named", name, Symbol("in"), module)
    found.put(value)


@TABLE.procedure("module-define!", "module-add!")
def module_define(module: _Module, name: Sym, value: Any) -> None:
    """Define a variable of a module. Guile manual, Module System Reflection."""
    given = value.get() if isinstance(value, Variable) else value
    variable = module.define(name, BUILT_IN)
    module.image.globals[variable.python] = given


@TABLE.procedure("define!")
def define(name: Sym, value: Any) -> None:
    """Define a variable of the current module. Guile's core."""
    module_define(STATE.image.program, name, value)


@TABLE.procedure("module-remove!")
def module_remove(module: _Module, name: Sym) -> None:
    """Take a name out of a module. Guile's boot-9."""
    module.bindings.pop(name, None)


@TABLE.procedure("module-defined?", "module-bound?")
def is_module_defined(module: _Module, name: Sym) -> bool:
    """Return whether a name has a value in a module. Guile manual, Module System Reflection."""
    return _value_of(module.bindings.get(name)) is not _UNDEFINED


@TABLE.procedure("module-locally-bound?")
def is_module_locally_bound(module: _Module, name: Sym) -> bool:
    """Return whether a module itself defines a name. Guile's boot-9."""
    binding = module.bindings.get(name)
    return (
        isinstance(binding, Global)
        and binding.module == module.name
        and _value_of(binding) is not _UNDEFINED
    )


@TABLE.procedure("defined?")
def is_defined(name: Sym, module: Any = None) -> bool:
    """Return whether a name has a value in a module, the current one by itself.

    Guile manual, Definition.
    """
    return is_module_defined(module if isinstance(module, Module) else STATE.image.program, name)


@TABLE.procedure("module-export!", "module-re-export!", "module-replace!")
def module_export(module: _Module, names: Items) -> None:
    """Let a module export names. Guile manual, Module System Reflection."""
    for each in names:
        old, new = (each.car, each.cdr) if each.__class__ is Pair else (each, each)
        module.export(old, new)


@TABLE.procedure("module-use!")
def module_use(module: _Module, interface: _Module) -> None:
    """Let a module have the names of another. Guile manual, Module System Reflection."""
    found = interface.interface()
    for name, binding in found.items():
        module.bindings.setdefault(name, binding)
    if isinstance(module, _Interface):
        module.owner.reexports.update(found)


@TABLE.procedure("module-for-each")
def module_for_each(procedure: Proc, module: _Module) -> None:
    """Call a procedure with each name of a module and its variable.

    Guile manual, Module System Reflection.
    """
    for name in list(module.bindings):
        found = _variable(module, name) if isinstance(name, Symbol) else None
        if found is not None:
            call(procedure, name, found)


@TABLE.procedure("module-map")
def module_map(procedure: Proc, module: _Module) -> Items:
    """Return a list of what a procedure gives for each name and its variable.

    Guile manual, Module System Reflection.
    """
    made: list[Any] = []

    def keep(name: Any, variable: Any) -> None:
        made.append(call(procedure, name, variable))

    module_for_each(keep, module)
    return made


# Evaluation


def module_of(procedure: str, place: int, module: Any) -> Any:
    """Return the module that an argument is, None for one that was left out."""
    if module is None:
        return None
    if not isinstance(module, Module):
        refuse(procedure, place, "a module", module)
    return module


@TABLE.procedure("eval")
def eval_(expression: Any, module: _Module) -> Any:
    """Return the value of an expression in a module. Guile manual, Fly Evaluation."""
    return finish(STATE.image.evaluate(expression, module))


@TABLE.procedure("primitive-eval")
def primitive_eval(expression: Any) -> Any:
    """Return the value of an expression in the current module. Guile manual, Fly Evaluation."""
    return finish(STATE.image.evaluate(expression))


@TABLE.procedure("eval-string")
def eval_string(text: Text, module: Any = None) -> Any:
    """Return the value of the last expression in a text. Guile manual, Fly Evaluation."""
    environment = module_of("eval-string", 2, module)
    result = None
    for form in list(read(text, STATE.profile)):
        result = finish(STATE.image.evaluate(form.datum, environment))
    return result


@TABLE.procedure("load")
def load(path: Text, reader: Any = None) -> Any:
    """Run a file as `primitive-load` does; it is looked for beside the file that loads it.

    Guile manual, Loading.
    """
    folder = Path(running_file(STATE.image.globals)).parent
    return STATE.image.load(str(folder / path))


@TABLE.procedure("primitive-load")
def primitive_load(path: Text) -> Any:
    """Run the forms of a file in the current module; return the last one's value.

    Guile manual, Loading.
    """
    return STATE.image.load(path)


def _searched(name: str) -> str | None:
    if Path(name).is_absolute():
        return name if Path(name).exists() else None
    for directory in STATE.image.directories:
        for ending in ("", ".scm"):
            path = Path(directory) / f"{name}{ending}"
            if path.is_file():
                return str(path)
    return None


@TABLE.procedure("primitive-load-path", "load-from-path")
def primitive_load_path(name: Text, missing: Any = None) -> Any:
    """Run the forms of a file that is looked for where modules are. Guile manual, Load Paths."""
    path = _searched(name)
    if path is not None:
        return STATE.image.load(path)
    if missing is False:
        return False
    if missing is not None and missing is not True:
        return call(missing)
    raise FileFailure("primitive-load-path", name, python_errno.ENOENT, "Unable to find file")


@TABLE.procedure("%search-load-path")
def search_load_path(name: Text) -> Any:
    """Return the full name of a file that is looked for where modules are, or #f.

    Guile manual, Load Paths.
    """
    path = _searched(name)
    return False if path is None else String(path)


TABLE.value("%load-path", NIL)
TABLE.value("%load-extensions", to_list([String(".scm"), String("")]))
TABLE.value("%load-hook", False)


# The version and the collector


_FEATURES: Final = [
    *("record", "defmacro", "values", "sort", "socket", "net-db", "regex", "popen", "fork"),
    *("EIDs", "posix", "inexact", "complex", "random", "i/o-extensions", "current-time"),
    *("delay", "threads", "char-ready?", "system"),
]
TABLE.value("*features*", to_list(map(Symbol, _FEATURES)))
TABLE.value(
    "%host-type",
    String(
        sysconfig.get_config_var("HOST_GNU_TYPE") or f"{platform.machine()}-unknown-{sys.platform}"
    ),
)


def _constant(name: str, text: str, document: str) -> None:
    def told() -> Text:
        return text

    told.__doc__ = document
    TABLE.procedure(name)(told)


for _each, _text in (
    ("version", "3.0.8"),
    ("effective-version", "3.0"),
    ("major-version", "3"),
    ("minor-version", "0"),
    ("micro-version", "8"),
):
    _constant(_each, _text, "Return a part of the version of the Guile that this is like.")


@TABLE.procedure("provided?")
def is_provided(feature: Sym) -> bool:
    """Return whether there is a feature. Guile manual, Feature Manipulation."""
    return feature.name in _FEATURES


@TABLE.procedure("gc")
def gc() -> None:
    """Collect what nothing refers to. Guile manual, Garbage Collection Functions."""
    python_gc.collect()


@TABLE.procedure("gc-enable")
def gc_enable() -> None:
    """Let the collector run by itself. Guile manual, Garbage Collection Functions."""
    python_gc.enable()


@TABLE.procedure("gc-disable")
def gc_disable() -> None:
    """Let the collector not run by itself. Guile manual, Garbage Collection Functions."""
    python_gc.disable()


@TABLE.procedure("gc-run-time")
def gc_run_time() -> int:
    """Return the time that was spent collecting, which is not measured: 0.

    Guile manual, Garbage Collection Functions.
    """
    return 0


@TABLE.procedure("gc-stats")
def gc_stats() -> Items:
    """Return an association list about the memory. Guile manual, Garbage Collection Functions."""
    blocks = sys.getallocatedblocks()
    runs = sum(each["collections"] for each in python_gc.get_stats())
    found = {
        "gc-time-taken": 0,
        "heap-size": blocks * 64,
        "heap-free-size": 0,
        "heap-total-allocated": blocks * 64,
        "heap-allocated-since-gc": 0,
        "protected-objects": 0,
        "gc-times": runs,
    }
    return [Pair(Symbol(name), value) for name, value in found.items()]
