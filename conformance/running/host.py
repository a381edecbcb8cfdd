"""The process that runs Python programs: `python -m schemesockets.conformance.running.host`.

Starting Python and importing a dialect takes far longer than most scripts, so a host imports once
and forks for each program. Every program still has a process of its own, which may hang, crash or
leak without harm to the next, and a process group of its own, so that all processes that it starts
can be killed with it.

Requests come over a Unix socket, whose descriptor is an argument. A request is the path of a
program with three descriptors for its standard streams; the reply is the child's process id. When
the harness has killed the process group it sends a second message. Only then is the child waited
for, so that its id cannot be reused too early, and the second reply is its exit code.

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


def _fork(channel: socket.socket, path: str, streams: tuple[int, ...]) -> None:
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.setpgid(0, 0)
            channel.close()
            for target, stream in enumerate(streams):
                os.dup2(stream, target)
                os.close(stream)
            status = _run(path)
        finally:
            os._exit(status)
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)  # as the child does: it must be done before either goes on
    for stream in streams:
        os.close(stream)
    try:
        send_message(channel, {"pid": pid})
        over = receive_message(channel)[0]
    except OSError:
        over = None
    if over is None:
        os.killpg(pid, signal.SIGKILL)  # the harness, which does so otherwise, has ended
    _, wait_status = os.waitpid(pid, 0)
    send_message(channel, {"status": os.waitstatus_to_exitcode(wait_status)})


def _run_here(channel: socket.socket, path: str, streams: tuple[int, ...]) -> None:
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
            status = _run(path)
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
    with socket.socket(fileno=int(descriptor)) as channel:
        send_message(channel, {"ready": True})
        while True:
            message, streams = receive_message(channel)
            if message is None:
                return
            run(channel, message["program"], streams)


if __name__ == "__main__":
    main(sys.argv[1:])
