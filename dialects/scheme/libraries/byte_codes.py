"""(rfc base64) and (rfc quoted-printable) (Sagittarius manual, same sections)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from typing import Any, Final

from ... import r6rs_io, r7rs_io
from ..data import String
from ..declaration import Table, refuse
from ..kinds import Bytes, Text
from ..ports import BytesInput, BytesOutput
from .keyword_arguments import keyword_arguments
from .transcoding import decoded, encoded, transcoder_of

__all__ = ["TABLE", "base64_decoded", "base64_encoded", "quoted_decoded", "quoted_encoded"]

TABLE: Final = Table()

_TO_URL: Final = bytes.maketrans(b"+/", b"-_")
_FROM_URL: Final = bytes.maketrans(b"-_", b"+/")
_NOT_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]")


def _lines(data: bytes, width: Any, end: bytes) -> bytes:
    if width.__class__ is not int or width < 1:
        return data
    return end.join(data[at : at + width] for at in range(0, len(data), width))


def base64_encoded(data: bytes, width: Any = 76, padding: bool = True, url: bool = False) -> bytes:
    """Return bytes in base 64, in lines of a width, #f for one line."""
    made = binascii.b2a_base64(data, newline=False)
    if url:
        made = made.translate(_TO_URL)
    return _lines(made if padding else made.rstrip(b"="), width, b"\n")


def base64_decoded(data: bytes, url: bool = False) -> bytes:
    """Return the bytes of text in base 64; what belongs to none is passed over."""
    if url:
        data = data.translate(_FROM_URL)
    kept = _NOT_BASE64.sub(b"", data.partition(b"=")[0])
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def _source(procedure: str, value: Any) -> bytes:
    """Return the bytes of a bytevector, or all of a port."""
    if value.__class__ is bytearray:
        return bytes(value)
    if not r7rs_io.is_port(value):
        refuse(procedure, 1, "a bytevector or a port of bytes", value)
    data = r6rs_io.get_bytevector_all(value)
    return data if isinstance(data, bytes) else b""


class _Sink(BytesOutput):
    """A port whose bytes go to another, translated, when it is closed."""

    def __init__(self, sink: Any, translate: Callable[[bytes], bytes], owner: bool) -> None:
        super().__init__()
        self.sink = sink
        self.translate = translate
        self.owner = owner

    def close(self) -> None:
        """Translate what has been written, and close the port below if it is ours."""
        if not self.closed:
            r6rs_io.put_bytevector(self.sink, self.translate(self.getvalue()))
            if self.owner:
                r7rs_io.close_port(self.sink)
        super().close()


class _Translated(BytesInput):
    """A port that reads what another has, translated."""

    def __init__(self, source: Any, translate: Callable[[bytes], bytes], owner: bool) -> None:
        super().__init__(translate(_source("open-base64-input-port", source)))
        self.source = source
        self.owner = owner

    def close(self) -> None:
        """Close it, and the port below if it is ours."""
        if not self.closed and self.owner:
            r7rs_io.close_port(self.source)
        super().close()


def _declare_base64(name: str, url: bool) -> None:
    defaults: dict[str, Any] = {"line-width": False if url else 76, "padding?": not url}

    @TABLE.procedure(f"{name}-encode")
    def encode(source: Any, *options: Any) -> bytearray:
        """Return the bytes of a bytevector or a port in base 64."""
        width, padding = keyword_arguments(options, defaults)
        data = _source(f"{name}-encode", source)
        return bytearray(base64_encoded(data, width, padding is not False, url))

    @TABLE.procedure(f"{name}-encode-string")
    def encode_string(text: Text, *options: Any) -> Text:
        """Return a string in base 64, its bytes by `:transcoder`."""
        width, padding, transcoder = keyword_arguments(options, {**defaults, "transcoder": None})
        data = _text_out(f"{name}-encode-string", text, transcoder)
        return base64_encoded(data, width, padding is not False, url).decode("ascii")

    @TABLE.procedure(f"{name}-decode")
    def decode(source: Any) -> bytearray:
        """Return the bytes of a bytevector or a port in base 64."""
        return bytearray(base64_decoded(_source(f"{name}-decode", source), url))

    @TABLE.procedure(f"{name}-decode-string")
    def decode_string(text: Text, *options: Any) -> Any:
        """Return the string that one in base 64 is, its bytes with `:transcoder` #f."""
        (transcoder,) = keyword_arguments(options, {"transcoder": None})
        data = base64_decoded(text.encode("utf-8", "replace"), url)
        return _text_in(f"{name}-decode-string", data, transcoder)

    ports = {"owner?": False, "line-width": False, "padding?": not url}

    def encoder(options: tuple[Any, ...]) -> tuple[Callable[[bytes], bytes], bool]:
        owner, width, padding = keyword_arguments(options, ports)
        return (
            lambda data: base64_encoded(data, width, padding is not False, url)
        ), owner is not False

    def decoder(options: tuple[Any, ...]) -> tuple[Callable[[bytes], bytes], bool]:
        (owner,) = keyword_arguments(options, {"owner?": False})
        return (lambda data: base64_decoded(data, url)), owner is not False

    for way, translator in (("encode", encoder), ("decode", decoder)):
        _declare_ports(f"open-{name}-{way}", translator)


def _declare_ports(name: str, translator: Any) -> None:
    @TABLE.procedure(f"{name}-input-port")
    def open_input(source: Any, *options: Any) -> Any:
        """Return a port that reads the bytes of another, translated."""
        return _Translated(source, *translator(options))

    @TABLE.procedure(f"{name}-output-port")
    def open_output(sink: Any, *options: Any) -> Any:
        """Return a port whose bytes go to another, translated, when it is closed."""
        return _Sink(sink, *translator(options))


def _text_out(procedure: str, text: str, transcoder: Any) -> bytes:
    if transcoder is None:
        return text.encode("utf-8", "replace")
    return encoded(text, transcoder_of(procedure, transcoder))


def _text_in(procedure: str, data: bytes, transcoder: Any) -> Any:
    if transcoder is False:
        return bytearray(data)
    if transcoder is None:
        return String(data.decode("utf-8", "replace"))
    return String(decoded(data, transcoder_of(procedure, transcoder)))


_declare_base64("base64", False)
_declare_base64("base64url", True)


# Quoted-printable


def quoted_encoded(data: bytes, width: Any = 76, binary: bool = False) -> bytes:
    """Return bytes quoted, in lines of a width; the ends of lines too with `binary`."""
    limit = width - 3 if width.__class__ is int and width >= 4 else None
    made = bytearray()
    column = 0
    at = 0
    while at < len(data):
        byte = data[at]
        if limit is not None and column >= limit:
            made += b"=\r\n"
            column = 0
        at += 1
        if byte in b"\r\n" and not binary:
            at += byte == 13 and data[at : at + 1] == b"\n"
            made += b"\r\n"
            column = 0
        elif 32 < byte < 127 and byte not in b"=?":
            made.append(byte)
            column += 1
        else:
            made += b"=%02X" % byte
            column += 3
    return bytes(made)


_SOFT: Final = re.compile(rb"=(?:[\t ]*\r?\n|[\t ]*\r|([0-9a-fA-F]{2})|\Z)")


def quoted_decoded(data: bytes) -> bytes:
    """Return the bytes that were quoted."""
    return _SOFT.sub(lambda found: bytes([int(found[1], 16)]) if found[1] else b"", data)


_QUOTED: Final = {"line-width": 76, "binary?": False}


@TABLE.procedure("quoted-printable-encode")
def quoted_printable_encode(bytevector: Bytes, *options: Any) -> bytearray:
    """Return bytes quoted."""
    width, binary = keyword_arguments(options, _QUOTED)
    return bytearray(quoted_encoded(bytes(bytevector), width, binary is not False))


@TABLE.procedure("quoted-printable-encode-string")
def quoted_printable_encode_string(text: Text, *options: Any) -> Text:
    """Return a string quoted, its bytes by `:transcoder`."""
    width, binary, transcoder = keyword_arguments(options, {**_QUOTED, "transcoder": None})
    data = _text_out("quoted-printable-encode-string", text, transcoder)
    return quoted_encoded(data, width, binary is not False).decode("ascii")


@TABLE.procedure("quoted-printable-decode")
def quoted_printable_decode(bytevector: Bytes) -> bytearray:
    """Return the bytes that were quoted."""
    return bytearray(quoted_decoded(bytes(bytevector)))


@TABLE.procedure("quoted-printable-decode-string")
def quoted_printable_decode_string(text: Text, *options: Any) -> Any:
    """Return the string that was quoted, its bytes with `:transcoder` #f."""
    (transcoder,) = keyword_arguments(options, {"transcoder": None})
    data = quoted_decoded(text.encode("utf-8", "replace"))
    return _text_in("quoted-printable-decode-string", data, transcoder)
