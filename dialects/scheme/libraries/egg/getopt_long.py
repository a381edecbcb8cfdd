"""The egg `getopt-long`: options of the command line by a grammar."""

from __future__ import annotations

from typing import Any, Final

from attrs import define

from ...calls import call
from ...data import Keyword, Pair, String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...dynamics import Parameter
from ...kinds import Items, Text
from ..chicken.condition import signalled

__all__ = ["TABLE"]

TABLE: Final = Table()

_WIDTH: Final = Parameter(25, settable=True)
TABLE.value("width", _WIDTH)


@define
class _Rule:
    """What a grammar says of an option."""

    name: str
    letter: str = ""
    required: bool = False
    value: str = ""  # "", "required" or "optional"
    shown: str = "ARG"
    multiple: bool = False
    predicate: Any = None
    transform: Any = None
    told: str = ""


def _rule(spec: Any) -> _Rule:
    """Return what an entry of a grammar says."""
    parts = from_list(spec)
    if not parts or parts[0].__class__ is not Symbol:
        refuse("getopt-long", 2, "a grammar: a list of lists that begin with a name", spec)
    rule = _Rule(parts[0].name)
    for each in parts[1:]:
        if each.__class__ is String:
            rule.told = each.text
            continue
        key, *values = from_list(each)
        name = getattr(key, "name", "")
        match name, values:
            case "single-char", [str() as letter]:
                rule.letter = letter
            case "required" | "required?", [flag]:
                rule.required = flag is not False
            case "multiple" | "multiple?", [flag]:
                rule.multiple = flag is not False
            case "value", [True | False as flag]:
                rule.value = "required" if flag else ""
            case "value", [Symbol(name="optional")]:
                rule.value = "optional"
            case "value", _:
                _value(rule, values)
            case _:
                refuse("getopt-long", 2, "a property of an option", each)
    return rule


def _value(rule: _Rule, specs: list[Any]) -> None:
    """Take what `(value (required ARG) (predicate test) (transformer change))` says."""
    for each in specs:
        key, *values = from_list(each)
        match getattr(key, "name", ""), values:
            case "required" | "optional" as kind, [shown]:
                rule.value = kind
                rule.shown = str(getattr(shown, "name", None) or getattr(shown, "text", "ARG"))
            case "predicate", [test]:
                rule.predicate = test
            case "transformer", [change]:
                rule.transform = change
            case _:
                refuse("getopt-long", 2, "a property of a value", each)


def _wrong(message: str, *about: Any) -> Exception:
    return signalled("", "getopt-long", message, *about)


class _Line:
    """A command line that is taken apart."""

    def __init__(self, words: list[str], rules: list[_Rule], unknown: Any) -> None:
        self.words = words
        self.rules = rules
        self.unknown = unknown
        self.found: list[tuple[str, Any]] = []

    def take(self, rule: _Rule, given: str | None) -> None:
        """Note an option; its value may be the next word."""
        if not rule.value:
            if given is not None:
                raise _wrong("option takes no value", Symbol(rule.name), String(given))
            self.note(rule, True)
            return
        words = self.words
        next_is_value = bool(words) and (not words[0].startswith("-") or words[0] == "-")
        if given is None and (rule.value == "required" or next_is_value):
            if not next_is_value:
                raise _wrong("option requires a value", Symbol(rule.name))
            given = words.pop(0)
        value: Any = True if given is None else String(given)
        if given is not None and rule.predicate and call(rule.predicate, value) is False:
            raise _wrong("option value is invalid", Symbol(rule.name), value)
        if given is not None and rule.transform:
            value = call(rule.transform, value)
        self.note(rule, value)

    def note(self, rule: _Rule, value: Any) -> None:
        """Enter an option's value."""
        if not rule.multiple and any(name == rule.name for name, _ in self.found):
            raise _wrong("option is given twice", Symbol(rule.name))
        self.found.append((rule.name, value))

    def long(self, word: str) -> None:
        """Take `--name` or `--name=value`."""
        name, equals, value = word[2:].partition("=")
        rule = next((each for each in self.rules if each.name == name), None)
        if rule is None:
            call(self.unknown, to_list([String(name)]))
        else:
            self.take(rule, value if equals else None)

    def short(self, word: str) -> None:
        """Take `-abc`, and `-fvalue`."""
        letters = word[1:]
        while letters:
            letter, letters = letters[0], letters[1:]
            rule = next((each for each in self.rules if each.letter == letter), None)
            if rule is None:
                call(self.unknown, to_list([letter]))
            elif rule.value and letters:
                self.take(rule, letters)
                return
            else:
                self.take(rule, None)


def _refuse_unknown(names: Any) -> Any:
    raise _wrong("unknown options", names)


@TABLE.procedure("getopt-long")
def getopt_long(arguments: Items, grammar: Items, *settings: Any) -> Items:
    """Return an association list of the options by name; other arguments are under `@`.

    `unknown-option-handler:` may be passed. Egg getopt-long.
    """
    unknown: Any = _refuse_unknown
    for keyword, value in zip(settings[::2], settings[1::2], strict=False):
        if keyword is not Keyword("unknown-option-handler"):
            refuse("getopt-long", 3, "#:unknown-option-handler", keyword)
        unknown = value
    words = []
    for each in arguments:
        if each.__class__ is not String:
            refuse("getopt-long", 1, "a list of strings", each)
        words.append(each.text)
    rules = [_rule(each) for each in grammar]
    line = _Line(words, rules, unknown)
    operands: list[str] = []
    while words:
        word = words.pop(0)
        if word == "--":
            operands += words
            break
        if word.startswith("--"):
            line.long(word)
        elif word.startswith("-") and word != "-":
            line.short(word)
        else:
            operands.append(word)
    for rule in rules:
        if rule.required and all(name != rule.name for name, _ in line.found):
            raise _wrong("required option is missing", Symbol(rule.name))
    rest = Pair(Symbol("@"), to_list(list(map(String, operands))))
    return [*(Pair(Symbol(name), value) for name, value in line.found), rest]


@TABLE.procedure("usage")
def usage(grammar: Items) -> Text:
    """Return a line for each option of a grammar. Egg getopt-long."""
    lines = []
    for rule in map(_rule, grammar):
        value = {"": "", "required": f"={rule.shown}", "optional": f"[={rule.shown}]"}[rule.value]
        letter = f"-{rule.letter}, " if rule.letter else "    "
        lines.append(f" {letter}--{rule.name}{value}".ljust(_WIDTH() + 1) + f" {rule.told}\n")
    return "".join(lines)


@TABLE.procedure("make-option-dispatch")
def make_option_dispatch(options: Any, grammar: Any) -> Any:
    """Return a procedure that returns an option's value by its name, or #f. Egg getopt-long."""
    found = {}
    for each in from_list(options):
        if each.__class__ is not Pair:
            refuse("make-option-dispatch", 1, "what getopt-long returns", options)
        found[each.car] = each.cdr

    def dispatch(name: Any) -> Any:
        return found.get(name, False)

    return dispatch
