"""Processes: CHICKEN's (chicken process)."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from ...calls import call
from ...conditions import ErrorObject
from ...control import parameterized
from ...data import String, Values, from_list
from ...declaration import Table, refuse
from ...kinds import Int, Proc, Real, Str, Text
from ...ports import CURRENT_ERROR, CURRENT_INPUT, CURRENT_OUTPUT
from .. import system
from .condition import signalled
from .files import python

__all__ = ["TABLE"]

TABLE: Final = Table()

TABLE.value("pipe/buf", 4096)

_SHELL: Final = "/bin/sh"
_STARTED: Final[dict[int, subprocess.Popen[bytes]]] = {}
"""Processes that the program waits for itself; without them here Python would collect them."""


def _refused(procedure: str, what: str, error: OSError | ValueError, *about: Any) -> ErrorObject:
    text = (isinstance(error, OSError) and error.strerror) or str(error)
    return signalled("process", procedure, f"{what} - {text}", *about)


@contextlib.contextmanager
def _named(procedure: str, what: str, *about: Any) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        known = error if isinstance(error, (OSError, ValueError)) else OSError(0, str(error))
        raise _refused(procedure, what, known, *about) from None


def _flush() -> None:
    for port in (CURRENT_OUTPUT(), CURRENT_ERROR()):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            port.flush()


def _port(number: int, mode: str) -> Any:
    return open(number, mode, encoding="latin-1", newline="")


# The shell


@TABLE.procedure("system")
def system_(command: Str) -> int:
    """Run a command by the shell; return the status that the system has for its end.

    That is 256 times what the command ended with, or the signal that ended it.
    CHICKEN manual, Module (chicken process).
    """
    _flush()
    with _named("system", "`system' invocation failed", command):
        ended = subprocess.run([_SHELL, "-c", python(command)], check=False).returncode
    return ended << 8 if ended >= 0 else -ended


@TABLE.procedure("system*")
def system_checked(command: Str) -> None:
    """Run a command by the shell; a condition unless it succeeds.

    CHICKEN manual, Module (chicken process).
    """
    status = system_(command)
    if status:
        text = "shell invocation failed with non-zero return status"
        raise ErrorObject(String(text), (command, status))


@TABLE.procedure("qs")
def qs(string: Text, platform: Any = None) -> Text:
    """Return a string so that the shell takes it as one word.

    CHICKEN manual, Module (chicken process).
    """
    return "'" + string.replace("'", "'\\''") + "'"


# Processes


def _words(procedure: str, place: int, arguments: Any) -> list[str]:
    words = from_list(arguments)
    for each in words:
        if each.__class__ is not String:
            refuse(procedure, place, "a list of strings", each)
    return [python(each) for each in words]


def _environment(procedure: str, place: int, value: Any) -> dict[str, str] | None:
    """Return the environment of a list of names and values in pairs; None for #f."""
    if value is None or value is False:
        return None
    made = {}
    for each in from_list(value):
        name, its = getattr(each, "car", None), getattr(each, "cdr", None)
        if name.__class__ is not String or its.__class__ is not String:
            refuse(procedure, place, "a list of pairs of strings", each)
        made[python(name)] = python(its)
    return made


def _start(
    procedure: str,
    command: String,
    arguments: Any,
    environment: Any = None,
    pipes: tuple[str, ...] = (),
    exact: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a process; `exact` says that the arguments begin with the program's name."""
    program: str | None = None
    if arguments is None or arguments is False:
        words = [_SHELL, "-c", python(command)]
    else:
        program = python(command)
        given = _words(procedure, 2, arguments)
        words = given if exact else [program, *given]
    _flush()
    with _named(procedure, "cannot execute process", command):
        made = subprocess.Popen(
            words,
            executable=program,
            env=_environment(procedure, 3, environment),
            stdin=subprocess.PIPE if "stdin" in pipes else None,
            stdout=subprocess.PIPE if "stdout" in pipes else None,
            stderr=subprocess.PIPE if "stderr" in pipes else None,
        )
    _STARTED[made.pid] = made
    return made


@TABLE.procedure("process-run")
def process_run(command: Str, arguments: Any = None) -> int:
    """Start a program with arguments, or a command by the shell; return its number.

    CHICKEN manual, Module (chicken process).
    """
    return _start("process-run", command, arguments).pid


def _piped(
    procedure: str, command: String, arguments: Any, environment: Any, exact: Any, error: bool
) -> Any:
    pipes = ("stdin", "stdout", "stderr") if error else ("stdin", "stdout")
    made = _start(procedure, command, arguments, environment, pipes, exact is not False)
    ports = []
    for stream, mode in ((made.stdout, "r"), (made.stdin, "w"), (made.stderr, "r")):
        if stream is not None:
            ports.append(_port(os.dup(stream.fileno()), mode))
            stream.close()
    made.stdin = made.stdout = made.stderr = None
    return Values((*ports[:2], made.pid, *ports[2:]))


@TABLE.procedure("process")
def process(
    command: Str, arguments: Any = None, environment: Any = None, exact: Any = False
) -> Any:
    """Start a process; return the ports of its output and its input, and its number.

    CHICKEN manual, Module (chicken process).
    """
    return _piped("process", command, arguments, environment, exact, False)


@TABLE.procedure("process*")
def process_with_error(
    command: Str, arguments: Any = None, environment: Any = None, exact: Any = False
) -> Any:
    """As `process`, with a port of its errors behind. CHICKEN manual, Module (chicken process)."""
    return _piped("process*", command, arguments, environment, exact, True)


@TABLE.procedure("process-execute")
def process_execute(
    path: Str, arguments: Any = None, environment: Any = None, exact: Any = False
) -> Any:
    """Have this process run another program. CHICKEN manual, Module (chicken process)."""
    name = "process-execute"
    words = [] if arguments is None or arguments is False else _words(name, 2, arguments)
    variables = _environment(name, 3, environment)
    _flush()
    program = python(path)
    words = words if exact is not False and words else [program, *words]
    with _named(name, "cannot execute process", path):
        if variables is None:
            os.execvp(program, words)
        os.execvpe(program, words, variables)


@TABLE.procedure("process-fork")
def process_fork(thunk: Proc | None = None, kill_others: Any = False) -> Any:
    """Return the number of a copy of this process; in the copy 0, or the thunk is its all.

    CHICKEN manual, Module (chicken process).
    """
    _flush()
    with _named("process-fork", "cannot create child process"):
        number = os.fork()
    if number or thunk is None:
        return number
    call(thunk)
    return system.emergency_exit(0)


@TABLE.procedure("process-wait")
def process_wait(process: Int | None = None, without_waiting: Any = False) -> Any:
    """Wait for a process: return its number, whether it ended by itself, and its status.

    CHICKEN manual, Module (chicken process).
    """
    wanted = -1 if process is None else process
    flags = os.WNOHANG if without_waiting is not False else 0
    with _named("process-wait", "waiting for child process failed", wanted):
        number, status = os.waitpid(wanted, flags)
    return _ended(number, status)


def _ended(number: int, status: int) -> Any:
    if number:
        started = _STARTED.pop(number, None)
        if started is not None:
            started.returncode = os.waitstatus_to_exitcode(status)
    normal = os.WIFEXITED(status)
    return Values((number, normal, os.WEXITSTATUS(status) if normal else os.WTERMSIG(status)))


@TABLE.procedure("process-signal")
def process_signal(process: Int, number: Int = signal.SIGTERM) -> None:
    """Send a signal to a process. CHICKEN manual, Module (chicken process)."""
    with _named("process-signal", "could not send signal to process", process, number):
        os.kill(process, number)


@TABLE.procedure("process-sleep")
def process_sleep(seconds: Real) -> int:
    """Wait for some seconds; return what is left. CHICKEN manual, (chicken process)."""
    time.sleep(float(seconds))
    return 0


_SPAWNS: Final = "overlay wait nowait nowaito detach"
for _place, _each in enumerate(_SPAWNS.split()):
    TABLE.value(f"spawn/{_each}", _place)


@TABLE.procedure("process-spawn")
def process_spawn(mode: Int, command: Str, *others: Any) -> Any:
    """Refuse what Windows alone has. CHICKEN manual, Module (chicken process)."""
    raise ErrorObject(
        String("this function is not available on this platform"), (), "process-spawn"
    )


# Pipes


@TABLE.procedure("create-pipe")
def create_pipe(mode: Any = None) -> Any:
    """Return the descriptors of a pipe's two ends. CHICKEN manual, Module (chicken process)."""
    with _named("create-pipe", "cannot create pipe"):
        ends = os.pipe()
    for each in ends:
        os.set_inheritable(each, True)
    return Values(ends)


_OF_PORTS: Final[dict[int, subprocess.Popen[bytes]]] = {}


def _open_pipe(procedure: str, command: String, mode: Any, way: str) -> Any:
    if mode is not None and getattr(mode, "name", "") not in ("text", "binary"):
        refuse(procedure, 2, "#:text or #:binary", mode)
    stream = "stdout" if way == "r" else "stdin"
    made = _start(procedure, command, None, pipes=(stream,))
    below: Any = getattr(made, stream)
    port = _port(os.dup(below.fileno()), way)
    below.close()
    setattr(made, stream, None)
    _OF_PORTS[id(port)] = made
    return port


@TABLE.procedure("open-input-pipe")
def open_input_pipe(command: Str, mode: Any = None) -> Any:
    """Run a command by the shell; return a port that reads what it writes.

    CHICKEN manual, Module (chicken process).
    """
    return _open_pipe("open-input-pipe", command, mode, "r")


@TABLE.procedure("open-output-pipe")
def open_output_pipe(command: Str, mode: Any = None) -> Any:
    """Run a command by the shell; return a port that writes to it.

    CHICKEN manual, Module (chicken process).
    """
    return _open_pipe("open-output-pipe", command, mode, "w")


def _close_pipe(procedure: str, port: Any) -> int:
    made = _OF_PORTS.pop(id(port), None)
    if made is None:
        refuse(procedure, 1, "a port of a pipe", port)
    with _named(procedure, "error while closing pipe", port):
        port.close()
    number, status = os.waitpid(made.pid, 0)
    _ended(number, status)
    return status


@TABLE.procedure("close-input-pipe")
def close_input_pipe(port: Any) -> int:
    """Close a port of a command; return the status of the command's end.

    CHICKEN manual, Module (chicken process).
    """
    return _close_pipe("close-input-pipe", port)


@TABLE.procedure("close-output-pipe")
def close_output_pipe(port: Any) -> int:
    """Close a port of a command; return the status of the command's end.

    CHICKEN manual, Module (chicken process).
    """
    return _close_pipe("close-output-pipe", port)


def _within(port: Any, close: Callable[[Any], int], use: Callable[[], Any]) -> Any:
    result = use()
    close(port)
    return result


@TABLE.procedure("call-with-input-pipe")
def call_with_input_pipe(command: Str, procedure: Proc, mode: Any = None) -> Any:
    """Call a procedure with a port of a command. CHICKEN manual, Module (chicken process)."""
    port = _open_pipe("call-with-input-pipe", command, mode, "r")
    return _within(port, close_input_pipe, lambda: call(procedure, port))


@TABLE.procedure("call-with-output-pipe")
def call_with_output_pipe(command: Str, procedure: Proc, mode: Any = None) -> Any:
    """Call a procedure with a port to a command. CHICKEN manual, Module (chicken process)."""
    port = _open_pipe("call-with-output-pipe", command, mode, "w")
    return _within(port, close_output_pipe, lambda: call(procedure, port))


@TABLE.procedure("with-input-from-pipe")
def with_input_from_pipe(command: Str, thunk: Proc, mode: Any = None) -> Any:
    """Call a thunk while the current input port reads what a command writes.

    CHICKEN manual, Module (chicken process).
    """
    port = _open_pipe("with-input-from-pipe", command, mode, "r")
    use = lambda: parameterized([(CURRENT_INPUT, port)], thunk)  # noqa: E731
    return _within(port, close_input_pipe, use)


@TABLE.procedure("with-output-to-pipe")
def with_output_to_pipe(command: Str, thunk: Proc, mode: Any = None) -> Any:
    """Call a thunk while the current output port writes to a command.

    CHICKEN manual, Module (chicken process).
    """
    port = _open_pipe("with-output-to-pipe", command, mode, "w")
    use = lambda: parameterized([(CURRENT_OUTPUT, port)], thunk)  # noqa: E731
    return _within(port, close_output_pipe, use)
