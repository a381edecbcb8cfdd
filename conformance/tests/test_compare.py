"""`schemesockets compare`: what is expected and what was done, in words, and who agrees."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from in_process import schemesockets, succeeds

from schemesockets import dialects
from schemesockets.conformance.questions.phrasebook import load as phrasebook


def told(*words: str) -> dict[str, Any]:
    """The one behaviour of a comparison as JSON."""
    made = json.loads(succeeds("compare", *words, "--format", "json"))
    assert (made["format"], made["version"]) == ("schemesockets-comparison", 2)
    (behaviour,) = made["behaviours"]
    only: dict[str, Any] = behaviour
    return only


def paragraphs(text: str) -> list[list[str]]:
    return [part.splitlines() for part in text.rstrip("\n").split("\n\n")]


def test_those_who_agree_stand_together() -> None:
    """Sends to a socket that nobody listens at: refused everywhere, and called four names."""
    shown = succeeds("compare", "connect.refused", "--dialect", "srfi-106", "--dialect", "foment",
                     "--dialect", "guile", "--dialect", "chicken")  # fmt: skip
    question, answers, places = paragraphs(shown)
    assert question == ["connect.refused", "  What does connecting do where nobody listens?"]
    assert answers == [
        "  srfi-106, foment, guile, chicken",
        "    socket  raises an error: the connection was refused (ECONNREFUSED)",
        "            an error object in srfi-106, foment",
        "            system-error in guile",
        "            (exn i/o net transient) in chicken",
    ]
    assert "  chicken   Socket egg manual, socket-connect" in places


def test_one_who_is_alone_raises_in_its_own_terms() -> None:
    shown = succeeds("compare", "timeout.accept", "--dialect", "chicken", "--dialect", "foment")
    assert "    nobody  raises (exn i/o net timeout): timed out (ETIMEDOUT)\n" in shown
    assert "  not asked (no words for accept-within): foment" in shown


def test_those_who_differ_stand_apart() -> None:
    behaviour = told("close.receive", "--dialect", "srfi-106", "--dialect", "guile")
    assert behaviour["groups"] == [["srfi-106"], ["guile"]]
    first, second = behaviour["answers"]
    assert first["expected"]["data"] == {
        "words": "raises an error: it is closed (EBADF)",
        "notation": "(raised EBADF)",
    }
    assert second["seen"]["data"]["words"] == "raises an error: an argument of the wrong type"
    assert second["seen"]["data"]["term"] == "wrong-type-arg"
    assert second["seen"]["data"]["native"].startswith("WrongTypeArgError")
    assert first["citation"].startswith("SRFI 106, ")


def test_what_is_not_as_expected_is_said_beside_the_expectation() -> None:
    words = ["compare", "flags.shutdown-both", "--dialect", "srfi-106"]
    shown = succeeds(*words, "--dialect", "faulty_dialect")
    assert "  srfi-106\n    both      SHUT_RDWR\n" in shown
    assert "  faulty\n    fail: not as expected: both\n" in shown
    assert "    both      1; expected: SHUT_RDWR\n" in shown


def test_what_the_peer_sees_is_said_to_be_there() -> None:
    shown = succeeds("compare", "send.text", "--dialect", "foment")
    assert '    arrived (at the peer)  the bytes "λx.é"\n' in shown


def test_an_expectation_with_a_choice_is_told_beside_what_was_seen() -> None:
    shown = succeeds("compare", "send.reset", "--dialect", "srfi-106")
    assert re.search(
        r"first +raises an error object: .* \(expected: raises an error object: ", shown
    )


def test_a_recording_is_compared_with_what_it_said() -> None:
    result = schemesockets("compare", "connect.refused", "--dialect", "guile", "--real", "guile")
    assert result.exit_code == 0
    assert "  guile, real:guile\n" in result.stdout
    assert 'real:guile says: (system-error "connect"' in result.stdout


def test_a_pipe_has_no_width_and_no_colours() -> None:
    shown = succeeds("compare", "receive.*", "--dialect", "srfi-106", "--dialect", "foment")
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) > 100


@pytest.mark.parametrize("dialect", dialects.available())
def test_code_is_that_of_the_dialect_in_both_languages(dialect: str) -> None:
    """And all that the markdown shows is in the JSON, too."""
    words = ["receive.end", "--dialect", dialect, "--code"]
    (answer,) = told(*words)["answers"]
    scheme, python = answer["programs"]["scheme"], answer["programs"]["python"]
    assert '(observe "end"' in scheme
    assert 'observe("end"' in python
    assert phrasebook(dialect).phrases["receive"][0].split()[0] in scheme
    page = succeeds("compare", *words, "--format", "markdown")
    assert f"```scheme\n{scheme}```" in page
    assert f"```python\n{python}```" in page
    shown = succeeds("compare", *words)
    for line in (scheme + python).splitlines():
        assert f"    {line}".rstrip() in shown


def test_markdown_is_a_table_with_a_column_for_those_who_agree() -> None:
    page = succeeds(
        "compare", "close.receive", "flags.shutdown-both", "--format", "markdown",
        "--dialect", "srfi-106", "--dialect", "guile", "--dialect", "faulty_dialect",
    )  # fmt: skip
    assert [line for line in page.splitlines() if line.startswith("##")] == [
        "## close.receive",
        "## flags.shutdown-both",
    ]
    assert "| | srfi-106, faulty | guile |" in page
    assert "| data | raises an error: it is closed (EBADF)" in page
    assert "| raises wrong-type-arg: an argument of the wrong type |" in page
    assert "| outcome | pass | fail: not as expected: both |" in page
    assert "| both | SHUT\\_RDWR | 1; expected: SHUT\\_RDWR |" in page
    assert re.search(r"- not asked \(no words for [\w-]+\): guile", page)
    for table in re.findall(r"(?:^\|.*\n)+", page, re.M):
        assert len({line.replace("\\|", "").count("|") for line in table.splitlines()}) == 1


@pytest.mark.parametrize(
    ("words", "messages"),
    [
        (["recieve.end"], ["recieve.end", "receive.end", "schemesockets behaviours"]),
        (["recv.*", "close.*"], ["recv.*", "receive."]),
        (["receive.end", "--dialect", "gile"], ["gile", "guile"]),
        (["receive.end", "--real", "gile"], ["gile", "guile"]),
        ([], ["BEHAVIOUR"]),
    ],
)
def test_what_there_is_not_is_status_2_with_the_nearest(
    words: list[str], messages: list[str]
) -> None:
    result = schemesockets("compare", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    for message in messages:
        assert message in result.stderr
