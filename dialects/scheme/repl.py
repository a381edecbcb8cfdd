"""A conversation with a program: forms are read, evaluated, and their values written.

On a terminal there are prompts, and where Python has readline the lines can be edited, names are
completed, and what was typed is remembered in a file. In a pipe the values are written and
nothing else. A line that begins with a comma and a word is a command (`COMMANDS`).
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from .command import ended, failed
from .control import Exit
from .data import Symbol, Values
from .interrupts import Interrupts, heeding_signals
from .printer import written
from .profiles import profile
from .program import Program
from .reader import Form, Places, ReadError, read

__all__ = ["COMMANDS", "Repl", "run"]

COMMANDS: Final = {
    "doc": "(,doc NAME) tell what a name stands for",
    "help": "list these commands",
    "quit": "end the conversation; so does Ctrl-D",
}
_COMMAND: Final = re.compile(r"\s*,([a-z?]+)(?:\s+(.*?))?\s*$", re.S)
_FILE: Final = "<repl>"
_REMEMBERED: Final = 2000
"""How many lines the history has."""
_BETWEEN: Final = " \t\n()[]{}'`,\";"
"""What stands between names."""


def run(dialect: str, directories: Sequence[str] = (), history: bool = True) -> int:
    """Hold a conversation on the standard input and output; return the exit status.

    Args:
        dialect: whose language is spoken.
        directories: where libraries are looked for, besides the current one.
        history: whether a file remembers what is typed.
    """
    places = [Path(each) for each in directories]
    program = Program(profile(dialect), places, (dialect,), own=Path())
    repl = Repl(program)
    if not sys.stdin.isatty():
        return ended(program, lambda: repl.converse(_lines_of_pipe, interactive=False))
    with _editing(repl, dialect if history else ""):
        return ended(program, lambda: repl.converse(_line_of_terminal, interactive=True))


def _lines_of_pipe(prompt: str) -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _line_of_terminal(prompt: str) -> str:
    sys.stdout.flush()
    return input(prompt)


class Repl:
    """A conversation.

    Args:
        program: in whose module forms are evaluated; it gets the names that one has from the
            beginning, and those of its dialect's sockets.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        program.begin(program.program)
        for library in program.profile.dialect_libraries[:1]:
            program.run_text(f"(import {library})", _FILE)
        self._line = 0
        self._pending = ""

    def converse(self, next_line: Callable[[str], str], interactive: bool) -> int:
        """Answer lines until there are no more; return the exit status.

        Args:
            next_line: returns the next line for a prompt; EOFError where there is none.
            interactive: whether a person waits, who can begin again after an interrupt.
        """
        if not interactive:
            return self._answer_all(next_line)
        interrupts = Interrupts()
        with interrupts.installed():
            while True:
                line = None
                try:
                    with heeding_signals(), interrupts.breaking_off():
                        line = next_line(self._prompt())
                    with interrupts.breaking_off():
                        if self.answer(line) is not None:
                            return 0
                except EOFError:
                    return self._end(interactive)
                except KeyboardInterrupt:
                    self._pending = ""
                    print("interrupted" if line is not None else "")

    def _answer_all(self, next_line: Callable[[str], str]) -> int:
        """Answer lines that nobody types."""
        try:
            while self.answer(next_line(self._prompt())) is None:
                pass
        except EOFError:
            return self._end(interactive=False)
        return 0

    def _prompt(self) -> str:
        return "... " if self._pending else f"{self.program.profile.name}> "

    def _end(self, interactive: bool) -> int:
        """Return the exit status at the end of the input."""
        if interactive:
            print()
            return 0
        if not self._pending:
            return 0
        try:
            self._read(Places(), self._pending)
        except ReadError as error:
            failed(self.program, error)
        return self.program.profile.failure_status

    def _read(self, places: Places, text: str) -> list[Form]:
        """Return the forms in a text, whose last line is the last one that came."""
        first = self._line - text.count("\n") + 1
        return list(read(text, self.program.profile, _FILE, places, first))

    def answer(self, line: str) -> str | None:
        """Answer a line; return "quit" where it is the last one."""
        self._line += 1
        if not self._pending and (found := _COMMAND.match(line)):
            return self._command(found[1], found[2] or "")
        text = f"{self._pending}{line}\n"
        places = Places()
        try:
            forms = self._read(places, text)
        except ReadError as error:
            if error.incomplete:
                self._pending = text
                return None
            self._pending = ""
            failed(self.program, error)
            return None
        self._pending = ""
        for form in forms:
            try:
                text = self._text(self.program.run_forms([form], places, _FILE))
            except (Exit, BrokenPipeError):
                raise
            except Exception as error:
                sys.stdout.flush()
                failed(self.program, error)
                break
            sys.stdout.write(text)  # what fails here ends the conversation
        return None

    def _text(self, value: Any) -> str:
        """Return the lines that show what a form has returned."""
        shown = value if value.__class__ is Values else (value,)
        texts = [written(each, self.program.profile) for each in shown if each is not None]
        return "".join(f"{each}\n" for each in texts)

    # Commands

    def _command(self, name: str, argument: str) -> str | None:
        likely = [each for each in COMMANDS if each.startswith(name)]
        match likely[0] if likely else name:
            case "quit":
                return "quit"
            case "help":
                for each, what in COMMANDS.items():
                    print(f",{each:6}{what}")
            case "doc" if argument:
                from .description import describe

                print(describe(self.program, argument))
            case "doc":
                print(",doc wants a name")
            case _:
                print(f"there is no command ,{name}; ,help lists them")
        return None

    def completions(self, beginning: str, before: str = "") -> list[str]:
        """Return the names that begin so; of commands, where a comma stands first.

        `before` is what stands on the line before the beginning.
        """
        if before.strip() == ",":
            return [each for each in COMMANDS if each.startswith(beginning)]
        names = (each for each in self.program.program.bindings if isinstance(each, Symbol))
        return sorted(
            each.name
            for each in names
            if each.name.startswith(beginning) and not each.name.startswith("%")
        )


# Editing


@contextlib.contextmanager
def _editing(repl: Repl, remembered: str) -> Iterator[None]:
    """Let lines be edited, where Python has readline, and remember them in a file.

    `remembered` is the name of the history, "" for none.
    """
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_completer_delims(_BETWEEN)
    readline.set_completer(_completer(repl, readline))
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    path = _history_file(remembered) if remembered else None
    if path is not None:
        with contextlib.suppress(OSError):
            readline.read_history_file(path)
    readline.set_history_length(_REMEMBERED)
    try:
        yield
    finally:
        if path is not None:
            with contextlib.suppress(OSError):  # a history is worth no complaint
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                readline.write_history_file(path)


def _history_file(name: str) -> Path:
    """Return the file that remembers what was typed: below XDG_STATE_HOME."""
    state = os.environ.get("XDG_STATE_HOME", "")
    folder = Path(state) if os.path.isabs(state) else Path.home() / ".local" / "state"
    return folder / "schemesockets" / f"repl-{name}"


def _completer(repl: Repl, readline: ModuleType) -> Callable[[str, int], str | None]:
    found: list[str] = []

    def complete(beginning: str, number: int) -> str | None:
        if number == 0:
            before = readline.get_line_buffer()[: readline.get_begidx()]
            found[:] = repl.completions(beginning, before)
        return found[number] if number < len(found) else None

    return complete
