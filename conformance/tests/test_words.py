"""What is said in English of what is expected and seen: complete, in each one's terms."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from schemesockets import dialects
from schemesockets.conformance.catalogue import words
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.script import Observe
from schemesockets.conformance.required import expectations
from schemesockets.conformance.required.notation import Datum, Symbol, read, write
from schemesockets.conformance.running import suite
from schemesockets.conformance.running.results import Result
from schemesockets.conformance.running.subjects import dialect_subject
from schemesockets.dialects import conditions


def patterns() -> dict[str, Datum]:
    """Every pattern that is expected of any dialect, once, by how it is written."""
    return {
        write(pattern): pattern
        for dialect in dialects.available()
        for expectation in expectations.load(dialect).values()
        for pattern in expectation.written.values()
    }


NOTATION = re.compile(
    r"\((returned|raised|bytes|list|or|posix|errno)\b|#[tf]\b|\b(wrong-type|bad-value|lookup-failed"
    r"|nothing|eof(?! object))\b|\.\.\.|\b_\b|\\x"
)


def unquoted(text: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)


def test_no_notation_is_left_in_what_is_said_of_any_pattern() -> None:
    for text, pattern in patterns().items():
        said = words.in_words(pattern)
        assert not NOTATION.search(unquoted(said)), (text, said)
        for errno in re.findall(r"\bE[A-Z]{3,}\b", text):
            assert re.search(rf"[a-z] \({errno}\)|number of {errno}", said), (text, said)


def test_patterns_that_differ_are_said_in_words_that_differ() -> None:
    said: dict[str, str] = {}
    for text, pattern in patterns().items():
        assert said.setdefault(words.in_words(pattern), text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(returned (bytes))", "an empty bytevector"),
        ("(returned eof)", "the eof object"),
        ("(returned nothing)", "no value"),
        ("(returned #t)", "true"),
        ('(returned "")', "an empty string"),
        (r'(returned "a\n\x7;\\")', r'the string "a\n\x7;\\"'),
        ("(returned (bytes 97 98 99))", 'the bytes "abc"'),
        ("(returned (bytes 97))", 'the byte "a"'),
        ("(returned (bytes 206 187 120))", 'the bytes "λx"'),
        ("(returned (bytes 206))", "the byte 206"),
        ("(returned (bytes 0 97))", "the bytes 0 97"),
        (f"(returned (bytes {' '.join(map(str, range(256)))}))", "256 bytes: 0 1 2 … 255"),
        ("(returned (list))", "an empty list"),
        ("(returned (list 3))", "a list of 3"),
        ("(returned (list eof (bytes 0 0)))", "a list of the eof object and the bytes 0 0"),
        ('(returned (list "x" 1 ...))', 'a list that begins with the string "x" and 1'),
        ('(returned (list "x" "" "y"))',
         'a list of the string "x", an empty string and the string "y"'),
        ('(returned (list "x" "y" "z"))', 'a list of the strings "x", "y" and "z"'),
        ('(returned (list "x" something))', 'a list of the string "x" and some other object'),
        ('(returned (or "x" "y" "z"))', 'the string "x", "y" or "z"'),
        ('(returned (or "x" 1))', 'the string "x" or 1'),
        ('(returned (list (or "x" "y") (or 1 2)))',
         'a list of either the string "x" or "y" and either 1 or 2'),
        ("(returned (or nothing #f))", "no value or false"),
        ("(returned (or 1 2 3))", "1, 2 or 3"),
        ("(returned (posix AI_ALL AI_PASSIVE))", "AI_ALL with AI_PASSIVE"),
        ("(returned (errno ECONNREFUSED))", "the number of ECONNREFUSED"),
        ("(returned (list socket port something _))",
         "a list of a socket, a port, some other object and anything"),
        ("(raised EBADF)", "raises an error: it is closed (EBADF)"),
        ("(raised ECHRNG)", "raises an error: ECHRNG"),
        ("(raised wrong-type)", "raises an error: an argument of the wrong type"),
        ("(raised (or EBADF lookup-failed))",
         "raises an error: it is closed (EBADF) or no such host or service"),
        ("(or (returned eof) (raised other))",
         "the eof object or raises an error: one of another kind"),
        ("(or (raised EBADF) (raised EINVAL))",
         "raises an error: it is closed (EBADF) or an invalid argument (EINVAL)"),
    ],
)  # fmt: skip
def test_what_is_said(text: str, said: str) -> None:
    assert words.in_words(read(text)) == said


def test_what_is_no_outcome_is_refused() -> None:
    with pytest.raises(ValueError, match="not of the notation"):
        words.in_words((Symbol("yielded"), 1))


def test_what_is_seen_is_said_as_it_is_expected_where_the_expectation_leaves_nothing_open() -> (
    None
):
    written, pattern = read("(returned (posix SHUT_RDWR))"), read("(returned 2)")
    assert words.seen_in_words(read("(returned 2)"), written, pattern) == "SHUT_RDWR"
    assert words.seen_in_words(read("(returned 1)"), written, pattern) == "1"
    either = read("(returned (or 1 2))")
    assert words.seen_in_words(read("(returned 2)"), either, either) == "2"


def test_a_term_is_that_of_all_that_may_be_raised() -> None:
    def term(pattern: str, behaviour: str = "a.b") -> str:
        return words.term("chicken", behaviour, "x", read(pattern))

    assert term("(raised EBADF)") == term("(raised (or EBADF bad-value))") == "(exn i/o net)"
    assert term("(raised (or EBADF ETIMEDOUT))") == term("(raised other)") == ""
    assert (
        term("(returned 1)") == words.term("none-such", "a.b", "x", read("(raised EBADF)")) == ""
    )
    assert term("(raised bad-value)", "port-in.read-closed") == "(exn i/o file)"
    said = words.in_words(read("(raised ETIMEDOUT)"), term("(raised ETIMEDOUT)"))
    assert said == "raises (exn i/o net timeout): timed out (ETIMEDOUT)"


def raising(dialect: str) -> list[str]:
    """The behaviours in which something is raised of which a term could be known."""
    return [
        name
        for name, expectation in expectations.load(dialect).items()
        if any(pattern[:1] == (Symbol("raised"),) for pattern in tuples(expectation))
    ]


def tuples(expectation: expectations.Expectation) -> Iterator[tuple[Datum, ...]]:
    for pattern in expectation.observations.values():
        if isinstance(pattern, tuple):
            yield pattern


def scheme_term(dialect: str, python: str) -> str:
    """What the dialect calls a condition whose class is called so in Python; "" for no such."""
    module = importlib.import_module(dialects.load(dialect).module)
    condition: Any = getattr(module, python, None)
    if hasattr(condition, "key"):
        return str(condition.key)
    if hasattr(condition, "kinds"):
        return f"({' '.join(condition.kinds)})"
    types = {
        name.python: name.scheme
        for name in dialects.load(dialect).names
        if name.kind == "condition type"
    }
    if condition is not None and types:
        return types.get(python) or f"&{condition.__doc__.partition('`&')[2].partition('`')[0]}"
    of_r7rs = isinstance(getattr(conditions, python, None), type) and not types
    return "an error object" if of_r7rs else ""


def differing(results: list[Result]) -> Iterator[str]:
    for result in results:
        observed = {
            step.label for step in ALL[result.behaviour].script if isinstance(step, Observe)
        }
        for label, native in result.native.items():
            seen = read(result.observation[label])
            if label not in observed or seen in ((Symbol("raised"), Symbol("other")),):
                continue
            known = words.term(result.subject, result.behaviour, label, seen)
            called = scheme_term(result.subject, native.partition(":")[0])
            if known != called:
                yield f"{result.behaviour} {label}: {known!r}, but it is {called!r} ({native})"


@pytest.mark.parametrize("dialect", dialects.available())
def test_conditions_are_called_what_the_dialect_calls_them(dialect: str) -> None:
    """By the classes that our dialects raise; `terms.toml` is where to mend what differs."""
    asked = [ALL[name] for name in raising(dialect)]
    results = suite.examine([dialect_subject(dialect)], asked)
    assert sum(len(result.native) for result in results) >= len(asked) // 2
    assert list(differing(results)) == []
