"""(getopt): options of the command line (Sagittarius manual, same section)."""

from __future__ import annotations

from typing import Any, Final

from ..conditions import error
from ..data import NIL, Pair, String, Symbol, to_list
from ..declaration import Table
from ..expander import Expander
from ..kinds import Items
from ..nodes import Call, Const, Lambda, Let, LocalRef, Node, PrimitiveRef, Variable
from ..syntax import Scope, complain, is_identifier, name_of, strip
from ..tokens import Place

__all__ = ["TABLE"]

TABLE: Final = Table()


class Option:
    """An option: its short and long names, whether it takes a value, and whether it may recur."""

    def __init__(self, short: Any, long: Any, takes_value: bool, several: bool) -> None:
        self.short = short.text if short.__class__ is String else short
        self.long = long.text if long.__class__ is String else long
        self.takes_value = takes_value
        self.several = several


@TABLE.procedure("%option")
def option(short: Any, long: Any, takes_value: Any, several: Any) -> Option:
    """Return an option of `with-args`."""
    return Option(short, long, takes_value is not False, several is not False)


class _Scan:
    """Arguments on their way into options."""

    def __init__(self, arguments: list[Any], options: list[Option], strict: bool) -> None:
        self.left = [each.text if each.__class__ is String else each for each in arguments]
        self.options = options
        self.strict = strict
        self.values: list[list[Any]] = [[] for _ in options]
        self.rest: list[Any] = []

    def run(self) -> None:
        while self.left:
            word = self.left.pop(0)
            if word == "--":
                self.rest += map(String, self.left)
                return
            if word.startswith("--"):
                self.long(word[2:])
            elif len(word) > 1 and word[0] == "-":
                self.short(word[1:])
            else:
                self.rest.append(String(word))

    def long(self, word: str) -> None:
        name, equals, value = word.partition("=")
        place = self.find(lambda each: each.long == name)
        if place is None:
            self.unknown(name, f"--{name}", value if equals else None)
            return
        self.enter(place, name, value if equals else None)

    def short(self, letters: str) -> None:
        for at, letter in enumerate(letters, 1):
            place = self.find(lambda each, letter=letter: each.short == letter)
            if place is None:
                self.unknown(letter, f"-{letter}", None)
            elif self.options[place].takes_value:
                self.enter(place, letter, letters[at:] or None)
                return
            else:
                self.enter(place, letter, None)

    def find(self, test: Any) -> int | None:
        return next((place for place, each in enumerate(self.options) if test(each)), None)

    def enter(self, place: int, name: str, value: str | None) -> None:
        if not self.options[place].takes_value:
            self.values[place].append(True)
            return
        if value is None:
            if not self.left:
                raise error("with-args: an option without its value:", String(name))
            value = self.left.pop(0)
        self.values[place].append(String(value))

    def unknown(self, name: str, word: str, value: str | None) -> None:
        if self.strict:
            raise error("with-args: Unknown option", String(name))
        self.rest.append(String(word))
        if value is not None:
            self.rest.append(String(value))


@TABLE.procedure("%scan-options")
def scan_options(arguments: Items, strict: Any, *options: Option) -> list[Any]:
    """Return a vector of each option's values in a list, or #f, and the other arguments last."""
    scan = _Scan(arguments, list(options), strict is not False)
    scan.run()
    found: list[Any] = []
    for each, values in zip(scan.options, scan.values, strict=True):
        if not values:
            found.append(False)
        else:
            found.append(Pair(to_list(values) if each.several else values[-1], NIL))
    return [*found, to_list(scan.rest)]


@TABLE.procedure("%option-value", tail=True)
def option_value(found: list[Any], place: int, default: Any) -> Any:
    """Return an option's value, as a tail call to what gives its default where it has none."""
    held = found[place]
    return (default,) if held is False else held.car


def _specs(x: Expander, specs: Any, place: Place) -> tuple[list[list[tuple[Any, Place]]], Any]:
    found = []
    while specs.__class__ is Pair:
        parts = x.parts(specs.car, place, "option")
        names = x.parts(parts[1][0], place, "names of an option") if len(parts) == 4 else []
        if len(names) != 2 or not is_identifier(parts[0][0]):
            complain("an option is (variable (short long) value-required? default)", place)
        found.append([parts[0], names[0], names[1], parts[2], parts[3]])
        specs = specs.cdr
    return found, specs


@TABLE.syntax("with-args")
def expand_with_args(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(with-args arguments ((variable (short long) value? default) ... . rest) body ...)`."""
    if form.cdr.__class__ is not Pair or form.cdr.cdr.__class__ is not Pair:
        complain("with-args takes arguments and options", place)
    arguments = x.expand(form.cdr.car, scope, place)
    specs, rest = _specs(x, form.cdr.cdr.car, place)
    options: list[Node] = []
    for _, (short, _), (long, _), (takes, at), _ in specs:
        several = strip(takes) is Symbol("*")
        given = [Const(place, strip(short)), Const(place, strip(long))]
        takes_value = Const(place, True) if several else x.expand(takes, scope, at)
        options.append(_call(x, "%option", place, *given, takes_value, Const(place, several)))
    found = Variable("options")
    scanned = _call(x, "%scan-options", place, arguments, Const(place, rest is NIL), *options)
    inner = Scope(scope)
    variables: list[Variable] = []
    values: list[Node] = []
    for count, (variable, _, _, _, (default, at)) in enumerate(specs):
        thunk = Lambda(at, name_of(variable[0]), body=x.expand(default, scope, at))
        held = LocalRef(at, found)
        values.append(_call(x, "%option-value", at, held, Const(at, count), thunk))
        variables.append(x.bind(variable[0], inner, variable[1]))
    if rest is not NIL:
        last = x.call("vector-ref", place, LocalRef(place, found), Const(place, len(specs)))
        values.append(last)
        variables.append(x.bind(rest, inner, place))
    body = Let(place, variables, values, x.body(form.cdr.cdr.cdr, inner, place))
    return Let(place, [found], [scanned], body)


def _call(x: Expander, name: str, place: Place, *arguments: Node) -> Node:
    return Call(place, PrimitiveRef(place, x.image.primitive(TABLE[name])), list(arguments))
