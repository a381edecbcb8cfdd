"""(sagittarius): what Sagittarius has beyond R6RS (Sagittarius manual, (sagittarius)).

Not here: what looks into the virtual machine, the compiler and the garbage collector's statistics,
codecs that a program defines, the reader's tables and delimited continuations.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import inspect
import itertools
import os
import resource
import time
import uuid
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias, final

from ...calls import stepwise, values
from ...conditions import ErrorObject, error
from ...data import DEFAULT, Keyword, Pair, String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...equality import is_eq, is_equal, is_eqv
from ...kinds import Bytes, Index, Int, Items, Num, Proc, Sym, Text, Vec, of_class
from ...numbers import NUMBERS
from ...ports import CURRENT_ERROR, put
from ...printer import displayed
from ...profiles import PROFILES
from .. import strings, threads
from ..control import setter
from ..hashing import HashTable
from ..keyword_arguments import keyword_arguments

__all__ = ["HASH_TABLE", "TABLE", "big_endian"]

TABLE: Final = Table()

VERSION: Final = PROFILES["sagittarius"].version


# Arithmetic


def _inexact(value: Any) -> Any:
    return value if value.__class__ is complex else float(value)


@TABLE.procedure("+.")
def add_inexact(*numbers: Num) -> Any:
    """Return the inexact sum. Arithmetic operations."""
    return sum(map(_inexact, numbers), 0.0)


@TABLE.procedure("*.")
def multiply_inexact(*numbers: Num) -> Any:
    """Return the inexact product. Arithmetic operations."""
    return functools.reduce(lambda one, other: one * other, map(_inexact, numbers), 1.0)


@TABLE.procedure("-.")
def subtract_inexact(first: Num, *others: Num) -> Any:
    """Return the inexact difference, or the opposite of one number. Arithmetic operations."""
    if not others:
        return -_inexact(first)
    return functools.reduce(lambda one, other: one - _inexact(other), others, _inexact(first))


@TABLE.procedure("/.")
def divide_inexact(first: Num, *others: Num) -> Any:
    """Return the inexact quotient, or the inverse of one number. Arithmetic operations."""
    if not others:
        return _quotient(1.0, _inexact(first))
    return functools.reduce(
        lambda one, other: _quotient(one, _inexact(other)), others, _inexact(first)
    )


def _quotient(one: Any, other: Any) -> Any:
    if other:
        return one / other
    if isinstance(one, complex) or not one or one != one:
        return float("nan")
    negative = (str(other)[0] == "-") != (one < 0)
    return float("-inf") if negative else float("inf")


@TABLE.procedure("mod-inverse")
def mod_inverse(number: Int, modulus: Int) -> int:
    """Return the inverse of a number modulo another. Arithmetic operations."""
    try:
        return pow(number, -1, modulus)
    except ValueError:
        raise error("there is no inverse of", number, modulus, procedure="mod-inverse") from None


@TABLE.procedure("mod-expt")
def mod_expt(number: Int, exponent: Int, modulus: Int) -> int:
    """Return a power of a number modulo another. Arithmetic operations."""
    try:
        return pow(number, exponent, modulus)
    except ValueError:
        raise error("there is no such power:", number, exponent, procedure="mod-expt") from None


# Symbols and keywords


def _ordered(name: str, test: Any) -> None:
    @TABLE.procedure(name)
    def compare_symbols(first: Sym, second: Sym, *others: Sym) -> bool:
        """Return whether the names of symbols are in order. Symbols."""
        names = [each.name for each in (first, second, *others)]
        return all(itertools.starmap(test, itertools.pairwise(names)))


_ordered("symbol<?", lambda one, other: one < other)
_ordered("symbol<=?", lambda one, other: one <= other)
_ordered("symbol>?", lambda one, other: one > other)
_ordered("symbol>=?", lambda one, other: one >= other)

_FRESH: Final = itertools.count(1)


@TABLE.procedure("gensym")
def gensym(prefix: Text = "G") -> Symbol:
    """Return a symbol that is no other."""
    return Symbol.fresh(f"{prefix}{next(_FRESH)}")


@TABLE.procedure("string->uninterned-symbol")
def string_to_uninterned_symbol(name: Text) -> Symbol:
    """Return a new symbol of this name that is not interned."""
    return Symbol.fresh(name)


@TABLE.procedure("interned-symbol?")
def is_interned(value: Any) -> bool:
    """Return whether a value is an interned symbol."""
    return isinstance(value, Symbol) and value.interned


_Keyword: TypeAlias = Annotated[Keyword, of_class("a keyword", Keyword)]


@TABLE.procedure("keyword?")
def is_keyword(value: Any) -> bool:
    """Return whether a value is a keyword. Keywords."""
    return isinstance(value, Keyword)


@TABLE.procedure("make-keyword", "symbol->keyword")
def make_keyword(symbol: Sym) -> Keyword:
    """Return the keyword of a symbol's name. Keywords."""
    return Keyword(symbol.name)


@TABLE.procedure("string->keyword")
def string_to_keyword(name: Text) -> Keyword:
    """Return the keyword of this name. Keywords."""
    return Keyword(name)


@TABLE.procedure("keyword->symbol")
def keyword_to_symbol(keyword: _Keyword) -> Symbol:
    """Return the symbol of a keyword's name. Keywords."""
    return Symbol(keyword.name)


@TABLE.procedure("keyword->string")
def keyword_to_string(keyword: _Keyword) -> Text:
    """Return a keyword's name. Keywords."""
    return keyword.name


@TABLE.procedure("get-keyword")
def get_keyword(keyword: _Keyword, items: Items, fallback: Any = DEFAULT) -> Any:
    """Return what follows a keyword in a list, else `fallback`, if given. Keywords."""
    for place in range(0, len(items), 2):
        if place + 1 == len(items):
            raise error("a keyword without a value in", to_list(items), procedure="get-keyword")
        if items[place] is keyword:
            return items[place + 1]
    if fallback is DEFAULT:
        raise error("no such keyword:", keyword, procedure="get-keyword")
    return fallback


# Hash tables; R6RS's procedures work on them

HASH_TABLE: Final = of_class("a hash table", HashTable)
_Table: TypeAlias = Annotated[HashTable, HASH_TABLE]
_STRING_EQUAL: Final = strings.TABLE["string=?"].value
_TYPES: Final = {is_eq: "eq", is_eqv: "eqv", is_equal: "equal", _STRING_EQUAL: "string"}
_WEAKNESSES: Final = ("key", "value", "both")


def _weakness(procedure: str, place: int, weakness: Any) -> str:
    if weakness is False or weakness is None:
        return ""
    if not isinstance(weakness, Symbol) or weakness.name not in _WEAKNESSES:
        refuse(procedure, place, "one of key, value and both", weakness)
    return weakness.name


@TABLE.procedure("make-equal-hashtable")
def make_equal_hashtable(size: Any = 0, weakness: Any = False) -> HashTable:
    """Return a hash table that compares keys by `equal?`. Hashtables."""
    return HashTable(is_equal, weak=_weakness("make-equal-hashtable", 2, weakness))


@TABLE.procedure("make-string-hashtable")
def make_string_hashtable(size: Any = 0, weakness: Any = False) -> HashTable:
    """Return a hash table whose keys are strings. Hashtables."""
    return HashTable(_STRING_EQUAL, weak=_weakness("make-string-hashtable", 2, weakness))


@TABLE.procedure("hashtable-keys-list")
def hashtable_keys_list(table: _Table) -> Items:
    """Return a list of the keys. Hashtables."""
    return [key for key, _ in table.items()]


@TABLE.procedure("hashtable-values-list")
def hashtable_values_list(table: _Table) -> Items:
    """Return a list of the values. Hashtables."""
    return [value for _, value in table.items()]


@TABLE.procedure("hashtable-values")
def hashtable_values(table: _Table) -> list[Any]:
    """Return a vector of the values. Hashtables."""
    return [value for _, value in table.items()]


@TABLE.procedure("hashtable-type")
def hashtable_type(table: _Table) -> Symbol:
    """Return how a hash table compares keys: eq, eqv, equal, string or general. Hashtables."""
    return Symbol(_TYPES.get(table.same, "general"))


@TABLE.procedure("hashtable-weakness")
def hashtable_weakness(table: _Table) -> Any:
    """Return which part of an entry a hash table holds weakly, or #f. Hashtables."""
    return Symbol(table.weak) if table.weak else False


@TABLE.procedure("hashtable-compare")
def hashtable_compare(table: _Table) -> Any:
    """Return the procedure that compares a hash table's keys."""
    return table.same


def _weak_maker(name: str, same: Any) -> None:
    @TABLE.procedure(name)
    def make_weak(*options: Any) -> HashTable:
        """Return a weak hash table; what it holds is kept all the same. Weak hashtable."""
        _, weakness, _ = keyword_arguments(
            options, {"init-size": 200, "weakness": Symbol("both"), "default": None}
        )
        return HashTable(same, weak=_weakness(name, 1, weakness))


_weak_maker("make-weak-eq-hashtable", is_eq)
_weak_maker("make-weak-eqv-hashtable", is_eqv)
_weak_maker("make-weak-equal-hashtable", is_equal)
_weak_maker("make-weak-string-hashtable", _STRING_EQUAL)


@TABLE.procedure("weak-hashtable?")
def is_weak_hashtable(value: Any) -> bool:
    """Return whether a value is a weak hash table. Weak hashtable."""
    return isinstance(value, HashTable) and bool(value.weak)


@TABLE.procedure("weak-hashtable-ref")
def weak_hashtable_ref(table: _Table, key: Any, default: Any = False) -> Any:
    """Return the value of a key, else `default`. Weak hashtable."""
    return table.get(key, default)


@TABLE.procedure("weak-hashtable-set!")
def weak_hashtable_set(table: _Table, key: Any, value: Any) -> None:
    """Set the value of a key. Weak hashtable."""
    table.put(key, value)


@TABLE.procedure("weak-hashtable-delete!")
def weak_hashtable_delete(table: _Table, key: Any) -> None:
    """Remove a key. Weak hashtable."""
    table.remove(key)


@TABLE.procedure("weak-hashtable-keys-list")
def weak_hashtable_keys_list(table: _Table) -> Items:
    """Return a list of the keys. Weak hashtable."""
    return [key for key, _ in table.items()]


@TABLE.procedure("weak-hashtable-values-list")
def weak_hashtable_values_list(table: _Table) -> Items:
    """Return a list of the values. Weak hashtable."""
    return [value for _, value in table.items()]


@TABLE.procedure("weak-hashtable-copy")
def weak_hashtable_copy(table: _Table) -> HashTable:
    """Return a copy. Weak hashtable."""
    return table.copy()


@TABLE.procedure("weak-hashtable-shrink")
def weak_hashtable_shrink(table: _Table) -> int:
    """Return how many entries were dropped: none, for all are kept. Weak hashtable."""
    return 0


# Weak boxes and vectors


@final
class WeakBox:
    """A weak reference, to what Python can refer to weakly; anything else it keeps."""

    def __init__(self, value: Any) -> None:
        self.put(value)

    def put(self, value: Any) -> None:
        """Let it hold another value."""
        self.held: Any = value
        self.reference: Any = None
        with contextlib.suppress(TypeError):
            self.reference, self.held = weakref.ref(value), None

    def get(self, fallback: Any) -> Any:
        """Return the value, `fallback` when it is gone."""
        if self.reference is None:
            return self.held
        found = self.reference()
        return fallback if found is None else found


_WeakBox: TypeAlias = Annotated[WeakBox, of_class("a weak box", WeakBox)]
_GONE: Final = object()


@TABLE.procedure("weak-box?")
def is_weak_box(value: Any) -> bool:
    """Return whether a value is a weak box. Weak box."""
    return isinstance(value, WeakBox)


@TABLE.procedure("make-weak-box")
def make_weak_box(value: Any) -> WeakBox:
    """Return a weak box of a value. Weak box."""
    return WeakBox(value)


@TABLE.procedure("weak-box-empty?")
def is_weak_box_empty(box: _WeakBox) -> bool:
    """Return whether the value of a weak box is gone. Weak box."""
    return box.get(_GONE) is _GONE


@TABLE.procedure("weak-box-ref")
def weak_box_ref(box: _WeakBox, fallback: Any = False) -> Any:
    """Return the value of a weak box, `fallback` when it is gone. Weak box."""
    return box.get(fallback)


@TABLE.procedure("weak-box-set!")
def weak_box_set(box: _WeakBox, value: Any) -> None:
    """Put another value into a weak box. Weak box."""
    box.put(value)


@final
class WeakVector:
    """A vector of weak boxes."""

    def __init__(self, size: int) -> None:
        self.boxes = [WeakBox(False) for _ in range(size)]


_WeakVector: TypeAlias = Annotated[WeakVector, of_class("a weak vector", WeakVector)]


@TABLE.procedure("weak-vector?")
def is_weak_vector(value: Any) -> bool:
    """Return whether a value is a weak vector. Weak vector."""
    return isinstance(value, WeakVector)


@TABLE.procedure("make-weak-vector")
def make_weak_vector(size: Index) -> WeakVector:
    """Return a weak vector of so many elements, all #f. Weak vector."""
    return WeakVector(size)


@TABLE.procedure("weak-vector-length")
def weak_vector_length(vector: _WeakVector) -> int:
    """Return how many elements a weak vector has. Weak vector."""
    return len(vector.boxes)


@TABLE.procedure("weak-vector-ref")
def weak_vector_ref(vector: _WeakVector, place: Int, fallback: Any = DEFAULT) -> Any:
    """Return an element; `fallback` when it is gone or the place is none. Weak vector."""
    if not 0 <= place < len(vector.boxes):
        if fallback is DEFAULT:
            refuse("weak-vector-ref", 2, "a place within the vector", place, False)
        return fallback
    return vector.boxes[place].get(False if fallback is DEFAULT else fallback)


@TABLE.procedure("weak-vector-set!")
def weak_vector_set(vector: _WeakVector, place: Int, value: Any) -> None:
    """Set an element. Weak vector."""
    if not 0 <= place < len(vector.boxes):
        refuse("weak-vector-set!", 2, "a place within the vector", place, False)
    vector.boxes[place].put(value)


# Bytevectors


def big_endian(procedure: str, place: int, endianness: Any) -> bool:
    """Return whether an endianness is big; an error for what is none."""
    name = endianness.name if isinstance(endianness, Symbol) else ""
    if name not in ("big", "little"):
        refuse(procedure, place, "big or little", endianness)
    return bool(name == "big")


def _order(procedure: str, place: int, endianness: Any) -> Any:
    return "big" if big_endian(procedure, place, endianness) else "little"


def _read_integer(name: str, signed: bool) -> None:
    @TABLE.procedure(name)
    def from_bytes(bytevector: Bytes, start: Any = None, end: Any = None) -> int:
        """Return the integer that bytes are, the greatest part first. Bytevector operations."""
        first, last = strings.span(name, len(bytevector), start, end)
        return int.from_bytes(bytevector[first:last], "big", signed=signed)

    @TABLE.procedure(f"{name}/endian")
    def from_bytes_in_order(
        bytevector: Bytes, endianness: Sym, start: Any = None, end: Any = None
    ) -> int:
        """As without `/endian`, in the order of an endianness."""
        first, last = strings.span(f"{name}/endian", len(bytevector), start, end, 3)
        order = _order(f"{name}/endian", 2, endianness)
        return int.from_bytes(bytevector[first:last], order, signed=signed)


_read_integer("bytevector->integer", False)
_read_integer("bytevector->uinteger", False)
_read_integer("bytevector->sinteger", True)


def _bytes_of(procedure: str, number: int, size: int, signed: bool) -> bytes:
    """Return the bytes of an integer, the greatest first; `size` cuts or fills on the left."""
    if number < 0 and not signed:
        refuse(procedure, 1, "an exact non-negative integer", number, False)
    bits = number.bit_length() if not signed else (number + (number < 0)).bit_length() + 1
    width = max((bits + 7) // 8, 1)
    made = number.to_bytes(width, "big", signed=signed)
    if size < 0:
        return made
    fill = b"\xff" if number < 0 else b"\0"
    return (fill * max(size - width, 0) + made)[-size:] if size else b""


def _write_integer(name: str, signed: bool) -> None:
    @TABLE.procedure(name)
    def to_bytes(number: Int, size: Int = -1) -> bytearray:
        """Return the bytes of an integer, so many of the last ones. Bytevector operations."""
        return bytearray(_bytes_of(name, number, size, signed))

    @TABLE.procedure(f"{name}/endian")
    def to_bytes_in_order(number: Int, endianness: Sym, size: Int = -1) -> bytearray:
        """As without `/endian`, in the order of an endianness."""
        made = _bytes_of(f"{name}/endian", number, size, signed)
        return bytearray(made if big_endian(f"{name}/endian", 2, endianness) else made[::-1])


_write_integer("integer->bytevector", False)
_write_integer("uinteger->bytevector", False)
_write_integer("sinteger->bytevector", True)


@TABLE.procedure("bytevector-concatenate")
def bytevector_concatenate(bytevectors: Items) -> bytearray:
    """Return bytevectors one behind the other. Bytevector operations."""
    for each in bytevectors:
        if each.__class__ is not bytearray:
            refuse("bytevector-concatenate", 1, "a list of bytevectors", each)
    return bytearray(b"".join(bytevectors))


@TABLE.procedure("bytevector-reverse")
def bytevector_reverse(bytevector: Bytes, start: Any = None, end: Any = None) -> bytearray:
    """Return a copy with a part reversed. (util bytevector)."""
    made = bytearray(bytevector)
    bytevector_reverse_in_place(made, start, end)
    return made


@TABLE.procedure("bytevector-reverse!")
def bytevector_reverse_in_place(
    bytevector: Bytes, start: Any = None, end: Any = None
) -> bytearray:
    """Reverse a part. (util bytevector)."""
    first, last = strings.span("bytevector-reverse!", len(bytevector), start, end)
    bytevector[first:last] = bytevector[first:last][::-1]
    return bytevector


def _ordered_bytes(name: str, test: Any) -> None:
    @TABLE.procedure(name)
    def compare_bytevectors(first: Bytes, second: Bytes, *others: Bytes) -> bool:
        """Return whether bytevectors are in order, byte by byte. (util bytevector)."""
        return all(itertools.starmap(test, itertools.pairwise((first, second, *others))))


_ordered_bytes("bytevector<?", lambda one, other: one < other)
_ordered_bytes("bytevector<=?", lambda one, other: one <= other)
_ordered_bytes("bytevector>?", lambda one, other: one > other)
_ordered_bytes("bytevector>=?", lambda one, other: one >= other)


# Lists and vectors


@TABLE.procedure("acons")
def acons(key: Any, value: Any, alist: Any) -> Pair:
    """Return an association list with one more entry. List operations."""
    return Pair(Pair(key, value), alist)


@TABLE.procedure("vector-concatenate")
def vector_concatenate(vectors: Items) -> list[Any]:
    """Return vectors one behind the other. Vector operations."""
    for each in vectors:
        if each.__class__ is not list:
            refuse("vector-concatenate", 1, "a list of vectors", each)
    return list(itertools.chain.from_iterable(vectors))


@TABLE.procedure("vector-copy")
def vector_copy(vector: Vec, start: Index = 0, end: Any = None, fill: Any = None) -> list[Any]:
    """Return a copy of a part; what lies beyond the vector is `fill`. Vector operations."""
    last = len(vector) if end is None else end
    if last.__class__ is not int or last < start:
        refuse("vector-copy", 3, "an end that is not before the start", end, False)
    found = vector[start:last]
    return found + [fill] * (last - start - len(found))


@TABLE.procedure("vector-reverse")
def vector_reverse(vector: Vec, start: Any = None, end: Any = None) -> list[Any]:
    """Return a copy with a part reversed. Vector operations."""
    made = list(vector)
    vector_reverse_in_place(made, start, end)
    return made


@TABLE.procedure("vector-reverse!")
def vector_reverse_in_place(vector: Vec, start: Any = None, end: Any = None) -> None:
    """Reverse a part of a vector. Vector operations."""
    first, last = strings.span("vector-reverse!", len(vector), start, end)
    vector[first:last] = vector[first:last][::-1]


# Strings


_SCANS: Final[dict[str, Callable[[str, int, int], Any]]] = {
    "index": lambda text, at, after: at,
    "before": lambda text, at, after: String(text[:at]),
    "after": lambda text, at, after: String(text[after:]),
    "before*": lambda text, at, after: values(String(text[:at]), String(text[at:])),
    "after*": lambda text, at, after: values(String(text[:after]), String(text[after:])),
    "both": lambda text, at, after: values(String(text[:at]), String(text[after:])),
}


@TABLE.procedure("string-scan")
def string_scan(text: Text, item: Any, mode: Any = None) -> Any:
    """Look for a string or a character; return what `mode` says. String operations."""
    how = "index" if mode is None else mode.name if isinstance(mode, Symbol) else ""
    wanted = item.text if item.__class__ is String else item
    if wanted.__class__ is not str:
        refuse("string-scan", 2, "a string or a character", item)
    result = _SCANS.get(how)
    if result is None:
        refuse("string-scan", 3, f"one of {', '.join(_SCANS)}", mode)
    at = text.find(wanted)
    if at < 0:
        return False if how in ("index", "before", "after") else values(False, False)
    return result(text, at, at + len(wanted))


@TABLE.procedure("istring?", "literal-string?")
def is_immutable_string(value: Any) -> bool:
    """Return whether a value is a string that cannot be changed. String operations."""
    return value.__class__ is String and not value.mutable


@TABLE.procedure("string->istring")
def string_to_immutable(text: Text, start: Any = None, end: Any = None) -> String:
    """Return a copy of a string, or of a part, that cannot be changed. String operations."""
    first, last = strings.span("string->istring", len(text), start, end)
    return String(text[first:last], mutable=False)


# Comparison


@TABLE.procedure("compare")
def compare(one: Any, other: Any) -> int:
    """Return -1, 0 or 1 for two numbers, strings, characters or the like that are in order."""
    kinds = one.__class__, other.__class__
    if kinds == (String, String) or (kinds[0] is Symbol and kinds[1] is Symbol):
        first, second = displayed(one), displayed(other)
    elif all(kind in NUMBERS and kind is not bool for kind in kinds) or kinds[0] is kinds[1]:
        first, second = one, other
    else:
        raise error("two values without an order:", one, other, procedure="compare")
    try:
        return (first > second) - (first < second)
    except TypeError:
        raise error("two values without an order:", one, other, procedure="compare") from None


# Procedures, and what has no value


@TABLE.procedure("has-setter?")
def has_setter(procedure: Proc) -> bool:
    """Return whether `set!` knows what a procedure's place is."""
    try:
        setter(procedure)
    except ErrorObject:
        return False
    return True


@TABLE.procedure("arity")
def arity(procedure: Proc) -> Pair:
    """Return how many arguments a procedure needs, and whether it takes more. Debugging aid."""
    procedure = stepwise(procedure)
    code = getattr(procedure, "__code__", None)
    if code is None:
        return Pair(0, True)
    defaults = len(procedure.__defaults__ or ())
    return Pair(code.co_argcount - defaults, bool(defaults or code.co_flags & inspect.CO_VARARGS))


@TABLE.procedure("undefined", "unspecified")
def undefined() -> None:
    """Return the value of what has none."""


@TABLE.procedure("undefined?", "unspecified?")
def is_undefined(value: Any) -> bool:
    """Return whether a value is that of what has none."""
    return value is None


# Conditions


def _told(condition: Any) -> str:
    if isinstance(condition, BaseException):
        return f"{type(condition).__name__}: {condition}"
    return displayed(condition)


@TABLE.procedure("describe-condition")
def describe_condition(condition: Any) -> Text:
    """Return a condition as text for people."""
    return _told(condition)


@TABLE.procedure("report-error")
def report_error(condition: Any, port: Any = None) -> None:
    """Write a condition for people, to the current error port unless another is given."""
    target = CURRENT_ERROR() if port is None else port
    text = f"Unhandled exception\n  {_told(condition)}\n"
    put(target, text)


# The system


@TABLE.procedure("sagittarius-version")
def sagittarius_version() -> Text:
    """Return the version."""
    return VERSION


@TABLE.procedure("cond-features")
def cond_features() -> Items:
    """Return what `cond-expand` knows."""
    return [Symbol(each) for each in STATE.image.features]


@TABLE.procedure("getenv")
def getenv(name: Text) -> Any:
    """Return the value of an environment variable, or #f."""
    found = os.environ.get(name)
    return False if found is None else String(found)


@TABLE.procedure("setenv")
def setenv(name: Text, value: Any) -> bool:
    """Set an environment variable, or remove it with #f; return whether that could be done."""
    if value is not False and value.__class__ is not String:
        refuse("setenv", 2, "a string or #f", value)
    try:
        if value is False:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value.text
    except (OSError, ValueError):
        return False
    return True


@TABLE.procedure("getenv-alist")
def getenv_alist() -> Items:
    """Return the names and values of all environment variables."""
    return [Pair(String(name), String(value)) for name, value in os.environ.items()]


@TABLE.procedure("uname")
def uname() -> list[Any]:
    """Return system, node, release, version and machine. System and platform."""
    return [String(each) for each in os.uname()]


@TABLE.procedure("get-mac-address")
def get_mac_address(position: Index = 0) -> bytearray:
    """Return the hardware address of a network interface. System and platform."""
    found = []
    for path in sorted(Path("/sys/class/net").glob("*/address")):
        try:
            address = bytes.fromhex(path.read_text().strip().replace(":", ""))
        except (OSError, ValueError):
            continue
        if len(address) == 6 and any(address):
            found.append(address)
    if position < len(found):
        return bytearray(found[position])
    if position == 0:
        return bytearray(uuid.getnode().to_bytes(6, "big"))
    refuse("get-mac-address", 1, "the number of an interface", position, False)


@TABLE.procedure("get-process-times")
def get_process_times() -> list[int]:
    """Return the process's user time, system time and ticks per second. System and platform."""
    ticks = os.sysconf("SC_CLK_TCK")
    used = os.times()
    return [int(used.user * ticks), int(used.system * ticks), ticks]


@TABLE.procedure("get-thread-times")
def get_thread_times(thread: Any = None) -> list[int]:
    """Return user time, system time and ticks per second of the calling thread."""
    if thread is not None and thread is not threads.current():
        refuse("get-thread-times", 1, "the thread that calls", thread, False)
    used = resource.getrusage(resource.RUSAGE_THREAD)
    return [int(used.ru_utime * 1_000_000), int(used.ru_stime * 1_000_000), 1_000_000]


@TABLE.procedure("time-usage")
def time_usage() -> Any:
    """Return the time that has passed, the user's and the system's, in seconds."""
    used = os.times()
    return values(time.time(), used.user, used.system)


@TABLE.procedure("microsecond")
def microsecond() -> int:
    """Return the time since 1970 in microseconds."""
    return time.time_ns() // 1000


@TABLE.procedure("cpu-count")
def cpu_count() -> int:
    """Return how many processors the process may use. System and platform."""
    return len(os.sched_getaffinity(0))


@TABLE.procedure("gc")
def collect_garbage() -> None:
    """Collect garbage. System and platform."""
    gc.collect()


# The load path


@TABLE.procedure("load-path")
def load_path(paths: Any = None) -> Any:
    """Return the directories of libraries, or set them. Load path."""
    if paths is None:
        return to_list([String(str(each)) for each in STATE.image.directories])
    STATE.image.directories = tuple(Path(each.text) for each in from_list(paths))
    return None


@TABLE.procedure("add-load-path")
def add_load_path(path: Text, *options: Any) -> Any:
    """Let libraries be looked for in one more directory, first unless `:append` is true."""
    (last,) = keyword_arguments(options, {"append": False})
    before = STATE.image.directories
    more = (Path(path),)
    STATE.image.directories = (*before, *more) if last is not False else (*more, *before)
    return load_path()
