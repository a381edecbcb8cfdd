"""Transcoders of R6RS: how the bytes of a port are characters."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias, get_args

from attrs import frozen

from ....core import EolStyle, ErrorMode, Port, TextPort
from ... import r6rs_io
from ...r6rs_io import Transcoder
from ..data import Symbol
from ..declaration import Table, refuse
from ..dynamics import STATE
from ..expander import Expander
from ..kinds import Bytes, Kind, Text, of_class
from ..nodes import Const, Node
from ..ports import BytesInput, BytesOutput
from ..printer import PRINTERS
from ..syntax import Scope, complain, is_identifier, name_of
from ..tokens import Place

__all__ = ["TABLE", "native", "optional_transcoder", "symbol_syntax", "transcoded"]

TABLE: Final = Table()


@frozen(eq=False)
class Codec:
    """A codec, by its name in Python."""

    name: str


PRINTERS[Codec] = lambda codec, readable, profile: f"#<codec {codec.name}>"
PRINTERS[Transcoder] = lambda found, readable, profile: (
    f"#<transcoder {found.codec} {found.eol_style} {found.error_handling_mode}>"
)

_CODEC: Final = of_class("a codec", Codec)
_Codec: TypeAlias = Annotated[Codec, _CODEC]
_TRANSCODER: Final = of_class("a transcoder", Transcoder)
_Transcoder: TypeAlias = Annotated[Transcoder, _TRANSCODER]
_STYLES: Final = get_args(EolStyle)
_MODES: Final = get_args(ErrorMode)
_Style: TypeAlias = Annotated[
    Any, Kind("an end-of-line style", f"getattr({{}}, 'name', None) in {_STYLES!r}", "{}.name")
]
_Mode: TypeAlias = Annotated[
    Any, Kind("an error handling mode", f"getattr({{}}, 'name', None) in {_MODES!r}", "{}.name")
]

_CODECS: Final = {
    "latin-1-codec": Codec("latin-1"),
    "utf-8-codec": Codec("utf-8"),
    "utf-16-codec": Codec("utf-16"),
}
_PYTHONS: Final = {"iso8859-1": "latin-1"}
"""Codecs that Python calls by another name."""


def _codec(name: str) -> None:
    def codec() -> Codec:
        return _CODECS[name]

    TABLE.procedure(name)(codec)


for _name in _CODECS:
    _codec(_name)


def symbol_syntax(table: Table, name: str, words: tuple[str, ...]) -> None:
    """Declare a form of one of some words, whose value is the symbol."""

    def expand(x: Expander, form: Any, scope: Scope, place: Place) -> Node:
        parts = [part for part, _ in x.parts(form.cdr, place, name)]
        if len(parts) != 1 or not is_identifier(parts[0]) or name_of(parts[0]) not in words:
            complain(f"{name} takes one of {', '.join(words)}", place)
        return Const(place, Symbol(name_of(parts[0])))

    table.syntax(name)(expand)


symbol_syntax(TABLE, "eol-style", _STYLES)
symbol_syntax(TABLE, "error-handling-mode", _MODES)


def _native_eol() -> EolStyle:
    return "lf" if STATE.profile.strict_rnrs else "none"


@TABLE.procedure("native-eol-style")
def native_eol_style() -> Symbol:
    """Return the end-of-line style of text that the system has. R6RS library, 8.2.4."""
    return Symbol(_native_eol())


@TABLE.procedure("make-transcoder")
def make_transcoder(
    codec: _Codec, style: _Style | None = None, mode: _Mode = "replace"
) -> Transcoder:
    """Return a transcoder. R6RS library, 8.2.4."""
    return Transcoder(codec.name, style or _native_eol(), mode)


def native() -> Transcoder:
    """Return the transcoder of text that the system has."""
    return Transcoder("utf-8", _native_eol(), "replace")


@TABLE.procedure("native-transcoder")
def native_transcoder() -> Transcoder:
    """Return the transcoder of text that the system has. R6RS library, 8.2.4."""
    return native()


@TABLE.procedure("transcoder-codec")
def transcoder_codec(transcoder: _Transcoder) -> Codec:
    """Return a transcoder's codec. R6RS library, 8.2.4."""
    return next(each for each in _CODECS.values() if each.name == transcoder.codec)


@TABLE.procedure("transcoder-eol-style")
def transcoder_eol_style(transcoder: _Transcoder) -> Symbol:
    """Return a transcoder's end-of-line style. R6RS library, 8.2.4."""
    return Symbol(transcoder.eol_style)


@TABLE.procedure("transcoder-error-handling-mode")
def transcoder_error_handling_mode(transcoder: _Transcoder) -> Symbol:
    """Return what a transcoder does with bytes that are no characters. R6RS library, 8.2.4."""
    return Symbol(transcoder.error_handling_mode)


def optional_transcoder(procedure: str, place: int, transcoder: Any) -> Transcoder | None:
    """Return a transcoder that was passed, None for #f; refuse anything else."""
    if transcoder is False or transcoder is None:
        return None
    if not isinstance(transcoder, Transcoder):
        refuse(procedure, place, "a transcoder, or #f", transcoder)
    return transcoder


def transcoded(port: Any, transcoder: Transcoder | None) -> Any:
    """Return the port of characters over one of bytes; that one without a transcoder."""
    if transcoder is None:
        return port
    taken = port.hand_over() if isinstance(port, Port) else port
    eol = transcoder.eol_style if STATE.profile.strict_rnrs else "none"
    return TextPort(taken, transcoder.codec, eol, transcoder.error_handling_mode)


@TABLE.procedure("transcoded-port")
def transcoded_port(port: Any, transcoder: _Transcoder) -> Any:
    """Return a port of characters over one of bytes, which takes its place.

    R6RS library, 8.2.6.
    """
    if not r6rs_io.is_port(port) or not r6rs_io.is_binary_port(port):
        refuse("transcoded-port", 1, "a binary port", port)
    return transcoded(port, transcoder)


@TABLE.procedure("port-transcoder")
def port_transcoder(port: Any) -> Any:
    """Return the transcoder of a port of characters, #f for one of bytes. R6RS library, 8.2.6."""
    if not r6rs_io.is_port(port):
        refuse("port-transcoder", 1, "a port", port)
    if isinstance(port, TextPort):
        codec = _PYTHONS.get(port.encoding, port.encoding)
        errors: Any = port.errors
        return Transcoder(codec, port.eol, errors)
    return native() if r6rs_io.is_textual_port(port) else False


@TABLE.procedure("bytevector->string")
def bytevector_to_string(bytevector: Bytes, transcoder: _Transcoder) -> Text:
    """Return the string that bytes are. R6RS library, 8.2.5."""
    found = r6rs_io.get_string_all(transcoded(BytesInput(bytes(bytevector)), transcoder))
    return found if isinstance(found, str) else ""


@TABLE.procedure("string->bytevector")
def string_to_bytevector(string: Text, transcoder: _Transcoder) -> bytearray:
    """Return the bytes of a string. R6RS library, 8.2.5."""
    below = BytesOutput()
    port = transcoded(below, transcoder)
    r6rs_io.put_string(port, string)
    port.flush()
    return bytearray(below.getvalue())
