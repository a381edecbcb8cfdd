"""Processes that end with the harness: what they start, too, and the files that they leave.

Each has a `keeper` above it, which ends when the harness no longer wants it or has itself ended.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from attrs import frozen

from . import keeper

__all__ = ["Kept", "kept"]


@frozen
class Kept:
    """A process with a keeper, and a folder that is removed at its end."""

    folder: Path
    _keeper: subprocess.Popen[bytes]

    def status(self, limit: float) -> int | None:
        """Wait for the end, for `limit` seconds at most; return the exit status, or None.

        It is minus the signal's number for a process that a signal ended.
        """
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._keeper.wait(max(0.0, limit))
        return None


@contextlib.contextmanager
def kept(
    module: str, *arguments: str, errors: IO[bytes], descriptors: Sequence[int]
) -> Iterator[Kept]:
    """Run a module of this package until the end of the context, then end all that it started.

    It has the given descriptors and `errors` as its standard error, and the temporary directory
    of everything that it starts is the folder that is removed. Raises OSError.
    """
    ours, theirs = socket.socketpair()
    # The keeper removes the folder, since the harness may be killed.
    with (
        ours,
        tempfile.TemporaryDirectory(prefix="schemesockets-", ignore_cleanup_errors=True) as folder,
    ):
        with theirs:
            process = subprocess.Popen(
                [
                    *(sys.executable, "-I", "-S", keeper.__file__),
                    *(str(theirs.fileno()), folder),
                    *(sys.executable, "-m", module, *arguments),
                ],
                pass_fds=[theirs.fileno(), *descriptors],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # what a module prints as it is imported
                stderr=errors,
                start_new_session=True,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                    "TMPDIR": folder,
                },
            )
        try:
            yield Kept(Path(folder), process)
        finally:
            with contextlib.suppress(OSError):  # it has ended
                ours.shutdown(socket.SHUT_RDWR)  # also if a fork of this process has it as well
            process.wait()
