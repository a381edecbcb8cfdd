"""The process that runs Python programs: `python -m schemesockets.conformance.running.host`.

Starting Python and importing a dialect takes far longer than most scripts, so a host imports once
and forks for each program: every program still has a process of its own, which may hang, crash or
leak without harm to the next, and a process group of its own, so that whatever it starts can be
ended with it. Requests come over a Unix socket, given by its descriptor: a program's path with
three descriptors for its standard streams. The answer is the child's process id. Then the other
end ends the group and says so; only now is the child waited for, so that its id is not used anew
before, and its exit code is the second answer.

With `--in-process` programs run in the host itself, one after the other, and the answer counts its
open descriptors and threads: what a dialect leaves behind shows there.
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
    """Send one message, with descriptors."""
    ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))]
    channel.sendmsg([json.dumps(message).encode()], ancillary if descriptors else [])


def receive_message(channel: socket.socket) -> tuple[Any, tuple[int, ...]]:
    """The next message and its descriptors; the message is None when the other end has gone."""
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
        os.setpgid(pid, pid)  # the child does so too; whoever comes first
    for stream in streams:
        os.close(stream)
    try:
        send_message(channel, {"pid": pid})
        over = receive_message(channel)[0]
    except OSError:
        over = None
    if over is None:
        os.killpg(pid, signal.SIGKILL)  # nobody else is left to do so
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
    """Serve until the other end closes the channel: `[--in-process] DESCRIPTOR MODULE…`."""
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
