"""A stand-in for a real Scheme: `python stand_in.py MODE PROGRAM`.

It runs the Scheme programs of a few SRFI 106 behaviours by interpreting what they need of Scheme,
or goes wrong in the way that MODE says.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from schemesockets.conformance.required.notation import Datum, Symbol, read, write


def say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def sync(number: int) -> str:
    say(f"(sync {number})\n")
    return sys.stdin.readline().rstrip("\n")


def show(value: object) -> str:
    if isinstance(value, bytes):
        return f"(bytes{''.join(f' {byte}' for byte in value)})"
    if isinstance(value, socket.socket):
        return "socket"
    return write(value) if isinstance(value, bool | int | str) else "nothing"


def observe(label: str, thunk: Callable[[], object]) -> None:
    try:
        outcome = f"(returned {show(thunk())})"
    except OSError as error:
        outcome = f"(raised unclassified {write(f'failed: {error.strerror}')})"
    except TypeError as error:
        outcome = f"(raised unclassified {write(f'expected another type: {error}')})"
    say(f"(observe {write(label)} {outcome})\n")


def connect(node: str, service: str) -> socket.socket:
    return socket.create_connection((node, int(service)))


def serve(service: str) -> socket.socket:
    return socket.create_server(("", int(service)))


PROCEDURES: dict[str, Callable[..., Any]] = {
    "sync": sync,
    "observe": observe,
    "observe-done": observe,
    "bytevector": lambda *items: bytes(items),
    "socket?": lambda thing: isinstance(thing, socket.socket),
    "make-client-socket": connect,
    "make-server-socket": serve,
    "socket-accept": lambda server: server.accept()[0],
    "socket-close": lambda sock: sock.close(),
    "socket-send": lambda sock, data: sock.send(data),
    "socket-recv": lambda sock, size: sock.recv(size),
}


def evaluate(form: Datum, names: dict[str, Any]) -> Any:
    match form:
        case Symbol():
            return names[form]
        case (Symbol("define"), Symbol(name), value):
            names[name] = evaluate(value, names)
        case (Symbol("lambda"), (), body):
            return lambda: evaluate(body, names)
        case (Symbol() as procedure, *arguments):
            return names[procedure](*(evaluate(argument, names) for argument in arguments))
        case _:
            return form


def run(program: Path) -> None:
    forms = read(f"({program.read_text(encoding='utf-8')})")
    assert isinstance(forms, tuple)
    names: dict[str, Any] = dict(PROCEDURES)
    for form in forms:
        match form:
            case (Symbol("import"), *_) | (Symbol("define"), (*_,), *_):
                pass  # the prelude, which is built in
            case _:
                evaluate(form, names)


def wait_for_ever() -> None:
    while True:
        signal.pause()


def spawn(*words: str) -> int:
    return subprocess.Popen([sys.executable, "-c", *words]).pid


# What goes wrong before the script begins.


def silent() -> None:
    wait_for_ever()


def killed() -> None:
    sync(0)
    os.kill(os.getpid(), signal.SIGSEGV)


def early() -> None:
    sync(0)
    print("I have had enough", file=sys.stderr)
    sys.exit(3)


def garbage() -> None:
    sync(0)
    say("Welcome to Scheme!\n")
    wait_for_ever()


def half() -> None:
    sync(0)
    say('(observe "integer" (ret')


def deep() -> None:
    sync(0)
    say("(" * 100_000 + ")" * 100_000 + "\n")


def digits() -> None:
    sync(0)
    say(f'(observe "integer" (returned {"9" * 10_000}))\n')


def enormous() -> None:
    sync(0)
    say("x" * (8 << 20) + "\n")


def endless() -> None:
    sync(0)
    while True:
        say("x" * 65536)


def ahead() -> None:
    sync(0)
    sync(5)


def again() -> None:
    sync(0)
    sync(0)


def bare() -> None:
    sync(0)
    say('(observe "integer" (raised))\n')


def vanishing() -> None:
    sync(0)
    say("(sync 1)\n")
    os._exit(4)


def idle() -> None:
    sync(0)
    sync(1)
    wait_for_ever()


def stray() -> None:
    sync(0)
    sync(1)
    sync(2)
    wait_for_ever()


# What goes wrong around a script that is carried out.


def leaky(program: Path) -> None:
    kept = []

    def leak(sock: socket.socket) -> None:
        kept.append(sock.dup())
        sock.close()

    PROCEDURES["socket-close"] = leak
    run(program)


def deaf(program: Path) -> None:
    sync(0)
    os.close(0)
    PROCEDURES["sync"] = lambda number: say(f"(sync {number})\n" if number else "")
    run(program)


def lingering(program: Path) -> None:
    run(program)
    wait_for_ever()


def chatty(program: Path) -> None:
    run(program)
    while True:
        say('(observe "integer" (returned 1))\n')


def parent(program: Path) -> None:
    pid = spawn("import signal; signal.pause()")
    sync_with_harness = PROCEDURES["sync"]

    def tell(number: int) -> str:
        if number == 1:
            say(f'(observe "child" (returned {pid}))\n')
        return str(sync_with_harness(number))

    PROCEDURES["sync"] = tell
    run(program)


def tired(program: Path) -> None:
    """Answer the question before a run, and no other."""
    if '(observe "answer"' in program.read_text(encoding="utf-8"):
        run(program)
    else:
        early()


def dozing(program: Path) -> None:
    """Answer the questions before a run; then wait for ever, and say so in a file."""
    if "(sync 1)" not in program.read_text(encoding="utf-8"):
        run(program)
    else:
        Path(os.environ["DOZING"]).write_text(str(os.getpid()), encoding="utf-8")
        wait_for_ever()


def escaping(program: Path) -> None:
    """Start a process that leaves the group and ignores signals."""
    script = "import os, signal; os.setsid(); signal.signal(15, signal.SIG_IGN); signal.pause()"
    pid = spawn(f"import os\nif os.fork(): os._exit(0)\n{script}")
    os.waitpid(pid, 0)
    run(program)


def spawner(program: Path) -> None:
    run(program)
    spawn("while True: print('(observe \"integer\" (returned 1))', flush=True)")


_WITH_PROGRAM = {
    "leaky",
    "deaf",
    "lingering",
    "chatty",
    "parent",
    "spawner",
    "tired",
    "dozing",
    "escaping",
}


def main(mode: str, program: Path) -> None:
    if mode == "behave":
        run(program)
    elif mode in _WITH_PROGRAM:
        globals()[mode](program)
    else:
        globals()[mode]()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
