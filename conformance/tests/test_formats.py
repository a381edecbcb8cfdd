"""The formats of a report: each tells all there is to tell, and text stays text in each."""

from __future__ import annotations

import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from markdown_it import MarkdownIt
from rich.console import Console
from sample_report import CONTROL, HOSTILE, NAMES, sample, sample_run

from schemesockets.conformance.reports.formats import FORMATS, render_junit, render_markdown
from schemesockets.conformance.reports.formats.colouring import coloured
from schemesockets.conformance.reports.formats.grid import make_grid
from schemesockets.conformance.reports.markup import markdown_code
from schemesockets.conformance.reports.report import schema
from schemesockets.conformance.reports.terminal import print_report


def test_the_sample_is_a_report() -> None:
    jsonschema.validate(sample(), schema())


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_that_was_stored_gives_the_same(form: str) -> None:
    """Formats are made from the data alone, so that a report can be shown anywhere, any time."""
    stored = json.loads(FORMATS["json"](sample()))
    assert FORMATS[form](stored) == FORMATS[form](sample())


def test_states() -> None:
    """What the document leaves open is no broken requirement, unless it is our dialect's."""
    ours, real = make_grid(sample()).columns
    assert [ours.name, real.name] == ["srfi-106", "real:srfi-106@else"]
    assert [ours.states[name].name for name in NAMES] == [
        *["met", "differs", "hung", "crashed", "cannot-say", "met", "met"],
    ]
    assert [real.states[name].name for name in NAMES] == [
        *["met", "differs", "unspecified", "differs", "cannot-say", "crashed", "not-asked"],
    ]
    assert ours.tally()["met"] == 3
    assert (ours.asked(), real.asked()) == (6, 5)


def test_an_area_shows_every_kind_of_difference_or_that_there_is_none() -> None:
    grid = make_grid(sample())
    ours, real = grid.columns
    summaries = {
        area.name: [
            [state.name for state in column.summary(area.behaviours)] for column in (ours, real)
        ]
        for area in grid.areas
    }
    assert summaries == {
        "receive": [["differs"], ["differs"]],
        "send": [["hung", "crashed"], ["differs", "unspecified"]],
        "close": [["met"], ["crashed"]],
    }


# --- JUnit


def junit(report: dict[str, Any]) -> ElementTree.Element:
    return ElementTree.fromstring(render_junit(report).encode())


def cases(root: ElementTree.Element, suite: str) -> dict[str, ElementTree.Element]:
    return {
        case.attrib["name"]: case for case in root.findall(f"testsuite[@name='{suite}']/testcase")
    }


def test_junit_fails_where_the_run_fails() -> None:
    ours, real = junit(sample())[1], junit(sample())[0]
    if ours.attrib["name"] != "srfi-106":
        ours, real = real, ours
    counted = [
        {name: int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")}
        for suite in (ours, real)
    ]
    assert counted == [
        {"tests": 7, "failures": 1, "errors": 2, "skipped": 1},
        {"tests": 7, "failures": 0, "errors": 0, "skipped": 6},
    ]
    for suite, numbers in zip((ours, real), counted, strict=True):
        for name, element in (
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            assert len(suite.findall(f"testcase/{element}")) == numbers[name]
        seconds = sum(float(case.attrib["time"]) for case in suite.findall("testcase"))
        assert float(suite.attrib["time"]) == pytest.approx(seconds)
    assert ours.attrib["timestamp"] == "2026-11-21T12:00:00"
    assert real.attrib["timestamp"] == "2026-10-01T08:00:00"


def test_junit_has_the_evidence_of_a_failure() -> None:
    case = cases(junit(sample(transcript=("(sync 0)", "< 80"))), "srfi-106")["receive.peek"]
    assert case.attrib["classname"] == "srfi-106.receive"
    failure = case.find("failure")
    assert failure is not None
    assert failure.attrib == {"type": "differs", "message": "not as expected: data"}
    assert failure.text is not None
    question, *evidence = failure.text.splitlines()
    assert question.endswith("?")
    assert evidence == [
        "SRFI 106, socket-recv",
        "data: expected (returned 1)",
        "data: observed (returned 2)",
        "(sync 0)",
        "< 80",
    ]


def test_junit_says_why_something_is_skipped() -> None:
    root = junit(sample())
    skipped = {
        name: element.attrib["message"]
        for name, case in cases(root, "real:srfi-106@else").items()
        if (element := case.find("skipped")) is not None
    }
    assert skipped == {
        "receive.peek": f"differs: not as expected: data; known: {HOSTILE}",
        "send.text": "unspecified: not as expected: data",
        "send.empty": "differs: left 1 descriptors open",
        "close.twice": "no words for that",
        "close.send": "crashed: exit status 1",
        "close.receive": "the program has changed since it was recorded",
    }


def test_junit_keeps_text_as_text_and_shows_what_xml_cannot_hold() -> None:
    error = cases(junit(sample()), "srfi-106")["send.empty"].find("error")
    assert error is not None
    assert CONTROL == "\x1b[31m\x00\x08\uffff"
    assert error.attrib["message"] == HOSTILE + r"\x1b;[31m\x0;\x8;\xffff;"


# --- Markdown

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tables(text: str) -> list[list[list[str]]]:
    """The cells of each row of each table, as text without its marks."""
    found: list[list[list[str]]] = []
    for token in MARKDOWN.parse(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and found and token.level == 4:
            found[-1][-1].append("".join(child.content for child in token.children or ()))
    return found


def test_markdown_has_totals_and_areas() -> None:
    totals, areas = tables(render_markdown(sample()))
    assert [row[0] for row in totals] == ["subject", "srfi-106", "real:srfi-106@else"]
    assert totals[1][2:10] == ["3", "1", "", "", "1", "1", "1", ""]
    assert totals[2][2:10] == ["1", "2", "1", "", "", "1", "1", "1"]
    assert totals[2][10] == "real, recorded 2026-10-01 on Elsewhere"
    assert areas == [
        ["area", "srfi-106", "real:srfi-106@else"],
        ["Sending and receiving on streams", "", ""],
        ["send", "0/2", "0/2"],
        ["receive", "1/2", "1/2"],
        ["Closing and shutting down", "", ""],
        ["close", "2/2", "0/1"],
    ]


def test_markdown_tells_every_difference() -> None:
    text = render_markdown(sample())
    assert "## srfi-106 fails" in text
    assert "## real:srfi-106@else differs" in text
    shown = re.findall(r"^- \S `([\w.-]+)`: (\w+)", text, re.MULTILINE)
    assert shown == [
        ("receive.peek", "differs"),
        ("send.text", "hung"),
        ("send.empty", "crashed"),
        ("receive.peek", "differs"),
        ("send.text", "unspecified"),
        ("send.empty", "differs"),
        ("close.send", "crashed"),
    ]
    assert "expected `(returned 1)`, observed `(returned 2)`" in text


def test_text_means_nothing_to_markdown() -> None:
    def words(found: str) -> str:
        """The text as a reader sees it, and nothing but text."""
        inline = MARKDOWN.parseInline(found)[0].children or []
        assert {token.type for token in inline} <= {"text", "text_special"}
        return "".join(token.content for token in inline)

    text = render_markdown(sample())
    (known,) = re.findall(r"^  - known: (.*)$", text, re.MULTILINE)
    assert words(known) == HOSTILE
    assert tables(text)[0][2][1] == HOSTILE


@pytest.mark.parametrize("text", ["plain", "a`b", "``", "`", "a ``` b", "(x)"])
def test_code_means_nothing_to_markdown(text: str) -> None:
    (token,) = MARKDOWN.parseInline(markdown_code(text))[0].children or []
    assert (token.type, token.content) == ("code_inline", text)


def test_code_in_a_table_may_have_a_bar() -> None:
    row = f"| a | b |\n| --- | --- |\n| {markdown_code('x|y')} | z |\n"
    assert tables(row) == [[["a", "b"], ["x|y", "z"]]]


# --- Colours


def test_programs_are_coloured_and_lose_nothing() -> None:
    scheme = '\n(define (f x) ; <here>\n  (if x "a&b" 12))\n\n'
    assert coloured(scheme, "scheme") == (
        '\n(<span class="k">define</span> (<span class="f">f</span> x) '
        '<span class="c">; &lt;here&gt;</span>\n  (<span class="k">if</span> x '
        '<span class="s">&#34;a&amp;b&#34;</span> <span class="n">12</span>))\n\n'
    )
    python = "def f(x):\n    return not x  # why\n\n\n"
    assert re.sub(r"<[^>]*>", "", coloured(python, "python")) == python
    assert '<span class="k">not</span>' in coloured(python, "python")


def test_a_terminal_gets_no_control_characters_of_a_subject() -> None:
    shown = io.StringIO()
    print_report(sample_run(), Console(file=shown, width=100))
    assert r"\x1b;[31m\x0;\x8;" in shown.getvalue()
    assert not re.search(r"[\x00\x08\x1b]", shown.getvalue())
