"""SRFI 37: `args-fold`, a processor of programs' arguments, as the document and Guile have it."""

from __future__ import annotations

from typing import Annotated, Any, Final, NamedTuple, TypeAlias

from attrs import define

from ...calls import call, spread, values
from ...conditions import error
from ...data import String, from_list, is_procedure, to_list
from ...declaration import Table, refuse
from ...kinds import Items, Proc, of_class
from ...printer import PRINTERS, show

__all__ = ["TABLE"]

TABLE: Final = Table()


@define(eq=False)
class Option:
    """An option: a list of its names, whether it takes an argument, and what is called for it."""

    names: Any
    required: Any
    optional: Any
    processor: Any


PRINTERS[Option] = lambda option, readable, profile: (
    f"#<option {show(option.names, readable, profile)}>"
)

_Option: TypeAlias = Annotated[Option, of_class("an option", Option)]


@TABLE.procedure("option")
def make_option(names: Any, required: Any, optional: Any, processor: Proc) -> Option:
    """Return an option. SRFI 37."""
    return Option(names, required, optional, processor)


@TABLE.procedure("option?")
def is_option(value: Any) -> bool:
    """Return whether a value is an option. SRFI 37."""
    return value.__class__ is Option


@TABLE.procedure("option-names")
def option_names(option: _Option) -> Any:
    """Return the names of an option, characters and strings. SRFI 37."""
    return option.names


@TABLE.procedure("option-required-arg?")
def option_required(option: _Option) -> Any:
    """Return whether an option must have an argument. SRFI 37."""
    return option.required


@TABLE.procedure("option-optional-arg?")
def option_optional(option: _Option) -> Any:
    """Return whether an option may have an argument. SRFI 37."""
    return option.optional


@TABLE.procedure("option-processor")
def option_processor(option: _Option) -> Any:
    """Return what is called for an option. SRFI 37."""
    return option.processor


class _Found(NamedTuple):
    """An option, the name by which it was found (a Scheme value), whether it was known."""

    option: Option
    name: Any
    known: bool


class _Scan:
    """A walk through arguments; `seeds` is what has been made so far.

    `strict` is Guile's way: an argument of a long option stands behind a `=`, and one that is
    missing, or that no option takes, is an error.
    """

    def __init__(self, arguments: list[str], options: list[Option], other: Any, operand: Any):
        self.rest = arguments[::-1]
        self.other = other
        self.operand = operand
        self.seeds: tuple[Any, ...] = ()
        self.known: dict[tuple[bool, str], Option] = {}
        for option in options:
            for name in from_list(option.names):
                long = name.__class__ is String
                self.known.setdefault((long, name.text if long else name), option)

    def fold(self, seeds: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the seeds after all arguments."""
        self.seeds = seeds
        while self.rest:
            argument = self.rest.pop()
            if argument == "--":
                while self.rest:
                    self.take_operand(self.rest.pop())
            elif argument.startswith("--"):
                self.long(argument[2:])
            elif argument.startswith("-") and len(argument) > 1:
                self.short(argument[1:])
            else:
                self.take_operand(argument)
        return self.seeds

    def take_operand(self, argument: str) -> None:
        """Call what is called for an operand."""
        self.seeds = spread(call(self.operand, String(argument), *self.seeds))

    def process(self, found: _Found, argument: str | None) -> None:
        """Call what is called for an option."""
        given = False if argument is None else String(argument)
        processor = found.option.processor
        self.seeds = spread(call(processor, found.option, found.name, given, *self.seeds))

    def find(self, name: str, long: bool, required: bool = False) -> _Found:
        """Return the option of a name; a new one where there is none."""
        scheme = String(name) if long else name
        option = self.known.get((long, name))
        if option is not None:
            return _Found(option, scheme, True)
        return _Found(Option(to_list([scheme]), required, False, self.other), scheme, False)

    def long(self, text: str) -> None:
        """Process `--text`."""
        name, equals, argument = text.partition("=")
        if not name:
            name, equals = text, ""
        found = self.find(name, True, required=bool(equals))
        if equals:
            self.process(found, argument)
        elif found.option.required is not False and self.rest:
            self.process(found, self.rest.pop())
        else:
            self.process(found, None)

    def short(self, text: str) -> None:
        """Process `-text`, options of one character each."""
        for place, name in enumerate(text, 1):
            found = self.find(name, False)
            required = found.option.required is not False
            if place < len(text) and (required or found.option.optional is not False):
                self.process(found, text[place:])
                return
            if required:
                self.process(found, self.missing(name))
                return
            self.process(found, None)

    def missing(self, name: str) -> str | None:
        """Return the argument of a short option, which is the next one."""
        return self.rest.pop() if self.rest else None


class _StrictScan(_Scan):
    """A walk as Guile does it."""

    def long(self, text: str) -> None:
        """Process `--text`."""
        name, equals, argument = text.partition("=")
        found = self.find(name, True)
        if not found.known:
            self.process(self.find(text, True), None)
        elif equals:
            if found.option.required is False and found.option.optional is False:
                raise error(
                    "Extraneous argument after `--~A'", String(name), procedure="args-fold"
                )
            self.process(found, argument)
        elif found.option.required is not False:
            raise error(
                "Missing required argument after `--~A'", String(name), procedure="args-fold"
            )
        else:
            self.process(found, None)

    def short(self, text: str) -> None:
        """Process `-text`."""
        for place, name in enumerate(text, 1):
            found = self.find(name, False)
            rest = text[place:]
            if found.option.required is not False:
                self.process(found, rest or self.missing(name))
                return
            if found.option.optional is not False:
                self.process(found, rest or (self.rest.pop() if self.rest else None))
                return
            self.process(found, None)

    def missing(self, name: str) -> str | None:
        """Return the next argument."""
        if not self.rest:
            raise error("Missing required argument after `-~A'", name, procedure="args-fold")
        return self.rest.pop()


def _strings(arguments: list[Any]) -> list[str]:
    for each in arguments:
        if each.__class__ is not String:
            refuse("args-fold", 1, "a list of strings", each)
    return [each.text for each in arguments]


def _options(options: list[Any]) -> list[Option]:
    for each in options:
        if each.__class__ is not Option or not is_procedure(each.processor):
            refuse("args-fold", 2, "a list of options", each)
    return options


@TABLE.procedure("args-fold")
def args_fold(arguments: Items, options: Items, other: Proc, operand: Proc, *seeds: Any) -> Any:
    """Return the seeds after what is called for each option and operand of some arguments.

    `other` is called for an option that is not among `options`. SRFI 37.
    """
    return values(*_Scan(_strings(arguments), _options(options), other, operand).fold(seeds))


@TABLE.procedure("%args-fold-of-guile")
def strict_args_fold(
    arguments: Items, options: Items, other: Proc, operand: Proc, *seeds: Any
) -> Any:
    """As `args-fold`, in Guile's way."""
    return values(*_StrictScan(_strings(arguments), _options(options), other, operand).fold(seeds))
