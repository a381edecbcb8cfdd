"""(foment base): what Foment has beyond R7RS and the SRFIs that it is made of (src/base.scm).

Not here: prompts, continuation marks, tagged procedures of `case-lambda`, ports that a program
defines, and what looks into the collector and the compiler.
"""

from __future__ import annotations

import errno
import gc
import itertools
import os
import platform
import time
import weakref
from typing import Annotated, Any, Final, TypeAlias, final

from .... import r6rs_io, r7rs_io
from ...calls import call, spread, values
from ...conditions import (
    ArityError,
    DivisionError,
    ErrorObject,
    FileFailure,
    RangeError,
    ReadFailure,
    UnboundVariableError,
    WrongTypeError,
    error,
)
from ...control import raise_
from ...data import String, Symbol, is_procedure, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter, held
from ...equality import is_eq
from ...kinds import Bytes, Char, Int, Items, Name, Num, Proc, Sym, Text, of_class
from ...printer import PRINTERS
from ..hashing import HashTable, hash_of, id_hash
from ..sagittarius.files import failing
from ..srfi.srfi13 import folded
from ..transcoding import TRANSCODER, decoded, encoded

__all__ = ["TABLE"]

TABLE: Final = Table()

_VERSION: Final = "0.4"


# The machine and the implementation: SRFI 112, SRFI 176


def _declare_text(name: str, text: str) -> None:
    @TABLE.procedure(name)
    def inquiry() -> Text:
        """Return a fact about the implementation or the machine. SRFI 112."""
        return text


_declare_text("implementation-name", "foment")
_declare_text("implementation-version", _VERSION)
_declare_text("cpu-architecture", platform.machine())
_declare_text("machine-name", platform.node())
_declare_text("os-name", platform.system())
_declare_text("os-version", platform.release())


@TABLE.procedure("version-alist")
def version_alist() -> Items:
    """Return facts about the implementation. SRFI 176."""
    facts: dict[str, list[Any]] = {
        "version": [String(_VERSION)],
        "command": [String("foment")],
        "scheme.features": [Symbol(each) for each in STATE.image.features],
        "os.uname": [String(each) for each in os.uname()],
    }
    return [to_list([Symbol(name), *fact]) for name, fact in facts.items()]


@TABLE.procedure("loaded-libraries")
def loaded_libraries() -> Items:
    """Return the names of the libraries that are loaded, each as text."""
    return [Symbol(name) for name in STATE.image.modules if name]


@TABLE.procedure("library-path")
def library_path() -> Items:
    """Return the directories in which libraries are looked for."""
    return [String(str(each)) for each in STATE.image.directories]


@TABLE.procedure("full-command-line")
def full_command_line() -> Items:
    """Return the program's name and arguments."""
    return [String(each) for each in STATE.command_line]


# Time


@TABLE.procedure("current-milliseconds")
def current_milliseconds() -> int:
    """Return the time since some moment in milliseconds."""
    return time.monotonic_ns() // 1_000_000


_USED: Final = [0.0, 0.0]


@TABLE.procedure("process-times")
def process_times() -> Items:
    """Return the user's and the system's time in milliseconds, and those of collections."""
    used = os.times()
    return [int((used.user - _USED[0]) * 1000), int((used.system - _USED[1]) * 1000), 0, 0]


@TABLE.procedure("process-times-reset!")
def process_times_reset() -> None:
    """Count time from now on."""
    used = os.times()
    _USED[:] = used.user, used.system


@TABLE.procedure("time-apply")
def time_apply(procedure: Proc, arguments: Items) -> Any:
    """Return a list of what a procedure returns, and time in milliseconds: used, passed, 0."""
    before = current_milliseconds()
    process_times_reset()
    found = spread(call(procedure, *arguments))
    user, of_system, *_ = process_times()
    return values(to_list(found), user + of_system, current_milliseconds() - before, 0)


TABLE.macros("""
(define-syntax time
  (syntax-rules ()
    ((_ expression ...)
     (call-with-values (lambda () (time-apply (lambda () expression ...) '()))
       (lambda (results cpu real collections)
         (display "total cpu time (ms): ") (display cpu) (newline)
         (display "collection time (ms): ") (display collections) (newline)
         (display "elapsed time (ms): ") (display real) (newline)
         (apply values results))))))
(define-syntax set!-values
  (syntax-rules () ((_ variables expression) (%set-values variables () expression))))
(define-syntax %set-values
  (syntax-rules ()
    ((_ () ((variable held) ...) expression)
     (call-with-values (lambda () expression)
       (lambda (held ...) (set! variable held) ... (no-value))))
    ((_ (first . rest) (pair ...) expression)
     (%set-values rest (pair ... (first held)) expression))
    ((_ last ((variable held) ...) expression)
     (call-with-values (lambda () expression)
       (lambda (held ... . others) (set! variable held) ... (set! last others) (no-value))))))
(define-syntax lambda/tag
  (syntax-rules ()
    ((_ tag formals body ...) (%tagged (lambda formals body ...) tag))))
(define-syntax case-lambda/tag
  (syntax-rules ()
    ((_ tag (formals body ...) ...) (%tagged (case-lambda (formals body ...) ...) tag))))
""")


@TABLE.procedure("no-value")
def no_value() -> None:
    """Return the value of what has none."""


# Errors

_TYPES: Final = (
    (ReadFailure, "lexical-violation"),
    (UnboundVariableError, "undefined-violation"),
    (FileFailure, "assertion-violation"),
    (WrongTypeError, "assertion-violation"),
    (ArityError, "assertion-violation"),
    (DivisionError, "assertion-violation"),
)
_KINDS: Final = ((FileFailure, "file-error"), (ReadFailure, "read-error"))
_Error: TypeAlias = Annotated[ErrorObject, of_class("an error object", ErrorObject)]


class FullError(ErrorObject):
    """What `full-error` raises: with a type and a kind of its own."""

    def __init__(self, message: Any, irritants: tuple[Any, ...], type_: Symbol, kind: Any) -> None:
        super().__init__(message, irritants)
        self.type = type_
        self.kind = kind
        self.who: Any = False


@TABLE.procedure("full-error")
def full_error(type_: Sym, who: Sym, kind: Any, message: Text, *irritants: Any) -> Any:
    """Raise an error object of a type, such as `assertion-violation`, and a kind."""
    made = FullError(message, irritants, type_, kind)
    made.who = who
    return raise_(made)


@TABLE.procedure("error-object-type")
def error_object_type(condition: _Error) -> Symbol:
    """Return the type of an error object."""
    if isinstance(condition, FullError):
        return condition.type
    found = (name for cls, name in _TYPES if isinstance(condition, cls))
    return Symbol(next(found, "error"))


@TABLE.procedure("error-object-who")
def error_object_who(condition: _Error) -> Any:
    """Return who raised an error object, a symbol, or #f."""
    if isinstance(condition, FullError):
        return condition.who
    return Symbol(condition.procedure) if condition.procedure else False


@TABLE.procedure("error-object-kind")
def error_object_kind(condition: _Error) -> Any:
    """Return the kind of an error object, such as `file-error`, or #f."""
    if isinstance(condition, FullError):
        return condition.kind
    return next((Symbol(name) for cls, name in _KINDS if isinstance(condition, cls)), False)


@TABLE.procedure("make-file-error")
def make_file_error(message: Text, *irritants: Any) -> Any:
    """Return the error object of a failure with a file. SRFI 181."""
    made = FileFailure("", "", 0, message)
    made.irritants = irritants
    made.message = made.given = message
    return made


# Properties and tags of procedures: SRFI 229


def _properties() -> weakref.WeakKeyDictionary[Any, dict[Any, Any]]:
    """Return the properties that the program has given procedures."""
    found: weakref.WeakKeyDictionary[Any, dict[Any, Any]] = held().setdefault(
        "properties of procedures", weakref.WeakKeyDictionary()
    )
    return found


_TAG: Final = object()


@TABLE.procedure("procedure-property")
def procedure_property(procedure: Proc, key: Any, default: Any = False) -> Any:
    """Return a property of a procedure, else `default`."""
    return _properties().get(procedure, {}).get(key, default)


@TABLE.procedure("set-procedure-property!")
def set_procedure_property(procedure: Proc, key: Sym, value: Any) -> None:
    """Give a procedure a property."""
    _properties().setdefault(procedure, {})[key] = value


@TABLE.procedure("%tagged")
def tagged(procedure: Any, tag: Any) -> Any:
    """Return a procedure, given a tag."""
    _properties().setdefault(procedure, {})[_TAG] = tag
    return procedure


@TABLE.procedure("procedure/tag?")
def is_tagged(value: Any) -> bool:
    """Return whether a value is a procedure with a tag. SRFI 229."""
    return is_procedure(value) and _TAG in _properties().get(value, {})


@TABLE.procedure("procedure-tag")
def procedure_tag(procedure: Proc) -> Any:
    """Return a procedure's tag, #f where it has none. SRFI 229."""
    return _properties().get(procedure, {}).get(_TAG, False)


# Hashing and comparators: SRFI 128

_BOUND: Final = Parameter(1 << 25)
_SALT: Final = Parameter(16064047)
TABLE.value("hash-bound-parameter", _BOUND)
TABLE.value("hash-salt-parameter", _SALT)


def _bounded(hashed: int) -> int:
    return hash((hashed, _SALT())) % int(_BOUND())


@TABLE.procedure("eq-hash")
def eq_hash(value: Any) -> int:
    """Return a number that `eq?` values share."""
    return abs(id_hash(value)) % (1 << 60)


@TABLE.procedure("boolean-hash")
def boolean_hash(value: Any) -> int:
    """Return a number for a boolean. SRFI 128."""
    return _bounded(int(value is not False))


@TABLE.procedure("char-hash")
def char_hash(char: Char) -> int:
    """Return a number for a character. SRFI 128."""
    return _bounded(ord(char))


@TABLE.procedure("char-ci-hash")
def char_ci_hash(char: Char) -> int:
    """Return a number that characters share that differ in case alone. SRFI 128."""
    return _bounded(hash(folded(char)))


@TABLE.procedure("string-hash")
def string_hash(text: Text) -> int:
    """Return a number for a string. SRFI 128."""
    return _bounded(hash(text))


@TABLE.procedure("string-ci-hash")
def string_ci_hash(text: Text) -> int:
    """Return a number that strings share that differ in case alone. SRFI 128."""
    return _bounded(hash(folded(text)))


@TABLE.procedure("symbol-hash")
def symbol_hash(name: Name) -> int:
    """Return a number for a symbol. SRFI 128."""
    return _bounded(hash(name))


@TABLE.procedure("number-hash")
def number_hash(number: Num) -> int:
    """Return a number for a number. SRFI 128."""
    return _bounded(hash_of(number))


@final
class Comparator:
    """What a type of values is compared by: its test, equality, order and hash, or #f."""

    def __init__(self, test: Any, equal: Any, less: Any, hashing: Any) -> None:
        self.test = test
        self.equal = equal
        self.less = less
        self.hashing = hashing


_Comparator: TypeAlias = Annotated[Comparator, of_class("a comparator", Comparator)]
PRINTERS[Comparator] = lambda value, readable, profile: "#<comparator>"


@TABLE.procedure("make-comparator")
def make_comparator(test: Proc, equal: Proc, less: Any, hashing: Any) -> Comparator:
    """Return a comparator; the order and the hash may be #f. SRFI 128."""
    for place, each in ((3, less), (4, hashing)):
        if each is not False and not is_procedure(each):
            refuse("make-comparator", place, "a procedure or #f", each)
    return Comparator(test, equal, less, hashing)


@TABLE.procedure("comparator?")
def is_comparator(value: Any) -> bool:
    """Return whether a value is a comparator. SRFI 128."""
    return isinstance(value, Comparator)


@TABLE.procedure("comparator-ordered?")
def is_ordered(comparator: _Comparator) -> bool:
    """Return whether a comparator has an order. SRFI 128."""
    return comparator.less is not False


@TABLE.procedure("comparator-hashable?")
def is_hashable(comparator: _Comparator) -> bool:
    """Return whether a comparator has a hash. SRFI 128."""
    return comparator.hashing is not False


def _declare_part(name: str, part: str) -> None:
    @TABLE.procedure(name)
    def part_of(comparator: _Comparator) -> Any:
        """Return a part of a comparator; a procedure that fails where it has none. SRFI 128."""
        found = getattr(comparator, part)
        return _missing(name) if found is False else found


def _missing(name: str) -> Any:
    def missing(*arguments: Any) -> Any:
        raise error(f"{name}: the comparator does not support this")

    return missing


_declare_part("comparator-type-test-predicate", "test")
_declare_part("comparator-equality-predicate", "equal")
_declare_part("comparator-ordering-predicate", "less")
_declare_part("comparator-hash-function", "hashing")


# Hash tables

_Table: TypeAlias = Annotated[HashTable, of_class("a hash table", HashTable)]


@TABLE.procedure("make-eq-hash-table")
def make_eq_hash_table() -> HashTable:
    """Return a hash table that compares keys by `eq?`."""
    return HashTable(is_eq)


@TABLE.procedure("hash-table-empty-copy")
def hash_table_empty_copy(table: _Table) -> HashTable:
    """Return a hash table of the same kind without entries. SRFI 125."""
    return HashTable(table.same, table.hashing, table.weak)


@TABLE.procedure("hash-table-mutable?")
def is_hash_table_mutable(table: _Table) -> bool:
    """Return whether a hash table can be changed. SRFI 125."""
    return table.mutable


# Ephemerons and guardians


@final
class Ephemeron:
    """A key and a datum, which stays as long as the key does."""

    def __init__(self, key: Any, datum: Any) -> None:
        self.key = key
        self.datum = datum


_Ephemeron: TypeAlias = Annotated[Ephemeron, of_class("an ephemeron", Ephemeron)]
PRINTERS[Ephemeron] = lambda value, readable, profile: "#<ephemeron>"


@TABLE.procedure("make-ephemeron")
def make_ephemeron(key: Any, datum: Any) -> Ephemeron:
    """Return an ephemeron; what it holds is kept. SRFI 124."""
    return Ephemeron(key, datum)


@TABLE.procedure("ephemeron?")
def is_ephemeron(value: Any) -> bool:
    """Return whether a value is an ephemeron. SRFI 124."""
    return isinstance(value, Ephemeron)


@TABLE.procedure("ephemeron-broken?")
def is_broken(ephemeron: _Ephemeron) -> bool:
    """Return whether the key of an ephemeron is gone, which it never is. SRFI 124."""
    return False


@TABLE.procedure("ephemeron-key")
def ephemeron_key(ephemeron: _Ephemeron) -> Any:
    """Return an ephemeron's key. SRFI 124."""
    return ephemeron.key


@TABLE.procedure("ephemeron-datum")
def ephemeron_datum(ephemeron: _Ephemeron) -> Any:
    """Return an ephemeron's datum. SRFI 124."""
    return ephemeron.datum


@TABLE.procedure("set-ephemeron-key!")
def set_ephemeron_key(ephemeron: _Ephemeron, key: Any) -> None:
    """Set an ephemeron's key."""
    ephemeron.key = key


@TABLE.procedure("set-ephemeron-datum!")
def set_ephemeron_datum(ephemeron: _Ephemeron, datum: Any) -> None:
    """Set an ephemeron's datum."""
    ephemeron.datum = datum


@TABLE.procedure("collect")
def collect() -> None:
    """Collect garbage."""
    gc.collect()


# Bytes and text


@TABLE.procedure("bytevector->string")
def bytevector_to_string(bytevector: Bytes, transcoder: TRANSCODER) -> Text:
    """Return the text that bytes are. SRFI 181."""
    return decoded(bytevector, transcoder)


@TABLE.procedure("string->bytevector")
def string_to_bytevector(text: Text, transcoder: TRANSCODER) -> bytearray:
    """Return text as bytes. SRFI 181."""
    try:
        return bytearray(encoded(text, transcoder))
    except UnicodeEncodeError:
        raise error("string->bytevector: text that the codec has not:", String(text)) from None


@TABLE.procedure("bytevector->hex-string")
def bytevector_to_hex(bytevector: Bytes) -> Text:
    """Return two digits for each byte. SRFI 207."""
    return bytevector.hex()


@TABLE.procedure("hex-string->bytevector")
def hex_to_bytevector(text: Text) -> bytearray:
    """Return the bytes of hexadecimal digits. SRFI 207."""
    try:
        return bytearray.fromhex(text)
    except ValueError:
        refuse("hex-string->bytevector", 1, "hexadecimal digits", String(text), False)


def _declare_order(name: str, test: Any) -> None:
    @TABLE.procedure(name)
    def in_order(first: Bytes, *others: Bytes) -> bool:
        """Return whether bytevectors are in order. SRFI 207."""
        return all(itertools.starmap(test, itertools.pairwise((first, *others))))


_declare_order("bytevector=?", lambda one, other: one == other)
_declare_order("bytevector<?", lambda one, other: one < other)
_declare_order("bytevector>?", lambda one, other: one > other)
_declare_order("bytevector<=?", lambda one, other: one <= other)
_declare_order("bytevector>=?", lambda one, other: one >= other)


# Codecs: SRFI 181


@TABLE.procedure("utf-8-codec")
def utf_8_codec() -> Any:
    """Return the codec of UTF-8. SRFI 181."""
    return r6rs_io.utf_8_codec()


@TABLE.procedure("latin-1-codec")
def latin_1_codec() -> Any:
    """Return the codec of ISO 8859-1. SRFI 181."""
    return r6rs_io.latin_1_codec()


@TABLE.procedure("native-eol-style")
def native_eol_style() -> Name:
    """Return how lines end on this machine. SRFI 181."""
    return r6rs_io.native_eol_style()


@TABLE.procedure("make-transcoder")
def make_transcoder(codec: Any, eol_style: Name, mode: Name) -> Any:
    """Return a transcoder of a codec, an end of lines and what is done with errors. SRFI 181."""
    style: Any = eol_style
    handling: Any = mode
    return r6rs_io.make_transcoder(codec, style, handling)


@TABLE.procedure("native-transcoder")
def native_transcoder() -> Any:
    """Return the transcoder of files. SRFI 181."""
    return r6rs_io.native_transcoder()


@TABLE.procedure("transcoded-port")
def transcoded_port(port: Any, transcoder: Any) -> Any:
    """Return a port of characters over one of bytes. SRFI 181."""
    return r6rs_io.transcoded_port(port, transcoder)


# Positions: SRFI 192


@TABLE.procedure("positioning-port?", "port-has-port-position?", "port-has-set-port-position!?")
def has_position(port: Any) -> bool:
    """Return whether a port has a position. SRFI 192."""
    if not r7rs_io.is_port(port):
        refuse("positioning-port?", 1, "a port", port)
    seekable = getattr(port, "seekable", None)
    return bool(seekable is not None and seekable())


class PositionError(ErrorObject):
    """A position that a port does not have."""


@TABLE.procedure("i/o-invalid-position-error?")
def is_position_error(value: Any) -> bool:
    """Return whether a value is the condition for a position that a port lacks. SRFI 192."""
    return isinstance(value, PositionError)


@TABLE.procedure("make-i/o-invalid-position-error")
def make_position_error(position: Any) -> Any:
    """Return the condition for a position that a port lacks. SRFI 192."""
    return PositionError("invalid position:", (position,))


def _positioned(procedure: str, port: Any) -> None:
    if not has_position(port):
        refuse(procedure, 1, "a port with a position", port)


@TABLE.procedure("port-position")
def port_position(port: Any) -> int:
    """Return a port's position. SRFI 192."""
    _positioned("port-position", port)
    return int(port.tell())


_WHENCE: Final = {"begin": 0, "current": 1, "end": 2}


@TABLE.procedure("set-port-position!")
def set_port_position(port: Any, position: Int, whence: Any = None) -> None:
    """Set a port's position, from its `begin`, `current` position or `end`. SRFI 192."""
    _positioned("set-port-position!", port)
    name = "begin" if whence is None else whence.name if isinstance(whence, Symbol) else ""
    way = _WHENCE.get(name)
    if way is None:
        refuse("set-port-position!", 3, "begin, current, or end", whence)
    try:
        port.seek(position if way == 0 else port.seek(0, way) + position)
    except (OSError, ValueError):
        raise PositionError("invalid position:", (position,), "set-port-position!") from None


# Files and vectors


@TABLE.procedure("file-size")
def file_size(path: Text) -> int:
    """Return the size of a file."""
    if not os.path.isfile(path):
        raise FileFailure("file-size", path, errno.ENOENT, "not a file")
    with failing("file-size", path):
        return os.stat(path).st_size


@TABLE.procedure("list-directory")
def list_directory(path: Text) -> Items:
    """Return the names in a directory, `.` and `..` among them."""
    with failing("list-directory", path):
        return [String(each) for each in (".", "..", *os.listdir(path))]


def _declare_stamp(name: str, field: str) -> None:
    @TABLE.procedure(name)
    def stamp(path: Text) -> int:
        """Return a time of a file in seconds since 1970."""
        with failing(name, path):
            return int(getattr(os.stat(path), field))


_declare_stamp("file-stat-atime", "st_atime")
_declare_stamp("file-stat-mtime", "st_mtime")


@TABLE.procedure("vector-append-subvectors")
def vector_append_subvectors(*parts: Any) -> list[Any]:
    """Return parts of vectors one behind the other: vector, start, end, and so on. SRFI 133."""
    if len(parts) % 3:
        raise error("vector-append-subvectors takes vectors, each with a start and an end")
    made: list[Any] = []
    for place in range(0, len(parts), 3):
        vector, start, end = parts[place : place + 3]
        if vector.__class__ is not list:
            refuse("vector-append-subvectors", place + 1, "a vector", vector)
        if start.__class__ is not int or end.__class__ is not int:
            refuse("vector-append-subvectors", place + 2, "an exact integer", start)
        if not 0 <= start <= end <= len(vector):
            raise RangeError("vector-append-subvectors", place + 3, "a part of the vector", end)
        made += vector[start:end]
    return made
