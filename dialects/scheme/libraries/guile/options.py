"""The options of Guile's debugger, reader and printer (Guile manual, Runtime Options).

Of the reader's, `case-insensitive` and `keywords` change how what a program reads from then on is
understood; the others, and those of the debugger and the printer, are kept for programs that save
and restore them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from attrs import evolve, frozen

from ...conditions import error
from ...data import String, Symbol, from_list, to_list
from ...declaration import Table
from ...dynamics import STATE
from ...kinds import Sym
from ...ports import CURRENT_OUTPUT, put
from ...printer import displayed
from ..program_state import OfProgram

__all__ = ["TABLE"]

TABLE: Final = Table()


@frozen
class _Option:
    """An option: one that is on or off, or one with a value."""

    first: Any
    text: str
    valued: bool = False


_DEBUG: Final = {
    "backwards": _Option(False, "Show the innermost call of a backtrace first."),
    "width": _Option(79, "How many columns a line of a backtrace takes at most.", valued=True),
    "depth": _Option(20, "How many calls a backtrace shows at most.", valued=True),
    "backtrace": _Option(True, "Show a backtrace with an error."),
    "stack": _Option(838860, "How many words the stack takes at most; 0: any.", valued=True),
    "show-file-name": _Option(True, "Show files and lines in a backtrace.", valued=True),
    "warn-deprecated": _Option(False, "Warn of what is to be dropped."),
}
_READ: Final = {
    "positions": _Option(True, "Keep the places of what is read."),
    "case-insensitive": _Option(False, "Read symbols in lower case."),
    "keywords": _Option(False, "How keywords are written: #f or prefix.", valued=True),
    "r6rs-hex-escapes": _Option(False, "Read escapes of hexadecimal digits as R6RS has them."),
    "square-brackets": _Option(True, "Read brackets as parentheses."),
    "hungry-eol-escapes": _Option(False, "Skip the space that begins a string's next line."),
    "curly-infix": _Option(False, "Read infix expressions in braces."),
    "r7rs-symbols": _Option(False, "Read symbols between bars."),
}
_PRINT: Final = {
    "highlight-prefix": _Option(String("{"), "What stands before what is shown.", valued=True),
    "highlight-suffix": _Option(String("}"), "What stands behind what is shown.", valued=True),
    "quote-keywordish-symbols": _Option(
        Symbol("reader"), "Whether symbols that look like keywords are quoted.", valued=True
    ),
    "escape-newlines": _Option(True, "Write the end of a line in a string as an escape."),
    "r7rs-symbols": _Option(False, "Write symbols between bars."),
}

_Values = dict[str, Any]


def _as_list(table: dict[str, _Option], current: _Values) -> Any:
    """Return what is on, and the options with values, each before its value."""
    found: list[Any] = []
    for name, option in reversed(table.items()):
        if option.valued:
            found += [Symbol(name), current[name]]
        elif current[name]:
            found.append(Symbol(name))
    return to_list(found)


def _set_from(table: dict[str, _Option], who: str, current: _Values, given: Any) -> _Values:
    """Return the values that a list says; a switch that it does not mention is off."""
    made = {name: option.valued and current[name] for name, option in table.items()}
    words = iter(from_list(given))
    for word in words:
        option = _find(table, who, word)
        made[word.name] = next(words, False) if option.valued else True
    return made


def _find(table: dict[str, _Option], who: str, word: Any) -> _Option:
    option = table.get(word.name) if word.__class__ is Symbol else None
    if option is None:
        raise error("Unknown option name:", word, procedure=who)
    return option


def _show(table: dict[str, _Option], current: _Values) -> None:
    """Write each option with its value and what it means."""
    for name, option in table.items():
        value = current[name]
        shown = displayed(value) if option.valued else "yes" if value else "no"
        put(CURRENT_OUTPUT(), f"{name:<23} {shown:<7} {option.text}\n")


def _declare(kind: str, table: dict[str, _Option], changed: Callable[[_Values], None]) -> None:
    """Declare the procedures of a group of options."""
    who = f"{kind}-options-interface"
    values = OfProgram(lambda: {name: option.first for name, option in table.items()})

    def change(new: _Values) -> Any:
        values(new)
        changed(new)
        return _as_list(table, new)

    @TABLE.procedure(f"{kind}-options")
    def options(given: Any = None) -> Any:
        """Return the options, set as a list says; `help` shows them.

        Guile manual, Runtime Options.
        """
        if given is None:
            return _as_list(table, values())
        if given.__class__ is Symbol:
            return _show(table, values())
        return change(_set_from(table, who, values(), given))

    @TABLE.procedure(f"{kind}-enable")
    def enable(*names: Sym) -> Any:
        """Switch options on. Guile manual, Runtime Options."""
        return change(values() | {_known(each): True for each in names})

    @TABLE.procedure(f"{kind}-disable")
    def disable(*names: Sym) -> Any:
        """Switch options off. Guile manual, Runtime Options."""
        return change(values() | {_known(each): False for each in names})

    @TABLE.procedure(f"%{kind}-set!")
    def set_(name: Sym, value: Any) -> Any:
        """Give an option a value. Guile manual, Runtime Options."""
        return change(values() | {_known(name): value})

    def _known(name: Symbol) -> str:
        _find(table, who, name)
        return name.name

    TABLE.macros(
        f"(define-syntax {kind}-set! (syntax-rules ()"
        f" ((_ name value) (%{kind}-set! 'name value))))"
    )


def _reader(values: _Values) -> None:
    """Let what is read from now on be understood as the options say."""
    STATE.profile = STATE.image.profile = evolve(
        STATE.profile,
        keywords="prefix" if values["keywords"] is not False else "hash",
        folds=values["case-insensitive"] is not False,
    )


def _nothing(values: _Values) -> None:
    """Change nothing."""


_declare("debug", _DEBUG, _nothing)
_declare("read", _READ, _reader)
_declare("print", _PRINT, _nothing)
