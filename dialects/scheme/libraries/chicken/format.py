"""Formatted output as CHICKEN has it: (chicken format). SRFI 28 is a part of it."""

from __future__ import annotations

import re
from typing import Any, Final

from ...conditions import error
from ...data import String, from_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Text
from ...numbers import number_to_text
from ...ports import CURRENT_OUTPUT, put
from ...printer import displayed, written
from .. import io

__all__ = ["TABLE", "formatted"]

TABLE: Final = Table()

_DIRECTIVE: Final = re.compile(r"~(\s+|.)", re.DOTALL)
_RADIX: Final = {"b": 2, "o": 8, "x": 16}


def formatted(procedure: str, template: str, arguments: list[Any]) -> str:
    """Return a template with its directives replaced; it takes the arguments that it uses."""

    def next_argument() -> Any:
        if not arguments:
            raise error("too few arguments for the template:", String(template))
        return arguments.pop(0)

    def replaced(found: re.Match[str]) -> str:
        letter = found[1].lower()
        match letter:
            case "a":
                return displayed(next_argument(), STATE.profile)
            case "s":
                return written(next_argument(), STATE.profile)
            case "c":
                char = next_argument()
                if char.__class__ is not str:
                    refuse(procedure, 0, "a character", char)
                return str(char)
            case "b" | "o" | "x":
                return number_to_text(next_argument(), _RADIX[letter], STATE.profile.floats)
            case "%" | "n":
                return "\n"
            case "~":
                return "~"
            case "!":  # what is held is written to the system
                return ""
            case "?":
                inner = next_argument()
                if inner.__class__ is not String:
                    refuse(procedure, 0, "a string", inner)
                return formatted(procedure, inner.text, from_list(next_argument()))
        if letter.isspace():
            return ""
        raise error(f"no directive of {procedure}:", String(found[0]))

    return _DIRECTIVE.sub(replaced, template)


def _put(port: Any, procedure: str, template: str, arguments: tuple[Any, ...]) -> None:
    put(port, formatted(procedure, template, list(arguments)))
    if re.search("(?<!~)(?:~~)*~!", template):
        io.flush_output_port(port)


@TABLE.procedure("format")
def format_(destination: Any, *arguments: Any) -> Any:
    """Write values as a template says: `(format [destination] template value ...)`.

    To a port, to the current one for #t, or into a string that is returned, for #f or where
    there is none. CHICKEN manual, Module (chicken format).
    """
    if destination.__class__ is String:
        return String(formatted("format", destination.text, list(arguments)))
    if not arguments or arguments[0].__class__ is not String:
        refuse("format", 2, "a string", arguments[0] if arguments else destination)
    template, *values = arguments
    if destination is False:
        return String(formatted("format", template.text, values))
    port = CURRENT_OUTPUT() if destination is True else destination
    if not io.is_output_port(port):
        refuse("format", 1, "a port that writes, a string, #t or #f", destination)
    _put(port, "format", template.text, tuple(values))
    return None


@TABLE.procedure("fprintf")
def fprintf(port: Any, template: Text, *arguments: Any) -> None:
    """Write values to a port as a template says. CHICKEN manual, Module (chicken format)."""
    if not io.is_output_port(port):
        refuse("fprintf", 1, "a port that writes", port)
    _put(port, "fprintf", template, arguments)


@TABLE.procedure("printf")
def printf(template: Text, *arguments: Any) -> None:
    """Write values as a template says. CHICKEN manual, Module (chicken format)."""
    _put(CURRENT_OUTPUT(), "printf", template, arguments)


@TABLE.procedure("sprintf")
def sprintf(template: Text, *arguments: Any) -> Text:
    """Return a string of values as a template says. CHICKEN manual, Module (chicken format)."""
    return formatted("sprintf", template, list(arguments))
