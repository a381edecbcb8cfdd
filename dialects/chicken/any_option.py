"""Reading and setting any socket option; those of `options` have procedures of their own.

`s` is a socket or, as in the egg, a descriptor. An option that the platform lacks, for which the
constant is `None`, is unsupported, and so is one that the protocol does not know.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...core.options import INT, raw
from .._types import Buffer
from ..kinds import C_INT, NON_NEGATIVE, Kind, or_false
from ..results import Unspecified
from ._option_access import Subject, read, write
from ._strings import is_string, is_utf_8
from .conditions import CHICKEN


def _is_value(value: object) -> bool:
    return isinstance(value, int) or is_string(value)


def _can_be_set(value: Any) -> bool:
    return C_INT.value_ok(value) if isinstance(value, int) else is_utf_8(value)


_NUMBER: Final = or_false(C_INT, f"{C_INT.expected}, or #f where there is none")
_VALUE: Final = Kind(
    "an integer that C's int holds, a boolean, a blob or a string", _is_value, _can_be_set
)
_Number: TypeAlias = Annotated[int | None, _NUMBER]
_Value: TypeAlias = Annotated[int | Buffer | str, _VALUE]
_Length: TypeAlias = Annotated[int | None, or_false(NON_NEGATIVE, "a length in bytes or #f")]
_MOST: Final = 1024  # bytes that Python asks the system for, at most


@CHICKEN.procedure
def set_socket_option(s: Subject, level: _Number, name: _Number, val: _Value) -> Unspecified:
    """`(set-socket-option s level name val)`: set any option of a socket or descriptor.

    `val` is an integer or a boolean, set as a C int, or bytes or a string (in UTF-8), set as they
    are. Raises `UnsupportedError` where the system or the protocol lacks the option, `NetError`
    where the system refuses, `ChickenBoundsError` for an integer beyond C's int.
    Socket egg manual, set-socket-option.
    """
    write(set_socket_option, s, level, name, val)


@CHICKEN.procedure
def get_socket_option(
    s: Subject, level: _Number, name: _Number, len: _Length = None
) -> int | bytes:
    """`(get-socket-option s level name #!optional (len #f))`: return the value of any option.

    The value is an integer; with `len`, a length of any size, it is bytes, so many at most and
    never more than 1024, which no option of the egg's has. A boolean option gives 0 or another
    integer. Raises `UnsupportedError` where the system or the protocol lacks the option,
    `NetError` where the system refuses. Socket egg manual, get-socket-option.
    """
    if len is None:
        number: int = read(get_socket_option, s, level, name, INT)
        return number
    # Python takes a size of 0 to ask for an integer.
    data: bytes = read(get_socket_option, s, level, name, raw(max(1, min(len, _MOST))))
    return data[:len]
