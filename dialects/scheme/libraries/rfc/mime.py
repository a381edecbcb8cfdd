"""(rfc mime): headers and bodies of messages, RFC 2045 and 2183 (sitelib/rfc/mime.scm).

Its parts are in `rfc.mime_parts`, words in headers in `rfc.mime_words`, and what composes a
message in `rfc.mime_composing`.
"""

from __future__ import annotations

import io
import re
from collections import deque
from typing import Any, Final

from .... import r6rs_io, r7rs_io
from ....r6rs_io import Transcoder
from ...calls import call
from ...conditions import error
from ...data import Keyword, Pair, String, from_list, to_list
from ...declaration import Table
from ...kinds import Proc, Text
from ...ports import BytesInput, StringInput, open_file
from ...printer import displayed
from ..byte_codes import base64_decoded, quoted_decoded
from ..keyword_arguments import keyword_arguments
from ..srfi.srfi14 import TABLE as CHAR_SETS
from ..transcoding import decoded, encoded, transcoder_of
from .mime_parts import items_of, make_part, part_get, part_set
from .rfc_5322 import (
    field_to_tokens,
    header_ref,
    next_token,
    read_headers,
    tokenizers,
)

__all__ = ["TABLE", "TOKEN"]

TABLE: Final = Table()

# Headers

_VERSION: Final = re.compile(r"([0-9]+)\.([0-9]+)")


@TABLE.procedure("mime-parse-version")
def parse_version(field: Any) -> Any:
    """Return the two numbers of a MIME version as a list; #f where a header has none."""
    if field is False:
        return False
    found = _VERSION.fullmatch("".join(displayed(each) for each in field_to_tokens(field.text)))
    return False if found is None else to_list([int(each) for each in found.groups()])


_PUNCTUATION: Final = '()<>@,;:\\"/[]?='
_CHARACTERS: Final = "".join(
    char for char in map(chr, range(0x21, 0x7E)) if char not in _PUNCTUATION
)
TOKEN: Final = re.compile(f"[{re.escape(_CHARACTERS)}]*")
"""What a parameter's value can be without quotes."""
_TOKENS: Final = tokenizers(to_list([CHAR_SETS["string->char-set"].value(String(_CHARACTERS))]))
_VALUES: Final = [*_TOKENS, *tokenizers(None)[:1]]


def _token(port: Any, kinds: Any = _TOKENS) -> str | None:
    token = next_token(port, kinds)
    return str(token.text) if token.__class__ is String else None


def _parameters(port: Any) -> list[Any]:
    """Return the parameters of a header that follow, pairs of strings."""
    made = []
    while (
        next_token(port, []) == ";"
        and (name := _token(port)) is not None
        and next_token(port, []) == "="
        and (value := _token(port, _VALUES)) is not None
    ):
        made.append(Pair(String(name), String(value)))
    return made


@TABLE.procedure("mime-parse-content-type")
def parse_content_type(field: Any) -> Any:
    """Return the type and subtype of a `Content-Type` and its parameters in one list, or #f."""
    if field is False:
        return False
    port = StringInput(field.text)
    kind = _token(port)
    if kind is None or next_token(port, []) != "/" or (below := _token(port)) is None:
        return False
    return to_list([String(kind.lower()), String(below.lower()), *_parameters(port)])


@TABLE.procedure("mime-parse-content-disposition")
def parse_content_disposition(field: Any) -> Any:
    """Return what a `Content-Disposition` says and its parameters in one list, or #f."""
    if field is False:
        return False
    port = StringInput(field.text)
    kind = _token(port)
    return False if kind is None else to_list([String(kind.lower()), *_parameters(port)])


# Messages


class _PartPort(io.RawIOBase):
    """The bytes of one part after the other of a message.

    Each part ends at the boundary. `state` is then `boundary`, until the next part is begun, or
    `eof` behind the last.
    """

    def __init__(self, boundary: str, source: Any) -> None:
        self.source = source
        self.boundary = f"--{boundary}".encode()
        self.state = "prologue"
        self.waiting: deque[int] = deque()

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read bytes of this part."""
        count = 0
        while count < len(buffer) and (byte := self._byte()) is not None:
            buffer[count] = byte
            count += 1
        return count

    def _byte(self) -> int | None:
        if self.waiting:
            return self.waiting.popleft()
        if self.state == "prologue":
            return self._skip_prologue()
        return self._new() if self.state == "body" else None

    def _take(self) -> int | None:
        byte = r7rs_io.read_u8(self.source)
        return byte if isinstance(byte, int) else None

    def _look(self) -> int | None:
        byte = r7rs_io.peek_u8(self.source)
        return byte if isinstance(byte, int) else None

    def _keep(self) -> None:
        byte = self._take()
        if byte is not None:
            self.waiting.append(byte)

    def _new(self) -> int | None:
        """Return the next byte; None where a boundary begins."""
        byte = self._take()
        if byte is None:
            self.state = "eof"
        elif byte == 10 or (byte == 13 and self._look() == 10):
            self.waiting.append(byte)
            if byte == 13:
                self._keep()
            return self._behind_line()
        return byte

    def _behind_line(self) -> int | None:
        """Look for a boundary; return the next byte, None at one."""
        for wanted in self.boundary:
            if self._look() != wanted:
                return self.waiting.popleft() if self.waiting else self._new()
            self._keep()
        following = self._look()
        if following in (10, 13):
            self._take()
            if following == 13 and self._look() == 10:
                self._take()
            self._end("boundary")
            return None
        if following == 45:
            self._keep()
            if self._look() == 45:
                while r7rs_io.is_u8_ready(self.source) and self._take() is not None:
                    pass
                self._end("eof")
                return None
        return self.waiting.popleft()

    def _end(self, state: str) -> None:
        self.waiting.clear()
        self.state = state

    def _skip_prologue(self) -> int | None:
        byte = self._behind_line()
        while byte is not None:
            self.waiting.clear()
            byte = self._new()
        if self.state != "boundary":
            self.state = "eof"
            return None
        self.state = "body"
        return self._byte()


_PLAIN: Final = to_list(
    [String("text"), String("plain"), Pair(String("charset"), String("us-ascii"))]
)
_MESSAGE: Final = to_list([String("message"), String("rfc822")])


def _parse(port: Any, headers: Any, handler: Any, parent: Any, index: int, default: Any) -> Any:
    """Return the part that a port has, its contents what `handler` returns for each."""
    given = header_ref(from_list(headers), "content-type")
    found: Any = given is not None and parse_content_type(String(given))
    kind: Any = default if found is False else found
    encoding = header_ref(from_list(headers), "content-transfer-encoding")
    part = make_part(
        *(Keyword("type"), kind.car),
        *(Keyword("subtype"), kind.cdr.car),
        *(Keyword("parameters"), kind.cdr.cdr),
        *(Keyword("transfer-encoding"), String("7bit" if encoding is None else encoding)),
        *(Keyword("headers"), headers),
        *(Keyword("parent"), parent),
        *(Keyword("index"), index),
    )
    if kind.car.text == "multipart":
        _parse_parts(port, part, handler)
    elif kind.car.text == "message":
        within = to_list(read_headers(port))
        part_set(part, "content", to_list([_parse(port, within, handler, part, 0, _PLAIN)]))
    else:
        part_set(part, "content", call(handler, part, port))
    return part


def _parse_parts(port: Any, part: Any, handler: Any) -> None:
    boundary = next(
        (each.cdr for each in items_of(part, "parameters") if each.car.text == "boundary"), None
    )
    if boundary is None:
        raise error(
            "No boundary given for multipart message",
            part_get(part, "headers"),
            procedure="multipart-parse",
        )
    default = _MESSAGE if part_get(part, "subtype").text == "digest" else _PLAIN
    raw = _PartPort(boundary.text, port)
    below = io.BufferedReader(raw)
    made: list[Any] = []
    while True:
        headers = to_list(read_headers(below))
        made.append(_parse(below, headers, handler, part, len(made), default))
        if raw.state == "eof":
            part_set(part, "content", to_list(made))
            return
        if raw.state != "boundary":
            # The handler has left something of the part.
            r6rs_io.get_bytevector_all(port)
            return
        raw.state = "body"


@TABLE.procedure("mime-parse-message")
def parse_message(port: Any, headers: Any, handler: Proc) -> Any:
    """Return the part that a port of bytes has behind a message's headers.

    The contents of a part that has none of its own are what `handler` returns for it and the port.
    """
    return _parse(port, headers, handler, False, 0, _PLAIN)


@TABLE.procedure("mime-parse-message-string")
def parse_message_string(text: Text, headers: Any, handler: Proc, *options: Any) -> Any:
    """Return the part that a string is; `:transcoder` makes bytes of it."""
    (transcoder,) = keyword_arguments(
        options, {"transcoder": Transcoder("utf-8", "lf", "replace")}
    )
    data = encoded(text, transcoder_of("mime-parse-message-string", transcoder))
    return parse_message(BytesInput(data), headers, handler)


# Bodies


def _body(part: Any, port: Any) -> bytes:
    """Return the bytes of a part, decoded; none by an encoding that is unknown."""
    encoding = part_get(part, "transfer-encoding").text
    decode = _DECODERS.get(encoding.lower())
    if decode is None and encoding not in ("7bit", "8bit", "binary"):
        return b""
    data = r6rs_io.get_bytevector_all(port)
    found = data if isinstance(data, bytes) else b""
    return found if decode is None else decode(found)


_DECODERS: Final = {"base64": base64_decoded, "quoted-printable": quoted_decoded}


@TABLE.procedure("mime-retrieve-body")
def retrieve_body(part: Any, port: Any, output: Any) -> None:
    """Copy a part's body from a port of bytes to another, decoded."""
    r6rs_io.put_bytevector(output, _body(part, port))


@TABLE.procedure("mime-body->string")
def body_to_string(part: Any, port: Any, *options: Any) -> Text:
    """Return a part's body, decoded, as a string by `:transcoder`."""
    (transcoder,) = keyword_arguments(
        options, {"transcoder": Transcoder("utf-8", "none", "replace")}
    )
    return decoded(_body(part, port), transcoder_of("mime-body->string", transcoder))


@TABLE.procedure("mime-body->file")
def body_to_file(part: Any, port: Any, filename: Text) -> Text:
    """Write a part's body, decoded, to a file, whose name is returned."""
    with open_file("mime-body->file", filename, "wb") as file:
        file.write(_body(part, port))
    return filename
