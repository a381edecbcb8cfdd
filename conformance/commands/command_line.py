"""The command line of a command that is used without click: `run` and `repl`.

It is stated once, as a `CommandLine`. `main` parses with the standard library alone; `clicked`
makes the command for click of it, which shows it among the others, completes and documents it.
"""

from __future__ import annotations

import getopt
import inspect
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from ..data import DataError
from .streams import complain, complete_streams, failures_told, print_text

__all__ = ["CommandLine", "Option", "UnusableError"]

_WIDEST = 120
"""Columns of help on a terminal that has more."""
_NARROWEST = 20
"""Columns of help on a terminal that has fewer."""
_HELP = "Show this message and exit."


class UnusableError(Exception):
    """A command line asks for what cannot be done; the message says why."""


def _as_it_is(word: str) -> Any:
    return word


@frozen
class Option:
    """An option: a flag if it has neither `metavar` nor `choices`."""

    key: str
    """The parameter of the command that gets it."""
    names: Sequence[str]
    help: str
    metavar: str = ""
    repeatable: bool = False
    required: bool = False
    first: bool = False
    """Whether it is taken before those that are not, wherever it stands."""
    exposed: bool = True
    """Whether the function gets it; for others, `taken` does all."""
    choices: Sequence[str] = ()
    taken: Callable[[str], Any] = _as_it_is
    """What is made of the word behind it; raises `UnusableError`."""
    completed: Callable[[], Iterable[str]] = tuple
    """The words that can stand behind it, as far as they are known."""

    @property
    def shown(self) -> str:
        """The option as help lists it."""
        return f"{', '.join(self.names)} {self.value}".rstrip()

    @property
    def value(self) -> str:
        """What help says of the word behind it."""
        return f"[{'|'.join(self.choices)}]" if self.choices else self.metavar

    def of(self, word: str) -> Any:
        """Return what the parameter gets for `word`. Raises `UnusableError`."""
        try:
            if self.choices and word not in self.choices:
                allowed = ", ".join(map(repr, self.choices))
                raise UnusableError(f"{word!r} is not one of {allowed}.")
            return self.taken(word)
        except UnusableError as error:
            names = " / ".join(f"'{name}'" for name in self.names)
            raise UnusableError(f"Invalid value for {names}: {error}") from None


@frozen
class CommandLine:
    """The options and arguments of a command, and the function that does it.

    The function gets the options by their keys, `()`, False or None for those that are not given,
    and the words behind them: with `file`, the first as `file` and the others as `arguments`. It
    returns the exit status, and may raise `UnusableError`. Its docstring is the help.
    """

    name: str
    options: Sequence[Option]
    execute: Callable[..., int] = field(repr=False)
    file: bool = False

    @property
    def usage(self) -> str:
        """The form of a call."""
        return f"schemesockets {self.name} [OPTIONS]{' [FILE] [ARG]...' if self.file else ''}"

    def main(self, words: Sequence[str]) -> int:
        """Do the command with these words; return the exit status."""
        complete_streams()
        with failures_told():
            try:
                parsed = self._parsed(words)
                if parsed is None:
                    print_text(f"{self.help()}\n")
                    return 0
                return self.execute(**parsed)
            except (UnusableError, DataError) as error:
                complain(
                    f"Usage: {self.usage}\nTry 'schemesockets {self.name} -h' for help.\n\n"
                    f"Error: {error}"
                )
                return 2

    def _parsed(self, words: Sequence[str]) -> Mapping[str, Any] | None:
        """Return the arguments of the function; None where help is asked for."""
        given, behind = self._separated(words)
        known = {name: option for option in self.options for name in option.names}
        if any(name in ("-h", "--help") for name, _ in given):
            return None
        result: dict[str, Any] = {
            option.key: () if option.repeatable else None if option.value else False
            for option in self.options
        }
        for name, word in sorted(given, key=lambda pair: not known[pair[0]].first):
            option = known[name]
            value = option.of(word) if option.value else True
            result[option.key] = (*result[option.key], value) if option.repeatable else value
        for option in self.options:
            if option.required and result[option.key] is None:
                raise UnusableError(f"Missing option '{option.names[-1]}'.")
        if self.file:
            result.update(file=behind[0] if behind else None, arguments=tuple(behind[1:]))
        elif behind:
            raise UnusableError(f"Got unexpected extra argument ({' '.join(behind)})")
        hidden = {option.key for option in self.options if not option.exposed}
        return {key: value for key, value in result.items() if key not in hidden}

    def _separated(self, words: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
        """Return the options, each with the word behind it, and the words behind all options."""
        short, long = "h", ["help"]
        for option in self.options:
            for name in option.names:
                if name.startswith("--"):
                    long.append(name[2:] + ("=" if option.value else ""))
                else:
                    short += name[1:] + (":" if option.value else "")
        try:
            return getopt.getopt(list(words), short, long)
        except getopt.GetoptError as error:
            name = f"{'--' if len(error.opt) > 1 else '-'}{error.opt}"
            message = error.msg
            if message.endswith("requires argument"):
                message = f"Option '{name}' requires an argument."
            elif message.endswith("not recognized"):
                message = f"No such option: {name}"
            raise UnusableError(message) from None

    def help(self) -> str:
        """Return what `--help` prints."""
        width = max(min(shutil.get_terminal_size().columns, _WIDEST) - 2, _NARROWEST)
        return "\n".join(
            (f"Usage: {self.usage}", *self._told(width), "", "Options:", *self._listed(width))
        )

    def _told(self, width: int) -> Iterator[str]:
        """Yield the lines of the docstring; a paragraph after a backspace stays as it is."""
        for paragraph in (inspect.getdoc(self.execute) or "").split("\n\n"):
            yield ""
            if paragraph.startswith("\b\n"):
                yield from textwrap.indent(paragraph[2:], "  ").splitlines()
            else:
                yield from textwrap.wrap(
                    paragraph, width, initial_indent="  ", subsequent_indent="  "
                )

    def _listed(self, width: int) -> Iterator[str]:
        """Yield the lines of the options."""
        rows = [(option.shown, option.help) for option in self.options]
        rows.append(("-h, --help", _HELP))
        column = max(len(shown) for shown, _ in rows) + 4
        for shown, help in rows:
            first, *others = textwrap.wrap(help, max(width - column, 20))
            yield f"  {shown:<{column - 2}}{first}"
            yield from (" " * column + line for line in others)
