"""Time, the process and evaluation (R7RS 6.12, 6.14)."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import Any, Final

from ..calls import finish
from ..control import Exit
from ..data import Pair, String, Symbol
from ..declaration import Table
from ..dynamics import STATE
from ..exits import exit_status
from ..kinds import Items, Text

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("exit")
def exit_(*values: Any) -> Any:
    """End the program, in most systems the `after` thunks of dynamic-wind run. R7RS 6.14."""
    profile = STATE.profile
    raise Exit(exit_status(values, profile), "exit" in profile.unwinds)


@TABLE.procedure("emergency-exit", "primitive-exit", "primitive-_exit")
def emergency_exit(*values: Any) -> Any:
    """End the process at once. R7RS 6.14."""
    status = exit_status(values, STATE.profile)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


@TABLE.procedure("command-line")
def command_line() -> Items:
    """Return the program's name and arguments. R7RS 6.14."""
    return [String(each) for each in STATE.command_line]


@TABLE.procedure("get-environment-variable")
def get_environment_variable(name: Text) -> Any:
    """Return the value of an environment variable, or #f. R7RS 6.14."""
    found = os.environ.get(name)
    return False if found is None else String(found)


@TABLE.procedure("get-environment-variables")
def get_environment_variables() -> Items:
    """Return the names and values of all environment variables. R7RS 6.14."""
    return [Pair(String(name), String(value)) for name, value in os.environ.items()]


@TABLE.procedure("current-second")
def current_second() -> float:
    """Return the time in seconds since 1970. R7RS 6.14."""
    return time.time()


@TABLE.procedure("current-jiffy")
def current_jiffy() -> int:
    """Return the time since some moment, in jiffies. R7RS 6.14."""
    return time.monotonic_ns() // 1000


@TABLE.procedure("jiffies-per-second")
def jiffies_per_second() -> int:
    """Return how many jiffies a second has. R7RS 6.14."""
    return 1_000_000


@TABLE.procedure("features")
def features() -> Items:
    """Return the symbols that `cond-expand` knows. R7RS 6.14."""
    return [Symbol(each) for each in STATE.image.features]


# Evaluation


@TABLE.procedure("eval")
def eval_(expression: Any, environment: Any = None) -> Any:
    """Return the value of an expression, which a definition is as well. R7RS 6.12."""
    return finish(STATE.image.evaluate(expression, environment))


@TABLE.procedure("environment")
def environment(*imports: Any) -> Any:
    """Return an environment of imported libraries. R7RS 6.12."""
    return STATE.image.environment(imports)


@TABLE.procedure("interaction-environment", "current-module")
def interaction_environment() -> Any:
    """Return the environment of the program. R7RS 6.12."""
    return STATE.image.program


@TABLE.procedure("scheme-report-environment", "null-environment")
def scheme_report_environment(version: Any = 5) -> Any:
    """Return the environment of R5RS. R7RS A."""
    return STATE.image.base_environment()


@TABLE.procedure("load", "primitive-load")
def load(path: Text, environment: Any = None) -> Any:
    """Run a file's forms in an environment. R7RS 6.14."""
    return STATE.image.load(path, environment)
