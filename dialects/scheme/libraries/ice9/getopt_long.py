"""Options of a command: (ice-9 getopt-long)."""

from __future__ import annotations

import os
from typing import Any, Final

from attrs import define

from ...calls import call
from ...conditions import error
from ...control import raise_
from ...data import NIL, Pair, String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...kinds import Items
from ...ports import CURRENT_ERROR, put
from ..guile.keys import thrown
from ..keywords import keyword_arguments

__all__ = ["TABLE"]

TABLE: Final = Table()


@define
class _Option:
    """What a command may be given.

    Attributes:
        name: behind `--`.
        letter: behind `-`, "" for none.
        value: True where it has one, False where it has none, None where it may have one.
        required: whether it must be given.
        predicate: a procedure that its value satisfies, or None.
    """

    name: Symbol
    letter: str = ""
    value: bool | None = False
    required: bool = False
    predicate: Any = None


def _grammar(specification: Any) -> list[_Option]:
    found = []
    for each in from_list(specification):
        name, *properties = from_list(each)
        if name.__class__ is not Symbol:
            raise error("bad option specification:", each, procedure="getopt-long")
        option = _Option(name)
        for word in properties:
            _take_property(option, word)
        found.append(option)
    return found


def _take_property(option: _Option, word: Any) -> None:
    key, value = word.car.name, word.cdr.car
    match key:
        case "required?":
            option.required = value is not False
        case "value":
            optional = value.__class__ is Symbol and value.name == "optional"
            option.value = None if optional else value is not False
        case "single-char":
            if value.__class__ is not str:
                raise error("`single-char' value must be a char!", procedure="getopt-long")
            option.letter = value
        case "predicate":
            option.predicate = value
        case _:
            raise error("invalid getopt-long option property:", word.car)


_OPTIONS: Final = {"stop-at-first-non-option": False}


@TABLE.procedure("getopt-long")
def getopt_long(arguments: Items, specification: Any, *options: Any) -> Any:
    """Return the options that a command's arguments have, as a specification says.

    What is wrong is told, and the program ends. Guile manual, getopt-long.
    """
    (stops,) = keyword_arguments("getopt-long", options, _OPTIONS)
    grammar = _grammar(specification)
    for each in arguments:
        if each.__class__ is not String:
            refuse("getopt-long", 1, "a list of strings", to_list(arguments))
    words = [each.text for each in arguments[1:]]
    program = os.path.basename(arguments[0].text) if arguments else ""
    made = _Reader(program, grammar, words, stops is not False)
    made.read()
    made.check()
    pairs = [Pair(name, value) for name, value in reversed(made.given)]
    return to_list([Pair(NIL, to_list([String(each) for each in made.rest])), *pairs])


class _Reader:
    """The reading of a command's arguments."""

    def __init__(
        self, program: str, grammar: list[_Option], words: list[str], stops: bool
    ) -> None:
        self.program = program
        self.grammar = grammar
        self.words = words
        self.stops = stops
        self.by_name = {option.name.name: option for option in grammar}
        self.by_letter = {option.letter: option for option in grammar if option.letter}
        self.given: list[tuple[Symbol, Any]] = []
        self.rest: list[str] = []

    def fail(self, text: str) -> Any:
        """Say what is wrong, and end the program."""
        put(CURRENT_ERROR(), f"{self.program}: {text}\n")
        return raise_(thrown(Symbol("quit"), (1,)))

    def read(self) -> None:
        """Take the arguments one after another."""
        while self.words:
            word = self.words.pop(0)
            if word == "--":
                self.rest += self.words
                break
            if word.startswith("--"):
                name, mark, value = word[2:].partition("=")
                option = self.by_name.get(name)
                if option is None:
                    self.fail(f"no such option: --{name}")
                    return
                self._take(option, value if mark else None)
            elif word.startswith("-") and len(word) > 1:
                if not self._letters(word[1:]):
                    return
            else:
                self.rest.append(word)
                if self.stops:
                    self.rest += self.words
                    break

    def _letters(self, letters: str) -> bool:
        while letters:
            option = self.by_letter.get(letters[0])
            if option is None:
                self.fail(f"no such option: -{letters[0]}")
                return False
            letters = letters[1:]
            if option.value is True and letters:
                self._take(option, letters)
                return True
            self._take(option, None, more=bool(letters))
        return True

    def _take(self, option: _Option, value: str | None, more: bool = False) -> None:
        name = option.name
        if option.value is False:
            if value is not None:
                self.fail(f"option does not support argument: --{name.name}")
            self.given.append((name, True))
            return
        if value is None and self.words and not more and not self._is_option(self.words[0]):
            value = self.words.pop(0)
        if value is None and option.value is True:
            self.fail(f"option must be specified with argument: --{name.name}")
        self.given.append((name, True if value is None else String(value)))

    def _is_option(self, word: str) -> bool:
        """Return whether a word is an option, as far as one can see."""
        if word.startswith("--"):
            return True
        return len(word) > 1 and word[0] == "-" and not word[1].isdigit()

    def check(self) -> None:
        """Refuse what is missing, and values that do not fit."""
        for option in self.grammar:
            values = [value for name, value in self.given if name is option.name]
            if option.required and not values:
                self.fail(f"option must be specified: --{option.name.name}")
            if option.predicate is not None:
                for value in values:
                    if value is not True and call(option.predicate, value) is False:
                        self.fail(f"option predicate failed: --{option.name.name}")


@TABLE.procedure("option-ref")
def option_ref(options: Any, key: Any, default: Any) -> Any:
    """Return the value of an option, else a default; the other arguments for the key '().

    Guile manual, option-ref.
    """
    for each in from_list(options):
        if each.car is key:
            return each.cdr if each.cdr is not False else default
    return default
