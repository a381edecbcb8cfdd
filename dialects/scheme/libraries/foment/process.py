"""Foment's processes, a subset of Racket's (Foment wiki, Processes; src/process.cpp)."""

from __future__ import annotations

import contextlib
import functools
import signal
import subprocess
from typing import Annotated, Any, Final, TypeAlias, final

from .... import r6rs_io, r7rs_io
from ...calls import values
from ...conditions import FileFailure, error
from ...data import String, Symbol
from ...declaration import Table, refuse
from ...kinds import Cond, Items, Text, of_class
from ...ports import CURRENT_ERROR, CURRENT_INPUT, CURRENT_OUTPUT, put
from ...printer import PRINTERS
from ...stack import start_thread

__all__ = ["TABLE"]

TABLE: Final = Table()


@final
class Subprocess:
    """A process, its ports that a program has, and the threads that pass on what it writes."""

    def __init__(self, handle: subprocess.Popen[bytes]) -> None:
        self.handle = handle
        self.threads: list[Any] = []

    def wait(self) -> None:
        """Wait for its end, and until all that it wrote has been passed on."""
        self.handle.wait()
        for thread in self.threads:
            thread.join()

    def status(self) -> Any:
        """Return its exit status, None while it runs."""
        status = self.handle.poll()
        return None if status is None else status & 255 if status >= 0 else 128 - status


PRINTERS[Subprocess] = lambda value, readable, profile: f"#<subprocess: {value.handle.pid}>"
_Subprocess: TypeAlias = Annotated[Subprocess, of_class("a subprocess", Subprocess)]
_STDOUT: Final = Symbol("stdout")


def _descriptor(port: Any) -> int | None:
    """Return the descriptor below a port, None where there is none."""
    streams: tuple[Any, ...] = (port, getattr(port, "buffer", None))
    for stream in streams:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            return int(stream.fileno())
    return None


def _output(port: Any) -> Any:
    if port is False:
        return subprocess.PIPE
    descriptor = _descriptor(port)
    return subprocess.PIPE if descriptor is None else descriptor


def _started(procedure: str, out: Any, given: Any, err: Any, words: list[str]) -> Subprocess:
    """Start a process; what has no descriptor is copied by a thread."""
    for stream in (out, err):
        if stream is not False and stream is not _STDOUT:
            if not r7rs_io.is_output_port(stream):
                refuse(procedure, 1, "a port that writes, or #f", stream)
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
    if given is not False and not r7rs_io.is_input_port(given):
        refuse(procedure, 2, "a port that reads, or #f", given)
    source = None if given is False else _descriptor(given)
    try:
        handle = subprocess.Popen(
            words,
            stdin=subprocess.PIPE if source is None else source,
            stdout=_output(out),
            stderr=subprocess.STDOUT if err is _STDOUT else _output(err),
        )
    except OSError as failure:
        text = failure.strerror or str(failure)
        raise FileFailure(procedure, words[0], failure.errno or 0, text) from None
    except ValueError:
        raise FileFailure(procedure, words[0], 0, "no name of a program") from None
    made = Subprocess(handle)
    for target, port in ((out, handle.stdout), (err, handle.stderr)):
        if port is not None and target is not False and target is not _STDOUT:
            made.threads.append(start_thread(functools.partial(_copied, port, target)))
    if given is not False and handle.stdin is not None:
        start_thread(functools.partial(_fed, given, handle.stdin))
    return made


def _copied(source: Any, target: Any) -> None:
    while data := source.read1(65536):
        if r7rs_io.is_binary_port(target):
            r6rs_io.put_bytevector(target, data)
        else:
            put(target, data.decode("utf-8", "replace"))
    source.close()


def _fed(source: Any, target: Any) -> None:
    with contextlib.suppress(OSError, ValueError):
        if r7rs_io.is_binary_port(source):
            data = r6rs_io.get_bytevector_all(source)
            target.write(data if isinstance(data, bytes) else b"")
        else:
            text = r6rs_io.get_string_all(source)
            target.write(text.encode("utf-8") if isinstance(text, str) else b"")
        target.close()


def _words(procedure: str, command: str, arguments: tuple[Any, ...]) -> list[str]:
    for each in arguments:
        if each.__class__ is not String:
            refuse(procedure, 5, "strings", each)
    return [command, *(each.text for each in arguments)]


def _port(port: Any, given: Any) -> Any:
    return port if given is False and port is not None else False


@TABLE.procedure("subprocess")
def subprocess_(out: Any, given: Any, err: Any, command: Text, *arguments: Any) -> Any:
    """Start a program; return the process, and for each standard file that is #f its port.

    The ports are of what it writes, of what it reads, and of its errors.
    """
    words = _words("subprocess", command, arguments)
    made = _started("subprocess", out, given, err, words)
    handle = made.handle
    return values(
        made, _port(handle.stdout, out), _port(handle.stdin, given), _port(handle.stderr, err)
    )


@TABLE.procedure("subprocess?")
def is_subprocess(value: Any) -> bool:
    """Return whether a value is a process."""
    return isinstance(value, Subprocess)


@TABLE.procedure("subprocess-wait")
def subprocess_wait(process: _Subprocess) -> None:
    """Wait for a process's end."""
    process.wait()


@TABLE.procedure("subprocess-status")
def subprocess_status(process: _Subprocess) -> Any:
    """Return a process's exit status, or `running`."""
    status = process.status()
    return Symbol("running") if status is None else status


@TABLE.procedure("subprocess-kill")
def subprocess_kill(process: _Subprocess, forced: Cond) -> None:
    """Interrupt a process, or end it."""
    if process.handle.poll() is None:
        process.handle.send_signal(signal.SIGKILL if forced else signal.SIGINT)


@TABLE.procedure("subprocess-pid")
def subprocess_pid(process: _Subprocess) -> int:
    """Return the number of a process."""
    return process.handle.pid


# What is made of these, as in Racket

_SHELL: Final = ("/bin/sh", "-c")


def _standard() -> tuple[Any, Any, Any]:
    return CURRENT_OUTPUT(), CURRENT_INPUT(), CURRENT_ERROR()


def _control(process: Subprocess) -> Any:
    def control(what: Any) -> Any:
        match what.name if isinstance(what, Symbol) else "":
            case "status":
                status = process.status()
                done = "running" if status is None else "done-error" if status else "done-ok"
                return Symbol(done)
            case "exit-code":
                status = process.status()
                return False if status is None else status
            case "wait":
                return process.wait()
            case "interrupt":
                return subprocess_kill(process, False)
            case "kill":
                return subprocess_kill(process, True)
        raise error("expected status, exit-code, wait, interrupt, or kill, got", what)

    return control


def _listed(procedure: str, out: Any, given: Any, err: Any, words: list[str]) -> list[Any]:
    made = _started(procedure, out, given, err, words)
    handle = made.handle
    return [
        _port(handle.stdout, out),
        _port(handle.stdin, given),
        handle.pid,
        _port(handle.stderr, err),
        _control(made),
    ]


@TABLE.procedure("process*/ports")
def process_of_ports(out: Any, given: Any, err: Any, command: Text, *arguments: Any) -> Items:
    """Start a program; return a list of its ports, its number and what controls it.

    That is: the port of what it writes, the one of what it reads, the number, the port of its
    errors, and a procedure of `status`, `exit-code`, `wait`, `interrupt` or `kill`.
    """
    words = _words("process*/ports", command, arguments)
    return _listed("process*/ports", out, given, err, words)


@TABLE.procedure("process/ports")
def shell_of_ports(out: Any, given: Any, err: Any, command: Text) -> Items:
    """As `process*/ports`, of a command of the shell."""
    return _listed("process/ports", out, given, err, [*_SHELL, command])


@TABLE.procedure("process*")
def process_of(command: Text, *arguments: Any) -> Items:
    """As `process*/ports`, with the program's own standard files."""
    return _listed("process*", *_standard(), _words("process*", command, arguments))


@TABLE.procedure("process")
def process(command: Text) -> Items:
    """As `process*`, of a command of the shell."""
    return _listed("process", *_standard(), [*_SHELL, command])


def _exit_code(procedure: str, words: list[str]) -> int:
    made = _started(procedure, *_standard(), words)
    made.wait()
    return int(made.status())


@TABLE.procedure("system*/exit-code")
def system_of_exit_code(command: Text, *arguments: Any) -> int:
    """Run a program to its end; return its exit status."""
    return _exit_code("system*/exit-code", _words("system*/exit-code", command, arguments))


@TABLE.procedure("system/exit-code")
def system_exit_code(command: Text) -> int:
    """Run a command of the shell to its end; return its exit status."""
    return _exit_code("system/exit-code", [*_SHELL, command])


@TABLE.procedure("system*")
def system_of(command: Text, *arguments: Any) -> bool:
    """Run a program to its end; return whether its exit status was 0."""
    return _exit_code("system*", _words("system*", command, arguments)) == 0


@TABLE.procedure("system")
def system(command: Text) -> bool:
    """Run a command of the shell to its end; return whether its exit status was 0."""
    return _exit_code("system", [*_SHELL, command]) == 0
