"""The loop that reads, evaluates and prints: CHICKEN's (chicken repl) and (chicken csi)."""

from __future__ import annotations

import sys
from typing import Any, Final

from ...backtrace import told
from ...calls import call
from ...control import Exit
from ...data import EOF, Pair, String, Symbol
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter, held
from ...kinds import Proc
from ...ports import CURRENT_INPUT, CURRENT_OUTPUT, put
from ...printer import written
from .. import io, system
from .eval import EVAL_HANDLER

__all__ = ["TABLE"]

TABLE: Final = Table()


class Reset(Exception):
    """What `reset` raises: back to the loop."""


def _prompt() -> String:
    return String("#;1> ")


def _reset() -> Any:
    raise Reset


_PROMPT: Final = Parameter(_prompt, settable=True)
_RESET: Final = Parameter(_reset, settable=True)
TABLE.value("repl-prompt", _PROMPT)
TABLE.value("reset-handler", _RESET)


@TABLE.procedure("reset", tail=True)
def reset() -> Any:
    """Go back to the loop, by what `reset-handler` has. CHICKEN manual, Module (chicken repl)."""
    return (_RESET(),)


@TABLE.procedure("quit")
def quit_(result: Any = None) -> Any:
    """End the loop, and the program. CHICKEN manual, Module (chicken repl)."""
    return system.exit_(0) if result is None else system.exit_(result)


@TABLE.procedure("repl")
def repl(evaluator: Any = None) -> None:
    """Read, evaluate and print until the input ends. CHICKEN manual, Module (chicken repl)."""
    evaluate = EVAL_HANDLER() if evaluator is None else evaluator
    while True:
        put(CURRENT_OUTPUT(), call(_PROMPT()).text)
        io.flush_output_port()
        try:
            form = io.read(CURRENT_INPUT())
            if form is EOF:
                return
            value = _command(form) if _is_command(form) else call(evaluate, form)
        except Reset:
            continue
        except Exit:
            raise
        except Exception as error:
            print(told(error, STATE.image.globals, STATE.profile), file=sys.stderr)
            continue
        if value is not None:
            put(CURRENT_OUTPUT(), written(value, STATE.profile) + "\n")


# Commands of the interpreter


def _commands() -> dict[Symbol, Any]:
    """Return the commands of the loop by their names."""
    found: dict[Symbol, Any] = held().setdefault(
        "commands of the interpreter", {Symbol("d"): _describe_next, Symbol("q"): quit_}
    )
    return found


def _is_command(form: Any) -> bool:
    return (
        form.__class__ is Pair
        and form.car is Symbol("unquote")
        and form.cdr.__class__ is Pair
        and form.cdr.car in _commands()
    )


def _command(form: Pair) -> Any:
    return call(_commands()[form.cdr.car])


@TABLE.procedure("toplevel-command")
def toplevel_command(name: Any, procedure: Proc, description: Any = False) -> None:
    """Have `,name` call a procedure in the loop. CHICKEN manual, Module (chicken csi)."""
    if name.__class__ is not Symbol:
        refuse("toplevel-command", 1, "a symbol", name)
    _commands()[name] = procedure


TABLE.value("editor-command", Parameter(False, settable=True))


def _describers() -> dict[Any, Any]:
    """Return what describes records, by their types."""
    found: dict[Any, Any] = held().setdefault("describers of records", {})
    return found


@TABLE.procedure("set-describer!")
def set_describer(tag: Any, procedure: Proc) -> None:
    """Have a procedure describe records of a type. CHICKEN manual, Module (chicken csi)."""
    _describers()[tag] = procedure


def describe(value: Any) -> None:
    """Write what a record consists of."""
    describer = _describers().get(getattr(value, "type", None))
    if describer is not None:
        call(describer, value, CURRENT_OUTPUT())
    else:
        put(CURRENT_OUTPUT(), written(value, STATE.profile) + "\n")


def _describe_next() -> Any:
    describe(call(EVAL_HANDLER(), io.read(CURRENT_INPUT())))
