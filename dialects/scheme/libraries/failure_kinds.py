"""Of which type of R6RS's conditions the failures of procedures, files and sockets are."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any, Final

from ... import sagittarius
from ...conditions import ArgumentError, SocketFailure
from ...shared.port_conditions import DecodingError, EncodingError
from ..bridge import from_python
from ..condition_types import TYPES, part
from ..conditions import (
    ArityError,
    AssertionFailure,
    DivisionError,
    FileFailure,
    NonContinuableError,
    NotProcedureError,
    ReadFailure,
    UnboundVariableError,
    WrongTypeError,
)
from ..data import Record, String
from ..syntax import SyntaxFailure

__all__ = ["file_type", "kind_of"]


def file_type(number: int) -> str:
    """Return the condition type for a file that the system refuses with an errno."""
    return _FILE_TYPES.get(number, "i/o-filename")


_FILE_TYPES: Final = {
    errno.ENOENT: "i/o-file-does-not-exist",
    errno.EEXIST: "i/o-file-already-exists",
    errno.EROFS: "i/o-file-is-read-only",
    errno.EACCES: "i/o-file-protection",
    errno.EPERM: "i/o-file-protection",
}


def _simple(name: str) -> Callable[[Any], Record]:
    return lambda exception: part(name)


def _of_sockets(name: str) -> Callable[[Any], Record]:
    fields = TYPES[name].fields

    def make(failure: Any) -> Record:
        values = (getattr(failure, field, None) for field in fields)
        return part(name, *(False if each is None else from_python(each) for each in values))

    return make


def _undecoded(exception: Any) -> Record:
    return part("i/o-decoding", next(iter(exception.irritants), False))


def _unencoded(exception: Any) -> Record:
    port = next(iter(exception.irritants), False)
    return part("i/o-encoding", port, exception.object[exception.start])


_KINDS: Final[tuple[tuple[Any, Callable[[Any], Record]], ...]] = (
    (FileFailure, lambda failure: part(file_type(failure.errno), String(failure.path))),
    (SyntaxFailure, lambda failure: part("syntax", failure.form, failure.subform)),
    (ReadFailure, _simple("lexical")),
    (NonContinuableError, _simple("non-continuable")),
    (UnboundVariableError, _simple("undefined")),
    (
        (AssertionFailure, WrongTypeError, ArityError, NotProcedureError, DivisionError),
        _simple("assertion"),
    ),
    (sagittarius.ErrorCondition, _simple("error")),
    (ArgumentError, _simple("assertion")),
    (DecodingError, _undecoded),
    (EncodingError, _unencoded),
    (sagittarius.IOReadError, _simple("i/o-read")),
    (sagittarius.IOWriteError, _simple("i/o-write")),
    (sagittarius.HostNotFoundError, _of_sockets("host-not-found")),
    (sagittarius.SocketConnectionError, _of_sockets("socket-connection")),
    (sagittarius.SocketClosedError, _of_sockets("socket-closed")),
    (sagittarius.SocketReadTimeoutError, _of_sockets("socket-read-timeout")),
    (sagittarius.SocketPortError, _of_sockets("socket-port")),
    (sagittarius.SocketError, _of_sockets("socket")),
    ((sagittarius.InputOutputError, SocketFailure, OSError), _simple("i/o")),
    (BaseException, _simple("error")),
)
"""By class, the first that fits: the part that says what kind of failure it is."""


def kind_of(exception: BaseException) -> Record:
    """Return the simple condition that says what kind of failure an exception is."""
    return next(make(exception) for cls, make in _KINDS if isinstance(exception, cls))
