"""The conditions of Sagittarius's sockets as R6RS's: (sagittarius socket)."""

from __future__ import annotations

from typing import Any, Final

from ... import sagittarius
from ..bridge import from_python
from ..condition_types import TYPES
from ..data import Record, RecordType
from ..declaration import Table
from .rnrs_conditions import maker, reader, tester

__all__ = ["KINDS", "TABLE"]

TABLE: Final = Table()

_NAMES: Final = """
i/o host-not-found node service
i/o socket socket
socket socket-connection
socket socket-closed
socket socket-read-timeout timeout
socket socket-port port
"""
"""Each type: its parent, its name, its fields."""


def _types() -> dict[str, RecordType]:
    made = {"i/o": TYPES["i/o"]}
    for line in _NAMES.strip().splitlines():
        parent, name, *fields = line.split()
        made[name] = RecordType(f"&{name}", fields, made[parent], mutable=(False,) * len(fields))
    return made


_TYPES: Final = _types()

for _name, _type in _TYPES.items():
    if _name != "i/o":
        _make, _test = f"make-{_name}-error", f"{_name}-error?"
        TABLE.value(f"&{_name}", _type)
        TABLE.procedures(**{_make: maker(_type, _make), _test: tester(_type, _test)})
for _name, _of, _field in (
    ("host-not-found-error-node", "host-not-found", "node"),
    ("host-not-found-error-service", "host-not-found", "service"),
    ("socket-error-socket", "socket", "socket"),
    ("socket-error-port", "socket-port", "port"),
):
    _slot = _TYPES[_of].slots[_TYPES[_of].fields.index(_field)]
    TABLE.procedures(**{_name: reader(_TYPES[_of], _name, _slot)})


def _kind(name: str) -> Any:
    type_ = _TYPES[name]

    def make(failure: Any) -> Record:
        values = (getattr(failure, field, None) for field in type_.fields)
        made: Record = type_.make(
            *(False if each is None else from_python(each) for each in values)
        )
        return made

    return make


KINDS: Final = (
    (sagittarius.HostNotFoundError, _kind("host-not-found")),
    (sagittarius.SocketConnectionError, _kind("socket-connection")),
    (sagittarius.SocketClosedError, _kind("socket-closed")),
    (sagittarius.SocketReadTimeoutError, _kind("socket-read-timeout")),
    (sagittarius.SocketPortError, _kind("socket-port")),
    (sagittarius.SocketError, _kind("socket")),
)
"""By class, what says as a simple condition which failure of a socket it is."""
