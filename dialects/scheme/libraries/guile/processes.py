"""Processes as Guile has them: starting, waiting, signals, timers, users, the environment."""

from __future__ import annotations

import contextlib
import grp
import math
import os
import pwd
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from ...conditions import SystemFailure, error
from ...data import Pair, String, Symbol, Values, from_list, is_procedure, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Index, Int, Items, Text, Vec
from ...signal_handlers import change_of, handle, handler_of, restore
from ..system_calls import asking
from .ports import descriptor_of
from .vectors import accessors

__all__ = ["TABLE"]

TABLE: Final = Table()

_CHAPTER: Final = "Guile manual, Processes."


# Identity


def _numbers(**functions: Callable[[], int]) -> None:
    for name, function in functions.items():
        made = _without_arguments(function)
        made.__doc__ = f"Return what the system's {name} returns. {_CHAPTER}"
        TABLE.procedure(name)(made)


def _without_arguments(function: Callable[[], int]) -> Callable[[], int]:
    return lambda: function()


_numbers(
    getpid=os.getpid,
    getppid=os.getppid,
    getuid=os.getuid,
    getgid=os.getgid,
    geteuid=os.geteuid,
    getegid=os.getegid,
    getpgrp=os.getpgrp,
)


def _setters(**functions: Callable[[int], None]) -> None:
    for name, function in functions.items():
        made = _setter(name, function)
        made.__doc__ = f"Do what the system's {name} does. {_CHAPTER}"
        TABLE.procedure(name)(made)


def _setter(name: str, function: Callable[[int], None]) -> Callable[[Any], None]:
    def set_(number: Int) -> None:
        with asking(name):
            function(number)

    return set_


_setters(setuid=os.setuid, setgid=os.setgid, seteuid=os.seteuid, setegid=os.setegid)


@TABLE.procedure("getgroups")
def getgroups() -> list[Any]:
    """Return a vector of the numbers of the process's groups. Guile manual, Processes."""
    return list(os.getgroups())


@TABLE.procedure("setgroups")
def setgroups(groups: Vec) -> None:
    """Set the groups of the process. Guile manual, Processes."""
    with asking("setgroups"):
        os.setgroups(groups)


@TABLE.procedure("setpgid")
def setpgid(process: Int, group: Int) -> None:
    """Put a process into a group. Guile manual, Processes."""
    with asking("setpgid"):
        os.setpgid(process, group)


@TABLE.procedure("setsid")
def setsid() -> int:
    """Begin a session; return its number. Guile manual, Processes."""
    with asking("setsid"):
        os.setsid()
        return os.getpid()


@TABLE.procedure("getsid")
def getsid(process: Int) -> int:
    """Return the session of a process. Guile manual, Processes."""
    with asking("getsid"):
        return os.getsid(process)


@TABLE.procedure("tcgetpgrp")
def tcgetpgrp(port: Any) -> int:
    """Return the foreground process group of a terminal. Guile manual, Terminals and Ptys."""
    with asking("tcgetpgrp"):
        return os.tcgetpgrp(descriptor_of("tcgetpgrp", 1, port))


@TABLE.procedure("tcsetpgrp")
def tcsetpgrp(port: Any, group: Int) -> None:
    """Set the foreground process group of a terminal. Guile manual, Terminals and Ptys."""
    with asking("tcsetpgrp"):
        os.tcsetpgrp(descriptor_of("tcsetpgrp", 1, port), group)


@TABLE.procedure("ctermid")
def ctermid() -> Text:
    """Return the name of the terminal of the process. Guile manual, Terminals and Ptys."""
    return os.ctermid()


@TABLE.procedure("nice")
def nice(increment: Int) -> None:
    """Make the process less urgent. Guile manual, Processes."""
    with asking("nice"):
        os.nice(increment)


@TABLE.procedure("getpriority")
def getpriority(which: Int, who: Int) -> int:
    """Return how urgent processes are. Guile manual, Processes."""
    with asking("getpriority"):
        return os.getpriority(which, who)


@TABLE.procedure("setpriority")
def setpriority(which: Int, who: Int, priority: Int) -> None:
    """Set how urgent processes are. Guile manual, Processes."""
    with asking("setpriority"):
        os.setpriority(which, who, priority)


_ANY: Final = {
    "EXIT_SUCCESS": 0,
    "EXIT_FAILURE": 1,
    "WAIT_ANY": -1,
    "WAIT_MYPGRP": 0,
    "ITIMER_REAL": signal.ITIMER_REAL,
    "ITIMER_VIRTUAL": signal.ITIMER_VIRTUAL,
    "ITIMER_PROF": signal.ITIMER_PROF,
    "NSIG": signal.NSIG,
    "SA_NOCLDSTOP": 1,
    "SA_RESTART": 0x10000000,
    "SIG_DFL": 0,
    "SIG_IGN": 1,
    "PIPE_BUF": 4096,
}
for _name, _value in _ANY.items():
    TABLE.value(_name, int(_value))
for _name in [
    "WNOHANG",
    "WUNTRACED",
    "PRIO_PROCESS",
    "PRIO_PGRP",
    "PRIO_USER",
    "O_RDONLY",
    "O_WRONLY",
    "O_RDWR",
    "O_CREAT",
    "O_EXCL",
    "O_NOCTTY",
    "O_TRUNC",
    "O_APPEND",
    "O_NDELAY",
    "O_SYNC",
    "O_ASYNC",
    "O_DIRECT",
    "O_DIRECTORY",
    "O_LARGEFILE",
    "O_NOATIME",
    "O_NOFOLLOW",
    "O_PATH",
    "O_TMPFILE",
    "O_CLOEXEC",
]:
    if hasattr(os, _name):
        TABLE.value(_name, int(getattr(os, _name)))
for _each in signal.Signals.__members__.items():
    TABLE.value(_each[0], int(_each[1]))


@TABLE.procedure("getrlimit")
def getrlimit(name: Any) -> Any:
    """Return the soft and the hard limit of a resource, #f for none. Guile manual, Processes."""
    with asking("getrlimit"):
        found = resource.getrlimit(_resource("getrlimit", name))
    return Values(tuple(False if each == resource.RLIM_INFINITY else each for each in found))


@TABLE.procedure("setrlimit")
def setrlimit(name: Any, soft: Any, hard: Any) -> None:
    """Set the soft and the hard limit of a resource, #f for none. Guile manual, Processes."""
    wanted, most = (resource.RLIM_INFINITY if each is False else each for each in (soft, hard))
    with asking("setrlimit"):
        resource.setrlimit(_resource("setrlimit", name), (wanted, most))


def _resource(procedure: str, name: Any) -> int:
    if name.__class__ is int:
        return int(name)
    found = (
        getattr(resource, f"RLIMIT_{name.name.upper()}", None)
        if name.__class__ is Symbol
        else None
    )
    if found is None:
        refuse(procedure, 1, "the name of a resource", name, False)
    return int(found)


# Starting and ending


@TABLE.procedure("primitive-fork")
def primitive_fork() -> int:
    """Double the process; return 0 in the new one, its number in this. Guile manual, Processes."""
    with asking("primitive-fork"):
        return os.fork()


def _status(procedure: str, value: Any) -> int:
    if value.__class__ is not int:
        refuse(procedure, 1, "an exact integer", value)
    return int(value) & 255


@TABLE.procedure("primitive-exit")
def primitive_exit(status: Any = 0) -> Any:
    """End the process at once, what was written going out. Guile manual, Processes."""
    number = _status("primitive-exit", status)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(number)


@TABLE.procedure("primitive-_exit")
def primitive_exit_now(status: Any = 0) -> Any:
    """End the process at once. Guile manual, Processes."""
    os._exit(_status("primitive-_exit", status))


@TABLE.procedure("execl")
def execl(path: Text, *arguments: Text) -> Any:
    """Let the process go on with a program; the first argument is its name.

    Guile manual, Processes.
    """
    return _execute("execl", os.execv, path, list(arguments))


@TABLE.procedure("execlp")
def execlp(name: Text, *arguments: Text) -> Any:
    """As `execl`, with a program that is looked for. Guile manual, Processes."""
    return _execute("execlp", os.execvp, name, list(arguments))


@TABLE.procedure("execle")
def execle(path: Text, environment: Items, *arguments: Text) -> Any:
    """As `execl`, in another environment, a list of texts `NAME=value`.

    Guile manual, Processes.
    """
    values = dict(each.text.partition("=")[::2] for each in environment)
    return _execute(
        "execle", lambda file, words: os.execve(file, words, values), path, list(arguments)
    )


def _execute(
    procedure: str, execute: Callable[[str, list[str]], Any], path: str, words: list[str]
) -> Any:
    before = signal.getsignal(signal.SIGPIPE)
    with asking(procedure), _heeding_pipes(before):
        return execute(path, words or [path])


@contextlib.contextmanager
def _heeding_pipes(before: Any) -> Iterator[None]:
    """Let the program that is executed heed SIGPIPE, which Python ignores by itself."""
    main = threading.current_thread() is threading.main_thread()
    changes = main and before is signal.SIG_IGN and change_of(signal.SIGPIPE) is None
    if changes:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        yield
    finally:
        if changes:
            signal.signal(signal.SIGPIPE, before)


@TABLE.procedure("system")
def system(command: Text | None = None) -> Any:
    """Run a command by the shell and return its status, as `waitpid` gives it.

    Without one, return whether there is a shell. Guile manual, Processes.
    """
    if command is None:
        return os.path.exists("/bin/sh")
    return _run(["/bin/sh", "-c", command])


@TABLE.procedure("system*")
def system_of(program: Text, *arguments: Text) -> int:
    """Run a program with arguments and return its status, as `waitpid` gives it.

    Guile manual, Processes.
    """
    return _run([program, *arguments])


def _run(words: list[str]) -> int:
    import subprocess  # which is slow to import, and seldom needed

    try:
        process = subprocess.Popen(words, close_fds=False)
    except (OSError, ValueError):
        return 127 << 8
    with _ignoring(signal.SIGINT, signal.SIGQUIT):
        code = process.wait()
    return code << 8 if code >= 0 else -code


@contextlib.contextmanager
def _ignoring(*signals: int) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = [(each, signal.signal(each, signal.SIG_IGN)) for each in signals]
    try:
        yield
    finally:
        for each, handler in before:
            signal.signal(each, handler)


@TABLE.procedure("waitpid")
def waitpid(process: Int, options: Int = 0) -> Pair:
    """Wait for the end of a process; return a pair of its number and its status.

    Guile manual, Processes.
    """
    with asking("waitpid"):
        return Pair(*os.waitpid(process, options))


@TABLE.procedure("status:exit-val")
def status_exit_val(status: Int) -> Any:
    """Return the exit status in a process's status, #f if a signal ended it.

    Guile manual, Processes.
    """
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else False


@TABLE.procedure("status:term-sig")
def status_term_sig(status: Int) -> Any:
    """Return the signal that ended a process, or #f. Guile manual, Processes."""
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else False


@TABLE.procedure("status:stop-sig")
def status_stop_sig(status: Int) -> Any:
    """Return the signal that stopped a process, or #f. Guile manual, Processes."""
    return os.WSTOPSIG(status) if os.WIFSTOPPED(status) else False


# Signals


_CONSTANTS: Final = (signal.SIG_DFL, signal.SIG_IGN)


def _main_thread(procedure: str) -> None:
    if threading.current_thread() is not threading.main_thread():
        raise error("signals are handled by the main thread", procedure=procedure)


@TABLE.procedure("sigaction")
def sigaction(number: Int, handler: Any = None, flags: Int = 0, thread: Any = None) -> Pair:
    """Choose what is done at a signal: a procedure, SIG_DFL, SIG_IGN, or #f for as it was.

    Return a pair of what was done before and the flags. Guile manual, Signals.
    """
    if not 0 < number < signal.NSIG:
        refuse("sigaction", 1, "the number of a signal", number, False)
    change, done = change_of(number), handler_of(number)
    if done is None:
        ignored = signal.getsignal(number) is signal.SIG_IGN
        # Python ignores SIGPIPE by itself.
        done = 1 if ignored and (change is not None or number != signal.SIGPIPE) else 0
    before = Pair(done, 0 if change is None else change.flags)
    if handler is None:
        return before
    _main_thread("sigaction")
    constant = handler.__class__ is int and handler in _CONSTANTS
    if not (handler is False or constant or is_procedure(handler)):
        refuse("sigaction", 2, "a procedure, SIG_DFL, SIG_IGN or #f", handler)
    with asking("sigaction"):
        if handler is False:
            restore(STATE.image, number)
        else:
            handle(number, _CONSTANTS[handler] if constant else handler, flags)
    return before


@TABLE.procedure("restore-signals")
def restore_signals() -> None:
    """Handle all signals as before the program changed that. Guile manual, Signals."""
    _main_thread("restore-signals")
    restore(STATE.image)


@TABLE.procedure("kill")
def kill(process: Int, number: Int) -> None:
    """Send a signal to a process. Guile manual, Processes."""
    with asking("kill"):
        os.kill(process, number)


@TABLE.procedure("raise")
def raise_signal(number: Int) -> None:
    """Send a signal to this process. Guile manual, Signals."""
    with asking("raise"):
        signal.raise_signal(number)


@TABLE.procedure("alarm")
def alarm(seconds: Index) -> int:
    """Have SIGALRM sent after some seconds; return what was left before. Guile manual, Signals."""
    return signal.alarm(seconds)


@TABLE.procedure("setitimer")
def setitimer(which: Int, every: Int, every_more: Int, first: Int, first_more: Int) -> Items:
    """Set a timer: how often, and when first, each in seconds and microseconds.

    Return how it was set. Guile manual, Signals.
    """
    with asking("setitimer"):
        left, interval = signal.setitimer(
            which, first + first_more / 1e6, every + every_more / 1e6
        )
    return [_time(interval), _time(left)]


@TABLE.procedure("getitimer")
def getitimer(which: Int) -> Items:
    """Return how a timer is set. Guile manual, Signals."""
    with asking("getitimer"):
        left, interval = signal.getitimer(which)
    return [_time(interval), _time(left)]


def _time(seconds: float) -> Pair:
    whole = int(seconds)
    return Pair(whole, round((seconds - whole) * 1e6))


@TABLE.procedure("pause")
def pause() -> None:
    """Wait for a signal. Guile manual, Signals."""
    signal.pause()


_SLICE: Final = 0.05  # seconds after which a sleeper looks whether a signal has come


def _sleep(seconds: float) -> float:
    """Wait for a time or a signal that a procedure handles; return what is left."""
    before, end = STATE.signals, time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _SLICE))
        if STATE.signals != before:
            return max(end - time.monotonic(), 0)
    return 0


@TABLE.procedure("sleep")
def sleep(seconds: Index) -> int:
    """Wait some seconds; return how many are left when a signal has come.

    Guile manual, Signals.
    """
    return math.ceil(_sleep(seconds))


@TABLE.procedure("usleep")
def usleep(microseconds: Index) -> int:
    """Wait some microseconds; return how many are left when a signal has come.

    Guile manual, Signals.
    """
    return int(_sleep(microseconds / 1e6) * 1e6)


# The environment


@TABLE.procedure("getenv")
def getenv(name: Text) -> Any:
    """Return the value of an environment variable, or #f. Guile manual, Runtime Environment."""
    found = os.environ.get(name)
    return False if found is None else String(found)


@TABLE.procedure("setenv")
def setenv(name: Text, value: Any) -> None:
    """Set an environment variable; #f removes it. Guile manual, Runtime Environment."""
    if value is False:
        os.environ.pop(name, None)
        return
    if value.__class__ is not String:
        refuse("setenv", 2, "a string", value)
    with asking("setenv"):
        os.environ[name] = value.text


@TABLE.procedure("unsetenv")
def unsetenv(name: Text) -> None:
    """Remove an environment variable. Guile manual, Runtime Environment."""
    os.environ.pop(name, None)


@TABLE.procedure("putenv")
def putenv(text: Text) -> None:
    """Set an environment variable by `NAME=value`; a name alone removes it.

    Guile manual, Runtime Environment.
    """
    name, mark, value = text.partition("=")
    with asking("putenv"):
        if mark:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)


@TABLE.procedure("environ")
def environ(values: Any = None) -> Any:
    """Return a list of the environment's texts `NAME=value`, or set it to such a list.

    Guile manual, Runtime Environment.
    """
    if values is None:
        return to_list([String(f"{name}={value}") for name, value in os.environ.items()])
    items = [each.text.partition("=") for each in from_list(values)]
    os.environ.clear()
    os.environ.update({name: value for name, _, value in items})
    return None


@TABLE.procedure("program-arguments", "command-line")
def program_arguments() -> Items:
    """Return the program's name and arguments. Guile manual, Runtime Environment."""
    return [String(each) for each in STATE.command_line]


@TABLE.procedure("set-program-arguments")
def set_program_arguments(arguments: Items) -> None:
    """Set the program's name and arguments. Guile manual, Runtime Environment."""
    STATE.command_line = tuple(each.text for each in arguments)


# Users and the system


accessors(
    TABLE, "passwd", "name passwd uid gid gecos dir shell", "Guile manual, User Information."
)
accessors(TABLE, "group", "name passwd gid mem", "Guile manual, User Information.")
accessors(
    TABLE,
    "utsname",
    "sysname nodename release version machine",
    "Guile manual, System Identification.",
)


def _user(found: Any) -> list[Any]:
    return [
        String(found.pw_name),
        String(found.pw_passwd),
        found.pw_uid,
        found.pw_gid,
        String(found.pw_gecos),
        String(found.pw_dir),
        String(found.pw_shell),
    ]


def _group(found: Any) -> list[Any]:
    members = to_list([String(each) for each in found.gr_mem])
    return [String(found.gr_name), String(found.gr_passwd), found.gr_gid, members]


class _Database:
    """The users or the groups, one after another."""

    def __init__(
        self,
        name: str,
        entries: Callable[[], list[Any]],
        tell: Any,
        missing: Callable[[], Exception],
    ) -> None:
        self.name = name
        self.missing = missing
        self.entries = entries
        self.tell = tell
        self.rest: Iterator[Any] | None = None

    def next(self) -> Any:
        if self.rest is None:
            self.rest = iter(self.entries())
        found = next(self.rest, None)
        return False if found is None else self.tell(found)

    def look(self, key: Any, by_name: Callable[[str], Any], by_number: Any) -> Any:
        try:
            if key.__class__ is String:
                return self.tell(by_name(key.text))
            if key.__class__ is int:
                return self.tell(by_number(key))
        except (KeyError, OverflowError, ValueError):
            raise self.missing() from None
        refuse(f"get{self.name}", 1, "a name or a number", key)


_USERS: Final = _Database(
    "pw", pwd.getpwall, _user, lambda: error("entry not found", procedure="getpw")
)
_GROUPS: Final = _Database(
    "gr", grp.getgrall, _group, lambda: SystemFailure("getgr", 0, os.strerror(0))
)


@TABLE.procedure("getpw")
def getpw(key: Any = None) -> Any:
    """Return what is known of a user, or of the next one. Guile manual, User Information."""
    return _USERS.next() if key is None else _USERS.look(key, pwd.getpwnam, pwd.getpwuid)


@TABLE.procedure("getpwnam")
def getpwnam(name: Text) -> Any:
    """Return what is known of a user. Guile manual, User Information."""
    return getpw(String(name))


@TABLE.procedure("getpwuid")
def getpwuid(number: Int) -> Any:
    """Return what is known of a user. Guile manual, User Information."""
    return getpw(number)


@TABLE.procedure("getgr")
def getgr(key: Any = None) -> Any:
    """Return what is known of a group, or of the next one. Guile manual, User Information."""
    return _GROUPS.next() if key is None else _GROUPS.look(key, grp.getgrnam, grp.getgrgid)


@TABLE.procedure("getgrnam")
def getgrnam(name: Text) -> Any:
    """Return what is known of a group. Guile manual, User Information."""
    return getgr(String(name))


@TABLE.procedure("getgrgid")
def getgrgid(number: Int) -> Any:
    """Return what is known of a group. Guile manual, User Information."""
    return getgr(number)


def _declare_database(name: str, database: _Database) -> None:
    def again(*arguments: Any) -> None:
        database.rest = None

    def after() -> Any:
        return database.next()

    again.__doc__ = "Begin again, or end. Guile manual, User Information."
    after.__doc__ = "Return what is known of the next one, or #f. Guile manual, User Information."
    TABLE.procedure(f"set{name}ent", f"set{name}", f"end{name}ent")(again)
    TABLE.procedure(f"get{name}ent")(after)


_declare_database("pw", _USERS)
_declare_database("gr", _GROUPS)


@TABLE.procedure("getlogin")
def getlogin() -> Any:
    """Return the name under which one has logged in, or #f. Guile manual, User Information."""
    try:
        return String(os.getlogin())
    except OSError:
        return False


@TABLE.procedure("getpass")
def ask_password(prompt: Text) -> Text:
    """Ask for a password at the terminal. Guile manual, User Information."""
    import getpass  # which is seldom needed

    return getpass.getpass(prompt)


@TABLE.procedure("uname")
def uname() -> list[Any]:
    """Return a vector of what the system says of itself. Guile manual, System Identification."""
    return [String(each) for each in os.uname()]


@TABLE.procedure("gethostname")
def gethostname() -> Text:
    """Return the name of the machine. Guile manual, System Identification."""
    with asking("gethostname"):
        return socket.gethostname()


@TABLE.procedure("sethostname")
def sethostname(name: Text) -> None:
    """Set the name of the machine. Guile manual, System Identification."""
    with asking("sethostname"):
        socket.sethostname(name)
