"""Procedures and macros of CHICKEN's (chicken base) that no other Scheme's table has."""

from __future__ import annotations

import atexit
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from ... import numbers
from ...calls import call, values
from ...conditions import ErrorObject
from ...control import raise_
from ...data import (
    NIL,
    ImproperListError,
    Keyword,
    Pair,
    RecordType,
    String,
    Symbol,
    Values,
    from_list,
    to_list,
)
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter, held
from ...equality import is_equal, is_eqv
from ...kinds import Char, Index, Int, Items, Num, Proc, Real, Sym, Vec
from ...numbers import NUMBERS
from ...ports import CURRENT_ERROR, CURRENT_OUTPUT, StringOutput, put
from ...printer import displayed, written
from .. import equivalence, io, system

__all__ = ["FIXNUMS", "TABLE"]

TABLE: Final = Table()

FIXNUMS: Final = range(-(2**62), 2**62)
"""The integers that CHICKEN keeps in a word."""


# Output


@TABLE.procedure("print")
def print_(*objects: Any) -> None:
    """Write objects as `display` does, and end the line. CHICKEN manual, Module (chicken base)."""
    text = "".join(displayed(each, STATE.profile) for each in objects)
    put(CURRENT_OUTPUT(), text + "\n")


@TABLE.procedure("print*")
def print_on(*objects: Any) -> None:
    """Write objects as `display` does, and send them.

    CHICKEN manual, Module (chicken base).
    """
    put(CURRENT_OUTPUT(), "".join(displayed(each, STATE.profile) for each in objects))
    io.flush_output_port()


def _told(procedure: str, head: str, message: Any, arguments: tuple[Any, ...]) -> None:
    where = ""
    if message.__class__ is Symbol and arguments:
        where, message, *arguments = f"({message.name}) ", *arguments  # type: ignore[assignment]
    text = f"\n{head}: {where}{displayed(message, STATE.profile)}"
    shown = [written(each, STATE.profile) for each in arguments]
    if len(shown) == 1:
        text += f": {shown[0]}"
    elif shown:
        text = "\n".join([text, *shown])
    put(CURRENT_ERROR(), text + "\n")


@TABLE.procedure("warning")
def warning(message: Any, *arguments: Any) -> None:
    """Write a warning on the error port, if they are enabled.

    CHICKEN manual, Module (chicken base).
    """
    if ENABLE_WARNINGS() is not False:
        _told("warning", "Warning", message, arguments)


@TABLE.procedure("notice")
def notice(message: Any, *arguments: Any) -> None:
    """Write a note on the error port. CHICKEN manual, Module (chicken base)."""
    if ENABLE_WARNINGS() is not False:
        _told("notice", "Note", message, arguments)


ENABLE_WARNINGS: Final = Parameter(True, settable=True)
TABLE.value("enable-warnings", ENABLE_WARNINGS)


@TABLE.procedure("error")
def error_(message: Any, *arguments: Any) -> Any:
    """Raise a condition `(exn)`; a symbol before the message says where it happened.

    CHICKEN manual, Module (chicken base).
    """
    if message.__class__ is Symbol:
        if arguments:
            given = arguments[0]
            raise_(ErrorObject(given, arguments[1:], message.name))
        raise_(ErrorObject(String(message.name)))
    return raise_(ErrorObject(message, arguments))


# Nothing, everything, and combinations of procedures


@TABLE.procedure("void")
def void(*objects: Any) -> None:
    """Return the unspecified value. CHICKEN manual, Module (chicken base)."""


@TABLE.procedure("identity")
def identity(value: Any) -> Any:
    """Return the argument. CHICKEN manual, Module (chicken base)."""
    return value


@TABLE.procedure("constantly")
def constantly(*results: Any) -> Any:
    """Return a procedure that returns these values. CHICKEN manual, Module (chicken base)."""

    def constant(*arguments: Any) -> Any:
        return values(*results)

    return constant


@TABLE.procedure("complement")
def complement(test: Proc) -> Any:
    """Return a procedure that is true where another is false.

    CHICKEN manual, Module (chicken base).
    """

    def complemented(*arguments: Any) -> bool:
        return call(test, *arguments) is False

    return complemented


@TABLE.procedure("compose")
def compose(*procedures: Proc) -> Any:
    """Return a procedure that calls the last one, then the others on what that returns.

    CHICKEN manual, Module (chicken base).
    """
    if not procedures:
        return values

    def composed(*arguments: Any) -> Any:
        for each in reversed(procedures[1:]):
            result = call(each, *arguments)
            arguments = result if result.__class__ is Values else (result,)
        return (procedures[0], *arguments)

    return composed


@TABLE.procedure("o")
def composition(*procedures: Proc) -> Any:
    """Return a procedure of one argument, each called on what the next returns.

    CHICKEN manual, Module (chicken base).
    """

    def composed(value: Any) -> Any:
        for each in reversed(procedures):
            value = call(each, value)
        return value

    return composed


@TABLE.procedure("conjoin")
def conjoin(*tests: Proc) -> Any:
    """Return a procedure that is true where all are. CHICKEN manual, Module (chicken base)."""

    def conjoined(value: Any) -> Any:
        result: Any = True
        for each in tests:
            result = call(each, value)
            if result is False:
                break
        return result

    return conjoined


@TABLE.procedure("disjoin")
def disjoin(*tests: Proc) -> Any:
    """Return a procedure that is true where one is. CHICKEN manual, Module (chicken base)."""

    def disjoined(value: Any) -> Any:
        result: Any = False
        for each in tests:
            result = call(each, value)
            if result is not False:
                break
        return result

    return disjoined


@TABLE.procedure("each")
def each_(*procedures: Proc) -> Any:
    """Return a procedure that calls all, and returns what the last does.

    CHICKEN manual, Module (chicken base).
    """

    def calling(*arguments: Any) -> Any:
        for each in procedures[:-1]:
            call(each, *arguments)
        return (procedures[-1], *arguments) if procedures else None

    return calling


@TABLE.procedure("flip")
def flip(procedure: Proc) -> Any:
    """Return a procedure of two arguments, with them exchanged.

    CHICKEN manual, Module (chicken base).
    """

    def flipped(first: Any, second: Any) -> Any:
        return (procedure, second, first)

    return flipped


@TABLE.procedure("list-of?")
def is_list_of(test: Proc) -> Any:
    """Return a procedure that tells lists of what passes a test.

    CHICKEN manual, Module (chicken base).
    """

    def tells(value: Any) -> bool:
        while value.__class__ is Pair:
            if call(test, value.car) is False:
                return False
            value = value.cdr
        return value is NIL

    return tells


@TABLE.procedure("procedure-information")
def procedure_information(procedure: Proc) -> Any:
    """Return the name of a procedure, a symbol in a list; #f if it has none.

    CHICKEN manual, Module (chicken base).
    """
    name = getattr(procedure, "__name__", "").partition("\N{NULL}")[0]
    return to_list([Symbol(name)]) if name else False


# Lists


@TABLE.procedure("atom?")
def is_atom(value: Any) -> bool:
    """Return whether a value is no pair. CHICKEN manual, Module (chicken base)."""
    return value.__class__ is not Pair


def _entry(value: Any) -> Pair:
    if value.__class__ is not Pair:
        refuse("alist-ref", 2, "a list of pairs", value)
    pair: Pair = value
    return pair


def _same(test: Any) -> Callable[[Any, Any], bool]:
    if test is None:
        return is_eqv
    return lambda one, other: call(test, one, other) is not False


@TABLE.procedure("alist-ref")
def alist_ref(key: Any, alist: Items, test: Any = None, default: Any = False) -> Any:
    """Return what an association list has for a key. CHICKEN manual, Module (chicken base)."""
    same = _same(test)
    return next((each.cdr for each in map(_entry, alist) if same(key, each.car)), default)


@TABLE.procedure("alist-update")
def alist_update(key: Any, value: Any, alist: Items, test: Any = None) -> Any:
    """Return an association list that has a value for a key.

    CHICKEN manual, Module (chicken base).
    """
    same = _same(test)
    for place, each in enumerate(map(_entry, alist)):
        if same(key, each.car):
            changed = Pair(each.car, value)
            return to_list([*alist[:place], changed, *alist[place + 1 :]])
    return to_list([*alist, Pair(key, value)])


@TABLE.procedure("alist-update!")
def alist_set(key: Any, value: Any, alist: Any, test: Any = None) -> Any:
    """As `alist-update`, in the list itself where the key is there.

    CHICKEN manual, Module (chicken base).
    """
    same = _same(test)
    for each in map(_entry, from_list(alist)):
        if same(key, each.car):
            each.cdr = value
            return alist
    return Pair(Pair(key, value), alist)


@TABLE.procedure("rassoc")
def rassoc(value: Any, alist: Items, test: Any = None) -> Any:
    """Return the first entry of an association list that has a value, or #f.

    CHICKEN manual, Module (chicken base).
    """
    same = _same(test)
    return next((each for each in map(_entry, alist) if same(value, each.cdr)), False)


@TABLE.procedure("butlast")
def butlast(items: Any) -> Any:
    """Return a list without its last element. CHICKEN manual, Module (chicken base)."""
    if items.__class__ is not Pair:
        refuse("butlast", 1, "a pair", items)
    found = []
    while items.cdr.__class__ is Pair:
        found.append(items.car)
        items = items.cdr
    return to_list(found)


@TABLE.procedure("chop")
def chop(items: Items, size: Int) -> Items:
    """Return the parts of a size that a list consists of; the last may be shorter.

    CHICKEN manual, Module (chicken base).
    """
    if size < 1:
        refuse("chop", 2, "a positive integer", size, False)
    return [to_list(items[place : place + size]) for place in range(0, len(items), size)]


@TABLE.procedure("compress")
def compress(tests: Items, items: Items) -> Items:
    """Return the elements for which a list of booleans is true.

    CHICKEN manual, Module (chicken base).
    """
    return [each for test, each in zip(tests, items, strict=False) if test is not False]


@TABLE.procedure("flatten")
def flatten(*items: Any) -> Items:
    """Return what is in lists in lists, but for lists. CHICKEN manual, Module (chicken base)."""
    found = []
    stack: list[Any] = list(reversed(items))
    while stack:
        each = stack.pop()
        try:
            stack += reversed(from_list(each))
        except ImproperListError:
            found.append(each)
    return found


@TABLE.procedure("foldl")
def foldl(procedure: Proc, seed: Any, items: Items) -> Any:
    """Combine a list's elements from the left. CHICKEN manual, Module (chicken base)."""
    for each in items:
        seed = call(procedure, seed, each)
    return seed


@TABLE.procedure("foldr")
def foldr(procedure: Proc, seed: Any, items: Items) -> Any:
    """Combine a list's elements from the right. CHICKEN manual, Module (chicken base)."""
    for each in reversed(items):
        seed = call(procedure, each, seed)
    return seed


@TABLE.procedure("intersperse")
def intersperse(items: Items, between: Any) -> Items:
    """Return a list with an object between its elements.

    CHICKEN manual, Module (chicken base).
    """
    found: list[Any] = []
    for each in items:
        found += [between, each]
    return found[1:]


@TABLE.procedure("join")
def join(lists: Items, between: Items = NIL) -> Items:
    """Return the lists of a list as one, with a list between them.

    CHICKEN manual, Module (chicken base).
    """
    found: list[Any] = []
    for place, each in enumerate(lists):
        found += [*(from_list(between) if between is NIL else between)] if place else []
        found += from_list(each)
    return found


@TABLE.procedure("tail?")
def is_tail(value: Any, items: Any) -> bool:
    """Return whether a value is the rest of a list from some pair on.

    CHICKEN manual, Module (chicken base).
    """
    while items is not value:
        if items.__class__ is not Pair:
            return is_eqv(items, value)
        items = items.cdr
    return True


@TABLE.procedure("equal=?")
def is_equal_or_same_number(one: Any, other: Any) -> bool:
    """As `equal?`, but numbers are compared by `=`. CHICKEN manual, Module (chicken base)."""
    stack = [(one, other)]
    while stack:
        one, other = stack.pop()
        if one.__class__ in NUMBERS and other.__class__ in NUMBERS:
            if one != other:
                return False
        elif one.__class__ is Pair and other.__class__ is Pair:
            stack += [(one.cdr, other.cdr), (one.car, other.car)]
        elif one.__class__ is list and other.__class__ is list:
            if len(one) != len(other):
                return False
            stack += zip(one, other, strict=True)
        elif not is_equal(one, other):
            return False
    return True


# Vectors


@TABLE.procedure("subvector")
def subvector(vector: Vec, start: Index, end: Index | None = None) -> Any:
    """Return a part of a vector. CHICKEN manual, Module (chicken base)."""
    last = len(vector) if end is None else end
    if not start <= last <= len(vector):
        refuse("subvector", 3, f"an index from {start} to {len(vector)}", last, False)
    return vector[start:last]


@TABLE.procedure("vector-resize")
def vector_resize(vector: Vec, size: Index, fill: Any = None) -> Any:
    """Return a vector of another length. CHICKEN manual, Module (chicken base)."""
    return vector[:size] + [fill] * (size - len(vector))


@TABLE.procedure("vector-copy!")
def vector_copy_into(source: Vec, target: Vec, count: Index | None = None) -> None:
    """Copy the first elements of a vector into another. CHICKEN manual, Module (chicken base)."""
    size = len(source) if count is None else count
    if size > min(len(source), len(target)):
        refuse("vector-copy!", 3, "a number of elements that both have", size, False)
    target[:size] = source[:size]


# Numbers


@TABLE.procedure("fixnum?")
def is_fixnum(value: Any) -> bool:
    """Return whether a value is a small integer. CHICKEN manual, Module (chicken base)."""
    return value.__class__ is int and value in FIXNUMS


@TABLE.procedure("bignum?")
def is_bignum(value: Any) -> bool:
    """Return whether a value is a large integer. CHICKEN manual, Module (chicken base)."""
    return value.__class__ is int and value not in FIXNUMS


@TABLE.procedure("flonum?")
def is_flonum(value: Any) -> bool:
    """Return whether a value is an inexact real. CHICKEN manual, Module (chicken base)."""
    return value.__class__ is float


@TABLE.procedure("ratnum?")
def is_ratnum(value: Any) -> bool:
    """Return whether a value is a fraction. CHICKEN manual, Module (chicken base)."""
    return value.__class__ is Fraction


@TABLE.procedure("cplxnum?")
def is_cplxnum(value: Any) -> bool:
    """Return whether a value is no real number, but a number.

    CHICKEN manual, Module (chicken base).
    """
    return value.__class__ in NUMBERS and value.__class__ not in (int, float, Fraction)


@TABLE.procedure("signum")
def signum(value: Num) -> Any:
    """Return -1, 0 or 1, as a number is, of its exactness; a complex one's direction.

    CHICKEN manual, Module (chicken base).
    """
    if value.__class__ not in (int, float, Fraction):
        number = complex(value)
        return number / abs(number)
    sign = (value > 0) - (value < 0)
    return float(sign) if value.__class__ is float else sign


def _integers(procedure: str, *numbers: Any) -> tuple[bool, list[int]]:
    """Return whether one of the integers is inexact, and all as Python's."""
    for place, each in enumerate(numbers, 1):
        if each.__class__ is not int and not (each.__class__ is float and each.is_integer()):
            refuse(procedure, place, "an integer", each)
    return any(each.__class__ is float for each in numbers), [int(each) for each in numbers]


@TABLE.procedure("quotient&remainder")
def quotient_remainder(number: Real, divisor: Real) -> Any:
    """Return `quotient` and `remainder`. CHICKEN manual, Module (chicken base)."""
    _integers("quotient&remainder", number, divisor)
    return Values(
        (numbers.truncate_quotient(number, divisor), numbers.truncate_remainder(number, divisor))
    )


@TABLE.procedure("quotient&modulo")
def quotient_modulo(number: Real, divisor: Real) -> Any:
    """Return `quotient` and `modulo`. CHICKEN manual, Module (chicken base)."""
    _integers("quotient&modulo", number, divisor)
    return Values(
        (numbers.truncate_quotient(number, divisor), numbers.floor_remainder(number, divisor))
    )


@TABLE.procedure("exact-integer-nth-root")
def exact_integer_nth_root(number: Index, degree: Int) -> Any:
    """Return the root of an integer, rounded down, and the rest.

    CHICKEN manual, Module (chicken base).
    """
    if degree < 1:
        refuse("exact-integer-nth-root", 2, "a positive integer", degree, False)
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if middle**degree <= number:
            low = middle
        else:
            high = middle - 1
    return Values((low, number - low**degree))


# Symbols and characters


@TABLE.procedure("gensym")
def gensym(prefix: Any = None) -> Any:
    """Return a symbol that no other is. CHICKEN manual, Module (chicken base)."""
    if prefix is None:
        return equivalence.gensym("g")
    return equivalence.gensym(displayed(prefix, STATE.profile))


@TABLE.procedure("symbol-append")
def symbol_append(*symbols: Sym) -> Symbol:
    """Return the symbol whose name is those of others. CHICKEN manual, Module (chicken base)."""
    return Symbol("".join(each.name for each in symbols))


def _names_of_characters() -> dict[str, str]:
    """Return the names that the program has given characters."""
    found: dict[str, str] = held().setdefault("names of characters", {})
    return found


def _name_of_character(char: str) -> Any:
    own = {code: name for name, code in STATE.profile.characters}
    name = _names_of_characters().get(char) or own.get(ord(char))
    return Symbol(name) if name else False


@TABLE.procedure("char-name")
def char_name(value: Any, char: Char | None = None) -> Any:
    """Return the name of a character, or the character of a name, or #f; or give it a name.

    CHICKEN manual, Module (chicken base).
    """
    if value.__class__ is str:
        return _name_of_character(value)
    if value.__class__ is not Symbol:
        refuse("char-name", 1, "a character or a symbol", value)
    if char is not None:
        _names_of_characters()[char] = value.name
        return None
    own = _names_of_characters()
    found = next((each for each, name in own.items() if name == value.name), None)
    if found is not None:
        return found
    codes = dict(STATE.profile.characters)
    return chr(codes[value.name]) if value.name in codes else False


class _Setting(Parameter):
    """A parameter of the reader, which reads in one way and no other."""

    __slots__ = ("name",)

    def __init__(self, name: str, value: Any) -> None:
        super().__init__(value, settable=True)
        self.name = name

    def converted(self, value: Any) -> Any:
        """Return the value, which has to be the one that it has."""
        if not is_eqv(value, self.cell[0]):
            expected = written(self.cell[0], STATE.profile)
            refuse(self.name, 1, f"{expected}, for the reader knows no other way", value, False)
        return value


for _reading in (
    _Setting("case-sensitive", True),
    _Setting("keyword-style", Keyword("suffix")),
    _Setting("parentheses-synonyms", True),
    _Setting("symbol-escape", True),
):
    TABLE.value(_reading.name, _reading)


# Ports


@TABLE.procedure("port-closed?")
def is_port_closed(port: Any) -> bool:
    """Return whether a port can be neither read nor written any more.

    CHICKEN manual, Module (chicken base).
    """
    if not io.is_port(port):
        refuse("port-closed?", 1, "a port", port)
    reads = io.is_input_port(port) and io.is_input_port_open(port)
    writes = io.is_output_port(port) and io.is_output_port_open(port)
    return not (reads or writes)


# Time and the end


@TABLE.procedure("sleep")
def sleep(seconds: Real) -> None:
    """Wait for some seconds. CHICKEN manual, Module (chicken base)."""
    if seconds < 0:
        refuse("sleep", 1, "a number from 0 on", seconds, False)
    time.sleep(float(seconds))


_EXIT_HANDLER: Final = Parameter(system.exit_, settable=True)
TABLE.value("exit-handler", _EXIT_HANDLER)


@TABLE.procedure("exit", tail=True)
def exit_(*status: Any) -> Any:
    """End the program by what `exit-handler` has. CHICKEN manual, Module (chicken base)."""
    return (_EXIT_HANDLER(), *status)


@TABLE.procedure("on-exit")
def on_exit(thunk: Proc) -> None:
    """Have a thunk called when the program ends, the last one first.

    CHICKEN manual, Module (chicken base).
    """
    image = STATE.image

    def run() -> None:
        with image.running():
            call(thunk)

    atexit.register(run)


class _ImplicitExit(Parameter):
    """The parameter whose value, once a program has set it, is called at the program's end."""

    __slots__ = ()

    def __call__(self, *values: Any) -> Any:
        """Return the procedure, or set it."""
        if values and self.cell_in_force()[0] is void:
            on_exit(lambda: call(self()))
        return super().__call__(*values)


TABLE.value("implicit-exit-handler", _ImplicitExit(void, settable=True))


# Records


def _type_of(procedure: str, value: Any) -> RecordType:
    if not isinstance(value, RecordType):
        refuse(procedure, 1, "a record type", value)
    return value


_PRINTER: Final = object()
"""With a type, the key of what a program has its records written with."""


@TABLE.procedure("set-record-printer!")
def set_record_printer(record_type: Any, printer: Proc) -> None:
    """Have a procedure of a record and a port write the records of a type.

    CHICKEN manual, Module (chicken base).
    """
    made = _type_of("set-record-printer!", record_type)

    def text(record: Any, profile: Any) -> str:
        port = StringOutput()
        call(printer, record, port)
        return port.getvalue()

    made.printer = text
    held()[_PRINTER, made] = printer


@TABLE.procedure("record-printer")
def record_printer(record_type: Any) -> Any:
    """Return the procedure that writes the records of a type, or #f.

    CHICKEN manual, Module (chicken base).
    """
    return held().get((_PRINTER, _type_of("record-printer", record_type)), False)


TABLE.macros("""
(define-syntax define-record-printer
  (syntax-rules ()
    ((_ (type record port) body ...) (set-record-printer! type (lambda (record port) body ...)))
    ((_ type printer) (set-record-printer! type printer))))

(define-syntax assert
  (syntax-rules ()
    ((_ expression) (let ((value expression))
                      (if value value (error "assertion failed" 'expression))))
    ((_ expression message argument ...)
     (let ((value expression)) (if value value (error message argument ...))))))

(define-syntax optional
  (syntax-rules ()
    ((_ rest) (optional rest #f))
    ((_ rest default)
     (let ((found rest))
       (if (null? found) default (car found))))))

(define-syntax let-optionals*
  (syntax-rules ()
    ((_ expression bindings body ...)
     (let ((rest expression)) (%let-optionals* rest bindings body ...)))))

(define-syntax %let-optionals*
  (syntax-rules ()
    ((_ rest () body ...) (let () body ...))
    ((_ rest ((name default) . more) body ...)
     (let* ((name (if (null? rest) default (car rest)))
            (next (if (null? rest) '() (cdr rest))))
       (%let-optionals* next more body ...)))
    ((_ rest (name) body ...) (let ((name rest)) body ...))
    ((_ rest name body ...) (let ((name rest)) body ...))))

(define-syntax let-optionals
  (syntax-rules ()
    ((_ expression bindings body ...)
     (let ((rest expression)) (%let-optionals rest bindings () body ...)))))

(define-syntax %let-optionals
  (syntax-rules ()
    ((_ rest () (done ...) body ...) (let (done ...) body ...))
    ((_ rest ((name default) . more) (done ...) body ...)
     (let* ((held (if (null? rest) default (car rest)))
            (next (if (null? rest) '() (cdr rest))))
       (%let-optionals next more (done ... (name held)) body ...)))
    ((_ rest (name) (done ...) body ...) (let (done ... (name rest)) body ...))
    ((_ rest name (done ...) body ...) (let (done ... (name rest)) body ...))))

(define-syntax nth-value
  (syntax-rules ()
    ((_ number expression)
     (call-with-values (lambda () expression) (lambda every (list-ref every number))))))

(define-syntax set!-values
  (syntax-rules () ((_ names expression) (%set-values names () expression))))

(define-syntax %set-values
  (syntax-rules ()
    ((_ () ((name held) ...) expression)
     (call-with-values (lambda () expression) (lambda (held ...) (set! name held) ... (if #f #f))))
    ((_ (name . more) (done ...) expression)
     (%set-values more (done ... (name held)) expression))
    ((_ name ((one held) ...) expression)
     (call-with-values (lambda () expression)
       (lambda (held ... . rest) (set! one held) ... (set! name rest))))))

(define-syntax letrec-values
  (syntax-rules ()
    ((_ ((names expression) ...) body ...)
     (let () (define-values names expression) ... (let () body ...)))))

(define-syntax define-inline (syntax-rules () ((_ . definition) (define . definition))))
(define-syntax define-constant (syntax-rules () ((_ . definition) (define . definition))))
(define-syntax declare (syntax-rules () ((_ . declarations) (begin))))
(define-syntax require-library (syntax-rules () ((_ . libraries) (begin))))
(define-syntax include-relative (syntax-rules () ((_ . files) (include . files))))
""")
