"""(ice-9 string-fun), (ice-9 iconv) and (ice-9 rw) of Guile."""

from __future__ import annotations

import codecs
import errno
import os
from collections.abc import Callable
from typing import Any, Final

from ...calls import call
from ...data import EOF, String, Symbol
from ...declaration import Table, refuse
from ...guile_files import FilePort
from ...kinds import Bytes, Char, Index, MutableStr, Proc, Text
from ...ports import CURRENT_INPUT, CURRENT_OUTPUT, StringOutput
from .. import io
from ..guile.keys import thrown
from ..guile.ports import descriptor_of
from ..strings import span
from ..system_calls import asking

__all__ = ["TABLE"]

TABLE: Final = Table()

# (ice-9 string-fun)

_DOCUMENT: Final = "Guile's (ice-9 string-fun)."
_Find = Callable[[str, Any], int]


def _first(text: str, what: Any) -> int:
    if what.__class__ is str:
        return text.find(what)
    return next((place for place, each in enumerate(text) if call(what, each) is not False), -1)


def _last(text: str, what: Any) -> int:
    if what.__class__ is str:
        return text.rfind(what)
    return max(
        (place for place, each in enumerate(text) if call(what, each) is not False), default=-1
    )


def _declare_split(name: str, find: _Find, before: int, after: int) -> None:
    """Declare a procedure that parts a string in two and calls another with the parts.

    `before` and `after` say how many characters from the one that is found the parts end and
    begin; where none is found, the whole is the first part.
    """

    def split(what: Any, string: Text, receiver: Proc) -> Any:
        place = find(string, what)
        end, start = (place + before, place + after) if place >= 0 else [len(string)] * 2
        return (receiver, String(string[:end]), String(string[start:]))

    split.__doc__ = f"Call a procedure with the parts of a string. {_DOCUMENT}"
    TABLE.procedure(name, tail=True)(split)


for _kind in ("char", "predicate"):
    _declare_split(f"split-after-{_kind}", _first, 1, 1)
    _declare_split(f"split-before-{_kind}", _first, 0, 0)
    _declare_split(f"split-discarding-{_kind}", _first, 0, 1)
_declare_split("split-after-char-last", _last, 1, 1)
_declare_split("split-before-char-last", _last, 0, 0)
_declare_split("split-discarding-char-last", _last, 0, 1)


def _declare_separate(name: str, separate: Callable[[str, str], list[str]]) -> None:
    def fields(char: Char, string: Text, receiver: Proc) -> Any:
        return (receiver, *map(String, separate(char, string)))

    fields.__doc__ = f"Call a procedure with the fields of a string. {_DOCUMENT}"
    TABLE.procedure(name, tail=True)(fields)


def _fields_after(char: str, text: str) -> list[str]:
    parts = text.split(char)
    return [*(f"{each}{char}" for each in parts[:-1]), parts[-1]]


def _fields_before(char: str, text: str) -> list[str]:
    first, *parts = text.split(char)
    return [first, *(f"{char}{each}" for each in parts)]


_declare_separate("separate-fields-discarding-char", lambda char, text: text.split(char))
_declare_separate("separate-fields-after-char", _fields_after)
_declare_separate("separate-fields-before-char", _fields_before)


@TABLE.procedure("string-prefix-predicate")
def string_prefix_predicate(same: Proc) -> Any:
    """Return the test whether a string begins with another, compared by a procedure.

    Guile's (ice-9 string-fun).
    """

    def test(prefix: Any, string: Any) -> Any:
        part = String(string.text[: len(prefix.text)])
        return len(part.text) == len(prefix.text) and call(same, prefix, part)

    return test


@TABLE.procedure("string-prefix=?")
def is_string_prefix(prefix: Text, string: Text) -> bool:
    """Return whether a string begins with another. Guile's (ice-9 string-fun)."""
    return string.startswith(prefix)


_WHITE: Final = " \t\n\v\f\r"


@TABLE.procedure("sans-surrounding-whitespace")
def sans_surrounding(string: Text) -> Text:
    """Return a string without white space at its ends. Guile's (ice-9 string-fun)."""
    return string.strip(_WHITE)


@TABLE.procedure("sans-trailing-whitespace")
def sans_trailing(string: Text) -> Text:
    """Return a string without white space at its end. Guile's (ice-9 string-fun)."""
    return string.rstrip(_WHITE)


@TABLE.procedure("sans-leading-whitespace")
def sans_leading(string: Text) -> Text:
    """Return a string without white space at its beginning. Guile's (ice-9 string-fun)."""
    return string.lstrip(_WHITE)


@TABLE.procedure("sans-final-newline")
def sans_final_newline(string: Text) -> Text:
    """Return a string without a newline at its end. Guile's (ice-9 string-fun)."""
    return string.removesuffix("\n")


@TABLE.procedure("has-trailing-newline?")
def has_trailing_newline(string: Text) -> bool:
    """Return whether a string ends with a newline. Guile's (ice-9 string-fun)."""
    return string.endswith("\n")


@TABLE.procedure("string-replace-substring")
def string_replace_substring(string: Text, old: Text, new: Text) -> Text:
    """Return a string with another part wherever a part is. Guile's (ice-9 string-fun)."""
    return string.replace(old, new)


# (ice-9 iconv)

_STRATEGIES: Final = {"error": "strict", "substitute": "replace", "escape": "backslashreplace"}


def _codec(procedure: str, place: int, encoding: str, strategy: Any) -> tuple[str, str]:
    name = strategy.name if strategy.__class__ is Symbol else ""
    if name not in _STRATEGIES:
        refuse(procedure, place, "error, substitute or escape", strategy, False)
    try:
        return codecs.lookup(encoding).name, _STRATEGIES[name]
    except (LookupError, ValueError):
        refuse(procedure, 2, "the name of an encoding", String(encoding), False)


_ERROR: Final = Symbol("error")


@TABLE.procedure("string->bytevector")
def string_to_bytevector(string: Text, encoding: Text, strategy: Any = _ERROR) -> bytearray:
    """Return the bytes of a string in an encoding. Guile manual, Representing Strings as Bytes."""
    codec, errors = _codec("string->bytevector", 3, encoding, strategy)
    try:
        return bytearray(string.encode(codec, errors))
    except UnicodeEncodeError:
        raise thrown(
            Symbol("encoding-error"),
            (
                String("put-char"),
                String("conversion to port encoding failed"),
                errno.EILSEQ,
                False,
                String(string),
            ),
        ) from None


@TABLE.procedure("bytevector->string")
def bytevector_to_string(bytevector: Bytes, encoding: Text, strategy: Any = _ERROR) -> Text:
    """Return the string of bytes in an encoding. Guile manual, Representing Strings as Bytes."""
    codec, errors = _codec("bytevector->string", 3, encoding, strategy)
    try:
        return bytes(bytevector).decode(codec, errors)
    except UnicodeDecodeError:
        raise thrown(
            Symbol("decoding-error"),
            (
                String("peek-char"),
                String("input decoding error"),
                errno.EILSEQ,
                bytevector,
            ),
        ) from None


@TABLE.procedure("call-with-encoded-output-string")
def call_with_encoded_output_string(
    encoding: Text, procedure: Proc, strategy: Any = _ERROR
) -> bytearray:
    """Return the bytes of what a procedure writes to its port, in an encoding.

    Guile manual, Representing Strings as Bytes.
    """
    port = StringOutput()
    call(procedure, port)
    return string_to_bytevector(port.getvalue(), encoding, strategy)


# (ice-9 rw)


@TABLE.procedure("read-string!/partial")
def read_string_partial(
    string: MutableStr, port: Any = None, start: Index = 0, end: Index | None = None
) -> Any:
    """Read what is there into a string; return how many characters, #f at the end.

    Guile manual, Block Reading and Writing.
    """
    start, stop = span("read-string!/partial", len(string.text), start, end, 3)
    source = CURRENT_INPUT() if port is None else port
    if stop == start:
        return 0
    if source.__class__ is int:
        with asking("read-string!/partial"):
            text = os.read(source, stop - start).decode("latin-1")
    elif isinstance(source, FilePort):
        text = source.file.read1(stop - start).decode("latin-1")
    else:
        found: Any = io.read_string(stop - start, source)
        text = "" if found is EOF else found.text
    if not text:
        return False
    string.text = string.text[:start] + text + string.text[start + len(text) :]
    return len(text)


@TABLE.procedure("write-string/partial")
def write_string_partial(
    string: Text, port: Any = None, start: Index = 0, end: Index | None = None
) -> int:
    """Write what can be written of a string; return how many characters.

    Guile manual, Block Reading and Writing.
    """
    start, stop = span("write-string/partial", len(string), start, end, 3)
    target = CURRENT_OUTPUT() if port is None else port
    data = string[start:stop].encode("latin-1", "replace")
    if target.__class__ is not int:
        target.flush()
    number = descriptor_of("write-string/partial", 2, target)
    with asking("write-string/partial"):
        return os.write(number, data)
