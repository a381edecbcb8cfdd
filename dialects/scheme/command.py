"""A program as the command runs it: its file, its errors, its exit status."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..conditions import Condition
from .calls import call
from .control import Exit
from .data import String, Symbol, is_procedure, to_list
from .dynamics import STATE
from .exits import main_status
from .nodes import Global
from .profiles import profile as profile_of
from .program import Program
from .reader import read_one
from .scripts import Script, script_of
from .signal_handlers import restore
from .sources import source_text

if TYPE_CHECKING:
    from .trace import Trace

__all__ = ["NoSourceError", "end_process", "ended", "failed", "run"]


class NoSourceError(Exception):
    """A file that cannot be read; the message says why."""


def run(
    file: str | None,
    arguments: Sequence[str] = (),
    *,
    dialect: str | None = None,
    directories: Sequence[str] = (),
    expressions: Sequence[str] = (),
    trace: Trace | None = None,
) -> int:
    """Run a program, then expressions; return the exit status.

    Args:
        file: of the program, "-" for standard input; None for the expressions alone.
        arguments: of the program.
        dialect: whose program it is; by default, what the text tells.
        directories: where libraries are looked for, besides the program's own.
        expressions: texts that are evaluated afterwards, in the program's module.
        trace: what hears of the calls of the dialect's procedures, if anything does.

    Raises `NoSourceError` for a file that cannot be read, LookupError for a dialect that there is
    not.
    """
    text = "" if file is None else _text_of(file)
    if dialect is None:
        from .recognition import dialect_of

        dialect = dialect_of(text or "\n".join(expressions))
    chosen = profile_of(dialect)
    script = script_of(text)
    if script.dialect != dialect:
        script = Script()
    places = [Path(each) for each in (*directories, *script.directories)]
    own = None if file is None else Path(file).parent
    program = Program(chosen, places, (file or "", *arguments), trace, own)
    program.end_process = end_process

    def work() -> int:
        for library in script.imports:
            program.run_text(f"(import {library})", "<switches>")
        for each in script.loads:
            program.run_file(Path(each))
        if file is not None:
            program.run_text(text, "<stdin>" if file == "-" else file)
        for expression in expressions:
            program.run_text(expression, "<-e>")
        return _called_main(program, script) if file is not None else 0

    try:
        return ended(program, work)
    finally:
        restore(program)


def _text_of(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise NoSourceError(f"{file}: {error.strerror}") from None
    except ValueError as error:  # a null character
        raise NoSourceError(f"{file!r}: {error}") from None
    return source_text(data)


def _called_main(program: Program, script: Script) -> int:
    """Call the procedure that the first line names, or `main` where the system does."""
    with program.running():
        if script.entry:
            procedure = _entry(program, script.entry)
        elif program.profile.main and script.main:
            binding = program.program.bindings.get(Symbol("main"))
            if not isinstance(binding, Global) or not binding.defined:
                return 0
            procedure = program.globals.get(binding.python)
            if not is_procedure(procedure):
                return 0
        else:
            return 0
        words = program.command_line if script.with_name else program.command_line[1:]
        result = call(procedure, to_list([String(each) for each in words]))
        return main_status(result, program.profile)


def _entry(program: Program, text: str) -> Any:
    """Return the procedure that a switch names: an expression, or a module that has a `main`."""
    module = program.modules.get(text)
    if module is not None:
        return program.evaluate(Symbol("main"), module)
    return program.evaluate(read_one(text, program.profile, "<switches>"))


# The end


def ended(program: Program, work: Callable[[], int]) -> int:
    """Do what a program does; return the exit status, its error printed if one has ended it."""
    profile = program.profile
    before = STATE.unwinds_errors
    STATE.unwinds_errors = "error" in profile.unwinds
    try:
        return _flushed(work())
    except Exit as end:
        if end.failure is not None:
            failed(program, end.failure)
        return _flushed(end.status)
    except KeyboardInterrupt:
        _flushed(0)
        return profile.interrupt_status
    except BrokenPipeError as error:
        if isinstance(error, Condition):  # of a socket
            failed(program, error)
            return profile.failure_status
        _die_of_pipe()
        return 1
    except Exception as error:
        _flushed(0)
        failed(program, error)
        return profile.failure_status
    finally:
        STATE.unwinds_errors = before


def failed(program: Program, error: BaseException) -> None:
    """Print an error that nothing has handled, with the calls that led to it."""
    from .backtrace import told

    with contextlib.suppress(OSError):
        print(told(error, program.globals, program.profile), file=sys.stderr)


def _flushed(status: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _die_of_pipe()
    except OSError:
        return status or 1
    return status


def _die_of_pipe() -> None:
    """End the process as the system would: whoever read the output has gone.

    Python ignores the signal, which the systems do not.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGPIPE)


def end_process(status: int) -> None:
    """End the process from a thread that is not its first."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)
