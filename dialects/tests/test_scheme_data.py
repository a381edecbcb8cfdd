"""Reading and writing data; numbers."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemesockets.dialects.scheme.data import (
    EOF,
    NIL,
    Keyword,
    Pair,
    String,
    Symbol,
    from_list,
    to_list,
)
from schemesockets.dialects.scheme.equality import is_eq, is_equal, is_eqv
from schemesockets.dialects.scheme.numbers import number_to_text, text_to_number
from schemesockets.dialects.scheme.printer import displayed, show, written
from schemesockets.dialects.scheme.profiles import PROFILES
from schemesockets.dialects.scheme.reader import Places, ReadError, read, read_from, read_one


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "|a b|",
        "||",
        "...",
        "-",
        "1+",
        "|1|",
        "|.|",
        "(a . b)",
        "(1 2.5 3/4 -7)",
        '"a\\"b\\\\c\\n\\t"',
        '"\\x1;"',
        "#\\a",
        "#\\space",
        "#\\null",
        "#\\x1",
        "#(1 #(2) ())",
        "#u8(0 255)",
        "'x",
        "`(a ,b ,@c)",
        "#t",
        "#f",
        "()",
        "#0=(a . #0#)",
        "+inf.0",
        "+i",
        "1/2-3i",
    ],
)
def test_written_data_are_read_again(text: str) -> None:
    assert written(read_one(text)) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("#true", "#t"),
        ("(a . (b . (c . ())))", "(a b c)"),
        ("#;(left out) #| and #| this |# |# x", "x"),
        ("[a (b) #[c]]", None),
        ("'(quote x)", "''x"),
        ("#!fold-case ABC", "abc"),
        ("#!r6rs x", "x"),
        ("#\\x41", "#\\A"),
        ('"\\x41;\\\n   b"', '"Ab"'),
        ("#d1.50", "1.5"),
        ("#e1.5", "3/2"),
        ("#x-FF", "-255"),
        ("1e3", "1000.0"),
        ("#!eof", "#<eof>"),
        ("(a #0=(b) #0#)", "(a (b) (b))"),
    ],
)
def test_what_text_means(text: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(ReadError):
            read_one(text)
    else:
        assert written(read_one(text)) == meant


@pytest.mark.parametrize(
    ("dialect", "text", "meant"),
    [
        ("guile", "#:key", Keyword("key")),
        ("guile", ":key", Symbol(":key")),
        ("guile", "#{a b}#", Symbol("a b")),
        ("guile", "#!/usr/bin/guile -s\n!#\nx", Symbol("x")),
        ("guile", "#! a\ncomment !# x", Symbol("x")),
        ("guile", "#\\02", "\x02"),
        ("chicken", "key:", Keyword("key")),
        ("chicken", "##sys#name", Symbol("##sys#name")),
        ("chicken", "#!eof", EOF),
        ("sagittarius", ":key", Keyword("key")),
    ],
)
def test_reader_syntax_of_a_profile(dialect: str, text: str, meant: object) -> None:
    assert read_one(text, PROFILES[dialect]) is meant or read_one(text) == meant


def test_strings_of_chicken_are_bytes() -> None:
    assert read_one('"é"', PROFILES["chicken"]).text == "\xc3\xa9"
    assert read_one("#<<END\na\nb\nEND\n", PROFILES["chicken"]).text == "a\nb"
    assert bytes(read_one('#*"a\\xff;"', PROFILES["sagittarius"])) == b"a\xff"


@pytest.mark.parametrize(
    ("text", "message", "incomplete"),
    [
        ("(a", "1:1: the ( has no end", True),
        ("\n  (a . )", "2:6: a datum is missing behind the dot", False),
        (")", "1:1: ) closes nothing", False),
        ('"x', '1:1: the string has no end "', True),
        ("#| x", "1:1: the comment #| has no end |#", True),
        ("#\\foo", "1:1: #\\foo is no character", False),
        ("(a . b c)", "1:8: a list ends with the datum behind its dot", False),
        ("#u8(300)", "1:5: a bytevector has numbers from 0 to 255 only", False),
        ("'", "1:1: the quote has no end", True),
        ("(a]", "1:3: ] closes the ( of line 1", False),
        ("#1#", "1:1: no label #1= comes before it", False),
    ],
)
def test_text_that_is_no_scheme(text: str, message: str, incomplete: bool) -> None:
    with pytest.raises(ReadError) as caught:
        list(read(text, file="x.scm"))
    assert str(caught.value) == f"x.scm:{message}"
    assert caught.value.incomplete is incomplete


def test_places_of_data() -> None:
    places = Places()
    (form,) = read("\n(a (b\n  c))", file="x.scm", places=places)
    inner = form.datum.cdr.car
    assert str(form.place) == "x.scm:2:1"
    assert str(places.of(form.datum.cdr, form.place)) == "x.scm:2:4"
    assert str(places.of(inner.cdr, form.place)) == "x.scm:3:3"


def test_no_more_is_taken_of_a_port_than_the_datum() -> None:
    rest = list(' ; c\n (a "b)" #\\) . c)foo #;(x) (y)12 ')

    def take() -> str:
        return rest.pop(0) if rest else ""

    def look() -> str:
        return rest[0] if rest else ""

    assert written(read_from(take, look)) == '(a "b)" #\\) . c)'
    assert "".join(rest).startswith("foo")
    assert [written(read_from(take, look)) for _ in range(4)] == ["foo", "(y)", "12", "#<eof>"]


def test_deep_data_are_read_and_written() -> None:
    depth = 100_000
    text = "(" * depth + ")" * depth
    assert written(read_one(text)) == text


@pytest.mark.parametrize(
    ("dialect", "text", "shown"),
    [
        ("guile", "'x", "(quote x)"),
        ("guile", "#u8(1 2)", "#vu8(1 2)"),
        ("guile", "|a b|", "#{a b}#"),
        ("guile", "1e21", "1.0e21"),
        ("guile", "#\\x0", "#\\nul"),
        ("chicken", "1e100", "1e+100"),
        ("chicken", "0.1", "0.1"),
        ("chicken", "|a b|", "|a b|"),
        ("chicken", "k:", "#:k"),
        ("sagittarius", ":k", ":k"),
    ],
)
def test_each_profile_writes_in_its_own_way(dialect: str, text: str, shown: str) -> None:
    assert written(read_one(text, PROFILES[dialect]), PROFILES[dialect]) == shown


def test_labels() -> None:
    shared = to_list([1])
    twice = to_list([shared, shared])
    assert written(twice) == "((1) (1))"
    assert show(twice, True, labels="shared") == "(#0=(1) #0#)"
    vector: list[object] = [1]
    vector.append(vector)
    assert written(vector) == "#0=#(1 #0#)"
    assert displayed(to_list([String("a"), "b"])) == "(a b)"


@given(st.floats(allow_nan=False))
@pytest.mark.parametrize("style", ["shortest", "guile"])
def test_a_float_is_read_as_it_was_written(style: str, value: float) -> None:
    assert repr(text_to_number(number_to_text(value, 10, style))) == repr(value)


@given(st.integers(), st.sampled_from([2, 8, 10, 16, 36]))
def test_an_integer_is_read_as_it_was_written(value: int, radix: int) -> None:
    assert text_to_number(number_to_text(value, radix), radix) == value


def test_very_long_integers() -> None:
    assert text_to_number(number_to_text(7**20_000)) == 7**20_000


def test_equality_of_numbers_and_booleans() -> None:
    assert not is_eqv(1, 1.0)
    assert not is_equal(True, 1)
    assert not is_eqv(0.0, -0.0)
    assert is_eqv(float("nan"), float("nan"))
    assert is_eq(10**3, int("1000"))
    assert not is_eq(String("a"), String("a"))
    assert is_equal(to_list([String("a"), [1]]), to_list([String("a"), [1]]))


def test_equality_of_what_contains_itself() -> None:
    one, other = Pair(1, NIL), Pair(1, NIL)
    one.cdr, other.cdr = one, other
    assert is_equal(one, other)
    with pytest.raises(TypeError):
        from_list(one)


def test_symbols_and_the_empty_list_stay_themselves() -> None:
    for each in (Symbol("a"), Keyword("k")):
        assert pickle.loads(pickle.dumps(each)) is each
    assert Symbol.fresh("a") is not Symbol("a")
