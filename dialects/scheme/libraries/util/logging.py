"""(util logging): loggers and appenders (Sagittarius manual, same section).

Not here: appenders and loggers of a program's own record types.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from typing import Annotated, Any, Final, TypeAlias

from ...arguments import UNSET
from ...conditions import ErrorObject
from ...control import raise_
from ...data import String, Symbol
from ...declaration import Table, refuse
from ...kinds import Index, Name, Text, of_class
from ...ports import CURRENT_OUTPUT, put
from ...printer import PRINTERS, displayed, written
from ..concurrent.queues import SharedQueue
from ..monitors import Monitor
from ..sagittarius.files import failing
from ..sagittarius.format import formatted
from ..srfi.srfi19 import TABLE as TIMES
from ..srfi.srfi19 import UTC, Time
from ..threads import Thread, current

__all__ = ["TABLE"]

TABLE: Final = Table()

_LEVELS: Final = ("trace", "debug", "info", "warn", "error", "fatal")
for _place, _name in enumerate(_LEVELS):
    TABLE.value(f"+{_name}-level+", _place)
TABLE.value("+logging-off+", float("inf"))


class Log:
    """What is logged: a time, a level, a message and arguments."""

    def __init__(self, when: Time, level: str, message: Any, arguments: tuple[Any, ...]) -> None:
        self.when = when
        self.level = level
        self.message = message
        self.arguments = list(arguments)
        self.thread = displayed(current().name)


class Appender:
    """What writes logs, in a format, to the current output port."""

    def __init__(self, template: str) -> None:
        self.template = template

    def append(self, log: Log) -> None:
        """Write a log."""
        put(CURRENT_OUTPUT(), f"{_told(log, self.template)}\n")


class FileAppender(Appender):
    """What writes logs to the end of a file."""

    def __init__(self, template: str, path: str) -> None:
        super().__init__(template)
        self.path = os.path.abspath(path)

    def prepared(self) -> str:
        """Return the file's path, the file set aside where that is due."""
        return self.path

    def append(self, log: Log) -> None:
        """Write a log."""
        path = self.prepared()
        with failing("append-log", path), open(path, "a", encoding="utf-8") as file:
            file.write(f"{_told(log, self.template)}\n")


class RollingAppender(FileAppender):
    """A file that is set aside when it has reached a size."""

    def __init__(self, template: str, path: str, size: int) -> None:
        super().__init__(template, path)
        self.size = size
        self.number = 0

    def prepared(self) -> str:
        """Return the file's path, the file set aside where that is due."""
        with contextlib.suppress(OSError):
            if os.stat(self.path).st_size >= self.size:
                os.replace(self.path, f"{self.path}.{self.number}")
                self.number += 1
        return self.path


class DailyAppender(FileAppender):
    """A file that is set aside when its day, by a pattern, is over."""

    def __init__(self, template: str, path: str, pattern: str) -> None:
        super().__init__(template, path)
        self.pattern = pattern

    def prepared(self) -> str:
        """Return the file's path, the file set aside where that is due."""
        with contextlib.suppress(OSError):
            changed = _date(Time(UTC, 0, int(os.stat(self.path).st_mtime)), self.pattern)
            if changed != _date(_now(), self.pattern):
                os.replace(self.path, f"{self.path}.{changed}")
        return self.path


class Logger(Monitor):
    """A threshold, and the appenders of what reaches it."""

    def __init__(self, threshold: Any, appenders: tuple[Any, ...]) -> None:
        super().__init__()
        self.threshold = threshold
        self.appenders = appenders

    def push(self, log: Log) -> None:
        """Log something."""
        with self.held():
            for each in self.appenders:
                each.append(log)

    def end(self) -> None:
        """Do what is left to do."""


class AsyncLogger(Logger):
    """A logger whose appenders work in a thread."""

    def __init__(self, threshold: Any, appenders: tuple[Any, ...]) -> None:
        super().__init__(threshold, appenders)
        self.queue = SharedQueue()
        self.thread = Thread(self._run, exits=False)
        self.thread.start()

    def _run(self) -> None:
        while (log := self.queue.take(UNSET)) is not UNSET:
            super().push(log)

    def push(self, log: Log) -> None:
        """Log something, some time."""
        self.queue.put(log)

    def end(self) -> None:
        """Log what is left, and end the thread."""
        self.queue.put(UNSET)
        self.thread.join()


_Logger: TypeAlias = Annotated[Logger, of_class("a logger", Logger)]
_Appender: TypeAlias = Annotated[Appender, of_class("an appender", Appender)]
_FileAppender: TypeAlias = Annotated[FileAppender, of_class("a file appender", FileAppender)]
_Log: TypeAlias = Annotated[Log, of_class("a log", Log)]
_Time: TypeAlias = Annotated[Time, of_class("a time", Time)]

for _type, _class in (
    ("<logger>", Logger),
    ("<async-logger>", AsyncLogger),
    ("<appender>", Appender),
    ("<file-appender>", FileAppender),
    ("<rolling-file-appender>", RollingAppender),
    ("<daily-rolling-file-appender>", DailyAppender),
    ("<log>", Log),
):
    TABLE.value(_type, _class)
    PRINTERS[_class] = lambda value, readable, profile: f"#<{type(value).__name__.lower()}>"


def _now() -> Time:
    total = time.time_ns()
    return Time(UTC, total % 1_000_000_000, total // 1_000_000_000)


def _date(when: Time, pattern: str) -> str:
    date = TIMES["time-utc->date"].value(when)
    return str(TIMES["date->string"].value(date, String(pattern)).text)


# The format of a line

_PLACE: Final = re.compile(r"~(?:w(?:\{([^}]*)\}|(.))|a(?:\[(\d+)\])?|(e0)|(.))", re.S)


def _shown(value: Any) -> str:
    if value.__class__ is String:
        return str(value.text)
    return "" if isinstance(value, ErrorObject) else written(value)


def _message(log: Log) -> str:
    if not log.arguments or log.message.__class__ is not String:
        return _shown(log.message)
    wanted = len(re.findall(r"~[^%~]", log.message.text))
    try:
        return formatted(log.message.text, tuple(log.arguments[:wanted]))
    except ErrorObject:
        return _shown(log.message)


def _told(log: Log, template: str) -> str:
    """Return a log as a format says."""

    def place(found: re.Match[str]) -> str:
        pattern, letter, number, failures, other = found.groups()
        if pattern is not None:
            return _date(log.when, pattern)
        if letter is not None:
            return _date(log.when, f"~{letter}")
        if number is not None:
            chosen = log.arguments[int(number) : int(number) + 1]
            return _shown(chosen[0]) if chosen else ""
        if failures is not None:
            return "".join(f"\n{each}" for each in log.arguments if isinstance(each, ErrorObject))
        match other:
            case None:
                return " ".join(map(_shown, log.arguments))
            case "l":
                return log.level
            case "m":
                return _message(log)
            case "t":
                return log.thread
        return f"~{other}"

    return _PLACE.sub(place, template)


# Appenders


def _declare_tests(name: str, cls: type) -> None:
    @TABLE.procedure(name)
    def is_kind(value: Any) -> bool:
        """Return whether a value is of this kind."""
        return isinstance(value, cls)


_declare_tests("appender?", Appender)
_declare_tests("file-appender?", FileAppender)
_declare_tests("rolling-file-appender?", RollingAppender)
_declare_tests("daily-rolling-file-appender?", DailyAppender)
_declare_tests("logger?", Logger)
_declare_tests("async-logger?", AsyncLogger)
_declare_tests("log?", Log)


@TABLE.procedure("make-appender")
def make_appender(template: Text) -> Appender:
    """Return an appender that writes to the current output port."""
    return Appender(template)


@TABLE.procedure("make-file-appender")
def make_file_appender(template: Text, path: Text) -> Appender:
    """Return an appender that writes to a file."""
    return FileAppender(template, path)


@TABLE.procedure("make-rolling-file-appender")
def make_rolling_appender(template: Text, path: Text, size: Index = 10_485_760) -> Appender:
    """Return an appender that sets its file aside when that has reached a size."""
    return RollingAppender(template, path, size)


@TABLE.procedure("make-daily-rolling-file-appender")
def make_daily_appender(template: Text, path: Text, pattern: Text = "~Y-~m-~d") -> Appender:
    """Return an appender that sets its file aside when the day is over."""
    return DailyAppender(template, path, pattern)


@TABLE.procedure("file-appender-filename")
def file_appender_filename(appender: _FileAppender) -> Text:
    """Return the path of an appender's file."""
    return appender.prepared()


@TABLE.procedure("appender-log-format")
def appender_format(appender: _Appender) -> Text:
    """Return the format of an appender."""
    return appender.template


@TABLE.procedure("format-log")
def format_log(appender: _Appender, log: _Log) -> Text:
    """Return a log as an appender writes it."""
    return _told(log, appender.template)


@TABLE.procedure("append-log")
def append_log(appender: _Appender, log: _Log) -> None:
    """Let an appender write a log."""
    appender.append(log)


@TABLE.procedure("appender-finish")
def appender_finish(appender: _Appender) -> bool:
    """End an appender, which has nothing to end."""
    return True


# Logs and loggers


@TABLE.procedure("make-log")
def make_log(when: _Time, level: Name, message: Any, *arguments: Any) -> Log:
    """Return a log."""
    return Log(when, level, message, arguments)


@TABLE.procedure("log-when")
def log_when(log: _Log) -> Time:
    """Return the time of a log."""
    return log.when


@TABLE.procedure("log-level")
def log_level(log: _Log) -> Symbol:
    """Return the level of a log."""
    return Symbol(log.level)


@TABLE.procedure("log-message")
def log_message(log: _Log) -> Any:
    """Return the message of a log."""
    return log.message


@TABLE.procedure("log-arguments")
def log_arguments(log: _Log) -> list[Any]:
    """Return a vector of the arguments of a log."""
    return log.arguments


@TABLE.procedure("log-thread-name")
def log_thread_name(log: _Log) -> Text:
    """Return the name of the thread that logged."""
    return log.thread


def _appenders(procedure: str, appenders: tuple[Any, ...]) -> tuple[Any, ...]:
    for place, each in enumerate(appenders, 2):
        if not isinstance(each, Appender):
            refuse(procedure, place, "an appender", each)
    return appenders


@TABLE.procedure("make-logger")
def make_logger(threshold: Any, *appenders: Any) -> Logger:
    """Return a logger."""
    return Logger(threshold, _appenders("make-logger", appenders))


@TABLE.procedure("make-async-logger")
def make_async_logger(threshold: Any, *appenders: Any) -> Logger:
    """Return a logger whose appenders work in a thread."""
    return AsyncLogger(threshold, _appenders("make-async-logger", appenders))


@TABLE.procedure("logger-threshold")
def logger_threshold(logger: _Logger) -> Any:
    """Return the level from which a logger logs."""
    return logger.threshold


@TABLE.procedure("logger-threshold-set!")
def logger_threshold_set(logger: _Logger, threshold: Any) -> None:
    """Set the level from which a logger logs."""
    logger.threshold = threshold


@TABLE.procedure("push-log")
def push_log(logger: _Logger, log: _Log) -> None:
    """Let the appenders of a logger write a log."""
    logger.push(log)


@TABLE.procedure("terminate-logger!")
def terminate_logger(logger: _Logger) -> None:
    """End a logger."""
    logger.end()


def _declare_level(place: int, name: str) -> None:
    @TABLE.procedure(f"logger-{name}?")
    def reaches(logger: _Logger) -> bool:
        """Return whether a logger logs at this level."""
        return bool(place >= logger.threshold)

    @TABLE.procedure(f"{name}-log")
    def log(logger: _Logger, message: Any, *arguments: Any) -> None:
        """Log a message at this level."""
        if place >= logger.threshold:
            logger.push(Log(_now(), name, message, arguments))


for _place, _name in enumerate(_LEVELS):
    _declare_level(_place, _name)


# Storages


class _Storage:
    """Loggers by their names."""

    def __init__(self) -> None:
        self.loggers: dict[Any, Any] = {}


@TABLE.procedure("%make-storage")
def make_storage() -> _Storage:
    """Return an empty storage."""
    return _Storage()


@TABLE.procedure("%storage-ref")
def storage_ref(storage: Any, name: Any) -> Any:
    """Return the logger of a name, or #f."""
    return storage.loggers.get(name, False)


@TABLE.procedure("%storage-set!")
def storage_set(storage: Any, name: Any, logger: Any) -> None:
    """Enter a logger where there is none of its name."""
    if not isinstance(logger, Logger):
        raise_(ErrorObject("no logger:", (logger,), "define-logger-storage"))
    storage.loggers.setdefault(name, logger)


TABLE.macros("""
(define-syntax loggers (syntax-rules ()))
(define-syntax define-logger-storage
  (syntax-rules (loggers)
    ((_ (lookup register) (loggers (name make) ...) ...)
     (define-values (lookup register)
       (let ((storage (%make-storage)))
         (%storage-set! storage 'name (make)) ... ...
         (values (lambda (wanted) (%storage-ref storage wanted))
                 (lambda (new logger) (%storage-set! storage new logger))))))
    ((_ lookup clause ...) (define-logger-storage (lookup register) clause ...))))
""")
