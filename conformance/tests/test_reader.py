"""The reader: Scheme text as data with places, in the spellings of all five systems."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemesockets.conformance.porting.numeric import number
from schemesockets.conformance.porting.reader import (
    Bytevector,
    Character,
    Datum,
    Keyword,
    Labelled,
    List,
    Number,
    Object,
    ReadError,
    Reference,
    String,
    Symbol,
    Vector,
    read,
)


def plain(datum: Datum) -> Any:
    """A datum without its place: a symbol as text, a string as `("string", …)`."""
    match datum:
        case Symbol(name=name):
            return name
        case List(items=items, tail=tail):
            return [*map(plain, items), *([] if tail is None else [".", plain(tail)])]
        case Vector(items=items):
            return ("vector", *map(plain, items))
        case Labelled(number=label, datum=labelled):
            return ("label", label, plain(labelled))
        case String(text=value) | Character(text=value):
            return (type(datum).__name__.lower(), value)
        case Keyword(name=value) | Object(name=value) | Reference(number=value):
            return (type(datum).__name__.lower(), value)
    return datum.value


def data(text: str) -> list[Any]:
    return [plain(datum) for datum in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("(a (b) . c) [d]", [["a", ["b"], ".", "c"], ["d"]]),
        ("'a `(b ,c ,@d)", [
            ["quote", "a"],
            ["quasiquote", ["b", ["unquote", "c"], ["unquote-splicing", "d"]]],
        ]),
        ("#'a #`(#,b #,@c)", [
            ["syntax", "a"],
            ["quasisyntax", [["unsyntax", "b"], ["unsyntax-splicing", "c"]]],
        ]),
        ("#(1 a) #u8(0 255) #vu8()", [("vector", 1, "a"), b"\x00\xff", b""]),
        ("#t #true #f #FALSE", [True, True, False, False]),
        ("#0=(a . #0#)", [("label", 0, ["a", ".", ("reference", 0)])]),
        ("(f #!optional x #!rest y) #!eof", [
            ["f", ("object", "optional"), "x", ("object", "rest"), "y"], ("object", "eof"),
        ]),
        ("(f #:family 2 family: 3)", [["f", ("keyword", "family"), 2, "family:", 3]]),
        ("|a b|c| ; | ->x set! ... 1+ - + <=?", [
            "a bc ; ", "->x", "set!", "...", "1+", "-", "+", "<=?",
        ]),
        (r"|a\x41;\|| #{guile's own}#", ["aA|", "guile's own"]),
        ("a'b", ["a", ["quote", "b"]]),
    ],
)  # fmt: skip
def test_data(text: str, expected: list[Any]) -> None:
    assert data(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("; to the end (of the line\na", ["a"]),
        ("a #| one #| within |# the other |# b", ["a", "b"]),
        ("(a #;(b c) d #;e)", [["a", "d"]]),
        ("a #; #; b c d", ["a", "d"]),
        ("#!r6rs a", ["a"]),
        ("#!/usr/bin/env foment\n(a)", [["a"]]),
        ("#!/usr/bin/guile \\\n-e main -s\n!#\n(a)", [["a"]]),
        ("#! here\nand there !# a", ["a"]),
        ("A #!fold-case A |A| #!no-fold-case A", ["A", "a", "A", "A"]),
    ],
)
def test_what_is_no_datum(text: str, expected: list[Any]) -> None:
    assert data(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'"a\n\t\"\\\a\b\r"', 'a\n\t"\\\a\b\r'),
        (r'"\x41;\x42\u0043\U000044"', "ABCD"),
        ('"one \\   \n   line"', "one line"),
        ('"two\nlines"', "two\nlines"),
        ('#<<END\none "line"\ntwo\nEND\n', 'one "line"\ntwo'),
    ],
)
def test_strings(text: str, expected: str) -> None:
    assert data(text) == [("string", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"#\a #\A #\( #\; #\  #\λ", "aA(; λ"),
        (r"#\space #\newline #\tab #\nul #\null #\delete #\Escape", " \n\t\0\0\x7f\x1b"),
        (r"#\x #\x41 #\x3BB #\u0041 #\U+41", "xAλAA"),
    ],
)
def test_characters(text: str, expected: str) -> None:
    assert data(text) == [("character", character) for character in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("-12", -12),
        ("+5", 5),
        ("6/4", Fraction(3, 2)),
        ("4/2", 2),
        ("1.", 1.0),
        (".5e-1", 0.05),
        ("1e3", 1000.0),
        ("#xFf", 255),
        ("#b-101", -5),
        ("#e#x10", 16),
        ("#x#e10", 16),
        ("#e1.5", Fraction(3, 2)),
        ("#i1/2", 0.5),
        ("-inf.0", -math.inf),
        ("+i", 1j),
        ("1-2i", 1 - 2j),
        ("1e-1+2i", 0.1 + 2j),
        ("2@0", 2 + 0j),
    ],
)
def test_numbers(text: str, expected: object) -> None:
    (datum,) = read(text)
    assert isinstance(datum, Number)
    assert datum.value == expected
    assert type(datum.value) is type(expected)


@pytest.mark.parametrize("text", ["1+", "-", "...", "1/0", "i", "e5", "#b2", "#x#x1", "1@", "#"])
def test_what_is_no_number(text: str) -> None:
    assert number(text) is None


def test_places() -> None:
    text = '(a\n  (bc "x\ny") \'d)\n#u8(1)'
    whole, last = read(text)
    assert isinstance(whole, List)
    assert isinstance(last, Bytevector)
    _, inner, quoted = whole.items
    assert isinstance(inner, List)
    assert isinstance(quoted, List)
    found = [whole, inner, *inner.items, quoted, *quoted.items, last]
    assert [str(datum.place) for datum in found] == [
        "1:1", "2:3", "2:4", "2:7", "3:5", "3:5", "3:6", "4:1",
    ]  # fmt: skip
    assert [text[datum.place.offset : datum.end] for datum in found] == [
        text[:-7], '(bc "x\ny")', "bc", '"x\ny"', "'d", "'", "d", "#u8(1)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n (a", "2:2: the ( has no end"),
        ("#(a", "1:1: the #( has no end"),
        ("a)", "1:2: ) closes nothing"),
        ("(a]", "1:3: ] closes the ( of 1:1"),
        ("(. a)", "1:2: a dot stands where no list can have one"),
        ("#(a . b)", "1:5: a dot stands where no list can have one"),
        ("(a . )", "1:4: a datum is missing after the dot"),
        ("(a . b c)", "1:8: a list ends with the datum after its dot"),
        ("(a . b . c)", "1:8: a list has one dot at most"),
        ("(')", "1:2: the quote has no datum after it"),
        ("'", "1:1: the quote has no end"),
        ("#;", "1:1: the comment #; has no end"),
        ("a #| b #| c |#", "1:3: the comment #| has no end |#"),
        ('"abc', '1:1: the string has no end "'),
        (r'"a\q"', r"1:1: unknown escape \q"),
        (r'"\xD800;"', r"1:1: \xD800; is no character"),
        ("|abc", "1:1: the symbol | has no end |"),
        ("abc|def", "1:4: the symbol | has no end |"),
        ("#{abc", "1:1: the symbol #{ has no end }#"),
        (r"#\nosuch", r"1:1: #\nosuch is no character"),
        (r"#\x110000", r"1:1: #\x110000 is no character"),
        ("#u8(1 256)", "1:7: a bytevector has numbers from 0 to 255 only"),
        ("#u8(1.0)", "1:5: a bytevector has numbers from 0 to 255 only"),
        ("#1#", "1:1: the label #1= is not defined before its use"),
        ("#1=a #1=b", "1:6: the label #1= is there already"),
        ("#f64(1)", "1:1: #f64 is not Scheme syntax"),
        ("#", "1:1: # is not Scheme syntax"),
        ("#:", "1:1: a name is missing here"),
        ("a #! b", "1:3: #! begins neither a directive nor a comment that ends with !#"),
        ("#<<END\nabc", "1:1: the string #<<END has no line END at its end"),
        ("#<#END\nabc\nEND\n", "1:1: #<#, a here string with code in it, is not supported"),
    ],
)
def test_what_is_no_scheme_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)
    assert str(caught.value) == message


def test_no_nesting_is_too_deep() -> None:
    deep = 50_000
    (datum,) = read("(" * deep + ")" * deep)
    depth = 1
    while isinstance(datum, List) and datum.items:
        (datum,) = datum.items
        depth += 1
    assert depth == deep
    with pytest.raises(ReadError, match="1:50000: the quote has no end"):
        read("'" * deep)


@given(st.text("()[]#'`,@;|\"\\ \nab1.!:<tux8=", max_size=40))
@example("#\\")
@example("#|\\|#")
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never another error; and what a datum is cut out of the text reads the same."""
    try:
        found = read(text)
    except ReadError:
        return
    for datum in found:
        assert 0 <= datum.place.offset < datum.end <= len(text)


_NAMES = st.text("abcxyz-!?*<>=/", min_size=1).filter(lambda name: number(name) is None)
_ATOMS = st.one_of(
    _NAMES,
    st.integers(),
    st.booleans(),
    st.binary(max_size=3),
    st.tuples(st.just("string"), st.text(max_size=5)),
)


def written(thing: Any) -> str:
    match thing:
        case bool():
            return "#t" if thing else "#f"
        case bytes():
            return f"#u8({' '.join(map(str, thing))})"
        case ("string", str(text)):
            inside = text.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{inside}"'
        case list():
            return f"({' '.join(map(written, thing))})"
    return str(thing)


@given(st.lists(st.recursive(_ATOMS, lambda inner: st.lists(inner, max_size=4)), max_size=4))
def test_what_is_written_is_read(things: list[Any]) -> None:
    assert data("\n".join(map(written, things))) == things
