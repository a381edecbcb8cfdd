"""Expressions and what they give, one on a line: `(take '(a b c) 2) => (a b)`.

A line that begins with a space goes on with the one before. What is behind the arrow is as
`write` writes it, `error` for any condition. `check` asks our tables, `check_guile` and
`check_chicken` the real systems.
"""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from real_guile import ask

from schemesockets.dialects.scheme import calls, equality, numbers
from schemesockets.dialects.scheme.data import (
    NIL,
    Pair,
    String,
    Symbol,
    from_list,
    is_procedure,
    to_list,
)
from schemesockets.dialects.scheme.declaration import Table
from schemesockets.dialects.scheme.printer import written
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.reader import read

Names = dict[str, Any]


def table(module: str) -> Table:
    """The table of a module of libraries."""
    path = f"schemesockets.dialects.scheme.libraries.{module}"
    found: Table = importlib.import_module(path).TABLE
    return found


def cases(text: str) -> list[tuple[str, str]]:
    """The expressions in a text, each with what it gives."""
    lines = re.sub(r"\n +", " ", text).strip().splitlines()
    pairs = [line.rsplit(" => ", 1) for line in lines if line and not line.startswith(";")]
    return [(pair[0].strip(), pair[1].strip()) for pair in pairs]


def check(text: str, *modules: str, profile: str = "guile") -> None:
    """Compare what our procedures give."""
    names = names_of(modules)
    wrong = []
    for expression, expected in cases(text):
        got = outcome(expression, names, profile)
        if got.split(":")[0] != expected if expected == "error" else got != expected:
            wrong.append(f"{expression} gives {got}, not {expected}")
    assert not wrong, "\n" + "\n".join(wrong)


def check_guile(text: str, *modules: str, prelude: str = "") -> None:
    """Compare what the real Guile gives."""
    pairs = cases(text)
    uses = " ".join(f"(use-modules {module})" for module in modules)
    got = ask(*(each[0] for each in pairs), prelude=f"{uses} {prelude}")
    wrong = [
        f"{expression} gives {result}, not {expected}"
        for (expression, expected), result in zip(pairs, got, strict=True)
        if ("error" if result.startswith("ERR") else result) != expected
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def check_chicken(text: str, *modules: str) -> None:
    """Compare what the real CHICKEN gives."""
    if shutil.which("csi") is None:
        pytest.skip("CHICKEN is not installed")
    pairs = cases(text)
    shows = "\n".join(
        f'(handle-exceptions e (display "error") (write {expression})) (newline)'
        for expression, _ in pairs
    )
    uses = f"(import {' '.join(('(chicken condition)', *modules))})"
    done = subprocess.run(
        ["csi", "-q", "-n", "-e", f"{uses} {shows}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == len(pairs), done.stdout + done.stderr
    wrong = [
        f"{expression} gives {result}, not {expected}"
        for (expression, expected), result in zip(pairs, lines, strict=True)
        if result != expected
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def outcome(expression: str, names: Names, profile: str = "guile") -> str:
    """What an expression gives, as `write` writes it."""
    chosen = PROFILES[profile]
    try:
        value = None
        for form in read(expression, chosen):
            value = evaluate(form.datum, names)
    except Exception as error:
        return f"error: {error!r}"
    return written(value, chosen)


def names_of(modules: Iterable[str]) -> Names:
    """What the names of some tables stand for, beside a few of Scheme's own."""
    names = dict(BASE)
    for module in modules:
        names.update((name, entry.value) for name, entry in table(module).entries.items())
    return names


def evaluate(form: Any, names: Names) -> Any:
    """As much of Scheme as the cases need."""
    if form.__class__ is Symbol:
        return names[form.name]
    if form.__class__ is String:
        return String(form.text)
    if form.__class__ is not Pair:
        return form
    operator = form.car.name if form.car.__class__ is Symbol else ""
    if operator == "quote":
        return copied(form.cdr.car)
    if operator == "if":
        _, test, yes, *no = from_list(form)
        if evaluate(test, names) is not False:
            return evaluate(yes, names)
        return evaluate(no[0], names) if no else None
    if operator == "lambda":
        return closure(form.cdr.car, from_list(form.cdr.cdr), names)
    if operator in ("let", "let*"):
        _, bindings, *body = from_list(form)
        inner = dict(names)
        for each in from_list(bindings):
            scope = inner if operator == "let*" else names
            inner[each.car.name] = evaluate(each.cdr.car, scope)
        return sequence(body, inner)
    if operator == "begin":
        return sequence(from_list(form.cdr), names)
    procedure, *args = [evaluate(each, names) for each in from_list(form)]
    return calls.call(procedure, *args)


def sequence(body: list[Any], names: Names) -> Any:
    value = None
    for each in body:
        value = evaluate(each, names)
    return value


def closure(formals: Any, body: list[Any], names: Names) -> Callable[..., Any]:
    def run(*args: Any) -> Any:
        inner, rest, left = dict(names), formals, list(args)
        while rest.__class__ is Pair:
            inner[rest.car.name] = left.pop(0)
            rest = rest.cdr
        if rest is not NIL:
            inner[rest.name] = to_list(left)
        elif left:
            raise TypeError("too many arguments")
        return sequence(body, inner)

    return run


def copied(datum: Any) -> Any:
    """A literal that may be changed."""
    if datum.__class__ is Pair:
        return Pair(copied(datum.car), copied(datum.cdr))
    if datum.__class__ is list:
        return [copied(each) for each in datum]
    return String(datum.text) if datum.__class__ is String else datum


def _fold(operation: Callable[[Any, Any], Any], start: Any) -> Callable[..., Any]:
    def run(*args: Any) -> Any:
        value = start
        for each in args:
            value = operation(value, each)
        return value

    return run


def _minus(one: Any, *more: Any) -> Any:
    if not more:
        return numbers.subtract(0, one)
    for each in more:
        one = numbers.subtract(one, each)
    return one


def _chain(test: Callable[[Any, Any], bool]) -> Callable[..., bool]:
    return lambda *args: all(map(test, args, args[1:]))


def _append(*lists: Any) -> Any:
    tail = lists[-1] if lists else NIL
    for each in reversed(lists[:-1]):
        tail = to_list(from_list(each), tail)
    return tail


def _fill(made: list[Any], value: Any) -> None:
    made[:] = [value] * len(made)


def _set(pair: Any, value: Any) -> None:
    pair.cdr = value


def _catch(thunk: Any, handler: Any) -> Any:
    try:
        return calls.call(thunk)
    except Exception as error:
        return calls.call(handler, error)


BASE: Names = {
    "+": _fold(numbers.add, 0),
    "*": _fold(numbers.multiply, 1),
    "-": _minus,
    "/": numbers.divide,
    "<": _chain(numbers.less),
    ">": _chain(lambda one, other: numbers.less(other, one)),
    "<=": _chain(lambda one, other: one <= other),
    "=": _chain(numbers.numerically_equal),
    "eq?": equality.is_eq,
    "eqv?": equality.is_eqv,
    "equal?": equality.is_equal,
    "car": lambda pair: pair.car,
    "cdr": lambda pair: pair.cdr,
    "cons": lambda one, other: Pair(one, other),
    "list": lambda *args: to_list(args),
    "length": lambda items: len(from_list(items)),
    "append": _append,
    "reverse": lambda items: to_list(reversed(from_list(items))),
    "list-ref": lambda items, k: from_list(items)[k],
    "set-cdr!": _set,
    "vector": lambda *args: list(args),
    "make-vector": lambda k, value=None: [value] * k,
    "vector-ref": lambda vector, k: vector[k],
    "vector-fill!": _fill,
    "not": lambda value: value is False,
    "even?": lambda value: value % 2 == 0,
    "odd?": lambda value: value % 2 == 1,
    "zero?": lambda value: value == 0,
    "negative?": lambda value: value < 0,
    "positive?": lambda value: value > 0,
    "abs": abs,
    "min": min,
    "max": max,
    "null?": lambda value: value is NIL,
    "pair?": lambda value: value.__class__ is Pair,
    "symbol?": lambda value: value.__class__ is Symbol,
    "number?": numbers.is_number,
    "integer?": numbers.is_integer,
    "string?": lambda value: value.__class__ is String,
    "char?": lambda value: value.__class__ is str,
    "procedure?": is_procedure,
    "string-length": lambda string: len(string.text),
    "string=?": _chain(lambda one, other: one.text == other.text),
    "string-ci=?": _chain(lambda one, other: one.text.lower() == other.text.lower()),
    "string<?": _chain(lambda one, other: one.text < other.text),
    "string": lambda *args: String("".join(args)),
    "string-copy": lambda string: String(string.text),
    "symbol->string": lambda symbol: String(symbol.name),
    "string->symbol": lambda string: Symbol(string.text),
    "char-upcase": str.upper,
    "char=?": _chain(lambda one, other: one == other),
    "char-upper-case?": str.isupper,
    "char-alphabetic?": str.isalpha,
    "char->integer": ord,
    "integer->char": chr,
    "exact": numbers.exact,
    "values": calls.values,
    "call-with-values": lambda one, other: calls.call(other, *calls.spread(calls.call(one))),
    "apply": lambda procedure, *args: calls.call(procedure, *args[:-1], *from_list(args[-1])),
    "caught": _catch,
}
