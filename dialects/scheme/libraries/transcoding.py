"""Transcoders of R6RS applied to strings and bytevectors, and to ports of bytes."""

from __future__ import annotations

import codecs
import io
from typing import Annotated, Any, Final, TypeAlias

from ...r6rs_io import Transcoder, native_transcoder, transcoded_port
from ..declaration import refuse
from ..kinds import of_class

__all__ = ["TRANSCODER", "decoded", "encoded", "text_decoder", "text_port", "transcoder_of"]

TRANSCODER: TypeAlias = Annotated[Transcoder, of_class("a transcoder", Transcoder)]

_MODES: Final = {"raise": "strict", "ignore": "ignore", "replace": "replace"}
_ENDS: Final = {
    "lf": "\n",
    "cr": "\r",
    "crlf": "\r\n",
    "nel": "\x85",
    "crnel": "\r\x85",
    "ls": "\u2028",
}


def transcoder_of(procedure: str, value: Any) -> Transcoder:
    """Return a transcoder that was given as a keyword argument; None stands for the native one."""
    if value is None:
        return native_transcoder()
    if not isinstance(value, Transcoder):
        refuse(procedure, 0, "a transcoder", value)
    return value


def decoded(data: bytes | bytearray, transcoder: Transcoder) -> str:
    """Return bytes as text, each end of a line as a newline."""
    text = bytes(data).decode(transcoder.codec, _MODES[transcoder.error_handling_mode])
    if transcoder.eol_style == "none":
        return text
    for end in ("\r\n", "\r\x85", "\r", "\x85", "\u2028"):
        text = text.replace(end, "\n")
    return text


def encoded(text: str, transcoder: Transcoder) -> bytes:
    """Return text as bytes."""
    end = _ENDS.get(transcoder.eol_style)
    if end is not None:
        text = text.replace("\n", end)
    return text.encode(transcoder.codec, _MODES[transcoder.error_handling_mode])


def text_decoder(transcoder: Transcoder) -> Any:
    """Return what decodes bytes that come piece by piece."""
    errors = _MODES[transcoder.error_handling_mode]
    decoder = codecs.getincrementaldecoder(transcoder.codec)(errors)
    if transcoder.eol_style == "none":
        return decoder
    return io.IncrementalNewlineDecoder(decoder, translate=True)


def text_port(port: Any, transcoder: Any) -> Any:
    """Return a port of characters over one of bytes; the port itself without a transcoder."""
    return port if transcoder is False else transcoded_port(port, transcoder)
