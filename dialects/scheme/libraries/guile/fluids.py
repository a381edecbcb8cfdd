"""Fluids, dynamic states, parameters and hooks, as Guile has them."""

from __future__ import annotations

import contextlib
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...conditions import error
from ...control import before_leaving, parameterized
from ...data import Special, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter
from ...kinds import Index, Items, Proc, of_class
from ...printer import PRINTERS

__all__ = ["TABLE"]

TABLE: Final = Table()

_UNBOUND: Final = Special("unbound")


class Fluid:
    """A fluid: a variable whose value is of the dynamic state; a parameter holds it."""

    __slots__ = ("local", "parameter")

    def __init__(self, parameter: Parameter, local: bool = False) -> None:
        self.parameter = parameter
        self.local = local

    @property
    def cell(self) -> list[Any]:
        """The cell of its value at the moment."""
        return self.parameter.cell_in_force()


FLUID: Final = of_class("a fluid", Fluid)
_Fluid: TypeAlias = Annotated[Fluid, FLUID]

PRINTERS[Fluid] = lambda fluid, readable, profile: f"#<fluid {id(fluid):x}>"


@TABLE.procedure("make-fluid")
def make_fluid(value: Any = False) -> Fluid:
    """Return a fluid with a value that it has where nothing else is set.

    Guile manual, Fluids and Dynamic States.
    """
    return Fluid(Parameter(value, of_library=False))


@TABLE.procedure("make-unbound-fluid")
def make_unbound_fluid() -> Fluid:
    """Return a fluid without a value. Guile manual, Fluids and Dynamic States."""
    return Fluid(Parameter(_UNBOUND, of_library=False))


@TABLE.procedure("make-thread-local-fluid")
def make_thread_local_fluid(value: Any = False) -> Fluid:
    """Return a fluid whose value each thread has for itself.

    Guile manual, Thread-Local Variables.
    """
    return Fluid(_ThreadLocal(value), local=True)


class _ThreadLocal(Parameter):
    """A parameter of which each thread has a cell of its own; a new thread begins anew."""

    __slots__ = ("begins",)

    def __init__(self, value: Any) -> None:
        super().__init__(value, of_library=False)
        self.begins = value

    @property
    def cell(self) -> list[Any]:
        """The cell of the thread that asks."""
        cells: dict[Any, list[Any]] = STATE.__dict__.setdefault("thread_locals", {})
        return cells.setdefault(self, [self.begins])

    @cell.setter
    def cell(self, value: list[Any]) -> None:
        """Take no cell that is not of a thread."""


@TABLE.procedure("fluid?")
def is_fluid(value: Any) -> bool:
    """Return whether a value is a fluid. Guile manual, Fluids and Dynamic States."""
    return isinstance(value, Fluid)


@TABLE.procedure("fluid-thread-local?")
def is_fluid_thread_local(fluid: _Fluid) -> bool:
    """Return whether each thread has its own value. Guile manual, Thread-Local Variables."""
    return fluid.local


@TABLE.procedure("fluid-ref")
def fluid_ref(fluid: _Fluid) -> Any:
    """Return a fluid's value. Guile manual, Fluids and Dynamic States."""
    value = fluid.cell[0]
    if value is _UNBOUND:
        raise error("unbound fluid:", fluid, procedure="fluid-ref")
    return value


@TABLE.procedure("fluid-set!")
def fluid_set(fluid: _Fluid, value: Any) -> None:
    """Set a fluid's value. Guile manual, Fluids and Dynamic States."""
    fluid.cell[0] = value


@TABLE.procedure("fluid-unset!")
def fluid_unset(fluid: _Fluid) -> None:
    """Take a fluid's value away. Guile manual, Fluids and Dynamic States."""
    fluid.cell[0] = _UNBOUND


@TABLE.procedure("fluid-bound?")
def is_fluid_bound(fluid: _Fluid) -> bool:
    """Return whether a fluid has a value. Guile manual, Fluids and Dynamic States."""
    return fluid.cell[0] is not _UNBOUND


@TABLE.procedure("with-fluid*")
def with_fluid(fluid: _Fluid, value: Any, thunk: Proc) -> Any:
    """Call a thunk while a fluid has a value. Guile manual, Fluids and Dynamic States."""
    return parameterized([(fluid.parameter, value)], thunk)


@TABLE.procedure("with-fluids*")
def with_fluids(fluids: Items, values: Items, thunk: Proc) -> Any:
    """Call a thunk while fluids have values. Guile manual, Fluids and Dynamic States."""
    if len(fluids) != len(values):
        refuse("with-fluids*", 2, "as many values as fluids", to_list(values), False)
    for each in fluids:
        if not isinstance(each, Fluid):
            refuse("with-fluids*", 1, "a list of fluids", each)
    bindings = [(each.parameter, value) for each, value in zip(fluids, values, strict=True)]
    return parameterized(bindings, thunk)


# Parameters


@TABLE.procedure("parameter?")
def is_parameter(value: Any) -> bool:
    """Return whether a value is a parameter. Guile manual, Parameters."""
    return isinstance(value, Parameter)


@TABLE.procedure("parameter-fluid")
def parameter_fluid(parameter: Any) -> Fluid:
    """Return the fluid of a parameter. Guile manual, Parameters."""
    if not isinstance(parameter, Parameter):
        refuse("parameter-fluid", 1, "a parameter", parameter)
    return parameter.fluid if isinstance(parameter, _OfFluid) else Fluid(parameter)


@TABLE.procedure("parameter-converter")
def parameter_converter(parameter: Any) -> Any:
    """Return what values of a parameter go through. Guile manual, Parameters."""
    if not isinstance(parameter, Parameter):
        refuse("parameter-converter", 1, "a parameter", parameter)
    return parameter.converted


@TABLE.procedure("fluid->parameter")
def fluid_to_parameter(fluid: _Fluid, converter: Proc | None = None) -> Parameter:
    """Return a parameter that has the value of a fluid. Guile manual, Parameters."""
    return _OfFluid(fluid, converter)


class _OfFluid(Parameter):
    """A parameter whose value is a fluid's."""

    __slots__ = ("fluid",)

    def __init__(self, fluid: Fluid, converter: Any) -> None:
        super().__init__(None, converter, settable=True, of_library=False)
        self.fluid = fluid

    def cell_in_force(self) -> list[Any]:
        """Return the cell of the fluid's value."""
        return self.fluid.cell

    def enter(self, value: Any, stack: contextlib.ExitStack) -> None:
        """Bind the fluid in place of the parameter."""
        cells = dict(STATE.parameters)
        cells[self.fluid.parameter] = cells.pop(self)
        STATE.parameters = cells


# Dynamic states


class DynamicState:
    """The values of the parameters and fluids at a moment."""

    def __init__(self) -> None:
        self.parameters = {each: list(cell) for each, cell in STATE.parameters.items()}


_STATE: Final = of_class("a dynamic state", DynamicState)
_DynamicState: TypeAlias = Annotated[DynamicState, _STATE]


@TABLE.procedure("current-dynamic-state")
def current_dynamic_state() -> DynamicState:
    """Return the dynamic state of the moment. Guile manual, Fluids and Dynamic States."""
    return DynamicState()


@TABLE.procedure("dynamic-state?")
def is_dynamic_state(value: Any) -> bool:
    """Return whether a value is a dynamic state. Guile manual, Fluids and Dynamic States."""
    return isinstance(value, DynamicState)


@TABLE.procedure("set-current-dynamic-state")
def set_current_dynamic_state(state: _DynamicState) -> DynamicState:
    """Make a dynamic state the current one; return the one before.

    Guile manual, Fluids and Dynamic States.
    """
    before = DynamicState()
    STATE.parameters = {each: list(cell) for each, cell in state.parameters.items()}
    return before


@TABLE.procedure("with-dynamic-state")
def with_dynamic_state(state: _DynamicState, thunk: Proc) -> Any:
    """Call a thunk in a dynamic state. Guile manual, Fluids and Dynamic States."""
    before = STATE.parameters
    STATE.parameters = {each: list(cell) for each, cell in state.parameters.items()}
    try:
        return before_leaving(thunk)
    finally:
        STATE.parameters = before


# Hooks


class Hook:
    """A hook: procedures of so many arguments, called in order."""

    def __init__(self, arity: int) -> None:
        self.arity = arity
        self.procedures: list[Any] = []


_HOOK: Final = of_class("a hook", Hook)
_Hook: TypeAlias = Annotated[Hook, _HOOK]

PRINTERS[Hook] = lambda hook, readable, profile: f"#<hook {hook.arity} {id(hook):x}>"


@TABLE.procedure("make-hook")
def make_hook(arity: Index = 0) -> Hook:
    """Return a hook for procedures of so many arguments. Guile manual, Hook Reference."""
    return Hook(arity)


@TABLE.procedure("hook?")
def is_hook(value: Any) -> bool:
    """Return whether a value is a hook. Guile manual, Hook Reference."""
    return isinstance(value, Hook)


@TABLE.procedure("hook-empty?")
def is_hook_empty(hook: _Hook) -> bool:
    """Return whether a hook has no procedures. Guile manual, Hook Reference."""
    return not hook.procedures


@TABLE.procedure("add-hook!")
def add_hook(hook: _Hook, procedure: Proc, at_end: Any = False) -> None:
    """Add a procedure at the beginning, or at the end, of a hook. Guile manual, Hook Reference."""
    remove_hook(hook, procedure)
    hook.procedures.insert(0 if at_end is False else len(hook.procedures), procedure)


@TABLE.procedure("remove-hook!")
def remove_hook(hook: _Hook, procedure: Proc) -> None:
    """Take a procedure out of a hook. Guile manual, Hook Reference."""
    hook.procedures = [each for each in hook.procedures if each is not procedure]


@TABLE.procedure("reset-hook!")
def reset_hook(hook: _Hook) -> None:
    """Take all procedures out of a hook. Guile manual, Hook Reference."""
    hook.procedures = []


@TABLE.procedure("hook->list")
def hook_to_list(hook: _Hook) -> Items:
    """Return a list of a hook's procedures. Guile manual, Hook Reference."""
    return list(hook.procedures)


@TABLE.procedure("run-hook")
def run_hook(hook: _Hook, *arguments: Any) -> None:
    """Call a hook's procedures in order. Guile manual, Hook Reference."""
    if len(arguments) != hook.arity:
        raise error(
            f"Hook {hook!r} requires {hook.arity} arguments".replace("~", "~~"),
            procedure="run-hook",
        )
    for each in list(hook.procedures):
        call(each, *arguments)
