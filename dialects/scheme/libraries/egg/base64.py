"""The egg `base64`."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final

from ...data import EOF, String
from ...declaration import Table, refuse
from ...dynamics import Parameter
from ...ports import put
from .. import io
from ..chicken import io as chicken_io

__all__ = ["TABLE"]

TABLE: Final = Table()

_BREAKS: Final = Parameter(False, settable=True)
TABLE.value("base64-line-breaks", _BREAKS)


def _input(procedure: str, value: Any) -> bytes:
    """Return the bytes of a string, or all that a port has."""
    if io.is_input_port(value):
        value = chicken_io.read_string(False, value)
        if value is EOF:
            return b""
    if value.__class__ is not String:
        refuse(procedure, 1, "a string or a port that reads", value)
    return str(value.text).encode("latin-1", "replace")


def _given(text: str, port: Any) -> Any:
    if port is None or port is False:
        return String(text)
    put(port, text)
    return port


@TABLE.procedure("base64-encode")
def base64_encode(source: Any, port: Any = None) -> Any:
    """Return the bytes of a string or a port in base 64; write them to a port if there is one."""
    data = base64.b64encode(_input("base64-encode", source)).decode("ascii")
    if _BREAKS() is not False:
        data = "".join(f"{data[place : place + 76]}\r\n" for place in range(0, len(data), 76))
    return _given(data, port)


@TABLE.procedure("base64-decode")
def base64_decode(source: Any, port: Any = None) -> Any:
    """Return the bytes that base 64 stands for; what is no digit of it is skipped."""
    digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    kept = bytes(each for each in _input("base64-decode", source) if each in digits)
    whole = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    try:
        data = binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
    except binascii.Error:
        data = b""
    return _given(data.decode("latin-1"), port)
