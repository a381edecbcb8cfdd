"""(sagittarius process): other processes (Sagittarius manual, same section).

Not here: shared memory, and running a process as another user.
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import subprocess
import time
from typing import Annotated, Any, Final, TypeAlias, final

from .... import r6rs_io, r7rs_io
from ...conditions import FileFailure, error
from ...data import String, is_procedure
from ...declaration import Table, refuse
from ...kinds import Index, Items, Text, of_class
from ...ports import CURRENT_ERROR, CURRENT_OUTPUT, put
from ...printer import PRINTERS
from ...stack import start_thread
from ..keyword_arguments import keyword_arguments
from ..transcoding import text_decoder, transcoder_of

__all__ = ["TABLE"]

TABLE: Final = Table()


@final
class Process:
    """A process: its program and arguments, and when it runs its ports and Python's handle."""

    def __init__(self, name: Any, arguments: list[str], pid: int | None = None) -> None:
        self.name = name
        self.arguments = arguments
        self.pid = pid
        self.handle: subprocess.Popen[bytes] | None = None
        self.readers: list[Any] = []

    def start(self, procedure: str, directory: Any = False, detach: Any = False) -> int:
        """Start it, with a port to each of its standard files; return its number."""
        if self.name is False:
            raise error(f"{procedure}: an attached process cannot be called:", self)
        for stream in (CURRENT_OUTPUT(), CURRENT_ERROR()):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        try:
            self.handle = subprocess.Popen(
                [self.name, *self.arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=None if directory is False else directory.text,
                start_new_session=detach is not False,
            )
        except OSError as failure:
            text = failure.strerror or str(failure)
            raise FileFailure(procedure, self.name, failure.errno or 0, text) from None
        except ValueError:
            raise FileFailure(procedure, self.name, 0, "no name of a program") from None
        self.pid = self.handle.pid
        return self.handle.pid

    def wait(self, procedure: str, timeout: float | None) -> Any:
        """Wait for its end; return its status, false when it has not ended in time."""
        if self.pid is None:
            raise error(f"{procedure}: the process has not been started:", self)
        if self.handle is None:
            return self._wait_for_attached(procedure, timeout)
        with contextlib.suppress(OSError):
            if self.handle.stdin is not None and self.readers:
                self.handle.stdin.close()
        try:
            status = self.handle.wait(timeout)
        except subprocess.TimeoutExpired:
            return False
        for thread in self.readers:
            thread.join()
        return status & 255 if status >= 0 else -status

    def _wait_for_attached(self, procedure: str, timeout: float | None) -> Any:
        assert self.pid is not None
        if timeout is not None:
            raise error(f"{procedure}: no timeout for a process that was attached:", self)
        try:
            _, status = os.waitpid(self.pid, 0)
        except OSError as failure:
            text = failure.strerror or ""
            raise FileFailure(procedure, str(self.pid), failure.errno or 0, text) from None
        return os.waitstatus_to_exitcode(status) & 255


PRINTERS[Process] = lambda process, readable, profile: (
    f"#<process {process.name or ''} ({process.pid or ''})>"
)
_Process: TypeAlias = Annotated[Process, of_class("a process", Process)]


def _words(procedure: str, arguments: list[Any]) -> list[str]:
    for each in arguments:
        if each.__class__ is not String:
            refuse(procedure, 2, "strings", each)
    return [each.text for each in arguments]


@TABLE.procedure("process?")
def is_process(value: Any) -> bool:
    """Return whether a value is a process. Low level APIs."""
    return isinstance(value, Process)


@TABLE.procedure("make-process")
def make_process(name: Text, arguments: Items) -> Process:
    """Return a process that is not yet started. Low level APIs."""
    return Process(name, _words("make-process", arguments))


def _declare_port(name: str, stream: str) -> None:
    @TABLE.procedure(name)
    def process_port(process: _Process) -> Any:
        """Return the port to a standard file of a process, #f before it runs. Low level APIs."""
        return False if process.handle is None else getattr(process.handle, stream)


_declare_port("process-input-port", "stdin")
_declare_port("process-output-port", "stdout")
_declare_port("process-error-port", "stderr")

_START: Final = {"directory": False, "detach?": False}


@TABLE.procedure("process-call")
def process_call(process: _Process, *options: Any) -> int:
    """Start a process; return its number. Low level APIs."""
    return process.start("process-call", *keyword_arguments(options, _START))


@TABLE.procedure("process-run")
def process_run(process: _Process, *options: Any) -> Any:
    """Start a process and wait for its end; return its status. Low level APIs."""
    process.start("process-run", *keyword_arguments(options, _START))
    return process.wait("process-run", None)


@TABLE.procedure("process-wait")
def process_wait(process: _Process, *options: Any) -> Any:
    """Wait for a process's end; return its status, #f after `:timeout`. Low level APIs."""
    (timeout,) = keyword_arguments(options, {"timeout": False})
    return process.wait("process-wait", _seconds("process-wait", timeout))


def _seconds(procedure: str, timeout: Any) -> float | None:
    """Return how long to wait: seconds, up to a time, for ever with #f."""
    if timeout is False:
        return None
    if timeout.__class__ in (int, float):
        return float(timeout)
    total = getattr(timeout, "total", None)  # of a time of SRFI 19
    if not isinstance(total, int):
        refuse(procedure, 3, "seconds, a time or #f", timeout)
    return max(total / 1_000_000_000 - time.time(), 0)


@TABLE.procedure("process-active?")
def is_process_active(process: _Process) -> bool:
    """Return whether a process runs. Low level APIs."""
    if process.handle is not None:
        return process.handle.poll() is None
    if process.pid is None:
        return False
    try:
        os.kill(process.pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


@TABLE.procedure("process-kill")
def process_kill(process: _Process, *options: Any) -> int:
    """End a process; return its status, -1 where it had not ended before. Low level APIs."""
    (children,) = keyword_arguments(options, {"children?": False})
    if process.pid is None:
        raise error("process-kill: the process has not been started:", process)
    if process.handle is not None and process.handle.poll() is not None:
        status = process.handle.returncode
        return status & 255 if status >= 0 else -status
    try:
        group = os.getpgid(process.pid)
        if children is not False and group != os.getpgrp():
            os.killpg(group, signal.SIGKILL)
        else:
            os.kill(process.pid, signal.SIGKILL)
    except OSError as failure:
        text = failure.strerror or ""
        raise FileFailure("process-kill", str(process.pid), failure.errno or 0, text) from None
    if process.handle is not None:
        process.handle.wait()
    return -1


@TABLE.procedure("getpid")
def getpid() -> int:
    """Return the number of this process. Low level APIs."""
    return os.getpid()


@TABLE.procedure("pid->process")
def pid_to_process(pid: Index) -> Process:
    """Return the process of a number, which has no ports. Low level APIs."""
    return Process(False, [], pid)


# What a process writes

_PIECE: Final = 65536


def _passed_on(source: Any, target: Any, transcoder: Any) -> None:
    """Copy what comes from a port to another until it ends."""
    if r7rs_io.is_binary_port(target):
        while data := source.read1(_PIECE):
            r6rs_io.put_bytevector(target, data)
    else:
        decoder = text_decoder(transcoder_of("create-process", transcoder or None))
        while data := source.read1(_PIECE):
            put(target, decoder.decode(data))
        put(target, decoder.decode(b"", final=True))
    with contextlib.suppress(OSError, ValueError):
        target.flush()
    source.close()


@TABLE.procedure("async-process-read")
def async_process_read(process: _Process, stdout: Any, stderr: Any, transcoder: Any) -> Process:
    """Pass on what a process writes, in threads. Middle level APIs."""
    if process.handle is None:
        raise error("async-process-read: the process has not been started:", process)
    for source, target in ((process.handle.stdout, stdout), (process.handle.stderr, stderr)):
        reading = functools.partial(_passed_on, source, target, transcoder)
        process.readers.append(start_thread(reading))
    return process


@TABLE.procedure("sync-process-read")
def sync_process_read(process: _Process, stdout: Any, stderr: Any, transcoder: Any) -> Any:
    """Pass on what a process writes, and wait for its end; return its status."""
    async_process_read(process, stdout, stderr, transcoder)
    return process.wait("sync-process-read", None)


@TABLE.procedure("create-process", tail=True)
def create_process(name: Text, arguments: Items, *options: Any) -> Any:
    """Start a process; return it, or with `:stdout` what its reader returns. Middle level APIs."""
    stdout, stderr, calls, reader, transcoder, directory, detach = keyword_arguments(
        options,
        {
            "stdout": False,
            "stderr": False,
            "call?": True,
            "reader": False,
            "transcoder": False,
            "directory": False,
            "detach?": False,
        },
    )
    process = Process(name, _words("create-process", arguments))
    process.start("create-process", directory, detach)
    if not is_procedure(reader):
        reader = sync_process_read if calls is False else async_process_read
    if not r7rs_io.is_output_port(stdout):
        return process
    return (reader, process, stdout, stdout if stderr is False else stderr, transcoder)


@TABLE.procedure("run")
def run(name: Text, *arguments: Any) -> Any:
    """Run a program with arguments to its end; return its status. High level APIs."""
    process = Process(name, _words("run", list(arguments)))
    process.start("run")
    return sync_process_read(process, CURRENT_OUTPUT(), CURRENT_ERROR(), False)


@TABLE.procedure("call")
def call_program(name: Text, *arguments: Any) -> Process:
    """Start a program with arguments; return the process. High level APIs."""
    process = Process(name, _words("call", list(arguments)))
    process.start("call")
    return async_process_read(process, CURRENT_OUTPUT(), CURRENT_ERROR(), False)
