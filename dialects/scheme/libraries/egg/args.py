"""The egg `args`: options of the command line (SRFI 37), with a text of usage."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...conditions import error
from ...data import Keyword, Pair, String, Symbol, Values, from_list, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter
from ...kinds import Items, Text, of_class
from ...ports import CURRENT_ERROR, put
from ...printer import PRINTERS, displayed
from ..chicken import base as chicken_base

__all__ = ["TABLE"]

TABLE: Final = Table()


class Option:
    """An option: its names, whether it takes an argument, and what it does."""

    __slots__ = ("action", "argument", "names", "needs", "told")

    def __init__(
        self, names: list[str], needs: str, argument: str, told: str, action: Any
    ) -> None:
        self.names = names
        self.needs = needs  # "none", "required" or "optional"
        self.argument = argument
        self.told = told
        self.action = action


PRINTERS[Option] = lambda value, readable, profile: "#<args:option>"

_Option: TypeAlias = Annotated[Option, of_class("an option", Option)]

_WIDTH: Final = Parameter(25, settable=True)
_INDENT: Final = Parameter(1, settable=True)
_SEPARATOR: Final = Parameter(String(" "), settable=True)
TABLE.value("args:width", _WIDTH)
TABLE.value("args:indent", _INDENT)
TABLE.value("args:separator", _SEPARATOR)


@TABLE.procedure("%args-option")
def option(names: list[Symbol], kind: Any, told: Any, action: Any) -> Option:
    """Return an option of what the form `args:make-option` has."""
    argument = ""
    if kind.__class__ is Pair:
        parts = from_list(kind)
        kind = parts[0]
        argument = displayed(parts[1], STATE.profile) if len(parts) > 1 else ""
    needs = kind.name if kind.__class__ is Keyword else ""
    if needs not in ("none", "required", "optional"):
        refuse("args:make-option", 2, "#:none, #:required or #:optional", kind)
    default = "ARG" if needs != "none" else ""
    text = displayed(told, STATE.profile)
    return Option([each.name for each in names], needs, argument or default, text, action)


@TABLE.procedure("args:option?")
def is_option(value: Any) -> bool:
    """Return whether a value is an option. Egg args."""
    return isinstance(value, Option)


def _named(options: list[Any], name: str) -> Option | None:
    return next((each for each in options if name in each.names), None)


class _Parsing:
    """A command line that is taken apart."""

    def __init__(self, options: list[Any], unknown: Any) -> None:
        self.options = options
        self.unknown = unknown
        self.found: list[Any] = []

    def take(self, name: str, argument: str | None, long: bool) -> None:
        """Do what an option does, and note its argument under its names."""
        option = _named(self.options, name)
        given: Any = False if argument is None else String(argument)
        if option is None:
            shown = Symbol(name) if long else name
            call(self.unknown, False, shown, given)
            return
        call(option.action, option, Symbol(name), given)
        value = True if argument is None else given
        self.found += [Pair(Symbol(each), value) for each in option.names]

    def needs(self, name: str) -> str:
        """Return whether an option takes an argument."""
        option = _named(self.options, name)
        return "optional" if option is None else option.needs

    def word(self, word: str, rest: list[str]) -> None:
        """Take a word that begins with a hyphen, and its argument if that stands behind it."""
        if word.startswith("--"):
            name, equals, argument = word[2:].partition("=")
            if equals:
                self.take(name, argument, True)
            elif self.needs(name) == "required" and rest:
                self.take(name, rest.pop(0), True)
            else:
                self.take(name, None, True)
            return
        letters = word[1:]
        while letters:
            name, letters = letters[0], letters[1:]
            kind = self.needs(name) if _named(self.options, name) else "none"
            if kind != "none" and letters:
                self.take(name, letters, False)
                return
            if kind == "required" and rest:
                self.take(name, rest.pop(0), False)
            else:
                self.take(name, None, False)


def _unknown(option: Any, name: Any, argument: Any) -> Any:
    shown = f"--{name.name}" if name.__class__ is Symbol else f"-{name}"
    put(CURRENT_ERROR(), f"{displayed(STATE.command_line[0], STATE.profile)}: unrecognized option")
    put(CURRENT_ERROR(), f" `{shown}'\n")
    return call(chicken_base.exit_, 1)


@TABLE.procedure("args:parse")
def parse(arguments: Items, options: Items, *settings: Any) -> Any:
    """Return an association list of the options, and a list of the other arguments.

    `operand-proc:` and `unrecognized-proc:` may be passed. Egg args.
    """
    for each in options:
        if not isinstance(each, Option):
            refuse("args:parse", 2, "a list of options", each)
    handlers: dict[str, Any] = {"unrecognized-proc": _unknown, "operand-proc": None}
    for keyword, value in zip(settings[::2], settings[1::2], strict=False):
        if keyword.__class__ is not Keyword or keyword.name not in handlers:
            refuse("args:parse", 3, "#:operand-proc or #:unrecognized-proc", keyword)
        handlers[keyword.name] = value
    parsing = _Parsing(options, handlers["unrecognized-proc"])
    rest = [_word(each) for each in arguments]
    operands: list[Any] = []
    while rest:
        word = rest.pop(0)
        if word == "--":
            operands += map(String, rest)
            break
        if word.startswith("-") and word != "-":
            parsing.word(word, rest)
            continue
        if handlers["operand-proc"] is not None:
            call(handlers["operand-proc"], String(word), to_list(operands))
        operands.append(String(word))
    return Values((to_list(parsing.found), to_list(operands)))


def _word(value: Any) -> str:
    if value.__class__ is not String:
        raise error("a command line has strings alone:", value, procedure="args:parse")
    return str(value.text)


@TABLE.procedure("args:ignore-unrecognized-options")
def ignore_unrecognized(option: Any, name: Any, argument: Any) -> None:
    """Take an option that is not known and do nothing. Egg args."""


@TABLE.procedure("args:accept-unrecognized-options")
def accept_unrecognized(option: Any, name: Any, argument: Any) -> None:
    """Take an option that is not known. Egg args."""


def _shown(name: str, option: Option) -> str:
    argument = option.argument
    if len(name) == 1:
        text, mark = f"-{name}", ""
    else:
        text, mark = f"--{name}", "="
    if option.needs == "none" or name != option.names[-1]:
        return text
    return f"{text}[{mark}{argument}]" if option.needs == "optional" else f"{text}{mark}{argument}"


@TABLE.procedure("args:usage")
def usage(options: Items) -> Text:
    """Return a line for each option, with its names and its description. Egg args."""
    lines = []
    for each in options:
        if not isinstance(each, Option):
            refuse("args:usage", 1, "a list of options", each)
        short = [_shown(name, each) for name in each.names if len(name) == 1]
        long = [_shown(name, each) for name in each.names if len(name) > 1]
        start = ", ".join(short) if short else "   "
        text = " " * _INDENT() + (f"{start}, " if short and long else f"{start} ")
        text += ", ".join(long)
        lines.append(f"{text.ljust(_WIDTH() + _INDENT())}{_SEPARATOR().text}{each.told}\n")
    return "".join(lines)
