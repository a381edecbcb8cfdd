"""The neutral notation: what is written is read back, what is malformed is refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemesockets.conformance.required.notation import (
    Datum,
    NotationError,
    Symbol,
    matches,
    read,
    write,
)

SCALARS = st.characters(exclude_categories=["Cs"])
SYMBOLS = st.from_regex(r"[a-zA-Z!$%&*/:<=>?^_~][a-zA-Z0-9!$%&*/:<=>?^_~.@+-]*", fullmatch=True)
ATOMS = st.one_of(st.text(SCALARS), st.integers(), st.booleans(), SYMBOLS.map(Symbol))
DATA: st.SearchStrategy[Datum] = st.recursive(
    ATOMS, lambda data: st.lists(data, max_size=5).map(tuple), max_leaves=20
)


def alike(one: Datum, other: Datum) -> bool:
    """Equal, and of the same types all through: True is not 1, a symbol no string."""
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other


@given(DATA)
def test_what_is_written_is_read_back(datum: Datum) -> None:
    text = write(datum)
    assert alike(read(text), datum)
    assert text.isascii()
    assert "\n" not in text
    assert alike(read(f" {text}\n"), datum)


@given(DATA)
def test_a_datum_matches_itself_and_anything(datum: Datum) -> None:
    assert matches(Symbol("_"), datum)
    if "_" not in write(datum) and "or" not in write(datum) and "..." not in write(datum):
        assert matches(datum, datum)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(NotationError):
        read(text)


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ('"a\\nb\\tc\\\\\\"\\x3bb;"', 'a\nb\tc\\"\u03bb'),
        ('"\\a\\b\\r\\q"', "\a\b\rq"),
        ("#true", True),
        ("#false", False),
        ("+5", 5),
        ("-0", 0),
        ("...", Symbol("...")),
        ("-", Symbol("-")),
        ("1+", Symbol("1+")),
        ("()", ()),
        ('#u8"ab\\n"', (Symbol("bytes"), 97, 98, 10)),
        ('#u8"\\x0;\\xff;"', (Symbol("bytes"), 0, 255)),
        ('(a #u8""b)', (Symbol("a"), (Symbol("bytes"),), Symbol("b"))),
        ("#u8(0 255)", (Symbol("bytes"), 0, 255)),
        ("(a(b)c)", (Symbol("a"), (Symbol("b"),), Symbol("c"))),
    ],
)
def test_reading(text: str, datum: Datum) -> None:
    assert alike(read(text), datum)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n",
        "(",
        ")",
        "(a",
        "a b",
        "(a) b",
        "(a))",
        '"abc',
        'a"b"',
        '"\\x110000;"',
        '#u8"\\x100;"',
        '#u8"\u03bb"',
        "#u8(256)",
        "#u8(a)",
        "#u8(#t)",
        "#u8(",
        '"\\xd800;"',
        "9" * 10_000,
        "(" * 10_000,
        "(" * 10_000 + ")" * 10_000,
    ],
)
def test_what_is_no_datum_is_refused(text: str) -> None:
    with pytest.raises(NotationError):
        read(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("(bytes)", '#u8""'),
        ("(bytes 97 34 10)", '#u8"a\\"\\n"'),
        ("(bytes 97 0)", "#u8(97 0)"),
        ("(bytes 97 300)", "(bytes 97 300)"),
        ("(bytes 97 ...)", "(bytes 97 ...)"),
        ('("bytes" 97)', '("bytes" 97)'),
        ("(list (bytes 97))", '(list #u8"a")'),
    ],
)
def test_bytes_are_written_as_literals(text: str, written: str) -> None:
    assert write(read(text)) == written
    assert alike(read(written), read(text))


def test_a_lone_surrogate_can_be_written() -> None:
    assert read(write("a\udc80b")) == "a\ufffdb"


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("_", "(a (b))", True),
        ("a", '"a"', False),
        ("1", "#t", False),
        ("(a _)", "(a (b c))", True),
        ("(a _)", "(a)", False),
        ("(a _)", "(a b c)", False),
        ("(a ...)", "(a)", True),
        ("(a ...)", "(a b c)", True),
        ("(a ...)", "(b a)", False),
        ("(a b ...)", "(a)", False),
        ("(...)", "()", True),
        ("(...)", "a", False),
        ("(or a b)", "b", True),
        ("(or a b)", "c", False),
        ("(or)", "a", False),
        ("(raised (or EPIPE (x ...)))", "(raised (x 1 2))", True),
        ("(raised (or EPIPE (x ...)))", "(raised (y 1 2))", False),
        ("(a (b ...) c)", "(a (b 1 2) c)", True),
        ("(a (b ...) c)", "(a (b 1 2))", False),
        ("()", "()", True),
        ("()", "a", False),
    ],
)
def test_matching(pattern: str, text: str, expected: bool) -> None:
    assert matches(read(pattern), read(text)) is expected
