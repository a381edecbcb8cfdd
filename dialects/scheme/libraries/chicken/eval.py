"""Evaluation: CHICKEN's (chicken eval)."""

from __future__ import annotations

from typing import Any, Final

from ...data import Pair, Symbol
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter
from .. import system

__all__ = ["EVAL_HANDLER", "TABLE"]

TABLE: Final = Table()

EVAL_HANDLER: Final = Parameter(system.eval_, settable=True)
"""The parameter whose value evaluates a form in an environment."""
TABLE.value("eval-handler", EVAL_HANDLER)


@TABLE.procedure("module-environment")
def module_environment(name: Any, *others: Any) -> Any:
    """Return the environment of a module's exports. CHICKEN manual, Module (chicken eval)."""
    if name.__class__ is not Symbol and name.__class__ is not Pair:
        refuse("module-environment", 1, "the name of a module", name)
    return STATE.image.environment([name])
