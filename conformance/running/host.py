"""The process that runs programs: `python -m schemesockets.conformance.running.host`.

Starting Python and importing a dialect takes far longer than most scripts, so a host imports once
and forks for each Python program. For a program of a real Scheme it executes the command of the
system. Every program has a process of its own, which may hang, crash or leak without harm to the
next, and a process group of its own. All processes that it starts end with it: those in its group
and those that have left it, which become the host's children. If the host or the harness is
killed, the `keeper` above the host ends them.

Requests come over a Unix socket, whose descriptor is an argument. A request is the path of a
program or a command, with three descriptors for its standard streams; the reply is the child's
process id, or the reason for which the command cannot be executed. When the harness has killed
the process group it sends a second message. Only then is the child waited for, so that its id
cannot be reused too early, and the second reply is its exit code.

With `--in-process` programs run in the host itself, one after the other, and the second reply has
the numbers of its open descriptors and threads, in which the leaks of a dialect show.
"""

from __future__ import annotations

import array
import contextlib
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import threading
import traceback
from typing import Any

from .keeper import adopt, die_with_parent, end_children

__all__ = ["main", "receive_message", "send_message"]

_LIMIT = 65536


def send_message(
    channel: socket.socket, message: object, descriptors: tuple[int, ...] = ()
) -> None:
    """Send a message, as JSON, and descriptors."""
    ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))]
    channel.sendmsg([json.dumps(message).encode()], ancillary if descriptors else [])


def receive_message(channel: socket.socket) -> tuple[Any, tuple[int, ...]]:
    """Receive a message and its descriptors; the message is None at the end of the stream."""
    data, descriptors, _, _ = socket.recv_fds(channel, _LIMIT, 3)
    return (json.loads(data) if data else None), tuple(descriptors)


def _run(path: str) -> int:
    try:
        runpy.run_path(path, run_name="__main__")
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _prepare(channel: socket.socket, streams: tuple[int, ...], host: int, folder: str) -> None:
    """Become a program's process, of a group of its own that ends with the host."""
    os.setsid()
    die_with_parent(host)
    os.environ["TMPDIR"] = folder
    channel.close()
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
        os.close(stream)


def _execute(command: list[str], folder: str, failure: int) -> None:
    """Become a command; write the reason to `failure`, a descriptor, if that is impossible."""
    for ignored in (signal.SIGPIPE, signal.SIGXFSZ):  # by Python, and so by what it executes
        signal.signal(ignored, signal.SIG_DFL)
    try:
        os.chdir(folder)
        os.execvp(command[0], command)
    except OSError as error:
        os.write(failure, (error.strerror or str(error)).encode())


def _fork(channel: socket.socket, request: dict[str, Any], streams: tuple[int, ...]) -> None:
    sys.stdout.flush()
    host = os.getpid()
    reason, failure = os.pipe()  # both ends are closed by an execution that succeeds
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            _prepare(channel, streams, host, request["folder"])
            if "command" in request:
                _execute(request["command"], request["folder"], failure)
            else:
                os.close(reason)
                os.close(failure)
                status = _run(request["program"])
        finally:
            os._exit(status)
    os.close(failure)
    for stream in streams:
        os.close(stream)
    with open(reason, "rb") as text:
        why = text.read().decode() if "command" in request else ""
    over = None
    if why:
        send_message(channel, {"failure": why})
    else:
        with contextlib.suppress(OSError):
            send_message(channel, {"pid": pid})
            over = receive_message(channel)[0]
    if over is None:  # it has not begun; or the harness, which ends the group otherwise, has ended
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    _, wait_status = os.waitpid(pid, 0)
    end_children()  # what has left the group
    if not why:
        send_message(channel, {"status": os.waitstatus_to_exitcode(wait_status)})


def _run_here(channel: socket.socket, request: dict[str, Any], streams: tuple[int, ...]) -> None:
    send_message(channel, {"pid": os.getpid()})
    stdin, stdout, stderr = (os.fdopen(fd, mode) for fd, mode in zip(streams, "rww", strict=True))
    with (
        stdin,
        stdout,
        stderr,
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
    ):
        original, sys.stdin = sys.stdin, stdin
        try:
            status = _run(request["program"])
        finally:
            sys.stdin = original
    counts = {"descriptors": len(os.listdir("/dev/fd")), "threads": threading.active_count()}
    send_message(channel, {"status": status, **counts})


def main(arguments: list[str]) -> None:
    """Run programs until the channel ends; arguments: `[--in-process] DESCRIPTOR MODULE…`."""
    run = _run_here if "--in-process" in arguments else _fork
    descriptor, *modules = (word for word in arguments if not word.startswith("--"))
    for module in modules:
        importlib.import_module(module)
    adopt()
    with socket.socket(fileno=int(descriptor)) as channel:
        send_message(channel, {"pid": os.getpid()})
        while True:
            message, streams = receive_message(channel)
            if message is None:
                return
            run(channel, message, streams)


if __name__ == "__main__":
    main(sys.argv[1:])
