"""A keeper: `python -I -S keeper.py LIFELINE FOLDER COMMAND…`, which nothing outlives.

It stands between the harness and a process that runs what is not ours. It starts the command, and
when that ends, or the other end of LIFELINE, a socket, is closed, for whatever reason, it kills
all that the command has started and removes FOLDER with everything in it.

On Linux a keeper is the new parent of processes whose own parent has ended, so that it finds those
that have left their group and session. Elsewhere it kills the process group of the command.

The file is executed alone, so it imports nothing of the package, and little of anything.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import select
import signal
import sys

__all__ = ["adopt", "die_with_parent", "end_children", "main"]

_PARENT_DEATH_SIGNAL = 1  # numbers of prctl(2)
_CHILD_SUBREAPER = 36
_LARGEST_FILE = 64 << 20
"""Bytes that a program may write to a file, such as the one of its complaints."""
_MOST_DATA = 2 << 30
"""Bytes of memory that a process may have for itself."""
_LIMITS = (
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_FSIZE, _LARGEST_FILE),
    (resource.RLIMIT_DATA, _MOST_DATA),
)


def _control(option: int, value: int) -> None:
    """Set an attribute of this process by prctl(2), where there is one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def adopt() -> None:
    """Become the parent of every process below this one whose parent ends."""
    _control(_CHILD_SUBREAPER, 1)


def die_with_parent(parent: int) -> None:
    """Have this process killed when its parent ends, which had that process id at the fork."""
    _control(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def end_children() -> None:
    """Kill all processes below this one, which must `adopt`, and wait for their ends.

    The children of one that is killed become children of this process, and so their turn comes.
    """
    while True:
        killed = _kill_children() if sys.platform == "linux" else 0
        try:
            if os.waitpid(-1, 0 if killed else os.WNOHANG)[0] == 0 and sys.platform != "linux":
                return
        except ChildProcessError:
            return


def _kill_children() -> int:
    """Kill the processes whose parent is this one; return how many there were."""
    own, killed = os.getpid(), 0
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        with contextlib.suppress(OSError):  # it has ended meanwhile, or is beyond our power
            with open(f"/proc/{entry}/stat", "rb") as file:
                # The name stands in brackets and may have any character.
                parent = int(file.read().rpartition(b")")[2].split()[1])
            if parent == own:
                os.kill(int(entry), signal.SIGKILL)
                killed += 1
    return killed


def _start(lifeline: int, command: list[str]) -> int:
    """Start the command in a session of its own, with limits; return its process id."""
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            die_with_parent(parent)
            os.close(lifeline)
            for limit, most in _LIMITS:
                hard = resource.getrlimit(limit)[1]
                least = most if hard == resource.RLIM_INFINITY else min(most, hard)
                resource.setrlimit(limit, (least, least))
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    return pid


def _wait(pid: int, lifeline: int, woken: int) -> int:
    """Return the wait status of a child, or 0 if the harness ends first or wants its end."""
    while True:
        ready, _, _ = select.select([lifeline, woken], [], [])
        if lifeline in ready:
            return 0
        os.read(woken, 4096)
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return status


def _end_as(status: int) -> None:
    """End this process with a wait status."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        with contextlib.suppress(OSError):  # SIGKILL
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.waitstatus_to_exitcode(status))


def _remove(folder: str) -> None:
    """Remove a folder whatever its permissions; nothing runs that could change it meanwhile."""
    import shutil

    if os.path.islink(folder):
        os.unlink(folder)
        return
    with contextlib.suppress(OSError):
        os.chmod(folder, 0o700)
    for place, inner, _ in os.walk(folder):
        for path in (f"{place}/{name}" for name in inner):
            if not os.path.islink(path):
                with contextlib.suppress(OSError):
                    os.chmod(path, 0o700)
    shutil.rmtree(folder, ignore_errors=True)


def main(lifeline: int, folder: str, command: list[str]) -> None:
    """Run a command, end all that it has started, remove the folder, and end as it did."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    woken, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    adopt()
    pid = _start(lifeline, command)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    kept = {0, 1, 2, lifeline, woken, waker}
    for descriptor in {int(name) for name in os.listdir("/dev/fd")} - kept:
        with contextlib.suppress(OSError):  # of the listing itself
            os.close(descriptor)
    status = _wait(pid, lifeline, woken)
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    end_children()
    _remove(folder)
    _end_as(status)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
