"""Formatted output as Guile has it: (ice-9 format), and `simple-format`.

A template is parsed into directives, `~(`, `~[` and `~{` with what is in them, and then executed.
A port's column is known where it gathers a string; elsewhere output begins in column 0.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from attrs import define, field, frozen

from ...conditions import error
from ...data import String, from_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Text
from ...numbers import (
    inexact,
    integer_to_text,
    is_integer,
    is_number,
    is_real,
    number_to_text,
)
from ...ports import CURRENT_OUTPUT, StringOutput, put
from ...printer import character_text, displayed, written
from .. import io
from ..english import cardinal, old_roman, ordinal, roman
from ..numeric import imaginary_part, real_part
from ..srfi.srfi13 import titled

__all__ = ["TABLE"]

TABLE: Final = Table()

_FLAGS: Final = {"": "", "@": "@", ":": ":", ":@": ":@", "@:": ":@"}
_PARAMETER: Final = re.compile(r"'(?P<char>.)|(?P<number>[+-]?\d+)|(?P<word>[vV#])", re.DOTALL)
_CLOSES: Final = {"(": ")", "[": "]", "{": "}"}


@define
class _Directive:
    """A directive: its letter, its parameters, its modifiers, and the parts inside it."""

    letter: str
    parameters: list[Any]
    flags: str
    clauses: list[list[Any]] = field(factory=list)
    has_default: bool = False
    at_least_once: bool = False


class _Parser:
    def __init__(self, template: str) -> None:
        self.template = template
        self.place = 0

    def fail(self, why: str) -> Any:
        raise error(f"format: {why}:", String(self.template))

    def parts(self, opened: str = "") -> tuple[list[Any], _Directive | None]:
        """Return text and directives up to what closes `opened`, and that."""
        found: list[Any] = []
        while self.place < len(self.template):
            tilde = self.template.find("~", self.place)
            if tilde < 0:
                tilde = len(self.template)
            if tilde > self.place:
                found.append(self.template[self.place : tilde])
            if tilde == len(self.template):
                self.place = tilde
                break
            self.place = tilde + 1
            directive = self.directive()
            if directive.letter == _CLOSES.get(opened) or (
                opened == "[" and directive.letter == ";"
            ):
                return found, directive
            if directive.letter in ")]};":
                self.fail(f"~{directive.letter} without a beginning")
            found.append(directive)
        if opened:
            self.fail(f"~{opened} without an end")
        return found, None

    def directive(self) -> _Directive:
        parameters: list[Any] = []
        pending = True
        while True:
            match = _PARAMETER.match(self.template, self.place)
            if match is not None and pending:
                parameters.append(_parameter(match))
                self.place = match.end()
                pending = False
            elif self.template.startswith(",", self.place):
                if pending:
                    parameters.append(None)
                pending = True
                self.place += 1
            else:
                break
        start = self.place
        while self.template[self.place : self.place + 1] in ("@", ":"):
            self.place += 1
        flags = _FLAGS.get(self.template[start : self.place])
        letter = self.template[self.place : self.place + 1].lower()
        if flags is None or not letter:
            self.fail("a directive that is not complete")
        self.place += 1
        made = _Directive(letter, parameters, str(flags))
        if letter in _CLOSES:
            self.fill(made)
        elif letter == "\n":
            self.continue_line(made)
        elif letter not in _DIRECTIVES and letter not in ")]};^":
            self.fail(f"unknown directive ~{letter}")
        return made

    def fill(self, directive: _Directive) -> None:
        while True:
            parts, end = self.parts(directive.letter)
            directive.clauses.append(parts)
            assert end is not None
            if end.letter != ";":
                directive.at_least_once = end.flags == ":"
                return
            directive.has_default = end.flags == ":"

    def continue_line(self, directive: _Directive) -> None:
        start = self.place
        while self.template[self.place : self.place + 1].isspace():
            self.place += 1
        kept = self.template[start : self.place] if directive.flags == ":" else ""
        directive.clauses = [["\n" if directive.flags == "@" else "", kept]]


def _parameter(match: re.Match[str]) -> Any:
    if match["char"] is not None:
        return ord(match["char"])
    return int(match["number"]) if match["number"] is not None else match["word"].lower()


@functools.lru_cache(256)
def _parsed(template: str) -> list[Any]:
    return _Parser(template).parts()[0]


class _UpAndOut(Exception):
    """What `~^` raises."""


class _Formatter:
    """Output that grows; `column` is where the next character goes."""

    def __init__(self, column: int) -> None:
        self.out: list[str] = []
        self.column = column
        self.flushes = False

    def write(self, text: str) -> None:
        if text:
            self.out.append(text)
            line = text.rfind("\n")
            self.column = self.column + len(text) if line < 0 else len(text) - line - 1

    def run(self, parts: list[Any], arguments: _Arguments) -> None:
        for part in parts:
            if part.__class__ is str:
                self.write(part)
                continue
            parameters = [
                arguments.next() if each == "v" else arguments.left() if each == "#" else each
                for each in part.parameters
            ]
            _DIRECTIVES[part.letter](
                self, _Call(part, [_number(each) for each in parameters], arguments)
            )


def _number(parameter: Any) -> int | None:
    if parameter.__class__ is str:
        return ord(parameter)
    if parameter is not None and parameter is not False and parameter.__class__ is not int:
        raise error("format: a parameter that is no integer:", parameter)
    return None if parameter is False else parameter


@define
class _Arguments:
    items: list[Any]
    place: int = 0

    def next(self) -> Any:
        if not 0 <= self.place < len(self.items):
            raise error("format: too few arguments")
        self.place += 1
        return self.items[self.place - 1]

    def left(self) -> int:
        return len(self.items) - self.place


@frozen
class _Call:
    """A directive that is executed."""

    directive: _Directive
    parameters: list[int | None]
    arguments: _Arguments

    @property
    def at(self) -> bool:
        return "@" in self.directive.flags

    @property
    def colon(self) -> bool:
        return ":" in self.directive.flags

    def next(self) -> Any:
        return self.arguments.next()

    def get(self, place: int, default: Any = None) -> Any:
        found = self.parameters[place] if place < len(self.parameters) else None
        return default if found is None else found

    def size(self, place: int, default: Any = None) -> Any:
        found = self.get(place, default)
        if found is not None and found < 0:
            raise error("format: a parameter must be a positive integer:", found)
        return found

    def fill(self, place: int) -> str:
        return chr(self.get(place, 32))


_DIRECTIVES: Final[dict[str, Callable[[_Formatter, _Call], None]]] = {}

_Action = Callable[[_Formatter, _Call], None]


def _directive(*letters: str) -> Callable[[_Action], _Action]:
    def declare(function: _Action) -> _Action:
        for letter in letters:
            _DIRECTIVES[letter] = function
        return function

    return declare


# Objects and characters


def _padded(call: _Call, text: str) -> str:
    least, step = call.size(0, 0), call.size(1, 1)
    padding: int = call.size(2, 0)
    while len(text) + padding < least:
        padding += max(step, 1)
    filled = call.fill(3) * padding
    return filled + text if call.at else text + filled


def _proof(call: _Call, text: str) -> str:
    return written(String(text)) if call.colon and text.startswith("#<") else text


@_directive("a")
def _any(out: _Formatter, call: _Call) -> None:
    out.write(_padded(call, _proof(call, displayed(call.next(), STATE.profile))))


@_directive("s")
def _slashified(out: _Formatter, call: _Call) -> None:
    out.write(_padded(call, _proof(call, written(call.next(), STATE.profile))))


@_directive("y")
def _structured(out: _Formatter, call: _Call) -> None:
    text = written(call.next(), STATE.profile)
    width = call.get(0, 79)
    if call.at:
        out.write(text if len(text) <= width else text[: max(width - 1, 0)] + "…")
    else:
        out.write(text + "\n")


@_directive("c")
def _character(out: _Formatter, call: _Call) -> None:
    code = call.get(0)
    char = chr(code) if code is not None and code > 0 else call.next()
    if char.__class__ is not str:
        raise error("format: ~c expects a character:", char)
    if call.at:
        out.write(character_text(char, STATE.profile))
    elif call.colon and ord(char) < 0x20:
        out.write(f"^{chr(ord(char) + 0x40)}")
    elif call.colon and ord(char) >= 0x7F:
        out.write(f"#\\{ord(char):o}")
    else:
        out.write(char)


def _repeated(char: str) -> _Action:
    def write(out: _Formatter, call: _Call) -> None:
        out.write(char * call.size(0, 1))

    return write


for _letter, _char in (("~", "~"), ("%", "\n"), ("_", " "), ("/", "\t"), ("|", "\f")):
    _DIRECTIVES[_letter] = _repeated(_char)


@_directive("&")
def _fresh_line(out: _Formatter, call: _Call) -> None:
    count = call.size(0, 1)
    if count:
        out.write("\n" * (count if out.column else count - 1))


@_directive("t")
def _tabulate(out: _Formatter, call: _Call) -> None:
    column, step = call.size(0, 1), call.size(1, 1)
    if call.colon:
        raise error("format: ~t has no modifier :")
    start = out.column + column if call.at else column
    if out.column < start and not (call.at and step):
        count = start - out.column
    elif not step:
        count = 0
    elif call.at:
        count = -(-start // step) * step - out.column
    else:
        count = (column - out.column) % step
    out.write(call.fill(2) * count)


@_directive("\n")
def _continuation(out: _Formatter, call: _Call) -> None:
    out.run(call.directive.clauses[0], call.arguments)


@_directive("!")
def _flush(out: _Formatter, call: _Call) -> None:
    out.flushes = True


@_directive("q")
def _inquiry(out: _Formatter, call: _Call) -> None:
    out.write("3.0" if call.colon else "SLIB Common LISP format version 3.0\n")


# Numbers


def _in_radix(out: _Formatter, call: _Call, radix: int, first: int = 0) -> None:
    number = call.next()
    if not is_integer(number):
        raise error("format: argument not an integer:", number)
    if number.__class__ is float:
        text = number_to_text(number, radix, STATE.profile.floats)
        digits, sign = text.lstrip("-"), "-" if number < 0 else ""
    else:
        digits, sign = integer_to_text(abs(number), radix), "-" if number < 0 else ""
    if call.at and number >= 0:
        sign = "+"
    if call.colon:
        comma, width = chr(call.get(first + 2, 44)), max(call.size(first + 3, 3), 1)
        start = len(digits) % width
        groups = [
            digits[:start],
            *(digits[i : i + width] for i in range(start, len(digits), width)),
        ]
        digits = comma.join(filter(None, groups))
    out.write((sign + digits).rjust(call.size(first, 0), call.fill(first + 1)))


for _letter, _radix in (("d", 10), ("x", 16), ("o", 8), ("b", 2)):
    _DIRECTIVES[_letter] = functools.partial(_in_radix, radix=_radix)


@_directive("r")
def _radix_or_words(out: _Formatter, call: _Call) -> None:
    if call.parameters:
        radix = call.get(0, 10)
        if not 2 <= radix <= 36:
            raise error("format: a radix from 2 to 36 is wanted:", radix)
        _in_radix(out, call, radix, 1)
        return
    number = call.next()
    if not is_integer(number):
        raise error("format: only integers can be written as words:", number)
    if call.at and number < 1:
        raise error("format: only positive integers have Roman numerals:", number)
    names = {"": cardinal, ":": ordinal, "@": roman, ":@": old_roman}
    out.write(names[call.directive.flags](int(number)))


@_directive("p")
def _plural(out: _Formatter, call: _Call) -> None:
    if call.colon:
        call.arguments.place -= 1
    number = call.next()
    if not is_number(number):
        raise error("format: ~p expects a number:", number)
    one, several = ("y", "ies") if call.at else ("", "s")
    out.write(one if number == 1 else several)


@_directive("h")
def _localized(out: _Formatter, call: _Call) -> None:
    number = call.next()
    if call.colon:
        call.next()  # a locale: numbers are written as in "C"
    text = number_to_text(number, 10, STATE.profile.floats)
    digits = call.get(1)
    if digits is not None and number.__class__ is float:
        text = f"{number:.{digits}f}"
    out.write(text.rjust(call.size(0, 0), call.fill(2)))


@define
class _Digits:
    """A number as digits: `digits` with the point before the one at `point`, and an exponent."""

    digits: str
    point: int
    negative: bool
    exponent: int = 0

    @classmethod
    def of(cls, value: Any, scale: int, fixed: bool) -> _Digits:
        text = value.text if value.__class__ is String else ""
        try:
            number = Decimal(text or number_to_text(inexact(value)))
        except (ArithmeticError, ValueError):
            raise error("format: argument is not a number:", value) from None
        sign, figures, exponent = number.as_tuple()
        digits = "".join(map(str, figures)).lstrip("0")
        assert isinstance(exponent, int)
        made = cls(digits, len(digits) + exponent, bool(sign))
        if not digits:
            return cls("0", 0 if fixed else 1, bool(sign))
        if fixed:
            made.point += scale
        else:
            made.exponent, made.point = made.point - scale, scale
        if made.point < 0:
            made.digits, made.point = "0" * -made.point + made.digits, 0
        made.digits = made.digits.ljust(made.point, "0")
        return made

    @property
    def behind(self) -> int:
        return len(self.digits) - self.point

    def round(self, places: int) -> None:
        """Leave so many digits behind the point, with zeros where there are fewer."""
        keep = self.point + places
        if keep >= len(self.digits):
            self.digits = self.digits.ljust(keep, "0")
            return
        up = keep >= 0 and self.digits[keep] >= "5"
        kept = self.digits[: max(keep, 0)]
        if up:
            whole = str(int(kept or "0") + 1).rjust(len(kept), "0")
            self.point += len(whole) - len(kept)
            kept = whole
        self.digits = kept

    def strip(self) -> None:
        """Drop zeros behind the point, except one right behind it."""
        kept = self.digits.rstrip("0")
        self.digits = self.digits[: max(len(kept), self.point + 1)].ljust(self.point + 1, "0")

    def text(self, plus: bool, leading_zero: bool) -> str:
        sign = "-" if self.negative else "+" if plus else ""
        before = self.digits[: self.point] or ("0" if leading_zero else "")
        return f"{sign}{before}.{self.digits[self.point :]}"


def _overflow(over: int, width: int) -> str:
    return chr(over) * width


def _is_special(value: Any) -> bool:
    return value.__class__ is float and (value != value or value in (float("inf"), -float("inf")))


def _special(value: Any, width: Any, digits: int, over: Any, fill: str) -> str:
    text = number_to_text(value)
    if width is not None and over is not None and width < len(text):
        return _overflow(over, width)
    if width is None:
        return text
    left: int = max(width - max(len(text), text.index(".") + 1 + digits), 0)
    return (fill * left + text).ljust(width, fill)


def _real(call: _Call) -> Any:
    value = call.next()
    if value.__class__ is not String and not is_real(value):
        raise error("format: argument is not a number:", value)
    return value


def _fixed(call: _Call, value: Any, plus: bool) -> str:
    width, digits, scale = call.size(0), call.size(1), call.get(2, 0)
    over, fill = call.get(3), call.fill(4)
    if _is_special(value):
        return _special(value, width, digits or 0, over, fill)
    made = _Digits.of(value, scale, True)
    signed = made.negative or plus
    if digits is not None:
        made.round(digits)
        if width is None:
            return made.text(plus, True)
        zero = width > digits + 1
        length = len(made.digits) + 1 + signed + (made.point == 0 and zero)
        if over is not None and length > width:
            return _overflow(over, width)
        return made.text(plus, zero).rjust(width, fill)
    made.strip()
    if width is None:
        return made.text(plus, True)
    length = len(made.digits) + 1 + signed + (made.point == 0)
    if length > width:
        before = length - made.behind
        if before > width:
            return _overflow(over, width) if over is not None else made.text(plus, True)
        made.round(width - before)
    return made.text(plus, True).rjust(width, fill)


@_directive("f")
def _write_fixed(out: _Formatter, call: _Call) -> None:
    out.write(_fixed(call, _real(call), call.directive.flags == "@"))


@_directive("i")
def _write_complex(out: _Formatter, call: _Call) -> None:
    value = call.next()
    if not is_number(value):
        raise error("format: argument not a complex number:", value)
    out.write(_fixed(call, real_part(value), call.directive.flags == "@"))
    out.write(_fixed(call, imaginary_part(value), True) + "i")


def _exponential(call: _Call, value: Any, plus: bool) -> str:
    width, digits, places = call.size(0), call.size(1), call.size(2)
    scale, over, fill = call.get(3, 1), call.get(4), call.fill(5)
    letter = chr(call.get(6, ord("E")))
    if _is_special(value):
        extra = places + 2 if places is not None else 0
        return _special(value, width, (digits or 0) + extra, over, fill)
    made = _Digits.of(value, scale, False)
    if digits is not None:
        behind = digits if scale <= 0 else digits - scale + 1 if scale < digits + 2 else 0
        before = made.point
        made.round(behind)
        if made.point > before and before:  # 9.99 has become 10.0
            made.point, made.exponent = before, made.exponent + 1
            made.round(behind)
    else:
        made.strip()
    figures = str(abs(made.exponent)).rjust(places or 0, "0")
    exponent = f"{letter}{'-' if made.exponent < 0 else '+'}{figures}"
    if width is None:
        return made.text(plus, True) + exponent
    if places is not None and over is not None and len(str(abs(made.exponent))) > places:
        return _overflow(over, width)
    length = len(made.digits) + 1 + len(exponent) + (made.negative or plus)
    if digits is not None:
        zero = width > length
    else:
        zero = True
        length += made.point == 0
        if width < length <= width + made.behind:
            made.round(made.behind - length + width)
            length = width
    if over is not None and length > width:
        return _overflow(over, width)
    return (made.text(plus, zero) + exponent).rjust(width, fill)


@_directive("e")
def _write_exponential(out: _Formatter, call: _Call) -> None:
    out.write(_exponential(call, _real(call), call.directive.flags == "@"))


@_directive("g")
def _write_general(out: _Formatter, call: _Call) -> None:
    value = _real(call)
    plus = call.directive.flags == "@"
    width, digits, places = call.get(0), call.get(1), call.get(2)
    if _is_special(value):
        out.write(_exponential(call, value, plus))
        return
    made = _Digits.of(value, 0, True)
    made.strip()
    zeros = len(made.digits) - len(made.digits.lstrip("0"))
    magnitude = made.point or (-zeros if zeros < len(made.digits) else 0)
    reserved = places + 2 if places is not None else 4  # for the exponent, in characters
    wanted = digits if digits is not None else max(len(made.digits), min(magnitude, 7))
    left = wanted - magnitude
    if not 0 <= left <= wanted:
        out.write(_exponential(call, value, plus))
        return
    smaller = [None if width is None else width - reserved, left, None, call.get(4), call.get(5)]
    out.write(_fixed(_Call(call.directive, smaller, call.arguments), value, plus) + " " * reserved)


@_directive("$")
def _write_dollars(out: _Formatter, call: _Call) -> None:
    value = _real(call)
    digits, before, width = call.size(0, 2), call.size(1, 1), call.size(2, 0)
    fill = call.fill(3)
    if _is_special(value):
        out.write(_special(value, width, digits, None, fill))
        return
    made = _Digits.of(value, 0, True)
    made.round(digits)
    sign = "-" if made.negative else "+" if call.at else ""
    figures = made.digits[: made.point].rjust(before, "0")
    text = f"{figures}.{made.digits[made.point :]}"
    if call.colon:
        out.write(sign + text.rjust(width - len(sign), fill))
    else:
        out.write((sign + text).rjust(width, fill))


# Control


@_directive("*")
def _jump(out: _Formatter, call: _Call) -> None:
    arguments = call.arguments
    if call.at:
        arguments.place = call.size(0, 0)
    elif call.colon:
        arguments.place -= call.size(0, 1)
    else:
        arguments.place += call.size(0, 1)
    if not 0 <= arguments.place <= len(arguments.items):
        raise error("format: ~* goes beyond the arguments")


@_directive("?", "k")
def _indirection(out: _Formatter, call: _Call) -> None:
    template = call.next()
    if template.__class__ is not String:
        raise error("format: ~? expects a string:", template)
    arguments = call.arguments if call.at else _Arguments(from_list(call.next()))
    _to_its_end(out, _parsed(template.text), arguments)


def _to_its_end(out: _Formatter, parts: list[Any], arguments: _Arguments) -> bool:
    """Run parts; return whether they ran to their end."""
    try:
        out.run(parts, arguments)
    except _UpAndOut:
        return False
    return True


@_directive("(")
def _case(out: _Formatter, call: _Call) -> None:
    changes: dict[str, Callable[[str], str]] = {
        "": str.lower,
        ":": titled,
        "@": _first_letter_up,
        ":@": str.upper,
    }
    inner = _Formatter(out.column)
    try:
        inner.run(call.directive.clauses[0], call.arguments)
    finally:
        out.write(changes[call.directive.flags]("".join(inner.out)))


def _first_letter_up(text: str) -> str:
    return re.sub(r"[^\W\d_]", lambda found: found[0].upper(), text.lower(), count=1)


@_directive("[")
def _conditional(out: _Formatter, call: _Call) -> None:
    clauses = call.directive.clauses
    chosen = call.get(0)
    argument = call.next() if chosen is None else chosen
    match call.directive.flags:
        case "@":
            if argument is not False:
                out.run(clauses[0], _Arguments([argument]))
            return
        case ":":
            if len(clauses) < 2:
                raise error("format: ~:[ without two clauses")
            out.run(clauses[argument is not False], call.arguments)
            return
    if argument.__class__ is not int or argument < 0:
        raise error("format: argument not a positive integer:", argument)
    if argument < len(clauses):
        out.run(clauses[argument], call.arguments)
    elif call.directive.has_default:
        out.run(clauses[-1], call.arguments)


@_directive("{")
def _iteration(out: _Formatter, call: _Call) -> None:
    parts = call.directive.clauses[0]
    if not parts:
        template = call.next()
        parts = _parsed(template.text if template.__class__ is String else "")
    arguments = call.arguments if call.at else _Arguments(from_list(call.next()))
    most = call.get(0) or (1 if call.directive.at_least_once else None)
    count = 0
    while arguments.left() and (most is None or count < most):
        before = arguments.place
        if call.colon:
            _to_its_end(out, parts, _Arguments(from_list(arguments.next())))
        elif not _to_its_end(out, parts, arguments):
            break
        count += 1
        if arguments.place == before:
            raise error("format: ~{ without an argument in it never ends")


@_directive("^")
def _up_and_out(out: _Formatter, call: _Call) -> None:
    match call.parameters:
        case []:
            done = not call.arguments.left()
        case [one]:
            done = one == 0
        case [one, two]:
            done = one == two
        case _:
            low, middle, high = (call.get(place, 0) for place in range(3))
            done = low <= middle <= high
    if done:
        raise _UpAndOut


# The procedures


def _column(port: Any) -> int:
    if not isinstance(port, StringOutput):
        return 0
    text = port.getvalue()
    return len(text) - text.rfind("\n") - 1


def _port(procedure: str, destination: Any) -> Any:
    """Return the port that a destination stands for, None for a string."""
    if destination is False:
        return None
    port = CURRENT_OUTPUT() if destination is True else destination
    if not io.is_output_port(port):
        refuse(procedure, 1, "a port that writes, #t or #f", destination)
    return port


@TABLE.procedure("format")
def format_(destination: Any, template: Text, *arguments: Any) -> Any:
    """Write values to a port as a template says, or return a string for #f.

    A `destination` of #t is the current port. Guile manual, Formatted Output.
    """
    port = _port("format", destination)
    out = _Formatter(_column(port))
    _to_its_end(out, _parsed(template), _Arguments(list(arguments)))
    text = "".join(out.out)
    if port is None:
        return String(text)
    put(port, text)
    if out.flushes:
        io.flush_output_port(port)
    return True


@TABLE.procedure("simple-format")
def simple_format(destination: Any, template: Text, *arguments: Any) -> Any:
    """As `format`, with the directives `~a`, `~s`, `~%` and `~~` alone.

    Guile manual, Simple Textual Output.
    """
    port = _port("simple-format", destination)
    left = list(arguments)

    def replaced(found: re.Match[str]) -> str:
        match found[1].lower():
            case "~":
                return "~"
            case "%":
                return "\n"
            case "a" | "s" as letter if left:
                show = displayed if letter == "a" else written
                return show(left.pop(0), STATE.profile)
            case "a" | "s":
                raise error("simple-format: missing argument for", String(found[0]))
        raise error("simple-format: unsupported directive", String(found[0]))

    text = re.sub(r"~(.?)", replaced, template, flags=re.DOTALL)
    if left:
        raise error("simple-format: superfluous arguments:", *left)
    if port is None:
        return String(text)
    put(port, text)
    return True
