"""A queue of jobs behind a Unix socket, with the sockets of CHICKEN's socket egg.

    python docs/programs/job_queue.py [PATH]

It listens at PATH, by default jobs.socket in the current directory, until Ctrl-C, and then
removes it. Every client may put jobs into the queue, and take jobs out to do them:

    put TEXT     queued NUMBER
    take         job NUMBER TEXT, as soon as there is one
    done NUMBER  done NUMBER, for a job that this client has taken
    count        NUMBER waiting

When a client leaves, the jobs that it has taken and not done go back to the head of the queue.

job_queue.scm is the same program in Scheme, with the same names in the same order.
"""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Condition, Lock, Thread

from schemesockets.dialects.chicken import (
    AF_UNIX,
    SOCK_STREAM,
    NetError,
    Socket,
    SocketInputPort,
    SocketOutputPort,
    display,
    parameterize,
    read_line,
    socket,
    socket_accept,
    socket_bind,
    socket_close,
    socket_close_star,
    socket_io_ports,
    socket_listen,
    socket_receive_timeout,
    unix_address,
)
from schemesockets.dialects.data import EOF, EofObject

LINE_LIMIT = 1000

Job = tuple[int, bytes]


# The queue

lock = Lock()
arrived = Condition(lock)
last_number = 0
waiting: list[Job] = []
"""The waiting jobs, in order."""


def put_job(text: bytes) -> int:
    global last_number
    with lock:
        last_number += 1
        waiting.append((last_number, text))
        arrived.notify()
        return last_number


def take_job() -> Job:
    with lock:
        while not waiting:
            arrived.wait()
        return waiting.pop(0)


def give_back(jobs: list[Job]) -> None:
    with lock:
        waiting[:0] = jobs
        arrived.notify_all()


def count_jobs() -> int:
    with lock:
        return len(waiting)


# A client


def get_line(in_: SocketInputPort) -> bytes | EofObject | None:
    """Return the next line; `EOF` at the end, `None` for a line that is too long."""
    too_long = False
    while not isinstance(line := read_line(in_, LINE_LIMIT), EofObject):
        if len(line) < LINE_LIMIT:
            return None if too_long else line
        too_long = True
    return EOF


def after(word: bytes, line: bytes) -> bytes | None:
    """Return the rest of a line after a word; `None` if it is empty, or without the word."""
    return line.removeprefix(word) or None if line.startswith(word) else None


def serve(so: Socket) -> None:
    taken: list[Job] = []

    def take() -> bytes:
        job = take_job()
        taken.append(job)
        return b"job %d %s" % job

    def done(number: int | None) -> bytes:
        for job in taken:
            if job[0] == number:
                taken.remove(job)
                return b"done %d" % job[0]
        return b"error: no job of yours"

    def answer(line: bytes | None) -> bytes:
        if line is None:
            return b"error: too long"
        if text := after(b"put ", line):
            return b"queued %d" % put_job(text)
        if line == b"take":
            return take()
        if number := after(b"done ", line):
            return done(int(number) if number.isdigit() else None)
        if line == b"count":
            return b"%d waiting" % count_jobs()
        return b"error: expected put TEXT, take, done NUMBER or count"

    def converse(in_: SocketInputPort, out: SocketOutputPort) -> None:
        while not isinstance(line := get_line(in_), EofObject):
            display(answer(line) + b"\n", out)

    try:
        with parameterize((socket_receive_timeout, None)):
            converse(*socket_io_ports(so))
    except NetError as failure:
        complain(failure)
    give_back(taken)
    socket_close_star(so)


# The server


def complain(failure: NetError) -> None:
    print(failure, file=sys.stderr)


def server(path: str) -> None:
    so = socket(AF_UNIX, SOCK_STREAM)
    try:
        socket_bind(so, unix_address(path))
        try:
            socket_listen(so, 100)
            print(f"listening at {path}", flush=True)
            while True:
                client = socket_accept(so)
                Thread(target=serve, args=(client,), daemon=True).start()
        finally:
            Path(path).unlink(missing_ok=True)
    finally:
        socket_close(so)


def main(path: str = "jobs.socket") -> int:
    try:
        server(path)
    except NetError as failure:
        complain(failure)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
